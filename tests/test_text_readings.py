"""The normalised reading of a text, in which every character keeps its position."""

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from helpers.text.readings import normalise


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("增长１２．５％（上年）", "增长12.5%(上年)"),
        ("小学\u00a012\u3000所\u2002初中", "小学 12 所 初中"),
        ("小\u200b学\ufeff12\u00ad所", "小学12所"),
        ("專任教師1.73萬人", "专任教师1.73万人"),
        ("乾县、乾安县的著名学校", "乾县、乾安县的著名学校"),
        ("乾縣的學校", "乾县的学校"),
        ("學(xué)校，提高2.2個（gè）百分點(diǎn)", "学校,提高2.2个百分点"),
        ("教室(间)、面积(km)、选修(A)", "教室(间)、面积(km)、选修(A)"),
        ("学校(bu)", "学校(bu)"),
        ("「雙減」與『減負』", "“双减”与‘减负’"),
        ("⼀所⼩学", "一所小学"),
        ("3∶5∶2，−0.5％", "3:5:2,-0.5%"),
        ("一\r\n二\r三\u2028四", "一\n二\n三\n四"),
        ("投入7205\n万元，新建", "投入7205万元,新建"),
        ("共有\n41\n所。", "共有41所。"),
        ("在校生1.8万\n人，占", "在校生1.8万人,占"),
        ("新建学校，\n改造校舍", "新建学校,改造校舍"),
        ("2024年\n10月28日\n10:34\n人民网讯", "2024年\n10月28日\n10:34\n人民网讯"),
        ("三、初中教育\n共有学校77所", "三、初中教育\n共有学校77所"),
        ("全县教师\n\n二百名", "全县教师\n\n二百名"),
    ],
)
def test_normalise(raw, text):
    assert normalise(raw).text == text


def test_lines_of_different_width_stay_apart():
    text = "公办幼儿园建设\n乡镇中心幼儿园改造工程\n城区幼儿园\n普惠性民办幼儿园认定\n幼儿园教师培训\n保教费\n"
    assert normalise(text).text == text


CHARACTERS = st.one_of(
    st.characters(),
    st.sampled_from("學校(xué)個（gè）１２．５％，。\n\r\u200b\u3000“”《》年所名人余多.%所個\ud83d\x00万亿、"),
)


RAGGED = """    全县现有小学46所,另有教学点21个,小学在校生11,420人,比上
年减少640人。小学专任教师912人,其中本科及以上学历教师占
78.4%。全年新招录教师36人,退休41人。

    全县现有初中14所,在校生6,318人,毕业生2,104人,九年义务
教育巩固率96.2%,比上年提高0.4个百分点。

    全县现有普通高中3所,在校生4,205人,专任教师377人,高中
阶段毛入学率91.5%,与上年基本持平,中等职业学校招生
612人,毕业生587人。
"""


def test_lines_of_indented_paragraphs_are_joined_though_their_right_edge_is_ragged():
    text = normalise(RAGGED).text
    assert "比上年减少640人" in text
    assert "占78.4%" in text
    assert "招生612人" in text
    assert text.count("\n") == RAGGED.count("\n") - 5


def test_lines_of_a_list_stay_apart_though_some_are_long():
    lines = [
        f"{name}学校{n}所,在校生{n * 211}人,专任教师{n * 17}人,占地{n}万平方米"
        for n, name in enumerate("东西南北中", 3)
    ]
    assert normalise("\n".join([*lines, "  其中寄宿制12所", *lines])).text.count("\n") == 10


@settings(max_examples=300, deadline=None)
@given(st.text(CHARACTERS, max_size=200))
@example("[一0]0")
@example("濁𦪙")
def test_every_character_keeps_its_position(raw):
    single = re.compile("[\u3400-\u9fff\U00020000-\U0003ffff\\[\\]［］]")  # brackets: of who speaks, 【】
    reading = normalise(raw)
    starts = [reading.raw_start(i) for i in range(len(reading.text))]
    assert starts == sorted(set(starts))
    assert all(reading.raw_end(i + 1) == start + 1 and reading.index(start) == i for i, start in enumerate(starts))
    for start, char in zip(starts, reading.text, strict=True):
        if raw[start] == char or single.match(raw[start]):  # Han: itself, or its form in this context
            continue
        assert normalise(raw[start]).text == char
