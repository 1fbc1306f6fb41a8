"""What a row takes over from the words and the row before it: level, owner, whose share it is, one school or all."""

import pytest
from cases_files import read_cases
from small_tables import ARTICLES, make_observations, make_paragraphs, map_text

from helpers.concepts import FACETS
from helpers.concepts.mapping import map_observations


def map_below_title(title, subject, unit, above="", **article):
    """Map 62 of a subject in a text that holds no more than a title, sentences above and this."""
    text = f"{title}\n{above}{subject}62{unit}。"
    row = {"subject": subject, "unit": unit, "kind": "level", "start": text.rindex("62"), "end": len(text) - 1}
    paragraphs = make_paragraphs(text).assign(role=["title", "body"])
    sentence = {"sentence_start": len(title + above) + 1, "sentence_end": len(text)}
    mapped = map_observations(make_observations(row | sentence), ARTICLES.assign(**article), paragraphs=paragraphs)
    return mapped.iloc[0]


@pytest.mark.parametrize("case", read_cases("cases/inheritance.jsonl"), ids=lambda case: case["case"])
def test_a_row_takes_over(case):
    row, facets = map_text(case["text"], *case["rows"])[-1], case["facets"]
    assert {facet: row[facet] for facet in facets} == facets, {facet: row[facet] for facet in FACETS if row[facet]}


@pytest.mark.parametrize(
    ("subject", "value", "basis", "measure"),
    [
        ("国家助学金", 2000, "per_case", "per_head"),
        ("国家助学金", 2000, "point", "per_head"),
        ("国家助学金", 620000, "point", "amount"),
        ("校舍维修资金", 2000, "point", "amount"),
        ("教育支出", 620000, "per_case", "per_head"),
    ],
)
def test_what_each_is_paid_is_no_total(subject, value, basis, measure):
    text = f"{subject}{value}元。"
    row = {"subject": subject, "unit": "元", "kind": "level", "value": value, "basis": basis, "start": len(subject)}
    place = {"end": len(text) - 1, "sentence_start": 0, "sentence_end": len(text)}
    mapped = map_observations(make_observations(row | place), ARTICLES, paragraphs=make_paragraphs(text))
    assert mapped["measure"].tolist() == [measure]


@pytest.mark.parametrize(
    ("title", "subject", "attribute"),
    [
        ("叙永县2023年学生资助工作情况", "共落实资金", "aid"),
        ("叙永县学生资助政策落实情况", "全年发放各类资金", "aid"),
        ("叙永县2023年学生资助工作情况", "落实维修资金", "renovation"),
        ("叙永县2023年教育工作总结", "共落实资金", ""),
    ],
)
def test_what_a_page_on_aid_pays_out_is_aid(title, subject, attribute):
    found = map_below_title(title, subject, "元")
    assert (found["population"], found["attribute"]) == ("money", attribute)


@pytest.mark.parametrize(
    ("title", "population"), [("亳州市2024年高中招生计划", "entrant"), ("亳州市2024年教育概况", "")]
)
def test_a_school_with_persons_alone_is_their_number_in_a_plan_of_enrolment(title, population):
    assert map_below_title(title, "燎原中学", "人")["population"] == population


@pytest.mark.parametrize(
    ("subject", "coverage"),
    [
        ("亳州中学在校生", "subset"),
        ("亳州市中学在校生", ""),
        ("亳州小学在校生", ""),
        ("亳州职业技术学校教师", "subset"),
    ],
)
def test_a_school_that_is_called_after_its_place_is_a_part(subject, coverage):
    assert map_text(f"{subject}62人。", (subject, "62人", "人", "level"))[0]["coverage"] == coverage


@pytest.mark.parametrize(
    ("title", "above", "coverage", "level"),
    [
        ("亳州市职业中等专业学校质量年度报告", "", "subset", "secondary_vocational"),
        ("亳州市职业技术教育中心2024年工作总结", "", "subset", "secondary_vocational"),
        ("柳溪职业技术学校2024年工作总结", "", "subset", "secondary_vocational"),
        ("柳溪职业技术学校2024年工作总结", "初中在校生偏少。", "subset", "secondary_vocational"),
        ("亳州市中等职业教育质量年度报告", "", "", "secondary_vocational"),
        ("亳州市2024年教育概况", "初中在校生偏少。", "", "junior_secondary"),
    ],
)
def test_a_text_whose_title_names_a_school_is_of_it_throughout(title, above, coverage, level):
    row = map_below_title(title, "住校生", "人", above=above)
    assert (row["coverage"], row["school_level"]) == (coverage, level)


def test_blank_lines_do_not_part_a_heading_from_its_lines():
    text = "(二)学前教育\n" + "\n" * 12 + "教职工62人。"
    assert map_text(text, ("教职工", "62人", "人", "level"))[0]["school_level"] == "preschool"


@pytest.mark.parametrize(
    ("place", "level", "programme"),
    [("苗栗县", "secondary_vocational", "vocational_high"), ("亳州市", "higher_vocational", "")],
)
def test_a_word_means_what_it_means_where_the_text_is_from(place, level, programme):
    (row,) = map_text("高職學生62人。", ("高職學生", "62人", "人", "level"), place=place)
    assert (row["school_level"], row["programme"]) == (level, programme)


@pytest.mark.parametrize(
    ("title", "subject", "event"),
    [
        ("蒙城县2024年公开招聘中小学教师公告", "小学教师", "recruited"),
        ("蒙城县2024年公开招聘中小学教师公告", "专任教师", ""),
        ("蒙城县2024年教育工作总结", "小学教师", ""),
    ],
)
def test_teachers_in_a_notice_of_recruitment_are_recruited(title, subject, event):
    assert map_below_title(title, subject, "人")["event"] == event


@pytest.mark.parametrize(
    ("title", "genre", "level"),
    [
        ("好学校就在家门口——蒙城县推进义务教育优质均衡发展纪实", "news", "unknown"),
        ("关于蒙城县义务教育优质均衡发展督导评估的反馈意见", "bureau_report", "compulsory"),
        ("蒙城县职业教育走进产业园", "news", "vocational"),
    ],
)
def test_a_story_of_compulsory_education_tells_of_all_schools(title, genre, level):
    assert map_below_title(title, "骨干教师", "人", genre=genre)["school_level"] == level


@pytest.mark.parametrize(
    ("subject", "unit", "level"),
    [
        ("公用经费补助", "元", "compulsory"),
        ("维修改造校舍", "平方米", "compulsory"),
        ("教育支出", "元", "unknown"),
        ("招聘教师", "人", "unknown"),
    ],
)
def test_what_a_page_is_about_is_of_the_level_of_its_title(subject, unit, level):
    assert map_below_title("城乡义务教育补助经费公告", subject, unit)["school_level"] == level
