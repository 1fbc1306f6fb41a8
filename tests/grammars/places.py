"""Which division a number is of: pages of a place that go through its parts, quote others and come back to it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from grammars.page import Page, Style
from grammars.parts import LEVELS, SIZES
from helpers.language import get_division, get_divisions
from helpers.language.divisions import get_gazetteer, get_place_words, list_parts

KEPT_APART = ("1501", "1502", "1506")  # the places of the default texts
NO_NAMES = {"城区", "郊区", "矿区", "东区", "西区", "南郊区"}
TOWNS = ("羊口镇", "龙泉镇", "石桥镇", "太平镇", "新桥乡", "白马镇", "凤城街道", "云盖寺镇", "大河乡", "青石镇")
WRITTEN = {  # as pages in Traditional characters and of the corps write them
    **{"云林县": "雲林縣", "斗南镇": "斗南鎮", "虎尾镇": "虎尾鎮", "西螺镇": "西螺鎮", "古坑乡": "古坑鄉"},
    **{"屏东县": "屏東縣", "潮州镇": "潮州鎮", "恒春镇": "恆春鎮", "内埔乡": "內埔鄉", "万丹乡": "萬丹鄉"},
    **{"香港特别行政区": "香港", "沙田区": "沙田區", "元朗区": "元朗區", "观塘区": "觀塘區", "屯门区": "屯門區"},
    **{"石河子市": "第八师石河子市", "五家渠市": "第六师五家渠市", "阿拉尔市": "第一师阿拉尔市"},
}
CORPS = ("石河子市", "五家渠市", "阿拉尔市")
STYLES: dict[str, Style] = {}
UNREAD: dict[str, str] = {}


@cache
def list_wholes(level: str, ends: str) -> list[str]:
    """Return the divisions of a level, by what their names end with, that have at least four parts with clear names."""
    rows = get_gazetteer().rows.items()
    today = [row["name"] for code, row in rows if row["level"] == level and not row["last_listed"] and _is_kept(code)]
    return sorted(name for name in today if name.endswith(tuple(ends.split())) and len(list_named(name)) > 3)


def _is_kept(code: str) -> bool:
    return not code.startswith((*KEPT_APART, "71", "81", "82"))


def list_named(whole: str, ends: str = "") -> list[str]:
    """Return the parts of a division whose names are no ordinary words."""
    return [name for name in list_parts(whole) if name not in NO_NAMES and name.endswith(ends)]


@dataclass
class Say:
    """A page of a place: its whole, three of its parts, a level of schools, and figures that fit."""

    page: Page
    whole: str
    names: list[str]

    def __post_init__(self) -> None:
        self.level = self.page.choose(*LEVELS)
        self.institution, self.heading, self.pupils = LEVELS[self.level]
        sizes = {what: self.page.divide(len(self.names), *size) for what, size in SIZES.items()}
        places = [*self.names, self.whole]
        self.numbers = {(what, p): n for what, ns in sizes.items() for p, n in zip(places, ns, strict=True)}

    def close(self) -> str:
        """Return a last sentence about the whole."""
        return self.total(self.page.choose("{all}{inst}", "{all}共有{inst}", "{all}{inst}有") + "{staff}。")

    @property
    def other_kind(self) -> str:
        """A part that 全市 cannot mean where the whole is a city: no county-level city."""
        return next((name for name in self.names if name[-1] != self.whole[-1]), self.names[0])

    @property
    def all(self) -> str:
        """全市, 全县 or what stands for the whole."""
        return "全地区" if self.whole.endswith("地区") else "全区" if "自治区" in self.whole else f"全{self.whole[-1]}"

    def of(self, place: str, form: str, part: str = "", **more: str) -> str:
        """Return a form about a place: {n} schools, {pupils}, {classes}, {teachers} and {staff} become its numbers."""
        return form.format_map(_Words(self, place, part or place, more))

    def total(self, form: str) -> str:
        """Return a form about the whole."""
        return self.of(self.whole, form)

    def each(self, form: str, mark: str, names: list[str] | None = None) -> str:
        """Return a form about each part with a mark between; names are those written."""
        written = names or self.names
        return mark.join(self.of(place, form, name) for place, name in zip(self.names, written, strict=True))

    def open(self) -> str:
        """Return a sentence, still open, about the whole."""
        begin = self.page.choose("{all}有", "{all}共有", "2023年，{all}有", "截至2023年底，{all}共有", "{all}现有")
        form = self.page.choose("{inst}{n}", "{inst}{n}，{pupils}", "{inst}{n}，{pupils}，{teachers}")
        return self.total(begin + form)

    def draw_decimal(self, low: int, high: int) -> float:
        """Return a number with one decimal between two tenths that stands nowhere else on the page."""
        number = self.page.chance.randint(low, high) / 10
        return self.draw_decimal(low, high) if number in self.page.said or number.is_integer() else number

    def rate(self, place: str, low: int = 800, high: int = 980) -> str:
        """Return a gross enrolment rate of kindergartens in a place."""
        return self.page.tell(self.draw_decimal(low, high), "%", place=place, measure="gross_enrolment_rate")

    def shorten(self) -> list[str]:
        """Return the parts as lists write them: 大余 of 大余县, unless another place is called so too."""
        known = get_gazetteer().names.keys()
        alone = {name: {place.name for place in get_divisions(name[:2])} <= {name} for name in self.names}
        short = {name for name in self.names if len(name) == 3 and alone[name] and name[:2] in known - {"东至"}}
        return [name[:2] if name in short else name for name in self.names]


NOUNS = {
    "classes": ("class", "教学班"),
    "teachers": ("full_time_teacher", "专任教师"),
    "staff": ("staff", "教职工"),
    "n": ("school", ""),
}


class _Words(dict):
    """What the words of a form stand for; a number is told only where it stands."""

    def __init__(self, say: Say, place: str, part: str, more: dict[str, str]) -> None:
        super().__init__(part=part, inst=say.institution, who=say.pupils, all=say.all, whole=say.whole, **more)
        self.say, self.place = say, place

    def __missing__(self, word: str) -> str:
        nouns = NOUNS | {"pupils": ("pupil", self.say.pupils), "pupils_n": ("pupil", ""), "staff_n": ("staff", "")}
        what, noun = nouns[word]
        number = self.say.numbers[what, self.place]
        return noun + self.say.page.count(number, what, school_level=self.say.level, place=self.place)


TITLES = ("{}2023年教育事业统计公报", "{}2023年教育发展概况", "2023年{}教育事业发展情况", "{}教育概况")


def style(kind: str, *titles: str) -> Callable:
    """Take up a way of saying as a style of pages about a kind of place; its own titles are Traditional."""

    def take(say: Callable[[Say], str]) -> Callable[[Say], str]:
        def make(page: Page) -> str:
            whole, names = WHOLES[kind](page)
            told = Say(page, whole, page.chance.sample(names, 3))
            heading = "" if titles else page.choose("", "", f"{told.heading}\n", f"二、{told.heading}\n")
            title = page.choose(*titles or TITLES).format(WRITTEN.get(whole, whole))
            return f"{title}\n\n{heading}{say(told)}\n"

        STYLES[say.__name__] = make
        return say

    return take


def _choose_city(page: Page, level: str = "prefecture", ends: str = "市 州 盟 地区") -> tuple[str, list[str]]:
    whole = page.choose(*list_wholes(level, ends))
    return whole, list_named(whole)


def _choose_county(page: Page, ends: str = "县") -> tuple[str, list[str]]:
    city = page.choose(*[name for name in list_wholes("prefecture", "市") if list_named(name, ends)])
    named = [name for name in list_named(city, ends) if get_division(name) and name not in get_place_words("generic")]
    return (page.choose(*named), list(TOWNS)) if named else _choose_county(page, ends)


def _choose_counties(page: Page) -> tuple[str, list[str]]:
    whole = page.choose(*[name for name in list_wholes("prefecture", "市") if len(list_named(name, "县")) > 2])
    return whole, list_named(whole, "县")


def _choose_banner(page: Page) -> tuple[str, list[str]]:
    whole = page.choose("通辽市", "赤峰市", "兴安盟", "锡林郭勒盟", "呼伦贝尔市", "乌兰察布市")
    return whole, list_named(whole, "旗")


def _choose_autonomous(page: Page) -> tuple[str, list[str]]:
    named = {name: list_named(name, "县") for name in list_wholes("prefecture", "市 州")}
    whole = page.choose(*[name for name, parts in named.items() if len(parts) > 2 and "自治县" in "".join(parts)])
    return whole, named[whole]


WHOLES: dict[str, Callable[[Page], tuple[str, list[str]]]] = {
    "city": _choose_city,
    "only_city": lambda page: _choose_city(page, ends="市"),
    "province": lambda page: _choose_city(page, "province", "省"),
    "region": lambda page: (whole := page.choose("广西壮族自治区", "宁夏回族自治区"), list_named(whole)),
    "any": lambda page: WHOLES[page.choose("city", "province", "region", "banner", "autonomous")](page),
    "county": _choose_county,
    "district": lambda page: _choose_county(page, "区"),
    "banner": _choose_banner,
    "county_parts": _choose_counties,
    "xinjiang": lambda page: (page.choose(*CORPS), list(TOWNS)),
    "taiwan": lambda page: page.choose(
        ("云林县", ["斗南镇", "虎尾镇", "西螺镇", "古坑乡"]), ("屏东县", ["潮州镇", "恒春镇", "内埔乡", "万丹乡"])
    ),
    "hongkong": lambda page: ("香港特别行政区", ["沙田区", "元朗区", "观塘区", "屯门区"]),
    "autonomous": _choose_autonomous,
}


def find_outer(place: str) -> str:
    """Return the division that contains a place."""
    return get_division(place).parent


@style("any")
def branches(say: Say) -> str:
    form = say.page.choose("{part}有{inst}{n}，{pupils}，{teachers}", "{part}{inst}{n}，{pupils}，{teachers}")
    begin = say.page.choose("其中，", "分地方看，", "")
    return f"{say.open()}。{begin}{say.each(form, say.page.choose('；', '。'))}。{say.close()}"


@style("city")
def lines(say: Say) -> str:
    return f"{say.open()}。\n{say.each('{part}{inst}{n}，{pupils}。{classes}，{staff}。', chr(10))}"


@style("city")
def among(say: Say) -> str:
    return f"{say.open()}，其中{say.each('{part}{n}，{pupils}', '；')}。"


@style("city")
def listed(say: Say) -> str:
    mark = say.page.choose("、", "，")
    whole = say.total("{staff}。{all}有{inst}{classes}。")
    names = say.page.choose(say.names, say.shorten())
    return f"{say.open()}，其中{say.each('{part}{n}', mark, names)}；{whole}"


@style("city")
def respectively(say: Say) -> str:
    names = say.each("{part}", "、")
    schools, pupils = say.each("{n}", "、"), say.each("{pupils_n}", "、")
    return f"{say.open()}。{names}分别有{say.institution}{schools}，{say.pupils}分别为{pupils}。{say.close()}"


@style("city")
def labels(say: Say) -> str:
    return f"{say.open()}。\n{say.each('{part}：{inst}{n}，{pupils}，{teachers}。', chr(10))}"


@style("city")
def headings(say: Say) -> str:
    mark = say.page.choose("（{}）", "{}、")
    form = "{mark}{part}\n现有{inst}{n}，{pupils}。{inst}{classes}，{staff}。\n"
    heads = zip(say.names, "一二三", strict=True)
    return f"{say.open()}。\n" + "".join(say.of(name, form, mark=mark.format(number)) for name, number in heads)


@style("any")
def back_in_sentence(say: Say) -> str:
    parts = say.each("{part}{n}，{pupils}", "；")
    return f"{say.total('{all}有{inst}{n}')}，其中{parts}；{say.total('{all}{inst}{teachers}，{staff}')}。"


@style("only_city")
def mean_of_outer(say: Say) -> str:
    outer, words = find_outer(say.whole), "全区" if "自治区" in find_outer(say.whole) else "全省"
    mean, whose = say.page.choose((words, outer), (outer, outer), ("全国", "全国"))
    form = say.page.choose("高于{}平均水平（{}）", "{}平均水平为{}", "{}为{}", "高于{}的{}", "比{}平均水平{}高")
    compared = form.format(mean, say.rate(whose, 600, 799))
    return f"{say.open()}。{say.all}学前教育毛入园率达到{say.rate(say.whole)}，{compared}。{say.close()}"


@style("only_city")
def ahead_of_outer(say: Say) -> str:
    mean = say.page.choose("全国", "全区" if "自治区" in find_outer(say.whole) else "全省")
    number = say.draw_decimal(61, 89)
    ahead = say.page.tell(number, "个百分点", place=say.whole, kind="change")
    rate = say.page.choose("学前教育毛入园率", f"{say.all}学前教育毛入园率达到") + say.rate(say.whole)
    ranked = say.page.choose("", f"，居{mean}前列")
    return f"{say.open()}。{rate}，高于{mean}平均水平{ahead}{ranked}。{say.close()}"


@style("county")
def ranked(say: Say) -> str:
    rank = say.page.choose("居全市第{}位", "排名全市第{}", "在全市排名第{}", "位列全市第{}")
    rank = rank.format(say.page.tell(say.page.choose(2, 3), "", place=say.whole, kind="rank"))
    return f"{say.open()}。学前教育毛入园率{say.rate(say.whole)}，{rank}。{say.total('{inst}{classes}，{staff}')}。"


@style("county")
def outer_first(say: Say) -> str:
    outer = find_outer(say.whole)
    say.numbers |= {(what, outer): number * 7 + 1 for (what, p), number in say.numbers.items() if p == say.whole}
    form = "{inst}{n}，{pupils}，{teachers}"
    first = say.of(outer, say.page.choose("2023年，全市共有", "全市有", f"{outer}有") + form)
    mine = say.page.choose("我县", "全县", say.whole)
    mark = say.page.choose("。", "；", "。其中，")
    return f"{first}{mark}{say.total(mine + '有' + form)}。{say.total('{inst}{staff}')}。"


@style("county")
def towns(say: Say) -> str:
    forms = (
        ("，其中", "{part}{n}", "、"),
        ("。", "{part}有{inst}{n}，{pupils}", "；"),
        ("。", "{part}{inst}{n}，{pupils}", "。"),
    )
    begin, form, mark = say.page.choose(*forms, ("。\n", "{part}：{inst}{n}，{pupils}，{teachers}", "。\n"))
    return f"{say.open()}{begin}{say.each(form, mark)}。{mark[1:]}{say.close()}"


@style("district")
def district_in_city(say: Say) -> str:
    rate = f"全区学前教育毛入园率{say.rate(say.whole)}"
    mean = say.page.choose("全市为{}", "全市平均为{}", "高于全市的{}").format(say.rate(find_outer(say.whole), 600, 799))
    return f"{say.open()}。{rate}，{mean}。{say.total('全区{inst}{staff}，{classes}')}。"


@style("only_city")
def other_city(say: Say) -> str:
    others = [name for name in list_parts(find_outer(say.whole)) if name != say.whole and name[-1] == "市"]
    other = say.page.choose(*others)
    opened = say.page.choose("同期", "而", "同期，", "相比之下，")
    quoted = f"{opened}{other}为{say.rate(other, 600, 799)}"
    return f"{say.open()}。学前教育毛入园率为{say.rate(say.whole)}，{quoted}。{say.close()}"


@style("city")
def two_compared(say: Say) -> str:
    one, two, _ = say.names
    tell = say.page.choose("{part}有{inst}{n}", "{part}的{inst}有{n}")
    schools = f"{say.of(one, tell)}，{say.of(two, tell)}"
    pupils = "，".join(say.of(name, "{part}{pupils}") for name in (one, two))
    teachers = "，".join(say.of(name, "{part}{inst}{teachers}") for name in (one, two))
    return f"{schools}；{pupils}。从师资看，{teachers}。"


@style("county")
def visit(say: Say) -> str:
    other = find_neighbour(say)
    went = say.page.choose("{}教育局一行赴{}考察学习。", "4月12日，{}教育考察组到{}学习考察。").format(say.whole, other)
    form = say.page.choose("{part}现有{inst}{n}，{pupils}，{teachers}", "{part}有{inst}{n}，{pupils}，{teachers}")
    return f"{say.open()}。\n{went}{say.of(other, form)}。"


@style("county")
def aid(say: Say) -> str:
    partner = say.page.choose("宁波市", "厦门市", "东莞市", "无锡市")
    begin = say.page.choose(
        f"{partner}累计投入帮扶资金", f"{partner}对口支援我县教育，累计投入资金", f"2023年，{partner}投入帮扶资金"
    )
    money = say.page.tell(say.page.draw(1000, 9000) * 10000, "元", place=say.whole, population="money")
    sent = say.page.tell(say.page.draw(11, 60), "名", place=say.whole)
    return f"{say.open()}。{begin}{money.replace('0000元', '万元')}，选派支教教师{sent}。{say.close()}"


@style("city")
def school_of_part(say: Say) -> str:
    name = say.names[0]
    school = say.page.choose("{}第一中学", "{}实验小学", "{}第二幼儿园", "{}职业中学").format(name)
    pupils = say.page.count(say.page.draw(900, 990), "pupil", place=name)
    staff = say.page.count(say.page.draw(61, 99), "staff", place=name)
    has = say.page.choose(f"现有在校生{pupils}，教职工{staff}", f"有在校学生{pupils}，有教职工{staff}")
    return f"{say.open()}。\n{school}{has}。\n{say.total('{all}{inst}{classes}')}。"


@style("province")
def capital(say: Say) -> str:
    name = list_parts(say.whole)[0]
    say.numbers |= {(what, name): n for (what, place), n in say.numbers.items() if place == say.names[0]}
    form = say.page.choose("省会{part}有{inst}{n}，{pupils}", "省会{part}{inst}{n}，{pupils}")
    return f"{say.open()}。{say.of(name, form)}。{say.total('{all}共有{inst}{staff}')}。"


@style("city")
def most_and_least(say: Say) -> str:
    one, two, _ = say.names
    form = say.page.choose("{who}最多的是{part}，有{pupils_n}", "{part}{who}最多，为{pupils_n}")
    pupils = sorted((say.numbers["pupil", name] for name in (one, two)), reverse=True)
    say.numbers |= {("pupil", one): pupils[0], ("pupil", two): pupils[1]}
    told = f"{say.of(one, form)}；{say.of(two, form.replace('最多', '最少'))}"
    return f"{say.total('{all}有{inst}{n}，{pupils}')}。{told}。{say.close()}"


@style("city")
def same_then_all(say: Say) -> str:
    first = say.of(say.other_kind, "{part}有{inst}{n}，{pupils}，占{all}的23.5%，{teachers}")
    return f"{say.open()}。{first}。{say.close()}"


@style("county_parts")
def paragraphs(say: Say) -> str:
    has = say.page.choose(
        "{part}持续扩大学位供给。全县有{inst}{n}，{pupils}。该县{inst}有{staff}。",
        "{part}教育局介绍，该县有{inst}{n}，{pupils}，{teachers}。",
    )
    return f"{say.open()}。\n{say.each(has, chr(10))}\n{say.close()}"


@style("only_city")
def zone(say: Say) -> str:
    name = f"{say.whole[:-1]}{say.page.choose('高新区', '经开区')}"
    say.numbers |= {(what, name): n for (what, place), n in say.numbers.items() if place == say.names[2]}
    say.names[2] = name
    return f"{say.open()}，其中{say.each('{part}{n}，{pupils}', '；')}。{say.close()}"


@style("city")
def counties_counted(say: Say) -> str:
    one, two, _ = say.names
    number = say.page.tell(say.page.draw(3, 9), "个县（市、区）", place=say.whole)
    first = say.of(say.other_kind, "{part}{inst}{n}，{pupils}，{teachers}")
    passed = f"{one}、{two}等{number}通过国家义务教育优质均衡发展督导评估"
    return f"{first}。{say.all}已有{passed}。{say.close()}"


@style("city")
def shares_of_parts(say: Say) -> str:
    shares = [say.page.tell(n + 0.3, "%", place=name) for name, n in zip(say.names, (41, 32, 26), strict=True)]
    told = "，".join(f"{name}占{share}" for name, share in zip(say.names, shares, strict=True))
    return f"{say.total('{all}有{inst}{n}，{pupils}')}，其中{told}。{say.close()}"


@style("city")
def growth_in_parts(say: Say) -> str:
    less = [say.page.tell(say.draw_decimal(2, 59), "%", place=name, kind="growth") for name in say.names]
    form = "{part}{pupils}，同比增长{more}，{teachers}"
    told = [say.of(name, form, more=more) for name, more in zip(say.names, less, strict=True)]
    return f"{say.open()}。其中，{'；'.join(told)}。{say.close()}"


@style("only_city")
def own_in_list(say: Say) -> str:
    number = say.page.count(say.page.draw(61, 99), "school", place=say.whole, school_level=say.level)
    own = f"{say.page.choose('市直学校', '市直', '市本级', f'市直{say.institution}')}{number}"
    mark = say.page.choose("、", "，")
    return f"{say.open()}，其中{mark.join([say.each('{part}{n}', mark), own])}。{say.close()}"


@style("city")
def in_order(say: Say) -> str:
    begin = say.page.choose("{who}由多到少依次为", "{who}从多到少依次是", "各县（市、区）{who}分别为")
    return f"{say.open()}。{say.total(begin)}{say.each('{part}{pupils_n}', say.page.choose('、', '，'))}。{say.close()}"


@style("city")
def brackets(say: Say) -> str:
    spread = say.page.choose("，分布在", "，主要分布在", "，集中在")
    many = f"{spread}{say.each('{part}（{n}，{pupils_n}）', '、')}" if say.page.choose(True, False) else ""
    return f"{say.total('{all}有{inst}{n}')}{many or '（' + say.each('{part}{n}', '、') + '）'}。{say.close()}"


@style("city")
def mean_in_branch(say: Say) -> str:
    told = []
    for name in say.names:
        ahead = say.page.tell(say.draw_decimal(11, 59), "个百分点", place=name, kind="change")
        form = say.page.choose(
            "{part}{inst}{n}，学前教育毛入园率{rate}，比{all}平均水平高{ahead}",
            "{part}{inst}{n}，学前教育毛入园率{rate}，高于{all}平均水平{ahead}",
        )
        told.append(say.of(name, form, rate=say.rate(name), ahead=ahead))
    return f"{say.open()}。{'；'.join(told)}。{say.close()}"


@style("city")
def named_then_counted(say: Say) -> str:
    names, schools = say.each("{part}", "、"), say.each("{n}", "、")
    counted = say.page.choose("三地分别有", "三县（市、区）分别有", "三地分别建有")
    mark = say.page.choose("，", "。")
    return f"{say.open()}。{names}办学规模较大{mark}{counted}{say.institution}{schools}。{say.close()}"


@style("xinjiang")
def division_of_corps(say: Say) -> str:
    form = say.page.choose("师市共有{inst}{n}，{pupils}", "全师共有{inst}{n}，{pupils}", "师市有{inst}{n}，{pupils}")
    return f"{say.total(form)}。师市{say.total('{inst}{staff}')}。"


@style("taiwan", "{}113學年度教育概況", "{}國民教育統計簡介")
def taiwan(say: Say) -> str:
    inst, say.level = say.page.choose(("國小", "primary"), ("國中", "junior_secondary"))
    return tell_traditional(say, "全縣", inst)


@style("hongkong", "{}教育概況", "{}教育統計")
def hongkong(say: Say) -> str:
    inst, say.level = say.page.choose(("小學", "primary"), ("幼稚園", "preschool"))
    return tell_traditional(say, "全港", inst)


def tell_traditional(say: Say, whole: str, inst: str) -> str:
    """Return what a page in Traditional characters says of a place and its parts."""
    form = f"{{written}}{inst}{{n}}，學生{{pupils_n}}"
    parts = [say.of(name, form, written=WRITTEN[name]) for name in say.names]
    mark = say.page.choose("；", "。")
    begin = say.page.choose(f"{whole}{inst}共{{n}}，學生{{pupils_n}}。", f"{whole}現有{inst}{{n}}，學生{{pupils_n}}。")
    return say.total(begin) + mark.join(parts) + say.total(f"。{whole}{inst}教職員{{staff_n}}。")


def find_neighbour(say: Say) -> str:
    """Return another county of the same city, with its numbers in place of the first part's."""
    named = [name for name in list_named(find_outer(say.whole)) if name != say.whole and get_division(name)]
    other = say.page.choose(*(named or ["大邑县"]))
    say.numbers |= {(what, other): n for (what, place), n in say.numbers.items() if place == say.names[0]}
    return other
