"""Corrections beside the texts: applied, marked, and refused in one sentence."""

import pandas as pd
import pytest
from small_tables import ARTICLES, make_observations

from helpers.compare.pairs import compare
from helpers.concepts.corrections import read_corrections
from helpers.concepts.mapping import map_observations
from helpers.storage.messages import InputError
from helpers.storage.schemas import get_schema
from helpers.storage.tables import check_table

HEAD = ",".join(column.name for column in get_schema("corrections").columns)
GOOD = (
    "correct,a,亳州市,retention_rate,compulsory,,100.61,%,the copy lost digits,a newspaper,https://example.org,--08-30"
)


def write_corrections(folder, *lines):
    path = folder / "corrections.csv"
    path.write_text("\n".join([HEAD, *lines]) + "\n", encoding="utf-8")
    return path


def make_damaged():
    lost = {"subject": "九年义务教育巩固率", "unit": "%", "kind": "share", "value": None, "low": 100.61, "bounds": "[)"}
    return make_observations(lost | {"damage": "digits_lost"}, {"subject": "小学在校生"})


def test_correction_is_applied_and_marked(tmp_path):
    corrections = read_corrections(write_corrections(tmp_path, GOOD))
    observations = make_damaged()
    before = observations.copy()
    row = map_observations(observations, ARTICLES, corrections).iloc[0]
    assert row["value"] == 100.61
    assert pd.isna(row["low"])
    assert (row["bounds"], row["damage"], row["flags"]) == ("", "digits_lost", "")
    assert row["corrected"] == "the copy lost digits (a newspaper, https://example.org, --08-30)"
    pd.testing.assert_frame_equal(observations, before)


def test_correction_outside_the_bounds_is_flagged(tmp_path):
    corrections = read_corrections(write_corrections(tmp_path, GOOD.replace("100.61", "99.61")))
    row = map_observations(make_damaged(), ARTICLES, corrections).iloc[0]
    assert (row["value"], row["flags"]) == (99.61, "outside_bounds")


def test_correction_adds_a_value(tmp_path):
    line = "add,,六安市,pupils,primary,2023,43210,人,left out by the text,yearbook,,2024"
    corrections = read_corrections(write_corrections(tmp_path, line))
    mapped = map_observations(make_damaged(), ARTICLES, corrections)
    check_table(mapped, "indicators")
    row = mapped.iloc[-1]
    assert (len(mapped), row["doc_id"], row["start"], row["value"], row["place"]) == (
        3,
        "corrections",
        2,
        43210,
        "六安市",
    )
    verdict = compare(mapped, ["亳州市", "六安市"]).set_index("indicator").loc["pupils"]
    assert verdict["reasons"].split()[-1] == "corrected"


def test_no_corrections_file_is_no_correction(tmp_path):
    assert read_corrections(tmp_path / "corrections.csv").empty


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (GOOD.replace("correct,a", "correct,b"), "line 2: no row of text 'b'"),
        (GOOD.replace("compulsory", "primary"), "line 2: no row of text 'a' .* there is lost % .*level 'compulsory'"),
        (
            GOOD.replace("compulsory,,", "compulsory,2023,"),
            "line 2: no row of text 'a' .* there is lost % .*period ''",
        ),
        (GOOD.replace("correct,a", "mend,a"), "line 2: the action is 'mend'"),
        (GOOD.replace("retention_rate", "retention"), "line 2: there is no indicator 'retention'"),
        (GOOD.replace("compulsory", "middle"), "line 2: the school level 'middle' is none of preschool"),
        (GOOD.replace("100.61", "100,61"), "line 2: the number of cells"),
        (GOOD.replace("100.61", "about 100"), "line 2: the value 'about 100' is no number"),
        (GOOD.replace("100.61", "nan"), "line 2: the value 'nan' is no number"),
        (GOOD.replace("--08-30", "30 August"), "line 2: the date '30 August'"),
        (GOOD.replace("--08-30", "2024-13-45"), "line 2: the date '2024-13-45' is not YYYY"),
        (GOOD.replace("--08-30", "2023-02-29"), "line 2: the date '2023-02-29' is not YYYY"),
        (GOOD.replace("--08-30", "--02-30"), "line 2: the date '--02-30' is not YYYY"),
        (GOOD.replace("compulsory,,", "compulsory,last year,"), "line 2: the period 'last year' is not YYYY"),
        (GOOD.replace("%", "所"), "line 2: retention_rate is not stated in 所: write the value in %"),
        (GOOD.replace("a newspaper", ""), "line 2: source is empty"),
        (GOOD.replace("the copy lost digits", " "), "line 2: reason is empty"),
        (GOOD.rpartition(",")[0], "line 2: the number of cells"),
        ("add,,淮南市,pupils,primary,2023,1,人,r,s,,2024", "line 2: no text is about '淮南市'"),
    ],
)
def test_wrong_correction_is_one_sentence(tmp_path, line, message):
    path = write_corrections(tmp_path, line)
    with pytest.raises(InputError, match=message) as caught:
        map_observations(make_damaged(), ARTICLES, read_corrections(path))
    assert "\n" not in str(caught.value)


def test_wrong_head_is_one_sentence(tmp_path):
    path = tmp_path / "corrections.csv"
    path.write_text("doc_id,value\na,1\n", encoding="utf-8")
    with pytest.raises(InputError, match="the first line must be action,doc_id"):
        read_corrections(path)


def test_file_in_another_encoding_is_one_sentence(tmp_path):
    path = tmp_path / "corrections.csv"
    path.write_bytes((HEAD + "\n" + GOOD).encode("gb18030"))
    with pytest.raises(InputError, match="not UTF-8"):
        read_corrections(path)


def test_correction_that_fits_two_numbers_asks_for_the_period(tmp_path):
    rows = [
        {"subject": "义务教育巩固率", "unit": "%", "kind": "share", "value": v, "period": p}
        for v, p in ((97, "2021"), (98, "2022"))
    ]
    corrections = read_corrections(write_corrections(tmp_path, GOOD))
    with pytest.raises(InputError, match="give the period"):
        map_observations(make_observations(*rows), ARTICLES, corrections)
    corrections = read_corrections(write_corrections(tmp_path, GOOD.replace("compulsory,,", "compulsory,2022,")))
    mapped = map_observations(make_observations(*rows), ARTICLES, corrections)
    assert mapped["value"].tolist() == [97, 100.61]


def test_correction_of_a_text_that_states_an_earlier_value_too_goes_to_the_lost_one(tmp_path):
    rate = {"subject": "九年义务教育巩固率", "unit": "%", "kind": "share"}
    observations = make_observations(rate | {"value": 95.2}, rate | {"value": None, "damage": "digits_lost"})
    corrections = read_corrections(write_corrections(tmp_path, GOOD))
    mapped = map_observations(observations, ARTICLES, corrections)
    assert mapped["value"].tolist() == [95.2, 100.61]
    assert mapped["corrected"].ne("").tolist() == [False, True]
