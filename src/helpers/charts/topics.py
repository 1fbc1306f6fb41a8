"""What the places state about each indicator, and the verdicts on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from helpers.charts.wording import Row, get_state, label_indicator, say, say_value, to_rows


@dataclass(frozen=True, eq=False)
class Topic:
    """One line of a comparison: an indicator of a school level, the row of each place and the verdicts on the pairs."""

    indicator: str
    school_level: str
    family: str
    theme: str
    cells: dict[str, Row]
    pairs: tuple[Row, ...]

    @property
    def stating(self) -> list[str]:
        """The places that state this very indicator."""
        return [place for place, row in self.cells.items() if row["indicator"] == self.indicator]

    def find_pairs(self, *grades: str) -> list[Row]:
        """Return the pairs of these grades."""
        return [pair for pair in self.pairs if pair["grade"] in grades]


def list_topics(
    comparison: pd.DataFrame, indicators: pd.DataFrame, labels: pd.DataFrame, places: Sequence[str]
) -> list[Topic]:
    """List what the places state, one topic for each indicator and school level of the table `comparison`.

    With one place, which has no pairs, the topics come from the table `indicators`, undamaged rows before damaged ones.
    """
    families = dict(zip(labels["id"], labels.get("family", pd.Series("", labels.index)), strict=True))
    themes = dict(zip(labels["id"], labels.get("theme", pd.Series("", labels.index)), strict=True))
    mapped = [row for row in to_rows(indicators) if row["indicator"] != "unmapped" and row["place"] in places]
    by_reference: dict[str, list[Row]] = {}
    for row in mapped:
        by_reference.setdefault(f"{row['doc_id']}:{row['start']}", []).append(row)

    def find(reference: str, indicator: str) -> Row | None:
        rows = by_reference.get(reference, [])
        same = [row for row in rows if row["indicator"] == indicator]
        return next(iter(same or [r for r in rows if families.get(r["indicator"]) == families.get(indicator)]), None)

    pairs: dict[tuple[str, str], list[Row]] = {}
    for pair in to_rows(comparison):
        if pair["place_a"] in places and pair["place_b"] in places:
            pairs.setdefault((pair["indicator"], pair["school_level"]), []).append(pair)
    if len(places) == 1:
        pairs = {(row["indicator"], row["school_level"]): [] for row in mapped}
    topics = []
    for (indicator, level), judged in pairs.items():
        cells: dict[str, Row] = {}
        for pair in judged:
            for side in ("a", "b"):
                row = find(str(pair[f"row_{side}"]), indicator)
                if row is not None:
                    cells.setdefault(str(pair[f"place_{side}"]), row)
        if not judged:
            own = [row for row in mapped if (row["indicator"], row["school_level"]) == (indicator, level)]
            cells[places[0]] = min(own, key=lambda row: row["damage"] != "none")
        family, theme = str(families.get(indicator) or ""), str(themes.get(indicator) or "")
        ordered = {place: cells[place] for place in places if place in cells}
        topics.append(Topic(indicator, level, family, theme, ordered, tuple(judged)))
    return topics


def choose_topics(topics: Sequence[Topic], most: int) -> list[Topic]:
    """Choose the topics worth a line: stated by two places, else one of a family that two places touch, then others.

    At most `most` are kept, in their order.
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
    kept = sorted(shared, key=lambda topic: -len(topic.stating))[:most]
    kept += single[: most - len(kept)]
    return [topic for topic in topics if topic in kept]


REASONS = (
    "damaged",
    "planned_only",
    "different_concept",
    "different_kind",
    "different_level",
    "different_scope",
    "different_period",
    "period_unknown",
    "bounds_only",
    "corrected",
)


@dataclass(frozen=True)
class Verdict:
    """What a line may be used for: grade, the reason in a few words, the places that it holds for."""

    grade: str
    word: str
    places: tuple[str, ...]


def summarise_verdict(topic: Topic, language: str) -> Verdict:
    """Sum up the verdicts on a topic's pairs: the best grade, its first reason, and the places in such pairs."""
    for grade in ("comparable", "with_caution"):
        pairs = topic.find_pairs(grade)
        if pairs:
            held = {str(pair[side]) for pair in pairs for side in ("place_a", "place_b")}
            reason = _choose_reason(pairs)
            word = say(f"verdict_{grade}", language, reason=say(f"reason_{reason}", language) if reason else "")
            return Verdict(grade, word, tuple(place for place in topic.cells if place in held))
    held = tuple(topic.cells)
    if len(held) < 2:
        lost = any(get_state(row) == "lost" for row in topic.cells.values())
        grade, reason = ("lost", "damaged") if lost else ("not_comparable", "missing")
        return Verdict(grade, say(f"reason_{reason}", language), held)
    reason = _choose_reason([pair for pair in topic.pairs if pair["row_a"] and pair["row_b"]]) or "missing"
    grade = "lost" if reason == "damaged" else "not_comparable"
    return Verdict(grade, say(f"reason_{reason}", language), held)


def _choose_reason(pairs: Sequence[Row]) -> str:
    """Choose the first reason, in the order of severity, of the pair that has the fewest."""
    listed = [[code for code in REASONS if code in str(pair["reasons"]).split()] for pair in pairs]
    best = min((codes for codes in listed if codes), key=len, default=[])
    return best[0] if best else ""


def say_topics(topics: Sequence[Topic], labels: pd.DataFrame, language: str) -> list[str]:
    """Say each topic with its values and years, those of most places first."""
    said = []
    for topic in sorted(topics, key=lambda topic: -len(topic.stating)):
        values = [say_value(place, row, language) for place, row in topic.cells.items()]
        label = label_indicator({"indicator": topic.indicator, "school_level": topic.school_level}, labels, language)
        said.append(f"{label}: {', '.join(values)}" if language == "en" else f"{label}：{'，'.join(values)}")
    return said


def measure_gap(topic: Topic, pair: Row) -> tuple[float, Topic, str, str] | None:
    """Return the difference of two exact values with the higher and the lower place; None where one is not exact."""
    ends = [str(pair["place_a"]), str(pair["place_b"])]
    if any(get_state(topic.cells.get(place)) != "exact" for place in ends):
        return None
    more, less = sorted(ends, key=lambda place: -float(topic.cells[place]["value"]))
    return round(float(topic.cells[more]["value"]) - float(topic.cells[less]["value"]), 6), topic, more, less
