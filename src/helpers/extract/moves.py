"""Which numbers say how far the one before them moved: 在读1.2万人,多5.4%; 多4.9万人,即1.4%; 增16%至159家."""

from __future__ import annotations

import re

from helpers.extract.clauses import Item
from helpers.language import WordPattern


def is_compared(item: Item, previous: Item | None, text: str, joined: bool) -> bool:
    """Tell whether others are compared with a number, so that 多, 少 and their like alone say of it that it moved.

    joined tells that the number before stands in the same clause.

    >>> from helpers.extract import observe
    >>> text = "小学在校生5200人,多120人,增2.4%;教学点36个(少4个)。新建学校2所,增900个学位。"
    >>> [row["kind"] for row in observe(text)]
    ['level', 'change', 'growth', 'level', 'change', 'level', 'level']
    """
    end = item.quantity.end
    if text[end : end + 1] in _TO and item.quantity.unit == "%" and _REACHES.match(text, end):
        return True
    if previous is None:
        return False
    return (previous.compared and (joined or _is_base(previous, text))) or _moves_alone(item, previous, text)


def _moves_alone(item: Item, previous: Item, text: str) -> bool:
    """Tell whether a clause behind a number has only a verb before another of its kind: 图书19万册,减3.6万册."""
    start, quantity, last = item.left[0], item.quantity, previous.quantity
    if quantity.start - start > _LONGEST or text[start - 1] not in ",;(、" or previous.noun_right:
        return False
    alike = quantity.unit == last.unit or (quantity.unit_class == last.unit_class == "person")
    alike = alike and (quantity.value is None or last.value is None or quantity.value < last.value)
    return (alike or quantity.unit == "%") and bool(_VERB_ALONE.fullmatch(text, start, quantity.start))


def says_how_far(item: Item, previous: Item | None, text: str) -> bool:
    """Tell whether a percentage only says how far the number before it moved: 增2.6万人,幅度2.3%; 多4.9万人,即1.4%."""
    moved = previous is not None and previous.move and not previous.reached
    start, end = item.left[0], item.quantity.start
    return bool(
        moved and item.quantity.unit == "%" and end - start <= _LONGEST and _HOW_FAR.fullmatch(text, start, end)
    )


def _is_base(item: Item, text: str) -> bool:
    """Tell whether others are compared with a quantity: 比起去年的3.2万人,小学新生少了一成."""
    return bool(THAN_OTHERS.fullmatch(text, *item.left)) and text[item.quantity.end : item.quantity.end + 1] == ","


_LONGEST = 6  # characters
_TO = frozenset("到至")
_REACHES = re.compile(r"[到至]\d")
_VERB_ALONE = re.compile("[则也还却反倒而略仅]{0,2}[多少增减降升跌涨添]了?")
_HOW_FAR = WordPattern("(?:[增减升降涨跌]|变[化动])?幅度(?:{copula})?|即|也就是|合|折合")
THAN_OTHERS = re.compile(r"(?:比起?|较|相比于?|对比)[^,。;:、]{1,10}的$")
