"""One form for facets that say the same in two ways: what is implied is left out, a rate has one name."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache, reduce
from operator import itemgetter

from helpers.concepts.facets import FACETS, get_codes
from helpers.concepts.joining import join_levels
from helpers.storage import read_resource


def canonicalise(row: Mapping[str, str]) -> dict[str, str]:
    """Return the facets of a row in the form in which figures are compared; row needs all of FACETS.

    Left out are codes that others imply (resources/implied_codes.csv) and codes that are a part of another one beside
    them. 近视率 and 近视学生占比 are one rate, what a sector covers is its share, and who gets aid is supported.

    >>> aid = dict.fromkeys(FACETS, "") | {"population": "money", "attribute": "loan", "event": "supported"}
    >>> [canonicalise(aid | {"school_level": level})["school_level"] for level in ("unknown", "all", "primary")]
    ['', '', 'primary']
    >>> canonicalise(aid)["event"], canonicalise(aid | {"attribute": "pay"})["event"]
    ('', 'supported')
    >>> [canonicalise(aid | {"population": "pupil", "attribute": code})["attribute"] for code in ("aided", "loan")]
    ['', 'loan']
    """
    return dict(zip(FACETS, _canonicalise(_get_facets(row)), strict=True))


_get_facets = itemgetter(*FACETS)


@lru_cache(maxsize=65536)
def _canonicalise(values: tuple[str, ...]) -> tuple[str, ...]:
    facets = {facet: set(value.split()) for facet, value in zip(FACETS, values, strict=True)}
    if facets["population"] == {"pupil"} and facets["attribute"] & _AIDED:  # 受助学生, 资助学生
        facets |= {"attribute": facets["attribute"] - _AIDED, "event": facets["event"] | {"supported"}}
    said = {(facet, code) for facet, codes in facets.items() for code in codes}
    for (facet, code), reasons in _get_implied().items():
        if any(reason <= said - {(facet, code)} for reason in reasons):
            facets[facet] -= {code}
    told = {facet: " ".join(sorted(_drop_parts(facet, codes))) for facet, codes in facets.items()}
    if (told["measure"], told["of"]) == ("coverage_rate", "sector"):
        told["measure"] = "share"
    if (told["measure"], told["of"]) == ("share", "attribute"):
        told |= {"measure": "other_rate", "of": ""}
    return tuple(told.values())


_AIDED = frozenset({"aid", "aided"})
_BUILT = frozenset({"new", "enlarged"})
_BEFORE = frozenset({"new", "enlarged", "built"})  # what has been done where schools are opened


def _drop_parts(facet: str, codes: set[str]) -> set[str]:
    """Return codes without those that are a part of another one; 新建 and 改扩建 in one number are what is built."""
    if len(codes) < 2:
        return codes
    if facet == "school_level":
        return {reduce(lambda one, other: join_levels(one, other, joined=True, beside=True), sorted(codes))}
    if "opened" in codes:
        codes = codes - _BEFORE
    if codes >= _BUILT:
        codes = codes - _BUILT | {"built"}
    parts = get_codes(facet)
    return {code for code in codes if not any(code in parts.get(whole, ()) for whole in codes - {code})}


@cache
def _get_implied() -> dict[tuple[str, str], list[frozenset[tuple[str, str]]]]:
    """Return for each facet and code the groups of other facets and codes that imply it."""
    return {
        (row["facet"], row["code"]): [
            frozenset(tuple(pair.split(":")) for pair in reason.split("+")) for reason in row["implied_by"].split()
        ]
        for row in read_resource("implied_codes.csv")
    }
