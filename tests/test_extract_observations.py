"""The extractor on the hand-written cases: each sentence with the rows that a careful reader takes from it."""

from __future__ import annotations

import csv
import gc
import time
from pathlib import Path

import pytest
from cases_files import OBSERVATIONS, find_differences, read_cases
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.extract import observations
from helpers.extract.__main__ import main
from helpers.extract.observations import observe

PROJECT = Path(__file__).parents[1]


@pytest.mark.parametrize("case", read_cases(OBSERVATIONS), ids=lambda case: case["case"])
def test_observe_finds_the_rows_of_a_case(case: dict) -> None:
    assert not find_differences(case), case["text"]


# ---------------------------------------------------------------- checks that flag


def find_flags(text: str) -> list[str]:
    return [row["flags"] for row in observe(text, "绍兴市", "2024-03-01")]


def test_a_fault_of_the_program_names_the_text(monkeypatch):
    """Of three hundred texts one must not cost the others: who knows which can move it away."""
    monkeypatch.setattr(observations, "observe", lambda text, *known: [{"value": 1 / len(text)}])
    known = dict.fromkeys(("a", "b"), dict.fromkeys(("place", "published", "published_basis"), ""))
    with pytest.raises(ZeroDivisionError) as fault:
        observations.observe_all({"a": "全县", "b": ""}, {"a": known["a"], "b": known["b"]})
    assert "in the text b" in fault.value.__notes__[0]


@pytest.mark.parametrize(
    ("title", "flags"),
    [
        ("关于下达2024年第二批城乡义务教育补助经费的通知", ["one_batch", "", ""]),
        ("关于提前下达2025年城乡义务教育补助经费的通知", ["one_batch", "", ""]),
        ("关于下达2024年城乡义务教育补助经费的通知", ["", "", ""]),
        ("我县第二批示范校名单公布", ["", "", ""]),
        ("来凤县教育局2023年度部门决算", ["one_department", "", ""]),
    ],
)
def test_money_of_one_batch_or_department_is_told_by_the_title(title, flags):
    """What is paid for each pupil is no part of the batch, nor are the pupils."""
    assert find_flags(f"{title}\n补助资金620万元,寄宿生每生每年1500元,惠及学生3100人。") == flags


def test_growth_that_disagrees_with_level_and_change_is_flagged() -> None:
    # 220 after +20 is a rise of 10 %, not of 30 %
    assert find_flags("全市幼儿园220所,比上年增加20所,增长10%。") == ["", "", ""]
    assert find_flags("全市幼儿园220所,比上年增加20所,增长30%。") == ["", "", "check_failed"]


def test_rounded_growth_is_not_flagged() -> None:
    # 18.6 after +0.7 is 3.9 %; rounding of both allows 3.3 to 4.6
    assert "check_failed" not in " ".join(find_flags("在校生18.6万人,比上年增加0.7万人,增长4.2%。"))


def test_part_above_its_whole_is_flagged() -> None:
    assert find_flags("教职工820人,其中专任教师910人。") == ["", "check_failed"]
    assert find_flags("教职工920人,其中专任教师810人。") == ["", ""]


def test_share_above_100_is_flagged_unless_the_rate_may_pass_it() -> None:
    assert find_flags("宽带接入率达到120%。") == ["out_of_range"]
    assert find_flags("初中毛入学率达到106.3%。") == [""]


def test_second_statement_of_a_quantity_is_flagged() -> None:
    text = "形成教育集团18个\n\n五年来,全市形成教育集团18个,覆盖城区学校。另有教育联盟18个。"
    assert [flags == "repeated" for flags in find_flags(text)] == [False, True, False]


# ---------------------------------------------------------------- properties

WORDS = "全市共有小学初中在校生招聘教师增长下降提高到比上年其中占不足近约余"
WORDS += "万亿所个名人元%,。、;:()“”《》2023年\n \u3000第一二三十百"
TEXTS = [path.read_text(encoding="utf-8") for path in sorted((PROJECT / "data" / "raw").glob("*.txt"))]


def check_rows(text: str) -> None:
    for row in observe(text, "绍兴市", "2024-03-01"):
        assert text[row["start"] : row["end"]] == row["quote"]
        assert row["sentence_start"] <= row["start"] < row["end"] <= row["sentence_end"]
        assert (row["bounds"] == "") == (row["bounds_basis"] == "")
        assert row["low"] is None or row["high"] is None or row["low"] <= row["high"]


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: text[:8])
def test_quotes_of_the_default_texts(text: str) -> None:
    check_rows(text)


@given(st.text(alphabet=WORDS, max_size=200))
def test_quotes_of_random_words(text: str) -> None:
    check_rows(text)


@given(st.text(max_size=200))
def test_quotes_of_any_text(text: str) -> None:
    check_rows(text)


@settings(deadline=None, max_examples=30)
@given(st.sampled_from(TEXTS), st.randoms(use_true_random=False))
def test_mutated_texts(text: str, random) -> None:
    characters = list(text)
    for _ in range(60):
        at = random.randrange(len(characters))
        characters[at : at + random.randrange(3)] = random.choice(
            ["", "3", "，", "余", "万", "%", "\u00a0", "年", "(", "”"]
        )
    check_rows("".join(characters))


def measure(text: str) -> float:
    """Return the processor time of an extraction in seconds, without that for what the tests before left in memory."""
    gc.disable()
    try:
        started = time.process_time()
        observe(text)
        return time.process_time() - started
    finally:
        gc.enable()


REPEATED = ["8", "1,", "3.", "3:", "一", "十", "万", "每", "(", "“", "“3所", "学校(3所)", "小学12所、", "增长3%,"]
REPEATED += ["上年", "比上年", "2023年", "分别", "其中", "余名", "达所,", "惠及学生3人,", "、第三中学占地"]


@pytest.mark.parametrize("clause", REPEATED)
def test_repetitions_end(clause: str) -> None:
    check_rows(clause * (5_000 // len(clause)))


@pytest.mark.slow
@pytest.mark.parametrize("clause", REPEATED)
def test_time_grows_with_the_number_of_repetitions(clause: str) -> None:
    """Eight times the length takes about eight times as long; the square 64 times. bench_growth.py says it exactly."""
    measure("小学12所。")
    text = clause * (20_000 // len(clause))
    assert measure(text) < 24 * max(0.02, measure(text[:2_500]))


# ---------------------------------------------------------------- lines without end


def test_a_row_of_dashes_ends() -> None:
    """What tries each way to read dashes one by one or in pairs never ends on these."""
    assert [row["quote"] for row in observe(f"2023年,{'—' * 300}\n小学9所。", "武川县", "2024-03-01")] == ["9所"]


@pytest.mark.slow
@pytest.mark.parametrize("part", ["小学9所。", "去年小学9所。", "12\t34\t"])
def test_time_grows_with_the_length_of_a_line(part: str) -> None:
    """A line five times as long takes about five times as long; what grows with the square takes 25 times."""

    def repeat(length: int) -> str:
        return "武川县教育概况\n2023年," + part * (length // len(part))

    measure(repeat(5_000))
    assert measure(repeat(100_000)) < 10 * measure(repeat(20_000))


# ---------------------------------------------------------------- the command


def test_command_prints_the_table(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "report.txt"
    path.write_text("衢州市教育局\n全市共有小学188所。", encoding="utf-8")
    assert main([str(path)]) == 0
    rows = list(csv.DictReader(capsys.readouterr().out.splitlines()))
    assert [(row["doc_id"], row["quote"], row["place"]) for row in rows] == [("report", "188所", "衢州市")]


def test_command_names_files_that_cannot_be_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path / "missing.txt")]) == 1
    assert "missing.txt: cannot be read" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("text", "former"),
    [
        ("巩固率由94.8%提高到97.1%,教师从9200人增加到1.1万人。", ["94.8%", "9200人"]),
        ("占比35.2%提升至58.9%,较上年提高3个百分点。", ["35.2%"]),
        ("巩固率由95.2%提升到.61%,小学达所,新增学位个。", ["95.2%"]),
        ("小学12所,初中增加到8所。由县财政出资建成食堂3个,添置餐桌200张。", []),
        ("教师2000人,学生增加到3万人,从60人中选出5人。", []),
    ],
)
def test_former_numbers_are_flagged(text, former):
    assert [row["quote"] for row in observe(text, "包头市", "2024-05-06") if "former" in row["flags"]] == former
