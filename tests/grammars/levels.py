"""Of which level of education numbers are: headings over bare nouns, levels one behind the other, sums and parts."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from grammars.page import UNITS, Page, Style

PLACES = ("嘉鱼县", "仁怀市", "泗洪县", "兰陵县", "武胜县", "平南县", "漳浦县", "景泰县")


class Stage(NamedTuple):
    """A level of education, as pages name its schools, its part of the page, and what is counted there."""

    schools: tuple[str, ...]
    headings: tuple[str, ...]
    short: str
    pupils: tuple[str, ...] = ("在校生", "在校学生")


STAGES = {
    "preschool": Stage(("幼儿园",), ("学前教育",), "幼儿园", ("在园幼儿",)),
    "primary": Stage(("小学", "普通小学"), ("小学教育", "小学"), "小学"),
    "junior_secondary": Stage(("初中", "普通初中", "初中学校"), ("初中教育", "初中"), "初中"),
    "senior_secondary_general": Stage(("普通高中",), ("普通高中教育", "普通高中"), "普通高中"),
    "secondary_vocational": Stage(("中等职业学校", "中职学校"), ("中等职业教育", "中职教育"), "中职"),
    "special": Stage(("特殊教育学校",), ("特殊教育",), "特殊教育学校"),
}
COMPULSORY = ("primary", "junior_secondary")
SENIOR = ("senior_secondary_general", "secondary_vocational")
SCHOOLED = (*COMPULSORY, *SENIOR)
GENERAL = (*COMPULSORY, "senior_secondary_general")
NOUNS = {
    "school": ("学校",),
    "pupil": ("在校生", "在校学生"),
    "entrant": ("招生",),
    "graduate": ("毕业生",),
    "full_time_teacher": ("专任教师",),
    "staff": ("教职工",),
    "class": ("教学班",),
}
SIZES = {
    "school": (30, 99),
    "class": (100, 599),
    "full_time_teacher": (600, 1799),
    "staff": (1800, 2500),
    "entrant": (2501, 5999),
    "graduate": (2501, 5999),
    "pupil": (9000, 29999),
}
OF_SPECIAL = {
    "school": (2, 4),
    "full_time_teacher": (20, 69),
    "staff": (70, 99),
    "class": (10, 19),
    "pupil": (100, 599),
}
ONLY = {"measure": "count", "event": "", "coverage": "", "group": "", "attribute": "", "sector": ""}
STYLES: dict[str, Style] = {}
UNREAD: dict[str, str] = {}


class Report:
    """A page that tells of levels of education."""

    def __init__(self, page: Page) -> None:
        self.page, self.choose = page, page.choose
        self.place = page.choose(*PLACES)
        self.whole = page.choose("全" + self.place[-1], "全" + self.place[-1], "")

    def tell(self, number: float, unit: str, **fields: str) -> str:
        """Return a number with its unit, and note of what it is and that nothing else narrows it."""
        special = fields.get("school_level") == "special"
        return self.page.tell(number, unit, **ONLY | ({} if special else {"programme": ""}) | fields)

    def put(self, number: int, what: str, level: str, **fields: str) -> str:
        """Return a number of schools, pupils, teachers or classes of a level with its unit."""
        unit = self.choose("人", "名") if UNITS[what] == "人" else UNITS[what]
        return self.tell(number, unit, population=what, school_level=level, **fields)

    def draw(self, what: str, level: str) -> str:
        """Return how many a level has of something, with its unit."""
        sizes = OF_SPECIAL if level == "special" else SIZES
        return self.put(self.page.draw(*sizes[what]), what, level)

    def bare(self, what: str, level: str) -> str:
        """Return how many a level has, behind a noun that does not name the level: 在校生62人."""
        nouns = STAGES[level].pupils if what == "pupil" and level in STAGES else NOUNS[what]
        return self.choose(*nouns) + self.draw(what, level)

    def schools(self, level: str) -> str:
        """Return how many schools a level has: 初中62所."""
        return self.choose(*STAGES[level].schools) + self.draw("school", level)

    def counts(self, level: str) -> list[str]:
        """Return some statistics of a level without its name, in the order in which pages give them."""
        flows = [] if level in ("preschool", "special") else ["entrant", "pupil", "graduate"]
        kinds = flows or ["pupil"]
        kinds = [*kinds, *self.choose(["class"], [])]
        kinds += self.choose(["full_time_teacher"], ["full_time_teacher"], ["staff"], [])
        kept = [kind for kind in kinds if kind == "pupil" or self.page.chance.random() < 0.7]
        return [self.bare(kind, level) for kind in kept]

    def by_level(self, what: str, levels: tuple[str, ...], mark: str, **nouns: str) -> tuple[str, int]:
        """Return a number of each level behind its short name, and their sum."""
        *parts, whole = self.page.divide(len(levels), *SIZES[what])
        names = {level: nouns.get(level) or STAGES[level].short for level in levels}
        said = [names[level] + self.put(n, what, level) for level, n in zip(levels, parts, strict=True)]
        return mark.join(said), whole

    def rate(self, low: int = 850, high: int = 999, unit: str = "%", **fields: str) -> str:
        """Return a rate that stands nowhere else; what is measured is told by fields alone."""
        return self.page.tell(self.page.draw(low, high) / 10, unit, **fields)

    def change(self, what: str, level: str) -> str:
        """Return by how much a number of a level has risen or fallen."""
        number, falls = self.page.draw(*(2, 29) if what == "school" else (100, 499)), self.choose(True, False)
        self.tell(-number if falls else number, "", population=what, school_level=level, kind="change")
        return f"{self.choose('比上年', '较上年', '同比')}{'减少' if falls else '增加'}{number}{UNITS[what]}"

    def growth(self, what: str, level: str) -> str:
        """Return by how many percent a number of a level has risen or fallen."""
        rate, falls = (self.page.draw(6000, 6499) * 2 - 11999) / 100, self.choose(True, False)
        self.tell(-rate if falls else rate, "", population=what, school_level=level, kind="growth")
        return f"{self.choose('比上年', '较上年', '同比')}{'下降' if falls else '增长'}{rate:g}%"

    def headed(self, sections: list[tuple[str, str]], kind: str = "") -> str:
        """Return sections below headings of one form."""
        kind = kind or self.choose("一、", "（一）", "1.", "【】", "")
        lines = []
        for n, (heading, text) in enumerate(sections):
            mark = {"一、": f"{'一二三四五六七'[n]}、", "（一）": f"（{'一二三四五六七'[n]}）", "1.": f"{n + 1}."}.get(
                kind, ""
            )
            lines += [f"【{heading}】" if kind == "【】" else mark + heading, text]
        return "\n".join(lines)


def collect(styles: dict[str, Style]) -> Callable[[Callable[[Report], str]], Callable[[Report], str]]:
    """Return what takes up a way of saying the levels as a style."""

    def style(say: Callable[[Report], str]) -> Callable[[Report], str]:
        def make(page: Page) -> str:
            report = Report(page)
            title = page.choose("2023年教育事业统计公报", "2023年教育事业发展概况", "教育概况")
            return f"{report.place}{title}\n\n{say(report)}\n"

        styles[say.__name__] = make
        return say

    return style


style = collect(STYLES)


@style
def headings(of: Report) -> str:
    levels = of.choose(tuple(STAGES), ("preschool", *COMPULSORY, *SENIOR), ("primary", "junior_secondary", "special"))
    return of.headed(
        [
            (
                of.choose(*STAGES[level].headings),
                f"{of.whole}{of.choose('共有', '有', '现有')}{of.schools(level)}，{'，'.join(of.counts(level))}。",
            )
            for level in levels
        ]
    )


@style
def headings_over_bare_schools(of: Report) -> str:
    mark = of.choose("，", "。", "；")
    return of.headed(
        [
            (
                of.choose(*STAGES[level].headings),
                f"{of.whole}共有{of.bare('school', level)}{mark}{mark.join(of.counts(level))}。",
            )
            for level in SCHOOLED
        ]
    )


@style
def levels_inside_sections(of: Report) -> str:
    sections = [
        ("学前教育", f"{of.whole}共有{of.schools('preschool')}，{'，'.join(of.counts('preschool'))}。"),
        (
            "义务教育",
            inside(of, COMPULSORY)
            + f"\n九年义务教育巩固率{of.rate(measure='retention_rate', school_level='compulsory')}。",
        ),
        (
            "高中阶段教育",
            inside(of, SENIOR)
            + f"\n高中阶段毛入学率{of.rate(measure='gross_enrolment_rate', school_level='senior_secondary')}。",
        ),
        ("特殊教育", f"{of.whole}共有{of.schools('special')}，{'，'.join(of.counts('special'))}。"),
    ]
    return of.headed(sections, "一、")


def inside(of: Report, levels: tuple[str, ...]) -> str:
    """Return the levels of a section, each below a heading of its own or behind its name."""
    parts = []
    for number, level in enumerate(levels):
        heading = of.choose(*STAGES[level].headings)
        mark = "一二"[number]
        parts.append(
            of.choose(f"（{mark}）{heading}\n", f"（{mark}）{heading}。", f"{number + 1}．{heading}\n", f"{heading}：")
            + f"{of.choose('', of.whole)}{of.choose('共有', '有')}{of.schools(level)}。{'，'.join(of.counts(level))}。"
        )
    return "\n".join(parts)


@style
def whole_of_a_section(of: Report) -> str:
    heading, name, code, levels = of.choose(
        ("义务教育", "义务教育阶段", "compulsory", COMPULSORY), ("高中阶段教育", "高中阶段", "senior_secondary", SENIOR)
    )
    schools, all_schools = of.by_level("school", levels, of.choose("、", "，"))
    pupils, all_pupils = of.by_level("pupil", levels, "、")
    entrants, all_entrants = of.by_level("entrant", levels, "，")
    noun, what = of.choose(("专任教师", "full_time_teacher"), (f"{name}教职工", "staff"))
    return of.headed(
        [
            (
                heading,
                f"{of.whole}共有{name}学校{of.put(all_schools, 'school', code)}，其中{schools}；"
                f"招生{of.put(all_entrants, 'entrant', code)}，其中{entrants}；"
                f"在校生{of.put(all_pupils, 'pupil', code)}，其中{pupils}。{noun}{of.draw(what, code)}。",
            )
        ]
    )


@style
def sentences(of: Report) -> str:
    return "".join(f"{of.whole}{of.schools(level)}，{'，'.join(of.counts(level))}。" for level in STAGES)


@style
def semicolons(of: Report) -> str:
    said = "；".join(f"{of.schools(level)}，{'，'.join(of.counts(level))}" for level in STAGES)
    return f"{of.whole}现有{said}。"


@style
def commas(of: Report) -> str:
    return f"{of.whole}有" + "，".join(f"{of.schools(level)}，{'，'.join(of.counts(level))}" for level in STAGES) + "。"


@style
def enumerated(of: Report) -> str:
    return (
        f"{of.whole}有" + "，".join(f"{of.schools(level)}、{'、'.join(of.counts(level))}" for level in SCHOOLED) + "。"
    )


@style
def sums_of_all(of: Report) -> str:
    levels = ("preschool", *GENERAL)
    schools, all_schools = of.by_level("school", levels, "、")
    pupils, all_pupils = of.by_level("pupil", levels, of.choose("、", "，"))
    teachers, all_teachers = of.by_level("full_time_teacher", levels, "、")
    opened = of.choose("共有各级各类学校", "共有各类学校", "现有各级各类学校（园）")
    end = of.choose("；", "。")
    return (
        f"{of.choose('全县', '截至2023年底，全县')}{opened}{of.put(all_schools, 'school', 'all')}，其中{schools}{end}"
        f"在校（园）学生{of.put(all_pupils, 'pupil', 'all')}，其中{pupils}{end}"
        f"专任教师{of.put(all_teachers, 'full_time_teacher', 'all')}，其中{teachers}。"
    )


@style
def all_then_levels(of: Report) -> str:
    note = of.choose("", "（不含技工学校）", "（含民办）")
    all_kinds = (
        f"{of.choose('全县', '2023年，全县')}共有各级各类学校{of.put(of.page.draw(300, 399), 'school', 'all')}{note}，"
        f"在校生{of.put(of.page.draw(70000, 99999), 'pupil', 'all')}，"
        f"教职工{of.put(of.page.draw(8000, 8999), 'staff', 'all')}，"
        f"其中专任教师{of.put(of.page.draw(7000, 7999), 'full_time_teacher', 'all')}。"
    )
    return (
        all_kinds
        + of.choose("", "\n")
        + "".join(f"{of.schools(level)}，{'，'.join(of.counts(level))}。" for level in SCHOOLED)
    )


@style
def list_of_schools_then_sums(of: Report) -> str:
    schools = of.by_level("school", GENERAL, of.choose("、", "，"), senior_secondary_general="高中")[0]
    pupils = of.by_level("pupil", GENERAL, "、", senior_secondary_general="高中")[0]
    teachers = of.by_level("full_time_teacher", GENERAL, "，", senior_secondary_general="高中")[0]
    return f"{of.whole}有{schools}。在校学生{of.page.draw(40000, 99999)}人，其中{pupils}。专任教师中，{teachers}。"


@style
def two_deep(of: Report) -> str:
    level = of.choose(*SCHOOLED)
    name = of.choose(STAGES[level].schools[0], STAGES[level].headings[0])
    degree = of.choose("本科及以上学历", "本科以上学历", "研究生学历")
    code = "postgraduate" if "研究生" in degree else "bachelor"
    teachers = {"population": "full_time_teacher", "school_level": level}
    held = of.page.draw(300, 599)
    return (
        f"{of.whole}{of.schools(level)}，{of.bare('class', level)}，{of.bare('pupil', level)}。"
        f"{of.choose(name, '')}教职工{of.draw('staff', level)}，其中专任教师{of.draw('full_time_teacher', level)}，"
        f"{of.choose('其中', '')}{degree}{of.tell(held, '人', **teachers | {'attribute': code})}，"
        f"占{of.choose('', '专任教师的')}{of.rate(200, 799, **teachers, kind='share')}。{of.bare('graduate', level)}。"
    )


@style
def noun_over_levels(of: Report) -> str:
    lines = []
    for what, noun in (
        ("entrant", "招生"),
        ("pupil", "在校生"),
        ("graduate", "毕业生"),
        ("full_time_teacher", "专任教师"),
    ):
        lines.append(f"{noun}：{of.by_level(what, GENERAL, '，')[0]}")
    return of.choose("。", "；", "。\n").join(lines) + "。"


@style
def noun_before_levels(of: Report) -> str:
    mark = of.choose("、", "，")
    who = of.choose("在校生中，", "在校学生中，", "从在校生看，")
    pupils = of.by_level("pupil", SCHOOLED, mark)[0]
    teachers = of.by_level("full_time_teacher", ("preschool", *SCHOOLED), mark)[0]
    return f"{who}{pupils}。专任教师中，{teachers}。"


@style
def respectively(of: Report) -> str:
    levels = of.choose(GENERAL, COMPULSORY, SCHOOLED)
    names = "、".join(STAGES[level].short for level in levels)
    said = []
    for what in ("school", "pupil", "full_time_teacher"):
        numbers = "、".join(of.draw(what, level) for level in levels)
        said.append(f"{names}{'' if what == 'school' else NOUNS[what][0]}分别为{numbers}")
    return f"{of.whole}{of.choose('。', '，').join(said)}。"


@style
def respectively_once(of: Report) -> str:
    levels = of.choose(GENERAL, COMPULSORY)
    names = of.choose("、", "和" if len(levels) == 2 else "、").join(STAGES[level].short for level in levels)
    said = [
        f"{noun}分别为{'、'.join(of.draw(what, level) for level in levels)}"
        for what, noun in (("entrant", "招生"), ("pupil", "在校生"), ("class", "教学班"))
    ]
    return f"{of.whole}{names}{'，'.join(said)}。"


@style
def ratios_respectively(of: Report) -> str:
    ratios = [of.rate(95, 190, ":1", measure="ratio", school_level=level) for level in GENERAL]
    sizes = [
        of.tell(of.page.draw(31, 50), "人", measure="average", attribute="class_size", school_level=x) for x in GENERAL
    ]
    good = {"population": "full_time_teacher", "measure": "share", "attribute": "required_qualification"}
    rates = [of.rate(**good, school_level=level) for level in GENERAL]
    names = of.choose("小学、初中、普通高中", "小学、初中和普通高中")
    return (
        f"{names}生师比分别为{'、'.join(ratios)}，平均班额分别为{'、'.join(sizes)}，"
        f"专任教师学历合格率分别为{'、'.join(rates)}。"
    )


@style
def ratios_by_level(of: Report) -> str:
    good = {"population": "full_time_teacher", "measure": "share", "attribute": "required_qualification"}
    said = [
        f"{of.schools(level)}，{of.bare('pupil', level)}，专任教师学历合格率{of.rate(**good, school_level=level)}，"
        f"生师比{of.rate(95, 190, ':1', measure='ratio', school_level=level)}"
        f"，平均班额{of.tell(of.page.draw(31, 50), '人', measure='average', attribute='class_size', school_level=level)}"
        for level in SCHOOLED
    ]
    return f"{of.whole}{of.choose('。', '；').join(said)}。"


@style
def changes(of: Report) -> str:
    said = []
    for level in STAGES:
        pupil = of.bare("pupil", level)
        pupil += "，" + of.choose(of.change, of.growth)("pupil", level)
        said.append(
            f"{of.schools(level)}，{of.change('school', level)}；{pupil}；{of.bare('full_time_teacher', level)}"
        )
    return f"{of.whole}" + of.choose("。", "。\n").join(said) + "。"


@style
def nine_year_schools(of: Report) -> str:
    nine = {"population": "school", "programme": "nine_year"}
    complete = {"population": "school", "programme": "complete"}
    n, c = of.page.draw(3, 9), of.page.draw(10, 19)
    form = of.choose("（其中{}）", "（含{}）", "，其中{}")
    end = of.choose("；", "。") if form.startswith("，") else of.choose("，", "；", "。")
    nine, complete = of.tell(n, "所", **nine), of.tell(c, "所", **complete)
    return (
        f"{of.whole}有小学{of.draw('school', 'primary')}{end}{'，'.join(of.counts('primary'))}。"
        f"初中{of.draw('school', 'junior_secondary')}{form.format('九年一贯制学校' + nine)}{end}"
        f"{'，'.join(of.counts('junior_secondary'))}。"
        f"普通高中{of.draw('school', 'senior_secondary_general')}{form.format('完全中学' + complete)}{end}"
        f"{'，'.join(of.counts('senior_secondary_general'))}。"
    )


@style
def nine_year_in_the_list(of: Report) -> str:
    nine = of.tell(of.page.draw(3, 9), "所", population="school", programme="nine_year")
    complete = of.tell(of.page.draw(10, 19), "所", population="school", programme="complete")
    mark = of.choose("、", "，")
    said = [f"小学{of.draw('school', 'primary')}", f"初级中学{of.page.draw(30, 99)}所", f"九年一贯制学校{nine}"]
    said += [f"完全中学{complete}", f"高级中学{of.page.draw(30, 99)}所", f"幼儿园{of.draw('school', 'preschool')}"]
    pupils = of.by_level("pupil", ("preschool", *GENERAL), "、")[0]
    return f"{of.whole}现有{mark.join(said)}。在校（园）学生中，{pupils}。"


@style
def primary_and_secondary(of: Report) -> str:
    mark, code = of.choose("，", "；", "。"), "primary_secondary"
    said = mark.join(of.bare(what, code) for what in ("pupil", "staff", "full_time_teacher"))
    kindergartens = f"幼儿园{of.draw('school', 'preschool')}，在园幼儿{of.draw('pupil', 'preschool')}"
    return f"{of.whole}共有中小学{of.choose('校', '')}{of.draw('school', code)}{mark}{said}。{kindergartens}。"


@style
def basic_education(of: Report) -> str:
    levels = ("preschool", *GENERAL)
    schools, all_schools = of.by_level("school", levels, "、")
    pupils, all_pupils = of.by_level("pupil", levels, "、")
    name = of.choose("基础教育学校", "基础教育阶段学校", "中小学幼儿园", "中小学（幼儿园）", "中小学校、幼儿园")
    return (
        f"{of.whole}共有{name}{of.put(all_schools, 'school', 'basic')}，其中{schools}。"
        f"{of.choose('基础教育', '基础教育阶段')}在校生{of.put(all_pupils, 'pupil', 'basic')}，其中{pupils}。"
    )


@style
def rates_of_all_levels(of: Report) -> str:
    pre = of.rate(measure="gross_enrolment_rate", school_level="preschool")
    net = of.rate(measure="net_enrolment_rate", school_level="primary")
    kept = of.rate(measure="retention_rate", school_level="compulsory")
    senior = of.rate(measure="gross_enrolment_rate", school_level="senior_secondary")
    mark, verb = of.choose("，", "、", "；"), of.choose("", "达", "达到", "为")
    said = [
        of.choose("学前三年毛入园率", "学前教育毛入园率", "学前三年毛入学率") + verb + pre,
        of.choose("小学净入学率", "小学适龄儿童净入学率") + verb + net,
        of.choose("九年义务教育巩固率", "义务教育巩固率") + verb + kept,
        of.choose("高中阶段毛入学率", "高中阶段教育毛入学率") + verb + senior,
    ]
    return f"{of.whole}{mark.join(said)}。"


@style
def rates_respectively(of: Report) -> str:
    pre = of.rate(measure="gross_enrolment_rate", school_level="preschool")
    kept = of.rate(measure="retention_rate", school_level="compulsory")
    senior = of.rate(measure="gross_enrolment_rate", school_level="senior_secondary")
    return of.choose(
        f"{of.whole}学前三年毛入园率、九年义务教育巩固率、高中阶段毛入学率分别达{pre}、{kept}、{senior}。",
        f"{of.whole}学前三年毛入园率、义务教育巩固率和高中阶段教育毛入学率分别为{pre}、{kept}和{senior}。",
    )


@style
def rates_with_changes(of: Report) -> str:
    rates = [
        ("学前三年毛入园率", "gross_enrolment_rate", "preschool"),
        ("九年义务教育巩固率", "retention_rate", "compulsory"),
        ("高中阶段毛入学率", "gross_enrolment_rate", "senior_secondary"),
    ]
    said = []
    for name, measure, level in rates:
        change = of.rate(3, 60, "个百分点", measure=measure, school_level=level, kind="change")
        said.append(f"{name}{of.rate(measure=measure, school_level=level)}，比上年提高{change}")
    return f"{of.whole}{of.choose('；', '，').join(said)}。"


@style
def qualified_teachers(of: Report) -> str:
    good = {"population": "full_time_teacher", "measure": "share", "attribute": "required_qualification"}
    said = "，".join(f"{STAGES[x].short}{of.rate(**good, school_level=x)}" for x in GENERAL)
    opened = of.choose("专任教师学历合格率：", "专任教师学历合格率为", "专任教师学历合格率中，")
    return f"{of.whole}{of.schools('primary')}，{of.schools('junior_secondary')}。{opened}{said}。"


@style
def areas_of_a_level(of: Report) -> str:
    def area(noun: str, what: str, level: str) -> str:
        return noun + of.tell(
            of.page.draw(100000, 899999), "平方米", population=what, measure="amount", school_level=level
        )

    def each(noun: str, what: str, level: str, unit: str) -> str:
        return noun + of.rate(70, 599, unit, population=what, measure="per_head", school_level=level)

    said, mark, long = [], of.choose("，", "；"), of.choose(True, False)
    for level in GENERAL:
        parts = [area("占地面积", "site_area", level), area("校舍建筑面积", "floor_area", level)]
        parts.append(each("生均校舍建筑面积" if long else "生均", "floor_area", level, "平方米"))
        if not long:
            parts.append(f"图书{of.tell(of.page.draw(900000, 999999), '册', population='book', school_level=level)}")
        parts.append(each("生均图书" if long else "生均", "book", level, "册"))
        text = f"{of.whole}{of.schools(level)}，{of.bare('pupil', level)}。{mark.join(parts)}。"
        said.append((of.choose(*STAGES[level].headings), text))
    return of.headed(said)


@style
def special_at_the_end(of: Report) -> str:
    counts = [of.bare(what, "special") for what in of.choose(("pupil",), ("pupil", "staff"), ("class", "pupil"))]
    teachers = f"专任教师{of.draw('full_time_teacher', 'special')}"
    return (
        f"{of.whole}共有{of.schools('senior_secondary_general')}，{'，'.join(of.counts('senior_secondary_general'))}。"
        f"特殊教育学校{of.draw('school', 'special')}，{'，'.join(counts)}，{teachers}。"
    )


@style
def by_stage(of: Report) -> str:
    names = {"primary": ("小学阶段", "小学学段"), "junior_secondary": ("初中阶段", "初中学段")}
    names["senior_secondary_general"] = ("普通高中阶段", "普通高中")
    mark = of.choose("：", "，", "有", "共有")
    end = of.choose("。", "；", "。\n")
    said = [f"{of.choose(*names[x])}{mark}{of.bare('school', x)}，{'，'.join(of.counts(x))}" for x in GENERAL]
    return f"{end.join(said)}。"


@style
def private_education(of: Report) -> str:
    def owned(what: str, level: str) -> str:
        sizes = {"school": (30, 99), "pupil": (2000, 9999)}
        return of.put(of.page.draw(*sizes[what]), what, level, sector="private")

    levels = of.choose(("preschool", "primary"), ("preschool", *GENERAL))
    said = "；".join(
        f"民办{STAGES[x].schools[0]}{owned('school', x)}，{of.choose(*STAGES[x].pupils)}{owned('pupil', x)}"
        for x in levels
    )
    return of.headed(
        [
            (
                "普通高中教育",
                f"{of.whole}{of.schools('senior_secondary_general')}，{'，'.join(of.counts('senior_secondary_general'))}。",
            ),
            (
                "民办教育",
                f"{of.whole}共有各级各类民办学校{owned('school', 'all')}，在校生{owned('pupil', 'all')}。其中，{said}。",
            ),
        ],
        "一、",
    )


@style
def exams_beside_levels(of: Report) -> str:
    gaokao = of.tell(of.page.draw(3000, 5999), "人", population="candidate", attribute="gaokao registered")
    line = of.rate(300, 899, population="candidate", attribute="gaokao bachelor_line")
    return (
        f"{of.whole}{of.schools('junior_secondary')}，{'，'.join(of.counts('junior_secondary'))}。"
        f"{of.schools('senior_secondary_general')}，{'，'.join(of.counts('senior_secondary_general'))}。"
        f"2023年高考报名{gaokao}，本科上线率{line}。{of.schools('primary')}，{of.bare('pupil', 'primary')}。"
    )


@style
def taiwan(of: Report) -> str:
    names = {"preschool": "幼兒園", "primary": "國小", "junior_secondary": "國中", "senior_secondary": "高中職"}
    said = []
    for level, name in names.items():
        pupils = "幼生" if level == "preschool" else "學生"
        number = of.tell(of.page.draw(9000, 29999), "人", population="pupil", school_level=level)
        teachers = of.tell(of.page.draw(600, 1799), "人", population="teacher", school_level=level)
        said.append(f"{name}{of.draw('school', level)}，{pupils}{number}，教師{teachers}")
    return f"112學年度，全縣{of.choose('；', '。').join(said)}。".replace("名", "人")


@style
def taiwan_pupils(of: Report) -> str:
    names = {"primary": "國小", "junior_secondary": "國中", "senior_secondary": "高中職"}
    pupils = of.by_level("pupil", tuple(names), "、", **names)[0].replace("名", "人")
    classes = of.by_level("class", tuple(names), "、", **names)[0].replace("個", "班").replace("个", "班")
    return f"112學年度學生人數：{pupils}。班級數：{classes}。"


@style
def hong_kong(of: Report) -> str:
    names = {"preschool": "幼稚園", "primary": "小學", "secondary": "中學", "special": "特殊學校"}
    schools = of.by_level("school", tuple(names), "、", **names)[0]
    pupils = of.by_level("pupil", tuple(names)[:3], "、", **names)[0].replace("名", "人")
    return f"2023/24學年，全港共有{schools}。學生人數方面，{pupils}。"


@style
def new_pupils(of: Report) -> str:
    def entrants(level: str) -> str:
        return of.tell(of.page.draw(3000, 9999), "人", population="entrant", school_level=level)

    first, second = of.choose(("一年级新生", "一年级新生"), ("招生", "招生"), ("招收新生", "招收新生"))
    last, code = of.choose(("普通高中", "senior_secondary_general"), ("高中阶段", "senior_secondary"))
    return (
        f"{of.choose('今年秋季学期', '2023年秋季')}，{of.whole}小学{first}{entrants('primary')}，"
        f"初中{second}{entrants('junior_secondary')}，{last}招生{entrants(code)}。"
    )


@style
def graduates_go_on(of: Report) -> str:
    went = of.rate(population="graduate", measure="progression_rate", school_level="junior_secondary")
    return (
        f"{of.whole}{of.schools('primary')}，{of.bare('pupil', 'primary')}，毕业生{of.draw('graduate', 'primary')}；"
        f"{of.schools('junior_secondary')}，{of.bare('pupil', 'junior_secondary')}，毕业生{of.draw('graduate', 'junior_secondary')}，"
        f"初中毕业生升学率{went}；{of.schools('senior_secondary_general')}，{of.bare('pupil', 'senior_secondary_general')}。"
    )
