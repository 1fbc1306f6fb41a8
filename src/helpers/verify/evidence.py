"""What the texts of a folder state, each number with its concept, as the notebooks read it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from helpers.concepts import map_observations, read_corrections, read_views, read_words
from helpers.extract import observe_all
from helpers.sources import load_documents, read_folder
from helpers.storage import InputError, make_table
from helpers.text import list_paragraphs
from helpers.verify.wording import squeeze


@dataclass(frozen=True)
class Evidence:
    """The texts of a folder by doc_id, their rows of articles.csv, and what they state.

    rows are those of indicators.csv, with the quote of each, how its period is known, what its line says before it, the
    heading above it, and the title of its text and the year that it reports of.
    """

    texts: dict[str, str]
    articles: pd.DataFrame
    rows: pd.DataFrame
    words: tuple[dict[str, str], ...] = ()


def _name_headings(rows: pd.DataFrame, lines: Sequence[Mapping[str, object]]) -> list[str]:
    """Return for each row the last heading above it, "" if there is none."""
    headings: dict[str, list[tuple[int, str]]] = {}
    for line in lines:
        if line["role"] in ("title", "heading"):
            headings.setdefault(str(line["doc_id"]), []).append((int(line["start"]), str(line["text"])))
    found = []
    for doc_id, start in zip(rows["doc_id"], rows["start"], strict=True):
        above = headings.get(doc_id, [])
        number = bisect_left(above, (int(start), ""))
        found.append(above[number - 1][1] if number else "")
    return found


def _read_lead(text: str, start: int) -> str:
    """Return what the line of a number says before it."""
    return squeeze(text[max(text.rfind("\n", 0, start) + 1, start - _LONGEST_LEAD) : start])


_LONGEST_LEAD = 400


def read_evidence(folder: str | Path) -> Evidence:
    """Read the texts of a folder and what they state; raises InputError if there is none to check against."""
    folder = Path(folder)
    if not folder.is_dir():
        raise InputError(f"{folder} is no folder: give the folder of the texts with --raw")
    found, _ = read_folder(folder)
    articles = make_table([text.to_row() for text in found], "articles")
    if not (articles["use"] == "compared").any():
        raise InputError(
            f"{folder} holds no text that can be used: python run.py --raw says which were left out and why"
        )
    documents = load_documents(folder, articles)
    observations = make_table(observe_all(documents, articles.set_index("doc_id").to_dict("index")), "observations")
    lines = [row for doc_id, document in documents.items() for row in list_paragraphs(doc_id, document)]
    words = tuple(read_words(folder / "words.csv"))
    own = {"words": words, "views": read_views(folder / "views.csv")}
    corrections = read_corrections(folder / "corrections.csv")
    rows = map_observations(observations, articles, corrections, make_table(lines, "paragraphs"), **own)
    read = observations.drop_duplicates(["doc_id", "start"]).set_index(["doc_id", "start"])
    keys = list(zip(rows["doc_id"], rows["start"], strict=True))
    own = {name: [read[name].get(key, "") for key in keys] for name in ("quote", "period_basis")}
    texts = {doc_id: document.raw for doc_id, document in documents.items()}
    own |= {name: rows["doc_id"].map(articles.set_index("doc_id")[name]).fillna("") for name in ("title", "reports_on")}
    leads = [_read_lead(texts.get(doc_id, ""), int(start)) for doc_id, start in keys]
    rows = rows.assign(**own, heading=_name_headings(rows, lines), lead=leads)
    return Evidence(texts, articles, rows[~rows["flags"].str.contains("excluded_text")], words)
