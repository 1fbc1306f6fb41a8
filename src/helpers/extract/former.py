"""Of which year the number is from which another has risen or fallen: 由95.2%提高到96%."""

from __future__ import annotations

import re
from itertools import pairwise

from helpers.extract.turns import STEP
from helpers.extract.words import CHANGE_TO
from helpers.language import Period

_OF_BEFORE = re.compile(r"[由从](?:[^,。;:、()由从]{0,14})$")


_TO_YEAR = re.compile(
    r",?[^,。;:、]{0,8}(?:到了?|至|为|成)(?:(?:19|20)\d\d年|今年|现在|目前|如今)(?:底|末|[春秋]季?)?的?"
    r"|,到?(?:19|20)\d\d年(?:底|末)?(?:[增减升降]|提高|增加|增长|上升|扩大|下降|减少)[^,。;:、\d]?[到至为]"
)  # 2014年幼儿园36所,2023年增至58所
_IS_YEAR = re.compile(r"\d{8}(?:-\d\d)?")


def flag_former(
    rows: list[dict], text: str, pair: tuple[str, str] = ("", ""), compared: list[Period] | None = None
) -> tuple[str, str]:
    """Flag the number from which another has risen or fallen, 由95.2%提高到96%: it is no present one.

    pair are the years of the last rise, which hold for the next one: 由…提高到…;巩固率由82.2%提高到96.2%. Those of the
    sentence before are given where this one names no year before its rise; those that hold behind it are returned.
    """
    rises, since = 0, ""
    for row, following in pairwise(rows):
        here, there = row["item"].quantity, following["item"].quantity
        if here is there or row["kind"] != following["kind"] or row["unit"] != following["unit"]:
            continue
        if row["told"]["period"].rule == STEP:
            here.flags += ["former"] * (row["status"] != following["status"])
            continue
        between = text[here.end : there.start]
        if text[here.start - 1] == "的" and _TO_NONE.match(between) and _IS_YEAR_ALONE.fullmatch(row["period"]):
            pair, rises = (row["period"], ""), 1  # 由2020年的3.7%降至0;毛入园率由88%提高到96%
            continue
        if (
            between[-1:] in _ENDS_WITH_TIME
            and _TO_YEAR.fullmatch(between)
            and _IS_YEAR.fullmatch(row["period"] + following["period"])
        ):
            pair, rises = (row["period"], following["period"]), 1  # 由2012年的62%提高到2023年的94%
            if row["status"] == "planned" and following["status"] == "planned":
                row["status"] = "actual"  # 将由2023年的7.2万人降至2030年的5.9万人
            continue
        change = between[-1:] in _ENDS_CHANGE and CHANGE_TO.fullmatch(text, here.end, there.start)
        start = max(row["sentence_start"], here.start - 16)
        if change and (_OF_BEFORE.search(text, start, here.start) or change.end() - change.start() <= 6):
            span = row["period"]
            since = span if _begins(row, text) else since
            first, last = _divide(span)
            goes_on = (span and span == pair[1]) or (pair[0] and not pair[1])
            if goes_on and span == following["period"]:
                first = pair[0]
            elif span == following["period"] and not rises:
                first = _find_compared(compared or [], row, text) or first
            pair, rises = (first, last or following["period"]), 1
            for twin in rows:
                if twin["item"].quantity is here:
                    here.flags.append("former")
                    twin["period"] = first
                    if twin["status"] == "planned":  # 到2027年由60%提高到75%: what is to rise is there
                        undated = (not last and first == span) or _FIVE_YEARS.fullmatch(
                            span
                        )  # before a plan, not in its first year
                        known = "rule" if twin["subject"].endswith(("标准", "定额")) else "actual"
                        twin |= {"status": known} | ({"period": "", "period_basis": ""} if undated else {})
                elif last and twin["item"].quantity is there and twin["period"] == span:
                    twin["period"] = first if span == since else last  # 2018年到2023年,从4.1亿元增加到6.3亿元
    return pair if rises else ("", "")


def _divide(span: str) -> tuple[str, str]:
    """Return the first and the last year of a span; a year alone has no last one.

    >>> _divide("2019/2023"), _divide("2023-08/2024-07"), _divide("2020-08/2025-07")
    (('2019', '2023'), ('2023-08/2024-07', ''), ('2020-08/2021-07', '2024-08/2025-07'))
    """
    if len(span) != len("2019-08/2023-07") or not _SCHOOL_YEAR.fullmatch(span):
        first, _, last = span.partition("/")
        return first, last
    begins, ends = span.split("/")
    first, last = int(begins[:4]), int(ends[:4])
    if last - first <= 1:
        return span, ""
    return f"{begins}/{first + 1}{ends[4:]}", f"{last - 1}{begins[4:]}/{ends}"


def _begins(row: dict, text: str) -> bool:
    """Tell whether a norm is one from a year on: 从2024年起,标准由8000元提高到10000元."""
    said = row["told"]["period"].span
    return row["status"] == "rule" and said is not None and bool(_FROM_THEN.match(text, said[1]))


_FROM_THEN = re.compile("年?(?:[春秋]季?(?:学期)?)?(?:起|开始)")


def _find_compared(compared: list[Period], row: dict, text: str) -> str:
    """Return the year that the clauses before a rise compare with: 比2019年少92人,平均班额由46人降到41人."""
    start = row["item"].quantity.start
    before = [p for p in compared if p.end <= start and _IS_YEAR_ALONE.fullmatch(p.period)]
    than = bool(before) and (
        _COMPARED.search(text, before[-1].start - 3, before[-1].start) or _AS_TO.match(text, before[-1].end)
    )
    return before[-1].period if than and before[-1].period < (row["period"][:4] or _NEVER) else ""


_NEVER = "9999"
_TO_NONE = re.compile("(?:[降减]|下降|减少)[^,。;:、]?[到至为](?:0|零)[,;。]")
_ENDS_WITH_TIME = frozenset("的年底末季春秋到至为在前今")
_ENDS_CHANGE = "到了至为成→ "
_SCHOOL_YEAR = re.compile(r"\d{4}-0[89]/\d{4}-0[78]")
_AS_TO = re.compile("年?[底末]?相比")
_COMPARED = re.compile("[比较]$")
_IS_YEAR_ALONE = re.compile(r"\d{4}")
_FIVE_YEARS = re.compile(r"\d{3}[16]/\d{3}[05]")
