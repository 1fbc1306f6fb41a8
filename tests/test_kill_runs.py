"""Runs that are killed leave the old or the new state; `python tests/kill_runs.py` kills more, of the project too."""

from __future__ import annotations

import kill_runs
import pytest


@pytest.mark.slow
def test_killed_runs_leave_the_old_or_the_new_state_and_the_next_heals(tmp_path):
    place = kill_runs.make_own(tmp_path / "own", "--only", "01,02")
    place.keep(kept := tmp_path / "kept")
    found = kill_runs.kill_some(place, kept, range(5), seed=19)
    assert sum(found.values()) == 5
    assert set(found) <= {"old", "new", "cut off while publishing, then new"}
    assert 0 in kill_runs.start_at_once(place, kept, 2)


def test_difference_of_states_is_noticed():
    old = {"a.csv": b"1", "b.csv": b"2"}
    assert kill_runs.find_differences(old, old) == set()
    assert kill_runs.find_differences(old, {"a.csv": b"1", "b.csv": b"3", "c.csv": b""}) == {"b.csv", "c.csv"}
