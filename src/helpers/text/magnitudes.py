"""How large the numbers of a page's tables are: no place of less than the nation has so many pupils."""

from __future__ import annotations

import re

from helpers.text.documents import Document
from helpers.text.grids import Cell, Grid
from helpers.text.readings import normalise
from helpers.text.units import read_unit

_PUPILS = re.compile(r"在校(?:学生|生)|在[校园](?:幼儿|人数)|学生人?数|招生|毕业生")
_LEVELS = re.compile(r"小学|初中|初等|中等|高中|高等|本专科|义务教育|学前|幼儿园")
_MOST = 35_000_000  # more than the pupils of all levels of any province, of which the largest has some 28 million
_UNIT = re.compile(r"(?:单位[:：]\s*[^\s()（）]{0,8}?|[(（])([千万百亿]?(?:人|名))(?!次)")
_NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
_LEAST = 2  # such numbers: one alone may be misprinted


def counts_nation(document: Document) -> bool:
    """Tell whether the tables of a document count more pupils than any province has.

    >>> from helpers.text import read_document
    >>> table = "单位:万人\\n类别\\t招生数\\t在校生数\\n小学\\t1638.44\\t{}\\n初中\\t1667.32\\t{}"
    >>> counts_nation(read_document(table.format("10334.90", "4931.14")))
    True
    >>> counts_nation(read_document(table.format("1049.37", "421.55")))
    False
    """
    return any(_counts_nation(grid) for grid in document.grids)


def _counts_nation(grid: Grid) -> bool:
    said = " ".join(line.text for line in grid.caption)
    scale = _find_scale(said)
    heads = {cell.column: cell for cell in reversed(grid.cells) if _PUPILS.search(cell.text)}
    labels = {cell.row for cell in grid.cells if cell.column <= 2 and _LEVELS.search(cell.text)}
    counted = [cell for cell in grid.cells if cell.column in heads and cell.row in labels and cell.column > 1]
    return sum(_read(cell, _find_scale(heads[cell.column].text) or scale) > _MOST for cell in counted) >= _LEAST


def _find_scale(said: str) -> float:
    """Return how many persons the unit that some words give is, 0 if they give none."""
    match = _UNIT.search(normalise(said).text)
    unit = read_unit(match[1]) if match else None
    return unit[2] if unit else 0.0


def _read(cell: Cell, scale: float) -> float:
    number = _NUMBER.fullmatch(normalise(cell.text).text.replace(" ", ""))
    return float(number[0].replace(",", "")) * scale if number else 0.0
