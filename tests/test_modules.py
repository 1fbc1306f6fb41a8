"""How the packages hang together: imports run downwards, through faces, and nothing is read before it is needed."""

from __future__ import annotations

import ast
import importlib
import json
import subprocess
import sys
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from helpers.storage import PROJECT

PACKAGE = PROJECT / "src" / "helpers"

# A package imports only packages that stand before it.
ORDER = [
    "storage",
    "language",
    "text",
    "sources",
    "extract",
    "concepts",
    "compare",
    "charts",
    "themes",
    "report",
    "run",
]
FILES = sorted(path for package in ORDER for path in (PACKAGE / package).glob("*.py") if path.name != "__init__.py")
PURE = [path for path in FILES if path.parent.name in ("language", "text", "extract") and path.name != "__main__.py"]
LONGEST = 500


def name_module(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix().removesuffix(".py").replace("/", ".")


@cache
def find_imports(path: Path) -> list[tuple[str, str]]:
    """The (module, name) pairs that a file imports, inside functions too; name is "" for `import module`."""
    found = []
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found += [(alias.name, "") for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            found += [(node.module, alias.name) for alias in node.names]
    return found


def find_own(path: Path) -> list[str]:
    """The modules of the project that a file imports, without the leading `helpers.`"""
    return [module.removeprefix("helpers.") for module, _ in find_imports(path) if module.startswith("helpers.")]


@pytest.mark.parametrize("path", FILES, ids=name_module)
def test_packages_import_downwards_and_through_faces(path):
    own = path.parent.name
    for module in find_own(path):
        package = module.split(".")[0]
        if package == own:
            assert "." in module, f"{path.name} imports the face of its own package"
        else:
            assert module == package, f"{path.name} reaches into {module}: import from helpers.{package}"
            assert ORDER.index(package) < ORDER.index(own)


def test_no_imports_run_in_a_circle_within_a_package():
    graph = {name_module(path): set(find_own(path)) for path in FILES}
    while leaves := {module for module in graph if not graph[module] & set(graph)}:
        graph = {module: imported for module, imported in graph.items() if module not in leaves}
    assert graph == {}


@pytest.mark.parametrize("package", ORDER)
def test_a_face_names_what_its_modules_define(package):
    face = importlib.import_module(f"helpers.{package}")
    assert face.__all__
    for name in face.__all__:
        assert getattr(face, name) is not None


def test_no_public_name_has_two_addresses():
    names = Counter(name for package in ORDER for name in importlib.import_module(f"helpers.{package}").__all__)
    assert [name for name, count in names.items() if count > 1] == []


@pytest.mark.parametrize("path", sorted(PROJECT.glob("notebooks/**/*.ipynb")), ids=lambda path: path.stem)
def test_notebooks_import_faces_only(path):
    cells = [cell for cell in json.loads(path.read_text("utf-8"))["cells"] if cell["cell_type"] == "code"]
    nodes = [node for cell in cells for node in ast.walk(ast.parse("".join(cell["source"])))]
    modules = [node.module for node in nodes if isinstance(node, ast.ImportFrom)]
    assert [
        m for m in modules if m.startswith("helpers") and m.removeprefix("helpers.") not in [*ORDER, "helpers"]
    ] == []


@pytest.mark.parametrize("path", FILES, ids=name_module)
def test_modules_are_short(path):
    lines = len(path.read_text("utf-8").splitlines())
    assert lines <= LONGEST


@pytest.mark.parametrize("path", PURE, ids=name_module)
def test_text_modules_touch_neither_disk_nor_plots(path):
    foreign = {module.split(".")[0] for module, _ in find_imports(path)}
    assert not foreign & {"matplotlib", "pathlib", "os", "io", "shutil", "tempfile", "seaborn", "pandas"}
    calls = [node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call)]
    assert not [call for call in calls if isinstance(call.func, ast.Name) and call.func.id in {"open", "print"}]


def test_extraction_needs_no_files_and_no_tables():
    code = "import sys; from helpers.extract import observe; observe('全市有小学12所。'); print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert "helpers.extract" in loaded
    assert not {"pandas", "helpers.sources", "helpers.concepts", "trafilatura", "jieba"} & set(loaded)


def test_nothing_is_read_at_import():
    modules = [f"helpers.{name_module(path)}" for path in FILES]
    code = f"""
import importlib, sys
read = []
sys.addaudithook(lambda event, args: read.append(str(args[0])) if event == "open" else None)
for module in {modules!r}:
    importlib.import_module(module)
print([path for path in read if {str(PACKAGE / "resources")!r} in path])
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
