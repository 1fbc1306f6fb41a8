"""From grid to rows: each number of a table with what its row heads, column heads and caption say of it.

One function for all formats. A table gives rows only where a head, a label or the caption names something of education
with a unit that fits; codes, ranks, scores and dates give none, and nothing is taken for 0.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from helpers.extract.words import LEVEL_WORDS
from helpers.language import Quantity, WordPattern, find_periods, find_places, parse_number
from helpers.text import Cell, Document, Grid, normalise, read_unit

_NUMBER = re.compile(
    r"(?P<sign>[-+]?)(?P<number>\d{1,3}(?:[, ]\d{3}){1,4}(?:\.\d+)?|\d{1,15}(?:\.\d+)?)"  # as in texts
    r"(?P<mult>[万亿]?)(?P<unit>%|‰|[所个人名元册台]?)[*#†①-⑳]?"
)
_MISSING = re.compile(r"[-—–…./\\*·\s]*|无|暂无|不详|NA|N/A", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)\d\d[-—~/](?:(?:19|20)\d\d|\d\d)学?年?度?|(?:19|20)\d\d(?:年度?|学年)?")
_ORDINAL_HEAD = re.compile(r"序号|编号|代码|编码|行次|次序|No\.?|号", re.IGNORECASE)
_UNIT_HEAD = re.compile(r"(?:计量)?单位")
_TOTAL = re.compile(r"合计|总计|共计|小计|全[市县区旗省州盟国]合?计?|总数|计|总体|全部|数量|数值|指标值|绝对数")
_ITEM = re.compile(
    r"^(?:[(（]?[一二三四五六七八九十]{1,3}[)）]?[、.．]|[(（][一二三四五六七八九十]{1,3}[)）]|\d{1,2}(?:[、．]|\.(?!\d)))\s*"
)
_PART = re.compile(r"^(?:其中|#|＃|其中[:：]|[:：])+\s*")
_IN_BRACKETS = re.compile(r"[(（\[]([^()（）\[\]]{1,12})[)）\]]")
_CAPTION_UNIT = re.compile(r"单位\s*[:：]?\s*([^()（）\s。;；]{1,30})")
_RATE = re.compile(r"率|比例|比重|占比|%|百分比|％")
_GROWTH = re.compile(r"增长|增幅|增速|±%|同比|降幅|比上年[^增减]{0,4}%|增减率|增减幅度")
_CHANGE = re.compile(r"增减|增加|减少|比上年|净增")
_MOVE = re.compile(r"(?:[比较]?(?:上学?年|去年)|同比|净?增[长减加幅速]|减少|幅度?|率|额|数|[±%])+")
_NO_ROW = re.compile(
    r"位次|名次|排名|排序|代码|编号|编码|电话|邮编|日期|时间|得分|分数|成绩|最低分|最高分|投档|分数线|课时|学分|座号|序号|身高|年龄|版次|页码"
)
_PLANNED = re.compile(r"计划|目标|规划|预计|拟")
_EDUCATION = WordPattern(
    "{level}|学校|学生|在校|在园|招生|毕业|入学|入园|教师|教职工|班级|班数|校舍|教育|学位|幼儿|生均|图书|师生|校数|园数"
)
_FORM = re.compile(r"姓\s*名|出生(?:年月|日期)|身份证.{0,4}|申请人|签\s*[名字]")
_RATIO = re.compile(r"(?:[师生][生师]|学生与(?:专任)?教师之?|生机|师班|职普|普职)比$")
_UNIT_OF = (  # what a noun is counted in where the table does not say so
    (re.compile(r"(?:学校|校|园|幼儿园|小学|中学|机构|教学点)(?:总?数|个数)?$"), "所"),
    (
        re.compile(
            r"(?:在[校园](?:学?生|幼儿)?|学生|招生|毕业生|教师|教职工|幼儿|人|入园|新生|子女|儿童|寄宿生)(?:总?数|人数)?$"
        ),
        "人",
    ),
    (re.compile(r"(?:班级?|教学班)(?:总?数|个数)?$"), "个"),
    (re.compile(r"率$|比例$|占比$|比重$"), "%"),
)
_MEASURE_WORDS = re.compile(r"数|率|面积|经费|支出|生$|师$|工$|图书|计算机|比$|额$|人$|班$|投入")


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
        return bool(_ORDINAL_HEAD.search(heads)) and not _RATE.search(heads)

    @cached_property
    def unit_columns(self) -> tuple[int, ...]:
        """The columns of labels that say in which unit the numbers of a row are."""
        heads = {n: "".join(cell.text for cell in self.heads(n)) for n in range(1, self.labels + 1)}
        return tuple(n for n, words in heads.items() if _UNIT_HEAD.fullmatch(_drop_latin(words)))

    def heads(self, column: int) -> list[Cell]:
        """Return the head cells above a column, from the top."""
        found: list[Cell] = []
        for row in range(1, min(self.body, self.height + 1)):
            cell = self.at(row, column)
            if cell is not None and cell.text and cell not in found:
                found.append(cell)
        return found

    def is_section(self, row: int) -> bool:
        """Tell whether a row only names what the rows below it are of."""
        cells = self._starting(row)
        said = [cell for cell in cells if cell.text and not _MISSING.fullmatch(cell.text)]
        return len(said) == 1 and said[0].column <= 2 and not is_number(said[0].text) and len(cells) >= 1

    def sections(self) -> Iterator[tuple[int, Cell | None]]:
        """Yield each row of the body that holds numbers with the section above it."""
        section = None
        for row in range(self.body, self.height + 1):
            if self.is_section(row) and not self._is_note(row):
                section = next(cell for cell in self._starting(row) if cell.text)
            elif self._starting(row):
                yield row, section

    def _is_note(self, row: int) -> bool:
        return bool(re.match(r"注|备注|说明|资料来源", next((c.text for c in self._starting(row) if c.text), "")))

    def roles(self) -> Iterator[tuple[Cell, str]]:
        """Yield each cell with what it is: header, label, value, empty or note; words among the values are notes."""
        first = self.body if self.body <= self.height else 2
        for row in range(1, self.height + 1):
            alone = row >= first and self.is_section(row)
            note = alone and self._is_note(row)
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
        for cell, role in Table(grid, "").roles()
    ]


def is_number(text: str) -> bool:
    """Tell whether a cell holds a number and no year.

    >>> [is_number(text) for text in ("41,208", "99.8%", "2023", "2023年", "小学", "—", "-3.2")]
    [True, True, False, False, False, False, True]
    """
    text = normalise(text).text
    return bool(_NUMBER.fullmatch(text)) and not _YEAR.fullmatch(text)


def _holds_value(text: str) -> bool:
    """Tell whether a cell of the body holds a number: 2054 persons are no year there."""
    return bool(_NUMBER.fullmatch(normalise(text).text))


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
    table = Table(grid, home)
    if table.body > table.height or not _EDUCATION.search(_say(grid)) or any(map(_is_form, grid.cells)):
        return []
    caption = _Caption(grid, home)
    found: list[Figure] = []
    parents: list[tuple[int, Cell]] = []
    for row, section in table.sections():
        labels = _read_labels(table, row)
        parents = _follow(parents, labels, table)
        path = [*([section] if section else []), *(cell for _, cell in parents[:-1])]
        for column in range(table.labels + 1, table.width + 1):
            cell = table.at(row, column)
            if cell is None or (cell.row, cell.column) != (row, column) or not _holds_value(cell.text):
                continue
            if figure := _read_cell(table, cell, labels, path, caption):
                found.append(figure)
    return found


def _is_form(cell: Cell) -> bool:
    return bool(_FORM.fullmatch(cell.text))


def _say(grid: Grid) -> str:
    return " ".join([*(line.text for line in grid.caption), *(cell.text for cell in grid.cells)])


def _read_labels(table: Table, row: int) -> list[Cell]:
    """Return the label cells of a row, running numbers and units left out."""
    found: list[Cell] = []
    for column in range(1, table.labels + 1):
        cell = table.at(row, column)
        if cell is None or not cell.text or cell in found or table.is_running(column) or column in table.unit_columns:
            continue
        found.append(cell)
    return found


def _follow(parents: list[tuple[int, Cell]], labels: list[Cell], table: Table) -> list[tuple[int, Cell]]:
    """Return the labels that hold the last one of a row, itself last: those set out further above it."""
    if not labels:
        return []
    cell = labels[-1]
    depth = cell.indent + 2 * bool(_PART.match(cell.text))
    outer = [(d, c) for d, c in parents if d < depth]
    return [*outer, (depth, cell)]


def _read_cell(table: Table, cell: Cell, labels: list[Cell], path: list[Cell], caption: _Caption) -> Figure | None:
    """Return the figure of a value cell, None where its unit is not sure or it is no quantity."""
    heads = [head for column in range(cell.column, cell.column + cell.columns) for head in table.heads(column)]
    covered = [c for row in range(cell.row, cell.row + cell.rows) for c in _read_labels(table, row)]
    labels = list(dict.fromkeys(covered)) or labels
    heads = list(dict.fromkeys(heads))
    words = [_Words(c, table.home) for c in (*path, *labels)], [_Words(c, table.home) for c in heads]
    said = "".join(c.text for c in (*path, *labels, *heads))
    if _NO_ROW.search("".join(c.text for c in heads)) or _NO_ROW.search("".join(c.text for c in labels)):
        return None
    if heads and all(_MOVE.fullmatch(w.words) for w in words[1]):
        words = words[0], _find_base(table, cell.column) or words[1]
    subject = caption.complete(_join(*words))
    unit, unit_cell, flags = _find_unit(table, cell, labels, heads, subject, caption)
    if not unit:
        return None
    quantity = _read_quantity(cell, unit)
    everything = [*words[0], *words[1]]
    place = next((w for w in everything if w.place is not None), None)
    period = next((w for w in reversed(everything) if w.period), None)
    kind = _find_kind(said, quantity)
    if kind in ("growth", "change") and re.search(r"减少|下降|降幅", said) and quantity.value and quantity.value > 0:
        quantity.value = -quantity.value
    evidence = [("subject", c.start, c.end) for c in (*path, *labels, *heads)]
    evidence += [("unit", unit_cell.start, unit_cell.end)] if unit_cell else []
    evidence += caption.find("unit", re.escape(unit)) if not unit_cell and unit in caption.units else []
    evidence += [(name, w.cell.start, w.cell.end) for name, w in (("period", period), ("place", place)) if w]
    evidence += caption.find("period", _YEAR.pattern) if not period and caption.period else []
    if place is None and caption.place:
        evidence += caption.find("place", re.escape(caption.title.text))
    return Figure(
        cell,
        quantity,
        subject,
        kind,
        place.place if place else caption.place or None,
        period.period if period else caption.period,
        bool(_PLANNED.search(said + caption.text)),
        flags,
        tuple(evidence),
        table.find_span(cell.row),
    )


class _Caption:
    """What the lines above a table say of all its numbers: a year, a place, a level, what is counted, and units."""

    def __init__(self, grid: Grid, home: str):
        self.lines = grid.caption
        self.text = " ".join(line.text for line in grid.caption)
        self.title = next((line for line in reversed(grid.caption) if not _CAPTION_UNIT.search(line.text)), None)
        said = normalise(self.title.text).text if self.title else ""
        self.period = _find_period(self.text)
        brackets = [bracket.strip() for bracket in _IN_BRACKETS.findall(said) if read_unit(bracket.strip())]
        found = "".join(_CAPTION_UNIT.findall(self.text))
        self.units = [unit for unit in re.split(r"[、,，/ ]", found) if read_unit(unit)] or brackets
        bare = _drop_latin(_YEAR.sub("", _IN_BRACKETS.sub("", said)))
        division = _DIVISION.match(bare.removeprefix(home))
        named = _name_division(division[0], home) if division else ""
        self.place = named if named != home else ""
        levels = {m[0] for m in LEVEL_WORDS.finditer(bare) if not m[0].startswith(("义务", "基础"))}
        self.level = levels.pop() if len(levels) == 1 else ""
        measure = _MEASURE.search(bare)
        self.measure = measure[1] if measure else ""

    def complete(self, subject: str) -> str:
        """Return a subject with the level, and with the words for what is counted, that only the caption says.

        >>> from helpers.text.grids import Line
        >>> lines = (Line("武川县历年小学在校生情况", 0, 12),)
        >>> _Caption(Grid((), lines), "武川县").complete("女")
        '小学女在校生'
        """
        degree = bool(_DEGREE.fullmatch(subject)) and "教" in self.measure
        if self.measure and (degree or not _MEASURE_WORDS.search(subject)):
            subject += self.measure
        says_level = not degree and (LEVEL_WORDS.search(subject) or "在园" in subject)
        return subject if says_level else self.level + subject

    def find(self, role: str, pattern: str) -> list[tuple[str, int, int]]:
        """Return the evidence that a line of the caption gives: the last one that holds the pattern."""
        lines = [line for line in self.lines if re.search(pattern, line.text)]
        return [(role, lines[-1].start, lines[-1].end)] if lines else []


_DEGREE = re.compile(r"[男女]?(?:博士|硕士)?(?:研究生|本科|专科|高中)?(?:阶段)?(?:毕业|学历)?(?:及?以[上下])?[男女]?")
_DIVISION = re.compile(r"[\u4e00-\u9fff]{2,8}?[省市县区旗州盟]")
_MEASURE = re.compile(
    r"((?:在校|在园)(?:学?生|幼儿)人?数?|(?:专任)?教师人?数?|教职工人?数?|(?:招生|毕业生)人?数?|学校数|校数|班级?数)"
    r"(?:的?(?:基本)?(?:情况|状况|统计|变化|发展))*(?:一览)?表?$"
)


class _Words:
    """What a head or a label says: the words for the subject, a unit, a year, a place ("" for 其他, None for none)."""

    def __init__(self, cell: Cell, home: str):
        text = normalise(cell.text).text
        self.cell, self.unit, self.period, self.place = cell, "", "", None
        self.part = bool(_PART.match(text))
        for bracket in _IN_BRACKETS.findall(text):
            if read_unit(bracket.strip()):
                self.unit = bracket.strip()
        text = _drop_latin(_IN_BRACKETS.sub("", _PART.sub("", _ITEM.sub("", text))))
        if year := _YEAR.search(text):
            self.period = _find_period(year[0])
            text = text.replace(year[0], "")
        if _TOTAL.fullmatch(text):
            text = ""
        elif re.fullmatch(r"其[他它余]", text) and home:
            self.place, text = "", ""
        elif place := _name_division(text, home):
            self.place, text = place, ""
        self.words = _TOTAL_END.sub("", text.strip(":,、。*#†"))


_LATIN = re.compile(r"(?<![A-Za-z])[A-Za-z][A-Za-z0-9 .,'’&/()-]*")


def _drop_latin(text: str) -> str:
    """Return the Chinese words of a cell without spaces, as what stands beside them in Latin says the same again.

    >>> _drop_latin("普通小学 Regular Primary Schools"), _drop_latin("MPA")
    ('普通小学', '')
    """
    return re.sub(r"\s", "", _LATIN.sub("", text))


_TOTAL_END = re.compile(r"(?:合计|总计|小计)$")


def _name_division(text: str, home: str) -> str:
    """Return the standard name of the division that a whole cell names, "" if it names none."""
    if not 2 <= len(text) <= 12:
        return ""
    return next((m.name for m in find_places(text, home) if (m.start, m.end) == (0, len(text))), "")


def _find_period(text: str) -> str:
    found = [p for p in find_periods(normalise(text).text + "年" * text.isdigit()) if p.role != "reference"]
    return found[0].period if found else ""


_NARROWS = re.compile(r"(?:[男女]性?|公办|民办|普惠性?|城区|城市|镇区|县镇|乡村|农村|少数民族|普通|独立设置|附设)")


def _join(labels: list[_Words], heads: list[_Words]) -> str:
    """Put the words of row heads and column heads in the order in which a reader would say them.

    Levels of education and what narrows stand before what is measured: 专任教师 over 小学 is 小学专任教师, and 其中:女
    below that 小学女专任教师.
    """
    parts = list(dict.fromkeys(w.words for w in (*labels, *heads) if w.words))
    parts = [part for i, part in enumerate(parts) if not any(part in other for other in parts[:i] + parts[i + 1 :])]
    levels = [part for part in parts if LEVEL_WORDS.match(part) and not _MEASURE_WORDS.search(part[2:])]
    narrows = [part for part in parts if _NARROWS.fullmatch(part)]
    rest = [part for part in parts if part not in levels and part not in narrows]
    return "".join(["、".join(levels), *narrows, *rest])


def _find_unit(
    table: Table, cell: Cell, labels: list[Cell], heads: list[Cell], subject: str, caption: _Caption
) -> tuple[str, Cell | None, str]:
    """Return the unit of a value, the cell that says it, and a flag where the noun alone does; "" if none is sure."""
    for source in (*reversed(heads), *reversed(labels)):
        if unit := _Words(source, "").unit:
            return unit, source, ""
    own = _NUMBER.fullmatch(normalise(cell.text).text)
    if own["unit"]:
        return own["mult"] + own["unit"], cell, ""
    for column in table.unit_columns:
        said = table.at(cell.row, column)
        if said is not None and read_unit(_drop_latin(said.text)):
            return _drop_latin(said.text), said, ""
    if _RATIO.search(subject):
        return "比", None, ""
    noun = next((unit for pattern, unit in _UNIT_OF if pattern.search(subject)), "")
    said = "".join(head.text for head in (*heads, *labels))
    if "%" in normalise(said).text or (_RATE.search(said) and noun == "%"):
        return "%", None, ""
    if noun:
        alike = {noun, "名", "人"} if noun == "人" else {noun}
        fitting = [unit for unit in caption.units if read_unit(unit)[0] in alike]
        return (fitting or [noun])[0], None, "" if fitting else "unit_inferred"
    return (caption.units[0], None, "") if len(caption.units) == 1 else ("", None, "")


def _find_base(table: Table, column: int) -> list[_Words]:
    """Return the words of the heads to the left that a column of growth is of."""
    for before in range(column - 1, table.labels, -1):
        words = [_Words(head, table.home) for head in table.heads(before)]
        if any(w.words and not _MOVE.fullmatch(w.words) for w in words):
            return words
    return []


def _read_quantity(cell: Cell, unit: str) -> Quantity:
    match = _NUMBER.fullmatch(normalise(cell.text).text)
    name, unit_class, scale = read_unit(unit) or (unit, "", 1.0)
    number = parse_number(match["number"].replace(" ", ""))
    if match["mult"] and not match["unit"]:
        scale *= {"万": 10_000, "亿": 100_000_000}[match["mult"]]
    step = 10.0 ** min(0, number.as_tuple().exponent) * scale
    value = round(float(number) * scale * (-1 if match["sign"] == "-" else 1), 6)
    end = cell.start + len(cell.text.rstrip("*#†"))
    return Quantity(cell.start, end, value, name, "number", unit_class, step=step)


def _find_kind(said: str, quantity: Quantity) -> str:
    said = normalise(said).text
    if _GROWTH.search(said) and quantity.unit in {"%", "‰"}:
        return "growth"
    if _CHANGE.search(said):
        return "change"
    return {"%": "share", "‰": "share", "比": "ratio"}.get(quantity.unit, "level")
