"""A grid with its places: which cells are heads, labels, values and notes, and where its sides part."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property
from itertools import pairwise
from operator import attrgetter

from helpers.extract.heads import YEAR, Words, drop_latin, is_total
from helpers.extract.table_units import NUMBER, RATE, match_figure, read_unit_cell
from helpers.language import get_division, get_divisions, list_parts
from helpers.storage import group_by
from helpers.text import Cell, Document, Grid, fill_holes, normalise

_MISSING = re.compile(r"[-—–…./\\\\*·\s]*|无|暂无|不详|NA|N/A", re.IGNORECASE)
_NORM = re.compile(r"(?:[≥≤≧≦＞＜><]=?|不[低少高大超多][于过])\s*[\d.,]+\s*\S{0,4}")
_ORDINAL_HEAD = re.compile(r"序号|排名|排序|名次|位次|编号|代码|编码|行次|次序|No\.?|号", re.IGNORECASE)
_UNIT_HEAD = re.compile(r"(?:计量)?单位")
_DESCRIBES = re.compile(
    r"(?:办学|学校)?(?:类型|类别|性质|层次)|举办者.*|.{0,2}(?:详细)?地址|所在.*|校长.*|园长.*|负责人|.{0,4}联系人|法人.*|主管.*|隶属.*"
    r"|邮政编码|邮编|.{0,2}电话|.{0,2}代码|标识码|网址|(?:建校|办学|成立|创办|设立)(?:年份|时间|日期|年月)"
)
_LIES = re.compile(r"所[在属].{0,4}|属地")
_HAN = re.compile(r"[\u4e00-\u9fff\d]")
_ITEM = re.compile(r"[(（]?[一二三四五六七八九十]{1,3}[)）、.．]")
_DIVISION = re.compile(r"[\u4e00-\u9fff]{1,7}[省市县区旗州盟]")
_MOST_HEADS = 6  # rows
MOST_PROVINCES = 20  # a table that lists as many is of the nation
_MOST_PARTS = 0.6
_DISTRICTS = re.compile(r"(?:地区|县[(（]?市?[、,]?区?[)）]?|[市区]县|区划|单位)(?:名称)?")
_SCHOOLS = re.compile(r"(?:学校|校|园|园所|幼儿园|机构)(?:全?称|名称?)?|(?:办学)?单位名称")
_NAMES = re.compile(r".*(?:名称|学校|园所|单位|校名|园名|项目)")


def find_home(grid: Grid) -> str:
    """Return the division of which all divisions in a table of a document without a place are parts; "" if not sure.

    One name may be that of several (江北区); where the others say of which it is, it is known.

    >>> cells = [Cell(i, 1, 1, 1, name, 0, 1) for i, name in enumerate(("渝中区", "江北区", "小学"), 1)]
    >>> find_home(Grid(tuple(cells))), find_home(Grid(tuple(cells[1:])))
    ('重庆市', '')
    """
    texts = {drop_latin(cell.text) for cell in grid.cells}
    named = {text: found for text in texts if _DIVISION.fullmatch(text) and (found := get_divisions(text))}
    sure = {found[0].parent for found in named.values() if len(found) == 1}
    parents = [parent for parent in sure if all(parent in {d.parent for d in found} for found in named.values())]
    return parents[0] if len(named) > 1 and len(parents) == 1 else ""


def lists_all(grid: Grid, home: str) -> bool:
    """Tell whether a table lists most of the divisions that one is parted into: then its totals are of that one.

    >>> cells = [Cell(i, 1, 1, 1, name, 0, 1) for i, name in enumerate(("西沙区", "南沙区", "甘井子区"), 1)]
    >>> lists_all(Grid(tuple(cells)), "三沙市"), lists_all(Grid(tuple(cells)), "大连市")
    (True, False)
    """
    parts, texts = list_parts(home), {drop_latin(cell.text) for cell in grid.cells}
    return len(parts) > 1 and sum(name in texts for name in parts) > _MOST_PARTS * len(parts)


class Table:
    """A grid with its places: which cells are heads, labels and values."""

    def __init__(self, grid: Grid, home: str):
        """Keep the grid; home is the standard name of the document's place."""
        self.grid, self.home = grid, home
        self._at = {
            (row, column): cell
            for cell in grid.cells
            for row in range(cell.row, cell.row + cell.rows)
            for column in range(cell.column, cell.column + cell.columns)
        }
        self.height, self.width = grid.rows, grid.columns
        self._rows = group_by(grid.cells, attrgetter("row"))

    def at(self, row: int, column: int) -> Cell | None:
        """Return the cell that covers a place, None if none does."""
        return self._at.get((row, column))

    @cached_property
    def body(self) -> int:
        """The first row with numbers behind its first cell (years are heads); the row behind the last if none has."""
        for row in range(1, self.height + 1):
            cells = [cell for cell in self._starting(row) if cell.text and cell.column > 1]
            numbers = [cell for cell in cells if is_number(cell.text)]
            words = [c for c in cells if c not in numbers and not (_MISSING.fullmatch(c.text) or is_norm(c.text))]
            if _numbers_columns([cell.text for cell in self._starting(row)]):
                continue
            if numbers and (2 * len(numbers) >= len(words) - 1 or self._begin_numbers(row, numbers)):
                return self._with_sections(row)
        return self.height + 1

    def _begin_numbers(self, row: int, numbers: list[Cell]) -> bool:
        """Tell whether a row below few heads has a number that is the first of a column of them."""
        return row <= _MOST_HEADS and any(map(self._begins_numbers, numbers))

    def _begins_numbers(self, cell: Cell) -> bool:
        """Tell whether a number is the first of a column of numbers, as in lists with many columns of words."""
        rows = [(row, self.at(row, cell.column)) for row in range(1, self.height + 1) if row != cell.row]
        above = [other.text for row, other in rows if other is not None and other.text and row < cell.row]
        below = [other.text for row, other in rows if other is not None and other.text and row > cell.row]
        numbers = sum(map(is_number, below))
        return bool(above) and not any(map(is_number, above)) and numbers > 1 and numbers > 0.8 * len(below)

    def _with_sections(self, row: int) -> int:
        """Return the first row of the body, which section rows above the first numbers belong to."""
        while row > 2 and self.is_section(row - 1):
            row -= 1
        return row

    def _starting(self, row: int) -> list[Cell]:
        return self._rows.get(row, [])

    def find_span(self, row: int) -> tuple[int, int]:
        """Return where the cells that begin in a row stand in the raw text."""
        cells = self._starting(row)
        return min(cell.start for cell in cells), max(cell.end for cell in cells)

    def _list_body(self, column: int) -> list[Cell]:
        """Return the cells of a column below its heads that say something, in each row that they cover."""
        cells = (self.at(row, column) for row in range(self.body, self.height + 1))
        return [cell for cell in cells if cell is not None and cell.text]

    def _join_heads(self, column: int) -> str:
        return "".join(cell.text for cell in self.heads(column))

    @cached_property
    def labels(self) -> int:
        """The number of leading columns of words, those of running numbers among them."""
        width = 0
        for column in range(1, self.width):
            said = [cell.text for cell in self._list_body(column)]
            words = sum(not (is_number(text) or _MISSING.fullmatch(text) or is_norm(text)) for text in said)
            running = self.is_running(column)
            if not running and (not said or words * 2 <= len(said)):
                break
            width = column
        return max(width, 1)

    def is_running(self, column: int) -> bool:
        """Tell whether a column holds running numbers or codes."""
        heads = self._join_heads(column)
        return bool(_ORDINAL_HEAD.search(heads)) and not RATE.search(heads)

    @cached_property
    def unit_columns(self) -> tuple[int, ...]:
        """The columns, before or behind the numbers, that say in which unit these are: 单位 may head offices, too."""
        heads = {n: drop_latin(self._join_heads(n)) for n in range(1, self.width + 1)}
        return tuple(n for n, words in heads.items() if _UNIT_HEAD.fullmatch(words) and self._holds_units(n))

    def _holds_units(self, column: int) -> bool:
        said = [bool(read_unit_cell(cell)) for cell in self._list_body(column)]
        return 2 * sum(said) > len(said)

    def heads(self, column: int) -> list[Cell]:
        """Return the head cells above a column, from the top."""
        found: list[Cell] = []
        for row in range(1, min(self.body, self.height + 1)):
            cell = self.at(row, column)
            if cell is not None and not cell.text:
                cell = self._find_spread(row, column)
            if cell is not None and cell.text and cell not in found and row not in self._index_rows:
                found.append(cell)
        return found

    def _find_spread(self, row: int, column: int) -> Cell | None:
        """Return the head to the left that holds for an empty one, in formats that merge no cells: 小学,,初中,."""
        below = self.at(row + 1, column)
        if row + 1 >= self.body or below is None or not below.text or any(c.columns > 1 for c in self._starting(row)):
            return None
        left = (self.at(row, n) for n in range(column - 1, 1, -1))
        return next((cell for cell in left if cell is not None and cell.text), None)

    @cached_property
    def _index_rows(self) -> frozenset[int]:
        """The rows of heads that only number the columns: 甲, 1, 2, 3."""
        rows = (row for row in range(1, min(self.body, self.height + 1)))
        return frozenset(row for row in rows if _numbers_columns([c.text for c in self._starting(row)]))

    def is_section(self, row: int) -> bool:
        """Tell whether a row only names what the rows below it are of."""
        cells = self._starting(row)
        said = [cell for cell in cells if cell.text and not _MISSING.fullmatch(cell.text)]
        said = [cell for cell in said if _HAN.search(cell.text)] or said  # 学校数 | Number of Schools
        if any(cell.text and _MISSING.fullmatch(cell.text) for cell in cells[1:]) and not _ITEM.match(cells[0].text):
            return False  # 完全中学 — — has none
        return len(said) == 1 and said[0].column <= 2 and not is_number(said[0].text) and len(cells) >= 1

    def find_section(self, row: int) -> Cell:
        """Return the cell of a section row."""
        return next(cell for cell in self._starting(row) if cell.text and not _MISSING.fullmatch(cell.text))

    def label_of(self, row: int) -> list[Cell]:
        """Return the label cells of a row without running numbers, units, and what only describes the one named."""
        found: list[Cell] = []
        for column in range(1, self.labels + 1):
            cell = self.at(row, column)
            if cell is None or not cell.text or cell in found or column in self._no_labels:
                continue
            found.append(cell)
        first = self.at(row, 1)
        if not found and first is not None and is_total(first.text):
            return [first]  # 合计 stands below the running numbers
        said = {cell: Words(cell, self.home) for cell in found}
        return [cell for cell, w in said.items() if w.words or w.place or w.period or is_total(cell.text)] or found

    @cached_property
    def _no_labels(self) -> frozenset[int]:
        """The columns of labels that name nothing: running numbers, units, and 性质, 地址 beside a column of names."""
        heads = {n: drop_latin(self._join_heads(n)) for n in range(1, self.labels + 1)}
        names = [n for n, words in heads.items() if _NAMES.fullmatch(words) or _DISTRICTS.fullmatch(words)]
        named = any(map(self._names_once, names))
        silent = {n for n, words in heads.items() if named and _DESCRIBES.fullmatch(words)}
        return frozenset({n for n in heads if self.is_running(n)} | set(self.unit_columns) | silent)

    def _names_once(self, column: int) -> bool:
        """Tell whether a column of names says few of them again: else the columns beside it tell the rows apart."""
        said = [cell.text for cell in self._list_body(column)]
        return len(set(said)) > 0.8 * len(said)

    @cached_property
    def districts(self) -> tuple[int, ...]:
        """The columns of labels that say where what the rows name lies: 所在区."""
        heads = ((n, drop_latin(self._join_heads(n))) for n in sorted(self._no_labels))
        return tuple(n for n, words in heads if _LIES.fullmatch(words))

    @cached_property
    def names_schools(self) -> bool:
        """Tell whether a column of labels names schools, one a row."""
        heads = (drop_latin(self._join_heads(n)) for n in range(1, self.labels + 1))
        return any(_SCHOOLS.fullmatch(words) for words in heads)

    def unit_of(self, row: int) -> Cell | None:
        """Return the cell of a row that says its unit."""
        cells = (self.at(row, column) for column in self.unit_columns)
        return next((cell for cell in cells if cell is not None and cell.text), None)

    def find_repeated(self) -> frozenset[str]:
        """Return the labels that stand in several rows and no section parts: parts of a row above."""
        rows = range(self.body, self.height + 1)
        if any(self.is_section(row) for row in rows):
            return frozenset()
        said = Counter(cells[-1].text for row in rows if (cells := self.label_of(row)) and cells[-1].row == row)
        return frozenset(text for text, times in said.items() if times > 1 and not is_total(text))

    def lists_places(self) -> bool:
        """Tell whether labels or heads name divisions of the document's place, among which 其他 is the rest of it."""
        return any(self._find_places())

    def _find_places(self) -> Iterator[str]:
        """Yield the places that labels and heads name."""
        cells = (cell for cell in self.grid.cells if cell.row < self.body or cell.column <= self.labels)
        return (place for cell in cells if (place := Words(cell, self.home).place))

    def count_provinces(self) -> int:
        """Return how many provinces the labels and heads name, 0 where these are few."""
        if max(self.height, self.width) < MOST_PROVINCES:
            return 0
        divisions = map(get_division, set(self._find_places()))
        return sum(division.level == "province" for division in divisions if division)

    def is_note(self, row: int) -> bool:
        """Tell whether a row is a note."""
        return bool(re.match(r"注|备注|说明|资料来源", next((c.text for c in self._starting(row) if c.text), "")))

    def roles(self) -> Iterator[tuple[Cell, str]]:
        """Yield each cell with what it is: header, label, value, empty or note; words among the values are notes."""
        first = self.body if self.body <= self.height else 2
        for row in range(1, self.height + 1):
            alone = row >= first and self.is_section(row)
            note = alone and self.is_note(row)
            for cell in self._starting(row):
                if _MISSING.fullmatch(cell.text):
                    yield cell, "empty"
                elif row < first:
                    yield cell, "header"
                elif note:
                    yield cell, "note"
                elif alone or cell.column <= self.labels or cell.column in self.unit_columns:
                    yield cell, "label"
                else:
                    yield cell, "value" if holds_value(cell.text) else "note"


def list_cells(doc_id: str, document: Document) -> list[dict]:
    """Return the rows of cells.csv for a document; its tables are counted from 1, as in the column cell of its rows.

    >>> from helpers.text import read_document
    >>> document = read_document("类别\\t学校数\\t占比\\n小学\\t12\\t—\\n初中\\t7\\t2.1%")
    >>> [(row["row"], row["column"], row["role"], row["text"]) for row in list_cells("a", document)][3:6]
    [(2, 1, 'label', '小学'), (2, 2, 'value', '12'), (2, 3, 'empty', '—')]
    """
    return [
        {"doc_id": doc_id, "table": number, "role": role, **cell._asdict()}
        for number, grid in enumerate(document.grids, 1)
        for cell, role in _list_roles(grid)
    ]


def _list_roles(grid: Grid) -> list[tuple[Cell, str]]:
    """Return each cell of a table with what it is, in the order of the text."""
    found = [
        (cell._replace(column=cell.column + shift), role)
        for table, shift in map(make_side, split_sides(grid))
        for cell, role in table.roles()
    ]
    return sorted(found, key=lambda pair: (pair[0].row, pair[0].column))


def _numbers_columns(texts: list[str]) -> bool:
    """Tell whether a row only numbers the columns.

    >>> _numbers_columns(["甲", "1", "2", "3"]), _numbers_columns(["小学", "1", "2", "3"])
    (True, False)
    """
    numbers = [text for text in texts if text.isdecimal()]
    rest = {text for text in texts if text and text not in numbers}
    return (
        len(numbers) > 2 * (not rest)
        and rest <= set("甲乙丙丁")
        and numbers == [str(i) for i in range(1, len(numbers) + 1)]
    )


def is_number(text: str) -> bool:
    """Tell whether a cell holds a number and no year.

    >>> [is_number(text) for text in ("41,208", "99.8%", "2023", "2023年", "小学", "—", "-3.2")]
    [True, True, False, False, False, False, True]
    """
    text = fill_holes(normalise(text).text)
    return bool(NUMBER.fullmatch(text)) and not YEAR.fullmatch(text)


def is_norm(text: str) -> bool:
    """Tell whether a cell says what is asked for: ≥4.2 is no word of a label."""
    return bool(_NORM.fullmatch(text))


def holds_value(text: str) -> bool:
    """Tell whether a cell of the body holds a number: 2054 persons are no year there, 95以上 is a target."""
    return match_figure(text) is not None


def split_sides(grid: Grid) -> list[Grid]:
    """Return the sides of a table of which each begins with the same last head, that of labels of its own; else itself.

    The cells of a side keep their columns; those to its left are left out.
    """
    table = Table(grid, "")
    if table.body > table.height or table.width < 4:
        return [grid]
    heads = [tuple(drop_latin(cell.text) for cell in table.heads(n))[-1:] for n in range(1, table.width + 1)]
    starts = [n for n, head in enumerate(heads, 1) if head == heads[0]]
    sizes = [end - start for start, end in pairwise([*starts, table.width + 1])]
    if len(starts) < 2 or min(sizes) < 2 or not any(heads[0]):
        return [grid]
    return [
        Grid(_select(grid, start, size), grid.caption, grid.notes) for start, size in zip(starts, sizes, strict=True)
    ]


def _select(grid: Grid, first: int, size: int) -> tuple[Cell, ...]:
    return tuple(cell for cell in grid.cells if first <= cell.column < first + size)


def make_side(grid: Grid, home: str = "") -> tuple[Table, int]:
    """Return a side as a table whose columns are counted from its first, and how many stand to its left."""
    shift = min(cell.column for cell in grid.cells) - 1
    return Table(replace(grid, cells=tuple(c._replace(column=c.column - shift) for c in grid.cells)), home), shift
