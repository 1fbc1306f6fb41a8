"""The rules of comparison: why two rows do not compare, and the grade that follows."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from helpers.compare.apart import APART
from helpers.compare.differences import find_difference
from helpers.concepts import RECURRING, get_indicators
from helpers.storage import map_resource, read_resource

_TOLERATED = frozenset(
    {
        *("different_scope", "different_period", "period_unknown", "level_unknown", "implausible"),
        *("bounds_only", "corrected"),
    }
)
_TOLERATED_YEARS = 3
DATED = frozenset({"period", "reports_on"})
_FLOWS = frozenset({"entrant", "graduate", "candidate", "training", "money"})
_OF_A_YEAR = frozenset({"entrant", "graduate"})
_STATES = frozenset({"", "building", "planned_site"})  # events that are a state at a date


def is_damaged(row: dict) -> bool:
    """Tell whether a row lost its number and no correction gave it back."""
    return row["damage"] == "digits_lost" and not row["corrected"]


@cache
def get_doubts() -> frozenset[str]:
    """Return the flags of figures that cannot be what they seem: those that guards set, and two of extraction."""
    guards = {row["flag"] for row in read_resource("flags.csv") if row["set_by"] == "guards"}
    return frozenset(guards | {"check_failed", "out_of_range"})


def is_implausible(row: dict) -> bool:
    """Tell whether a guard has flagged a row."""
    return not get_doubts().isdisjoint(row["flags"].split())


def counts_apart(row: dict) -> bool:
    """Tell whether a row leaves out schools that its place counts beside it."""
    return APART in row["flags"].split()


def is_of_department(row: dict) -> bool:
    """Tell whether money is that of one department, as its accounts tell it, and not of its place."""
    return "one_department" in row["flags"].split()


def are_targets(a: dict, b: dict) -> bool:
    """Tell whether two rows are plans for the same time."""
    return a["status"] == b["status"] == "planned" and a["period"] == b["period"] != ""


def find_reasons(a: dict, b: dict) -> tuple[list[str], int | None]:
    """Return the reasons against comparing two rows of `indicators`, in the fixed order, and the years between them.

    The years are None where a date is unknown, and where the figures accrue over unlike or unknown spans.
    """
    rows, facets = (a, b), find_difference(a, b).reasons
    unlike, dates = _have_unlike_spans(a, b), [row["as_of"][:4] for row in rows]
    years = abs(int(dates[0]) - int(dates[1])) if all(dates) else None
    found = {
        "damaged": any(map(is_damaged, rows)),
        "planned_only": any(row["status"] == "planned" for row in rows) and not are_targets(a, b),
        "different_concept": is_of_department(a) != is_of_department(b),
        "different_kind": get_nature(a) != get_nature(b) or _is_span(a),
        "different_level": a["place_level"] != b["place_level"] and all(map(grows_with_size, rows)),
        "different_scope": counts_apart(a) != counts_apart(b)
        or (a["scope"] != b["scope"] and not facets),  # facets say it where they differ
        "different_period": unlike or bool(years),
        "period_unknown": any(row["as_of_basis"] not in DATED for row in rows),
        "implausible": any(map(is_implausible, rows)),
        "bounds_only": any(row["qualifier"] != "exact" and not is_damaged(row) for row in rows),
        "corrected": any(row["corrected"] for row in rows),
    }
    reasons = {reason for reason, holds in found.items() if holds} | facets
    return [reason for reason in get_reasons() if reason in reasons], None if unlike else years


@cache
def get_reasons() -> tuple[str, ...]:
    """Return the codes of the reasons in their fixed order."""
    return tuple(row["reason"] for row in read_resource("reasons.csv"))


class Nature(NamedTuple):
    """What must be the same for two numbers to be of one nature."""

    kind: str
    recurrence: str
    norm: bool
    measure: str
    span: bool


def get_nature(row: dict) -> Nature:
    """Return of which nature a row's figure is."""
    kind = "level" if row["kind"] == "ratio" else row["kind"]
    yearly = row["measure"] == "per_head" and row["basis"] == "per_year"  # 公用经费 of each pupil is one of a year
    recurrence = row["basis"] if row["basis"] in RECURRING and not yearly else ""
    area = map_resource("units.csv", "unit", "class").get(row["unit"]) == "area"
    measure = row["unit"] if area or row["unit"].endswith("次") else ""  # 人 and 名 count alike
    return Nature(kind, recurrence, row["status"] == "rule", measure, _is_span(row))


def _is_span(row: dict) -> bool:
    """Say whether a row states two ends and no figure: 每人每月300元至900元."""
    low, high = row.get("low"), row.get("high")
    return all(isinstance(end, int | float) for end in (low, high)) and low < high  # NaN is less than nothing


def grows_with_size(row: dict) -> bool:
    """Say whether a figure is a count or an amount, which a larger place has more of."""
    if row["population"]:
        counted = row["measure"] in ("count", "amount") and row["basis"] != "per_case"
    else:
        indicator = get_indicators()[row["indicator"]]
        counted = indicator.kind == "level" and not indicator.per
    return counted and row["kind"] in ("level", "change")


def accrues(row: dict) -> bool:
    """Say whether a figure holds over a span of time, not at a date."""
    if row["kind"] in ("growth", "change"):
        return True
    indicator = get_indicators().get(row["indicator"])
    if indicator:
        return indicator.stock_or_flow == "flow" and indicator.kind == "level" and row["basis"] != "per_case"
    happens = row["population"] in _FLOWS or row["event"] not in _STATES
    return happens and row["measure"] in ("count", "amount") and row["basis"] != "per_case"


def _have_unlike_spans(a: dict, b: dict) -> bool:
    flags = {*a["flags"].split(), *b["flags"].split()}
    if "other_base" in flags or ("one_batch" in flags and (accrues(a) or accrues(b))):
        return True  # how much changed in four years, and in one; a batch of the money of a year, and all of it
    spans = {_count_span(row) if accrues(row) else None for row in (a, b)}
    return spans != {None} and (len(spans) > 1 or 0 in spans)


def _count_span(row: dict) -> int:
    """Return the months of what accrues; entrants and graduates are those of a school year, whatever day is named."""
    months = count_months(row["period"])
    yearly = row["population"] in _OF_A_YEAR and row["kind"] == "level" and row["as_of_basis"] in DATED
    return 12 if yearly and months < 12 and ".." not in row["period"] else months


def count_months(period: str) -> int:
    """Return the months that a period covers; 0 if it is not known.

    >>> count_months("2023"), count_months("2022-09/2023-08"), count_months("2021/.."), count_months("2023-05-04")
    (12, 12, 0, 1)
    """
    start, _, end = period.partition("/")
    if not start or end == "..":
        return 0
    first, last = start.split("-"), (end or start).split("-")
    months = (int(last[0]) - int(first[0])) * 12 + (int(last[1]) if len(last) > 1 else 12)
    return months - (int(first[1]) if len(first) > 1 else 1) + 1


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
