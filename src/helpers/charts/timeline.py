"""The years that the texts give for what they did and plan to do."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
from matplotlib.axes import Axes

from helpers.charts.canvas import Canvas, Chart
from helpers.charts.measures import MEASURE_STATES, name_measure
from helpers.charts.parts import Group, Scale, finish_empty, write_group
from helpers.charts.rates import LABEL_WIDTH
from helpers.charts.style import INK, SECONDARY, PlaceStyle, style_places
from helpers.charts.wording import (
    CORRECTED,
    Row,
    cite,
    compose_alt,
    compose_note,
    count_places,
    format_date,
    format_period,
    format_quantity,
    get_compared,
    get_state,
    join,
    label_indicator,
    make_id,
    name_place,
    say,
    say_corrected,
    say_whether_corrected,
    to_rows,
)

YEARS_MOST = 10
LINES_MOST = 18
LINES_OF_MANY = 12  # above four places, whose names take lines too

Span = tuple[float, float]


@dataclass(frozen=True)
class _Event:
    """What a text says was done or is planned in some years."""

    place: str
    label: str
    planned: bool
    period: str
    text: Row
    gid: str
    row: Row | None = None  # of the table `indicators`, where it is a number

    @property
    def span(self) -> Span | None:
        """The years as numbers, what has been done ending with the text's date; None where the text names none."""
        span = _read_span(self.period)
        if span and self.date and not self.planned and span[0] < self.date < span[1] < self.date + 1:
            return span[0], self.date  # “since 2021” in a text of October 2024 says nothing of November
        return span

    @property
    def date(self) -> float | None:
        """The date of the text as a year with its fraction, a year alone at its end; None where it is not known."""
        span = _read_span(str(self.text["published"]))
        return span[1] if span else None

    @property
    def reaches_out(self) -> bool:
        """Whether it is planned or lasts beyond the date of the text."""
        return self.planned or (self.date is not None and self.span[1] > self.date)

    def say(self, language: str) -> str:
        """Say the event in words, for an alternative text."""
        label = self.label.removesuffix(CORRECTED)
        details = [say_whether_corrected(self.row, language) if self.row is not None else ""]
        details += [say("planned", language) if self.planned else "", format_period(self.period, language)]
        place, details = name_place(self.place, language), [detail for detail in details if detail]
        return (
            f"{place}{label}（{'，'.join(details)}）" if language == "zh" else f"{place} {label} ({', '.join(details)})"
        )


_ADDED = {"doc_id": "corrections", "published": "", "published_basis": ""}  # what an analyst adds stands in no text


def _read_span(period: str) -> Span | None:
    """Read a period as years: the start of its first and the end of its last year or month (a day counts its month).

    >>> _read_span("2021/2025"), _read_span("2024-03"), _read_span("")
    ((2021, 2026), (2024.1666666666667, 2024.25), None)
    """
    if not re.fullmatch(r"\d{4}(-\d\d){0,2}(/\d{4}(-\d\d){0,2})?", period):
        return None
    first, last = period.split("/")[0].split("-"), period.split("/")[-1].split("-")
    start = int(first[0]) + ((int(first[1]) - 1) / 12 if len(first) > 1 else 0)
    return start, int(last[0]) + (int(last[1]) / 12 if len(last) > 1 else 1)


def draw_timeline(
    measures: pd.DataFrame,
    articles: pd.DataFrame,
    labels: pd.DataFrame,
    places: Sequence[str],
    language: str,
    indicators: pd.DataFrame | None = None,
    catalogue: pd.DataFrame | None = None,
    remark: str = "",
) -> Chart:
    """Draw the years that the texts give: solid before the text was written, hollow after it or where planned.

    `measures` and `articles` are the tables of these names; `labels` has the columns id, label_zh, label_en. With the
    table `indicators` and its `catalogue` (id, label_zh, label_en) the numbers that are planned and the counts that
    hold over several years are drawn too. At most 18 lines, plans first.
    """
    canvas = Canvas(language)
    events = _list_events(measures, articles, labels, places, language)
    if indicators is not None and catalogue is not None:
        events += _list_numbers(indicators, articles, catalogue, places, language)
    dated = [event for event in events if event.span]
    most = LINES_MOST if len(places) <= 4 else LINES_OF_MANY
    shown = sorted(dated, key=lambda event: not event.reaches_out)[:most]
    shown.sort(key=lambda event: (places.index(event.place), event.span))
    title = _title_timeline(events, dated, language)
    if not shown:
        return finish_empty(canvas, title, say("timeline_subtitle", language), articles, places, remark)
    canvas.write_header(title, say("timeline_subtitle", language))
    ends = [event.span[1] for event in shown] + [event.date for event in shown if event.date]
    high = -(-max(ends) // 1)
    low = max(min(event.span[0] for event in shown) // 1, high - YEARS_MOST)
    _draw_years(canvas, shown, low, max(high, low + 2), style_places(places))
    said = [event.say(language) for event in shown]
    undated = say("timeline_undated", language, n=len(events) - len(dated)) if len(events) > len(dated) else ""
    more = say("measures_more", language, n=len(dated) - len(shown)) if len(dated) > len(shown) else ""
    corrected = say_corrected([event.row for event in shown if event.row is not None], language)
    note = compose_note([say("timeline_note", language), corrected, undated, more, remark], language)
    source = cite(get_compared(articles, places), language)
    return canvas.finish(note, source, compose_alt(say("timeline_alt", language), said, language))


def _list_events(
    measures: pd.DataFrame, articles: pd.DataFrame, labels: pd.DataFrame, places: Sequence[str], language: str
) -> list[_Event]:
    """List the measures that the texts mention."""
    texts = {text["doc_id"]: text for text in to_rows(articles)}
    return [
        _Event(
            row["place"],
            name_measure(row["measure"], labels, language),
            row["status"] == "planned",
            str(row["period"]),
            texts[row["doc_id"]],
            make_id("span", row["measure"], row["place"]),
        )
        for row in to_rows(measures)
        if row["place"] in places and row["status"] in MEASURE_STATES
    ]


def _list_numbers(
    indicators: pd.DataFrame, articles: pd.DataFrame, catalogue: pd.DataFrame, places: Sequence[str], language: str
) -> list[_Event]:
    """List the numbers that are planned for some time and the counts that hold over several years, each once."""
    texts = {text["doc_id"]: text for text in to_rows(articles)}
    events: dict[tuple, _Event] = {}
    for row in to_rows(indicators):
        planned, period = row["status"] == "planned", str(row["period"])
        spans = bool(period) if planned else "/" in period and row["kind"] == "level" and get_state(row) != "lost"
        if row["indicator"] == "unmapped" or row["place"] not in places or not spans:
            continue
        label = f"{label_indicator(row, catalogue, language)} {format_quantity(row, language)}"
        gid = make_id("span", row["indicator"], row["school_level"], row["place"], row["start"])
        event = _Event(str(row["place"]), label, planned, period, texts.get(row["doc_id"], _ADDED), gid, row)
        events.setdefault((event.place, label, period), event)
    return list(events.values())


def _draw_years(
    canvas: Canvas, events: Sequence[_Event], low: float, high: float, styles: Mapping[str, PlaceStyle]
) -> None:
    """Draw the years as columns and the events below each other, place by place."""
    scale = Scale(low, high, canvas.left + LABEL_WIDTH + 4, canvas.right)
    canvas.y += 1.5
    for year in range(int(low), int(high)):
        middle = scale.find(year + 0.5)
        canvas.write(middle, canvas.y, str(year), "note", colour=SECONDARY, align="center")
    top = canvas.y = canvas.y + 2.6
    middles = _write_events(canvas, events, styles)
    for year in range(int(low), int(high), 2):
        left = scale.find(year)
        canvas.draw_band(left, top, scale.find(year + 1) - left, canvas.y - top)
    panel = canvas.add_panel(scale.left, top, scale.right - scale.left, canvas.y - top)
    panel.set(xlim=(low, high), ylim=(canvas.y, top))
    for event, y in zip(events, middles, strict=True):
        _draw_span(canvas, panel, event, y, scale, styles[event.place])
    for doc_id in dict.fromkeys(event.text["doc_id"] for event in events):
        own = [(event, y) for event, y in zip(events, middles, strict=True) if event.text["doc_id"] == doc_id]
        date, ys = own[0][0].date, [y for _, y in own]
        if date is not None and low <= date <= high:
            # Of a text that is dated by its year alone the line stands at the year's end, dashed.
            style = "-" if "-" in str(own[0][0].text["published"]) else (0, (2, 1.5))
            canvas.draw_line((scale.find(date),) * 2, (min(ys) - 2.4, max(ys) + 2.4), INK, 1.0, linestyle=style)


def _write_events(canvas: Canvas, events: Sequence[_Event], styles: Mapping[str, PlaceStyle]) -> list[float]:
    """Write places, the dates of their texts and the events below each other; return the middles of the events, mm."""
    middles: list[float] = []
    for before, event in zip([None, *events], events, strict=False):
        if before is None or event.place != before.place:
            texts = {e.text["doc_id"]: e.text for e in events if e.place == event.place and e.text is not _ADDED}
            dates = join([format_date(text, canvas.language) for text in texts.values()], canvas.language)
            dates = say("written", canvas.language, dates=dates) if dates else ""
            group = Group(event.place, dates, (), styles[event.place])
            top = canvas.y + (1.2 if before else 0)
            canvas.y = write_group(canvas, group, LABEL_WIDTH + 2, top, compact=len(styles) > 3) + 0.6
        lines = canvas.wrap(event.label, LABEL_WIDTH + 2)
        height = max(len(lines) * canvas.get_leading("label", tight=True) + 0.8, 4.8)
        canvas.write_block(canvas.left, canvas.y + height / 2, lines)
        middles.append(canvas.y + height / 2)
        canvas.y += height
    return middles


def _draw_span(canvas: Canvas, panel: Axes, event: _Event, y: float, scale: Scale, style: PlaceStyle) -> None:
    """Draw an event's years: what lies before the text's date solid, what lies after it or is planned hollow."""
    start, end = event.span
    shown = max(start, scale.low)
    split = start if event.planned else min(max(event.date or end, start), end)
    parts = ((shown, split, style.colour), (max(split, shown), end, "white"))
    for number, (first, last, fill) in enumerate(parts):
        if last > first:
            gid = f"{event.gid}-{number}"
            panel.barh(
                y, last - first, 3.2, first, color=fill, edgecolor=style.colour, linewidth=1.0, gid=gid, clip_on=False
            )
    if start < scale.low:
        text, ink = say("since", canvas.language, year=int(start)), "white" if split > shown else style.text
        canvas.write(scale.left + 1, y, f"← {text}", "note", colour=ink, bold=True)


def _title_timeline(events: Sequence[_Event], dated: Sequence[_Event], language: str) -> str:
    """Say which place's measures reach furthest beyond the date of its text."""
    if not dated:
        return say("timeline_title_none" if events else "measures_title_empty", language, n=len(events))
    ends: dict[str, float] = {}
    for event in dated:
        if event.reaches_out:
            ends[event.place] = max(event.span[1], ends.get(event.place, 0.0))
    if not ends:
        return say("timeline_title_past", language, n=len(dated))
    last = max(ends.values())
    furthest = [name_place(place, language) for place, end in ends.items() if end == last]
    year = int(last) - (last == int(last))  # the end of 2025 is 2026.0
    if len(furthest) > 3:
        return say("timeline_title_many", language, places=count_places(len(furthest), language), year=year)
    return say("timeline_title_plan", language, places=join(furthest, language), year=year)
