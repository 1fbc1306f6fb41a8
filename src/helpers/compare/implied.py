"""What follows by arithmetic from stated figures, with its rounding bounds; never mixed with what is stated."""

from __future__ import annotations

import math
import re
from operator import sub

import pandas as pd

from helpers.concepts import RECURRING, UNMAPPED, get_indicators, refer
from helpers.storage import format_number, get_schema, group_by, make_table


def imply(indicators: pd.DataFrame) -> pd.DataFrame:
    """Return the earlier values that follow from a level and its growth or change in one sentence.

    The bounds hold the rounding of both numbers. A count with one whole number within its bounds is that number.
    Nothing follows from figures that do not agree (flag check_failed).
    """
    stated = indicators[(indicators["indicator"] != UNMAPPED) & indicators["value"].notna()]
    sure = (
        (stated["qualifier"] == "exact")
        & (stated["status"] == "actual")
        & ~stated["flags"].str.contains("check_failed")
    )
    plain = stated[sure & ~stated["basis"].isin(RECURRING)]
    levels = group_by(plain[plain["kind"].isin(["level", "share", "ratio"])].to_dict("records"), _name_thing)
    # a fall by 100 % has no inverse
    of_growth = (plain["kind"] == "growth") & (plain["unit"] == "%") & (plain["value"] > -99)
    rows = [
        _imply_earlier(min(found, key=lambda level, start=move["start"]: abs(level["start"] - start)), move)
        for move in plain[(plain["kind"] == "change") | of_growth].to_dict("records")
        if (found := levels.get(_name_thing(move)))
    ]
    return make_table(rows, "implied").drop_duplicates(list(get_schema("implied").key), ignore_index=True)


def _name_thing(row: dict) -> tuple[str, ...]:
    """Return what a level and its growth have in common: they are of one thing and stand in one sentence."""
    return tuple(row[name] for name in ("doc_id", "indicator", "school_level", "scope", "place", "sentence"))


def _imply_earlier(level: dict, move: dict) -> dict:
    """Undo a growth (division) or a change (subtraction); the bounds come from the four corners of the roundings."""
    # 平均每班23人,少0.3人: what changes by a part of one is no count, and 23 is known to half of one
    count = level["kind"] == "level" and not (level["value"] % 1 or (move["kind"] == "change" and move["value"] % 1))
    error = _find_rounding(level["value"], count and not get_indicators()[level["indicator"]].per)
    slack = _find_rounding(move["value"], move["kind"] == "change" and count)
    undo = _divide if move["kind"] == "growth" else sub
    corners = [undo(level["value"] + e, move["value"] + s) for e in (-error, error) for s in (-slack, slack)]
    low, high = min(corners), max(corners)
    sign = "−" if (move["value"] < 0) == (undo is _divide) else "+"
    written = format_number(level["value"]), f"{sign} {format_number(abs(move['value']))}"
    return {
        "indicator": level["indicator"],
        "place": level["place"],
        "period": _find_earlier(move),
        "value": _round_within(undo(level["value"], move["value"]), low, high, count),
        "low": round(low, 4),
        "high": round(high, 4),
        "formula": f"{written[0]} ÷ (1 {written[1]} %)" if undo is _divide else " ".join(written),
        "rows": f"{refer(level)} {refer(move)}",
    }


def _divide(level: float, growth: float) -> float:
    return level / (1 + growth / 100)


def _find_rounding(value: float, count: bool) -> float:
    """Return half a unit of the last digit of a number: of a count from 10,000 on, of the last that is not zero.

    A smaller count is exact. 30.74万 is known to 100 persons:

    >>> _find_rounding(307400, True), _find_rounding(52, True), _find_rounding(22.11, False), _find_rounding(100, False)
    (50.0, 0.0, 0.005, 0.5)
    """
    digits = format_number(value)
    if not count:
        return 0.5 / 10 ** len(digits.partition(".")[2])
    if abs(value) < 10000:
        return 0.0
    return 0.5 * 10 ** (len(digits) - len(digits.rstrip("0")))


def _round_within(value: float, low: float, high: float, count: bool) -> float:
    """Round a value no finer than its bounds allow."""
    if count and math.floor(high) == math.ceil(low):
        return math.floor(high)
    width = high - low
    return round(value, 4 if width == 0 else 1 - math.ceil(math.log10(width)))


def _find_earlier(move: dict) -> str:
    """Return the period of the earlier value: the beginning of the span, or the year before where the text says so."""
    start, _, end = move["period"].partition("/")
    if end:
        return start
    compared = re.search(r"上年|去年|同比|上一年|前一年", move["sentence"])
    return str(int(start) - 1) if compared and re.fullmatch(r"\d{4}", start) else ""
