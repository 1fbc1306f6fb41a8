"""Whether a row has the number of a claim, within the rounding that the digits of both show."""

from __future__ import annotations

import re
from functools import lru_cache

import pandas as pd

from helpers.language import find_quantities
from helpers.storage import map_resource
from helpers.text import normalise
from helpers.verify.claims import Claim
from helpers.verify.times import SCHOOL_YEAR
from helpers.verify.wording import Row

_FACTORS = (10_000, 100_000_000, 1000, 100, 10)


def states(row: Row, claim: Claim) -> bool:
    """Tell whether a row states a claim's number, within the rounding that the digits of both show."""
    if claim.unit and row["unit"] and not same_unit(claim.unit, str(row["unit"])):
        return False
    value = row["value"]
    if pd.isna(value):
        return False
    value = _turn(claim.value, float(value)) if claim.unit == row["unit"] == "比" else float(value)
    apart = abs(value - claim.value)
    step = 0.0 if claim.unit == "%" and claim.value == 100 else claim.step  # all of them are not 99.9 %
    return apart <= max(half(step), half(_step(row))) + 1e-9 * abs(claim.value)


def _turn(one: float, other: float) -> float:
    """Return the second of two ratios as the first is written: 1:18.2 teachers to pupils as pupils to a teacher.

    >>> _turn(18.2, 0.0549), _turn(18.2, 12.8)
    (18.2, 12.8)
    """
    turned = (one - 1) * (other - 1) < 0
    return round(1 / other, 1) if turned and other else other


def states_bare(row: Row, claim: Claim) -> bool:
    """Tell whether a row of growth or change has the digits of a claim, whose unit is that of its column."""
    digits = find_quantities(f"有{re.sub(r'[^0-9.]', '', claim.written)}个")
    if row["kind"] not in ("growth", "change") or row["unit"] not in ("%", "‰", "个百分点") or len(digits) != 1:
        return False
    return digits[0].value == abs(float(row["value"]))


def half(step: float) -> float:
    """Return by how much a number may be off whose last digit has a value."""
    return step / 2 * (1 + 1e-9)


def same_unit(a: str, b: str) -> bool:
    """Tell whether two measure words count the same things; 个 counts any but persons and amounts.

    >>> same_unit("名", "人"), same_unit("个", "班"), same_unit("人", "人次")
    (True, True, False)
    """
    if "/" in a + b and "" not in (a, b):
        a, b = (unit.partition("/")[0] for unit in (a, b))  # 1900元/年, in a column of 元
    classes = map_resource("units.csv", "unit", "class")
    kinds = {classes.get(a, ""), classes.get(b, "")}
    alike = kinds in ({"person"}, {"institution"}) and "次" not in a + b
    return a == b or alike or ("个" in (a, b) and kinds <= _COUNTED) or {a, b} == {"所", "间"}


_COUNTED = {"item", "institution", "building"}


def _step(row: Row) -> float:
    """Return the value of the last digit that a quote writes; 0 where it cannot be told, of a whole count, of 100%."""
    step = _read_step(str(row["quote"]))
    return 0.0 if step == 1 and (row["unit"] not in ("%", "‰") or row["value"] == 100) else step


@lru_cache(maxsize=65536)
def _read_step(quote: str) -> float:
    found = find_quantities(normalise(quote).text)
    return found[0].step if len(found) == 1 and found[0].form != "range" else 0.0


def differs(row: Row, other: Row) -> bool:
    """Tell whether a row states another number than a row of the same concept, place and time does."""
    values = [row["value"], other["value"]]
    understood = row["population"] and other["population"]
    if any(map(pd.isna, values)) or row["unit"] != other["unit"] or not (understood or row["scope"] == other["scope"]):
        return False
    times = {_say_when(one) for one in (row, other)}
    if row["doc_id"] == other["doc_id"] or row["basis"] != other["basis"] or len(times) > 1:
        return False
    apart = abs(float(values[0]) - float(values[1]))
    return apart > max(half(_step(row)), half(_step(other))) + 1e-9 * abs(float(values[0]))


def _say_when(row: Row) -> str:
    """Return when a row was counted: schools are in September, at the start of a school year."""
    begins = SCHOOL_YEAR.fullmatch(str(row["period"]))
    return begins[1] if begins else str(row["as_of"]).removesuffix("-09")


def find_factor(row: Row, claim: Claim) -> int | None:
    """Return by how much a claim is off where the number of a row stands in another unit; None if it does not."""
    if pd.isna(row["value"]):
        return None
    times = ((factor, share) for factor in _FACTORS for share in (factor, 1 / factor))
    return next((factor for factor, share in times if _is_times(float(row["value"]), claim, share)), None)


def _is_times(value: float, claim: Claim, times: float) -> bool:
    return bool(value) and abs(claim.value * times - value) <= max(half(claim.step) * times, 1e-9 * abs(value))


def inside(row: Row, claim: Claim) -> bool:
    """Tell whether a claim's number lies within the bounds of a row."""
    low, high = row["low"], row["high"]
    if pd.isna(low) and pd.isna(high):
        return False
    above = pd.isna(low) or claim.value > low or (claim.value == low and str(row["bounds"])[:1] == "[")
    below = pd.isna(high) or claim.value < high or (claim.value == high and str(row["bounds"])[-1:] == "]")
    return above and below


def say_inside(row: Row, claim: Claim) -> list[tuple[str, str]]:
    """Return the words for the sentence of a finding that say so, none for a row without bounds."""
    if pd.isna(row["low"]) and pd.isna(row["high"]):
        return []
    within = inside(row, claim)
    return [
        ("inside_zh", "，表中数字在可能的范围内" if within else "，表中数字不在可能的范围内"),
        ("inside_en", "; the number lies within what is possible" if within else "; the number cannot be right"),
    ]
