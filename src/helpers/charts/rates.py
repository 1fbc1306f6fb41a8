"""Percentages as dots on one scale."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes

from helpers.charts.canvas import Canvas, Chart, assign_lanes
from helpers.charts.house import get_house, style_places
from helpers.charts.parts import (
    Scale,
    draw_arrow,
    draw_scale,
    draw_value,
    draw_verdict_mark,
    find_arrow,
    finish_empty,
    get_anchor,
    stretch,
    write_places_key,
)
from helpers.charts.sources import cite_rows
from helpers.charts.stated import keep_places
from helpers.charts.style import GRID, PALETTE, SECONDARY, SOURCE, PlaceStyle
from helpers.charts.topics import (
    GRADES,
    Topic,
    are_all_linked,
    choose_gap,
    choose_topics,
    list_held,
    list_topics,
    measure_gap,
    say_topics,
    summarise_verdict,
)
from helpers.charts.wording import (
    Row,
    compose_alt,
    compose_note,
    count_places,
    format_number,
    format_quantity,
    format_year,
    get_state,
    join,
    label_indicator,
    make_id,
    name_place,
    say,
    say_corrected,
    say_item,
    say_rest,
)


@dataclass(frozen=True)
class _Mark:
    """One value on a scale: where it stands, what is written beside it, and the lane that keeps it clear of others.

    `span` is what mark and words take up, mm. The value is None where the digits are lost.
    """

    place: str
    row: Row
    value: float | None
    label: str
    year: str
    side: str
    span: tuple[float, float]
    lane: int = 0


def _place_marks(
    canvas: Canvas, cells: Mapping[str, Row], scale: Scale, named: Collection[str], styles: Mapping[str, PlaceStyle]
) -> list[_Mark]:
    """Give each value a label to its left or right and a lane, so that no two labels or marks overlap.

    The places in `named` need no name beside their mark. Lost values stand to the left of the scale.
    """
    order = list(styles)
    found = sorted(
        ((get_anchor(row), place, row) for place, row in cells.items()),
        key=lambda item: (item[0] is not None, item[0], order.index(item[1])),
    )
    known = [item for item in found if item[0] is not None]
    marks = []
    for number, (value, place, row) in enumerate(found):
        name = "" if place in named else name_place(place, canvas.language)
        if len(styles) > len(PALETTE):
            name = canvas.shorten(name, NAME_MOST, "value", bold=True)
        if value is None:
            name = canvas.shorten(name_place(place, canvas.language), NAME_MOST, "note")
            label = f"{name} {say('lost', canvas.language)}"
            span = (scale.left - LEFT_PAD, scale.left - LEFT_PAD + canvas.measure(label, "note") + 2)
            marks.append(_Mark(place, row, None, label, "", "right", span))
            continue
        label, year = f"{name} {format_quantity(row, canvas.language)}".strip(), format_year(row, canvas.language)
        x, width = scale.find(value), canvas.measure(label, "value", bold=True) + canvas.measure(year, "note") + 3.6
        lowest = len(known) > 1 and number == len(found) - len(known) and known[1][0] > value
        arrow = find_arrow(row)
        below, above = 2 + 4.5 * (arrow < 0), 2 + 4.5 * (arrow > 0)
        side = "left" if lowest or x + above + width > canvas.right else "right"
        span = (x - below - width, x + above) if side == "left" else (x - below, x + above + width)
        marks.append(_Mark(place, row, value, label, year, side, span))
    lanes = assign_lanes([mark.span for mark in marks], gap=1.0)
    return [replace(mark, lane=lane) for mark, lane in zip(marks, lanes, strict=True)]


def find_rate_limits(values: Sequence[float]) -> tuple[float, float]:
    """Find limits of a scale of percentages: from zero, or from the ten below values that are all high.

    >>> find_rate_limits([86, 94, 100]), find_rate_limits([0, 100]), find_rate_limits([88, 104.2])
    ((80.0, 100.0), (0.0, 100.0), (80.0, 110.0))
    """
    low = 10.0 * ((min(values) - 2) // 10) if min(values) > 40 else 0.0
    return low, max(100.0, 10.0 * -(-max(values) // 10))


ROW = 11.0  # mm that a line mostly takes
ROW_GAP = 2.6
LANE = 4.4
PLACES_MOST = 12
LABEL_WIDTH = {"zh": 44.0, "en": 56.0}  # mm; English words are long
NAME_MOST = 26.0  # mm of a name beside a mark
LEFT_PAD = 24.0  # room for words to the left of a scale, and to the right
RIGHT_PAD = 29.0


def draw_shared_rates(
    comparison: pd.DataFrame,
    indicators: pd.DataFrame,
    articles: pd.DataFrame,
    labels: pd.DataFrame,
    places: Sequence[str],
    language: str,
    remark: str = "",
    most: int = 8,
) -> Chart:
    """Draw the percentages that two places or more report as dots on one scale, with the verdict on each.

    The tables are those of the same names; `labels` is the catalogue of indicators. A line joins the places only where
    they may be compared: solid, or dotted where with caution. Lost values stand as dashed boxes beside the scale. At
    most 8 indicators and the 12 places that state most are drawn.
    """
    kept = keep_places(places, indicators, PLACES_MOST)
    found = [t for t in list_topics(comparison, indicators, labels, kept) if _is_rate(t)]
    topics = choose_topics(found, get_house().count(most, ROW + ROW_GAP))
    if any(len(topic.cells) > 1 for topic in topics):
        topics = [topic for topic in topics if len(topic.cells) > 1]
    canvas = Canvas(language)
    values = [anchor for t in topics for row in t.cells.values() if (anchor := get_anchor(row)) is not None]
    if not values:
        title = say("rates_title_lost" if topics else "rates_title_empty", language, n=len(topics))
        canvas.write_header(title, say("rates_subtitle", language))
        return finish_empty(canvas, articles, places, remark)
    low, high = find_rate_limits(values)
    start = say("axis_starts", language, n=format_number(low, language)) if low else ""
    title = _title_rates(topics, labels, language)
    if len(kept) < len(places):  # the widest gap may lie between places that are not drawn
        title = say("rates_title_kept", language, n=len(topics), k=len(kept))
    canvas.write_header(title, say("rates_subtitle", language) + start)
    scale = Scale(low, high, canvas.left + LABEL_WIDTH[language] + LEFT_PAD, canvas.right - RIGHT_PAD)
    said = say_topics(topics, labels, language)
    left_out = sum(len(topic.stating) > 1 and topic not in topics for topic in found)
    cells = [row for topic in topics for row in topic.cells.values()]
    silent = [name_place(p, language) for p in kept if not any(p in topic.cells for topic in topics)]
    parts = [
        say("rates_note", language),
        say_corrected(cells, language),
        say("silent", language, places=join(silent, language)) if silent else "",
        say_rest("matrix_places", language, len(places) - len(kept)),
        say_rest("measures_more", language, left_out),
        remark,
    ]
    note = compose_note(parts, language)
    source = cite_rows(articles, cells, language)
    styles = {place: style for place, style in style_places(places).items() if place in kept}
    _draw_dot_rows(canvas, topics, labels, scale, styles, canvas.measure_foot(note, source))
    return canvas.finish(note, source, compose_alt(say("rates_alt", language), said, language))


def _is_rate(topic: Topic) -> bool:
    return all(row["unit"] == "%" and row["kind"] == "share" for row in topic.cells.values())


def _name_marks(
    canvas: Canvas, topics: Sequence[Topic], scale: Scale, styles: Mapping[str, PlaceStyle]
) -> tuple[list[list[_Mark]], bool]:
    """Place all marks, each place named beside its first one; say whether a key is needed because names do not fit."""
    if len(styles) > len(PALETTE):
        return [_place_marks(canvas, topic.cells, scale, (), styles) for topic in topics], False
    rows, named = [], set()
    for topic in topics:
        rows.append(_place_marks(canvas, topic.cells, scale, named, styles))
        named |= {mark.place for mark in rows[-1] if mark.value is not None}
    inside = all(scale.left - LEFT_PAD <= m.span[0] and m.span[1] <= canvas.right for row in rows for m in row)
    if inside and len(styles) <= 3:
        return rows, False
    return [_place_marks(canvas, topic.cells, scale, styles, styles) for topic in topics], True


def _draw_dot_rows(
    canvas: Canvas,
    topics: Sequence[Topic],
    labels: pd.DataFrame,
    scale: Scale,
    styles: Mapping[str, PlaceStyle],
    foot: float,
) -> None:
    rows, needs_key = _name_marks(canvas, topics, scale, styles)
    if needs_key:
        shown = {mark.place for row in rows for mark in row}
        write_places_key(canvas, [place for place in styles if place in shown], styles)
    top, middles = canvas.y, []
    gap = stretch(canvas, len(topics), foot + canvas.get_leading("note") + 1, ROW, 2 * ROW) - ROW + ROW_GAP
    for topic, marks in zip(topics, rows, strict=True):
        lanes = 1 + max((mark.lane for mark in marks), default=0)
        middle, height = _write_topic_label(canvas, topic, labels, LABEL_WIDTH[canvas.language], lanes)
        middles.append(middle)
        canvas.y += height + gap
    panel = draw_scale(canvas, scale, top, canvas.y, "%")
    for topic, marks, middle in zip(topics, rows, middles, strict=True):
        _draw_dot_row(canvas, panel, topic, marks, middle, scale, styles)
    canvas.y += canvas.get_leading("note") + 1


def _write_topic_label(
    canvas: Canvas, topic: Topic, labels: pd.DataFrame, width: float, lanes: int
) -> tuple[float, float]:
    """Write a topic's label, other concepts and verdict; return the middle of the line and its height, mm."""
    language = canvas.language
    name = topic.label(labels, language)
    verdict = summarise_verdict(topic, language)
    others = [
        say_item(name_place(place, language), label_indicator({**row, "school_level": ""}, labels, language), language)
        for place, row in topic.cells.items()
        if row["indicator"] != topic.indicator
    ]
    head, role = canvas.fit_label(name, width - 2)
    small = [line for text in others for line in canvas.wrap(text, width - 2, "note")]
    words = canvas.wrap(verdict.write(language), width - 6, "note")
    big_step, step = canvas.get_leading(role, tight=True), canvas.get_leading("note", tight=True)
    tall = len(head) * big_step + (len(small) + len(words)) * step
    height = max(tall, lanes * LANE)
    middle = canvas.y + height / 2
    y = canvas.write_lines(canvas.left, middle - tall / 2 + big_step / 2, head, role, tight=True)
    y = canvas.write_lines(canvas.left, y - (big_step - step) / 2, small, "note", tight=True, colour=SECONDARY)
    draw_verdict_mark(canvas, canvas.left + 1.1, y, verdict.grade)
    canvas.write_lines(canvas.left + 3.4, y, words, "note", tight=True, colour=SECONDARY)
    return middle, height


def _draw_dot_row(
    canvas: Canvas,
    panel: Axes,
    topic: Topic,
    marks: Sequence[_Mark],
    middle: float,
    scale: Scale,
    styles: Mapping[str, PlaceStyle],
) -> None:
    lanes = 1 + max((mark.lane for mark in marks), default=0)
    heights = {mark.place: middle + (mark.lane - (lanes - 1) / 2) * LANE for mark in marks}
    canvas.draw_line((scale.left, scale.right), (middle, middle), GRID, 0.7, behind=True, linestyle=(0, (1, 2)))
    values = {mark.place: mark.value for mark in marks if mark.value is not None}
    for grade, style in (("with_caution", (0, (1.5, 1.5))), ("comparable", "-")):
        ends = _find_joined(topic, grade, values)
        if ends:
            gid = make_id("join", topic.indicator, topic.school_level, grade)
            line = {"color": SECONDARY, "linewidth": 1.1, "linestyle": style, "zorder": 3, "gid": gid}
            panel.plot([min(ends), max(ends)], [middle] * 2, **line)
    for mark in marks:
        drawn = _draw_mark(canvas, panel, mark, heights[mark.place], scale, styles[mark.place])
        canvas.link(drawn, mark.row, "mark", topic.indicator, topic.school_level, mark.place)


def _find_joined(topic: Topic, grade: str, values: Mapping[str, float]) -> list[float]:
    """Return the values that a line of a grade joins, none where it would touch one that it does not hold for."""
    held = list_held(topic.find_pairs(grade), values)
    ends = [values[place] for place in held]
    others = [value for place, value in values.items() if place not in held]
    if not ends:
        return []
    linked = are_all_linked(topic.find_pairs(*GRADES[: GRADES.index(grade) + 1]), held)
    return ends if linked and not any(min(ends) <= value <= max(ends) for value in others) else []


def _draw_mark(canvas: Canvas, panel: Axes, mark: _Mark, y: float, scale: Scale, style: PlaceStyle) -> Artist:
    """Draw one value with its label and year, or the dashed box of a lost one."""
    if mark.value is None:
        left, right = mark.span
        tall = canvas.get_leading("note")
        box = canvas.draw_box(left, y - tall / 2, right - left, tall, "white", SOURCE, dashed=True, line=0.7)
        canvas.write(left + 1, y, mark.label, "note", colour=style.text)
        return box
    x = scale.find(mark.value)
    draw_arrow(canvas, x, y, mark.row, style.colour)
    drawn = draw_value(panel, mark.row, mark.value, y, style)
    sign = 1 if mark.side == "right" else -1
    align = "left" if mark.side == "right" else "right"
    x += (2.2 + 4.5 * (find_arrow(mark.row) == sign)) * sign
    canvas.write(x, y, mark.label, "value", bold=True, colour=style.text, align=align, halo=True)
    x += (1.0 + canvas.measure(mark.label, "value", bold=True)) * sign
    canvas.write(x, y, mark.year, "note", colour=SECONDARY, align=align, halo=True)
    return drawn


def _title_rates(topics: Sequence[Topic], labels: pd.DataFrame, language: str) -> str:
    """State the widest gap between places that may be compared, else that with caution, else that none may."""
    if all(len(topic.cells) < 2 for topic in topics):
        return say("rates_title_single", language, n=len(topics))
    for grade in ("comparable", "with_caution"):
        gaps = [gap for topic in topics for pair in topic.find_pairs(grade) if (gap := measure_gap(topic, pair))]
        pairs = sum(len(topic.find_pairs(grade)) for topic in topics)
        if not pairs:
            continue
        if not gaps:
            return say("rates_title_bounds", language, n=pairs)
        if not any(gap[0] for gap in gaps) and len(gaps) == pairs:
            return say(f"rates_title_equal_{grade}", language, n=pairs)
        size, topic, more, less = choose_gap(gaps)
        high, low = _find_equals(topic, more, less, grade)
        return say(
            f"rates_title_{grade}",
            language,
            label=topic.label(labels, language),
            a=_name_equals(high, language),
            b=_name_equals(low, language),
            va=format_quantity(topic.cells[more], language),
            vb=format_quantity(topic.cells[less], language),
            d=format_number(size, language),
        )
    return say("rates_title_none", language, n=len(topics))


def _find_equals(topic: Topic, more: str, less: str, grade: str) -> tuple[list[str], list[str]]:
    """Return the places that state the higher and the lower value exactly, each of which compares with each other."""
    pairs = topic.find_pairs(grade)

    def find(place: str, against: Sequence[str]) -> list[str]:
        value = topic.cells[place]["value"]
        exact = [other for other, row in topic.cells.items() if get_state(row) == "exact" and row["value"] == value]
        return [one for one in exact if all(are_all_linked(pairs, [one, other]) for other in against)]

    if topic.cells[more]["value"] == topic.cells[less]["value"]:
        return [more], [less]
    high = find(more, [less])
    return high, find(less, high)


def _name_equals(places: Sequence[str], language: str) -> str:
    names = [name_place(place, language) for place in places]
    return join(names, language) if len(names) <= 2 else count_places(len(names), language)
