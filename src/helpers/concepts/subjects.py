"""A subject taken apart: level of education, scope, and what is left."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from helpers.language import compile_opening, get_words
from helpers.storage import read_resource

SCHOOL = "◇"  # stands in a reduced subject where a kind of school was named


class Subject(NamedTuple):
    """A subject taken apart: what is left of it, and the level of education and the scope that it names."""

    core: str
    school_level: str
    scope: str


@cache
def _get_readings(role: str) -> dict[str, str]:
    """Return the words of a role in resources/subject_words.csv, longest first, with what they are read as."""
    rows = [row for row in read_resource("subject_words.csv") if row["role"] == role]
    return {row["written"]: row["read_as"] for row in sorted(rows, key=lambda row: -len(row["written"]))}


def join_words(words: Iterable[str]) -> str:
    """Return a pattern of words, in their order."""
    return "|".join(map(re.escape, words))


@dataclass(frozen=True)
class _Level:
    id: str
    label: str
    stages: frozenset[str]
    reported_as: str


class _Reader(NamedTuple):
    """The word lists, compiled; groups says for each group of level_words its level and whether it names a school."""

    levels: dict[str, _Level]
    level_words: re.Pattern[str]
    groups: dict[str, tuple[str, bool]]
    synonyms: re.Pattern[str]
    scopes: re.Pattern[str]
    front: re.Pattern[str]
    tail: re.Pattern[str]


_MARKS = re.compile(r"[“”\"'‘’《》〈〉【】()\s、,，]")
_EMPTY = re.compile(r"的|[首第][一二三四五六七八九十]*批|各级|各类别?")
_SCHOOLS = re.compile(rf"{SCHOOL}+")
_AND = re.compile(rf"(?<=[{SCHOOL}师长])(?:以及|和|与|及)(?=[{SCHOOL}校教园])")


@cache
def _reader() -> _Reader:
    levels, words, groups = {}, [], {}
    for number, row in enumerate(read_resource("school_levels.csv")):
        if row["level"]:
            stages = frozenset(row["stages"].split())
            levels[row["level"]] = _Level(row["level"], row["label_zh"], stages, row["reported_as"])
        for column in ("school_words", "stage_words"):
            group = f"{column.split('_')[0]}{number}"
            groups[group] = (row["level"], column == "school_words")
            words += [(word, group) for word in row[column].split()]
    words.sort(key=lambda item: -len(re.sub(r"\(\?[^)]*\)", "", item[0])))  # 中小学 before 小学
    return _Reader(
        levels,
        compile_opening("|".join(f"(?P<{group}_{i}>{word})" for i, (word, group) in enumerate(words))),
        groups,
        re.compile(join_words(_get_readings("synonym"))),
        re.compile(rf"(?:{join_words(_get_readings('scope'))})(?!$)"),  # at the end it is the thing itself: 乡镇9个
        re.compile(rf"{SCHOOL}?(?:{join_words(get_words('filler'))}|\d{{4}}年)"),
        re.compile(rf"(?:{join_words(get_words('tail'))})$"),
    )


def get_school_levels() -> list[str]:
    """Return the ids of the school levels in the order of resources/school_levels.csv."""
    return list(_reader().levels)


def _unite(found: list[str]) -> tuple[str, str]:
    """Say which level, and which scope within it, several level words cover together."""
    levels = _reader().levels
    if not found:
        return "", ""
    stages = frozenset().union(*(levels[level].stages for level in found))
    covering = [level for level in levels.values() if stages <= level.stages]
    chosen = min(covering, key=lambda level: (len(level.stages), level.id not in found), default=levels["all"])
    if covering and stages != chosen.stages:
        return chosen.reported_as, "、".join(levels[level].label for level in dict.fromkeys(found))
    return chosen.reported_as, chosen.label if chosen.id != chosen.reported_as else ""


@lru_cache(maxsize=65536)
def read_subject(subject: str, place: str = "") -> Subject:
    """Take a subject apart: level of education, scope, and what is left without filler words.

    >>> read_subject("全市城区中小学、幼儿园在校(园)生总数")
    Subject(core='◇在校生', school_level='basic', scope='城区中小学幼儿园')
    """
    reader = _reader()
    text = reader.synonyms.sub(lambda match: _get_readings("synonym")[match.group()], subject.translate(_BRACKETS))
    for name in get_names(place):
        text = text.replace(name, "")
    text = _MARKS.sub("", text)
    found: list[str] = []

    def take_level(match: re.Match[str]) -> str:
        level, names_school = reader.groups[match.lastgroup.rpartition("_")[0]]
        if level:
            found.append(level)
        return SCHOOL if names_school else ""

    text = reader.level_words.sub(take_level, text)
    scopes = [_get_readings("scope")[word] for word in reader.scopes.findall(text)]
    text = _AND.sub("", reader.scopes.sub("", _EMPTY.sub("", text)))
    text = _SCHOOLS.sub(SCHOOL, text)
    while match := reader.front.match(text):
        text = SCHOOL * text.startswith(SCHOOL) + text[match.end() :]
    while match := reader.tail.search(text):
        text = text[: match.start()]
    level, scope = _unite(found)
    return Subject(text, level, "".join(dict.fromkeys(scopes)) + scope)


_BRACKETS = str.maketrans("（）", "()")
_KIND_OF_PLACE = re.compile(r"(?:市|县|旗|区|省|自治区|盟)$")


@lru_cache(maxsize=4096)
def get_names(place: str) -> tuple[str, ...]:
    """Return the ways to write a place's own name, longest first."""
    short = _KIND_OF_PLACE.sub("", place)
    return (place, short) if 2 <= len(short) < len(place) else (place,) if place else ()


def choose_place(place: str, text: str) -> str:
    """Return a place if a text may name it, else "": what is made of the text is then the same for all places.

    >>> choose_place("太湖县", "太湖中学在校生"), choose_place("太湖县", "小学在校生")
    ('太湖县', '')
    """
    names = get_names(place)
    return place if names and names[-1][0] in text and set(names[-1]) <= set(text) else ""
