"""Statistical tables as people lay them out, in the formats that they keep them in."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from grammars.maker import AREAS, FLAT, LEVELS, MERGED, NOUNS, RATES, SECTORS, TOWNS, Maker
from grammars.page import UNITS, File, Style
from grammars.sheets import Row, Sheet, Wide, as_csv, as_tabs, as_workbook

STYLES: dict[str, Style] = {}


def style(lay: Callable[[Maker], File]) -> Callable[[Maker], File]:
    """Take up a layout as a style."""
    STYLES[lay.__name__] = lambda page: lay(Maker(page))
    return lay


@style
def levels_by_nouns(of: Maker) -> File:
    """Levels in rows, what is counted in heads, a total above or below."""
    levels, nouns, units = of.levels(4), of.nouns(), of.choose(True, False)
    columns = {what: of.parts(what, len(levels)) for what in nouns}
    rows: list[Row] = [[of.choose("类别", "项目", "学段", "学校类别"), *(of.head(what, units) for what in nouns)]]
    body: list[Row] = [
        [of.said[level], *(of.count(columns[what][i], what, school_level=level) for what in nouns)]
        for i, level in enumerate(levels)
    ]
    total: Row = [of.total, *(of.count(columns[what][-1], what, school_level="all") for what in nouns)]
    body = of.choose([*body, total], [total, *body])
    unit = "" if units else of.unit_line(nouns)
    notes = of.choose((), ("注：小学含教学点。",), ("资料来源：市教育局。",))
    title = of.title(of.choose("各级各类学校基本情况", "教育事业基本情况", "各级教育情况统计表"))
    return of.pack(Sheet(title, rows + body, unit, notes), formats=FLAT)


@style
def nouns_by_years(of: Maker) -> File:
    """A level's figures in rows, years in heads, the unit in a column or in the labels."""
    level, nouns = of.choose(*LEVELS), of.nouns()
    years = range(of.year - of.choose(2, 3, 4), of.year + 1)
    sign, column = of.choose("", "年"), of.choose(True, False)
    rows: list[Row] = [
        [of.choose("指标", "项目"), *([of.choose("单位", "计量单位")] * column), *(f"{y}{sign}" for y in years)]
    ]
    for what in nouns:
        values = [of.one(what, school_level=level, period=str(year)) for year in years]
        rows.append([of.head(what, not column), *([UNITS[what]] * column), *values])
    title = f"{of.place}{years[0]}-{years[-1]}年{of.said[level]}基本情况"
    return of.pack(Sheet(title, rows), formats=FLAT)


@style
def level_rows_by_years(of: Maker) -> File:
    """Rows of levels over what is counted in them, years in heads."""
    levels, nouns = of.levels(2), of.nouns(2, 4)
    years = range(of.year - of.choose(1, 2), of.year + 1)
    indent, numbered, column = of.choose("", "　", "　　"), of.choose(True, False), of.choose(True, False)
    rows: list[Row] = [["指标", *(["单位"] * column), *(f"{year}年" for year in years)]]
    for number, level in zip("一二三四五六", levels, strict=False):
        said = f"{number}、{of.said[level]}" if numbered else of.said[level]
        rows.append([said, *([""] * column), *("" for _ in years)])
        for what in nouns:
            values = [of.one(what, school_level=level, period=str(year)) for year in years]
            rows.append([indent + of.head(what, not column), *([UNITS[what]] * column), *values])
    return of.pack(Sheet(of.title("教育事业主要指标"), rows), formats=MERGED)


@style
def leveled_rows_by_years(of: Maker) -> File:
    """Rows that name level and noun, years in heads, units in a column."""
    levels, nouns = of.levels(2), of.nouns(2, 3)
    years = range(of.year - of.choose(1, 2), of.year + 1)
    rows: list[Row] = [["指标名称", "单位", *(f"{year}年" for year in years)]]
    for what in nouns:
        for level in levels:
            noun = of.said[what].removeprefix("学校" if of.said[level].endswith(("学校", "幼儿园")) else "-")
            values = [of.one(what, school_level=level, period=str(year)) for year in years]
            rows.append([of.said[level] + (noun or "数"), UNITS[what], *values])
    return of.pack(Sheet(of.title("教育事业主要指标"), rows), formats=FLAT)


@style
def counties_by_nouns(of: Maker) -> File:
    """Counties in rows, figures of the level of the title in heads, a row for the whole city."""
    level, nouns, units = of.choose(*LEVELS), of.nouns(), of.choose(True, False)
    columns = {what: of.parts(what, len(of.counties)) for what in nouns}
    rows: list[Row] = [[of.choose("地区", "县（市、区）", "县区", "区县"), *(of.head(what, units) for what in nouns)]]
    body: list[Row] = [
        [county, *(of.count(columns[what][i], what, school_level=level, place=county) for what in nouns)]
        for i, county in enumerate(of.counties)
    ]
    whole = of.choose(of.total, "全市", of.place)
    total: Row = [whole, *(of.count(columns[what][-1], what, school_level=level) for what in nouns)]
    rows += of.choose([*body, total], [total, *body])
    title = of.title(f"各县（市、区）{of.said[level]}基本情况")
    return of.pack(Sheet(title, rows, "" if units else of.unit_line(nouns)), formats=FLAT)


@style
def counties_by_levels(of: Maker) -> File:
    """Counties in rows, levels in a first row of heads, what is counted in the second."""
    levels, nouns, units = of.levels(2)[:3], of.nouns(2, 3), of.choose(True, False)
    counties = of.counties[:8]
    rows: list[Row] = [
        [Wide("地区", 2), *(Wide(of.said[level], 1, len(nouns)) for level in levels)],
        [of.head(what, units) for _ in levels for what in nouns],
    ]
    numbers = {(level, what): of.parts(what, len(counties)) for level in levels for what in nouns}
    for i, county in enumerate(counties):
        rows.append(
            [county, *(of.count(ns[i], w, school_level=level, place=county) for (level, w), ns in numbers.items())]
        )
    if len(counties) == len(of.counties):
        rows.append([of.total, *(of.count(ns[-1], w, school_level=level) for (level, w), ns in numbers.items())])
    return of.pack(Sheet(of.title("分县区教育基本情况"), rows, "" if units else of.unit_line(nouns), heads=2))


@style
def counties_by_years(of: Maker) -> File:
    """One figure of the title for counties in rows and years in heads."""
    level, what = (
        of.choose("primary", "junior_secondary", "senior_secondary_general"),
        of.choose("pupil", "entrant", "full_time_teacher"),
    )
    years = range(of.year - of.choose(2, 3, 4), of.year + 1)
    noun = NOUNS[what][0]
    rows: list[Row] = [[of.choose("地区", "县区"), *(f"{year}年" for year in years)]]
    numbers = {year: of.parts(what, len(of.counties)) for year in years}
    for i, place in enumerate([*of.counties, of.place]):
        label = of.choose("全市", of.total) if place == of.place else place
        rows.append(
            [
                label,
                *(of.count(ns[i], what, school_level=level, place=place, period=str(y)) for y, ns in numbers.items()),
            ]
        )
    title = f"{of.place}{years[0]}—{years[-1]}年各县区{of.said[level]}{noun}"
    return of.pack(Sheet(title, rows, "单位：人"), formats=FLAT)


def _divide(of: Maker, facet: str, parts: Sequence[tuple[str, str]]) -> File:
    """Levels in rows; each noun over 合计 and its parts."""
    levels, nouns = of.levels(3), of.nouns(2, 3)
    whole = of.choose("合计", "小计", "计")
    units = of.choose(True, False)
    rows: list[Row] = [
        [Wide("学段", 2), *(Wide(of.head(what, units), 1, len(parts) + 1) for what in nouns)],
        [text for _ in nouns for text in (whole, *(word for word, _ in parts))],
    ]
    for level in levels:
        row: Row = [of.said[level]]
        for what in nouns:
            *each, total = of.parts(what, len(parts))
            row.append(of.count(total, what, school_level=level))
            row += [
                of.count(n, what, **{"school_level": level, facet: code})
                for n, (_, code) in zip(each, parts, strict=True)
            ]
        rows.append(row)
    title = of.title(of.choose("各级教育分办学类型情况" if facet == "sector" else "各级教育分城乡情况", "教育事业统计"))
    return of.pack(Sheet(title, rows, "" if units else of.unit_line(nouns), heads=2))


@style
def sectors_in_heads(of: Maker) -> File:
    return _divide(of, "sector", SECTORS)


@style
def areas_in_heads(of: Maker) -> File:
    return _divide(of, "area", AREAS)


@style
def parts_below(of: Maker) -> File:
    """Rows of levels with 其中 rows below them."""
    levels, nouns, units = of.levels(3), of.nouns(2, 4), of.choose(True, False)
    word, facet, code = of.choose(
        ("民办", "sector", "private"), ("公办", "sector", "public"), ("农村", "area", "rural")
    )
    mark = of.choose("其中：", "　其中：", "#", "其中:")
    rows: list[Row] = [["类别", *(of.head(what, units) for what in nouns)]]
    for level in levels:
        numbers = {what: of.parts(what, 2) for what in nouns}
        rows.append([of.said[level], *(of.count(ns[-1], what, school_level=level) for what, ns in numbers.items())])
        told = {"school_level": level, facet: code}
        rows.append([mark + word, *(of.count(ns[0], what, **told) for what, ns in numbers.items())])
    return of.pack(Sheet(of.title("教育事业基本情况"), rows, "" if units else of.unit_line(nouns)), formats=FLAT)


@style
def parts_beside(of: Maker) -> File:
    """Pupils with 其中 columns beside them."""
    levels = of.pick(("primary", "junior_secondary", "senior_secondary_general"), 2, 3)
    groups = of.pick({"其中：女": "female", "其中：寄宿生": "boarder", "其中：随迁子女": "migrant"}, 1, 2)
    codes = {"其中：女": "female", "其中：寄宿生": "boarder", "其中：随迁子女": "migrant"}
    heads = [groups[0], *(of.choose(g, g.removeprefix("其中：")) for g in groups[1:])]
    rows: list[Row] = [["学段", "学校数（所）", "在校生数（人）", *heads, "专任教师数（人）"]]
    for level in levels:
        whole = of.page.draw(50000, 90000)
        parts = [of.count(of.page.draw(3000, 24000), "pupil", school_level=level, group=codes[g]) for g in groups]
        whole_said = of.count(whole, "pupil", school_level=level)
        rows.append(
            [
                of.said[level],
                of.one("school", school_level=level),
                whole_said,
                *parts,
                of.one("full_time_teacher", school_level=level),
            ]
        )
    return of.pack(Sheet(of.title("教育事业基本情况"), rows), formats=FLAT)


@style
def growth_beside(of: Maker) -> File:
    """指标, 单位, two years, by how much the later one is more and by how many per cent."""
    levels, nouns = of.levels(2)[:3], of.nouns(2, 3)
    last, now = str(of.year - 1), str(of.year)
    more = of.choose("增减", "比上年增减", "增减数")
    growth = of.choose("增长%", "增长（%）", "增减%", "比上年增长（%）", "增幅（%）")
    both = of.choose(True, False)
    rows: list[Row] = [["指标", "单位", f"{last}年", f"{now}年", *([more] * both), growth]]
    for what in nouns:
        for level in levels:
            noun = of.said[what].removeprefix("学校" if of.said[level].endswith(("学校", "幼儿园")) else "-") or "数"
            told = {"school_level": level}
            change = {"kind": "change", "population": what, **told}
            row: Row = [of.said[level] + noun, UNITS[what], of.one(what, period=last, **told), of.one(what, **told)]
            if both:
                row.append(
                    of.tell(of.page.draw(*of.choose((-990, -400), (-399, -100), (420, 990))), UNITS[what], **change)
                )
            row.append(of.tell(of.rate(101, 999), "%", **change | {"kind": "growth"}))
            rows.append(row)
    title = of.title(of.choose("教育事业主要指标", "教育事业发展情况", "教育主要指标完成情况"))
    return of.pack(Sheet(title, rows), formats=FLAT)


@style
def rates_by_years(of: Maker) -> File:
    """Rates in rows, years in heads; workbooks hold them as percent."""
    rates = of.pick(RATES, 2, 4)
    years = range(of.year - 2, of.year + 1)
    form = of.choose("sign", "column", "label")
    rows: list[Row] = [["指标", *(["单位"] * (form == "column")), *(f"{year}年" for year in years)]]
    for name in rates:
        level, measure = RATES[name]
        told = {"school_level": level, "measure": measure, "kind": "share"}
        values = [of.tell(of.rate(), "%", period=str(y), **told) + "%" * (form == "sign") for y in years]
        rows.append([name + "（%）" * (form == "label"), *(["%"] * (form == "column")), *values])
    return of.pack(Sheet(of.title("教育普及程度"), rows), formats=FLAT)


@style
def years_by_nouns(of: Maker) -> File:
    """Years in rows, figures of the title's level in heads."""
    level, nouns, units = of.choose(*LEVELS), of.nouns(), of.choose(True, False)
    years = range(of.year - of.choose(3, 4, 5), of.year + 1)
    sign = of.choose("", "年")
    rows: list[Row] = [[of.choose("年份", "年度"), *(of.head(what, units) for what in nouns)]]
    for year in years:
        rows.append([f"{year}{sign}", *(of.one(what, school_level=level, period=str(year)) for what in nouns)])
    title = f"{of.place}历年{of.said[level]}基本情况"
    return of.pack(Sheet(title, rows, "" if units else of.unit_line(nouns)), formats=FLAT)


@style
def years_by_levels(of: Maker) -> File:
    """The figure of the title: years in rows, levels in heads."""
    levels, what = of.pick(list(LEVELS)[:5], 3, 5), of.choose("pupil", "entrant", "full_time_teacher")
    years = range(of.year - of.choose(3, 4, 5), of.year + 1)
    rows: list[Row] = [["年份", *(of.said[level] for level in levels)]]
    for year in years:
        rows.append([f"{year}年", *(of.one(what, school_level=level, period=str(year)) for level in levels)])
    title = f"{of.place}{years[0]}-{years[-1]}年各级学校{NOUNS[what][0]}"
    return of.pack(Sheet(title, rows, "单位：人"), formats=FLAT)


@style
def ten_thousands(of: Maker) -> File:
    """Persons in 万人."""
    levels, nouns = of.levels(3), ["entrant", "pupil", "full_time_teacher"]
    heads = [f"{of.said[what]}（万人）" for what in nouns]
    rows: list[Row] = [["学段", of.head("school", True), *heads]]
    for level in levels:
        row: Row = [of.said[level], of.one("school", school_level=level)]
        for what in nouns:
            number = of.page.draw(101, 9999) * 100
            of.tell(number, "人", population=what, school_level=level)
            row.append(f"{number / 10000:.2f}")
        rows.append(row)
    of.page.said = {n: told for n, told in of.page.said.items() if told}
    return of.pack(Sheet(of.title("各级教育基本情况"), rows), formats=FLAT)


@style
def long_rows(of: Maker) -> File:
    """A row for each number: place, year, level, what is counted, number, unit."""
    rows: list[Row] = [[of.choose("地区", "区县"), "年份", of.choose("学段", "办学层次"), "指标", "数值", "单位"]]
    levels, nouns = of.levels(2)[:3], of.nouns(2, 3)
    for county in of.counties[:4]:
        for level in levels:
            rows += [
                [
                    county,
                    str(of.year),
                    of.said[level],
                    of.said[w],
                    of.one(w, school_level=level, place=county),
                    UNITS[w],
                ]
                for w in nouns
            ]
    return of.pack(Sheet(f"{of.place}教育统计数据", rows), formats=(as_csv, as_workbook, as_tabs))


@style
def merged_levels_and_units(of: Maker) -> File:
    """A level merged over its rows, units beside, years in heads."""
    levels, nouns = of.levels(2)[:3], of.nouns(2, 4)
    years = range(of.year - of.choose(1, 2), of.year + 1)
    rows: list[Row] = [["学段", "指标", "单位", *(f"{year}年" for year in years)]]
    for level in levels:
        for i, what in enumerate(nouns):
            label: Row = [Wide(of.said[level], len(nouns))] if not i else []
            values = [of.one(what, school_level=level, period=str(year)) for year in years]
            rows.append([*label, of.said[what], UNITS[what], *values])
    return of.pack(Sheet(of.title("教育事业统计表"), rows))


@style
def merged_levels_and_sectors(of: Maker) -> File:
    """A level merged over rows of 合计, 公办 and 民办 or of kinds of areas."""
    levels, nouns, units = of.levels(2)[:3], of.nouns(2, 4), of.choose(True, False)
    facet, parts = of.choose(("sector", SECTORS), ("area", AREAS))
    whole = of.choose("合计", "小计", "总计")
    rows: list[Row] = [
        ["学段", of.choose("类别", "办学类型" if facet == "sector" else "城乡"), *(of.head(w, units) for w in nouns)]
    ]
    for level in levels:
        numbers = {what: of.parts(what, len(parts)) for what in nouns}
        told = {"school_level": level}
        rows.append(
            [Wide(of.said[level], len(parts) + 1), whole, *(of.count(ns[-1], w, **told) for w, ns in numbers.items())]
        )
        for i, (word, code) in enumerate(parts):
            rows.append([word, *(of.count(ns[i], w, **told, **{facet: code}) for w, ns in numbers.items())])
    return of.pack(Sheet(of.title("各级各类教育基本情况"), rows, "" if units else of.unit_line(nouns)))


def _make_level_sheet(of: Maker, level: str, named: bool = False) -> Sheet:
    nouns, places = of.nouns(2, 4), of.counties[:5]
    rows: list[Row] = [["县区", *(of.head(what, True) for what in nouns)]]
    for county in places:
        rows.append([county, *(of.one(what, school_level=level, place=county) for what in nouns)])
    name = of.said[level] if named else ""
    return Sheet(of.title(f"各县区{of.said[level]}情况"), rows, name=name)


@style
def sheets_of_levels(of: Maker) -> File:
    """A sheet for each level."""
    return of.pack(*(_make_level_sheet(of, level, True) for level in of.levels(2)[:3]), formats=(as_workbook,))


@style
def tables_below_each_other(of: Maker) -> File:
    """Several tables on a page or sheet, each with its title."""
    levels = of.levels(2)[:3]
    lead = of.choose((), (of.title("教育统计资料"),))
    return of.pack(*(_make_level_sheet(of, level) for level in levels), lead=lead)


@style
def continued(of: Maker) -> File:
    """A table that goes on below 续表 with other counties or other columns."""
    level, nouns = of.choose(*LEVELS), of.nouns(3, 4)
    heads: Row = ["县区", *(of.head(what, True) for what in nouns)]
    title = of.title(f"各县区{of.said[level]}基本情况")
    rows = [[c, *(of.one(w, school_level=level, place=c) for w in nouns)] for c in of.counties[:6]]
    again = of.choose("续表", "（续表）", f"{title}（续）", "续表1")
    return of.pack(Sheet(title, [heads, *rows[:3]]), Sheet(again, [heads, *rows[3:]]))


@style
def towns_by_nouns(of: Maker) -> File:
    """The towns of a county."""
    of.place = of.choose(*(c for c in of.counties if c.endswith("县")))
    towns, nouns = of.pick(TOWNS, 3, 5), of.nouns(2, 4)
    level = of.choose("preschool", "primary", "junior_secondary")
    columns = {what: of.parts(what, len(towns)) for what in nouns}
    rows: list[Row] = [[of.choose("乡镇", "乡镇（街道）", "单位"), *(of.head(what, True) for what in nouns)]]
    for i, town in enumerate(towns):
        rows.append([town, *(of.count(ns[i], w, school_level=level, place=town) for w, ns in columns.items())])
    rows.append([of.total, *(of.count(ns[-1], w, school_level=level) for w, ns in columns.items())])
    return of.pack(Sheet(of.title(f"各乡镇{of.said[level]}情况"), rows), formats=FLAT)


@style
def blanks_and_dashes(of: Maker) -> File:
    """Counties with dashes and blanks for none."""
    level, nouns = of.choose("senior_secondary_general", "secondary_vocational", "special"), of.nouns(3, 5)
    none = of.choose("—", "-", "", "/", "…")
    rows: list[Row] = [["县区", *(of.head(what, True) for what in nouns)]]
    for i, county in enumerate(of.counties):
        silent = i % 3 == 1
        rows.append([county, *(none if silent else of.one(w, school_level=level, place=county) for w in nouns)])
    return of.pack(Sheet(of.title(f"各县区{of.said[level]}基本情况"), rows), formats=MERGED)


@style
def years_in_two_rows_of_heads(of: Maker) -> File:
    """Levels in rows, nouns over two years each."""
    levels, nouns, units = of.levels(3), of.nouns(2, 3), of.choose(True, False)
    years = (str(of.year - 1), str(of.year))
    rows: list[Row] = [
        [Wide("学段", 2), *(Wide(of.head(what, units), 1, 2) for what in nouns)],
        [f"{year}年" for _ in nouns for year in years],
    ]
    for level in levels:
        rows.append([of.said[level], *(of.one(w, school_level=level, period=y) for w in nouns for y in years)])
    title = f"{of.place}{years[0]}-{years[1]}年教育事业发展情况"
    return of.pack(Sheet(title, rows, "" if units else of.unit_line(nouns), heads=2))


@style
def nouns_by_levels(of: Maker) -> File:
    """What is counted in rows, levels in heads, with a total of all."""
    levels, nouns, column = of.levels(4), of.nouns(3, 6), of.choose(True, False)
    rows: list[Row] = [["项目", *(["单位"] * column), of.total, *(of.said[level] for level in levels)]]
    for what in nouns:
        *each, total = of.parts(what, len(levels))
        values = [of.count(n, what, school_level=level) for n, level in zip(each, levels, strict=True)]
        label: Row = [of.said[what], UNITS[what]] if column else [of.head(what, True)]
        rows.append([*label, of.count(total, what, school_level="all"), *values])
    return of.pack(Sheet(of.title("各级各类学校基本情况"), rows), formats=FLAT)


@style
def unit_in_the_corner(of: Maker) -> File:
    """One figure, its unit in the corner of the table."""
    levels, what = of.pick(list(LEVELS)[:5], 3, 5), of.choose("pupil", "full_time_teacher", "entrant")
    corner = of.choose("单位：人", "地区（单位：人）", "单位:人")
    rows: list[Row] = [[corner, *(of.said[level] for level in levels)]]
    rows += [[c, *(of.one(what, school_level=level, place=c) for level in levels)] for c in of.counties]
    return of.pack(Sheet(of.title(f"各县区{NOUNS[what][0]}"), rows), formats=FLAT)


@style
def traditional(of: Maker) -> File:
    """Taiwan's tables, whose years are those of the Republic."""
    of.place = of.choose("台中市", "高雄市", "新北市")
    levels = {"國小": "primary", "國中": "junior_secondary", "高級中等學校": "senior_secondary", "幼兒園": "preschool"}
    nouns = {"校數（所）": "school", "班級數（班）": "class", "學生數（人）": "pupil", "教師數（人）": "teacher"}
    period = f"{of.year}-08/{of.year + 1}-07"
    rows: list[Row] = [["學校別", *nouns]]
    for word, level in levels.items():
        rows.append([word, *(of.one(w, school_level=level, period=period) for w in nouns.values())])
    title = f"{of.place.replace('台', '臺')}{of.year - 1911}學年度各級學校概況"
    return of.pack(Sheet(title, rows, notes=("資料來源：教育局",)), formats=FLAT)


@style
def schools_of_a_county(of: Maker) -> File:
    """Schools with names."""
    of.place = of.choose(*(c for c in of.counties if c.endswith("县")))
    names = of.pick(("第一小学", "第二小学", "实验小学", "城关小学", "育才小学", "河口中心小学"), 3, 5)
    heads = {
        "班级数（个）": "class",
        "学生数（人）": "pupil",
        "教职工数（人）": "staff",
        "专任教师数（人）": "full_time_teacher",
    }
    chosen = of.pick(heads, 2, 4)
    rows: list[Row] = [["序号", "学校名称", *chosen]]
    for i, name in enumerate(names, 1):
        rows.append([str(i), name, *(of.one(heads[h], school_level="primary") for h in chosen)])
    return of.pack(Sheet(of.title("小学基本情况一览表"), rows), formats=MERGED)
