"""The catalogue of indicators: its wordings, and which indicator a subject with its unit and kind stands for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

import pandas as pd

from helpers.tables import InputError, read_resource

UNMAPPED = "unmapped"
SCHOOL = "◇"  # stands in a reduced subject where a kind of school was named
_SCHOOL_MACRO = "{学校}"
RECURRING = frozenset({"per_year", "average_per_year", "per_case"})  # what a figure may be stated for again and again
_PERCENT = frozenset({"%", "‰"})


# --- the catalogue ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Indicator:
    """One indicator of the catalogue with its compiled wordings."""

    id: str
    kind: str
    stock_or_flow: str
    family: str
    level: str
    levels: frozenset[str]
    per: str
    units: frozenset[str]
    pattern: re.Pattern[str]
    school_pattern: re.Pattern[str]


def get_catalogue() -> pd.DataFrame:
    """Return the catalogue (resources/indicators.csv), one row for each indicator, as text.

    >>> get_catalogue().set_index("id").loc["retention_rate", "may_pass_100"]
    'yes'
    """
    return pd.DataFrame(read_resource("indicators.csv"))


def compile_catalogue(rows: Iterable[dict[str, str]]) -> dict[str, Indicator]:
    """Compile catalogue rows; raise InputError for a repeated id or a wording that is no pattern or matches nothing.

    A wording is a regular expression over a subject that was taken apart (`read_subject`). Without `{学校}` it is
    compared with what is left when the words for schools are gone, with it they must stand where it stands.
    """
    catalogue: dict[str, Indicator] = {}
    for row in rows:
        if row["id"] in catalogue:
            raise InputError(f"indicators.csv: the id {row['id']!r} stands twice; give the second one its own id")
        wordings = row["wordings"].split()
        try:
            patterns = [
                compile_wordings(wording for wording in wordings if (_SCHOOL_MACRO in wording) == school)
                for school in (False, True)
            ]
        except re.error as error:
            raise InputError(f"indicators.csv: a wording of {row['id']!r} is no pattern: {error}") from None
        plain = {name: row[name] for name in ("id", "kind", "stock_or_flow", "family", "level", "per")}
        levels = frozenset(row["levels"].split())
        units = frozenset([row["unit"], *row["other_units"].split()])
        catalogue[row["id"]] = Indicator(
            **plain, levels=levels, units=units, pattern=patterns[0], school_pattern=patterns[1]
        )
        for wording in wordings:
            _check_wording(wording, catalogue[row["id"]])
    return catalogue


def _check_wording(wording: str, indicator: Indicator) -> None:
    """Raise InputError for a wording with words that are taken out of every subject, so that it can never match."""
    left = []
    for words in spell_out(wording):
        if not _PLAIN.fullmatch(words):
            return  # more than can be judged
        core = read_subject(words).core
        bare = core.replace(SCHOOL, "")
        if core and (indicator.pattern.fullmatch(bare) or indicator.school_pattern.fullmatch(core)):
            return
        left.append(core.replace(SCHOOL, _SCHOOL_MACRO))
    raise InputError(
        f"indicators.csv: the wording {wording!r} of {indicator.id!r} matches nothing, because words for schools, "
        f"levels, scopes, fillers and synonyms are taken out of a subject first; write "
        f"{left[0] or 'what is counted'} (and the level in `levels`)"
    )


_PLAIN = re.compile(r"[\w、·%]+")
_LOOKAROUND = re.compile(r"\(\?<?[!=][^()]*\)")
_GROUP = re.compile(r"\((?:\?:|\?P<\w+>)?([^()]*)\)([?*]?)\+?")  # the innermost


def spell_out(wording: str) -> Iterator[str]:
    """Yield the shortest subjects that a wording is written for, without what it says may be missing.

    >>> list(spell_out("~(自治区级?|省级)(重点)?示范性?{学校}"))
    ['自治区示范学校', '省级示范学校']
    """
    wording = wording.replace(_SCHOOL_MACRO, SCHOOL).replace("~", "").replace("…", "")
    wording = _LOOKAROUND.sub("", wording)
    if group := _GROUP.search(wording):
        for words in [""] if group[2] else group[1].split("|"):
            yield from spell_out(wording[: group.start()] + words + wording[group.end() :])
    else:
        yield re.sub(r"[^?*][?*]|(?<!\\)\+", "", wording).replace(SCHOOL, "学校")


def compile_wordings(wordings: Iterable[str]) -> re.Pattern[str]:
    """Compile wordings into one pattern.

    `~` is any run of neutral verbs, `{学校}` a kind of school, `…` any words; what `…` or a group named scope takes
    up becomes the scope of the row.
    """
    macros = {"~": f"(?:{join_words('verb')})*", _SCHOOL_MACRO: SCHOOL, "…": "(?P<scope>.*)"}
    alternatives = []
    for number, wording in enumerate(wordings):
        wording += "~" * wording.startswith("~")  # 建成教育集团, 教育集团建成
        for macro, meaning in macros.items():
            wording = wording.replace(macro, meaning)
        alternatives.append(f"(?:{wording.replace('(?P<scope>', f'(?P<scope{number}>')})")
    return re.compile("|".join(alternatives) or "(?!)")


@cache
def get_indicators() -> dict[str, Indicator]:
    """Return the indicators of the catalogue by id, in its order."""
    return compile_catalogue(read_resource("indicators.csv"))


# --- reading a subject -----------------------------------------------------------------------------------------------


class Subject(NamedTuple):
    """A subject taken apart: what is left of it, and the level of education and the scope that it names."""

    core: str
    school_level: str
    scope: str


@cache
def get_words(role: str) -> dict[str, str]:
    """Return the words of a role in resources/subject_words.csv, longest first, with what they are read as."""
    rows = [row for row in read_resource("subject_words.csv") if row["role"] == role]
    return {row["written"]: row["read_as"] for row in sorted(rows, key=lambda row: -len(row["written"]))}


def join_words(role: str) -> str:
    """Return a pattern of the words of a role, longest first."""
    return "|".join(map(re.escape, get_words(role)))


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
        re.compile("|".join(f"(?P<{group}_{i}>{word})" for i, (word, group) in enumerate(words))),
        groups,
        re.compile(join_words("synonym")),
        re.compile(rf"(?:{join_words('scope')})(?!$)"),  # at the end it is the thing itself: 乡镇9个
        re.compile(rf"{SCHOOL}?(?:{join_words('filler')}|\d{{4}}年)"),
        re.compile(rf"(?:{join_words('tail')})$"),
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
    text = reader.synonyms.sub(lambda match: get_words("synonym")[match.group()], subject.translate(_BRACKETS))
    for name in _get_names(place):
        text = text.replace(name, "")
    text = _MARKS.sub("", text)
    found: list[str] = []

    def take_level(match: re.Match[str]) -> str:
        level, names_school = reader.groups[match.lastgroup.rpartition("_")[0]]
        if level:
            found.append(level)
        return SCHOOL if names_school else ""

    text = reader.level_words.sub(take_level, text)
    scopes = [get_words("scope")[word] for word in reader.scopes.findall(text)]
    text = _AND.sub("", reader.scopes.sub("", _EMPTY.sub("", text)))
    text = re.sub(rf"{SCHOOL}+", SCHOOL, text)
    while match := reader.front.match(text):
        text = SCHOOL * text.startswith(SCHOOL) + text[match.end() :]
    while match := reader.tail.search(text):
        text = text[: match.start()]
    level, scope = _unite(found)
    return Subject(text, level, "".join(dict.fromkeys(scopes)) + scope)


_BRACKETS = str.maketrans("（）", "()")
_KIND_OF_PLACE = re.compile(r"(?:市|县|旗|区|省|自治区|盟)$")


@lru_cache(maxsize=4096)
def _get_names(place: str) -> tuple[str, ...]:
    """Return the ways to write a place's own name, longest first."""
    short = _KIND_OF_PLACE.sub("", place)
    return (place, short) if 2 <= len(short) < len(place) else (place,) if place else ()


# --- finding the indicator --------------------------------------------------------------------------------------------


class Match(NamedTuple):
    """The indicator of a row, with level of education and scope."""

    indicator: str
    school_level: str
    scope: str


def _accepts(indicator: Indicator, unit: str, kind: str) -> bool:
    """Say whether a unit and kind may belong to an indicator: its own, or the growth, change or rank of it."""
    rate = indicator.kind == "share"
    unit = unit.partition("/")[0] if indicator.per else unit  # 元/生·年
    if kind == "growth":
        return not rate and unit in _PERCENT | {"倍"}
    if kind == "change":
        return unit in _PERCENT | {"个百分点"} if rate else unit in indicator.units
    if kind == "rank":
        return True
    if indicator.kind == "ratio":
        return kind in ("ratio", "level") and unit in indicator.units
    return kind == indicator.kind and unit in (_PERCENT if rate else indicator.units)


def find_claims(core: str, school_level: str, unit: str, kind: str) -> dict[str, re.Match[str]]:
    """Return every indicator that claims a subject's core with that level, unit and kind; at most one should."""
    bare = core.replace(SCHOOL, "")
    return {
        indicator.id: match
        for indicator in get_indicators().values()
        if _accepts(indicator, unit, kind)
        and (school_level in indicator.levels if school_level and indicator.levels else school_level or indicator.level)
        and (match := indicator.pattern.fullmatch(bare) or indicator.school_pattern.fullmatch(core))
    }


@lru_cache(maxsize=65536)
def find_indicator(subject: str, unit: str, kind: str, place: str = "") -> Match | None:
    """Return the indicator that a row stands for, or None; raise InputError if two claim it.

    >>> find_indicator("小学专任教师学历合格率", "%", "share")
    Match(indicator='qualified_teachers_share', school_level='primary', scope='')
    >>> find_indicator("小学专任教师", "%", "share") is None
    True
    """
    core, school_level, scope = read_subject(subject, place)
    claims = find_claims(core, school_level, unit, kind) if core else {}
    if len(claims) > 1:
        names = " and ".join(claims)
        raise InputError(f"indicators.csv: {names} both claim {subject!r} ({unit}, {kind}); tell their wordings apart")
    for indicator, match in claims.items():
        narrower = "".join(filter(None, match.groupdict().values())).replace(SCHOOL, "学校")
        return Match(indicator, school_level or get_indicators()[indicator].level, scope + narrower)
    return None


def find_unmatched(cores: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return the (indicator, wording) pairs of the catalogue that none of the given (indicator, core) pairs matches."""
    of_indicator: dict[str, list[str]] = {}
    for indicator, core in cores:
        of_indicator.setdefault(indicator, []).append(core)
    unmatched = []
    for row in read_resource("indicators.csv"):
        for wording in row["wordings"].split():
            pattern, school = compile_wordings([wording]), _SCHOOL_MACRO in wording
            tried = (core if school else core.replace(SCHOOL, "") for core in of_indicator.get(row["id"], []))
            if not any(map(pattern.fullmatch, tried)):
                unmatched.append((row["id"], wording))
    return unmatched


# --- labels and references --------------------------------------------------------------------------------------------


def label(column: str, value: str, language: str) -> str:
    """Return the Chinese (zh) or English (en) label of a value of a closed set; the value itself if it has none.

    >>> label("grade", "with_caution", "en")
    'comparable with caution'
    """
    return _labels(language).get((column, value), value)


@cache
def _labels(language: str) -> dict[tuple[str, str], str]:
    column = f"label_{language}"
    labels = {(row["column"], row["value"]): row[column] for row in read_resource("value_labels.csv")}
    labels |= {("reasons", row["reason"]): row[column] for row in read_resource("reasons.csv")}
    labels |= {("indicator", row["id"]): row[column] for row in read_resource("indicators.csv")}
    return labels | {("school_level", row["level"]): row[column] for row in read_resource("school_levels.csv")}


def refer(row: dict | None) -> str:
    """Return how other tables refer to a row: doc_id:start; empty for none."""
    return f"{row['doc_id']}:{row['start']}" if row else ""
