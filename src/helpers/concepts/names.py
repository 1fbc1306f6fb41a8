"""Names of single schools in subjects: what is counted there is a part of the place's total."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import takewhile

from helpers.concepts.lexemes import Lexeme, Lexicon
from helpers.concepts.subjects import choose_place, get_names
from helpers.language import Needs
from helpers.storage import read_resource

_LONGEST = 16  # characters of a name with its kind of school
_SHORTEST = 2  # characters of a name that no word explains
_DIVISIONS = frozenset("省市县区旗镇乡")
_KEPT = ("school_level", "programme", "sector")
_NOT_IN_NAMES = frozenset({"event", "measure", "group"})


_TOWNS = "镇乡"
_OWN = "省市县区旗州盟"
_PART_OF_PLACE = "部分"
_TOWN = re.compile(r"(?:(?!学)[\u4e00-\u9fff]){1,4}?(?:街道|苏木|嘎查|社区|[新校园片景]区|镇|(?<!下)乡(?![村镇])|村)")


def drop_places(words: Sequence[Lexeme], text: str) -> str:
    """Return a subject without what no word explains in it and names a division or a part of one: 湖边镇小学在校生.

    Of a town, a village or a campus its kind stays, which says that it is a part; an opening 县 is the place's own.
    """
    covered = {position for word in words for position in range(word.start, word.end)}
    single = {word.start for word in words if word.end - word.start == 1}
    around = covered | {len(text)}
    kept, position = "", 0
    while position < len(text):
        if position in covered:
            kept, position = kept + text[position], position + 1
        elif text[position] in _TOWNS and position - 1 in single:  # 秋里乡: 秋 and 里 are words too
            start = next(i for i in range(position - 1, -2, -1) if i not in single)
            kept, position = kept[: len(kept) - (position - 1 - start)] + _PART_OF_PLACE, position + 1
        elif position > 0 and text[position] in _OWN and {position - 1, position + 1} <= around:
            position += 1  # 乡镇和市优质园: the place's own
        elif town := _TOWN.match(text, position):
            kept, position = kept + _PART_OF_PLACE, town.end()
        else:
            length = next((n for n in (4, 3, 2) if text[position : position + n] in _get_places()), 0)
            kept, position = kept + text[position : position + 1] * (not length), position + (length or 1)
    return kept


def take_name(words: Sequence[Lexeme], text: str, counts_schools: bool = False) -> Sequence[Lexeme] | None:
    """Return the words of a subject that opens with the name of a school (湖边第二小学在校生), else None.

    A name is what no word explains in front of a kind of school; behind it something else is counted where
    `counts_schools`. It leaves level, programme and owner, and coverage subset.
    """
    covered = {position for word in words for position in range(word.start, word.end)}
    left = [position for position in range(len(text)) if position not in covered]
    if left == [0] and text[0] in _DIVISIONS and words:
        return _read_own(words)
    if left and left[-1] < _PLACE_LENGTH and _OF_A_PLACE.match(text):
        return words
    acts = [*takewhile(lambda word: word.end <= left[0] and dict(word.facets).keys() == {"event"}, words)]
    words = words[len(acts) :]
    if len(left) < _SHORTEST:
        if not _is_short_name(words, left):
            return None
        words = [word for word in words if word.end - word.start > 1 or word.start > left[0]]
    if any(word.start < left[0] and _is_school(word) for word in words):
        return None  # a name begins with what is its own, 小学…初中… does not
    last = left[-1]
    for number, word in enumerate(words):
        if word.start == last + 1 and not _is_school(word) and _OPENS_WITH_SCHOOL.match(text, word.start):
            return [*acts, Lexeme(0, word.start, (("coverage", "subset"),)), *words[number:]]  # 程湾小学教师
        if word.start > last and _is_school(word):
            before, behind = [*words[: number + 1]], [*words[number + 1 :]]
            while behind and _is_school(behind[0]) and behind[0].start == before[-1].end:
                before.append(behind.pop(0))
            named = _may_be_name(before, behind, counts_schools)
            return [*acts, *_name(before, behind)] if named else None
    return None


_PLACE_LENGTH = 3
_OF_A_PLACE = re.compile(
    "[在驻]?(?!世界|全国|国际|各)[\u4e00-\u9fff]{1,2}(?:普通|本科|职业|高职|高等|民办)*(?:高校|院校)"
)  # 驻广高职院校
_OPENS_WITH_SCHOOL = re.compile("(?:小学|中学|初中|高中|幼儿园|学校|学院)(?=.)")


def _is_short_name(words: Sequence[Lexeme], left: list[int]) -> bool:
    """Say whether one character that no word explains is a part of a short name in front: 新沟小学, 湖初级中学."""
    first = next((word for word in words if word.end - word.start > 1), None)
    return bool(left and first and 1 <= first.start - left[0] <= 3 and _is_school(first))


def _read_own(words: Sequence[Lexeme]) -> Sequence[Lexeme]:
    """Return the words behind the kind of a place: 市职业高级中学 is the one that it has, 市小学 are all of them."""
    first = dict(words[0].facets)
    one = first.get("population") == "school" and (
        set(first) & {"programme", "attribute"} or first.get("school_level") == "special"
    )
    return _name(words[:1], words[1:]) if one and _may_be_name(words[:1], words[1:], True) else words


def _is_school(word: Lexeme) -> bool:
    facets = dict(word.facets)
    return facets.get("population") == "school" or set(facets) == {"school_level"}


def _may_be_name(before: Sequence[Lexeme], behind: Sequence[Lexeme], counts_schools: bool) -> bool:
    own = {facet for word in before for facet, _ in word.facets}
    counted = any(facet in ("population", "measure") for word in behind for facet, _ in word.facets)
    return (counted or not counts_schools) and before[-1].end <= _LONGEST and not own & _NOT_IN_NAMES


def _name(before: Sequence[Lexeme], behind: Sequence[Lexeme]) -> list[Lexeme]:
    kept = tuple(item for word in before for item in word.facets if item[0] in _KEPT)
    return [Lexeme(0, before[-1].end, (*kept, ("coverage", "subset"))), *behind]


_KIND = (
    r"(?:[一二三四五六七八九十]中|(?<!初级)(?<!普通)中学|职业技术学校|职业中专|职[专高中]|职教中心|职业(?:技术)?教育中心|中等专业学校|高级技工学校|学院|大学"
    r"|(?:实验|中心|第[一二三四五六七八九十\d]+)小学)(?!生)"
)
_ONLY_ONE = (
    "(?:技师学院|职业技术学院|职业学院|师范学院|工程技术学校|职教中心|职业中专|高级技工学校|开放大学"
    "|职业(?:技术|中等专业)学校|职业(?:技术)?教育中心)(?!生|\\d+[所个家])"
)
_BEFORE = re.compile("[与和同在到向由对从给及、为]$")  # 与实验小学结对: a partner, not what the clause is about
_WITH_PARTNERS = (  # 县职教中心与46家企业签订协议,开设订单班: it acts alone
    r"[与和同](?=[^,;。]{0,20}?(?:企业|公司|集团|高校|院校|学院|大学|医院)(?:\([^()]*\))?"
    "(?:[签联合共结]|建立|达成|开展|深度|深化))"
)
_BEHIND = re.compile(rf"(?!{_WITH_PARTNERS})(?:[等、和与及]|生|城|[^,;:。、]{{0,8}}等(?:项目|工程|学校|\d))")
_CALLED = re.compile(
    r"(?:^|[,;:。—\n\s\d.、]|[县市]立|(?:建|成|[启投]用)(?:[后好])?的|位于[^,;。的]{1,10}的)([^\W\d_]{2,4}?)(国民[中小]学|国[中小](?!学)|高级中学|初级中学|中学|(?:中心|实验)?小学|(?:九|十二)年(?:一贯)?制学校|实验学校|教学点"
    r"|(?:职业|技术)*学院|职业(?:技术|中等专业)学校|(?:中心)?幼儿园)(?<![乡镇市县区]国[中小])(?<![乡镇市县区]国民[中小]学)(?![生校数教])"
)
_NUMBERED = re.compile(r"第[一二三四五六七八九十百\d]+(?:(?:初级|高级)?中学|小学|幼儿园)(?!生)")
_ATTACHED = re.compile(r"[一-鿿]{2}(?<!高校|院校)附属(?:实验)?(?:小学|中学|幼儿园|学校)(?!生|\d)")
_CENTRAL = re.compile(
    r"(?:[^\W\d_各个每的有全]{1,3}|(?:^|(?<=[,;:。\n])))(?:(?<!乡)镇|乡|街道|苏木)(?:中心|第[一二三四])(?:小学|中学|幼儿园|学校|校)(?![生数])"
)
_OF_TOWNS = re.compile("镇|乡|街道|苏木")
_OWN_ONE = re.compile(  # the one that a county has; 全县特殊教育学校 and 各县职业高中 are all of them
    r"[市县区旗](?<![^\W\d_].)(?:特殊教育学校|特教学校|特校|职业高级中学|职业高中|职业中学|职业中专|职业中等专业学校|职教中心|中等职业(?:技术)?学校|技工学校"
    r"|职业技术学校|职业(?:技术)?教育中心|中等专业学校|技师学院|职[专高](?!\d))|[县旗](?<![^\W\d_].)(?:职业学校|民族(?:中学|小学))"
)
_MAY_NAME = Needs(_CALLED, _OWN_ONE, _NUMBERED, _ATTACHED, _CENTRAL)
_ITS_CENTRE = re.compile(  # a county has one: 投资1.2亿元建设县职教中心实训基地
    rf"(?:^|(?<=[,;:。\n])|(?<=建设|扩建|新建|改建|改造|支持|推进|实施)(?=[县旗]))[县旗]?职教中心(?!\d|等|(?!{_WITH_PARTNERS})[、和与])"
)
_ONE = "(?:学校|[老新]校|小学|初中|中学|高中|幼儿园|[公民]办园|教学点)"
_UNNAMED = re.compile(  # a school that is no more than one: 这所投资2亿元的小学; 在城东街道,一所老校…
    r"是一所(?=[^,;。:\d]{0,16}?"
    rf"{_ONE})|(?:^|[,;:。\n“])(?:[^,;:。\d全]{{0,10}}有一所(?={_ONE},)|(?:在|走进|来到)?[^,;:。\d建办设扩改每各有增]{{2,14}}一[所处](?=[^,;。:\d]{{0,6}}?{_ONE})|"
    r"(?:[^,;:。\d]{0,12}的)?(?:这所(?!有|没)|一所(?=(?:\d{1,3}个?(?:教学)?班的?)?[^,;。:\d]{0,6}?"
    rf"{_ONE}))"
    r"|(?:位于|坐落于|地处)[^,;:。的\d]{1,12}的新(?:建|[启投]用)?的?(?=学校|小学|初中|中学|高中|幼儿园))"
)
_GENERAL = "全各所的民公普初和、"


_AFTER_SHORT = re.compile(rf"(?![市县区旗州盟])[^\W\d{_GENERAL}]{{0,6}}?{_KIND}")
_AFTER_NAME = re.compile(rf"[^\W\d{_GENERAL}]{{0,4}}?{_ONLY_ONE}")


def _find_own(text: str, place: str) -> Iterator[tuple[int, int]]:
    """Yield where a school is named that is called after its place: 太湖中学, but no 太湖县中学; 太湖县职教中心."""
    short = next(iter(get_names(place)[1:]), "")
    start = text.find(short) if short else -1
    while start >= 0:
        named = _AFTER_SHORT.match(text, start + len(short))
        if not named and text.startswith(place, start):
            named = _AFTER_NAME.match(text, start + len(place))
        if named:
            yield start, named.end()
        start = text.find(short, named.end() if named else start + 1)


def find_school(text: str, place: str, lexicon: Lexicon) -> bool:
    """Tell whether words are about one school that they name, the last one that they name.

    >>> from helpers.concepts.lexemes import get_lexicon
    >>> texts = ("太湖中学新校区", "与第二小学结对", "太湖县中学", "太湖初中", "燎原中学投资")
    >>> [find_school(text, "太湖县", get_lexicon()) for text in texts]
    [True, False, False, False, True]
    >>> [find_school(text, "太湖县", get_lexicon()) for text in ("太湖县燎原小学见闻", "太湖县小学见闻")]
    [True, False]
    >>> texts = ("投资建设县职教中心实训基地", "县职教中心与9家企业共建专业", "县职教中心与普通高中招生")
    >>> [find_school(text, "太湖县", get_lexicon()) for text in texts]
    [True, True, False]
    """
    own = place.endswith(("县", "旗")) and "职教中心" in text and bool(_ITS_CENTRE.search(text))
    return own or _find_school(text, choose_place(place, text), lexicon)


@lru_cache(maxsize=65536)
def _find_school(text: str, place: str, lexicon: Lexicon) -> bool:
    named = lexicon.compile(_is_one_school).search(text)
    one = lexicon.find(text, _is_one_school) if named else ()
    spans = [(word.start, word.end) for word in one if text[word.end - 1] != "城"]  # 大学城 are several
    if _MAY_NAME.pattern.search(text):
        patterns = (_OWN_ONE, _NUMBERED, _ATTACHED, *[_CENTRAL] * bool(_OF_TOWNS.search(text)))
        spans += [match.span() for pattern in patterns for match in pattern.finditer(text)]
        spans += _find_called(text, lexicon)
        if place.endswith((*_OWN,)) and place in text:  # 太湖县燎原小学: its own name is behind that of the place
            spans += _find_called(text.replace(place, " " * len(place)), lexicon)
    spans += _find_own(text, place)
    if not spans:
        return False
    start, end = max(spans)
    return not (_BEFORE.search(text[:start]) or _BEHIND.match(text[end:]))


def find_unnamed(told: str, sentence: str) -> str:
    """Return the kind of the one school that a sentence is about up to a number without naming it, "" if of none.

    >>> texts = ("这所投资2亿元的小学", "在城东街道,一所老校抬高操场,生均", "每一所学校", "一所小学扩容;全市新增")
    >>> [find_unnamed(text, text) for text in texts]
    ['小学', '老校', '', '']
    """
    found = [match.end() for match in _UNNAMED.finditer(told)]
    if not found or _OF_ALL.search(told, found[-1]):
        return ""
    kind = _KIND_OF_ONE.search(sentence, found[-1])
    return kind[0] if kind else ""


_KIND_OF_ONE = re.compile(
    "九年一贯制学校|十二年一贯制学校|完全中学|(?:中职|中等职业|职业(?:技术)?|高职|技工|特殊教育)学校|学校|[老新]校|小学|初中|中学|高中|幼儿园|[公民]办园|教学点"
)
_OF_ALL = re.compile("[全我][省市县区旗州盟]|各[省市县区旗州盟校]|其他学校")


@cache
def _get_places() -> frozenset[str]:
    """Return the names of divisions, long and short: 亳州小学 are its primary schools."""
    rows = read_resource("divisions.csv")
    return frozenset(name for row in rows for name in (row["name"], *row["short_names"].split()))


def _find_called(text: str, lexicon: Lexicon) -> list[tuple[int, int]]:
    """Return where a clause begins with a school whose name no word explains: 燎原中学投资680万元."""
    called = [match for match in _CALLED.finditer(text) if match[1] not in _get_places()]
    words = lexicon.find(text) if called else ()
    covered = {position for word in words for position in range(word.start, word.end)}
    return [
        (match.start(1), match.end())
        for match in called
        if covered.isdisjoint(range(*match.span(1))) and not covered.isdisjoint(range(*match.span(2)))
    ]


def _is_one_school(word: Lexeme) -> bool:
    facets = dict(word.facets)
    return facets.get("population") == "school" and facets.get("coverage") == "subset"


_WORK_IN = re.compile(r"(?:(?<=在)|^在?)(?P<name>[^在生学校员人的中,;:、\d]{1,8}?)(?P<inside>内?)(?=就业)")


def name_home(subject: str, place: str) -> str:
    """Return a subject in which graduates who work in the place of a text, or within one, do so 本地.

    >>> name_home("在清河市内就业", "清河市"), name_home("清河就业", "清河市"), name_home("在东江市就业", "清河市")
    ('本地就业', '本地就业', '在东江市就业')
    """

    def name(found: re.Match[str]) -> str:
        home = found["name"] in get_names(place) or (found["inside"] and found["name"][-1] in "省市县州区旗盟疆")
        return "本地" if home else found[0]

    return _WORK_IN.sub(name, subject)
