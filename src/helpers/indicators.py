"""From observations to indicators: which quantity is which indicator, and which pairs of places may be compared."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from helpers.places import get_division
from helpers.tables import InputError, make_table, read_resource

UNMAPPED = "unmapped"
SCHOOL = "◇"  # stands in a reduced subject where a kind of school was named
_SCHOOL_MACRO = "{学校}"
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


def compile_catalogue(rows: Sequence[dict[str, str]]) -> dict[str, Indicator]:
    """Compile catalogue rows; raise InputError for a repeated id or a wording that is no pattern."""
    verbs = "|".join(_written("verb"))
    catalogue: dict[str, Indicator] = {}
    for row in rows:
        if row["id"] in catalogue:
            raise InputError(f"indicators.csv: the id {row['id']!r} stands twice; give the second one its own id")
        wordings = row["wordings"].replace("~", f"(?:{verbs})*").replace(_SCHOOL_MACRO, SCHOOL).split()
        try:
            pattern, school_pattern = (
                re.compile(
                    "|".join(f"(?:{wording})" for wording in wordings if (SCHOOL in wording) == school) or "(?!)"
                )
                for school in (False, True)
            )
        except re.error as error:
            raise InputError(f"indicators.csv: a wording of {row['id']!r} is no pattern: {error}") from None
        catalogue[row["id"]] = Indicator(
            row["id"],
            row["kind"],
            row["stock_or_flow"],
            row["family"],
            row["level"],
            row["per"],
            frozenset([row["unit"], *row["other_units"].split()]),
            pattern,
            school_pattern,
        )
    return catalogue


@cache
def _catalogue() -> dict[str, Indicator]:
    return compile_catalogue(read_resource("indicators.csv"))


# --- reading a subject -----------------------------------------------------------------------------------------------


class Subject(NamedTuple):
    """A subject taken apart: what is left of it, and the level of education and the scope that it names."""

    core: str
    school_level: str
    scope: str


def _words(role: str) -> dict[str, str]:
    return {row["written"]: row["read_as"] for row in read_resource("subject_words.csv") if row["role"] == role}


def _written(role: str) -> list[str]:
    return [re.escape(word) for word in sorted(_words(role), key=len, reverse=True)]


@dataclass(frozen=True)
class _Level:
    id: str
    label: str
    stages: frozenset[str]
    reported_as: str


class _Reader(NamedTuple):
    levels: dict[str, _Level]
    level_words: re.Pattern[str]
    level_of_group: dict[str, tuple[str, bool]]
    synonyms: re.Pattern[str]
    scopes: re.Pattern[str]
    empty: re.Pattern[str]
    front: re.Pattern[str]
    tail: re.Pattern[str]


@cache
def _reader() -> _Reader:
    """Compile the word lists once: longest words first, so that 中小学 is not read as 小学."""
    levels, words, groups = {}, [], {}
    for number, row in enumerate(read_resource("school_levels.csv")):
        if row["level"]:
            stages = frozenset(row["stages"].split())
            levels[row["level"]] = _Level(row["level"], row["label_zh"], stages, row["reported_as"])
        for column in ("school_words", "stage_words"):
            group = f"{column[:2]}{number}"
            groups[group] = (row["level"], column == "school_words")
            words += [(word, group) for word in row[column].split()]
    words.sort(key=lambda item: -len(re.sub(r"\(\?.*?\)", "", item[0])))
    return _Reader(
        levels,
        re.compile("|".join(f"(?P<{group}_{i}>{word})" for i, (word, group) in enumerate(words))),
        groups,
        re.compile("|".join(_written("synonym"))),
        re.compile("|".join(_written("scope"))),
        re.compile(r"的|首批|第[一二三四五六七八九十]+批|各级|各类"),
        re.compile(rf"^{SCHOOL}*(?:{'|'.join(_written('filler'))}|\d{{4}}年)"),
        re.compile(rf"(?:{'|'.join(_written('tail'))})$"),
    )


def _union(found: list[str]) -> tuple[str, str]:
    """Say which level, and which scope within it, several level words cover together."""
    levels = _reader().levels
    if not found:
        return "", ""
    stages = frozenset().union(*(levels[level].stages for level in found))
    covering = [level for level in levels.values() if stages <= level.stages]
    exact = [level for level in covering if stages == level.stages]
    chosen = exact[0] if exact else min(covering, key=lambda level: len(level.stages), default=levels["all"])
    if chosen.id == chosen.reported_as:
        return chosen.id, "" if exact else "、".join(levels[level].label for level in dict.fromkeys(found))
    return chosen.reported_as, chosen.label


@lru_cache(maxsize=65536)
def read_subject(subject: str, place: str = "") -> Subject:
    """Take a subject apart: level of education, scope, and what is left without filler words.

    >>> read_subject("全市城区中小学、幼儿园在校(园)生总数")
    Subject(core='◇在校生', school_level='basic', scope='城区中小学幼儿园')
    """
    reader = _reader()
    text = re.sub(r"[“”\"'‘’《》〈〉【】\s、,，]", "", subject.replace("（", "(").replace("）", ")"))
    text = re.sub(r"[()]", "", reader.synonyms.sub(lambda match: _words("synonym")[match.group()], text))
    for name in _names(place):
        text = text.replace(name, "")
    found: list[str] = []

    def take_level(match: re.Match[str]) -> str:
        level, school = reader.level_of_group[match.lastgroup.rpartition("_")[0]]
        if level:
            found.append(level)
        return SCHOOL if school else ""

    text = reader.level_words.sub(take_level, text)
    scopes = [_words("scope")[word] for word in reader.scopes.findall(text)]
    text = reader.scopes.sub("", text)
    text = re.sub(rf"(?<=[{SCHOOL}师长])(?:以及|和|与|及)(?=[{SCHOOL}校教园])", "", text)
    text = re.sub(rf"{SCHOOL}+", SCHOOL, reader.empty.sub("", text))
    while match := reader.front.match(text):
        text = SCHOOL * (SCHOOL in match.group()) + text[match.end() :]
    while match := reader.tail.search(text):
        text = text[: match.start()]
    level, scope = _union(found)
    return Subject(text, level, "".join(dict.fromkeys(scopes)) + scope)


@lru_cache(maxsize=4096)
def _names(place: str) -> tuple[str, ...]:
    """Return the ways to write a place's own name, longest first."""
    if len(place) < 2:
        return ()
    short = re.sub(r"(?:市|县|旗|区|省|自治区|盟)$", "", place)
    return (place, short) if 2 <= len(short) < len(place) else (place,)


# --- mapping ---------------------------------------------------------------------------------------------------------


class Match(NamedTuple):
    """The indicator of a row, with level and scope."""

    indicator: str
    school_level: str
    scope: str


def _accepts(indicator: Indicator, unit: str, kind: str) -> bool:
    """Say whether a unit and kind may belong to an indicator: its own, or the growth, change or rank of it."""
    rate = indicator.kind == "share"
    if kind == "growth":
        return not rate and unit in _PERCENT | {"倍"}
    if kind == "change":
        return unit in _PERCENT | {"个百分点"} if rate else unit in indicator.units
    if kind == "rank":
        return True
    if indicator.kind == "ratio":
        return kind in ("ratio", "level") and unit in indicator.units
    return kind == indicator.kind and unit in (_PERCENT if rate else indicator.units)


@lru_cache(maxsize=65536)
def find_indicator(subject: str, unit: str, kind: str, place: str = "") -> Match | None:
    """Return the indicator that a row stands for, or None; raise InputError if two claim it.

    >>> find_indicator("小学专任教师学历合格率", "%", "share")
    Match(indicator='qualified_teachers_share', school_level='primary', scope='')
    >>> find_indicator("小学教师年龄", "岁", "level") is None
    True
    """
    core, school_level, scope = read_subject(subject, place)
    bare = core.replace(SCHOOL, "")
    claims = [
        indicator
        for indicator in _catalogue().values()
        if _accepts(indicator, unit, kind)
        and (indicator.pattern.fullmatch(bare) or indicator.school_pattern.fullmatch(core))
    ]
    if len(claims) > 1:
        names = " and ".join(indicator.id for indicator in claims)
        raise InputError(
            f"indicators.csv: {names} both claim {subject!r} ({unit}, {kind}); make their wordings disjoint"
        )
    if not claims:
        return None
    return Match(claims[0].id, school_level or claims[0].level, scope)


def _find_level(place: str, articles: dict[str, dict[str, str]], doc_id: str) -> str:
    article = articles[doc_id]
    if place == article["place"] and article["place_level"]:
        return article["place_level"]
    division = get_division(place, article["place"]) if place else None
    return division.level if division else ""


def _find_sentences(observations: pd.DataFrame, paragraphs: pd.DataFrame | None) -> list[str]:
    """Return the sentence of each observation, from the lines of its text; empty where they are not given."""
    if paragraphs is None:
        return [""] * len(observations)
    lines = {doc_id: group for doc_id, group in paragraphs.groupby("doc_id", sort=False)}
    return [
        _cut(lines[row.doc_id], row.sentence_start, row.sentence_end) if row.doc_id in lines else ""
        for row in observations.itertuples()
    ]


def _cut(lines: pd.DataFrame, start: int, end: int) -> str:
    inside = lines[(lines["start"] < end) & (lines["end"] > start)]
    return "".join(row.text[max(start - row.start, 0) : end - row.start].strip() for row in inside.itertuples())


def map_observations(
    observations: pd.DataFrame,
    articles: pd.DataFrame,
    corrections: pd.DataFrame | None = None,
    paragraphs: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Say for every observation which indicator, place and date it stands for; one row for each observation.

    A row of an excluded text stays `unmapped`, flagged `excluded_text`; a row of no indicator stays `unmapped`.
    Raises InputError for an observation of a text that is not in articles, and for a correction that fits no row.
    """
    texts = {row["doc_id"]: row for row in articles.to_dict("records")}
    unknown = sorted(set(observations["doc_id"]) - set(texts))
    if unknown:
        raise InputError(
            f"observations.csv names the text {unknown[0]!r}, which articles.csv lacks; run notebook 01 again"
        )
    rows = []
    for row, sentence in zip(observations.to_dict("records"), _find_sentences(observations, paragraphs), strict=True):
        article = texts[row["doc_id"]]
        place = row["place"] or article["place"]
        used = article["use"] == "compared"
        match = find_indicator(row["subject"], row["unit"], row["kind"], place) if used else None
        as_of, basis = _date(row["period"], article["published"])
        flags = row["flags"].split() + ([] if used else ["excluded_text"])
        rows.append(
            row
            | {
                "indicator": match.indicator if match else UNMAPPED,
                "school_level": match.school_level if match else "",
                "scope": match.scope if match else "",
                "place": place,
                "place_level": _find_level(place, texts, row["doc_id"]),
                "as_of": as_of,
                "as_of_basis": basis,
                "sentence": sentence,
                "flags": " ".join(flags),
                "corrected": "",
            }
        )
    frame = _flag_repeated(make_table(rows, "indicators"))
    return frame if corrections is None else apply_corrections(frame, corrections, articles)


def _date(period: str, published: str) -> tuple[str, str]:
    """Return the date that a figure is taken to hold for, and how it is known: the end of its period comes first."""
    if period:
        return period.rpartition("/")[2], "period"
    return (published, "document_date") if published else ("", "unknown")


def _flag_repeated(frame: pd.DataFrame) -> pd.DataFrame:
    """Flag the rows that say once more what an earlier row of the same text says."""
    key = ["doc_id", "indicator", "school_level", "scope", "place", "kind", "status", "value", "low", "high", "unit"]
    again = frame.duplicated(key) & (frame["indicator"] != UNMAPPED) & (frame["value"].notna() | frame["low"].notna())
    missing = again & ~frame["flags"].str.split().map(lambda flags: "repeated" in flags)
    frame.loc[missing, "flags"] = (frame.loc[missing, "flags"] + " repeated").str.strip()
    return frame


def apply_corrections(frame: pd.DataFrame, corrections: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Apply an analyst's corrections; raise InputError for one that fits no row."""
    raise NotImplementedError


# --- what may be compared with what ----------------------------------------------------------------------------------

REASONS = (
    "missing",
    "damaged",
    "planned_only",
    "different_concept",
    "different_kind",
    "different_level",
    "different_scope",
    "different_period",
    "period_unknown",
    "bounds_only",
    "corrected",
)
_TOLERATED = {"different_scope", "different_period", "period_unknown", "bounds_only", "corrected"}
_STATUS_ORDER = {"actual": 0, "rule": 1, "planned": 2}
_BASIS_ORDER = {"period": 0, "document_date": 1, "unknown": 2}


def _is_damaged(row: dict) -> bool:
    return row["damage"] == "digits_lost" and not row["corrected"]


def _preference(row: dict) -> tuple:
    """Order the rows of one place: actual, undamaged, with a period, latest, then first in the text."""
    return (
        _STATUS_ORDER[row["status"]],
        _is_damaged(row),
        _BASIS_ORDER[row["as_of_basis"]],
        [-ord(character) for character in row["as_of"].ljust(10, "9")],
        row["doc_id"],
        row["start"],
    )


def _choose(rows: list[dict], kinds: Sequence[str]) -> dict | None:
    """Choose the row that stands for a place, of the first kind of which there is one."""
    for kind in kinds:
        candidates = [row for row in rows if row["kind"] == kind]
        if candidates:
            return min(candidates, key=_preference)
    return None


def _choose_pair(a: list[dict], b: list[dict], kind: str) -> tuple[dict | None, dict | None]:
    """Choose the rows of two places: of a kind that both state if there is one, the indicator's own first."""
    kinds = list(dict.fromkeys([kind, "level", "share", "ratio", "growth", "change", "rank"]))
    shared = [kind for kind in kinds if {kind} <= {r["kind"] for r in a} & {r["kind"] for r in b}]
    return _choose(a, shared or kinds), _choose(b, shared or kinds)


def _span(period: str) -> int:
    """Return the months that a period covers; 0 if it is not known."""
    if not period:
        return 0
    start, _, end = period.partition("/")
    first = start.split("-")
    last = (end or start).split("-")
    months = (int(last[0]) - int(first[0])) * 12 + int(last[1] if len(last) > 1 else 12)
    return months - int(first[1] if len(first) > 1 else 1) + 1


def _years_apart(a: dict, b: dict) -> int | None:
    if not a["as_of"] or not b["as_of"]:
        return None
    return abs(int(a["as_of"][:4]) - int(b["as_of"][:4]))


def _accrues(row: dict, indicator: Indicator) -> bool:
    """Say whether a row holds over a span of time, not at a date."""
    if row["kind"] in ("growth", "change"):
        return True
    return indicator.stock_or_flow == "flow" and indicator.kind == "level" and row["basis"] != "per_case"


def judge(a: dict, b: dict) -> tuple[list[str], int | None]:
    """Return the reasons against comparing two rows, in the fixed order, and the years between them."""
    indicators = _catalogue()[a["indicator"]], _catalogue()[b["indicator"]]
    years = _years_apart(a, b)
    spans = [_span(row["period"]) for row, i in zip((a, b), indicators, strict=True) if _accrues(row, i)]
    unlike = bool(spans) and (len(spans) < 2 or spans[0] != spans[1] or 0 in spans)
    counts = all(
        i.kind == "level" and not i.per and row["kind"] in ("level", "change")
        for row, i in zip((a, b), indicators, strict=True)
    )
    cases = [row["basis"] if row["basis"] in ("per_year", "average_per_year", "per_case") else "" for row in (a, b)]
    rule = [row["status"] == "rule" for row in (a, b)]
    found = {
        "damaged": _is_damaged(a) or _is_damaged(b),
        "planned_only": "planned" in (a["status"], b["status"]),
        "different_concept": a["indicator"] != b["indicator"],
        "different_kind": a["kind"] != b["kind"] or cases[0] != cases[1] or rule[0] != rule[1],
        "different_level": counts and a["place_level"] != b["place_level"],
        "different_scope": a["scope"] != b["scope"],
        "different_period": unlike or bool(years),
        "period_unknown": any(row["as_of_basis"] != "period" for row in (a, b)),
        "bounds_only": any(row["qualifier"] != "exact" and not _is_damaged(row) for row in (a, b)),
        "corrected": bool(a["corrected"] or b["corrected"]),
    }
    return [code for code in REASONS if found.get(code)], None if unlike else years


def grade(reasons: Iterable[str], years_apart: int | None) -> str:
    """Return the grade that follows from the reasons.

    >>> grade(["different_period"], 1), grade(["different_period"], 2), grade(["different_period"], None)
    ('comparable', 'with_caution', 'not_comparable')
    """
    reasons = set(reasons)
    if not reasons <= _TOLERATED:
        return "not_comparable"
    if "different_period" in reasons and (years_apart is None or years_apart > 3):
        return "not_comparable"
    return "comparable" if not reasons - ({"different_period"} if years_apart == 1 else set()) else "with_caution"


def compare(indicators: pd.DataFrame, places: Sequence[str]) -> pd.DataFrame:
    """Judge every pair of places for every indicator and school level that one of them states."""
    used = indicators[(indicators["indicator"] != UNMAPPED) & indicators["place"].isin(places)]
    rows: dict[tuple[str, str, str], list[dict]] = {}
    for row in used.to_dict("records"):
        rows.setdefault((row["indicator"], row["school_level"], row["place"]), []).append(row)
    catalogue = list(_catalogue())
    levels = [*_reader().levels, ""]
    stated = sorted({key[:2] for key in rows}, key=lambda key: (catalogue.index(key[0]), levels.index(key[1])))
    verdicts = [
        _judge_pair(rows, indicator, level, a, b)
        for indicator, level in stated
        for a, b in combinations(places, 2)
        if (indicator, level, a) in rows or (indicator, level, b) in rows
    ]
    return make_table(verdicts, "comparison")


def _find_related(rows: dict, indicator: str, level: str, place: str) -> list[dict]:
    """Return a place's rows of the first other indicator of the same family and school level."""
    family = _catalogue()[indicator].family
    return next(
        (
            rows[(other.id, level, place)]
            for other in _catalogue().values()
            if family and other.family == family and (other.id, level, place) in rows
        ),
        [],
    )


def _judge_pair(rows: dict, indicator: str, level: str, place_a: str, place_b: str) -> dict:
    a, b = (rows.get((indicator, level, p)) or _find_related(rows, indicator, level, p) for p in (place_a, place_b))
    row_a, row_b = _choose_pair(a, b, _catalogue()[indicator].kind)
    reasons, years = judge(row_a, row_b) if row_a and row_b else (["missing"], None)
    return {
        "indicator": indicator,
        "school_level": level,
        "place_a": place_a,
        "place_b": place_b,
        "row_a": f"{row_a['doc_id']}:{row_a['start']}" if row_a else "",
        "row_b": f"{row_b['doc_id']}:{row_b['start']}" if row_b else "",
        "grade": grade(reasons, years),
        "reasons": " ".join(reasons),
        "years_apart": years,
    }
