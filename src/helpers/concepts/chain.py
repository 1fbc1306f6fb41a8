"""A row with its concept and what it hands on: what its line and sentence have counted, its definitions, its list."""

from __future__ import annotations

import re
from collections.abc import Mapping
from operator import attrgetter
from types import MappingProxyType
from typing import NamedTuple

from helpers.concepts.definitions import Definition
from helpers.concepts.facets import Concept, contains, replace
from helpers.concepts.levels import is_statistic
from helpers.concepts.marked_lists import Head
from helpers.concepts.pages import Page
from helpers.concepts.parts import LISTED_BELOW, OF_SEVERAL, divides

OF_SCHOOLS = ("sector", "area", "programme")
_get_narrowing = attrgetter(*OF_SCHOOLS)
_OTHER_ITEM = re.compile("[,;:。、][二三四五六七八九十]是")  # 一是…燎原小学…;二是改造食堂12所


class Row(NamedTuple):
    """A row with its concept, to hand on to the next row of its text."""

    row: dict
    concept: Concept
    of_school: bool = False  # of one school that is named
    counted: Mapping[str, Concept] = MappingProxyType({})  # what the line has counted as a whole, the last one last
    held: tuple[Definition, ...] = ()  # the definitions that hold behind it
    done: Mapping[str, tuple[dict, Concept]] = MappingProxyType({})  # what has been counted of each act in the sentence
    head: Head | None = None  # what the line above the list of marked lines that it is in counts


def is_near(row: dict, before: dict, page: Page) -> bool:
    """Say whether a row stands in the sentence of the row before, or in the next one of the same line and item.

    Or in a line below it that opens as its part: 其中.
    """
    if row["cell"] or before["cell"] or _OTHER_ITEM.search(row["between"]):
        return False
    if row["sentence_start"] == before["sentence_start"] or page.share_line(before["start"], row["start"]):
        return True
    smaller = row["unit"] == before["unit"] and row["value"] <= before["value"]
    return (
        smaller
        and page.count_ends(before["end"], row["start"]) == 1
        and bool(_OF_WHICH.match(page.read_line(row["start"])))
    )


_OF_WHICH = re.compile(r"\s*(?:其中|当中)")  # 交流轮岗教师620人 | 其中骨干教师110人


def opens_below(row: dict, before: dict, page: Page) -> bool:
    """Tell whether a line below another opens with the persons that that one counts: 专任教师中,女教师7213人."""
    if row["cell"] or before["cell"] or page.count_ends(before["end"], row["start"]) != 1:
        return False
    return bool(_OPENS_WITH_WHOLE.match(page.read_line(row["start"])))


_OPENS_WITH_WHOLE = re.compile(r"\s*(?:在)?(?:专任教师|教职工|在校学?生|在园幼儿)(?:队伍)?[中里],")


def opens_tally(row: dict, near: Concept) -> bool:
    """Tell whether 现有 counts teachers anew behind a share of some: 小学教师本科学历占94%;现有正高级教师21人."""
    if near.measure != "share" or row["kind"] != "level" or row["cell"]:
        return False
    return bool(_TALLY.search(row["between"]))


_TALLY = re.compile(r"(?:[;。]\s*(?:[我全][省市县区旗州盟])?|,[我全][省市县区旗州盟])(?:现|目前|共)+有[^,;。\d]*$")


def remember(found: Row, before: Row | None, page: Page) -> Row:
    """Return a row with what the line has counted as a whole up to it, for the parts that follow."""
    row, concept = found.row, found.concept
    done = before.done if before and not row["cell"] else {}
    if concept.event and row["kind"] == "level":
        known = done.get(concept.population)
        if not (known and _is_part(row, concept, known, page)):
            done = {**done, concept.population: (row, concept)}
    kept = before and before.counted and not row["cell"]
    kept = kept and (page.share_line(before.row["start"], row["start"]) or opens_below(row, before.row, page))
    counted = before.counted if kept else {}
    if concept.measure == "count" and row["kind"] == "level" and _is_whole(row, concept, counted):
        others = {population: each for population, each in counted.items() if population != concept.population}
        counted = others | {concept.population: concept}
    return Row(row, concept, found.of_school, counted, done=done)


def _is_part(row: dict, concept: Concept, known: tuple[dict, Concept], page: Page) -> bool:
    """Tell whether a row is a part of one that has been counted before it.

    计划招聘教师150名,实际招聘146名。其中特岗教师62名 are of those whom 实际 counts.
    """
    before, told = known
    if row["subject"].startswith("实际") and replace(concept, school_level_basis=told.school_level_basis) == told:
        return False
    if before["sentence_start"] == row["sentence_start"]:
        return True
    between = page.read(before["end"], row["start"])
    if "其中" in between and ("其中" in between.rpartition("。")[2] or _AMONG.match(row["told"])):
        return True  # 招聘教师150名,其中特岗教师62名。新教师中,到乡村任教的98名
    return bool(LISTED_BELOW.fullmatch(between)) or divides(row, before, between)


_AMONG = re.compile(r"\s*在?[^,;。:\d]{2,10}[中里],")


def _is_whole(row: dict, concept: Concept, counted: Mapping[str, Concept]) -> bool:
    """Tell whether nothing narrows what a row counts, and it is no part of what the line has counted."""
    if concept.event or concept.group or concept.attribute or concept.coverage or not _may_be_divided(concept):
        return False
    whole = counted.get(concept.population)
    return not whole or not (
        contains("school_level", whole.school_level, concept.school_level) or _DIVIDES.search(row["told"])
    )


_DIVIDES = re.compile(r"^\s*[按分][^,。;:\d]{1,6}[看分][,:]|其中[^;。]*$")  # 分学段看:幼儿园2154人


def _may_be_divided(concept: Concept) -> bool:
    """Say whether parts may follow of what is counted: statistics of schools, and schools of several levels.

    各级各类学校299所。按举办者分,公办学校184所
    """
    several = concept.population == "school" and concept.school_level in OF_SEVERAL
    narrowed = any(getattr(concept, facet) for facet in OF_SCHOOLS)
    return is_open(concept) or (several and not narrowed)


def is_open(concept: Concept) -> bool:
    """Say whether nothing narrows what is counted of schools: 在校生, behind 民办学校62所."""
    narrowed = any(_get_narrowing(concept)) or "home_teaching" in concept.attribute.split()
    return not narrowed and (is_statistic(concept) or concept.population == "place")
