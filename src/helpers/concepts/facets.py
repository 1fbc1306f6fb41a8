"""What a number is a number of: its facets, and which values a facet may have."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, fields
from functools import cache

from helpers.storage import InputError, read_resource

FACETS = (
    *("population", "measure", "of", "school_level", "programme", "sector", "area", "group"),
    *("attribute", "event", "coverage"),
)

DEGREES = frozenset({"bachelor", "postgraduate", "short_cycle"})  # programmes that are degrees, too


@dataclass(frozen=True)
class Concept:
    """The facets of one number; "" is not narrowed, several codes of one facet are sorted and separated by spaces.

    unparsed holds what of the subject no word explains; problem says why a parse was refused. Both leave no facet.
    """

    population: str = ""
    measure: str = ""
    of: str = ""
    school_level: str = ""
    school_level_basis: str = ""
    programme: str = ""
    sector: str = ""
    area: str = ""
    group: str = ""
    attribute: str = ""
    event: str = ""
    coverage: str = ""
    unparsed: str = ""
    problem: str = ""

    def __bool__(self) -> bool:
        """Tell whether the subject was understood as a whole."""
        return bool(self.population)


NOTHING = Concept()  # what is not understood: making one takes as long as many rules


def replace(concept: Concept, **facets: str) -> Concept:
    """Return a concept with some facets changed; `dataclasses.replace` takes five times as long.

    >>> replace(Concept("pupil"), sector="private").sector
    'private'
    """
    changed = object.__new__(Concept)
    changed.__dict__.update(concept.__dict__, **facets)
    return changed


_DIFFER_IN = ("level", "sector", "attribute", "group", "programme", "area", "event", "population", "place")
FACET_COLUMNS = tuple(field.name for field in fields(Concept) if field.name not in ("school_level", "problem"))


@cache
def get_codes(facet: str) -> dict[str, frozenset[str]]:
    """Return the codes of a facet, each with the codes that it contains, itself among them.

    >>> sorted(get_codes("sector")["private"])
    ['inclusive_private', 'private']
    """
    if facet == "school_level":  # 中小学和幼儿园 is a way to say basic, 中小学 a level of its own
        rows = [row for row in read_resource("school_levels.csv") if row["level"]]
        own = [row for row in rows if row["reported_as"] == row["level"] or row["level"] == "primary_secondary"]
        return {row["level"]: frozenset(row["stages"].split()) for row in own}
    parts = {row["code"]: row["part_of"].split() for row in read_resource("facets.csv") if row["facet"] == facet}
    wholes = {part: _climb(part, parts) for part in parts}
    return {code: frozenset(part for part in parts if code in wholes[part]) for code in parts}


def _climb(code: str, parts: dict[str, list[str]]) -> set[str]:
    return {code}.union(*(_climb(whole, parts) for whole in parts[code]))


def contains(facet: str, whole: str, part: str) -> bool:
    """Tell whether a value of a facet contains another one, or is the same; "" contains all.

    >>> contains("sector", "private", "inclusive_private"), contains("school_level", "compulsory", "preschool")
    (True, False)
    >>> contains("programme", "bachelor short_cycle", "bachelor"), contains("group", "boarder female", "boarder")
    (True, False)
    """
    if not whole or whole == part:
        return True
    if not part:
        return False
    codes = get_codes(facet)
    if facet == "school_level":
        return frozenset() < codes.get(part, frozenset()) <= codes.get(whole, frozenset())
    if facet in _EITHER:
        return all(any(code in codes.get(w, {w}) for w in whole.split()) for code in part.split())
    return all(any(code in codes.get(w, {w}) for code in part.split()) for w in whole.split())


_EITHER = frozenset({"programme", "sector", "area"})  # 本专科, 镇村: one or the other; a 女寄宿生 is both


def check_codes(rows: Iterable[dict[str, str]], name: str) -> None:
    """Raise InputError for a word whose facets have no value each, or a value that is no code of its facet.

    Several codes of one facet are joined by +. Those of attributes are free: small letters, digits, underscores.
    """
    for number, row in enumerate(rows, 2):
        facets, values = row["facet"].split(), row["value"].split()
        where = f"{name}, line {number}, word {row['word']!r}"
        if len(facets) != len(values):
            raise InputError(f"{where}: {len(facets)} facets and {len(values)} values; write one value for each facet")
        for facet, value in zip(facets, values, strict=True):
            allowed = _DIFFER_IN if facet == "of" else get_codes("school_level" if facet == "level" else facet)
            for code in value.split("+"):
                if code not in allowed and not (facet == "attribute" and re.fullmatch("[a-z0-9_]+", code)):
                    raise InputError(f"{where}: {code!r} is no {facet}; write {', '.join(allowed)}")
