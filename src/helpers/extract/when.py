"""Which period a quantity is of, and how that is known."""

from __future__ import annotations

import re
from itertools import pairwise

from helpers.extract.clauses import Item, Sentence
from helpers.extract.context import Context
from helpers.extract.sentences import AFTER_PERIOD
from helpers.extract.words import CHANGE_TO
from helpers.language import Period, WordPattern

_OF_BEFORE = re.compile(r"[由从](?:[^,。;:、()由从]{0,14})$")


def flag_former(rows: list[dict], text: str) -> None:
    """Flag the number from which another has risen or fallen, 由95.2%提高到96%: it is no present one."""
    for row, following in pairwise(rows):
        here, there = row["item"].quantity, following["item"].quantity
        if here is there or row["kind"] != following["kind"] or row["unit"] != following["unit"]:
            continue
        change = CHANGE_TO.fullmatch(text, here.end, there.start)
        start = max(row["sentence_start"], here.start - 16)
        if change and (_OF_BEFORE.search(text, start, here.start) or change.end() - change.start() <= 6):
            span = row["period"]
            first, _, last = span.partition("/")
            for twin in rows:
                if twin["item"].quantity is here:
                    here.flags.append("former")
                    twin["period"] = first
                    if twin["status"] == "planned":  # 到2027年由60%提高到75%: what is to rise is there
                        twin |= {"status": "actual", "period": "", "period_basis": ""}
                elif last and twin["item"].quantity is there and twin["period"] == span:
                    twin["period"] = last  # 2018年到2023年,从4.1亿元增加到6.3亿元


_ADJACENT = re.compile(r"(?:年?底|末)?(?:的|为|是|达到?)?")
_ACT = WordPattern("{act}")


def read_period(item, sentence, periods, lost, inherited, context) -> tuple[str, str]:
    """Return an item's period and how it is known: the latest time expression before it, else what is inherited."""
    start = item.quantity.start
    before = [p for p in periods if p.end <= start]
    base = next((p for p in before if p.role == "reference" and _stands_at(sentence.text, p.end, start)), None)
    if item.quantity.unit == "倍":
        base = None  # 是2020年的3倍 says of what, not when
    base = base or find_later(item, sentence, periods)
    if base:
        return _name_period(base, context)
    frames = [p for p in before if p.role != "reference" and not _is_past_its_clause(p, start, sentence.text)]
    if item.group:
        listed = [p for p in frames if p.start >= item.group_start]
        if len(listed) > 1 and len(listed) >= item.group:
            return _name_period(listed[item.group - 1], context)
    gone = [slot for slot in lost if slot.end <= start]
    if gone and (not frames or gone[-1].start > frames[-1].start):
        return "", "lost"
    if frames:
        return _name_period(_hold(frames[-1], item, sentence), context)
    return _name_period(inherited, context) if inherited else ("", "")


_EXPECTED = re.compile(r"[^,。;、\d]{0,8}(?:预计|计划|将|拟|力争|有望)(?:于|在|到)?")


def find_later(item: Item, sentence: Sentence, periods: list[Period]) -> Period | None:
    """Return the time that stands behind a planned number, in its clause: 首批3所预计2026年启用."""
    end = item.quantity.end
    later = next((p for p in periods if p.start >= end), None)
    return later if later and _EXPECTED.fullmatch(sentence.text, end, later.start) else None


def _is_past_its_clause(period: Period, start: int, text: str) -> bool:
    """A deadline inside a clause (确保8月底前竣工29个) does not hold for the clauses behind it, nor 上年 beyond a ;."""
    if text.startswith(("上年", "去年"), period.start) and text[period.start - 1 : period.start] == ",":
        return ";" in text[period.end : start]
    if period.role != "deadline":
        return False
    end = AFTER_PERIOD.match(text, period.end).end()
    return text[end - 1] != "," and "," in text[end:start]


def _stands_at(text: str, end: int, start: int) -> bool:
    match = _ADJACENT.match(text, end, start)
    return bool(match) and match.end() == start


def _name_period(period: Period, context: Context) -> tuple[str, str]:
    basis = "inferred" if period.basis == "resolved" and context.date_basis == "inferred" else period.basis
    return period.period, basis


def _hold(period: Period, item: Item, sentence: Sentence) -> Period:
    """A stock after 十年来 holds at the end of the span; growth and totals hold over it (note 4)."""
    if not period.open_end or item.kind in {"growth", "change"}:
        return period
    if item.kind == "level" and _ACT.search(sentence.text, max(item.left[0], period.end), item.quantity.start):
        return period
    end = period.period.split("/")[1]
    return period._replace(period="" if end == ".." else end)
