"""Numbers that stand in plain-text tables and lists, whose unit a header gives; none where that is not sure.

Three forms are read, on normalised text: columns under a header with units in brackets, rows with a column of units,
and lines of a label and a number under a line that states the unit of all.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from helpers.language import SCALES, Quantity, parse_number, unit_words

_CELL = re.compile(r"[^\s|]+")
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_UNIT = re.compile(r"(?P<mult>[万亿千百]*)(?P<unit>\D+)")
_HEADER_CELL = re.compile(r"(?P<name>[^()]+)\((?P<unit>[^()]+)\)")
_COMMON_UNIT = re.compile(r"\(?单位[:为] ?(?P<unit>[^()\s,。]{1,8})\)?\s*$")
_YEAR = re.compile(r"((?:19|20)\d\d)年?")
_LABEL = re.compile(r"[\u4e00-\u9fff][\u4e00-\u9fffA-Za-z()、“”]*")


class Entry(NamedTuple):
    """One number of a table: the quantity, what row and column say that it counts, its line, and the header's year."""

    quantity: Quantity
    subject: str
    start: int
    end: int
    year: str = ""


class _Line(NamedTuple):
    start: int
    end: int
    cells: list[tuple[int, int, str]]


def read_unit(written: str) -> tuple[str, str, float] | None:
    """Return unit, class and multiplier of a header's unit (万元 → 元, money, 10000); None if it is no measure word.

    >>> read_unit("万元"), read_unit("类别")
    (('元', 'money', 10000.0), None)
    """
    if written in unit_words():
        return (*unit_words()[written], 1.0)
    if written in {"%", "‰"}:
        return written, "percent", 1.0
    match = _UNIT.fullmatch(written)
    if not match or not match["mult"] or match["unit"] not in unit_words():
        return None
    scale = 1.0
    for char in match["mult"]:
        scale *= SCALES[char]
    return (*unit_words()[match["unit"]], scale)


def read_listings(text: str, lines: list[tuple[int, int]]) -> list[Entry]:
    """Return the numbers of the tables in a normalised text; lines are the offsets of its lines.

    >>> text = "类别 学校数(所) 在校生(人)\\n小学 45 21030"
    >>> [(e.subject, e.quantity.value, e.quantity.unit) for e in read_listings(text, [(0, 16), (17, 28)])]
    [('小学学校数', 45.0, '所'), ('小学在校生', 21030.0, '人')]
    """
    rows = [_Line(a, b, [(m.start(), m.end(), m.group()) for m in _CELL.finditer(text, a, b)]) for a, b in lines]
    found: list[Entry] = []
    for i, row in enumerate(rows):
        common = _COMMON_UNIT.search(text, row.start, row.end)
        if common and (unit := read_unit(common["unit"])):
            found += _read_lines(rows[i + 1 :], unit)
        elif len(row.cells) >= 2 and (units := [_header_unit(cell) for _, _, cell in row.cells[1:]]) and any(units):
            found += _read_columns(rows[i + 1 :], units)
        elif len(row.cells) >= 3 and row.cells[1][2] in {"单位", "计量单位"}:
            year = _YEAR.fullmatch(row.cells[2][2])
            found += [entry._replace(year=year[1]) if year else entry for entry in _read_rows(rows[i + 1 :])]
    return found


def _header_unit(cell: str) -> tuple[str, tuple] | None:
    match = _HEADER_CELL.fullmatch(cell)
    unit = read_unit(match["unit"]) if match else None
    return (match["name"], unit) if unit else None


def _entry(cell: tuple[int, int, str], unit: tuple[str, str, float], subject: str, row: _Line) -> Entry:
    number = parse_number(cell[2])
    step = 10.0 ** min(0, number.as_tuple().exponent) * unit[2]
    value = float(number) * unit[2]
    quantity = Quantity(cell[0], cell[1], round(value, 6), unit[0], "number", unit[1], step=step)
    return Entry(quantity, subject, row.start, row.end)


def _read_lines(rows: list[_Line], unit: tuple[str, str, float]) -> list[Entry]:
    """Lines of one label and one number."""
    found = []
    for row in rows:
        if len(row.cells) != 2 or not _LABEL.fullmatch(row.cells[0][2]) or not _NUMBER.fullmatch(row.cells[1][2]):
            break
        found.append(_entry(row.cells[1], unit, row.cells[0][2], row))
    return found


def _read_columns(rows: list[_Line], units: list) -> list[Entry]:
    """Rows of a label and as many numbers as the header has columns; a column without unit is left out."""
    found = []
    for row in rows:
        numbers = row.cells[1:]
        if len(numbers) != len(units) or not _LABEL.fullmatch(row.cells[0][2]):
            break
        if not all(_NUMBER.fullmatch(cell) for _, _, cell in numbers):
            break
        for cell, column in zip(numbers, units, strict=True):
            if column:
                label = "" if row.cells[0][2] in {"合计", "总计", "全市", "全县", "全区"} else row.cells[0][2]
                found.append(_entry(cell, column[1], label + column[0], row))
    return found


def _read_rows(rows: list[_Line]) -> list[Entry]:
    """Rows of a label, a unit and one number."""
    found = []
    for row in rows:
        if len(row.cells) != 3 or not _LABEL.fullmatch(row.cells[0][2]) or not _NUMBER.fullmatch(row.cells[2][2]):
            break
        unit = read_unit(row.cells[1][2])
        if unit:
            found.append(_entry(row.cells[2], unit, row.cells[0][2], row))
    return found
