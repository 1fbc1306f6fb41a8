"""The themes of a sentence, against what a reader gives it."""

import os
from pathlib import Path

import pandas as pd
import pytest
from cases_files import read_cases

from helpers.sources.files import read_file
from helpers.storage.resources import read_resource
from helpers.text.readings import normalise
from helpers.themes.coding import code_themes, get_themes
from helpers.themes.statistics import (
    measure_agreement,
)


@pytest.mark.parametrize("row", read_cases("cases/themes.csv"), ids=lambda row: row["sentence"])
def test_made_up_sentences_touch_the_themes_that_a_reader_gives_them(row):
    assert set(code_themes(normalise(row["sentence"]).text)) == set(row["themes"].split())


def test_every_theme_has_labels_a_definition_in_two_languages_and_terms():
    rows = read_resource("themes.csv")
    assert 10 <= len(rows) <= 15
    for row in rows:
        assert all(row[name] for name in ("label_zh", "label_en", "definition_zh", "definition_en", "terms"))
        words = row["terms"].split()
        assert len(words) == len(set(words)) >= 10


def read_originals():
    folder = os.environ.get("ORIGINALS")
    if not folder:
        pytest.skip("the variable ORIGINALS does not name the folder of the articles that the texts restate")
    return [read_file(path).text for path in sorted(Path(folder).glob("*.txt"))]


def code_original_sentences(kept):
    """Return the reader's and the program's codes of the sentences of one round."""
    texts = read_originals()
    rows = []
    for row in read_cases("cases/theme_codes.csv"):
        if row["round"] == kept:
            (raw,) = [text for text in texts if row["title"] in text]
            sentence = normalise(raw[int(row["start"]) : int(row["end"])]).text
            rows.append({"reader": row["themes"], "program": " ".join(code_themes(sentence))})
    return pd.DataFrame(rows)


def test_kappa_of_the_fresh_sentences_of_the_originals():
    fresh = code_original_sentences("fresh")
    kept = pd.DataFrame(read_resource("theme_agreement.csv"))
    assert fresh.to_dict("list") == kept.loc[kept["round"] == "fresh", ["reader", "program"]].to_dict("list")
    pooled = measure_agreement(fresh).set_index("theme").loc["pooled"]
    assert len(fresh) >= 40
    assert pooled["kappa"] >= 0.75


def test_reader_coded_a_hundred_sentences_first_and_no_sentence_twice():
    rows = read_cases("cases/theme_codes.csv")
    assert sum(row["round"] == "first" for row in rows) == 100
    assert len({(row["title"], row["start"]) for row in rows}) == len(rows)
    known = {theme.name for theme in get_themes()}
    assert {theme for row in rows for theme in row["themes"].split()} <= known
