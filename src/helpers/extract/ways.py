"""Which nouns a construction is for: asked once for each noun, as nouns come again and few constructions fit one."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from helpers.extract.clauses import Sentence
from helpers.language import get_own

Construction = Callable[[Sentence, int, str], str]


def for_nouns(test: Callable[[str], object], counted: str = "") -> Callable[[Construction], Construction]:
    """Say of a construction that it completes only nouns that a test lets through, counted in units of a class.

    >>> @for_nouns(lambda noun: noun.endswith("率"))
    ... def name_rate(sentence, i, noun): ...
    >>> select((name_rate,), "入学率", "percent") == (name_rate,), select((name_rate,), "学校", "item")
    (True, ())
    """

    def mark(construction: Construction) -> Construction:
        construction.test, construction.counted = test, counted
        return construction

    return mark


def try_each(constructions: tuple[Construction, ...], sentence: Sentence, i: int, noun: str) -> str:
    """Return what the first of some constructions that applies makes of a noun, "" if none does."""
    for construction in constructions:
        if completed := construction(sentence, i, noun):
            return completed
    return ""


def select(constructions: tuple[Construction, ...], noun: str, unit_class: str) -> tuple[Construction, ...]:
    """Return those of some constructions that are for a noun that is counted in a unit of a class, in their order."""
    return tuple([construction for test, construction in _list_tests(constructions, unit_class) if test(noun)])


@cache
def _list_tests(constructions: tuple[Construction, ...], unit_class: str) -> list[tuple[Callable, Construction]]:
    """Return those of some constructions that are for units of a class, each behind its test."""
    return [(get_own(x.test), x) for x in constructions if x.counted in ("", unit_class)]
