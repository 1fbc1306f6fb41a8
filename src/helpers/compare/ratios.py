"""Ratios and shares that follow from two figures that one place states for one year, level and coverage."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pandas as pd

from helpers.compare.apart import mark_apart
from helpers.compare.differences import UNKNOWN_LEVEL, get_key
from helpers.compare.pairs import choose_row
from helpers.compare.reasons import say_note
from helpers.compare.verdicts import DATED, is_damaged
from helpers.concepts import FACETS, UNMAPPED, map_observations, name_level, refer
from helpers.language import name_division
from helpers.storage import make_table, read_resource, to_rows

DERIVED = "derived"
DISAGREES = "ratio_disagrees"
_SLACK = 0.02  # of a printed ratio: its parts are rounded, and often counted at another day of the year
_ROUNDED = 0.005  # two figures that differ by less are one, rounded
_NARROWING = ("programme", "sector", "area", "group", "attribute", "event", "coverage")
_SHARED = ("sector", "group", "area")  # facets by which a share is taken
_COUNTED = frozenset({"school", "class", "pupil", "entrant", "full_time_teacher"})


def derive_ratios(indicators: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Append the ratios of resources/ratios.csv and the shares of sectors, groups and areas, flagged `derived`.

    Both parts are actual, exact or approximate figures of one place, year and level; where the texts disagree on one
    of them nothing follows. `sources` holds both rows. A printed ratio that differs from its parts by more than 2 % is
    flagged `ratio_disagrees`, as is the derived one. Schools beside which others are counted apart are `counted_apart`.
    """
    indicators = mark_apart(indicators)
    rows = list(_derive(indicators))
    if not rows:
        return indicators
    derived = _map(rows, articles)
    frame = make_table(pd.concat([indicators, make_table(derived, "indicators")]), "indicators")
    return _check_printed(frame)


def _derive(indicators: pd.DataFrame) -> Iterator[dict]:
    groups = _group_usable(to_rows(indicators))
    apart = {key for stated in groups for row in stated.values() for key in _list_apart(row)}
    for stated in groups:
        for ratio in read_resource("ratios.csv"):
            over = _find_total(stated, ratio["numerator"], ratio["attribute"], ratio["event"])
            under = _find_total(stated, ratio["denominator"])
            if over and under and not _is_beside(under) and not _misses(under, apart):
                yield _make_ratio(ratio, over, under)
        for row in stated.values():
            if (share := _find_shared(row)) and (whole := stated.get(_name_facets(row | {share: ""}))):
                yield _make_share(share, row, whole)


def _find_time(row: dict) -> tuple[str, str]:
    return row["place"], row["as_of"][:4]


_THROUGH = {  # kinds of schools of several stages, by the level where they are counted, and points beside schools
    ("nine_year", "compulsory"): ("primary", "junior_secondary"),
    ("nine_year", "junior_secondary"): ("primary",),
    ("complete", "senior_secondary_general"): ("junior_secondary",),
    ("teaching_point", "primary"): ("primary", "compulsory", "primary_secondary", "basic", "all"),
    ("twelve_year", "primary_secondary"): ("primary", "junior_secondary", "senior_secondary_general"),
    ("complete", "secondary"): ("junior_secondary", "senior_secondary_general"),
}


def _list_apart(row: dict) -> Iterator[tuple[str, str, str, str]]:
    """Yield place, year, stage and kind where other schools have pupils of it, too: 初中25所、九年一贯制学校7所."""
    if row["population"] == "school" and row["coverage"] != "subset":
        for stage in _THROUGH.get((row["programme"], row["school_level"]), ()):
            yield *_find_time(row), stage, row["programme"]


def _misses(under: dict, apart: set[tuple[str, str, str, str]]) -> bool:
    """Tell whether schools are not all that have the pupils of their stage; some count their teaching points."""
    if under["population"] != "school":
        return False
    kinds = {programme for programme, _ in _THROUGH}
    if under["coverage"] == "with_teaching_point":
        kinds.discard("teaching_point")
    told = under["coverage"] == "without_teaching_point"
    return told or any((*_find_time(under), under["school_level"], kind) in apart for kind in kinds)


def _is_beside(under: dict) -> bool:
    """Tell whether a denominator is of special schools: their pupils are counted in ordinary schools as well."""
    return under["school_level"] == "special" and under["population"] in ("school", "full_time_teacher")


def _group_usable(rows: Iterable[dict]) -> list[dict[tuple, dict]]:
    """Return for each place, year and level the one row of each concept, without those that disagree."""
    groups: dict[tuple, dict[tuple, list[dict]]] = {}
    for row in rows:
        if _is_usable(row):
            where = (row["place"], row["as_of"][:4], row["school_level"])
            groups.setdefault(where, {}).setdefault(_name_facets(row), []).append(row)
    return [
        {key: choose_row(rows, ["level"]) for key, rows in concepts.items() if _agree(rows)}
        for concepts in groups.values()
    ]


def _is_usable(row: dict) -> bool:
    sure = row["status"] == "actual" and row["qualifier"] in ("exact", "approx") and row["basis"] == "point"
    dated = row["as_of_basis"] in DATED and row["place"] and row["school_level"] != UNKNOWN_LEVEL
    counted = row["population"] and row["kind"] == "level" and row["measure"] in ("count", "amount")
    whole = not is_damaged(row) and not pd.isna(row["value"]) and row["value"] > 0
    outside = {"former", "excluded_text", "one_school", "check_failed", "one_batch", "one_department", DERIVED}
    return bool(sure and dated and counted and whole) and outside.isdisjoint(row["flags"].split())


def _agree(rows: list[dict]) -> bool:
    values = [row["value"] for row in rows]
    return max(values) <= min(values) * (1 + _ROUNDED)


def _name_facets(row: dict) -> tuple[str, ...]:
    """Return what tells the concepts of one page apart; a definition (不含技工学校) holds for all its figures."""
    part = row if row["coverage"] == "subset" else row | {"coverage": ""}
    return (row["population"], *(part[facet] for facet in _NARROWING))


def _find_total(stated: dict[tuple, dict], population: str, attribute: str = "", event: str = "") -> dict | None:
    """Return the row of a population that nothing narrows but the event and one of the attributes given (a|b)."""
    named = ({"attribute": code, "event": event} for code in attribute.split("|"))
    rows = (stated.get((population, *(facets.get(facet, "") for facet in _NARROWING))) for facets in named)
    return next((row for row in rows if row), None)


def _find_shared(row: dict) -> str:
    """Return the facet by which a row is a part of a total, "" if it is none or several."""
    narrowed = [facet for facet in _NARROWING[:-1] if row[facet]] + ["coverage"] * (row["coverage"] == "subset")
    counted = row["population"] in _COUNTED and len(narrowed) == 1 and narrowed[0] in _SHARED
    return narrowed[0] if counted else ""


def _make_ratio(ratio: dict, over: dict, under: dict) -> dict:
    subject = ratio["subject"].format(level=name_level(over["school_level"], "zh"))
    return _make_row(over, under, over["value"] / under["value"], subject, ratio["unit"], ratio["kind"])


def _make_share(facet: str, part: dict, whole: dict) -> dict:
    row = _make_row(part, whole, 100 * part["value"] / whole["value"], f"{part['subject']}占比", "%", "share")
    return row | {"population": part["population"], "measure": "share", "of": facet, facet: part[facet]}


def _make_row(over: dict, under: dict, value: float, subject: str, unit: str, kind: str) -> dict:
    """Return a derived figure; it stands in the sentence of its numerator."""
    exact = over["qualifier"] == under["qualifier"] == "exact"
    figure = {"value": round(value, 2), "low": None, "high": None, "bounds": "", "unit": unit, "kind": kind}
    corrected = "; ".join(dict.fromkeys(filter(None, (over["corrected"], under["corrected"]))))
    words = {"subject": subject, "qualifier": "exact" if exact else "approx", "flags": DERIVED, "corrected": corrected}
    facets = dict.fromkeys(_NARROWING, "") | {"coverage": _find_definition(over) or _find_definition(under)}
    return over | figure | words | facets | {"sources": f"{refer(over)} {refer(under)}"}


def _find_definition(row: dict) -> str:
    """Return what a part of a ratio counts or leaves out (不含技工学校), which the ratio then does too."""
    return row["coverage"] if row["coverage"] != "subset" else ""


def _map(rows: list[dict], articles: pd.DataFrame) -> list[dict]:
    """Give derived figures the indicator and the facets that a printed one would have."""
    text = articles.head(1).assign(use="compared")  # corrections stand in none
    rows_of_it = make_table(rows, "observations").assign(doc_id=text["doc_id"].iloc[0])
    mapped = map_observations(rows_of_it, text).to_dict("records")
    return [
        row
        | {"indicator": like["indicator"] if _is_of_same_part(row, like) else UNMAPPED}
        | ({} if row["measure"] == "share" else _take_facets(row, like))
        for row, like in zip(rows, mapped, strict=True)
    ]


def _is_of_same_part(row: dict, like: dict) -> bool:
    """Tell whether the words of a share name its part: 普惠性幼儿园占比 does not where only private ones are meant."""
    return row["measure"] != "share" or row[row["of"]] == like[row["of"]]


def _take_facets(row: dict, like: dict) -> dict[str, str]:
    return {facet: like[facet] for facet in FACETS} | {"coverage": like["coverage"] or row["coverage"]}


def _check_printed(frame: pd.DataFrame) -> pd.DataFrame:
    """Flag printed ratios that their parts contradict, and the derived ones beside them."""
    printed: dict[tuple, list[int]] = {}
    derived: dict[tuple, list[int]] = {}
    rows = to_rows(frame)
    for number, row in enumerate(rows):
        if row["population"] and row["status"] == "actual" and not pd.isna(row["value"]) and row["kind"] not in _MOVES:
            where = derived if DERIVED in row["flags"].split() else printed
            where.setdefault((row["place"], row["as_of"][:4], *get_key(row)), []).append(number)
    for key, ours in derived.items():
        for theirs in printed.get(key, []):
            known, computed = rows[theirs], rows[ours[0]]
            if abs(known["value"] - computed["value"]) > _SLACK * max(abs(known["value"]), 1):
                for row in (known, computed):
                    add_doubt(row, DISAGREES, part=known["subject"], value=known, other=computed)
    return make_table(rows, "indicators")


_MOVES = ("growth", "change", "rank")


def add_doubt(row: dict, flag: str, **fields: object) -> None:
    """Flag a row and say in both languages why; rows among the fields are written as their numbers."""
    if flag in row["flags"].split():
        return
    row["flags"] = f"{row['flags']} {flag}".strip()
    say_doubt(row, flag, **fields)


def say_doubt(row: dict, note: str, **fields: object) -> None:
    """Add a sentence of resources/verdict_notes.csv to what is said against a row."""
    for language, join in (("zh", "；"), ("en", "; ")):
        written = {name: _write(value) for name, value in fields.items()}
        said = say_note(note, language, place=name_division(row["place"], language), **written)
        row[f"doubt_{language}"] = join.join(filter(None, (row[f"doubt_{language}"], said)))


def _write(value: object) -> object:
    number = value["value"] if isinstance(value, dict) else value
    return f"{number:,.10g}" if isinstance(number, int | float) else number
