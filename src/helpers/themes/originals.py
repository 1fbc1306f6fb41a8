"""Counts of texts that may not be shipped."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from helpers.extract import observe
from helpers.sources import read_folder
from helpers.storage import InputError, get_schema, make_table, read_table, write_table
from helpers.text import list_paragraphs, read_document
from helpers.themes.tables import make_sentences, make_term_counts, make_theme_counts


def use_originals(own: pd.DataFrame, originals: pd.DataFrame, restated: Mapping[str, str]) -> pd.DataFrame:
    """Put what was counted in the articles themselves in place of what was counted in texts that restate them.

    own has a column doc_id, originals a column title; restated maps the doc_id of each text to the article that it
    restates ("" if it restates none). Raises InputError if an article was not counted.

    >>> own = pd.DataFrame({"doc_id": ["a", "b"], "term": ["师资", "师资"], "count": [1, 2]})
    >>> originals = pd.DataFrame({"title": ["某县教育"], "term": ["教师队伍"], "count": [3]})
    >>> use_originals(own, originals, {"a": "《某县教育》, 2023", "b": ""}).to_dict("list")
    {'doc_id': ['a', 'b'], 'term': ['教师队伍', '师资'], 'count': [3, 2]}
    """
    frames = [own[own["doc_id"].map(restated) == ""]]
    for doc_id, article in restated.items():
        if not article:
            continue
        found = originals[[f"《{title}》" in article for title in originals["title"]]]
        if found.empty:
            raise InputError(
                f"text {doc_id} restates {article!r}, whose counts are not beside the texts: count the article with "
                "python -m helpers.themes FOLDER --counts OUT, or leave restated_title in sources.csv empty"
            )
        frames.append(found.drop(columns="title").assign(doc_id=doc_id))
    columns = [column for column in own.columns if column in originals.columns or column == "doc_id"]
    order = {doc_id: number for number, (doc_id, _) in enumerate(restated.items())}
    chosen = pd.concat([frame[columns] for frame in frames if len(frame)] or [own[columns].head(0)])
    return chosen.sort_values("doc_id", key=lambda ids: ids.map(order), kind="stable", ignore_index=True)


def read_originals(name: str, folder: str | Path) -> pd.DataFrame:
    """Read a table of counts of originals beside the texts; without a file it has no rows."""
    path = Path(folder) / get_schema(name).file
    return read_table(name, Path(folder)) if path.is_file() else make_table([], name)


def drop_uncounted(used: pd.DataFrame, folder: str | Path) -> pd.DataFrame:
    """Leave out the texts that restate only figures: their words are ours, and no article was counted in their place.

    used has the column restated_from; folder holds the counts beside the texts. Where nothing was counted there, all
    stay: count_used then says what to do.
    """
    titles = [f"《{title}》" for title in read_originals("originals_theme_counts", folder)["title"].unique()]
    counted = [not article or any(title in article for title in titles) for article in used["restated_from"]]
    return used[counted] if titles else used


class Counts(NamedTuple):
    """What is counted in the texts in use: sentences, sentences of each theme, and words."""

    sentences: pd.DataFrame
    themes: pd.DataFrame
    words: pd.DataFrame


def count_used(own: pd.DataFrame, used: pd.DataFrame, folder: str | Path) -> Counts:
    """Count the texts in use; of one that restates an article the counts beside the texts (folder) are taken.

    own are the sentences of the texts, as of make_sentences; used has the index doc_id and the columns place (standard
    name) and restated_from. The words have a column place. Raises InputError if an article was not counted.
    """

    def choose(counted: pd.DataFrame, name: str) -> pd.DataFrame:
        return use_originals(counted, read_originals(name, folder), used["restated_from"])

    words = choose(make_term_counts(own, used["place"]), "originals_term_counts")
    return Counts(
        sentences=choose(own, "originals_sentences"),
        themes=choose(make_theme_counts(own), "originals_theme_counts"),
        words=words.assign(place=words["doc_id"].map(used["place"])),
    )


def count_text(raw: str, title: str, place: str, published: str) -> dict[str, pd.DataFrame]:
    """Count one text as the tables of originals hold it: words, sentences of each theme, and each sentence.

    raw is the text as it was read from its file; place (standard name) and published (ISO 8601) as far as known.
    """
    document = read_document(raw)
    paragraphs = pd.DataFrame(list_paragraphs(title, document))
    observations = make_table([{"doc_id": title, **row} for row in observe(document, place, published)], "observations")
    sentences = make_sentences(paragraphs, observations)
    counted = {
        "originals_term_counts": make_term_counts(sentences, {title: place}),
        "originals_theme_counts": make_theme_counts(sentences),
        "originals_sentences": sentences,
    }
    return {name: make_table(frame.rename(columns={"doc_id": "title"}), name) for name, frame in counted.items()}


def count_folder(folder: Path, out: Path) -> list[Path]:
    """Count the texts of a folder that can be compared, write the tables of originals into out, return their paths."""
    found, refused = read_folder(folder)
    for refusal in refused:
        print(f"{refusal.file}: left out: {refusal.reason}", file=sys.stderr)
    counted = [
        count_text(article.text, article.identity.title, article.identity.place, article.identity.published)
        for article in found
        if article.identity.use == "compared"
    ]
    if not counted:
        raise InputError(f"{folder} has no text that can be compared: notebook 01 says why each was left out")
    return [write_table(pd.concat([tables[name] for tables in counted]), name, out) for name in counted[0]]
