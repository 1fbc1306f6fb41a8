"""Which pairs of places may be compared in which indicator, and why not: rules, and the reasons as sentences."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import combinations
from typing import NamedTuple

import pandas as pd

from helpers.catalogue import RECURRING, UNMAPPED, get_indicators, get_school_levels, label, refer
from helpers.places import get_division
from helpers.tables import make_table, read_resource

# --- the rules ----------------------------------------------------------------------------------

_TOLERATED = frozenset({"different_scope", "different_period", "period_unknown", "bounds_only", "corrected"})
_TOLERATED_YEARS = 3
_STATUS_ORDER = {"actual": 0, "rule": 1, "planned": 2}
_BASIS_ORDER = {"period": 0, "document_date": 1, "unknown": 2}
_KIND_ORDER = ("level", "share", "ratio", "growth", "change", "rank")


def compare(indicators: pd.DataFrame, places: Sequence[str]) -> pd.DataFrame:
    """Judge every pair of places, in the order given, for every indicator and school level that one of them states."""
    used = indicators[(indicators["indicator"] != UNMAPPED) & indicators["place"].isin(places)]
    rows: dict[tuple[str, str, str], list[dict]] = {}
    for row in used.to_dict("records"):
        rows.setdefault((row["indicator"], row["school_level"], row["place"]), []).append(row)
    order = {id_: number for number, id_ in enumerate([*get_indicators(), *get_school_levels()])}
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
    a, b = _choose_rows(*stated, get_indicators()[indicator].kind)
    reasons, years = find_reasons(a, b) if a and b else (["missing"], None)
    sentences = describe_reasons(reasons, places, (a, b), years)
    return {
        "indicator": indicator,
        "school_level": level,
        "place_a": places[0],
        "place_b": places[1],
        "row_a": refer(a),
        "row_b": refer(b),
        "grade": grade(reasons, years),
        "reasons": " ".join(reasons),
        "years_apart": years,
        "reason_zh": sentences["zh"],
        "reason_en": sentences["en"],
    }


def _find_related(rows: dict, indicator: str, level: str, place: str) -> list[dict]:
    """Return a place's rows of the first other indicator of the same family and school level."""
    family = get_indicators()[indicator].family
    others = (other.id for other in get_indicators().values() if family and other.family == family)
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
    """Order rows: actual before planned, present before former, undamaged, with its own period, latest, first told."""
    latest = [-ord(character) for character in row["as_of"].ljust(10, "9")]
    basis = _BASIS_ORDER[row["as_of_basis"]]
    flags = row["flags"].split()
    repeated, former = "repeated" in flags, "former" in flags
    return _STATUS_ORDER[row["status"]], former, _is_damaged(row), basis, latest, repeated, row["doc_id"], row["start"]


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
    recurrence = row["basis"] if row["basis"] in RECURRING else ""
    measure = row["unit"] if row["unit"] in _areas() or row["unit"].endswith("次") else ""  # 人 and 名 count alike
    return Nature(kind, recurrence, row["status"] == "rule", measure)


@cache
def _areas() -> frozenset[str]:
    return frozenset(row["unit"] for row in read_resource("units.csv") if row["class"] == "area")


def _grows_with_size(row: dict) -> bool:
    """Say whether a figure is a count or an amount, which a larger place has more of."""
    indicator = get_indicators()[row["indicator"]]
    return indicator.kind == "level" and not indicator.per and row["kind"] in ("level", "change")


def _accrues(row: dict) -> bool:
    """Say whether a figure holds over a span of time, not at a date."""
    if row["kind"] in ("growth", "change"):
        return True
    indicator = get_indicators()[row["indicator"]]
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


def list_pairs(comparison: pd.DataFrame, indicators: pd.DataFrame, language: str = "en") -> pd.DataFrame:
    """Return the verdicts in words: indicator, level, both places with their figures, grade and reasons.

    Only pairs of which both places state something, and two rows that meet under several indicators only once.
    """
    rows: dict[str, list[dict]] = {}
    for row in indicators.to_dict("records"):
        rows.setdefault(refer(row), []).append(row)
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
