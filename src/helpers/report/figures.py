"""The figures of a report: those of resources/report_figures.csv that the run has drawn."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from helpers.charts import find_phrase, read_caption
from helpers.storage import read_resource


@dataclass(frozen=True)
class Figure:
    """A figure of a report: its number, the section that holds it, its file without suffix, and its words."""

    number: int
    section: str
    subject: str
    path: Path
    title: str
    alt: str
    source: str
    tall: float  # mm
    in_word: bool
    on_slide: bool


def find_figures(folder: Path, language: str) -> Iterator[Figure]:
    """Yield the figures of a report in their order: those that exist and show something."""
    chosen = [row for row in read_resource("report_figures.csv") if row["section"]]
    number, nothing = 0, find_phrase("nothing_alt", language).rpartition("}")[2]
    for row in chosen:
        path = folder / f"{row['figure']}_{language}"
        try:  # to open is to say that the report rests on the figure, be it there or not
            caption = read_caption(path.with_suffix(".png"))
        except FileNotFoundError:
            continue
        if caption and not caption["alt"].endswith(nothing):
            number += 1
            words = caption["title"], caption["alt"], caption["source"]
            with Image.open(path.with_suffix(".png")) as image:
                tall = image.height / image.info["dpi"][1] * 25.4
            yield Figure(
                number, row["section"], row[language], path, *words, tall, row["word"] == "yes", row["slides"] == "yes"
            )
