"""Whatever interrupts the pipeline leaves all results as they were, or all new."""

from __future__ import annotations

import asyncio
import functools
import gc
import json
import os
import random
import re
import shutil
import signal
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace

import pytest
from small_project import Project, count_kernels, make_notebook, wait_until

from helpers.run import publishing
from helpers.run.command_line import main
from helpers.run.kernels import Kernel
from helpers.run.records import hash_bytes, hash_code
from helpers.storage.messages import InputError

resource = pytest.importorskip("resource", reason="limits and signals as on Unix")


def test_failing_cell_leaves_everything_as_it_was_and_is_shown(project):
    before = project.results()
    project.write("data/raw/b.txt", "four")  # 01 has new results, which must not appear without those of 02
    project.edit("notebooks/02_total.ipynb", "print(sum(counts))", "import time; time.sleep(3); print(1 / 0)")
    before["notebooks/02_total.ipynb"] = project.results()["notebooks/02_total.ipynb"]
    done = project.run(status=1)
    assert project.results() == before
    assert "02_total failed in cell 5:" in done.stderr
    assert "print(1 / 0)" in done.stderr
    assert "ZeroDivisionError: division by zero" in done.stderr
    assert "\x1b" not in done.stderr
    partly = Path(re.search(r"The partly run notebook is (.*)", done.stderr)[1])
    cells = json.loads(partly.read_text())["cells"]
    assert cells[-1]["outputs"][0]["ename"] == "ZeroDivisionError"
    assert list(project.folder.glob(".cache/run-*")) == []
    assert f"What is finished (01_count, 03_names) is kept in {project.folder}/.cache/done" in done.stderr
    assert project.plan() == {
        "01": "finished by a run that did not come to its end",
        "02": "its cells changed",
        "03": "finished by a run that did not come to its end",
    }
    assert (project.folder / ".cache/done").exists()
    project.edit("notebooks/02_total.ipynb", "import time; time.sleep(3); print(1 / 0)", "print(sum(counts))")
    project.run()
    assert project.total() == "4"
    assert not (project.folder / ".cache/done").exists()


def test_run_after_a_failure_goes_on_from_there(project):
    project.edit("src/steps/counting.py", "def count", "print('working')\n\n\ndef count")
    project.edit("notebooks/03_names.ipynb", '\\nlabel"', '\\nlabel + 1"')
    project.run(status=1)
    stamp = (project.folder / ".cache/done/01_count/processed/counts.csv").stat().st_ino
    project.edit("notebooks/03_names.ipynb", "label + 1", "label")
    project.run()
    assert project.plan() == {}
    counts = project.folder / "data/processed/counts.csv"
    assert counts.stat().st_ino != stamp  # the same bytes as before: not moved
    assert "working" in (project.folder / "notebooks/01_count.ipynb").read_text()


def test_input_error_is_one_sentence(project):
    source = (
        "from helpers.storage import InputError\nraise InputError('the folder ' + str(out_folder) + ' holds no texts')"
    )
    project.write("notebooks/01_count.ipynb", make_notebook('raw = ""\nout = ""\nscale = 1', source))
    done = project.run(status=2)
    assert done.stderr.splitlines()[0] == f"01_count: the folder {project.folder}/data/processed holds no texts"
    assert "Traceback" not in done.stderr


def test_kernel_that_dies_is_a_failure(project):
    before = project.results()
    project.edit("notebooks/02_total.ipynb", "print(sum(counts))", "os._exit(3)")
    before["notebooks/02_total.ipynb"] = project.results()["notebooks/02_total.ipynb"]
    assert "the kernel died" in project.run(status=1).stderr
    assert project.results() == before


def limit_file_size() -> None:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # as on a full disk: an error from write, no signal
    resource.setrlimit(resource.RLIMIT_FSIZE, (3000, 3000))


def test_full_disk_leaves_everything_as_it_was(project, tmp_path):
    before = project.results()
    project.edit("notebooks/03_names.ipynb", "* 1000", "* 100000")
    before["notebooks/03_names.ipynb"] = project.results()["notebooks/03_names.ipynb"]
    # Python would keep bytecode that was cut off by the limit, so it gets no place to write any
    (tmp_path / "file").touch()
    environment = {**os.environ, "PYTHONPYCACHEPREFIX": str(tmp_path / "file" / "bytecode")}
    done = project.run(status=1, preexec_fn=limit_file_size, env=environment)
    assert "File too large" in done.stderr
    assert project.results() == before
    project.run()
    assert len(project.results()["figures/03_names_en.png"]) == 100000


def test_disk_that_fills_up_when_the_journal_is_written(project, monkeypatch, capsys):
    before = project.results()
    project.write("data/raw/b.txt", "four")

    def fail(path: Path, data: bytes) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(publishing, "write_whole", fail)
    assert main([], project=project.folder, last_step="") == 1
    assert "No space left on device" in capsys.readouterr().err
    assert project.results() == before
    monkeypatch.undo()
    assert main([], project=project.folder, last_step="") == 0
    assert project.total() == "4"


def test_folder_that_cannot_be_written(finished, tmp_path):
    (tmp_path / "file").write_text("not a folder")
    done = finished.run("-p", "scale", "2", "--out", tmp_path / "file", status=2)
    assert done.stderr == f"cannot write to {tmp_path / 'file'}: Not a directory\n"


def test_results_folder_that_cannot_be_written(project):
    before = project.results()
    project.write("data/raw/b.txt", "four")
    shutil.move(project.folder / "figures", project.folder / "kept")
    (project.folder / "figures").write_text("in the way")
    assert f"cannot write to {project.folder / 'figures'}" in project.run(status=2).stderr
    (project.folder / "figures").unlink()
    shutil.move(project.folder / "kept", project.folder / "figures")
    assert project.results() == before


@pytest.mark.skipif(os.getuid() != 0, reason="needs the right to become another user")
def test_folder_of_another_user(tmp_path):
    """In a child process that gives up its rights."""
    for parent in [tmp_path, *tmp_path.parents][:4]:
        parent.chmod(parent.stat().st_mode | 0o055)
    child = os.fork()
    if child == 0:
        os.setuid(65534)
        try:
            publishing.check_targets([tmp_path / "a.csv"])
        except InputError as error:
            os._exit(7 if str(error) == f"cannot write to {tmp_path}: Permission denied" else 8)
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 7


def test_result_that_cannot_be_replaced_stops_the_publication_before_it_begins(tmp_path):
    (tmp_path / "new").write_text("new")
    (tmp_path / "old.csv").write_text("old")
    (tmp_path / "protected.csv").mkdir()
    moves = {tmp_path / "new": tmp_path / "old.csv", tmp_path / "other": tmp_path / "protected.csv"}
    with pytest.raises(InputError, match=r"cannot replace .*protected\.csv"):
        publishing.publish(tmp_path, tmp_path / "journal.json", moves, [])
    assert (tmp_path / "old.csv").read_text() == "old"
    assert not (tmp_path / "journal.json").exists()


@pytest.mark.parametrize("done_before", [0, 1, 2, 3])
def test_publication_that_was_cut_off_is_finished(tmp_path, monkeypatch, done_before):
    for name in ("a", "b"):
        (tmp_path / f"new_{name}").write_text(f"new {name}")
        (tmp_path / f"{name}.csv").write_text(f"old {name}")
    (tmp_path / "gone.csv").write_text("old")
    moves = {tmp_path / f"new_{name}": tmp_path / f"{name}.csv" for name in ("a", "b")}
    steps = iter(range(10))

    def cut_off(function):
        def do(*arguments, **options):
            if "journal.json" not in str(arguments) and next(steps) == done_before:
                raise KeyboardInterrupt
            return function(*arguments, **options)

        return do

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt) if done_before < 3 else patch.context():
        patch.setattr(os, "replace", cut_off(os.replace))
        patch.setattr(Path, "unlink", cut_off(Path.unlink))
        publishing.publish(tmp_path, tmp_path / "journal.json", moves, [tmp_path / "gone.csv"])
    assert publishing.recover(tmp_path, tmp_path / "journal.json") == (done_before < 3)
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {"a.csv": "new a", "b.csv": "new b"}


@dataclass
class Change:
    """A project whose results will all change, before and after the run, and how long that takes."""

    project: Project
    before: dict[str, bytes]
    after: dict[str, bytes]
    seconds: float


@pytest.fixture(scope="module")
def change(finished: Project, tmp_path_factory: pytest.TempPathFactory) -> Change:
    folder = tmp_path_factory.mktemp("change")
    project = Project(Path(shutil.copytree(finished.folder, folder / "project")))
    project.write("data/raw/b.txt", "four five six")
    project.edit("notebooks/03_names.ipynb", "* 1000", "* 2000")
    twin = Project(Path(shutil.copytree(project.folder, folder / "twin")))
    start = time.monotonic()
    twin.run()
    return Change(project, project.results(), twin.results(), time.monotonic() - start)


SLOW_MOVES = """
import os, time
replace = os.replace
os.replace = lambda *arguments: (time.sleep(0.05), replace(*arguments))
"""


@pytest.mark.parametrize("moment", range(3))
def test_kill_at_any_moment_leaves_old_or_new(change, tmp_path, moment):
    """Every second time while the results are put in their places, which is slowed down; kill_runs.py kills more."""
    project = Project(Path(shutil.copytree(change.project.folder, tmp_path / "project")))
    journal = project.folder / ".cache/journal.json"
    command = project.command()
    share = random.Random(moment).random()
    if moment % 2:
        command[2] = SLOW_MOVES + command[2]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        if moment % 2:
            assert wait_until(journal.exists)
            time.sleep(share * 0.4)
        else:
            time.sleep(share * change.seconds)
        process.kill()
    publishing.recover(project.folder, journal)
    assert project.results() in (change.before, change.after)
    assert wait_until(lambda: count_kernels(project.folder) == 0), "a kernel outlived the run"
    project.run()
    assert project.results() == change.after


def test_next_run_finishes_a_publication(project):
    old = project.results()
    home = project.folder / ".cache"
    (home / "done").mkdir()
    (home / "done/total.csv").write_text("total\n7\n")
    plan = {"moves": [[".cache/done/total.csv", "data/processed/total.csv"]], "removals": []}
    (home / "journal.json").write_text(json.dumps(plan))
    done = project.run()  # the journal's table does not fit the record: it is put in place, then made anew
    assert not (home / "journal.json").exists()
    assert "total.csv" in done.stdout
    assert project.results() == old


# ---- what an earlier version has left


@dataclass
class Left:
    """An output folder that an earlier version, with its modules in other places, has written; what it must become."""

    project: Project
    out: Path
    after: dict[str, bytes]

    def read(self) -> dict[str, bytes]:
        """All results; the notebooks, and so the hashes of them in run.json, name the folder."""
        results = self.project.results(self.out)
        del results["processed/run.json"]
        return {name: data.replace(str(self.out).encode(), b"OUT") for name, data in results.items()}

    def check(self) -> None:
        self.project.run("--out", self.out)
        assert self.read() == self.after
        assert self.project.plan("--out", self.out) == {}
        assert {path.name for path in (self.out / ".cache").iterdir()} <= {"pipeline.lock", "hashes.json"}


@pytest.fixture(scope="module")
def earlier(finished: Project, tmp_path_factory: pytest.TempPathFactory) -> Left:
    left = Left(finished, tmp_path_factory.mktemp("earlier") / "out", {})
    finished.run("--out", left.out)
    left.after = left.read()
    return left


@pytest.fixture
def left(earlier: Left, tmp_path: Path) -> Left:
    """As `earlier`, in the form in which the flat layout left it: other results, and one that is no longer made."""
    out = Path(shutil.copytree(earlier.out, tmp_path / "out"))
    home = out / ".cache/done/01_count"
    steps = json.loads((out / "processed/run.json").read_text())["steps"]
    (home / "processed").mkdir(parents=True)
    for name, text in {"counts.csv": "doc,words\na,1\n", "old.csv": "old\n"}.items():
        (out / "processed" / name).write_text(text)
        steps["01_count"]["writes"][f"processed/{name}"] = hash_bytes(text.encode())
    moved = {"bytes": hash_bytes(b"numerals"), "code": hash_code(b"numerals")}
    for record in steps.values():
        record["helpers"] = {"project/src/helpers/numerals.py": moved}
    text = json.dumps({"environment": {"python": "3.11", "packages": {}}, "steps": steps}, indent=1) + "\n"
    (out / "processed/run.json").write_text(text)
    (home / "processed/counts.csv").write_text("doc,words\na,2\n")
    (home / "record.json").write_text(json.dumps(steps["01_count"]))
    return Left(earlier.project, out, earlier.after)


def test_records_of_an_earlier_version_are_taken_over(left):
    reason = "src/helpers/numerals.py is gone"
    assert left.project.plan("--out", left.out) == dict.fromkeys(("01", "02", "03"), reason)
    left.check()


def test_run_file_that_is_damaged_is_taken_over(left):
    """Of old.csv nobody knows who made it: it stays."""
    path = left.out / "processed/run.json"
    half = path.read_text()[: path.stat().st_size // 2]
    for text in ("", "[]", '{"environment": {}, "steps": []}', '{"environment": {}, "steps": {"01_count": []}}', half):
        path.write_text(text)
        assert left.project.plan("--out", left.out) == dict.fromkeys(("01", "02", "03"), "it has not been run yet"), (
            text
        )
    left.after = left.after | {"processed/old.csv": b"old\n"}
    left.check()


@pytest.mark.parametrize(
    ("part", "key"), [("helpers", "project/src/helpers/numerals.py"), ("writes", "elsewhere/a.docx")]
)
def test_records_of_a_form_that_is_not_known_are_taken_over(left, part, key):
    path = left.out / "processed/run.json"
    known = json.loads(path.read_text())
    for record in known["steps"].values():
        record[part][key] = "b3"
    path.write_text(json.dumps(known))
    left.after = left.after | {"processed/old.csv": b"old\n"}
    left.check()


@pytest.mark.parametrize(
    ("journal", "record"),
    [
        ("whole", "whole"),
        ("half", "half"),
        ("[]", "{}"),
        ('{"moves": [["a"]], "removals": []}', "whole"),
    ],
)
def test_journal_of_an_earlier_version_is_finished_or_dropped(left, journal, record):
    done = left.out / ".cache/done/01_count/record.json"
    plan = {
        "moves": [[".cache/done/01_count/processed/counts.csv", "processed/counts.csv"]],
        "removals": ["processed/old.csv", "figures/no_longer_there.png"],
    }
    whole = json.dumps(plan)
    texts = {"whole": whole, "half": whole[: len(whole) // 2]}
    (left.out / ".cache/journal.json").write_text(texts.get(journal, journal))
    texts = {"whole": done.read_text(), "half": done.read_text()[:200]}
    done.write_text(texts.get(record, record))
    if journal == "whole":
        assert publishing.recover(left.out, left.out / ".cache/journal.json")
        assert (left.out / "processed/counts.csv").read_text() == "doc,words\na,2\n"
        assert not (left.out / "processed/old.csv").exists()
    left.check()


def test_journal_whose_target_cannot_be_replaced_is_one_sentence(left):
    plan = {"moves": [[".cache/done/01_count/processed/counts.csv", "processed/counts.csv"]], "removals": []}
    (left.out / ".cache/journal.json").write_text(json.dumps(plan))
    (left.out / "processed/counts.csv").unlink()
    (left.out / "processed/counts.csv").mkdir()
    done = left.project.run("--out", left.out, status=2)
    assert re.fullmatch(rf"cannot replace {left.out}/processed/counts.csv: [^\n]*\n", done.stderr)
    (left.out / "processed/counts.csv").rmdir()
    left.check()


def test_two_runs_at_once_do_not_mix(project):
    project.edit("notebooks/01_count.ipynb", "import os", "import os, time; time.sleep(4)")
    with subprocess.Popen(project.command(), stdout=subprocess.PIPE, stderr=subprocess.PIPE) as first:
        assert wait_until(lambda: count_kernels(project.folder) > 0)
        second = project.run(status=2)
        assert second.stderr == f"another run is writing to {project.folder}: wait until it has ended\n"
        first.communicate()
        assert first.returncode == 0
    assert project.plan() == {}


@pytest.mark.parametrize("signal_number", [signal.SIGINT, signal.SIGTERM])
def test_interruption_ends_quickly_and_leaves_no_kernel(project, signal_number):
    before = project.results()
    project.edit("notebooks/01_count.ipynb", "import os", "import os, time; time.sleep(60)")
    before["notebooks/01_count.ipynb"] = project.results()["notebooks/01_count.ipynb"]
    # a test run in the background may have been told to ignore Ctrl-C, and hands that on
    heed = functools.partial(signal.signal, signal_number, signal.SIG_DFL)
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    with subprocess.Popen(project.command(), preexec_fn=heed, **pipes) as process:
        assert wait_until(lambda: count_kernels(project.folder) >= 2)
        time.sleep(1.5)
        start = time.monotonic()
        process.send_signal(signal_number)
        _, shown = process.communicate(timeout=20)
        assert time.monotonic() - start < 10  # a second or two where the machine is free; the cell sleeps for 60
    assert process.returncode == 130
    assert shown == "Interrupted.\nNothing was written: tables and figures are as they were.\n"
    assert wait_until(lambda: count_kernels(project.folder) == 0, 3)
    assert project.results() == before


def test_interruption_while_a_notebook_runs_ahead_of_its_turn(project):
    for name in ("02_total", "03_names"):
        project.edit(
            f"notebooks/{name}.ipynb", "import os", "import os, time; time.sleep(float(os.environ['SECONDS']))"
        )
    project.run(env=os.environ | {"SECONDS": "0"})
    project.write("data/raw/b.txt", "four")
    heed = functools.partial(signal.signal, signal.SIGTERM, signal.SIG_DFL)
    slow = {"preexec_fn": heed, "env": os.environ | {"SECONDS": "60"}}
    with subprocess.Popen(project.command("--force"), stderr=subprocess.PIPE, **slow) as process:
        assert wait_until(lambda: len(list(project.folder.glob(".cache/run-0[23]*/processed"))) == 2, 60)  # both work
        time.sleep(1)
        process.send_signal(signal.SIGTERM)
        assert process.communicate(timeout=10)[1].startswith(b"Interrupted.\nNothing was written")
    assert process.returncode == 130
    assert wait_until(lambda: count_kernels(project.folder) == 0, 3)


def test_question_to_a_kernel_that_is_given_up_fails_in_silence():
    """Closing the channels makes the answer fail that nobody waits for any more; asyncio would print a traceback."""
    said: list[dict] = []

    async def give_up() -> None:
        asyncio.get_running_loop().set_exception_handler(lambda _, context: said.append(context))
        closed = asyncio.Event()

        async def answer() -> None:
            try:
                await closed.wait()
            finally:
                raise RuntimeError("the channels are closed")

        client = SimpleNamespace(execute=lambda *_, **__: answer())
        kernel = Kernel(None, None, client=client)  # type: ignore[arg-type]
        asking = asyncio.create_task(kernel._call("1"))
        await asyncio.sleep(0.01)
        asking.cancel()
        await asyncio.gather(asking, return_exceptions=True)
        closed.set()
        await asyncio.sleep(0.01)
        del asking
        gc.collect()

    asyncio.run(give_up())
    assert said == []
