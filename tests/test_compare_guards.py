"""Figures that cannot be what they seem, and look-alikes that can."""

import pytest
from small_tables import make_indicator_row

from helpers.compare.guards import check_figures
from helpers.compare.verdicts import get_doubts
from helpers.storage.resources import read_resource
from helpers.storage.tables import check_table, make_table

PUPILS = {"population": "pupil", "measure": "count", "subject": "小学在校生"}
ENTRANTS = {"population": "entrant", "measure": "count", "indicator": "entrants", "subject": "小学招生"}
TEACHERS = {"population": "full_time_teacher", "measure": "count", "indicator": "full_time_teachers"}
STAFF = {"population": "staff", "measure": "count", "indicator": "staff"}
RURAL = {"area": "rural"}
MONEY = {"population": "money", "measure": "amount", "indicator": "unmapped", "unit": "元"}
SCHOOLS = {"population": "school", "measure": "count", "indicator": "schools", "unit": "所"}
GROWTH = PUPILS | {"kind": "growth", "unit": "%"}
RATIO = {"indicator": "pupil_teacher_ratio", "population": "pupil", "measure": "ratio", "of": "population"}
RATIO |= {"kind": "ratio", "unit": "比", "subject": "小学生师比"}
SHARE = {"indicator": "qualified_teachers_share", "population": "full_time_teacher", "measure": "share"}
SHARE |= {"of": "attribute", "attribute": "required_qualification", "kind": "share", "unit": "%"}
SIZE = {"population": "school", "measure": "average", "attribute": "school_size", "subject": "校均规模"}


def check(*rows):
    """Return the flags of rows of one text, and the frame."""
    defaults = {"doc_id": "a", "school_level_basis": "stated"}
    numbered = [make_indicator_row("亳州市", defaults | {"start": n} | row) for n, row in enumerate(rows)]
    frame = check_figures(make_table(numbered, "indicators"))
    check_table(frame, "indicators")
    assert ((frame["doubt_zh"] != "") == (frame["doubt_en"] != "")).all()
    return frame["flags"].tolist(), frame


@pytest.mark.parametrize(
    ("rows", "flags"),
    [
        ([PUPILS | {"value": 100}, PUPILS | {"value": 120, "area": "rural"}], ["part_exceeds", "part_exceeds"]),
        ([PUPILS | {"value": 100}, PUPILS | {"value": 80, "area": "rural"}], ["", ""]),
        ([PUPILS | {"value": 100}, PUPILS | {"value": 120, "area": "rural", "period": "2022"}], ["", ""]),
        ([PUPILS | {"value": 100}, PUPILS | {"value": 120, "area": "rural", "place": "谯城区"}], ["", ""]),
        ([PUPILS | {"value": 100, "qualifier": "more"}, PUPILS | {"value": 120, "area": "rural"}], ["", ""]),
        ([PUPILS | {"value": 100, "sector": "public"}, PUPILS | {"value": 120, "area": "rural"}], ["", ""]),
        ([PUPILS | {"value": 100}, ENTRANTS | {"value": 120}], ["part_exceeds", "part_exceeds"]),
        ([PUPILS | {"value": 100}, ENTRANTS | {"value": 20}], ["", ""]),
        ([STAFF | {"value": 100}, TEACHERS | {"value": 120}], ["", ""]),
        (
            [
                PUPILS | {"value": 7, "school_level": "unknown"},
                PUPILS | {"value": 47, "school_level": "unknown"} | RURAL,
            ],
            ["", ""],
        ),
        ([MONEY | {"value": 5}, MONEY | {"value": 9, "attribute": "construction"}], ["", ""]),
        ([SCHOOLS | {"value": 58}, SCHOOLS | {"value": 61, "programme": "teaching_point"}], ["", ""]),
        (
            [SCHOOLS | {"value": 58}, SCHOOLS | {"value": 61, "programme": "nine_year"}],
            ["part_exceeds", "part_exceeds"],
        ),
        (
            [STAFF | {"value": 100, "school_level": "all"}, TEACHERS | {"value": 120, "school_level": "all"}],
            ["part_exceeds", "part_exceeds"],
        ),
    ],
    ids=[
        *("part above whole", "part below", "another year", "another place", "whole is a bound", "no part"),
        *("entrants above pupils", "entrants below", "staff by level", "level not said"),
        *("money of a project", "teaching points beside schools", "nine-year schools", "staff of all levels"),
    ],
)
def test_parts_and_wholes(rows, flags):
    assert check(*rows)[0] == flags


def test_doubt_names_both_figures():
    _, frame = check(PUPILS | {"value": 41000}, PUPILS | {"value": 52000, "area": "rural", "subject": "农村小学在校生"})
    assert frame.loc[0, "doubt_zh"] == "亳州市的“农村小学在校生”52,000大于其所属的“小学在校生”41,000"
    assert frame.loc[0, "doubt_zh"] == frame.loc[1, "doubt_zh"]


@pytest.mark.parametrize(("total", "flagged"), [(300, False), (299, False), (280, True)])
def test_levels_add_up_to_no_more_than_all(total, flagged):
    levels = [PUPILS | {"value": 200}, PUPILS | {"value": 100, "school_level": "junior_secondary"}]
    flags, _ = check(*levels, PUPILS | {"value": total, "school_level": "compulsory"})
    assert flags == ["levels_exceed" if flagged else ""] * 3


def test_levels_within_levels_are_counted_once():
    flags, _ = check(
        PUPILS | {"value": 200},
        PUPILS | {"value": 100, "school_level": "junior_secondary"},
        PUPILS | {"value": 300, "school_level": "compulsory"},
        PUPILS | {"value": 400, "school_level": "all"},
    )
    assert flags == [""] * 4


@pytest.mark.parametrize(("growth", "flagged"), [(5, False), (4.8, False), (8, True), (-5, True)])
def test_growth_fits_the_value_of_last_year(growth, flagged):
    rows = [PUPILS | {"value": 10500}, PUPILS | {"value": 10000, "period": "2022", "doc_id": "b"}]
    flags, _ = check(*rows, GROWTH | {"value": growth})
    assert flags == ["growth_disagrees" if flagged else ""] * 3


def test_growth_over_ten_years_is_no_growth_of_a_year():
    rows = [PUPILS | {"value": 10500}, PUPILS | {"value": 10000, "period": "2022"}]
    assert check(*rows, GROWTH | {"value": 22, "period": "2013/2023"})[0] == [""] * 3


@pytest.mark.parametrize(
    ("row", "flag"),
    [
        (RATIO | {"value": 16.5}, ""),
        (RATIO | {"value": 41}, "outside_band"),
        (RATIO | {"value": 0.06}, ""),  # 师生比1:16.5
        (RATIO | {"value": 3, "school_level": "special"}, ""),
        (RATIO | {"value": 41, "school_level": "higher"}, ""),
        (SIZE | {"value": 9000}, "outside_band"),
        (SIZE | {"value": 560}, ""),
        (SIZE | {"value": 1200, "school_level": "preschool"}, "outside_band"),
        (SIZE | {"value": 15000, "school_level": "higher"}, ""),
        (SHARE | {"value": 99.8}, ""),
        (SHARE | {"value": 104}, "outside_band"),
        (SHARE | {"value": 104, "indicator": "gross_enrolment_ratio", "measure": "gross_enrolment_rate"}, ""),
        (SHARE | {"value": 100.61, "indicator": "retention_rate", "measure": "retention_rate"}, ""),
        (SHARE | {"value": 104, "kind": "growth"}, ""),
    ],
)
def test_bands(row, flag):
    assert check(row)[0] == [flag]


def test_a_derived_ratio_below_one_is_not_turned_round():
    """One pupil to nine teachers is no ratio of teachers to pupils: it goes, while a printed 1:16 stays."""
    flags, frame = check(RATIO | {"value": 0.11, "flags": "derived", "sources": ""}, RATIO | {"value": 0.0625})
    assert (flags, frame["value"].tolist()) == ([""], [0.0625])


def test_of_a_derived_ratio_both_parts_are_doubted():
    derived = RATIO | {"value": 165, "flags": "derived", "sources": "a:0 a:1"}
    flags, frame = check(PUPILS | {"value": 16500}, TEACHERS | {"value": 100}, derived)
    assert flags == ["outside_band", "outside_band"]  # the ratio itself nobody stated
    assert frame.loc[1, "doubt_en"] == "for Bozhou “小学生师比” is 165, outside the usual 6 to 30"


@pytest.mark.parametrize(
    ("again", "flagged"),
    [
        ({"value": 312}, True),
        ({"value": 258.4}, False),
        ({"value": 312, "period": "2022"}, False),
        ({"value": 312, "doc_id": "b"}, False),
        ({"value": 312, "status": "planned"}, False),
        ({"value": 312, "flags": "former"}, False),
        ({"value": 212, "coverage": "subset"}, False),
        ({"value": 3.1, "kind": "growth", "unit": "%"}, False),
    ],
)
def test_one_text_gives_one_value(again, flagged):
    schools = {"indicator": "schools", "population": "school", "measure": "count", "unit": "所", "value": 258}
    flags, _ = check(schools, schools | again)
    assert [flag.replace("former", "") for flag in flags] == ["two_values" if flagged else ""] * 2


def test_contradiction_within_a_sentence_is_put_in_words():
    _, frame = check(PUPILS | {"value": 12, "flags": "check_failed"})
    assert frame.loc[0, "doubt_zh"] == "亳州市的“小学在校生”12与同一句的其他数字不符"


def test_numbers_are_never_changed():
    rows = [PUPILS | {"value": 100}, PUPILS | {"value": 120, "area": "rural"}]
    assert check(*rows)[1]["value"].tolist() == [100, 120]


def test_every_flag_of_the_guards_has_its_words():
    notes = {row["note"] for row in read_resource("verdict_notes.csv")}
    assert get_doubts() <= notes


def test_bands_have_their_source_and_a_low_below_the_high():
    known = {row["ratio"] for row in read_resource("ratios.csv")} | {r["code"] for r in read_resource("facets.csv")}
    for row in read_resource("bands.csv"):
        assert int(row["low"]) < int(row["high"])
        assert row["figure"] in known
