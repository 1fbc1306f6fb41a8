"""In which facets two figures differ, and what follows from that."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from helpers.concepts import (
    FACETS,
    UNMAPPED,
    Concept,
    canonicalise,
    contains,
    find_attribute,
    find_fixed,
    get_codes,
    get_indicators,
    label,
    label_concept,
    label_narrowing,
)

UNKNOWN_LEVEL = "unknown"
_LABELS = ("label_zh", "label_en")
_BESIDE = frozenset({"teaching_point", "nursery_institution", "shortage", "loan"})  # beside, not among them
_TIMES = "人次"  # who is counted each time is no part of those who are counted once
_APART = ("measure", "of", "event")  # of these the empty value is a value like any other: it contains none


class Difference(NamedTuple):
    """How two figures differ: the reasons that follow, and which of the two (0, 1) is the whole, None if neither."""

    reasons: frozenset[str] = frozenset()
    whole: int | None = None


_NOBODYS = frozenset({"excluded_text", "one_school"})


def is_of_concept(row: dict) -> bool:
    """Say whether it is known of a row what it is a number of, be it an indicator or not, and of which place.

    >>> money = {"population": "money", "measure": "amount", "indicator": UNMAPPED, "place": "太湖县", "flags": ""}
    >>> money = dict.fromkeys(FACETS, "") | money
    >>> is_of_concept(money), is_of_concept(money | {"attribute": "aid"})
    (False, True)
    """
    known = row["indicator"] != UNMAPPED or (row["population"] and _NOBODYS.isdisjoint(row["flags"].split()))
    return bool(row["place"] and known) and not _is_of_no_purpose(row)


def _is_of_no_purpose(row: dict) -> bool:
    """Say whether an amount of money is said to be for nothing in particular: 到位资金1.2亿元, 项目投资3亿元."""
    unsaid = not any(row[facet] for facet in ("attribute", "group", "programme", "sector", "area"))
    amount = row["population"] == "money" and row["measure"] == "amount" and row["school_level"] in ("", UNKNOWN_LEVEL)
    return amount and unsaid and row["indicator"] == UNMAPPED and row["event"] in ("", "invested")


def get_key(row: dict) -> tuple[str, ...]:
    """Return what identifies the concept of a row: its indicator and all its facets, in whichever way they are said.

    >>> share = dict.fromkeys(FACETS, "") | {"indicator": "", "measure": "share", "of": "sector"}
    >>> get_key(share) == get_key(share | {"measure": "coverage_rate"})
    True
    """
    return (row["indicator"], *canonicalise(row).values())


def name_concept(row: dict) -> str:
    """Return the facets of a row as one text: `pupil count primary sector=public`.

    >>> name_concept(dict.fromkeys(FACETS, "") | {"population": "school", "measure": "count", "area": "rural town"})
    'population=school measure=count area=rural+town'
    """
    return " ".join(f"{facet}={row[facet].replace(' ', '+')}" for facet in FACETS if row[facet])


def label_row(row: dict, language: str) -> str:
    """Return what a row is a number of: its indicator with the level, or where it has none its facets in words.

    What narrows it beyond its indicator is named, too: pupils of private schools are not all pupils.

    >>> row = dict.fromkeys(FACETS, "") | {"indicator": "pupils", "school_level": "primary", "sector": "private"}
    >>> label_row(row, "zh"), label_row(row | {"sector": ""}, "en")
    ('在校生数(小学，民办)', 'Pupils (primary)')
    >>> money = {"indicator": "per_pupil_spending", "population": "money", "measure": "per_head"}
    >>> label_row(row | money | {"sector": "", "attribute": "public_budget_operating"}, "zh")
    '生均教育经费(小学，一般公共预算教育事业费)'
    """
    if row["indicator"] not in get_indicators():
        return label_concept(Concept(**{facet: row[facet] for facet in FACETS}), language)
    name, level, funds = label("indicator", row["indicator"], language), row["school_level"], []
    if _is_other_money(row) and (wider := label("view", row["indicator"], language)) != row["indicator"]:
        name = wider  # 生均教育经费, which is no 生均一般公共预算教育支出
        funds = [label("attribute", code, language) for code in row["attribute"].split() if code not in _ALL_FUNDS]
    own = level in ("", "all", UNKNOWN_LEVEL) or level == get_indicators()[row["indicator"]].level
    said = ([] if own else [label("school_level", level, language)]) + funds
    named = row["attribute"] if row["attribute"] == "education_funds" else find_attribute(row["indicator"])
    said += label_narrowing(row, find_fixed(row["indicator"]), named, language)
    comma, blank = ("，", "") if language == "zh" else (", ", " ")
    return f"{name}{blank}({comma.join(said)})" if said else name


_ALL_FUNDS = frozenset({"education_funds", "total_funds"})


def _is_other_money(row: dict) -> bool:
    """Tell whether an indicator's name says another purpose than the row has: public budget, but all funds."""
    named, own = find_attribute(row["indicator"]).split(), row["attribute"].split()
    return row["population"] == "money" and bool(named and own) and set(named).isdisjoint(own)


def name_views(rows: Iterable[dict], views: Iterable[dict[str, str]]) -> list[dict]:
    """Return rows with the labels that an analyst's own views (views.csv beside the texts) give their indicators."""
    own = {view["id"]: {name: view[name] for name in _LABELS} for view in views}
    return [row | own.get(row["indicator"], {}) for row in rows]


def find_difference(a: dict, b: dict) -> Difference:
    """Return what the facets of two rows say against comparing them.

    The facets decide in which both rows are understood; of a row that has none its indicator and level decide.

    >>> pupils = dict.fromkeys(FACETS, "") | {"population": "pupil", "school_level": "primary", "indicator": "pupils"}
    >>> pupils |= {"unit": "人"}
    >>> find_difference(pupils, pupils | {"sector": "private"})
    Difference(reasons=frozenset({'part_of_whole'}), whole=0)
    """
    if not (a["population"] and b["population"]):
        same = all(a[name] == b[name] for name in ("indicator", "school_level"))
        return Difference() if same else Difference(frozenset({"different_concept"}))
    levels = {"school_level": a["school_level"]}, {"school_level": b["school_level"]}
    a, b = a | canonicalise(a), b | canonicalise(b)
    if a["school_level"] != b["school_level"]:
        a, b = a | levels[0], b | levels[1]  # 资助资金 of no level is not known to be the whole of 小学资助资金
    if (a["unit"] == _TIMES) != (b["unit"] == _TIMES):
        return Difference(frozenset({"different_concept"}))
    if _is_open(a) and _is_open(b) and a["subject"] != b["subject"]:
        return Difference(frozenset({"different_concept"}))  # 项目19个 are of any kind, 每生每月1500元 is for anything
    judged = [_judge(facet, a, b) for facet in FACETS if a[facet] != b[facet] or facet in ("school_level", "coverage")]
    reasons = {reason for reason, _ in judged if reason}
    wholes = {whole for reason, whole in judged if reason == "part_of_whole"}
    named = {a["indicator"], b["indicator"]} - {UNMAPPED}
    if len(named) == 2 and not reasons & {"part_of_whole", "different_concept"}:
        reasons.add("different_concept")  # the catalogue tells apart what the facets do not
    known = {a["school_level"], b["school_level"]} - {UNKNOWN_LEVEL, "all"}
    if "level_unknown" in reasons and known and a["measure"] in _COUNTED:
        reasons.add("different_concept")  # of readers none compared teachers of no level with those of 中小学
    elif "level_unknown" in reasons and _is_bare_count(a) and _is_bare_count(b):
        reasons = reasons - {"level_unknown"} | {"level_needed"}
    if "different_concept" in reasons or len(wholes) > 1:
        reasons = reasons - {"part_of_whole"} | {"different_concept"}
    return Difference(frozenset(reasons), wholes.pop() if "part_of_whole" in reasons else None)


_COUNTED = frozenset({"count", "amount"})
_OF_LEVELS = frozenset({"school", "class", "pupil", "entrant", "graduate", "staff", "teacher", "full_time_teacher"})


def _is_bare_count(row: dict) -> bool:
    """Tell whether a row counts schools or those in them and nothing tells which: so 86 teachers recruited do not."""
    bare = not any(row[facet] for facet in ("programme", "sector", "area", "group", "attribute", "event"))
    return bare and row["measure"] == "count" and row["population"] in _OF_LEVELS


def _is_open(row: dict) -> bool:
    """Tell whether a row does not say of which kind its projects are, or for what money is paid for each."""
    paid_each = row["population"] == "money" and row["measure"] in ("per_head", "average")
    return (row["population"] == "project" or paid_each) and not row["attribute"]


def _judge(facet: str, a: dict, b: dict) -> tuple[str, int | None]:
    """Return the reason that follows from two values of one facet, and which of the rows is the whole."""
    values = a[facet], b[facet]
    if facet == "school_level" and UNKNOWN_LEVEL in values:
        return "level_unknown", None
    if facet == "coverage" and values[0] == values[1]:
        return ("different_concept" if values[0] == "subset" and a["subject"] != b["subject"] else ""), None
    if facet == "coverage" and "subset" not in values:
        opposed = {name.partition("_")[0] for name in values} == {"with", "without"}  # 学校411所(含教学点), 248所(不含)
        return ("different_concept" if opposed else "different_scope"), None  # 不含技工学校: another definition
    if values[0] == values[1]:
        return "", None
    if facet in ("measure", "of") and _get_rate(a) == _get_rate(b):
        return "different_scope", None  # net against a rate of which it is not said
    if facet in _APART:
        return "different_concept", None
    if _BESIDE & {*values[0].split(), *values[1].split()}:
        return "different_concept", None
    for whole in (0, 1):
        if contains(facet, values[whole], values[1 - whole]):
            nearly_all = facet == "school_level" and a["unit"] == b["unit"] == "%" and all(map(is_general, values))
            return ("different_scope", None) if nearly_all else ("part_of_whole", whole)  # 中小学 and 中小学幼儿园
    return "different_concept", None


@cache
def find_root(facet: str, code: str) -> str:
    """Return the widest code of a facet that contains a code.

    >>> find_root("population", "full_time_teacher"), find_root("measure", "net_enrolment_rate")
    ('staff', 'enrolment_rate')
    """
    wider = [(len(parts), whole) for whole, parts in get_codes(facet).items() if code in parts]
    return max(wider, default=(0, code))[1]


_LOOSE = frozenset({"coverage_rate", "other_rate"})  # 校园网覆盖率 may be one of pupils, 校园网建成率 is of schools


def _get_rate(row: dict) -> tuple[str, str]:
    """Return what is measured, apart from how exactly it is said: what covers schools is a rate of them."""
    if row["measure"] in _LOOSE:
        return "rate", ""
    return find_root("measure", row["measure"]), row["of"]


def get_core(row: dict) -> tuple[str, ...]:
    """Return what two figures must share to be shown beside each other, be it as part and whole or as two concepts."""
    if not row["population"]:
        return ("", row["indicator"], row["school_level"])
    row = canonicalise(row)
    level = "" if is_general(row["school_level"]) else row["school_level"]
    happens = "happens" if row["event"] else ""
    return (find_root("population", row["population"]), *_get_rate(row), level, row["group"], happens)


@cache
def is_general(level: str) -> bool:
    """Say whether a level is not said, or so wide that a figure without one may be meant for it.

    >>> [is_general(level) for level in ("unknown", "all", "basic", "compulsory", "primary")]
    [True, True, True, False, False]
    """
    return level == UNKNOWN_LEVEL or len(get_codes("school_level").get(level, ())) >= 3


def get_kin(row: dict) -> tuple[str, ...]:
    """Return what related figures share: population and level (boarders beside pupils), else family and level."""
    if row["population"]:
        return ("population", find_root("population", row["population"]), row["school_level"])
    indicator = get_indicators().get(row["indicator"])
    return ("family", indicator.family, row["school_level"]) if indicator and indicator.family else ()


_OF_A_KIND = frozenset({"school_group"})  # their attribute says of which kind they are


def are_near(a: dict, b: dict) -> bool:
    """Say whether figures of two concepts with one core are worth a verdict: as part and whole, or in one facet apart.

    Attributes without a code in common (special-grade teachers, teachers on rotation) have nothing in common.
    """
    if a["population"] == "money" and bool(a["attribute"]) != bool(b["attribute"]):
        return False  # 投入3.4亿元: nobody says for what, it is no total
    if "different_concept" not in find_difference(a, b).reasons:
        return True
    codes = [set(row["attribute"].split()) for row in (a, b)]
    akin = codes[0] == codes[1] or bool(codes[0] & codes[1]) or a["population"] in _OF_A_KIND
    return akin and a["coverage"] == b["coverage"]


def count_differences(a: dict, b: dict) -> tuple[bool, int]:
    """Order figures by nearness to another one: part or whole before another concept, fewer facets before more."""
    apart = "different_concept" in find_difference(a, b).reasons
    return apart, sum(a[facet] != b[facet] for facet in FACETS)
