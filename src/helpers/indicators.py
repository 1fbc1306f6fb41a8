"""From observations to indicators: which quantity is which indicator, and which pairs of places may be compared."""

from __future__ import annotations

import csv
import io
import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from helpers.cleaning import normalise, split_sentences
from helpers.periods import find_periods
from helpers.places import get_division
from helpers.tables import InputError, format_number, get_schema, make_table, read_resource

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
    """Compile catalogue rows; raise InputError for a repeated id or a wording that is no pattern.

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
    return catalogue


def compile_wordings(wordings: Iterable[str]) -> re.Pattern[str]:
    """Compile wordings into one pattern.

    `~` is any run of neutral verbs, `{学校}` a kind of school, `…` any words; what `…` or a group named scope takes
    up becomes the scope of the row.
    """
    macros = {"~": f"(?:{'|'.join(_written('verb'))})*", _SCHOOL_MACRO: SCHOOL, "…": "(?P<scope>.*)"}
    alternatives = []
    for number, wording in enumerate(wordings):
        wording += "~" * wording.startswith("~")  # 建成教育集团, 教育集团建成
        for macro, meaning in macros.items():
            wording = wording.replace(macro, meaning)
        alternatives.append(f"(?:{wording.replace('(?P<scope>', f'(?P<scope{number}>')})")
    return re.compile("|".join(alternatives) or "(?!)")


@cache
def _catalogue() -> dict[str, Indicator]:
    return compile_catalogue(read_resource("indicators.csv"))


# --- reading a subject -----------------------------------------------------------------------------------------------


class Subject(NamedTuple):
    """A subject taken apart: what is left of it, and the level of education and the scope that it names."""

    core: str
    school_level: str
    scope: str


@cache
def _words(role: str) -> dict[str, str]:
    """Return the words of a role in resources/subject_words.csv, longest first, with what they are read as."""
    rows = [row for row in read_resource("subject_words.csv") if row["role"] == role]
    return {row["written"]: row["read_as"] for row in sorted(rows, key=lambda row: -len(row["written"]))}


def _written(role: str) -> list[str]:
    return [re.escape(word) for word in _words(role)]


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
        re.compile("|".join(_written("synonym"))),
        re.compile(rf"(?:{'|'.join(_written('scope'))})(?!$)"),  # at the end it is the thing itself: 乡镇9个
        re.compile(rf"{SCHOOL}?(?:{'|'.join(_written('filler'))}|\d{{4}}年)"),
        re.compile(rf"(?:{'|'.join(_written('tail'))})$"),
    )


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
    text = reader.synonyms.sub(lambda match: _words("synonym")[match.group()], subject.translate(_BRACKETS))
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
    scopes = [_words("scope")[word] for word in reader.scopes.findall(text)]
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


# --- mapping ---------------------------------------------------------------------------------------------------------


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
        for indicator in _catalogue().values()
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
        return Match(indicator, school_level or _catalogue()[indicator].level, scope + narrower)
    return None


def map_observations(
    observations: pd.DataFrame,
    articles: pd.DataFrame,
    corrections: pd.DataFrame | None = None,
    paragraphs: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Say for every observation which indicator, place and date it stands for: one row each, then the added values.

    A row of no indicator is `unmapped`; so is every row of an excluded text, flagged `excluded_text`. The column
    sentence needs the paragraphs. Raises InputError for an observation of an unknown text, for two indicators that
    claim one row, and for a correction that fits no row.
    """
    texts = {row["doc_id"]: row for row in articles.to_dict("records")}
    raw = {} if paragraphs is None else restore_texts(paragraphs)
    unknown = sorted(set(observations["doc_id"]) - set(texts))
    if unknown:
        raise InputError(f"observations.csv names a text {unknown[0]!r} that articles.csv lacks: run notebook 01 again")
    rows = [_map_row(row, texts[row["doc_id"]], raw.get(row["doc_id"], "")) for row in observations.to_dict("records")]
    frame = _flag_repeated(make_table(rows, "indicators"))
    return frame if corrections is None else apply_corrections(frame, corrections, articles)


def _map_row(row: dict, article: dict, raw: str) -> dict:
    place = row["place"] or article["place"]
    used = article["use"] == "compared"
    match = find_indicator(row["subject"], row["unit"], row["kind"], place) if used else None
    as_of, basis = _date(row["period"], article["published"])
    sentence = re.sub(r"\s*\n\s*", "", raw[row["sentence_start"] : row["sentence_end"]]) if raw else ""
    one_school = match is not None and _is_about_one_school(sentence, match)
    if one_school:
        match = None
    return row | {
        "indicator": match.indicator if match else UNMAPPED,
        "school_level": match.school_level if match else "",
        "scope": match.scope if match else "",
        "place": place,
        "place_level": _find_level(place, article),
        "as_of": as_of,
        "as_of_basis": basis,
        "sentence": sentence,
        "flags": " ".join([*row["flags"].split(), *["excluded_text"] * (not used), *["one_school"] * one_school]),
        "corrected": "",
    }


@cache
def _one_school() -> re.Pattern[str]:
    return re.compile("|".join(_written("one_school")))


def _is_about_one_school(sentence: str, match: Match) -> bool:
    """Say whether a sentence is about one school: 该校, 全校, or 学校 as its first word (but not for 学校312所)."""
    return bool(_one_school().search(sentence)) or (sentence.startswith("学校") and match.indicator != "schools")


def _find_level(place: str, article: dict) -> str:
    if place == article["place"] and article["place_level"]:
        return article["place_level"]
    division = get_division(place, article["place"]) if place else None
    return division.level if division else ""


def _date(period: str, published: str) -> tuple[str, str]:
    """Return the date that a figure is taken to hold for, and how it is known: the end of its period comes first."""
    end = period.rpartition("/")[2]
    if end and end != "..":
        return end, "period"
    return (published, "document_date") if published else ("", "unknown")


def _flag_repeated(frame: pd.DataFrame) -> pd.DataFrame:
    """Flag the rows that say once more what an earlier row of the same text says."""
    key = ["doc_id", "indicator", "school_level", "scope", "place", "kind", "status", "unit", "value", "low", "high"]
    stated = frame[["value", "low", "high"]].notna().any(axis=1) & (frame["indicator"] != UNMAPPED)
    fresh = frame[stated & ~frame["flags"].str.contains("repeated")]
    again = fresh.index[fresh.duplicated(key)]
    frame.loc[again, "flags"] = (frame.loc[again, "flags"] + " repeated").str.strip()
    return frame


def restore_texts(paragraphs: pd.DataFrame, roles: Iterable[str] = ()) -> dict[str, str]:
    """Return each text as far as its lines tell, every character at its raw offset; roles keeps only some lines."""
    texts = {}
    for doc_id, lines in paragraphs.groupby("doc_id", sort=False):
        parts, done = [], 0
        for line in lines.itertuples():
            parts.append("\n" * (line.start - done))
            parts.append(line.text if not roles or line.role in roles else "\n" * len(line.text))
            done = line.end
        texts[doc_id] = "".join(parts)
    return texts


def choose_places(cities: str, articles: pd.DataFrame) -> list[str]:
    """Return the places to compare: those named, comma-separated, else all that a text in use is about, in its order.

    Raises InputError for a place that no text in use is about, or that is named twice.
    """
    known = list(dict.fromkeys(articles.loc[(articles["use"] == "compared") & (articles["place"] != ""), "place"]))
    chosen = [name for name in re.split(r"[,，、\s]+", cities) if name]
    for name in chosen:
        if name not in known:
            raise InputError(
                f"cities: no text is about {name!r}; there are texts about {', '.join(known) or 'no place'}"
            )
    if len(set(chosen)) < len(chosen):
        raise InputError(f"cities: a place is named twice in {cities!r}; name each once")
    return chosen or known


# --- corrections -----------------------------------------------------------------------------------------------------

_ISO_DATE = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?|--\d\d-\d\d")


def read_corrections(path: str | Path) -> pd.DataFrame:
    """Read an analyst's corrections (CSV, columns as in resources/columns.csv); no file means no corrections.

    Raises InputError that names the line for wrong columns, an unknown action or indicator, a value that is no
    number, and a missing reason, source or date. A date without its year is written --MM-DD (ISO 8601).
    """
    path = Path(path)
    expected = [column.name for column in get_schema("corrections").columns]
    if not path.is_file():
        return make_table([], "corrections")
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise InputError(f"{path.name}: not UTF-8; save it again as CSV UTF-8") from None
    reader = csv.DictReader(io.StringIO(text), restkey="surplus", restval=None)
    if reader.fieldnames != expected:
        raise InputError(f"{path.name}: the first line must be {','.join(expected)}")
    rows = []
    for row in reader:
        problem = _find_problem(row)
        if problem:
            raise InputError(f"{path.name}, line {reader.line_num}: {problem}")
        rows.append(row | {"line": reader.line_num})
    return make_table(rows, "corrections").assign(line=[row["line"] for row in rows])


def _find_problem(row: dict) -> str:
    """Return what is wrong with a line of corrections.csv, "" if nothing is."""
    if "surplus" in row or None in row.values():
        return "the number of cells differs from the first line's; put cells with commas in quotation marks"
    if row["action"] not in ("correct", "add"):
        return f"the action is {row['action']!r}; write correct or add"
    if row["indicator"] not in _catalogue():
        return f"there is no indicator {row['indicator']!r}; see the catalogue in data/processed/README.md"
    try:
        finite = math.isfinite(float(row["value"]))
    except ValueError:
        finite = False
    if not finite:
        return f"the value {row['value']!r} is no number; write it in base units, percent as 22.11"
    if not _ISO_DATE.fullmatch(row["date"]):
        return f"the date {row['date']!r} is not YYYY, YYYY-MM, YYYY-MM-DD or --MM-DD"
    needed = ["reason", "source", "place"] + (["doc_id"] if row["action"] == "correct" else [])
    empty = [name for name in needed if not row[name].strip()]
    return f"{empty[0]} is empty" if empty else ""


def apply_corrections(frame: pd.DataFrame, corrections: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Return the indicators with an analyst's corrections, each marked with its reason and source.

    `correct` sets the value of the row of that text, indicator, school level and place (and period, where given);
    the row keeps its damage and its offsets. `add` appends a row whose doc_id is `corrections` and whose start is the
    line. A corrected value outside the bounds that the text leaves is flagged `outside_bounds`. Raises InputError for
    a correction that fits no row, or several with different numbers.
    """
    frame, added = frame.copy(), []
    for number, row in enumerate(corrections.to_dict("records")):
        line = row.get("line", number + 2)
        if row["action"] == "add":
            added.append(_add_row(row, line, articles))
            continue
        fits = _find_rows(frame, row)
        if frame.loc[fits, ["value", "low", "high", "period"]].drop_duplicates().shape[0] != 1:
            found = "no row" if not fits.any() else "rows with different numbers (give the period)"
            raise InputError(
                f"corrections.csv, line {line}: {found} of text {row['doc_id']!r} for {row['place']}, "
                f"{row['indicator']}, school level {row['school_level']!r}; compare with indicators.csv"
            )
        for index in frame.index[fits]:
            _correct(frame, index, row)
    if not added:
        return frame
    return make_table(pd.concat([frame, make_table(added, "indicators")]), "indicators")


def _find_rows(frame: pd.DataFrame, row: dict) -> pd.Series:
    kinds = ["share"] if _catalogue()[row["indicator"]].kind == "share" else ["level", "ratio"]
    fits = frame["kind"].isin(kinds)
    for column in ("doc_id", "indicator", "school_level", "place"):
        fits &= frame[column] == row[column]
    return fits & (frame["period"] == row["period"]) if row["period"] else fits


def _correct(frame: pd.DataFrame, index: int, row: dict) -> None:
    low, high = frame.at[index, "low"], frame.at[index, "high"]
    outside = (not pd.isna(low) and row["value"] < low) or (not pd.isna(high) and row["value"] > high)
    frame.at[index, "value"] = row["value"]
    frame.loc[index, ["low", "high"]] = pd.NA
    frame.loc[index, ["bounds", "qualifier", "corrected"]] = ["", "exact", _describe_source(row)]
    if outside:
        frame.at[index, "flags"] = f"{frame.at[index, 'flags']} outside_bounds".strip()


def _describe_source(row: dict) -> str:
    return f"{row['reason']} ({', '.join(filter(None, [row['source'], row['address'], row['date']]))})"


def _add_row(row: dict, line: int, articles: pd.DataFrame) -> dict:
    if row["place"] not in set(articles["place"]):
        raise InputError(
            f"corrections.csv, line {line}: no text is about {row['place']!r}; add a text or mend the name"
        )
    indicator = _catalogue()[row["indicator"]]
    catalogue = get_catalogue().set_index("id").loc[row["indicator"]]
    division = get_division(row["place"])
    as_of, basis = _date(row["period"], "" if row["date"].startswith("--") else row["date"])
    return {
        **{name: row[name] for name in ("indicator", "school_level", "place", "period", "value")},
        **{"as_of": as_of, "as_of_basis": basis, "unit": row["unit"] or catalogue["unit"], "kind": indicator.kind},
        **{"place_level": division.level if division else "", "qualifier": "exact", "basis": "point"},
        **{"status": "actual", "damage": "none", "doc_id": "corrections", "start": line, "end": line},
        **{"subject": catalogue["label_zh"], "corrected": _describe_source(row)},
    }


# --- what may be compared with what ----------------------------------------------------------------------------------

_TOLERATED = frozenset({"different_scope", "different_period", "period_unknown", "bounds_only", "corrected"})
_TOLERATED_YEARS = 3
_STATUS_ORDER = {"actual": 0, "rule": 1, "planned": 2}
_BASIS_ORDER = {"period": 0, "document_date": 1, "unknown": 2}
_KIND_ORDER = ("level", "share", "ratio", "growth", "change", "rank")
_RECURRING = frozenset({"per_year", "average_per_year", "per_case"})


def compare(indicators: pd.DataFrame, places: Sequence[str]) -> pd.DataFrame:
    """Judge every pair of places, in the order given, for every indicator and school level that one of them states."""
    used = indicators[(indicators["indicator"] != UNMAPPED) & indicators["place"].isin(places)]
    rows: dict[tuple[str, str, str], list[dict]] = {}
    for row in used.to_dict("records"):
        rows.setdefault((row["indicator"], row["school_level"], row["place"]), []).append(row)
    order = {id_: number for number, id_ in enumerate([*_catalogue(), *_reader().levels, ""])}
    stated = sorted({key[:2] for key in rows}, key=lambda key: (order[key[0]], order[key[1]]))
    verdicts = [
        _judge_pair(rows, indicator, level, pair)
        for indicator, level in stated
        for pair in combinations(places, 2)
        if any((indicator, level, place) in rows for place in pair)
    ]
    return make_table(verdicts, "comparison")


def _judge_pair(rows: dict, indicator: str, level: str, places: tuple[str, str]) -> dict:
    stated = [rows.get((indicator, level, place)) or _find_related(rows, indicator, level, place) for place in places]
    a, b = _choose_rows(*stated, _catalogue()[indicator].kind)
    reasons, years = find_reasons(a, b) if a and b else (["missing"], None)
    sentences = describe_reasons(reasons, places, (a, b), years)
    return {
        **{"indicator": indicator, "school_level": level, "place_a": places[0], "place_b": places[1]},
        **{"row_a": _refer(a), "row_b": _refer(b), "grade": grade(reasons, years), "reasons": " ".join(reasons)},
        **{"years_apart": years, "reason_zh": sentences["zh"], "reason_en": sentences["en"]},
    }


def _refer(row: dict | None) -> str:
    return f"{row['doc_id']}:{row['start']}" if row else ""


def _find_related(rows: dict, indicator: str, level: str, place: str) -> list[dict]:
    """Return a place's rows of the first other indicator of the same family and school level."""
    family = _catalogue()[indicator].family
    others = (other.id for other in _catalogue().values() if family and other.family == family)
    return next((rows[key] for other in others if (key := (other, level, place)) in rows), [])


def _choose_rows(a: list[dict], b: list[dict], kind: str) -> tuple[dict | None, dict | None]:
    """Choose one row for each place, of a kind that both state if there is one, the indicator's own kind first."""
    kinds = list(dict.fromkeys([kind, *_KIND_ORDER]))
    shared = [kind for kind in kinds if all(any(row["kind"] == kind for row in rows) for rows in (a, b))]
    return choose_row(a, shared or kinds), choose_row(b, shared or kinds)


def choose_row(rows: list[dict], kinds: Sequence[str]) -> dict | None:
    """Choose the row that stands for a place: of the first kind that there is, in the order of `_rank_row`."""
    for kind in kinds:
        candidates = [row for row in rows if row["kind"] == kind]
        if candidates:
            return min(candidates, key=_rank_row)
    return None


def _rank_row(row: dict) -> tuple:
    """Order rows: actual before planned, undamaged, with its own period, latest, not repeated, first in the text."""
    latest = [-ord(character) for character in row["as_of"].ljust(10, "9")]
    basis = _BASIS_ORDER[row["as_of_basis"]]
    repeated = "repeated" in row["flags"]
    return _STATUS_ORDER[row["status"]], _is_damaged(row), basis, latest, repeated, row["doc_id"], row["start"]


def _is_damaged(row: dict) -> bool:
    return row["damage"] == "digits_lost" and not row["corrected"]


def find_reasons(a: dict, b: dict) -> tuple[list[str], int | None]:
    """Return the reasons against comparing two rows of `indicators`, in the fixed order, and the years between them.

    The years are None where a date is unknown, and where the figures accrue over unlike or unknown spans.
    """
    rows = (a, b)
    unlike, years = _have_unlike_spans(a, b), _count_years(a, b)
    found = {
        "damaged": any(map(_is_damaged, rows)),
        "planned_only": any(row["status"] == "planned" for row in rows),
        "different_concept": a["indicator"] != b["indicator"],
        "different_kind": _get_nature(a) != _get_nature(b),
        "different_level": a["place_level"] != b["place_level"] and all(map(_grows_with_size, rows)),
        "different_scope": a["scope"] != b["scope"],
        "different_period": unlike or bool(years),
        "period_unknown": any(row["as_of_basis"] != "period" for row in rows),
        "bounds_only": any(row["qualifier"] != "exact" and not _is_damaged(row) for row in rows),
        "corrected": any(row["corrected"] for row in rows),
    }
    return [
        row["reason"] for row in read_resource("reasons.csv") if found.get(row["reason"])
    ], None if unlike else years


class Nature(NamedTuple):
    """What must be the same for two numbers to be of one nature."""

    kind: str
    recurrence: str
    norm: bool
    measure: str


def _get_nature(row: dict) -> Nature:
    kind = "level" if row["kind"] == "ratio" else row["kind"]
    recurrence = row["basis"] if row["basis"] in _RECURRING else ""
    measure = row["unit"] if row["unit"] in _areas() or row["unit"].endswith("次") else ""  # 人 and 名 count alike
    return Nature(kind, recurrence, row["status"] == "rule", measure)


@cache
def _areas() -> frozenset[str]:
    return frozenset(row["unit"] for row in read_resource("units.csv") if row["class"] == "area")


def _grows_with_size(row: dict) -> bool:
    """Say whether a figure is a count or an amount, which a larger place has more of."""
    indicator = _catalogue()[row["indicator"]]
    return indicator.kind == "level" and not indicator.per and row["kind"] in ("level", "change")


def _accrues(row: dict) -> bool:
    """Say whether a figure holds over a span of time, not at a date."""
    if row["kind"] in ("growth", "change"):
        return True
    indicator = _catalogue()[row["indicator"]]
    return indicator.stock_or_flow == "flow" and indicator.kind == "level" and row["basis"] != "per_case"


def _have_unlike_spans(a: dict, b: dict) -> bool:
    spans = {_count_months(row["period"]) if _accrues(row) else None for row in (a, b)}
    return spans != {None} and (len(spans) > 1 or 0 in spans)


def _count_months(period: str) -> int:
    """Return the months that a period covers; 0 if it is not known.

    >>> _count_months("2023"), _count_months("2022-09/2023-08"), _count_months("2021/.."), _count_months("2023-05-04")
    (12, 12, 0, 1)
    """
    start, _, end = period.partition("/")
    if not start or end == "..":
        return 0
    first, last = start.split("-"), (end or start).split("-")
    months = (int(last[0]) - int(first[0])) * 12 + (int(last[1]) if len(last) > 1 else 12)
    return months - (int(first[1]) if len(first) > 1 else 1) + 1


def _count_years(a: dict, b: dict) -> int | None:
    return abs(int(a["as_of"][:4]) - int(b["as_of"][:4])) if a["as_of"] and b["as_of"] else None


def grade(reasons: Iterable[str], years_apart: int | None) -> str:
    """Return the grade that follows from the reasons.

    >>> grade(["different_period"], 1), grade(["different_period"], 2), grade(["different_period"], None)
    ('comparable', 'with_caution', 'not_comparable')
    """
    reasons = set(reasons)
    apart = "different_period" in reasons
    if not reasons <= _TOLERATED or (apart and (years_apart is None or years_apart > _TOLERATED_YEARS)):
        return "not_comparable"
    return "with_caution" if reasons - {"different_period"} or (apart and years_apart > 1) else "comparable"


# --- the reasons as sentences ----------------------------------------------------------------------------------------


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


def describe_reasons(
    reasons: Sequence[str], places: tuple[str, str], rows: tuple[dict | None, dict | None], years: int | None
) -> dict[str, str]:
    """Return the reasons as one sentence in each language; empty where there is none."""
    templates = {row["reason"]: row for row in read_resource("reasons.csv")}
    sentences = {}
    for language, join, stop, both in (("zh", "；", "。", "和"), ("en", "; ", ".", " and ")):
        fields = _describe_pair(places, rows, years, language, both)
        parts = [templates[reason][f"sentence_{language}"].format_map(fields) for reason in reasons]
        text = join.join(parts)
        sentences[language] = text[:1].upper() + text[1:] + stop if text else ""
    return sentences


def _describe_pair(places: tuple[str, str], rows: tuple, years: int | None, language: str, both: str) -> dict[str, str]:
    names = [_name_place(place, language) for place in places]

    def name_those(condition) -> str:
        return both.join(name for name, row in zip(names, rows, strict=True) if condition(row))

    fields = {"a": names[0], "b": names[1], "missing": name_those(lambda row: row is None)}
    if None in rows:
        return fields
    fields |= {
        "damaged": name_those(_is_damaged),
        "planned": name_those(lambda row: row["status"] == "planned"),
        "unknown": name_those(lambda row: row["as_of_basis"] != "period"),
        "bounds": name_those(lambda row: row["qualifier"] != "exact" and not _is_damaged(row)),
        "corrected": name_those(lambda row: row["corrected"]),
    }
    for side, row in zip("ab", rows, strict=True):
        fields |= {
            f"concept_{side}": label("indicator", row["indicator"], language),
            f"kind_{side}": _name_nature(row, language),
            f"level_{side}": label("place_level", row["place_level"], language),
            f"scope_{side}": _tell_scope(row["scope"], language),
            f"period_{side}": name_period(row["as_of"] if years is not None else row["period"], language),
        }
    return fields


def _name_place(place: str, language: str) -> str:
    division = get_division(place) if language == "en" else None
    return division.name_en if division else place


def _name_nature(row: dict, language: str) -> str:
    nature = _get_nature(row)
    if nature.recurrence:
        return label("basis", nature.recurrence, language)
    if nature.norm:
        return label("status", "rule", language)
    kind = label("kind", nature.kind, language)
    return f"{kind} ({nature.measure})" if nature.measure else kind


def _tell_scope(scope: str, language: str) -> str:
    if not scope:
        return label("scope", "", language)
    return f"的范围是{scope}" if language == "zh" else f"covers {name_scope(scope, language)}"


def name_period(period: str, language: str) -> str:
    """Return a period in words.

    >>> name_period("2021/2024-03", "zh"), name_period("2021/2024-03", "en"), name_period("", "en")
    ('2021年至2024年3月', '2021 to 2024-03', 'a time not stated')
    """
    if not period:
        return label("period", "", language)
    if language == "en":
        return period.replace("/..", " onwards").replace("/", " to ")
    dates = [date.split("-") for date in period.replace("/..", "").split("/")]
    written = ["".join(f"{int(part)}{unit}" for part, unit in zip(date, "年月日", strict=False)) for date in dates]
    return "至".join(written) + "以来" * period.endswith("..")


def name_scope(scope: str, language: str) -> str:
    """Return a scope in words.

    >>> name_scope("城区中小学幼儿园", "en")
    'urban districts, primary and secondary schools and kindergartens'
    """
    if language == "zh":
        return scope
    pattern, names = _scope_names()
    return ", ".join(dict.fromkeys(names[word] for word in pattern.findall(scope))) or scope


@cache
def _scope_names() -> tuple[re.Pattern[str], dict[str, str]]:
    names = {row["label_zh"]: row["label_en"] for row in read_resource("school_levels.csv") if row["level"]}
    names |= {row["read_as"]: row["label_en"] for row in read_resource("subject_words.csv") if row["role"] == "scope"}
    words = sorted(filter(None, names), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, words))), names


# --- measures --------------------------------------------------------------------------------------------------------

_PILOT = re.compile(r"试点|试行|探索|先行先试|试验区")
_PLANNED = re.compile(
    r"(?<![即行率健])将(?![^,;]*(?:作为|纳入|列入|视为|融入|放在))|拟(?!订|定)|力争|争取|计划(?=[在于到新每用投实建启开])|下一步|今后|未来"
    r"|申报|申请|争创"
)
_MEETING = re.compile(r"[^,;。\n]{0,12}(?:推进会|现场会|座谈会|研讨会|论坛|会议|大会|大赛)")
_MEASURE_ROLES = ("heading", "body")
_MEASURE_ORDER = {"adopted": 0, "pilot": 1, "planned": 2}


def find_measures(paragraphs: pd.DataFrame, articles: pd.DataFrame, places: Sequence[str]) -> pd.DataFrame:
    """Say for every named measure (resources/measures.csv) and place what the place's texts say of it.

    One row for each measure and place: the mention that goes furthest (adopted, then pilot, then planned), of those
    the first that gives a time, else the first; what no text of the place mentions is `not_mentioned`, not a no.
    """
    used = articles[(articles["use"] == "compared") & articles["place"].isin(places)]
    texts = restore_texts(paragraphs[paragraphs["doc_id"].isin(used["doc_id"])], _MEASURE_ROLES)
    mentions: dict[tuple[str, str], list[dict]] = {}
    for article in used.to_dict("records"):
        for mention in _find_mentions(texts.get(article["doc_id"], ""), article):
            mentions.setdefault((mention["measure"], mention["place"]), []).append(mention)
    rows = [
        min(
            mentions.get(
                (measure["id"], place), [{"measure": measure["id"], "place": place, "status": "not_mentioned"}]
            ),
            key=lambda row: (_MEASURE_ORDER.get(row["status"], 9), not row.get("period")),
        )
        for measure in read_resource("measures.csv")
        for place in places
    ]
    return make_table(rows, "measures")


@cache
def _measures() -> list[tuple[str, re.Pattern[str]]]:
    return [(row["id"], re.compile("|".join(row["wordings"].split()))) for row in read_resource("measures.csv")]


def _find_mentions(raw: str, article: dict) -> list[dict]:
    """Return the mentions of measures in one text, in its order; offsets are those of the raw text."""
    reading = normalise(raw)
    text, found = reading.text, []
    for start, end in split_sentences(text):
        for measure, pattern in _measures():
            for match in pattern.finditer(text, start, end):
                if _MEETING.match(text, match.end()):
                    continue
                status = _read_status(text, start, match)
                found.append(
                    {
                        **{"measure": measure, "place": article["place"], "status": status},
                        **{"doc_id": article["doc_id"], "sentence": text[start:end].replace("\n", "")},
                        **{"start": reading.raw_start(match.start()), "end": reading.raw_end(match.end())},
                        "period": _read_period(text[start:end], match.start() - start, status, article["published"]),
                    }
                )
    return found


def _read_status(text: str, start: int, match: re.Match[str]) -> str:
    """Read from the clause of a mention whether the measure is in force, on trial or to come."""
    clause = (
        re.split(r"[,;:]", text[start : match.start()])[-1] + re.split(r"[,;。]", text[match.start() :], maxsplit=1)[0]
    )
    if _PLANNED.search(clause):
        return "planned"
    return "pilot" if _PILOT.search(clause) else "adopted"


def _read_period(sentence: str, position: int, status: str, published: str) -> str:
    """Return the period that a sentence gives for a measure: the last one before it, or the deadline of a plan."""
    periods = [period for period in find_periods(sentence, published) if period.role != "reference"]
    if status == "planned":
        return next((period.period for period in periods if period.role == "deadline"), "")
    before = [period.period for period in periods if period.role == "frame" and period.start < position]
    return before[-1] if before else ""


# --- what follows by arithmetic --------------------------------------------------------------------------------------


def imply(indicators: pd.DataFrame) -> pd.DataFrame:
    """Return the earlier values that follow from a level and its growth or change in one sentence.

    The bounds hold the rounding of both numbers: half a unit of the last digit that is not zero, none for a count
    below 10,000. A count with one whole number within its bounds is that number.
    """
    mapped = indicators[(indicators["indicator"] != UNMAPPED) & indicators["value"].notna()]
    plain = mapped[
        (mapped["qualifier"] == "exact") & (mapped["status"] == "actual") & ~mapped["basis"].isin(_RECURRING)
    ]
    levels: dict[tuple, list[dict]] = {}
    for row in plain[plain["kind"].isin(["level", "share", "ratio"])].to_dict("records"):
        levels.setdefault(_name_thing(row), []).append(row)
    rows = [
        _imply_earlier(min(found, key=lambda level, start=move["start"]: abs(level["start"] - start)), move)
        for move in plain[plain["kind"].isin(_MOVES)].to_dict("records")
        if (found := levels.get(_name_thing(move)))
    ]
    return make_table(rows, "implied").drop_duplicates(list(get_schema("implied").key), ignore_index=True)


_MOVES = frozenset({"growth", "change"})


def _name_thing(row: dict) -> tuple[str, ...]:
    """Return what a level and its growth have in common: they are of one thing and stand in one sentence."""
    return tuple(row[name] for name in ("doc_id", "indicator", "school_level", "scope", "place", "sentence"))


def _imply_earlier(level: dict, move: dict) -> dict:
    count = level["kind"] == "level"
    error = _find_rounding(level["value"], count and not _catalogue()[level["indicator"]].per)
    slack = _find_rounding(move["value"], move["kind"] == "change" and count)
    written = format_number(level["value"]), format_number(move["value"])
    if move["kind"] == "growth":
        ends = [
            (level["value"] + e) / (1 + (move["value"] + s) / 100) for e in (-error, error) for s in (-slack, slack)
        ]
        value, formula = level["value"] / (1 + move["value"] / 100), f"{written[0]} ÷ (1 + {written[1]} %)"
    else:
        ends = [level["value"] + e - move["value"] - s for e in (-error, error) for s in (-slack, slack)]
        value, formula = level["value"] - move["value"], f"{written[0]} − {written[1]}"
    low, high = min(ends), max(ends)
    return {
        **{"indicator": level["indicator"], "place": level["place"], "period": _find_earlier(move)},
        **{"value": _round_within(value, low, high, count), "low": round(low, 4), "high": round(high, 4)},
        **{"formula": formula, "rows": f"{_refer(level)} {_refer(move)}"},
    }


def _find_rounding(value: float, exact_below_10000: bool) -> float:
    """Return half a unit of the last digit of a number that is not zero; 0 for a plain count.

    >>> _find_rounding(22.11, False), _find_rounding(307400, True), _find_rounding(52, True)
    (0.005, 50.0, 0.0)
    """
    if exact_below_10000 and abs(value) < 10000:
        return 0.0
    digits = format_number(value)
    if "." in digits:
        return 0.5 / 10 ** len(digits.partition(".")[2])
    return 0.5 * 10 ** (len(digits) - len(digits.rstrip("0")))


def _round_within(value: float, low: float, high: float, count: bool) -> float:
    """Round a value no finer than its bounds allow."""
    if count and math.floor(high) == math.ceil(low):
        return math.floor(high)
    width = high - low
    return round(value, 0 if width == 0 else 1 - math.ceil(math.log10(width)))


def _find_earlier(move: dict) -> str:
    """Return the period of the earlier value: the beginning of the span, or the year before where the text says so."""
    start, _, end = move["period"].partition("/")
    if end:
        return start
    compared = re.search(r"上年|去年|同比|上一年|前一年", move["sentence"])
    return str(int(start) - 1) if compared and re.fullmatch(r"\d{4}", start) else ""


# --- reports on the mapping ------------------------------------------------------------------------------------------


def find_unused_wordings(indicators: pd.DataFrame) -> pd.DataFrame:
    """Return the wordings of the catalogue that no row of the table matches: columns indicator, wording."""
    cores = {(row.indicator, read_subject(row.subject, row.place).core) for row in indicators.itertuples()}
    return pd.DataFrame(find_unmatched(cores), columns=["indicator", "wording"])


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


def count_unmapped(indicators: pd.DataFrame) -> pd.DataFrame:
    """Return the subjects of no indicator with the number of their rows and of the places that use them, most first."""
    rows = indicators[(indicators["indicator"] == UNMAPPED) & ~indicators["flags"].str.contains("excluded_text")]
    counts = rows.groupby(["subject", "unit", "kind"])["place"].agg(rows="size", places="nunique").reset_index()
    return counts.sort_values(["places", "rows", "subject"], ascending=[False, False, True], ignore_index=True)


def find_disagreements(indicators: pd.DataFrame) -> pd.DataFrame:
    """Return the rows that give different numbers for one indicator, level, scope, place, kind, status and period."""
    key = ["indicator", "school_level", "scope", "place", "period", "kind", "basis", "status"]
    rows = indicators[
        (indicators["indicator"] != UNMAPPED) & (indicators["period"] != "") & indicators["value"].notna()
    ]
    differ = rows.groupby(key)["value"].transform("nunique") > 1
    columns = [*key, "value", "unit", "qualifier", "doc_id", "start", "subject"]
    return rows.loc[differ, columns].sort_values([*key, "doc_id", "start"], ignore_index=True)


def count_coverage(indicators: pd.DataFrame) -> pd.DataFrame:
    """Return, for each text, how many of its quantities are an indicator's, and why the others are not."""
    flags = indicators["flags"].str.split()
    fate = pd.Series("no_indicator", index=indicators.index)
    fate[indicators["indicator"] != UNMAPPED] = "indicator"
    for flag in ("one_school", "excluded_text"):
        fate[flags.map(lambda found, flag=flag: flag in found)] = flag
    columns = ["indicator", "no_indicator", "one_school", "excluded_text"]
    counts = pd.crosstab(indicators["doc_id"], fate).reindex(columns=columns, fill_value=0)
    counts.columns.name = None
    return counts.assign(quantities=counts.sum(axis=1))[["quantities", *columns]]


def count_places(indicators: pd.DataFrame, places: Sequence[str]) -> pd.Series:
    """Return how many of the places state each indicator and school level."""
    used = indicators[(indicators["indicator"] != UNMAPPED) & indicators["place"].isin(places)]
    return used.groupby(["indicator", "school_level"])["place"].nunique()


def list_pairs(comparison: pd.DataFrame, indicators: pd.DataFrame, language: str = "en") -> pd.DataFrame:
    """Return the verdicts in words: indicator, level, both places with their figures, grade and reasons.

    Only pairs of which both places state something, and two rows that meet under several indicators only once.
    """
    rows: dict[str, list[dict]] = {}
    for row in indicators.to_dict("records"):
        rows.setdefault(_refer(row), []).append(row)
    told = []
    stated = comparison[(comparison["row_a"] != "") & (comparison["row_b"] != "")]
    for verdict in stated.drop_duplicates(["row_a", "row_b", "reasons"]).to_dict("records"):
        cells = {name: label(name, verdict[name], language) for name in ("indicator", "school_level")}
        for side in "ab":
            candidates = rows[verdict[f"row_{side}"]]
            same = [row for row in candidates if row["indicator"] == verdict["indicator"]]
            place = _name_place(verdict[f"place_{side}"], language)
            cells[f"place_{side}"] = f"{place}: {write_figure((same or candidates)[0], language)}"
        cells["grade"] = label("grade", verdict["grade"], language)
        told.append(cells | {"reasons": verdict[f"reason_{language}"]})
    return pd.DataFrame(told, columns=["indicator", "school_level", "place_a", "place_b", "grade", "reasons"])


def write_figure(row: dict, language: str = "en") -> str:
    """Write a row's number with its unit, or its bounds, and say if it is lost or planned.

    >>> write_figure({"value": None, "low": 100, "high": None, "unit": "%", "damage": "digits_lost",
    ...               "status": "actual", "qualifier": "exact", "corrected": ""})
    'digits lost, ≥ 100 %'
    """
    parts = [label("damage", row["damage"], language)] if _is_damaged(row) else []
    number = [] if pd.isna(row["value"]) else [f"{row['value']:,.10g} {row['unit']}"]
    ends = [
        f"{sign} {row[end]:,.10g} {row['unit']}" for sign, end in (("≥", "low"), ("≤", "high")) if not pd.isna(row[end])
    ]
    if number and row["qualifier"] != "exact":
        number[0] += f" ({label('qualifier', row['qualifier'], language)})"
    parts += number or ends
    if row["status"] == "planned":
        parts.append(label("status", "planned", language))
    return ", ".join(parts)
