"""Which labels of a table hold which: sections, those set out further, and those numbered at a higher rank."""

from __future__ import annotations

import re
from typing import NamedTuple

from helpers.extract.heads import BESIDE, PART, is_part, is_total
from helpers.text import Cell, normalise


class Held(NamedTuple):
    """A label that may hold the ones below it: how deep it stands, and its cell."""

    depth: float
    cell: Cell
    section: bool


_RANKS = (
    re.compile(r"[一二三四五六七八九十]{1,3}[、.．]"),
    re.compile(r"[(（][一二三四五六七八九十]{1,3}[)）]"),
    re.compile(r"\d{1,2}(?:[、．]|\.(?!\d))"),
    re.compile(r"[(（]\d{1,2}[)）]"),
    re.compile(r"[①-⑳]"),
)
_DEEPEST = 8  # characters that a label may be set in


class Outline:
    """The labels that hold the one of a row: sections, those set out further, and those numbered at a higher rank."""

    def __init__(self) -> None:
        """Begin without labels."""
        self.held: list[Held] = []

    def enter(self, cell: Cell, section: bool, below: Cell | None = None, counted: bool = False) -> list[Cell]:
        """Take the label of the next row, a section if it only names what stands below; return those that hold it.

        below is the label of the row behind a section: one that is set out less shows that the section is centred.
        counted tells that the section has numbers of its own: 在校生 over 小学 holds less than 小学 over 在校生, which
        has none.
        """
        text = normalise(cell.text).text.strip()
        rank = _find_rank(cell)
        if not section and (is_total(cell.text) or BESIDE.match(text)):
            self.held = [held for held in self.held if held.section]
            return [held.cell for held in self.held]
        depth = self._measure(cell, rank, is_part(text), below)
        depth -= 0.25 if counted else 0.5 * section
        self.held = [held for held in self.held if held.depth < depth]
        path = [held.cell for held in self.held]
        self.held.append(Held(depth, cell, section))
        return path

    def _measure(self, cell: Cell, rank: int | None, part: bool, below: Cell | None) -> float:
        if rank is not None:
            return rank * 10.0
        numbered = [rank * 10 + 1 for held in self.held if (rank := _find_rank(held.cell)) is not None]
        base = max(numbered, default=0.0)
        indent = cell.indent if below is None else min(cell.indent, below.indent)
        depth = base + min(indent, _DEEPEST)
        last = self.held[-1] if self.held else None
        mark = PART.match(normalise(last.cell.text).text.strip()) if last is not None and not part else None
        if mark and 0 < cell.indent - last.cell.indent <= 2 * len(mark[0]):
            return last.depth  # it stands below the words behind 其中 or #
        whole = next(
            (held for held in reversed(self.held) if not is_part(normalise(held.cell.text).text.strip())), None
        )
        if part and whole is not None:
            return max(depth, whole.depth + 1)
        return depth


def _find_rank(cell: Cell) -> int | None:
    text = normalise(cell.text).text.strip()
    return next((i for i, mark in enumerate(_RANKS) if mark.match(text)), None)
