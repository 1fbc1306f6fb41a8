"""The catalogue of indicators: its wordings, and which indicator a subject with its unit and kind stands for."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain
from typing import NamedTuple

import pandas as pd

from helpers.concepts.subjects import SCHOOL, choose_place, join_words, read_subject
from helpers.language import get_words
from helpers.storage import InputError, read_resource

UNMAPPED = "unmapped"


_SCHOOL_MACRO = "{学校}"
RECURRING = frozenset({"per_year", "average_per_year", "per_case"})  # what a figure may be stated for again and again
_PERCENT = frozenset({"%", "‰"})


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
    needed: tuple[frozenset[str], ...]  # characters: a subject that fits has all of one of these sets


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
            **plain,
            levels=levels,
            units=units,
            pattern=patterns[0],
            school_pattern=patterns[1],
            needed=tuple(
                frozenset(subject.replace("学校", "") if _PLAIN.fullmatch(subject) else "")
                for subject in chain.from_iterable(map(spell_out, wordings))
            ),
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
    macros = {"~": f"(?:{join_words(get_words('neutral_verb'))})*", _SCHOOL_MACRO: SCHOOL, "…": "(?P<scope>.*)"}
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


def _admits(indicator: Indicator, school_level: str, unit: str, kind: str) -> bool:
    """Say whether a level, unit and kind may belong to an indicator; without a level it must have one of its own."""
    if not _accepts(indicator, unit, kind):
        return False
    if school_level and indicator.levels:
        return school_level in indicator.levels
    return bool(school_level or indicator.level)


def may_have(id_: str, school_level: str, unit: str, kind: str) -> bool:
    """Say whether an indicator may have that level of education ("" or unknown: none is named), unit and kind."""
    level = "" if school_level == "unknown" else school_level
    return _admits(get_indicators()[id_], level, unit, kind)


@lru_cache(maxsize=65536)
def find_claims(core: str, school_level: str, unit: str, kind: str) -> dict[str, re.Match[str]]:
    """Return every indicator that claims a subject's core with that level, unit and kind; at most one should."""
    bare = core.replace(SCHOOL, "")
    possible = map(get_indicators().__getitem__, sorted(_list_possible(core)))
    return {
        indicator.id: match
        for indicator in possible
        if _admits(indicator, school_level, unit, kind)
        and (match := indicator.pattern.fullmatch(bare) or indicator.school_pattern.fullmatch(core))
    }


def _list_possible(core: str) -> set[str]:
    """Return the indicators that may claim a core: it has every character that they need."""
    characters = {*core, ""}
    under = _by_character()
    return {id_ for character in characters & under.keys() for id_, needed in under[character] if needed <= characters}


@cache
def _by_character() -> dict[str, list[tuple[str, frozenset[str]]]]:
    """Return each indicator with the characters that it needs, under the one that the fewest need."""
    sets = [(each.id, needed) for each in get_indicators().values() for needed in each.needed]
    often = Counter(character for _, needed in sets for character in needed)
    found: dict[str, list[tuple[str, frozenset[str]]]] = {}
    for id_, needed in sets:
        found.setdefault(min(needed, key=often.__getitem__, default=""), []).append((id_, needed))
    return found


def find_indicator(subject: str, unit: str, kind: str, place: str = "") -> Match | None:
    """Return the indicator that a row stands for, or None; raise InputError if two claim it.

    >>> find_indicator("小学专任教师学历合格率", "%", "share")
    Match(indicator='qualified_teachers_share', school_level='primary', scope='')
    >>> find_indicator("小学专任教师", "%", "share") is None
    True
    """
    return _find_indicator(subject, unit, kind, choose_place(place, subject))


@lru_cache(maxsize=65536)
def _find_indicator(subject: str, unit: str, kind: str, place: str) -> Match | None:
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
