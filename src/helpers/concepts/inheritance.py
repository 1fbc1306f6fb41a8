"""What the words and the row before a quantity hand on to it: the level of education, who is meant, whose school."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from helpers.concepts.facets import Concept, contains
from helpers.concepts.joining import TEACHING, join_levels
from helpers.concepts.lexemes import Lexeme, Lexicon
from helpers.concepts.pages import Page

_LEVELLESS = frozenset({"county", "resident", "school_group", "tutoring", "project"})
_OF_PERSONS = frozenset({"higher", "higher_vocational"})  # 招聘高校毕业生120人,培训教师300人次
_BETWEEN = re.compile(r"[、和与及]?")
_OF_WHICH = re.compile(r"其中[^,;:。]*$")
_PARTS = re.compile(r"其中|[(（]")
_TEACHER = re.compile("[师教员]")
_PER_HEAD = re.compile(
    r"^(?:平均|标准|按|为|金额)*(?:每(?:人|生|名)(?:每(?:学年|学期|年|月|天|餐))?)(?:标准|金额|补助)?$"
)


class Row(NamedTuple):
    """A row with its concept, to hand on to the next row of its text."""

    row: dict
    concept: Concept


def inherit(concept: Concept, row: dict, page: Page, before: Row | None, lexicon: Lexicon) -> Concept:
    """Return a concept with what its sentence, its line and the heading above say of it."""
    near = before.concept if before and _is_near(row, before.row, page) else Concept()
    if near:
        concept = _take_persons(concept, row["subject"], near)
        concept = _take_purpose(concept, row["subject"], near)
    if concept.school_level_basis == "stated":
        if not page.names_level(concept.school_level, row["sentence_start"], row["sentence_end"]):
            concept = replace(concept, school_level_basis="inherited")
    elif concept.school_level_basis == "unknown" and not row["cell"] and concept.population not in _LEVELLESS:
        if level := _find_level(row, page, lexicon):
            concept = replace(concept, school_level=level, school_level_basis="inherited")
    if before and concept == before.concept and _OF_WHICH.search(page.read(row["sentence_start"], row["start"])):
        concept = replace(concept, coverage="subset")
    return concept


def _is_near(row: dict, before: dict, page: Page) -> bool:
    """Say whether a row stands in the sentence of the row before, or in the next one of the same line."""
    if row["cell"] or before["cell"]:
        return False
    return row["sentence_start"] == before["sentence_start"] or page.share_line(before["start"], row["start"])


def _take_persons(concept: Concept, subject: str, near: Concept) -> Concept:
    """Return the concept of 本科及以上学历占比 behind 小学专任教师62人: a share of these."""
    if concept.population != "teacher" or _TEACHER.search(subject) or near.population not in TEACHING:
        return concept
    facets = {name: getattr(concept, name) or getattr(near, name) for name in ("sector", "area", "event")}
    if concept.school_level_basis == "unknown" and near.school_level_basis != "unknown":
        facets |= {"school_level": near.school_level, "school_level_basis": "inherited"}
    return replace(concept, population=near.population, **facets)


def _take_purpose(concept: Concept, subject: str, near: Concept) -> Concept:
    """Return the concept of 每人每年 behind 资助学生62人: money for the same."""
    if concept.population != "money" or not _PER_HEAD.search(subject) or concept.event or concept.attribute:
        return concept
    facets = {name: getattr(near, name) for name in ("sector", "area", "group", "attribute", "event", "programme")}
    if near.school_level_basis != "unknown":
        facets |= {"school_level": near.school_level, "school_level_basis": "inherited"}
    return replace(concept, measure="per_head", **facets)


def _find_level(row: dict, page: Page, lexicon: Lexicon) -> str:
    """Return the one level that the words before a quote name, those of its sentence first; else that of a heading."""
    for text in page.read_before(row["sentence_start"], row["start"]):
        if not text:
            return ""
        if levels := _list_levels(text, lexicon):
            return _choose_level(levels, text)
    return page.find_heading(row["start"])


def _choose_level(levels: tuple[str, ...], text: str) -> str:
    """Return the one level of a text; where its parts are listed behind 其中, the level of the whole."""
    first, others = levels[0], set(levels[1:])
    if others - {first} and not (_PARTS.search(text) and all(contains("school_level", first, each) for each in others)):
        return ""
    return first


@lru_cache(maxsize=65536)
def _list_levels(text: str, lexicon: Lexicon) -> tuple[str, ...]:
    """Return the levels of education that a text names, in order; 小学、初中 are one."""
    found: list[tuple[int, str]] = []
    for word in _keep_levels(lexicon.cut(text)[0]):
        level = dict(word.facets)["school_level"]
        if found and _BETWEEN.fullmatch(text[found[-1][0] : word.start]):
            found[-1] = (word.end, join_levels(found[-1][1], level, joined=True, beside=True))
        elif level not in _OF_PERSONS:
            found.append((word.end, level))
    return tuple(level for _, level in found)


def _keep_levels(words: Iterable[Lexeme]) -> Iterable[Lexeme]:
    """Keep the words that name a level as such or its schools and pupils, not those of an examination or a rate."""
    for word in words:
        facets = dict(word.facets)
        if "school_level" in facets and facets.get("population", "school") in ("school", "pupil", "entrant"):
            yield word
