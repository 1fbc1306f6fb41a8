"""What a definition counts or leaves out: 中职学校19所(不含技工学校), and behind 下同 all that follows."""

from __future__ import annotations

import re
from typing import NamedTuple

from helpers.concepts.facets import Concept, get_codes, replace
from helpers.concepts.lexemes import Lexicon
from helpers.concepts.pages import Page

_DEFINITION = re.compile(r"(不?)(?:含|包括|包含|计)(?!有)([^()、,;。]{2,16})")
_NOT_IN = re.compile("([(（])([^()（）,;。]{2,16}?)(?:均|都)?[不未](?:计算?|包括|包含|算|统计)在内([)）])")
_BEHIND = re.compile(r"\s*(?:\(([^()]{2,24})\)|,(不(?:含|包括)[^,;。()]{2,16}))")  # 9所(不含技工学校); 9所,不含技工学校
_OF_EACH = re.compile(r"[^。;()]*\(均(不(?:含|包括)[^()]{2,16})\)")  # 12所,在校生1.2万人(均不含技工学校)
_CHANGED = re.compile(r"\d[^()\d,;。]{0,3}\(([^()]{2,24})\)()[,、][^,;:。、()\d]*$")  # 9所(不含教学点),减少
_LONGEST = 28  # characters of a bracket
_GOES_ON = re.compile("下同|以下同")
_NOTE = re.compile(
    r"(?:^|\n)\s*[(*※]?(?:附?注|备注|说明)\d?[:：、.)]([^\n]{0,60}(?:\n\s*[(]?\d[.、)][^\n]{4,60}){0,9})"
)  # on its line, or numbered on the lines below
_POINT = "teaching_point"
_TEACHERS = frozenset({"staff", "teacher", "full_time_teacher"})
_COUNTED = frozenset({"school", "pupil", "entrant", "graduate", "class", "staff", "teacher", "full_time_teacher"})
# the levels that hold what a definition counts or leaves out; teaching points are no schools, but their pupils are
_LEVELS = {
    "technician": ("all", "senior_secondary", "secondary_vocational", "vocational"),
    "vocational": ("all", "secondary", "senior_secondary", "primary_secondary"),
    "teaching_point": ("all", "basic", "compulsory", "primary", "primary_secondary"),
}


class Definition(NamedTuple):
    """A definition that holds for a level of education: to the end of its line, or (-1) to the end of the text."""

    level: str
    code: str
    sentence: int

    def reaches(self, row: dict, page: Page) -> bool:
        """Tell whether it still holds at a row."""
        return self.sentence < 0 or page.share_line(self.sentence, row["start"])


def turn_definition(words: str) -> str:
    """Return words with what a bracket leaves out behind its verb, how large classes are before their name, and what
    a part of some money is for as money, too: 公用经费用于教师培训的比例 is a share of money, not of trainings.

    >>> turn_definition("学校(教学点不计在内)")
    '学校(不含教学点)'
    """
    words = _SPENT_ON.sub(r"\1用于\2经费\3", words) if "用于" in words else words
    words = _SIZED.sub(r"\1以上", words) if "班额" in words else words
    return _NOT_IN.sub(r"\1不含\2\3", words) if "在内" in words else words


_SPENT_ON = re.compile(
    "(费|资金|支出|收入)[中里]?用于([^,。;占]*?(?:培训|购置|开发|建设|维修|教研|活动))的?(比例|占比|比重)$"
)
# 班额在56人以上的大班额, 班级人数超过66人的超大班额
_SIZED = re.compile(
    r"(?:每班|班额|班级|班容量)(?:学?生)?(?:人数|规模)?(?:[在为达]到?|超过|大于)?(\d\d人)(?:及?以上|的)+(?=超?大班额)"
)


def find_definition(words: str, lexicon: Lexicon) -> str:
    """Return the code of what some words say to be counted, or not: "" for none that has a code.

    >>> from helpers.concepts.lexemes import get_lexicon
    >>> find_definition("中等职业学校(不含技工学校)", get_lexicon()), find_definition("含民办", get_lexicon())
    ('without_technician', '')
    """
    for match in _DEFINITION.finditer(turn_definition(words)):
        for word in lexicon.cut(match[2])[0]:
            facets = dict(word.facets)
            vocational = "vocational" * (facets.get("school_level") == "secondary_vocational")
            for counted in (facets.get("programme", ""), vocational):
                code = f"{'without' if match[1] else 'with'}_{counted}"
                if code in get_codes("coverage"):
                    return code
    return ""


def define(
    row: dict, concept: Concept, before: tuple[Definition, ...] | None, page: Page
) -> tuple[Concept, tuple[Definition, ...]]:
    """Give a count what the bracket behind it leaves out, or one that holds on, or the definition of a note.

    Of teaching points only a count of schools says that it holds them (314所(含教学点106个)): official counts do not,
    while what else a bracket counts again (初中69所(含九年一贯制学校14所)) is a part of the whole and defines nothing.
    before are the definitions behind the row before it in its text, None for the first row of a text.
    """
    held = _read_notes(page) if before is None else before
    held = tuple(each for each in held if each.reaches(row, page))
    if concept.population == "money" and not concept.coverage and not row["cell"]:
        return _define_money(row, concept, page), held
    if concept.measure != "count" or concept.population not in _COUNTED or row["cell"]:
        return concept, held
    behind = _read_behind(row, page) if any(map(page.tells, _DEFINING)) else None
    said = (behind[1] or behind[2]) if behind else ""
    of_each = _OF_EACH.match(page.read(row["end"], row["sentence_end"])) if page.tells("均不") else None
    said = of_each[1] if of_each else said
    said = said if said.startswith("不") or _defines(said, concept) else ""
    told = find_definition(said, page.lexicon) if said else ""
    code = concept.coverage or (told if _holds(told, concept.school_level) else "")
    if not code and (opens := _OPENS.match(row["told"])):  # 不含技工学校,招生1.8万人,在校生5.4万人
        told = find_definition(opens[1], page.lexicon)
        code = told if _holds(told, concept.school_level) else ""
    if not code and (label := _read_above(row, page)):
        told = find_definition(label, page.lexicon)
        code = told if _holds(told, concept.school_level) else ""
    if not code and _counts_points(row, concept, page):
        code = f"with_{_POINT}"
    if not code:
        code = next((each.code for each in held if _applies(each, concept, row)), "")
    elif _holds(code, concept.school_level) and not code.endswith(_POINT) and not of_each:
        held = (Definition(concept.school_level, code, -1 if _GOES_ON.search(said) else row["sentence_start"]), *held)
    return (concept if code == concept.coverage else replace(concept, coverage=code)), held


_OPENS = re.compile(r"\s*(不(?:含|包括|计)[^,。;()\d]{2,16}),")
_DEFINING = ("(不", ",不", "教学点", "在内")  # one of which a page has where a definition stands behind a count


def _define_money(row: dict, concept: Concept, page: Page) -> Concept:
    """Return money with what the heading above it leaves out: 中等职业教育(不含技工学校) | 补助资金180万元."""
    label = _read_above(row, page)
    code = find_definition(label, page.lexicon) if label else ""
    return replace(concept, coverage=code) if code and _holds(code, concept.school_level) else concept


def _read_behind(row: dict, page: Page) -> re.Match[str] | None:
    """Return what stands in a bracket behind a count, or before its change: 1250所(不含教学点),比上年减少46所."""
    if row["kind"] in ("change", "growth"):
        said = _CHANGED.search(turn_definition(row["told"]))
        if said:
            return said
    return _BEHIND.match(turn_definition(page.read(row["end"], row["end"] + _LONGEST)))


def _read_above(row: dict, page: Page) -> str:
    """Return what the label of a line, or the heading above it, leaves out; "" if neither says."""
    if not page.tells("(不"):
        return ""
    label = _LABEL.match(page.read_line(row["start"]))
    return label[1] if label else page.find_definition(row["start"])


_LABEL = re.compile(  # 2.中等职业教育(不含技工学校)。招生1.4万人
    r"\s*(?:[(]?[一二三四五六七八九十\d]{1,3}[)、.]+)?\s*[^,。;:()\d]{2,14}[(](不(?:含|包括)[^()]{2,16})[)][。:,]"
)


def _counts_points(row: dict, concept: Concept, page: Page) -> bool:
    """Tell whether teaching points are among the schools that are counted: 学校210所,其中小学90所、教学点62个."""
    if concept.population != "school" or concept.programme or not page.tells("教学点"):
        return False
    return _holds(f"with_{_POINT}", concept.school_level) and bool(
        _AMONG_THEM.match(page.read(row["end"], row["sentence_end"]))
    )


_AMONG_THEM = re.compile(r"\s*[,(]?(?:其中|包括)[:,]?[^。;()另]*?教学点\d")  # 另有教学点14个 are not among them


def _defines(said: str, concept: Concept) -> bool:
    """Tell whether a bracket that opens with 含 changes what is counted, where one opening with 不含 always does."""
    return concept.population == "school" and said.startswith(("含", "包括", "包含")) and "教学点" in said


def _holds(code: str, level: str) -> bool:
    """Tell whether schools of a level may hold what a definition names: 小学(不含技工学校) says nothing."""
    return level in _LEVELS.get(code.partition("_")[2], ())


def _applies(held: Definition, concept: Concept, row: dict) -> bool:
    """Tell whether a definition is of the schools that a concept counts, no kind of them; owners divide them all.

    Titles and degrees are of their teachers.
    """
    owned = concept.sector and held.sentence != row["sentence_start"]
    kind = concept.attribute if concept.population not in _TEACHERS else ""
    narrowed = concept.programme or owned or kind or concept.event
    of_it = held.level in ("", "all", concept.school_level)
    return not narrowed and of_it and _holds(held.code, concept.school_level)


def _read_notes(page: Page) -> tuple[Definition, ...]:
    """Return the definitions that notes of a page give for all its figures: 注:各级各类学校数据不含技工学校."""
    noted = page.tells("注") or page.tells("说明")
    notes = _NOTE.findall(page.read(0, len(page.raw))) if noted else []
    codes = (find_definition(line, page.lexicon) for note in notes for line in note.split("\n"))
    return tuple(Definition("", code, -1) for code in codes if code and not code.endswith(_POINT))
