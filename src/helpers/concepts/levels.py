"""The level of education that the words around a number hand on: its clauses, its line, a heading, the title."""

from __future__ import annotations

import re
from functools import lru_cache

from helpers.concepts.facets import Concept, contains, get_codes
from helpers.concepts.joining import TEACHING, join_levels
from helpers.concepts.lexemes import Lexeme, Lexicon
from helpers.concepts.names import find_school
from helpers.concepts.pages import Page
from helpers.concepts.parsing import RECOGNISED

_STATISTICS = frozenset(
    {
        *("class", "pupil", "entrant", "graduate", "full_time_teacher", "staff", "floor_area", "site_area"),
        *("sports_area", "book", "computer"),
    }
)
_TAUGHT = frozenset({"teacher", "training", "course", "candidate"})
_WIDE = 3  # stages of a level that says too little of single schools: 基础教育
_TOLD_WIDELY = frozenset({"compulsory"})  # a story of how 义务教育优质均衡 is furthered tells of all its schools
_EQUIPPED_WITH = frozenset({"device", "school"})
_EQUIPMENT = frozenset({"multimedia", "terminal", "broadband", "campus_network"})  # listed behind area and books
_ACTS = frozenset({"dropout", "repair"})  # what is done is told of for itself
_OF_ITS_SCHOOLS = frozenset({"device", "sports_area"})
_ALSO_SCHOOLS = re.compile(
    r"[、,](?:[新改扩]建)*(?:寄宿制|薄弱|乡镇|农村)?学校\d+所"  # 幼儿园6所、寄宿制学校3所,改造运动场9块
)
_HOUSED = frozenset({"place", "school", "device"})
_WHOLE_SYSTEM = frozenset(
    {"public_budget", "fiscal_funds", "education_funds", "total_funds", "surcharge", "education_science_culture"}
)
OWN_SCHOOLS = re.compile("学校(?:数|投入|投资|总投资)?$")
OF_PERSONS = frozenset({"higher", "higher_vocational"})  # 招聘高校毕业生120人,培训教师300人次
_BETWEEN = re.compile(r"[、和与及]?")
_OF_SOME = frozenset(
    {"dropout", "class_56_plus", "class_66_plus", "sports_hour", "homework", "sleep"}
)  # need not be looked for at every level
_OF_A_LEVEL = frozenset({"school", "pupil", "entrant", "full_time_teacher"})
_LEFT = frozenset({"retired", "retired_staff", "resigned", "transferred_out"})  # 招聘教师84人,其中农村小学37人,退休65人
_PARTS = re.compile(r"其中|[(（]")
_PAID = frozenset({"money", "pupil"})  # of the sum that opens their line
_WHOLE_FUNDS = re.compile(
    "教育(?:经费)?总(?:投入|支出)|财政性教育|一般公共预算教育(?:经费|支出|投入)|(?:各类|各级)学生"
)
_WITH_KINDERGARTENS = re.compile(r"校\((?:幼儿)?园\)")
_OF_BOTH_FIRST = re.compile(r"\s*(?:[全我][省市县区旗州盟])?(?:共有|现有)?在校\(园\)(?:学生|生)(?:总?数)?\d")
_WHOLE_PLACE = re.compile(r"(?:^|[,;:。\n、\d])\s*全[市县区旗省州盟](?:共有|现有|共|有|拥有)?[^,;:。]{0,6}$")
_EXAMPLES = re.compile("[^,;:。]{2,24}等(?:项目|工程)")  # 第四中学教学楼等项目11个
_THROUGHOUT = re.compile("从学前(?:教育)?到(?:高校|高等教育|大学|研究生)(?:教育)?")
_ALSO = re.compile("[(（](?:不?含|包括|不包括)[^()（）]*[)）]")  # 民办学校(含幼儿园)193所: of all levels


def _drop_also(text: str, lexicon: Lexicon) -> str:
    """Return words without examples and who makes up a change, and without brackets that say what is counted too.

    These stay where they name all levels.
    """
    text = _CHANGED.sub("", text) if "主要" in text else text
    text = _EXAMPLES.sub("", text) if "等" in text else text
    text = _THROUGHOUT.sub("各级各类", text) if "从学前" in text else text
    return _ALSO.sub(lambda also: also[0] if _list_levels(also[0], lexicon) == ("all",) else "", text)


_CHANGED = re.compile(
    "[,;]?(?:减?少|增?多|增加|下降|增长)的?主要(?:是|在|为)[^,;。]*"
)  # 比上年少了3517人,少的主要是学前幼儿


def find_topic(concept: Concept, page: Page, lexicon: Lexicon) -> str:
    """Return the one level that the title of a text names, for the statistics of its schools; else ""."""
    levels = _list_levels(page.title, lexicon, of_persons=True) or _list_recognised(page.title, lexicon)
    levels = levels or _list_levels(_drop_other_things(page.introduced, lexicon), lexicon, of_persons=True)
    if (
        len(levels) != 1
        or _OF_SEVERAL.search(page.title)
        or (levels[0] in _TOLD_WIDELY and page.article.get("genre") == "news")
    ):
        return ""
    if levels == ("vocational",) and page.only_secondary:
        levels = ("secondary_vocational",)
    taught = concept.population in _TAUGHT and not concept.event
    narrow = len(get_codes("school_level").get(levels[0], ())) < _WIDE
    housed = narrow and (concept.population in _HOUSED or _is_of_topic(concept))
    return levels[0] if taught or housed or is_statistic(concept) else ""


_OF_SEVERAL = re.compile("教育[、和与及][\u4e00-\u9fff]{2,4}(?<!融合)教育")  # 特殊教育、民办教育和校外教育工作情况


def _drop_other_things(introduced: str, lexicon: Lexicon) -> str:
    """Return what a page reports of, "" where a level is but that of a later thing: 学生资助政策落实及义务教育公用经费.

    In 全县农村义务教育学校供餐、寄宿管理 it is that of all.
    """
    first = _ANOTHER_THING.match(introduced)
    return "" if first and not _list_levels(first[0], lexicon, of_persons=True) else introduced


_ANOTHER_THING = re.compile(
    r"(?:[全我][省市县区旗州盟])?(?:(?:19|20)\d\d年(?:度|[春秋]季)?)?(?:[全我][省市县区旗州盟])?[^,、和与及\d]{6,}[、和与及]"
)


def _is_of_topic(concept: Concept) -> bool:
    """Say whether a number is of what its page is about: not the funds of the whole place, nor whom it recruits."""
    if concept.population == "other" and not concept.attribute:
        return False  # 座谈会6场, 问卷620份
    if concept.population in (*TEACHING, "child"):
        return not concept.event and concept.attribute != "births"
    return concept.population != "money" or _WHOLE_SYSTEM.isdisjoint(concept.attribute.split() or [""])


@lru_cache(maxsize=4096)
def _list_recognised(title: str, lexicon: Lexicon) -> tuple[str, ...]:
    """Return the levels of the recognition that a title is about: 优质均衡 is one of compulsory education."""
    codes = {code for word in lexicon.cut(title)[0] for facet, code in word.facets if facet == "attribute"}
    return tuple({RECOGNISED[code] for code in codes & RECOGNISED.keys()})


def is_of_all(concept: Concept, row: dict, page: Page) -> bool:
    """Say whether a number of no level is of all: of kindergartens too by its bracket, a total of the whole system by
    its definition, or a statistic of the whole place (全县共有教职工62人) or of a text that has counted all schools.

    Money of no stated purpose (教育支出, 累计投入) stays without a level, and so do events and titles of teachers.
    """
    if concept.population == "money" and concept.attribute != "equipment":
        return concept.measure in ("amount", "share") and bool(_WHOLE_FUNDS.search(row["subject"]))
    if concept.population == "pupil" and not concept.event and _OF_BOTH_FIRST.match(page.read_line(row["start"])):
        return True  # 在校(园)学生总数46530人。其中…寄宿学生14205人
    if concept.population == "school" and concept.sector and _is_among_all(row, page):
        return True
    if _WITH_KINDERGARTENS.search(row["subject"]):
        return not concept.event  # of which schools are those that are built is not said
    told = row["told"]
    among_all = _AMONG_THOSE.match(told)
    if not is_statistic(concept) or (concept.group and not among_all) or concept.area or concept.programme:
        return False
    if _is_of_some(concept):
        return False
    if concept.measure not in ("count", "amount", "share", "per_head"):
        return False
    if page.find_heading(row["start"]):
        return False  # 全县教职工 below 学前教育: of which schools is not clear
    if not -1 < page.counts_all <= row["start"]:
        return False
    near = page.count_ends(page.counts_all, row["start"]) <= _NEAR or _is_in_list(page, row["start"])
    near = near and not _ADDED.search(told)
    return near or bool(among_all or _WHOLE_PLACE.search(told))


def _is_among_all(row: dict, page: Page) -> bool:
    """Tell whether schools are set against all schools behind their number: 民办学校338所,占学校总数的39.6%."""
    among = _AMONG_ALL.match(page.read(row["end"], row["end"] + 24))
    if not among or among["all"]:
        return bool(among)
    of_one = page.lexicon.find_levels(row["told"])  # 高中12所,其中民办学校3所
    return not of_one and -1 < page.counts_all <= row["start"]


_AMONG_ALL = re.compile(r"[,(]约?占(?:[全本我][市县区旗州省盟]?)?(?P<all>各级各类)?(?:学校|院校)(?:总?[数量]|的?\d)")
_AMONG_THOSE = re.compile(  # 全市专任教师中,高级职称4926人,占22.8%
    r"\s*(?:[^,。;:]{2,10},)?[全我][市县区旗省州盟]的?(?:专任教师|教职工|在校学?生)(?:队伍)?[中里](?!小学|[级等])"
)

_NEAR, _NEAR_IN_LIST, _SHORT = 2, 6, 16  # lines below, characters


def _is_in_list(page: Page, start: int) -> bool:
    """Tell whether but short lines without a level stand between the count of all schools and a number.

    各级各类学校2086所 | 在校学生88.7万人 | 教职工6.9万人 | 其中专任教师5.8万人
    """
    lines = page.read(page.counts_all, start).split("\n")
    listed = len(lines) <= 2 * _NEAR_IN_LIST and all(len(line.strip()) <= _SHORT for line in lines)
    return listed and not page.lexicon.find_levels("".join(lines))


_ADDED = re.compile("购置|建设项目|新建|改扩建|投入|劝返")  # of which schools these are is not said


def _is_of_some(concept: Concept) -> bool:
    return not _OF_SOME.isdisjoint(concept.attribute.split())


def find_other_level(level: str, row: dict, page: Page, lexicon: Lexicon) -> str:
    """Return the one level that the sentence names before a quote, where it excludes that of a heading; else ""."""
    text = row["told"]
    levels = _list_levels(text, lexicon)
    own = _choose_level(levels, text) if levels else ""
    apart = own and not contains("school_level", own, level) and not contains("school_level", level, own)
    return own if apart else ""


# 中职毕业生2800人,升入高等学校1900人,其中高职1700人: where they go is not where they were
_GONE_TO = re.compile("(?:(?<=升入|考入|考取|考上)|(?<=升学)(?=[公私][立办]|普通高|高[中职]|中[职专]))[^;。]+")
_GOES_ON = re.compile("升[入学]|考[入取上]")


def _drop_gone_to(text: str, subject: str, lexicon: Lexicon) -> str:
    """Return words about graduates without where they go; with it where nothing else says the level of those who go."""
    left = _GONE_TO.sub("", text)
    return left if not _GOES_ON.search(subject) or _list_levels(left, lexicon) else text


def find_level(row: dict, concept: Concept, page: Page, lexicon: Lexicon) -> str:
    """Return the one level that the words before a quote name, those of its clauses first; else that of a heading.

    What an earlier sentence names holds on for the statistics of its schools, not for money and events; 新建学校 names
    its own schools.
    """
    label = read_level(page.read_label(row["start"]), lexicon)
    each = concept.population in _PAID and (concept.measure == "per_head" or concept.event == "supported")
    if not label and each and "教师" not in row["subject"]:
        label = read_level(page.read_opening_fund(row["start"]), lexicon)
    told: list[str] = []
    parts: set[str] = set()  # the levels of a sentence that names several
    for sentence in page.read_before(row["start"]):
        text = _drop_also(sentence, lexicon)
        text = _drop_gone_to(text, row["subject"], lexicon) if concept.population == "graduate" else text
        told.append(text)
        if not text and len(told) > 1:
            return label
        if _LABELLED.match(text) and not _list_levels(text, lexicon):
            return label  # 成人教育:学员620人。民办教育:学校31所,在校生8120人
        if parts and not _list_levels(text, lexicon):
            continue
        if parts:  # 普通中小学藏书62万册,小学生均16册,初中生均21册。计算机6200台
            return _find_whole(parts, text, lexicon)
        apart = len(told) > 1 or not _LEFT.isdisjoint(concept.attribute.split())
        if apart and _names_only_a_part(text, lexicon):
            continue  # 招聘教师40人,其中高中教师12人;培训2000人次
        devices = len(told) > 1 and (concept.population == "device" or "multimedia" in concept.attribute)
        if devices and find_school(text, row["place"] or page.article["place"], lexicon):
            continue  # 县第四小学开学,添了小学学位。更新设备187台: of all schools
        if levels := _list_levels(text, lexicon, of_persons=concept.population == "graduate"):
            level = _choose_level(levels, text)
            of_these = not row["subject"].startswith(
                ("学校", "各校", "校均")
            )  # 小学学位2千个、初中1千个,学校平均班额45人
            if concept.measure in ("average", "ratio") and level != "all" and of_these:
                level = levels[-1]
            paid_each = concept.population == "money" and concept.measure == "per_head"
            if not level and (paid_each or len(told) > 1) and _opens_with_whole(levels):
                level = levels[0]  # 义务教育公用经费小学每生720元、初中940元,寄宿生再增加300元
            if concept.population in _OF_ITS_SCHOOLS and _ALSO_SCHOOLS.search(text):
                level = ""
            here = not any(words.endswith("。") for words in told[1:])  # parts between semicolons
            near = here and (concept.population == "device" or concept.measure == "average") and not concept.event
            aided = len(told) > 1 and level == "all" and _AID.search(text)
            follows = (level == "all" and not _is_of_some(concept)) or near or is_statistic(concept)
            follows = not aided and (len(told) == 1 or follows)
            equipped = concept.population in _EQUIPPED_WITH and concept.attribute in _EQUIPMENT
            follows = follows or (equipped and not page.find_heading(row["start"]))
            own = OWN_SCHOOLS.search(row["subject"]) and not _FRAMED.match(sentence)
            if level and follows and not own:
                return level
            if not level and not label and follows:
                parts = set(levels)
                continue
            above = label or page.find_heading(row["start"])
            inside = level and above and here and contains("school_level", above, level)
            return level if inside and not own else above  # below 高中阶段教育
    return "" if parts else label or page.find_heading(row["start"])


_LABELLED = re.compile("\\s*[\u4e00-\u9fff]{2,6}教育:")
_FRAMED = re.compile(r"\s*[^,。;:\d]{2,8}(?:方面|阶段),")  # 初中方面,公办学校24所


def _names_only_a_part(text: str, lexicon: Lexicon) -> bool:
    """Tell whether a sentence names a level of education only behind 其中."""
    whole, of_which, part = text.partition("其中")
    return bool(of_which) and not _list_levels(whole, lexicon) and bool(_list_levels(part, lexicon))


_AID = re.compile("学段学?生?资助")  # 落实各学段资助资金1.8亿元。配备保安620名: where is not said


def _opens_with_whole(levels: tuple[str, ...]) -> bool:
    return all(contains("school_level", levels[0], each) and each != levels[0] for each in levels[1:])


def _find_whole(parts: set[str], text: str, lexicon: Lexicon) -> str:
    """Return the one level of a sentence that contains all parts of which the sentence behind it tells; else ""."""
    levels = _list_levels(text, lexicon)
    whole = _choose_level(levels, text)
    return whole if whole and all(contains("school_level", whole, part) for part in parts) else ""


def read_recognised(text: str, lexicon: Lexicon) -> str:
    """Return the level of the one recognition that a text names, "" if it names none or several."""
    levels = _list_recognised(text, lexicon)
    return levels[0] if len(levels) == 1 else ""


def read_level(label: str, lexicon: Lexicon) -> str:
    """Return the one level that a label names, "" if it names none or several.

    >>> from helpers.concepts.lexemes import get_lexicon
    >>> [read_level(label, get_lexicon()) for label in ("义务教育优质均衡", "学前教育:高等教育")]
    ['compulsory', '']
    """
    levels = _list_levels(label, lexicon, of_persons=True) or _list_recognised(label, lexicon)
    return levels[0] if len(set(levels)) == 1 else ""


def is_statistic(concept: Concept) -> bool:
    """Tell whether a number is one of the annual statistics of schools, which a sentence gives one after the other."""
    counted = concept.population in _STATISTICS or concept.attribute == "equipment"
    told_apart = concept.event or concept.measure == "other_rate" or not _ACTS.isdisjoint(concept.attribute.split())
    return counted and not told_apart


def _choose_level(levels: tuple[str, ...], text: str) -> str:
    """Return the one level of a text; where its parts are listed behind 其中, the level of the whole."""
    first, others = levels[0], set(levels[1:])
    if others - {first} and not (_PARTS.search(text) and all(contains("school_level", first, each) for each in others)):
        return ""
    return first


@lru_cache(maxsize=4096)
def _list_levels(text: str, lexicon: Lexicon, of_persons: bool = False) -> tuple[str, ...]:
    """Return the levels of education that a text names, in order; 小学、初中 are one."""
    found: list[tuple[int, str, bool]] = []
    for word in lexicon.find(text, _may_name_level):
        level = dict(word.facets)["school_level"]
        end, before, listed = found[-1] if found else (0, "", False)
        between = text[end : word.start]
        if not _names_level(word) and not (before and between and _BETWEEN.fullmatch(between)):
            continue
        if before and _BETWEEN.fullmatch(between):
            inside = listed and contains("school_level", before, level)
            both = before if inside else join_levels(before, level, joined=bool(between) or listed, beside=True)
            if both:
                found[-1] = (word.end, both, listed or bool(between))
                continue
        if of_persons or level not in OF_PERSONS:
            found.append((word.end, level, False))
    return tuple(level for _, level, _ in found)


def _may_name_level(word: Lexeme) -> bool:
    """Say whether a word names a level, be it only as the last of a list: 招聘中小学、幼儿园教师62人."""
    facets = dict(word.facets)
    return _names_level(word) or (facets.keys() == {"school_level", "population"} and facets["population"] == "teacher")


def _names_level(word: Lexeme) -> bool:
    """Say whether a word names a level as such or its schools and pupils, not those of an examination or a rate."""
    facets = dict(word.facets)
    statistic = facets.get("population", "school") in _OF_A_LEVEL and "measure" not in facets
    named = statistic and "school_level" in facets and facets.get("programme") != "teaching_point"
    return named and word.end - word.start > 1
