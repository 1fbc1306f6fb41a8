"""What each level of education has beside pupils and schools, in tables of words, lists, sums and shares."""

from __future__ import annotations

from grammars.levels import COMPULSORY, GENERAL, SCHOOLED, STAGES, Report, collect
from grammars.page import Style

STYLES: dict[str, Style] = {}
UNREAD: dict[str, str] = {}
style = collect(STYLES)
SHORT = {level: stage.short for level, stage in STAGES.items()}
PUPILS = {"preschool": "幼儿", "primary": "小学生", "junior_secondary": "初中生", "senior_secondary_general": "高中生"}


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
        f"{of.whole}{of.schools('primary')}，{of.bare('pupil', 'primary')}，{of.bare('full_time_teacher', 'primary')}。"
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
def large_classes(of: Report) -> str:
    large = {"population": "class", "attribute": "class_56_plus"}
    said = []
    for level in GENERAL:
        number = of.tell(of.page.draw(3, 60), "个", **large, school_level=level)
        share = of.rate(1, 99, **large, school_level=level, kind="share")
        size = of.tell(of.page.draw(61, 90), "人", measure="average", attribute="class_size", school_level=level)
        said.append(
            f"{SHORT[level]}{of.bare('class', level)}，{of.choose('其中大班额', '其中56人以上大班额')}{number}，占{share}，"
            f"平均班额{size}"
        )
    return f"{of.whole}{of.choose('；', '。').join(said)}。"


@style
def higher_education(of: Report) -> str:
    schools = of.tell(of.page.draw(3, 9), "所", population="school", school_level="higher")
    entrants = of.page.tell(of.page.draw(9000, 19999), "人", population="entrant", school_level="higher")
    pupils = of.page.tell(of.page.draw(30000, 59999), "人", population="pupil", school_level="higher")
    graduates = of.page.tell(of.page.draw(5000, 8999), "人", population="graduate", school_level="higher")
    first = f"普通高等学校{schools}，招生{entrants}，在校生{pupils}，毕业生{graduates}。"
    others = "".join(f"{of.schools(x)}，{'，'.join(of.counts(x))}。" for x in (*SCHOOLED, "special"))
    return of.whole + of.choose(first + others, others + first)


@style
def statistics_bureau(of: Report) -> str:
    """Say as communiqués of statistics do: 全年普通高等学校招生…,在校生…,毕业生…."""
    pre = of.rate(measure="gross_enrolment_rate", school_level="preschool")
    kept = of.rate(measure="retention_rate", school_level="compulsory")
    said = [
        f"{of.choose(*STAGES[x].schools)}招生{of.draw('entrant', x)}，在校生{of.draw('pupil', x)}，毕业生{of.draw('graduate', x)}"
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
def not_respectively(of: Report) -> str:
    levels = of.choose(GENERAL, COMPULSORY)
    names = "、".join(SHORT[x] for x in levels)
    said = [
        f"{names}{noun}{'、'.join(of.draw(what, x) for x in levels)}"
        for what, noun in (("pupil", "在校生分别有"), ("class", "教学班各有"))
    ]
    return f"{of.whole}{'，'.join(said)}。"


@style
def topic_sections(of: Report) -> str:
    """Say what a section about teachers or buildings says of each level."""
    teachers = of.by_level("full_time_teacher", ("preschool", *SCHOOLED), "、")[0]
    good = {"population": "full_time_teacher", "measure": "share", "attribute": "required_qualification"}
    rates = "，".join(f"{SHORT[x]}{of.rate(**good, school_level=x)}" for x in GENERAL)
    each = [
        f"{SHORT[x]}生均校舍建筑面积{of.rate(70, 199, '平方米', population='floor_area', measure='per_head', school_level=x)}"
        f"，生均图书{of.rate(200, 599, '册', population='book', measure='per_head', school_level=x)}"
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
        f"{of.whole}{of.schools('primary')}，{'，'.join(of.counts('primary'))}。"
        f"{of.choose('义务教育巩固率', '九年义务教育巩固率')}{of.rate(**both)}。义务教育阶段随迁子女{migrant}。"
        f"{of.schools('junior_secondary')}，{'，'.join(of.counts('junior_secondary'))}。"
    )


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
    return f"{of.whole}招生中，{said}。高中阶段教育在校生{senior}，高中阶段毛入学率{rate}。{of.schools('special')}，{of.bare('pupil', 'special')}。"
