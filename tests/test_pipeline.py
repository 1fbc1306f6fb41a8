"""What the pipeline makes, what it counts as changed, its parameters and what is seen of it."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from small_project import COUNT, NAMES, TOTAL, Project, make_notebook, wait_until

from helpers.run import command_line
from helpers.run.records import hash_bytes
from helpers.run.summary import summarise
from helpers.storage.paths import PROJECT, find_folders
from helpers.storage.tables import make_table, write_table

# ---- what a run makes


def test_run_makes_tables_figures_and_executed_notebooks(finished):
    results = finished.results()
    assert results["data/processed/counts.csv"] == b"doc,words\na,3\nb,2\n"
    assert finished.total() == "5"
    assert results["figures/03_names_en.png"] == b"a" * 1000
    notebook = json.loads(results["notebooks/02_total.ipynb"])
    code = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    assert [cell["execution_count"] for cell in code] == [1, 2, 3, 4]
    assert code[-1]["outputs"] == [{"name": "stdout", "output_type": "stream", "text": ["5\n"]}]
    assert list(finished.folder.rglob("run-*")) == []


def test_kernels_that_start_by_themselves_make_the_same(finished, tmp_path):
    """As on Windows and macOS, where no kernel is forked from a server."""
    alone = Project(Path(shutil.copytree(finished.folder, tmp_path / "alone")))
    command = alone.command("--force")
    command[2] = "from helpers.run import forks; forks.can_fork = lambda: False" + command[2]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    assert alone.results() == finished.results()


def test_what_kernels_share_is_as_a_kernel_imports_it(project):
    """Pandas looks whether tables are shown in a notebook, matplotlib where figures are, when they are imported."""
    asks = (
        "import pandas, matplotlib, helpers.storage\n"
        "print(pandas.get_option('display.max_columns'), matplotlib.get_backend())"
    )
    project.write("notebooks/02_total.ipynb", make_notebook('out = ""', asks))
    project.run()
    assert re.search('"20 .*inline', (project.folder / "notebooks/02_total.ipynb").read_text())


def test_second_run_has_nothing_to_do_and_touches_nothing(finished):
    before = {path: path.stat().st_mtime_ns for path in finished.folder.rglob("*") if ".cache" not in path.parts}
    done = finished.run()
    assert done.stdout == "Nothing to do: all results are up to date.\n"
    assert before == {path: path.stat().st_mtime_ns for path in before}


def test_nothing_to_do_takes_under_a_third_of_a_second(finished):
    """In processor time: how long one waits depends on what else the machine does."""
    before = sum(os.times()[2:4])
    finished.run()
    assert sum(os.times()[2:4]) - before < 0.3


def test_run_file_has_hashes_and_versions_and_neither_times_nor_paths(finished):
    text = (finished.folder / "data/processed/run.json").read_text()
    run = json.loads(text)
    assert run["environment"]["packages"]["pytest"] == pytest.__version__
    first = run["steps"]["01_count"]
    assert first["reads"] == {
        "raw/a.txt": hash_bytes(b"one two three"),
        "raw/b.txt": hash_bytes(b"four five"),
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


def test_figures_of_later_notebooks_change_no_record(fresh):
    listing = "print(os.listdir(out_folder.parent / 'figures'))\n"
    fresh.write("notebooks/02_total.ipynb", make_notebook('out = ""', listing + TOTAL))
    fresh.run()
    fresh.write("figures/03_later.svg", "")
    assert "02" not in fresh.plan()


def test_lists_of_results_count_without_what_later_notebooks_write(fresh):
    listing = "for kind in ('processed', 'figures'):\n    print(os.listdir(out_folder.parent / kind))\n"
    fresh.write("notebooks/02_total.ipynb", make_notebook('out = ""', listing + TOTAL))
    fresh.run()
    assert fresh.plan() == {}
    fresh.write("data/processed/stray.csv", "")
    assert fresh.plan() == {"02": "files were added to processed or taken away"}


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


FACE = "import lazy_loader\n__getattr__, __dir__, __all__ = lazy_loader.attach(__name__, submod_attrs={})\n"
DRAWING = {
    "bars": "def draw_bars(rows):\n    return len(rows)\n",
    "lines": "def draw_lines(rows):\n    return rows[0]\n",
    "unused": "def draw_unused(rows):\n    return 0\n",
}


@pytest.fixture(scope="module")
def drawing(finished, tmp_path_factory):
    """A project with a package behind a lazy face: 02 uses one of its modules at its top, 03 another in a function."""
    project = Project(Path(shutil.copytree(finished.folder, tmp_path_factory.mktemp("drawing") / "project")))
    names = {module: [f"draw_{module}"] for module in DRAWING}
    project.write("src/steps/charts/__init__.py", FACE.replace("{}", repr(names)))
    for module, text in DRAWING.items():
        project.write(f"src/steps/charts/{module}.py", text)
    project.write(
        "src/steps/telling.py", "def tell(rows):\n    from steps import charts\n    return charts.draw_lines(rows)\n"
    )
    total = "from steps.charts import draw_bars\n" + TOTAL.replace("print(", "print(draw_bars('ab') - 2 + ")
    names = "from steps import telling\n" + NAMES.replace("label.encode()", "telling.tell([label]).encode()")
    project.write("notebooks/02_total.ipynb", make_notebook('out = ""', total))
    project.write("notebooks/03_names.ipynb", make_notebook('out = ""\nlabel = "a"', names))
    project.run()
    return project


@pytest.mark.parametrize(
    ("module", "reruns"),
    [
        ("charts/bars", {"02"}),
        ("charts/lines", {"03"}),
        ("charts/unused", set()),
        ("charts/__init__", {"02", "03"}),
        ("telling", {"03"}),
    ],
)
def test_change_behind_a_lazy_face_reruns_only_what_loaded_the_module(drawing, tmp_path, module, reruns):
    project = Project(Path(shutil.copytree(drawing.folder, tmp_path / "project")))
    name = f"src/steps/{module}.py"
    project.write(name, (project.folder / name).read_text() + "\nchanged = True\n")
    assert project.plan() == dict.fromkeys(sorted(reruns), f"{name} changed")


def test_records_of_this_project_name_no_module_of_the_runner_but_in_its_last_step():
    steps = json.loads((PROJECT / "data/processed/run.json").read_text("utf-8"))["steps"]
    runner = {name for name, record in steps.items() if any("/helpers/run/" in key for key in record["helpers"])}
    assert runner == {"last_step"}
    assert "project/src/helpers/charts/matrix.py" in steps["05_compare_cities"]["helpers"]
    assert "project/src/helpers/charts/matrix.py" not in steps["02_clean_text"]["helpers"]


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


def test_helper_edited_while_it_is_in_use_counts_as_changed(project):
    wait = "import time; Path('../ready').touch()\\nwhile not Path('../edited').exists(): time.sleep(0.05)\\n"
    project.edit("notebooks/01_count.ipynb", "paths = sorted", wait + "paths = sorted")
    with subprocess.Popen(project.command(), stdout=subprocess.PIPE) as process:
        assert wait_until((project.folder / "ready").exists, seconds=60)
        project.edit("src/steps/counting.py", "len(text.split())", "1 + len(text.split())")
        (project.folder / "edited").touch()
        process.communicate()
    assert project.total() == "5"
    assert project.plan()["01"] == "src/steps/counting.py changed"


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
    assert "".join(notebook["cells"][2]["source"]) == f"# Parameters\nscale = 3\nout = {str(tmp_path / 'out')!r}"
    assert project.plan("-p", "scale", "3", "-p", "label", "1e", "--out", tmp_path / "out") == {}
    assert project.plan("-p", "scale", "4", "-p", "label", "1e", "--out", tmp_path / "out") == {
        "01": "its parameters changed",
        "02": "if the results of 01_count change",
        "03": "if the results of 01_count change",
    }


def test_parameters_from_a_file_give_way_to_the_command_line_and_out_may_lie_within_the_project(project):
    project.write("p.yaml", "scale: 2\nlabel: b\n")
    out = project.folder / "results"
    project.run("--params", project.folder / "p.yaml", "-p", "label", "c", "--out", out)
    assert project.total(out) == "10"
    assert project.results(out)["figures/03_names_en.png"][:1] == b"c"


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


def test_out_folder_among_the_texts(finished, tmp_path):
    shown = finished.run("--raw", tmp_path, "--out", tmp_path / "out", status=2).stderr
    assert "lies in the folder of the texts: choose another --out" in shown
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("way", "name"),
    [
        *(("option", name) for name in ("", "..", "notebooks", "figures/mine", "data/raw/out", "src")),
        *((way, "") for way in ("parameter", "file", "variable")),
    ],
)
def test_out_folder_among_the_project_s_files_is_refused(finished, tmp_path, name, way):
    out = finished.folder / name
    (tmp_path / "p.yaml").write_text(f"out: {out}\n")
    arguments = {"option": ["--out", out], "parameter": ["-p", "out", out], "file": ["--params", tmp_path / "p.yaml"]}
    environment = os.environ | ({"ANALYSIS_OUT": str(out)} if way == "variable" else {})
    before = finished.results()
    shown = finished.run("--force", *arguments.get(way, []), status=2, env=environment).stderr
    assert re.fullmatch(r".* (lies in the folder of the texts|of the project \(.*\)): choose another --out\n", shown)
    assert finished.results() == before
    assert not (finished.folder / "data/raw/out").exists()


@pytest.mark.parametrize("arguments", [["--language", "fr"], ["-p", "language", "zh;fr"], ["--language", ""]])
def test_unknown_language_is_refused_before_anything_runs(tmp_path, capsys, arguments):
    assert command_line.main([*arguments, "--out", str(tmp_path / "out")]) == 2
    assert "language: figures are drawn in zh and en, not in" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_notebook_that_is_none(project):
    project.write("notebooks/02_total.ipynb", "<<<<<<< conflict")
    shown = project.run(status=2).stderr
    assert f"{project.folder}/notebooks/02_total.ipynb cannot be read as a notebook" in shown


def test_run_file_that_is_none_counts_as_not_run_yet(project):
    before = project.results()
    for text in ("<<<<<<< conflict", "[]", '{"environment": {}, "steps": {"01_count": {}}}'):
        project.write("data/processed/run.json", text)
        assert project.plan().keys() == {"01", "02", "03"}, text
    project.run()
    assert project.results() == before


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
    assert '03_names  A question?\n    out = ""\n    label = "a"\n    share = 0.5\n    draft = False\n' in shown


# ---- what is seen


def test_what_was_written_is_said_and_nothing_else_where_nobody_watches(finished):
    assert finished.first.stderr == ""
    assert finished.first.stdout.splitlines() == [
        f"{finished.folder}/data/processed: counts.csv, names.csv, run.json, total.csv",
        f"{finished.folder}/figures: 03_names_en",
        f"{finished.folder}/notebooks: 01_count.ipynb, 02_total.ipynb, 03_names.ipynb",
    ]


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


# ---- --check


def test_check_says_what_differs_and_changes_nothing(project):
    project.write("notebooks/examples/example.ipynb", make_notebook("", "1 / 0"))  # in a folder of its own: no step
    assert project.plan() == {}
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


def test_check_stands_alone(finished):
    assert "it stands alone" in finished.run("--check", "--only", "01", status=2).stderr


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
    assert "".join(printed) == "total\n8\n\n"
    assert project.plan() == {}


def test_pipeline_of_this_project_lists_its_notebooks(capsys):
    assert command_line.main(["--list"]) == 0
    shown = capsys.readouterr().out
    assert [line[:2] for line in shown.splitlines() if line[:1].isdigit()] == [
        path.name[:2] for path in sorted((PROJECT / "notebooks").glob("*.ipynb"))
    ]


# ---- the last step


def test_last_step_runs_again_when_a_result_is_new(project):
    last = "import os\nfrom pathlib import Path\nout = Path(os.environ['ANALYSIS_OUT'])\n"
    last += "(out / 'processed' / 'README.md').write_text(str((out / 'processed' / 'new.csv').exists()))"
    readme = project.folder / "data/processed/README.md"

    def run() -> int:
        return command_line.main([], project=project.folder, last_step=last)

    assert run() == 0
    assert readme.read_text() == "False"
    project.edit("notebooks/03_names.ipynb", '\\nlabel"', "\\n(out_folder / 'new.csv').write_text(label)\"")
    assert run() == 0
    assert readme.read_text() == "True"
    assert not (project.folder / "notebooks/last_step.ipynb").exists()


@pytest.mark.parametrize("name", ["python3 run.py", ""])
def test_usage_names_the_command_that_was_called(monkeypatch, capsys, name):
    monkeypatch.setenv("CALLED_AS", name) if name else monkeypatch.delenv("CALLED_AS", raising=False)
    with pytest.raises(SystemExit):
        command_line.main(["--help"])
    assert capsys.readouterr().out.startswith(f"usage: {name or 'python -m helpers'} [-h]")


def test_list_shows_what_parameters_mean(capsys):
    assert command_line.main(["--list"]) == 0
    assert re.search(r"^    cities = \"\"  # places", capsys.readouterr().out, re.MULTILINE)


def test_what_the_last_step_prints_ends_the_run(project, capsys):
    last = "print(f'read {raw or 0} and', out or 'the variable', 'to the end')"
    assert command_line.main(["--force"], project=project.folder, last_step=last) == 0
    assert capsys.readouterr().out.endswith("\nread 0 and the variable to the end\n")


def test_last_step_waits_for_no_notebook_whose_results_it_does_not_read(project):
    now = "import os, time\nfrom pathlib import Path\nout = Path(os.environ['ANALYSIS_OUT']) / 'processed'\n"
    last = now + "(out / 'counts.csv').read_text(); (out / 'last.csv').write_text(str(time.monotonic()))"
    slow = "import time; time.sleep(3); (out_folder / 'slow.csv').write_text(str(time.monotonic()))\\nlabel\""
    project.edit("notebooks/03_names.ipynb", '\\nlabel"', "\\n" + slow)
    for _ in range(2):  # the first run does not know yet what the last step reads
        assert command_line.main(["--force"], project=project.folder, last_step=last) == 0
    ended = {name: float((project.folder / f"data/processed/{name}.csv").read_text()) for name in ("slow", "last")}
    assert ended["last"] < ended["slow"]


# ---- the lines that end a run of this project


def write_results(out, articles=(), verdicts=(), indicators=()):
    """Write tables as far as they have rows; return the folders of such a run."""
    folders = find_folders(out / "raw", out)
    folders.raw.mkdir()
    for name, rows in {"articles": articles, "comparison": verdicts, "indicators": indicators}.items():
        if rows:
            write_table(make_table(rows, name), name, folders.processed)
    return folders


def test_summary_counts_texts_that_are_excluded_and_names_those_left_out(tmp_path):
    read = {"reader": "text 1", "use": "compared"}
    rows = [read | {"doc_id": name, "file": f"{name}.txt"} for name in "ab"]
    reasons = {"c": "template: XX市", "d": "no place: none is named", "e": "no place: none is named"}
    rows += [
        read | {"doc_id": name, "file": f"{name}.txt", "use": "excluded", "reason": r} for name, r in reasons.items()
    ]
    left = {"scan.pdf": "the PDF file holds no text", "gone.txt": "sources.csv names it, but it is not there"}
    rows += [
        {"doc_id": name, "file": name, "use": "excluded", "reason": f"left out: {reason}"}
        for name, reason in left.items()
    ]
    folders = write_results(tmp_path, articles=rows)
    count = "7 texts: 2 compared, 3 excluded (template, 2 × no place), 2 left out; see notebooks/01_read_sources.ipynb"
    assert summarise(folders, "en,zh").split("\n") == [
        count,
        "left out: scan.pdf: the PDF file holds no text",
        "left out: gone.txt: sources.csv names it, but it is not there",
    ]
    assert summarise(folders, "zh,en").split("\n") == [
        "7篇文本：2篇参与比较，3篇不参与比较（template, 2 × no place），2个文件未读入；"
        "详见notebooks/01_read_sources.ipynb",
        "未读：scan.pdf：PDF中没有文字：请检查文件",
        "未读：gone.txt：sources.csv列有此文件，但文件夹中没有：请放入文件或删去该行",
    ]


def test_summary_names_the_first_of_many_files_left_out(tmp_path):
    rows = [{"doc_id": str(i), "file": f"{i}.png", "use": "excluded", "reason": "left out: x"} for i in range(43)]
    said = summarise(write_results(tmp_path, articles=rows)).split("\n")
    assert said[-2:] == ["left out: 39.png: x", "left out besides: 3 files; see articles.csv"]


def test_summary_of_texts_that_are_all_compared_is_short(tmp_path):
    row = {"doc_id": "a", "file": "a.txt", "reader": "text 1", "use": "compared"}
    assert summarise(write_results(tmp_path, [row])) == "1 text: 1 compared"


def test_summary_of_tables_without_rows(tmp_path):
    folders = write_results(tmp_path)
    for name in ("articles", "comparison", "indicators"):
        write_table(make_table([], name), name, folders.processed)
    assert summarise(folders) == "0 texts: 0 compared\n0 pairs: 0 comparable, 0 with caution"


def test_summary_counts_verdicts_and_names_the_figure(tmp_path):
    places = [{"indicator": "pupils", "place_a": "甲", "place_b": name} for name in "乙丙丁"]
    grades = ("comparable", "with_caution", "not_comparable")
    folders = write_results(tmp_path, verdicts=[p | {"grade": g} for p, g in zip(places, grades, strict=True)])
    assert summarise(folders) == "3 pairs: 1 comparable, 1 with caution"
    folders.figures.mkdir()
    (folders.figures / "05_matrix_zh.png").write_text("")
    assert summarise(folders) == "3 pairs: 1 comparable, 1 with caution (figures/05_matrix_zh.png)"


def test_summary_names_a_correction_outside_the_bounds(tmp_path):
    row = {
        "indicator": "pupils",
        "place": "绵阳市",
        "doc_id": "a",
        "value": 50,
        "unit": "人",
        "flags": "x outside_bounds",
    }
    rows = [row | {"start": 1}, row | {"start": 2}, row | {"start": 3, "flags": "repeated"}]
    said = "corrections.csv: 50 人 for Pupils of 绵阳市 lies outside the bounds that text a leaves: check it"
    assert summarise(write_results(tmp_path, indicators=rows)) == said


REPORT = """folder = out_folder.parent / "reports"
folder.mkdir(exist_ok=True)
style = Path(reference).read_text() if reference else "none"
drawn = (out_folder.parent / "figures" / "03_names_en.png").read_bytes()[:1].decode()
(folder / "report_zh.docx").write_text(f"{style} {drawn}")
"""


def test_a_report_is_made_of_figures_and_follows_the_content_of_its_reference(fresh, tmp_path):
    fresh.write("notebooks/04_report.ipynb", make_notebook('out = ""\nreference = ""', REPORT))
    (tmp_path / "own.docx").write_text("own")
    options = ("--out", tmp_path / "out", "--reference", "own.docx")
    assert "reports: report_zh.docx" in fresh.run(*options, cwd=tmp_path).stdout
    assert (tmp_path / "out/reports/report_zh.docx").read_text() == "own a"
    assert fresh.plan("--out", tmp_path / "out", "--reference", tmp_path / "own.docx") == {}
    (tmp_path / "own.docx").write_text("other")
    fresh.run(*options, cwd=tmp_path)
    assert (tmp_path / "out/reports/report_zh.docx").read_text() == "other a"
    fresh.run("--out", tmp_path / "out", "-p", "label", "c")
    assert (tmp_path / "out/reports/report_zh.docx").read_text() == "none c"
