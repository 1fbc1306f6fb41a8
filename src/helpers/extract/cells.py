"""From grid to rows: each number of a table with what its row heads, column heads and caption say of it.

One function for all formats. A table gives rows only where a head, a label or the caption names something of education
with a unit that fits; codes, ranks, scores and dates give none, and nothing is taken for 0.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from helpers.extract.captions import DEGREES, Caption
from helpers.extract.heads import (
    IN_BRACKETS,
    MOVE,
    YEAR,
    Words,
    compose,
    get_kind,
    has_measure,
    is_amount,
    is_form,
    is_part,
    is_total,
    leans_left,
    says_whose,
)
from helpers.extract.outlines import Outline
from helpers.extract.table_units import (
    find_kind,
    find_unit,
    fits_noun,
    is_same_class,
    read_quantity,
    read_unit_cell,
    say_per_head,
    tells_change,
)
from helpers.extract.tables import (
    MOST_PROVINCES,
    Table,
    find_home,
    holds_value,
    is_norm,
    lists_all,
    make_side,
    split_sides,
)
from helpers.extract.targets import find_target
from helpers.extract.words import LEVEL_WORDS
from helpers.language import NATION, Quantity, WordPattern
from helpers.text import Cell, Grid, normalise

_NO_ROW = re.compile(
    r"位次|名次|排名|排序|代码|编号|编码|电话|手机|邮编|日期|时间|得分|分数|成绩|最低分|最高分|平均分|总分|分值|权重|投档"
    r"|课时|学分|座号|序号|身高|年龄(?!人口)|版次|页码|学号|考号|文号|备注|招生计划|计划招生|计划数|计划人数|招生名额|拟招|指标到校|统招"
    r"|差异系数|^(?:国家|国定|省级?|[省市]定|规定|评估|达标|(?:优质|基本)均衡)(?:评估)?标准(?:值|要求)?$"
)
_NORMS = re.compile(r"标准(?:值|要求)?$|要求$|规定值?$")  # 小学标准, over ≥4.2
_PLANNED = re.compile(
    r"^计划|预算数(?![\u4e00-\u9fff])|年度?\(?(?:预算|预测|预计)\)?$|(?:年度|投资|建设|发展|工作)计划|计划(?:数|一览|投资|新建|完成|新增|建设|总)"
    r"|目标|规划|预计|拟(?!合)"
)
_EDUCATION = WordPattern(
    "{level}|学校|学生|在校|在园|招生|毕业|入学|入园|教师|教职工|班级|班数|校舍|教育|学位|托位|托育|幼儿|生均|图书|师生|校数|园数|助学"
)
_FORM = re.compile(
    r"(?:学生|教师|考生|家长|幼儿)?姓\s*名|出生(?:年月|日期)|身份证.{0,4}|申请人|签\s*[名字]|准考证号?|考生号|学籍号|星期[一二三四五]"
)
_NO_TABLE = re.compile(
    r"招生计划|录取(?:分数|控制|最低|最高|名单|结果|批次|查询|通知|公示|进程|标准)|投档|分数线|一分一段|成绩|课程表|课表|作息|校历|招聘|公示名单|评分|评估细则|报名表|申请表|登记表"
)
_SCORES = re.compile(r"(?:总|人)?(?:平均|均|最高|最低|总)分数?|及格率|优秀率|分数段")
# heads beside which 录取 is of schools, majors or scores; of counties it is a statistic: 新罗区, 普通高中录取(人)
_BY_SCORE = re.compile(
    r"最低分|最高分|平均分|分数|位次|投档|批次|科类|选科|专业(?:名称|组|代[号码])?|院校(?:名称|代[号码])|计划数?|招生名额"
)
_YEARS = re.compile(r"年[份度]|学年度?|时间|统计年[份度]")
_AREAS = re.compile(r"(?:城[市区镇乡]|县?镇区?|[农乡]村)(?:地区|学校)?|其中[:：]?.*|.*结合区")

_OF_WHOLE = re.compile(r"占.*(?:比[例重]|百分比)(?:[(（]%[)）])?$|占比(?:[(（]%[)）])?$")
_OVER_YEARS = re.compile("年均|平均|累计|合计|总计")
_GROUP = re.compile("(?:寄宿|住校|走读|少数民族|残疾)学?生|(?:留守|残疾|孤)儿童")
_SHARE = re.compile(r"(?:所?占)?(?:比[例重]?|百分比)$")
_BY_DEGREE = re.compile(r"按.{0,3}学历|学历(?:层次|结构|构成|情况|分布)?$")  # over 研究生, 本科
_NORM = re.compile(r"(?<!达)标准(?:值|额)?$")  # 保教费标准
_AIDED = re.compile(r"((?:[春秋]季?学?期?|全年)?)(?:资助|受助|学生资助)")
_SUMS = re.compile(r"金额|人[次数]")
_TIER = re.compile(
    r"[省市州盟县区旗]?(?:本级|级|直属?|直管)(?:单位|学校|部门)?"
)  # beside divisions: what it spends itself


@dataclass(frozen=True)
class Figure:
    """A number of a table with the words of its heads; evidence are (role, start, end) in the raw text."""

    cell: Cell
    quantity: Quantity
    subject: str
    kind: str
    place: str | None  # None: the document's
    period: str
    status: str  # actual, planned or rule
    flags: str
    evidence: tuple[tuple[str, int, int], ...]
    row: tuple[int, int]  # where the cells of its row stand in the raw text
    back: bool = False  # it is of the year before that of the table: 上学年


def read_grid(grid: Grid, home: str, section: str = "") -> list[Figure]:
    """Return the figures of a table of a document about home, in the order of its cells; [] where the gate is shut.

    section is the heading of the part of the document, whose unit holds for all tables in it.

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
    own, home = home, home or find_home(grid)
    caption = Caption(grid, home, section)
    if _NO_TABLE.search(caption.text):
        return []
    found = [figure for side in split_sides(grid) for figure in _read_side(side, home, caption)]
    if home and not own and lists_all(grid, home):
        found = [replace(figure, place=home) if figure.place is None else figure for figure in found]
    return sorted(found, key=lambda figure: figure.cell.start)


def _is_form(cell: Cell) -> bool:
    """Tell whether a cell is one of a form to fill in or of a table of scores."""
    if len(cell.text) > 12:
        return False
    text = IN_BRACKETS.sub("", normalise(cell.text).text)
    return bool(_FORM.fullmatch(text) or _SCORES.fullmatch(text))


def _say(grid: Grid) -> str:
    return " ".join([*(line.text for line in grid.caption), *(cell.text for cell in grid.cells)])


def _read_side(grid: Grid, home: str, caption: Caption) -> list[Figure]:
    """Return the figures of a table without sides."""
    table, shift = make_side(grid, home)
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
        self.measures: dict[Cell, str] = {}  # labels of totals that say what the rows below count, and their units
        columns = range(table.labels + 1, table.width + 1)
        heads = [[Words(head, table.home) for head in table.heads(column)] for column in columns]
        self.heads = dict(zip(columns, heads, strict=True))
        self.continued = set(self._continue_parts())
        self.measured = bool(caption.measure) or any(has_measure(w.words) for words in heads for w in words)
        self.places = table.lists_places()
        self.whole = NATION if table.count_provinces() >= MOST_PROVINCES else None
        self.labelled = table.body < table.height or bool(table.label_of(table.body))
        said = "".join(cell.text for cell in table.grid.cells if cell.row < table.body)
        self.degrees = caption.degrees or bool(DEGREES.search(said))
        self.repeated = table.find_repeated()
        periods = {w.period for words in heads for w in words if w.period}
        self.target = find_target(caption.text, table.grid.cells, periods)
        self.levels = self._list_levels()
        self.above: list[Cell] = []  # the label of the row above, of which a share may be
        self.years: list[str] = []  # of the rows so far that only say their year
        self.by_score = table.names_schools or bool(_BY_SCORE.search(said))

    def _continue_parts(self) -> Iterator[Cell]:
        """Yield the heads, marked as parts, that go on with those beside them: 随班就读 beside 其中:特教学校就读."""
        before: list[Words] = []
        whole = ""
        for words in self.heads.values():
            last = words[-1] if words else None
            beside = [w.cell for w in before[:-1]] == [w.cell for w in words[:-1]]
            if last and before and beside and before[-1].part and _goes_on(last, whole):
                last.part = True
                yield last.cell
            whole = last.words if last and not last.part else whole
            before = words

    def read_row(self, row: int) -> Iterator[Figure]:
        """Yield the figures of a row."""
        table = self.table
        own = table.label_of(row)
        if table.is_section(row):
            if not table.is_note(row):
                self.outline.enter(table.find_section(row), True, next(iter(table.label_of(row + 1)), None))
            return
        path = self._enter(own)
        if own and _OF_WHOLE.match(own[-1].text.strip()):
            path = [*path, *self.above]  # 占全市比例 is the share of what the row above counts
        elif own:
            self.above = own[-1:] if not is_part(own[-1].text) else []
        if own and (w := self._read_words(own[-1])).period and not (w.words or w.place):
            self.years.append(w.period)
        for column in self.heads:
            cell = table.at(row, column)
            if cell is None or (cell.row, cell.column) != (row, column) or not holds_value(cell.text):
                continue
            if (own or not self.labelled) and (figure := self._read_cell(cell, own, path)):
                yield figure

    def _enter(self, own: list[Cell]) -> list[Cell]:
        if not own:
            return [held.cell for held in self.outline.held]
        last = own[-1]
        words = Words(last, self.table.home)
        counts = has_measure(words.words) or (words.words == "学校" and bool(words.unit))
        holds = not self.measured and counts and words.words == words.words.lstrip("其中")
        holds = holds and not words.part and not _says_level(words.words)
        path = self.outline.enter(last, holds, counted=holds)
        unit = words.unit or self._find_unit_of(last.row)
        self.measures |= {last: unit} if holds else {}
        kept = says_whose(words.words) or words.part
        path = [c for c in path if c not in self.measures or (kept and is_same_class(unit, self.measures[c]))]
        if last.text in self.repeated:
            return [*path, self.area] if self.area is not None and self.area not in path else path
        if is_part(last.text) and path and path[-1].text in self.repeated and self.area is not None:
            path = [*path[:-1], self.area]  # 其中:城乡结合区 is of the area above, not of the last of its owners
        if not is_part(last.text) or _AREAS.fullmatch(words.words):
            self.area = last if _AREAS.fullmatch(words.words) else None
        return path

    def _find_unit_of(self, row: int) -> str:
        column = self.table.unit_of(row)
        return read_unit_cell(column) if column else ""

    def _read_cell(self, cell: Cell, labels: list[Cell], path: list[Cell]) -> Figure | None:
        """Return the figure of a value cell, None where its unit is not sure or it is no quantity."""
        table, caption = self.table, self.caption
        heads = list(dict.fromkeys(h for c in range(cell.column, cell.column + cell.columns) for h in table.heads(c)))
        covered = [c for row in range(cell.row, cell.row + cell.rows) for c in table.label_of(row)]
        labels = list(dict.fromkeys(covered)) or labels
        if not heads and any(self.heads.values()):
            return None  # a row with more cells than there are heads
        said = [normalise(c.text).text.replace(" ", "") for c in (*labels, *heads)]
        if any(_NO_ROW.search(text) or (self.by_score and "录取" in text) for text in said):
            return None
        bare = [IN_BRACKETS.sub("", text) for text in said]  # 省定标准(小学)
        if any(_NO_ROW.search(text) or (is_norm(cell.text) and _NORMS.search(text)) for text in bare):
            return None
        if path and labels and is_part(labels[-1].text):  # 民办 below 小学 in 义务教育 is of 小学
            around = [c for c in labels[:-1] if c.row <= path[-1].row and c not in path]
            path, labels = [*around, *path], [c for c in labels if c not in around]
        words = tuple([self._read_words(c) for c in cells] for cells in (path, labels, heads))
        told = any(w.period for w in (*words[1], *words[2])) or any("目标" in text for text in said)
        if any("招聘" in text for text in said) and not told:
            return None  # posts; of several years it is what was done
        if any(w.place for w in words[1]):  # a county is no part of 市辖区 above it, nor of 市本级
            words = ([w for w in words[0] if not w.place and not _TIER.fullmatch(w.words)], *words[1:])
        subject = self._name(cell, *words)
        if not subject:
            return None
        if any(_YEARS.fullmatch(w.words) for w in words[2]) and YEAR.fullmatch(normalise(cell.text).text):
            return None
        if len({w.unit for w in words[2] if w.unit and w.cell.columns == 1}) > 1:
            return None  # merged over columns that are in different units
        said = (*words[:2], [*self._borrow_unit(cell.column, words[2], subject), *words[2]])
        unit, unit_cell, flag = find_unit(cell, said, subject, table.unit_of(cell.row), caption)
        unit = "个百分点" if unit == "%" and tells_change(words[2]) else unit
        if not unit:
            return None
        subject = self._name_total(say_per_head(subject, self._say_unit(unit_cell)), labels, heads)
        quantity = read_quantity(cell, unit)
        said = "".join(normalise(c.text).text for c in (*path, *labels, *heads))
        kind, doubt = find_kind(said, subject, quantity)
        if kind in ("growth", "change") and re.search(r"(?<!增)减少|下降|降幅", said) and (quantity.value or 0) > 0:
            quantity.value = -quantity.value
        everything = [w for group in words for w in group]
        nearest = [*reversed(words[1]), *words[2], *reversed(words[0])]  # a county set in below its prefecture
        place = next((w for w in nearest if w.place is not None), None) or self._find_district(cell.row)
        shared = cell.rows > 1 and len({w.place for w in words[1] if w.place and w.cell.rows == 1}) > 1
        whole = caption.place or (self.whole if any(is_total(c.text) for c in (*labels, *heads)) else None)
        period = next((w for w in reversed(everything) if w.period), None) or self._find_year_of_growth(
            words[2], column=cell.column
        )
        year = 4 if any("全年" in c.text for c in heads) else None  # 全年目标 beside half-years
        aimed = period is not None and period in words[2] and period.period == self.target
        planned = _PLANNED.search(said) or aimed or (not period and _PLANNED.search(caption.text))
        norm = any(_NORM.search(w.words) for w in everything)
        return Figure(
            cell,
            quantity,
            subject,
            kind,
            "" if shared else place.place if place else whole,
            period.period if period else self._find_last_year(labels) or caption.period[:year],
            "rule" if norm else "planned" if planned else "actual",
            flag or doubt,
            tuple(self._prove([*path, *labels, *heads], unit, unit_cell, period, place)),
            table.find_span(cell.row),
            any(w.back for w in everything),
        )

    def _say_unit(self, cell: Cell | None) -> str:
        """Return the words that say a unit: those of a cell, else the caption."""
        return normalise(cell.text).text if cell else self.caption.text

    def _read_words(self, cell: Cell) -> Words:
        words = Words(cell, self.table.home, self.places)
        words.part = words.part or cell in self.continued
        return words

    def _find_district(self, row: int) -> Words | None:
        """Return the cell beside the name of a school that says in which division it lies, None if there is none."""
        beside = (self.table.at(row, column) for column in self.table.districts)
        words = (self._read_words(cell) for cell in beside if cell is not None and cell.text)
        return next((w for w in words if w.place), None)

    def _find_year_of_growth(self, heads: list[Words], column: int) -> Words | None:
        """Return the head that says the year of a column of growth or shares: the later of the two to its left."""
        if not any(MOVE.fullmatch(w.words) for w in heads if w.words) and not leans_left(heads):
            return None
        before = [w for at in (column - 1, column - 2) for w in self.heads.get(at, []) if w.period]
        return max(before, key=lambda w: w.period, default=None)

    def _find_last_year(self, labels: list[Cell]) -> str:
        """Return the last of the years above a row that says none: cities below 2021, 2022, 2023 are of 2023."""
        rising = len(self.years) > 1 and self.years == sorted(set(self.years))
        return self.years[-1] if rising and not any(_OVER_YEARS.search(c.text) for c in labels) else ""

    def _name(self, cell: Cell, path: list[Words], labels: list[Words], heads: list[Words]) -> str:
        """Return the subject of a value: what its labels and heads say, without the words of growth."""
        kept = self._choose_heads(cell.column, heads)
        labels = [w for w in labels if not (w.words and MOVE.fullmatch(w.words))]
        named = self.table.names_schools and any(w.words for w in labels)
        degrees = self.degrees or any(_BY_DEGREE.search(w.cell.text) for w in (*path, *labels[:-1]))
        return self.caption.complete(compose(path, labels, kept, degrees), named)

    def _borrow_unit(self, column: int, heads: list[Words], subject: str) -> list[Words]:
        """Return the head to the left that knows the unit of a part: 在校生(万人) beside 其中:女."""
        if not heads or not heads[-1].part or any(w.unit or "%" in w.cell.text for w in heads):
            return []
        for before in range(column - 1, self.table.labels, -1):
            if (left := self.heads[before]) and not left[-1].part and not _SHARE.search(left[-1].words):
                return [w for w in left if w.unit and fits_noun(w.unit, subject)]
        return []

    def _choose_heads(self, column: int, heads: list[Words]) -> list[Words]:
        """Return the heads that name what a column holds: of one of growth or of shares those to its left, too."""
        kept = [w for w in heads if not (w.words and MOVE.fullmatch(w.words))]
        if len(kept) < len(heads) and not any(w.words for w in kept):
            left = self.heads.get(column - 1, [])
            if any(w.unit == "个百分点" for w in heads) and leans_left(left):
                return self._choose_heads(column - 1, left)  # the share beside it has changed
            kept = [*self._find_base(column), *kept]
        elif leans_left(kept):
            kept, left = [w for w in kept if w.words], self.heads.get(column - 1, [])
            if _SHARE.fullmatch(kept[-1].words) and left and left[-1].part and says_whose(left[-1].words):
                return [*self._choose_heads(column - 1, left), kept[-1]]  # of #公办学校 beside it
            before = [w for w in left if w.words.startswith("占")]
            kept = before if before and is_form(kept[-1].words) else kept  # 占比 beside 占在校生的比例
            if self._stands_alone(column, kept[-1]):
                return kept
            kept[-1].part = True
            kept = [*[w for w in self._find_base(column) if _names_whole(w)], *kept]
        elif self._is_share_of_part(column, kept):
            kept[-1].part = True
            kept = [*[w for w in self._find_base(column) if _names_whole(w)], *kept]
        return self._with_narrower(column, kept)

    def _stands_alone(self, column: int, form: Words) -> bool:
        """Tell whether a column of the same form stands to the left: 金额增长(%) beside 金额 and 其中:市级资金."""
        before = (self.heads[n] for n in range(self.table.labels + 1, column))
        return _SUMS.fullmatch(form.words) is not None and any(w and w[-1].words == form.words for w in before)

    def _is_share_of_part(self, column: int, kept: list[Words]) -> bool:
        """Tell whether a head gives the share of the part beside it: 公办就读占比 beside 其中:公办学校就读."""
        said = _SHARE.sub("", kept[-1].words) if kept else ""
        left = self.heads.get(column - 1, [])
        return len(said) > 1 and said != kept[-1].words and leans_left(left) and set(said) <= set(left[-1].words)

    def _with_narrower(self, column: int, kept: list[Words]) -> list[Words]:
        """Return heads with the one to their left that the last is a part of: #双师型 beside 专任教师 below 教职工."""
        if len(kept) < 2 or not kept[-1].part:
            return kept
        if level := self._find_level_beside(column, kept):
            return [*kept[:-1], level, kept[-1]]
        if has_measure(kept[-1].words):
            return kept
        for before in range(column - 1, self.table.labels, -1):
            left = [w for w in self.heads[before] if w.words]
            if not left or left[0].cell != kept[0].cell:
                break
            if not left[-1].part or has_measure(left[-1].words):
                staff = re.search("教师|职工|人员", left[-1].words)  # #少数民族 beside #女生 is no part of it
                return [*kept[:-1], left[-1], kept[-1]] if staff and has_measure(left[-1].words) else kept
        return kept

    def _find_level_beside(self, column: int, kept: list[Words]) -> Words | None:
        """Return the head of a level that a part stands behind: 其中:寄宿生 beside 小学 below 在校生.

        Behind several levels and their total a part may be of the total.
        """
        before = [self.heads[n][len(kept) - 2 :] for n in range(self.table.labels + 1, column)]
        beside = [words[-1] for words in before if len(words) == 2 and words[0].cell == kept[-2].cell]
        wholes = [w for w in beside if not w.part]
        own = LEVEL_WORDS.search(kept[-1].words)
        if own or not wholes or not LEVEL_WORDS.fullmatch(wholes[-1].words):
            return None
        several = len(wholes) > 2 and not wholes[0].words and not any(w.part for w in beside)
        return None if several else wholes[-1]

    def _name_total(self, subject: str, labels: list[Cell], heads: list[Cell]) -> str:
        """Return the subject of a total over levels: 合计 below 小学 and 初中 is of 各级各类学校."""
        levels = self.levels[0] * any(is_total(c.text) for c in labels) or self.levels[1] * any(
            is_total(c.text) for c in heads[-1:]
        )
        if not levels or self.caption.level or is_amount(subject) or LEVEL_WORDS.search(subject):
            return subject
        if aided := _AIDED.match(subject):
            return f"各学段{aided[1]}{'学生' * subject.startswith('资助', aided.end(1))}{subject[aided.end(1) :]}"
        return "各级各类" + ("" if re.search("学校|[校园]数", subject) else "学校") + subject

    def _list_levels(self) -> tuple[bool, bool]:
        """Tell whether the labels, and whether the heads, name several levels of education."""
        rows = (cell.text for row in range(self.table.body, self.table.height + 1) for cell in self.table.label_of(row))
        words = (w.words for words in self.heads.values() for w in words)
        found = [
            {m[0] for text in texts for m in LEVEL_WORDS.finditer(normalise(text).text)} for texts in (rows, words)
        ]
        return len(found[0]) > 1, len(found[1]) > 1

    def _find_base(self, column: int) -> list[Words]:
        """Return the words of the heads to the left that a column of growth is of, or one that says a part of them.

        A part is of what is counted, and not of the share of another part beside it.
        """
        own = self.heads.get(column, [])
        part = bool(own) and not any(MOVE.fullmatch(w.words) for w in own if w.words)
        for before in range(column - 1, self.table.labels, -1):
            words = self.heads[before]
            if part and words and (_SHARE.search(words[-1].words) or _is_beside(own[-1], words[-1])):
                continue
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
            line = caption.place_line
            yield from [("place", line.start, line.end)] if line else []


def _goes_on(w: Words, whole: str) -> bool:
    """Tell whether a head beside a part only narrows, and not in the way of the whole: 初中 beside 其中:女 of 小学."""
    if w.part or w.unit or w.period or w.place or is_form(w.words):
        return False
    if has_measure(w.words) and not _GROUP.fullmatch(w.words):
        return False
    if not w.words or MOVE.fullmatch(w.words):
        return False
    kind = get_kind(w.words)
    return kind not in ("level", "narrow", "sex") or kind != get_kind(whole)


def _is_beside(w: Words, other: Words) -> bool:
    """Tell whether a head names other pupils than the part to its left: 随迁子女 beside 其中:寄宿生, but not 女."""
    return other.part and bool(_GROUP.fullmatch(other.words)) and get_kind(w.words) != "sex"


def _names_whole(w: Words) -> bool:
    """Tell whether a head names what the parts beside it are of."""
    return has_measure(w.words) or w.words.endswith("子女") or bool(w.unit and not MOVE.fullmatch(w.words))


def _says_level(words: str) -> bool:
    return bool(LEVEL_WORDS.search(words) or re.search(r"幼儿|学前|在园", words))
