"""What else a level of education has: rates, classes, buildings, places, exams, and levels of other systems."""

from __future__ import annotations

from grammars.levels import GENERAL, SCHOOLED, STAGES, Report, collect
from grammars.page import Style

STYLES: dict[str, Style] = {}
style = collect(STYLES)
SHORT = {level: stage.short for level, stage in STAGES.items()}
PUPILS = {"preschool": "幼儿", "primary": "小学生", "junior_secondary": "初中生", "senior_secondary_general": "高中生"}


@style
def ratios_by_level(of: Report) -> str:
    said = [
        f"{of.said(level, 'pupil')}，专任教师学历合格率{of.share(level, 'required_qualification')}，"
        f"生师比{of.ratio(level)}"
        f"，平均班额{of.size(level)}"
        for level in SCHOOLED
    ]
    return f"{of.whole}{of.choose('。', '；').join(said)}。"


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
    said = "，".join(f"{STAGES[x].short}{of.share(x, 'required_qualification')}" for x in GENERAL)
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
        text = f"{of.whole}{of.said(level, 'pupil')}。{mark.join(parts)}。"
        said.append((of.choose(*STAGES[level].headings), text))
    return of.headed(said)


@style
def exams_beside_levels(of: Report) -> str:
    gaokao = of.tell(of.page.draw(3000, 5999), "人", population="candidate", attribute="gaokao registered")
    line = of.rate(300, 899, population="candidate", attribute="gaokao bachelor_line")
    return (
        f"{of.whole}{of.said('junior_secondary')}。"
        f"{of.said('senior_secondary_general')}。"
        f"2023年高考报名{gaokao}，本科上线率{line}。{of.said('primary', 'pupil')}。"
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
def graduates_go_on(of: Report) -> str:
    went = of.rate(population="graduate", measure="progression_rate", school_level="junior_secondary")
    return (
        f"{of.whole}{of.said('primary', 'pupil')}，毕业生{of.draw('graduate', 'primary')}；"
        f"{of.said('junior_secondary', 'pupil', 'graduate')}，"
        f"初中毕业生升学率{went}；{of.said('senior_secondary_general', 'pupil')}。"
    )


@style
def elliptical_pupils(of: Report) -> str:
    mark = of.choose("、", "，")
    said = [f"{SHORT[x]}{of.draw('school', x)}{mark}在校生{of.draw('pupil', x)}" for x in GENERAL]
    return f"{of.whole}现有{of.choose('；', '，').join(said)}。"


@style
def bullets(of: Report) -> str:
    mark = of.choose("●", "◆", "1.", "（1）", "-")
    colon = of.choose("：", "：", "　")
    lines = []
    for n, level in enumerate(("preschool", *SCHOOLED), 1):
        parts = [
            of.draw("school", level),
            of.bare("class", level),
            of.bare("pupil", level),
            of.bare("full_time_teacher", level),
        ]
        lines.append(f"{mark.replace('1', str(n))}{SHORT[level]}{colon}{'，'.join(parts)}{of.choose('。', '；')}")
    return f"{of.whole}各级学校情况：\n" + "\n".join(lines)


@style
def large_classes(of: Report) -> str:
    large = {"population": "class", "attribute": "class_56_plus"}
    said = []
    for level in GENERAL:
        number = of.tell(of.page.draw(3, 29), "个", **large, school_level=level)
        share = of.rate(1, 99, **large, school_level=level, kind="share")
        said.append(
            f"{SHORT[level]}{of.bare('class', level)}，其中{of.choose('', '56人以上')}大班额{number}，占{share}，"
            f"平均班额{of.size(level)}"
        )
    return f"{of.whole}{of.choose('；', '。').join(said)}。"


@style
def higher_education(of: Report) -> str:
    schools = of.tell(of.page.draw(3, 9), "所", population="school", school_level="higher")
    entrants = of.page.tell(of.page.draw(9000, 19999), "人", population="entrant", school_level="higher")
    pupils = of.page.tell(of.page.draw(30000, 59999), "人", population="pupil", school_level="higher")
    graduates = of.page.tell(of.page.draw(5000, 8999), "人", population="graduate", school_level="higher")
    first = f"普通高等学校{schools}，招生{entrants}，在校生{pupils}，毕业生{graduates}。"
    others = "".join(f"{of.said(x)}。" for x in (*SCHOOLED, "special"))
    return of.whole + of.choose(first + others, others + first)


@style
def statistics_bureau(of: Report) -> str:
    """Say as communiqués of statistics do: 全年普通高等学校招生…,在校生…,毕业生…."""
    pre = of.rate(measure="gross_enrolment_rate", school_level="preschool")
    kept = of.rate(measure="retention_rate", school_level="compulsory")
    said = [
        f"{of.choose(*STAGES[x].schools)}招生{of.draw('entrant', x)}，在校生{of.draw('pupil', x)}，"
        f"毕业生{of.draw('graduate', x)}"
        for x in of.choose(SCHOOLED, SCHOOLED[::-1])
    ]
    special = f"特殊教育招生{of.page.draw(20, 90)}人，在校生{of.draw('pupil', 'special')}"
    return (
        f"{of.choose('全年', '年末', '')}{of.choose('。', '；').join(said)}。{special}。"
        f"幼儿园在园幼儿{of.draw('pupil', 'preschool')}。"
        f"学前教育毛入园率为{pre}，九年义务教育巩固率为{kept}。"
    )


@style
def schools_then_persons(of: Report) -> str:
    """Say what all have before each: 共有小学…、初中…, then 小学在校生…."""
    schools = of.by_level("school", ("preschool", *SCHOOLED), "、")[0]
    mark = of.choose("；", "。", "，")
    said = mark.join(
        f"{of.choose(SHORT[x], '') or SHORT[x]}{of.bare('pupil', x)}、{of.bare('full_time_teacher', x)}"
        for x in SCHOOLED
    )
    return f"截至2023年底，{of.whole or '全县'}共有{schools}。{said}。"


@style
def three_kinds_of_flow(of: Report) -> str:
    names = {"primary": "小学一年级", "junior_secondary": "初中一年级", "senior_secondary_general": "高一"}
    said = [names[x] + of.choose("新生", "招生") + of.draw("entrant", x) for x in GENERAL]
    left = [SHORT[x] + "毕业生" + of.draw("graduate", x) for x in GENERAL]
    return f"2023年秋季学期，{of.whole}{'，'.join(said)}。{of.choose('、', '，').join(left)}。"


@style
def topic_sections(of: Report) -> str:
    """Say what a section about teachers or buildings says of each level."""
    teachers = of.by_level("full_time_teacher", ("preschool", *SCHOOLED), "、")[0]
    rates = "，".join(f"{SHORT[x]}{of.share(x, 'required_qualification')}" for x in GENERAL)
    each = [
        f"{SHORT[x]}生均校舍建筑面积"
        f"{of.rate(70, 199, '平方米', population='floor_area', measure='per_head', school_level=x)}，"
        f"生均图书{of.rate(200, 599, '册', population='book', measure='per_head', school_level=x)}"
        for x in GENERAL
    ]
    return of.headed(
        [
            (
                "师资队伍",
                f"{of.whole}有教职工{of.page.draw(9000, 9999)}人，专任教师中{teachers}。专任教师学历合格率{rates}。",
            ),
            ("办学条件", f"{of.choose('；', '。').join(each)}。"),
        ]
    )


@style
def compulsory_between(of: Report) -> str:
    """Say what a level has before and behind what both have."""
    both = {"measure": "retention_rate", "school_level": "compulsory"}
    migrant = of.tell(of.page.draw(1000, 4999), "人", population="pupil", school_level="compulsory", group="migrant")
    return (
        f"{of.whole}{of.said('primary')}。"
        f"{of.choose('义务教育巩固率', '九年义务教育巩固率')}{of.rate(**both)}。义务教育阶段随迁子女{migrant}。"
        f"{of.said('junior_secondary')}。"
    )


@style
def own_whole_of_each(of: Report) -> str:
    said = []
    for level in of.choose(GENERAL, SCHOOLED):
        girls = of.tell(of.page.draw(3000, 8999), "人", population="pupil", school_level=level, group="female")
        women = of.tell(
            of.page.draw(100, 599), "人", population="full_time_teacher", school_level=level, group="female"
        )
        said.append(
            f"{SHORT[level]}{of.bare('pupil', level)}，其中女生{girls}；"
            f"教职工{of.draw('staff', level)}，其中专任教师{of.draw('full_time_teacher', level)}，女教师{women}"
        )
    return f"{of.whole}{'。'.join(said)}。"


@style
def opening_sentence(of: Report) -> str:
    opened = of.choose(
        "教育事业稳步发展。",
        "全县教育事业取得新进展，办学条件不断改善。",
        "坚持教育优先发展。",
        "教育普及水平稳步提高。",
    )
    said = "。".join(
        f"{of.schools(x)}，{of.change('school', x)}，{of.bare('pupil', x)}，{of.growth('pupil', x)}" for x in GENERAL
    )
    return f"{opened}{of.whole}有{said}。"


@style
def from_to(of: Report) -> str:
    said = []
    for level in GENERAL:
        before, now = of.draw("school", level), of.draw("school", level)
        said.append(
            f"{SHORT[level]}由2018年的{before}{of.choose('减少到', '增加到', '变为')}{now}，{of.bare('pupil', level)}"
        )
    return f"{of.whole}{of.choose('；', '。').join(said)}。"


@style
def higher_vocational_between(of: Report) -> str:
    said = of.by_level("entrant", SCHOOLED, "、", secondary_vocational="中等职业教育")[0]
    senior = of.put(of.page.draw(6000, 9999), "pupil", "senior_secondary")
    rate = of.rate(measure="gross_enrolment_rate", school_level="senior_secondary")
    return (
        f"{of.whole}招生中，{said}。高中阶段教育在校生{senior}，高中阶段毛入学率{rate}。{of.said('special', 'pupil')}。"
    )
