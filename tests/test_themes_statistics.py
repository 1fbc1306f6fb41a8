"""Rates, agreement, intervals and keyness, against published or worked values."""

import numpy as np
import pandas as pd
import pytest

from helpers.themes.statistics import (
    compare_stop_lists,
    expect_by_chance,
    get_rate_interval,
    get_wilson_interval,
    measure_agreement,
    measure_keyness,
    measure_rates,
)


def test_rates_are_by_the_words_of_a_place_stop_words_included():
    rows = [
        ("a", "乙市", "教师", 6, 10),
        ("a", "乙市", "学位", 4, 10),
        ("b", "乙市", "学位", 10, 10),
        ("c", "甲市", "学位", 1, 4),
    ]
    rates = measure_rates(pd.DataFrame(rows, columns=["doc_id", "place", "term", "count", "words"]))
    assert rates.values.tolist() == [["乙市", "学位", 14, 700.0], ["甲市", "学位", 1, 250.0]]


def test_words_dealt_at_random_seldom_pass():
    even = make_counts(甲={"学位": 50, "党建": 50, "师资": 50}, 乙={"学位": 50, "党建": 50, "师资": 50})
    assert expect_by_chance(even) < 0.4  # 6 chances of at most 2.5 % each, less by the prior
    assert expect_by_chance(make_counts(甲={"学位": 50})) == 0


def make_codes(both, reader, program, neither):
    pairs = [("digital", "digital")] * both + [("digital", "")] * reader + [("", "digital")] * program
    return pd.DataFrame(pairs + [("", "")] * neither, columns=["reader", "program"])


def test_kappa_of_a_table_worked_by_hand():
    # 20 yes-yes, 5 yes-no, 10 no-yes, 15 no-no: observed .70, by chance .5 * .6 + .5 * .4 = .50, kappa .40
    row = measure_agreement(make_codes(20, 5, 10, 15)).set_index("theme").loc["digital"]
    assert row[["reader", "program", "both", "sentences"]].tolist() == [25, 30, 20, 50]
    assert row["kappa"] == pytest.approx(0.4)
    # asymptotic standard error .13 (Fleiss, Cohen and Everitt 1969): the bootstrap must lie near .40 ± .25
    assert row["low"] == pytest.approx(0.15, abs=0.05)
    assert row["high"] == pytest.approx(0.65, abs=0.05)


def test_kappa_without_a_fault_keeps_an_interval_that_narrows_with_more_sentences():
    few = measure_agreement(make_codes(5, 0, 0, 5)).set_index("theme").loc["digital"]
    many = measure_agreement(make_codes(100, 0, 0, 100)).set_index("theme").loc["digital"]
    assert few["kappa"] == many["kappa"] == few["high"] == 1
    # no fault in 10: at most 1 - .025 ** (1 / 10) = 30.8 % faults, kappa at least 1 - .308 / .5
    assert few["low"] == pytest.approx(0.383, abs=0.001)
    assert few["low"] < many["low"] < 1


def test_kappa_of_a_theme_that_nobody_gives_is_missing():
    row = measure_agreement(make_codes(3, 1, 1, 3)).set_index("theme").loc["exchange"]
    assert row[["kappa", "low", "high"]].isna().all()


@pytest.mark.parametrize(
    ("successes", "total", "low", "high"),
    [  # Newcombe 1998, Statistics in Medicine 17, table I, method 3
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0000, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilson_interval_equals_the_published_one(successes, total, low, high):
    assert get_wilson_interval(successes, total) == pytest.approx((low, high), abs=0.00006)


@pytest.mark.parametrize(
    ("events", "low", "high"),
    [(0, 0.0, 3.69), (1, 0.025, 5.57), (10, 4.80, 18.39), (100, 81.36, 121.63)],  # exact Poisson limits
)
def test_rate_interval_is_near_the_exact_poisson_limits(events, low, high):
    found = get_rate_interval([events], [1])
    assert found == pytest.approx((low, high), rel=0.02, abs=0.015)


def test_quantities_that_crowd_in_one_sentence_widen_the_interval():
    even = get_rate_interval([2] * 10, [100] * 10)
    crowded = get_rate_interval([20] + [0] * 9, [100] * 10)
    assert crowded[0] < even[0] < 0.02 < even[1] < crowded[1]


@pytest.mark.parametrize("prior_total", [50.0, 500.0])
def test_keyness_equals_the_formula_of_the_paper(prior_total):
    counts = {"甲": [6, 0, 3, 1], "乙": [1, 4, 3, 1], "丙": [0, 2, 9, 1]}
    words = ["集团", "学位", "教师", "党建"]
    rows = [{"place": p, "term": t, "count": c} for p, cs in counts.items() for t, c in zip(words, cs, strict=True)]
    frame = measure_keyness(pd.DataFrame(rows), prior_total).set_index(["place", "term"])
    y = np.array(list(counts.values()), dtype=float)
    a = prior_total * y.sum(0) / y.sum()  # the informative prior: shares of the whole corpus
    for k, place in enumerate(counts):
        i, j = y[k], y.sum(0) - y[k]
        delta = np.log((i + a) / (i.sum() + a.sum() - i - a)) - np.log((j + a) / (j.sum() + a.sum() - j - a))  # eq. 16
        z = delta / np.sqrt(1 / (i + a) + 1 / (j + a))  # eqs. 19 and 22
        assert [frame.loc[(place, word), "z"] for word in words] == pytest.approx(list(z))
        assert [frame.loc[(place, word), "count_elsewhere"] for word in words] == list(j)


def make_counts(**places):
    return pd.DataFrame(
        [{"place": p, "term": t, "count": n} for p, counts in places.items() for t, n in counts.items()]
    )


def test_keyness_orders_places_as_given_and_terms_by_falling_z():
    frame = measure_keyness(make_counts(乙={"学位": 5, "党建": 1}, 甲={"学位": 1, "党建": 5}))
    assert frame["place"].tolist() == ["乙", "乙", "甲", "甲"]
    assert frame["term"].tolist() == ["学位", "党建", "党建", "学位"]


def test_keyness_of_one_place_has_no_rows():
    assert measure_keyness(make_counts(甲={"学位": 5})).empty


def test_a_short_text_gets_small_z_for_the_same_share():
    short = measure_keyness(make_counts(甲={"学位": 2, "党建": 8}, 乙={"学位": 50, "党建": 450}))
    long = measure_keyness(make_counts(甲={"学位": 100, "党建": 400}, 乙={"学位": 50, "党建": 450}))
    assert 0 < short.iloc[0]["z"] < 1.96 < long.iloc[0]["z"]


def test_a_stop_list_that_removes_what_was_key_shows_what_comes_in():
    counts = make_counts(甲={"推进": 50, "学位": 5, "党建": 1}, 乙={"推进": 5, "学位": 1, "党建": 5})
    rows = compare_stop_lists(counts, top=1).set_index(["kept_in", "place"])
    assert rows.loc[("genre", "甲"), ["stay", "gone", "come"]].tolist() == [0, "学位", "推进"]
    assert rows.loc[("unit", "甲"), ["stay", "gone", "come"]].tolist() == [1, "", ""]


def test_a_place_that_is_among_the_wordiest_with_one_list_only_is_left_out():
    places = {f"地{number}": {"学位": 10, "党建": number} for number in range(30)}
    counts = make_counts(**places, 甲={"学位": 9, "党建": 1, "推进": 90})
    assert "甲" not in set(compare_stop_lists(counts, top=1).query("kept_in == 'unit'")["place"])
    assert "地0" not in set(compare_stop_lists(counts, top=1).query("kept_in == 'genre'")["place"])
