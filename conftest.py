"""What holds for all tests: slow ones wait for --slow, and notebooks write into a scratch folder.

nbval is loaded here, and not by itself (pyproject.toml), so that no process of the tests waits for the parsers of
formats that its import of nbformat would build.
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from functools import cache
from pathlib import Path

import pytest

from helpers.run.kernels import load_nbformat
from helpers.storage.paths import OUT_VARIABLE, PROJECT

load_nbformat()
pytest_plugins = ["nbval.plugin"]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that .ci/run gives."""
    parser.addoption("--slow", action="store_true", help="run the slow tests too")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Skip what is marked slow, unless it is asked for."""
    if not config.getoption("--slow"):
        for item in items:
            if item.get_closest_marker("slow"):
                item.add_marker(pytest.mark.skip(reason="slow: add --slow"))


@cache
def make_scratch() -> str:
    """Return a new folder with the project's tables and figures, so that any notebook finds what earlier ones wrote."""
    scratch = tempfile.mkdtemp(prefix="notebooks-")
    atexit.register(shutil.rmtree, scratch, ignore_errors=True)
    shutil.copytree(PROJECT / "data" / "processed", Path(scratch) / "processed")
    shutil.copytree(PROJECT / "figures", Path(scratch) / "figures")
    return scratch


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Send what notebooks write to the scratch folder; let no such setting reach the other tests."""
    if item.path.suffix == ".ipynb":
        os.environ[OUT_VARIABLE] = make_scratch()
    else:
        os.environ.pop(OUT_VARIABLE, None)
