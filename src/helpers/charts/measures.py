"""Which measures each place's texts mention."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence

import pandas as pd
from matplotlib.lines import Line2D

from helpers.charts.canvas import Canvas, Chart
from helpers.charts.house import get_house
from helpers.charts.parts import COLUMNS_MOST, Columns, KeyItem, draw_matrix_head, finish, finish_empty, write_key
from helpers.charts.style import GRID, SECONDARY
from helpers.charts.wording import (
    Row,
    count_places,
    format_period,
    name_place,
    say,
    say_item,
    say_rest,
    to_rows,
    widen_brackets,
)

PAGE = 170.0  # mm that all lines together may take

MEASURE_STATES = ("adopted", "pilot", "planned")
_FILL_STYLES = {"adopted": "full", "pilot": "left", "planned": "none"}


def name_measure(measure: str, labels: pd.DataFrame, language: str) -> str:
    """Return the label of a measure; its id where the catalogue has none."""
    found = labels.loc[labels["id"] == measure, f"label_{language}"]
    label = str(found.iloc[0]) if len(found) and found.iloc[0] else measure
    return widen_brackets(label) if language == "zh" else label


def _draw_measure_mark(canvas: Canvas, x: float, y: float, status: str, colour: str) -> Line2D:
    mark = canvas.draw_mark(x, y, "o", colour, size=5.6)
    mark.set_fillstyle(_FILL_STYLES[status])
    mark.set_markerfacecoloralt("white")
    return mark


def draw_measures(
    measures: pd.DataFrame,
    articles: pd.DataFrame,
    labels: pd.DataFrame,
    places: Sequence[str],
    language: str,
    remark: str = "",
    most: int = 18,
    page: float = PAGE,
) -> Chart:
    """Draw which measures each place's texts mention: adopted, as a pilot, as a plan, or not at all.

    `measures` and `articles` are the tables of these names; `labels` has the columns id, label_zh, label_en. Measures
    that most places mention come first, at most `most` of them and as many as `page` mm take; the 8 places that mention
    most are drawn.
    """
    rows = [r for r in to_rows(measures) if r["place"] in places and r["status"] not in ("", "not_mentioned")]
    held: dict[str, dict[str, Row]] = {}
    for row in rows:
        held.setdefault(row["measure"], {}).setdefault(row["place"], row)
    ranked = sorted(held, key=lambda measure: -len(held[measure]))
    canvas = Canvas(language)
    title = _title_measures(held, ranked, labels, places, language)
    canvas.write_header(title, say("measures_subtitle", language))
    if not held:
        return finish_empty(canvas, articles, places, remark)
    key = [
        KeyItem(
            lambda x, y, state=state: _draw_measure_mark(canvas, x + 1.2, y, state, SECONDARY),
            say(f"measure_{state}", language),
            2.4,
        )
        for state in MEASURE_STATES
    ]
    key.append(
        KeyItem(
            lambda x, y: canvas.write(x + 0.4, y, say("not_mentioned", language), colour=SECONDARY),
            say("state_missing", language),
            2.4,
        )
    )
    write_key(canvas, key, canvas.left)
    counts = Counter(place for own in held.values() for place in own)
    kept = sorted(places, key=lambda place: -counts[place])[:COLUMNS_MOST]
    columns = draw_matrix_head(canvas, [place for place in places if place in kept], verdict=False)
    top, drawn = canvas.y, 0
    for measure in ranked[:most]:
        label = canvas.fit_label(name_measure(measure, labels, language), columns.label - 2)
        height = max(len(label[0]) * canvas.get_leading(label[1], tight=True) + 1.2, 5.2)
        if drawn and canvas.y + height > top + get_house().cut(page):
            break
        _draw_measure_row(canvas, label, height, measure, held[measure], columns)
        drawn += 1
    most = drawn
    said = [_say_measure(measure, held[measure], columns.styles, labels, language) for measure in ranked[:most]]
    notes = [
        say("measures_note", language),
        say_rest("measures_more", language, len(ranked) - most),
        say_rest("matrix_places", language, len(places) - COLUMNS_MOST),
        remark,
    ]
    shown = [row for measure in ranked[:most] for row in held[measure].values() if row["place"] in columns.styles]
    return finish(canvas, notes, articles, shown, say("measures_alt", language), said)


def _draw_measure_row(
    canvas: Canvas,
    label: tuple[list[str], str],
    height: float,
    measure: str,
    held: Mapping[str, Row],
    columns: Columns,
) -> None:
    middle = canvas.y + height / 2
    canvas.write_block(canvas.left, middle, *label)
    for number, (place, style) in enumerate(columns.styles.items()):
        x = columns.left + number * columns.cell
        if place not in held:
            canvas.write(x + 1.5, middle, say("not_mentioned", canvas.language), colour=SECONDARY)
            continue
        row = held[place]
        mark = _draw_measure_mark(canvas, x + 2, middle, row["status"], style.colour)
        canvas.link(mark, row, "measure", measure, place)
        word = say(f"measure_{row['status']}", canvas.language)
        period = format_period(str(row["period"]), canvas.language)
        short = "" if "/" in str(row["period"]) else format_period(str(row["period"])[:4], canvas.language)
        wordings = [f"{word} {period}".strip(), period, short, word]
        text = next(t for t in [*filter(None, wordings), ""] if canvas.measure(t, "note") <= columns.cell - 6)
        canvas.write(x + 4.8, middle, text, "note", colour=SECONDARY)
    canvas.y += height
    canvas.draw_line((canvas.left, canvas.right), (canvas.y, canvas.y), GRID, 0.5)


def _say_measure(
    measure: str, held: Mapping[str, Row], places: Collection[str], labels: pd.DataFrame, language: str
) -> str:
    said = []
    for place, row in held.items():
        if place not in places:
            continue
        period = format_period(str(row["period"]), language)
        word = say(f"measure_{row['status']}", language)
        said.append(f"{name_place(place, language)} {word}" + (f" {period}" if period else ""))
    return say_item(name_measure(measure, labels, language), said, language)


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
    label = name_measure(ranked[0], labels, language)
    values = {
        "n": len(held),
        "k": len(common) or sum(len(held[measure]) == len(held[ranked[0]]) for measure in ranked),
        "places": count_places(len(places), language),
        "label": label,
        "m": count_places(len(held[ranked[0]]), language),
    }
    branch = "none" if not common else "one" if len(common) == 1 else "all" if len(common) == len(held) else "some"
    return say(f"measures_title_{branch}", language, **values)
