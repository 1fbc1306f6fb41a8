"""What the words and the row before a quantity hand on to it: the level of education, who is meant, whose school."""

from __future__ import annotations

import re
from functools import lru_cache

from helpers.concepts.chain import OF_SCHOOLS, Row, is_near, is_open
from helpers.concepts.facets import DEGREES, Concept, contains, replace
from helpers.concepts.joining import TEACHING
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
from helpers.concepts.lexemes import Lexicon
from helpers.concepts.marked_lists import Head, take_head
from helpers.concepts.neighbours import place_level, take_neighbour, take_service
from helpers.concepts.pages import Page
from helpers.concepts.parts import OWN_ACTS, narrow_through_schools, take_base, take_counted, take_done, take_whole
from helpers.concepts.single_schools import is_of_school, make_of_school
from helpers.concepts.surroundings import take_surroundings

_LEVELLESS = frozenset({"county", "resident", "school_group", "tutoring", "project"})
_EXAM = re.compile("(?<!成人)(?<!自学)(?<!春季)(?<!职教)(?<!对口)高考|中考")
_AFTER_SCHOOL = re.compile("课后(?:延时)?服务[^。;]*$")
_EXAMS = frozenset({"gaokao", "zhongkao", "counterpart_exam", "academic_test", "self_study_exam"})
_LINES = frozenset({"admitted", "line", "bachelor_line", "first_tier_line", "bachelor_admitted"})
_OF_WHICH = re.compile(r"其中[^,;:。]*$")
_COUNTED_PART = re.compile(
    r"(?:不足|不满|未满|少于|超过)\d+[人名](?:的|之)[^,;。]{0,8}$|\d+[人名](?:及?以[上下])(?:的|之)[^,;。]{0,8}$"
)
_LONGEST_PART = 40  # characters of what is looked for there
_CONDITION = re.compile(r"[^,;:。、()\d]{0,8}(?:超过|不足|低于|未达|达不到|存在)(?!的)")  # 2所小学超过2000人
_LARGE = frozenset({"class_56_plus", "class_66_plus"})
_BY_SIZE = frozenset({*_LARGE, "running_costs"})  # 不足100人的学校按100人核定: all of them
_SIZED = re.compile(r"\b(?:under|size)_\d")
_TEACHER = re.compile("[师教员]")
_RECRUITMENT = re.compile("招聘[^,;。]{0,12}(?:公告|简章|方案|计划|公示|启事)")
_OF_THE_SAME = re.compile(
    "(?:[^、]{2,14}(?:学院|大学|中学|学校))?(?:[女男]教师"
    "|(?:具有)?(?:正|副)?(?:教授|高级)(?:、副教授|职称)?(?:教师)?"
    "|(?:[中初正副]级|[中初]级|正高级|副高级)职称(?:教师)?|(?:博士|硕士|研究生|本科|专科|大专)(?:及?以上)?学历(?:教师)?)"
)  # 专任教师3100人,其中女教师1620人
_OF_A_PEOPLE = re.compile("[\u4e00-\u9fff]{1,5}族教师")  # 专任教师中,满族教师62人
_PART_OF = re.compile(r"[,;(]其中[^,;。、\d]*|,[^,;。、\d]*占(?:比)?(?:为|达到?|的)?")
_PER_HEAD = re.compile(
    r"^(?:平均|标准|按|为|金额)*(?:每(?:人|生|名)(?:每(?:学年|学期|年|月|天|餐))?)(?:标准|金额|补助)?$"
)


def inherit(
    concept: Concept,
    row: dict,
    place: str,
    page: Page,
    before: Row | None,
    lexicon: Lexicon,
    head: Head | None = None,
) -> Row:
    """Return a row with its concept and what its sentence, its line and the heading above say of it."""
    near = before.concept if before and is_near(row, before.row, page) else Concept()
    if near:
        behind = before.counted.get("full_time_teacher", near) if near.measure == "ratio" else near
        behind = _take_full_time(behind, row, page) if behind.population in TEACHING else behind
        of_which = _PART_OF.fullmatch(page.read(before.row["end"], row["start"]))
        concept = _take_persons(
            concept, row["subject"], behind, bool(of_which) and row["sentence_start"] == before.row["sentence_start"]
        )
        concept = _take_purpose(concept, row["subject"], near)
        moved = row["kind"] == "growth" and row["subject"] == before.row["subject"]
        if moved and near.population == "money" and concept.population == "pupil":
            concept = replace(concept, population="money", measure=near.measure)  # 发放助学贷款5638万元,增长12%
        concept = take_neighbour(concept, row, before.row, near, page)
    same = any(pattern.fullmatch(row["subject"]) for pattern in (_OF_THE_SAME, _OF_A_PEOPLE))
    if concept.population == "teacher" and not concept.event and same:
        concept = _take_full_time(concept, row, page)
    concept = take_base(_take_exam(concept, row, page), row, page)
    counted = concept.population == "teacher" and concept.measure == "count" and not concept.event and not row["cell"]
    if counted and _RECRUITMENT.search(page.title):
        concept = replace(concept, event="recruited")  # 小学教师62名 in a notice of 公开招聘
    if _ATTENDS_PUBLIC.search(row["subject"]) and not concept.group and _MIGRANT.search(page.read_line(row["start"])):
        concept = replace(concept, population="pupil", group="migrant", sector=concept.sector or "public")
    if near:
        concept = take_counted(concept, row, before.counted, page, lexicon)
    concept = place_level(_take_level(concept, row, page, near, before, lexicon), row, page)
    if before:
        concept = take_service(concept, row, before.row, before.concept, page)
        concept = take_done(concept, row, page, before.done)
    if near:
        here = {key: each for key, each in before.done.items() if each[0]["sentence_start"] == row["sentence_start"]}
        concept = take_whole(concept, row, before.row, near, page, here)
    concept = take_head(concept, row, head, page) if head else concept
    concept = take_surroundings(concept, row, near, page, lexicon)
    if concept.programme:
        above = read_level(page.read_label(row["start"]), lexicon) or page.find_heading(row["start"])
        concept = narrow_through_schools(concept, row, page, above)
    owned = not concept.sector and (concept.population == "school" or is_statistic(concept)) and not row["cell"]
    if owned and (owner := page.find_owner(row["start"])) and not page.is_collective(row["start"]):
        concept = replace(concept, sector=owner)
    told_of = bool(near and before.of_school)
    if is_of_school(concept, row, place, page, told_of, lexicon):
        return Row(row, make_of_school(concept, row, near, page, told_of, lexicon), of_school=True)
    words = page.read(row["sentence_start"], row["start"])
    if concept.population in ("school", "class") and _CONDITION.match(page.read(row["end"], row["sentence_end"])):
        concept = replace(concept, coverage="subset")
    if concept.population == "school" and not row["cell"] and _is_of_some(concept, row, page):
        concept = replace(concept, coverage="subset")
    opened = concept.population == "school" and _OPENED.match(page.read(row["end"], row["sentence_end"]))
    if opened and _OF_WHICH.search(words) and near and near.event in _NOT_YET:
        return Row(row, replace(concept, event="opened"))  # 开工21所,其中8所今年9月投入使用
    if concept.population in ("school", "class", "pupil", "teacher") and _SAMPLED.search(words) and not row["cell"]:
        concept = replace(concept, coverage="subset")
    if _OF_TOWNS.match(words) and concept.population != "county" and not row["cell"]:
        concept = replace(concept, coverage="subset")
    same = before and all(row[name] == before.row[name] for name in ("place", "period")) and concept == before.concept
    sized = _SIZED.search(concept.attribute) or not _BY_SIZE.isdisjoint(concept.attribute.split())
    if (_tells_part(words[-_LONGEST_PART:]) and not sized) or (same and _OF_WHICH.search(words)):
        concept = replace(concept, coverage="subset")
    if concept.population in _COUNTED_IN and not row["cell"] and _is_condition(row, words, page):
        return Row(row, Concept(problem=SIZE))  # 学生不足100人的小学: which schools are small, not how many pupils
    if concept.attribute == "class_size" and _LIMIT.search(page.read(row["start"], row["end"] + 1)):
        concept = Concept()  # 班额56人及以上的班级: which classes are large, not how large they are
    return Row(row, concept)


def _is_of_some(concept: Concept, row: dict, page: Page) -> bool:
    """Say whether schools are those pointed at (此类教学点14个), where somebody is (分布在27所学校), or without others.

    学校32所。另有民办幼儿园15所: the 32 are not all.
    """
    if _SUCH.match(row["subject"]):
        return True
    whole = not (concept.sector or concept.event or concept.programme) and concept.school_level in _WITH_PRIVATE
    return whole and bool(_BESIDE.match(page.read(row["end"], row["end"] + _FAR)))


_SUCH = re.compile("[此这该]类|分布")
_WITH_PRIVATE = frozenset({"all", "basic", "preschool", "unknown"})
_BESIDE = re.compile(r"[^\n]*?[。;,(]另有民办")
_FAR = 120  # characters


def _is_condition(row: dict, words: str, page: Page) -> bool:
    behind = page.read(row["end"], row["sentence_end"])
    if _OF_SMALL.match(behind):
        return bool(_LESS.search(words) or _LESS.match(page.read(row["start"], row["end"])))
    return bool(_OR_LESS.match(behind))


SIZE = "the size of schools that are meant"
_COUNTED_IN = frozenset({"pupil", "child"})
_LESS = re.compile("(?:不足|不满|未满|少于|低于|不到)$|^(?:不足|不满|未满|少于|低于|不到)")
_SMALL = "[^,。;、\\d]{0,10}(?:学校|小学|初中|教学点|幼儿园|村校)"
_OF_SMALL = re.compile(f"的{_SMALL}")
_OR_LESS = re.compile(f"及?以[上下]的?{_SMALL}")
_FULL_TIME = re.compile(r"\s*(?:在)?专任教师(?:队伍)?[中里],")  # 园长62人、专任教师880人、保育员210人。专任教师里,…
_SAMPLED = re.compile(r"(?:抽[取查样](?!取?的)|走访|暗访)[^。;:]*$")  # 随机抽取小学11所、初中3所; 走访了43所学校


_OF_TOWNS = re.compile(  # 在石潭镇、龙泉镇,初中在校生分别为612人和845人
    r"\s*(?:在|截至[^,]{2,9},)?(?:[\u4e00-\u9fff]{2,4}(?:镇|乡|街道|苏木)[、和与及]?){2,}(?:[两三四五六\d]个?(?:镇|乡|街道))?[,的]"
)


def _tells_part(words: str) -> bool:
    return ("的" in words or "之" in words) and bool(_COUNTED_PART.search(words))


_OPENED = re.compile(r"[^,;。:、()]{0,10}(?:投入使用|交付使用|[投启]用|开学)(?!的)")
_NOT_YET = frozenset({"building", "planned_site", "new", "built", "enlarged"})
_ATTENDS_PUBLIC = re.compile(
    "(?:公办.{0,14}(?:就读|吸纳).{0,4}|(?:入读|就读于?|进入?)公办[^占]{0,10})(?:比例|占比|率)$"
)
_MIGRANT = re.compile("随迁子女|新居民子女")
_LIMIT = re.compile("以上.?$|以下[的班]$")


def _take_full_time(concept: Concept, row: dict, page: Page) -> Concept:
    """Return teachers as full-time ones in a sentence that opens with these: 专任教师中,女教师620人."""
    opens = not row["cell"] and _FULL_TIME.match(page.read(row["sentence_start"], row["start"]))
    return replace(concept, population="full_time_teacher") if opens else concept


def _take_exam(concept: Concept, row: dict, page: Page) -> Concept:
    """Return the concept of 报名6200人, 录取4100人 where the line or the title says of which examination."""
    if concept.population not in ("candidate", "entrant") or row["cell"]:
        return concept
    if (
        concept.population == "candidate"
        and not concept.attribute
        and _AFTER_SCHOOL.search(page.read_line(row["start"]))
    ):
        return replace(concept, population="pupil", attribute="participating")  # 课后服务报名学生6200人
    codes = set(concept.attribute.split())
    if codes & _EXAMS:
        return concept
    if concept.population == "entrant" and "admitted" not in codes:
        return concept
    named = _EXAM.search(f"{page.read_line(row['start'])} {page.title}")
    if not named:
        return concept
    exam, level = ("gaokao", "senior_secondary_general") if named[0] == "高考" else ("zhongkao", "junior_secondary")
    if concept.population == "entrant" and exam == "zhongkao":
        level = "senior_secondary"
    elif concept.population == "entrant" and concept.school_level_basis != "stated":
        concept = replace(concept, population="candidate")  # 高考报名6200人,录取5300人, like 高考录取5300人
    elif not codes & _LINES:
        concept = replace(concept, attribute=" ".join(sorted({*codes, exam})))
    if concept.school_level_basis == "stated":
        return concept
    return replace(concept, school_level=level, school_level_basis="inherited")


def _take_level(
    concept: Concept, row: dict, page: Page, near: Concept, before: Row | None, lexicon: Lexicon
) -> Concept:
    """Return a concept with the level that it states, else with the one that the words before hand on."""
    if concept.school_level_basis == "stated":
        lent = "loan" in concept.attribute.split()  # to students, whatever was told of before
        if not lent and not page.names_level(concept.school_level, row["sentence_start"], row["sentence_end"]):
            level = find_other_level(concept.school_level, row, page, lexicon) or concept.school_level
            return replace(concept, school_level=level, school_level_basis="inherited")
    elif concept.population == "county" and not row["cell"] and concept.school_level == "unknown":
        behind = page.read(row["end"], row["sentence_end"])
        all_of_them = _ALL_OF_THEM.match(behind) or _IN_ALL.search(page.read(row["sentence_start"], row["start"]))
        told = page.read_sentence(row["sentence_start"], row["sentence_end"])
        level = "" if all_of_them else read_recognised(told, lexicon)
        if level:  # 通过优质均衡评估认定的县市5个
            return replace(concept, school_level=level, school_level_basis="inherited")
    elif concept.population == "school_group" and not row["cell"]:
        level = read_level(page.read_label(row["start"]), lexicon) or page.find_heading(row["start"])
        if level:  # 教育集团6个 below 义务教育
            return replace(concept, school_level=level, school_level_basis="inherited")
    elif not row["cell"] and concept.population not in _LEVELLESS and concept.school_level == "unknown":
        told, codes = page.read(row["sentence_start"], row["start"]), concept.attribute.split()
        open_ones = [each for each in (before.counted.values() if before else ()) if each.school_level == "unknown"]
        of_the_whole = bool(open_ones and _OF_THE_WHOLE.match(told))
        level = "all" if _COUNTS_IN.search(row["subject"]) else ""
        if _OF_BOTH.search(row["subject"]) and _BASIC.search(told):
            level = "basic"  # 中小学63所、幼儿园88所,在校(园)学生9.2万人
        level = level or ("" if of_the_whole else find_level(row, concept, page, lexicon))
        same = bool(before) and row["sentence_start"] == before.row["sentence_start"]
        if (
            not level
            and near
            and (same or near.school_level != "special")
            and near.school_level != "adult"
            and (same or (concept.event != "recruited" and near.event != "supported"))
            and not of_the_whole
            and not _has_own_noun(concept, row["subject"], near)
        ):
            level = near.school_level if near.school_level_basis != "unknown" else ""
        if (
            not level
            and near.event == concept.event == "supported"
            and "loan" not in (concept.attribute, near.attribute)
            and not (row["sentence_start"] != before.row["sentence_start"] and _WHOLE_PLACE.match(told))
            and not (near.school_level == "all" and concept.population != near.population)
        ):
            level = near.school_level if near.school_level_basis != "unknown" else ""
        takes_part = same and near.population == "pupil" and _TAKES_PART.search(row["subject"])
        if not level and takes_part and near.school_level_basis != "unknown":
            level = near.school_level  # 义务教育学校586所提供课后服务;参加学生7.8万人,参与率94%
        if not level and near and _is_of_colleges(concept, near, row, before):
            level = near.school_level
        if not level and before and concept.population in TEACHING and not concept.event:
            staff = before.counted.get("full_time_teacher")  # 中职专任教师62人。“双师型”教师31人
            told_of = read_level(page.read_line(row["start"]), lexicon) if staff and not of_the_whole else ""
            level = told_of if staff and told_of == staff.school_level and not _WHOLE_PLACE.match(told) else ""
        level = level if _may_have(level, concept, row, page, lexicon) else ""
        if level and near.measure == "share" and same and _RANKED.fullmatch(row["subject"]):
            counted = any(each.school_level == level for each in before.counted.values())
            level = level if counted or "其中" in told else ""  # 小学教师本科比例达80%,县级骨干教师达700名: of all
        if concept.measure == "enrolment_rate" and concept.group == "disabled" and level != "special":
            level = "compulsory"  # 适龄残疾儿童少年入学率
        if before and concept.population == "school" and _OF_SECTOR_ALONE.fullmatch(row["subject"]):
            level = _read_whole_above(row, before, page) or level
        if level in OF_PERSONS and concept.population == "graduate" and not _GOES_ON.isdisjoint(codes):
            before_it = near.population == "graduate" and near.school_level not in (*OF_PERSONS, "unknown")
            level = near.school_level if before_it else "senior_secondary_general"  # 考入高等院校: is not there yet
        topic = "" if level else find_topic(concept, page, lexicon)
        level = level or topic or ("all" if is_of_all(concept, row, page) else "")
        narrower = near and contains("school_level", level, near.school_level)
        if level == "vocational" and narrower and concept.population in ("course", "school", *TEACHING):
            level = near.school_level  # 职业教育 is the heading, 中职招生 the row before
        if level:
            concept = _drop_degree(concept, level)
            above = (
                page.title if level == topic and concept.population == "place" else page.read_before(row["start"])[0]
            )
            narrowed = _find_narrowing(above, lexicon) if is_open(concept) else {}
            return replace(concept, school_level=level, school_level_basis="inherited", **narrowed)
    return concept


def _read_whole_above(row: dict, before: Row, page: Page) -> str:
    """Return the level of the schools counted directly before those of one owner, also in the line above."""
    near = page.raw.count("\n", before.row["end"], row["start"]) <= 1
    counted = before.concept.population == "school" and before.concept.school_level_basis != "unknown"
    return before.concept.school_level if near and counted and before.row["unit"] == row["unit"] else ""


_RANKED = re.compile("(?:国家|[省市县区校])级(?:及?以上)?(?:[^,、\\d]{0,4}骨干教师|学科带头人|名师|教学能手)")
_TAKES_PART = re.compile("(?:参与|参加)(?:率|面)$")
_WHOLE_PLACE = re.compile(r"\s*全[省市县区旗州盟]")  # 全市还资助困难学生8.4万人次
_OF_THE_WHOLE = re.compile(r"\s*在?(?:在校学?生|学生|教职工|专任教师|教师)(?:总数)?中[,:]?")  # 在校生中,寄宿生620人
_OF_BOTH = re.compile(r"[(（]园[)）]")
_BASIC = re.compile(r"中小学(?:校)?\d+所[^。;]{0,6}幼儿园\d+所|幼儿园\d+所[^。;]{0,6}中小学(?:校)?\d+所|中小学、幼儿园")
_GOES_ON = frozenset({"to_higher", "going_on"})
_OF_SECTOR_ALONE = re.compile("(?:公办|民办|普惠性?(?:民办)?|非普惠性?(?:民办)?)性?|城区|镇区|城镇|县城|乡镇|乡村|农村")
_ALL_OF_THEM = re.compile(r"[^,。;]{0,8}?(?:全部|均|都|皆|中[,有])")
_IN_ALL = re.compile("全[省市州国]共?$")


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
_COUNTS_IN = re.compile(r"\((?:含|包括)(?:在园)?(?:幼儿园?|学前)")  # 在校生(含在园幼儿): of all levels, and these


@lru_cache(maxsize=65536)
def _find_narrowing(text: str, lexicon: Lexicon) -> dict[str, str]:
    """Return owner, area and programme of the schools that a sentence begins with, if it names no other ones."""
    words = lexicon.cut(text)[0]
    ends = [n for n, word in enumerate(words) if {"population", "school_level"} & {facet for facet, _ in word.facets}]
    while ends and ends[0] + 1 < len(words) and words[ends[0]].end == words[ends[0] + 1].start:
        ends[0] += 1  # 各级各类民办学校
    found: dict[str, set[str]] = {}
    for number, word in enumerate(words):
        for facet, code in word.facets:
            if facet in OF_SCHOOLS:
                found.setdefault(facet, set()).add(code if ends and number <= ends[0] else "")
    return {facet: codes.pop() for facet, codes in found.items() if len(codes) == 1 and "" not in codes}


def _is_of_colleges(concept: Concept, near: Concept, row: dict, before: Row) -> bool:
    """Say whether pupils and staff are those of the colleges that the row before in the sentence counts."""
    same = row["sentence_start"] == before.row["sentence_start"]
    return same and near.school_level in OF_PERSONS and not near.event and is_statistic(concept)


def _drop_degree(concept: Concept, level: str) -> Concept:
    """Return a ratio without the degree that stands before it by chance: 小学…本科 生师比17:1."""
    chance = concept.measure == "ratio" and concept.programme in DEGREES and level not in (*OF_PERSONS, "all")
    return replace(concept, programme="") if chance else concept


def _has_own_noun(concept: Concept, subject: str, near: Concept) -> bool:
    """Say whether a subject itself says what is counted, not only which of the persons before are meant.

    中小学生体质健康合格率97%;总体近视率48% is a rate of the same pupils.
    """
    if concept.population == near.population == "pupil" and concept.measure == near.measure == "other_rate":
        return "学生" in subject or "儿童" in subject
    return concept.population not in TEACHING or bool(_TEACHER.search(subject))


def _take_persons(concept: Concept, subject: str, near: Concept, of_which: bool) -> Concept:
    """Return the concept of 本科及以上学历占比 behind 小学专任教师62人: a share of these; so is 流失率.

    of_which says that 其中 or 占 names it as a part of the number directly before: 专任教师62人,其中骨干教师9人.
    """
    if subject == "流失率" and near.population in TEACHING:
        return replace(concept, population="teacher", measure="other_rate", attribute="turnover")
    if concept.population != "teacher" or near.population not in TEACHING:
        return concept
    own_level = concept.school_level_basis == "stated" and concept.school_level != near.school_level
    of_which = of_which and not own_level
    of_these = near.population == "full_time_teacher" and (of_which or _OF_THE_SAME.fullmatch(subject))
    if _TEACHER.search(subject) and not of_these:
        return concept
    facets = {name: getattr(concept, name) or getattr(near, name) for name in ("sector", "area", "event")}
    if concept.measure == "other_rate" or not OWN_ACTS.isdisjoint(concept.attribute.split()):
        facets["event"] = concept.event  # 招聘教师360名,科学教师配备达标率90%
    return replace(concept, population=near.population, **facets)


def _take_purpose(concept: Concept, subject: str, near: Concept) -> Concept:
    """Return the concept of 每人每年 behind 资助学生62人: money for the same."""
    if concept.population != "money" or not _PER_HEAD.fullmatch(subject) or concept.event or concept.attribute:
        return concept
    facets = {name: getattr(near, name) for name in ("sector", "area", "group", "attribute", "event", "programme")}
    if near.school_level_basis != "unknown":
        facets |= {"school_level": near.school_level, "school_level_basis": "inherited"}
    return replace(concept, measure="per_head", **facets)
