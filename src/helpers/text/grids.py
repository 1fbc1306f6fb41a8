"""Tables as a reader hands them on: cells that know their place in the table and their offsets in the text.

In the text a table is its rows, one a line, with tabs between the cells; a merged cell stands once, at its top left.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from helpers.storage import InputError
from helpers.text.bylines import get_labels


class Cell(NamedTuple):
    """A cell: its first row and column (from 1), the rows and columns that it covers, its text and where that stands.

    `page` is the page or sheet that holds it, `indent` how many characters its text is set in.
    """

    row: int
    column: int
    rows: int
    columns: int
    text: str
    start: int = 0
    end: int = 0
    page: str = ""
    indent: int = 0


class Line(NamedTuple):
    """A line of the text that belongs to a table."""

    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Grid:
    """A table: cells that cover each place once, the lines that stand above as its caption, and its notes below."""

    cells: tuple[Cell, ...]
    caption: tuple[Line, ...] = ()
    notes: tuple[Line, ...] = ()

    @property
    def rows(self) -> int:
        """The number of rows."""
        return max(cell.row + cell.rows - 1 for cell in self.cells)

    @property
    def columns(self) -> int:
        """The number of columns."""
        return max(cell.column + cell.columns - 1 for cell in self.cells)

    @property
    def span(self) -> tuple[int, int]:
        """Where it begins and ends in the text."""
        return span_of(self.cells)


def span_of(cells: Iterable[Cell]) -> tuple[int, int]:
    """Return where the cells of a table begin and end."""
    return min(cell.start for cell in cells), max(cell.end for cell in cells)


_MOST_PLACES = 2_000_000  # rows times columns
_HAN = re.compile(r"[\u3400-\u9fff\u3000-\u303f\uff00-\uffef“”‘’]")
_DIGIT = re.compile(r"\d")


def clean_cell(text: str) -> tuple[str, int]:
    """Return a cell's text on one line, and how many characters it is set in.

    A line break between Han characters is no space, but for lines with numbers, which may be a list.

    >>> clean_cell("\\u3000其中：\\n女"), clean_cell("小学 12所\\n初中 7所"), clean_cell("full\\ttime")
    (('其中：女', 1), ('小学 12所 初中 7所', 0), ('full time', 0))
    """
    bare = text.strip()
    indent = text.index(bare[0]) if bare else 0
    if len(bare) > 1 and not bare.isprintable():
        lines = [line.strip().replace("\t", " ") for line in bare.splitlines()]
        bare = join_words([line for line in lines if line])
    return bare, indent


def join_words(lines: Sequence[str]) -> str:
    """Join the lines of a cell, with a space but between Han characters of lines without numbers."""
    joined = lines[0]
    for before, line in pairwise(lines):
        close = _HAN.match(before[-1]) and _HAN.match(line) and not (_DIGIT.search(before) or _DIGIT.search(line))
        joined += line if close else f" {line}"
    return joined


def join_blocks(blocks: Iterable[str | Sequence[Cell]]) -> tuple[str, tuple[Grid, ...]]:
    """Return the text of lines and tables in their order, and the tables as grids whose cells know their offsets.

    A table is a sequence of cells that do not overlap, without offsets; its empty rows and columns are dropped. One of
    a single row or column is lines and no grid. Raises InputError if a table is too large.

    >>> year, cells = "2023年", [Cell(1, 1, 2, 1, "初中"), Cell(1, 2, 1, 1, "12"), Cell(2, 2, 1, 1, "7")]
    >>> text, (grid,) = join_blocks([year, cells])
    >>> text, [(c.row, c.column, c.rows, text[c.start:c.end]) for c in grid.cells]
    ('2023年\\n初中\\t12\\n\\t7', [(1, 1, 2, '初中'), (1, 2, 1, '12'), (2, 2, 1, '7')])
    """
    parts: list[str] = []
    tables: list[_Written] = []
    at = 0
    for block in blocks:
        if isinstance(block, str):
            lines = [block]
        else:
            table = _write_table(block, at)
            lines = table.lines
            if table.cells:
                tables.append(table)
        if lines:
            parts += lines
            at += sum(len(line) + 1 for line in lines)
    text = "\n".join(parts)
    ends = [0, *(table.end for table in tables)]
    starts = [*(table.start for table in tables[1:]), len(text)]
    return text, tuple(
        Grid(
            table.cells,
            find_captions(text[end : table.start], end, len(table.caption)) + table.caption,
            table.notes + find_notes(text[table.end : start], table.end, len(table.notes)),
        )
        for table, end, start in zip(tables, ends, starts, strict=False)
    )


# ---- the text of a table


class _Written(NamedTuple):
    """A table as it stands in the text: cells is empty where it is no grid, but lines."""

    lines: list[str]
    start: int
    end: int
    cells: tuple[Cell, ...]
    caption: tuple[Line, ...]
    notes: tuple[Line, ...]


def _write_table(table: Sequence[Cell], at: int) -> _Written:
    """Write a table at an offset; rows at its edges that only hold its caption or notes are lines of their own."""
    said = sorted(cell for cell in table if cell.text)
    rows = {row: i for i, row in enumerate(sorted({cell.row for cell in said}))}
    columns = {column: i for i, column in enumerate(sorted({cell.column for cell in said}))}
    if len(rows) * len(columns) > _MOST_PLACES:
        raise InputError(
            f"a table has {len(rows):,} rows and {len(columns):,} columns: save the part that you need alone"
        )
    tiled = _tile(said, rows, columns)
    first, last = _find_body(tiled, len(columns))
    lines: list[str] = []
    cells: list[Cell] = []
    beside: list[list[Line]] = [[], []]
    start = at
    for number, row in enumerate(tiled):
        if not first <= number <= last:
            words = " ".join(cell.text for cell in row if cell is not None and cell.text)
            beside[number > last].append(Line(words, at, at + len(words)))
            lines.append(words)
        else:
            lines.append("\t".join([cell.text if cell is not None else "" for cell in row]))
            cells += _place_row(row, number - first + 1, at)
        at += len(lines[-1]) + 1
    grid = tuple(cells) if last > first and len(columns) > 1 else ()
    return _Written(lines, start, at, grid, tuple(beside[0]), tuple(beside[1]))


Row = list[Cell | None]


def _place_row(row: Row, number: int, at: int) -> Iterator[Cell]:
    """Yield the cells that begin in a row, with their offsets in its line."""
    for cell in row:
        if cell is not None:
            _, column, rows, columns, text, _, _, page, indent = cell
            end = at + len(text)
            yield Cell(number, column, rows, columns, text, at, end, page, indent)
            at = end
        at += 1


def _tile(cells: list[Cell], rows: dict[int, int], columns: dict[int, int]) -> list[Row]:
    """Return the rows of a table in which something begins: in each place the cell that begins there, or an empty one.

    Places and spans are counted in those rows and columns alone; what another cell covers is None.
    """
    width = len(columns)
    empty = Cell(0, 0, 1, 1, "")
    tiled: list[Row] = [[empty] * width for _ in rows]
    for cell in cells:
        i, j = rows[cell.row], columns[cell.column]
        if cell.rows == cell.columns == 1 and tiled[i][j] is empty:
            here = (cell.row, cell.column) == (i + 1, j + 1)
            tiled[i][j] = cell if here else Cell(i + 1, j + 1, 1, 1, cell.text, 0, 0, cell.page, cell.indent)
            continue
        height = sum(row in rows for row in range(cell.row, cell.row + cell.rows))
        span = sum(column in columns for column in range(cell.column, cell.column + cell.columns))
        for line in tiled[i : i + height]:
            if line[j : j + span].count(empty) < span:
                raise ValueError("two cells of a table overlap")
            line[j : j + span] = [None] * span
        tiled[i][j] = Cell(i + 1, j + 1, height, span, cell.text, 0, 0, cell.page, cell.indent)
    for i, line in enumerate(tiled):
        page = next((cell.page for cell in line if cell), "")
        for j, cell in enumerate(line):
            if cell is empty:
                line[j] = Cell(i + 1, j + 1, 1, 1, "", 0, 0, page)
    return tiled


# ---- captions and notes

_MOST_CAPTIONS = 3
_LONGEST_CAPTION = 60
_MOST_NOTES = 8
_UNIT = re.compile(r"[(（【\[]?\s*(?:计量)?单\s*位\s*[:：]")
_REPORTS = re.compile(r"(?:填[报表制]|编制|制表|报送|统计)\s*(?:单\s*位|部门|机构|机关|日期|时间|人)\s*[:：]")
_NOTE = re.compile(
    r"[(（【\[]?\s*(?:附?注|备\s*注|说\s*明|(?:资料|数据)来源|来源)\s*[\d一二三四五]?\s*[】\])）]?\s*[:：、]"
)
_SENTENCE = re.compile(r"[。；;！!？?，,]\s*$")


def _find_body(rows: list[Row], width: int) -> tuple[int, int]:
    """Return the first and the last row, from 0, that belong to a table itself; (1, 0) if none does."""
    alone = [_find_only(row, width) for row in rows]
    body = [
        i
        for i, cell in enumerate(alone)
        if not (_tells_of_table(rows[i]) if cell is None else _heads_table(cell, width))
    ]
    if not body:
        return 1, 0
    return body[0], max(i for i, cell in enumerate(alone) if cell is None or i == body[0] or not _NOTE.match(cell.text))


def _find_only(row: Row, width: int) -> Cell | None:
    """Return the only cell of a row that says something, None if there are several or cells from above reach in."""
    cells = [cell for cell in row if cell is not None]
    said = [cell for cell in cells if cell.text]
    covered = sum(cell.columns for cell in cells)
    return said[0] if len(said) == 1 and said[0].rows == 1 and covered == width else None


def _tells_of_table(row: Row) -> bool:
    """Tell whether a first row only says who reports in which unit: 汝州市, nothing, 单位：人."""
    said = [cell for cell in row if cell is not None and cell.text]
    unit = said[-1].column > 1 and _UNIT.match(said[-1].text)
    reports = any(_REPORTS.match(cell.text) for cell in said)
    flat = all(cell.rows == 1 for cell in said) and len(said) < len(row)
    return flat and len(said) <= _MOST_CAPTIONS and bool(unit or reports)


def _heads_table(cell: Cell, width: int) -> bool:
    """Tell whether a cell that is alone in a first row is a caption rather than a head of columns."""
    return cell.columns == width or cell.column == 1 or bool(_UNIT.match(cell.text))


def find_captions(text: str, offset: int, known: int) -> tuple[Line, ...]:
    """Return the last lines of a text that may be the caption of what follows; known are counted already.

    Where only a byline or a sentence that announces it parts a page's title from its table, the title is the caption.

    >>> [line.text for line in find_captions("小学基本情况\\n来源:教育局 发布时间:2024-03-01\\n单位:人", 0, 0)]
    ['小学基本情况', '单位:人']
    """
    found: list[Line] = []
    lines = _list_lines(text, offset)
    for at in range(len(lines) - 1, -1, -1):
        line = lines[at]
        latin = not _HAN.search(line.text)  # says a Chinese line again
        known += not latin
        if known > _MOST_CAPTIONS or len(line.text) > _LONGEST_CAPTION * (1 + latin):
            break
        if _stands_between(line.text):
            if all(_UNIT.match(line.text) or not _HAN.search(line.text) for line in found):
                above = next((line for line in reversed(lines[:at]) if not _stands_between(line.text)), None)
                found += [above] if above and len(above.text) <= _LONGEST_CAPTION and _names_table(above.text) else []
            break
        if _SENTENCE.search(line.text):
            break
        found.append(line)
    return tuple(reversed(found))


_ANNOUNCES = re.compile(r"(?:如下|见?下[表列]|见附?表)[。:：]?\s*$")


def _stands_between(line: str) -> bool:
    """Tell whether a line may stand between a page's title and its table: a byline, 现公布如下。"""
    return bool(_NOTE.match(line) or get_labels("published").search(line) or _ANNOUNCES.search(line))


_NAMES_TABLE = re.compile(
    r"(?:表|情况|概况|状况|统计|数据?|率|比|指标|条件|构成|经费|面积|变化)(?:统计|一览)?\s*(?:[(（][^()（）]*[)）])?$"
)


def _names_table(line: str) -> bool:
    return bool(_NAMES_TABLE.search(line) and not get_labels("publisher").match(line))


_TITLE = re.compile(
    r"附?表\s*[\d一二三四五六七八九十]|\d{1,3}[-—–]\d{1,3}(?!\d)|[^。;；,，]*(?:情况|统计|一览)?表(?:[(（].*[)）])?\s*$"
)


def is_title(line: str) -> bool:
    """Tell whether a line above a table only names it or its unit.

    >>> is_title("单位：万元、%"), is_title("20-5 分县中小学情况"), is_title("小学在校生12345人")
    (True, True, False)
    """
    return bool(_UNIT.match(line.strip()) or _TITLE.match(line.strip()))


def find_notes(text: str, offset: int, known: int) -> tuple[Line, ...]:
    """Return the first lines of a text that are notes of what stands above; known are counted already."""
    found: list[Line] = []
    for line in _list_lines(text, offset):
        numbered = bool(found) and re.match(r"[(（]?\d{1,2}[.、．)）]", line.text)
        if len(found) + known >= _MOST_NOTES or not (_NOTE.match(line.text) or numbered):
            break
        found.append(line)
    return tuple(found)


_WORDS = re.compile(r"[^\s|](?:[^\n]*[^\s|])?")


def _list_lines(text: str, offset: int) -> list[Line]:
    return [Line(m[0], offset + m.start(), offset + m.end()) for m in _WORDS.finditer(text)]
