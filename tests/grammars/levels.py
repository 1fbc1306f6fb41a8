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


class Report:
    """A page that tells of levels of education."""

    def __init__(self, page: Page) -> None:
        self.page, self.choose = page, page.choose
        self.place = page.choose(*PLACES)
        self.persons = page.choose("人", "人", "人", "名")
        self.whole = page.choose("全" + self.place[-1], "全" + self.place[-1], "")

    def tell(self, number: float, unit: str, **fields: str) -> str:
        """Return a number with its unit, and note of what it is and that nothing else narrows it."""
        special = fields.get("school_level") == "special"
        return self.page.tell(number, unit, **ONLY | ({} if special else {"programme": ""}) | fields)

    def put(self, number: int, what: str, level: str, **fields: str) -> str:
        """Return a number of schools, pupils, teachers or classes of a level with its unit."""
        unit = self.persons if UNITS[what] == "人" else UNITS[what]
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

    def said(self, level: str, *kinds: str) -> str:
        """Return the schools of a level with its statistics, or some kinds of them: 初中62所,招生…."""
        counts = [self.bare(kind, level) for kind in kinds] or self.counts(level)
        return "，".join([self.schools(level), *counts])

    def share(self, level: str, attribute: str) -> str:
        """Return the share of the full-time teachers of a level who have something."""
        return self.rate(
            population="full_time_teacher", measure="share", attribute=attribute, school_level=level, low=700
        )

    def size(self, level: str) -> str:
        """Return the average size of the classes of a level."""
        number = self.page.draw(31, 55)
        return self.tell(number, "人", measure="average", attribute="class_size", school_level=level)

    def ratio(self, level: str) -> str:
        """Return how many pupils a teacher of a level has."""
        return self.rate(95, 190, ":1", measure="ratio", school_level=level)

    def by_level(self, what: str, levels: tuple[str, ...], mark: str, **nouns: str) -> tuple[str, int]:
        """Return a number of each level behind its short name, and their sum."""
        *parts, whole = self.page.divide(len(levels), *SIZES[what])
        names = {level: nouns.get(level) or STAGES[level].short for level in levels}
        said = [names[level] + self.put(n, what, level) for level, n in zip(levels, parts, strict=True)]
        return mark.join(said), whole

    def rate(self, low: int = 850, high: int = 999, unit: str = "%", **fields: str) -> str:
        """Return a rate that stands nowhere else; what is measured is told by fields alone."""
        number = self.page.draw(low, high)
        return self.page.tell(number / 10 if number % 10 else (number * 10 + 5) / 100, unit, **fields)

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
                f"{of.whole}{of.choose('共有', '有', '现有')}{of.said(level)}。",
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
        ("学前教育", f"{of.whole}共有{of.said('preschool')}。"),
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
        ("特殊教育", f"{of.whole}共有{of.said('special')}。"),
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
def sentences(of: Report) -> str:
    return "".join(f"{of.whole}{of.said(level)}。" for level in STAGES)


@style
def semicolons(of: Report) -> str:
    said = "；".join(f"{of.said(level)}" for level in STAGES)
    return f"{of.whole}现有{said}。"


@style
def commas(of: Report) -> str:
    return f"{of.whole}有" + "，".join(f"{of.said(level)}" for level in STAGES) + "。"


@style
def enumerated(of: Report) -> str:
    return (
        f"{of.whole}有" + "，".join(f"{of.schools(level)}、{'、'.join(of.counts(level))}" for level in SCHOOLED) + "。"
    )


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
def special_at_the_end(of: Report) -> str:
    counts = [of.bare(what, "special") for what in of.choose(("pupil",), ("pupil", "staff"), ("class", "pupil"))]
    teachers = f"专任教师{of.draw('full_time_teacher', 'special')}"
    return (
        f"{of.whole}共有{of.said('senior_secondary_general')}。"
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
                f"{of.whole}{of.said('senior_secondary_general')}。",
            ),
            (
                "民办教育",
                f"全县共有各级各类民办学校{owned('school', 'all')}，在校生{owned('pupil', 'all')}。其中，{said}。",
            ),
        ],
        "一、",
    )


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
def counted_when_and_by_whom(of: Report) -> str:
    """Say when, where and by whom counted right before a level of education, without a comma."""
    when = ("年末", "学年末", "截至年末", "年初", "期末", "目前", "当前", "今秋")
    opened = of.choose(of.choose(*when), of.choose("据统计", "数据显示", "境内"))
    levels = of.choose(COMPULSORY, GENERAL, SCHOOLED)
    kinds = of.choose(("entrant", "pupil"), ("pupil", "full_time_teacher"), ())
    counts = {x: of.said(x) if not kinds else "，".join(of.bare(kind, x) for kind in kinds) for x in levels}
    said = [counts[x] if not kinds else STAGES[x].short + counts[x] for x in levels]
    return f"{opened}{of.choose('；', '。').join(said)}。"


@style
def labels_in_a_line(of: Report) -> str:
    adults = of.page.tell(of.page.draw(3000, 8999), "人", population="pupil", school_level="adult")
    private = of.page.tell(of.page.draw(200, 299), "所", population="school", school_level="unknown", sector="private")
    first = [f"{of.choose(*STAGES[x].headings).removesuffix('教育')}教育：{of.whole}{of.said(x)}。" for x in SENIOR]
    return f"{''.join(first)}成人教育：学员{adults}。民办教育：民办学校{private}。"


@style
def commas_with_parts(of: Report) -> str:
    """Say in one sentence what each level has, each with a part of its staff: …,其中专任教师62人,初中30所,…."""
    said = [
        f"{of.said(x, 'pupil', 'staff')}，其中{of.bare('full_time_teacher', x)}" for x in of.choose(GENERAL, SCHOOLED)
    ]
    return f"{of.whole}有{of.choose('，', '；', '。').join(said)}。"


@style
def nouns_behind_numbers(of: Report) -> str:
    """Say what each level has before its noun: 小学62所,有310个教学班,8120名学生,420名专任教师."""
    said = []
    for level in GENERAL:
        classes, teachers = of.draw("class", level), of.draw("full_time_teacher", level)
        pupils = of.draw("pupil", level)
        said.append(f"{of.schools(level)}，有{classes}教学班，{pupils}在校学生，{teachers}专任教师")
    return f"{of.whole}{of.choose('，', '；', '。').join(said)}。"
