"""Quantities: number, unit, approximator and bounds."""

from __future__ import annotations

import pytest

from helpers.language.quantities import find_quantities

TEN_THOUSAND = 10_000
HUNDRED_MILLION = 100_000_000


@pytest.mark.parametrize(
    ("text", "value", "low", "high", "bounds", "qualifier"),
    [
        ("200余个", 200, 200, 300, "()", "more"),
        ("230余所", 230, 230, 240, "()", "more"),
        ("30多名", 30, 30, 40, "()", "more"),
        ("450余万元", 450 * TEN_THOUSAND, 450 * TEN_THOUSAND, 460 * TEN_THOUSAND, "()", "more"),
        ("40余万人", 40 * TEN_THOUSAND, 40 * TEN_THOUSAND, 50 * TEN_THOUSAND, "()", "more"),
        ("40万余人次", 40 * TEN_THOUSAND, 40 * TEN_THOUSAND, 41 * TEN_THOUSAND, "()", "more"),
        ("近千名", 1000, 900, 1000, "[)", "approx"),
        ("近7万人", 7 * TEN_THOUSAND, 6 * TEN_THOUSAND, 7 * TEN_THOUSAND, "()", "approx"),
        ("近35亿元", 35 * HUNDRED_MILLION, 34 * HUNDRED_MILLION, 35 * HUNDRED_MILLION, "()", "approx"),
        ("约40所", 40, None, None, "()", "approx"),
        ("95%左右", 95, None, None, "()", "approx"),
        ("超110万名", 110 * TEN_THOUSAND, 110 * TEN_THOUSAND, None, "()", "more"),
        ("至少20个", 20, 20, None, "[)", "more"),
        ("50人以上", 50, 50, None, "[)", "more"),
        ("不足300人", 300, None, 300, "()", "less"),
        ("55人以内", 55, None, 55, "(]", "less"),
        ("不超过45人", 45, None, 45, "(]", "less"),
        ("数十万元", None, 20 * TEN_THOUSAND, 100 * TEN_THOUSAND, "[)", "approx"),
        ("几百人", None, 200, 1000, "[)", "approx"),
        ("3000至5000元", 3000, 3000, 5000, "[]", "exact"),
        ("60%~70%", 60, 60, 70, "[]", "exact"),
        ("312所", 312, None, None, "", "exact"),
    ],
)
def test_bounds(text: str, value: float, low: float, high: float, bounds: str, qualifier: str) -> None:
    (found,) = find_quantities(text)
    assert (found.value, found.low, found.high, found.bounds, found.qualifier) == (value, low, high, bounds, qualifier)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("学历合格率百分之八十五", [(85, "%")]),
        ("三分之二的县区", [(66.67, "%")]),
        ("七成考生", [(70, "%")]),
        ("规模翻两番", [(300, "%")]),
        ("生师比14.2:1,师生比为1:15", [(14.2, "比"), (0.0667, "比")]),
        ("由1000提高到3000元", [(1000, "元"), (3000, "元")]),
        ("分别为5.2、3.6、0.9万人", [(52_000, "人"), (36_000, "人"), (9_000, "人")]),
        ("投入3.2亿,用于改造", [(320_000_000, "元")]),
        ("近5万随迁子女", [(50_000, "人")]),
        ("选派69名校级干部", [(69, "名")]),
        ("位居全区第2", [(2, "位")]),
    ],
)
def test_forms(text: str, expected: list[tuple[float, str]]) -> None:
    assert [(found.value, found.unit) for found in find_quantities(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        *("第十四中学", "首批、第三届", "〔2023〕12号", "2023年5月8日10:34", "1920×1080", "010-1234567"),
        *("一体化、一系列、统一、万众、千方百计", "初一、高二、大三", "一校一策", "每万人、每百名学生", "百名专家"),
        *("五台县", "九年义务教育", "三年行动", "近三年", "4.128.33019725.4", "五育并举", "三项机制", "人手一册"),
    ],
)
def test_no_quantity(text: str) -> None:
    assert find_quantities(text) == []
