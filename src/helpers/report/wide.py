"""Figures drawn again for a slide: 16:9, with as many lines as can be read at the back of a room."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from threading import Lock

import pandas as pd

from helpers.charts import Chart, draw_measures, draw_trends, render
from helpers.report.figures import Figure
from helpers.report.numbers import Tables
from helpers.storage import read_resource

PAGES = (72.0, 56.0, 36.0)  # mm that the lines of a figure may take: the first that fits is taken
DPI = 200
_ALONE = Lock()  # matplotlib's settings are those of the process, and reports are written side by side

Drawing = Callable[[Tables, Sequence[str], str, float], Chart]


def _draw_trends(tables: Tables, places: Sequence[str], language: str, page: float) -> Chart:
    labels = pd.DataFrame(read_resource("indicators.csv"))
    own = (tables[name] for name in ("indicators", "implied", "articles"))
    return draw_trends(*own, labels, places, language, page=page)


def _draw_measures(tables: Tables, places: Sequence[str], language: str, page: float) -> Chart:
    labels = pd.DataFrame(read_resource("measures.csv"))
    return draw_measures(tables["measures"], tables["articles"], labels, places, language, page=page)


DRAWINGS: dict[str, Drawing] = {"05_trends": _draw_trends, "05_measures": _draw_measures}


def draw_wide(figure: Figure, tables: Tables, places: Sequence[str], language: str) -> Iterator[tuple[bytes, Chart]]:
    """Yield a figure as PNG with ever fewer lines, none for a form that is not drawn again."""
    drawing = DRAWINGS.get(figure.path.name.rpartition("_")[0])
    for page in PAGES if drawing else ():
        with _ALONE:
            chart = drawing(tables, places, language, page)
            data = render(chart, "png", DPI)
        yield data, chart
