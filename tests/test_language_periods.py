"""Time expressions: expected periods read by hand."""

from __future__ import annotations

import pytest

from helpers.language.events import find_events
from helpers.language.periods import find_periods


@pytest.mark.parametrize(
    ("text", "published", "expected"),
    [
        ("2023年,全市", "", [("2023", "stated", "frame")]),
        ("截至2023年9月底", "", [("2023-09", "stated", "frame")]),
        ("截至9月底", "2024-10-28", [("2024-09", "resolved", "frame")]),
        ("去年", "2024-10-28", [("2023", "resolved", "frame")]),
        ("去年", "", []),
        ("今年上半年", "2024", [("2024-01/2024-06", "resolved", "frame")]),
        ("目前", "2024-03-25", [("2024-03", "resolved", "frame")]),
        ("目前", "2022", [("2022", "resolved", "frame")]),
        ("十年来", "2022", [("2012/2022", "resolved", "frame")]),
        ("2021年以来", "2024-10-28", [("2021/2024", "resolved", "frame")]),
        ("2021年以来", "", [("2021/..", "resolved", "frame")]),
        ("2023年来宾市", "2024", [("2023", "stated", "frame")]),
        ("2021年来凤县小学", "", [("2021", "stated", "frame")]),
        ("2021年来,全县", "2024", [("2021/2024", "resolved", "frame")]),
        ("“十四五”期间", "", [("2021/2025", "stated", "frame")]),
        ("2022-2023学年", "", [("2022-09/2023-08", "stated", "frame")]),
        ("2024学年", "", [("2024-09/2025-08", "stated", "frame")]),
        ("到2027年达到", "2024", [("2027", "stated", "deadline")]),
        ("比2021年提高", "2024", [("2021", "stated", "reference")]),
        ("2019年支出5亿元,比上年", "2024", [("2019", "stated", "frame"), ("2018", "resolved", "reference")]),
        ("由2018年的81.5%提高到2023年的90.2%", "", [("2018", "stated", "reference"), ("2023", "stated", "frame")]),
        ("连续六年,历年,往年,近年来", "2024", []),
        ("2023人", "2024", []),
        ("上一学年(2022-2023学年)发放", "2024-10-17", [("2022-09/2023-08", "stated", "frame")]),
        ("比上年(2021年)增加", "2023", [("2021", "stated", "reference")]),
        ("今年(2024年)一季度", "2024", [("2024", "stated", "frame"), ("2024-01/2024-03", "resolved", "frame")]),
        ("上学期(2023年秋季学期)资助", "2024-10-17", [("2023", "stated", "frame")]),
        ("实验小学(2022年)3所", "2024", []),
        ("今年秋天", "2024-09-03", [("2024", "resolved", "frame")]),
    ],
)
def test_find_periods(text: str, published: str, expected: list[tuple[str, str, str]]) -> None:
    assert [(p.period, p.basis, p.role) for p in find_periods(text, published)] == expected


def test_a_time_covers_the_season_and_the_bracket_that_say_it_again() -> None:
    texts = ("今年秋天全市", "上一学年(2022-2023学年)发放", "今年秋季招生")
    spans = [find_periods(text, "2024-09-03")[0] for text in texts]
    said = [text[span.start : span.end] for text, span in zip(texts, spans, strict=True)]
    assert said == ["今年秋天", "上一学年(2022-2023学年)", "今年"]


def test_year_in_review() -> None:
    assert [p.period for p in find_periods("一年来", "2024", review="2023")] == ["2023"]
    assert [p.period for p in find_periods("一年来", "2024-02-01")] == ["2023"]
    assert [p.period for p in find_periods("一年来", "2024-12-30")] == ["2024"]


def test_find_events() -> None:
    assert [(e.name, e.date) for e in find_events("迎接党的二十大,第七次全国人口普查")] == [
        ("党的二十大", "2022-10"),
        ("第七次全国人口普查", "2020-11"),
    ]


def test_a_school_year_over_the_turn_of_a_century() -> None:
    periods = [find_periods(words)[0].period for words in ("1999/00学年", "1999-2000学年", "2008-09学年")]
    assert periods == ["1999-09/2000-08", "1999-09/2000-08", "2008-09/2009-08"]
