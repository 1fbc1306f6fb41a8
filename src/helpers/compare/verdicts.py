"""The rules of comparison: why two rows do not compare, and the grade that follows."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from helpers.concepts import RECURRING, get_indicators
from helpers.storage import read_resource

_TOLERATED = frozenset({"different_scope", "different_period", "period_unknown", "bounds_only", "corrected"})
_TOLERATED_YEARS = 3


def is_damaged(row: dict) -> bool:
    """Tell whether a row lost its number and no correction gave it back."""
    return row["damage"] == "digits_lost" and not row["corrected"]


def find_reasons(a: dict, b: dict) -> tuple[list[str], int | None]:
    """Return the reasons against comparing two rows of `indicators`, in the fixed order, and the years between them.

    The years are None where a date is unknown, and where the figures accrue over unlike or unknown spans.
    """
    rows = (a, b)
    unlike, years = _have_unlike_spans(a, b), _count_years(a, b)
    found = {
        "damaged": any(map(is_damaged, rows)),
        "planned_only": any(row["status"] == "planned" for row in rows),
        "different_concept": a["indicator"] != b["indicator"],
        "different_kind": get_nature(a) != get_nature(b),
        "different_level": a["place_level"] != b["place_level"] and all(map(_grows_with_size, rows)),
        "different_scope": a["scope"] != b["scope"],
        "different_period": unlike or bool(years),
        "period_unknown": any(row["as_of_basis"] != "period" for row in rows),
        "bounds_only": any(row["qualifier"] != "exact" and not is_damaged(row) for row in rows),
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


def get_nature(row: dict) -> Nature:
    """Return of which nature a row's figure is."""
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
