"""The tables of themes: sentences, shares, concreteness, distance of texts."""

import pandas as pd
import pytest

from helpers.themes.coding import get_themes
from helpers.themes.statistics import (
    measure_keyness,
)
from helpers.themes.tables import (
    add_shares,
    compare_texts,
    make_sentences,
    make_term_counts,
    make_theme_counts,
    measure_concreteness,
)


def make_paragraphs(*texts):
    rows = []
    for doc_id, lines in enumerate(texts):
        start = 0
        for number, (role, text) in enumerate(lines, 1):
            rows.append({"doc_id": f"t{doc_id}", "paragraph": number, "role": role, "start": start, "text": text})
            start += len(text) + 1
    return pd.DataFrame(rows)


PARAGRAPHS = make_paragraphs(
    [
        ("title", "某县教育"),
        ("heading", "一、教师９人"),
        ("body", "招聘教师９名，培训４０名。时不我待。"),
        ("furniture", "阅读 １２"),
    ],
    [("body", "新建幼儿园３所。到2027年新建2所。")],
)
OBSERVATIONS = pd.DataFrame(
    [
        {"doc_id": "t0", "start": 9, "status": "actual"},  # in the heading: not counted again
        {"doc_id": "t0", "start": 16, "status": "actual"},
        {"doc_id": "t0", "start": 16, "status": "actual"},  # a second subject of the same number
        {"doc_id": "t0", "start": 21, "status": "rule"},
        {"doc_id": "t1", "start": 5, "status": "actual"},
        {"doc_id": "t1", "start": 16, "status": "planned"},
    ]
)


def test_sentences_carry_offsets_quantities_and_themes():
    rows = make_sentences(PARAGRAPHS, OBSERVATIONS)
    assert rows["text"].tolist() == ["招聘教师9名,培训40名。", "时不我待。", "新建幼儿园3所。", "到2027年新建2所。"]
    assert rows[["start", "end"]].values.tolist() == [[12, 25], [25, 30], [0, 8], [8, 19]]
    assert rows[["quantities", "planned", "rules"]].values.tolist() == [[2, 0, 1], [0, 0, 0], [1, 0, 0], [1, 1, 0]]
    assert rows["themes"].tolist() == ["teachers", "", "early funding", "funding"]


def test_concreteness_of_short_texts_has_wide_intervals():
    sentences = make_sentences(PARAGRAPHS, OBSERVATIONS)
    rows = measure_concreteness(sentences, {"t0": "甲县", "t1": "乙县"}).set_index("doc_id")
    first = rows.loc["t0"]
    assert first[["characters", "sentences", "quantities", "with_quantity", "stated", "planned"]].tolist() == [
        18,
        2,
        2,
        1,
        1,
        0,
    ]
    assert first["per_1000"] == pytest.approx(2000 / 18)
    assert first["per_1000_high"] > 3 * first["per_1000"]
    assert (first["share"], rows.loc["t1", "planned_share"]) == (0.5, 0.5)
    assert first["share_low"] < 0.1
    assert first["share_high"] > 0.9


def test_theme_shares_have_rows_for_every_theme_and_text():
    sentences = make_sentences(PARAGRAPHS, OBSERVATIONS)
    rows = add_shares(make_theme_counts(sentences), {"t0": "甲县", "t1": "乙县"})
    assert len(rows) == 2 * len(get_themes())
    funding = rows.set_index(["doc_id", "theme"]).loc[("t1", "funding")]
    assert funding[["place", "sentences", "total", "share", "high"]].tolist() == ["乙县", 2, 2, 1.0, 1.0]


def test_texts_without_a_sentence_are_no_error():
    empty = make_paragraphs([("furniture", "首页")])
    sentences = make_sentences(empty, OBSERVATIONS)
    assert sentences.empty
    assert make_theme_counts(sentences).empty
    assert make_term_counts(sentences, {}).empty
    assert measure_concreteness(sentences, {}).empty
    assert measure_keyness(make_term_counts(sentences, {}).assign(place="")).empty


def test_distance_of_texts_is_told_from_chance():
    rows = [
        {"doc_id": doc, "place": place, "theme": theme, "share": share, "total": 100}
        for doc, place, shares in (("a", "甲市", (0.5, 0.1)), ("b", "甲市", (0.3, 0.1)), ("c", "乙市", (0.5, 0.5)))
        for theme, share in zip(("moral", "digital"), shares, strict=True)
    ]
    pairs = compare_texts(pd.DataFrame(rows)).set_index(["doc_a", "doc_b"])
    assert pairs["same_place"].to_dict() == {("a", "b"): True, ("a", "c"): False, ("b", "c"): False}
    assert pairs["difference"].tolist() == [10.0, 20.0, 30.0]
    # a, b: pooled shares .4 and .1, errors sqrt(.24 * 2 / 100) and sqrt(.09 * 2 / 100), times sqrt(2 / pi), mean
    assert pairs.loc[("a", "b"), "by_chance"] == pytest.approx(4.5, abs=0.05)
