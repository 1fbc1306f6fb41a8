"""Sentences of a paragraph, their clause marks, and what opens their clauses."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from helpers.extract.clauses import Item
from helpers.extract.nouns import strip_lead
from helpers.extract.tokens import MASKS
from helpers.extract.words import INSTITUTION_END
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
    """Return for each item where the time expressions and places that open its clause end.

    So does what is but one of those that are counted: 城北小学是全县今年投用的3所新学校之一.
    """
    may_be_one = items and words.find("之一", items[0].quantity.end) >= 0
    one_of = [_find_one_of(words, item) if may_be_one else 0 for item in items]
    if not (periods or lost or mentions):
        return [max(item.left[0], end) for item, end in zip(items, one_of, strict=True)]
    spans = sorted([(x.start, x.end) for x in (*periods, *lost, *mentions)])
    ends = []
    for item, one in zip(items, one_of, strict=True):
        end = max(item.left[0], one)
        for first, last in spans:
            if end <= first and last <= item.left[1] and _leads_on(words[end:first]):
                end = AFTER_PERIOD.match(words, last).end()
        ends.append(end)
    return ends


def _find_one_of(words: str, item: Item) -> int:
    """Return where a clause begins to say of which things something is one, 0 where none does."""
    if not _ONE_OF.match(words, item.quantity.end):
        return 0
    said = _IS_ONE.match(words, item.left[0], item.quantity.start)
    return said.end() if said else 0


def name_one_of(words: str, item: Item) -> str | None:
    """Return what is one of the things that an item counts, "" if it has no name; None where nothing is said to be.

    >>> from helpers.extract import observe
    >>> [row["subject"] for row in observe("城北小学是全县投用的3所新学校之一,总投资1.3亿元。")]
    ['投用新学校', '城北小学总投资']
    """
    if words.find("之一", item.quantity.end) < 0 or not _ONE_OF.match(words, item.quantity.end):
        return None
    said = _IS_ONE.match(words, item.left[0], item.quantity.start)
    name = strip_lead(said["what"].strip(" ,")) if said else ""
    return name if INSTITUTION_END.search(name) and not _POINTED_AT.match(name) else ""


_POINTED_AT = re.compile("[这该本此]")
_ONE_OF = re.compile("[\u4e00-\u9fff]{1,12}之一(?![\u4e00-\u9fff])")
_IS_ONE = re.compile(r"(?P<what>[,]?[^,。;:\d]{2,16}?)(?<!就)(?:正?是|作为|成为|属于)(?=[^,。;]{2})")
