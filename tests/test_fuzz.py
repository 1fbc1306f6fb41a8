"""Mutated files and subjects at a fixed seed; `python tests/fuzz.py` tries more files."""

from __future__ import annotations

import random

import fuzz
import made_files
import pytest

from helpers.concepts import get_school_levels
from helpers.concepts.parsing import parse_concept
from helpers.language import get_facets


@pytest.mark.parametrize("part", range(4))
def test_mutated_files_are_read_or_refused(part):
    found = fuzz.fuzz(250, seed=19 + part)
    assert sum(found.values()) == 250
    assert {suffix for suffix, _ in found} == {f".{name.split('.')[1]}" for name in fuzz.SEEDS}
    assert sum(number for (_, what), number in found.items() if what == "read") > 100


def test_fuzzing_notices_a_value_that_is_infinite(monkeypatch):
    row = {"start": 0, "end": 1, "quote": made_files.TITLE[0], "value": "inf", "low": None, "high": None}
    monkeypatch.setattr(fuzz, "observe", lambda text: [row])
    with pytest.raises(AssertionError, match="inf"):
        fuzz.check(fuzz.SEEDS["a.txt"], ".txt")


def test_subjects_of_any_words_are_parsed():
    """市一中高考上线率 once stopped a run: a name whose word has a level of education or none."""
    draw = random.Random(20)
    words = [*get_facets(), "市", "县", "一中", "湖边", "的", "全区", "其中", "新"]
    for _ in range(6000):
        subject = "".join(draw.choices(words, k=draw.randint(1, 5)))
        concept = parse_concept(subject, draw.choice(["人", "所", "%", "元"]), "level", place="广元市")
        assert concept.school_level in ("", *get_school_levels())
    assert parse_concept("市一中高考上线率", "%", "share").coverage == "subset"
