"""Which level of education a row has: its own, that of the words before it, that of the rows before it, the title's."""

from __future__ import annotations

import re
from functools import lru_cache, reduce

from helpers.concepts.chain import OF_SCHOOLS, Row, is_open, opens_tally
from helpers.concepts.facets import DEGREES, Concept, contains, replace
from helpers.concepts.joining import TEACHING, join_levels
from helpers.concepts.levels import (
    OF_PERSONS,
    find_level,
    find_other_level,
    find_topic,
    is_of_all,
    is_statistic,
    read_level,
    read_recognised,
)
from helpers.concepts.lexemes import Lexicon, drop_divisions
from helpers.concepts.pages import Page

_LEVELLESS = frozenset({"county", "resident", "school_group", "tutoring", "project"})
_LARGE = frozenset({"class_56_plus", "class_66_plus"})
_TEACHER = re.compile("[师教员]")
_ALONE = frozenset({"学校", "学生", "在校生", "教师", "教职工", "专任教师"})
_RANKED = re.compile("(?:国家|[省市县区校])级(?:及?以上)?(?:[^,、\\d]{0,4}骨干教师|学科带头人|名师|教学能手)")
_TAKES_PART = re.compile("(?:参与|参加)(?:率|面)$")
_WHOLE_PLACE = re.compile(r"\s*全[省市县区旗州盟]")  # 全市还资助困难学生8.4万人次
_OF_THE_WHOLE = re.compile(r"\s*在?(?:在校学?生|学生|教职工|专任教师|教师)(?:总数)?中[,:]?")  # 在校生中,寄宿生620人
_OF_BOTH = re.compile(r"[(（](?:园|(?:在园)?幼儿)[)）]")
_BASIC = re.compile(r"中小学(?:校)?\d+所[^。;]{0,6}幼儿园\d+所|幼儿园\d+所[^。;]{0,6}中小学(?:校)?\d+所|中小学、幼儿园")
_GOES_ON = frozenset({"to_higher", "to_short_cycle", "going_on"})
_OF_SECTOR_ALONE = re.compile("(?:公办|民办|普惠性?(?:民办)?|非普惠性?(?:民办)?)性?|城区|镇区|城镇|县城|乡镇|乡村|农村")
_ALL_OF_THEM = re.compile(r"[^,。;]{0,8}?(?:全部|均|都|皆|中[,有])")
_IN_ALL = re.compile("全[省市州国]共?$")


def take_level(concept: Concept, row: dict, page: Page, near: Concept, before: Row | None, lexicon: Lexicon) -> Concept:
    """Return a concept with the level that it states, else with the one that is handed on to it.

    near is the concept of the row before in its line, a false one if there is none; before is the row before.
    """
    if concept.event == "recruited" and concept.population == "teacher" and _FROM_COLLEGES.search(row["subject"]):
        return replace(concept, school_level="unknown", school_level_basis="unknown")
    if concept.school_level_basis == "stated":
        return _check_stated(concept, row, page, lexicon)
    if row["cell"]:
        return concept
    if concept.population == "county" and concept.school_level == "unknown":
        return _inherit(concept, _read_recognition(row, page, lexicon))  # 通过优质均衡评估认定的县市5个
    if concept.population == "school_group":  # 教育集团6个 below 义务教育
        return _inherit(concept, read_level(page.read_label(row["start"]), lexicon) or page.find_heading(row["start"]))
    if concept.population in _LEVELLESS or concept.school_level != "unknown":
        return concept
    level = _find_told(concept, row, page, near, before, lexicon)
    topic = "" if level else find_topic(concept, page, lexicon)
    if topic == "vocational" and concept.population != "money":  # which may be for all of them
        topic = _narrow_topic(row, page, lexicon)
    level = level or topic or ("all" if is_of_all(concept, row, page) else "")
    narrower = near and contains("school_level", level, near.school_level)
    paid = (
        concept.measure in ("average", "per_head") and before and row["sentence_start"] == before.row["sentence_start"]
    )
    of_these = paid or concept.population == near.population or concept.population in ("course", "school", *TEACHING)
    goes_on = level == "senior_secondary" and _goes_on(concept, row, page, near, before, lexicon)
    if narrower and ((level == "vocational" and of_these) or goes_on):
        level = near.school_level  # 职业教育 is the heading, 中职招生 the row before
    if level == "senior_secondary" and not _OF_TRADES.isdisjoint(concept.attribute.split()):
        level = "secondary_vocational"  # 双师型教师占52% below 高中阶段教育: general schools have none
    if not level:
        return concept
    above = page.title if level == topic and concept.population == "place" else page.read_before(row["start"])[0]
    narrowed = _find_narrowing(above, lexicon) if is_open(concept) else {}
    if narrowed.get("sector") and _SHARE_OF_OWNER.search(above):
        del narrowed["sector"]  # 公办园在园幼儿占比75%,专任教师62人: who divide all, and run not all of them
    if concept.population in TEACHING and narrowed.get("programme") in DEGREES:
        narrowed = narrowed | {"programme": ""}  # 本科学历占97%,其中研究生62人: what they have, not what they attend
    return _drop_degree(replace(_inherit(concept, level), **narrowed), level)


def _narrow_topic(row: dict, page: Page, lexicon: Lexicon) -> str:
    """Return which vocational schools a page about all of them is at: the only ones of the line so far, else section.

    中职学校有专任教师620人。 | 各校聘请兼职教师62人 below 三、师资队伍, on a page about 职业教育.
    """
    for told in (page.read_line(row["start"]), page.read_section(row["start"])):
        if levels := lexicon.find_levels(told) & _WITH_TRADES:
            return next(iter(levels)) if len(levels) == 1 else "vocational"
    return "vocational"


def _goes_on(concept: Concept, row: dict, page: Page, near: Concept, before: Row, lexicon: Lexicon) -> bool:
    """Tell whether a row counts some of those before it in a sentence of one level: 毕业生2万人,获得证书的1.6万人."""
    if concept.population != near.population or row["sentence_start"] != before.row["sentence_start"]:
        return False
    told = lexicon.find_levels(row["told"])
    return concept.population in _PERSONS and told <= {near.school_level}


_PERSONS = frozenset({"pupil", "entrant", "graduate", "candidate", *TEACHING})
_OF_TRADES = frozenset({"dual_qualified", "specialty_teacher"})
_WITH_TRADES = frozenset({"vocational", "secondary_vocational", "higher_vocational"})


def _inherit(concept: Concept, level: str) -> Concept:
    return replace(concept, school_level=level, school_level_basis="inherited") if level else concept


# 面向部属师范大学招聘毕业生45人, 招聘大学毕业生12人: these will not teach there
_FROM_COLLEGES = re.compile(
    "(?:面向|赴|走进)[^,。;]{0,12}(?:高校|大学|院校|学院)"
    "|招聘[^,。;]{0,8}(?:高校|大学|院校)[^,。;师]{0,6}(?:毕业生|本科生|师范生|研究生|硕士|博士)"
)


def _check_stated(concept: Concept, row: dict, page: Page, lexicon: Lexicon) -> Concept:
    """Return a concept whose level its subject names, as inherited where the sentence does not."""
    codes = concept.attribute.split()
    apart = "loan" in codes or not _LEFT_FOR.isdisjoint(codes)  # to students; 升学公办高中72人 say where they were
    if apart or page.names_level(concept.school_level, row["sentence_start"], row["sentence_end"]):
        return concept
    if concept.coverage == "subset" and _A_SCHOOL.search(row["subject"]):
        return _inherit(concept, concept.school_level)  # 跑遍全县的初中,县第一职业学校学生才760人
    return _inherit(concept, find_other_level(concept.school_level, row, page, lexicon) or concept.school_level)


_LEFT_FOR = frozenset({"to_general", "to_vocational"})
_A_SCHOOL = re.compile("第[一二三四五六七八九十]|[市县区]职业|职业(?:教育中心|技术)?学校|[一二三四五六七八九]中")


def _read_recognition(row: dict, page: Page, lexicon: Lexicon) -> str:
    """Return the level of what counties are recognised for; "" if all of them are told of."""
    behind = page.read(row["end"], row["sentence_end"])
    if _ALL_OF_THEM.match(behind) or _IN_ALL.search(row["told"]):
        return ""
    return read_recognised(page.read_sentence(row["sentence_start"], row["sentence_end"]), lexicon)


def _find_told(concept: Concept, row: dict, page: Page, near: Concept, before: Row | None, lexicon: Lexicon) -> str:
    """Return the level that the words or the rows before hand on; "" if none."""
    told = row["told"]
    counted = before.counted if before else {}
    of_the_whole = any(each.school_level == "unknown" for each in counted.values()) and bool(_OF_THE_WHOLE.match(told))
    if row["kind"] == "change" and concept.population == "pupil" and row["subject"].endswith("总数"):
        of_the_whole = True  # of none of its parts
    level = "all" if _COUNTS_IN.search(row["subject"]) else ""
    if _OF_BOTH.search(row["subject"]) and _BASIC.search(told):
        level = "basic"  # 中小学63所、幼儿园88所,在校(园)学生9.2万人
    whole = counted.get(concept.population) or (near if near.population == concept.population else None)
    if whole and row["kind"] in ("change", "growth") and row["subject"] in _ALONE:
        level = whole.school_level.replace("unknown", "")  # 基础教育学校6218所。与上年相比,学校少了163所
    level = level or _read_divided(concept, row, page, lexicon)
    if not level and not of_the_whole:
        level = find_level(row, concept, page, lexicon)
        level = "" if concept.attribute == "specialty" and level in _WITHOUT_COURSES else level
    if not level:
        level = read_level(page.read_fund(row["start"]), lexicon)
    if not level and not of_the_whole:
        level = read_level(page.read_outer_label(row["start"]), lexicon)
    if not level and before and not _is_of_several(row, before, page, told, lexicon):
        level = _hand_on(concept, row, near, before, told, of_the_whole)
        level = "" if level and _is_behind_all_levels(concept, row, near, before, page, lexicon) else level
        level = level or ("" if of_the_whole else _read_staff(concept, row, page, before, told, lexicon))
    return _correct(level, concept, row, page, near, before, told, lexicon)


def _read_divided(concept: Concept, row: dict, page: Page, lexicon: Lexicon) -> str:
    """Return what the levels are together that a bracket divides a number by: 随迁子女620人(小学410人,初中210人)."""
    if page.read(row["end"], row["end"] + 1) != "(" or is_of_all(concept, row, page):
        return ""
    inside = _BY_LEVELS.match(page.read(row["end"], row["sentence_end"]))
    levels = sorted(lexicon.find_levels(inside["parts"])) if inside else ()
    return reduce(lambda one, other: join_levels(one, other, joined=True, beside=True), levels) if levels[1:] else ""


_BY_LEVELS = re.compile(
    r"\((?:其中[:,]?)?(?P<parts>[^()\d]{2,6}\d[\d.,]*[万余]*[人名所个][、,;](?:[^()\d]{2,6}\d[^()]{0,24}))\)"
)


# 县职校开设学前教育、护理等专业14个: a course may be called so, but none of these offers it
_WITHOUT_COURSES = frozenset({"preschool", "primary", "junior_secondary", "compulsory", "special"})


def _hand_on(concept: Concept, row: dict, near: Concept, before: Row, told: str, of_the_whole: bool) -> str:
    """Return the level of the row before where a row is of the same persons, aid, service or colleges; else ""."""
    if not near or near.school_level_basis == "unknown":
        return ""
    same = row["sentence_start"] == before.row["sentence_start"]
    apart = near.school_level == "adult" or (not same and near.school_level == "special")
    apart = apart or (not same and (concept.event == "recruited" or near.event == "supported"))
    of_these = not (apart or of_the_whole or _has_own_noun(concept, row["subject"], near))
    aided = near.event == concept.event == "supported" and "loan" not in (concept.attribute, near.attribute)
    aided = aided and not (not same and _WHOLE_PLACE.match(told))
    aided = aided and not (near.school_level == "all" and concept.population != near.population)
    aided = aided or (_is_paid_to(near, concept) and not _WHOLE_PLACE.match(told))
    takes_part = same and near.population == "pupil" and _TAKES_PART.search(row["subject"])
    of_trades = same and near.school_level in _WITH_TRADES and not _OF_TRADES.isdisjoint(concept.attribute.split())
    colleges = same and near.school_level in OF_PERSONS and not near.event and is_statistic(concept)
    earned = near.population == "graduate" and "pay" in concept.attribute.split()  # 毕业生930人。起薪4200元
    earned = earned and not _TEACHER.search(row["subject"])
    return near.school_level if of_these or aided or takes_part or colleges or of_trades or earned else ""


def _is_behind_all_levels(
    concept: Concept, row: dict, near: Concept, before: Row, page: Page, lexicon: Lexicon
) -> bool:
    """Tell whether aid is told of behind that of level by level, so that it is not of the last of these.

    学前教育62万元,义务教育310万元,高等教育186万元,社会捐资62万元。困难学生资助率100%.
    """
    if concept.event != "supported" or before.row["kind"] != "level":
        return False
    same = row["sentence_start"] == before.row["sentence_start"]
    if same and not row["subject"].startswith(_DONATED):
        return False
    levels = lexicon.find_levels(page.read(before.row["sentence_start"], before.row["end"]))
    return len(levels - {"all"}) >= _MANY_LEVELS and near.school_level in levels


_DONATED, _MANY_LEVELS = ("社会", "捐"), 3


def _is_of_several(row: dict, before: Row, page: Page, told: str, lexicon: Lexicon) -> bool:
    """Tell whether a row is the sum of several levels, or stands behind a bracket that divides a whole by them.

    小学资助62万元,初中38万元,合计100万元; 专任教师6530人(小学2310人、初中1720人),其中高级职称1210人.
    """
    divided = told.rpartition("(")[2].partition(")")
    closed = divided[1] and ")" in row["between"]
    levels = lexicon.find_levels(divided[0] if closed else told if _ADDS_UP.search(told) else "")
    own = before.concept.school_level  # 学校42所(小学31所、初中9所、九年一贯制2所),受益学生…: of compulsory education
    return len(levels) > 1 and not all(level == own or contains("school_level", own, level) for level in levels)


_ADDS_UP = re.compile("[,、;][^,、;。\\d]{0,4}(?:合计|总计|共计|总共|共)(?:为|有|达到?)?$")


def _is_paid_to(near: Concept, concept: Concept) -> bool:
    """Tell whether a standard is of the aid before it: 普通高中免学费补助62万元。国家助学金平均每生每年2300元."""
    aid = near.event == "supported" and near.population in ("pupil", "money")
    each = concept.population == "money" and concept.measure == "per_head"
    return aid and each and concept.attribute != "allowance"  # which teachers get


def _read_staff(concept: Concept, row: dict, page: Page, before: Row, told: str, lexicon: Lexicon) -> str:
    """Return the level of full-time teachers where their line names no other: 中职专任教师62人。“双师型”教师31人."""
    if concept.population not in TEACHING or concept.event:
        return ""
    here = read_level(told, lexicon)
    if here and _AMONG_STAFF.search(told):
        return here  # 中职学校14所;专任教师中有“双师型”教师31人
    staff = before.counted.get("full_time_teacher")
    if not staff or (_WHOLE_PLACE.match(told) and not here):
        return ""  # 全县有中职1所,专任教师62人;“双师型”教师31人 are of these, 全县“双师型”教师31人 of all
    levels = lexicon.find_levels(page.read_line(row["start"]))
    apart = staff.school_level == "all" and levels != {"all"}  # of these nobody knows whom ranks are among
    told_of = not apart and all(contains("school_level", staff.school_level, level) for level in levels)
    return staff.school_level if levels and told_of else ""  # 义务教育专任教师8750人,其中小学…;初中…。在编教师6930人


_AMONG_STAFF = re.compile("(?:专任教师|教师|教职工)[中里][^。;]*$")


def _correct(
    level: str,
    concept: Concept,
    row: dict,
    page: Page,
    near: Concept,
    before: Row | None,
    told: str,
    lexicon: Lexicon,
) -> str:
    """Return the level that is told of before a row, or another one where what is counted cannot have it."""
    level = level if _may_have(level, concept, row, page, lexicon) else ""
    same = bool(before) and row["sentence_start"] == before.row["sentence_start"]
    ranked = near.measure == "share" and ((same and _RANKED.fullmatch(row["subject"])) or opens_tally(row, near))
    if level and ranked:
        counted = any(each.school_level == level for each in before.counted.values())
        level = level if counted or "其中" in told else ""  # 小学教师本科比例达80%,县级骨干教师达700名: of all
    if concept.measure == "enrolment_rate" and concept.group == "disabled" and level != "special":
        level = "compulsory"  # 适龄残疾儿童少年入学率
    if before and concept.population == "school" and _OF_SECTOR_ALONE.fullmatch(row["subject"]):
        level = _read_whole_above(row, before, page) or level
    college = near.population == "graduate" and near.school_level in OF_PERSONS and concept.attribute == "going_on"
    if college:
        return level  # 高职毕业生中,协议就业3012人,升学691人: these are of the college
    if level in OF_PERSONS and concept.population == "graduate" and not _GOES_ON.isdisjoint(concept.attribute.split()):
        before_it = near.population == "graduate" and near.school_level not in (*OF_PERSONS, "unknown")
        level = near.school_level if before_it else "senior_secondary_general"  # 考入高等院校: is not there yet
    return level


def _read_whole_above(row: dict, before: Row, page: Page) -> str:
    """Return the level of the schools counted directly before those of one owner, also in the line above."""
    near = page.count_ends(before.row["end"], row["start"]) <= 1
    counted = before.concept.population == "school" and before.concept.school_level_basis != "unknown"
    return before.concept.school_level if near and counted and before.row["unit"] == row["unit"] else ""


def _may_have(level: str, concept: Concept, row: dict, page: Page, lexicon: Lexicon) -> bool:
    """Say whether what is counted may have a level that was told of before it.

    Kindergartens are no 学校 and have no classes of 56 and more; teachers move within compulsory education; dormitories
    are of boarders, whatever was told of before.
    """
    codes = set(concept.attribute.split())
    if "dormitory" in codes and not page.find_heading(row["start"]):
        return level in lexicon.find_levels(page.read_before(row["start"])[0])
    if level == "preschool" and (codes & _LARGE or _SCHOOLS.search(row["subject"]) or "在校学生" in row["subject"]):
        return False
    if "meals" in codes and level in _NOT_FED:
        return False  # 普通高中资助62人。营养改善计划覆盖学校33所
    return not (codes & _ON_ROTATION and level in _NOT_ROTATED)


_SCHOOLS = re.compile("学校(?![(（]?园)")
_ON_ROTATION = frozenset({"rotation", "due_rotation"})
_NOT_ROTATED = frozenset({"preschool", "secondary_vocational", "vocational", "special", "primary_secondary", "basic"})
_NOT_FED = frozenset({"senior_secondary", "senior_secondary_general", "secondary_vocational", "higher"})
_COUNTS_IN = re.compile(  # 在校生(含在园幼儿), 在校学生(幼儿): of all levels, and these
    r"\((?:含|包括)(?:在园)?(?:幼儿园?|学前)|生\((?:在园)?幼儿\)"
)


@lru_cache(maxsize=1024)
def _find_narrowing(text: str, lexicon: Lexicon) -> dict[str, str]:
    """Return owner, area and programme of the schools that a sentence begins with, if it names no other ones."""
    words = lexicon.cut(drop_divisions(text))[0]  # 增城区 is no 城区
    ends = [n for n, word in enumerate(words) if {"population", "school_level"} & {facet for facet, _ in word.facets}]
    while ends and ends[0] + 1 < len(words) and words[ends[0]].end == words[ends[0] + 1].start:
        ends[0] += 1  # 各级各类民办学校
    found: dict[str, set[str]] = {}
    for number, word in enumerate(words):
        for facet, code in word.facets:
            if facet in OF_SCHOOLS:
                found.setdefault(facet, set()).add(code if ends and number <= ends[0] else "")
    return {facet: codes.pop() for facet, codes in found.items() if len(codes) == 1 and "" not in codes}


_SHARE_OF_OWNER = re.compile(
    "(?:公办|民办|普惠)性?(?:民办)?(?:义务教育|[幼儿园学校小初高中])*(?:在[园校])?(?:幼儿|学?生|学位|就读)*(?:人?数)?的?"
    "(?:占比|比例|比重|覆盖[率面])"
)


def _drop_degree(concept: Concept, level: str) -> Concept:
    """Return a ratio, or teachers, without a degree that is none of their schools: 小学…本科 生师比17:1."""
    chance = (concept.measure == "ratio" or concept.population in TEACHING) and concept.programme in DEGREES
    return replace(concept, programme="") if chance and level not in (*OF_PERSONS, "all") else concept


def _has_own_noun(concept: Concept, subject: str, near: Concept) -> bool:
    """Say whether a subject itself says what is counted, not only which of the persons before are meant.

    中小学生体质健康合格率97%;总体近视率48% is a rate of the same pupils.
    """
    if concept.population == near.population == "pupil" and concept.measure == near.measure == "other_rate":
        return "学生" in subject or "儿童" in subject
    return concept.population not in TEACHING or bool(_TEACHER.search(subject))
