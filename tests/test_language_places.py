"""Places in a text, and words for its own place."""

import time
from collections import Counter

import pytest
from cases_files import read_cases
from hypothesis import given
from hypothesis import strategies as st
from test_language_homes import case_id

from helpers.language.homes import guess_home
from helpers.language.places import (
    find_places,
    find_relative_places,
    get_division,
    resolve_relative,
)
from helpers.storage.resources import read_resource


@pytest.mark.parametrize("case", read_cases("cases/places.csv"), ids=case_id)
def test_places_in_a_text(case):
    found = find_places(case["text"], home=case["home"])
    assert "|".join(f"{case['text'][m.start : m.end]}={m.name}" for m in found) == case["expected"], case["why"]


@pytest.mark.parametrize(
    "case", read_cases("cases/places_relative.csv"), ids=lambda case: f"{case['word']}-{case['home']}"
)
def test_relative_words(case):
    assert resolve_relative(case["word"], case["home"]) == case["expected"], case["why"]


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
