"""Figures drawn again with fewer lines: for a page of Word beside its text, and 16:9 for a slide."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pandas as pd

from helpers.charts import Chart, draw_measures, draw_pairs, draw_trends, render
from helpers.report.figures import Figure
from helpers.report.numbers import Tables
from helpers.storage import read_resource

PAGES = (72.0, 48.0, 36.0)  # mm that the lines of a figure may take: on a page of Word the first, else what fits
TALLEST = 110.0  # mm: two figures that are no taller stand on one page of Word, with their captions
DPI = 200

DRAWINGS = {  # of a figure: what draws it, the tables that this takes, and the list that names what they hold
    "05_pairs": (draw_pairs, ("comparison", "indicators", "articles"), "indicators.csv"),
    "05_trends": (draw_trends, ("indicators", "implied", "articles"), "indicators.csv"),
    "05_measures": (draw_measures, ("measures", "articles"), "measures.csv"),
}


def draw_wide(
    figure: Figure, tables: Tables, places: Sequence[str], language: str, pages: Sequence[float] = PAGES
) -> Iterator[Chart]:
    """Yield a figure with ever fewer lines, as many as `pages` (mm) allow; nothing of a form that has no drawing."""
    name = figure.path.name.rpartition("_")[0]
    if name not in DRAWINGS:
        return
    draw, names, catalogue = DRAWINGS[name]
    own, labels = [tables[name] for name in names], pd.DataFrame(read_resource(catalogue))
    for page in pages:
        yield draw(*own, labels, places, language, page=page)


def measure(chart: Chart) -> tuple[float, float]:
    """Return the width and height of a chart, mm."""
    width, height = chart.figure.get_size_inches()
    return width * 25.4, height * 25.4


def shorten(
    figures: Sequence[Figure], tables: Tables, places: Sequence[str], language: str, folder: Path
) -> Iterator[Figure]:
    """Yield figures as Word shows them, their PNGs in `folder`: one that would fill a page has fewer lines there."""
    for number, figure in enumerate((figure for figure in figures if figure.in_word), 1):
        path = folder / figure.path.name
        drawn = draw_wide(figure, tables, places, language, PAGES[:1]) if figure.tall > TALLEST else iter(())
        if chart := next(drawn, None):
            words = {"title": chart.title, "alt": chart.alt, "source": chart.source, "tall": measure(chart)[1]}
            figure, data = replace(figure, **words), render(chart, "png", DPI)
        else:
            data = figure.path.with_suffix(".png").read_bytes()
        path.with_suffix(".png").write_bytes(data)
        yield replace(figure, number=number, path=path)
