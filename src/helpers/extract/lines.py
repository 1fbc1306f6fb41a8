"""The lines of an article as far as they can be read without what stands before them.

One question is put to all lines before the next is asked: the patterns of a question then stay in the cache of the
processor, which has no room for those of all questions.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field
from operator import attrgetter

from helpers.extract.clauses import Item, Turn, split_items
from helpers.extract.context import Context
from helpers.extract.institutions import list_institutions
from helpers.extract.openings import OWN_LABEL, Opening, read_opening
from helpers.extract.sentences import cut_long, find_stops
from helpers.extract.threads import list_turns
from helpers.extract.where import find_mentions
from helpers.language import Mention, Period, Quantity, find_periods
from helpers.text import NO_ARTICLE, Document, split_sentences


@dataclass(slots=True)
class Part:
    """A sentence of a line: its quantities, each with its clause, what institutions and divisions it names, its label.

    Divisions are looked for where quantities need them, the turns that its thread may take where institutions are named
    before; None tells that they were not.
    """

    start: int
    end: int
    text: str
    own: list[Quantity]
    items: list[Item] = field(default_factory=list)
    named: list[Turn] = field(default_factory=list)
    turns: list[Turn] | None = None
    mentions: list[Mention] | None = None
    label: re.Match[str] | None = None


@dataclass(slots=True)
class Line:
    """A line with its quantities; counts tells whether one of them has digits: 实施四大工程 only counts its own parts.

    Of lines without quantities only `named` is read, the others' is in their parts.
    """

    start: int
    end: int
    role: str
    text: str
    own: list[Quantity]
    counts: bool
    opening: Opening | None = None
    parts: list[Part] = field(default_factory=list)
    said: list[Period] = field(default_factory=list)
    told_on: tuple[str, str] = ("", "")  # the date and the year for which relative words of time are read
    named: list[Turn] = field(default_factory=list)
    turns: list[Turn] | None = None

    def find_periods(self, told_on: tuple[str, str]) -> list[Period]:
        """Return the times of the line, of which relative words are read for a date and a year in review."""
        said = self.said if told_on == self.told_on else find_periods(self.text, *told_on)
        return [Period(p.start + self.start, p.end + self.start, *p[2:]) for p in said]


def read_lines(document: Document, quantities: list[Quantity], context: Context) -> list[Line]:
    """Return the lines of the article."""
    words, lines = document.words, []
    starts = [quantity.start for quantity in quantities]
    for line, (start, end) in zip(document.lines, document.spans, strict=True):
        if line.role not in NO_ARTICLE:
            own = quantities[bisect_left(starts, start) : bisect_left(starts, end)]
            counts = bool(own) and any(_DIGIT.search(words, quantity.start, quantity.end) for quantity in own)
            lines.append(Line(start, end, line.role, words[start:end], own, counts))
    counted = [line for line in lines if line.own]
    for line in lines:
        if not line.own:
            line.named = list(list_institutions(words, line.start, line.end))
    for line in lines:
        line.opening = read_opening(line.text, line.start, line.role, line.counts, context)
    told_on = context.published if context.plans else context.told_on
    read_parts(counted, words, (told_on, year_of(context.default) or context.review), context)
    spans = [span for line in lines for span in (line.parts if line.own else [line])]
    first = next((i for i, span in enumerate(spans) if span.named), len(spans))
    for span in spans[first:]:
        span.turns = list_turns(words, span)
    return lines


_DIGIT = re.compile(r"\d")


def read_parts(lines: list[Line], words: str, told_on: tuple[str, str], context: Context) -> None:
    """Read what stands in lines."""
    for line in lines:
        stops = find_stops(words, line.start, line.end)
        starts = [quantity.start for quantity in line.own]
        for first, last in cut_long(split_sentences(words, line.start, line.end), stops):
            own = line.own[bisect_left(starts, first) : bisect_left(starts, last)]
            part = Part(first, last, words[first:last], own)
            if own:
                inside = stops[bisect_left(stops, first) : bisect_left(stops, last)]
                part.items = split_items(words, first, last, own, inside)
            line.parts.append(part)
    for line in lines:
        line.said, line.told_on = find_periods(line.text, *told_on), told_on
    parts = [part for line in lines for part in line.parts]
    for part in parts:
        part.named = list(list_institutions(words, part.start, part.end))
    for part in parts:
        part.label = OWN_LABEL.match(part.text)
    for line in lines:
        for i, part in enumerate(line.parts):
            if line.own and (part.own or not i):
                part.mentions = find_mentions(part.text, part.start, context)


def year_of(period: Period | None) -> str:
    """Return the year that a scope is of, from which 上年 is the year before; "" if it is none."""
    return period.period if period and len(period.period) == 4 else ""


def cut(found: Iterable, first: int, last: int) -> list:
    """Return those of the things found in a text, which stand in its order, that start in a span of it."""
    return found and found[bisect_left(found, first, key=_START) : bisect_left(found, last, key=_START)]


_START = attrgetter("start")
