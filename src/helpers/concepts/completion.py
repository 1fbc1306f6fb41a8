"""Completing a subject that leaves out its noun by what was counted before it: 其中小学1.2万人, 招2730人, 缺口600个."""

from __future__ import annotations

import re

from helpers.concepts.chain import Row, is_near
from helpers.concepts.facets import NOTHING, Concept, replace
from helpers.concepts.funds import complete_by_fund
from helpers.concepts.joining import TEACHING
from helpers.concepts.lexemes import Lexicon
from helpers.concepts.marked_lists import Head, is_part
from helpers.concepts.pages import Page
from helpers.concepts.parsing import parse_concept
from helpers.concepts.parts import OWN_ACTS

_NOUNS = {  # what completes 其中小学1.2万人
    "pupil": "学生",
    "entrant": "招生",
    "graduate": "毕业生",
    "full_time_teacher": "专任教师",
    "teacher": "教师",
    "staff": "教职工",
    "place": "学位",
    "course": "专业",
    "class": "班级",
    "training": "培训",
}
_PERSONS = frozenset({"人", "名"})
_ENROLMENT = re.compile("招生(?:计划|工作|简章|方案|公告|名额)")
_CHANGED = re.compile(
    "(?:比上?年|同比|年)?(?:增长|增加|下降|减少|增幅|降幅|跌幅|增速|年增|升幅"
    "|下跌|上升|下滑|回落|微[增减升降跌]|[净略][增减]|锐减|激增)(?:率)?"
)


def complete(
    row: dict, place: str, page: Page, before: Row | None, lexicon: Lexicon, head: Head | None = None
) -> Concept:
    """Return the concept of a subject that names only which part (其中小学1.2万人) of what the row before counts.

    Or of what the line above its list does (head). A false one if that counts something else, or the words are not
    understood with its noun either.
    """
    if _TERM.fullmatch(row["subject"]):  # 国家助学金:春季1562人
        return parse_concept(page.read_label(row["start"]), row["unit"], row["kind"], place=place, lexicon=lexicon)
    near = before.concept if before and is_near(row, before.row, page) else NOTHING
    if near.population in _BASED and _FOR_A_HUNDRED.fullmatch(row["subject"]) and row["unit"] == before.row["unit"]:
        return replace(near, measure="per_head")  # 计算机620台,每百名学生12.8台
    if near.population == "class" and row["unit"] == "人" and _EACH_CLASS.search(row["between"]):
        return replace(near, measure="average", attribute="class_size", event="")  # 小学620个班,平均36.2人
    if near.population == "school" and (found := _complete_of_schools(row, before.row, near, place, page)):
        return found
    if near.population == "money" and row["kind"] == "share" and _BORNE.fullmatch(row["subject"]):
        return parse_concept("资金" + row["subject"], row["unit"], "share", place=place, lexicon=lexicon)
    if near.population in _BOUGHT and row["unit"] == "元" and _SPENT.fullmatch(row["subject"]):
        return replace(near, population="money", measure="amount")  # 资源教室新建2间,花了36万元
    if near.population == "money" and row["unit"] == "元" and _PAID_OUT.fullmatch(row["subject"]):
        return replace(near, measure="amount")  # 生活补助每人每月300元,去年发了620万元
    if near.population == "money" and row["unit"] == "元" and _GIVEN_BEFORE.match(row["subject"]):
        own = (code for code in near.attribute.split() if code not in _TIERS)
        return replace(near, measure="amount", attribute=" ".join(own))  # 连同上年年底提前下达的4.2亿元
    if near.population == "school" and row["unit"] == "元" and _FOR_A_SCHOOL.fullmatch(row["subject"]):
        return replace(near, population="money", measure="average", attribute="", event="")  # 补助116所园,平均每所…
    if near.population in _AIDED and row["unit"] == "元" and _is_paid_to(row, before.row):
        paid = near.event or "supported"
        return replace(near, population="money", measure="amount", event=paid)  # 寄宿生620人、31万元
    if near.population == "child" and row["subject"].endswith("入学") and row["unit"] == before.row["unit"]:
        return replace(near, population="pupil")  # 残疾儿童312人,已入学308人
    if near.population == "pupil" and row["unit"] in _PERSONS and row["subject"] == "一年级":
        return replace(near, measure="count", of="", attribute="first_grade")  # 一年级学生 would be new ones
    if "hazard" in near.attribute and _RECTIFIED.fullmatch(row["subject"]) and row["unit"] == before.row["unit"]:
        return replace(near, attribute="hazard rectified")  # 排查隐患274处,完成整改251处
    changed = row["subject"] == before.row["subject"] or _CHANGED.fullmatch(row["subject"]) if near else False
    if changed and (row["kind"] in ("growth", "change") or (row["unit"] == "%" and _CHANGED.fullmatch(row["subject"]))):
        return near  # 普通小学62所,下降3.3%
    near = head[1] if not near and head and is_part(row, head) else near
    beside = row["kind"] == "level" and not _PART_OF.search(row["between"])  # 学生中,原住民41人、低收入户28人
    if beside or near.measure not in ("count", "share"):
        near = _read_among(row, place, page, lexicon) or near
    if row["unit"] == "元" and (given := complete_by_fund(row, place, page)):
        return given
    noun, near = _find_noun(row, near, page, lexicon)
    of_these = near.measure in ("count", "share") or (row["kind"] == "share" and near.population in TEACHING)
    if not noun or row["kind"] not in ("level", "share") or not of_these:
        return NOTHING
    found = parse_concept(row["subject"] + noun, row["unit"], row["kind"], place=place, lexicon=lexicon)
    if near.population == "entrant" and found.population == "pupil" and row["kind"] == "share":
        found = replace(found, population="entrant")  # 招了620人,其中五年制学生180人,占29%
    if not found and row["unit"] in _PERSONS and near.population in _IN_CLASSES and row["subject"].endswith("班"):
        classes = parse_concept(row["subject"], "个", "level", place=place, lexicon=lexicon)
        found = replace(near, attribute=classes.attribute) if classes.population == "class" else found
    if not found or found.population != near.population:
        return NOTHING
    left = before and _LEFT_BRACKET.match(row["between"])
    names = ("event",) if left else _HANDED_ON
    if before and _SIDE_BY_SIDE.search(row["told"]) and ";" in row["between"]:
        names = ("event", "area")  # 专任教师中女教师620人;50岁以上的占27%
    rated = found.measure == "other_rate" and found.population in TEACHING  # 招聘教师62名,教师配备达标率90%
    names = names if OWN_ACTS.isdisjoint(found.attribute.split()) and not rated else ()
    own = (found.programme and near.attribute in _DEGREES) or near.attribute == "half_day"
    if own:  # 硕士课程2万人,学士课程3万人: a course has its own degree; 半日制620人,全日制310人
        names = tuple(name for name in names if name != "attribute")
    return replace(found, **{name: getattr(found, name) or getattr(near, name) for name in names})


def _complete_of_schools(row: dict, before: dict, near: Concept, place: str, page: Page) -> Concept:
    """Return the concept of persons behind schools who have no noun, or of a share of those that one owner runs.

    小学205所,6.12万人; 民办学校4所,在校生占4.3%. The share of what was counted has its noun: 寄宿制小学38所,占44.2%,
    and in one county of them all: 小学128所,占全市的47.6%.
    """
    here = row["sentence_start"] == before["sentence_start"] and not near.event
    beside = _BESIDE.fullmatch(page.read(before["end"], row["start"] + 1))
    if here and beside and row["kind"] == "level" and row["unit"] == "人" and row["subject"] == before["subject"]:
        return replace(near, population="pupil")
    of = row["subject"].removeprefix(before["subject"]) if row["kind"] == "share" and before["kind"] == "level" else ""
    if of == "占比" or (of != row["subject"] and of.startswith("占全")):
        said = f"{before['subject']}学校{of}"
        return parse_concept(said, row["unit"], "share", place=place, lexicon=page.lexicon)
    if here and near.sector and row["kind"] == "share" and _ENROLLED_SHARE.fullmatch(row["subject"]):
        return parse_concept(
            before["subject"] + row["subject"], row["unit"], "share", place=place, lexicon=page.lexicon
        )
    return NOTHING


def _find_noun(row: dict, near: Concept, page: Page, lexicon: Lexicon) -> tuple[str, Concept]:
    """Return the noun that a subject leaves out, and what is counted: that of the row before (near), of the title."""
    subject = row["subject"]
    if row["unit"] == "个" and _LACK.search(subject):  # 城区学位紧张,缺口600个
        places = _PLACES.search(page.read_line(row["start"]))
        return ("学位", _SEATS) if places else ("", near)
    if subject.endswith("招") and near.population == "entrant":
        return "生", replace(near, attribute="" if row["unit"] in _PERSONS else near.attribute)
    if row["unit"] in _PERSONS and subject.endswith("招"):  # 中职招8105人; 招2730人 behind what others admit
        return ("生", _ENTRANTS) if _admits(subject[:-1].removesuffix("计划"), row, page, lexicon) else ("", near)
    if near.population in _NOUNS and (near.population != "course" or "specialty" in near.attribute.split()):
        return _NOUNS[near.population], near
    if row["unit"] in _PERSONS and _ENROLMENT.search(page.title):
        return "招生", _ENTRANTS  # 燎原中学480人 in a plan of enrolment
    return "", near


def _admits(who: str, row: dict, page: Page, lexicon: Lexicon) -> bool:
    """Tell whether those who 招 so many are schools: 中职招8105人, 县职教中心今年招620人, 这所学校今年招了620人."""
    if _is_level(who, lexicon):
        return True
    if _SOMETIME.fullmatch(who):
        return bool(_THIS_SCHOOL.search(row["told"]))
    return bool(_THIS_SCHOOL.search(who)) and parse_concept(who, "所", "level", lexicon=lexicon).population == "school"


_ENTRANTS, _SEATS = Concept("entrant", "count"), Concept("place", "count")
_SOMETIME = re.compile("(?:今年|去年|前年|当年|本年度?|上年|秋季|共|总共|一共|只|就)*")
_THIS_SCHOOL = re.compile(r"(?:学校|学院|中心|中学|高中|一贯制|小学|幼儿园|职[中高]|中专|技校)[^,。;\d]{0,8}$")


def _read_among(row: dict, place: str, page: Page, lexicon: Lexicon) -> Concept:
    """Return of whom a sentence begins to count parts, a false concept if of none: 录取新生中,县外生源62人."""
    among = _AMONG.match(row["told"]) if row["unit"] in _PERSONS else None
    return parse_concept(among[1], row["unit"], "level", place=place, lexicon=lexicon) if among else NOTHING


def _is_level(words: str, lexicon: Lexicon) -> bool:
    found, rest = lexicon.cut(words)
    return not rest and {facet for word in found for facet, _ in word.facets} == {"school_level"}


def _is_paid_to(row: dict, before: dict) -> bool:
    """Say whether a sum stands behind persons, with their subject and in their sentence: it is paid to them."""
    same = row["subject"] == before["subject"] and row["sentence_start"] == before["sentence_start"]
    return same and row["kind"] == before["kind"] == "level" and before["unit"] in _COUNTED_PERSONS


_IN_CLASSES = frozenset({"pupil", "entrant"})  # 录取新生中,贯通班62人
_AMONG = re.compile(r"\s*(?:在)?([^,;:。\d]{1,8}生)[中里],")
_PART_OF = re.compile("其中|[(。;]")
_BESIDE = re.compile("[,、]\\d")
_BORNE = re.compile(
    "(?:中央|省级?|[市州县区旗]级?|市县|地方)(?:两级)?(?:财政)?(?:负担|承担|分担)"
)  # 中央负担60%,省级负担28%
_BOUGHT = frozenset({"device", "computer", "book", "other", "floor_area", "sports_area"})
_SPENT = re.compile("(?:一共|共|总共|合计|仅此)*(?:花|花费|用|用去|耗资)")
_ENROLLED_SHARE = re.compile("(?:在[校园])?(?:学?生|幼儿|人数)占(?:比|比例)?")
_PAID_OUT = re.compile("(?:全年|共|累计|已|计|合计)*(?:发|发放|支付|拨付|兑现|补)")
_GIVEN_BEFORE = re.compile("(?:连同|加上)[^,。;]{0,10}(?:提前|已经?|前期|此前)(?:下达|拨付|预拨|安排)")
_TIERS = frozenset({"central", "provincial", "prefecture", "county"})
_AIDED = frozenset({"pupil", "child"})
_COUNTED_PERSONS = frozenset({"人", "人次", "名"})
_TERM = re.compile("[春秋]季?(?:学期)?|[上下]半年")
_LACK = re.compile("缺口|尚缺|仍缺")
_PLACES = re.compile("学位[^;。]*$")
_EACH_CLASS = re.compile("^(?:教学)?班?[,(]?(?:班均|平均|每班)(?:每班|班额|人数|学生)*(?:为|有|是|达到?)?$")
_BASED = frozenset({"computer", "device", "book"})
_FOR_A_HUNDRED = re.compile("(?:平均)?(?:每百?名?|百名)学?生(?:拥有|配有|配备)?")
_RECTIFIED = re.compile(
    "(?:已|现已|均已|其中已)?(?:完成|落实|督促)?(?:整改|治理|销号|消除|化解)(?:完成|到位|完毕|销号|消除|了)?"
)
_FOR_A_SCHOOL = re.compile("(?:平均|校均)?每(?:所|校|园)(?:学校|幼儿园)?(?:平均)?")
_HANDED_ON = ("event", "group", "area", "attribute")
_DEGREES = frozenset({"doctoral", "master_degree", "postgraduate", "bachelor"})
_SIDE_BY_SIDE = re.compile(
    r"^\s*(?:[全我][市县区旗省州盟])?(?:专任教师|教职工|教师|在校学?生)(?:队伍)?[中里],?[^。]*;[^;。]*$"
)
_LEFT_BRACKET = re.compile("[^()（）]*[)）]")  # 小学1.7万人(寄宿生5230人);初中9318人: of these not all board
