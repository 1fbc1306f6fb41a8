"""Tables of a page: between ruling lines, and between lines that only lie, where the gaps show the columns for sure."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise
from operator import itemgetter

from helpers.sources.pdf_cells import NUMBER, Table, make_cell
from helpers.sources.pdf_heads import NEAR
from helpers.sources.pdf_lines import Piece, group_rows, join_letters
from helpers.sources.pdf_open import cut_tables, holds_columns, read_open
from helpers.sources.pdf_pages import Letter, Rule
from helpers.storage import group_by
from helpers.text import Cell

_MOST_EDGES = 200  # of rows or columns on one page
_MOST_RULES = 2_000  # a drawing has more


def find_tables(letters: list[Letter], lying: list[Rule], standing: list[Rule], page: str) -> tuple[list[Table], int]:
    """Return the tables of a page from the top, and the number of those whose columns are not sure."""
    lying, standing = _join_rules(lying), _join_rules(standing)
    if max(len(lying), len(standing)) > _MOST_RULES:
        return [], 0
    tables: list[Table] = []
    unsure = 0
    for across, down in _group_rules(lying, standing):
        inside = _select(letters, across)
        if not inside:
            continue
        if len({round(rule.at) for rule in down}) > (0 if len(across) > 2 else 1):
            table = _read_ruled(inside, across, down, page)
            tables += [table] if table is not None and _has_columns(table) else []
            continue
        for rules, rows in cut_tables(across, group_rows(join_letters(inside))):
            table = read_open(rows, rules, page)
            tables += [table] if table is not None and _has_columns(table) else []
            unsure += table is None and holds_columns(rows)
    return sorted(tables, key=lambda table: table.top), unsure


def _select(letters: list[Letter], across: list[Rule]) -> list[Letter]:
    """Return the characters between the first and the last of some lines."""
    left, right = min(r.start for r in across), max(r.end for r in across)
    top, bottom = min(r.at for r in across), max(r.at for r in across)
    return [x for x in letters if left <= (x.left + x.right) / 2 <= right and top <= _mid(x) <= bottom]


def _has_columns(table: Table) -> bool:
    return len({cell.column for cell in table.cells}) > 1


def _mid(letter: Letter) -> float:
    return (letter.top + letter.bottom) / 2


# ---- ruling lines


def _join_rules(rules: list[Rule]) -> list[Rule]:
    """Join pieces of one line, and lines that are drawn twice."""
    joined: list[Rule] = []
    for rule in sorted(rules):
        for i in range(len(joined) - 1, max(-1, len(joined) - 40), -1):
            held = joined[i]
            if rule.at - held.at <= 1.5 and rule.start <= held.end + NEAR and held.start <= rule.end + NEAR:
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
            meets = across.start - NEAR <= down.at <= across.end + NEAR
            if meets and down.start - NEAR <= across.at <= down.end + NEAR:
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
    return other.start - NEAR <= rule.start and rule.end <= other.end + NEAR


def _snap(values: Iterable[float]) -> list[float]:
    """Return values in order, those that lie close together as one."""
    snapped: list[float] = []
    for value in sorted(values):
        if not snapped or value - snapped[-1] > NEAR:
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
    here = [rule for rule in rules if abs(rule.at - at) <= NEAR]
    middles = [(start + end) / 2 for start, end in pairwise(edges)]
    return [i for i, middle in enumerate(middles) if any(rule.start <= middle <= rule.end for rule in here)]


Held = tuple[int, int, int, int, list[Piece]]


def _split_rows(cells: list[Held], xs: list[float], page: str) -> Iterator[Cell]:
    """Yield cells; rows that no line parts are parted where the numbers of several columns stand side by side."""
    by_row = group_by(cells, itemgetter(0))
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
                    yield make_cell(moved[row] + i, column, 1, columns, mine, page)
        else:
            last = row + rows - 1
            height = rows + sum(len(parts[r]) - 1 for r in range(row, last + 1) if r in parts)
            made = make_cell(moved[row], column, height, columns, pieces, page)
            whole = _is_wrapped((row, column, rows, columns, pieces), xs)
            yield made._replace(text="".join(piece.text for piece in pieces)) if whole else made


def _find_lines(cells: list[Held], xs: list[float]) -> list[list[Piece]]:
    """Return the lines of a row that holds several rows of numbers, [] of any other."""
    single = [cell for cell in cells if cell[2] == 1]
    lines = group_rows(piece for cell in single for piece in cell[4])
    if len(lines) < 2 or len(single) < 2 or any(_is_wrapped(cell, xs) for cell in single):
        return []
    numbers = [cell for cell in single if all(NUMBER.fullmatch(piece.text) for piece in cell[4])]
    several = [cell for cell in numbers if len(cell[4]) > 1]
    return lines if several and len(several) * 2 >= len(single) - 1 else []


def _is_wrapped(cell: Held, xs: list[float]) -> bool:
    """Tell whether a cell holds one number that was broken for want of room: one more digit would not fit."""
    _, column, _, columns, pieces = cell
    first = pieces[0]
    if len(pieces) < 2 or not all(NUMBER.fullmatch(piece.text) for piece in pieces):
        return False
    digit = (first.right - first.left) / len(first.text)
    edge = first.left - xs[column - 1]
    return first.right + digit > xs[column + columns - 1] - max(edge, 1.0)
