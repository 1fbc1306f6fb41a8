"""A small project of three made-up notebooks, on which the pipeline is tried."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import psutil

from helpers.storage.paths import OUT_VARIABLE

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
from helpers.run import main
sys.exit(main(sys.argv[2:], project=Path(sys.argv[1]), last_step=""))
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
    first: subprocess.CompletedProcess[str] | None = None  # what its first run said

    def write(self, name: str, text: str) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)

    def edit(self, name: str, old: str, new: str) -> None:
        text = (self.folder / name).read_text()
        if name.endswith(".ipynb"):
            notebook = json.loads(text)
            for cell in notebook["cells"]:
                cell["source"] = "".join(cell["source"])
            text = json.dumps(notebook)
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


def count_kernels(folder: Path) -> int:
    """How many processes work for a project: their environment names its folder."""
    found = 0
    for process in psutil.process_iter():
        try:
            found += process.environ().get(OUT_VARIABLE, "").startswith(str(folder))
        except (psutil.Error, OSError):
            continue
    return found


def wait_until(condition: Callable[[], bool], seconds: float = 15) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.05)
    return False
