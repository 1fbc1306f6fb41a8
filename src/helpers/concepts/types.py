"""Which population can be measured how, and in which unit: what cannot be is refused with the reason."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from helpers.concepts.facets import Concept
from helpers.concepts.joining import Bundle
from helpers.storage import read_resource

_PERCENT = frozenset({"%", "‰"})
_RATES = frozenset(
    {
        *("share", "gross_enrolment_rate", "net_enrolment_rate", "enrolment_rate", "retention_rate", "other_rate"),
        *("progression_rate", "dropout_rate", "completion_rate", "employment_rate", "coverage_rate"),
    }
)
_PERSONS = frozenset({"人", "名", "位", "人次"})
_AREAS = frozenset({"平方米", "亩", "公顷"})
_TEACHING = frozenset({"teacher", "full_time_teacher", "staff", "head"})
_DEGREES = {"bachelor": "bachelor", "postgraduate": "postgraduate", "short_cycle": "short_cycle_and_above"}
_BUILDING = frozenset({"new", "built", "enlarged", "opened", "building", "planned_site"})
_BUILT = frozenset({"school", "floor_area", "sports_area", "device", "computer", "book"})
_OF_TEACHERS = frozenset(
    {
        *("required_qualification", "higher_qualification", "postgraduate", "doctoral", "bachelor", "senior_title"),
        *("short_cycle_and_above", "senior_intermediate_title", "intermediate_title", "full_senior_title"),
    }
)
_NARROWING = ("attribute", "group", "sector", "programme", "event", "area", "school_level")


class Type(NamedTuple):
    """What a population is called, counted in and measured by."""

    label: str
    units: frozenset[str]
    measure: str


@cache
def get_types() -> dict[str, Type]:
    """Return for each population the units that it is counted in (resources/populations.csv)."""
    return {
        row["population"]: Type(row["label_en"], frozenset(row["units"].split()), row["measure"])
        for row in read_resource("populations.csv")
    }


@cache
def _by_unit() -> dict[str, str]:
    return {unit: row["population"] for row in read_resource("populations.csv") for unit in row["alone_with"].split()}


def settle_types(part: Bundle, whole: Bundle | None, unit: str, kind: str) -> Concept:
    """Return the concept of a subject's facets with that unit and kind; a false one with the problem if impossible."""
    facets = {facet: part.get(facet) for facet in part.codes}
    unit = unit.partition("/")[0]
    measure = facets.pop("measure", "")
    _choose_population(facets, unit, kind, measure)
    population = facets.get("population", "")
    if not population:
        return Concept(problem="what is counted is not said")
    _move_degrees(facets)
    _settle_events(facets)
    measure = _choose_measure(measure, population, kind, whole)
    if measure == "amount" and population != "money" and kind == "level" and unit not in _AREAS:
        measure = "count"  # 运动场5片
    if measure == "share" and not facets.get("of"):
        facets["of"] = _find_of(facets, whole)
        if not facets["of"]:
            return Concept(problem="a share of what is not said")
    if problem := _find_problem(population, measure, unit, kind):
        return Concept(problem=problem)
    return Concept(**facets | {"measure": measure})


def _choose_population(facets: dict[str, str], unit: str, kind: str, measure: str) -> None:
    """Let the unit say what is counted where no noun does, and money be paid for what is supported or built.

    A rate of which nothing is said to be counted, or only a device (多媒体教室配备率), is one of schools.
    """
    population = facets.get("population", "")
    if measure in ("coverage_rate", "other_rate") and population in ("", "device", "computer"):
        facets["population"] = "school"
    elif not population:
        facets["population"] = _name_unsaid(facets, unit, kind, measure)
    elif unit == "元" and population != "money" and _is_paid(facets):
        facets["population"] = "money"
    elif unit in _PERSONS and population == "money" and "supported" in facets.get("event", ""):
        facets["population"] = "pupil"  # 国家助学金1332人次


def _name_unsaid(facets: dict[str, str], unit: str, kind: str, measure: str) -> str:
    """Return who is counted where only what they have or undergo is named: 招聘206人, 研究生学历占比, 资助1332人次."""
    events, attributes = facets.get("event", "").split(), facets.get("attribute", "").split()
    persons = unit in _PERSONS
    if (persons or measure == "share") and ("recruited" in events or not _OF_TEACHERS.isdisjoint(attributes)):
        return "teacher"
    if persons and "supported" in events:
        return "pupil"
    return _by_unit().get(unit, "") if kind in ("level", "change") and measure not in _RATES else ""


def _is_paid(facets: dict[str, str]) -> bool:
    events = set(facets.get("event", "").split())
    if events & {"supported", "invested"} or facets["population"] == "project":
        return True
    return bool(events & _BUILDING) and facets["population"] in _BUILT


def _move_degrees(facets: dict[str, str]) -> None:
    """A degree of teachers is their qualification, not a programme that they attend."""
    programme = facets.get("programme", "")
    if facets["population"] in _TEACHING and programme in _DEGREES:
        facets["programme"] = ""
        facets["attribute"] = " ".join(sorted({*facets.get("attribute", "").split(), _DEGREES[programme]}))


def _settle_events(facets: dict[str, str]) -> None:
    """Only money is invested; money for building is invested, and building is what it is for."""
    events = set(facets.get("event", "").split())
    if facets["population"] == "money":
        if events & _BUILDING:
            facets["attribute"] = " ".join(sorted({*facets.get("attribute", "").split(), "construction"}))
            events -= _BUILDING
        if "supported" in events:
            events -= {"invested"}
    else:
        events -= {"invested"}
    if len(events) > 1:
        events -= {"building"}  # 新建学校建设项目
    if facets["population"] == "place" and "new" in events:
        events = {"new"}  # 改扩建后新增学位
    facets["event"] = " ".join(sorted(events))


def _choose_measure(measure: str, population: str, kind: str, whole: Bundle | None) -> str:
    if whole is not None and measure not in _RATES:
        return "share"
    if measure:
        return measure
    if kind == "share":
        return "share"
    return "ratio" if kind == "ratio" else get_types()[population.split()[0]].measure


def _find_of(facets: dict[str, str], whole: Bundle | None) -> str:
    """Return the facet in which numerator and denominator of a share differ, "" if none does."""
    for facet in _NARROWING:
        own = facets.get(facet, "")
        if own and (whole is None or own != whole.get(facet)) and (whole is not None or facet != "school_level"):
            return facet
    if whole is not None and whole.get("population") not in ("", facets["population"]):
        return "population"
    return ""


def _find_problem(population: str, measure: str, unit: str, kind: str) -> str:
    """Say why a population cannot be measured so, "" if it can."""
    own = get_types()[population.split()[0]]
    if kind == "rank":
        return ""
    if measure in _RATES:
        if kind in ("share", "change") and unit in _PERCENT | {"个百分点"}:
            return ""
        return f"a rate is not stated in {unit} as a {kind}"
    if kind == "growth":
        return "" if unit in _PERCENT | {"倍"} else f"growth is not stated in {unit}"
    if measure == "ratio":
        return "" if kind in ("ratio", "level", "change") else f"a ratio is not stated as a {kind}"
    if measure == "index":
        return ""
    if kind == "share":
        return f"{own.label} are not stated in {unit}"
    units = own.units | _PERSONS if measure == "average" else own.units
    if unit not in units and not (kind == "change" and unit in _PERCENT):
        return f"{own.label} are not counted in {unit}"
    return ""
