"""Places that a text names: divisions by their names, and what 全市 or 首府 stands for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache, lru_cache
from typing import NamedTuple

from helpers.language.approximators import join_words
from helpers.language.divisions import (
    NATION,
    Division,
    Name,
    get_gazetteer,
    get_place_words,
    get_zones,
    list_chain,
    make_division,
    shorten,
)
from helpers.storage import read_resource


class Mention(NamedTuple):
    """A division's name in a text: offsets (end exclusive), standard name and code.

    `code` is empty where several divisions of the name are equally likely. `institution` marks a name that stands in
    that of a school, a company or a newspaper (青山区 in 青山区第一中学).
    """

    start: int
    end: int
    name: str
    code: str
    institution: bool = False


@cache
def get_context_pattern(kind: str) -> re.Pattern[str]:
    """Return a pattern of the contexts of a kind in which names of places stand."""
    return re.compile("|".join(row["pattern"] for row in read_resource("place_contexts.csv") if row["kind"] == kind))


@cache
def _neighbours(side: str) -> dict[str, str]:
    return {r["character"]: r["neighbours"] for r in read_resource("place_neighbours.csv") if r["side"] == side}


class _Home(NamedTuple):
    """Where a text is at home: the codes that contain it, nearest first, and the widest that counts as near."""

    chain: tuple[str, ...] = ()
    near: str = ""


@lru_cache(maxsize=4096)
def read_home(name: str) -> _Home:
    """Return what a text's own place decides when other names are read."""
    division = get_division(name) if name else None
    if division is None:
        return _Home()
    chain = list_chain(division.code)
    near = next((code for code in chain if make_division(code).level == "prefecture"), chain[-2] if chain[1:] else "")
    return _Home(chain, near)


def choose_codes(codes: tuple[str, ...], home: _Home) -> tuple[str, ...]:
    """Those of a name's divisions that are nearest to home."""
    if len(codes) > 1:
        for outer in home.chain:
            near = tuple(code for code in codes if outer in list_chain(code))
            if near:
                return near
    return codes


# Characters that a bare county name may follow and be followed by: function words beside punctuation and figures.
_BEFORE_ALONE = frozenset("在到赴至往和与及或由从自向为是驻距")
_AFTER_ALONE = frozenset("和与及或等在为是有的均将已共两三四五六七八九十各则")
# What stands before a name in a list, and how far apart two names of one list may be (西城12所、朝阳15所).
_LIST_MARKS = frozenset("、,和与及")
_LIST_GAP = 14
# What follows the division's word where it is another word's: 新建|区级示范园, 资源|县域共享.
_LEVELS = frozenset("级域内乡镇直属城")


_SENTENCE_END = re.compile("[。!?\n]")


def _is_han(character: str) -> bool:
    return "\u4e00" <= character <= "\u9fff"


def _begins_alone(text: str, start: int) -> bool:
    said = start == 0 or not _is_han(text[start - 1]) or text[start - 1] in _BEFORE_ALONE
    dated = text.endswith("年", 0, start) and _YEAR_BEFORE.search(text, max(0, start - len("2023年")), start)
    return said or bool(dated) or text.endswith(("县级市", "地级市", "其中"), 0, start)  # 所辖的县级市醴陵, 其中鹿寨3所


def _ends_alone(text: str, end: int) -> bool:
    return end == len(text) or not _is_han(text[end]) or text[end] in _AFTER_ALONE or text.startswith("分别", end)


def _ends_word(text: str, start: int) -> bool:
    """Whether the character at start ends a common word (推广 before 汉); behind 其中 none does."""
    return (
        start > 0
        and not text.endswith("其中", 0, start)
        and text[start - 1] in _neighbours("before").get(text[start], "")
    )


def _crosses_words(text: str, start: int, end: int) -> bool:
    """Whether both edges of a name belong to the words beside it: 推广|汉语, 沿海|城市, 来自|贡山县."""
    if not _ends_word(text, start):
        return False
    if end - start == 3:
        return text[start + 1 : end] in get_place_words("zone")
    pair = text[end - 1 : end + 1]
    if end - start != 2 or len(pair) < 2:
        return False
    return pair[1] in _neighbours("after").get(pair[0], "") or pair in get_gazetteer().lengths


class _Beside(NamedTuple):
    """What stands before a name: the code of a name that ends there, and the parent of the last name in a list."""

    joined: str = ""
    parent: str = ""


def _read_name(text: str, start: int, end: int, home: _Home, beside: _Beside) -> tuple[str, ...]:
    """The codes of the divisions that text[start:end] can stand for there."""
    codes, nearby, listed = get_gazetteer().names[text[start:end]]
    if _names_another_county(codes, text, end) or (end - start == 2 and _TOWNSHIP.match(text, end)):
        return ()
    if (
        not codes
        and len(nearby) == 1
        and _begins_alone(text, start)
        and _zone_pattern(short_names=True).match(text, end)
    ):
        return nearby
    inside = _find_inside(codes + nearby, listed, beside.joined) if beside.joined else ()
    if len(inside) == 1:
        return inside
    runs_on = text[end - 1 : end + 1] in get_place_words("runs_on") and not text.startswith(("分别", "位于"), end)
    if runs_on or _crosses_words(text, start, end):
        return ()
    siblings = _find_siblings(codes + nearby + listed, beside.parent) if beside.parent else ()
    if len(siblings) == 1 and (siblings[0] in codes + nearby or _is_listed(text, start, end)):
        return siblings
    if listed and (opening := _find_ahead(text, start, end, listed, home)):
        return opening
    chosen = choose_codes(codes or nearby, home)
    is_near = bool(home.near) and all(home.near in list_chain(code) for code in chosen)
    if codes:
        return () if _is_doubtful(text, start, end, is_near, home.chain[:1] == codes) else chosen
    is_home = home.chain[:1] == chosen  # in a text about 静宁县 a clause may open with 静宁小规模学校
    alone = end - start > 2 or (_begins_alone(text, start) and (is_home or _ends_alone(text, end)))
    return chosen if is_near and alone else ()


# 绍兴县域 and 江西县级 are of 绍兴市 and 江西省; 宝鸡县教育局 is not of 宝鸡市
_OTHER_COUNTY = re.compile("县(?![域级城区管中委乡镇市以里内])")


_TOWNSHIP = re.compile("乡(?![村镇土亲情音愁])")  # 泰安乡 is not of 泰安市, 泰安乡村教师 are


def _names_another_county(codes: tuple[str, ...], text: str, end: int) -> bool:
    """Whether 县 behind the short name of a city makes the name of a county that is in no list."""
    return (
        bool(codes)
        and _OTHER_COUNTY.match(text, end) is not None
        and text[end - 1] not in "省市县区旗州盟"
        and all(make_division(code).level == "prefecture" for code in codes)
    )


@cache
def _zone_pattern(short_names: bool = False) -> re.Pattern[str]:
    """Return a pattern of the words for zones behind a division's name, or behind one that may be an ordinary word."""
    words = sorted((word for word, row in get_zones().items() if not row["within"]), key=len, reverse=True)
    if short_names:
        words = [word for word in words if get_zones()[word]["zone"] in ("高新区", "经开区", "经济开发区")]
    return re.compile(f"(?:国家级?|稀土|农业|临空|临港|空港|循环)?({'|'.join(words)})(?![域块位划间县])")


def _extend_to_zone(text: str, end: int, code: str) -> tuple[int, str]:
    """Return end and code of the zone that a division's name and the words behind it name, or those of the division.

    >>> _extend_to_zone("西安高新区域", 2, "610100"), _extend_to_zone("西安高新技术产业开发区", 2, "610100")
    ((2, '610100'), (11, '610100:高新区'))
    """
    zone = _zone_pattern().match(text, end) if code and ":" not in code else None
    return (zone.end(), f"{code}:{get_zones()[zone[1]]['zone']}") if zone else (end, code)


def _find_inside(codes: tuple[str, ...], listed: tuple[str, ...], outer: str) -> tuple[str, ...]:
    """Those that the division before contains; of ordinary words only prefectures (广东|中山, not 甘肃|合作)."""
    codes += tuple(code for code in listed if make_division(code).level == "prefecture")
    return tuple(code for code in dict.fromkeys(codes) if outer in list_chain(code)[1:])


def _find_siblings(codes: tuple[str, ...], parent: str) -> tuple[str, ...]:
    return tuple(code for code in dict.fromkeys(codes) if make_division(code).parent_code == parent)


_TO_NEXT = re.compile(r"[^、。;,\n]{0,14}、|\d[\d.]*万?[所个人名],")


def _find_ahead(text: str, start: int, end: int, listed: tuple[str, ...], home: _Home) -> tuple[str, ...]:
    """Those of a bare name that opens a list of divisions near home: 广宁、德庆两县, 广宁13所、德庆9所."""
    near = [code for code in listed if home.near and home.near in list_chain(code)]
    mark = _TO_NEXT.match(text, end)
    if len(near) != 1 or not mark or not (_begins_alone(text, start) and _ends_alone(text, end)):
        return ()
    following = text[mark.end() : mark.end() + 2]
    for length in get_gazetteer().lengths.get(following, ()):
        name = get_gazetteer().names.get(text[mark.end() : mark.end() + length], Name())
        if _find_siblings(sum(name, ()), make_division(near[0]).parent_code):
            return tuple(near)
    return ()


def _is_listed(text: str, start: int, end: int) -> bool:
    """Whether a bare name stands between the marks of a list: 、和平3所、 but not 、和平发展."""
    return text[start - 1] in _LIST_MARKS and (_ends_alone(text, end) or text[end] in "等")


_SLOGAN = re.compile("[富强兴裕惠利民县镇乡校城级域]|[、和及与]")  # 兴县富民, 富县强镇, 新县城


_YEAR_BEFORE = re.compile(r"(?:19|20)\d\d年度?$")  # 2023年曹县教育事业统计公报


def _is_doubtful(text: str, start: int, end: int, is_near: bool, is_home: bool) -> bool:
    """Whether a full name is more likely other words there: 城区, 新城区建设, 提高|县级, 校企合作|市级."""
    name = text[start:end]
    if name in get_place_words("joined_only"):
        slogan = _SLOGAN.match(text, end) and not (is_near and _goes_on_with_name(text, end))
        county = name[1:] == "县" and (end < len(text) or is_near) and _begins_alone(text, start) and not slogan
        return not is_home and not county
    if name in get_place_words("generic"):
        return not is_near
    if name in get_place_words("word_like"):
        return text[end : end + 1] in _LEVELS or not (is_near or _begins_alone(text, start))
    is_short = end - start == 2 and name[1] in "县市" and not _YEAR_BEFORE.search(text, 0, start)
    return is_short and not _begins_alone(text, start) and (not is_near or _ends_word(text, start))


def _goes_on_with_name(text: str, end: int) -> bool:
    """Tell whether a list goes on with the full name of another division: 环县、华池县, not 富县、富民."""
    names = (text[end + 1 : end + 1 + length] for length in get_gazetteer().lengths.get(text[end + 1 : end + 3], ()))
    return any(name[-1] in "县区市旗" and name in get_gazetteer().names for name in names)


@cache
def _name_opens() -> re.Pattern[str]:
    """Return a pattern of the first characters of names before second ones: most pairs of a text open no name."""
    firsts, seconds = (re.escape("".join(sorted(set(side)))) for side in zip(*get_gazetteer().lengths, strict=True))
    return re.compile(f"[{firsts}](?=[{seconds}])")


def _scan(text: str, home: _Home) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """Yield (start, end, codes) of the longest names from left to right; names side by side are joined."""
    _, names, lengths = get_gazetteer()
    start, end, codes = 0, 0, ()
    last = (0, "")
    for pair in _name_opens().finditer(text):
        position = pair.start()
        if position < end or pair[0] + text[position + 1] not in lengths:
            continue
        beside = _Beside(codes[0] if position == end and len(codes) == 1 else "", _find_list(text, position, last))
        for length in lengths[text[position : position + 2]]:
            name = text[position : position + length]
            if name not in names:
                continue
            stop = position + len(name)
            found = _read_name(text, position, stop, home, beside)
            if not found and any(names[name]):
                continue
            if codes and not (beside.joined and found and beside.joined in list_chain(found[0])[1:]):
                yield start, end, codes
                start = position
            elif not codes:
                start = position
            end, codes = stop, found
            last = (end, codes[0]) if len(codes) == 1 else last
            break
    if codes:
        yield start, end, codes


def _find_list(text: str, position: int, last: tuple[int, str]) -> str:
    """The parent of the last name if this position can be in one list with it, else ""."""
    end, code = last
    if not code or position - end > _LIST_GAP or _SENTENCE_END.search(text, end, position):
        return ""
    return make_division(code).parent_code


def find_places(text: str, home: str = "", institutions: bool = False, unsure: bool = False) -> list[Mention]:
    """Find the divisions that a Simplified text names; of 包头市青山区 the last is returned with the span of both.

    `home` is the place that the text is about: it decides between divisions of one name, and short names of its
    neighbourhood count. With `institutions`, names inside those of schools and the like are returned too; with
    `unsure`, names that several divisions bear and nothing decides.

    >>> [mention.name for mention in find_places("从包头市青山区到内蒙古大学,推广汉语,校长安全第一")]
    ['青山区']
    >>> [mention.name for mention in find_places("2023年曹县教育概况,3年费县级资金")]
    ['曹县']
    >>> find_places("鼓楼区"), find_places("鼓楼区", home="南京市")[0].code
    ([], '320106')
    """
    mentions = []
    here = read_home(home)
    for start, end, codes in _scan(text, here):
        names = {make_division(code).name for code in codes}
        name = names.pop() if len(names) == 1 else text[start:end]
        if len(codes) > 1 and name != home and not unsure:
            continue
        end, code = _extend_to_zone(text, end, codes[0] if len(codes) == 1 else "")
        if get_context_pattern("other_name").match(text, end):
            continue
        if ":" in code:
            name = home if here.chain[:1] == (code,) else make_division(code).name
        institution = get_context_pattern("institution").match(text, end) is not None
        if institutions or not institution:
            mentions.append(Mention(start, end, name, code, institution))
    return mentions


@cache
def get_relative_words() -> dict[str, dict[str, str]]:
    """Return the words that stand for a place (全市, 首府) with what they stand for."""
    return {row["word"]: row for row in read_resource("relative_places.csv")}


@cache
def _relative_pattern() -> re.Pattern[str]:
    return re.compile(join_words(get_relative_words()))


def find_relative(text: str) -> Iterator[re.Match[str]]:
    """Find 全市, 我旗 and the like where they are no part of other words (安|全区, 全|市场) or names (万|全区)."""
    for match in _relative_pattern().finditer(text):
        start, end = match.span()
        if text[start - 1 : end] in get_gazetteer().names or text[start : end + 1] in get_gazetteer().names:
            continue  # 万全区, 全州县
        inside = start > 0 and text[start - 1] in get_relative_words()[match[0]]["not_after"]
        if not inside and text[end - 1 : end + 1] not in get_place_words("runs_on"):
            yield match


@lru_cache(maxsize=4096)
def resolve_relative(word: str, home: str) -> str:
    """Return the standard name that 全市, 我旗, 全区, 自治区, 首府, 全国 … stand for in a text about `home`, or "".

    全区 is the district only where home is a district, else the autonomous region that contains it. Where several
    divisions bear home's name, the answer must be the same for all that have one.

    >>> resolve_relative("全市", "乌审旗"), resolve_relative("全区", "包头市"), resolve_relative("全区", "青山区")
    ('鄂尔多斯市', '内蒙古自治区', '青山区')
    >>> resolve_relative("首府", "玉泉区"), resolve_relative("全市", "万州区"), resolve_relative("全市", "乌有县")
    ('呼和浩特市', '重庆市', '')
    """
    kind = get_relative_words()[word]["stands_for"] if word in get_relative_words() else ""
    if kind == NATION:
        return NATION
    found = {_resolve_kind(kind, division) for division in get_divisions(home)} - {""} if kind else set()
    return found.pop() if len(found) == 1 else ""


def _resolve_kind(kind: str, place: Division) -> str:
    """The unit of a kind (省, 市, 区, 首府 …) that is or contains a place, or ""."""
    chain = [place, *(make_division(code) for code in list_chain(place.code)[1:])]
    if kind in ("首府", "省会"):
        capital = find_capital(place.code)
        return capital.name if capital and chain[-2].name.endswith("自治区") == (kind == "首府") else ""
    if kind == "区" and not (place.level in ("county", "zone") and place.name.endswith("区")):
        kind = "自治区"
    return next((outer.name for outer in chain if outer.name.endswith(kind)), "")


def find_capital(code: str) -> Division | None:
    """The capital of the province or autonomous region that contains a division: the first prefecture of its list."""
    capital = f"{code[:2]}0100"
    return make_division(capital) if capital in get_gazetteer().rows else None


def find_relative_places(text: str, home: str) -> list[Mention]:
    """Find 全市, 我旗, 首府, 全国 … that stand for a place in a text about `home`; `name` is that place.

    >>> [(m.start, m.name) for m in find_relative_places("全市安全区域内,占全区的15%", "包头市")]
    [(0, '包头市'), (9, '内蒙古自治区')]
    """
    mentions = []
    for match in find_relative(text):
        name = resolve_relative(match[0], home)
        if name:
            division = get_division(name, within=NATION)
            mentions.append(Mention(match.start(), match.end(), name, division.code if division else ""))
    return mentions


def get_divisions(name: str) -> list[Division]:
    """Return all divisions of a standard, short or former name, of joined names (南京市鼓楼区) or of a code.

    >>> [division.parent for division in get_divisions("青山区")]
    ['包头市', '武汉市']
    """
    gazetteer = get_gazetteer()
    if name in gazetteer.rows:
        return [make_division(name)]
    entry = gazetteer.names.get(name, Name())
    codes = entry.codes or entry.nearby
    if not codes:
        codes = tuple(m.code for m in find_places(name) if (m.start, m.end) == (0, len(name)))
        if any(":" in code for code in codes):
            return [_name_zone(code, name) for code in codes]
    return [make_division(code) for code in codes]


def _name_zone(code: str, written: str) -> Division:
    """Return the zone with a code, named by the words that are written: 西安市高新技术产业开发区 without 市."""
    zone, division = _zone_pattern().search(written), make_division(code)
    return replace(division, name=shorten(division.parent_code) + zone[0]) if zone else division


@lru_cache(maxsize=4096)
def get_division(name: str, within: str = "") -> Division | None:
    """Return the one division of a name; `within` names a division that contains it. None if there are none or several.

    >>> get_division("包头").name, get_division("乌审").parent, get_division("铜梁县").name
    ('包头市', '鄂尔多斯市', '铜梁区')
    >>> get_division("鼓楼区"), get_division("鼓楼区", within="南京市").code, get_division("南京市鼓楼区").code
    (None, '320106', '320106')
    """
    found = get_divisions(name)
    if within:
        outer = {division.code for division in get_divisions(within)}
        found = [division for division in found if outer.intersection(list_chain(division.code))]
    return found[0] if len(found) == 1 else None


def name_division(place: str, language: str) -> str:
    """Name a place in a language, zh or en; a place that is no known division keeps its name.

    >>> name_division("呼和浩特市", "en"), name_division("某某新区", "en")
    ('Hohhot', '某某新区')
    """
    division = get_division(place) if language == "en" else None
    return division.name_en if division and division.name_en else place
