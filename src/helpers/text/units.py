"""The units that heads, captions and cells of tables say."""

from __future__ import annotations

import re

from helpers.language import SCALES, unit_words

_UNIT = re.compile(r"(?P<mult>[万亿千百]*)(?P<unit>\D+)")


def read_unit(written: str) -> tuple[str, str, float] | None:
    """Return unit, class and multiplier of a header's unit (万元 → 元, money, 10000); None if it is no measure word.

    >>> read_unit("万元"), read_unit("类别")
    (('元', 'money', 10000.0), None)
    """
    if written in unit_words():
        return (*unit_words()[written], 1.0)
    if written in {"%", "‰"}:
        return written, "percent", 1.0
    match = _UNIT.fullmatch(written)
    if not match or not match["mult"] or match["unit"] not in unit_words():
        return None
    scale = 1.0
    for char in match["mult"]:
        scale *= SCALES[char]
    return (*unit_words()[match["unit"]], scale)
