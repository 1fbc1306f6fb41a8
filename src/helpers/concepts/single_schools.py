"""What one school has, named or only pointed at: 燎原中学投资680万元, 这所小学, 该项目."""

from __future__ import annotations

import re
from functools import lru_cache

from helpers.concepts.facets import DEGREES, Concept, get_codes, replace
from helpers.concepts.levels import OWN_SCHOOLS, read_level
from helpers.concepts.lexemes import Lexicon, clean
from helpers.concepts.names import find_school, find_unnamed
from helpers.concepts.own_school import find_own_programme, find_own_school, find_told, tells_of_it
from helpers.concepts.pages import Page
from helpers.concepts.subjects import get_names

_NOT_OF_A_SCHOOL = frozenset({"county", "school_group", "tutoring", "school"})
_THROUGH = {"九年": "nine_year", "十二年": "twelve_year", "完全中学": "complete"}
_OURS = re.compile("[我本][市县区旗州盟](?![级直属])")  # 2022年我区新增学位6200个 is of the whole place
_PROFILE = re.compile("^(?:学校|学院|我校|我院|本校|校情)(?:简介|概况|介绍|总览)$|大学城")
_CAMPUS = re.compile(  # 燎原小学, no 办好家门口的学校, 变化在小学
    r"^(?!让|推[进动]|打造|提升|优化|聚焦|关爱|走进|服务|[办建做守管用上]好)[^,。;:]*(?<![在是到])(?:小学|中学|学校|幼儿园|校区)$"
)
_LABEL = re.compile(r"\D?\d?[^\d,;:]{2,24}[。]")  # 1.燎原中学扩建工程。


def make_of_school(concept: Concept, row: dict, near: Concept, page: Page, told_of: bool, lexicon: Lexicon) -> Concept:
    """Return the concept of what one school has, with owner, programme and level of the school before or the title.

    near is the concept of the row before, told_of says whether it is of one school, too.
    """
    kind = _find_unnamed(row, page) if concept.school_level_basis != "stated" else ""
    level = _read_kind(kind, row, page, lexicon) if kind else ""
    place = row["place"] or page.article["place"]
    told = (row["subject"], *page.read_before(row["start"])[:2]) if kind and not level else ()
    named = any(find_school(text, place, lexicon) for text in told) or lexicon.find_levels(row["subject"]) - {""}
    if level or (kind and not named):
        basis = "inherited" if level else "unknown"
        through = next((code for word, code in _THROUGH.items() if kind.startswith(word)), concept.programme)
        stated = {"school_level": level or "unknown", "school_level_basis": basis, "programme": through}
        return replace(concept, coverage="subset", **stated)
    its = told_of or near.population == "school"  # what the row before says of a school is of this one
    programme = near.programme if its and near.programme not in {*DEGREES, "adult"} else ""
    sector = near.sector if its else ""
    facets = {"programme": concept.programme or programme, "sector": concept.sector or sector}
    concept = replace(concept, coverage="subset", **facets)
    if concept.school_level == "secondary":  # 燎原中学 in a plan of senior secondary schools
        above = read_level(row["subject"].partition("占")[2], lexicon)  # 燎原中学随迁子女占初中在校生的四成
        above = above or page.find_heading(row["start"]) or read_level(page.title, lexicon)
        above = above or find_own_school(page.words, page.article["place"], lexicon, page.title)
        return replace(concept, school_level=_meet(concept.school_level, above) or concept.school_level)
    own = find_told(page, row["start"]).replace("unknown", "")
    if own and _yields(concept):
        return _go_through(replace(concept, school_level=own), page, lexicon)
    if concept.school_level != "unknown":
        return concept
    level = near.school_level if told_of and near.school_level_basis != "unknown" else ""
    level = own if near.school_level_basis == "inherited" and own else level or own or read_level(page.title, lexicon)
    level = level or find_own_school(page.words, page.article["place"], lexicon, page.title)
    if level in ("", "unknown"):
        return concept
    return _go_through(replace(concept, school_level=level, school_level_basis="inherited"), page, lexicon)


def _go_through(concept: Concept, page: Page, lexicon: Lexicon) -> Concept:
    """Return a concept of the school that a text is about with its programme, where that has several stages."""
    place = page.article["place"]
    if concept.programme or concept.school_level != find_own_school(page.words, place, lexicon, page.title):
        return concept
    return replace(concept, programme=find_own_programme(page.words, place, lexicon, page.title))


def _yields(concept: Concept) -> bool:
    """Tell whether a level that words before hand on yields to that of the school told of: 去年中考…。48个班坐着…"""
    handed_on = concept.school_level_basis == "inherited" and concept.school_level != "adult"
    return handed_on and concept.population in _OF_A_SCHOOL


_OF_A_SCHOOL = frozenset({"class", "pupil", "staff", "teacher", "full_time_teacher", "floor_area", "site_area"})


def _read_kind(kind: str, row: dict, page: Page, lexicon: Lexicon) -> str:
    """Return the level of a school that a sentence only points at: 这所小学, 这所学校 behind one that is named."""
    level = read_level(kind, lexicon) or _read_named(page.read_before(row["start"])[1:2], lexicon)
    return level or find_told(page, row["start"]).replace("unknown", "")


def _read_named(before: list[str], lexicon: Lexicon) -> str:
    """Return the one level that the sentence before names where it counts no schools: 走进甲小学…。这所学校占地42亩."""
    return read_level(before[0], lexicon) if before and not _COUNTED.search(before[0]) else ""


_COUNTED = re.compile(r"\d[所个名人]")


def _meet(one: str, other: str) -> str:
    """Return the level that two levels share: 中学 and 高中阶段 are senior secondary schools; "" if none is."""
    stages = get_codes("school_level")
    both = stages.get(one, frozenset()) & stages.get(other, frozenset())
    return next((level for level, own in stages.items() if both and own == both), "")


def is_of_school(concept: Concept, row: dict, place: str, page: Page, told_of: bool, lexicon: Lexicon) -> bool:
    """Tell whether a row is about one school that it, its sentence, or the row before it (told_of) names."""
    if row["cell"] or concept.of == "sector":
        return False  # 新建第五幼儿园,公办园在园幼儿占比提到65%: of all kindergartens
    titled = _names_school(page.title, place, lexicon) and not page.is_collective(row["start"])
    if concept.population in _NOT_OF_A_SCHOOL and concept.attribute != "partner_firm":
        return bool(titled) and concept.population == "school"  # 大学城…高校11所
    if titled or find_school(row["subject"], place, lexicon) or row["subject"].startswith(page.named_schools or " "):
        return True
    if _find_unnamed(row, page) or _points_at_one(row, place, page, lexicon):
        return True
    if find_own_school(page.words, page.article["place"], lexicon, page.title) and tells_of_it(row["told"]):
        return True
    own = find_told(page, row["start"])
    if own and (concept.school_level in ("unknown", own) or _yields(concept)):
        return True
    told, label = page.read_before(row["start"]), page.read_label(row["start"])
    if label and _CAMPUS.search(label) and lexicon.cut(clean(label, ()))[1]:
        return True  # 燎原幼儿园:9个班
    labelled = len(told) > 1 and _LABEL.fullmatch(told[1])
    if find_school(told[0], place, lexicon) or (labelled and find_school(told[1], place, lexicon)):
        return True
    if len(told) > 1 and _HERE.match(told[0]) and _AT_A_SCHOOL.search(told[1]):
        return True
    if not told_of:
        return False
    ours = _OURS.search(row["told"])
    summed = concept.population == "place" and concept.event and _SUMS_UP.search(row["told"])
    ended = (
        ours
        or summed  # 新投用三中(设36个班)、枫林幼儿园(设12个班)。新增学位共5220个
        or _ACTS_ANEW.match(told[0])
        or _tells_of_place(_OF_YEAR.sub("", told[0]), place)
        or told[1:2] == [""]
        or OWN_SCHOOLS.search(row["subject"])
        or concept.school_level_basis == "stated"
    )
    return not ended and _OF_ALL_PUPILS.isdisjoint(concept.attribute.split())


def _tells_of_place(told: str, place: str) -> bool:
    """Tell whether words open with the short name of a place, which is what they tell of: 天长拿出编制招教师."""
    short = get_names(place)[1:]
    return bool(short) and told.startswith(short[0]) and not told.startswith(place)


_SUMS_UP = re.compile(r"(?:共|合计|总计)(?:计|新增|增加|提供|可)*(?:学位)?$")
_OF_YEAR = re.compile(r"^\s*(?:[今去]年|20\d\d年)?,?")
_HERE = re.compile(r"\s*[^,。;]{0,6}[这那](?:里|儿|所学校)(?:共|现|只|仅|已)?有")
_AT_A_SCHOOL = re.compile("(?:是|来到|走进|抵达)[^,。;\\d]{2,14}(?:小学|中学|学校|幼儿园|中专|一中|二中)。\\s*$")


def _points_at_one(row: dict, place: str, page: Page, lexicon: Lexicon) -> bool:
    if _THESE.match(row["told"]):
        return True
    if not _THIS_PROJECT.match(row["told"]):
        return False
    before = "".join(page.read_before(row["start"])[1:2])
    return not _PROGRAMME.search(before) or find_school(before, place, lexicon)


def _find_unnamed(row: dict, page: Page) -> str:
    if not _ONE_OF.search(row["told"]):
        return ""
    return find_unnamed(row["told"], page.read_sentence(row["sentence_start"], row["sentence_end"]))


_ONE_OF = re.compile("所|的新|一处")
_THESE = re.compile(  # 新学校迎来首批学生。3所学校总投资2亿元,提供学位1900个
    r"\s*[“\"]?(?:(?:这|上述|以上|[\u4e00-\u9fff]{0,4}(?<!全.))?[\d两三四五六七八九]所(?:新建?)?(?:一共|总共)?(?:学校|校区|小学|初中|高中|幼儿园)(?:一共)?[共总合建占可设开提]"
    r"|我们(?:这里|学校|校|园)|全校(?!长))[^。]*$"
)
_THIS_PROJECT = re.compile(  # 该项目投资620万元
    r"\s*[“\"]?(?:(?:[^,;。:\d]{2,10},)?(?:该|这个|这一)(?:建设|扩建|改扩建|迁建)?(?:项目|工程)(?!资金|中|区|库|[县校学]))[^。]*$"
)
_PROGRAMME = re.compile(  # 教育局实施薄弱学校改造项目。该项目投资1.2亿元
    r"(?:实施|启动|推进)[^,。;:]{0,16}(?:工程|项目|行动|计划)|各[校地县]|\d所|\d个?项目"
)
_ACTS_ANEW = re.compile(  # 柳林小学建成招生;改造食堂12所: the place goes on with what it does
    r"(?:\s*[((]?[一二三四五六七八九十\d]{1,2}[))、.])?(?:计划|拟)?"
    "(?:新建|改建|扩建|改扩建|改造|维修|更新|添置|购置|实施|完成|引进|招聘|发放|资助|交流轮岗|争取[^,。;]{0,6}资金)(?!后)|投[资入][^,;。]{1,10}(?:实施|改造|新建|购置|用于)"
    "|另(?:外|行)?,?(?:投[资入]|安排|争取|筹[集措]|新建|改建|扩建|改造|维修|更新|购置|实施)"
)
_OF_ALL_PUPILS = frozenset({"meals", "loan"})  # schemes of a whole place, told of behind what one school has


@lru_cache(maxsize=4096)
def _names_school(title: str, place: str, lexicon: Lexicon) -> bool:
    """Tell whether a title says that a text is about one school."""
    return bool(_PROFILE.search(title)) or find_school(title, place, lexicon)
