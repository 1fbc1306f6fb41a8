"""Values that follow from a level and its growth or change."""

import pytest

from helpers.compare import implied
from helpers.storage.tables import check_table, make_table


def imply(*rows, sentence="某句"):
    columns = {"place": "亳州市", "indicator": "pupils", "school_level": "primary", "sentence": sentence, "doc_id": "a"}
    defaults = {"kind": "level", "status": "actual", "qualifier": "exact", "basis": "point", "unit": "人"}
    table = make_table([columns | defaults | {"start": n} | row for n, row in enumerate(rows)], "indicators")
    frame = implied.imply(table)
    check_table(frame, "implied")
    return frame


def test_projects_of_the_year_before():
    projects = {"indicator": "construction_projects", "unit": "个"}
    frame = imply(
        projects | {"value": 52, "period": "2021"},
        projects | {"value": 62.5, "kind": "growth", "unit": "%", "period": "2021"},
        sentence="项目52个,较上年增加62.5%。",
    )
    row = frame.iloc[0]
    assert (row["value"], row["period"], row["formula"], row["rows"]) == (32, "2020", "52 ÷ (1 + 62.5 %)", "a:0 a:1")
    assert row["low"] == pytest.approx(52 / 1.6255, abs=1e-4)
    assert row["high"] == pytest.approx(52 / 1.6245, abs=1e-4)


def test_pupils_ten_years_before():
    rows = {"value": 307400, "period": "2022"}, {"value": 22.11, "kind": "growth", "unit": "%", "period": "2012/2022"}
    row = imply(*rows).iloc[0]
    assert (row["value"], row["period"]) == (251700, "2012")  # 30.74万 / 1.2211 = 25.17万
    assert row["low"] == pytest.approx(307350 / 1.22115, abs=1e-4)
    assert row["high"] == pytest.approx(307450 / 1.22105, abs=1e-4)


def test_change_is_taken_away():
    rate = {"indicator": "retention_rate", "school_level": "compulsory", "unit": "%"}
    frame = imply(rate | {"kind": "share", "value": 95.4}, rate | {"kind": "change", "value": 1.3, "unit": "个百分点"})
    assert frame.loc[0, ["value", "low", "high"]].tolist() == pytest.approx([94.1, 94.0, 94.2])
    frame = imply({"value": 6210}, {"kind": "change", "value": -48})
    assert frame.loc[0, ["value", "low", "high"]].tolist() == [6258, 6258, 6258]
    assert frame.loc[0, "formula"] == "6210 + 48"


def test_sizes_are_no_counts():
    """平均每班23人,比上学年少0.3人: 23 may be 22.5 to 23.5, so what follows lies between its bounds."""
    row = imply({"value": 23}, {"kind": "change", "value": -0.3}).iloc[0]
    assert (row["value"], row["low"], row["high"]) == (23, 22.75, 23.85)


def test_fall_is_undone():
    row = imply({"value": 642}, {"kind": "growth", "unit": "%", "value": -1.68}).iloc[0]
    assert (row["value"], row["formula"]) == (653, "642 ÷ (1 − 1.68 %)")  # 653 × 0.9832 = 642.03


def test_doubling_leaves_half():
    row = imply({"value": 42000}, {"kind": "growth", "unit": "%", "value": 100}).iloc[0]
    assert row["value"] == 21000
    assert (row["low"], row["high"]) == pytest.approx((41500 / 2.005, 42500 / 1.995), abs=1e-4)


@pytest.mark.parametrize(
    ("level", "growth"),
    [
        ({"value": None, "low": 100}, {}),
        ({"qualifier": "approx"}, {}),
        ({"status": "planned"}, {}),
        ({"flags": "check_failed"}, {}),
        ({}, {"value": -100}),
        ({}, {"unit": "倍"}),
        ({"school_level": "junior_secondary"}, {}),
        ({"sentence": "另一句"}, {}),
        ({}, {"basis": "average_per_year"}),
        ({}, {"qualifier": "more"}),
    ],
)
def test_nothing_follows_from_less(level, growth):
    assert imply({"value": 100} | level, {"value": 5, "kind": "growth", "unit": "%"} | growth).empty
