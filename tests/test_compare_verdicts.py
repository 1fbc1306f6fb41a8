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
    assert len([part for part in verdict["reason_zh"].rstrip("。").split("；") if part]) >= count
    assert bool(verdict["reason_en"]) == bool(verdict["reason_zh"])
    assert bool(verdict["reason_en"]) >= bool(count)
    assert "{" not in verdict["reason_zh"] + verdict["reason_en"]


def test_reasons_stand_in_the_fixed_order():
    order = "missing damaged planned_only part_of_whole different_concept level_needed different_kind different_level"
    order += " different_scope different_period period_unknown level_unknown implausible bounds_only corrected"
    assert [row["reason"] for row in read_resource("reasons.csv")] == order.split()


def test_sentences_tell_what_differs():
    verdict = compare_pair({"scope": "城区中小学", "period": "2021"}, {"qualifier": "approx"}).iloc[0]
    assert verdict["reason_zh"] == (
        "甲市的范围是城区中小学，乙市没有写明范围；甲市的数字属于2021年，乙市的属于2023年；乙市给出的是约数或界限。"
    )
    assert verdict["reason_en"].startswith(
        "甲市 covers urban districts, primary and secondary schools, 乙市 does not say"
    )


def test_accounts_of_a_department_are_called_so():
    money = {"indicator": "unmapped", "population": "money", "measure": "amount", "unit": "元", "subject": "教育支出"}
    verdict = compare_pair(money | {"flags": "one_department"}, money).iloc[0]
    assert (verdict["grade"], verdict["reasons"]) == ("not_comparable", "different_concept")
    assert "(教育支出) (of one department)”" in verdict["reason_en"]


def test_a_computed_figure_is_told_beside_a_printed_one():
    verdict = compare_pair({"flags": "derived", "sources": "a:1 a:2"}, {}).iloc[0]
    assert verdict["grade"] == "comparable"
    assert verdict["reason_en"] == "For 甲市 the figure is computed from two stated ones."
    assert verdict["reason_zh"] == "甲市的数字由两个写明的数推算。"


def test_one_sentence_tells_of_two_places():
    undated = {"period": "", "qualifier": "approx"}
    verdict = compare_pair(undated, undated).iloc[0]
    assert verdict["reason_en"] == (
        "No period is stated for 甲市 and 乙市; the date of the text stands in; "
        "only an approximate number or a bound is given for 甲市 and 乙市."
    )


@pytest.mark.parametrize(
    ("flag", "told"),
    [
        ("other_base", "the figure for 甲市 belongs to 2023, since an earlier year than the one before"),
        ("one_batch", "the figure for 甲市 belongs to one batch of 2023"),
    ],
)
def test_sentence_says_why_figures_of_one_year_are_not_of_one_span(flag, told):
    money = {"indicator": "unmapped", "population": "money", "measure": "amount", "unit": "元", "event": "supported"}
    verdict = compare_pair(money | {"flags": flag}, money).iloc[0]
    assert verdict["grade"] == "not_comparable"
    assert told.lower() in verdict["reason_en"].lower()


SCHOOLS = {"indicator": "schools", "unit": "所", "school_level": "junior_secondary", "population": "school"}
SCHOOLS |= {"measure": "count", "school_level_basis": "stated"}


def test_part_and_whole_are_named_with_the_bound_that_follows():
    part = {"subject": "初级中学", "attribute": "junior_school_only", "value": 93}
    verdict = compare_pair(SCHOOLS | {"subject": "初中学校", "value": 475}, SCHOOLS | part).iloc[0]
    assert verdict["reason_zh"] == (
        "甲市的数字是“学校数（初中学校）”，乙市的只是其中一部分“学校数（初级中学）”；乙市的“学校数（初中学校）”不少于93。"
    )
    assert "乙市’s “Schools (初中学校)” is therefore at least 93" in verdict["reason_en"]


def test_a_rate_of_a_part_gives_no_bound():
    rate = SCHOOLS | {"indicator": "campus_network", "measure": "coverage_rate", "kind": "share", "unit": "%"}
    verdict = compare_pair(rate, rate | {"area": "rural"}).iloc[0]
    assert verdict["reasons"] == "part_of_whole"
    assert "≥" not in verdict["reason_en"]
    assert "at least" not in verdict["reason_en"]


def test_inherited_level_and_targets_are_said_without_a_reason():
    target = SCHOOLS | {"status": "planned", "period": "2030"}
    verdict = compare_pair(target | {"school_level_basis": "inherited"}, target).iloc[0]
    assert (verdict["grade"], verdict["reasons"]) == ("comparable", "")
    assert verdict["reason_zh"] == "甲市的教育层次据标题或上文；两者都是同一时间的目标。"


def test_silent_place_names_what_is_related():
    pupils = {"population": "pupil", "measure": "count"}
    frame = compare_pair(pupils, pupils | {"indicator": "boarders", "group": "boarder", "value": 12000})
    verdict = frame.set_index("indicator").loc["pupils"]
    assert (verdict["row_b"], verdict["related"]) == ("", "乙市:7")
    assert verdict["reason_zh"] == "乙市没有报告这一项；乙市报告了有关的数字：寄宿生数 12,000 人。"


def test_doubt_is_said_in_the_reason():
    doubt = {"flags": "part_exceeds", "doubt_zh": "甲市的部分大于整体", "doubt_en": "the part is larger than the whole"}
    verdict = compare_pair(doubt, {}).iloc[0]
    assert (verdict["reason_zh"], verdict["reason_en"]) == (
        "甲市的部分大于整体。",
        "The part is larger than the whole.",
    )
