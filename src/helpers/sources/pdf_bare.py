"""Tables of a page without any line: rows of numbers that stand below each other, and the heads above them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from statistics import median

from helpers.sources.pdf_cells import NUMBER, Table
from helpers.sources.pdf_heads import is_row_of_years
from helpers.sources.pdf_lines import Piece
from helpers.sources.pdf_open import is_outside, read_open
from helpers.text import HAN

_LEAST_ROWS = 3
_MOST_HEADS = 4  # lines above the first row
_LONGEST_LABEL, _LONGEST_HEAD, _SHORT = 30, 20, 16  # characters
_APART = 3.6  # sizes from one row to the next, at most
_STEADY = 0.6  # sizes by which the edges of a column's numbers differ, at most
_YEAR = re.compile(r"(?:19|20)\d\d年?")
_LEADER = re.compile(r"[.…·]{3,}|…|[_—]{3,}")  # 第一章 ……… 3
_SENTENCE = re.compile(r"[。；;！？，,、]$")

Row = list[Piece]


def find_bare(rows: list[Row], page: str) -> Iterator[Table]:
    """Yield the tables among the rows of a page, or of one of its columns.

    At least three rows have a label and numbers that stand below each other, and each column of numbers has a head;
    lists with leaders, contents and running text have none.
    """
    at = 0
    while at < len(rows):
        end = _find_end(rows, at)
        if end is None:
            at += 1
            continue
        first = _find_first_head(rows, at, min(piece.left for piece in _split(rows[at])[1]))
        table = read_open(rows[first:end], [], page) if first < at else None
        if table is not None and _heads_all(table):
            yield table
        at = end


def _split(row: Row) -> tuple[Row, Row]:
    """Return the label of a row and its numbers, ([], []) where it is no row of a table."""
    behind = next((i for i in range(len(row), 0, -1) if not NUMBER.fullmatch(row[i - 1].text)), 0)
    behind = behind or (len(row) > 2 and bool(_YEAR.fullmatch(row[0].text)))
    label, values = row[:behind], row[behind:]
    said = "".join(piece.text for piece in label)
    named = bool(HAN.search(said) or _YEAR.fullmatch(said)) and len(said) <= _LONGEST_LABEL
    mixed = any(NUMBER.fullmatch(piece.text) for piece in label[1:])  # 甲校 12 34 乙校 56 78
    if (
        not named
        or mixed
        or len(values) < 2
        or is_row_of_years(values)
        or _SENTENCE.search(said)
        or _LEADER.search("".join(p.text for p in row))
    ):
        return [], []
    return (label, values) if any(re.search(r"\d", piece.text) for piece in values) else ([], [])


def _find_end(rows: list[Row], at: int) -> int | None:
    """Return behind which row the body ends that begins with a row, None if none does."""
    if not _split(rows[at])[1]:
        return None
    end, data = at + 1, [rows[at]]
    while end < len(rows):
        between = not _split(rows[end])[1]
        behind = end + 1 if between else end
        if behind == len(rows) or not _split(rows[behind])[1] or (between and not _is_section(rows[end], data[0])):
            break
        if any(b[0].top - a[0].top > _APART * a[0].size for a, b in pairwise(rows[end - 1 : behind + 1])):
            break
        data.append(rows[behind])
        end = behind + 1
    if end < len(rows) and _is_section(rows[end], data[0]) and _goes_on(data[-2:], rows[end]):
        end += 1
    return end if _is_steady(data) else None


def _goes_on(rows: list[Row], below: Row) -> bool:
    """Tell whether words below the last of some rows stand closer than these do: the label had no room on its line."""
    steps = [b[0].top - a[0].top for a, b in pairwise([*rows, below])]
    return len(steps) > 1 and steps[-1] < 0.75 * steps[-2]


def _is_section(row: Row, data: Row) -> bool:
    """Tell whether a row is a single short piece, which names what the rows below are of or goes on with a label."""
    return len(row) == 1 and len(row[0].text) <= _SHORT and not is_outside(row) and row[0].left < data[-1].left


def _is_steady(data: list[Row]) -> bool:
    """Tell whether the numbers of most rows are as many, and stand below each other at an edge or in the middle."""
    values = [_split(row)[1] for row in data]
    width, often = Counter(map(len, values)).most_common(1)[0]
    full = [row for row in values if len(row) == width]
    if often < _LEAST_ROWS or 2 * often < len(data):
        return False
    return all(
        _is_column([piece for piece in column if re.search(r"\d", piece.text)]) for column in zip(*full, strict=True)
    )


def _is_column(pieces: Row) -> bool:
    if not pieces:
        return True
    places = ([p.left for p in pieces], [p.right for p in pieces], [(p.left + p.right) / 2 for p in pieces])
    return min(max(xs) - min(xs) for xs in places) <= _STEADY * median(piece.size for piece in pieces)


def _find_first_head(rows: list[Row], at: int, left: float) -> int:
    """Return the number of the first of the rows above the body that are its heads; left is where its numbers begin."""
    first = at
    while first and at - first < _MOST_HEADS:
        row, below = rows[first - 1], rows[first]
        numbers = any(NUMBER.fullmatch(piece.text) for piece in row) and not is_row_of_years(row)
        long = any(len(piece.text) > _LONGEST_HEAD or _SENTENCE.search(piece.text) for piece in row)
        single = len(row) == 1 and row[0].right > left  # a caption; a head of the labels stands before the numbers
        if numbers or long or single or is_outside(row) or below[0].top - row[0].top > _APART * row[0].size:
            break
        first -= 1
    return first


def _heads_all(table: Table) -> bool:
    """Tell whether each column of numbers has a head."""
    body = min(cell.row for cell in table.cells if NUMBER.fullmatch(cell.text) and not _YEAR.fullmatch(cell.text))
    headed = {c for cell in table.cells if cell.row < body for c in range(cell.column, cell.column + cell.columns)}
    return headed >= {cell.column for cell in table.cells if cell.row >= body and cell.column > 1}
