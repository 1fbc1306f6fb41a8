"""What a sum or a standard is of below a heading that is a sum itself: 一、公用经费258万元。(一)小学720元."""

from __future__ import annotations

import re

from helpers.concepts.facets import NOTHING, Concept, replace
from helpers.concepts.pages import Page
from helpers.concepts.parsing import parse_concept
from helpers.concepts.parts import PAID_TO_EACH

_HANDED = PAID_TO_EACH - {"aid"} | {"running_costs"}
_SAYS_NONE = frozenset({"", "non_boarder", "directly_run"})
# 县直5所学校: how many they are says nothing of their money
_COUNTED = re.compile("\\d+余?[所个名人]")


def read_grant(row: dict, place: str, page: Page) -> Concept:
    """Return the one grant that the heading above a number names, a false concept if it names none."""
    fund = "" if row["cell"] else page.read_fund_above(row["start"])
    named = parse_concept(fund, "元", "level", place=place, lexicon=page.lexicon) if fund else NOTHING
    one = named.population == "money" and len(_HANDED & {*named.attribute.split()}) == 1
    return named if one else NOTHING


def complete_by_fund(row: dict, place: str, page: Page) -> Concept:
    """Return the part of a heading's grant that is given to whom a subject names: 县直学校166万元, 寄宿生85万元.

    A false concept where the subject names anybody but schools, towns and pupils.
    """
    if row["kind"] != "level" or not (named := read_grant(row, place, page)):
        return NOTHING
    subject = _COUNTED.sub("", row["subject"])
    to = parse_concept(subject, "所", "level", place=place, lexicon=page.lexicon) or parse_concept(
        subject, "人", "level", place=place, lexicon=page.lexicon
    )
    if to.population not in _GIVEN_TO or to.event:
        return NOTHING if to or not _TOWNS.fullmatch(subject) else named
    return replace(_join(to, named), population="money", measure="amount", event=named.event)


def _join(concept: Concept, named: Concept) -> Concept:
    """Return a concept with what the grant is, and for whom, beside its own."""
    codes = " ".join(sorted({*concept.attribute.split(), *named.attribute.split()}))
    group = " ".join(sorted({*concept.group.split(), *named.group.split()}))
    return replace(concept, attribute=codes, group=group)


_GIVEN_TO = frozenset({"school", "pupil"})
_TOWNS = re.compile("(?:各|全[县市区旗])?(?:乡镇|[乡镇]|街道|县区|县市区)")


def take_fund(concept: Concept, row: dict, place: str, page: Page) -> Concept:
    """Return a sum that names no purpose as one of the grant that the heading above it is.

    一、公用经费补助资金258万元。(一)标准。普通小学每生每年720元; 二、生活补助资金185万元。寄宿生640人、40万元.
    What a page on 学生资助 says to be paid out of no purpose is aid: (二)义务教育。共落实资金10405万元.
    """
    if concept.population == "money" and concept.event in ("", "invested") and not concept.attribute:
        of_aid = "资助" in page.title and not row["cell"] and _PAID_OUT.fullmatch(row["subject"])
        concept = replace(concept, attribute="aid", event="supported") if of_aid else concept
        if not concept.attribute and "资助标准" in row["subject"]:
            return replace(
                concept, attribute="aid"
            )  # 残疾幼儿资助标准为每生每年1200元, and no row before says of which
    paid = concept.population == "money" and concept.measure in ("per_head", "amount")
    paid = paid or (concept.population == "pupil" and bool(_WITH_SUM.match(page.read(row["end"], row["sentence_end"]))))
    if not paid or concept.event not in ("", "supported") or concept.attribute not in _SAYS_NONE:
        return concept
    if row["kind"] != "level" or not (named := read_grant(row, place, page)):
        return concept
    if concept.population == "pupil" and named.event != "supported":
        return concept  # what their school gets is no aid to pupils
    return replace(_join(concept, named), event=named.event if concept.measure in ("amount", "count") else "")


_WITH_SUM = re.compile(r"[,、]\d[\d.]*[万亿]?元")
_PAID_OUT = re.compile(
    "(?:全[年市县区州旗省]|共|累计|合计|总共)*(?:落实|发放|下达|拨付|兑现|支出|投入)(?:各[级类项]){0,2}(?:资金|经费|金额)(?:占.*)?"
)
