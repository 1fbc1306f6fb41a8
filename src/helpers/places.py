"""China's divisions: their names in a text, what 全市 or 首府 stands for, and which place a text is about.

resources/divisions.csv holds every division of province, prefecture and county level by the Ministry of Civil
Affairs' list of codes for the end of 2024; codes and names were taken from release 7.2.2 of the data package `lcn`
(MIT licence).
`short_names` are recognised in every text, `nearby_names` only in texts of the same prefecture or municipality.
`name_en` is the official romanisation where `name_en_basis` is official, else toneless pinyin with the division's
word translated (市, 地区, 盟 and 自治州 have none).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from helpers.tables import read_resource

NATION = "全国"


@dataclass(frozen=True)
class Division:
    """One division: level is nation, province, prefecture or county; parent is the containing division's name."""

    name: str
    level: str
    code: str
    parent: str
    name_en: str
    name_en_basis: str
    parent_code: str


class Mention(NamedTuple):
    """A division's name in a text: offsets (end exclusive), standard name and code.

    `institution` marks a name that only says where a school or office is at home (青山区第一中学).
    """

    start: int
    end: int
    name: str
    code: str
    institution: bool = False


class _Gazetteer(NamedTuple):
    """All names by first use of the module: what each stands for, and how long the names are that begin alike."""

    divisions: dict[str, Division]
    names: dict[str, tuple[str, ...]]
    nearby_names: dict[str, tuple[str, ...]]
    lengths: dict[str, tuple[int, ...]]


@cache
def _gazetteer() -> _Gazetteer:
    rows = read_resource("divisions.csv")
    name_of = {row["code"]: row["name"] for row in rows}
    divisions, names, nearby = {}, defaultdict(list), defaultdict(list)
    for row in rows:
        code, parent = row["code"], row["parent"]
        divisions[code] = Division(
            row["name"], row["level"], code, name_of.get(parent, ""), row["name_en"], row["name_en_basis"], parent
        )
        for name in (row["name"], *row["short_names"].split()):
            names[name].append(code)
        for name in row["nearby_names"].split():
            nearby[name].append(code)
    lengths = defaultdict(set)
    for name in (*names, *nearby):
        lengths[name[:2]].add(len(name))
    return _Gazetteer(
        divisions,
        {name: tuple(codes) for name, codes in names.items()},
        {name: tuple(codes) for name, codes in nearby.items()},
        {start: tuple(sorted(found, reverse=True)) for start, found in lengths.items()},
    )


@cache
def _words(kind: str) -> frozenset[str]:
    """The words of one kind of resources/place_contexts.csv."""
    return frozenset(row["word"] for row in read_resource("place_contexts.csv") if row["kind"] == kind)


@cache
def _pattern(kind: str) -> re.Pattern[str]:
    return re.compile("|".join(row["word"] for row in read_resource("place_contexts.csv") if row["kind"] == kind))


def _chain(code: str) -> list[Division]:
    """The division and all that contain it, from the smallest to the nation."""
    divisions = _gazetteer().divisions
    chain = []
    while code:
        chain.append(divisions[code])
        code = divisions[code].parent_code
    return chain


def _contains(outer: str, inner: str) -> bool:
    return any(division.code == outer for division in _chain(inner))


@lru_cache(maxsize=4096)
def get_division(name: str, within: str = "") -> Division | None:
    """Find a division by its standard name, short name or code; `within` names a division that contains it.

    Returns None if there is none of that name, or several.

    >>> get_division("包头").name, get_division("乌审").parent
    ('包头市', '鄂尔多斯市')
    >>> get_division("鼓楼区"), get_division("鼓楼区", within="南京市").code
    (None, '320106')
    >>> get_division("南京市鼓楼区").code
    '320106'
    """
    gazetteer = _gazetteer()
    if name in gazetteer.divisions:
        return gazetteer.divisions[name]
    codes = gazetteer.names.get(name) or gazetteer.nearby_names.get(name, ())
    if not codes and not within:
        mentions = find_places(name)
        if len(mentions) == 1 and mentions[0][:2] == (0, len(name)):
            codes = (mentions[0].code,)
    if within:
        outer = get_division(within)
        codes = [code for code in codes if outer and _contains(outer.code, code)]
    return gazetteer.divisions[codes[0]] if len(codes) == 1 else None


def get_containing(name: str, level: str, within: str = "") -> Division | None:
    """Return the division of a level (province, prefecture, county) that is or contains a division.

    >>> get_containing("乌审旗", "prefecture").name, get_containing("万州区", "prefecture")
    ('鄂尔多斯市', None)
    """
    division = get_division(name, within)
    if division is None:
        return None
    return next((outer for outer in _chain(division.code) if outer.level == level), None)


def _choose(codes: tuple[str, ...], home: Division | None) -> str:
    """Choose the one division of a name that is nearest to home; "" if several are equally near."""
    if len(codes) == 1:
        return codes[0]
    for outer in _chain(home.code) if home else ():
        near = [code for code in codes if _contains(outer.code, code)]
        if near:
            return near[0] if len(near) == 1 else ""
    return ""


def _is_near(code: str, home: Division | None) -> bool:
    """Whether a division lies in the same prefecture, or municipality, as home."""
    if home is None:
        return False
    chain = _chain(code)
    return home in chain or any(
        outer in chain and (outer.level == "prefecture" or outer.name.endswith("市")) for outer in _chain(home.code)
    )


def _read_name(text: str, start: int, end: int, home: Division | None, before: Mention | None) -> str:
    """The code of the division that text[start:end] names there, or ""."""
    gazetteer = _gazetteer()
    name = text[start:end]
    codes = gazetteer.names.get(name, ())
    nearby = gazetteer.nearby_names.get(name, ())
    if before and before.end == start:
        inside = [code for code in (*codes, *nearby) if code != before.code and _contains(before.code, code)]
        if len(inside) == 1:
            return inside[0]
    if text[end - 1 : end + 1] in _words("runs_on") or name + text[end : end + 2] in _words("not_place"):
        return ""
    code = _choose(codes, home) if codes else ""
    if not code and nearby:
        code = _choose(nearby, home)
        code = code if code and _is_near(code, home) else ""
    if not code:
        return ""
    if name in _words("generic") and not _is_near(code, home):
        return ""
    if _overlaps_word(text, start, end, name == gazetteer.divisions[code].name):
        return ""
    return code


def _overlaps_word(text: str, start: int, end: int, full: bool) -> bool:
    """Whether the name's first or last character belongs to a common word beside it (沿海|南部)."""
    before, after = _words("word_before"), _words("word_after")
    if start and (text[start - 1 : start + 1] in before or text[max(start - 2, 0) : start + 1] in before):
        return not full or end - start == 2
    return not full and text[end - 1 : end + 1] in after


def find_places(text: str, home: str = "", institutions: bool = False) -> list[Mention]:
    """Find the divisions that a Simplified text names, longest names first; of 包头市青山区 the last is returned.

    `home` is the place that the text is about: it decides between divisions of one name, and allows short names of its
    neighbourhood. With `institutions`, names inside those of schools and offices are returned too, marked.

    >>> [mention.name for mention in find_places("从包头市青山区到内蒙古大学,沿海南部和合作社")]
    ['青山区']
    >>> find_places("鼓楼区"), find_places("鼓楼区", home="南京市")[0].code
    ([], '320106')
    """
    place = get_division(home) if home else None
    lengths = _gazetteer().lengths
    mentions: list[Mention] = []
    reached = 0
    for start in [i for i in range(len(text) - 1) if text[i : i + 2] in lengths]:
        if start < reached:
            continue
        before = mentions[-1] if mentions else None
        for length in lengths[text[start : start + 2]]:
            end = start + length
            code = _read_name(text, start, end, place, before) if end <= len(text) else ""
            if code:
                mention = Mention(start, end, _gazetteer().divisions[code].name, code)
                mentions.append(mention)
                reached = end
                break
    return [m for m in _finish(text, _join(mentions)) if institutions or not m.institution]


def _join(mentions: list[Mention]) -> list[Mention]:
    """Join names that stand side by side from the larger to the smaller division (包头市青山区)."""
    joined: list[Mention] = []
    for mention in mentions:
        if joined and joined[-1].end == mention.start and _contains(joined[-1].code, mention.code):
            mention = mention._replace(start=joined.pop().start)
        joined.append(mention)
    return joined


def _finish(text: str, mentions: list[Mention]) -> list[Mention]:
    """Drop names that are part of something else's name, and mark those in an institution's name."""
    finished = []
    for mention in mentions:
        if _pattern("other_name").match(text, mention.end):
            continue
        institution = bool(_pattern("institution").match(text, mention.end))
        finished.append(mention._replace(institution=institution))
    return finished


def resolve_relative(word: str, home: str) -> str:
    """Return the standard name that 全市, 我旗, 全区, 自治区, 首府, 全国 … stand for in a text about `home`, or "".

    全区 is the district only where home is a district, else the autonomous region that contains it.

    >>> resolve_relative("全市", "乌审旗"), resolve_relative("全区", "包头市"), resolve_relative("全区", "青山区")
    ('鄂尔多斯市', '内蒙古自治区', '青山区')
    >>> resolve_relative("首府", "玉泉区")
    '呼和浩特市'
    """
    kind = next((row["stands_for"] for row in read_resource("relative_places.csv") if row["word"] == word), "")
    if kind == NATION:
        return NATION
    found = {name for division in _find_all(home) if (name := _resolve_kind(kind, division))}
    return found.pop() if len(found) == 1 else ""


def _find_all(name: str) -> list[Division]:
    """All divisions of a name, or the one that get_division finds."""
    division = get_division(name)
    if division:
        return [division]
    return [_gazetteer().divisions[code] for code in _gazetteer().names.get(name, ())]


def _resolve_kind(kind: str, place: Division) -> str:
    """The unit of a kind (省, 市, 区, 首府 …) that is or contains a place, or ""."""
    chain = _chain(place.code)
    if kind in ("首府", "省会"):
        province = next((outer for outer in chain if outer.level == "province"), place)
        capital = _gazetteer().divisions.get(f"{province.code[:2]}0100")
        fits = province.name.endswith("自治区" if kind == "首府" else "省")
        return capital.name if capital and fits else ""
    if kind == "区":
        if place.level == "county" and place.name.endswith("区"):
            return place.name
        kind = "自治区"
    return next((outer.name for outer in chain if kind and outer.name.endswith(kind)), "")


def guess_home(title: str, publisher: str, text: str) -> tuple[str, str]:
    """Guess which place a text is about: its standard name and the basis (stated, resolved, inferred), or ("", "").

    Title and publisher weigh more than the text; a place that the text names as one among many does not win.
    """
    counts: Counter[str] = Counter()
    for part, weight in ((title, 8), (publisher, 8), (text, 1)):
        for mention in find_places(part, institutions=True):
            if mention.name != NATION:
                counts[mention.code] += weight
    if not counts:
        return "", ""
    code, _ = counts.most_common(1)[0]
    return _gazetteer().divisions[code].name, "stated"
