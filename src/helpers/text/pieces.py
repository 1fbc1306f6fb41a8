"""The cells of tables in plain text: what each holds, and the tables that are made of them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from helpers.text.damage import fill_holes
from helpers.text.grids import Cell, Grid, Line, find_captions, find_notes, span_of
from helpers.text.sentences import HAN


class Piece(NamedTuple):
    """Some words of a text with their offsets, the blanks before them in the line, and the columns they stand over."""

    text: str
    start: int
    end: int
    indent: int = 0
    columns: int = 1


Row = list[Piece | None]
_NUMBER = re.compile(
    r"[-+－−＋]?(?:[\d０-９]{1,3}(?:[,，][\d０-９]{3})+|[\d０-９]+)(?:[.．][\d０-９]+)?"
    r"(?:\s?(?:[%％‰]|[万亿]?[所人个元名册台]|[万亿]|个百分点|平方米|:1|：1))?[*#†①-⑳]?"
)
_DIGIT = re.compile(r"[\d０-９]")
_YEAR = re.compile(
    r"(?:19|20)\d\d(?:[-—~/]\d{2,4})?(?:年度?|学年度?|年末|年底)?(?:(?<=\D)(?:目标|规划|计划|预期|实际|现状|完成)[值数]?)?"
)
_BOUND = re.compile(r"[≥≤约]|(?<=[\d%％])(?:以上|以下|以内|左右)$")  # 95以上, ≥97, 约9000
_MISSING = re.compile(r"[-—–…./／*·－]+|无|暂无")
_UNIT = re.compile(
    r"[(（]?(?:[万亿千百]?[所人个元名册台套间班亩位]|[万亿]?平方米|㎡|%|％|‰|人次|万元|亿元|公顷|个百分点|人/?所)[)）]?"
)
HEAD_LABEL = re.compile(
    r"(?:指标|项目|类别|类型|学段|地区|区域|县区|区县|旗县|市县|单位|学校|名称|年份|年度|时间|年级|层次|级别|县|市|区|盟市|旗县区"
    r"|县\(市、区\)|县（市、区）|各?(?:市|县|区|旗)+(?:名称)?|乡镇|街镇|镇街|指标名称|项目名称|学校名称|学校类别|教育层次|办学层次|内容|种类|分类|学年)"
    r"(?:名称)?"
)


def tell_kind(text: str) -> str:
    """Tell what a cell holds: number, year, missing, unit, latin, words or blank.

    >>> [tell_kind(text) for text in ("1,205", "2023年", "—", "万元", "Total", "小 学", "")]
    ['number', 'year', 'missing', 'unit', 'latin', 'words', 'blank']
    """
    text = text.strip()
    if not text:
        return "blank"
    if _DIGIT.search(text):
        if _YEAR.fullmatch(text):
            return "year"
        if _NUMBER.fullmatch(_BOUND.sub("", fill_holes(text))):
            return "number"
    if _MISSING.fullmatch(text):
        return "missing"
    if _UNIT.fullmatch(text):
        return "unit"
    return "words" if HAN.search(text) else "latin"


def is_head_label(text: str) -> bool:
    """Tell whether words are such as stand over the labels of a table: 指　标, 地区, 年份."""
    return bool(HEAD_LABEL.fullmatch(re.sub(r"[\sA-Za-z.()]", "", text)))


_MARK = re.compile(r"[。；;！!？?，,：:]\s*$")


def list_lines(raw: str, taken: Sequence[tuple[int, int]] = ()) -> list[Line]:
    """Return the lines of a raw text with their offsets; those in spans that are taken are blank."""
    lines, at = [], 0
    spans = iter([*sorted(taken), (len(raw) + 1, len(raw) + 1)])
    span = next(spans)
    for written in raw.split("\n"):
        line = written.rstrip("\r")
        while at > span[1]:
            span = next(spans)
        lines.append(Line("" if span[0] <= at <= span[1] else line, at, at + len(line)))
        at += len(written) + 1
    return lines


def make_cells(rows: Sequence[Sequence[Piece | None]]) -> Iterator[Cell]:
    """Yield the cells of rows in which None is a place without cell."""
    for number, row in enumerate(rows, 1):
        for column, piece in enumerate(row, 1):
            if piece is not None and piece.text:
                yield Cell(number, column, 1, piece.columns, piece.text, piece.start, piece.end, indent=piece.indent)


def fill_cells(cells: Sequence[Cell]) -> tuple[Cell, ...]:
    """Return cells with empty ones in the places that none covers; these stand where the cell before them ends."""
    held = {
        (r, c): cell
        for cell in cells
        for r in range(cell.row, cell.row + cell.rows)
        for c in range(cell.column, cell.column + cell.columns)
    }
    height, width = (max(side) for side in zip(*held, strict=True))
    found: list[Cell] = []
    at = min(cell.start for cell in cells)
    for row in range(1, height + 1):
        for column in range(1, width + 1):
            cell = held.get((row, column))
            if cell is None:
                cell = Cell(row, column, 1, 1, "", at, at)
            elif (cell.row, cell.column) != (row, column):
                continue
            at = max(at, cell.end)
            found.append(cell)
    return tuple(found)


def make_grids(raw: str, tables: Sequence[Sequence[Cell]], taken: Sequence[tuple[int, int]] = ()) -> tuple[Grid, ...]:
    """Return tables as grids with the lines around them; taken are the spans of other tables of the text."""
    tables = sorted(tables, key=lambda cells: min(cell.start for cell in cells))
    spans = list(map(span_of, tables))
    found = []
    starts = sorted(a for a, _ in (*spans, *taken))
    ends = sorted(b for _, b in (*spans, *taken))
    for cells, (start, end) in zip(tables, spans, strict=True):
        place = bisect_right(ends, start)
        before = ends[place - 1] if place else 0
        place = bisect_left(starts, end)
        behind = starts[place] if place < len(starts) else len(raw)
        caption = find_captions(raw[before:start], before, 0)
        found.append(Grid(fill_cells(cells), caption, find_notes(raw[end:behind], end, 0)))
    return tuple(found)


def ends_sentence(text: str) -> bool:
    """Tell whether a line ends as a sentence or a part of one does."""
    return bool(_MARK.search(text))
