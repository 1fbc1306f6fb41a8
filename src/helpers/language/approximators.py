"""A quantity with its bounds, and what 近, 约, 余, 以上 and their like say of it.

All functions read normalised text (helpers.text.normalise): half-width digits and signs, Simplified characters.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache

from helpers.language.numerals import is_power_of_ten, last_place
from helpers.storage import read_resource


@dataclass(slots=True)
class Quantity:
    """A quantity at text[start:end]; value and bounds are in base units, form says how it is written."""

    start: int
    end: int
    value: float | None
    unit: str
    form: str = "number"  # number, percent, range, fraction, ratio, rank, multiple, doubling, lost
    unit_class: str = ""
    qualifier: str = "exact"
    low: float | None = None
    high: float | None = None
    bounds: str = ""
    bounds_basis: str = ""
    chinese: bool = False
    step: float = 0.0  # value of the last place written, in base units
    flags: list[str] = field(default_factory=list)

    def bound(self, low, high, bounds: str, qualifier: str, basis: str = "approximator") -> Quantity:
        """Set the bounds (None is open) and say why they hold."""
        self.low = None if low is None else float(low)
        self.high = None if high is None else float(high)
        self.bounds, self.qualifier, self.bounds_basis = bounds, qualifier, basis
        return self

    def negate(self) -> None:
        """Make a fall of a rise: 下降3%以上 is -3 or less."""
        self.value = None if self.value is None else -self.value
        self.low, self.high = (None if end is None else -end for end in (self.high, self.low))
        self.bounds = {"[)": "(]", "(]": "[)"}.get(self.bounds, self.bounds)

    def is_out_of_range(self) -> bool:
        """Tell whether a number is one that nothing in the world has."""
        if not self.bounds:
            return self.value is not None and abs(self.value) >= _OUT_OF_RANGE
        return max(abs(number or 0) for number in (self.value, self.low, self.high)) >= _OUT_OF_RANGE


_OUT_OF_RANGE = 1e15  # what the nation has of anything, in yuan or kilograms, is below


@cache
def unit_words() -> dict[str, tuple[str, str]]:
    """Return written measure word → (unit, class), from resources/units.csv."""
    return {row["written"]: (row["unit"], row["class"]) for row in read_resource("units.csv")}


@cache
def unit_pattern() -> str:
    """Return the regular expression of all measure words, by their first characters, the longest first.

    Those of one character are one class, so that few alternatives are tried before the one that fits.
    """
    words: dict[str, list[str]] = {}
    for row in sorted(read_resource("units.csv"), key=lambda row: (-len(row["written"]), row["written"])):
        first, rest = re.escape(row["written"][0]), re.escape(row["written"][1:])
        words.setdefault(first, []).append(rest + (f"(?!{row['not_before']})" if row["not_before"] else ""))
    alone = "".join(first for first, rest in words.items() if rest == [""])
    longer = sorted((first for first in words if first not in alone), key=lambda first: -len(words[first]))
    return "|".join([f"[{alone}]", *(f"{first}(?:{'|'.join(words[first])})" for first in longer)])


@cache
def get_senses(position: str) -> dict[str, str]:
    """Return approximator → sense for those that stand before, inside or after a number."""
    return {row["word"]: row["sense"] for row in read_resource("approximators.csv") if row["position"] == position}


def join_words(words: Iterable[str]) -> str:
    """Return the regular expression of any of some words, by their first characters, the longest first.

    >>> join_words(["学生", "教师", "学生数"])
    '学(?:生数|生)|教师'
    """
    behind: dict[str, list[str]] = {}
    for word in sorted(words, key=lambda word: (-len(word), word)):
        behind.setdefault(re.escape(word[0]), []).append(re.escape(word[1:]))
    return "|".join(first + (f"(?:{'|'.join(rest)})" if len(rest) > 1 else rest[0]) for first, rest in behind.items())


@cache
def _before_regex() -> re.Pattern:
    return re.compile(rf"({join_words(get_senses('before'))}) ?\Z")  # $ would stand before a line break, too


@cache
def _last_characters() -> frozenset[str]:
    """Return the characters one of which stands before a number with an approximator."""
    return frozenset({" ", *(word[-1] for word in get_senses("before"))})


# 近, 上, 约 and 高 that close another word are no approximators
_OTHER_WORD = re.compile(r"(?:[附最邻临靠相远新]近|[节公条预集签契]约|[以线早晚网加会世身马]上|[新创]高) ?$")


def sense_before(text: str, start: int) -> tuple[int, str]:
    """Return where the approximator directly before text[start] begins, and its sense; (start, "") if there is none.

    >>> sense_before("在园幼儿近7万人", 5), sense_before("附近7所学校", 2)
    ((4, 'near'), (2, ''))
    """
    if text[start - 1 : start] not in _last_characters():
        return start, ""
    match = _before_regex().search(text, start - 7, start)
    if not match or _OTHER_WORD.search(text, start - 7, start):
        return start, ""
    sense = get_senses("before")[match[1]]
    if sense == "at_least_round" and text[start] not in "百千万亿":
        return start, ""
    return match.start(), sense


SENSE_APART = re.compile(
    r"(?:(?P<sense>至少|最少|至多|最多(?![时的达曾])|约(?=占|为|有))[^,。;:()\d]{1,16}|(?P<of>不低于|不少于|不高于|不超过)[^,。;:()\d]{1,16}的)$"
)


def sense_apart(text: str, start: int, end: int) -> str:
    """Return the sense of an approximator in text[start:end] that words part from the number behind: 至少创建30个."""
    match = SENSE_APART.search(text, start, end)
    return get_senses("before")[match["sense"] or match["of"]] if match else ""


def apply_sense(quantity: Quantity, sense: str, number: Decimal, scale: Decimal = Decimal(1)) -> Quantity:
    """Give a quantity the bounds that an approximator implies (note 1 of the constructions).

    number is the number as written, scale the multiplier behind it: for 近35亿 they are 35 and 10^8.
    """
    value = number * scale
    if sense == "near" and is_power_of_ten(value):
        return quantity.bound(value * Decimal("0.9"), value, "[)", "approx")
    if sense == "near":
        return quantity.bound(value - last_place(number) * scale, value, "()", "approx")
    if sense == "about":
        return quantity.bound(None, None, "()", "approx")
    if sense == "over":
        return quantity.bound(value, None, "()", "more")
    if sense in {"at_least", "at_least_round"}:
        return quantity.bound(value, None, "[)", "more")
    if sense == "under":
        return quantity.bound(None, value, "()", "less")
    return quantity.bound(None, value, "(]", "less")


def bound_odd(quantity: Quantity, number: Decimal, mult: str, behind_mult: bool, scale: Decimal) -> Quantity:
    """Bound by 余 and 多: up to the next unit of the last place, or of the multiplier where 余 stands behind it."""
    if number == 10 and not mult:
        return quantity.bound(11, 20, "[)", "more")
    whole = number == number.to_integral_value()
    step = Decimal(1) if behind_mult and whole else last_place(number)
    return quantity.bound(number * scale, (number + step) * scale, "()", "more")


# 增长-3.2%, 增速为-3.2%, 负增长3.2%: not the dash of 10-20% or 小学-初中
_SIGN = re.compile(
    r"(?:增长|增速|增幅|涨幅|同比|环比|净增|增加|变化)(?:率?[为是达到至])? ?(?P<minus>-) ?$"
    r"|(?P<growth>负增长(?:了|率?[为达是])?)$"
    r"|(?<=[为是])(?P<amount>-)$"
    r"|(?:[达到至由从速幅长比,(:、和] ?(?P<percent>-)|(?<=[为是达到至速幅长比,])(?P<below>负))$"
)

BEFORE_SIGN = frozenset("- 负长了为达是")  # the last characters of
_RISE = re.compile(r"(?:[(,:;、|]|同比|环比|增长|[上去]年|增幅|变化) ?\+ ?$")


def rises(match: re.Match, text: str) -> bool:
    """Tell whether the sign of a rise stands before a percentage: (+2.4%), 同比+0.8个百分点, not 3+2."""
    start, percent = match.start("num"), match["unit"] in ("%", "‰", "个百分点")
    return percent and text[start - 1] in "+ " and bool(_RISE.search(text, start - 6, start))


def apply_sign(quantity: Quantity, text: str) -> None:
    """Make a quantity negative before which the sign of a fall stands; the sign belongs to its quote.

    One of `BEFORE_SIGN` stands before the quantity.
    """
    start = quantity.start
    if not start or quantity.value is None:
        return
    match = _SIGN.search(text, start - 9, start)
    if match and (quantity.form == "percent" or match.lastgroup in {"minus", "growth", "amount"}):
        quantity.start = match.start(match.lastgroup)
        quantity.negate()
