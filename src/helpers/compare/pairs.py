"""The pairs of places: which rows stand for them, with the verdict."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import pandas as pd

from helpers.compare.reasons import describe_reasons, name_place, write_figure
from helpers.compare.verdicts import find_reasons, grade, is_damaged
from helpers.concepts import UNMAPPED, get_indicators, get_school_levels, label, refer
from helpers.storage import make_table

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
    return _STATUS_ORDER[row["status"]], former, is_damaged(row), basis, latest, repeated, row["doc_id"], row["start"]


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
            place = name_place(verdict[f"place_{side}"], language)
            cells[f"place_{side}"] = f"{place}: {write_figure((same or candidates)[0], language)}"
        cells["grade"] = label("grade", verdict["grade"], language)
        told.append(cells | {"reasons": verdict[f"reason_{language}"]})
    return pd.DataFrame(told, columns=["indicator", "school_level", "place_a", "place_b", "grade", "reasons"])
