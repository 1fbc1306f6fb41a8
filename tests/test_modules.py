"""How the modules hang together: imports run one way, and nothing is read before it is needed."""

from __future__ import annotations

import ast
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from helpers.paths import PROJECT

PACKAGE = PROJECT / "src" / "helpers"

# A module reaches, directly or through others, only modules that stand before it; modules not named here are parts of
# these and may stand anywhere, as long as nothing runs in a circle.
ORDER = (
    "paths tables numerals periods places cleaning articles observations indicators vocabulary figures charts pipeline"
)
TEXT_MODULES = ("numerals", "periods", "places", "decoding", "readings", "damage", "cleaning", "subjects", "listings")


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


@cache
def find_graph() -> dict[str, set[str]]:
    """Which modules of the package each one imports."""
    graph: dict[str, set[str]] = {}
    for path in PACKAGE.rglob("*.py"):
        names = [name.split(".") for name in find_imports(path)]
        imported = {parts[1] for parts in names if parts[0] == "helpers"} - {get_module(path)}
        graph.setdefault(get_module(path), set()).update(imported)
    return graph


def find_reach(module: str) -> set[str]:
    """All modules that one imports, directly or through others."""
    reached: set[str] = set()
    waiting = {module}
    while waiting:
        new = find_graph().get(waiting.pop(), set()) - reached
        reached |= new
        waiting |= new
    return reached


def test_no_imports_run_in_a_circle():
    assert [module for module in find_graph() if module in find_reach(module)] == []


@pytest.mark.parametrize("module", ORDER.split())
def test_imports_run_one_way(module):
    assert module in find_graph()
    assert not find_reach(module) & set(ORDER.split()[ORDER.split().index(module) :])


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
for module in {ORDER.split()!r}:
    importlib.import_module("helpers." + module)
print([path for path in read if {str(PACKAGE / "resources")!r} in path])
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
