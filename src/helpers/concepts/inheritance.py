"""What the words and the row before a quantity hand on to it: the level of education, who is meant, whose school."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from helpers.concepts.definitions import Held
from helpers.concepts.facets import Concept, contains, get_codes, replace
from helpers.concepts.joining import TEACHING, join_levels
from helpers.concepts.lexemes import Lexeme, Lexicon, clean
from helpers.concepts.names import find_school
from helpers.concepts.pages import Page
from helpers.concepts.parsing import parse_concept
from helpers.concepts.parts import narrow_through_schools, take_base, take_counted, take_whole

_LEVELLESS = frozenset({"county", "resident", "school_group", "tutoring", "project"})
_STATISTICS = frozenset(
    {
        *("class", "pupil", "entrant", "graduate", "full_time_teacher", "staff", "floor_area", "site_area"),
        *("sports_area", "book", "computer"),
    }
)
_TAUGHT = frozenset({"teacher", "training", "course", "candidate"})
_WIDE = 3  # stages of a level that says too little of single schools: 基础教育
_TOLD_WIDELY = frozenset({"compulsory"})  # a story of how 义务教育优质均衡 is furthered tells of all its schools
_HOUSED = frozenset({"place", "school", "device"})
_RECOGNISED = {"balanced": "compulsory", "quality_balanced": "compulsory", "universal_inclusive": "preschool"}
_EXAM = re.compile("(?<!成人)(?<!自学)(?<!春季)(?<!职教)(?<!对口)高考|中考")
_EXAMS = frozenset({"gaokao", "zhongkao", "counterpart_exam", "academic_test", "self_study_exam"})
_LINES = frozenset({"admitted", "line", "bachelor_line", "first_tier_line", "bachelor_admitted"})
_WHOLE_SYSTEM = frozenset(
    {"public_budget", "fiscal_funds", "education_funds", "total_funds", "surcharge", "education_science_culture"}
)
_NOT_OF_A_SCHOOL = frozenset({"county", "school_group", "tutoring", "school"})
_OURS = re.compile("[我本][市县区旗州盟](?![级直属])")  # 2022年我区新增学位6200个 is of the whole place
_SCHOOLS = re.compile("学校(?:数|投入|投资|总投资)?$")
_OF_PERSONS = frozenset({"higher", "higher_vocational"})  # 招聘高校毕业生120人,培训教师300人次
_BETWEEN = re.compile(r"[、和与及]?")
_OF_WHICH = re.compile(r"其中[^,;:。]*$")
_OF_SCHOOLS = ("sector", "area", "programme")
_OF_SOME = frozenset({"dropout", "class_56_plus", "class_66_plus"})  # need not be looked for at every level
_DEGREES = frozenset({"bachelor", "postgraduate", "short_cycle"})
_COUNTED_PART = re.compile(
    r"(?:不足|不满|未满|少于|超过)\d+[人名](?:的|之)[^,;。]{0,8}$|\d+[人名](?:及?以[上下])(?:的|之)[^,;。]{0,8}$"
)
_CONDITION = re.compile(r"[^,;:。、()\d]{0,8}(?:超过|不足|低于|未达|达不到|存在)(?!的)")  # 2所小学超过2000人
_PROFILE = re.compile("^(?:学校|学院|我校|我院|本校|校情)(?:简介|概况|介绍|总览)$")
_SIZED = re.compile(r"\b(?:under|size)_\d")
_PARTS = re.compile(r"其中|[(（]")
_NOUNS = {  # what completes 其中小学1.2万人
    "pupil": "学生",
    "entrant": "招生",
    "graduate": "毕业生",
    "full_time_teacher": "专任教师",
    "teacher": "教师",
    "staff": "教职工",
    "place": "学位",
    "course": "专业",
}
_CAMPUS = re.compile(r"(?:小学|中学|学校|幼儿园|校区)$")
_LABEL = re.compile(r"\D?\d?[^\d,;:]{2,24}[。]")  # 1.燎原中学扩建工程。
_WHOLE_FUNDS = re.compile(
    "教育(?:经费)?总(?:投入|支出)|财政性教育|一般公共预算教育(?:经费|支出|投入)|(?:各类|各级)学生"
)
_WITH_KINDERGARTENS = re.compile(r"校[((](?:幼儿)?园[))]")
_WHOLE_PLACE = re.compile(r"(?:^|[,;:。\n、\d])\s*全[市县区旗省州盟](?:共有|现有|共|有|拥有)?[^,;:。]{0,6}$")
_TEACHER = re.compile("[师教员]")
_PERSONS = frozenset({"人", "名"})
_ENROLMENT = re.compile("招生(?:计划|工作|简章|方案|公告|名额)")
_CHANGED = re.compile(
    "(?:比上?年|同比|年)?(?:增长|增加|下降|减少|增幅|降幅|跌幅|增速|年增|升幅"
    "|下跌|上升|下滑|回落|微[增减升降跌]|[净略][增减]|锐减|激增)(?:率)?"
)
_OF_THE_SAME = re.compile(
    "[女男]教师|(?:正|副)?(?:教授|高级)(?:、副教授|职称)?(?:教师)?"
)  # 专任教师3100人,其中女教师1620人
_PER_HEAD = re.compile(
    r"^(?:平均|标准|按|为|金额)*(?:每(?:人|生|名)(?:每(?:学年|学期|年|月|天|餐))?)(?:标准|金额|补助)?$"
)


class Row(NamedTuple):
    """A row with its concept, to hand on to the next row of its text."""

    row: dict
    concept: Concept
    of_school: bool = False  # of one school that is named
    counted: Mapping[str, Concept] = MappingProxyType({})  # what the line has counted as a whole, the last one last
    held: tuple[Held, ...] = ()  # the definitions that hold behind it


def complete(row: dict, place: str, page: Page, before: Row | None, lexicon: Lexicon) -> Concept:
    """Return the concept of a subject that names only which part (其中小学1.2万人) of what the row before counts.

    A false one if the row before counts something else, or the words are not understood with its noun either.
    """
    near = before.concept if before and _is_near(row, before.row, page) else Concept()
    changed = row["subject"] == before.row["subject"] or _CHANGED.fullmatch(row["subject"]) if near else False
    if changed and (row["kind"] in ("growth", "change") or (row["unit"] == "%" and _CHANGED.fullmatch(row["subject"]))):
        return near  # 普通小学62所,下降3.3%
    noun = _NOUNS.get(near.population, "")
    if near.population == "course" and "specialty" not in near.attribute.split():
        noun = ""
    if not noun and row["unit"] in _PERSONS and _ENROLMENT.search(page.title):
        noun, near = "招生", Concept("entrant", "count")  # 燎原中学480人 in a plan of enrolment
    of_these = near.measure in ("count", "share") or (row["kind"] == "share" and near.population in TEACHING)
    if not noun or row["kind"] not in ("level", "share") or not of_these:
        return Concept()
    found = parse_concept(row["subject"] + noun, row["unit"], row["kind"], place=place, lexicon=lexicon)
    if not found or found.population != near.population:
        return Concept()
    left = before and _LEFT_BRACKET.match(page.read(before.row["end"], row["start"]))
    names = ("event",) if left else _HANDED_ON
    return replace(found, **{name: getattr(found, name) or getattr(near, name) for name in names})


_HANDED_ON = ("event", "group", "area", "attribute")
_LEFT_BRACKET = re.compile("[^()（）]*[)）]")  # 小学1.7万人(寄宿生5230人);初中9318人: of these not all board


def inherit(concept: Concept, row: dict, place: str, page: Page, before: Row | None, lexicon: Lexicon) -> Row:
    """Return a row with its concept and what its sentence, its line and the heading above say of it."""
    near = before.concept if before and _is_near(row, before.row, page) else Concept()
    if near:
        concept = _take_purpose(_take_persons(concept, row["subject"], near), row["subject"], near)
    concept = take_base(_take_exam(concept, row, page), row, page)
    if near:
        concept = take_counted(concept, row, before.counted, page, lexicon)
    concept = _take_level(concept, row, page, near, before, lexicon)
    if near:
        concept = take_whole(concept, row, before.row, near, page)
    if concept.programme:
        above = _read_label(page.read_label(row["start"]), lexicon) or page.find_heading(row["start"])
        concept = narrow_through_schools(concept, row, page, above)
    if not concept.sector and (concept.population == "school" or _is_statistic(concept)) and not row["cell"]:
        concept = replace(concept, sector="" if page.is_collective(row["start"]) else page.find_owner(row["start"]))
    if _is_of_school(concept, row, place, page, before, lexicon):
        return Row(row, _make_of_school(concept, row, near, page, before, lexicon), of_school=True)
    words = page.read(row["sentence_start"], row["start"])
    if concept.population in ("school", "class") and _CONDITION.match(page.read(row["end"], row["sentence_end"])):
        concept = replace(concept, coverage="subset")
    if (_COUNTED_PART.search(words) and not _SIZED.search(concept.attribute)) or (
        before and concept == before.concept and row["place"] == before.row["place"] and _OF_WHICH.search(words)
    ):
        concept = replace(concept, coverage="subset")
    if concept.attribute == "class_size" and _LIMIT.search(page.read(row["start"], row["end"])):
        concept = Concept()  # 班额56人及以上的班级: which classes are large, not how large they are
    return Row(row, concept)


_LIMIT = re.compile("以[上下]$")


def remember(found: Row, before: Row | None, page: Page) -> Row:
    """Return a row with what the line has counted as a whole up to it, for the parts that follow."""
    row, concept = found.row, found.concept
    kept = before and before.counted and not row["cell"] and page.share_line(before.row["start"], row["start"])
    counted = before.counted if kept else {}
    narrowed = concept.event or concept.group or concept.attribute or concept.coverage or not _is_open(concept)
    whole = counted.get(concept.population)
    part = whole and contains("school_level", whole.school_level, concept.school_level)
    if concept.measure == "count" and row["kind"] == "level" and not narrowed and not part:
        others = {population: each for population, each in counted.items() if population != concept.population}
        counted = others | {concept.population: concept}
    return found._replace(counted=counted)


def _make_of_school(
    concept: Concept, row: dict, near: Concept, page: Page, before: Row | None, lexicon: Lexicon
) -> Concept:
    """Return the concept of what one school has, with owner, programme and level of the school before or the title."""
    programme = concept.programme or (near.programme if near.programme not in {*_DEGREES, "adult"} else "")
    concept = replace(concept, coverage="subset", programme=programme, sector=concept.sector or near.sector)
    if concept.school_level == "secondary":  # 燎原中学 in a plan of senior secondary schools
        above = page.find_heading(row["start"]) or _read_label(page.title, lexicon)
        return replace(concept, school_level=_meet(concept.school_level, above) or concept.school_level)
    if concept.school_level != "unknown":
        return concept
    level = near.school_level if before and before.of_school and near.school_level_basis != "unknown" else ""
    level = level or _read_label(page.title, lexicon)
    return replace(concept, school_level=level, school_level_basis="inherited") if level else concept


def _meet(one: str, other: str) -> str:
    """Return the level that two levels share: 中学 and 高中阶段 are senior secondary schools; "" if none is."""
    stages = get_codes("school_level")
    both = stages.get(one, frozenset()) & stages.get(other, frozenset())
    return next((level for level, own in stages.items() if both and own == both), "")


def _is_of_school(concept: Concept, row: dict, place: str, page: Page, before: Row | None, lexicon: Lexicon) -> bool:
    """Tell whether a row is about one school that it, its sentence, or the row before it in the line names."""
    if row["cell"]:
        return False
    titled = _names_school(page.title, place, lexicon) and not page.is_collective(row["start"])
    if concept.population in _NOT_OF_A_SCHOOL:
        return bool(titled) and concept.population == "school"  # 大学城…高校11所
    if titled or find_school(row["subject"], place, lexicon):
        return True
    told, label = page.read_before(row["start"]), page.read_label(row["start"])
    if _CAMPUS.search(label) and not _is_understood(clean(label, ()), lexicon):
        return True  # 燎原幼儿园:9个班
    if any(find_school(text, place, lexicon) for text in (told[0], *filter(_LABEL.fullmatch, told[1:2]))):
        return True
    ours = _OURS.search(page.read(row["sentence_start"], row["start"]))
    ended = ours or told[1:2] == [""] or _SCHOOLS.search(row["subject"]) or concept.school_level_basis == "stated"
    return bool(before and before.of_school and not ended and _is_near(row, before.row, page))


@lru_cache(maxsize=4096)
def _names_school(title: str, place: str, lexicon: Lexicon) -> bool:
    """Tell whether a title says that a text is about one school."""
    return bool(_PROFILE.search(title)) or find_school(title, place, lexicon)


def _is_understood(label: str, lexicon: Lexicon) -> bool:
    return not lexicon.cut(label)[1]


def _take_exam(concept: Concept, row: dict, page: Page) -> Concept:
    """Return the concept of 报名6200人, 录取4100人 where the line or the title says of which examination."""
    codes = set(concept.attribute.split())
    if concept.population not in ("candidate", "entrant") or codes & _EXAMS or row["cell"]:
        return concept
    if concept.population == "entrant" and "admitted" not in codes:
        return concept
    named = _EXAM.search(f"{page.read_line(row['start'])} {page.title}")
    if not named:
        return concept
    exam, level = ("gaokao", "senior_secondary_general") if named[0] == "高考" else ("zhongkao", "junior_secondary")
    if concept.population == "entrant":
        level = "higher" if exam == "gaokao" else "senior_secondary"
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
        if not page.names_level(concept.school_level, row["sentence_start"], row["sentence_end"]):
            level = _find_other_level(concept.school_level, row, page, lexicon) or concept.school_level
            return replace(concept, school_level=level, school_level_basis="inherited")
    elif not row["cell"] and concept.population not in _LEVELLESS and concept.school_level == "unknown":
        level = "all" if _COUNTS_IN.search(row["subject"]) else _find_level(row, concept, page, lexicon)
        same = bool(before) and row["sentence_start"] == before.row["sentence_start"]
        if (
            not level
            and near
            and (same or near.school_level != "special")
            and near.school_level != "adult"
            and not _has_own_noun(concept, row["subject"])
        ):
            level = near.school_level if near.school_level_basis != "unknown" else ""
        if (
            not level
            and near.event == concept.event == "supported"
            and "loan" not in (concept.attribute, near.attribute)
        ):
            level = near.school_level if near.school_level_basis != "unknown" else ""
        if not level and near and _is_of_colleges(concept, near, row, before):
            level = near.school_level
        topic = "" if level else _find_topic(concept, page, lexicon)
        level = level or topic or ("all" if _is_of_all(concept, row, page) else "")
        if level:
            concept = _drop_degree(concept, level)
            above = (
                page.title if level == topic and concept.population == "place" else page.read_before(row["start"])[0]
            )
            narrowed = _find_narrowing(above, lexicon) if _is_open(concept) else {}
            return replace(concept, school_level=level, school_level_basis="inherited", **narrowed)
    return concept


_ALSO = re.compile("[(（](?:不?含|包括|不包括)[^()（）]*[)）]")  # 民办学校(含幼儿园)193所: of all levels


def _drop_also(text: str, lexicon: Lexicon) -> str:
    """Return words without the brackets that say what is counted too, if these do not list all levels."""
    return _ALSO.sub(lambda also: also[0] if _list_levels(also[0], lexicon) == ("all",) else "", text)


_COUNTS_IN = re.compile(r"\((?:含|包括)(?:在园)?(?:幼儿园?|学前)")  # 在校生(含在园幼儿): of all levels, and these


def _find_topic(concept: Concept, page: Page, lexicon: Lexicon) -> str:
    """Return the one level that the title of a text names, for the statistics of its schools; else ""."""
    levels = _list_levels(page.title, lexicon, of_persons=True) or _list_recognised(page.title, lexicon)
    if len(levels) != 1 or (levels[0] in _TOLD_WIDELY and page.article.get("genre") == "news"):
        return ""
    taught = concept.population in _TAUGHT and not concept.event
    narrow = len(get_codes("school_level").get(levels[0], ())) < _WIDE
    housed = narrow and (concept.population in _HOUSED or _is_of_topic(concept))
    return levels[0] if taught or housed or _is_statistic(concept) else ""


def _is_of_topic(concept: Concept) -> bool:
    """Say whether a number is of what its page is about: not the funds of the whole place, nor whom it recruits."""
    if concept.population in (*TEACHING, "child"):
        return not concept.event and concept.attribute != "births"
    return concept.population != "money" or _WHOLE_SYSTEM.isdisjoint(concept.attribute.split() or [""])


@lru_cache(maxsize=4096)
def _list_recognised(title: str, lexicon: Lexicon) -> tuple[str, ...]:
    """Return the levels of the recognition that a title is about: 优质均衡 is one of compulsory education."""
    codes = {code for word in lexicon.cut(title)[0] for facet, code in word.facets if facet == "attribute"}
    return tuple({_RECOGNISED[code] for code in codes & set(_RECOGNISED)})


def _is_of_all(concept: Concept, row: dict, page: Page) -> bool:
    """Say whether a number of no level is of all: of kindergartens too by its bracket, a total of the whole system by
    its definition, or a statistic of the whole place (全县共有教职工62人) or of a text that has counted all schools.

    Money of no stated purpose (教育支出, 累计投入) stays without a level, and so do events and titles of teachers.
    """
    if concept.population == "money" and concept.attribute != "equipment":
        return concept.measure in ("amount", "share") and bool(_WHOLE_FUNDS.search(row["subject"]))
    if _WITH_KINDERGARTENS.search(row["subject"]):
        return True
    if not _is_statistic(concept) or concept.group or concept.area or concept.programme:
        return False
    if _is_of_some(concept):
        return False
    if concept.measure not in ("count", "amount", "share", "per_head"):
        return False
    if page.find_heading(row["start"]):
        return False  # 全县教职工 below 学前教育: of which schools is not clear
    told = page.read(row["sentence_start"], row["start"])
    return bool(_WHOLE_PLACE.search(told)) or -1 < page.counts_all <= row["start"]


def _is_of_some(concept: Concept) -> bool:
    return not _OF_SOME.isdisjoint(concept.attribute.split())


def _is_open(concept: Concept) -> bool:
    """Say whether nothing narrows what is counted of schools: 在校生, behind 民办学校62所."""
    narrowed = any(getattr(concept, facet) for facet in _OF_SCHOOLS)
    return not narrowed and (_is_statistic(concept) or concept.population == "place")


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
            if facet in _OF_SCHOOLS:
                found.setdefault(facet, set()).add(code if ends and number <= ends[0] else "")
    return {facet: codes.pop() for facet, codes in found.items() if len(codes) == 1 and "" not in codes}


def _is_of_colleges(concept: Concept, near: Concept, row: dict, before: Row) -> bool:
    """Say whether pupils and staff are those of the colleges that the row before in the sentence counts."""
    same = row["sentence_start"] == before.row["sentence_start"]
    return same and near.school_level in _OF_PERSONS and not near.event and _is_statistic(concept)


def _drop_degree(concept: Concept, level: str) -> Concept:
    """Return a ratio without the degree that stands before it by chance: 小学…本科 生师比17:1."""
    chance = concept.measure == "ratio" and concept.programme in _DEGREES and level not in (*_OF_PERSONS, "all")
    return replace(concept, programme="") if chance else concept


def _find_other_level(level: str, row: dict, page: Page, lexicon: Lexicon) -> str:
    """Return the one level that the sentence names before a quote, where it excludes that of a heading; else ""."""
    text = page.read(row["sentence_start"], row["start"])
    levels = _list_levels(text, lexicon)
    own = _choose_level(levels, text) if levels else ""
    apart = own and not contains("school_level", own, level) and not contains("school_level", level, own)
    return own if apart else ""


def _has_own_noun(concept: Concept, subject: str) -> bool:
    """Say whether a subject itself says what is counted, not only which of the persons before are meant."""
    return concept.population not in TEACHING or bool(_TEACHER.search(subject))


def _is_near(row: dict, before: dict, page: Page) -> bool:
    """Say whether a row stands in the sentence of the row before, or in the next one of the same line."""
    if row["cell"] or before["cell"]:
        return False
    return row["sentence_start"] == before["sentence_start"] or page.share_line(before["start"], row["start"])


def _take_persons(concept: Concept, subject: str, near: Concept) -> Concept:
    """Return the concept of 本科及以上学历占比 behind 小学专任教师62人: a share of these."""
    if concept.population != "teacher" or near.population not in TEACHING:
        return concept
    if _TEACHER.search(subject) and not (_OF_THE_SAME.fullmatch(subject) and near.population == "full_time_teacher"):
        return concept
    facets = {name: getattr(concept, name) or getattr(near, name) for name in ("sector", "area", "event")}
    return replace(concept, population=near.population, **facets)


def _take_purpose(concept: Concept, subject: str, near: Concept) -> Concept:
    """Return the concept of 每人每年 behind 资助学生62人: money for the same."""
    if concept.population != "money" or not _PER_HEAD.fullmatch(subject) or concept.event or concept.attribute:
        return concept
    facets = {name: getattr(near, name) for name in ("sector", "area", "group", "attribute", "event", "programme")}
    if near.school_level_basis != "unknown":
        facets |= {"school_level": near.school_level, "school_level_basis": "inherited"}
    return replace(concept, measure="per_head", **facets)


def _find_level(row: dict, concept: Concept, page: Page, lexicon: Lexicon) -> str:
    """Return the one level that the words before a quote name, those of its clauses first; else that of a heading.

    What an earlier sentence names holds on for the statistics of its schools, not for money and events; 新建学校 names
    its own schools.
    """
    label = _read_label(page.read_label(row["start"]), lexicon)
    told = [_drop_also(text, lexicon) for text in page.read_before(row["start"])]
    for number, text in enumerate(told):
        if not text:
            return label
        if levels := _list_levels(text, lexicon, of_persons=concept.population == "graduate"):
            level = levels[-1] if concept.measure in ("average", "ratio") else _choose_level(levels, text)
            here = not any(each.endswith("。") for each in told[1 : number + 1])  # parts between semicolons
            near = here and (concept.population == "device" or concept.measure == "average") and not concept.event
            follows = not number or (level == "all" and not _is_of_some(concept)) or near or _is_statistic(concept)
            if level and follows and not _SCHOOLS.search(row["subject"]):
                return level
            if not level and not label and follows:
                return ""
            above = label or page.find_heading(row["start"])
            inside = level and above and here and contains("school_level", above, level)
            return level if inside and not _SCHOOLS.search(row["subject"]) else above  # below 高中阶段教育
    return label or page.find_heading(row["start"])


def _read_label(label: str, lexicon: Lexicon) -> str:
    levels = _list_levels(label, lexicon, of_persons=True)
    return levels[0] if len(levels) == 1 else ""


def _is_statistic(concept: Concept) -> bool:
    counted = concept.population in _STATISTICS or concept.attribute == "equipment"
    return (
        not concept.event and counted and "dropout" not in concept.attribute.split() and concept.measure != "other_rate"
    )


def _choose_level(levels: tuple[str, ...], text: str) -> str:
    """Return the one level of a text; where its parts are listed behind 其中, the level of the whole."""
    first, others = levels[0], set(levels[1:])
    if others - {first} and not (_PARTS.search(text) and all(contains("school_level", first, each) for each in others)):
        return ""
    return first


@lru_cache(maxsize=65536)
def _list_levels(text: str, lexicon: Lexicon, of_persons: bool = False) -> tuple[str, ...]:
    """Return the levels of education that a text names, in order; 小学、初中 are one."""
    found: list[tuple[int, str, bool]] = []
    for word in _keep_levels(lexicon.cut(text)[0]):
        level = dict(word.facets)["school_level"]
        end, before, listed = found[-1] if found else (0, "", False)
        between = text[end : word.start]
        if before and _BETWEEN.fullmatch(between):
            inside = listed and contains("school_level", before, level)
            both = before if inside else join_levels(before, level, joined=bool(between) or listed, beside=True)
            if both:
                found[-1] = (word.end, both, listed or bool(between))
                continue
        if of_persons or level not in _OF_PERSONS:
            found.append((word.end, level, False))
    return tuple(level for _, level, _ in found)


def _keep_levels(words: Iterable[Lexeme]) -> Iterable[Lexeme]:
    """Keep the words that name a level as such or its schools and pupils, not those of an examination or a rate."""
    for word in words:
        facets = dict(word.facets)
        if facets.get("programme") == "teaching_point":
            continue
        statistic = facets.get("population", "school") in ("school", "pupil", "entrant") and "measure" not in facets
        if statistic and "school_level" in facets and word.end - word.start > 1:
            yield word
