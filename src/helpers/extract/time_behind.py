"""Which time stands behind a quantity that is of it: 首批3所预计2026年启用, 支出44.9亿元(2021年)."""

from __future__ import annotations

import re

from helpers.extract.clauses import Item, Sentence
from helpers.language import Period

_EXPECTED = re.compile(r"[^,。;、\d]{0,8}(?:预计|计划|将|拟|力争|有望)(?:于|在|到)?")


def find_later(item: Item, sentence: Sentence, periods: list[Period]) -> Period | None:
    """Return the time that stands behind a planned number, in its clause: 首批3所预计2026年启用."""
    end = item.quantity.end
    if not periods or periods[-1].start < end:
        return None
    later = next(p for p in periods if p.start >= end)
    listed = _DEEDS.match(sentence.text, later.end) and (
        _LISTED.fullmatch(sentence.text, end, later.start) or _takes_all(item, sentence, later)
    )
    return later if listed or _EXPECTED.fullmatch(sentence.text, end, later.start) else None


def _takes_all(item: Item, sentence: Sentence, later: Period) -> bool:
    """Tell whether a list is taken up in the deeds of a time behind it: 将新建学校9所、改造12所列入今年民生实事."""
    text, end = sentence.text, item.quantity.end
    last = [x.quantity.end for x in sentence.items if end < x.quantity.end <= later.start][-1:]
    taken = last and _TAKES.search(text, sentence.start, item.quantity.start)
    return bool(taken and _LISTED.fullmatch(text, last[0], later.start)) and not _LIST_ENDS.search(text, end, last[0])


def find_bracketed(item: Item, sentence: Sentence, periods: list[Period]) -> Period | None:
    """Return the time that stands alone in brackets behind a number: 一般公共预算支出44.9亿元(2021年)."""
    text, end = sentence.text, item.quantity.end
    if text[end : end + 1] != "(":
        return None
    own = next((p for p in periods if p.start >= end), None)
    alone = own and _OPENS_BRACKET.fullmatch(text, end, own.start) and _CLOSES_BRACKET.match(text, own.end)
    return own if alone and own.role != "reference" else None


_OPENS_BRACKET = re.compile(r"\((?:截[至止]|数据为)?")
_CLOSES_BRACKET = re.compile(r"(?:年?[底末])?(?:数据?|统计)?\)")
_LISTED = re.compile(r"[^,。;、\d]{0,8}已?(?:纳入|列入|列为)")  # 24所已纳入今年的民生实事
_TAKES = re.compile("[将把](?![^;。]*[;。])")
_LIST_ENDS = re.compile("[;。]")
_DEEDS = re.compile(r"的?[^,。;]{0,6}(?:实事|任务|清单|计划|项目库)")
