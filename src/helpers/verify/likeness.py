"""Whether a row is a number of what a claim names: by its facets, or by its words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from helpers.concepts import FACETS, UNMAPPED, contains
from helpers.language import get_facets
from helpers.verify.wording import (
    Row,
    is_made_of,
    read_before,
    resemble,
    say_around,
    share_piece,
    squeeze,
    strip_measure,
)

_NARROWING = tuple(facet for facet in FACETS if facet not in ("event", "coverage"))
_PER_HEAD = re.compile("[生人]均.+")


def same_concept(meant: Row, row: Row) -> bool:
    """Tell whether a row has the words of a claim, or its facets, or its indicator."""
    if squeeze(str(row["subject"])) == meant["subject"]:
        return True
    if meant["population"] and row["population"]:
        return all(_equal(facet, meant, row) for facet in FACETS)
    known = UNMAPPED != meant["indicator"] == row["indicator"]
    return known and meant["school_level"] in ("", "unknown", row["school_level"])


def _equal(facet: str, meant: Row, row: Row) -> bool:
    """Tell whether a row has a claim's value of a facet; of all levels of education is also what names none."""
    return meant[facet] == row[facet] or (facet, meant[facet], row[facet]) == ("school_level", "unknown", "all")


def same_words(meant: Row, row: Row) -> bool:
    """Tell whether a row is of the same, said in other words: a first lot of it, or words that hold those of the other.

    What the words of a claim say more must stand in the sentence of the row before its number.
    """
    known = meant["population"] and row["population"]
    if known and (all(_equal(facet, meant, row) for facet in _NARROWING) or _only_source_differs(meant, row)):
        return True
    ours, theirs = strip_measure(str(meant["subject"])), strip_measure(squeeze(str(row["subject"])))
    if theirs in ours and len(theirs) > 1:
        return ours.replace(theirs, "").strip("的") in read_before(row)
    if len(ours) < 3 or known:
        return False
    return is_made_of(ours, theirs) or resemble(ours, theirs)


def _only_source_differs(meant: Row, row: Row) -> bool:
    """Tell whether an amount for each head has the same name, but for who pays: 生均公用经费, of the public budget."""
    ours = _PER_HEAD.search(str(meant["subject"]))
    if not ours or meant["measure"] != "per_head" or any(meant[f] != row[f] for f in _NARROWING if f != "attribute"):
        return False
    return is_made_of(ours[0], squeeze(str(row["subject"])))


def said_around(meant: Row, row: Row) -> bool:
    """Tell whether the words of a claim stand in the heading and the sentence before the number, some in its subject.

    Where but the level of education is not said of the row, that is enough; where its subject is not understood, what
    stands before it is all that there is.
    """
    ours = strip_measure(str(meant["subject"]))
    before = say_around(row)
    if row["school_level"] == "unknown" and _same_but_level(meant, row):
        return names_level(str(meant["school_level"]), before)
    nothing_said = not row["population"] and not row["measure"]  # 较112学年度之3亿元: of what the sentence began with
    near = nothing_said or share_piece(ours, squeeze(str(row["subject"])))
    return near and is_made_of(ours.replace("占", ""), before)


def names_level(level: str, text: str) -> bool:
    """Tell whether a text holds a word for a level of education."""
    return any(word in text for word in _level_words(level))


@cache
def _level_words(level: str) -> tuple[str, ...]:
    return tuple(word for word, facets in get_facets().items() if facets.get("level") == level)


def only_level(meant: Row, row: Row, now: Iterable[Row]) -> bool:
    """Tell whether a claim that names no level is of a row's concept, of which the place states no wider level.

    高中 may be general schools, or general and vocational ones together.
    """
    short = row["school_level"] == "senior_secondary" and "普" not in str(meant["subject"])
    level = meant["school_level"]
    if not (level == "unknown" or (level == "senior_secondary_general" and short)) or not _same_but_level(meant, row):
        return False
    others = {str(other["school_level"]) for other in now if _same_but_level(meant, other)}
    return all(contains("school_level", str(row["school_level"]), other) for other in others)


def _same_but_level(meant: Row, row: Row) -> bool:
    if not meant["population"] or not row["population"] or meant["kind"] != row["kind"]:
        return False
    return all(meant[facet] == row[facet] for facet in _NARROWING if facet != "school_level")


def same_kind(meant: Row, row: Row) -> bool:
    """Tell whether a row is of the kind of a claim, and as it is, a norm, or a plan that both call one.

    A plan is sure only where its sentence, heading or title says so; that a number is none is sure where it is said
    to be done.
    """
    if meant["kind"] != row["kind"] or _is_other_account(str(meant["account"]), row):
        return False
    if meant["status"] == row["status"] or (meant["status"], row["status"]) == ("actual", "rule"):
        return True
    if any(word in squeeze(str(row["subject"])) for word in _PLAN.findall(str(meant["subject"]))):
        return True
    if row["status"] == "planned":
        return not _ANNOUNCED.search(say_around(row))
    return row["status"] == "actual" and not _DONE.search(read_before(row))


def _is_other_account(account: str, row: Row) -> bool:
    """Tell whether a row is said to be of a budget where a claim is of closed accounts, or the other way round."""
    subject, heading = str(row["subject"]), str(row["heading"])
    if account == "closed":
        return row["status"] == "planned" and "预算" in subject
    closed = "决算" in subject or ("决算" in heading and "预算" not in subject + heading)
    return account == "budget" and row["status"] == "actual" and closed


_PLAN = re.compile("计划|规划|目标|年初预算|预算(?=安排|数|$)|安排$")
_ANNOUNCED = re.compile(
    r"计划|拟|将|预计|力争|争取|目标|规划|打算|安排|要点|思路|下一?步|明年|今后|未来|确保|年内|[到至]20\d\d年"
)
_DONE = re.compile("已|完成|实际|累计|新招|招聘了|共")


def may_be_one(meant: Row, row: Row) -> bool:
    """Tell whether a row is of a claim's population, and neither says of it what the other denies."""
    facets = (facet for facet in _NARROWING if facet not in ("measure", "of"))
    known = [(meant[facet], row[facet]) for facet in facets if meant[facet] and row[facet]]
    alike = all(ours == theirs or "unknown" in (ours, theirs) for ours, theirs in known)
    return bool(meant["population"] and row["population"]) and alike


def is_in(facet: str, whole: Row, part: Row) -> bool:
    """Tell whether one row is in a facet as wide as another; a level of education that is not said may be any."""
    ours, theirs = str(whole[facet]), str(part[facet])
    return ours == "unknown" or (ours, theirs) == ("all", "unknown") or contains(facet, ours, theirs)
