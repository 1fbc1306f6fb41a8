"""The notebooks: how they are built, that their stored outputs are whole, and that a rerun gives the same bytes."""

from __future__ import annotations

import ast
import json
import re
import shutil
import statistics
import subprocess
import sys
from pathlib import Path

import pytest

from helpers.execution import load_nbformat
from helpers.paths import PROJECT

NOTEBOOKS = sorted((PROJECT / "notebooks").glob("*.ipynb"))
EXAMPLES = sorted((PROJECT / "notebooks" / "examples").glob("*.ipynb"))
every_step = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
every_notebook = pytest.mark.parametrize("path", NOTEBOOKS + EXAMPLES, ids=lambda path: path.stem)


def read(path: Path) -> dict:
    return json.loads(path.read_text("utf-8"))


def get_sources(path: Path, kind: str = "code") -> list[str]:
    return ["".join(cell["source"]) for cell in read(path)["cells"] if cell["cell_type"] == kind]


def get_outputs(path: Path) -> list[dict]:
    return [output for cell in read(path)["cells"] for output in cell.get("outputs", [])]


def test_notebooks_are_numbered_from_01_and_named_verb_noun():
    names = [path.stem for path in NOTEBOOKS]
    assert [name[:2] for name in names] == [f"{number:02}" for number in range(1, len(names) + 1)]
    assert all(re.fullmatch(r"\d\d_[a-z]+_[a-z]+", name) for name in names)
    assert len(names) >= 6


def test_examples_are_there_and_named_verb_noun():
    assert {"add_place", "correct_value"} <= {path.stem for path in EXAMPLES}
    assert all(re.fullmatch(r"[a-z]+_[a-z]+", path.stem) for path in EXAMPLES)


@every_notebook
def test_notebook_is_valid(path):
    nbformat = load_nbformat()
    notebook = read(path)
    nbformat.validate(nbformat.from_dict(notebook))
    assert (notebook["nbformat"], notebook["nbformat_minor"]) == (4, 5)
    assert notebook["metadata"]["kernelspec"]["name"] == "python3"


@every_notebook
def test_notebook_begins_with_question_parameters_and_imports(path):
    first, second, third = read(path)["cells"][:3]
    assert first["cell_type"] == "markdown"
    assert "".join(first["source"]).startswith("# ")
    tagged = [cell for cell in read(path)["cells"] if "parameters" in cell["metadata"].get("tags", [])]
    assert tagged == [second]
    assert third["cell_type"] == "code"
    for node in ast.parse("".join(third["source"])).body:
        assert isinstance(node, ast.Import | ast.ImportFrom) or ast.unparse(node).startswith("pd.set_option(")


@every_notebook
def test_parameters_are_plain_literals_with_a_comment_each(path):
    """papermill sees neither annotations nor lines with two equals signs."""
    cell = "".join(read(path)["cells"][1]["source"])
    for line in cell.splitlines():
        assert re.fullmatch(r"\w+ = [^#=]+ # .+", line), line
    for node in ast.parse(cell).body:
        assert isinstance(node, ast.Assign)
        ast.literal_eval(node.value)


@every_notebook
def test_all_cells_were_run_once_in_order(path):
    counts = [cell["execution_count"] for cell in read(path)["cells"] if cell["cell_type"] == "code"]
    assert counts == list(range(1, len(counts) + 1))


@every_notebook
def test_no_output_is_an_error_or_a_warning(path):
    bad = [output for output in get_outputs(path) if output["output_type"] == "error" or output.get("name") == "stderr"]
    assert bad == []


@every_notebook
def test_cells_are_short(path):
    lengths = [sum(bool(line.strip()) for line in source.splitlines()) for source in get_sources(path)]
    assert max(lengths) <= 20
    assert statistics.median(lengths) <= 5


@every_notebook
def test_cells_hide_nothing(path):
    for source in get_sources(path):
        assert source.strip(), "an empty cell"
        assert not re.search(r";\s*(#.*)?$", source), "nbval fails on a trailing semicolon"
        assert not re.search(r"\bwarnings\.|%%?time|%%?capture|\.style\b|time\.(time|perf_counter)", source)


@every_notebook
def test_no_absolute_paths_and_no_addresses_in_memory(path):
    found = [
        text for source in get_sources(path) for text in re.findall(r"[\"'](?:/|~|[A-Za-z]:\\)[^\"']+[\"']", source)
    ]
    assert found == []
    for output in get_outputs(path):
        text = json.dumps({kind: data for kind, data in output.get("data", output).items() if kind != "image/png"})
        assert not re.search(r"/(?:home|Users|root|tmp|work|var|private)/|[A-Z]:\\\\|0x[0-9a-f]{6,}", text)


def run_pipeline(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "helpers.pipeline", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, timeout=600)


def test_rerun_gives_the_same_tables_figures_and_notebooks():
    done = run_pipeline("--check")
    assert done.returncode == 0, done.stdout + done.stderr


def snapshot() -> dict[Path, int]:
    folders = [PROJECT / "data", PROJECT / "figures", PROJECT / "notebooks"]
    return {path: path.stat().st_mtime_ns for folder in folders for path in folder.rglob("*")}


def run_papermill(path: Path, folder: Path, *arguments: str) -> dict:
    """Run a notebook with papermill's command line from a folder of its own, on a copy of the tables."""
    shutil.copytree(PROJECT / "data" / "processed", folder / "out" / "processed")
    command = [sys.executable, "-m", "papermill", str(path), "executed.ipynb", "-p", "out", str(folder / "out")]
    done = subprocess.run(
        [*command, *arguments, "--no-progress-bar"], cwd=folder, capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0, done.stderr
    return read(folder / "executed.ipynb")


@pytest.mark.parametrize("number", ["05"])
def test_papermill_takes_parameters_and_writes_where_it_is_told(number, tmp_path):
    path = next(path for path in NOTEBOOKS if path.stem.startswith(number))
    before = snapshot()
    run_papermill(path, tmp_path, "-p", "language", "en")
    assert snapshot() == before
    made = {figure.stem for figure in (tmp_path / "out/figures").glob("*.png")}
    expected = {figure.stem for figure in (PROJECT / "figures").glob(f"{number}_*_en.png")}
    assert expected
    assert made == expected


def get_text(cell: dict) -> str:
    """All text that a cell has put out; papermill keeps the pieces of printed text apart."""
    outputs = cell.get("outputs", [])
    return "".join("".join(output.get("text", output.get("data", {}).get("text/plain", ""))) for output in outputs)


@pytest.mark.slow
@every_step
def test_papermill_runs_every_notebook_from_any_folder(path, tmp_path):
    before = snapshot()
    executed = run_papermill(path, tmp_path)
    assert snapshot() == before
    assert [get_text(cell) for cell in executed["cells"][3:]] == [get_text(cell) for cell in read(path)["cells"][2:]]
