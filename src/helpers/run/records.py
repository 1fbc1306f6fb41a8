"""What a notebook's results rest on, by content, and whether that has changed.

A record holds hashes: of the notebook's cells, the parameters given, the lock, the modules of the project that were
loaded, the files that were read (as seen by the kernel, not as declared) and the files that came out.
`processed/run.json` keeps the records beside the results, so that they travel with them.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from helpers.run.hashes import Hashes, hash_bytes
from helpers.storage import Folders, InputError, walk

Record = dict[str, Any]
RUN_FILE = "processed/run.json"
PLACES = {"raw", "processed", "figures", "notebooks", "reports", "project"}  # with these the keys of files begin
WRITABLE = ("processed/", "figures/", "notebooks/", "reports/")  # in these places steps write
KEYED = ("helpers", "reads", "listings", "writes")  # parts of a record by the keys of files
PARTS = {"cells": str, "parameters": dict, "lock": str} | dict.fromkeys(KEYED, dict)


def hash_code(data: bytes) -> str:
    """Return a hash of Python code that comments, blank lines and layout do not change.

    >>> hash_code(b"x = (1 +\\n     2)  # three") == hash_code(b"x = 1 + 2") != hash_code(b"x = 2 + 1")
    True
    """
    import ast

    with suppress(SyntaxError, ValueError):
        data = ast.dump(ast.parse(data)).encode()
    return hash_bytes(data)


def has_parameters(cell: dict[str, Any]) -> bool:
    """Whether a cell is the one tagged `parameters`."""
    return "parameters" in cell["metadata"].get("tags", [])


def make_cell(tag: str, source: str) -> dict[str, Any]:
    """Return a code cell with a tag, which is its id too."""
    code = {"cell_type": "code", "execution_count": None, "outputs": []}
    return code | {"id": tag, "metadata": {"tags": [tag]}, "source": source}


@dataclass
class Step:
    """One notebook: its name and its JSON text, or the file that holds it, which is read at the first use.

    `keep` says whether the executed copy is kept. What is no notebook raises InputError at the first use.
    """

    name: str
    written: str = ""
    keep: bool = True
    path: Path | None = None

    @cached_property
    def text(self) -> str:
        """The notebook's JSON."""
        return self.path.read_bytes().decode() if self.path else self.written

    @cached_property
    def cells(self) -> list[dict[str, Any]]:
        """The cells with their sources as one string each."""
        try:
            cells = [{**cell, "source": "".join(cell["source"])} for cell in json.loads(self.text)["cells"]]
            _ = [(cell["cell_type"], cell["metadata"].get("tags", [])) for cell in cells]
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise InputError(f"{self.path} cannot be read as a notebook: {error}") from None
        return cells

    @cached_property
    def hash(self) -> str:
        """A hash of what the cells say, without their outputs."""
        essence = [[cell["cell_type"], cell["source"], cell["metadata"].get("tags", [])] for cell in self.cells]
        return hash_bytes(json.dumps(essence).encode())

    @cached_property
    def parameters(self) -> dict[str, Any]:
        """The names and default values that the cell tagged `parameters` assigns."""
        import ast

        found = {}
        for cell in filter(has_parameters, self.cells):
            try:
                nodes = ast.parse(cell["source"]).body
            except (SyntaxError, ValueError) as error:
                raise InputError(f"{self.path} has a cell of parameters that is no Python: {error}") from None
            for node in nodes:
                target = node.targets[0] if isinstance(node, ast.Assign) else getattr(node, "target", None)
                if isinstance(target, ast.Name):
                    with suppress(ValueError):
                        found[target.id] = ast.literal_eval(node.value)  # type: ignore[attr-defined]
        return found


def find_steps(folder: Path) -> list[Step]:
    """Return the notebooks of a folder, NN_name.ipynb, in their order."""
    return [Step(path.stem, path=path) for path in sorted(folder.glob("[0-9][0-9]_*.ipynb"))]


def load_records(path: Path) -> dict[str, Record]:
    """Return the records in a run.json by the names of the steps; what is none, half written or empty, is unknown."""
    with suppress(OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        steps = json.loads(path.read_text("utf-8"))["steps"]
        return {name: record for name, record in steps.items() if is_record(record)}
    return {}


def is_record(found: Any) -> bool:
    """Whether something read from JSON has the parts of a record."""
    if not isinstance(found, dict) or {name: type(part) for name, part in found.items()} != PARTS:
        return False
    helpers = [known for known in found["helpers"].values() if isinstance(known, dict)]
    if len(helpers) < len(found["helpers"]) or any(known.keys() != {"bytes", "code"} for known in helpers):
        return False
    hashes = [known for part in (*helpers, *map(found.get, KEYED[1:])) for known in part.values()]
    return (
        all(isinstance(known, str) for known in hashes)
        and all(is_key(key) for part in KEYED for key in found[part])
        and all(key.startswith(WRITABLE) for key in found["writes"])
    )


def is_key(key: str) -> bool:
    """Whether a word names a file in one of the places, or such a place; not something elsewhere.

    >>> [is_key(key) for key in ("raw/a.txt", "raw", "etc/a", "raw/../a", "raw//etc/a")]
    [True, True, False, False, False]
    """
    place, _, rest = key.partition("/")
    return place in PLACES and not Path(rest).anchor and ".." not in Path(rest).parts


@dataclass
class Files:
    """Files by key, as a run sees them: raw/a.txt, processed/b.csv, figures/c.png, notebooks/d.ipynb, project/src/e.py.

    `fresh` holds what this run has made and not yet put in its place; None stands for a file that goes.
    """

    project: Path
    folders: Folders
    store: Hashes = field(default_factory=Hashes)
    fresh: dict[str, Path | None] = field(default_factory=dict)
    places: dict[str, Path] = field(default_factory=dict)
    listings: dict[str, set[str]] = field(default_factory=dict)
    hashes: dict[Path, str] = field(default_factory=dict)
    codes: dict[str, str] = field(default_factory=dict)  # hash of a module's bytes → hash of what it says

    def place(self, key: str) -> Path:
        """Return where a file belongs."""
        if key not in self.places:
            kind, _, rest = key.partition("/")
            self.places[key] = (self.project if kind == "project" else getattr(self.folders, kind)) / rest
        return self.places[key]

    def find(self, key: str) -> Path | None:
        """Return where a file is now."""
        return self.fresh.get(key, self.place(key))

    def hash(self, key: str) -> str:
        """Return the hash of a file; "" where there is none."""
        path = self.find(key)
        return self.hash_path(path) if path else ""

    def hash_path(self, path: Path) -> str:
        """Return the hash of the file at a path, computed once in a run."""
        if path not in self.hashes:
            try:
                self.hashes[path] = self.store.find(path)
            except (OSError, ValueError):  # a name that no file can have
                return ""
        return self.hashes[path]

    def is_result(self, step: Step, record: Record) -> bool:
        """Whether a step's notebook is the executed one that an earlier run has written, of the record's cells."""
        return bool(step.path) and self.hash_path(step.path) == record["writes"].get(f"notebooks/{step.name}.ipynb")

    def keys(self, kind: str) -> set[str]:
        """Return the keys of all files of a kind; hidden ones and run.json do not count."""
        if kind not in self.listings:  # listed once, so that a text which comes during a run is new to the next
            self.listings[kind] = {f"{kind}/{name}" for name in find_files(self.place(kind))}
        fresh = {key for key, path in self.fresh.items() if path and key.startswith(f"{kind}/")}
        gone = {key for key, path in self.fresh.items() if path is None}
        return (self.listings[kind] | fresh) - gone - {RUN_FILE}

    def note_sources(self) -> None:
        """Hash texts and modules before they are used: one that is edited meanwhile then counts as changed."""
        for key in [*(f"project/src/{name}" for name in find_files(self.project / "src")), *self.keys("raw")]:
            self.hash(key)

    def name(self, path: str, work: Path) -> str:
        """Return the key of a path that a notebook working in `work` opened; "" if it is none of the project's."""
        roots = {"processed": work / "processed", "figures": work / "figures"}
        for kind, root in {**roots, "raw": self.folders.raw, "project": self.project}.items():
            start = os.path.join(root, "")
            if os.path.normcase(path + os.sep).startswith(os.path.normcase(start)):  # paths of pathlib take longer
                inside = path[len(start) :].replace(os.sep, "/") or "."
                hidden = inside.startswith(".") or "egg-info/" in inside or inside.endswith((".pyc", ".ipynb"))
                return "" if kind == "project" and hidden else f"{kind}/{inside}"
        return ""


def find_files(folder: Path) -> Iterator[str]:
    """Yield the names of all files below a folder, without hidden ones; bytes that are no UTF-8 are \\xNN."""
    for name, error in walk(folder):
        hidden = name.startswith(".") or "/." in name
        if not error and not hidden and os.path.isfile(os.path.join(folder, name)):
            yield os.fsencode(name).decode("utf-8", "backslashreplace")


def hash_listing(kind: str, hidden: set[str], files: Files) -> str:
    """Return a hash of the names of a folder's files, but for those that are hidden from the step."""
    return hash_bytes("\n".join(sorted(files.keys(kind) - hidden)).encode())


def make_record(
    step: Step, parameters: Record, seen: Record, writes: Record, hidden: set[str], work: Path, files: Files
) -> Record:
    """Describe a run of a step in the folder `work`: what it was, what its kernel saw it read, and what came out.

    Hidden are results of later steps: they may be there or not, the step does not see them.
    """
    keys = {files.name(path, work) for path in [*seen["opened"], *seen["modules"]]} - {""}
    if seen["workers"]:  # what those read and load is not seen: then all texts and all of the project's source count
        sources = find_files(files.project / "src")
        keys |= {f"project/src/{name}" for name in sources if "egg-info/" not in name and not name.endswith(".pyc")}
    helpers = {key for key in keys if key.endswith(".py")}
    reads = (keys | files.keys("raw") if seen["workers"] else keys) - helpers - writes.keys()
    # It read its own copies of tables: another step may have made them anew since.
    copied = {key: work / key for key in reads if key.startswith(("processed/", "figures/"))}
    # It rests on the lists of texts and tables that it listed, of texts if it takes some; the last step on all results.
    listed = {files.name(path, work).partition("/")[0] for path in seen["listed"]} & {"raw", "processed"}
    listed |= {"raw"} & step.parameters.keys() if step.keep else {"processed", "figures"}
    return {
        "cells": step.hash,
        "parameters": parameters,
        "lock": files.hash("project/requirements.lock"),
        "helpers": {key: describe_helper(key, files) for key in sorted(helpers)},
        "reads": {k: files.hash_path(copied[k]) if k in copied else files.hash(k) for k in sorted(reads)},
        "listings": {kind: hash_listing(kind, hidden | writes.keys(), files) for kind in sorted(listed)},
        "writes": writes,
    }


def describe_helper(key: str, files: Files) -> Record:
    """Return the hashes of a module: of its bytes, quick to compare, and of what it says without comments.

    A module that was edited since the run began has no second hash: what ran cannot be read any more.
    """
    known = files.hash(key)
    if known not in files.codes:
        path = files.find(key)
        data = path.read_bytes() if path and path.is_file() else b""
        files.codes[known] = hash_code(data) if hash_bytes(data) == known else ""
    return {"bytes": known, "code": files.codes[known]}


def find_reason(
    step: Step, record: Record | None, parameters: Record, hidden: set[str], files: Files, made: Path | None = None
) -> str:
    """Say why a step must run again; "" if its record still holds. Its files lie in `made`, or in their places."""
    if not record:
        return "it has not been run yet"
    if not files.is_result(step, record) and record["cells"] != step.hash:
        return "its cells changed"
    if record["parameters"] != parameters:
        return "its parameters changed"
    if record["lock"] != files.hash("project/requirements.lock"):
        return "requirements.lock changed"
    for key, known in record["helpers"].items():
        if files.hash(key) != known["bytes"]:
            now = describe_helper(key, files)
            if now["code"] != known["code"]:
                return f"{key.removeprefix('project/')} {'changed' if now['bytes'] else 'is gone'}"
            known["bytes"] = now["bytes"]  # only its comments changed
    for key, known in record["reads"].items():
        if files.hash(key) != known:
            return f"{key.removeprefix('project/')} {'changed' if files.hash(key) else 'is gone'}"
    for kind, known in record["listings"].items():
        if hash_listing(kind, hidden | record["writes"].keys(), files) != known:
            return f"files were added to {kind} or taken away"
    for key, known in record["writes"].items():
        now = files.hash_path(made / key) if made else files.hash(key)
        if now != known:
            return f"its result {key} {'is missing' if not now else 'was changed by something else'}"
    return ""
