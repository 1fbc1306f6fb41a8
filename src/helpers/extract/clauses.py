"""A sentence as clauses: each quantity with the words around it."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

from helpers.language import SELDOM, Needs, Quantity


class Told(NamedTuple):
    """A field of a row: its value, how it is known, the rule that said so, and the words (offsets in the reading)."""

    value: str
    basis: str = ""
    rule: str = ""
    span: tuple[int, int] | None = None


class Turn(NamedTuple):
    """Where a text takes up a thread (names are the institutions that it is about) or lets it go (no names).

    Where nothing is told of them they are only known from there on."""

    start: int
    names: tuple[str, ...]
    told: bool = True


class Words(Protocol):
    """A line or a sentence with the institutions that it names, and the turns that it may take, if they are known."""

    start: int
    end: int
    named: list[Turn]
    turns: list[Turn] | None


class Known(NamedTuple):
    """The institutions that a text named last, and whether it still tells of them."""

    names: tuple[str, ...] = ()
    alive: bool = False
    fixed: bool = False  # by a page or a heading


NOBODY = Known()


@dataclass(slots=True)
class Item:
    """One quantity of a sentence with the words around it.

    left and right are the spans of its clause before and behind it, up to the next quantity; stop is where the clause
    ends. subjects has more than one entry where several things share the number; inside is the item in whose bracket
    it stands, part_of the item that 其中 or a bracket divides.
    """

    quantity: Quantity
    left: tuple[int, int]
    right: tuple[int, int]
    stop: int
    subjects: list[str] = field(default_factory=list)
    noun: str = ""
    move: str = ""  # rise, fall or ""
    reached: bool = False  # 提高到: the value after the move
    compared: bool = False  # 比上年
    elsewhere: str = ""  # 高于全省的: whose value it is
    noun_right: str = ""  # the noun behind the quantity, where it counts that
    clause: str = ""  # what is said of that noun
    inside: Item | None = None
    part_of: Item | None = None
    group: int = 0  # place in a list of numbers for a list of things, from 1
    group_start: int = -1
    listed: int = 0  # place in a list of kinds of schools (小学5所、初中3所), from 1
    share_of: str = ""  # 占财政支出436亿元的…: the part of which this quantity is the whole
    named_at: int = -1  # where the name stands of the place that a superlative or a list gives the quantity
    kind: str = ""
    rule: str = ""  # the construction that gave the subjects


class Held(dict):
    """Whether a sentence has a word that some patterns need to match, found when it is first asked for: held[needs]."""

    __slots__ = ("_end", "_start", "_text")

    def __init__(self, text: str, start: int, end: int):
        """Take the sentence, which is text[start:end]."""
        self._text, self._start, self._end = text, start, end

    def __missing__(self, needs: Needs) -> bool:
        """Look for the words."""
        if needs.seldom and not self[SELDOM]:
            self.update(SELDOM.none)
            return False
        found = needs.pattern.search(self._text, self._start - needs.before, self._end) is not None
        self[needs] = found
        return found


@dataclass(slots=True)
class Sentence:
    """A sentence at text[start:end] with its items, and what it inherits for their subjects.

    heading completes a noun, measure a level of education that stands alone, topic what a project or a grant has;
    named is the school or project of the heading, names are those of the figures that a lead-in announces.
    thread are the institutions that the text before it is about, turns where it goes over to others.
    before is the last item of the sentence before, said are all of its items; level is the level of education that the
    line last spoke of; divides tells whether a lead-in (其中:) says that its line is a part of what was counted above;
    holds tells whether it has words that patterns need.
    """

    text: str
    start: int
    end: int
    items: list[Item]
    heading: str = ""
    measure: str = ""
    topic: str = ""
    before: Item | None = None
    said: tuple[Item, ...] = ()
    level: str = ""
    named: str = ""
    names: tuple[str, ...] = ()
    thread: tuple[str, ...] = ()
    turns: list[Turn] = field(default_factory=list)
    divides: bool = False
    holds: Held = field(init=False)

    def __post_init__(self):
        """Begin to ask for words."""
        self.holds = Held(self.text, self.start, self.end)


@dataclass(slots=True)
class Trail:
    """What a sentence hands on to the next of its line, beside its scope.

    home is the part of the document's place that a heading names, place the division that opened the line, seat the
    one that the last sentence ended with; last_time is that of the last quantity, ahead the year for which the last
    sentence ended with something planned; enrols tells whether the line says how many are to be enrolled.
    """

    home: Told | None = None
    last_time: Told | None = None
    place: Told | None = None
    seat: Told | None = None
    ahead: str = ""
    enrols: bool = False


BESIDE = re.compile(" ?(?:[、,]|和|与|及|以及) ?")


def list_said(sentence: Sentence) -> list[Item]:
    """Return the items of the sentence before one in its line that have a subject."""
    begun = max(sentence.text.rfind(mark, 0, max(0, sentence.start - 1)) for mark in "。\n")
    return [x for x in sentence.said if x.quantity.start > begun and x.subjects and x.subjects[0]]


def list_numbers(sentence: Sentence, start: int) -> list[Item]:
    """Return the items from an offset on that stand side by side: 98%、97%和96%."""
    found: list[Item] = []
    for item in sentence.items:
        if item.quantity.start >= start:
            if found and not BESIDE.fullmatch(sentence.text, found[-1].quantity.end, item.quantity.start):
                break
            found.append(item)
    return found


def split_items(text: str, start: int, end: int, quantities: list[Quantity], stops: list[int]) -> list[Item]:
    """Give each quantity of a sentence the span of its clause before and behind it; stops are the clause marks."""
    items: list[Item] = []
    behind_last, bracket = start, text.find("(", start, end)
    for i, quantity in enumerate(quantities, 1):
        first, last = quantity.start, quantity.end
        behind = quantities[i].start if i < len(quantities) else end
        before, after = bisect_left(stops, first), bisect_left(stops, last)
        stop_behind = stops[after] if after < len(stops) else end
        left = stops[before - 1] + 1 if before else start
        if left and text[left - 1] == ")":
            left = _before_bracket(text, left - 1, behind_last, stops)
        left = left if left > behind_last else behind_last
        item = Item(quantity, (left, first), (last, stop_behind if stop_behind < behind else behind), stop_behind)
        if 0 <= bracket < left:
            item.inside = _find_bracket(text, items, left, stops)
        items.append(item)
        behind_last = last
    return items


def _before_bracket(text: str, stop: int, least: int, stops: list[int]) -> int:
    """Return where the clause behind a bracket that closes at stop begins: 学校(含幼儿园,下同) begins before it."""
    opened = text.rfind("(", least, stop)
    if opened < 0:
        return stop + 1
    mark = bisect_left(stops, opened)
    begun = max(stops[mark - 1] + 1 if mark else least, least)
    return begun if text[begun:opened].strip() else stop + 1


def _find_bracket(text: str, items: list[Item], left: int, stops: list[int]) -> Item | None:
    """Return the item directly before the bracket in which text[left] stands."""
    depth = 0
    for stop in reversed(stops[: bisect_left(stops, left)]):
        if text[stop] == ")":
            depth += 1
        elif text[stop] == "(":
            if depth == 0:
                ends = len(text[:stop].rstrip(" "))  # 高中 8 所 (民办 1 所 )
                return next((item for item in reversed(items) if item.quantity.end == ends), None)
            depth -= 1
    return None
