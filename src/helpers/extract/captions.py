"""What the lines above a table say of all its numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from helpers.extract.head_words import finish_subject
from helpers.extract.heads import (
    IN_BRACKETS,
    OF_DEGREE,
    YEAR,
    drop_latin,
    find_period,
    has_measure,
    is_amount,
    name_division,
    name_unit,
)
from helpers.extract.words import LEVEL_WORDS
from helpers.language import get_division
from helpers.text import Grid, Line, normalise

_UNIT = re.compile(r"[(（【\[]?\s*(?:计量|(?<![报制编送属办任]))单\s*位\s*[:：]?\s*([^()（）\s。;；】\]]{1,30})[^\n]*")
_REPORTS = re.compile(r"(?:填[报表制]|编制|制表|报送|统计)\s*(?:单\s*位|部门|机构|机关|日期|时间|人)\s*[:：]\s*\S*")
_RATE = re.compile(r"[万亿百千]?(?:元|平方米|册|台)/|.{1,3}/每?[生班]")  # 元/生 is one unit, 所/人 are two
_NUMBER = re.compile(
    r"^(?:附?表\s*[\d一二三四五六七八九十]{0,3}(?:[-—–.·]\d{1,3})*|\d{1,3}[-—–.·]\d{1,3}(?!\d)|[一二三四五六七八九十]{1,3}[、.]"
    r"|\([一二三四五六七八九十\d]{1,3}\)|\d{1,2}[、.](?!\d))[、.:\s]*"
)
_HAN = re.compile(r"[\u4e00-\u9fff]")
_DIVISION = re.compile(r"[\u4e00-\u9fff]{2,8}?[省市县区旗州盟]")
_ALL = re.compile(
    r"^(?:历年|主要年份|分?各?[省市县区旗盟州镇乡、]{1,6}分?|[全各我][省市县区旗盟州地]|各级各?类?|各类|分)+"
)
_ABOUT = re.compile(
    r"(?:的|、|和|与|及|职称|发放|基本|发展|变化|增长|增减|构成|结构|分布|汇总|对比|比较|完成|执行|主要|事业|学历|职称|专业技术职务|职务|年龄|规模"
    r"|就读|就学|入学|来源|收支|决算|补充|变动|流动|安排|下达|分配|项目|工作|基准|定额|标准|情况|状况|概况|统计|一览|指标|数据|资料|简|明细|表)+$"
)
_MEASURE = re.compile(
    r"(?:[\u4e00-\u9fff]{0,8}(?:随迁|务工人员)子女|残疾(?:学生|幼儿|儿童(?:少年)?)|留守(?:学生|儿童)|寄宿(?:制?学)?生|少数民族(?:在校)?学?生)人?数?|"
    r"[\u4e00-\u9fff]{0,8}(?:生|教?师|教职工|幼儿|儿童|子女)所?占?(?:比[重例]|百分比)|学生资助(?:资金|经费)?|(?:在校|在园)(?:学?生|幼儿)人?数?|(?:专任)?教师人?数?|教职工人?数?|(?:招生|毕业生|学生|幼儿(?!园))人?数?|学校数|校数|班级?数"
    r"|(?:(?:每生每年|生均|[\u4e00-\u9fff]{0,12}预算)[\u4e00-\u9fff]{0,10})?(?:(?:教育)?经费(?:总?(?:收入|支出|投入))?|(?:教育)?事业费|(?:教育)?支出|投入|拨款)|[\u4e00-\u9fff]{2,10}率"
    r"|[\u4e00-\u9fff]{0,6}面积|班额|生师比|师生比|[\u4e00-\u9fff\d]{0,14}年限|平均每[\u4e00-\u9fff]{2,16}数"
)
_DEGREE = re.compile(r"[男女]?(?:博士|硕士)?(?:研究生|本科|专科|高中)?(?:阶段)?(?:毕业|学历)?(?:及?以[上下])?[男女]?")
_OF_STAFF = re.compile(  # 专任教师学历、职称比重: shares of teachers
    "((?:专任)?教师|教职工)(?:队伍)?(?:(?:学历|职称|专业技术职务|职务|年龄)[、和与及]?)+(?:结构|构成|分布)?(?:比[重例]|占比)$"
)
_OF_TEACHERS = re.compile("研究生|博士|硕士|本科|专科|毕业|学历")
_DONE = re.compile("(?:建设|实施|开展|推进|落实|发放|办理|工作|工程)+$")
_THEME = re.compile(  # what a title tells of where the heads only say who has a part in it
    r"(?:(?!教育|[和与及、])[\u4e00-\u9fff]){0,8}"
    r"(?:改善计划|助学金|奖学金|助学贷款|生活补助|免学杂?费|教共体|教育共同体|教育集团|课后服务|交流轮岗)$"
)
_OF_THEME = re.compile(
    "受[益助]|(?:新增|首)?贷款[^余]|[续首]贷|(?:当年|到期)?(?:本息|本金|利息)?(?:回收|违约|还款)率|参[与加]|覆盖|惠及|享受"
    "|实施学校|下达|拨付|加入|成员|结对|发放|补助|资金|金额|人数|每[生人]每"
)
_OWNER = re.compile("(?:民办|公办)(?=教育|学校|幼儿园|园|中?小学|初中|普通高中|高中|中学|中等|高校|高等|义务|学前)")
_OWNED = re.compile("公办|(?<!普惠性)民办|教育部门|社会力量")
_FUNDS = re.compile("教育经费")
_SUM = re.compile("总?(?:投入|支出|收入)|总额")
_WHOSE = re.compile(r"[入在离]园|招生|毕业|在校|教师|教职工")
DEGREES = re.compile("学历(?!教育)")  # of people; 学历教育 is schooling
_SIZE = re.compile(r"\d人")
_AID = re.compile("助学|补助|[资受]助|贷款|奖学|[减免]|膳食|营养|津贴")
_NO_LEVEL = re.compile("基础|民办|校外")  # of many levels, or of none
_BUDGET = re.compile(r"一般公共预算(?:安排的)?(?:教育)?(?:经费|事业费|公用经费|支出)")
_OF_BUDGET = re.compile(r"(?<!预算)(?:教育事业费|公用经费|(?<!性)教育经费)$")
_QUALIFIED = re.compile(r"学历(?:合格|达标)率$")
_TEACHERS = re.compile(r"(?<!专任)(?<!兼任)(?<!聘)(?<!课)教师(?=(?:人?数|占比|比[例重])?$)")
_PAYER = re.compile(r"(?:中央|[省市县区]级|地方|自治区)?(?:财政)?(?:补助)?(?:资金|经费)|中央|[省市县区]级|地方|自治区")
_FROM_BELOW = re.compile(r"应届(?:初中|高中)毕业生")  # whom vocational schools take in
_GRANT = re.compile("(?<=.{2})(?:资金|补助|奖补)$")  # a sum with a name of its own, which a table shares out
_OF_GRANT = re.compile(
    "(?:本次|此次|提前|已)?(?:分配|下达|安排|拨付|补助)?(?:金额|资金)?|(?:中央|[省市县区]级|地方|自治区)(?:财政)?(?:补助)?(?:资金|经费)?"
)
_BATCH = re.compile("^(?:第[一二三四五]|首)批(?:次)?")
_FORM = re.compile(r"(?:标准|人数|金额|占比|比[例重]|人次|百分比)$")


class Caption:
    """What the lines above a table say of all its numbers: a year, a place, a level, what is counted, and units."""

    def __init__(self, grid: Grid, home: str, section: str = ""):
        """Read the lines above a table of a document about home; section is the heading of the part that holds it."""
        self.lines = grid.caption
        self.page = grid.cells[0].page if grid.cells else ""
        self.text = normalise(" ".join(line.text for line in grid.caption)).text
        self.title = next((line for line in reversed(grid.caption) if _names(line.text, home)), None)
        said = normalise(self.title.text).text if self.title else ""
        dates = [self.text, *IN_BRACKETS.findall(self.text), *YEAR.findall(self.text)]
        self.period = next((period for words in dates if (period := find_period(words))), "")
        self.period = _read_school_year(self.period, self.text)
        self.units = self._list_units(said) or _read_units(normalise(section).text)
        bare = _bare(said)
        division = _DIVISION.match(bare.removeprefix(home))
        named = name_division(division[0], home) if division else ""
        self.place, self.place_line = self._find_place(home)
        levels = {m[0] for m in LEVEL_WORDS.finditer(bare) if not _NO_LEVEL.match(m[0])}
        if len(levels) > 1:  # 义务教育 has 小学 and 初中
            levels = {level for level in levels if not level.startswith("义务")}
        self.level = levels.pop() if len(levels) == 1 else ""
        core = _ABOUT.sub("", _ALL.sub("", bare.removeprefix(home).removeprefix(division[0] if named else "")))
        found = list(_MEASURE.finditer(core))
        of_staff = _OF_STAFF.search(core)
        self.measure = found[0][0] if len(found) == 1 and found[0].end() == len(core) else ""
        self.measure = of_staff[1] if of_staff else self.measure
        if self.level and self.measure.startswith(self.level):
            self.measure = self.measure[len(self.level) :]
        self.measure = re.sub("^(?:教育(?=生均)|学校(?=.+比|生均))", "", self.measure)  # 各级教育生均公用经费
        if self.measure == "班额":
            self.measure = "班数"
        self.degrees = bool(DEGREES.search(said))
        theme = _THEME.search(_DONE.sub("", core))
        self.theme = LEVEL_WORDS.sub("", theme[0]) if theme else ""
        self.budget = "一般公共预算" if _BUDGET.search(bare) else ""
        self.funds = next(iter(_FUNDS.findall(core)), "")
        shared_out = _GRANT.search(core) and self.units and all(map(_is_money, self.units))
        self.grant = _BATCH.sub("", core) if shared_out else ""
        owners = set(_OWNER.findall(bare))
        told = any(_OWNED.search(normalise(cell.text).text) for cell in grid.cells)
        self.owner = owners.pop() if len(owners) == 1 and not told else ""

    def _list_units(self, title: str) -> list[str]:
        found = (m for m in IN_BRACKETS.finditer(title) if title[: m.start()][-1:] not in ("校", "园"))  # 学校(班)
        brackets = (re.split("[、,，]", m[1].strip()) for m in found)
        listed = (units for parts in brackets if all(units := [name_unit(part) for part in parts]))
        return _read_units(self.text) or [unit for units in listed for unit in units]  # 生均教育支出(元、%)

    def _find_place(self, home: str) -> tuple[str, Line | None]:
        """Return the division that a line above names, the nearest first, or the sheet, and that line; "" if home."""
        lines = [self.title, *reversed(self.lines)] if self.title else []
        for line in lines:
            named, is_home = _name_place(line.text, home)
            if is_home or (named and (line is self.title or not _contains(named, home))):
                return named, line
        named = _name_place(self.page, home)[0]
        return "" if _contains(named, home) else named, None

    def complete(self, subject: str, named: bool = False) -> str:
        """Return a subject with the level, the owner and the words for what is counted that only the caption says; the
        level of a named school is not that of the caption.

        >>> from helpers.text import Line
        >>> lines = (Line("武川县历年民办小学在校生情况", 0, 14),)
        >>> Caption(Grid((), lines), "武川县").complete("女")
        '民办小学在校女生'
        """
        said = named or "办" in subject
        return ("" if said else self.owner) + self._complete(subject, named)

    def _complete(self, subject: str, named: bool) -> str:
        if self.theme and _OF_THEME.match(subject) and self.theme[-3:] not in subject:
            subject = self.theme + subject  # 受益学校数 below 营养改善计划
        if self.funds and _SUM.fullmatch(subject):
            return self.funds + subject  # 总投入 below 教育经费情况
        if self.grant and _OF_GRANT.fullmatch(subject):
            return self.grant + subject  # 合计, 中央资金, 下达金额 below 学前教育发展资金分配表
        degree = bool(_DEGREE.fullmatch(subject)) and "教" in self.measure
        degree = degree and (self.degrees or bool(_OF_TEACHERS.search(subject)))  # 高中 may be their school
        if self.budget and "生均" in self.text and (noun := _OF_BUDGET.search(subject)):
            subject = f"{subject[: noun.start()]}{self.budget}{noun[0]}"
        if self.measure.startswith("学生资助") and _PAYER.fullmatch(subject):
            return "学生资助" + subject
        if "教" in self.measure and "教" not in subject and (rate := _QUALIFIED.search(subject)):
            subject = f"{subject[: rate.start()]}{self.measure}{rate[0]}"  # 学历合格率 below 专任教师学历情况
        if self.measure.startswith("专任教师"):
            subject = _TEACHERS.sub("专任教师", subject)  # 骨干教师 below 专任教师情况
        if self.theme.endswith("交流轮岗") and "交流" not in subject:
            subject = subject.replace("骨干教师", "交流轮岗骨干教师")
        form = _FORM.search(subject)
        behind = form[0] if form else ""
        sized = self.measure == "班数" and "班" not in subject and bool(_SIZE.search(subject))  # 46-55人 of classes
        whose = bool(_WHOSE.search(subject)) and "学生" in self.measure  # 入园人数 below 幼儿园学生数
        aided = self.measure.startswith("学生资助") and bool(_AID.search(subject))
        if (
            self.measure
            and not whose
            and self.measure not in subject
            and not self._is_account(subject)
            and not aided
            and (degree or sized or not has_measure(subject.removesuffix(behind)))
        ):
            measure = re.sub(r"(?:人?数|(?<=资助)(?:资金|经费))$", "", self.measure) if behind else self.measure
            noun = subject.removesuffix(behind)
            joint = "教育" if noun.endswith("教育") else ""  # 学前教育 below 教育支出
            subject = noun + measure.removeprefix(joint) + behind
        said = _FROM_BELOW.sub("", OF_DEGREE.sub("", subject))
        if named or (not degree and (LEVEL_WORDS.search(said) or re.search("[入在离]园|学前", subject))):
            return subject
        counts = self.level == "学前教育" and not is_amount(subject) and subject[-1:] != "率"  # 幼儿园专任教师
        return finish_subject(("幼儿园" if counts else self.level) + subject)

    def _is_account(self, subject: str) -> bool:
        """Tell whether a line of an account names itself: 教育管理事务, but not 学前教育."""
        return self.measure == "教育支出" and bool(subject) and not LEVEL_WORDS.search(subject)

    def find(self, role: str, pattern: str) -> list[tuple[str, int, int]]:
        """Return the evidence that a line of the caption gives: the last one that holds the pattern."""
        lines = [line for line in self.lines if re.search(pattern, normalise(line.text).text)]
        return [(role, lines[-1].start, lines[-1].end)] if lines else []


_CONTINUED = re.compile(r"[(（【]?\s*[续接]上?\s*表\s*[\d一二三四五六七八九十—–.-]{0,6}\s*[)）】]?")


def continue_captions(grids: Sequence[Grid]) -> list[Grid]:
    """Return tables of which one below 续表 has the lines above the one that it goes on with.

    >>> lines = [Line("武川县小学情况", 0, 7), Line("续表1", 40, 43)]
    >>> [grid.caption[0].text for grid in continue_captions([Grid((), (line,)) for line in lines])]
    ['武川县小学情况', '武川县小学情况']
    """
    found: list[Grid] = []
    for grid in grids:
        own = tuple(line for line in grid.caption if not _CONTINUED.fullmatch(line.text.strip()))
        goes_on = found and len(own) < len(grid.caption) and not any(_bare(line.text) for line in own)
        found.append(replace(grid, caption=found[-1].caption + own) if goes_on else grid)
    return found


def _is_money(unit: str) -> bool:
    return unit.endswith("元")


def _read_units(text: str) -> list[str]:
    """Return the units that a line names behind 单位: , [] for none."""
    listed = [part for part in re.split(r"[、,，;； ]", "、".join(_UNIT.findall(text))) if part]
    parts = [part for each in listed for part in ([each] if _RATE.match(each) else each.split("/"))]
    return [unit for part in parts if (unit := name_unit(part))]


_SECTION = re.compile(
    r"^[ \t　]*(?:[一二三四五六七八九十]{1,3}[、.．]|([(（][一二三四五六七八九十]{1,3}[)）]))[^\n]{1,50}$", re.MULTILINE
)


def list_sections(text: str) -> list[tuple[int, str]]:
    """Return where each numbered heading of a text begins, with it and the one of the chapter that it is a part of.

    >>> list_sections("三、生均经费（单位：元）\\n（一）教育经费\\n学段 2023年\\n四、基金\\n")
    [(0, '三、生均经费（单位：元）'), (13, '三、生均经费（单位：元）\\n（一）教育经费'), (30, '四、基金')]
    """
    found, chapter = [], ""
    for match in _SECTION.finditer(text):
        said = match[0].strip()
        chapter = chapter if match[1] else said
        found.append((match.start(), f"{chapter}\n{said}".strip() if match[1] else said))
    return found


def _name_place(words: str, home: str) -> tuple[str, bool]:
    """Return the division that a caption or the name of a sheet begins with, and whether it names home instead.

    >>> _name_place("昆明市五华区小学", "昆明市"), _name_place("昆明市小学", "昆明市"), _name_place("小学", "")
    (('五华区', False), ('', True), ('', False))
    """
    bare = _bare(words)
    rest = bare.rpartition(home)[2] if home else bare
    division = _DIVISION.match(rest)
    named = name_division(division[0], home) if division else ""
    return (named, False) if named and named != home else ("", bool(named) or (rest != bare))


def _contains(place: str, home: str) -> bool:
    """Tell whether a place is what contains the document's own: 昆明市 above a table of 五华区."""
    inner, outer = get_division(home) if home else None, get_division(place) if place else None
    return bool(inner and outer) and inner.code.startswith(outer.code.rstrip("0"))


def _read_school_year(period: str, said: str) -> str:
    """Return a span of two years as the school year that it is where pupils are counted: 2024-2025年基础教育情况.

    >>> [_read_school_year("2024/2025", said) for said in ("基础教育情况", "教育经费情况")]
    ['2024-09/2025-08', '2024/2025']
    """
    first, _, last = period.partition("/")
    if len(period) != len("2024/2025") or int(last) != int(first) + 1 or is_amount(said):
        return period
    return f"{first}-09/{last}-08"


def _names(line: str, home: str) -> bool:
    """Tell whether a line says what a table is about, and not only where or by whom: 汝州市 单位:人."""
    bare = _bare(line)
    return bool(bare) and bare != home and not name_division(bare, home)


def _bare(line: str) -> str:
    """Return the Chinese words of a title without its number, year and unit.

    >>> _bare("表13—11 一、学校数 计量单位:所"), _bare("单位：人"), _bare("Ratio (2008) (Teachers=1)")
    ('学校数', '', '')
    """
    text = _REPORTS.sub("", _UNIT.sub("", normalise(line).text)).strip()
    for _ in range(3):
        text = _NUMBER.sub("", text).strip()
    bare = drop_latin(YEAR.sub("", IN_BRACKETS.sub("", text)))
    return bare if _HAN.search(bare) else ""
