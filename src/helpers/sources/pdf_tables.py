"""Tables of a page: between ruling lines, and between lines that only lie, where the gaps show the columns for sure."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from helpers.sources.pdf_lines import Piece, group_rows, join_letters, join_pieces
from helpers.sources.pdf_pages import Letter, Rule
from helpers.text import Cell, clean_cell

_NEAR = 3.0  # points between lines that meet
_MOST_EDGES = 200  # of rows or columns on one page
_MOST_RULES = 2_000  # a drawing has more
_NUMBER = re.compile(r"[-+−–]?[\d,.，．]+%?|[—–\-…/]+")


class Table(NamedTuple):
    """A table on a page: its cells, the edges of its columns and where it stands."""

    cells: list[Cell]
    edges: tuple[float, ...]
    left: float
    top: float
    right: float
    bottom: float


def find_tables(letters: list[Letter], lying: list[Rule], standing: list[Rule], page: str) -> tuple[list[Table], int]:
    """Return the tables of a page from the top, and the number of those whose columns are not sure."""
    lying, standing = _join_rules(lying), _join_rules(standing)
    if max(len(lying), len(standing)) > _MOST_RULES:
        return [], 0
    tables: list[Table] = []
    unsure = 0
    for across, down in _group_rules(lying, standing):
        left, right = min(r.start for r in across), max(r.end for r in across)
        top, bottom = min(r.at for r in across), max(r.at for r in across)
        inside = [x for x in letters if left <= (x.left + x.right) / 2 <= right and top <= _mid(x) <= bottom]
        if not inside:
            continue
        ruled = len({round(rule.at) for rule in down}) > (0 if len(across) > 2 else 1)
        table = _read_ruled(inside, across, down, page) if ruled else _read_open(inside, across, page)
        if table is not None and len({cell.column for cell in table.cells}) > 1:
            tables.append(table)
        elif not ruled and table is None and len(across) > 2:
            unsure += _holds_columns(inside)
    return sorted(tables, key=lambda table: table.top), unsure


def _mid(letter: Letter) -> float:
    return (letter.top + letter.bottom) / 2


# ---- ruling lines


def _join_rules(rules: list[Rule]) -> list[Rule]:
    """Join pieces of one line, and lines that are drawn twice."""
    joined: list[Rule] = []
    for rule in sorted(rules):
        for i in range(len(joined) - 1, max(-1, len(joined) - 40), -1):
            held = joined[i]
            if rule.at - held.at <= 1.5 and rule.start <= held.end + _NEAR and held.start <= rule.end + _NEAR:
                joined[i] = Rule(held.at, min(held.start, rule.start), max(held.end, rule.end))
                break
        else:
            joined.append(rule)
    return joined


def _group_rules(lying: list[Rule], standing: list[Rule]) -> Iterator[tuple[list[Rule], list[Rule]]]:
    """Yield lines that hang together: those that lie and those that stand; lying lines of one width alone hang, too."""
    number = list(range(len(lying) + len(standing)))

    def find(i: int) -> int:
        while number[i] != i:
            number[i] = number[number[i]]
            i = number[i]
        return i

    for j, down in enumerate(standing):
        for i, across in enumerate(lying):
            meets = across.start - _NEAR <= down.at <= across.end + _NEAR
            if meets and down.start - _NEAR <= across.at <= down.end + _NEAR:
                number[find(i)] = find(len(lying) + j)
    crossed = {find(len(lying) + j) for j in range(len(standing))}
    loose = [i for i in range(len(lying)) if find(i) not in crossed]
    for place, i in enumerate(loose):
        for before in reversed(loose[max(0, place - 20) : place]):
            a, b = lying[before], lying[i]
            if _lies_within(a, b) or _lies_within(b, a):  # the shorter stands below a head of several columns
                number[find(i)] = find(before)
                break
    groups: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for i in range(len(number)):
        across, down = groups.setdefault(find(i), ([], []))
        if i < len(lying):
            across.append(lying[i])
        else:
            down.append(standing[i - len(lying)])
    for across, down in groups.values():
        if len(across) > 1:
            yield across, down


def _lies_within(rule: Rule, other: Rule) -> bool:
    return other.start - _NEAR <= rule.start and rule.end <= other.end + _NEAR


def _snap(values: Iterable[float], near: float = _NEAR) -> list[float]:
    """Return values in order, those that lie close together as one."""
    snapped: list[float] = []
    for value in sorted(values):
        if not snapped or value - snapped[-1] > near:
            snapped.append(value)
    return snapped


def _read_ruled(letters: list[Letter], across: list[Rule], down: list[Rule], page: str) -> Table | None:
    """Read the cells between lines that lie and stand; a table without lines at its sides ends where those lie."""
    ys = _snap(rule.at for rule in across)
    xs = _snap([*(rule.at for rule in down), min(r.start for r in across), max(r.end for r in across)])
    if not 2 <= len(xs) <= _MOST_EDGES or not 2 <= len(ys) <= _MOST_EDGES:
        return None
    rows, columns = len(ys) - 1, len(xs) - 1
    owner = _merge_places(xs, ys, across, down)
    held: dict[int, list[Letter]] = {}
    for letter in letters:
        row = min(max(bisect_right(ys, _mid(letter)) - 1, 0), rows - 1)
        column = min(max(bisect_right(xs, (letter.left + letter.right) / 2) - 1, 0), columns - 1)
        held.setdefault(owner[row * columns + column], []).append(letter)
    spans = Counter(owner)
    cells = []
    for first, inside in sorted(held.items()):
        row, column = divmod(first, columns)
        width = next(w for w in range(columns - column, 0, -1) if owner[first + w - 1] == first)
        cells.append((row + 1, column + 1, spans[first] // width, width, join_letters(inside)))
    split = list(_split_rows(cells, xs, page))
    return Table(split, tuple(xs), xs[0], ys[0], xs[-1], ys[-1])


def _merge_places(xs: list[float], ys: list[float], across: list[Rule], down: list[Rule]) -> list[int]:
    """Return for each place of a lattice the first place of the cell that it belongs to; a cell is a rectangle."""
    rows, columns = len(ys) - 1, len(xs) - 1
    walls = {(i, j) for j in range(1, columns) for i in _find_drawn(down, xs[j], ys)}
    floors = {(i, j) for i in range(1, rows) for j in _find_drawn(across, ys[i], xs)}
    owner = [-1] * (rows * columns)
    for place in range(rows * columns):
        if owner[place] >= 0:
            continue
        i, j = divmod(place, columns)
        width = 1
        while j + width < columns and (i, j + width) not in walls and owner[place + width] < 0:
            width += 1
        height = 1
        while i + height < rows and all(
            (i + height, c) not in floors and (c == j or (i + height, c) not in walls) for c in range(j, j + width)
        ):
            height += 1
        for r in range(height):
            for c in range(width):
                owner[place + r * columns + c] = place
    return owner


def _find_drawn(rules: list[Rule], at: float, edges: list[float]) -> list[int]:
    """Return the numbers of the steps between edges along which a line is drawn at a place."""
    here = [rule for rule in rules if abs(rule.at - at) <= _NEAR]
    middles = [(start + end) / 2 for start, end in pairwise(edges)]
    return [i for i, middle in enumerate(middles) if any(rule.start <= middle <= rule.end for rule in here)]


Held = tuple[int, int, int, int, list[Piece]]


def _split_rows(cells: list[Held], xs: list[float], page: str) -> Iterator[Cell]:
    """Yield cells; rows that no line parts are parted where the numbers of several columns stand side by side."""
    by_row: dict[int, list[Held]] = {}
    for cell in cells:
        by_row.setdefault(cell[0], []).append(cell)
    shift = 0
    moved: dict[int, int] = {}
    parts: dict[int, list[list[Piece]]] = {}
    for row in sorted(by_row):
        moved[row] = row + shift
        lines = _find_lines(by_row[row], xs)
        if lines:
            parts[row] = lines
            shift += len(lines) - 1
    for row, column, rows, columns, pieces in cells:
        if row in parts and rows == 1:
            for i, line in enumerate(parts[row]):
                mine = [piece for piece in pieces if piece in line]
                if mine:
                    yield _make_cell(moved[row] + i, column, 1, columns, mine, xs[column - 1], page)
        else:
            last = row + rows - 1
            height = rows + sum(len(parts[r]) - 1 for r in range(row, last + 1) if r in parts)
            made = _make_cell(moved[row], column, height, columns, pieces, xs[column - 1], page)
            whole = _is_wrapped((row, column, rows, columns, pieces), xs)
            yield made._replace(text="".join(piece.text for piece in pieces)) if whole else made


def _find_lines(cells: list[Held], xs: list[float]) -> list[list[Piece]]:
    """Return the lines of a row that holds several rows of numbers, [] of any other."""
    single = [cell for cell in cells if cell[2] == 1]
    lines = group_rows(piece for cell in single for piece in cell[4])
    if len(lines) < 2 or len(single) < 2 or any(_is_wrapped(cell, xs) for cell in single):
        return []
    numbers = [cell for cell in single if all(_NUMBER.fullmatch(piece.text) for piece in cell[4])]
    several = [cell for cell in numbers if len(cell[4]) > 1]
    return lines if several and len(several) * 2 >= len(single) - 1 else []


def _is_wrapped(cell: Held, xs: list[float]) -> bool:
    """Tell whether a cell holds one number that was broken for want of room: one more digit would not fit."""
    _, column, _, columns, pieces = cell
    first = pieces[0]
    if len(pieces) < 2 or not all(_NUMBER.fullmatch(piece.text) for piece in pieces):
        return False
    digit = (first.right - first.left) / len(first.text)
    edge = first.left - xs[column - 1]
    return first.right + digit > xs[column + columns - 1] - max(edge, 1.0)


def _make_cell(
    row: int, column: int, rows: int, columns: int, pieces: list[Piece], edge: float, page: str, indent: int = 0
) -> Cell:
    lines = [" ".join(piece.text for piece in line) for line in group_rows(pieces)]
    return Cell(row, column, rows, columns, _join_wrapped(lines), page=page, indent=indent)


_HAN = re.compile(r"[\u3400-\u9fff（）()、，。：:]")


def _join_wrapped(lines: list[str]) -> str:
    """Join the lines of a cell, which were broken for want of room: only Latin words are parted by a space."""
    joined = lines[0]
    for line in lines[1:]:
        joined += line if _HAN.match(joined[-1]) or _HAN.match(line) else f" {line}"
    return clean_cell(joined)[0]


# ---- tables whose columns no line parts


def _holds_columns(letters: list[Letter]) -> bool:
    rows = group_rows(join_letters(letters))
    return sum(len(row) > 2 for row in rows) >= 2


def _read_open(letters: list[Letter], across: list[Rule], page: str) -> Table | None:
    """Read a table whose lines only lie by the gaps between its columns; None where these are not sure."""
    if len(across) < 3:
        return None
    rows = _join_wrapped_rows(group_rows(join_letters(letters)))
    columns = _find_columns(rows)
    if columns is None:
        return None
    cells = []
    rows = [_join_label(row, columns) for row in rows]
    spread = _find_spread(rows, columns)
    for number, row in enumerate(rows, 1):
        for piece in row:
            span = spread.get(piece) or _find_span(piece, columns, across, row)
            if span is None:
                return None
            inset = round((piece.left - columns[0][0]) / (0.8 * piece.size)) if span == (0, 1) else 0
            text = clean_cell(piece.text)[0]
            cells.append(Cell(number, span[0] + 1, 1, span[1], text, page=page, indent=max(0, inset)))
    if len({(cell.row, cell.column) for cell in cells}) < len(cells):
        return None
    cells = _raise_heads(cells)
    if _has_loose_heads(cells):
        return None
    left, right = min(r.start for r in across), max(r.end for r in across)
    edges = (left, *((a[1] + b[0]) / 2 for a, b in pairwise(columns)), right)
    return Table(cells, edges, left, min(r.at for r in across), right, max(r.at for r in across))


_CLOSE = 1.9  # sizes from one line of a cell to the next, at most


def _join_wrapped_rows(rows: list[list[Piece]]) -> list[list[Piece]]:
    """Join to each row the lines below it that stand closer than rows do: words that found no room in their cells."""
    counts = Counter(len(row) for row in rows if any(_NUMBER.fullmatch(piece.text) for piece in row))
    width = max(counts, key=lambda pieces: pieces * counts[pieces], default=0)
    full = [row for row in rows if len(row) == width]
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
        number = _NUMBER.fullmatch(held.text) and _NUMBER.fullmatch(piece.text)
        text = held.text + piece.text if number else _join_wrapped([held.text, piece.text])
        left = held.left if over[0] == 0 else min(held.left, piece.left)
        pieces[over[0]] = Piece(text, left, held.top, max(held.right, piece.right), piece.bottom, held.size)
    return pieces


def _join_label(row: list[Piece], columns: list[tuple[float, float]]) -> list[Piece]:
    """Return a row with the pieces of its label as one: characters that are set apart."""
    label = [piece for piece in row if piece.right <= columns[1][0] and not _NUMBER.fullmatch(piece.text)]
    return [join_pieces(label), *row[len(label) :]] if len(label) > 1 and row[: len(label)] == label else row


def _has_loose_heads(cells: list[Cell]) -> bool:
    """Tell whether a head stands below others of which none is over it: then nothing shows which one holds it."""
    body = min((cell.row for cell in cells if _NUMBER.fullmatch(cell.text)), default=1)
    heads = [cell for cell in cells if cell.row < body]
    for cell in (head for head in heads if head.column > 1):
        above = [head for head in heads if head.row < cell.row]
        over = any(
            head.column < cell.column + cell.columns and cell.column < head.column + head.columns for head in above
        )
        if above and not over and not re.match(r"[#＃其]", cell.text):
            return True
    return False


def _find_spread(rows: list[list[Piece]], columns: list[tuple[float, float]]) -> dict[Piece, tuple[int, int]]:
    """Return the columns of heads over heads that begin again (2021年 2022年 增长 2021年 2022年): one over each group.

    A head without others below it stands over its own column; a single one that is left holds all below.
    """
    for top, row in pairwise(rows):
        if any(_NUMBER.fullmatch(piece.text) for piece in row):
            break
        below = [_find_met(piece, columns) for piece in row]
        if any(len(met) != 1 for met in below) or len(row) < 2:
            continue
        under = [met[0] for met in below]
        heads = [piece for piece in top if set(_find_met(piece, columns)) & set(under)]
        starts = [i for i, piece in enumerate(row) if piece.text == row[0].text]
        if len(heads) != len(starts) or len(heads) == len(row):
            continue
        ends = [*starts[1:], len(row)]
        groups = [(under[a], under[b - 1] - under[a] + 1) for a, b in zip(starts, ends, strict=True)]
        if all(size == b - a for (_, size), a, b in zip(groups, starts, ends, strict=True)):
            return dict(zip(heads, groups, strict=True))
    return {}


def _find_met(piece: Piece, columns: list[tuple[float, float]]) -> list[int]:
    """Return the columns that some words reach into."""
    return [i for i, (a, b) in enumerate(columns) if piece.left < b and a < piece.right]


def _raise_heads(cells: list[Cell]) -> list[Cell]:
    """Let a head that stands between the two lines of the heads beside it cover both lines."""
    rows: dict[int, set[int]] = {}
    for cell in cells:
        rows.setdefault(cell.row, set()).update(range(cell.column, cell.column + cell.columns))
    body = min((cell.row for cell in cells if _NUMBER.fullmatch(cell.text)), default=1)
    between = [
        row
        for row in range(2, body - 1)
        if not rows[row] & (rows[row - 1] | rows[row + 1]) and len(rows[row]) < len(rows[row + 1])
    ]
    return [cell._replace(row=cell.row - 1, rows=3) if cell.row in between else cell for cell in cells]


def _find_columns(rows: list[list[Piece]]) -> list[tuple[float, float]] | None:
    """Return the edges of the columns in which most rows of a table have their words, None if they are not sure."""
    counts = Counter(len(row) for row in rows if len(row) > 1 and any(_NUMBER.fullmatch(piece.text) for piece in row))
    if not counts:
        return None
    width, often = counts.most_common(1)[0]
    body = [row for row in rows if len(row) == width]
    if often < 2 or 2 * often < len([row for row in rows if len(row) > 1]):
        return None
    columns = [(min(row[i].left for row in body), max(row[i].right for row in body)) for i in range(width)]
    apart = all(a[1] < b[0] for a, b in pairwise(columns))
    return columns if apart else None


def _find_span(
    piece: Piece, columns: list[tuple[float, float]], across: list[Rule], row: list[Piece]
) -> tuple[int, int] | None:
    """Return the first column of some words and over how many they stand, None if that is not sure."""
    below = [
        rule
        for rule in across
        if 0 <= rule.at - (piece.top + piece.bottom) / 2 < 2 * piece.size
        and rule.start - _NEAR <= piece.left
        and piece.right <= rule.end + _NEAR
        and not any(p is not piece and rule.start <= p.left and p.right <= rule.end for p in row)
    ]
    under = min(below, key=lambda rule: rule.end - rule.start, default=None)
    whole = min(rule.start for rule in across), max(rule.end for rule in across)
    if under is not None and (under.start > whole[0] + _NEAR or under.end < whole[1] - _NEAR):
        met = [i for i, (a, b) in enumerate(columns) if under.start - _NEAR <= (a + b) / 2 <= under.end + _NEAR]
    else:
        met = _find_met(piece, columns)
    if not met:
        middle = (piece.left + piece.right) / 2
        met = [i for i, (a, b) in enumerate(columns) if a <= middle <= b]
    if len(met) > 1 and under is None and _NUMBER.fullmatch(piece.text):
        return None
    return (met[0], len(met)) if met else None
