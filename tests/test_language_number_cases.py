"""Numbers and times as Chinese writes them: each with the rows that a reader takes from it, and look-alikes."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from test_observations import DEFAULTS, same_number, same_subject, squeeze

from helpers.charts.wording import format_period, format_quantity
from helpers.compare.reasons import write_figure
from helpers.extract import observe
from helpers.language import find_periods, find_quantities, write_period

CASES = Path(__file__).parent / "cases" / "numbers.jsonl"
COMPARED = ("value", "unit", "kind", "subject", *DEFAULTS, "bounds")


def read_cases() -> list[dict]:
    return [json.loads(line) for line in CASES.read_text(encoding="utf-8").splitlines()]


def differs(name: str, want, have, place: str) -> bool:
    if want == "*":
        return False
    if name == "subject":
        return not same_subject(want, have, place)
    return not same_number(want, have) if name in {"value", "low", "high"} else want != have


@pytest.mark.parametrize("case", read_cases(), ids=lambda case: case["case"])
def test_numbers_of_a_case(case: dict) -> None:
    text, place = case["text"], case["place"]
    found = observe(text, place, case["published"])
    assert [squeeze(row["quote"]) for row in found] == [squeeze(row["quote"]) for row in case["rows"]], text
    for row, have in zip(case["rows"], found, strict=True):
        assert text[have["start"] : have["end"]] == have["quote"]
        want = {**DEFAULTS, **row}
        wrong = [
            f"{name} {have[name]!r}, expected {want[name]!r}"
            for name in COMPARED
            if name in want and differs(name, want[name], have[name], place)
        ]
        assert not wrong, f"{text}: {row['quote']}: {', '.join(wrong)}"


@pytest.mark.parametrize("encoding", ["gbk", "cp1252"])
def test_command_writes_utf_8_whatever_the_console(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "report.txt"
    path.write_text("全县有少年宫•青少年宫2所，食堂面积300m²。", encoding="utf-8")
    environment = os.environ | {"PYTHONIOENCODING": encoding}
    done = subprocess.run(
        [sys.executable, "-m", "helpers.extract", str(path)], env=environment, capture_output=True, check=True
    )
    rows = list(csv.DictReader(io.StringIO(done.stdout.decode("utf-8"))))
    assert [row["quote"] for row in rows] == ["2所", "300m²"]


HOSTILE = {
    "numbered lines": "1\n" * 160_000,
    "plain lines": "".join(f"第{'一二三四五'[i % 5]}项工作已经开展,家长和学生普遍满意\n" for i in range(6_000)),
    **{
        words: words * (20_000 // len(words))
        for words in ("一", "壹佰", "1 ", "1亿2千", "七八", "2021、", "1/", "21-", "○")
    },
    **{
        words: words * (20_000 // len(words))
        for words in ("-", "三亩半", "1元2角", "9月至", "前9个月", "23年", "年 1", "负")
    },
}


@pytest.mark.parametrize(
    "name", [pytest.param(n, marks=[pytest.mark.slow] if len(t) > 200_000 else []) for n, t in HOSTILE.items()]
)
def test_time_grows_with_the_text(name: str) -> None:
    text = HOSTILE[name]
    took = []
    for part in (text[: len(text) // 4], text):
        started = time.process_time()
        observe(part, "嵊泗县", "2024-03-10")
        took.append(time.process_time() - started)
    assert took[1] < 10 * took[0] + 0.5  # four times the text; a quadratic step takes sixteen times as long


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("11月至次年3月", ["2023-11/2024-03"]),  # published in March: the winter just past
        ("2023年9月30日至10月7日", ["2023-09-30/2023-10-07"]),
        ("去年下半年", ["2023-07/2023-12"]),
        ("2021年、22年、23年", ["2021", "2022", "2023"]),
        ("2022-23年度", ["2022/2023"]),
        ("七八十年代", ["1970/1989"]),
        ("2023年3月至2024年3月", ["2023-03/2024-03"]),
        ("2019、2020、2021三年", ["2019", "2020", "2021"]),
        ("截至2023年第三季度末", ["2023-09"]),
        ("近三四年", []),
        ("提前3个月,开学前2个月,每一季度,第1-9页,3-5月龄", []),
        ("6-8年级,从教15年,15年教龄,23年来的,2021/03/05", ["2001/2024"]),
        ("21世纪能力,20年代,2021、2022级", []),
    ],
)
def test_periods(text: str, expected: list[str]) -> None:
    assert [period.period for period in find_periods(text, "2024-03-10")] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1亿2千3百万元", [(123_000_000, "元")]),
        ("三个半百分点", [(3.5, "个百分点")]),
        ("由-3%升至2%", [(-3, "%"), (2, "%")]),
        ("分别增长3%、-2%、5%", [(3, "%"), (-2, "%"), (5, "%")]),
        ("结余为-3万元", [(-30_000, "元")]),
        ("拾万元,收拾万元店", [(100_000, "元")]),
        ("招生增长5-6%,2-3所", [(5, "%"), (2, "所")]),
        ("全县 2 3 所小学,项目 1 2 3 4所", []),  # 23 or 3, 4 or 1234
        ("2万8元", []),  # 28,000 or 20,008: said by neither
        ("二三产业,一二级,三四年级,七八月份,2/3班的,2023/3的,负责人,自负,担负", []),
    ],
)
def test_numbers(text: str, expected: list[tuple[float, str]]) -> None:
    assert [(quantity.value, quantity.unit) for quantity in find_quantities(text)] == expected


@pytest.mark.parametrize(
    ("period", "language", "words", "short"),
    [
        ("2021/..", "zh", "2021年以来", "2021年以来"),  # charts wrote 2021–..年
        ("2021/..", "en", "2021 onwards", "2021 onwards"),  # and 2021–..
        ("2023-09/..", "zh", "2023年9月以来", "2023年9月以来"),
        ("2021/2024-03", "en", "2021 to Mar 2024", "2021–Mar 2024"),  # sentences wrote 2021 to 2024-03
        ("2024-10-28", "en", "28 Oct 2024", "28 Oct 2024"),
        ("2023-01/2023-09", "zh", "2023年1月至2023年9月", "2023年1月–2023年9月"),
        ("2012/2022", "zh", "2012年至2022年", "2012–2022年"),
        ("", "en", "", ""),
    ],
)
def test_a_period_is_written_in_one_way(period: str, language: str, words: str, short: str) -> None:
    assert write_period(period, language) == words
    assert format_period(period, language) == short


def make_figure(value, qualifier="exact", low=None, high=None, bounds="", unit="元") -> dict:
    figure = {"value": value, "low": low, "high": high, "bounds": bounds, "qualifier": qualifier, "unit": unit}
    return figure | {"kind": "level", "basis": "point", "status": "actual", "damage": "none", "corrected": ""}


@pytest.mark.parametrize(
    ("figure", "written"),
    [
        (make_figure(123_456_789_012.0), "1234.56789亿元"),  # tables wrote 1.23456789e+11 元
        (make_figure(200.0, "more", 200.0, 300.0, "()", "所"), "200余所"),  # tables wrote 200 所 (more)
        (make_figure(5.0, "more", 5.0, None, "()", "所"), "超5所"),
        (make_figure(5.0, "more", 5.0, None, "[)", "所"), "至少5所"),
        (make_figure(None, "more", 5.0, None, "()", "所"), "超5所"),  # and ≥ 5 for what is above 5
        (make_figure(700.0, "approx", 700.0, 800.0, "[]", "名"), "700至800名"),  # charts wrote 约700名
        (make_figure(float("nan"), "approx", 20.0, 100.0, "[)", "所"), "20至100所"),
        (make_figure(3.0, "less", 1.0, 3.0, "[]", "所"), "至多3所"),
    ],
)
def test_a_figure_is_written_in_one_way(figure: dict, written: str) -> None:
    assert write_figure(figure, "zh") == written
    assert format_quantity(figure, "zh") == written
