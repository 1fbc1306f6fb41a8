"""What the documents say: their numbers are those of the tables, their commands work, what they name exists."""

from __future__ import annotations

import csv
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
from small_report import APART, write_texts
from test_setup import load_run

from helpers.concepts.catalogue import compile_catalogue
from helpers.concepts.subjects import SCHOOL, read_subject
from helpers.storage.messages import InputError
from helpers.storage.resources import Line, check_resource, read_resource
from helpers.storage.schemas import get_schema
from helpers.storage.tables import read_table
from helpers.themes.statistics import measure_agreement

ROOT = Path(__file__).resolve().parents[1]
PROCESSED = ROOT / "data" / "processed"
DOCUMENTS = ("README.md", "README.zh-CN.md", "CONTRIBUTING.md")


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


# ---- numbers


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_stated_numbers(name: str) -> None:
    text = " ".join(read(name).split())
    comparison = read_table("comparison", PROCESSED)
    observations = read_table("observations", PROCESSED)
    grades = comparison["grade"].value_counts()
    lost = int((observations["damage"] == "digits_lost").sum())
    numbers = {
        "pairs": len(comparison),
        "comparable": grades.get("comparable", 0),
        "cautious": grades["with_caution"],
        "quantities": len(observations),
        "lost": lost,
    }
    indicators = read_table("indicators", PROCESSED)
    refers = indicators["doc_id"] + ":" + indicators["start"].astype(str)
    compared = comparison[comparison["grade"] != "not_comparable"]
    for code, place in (
        ("groups", "包头市"),
        ("groups", "呼和浩特市"),
        ("network", "呼和浩特市"),
        ("network", "乌审旗"),
    ):
        indicator = {"groups": "education_groups", "network": "campus_network"}[code]
        pair = compared[compared["indicator"] == indicator].iloc[0]
        chosen = pair["row_a"] if pair["place_a"] == place else pair["row_b"]
        row = indicators[(refers == chosen) & (indicators["indicator"] == indicator)].iloc[0]
        numbers[f"{code}_{place}"] = f"{row['value']:g}"
        numbers.setdefault(f"year_{place}", row["as_of"][:4])
    said = {
        "README.md": "Of {pairs} pairs of places and indicators {comparable} compare outright, {cautious} with caution|"
        "state {quantities} quantities; {lost} of them|"
        "Baotou reports {groups_包头市} in {year_包头市}, Hohhot {groups_呼和浩特市} in {year_呼和浩特市}|"
        "Hohhot reports {network_呼和浩特市} %, Wushen Banner {network_乌审旗} %",
        "README.zh-CN.md": "{pairs} 个“两地×指标”组合中，{comparable} 个可直接比较，{cautious} 个须谨慎|"
        "共有 {quantities} 个数量，其中 {lost} 个已没有数值|"
        "包头市 {year_包头市} 年报 {groups_包头市} 个，呼和浩特市 {year_呼和浩特市} 年报 {groups_呼和浩特市} 个|"
        "呼和浩特市报 {network_呼和浩特市}%，乌审旗报 {network_乌审旗}%",
    }
    for sentence in said[name].format(**numbers).split("|"):
        assert sentence in text, f"{name} does not say: {sentence}"


def count_again() -> dict[str, list[int]]:
    """The numbers that the table "Which number counts what" explains, one entry for each of its rows."""
    observations, indicators = read_table("observations", PROCESSED), read_table("indicators", PROCESSED)
    comparison, concreteness = read_table("comparison", PROCESSED), read_table("concreteness", PROCESSED)
    lost = observations[observations["damage"] == "digits_lost"]
    once = lost[~lost["flags"].str.contains("repeated")]
    mapped = indicators[(indicators["indicator"] != "unmapped") & (indicators["sources"] == "")]  # no derived ratios
    mapped = mapped[mapped["doc_id"] != "corrections"]
    both = comparison[(comparison["row_a"] != "") & (comparison["row_b"] != "")]
    return {
        "quantities": [len(observations)],
        "lost": [len(lost), len(once)],
        "concreteness": [concreteness["quantities"].sum(), concreteness["stated"].sum()],
        "indicators": [len(mapped), len(mapped.drop_duplicates(["indicator", "school_level"]))],
        "pairs": [len(comparison)],
        "both": [len(both), len(both.drop_duplicates(["row_a", "row_b", "reasons"]))],
    }


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_explained_numbers(name: str) -> None:
    heading = {"README.md": "### Which number counts what", "README.zh-CN.md": "### 哪个数字数的是什么"}[name]
    section = read(name).split(heading)[1].split("\n#")[0]
    rows = [line for line in section.splitlines() if re.match(r"\| \d", line)]
    assert len(rows) == len(count_again())
    numbers = [[int(number) for number in re.findall(r"(?<!figure )(?<!图 )(?<!\d)\d{2,3}(?!\d)", row)] for row in rows]
    stated = [[number for number in row if number > 6] for row in numbers]  # no numbers of notebooks
    assert stated == [[int(number) for number in found] for found in count_again().values()]


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_stated_agreement_on_themes(name: str) -> None:
    codes = pd.DataFrame(read_resource("theme_agreement.csv"))
    for kind in ("fresh", "elsewhere_fresh"):
        rows = codes[codes["round"] == kind]
        agreement = measure_agreement(rows).set_index("theme")
        line = next(line for line in read(name).split("\n* ") if "kappa" in line)
        assert {f"{agreement.loc['pooled', 'kappa']:.2f}", str(len(rows))} <= set(re.findall(r"\d+(?:\.\d+)?", line))


# A row of the table "What may be compared": the indicators that it names, and what each place reports.
ROWS = {
    "教育集团)": ["education_groups"],
    "校园网": ["campus_network"],
    "宽带接入": ["broadband_access"],
    "发展集团": ["education_development_groups", "education_groups", "education_alliances"],
    "绩效工资": ["performance_pay"],
}
PLACES = ("包头市", "呼和浩特市", "乌审旗")


def find_row(name: str, word: str) -> list[str]:
    """The cells of the last line of a table in a document that holds a word."""
    line = [line for line in read(name).splitlines() if line.startswith("|") and word in line.replace("）", ")")][-1]
    return [cell.strip() for cell in line.strip("|").split("|")]


def describe(row: dict) -> str:
    """A number as the table writes it, without its unit: 40.94 million is 4094 of ten thousand."""
    value = row["low"] if row["damage"] == "digits_lost" else row["value"]
    return f"{value / 1e4 if value >= 1e6 else value:g}"


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
@pytest.mark.parametrize("word", ROWS)
def test_table_of_verdicts(name: str, word: str) -> None:
    _, *cells, verdict = find_row(name, word)
    indicators, comparison = read_table("indicators", PROCESSED), read_table("comparison", PROCESSED)
    own = indicators[indicators["indicator"].isin(ROWS[word]) & (indicators["status"] == "actual")]
    for place, cell in zip(PLACES, cells, strict=True):
        rows = own[own["place"] == place].to_dict("records")
        stated = {number.replace(",", "") for number in re.findall(r"\d[\d.,]*", cell.replace("40.94 million", "4094"))}
        assert bool(rows) == (cell != "–"), (place, cell)
        assert not rows or stated & {describe(row) for row in rows}, (place, cell)
        year = re.search(r"[(（]([\d-]+|no year|未注明年份)[)）]", cell)
        periods = {row["period"] for row in rows if describe(row) in stated}
        assert year is None or {year[1].replace("no year", "").replace("未注明年份", "")} == periods, (place, cell)
    grades = set(comparison.loc[comparison["indicator"].isin(ROWS[word]) & (comparison["row_a"] != ""), "grade"])
    cautious = "with caution" in verdict or "须谨慎" in verdict
    assert cautious == ("with_caution" in grades and len(ROWS[word]) == 1)


# ---- worked lines for the word lists

LINES = dict(re.findall(r"^```csv\n(\w+\.csv)\n(.*)\n```$", read("CONTRIBUTING.md"), re.MULTILINE))


def test_each_list_has_a_worked_line() -> None:
    assert set(LINES) == {"indicators.csv", "themes.csv", "furniture.csv", "units.csv"}


@pytest.mark.parametrize("name", LINES)
def test_worked_line_may_be_added(name: str) -> None:
    head = list(read_resource(name)[0])
    cells = next(csv.reader([LINES[name]]))
    known = [Line(number, list(row.values())) for number, row in enumerate(read_resource(name), 2)]
    check_resource(name, head, [*known, Line(len(known) + 2, cells)])
    with pytest.raises(InputError, match="cells, not"):
        check_resource(name, head, [Line(2, cells[1:])])


# What CONTRIBUTING.md says of wordings: the wording, a subject, and whether it fits.
@pytest.mark.parametrize(
    ("wording", "subject", "scope"),
    [
        ("专任教师学历合格率", "小学专任教师学历合格率", ""),
        ("覆盖{学校}", "全市覆盖中小学", ""),
        ("覆盖{学校}", "覆盖幼儿园", ""),
        ("~教育集团", "组建教育集团", ""),
        ("…校园网覆盖率", "直属学校校园网覆盖率", "直属"),
    ],
)
def test_wordings_fit_as_explained(wording: str, subject: str, scope: str) -> None:
    row = dict(zip(read_resource("indicators.csv")[0], next(csv.reader([LINES["indicators.csv"]])), strict=True))
    indicator = compile_catalogue([row | {"wordings": wording}])[row["id"]]
    core = read_subject(subject).core
    match = indicator.pattern.fullmatch(core.replace(SCHOOL, "")) or indicator.school_pattern.fullmatch(core)
    assert wording in read("CONTRIBUTING.md")
    assert subject in read("CONTRIBUTING.md")
    assert match is not None
    assert "".join(filter(None, match.groupdict().values())) == scope


def test_wording_with_the_word_for_schools_never_fits() -> None:
    row = dict(zip(read_resource("indicators.csv")[0], next(csv.reader([LINES["indicators.csv"]])), strict=True))
    with pytest.raises(InputError, match="matches nothing"):
        compile_catalogue([row | {"wordings": "覆盖学校"}])


# ---- the two tables beside the texts


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
@pytest.mark.parametrize("table", ["sources", "corrections"])
def test_every_column_of_a_table_beside_the_texts_is_explained(name: str, table: str) -> None:
    with (ROOT / "data" / "raw" / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        columns = next(csv.reader(file))
    section = read(name).split(f"| `{table}.csv` |")[1].split("\n\n")[0]
    assert re.findall(r"`(\w+)`", "".join(line.split("|")[1] for line in section.splitlines()[2:])) == columns


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
@pytest.mark.parametrize("column", ["published_basis", "genre"])
def test_allowed_words_of_the_ledger_are_named(name: str, column: str) -> None:
    allowed = next(c.allowed for c in get_schema("articles").columns if c.name == column)
    line = next(line for line in read(name).splitlines() if line.startswith(f"| `{column}` |"))
    assert set(re.findall(r"[a-z_]{4,}", line.split("|")[3])) >= set(allowed)


# ---- commands

# How each command that the documents name is tried: CALLS are run here, ELSEWHERE says which file runs the others and
# by which words. NOT_TRIED need what the project does not bring along; the README says so of conda.
COMMAND = re.compile(r"(?:python3?|papermill|conda|pre-commit|pip) [^#`\n]+")
WORDS = {"文件夹": "FOLDER", "表格": "TABLE", "文件": "FILE", "名称 值": "NAME VALUE"}
CALLS = (
    "python3 run.py --list",
    "python3 run.py --dry-run",
    "python3 run.py --raw FOLDER --out FOLDER --cities 甲市,乙市 --language zh",
    "python3 run.py test tests/test_language_periods.py",
    "python -m helpers.extract FILE",
    "python -m helpers.extract FILE --explain",
    "python -m helpers.themes FOLDER --counts data/raw",
    "python tests/lexicon_report.py",
    "python tests/score.py",
    "python tests/benchmarks/bench_cleaning.py",
    "python -m uv pip compile --universal --python-version 3.11 --extra test --extra setup --generate-hashes "
    "--no-emit-index-url --no-header --no-annotate pyproject.toml -o requirements.lock",
    "python -m uv pip compile --group scale --universal --python-version 3.11 --generate-hashes --no-emit-index-url "
    "--no-header --no-annotate --constraint requirements.lock -o scale.lock",
)
ELSEWHERE = {
    "python tests/benchmarks/bench_sizes.py 100 1000": ("tests/test_benchmarks.py", "bench_sizes"),
    "papermill notebooks/05_compare_cities.ipynb out.ipynb -p out FOLDER -p language en": (
        "tests/test_notebooks.py",
        'run_papermill(path, tmp_path, "-p", "language", "en")',
    ),
    "python3 run.py": (".ci/run", '"$python" run.py\n'),
    "python3 run.py --raw FOLDER --out FOLDER": (".ci/run", "run.py --raw ../shared/corpus --out"),
    "python -m helpers": ("tests/test_hostile_folder.py", '"helpers"'),
    "python tests/oracle.py": ("tests/test_oracle.py", "oracle.find_changed()"),
    "python tests/many_texts.py FOLDER 400 300": ("tests/test_storage_batches.py", "many_texts"),
    "python tests/kill_runs.py 40": ("tests/test_kill_runs.py", "kill_runs"),
    "python3 run.py test": ("tests/test_setup.py", '[["test"], ["test", "--slow"]]'),
    "python3 run.py test --slow": (".ci/run", "run.py test --slow"),
    "python3 run.py --check": ("tests/test_notebooks.py", 'run_pipeline("--check")'),
    "python3 run.py --help": ("tests/test_setup.py", '"run.py"), "--help"]'),
    "python tests/lexicon_report.py --mark": ("tests/test_lexicon.py", 'main(["--mark"])'),
    "python3 run.py verify TABLE --raw FOLDER --out FOLDER": ("tests/test_verify.py", '"--raw", str(folder), "--out",'),
    "python tests/make_raw.py": ("tests/test_raw_files.py", "make_raw"),
    "python tests/fuzz.py 20000": ("tests/test_fuzz.py", "fuzz"),
    "python tests/mixtures.py 20000": ("tests/test_mixtures.py", "read_mixtures"),
    "python -m tests.grammars parts 100 7": ("tests/test_grammars.py", "try_style"),
    "python3 run.py --raw FOLDER --out FOLDER --workers 4": ("tests/test_storage_cluster.py", '"--workers", "2"]'),
    "python3 run.py dask scheduler": ("tests/test_storage_cluster.py", 'self.start("scheduler"'),
    "python3 run.py dask worker tcp://HOST:8786 --nworkers 4 --nthreads 1": (
        "tests/test_storage_cluster.py",
        'self.start("worker"',
    ),
    "python3 run.py --raw FOLDER --out FOLDER --scheduler tcp://HOST:8786": (
        "tests/test_storage_cluster.py",
        '"--scheduler", cluster.address]',
    ),
    "python3 run.py lab": ("tests/test_browser.py", '"-m", "jupyterlab"'),
}
NOT_TRIED = {
    "python tests/make_pictures.py",  # LibreOffice and pdftoppm
    "conda env create -f environment.yml",
    "conda activate city-education-reports",
    "pip install pip-audit",
    "pip install pre-commit",
    "pre-commit install",
}
# What stands in a call for a name that the documents leave open.
FILLED = {
    "--out FOLDER": "--out OUT",
    "-p out FOLDER": "-p out OUT",
    "out.ipynb": "OUT/out.ipynb",
    "--counts data/raw": "--counts OUT",
    "-o requirements.lock": "-o OUT/requirements.lock",
    "-o scale.lock": "-o OUT/scale.lock",
    "甲市,乙市": "绵阳市,德阳市",
}


def find_commands(name: str) -> set[str]:
    """The commands of a document: the lines of its blocks for a shell, and what stands in backquotes or after them."""
    blocks = re.findall(r"^```sh\n(.*?)^```", read(name), re.DOTALL | re.MULTILINE)
    rest = re.sub(r"^```.*?^```", "", read(name), flags=re.DOTALL | re.MULTILINE)
    lines = [part.strip("( )") for block in blocks for part in re.split(r"[\n#(]", block)]
    found = {match[0] for part in lines + re.findall(r"`([^`]+)`", rest) if (match := COMMAND.fullmatch(part.strip()))}
    for word, meaning in WORDS.items():
        found = {command.replace(word, meaning) for command in found}
    return {" ".join(command.split()) for command in found}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_command_is_tried(name: str) -> None:
    assert find_commands(name) <= {*CALLS, *ELSEWHERE, *NOT_TRIED}


def test_only_commands_of_the_documents_are_tried() -> None:
    assert set().union(*map(find_commands, DOCUMENTS)) == {*CALLS, *ELSEWHERE, *NOT_TRIED}


@pytest.mark.parametrize("command", ELSEWHERE)
def test_other_files_run_the_command(command: str) -> None:
    file, words = ELSEWHERE[command]
    assert words in read(file)


def test_readme_says_that_conda_was_not_tried() -> None:
    assert "conda itself was not tried" in read("README.md")
    assert "conda 本身没有试过" in read("README.zh-CN.md")


@pytest.mark.slow
@pytest.mark.parametrize("command", CALLS)
def test_command_works(command: str, tmp_path: Path) -> None:
    for open_name, filled in FILLED.items():
        command = command.replace(open_name, filled)
    shutil.copytree(PROCESSED, tmp_path / "processed")
    texts = write_texts(tmp_path / "texts", APART)
    names = {"OUT": tmp_path, "FOLDER": texts, "FILE": texts / "a.txt"}
    program, *arguments = (
        re.sub("|".join(names), lambda match: str(names[match[0]]), part) for part in shlex.split(command)
    )
    if program == "papermill":
        arguments = ["-m", "papermill", *arguments]
    elif arguments[0] == "run.py":
        arguments = load_run(ROOT).get_command(arguments[1:])
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env={**os.environ, "ANALYSIS_OUT": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=600,
    )
    assert done.returncode == 0, done.stdout + done.stderr
