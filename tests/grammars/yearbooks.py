"""Tables of yearbooks, plans and open data: heads of two and three rows, parts of parts, marks, norms and targets."""

from __future__ import annotations

from collections.abc import Callable

from grammars.maker import AREAS, FLAT, MERGED, NOUNS, RATES, SECTORS, Maker
from grammars.page import UNITS, File, Style
from grammars.sheets import (
    FILES,
    Row,
    Sheet,
    Wide,
    as_csv,
    as_document,
    as_markdown,
    as_page,
    as_printed,
    as_tabs,
    as_workbook,
)

STYLES: dict[str, Style] = {}
SCHOOLS = ("preschool", "primary", "junior_secondary", "senior_secondary_general", "secondary_vocational")
FULL = ("preschool", "primary", "junior_secondary", "senior_secondary_general")
GROUPS = (("女", "female"), ("寄宿生", "boarder"), ("随迁子女", "migrant"), ("少数民族", "minority"))
FUNDS = {  # what is said, its attribute
    "生均一般公共预算教育经费": "public_budget",
    "生均一般公共预算教育事业费": "public_budget_operating",
}


def style(lay: Callable[[Maker], File]) -> Callable[[Maker], File]:
    """Take up a layout as a style."""
    STYLES[lay.__name__] = lambda page: lay(Maker(page))
    return lay


@style
def numbered_titles(of: Maker) -> File:
    """Titles as yearbooks number them, the year in brackets behind."""
    level, nouns = of.choose(*SCHOOLS), of.nouns(3, 6)
    number = of.choose("13-5", "表13-5", "十九、", "20—7")
    rows: list[Row] = [["地　区", *(of.said[what] for what in nouns)]]
    rows.append(["全　市", *(of.one(what, school_level=level) for what in nouns)])
    rows += [[c, *(of.one(w, school_level=level, place=c) for w in nouns)] for c in of.counties]
    title = f"{number} {of.choose('各县（市、区）', '分县市区', '各县区')}{of.said[level]}基本情况（{of.year}年）"
    return of.pack(Sheet(title, rows, of.unit_line(nouns)), lead=(f"{of.place}统计年鉴{of.year + 1}",))


@style
def bilingual(of: Maker) -> File:
    """Heads and labels in Chinese and English."""
    level, nouns = of.choose("primary", "junior_secondary"), of.nouns(2, 5)
    english = dict(
        zip(
            NOUNS,
            ("Schools", "Classes", "Graduates", "Entrants", "Enrolment", "Staff", "Full-time Teachers"),
            strict=True,
        )
    )
    years = range(of.year - 3, of.year + 1)
    rows: list[Row] = [["年份 Year", *(f"{of.head(w, True)} {english[w]}" for w in nouns)]]
    rows += [[str(y), *(of.one(w, school_level=level, period=str(y)) for w in nouns)] for y in years]
    return of.pack(Sheet(f"{of.place}历年{of.said[level]}基本情况", rows), formats=MERGED)


@style
def school_years(of: Maker) -> File:
    """Years that are school years."""
    level, nouns = of.choose(*SCHOOLS), of.nouns(2, 4)
    form = of.choose("{0}-{1}学年", "{0}/{1}学年", "{0}—{1}学年度")
    years = range(of.year - 2, of.year + 1)
    rows: list[Row] = [["指标", "单位", *(form.format(y, y + 1) for y in years)]]
    for what in nouns:
        values = [of.one(what, school_level=level, period=f"{y}-09/{y + 1}-08") for y in years]
        rows.append([of.said[what], UNITS[what], *values])
    return of.pack(Sheet(f"{of.place}{of.said[level]}发展情况", rows), formats=FLAT)


@style
def places_in_heads(of: Maker) -> File:
    """What is counted in rows, the city and its counties in heads."""
    level, nouns, places = of.choose(*SCHOOLS), of.nouns(3, 6), of.counties[:6]
    rows: list[Row] = [["指标", "单位", of.choose("全市", "合计"), *places]]
    for what in nouns:
        values = [of.one(what, school_level=level, place=c) for c in places]
        rows.append([of.said[what], UNITS[what], of.one(what, school_level=level), *values])
    return of.pack(Sheet(of.title(f"{of.said[level]}分县区主要指标"), rows), formats=FLAT)


@style
def levels_over_years(of: Maker) -> File:
    """Counties in rows, levels over years in heads; the title says what is counted."""
    levels, what = of.pick(SCHOOLS, 2, 3), of.choose("pupil", "entrant", "full_time_teacher")
    years = (str(of.year - 1), str(of.year))
    rows: list[Row] = [
        [Wide("县区", 2), *(Wide(of.said[level], 1, 2) for level in levels)],
        [f"{y}年" for _ in levels for y in years],
    ]
    for c in of.counties:
        rows.append([c, *(of.one(what, school_level=le, period=y, place=c) for le in levels for y in years)])
    title = f"{of.place}{years[0]}-{years[1]}年各县区{NOUNS[what][0]}"
    return of.pack(Sheet(title, rows, "单位：人", heads=2))


@style
def three_rows_of_heads(of: Maker) -> File:
    """Counties in rows; level, noun and 合计, 公办, 民办 in heads."""
    levels, nouns, places = of.pick(SCHOOLS, 1, 2), of.nouns(2, 2), of.counties[:6]
    facet, parts = of.choose(("sector", SECTORS), ("area", AREAS[:2]))
    size = len(parts) + 1
    rows: list[Row] = [
        [Wide("县区", 3), *(Wide(of.said[level], 1, size * len(nouns)) for level in levels)],
        [Wide(of.head(w, True), 1, size) for _ in levels for w in nouns],
        [word for _ in range(len(levels) * len(nouns)) for word in ("合计", *(word for word, _ in parts))],
    ]
    for c in places:
        row: Row = [c]
        for level in levels:
            for what in nouns:
                *each, total = of.parts(what, len(parts))
                told = {"school_level": level, "place": c}
                row.append(of.count(total, what, **told))
                row += [of.count(n, what, **told, **{facet: code}) for n, (_, code) in zip(each, parts, strict=True)]
        rows.append(row)
    return of.pack(Sheet(of.title("各县区教育分类情况"), rows, heads=3), formats=(*FILES, as_page))


@style
def groups_below_a_noun(of: Maker) -> File:
    """Levels in rows; 在校生 over 合计 and 其中：女, staff over 专任教师."""
    levels = of.pick(FULL, 2, 4)
    chosen = of.pick(GROUPS, 1, 2)
    first = of.choose("合计", "计", "小计")
    rows: list[Row] = [
        [
            Wide("学段", 2),
            Wide("学校数（所）", 2),
            Wide("在校生（人）", 1, len(chosen) + 1),
            Wide("教职工（人）", 1, 2),
        ],
        [first, "其中：" + chosen[0][0], *(word for word, _ in chosen[1:]), first, "其中：专任教师"],
    ]
    for level in levels:
        told = {"school_level": level}
        row: Row = [of.said[level], of.one("school", **told), of.count(of.page.draw(60000, 95000), "pupil", **told)]
        row += [of.count(of.page.draw(3000, 30000), "pupil", **told, group=code) for _, code in chosen]
        row += [of.count(of.page.draw(8000, 9999), "staff", **told)]
        rows.append([*row, of.count(of.page.draw(2100, 7900), "full_time_teacher", **told)])
    return of.pack(Sheet(of.title("教育事业统计表"), rows, heads=2))


@style
def groups_in_rows(of: Maker) -> File:
    """Years in heads; below a level's pupils those of groups, set in or marked."""
    levels, years = of.pick(FULL[1:], 1, 3), range(of.year - 1, of.year + 1)
    chosen = of.pick(GROUPS[:3], 1, 2)
    indent, form = of.choose("", "　", "　　"), of.choose("{level}{noun}", "{level}")
    rows: list[Row] = [["指标", *(f"{y}年" for y in years)]]
    for level in levels:
        told = [{"school_level": level, "period": str(y)} for y in years]
        noun = form.format(level=of.said[level], noun="在校生") if form != "{level}" else f"{of.said[level]}在校生数"
        rows.append([f"{noun}（人）", *(of.count(of.page.draw(60000, 95000), "pupil", **t) for t in told)])
        for i, (word, code) in enumerate(chosen):
            said = indent + ("其中：" if not i else of.choose("", "　　　")) + word
            if i and not indent:
                said = "　　　" + word
            rows.append([said, *(of.count(of.page.draw(3000, 30000), "pupil", **t, group=code) for t in told)])
    return of.pack(
        Sheet(of.title("在校生情况"), rows, of.choose("", "单位：人")), formats=(*FILES, as_page, as_document)
    )


@style
def marks_of_order(of: Maker) -> File:
    """一、, 1. and (1) before what is counted, units in a column."""
    levels, nouns = of.levels(2)[:4], of.nouns(2, 4)
    years = range(of.year - 1, of.year + 1)
    rows: list[Row] = [["指标", "计量单位", *(f"{y}年" for y in years)]]
    for number, what in zip("一二三四", nouns, strict=False):
        rows.append(
            [
                f"{number}、{of.said[what]}",
                *([UNITS[what]] + [of.one(what, period=str(y), school_level="*") for y in years]),
            ]
        )
        for i, level in enumerate(levels, 1):
            mark = of.choose(f"{i}.", f"（{i}）", f"  {i}.", f"{i}、")
            rows.append(
                [mark + of.said[level], UNITS[what], *(of.one(what, period=str(y), school_level=level) for y in years)]
            )
    return of.pack(Sheet(of.title("教育事业发展主要指标"), rows), formats=MERGED)


@style
def totals_of_nouns(of: Maker) -> File:
    """A row for all of a noun, levels set in below it."""
    levels, nouns = of.levels(3), of.nouns(2, 3)
    years, indent = range(of.year - 2, of.year + 1), of.choose("　", "　　", "  ")
    rows: list[Row] = [["项目", *(f"{y}" for y in years)]]
    for what in nouns:
        rows.append([of.head(what, True), *(of.one(what, period=str(y), school_level="*") for y in years)])
        for i, level in enumerate(levels):
            said = indent + ("其中：" * (not i) if len(indent) < 2 else "") + of.said[level]
            rows.append([said, *(of.one(what, period=str(y), school_level=level) for y in years)])
    return of.pack(Sheet(f"{of.place}教育事业主要指标", rows), formats=(*FILES, as_page))


@style
def ten_thousands_in_a_column(of: Maker) -> File:
    """Units, among them 万人, in a column."""
    levels = of.pick(SCHOOLS, 2, 4)
    rows: list[Row] = [[of.choose("指标", "指标名称"), "单位", f"{of.year - 1}年", f"{of.year}年"]]
    for what, unit in (("pupil", "万人"), ("full_time_teacher", "万人"), ("school", "所")):
        for level in levels:
            row: Row = [of.said[level] + (of.said[what] if what != "school" else "数"), unit]
            for y in (of.year - 1, of.year):
                number = of.page.draw(101, 999) * (100 if unit == "万人" else 1)
                of.count(number, what, school_level=level, period=str(y))
                row.append(f"{number / 10000:.2f}" if unit == "万人" else str(number))
            rows.append(row)
    of.page.said = {n: told for n, told in of.page.said.items() if told}
    return of.pack(Sheet(of.title("教育事业主要指标"), rows), formats=FLAT)


@style
def rates_of_counties(of: Maker) -> File:
    """Rates of counties in heads."""
    rates, sign = of.pick(RATES, 2, 4), of.choose(True, False)
    rows: list[Row] = [["县区", *(name + ("" if sign else "（%）") for name in rates)]]
    for c in (*of.counties, of.place):
        values = []
        for name in rates:
            level, measure = RATES[name]
            told = {"school_level": level, "measure": measure, "kind": "share", "place": c}
            values.append(of.tell(of.rate(), "%", **told) + "%" * sign)
        rows.append([of.choose("全市", "合计") if c == of.place else c, *values])
    return of.pack(Sheet(of.title("教育普及情况"), rows), formats=FLAT)


@style
def rates_and_points(of: Maker) -> File:
    """Rates of two years, and by how many points they have risen."""
    rows: list[Row] = [
        [
            "指标",
            f"{of.year - 1}年（%）",
            f"{of.year}年（%）",
            of.choose("增减（百分点）", "提高（个百分点）", "比上年增减（百分点）"),
        ]
    ]
    for name in of.pick(RATES, 2, 4):
        level, measure = RATES[name]
        told = {"school_level": level, "measure": measure, "kind": "share"}
        values = [of.tell(of.rate(), "%", **told, period=str(y)) for y in (of.year - 1, of.year)]
        rows.append([name, *values, of.tell(of.rate(11, 299), "个百分点", **told | {"kind": "change"})])
    return of.pack(Sheet(of.title("教育普及水平"), rows), formats=FLAT)


@style
def targets(of: Maker) -> File:
    """A plan: the year of the base, the year of the target, and what kind of target it is."""
    base, target = "2020", "2025"
    heads = of.choose(
        (f"{base}年", f"{target}年"), (f"{base}年实际", f"{target}年目标"), (f"{base}年基数", f"{target}年目标值")
    )
    kind = of.choose(True, False)
    aim = of.choose("目标", "指标")
    status = "planned" if kind or aim == "目标" or "目标" in heads[1] else "*"
    rows: list[Row] = [["指标", *heads, *(["属性"] * kind)]]
    for name in of.pick(RATES, 3, 4):
        level, measure = RATES[name]
        told = {"school_level": level, "measure": measure, "kind": "share"}
        values = [of.tell(of.rate(8000, 9000), "%", **told, period=base, status="actual")]
        values.append(of.tell(of.rate(9001, 9999), "%", **told, period=target, status=status))
        rows.append([f"{name}（%）", *values, *([of.choose("约束性", "预期性")] * kind)])
    title = f"{of.place}“十四五”教育事业发展主要{aim}"
    return of.pack(Sheet(title, rows), formats=FLAT)


@style
def degrees_of_teachers(of: Maker) -> File:
    """Full-time teachers of levels, in all and by their degrees."""
    levels = of.pick(FULL, 2, 4)
    rows: list[Row] = [["学段", "合计", "研究生", "本科", "专科", "高中阶段及以下"]]
    for level in levels:
        *each, total = of.parts("full_time_teacher", 4)
        codes = ("postgraduate", "bachelor", "*", "*")
        row = [of.count(total, "full_time_teacher", school_level=level, attribute="")]
        row += [
            of.count(n, "full_time_teacher", school_level=level, attribute=c) for n, c in zip(each, codes, strict=True)
        ]
        rows.append([of.said[level], *row])
    return of.pack(Sheet(of.title("专任教师学历情况"), rows, "单位：人"), formats=FLAT)


@style
def funds(of: Maker) -> File:
    """Money for each pupil by level: two years and the growth."""
    name = of.choose(*FUNDS)
    rows: list[Row] = [
        [
            "学段",
            f"{of.year - 1}年（元）",
            f"{of.year}年（元）",
            of.choose("增长（%）", "增长率（%）", "比上年增长（%）"),
        ]
    ]
    for level in of.pick(SCHOOLS, 3, 5):
        told = {"school_level": level, "population": "money", "measure": "per_head", "attribute": FUNDS[name]}
        values = [of.tell(of.page.draw(6000, 30000), "元", **told, period=str(y)) for y in (of.year - 1, of.year)]
        rows.append([of.said[level], *values, of.tell(of.rate(101, 999), "%", **told, kind="growth")])
    return of.pack(Sheet(of.title(f"{name}情况"), rows), formats=FLAT)


@style
def city_itself(of: Maker) -> File:
    """A city's own schools and zones among its counties."""
    level, nouns = of.choose("primary", "junior_secondary", "senior_secondary_general"), of.nouns(2, 4)
    rows: list[Row] = [["单位", *(of.head(w, True) for w in nouns)]]
    rows.append([of.choose("市直", "市本级", "市直属"), *(of.one(w, school_level=level, place="*") for w in nouns)])
    rows += [[c, *(of.one(w, school_level=level, place=c) for w in nouns)] for c in of.counties]
    rows.append([of.choose("全市合计", "合计"), *(of.one(w, school_level=level) for w in nouns)])
    return of.pack(Sheet(of.title(f"各县区{of.said[level]}基本情况"), rows), formats=FLAT)


@style
def spaced_words(of: Maker) -> File:
    """Words set wide: 小　学, 合　计."""
    levels = ("primary", "junior_secondary")
    nouns = of.nouns(3, 5)
    columns = {what: of.parts(what, 2) for what in nouns}
    rows: list[Row] = [["项　目", *(of.head(w, True) for w in nouns)]]
    for i, (word, level) in enumerate(zip(("小　学", "初　中"), levels, strict=True)):
        rows.append([word, *(of.count(ns[i], w, school_level=level) for w, ns in columns.items())])
    rows.append(["合　计", *(of.count(ns[-1], w, school_level="*") for w, ns in columns.items())])
    return of.pack(Sheet(of.title("义务教育基本情况"), rows), formats=FLAT)


@style
def sums_of_groups_of_counties(of: Maker) -> File:
    """Each county with 小学 and 初中 rows, merged."""
    levels, nouns = ("primary", "junior_secondary"), of.nouns(2, 4)
    whole = of.choose(True, False)
    rows: list[Row] = [["县区", "学段", *(of.head(w, True) for w in nouns)]]
    for c in of.counties[:5]:
        columns = {what: of.parts(what, 2) for what in nouns}
        first: list[str | Wide] = [Wide(c, 2 + whole)]
        if whole:
            rows.append(
                [*first, "小计", *(of.count(ns[-1], w, school_level="*", place=c) for w, ns in columns.items())]
            )
            first = []
        for i, level in enumerate(levels):
            values = [of.count(ns[i], w, school_level=level, place=c) for w, ns in columns.items()]
            rows.append([*first, of.said[level], *values])
            first = []
    if not whole:
        of.page.said = {n: told for n, told in of.page.said.items() if told}
    return of.pack(Sheet(of.title("分县区义务教育基本情况"), rows))


@style
def copied_from_a_browser(of: Maker) -> File:
    """Heads of two rows as they come out of copying: the second row lacks what the first covers."""
    levels, nouns = of.levels(3), of.nouns(2, 3)
    heads = ["学段"] + [of.head(w, True) for w in nouns]
    lines = ["\t".join(heads), "\t".join(word for _ in nouns for word in ("合计", "公办", "民办"))]
    for level in levels:
        row = [of.said[level]]
        for what in nouns:
            *each, total = of.parts(what, 2)
            row.append(of.count(total, what, school_level=level))
            row += [of.count(n, what, school_level=level, sector=c) for n, (_, c) in zip(each, SECTORS, strict=True)]
        lines.append("\t".join(row))
    text = "\n".join([of.title("各级教育基本情况"), *lines, ""])
    return File("txt", text.encode(), text)


@style
def two_sides(of: Maker) -> File:
    """Counties in two columns beside each other."""
    level, what = of.choose(*SCHOOLS), of.choose("pupil", "full_time_teacher")
    places = of.counties[: len(of.counties) // 2 * 2]
    half = len(places) // 2
    head: Row = ["县区", of.head("school", True), of.head(what, True)]
    rows: list[Row] = [[*head, *head]]
    for left, right in zip(places[:half], places[half:], strict=True):
        rows.append(
            [
                cell
                for c in (left, right)
                for cell in (c, *(of.one(w, school_level=level, place=c) for w in ("school", what)))
            ]
        )
    return of.pack(Sheet(of.title(f"各县区{of.said[level]}情况"), rows), formats=(*FILES, as_tabs, as_markdown))


@style
def many_years_with_parts(of: Maker) -> File:
    """Years in rows; levels over nouns in heads, full-time teachers beside pupils."""
    levels = of.pick(FULL, 2, 3)
    nouns = of.nouns(2, 3)
    years = range(of.year - 4, of.year + 1)
    rows: list[Row] = [
        [Wide("年份", 2), *(Wide(of.said[level], 1, len(nouns)) for level in levels)],
        [of.said[w] for _ in levels for w in nouns],
    ]
    for y in years:
        rows.append([f"{y}", *(of.one(w, school_level=le, period=str(y)) for le in levels for w in nouns)])
    return of.pack(
        Sheet(f"{of.place}主要年份教育情况", rows, of.unit_line(nouns), heads=2),
        formats=(*FILES, as_page, as_csv, as_workbook),
    )


@style
def nouns_over_levels(of: Maker) -> File:
    """Counties in rows; what is counted over 合计 and levels in heads."""
    levels, nouns = of.pick(SCHOOLS, 2, 3), of.nouns(2, 3)
    whole = of.choose(True, False)
    rows: list[Row] = [
        [Wide("地区", 2), *(Wide(of.head(w, True), 1, len(levels) + whole) for w in nouns)],
        [text for _ in nouns for text in (*(["合计"] * whole), *(of.said[le] for le in levels))],
    ]
    for c in of.counties[:7]:
        row: Row = [c]
        for what in nouns:
            numbers = of.parts(what, len(levels))
            row += [of.count(numbers[-1], what, school_level="*", place=c)] if whole else []
            row += [of.count(n, what, school_level=le, place=c) for n, le in zip(numbers, levels, strict=False)]
        rows.append(row)
    of.page.said = {n: told for n, told in of.page.said.items() if told}
    return of.pack(Sheet(of.title("各县区教育事业基本情况"), rows, heads=2), formats=(*MERGED, as_printed))


@style
def units_in_a_row(of: Maker) -> File:
    """A row of units below the heads."""
    levels, nouns = of.levels(3), of.nouns(3, 6)
    rows: list[Row] = [
        ["类别", *(of.said[w] for w in nouns)],
        ["", *(of.choose("（{}）", "{}").format(UNITS[w]) for w in nouns)],
    ]
    for level in levels:
        rows.append([of.said[level], *(of.one(w, school_level=level) for w in nouns)])
    return of.pack(Sheet(of.title("教育事业基本情况"), rows), formats=(*FILES, as_page))


@style
def nouns_beside_their_shares(of: Maker) -> File:
    """Pupils of groups with their share beside them."""
    levels = of.pick(FULL[1:], 2, 3)
    rows: list[Row] = [["学段", "在校生数（人）", "其中：民办（人）", "占比（%）", "专任教师数（人）"]]
    for level in levels:
        told = {"school_level": level}
        share = {"measure": "share", "kind": "share", "population": "pupil", "sector": "private"}
        row = [of.count(of.page.draw(60000, 95000), "pupil", **told)]
        row.append(of.count(of.page.draw(3000, 30000), "pupil", **told, sector="private"))
        row += [of.tell(of.rate(501, 4999), "%", **told | share), of.one("full_time_teacher", **told)]
        rows.append([of.said[level], *row])
    return of.pack(Sheet(of.title("教育事业基本情况"), rows), formats=FLAT)
