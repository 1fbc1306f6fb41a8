"""The heads of a table whose columns no line parts: over which columns each one stands."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import combinations, pairwise

from helpers.sources.pdf_cells import NUMBER, join_wrapped
from helpers.sources.pdf_lines import Piece, group_rows
from helpers.sources.pdf_pages import Rule
from helpers.text import Cell

NEAR = 3.0  # points between lines that meet
Span = tuple[int, int]  # first column, from 0, and how many
Edges = tuple[float, float]  # left and right
_YEAR = re.compile(r"(?:19|20)\d\d")
_CLOSE = 1.9  # sizes from one line of a cell to the next, at most
_MOST_YEARS = 40
_OFF = 2.2  # sizes that a head may stand off the middle of its columns


def place_heads(rows: list[list[Piece]], columns: list[Edges], across: list[Rule], page: str) -> list[Cell] | None:
    """Return the cells of the rows of heads over columns, None if it is not sure which columns one holds.

    columns are the edges of what stands in the body, across the lines that lie in the table.
    """
    rows = group_rows(_join_lines(rows))
    spans: dict[Piece, Span] = {}
    for row in rows:
        spans |= {piece: span for piece in row if (span := _find_ruled(piece, columns, across, row))}
    for row in reversed(rows):
        spans = _count_off(row, columns) | spans
    for top, row in combinations(rows, 2):
        spans = _share(top, row, columns, spans) | spans
    for row in rows:
        spans |= {p: span for p in row if p not in spans and (span := find_span(p, columns))}
    if any(piece not in spans for row in rows for piece in row):
        return None
    cells = [
        Cell(number, spans[piece][0] + 1, 1, spans[piece][1], piece.text, page=page)
        for number, row in enumerate(rows, 1)
        for piece in row
    ]
    cells = _raise_heads(cells)
    return None if _has_loose_heads(cells) else cells


def is_row_of_years(row: Sequence[Piece]) -> bool:
    """Tell whether the numbers of a row are years in their order, which are heads."""
    numbers = [piece.text for piece in row if NUMBER.fullmatch(piece.text)]
    years = [int(text) for text in numbers if _YEAR.fullmatch(text)]
    steps = {b > a for a, b in pairwise(years)} if len(set(years)) == len(years) else set()
    return len(years) == len(numbers) > 1 == len(steps) and abs(years[-1] - years[0]) <= _MOST_YEARS


def find_met(piece: Piece, columns: list[Edges]) -> list[int]:
    """Return the columns that some words reach into."""
    return [i for i, (a, b) in enumerate(columns) if piece.left < b and a < piece.right]


def find_span(piece: Piece, columns: list[Edges]) -> Span | None:
    """Return the columns that some words reach into, else the one that they stand next to; None beyond the edges."""
    if met := find_met(piece, columns):
        return met[0], len(met)
    middle = _middle(piece)
    steps = [(a[1] + b[0]) / 2 for a, b in pairwise(columns)]
    at = sum(step < middle for step in steps)
    near = columns[at]
    wide = max(piece.right - piece.left, 3 * piece.size)
    return (at, 1) if near[0] - wide < middle < near[1] + wide else None


def _middle(piece: Piece) -> float:
    return (piece.left + piece.right) / 2


def _join_lines(rows: list[list[Piece]]) -> list[Piece]:
    """Return heads as one piece each: lines of one cell stand close below each other and have the same middle.

    A row goes on in the next only if each piece of that has its own above: 公办, 民办 and 合计 below 学校数 do not.
    """
    joined: list[Piece] = []
    for row in rows:
        above = [_find_above(piece, joined) for piece in row]
        if any(held is None for held in above) or len(set(above)) < len(row):
            joined += row
            continue
        for held, piece in zip(above, row, strict=True):
            joined.remove(held)
            latin = bool(re.match("[A-Za-z]", piece.text))  # says the Chinese words again
            text = f"{held.text} {piece.text}" if latin else join_wrapped([held.text, piece.text])
            left, right = min(held.left, piece.left), max(held.right, piece.right)
            joined.append(Piece(text, left, held.top, right, piece.bottom, piece.size))
    return joined


def _find_above(piece: Piece, heads: list[Piece]) -> Piece | None:
    """Return the head of which some words may be the next line, None if there is none."""
    over = [held for held in heads if held.left < piece.right and piece.left < held.right]
    held = max(over, key=lambda held: held.bottom, default=None)
    if held is None or NUMBER.fullmatch(piece.text):
        return None
    same = abs(_middle(held) - _middle(piece)) < 0.75 * piece.size or abs(held.left - piece.left) < 0.3 * piece.size
    return held if same and piece.top - held.bottom < (_CLOSE - 1) * piece.size else None


def _find_ruled(piece: Piece, columns: list[Edges], across: list[Rule], row: list[Piece]) -> Span | None:
    """Return the columns over which the short line below a head reaches, None if there is none."""
    below = [
        rule
        for rule in across
        if 0 <= rule.at - (piece.top + piece.bottom) / 2 < 2 * piece.size
        and rule.start - NEAR <= piece.left
        and piece.right <= rule.end + NEAR
        and not any(p is not piece and rule.start <= p.left and p.right <= rule.end for p in row)
    ]
    under = min(below, key=lambda rule: rule.end - rule.start, default=None)
    if under is None:
        return None
    if under.start <= min(r.start for r in across) + NEAR and under.end >= max(r.end for r in across) - NEAR:
        return None
    met = [i for i, (a, b) in enumerate(columns) if under.start - NEAR <= (a + b) / 2 <= under.end + NEAR]
    return (met[0], len(met)) if met else None


def _count_off(row: list[Piece], columns: list[Edges]) -> dict[Piece, Span]:
    """Return the columns of heads that are as many as the columns, or as those behind the labels: one for each."""
    missing = len(columns) - len(row)
    if missing not in (0, 1) or (missing and row and 0 in find_met(row[0], columns)):
        return {}
    met = [find_met(piece, columns) for piece in row]
    if any(columns_met and i not in columns_met for i, columns_met in enumerate(met, missing)):
        return {}
    return {piece: (i, 1) for i, piece in enumerate(row, missing)}


def _share(top: list[Piece], row: list[Piece], columns: list[Edges], spans: dict[Piece, Span]) -> dict[Piece, Span]:
    """Return the columns of heads over other heads: each stands over the middle or the beginning of its own."""
    below = {}
    for piece in row:
        span = spans.get(piece) or find_span(piece, columns)
        if span is None or span[1] > 1:
            return {}
        below[span[0]] = piece
    found: dict[Piece, Span] = {}
    for run in _list_runs(sorted(below)):
        left, right = below[run[0]].left, below[run[-1]].right
        heads = [piece for piece in top if left <= _middle(piece) <= right and piece not in spans]
        if heads and len(heads) < len(run):
            edges = [(below[i].left, below[i].right) for i in run]
            ways = [_share_run(heads, way, edges[-len(way) :], miss) for way in _list_ways(run) for miss in _MISSES]
            found |= min(ways, key=lambda way: way[0])[1]
    return found


_MISSES = (  # all heads of a row stand over the middle, or all over the beginning
    lambda head, first, last: abs(_middle(head) - (first[0] + last[1]) / 2) / head.size,
    lambda head, first, last: abs(head.left - first[0]) / head.size,
)


def _list_ways(run: list[int]) -> list[list[int]]:
    """Return the columns that heads may share: all of a run, or those behind the labels, over which none may stand."""
    return [run, run[1:]] if run[0] == 0 and len(run) > 1 else [run]


def _list_runs(numbers: list[int]) -> list[list[int]]:
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return runs


def _share_run(
    heads: list[Piece], run: list[int], edges: list[Edges], miss: Callable[[Piece, Edges, Edges], float]
) -> tuple[float, dict[Piece, Span]]:
    """Share columns side by side among the heads above them, and say how far off these stand; {} if unsure."""
    best: dict[int, tuple[float, list[int]]] = {0: (0.0, [0])}
    for head in heads:  # for each number of columns that the heads so far may hold, the way that fits best
        ways: dict[int, tuple[float, list[int]]] = {}
        for start, (cost, ends) in best.items():
            for end in range(start + 1, len(run) + 1):
                off = miss(head, edges[start], edges[end - 1])
                if off <= _OFF and cost + off < ways.get(end, (float("inf"), []))[0]:
                    ways[end] = cost + off, [*ends, end]
        best = ways
    if len(run) not in best:
        return float("inf"), {}
    cost, ends = best[len(run)]
    return cost, {head: (run[a], b - a) for head, (a, b) in zip(heads, pairwise(ends), strict=True)}


def _raise_heads(cells: list[Cell]) -> list[Cell]:
    """Let a head that stands between the two lines of the heads beside it cover both lines."""
    rows: dict[int, set[int]] = {}
    for cell in cells:
        rows.setdefault(cell.row, set()).update(range(cell.column, cell.column + cell.columns))
    between = [
        row
        for row in range(2, max(rows, default=1))
        if not rows[row] & (rows[row - 1] | rows[row + 1])
        and (len(rows[row]) < len(rows[row + 1]) or rows[row - 1] == rows[row + 1])
    ]
    return [cell._replace(row=cell.row - 1, rows=3) if cell.row in between else cell for cell in cells]


def _has_loose_heads(cells: list[Cell]) -> bool:
    """Tell whether a head stands below others of which none is over it: then nothing shows which one holds it."""
    for cell in (head for head in cells if head.column > 1):
        above = [head for head in cells if head.row < cell.row]
        over = any(
            head.column < cell.column + cell.columns and cell.column < head.column + head.columns for head in above
        )
        if above and not over and not re.match(r"[#＃其]", cell.text):
            return True
    return False
