"""Which numbers are of some schools, classes or pupils only, and which only say how large those are that are meant."""

from __future__ import annotations

import re

from helpers.concepts.chain import Row
from helpers.concepts.facets import NOTHING, Concept, replace
from helpers.concepts.pages import Page

_SUCH = re.compile("[此这该]类|分布")
_WITH_PRIVATE = frozenset({"all", "basic", "preschool", "unknown"})
_BESIDE = re.compile(r"[^\n]*?[。;,(]另有民办")
_FAR = 120  # characters


SIZE = "the size of schools that are meant"
_COUNTED_IN = frozenset({"pupil", "child", "class"})
_LESS = re.compile("(?:不足|不满|未满|少于|低于|不到)$|^(?:不足|不满|未满|少于|低于|不到)")
_SMALL = "[^,。;、\\d]{0,10}(?:学校|小学|初中|教学点|幼儿园|村校|国小|国中)"
_OF_SMALL = re.compile(f"[的之]{_SMALL}")
_OR_LESS = re.compile(f"及?以[上下](?:者|[的之]?{_SMALL})")  # 100人以下的小学, 6班以下者98校
_OF_SIZE = re.compile(  # 7所小学在校生不到百人
    r"\d+所[^,;。、\d]{1,12}(?:不足|不到|未满|不满|少于|低于|超过|多于|达不到)"
)
_OF_WHICH = re.compile(r"其中[^,;:。]*$")
_COUNTED_PART = re.compile(
    r"(?:不足|不满|未满|少于|超过)\d+[人名](?:的|之)[^,;。]{0,8}$|\d+[人名](?:及?以[上下])(?:的|之)[^,;。]{0,8}$"
)
_FIGURE = re.compile(r"[\d百千]")
_LONGEST_PART = 40  # characters of what is looked for there
_CONDITION = re.compile(r"[^,;:。、()\d]{0,8}(?:超过|不足|低于|未达|达不到|存在)(?!的)")  # 2所小学超过2000人
_BY_SIZE = frozenset(
    {"class_46_plus", "class_56_plus", "class_66_plus", "running_costs"}
)  # 不足100人的学校按100人核定: all of them
_SIZED = re.compile(r"\b(?:under|size)_\d")
_SAMPLED = re.compile(r"(?:抽[取查样](?!取?的)|走访|暗访)[^。;:]*$")  # 随机抽取小学11所、初中3所; 走访了43所学校

# 抽查学校32所,其中小学11所; not what is found in them: 抽查学校32所,发现3所学校…, 抽查小学2所超过2000人
_INSPECTED = re.compile("(?:抽查|抽检|暗访)(?!中|发现)[^。;:,]*(?:,其中[^。;:,]*)?$")
_AT_FAULT = re.compile("(?:学校|小学|初中|幼儿园)?(?:超过|不足|未|没有|存在)")


_OF_UNITS = frozenset({"school", "staff", "teacher", "full_time_teacher", "pupil"})
_IN_ACCOUNTS = re.compile(
    "(?:纳入|列入)[^,。;]{0,20}(?:预算|决算)[^,。;]{0,8}(?:范围|编报|编制|单位)[^。]*$"
)  # 单位86个,其中小学41所
_ON_THE_BOOKS = re.compile("编制|在职|在编|在岗|离?退休")
_UNITS_IN_ACCOUNTS = re.compile(
    "(?:纳入|列入)[^,。;]{0,20}(?:预算|决算)[^,。;]{0,8}(?:范围|编报|编制)|(?:预算|二级|下属|所属)单位"
)
_REACHED_ONLY = re.compile("(?:补发|退回|涉及|惠及|覆盖|受益|服务|参与|参加|实施|开展|用于)(?!义务教育学校$)")
_FOR_NEW = re.compile("(?:为|给)[^,。;]{0,6}(?:新建?学校|新校|新园)[^,。;]{0,4}配[备齐置][^。;]*$")
_OF_TOWNS = re.compile(  # 在石潭镇、龙泉镇,初中在校生分别为612人和845人
    r"\s*(?:在|截至[^,]{2,9},)?(?:[\u4e00-\u9fff]{2,4}(?:镇|乡|街道|苏木)[、和与及]?){2,}(?:[两三四五六\d]个?(?:镇|乡|街道))?[,的]"
)


_OPENED = re.compile(r"[^,;。:、()]{0,10}(?:投入使用|交付使用|[投启]用|开学)(?!的)")
_NOT_YET = frozenset({"building", "planned_site", "new", "built", "enlarged"})
_CHOSEN = frozenset({"school", "class", "pupil", "teacher"})
_LIMIT = re.compile("以上.?$|以下[的班]$")


def settle_part(concept: Concept, row: dict, near: Concept, before: Row | None, page: Page) -> Concept:
    """Return the concept of a row with whether only some are counted: those of a size, sampled, pointed at, in towns.

    A false one if the number is the size of those that are meant: 学生不足100人的小学. near is the concept of
    the row before in its line.
    """
    words, behind = row["told"], page.read(row["end"], row["sentence_end"])
    if concept.measure == "share" and _is_share_of_place(concept, row, page):
        concept = replace(concept, of="place")
    opened = concept.population == "school" and _OPENED.match(behind)
    if opened and _OF_WHICH.search(words) and near and near.event in _NOT_YET:
        return replace(concept, event="opened")  # 开工21所,其中8所今年9月投入使用
    of_several = not row["place"] and page.article["place"] and _SIDE_BY_SIDE.search(words)
    of_several = of_several or (_THE_REST.search(words) and not row["cell"])
    if of_several or _is_of_some(concept, row, words, behind, page) or _is_named_again(concept, row, before, words):
        concept = replace(concept, coverage="subset")
    elif before and near and _is_at_some(concept, row, near, row["between"]):
        concept = replace(concept, area=near.area, coverage="subset")
    if concept.population == "school" and concept.measure == "count" and not concept.attribute + row["cell"]:
        inspected = _INSPECTED.search(words) and not _AT_FAULT.match(behind)
        concept = replace(concept, attribute="inspection" if inspected else "")
    if concept.population in _COUNTED_IN and not row["cell"] and _is_condition(row, words, behind, page):
        return Concept(problem=SIZE)
    if concept.population in _COUNTED_IN and not row["cell"] and _says_size(row, words, page):
        return replace(concept, coverage="subset")
    if concept.attribute == "class_size" and _LIMIT.search(page.read(row["start"], row["end"] + 1)):
        return NOTHING  # 班额56人及以上的班级: which classes are large, not how large they are
    return concept


def _is_share_of_place(concept: Concept, row: dict, page: Page) -> bool:
    """Tell whether a share is what one county has of all in its city: 甲县小学在校生5.3万人,占全市的40%.

    And that of the next county, where only a level seems to part them: 乙县小学在校生2.1万人,占16%.
    """
    place, own = row["place"], page.article["place"]
    if not place:
        return False
    if whole := _OF_ALL_THERE.search(row["subject"]):
        return place != own or not place.endswith(whole[1])
    again = concept.of == "level" and place != own and row["subject"].endswith("占比")
    return again and bool(_SHARED_OUT.search(page.read(max(0, row["start"] - _FAR), row["start"])))


_OF_ALL_THERE = re.compile("占全([国省市县区旗州盟])(?:的?(?:比例|比重|总量|总数))?$")
_SHARED_OUT = re.compile("占全[市县区旗州省盟][^,。;\\n]*%[,。;][^\\n]*$")
# 甲区、乙区新建学校5所, 永胜、宁蒗两县2.2万人,其余三县2.0万人, on the page of their city
_SIDE_BY_SIDE = re.compile(
    r"[\u4e00-\u9fff][市县区旗州盟][、和及与][\u4e00-\u9fff]{1,8}[市县区旗州盟]"
    r"|[、和及与][\u4e00-\u9fff]{2,4}[两二三四五][县市区旗]|(?:其余|其他|其它|剩余)[^,;。\d]{0,4}[县市区旗]"
)
_THE_REST = re.compile(
    r"(?:其余|其他|其它|剩余)[的各]?[县市区旗](?:\([县市区旗]\)|[县市区旗]{1,2})?(?:[一总]?共|合计|总计)?(?:有|为)?$"
)


def _is_at_some(concept: Concept, row: dict, near: Concept, between: str) -> bool:
    """Tell whether persons stand behind some schools of an area: 距边境20公里以内的乡村学校19所,在校生6350人."""
    theirs = near.coverage == "subset" and near.area and near.population in _OF_UNITS and not near.event
    bare = concept.population in _OF_UNITS - {"school"} and not (concept.area or concept.event or concept.coverage)
    return bool(theirs and bare and concept.school_level == "unknown" and between == "," + row["subject"])


def _is_of_some(concept: Concept, row: dict, words: str, behind: str, page: Page) -> bool:
    bare = not (concept.attribute or concept.event or concept.group) and concept.measure == "count"
    if bare and concept.population in _CHOSEN and _REACHED_ONLY.match(row["subject"]):
        return True  # 退回资金涉及学生127人, 实施幼儿园73所
    if bare and concept.population == "school" and _ACTED_ON.search(words):
        return True  # 对11所小学、4所初中发布预警
    if (
        concept.measure != "count"
        and _IN_EACH_COUNTY.search(words)
        and _OR_MORE.search(page.read(row["start"], row["end"]))
    ):
        return True  # 巩固率各县区都在97%以上: none has less, that of all is not told
    if concept.population in ("school", "class") and _CONDITION.match(behind):
        return True
    if (
        concept.measure in ("per_head", "average")
        and _OF_THOSE.search(words)
        and _BOUND.match(page.read(row["start"], row["end"]))
    ):
        return True
    if _tells_part(words[-_LONGEST_PART:]):
        codes = concept.attribute
        return not (_SIZED.search(codes) or not _BY_SIZE.isdisjoint(codes.split()))
    if row["cell"]:
        return False
    if concept.population in _OF_UNITS and (_IN_ACCOUNTS.search(words) or _goes_on_with_units(row, words, page)):
        return True
    if concept.population == "staff" and _ON_THE_BOOKS.search(row["subject"]):
        return bool(_UNITS_IN_ACCOUNTS.search(page.read_line(row["start"])))
    if concept.population in _CHOSEN and _SAMPLED.search(words):
        return True
    if concept.population in ("teacher", "full_time_teacher") and _FOR_NEW.search(words):
        return True  # 为新学校配备教师312名,其中公开招聘186名
    if concept.population == "school" and (_SUCH.match(row["subject"]) or _leaves_out_private(concept, row, page)):
        return True
    return concept.population != "county" and bool(_OF_TOWNS.match(words))


_ACTED_ON = re.compile(r"(?<![面针应反绝相])对(?:\d+所[^,。;\d]{1,6}[、和])?$")
_IN_EACH_COUNTY = re.compile(
    "各(?:县市区|市县区|县区|区县|旗县区?|市州|州市|县)(?:\\(市、区\\))?(?:均|都|全部)*(?:保持)?在?$"
)
_OR_MORE = re.compile("以[上下]|超过?|[高低]于|不足|不少于")
# 9所学校生均占地面积低于18平方米: by what they are picked out
_OF_THOSE = re.compile(r"\d+所[^,;。、\d]{2,16}$")
_BOUND = re.compile("(?:不足|不满|不到|未满|低于|少于|未达到?|超过?|高于|多于|大于|小于)")


def _goes_on_with_units(row: dict, words: str, page: Page) -> bool:
    """Tell whether a sentence divides units of accounts that the line counted: 预算单位58个。事业单位中,小学21所."""
    return bool(_OF_THESE_UNITS.match(words) and _UNITS_IN_ACCOUNTS.search(page.read_line(row["start"])))


_OF_THESE_UNITS = re.compile(r"\s*(?:其中|这些单位|(?:事业|下属|所属|二级|预算)单位)")


def _leaves_out_private(concept: Concept, row: dict, page: Page) -> bool:
    """Say whether private kindergartens are counted beside schools: 学校32所。另有民办幼儿园15所."""
    whole = not (concept.sector or concept.event or concept.programme) and concept.school_level in _WITH_PRIVATE
    told = whole and page.tells("另有民办")
    return told and bool(_BESIDE.match(page.read(row["end"], row["end"] + _FAR)))


def _is_named_again(concept: Concept, row: dict, before: Row | None, words: str) -> bool:
    """Say whether a part has the concept of the number before it: whose part it is is not understood."""
    if not before or "其中" not in words or not _OF_WHICH.search(words):
        return False
    same = all(row[name] == before.row[name] for name in ("place", "period"))
    return same and concept == before.concept


def _tells_part(words: str) -> bool:
    return ("的" in words or "之" in words) and bool(_COUNTED_PART.search(words))


def _is_condition(row: dict, words: str, behind: str, page: Page) -> bool:
    if row["unit"] in ("人", "名") and _SIZE_OF_SCHOOLS.match(behind):
        return True  # 学生超过1000人的小学仅9所
    if _OF_SMALL.match(behind) and (_LESS.search(words) or _LESS.match(page.read(row["start"], row["end"]))):
        return True
    limit = None if row["unit"] == "%" else _LIMIT_AT_END.search(page.read(row["start"], row["end"]))
    return bool(_OR_LESS.match(limit[0] + behind if limit else behind))  # 50人以下之小型國小計46校


_SIZE_OF_SCHOOLS = re.compile(
    r"的[\u4e00-\u9fff]{0,4}(?:学校|小学|初中|高中|中学|幼儿园|国小|国中)[^,。;:\d]{0,4}\d+所"
)
_LIMIT_AT_END = re.compile("及?以[上下]$")


def _says_size(row: dict, words: str, page: Page) -> bool:
    """Tell whether a number is how many, or how few, each of some counted schools has: 7所小学在校生不到百人."""
    told = words[-_LONGEST_PART:] + _FIGURE.split(page.read(row["start"], row["end"]), 1)[0]
    if "所" not in told:
        return False
    return any(match.end() == len(told) for match in _OF_SIZE.finditer(told))
