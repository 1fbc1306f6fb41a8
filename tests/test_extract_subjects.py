"""The subjects of hand-written sentences, character by character (find_differences allows for others)."""

from __future__ import annotations

import pytest
from cases_files import bare_subject, read_cases

from helpers.extract.observations import observe
from helpers.language.quantities import find_quantities

CASES = [*read_cases("cases/observations_subjects.jsonl"), *read_cases("cases/observations_effects.jsonl")]


def find_rows(case: dict) -> list[dict]:
    return observe(case["text"], case["place"], case["published"])


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
def test_subjects_are_those_of_a_reader(case: dict) -> None:
    expected = [bare_subject(row["subject"], case["place"]) for row in case["rows"]]
    found = [bare_subject(row["subject"], case["place"]) for row in find_rows(case)]
    assert [e if e == "*" else f for e, f in zip(expected, found, strict=True)] == expected, case["text"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
def test_no_subject_holds_a_quantity_but_a_threshold(case: dict) -> None:
    """56人以上大班额 are counted from that size on."""
    for row in find_rows(case):
        found = [row["subject"][q.start : q.end] for q in find_quantities(row["subject"])]
        assert [
            words for words in found if not (words.endswith(("以上", "以下", "以内")) or words.startswith("不足"))
        ] == []
