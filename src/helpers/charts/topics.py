"""What the places state about each indicator, and the verdicts on it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from math import comb

import pandas as pd

from helpers.charts.wording import (
    LIST_MARK,
    RATES,
    Row,
    count_places,
    get_state,
    is_lost,
    join,
    label_concept,
    label_indicator,
    name_concept,
    name_place,
    say,
    say_item,
    say_value,
    to_rows,
)
from helpers.compare import get_reasons
from helpers.concepts import UNMAPPED, refer
from helpers.storage import group_by


@dataclass(frozen=True, eq=False)
class Topic:
    """One line of a comparison: an indicator of a school level, the row of each place and the verdicts on the pairs.

    Where a place is judged by different rows in different pairs, its row is that of the pair with the best grade.
    """

    indicator: str
    school_level: str
    family: str
    theme: str
    cells: dict[str, Row]
    pairs: tuple[Row, ...]
    words: dict[str, str] = field(default_factory=dict)  # of a concept that is no indicator, by language

    def label(self, labels: pd.DataFrame, language: str) -> str:
        """Name what the topic is about, with its school level."""
        return self.words.get(language) or label_concept((self.indicator, self.school_level), labels, language)

    @property
    def is_rate(self) -> bool:
        """Whether its numbers do not grow with the size of a place."""
        return all(row["unit"] in RATES for row in self.cells.values())

    @property
    def stating(self) -> list[str]:
        """The places that state this very indicator."""
        return [place for place, row in self.cells.items() if row["indicator"] == self.indicator]

    def find_pairs(self, *grades: str) -> list[Row]:
        """Return the pairs of these grades whose verdict is about the rows that are shown."""
        return [pair for pair in self.pairs if pair["grade"] in grades and self._shows(pair)]

    @property
    def best(self) -> int:
        """The number of the best grade of its pairs."""
        return min((GRADES.index(pair["grade"]) for pair in self.pairs), default=len(GRADES))

    def _shows(self, pair: Row) -> bool:
        shown = [self.cells.get(pair[f"place_{side}"]) for side in ("a", "b")]
        return all(row is not None and refer(row) == pair[f"row_{side}"] for side, row in zip("ab", shown, strict=True))


GRADES = ("comparable", "with_caution", "not_comparable")


def list_topics(
    comparison: pd.DataFrame, indicators: pd.DataFrame, labels: pd.DataFrame, places: Sequence[str]
) -> list[Topic]:
    """List what the places state, one topic for each indicator and school level of the table `comparison`.

    Concepts that are no indicator have a topic where they compare. With one place, which has no pairs, the topics come
    from the table `indicators`, actual rows before plans and undamaged before damaged ones.
    """
    families = dict(zip(labels["id"], labels.get("family", pd.Series("", labels.index)), strict=True))
    themes = dict(zip(labels["id"], labels.get("theme", pd.Series("", labels.index)), strict=True))
    stated = [row for row in to_rows(indicators) if row["place"] in places]
    mapped = [row for row in stated if row["indicator"] != UNMAPPED]
    by_reference = group_by(stated, refer)

    def find(reference: str, indicator: str) -> Row | None:
        rows = by_reference.get(reference, [])
        same = [row for row in rows if row["indicator"] == indicator]
        return next(iter(same or [r for r in rows if families.get(r["indicator"]) == families.get(indicator)]), None)

    pairs: dict[tuple[str, str, str], list[Row]] = {}
    for pair in to_rows(comparison):
        if pair["place_a"] in places and pair["place_b"] in places:
            concept = str(pair["concept"]) if pair["indicator"] == UNMAPPED else ""
            pairs.setdefault((pair["indicator"], pair["school_level"], concept), []).append(pair)
    if len(places) == 1:
        pairs = {(row["indicator"], row["school_level"], ""): [] for row in mapped}
    topics = []
    for (indicator, level, concept), judged in pairs.items():
        judged = [pair for pair in judged if not concept or pair["grade"] != "not_comparable"]
        if concept and not judged:
            continue
        cells: dict[str, Row] = {}
        for pair in sorted(judged, key=lambda pair: GRADES.index(pair["grade"])):
            for side in ("a", "b"):
                row = find(str(pair[f"row_{side}"]), indicator)
                if row is not None:
                    cells.setdefault(str(pair[f"place_{side}"]), row)
        if not judged:
            own = [row for row in mapped if (row["indicator"], row["school_level"]) == (indicator, level)]
            cells[places[0]] = min(own, key=lambda row: (row["status"] == "planned", is_lost(row)))
        family, theme = str(families.get(indicator) or ""), str(themes.get(indicator) or "")
        ordered = {place: cells[place] for place in places if place in cells}
        words = name_concept(judged[0], list(ordered.values())) if concept else {}
        topics.append(Topic(indicator, level, family, theme, ordered, tuple(judged), words))
    return topics


def choose_topics(topics: Sequence[Topic], most: int) -> list[Topic]:
    """Choose the topics worth a line: stated by two places, else one of a family that two places touch, then others.

    At most `most` are kept, those with the best verdict first, in their order.
    """
    shared = [topic for topic in topics if len(topic.stating) > 1]
    seen = {(topic.family, topic.school_level) for topic in shared if topic.family}
    for topic in sorted(topics, key=lambda topic: -len(topic.cells)):
        group = (topic.family, topic.school_level)
        if len(topic.cells) > 1 and topic not in shared and group not in seen:
            shared.append(topic)
            seen.add(group)
    shown = {id(row) for topic in shared for row in topic.cells.values()}
    single = [t for t in topics if t not in shared and not any(id(row) in shown for row in t.cells.values())]
    kept = sorted(shared, key=lambda topic: (topic.best, not topic.is_rate, -len(topic.stating)))[:most]
    kept += single[: most - len(kept)]
    return [topic for topic in topics if topic in kept]


@dataclass(frozen=True)
class Verdict:
    """What a line may be used for: grade, the reason in a few words, and for whom it holds.

    `reasons` are given where it may be compared with caution. `names` are places all of whose pairs have the grade, or
    pairs; none where it holds for all pairs of the line.
    """

    grade: str
    word: str
    reasons: tuple[str, ...] = ()
    names: tuple[str, ...] = ()

    def write(self, language: str) -> str:
        """Write all of it on one line."""
        text = self.word + LIST_MARK[language].join(self.reasons)
        return say("verdict_held", language, word=text, names=join(self.names, language)) if self.names else text


REASONS_MOST = 3  # that a verdict with caution gives
NAMES_MOST = 3  # places that a verdict names; more are counted
PAIRS_MOST = 2


def summarise_verdict(topic: Topic, language: str, among: Collection[str] | None = None) -> Verdict:
    """Sum up the verdicts on a topic's pairs: the best grade, its reasons, and for whom it holds.

    `among` are the places that the line shows, all that state something if it is not given.
    """
    for grade in ("comparable", "with_caution"):
        pairs = topic.find_pairs(grade)
        if pairs:
            reasons = list_reasons(pairs, language) if grade == "with_caution" else []
            names = _name_held(topic, pairs, among or topic.cells, language)
            return Verdict(grade, say(f"verdict_{grade}", language), tuple(reasons), tuple(names))
    if len(topic.cells) < 2:
        lost = any(get_state(row) == "lost" for row in topic.cells.values())
        grade, reason = ("lost", "damaged") if lost else ("not_comparable", "missing")
        return Verdict(grade, say(f"reason_{reason}", language))
    reason = _choose_reason([pair for pair in topic.pairs if pair["row_a"] and pair["row_b"]]) or "missing"
    grade = "lost" if reason == "damaged" else "not_comparable"
    return Verdict(grade, say(f"reason_{reason}", language))


def list_held(pairs: Collection[Row], places: Iterable[str]) -> list[str]:
    """List those of the places that stand in one of the pairs."""
    held = {pair[side] for pair in pairs for side in ("place_a", "place_b")}
    return [place for place in places if place in held]


def are_all_linked(pairs: Collection[Row], places: Collection[str]) -> bool:
    """Say whether any two of the places are one of the pairs.

    >>> pairs = [{"place_a": a, "place_b": b} for a, b in ("甲乙", "乙丙")]
    >>> are_all_linked(pairs, ["甲", "乙"]), are_all_linked(pairs, ["甲", "乙", "丙"])
    (True, False)
    """
    links = {frozenset((pair["place_a"], pair["place_b"])) for pair in pairs}
    return all(frozenset(ends) in links for ends in combinations(places, 2))


def _name_held(topic: Topic, pairs: Sequence[Row], among: Collection[str], language: str) -> list[str]:
    """Name the places, each two of which are one of the pairs; else the pairs, or how many of all pairs they are."""
    held = list_held(pairs, topic.cells)
    if are_all_linked(pairs, held):
        if set(among) <= set(held):
            return []
        names = [name_place(place, language) for place in held]
        return names if len(names) <= NAMES_MOST else [count_places(len(names), language)]
    if len(pairs) <= PAIRS_MOST:
        ends = [[name_place(str(pair[side]), language) for side in ("place_a", "place_b")] for pair in pairs]
        return [say("pair", language, a=a, b=b) for a, b in ends]
    return [say("pairs_of", language, k=len(pairs), n=comb(len(topic.cells), 2))]


def list_reasons(pairs: Sequence[Row], language: str) -> list[str]:
    """List the reasons that pairs have in words, in the order of severity."""
    given = {code for pair in pairs for code in str(pair["reasons"]).split()}
    words = [say(f"reason_{code}", language) for code in get_reasons() if code in given]
    if len(words) > REASONS_MOST:
        words[REASONS_MOST - 1] += say("and_others", language)
    return words[:REASONS_MOST]


def _choose_reason(pairs: Sequence[Row]) -> str:
    """Choose the first reason, in the order of severity, of the pair that has the fewest."""
    listed = [[code for code in get_reasons() if code in str(pair["reasons"]).split()] for pair in pairs]
    best = min((codes for codes in listed if codes), key=len, default=[])
    return best[0] if best else ""


def say_topics(topics: Sequence[Topic], labels: pd.DataFrame, language: str) -> list[str]:
    """Say each topic with its values and years, those of most places first; other concepts are named."""
    said = []
    for topic in sorted(topics, key=lambda topic: -len(topic.stating)):
        values = []
        for place, row in topic.cells.items():
            other = row["indicator"] != topic.indicator
            concept = label_indicator({**row, "school_level": ""}, labels, language) if other else ""
            values.append(say_value(place, row, language, concept))
        said.append(say_item(topic.label(labels, language), values, language))
    return said


def choose_gap(gaps: Sequence[tuple[float, Topic, str, str]]) -> tuple[float, Topic, str, str]:
    """Choose the widest gap, one between places of one level of government before any other."""

    def is_level(gap: tuple[float, Topic, str, str]) -> bool:
        _, topic, more, less = gap
        return topic.cells[more]["place_level"] == topic.cells[less]["place_level"]

    return max(gaps, key=lambda gap: (gap[0] > 0, is_level(gap), gap[0]))


def measure_gap(topic: Topic, pair: Row) -> tuple[float, Topic, str, str] | None:
    """Return the difference of two exact values with the higher and the lower place; None where one is not exact."""
    ends = [str(pair["place_a"]), str(pair["place_b"])]
    if any(get_state(topic.cells.get(place)) != "exact" for place in ends):
        return None
    more, less = sorted(ends, key=lambda place: -float(topic.cells[place]["value"]))
    return round(float(topic.cells[more]["value"]) - float(topic.cells[less]["value"]), 6), topic, more, less
