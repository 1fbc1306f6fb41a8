"""Tables in plain text: between tabs or bars, on lines of their own, or in columns with spaces between.

A table is read where its structure is sure: as many cells in each row as the heads name. Anything else stays text.
"""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Iterator, Sequence

from helpers.text.cell_streams import find_streams
from helpers.text.grids import Cell, Grid, Line, span_of
from helpers.text.pieces import Piece, Row, list_lines, make_cells, make_grids, tell_kind
from helpers.text.spaced_tables import find_spaced

Span = tuple[int, int]


def find_text_tables(raw: str, grids: Sequence[Grid] = ()) -> tuple[Grid, ...]:
    """Return the tables of a text in their order: grids, which are known, and those that its lines show.

    >>> text = "概况\\n类别\\t学校数\\t在校生\\n小学\\t12\\t2100\\n初中\\t7\\t1800"
    >>> [(grid.rows, grid.columns, grid.caption[0].text) for grid in find_text_tables(text)]
    [(3, 3, '概况')]
    >>> [grid.columns for grid in find_text_tables("县 | 小学 | 初中\\n甲 | 12 | 7\\n乙 | 9 | 5\\n首页 | 公开 | 教育")]
    [3]
    >>> find_text_tables("小学 12 所\\n初中 7 所\\n高中 3 所")
    ()
    """
    if not ("\t" in raw or "|" in raw or _APART.search(raw) or (_ENDS.search(raw) and _MAY_HOLD.search(raw))):
        return tuple(grids)
    taken = sorted(grid.span for grid in grids)
    known = list(taken)
    tables: list[list[Cell]] = []
    free, left = list_lines(raw, taken), len(taken)  # tables that are known leave no lines
    for find in (_find_delimited, find_streams, find_spaced):
        free, left = (list_lines(raw, taken), len(taken)) if len(taken) > left else (free, left)
        for cells in find(raw, free):
            if not _overlap(taken, span_of(cells)):
                tables.append(cells)
                insort(taken, span_of(cells))
    found = make_grids(raw, tables, known)
    return tuple(sorted([*grids, *found], key=lambda grid: grid.span))


def _overlap(taken: list[Span], span: Span) -> bool:
    """Tell whether a span reaches into one of those taken, which are in order and apart."""
    place = bisect_left(taken, span)
    return any(a < span[1] and span[0] < b for a, b in taken[max(0, place - 1) : place + 1])


_APART = re.compile(r"\s(?:(?<=\d\s)|(?<=\d[%％]\s))\s*\d")
_ENDS = re.compile(r"[\d,.]%?[ \t\r]*$", re.MULTILINE)
_MAY_HOLD = re.compile(r"^[^\n\d]{0,40}[\d,.]+%?[ \t\r]*$", re.MULTILINE)


# ---- tabs and bars

_LEAST_ROWS = 3


def _find_delimited(raw: str, lines: list[Line]) -> Iterator[list[Cell]]:
    """Yield the tables whose cells tabs or bars part: a run of lines with tabs has as many cells in each."""
    if "\t" not in raw and "|" not in raw:
        return
    run: list[Row] = []
    above: list[Row] = []
    tabbed = False
    for line in [*lines, Line("", 0, 0)]:
        row = _split_line(line)
        tabs = "\t" in line.text
        if run and (not row or tabs != tabbed or (tabs and len(row) != len(run[-1]))):
            yield from _read_run([*_spread_heads(above, len(run[-1])), *run] if tabbed else run, tabbed)
            above = [*above, *run] if row and tabs and tabbed else []
            run = []
        if len(row) > 1:
            tabbed = tabs
            run.append(row)


def _spread_heads(above: list[Row], width: int) -> list[Row]:
    """Return the two rows of heads above a table as a browser copies them: the second lacks what the first covers.

    学段, 招生, 在校生 over 合计, 公办, 民办, 合计, 公办, 民办: only where the second row says the same below each head.

    >>> rows = [[Piece(text, 0, 0) for text in line.split()] for line in ("学段 招生 在校生", "计 女 计 女")]
    >>> [[piece and (piece.text, piece.columns) for piece in row] for row in _spread_heads(rows, 5)]
    [[('学段', 1), ('招生', 2), None, ('在校生', 2), None], [None, ('计', 1), ('女', 1), ('计', 1), ('女', 1)]]
    """
    first, second = above[-2:] if len(above) > 1 else ([], [])
    lead = width - len(second)
    groups = len(first) - lead
    size = len(second) // groups if groups > 1 else 0
    words = [piece.text if piece else "" for piece in (*first, *second)]
    said = words[len(first) :]
    if lead < 1 or size < 2 or said != said[:size] * groups or any(tell_kind(word) != "words" for word in words):
        return []
    spread = [[piece and piece._replace(columns=size), *[None] * (size - 1)] for piece in first[lead:]]
    return [[*first[:lead], *[piece for group in spread for piece in group]], [*[None] * lead, *second]]


def _split_line(line: Line) -> Row:
    """Return the cells of a line; what opens and closes a line of bars is no cell."""
    text, at = line.text, line.start
    mark = "\t" if "\t" in text else "|"
    if mark == "|" and text.count("|") < 2:
        return []
    if mark == "|" and text.lstrip().startswith("|"):
        at += text.index("|") + 1
        text = text[text.index("|") + 1 :]
    row: Row = []
    for part in text.split(mark):
        bare = part.strip()
        indent = part.index(bare) if bare else 0
        row.append(Piece(bare, at + indent, at + indent + len(bare), indent))
        at += len(part) + 1
    if mark == "|" and row and row[-1] is not None and not row[-1].text:
        row.pop()
    return row


def _read_run(run: list[Row], tabbed: bool) -> Iterator[list[Cell]]:
    """Yield the tables of lines with cells: all with as many cells, or numbers below heads that may be fewer."""
    if len(run) < _LEAST_ROWS:
        return
    numbers = [] if tabbed else [i for i, row in enumerate(run) if _counts(row)]
    may_be_rows = numbers and len(numbers) * 2 >= len(run) - 2  # menus between bars hold no numbers
    if tabbed or (may_be_rows and len({len(row) for row in run}) == 1 and not any(map(_is_padded, run))):
        yield list(make_cells(run))
        return
    if len(numbers) < 2:
        return
    width, often = Counter(len(_strip(run[i])) for i in numbers).most_common(1)[0]
    first = numbers[0]
    heads = [_strip(row) for row in run[max(0, first - 4) : first]]
    heads = [row for row in heads if sum(bool(piece.text) for piece in row if piece) > 1 or (row and len(row) >= width)]
    placed = _place_heads(heads, width)
    if often < 2 or placed is None:
        return
    values = Counter(_count_values(_strip(run[i])) for i in numbers).most_common(1)[0][0]
    body = [_fit(row, width, values) for row in run[first:]]
    if sum(row is None for row in body) * 5 > len(body):
        return
    last = max((i for i, row in enumerate(body) if row is not None and _counts(row)), default=0)
    rows = [row for row in body[: last + 1] if row is not None]
    yield list(make_cells([*placed, *rows]))


def _is_padded(row: Row) -> bool:
    return len(row) > 3 and row[-1] is not None and not row[-1].text and not (row[-2] and row[-2].text)


def _strip(row: Row) -> Row:
    """Return a row without the blank cells at its end."""
    kept = list(row)
    while kept and (kept[-1] is None or not kept[-1].text):
        kept.pop()
    return kept


def _counts(row: Row) -> bool:
    """Tell whether most cells of a line behind its label are numbers: a row of a table, not of a menu."""
    kinds = [tell_kind(piece.text) for piece in row[1:] if piece is not None and piece.text]
    return "number" in kinds and 2 * sum(kind in ("number", "missing") for kind in kinds) > len(kinds)


def _count_values(row: Row) -> int:
    """Return how many numbers stand at the end of a row."""
    kinds = [tell_kind(piece.text) if piece else "blank" for piece in row]
    return next((i for i, kind in enumerate(reversed(kinds)) if kind not in ("number", "missing")), len(kinds))


def _fit(row: Row, width: int, values: int) -> Row | None:
    """Return a row with as many cells as the table has columns; None where that is not sure."""
    bare = _strip(row)
    if len(bare) > width:
        middle = [piece for piece in bare[1 : len(bare) - values] if piece and piece.text]
        beside = [piece for piece in middle if tell_kind(piece.text) == "unit"]
        free = width - 1 - values  # columns for what stands beside the label
        if _count_values(bare) != values or free < 1 or any(tell_kind(p.text) not in ("unit", "latin") for p in middle):
            return None
        return [bare[0], *beside[:1], *[None] * (free - len(beside[:1])), *bare[len(bare) - values :]]
    if len(bare) == width or len(row) >= width or len(bare) == 1:
        return [*bare, *row[len(bare) : width]]
    return None


def _place_heads(heads: list[Row], width: int) -> list[Row] | None:
    """Return the heads with those of a second line below the columns that the first leaves open; None if unsure."""
    if not heads:
        return None
    named = [len([p for p in row if p and p.text]) for row in heads]
    if len(heads) == 1 or all(len(row) == width for row in heads):
        first = heads[-1] if len(heads) == 1 else None
        if first is None:
            return heads
        blank = width - len(first)
        return [first] if not blank and named[0] >= width - 1 else None
    if len(heads) != 2 or len(heads[0]) > width:
        return None
    top: Row = [*heads[0], *[None] * (width - len(heads[0]))]
    open_columns = [i for i, piece in enumerate(top) if i and (piece is None or not piece.text)]
    words = [
        piece
        for piece in heads[1]
        if piece and piece.text and not re.fullmatch(r"[(（][^()（）]{1,4}[)）]", piece.text)
    ]
    units = [piece for piece in heads[1] if piece and piece.text and piece not in words]
    if len(words) != len(open_columns) or not all(
        re.match(r"[#＃其]|.*[师生数员工率]$", piece.text) for piece in words
    ):
        return None
    below: Row = [None] * width
    for column, piece in zip(open_columns, words, strict=True):
        below[column] = piece
    for unit in units:
        fitting = [
            i
            for i, piece in enumerate(top)
            if piece and re.search(r"[学院]校数?$|校数$|园数$", re.sub(r"\s", "", piece.text))
        ]
        if "所" in unit.text and len(fitting) == 1:
            below[fitting[0]] = unit
    return [top, below]
