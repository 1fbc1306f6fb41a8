import csv
from pathlib import Path

import pytest

from helpers.places import (
    find_places,
    find_relative_places,
    get_containing,
    get_division,
    get_divisions,
    guess_home,
    resolve_relative,
)
from helpers.tables import read_resource

CASES = Path(__file__).parent / "cases"


def read_cases(name):
    with (CASES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def case_id(case):
    return next(iter(case.values()))[:24]


@pytest.mark.parametrize("case", read_cases("places.csv"), ids=case_id)
def test_places_in_a_text(case):
    found = find_places(case["text"], home=case["home"])
    assert "|".join(f"{case['text'][m.start : m.end]}={m.name}" for m in found) == case["expected"], case["why"]


@pytest.mark.parametrize("case", read_cases("places_relative.csv"), ids=lambda case: f"{case['word']}-{case['home']}")
def test_relative_words(case):
    assert resolve_relative(case["word"], case["home"]) == case["expected"], case["why"]


@pytest.mark.parametrize("case", read_cases("places_names.csv"), ids=lambda case: f"{case['name']}-{case['within']}")
def test_names(case):
    division = get_division(case["name"], within=case["within"])
    found = (division.name, division.level, division.parent) if division else ("", "", "")
    assert found == (case["standard"], case["level"], case["parent"])
    english = (division.name_en, division.name_en_basis) if division else ("", "")
    assert english == (case["name_en"], case["name_en_basis"])


@pytest.mark.parametrize("case", read_cases("places_home.csv"), ids=case_id)
def test_place_of_a_text(case):
    found = guess_home(case["title"], case["publisher"], case["text"])
    assert found == (case["place"], case["basis"]), case["why"]
