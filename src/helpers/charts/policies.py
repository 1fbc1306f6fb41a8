"""Measures by place, and their years."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import pandas as pd
from matplotlib.axes import Axes

from helpers.charts.parts import (
    COLUMNS_MOST,
    Columns,
    Group,
    Scale,
    draw_matrix_head,
    finish_empty,
    write_group,
    write_key,
)
from helpers.charts.rates import LABEL_WIDTH
from helpers.charts.wording import (
    Row,
    cite,
    compose_alt,
    compose_note,
    count_places,
    format_date,
    format_period,
    get_compared,
    join,
    make_id,
    name_place,
    say,
    to_rows,
    widen_brackets,
)
from helpers.figures import GRID, INK, SECONDARY, Canvas, Chart, PlaceStyle, style_places

MEASURE_STATES = ("adopted", "pilot", "planned")


_FILL_STYLES = {"adopted": "full", "pilot": "left", "planned": "none"}


def _name_measure(measure: str, labels: pd.DataFrame, language: str) -> str:
    found = labels.loc[labels["id"] == measure, f"label_{language}"]
    label = str(found.iloc[0]) if len(found) and found.iloc[0] else measure
    return widen_brackets(label) if language == "zh" else label


def _draw_measure_mark(canvas: Canvas, x: float, y: float, status: str, colour: str, gid: str | None = None) -> None:
    mark = canvas.draw_mark(x, y, "o", colour, size=5.6)
    mark.set_fillstyle(_FILL_STYLES[status])
    mark.set_markerfacecoloralt("white")
    mark.set_gid(gid)


def draw_measures(
    measures: pd.DataFrame,
    articles: pd.DataFrame,
    labels: pd.DataFrame,
    places: Sequence[str],
    language: str,
    remark: str = "",
    most: int = 18,
) -> Chart:
    """Draw which measures each place's texts mention: adopted, as a pilot, as a plan, or not at all.

    `measures` and `articles` are the tables of these names; `labels` has the columns id, label_zh, label_en. Measures
    that most places mention come first; at most 8 places are drawn.
    """
    rows = [r for r in to_rows(measures) if r["place"] in places and r["status"] not in ("", "not_mentioned")]
    held: dict[str, dict[str, Row]] = {}
    for row in rows:
        held.setdefault(row["measure"], {}).setdefault(row["place"], row)
    ranked = sorted(held, key=lambda measure: -len(held[measure]))
    canvas = Canvas(language)
    title = _title_measures(held, ranked, labels, places, language)
    if not held:
        return finish_empty(canvas, title, say("measures_subtitle", language), articles, places, remark)
    canvas.write_header(title, say("measures_subtitle", language))
    key = [
        (
            lambda x, y, state=state: _draw_measure_mark(canvas, x + 3, y, state, SECONDARY),
            say(f"measure_{state}", language),
        )
        for state in MEASURE_STATES
    ]
    key.append(
        (
            lambda x, y: canvas.write(x + 2, y, say("not_mentioned", language), colour=SECONDARY),
            say("state_missing", language),
        )
    )
    write_key(canvas, key, canvas.left - 2)
    columns = draw_matrix_head(canvas, articles, places[:COLUMNS_MOST], verdict=False)
    for measure in ranked[:most]:
        _draw_measure_row(canvas, measure, held[measure], labels, columns)
    said = [_say_measure(measure, held[measure], labels, language) for measure in ranked]
    more = say("measures_more", language, n=len(ranked) - most) if len(ranked) > most else ""
    note = compose_note([say("measures_note", language), more, remark], language)
    source = cite(get_compared(articles, places), language)
    return canvas.finish(note, source, compose_alt(say("measures_alt", language), said, language))


def _draw_measure_row(
    canvas: Canvas, measure: str, held: Mapping[str, Row], labels: pd.DataFrame, columns: Columns
) -> None:
    lines = canvas.wrap(_name_measure(measure, labels, canvas.language), columns.label - 2)
    height = max(len(lines) * canvas.get_leading("label", tight=True) + 1.2, 5.2)
    middle = canvas.y + height / 2
    canvas.write_block(canvas.left, middle, lines)
    for number, (place, style) in enumerate(columns.styles.items()):
        x = columns.left + number * columns.cell
        if place not in held:
            canvas.write(x + 1.5, middle, say("not_mentioned", canvas.language), colour=SECONDARY)
            continue
        row = held[place]
        _draw_measure_mark(canvas, x + 2, middle, row["status"], style.colour, make_id("measure", measure, place))
        word = say(f"measure_{row['status']}", canvas.language)
        period = format_period(str(row["period"]), canvas.language)
        wordings = [
            f"{word} {period}".strip(),
            period or word,
            period[:5] if canvas.language == "zh" else period[-4:],
            "",
        ]
        text = next(t for t in wordings if canvas.measure(t, "note") <= columns.cell - 6)
        canvas.write(x + 4.8, middle, text, "note", colour=SECONDARY)
    canvas.y += height
    canvas.draw_line((canvas.left, canvas.right), (canvas.y, canvas.y), GRID, 0.5)


def _say_measure(measure: str, held: Mapping[str, Row], labels: pd.DataFrame, language: str) -> str:
    said = []
    for place, row in held.items():
        period = format_period(str(row["period"]), language)
        word = say(f"measure_{row['status']}", language)
        said.append(f"{name_place(place, language)} {word}" + (f" {period}" if period else ""))
    label = _name_measure(measure, labels, language)
    return f"{label}：{'，'.join(said)}" if language == "zh" else f"{label}: {', '.join(said)}"


def _title_measures(
    held: Mapping[str, Mapping[str, Row]],
    ranked: Sequence[str],
    labels: pd.DataFrame,
    places: Sequence[str],
    language: str,
) -> str:
    if not held:
        return say("measures_title_empty", language)
    if len(places) == 1:
        return say("measures_title_single", language, place=name_place(places[0], language), n=len(held))
    common = [measure for measure in ranked if len(held[measure]) == len(places)]
    label = _name_measure(ranked[0], labels, language)
    values = {
        "n": len(held),
        "k": len(common) or sum(len(held[measure]) == len(held[ranked[0]]) for measure in ranked),
        "places": count_places(len(places), language),
        "label": label,
        "m": count_places(len(held[ranked[0]]), language),
    }
    branch = "none" if not common else "one" if len(common) == 1 else "all" if len(common) == len(held) else "some"
    return say(f"measures_title_{branch}", language, **values)


YEARS_MOST = 10


LINES_MOST = 18
LINES_OF_MANY = 12  # above four places, whose names take lines too


def _read_span(period: str) -> tuple[float, float] | None:
    """Read a period as years: the start of its first and the end of its last year, month or day.

    >>> _read_span("2021/2025"), _read_span("2024-03"), _read_span("")
    ((2021, 2026), (2024.1666666666667, 2024.25), None)
    """
    if not re.fullmatch(r"\d{4}(-\d\d){0,2}(/\d{4}(-\d\d){0,2})?", period):
        return None
    first, last = period.split("/")[0].split("-"), period.split("/")[-1].split("-")
    start = int(first[0]) + ((int(first[1]) - 1) / 12 if len(first) > 1 else 0)
    return start, int(last[0]) + (int(last[1]) / 12 if len(last) > 1 else 1)


def _read_date(article: Row) -> float | None:
    """Read a text's date as a year with its fraction; a year alone is taken at its end."""
    span = _read_span(str(article["published"]))
    return span[1] if span else None


def draw_timeline(
    measures: pd.DataFrame,
    articles: pd.DataFrame,
    labels: pd.DataFrame,
    places: Sequence[str],
    language: str,
    remark: str = "",
) -> Chart:
    """Draw the years that the texts give for their measures: solid before the text was written, hollow after it.

    `measures` and `articles` are the tables of these names; `labels` has the columns id, label_zh, label_en.
    """
    rows = [r for r in to_rows(measures) if r["place"] in places and r["status"] not in ("", "not_mentioned")]
    dated = [row for row in rows if _read_span(str(row["period"]))]
    dated.sort(key=lambda row: (places.index(row["place"]), _read_span(str(row["period"]))))
    shown = dated[: LINES_MOST if len(places) <= 4 else LINES_OF_MANY]
    canvas = Canvas(language)
    texts = {text["doc_id"]: text for text in to_rows(articles)}
    title = _title_timeline(rows, dated, texts, language)
    if not shown:
        return finish_empty(canvas, title, say("timeline_subtitle", language), articles, places, remark)
    canvas.write_header(title, say("timeline_subtitle", language))
    spans = [_read_span(str(row["period"])) for row in shown]
    dates = [date for row in shown if (date := _read_date(texts[row["doc_id"]]))]
    high = -(-max(*(end for _, end in spans), *dates, 0) // 1)
    low = max(min(start for start, _ in spans) // 1, high - YEARS_MOST)
    scale = Scale(low, max(high, low + 2), canvas.left + LABEL_WIDTH + 4, canvas.right)
    _draw_years(canvas, shown, texts, labels, scale, style_places(places))
    said = [
        f"{name_place(row['place'], language)} {_name_measure(row['measure'], labels, language)} "
        f"{format_period(str(row['period']), language)}"
        for row in shown
    ]
    undated = say("timeline_undated", language, n=len(rows) - len(dated)) if len(rows) > len(dated) else ""
    more = say("measures_more", language, n=len(dated) - len(shown)) if len(dated) > len(shown) else ""
    note = compose_note([say("timeline_note", language), undated, more, remark], language)
    source = cite(get_compared(articles, places), language)
    return canvas.finish(note, source, compose_alt(say("timeline_alt", language), said, language))


def _draw_years(
    canvas: Canvas,
    rows: Sequence[Row],
    texts: Mapping[str, Row],
    labels: pd.DataFrame,
    scale: Scale,
    styles: Mapping[str, PlaceStyle],
) -> None:
    canvas.y += 1.5
    for year in range(int(scale.low), int(scale.high)):
        middle = (scale.find(year) + scale.find(year + 1)) / 2
        canvas.write(middle, canvas.y, str(year), "note", colour=SECONDARY, align="center")
    top = canvas.y = canvas.y + 2.6
    ready, place = [], None
    for row in rows:
        if row["place"] != place:
            place = row["place"]
            texts_here = [texts[doc_id] for doc_id in dict.fromkeys(r["doc_id"] for r in rows if r["place"] == place)]
            dates = join((format_date(text, canvas.language) for text in texts_here), canvas.language)
            group = Group(place, say("written", canvas.language, dates=dates), (), styles[place])
            top_of_group = canvas.y + (1.2 if ready else 0)
            canvas.y = write_group(canvas, group, LABEL_WIDTH + 2, top_of_group, compact=len(styles) > 3) + 0.6
        lines = canvas.wrap(_name_measure(row["measure"], labels, canvas.language), LABEL_WIDTH + 2)
        height = max(len(lines) * canvas.get_leading("label", tight=True) + 0.8, 4.8)
        canvas.write_block(canvas.left, canvas.y + height / 2, lines)
        ready.append((row, canvas.y + height / 2))
        canvas.y += height
    for year in range(int(scale.low), int(scale.high), 2):
        canvas.draw_band(
            scale.find(year), top, scale.find(min(year + 1, scale.high)) - scale.find(year), canvas.y - top
        )
    panel = canvas.add_panel(scale.left, top, scale.right - scale.left, canvas.y - top)
    panel.set_xlim(scale.low, scale.high)
    panel.set_ylim(canvas.y, top)
    for row, y in ready:
        _draw_span(canvas, panel, row, _read_date(texts[row["doc_id"]]), y, scale, styles[row["place"]])
    for doc_id in dict.fromkeys(row["doc_id"] for row, _ in ready):
        _draw_written(canvas, texts[doc_id], [y for row, y in ready if row["doc_id"] == doc_id], scale)


def _draw_span(
    canvas: Canvas, panel: Axes, row: Row, date: float | None, y: float, scale: Scale, style: PlaceStyle
) -> None:
    """Draw one measure's years: the part before the text's date solid, the part after it hollow."""
    start, end = _read_span(str(row["period"]))
    split = start if row["status"] == "planned" else min(max(date or end, start), end)
    gid = make_id("span", row["measure"], row["place"])
    shown = max(start, scale.low)
    parts = [(shown, split, style.colour), (max(split, shown), end, "white")]
    for number, (first, last, fill) in enumerate(parts):
        if last > first:
            panel.barh(
                y, last - first, 3.2, first, color=fill, edgecolor=style.colour, linewidth=1.0, gid=f"{gid}-{number}"
            )
    if start < scale.low:
        text = say("since", canvas.language, year=int(start))
        canvas.write(scale.left + 1, y, f"← {text}", "note", colour="white" if split > shown else style.text, bold=True)


def _draw_written(canvas: Canvas, text: Row, ys: Sequence[float], scale: Scale) -> None:
    """Draw an upright line at the date of a text, beside the measures that it names."""
    date = _read_date(text)
    if date is None or not scale.low <= date <= scale.high:
        return
    x = scale.find(date)
    canvas.draw_line((x, x), (min(ys) - 2.4, max(ys) + 2.4), INK, 1.0)


def _title_timeline(rows: Sequence[Row], dated: Sequence[Row], texts: Mapping[str, Row], language: str) -> str:
    """Say which place's measures reach furthest beyond the date of its text."""
    if not dated:
        return say("timeline_title_none" if rows else "measures_title_empty", language, n=len(rows))
    ends: dict[str, float] = {}
    for row in dated:
        end, date = _read_span(str(row["period"]))[1], _read_date(texts[row["doc_id"]])
        if date is None or end > date or row["status"] == "planned":
            ends[row["place"]] = max(end, ends.get(row["place"], 0))
    if not ends:
        return say("timeline_title_past", language, n=len(dated))
    last = max(ends.values())
    furthest = [name_place(place, language) for place, end in ends.items() if end == last]
    year = int(last) - 1 if last == int(last) else int(last)
    if len(furthest) > 3:
        return say("timeline_title_many", language, places=count_places(len(furthest), language), year=year)
    return say("timeline_title_plan", language, places=join(furthest, language), year=year)
