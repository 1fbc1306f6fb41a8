"""Groups of the pupils and kinds of the teachers of a level, and shares of them: 在校生…,其中寄宿生…;专任教师…."""

from __future__ import annotations

from collections.abc import Callable

from grammars.page import Page, Style, take_up
from grammars.parts import LEVELS

COMPULSORY = ("primary", "junior_secondary")
PUPILS = {
    "boarder": ("寄宿生", "寄宿学生", "住校生"),
    "left_behind": ("留守儿童", "农村留守儿童"),
    "migrant": ("随迁子女", "进城务工人员随迁子女", "外来务工人员随迁子女"),
    "female": ("女生",),
    "minority": ("少数民族学生",),
    "disabled": ("残疾学生", "残疾儿童"),
    "poor": ("家庭经济困难学生",),
}
CHILDREN = {"minority": ("少数民族幼儿",), "female": ("女童", "女幼儿"), "left_behind": ("留守儿童",)}
TEACHERS = {
    "bachelor": ("本科及以上学历", "本科及以上学历教师", "本科以上学历教师"),
    "postgraduate": ("研究生学历", "研究生学历教师", "具有研究生学历的教师"),
    "senior_title": ("高级职称", "高级职称教师", "高级教师", "具有高级职称的教师"),
    "backbone": ("骨干教师",),
    "special_post": ("特岗教师",),
    "female": ("女教师",),
    "dual_qualified": ("双师型教师", "“双师型”教师"),  # of vocational schools alone
}
SIZES = {"school": (3, 60), "class": (201, 300), "full_time_teacher": (500, 900), "staff": (901, 1500)}
SIZES |= {"pupil": (9000, 20000), "entrant": (5000, 8000), "graduate": (5000, 8000)}
WHOLES = {"n": ("school", ""), "classes": ("class", "教学班")}
WHOLES |= {"teachers": ("full_time_teacher", "专任教师"), "staff": ("staff", "教职工")}
STYLES: dict[str, Style] = {}


class Level:
    """The schools of a level on a page; a, b and c are groups of its pupils, x, y and z kinds of its teachers."""

    def __init__(self, page: Page, level: str = "") -> None:
        self.page, self.level = page, level or page.choose(*LEVELS)
        self.institution, self.heading, self.pupils = LEVELS[self.level]
        self.pupils = page.choose(self.pupils, self.pupils, "在校学生" if self.pupils == "在校生" else "在园儿童")
        self.wholes: dict[str, int] = {}
        groups = CHILDREN if self.level == "preschool" else PUPILS
        known = [g for g in groups if self.level in {"preschool", *COMPULSORY} or g not in _OF_COMPULSORY]
        self.kinds = dict(zip("abc", page.chance.sample(known, 3), strict=True))
        self.kinds |= dict(zip("xyz", self._choose_teachers(), strict=True))
        self.nouns = {k: page.choose(*(groups | TEACHERS if k in "xyz" else groups)[v]) for k, v in self.kinds.items()}

    def _choose_teachers(self) -> list[str]:
        known = sorted(TEACHERS.keys() - {"dual_qualified"})
        trades = ["dual_qualified"] * (self.level == "secondary_vocational")
        return [*trades, *self.page.chance.sample(known, 3 - len(trades))]

    def say(self, form: str) -> str:
        """Return a form with what its words stand for: {a} is a noun with its number, {a_noun}, {a_n}, {a_share}."""
        return form.format_map(_Words(self))

    def count(self, what: str) -> str:
        """Return how many all schools of the level have."""
        self.wholes[what] = number = self.page.draw(*SIZES[what])
        return self.page.count(number, what, school_level=self.level, group="", attribute="")

    def part(self, kind: str) -> str:
        """Return how many a group of pupils or a kind of teachers are."""
        self.wholes[kind] = number = self.page.draw(*((1000, 4000) if kind in "abc" else (201, 480)))
        return self.page.tell(number, "人", **self.get_fields(kind))

    def share(self, kind: str) -> str:
        """Return which share a group of pupils or a kind of teachers is."""
        whole = self.wholes.get("pupil" if kind in "abc" else "full_time_teacher")
        counted = round(100 * self.wholes[kind] / whole, 1) if whole and kind in self.wholes else 0
        number = counted if counted and counted not in self.page.said else draw_share(self.page)
        of = "attribute" if self.get_fields(kind).get("attribute") else "group"
        return self.page.tell(number, "%", **self.get_fields(kind), measure="share", of=of)

    def get_fields(self, kind: str) -> dict[str, str]:
        """Return the facets of a group of pupils or of a kind of teachers."""
        code, told = self.kinds[kind], {"school_level": self.level}
        if kind in "abc":
            return told | {"population": "pupil", "group": code, "attribute": ""}
        return told | ({"group": "female"} if code == "female" else {"attribute": code, "group": ""})

    def open(self) -> str:
        """Return a sentence, still open, that ends with all pupils."""
        opened = self.page.choose("全县有", "全县共有", "2023年，全县有", "有", "")
        return self.say(opened + self.page.choose("{inst}{n}，{pupils}", "{inst}{n}、{classes}，{pupils}"))

    def open_teachers(self) -> str:
        """Return a sentence, still open, that ends with all full-time teachers."""
        form = self.page.choose("{inst}{n}，{pupils}，{teachers}", "{inst}{teachers}", "{inst}{staff}，{teachers}")
        return self.say(self.page.choose("全县有", "全县现有", "") + form)


_OF_COMPULSORY = {"left_behind", "migrant", "disabled"}


class _Words(dict):
    """What the words of a form stand for; a number is told only where it stands."""

    def __init__(self, of: Level) -> None:
        super().__init__(inst=of.institution, who=of.pupils)
        self.of = of

    def __missing__(self, word: str) -> str:
        kind, _, only = word.partition("_")
        if kind == "pupils":
            return self.of.pupils * (only != "n") + self.of.count("pupil")
        if kind in self.of.kinds:
            noun = self.of.nouns[kind] * (only in {"", "noun"})
            number = {"": self.of.part, "n": self.of.part, "share": self.of.share}.get(only)
            return noun + (number(kind) if number else "")
        what, noun = WHOLES[kind]
        return noun * (only != "n") + self.of.count(what)


def draw_share(page: Page, low: int = 61, high: int = 890) -> float:
    """Return a share that stands nowhere else on the page."""
    while (number := page.chance.randint(low, high) / 10) in page.said or number.is_integer():
        pass
    return number


style = take_up(STYLES, Level)


def pair(say: Callable[[Level, Level], str]) -> Callable[[Level, Level], str]:
    """Take up a way of saying what two levels have, of the same groups and kinds, as a style."""

    def make(page: Page) -> str:
        one = Level(page, page.choose(*COMPULSORY))
        other = Level(page, next(level for level in COMPULSORY if level != one.level))
        other.kinds, other.nouns = one.kinds, one.nouns
        return f"某县2023年教育概况\n\n{say(one, other)}\n"

    STYLES[say.__name__] = make
    return say


def page_style(make: Style) -> Style:
    """Take up a function of a page as a style."""
    STYLES[make.__name__] = make
    return make


@style
def of_which(of: Level) -> str:
    form = of.page.choose(
        "，其中{a}，{b}。{teachers}",
        "，其中{a}、{b}、{c}；{teachers}；{staff}",
        "。其中，{a}，{b}。{staff}，其中{teachers}",
        "，其中{a}、{b}；{staff}，其中{teachers}；{x}，{y}；{classes}",
    )
    return of.say(f"{of.open()}{form}。")


@style
def among_pupils(of: Level) -> str:
    form = of.page.choose("。{who}中，{a}，{b}，{c}。", "，有{a}、{b}，", "，其中有{a}、{b}，", "，包括{a}、{b}，")
    return of.say(f"{of.open()}{form}{{teachers}}。{{classes}}。")


@style
def brackets(of: Level) -> str:
    return of.say(f"{of.open()}（{of.page.choose('', '其中')}{{a}}、{{b}}），{{teachers}}（{{x}}），{{classes}}。")


@style
def respectively(of: Level) -> str:
    return of.say(f"{of.open()}。{{a_noun}}、{{b_noun}}、{{c_noun}}分别为{{a_n}}、{{b_n}}和{{c_n}}。{{teachers}}。")


@style
def lines(of: Level) -> str:
    return of.say(f"{of.open()}。其中：\n{{a_noun}}：{{a_n}}\n{{b_noun}}：{{b_n}}\n{{c_noun}}：{{c_n}}")


@style
def shares_behind(of: Level) -> str:
    form = of.page.choose(
        "，其中{a}，占{who}总数的{a_share}；{b}，占{b_share}。{teachers}。",
        "，其中{a}，占{inst}{who}的{a_share}；{b}，占{b_share}。{teachers}。",
        "。{a_noun}占{who}总数的比例为{a_share}。{b}，占{b_share}。",
        "。{a_noun}占{inst}{who}的{a_share}。{b}，占{b_share}。",
    )
    return of.say(f"{of.open()}{form}")


@style
def shares_alone(of: Level) -> str:
    form = of.page.choose(
        "其中{a_noun}占{a_share}，{b_noun}占{b_share}", "其中{a_noun}占比{a_share}、{b_noun}占比{b_share}"
    )
    return of.say(f"{of.open()}，{form}。{{teachers}}。")


@style
def changes_behind(of: Level) -> str:
    return of.say(
        f"{of.open()}，其中{{a}}，比上年增加52人，增长1.05%；{{b}}，比上年减少37人。{{teachers}}，增长0.25%。"
    )


@style
def flows(of: Level) -> str:
    of.kinds["a"], of.nouns["a"] = "female", "女生" if of.level != "preschool" else "女童"
    parts = []
    for what, form in (("entrant", "招生"), ("pupil", of.pupils), ("graduate", "毕业生")):
        whole, part = of.count(what), of.page.draw(1000, 4000)
        told = of.get_fields("a") | {"population": what}
        parts.append(f"{form}{whole}，其中{of.nouns['a']}{of.page.tell(part, '人', **told)}")
    return f"全县有{of.say('{inst}{n}')}，{of.page.choose('；', '，').join(parts)}。"


@style
def teachers_of_which(of: Level) -> str:
    form = of.page.choose(
        "，其中{x}，{y}，{z}。",
        "，其中{x}、{y}、{z}；",
        "，其中{x}，占专任教师总数的{x_share}；{y}，占{y_share}。",
        "，其中{x_noun}占{x_share}，{y_noun}占{y_share}。",
        "。专任教师中，{x_noun}占{x_share}，{y_noun}占{y_share}。",
        "。{x_noun}占比{x_share}，{y_noun}占比{y_share}。",
    )
    return of.say(f"{of.open_teachers()}{form}{{classes}}。")


@style
def teachers_by_criterion(of: Level) -> str:
    degrees = (("研究生", "postgraduate"), ("本科", "bachelor"), ("专科", ""))
    titles = (("正高级", "full_senior_title"), ("副高级", "associate_senior_title"), ("中级", "intermediate_title"))
    end = of.page.choose("", "学历")
    said = [_tell_kinds(of, kinds, ending) for kinds, ending in ((degrees, end), (titles, of.page.choose("", "职称")))]
    by = of.page.choose(("按学历分，", "按职称分，"), ("从学历看，", "从职称看，"))
    return of.say(f"{of.open_teachers()}。{by[0]}{said[0]}；{by[1]}{said[1]}。{{classes}}。")


@style
def titles(of: Level) -> str:
    kinds = (("正高级", "full_senior_title"), ("高级", "senior_title"), ("中级", "intermediate_title"))
    said = _tell_kinds(of, (*kinds, ("未定职级", "no_title")), of.page.choose("", "教师"))
    return of.say(f"{of.open_teachers()}，其中{said}。{{pupils}}。")


def _tell_kinds(of: Level, kinds: tuple[tuple[str, str], ...], ending: str) -> str:
    """Return how many teachers have each of some degrees or titles; an empty code is not told."""
    told = {"school_level": of.level, "group": ""}
    numbers = [of.page.draw(61, 120) for _ in kinds]
    said = [
        of.page.tell(n, "人", **told, attribute=c) if c else f"{n}人" for n, (_, c) in zip(numbers, kinds, strict=True)
    ]
    return of.page.choose("，", "、").join(f"{w}{ending}{n}" for (w, _), n in zip(kinds, said, strict=True))


@pair
def branches(one: Level, other: Level) -> str:
    form = one.page.choose(
        "{inst}{n}，{pupils}，其中{a}", "{inst}{pupils}，其中{a}、{b}", "{inst}{pupils}（其中{a}、{b}）"
    )
    return f"全县有{one.say(form)}；{other.say(form)}。"


def by_level(page: Page, unit: str = "人", **told: str) -> list[str]:
    """Return how many of a group there are in primary and in junior secondary schools, and last in all of these."""
    numbers = zip(page.divide(2, 900, 4000), (*COMPULSORY, "compulsory"), strict=True)
    return [page.tell(n, unit, **told, school_level=level) for n, level in numbers]


@page_style
def levels_behind(page: Page) -> str:
    said = []
    for group in page.chance.sample(("boarder", "left_behind", "migrant"), 2):
        first, second, whole = by_level(page, population="pupil", group=group)
        opened = page.choose("义务教育阶段在校生中", "义务教育阶段", "义务教育在校生中，")
        form = page.choose(
            "，其中小学{0}、初中{1}",
            "。按学段分，小学{0}，初中{1}",
            "。其中：小学{0}；初中{1}",
            "。其中，在小学就读{0}，在初中就读{1}",
            "。小学就读{0}，初中就读{1}",
        )
        said.append(f"{opened}{page.choose(*PUPILS[group])}{whole}{form.format(first, second)}。")
    return f"某县2023年教育事业统计公报\n\n{''.join(said)}\n"


@page_style
def attends_public(page: Page) -> str:
    told = {"population": "pupil", "group": "migrant", "school_level": "compulsory"}
    whole = page.tell(page.draw(3000, 6000), "人", **told, sector="")
    part = page.tell(page.draw(1000, 2900), "人", **told, sector="public")
    share = page.tell(draw_share(page), "%", **told, sector="public", measure="share", of="sector")
    form = page.choose("其中在公办学校就读{1}，占{2}", "在公办学校就读{1}，占比{2}", "其中公办学校就读{1}，占{2}")
    said = form.format(whole, part, share)
    return f"某县2023年教育概况\n\n义务教育阶段进城务工人员随迁子女{whole}，{said}。\n"


@page_style
def person_times(page: Page) -> str:
    first, second, whole = by_level(page, "人次", population="pupil", group="poor", event="supported")
    noun = page.choose("义务教育阶段家庭经济困难学生", "义务教育家庭经济困难学生")
    form = page.choose("其中小学{}、初中{}", "其中：小学{}，初中{}")
    return f"某县2023年学生资助工作总结\n\n全年资助{noun}{whole}，{form.format(first, second)}。\n"


@page_style
def special_education(page: Page) -> str:
    ways = (("随班就读", {"programme": "inclusion"}), ("送教上门", {"attribute": "home_teaching"}))
    first, second = (page.tell(page.draw(20, 90), "人", population="pupil", **told) for _, told in ways)
    whole = page.tell(page.draw(190, 400), "人", population="pupil", programme="", attribute="")
    who = page.choose("残疾儿童少年", "残疾学生", "残疾儿童")
    form = page.choose(
        "其中随班就读{}，送教上门{}", "其中随班就读{}、送教上门{}", "其中：普通学校随班就读{}，送教上门{}"
    )
    return f"某县2023年教育概况\n\n义务教育阶段在校{who}{whole}，{form.format(first, second)}。\n"


@page_style
def going_on(page: Page) -> str:
    told = {"population": "graduate", "school_level": "junior_secondary", "event": ""}
    whole = page.tell(page.draw(3000, 6000), "人", **told, attribute="")
    first = page.tell(page.draw(1000, 1900), "人", **told, attribute="to_general")
    second = page.tell(page.draw(500, 990), "人", **told, attribute="to_vocational")
    form = page.choose("升入普通高中{}、中等职业学校{}", "其中升入普通高中{}，升入中职学校{}")
    return f"某县2023年教育概况\n\n初中毕业生{whole}，{form.format(first, second)}。\n"


@page_style
def ratios(page: Page) -> str:
    said = []
    for level in COMPULSORY:
        ratio = page.tell(draw_share(page, 121, 189), ":1", measure="ratio", school_level=level)
        size = page.tell(page.draw(31, 49), "人", measure="average", attribute="class_size", school_level=level)
        said += [ratio, size]
    form = page.choose(
        "小学生师比{0}，平均班额{1}；初中生师比{2}，平均班额{3}。",
        "生师比小学为{0}、初中为{2}；平均班额小学为{1}、初中为{3}。",
        "小学、初中生师比分别为{0}和{2}，平均班额分别为{1}和{3}。",
    )
    return f"某县2023年教育概况\n\n{form.format(*said)}\n"


@pair
def shares_by_level(one: Level, other: Level) -> str:
    form = one.page.choose(
        "{inst}专任教师中，{x_noun}占{x_share}，{y_noun}占{y_share}",
        "{inst}{teachers}，其中{x_noun}占{x_share}",
        "{inst}{teachers}，其中{x}，{y}",
        "{inst}{teachers}，{x}，占{x_share}",
    )
    return f"{one.say(form)}；{other.say(form)}。"


@pair
def one_share_of_levels(one: Level, other: Level) -> str:
    one.kinds["x"], noun = "bachelor", one.page.choose("本科及以上学历", "本科以上学历")
    form = one.page.choose(
        "专任教师中{0}占比，{1}为{2}，{3}为{4}",
        "{1}、{3}专任教师{0}比例分别为{2}和{4}",
        "{1}专任教师{0}占比{2}，{3}{4}",
        "{0}教师占比{1}达到{2}、{3}达到{4}",
    )
    said = form.format(noun, one.institution, one.say("{x_share}"), other.institution, other.say("{x_share}"))
    return f"{said}。"


@page_style
def recruits(page: Page) -> str:
    told = {"population": "teacher", "event": "recruited"}
    first, second, _ = by_level(page, **told)
    post = page.tell(page.draw(20, 90), "人", **told, attribute="special_post")
    free = page.tell(page.draw(91, 190), "名", **told, attribute="free_normal")
    form = page.choose(
        "招聘教师9700人，其中特岗教师{2}、公费师范生{3}。招聘小学教师{0}，初中教师{1}",
        "招聘特岗教师{2}，公费师范生{3}；招聘小学教师{0}、初中教师{1}",
        "新招聘教师9700人，其中小学{0}、初中{1}。引进公费师范生{3}，招录特岗教师{2}",
    )
    page.said = {number: told for number, told in page.said.items() if told.get("school_level") != "compulsory"}
    return f"某县教育局2023年工作总结\n\n全年{form.format(first, second, post, free)}。\n"


@page_style
def rotation(page: Page) -> str:
    told = {"population": "teacher", "school_level": "compulsory"}
    whole = page.tell(page.draw(200, 400), "人", **told, attribute="rotation")
    part = page.tell(page.draw(30, 90), "人", **told, attribute="rotation backbone")
    share = page.tell(draw_share(page), "%", **told, attribute="rotation backbone", measure="share", of="attribute")
    noun = page.choose("义务教育学校交流轮岗教师", "义务教育学校教师交流轮岗", "义务教育阶段交流轮岗教师")
    form = page.choose("其中骨干教师{}，占{}", "其中骨干教师{}，占交流教师总数的{}", "骨干教师{}，占交流轮岗教师的{}")
    return f"某县教育局2023年工作总结\n\n{noun}{whole}，{form.format(part, share)}。\n"


@page_style
def teachers_by_level(page: Page) -> str:
    told = {"population": "full_time_teacher", "attribute": "", "group": ""}
    numbers = page.divide(3, 300, 990)
    levels = ({"school_level": level} for level in ("preschool", *COMPULSORY))
    said = [page.tell(n, "人", **told, **own) for n, own in zip(numbers, (*levels, {}), strict=True)]
    women = page.tell(page.draw(200, 290), "人", group="female")
    form = page.choose("其中幼儿园{}、小学{}、初中{}", "幼儿园{}，小学{}，初中{}", "其中：幼儿园{}；小学{}；初中{}")
    heading = page.choose("", "三、教师队伍\n", "（三）教师队伍\n")
    line = f"全县各级各类学校有专任教师{said[3]}，{form.format(*said[:3])}。女教师{women}。"
    return f"某县2023年教育概况\n\n{heading}{line}\n"


@page_style
def kindergarten_staff(page: Page) -> str:
    told = {"school_level": "preschool"}
    staff = page.count(page.draw(901, 1500), "staff", **told, attribute="")
    teachers = page.count(page.draw(500, 900), "full_time_teacher", **told, attribute="")
    nurses = page.tell(page.draw(200, 400), "人", **told, attribute="nursery_nurse")
    form = page.choose("其中园长25人，专任教师{}，保育员{}", "其中专任教师{}、保育员{}", "专任教师{}，保育员{}")
    share = page.tell(draw_share(page), "%", **told, measure="share", attribute="short_cycle_and_above", of="attribute")
    end = f"专任教师专科及以上学历比例{share}。"
    return f"某县2023年教育概况\n\n全县幼儿园教职工{staff}，{form.format(teachers, nurses)}。{end}\n"


TAIWAN = {"新住民子女": {"attribute": "new_immigrant_children"}, "原住民學生": {"group": "minority"}}
TAIWAN |= {"身心障礙學生": {"group": "disabled"}}


@page_style
def taiwan(page: Page) -> str:
    said = []
    for school, level in (("國小", "primary"), ("國中", "junior_secondary")):
        told = {"school_level": level}
        pupils = page.count(page.draw(9000, 19000), "pupil", **told, group="")
        parts = []
        for noun, own in page.chance.sample(sorted(TAIWAN.items()), 2):
            number = page.tell(page.draw(400, 900), "人", **told, **own, population="pupil")
            share = page.tell(draw_share(page), "%", **told, **own, measure="share", of=next(iter(own)))
            parts.append(f"{noun}{number}，占{share}")
        teachers = page.count(page.draw(600, 899), "full_time_teacher", **told, attribute="")
        part = page.tell(page.draw(60, 190), "人", **told, attribute="contract")
        women = page.tell(draw_share(page), "%", **told, group="female", measure="share", of="group")
        said += [
            f"{school}學生{pupils}，其中{'；'.join(parts)}",
            f"{school}專任教師{teachers}，女性占{women}，代理教師{part}",
        ]
    return f"宜蘭縣112學年度教育概況\n\n{page.choose('；', '。').join(said)}。\n"


@pair
def lines_by_level(one: Level, other: Level) -> str:
    form = one.page.choose(
        "{inst}：学校{n}，{pupils}，其中{a}；{staff}，其中{teachers}，{x}。",
        "{inst}{n}，{pupils}，其中{a}、{b}；{teachers}，其中{x}、{y}。",
        "{inst}：{n}，{pupils}（{a}、{b}），{teachers}（{x}），{classes}。",
    )
    return f"{one.say(form)}\n{other.say(form)}"


@pair
def respectively_by_level(one: Level, other: Level) -> str:
    pupils, groups, shares = (
        [level.say(word) for level in (one, other)] for word in ("{pupils_n}", "{a_n}", "{a_share}")
    )
    said = f"{one.institution}、{other.institution}在校生分别为{'和'.join(pupils)}"
    noun = one.say("{a_noun}")
    return f"{said}，其中{noun}分别为{'和'.join(groups)}，{noun}占比分别为{'和'.join(shares)}。"


@page_style
def headings(page: Page) -> str:
    of = Level(page)
    schools = page.choose(
        "全县有{inst}{n}、{classes}。\n（一）学生情况", "（一）学校情况\n{inst}{n}、{classes}。\n（二）学生情况"
    )
    teachers = "{staff}，其中{teachers}，{x}，占专任教师的{x_share}。"
    said = of.say(f"{schools}\n{{pupils}}，其中{{a}}、{{b}}。\n（{page.choose('二', '三')}）教师队伍\n{teachers}")
    return f"某县2023年教育概况\n\n{page.choose('二', '三')}、{of.heading}\n{said}\n"


@style
def numbers_first(of: Level) -> str:
    return of.say("{inst}{n}，{who}中有{a}，占{a_share}；专任教师中有{x}，占{x_share}。")


@page_style
def posts(page: Page) -> str:
    level, inst = page.choose(("primary", "小学"), ("junior_secondary", "初中"), ("primary_secondary", "中小学"))
    told = {"school_level": level}
    posts = page.tell(page.draw(901, 999), "名", **told, population="staff", attribute="approved_posts")
    teachers = page.count(page.draw(500, 700), "full_time_teacher", **told, attribute="")
    women = page.tell(page.draw(200, 400), "人", **told, group="female", attribute="")
    said = f"全县{inst}核定教职工编制{posts}，实有专任教师{teachers}，其中女教师{women}"
    return f"某县2023年教育概况\n\n{said}。\n"
