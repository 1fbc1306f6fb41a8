"""What a claim rests on: the row of the texts that says the same, or the one that shows what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from operator import itemgetter

import pandas as pd

from helpers.concepts import FACETS, get_school_levels, label, map_observations
from helpers.language import find_quantities
from helpers.storage import group_by, make_table, map_resource, read_resource
from helpers.text import normalise
from helpers.verify.claims import Claim
from helpers.verify.evidence import Evidence
from helpers.verify.explaining import (
    denies,
    explain,
    find_nearest,
    is_named_better,
    is_of_own,
    is_outdone,
    may_mean,
    rate_words,
)
from helpers.verify.likeness import (
    is_in,
    may_be_one,
    only_level,
    said_around,
    same_concept,
    same_kind,
    same_words,
)
from helpers.verify.numbers import differs, find_factor, half, inside, same_unit, say_inside, states, states_bare
from helpers.verify.times import same_time, say_time
from helpers.verify.wording import Row, find_compared_place, find_own_place, is_beside, is_sum_of, squeeze


@dataclass(frozen=True)
class Finding:
    """What was found of a claim: a code of findings.csv, the row that it rests on, and words for its sentence.

    subject, kind and concept are the claim's as they were understood; blanks fill the sentence of findings.csv.
    """

    claim: Claim
    code: str
    row: Row | None = None
    blanks: tuple[tuple[str, str], ...] = ()

    @property
    def is_accused(self) -> bool:
        """Whether the claim wants a look: it is not supported."""
        return get_codes()[self.code]["accused"] == "yes"

    def say(self, language: str) -> str:
        """Return the sentence of the finding, in Chinese (zh) or English (en)."""
        text = dict(self.blanks)
        text = {name.removesuffix(f"_{language}"): value for name, value in text.items()}
        return get_codes()[self.code][f"sentence_{language}"].format_map({**_NOTHING, **text})


_BLANKS = "quote claimed found_period found_place subject found_kind claimed_kind factor inside other near problem"
_NOTHING = dict.fromkeys(_BLANKS.split(), "")


@cache
def get_codes() -> dict[str, dict[str, str]]:
    """Return the rows of findings.csv (resources) by their code, in their order."""
    return {row["code"]: row for row in read_resource("findings.csv")}


def check_claims(claims: Sequence[Claim], evidence: Evidence) -> list[Finding]:
    """Find for each claim what the texts say of it.

    A row fits a claim that is of the same concept (facets, or the indicator of the catalogue), place and time, within
    the rounding that the digits of both show. Nothing is judged beyond what the texts state.
    """
    understood = _understand(claims, evidence)
    rows = [row | {"place": find_own_place(row)} for row in evidence.rows.to_dict("records")]
    by_place = group_by(rows, itemgetter("place"))
    return [
        _check_quote(claim, evidence) or _check_place(_check(claim, meant, by_place))
        for claim, meant in zip(claims, understood, strict=True)
    ]


def _understand(claims: Sequence[Claim], evidence: Evidence) -> list[Row]:
    """Return what each claim is a number of, as a row of indicators.csv: its words are read as a subject is."""
    units = map_resource("indicators.csv", "id", "unit")
    rows = [
        {
            "doc_id": "claims",
            "start": number,
            "subject": _name_subject(claim),
            "unit": claim.unit or units.get(_labels().get(claim.words, claim.words), ""),
            "kind": _get_kind(claim),
            "basis": "point",
            "status": "planned" if claim.planned else "actual",
            "place": claim.place,
            "period": claim.period,
        }
        for number, claim in enumerate(claims)
    ]
    article = {"doc_id": "claims", "use": "compared"}
    found = map_observations(
        make_table(rows, "observations"), make_table([article], "articles"), words=evidence.words
    ).to_dict("records")
    named = map_resource("indicators.csv", "id", "id") | _labels()
    for claim, row in zip(claims, found, strict=True):
        row["account"] = claim.account
        if indicator := named.get(claim.words):
            row["indicator"] = indicator
    return found


@cache
def _labels() -> dict[str, str]:
    return map_resource("indicators.csv", "label_zh", "id") | map_resource("indicators.csv", "label_en", "id")


def _name_subject(claim: Claim) -> str:
    named = _labels().get(claim.words, claim.words)
    words = label("indicator", named, "zh")
    level = label("school_level", claim.level, "zh") if claim.level in get_school_levels() else claim.level
    if _get_kind(claim) in ("growth", "change"):
        words = _GROWTH.sub("", words) or words
    return _UPPER.sub("高中阶段", _AGE.sub("及以上", normalise(level * (level not in words) + words).text))


_GROWTH = re.compile("(?:比|较)(?:上年|去年)|同比|年?净?(?:增长|增加|增幅|增速|减少|下降|降低)(?:率|幅度|额|人?数)?$")


_AGE = re.compile("(?<=岁)以上")  # 以上 holds the number itself (民法典, art. 1259)
_UPPER = re.compile("高中(?=毛入学率)")  # the rate is of general and vocational schools together


def _get_kind(claim: Claim) -> str:
    if claim.unit in ("%", "‰"):
        return "growth" if re.search("增长|增速|增幅|growth", claim.words) else "share"
    if claim.unit == "个百分点" or re.search("(?:比|较)(?:上年|去年)[^增减]{0,3}[增减]|净增", claim.words):
        return "change"
    unitless = not claim.unit and claim.words.endswith(("生师比", "师生比"))
    return "ratio" if claim.unit == "比" or unitless else "level"


def _check(claim: Claim, meant: Row, by_place: Mapping[str, list[Row]]) -> Finding:
    if claim.problem:
        return Finding(claim, "not_understood", None, (("problem", claim.problem),))
    if claim.place and claim.place not in by_place:
        return _find_elsewhere(claim, meant, by_place) or _not_found(claim, meant, [])
    here = by_place[claim.place] if claim.place else [row for rows in by_place.values() for row in rows]
    same = [row for row in here if same_concept(meant, row)]
    now = [row for row in here if same_time(claim.period, row)]
    kin = [row for row in now if same_kind(meant, row)]
    then = [row for row in same if same_time(claim.period, row) and same_kind(meant, row)]
    supporting = [row for row in then if states(row, claim)]
    if supporting and not is_named_better(claim, meant, supporting[0], then):
        return _support(claim, supporting, [row for row in then if differs(row, supporting[0])])
    worded = [row for row in kin if same_words(meant, row) or only_level(meant, row, now)]
    around = [] if then else [row for row in kin if said_around(meant, row)]
    sure = [row for row in (*worded, *around) if states(row, claim) and not denies(meant, row)]
    sure = [row for row in sure if not is_outdone(claim, meant, row, kin)]
    explained = explain(claim, meant, kin)
    finding = (
        _support_by_words(claim, meant, [row for row in sure if row in worded])
        or _support_by_words(claim, meant, (row for row in kin if is_beside(str(meant["subject"]), row)))
        or _support_by_words(claim, meant, [explained] if explained else [])
        or _find_part(claim, meant, here)
        or _support_by_words(claim, meant, sure)
        or _find_whole(claim, meant, here)
        or _find_other_time(claim, [*same, *(row for row in here if same_words(meant, row))], meant)
        or _find_elsewhere(claim, meant, by_place)
        or _find_other_kind(claim, meant, [*same, *here])
    )
    if finding:
        return finding
    worded = [row for row in worded if same_unit(str(meant["unit"]), str(row["unit"]))]
    nearest = find_nearest(meant, (row for row in kin if same_unit(str(meant["unit"]), str(row["unit"]))))
    return (
        _find_against(claim, then or worded)
        or _find_slip(claim, meant, now)
        or _find_against(claim, [nearest] if nearest else [])
        or _not_found(claim, meant, here)
    )


def _check_place(finding: Finding) -> Finding:
    """Return a finding, or another where the sentence gives its number as that of a place to compare with."""
    if finding.row is None or finding.is_accused:
        return finding
    place = find_compared_place(finding.row)
    if place in ("", finding.row["place"]):
        return finding
    return replace(finding, code="other_place", blanks=(("found_place", place),))


def _support(claim: Claim, rows: list[Row], others: list[Row]) -> Finding:
    row = min(rows, key=lambda r: abs(float(r["value"]) - claim.value))
    if others:
        return Finding(claim, "texts_disagree", row, (("quote", row["quote"]), ("other", others[0]["quote"])))
    exact = row["qualifier"] in ("exact", "") and abs(float(row["value"]) - claim.value) <= 1e-9 * abs(claim.value)
    return Finding(claim, "supported" if exact else "supported_other_words", row, (("quote", str(row["quote"])),))


def _support_by_words(claim: Claim, meant: Row, worded: Iterable[Row]) -> Finding | None:
    """Find the row that says the same in other words and has the number."""
    for row in worded:
        if states(row, claim):
            whole = squeeze(str(row["subject"])) in str(meant["subject"])
            said = f"{row['subject']}{row['quote']}"
            return Finding(claim, "supported" if whole else "supported_other_words", row, (("quote", said),))
    return None


def _find_other_time(claim: Claim, rows: Iterable[Row], meant: Row) -> Finding | None:
    for row in rows:
        if not same_time(claim.period, row) and same_kind(meant, row) and states(row, claim):
            return Finding(claim, "other_period", row, (("found_period", say_time(row)),))
    return None


def _find_elsewhere(claim: Claim, meant: Row, by_place: Mapping[str, list[Row]]) -> Finding | None:
    elsewhere = [row for place, rows in by_place.items() if claim.place and place != claim.place for row in rows]
    fits = [row for row in elsewhere if same_kind(meant, row) and states(row, claim)]
    fits = [row for row in fits if same_concept(meant, row) or same_words(meant, row) or find_nearest(meant, [row])]
    fits.sort(key=lambda row: not same_time(claim.period, row))  # of the same time first
    return Finding(claim, "other_place", fits[0], (("found_place", str(fits[0]["place"])),)) if fits else None


def _find_part(claim: Claim, meant: Row, here: Iterable[Row]) -> Finding | None:
    """Find the row of a part of what the claim names that has the number.

    One that says all words of the claim is no part where no row of the place states another number of the whole.
    """
    parts = (row for row in here if all(is_in(facet, meant, row) for facet in FACETS))
    finding = _find_related("part_of_whole", claim, meant, parts)
    if finding is None:
        return None
    if is_sum_of(str(meant["subject"]), finding.row):
        return _support_by_words(claim, meant, [finding.row])
    if _is_of_aided(meant, finding.row):
        return _support_by_words(claim, meant, [finding.row])
    if rate_words(meant, finding.row)[0] < 1 or is_of_own(meant, finding.row):
        return finding
    now = [row for row in here if same_time(claim.period, row) and same_kind(meant, row)]
    wholes = [row for row in now if same_concept(meant, row) or may_mean(meant, row)]
    wholes = [row for row in wholes if row["programme"] == meant["programme"]]  # 本专科 holds the words of 专科
    if any(rate_words(meant, row)[0] >= _WHOLE and not states(row, claim) for row in wholes):
        return finding
    return _support_by_words(claim, meant, [finding.row])


def _is_of_aided(meant: Row, row: Row) -> bool:
    """Tell whether a claim about the aid of some persons names those who get one: 寄宿生补助人次."""
    unsaid = not (meant["attribute"] or meant["event"]) and row["group"] and row["event"] == "supported"
    alike = unsaid and all(meant[facet] == row[facet] for facet in FACETS if facet not in ("attribute", "event"))
    return bool(alike and _AID.search(str(meant["subject"])))


_AID = re.compile("补助|补贴|资助|助学")
_WHOLE = 0.75  # of the words of a claim, said by a row that denies it


def _find_whole(claim: Claim, meant: Row, here: Iterable[Row]) -> Finding | None:
    """Find the row of a whole that what the claim names is a part of that has the number."""
    wholes = (row for row in here if all(is_in(facet, row, meant) for facet in FACETS))
    return _find_related("whole_for_part", claim, meant, wholes)


def _find_related(code: str, claim: Claim, meant: Row, rows: Iterable[Row]) -> Finding | None:
    if not meant["population"]:
        return None
    for row in rows:
        alike = row["population"] and row["measure"] == meant["measure"] and same_kind(meant, row)
        if alike and same_time(claim.period, row) and states(row, claim):
            return Finding(claim, code, row, (("subject", str(row["subject"])),))
    return None


def _find_other_kind(claim: Claim, meant: Row, here: Iterable[Row]) -> Finding | None:
    """Find a row of the concept that has the number as growth, change or a plan, where the claim has a level."""
    bare = {**meant, "subject": _MEASURE.sub("", str(meant["subject"]))}
    for row in here:
        near = same_words(bare, row) or may_be_one(meant, row)
        then = same_time(claim.period, row) or row["status"] != meant["status"]  # a plan is of another year
        if near and then and not same_kind(meant, row) and (states(row, claim) or states_bare(row, claim)):
            return Finding(claim, "other_kind", row, (*_name_kind("found", row), *_name_kind("claimed", meant)))
    return None


_MEASURE = re.compile("(?:占比|比重|比例|增长率|增速|增幅|总?数量?|总量)$")


def _name_kind(which: str, row: Row) -> list[tuple[str, str]]:
    column, value = ("status", row["status"]) if row["status"] != "actual" else ("kind", row["kind"])
    return [(f"{which}_kind_{language}", label(column, str(value), language)) for language in ("zh", "en")]


def _find_against(claim: Claim, then: Sequence[Row]) -> Finding | None:
    """Say how the row of the same concept, place and time speaks against the claim."""
    for row in then:
        if row["damage"] == "digits_lost":
            return Finding(claim, "source_damaged", row, (("quote", str(row["quote"])), *say_inside(row, claim)))
    then = [row for row in then if not pd.isna(row["value"]) or not pd.isna(row["low"]) or not pd.isna(row["high"])]
    then = [row for row in then if not states(row, claim)]
    for row in then:
        if factor := find_factor(row, claim):
            return Finding(claim, "unit_slip", row, (("quote", str(row["quote"])), ("factor", f"{factor:,}")))
    for row in then:
        if (pd.isna(row["value"]) or row["bounds"]) and inside(row, claim):
            return Finding(claim, "supported_other_words", row, (("quote", str(row["quote"])),))
    if not then:
        return None
    row = min(then, key=lambda r: abs(float(r["value"]) - claim.value) if not pd.isna(r["value"]) else float("inf"))
    return Finding(claim, "contradicted", row, (("quote", str(row["quote"])), ("claimed", claim.written)))


def _find_slip(claim: Claim, meant: Row, now: Iterable[Row]) -> Finding | None:
    """Find a row of like things that has the digits of the claim, three at least, in another unit."""
    if len(re.sub(r"\D", "", claim.written).strip("0")) < 3:
        return None
    for row in now:
        alike = meant["population"] == row["population"] and same_unit(str(meant["unit"]), str(row["unit"]))
        if alike and same_kind(meant, row) and (factor := find_factor(row, claim)):
            said = f"{row['subject']}{row['quote']}"
            return Finding(claim, "unit_slip", row, (("quote", said), ("factor", f"{factor:,}")))
    return None


def _not_found(claim: Claim, meant: Row, here: Iterable[Row]) -> Finding:
    near = [row for row in here if meant["population"] and row["population"] == meant["population"]]
    near = [row for row in near if row["kind"] == meant["kind"]][:3]
    quotes = "、".join(f"{row['subject']}{row['quote']}" for row in near)
    blanks = (("near_zh", f"；最接近的是：{quotes}"), ("near_en", f"; nearest: {quotes}")) if near else ()
    return Finding(claim, "not_found", near[0] if near else None, blanks)


def _check_quote(claim: Claim, evidence: Evidence) -> Finding | None:
    """Look for the words that a claim quotes, in the text that it names first, and for its number in them."""
    if not claim.quote or claim.value is None:
        return None
    wanted = squeeze(claim.quote)
    named = [text for doc_id, text in evidence.texts.items() if doc_id == claim.doc_id]
    if not any(wanted in squeeze(text) for text in (*named, *evidence.texts.values())):
        return Finding(claim, "quote_missing")
    values = [q.value for q in find_quantities(normalise(claim.quote).text) if q.value is not None]
    if not any(abs(value - claim.value) <= half(claim.step) + 1e-9 * abs(value) for value in values):
        return Finding(claim, "quote_differs")
    return None
