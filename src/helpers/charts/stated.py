"""What the places state of each indicator, year by year, and which of it a figure has room for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter

import pandas as pd

from helpers.charts.wording import RATES, Row, is_lost, is_number, to_rows
from helpers.concepts import UNMAPPED, refer
from helpers.language import get_division
from helpers.storage import group_by

Concept = tuple[str, str]  # indicator and school level
FAR = 3  # years between two figures that may still stand side by side, with their years


@dataclass(frozen=True, eq=False)
class Figure:
    """A number that a place states of an indicator for a year; `implied` if it follows from a change in the text."""

    place: str
    year: int
    value: float
    row: Row
    implied: bool = False

    @property
    def is_share(self) -> bool:
        """Whether it does not grow with the size of the place."""
        return self.row["unit"] in RATES


def list_figures(indicators: pd.DataFrame, places: Collection[str]) -> dict[Concept, list[Figure]]:
    """List the figures of each indicator and school level, without plans, lost numbers, growth and change.

    The year is that of the figure, else that of its text (column as_of); a figure without either is left out, and one
    whose own year is unknown where the same text gives the place's figure with its year (a headline, say).
    """
    found: dict[Concept, list[Figure]] = {}
    for row in to_rows(indicators):
        year = str(row["as_of"])[:4]
        if row["indicator"] == UNMAPPED or row["place"] not in places or not year.isdigit():
            continue
        if row["kind"] in ("growth", "change", "rank") or row["status"] != "actual" or is_lost(row):
            continue
        if not is_number(row["value"]) or "repeated" in str(row["flags"]).split():
            continue
        concept = (str(row["indicator"]), str(row["school_level"]))
        found.setdefault(concept, []).append(Figure(str(row["place"]), int(year), float(row["value"]), row))
    return {concept: _drop_headlines(own) for concept, own in found.items()}


def _drop_headlines(figures: Sequence[Figure]) -> list[Figure]:
    dated = {(f.place, f.row["doc_id"]) for f in figures if f.row["as_of_basis"] == "period"}
    return [f for f in figures if f.row["as_of_basis"] == "period" or (f.place, f.row["doc_id"]) not in dated]


def list_undated(indicators: pd.DataFrame, places: Collection[str]) -> dict[Concept, dict[str, Row]]:
    """Return for each concept the first figure of each place that has no year, neither its own nor its text's."""
    found: dict[Concept, dict[str, Row]] = {}
    for row in to_rows(indicators):
        stated = row["indicator"] != UNMAPPED and row["place"] in places and row["status"] == "actual"
        if stated and not str(row["as_of"]) and is_number(row["value"]) and row["kind"] not in ("growth", "change"):
            concept = (str(row["indicator"]), str(row["school_level"]))
            found.setdefault(concept, {}).setdefault(str(row["place"]), row)
    return found


def add_implied(
    figures: dict[Concept, list[Figure]], implied: pd.DataFrame, indicators: pd.DataFrame, places: Collection[str]
) -> dict[Concept, list[Figure]]:
    """Add the earlier values that follow from a change or growth in the text (table `implied`) where none is stated."""
    rows = {(refer(row), str(row["indicator"])): row for row in to_rows(indicators)}  # derived rows share a reference
    added = {concept: list(own) for concept, own in figures.items()}
    for value in to_rows(implied):
        row = rows.get((str(value["rows"]).split(" ")[0], str(value["indicator"])))
        if row is None or value["place"] not in places or not str(value["period"])[:4].isdigit():
            continue
        own = added.setdefault((str(row["indicator"]), str(row["school_level"])), [])
        year, place = int(str(value["period"])[:4]), str(value["place"])
        if not any((figure.place, figure.year) == (place, year) for figure in own):
            own.append(Figure(place, year, float(value["value"]), row, implied=True))
    return added


def choose_places(places: Sequence[str], figures: Mapping[Concept, Sequence[Figure]], most: int) -> list[str]:
    """Choose the places that state most, in the order given."""
    stated = Counter(place for own in figures.values() for place in {figure.place for figure in own})
    kept = sorted(places, key=lambda place: -stated[place])[:most]
    return [place for place in places if place in kept]


def keep_places(places: Sequence[str], indicators: pd.DataFrame, most: int) -> list[str]:
    """Keep the places that state most figures of indicators, in the order given."""
    return choose_places(places, list_figures(indicators, places), most)


def choose_year(years: Mapping[str, Collection[int]]) -> int:
    """Choose the year that most places state, of several the latest.

    >>> choose_year({"甲": [2022, 2023], "乙": [2022, 2023], "丙": [2021]})
    2023
    """
    counts = Counter(year for own in years.values() for year in set(own))
    return max(counts, key=lambda year: (counts[year], year))


def choose_nearest(figures: Iterable[Figure]) -> dict[str, Figure]:
    """Choose the figure of each place in the latest year that most of them share, else the nearest to it.

    What is further away than FAR years is left out. Of two figures of one year that of a later text is chosen.
    """
    own = group_by(figures, attrgetter("place"))
    if not own:
        return {}
    year = choose_year({place: [figure.year for figure in found] for place, found in own.items()})
    best = {
        place: min(found, key=lambda f: (abs(f.year - year), -f.year, f.implied, -found.index(f)))
        for place, found in own.items()
    }
    return {place: figure for place, figure in best.items() if abs(figure.year - year) <= FAR}


def find_containing(places: Collection[str]) -> dict[str, set[str]]:
    """Return for each place those of the others that lie in it.

    >>> find_containing(["乌审旗", "鄂尔多斯市", "包头市"])["鄂尔多斯市"]
    {'乌审旗'}
    """
    inside: dict[str, set[str]] = {place: set() for place in places}
    for place in places:
        division = get_division(place)
        while division and division.parent:
            if division.parent in inside:
                inside[division.parent].add(place)
            division = get_division(division.parent)
    return inside
