"""What a reader takes from the tables of notebook 06; the counts of texts in use."""

from __future__ import annotations

import pandas as pd
import pytest

from helpers.themes import count_used
from helpers.themes.summaries import (
    average_distances,
    find_leads,
    judge_distances,
    list_typical,
    measure_rounds,
    summarise_stop_lists,
)


def make_shares(**texts: list[float]) -> pd.DataFrame:
    rows = [
        {"doc_id": doc_id, "place": "甲市", "theme": theme, "share": share, "low": share / 2, "high": 2 * share}
        for doc_id, shares in texts.items()
        for theme, share in zip(["moral", "teaching", "teachers"], shares, strict=True)
    ]
    return pd.DataFrame(rows)


def test_leads_are_the_largest_shares_and_of_equal_ones_the_first():
    leads = find_leads(make_shares(b=[0.2, 0.1, 0.4], a=[0.3, 0.3, 0.3]))
    assert leads["doc_id"].tolist() == ["b", "a"]
    assert leads[["first", "second"]].values.tolist() == [["teachers", "moral"], ["moral", "teaching"]]
    assert leads["first_share"].tolist() == ["40 [20, 80]", "30 [15, 60]"]


def test_leads_of_no_texts_are_none():
    assert find_leads(make_shares()[:0].reindex(columns=["doc_id", "theme", "share", "low", "high"])).empty


@pytest.mark.parametrize(("z", "count", "typical"), [(1.97, 2, True), (1.95, 2, False), (3.0, 1, False)])
def test_typical_terms_pass_both_thresholds(z, count, typical):
    keyness = pd.DataFrame({"term": ["甲"], "z": [z], "count": [count]})
    assert len(list_typical(keyness)) == typical


def make_pairs(*pairs: tuple[bool, float]) -> pd.DataFrame:
    frame = pd.DataFrame(pairs, columns=["same_place", "difference"])
    return frame.astype({"same_place": bool, "difference": float}).assign(by_chance=5.0)


@pytest.mark.parametrize(
    ("pairs", "verdict"),
    [
        ([(True, 8.1), (False, 8.0), (False, 12.0)], "kind"),  # 8.1 is more than .8 × 10
        ([(True, 7.9), (False, 8.0), (False, 12.0)], "place"),
        ([(True, 8.0)], "open"),
        ([(False, 8.0)], "open"),
        ([], "open"),
    ],
)
def test_distances_are_judged_by_both_sorts_of_pairs(pairs, verdict):
    assert judge_distances(average_distances(make_pairs(*pairs))) == verdict


def test_distances_are_averaged_for_each_sort():
    averages = average_distances(make_pairs((True, 6.0), (False, 8.0), (False, 10.0)))
    assert averages == {
        "within": 6.0,
        "within_by_chance": 5.0,
        "between": 9.0,
        "between_by_chance": 5.0,
        "mean": 7.5,
        "chance": 5.0,
    }


def test_rounds_of_coding_are_measured_one_by_one():
    rounds = measure_rounds()
    pooled = rounds[rounds["theme"] == "pooled"].set_index("round")
    assert set(pooled.index) == {"first", "fresh", "elsewhere_first", "elsewhere_fresh"}
    assert pooled["sentences"].is_monotonic_decreasing
    assert ((pooled["low"] <= pooled["kappa"]) & (pooled["kappa"] <= pooled["high"])).all()


def test_stop_lists_are_summed_over_places():
    changes = pd.DataFrame(
        [
            ("genre", "甲市", 1, "a", "x y"),
            ("genre", "乙市", 2, "", "y"),
            ("all", "甲市", 0, "a b", "x"),
            ("all", "乙市", 1, "c", "z"),
        ],
        columns=["kept_in", "place", "stay", "gone", "come"],
    )
    assert summarise_stop_lists(changes) == {"n": 4, "stay": 1, "genre": 3, "come": ["x", "y"]}


def test_counts_are_of_the_article_where_a_text_restates_it(tmp_path):
    own = pd.DataFrame(
        {"doc_id": ["a", "b"], "start": [0, 0], "end": [9, 9], "text": ["推进集团化办学。", "培养青年教师。"]}
        | {"characters": [8, 7], "quantities": 0, "planned": 0, "rules": 0, "themes": ["balance", "teachers"]}
    )
    used = pd.DataFrame({"place": ["甲市", "乙市"], "restated_from": ["《某文》, 2023", ""]}, index=["a", "b"])
    article = {"title": ["某文"], "start": [0], "end": [5], "characters": [4], "quantities": [2], "planned": [0]}
    pd.DataFrame(article | {"rules": [0], "themes": ["moral"]}).to_csv(
        tmp_path / "originals_sentences.csv", index=False
    )
    words = {"title": ["某文"], "term": ["党建"], "count": [3], "words": [30]}
    pd.DataFrame(words).to_csv(tmp_path / "originals_term_counts.csv", index=False)
    themes = {"title": ["某文"], "theme": ["moral"], "sentences": [1], "total": [1]}
    pd.DataFrame(themes).to_csv(tmp_path / "originals_theme_counts.csv", index=False)
    counts = count_used(own, used, tmp_path)
    assert counts.sentences[["doc_id", "themes"]].values.tolist() == [["a", "moral"], ["b", "teachers"]]
    assert counts.words.loc[counts.words["doc_id"] == "a", ["term", "place"]].values.tolist() == [["党建", "甲市"]]
    assert set(counts.words.loc[counts.words["doc_id"] == "b", "place"]) == {"乙市"}
    assert counts.themes.loc[counts.themes["doc_id"] == "a", "theme"].tolist() == ["moral"]
