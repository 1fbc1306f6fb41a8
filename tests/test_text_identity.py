"""Title, publisher, date, place and genre of a page, against what a reader says."""

import os
from pathlib import Path

import pytest
from cases_files import read_cases

from helpers.sources.files import read_file
from helpers.text.identity import identify

PAGES = read_cases("cases/articles.csv")
READ = ("title", "publisher", "published", "published_basis", "place", "place_level", "use")


@pytest.mark.parametrize("case", PAGES, ids=lambda case: case["case"])
def test_identity_of_hand_written_pages(case):
    found = identify(case["text"])
    assert {name: getattr(found, name) for name in READ} == {name: case[name] for name in READ}
    assert bool(found.reason) == (
        found.use == "excluded" or "several divisions" in case["note"] or case["place"] == "鼓楼区"
    )


@pytest.mark.parametrize(
    ("title", "text", "genre"),
    [
        ("2022年某地教育统计公报", "全县有小学12所，在校生4千人，比去年多。", "communique"),
        ("教育局2021年工作总结", "全县有小学12所，在校生4千人，比去年多。", "work_report"),
        ("教育改革典型案例", "全县有小学12所，在校生4千人，比去年多。", "case"),
        ("山村小学的变化", "本报讯（记者 张三）近日，记者走进山村，看到小学12所，变化很大。", "news"),
        ("学校", "全县有小学12所，在校生4千人，比去年多。", "other"),
    ],
)
def test_genre(title, text, genre):
    assert identify(f"{title}\n{text}").genre == genre


def test_a_namesake_is_noted():
    assert (
        identify("南京市鼓楼区教育\n南京市鼓楼区有小学12所，在校生4千人，比去年多。").reason
        == "of several 鼓楼区 that of 南京市"
    )
    assert identify("鼓楼区教育\n鼓楼区有小学12所，在校生4千人，比去年多。").reason.startswith(
        "one of several 鼓楼区 ("
    )


def test_a_title_stays_as_written():
    found = identify("武川縣教育（簡況）\n武川縣有小學１２所，在校生４千人，比去年多。")
    assert (found.title, found.place) == ("武川縣教育（簡況）", "武川县")


def test_a_text_of_nothing_is_excluded():
    assert identify("").use == "excluded"


ORIGINALS = os.environ.get("ORIGINALS")


@pytest.mark.skipif(not ORIGINALS, reason="the variable ORIGINALS does not name the folder of the original articles")
@pytest.mark.parametrize("case", read_cases("cases/articles_originals.csv"), ids=lambda case: case["number"])
def test_identity_of_the_originals(case):
    found = identify(read_file(next(Path(ORIGINALS).glob(f"{case['number']}_*.txt"))).text)
    fields = ("place", "published", "published_basis")
    assert {name: getattr(found, name) for name in fields} == {name: case[name] for name in fields}
    assert (found.use == "excluded") == (case["number"] == "003")
    assert found.reason.startswith("template") == (case["number"] == "003")


def test_a_place_is_told_by_the_path_of_the_page_and_its_site():
    body = "区教育局统计显示，全区41所学校开展课后服务，参与学生4.9万余名，参与率96.8%。"
    page = f"甬江在线 > 镇海 > 教育 > 正文\n放学后，孩子去哪儿\n2024-05-22 来源：今日镇海 记者 周舟\n{body}"
    assert identify(page).place == "镇海区"
    assert identify(page.replace("镇海", "健康")).place == ""


@pytest.mark.parametrize("paper", ["光明日报", "解放日报", "光明网", "红旗文稿", "南开新闻网"])
def test_a_paper_of_the_nation_is_of_no_place(paper):
    body = "全县有小学41所，在校学生4.9万余名，入学率96.8%，比去年多。"
    page = f"山村里的学校\n2024-05-22 来源：{paper} 记者 周舟\n{body}"
    assert identify(page).place == ""
    assert identify(page.replace("全县有", "衡山县有").replace("山村里的", "衡山县")).place == "衡山县"


def test_the_year_of_what_is_expected_is_not_that_of_the_text():
    text = "元朗教育\n【本报讯】元朗区昨日讨论小学服务，区内有小学51所，元朗区工程料2026年第三季落成，将于2027年启用。"
    assert identify(text).published == ""
