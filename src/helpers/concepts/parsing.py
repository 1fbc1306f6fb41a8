"""From a subject to a concept: its words become facets, what cannot be is refused with the reason."""

from __future__ import annotations

from functools import lru_cache

from helpers.concepts.facets import Concept
from helpers.concepts.lexemes import Lexicon, clean, get_lexicon
from helpers.concepts.subjects import get_names


def parse_concept(
    subject: str, unit: str, kind: str, scope: str = "", place: str = "", lexicon: Lexicon | None = None
) -> Concept:
    """Return what a number is a number of; a false one, with the rest or the problem, where that is not clear.

    subject is in Simplified characters, unit and kind are those of observations.csv, scope is the level of education
    that a heading or the sentence before hands down ("" if none), place the standard name of the division.

    >>> parse_concept("民办幼儿园在园幼儿", "人", "level").sector
    'private'
    >>> parse_concept("民办幼儿园燎原计划", "人", "level").unparsed
    '燎原计划'
    """
    return _parse(subject, unit, kind, scope, place, lexicon or get_lexicon())


@lru_cache(maxsize=65536)
def _parse(subject: str, unit: str, kind: str, scope: str, place: str, lexicon: Lexicon) -> Concept:
    words, rest = lexicon.cut(clean(subject, get_names(place)))
    if rest:
        return Concept(unparsed=rest)
    facets = {facet: code for word in words for facet, code in word.facets}
    level = facets.pop("level", "")
    basis = "stated" if level else "inherited" if scope else "unknown"
    return Concept(**{"measure": "count"} | facets, school_level=level or scope or "unknown", school_level_basis=basis)
