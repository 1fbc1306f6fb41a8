"""Counts of the articles that the texts restate."""

import os
from pathlib import Path

import pandas as pd
import pytest
from test_themes_coding import read_originals

from helpers.storage.messages import InputError
from helpers.storage.paths import PROJECT
from helpers.themes.__main__ import main
from helpers.themes.originals import count_folder, drop_uncounted, use_originals


def test_counts_of_originals_are_used_for_restated_texts_only():
    own = pd.DataFrame({"doc_id": ["a", "a", "b"], "theme": ["moral", "early", "moral"], "sentences": [1, 2, 3]})
    originals = pd.DataFrame({"title": ["某县教育"] * 2, "theme": ["moral", "early"], "sentences": [7, 8]})
    used = use_originals(own, originals, {"a": "《某县教育》, 2023", "b": ""})
    assert used.to_dict("list") == {
        "doc_id": ["a", "a", "b"],
        "theme": ["moral", "early", "moral"],
        "sentences": [7, 8, 3],
    }
    with pytest.raises(InputError, match=r"text b restates '《别县教育》'.*python -m helpers.themes"):
        use_originals(own, originals, {"b": "《别县教育》"})


def test_texts_that_restate_figures_alone_are_not_counted(tmp_path):
    used = pd.DataFrame({"restated_from": ["《某县教育》, 2023", "", "《某县公报》, 2024"]}, index=["a", "b", "c"])
    assert list(drop_uncounted(used, tmp_path).index) == ["a", "b", "c"]
    counts = "title,theme,sentences,total\n某县教育,moral,7,9\n"
    (tmp_path / "originals_theme_counts.csv").write_text(counts, encoding="utf-8")
    assert list(drop_uncounted(used, tmp_path).index) == ["a", "b"]


def test_counts_beside_the_texts_are_the_recount_of_the_originals(tmp_path):
    read_originals()
    paths = count_folder(Path(os.environ["ORIGINALS"]), tmp_path)
    assert [path.name for path in paths] == [
        "originals_term_counts.csv",
        "originals_theme_counts.csv",
        "originals_sentences.csv",
    ]
    for path in paths:
        assert path.read_bytes() == (PROJECT / "data" / "raw" / path.name).read_bytes()


def test_command_says_what_is_wrong_with_a_folder(tmp_path, capsys):
    assert main([str(tmp_path / "none"), "--counts", str(tmp_path)]) == 1
    assert "none" in capsys.readouterr().err
