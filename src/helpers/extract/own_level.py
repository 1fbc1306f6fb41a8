"""The number of a place's own schools among those of its parts: 其中甲县5200人、乙县2100人、市直学校1300人."""

from __future__ import annotations

import re

from helpers.extract.clauses import Item, Sentence
from helpers.extract.ways import for_nouns

_OWN = re.compile("[省市县区州](?:直属?|本级)(?:学校|单位|部门)?")


@for_nouns(_OWN.fullmatch)
def name_at_own_level(sentence: Sentence, i: int, noun: str) -> str:
    """Say of 市直学校 in a list of places what is counted of it; "" if it stands in none.

    >>> from helpers.extract import observe
    >>> text = "全市高考报名4.2万人,其中盐湖区5200人、永济市2100人、市直学校1300人。"
    >>> [row["subject"] for row in observe(text, "运城市", "2024-06-01")][1:]
    ['高考报名', '高考报名', '市直学校高考报名']
    """
    last = _find_alike(sentence, i)
    listed = (x for x in (last, *sentence.items[i + 1 : i + 2]) if x)
    if not last or not any(not x.noun and x.quantity.unit == last.quantity.unit for x in listed):
        return ""
    return noun + last.subjects[0]


def skip_own_level(sentence: Sentence, i: int, previous: Item) -> Item:
    """Return what a number without words goes on with: in a list not 市直学校1300人 before it, but the whole."""
    own = _OWN.fullmatch(previous.noun) and not sentence.items[i].move
    return (_find_alike(sentence, i) or previous) if own else previous


def _find_alike(sentence: Sentence, i: int) -> Item | None:
    """Return the last item counted in the unit of one that is not of the own level."""
    unit = sentence.items[i].quantity.unit
    before = (x for x in reversed((*sentence.said, *sentence.items[:i])) if x.subjects and not x.move)
    return next((x for x in before if x.quantity.unit == unit and not _OWN.fullmatch(x.noun)), None)
