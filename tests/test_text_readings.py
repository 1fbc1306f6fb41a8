"""The normalised reading of a text, in which every character keeps its position."""

import re

import pytest
from hypothesis import given, settings
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


@settings(max_examples=300, deadline=None)
@given(st.text(CHARACTERS, max_size=200))
def test_every_character_keeps_its_position(raw):
    single = re.compile("[\u4e00-\u9fff]")
    reading = normalise(raw)
    starts = [reading.raw_start(i) for i in range(len(reading.text))]
    assert starts == sorted(set(starts))
    assert all(reading.raw_end(i + 1) == start + 1 and reading.index(start) == i for i, start in enumerate(starts))
    for start, char in zip(starts, reading.text, strict=True):
        if raw[start] == char or single.match(raw[start]):  # Han: itself, or its Simplified form in this context
            continue
        assert normalise(raw[start]).text == char
