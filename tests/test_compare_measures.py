"""Measures that a place has adopted, tries or plans."""

import pytest
from small_tables import ARTICLES, make_articles, make_paragraphs

from helpers.compare.measures import find_measures
from helpers.storage.resources import read_resource
from helpers.storage.tables import check_table


def find(text, place="亳州市", published="2024-03"):
    articles = make_articles(("a", place, "prefecture", published))
    frame = find_measures(make_paragraphs(text), articles, [place])
    check_table(frame, "measures")
    return frame.set_index("measure")


@pytest.mark.parametrize(
    ("text", "measure", "status", "period"),
    [
        ("全市全面推行“县管校聘”改革。", "county_managed_teachers", "adopted", ""),
        ("2022年起在两个区试点开展县管校聘改革。", "county_managed_teachers", "pilot", "2022/2024"),
        ("明年将推行“县管校聘”管理改革。", "county_managed_teachers", "planned", ""),
        ("探索建立教职工编制“周转池”。", "post_pool", "pilot", ""),
        ("把教育教学放在中心位置。", "county_managed_teachers", "not_mentioned", ""),
        ("将集团化办学作为均衡发展的抓手。", "group_schooling", "adopted", ""),
        ("到2027年,计划在全部初中开展课后服务。", "after_school", "planned", "2027"),
        ("2023年,我市实行阳光分班。", "sunshine_classes", "adopted", "2023"),
        ("全市實施「陽光招生」政策。", "sunshine_enrolment", "adopted", ""),
        ("完善名师工作室建设。", "master_studios", "adopted", ""),
    ],
)
def test_measures(text, measure, status, period):
    row = find(text).loc[measure]
    assert (row["status"], row["period"]) == (status, period)


def test_measure_quotes_its_words():
    text = "无关的一句。\n全市推行“县管校聘”改革。"
    row = find(text).loc["county_managed_teachers"]
    assert text[row["start"] : row["end"]] == "县管校聘"
    assert row["sentence"] == "全市推行“县管校聘”改革。"


def test_a_measure_in_force_goes_before_its_pilot():
    row = find("去年试点县管校聘。今年全面实行县管校聘。").loc["county_managed_teachers"]
    assert (row["status"], row["period"]) == ("adopted", "2024")


def test_every_place_has_a_row_for_every_measure():
    frame = find_measures(make_paragraphs("实行县管校聘。"), ARTICLES, ["亳州市", "六安市"])
    assert len(frame) == 2 * len(read_resource("measures.csv"))
    rows = frame[frame["measure"] == "county_managed_teachers"].set_index("place")["status"]
    assert rows.to_dict() == {"亳州市": "adopted", "六安市": "not_mentioned"}


def test_page_furniture_adopts_nothing():
    frame = find_measures(make_paragraphs("相关阅读:县管校聘", role="furniture"), ARTICLES, ["亳州市"])
    assert set(frame["status"]) == {"not_mentioned"}
