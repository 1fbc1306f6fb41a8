"""One bad file is one refusal: a folder of everything that stopped a run once, beside one good text."""

from __future__ import annotations

import os
import subprocess
import sys
import time

import pandas as pd
import pytest
from hostile_folder import GOOD, READ, fill

from helpers.extract import observe
from helpers.sources.folders import examine, read_folder
from helpers.storage import PROJECT, read_table

pytestmark = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes and links as on Unix")


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    place = tmp_path_factory.mktemp("hostile")
    (place / "texts").mkdir()
    return place / "texts", fill(place / "texts", place / "outside")


def test_each_file_is_read_or_refused(hostile):
    folder, refused = hostile
    begin = time.process_time()
    articles, found = read_folder(folder)
    assert {refusal.file for refusal in found} == refused
    assert all(refusal.reason and "\n" not in refusal.reason for refusal in found)
    assert {article.file for article in articles} == {*READ, "outside.txt"}
    assert len({article.doc_id.casefold() for article in articles}) == len(articles)
    (linked,) = (article for article in articles if article.file == "outside.txt")
    assert "outside the folder" in linked.identity.reason
    assert time.process_time() - begin < 45


def test_folder_that_cannot_be_opened_is_said(tmp_path, monkeypatch):
    (tmp_path / "closed").mkdir()
    scandir = os.scandir

    def refuse(path):
        if str(path).endswith("closed"):
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    names, refusals = examine(tmp_path)
    assert (names, [tuple(refusal) for refusal in refusals]) == (
        [],
        [("closed", "it cannot be opened (Permission denied)")],
    )


@pytest.mark.parametrize("number", ["9" * 400, "九" * 5000, "9" * 400 + "万", "0." + "9" * 400, "1" + "0" * 308 + "亿"])
def test_number_that_none_can_be_is_no_value(number):
    rows = [row._asdict() if hasattr(row, "_asdict") else row for row in observe(f"2023年，全县共有小学{number}所。")]
    frame = pd.DataFrame(rows)
    for column in ("value", "low", "high"):
        if column in frame:
            values = pd.to_numeric(frame[column].replace("", None)).dropna()
            assert values.abs().lt(1e16).all()


@pytest.mark.parametrize("number", ["9" * 400, "1" + ",282" * 400])
def test_cell_with_a_number_that_none_can_be_is_no_value(number):
    (row,) = observe(f"学段\t学校数（所）\t在校生（人）\n小学\t{number}\t13200\n初中\t{number}\t")
    assert row["value"] == 13200


# In a small process of its own: what a process starts is measured from the size of that which starts it.
MEASURED = """
import resource, subprocess, sys
status = subprocess.run(sys.argv[1:]).returncode
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(f"\\n{used.ru_utime + used.ru_stime} {used.ru_maxrss}")
sys.exit(status)
"""


@pytest.mark.slow
def test_run_over_a_hostile_folder_ends_well(hostile, tmp_path):
    folder, refused = hostile
    command = [
        sys.executable,
        "-m",
        "helpers",
        "--raw",
        str(folder),
        "--out",
        str(tmp_path / "out"),
        "--language",
        "en",
    ]
    done = subprocess.run([sys.executable, "-c", MEASURED, *command], cwd=PROJECT, capture_output=True, text=True)
    said, _, used = done.stdout.rstrip("\n").rpartition("\n")
    seconds, kilobytes = map(float, used.split())
    assert done.returncode == 0, said + done.stderr
    assert GOOD in set(read_table("articles", tmp_path / "out/processed")["file"])
    shown = (tmp_path / "out/notebooks/01_read_sources.ipynb").read_text("utf-8")
    assert f"{len(refused)} left out" in said
    assert all(name.split("/")[-1].split("\n")[0][:30] in shown for name in refused if "\\" not in name)
    assert seconds < 120  # processor time of two kernels at once; 60 s on the clock
    assert kilobytes < 1_500_000  # of the largest process
