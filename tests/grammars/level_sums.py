"""One noun over several levels of education, wholes before and behind the levels that they add up."""

from __future__ import annotations

from grammars.levels import COMPULSORY, GENERAL, NOUNS, SCHOOLED, SENIOR, STAGES, Report, collect
from grammars.page import UNITS, Style

STYLES: dict[str, Style] = {}
style = collect(STYLES)
SHORT = {level: stage.short for level, stage in STAGES.items()}
PUPILS = {"preschool": "幼儿", "primary": "小学生", "junior_secondary": "初中生", "senior_secondary_general": "高中生"}


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
    note = of.choose("", "（含民办）")
    all_kinds = (
        f"{of.choose('全县', '2023年，全县')}共有各级各类学校{of.put(of.page.draw(300, 399), 'school', 'all')}{note}，"
        f"在校生{of.put(of.page.draw(70000, 99999), 'pupil', 'all')}，"
        f"教职工{of.put(of.page.draw(8000, 8999), 'staff', 'all')}，"
        f"其中专任教师{of.put(of.page.draw(7000, 7999), 'full_time_teacher', 'all')}。"
    )
    return all_kinds + of.choose("", "\n") + "".join(f"{of.said(level)}。" for level in SCHOOLED)


@style
def list_of_schools_then_sums(of: Report) -> str:
    schools = of.by_level("school", GENERAL, of.choose("、", "，"), senior_secondary_general="高中")[0]
    pupils = of.by_level("pupil", GENERAL, "、", senior_secondary_general="高中")[0]
    teachers = of.by_level("full_time_teacher", GENERAL, "，", senior_secondary_general="高中")[0]
    return f"{of.whole}有{schools}。在校学生{of.page.draw(40000, 99999)}人，其中{pupils}。专任教师中，{teachers}。"


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
    ratios = [of.ratio(level) for level in GENERAL]
    sizes = [
        of.tell(of.page.draw(31, 50), "人", measure="average", attribute="class_size", school_level=x) for x in GENERAL
    ]
    rates = [of.share(level, "required_qualification") for level in GENERAL]
    names = of.choose("小学、初中、普通高中", "小学、初中和普通高中")
    return (
        f"{names}生师比分别为{'、'.join(ratios)}，平均班额分别为{'、'.join(sizes)}，"
        f"专任教师学历合格率分别为{'、'.join(rates)}。"
    )


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
def rates_respectively(of: Report) -> str:
    pre = of.rate(measure="gross_enrolment_rate", school_level="preschool")
    kept = of.rate(measure="retention_rate", school_level="compulsory")
    senior = of.rate(measure="gross_enrolment_rate", school_level="senior_secondary")
    return of.choose(
        f"{of.whole}学前三年毛入园率、九年义务教育巩固率、高中阶段毛入学率分别达{pre}、{kept}、{senior}。",
        f"{of.whole}学前三年毛入园率、义务教育巩固率和高中阶段教育毛入学率分别为{pre}、{kept}和{senior}。",
    )


@style
def headings_of_nouns(of: Report) -> str:
    levels = ("preschool", *GENERAL)
    names = SHORT if of.choose(True, False) else SHORT | {"senior_secondary_general": "高中"}
    mark = of.choose("，", "、", "；")
    sections = [
        (heading, of.by_level(what, levels, mark, **names)[0] + "。")
        for heading, what in (("学校数", "school"), ("在校学生数", "pupil"), ("专任教师数", "full_time_teacher"))
    ]
    return of.headed(sections)


@style
def persons_named(of: Report) -> str:
    levels = ("preschool", *GENERAL)
    mark = of.choose("，", "、")
    pupils = of.by_level("pupil", levels, mark, **PUPILS)[0]
    names = {level: f"{noun}教师" for level, noun in (SHORT | {"senior_secondary_general": "高中"}).items()}
    parts = of.page.divide(len(levels), 600, 1799)
    teachers = mark.join(
        names[x] + of.tell(n, "人", population="teacher", school_level=x) for x, n in zip(levels, parts, strict=False)
    )
    total = of.page.draw(70000, 99999)
    return f"{of.whole}共有在校学生{total}人{of.choose('，其中', '。其中，', '。其中：', '（')}{pupils}".replace(
        "（", "（其中"
    ) + (f"{of.choose('。', '；')}教师{parts[-1]}人，其中{teachers}。")


@style
def shares_of_levels(of: Report) -> str:
    pupils, whole = of.page.divide(2, 9000, 29999)[:2], of.page.draw(60000, 79999)
    of.put(whole, "pupil", "compulsory")
    said = [
        f"{SHORT[x]}{of.put(n, 'pupil', x)}，占{of.rate(200, 800, population='pupil', kind='share')}"
        for x, n in zip(COMPULSORY, pupils, strict=True)
    ]
    opened = of.choose("义务教育阶段在校生", "义务教育在校学生")
    return f"{of.whole}{opened}{of.put(whole, 'pupil', 'compulsory')}，其中{of.choose('，', '；').join(said)}。"


@style
def recruited_by_level(of: Report) -> str:
    levels = ("preschool", *GENERAL)
    *parts, whole = of.page.divide(4, 21, 90)
    said = "、".join(
        SHORT[x] + of.tell(n, "人", population="teacher", event="recruited", school_level=x)
        for x, n in zip(levels, parts, strict=True)
    )
    return (
        f"{of.whole}{of.said('primary', 'pupil')}，{of.bare('full_time_teacher', 'primary')}。"
        f"{of.choose('全年招聘教师', '2023年新招聘教师', '公开招聘教师')}{whole}人，其中{said}。"
    )


@style
def places_by_level(of: Report) -> str:
    levels = of.choose(("preschool", *COMPULSORY), ("preschool", *GENERAL))
    *parts, whole = of.page.divide(len(levels), 300, 2400)
    mark = of.choose("、", "，")
    said = mark.join(
        SHORT[x] + of.tell(n, "个", population="place", event="new", school_level=x)
        for x, n in zip(levels, parts, strict=True)
    )
    return f"{of.whole}{of.choose('新增学位', '全年新增学位', '新增各类学位')}{whole}个，其中{said}。"


@style
def not_respectively(of: Report) -> str:
    levels = of.choose(GENERAL, COMPULSORY)
    names = "、".join(SHORT[x] for x in levels)
    said = [
        f"{names}{noun}{'、'.join(of.draw(what, x) for x in levels)}"
        for what, noun in (("pupil", "在校生分别有"), ("class", "教学班各有"))
    ]
    return f"{of.whole}{'，'.join(said)}。"


@style
def parts_and_whole_in_brackets(of: Report) -> str:
    levels = ("preschool", *GENERAL)
    schools, all_schools = of.by_level("school", levels, "、")
    pupils, all_pupils = of.by_level("pupil", levels, "、")
    teachers, all_teachers = of.by_level("full_time_teacher", levels, "、")
    mark = of.choose("，", "；", "。")
    return (
        f"{of.whole or '全县'}现有各级各类学校{of.put(all_schools, 'school', 'all')}（{schools}）{mark}"
        f"在校（园）生{of.put(all_pupils, 'pupil', 'all')}（{pupils}）{mark}"
        f"专任教师{of.put(all_teachers, 'full_time_teacher', 'all')}（{teachers}）。"
    )


@style
def nouns_before_levels_of_all_forms(of: Report) -> str:
    nouns = {
        "pupil": "在校生",
        "entrant": "招生",
        "full_time_teacher": "专任教师",
        "class": "教学班",
        "staff": "教职工",
    }
    what = of.choose(*nouns)
    noun, mark = nouns[what] + of.choose("", "", "数"), of.choose("、", "，")
    opened = of.choose(
        "{}", "{}：", "{}为", "{}，", "{}中，", "{}方面，", "分学段{}：", "各学段{}情况：", f"{{}}（{UNITS[what]}）："
    )
    before = f"小学{of.draw('school', 'primary')}，初中{of.draw('school', 'junior_secondary')}。"
    return f"{of.whole}{before}{opened.format(noun)}{of.by_level(what, SCHOOLED, mark)[0]}。"


@style
def sum_behind(of: Report) -> str:
    levels = of.choose(("preschool", *SCHOOLED), SCHOOLED)
    schools, all_schools = of.by_level("school", levels, of.choose("、", "，"))
    pupils, all_pupils = of.by_level("pupil", SCHOOLED, of.choose("、", "，"))
    staff, all_staff = of.by_level("staff", SCHOOLED, "，")
    total = of.choose("共", "合计", "共计", "总计")
    said = {"school_level": "unknown", "population": "pupil"}
    pupils += f"，{total}{of.tell(all_pupils, '人', **said)}"
    staff += f"，{total}{of.tell(all_staff, '人', **said | {'population': 'staff'})}"
    all_kinds = of.page.tell(all_schools, "所", population="school", sector="", programme="")
    return f"{of.whole}有{schools}，{total}{all_kinds}。在校生{pupils}。{of.choose('教职工：', '教职工')}{staff}。"


@style
def bare_noun_behind_levels(of: Report) -> str:
    """Say of all what stands behind a noun over several levels: it is of none of these."""
    opened = of.choose("在校生中，", "在校生：", "在校学生方面，", "在校生")
    whole = {"school_level": "unknown"}
    teachers = of.tell(of.page.draw(6000, 8999), "人", population="full_time_teacher", **whole)
    titled = of.tell(
        of.page.draw(600, 999), "人", population="full_time_teacher", **whole | {"attribute": "senior_title"}
    )
    classes = of.tell(of.page.draw(1000, 1999), "个", population="class", **whole)
    end = of.choose("。", "；")
    pupils = of.by_level("pupil", GENERAL, of.choose("、", "，"))[0]
    return f"{of.whole}{opened}{pupils}{end}专任教师{teachers}，其中高级职称{titled}{end}教学班{classes}。"


@style
def behind_a_bracket(of: Report) -> str:
    """Say of all what stands behind a bracket that divides a whole by levels."""
    parts, all_teachers = of.by_level("full_time_teacher", ("preschool", *GENERAL), "、")
    of_all = {"population": "full_time_teacher", "school_level": "all"}
    titled = of.tell(of.page.draw(300, 599), "人", **of_all | {"attribute": "senior_title"})
    return (
        f"全县共有各级各类学校{of.tell(of.page.draw(200, 299), '所', population='school', school_level='all')}，"
        f"专任教师{of.tell(all_teachers, '人', **of_all)}（{parts}），其中高级职称{titled}。"
    )


@style
def places_and_classes_behind_a_colon(of: Report) -> str:
    what, noun, fields = of.choose(
        ("place", of.choose("新增学位", "新增各类学位"), {"event": "new"}),
        ("class", of.choose("大班额", "56人以上大班额"), {"attribute": "class_56_plus"}),
        ("class", of.choose("教学班", "班级数"), {}),
    )
    levels = of.choose(GENERAL, ("preschool", *COMPULSORY)) if what == "place" else GENERAL
    *parts, whole = of.page.divide(len(levels), 60, 999)
    said = [
        SHORT[x] + of.tell(n, "个", population=what, school_level=x, **fields)
        for x, n in zip(levels, parts, strict=True)
    ]
    total = of.choose("", f"{whole}个") if what == "place" else ""
    return f"{of.whole}{noun}{total}{of.choose('：', '：其中')}{of.choose('，', '、').join(said)}。"


@style
def in_turn_again(of: Report) -> str:
    """Say in turn what the levels of the sentence before have: …;本科以上学历比例分别为…."""
    good = "、".join(SHORT[x] + of.share(x, "required_qualification") for x in GENERAL)
    degree = of.choose(("本科及以上学历", "bachelor"), ("高级职称", "senior_title"), ("研究生学历", "postgraduate"))
    shares = "、".join(of.share(x, degree[1]) for x in GENERAL)
    ratios = "、".join(of.ratio(x) for x in GENERAL)
    return (
        f"{of.whole}专任教师学历合格率{good}；{degree[0]}{of.choose('比例', '占比')}分别为{shares}。"
        f"{of.choose('生师比', '平均生师比')}分别为{ratios}。"
    )
