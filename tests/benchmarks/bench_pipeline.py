"""Time the pipeline against papermill's command line and nbconvert, over the same notebooks in the same minutes.

usage: python tests/benchmarks/bench_pipeline.py [--rounds N]

Works on a copy of the project in a scratch folder and prints a Markdown table of medians.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from helpers.storage.paths import OUT_VARIABLE, PROJECT

PIPELINE = [sys.executable, "-m", "helpers"]
NOT_COPIED = shutil.ignore_patterns(
    ".git", ".venv", ".cache", "__pycache__", ".hypothesis", ".ruff_cache", "*.egg-info"
)


class Bench:
    """A copy of the project, and the commands that are timed on it."""

    def __init__(self, folder: Path) -> None:
        """Copy the project and bring the copy up to date."""
        self.project = Path(shutil.copytree(PROJECT, folder / "project", ignore=NOT_COPIED))
        self.scratch = folder / "scratch"
        self.scratch.mkdir()
        self.environment = {n: v for n, v in os.environ.items() if n != "PYTHONDONTWRITEBYTECODE"}
        self.environment["PYTHONPATH"] = str(self.project / "src")
        self.notebooks = sorted(map(str, (self.project / "notebooks").glob("*.ipynb")))
        self.call(*PIPELINE)

    def call(self, *command: str, **variables: str) -> float:
        """Run a command that must succeed; return its seconds."""
        start = time.monotonic()
        environment = {**self.environment, **variables}
        done = subprocess.run(command, cwd=self.project, env=environment, capture_output=True, text=True)
        if done.returncode:
            sys.exit(f"{' '.join(command)} failed:\n{done.stdout}{done.stderr}")
        return time.monotonic() - start

    def with_change(self, name: str, change: Callable[[str], str]) -> float:
        """Time a run after a file has changed, then undo the change."""
        path = self.project / name
        before = path.read_text("utf-8") if path.exists() else None
        path.write_text(change(before or ""), "utf-8")
        seconds = self.call(*PIPELINE)
        if before is None:
            path.unlink()
        else:
            path.write_text(before, "utf-8")
        self.call(*PIPELINE)
        return seconds

    def papermill(self) -> float:
        """Time papermill's command line, once for each notebook."""
        target = str(self.scratch / "papermill.ipynb")
        return sum(
            self.call(
                *(sys.executable, "-m", "papermill", notebook, target, "--no-progress-bar"),
                **{OUT_VARIABLE: str(self.scratch)},
            )
            for notebook in self.notebooks
        )

    def nbconvert(self) -> float:
        """Time one call of nbconvert over all notebooks."""
        options = ["--to", "notebook", "--execute", "--output-dir", str(self.scratch / "nbconvert")]
        command = [sys.executable, "-m", "nbconvert", *options, *self.notebooks]
        return self.call(*command, **{OUT_VARIABLE: str(self.scratch)})


def change_cell(text: str) -> str:
    """Add a comment to the last code cell of a notebook."""
    notebook = json.loads(text)
    cell = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"][-1]
    cell["source"] = ["# changed\n", *cell["source"]]
    return json.dumps(notebook, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


TEXT = """某市2023年教育事业发展统计公报
某市教育局 2024年3月5日
2023年,全市有普通小学123所,在校生10.5万人,比上年增长1.2%。
"""


def main() -> None:
    """Time all cases in turn, some rounds, and print the medians."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(folder).resolve())
        fifth = Path(bench.notebooks[4]).name
        cases: dict[str, Callable[[], float]] = {
            "papermill, command line": bench.papermill,
            "nbconvert, one call": bench.nbconvert,
            "pipeline: all notebooks": lambda: bench.call(*PIPELINE, "--force"),
            "pipeline: nothing to do": lambda: bench.call(*PIPELINE),
            f"pipeline: a cell of {fifth} changed": lambda: bench.with_change(f"notebooks/{fifth}", change_cell),
            "pipeline: a comment in a helper changed": lambda: bench.with_change(
                "src/helpers/sources/articles.py", lambda text: text + "# a comment\n"
            ),
            "pipeline: a text added": lambda: bench.with_change("data/raw/zzz_new.txt", lambda _: TEXT),
        }
        seconds: dict[str, list[float]] = {name: [] for name in cases}
        for _ in range(rounds):
            for name, case in cases.items():
                seconds[name].append(case())
    base = statistics.median(seconds["papermill, command line"])
    print(f"| {rounds} rounds, medians | seconds | of papermill |\n|---|---:|---:|")
    for name, found in seconds.items():
        print(f"| {name} | {statistics.median(found):.2f} | {statistics.median(found) / base:.2f} |")


if __name__ == "__main__":
    main()
