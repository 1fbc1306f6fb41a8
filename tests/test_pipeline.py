"""The promises of the pipeline, each tried on a small project of three made-up notebooks."""

from __future__ import annotations

import json
import os
import random
import re
import resource
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from helpers import pipeline, publishing, records
from helpers.paths import PROJECT, InputError

IMPORTS = "import sys; sys.path.insert(0, '../src')\nfrom pathlib import Path\nimport os\nfrom steps import counting"
FOLDERS = "out_folder = Path(os.environ['ANALYSIS_OUT']) / 'processed'"
COUNT = """paths = sorted(Path(raw or "../data/raw").glob("*.txt"))
rows = [f"{path.stem},{scale * counting.count(path.read_text())}" for path in paths]
(out_folder / "counts.csv").write_text("\\n".join(["doc,words", *rows]) + "\\n")
rows"""
TOTAL = """counts = [int(row.split(",")[1]) for row in (out_folder / "counts.csv").read_text().splitlines()[1:]]
(out_folder / "total.csv").write_text(f"total\\n{sum(counts)}\\n")
print(sum(counts))"""
NAMES = """(out_folder / "names.csv").write_text((out_folder / "counts.csv").read_text().upper())
(out_folder.parent / "figures" / "03_names_en.png").write_bytes(label.encode() * 1000)
label"""

START = """
import sys
from pathlib import Path
from helpers import pipeline
sys.exit(pipeline.main(sys.argv[2:], project=Path(sys.argv[1]), last_step=""))
"""


def make_notebook(parameters: str, *sources: str) -> str:
    cells = [("markdown", [], "# A question?"), ("code", ["parameters"], parameters)]
    cells += [("code", [], source) for source in (IMPORTS, FOLDERS, *sources)]
    return json.dumps(
        {
            "cells": [
                {"cell_type": kind, "id": f"c{i}", "metadata": {"tags": tags} if tags else {}, "source": source}
                | ({"outputs": [], "execution_count": None} if kind == "code" else {})
                for i, (kind, tags, source) in enumerate(cells)
            ],
            "metadata": {},
            "nbformat": 4,
            "nbformat_minor": 5,
        }
    )


@dataclass
class Project:
    """A project of three notebooks: 02 and 03 both read what 01 writes."""

    folder: Path

    def write(self, name: str, text: str) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)

    def edit(self, name: str, old: str, new: str) -> None:
        text = (self.folder / name).read_text()
        assert old in text
        self.write(name, text.replace(old, new))

    def command(self, *arguments: object) -> list[str]:
        return [sys.executable, "-c", START, str(self.folder), *map(str, arguments)]

    def run(self, *arguments: object, status: int | None = 0, **options: object) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(self.command(*arguments), capture_output=True, text=True, timeout=120, **options)
        assert status is None or done.returncode == status, done.stdout + done.stderr
        return done

    def plan(self, *arguments: object) -> dict[str, str]:
        """Which notebooks would run, by their number, and why."""
        lines = self.run("--dry-run", *arguments).stdout.splitlines()
        return {line[:2]: line[28:] for line in lines if line[28:] != "up to date"}

    def results(self, out: Path | None = None) -> dict[str, bytes]:
        """All results by name."""
        root = out or self.folder
        folders = [root / "processed" if out else root / "data" / "processed", root / "figures", root / "notebooks"]
        return {
            path.relative_to(root).as_posix(): path.read_bytes()
            for folder in folders
            for path in folder.rglob("*")
            if path.is_file()
        }

    def total(self, out: Path | None = None) -> str:
        path = (out or self.folder / "data") / "processed" / "total.csv"
        return path.read_text().split()[1]


def fill(folder: Path) -> Project:
    project = Project(folder)
    project.write("notebooks/01_count.ipynb", make_notebook('raw = ""\nout = ""\nscale = 1', COUNT))
    project.write("notebooks/02_total.ipynb", make_notebook('out = ""', TOTAL))
    project.write("notebooks/03_names.ipynb", make_notebook('out = ""\nlabel = "a"\nshare = 0.5\ndraft = False', NAMES))
    project.write("src/steps/__init__.py", "")
    project.write("src/steps/counting.py", "def count(text):\n    return len(text.split())  # words\n")
    project.write("data/raw/a.txt", "one two three")
    project.write("data/raw/b.txt", "four five")
    project.write("requirements.lock", "pytest==9\n")
    return project


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A project after its first run."""
    project = fill(tmp_path_factory.mktemp("finished"))
    project.run()
    return project


@pytest.fixture
def fresh(tmp_path: Path) -> Project:
    return fill(tmp_path / "project")


@pytest.fixture
def project(finished: Project, tmp_path: Path) -> Project:
    """A copy of the finished project, to be changed."""
    return Project(Path(shutil.copytree(finished.folder, tmp_path / "project")))


def count_kernels(folder: Path) -> int:
    """How many processes work for a project: their environment names its folder."""
    found = 0
    for path in Path("/proc").glob("[0-9]*/environ"):
        try:
            found += f"ANALYSIS_OUT={folder}".encode() in path.read_bytes()
        except OSError:
            continue
    return found


def wait_until(condition, seconds: float = 15) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.05)
    return False


# ---- what a run makes


def test_run_makes_tables_figures_and_executed_notebooks(finished):
    results = finished.results()
    assert results["data/processed/counts.csv"] == b"doc,words\na,3\nb,2\n"
    assert finished.total() == "5"
    assert results["figures/03_names_en.png"] == b"a" * 1000
    notebook = json.loads(results["notebooks/02_total.ipynb"])
    code = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    assert [cell["execution_count"] for cell in code] == [1, 2, 3, 4]
    assert code[-1]["outputs"] == [{"name": "stdout", "output_type": "stream", "text": "5\n"}]
    assert list(finished.folder.rglob("run-*")) == []


def test_second_run_has_nothing_to_do_and_touches_nothing(finished):
    before = {path: path.stat().st_mtime_ns for path in finished.folder.rglob("*") if ".cache" not in path.parts}
    done = finished.run()
    assert done.stdout == "Nothing to do: all results are up to date.\n"
    assert before == {path: path.stat().st_mtime_ns for path in before}


def test_nothing_to_do_takes_under_a_third_of_a_second(finished):
    times = []
    for _ in range(5):
        start = time.monotonic()
        finished.run()
        times.append(time.monotonic() - start)
    assert min(times) < 0.3


def test_same_bytes_again(project):
    before = project.results()
    project.run("--force")
    assert project.results() == before


def test_run_file_has_hashes_and_versions_and_neither_times_nor_paths(finished):
    text = (finished.folder / "data/processed/run.json").read_text()
    run = json.loads(text)
    assert run["environment"]["packages"]["pytest"] == pytest.__version__
    first = run["steps"]["01_count"]
    assert first["reads"] == {
        "raw/a.txt": records.hash_bytes(b"one two three"),
        "raw/b.txt": records.hash_bytes(b"four five"),
    }
    assert set(first["helpers"]) == {"project/src/steps/__init__.py", "project/src/steps/counting.py"}
    assert first["writes"].keys() == {"processed/counts.csv", "notebooks/01_count.ipynb"}
    assert run["steps"]["02_total"]["reads"].keys() == {"processed/counts.csv"}
    assert str(finished.folder) not in text
    assert not re.search(r"20\d\d-\d\d-\d\d|\d\d:\d\d", text)


# ---- what counts as changed


def test_change_of_a_text_reruns_what_reads_it(project):
    project.write("data/raw/b.txt", "four five six")
    assert project.plan() == {
        "01": "raw/b.txt changed",
        "02": "if the results of 01_count change",
        "03": "if the results of 01_count change",
    }
    project.run()
    assert project.total() == "6"
    assert b"B,3" in project.results()["data/processed/names.csv"]


def test_unchanged_results_stop_the_reruns(project):
    project.write("data/raw/b.txt", "seven eight")  # as many words as before
    done = project.run()
    assert "total.csv" not in done.stdout
    assert project.plan() == {}


@pytest.mark.parametrize("name", ["c.txt", "sub/c.txt"])
def test_new_text_is_seen(project, name):
    project.write(f"data/raw/{name}", "six")
    assert project.plan()["01"] == "files were added to raw or taken away"


def test_hidden_files_are_no_texts(project):
    project.write("data/raw/.DS_Store", "")
    assert project.plan() == {}


def test_text_taken_away_is_seen(project):
    (project.folder / "data/raw/b.txt").unlink()
    assert project.plan()["01"] == "raw/b.txt is gone"
    project.run()
    assert project.total() == "3"


def test_change_of_a_cell_reruns_its_notebook_alone(project):
    project.edit("notebooks/03_names.ipynb", "upper()", "lower()")
    assert project.plan() == {"03": "its cells changed"}


def test_change_of_stored_outputs_alone_is_mended(project):
    before = project.results()
    project.edit("notebooks/02_total.ipynb", '"5\\n"', '"6\\n"')
    assert project.plan() == {"02": "its result notebooks/02_total.ipynb was changed by something else"}
    project.run()
    assert project.results() == before


def test_change_of_a_helper_reruns_what_imports_it(project):
    project.edit("src/steps/counting.py", "len(text.split())", "1 + len(text.split())")
    assert project.plan()["01"] == "src/steps/counting.py changed"
    project.run()
    assert project.total() == "7"


def test_comment_in_a_helper_reruns_nothing(project):
    project.edit("src/steps/counting.py", "# words", "# words, by white space\n\n")
    assert project.plan() == {}
    assert "Nothing to do" in project.run().stdout


def test_helper_behind_a_helper_counts(project):
    project.write(
        "src/steps/counting.py", "def count(text):\n    from steps import inner\n    return inner.size(text)\n"
    )
    project.write("src/steps/inner.py", "def size(text):\n    return 1\n")
    project.run()
    assert project.total() == "2"
    project.edit("src/steps/inner.py", "return 1", "return 2")
    assert project.plan()["01"] == "src/steps/inner.py changed"


def test_resource_counts_for_the_notebook_that_read_it(project):
    project.write("src/steps/words.csv", "three\n")
    project.write(
        "src/steps/counting.py",
        "from pathlib import Path\n\n\ndef count(text):\n"
        "    return text.count(Path(__file__).with_name('words.csv').read_text().strip())\n",
    )
    project.run()
    assert project.total() == "1"
    project.write("src/steps/words.csv", "o\n")
    assert project.plan()["01"] == "src/steps/words.csv changed"


def test_file_that_was_looked_for_and_not_there_counts(project):
    optional = "try:\n    note = Path('../data/note.txt').read_text()\nexcept FileNotFoundError:\n    note = ''\n"
    project.write("notebooks/03_names.ipynb", make_notebook('out = ""\nlabel = "a"', optional + NAMES))
    project.run()
    project.write("data/note.txt", "new")
    assert project.plan() == {"03": "data/note.txt changed"}


def test_texts_read_by_worker_processes_count(project):
    pooled = COUNT.replace("counting.count(path.read_text())", "counting.count_in_worker(path)")
    project.write(
        "src/steps/counting.py",
        "from multiprocessing import get_context\n\n\ndef read(path):\n    return len(path.read_text().split())\n\n\n"
        "def count_in_worker(path):\n    with get_context('spawn').Pool(1) as pool:\n"
        "        return pool.map(read, [path])[0]\n",
    )
    project.write("notebooks/01_count.ipynb", make_notebook('raw = ""\nout = ""\nscale = 1', pooled))
    project.run(env=os.environ | {"PYTHONPATH": str(project.folder / "src")})
    assert project.total() == "5"
    project.write("data/raw/b.txt", "four five six")
    assert project.plan()["01"] == "raw/b.txt changed"


def test_lock_counts(project):
    project.write("requirements.lock", "pytest==9\nruff==0\n")
    assert project.plan()["02"] == "requirements.lock changed"


def test_missing_and_changed_results_are_made_anew(project):
    before = project.results()
    (project.folder / "figures/03_names_en.png").unlink()
    project.write("data/processed/total.csv", "total\n99\n")
    assert project.plan() == {
        "02": "its result processed/total.csv was changed by something else",
        "03": "its result figures/03_names_en.png is missing",
    }
    project.run()
    assert project.results() == before


def test_result_that_is_no_longer_made_goes(project):
    project.edit("notebooks/03_names.ipynb", "03_names_en.png", "03_labels_en.png")
    project.run()
    assert {path.name for path in (project.folder / "figures").iterdir()} == {"03_labels_en.png"}


def test_results_of_a_notebook_that_is_gone_go_unless_somebody_changed_them(project):
    (project.folder / "notebooks/03_names.ipynb").unlink()
    project.write("data/processed/names.csv", "mine now")
    project.write("data/raw/a.txt", "one")
    project.run()
    assert not (project.folder / "figures/03_names_en.png").exists()
    assert (project.folder / "data/processed/names.csv").read_text() == "mine now"


def test_only_from_and_force_choose(project):
    assert project.plan("--force", "--only", "1,03").keys() == {"01", "03"}
    assert project.plan("--force", "--from", "02_total").keys() == {"02", "03"}
    assert "there is no notebook '07'" in project.run("--only", "07", status=2).stderr


# ---- parameters


def test_parameters_go_to_the_notebooks_that_have_them(project, tmp_path):
    before = project.results()
    project.run("-p", "scale", "3", "-p", "label", "1e", "--out", tmp_path / "out")
    assert project.total(tmp_path / "out") == "15"
    assert project.results(tmp_path / "out")["figures/03_names_en.png"][:2] == b"1e"
    assert project.results() == before
    notebook = json.loads(project.results(tmp_path / "out")["notebooks/01_count.ipynb"])
    assert notebook["cells"][2]["metadata"]["tags"] == ["injected-parameters"]
    assert notebook["cells"][2]["source"] == f"# Parameters\nscale = 3\nout = {str(tmp_path / 'out')!r}"
    assert project.plan("-p", "scale", "3", "-p", "label", "1e", "--out", tmp_path / "out") == {}
    assert project.plan("-p", "scale", "4", "-p", "label", "1e", "--out", tmp_path / "out") == {
        "01": "its parameters changed",
        "02": "if the results of 01_count change",
        "03": "if the results of 01_count change",
    }


def test_parameters_from_a_file_give_way_to_the_command_line(project, tmp_path):
    project.write("p.yaml", "scale: 2\nlabel: b\n")
    project.run("--params", project.folder / "p.yaml", "-p", "label", "c", "--out", tmp_path / "out")
    assert project.total(tmp_path / "out") == "10"
    assert project.results(tmp_path / "out")["figures/03_names_en.png"][:1] == b"c"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["-p", "scal", "2"], "no notebook of this run has a parameter scal; there are\n  01_count: raw, out, scale\n"),
        (["-p", "scale", "two"], "parameter scale must be a whole number, such as 1, not 'two'"),
        (["-p", "scale", "2.5"], "parameter scale must be a whole number, such as 1, not 2.5"),
        (["-p", "scale", "true"], "parameter scale must be a whole number, such as 1, not 'true'"),
        (["-p", "draft", "1"], "parameter draft must be true or false, such as False, not 1"),
        (["-p", "scale", "2", "--only", "03"], "no notebook of this run has a parameter scale"),
        (["--params", "nowhere.yaml"], "nowhere.yaml"),
        (["--cities", "X"], "no notebook of this run has a parameter cities"),
    ],
)
def test_wrong_parameters_are_refused(finished, tmp_path, arguments, message):
    before = finished.results()
    assert message in finished.run(*arguments, "--out", tmp_path / "out", status=2).stderr
    assert not (tmp_path / "out").exists()
    assert finished.results() == before


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("scale: '2'", "scale must be a whole number, such as 1, not '2'"),
        ("label: 2024", "label must be text, such as 'a', not 2024"),
        ("- a", "must hold lines"),
        ("a: [", "a: ["),
    ],
)
def test_wrong_parameter_files_are_refused(finished, tmp_path, text, message):
    (tmp_path / "p.yaml").write_text(text)
    shown = finished.run("--params", tmp_path / "p.yaml", "--out", tmp_path / "out", status=2).stderr
    assert (message if message != "a: [" else "cannot be read") in shown


@pytest.mark.parametrize("arguments", [["--raw", "."], ["-p", "scale", "2"]])
def test_own_texts_and_parameters_need_a_folder_of_their_own(finished, arguments):
    assert "add --out FOLDER" in finished.run(*arguments, status=2).stderr


def test_raw_folder_that_is_not_there(finished, tmp_path):
    assert f"there is no folder {tmp_path / 'no'}" in finished.run(
        "--raw", tmp_path / "no", "--out", tmp_path / "out", status=2
    ).stderr  # fmt: skip


def test_out_run_writes_nothing_elsewhere(project, tmp_path):
    texts = tmp_path / "texts"
    texts.mkdir()
    (texts / "x.txt").write_text("one two three four")
    before = {path: path.stat().st_mtime_ns for path in project.folder.rglob("*") if "__pycache__" not in path.parts}
    out = tmp_path / "out"
    project.run("--raw", texts, "--out", out, cwd=tmp_path)
    assert project.total(out) == "4"
    after = {path: path.stat().st_mtime_ns for path in project.folder.rglob("*") if "__pycache__" not in path.parts}
    assert before == after
    assert {path.name for path in tmp_path.iterdir()} == {"texts", "out", "project"}
    run = (out / "processed/run.json").read_text()
    assert str(tmp_path) not in run


def test_list_shows_notebooks_and_parameters(finished):
    shown = finished.run("--list").stdout
    assert "03_names  A question?\n    out = ''\n    label = 'a'\n    share = 0.5\n    draft = False\n" in shown


# ---- failures


def test_failing_cell_leaves_everything_as_it_was_and_is_shown(project):
    before = project.results()
    project.write("data/raw/b.txt", "four")  # 01 has new results, which must not appear without those of 02
    project.edit("notebooks/02_total.ipynb", "print(sum(counts))", "print(1 / 0)")
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
    project.edit("notebooks/02_total.ipynb", "print(1 / 0)", "print(sum(counts))")
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
        "from helpers.paths import InputError\nraise InputError('the folder ' + str(out_folder) + ' holds no texts')"
    )
    project.write("notebooks/01_count.ipynb", make_notebook('raw = ""\nout = ""\nscale = 1', source))
    done = project.run(status=1)
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


def test_full_disk_leaves_everything_as_it_was(project):
    before = project.results()
    project.edit("notebooks/03_names.ipynb", "* 1000", "* 100000")
    before["notebooks/03_names.ipynb"] = project.results()["notebooks/03_names.ipynb"]
    done = project.run(status=1, preexec_fn=limit_file_size)
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
    assert pipeline.main([], project=project.folder, last_step="") == 1
    assert "No space left on device" in capsys.readouterr().err
    assert project.results() == before
    monkeypatch.undo()
    assert pipeline.main([], project=project.folder, last_step="") == 0
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


@pytest.mark.parametrize("moment", [pytest.param(i, marks=[] if i < 5 else pytest.mark.slow) for i in range(20)])
def test_kill_at_any_moment_leaves_old_or_new(change, tmp_path, moment):
    """Every second time while the results are put in their places, which is slowed down for that."""
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
    with subprocess.Popen(project.command(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert wait_until(lambda: count_kernels(project.folder) >= 2)
        time.sleep(1.5)
        start = time.monotonic()
        process.send_signal(signal_number)
        _, shown = process.communicate(timeout=20)
        assert time.monotonic() - start < 3
    assert process.returncode == 130
    assert shown == "Interrupted. Nothing was written: tables and figures are as they were.\n"
    assert wait_until(lambda: count_kernels(project.folder) == 0, 3)
    assert project.results() == before


# ---- what is seen


def test_silent_where_nobody_watches(fresh):
    assert fresh.run().stderr == ""


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_progress_on_a_terminal(fresh):
    import pty

    main, other = pty.openpty()
    with subprocess.Popen(fresh.command(), stdout=subprocess.PIPE, stderr=other) as process:
        os.close(other)
        seen = b""
        while True:
            try:
                part = os.read(main, 4096)
            except OSError:
                break
            if not part:
                break
            seen += part
        process.communicate()
    os.close(main)
    lines = re.sub(r"\x1b\[[0-9;]*m", "", seen.decode())
    for name in ("01_count", "02_total", "03_names"):
        assert re.search(rf"{name} +\d+\.\d s", lines)
    assert "01_count 5/5" in lines


def test_what_was_written_is_said(fresh):
    assert fresh.run().stdout.splitlines() == [
        f"{fresh.folder}/data/processed: counts.csv, names.csv, run.json, total.csv",
        f"{fresh.folder}/figures: 03_names_en",
        f"{fresh.folder}/notebooks: 01_count.ipynb, 02_total.ipynb, 03_names.ipynb",
    ]


# ---- --check


def test_check_says_what_differs_and_changes_nothing(project):
    assert project.run("--check").stdout == "A rerun gives the same tables, figures and notebooks.\n"
    project.write("data/processed/total.csv", "total\n6\n")
    project.write("data/processed/stray.csv", "x")
    project.edit("notebooks/02_total.ipynb", '"5\\n"', '"6\\n"')
    (project.folder / "figures/03_names_en.png").unlink()
    before = project.results()
    assert project.run("--check", status=1).stdout.splitlines() == [
        "processed/stray.csv: not made by a rerun",
        "processed/total.csv: a rerun gives other bytes",
        "figures/03_names_en.png: missing",
        "notebooks/02_total.ipynb: a rerun gives other bytes",
    ]
    assert project.results() == before


# ---- side by side


def test_notebooks_that_do_not_need_each_other_run_side_by_side(project):
    both = "import time\nstarted = time.time()\ntime.sleep(2)\n"
    both += "(out_folder / '{0}').write_text(f'{{started}} {{time.time()}}')\n"
    project.write("notebooks/02_total.ipynb", make_notebook('out = ""', both.format("t2") + TOTAL))
    project.write("notebooks/03_names.ipynb", make_notebook('out = ""\nlabel = "a"', both.format("t3") + NAMES))
    project.run()
    project.write("data/raw/b.txt", "four")
    project.run()
    (begin2, end2), (begin3, end3) = (
        map(float, (project.folder / f"data/processed/t{n}").read_text().split()) for n in (2, 3)
    )
    assert begin2 < end3
    assert begin3 < end2


def test_notebook_that_turns_out_to_need_another_is_run_again(project):
    """By its record 03 does not need 02; once 01 counts more than six words it does."""
    asking = "if 'B,5' in (out_folder / 'counts.csv').read_text().upper():\n"
    asking += "    print((out_folder / 'total.csv').read_text())\n"
    slow = "import time; time.sleep(2)\n"
    project.write("notebooks/02_total.ipynb", make_notebook('out = ""', slow + TOTAL))
    project.write("notebooks/03_names.ipynb", make_notebook('out = ""\nlabel = "a"', asking + NAMES))
    project.run()
    project.write("data/raw/b.txt", "four five six seven eight")
    project.run()
    assert project.total() == "8"
    printed = json.loads((project.folder / "notebooks/03_names.ipynb").read_text())["cells"][4]["outputs"][0]["text"]
    assert printed == "total\n8\n\n"
    assert project.plan() == {}


def test_pipeline_of_this_project_lists_its_notebooks(capsys):
    assert pipeline.main(["--list"]) == 0
    shown = capsys.readouterr().out
    assert [line[:2] for line in shown.splitlines() if line[:1].isdigit()] == [
        path.name[:2] for path in sorted((PROJECT / "notebooks").glob("*.ipynb"))
    ]
