"""Indicators year by year, for places that state two years and more."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from helpers.charts.canvas import Canvas, Chart
from helpers.charts.house import get_house, style_places
from helpers.charts.parts import Scale, draw_value, finish, finish_empty
from helpers.charts.stated import Concept, Figure, add_implied, choose_places, list_figures
from helpers.charts.style import GRID, SECONDARY, PlaceStyle
from helpers.charts.titles import choose_title
from helpers.charts.wording import (
    format_quantity,
    label_concept,
    name_place,
    say,
    say_corrected,
    say_item,
    say_rest,
)

PANELS_MOST = 8
PLACES_MOST = 30
ACROSS = 2
GAP = 7.0  # mm between two panels
TALL = 17.0  # mm that a panel's lines take at least
STEP = 4.2  # mm between two labels at the end of lines
PAGE = 190.0  # mm that all panels together may take
NAME_MOST = 20.0
YEAR_WIDE = 8.5
LEAST_SPAN = 0.02  # of the largest value, that a panel spans at least


@dataclass(frozen=True, eq=False)
class _Panel:
    """One indicator: the lines of the places, each in the order of its years."""

    concept: Concept
    lines: dict[str, tuple[Figure, ...]]

    @property
    def is_share(self) -> bool:
        return next(iter(self.lines.values()))[0].is_share

    @property
    def figures(self) -> list[Figure]:
        return [figure for line in self.lines.values() for figure in line]


def draw_trends(
    indicators: pd.DataFrame,
    implied: pd.DataFrame,
    articles: pd.DataFrame,
    labels: pd.DataFrame,
    places: Sequence[str],
    language: str,
    remark: str = "",
    page: float = PAGE,
) -> Chart:
    """Draw a small panel of lines for each indicator that a place states for two years or more.

    The tables are those of the same names; `labels` is the catalogue of indicators. Values that follow from a change
    or growth in the text (`implied`) are hollow. A line joins figures of one scope and unit; counts stand together only
    for places of one level of government. At most 8 panels are drawn, as many as `page` mm take, those with most
    places first, rates before counts.
    """
    canvas = Canvas(language)
    figures = list_figures(indicators, places)
    panels = _list_panels(
        add_implied(figures, implied, indicators, places), choose_places(places, figures, PLACES_MOST)
    )
    shown = _fit_page(panels[:PANELS_MOST], page)
    title = choose_title("trends", language, _count(shown, labels, language))
    canvas.write_header(title, say("trends_subtitle", language))
    if not panels:
        return finish_empty(canvas, articles, places, remark)
    styles = style_places(places)
    width = (canvas.right - canvas.left - GAP * (ACROSS - 1)) / ACROSS
    for start in range(0, len(shown), ACROSS):
        _draw_row(canvas, shown[start : start + ACROSS], labels, width, styles)
    rows = [figure.row for panel in shown for figure in panel.figures]
    notes = [
        say("trends_note", language),
        say("trends_implied", language) if any(f.implied for panel in shown for f in panel.figures) else "",
        say_corrected(rows, language),
        say_rest("measures_more", language, len(panels) - len(shown)),
        remark,
    ]
    said = [line for panel in shown for line in _say_panel(panel, labels, language)]
    return finish(canvas, notes, articles, rows, say("trends_alt", language), said, least=0)


def _list_panels(figures: Mapping[Concept, Sequence[Figure]], places: Sequence[str]) -> list[_Panel]:
    """List the panels with a line of two years, those with most places first, rates before counts."""
    panels = []
    for concept, own in figures.items():
        groups: dict[tuple[str, str], dict[str, tuple[Figure, ...]]] = {}
        for place in places:
            line = _choose_line([figure for figure in own if figure.place == place])
            if line:
                unit, level = str(line[0].row["unit"]), str(line[0].row["place_level"])
                groups.setdefault((unit, "" if line[0].is_share else level), {})[place] = line
        panels += [_Panel(concept, lines) for lines in groups.values()]
    return sorted(panels, key=lambda p: (-len(p.lines), not p.is_share, -max(len(line) for line in p.lines.values())))


def _choose_line(figures: Sequence[Figure]) -> tuple[Figure, ...]:
    """Choose the years of one scope and unit that are most, with one figure each; () where there are not two years.

    Only figures whose own year is known count, not spans of years. Of several of one year the last one is taken,
    stated before implied.
    """
    groups: dict[tuple[str, str, str], dict[int, Figure]] = {}
    for figure in figures:
        row = figure.row
        if row["as_of_basis"] == "period" and ("/" not in str(row["period"]) or "-" in str(row["period"])):
            years = groups.setdefault((str(row["scope"]), str(row["unit"]), str(row["basis"])), {})
            if not (figure.implied and figure.year in years):
                years[figure.year] = figure
    best = max(groups.values(), key=len, default={})
    return tuple(best[year] for year in sorted(best)) if len(best) > 1 else ()


def _count(panels: Sequence[_Panel], labels: pd.DataFrame, language: str) -> dict[str, object]:
    lines = [line for panel in panels for line in panel.lines.values()]
    ends = [(line[0].value, line[-1].value) for line in lines]
    facts: dict[str, object] = {
        "panels": len(panels),
        "lines": len(lines),
        "rising": sum(first < last for first, last in ends),
        "falling": sum(first > last for first, last in ends),
        "level": sum(first == last for first, last in ends),
    }
    if len(lines) == 1:
        (line,) = lines
        facts |= {
            "place": name_place(line[0].place, language),
            "label": label_concept(panels[0].concept, labels, language),
            "first": _write_value(line[0], language),
            "last": _write_value(line[-1], language),
            "start": line[0].year,
            "end": line[-1].year,
        }
    return facts


def _write_value(figure: Figure, language: str) -> str:
    if figure.implied:
        return format_quantity(
            {**figure.row, "value": figure.value, "low": None, "high": None, "qualifier": "exact"}, language
        )
    return format_quantity(figure.row, language)


def _fit_page(panels: Sequence[_Panel], page: float) -> list[_Panel]:
    """Return the panels whose rows fit on a page, one row at least."""
    rows = [panels[start : start + ACROSS] for start in range(0, len(panels), ACROSS)]
    return [panel for row in get_house().fit(rows, [_measure_tall(row) + 18 for row in rows], page) for panel in row]


def _measure_tall(panels: Sequence[_Panel]) -> float:
    return max(TALL, max(len(panel.lines) for panel in panels) * STEP)


def _draw_row(
    canvas: Canvas, panels: Sequence[_Panel], labels: pd.DataFrame, width: float, styles: Mapping[str, PlaceStyle]
) -> None:
    """Draw panels side by side, their heads and lines on one height."""
    names = [
        canvas.wrap(
            label_concept(panel.concept, labels, canvas.language),
            width, "label", bold=True,
        )
        for panel in panels
    ]  # fmt: skip
    step, tall = canvas.get_leading("label", tight=True), _measure_tall(panels)
    top = canvas.y + max(map(len, names)) * step + 3.5
    for number, (panel, lines) in enumerate(zip(panels, names, strict=True)):
        x = canvas.left + number * (width + GAP)
        canvas.write_lines(x, canvas.y + step / 2, lines, "label", tight=True, bold=True)
        _draw_panel(canvas, panel, (x, top, width, tall), styles)
    canvas.y = top + tall + canvas.get_leading("note") + 4


def _draw_panel(
    canvas: Canvas, panel: _Panel, box: tuple[float, float, float, float], styles: Mapping[str, PlaceStyle]
) -> None:
    """Draw the lines of a panel with the values at both ends and the years below."""
    x, top, width, tall = box
    language = canvas.language
    firsts = {place: _write_value(line[0], language) for place, line in panel.lines.items()}
    lasts = {place: _write_value(line[-1], language) for place, line in panel.lines.items()}
    names = {p: canvas.shorten(name_place(p, language), NAME_MOST, "note") for p in panel.lines}
    before = max(canvas.measure(text, "note") for text in firsts.values()) + 2.5
    after = max(canvas.measure(lasts[p], "label", bold=True) + canvas.measure(names[p], "note") for p in names) + 4.5
    years = sorted({figure.year for figure in panel.figures})
    scale = Scale(years[0], years[-1], x + before, x + width - after)
    values = [figure.value for figure in panel.figures]
    low, high = min(values), max(values)
    lack = max(LEAST_SPAN * max(abs(low), abs(high)) - (high - low), 0) / 2  # a change that is small looks small
    spare = lack + max(high - low + 2 * lack, 1e-9) * 0.12
    axes = canvas.add_panel(scale.left, top, scale.right - scale.left, tall)
    axes.set(xlim=(years[0], years[-1]), ylim=(low - spare, high + spare))
    low, high = axes.get_ylim()

    def find(value: float) -> float:
        return top + tall * (high - value) / (high - low)

    written = _write_years(canvas, years, scale, top, top + tall)
    starts = _spread([find(line[0].value) for line in panel.lines.values()], top - 2, top + tall + 2)
    ends = _spread([find(line[-1].value) for line in panel.lines.values()], top - 2, top + tall + 2)
    for (place, line), start, end in zip(panel.lines.items(), starts, ends, strict=True):
        style = styles[place]
        axes.plot([f.year for f in line], [f.value for f in line], color=style.colour, linewidth=1.4, clip_on=False)
        for figure in line:
            mark = draw_value(axes, figure.row, figure.year, figure.value, style, hollow=figure.implied, size=5.5)
            canvas.link(mark, figure.row, "trend", *panel.concept, place, figure.year)
        canvas.write(scale.find(line[0].year) - 2, start, firsts[place], "note", colour=style.text, align="right")
        right = scale.right + 2
        canvas.write(right, end, lasts[place], "label", bold=True, colour=style.text)
        after_value = right + canvas.measure(lasts[place], "label", bold=True) + 1.2
        canvas.write(after_value, end, names[place], "note", colour=style.text)
        for figure in line[1:-1]:
            if len(panel.lines) == 1 and figure.year in written:
                y = find(figure.value)
                y += 3.4 if y < top + tall / 2 else -3.4
                text = _write_value(figure, language)
                canvas.write(scale.find(figure.year), y, text, "note", colour=style.text, align="center", halo=True)


def _write_years(canvas: Canvas, years: Sequence[int], scale: Scale, top: float, bottom: float) -> set[int]:
    """Write the years below a panel, those between the first and the last only where there is room; return them."""
    taken: dict[int, float] = {}
    y = bottom + canvas.get_leading("note") / 2 + 1.2
    for year in (years[0], years[-1], *years[1:-1]):
        x = scale.find(year)
        canvas.draw_line((x, x), (top, bottom), GRID, 0.7, behind=True)
        if all(abs(x - other) >= YEAR_WIDE for other in taken.values()):
            canvas.write(x, y, str(year), "note", colour=SECONDARY, align="center")
            taken[year] = x
    return set(taken)


def _spread(middles: Sequence[float], low: float, high: float) -> list[float]:
    """Move labels apart so that none is nearer than STEP to the next, inside limits, in the order of their values.

    >>> _spread([5.0, 5.0, 20.0], 0, 30)
    [2.9, 7.1, 20.0]
    """
    order = sorted(range(len(middles)), key=lambda n: middles[n])
    placed = [middles[n] for n in order]
    for _ in range(200):
        moved = False
        for i in range(len(placed) - 1):
            lack = STEP - (placed[i + 1] - placed[i])
            if lack > 1e-6:
                placed[i] -= lack / 2
                placed[i + 1] += lack / 2
                moved = True
        if not moved:
            break
    shift = max(low - placed[0], 0) if placed else 0
    placed = [y + shift for y in placed]
    shift = min(high - placed[-1], 0) if placed else 0
    result = [0.0] * len(middles)
    for n, y in zip(order, placed, strict=True):
        result[n] = round(y + shift, 6)
    return result


def _say_panel(panel: _Panel, labels: pd.DataFrame, language: str) -> list[str]:
    """Say each line of a panel: indicator, place, values with their years."""
    label, arrow = label_concept(panel.concept, labels, language), {"zh": "→", "en": " → "}[language]
    said = []
    for place, line in panel.lines.items():
        values = arrow.join(f"{_write_value(f, language)} ({f.year})" for f in line)
        said.append(say_item(label, f"{name_place(place, language)} {values}", language))
    return said
