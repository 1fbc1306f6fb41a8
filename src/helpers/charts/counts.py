"""Counts of one family as sticks from zero."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes

from helpers.charts.canvas import Canvas, Chart
from helpers.charts.house import get_house, style_places
from helpers.charts.parts import (
    Scale,
    draw_arrow,
    draw_scale,
    draw_value,
    draw_verdict_mark,
    find_arrow,
    find_top,
    finish_empty,
    get_anchor,
    stretch,
)
from helpers.charts.rates import LABEL_WIDTH
from helpers.charts.sources import cite_rows
from helpers.charts.style import SECONDARY, SOURCE, PlaceStyle
from helpers.charts.topics import Topic, choose_gap, list_topics, measure_gap, summarise_verdict
from helpers.charts.wording import (
    Row,
    compose_alt,
    compose_note,
    count_places,
    format_period,
    format_quantity,
    format_year,
    label_indicator,
    name_place,
    say,
    say_corrected,
    say_item,
    say_rest,
    say_value,
    to_rows,
)
from helpers.concepts import refer
from helpers.storage import InputError, map_resource


@dataclass(frozen=True)
class _Count:
    """One stick of a lollipop chart: a place's rows of one concept and level, stated and planned."""

    indicator: str
    school_level: str
    place: str
    stated: tuple[Row, ...]
    planned: tuple[Row, ...]

    @property
    def concept(self) -> tuple[str, str]:
        """The indicator and school level."""
        return self.indicator, self.school_level

    @property
    def rows(self) -> tuple[Row, ...]:
        """What is stated and then what is planned."""
        return *self.stated, *self.planned


def find_families(indicators: pd.DataFrame, labels: pd.DataFrame, places: Sequence[str]) -> list[str]:
    """List the families of counts that two places or more report.

    First come those with a concept that most places of one level of government report, other than as a plan, then those
    of most places, then those of fewest concepts.

    >>> labels = pd.DataFrame([{"id": "a", "family": "groups"}, {"id": "b", "family": "groups"}])
    >>> rows = [{"indicator": i, "place": p, "kind": "level", "unit": "个"} for i, p in [("a", "甲市"), ("b", "乙市")]]
    >>> find_families(pd.DataFrame(rows), labels, ["甲市", "乙市"])
    ['groups']
    """
    families = dict(zip(labels["id"], labels["family"], strict=True))
    found: dict[str, tuple[set[str], set[str]]] = {}
    same: dict[str, dict[tuple[object, ...], set[str]]] = {}
    for row in to_rows(indicators):
        family = families.get(row["indicator"])
        if family and row["place"] in places and row["kind"] == "level" and row["unit"] not in ("%", "元"):
            held, concepts = found.setdefault(family, (set(), set()))
            held.add(row["place"])
            concepts.add(row["indicator"])
            concept = (row["indicator"], row.get("school_level"), row.get("place_level"))
            stated = row.get("status") != "planned" and row.get("damage") != "digits_lost"
            same.setdefault(family, {}).setdefault(concept, set()).update([row["place"]] if stated else [])
    shared = [family for family, (held, _) in found.items() if len(held) > 1]
    common = {family: max(map(len, same[family].values())) for family in shared}
    return sorted(shared, key=lambda f: (-common[f], -len(found[f][0]), len(found[f][1]), f))


def choose_family(family: str, indicators: pd.DataFrame, labels: pd.DataFrame, places: Sequence[str]) -> str:
    """Return the family of counts to draw: the one named, else the first of `find_families`; "" if there is none.

    Raises InputError for a family that no indicator of the catalogue is of.

    >>> named = pd.DataFrame([{"id": "a", "family": "groups"}])
    >>> choose_family("cars", pd.DataFrame(), named, ["甲市"])  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    helpers.storage.messages.InputError: family: no indicator of the catalogue is of the family 'cars'; ...
    """
    family, known = family.strip(), sorted(set(labels["family"]) - {""})
    if family and family not in known:
        raise InputError(
            f"family: no indicator of the catalogue is of the family {family!r}; the families are {', '.join(known)}"
        )
    return family or next(iter(find_families(indicators, labels, places)), "")


def draw_counts(
    comparison: pd.DataFrame,
    indicators: pd.DataFrame,
    articles: pd.DataFrame,
    labels: pd.DataFrame,
    places: Sequence[str],
    language: str,
    family: str = "",
    remark: str = "",
) -> Chart:
    """Draw the counts of one family as sticks from zero, each concept and school level under its own heading.

    The tables are those of the same names; `labels` is the catalogue of indicators. `family` is one of the catalogue
    (empty: the one that most places report). Plans are hollow, bounds have an open arrow, lost values a dashed box.
    Raises InputError for a family that the catalogue has not.
    """
    canvas = Canvas(language)
    asked, family = family, choose_family(family, indicators, labels, places)
    counts, left_out = _list_counts(indicators, labels, places, family)
    rows = [row for count in counts for row in count.rows]
    drawn = set(map(refer, rows))
    found = [t for t in list_topics(comparison, indicators, labels, places) if t.family == family and family]
    topics = [_keep_drawn(topic, drawn) for topic in found]
    values = [anchor for row in rows if (anchor := get_anchor(row)) is not None]
    if not values:
        empty = "counts_title_absent" if asked else "counts_title_empty"
        title = say("counts_title_lost" if counts else empty, language, n=len(counts))
        canvas.write_header(title, say("counts_subtitle", language))
        return finish_empty(canvas, articles, places, remark)
    canvas.write_header(_title_counts(counts, topics, labels, language), say("counts_subtitle", language))
    scale = _fit_scale(canvas, rows, find_top(values))
    said = [_say_count(count, labels, language) for count in counts]
    more = say_rest("measures_more", language, left_out)
    note = compose_note([say("counts_note", language), say_corrected(rows, language), more, remark], language)
    source = cite_rows(articles, rows, language)
    _draw_sticks(canvas, counts, topics, labels, scale, style_places(places), canvas.measure_foot(note, source))
    return canvas.finish(note, source, compose_alt(say("counts_alt", language), said, language))


def _keep_drawn(topic: Topic, drawn: Collection[str]) -> Topic:
    """Drop the verdicts that allow to compare other numbers than those drawn, such as growth."""
    pairs = [
        pair
        for pair in topic.pairs
        if pair["grade"] == "not_comparable" or (pair["row_a"] in drawn and pair["row_b"] in drawn)
    ]
    return replace(topic, pairs=tuple(pairs))


def _fit_scale(canvas: Canvas, rows: Sequence[Row], top: float) -> Scale:
    """Return the widest scale from zero on which the words behind each value stay inside the figure."""
    left, right = canvas.left + LABEL_WIDTH["zh"], canvas.right
    for row in rows:
        value = get_anchor(row)
        if value:
            words = _word_stick(row, canvas.language)
            room = canvas.right - left - words.offset - words.measure(canvas) - 1.0
            right = min(right, left + room * top / value)
    return Scale(0, top, left, right)


@dataclass(frozen=True)
class _Words:
    """What stands behind a stick: its value and date, and how far from its end they begin, mm."""

    value: str
    date: str
    offset: float

    def measure(self, canvas: Canvas) -> float:
        """Return the width of the words, mm."""
        return canvas.measure(self.value, "value", bold=True) + 1.2 + canvas.measure(self.date, "note")


def _word_stick(row: Row, language: str) -> _Words:
    date = format_period(str(row["period"]), language) or format_year(row, language)
    value = format_quantity(row, language)
    if row["status"] == "planned":
        value = say("planned_value", language, n=value)
    return _Words(value, date, 8.0 if find_arrow(row) > 0 else 2.6)


COUNTS_MOST = 14
LINES_MOST = 24


def _list_counts(
    indicators: pd.DataFrame, labels: pd.DataFrame, places: Sequence[str], family: str
) -> tuple[list[_Count], int]:
    """List the counts of a family in its most frequent units, concept by concept in the order of the catalogue.

    They are those of places of one level of government. The second value is the number of those that are left out, for
    their unit or level or since there are too many.
    """
    members = labels.loc[labels["family"] == family, "id"].tolist() if family else []
    rows = [
        row
        for row in to_rows(indicators)
        if row["indicator"] in members
        and row["place"] in places
        and row["kind"] == "level"
        and "repeated" not in str(row["flags"]).split()
    ]
    units = [_read_units().get(row["unit"], row["unit"]) for row in rows]
    most = max(units, key=units.count, default="")
    level = _choose_level([row for row, unit in zip(rows, units, strict=True) if unit == most])
    kept = [unit == most and row["place_level"] == level for row, unit in zip(rows, units, strict=True)]
    other = [row for row, keep in zip(rows, kept, strict=True) if not keep]
    rows = [row for row, keep in zip(rows, kept, strict=True) if keep]
    keys = sorted(
        {(row["indicator"], row["school_level"], row["place"]) for row in rows},
        key=lambda key: (members.index(key[0]), key[1], places.index(key[2])),
    )
    counts = []
    for key in keys[:COUNTS_MOST]:
        if counts and sum(len(count.rows) for count in counts) >= get_house().count(LINES_MOST, STICK):
            break
        own = [row for row in rows if (row["indicator"], row["school_level"], row["place"]) == key]
        planned = tuple(row for row in own if row["status"] == "planned")
        counts.append(_Count(*key, tuple(row for row in own if row["status"] != "planned"), planned))
    return counts, len(keys) - len(counts) + len(other)


def _choose_level(rows: Sequence[Row]) -> str:
    """Choose the level of government of which most places, then most rows, report: counts of others say only size."""
    levels = {str(row["place_level"]): 0 for row in rows}
    places = {level: {row["place"] for row in rows if row["place_level"] == level} for level in levels}
    sizes = {level: sum(row["place_level"] == level for row in rows) for level in levels}
    return max(levels, key=lambda level: (len(places[level]), sizes[level]), default="")


_THINGS = ("institution", "item", "building", "class")


@cache
def _read_units() -> dict[str, str]:
    """Return the class of the units that count alike: 所, 个 and 家, or 人 and 名."""
    classes = map_resource("units.csv", "unit", "class")
    counted = {u: name for u, name in classes.items() if name in (*_THINGS, "person") and not u.endswith("次")}
    return {unit: "thing" if name in _THINGS else name for unit, name in counted.items()}


def _say_count(count: _Count, labels: pd.DataFrame, language: str) -> str:
    values = [say_value(count.place, row, language) for row in count.rows]
    label = label_indicator({"indicator": count.indicator, "school_level": count.school_level}, labels, language)
    return say_item(label, values, language)


STICK = 5.6


def _draw_sticks(
    canvas: Canvas,
    counts: Sequence[_Count],
    topics: Sequence[Topic],
    labels: pd.DataFrame,
    scale: Scale,
    styles: Mapping[str, PlaceStyle],
    foot: float,
) -> None:
    top, before = canvas.y, None
    lines, concepts = sum(len(count.rows) for count in counts), len({count.concept for count in counts})
    foot += concepts * (canvas.get_leading("label") + 1.6) + canvas.get_leading("note") + 2
    stick = stretch(canvas, lines, foot, STICK, 1.8 * STICK)
    ready = []
    for count in counts:
        rows = count.rows
        if count.concept != before:
            before = count.concept
            topic = next((t for t in topics if (t.indicator, t.school_level) == before), None)
            own = [other.place for other in counts if other.concept == before]
            _write_concept(canvas, count, topic, own, labels)
        ready += [(count, row, canvas.y + (n + 0.5) * stick) for n, row in enumerate(rows)]
        name = canvas.shorten(name_place(count.place, canvas.language), LABEL_WIDTH["zh"] - 5, bold=True)
        canvas.write(canvas.left + 3, canvas.y + stick / 2, name, bold=True, colour=styles[count.place].text)
        canvas.y += len(rows) * stick
    canvas.y += 1
    panel = draw_scale(canvas, scale, top, canvas.y, "")
    for count, row, y in ready:
        parts = ("mark", count.indicator, count.school_level, count.place)
        canvas.link(_draw_stick(canvas, panel, row, y, scale, styles[count.place]), row, *parts)
    canvas.y += canvas.get_leading("note") + 1


def _write_concept(
    canvas: Canvas, count: _Count, topic: Topic | None, places: Sequence[str], labels: pd.DataFrame
) -> None:
    """Write the heading of a concept that these places state with its verdict."""
    language = canvas.language
    label = label_indicator({"indicator": count.indicator, "school_level": count.school_level}, labels, language)
    canvas.y += 1.2
    y = canvas.y + canvas.get_leading("label") / 2
    canvas.write(canvas.left, y, label, "label", halo=True)
    if topic:
        verdict = summarise_verdict(topic, language, places)
        x = canvas.left + canvas.measure(label) + 4
        draw_verdict_mark(canvas, x, y, verdict.grade)
        words = canvas.shorten(verdict.write(language), canvas.right - x - 2.2, "note")
        canvas.write(x + 2.2, y, words, "note", colour=SECONDARY, halo=True)
    canvas.y += canvas.get_leading("label") + 0.4


def _draw_stick(canvas: Canvas, panel: Axes, row: Row, y: float, scale: Scale, style: PlaceStyle) -> Artist:
    """Draw one count: a stick with its mark, value and date, or the dashed box of a lost one."""
    value, words = get_anchor(row), _word_stick(row, canvas.language)
    if value is None:
        text = f"{words.value} {words.date}".strip()
        wide = canvas.measure(text, "note") + 2
        canvas.write(scale.left + 2, y, text, "note", colour=SECONDARY)
        return canvas.draw_box(scale.left + 1, y - 2, wide, 4, "white", SOURCE, dashed=True)
    line = (1.2, (0, (2, 1.5))) if row["status"] == "planned" else (2.4, "-")
    panel.plot(
        [0, value],
        [y, y],
        color=style.colour,
        linewidth=line[0],
        linestyle=line[1],
        solid_capstyle="butt",
        clip_on=False,
    )
    x = scale.find(value)
    draw_arrow(canvas, x, y, row, style.colour)
    mark = draw_value(panel, row, value, y, style)
    x += words.offset
    canvas.write(x, y, words.value, "value", bold=True, colour=style.text, halo=True)
    x += canvas.measure(words.value, "value", bold=True) + 1.2
    canvas.write(x, y, words.date, "note", colour=SECONDARY, halo=True)
    return mark


def _title_counts(counts: Sequence[_Count], topics: Sequence[Topic], labels: pd.DataFrame, language: str) -> str:
    """Name the highest and the lowest place that compare, else what each place reports and that it does not compare."""
    for grade in ("comparable", "with_caution"):
        gaps = [gap for topic in topics for pair in topic.find_pairs(grade) if (gap := measure_gap(topic, pair))]
        pairs = [(topic, pair) for topic in topics for pair in topic.find_pairs(grade)]
        if pairs and not gaps:
            return say(
                "counts_title_bounds",
                language,
                label=label_indicator({"indicator": pairs[0][0].indicator, "school_level": ""}, labels, language),
                n=len(pairs),
            )
        if gaps:
            size, topic, more, less = choose_gap(gaps)
            return say(
                f"counts_title_{grade}" if size else f"counts_title_equal_{grade}",
                language,
                label=topic.label(labels, language),
                a=name_place(more, language),
                b=name_place(less, language),
                va=format_quantity(topic.cells[more], language),
                vb=format_quantity(topic.cells[less], language),
            )
    concepts = {count.indicator for count in counts}
    held = {count.place for count in counts}
    if len(held) == 1:
        return say("counts_title_single", language, place=name_place(counts[0].place, language), n=len(counts))
    return say(
        "counts_title_concepts" if len(concepts) > 1 else "counts_title_none",
        language,
        places=count_places(len(held), language),
        n=len(concepts),
        label=label_indicator({"indicator": counts[0].indicator, "school_level": ""}, labels, language),
    )
