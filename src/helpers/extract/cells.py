"""From grid to rows: each number of a table with what its row heads, column heads and caption say of it.

One function for all formats. A table gives rows only where a head, a label or the caption names something of education
with a unit that fits; codes, ranks, scores and dates give none, and nothing is taken for 0.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from helpers.extract.captions import Caption
from helpers.extract.heads import (
    MOVE,
    YEAR,
    Outline,
    Words,
    compose,
    drop_latin,
    has_measure,
    is_part,
    is_total,
    leans_left,
    says_whose,
)
from helpers.extract.table_units import NUMBER, RATE, find_kind, find_unit, read_quantity
from helpers.language import Quantity, WordPattern
from helpers.text import Cell, Document, Grid, normalise

_MISSING = re.compile(r"[-—–…./\\\\*·\s]*|无|暂无|不详|NA|N/A", re.IGNORECASE)
_ORDINAL_HEAD = re.compile(r"序号|编号|代码|编码|行次|次序|No\.?|号", re.IGNORECASE)
_UNIT_HEAD = re.compile(r"(?:计量)?单位")
_NO_ROW = re.compile(
    r"位次|名次|排名|排序|代码|编号|编码|电话|手机|邮编|日期|时间|得分|分数|成绩|最低分|最高分|平均分|总分|分值|权重|投档|录取"
    r"|课时|学分|座号|序号|身高|年龄|版次|页码|学号|考号|文号|备注|招生计划|计划招生|计划数|计划人数|招生名额|拟招|指标到校|统招|招聘|差异系数"
)
_PLANNED = re.compile(
    r"^计划|(?:年度|投资|建设|发展|工作)计划|计划(?:数|投资|新建|完成|新增|建设|总)|目标|规划|预计|拟(?!合)"
)
_EDUCATION = WordPattern(
    "{level}|学校|学生|在校|在园|招生|毕业|入学|入园|教师|教职工|班级|班数|校舍|教育|学位|幼儿|生均|图书|师生|校数|园数"
)
_FORM = re.compile(
    r"(?:学生|教师|考生|家长|幼儿)?姓\s*名|出生(?:年月|日期)|身份证.{0,4}|申请人|签\s*[名字]|准考证号?|考生号|学籍号|星期[一二三四五]"
)
_NO_TABLE = re.compile(
    r"招生计划|录取|投档|分数线|一分一段|成绩|课程表|课表|作息|校历|招聘|公示名单|评分|评估细则|报名表|申请表|登记表"
)
_DESCRIBES = re.compile(
    r"(?:办学|学校)?(?:类型|类别|性质|层次)|举办者.*|(?:详细)?地址|所在.*|校长.*|园长.*|负责人|法人.*|主管.*|隶属.*"
)
_NAMES = re.compile(r".*(?:名称|学校|园所|单位|校名|园名|项目)")
_AREAS = re.compile(r"城[市区镇乡]|县?镇区?|县镇|[农乡]村|其中[:：]?.*|.*结合区")


@dataclass(frozen=True)
class Figure:
    """A number of a table with the words of its heads; evidence are (role, start, end) in the raw text."""

    cell: Cell
    quantity: Quantity
    subject: str
    kind: str
    place: str | None  # None: the document's
    period: str
    planned: bool
    flags: str
    evidence: tuple[tuple[str, int, int], ...]
    row: tuple[int, int]  # where the cells of its row stand in the raw text
    back: bool = False  # it is of the year before that of the table: 上学年


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
        self._rows: dict[int, list[Cell]] = {}
        for cell in grid.cells:
            self._rows.setdefault(cell.row, []).append(cell)

    def at(self, row: int, column: int) -> Cell | None:
        """Return the cell that covers a place, None if none does."""
        return self._at.get((row, column))

    @cached_property
    def body(self) -> int:
        """The first row with numbers behind its first cell (years are heads); the row behind the last if none has."""
        for row in range(1, self.height + 1):
            cells = [cell for cell in self._starting(row) if cell.text and cell.column > 1]
            numbers = [cell for cell in cells if is_number(cell.text)]
            words = [cell for cell in cells if cell not in numbers and not _MISSING.fullmatch(cell.text)]
            if _numbers_columns([cell.text for cell in self._starting(row)]):
                continue
            if numbers and 2 * len(numbers) >= len(words) - 1:
                return self._with_sections(row)
        return self.height + 1

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

    @cached_property
    def labels(self) -> int:
        """The number of leading columns of words, those of running numbers among them."""
        width = 0
        for column in range(1, self.width):
            cells = [self.at(row, column) for row in range(self.body, self.height + 1)]
            said = [cell.text for cell in cells if cell is not None and cell.text]
            words = sum(not is_number(text) and not _MISSING.fullmatch(text) for text in said)
            running = self.is_running(column)
            if not running and (not said or words * 2 <= len(said)):
                break
            width = column
        return max(width, 1)

    def is_running(self, column: int) -> bool:
        """Tell whether a column holds running numbers or codes."""
        heads = "".join(cell.text for cell in self.heads(column))
        return bool(_ORDINAL_HEAD.search(heads)) and not RATE.search(heads)

    @cached_property
    def unit_columns(self) -> tuple[int, ...]:
        """The columns of labels that say in which unit the numbers of a row are."""
        heads = {n: "".join(cell.text for cell in self.heads(n)) for n in range(1, self.labels + 1)}
        return tuple(n for n, words in heads.items() if _UNIT_HEAD.fullmatch(drop_latin(words)))

    def heads(self, column: int) -> list[Cell]:
        """Return the head cells above a column, from the top."""
        found: list[Cell] = []
        for row in range(1, min(self.body, self.height + 1)):
            cell = self.at(row, column)
            if cell is not None and cell.text and cell not in found and row not in self._index_rows:
                found.append(cell)
        return found

    @cached_property
    def _index_rows(self) -> frozenset[int]:
        """The rows of heads that only number the columns: 甲, 1, 2, 3."""
        rows = (row for row in range(1, min(self.body, self.height + 1)))
        return frozenset(row for row in rows if _numbers_columns([c.text for c in self._starting(row)]))

    def is_section(self, row: int) -> bool:
        """Tell whether a row only names what the rows below it are of."""
        cells = self._starting(row)
        said = [cell for cell in cells if cell.text and not _MISSING.fullmatch(cell.text)]
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
        return [cell for cell, w in said.items() if w.words or w.place or is_total(cell.text)] or found

    @cached_property
    def _no_labels(self) -> frozenset[int]:
        """The columns of labels that name nothing: running numbers, units, and 性质, 地址 beside a column of names."""
        heads = {n: drop_latin("".join(cell.text for cell in self.heads(n))) for n in range(1, self.labels + 1)}
        named = any(_NAMES.fullmatch(words) for words in heads.values())
        silent = {n for n, words in heads.items() if named and _DESCRIBES.fullmatch(words)}
        return frozenset({n for n in heads if self.is_running(n)} | set(self.unit_columns) | silent)

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
                elif alone or cell.column <= self.labels:
                    yield cell, "label"
                else:
                    yield cell, "value" if _holds_value(cell.text) else "note"


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
        for table, shift in map(_make_side, split_sides(grid))
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
    text = normalise(text).text
    return bool(NUMBER.fullmatch(text)) and not YEAR.fullmatch(text)


def _holds_value(text: str) -> bool:
    """Tell whether a cell of the body holds a number: 2054 persons are no year there."""
    return bool(NUMBER.fullmatch(normalise(text).text))


def read_grid(grid: Grid, home: str) -> list[Figure]:
    """Return the figures of a table of a document about home, in the order of its cells; [] where the gate is shut.

    >>> rows = ["类别\\t学校数（所）\\t在校生（万人）", "小学\\t45\\t2.1", "合计\\t60\\t3.3"]
    >>> cells, at = [], 0
    >>> for i, row in enumerate(rows, 1):
    ...     for j, text in enumerate(row.split("\\t"), 1):
    ...         cells.append(Cell(i, j, 1, 1, text, at, at + len(text)))
    ...         at += len(text) + 1
    >>> [(f.subject, f.quantity.value, f.quantity.unit) for f in read_grid(Grid(tuple(cells)), "")]
    [('小学学校数', 45.0, '所'), ('小学在校生', 21000.0, '人'), ('学校数', 60.0, '所'), ('在校生', 33000.0, '人')]
    """
    if not _EDUCATION.search(normalise(_say(grid)).text) or any(map(_is_form, grid.cells)):
        return []
    caption = Caption(grid, home)
    if _NO_TABLE.search(caption.text):
        return []
    found = [figure for side in split_sides(grid) for figure in _read_side(side, home, caption)]
    return sorted(found, key=lambda figure: figure.cell.start)


def _is_form(cell: Cell) -> bool:
    return len(cell.text) <= 12 and bool(_FORM.fullmatch(normalise(cell.text).text))


def _say(grid: Grid) -> str:
    return " ".join([*(line.text for line in grid.caption), *(cell.text for cell in grid.cells)])


def split_sides(grid: Grid) -> list[Grid]:
    """Return the halves of a table that has the same heads twice side by side, each with its own labels; else itself.

    The cells of a half keep their columns; those to its left are left out.
    """
    table = Table(grid, "")
    if table.body > table.height or table.width < 4:
        return [grid]
    heads = [tuple(cell.text for cell in table.heads(column)) for column in range(1, table.width + 1)]
    for parts in range(2, table.width // 2 + 1):
        size = table.width // parts
        same = table.width == size * parts and all(heads[i] == heads[i % size] for i in range(table.width))
        if same and heads[0] and len(set(heads[:size])) == size:
            return [Grid(_select(grid, 1 + i * size, size), grid.caption, grid.notes) for i in range(parts)]
    return [grid]


def _select(grid: Grid, first: int, size: int) -> tuple[Cell, ...]:
    return tuple(cell for cell in grid.cells if first <= cell.column < first + size)


def _make_side(grid: Grid, home: str = "") -> tuple[Table, int]:
    """Return a side as a table whose columns are counted from its first, and how many stand to its left."""
    shift = min(cell.column for cell in grid.cells) - 1
    return Table(replace(grid, cells=tuple(c._replace(column=c.column - shift) for c in grid.cells)), home), shift


def _read_side(grid: Grid, home: str, caption: Caption) -> list[Figure]:
    """Return the figures of a table without sides."""
    table, shift = _make_side(grid, home)
    if table.body > table.height:
        return []
    reader = _Reader(table, caption)
    figures = [figure for row in range(table.body, table.height + 1) for figure in reader.read_row(row)]
    return [replace(f, cell=f.cell._replace(column=f.cell.column + shift)) for f in figures]


class _Reader:
    """Reads the rows of a table from the top, and keeps which labels hold the ones below."""

    def __init__(self, table: Table, caption: Caption):
        self.table, self.caption = table, caption
        self.outline = Outline()
        self.area: Cell | None = None
        self.measures: set[Cell] = set()  # labels of totals that say what the rows below them count
        columns = range(table.labels + 1, table.width + 1)
        heads = [[Words(head, table.home) for head in table.heads(column)] for column in columns]
        self.heads = dict(zip(columns, heads, strict=True))
        self.measured = bool(caption.measure) or any(has_measure(w.words) for words in heads for w in words)
        self.labelled = table.body < table.height or bool(table.label_of(table.body))
        said = "".join(cell.text for cell in table.grid.cells if cell.row < table.body)
        self.degrees = caption.degrees or "学历" in said
        self.repeated = table.find_repeated()

    def read_row(self, row: int) -> Iterator[Figure]:
        """Yield the figures of a row."""
        table = self.table
        own = table.label_of(row)
        if table.is_section(row):
            if not table.is_note(row):
                self.outline.enter(table.find_section(row), True, next(iter(table.label_of(row + 1)), None))
            return
        path = self._enter(own)
        for column in self.heads:
            cell = table.at(row, column)
            if cell is None or (cell.row, cell.column) != (row, column) or not _holds_value(cell.text):
                continue
            if (own or not self.labelled) and (figure := self._read_cell(cell, own, path)):
                yield figure

    def _enter(self, own: list[Cell]) -> list[Cell]:
        if not own:
            return [held.cell for held in self.outline.held]
        last = own[-1]
        words = Words(last, self.table.home)
        holds = not self.measured and has_measure(words.words) and words.words == words.words.lstrip("其中")
        holds = holds and not words.part and not _says_level(words.words)
        path = self.outline.enter(last, holds)
        self.measures |= {last} if holds else set()
        if not says_whose(words.words):
            path = [cell for cell in path if cell not in self.measures]
        if last.text in self.repeated:
            return [*path, self.area] if self.area is not None and self.area not in path else path
        if is_part(last.text) and path and path[-1].text in self.repeated and self.area is not None:
            path = [*path[:-1], self.area]  # 其中:城乡结合区 is of the area above, not of the last of its owners
        if not is_part(last.text) or _AREAS.match(words.words):
            self.area = last if _AREAS.match(words.words) else None
        return path

    def _read_cell(self, cell: Cell, labels: list[Cell], path: list[Cell]) -> Figure | None:
        """Return the figure of a value cell, None where its unit is not sure or it is no quantity."""
        table, caption = self.table, self.caption
        heads = list(dict.fromkeys(h for c in range(cell.column, cell.column + cell.columns) for h in table.heads(c)))
        covered = [c for row in range(cell.row, cell.row + cell.rows) for c in table.label_of(row)]
        labels = list(dict.fromkeys(covered)) or labels
        if any(_NO_ROW.search(normalise(c.text).text.replace(" ", "")) for c in (*labels, *heads)):
            return None
        words = tuple([Words(c, table.home) for c in cells] for cells in (path, labels, heads))
        subject = self._name(cell, *words)
        if not subject:
            return None
        unit, unit_cell, flag = find_unit(cell, words, subject, table.unit_of(cell.row), caption)
        if not unit:
            return None
        quantity = read_quantity(cell, unit)
        said = "".join(c.text for c in (*path, *labels, *heads))
        kind, doubt = find_kind(said, subject, quantity)
        if kind in ("growth", "change") and re.search(r"(?<!增)减少|下降|降幅", said) and (quantity.value or 0) > 0:
            quantity.value = -quantity.value
        everything = [w for group in words for w in group]
        place = next((w for w in everything if w.place is not None), None)
        period = next((w for w in reversed(everything) if w.period), None) or self._find_year_of_growth(
            words[2], column=cell.column
        )
        planned = _PLANNED.search(said) or (not period and _PLANNED.search(caption.text))
        return Figure(
            cell,
            quantity,
            subject,
            kind,
            place.place if place else caption.place or None,
            period.period if period else caption.period,
            bool(planned),
            flag or doubt,
            tuple(self._prove([*path, *labels, *heads], unit, unit_cell, period, place)),
            table.find_span(cell.row),
            any(w.back for w in everything),
        )

    def _find_year_of_growth(self, heads: list[Words], column: int) -> Words | None:
        """Return the head that says the year of a column of growth: the later of the two to its left."""
        if not any(MOVE.fullmatch(w.words) for w in heads if w.words):
            return None
        before = [w for at in (column - 1, column - 2) for w in self.heads.get(at, []) if w.period]
        return max(before, key=lambda w: w.period, default=None)

    def _name(self, cell: Cell, path: list[Words], labels: list[Words], heads: list[Words]) -> str:
        """Return the subject of a value: what its labels and heads say, without the words of growth."""
        kept = [w for w in heads if not (w.words and MOVE.fullmatch(w.words))]
        if len(kept) < len(heads) and not any(w.words for w in kept):
            kept = [*self._find_base(cell.column), *kept]
        elif leans_left(kept):
            kept[-1].part = True
            kept = [*[w for w in self._find_base(cell.column) if has_measure(w.words)], *kept]
        labels = [w for w in labels if not (w.words and MOVE.fullmatch(w.words))]
        return self.caption.complete(compose(path, labels, kept, self.degrees))

    def _find_base(self, column: int) -> list[Words]:
        """Return the words of the heads to the left that a column of growth is of."""
        for before in range(column - 1, self.table.labels, -1):
            words = [Words(head, self.table.home) for head in self.table.heads(before)]
            if any(w.words and not MOVE.fullmatch(w.words) for w in words) and not leans_left(words):
                return words
        return []

    def _prove(
        self, cells: list[Cell], unit: str, unit_cell: Cell | None, period, place
    ) -> Iterator[tuple[str, int, int]]:
        """Yield where the words stand that say what a row says."""
        caption = self.caption
        yield from (("subject", cell.start, cell.end) for cell in cells)
        if unit_cell:
            yield "unit", unit_cell.start, unit_cell.end
        elif unit in caption.units:
            yield from caption.find("unit", re.escape(unit))
        yield from ((name, w.cell.start, w.cell.end) for name, w in (("period", period), ("place", place)) if w)
        if not period and caption.period:
            yield from caption.find("period", YEAR.pattern)
        if place is None and caption.place:
            yield from caption.find("place", re.escape(caption.title.text))


def _says_level(words: str) -> bool:
    return bool(re.search(r"幼儿|小学|初中|高中|中学|学前|本科|研究生|中职|高校|在园", words))
