"""Note which files a notebook reads and which modules it loads; standard library only.

The kernel runs this file by its path, so that it loads no helper which the notebook does not load itself.
"""

from __future__ import annotations

import json
import os
import sys
from contextlib import suppress
from pathlib import Path
from types import ModuleType
from typing import Any

WRITE_FLAGS = os.O_WRONLY | os.O_CREAT | os.O_TRUNC

_opened: set[str] = set()
_listed: set[str] = set()


def _watch(event: str, arguments: tuple[Any, ...]) -> None:
    """Note each file that is opened for reading and each folder that is listed (an audit hook, PEP 578)."""
    if event == "open":
        path, mode, flags = arguments
        reads = "r" in mode or "+" in mode if mode else not (flags or 0) & WRITE_FLAGS
        if reads and isinstance(path, str | bytes | os.PathLike):
            _opened.add(os.path.abspath(os.fsdecode(path)))
    elif event in ("os.listdir", "os.scandir") and isinstance(arguments[0], str | bytes | os.PathLike):
        _listed.add(os.path.abspath(os.fsdecode(arguments[0])))


def prepare(imports: list[str]) -> None:
    """Begin to watch, and import what a notebook will ahead of it; errors are left to its own cells."""
    sys.modules["_watching"] = module = ModuleType("_watching")  # by which the report will be asked for
    module.report = report  # type: ignore[attr-defined]
    sys.addaudithook(_watch)
    names: dict[str, Any] = {}
    for statement in imports:
        with suppress(Exception):
            exec(statement, names)


def report(path: str) -> None:
    """Write to path, as JSON, what was read so far and which modules are loaded."""
    modules = {getattr(module, "__file__", None) for module in list(sys.modules.values())}
    seen = {
        "opened": sorted(_opened),
        "listed": sorted(_listed),
        "modules": sorted(os.path.abspath(file) for file in modules if isinstance(file, str)),
        # What worker processes read is not seen here: then all texts count as read.
        "workers": any(name.startswith(("multiprocessing.popen_", "distributed.")) for name in sys.modules),
    }
    Path(path).write_text(json.dumps(seen), encoding="utf-8")
