"""The list of divisions: complete, consistent, with what contains each."""

import re
from collections import Counter

import pytest
from cases_files import read_cases

from helpers.language.places import get_division, get_divisions
from helpers.storage.resources import read_resource


@pytest.mark.parametrize(
    "case", read_cases("cases/places_names.csv"), ids=lambda case: f"{case['name']}-{case['within']}"
)
def test_names(case):
    division = get_division(case["name"], within=case["within"])
    found = (division.name, division.level, division.parent) if division else ("", "", "")
    assert found == (case["standard"], case["level"], case["parent"])
    english = (division.name_en, division.name_en_basis) if division else ("", "")
    assert english == (case["name_en"], case["name_en_basis"])


def test_all_divisions_of_a_name():
    assert {division.parent for division in get_divisions("鼓楼区")} == {"南京市", "徐州市", "福州市", "开封市"}


# The Ministry of Civil Affairs counts 34 units of province level, 333 of prefecture level (without the districts of
# municipalities) and 2,846 of county level at the end of 2024.
def test_list_is_complete():
    rows = [row for row in read_resource("divisions.csv") if not row["last_listed"]]
    # Not in the Ministry's count. 金门县 is, in 泉州市; the 连江县 of Taiwan would be taken for that of 福州市, 东区
    # and others of Hong Kong for those of any city.
    own = [row for row in rows if row["parent"] in ("710000", "810000")]
    assert Counter(row["level"] for row in own) == {"prefecture": 20, "county": 15}
    levels = Counter(row["level"] for row in rows if row not in own)
    assert levels == {"country": 1, "province": 34, "prefecture": 333, "county": 2846}


@pytest.mark.parametrize(
    ("province", "number"),
    [
        ("北京市", 16),
        ("上海市", 16),
        ("重庆市", 38),
        ("内蒙古自治区", 103),
        ("浙江省", 90),
        ("湖南省", 122),
        ("西藏自治区", 74),
    ],
)
def test_provinces_have_all_their_counties(province, number):
    code = get_division(province).code[:2]
    listed = [row for row in read_resource("divisions.csv") if row["level"] == "county" and not row["last_listed"]]
    assert sum(row["code"].startswith(code) for row in listed) == number


def test_list_is_consistent():
    rows = read_resource("divisions.csv")
    level = {row["code"]: row["level"] for row in rows}
    assert len(level) == len(rows)
    outer = {"province": {"country"}, "prefecture": {"province"}, "county": {"province", "prefecture"}, "country": {""}}
    assert [row for row in rows if level.get(row["parent"], "") not in outer[row["level"]]] == []
    assert [row for row in rows if not row["name_en"].strip() or not row["name_en"].isprintable()] == []
    assert [row for row in rows if re.search("[\u4e00-\u9fff]", row["name_en"])] == []


def test_a_short_name_stands_for_one_division():
    names = Counter(name for row in read_resource("divisions.csv") for name in row["short_names"].split())
    assert [name for name, times in names.items() if times > 1] == []
    assert not set(names) & {row["name"] for row in read_resource("divisions.csv")}
