"""Indicators as views of facets: which view a concept is a row of, and which id an indicator had before."""

from __future__ import annotations

from functools import cache
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple

from helpers.concepts.catalogue import get_indicators, may_have
from helpers.concepts.facets import FACETS, Concept, get_codes
from helpers.storage import InputError, group_by, read_own, read_resource

_ANY = frozenset({"*"})
_PERSONS = frozenset({"人", "名", "位"})
_OPEN = frozenset({"attribute", "of"})  # their codes are free
_ALWAYS_FREE = frozenset({"school_level", "coverage"})


class View(NamedTuple):
    """A row of views.csv: the facets that it fixes, each with codes of which one must stand, and those left free."""

    id: str
    fixed: dict[str, frozenset[str]]
    free: frozenset[str]
    row: dict[str, str]


def read_views(path: str | Path) -> tuple[dict[str, str], ...]:
    """Read an analyst's own views (views.csv beside the texts, columns as in the resource); no file means none.

    Raises InputError that names file, line and column, and what would be right.
    """
    rows = read_own(path, "views.csv")
    taken = {*get_indicators(), *(view.id for view in _get_shipped())}
    for number, row in enumerate(rows, 2):
        if problem := _find_problem(row, taken):
            raise InputError(f"{Path(path).name}, line {number}, id {row['id']!r}: {problem}")
        taken.add(row["id"])
    return rows


def _find_problem(row: dict[str, str], taken: set[str]) -> str:
    """Return what is wrong with an analyst's own view, "" if nothing is."""
    if row["id"] in taken:
        return "there is an indicator or a view with this id; choose another"
    fixed = [pair.partition("=")[::2] for pair in row["fixed"].split()]
    for facet, codes in fixed:
        if facet not in FACETS or not codes:
            return f"{facet!r} fixes no facet; write facet=code with one of {', '.join(FACETS)}"
        for code in codes.split("|"):
            allowed = {*get_codes(facet), "*"} if facet not in _OPEN else {code}
            if code not in allowed:
                return f"{code!r} is no {facet}; write {', '.join(sorted(allowed))}"
    if both := {facet for facet, _ in fixed} & set(row["free"].split()):
        return f"{', '.join(sorted(both))} is fixed and free at once; leave it out of one of them"
    return ""


def find_own(concept: Concept, unit: str, kind: str, own: tuple[View, ...]) -> View | None:
    """Return the first of an analyst's own views that a concept in a unit is a row of; growth and rank are of any."""
    for view in own:
        counted = unit == view.row["unit"] or {unit, view.row["unit"]} <= _PERSONS
        if (counted or kind in ("growth", "change", "rank")) and concept and _fits(concept, view):
            return view
    return None


@cache
def _get_shipped() -> tuple[View, ...]:
    return tuple(map(make_view, read_resource("views.csv")))


def make_view(row: dict[str, str]) -> View:
    """Return a row of views.csv as a view."""
    pairs = (pair.partition("=")[::2] for pair in row["fixed"].split())
    fixed = {facet: frozenset(codes.split("|")) for facet, codes in pairs}
    return View(row["id"], fixed, _ALWAYS_FREE | set(row["free"].split()), row)


def _fits(concept: Concept, view: View) -> bool:
    for facet in FACETS:
        codes = getattr(concept, facet).split()
        if facet not in view.fixed:
            if codes and facet not in view.free:
                return False
        elif not codes or (view.fixed[facet] != _ANY and view.fixed[facet].isdisjoint(codes)):
            return False
    return True


@cache
def get_old_ids() -> dict[str, tuple[str, Concept]]:
    """Return for each id of indicators.csv its view and its facets (resources/old_ids.csv).

    >>> get_old_ids()["private_pupils"][1].sector
    'private'
    """
    found = {}
    for row in read_resource("old_ids.csv"):
        pairs = dict(pair.split("=") for pair in row["facets"].split())
        found[row["id"]] = (row["view"], Concept(**{facet: codes.replace("+", " ") for facet, codes in pairs.items()}))
    return found


@cache
def find_fixed(indicator: str) -> frozenset[str]:
    """Return the facets that an id of indicators.csv or of a view fixes, so that its name says them.

    >>> sorted(find_fixed("private_schools")), sorted(find_fixed("pupils"))
    (['measure', 'population', 'sector'], ['measure', 'population'])
    """
    views = {view.id: view for view in _get_shipped()}
    id_, concept = get_old_ids().get(indicator, (indicator, None))
    stated = {facet for facet in FACETS if concept and getattr(concept, facet)}
    return frozenset(stated | set(views[id_].fixed if id_ in views else ()))


@cache
def find_attribute(indicator: str) -> str:
    """Return the attributes that an id of indicators.csv has by its facets, "" if it has none.

    >>> find_attribute("backbone_teachers")
    'backbone'
    """
    return get_old_ids()[indicator][1].attribute if indicator in get_old_ids() else ""


@cache
def _by_facets() -> dict[tuple[str, ...], list[str]]:
    old = get_old_ids()
    return group_by(old, lambda id_: _list_facets(old[id_][1]))


_get_free = attrgetter(*(facet for facet in FACETS if facet not in _ALWAYS_FREE))


def _list_facets(concept: Concept) -> tuple[str, ...]:
    """Return the facets by which an id is known; a definition has none."""
    return (*_get_free(concept), "subset" * (concept.coverage == "subset"))


def find_old_id(concept: Concept, unit: str, kind: str) -> str:
    """Return the one id of indicators.csv that stands for these facets, level, unit and kind; "" if there is none."""
    ids = [
        id_ for id_ in _by_facets().get(_list_facets(concept), ()) if may_have(id_, concept.school_level, unit, kind)
    ]
    return ids[0] if len(ids) == 1 else ""
