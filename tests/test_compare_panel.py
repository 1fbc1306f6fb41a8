"""The panel: one row for each place, concept and year."""

import pandas as pd
from small_tables import make_indicator_row

from helpers.compare.pairs import choose_covered
from helpers.compare.panel import make_panel
from helpers.storage.tables import check_table, make_table

PUPILS = {"population": "pupil", "measure": "count", "school_level_basis": "stated"}
RATE = {"indicator": "retention_rate", "population": "pupil", "measure": "retention_rate", "kind": "share", "unit": "%"}


def make(*rows, places=("亳州市", "六安市", "谯城区", "安徽省"), **more):
    levels = {"谯城区": "county", "安徽省": "province", "全国": "country"}
    made = [
        make_indicator_row(place, {"place_level": levels.get(place, "prefecture"), "start": n} | row)
        for n, (place, row) in enumerate(rows)
    ]
    frame = make_panel(make_table(made, "indicators"), list(places), **more)
    check_table(frame, "panel")
    return frame.set_index(["place", "year"])


def test_a_row_for_each_place_concept_and_year():
    frame = make(
        ("亳州市", PUPILS),
        ("亳州市", PUPILS | {"period": "2022"}),
        ("亳州市", PUPILS | {"flags": "repeated"}),
        ("亳州市", PUPILS | {"kind": "growth", "unit": "%"}),
        ("亳州市", PUPILS | {"status": "planned", "period": "2030"}),
    )
    assert sorted(frame.index) == [("亳州市", "2022"), ("亳州市", "2023"), ("亳州市", "2030")]
    assert frame["concept"].unique().tolist() == ["population=pupil measure=count school_level=primary"]


def test_counts_are_ranked_among_places_of_one_level():
    rows = [("亳州市", PUPILS | {"value": 30}), ("六安市", PUPILS | {"value": 50}), ("谯城区", PUPILS | {"value": 9})]
    frame = make(*rows).droplevel("year")
    assert frame["rank"].to_dict() == {"亳州市": 2, "六安市": 1, "谯城区": 1}
    assert frame["ranked"].to_dict() == {"亳州市": 2, "六安市": 2, "谯城区": 1}
    assert frame.loc["亳州市", "median"] == 40


def test_rates_are_ranked_among_all_places_below_the_country():
    places = ("亳州市", "六安市", "谯城区", "全国")
    values = dict(zip(places, (95.0, 97.0, 99.0, 96.0), strict=True))
    frame = make(*((place, RATE | {"value": values[place]}) for place in places), places=places).droplevel("year")
    assert frame["rank"].dropna().to_dict() == {"亳州市": 3, "六安市": 2, "谯城区": 1}
    assert frame.loc["谯城区", "median"] == 97


def test_bounds_plans_lost_and_doubted_figures_have_no_rank():
    unsure = [{"qualifier": "more"}, {"status": "planned"}, {"flags": "two_values"}, {"damage": "digits_lost"}]
    for changes in unsure:
        frame = make(("亳州市", PUPILS), ("六安市", PUPILS | changes)).droplevel("year")
        assert pd.isna(frame.loc["六安市", "rank"]), changes
        assert frame.loc["亳州市", "ranked"] == 1


def test_what_contains_the_place():
    rows = [("谯城区", PUPILS | {"value": 9}), ("亳州市", PUPILS | {"value": 30}), ("安徽省", PUPILS | {"value": 700})]
    frame = make(*rows).droplevel("year")
    assert frame.loc["谯城区", ["within", "value_within"]].tolist() == ["亳州市", 30]
    frame = make(*rows[::2]).droplevel("year")
    assert frame.loc["谯城区", ["within", "value_within"]].tolist() == ["安徽省", 700]
    frame = make(rows[0]).droplevel("year")
    assert frame.loc["谯城区", "within"] == "亳州市"
    assert pd.isna(frame.loc["谯城区", "value_within"])


def test_verdict_against_the_reference():
    rows = [("亳州市", PUPILS), ("六安市", PUPILS | {"period": "2021"}), ("谯城区", PUPILS)]
    frame = make(*rows).droplevel("year")
    assert frame.loc["亳州市", ["reference", "grade", "row_reference"]].tolist() == ["亳州市", "", ""]
    assert frame.loc["六安市", ["grade", "reasons", "row_reference"]].tolist() == [
        *("with_caution", "different_period"),
        "亳州市:0",
    ]
    assert frame.loc["谯城区", "reasons"] == "different_level"
    frame = make(*rows[:1], reference="六安市").droplevel("year")
    assert frame.loc["亳州市", ["grade", "reasons"]].tolist() == ["not_comparable", "missing"]


def test_no_figures_give_no_rows():
    frame = make_panel(make_table([], "indicators"), ["亳州市"])
    assert frame.empty
    check_table(frame, "panel")


def test_the_places_that_say_most_are_chosen_in_their_order():
    rows = [make_indicator_row(place, {"indicator": name}) for place, names in SAID.items() for name in names]
    assert choose_covered(make_table(rows, "indicators"), list(SAID), most=2) == ["甲市", "丙市"]


SAID = {"甲市": ["pupils", "schools"], "乙市": ["pupils"], "丙市": ["pupils", "schools", "staff"]}
