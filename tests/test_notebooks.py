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

from helpers.run.kernels import load_nbformat
from helpers.storage.paths import PROJECT
from helpers.storage.schemas import find_tables
from helpers.storage.tables import read_table

NOTEBOOKS = sorted((PROJECT / "notebooks").glob("*.ipynb"))
PROCESSED = PROJECT / "data" / "processed"
EXAMPLES = sorted((PROJECT / "notebooks" / "examples").glob("*.ipynb"))
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


LONGEST_CELL = 12
MEDIAN_CELL = 3


def count_lines(path: Path) -> list[int]:
    """The lines of each code cell, empty ones left out."""
    return [sum(bool(line.strip()) for line in source.splitlines()) for source in get_sources(path)]


@every_notebook
def test_no_cell_is_long(path):
    assert max(count_lines(path)) <= LONGEST_CELL


def test_most_cells_are_a_few_lines():
    assert statistics.median(lines for path in NOTEBOOKS + EXAMPLES for lines in count_lines(path)) <= MEDIAN_CELL


@every_notebook
def test_sentences_with_numbers_stand_in_the_resources(path):
    """Only what the text itself says (a quote, an alternative text, a title) is shown as it is."""
    told = [node for source in get_sources(path) for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    shown = [
        ast.unparse(node.args[0]) for node in told if isinstance(node.func, ast.Name) and node.func.id == "Markdown"
    ]
    assert set(shown) <= {
        *(f"{name}.alt" for name in ("chart", "coverage", "ranking", "trends")),
        "f'> {documents[doc_id].raw[start:end]}'",
        "'\\n'.join((f'* {chart.title}' for chart in found))",
    }


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


# ---- the answer for the default texts, in the first cell

ANSWERS = {path.stem: "The default texts" for path in NOTEBOOKS} | {path.stem: "The answer" for path in EXAMPLES}
DIGITS = re.compile(r"\d+(?:[.,]\d+)*")


def find_numbers(text: str) -> list[str]:
    """The numbers of a text in their order, written alike: 1,000 as 1000."""
    return [number.replace(",", "") for number in DIGITS.findall(re.sub(r"(?<=\d),(?=\d{3})", "", text))]


def get_answer(path: Path) -> str:
    """The paragraph of the first cell that answers the question."""
    first = "".join(read(path)["cells"][0]["source"])
    found = [part for part in first.split("\n\n") if part.startswith(f"**{ANSWERS[path.stem]}:** ")]
    assert len(found) == 1
    return " ".join(found[0].split())


def get_lessons(path: Path) -> str:
    """What the notebook put out under *What we learned*."""
    cells = read(path)["cells"]
    start = next(i for i, cell in enumerate(cells) if "".join(cell["source"]).startswith("## What we learned"))
    behind = [i for i, cell in enumerate(cells) if i > start and "".join(cell["source"]).startswith("##")]
    outputs = [output for cell in cells[start : min(behind, default=None)] for output in cell.get("outputs", [])]
    return " ".join("".join(output.get("data", {}).get("text/markdown", "")) for output in outputs)


def count_answers() -> dict[str, list[object]]:
    """The numbers of each answer in their order, counted anew from the tables; those of the examples are left out."""
    tables = {schema.name: read_table(schema.name, PROCESSED) for schema in find_tables(PROCESSED)}
    articles, texts, observations = tables["articles"], tables["texts"], tables["observations"]
    indicators, comparison, measures = tables["indicators"], tables["comparison"], tables["measures"]
    used = articles[articles["use"] == "compared"]
    levels = used.drop_duplicates("place")["place_level"].value_counts()
    years = used.loc[used["published"] != "", "published"].str[:4]
    body = (texts["body_end"] - texts["body_start"]).sum() / texts["characters"].sum()
    damaged = texts[texts["whole_numbers_lost"] + texts["years_lost"] > 0]
    lost = observations["damage"] == "digits_lost"
    exact = (observations["qualifier"] == "exact") & ~lost
    status = observations["status"].value_counts()
    stated = indicators[(indicators["indicator"] != "unmapped") & (indicators["sources"] == "")]  # no derived ratios
    mapped = stated[stated["doc_id"] != "corrections"]
    spread = stated.groupby(["indicator", "school_level"])["place"].nunique()
    grades = comparison["grade"].value_counts()
    told = [len(comparison), grades.get("comparable", 0), grades.get("with_caution", 0)]
    mentioned = measures[measures["status"] != "not_mentioned"].groupby("measure")["place"].nunique()

    def state(place: str, indicator: str) -> list[object]:
        compared = comparison[(comparison["indicator"] == indicator) & (comparison["grade"] != "not_comparable")]
        side = "a" if place in set(compared["place_a"]) else "b"
        chosen = compared.loc[compared[f"place_{side}"] == place, f"row_{side}"].iloc[0]
        refers = indicators["doc_id"] + ":" + indicators["start"].astype(str)
        row = indicators[(refers == chosen) & (indicators["indicator"] == indicator)].iloc[0]
        return [f"{row['value']:g}", row["as_of"][:4]]

    groups = state("呼和浩特市", "education_groups") + state("包头市", "education_groups")
    networks = state("乌审旗", "campus_network")[:1] + state("呼和浩特市", "campus_network")[:1]
    return {
        "01_read_sources": [
            len(articles),
            len(used),
            used["place"].nunique(),
            levels["prefecture"],
            levels["county"],
            years.min(),
            years.max(),
        ],
        "02_clean_text": [
            f"{body:.0%}"[:-1],
            texts["furniture_lines"].sum(),
            len(damaged),
            len(texts),
            texts["whole_numbers_lost"].sum(),
            texts["years_lost"].sum(),
        ],
        "03_extract_observations": [
            len(observations),
            exact.sum(),
            lost.sum(),
            status["planned"],
            status["rule"],
            (observations["period"] != "").sum(),
        ],
        "04_build_indicators": [
            len(mapped),
            len(observations),
            len(spread),
            (spread == 2).sum(),
            2,
            (spread == 3).sum(),
            3,
            *told,
        ],
        "05_compare_cities": [*told, *groups, *networks, len(mentioned), (mentioned == used["place"].nunique()).sum()],
    }


@every_notebook
def test_answer_stands_in_the_first_cell(path):
    assert len(find_numbers(get_answer(path))) >= 2
    assert "see *What we learned*" in get_answer(path)


@pytest.mark.parametrize("path", NOTEBOOKS[:5], ids=lambda path: path.stem)
def test_answer_has_the_numbers_of_the_tables(path):
    assert find_numbers(get_answer(path)) == [str(number) for number in count_answers()[path.stem]]


# How the last section says what the answer says: patterns around the numbers of the answer, in its order.
SAID = {
    "06_compare_themes": (
        r"\*\*(\d+)\*\* of (\d+) terms set a place apart \(([\d.]+) by chance\)",
        r"Two texts of one place differ by ([\d.]+) points in the mean theme, two of different places by ([\d.]+) "
        r"\(by chance ([\d.]+)\)",
        r"states ([\d.]+) quantities for each (1000) characters, the least \(\w+\) ([\d.]+);",
    ),
    "07_write_report": (
        r"holds \*\*(\d+)\*\* figures and \*\*(\d+)\*\* numbers with a footnote; the page marks \*\*(\d+)\*\* ",
        r"(\d+) pairs are comparable, (\d+) with caution, (\d+) not",
    ),
    "add_place": (
        r"one command: \*\*(\d+)\*\*",
        r"Without them (\d+) of (\d+) pairs could be compared, with them (\d+) of (\d+); \*\*(\d+)\*\*",
        r"(\d+) of them outright",
    ),
    "verify_table": (r"Of \*\*(\d+)\*\* numbers (\d+) are supported; (\d+) want a look",),
    "correct_value": (r"\*\*([\d.]+) %\*\*", r"here there are (\d+)"),
}


@pytest.mark.parametrize("path", [*NOTEBOOKS[5:], *EXAMPLES], ids=lambda path: path.stem)
def test_answer_has_the_numbers_of_the_last_section(path):
    lessons = get_lessons(path).replace("1,000", "1000")
    found = [re.search(pattern, lessons) for pattern in SAID[path.stem]]
    assert all(found), lessons
    assert find_numbers(get_answer(path)) == [number for match in found for number in match.groups()]


def run_pipeline(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "helpers", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, timeout=600)


def test_rerun_gives_the_same_tables_figures_and_notebooks():
    done = run_pipeline("--check")
    assert done.returncode == 0, done.stdout + done.stderr


def snapshot() -> dict[Path, int]:
    folders = [PROJECT / name for name in ("data", "figures", "notebooks", "reports")]
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
@pytest.mark.parametrize("path", [NOTEBOOKS[1], NOTEBOOKS[3]], ids=lambda path: path.stem)
def test_papermill_runs_a_notebook_from_any_folder(path, tmp_path):
    before = snapshot()
    executed = run_papermill(path, tmp_path)
    assert snapshot() == before
    assert [get_text(cell) for cell in executed["cells"][3:]] == [get_text(cell) for cell in read(path)["cells"][2:]]
