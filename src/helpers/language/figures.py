"""A number as a reader of Chinese or English writes it, with the words that make it inexact."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from numbers import Real

from helpers.storage import read_resource

_STEPS = {"zh": ((1e8, "亿"), (1e4, "万")), "en": ((1e9, "bn"), (1e6, "m"), (1e3, "k"))}


def write_number(value: float, language: str, thousands: bool = False) -> str:
    """Write a number as the language counts: 万 and 亿, or millions and billions, in English also k where asked.

    >>> write_number(307400, "zh"), write_number(307400, "en"), write_number(5.53e9, "en")
    ('30.74万', '307,400', '5.53bn')
    >>> write_number(307400, "en", thousands=True), write_number(960, "en", thousands=True)
    ('307.4k', '960')
    """
    steps = _STEPS[language][: None if thousands else 2]
    step, word = next((pair for pair in steps if abs(value) >= pair[0]), (1, ""))
    digits = f"{value / step:,.6f}".rstrip("0").rstrip(".")
    return digits.replace(",", "" if language == "zh" else ",") + word


def write_amount(row: Mapping, language: str) -> str:
    """Write the number of a quantity with its approximator, or its bounds; "" where it has neither.

    row has value, low, high, bounds and qualifier as observations.csv has them.

    >>> row = {"value": 70000, "low": 60000, "high": 70000, "bounds": "()", "qualifier": "approx"}
    >>> write_amount(row, "zh"), write_amount(row, "en")
    ('近7万', 'nearly 70,000')
    """
    numbers = {name: write_number(row[name], language) for name in ("value", "low", "high") if _is_number(row[name])}
    if not numbers:
        return ""
    exact = row["qualifier"] in ("exact", "") and "value" in numbers
    if exact and not {"low", "high"} <= set(numbers):
        return numbers["value"]
    blanks = {"low": numbers.get("low"), "high": numbers.get("high")}
    written = numbers.get("value") or blanks["low"] or blanks["high"]
    return _phrases()[_choose_approximation(row)][language].format(n=written, **blanks)


def _is_number(value: object) -> bool:
    return isinstance(value, Real) and value == value  # NaN equals nothing


@cache
def _phrases() -> dict[str, dict[str, str]]:
    return {row["key"]: row for row in read_resource("chart_wording.csv")}


_PAIR = ("[]", "approx")  # 七八百


def _choose_approximation(row: Mapping) -> str:
    """Name the phrase for the bounds of a quantity (constructions: 近 约 余 超 至少 不足 至多 七八百, and ranges)."""
    value, low, high = (row[name] if _is_number(row[name]) else None for name in ("value", "low", "high"))
    bounds = str(row["bounds"] or "()")
    between = None not in (low, high) and (row["qualifier"] in ("exact", "") or (bounds, row["qualifier"]) == _PAIR)
    if value is None or between:
        if low is not None and high is not None:
            return "approx_range"
        return ("approx_least" if bounds[0] == "[" else "approx_over") if low is not None else "approx_most"
    if row["qualifier"] == "more":
        return "approx_some" if high is not None else "approx_least" if bounds[0] == "[" else "approx_over"
    if row["qualifier"] == "less":
        return "approx_most" if bounds[-1] == "]" else "approx_under"
    return "approx_near" if high is not None and high <= value else "approx_about"
