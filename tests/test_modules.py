"""How the modules hang together: imports run one way, and nothing is read before it is needed."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from helpers.paths import PROJECT

PACKAGE = PROJECT / "src" / "helpers"

# A module imports only modules that stand above it.
ORDER = [
    "paths",
    "tables",
    "numerals",
    "periods",
    "places",
    "decoding",
    "readings",
    "damage",
    "cleaning",
    "articles",
    "subjects",
    "listings",
    "observations",
    "indicators",
    "vocabulary",
    "figures",
    "charts",
    "execution",
    "publishing",
    "records",
    "scheduling",
    "pipeline",
]
TEXT_MODULES = ("numerals", "periods", "places", "decoding", "readings", "damage", "cleaning", "subjects", "listings")
MODULES = sorted(PACKAGE.rglob("*.py"))


def get_module(path: Path) -> str:
    """The module, or the subpackage, that a file belongs to."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def find_imports(path: Path) -> set[str]:
    """The full names of all that a file imports, inside functions too."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_imports_run_one_way(path):
    module = get_module(path)
    if module in ("__init__", "resources"):
        assert not any(name.startswith("helpers") for name in find_imports(path))
        return
    assert module in ORDER, f"{module} has no place in the order of modules"
    for name in find_imports(path):
        parts = name.split(".")
        if parts[0] == "helpers" and parts[1] != module:
            assert ORDER.index(parts[1]) < ORDER.index(module), f"{module} imports {parts[1]}"


@pytest.mark.parametrize("module", TEXT_MODULES)
def test_text_modules_touch_neither_disk_nor_plots(module):
    foreign = {name.split(".")[0] for name in find_imports(PACKAGE / f"{module}.py")}
    assert not foreign & {"matplotlib", "pathlib", "os", "io", "shutil", "tempfile", "seaborn"}
    calls = [
        node
        for node in ast.walk(ast.parse((PACKAGE / f"{module}.py").read_text("utf-8")))
        if isinstance(node, ast.Call)
    ]
    assert not [call for call in calls if isinstance(call.func, ast.Name) and call.func.id in {"open", "print"}]


def test_nothing_is_read_at_import():
    code = f"""
import importlib, sys
read = []
sys.addaudithook(lambda event, args: read.append(str(args[0])) if event == "open" else None)
for module in {ORDER!r}:
    importlib.import_module("helpers." + module)
print([path for path in read if {str(PACKAGE / "resources")!r} in path])
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
