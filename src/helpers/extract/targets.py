"""Which year of a table is that of its targets: 2025年 beside 2020年 below 发展目标, or beside 约束性."""

from __future__ import annotations

import re
from collections.abc import Iterable

from helpers.text import Cell

_AIMS = re.compile(r"目标|规划")
_DONE = re.compile(r"完成|实现|达成|执行|评估|监测|进展|回顾")
_BINDING = re.compile(r"(?:约束|预期|导向|指导)性(?:指标)?")


def find_target(caption: str, cells: Iterable[Cell], periods: Iterable[str]) -> str:
    """Return the last year in the heads of a table that says what is aimed at, "" where none is or it says only one.

    >>> [find_target(title, [], ("2020", "2025")) for title in ("教育发展主要目标", "主要目标完成情况", "主要指标")]
    ['2025', '', '']
    >>> find_target("主要指标", [Cell(2, 4, 1, 1, "约束性")], ("2020", "2025"))
    '2025'
    """
    years = sorted(set(periods))
    aimed = _AIMS.search(caption) or any(_BINDING.fullmatch(cell.text) for cell in cells)
    return years[-1] if aimed and len(years) > 1 and not _DONE.search(caption) else ""
