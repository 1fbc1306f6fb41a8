"""Whether a row explains a claim: the words of a table are a colleague's short form of those of a text.

A row that has the number explains the claim if each of its words stands in the subject of the row or before the number,
and no other row of the place and time says the words as well and gives another number.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache, lru_cache

import pandas as pd

from helpers.concepts import contains
from helpers.language import get_facets
from helpers.storage import map_resource
from helpers.verify.claims import Claim
from helpers.verify.likeness import is_in, names_level
from helpers.verify.numbers import same_unit, states
from helpers.verify.wording import Row, is_bare, is_made_of, liken, say_around, squeeze, strip_measure

_ENOUGH = 0.6  # of a claim's words: half of them in the subject of a row, the others before its number
_MOST = 0.75
_RATES = {"share", "other_rate", "coverage_rate", "enrolment_rate"}


def explain(claim: Claim, meant: Row, rows: Sequence[Row]) -> Row | None:
    """Return the row of some of one place, time and kind that has the number of a claim and explains its words.

    What the line says before the sentence helps only to a number with three digits, which is no other by chance, or to
    one of the level of education that the claim names.
    """
    telling = len(re.sub(r"\D", "", claim.written).strip("0")) >= _TELLING
    if found := _explain(claim, meant, rows, False):
        return found
    found = _explain(claim, meant, rows, True)
    return found if found is not None and (telling or _has_level(str(meant["school_level"]), found)) else None


_TELLING = 3


def _explain(claim: Claim, meant: Row, rows: Sequence[Row], wide: bool) -> Row | None:
    rated = [(rate_words(meant, row, wide), row) for row in rows if states(row, claim) and may_mean(meant, row)]
    rated = [(rate, row) for rate, row in rated if rate[0] >= (0.5 if is_bare(str(row["subject"])) else _ENOUGH)]
    best = max(rated, key=lambda pair: pair[0])[1] if rated else None
    return best if best is not None and not is_outdone(claim, meant, best, rows, wide) else None


def is_outdone(claim: Claim, meant: Row, best: Row, rows: Iterable[Row], wide: bool = False) -> bool:
    """Tell whether another of some rows says the words of a claim as well as one that has its number, but denies it."""
    others = (row for row in rows if same_unit(str(row["unit"]), str(best["unit"])) and not pd.isna(row["value"]))
    others = (row for row in others if row["subject"] != best["subject"])  # said of the same, both are stated
    if best["status"] == meant["status"]:  # what is planned does not deny what was spent
        others = (row for row in others if row["status"] == best["status"])
    level = str(meant["school_level"])
    if _has_level(level, best):  # nor does 其他教育支出 behind it deny 小学教育
        others = (row for row in others if row["school_level"] == level or _has_level(level, row))
    rivals = (row for row in others if not states(row, claim) and may_mean(meant, row))
    least = rate_words(meant, best, wide)
    return any(rate_words(meant, row, wide) >= least and not _is_narrower(meant, row, best) for row in rivals)


def _has_level(level: str, row: Row) -> bool:
    """Tell whether the subject of a row names a level of education."""
    return level not in ("", "unknown", "all") and names_level(level, squeeze(str(row["subject"])))


def is_named_better(claim: Claim, meant: Row, best: Row, rows: Iterable[Row]) -> bool:
    """Tell whether a row of a concept says all words of a claim, and the one that has its number few of them.

    研究生 and 博士生 may have one concept, but the number of the one is not that of the other.
    """
    if rate_words(meant, best)[0] >= _ENOUGH:
        return False
    return any(rate_words(meant, row)[0] == 1 and not states(row, claim) for row in rows)


def find_nearest(meant: Row, rows: Iterable[Row]) -> Row | None:
    """Return the row of some that says most of a claim's words, three quarters at least."""
    rated = [(rate_words(meant, row), row) for row in rows if not pd.isna(row["value"]) and may_mean(meant, row)]
    rate, best = max(rated, key=lambda pair: pair[0], default=((0.0, 0.0), None))
    return best if rate[0] >= _MOST else None


def rate_words(meant: Row, row: Row, wide: bool = False) -> tuple[float, float]:
    """Return how much of a claim's words a row says, from 0 to 1, and how alike the words are beyond that.

    wide says whether what the line says before the sentence helps, too: of schools and persons only with their level.
    """
    ours, theirs = spell_out(_strip_amount(meant)), spell_out(squeeze(str(row["subject"])))
    counted = row["population"] in _COUNTED and row["measure"] == "count" and row["event"] != "supported"
    around = spell_out(say_around(row, wide and not counted))
    if row["event"] == "supported":
        ours = ours.replace("困难学生", "") or ours  # aid is for them
    level, theirs_level = str(meant["school_level"]), row["school_level"]
    if level == theirs_level != "unknown" or (wide and theirs_level == "unknown" and names_level(level, row["lead"])):
        ours = _strip_levels(ours) or ours
    return round(cover(ours, theirs, around), 2), liken(ours, theirs)


def _strip_amount(meant: Row) -> str:
    """Return the words of a claim without those that its unit and its status say again."""
    words = strip_measure(_STATUS.sub("", str(meant["subject"])))
    words = _OF_MONEY.sub("", words) if meant["unit"] == "元" else words
    return _OF_PERSONS.sub("", words) if meant["unit"] in ("人", "人次", "名") else words


_STATUS = re.compile("^(?:计划|拟|预计|规划|实际|累计|共)(?=..)")
_OF_MONEY = re.compile("(?<=..)(?:资金|金额|款项)$")
_OF_PERSONS = re.compile("(?<=..)(?:(?:受益|受助|惠及|享受|覆盖)的?(?:学生|幼儿|儿童)|人)$")


def cover(words: str, subject: str, before: str) -> float:
    """Return how much of some words a subject says: pieces of it whole, single characters and what stands before less.

    >>> cover("公用经费", "生均公用经费", ""), cover("女教师", "教师", "")
    (1.0, 0.0)
    """
    costs = [0.0] + [float("inf")] * len(words)
    for start in range(len(words)):
        if words[start] in subject or words[start] in _NEUTRAL:
            costs[start + 1] = min(costs[start + 1], costs[start] + 0.3)
        for end in range(start + 2, len(words) + 1):
            piece = words[start:end]
            if piece not in subject and piece not in before:
                break
            costs[end] = min(costs[end], costs[start] + (0 if piece in subject else 0.5 * len(piece)))
    return max(0.0, 1 - costs[-1] / len(words)) if words else 0.0


_NEUTRAL = "数总共的额量率占比例个各全年度项"


@cache
def _short_words() -> tuple[re.Pattern[str], dict[str, str]]:
    words = map_resource("short_words.csv", "written", "read_as")
    return re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True)))), words


@lru_cache(maxsize=65536)
def spell_out(words: str) -> str:
    """Return words with the short forms of short_words.csv (resources) written out, so that either form is the same.

    >>> spell_out("普高困难生") == spell_out("普通高中家庭经济困难学生")
    True
    """
    pattern, full = _short_words()
    return pattern.sub(lambda match: full[match[0]], words)


@lru_cache(maxsize=65536)
def _strip_levels(words: str) -> str:
    for word in _level_words():
        words = words.replace(word, "")
    return words


@cache
def _level_words() -> tuple[str, ...]:
    """Return the words that name a level of education and nothing else, the longest first."""
    words = (spell_out(word) for word, facets in get_facets().items() if set(facets) == {"level"})
    return tuple(sorted(set(words), key=lambda word: -len(word)))


def may_mean(meant: Row, row: Row) -> bool:
    """Tell whether a row denies nothing that a claim says of its number, and says nothing that the claim would say.

    Who, by whom and where (groups, sectors, areas) must be the same; aid is for poor pupils and has its programmes.
    """
    if is_of_own(meant, row):
        return False
    if not meant["population"] or not row["population"]:
        return _says_who(str(meant["subject"]), row)
    if meant["school_level"] == "all" and row["school_level"] not in ("all", "unknown"):
        return False
    aid = row["event"] == "supported"
    named = bool(meant["attribute"]) and contains("attribute", str(meant["attribute"]), str(row["attribute"]))
    return (
        _same_population(meant, row)
        and _same_measure(str(meant["measure"]), str(row["measure"]))
        and _fits_level(meant, row)
        and meant["sector"] == row["sector"]
        and _fits_group(meant, row, aid)
        and (meant["area"] == row["area"] or named)
        and (row["programme"] in ("", meant["programme"]) or _names_programme(meant, row))
        and (row["event"] in ("", meant["event"]) or row["population"] not in _COUNTED or (aid and named))
        and (named or aid or _fits_attribute(meant, row))
    )


def is_of_own(meant: Row, row: Row) -> bool:
    """Tell whether a row is of the schools of a government's own, or of the others of a list, and a claim is not."""
    return bool(_OWN.search(squeeze(str(row["subject"])))) and not _OWN.search(str(meant["subject"]))


_OWN = re.compile("[省市州盟县区旗](?:直|属|本级)|直属|^其[他它]")

# schools and persons of a kind are fewer than all of them; what is spent or done is told apart by its words
_COUNTED = {
    *("school", "class", "pupil", "entrant", "graduate", "candidate", "child", "resident"),
    *("full_time_teacher", "teacher", "staff", "head", "place"),
}


def _fits_attribute(meant: Row, row: Row) -> bool:
    """Tell whether a row says no more of its things than a claim, or says it around the whole name of such things.

    Who pays for an amount for each head is often left out.
    """
    ours, theirs = (set(str(of["attribute"]).split()) for of in (meant, row))
    if row["population"] not in _COUNTED or row["measure"] != "count":
        worded = is_made_of(str(meant["subject"]), squeeze(str(row["subject"])))  # 一般公共预算[财政拨款]支出
        return not ours or not theirs or bool(ours & theirs) or row["measure"] == "per_head" or worded
    return theirs <= ours or (bool(ours) and str(meant["subject"]) in squeeze(str(row["subject"])))


def _fits_group(meant: Row, row: Row, aid: bool) -> bool:
    """Tell whether a row is of the pupils that a claim names, or its words are; poor pupils are those given aid."""
    ours, theirs = ({*str(of["group"]).split()} - ({"poor"} if aid else set()) for of in (meant, row))
    return ours == theirs or (theirs <= ours and _says_who(str(meant["subject"]), row))


def denies(meant: Row, row: Row) -> bool:
    """Tell whether a row is of other persons, owners or acts than a claim names."""
    if not meant["population"] or not row["population"]:
        return not _says_who(str(meant["subject"]), row)
    acts = {meant["event"], row["event"]} - {""}
    return len(acts) > 1 or meant["sector"] != row["sector"] or not _fits_group(meant, row, row["event"] == "supported")


def _names_programme(meant: Row, row: Row) -> bool:
    """Tell whether a claim says a programme in another way: boarders of boarding schools, 特教 of its schools."""
    boards = (row["programme"], meant["group"]) == ("boarding", "boarder")
    return boards or (row["programme"], meant["school_level"]) == ("special_school", "special")


def _same_population(meant: Row, row: Row) -> bool:
    """Tell whether a row counts the same; teachers may be full-time ones, and a ratio has two sides."""
    ours, theirs = meant["population"], row["population"]
    sides = meant["measure"] == row["measure"] == "ratio" and {ours, theirs} == {"pupil", "teacher"}
    return sides or ours == theirs or (ours, theirs) == ("teacher", "full_time_teacher")


def _same_measure(ours: str, theirs: str) -> bool:
    return ours == theirs or bool({ours, theirs} & _RATES and {ours, theirs} <= _RATES | _NAMED_RATES)


_NAMED_RATES = {
    *("gross_enrolment_rate", "net_enrolment_rate", "retention_rate", "progression_rate", "dropout_rate"),
    *("completion_rate", "employment_rate"),
}


def _fits_level(meant: Row, row: Row) -> bool:
    """Tell whether the level of a claim is that of a row; one that another sentence hands down is not sure."""
    ours, theirs = str(meant["school_level"]), str(row["school_level"])
    if "unknown" in (ours, theirs) or ours == theirs:
        return True
    return row["school_level_basis"] == "inherited" or (ours, theirs) == (
        "senior_secondary_general",
        "senior_secondary",
    )


def _says_who(words: str, row: Row) -> bool:
    """Tell whether the subject of a row says each word of a claim that tells who, by whom and where.

    A level of education may stand around it.
    """
    subject, words = spell_out(squeeze(str(row["subject"]))), spell_out(words)
    around = subject + spell_out(say_around(row))
    who = all(word in subject for word in _who_words() if word in words)
    return who and all(word in around for word in _level_names() if word in words)


@cache
def _who_words() -> tuple[str, ...]:
    return _words_of(lambda facets: bool(facets & {"sector", "group", "area"}))


@cache
def _level_names() -> tuple[str, ...]:
    words = _words_of(lambda facets: {"level"} <= facets <= {"level", "population"})
    return tuple(word for word in words if len(word) < _LONG)


_LONG = 5  # 本科录取人数 names more than a level


def _words_of(wanted: Callable[[set[str]], bool]) -> tuple[str, ...]:
    words = (spell_out(word) for word, facets in get_facets().items() if wanted(set(facets)))
    return tuple(set(words) - {""})


def _is_narrower(meant: Row, row: Row, best: Row) -> bool:
    """Tell whether a row is of a part of what another is of, where the claim names no part."""
    facets = [*_PARTS, *(["attribute"] if best["event"] != "supported" else [])]  # who pays for aid makes no part of it
    wider = bool(best["population"]) and all(is_in(facet, best, row) for facet in facets)
    return wider and any(best[facet] != row[facet] and meant[facet] in ("", "unknown", best[facet]) for facet in facets)


_PARTS = ("school_level", "group", "area", "sector")
