"""Labels of codes in both languages, and how tables refer to a row."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping
from functools import cache

from helpers.concepts.facets import FACETS, Concept, replace
from helpers.storage import map_resource, read_resource


def label(column: str, value: str, language: str) -> str:
    """Return the Chinese (zh) or English (en) label of a value of a closed set; the value itself if it has none.

    >>> label("grade", "with_caution", "en"), label("measure", "net_enrolment_rate", "en")
    ('comparable with caution', 'net enrolment rate')
    """
    return _labels(language).get((column, value), value)


@cache
def _labels(language: str) -> dict[tuple[str, str], str]:
    column = f"label_{language}"
    labels = {(row["column"], row["value"]): row[column] for row in read_resource("value_labels.csv")}
    labels |= {(row["facet"], row["code"]): row[column] for row in read_resource("facets.csv")}
    labels |= {("reasons", row["reason"]): row[column] for row in read_resource("reasons.csv")}
    labels |= {("indicator", row["id"]): row[column] for row in read_resource("indicators.csv")}
    labels |= {("view", row["id"]): row[column] for row in read_resource("views.csv")}
    return labels | {("school_level", row["level"]): row[column] for row in read_resource("school_levels.csv")}


@cache
def name_level(level: str, language: str) -> str:
    """Return the name of a level of education without the bracket that some have; "" of none.

    >>> name_level("basic", "en"), name_level("", "zh")
    ('basic', '')
    """
    return re.sub(r"\s*\(.*\)", "", map_resource("school_levels.csv", "level", f"label_{language}").get(level, ""))


def label_concept(concept: Concept, language: str) -> str:
    """Return a label of a concept in Chinese (zh) or English (en), made from its facets.

    >>> from helpers.concepts.parsing import parse_concept
    >>> concept = parse_concept("农村小学女教师占比", "%", "share")
    >>> label_concept(concept, "zh"), label_concept(concept, "en")
    ('乡村小学女教师占比', 'teachers: share, primary, rural, female')
    >>> concept = parse_concept("小学校均规模", "人", "level")
    >>> label_concept(concept, "zh"), label_concept(concept, "en")
    ('小学校均规模', 'average school size (pupils): primary')
    >>> label_concept(parse_concept("特殊教育学校在校生", "人", "level"), "zh")
    '特殊教育学校在校生'
    """
    concept, head = _name_average(concept, language)
    names = {facet: _label_codes(facet, getattr(concept, facet), language) for facet in FACETS}
    names["population"] = head or names["population"]
    if language == "en":
        rest = [names[facet] for facet in _NARROWING if names[facet]]
        measure = [] if concept.measure in _PLAIN else [names["measure"]]
        return f"{names['population']}: {', '.join(measure + rest)}" if measure or rest else names["population"]
    measure = "" if concept.measure in _PLAIN else names["measure"]
    if names["school_level"] and names["programme"].startswith(names["school_level"]):
        names["school_level"] = ""  # 特殊教育学校 says it
    narrowing = "".join(names[facet] for facet in _IN_FRONT)
    return narrowing + names["population"] + measure + (f"({names['coverage']})" if names["coverage"] else "")


def label_narrowing(row: Mapping[str, str], fixed: Container[str], known: str, language: str) -> list[str]:
    """Return in words what the facets of a row say beyond its level and those that its indicator fixes.

    known are the attributes that the indicator's name says: of backbone teachers who were exchanged the rest is told.
    """
    facets = {facet: row[facet] for facet in _NARROWING[1:] if facet not in fixed}
    if known and "attribute" in fixed:
        rest = [code for code in row["attribute"].split() if code not in known.split() and code in _TOLD_APART]
        facets["attribute"] = " ".join(rest)
    return [name for facet, codes in facets.items() if (name := _label_codes(facet, codes, language))]


_TOLD_APART = frozenset(
    {"entry_grade", "first_grade", "rotation", "dispatched", "promoted", "spring_term", "autumn_term", "among_private"}
)


def _name_average(concept: Concept, language: str) -> tuple[Concept, str]:
    """Return a concept without what the name of its average says, and that name; "" if it has none of its own."""
    key = f"{concept.population} {concept.attribute}"
    head = label("average", key, language) if concept.measure == "average" else key
    return (concept, "") if head == key else (replace(concept, measure="count", attribute=""), head)


_PLAIN = frozenset({"count", "amount"})
_NARROWING = ("school_level", "programme", "sector", "area", "group", "attribute", "event", "coverage")
_IN_FRONT = ("area", "sector", "school_level", "programme", "group", "attribute", "event")


def _label_codes(facet: str, codes: str, language: str) -> str:
    if not codes or codes == "unknown":
        return ""
    said = ((code, label(facet, code, language)) for code in codes.split())
    names = (name if name != code else _read_code(code) for code, name in said)
    return ("、" if language == "zh" else " and ").join(names)


def _read_code(code: str) -> str:
    """Return a code that no list has in words.

    >>> [_read_code(code) for code in ("age_0_14", "age_60_up", "first_grade")]
    ['age 0–14', 'age 60 and over', 'first grade']
    """
    words = _RANGE.sub("–", code.replace("_", " "))
    return words.replace(" up", " and over") if _FROM.search(words) else words


_RANGE, _FROM = re.compile(r"(?<=\d) (?=\d)"), re.compile(r"\d up$")


def refer(row: dict | None) -> str:
    """Return how other tables refer to a row: doc_id:start; empty for none."""
    return f"{row['doc_id']}:{row['start']}" if row else ""
