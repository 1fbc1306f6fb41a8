"""Tables whose columns no line parts: between lines that only lie, or with none, where the gaps show the columns."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from helpers.sources.pdf_cells import NUMBER, Table, join_wrapped
from helpers.sources.pdf_heads import NEAR, find_met, find_span, is_row_of_years, place_heads
from helpers.sources.pdf_lines import Piece, join_pieces
from helpers.sources.pdf_pages import Rule
from helpers.text import Cell, clean_cell


def holds_columns(rows: list[list[Piece]]) -> bool:
    """Tell whether rows may be those of a table."""
    return sum(len(row) > 2 for row in rows) >= 2


# a line that no table has inside: its caption, its notes, a sentence
_OUTSIDE = re.compile(
    r"[(（]?续?附?表\s*[\d一二三四五六七八九十]|图\s*\d|[(（]?(?:附?注|备注|说明|资料来源|数据来源|来源)\s*[:：]|.*单位\s*[:：]|.*[。；;]$"
)
_LONG = 25  # characters of a line of prose


def cut_tables(across: list[Rule], rows: list[list[Piece]]) -> Iterator[tuple[list[Rule], list[list[Piece]]]]:
    """Yield the lines and rows of each table between lines of one width: words outside of tables part them."""
    lines = sorted(across)
    part: list[Rule] = lines[:1]
    held: list[list[Piece]] = []
    for line in lines[1:]:
        inside = [row for row in rows if part[-1].at <= _middle(row) < line.at]
        if any(is_outside(row) for row in inside) and not any(map(_holds_numbers, inside)):
            if len(part) > 2:
                yield part, held
            part, held = [line], []
        else:
            part.append(line)
            held += inside
    if len(part) > 2:
        yield part, held


def _middle(row: list[Piece]) -> float:
    return (row[0].top + row[0].bottom) / 2


def is_outside(row: list[Piece]) -> bool:
    """Tell whether a row is no part of a table, but its caption, a note or a sentence."""
    text = "".join(piece.text for piece in row)
    return bool(_OUTSIDE.match(text)) or (len(row) == 1 and len(text) > _LONG)


def read_open(rows: list[list[Piece]], across: list[Rule], page: str) -> Table | None:
    """Read the rows of a table by the gaps between its columns; None where these are not sure.

    across are the lines that lie in it: short ones show which columns a head holds.
    """
    rows = _join_wrapped_rows(_join_around(rows))
    body = _find_body(rows, across)
    columns = _find_columns(rows[body:], {len(row) for row in rows[:body]})
    if columns is None or any(_stacks_heads(piece, columns) for row in rows[:body] for piece in row):
        return None
    rows = [*(_join_apart(row, columns) for row in rows[:body]), *(_join_label(row, columns) for row in rows[body:])]
    heads = place_heads(rows[:body], columns, across, page)
    cells = [*_place_rows(rows[body:], columns, max((cell.row + cell.rows for cell in heads or []), default=1), page)]
    if heads is None or None in cells:
        return None
    cells = heads + [cell for cell in cells if cell is not None]
    if _overlap(cells):
        return None
    pieces = [piece for row in rows for piece in row]
    left, right = min(p.left for p in pieces), max(p.right for p in pieces)
    top, bottom = min(p.top for p in pieces), max(p.bottom for p in pieces)
    if across:
        left, right = min(r.start for r in across), max(r.end for r in across)
        top, bottom = min(r.at for r in across), max(r.at for r in across)
    edges = (left, *((a[1] + b[0]) / 2 for a, b in pairwise(columns)), right)
    return Table(cells, edges, left, top, right, bottom)


def _find_body(rows: list[list[Piece]], across: list[Rule]) -> int:
    """Return the first row of the body: that of the first numbers, or a section above them below the heads' line.

    Where no line closes the heads, a section stands as far below them as the rows below each other.
    """
    body = next((i for i, row in enumerate(rows) if _holds_numbers(row)), len(rows))
    if not 1 < body < len(rows) - 1 or len(rows[body - 1]) != 1:
        return body
    width = max((rule.end - rule.start for rule in across), default=0.0)
    closing = [rule for rule in across if rule.end - rule.start > width - NEAR and rule.at > rows[0][0].top]
    above, section, first, second = (rows[i][0].top for i in range(body - 2, body + 2))
    if closing:
        return body - (above < closing[0].at <= section + NEAR)
    apart = min(section - above, first - section) > 0.75 * (second - first)
    return body - (apart and rows[body - 1][0].left < rows[body][0].right)


def _holds_numbers(row: list[Piece]) -> bool:
    return any(NUMBER.fullmatch(piece.text) for piece in row) and not is_row_of_years(row)


def _place_rows(
    rows: list[list[Piece]], columns: list[tuple[float, float]], first: int, page: str
) -> Iterator[Cell | None]:
    """Yield the cells of the rows of the body, None for one that may stand in several columns."""
    for number, row in enumerate(rows, first):
        for piece in row:
            span = find_span(piece, columns)
            if span is None or (NUMBER.fullmatch(piece.text) and len(find_met(piece, columns)) != 1):
                yield None
                continue
            if len(row) == 1 and span[0] and not NUMBER.fullmatch(piece.text):
                span = 0, len(columns)  # 一、小学, in the middle of the rows below it
            inset = round((piece.left - columns[0][0]) / (0.8 * piece.size)) if span == (0, 1) else 0
            text = clean_cell(piece.text)[0]
            yield Cell(number, span[0] + 1, 1, span[1], text, page=page, indent=max(0, inset))


def _overlap(cells: list[Cell]) -> bool:
    places = Counter(
        (row, column)
        for cell in cells
        for row in range(cell.row, cell.row + cell.rows)
        for column in range(cell.column, cell.column + cell.columns)
    )
    return max(places.values(), default=0) > 1


def _stacks_heads(piece: Piece, columns: list[tuple[float, float]]) -> bool:
    """Tell whether words over several columns are of several lines, set so close that nothing parts them."""
    return piece.bottom - piece.top > _ONE_LINE * piece.size and len(find_met(piece, columns)) > 1


def _join_around(rows: list[list[Piece]]) -> list[list[Piece]]:
    """Join to each row of numbers alone the two lines of its label, between which it stands."""
    joined: list[list[Piece]] = []
    for row in rows:
        last = joined[-1] if joined else []
        near = bool(last) and row[0].top - last[-1].top < row[0].size
        numbers = all(NUMBER.fullmatch(piece.text) for piece in row)
        if near and len(last) == 1 and numbers and last[0].right < row[0].left:
            joined[-1] = [*last, *row]
        elif near and len(row) == 1 and not numbers and last[0].top < last[-1].top and last[0].left == row[0].left:
            text = join_wrapped([last[0].text, row[0].text])
            right = max(last[0].right, row[0].right)
            joined[-1] = [last[0]._replace(text=text, top=last[-1].top, right=right), *last[1:]]
        else:
            joined.append(row)
    return joined


_CLOSE = 1.9  # sizes from one line of a cell to the next, at most
_ONE_LINE = 1.6  # sizes that the words of a line are high, at most
_MOST_CELLS = 0.6  # of a row


def _join_wrapped_rows(rows: list[list[Piece]]) -> list[list[Piece]]:
    """Join to each row the lines below it that stand closer than rows do: words that found no room in their cells."""
    counts = Counter(len(row) for row in rows if any(NUMBER.fullmatch(piece.text) for piece in row))
    width = max(counts, key=lambda pieces: pieces * counts[pieces], default=0)
    full = [row for row in rows if len(row) > _MOST_CELLS * width]  # a few cells may be empty
    steps = [b[0].top - a[0].top for a, b in pairwise(full)]
    if not steps:
        return rows
    joined: list[list[Piece]] = []
    before = 0.0
    for row in rows:
        top = min(piece.top for piece in row)
        size = max(piece.size for piece in row)
        close = bool(joined) and top - before < min(0.75 * min(steps), _CLOSE * size)
        whole = _join_pieces(joined[-1], row) if close else None
        if whole is not None:
            joined[-1] = whole
        else:
            joined.append(row)
        before = top
    return joined


def _join_pieces(row: list[Piece], below: list[Piece]) -> list[Piece] | None:
    """Return a row whose cells go on in the pieces below them; None where several stand below one, as below a head."""
    pieces = list(row)
    met: list[int] = []
    for piece in below:
        over = [i for i, held in enumerate(row) if held.left < piece.right and piece.left < held.right]
        if not over and len(row) > 1 and piece.right < row[1].left and 0 < row[0].left - piece.left < 4 * piece.size:
            over = [0]  # a label that is set in goes on at the edge
        if len(over) != 1 or over[0] in met:
            return None
        met += over
        held = pieces[over[0]]
        number = NUMBER.fullmatch(held.text) and NUMBER.fullmatch(piece.text)
        text = held.text + piece.text if number else join_wrapped([held.text, piece.text])
        left = held.left if over[0] == 0 else min(held.left, piece.left)
        pieces[over[0]] = Piece(text, left, held.top, max(held.right, piece.right), piece.bottom, held.size)
    return pieces


def _join_label(row: list[Piece], columns: list[tuple[float, float]]) -> list[Piece]:
    """Return a row with the pieces of its label as one: characters that are set apart."""
    label = [piece for piece in row if piece.right <= columns[1][0] and not NUMBER.fullmatch(piece.text)]
    return [join_pieces(label), *row[len(label) :]] if len(label) > 1 and row[: len(label)] == label else row


def _join_apart(row: list[Piece], columns: list[tuple[float, float]]) -> list[Piece]:
    """Return a row of heads with characters that are set apart as one piece: 年　份, 班　数, but not 男 and 女."""
    single = next((i for i, piece in enumerate(row) if len(piece.text) > 1), len(row))
    joined = [join_pieces(row[:single])] if single > 1 else row[:single]
    spans = [find_span(piece, columns) for piece in row]
    for i in range(single, len(row)):
        apart = (
            joined
            and len(row[i].text) == len(row[i - 1].text) == 1
            and row[i].left - row[i - 1].right < 3 * row[i].size
        )
        if apart and spans[i] is not None and spans[i] == spans[i - 1]:
            joined[-1] = join_pieces([joined[-1], row[i]])
        else:
            joined.append(row[i])
    return joined


def _find_columns(rows: list[list[Piece]], heads: set[int]) -> list[tuple[float, float]] | None:
    """Return the edges of the columns in which the fullest rows of a table have their words, None if they are not sure.

    heads says how many pieces the rows of heads have: of as many may a single row be. Sure are those in which each
    number of the rows with empty cells stands below the numbers of one column.
    """
    rows = [row for row in rows if len(row) > 1 and any(NUMBER.fullmatch(piece.text) for piece in row)]
    counts = Counter(map(len, rows))
    numbers = [piece for row in rows for piece in row[1:] if NUMBER.fullmatch(piece.text)]
    for width in sorted(counts, key=lambda width: (counts[width] > 1, width), reverse=True):
        if counts[width] == 1 and width not in heads:
            continue
        body = [row for row in rows if len(row) == width]
        columns = [(min(row[i].left for row in body), max(row[i].right for row in body)) for i in range(width)]
        apart = all(a[1] < b[0] for a, b in pairwise(columns))
        if apart and all(len(find_met(piece, columns)) == 1 for piece in numbers):
            return columns
    return None
