"""The hand-written cases are well formed, varied and cover every construction."""

import csv
import json
import re
from collections import Counter
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent / "cases"
COLUMNS = ["case", "construction", "text", "place", "published", "rows", "note"]
NEEDED = {"quote", "value", "unit", "kind", "subject"}
ALLOWED = {
    "kind": {"level", "share", "growth", "change", "rank", "ratio"},
    "qualifier": {"approx", "more", "less"},
    "bounds": {"[]", "[)", "(]", "()"},
    "status": {"planned", "rule"},
    "basis": {"total_over_period", "per_year", "average_per_year", "per_case"},
    "period_basis": {"stated", "resolved", "inferred", "lost"},
    "damage": {"digits_lost"},
}
OPTIONAL = {"low", "high", "period", "place", "flags"}
COMMON = [2, 4, 5, 12, 13, 14, 15, 16, 18, 19, 20, 24, 31, 33, 41, 42, 43, 44, 45]
NOISE = re.compile(r"\s|\([a-zàáǎāèéěēìíǐīòóǒōùúǔūǘǚǜü]+\)")


def read_cases():
    cases = []
    for path in sorted(FOLDER.glob("observations*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file)
            assert reader.fieldnames == COLUMNS, path.name
            cases += [{**case, "file": path.name} for case in reader]
    return [{**case, "rows": json.loads(case["rows"]), "text": case["text"].replace("\\n", "\n")} for case in cases]


CASES = read_cases()


def squeeze(text):
    return NOISE.sub("", text)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
def test_case_is_well_formed(case):
    assert case["text"].strip()
    assert case["construction"]
    position, text = 0, squeeze(case["text"])
    for row in case["rows"]:
        assert set(row) >= NEEDED
        assert set(row) <= NEEDED | set(ALLOWED) | OPTIONAL
        assert all(row[name] in allowed | {"*"} for name, allowed in ALLOWED.items() if name in row)
        assert all(row[name] for name in ("quote", "unit", "subject"))
        found = text.find(squeeze(row["quote"]), position)
        assert found >= 0, f"{row['quote']} does not stand in the text at its turn"
        position = found
        if "damage" in row:
            assert row["value"] is None
        low, value, high = (row.get(name) for name in ("low", "value", "high"))
        known = [number for number in (low, value, high) if isinstance(number, int | float)]
        assert known == sorted(known)
        assert ("bounds" in row) == ("low" in row or "high" in row)
        assert re.fullmatch(r"(|\*|\d{4}(-\d\d){0,2}(/\d{4}(-\d\d)?)?)", row.get("period", ""))


def test_names_are_unique():
    assert max(Counter(case["case"] for case in CASES).values()) == 1


def test_no_two_cases_differ_in_digits_only():
    frames = Counter(re.sub(r"[\d.,,\s]", "", case["text"]) for case in CASES)
    assert [frame for frame, times in frames.items() if times > 1] == []


def test_cases_are_many_and_a_third_have_no_quantity():
    # what a quantity counts can be asked only where there is one
    finding = [case for case in CASES if case["file"] not in ("observations_periods.csv", "observations_subjects.csv")]
    assert len(finding) >= 280
    assert 0.28 <= sum(not case["rows"] for case in finding) / len(finding) <= 0.4


def test_every_construction_is_covered():
    first = Counter(int(case["construction"].split()[0]) for case in CASES)
    assert set(range(1, 53)) <= set(first)
    assert {number: first[number] for number in COMMON if first[number] < 5} == {}
