"""Sentences of a paragraph, their clause marks, and what opens their clauses."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from helpers.extract.clauses import Item
from helpers.extract.nouns import strip_lead
from helpers.extract.tokens import MASKS
from helpers.language import Period

_IN_WORD = re.compile(r"\([^()\d,;。]{1,24}\)")
_SPEECH = re.compile(r"[。;!?]|,.*,|\d.*,|,.*\d")
_STOPS = re.compile(r"[,;:。!?()\n]")


_LONGEST = 1500


def cut_long(sentences: list[tuple[int, int]], stops: list[int]) -> Iterator[tuple[int, int]]:
    """Cut what is too long for a sentence (a table, a list without full stops) behind a clause mark."""
    for first, last in sentences:
        while last - first > _LONGEST:
            i = bisect_left(stops, first + _LONGEST)
            cut = stops[i - 1] + 1 if i and stops[i - 1] > first else first + _LONGEST
            yield first, cut
            first = cut
        yield first, last


def find_stops(words: str, start: int, end: int) -> list[int]:
    """Return the clause marks of a paragraph, those inside titles and quoted names left out."""
    if not _OPENS_HIDDEN.search(words, start, end):
        return [m.start() for m in _STOPS.finditer(words, start, end)]
    names = (m.span() for m in MASKS.finditer(words, start, end) if m[0][0] == "《" or not _SPEECH.search(m[0]))
    brackets = ((m.start() - 1, m.end() + 1) for m in _IN_WORD.finditer(words, start, end))
    hidden = {i for a, b in (*names, *brackets) for i in range(a + 1, b - 1)}
    return [m.start() for m in _STOPS.finditer(words, start, end) if m.start() not in hidden]


_OPENS_HIDDEN = re.compile("[《“「『(]")
AFTER_PERIOD = re.compile(
    r"(?:年?(?:底前|底|末|初(?![中级小一二三])|以来|[以之][前后]|前(?!期|景)|内|间|期间|时期|起|来)|开始|的|,| |期末"
    r"|[春秋]季(?:学期)?(?!入学|招生|高考|开学))*(?:就(?=有|占|达|[新招缺差少投建]))?"
)


def is_told_before(time: Period, text: str, start: int) -> bool:
    """Tell whether a time stands in speech that ends before a place: “去年孩子考完,满头是汗。”现在3个考点都有空调."""
    close = text.find("”", time.end, start)
    spoken = close > 0 and text[close - 1] in "。!?"
    return spoken and text.rfind("“", 0, time.start) > text.rfind("”", 0, time.start)


def _leads_on(gap: str) -> bool:
    """Tell whether the words between two times or places say nothing: 我在今年5、6月期间."""
    return bool(_GAP.fullmatch(gap)) or not strip_lead(_OPENS_LIST.sub("", gap))


_GAP = re.compile(
    r"《[^》]{2,60}》(?:明确|提出|要求|规定|指出|显示|确定|强调)+(?:了|,)?|“?我们?[在于]?|“|仅仅?|光是?|单是?|(?:1[0-2]|\d)[、和]"
)
_OPENS_LIST = re.compile(r"(?:分别|依次)(?:为|是|有|在)$")


def find_lead_ends(words: str, items: list[Item], periods: list[Period], lost: list, mentions: list) -> list[int]:
    """Return for each item where the time expressions and places that open its clause end."""
    if not (periods or lost or mentions):
        return [item.left[0] for item in items]
    spans = sorted([(x.start, x.end) for x in (*periods, *lost, *mentions)])
    ends = []
    for item in items:
        end = item.left[0]
        for first, last in spans:
            if end <= first and last <= item.left[1] and _leads_on(words[end:first]):
                end = AFTER_PERIOD.match(words, last).end()
        ends.append(end)
    return ends
