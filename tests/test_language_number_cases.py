"""Numbers and times as Chinese writes them: each with the rows that a reader takes from it, and look-alikes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from test_observations import DEFAULTS, same_number, same_subject, squeeze

from helpers.extract import observe

CASES = Path(__file__).parent / "cases" / "numbers.jsonl"
COMPARED = ("value", "unit", "kind", "subject", *DEFAULTS, "bounds")


def read_cases() -> list[dict]:
    return [json.loads(line) for line in CASES.read_text(encoding="utf-8").splitlines()]


def differs(name: str, want, have, place: str) -> bool:
    if want == "*":
        return False
    if name == "subject":
        return not same_subject(want, have, place)
    return not same_number(want, have) if name in {"value", "low", "high"} else want != have


@pytest.mark.parametrize("case", read_cases(), ids=lambda case: case["case"])
def test_numbers_of_a_case(case: dict) -> None:
    text, place = case["text"], case["place"]
    found = observe(text, place, case["published"])
    assert [squeeze(row["quote"]) for row in found] == [squeeze(row["quote"]) for row in case["rows"]], text
    for row, have in zip(case["rows"], found, strict=True):
        assert text[have["start"] : have["end"]] == have["quote"]
        want = {**DEFAULTS, **row}
        wrong = [
            f"{name} {have[name]!r}, expected {want[name]!r}"
            for name in COMPARED
            if name in want and differs(name, want[name], have[name], place)
        ]
        assert not wrong, f"{text}: {row['quote']}: {', '.join(wrong)}"
