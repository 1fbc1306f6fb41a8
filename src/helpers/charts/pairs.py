"""Small multiples of everything that compares."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

import pandas as pd

from helpers.charts.canvas import Canvas, Chart
from helpers.charts.house import get_house, style_places
from helpers.charts.parts import Scale, choose_fill, draw_verdict_mark, finish_empty, get_anchor, stretch
from helpers.charts.sources import cite_rows
from helpers.charts.stated import keep_places
from helpers.charts.style import SECONDARY, PlaceStyle
from helpers.charts.topics import (
    Topic,
    are_all_linked,
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
    format_quantity,
    format_year,
    get_state,
    name_place,
    say,
    say_corrected,
    say_rest,
)

PANELS_MOST = 12
PLACES_MOST = 30
PANEL_COLUMNS = 3  # two where the panels have more than four places
BAR = 5.4  # mm that a bar takes at least, and at most
BAR_MOST = 15.0
PANEL_GAP = 5.0
PANEL_FOOT = 3.0  # mm below a row of panels
PANEL_HEAD = 14.0  # mm: about what a panel's label and verdict take
PANELS_HEIGHT = 165.0

_PanelHead = tuple[list[str], list[str]]  # the lines of the label and of the verdict


def draw_pairs(
    comparison: pd.DataFrame,
    indicators: pd.DataFrame,
    articles: pd.DataFrame,
    labels: pd.DataFrame,
    places: Sequence[str],
    language: str,
    remark: str = "",
    page: float = PANELS_HEIGHT,
) -> Chart:
    """Draw a small panel of bars for each indicator that two places or more may compare, outright or with caution.

    The tables are those of the same names; `labels` is the catalogue of indicators. Each panel has its own scale from
    zero; at most 12 panels are drawn, as many as `page` mm take, those that compare outright first, with the 30 places
    that state most.
    """
    kept = keep_places(places, indicators, PLACES_MOST)
    topics = [
        t for t in list_topics(comparison, indicators, labels, kept) if t.find_pairs("comparable", "with_caution")
    ]
    topics.sort(key=lambda topic: (not topic.find_pairs("comparable"), bool(topic.words), not topic.is_rate))
    shown = [_keep_judged(topic) for topic in topics[:PANELS_MOST]]
    canvas = Canvas(language)
    title = _title_pairs(topics, language)
    if len(kept) < len(places):  # the highest value may be that of a place that is not drawn
        title = say("pairs_title_kept", language, n=len(topics), k=len(kept))
    canvas.write_header(title, say("pairs_subtitle", language))
    if not topics:
        return finish_empty(canvas, articles, places, remark)
    across = min(PANEL_COLUMNS if len(places) <= 4 else 2, len(shown))
    grid = [shown[start : start + across] for start in range(0, len(shown), across)]
    heights = [max(len(topic.cells) for topic in row) * BAR + PANEL_HEAD for row in grid]
    grid = get_house().fit(grid, heights, page)
    shown = [topic for row in grid for topic in row]
    said = say_topics(shown, labels, language)
    cells = [cell for topic in shown for cell in topic.cells.values()]
    more = say_rest("measures_more", language, len(topics) - len(shown))
    others = say_rest("matrix_places", language, len(places) - len(kept))
    note = compose_note([say("pairs_note", language), say_corrected(cells, language), more, others, remark], language)
    source = cite_rows(articles, cells, language)
    width = (canvas.right - canvas.left - PANEL_GAP * (across - 1)) / across
    heads = [[_prepare_panel_head(canvas, topic, labels, width) for topic in row] for row in grid]
    foot = canvas.measure_foot(note, source) + sum(_measure_heads(canvas, row) + PANEL_FOOT for row in heads)
    bar = stretch(canvas, sum(max(len(topic.cells) for topic in row) for row in grid), foot, BAR, BAR_MOST)
    for row, row_heads in zip(grid, heads, strict=True):
        _draw_panel_row(canvas, row, row_heads, width, bar, style_places(places))
    # Few bars would leave an empty band above the note: the figure is then less tall than others.
    return canvas.finish(note, source, compose_alt(say("pairs_alt", language), said, language), least=0)


def _draw_panel_row(
    canvas: Canvas,
    row: Sequence[Topic],
    heads: Sequence[_PanelHead],
    width: float,
    bar: float,
    styles: Mapping[str, PlaceStyle],
) -> None:
    """Draw panels side by side, their bars on one height."""
    tall = _measure_heads(canvas, heads)
    for column, (topic, head) in enumerate(zip(row, heads, strict=True)):
        x = canvas.left + column * (width + PANEL_GAP)
        _write_panel_head(canvas, topic, head, x, canvas.y)
        _draw_panel(canvas, topic, x, canvas.y + tall, width, bar, styles)
    canvas.y += tall + max(len(topic.cells) for topic in row) * bar + PANEL_FOOT


def _measure_heads(canvas: Canvas, heads: Sequence[_PanelHead]) -> float:
    """Return the height of the tallest head with the space below it, mm."""
    return max(len(head) + len(words) for head, words in heads) * canvas.get_leading("label", tight=True) + 1.5


def _keep_judged(topic: Topic) -> Topic:
    """Keep the places that stand in a pair that may be compared; of counts those of the commonest level of government.

    Where pairs of several levels compare with caution only, all stay: the verdict says why.
    """
    pairs = topic.find_pairs("comparable", "with_caution")
    held = list_held(pairs, topic.cells)
    levels = Counter(topic.cells[place]["place_level"] for place in held)
    if not topic.is_rate and are_apart(pairs, topic.cells):
        held = [place for place in held if topic.cells[place]["place_level"] == max(levels, key=levels.__getitem__)]
    kept = [pair for pair in pairs if pair["place_a"] in held and pair["place_b"] in held]
    return replace(topic, cells={place: topic.cells[place] for place in held}, pairs=tuple(kept))


def are_apart(pairs: Sequence[Row], cells: Mapping[str, Row]) -> bool:
    """Say whether no pair joins places of two levels of government."""
    return all(len({cells[pair[side]]["place_level"] for side in ("place_a", "place_b")}) == 1 for pair in pairs)


def _prepare_panel_head(canvas: Canvas, topic: Topic, labels: pd.DataFrame, width: float) -> _PanelHead:
    label = topic.label(labels, canvas.language)
    words = canvas.wrap(summarise_verdict(topic, canvas.language).write(canvas.language), width - 4, "note")
    return canvas.wrap(label, width, "label", bold=True), words


def _write_panel_head(canvas: Canvas, topic: Topic, head: _PanelHead, x: float, y: float) -> None:
    y += canvas.get_leading("label", tight=True) / 2
    y = canvas.write_lines(x, y, head[0], "label", tight=True, bold=True)
    draw_verdict_mark(canvas, x + 1.1, y, summarise_verdict(topic, canvas.language).grade)
    canvas.write_lines(x + 3.4, y, head[1], "note", tight=True, colour=SECONDARY)


def _draw_panel(
    canvas: Canvas, topic: Topic, x: float, y: float, width: float, height: float, styles: Mapping[str, PlaceStyle]
) -> None:
    """Draw a panel's bars, each with its place, value and year."""
    language = canvas.language
    cells = {place: row for place, row in topic.cells.items() if get_anchor(row) is not None}
    values = {place: get_anchor(row) for place, row in cells.items()}
    texts = {place: (format_quantity(row, language), format_year(row, language)) for place, row in cells.items()}
    names = {place: canvas.shorten(name_place(place, language), 0.38 * width, "note") for place in cells}
    before = max(canvas.measure(name, "note") for name in names.values()) + 1.5
    after = max(canvas.measure(v, "label", bold=True) + canvas.measure(t, "note") for v, t in texts.values()) + 2.5
    left, right = x + before, x + max(width - after, before + 5)
    panel = canvas.add_panel(left, y, right - left, len(cells) * height)
    bars = panel.barh(range(len(cells)), list(values.values()), 0.62)
    panel.set_ylim(len(cells) - 0.5, -0.5)
    low, high = min(0.0, *values.values()), max(0.0, *values.values())
    scale = Scale(low, high if high > low else low + 1, left, right)
    panel.set(xlim=(scale.low, scale.high), xlabel="", ylabel="")
    canvas.draw_line((scale.find(0), scale.find(0)), (y, y + len(cells) * height), SECONDARY, 0.7)
    for number, (bar, (place, row)) in enumerate(zip(bars, cells.items(), strict=True)):
        colour = styles[place].colour
        bar.set(facecolor=choose_fill(styles[place], get_state(row)), edgecolor=colour, linewidth=0.8)
        canvas.link(bar, row, "bar", topic.indicator, topic.school_level, place)
        middle = y + (number + 0.5) * height
        canvas.write(x, middle, names[place], "note", colour=styles[place].text)
        value, year = texts[place]
        end = scale.find(max(values[place], 0)) + 1
        canvas.write(end, middle, value, "label", bold=True, colour=styles[place].text)
        canvas.write(end + canvas.measure(value, "label", bold=True) + 1, middle, year, "note", colour=SECONDARY)


def _title_pairs(topics: Sequence[Topic], language: str) -> str:
    sure = [topic for topic in topics if topic.find_pairs("comparable")]
    if not topics:
        return say("pairs_title_none", language)
    if not sure:
        return say("pairs_title_caution", language, n=len(topics))
    leaders = [leader for topic in sure if (leader := _find_leader(topic))]
    first = max(dict.fromkeys(leaders), key=leaders.count, default="")
    values = {"n": len(sure), "m": len(topics) - len(sure)}
    if not values["m"] and (not first or leaders.count(first) < 2):
        return say("pairs_title_only_sure", language, **values)
    if not first or leaders.count(first) < 2:
        return say("pairs_title_sure", language, **values)
    return say("pairs_title_leader", language, place=name_place(first, language), k=leaders.count(first), **values)


def _find_leader(topic: Topic) -> str:
    """Return the place whose rate is the highest of all in a topic's panel, if they all compare outright; else "".

    A count that is the highest would only say that a big place is big.
    """
    if not topic.is_rate:
        return ""
    pairs = topic.find_pairs("comparable")
    gaps = [gap for pair in pairs if (gap := measure_gap(topic, pair))]
    held = list_held(topic.find_pairs("comparable", "with_caution"), topic.cells)
    if not are_all_linked(pairs, held) or len(gaps) < len(pairs) or not all(gap[0] for gap in gaps):
        return ""
    return ({more for _, _, more, _ in gaps} - {less for _, _, _, less in gaps}).pop()
