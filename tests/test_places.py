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
