"""Observations become indicators of a place and a date."""

import pytest
from small_tables import ARTICLES, make_articles, make_observations, make_paragraphs

from helpers.concepts.mapping import map_observations
from helpers.storage.messages import InputError
from helpers.storage.tables import check_table
from helpers.text import NO_PLACE


def test_rows_in_are_rows_out():
    observations = make_observations({"subject": "小学在校生"}, {"subject": "没有这样的指标"})
    mapped = map_observations(observations, ARTICLES)
    check_table(mapped, "indicators")
    assert mapped["indicator"].tolist() == ["pupils", "unmapped"]
    assert mapped["start"].tolist() == observations["start"].tolist()


def test_excluded_text_maps_to_nothing():
    articles = make_articles(("a", "亳州市", "prefecture", "2024", "excluded"))
    mapped = map_observations(make_observations({"subject": "小学在校生"}), articles)
    assert mapped.loc[0, ["indicator", "flags"]].tolist() == ["unmapped", "excluded_text"]


def test_a_text_without_a_place_tells_of_those_that_it_names():
    articles = make_articles(("a", "", "", "2024", "excluded")).assign(reason=NO_PLACE)
    rows = make_observations({"subject": "小学在校生", "place": "亳州市"}, {"subject": "小学在校生", "place": ""})
    assert map_observations(rows, articles)["indicator"].tolist() == ["pupils", "unmapped"]
    mapped = map_observations(rows, articles.assign(reason="template: 201x年"))
    assert mapped["indicator"].tolist() == ["unmapped", "unmapped"]


def test_date_comes_from_the_period_or_else_from_the_text():
    rows = [{"subject": "小学在校生", "period": p} for p in ("2019", "2012/2022", "", "2021/..")]
    mapped = map_observations(make_observations(*rows), ARTICLES)
    assert mapped["as_of"].tolist() == ["2019", "2022", "2024-03", "2024-03"]
    assert mapped["as_of_basis"].tolist() == ["period", "period", "document_date", "document_date"]


def test_place_of_the_row_wins():
    rows = [{"subject": "幼儿园", "unit": "所"}, {"subject": "幼儿园", "unit": "所", "place": "谯城区"}]
    mapped = map_observations(make_observations(*rows), ARTICLES)
    assert mapped["place"].tolist() == ["亳州市", "谯城区"]
    assert mapped["place_level"].tolist() == ["prefecture", "county"]


def test_sentence_is_quoted_over_a_line_break():
    text = "标题\n全市有小学\n312所。"
    row = {"subject": "小学", "unit": "所", "sentence_start": 3, "sentence_end": len(text)}
    mapped = map_observations(make_observations(row), ARTICLES, paragraphs=make_paragraphs(text))
    assert mapped.loc[0, "sentence"] == "全市有小学312所。"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("该校占地面积86亩。", "unmapped"),
        ("全校有教职工120人。", "unmapped"),
        ("学校有专任教师62名。", "unmapped"),
        ("全市中小学占地面积86万亩。", "site_area"),
        ("学校共312所。", "schools"),
        ("学校9所,有专任教师620名。", "full_time_teachers"),
        ("新校区占地面积60亩。", "unmapped"),
        ("市一中新校区等7个项目建成,有专任教师620名。", "full_time_teachers"),
    ],
)
def test_figures_of_one_school_are_nobodys_indicator(text, expected):
    subjects = {
        "占地": ("占地面积", "亩"),
        "教职工": ("教职工", "人"),
        "专任": ("专任教师", "名"),
        "共": ("学校", "所"),
    }
    subject, unit = next(value for key, value in subjects.items() if key in text)
    row = {"subject": subject, "unit": unit, "sentence_start": 0, "sentence_end": len(text)}
    mapped = map_observations(make_observations(row), ARTICLES, paragraphs=make_paragraphs(text))
    assert mapped.loc[0, "indicator"] == expected
    assert ("one_school" in mapped.loc[0, "flags"]) == (expected == "unmapped")


@pytest.mark.parametrize(("cell", "expected"), [("1:2:2", "schools"), ("", "unmapped")])
def test_a_row_of_a_table_that_begins_with_schools_is_of_many(cell, expected):
    text = "学校总数\t312"
    row = {"subject": "学校总数", "unit": "所", "cell": cell, "sentence_start": 0, "sentence_end": len(text)}
    mapped = map_observations(make_observations(row), ARTICLES, paragraphs=make_paragraphs(text))
    assert mapped.loc[0, "indicator"] == expected


@pytest.mark.parametrize(
    ("subject", "basis", "expected"),
    [
        ("发放乡村教师生活补助", "point", "rural_allowance"),
        ("发放乡村教师生活补助", "per_case", "unmapped"),
        ("乡村教师每人每年生活补助", "per_case", "rural_allowance_per_year"),
    ],
)
def test_a_norm_per_head_is_no_total(subject, basis, expected):
    mapped = map_observations(make_observations({"subject": subject, "unit": "元", "basis": basis}), ARTICLES)
    assert mapped.loc[0, "indicator"] == expected


def test_equal_values_of_one_text_are_flagged():
    rows = [{"subject": "教育集团", "unit": "个", "value": value} for value in (9, 9, 8)]
    mapped = map_observations(make_observations(*rows), ARTICLES)
    assert mapped["flags"].tolist() == ["", "repeated", ""]


def test_unknown_text_is_one_sentence():
    with pytest.raises(InputError, match="names a text 'x'"):
        map_observations(make_observations({"doc_id": "x"}), ARTICLES)
