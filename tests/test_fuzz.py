"""Mutated files at a fixed seed; `python tests/fuzz.py` tries more."""

from __future__ import annotations

import fuzz
import made_files
import pytest


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
