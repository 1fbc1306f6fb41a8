"""The extractor on the hand-written cases: each sentence with the rows that a careful reader takes from it."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from pathlib import Path

import pytest

from helpers import cleaning
from helpers.observations import observe

CASES = Path(__file__).parent / "cases"
DEFAULTS = {
    "qualifier": "exact",
    "low": None,
    "high": None,
    "status": "actual",
    "basis": "point",
    "damage": "none",
    "period": "",
}
COMPARED = ("value", "unit", "kind", "subject", *DEFAULTS, "place", "bounds", "period_basis", "flags")


def read_cases(*names: str) -> list[dict]:
    return [row for name in names for row in csv.DictReader((CASES / name).open(encoding="utf-8", newline=""))]


def squeeze(quote: str) -> str:
    """Drop line breaks, spaces and pinyin noise from a quote."""
    return re.sub(r"\s", "", cleaning.normalise(quote).text.replace("\n", ""))


def bare_subject(subject: str, place: str) -> str:
    """Drop punctuation, 的 and a leading word for the document's own place."""
    words = re.sub(r"[\s的了“”\"'《》「」『』()、,。:;·]", "", cleaning.normalise(subject).text)
    return re.sub(rf"^(?:[全我本该][市县区旗省州盟]|{place or '〇'})", "", words)


def pairs(words: str) -> Counter:
    return Counter(words[i : i + 2] for i in range(len(words) - 1)) or Counter([words])


def same_subject(expected: str, found: str, place: str) -> bool:
    """The overlap of character pairs that counts a subject as right; or the one within the other, at most 2.5 times as long."""
    expected, found = bare_subject(expected, place), bare_subject(found, place)
    a, b = pairs(expected), pairs(found)
    if 2 * (a & b).total() >= (a.total() + b.total()) * 0.5:
        return True
    short, long = sorted((Counter(expected), Counter(found)), key=Counter.total)
    return (short & long).total() >= 0.9 * short.total() and len(found) <= 2.5 * len(expected)


def same_number(expected, found) -> bool:
    if expected is None or found is None:
        return expected is found
    return abs(expected - found) <= 1e-6 * max(1, abs(expected))


def differences(case: dict) -> list[str]:
    """Say in what the rows found for a case differ from the rows expected."""
    text = case["text"].replace("\\n", "\n")
    found = observe(text, case["place"], case["published"])
    expected = json.loads(case["rows"])
    if [squeeze(r["quote"]) for r in expected] != [squeeze(r["quote"]) for r in found]:
        return [f"quotes {[r['quote'] for r in found]}, expected {[r['quote'] for r in expected]}"]
    wrong = []
    for want, have in zip(expected, found, strict=True):
        assert text[have["start"] : have["end"]] == have["quote"]
        want = {**DEFAULTS, "place": case["place"], **want}
        for name in COMPARED:
            if name not in want or want[name] == "*":
                continue
            if name == "subject":
                same = same_subject(want[name], have[name], case["place"])
            elif name in {"value", "low", "high"}:
                same = same_number(want[name], have[name])
            elif name == "flags":
                same = set(want[name].split()) <= set(have[name].split())
            else:
                same = want[name] == have[name]
            if not same:
                wrong.append(f"{want['quote']}: {name} {have[name]!r}, expected {want[name]!r}")
    return wrong


FILES = ("observations.csv", "observations_forms.csv", "observations_copies.csv", "observations_none.csv")


@pytest.mark.parametrize("case", read_cases(*FILES), ids=lambda case: case["case"])
def test_observe_finds_the_rows_of_a_case(case: dict) -> None:
    assert not differences(case), case["text"]
