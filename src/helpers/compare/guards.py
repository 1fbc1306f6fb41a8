"""Figures that cannot be what they seem: parts above wholes, growth that does not fit, ratios outside their bands."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from functools import cache
from operator import itemgetter

import pandas as pd

from helpers.compare.differences import UNKNOWN_LEVEL, find_difference, get_key
from helpers.compare.ratios import DERIVED, add_doubt, say_doubt
from helpers.compare.verdicts import is_damaged
from helpers.concepts import FACETS, get_codes, parse_concept, refer
from helpers.storage import group_by, make_table, map_resource, read_resource, to_rows

_COLLEGES = frozenset({"higher", "higher_vocational"})
_SLACK = 0.005  # what rounding may make of a sum
_OUTSIDE = "outside_band"
_GROWTH_SLACK = 0.5  # percentage points
_WITHIN = {("entrant", "pupil"): "", ("full_time_teacher", "staff"): "all"}  # part, whole: the level at which it holds


def check_figures(indicators: pd.DataFrame) -> pd.DataFrame:
    """Flag the figures that a guard refuses and say why in `doubt_zh` and `doubt_en`; no number is changed.

    Guards: parts above their whole, levels that add up to more than all, published growth that last year's value
    contradicts, ratios and shares outside the bands of resources/bands.csv, two values of one concept in one text.
    A derived ratio outside its band goes, as its parts do not belong together: they are flagged instead of it.
    """
    rows = to_rows(indicators)
    facts = [row for row in rows if _is_fact(row)]
    counts = [row for row in facts if row["kind"] == "level" and row["measure"] in ("count", "amount")]
    for group in _sort_by(counts, lambda row: (*_when(row), row["kind"], row["school_level"], row["event"])):
        _check_parts(group)
    for group in _sort_by(counts, lambda row: (*_when(row), _name_apart_from_level(row))):
        _check_levels(group)
    _check_growth(facts)
    for row in facts:
        _check_band(row)
    whole = [row for row in facts if row["coverage"] != "subset"]
    stocks = [row for row in whole if not row["event"] and row["school_level"] != UNKNOWN_LEVEL]
    names = itemgetter("period", "kind", "unit", "scope")
    for group in _sort_by(stocks, lambda row: (*_when(row), *names(row), *get_key(row))):
        _check_values(group)
    _hand_on(rows)
    rows = [row for row in rows if not (_is_derived(row) and _OUTSIDE in row["flags"].split())]
    for row in rows:  # whose sentence contradicts itself
        for flag in {"check_failed", "out_of_range"}.intersection(row["flags"].split()):
            say_doubt(row, flag, part=row["subject"], value=row)
    return make_table(rows, "indicators")


def _is_fact(row: dict) -> bool:
    outside = {"former", "excluded_text", "one_school"}.isdisjoint(row["flags"].split())
    known = row["population"] and row["place"] and not pd.isna(row["value"]) and not is_damaged(row)
    return bool(known) and outside and row["status"] == "actual" and row["basis"] != "per_case"


def _is_derived(row: dict) -> bool:
    return DERIVED in row["flags"].split()


def _sort_by(rows: Iterable[dict], name: Callable[[dict], Hashable]) -> list[list[dict]]:
    """Return the rows in groups of one name, those of more than one row."""
    return [group for group in group_by(rows, name).values() if len(group) > 1]


def _when(row: dict) -> tuple[str, ...]:
    return row["doc_id"], row["place"], row["as_of"][:4], row["basis"]


def _name_apart_from_level(row: dict) -> tuple[str, ...]:
    return get_key(row | {"school_level": "", "indicator": ""})


def _check_parts(group: list[dict]) -> None:
    """Flag a part that is larger than its whole."""
    by_population = group_by(group, itemgetter("population"))
    for population, parts in by_population.items():
        wholes = [(row, population) for row in parts]
        for (part, whole), level in _WITHIN.items():
            if part == population and level in ("", parts[0]["school_level"]):
                wholes += [(row, whole) for row in by_population.get(whole, [])]
        for part in parts:
            for whole, of in wholes:
                if _is_part(part, whole, of) and part["value"] > whole["value"] * (1 + _SLACK):
                    for row in (part, whole):
                        add_doubt(
                            row, "part_exceeds", part=part["subject"], value=part, whole=whole["subject"], other=whole
                        )


def _is_part(part: dict, whole: dict, population: str) -> bool:
    """Say whether the facets of one row make it a part of the other (population counts as the same)."""
    if part is whole or whole["qualifier"] == "more" or part["qualifier"] == "less":
        return False
    if whole["school_level"] == UNKNOWN_LEVEL:
        return False  # without a level a figure may be about anything
    if whole["measure"] == "amount" and not whole["attribute"]:
        return False  # 投资3.4亿元: of one project or of all
    if part["population"] != population:
        return get_key(part | {"population": population, "indicator": whole["indicator"]}) == get_key(whole)
    return find_difference(whole, part).whole == 0


def _check_levels(group: list[dict]) -> None:
    """Flag levels of education that add up to more than the level that contains them."""
    stages = get_codes("school_level")
    rows = {row["school_level"]: row for row in reversed(group) if stages.get(row["school_level"])}
    for level, whole in rows.items():
        parts, covered = [], frozenset()
        for name, row in sorted(rows.items(), key=lambda item: len(stages[item[0]])):
            if stages[name] < stages[level] and not stages[name] & covered:
                parts.append(row)
                covered |= stages[name]
        total = sum(row["value"] for row in parts)
        if total - sum(row["value"] for row in parts if row["school_level"] in _COLLEGES) <= whole["value"]:
            continue  # 驻市高校 are in the city, and in no total of its schools
        if parts and whole["qualifier"] != "more" and total > whole["value"] * (1 + _SLACK):
            for row in (whole, *parts):
                add_doubt(row, "levels_exceed", whole=whole["subject"], value=total, other=whole)


def _check_growth(facts: list[dict]) -> None:
    """Flag a published growth over one year that the values of both years contradict, and these values."""
    levels: dict[tuple, dict] = {}
    for row in facts:
        if row["kind"] == "level" and row["qualifier"] == "exact" and row["as_of_basis"] == "period":
            levels.setdefault((row["place"], get_key(row), row["scope"], row["as_of"][:4]), row)
    for row in facts:
        if row["kind"] != "growth" or row["unit"] != "%" or len(row["period"]) != 4 or row["qualifier"] != "exact":
            continue
        thing = (row["place"], get_key(row), row["scope"])
        now, before = levels.get((*thing, row["period"])), levels.get((*thing, str(int(row["period"]) - 1)))
        if now and before and before["value"]:
            growth = 100 * (now["value"] / before["value"] - 1)
            if abs(growth - row["value"]) > _GROWTH_SLACK:
                for one in (row, now, before):
                    fields = {"whole": now["subject"], "value": now, "other": before, "growth": row}
                    add_doubt(one, "growth_disagrees", **fields)


def _check_band(row: dict) -> None:
    """Flag a ratio or a share outside its band."""
    band = _find_band(row)
    turned = row["kind"] == "ratio" and 0 < row["value"] < 1 and not _is_derived(row)  # 师生比1:16
    value = 1 / row["value"] if turned else row["value"]
    if band and not float(band["low"]) <= value <= float(band["high"]):
        add_doubt(row, _OUTSIDE, **_describe_band(row))


def _describe_band(row: dict) -> dict:
    band = _find_band(row)
    return {"part": row["subject"], "value": row, "low": band["low"], "high": band["high"]}


def _find_band(row: dict) -> dict | None:
    if row["kind"] == "share":
        return _bands().get((row["measure"], "")) or _may_pass(row["indicator"])
    if row["kind"] not in ("level", "ratio"):
        return None
    return _bands().get((_ratios().get(_name_apart_from_level(row)), row["school_level"]))


def _may_pass(indicator: str) -> dict | None:
    """Return the band of all shares, none for an indicator that may pass 100 %."""
    may = map_resource("indicators.csv", "id", "may_pass_100").get(indicator) == "yes"
    return None if may else _bands()["share", ""]


@cache
def _bands() -> dict[tuple[str, str], dict[str, str]]:
    return {(row["figure"], row["school_level"]): row for row in read_resource("bands.csv")}


@cache
def _ratios() -> dict[tuple[str, ...], str]:
    """Return the ratios of resources/ratios.csv by the facets that their words have."""
    found = {}
    for ratio in read_resource("ratios.csv"):
        concept = parse_concept(ratio["subject"].format(level=""), ratio["unit"], ratio["kind"])
        facets = {facet: getattr(concept, facet) for facet in FACETS}
        found[_name_apart_from_level(facets | {"indicator": ""})] = ratio["ratio"]
    return found


def _check_values(group: list[dict]) -> None:
    """Flag different values of one concept in one text; a rounded value is the same."""
    stated = [row for row in group if not _is_derived(row) and row["qualifier"] in ("exact", "approx")]
    if not stated:
        return
    least, most = (function(stated, key=lambda row: row["value"]) for function in (min, max))
    if most["value"] - least["value"] > _SLACK * abs(most["value"]):
        for row in stated:
            add_doubt(row, "two_values", part=row["subject"], value=least, other=most)


def _hand_on(rows: list[dict]) -> None:
    """Hand the doubts of derived ratios on to both parts, of which one must be wrong."""
    levels = (row for row in rows if row["kind"] == "level" and row["population"] and not _is_derived(row))
    stated = group_by(levels, refer)
    for row in rows:
        if _is_derived(row) and _OUTSIDE in row["flags"].split():
            for reference in row["sources"].split():
                for part in stated.get(reference, []):
                    add_doubt(part, _OUTSIDE, **_describe_band(row))
