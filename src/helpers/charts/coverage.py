"""How many years of each indicator each place reports: what there is to compare."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
from matplotlib.colors import to_hex

from helpers.charts.canvas import Canvas, Chart
from helpers.charts.house import get_house, style_places
from helpers.charts.parts import Head, draw_heads, finish, finish_empty
from helpers.charts.stated import Concept, Figure, choose_places, list_figures, list_undated
from helpers.charts.style import GREYS, SECONDARY, choose_ink
from helpers.charts.themes import GREY_MAP
from helpers.charts.titles import choose_title
from helpers.charts.wording import Row, label_concept, name_place, say, say_item, say_rest

PLACES_MOST = 30
ROWS_MOST = 26
MANY = 8  # above so many places the columns are narrow
LINE = 4.4  # mm
YEARS_APART = 0.25  # of the scale of grey that one year is


def draw_coverage(
    indicators: pd.DataFrame,
    articles: pd.DataFrame,
    labels: pd.DataFrame,
    places: Sequence[str],
    language: str,
    remark: str = "",
) -> Chart:
    """Draw for each indicator and place the number of years that are stated, in grey.

    `indicators` and `articles` are the tables of these names; `labels` is the catalogue of indicators. The indicators
    that most places state come first; at most 26 of them and at most 30 places are drawn, those that state most.
    """
    canvas = Canvas(language)
    figures, undated = list_figures(indicators, places), list_undated(indicators, places)
    cells = {concept: _sort_years(figures.get(concept, ())) for concept in dict.fromkeys([*figures, *undated])}
    held = {concept: {**dict.fromkeys(undated.get(concept, {}), ()), **own} for concept, own in cells.items()}
    ranked = sorted(held, key=lambda c: (-len(held[c]), -sum(map(len, held[c].values()))))
    title = choose_title("coverage", language, _count(held, places, language))
    canvas.write_header(title, say("coverage_subtitle", language))
    if not held:
        return finish_empty(canvas, articles, places, remark)
    columns = choose_places(places, figures, PLACES_MOST)
    shown = [concept for concept in ranked if set(held[concept]) & set(columns)][: get_house().count(ROWS_MOST, LINE)]
    rows = _draw_table(canvas, {c: held[c] for c in shown}, {c: undated.get(c, {}) for c in shown}, columns, labels)
    notes = [
        say("coverage_note", language),
        say_rest("measures_more", language, len(ranked) - len(shown)),
        say_rest("matrix_places", language, len(places) - len(columns)),
        remark,
    ]
    said = [item for concept in shown for item in _say_row(concept, held[concept], labels, language)]
    return finish(canvas, notes, articles, rows, say("coverage_alt", language), said)


def _sort_years(figures: Sequence[Figure]) -> dict[str, tuple[Figure, ...]]:
    """Return one figure of each year of each place, in the order of the years."""
    found: dict[str, dict[int, Figure]] = {}
    for figure in figures:
        found.setdefault(figure.place, {}).setdefault(figure.year, figure)
    return {place: tuple(own[year] for year in sorted(own)) for place, own in found.items()}


def _count(held: dict[Concept, dict[str, Sequence[Figure]]], places: Sequence[str], language: str) -> dict[str, object]:
    return {
        "rows": len(held),
        "places": len(places),
        "place": name_place(places[0], language) if places else "",
        "shared": sum(len(own) > 1 for own in held.values()),
        "yearly": sum(any(len(years) > 1 for years in own.values()) for own in held.values()),
    }


def _draw_table(
    canvas: Canvas,
    held: dict[Concept, dict[str, Sequence[Figure]]],
    undated: dict[Concept, dict[str, Row]],
    places: Sequence[str],
    labels: pd.DataFrame,
) -> list[Row]:
    """Draw heads, lines and cells; return the rows that the cells show."""
    language, styles = canvas.language, style_places(places)
    label = 48.0 if len(places) > MANY else 66.0
    left, cell = canvas.left + label, (canvas.right - canvas.left - label) / len(places)
    draw_heads(canvas, [Head(p, left + n * cell, cell - 0.6, styles[p]) for n, p in enumerate(places)])
    rows: list[Row] = []
    for (indicator, level), own in held.items():
        name = label_concept((indicator, level), labels, language)
        lines, role = canvas.fit_label(name, label - 2, most=1)
        height = max(len(lines) * canvas.get_leading(role, tight=True) + 0.8, LINE)
        middle = canvas.y + height / 2
        canvas.write_block(canvas.left, middle, lines, role)
        for number, place in enumerate(places):
            x = left + number * cell
            if place not in own:
                canvas.write(x + (cell - 0.6) / 2, middle, "–", "note", colour=SECONDARY, align="center")
            elif own[place]:
                _draw_years(canvas, own[place], x, cell - 0.6, height - 0.6)
                rows += [figure.row for figure in own[place]]
            else:
                row = undated[indicator, level][place]
                box = canvas.draw_box(x, canvas.y, cell - 0.6, height - 0.6, GREYS[0], SECONDARY, dashed=True, line=0.5)
                canvas.link(box, row, "years", indicator, level, place)
                canvas.write(x + (cell - 0.6) / 2, middle, "?", "note", align="center")
                rows.append(row)
        canvas.y += height
    canvas.y += 1
    return rows


def _draw_years(canvas: Canvas, years: Sequence[Figure], x: float, width: float, height: float) -> None:
    """Draw a cell: a box for each year, side by side in one grey, each with its row, and their number."""
    grey = to_hex(GREY_MAP(min(YEARS_APART * len(years), 1.0))).upper()
    for number, figure in enumerate(years):
        part = width / len(years)
        box = canvas.draw_box(x + number * part, canvas.y, part, height, grey, grey, line=0.2)
        row = figure.row
        canvas.link(box, row, "years", row["indicator"], row["school_level"], figure.place, figure.year)
    ink = choose_ink(grey)
    canvas.write(x + width / 2, canvas.y + height / 2, str(len(years)), "note", colour=ink, align="center")


def _say_row(concept: Concept, own: dict[str, Sequence[Figure]], labels: pd.DataFrame, language: str) -> list[str]:
    """Say for each place how many years of an indicator it reports."""
    label = label_concept(concept, labels, language)
    said = (f"{name_place(place, language)} {len(years) or '?'}" for place, years in own.items())
    return [say_item(label, words, language) for words in said]
