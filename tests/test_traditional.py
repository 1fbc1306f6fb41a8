"""The default texts in Traditional characters give the same quantities, indicators, measures and themes."""

from __future__ import annotations

import shutil
from pathlib import Path

import opencc
import pandas as pd
import pytest

from helpers.compare.measures import find_measures
from helpers.concepts.mapping import map_observations
from helpers.extract.observations import observe_all
from helpers.sources.folders import load_texts, read_folder
from helpers.storage.paths import PROJECT
from helpers.storage.tables import make_table
from helpers.text.documents import list_paragraphs, read_document
from helpers.text.readings import normalise
from helpers.themes.tables import make_sentences, make_theme_counts

PLACES = ["包头市", "呼和浩特市", "乌审旗"]
TEXTS = sorted((PROJECT / "data" / "raw").glob("0*.txt"))


def analyse(folder: Path) -> dict[str, pd.DataFrame]:
    """Take a folder of texts through the steps of notebooks 01 to 04 and the themes of 06."""
    articles = make_table([article.to_row() for article in read_folder(folder)[0]], "articles")
    texts = load_texts(folder, articles)
    lines = [row for doc_id, text in texts.items() for row in list_paragraphs(doc_id, read_document(text))]
    paragraphs = make_table(lines, "paragraphs")
    observations = make_table(observe_all(texts, articles.set_index("doc_id").to_dict("index")), "observations")
    return {
        "articles": articles,
        "observations": observations,
        "indicators": map_observations(observations, articles, paragraphs=paragraphs),
        "measures": find_measures(paragraphs, articles, PLACES),
        "themes": make_theme_counts(make_sentences(paragraphs, observations)),
    }


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict, dict]:
    """The tables of the Simplified texts, and of the same in Traditional characters."""
    simplified, traditional = tmp_path_factory.mktemp("s"), tmp_path_factory.mktemp("t")
    converter = opencc.OpenCC("s2t")
    for path in TEXTS:
        shutil.copy(path, simplified)
        text = path.read_bytes().decode("utf-8")
        (traditional / path.name).write_bytes(converter.convert(text).encode("utf-8"))
    return analyse(simplified), analyse(traditional)


COLUMNS = {
    "articles": ["doc_id", "published", "published_basis", "place", "genre", "use"],
    "observations": [
        "doc_id",
        "start",
        "value",
        "low",
        "unit",
        "qualifier",
        "kind",
        "place",
        "period",
        "status",
        "damage",
    ],
    "indicators": ["doc_id", "start", "indicator", "school_level", "place", "as_of", "value"],
    "measures": ["measure", "place", "status", "period", "doc_id", "start"],
}


@pytest.mark.parametrize("name", COLUMNS)
def test_tables_are_the_same(both, name):
    here, there = (tables[name][COLUMNS[name]].sort_values(COLUMNS[name]).reset_index(drop=True) for tables in both)
    assert len(here)
    pd.testing.assert_frame_equal(here, there)


def test_subjects_are_the_same_but_for_their_characters(both):
    here, there = (sorted(tables["observations"]["subject"].map(lambda s: normalise(s).text)) for tables in both)
    assert here == there
    assert set(both[1]["observations"]["subject"]) != set(both[0]["observations"]["subject"])


def test_themes_are_the_same(both):
    pd.testing.assert_frame_equal(both[0]["themes"], both[1]["themes"])
