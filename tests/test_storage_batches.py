"""Work spread over processes: the same results in the same order, and errors as they are."""

import multiprocessing
import os
import subprocess
import sys
import time
from collections import Counter
from itertools import islice

import pandas as pd
import pytest
from many_texts import read_all, write_texts

from helpers.storage import InputError, batches, map_batches


def name_worker(item):
    return [{"number": item, "worker": os.getpid()}]


def wait_for_others(item):
    time.sleep(0.01)
    return name_worker(item)


def refuse(item):
    raise InputError(f"{item} cannot be used")


def refuse_late(item):
    return wait_for_others(item) if item < 100 else refuse(item)


def test_few_items_are_worked_through_in_this_process():
    assert {row["worker"] for (row,) in map_batches(name_worker, range(49), 49)} == {os.getpid()}


def test_other_processes_work_through_many_in_order_and_end_with_the_work_or_an_error(monkeypatch):
    monkeypatch.setenv(batches.WORKERS_VARIABLE, "2")
    found = [row for (row,) in map_batches(name_worker, range(200), 200)]
    assert [row["number"] for row in found] == list(range(200))
    assert found[0]["worker"] != os.getpid()
    with pytest.raises(InputError, match="0 cannot be used"):
        list(map_batches(refuse, range(60), 60))
    assert not multiprocessing.active_children()


def test_this_process_works_too_while_it_waits_for_others(monkeypatch):
    monkeypatch.setenv(batches.WORKERS_VARIABLE, "2")
    found = [row for (row,) in map_batches(wait_for_others, range(200), 200)]
    assert [row["number"] for row in found] == list(range(200))
    shares = Counter(row["worker"] for row in found)
    assert len(shares) == 2
    assert shares[os.getpid()] > 20


def test_an_error_of_this_process_comes_after_the_rows_before_it(monkeypatch):
    monkeypatch.setenv(batches.WORKERS_VARIABLE, "2")
    found = map_batches(refuse_late, range(200), 200)
    assert [row["number"] for (row,) in islice(found, 90)] == list(range(90))
    with pytest.raises(InputError, match="100 cannot be used"):
        list(found)


@pytest.mark.slow
def test_two_processes_give_the_rows_of_one(tmp_path, monkeypatch):
    folder = write_texts(tmp_path / "raw", 60, 30)
    (folder / "empty.txt").write_text("")
    (folder / "copy.txt").write_bytes((folder / "00007.txt").read_bytes())
    monkeypatch.setenv(batches.WORKERS_VARIABLE, "1")
    articles, refused, observations = read_all(folder)
    assert [refusal.file for refusal in refused] == ["empty.txt"]
    assert articles.set_index("doc_id").loc["copy", "use"] == "excluded"
    monkeypatch.setenv(batches.WORKERS_VARIABLE, "2")
    again = read_all(folder)
    pd.testing.assert_frame_equal(again[0], articles)
    assert again[1] == refused
    pd.testing.assert_frame_equal(again[2], observations)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_workers_end_with_a_process_that_is_killed(tmp_path):
    code = """
import os, sys, time
from test_storage_batches import name_worker
from helpers.storage import map_batches
found = map_batches(name_worker, range(10_000), 10_000)
print(next(found)[0]["worker"], flush=True)
time.sleep(60)
"""
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path), batches.WORKERS_VARIABLE: "2"}
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, env=environment) as process:
        worker = int(process.stdout.readline())
        process.kill()
    for _ in range(100):
        try:
            os.kill(worker, 0)
        except ProcessLookupError:
            return
        time.sleep(0.1)
    raise AssertionError("a worker outlived the process that started it")
