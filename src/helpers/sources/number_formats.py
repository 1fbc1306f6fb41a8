"""Numbers as a spreadsheet shows them, by the number format of their cell."""

from __future__ import annotations

import datetime
import re
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import lru_cache
from typing import NamedTuple

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|_.|\*.|\[(?P<bracket>[^\]]*)\]|(?P<digits>[0#?][0#?,]*(?:\.[0#?]*)?|\.[0#?]+)'
    r"(?P<scale>,*)|(?P<percent>%)|(?P<general>General)|(?P<other>.)",
    re.DOTALL | re.IGNORECASE,
)
_CURRENCY = re.compile(r"\$([^-]*)")
_CONDITION = re.compile(r"[<>=]")


class _Section(NamedTuple):
    """One section of a format: the words before and behind the number, and how its digits are written."""

    before: str
    behind: str
    digits: str  # "" where there is no place for a number, "General" where it is written as it is
    scale: int  # powers of ten that the number is multiplied by


def show_number(value: float, written: str) -> str:
    """Return a number as its number format shows it; one that the format cannot be read of as it is.

    >>> show_number(0.994, "0.0%"), show_number(41208, "#,##0_ "), show_number(-3.14159, '0.00"米"')
    ('99.4%', '41,208', '-3.14米')
    """
    sections = _read_format(written)
    if not sections:
        return show_general(value)
    section = sections[0]
    if len(sections) > 1 and value < 0:
        section, value = sections[1], -value
    elif len(sections) > 2 and value == 0:
        section = sections[2]
    if not section.digits:
        return section.before or show_general(value)
    shown = show_general(value) if section.digits == "General" else _write_digits(value, section)
    sign, shown = ("-", shown[1:]) if shown.startswith("-") else ("", shown)
    return f"{sign}{section.before}{shown}{section.behind}".strip()


def show_general(value: float) -> str:
    """Return a number as a cell without format shows it: 11 digits at most, no exponent below 1e15.

    >>> show_general(0.1 + 0.2), show_general(1234567890123.0), show_general(12.0)
    ('0.3', '1234567890123', '12')
    """
    if value == int(value) and abs(value) < 1e15:
        return str(int(value))
    return f"{Decimal(f'{value:.11g}'):f}" if 1e-9 < abs(value) < 1e15 else f"{value:.6g}"


@lru_cache(maxsize=1000)
def _read_format(written: str) -> tuple[_Section, ...]:
    """Return the sections of a number format; () of one with conditions, fractions or exponents, and of text."""
    sections = []
    for part in _split(written):
        section = _read_section(part)
        if section is None:
            return ()
        sections.append(section)
    return tuple(sections[:3])


def _split(written: str) -> list[str]:
    """Split a format at the semicolons that stand outside quotation marks.

    >>> _split('0;"a;b"')
    ['0', '"a;b"']
    """
    parts = [""]
    for match in _TOKEN.finditer(written):
        if match[0] == ";":
            parts.append("")
        else:
            parts[-1] += match[0]
    return parts


def _read_section(part: str) -> _Section | None:
    words, digits, scale = ["", ""], "", 0
    for match in _TOKEN.finditer(part):
        side = 1 if digits else 0
        if match["bracket"] is not None:
            if _CONDITION.match(match["bracket"]):
                return None
            currency = _CURRENCY.match(match["bracket"])
            words[side] += currency[1] if currency else ""
        elif match["digits"] or match["general"]:
            if digits:
                return None
            digits = match["digits"] or "General"
            scale -= 3 * (len(match["scale"] or "") + len(digits) - len(digits.rstrip(",")))
        elif match["percent"]:
            scale += 2
            words[side] += "%"
        elif match["quoted"] is not None or match["escaped"]:
            words[side] += match["quoted"] or match["escaped"] or ""
        elif match["other"]:
            if match["other"] in "/@eE":
                return None
            words[side] += match["other"]
    return _Section(words[0], words[1], digits, scale)


def _write_digits(value: float, section: _Section) -> str:
    whole, _, fraction = section.digits.partition(".")
    places = len(fraction)
    try:
        number = Decimal(repr(float(value))).scaleb(section.scale).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    except InvalidOperation:
        return show_general(value)
    shown = f"{number:,f}" if "," in whole.rstrip(",") else f"{number:f}"
    if places:
        head, _, tail = shown.partition(".")
        least = len(fraction.rstrip("#?"))
        tail = tail[:least] + tail[least:].rstrip("0")
        shown = f"{head}.{tail}" if tail else head
    sign, shown = ("-", shown[1:]) if shown.startswith("-") else ("", shown)
    wanted = whole.count("0")
    head, point, tail = shown.partition(".")
    if wanted > len(head) and "," not in head:
        head = head.zfill(wanted)
    return f"{sign if number else ''}{head}{point}{tail}"


_DATE_PARTS = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|[dmyhsDMYHS]')


def show_date(moment: datetime.datetime | datetime.date | datetime.time, written: str) -> str:
    """Return a date as the Chinese write it, as far as its format shows it: year, month, day, or the time.

    >>> show_date(datetime.datetime(2023, 9, 1), "yyyy/m"), show_date(datetime.datetime(2023, 9, 1), "d-mmm-yy")
    ('2023年9月', '2023年9月1日')
    """
    if isinstance(moment, datetime.time):
        return moment.strftime("%H:%M")
    parts = {match[0].lower() for match in _DATE_PARTS.finditer(written)}
    shown = [
        text
        for part, text in (("y", f"{moment.year}年"), ("m", f"{moment.month}月"), ("d", f"{moment.day}日"))
        if part in parts
    ]
    if isinstance(moment, datetime.datetime) and (moment.hour or moment.minute) and "h" in parts:
        shown.append(f"{moment:%H:%M}")
    return "".join(shown) or f"{moment.year}年{moment.month}月{moment.day}日"
