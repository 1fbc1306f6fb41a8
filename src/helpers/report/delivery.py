"""All files of a report in one folder."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pandas as pd

from helpers.report.contents import Contents
from helpers.report.markdown import write_markdown
from helpers.report.numbers import Tables
from helpers.report.page import make_page
from helpers.report.redrawn import shorten
from helpers.report.slides import make_slides
from helpers.report.word import make_word
from helpers.storage import write_whole


def write_report(
    contents: Contents, tables: Tables, texts: Mapping[str, str], folder: Path, reference: str = ""
) -> list[Path]:
    """Write a report as report_{zh,en}.md, .docx, .pptx and .html; return their paths.

    `reference` is a Word document whose styles the report takes, empty for those of this project. Raises InputError if
    it is none, before anything is written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    markdown = write_markdown(contents)
    with ThreadPoolExecutor(1) as beside:  # pandoc works while the figures of the slides are drawn
        page = beside.submit(make_page, contents, markdown, tables, texts)
        word, slides = _make_office(contents, tables, reference, beside)
    made = {
        "docx": word,
        "pptx": slides,
        "html": page.result().encode("utf-8", "replace"),
        "md": markdown.encode("utf-8", "replace"),
    }
    paths = []
    for form, data in made.items():
        paths.append(folder / f"report_{contents.language}.{form}")
        write_whole(paths[-1], data)
    return paths


def _make_office(contents: Contents, tables: Tables, reference: str, beside: Executor) -> tuple[bytes, bytes]:
    """Make the Word document and the slides, with figures that are short enough for a page."""
    with tempfile.TemporaryDirectory() as scratch:
        figures, folder = Path(scratch) / "figures", Path(scratch) / "reports"
        figures.mkdir()
        folder.mkdir()
        short = shorten(contents.figures, tables, contents.chosen, contents.language, figures)
        brief = replace(contents, figures=tuple(short))
        word = beside.submit(make_word, write_markdown(brief), folder, contents.language, reference)
        slides = make_slides(brief, tables)
        return word.result(), slides


def write_reports(
    reports: Mapping[str, Contents], tables: Tables, texts: Mapping[str, str], folder: Path, reference: str = ""
) -> pd.DataFrame:
    """Write the reports of some languages; return what was written: columns language, files."""
    written = [[path.name for path in write_report(one, tables, texts, folder, reference)] for one in reports.values()]
    return pd.DataFrame({"language": list(reports), "files": written})
