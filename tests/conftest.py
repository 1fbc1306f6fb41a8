"""The small project before and after its first run, for the tests of the pipeline."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from small_project import Project, fill


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
