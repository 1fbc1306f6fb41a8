"""Ratios and shares that follow from two figures of one place, year and level."""

import pytest
from small_tables import make_articles, make_indicator_row

from helpers.compare.ratios import derive_ratios
from helpers.concepts import parse_concept
from helpers.storage.resources import read_resource
from helpers.storage.tables import check_table, make_table

ARTICLES = make_articles(("a", "亳州市", "prefecture", "2024-03"), ("b", "亳州市", "prefecture", "2024-05"))
PUPILS = {"population": "pupil", "measure": "count", "subject": "小学在校生", "value": 16500, "start": 1}
TEACHERS = {"population": "full_time_teacher", "measure": "count", "subject": "小学专任教师", "value": 1000, "start": 2}
TEACHERS |= {"indicator": "full_time_teachers"}
PRIVATE = PUPILS | {"sector": "private", "subject": "民办小学在校生", "value": 3300, "start": 3}
PRINTED = {"indicator": "pupil_teacher_ratio", "population": "pupil", "measure": "ratio", "of": "population"}
PRINTED |= {"kind": "ratio", "unit": "比", "subject": "小学生师比", "start": 4}


def derive(*rows):
    defaults = {"doc_id": "a", "school_level_basis": "stated"}
    stated = make_table([make_indicator_row("亳州市", defaults | row) for row in rows], "indicators")
    frame = derive_ratios(stated, ARTICLES)
    check_table(frame, "indicators")
    return frame[frame["sources"] != ""].reset_index(drop=True), frame


def test_pupils_per_teacher_stand_on_both_rows():
    row = derive(PUPILS, TEACHERS)[0].iloc[0]
    assert (row["indicator"], row["school_level"], row["value"], row["unit"]) == (
        *("pupil_teacher_ratio", "primary"),
        *(16.5, "比"),
    )
    assert (row["sources"], row["flags"], row["period"], row["qualifier"]) == ("a:1 a:2", "derived", "2023", "exact")
    assert (row["population"], row["measure"], row["subject"]) == ("pupil", "ratio", "小学生师比")


def test_share_of_a_sector():
    rows = derive(PUPILS, PRIVATE)[0]
    assert rows[["value", "unit", "kind", "measure", "of", "sector", "sources"]].to_numpy().tolist() == [
        [20, "%", "share", "share", "sector", "private", "a:3 a:1"]
    ]


@pytest.mark.parametrize(
    ("sector", "indicator"), [("inclusive", "inclusive_kindergartens_share"), ("inclusive_private", "unmapped")]
)
def test_share_of_inclusive_private_kindergartens_is_not_that_of_all_inclusive_ones(sector, indicator):
    school = {"population": "school", "measure": "count", "unit": "所", "indicator": "kindergartens"}
    school |= {"school_level": "preschool"}
    part = school | {"sector": sector, "subject": "普惠性幼儿园", "value": 52, "start": 6}
    rows = derive(school | {"subject": "幼儿园", "value": 112, "start": 5}, part)[0]
    assert rows[["value", "sector", "indicator"]].to_numpy().tolist() == [[46.43, sector, indicator]]


def test_children_per_kindergarten_and_class():
    own = {"school_level": "preschool"}
    children = PUPILS | own | {"value": 36000, "subject": "在园幼儿"}
    schools = {"population": "school", "measure": "count", "indicator": "schools", "subject": "幼儿园", "unit": "所"}
    classes = {"population": "class", "measure": "count", "indicator": "classes", "subject": "班", "unit": "个"}
    rows, _ = derive(children, schools | own | {"value": 200, "start": 5}, classes | own | {"value": 1200, "start": 6})
    assert rows.set_index("subject")["value"].to_dict() == {
        "学前教育平均班额": 30,
        "学前教育校均规模": 180,
        "学前教育校均班数": 6,
    }


def test_pupils_of_nine_year_schools_are_in_no_count_of_the_schools_of_one_stage():
    school = {"population": "school", "measure": "count", "unit": "所", "indicator": "schools"}
    primary = school | {"subject": "小学", "value": 110, "start": 5}
    nine = school | {"programme": "nine_year", "subject": "九年一贯制学校", "value": 7, "start": 6}
    apart, among = nine | {"school_level": "compulsory"}, nine | {"school_level": "primary"}
    assert derive(PUPILS, primary)[0]["value"].tolist() == [150]
    assert derive(PUPILS, primary, among)[0]["value"].tolist() == [150]
    assert derive(PUPILS, primary, apart)[0].empty
    assert derive(PUPILS, TEACHERS, apart)[0]["value"].tolist() == [16.5]
    in_junior = nine | {"school_level": "junior_secondary"}  # 初中9所(含九年一贯制学校3所)
    assert derive(PUPILS, primary, in_junior)[0].empty
    point = nine | {"programme": "teaching_point", "school_level": "primary", "subject": "小学教学点", "unit": "个"}
    assert derive(PUPILS, primary, point)[0].empty
    with_points = primary | {"coverage": "with_teaching_point"}  # 小学110所(含教学点7个)
    assert derive(PUPILS, with_points, point)[0]["value"].tolist() == [150]
    assert derive(PUPILS, primary | {"coverage": "without_teaching_point"})[0].empty  # 小学110所(不含教学点)
    all_levels = {"school_level": "all"}
    assert derive(PUPILS | all_levels, primary | all_levels)[0]["value"].tolist() == [150]
    assert derive(PUPILS | all_levels, primary | all_levels, point)[0].empty
    complete = school | {
        "programme": "complete",
        "school_level": "secondary",
        "subject": "完全中学",
        "value": 2,
        "start": 6,
    }
    assert derive(PUPILS, primary, complete)[0]["value"].tolist() == [150]
    senior = {"school_level": "senior_secondary_general"}
    assert derive(PUPILS | senior, primary | senior, complete)[0].empty


def test_texts_of_which_none_is_compared():
    """Figures that name their place stand in texts without one, too."""
    stated = make_table(
        [make_indicator_row("亳州市", {"doc_id": "a"} | row) for row in (PUPILS, TEACHERS)], "indicators"
    )
    assert (derive_ratios(stated, ARTICLES.assign(use="excluded"))["sources"] != "").sum() == 1


def test_spending_per_pupil():
    money = {"population": "money", "measure": "amount", "attribute": "public_budget", "unit": "元", "value": 2.31e8}
    money |= {"indicator": "education_budget", "subject": "小学一般公共预算教育经费", "start": 8}
    row = derive(money, PUPILS)[0].iloc[0]
    assert (row["value"], row["unit"], row["sources"]) == (14000, "元", "a:8 a:1")
    for part in ("one_batch", "one_department"):  # what a batch or a department has is not what a place spends
        assert derive(money | {"flags": part}, PUPILS)[0].empty


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"period": "2022"}, "another year"),
        ({"school_level": "junior_secondary"}, "another level"),
        ({"status": "planned"}, "a plan"),
        ({"qualifier": "more"}, "a bound"),
        ({"area": "rural"}, "a part"),
        ({"coverage": "subset"}, "some schools"),
        ({"period": "", "published": "2023-05"}, "dated by the document"),
        ({"damage": "digits_lost", "value": None}, "lost"),
        ({"flags": "former"}, "what it was before"),
        ({"place": "六安市"}, "another place"),
        ({"population": "teacher", "indicator": "teachers"}, "not said whether full-time"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_nothing_follows_from(changes, why):
    assert derive(PUPILS, TEACHERS | changes)[0].empty


def test_nothing_follows_from_a_level_that_is_not_said():
    assert derive(*(row | {"school_level": "unknown"} for row in (PUPILS, TEACHERS)))[0].empty


def test_texts_that_disagree_give_no_ratio_but_roundings_do():
    again = PUPILS | {"doc_id": "b", "value": 18000}
    assert derive(PUPILS, TEACHERS, again)[0].empty
    assert len(derive(PUPILS, TEACHERS, again | {"value": 16512})[0]) == 1


@pytest.mark.parametrize(("printed", "flagged"), [(16.5, False), (16.6, False), (14.2, True)])
def test_printed_ratio_is_checked_against_its_parts(printed, flagged):
    derived, frame = derive(PUPILS, TEACHERS, PRINTED | {"value": printed})
    told = frame[frame["flags"].str.contains("ratio_disagrees")]
    assert len(told) == 2 * flagged
    assert len(derived) == 1
    if flagged:
        assert told["doubt_zh"].tolist() == ["亳州市公布的“小学生师比”为14.2，据其分子分母推算为16.5"] * 2


def test_correction_of_a_part_is_told():
    assert derive(PUPILS | {"corrected": "gazette"}, TEACHERS)[0].loc[0, "corrected"] == "gazette"


@pytest.mark.parametrize("ratio", read_resource("ratios.csv"), ids=lambda ratio: ratio["ratio"])
def test_words_of_every_ratio_are_understood(ratio):
    concept = parse_concept(ratio["subject"].format(level="初中"), ratio["unit"], ratio["kind"])
    assert concept.population, concept.unparsed or concept.problem
    assert concept.school_level == "junior_secondary"
