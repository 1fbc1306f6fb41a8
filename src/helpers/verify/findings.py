"""What a claim rests on: the row of the texts that says the same, or the one that shows what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

import pandas as pd

from helpers.concepts import FACETS, UNMAPPED, contains, get_catalogue, get_school_levels, label, map_observations
from helpers.language import find_periods, find_quantities
from helpers.storage import make_table, read_resource
from helpers.text import normalise
from helpers.verify.claims import Claim, name_level
from helpers.verify.evidence import Evidence
from helpers.verify.wording import (
    find_compared_place,
    is_made_of,
    is_of_year_before,
    read_before,
    resemble,
    share_piece,
    squeeze,
    strip_measure,
)

Row = Mapping[str, object]


@dataclass(frozen=True)
class Finding:
    """What was found of a claim: a code of findings.csv, the row that it rests on, and words for its sentence.

    subject, kind and concept are the claim's as they were understood; blanks fill the sentence of findings.csv.
    """

    claim: Claim
    code: str
    row: Row | None = None
    blanks: tuple[tuple[str, str], ...] = ()

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
    by_place = {place: rows.to_dict("records") for place, rows in evidence.rows.groupby("place", sort=False)}
    return [
        _check_quote(claim, evidence) or _check_place(_check(claim, meant, by_place))
        for claim, meant in zip(claims, understood, strict=True)
    ]


def _understand(claims: Sequence[Claim], evidence: Evidence) -> list[Row]:
    """Return what each claim is a number of, as a row of indicators.csv: its words are read as a subject is."""
    rows = [
        {
            "doc_id": "claims",
            "start": number,
            "subject": _name_subject(claim),
            "unit": claim.unit or _get_unit(claim.words),
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
    named = {row["id"]: row["id"] for row in get_catalogue().to_dict("records")} | _labels()
    for claim, row in zip(claims, found, strict=True):
        if indicator := named.get(claim.words):
            row["indicator"] = indicator
    return found


@cache
def _labels() -> dict[str, str]:
    rows = get_catalogue().to_dict("records")
    return {row[column]: row["id"] for column in ("label_zh", "label_en") for row in rows}


def _name_subject(claim: Claim) -> str:
    named = _labels().get(claim.words, claim.words)
    words = label("indicator", named, "zh")
    level = name_level(claim.level) if claim.level in get_school_levels() else claim.level
    return _UPPER.sub("高中阶段", _AGE.sub("及以上", normalise(level * (level not in words) + words).text))


_AGE = re.compile("(?<=岁)以上")  # 以上 holds the number itself (民法典, art. 1259)
_UPPER = re.compile("高中(?=毛入学率)")  # the rate is of general and vocational schools together


@cache
def _units() -> dict[str, str]:
    return {row["id"]: row["unit"] for row in get_catalogue().to_dict("records")}


def _get_unit(words: str) -> str:
    return _units().get(_labels().get(words, words), "")


def _get_kind(claim: Claim) -> str:
    if claim.unit in ("%", "‰"):
        return "growth" if re.search("增长|增速|增幅|growth", claim.words) else "share"
    if claim.unit == "个百分点" or re.search("(?:比|较)(?:上年|去年)[^增减]{0,3}[增减]|净增", claim.words):
        return "change"
    return "ratio" if claim.unit == "比" else "level"


def _check(claim: Claim, meant: Row, by_place: Mapping[str, list[Row]]) -> Finding:
    if claim.problem:
        return Finding(claim, "not_understood", None, (("problem", claim.problem),))
    if claim.place and claim.place not in by_place:
        return _find_elsewhere(claim, meant, by_place) or _not_found(claim, meant, [])
    here = by_place[claim.place] if claim.place else [row for rows in by_place.values() for row in rows]
    same = [row for row in here if _same_concept(meant, row)]
    then = [row for row in same if _same_time(claim.period, row) and _same_kind(meant, row)]
    if supporting := [row for row in then if _states(row, claim)]:
        return _support(claim, supporting, [row for row in then if _differs(row, supporting[0])])
    now = [row for row in here if _same_time(claim.period, row)]
    worded = [
        row for row in now if _same_kind(meant, row) and (_same_words(meant, row) or _only_level(meant, row, now))
    ]
    around = [] if then else [row for row in now if _same_kind(meant, row) and _said_around(meant, row)]
    finding = (
        _support_by_words(claim, meant, worded)
        or _find_part(claim, meant, here)
        or _support_by_words(claim, meant, [row for row in now if _same_kind(meant, row) and _holds(row, meant)])
        or _support_by_words(claim, meant, around)
        or _find_whole(claim, meant, here)
        or _find_other_time(claim, [*same, *(row for row in here if _same_words(meant, row))], meant)
        or _find_elsewhere(claim, meant, by_place)
        or _find_other_kind(claim, meant, [*same, *here])
    )
    return (
        finding
        or _find_against(claim, then or [row for row in worded if _same_unit(str(meant["unit"]), str(row["unit"]))])
        or _find_slip(claim, meant, now)
        or _not_found(claim, meant, here)
    )


def _check_place(finding: Finding) -> Finding:
    """Return a finding, or another where the sentence gives its number as that of a place to compare with."""
    if finding.row is None or get_codes()[finding.code]["accused"] == "yes":
        return finding
    place = find_compared_place(str(finding.row["sentence"]), str(finding.row["quote"]))
    if place in ("", finding.row["place"]):
        return finding
    return replace(finding, code="other_place", blanks=(("found_place", place),))


def _same_concept(meant: Row, row: Row) -> bool:
    if squeeze(str(row["subject"])) == meant["subject"]:
        return True
    if meant["population"] and row["population"]:
        return all(_equal(facet, meant, row) for facet in FACETS)
    known = UNMAPPED != meant["indicator"] == row["indicator"]
    return known and meant["school_level"] in ("", "unknown", row["school_level"])


def _equal(facet: str, meant: Row, row: Row) -> bool:
    """Tell whether a row has a claim's value of a facet; of all levels of education is also what names none."""
    return meant[facet] == row[facet] or (facet, meant[facet], row[facet]) == ("school_level", "unknown", "all")


def _same_words(meant: Row, row: Row) -> bool:
    """Tell whether a row is of the same, said in other words: a first lot of it, or words that hold those of the other.

    What the words of a claim say more must stand in the sentence of the row before its number.
    """
    known = meant["population"] and row["population"]
    if known and (all(_equal(facet, meant, row) for facet in _NARROWING) or _only_source_differs(meant, row)):
        return True
    ours, theirs = strip_measure(str(meant["subject"])), strip_measure(squeeze(str(row["subject"])))
    if theirs in ours and len(theirs) > 1:
        return ours.replace(theirs, "").strip("的") in read_before(str(row["sentence"]), str(row["quote"]), [])
    if len(ours) < 3 or known:
        return False
    return is_made_of(ours, theirs) or resemble(ours, theirs)


def _only_source_differs(meant: Row, row: Row) -> bool:
    """Tell whether an amount for each head has the same name, but for who pays: 生均公用经费, of the public budget."""
    ours = _PER_HEAD.search(str(meant["subject"]))
    if not ours or meant["measure"] != "per_head" or any(meant[f] != row[f] for f in _NARROWING if f != "attribute"):
        return False
    return is_made_of(ours[0], squeeze(str(row["subject"])))


_PER_HEAD = re.compile("[生人]均.+")


def _said_around(meant: Row, row: Row) -> bool:
    """Tell whether the words of a claim stand in the heading and the sentence before the number, some in its subject.

    Where but the level of education is not said of the row, a part of the words is enough; where its subject is not
    understood, what stands before it is all that there is.
    """
    ours = strip_measure(str(meant["subject"]))
    before = read_before(str(row["sentence"]), str(row["quote"]), [str(row["heading"])])
    if row["school_level"] == "unknown" and _same_but_level(meant, row):
        return share_piece(ours, before)
    nothing_said = not row["population"] and not row["measure"]  # 较112学年度之3亿元: of what the sentence began with
    near = nothing_said or share_piece(ours, squeeze(str(row["subject"])))
    return near and is_made_of(ours.replace("占", ""), before)


def _only_level(meant: Row, row: Row, now: Iterable[Row]) -> bool:
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


def _holds(row: Row, meant: Row) -> bool:
    """Tell whether the words of a claim stand in those of a row."""
    return len(str(meant["subject"])) > 2 and str(meant["subject"]) in squeeze(str(row["subject"]))


_NARROWING = tuple(facet for facet in FACETS if facet not in ("event", "coverage"))


def _same_kind(meant: Row, row: Row) -> bool:
    return meant["kind"] == row["kind"] and (meant["status"] == row["status"])


def _same_time(period: str, row: Row) -> bool:
    """Tell whether a row is of a time: the same, or a year that holds it; what is not said fits any."""
    dated, period = str(row["period"] or row["as_of"]), period.removesuffix("..")
    if not period or not dated or dated.startswith(period) or period.startswith(dated):
        return True
    named = find_periods(normalise(str(row["sentence"])).text) if row["basis"] == "point" else []
    if any(found.open_end and found.period.startswith(period) for found in named):
        return True  # 自2023年2月起: in force since then, whatever year the text is of
    return period[:4] == str(int(dated[:4]) - 1) and is_of_year_before(str(row["sentence"]), str(row["quote"]))


def _states(row: Row, claim: Claim) -> bool:
    """Tell whether a row states a claim's number, within the rounding that the digits of both show."""
    if claim.unit and row["unit"] and not _same_unit(claim.unit, str(row["unit"])):
        return False
    value = row["value"]
    if pd.isna(value):
        return False
    apart = abs(float(value) - claim.value)
    return apart <= max(_half(claim.step), _half(_step(row))) + 1e-9 * abs(claim.value)


def _states_bare(row: Row, claim: Claim) -> bool:
    """Tell whether a row of growth or change has the digits of a claim, whose unit is that of its column."""
    digits = find_quantities(f"有{re.sub(r'[^0-9.]', '', claim.written)}个")
    if row["kind"] not in ("growth", "change") or row["unit"] not in ("%", "‰", "个百分点") or len(digits) != 1:
        return False
    return digits[0].value == abs(float(row["value"]))


def _half(step: float) -> float:
    return step / 2 * (1 + 1e-9)


def _same_unit(a: str, b: str) -> bool:
    alike = ({"人", "名", "位"}, {"所", "个", "家", "间", "园", "校"})
    return a == b or any({a, b} <= units for units in alike)


def _step(row: Row) -> float:
    """Return the value of the last digit that a row's quote writes; 0 where it cannot be told, and of a whole count."""
    step = _read_step(str(row["quote"]))
    return 0.0 if step == 1 and row["unit"] not in ("%", "‰") else step


@lru_cache(maxsize=65536)
def _read_step(quote: str) -> float:
    found = find_quantities(normalise(quote).text)
    return found[0].step if len(found) == 1 and found[0].form != "range" else 0.0


def _support(claim: Claim, rows: list[Row], others: list[Row]) -> Finding:
    row = min(rows, key=lambda r: abs(float(r["value"]) - claim.value))
    if others:
        return Finding(claim, "texts_disagree", row, (("quote", row["quote"]), ("other", others[0]["quote"])))
    exact = row["qualifier"] in ("exact", "") and abs(float(row["value"]) - claim.value) <= 1e-9 * abs(claim.value)
    return Finding(claim, "supported" if exact else "supported_other_words", row, (("quote", str(row["quote"])),))


def _support_by_words(claim: Claim, meant: Row, worded: Iterable[Row]) -> Finding | None:
    """Find the row that says the same in other words and has the number."""
    for row in worded:
        if _states(row, claim):
            whole = squeeze(str(row["subject"])) in str(meant["subject"])
            said = f"{row['subject']}{row['quote']}"
            return Finding(claim, "supported" if whole else "supported_other_words", row, (("quote", said),))
    return None


def _differs(row: Row, other: Row) -> bool:
    """Tell whether a row states another number than a row of the same concept, place and time does."""
    values = [row["value"], other["value"]]
    if any(map(pd.isna, values)) or row["unit"] != other["unit"] or row["scope"] != other["scope"]:
        return False
    if row["doc_id"] == other["doc_id"] or row["basis"] != other["basis"] or str(row["as_of"]) != str(other["as_of"]):
        return False
    apart = abs(float(values[0]) - float(values[1]))
    return apart > max(_half(_step(row)), _half(_step(other))) + 1e-9 * abs(float(values[0]))


def _find_other_time(claim: Claim, rows: Iterable[Row], meant: Row) -> Finding | None:
    for row in rows:
        if not _same_time(claim.period, row) and _same_kind(meant, row) and _states(row, claim):
            period = str(row["period"] or row["as_of"])
            return Finding(claim, "other_period", row, (("found_period", period),))
    return None


def _find_elsewhere(claim: Claim, meant: Row, by_place: Mapping[str, list[Row]]) -> Finding | None:
    elsewhere = [row for place, rows in by_place.items() if claim.place and place != claim.place for row in rows]
    fits = [row for row in elsewhere if _same_kind(meant, row) and _states(row, claim)]
    fits = [row for row in fits if _same_concept(meant, row) or _same_words(meant, row)]
    fits.sort(key=lambda row: not _same_time(claim.period, row))  # of the same time first
    return Finding(claim, "other_place", fits[0], (("found_place", str(fits[0]["place"])),)) if fits else None


def _find_part(claim: Claim, meant: Row, here: Iterable[Row]) -> Finding | None:
    """Find the row of a part of what the claim names that has the number."""
    parts = (row for row in here if all(_contains(facet, meant, row) for facet in FACETS))
    return _find_related("part_of_whole", claim, meant, parts)


def _find_whole(claim: Claim, meant: Row, here: Iterable[Row]) -> Finding | None:
    """Find the row of a whole that what the claim names is a part of that has the number."""
    wholes = (row for row in here if all(_contains(facet, row, meant) for facet in FACETS))
    return _find_related("whole_for_part", claim, meant, wholes)


def _find_related(code: str, claim: Claim, meant: Row, rows: Iterable[Row]) -> Finding | None:
    if not meant["population"]:
        return None
    for row in rows:
        alike = row["population"] and row["measure"] == meant["measure"] and _same_kind(meant, row)
        if alike and _same_time(claim.period, row) and _states(row, claim):
            return Finding(claim, code, row, (("subject", str(row["subject"])),))
    return None


def _contains(facet: str, whole: Row, part: Row) -> bool:
    """Tell whether one row is in a facet as wide as another; a level of education that is not said may be any."""
    ours, theirs = str(whole[facet]), str(part[facet])
    return ours == "unknown" or (ours, theirs) == ("all", "unknown") or contains(facet, ours, theirs)


def _find_other_kind(claim: Claim, meant: Row, here: Iterable[Row]) -> Finding | None:
    """Find a row of the concept that has the number as growth, change or a plan, where the claim has a level."""
    bare = {**meant, "subject": _MEASURE.sub("", str(meant["subject"]))}
    for row in here:
        near = _same_words(bare, row) or _may_be_one(meant, row)
        then = _same_time(claim.period, row) or row["status"] != meant["status"]  # a plan is of another year
        if near and then and not _same_kind(meant, row) and (_states(row, claim) or _states_bare(row, claim)):
            return Finding(claim, "other_kind", row, (*_name_kind("found", row), *_name_kind("claimed", meant)))
    return None


_MEASURE = re.compile("(?:占比|比重|比例|增长率|增速|增幅|总?数量?|总量)$")


def _name_kind(which: str, row: Row) -> list[tuple[str, str]]:
    column, value = ("status", row["status"]) if row["status"] != "actual" else ("kind", row["kind"])
    return [(f"{which}_kind_{language}", label(column, str(value), language)) for language in ("zh", "en")]


def _may_be_one(meant: Row, row: Row) -> bool:
    """Tell whether a row is of a claim's population, and neither says of it what the other denies."""
    facets = (facet for facet in _NARROWING if facet not in ("measure", "of"))
    known = [(meant[facet], row[facet]) for facet in facets if meant[facet] and row[facet]]
    alike = all(ours == theirs or "unknown" in (ours, theirs) for ours, theirs in known)
    return bool(meant["population"] and row["population"]) and alike


_FACTORS = (10_000, 100_000_000, 1000, 100, 10)


def _find_against(claim: Claim, then: Sequence[Row]) -> Finding | None:
    """Say how the row of the same concept, place and time speaks against the claim."""
    for row in then:
        if row["damage"] == "digits_lost":
            return Finding(claim, "source_damaged", row, (("quote", str(row["quote"])), *_say_inside(row, claim)))
    then = [row for row in then if not pd.isna(row["value"]) or not pd.isna(row["low"]) or not pd.isna(row["high"])]
    for row in then:
        if factor := _find_factor(row, claim):
            return Finding(claim, "unit_slip", row, (("quote", str(row["quote"])), ("factor", f"{factor:,}")))
    for row in then:
        if (pd.isna(row["value"]) or row["bounds"]) and _inside(row, claim):
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
        alike = meant["population"] == row["population"] and _same_unit(str(meant["unit"]), str(row["unit"]))
        if alike and _same_kind(meant, row) and (factor := _find_factor(row, claim)):
            said = f"{row['subject']}{row['quote']}"
            return Finding(claim, "unit_slip", row, (("quote", said), ("factor", f"{factor:,}")))
    return None


def _find_factor(row: Row, claim: Claim) -> int | None:
    """Return by how much a claim is off where the number of a row stands in another unit; None if it does not."""
    if pd.isna(row["value"]):
        return None
    times = ((factor, share) for factor in _FACTORS for share in (factor, 1 / factor))
    return next((factor for factor, share in times if _is_times(float(row["value"]), claim, share)), None)


def _is_times(value: float, claim: Claim, times: float) -> bool:
    return bool(value) and abs(claim.value * times - value) <= max(_half(claim.step) * times, 1e-9 * abs(value))


def _inside(row: Row, claim: Claim) -> bool:
    low, high = row["low"], row["high"]
    if pd.isna(low) and pd.isna(high):
        return False
    above = pd.isna(low) or claim.value > low or (claim.value == low and str(row["bounds"])[:1] == "[")
    below = pd.isna(high) or claim.value < high or (claim.value == high and str(row["bounds"])[-1:] == "]")
    return above and below


def _say_inside(row: Row, claim: Claim) -> list[tuple[str, str]]:
    if pd.isna(row["low"]) and pd.isna(row["high"]):
        return []
    inside = _inside(row, claim)
    return [
        ("inside_zh", "，表中数字在可能的范围内" if inside else "，表中数字不在可能的范围内"),
        ("inside_en", "; the number lies within what is possible" if inside else "; the number cannot be right"),
    ]


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
    if not any(abs(value - claim.value) <= _half(claim.step) + 1e-9 * abs(value) for value in values):
        return Finding(claim, "quote_differs")
    return None
