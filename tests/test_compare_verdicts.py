"""What two rows are worth beside each other, against what a reader says."""

import pandas as pd
import pytest
from cases_files import read_cases
from small_tables import compare_pair

from helpers.storage.resources import read_resource

VERDICTS = read_cases("cases/verdicts.jsonl")


@pytest.mark.parametrize("case", VERDICTS, ids=[case["note"] for case in VERDICTS])
def test_verdict(case):
    verdict = compare_pair(case["a"], case["b"]).iloc[0]
    years = None if pd.isna(verdict["years_apart"]) else verdict["years_apart"]
    assert (verdict["grade"], verdict["reasons"], years) == (case["grade"], case["reasons"], case["years_apart"])


@pytest.mark.parametrize("case", VERDICTS, ids=[case["note"] for case in VERDICTS])
def test_verdict_is_told_in_both_languages(case):
    verdict = compare_pair(case["a"], case["b"]).iloc[0]
    count = len(case["reasons"].split())
    assert len([part for part in verdict["reason_zh"].rstrip("。").split("；") if part]) == count
    assert bool(verdict["reason_en"]) == bool(count)
    assert "{" not in verdict["reason_zh"] + verdict["reason_en"]


def test_reasons_stand_in_the_fixed_order():
    order = "missing damaged planned_only different_concept different_kind different_level different_scope"
    order += " different_period period_unknown bounds_only corrected"
    assert [row["reason"] for row in read_resource("reasons.csv")] == order.split()


def test_sentences_tell_what_differs():
    verdict = compare_pair({"scope": "城区中小学", "period": "2021"}, {"qualifier": "approx"}).iloc[0]
    assert verdict["reason_zh"] == (
        "甲市的范围是城区中小学，乙市没有写明范围；甲市的数字属于2021年，乙市的属于2023年；乙市给出的是约数或界限。"
    )
    assert verdict["reason_en"].startswith(
        "甲市 covers urban districts, primary and secondary schools, 乙市 does not say"
    )
