"""Work on a cluster: the rows of one process, whatever dies meanwhile, nothing twice, and a word if it cannot be."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pandas as pd
import pytest
from many_texts import read_all, write_texts

from helpers.run import main
from helpers.sources.files import read_file
from helpers.sources.formats import FileText
from helpers.storage import PROJECT, InputError, map_batches, share_work
from helpers.storage.cluster import MOST_ITEMS, cut, name_partition, work
from helpers.storage.progress import PROGRESS_VARIABLE


def measure(text):
    return [{"text": text, "length": len(text)}] * (len(text) % 3)


# ---- partitions


def test_a_partition_is_cut_by_its_bytes_too():
    assert [len(partition) for partition in cut([b"x" * 3_000_000] * 3)] == [2, 1]


def test_the_name_of_a_partition_tells_function_items_and_order():
    names = {
        name_partition(function, partition)
        for function in (measure, read_file)
        for partition in ([b"a", b"b"], [b"b", b"a"], [b"ab"])
    }
    assert len(names) == 6
    assert name_partition(measure, [b"a", b"b"]) in names


def test_a_worker_of_another_version_refuses():
    with pytest.raises(InputError, match="another version of the project"):
        work(measure, "another", [])


@pytest.mark.parametrize("path", sorted((PROJECT / "data" / "raw").glob("*.*")), ids=lambda path: path.name)
def test_a_file_that_was_read_is_handed_on_whole(path):
    try:
        file = read_file(path)
    except InputError:
        pytest.skip("no text")
    assert FileText.from_json(file.to_json()) == file


def test_half_a_character_is_handed_on():
    file = FileText("全\ud83d县", "utf-16")
    assert FileText.from_json(file.to_json()) == file


# ---- progress


def test_how_far_work_is_is_noted_while_it_lasts(monkeypatch, tmp_path):
    monkeypatch.setenv(PROGRESS_VARIABLE, str(tmp_path / "progress"))
    monkeypatch.setattr("helpers.storage.progress._OFTEN", 0)
    found = map_batches(measure, ["全县", "小学校", "教师"], 3)
    assert len(next(found)) == 2
    assert next(found) == []
    assert (tmp_path / "progress").read_text("utf-8").startswith("2/3 texts, 2 rows, 0:0")
    assert len(next(found)) == 2
    assert list(found) == []
    assert not (tmp_path / "progress").exists()


# ---- what is said


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--workers", "0"], "--workers must be a whole number from 1"),
        (["--workers", "two"], "--workers must be a whole number from 1"),
        (["--scheduler", "host:8786"], "--scheduler must be an address such as tcp://host:8786"),
        (["--workers", "2", "--scheduler", "tcp://a:1"], "give one of them"),
    ],
)
def test_options_that_cannot_be_meant_are_refused(options, said, capsys):
    assert main([*options, "--list"]) == 2
    assert said in capsys.readouterr().err


def test_without_the_extra_one_sentence_says_how_to_install_it(monkeypatch, tmp_path):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(InputError, match=r"call `python3 run.py dask --version` once"), share_work(2, "", tmp_path):
        pass


# ---- a real cluster


class Cluster:
    """A scheduler and two workers, each a process of its own, on this machine alone."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.file, self.processes = folder, folder / "scheduler.json", []
        self.scheduler = self.start("scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--no-jupyter")
        for _ in range(600):
            if self.file.exists():
                break
            time.sleep(0.1)
        self.address = json.loads(self.file.read_text())["address"]
        options = ("--nthreads", "1", "--no-nanny", "--no-dashboard", "--local-directory", str(folder))
        self.workers = [self.start("worker", *options) for _ in range(2)]

    def start(self, *command: str) -> subprocess.Popen:
        arguments = [sys.executable, "-m", "dask", *command, "--scheduler-file", str(self.file)]
        with (self.folder / f"log_{len(self.processes)}").open("wb") as log:
            process = subprocess.Popen(arguments, stdout=log, stderr=log, cwd=self.folder)
        self.processes.append(process)
        return process

    def stop(self) -> None:
        for process in reversed(self.processes):
            process.kill()
            process.wait()


@pytest.fixture
def cluster(tmp_path):
    pytest.importorskip("distributed", reason="the extra scale is not installed: python3 run.py dask --version")
    cluster = Cluster(tmp_path)
    yield cluster
    cluster.stop()


def list_files(folder: Path) -> dict[str, int]:
    return {path.name: path.stat().st_mtime_ns for path in folder.glob("*.parquet")}


def wait_for_files(folder: Path, count: int) -> dict[str, int]:
    for _ in range(3_000):
        if len(list_files(folder)) >= count:
            break
        time.sleep(0.02)
    return list_files(folder)


def die(_):
    os._exit(1)


@pytest.mark.slow
def test_equal_and_damaged_partitions_give_the_rows_of_one_process(tmp_path):
    pytest.importorskip("distributed")
    texts = [*["全县教师"] * 2 * MOST_ITEMS, "小学", "在校生"]
    alone = [measure(text) for text in texts]
    with share_work(1, "", tmp_path):
        assert list(map_batches(measure, texts, len(texts))) == alone
        assert len(list_files(tmp_path)) == 2
        damaged = next(tmp_path.iterdir())
        damaged.write_bytes(damaged.read_bytes()[:-9])
        assert list(map_batches(measure, texts, len(texts))) == alone


@pytest.mark.slow
def test_a_text_of_which_each_worker_dies_ends_the_run(tmp_path):
    pytest.importorskip("distributed")
    message = r"4 workers died of the same partition of texts, the last of them tcp://127\.0\.0\.1"
    with share_work(1, "", tmp_path), pytest.raises(InputError, match=message):
        list(map_batches(die, range(60), 60))
    assert list_files(tmp_path) == {}


READING = """
import sys
from pathlib import Path
from many_texts import read_all
from helpers.storage import share_work
with share_work(0, sys.argv[1], Path(sys.argv[2])):
    read_all(Path(sys.argv[3]))
"""


@pytest.mark.slow
def test_a_cluster_gives_the_rows_of_one_process_though_a_run_and_a_worker_are_killed(cluster, tmp_path, monkeypatch):
    texts, partitions = write_texts(tmp_path / "raw", 240, 80), tmp_path / "partitions"
    (texts / "empty.txt").write_text("")
    (texts / "copy.txt").write_bytes((texts / "00007.txt").read_bytes())
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-c", READING, cluster.address, str(partitions), str(texts)]
    with subprocess.Popen(command, env=environment) as process:
        done = wait_for_files(partitions, 2)
        process.kill()
    assert len(done) >= 2

    def kill_a_worker() -> None:
        wait_for_files(partitions, len(done) + 2)
        cluster.workers[0].send_signal(signal.SIGKILL)

    killer = threading.Thread(target=kill_a_worker)
    killer.start()
    with share_work(0, cluster.address, partitions):
        found = read_all(texts)
    killer.join()
    assert cluster.workers[0].wait(10) == -signal.SIGKILL
    files = list_files(partitions)
    assert len(files) == 2 * -(-242 // MOST_ITEMS)
    assert {name: files[name] for name in done} == done  # what the run that was killed had finished was not done again
    monkeypatch.setenv("ANALYSIS_WORKERS", "1")
    alone = read_all(texts)
    for name, table in (("articles", 0), ("observations", 2)):
        pd.testing.assert_frame_equal(found[table], alone[table], obj=name)
    assert found[1] == alone[1]


@pytest.mark.slow
def test_a_run_on_a_cluster_and_what_it_says_when_that_is_gone(cluster, tmp_path, monkeypatch):
    texts, out = write_texts(tmp_path / "raw", 60, 20), tmp_path / "out"
    command = [sys.executable, "-m", "helpers", "--raw", str(texts), "--out", str(out), "--only", "01"]
    one = [*command, "--scheduler", cluster.address]
    first = subprocess.run(one, capture_output=True, text=True)
    assert first.returncode == 0, first.stderr
    table = (out / "processed" / "articles.csv").read_bytes()
    assert table.count(b"\n") == 61
    assert not (out / ".cache" / "partitions").exists()  # nothing is left of a run that has come to its end
    clients = (tmp_path / "log_0").read_text().count("Receive client connection")
    assert clients == 2  # the run itself, to see whether it can be, and the notebook
    with monkeypatch.context() as patch:
        patch.setattr("distributed.versions.get_versions", lambda: {"packages": {"distributed": "1.0"}})
        refused = pytest.raises(InputError, match="has another version of Dask or Python")
        with refused, share_work(0, cluster.address, tmp_path / "partitions"):
            pass
    for worker in cluster.workers:
        worker.kill()
        worker.wait()
    message = "has no worker: start some by `python3 run.py dask worker tcp://127"
    with pytest.raises(InputError, match=message), share_work(0, cluster.address, tmp_path / "partitions"):
        pass
    cluster.scheduler.kill()
    again = subprocess.run([*one, "--force"], capture_output=True, text=True)
    assert (again.returncode, again.stdout) == (2, "")
    assert f"No scheduler answers at {cluster.address}" in again.stderr
    assert (out / "processed" / "articles.csv").read_bytes() == table
    own = subprocess.run([*command, "--force", "--workers", "2"], capture_output=True, text=True)
    assert own.returncode == 0, own.stderr
    assert (out / "processed" / "articles.csv").read_bytes() == table
