"""The panel: one row for each place, concept and year, with its place among the others."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

import pandas as pd

from helpers.compare.differences import get_key, is_of_concept, label_row, name_concept, name_views
from helpers.compare.pairs import choose_row, get_own_kind
from helpers.compare.verdicts import find_reasons, get_nature, grade, grows_with_size, is_damaged, is_implausible
from helpers.concepts import refer
from helpers.language import get_division
from helpers.storage import group_by, make_table, to_rows

_Thing = tuple[str, ...]


class _Cell(NamedTuple):
    """The one row of a place for a concept, a year and a status."""

    thing: _Thing
    place: str
    year: str
    row: dict


def make_panel(
    indicators: pd.DataFrame, places: Sequence[str], reference: str = "", views: Iterable[dict[str, str]] = ()
) -> pd.DataFrame:
    """Return one row for each place, concept, year and status, with rank, median, container and a verdict.

    Ranked are exact actual figures that no guard doubts: counts and amounts among places of one level of government,
    rates and ratios among all places below the country. The verdict is that against the reference (the first of the
    places if none is named), of the same year if it states one, else of its latest. The cost is linear in the rows.
    views are an analyst's own (`read_views`), which name their indicators.
    """
    reference = reference or (places[0] if places else "")
    cells = _choose_cells(indicators, set(places))
    by_place = {(cell.thing, cell.place, cell.year): cell.row for cell in cells if cell.row["status"] == "actual"}
    latest: dict[tuple, str] = {}
    for thing, place, year in by_place:
        latest[thing, place] = max(year, latest.get((thing, place), ""))
    rows = name_views((_tell(cell, by_place, latest, reference) for cell in cells), views)
    return make_table(_rank(cells, rows), "panel")


def _choose_cells(indicators: pd.DataFrame, places: set[str]) -> list[_Cell]:
    stated = to_rows(indicators[indicators["place"].isin(places)])
    known = (row for row in stated if is_of_concept(row) and row["as_of"] and row["kind"] == get_own_kind(row))
    groups = group_by(known, lambda row: ((*get_key(row), row["scope"]), row["place"], row["as_of"][:4], row["status"]))
    return [
        _Cell(thing, place, year, choose_row(rows, [rows[0]["kind"]]))
        for (thing, place, year, _), rows in groups.items()
    ]


def _tell(cell: _Cell, by_place: dict, latest: dict, reference: str) -> dict:
    """Return a cell as a row of the panel, without its rank."""
    row, within = cell.row, _find_container(cell, by_place)
    told = {
        name: row[name] for name in ("indicator", "school_level", "scope", "value", "low", "high", "unit", "status")
    }
    told |= {"place": cell.place, "place_level": row["place_level"], "concept": name_concept(row), "year": cell.year}
    told |= {"flags": row["flags"], "row": refer(row), "reference": reference}
    told |= {"within": within[0], "value_within": within[1]}
    told |= {"label_zh": label_row(row, "zh"), "label_en": label_row(row, "en")}
    if cell.place == reference:
        return told
    year = cell.year if (cell.thing, reference, cell.year) in by_place else latest.get((cell.thing, reference), "")
    other = by_place.get((cell.thing, reference, year))
    reasons, years = find_reasons(other, row) if other else (["missing"], None)
    return told | {"row_reference": refer(other), "grade": grade(reasons, years), "reasons": " ".join(reasons)}


def _find_container(cell: _Cell, by_place: dict) -> tuple[str, float | None]:
    """Return the nearest division that contains a place and states the concept in the year, else its parent."""
    containers = _list_containers(cell.place)
    for name in containers:
        if row := by_place.get((cell.thing, name, cell.year)):
            return name, row["value"]
    return next(iter(containers), ""), None


@lru_cache(maxsize=4096)
def _list_containers(place: str) -> tuple[str, ...]:
    """Return the divisions that contain a place, the nearest first.

    >>> _list_containers("乌审旗")
    ('鄂尔多斯市', '内蒙古自治区', '全国')
    """
    division = get_division(place)
    return (division.parent, *_list_containers(division.parent)) if division and division.parent else ()


def _rank(cells: list[_Cell], rows: list[dict]) -> pd.DataFrame:
    """Add rank, number and median of the group to the rows of a panel."""
    groups = [_name_group(cell) for cell in cells]
    frame = pd.DataFrame(rows)
    ranked = pd.Series([group is not None for group in groups], index=frame.index, dtype=bool)
    values = pd.to_numeric(frame.loc[ranked, "value"]).astype(float) if len(frame) else pd.Series(dtype=float)
    numbers = {group: number for number, group in enumerate(dict.fromkeys(filter(None, groups)))}
    by_group = values.groupby([numbers[group] for group in groups if group])
    frame.loc[ranked, "rank"] = by_group.rank(ascending=False, method="min")
    frame.loc[ranked, "ranked"] = by_group.transform("size")
    frame.loc[ranked, "median"] = by_group.transform("median").round(4)
    return frame


def _name_group(cell: _Cell) -> tuple | None:
    """Return what the places must share to be ranked together; None for a figure that is not ranked."""
    row = cell.row
    sure = row["status"] == "actual" and row["qualifier"] == "exact" and not pd.isna(row["value"])
    if not sure or is_damaged(row) or is_implausible(row) or row["place_level"] == "country":
        return None
    return cell.thing, cell.year, get_nature(row), row["place_level"] if grows_with_size(row) else ""
