"""An indicator place by place: dots sorted by value, with the value of the place that contains the others."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from helpers.charts.canvas import Canvas, Chart
from helpers.charts.house import get_house, style_places
from helpers.charts.parts import Scale, draw_value, find_top, finish, finish_empty
from helpers.charts.rates import find_rate_limits
from helpers.charts.stated import Concept, Figure, choose_nearest, find_containing, list_figures
from helpers.charts.style import GRID, SECONDARY, PlaceStyle
from helpers.charts.titles import choose_title
from helpers.charts.wording import (
    format_quantity,
    format_year,
    label_concept,
    name_place,
    say,
    say_corrected,
    say_item,
    say_rest,
    say_value,
)
from helpers.storage import group_by

LEAST = 3  # places, the containing one among them
PLACES_MOST = 30
EXTREMES = 10
LINE = 4.6  # mm
PAGE = 208.0
PANELS_MOST = 6
NAME_WIDE = 40.0


@dataclass(frozen=True, eq=False)
class _Panel:
    """One indicator: the figures in the order of their value, and those of the places that contain most of them."""

    concept: Concept
    figures: tuple[Figure, ...]
    around: tuple[Figure, ...]

    @property
    def is_share(self) -> bool:
        return self.figures[0].is_share


def draw_ranking(
    indicators: pd.DataFrame,
    articles: pd.DataFrame,
    labels: pd.DataFrame,
    places: Sequence[str],
    language: str,
    chosen: Collection[str] = (),
    remark: str = "",
) -> Chart:
    """Draw the places of each indicator that three places or more state as dots, sorted by value.

    The tables are those of the same names; `labels` is the catalogue of indicators. A place that contains half of the
    others or more is an upright line. Of more than 30 places the ten highest, the ten lowest, the median and the
    `chosen` ones are drawn. Indicators of most places come first, rates before counts, as many as a page takes.
    """
    canvas = Canvas(language)
    panels = _list_panels(list_figures(indicators, places))
    lines = {panel: _choose_lines(panel.figures, chosen) for panel in panels}
    shown = get_house().fit(panels[:PANELS_MOST], (len(lines[panel]) * LINE + 16 for panel in panels), PAGE)
    title = choose_title("ranking", language, _count(shown, labels, language))
    canvas.write_header(title, say("ranking_subtitle", language))
    if not panels:
        return finish_empty(canvas, articles, places, remark)
    for panel in shown:
        _draw_panel(canvas, panel, lines[panel], labels, style_places(places), headed=len(shown) > 1)
    drawn = [figure for panel in shown for figure in (*panel.around, *lines[panel]) if isinstance(figure, Figure)]
    rows = [figure.row for figure in drawn]
    notes = [
        say("ranking_note", language),
        say_corrected(rows, language),
        say_rest("measures_more", language, len(panels) - len(shown)),
        remark,
    ]
    said = [line for panel in shown for line in _say_panel(panel, labels, language)]
    return finish(canvas, notes, articles, rows, say("ranking_alt", language), said, least=0)


def _list_panels(figures: Mapping[Concept, Sequence[Figure]]) -> list[_Panel]:
    """List the indicators that enough places state in one scope and unit, those of most places first."""
    panels = []
    for concept, own in figures.items():
        for group in group_by(own, _name_group).values():
            nearest = choose_nearest(group)
            inside = find_containing(list(nearest))
            around = [place for place in nearest if 2 * len(inside[place]) >= len(nearest) - 1]
            ranked = sorted((f for p, f in nearest.items() if p not in around), key=lambda f: (-f.value, f.place))
            if len(nearest) >= LEAST and len(ranked) > 1:
                panels.append(_Panel(concept, tuple(ranked), tuple(nearest[place] for place in around)))
    return sorted(panels, key=lambda panel: (-len(panel.figures), not panel.is_share))


def _name_group(figure: Figure) -> tuple[str, ...]:
    """Return what figures must share to be ranked together: counts also the level of government."""
    row = figure.row
    return str(row["scope"]), str(row["unit"]), str(row["basis"]), "" if figure.is_share else str(row["place_level"])


def _count(panels: Sequence[_Panel], labels: pd.DataFrame, language: str) -> dict[str, object]:
    facts: dict[str, object] = {"panels": len(panels)}
    if len(panels) == 1:
        figures = panels[0].figures
        top, bottom = figures[0], figures[-1]
        values = [figure.value for figure in figures]
        facts |= {
            "n": len(figures),
            "unique": int(values.count(top.value) == values.count(bottom.value) == 1 and top.value != bottom.value),
            "measured": int(panels[0].is_share and all(figure.row["qualifier"] == "exact" for figure in figures)),
            "oneyear": int(len({figure.year for figure in figures}) == 1),
            "label": label_concept(panels[0].concept, labels, language),
            "top": name_place(top.place, language),
            "bottom": name_place(bottom.place, language),
            "top_value": format_quantity(top.row, language),
            "bottom_value": format_quantity(bottom.row, language),
        }
    return facts


def _choose_lines(figures: Sequence[Figure], chosen: Collection[str]) -> list[Figure | int]:
    """Choose the figures that are drawn; between those that are not neighbours stands the number of those left out."""
    last = len(figures) - 1
    kept = set(range(last + 1))
    if last >= PLACES_MOST:
        kept = {n for n in kept if n < EXTREMES or n > last - EXTREMES or figures[n].place in chosen} | {last // 2}
    lines: list[Figure | int] = []
    before = -1
    for n in sorted(kept):
        if n - before > 1:
            lines.append(n - before - 1)
        lines.append(figures[n])
        before = n
    return lines


def _draw_panel(
    canvas: Canvas,
    panel: _Panel,
    lines: Sequence[Figure | int],
    labels: pd.DataFrame,
    styles: Mapping[str, PlaceStyle],
    headed: bool,
) -> None:
    """Draw one indicator: its name if `headed`, the lines of what contains the places, and a dot for each place."""
    language = canvas.language
    step = canvas.get_leading("label", tight=True)
    name = label_concept(panel.concept, labels, language) if headed else ""
    head = canvas.wrap(name, canvas.right - canvas.left, "label", bold=True)
    canvas.y = canvas.write_lines(canvas.left, canvas.y + step / 2, head, "label", tight=True, bold=True) - step / 2 + 1
    values = [figure.value for figure in (*panel.figures, *panel.around)]
    low, high = find_rate_limits(values) if panel.is_share else (min(0.0, *values), find_top(values))
    words = {f: (format_quantity(f.row, language), format_year(f.row, language)) for f in panel.figures}
    after = max(canvas.measure(v, "value", bold=True) + canvas.measure(y, "note") for v, y in words.values()) + 5
    scale = Scale(low, high, canvas.left + NAME_WIDE, canvas.right - after)
    if panel.around:
        canvas.y += canvas.get_leading("note") * len(panel.around)
    top, bottom = canvas.y, canvas.y + len(lines) * LINE
    axes = canvas.add_panel(scale.left, top, scale.right - scale.left, bottom - top)
    axes.set(xlim=(low, high), ylim=(bottom, top))
    _draw_around(canvas, panel, scale, top, bottom)
    for number, line in enumerate(lines):
        y = top + (number + 0.5) * LINE
        if isinstance(line, int):
            words_between = say("ranking_between", language, n=line)
            canvas.write(canvas.left + 3, y, words_between, "note", colour=SECONDARY)
            continue
        style = styles[line.place]
        canvas.draw_line((scale.left, scale.right), (y, y), GRID, 0.6, behind=True)
        name = canvas.shorten(name_place(line.place, language), NAME_WIDE - 2)
        canvas.write(canvas.left, y, name, colour=style.text)
        mark = draw_value(axes, line.row, line.value, y, style)
        canvas.link(mark, line.row, "rank", *panel.concept, line.place)
        x = scale.find(line.value) + 2.2
        value, year = words[line]
        canvas.write(x, y, value, "value", bold=True, colour=style.text, halo=True)
        x += canvas.measure(value, "value", bold=True) + 1
        canvas.write(x, y, year, "note", colour=SECONDARY, halo=True)
    canvas.y = bottom + 4


def _draw_around(canvas: Canvas, panel: _Panel, scale: Scale, top: float, bottom: float) -> None:
    """Draw an upright line for each place that contains others, its name and value above it, each on its own line."""
    language, step = canvas.language, canvas.get_leading("note")
    for number, figure in enumerate(panel.around, 1):
        x, y = scale.find(figure.value), top - (number - 0.5) * step
        line = canvas.draw_line((x, x), (y + step / 2, bottom), SECONDARY, 1.0, behind=True, linestyle=(0, (3, 2)))
        canvas.link(line, figure.row, "around", *panel.concept, figure.place)
        value, year = format_quantity(figure.row, language), format_year(figure.row, language)
        text = f"{name_place(figure.place, language)} {value} {year}".strip()
        half = canvas.measure(text, "note") / 2
        middle = min(max(x, canvas.left + half), canvas.right - half)
        canvas.write(middle, y, text, "note", colour=SECONDARY, align="center", halo=True)


def _say_panel(panel: _Panel, labels: pd.DataFrame, language: str) -> list[str]:
    """Say each figure of a panel: indicator, place, value and year."""
    label = label_concept(panel.concept, labels, language)
    shown = (*panel.figures, *panel.around)
    return [say_item(label, say_value(figure.place, figure.row, language), language) for figure in shown]
