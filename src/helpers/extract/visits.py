"""What a sentence without a time is of, by the one before it in its line: an inspection, or a span of years.

What inspectors did is of their visit (督导组于5月6日至8日…。督导组抽查学校12所), a sum is of all the years.
"""

from __future__ import annotations

import re

from helpers.extract.clauses import Sentence
from helpers.extract.lines import Part
from helpers.language import Period


def find_visit(part: Part, periods: list[Period]) -> Period | None:
    """Return the days or the month in which a sentence says that a place was inspected, None if it says none."""
    times = [p for p in periods if p.role == "frame" and not p.open_end and _IS_DAY.match(p.period)] if periods else []
    if len(times) != 1 or not _INSPECTED.search(part.text, times[0].end - part.start):
        return None
    return times[0]


def is_of_visit(sentence: Sentence, periods: list[Period]) -> bool:
    """Tell whether a sentence without a time tells what inspectors did there: 评估组随机抽取小学9所."""
    return not periods and bool(_DEEDS.match(sentence.text, sentence.start))


def find_span(part: Part, periods: list[Period]) -> Period | None:
    """Return the years that a sentence opens with: 2021年至2023年,全县新建幼儿园9所."""
    for period in periods:
        if period.role == "frame" and period.start - part.start <= 1:
            return period if _IS_SPAN.fullmatch(period.period) else None
    return None


def is_total(sentence: Sentence, periods: list[Period]) -> bool:
    """Tell whether a sentence without a time sums up the years that the one before opened with: 累计投入3.2亿元."""
    return not periods and bool(_SUMS_UP.match(sentence.text, sentence.start))


_IS_SPAN = re.compile(r"\d{4}/\d{4}")
_SUMS_UP = re.compile(r"\s*(?:累计|共计|合计)")
_IS_DAY = re.compile(r"\d{4}-\d\d")
_INSPECTED = re.compile("(?:核查|评估|督导|检查|验收|调研|视导|考察)(?:工作)?[^,。;]{0,6}[。,]")
_DEEDS = re.compile(
    "\\s*(?:期间,)?(?:评估|督导|检查|核查|调研|验收|专家|课题|考察)组[^。;\\d]{0,16}(?:抽查|抽取|走访|访谈|听取|查阅|发放|召开|察看|查看)"
)
