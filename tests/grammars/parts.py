"""Schools of one level, and what those of each sector or kind of area have: 其中公办18所,在校生…;民办2所,在校生…."""

from __future__ import annotations

from grammars.page import Page, Style, take_up

LEVELS = {  # institution, heading, pupils
    "preschool": ("幼儿园", "学前教育", "在园幼儿"),
    "primary": ("小学", "小学教育", "在校生"),
    "junior_secondary": ("初中", "初中教育", "在校生"),
    "senior_secondary_general": ("普通高中", "普通高中教育", "在校生"),
    "secondary_vocational": ("中等职业学校", "中等职业教育", "在校生"),
}
DIVISIONS = {
    "sector": (("公办", "public"), ("民办", "private")),
    "area": (("城区", "urban"), ("镇区", "town"), ("乡村", "rural")),
}
SIZES = {
    "school": (3, 60),
    "pupil": (900, 9000),
    "class": (61, 200),
    "full_time_teacher": (201, 600),
    "staff": (601, 899),
}
STYLES: dict[str, Style] = {}


class Level:
    """The schools of a level on a page, in parts that add up."""

    def __init__(self, page: Page) -> None:
        self.page, self.level = page, page.choose(*LEVELS)
        self.institution, self.heading, self.pupils = LEVELS[self.level]
        self.facet = page.choose(*DIVISIONS)
        self.parts = DIVISIONS[self.facet]
        numbers = {what: page.divide(len(self.parts), *size) for what, size in SIZES.items()}
        codes = [code for _, code in self.parts] + [""]
        self.numbers = {(what, c): n for what, ns in numbers.items() for c, n in zip(codes, ns, strict=True)}

    def count(self, what: str, code: str = "") -> str:
        """Return how many a part has, or all have."""
        division = {"sector": "", "area": "", self.facet: code}
        return self.page.count(self.numbers[what, code], what, school_level=self.level, **division)

    def all(self, form: str) -> str:
        """Return what is said of all: {schools}, {pupils} and others stand for a number and what it is of."""
        return form.format_map(_Words(self, "", ""))

    def each(self, form: str, mark: str) -> str:
        """Return what is said of each {part}, with a mark between."""
        return mark.join(form.format_map(_Words(self, *part)) for part in self.parts)

    def whole(self) -> str:
        """Return a sentence, still open, about all schools."""
        opened = self.page.choose("全县有", "全县共有", "有", "全县现有", "")
        return self.all(
            opened + self.page.choose("{inst}{n}", "{inst}{n}，{pupils}", "{inst}{n}，{pupils}，{teachers}")
        )


class _Words(dict):
    """What the words of a form stand for; a number is told only where it stands."""

    def __init__(self, of: Level, part: str, code: str) -> None:
        super().__init__(part=part, inst=of.institution, who=of.pupils)
        self.of, self.code = of, code

    def __missing__(self, word: str) -> str:
        nouns = {"n": ("school", ""), "pupils": ("pupil", self.of.pupils), "classes": ("class", "教学班")}
        nouns |= {"teachers": ("full_time_teacher", "专任教师"), "staff": ("staff", "教职工")}
        what, noun = nouns[word.removesuffix("_n")] if word != "pupils_n" else ("pupil", "")
        return noun + self.of.count(what, self.code)


style = take_up(STYLES, Level)


@style
def semicolons(of: Level) -> str:
    return f"{of.whole()}，其中{of.each('{part}{n}，{pupils}', '；')}。"


@style
def new_sentence(of: Level) -> str:
    return f"{of.whole()}。其中，{of.each('{part}{n}、{pupils}、{teachers}', '；')}。"


@style
def named_schools(of: Level) -> str:
    return f"{of.whole()}。其中{of.each('{part}{inst}{n}、{pupils}', '，')}。"


@style
def colon(of: Level) -> str:
    return f"{of.whole()}。其中：{of.each('{part}{n}，{classes}，{pupils}', '；')}。"


@style
def bracket(of: Level) -> str:
    return f"{of.whole()}（{of.each('{part}{n}、{pupils}', '，')}）。"


@style
def viewed(of: Level) -> str:
    by = {"sector": ("从办学性质看，", "按办学主体分，"), "area": ("从城乡分布看，", "按城乡分，")}[of.facet]
    return f"{of.whole()}。{of.page.choose(*by)}{of.each('{part}{n}，{pupils}', '；')}。"


@style
def viewed_twice(of: Level) -> str:
    by = {"sector": ("从办学性质看，", "按办学性质分，"), "area": ("从城乡分布看，", "按城乡分，")}[of.facet]
    schools, pupils = of.each("{part}{n}", "，"), of.each("{part}{pupils_n}", "，")
    return f"{of.whole()}。{of.page.choose(*by)}{schools}；{of.pupils}中，{pupils}。"


@style
def respectively(of: Level) -> str:
    names, schools = [of.each(form, "、") for form in ("{part}", "{n}")]
    return f"{of.whole()}，{names}分别为{schools}，{of.pupils}分别为{of.each('{pupils_n}', '、')}。"


@style
def sentences(of: Level) -> str:
    return f"{of.whole()}。{of.each('{part}{inst}{n}，{pupils}，{teachers}', '。')}。"


@style
def sentences_with_verb(of: Level) -> str:
    return f"{of.whole()}。{of.each('{part}有{inst}{n}，{classes}，{pupils}，{staff}', '。')}。"


@style
def among(of: Level) -> str:
    return f"{of.whole()}。{of.institution}中，{of.each('{part}{n}，{pupils}', '；')}。"


@style
def back_to_all(of: Level) -> str:
    return of.all(f"{of.whole()}，其中{of.each('{part}{n}', '，')}；{{classes}}；{{staff}}。")


@style
def each_noun(of: Level) -> str:
    return f"{of.whole()}，其中{of.each('{part}{n}', '、')}。{of.all('{classes}')}。{of.all('{staff}')}。"


@style
def one_part(of: Level) -> str:
    form = f"{of.whole()}，其中{{part}}{{inst}}{{n}}，{{pupils}}，占全县{{inst}}{{who}}的36.5%。"
    return form.format_map(_Words(of, *of.parts[0])) + of.all("{staff}。")


@style
def lines(of: Level) -> str:
    return f"{of.whole()}。\n{of.each('{part}：{inst}{n}，{classes}，{pupils}', chr(10))}"


@style
def headings(of: Level) -> str:
    line = chr(10)
    said = of.each(f"（一）{{part}}{{inst}}{line}{{inst}}{{n}}，{{classes}}，{{pupils}}，{{teachers}}。", line)
    return f"{of.whole()}。{line}{said}"


@style
def growth(of: Level) -> str:
    return f"{of.whole()}，其中{of.each('{part}{n}，比上年增加2所，{pupils}，增长1.5%', '；')}。"


@style
def with_its_own_parts(of: Level) -> str:
    return f"{of.whole()}。其中{of.each('{part}{inst}{n}，{staff}，其中{teachers}；{pupils}', '。')}。"


@style
def verb_behind(of: Level) -> str:
    return f"{of.whole()}，其中{of.each('{n}为{part}，{pupils}', '；')}。"


@style
def persons_by_part(of: Level) -> str:
    schools, pupils = of.each("{part}{n}", "、"), of.each("{part}{pupils_n}", "、")
    return of.all(f"全县有{{inst}}{{n}}（{schools}）；{{pupils}}（{pupils}）；{{staff}}。")


@style
def each_divided(of: Level) -> str:
    said = [("n", "{inst}{n}"), ("classes_n", "{classes}"), ("pupils_n", "{pupils}"), ("teachers_n", "{teachers}")]
    parts = [of.all(whole) + "，其中" + of.each("{part}{" + word + "}", "、") for word, whole in said]
    return f"全县有{'；'.join(parts)}。"


@style
def part_of_persons(of: Level) -> str:
    return f"{of.whole()}。{of.each('{part}{who}{pupils_n}', '，')}。{of.all('{staff}。')}"


@style
def shares_behind(of: Level) -> str:
    form = "{part}{inst}{n}，占{inst}总数的36.5%，{pupils}，占{who}总数的21.4%"
    return f"{of.whole()}，其中{of.each(form, '；')}。{of.all('{classes}。')}"


@style
def all_again(of: Level) -> str:
    return f"{of.whole()}，其中{of.each('{part}{n}，{pupils}', '；')}。{of.all('全县{inst}{classes}，{staff}。')}"


@style
def total_again(of: Level) -> str:
    return f"{of.whole()}，其中{of.each('{part}{n}，{classes}', '，')}。{of.all('{staff}。')}"


@style
def list_below(of: Level) -> str:
    line = chr(10)
    return f"{of.whole()}，其中：{line}{of.each('{part}{n}，{pupils}；', line)}"


def _divide_by_levels(page: Page, form: str, mark: str) -> str:
    """Return what a part of all schools has, and what each level of the part has."""
    word, facet, code = page.choose(("民办", "sector", "private"), ("农村", "area", "rural"), ("城区", "area", "urban"))
    levels = page.chance.sample([level for level in LEVELS if level != "senior_secondary_general"], 2)
    schools, pupils = page.divide(2, 3, 60), page.divide(2, 900, 9000)
    said = []
    for level, n, m in zip(levels, schools, pupils, strict=False):
        told = {"school_level": level, facet: code}
        count, who = page.count(n, "school", **told), LEVELS[level][2]
        said.append(form.format(inst=LEVELS[level][0], n=count, pupils=f"{who}{page.count(m, 'pupil', **told)}"))
    whole = f"{word}学校{page.count(schools[-1], 'school', **{facet: code})}"
    return f"某县2023年教育概况\n\n{page.choose('全县有', '')}{whole}，其中{mark.join(said)}。\n"


def part_by_levels(page: Page) -> str:
    return _divide_by_levels(page, "{inst}{n}，{pupils}", "；")


def part_by_levels_in_a_list(page: Page) -> str:
    return _divide_by_levels(page, "{inst}{n}、{pupils}", "，")


def persons_by_levels(page: Page) -> str:
    word, facet, code = page.choose(
        ("民办", "sector", "private"), ("公办", "sector", "public"), ("农村", "area", "rural")
    )
    noun, what = page.choose(("在校生", "pupil"), ("专任教师", "full_time_teacher"), ("招生", "entrant"))
    first, second, all_of_them = (f"{n}" for n in page.divide(2, 900, 9000))
    told = [
        page.count(int(n), what, school_level=level, **{facet: code})
        for n, level in ((all_of_them, "primary_secondary"), (first, "primary"), (second, "junior_secondary"))
    ]
    return f"某县2023年教育概况\n\n全县{word}中小学{noun}{told[0]}，其中小学{told[1]}，初中{told[2]}。\n"


STYLES |= {make.__name__: make for make in (part_by_levels, part_by_levels_in_a_list, persons_by_levels)}


@style
def all_schools_divided(of: Level) -> str:
    return f"{of.all('{inst}{n}')}。{of.institution}中，{of.each('{part}{n}', '、')}。{of.all('{pupils}。')}"


@style
def short_lines_below(of: Level) -> str:
    line = chr(10)
    return f"{of.whole()}，其中：{line}{of.each('{part}{n}', line)}"
