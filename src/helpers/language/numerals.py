"""Written numbers: Arabic digits, Chinese numerals, and both mixed.

All functions read normalised text (helpers.text.normalise): half-width digits and signs, Simplified characters.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from math import prod
from typing import NamedTuple

from helpers.storage import remember

DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "廿": 20, "卅": 30}
SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}

ARABIC = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d{1,3}(?: \d{3})+(?! ?\d)|\d+)(?:\.\d+)?"
# Several multipliers in one number: 14万8千, 1万2300, 3万5,412, 5亿6000万, 3千5百, 1亿2千(万), 14万一千, 5万零8百
_ONE = "[1-9一二两三四五六七八九]"
_HUNDREDS = rf"{_ONE}百(?:零?\d十?|{_ONE}十)?"
_UNDER_MYRIAD = rf"(?:{_ONE}千零?(?:{_HUNDREDS})?|{_HUNDREDS}|{_ONE}十)(?!分之)"
_REST = rf"(?:{_UNDER_MYRIAD}|(?!(?:19|20)\d\d年)\d{{3,4}}|\d,\d{{3}}(?!,)|零\d{{1,3}})"
MIXED = (
    rf"(?:\d{{1,4}}亿零?(?:\d,\d{{3}}|\d{{1,4}}|{_UNDER_MYRIAD})(?=[多余来]?万)|\d{{1,4}}亿零?\d{{1,4}}万{_REST}"
    rf"|\d{{1,4}}[亿万]零?{_REST}|\d千(?:零?{_HUNDREDS})|[两一二三四五六七八九]千\d百(?:\d十)?)(?![\d.%‰])"
)
CHINESE = r"[〇零一二两三四五六七八九十百千万亿廿卅]{1,20}(?:点[〇零一二三四五六七八九]{1,6})?"
_TOKEN = re.compile(r"\d[\d, ]*(?:\.\d+)?|点[〇零一二三四五六七八九]+|.")


@remember
def parse_number(written: str) -> Decimal:
    """Read a number in Arabic digits, Chinese numerals or both; ValueError if it is none.

    >>> [int(parse_number(w)) for w in ("12,345", "二十八万", "廿一", "两百", "3千万", "一千二", "二〇二三")]
    [12345, 280000, 21, 200, 30000000, 1200, 2023]
    >>> [int(parse_number(w)) for w in ("1亿2千万", "一万零十二", "14万一千", "两千3百", "132亿4,560万")]
    [120000000, 10012, 141000, 2300, 13245600000]
    """
    if written.isdecimal() and written.isascii():
        return Decimal(written)
    total = section = Decimal(0)
    number: Decimal | None = None
    scale, previous = 0, ""
    for token in _TOKEN.findall(written):
        if token[0].isdigit():
            number = Decimal(token.replace(",", "").replace(" ", ""))
        elif token[0] == "点":
            number = (number or Decimal(0)) + Decimal("0." + "".join(str(DIGITS[c]) for c in token[1:]))
        elif token in DIGITS:
            spelt = number is not None and previous not in "廿卅"  # 二〇二三 is spelt digit by digit; 廿一 is not
            number = (number or 0) * (10 if spelt else 1) + Decimal(DIGITS[token])
            scale = 0 if token in "零〇" else scale
        elif token in "十百千":
            scale = SCALES[token]
            section += (number or 1) * scale  # 零十二 as 十二
            number = None
        elif token in "万亿":
            scale = SCALES[token]
            rest = section + (number or 0)
            total = (total + rest or 1) * scale if token == "亿" else total + (rest or 1) * scale
            section, number = Decimal(0), None
        else:
            raise ValueError(f"not a number: {written!r}")
        previous = token
    if number and number < 10 and scale >= 100:
        number *= scale // 10  # 一千二 is 1200
    return total + section + (number or 0)


_UNIT = Decimal(1)


class Number(NamedTuple):
    """A number in units of its multiplier, what it is in base units, and the value of its last place."""

    number: Decimal
    mult: str
    scale: Decimal
    value: float
    step: float


def weigh(number: Decimal, mult: str, whole: bool = False) -> Number:
    """Return a number in units of a multiplier with what that makes of it; whole tells that it has no decimals."""
    scale = _scale(mult)
    step = _UNIT if whole else _UNIT.scaleb(min(0, number.as_tuple().exponent))
    return Number(number, mult, scale, float(number * scale), float(step * scale))


@remember
def read_number(written: str, mult: str) -> Number:
    """Return a number with the multiplier behind it, which holds for what stands behind 亿 only: 1亿2千 | 万."""
    if mult and "亿" in written:
        return weigh(parse_number(written + mult) / _scale(mult), mult)
    return weigh(parse_number(written), mult, whole=written.isdecimal())


@cache
def _scale(mult: str) -> Decimal:
    return prod((Decimal(SCALES[char]) for char in mult), start=Decimal(1))


_PAIR = re.compile(
    r"(?P<head>.*[十百千万亿])?(?P<low>[一二两三四五六七八])(?P<high>[两二三四五六七八九])(?P<tail>[十百千万亿]*)"
)


def parse_pair(written: str) -> tuple[Decimal, Decimal] | None:
    """Read two neighbouring numerals (and 三五) that stand for all between them; None if they are no such pair.

    >>> [tuple(map(int, parse_pair(w))) for w in ("七八百", "十五六", "三四千万", "一百二三十")]
    [(700, 800), (15, 16), (30000000, 40000000), (120, 130)]
    >>> parse_pair("二十八"), parse_pair("七二百")
    (None, None)
    """
    match = _PAIR.fullmatch(written)
    if not match or (DIGITS[match["high"]] - DIGITS[match["low"]] != 1 and match["low"] + match["high"] != "三五"):
        return None
    head, tail = match["head"] or "", match["tail"]
    gap = "零" if head and not tail else ""
    low, high = (parse_number(f"{head}{gap}{match[end]}{tail}") for end in ("low", "high"))
    return low, high


def last_place(number: Decimal) -> Decimal:
    """Return the value of a number's last non-zero digit place.

    >>> [float(last_place(Decimal(n))) for n in ("230", "200", "3.5", "99.99")]
    [10.0, 100.0, 0.1, 0.01]
    """
    return Decimal(1).scaleb(number.normalize().as_tuple().exponent)


def is_power_of_ten(number: Decimal) -> bool:
    """Tell whether a positive number is 1, 10, 100, …

    >>> is_power_of_ten(Decimal("1000")), is_power_of_ten(Decimal("70000"))
    (True, False)
    """
    return number > 0 and number.normalize().as_tuple().digits == (1,)


def counts_before(text: str, at: int) -> bool:
    """Tell whether a number with its unit stands before a bracket that ends at an offset: 支出44.9亿元(, not 第3号(."""
    return bool(_COUNTED.search(text, at - 12, at))


_COUNTED = re.compile(r"(?<![第号\d])\d[\d.,]*[万亿余多]*(?:元|人|名|所|个|%|亩|平方米|人次|册|台)\($")
