"""The small project before and after its first run, for the tests of the pipeline; a small report and its files."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from small_project import Project, fill
from small_report import LEDGER, TWO_PLACES, Analysis, analyse, draw, write_texts

from helpers import report


@pytest.fixture(scope="session")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A project after its first run; who changes it takes a copy (`project`)."""
    project = fill(tmp_path_factory.mktemp("finished"))
    project.first = project.run()
    return project


@pytest.fixture
def fresh(tmp_path: Path) -> Project:
    return fill(tmp_path / "project")


@pytest.fixture
def project(finished: Project, tmp_path: Path) -> Project:
    """A copy of the finished project, to be changed."""
    return Project(Path(shutil.copytree(finished.folder, tmp_path / "project")))


@pytest.fixture(scope="session")
def two_places(tmp_path_factory: pytest.TempPathFactory) -> Analysis:
    """Two places that compare, with a figure; one text is full of markup."""
    folder = tmp_path_factory.mktemp("two")
    analysis = analyse(write_texts(folder / "raw", TWO_PLACES, LEDGER), folder)
    draw(analysis)
    return analysis


@pytest.fixture(scope="session")
def reports(two_places: Analysis) -> dict[str, Path]:
    """The reports on them, by file name."""
    contents = {language: two_places.gather(language) for language in ("zh", "en")}
    folder = two_places.folder / "reports"
    report.write_reports(contents, two_places.tables, two_places.texts, folder)
    return {path.name: path for path in folder.iterdir()}
