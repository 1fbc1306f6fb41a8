"""What the tables of pages share: what a table is, its cells, and which words are numbers."""

from __future__ import annotations

import re
from typing import NamedTuple

from helpers.sources.pdf_lines import Piece, group_rows
from helpers.text import Cell, clean_cell

NUMBER = re.compile(r"[-+−–]?[\d,.，．]+%?|[—–\-…/]+")


class Table(NamedTuple):
    """A table on a page: its cells, the edges of its columns and where it stands."""

    cells: list[Cell]
    edges: tuple[float, ...]
    left: float
    top: float
    right: float
    bottom: float


def make_cell(row: int, column: int, rows: int, columns: int, pieces: list[Piece], page: str) -> Cell:
    """Return the cell of some pieces between ruling lines."""
    lines = [" ".join(piece.text for piece in line) for line in group_rows(pieces)]
    return Cell(row, column, rows, columns, join_wrapped(lines), page=page)


_HAN = re.compile(r"[\u3400-\u9fff（）()、，。：:]")


def join_wrapped(lines: list[str]) -> str:
    """Join the lines of a cell, which were broken for want of room: only Latin words are parted by a space."""
    joined = lines[0]
    for line in lines[1:]:
        joined += line if _HAN.match(joined[-1]) or _HAN.match(line) else f" {line}"
    return clean_cell(joined)[0]
