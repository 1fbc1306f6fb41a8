"""The pairs of places: which rows stand for them, with the verdict."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations

import pandas as pd

from helpers.compare.differences import (
    are_near,
    count_differences,
    get_core,
    get_key,
    get_kin,
    is_of_concept,
    label_row,
    name_concept,
    name_views,
)
from helpers.compare.reasons import describe_verdict, write_figure
from helpers.compare.verdicts import (
    DATED,
    accrues,
    count_months,
    find_reasons,
    grade,
    is_damaged,
    is_implausible,
)
from helpers.concepts import UNMAPPED, get_indicators, get_school_levels, label, refer
from helpers.language import name_division
from helpers.storage import group_by, make_table, to_rows

_STATUS_ORDER = {"actual": 0, "rule": 1, "planned": 2}
_BASIS_ORDER = {"period": 0, "reports_on": 1, "document_date": 2, "unknown": 3}
_KIND_ORDER = ("level", "share", "ratio", "growth", "change", "rank")
_MOST = 12  # places of which all pairs are judged, where none are named
_MOST_RELATED = 3

_Key = tuple[str, ...]
_Rows = dict[_Key, list[dict]]


class _Place:
    """What one place states, by concept, by what may stand beside it, and by what is related."""

    def __init__(self, rows: Iterable[dict]) -> None:
        self.stated: _Rows = {}
        self.near: dict[_Key, list[_Key]] = {}
        self.named: dict[_Key, list[_Key]] = {}
        self.kin: _Rows = {}
        for row in rows:
            key = get_key(row)
            if key not in self.stated:
                self.near.setdefault(get_core(row), []).append(key)
                self.named.setdefault(_name(row), []).append(key)
            self.stated.setdefault(key, []).append(row)
            if kin := get_kin(row):
                self.kin.setdefault(kin, []).append(row)

    def find(self, example: dict) -> list[dict]:
        """Return the rows of the concept of an example, else of the nearest one that may stand beside it."""
        if rows := self.stated.get(get_key(example)):
            return rows
        rows = (self.stated[key] for key in self.near.get(get_core(example), []))
        near = [found for found in rows if are_near(example, found[0])]
        if not near:  # where the words of one are not understood, the indicator decides
            rows = (self.stated[key] for key in self.named.get(_name(example), []))
            near = [found for found in rows if not (found[0]["population"] and example["population"])]
        return min(near, key=lambda rows: count_differences(example, rows[0]), default=[])

    def find_related(self, example: dict) -> list[dict]:
        """Return a row of each of the first related concepts."""
        rows = reversed(self.kin.get(get_kin(example), []))
        return list({get_key(row): row for row in rows}.values())[: -_MOST_RELATED - 1 : -1]


def _name(row: dict) -> _Key:
    return row["indicator"], row["school_level"]


def choose_covered(indicators: pd.DataFrame, places: Sequence[str], most: int = _MOST) -> list[str]:
    """Return the places that state the most concepts, at most so many, in the order given."""
    used = indicators[(indicators["indicator"] != UNMAPPED) & indicators["place"].isin(places)]
    counts = used.drop_duplicates(["place", "indicator", "school_level"])["place"].value_counts()
    best = sorted(places, key=lambda place: (-counts.get(place, 0), places.index(place)))[:most]
    return [place for place in places if place in set(best)]


def compare(indicators: pd.DataFrame, places: Sequence[str], views: Iterable[dict[str, str]] = ()) -> pd.DataFrame:
    """Judge every pair of places, in the order given, for every concept that one of them states.

    views are an analyst's own (`read_views`), which name their indicators.
    """
    used = indicators[indicators["place"].isin(places)]
    rows: dict[str, list[dict]] = {place: [] for place in places}
    for row in to_rows(used):
        if is_of_concept(row):
            rows[row["place"]].append(row)
    stating = {place: _Place(own) for place, own in rows.items()}
    examples = {key: found[0] for place in places for key, found in stating[place].stated.items()}
    order = {id_: number for number, id_ in enumerate([*get_indicators(), *get_school_levels()])}
    stated = sorted(
        examples, key=lambda key: (order.get(key[0], len(order)), order.get(examples[key]["school_level"], 99), key)
    )
    verdicts = [
        _judge_pair(examples[key], stating, pair)
        for key in stated
        for pair in combinations(places, 2)
        if any(key in stating[place].stated for place in pair)
    ]
    return make_table(name_views(_drop_repeated(verdicts), views), "comparison")


def _drop_repeated(verdicts: Iterable[dict]) -> list[dict]:
    """Drop the verdicts on two rows that have met already: under one indicator they are one pair, whoever states it."""
    kept: dict[tuple[str, ...], dict] = {}
    for number, verdict in enumerate(verdicts):
        met = verdict["row_a"] and verdict["row_b"]
        key = (verdict["indicator"], verdict["row_a"], verdict["row_b"], verdict["grade"]) if met else (str(number),)
        kept.setdefault(key, verdict)
    return list(kept.values())


def _judge_pair(example: dict, stating: dict[str, _Place], places: tuple[str, str]) -> dict:
    a, b = choose_rows(*(stating[place].find(example) for place in places), get_own_kind(example))
    reasons, years = find_reasons(a, b) if a and b else (["missing"], None)
    silent = places[0] if a is None else places[1]
    related = [] if a and b else stating[silent].find_related(example)
    sentences = describe_verdict(reasons, places, (a, b), years, related)
    return {
        "indicator": example["indicator"],
        "school_level": example["school_level"],
        "place_a": places[0],
        "place_b": places[1],
        "row_a": refer(a),
        "row_b": refer(b),
        "grade": grade(reasons, years),
        "reasons": " ".join(reasons),
        "years_apart": years,
        "reason_zh": sentences["zh"],
        "reason_en": sentences["en"],
        "concept": name_concept(example),
        "related": " ".join(map(refer, related)),
        "label_zh": label_row(example, "zh"),
        "label_en": label_row(example, "en"),
    }


def get_own_kind(row: dict) -> str:
    """Return the kind in which a concept is stated, its growth and rank apart."""
    if indicator := get_indicators().get(row["indicator"]):
        return indicator.kind
    if row["measure"] in ("ratio", "index"):
        return "ratio"
    return "share" if row["measure"] == "share" or row["measure"].endswith("_rate") else "level"


def choose_rows(a: list[dict], b: list[dict], kind: str) -> tuple[dict | None, dict | None]:
    """Choose one row for each place: of a kind that both state, of the latest time that both state, else the best."""
    kinds = list(dict.fromkeys([kind, *_KIND_ORDER]))
    shared = [kind for kind in kinds if all(any(row["kind"] == kind for row in rows) for rows in (a, b))]
    if not shared:
        return choose_row(a, kinds), choose_row(b, kinds)
    met = _meet(*([row for row in rows if row["kind"] == shared[0]] for rows in (a, b)))
    return tuple(choose_row(rows, shared) for rows in met)


def _meet(a: list[dict], b: list[dict]) -> tuple[list[dict], list[dict]]:
    """Keep the rows of the latest time that both places state, facts before targets; all where there is none."""
    for status in ("actual", "planned"):
        ours, theirs = (_sort_by_time(rows, status) for rows in (a, b))
        if common := ours.keys() & theirs.keys():
            latest = max(common)
            return ours[latest], theirs[latest]
        if ours and theirs:
            break  # facts of different years rather than targets of one
    return a, b


def _sort_by_time(rows: list[dict], status: str) -> dict[tuple, list[dict]]:
    """Return the sound rows of a status by year, what accrues also by the months that it covers."""
    dated = (row for row in rows if row["status"] == status and row["as_of_basis"] in DATED)
    sound = (r for r in dated if not (is_damaged(r) or is_implausible(r) or "former" in r["flags"].split()))
    return group_by(sound, lambda row: (row["as_of"][:4], count_months(row["period"]) if accrues(row) else 0))


def choose_row(rows: list[dict], kinds: Sequence[str]) -> dict | None:
    """Choose the row that stands for a place: of the first kind that there is, in the order of `_rank_row`."""
    for kind in kinds:
        candidates = [row for row in rows if row["kind"] == kind]
        if candidates:
            return min(candidates, key=_rank_row)
    return None


def _rank_row(row: dict) -> tuple:
    """Order rows: actual before planned, present before former, undamaged, stated, with its period, latest, first."""
    latest = [-ord(character) for character in row["as_of"].ljust(10, "9")]
    basis = _BASIS_ORDER[row["as_of_basis"]]
    flags = row["flags"].split()
    doubtful = "former" in flags, is_damaged(row), is_implausible(row), "derived" in flags
    return _STATUS_ORDER[row["status"]], *doubtful, basis, latest, "repeated" in flags, row["doc_id"], row["start"]


def find_met(comparison: pd.DataFrame) -> pd.DataFrame:
    """Return the verdicts on two figures, those that meet as two concepts under either of them only once."""
    stated = comparison[(comparison["row_a"] != "") & (comparison["row_b"] != "")]
    apart = stated["reasons"].str.contains("different_concept|part_of_whole")
    under = (stated["indicator"] + " " + stated["concept"]).where(stated["indicator"] == UNMAPPED, stated["indicator"])
    under = under.where(~apart, "")
    return stated[~stated.assign(indicator=under).duplicated(["row_a", "row_b", "reasons", "indicator"])]


def list_pairs(comparison: pd.DataFrame, indicators: pd.DataFrame, language: str = "en") -> pd.DataFrame:
    """Return the verdicts in words: indicator, level, both places with their figures, grade and reasons.

    Only pairs of which both places state something (`find_met`).
    """
    rows, told = group_by(to_rows(indicators), refer), []
    for verdict in to_rows(find_met(comparison)):
        cells = {name: label(name, verdict[name], language) for name in ("indicator", "school_level")}
        if verdict["indicator"] == UNMAPPED:
            cells["indicator"] = verdict[f"label_{language}"]
        for side in "ab":
            candidates = rows[verdict[f"row_{side}"]]
            same = [row for row in candidates if row["indicator"] == verdict["indicator"]]
            place = name_division(verdict[f"place_{side}"], language)
            cells[f"place_{side}"] = f"{place}: {write_figure((same or candidates)[0], language)}"
        cells["grade"] = label("grade", verdict["grade"], language)
        told.append(cells | {"reasons": verdict[f"reason_{language}"]})
    return pd.DataFrame(told, columns=["indicator", "school_level", "place_a", "place_b", "grade", "reasons"])
