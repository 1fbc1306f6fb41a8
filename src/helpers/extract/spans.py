"""Which years 三年来 and 三年共 are on a page that names as many: 2021年至2023年,….三年共补充教师."""

from __future__ import annotations

import re
from functools import lru_cache

from helpers.extract.clauses import Sentence, Told, list_numbers
from helpers.extract.context import Context
from helpers.language import Period, WordPattern, parse_number

_SOME_YEARS = WordPattern(
    r"(?:(?P<since>20\d\d)年以?来的)?(?<![近前后第未来了满十百零〇\d过后今])(?P<n>[两二三四五六]|[2-6])年(?:间|来|以来|时间)"
    r"|(?:(?<=[,。;:)\n市县区旗州盟])|^)(?P<many>[两二三四五六]|[2-6])年(?=共|累计|总共|{act}|新?添)"
)
_MAY_STAND = re.compile(r"[两二三四五六2-6]年(?<!\d.年)(?!级|制|[前后内])")
_NAMED = re.compile(
    r"(?<!\d)(?P<first>20\d\d)年?(?:[-—–~至到]{1,2}|(?:、20\d\d年?){0,4}(?:、|和|及|与))(?P<last>20\d\d)(?=年|\D)"
)


def in_named_spans(
    periods: list[Period], words: str, start: int, end: int, plan: str, context: Context
) -> list[Period]:
    """Return the times of a line in which some years are those that the page names before, else the last ones.

    plan are the years of the plan that the line is of.
    """
    if not context.published or not _MAY_STAND.search(words, start, end):
        return periods
    for match in _SOME_YEARS.finditer(words, start, end):
        span = _name_span(match, words, plan, context)
        if span:
            own = Period(*match.span(), span, "resolved", "frame", open_end=True)
            beside = [p for p in periods if p.end <= own.start or p.start >= own.end]
            periods = sorted([*beside, own])
    return periods


def _name_span(match: re.Match, words: str, plan: str, context: Context) -> str:
    """Return the years that a page means by 三年来, "" if it names none; 三年共 without any are the last ones."""
    years = int(parse_number(match["n"] or match["many"]))
    year = int((context.noted or context.published)[:4])
    if match["since"]:
        return f"{match['since']}/{int(match['since']) + years - 1}"
    planned = [(0, *map(int, plan.split("/")))] if plan else []
    named = [s for s in list_spans(words) if s[0] < match.start() and s[2] <= year]
    if own := [s for s in [*planned, *named] if s[2] - s[1] + 1 == years]:
        return f"{own[-1][1]}/{own[-1][2]}"
    told = [int(m[0]) for m in _YEAR.finditer(words, words.rfind("\n", 0, match.start()) + 1, match.start())]
    if told[-years:] and match["many"] and told[-years:] == list(range(told[-1] - years + 1, told[-1] + 1)):
        return f"{told[-years]}/{told[-1]}"  # 2021年…;2022年…;2023年…,三年共…
    last = int(context.reports_on or year)
    known = (match["many"] or context.noted) and years >= _FEW and not context.plan_span
    return f"{last - years + 1}/{last}" if known else ""


_YEAR = re.compile(r"(?<!\d)20\d\d(?=年)")


@lru_cache(maxsize=1)
def list_spans(words: str) -> tuple[tuple[int, int, int], ...]:
    """Return the spans of years that a page names: where, from, to.

    >>> list_spans("2021年至2023年,投入6亿元;2022、2023、2024年在校生")
    ((0, 2021, 2023), (18, 2022, 2024))
    """
    found = ((m.start(), int(m["first"]), int(m["last"])) for m in _NAMED.finditer(words))
    return tuple(span for span in found if 0 < span[2] - span[1] <= _LONGEST)


_LONGEST = 6
_FEW = 3


def divide_named(sentence: Sentence) -> dict[int, Told]:
    """Return id(item) → year where the span before has as many: 2021年至2023年…。各年度依次为180人、210人、230人."""
    each = _EACH_YEAR.search(sentence.text, sentence.start, sentence.items[0].quantity.start)
    run = list_numbers(sentence, each.end()) if each else []
    spans = [span for span in list_spans(sentence.text) if span[0] < sentence.items[0].quantity.start]
    if not run or not spans or spans[-1][2] - spans[-1][1] + 1 != len(run):
        return {}
    start, first, last = spans[-1]
    years = range(first, last + 1)
    return {
        id(item): Told(str(year), "inherited", "one_time_each", (start, start + len("2021")))
        for item, year in zip(run, years, strict=True)
    }


_EACH_YEAR = re.compile(r"各年度?[^,。;:\d]{0,12}(?:依次|分别)[^,。;:\d]{0,4}$")
