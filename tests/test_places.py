import re
import time
from collections import Counter

import pytest
from cases_files import read_cases
from hypothesis import given
from hypothesis import strategies as st

from helpers.language.homes import guess_home
from helpers.language.places import (
    find_places,
    find_relative_places,
    get_containing,
    get_division,
    get_divisions,
    resolve_relative,
)
from helpers.storage.resources import read_resource


def case_id(case):
    return next(iter(case.values()))[:24]


@pytest.mark.parametrize("case", read_cases("cases/places.csv"), ids=case_id)
def test_places_in_a_text(case):
    found = find_places(case["text"], home=case["home"])
    assert "|".join(f"{case['text'][m.start : m.end]}={m.name}" for m in found) == case["expected"], case["why"]


@pytest.mark.parametrize(
    "case", read_cases("cases/places_relative.csv"), ids=lambda case: f"{case['word']}-{case['home']}"
)
def test_relative_words(case):
    assert resolve_relative(case["word"], case["home"]) == case["expected"], case["why"]


@pytest.mark.parametrize(
    "case", read_cases("cases/places_names.csv"), ids=lambda case: f"{case['name']}-{case['within']}"
)
def test_names(case):
    division = get_division(case["name"], within=case["within"])
    found = (division.name, division.level, division.parent) if division else ("", "", "")
    assert found == (case["standard"], case["level"], case["parent"])
    english = (division.name_en, division.name_en_basis) if division else ("", "")
    assert english == (case["name_en"], case["name_en_basis"])


@pytest.mark.parametrize("case", read_cases("cases/places_home.csv"), ids=case_id)
def test_place_of_a_text(case):
    found = guess_home(case["title"], case["publisher"], case["text"])
    assert found == (case["place"], case["basis"]), case["why"]


def test_words_for_a_texts_own_place():
    text = "全市教师4.6万名,占全区的15%;健全市级体系,完全市场化;我市与自治区首府共建,全国领先"
    found = find_relative_places(text, "包头市")
    assert [(text[m.start : m.end], m.name, m.code) for m in found] == [
        ("全市", "包头市", "150200"),
        ("全区", "内蒙古自治区", "150000"),
        ("我市", "包头市", "150200"),
        ("自治区", "内蒙古自治区", "150000"),
        ("首府", "呼和浩特市", "150100"),
        ("全国", "全国", "100000"),
    ]


def test_words_for_own_place_inside_other_words():
    text = "内蒙古自治区教育厅;石柱土家族自治县;安全区域;基本市情;全市场化;全省会议;首府"
    assert [m.name for m in find_relative_places(text, "包头市")] == ["呼和浩特市"]


def test_words_for_own_place_need_a_home():
    assert [m.name for m in find_relative_places("全市教师,全区教师,全国教师", "")] == ["全国"]


def test_names_in_institutions_are_returned_when_asked_for():
    text = "从青山区第一中学抽调,到内蒙古大学培训"
    found = find_places(text, home="包头市", institutions=True)
    assert [(m.name, m.institution) for m in found] == [("青山区", True), ("内蒙古自治区", True)]


def test_names_of_several_divisions_are_returned_when_asked_for():
    assert [(m.name, m.code) for m in find_places("鼓楼区小学", unsure=True)] == [("鼓楼区", "")]


def test_home_itself_may_have_a_name_of_several():
    assert [m.name for m in find_places("鼓楼区小学36所", home="鼓楼区")] == ["鼓楼区"]


def test_all_divisions_of_a_name():
    assert {division.parent for division in get_divisions("鼓楼区")} == {"南京市", "徐州市", "福州市", "开封市"}


def test_containing_divisions():
    names = [get_containing("昆山市", level).name for level in ("county", "prefecture", "province", "nation")]
    assert names == ["昆山市", "苏州市", "江苏省", "全国"]
    assert get_containing("仙桃市", "prefecture") is None
    assert get_containing("鼓楼区", "province") is None
    assert get_containing("鼓楼区", "province", within="南京市").name == "江苏省"


@pytest.mark.parametrize(
    ("title", "publisher", "text", "home"),
    [
        ("小学学生续减", "", "元朗区有公营小学51所。元朗区教师2千名,略高于全港的平均数。元朗区另建1所。", "元朗区"),
        ("巴南:书写新答卷", "重庆巴南网", "在龙洲湾街道。巴南区现有中小学128所。", "巴南区"),
        ("打造教育新城", "大同市教育局", "大同市有小学120所,平城区、新荣区各新建2所。", "大同市"),
        (
            "2023/2024学年概况公布",
            "教育及青年发展局",
            "全澳共有学校76间。澳门大学招生。全澳教师7,905名。",
            "澳门特别行政区",
        ),
        ("偏乡教育成果丰硕", "台南市政府教育局", "台南市有国民小学211所,台南市教师共1万人。", "台南市"),
    ],
)
def test_home_from_short_names(title, publisher, text, home):
    assert guess_home(title, publisher, text)[0] == home


# The Ministry of Civil Affairs counts 34 units of province level, 333 of prefecture level (without the districts of
# municipalities) and 2,846 of county level at the end of 2024.
def test_list_is_complete():
    rows = [row for row in read_resource("divisions.csv") if not row["last_listed"]]
    # Not in the Ministry's count. 金门县 is, in 泉州市; the 连江县 of Taiwan would be taken for that of 福州市, 东区
    # and others of Hong Kong for those of any city.
    own = [row for row in rows if row["parent"] in ("710000", "810000")]
    assert Counter(row["level"] for row in own) == {"prefecture": 20, "county": 15}
    levels = Counter(row["level"] for row in rows if row not in own)
    assert levels == {"nation": 1, "province": 34, "prefecture": 333, "county": 2846}


@pytest.mark.parametrize(
    ("province", "number"),
    [
        ("北京市", 16),
        ("上海市", 16),
        ("重庆市", 38),
        ("内蒙古自治区", 103),
        ("浙江省", 90),
        ("湖南省", 122),
        ("西藏自治区", 74),
    ],
)
def test_provinces_have_all_their_counties(province, number):
    code = get_division(province).code[:2]
    listed = [row for row in read_resource("divisions.csv") if row["level"] == "county" and not row["last_listed"]]
    assert sum(row["code"].startswith(code) for row in listed) == number


def test_list_is_consistent():
    rows = read_resource("divisions.csv")
    level = {row["code"]: row["level"] for row in rows}
    assert len(level) == len(rows)
    outer = {"province": {"nation"}, "prefecture": {"province"}, "county": {"province", "prefecture"}, "nation": {""}}
    assert [row for row in rows if level.get(row["parent"], "") not in outer[row["level"]]] == []
    assert [row for row in rows if not row["name_en"].strip() or not row["name_en"].isprintable()] == []
    assert [row for row in rows if re.search("[\u4e00-\u9fff]", row["name_en"])] == []


def test_a_short_name_stands_for_one_division():
    names = Counter(name for row in read_resource("divisions.csv") for name in row["short_names"].split())
    assert [name for name, times in names.items() if times > 1] == []
    assert not set(names) & {row["name"] for row in read_resource("divisions.csv")}


def test_every_division_is_found_within_what_contains_it():
    rows = [row for row in read_resource("divisions.csv") if row["level"] in ("prefecture", "county")]
    missed = []
    for row in rows:
        outer = get_division(row["parent"]).name
        text = f"在{outer}{row['name']}调研"
        found = find_places(text)
        if [(m.start, m.end, m.code) for m in found] != [(1, len(text) - 2, row["code"])]:
            missed.append(text)
    assert missed == []


def test_almost_every_division_is_found_by_its_name_alone():
    rows = read_resource("divisions.csv")
    borne = Counter(name for row in rows for name in (row["name"], *row["former_names"].split()))
    rows = [row for row in rows if borne[row["name"]] == 1 and not row["last_listed"]]
    missed = [r["name"] for r in rows if [m.code for m in find_places(f"在{r['name']},教师共")] != [r["code"]]]
    assert len(missed) < 0.02 * len(rows), missed


@given(
    st.text(alphabet=st.sampled_from("包头市青山区县新城全国合作长安常德0第一中学大,。的\n"), max_size=40),
    st.sampled_from(["", "包头市"]),
)
def test_mentions_are_in_order_and_apart(text, home):
    mentions = find_places(text, home=home, institutions=True, unsure=True)
    ends = [0, *(m.end for m in mentions)]
    assert all(end <= m.start < m.end <= len(text) for end, m in zip(ends, mentions, strict=False))
    assert all(m.name for m in mentions)


@given(st.text(max_size=60))
def test_any_text_can_be_read(text):
    find_places(text)
    find_relative_places(text, "包头市")
    assert isinstance(guess_home(text, text, text), tuple)


@pytest.mark.parametrize("unit", ["包头市", "包头市青山区", "学习", "与昆山", "XX", "第一二三", "全市", "长安", "A"])
def test_time_grows_with_length_only(unit):
    text = unit * (200_000 // len(unit))
    start = time.perf_counter()
    find_places(text)
    guess_home("", "", text)
    assert time.perf_counter() - start < 10
