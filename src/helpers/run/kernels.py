"""Run one notebook in a kernel that was started beforehand, and watch which files it reads.

The parent's half starts kernels and runs cells; the kernel's half (`prepare`, `report`) notes what the notebook opens.
"""

from __future__ import annotations

import ast
import asyncio
import json
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

KERNELSPEC = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
ATTEMPTS = 3
WRITE_FLAGS = os.O_WRONLY | os.O_CREAT | os.O_TRUNC

_opened: list[str] = []
_listed: list[str] = []


@dataclass
class CellError(Exception):
    """A cell raised: its number from 1, its source, the exception's name and message, and the notebook so far."""

    cell: int
    source: str
    name: str
    value: str
    traceback: str
    partly_run: str


# ---- in the kernel


def _watch(event: str, arguments: tuple[Any, ...]) -> None:
    """Note each file that is opened for reading and each folder that is listed (an audit hook, PEP 578)."""
    if event == "open":
        path, mode, flags = arguments
        reads = "r" in mode or "+" in mode if mode else not (flags or 0) & WRITE_FLAGS
        if reads and isinstance(path, str | bytes | os.PathLike):
            _opened.append(os.path.abspath(os.fsdecode(path)))
    elif event in ("os.listdir", "os.scandir") and isinstance(arguments[0], str | bytes | os.PathLike):
        _listed.append(os.path.abspath(os.fsdecode(arguments[0])))


def prepare(imports: list[str]) -> None:
    """Begin to watch, and run a notebook's import statements ahead of it; their errors are left to its own cells."""
    sys.addaudithook(_watch)
    for statement in imports:
        with suppress(Exception):
            exec(statement, {})


def report(path: str) -> None:
    """Write to path, as JSON, what was read so far and which modules are loaded."""
    modules = {getattr(module, "__file__", None) for module in list(sys.modules.values())} - {__file__}
    seen = {
        "opened": sorted(set(_opened)),
        "listed": sorted(set(_listed)),
        "modules": sorted(os.path.abspath(file) for file in modules if isinstance(file, str)),
        # What worker processes read is not seen here: then all texts count as read.
        "workers": any(name.startswith("multiprocessing.popen_") for name in sys.modules),
    }
    Path(path).write_text(json.dumps(seen), encoding="utf-8")


# ---- in the pipeline


def load_nbformat() -> ModuleType:
    """Import nbformat without the 35 parsers (1 to 2 s) of a format that jsonschema knows and notebooks never use."""
    sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
    import nbformat

    return nbformat


def find_imports(sources: list[str]) -> list[str]:
    """Return the import statements of code cells.

    >>> find_imports(["import os\\nx = 1", "from a import b", "%magic"])
    ['import os', 'from a import b']
    """
    found = []
    for source in sources:
        with suppress(SyntaxError):
            found += [ast.unparse(n) for n in ast.walk(ast.parse(source)) if isinstance(n, ast.Import | ast.ImportFrom)]
    return found


@dataclass
class Kernel:
    """A kernel that has started and holds a notebook's imports, and how to run the notebook in it."""

    folder: Path
    environment: dict[str, str]
    imports: list[str]
    log: Path  # what the process itself says; seldom anything
    manager: Any = None
    client: Any = None

    async def start(self) -> Kernel:
        """Start the process, connect to it and have it import what the notebook will; raise ConnectionError if not."""
        for attempts_left in reversed(range(ATTEMPTS)):
            try:
                await self.start_once()
                break
            except RuntimeError as error:  # mostly: another program took one of the ports that had been free
                await self.stop()
                if not attempts_left:
                    raise ConnectionError(f"no kernel could be started: {error}\n{self.read_log()}") from None
        return self

    async def start_once(self) -> None:
        """Try to start the process and to connect to it."""
        from jupyter_client import AsyncKernelManager

        self.manager = AsyncKernelManager(kernel_name="python3", transport_encryption="auto")
        with open(self.log, "wb") as log:
            await self.manager.start_kernel(
                cwd=str(self.folder),
                env=self.environment,
                extra_arguments=["--HistoryManager.hist_file=:memory:"],
                stdout=log,
                stderr=log,
            )
        load_nbformat()  # while the process comes up
        self.client = self.manager.client()
        self.client.start_channels()
        await self.client.wait_for_ready(timeout=120)
        await self.call("prepare", self.imports)

    def read_log(self) -> str:
        """Return the last lines that the process wrote."""
        with suppress(OSError):
            return "\n".join(self.log.read_text("utf-8", errors="replace").splitlines()[-10:])
        return ""

    async def call(self, function: str, argument: object) -> None:
        """Call a function of this module in the kernel, leaving no name, output or execution count behind."""
        code = f"__import__({__name__!r}, fromlist=['*']).{function}({argument!r})"
        request = self.client.execute(code, silent=True, store_history=False, reply=True, timeout=None)
        answer = asyncio.ensure_future(request)
        while not answer.done():
            await asyncio.wait({answer}, timeout=1)
            if not answer.done() and not await self.manager.is_alive():
                answer.cancel()
                raise RuntimeError("the kernel died")
        content = answer.result()["content"]
        if content["status"] != "ok":
            raise RuntimeError("\n".join(content.get("traceback", [str(content)])))

    async def run(self, text: str, seen: Path, progress: Callable[[int, int], None] = lambda cell, cells: None) -> str:
        """Run a notebook (its JSON), write what it read to `seen`, and return it executed, the same bytes each time.

        Raises CellError, which holds the partly run notebook.
        """
        nbformat = load_nbformat()
        from nbclient import NotebookClient
        from nbclient.exceptions import CellExecutionError, DeadKernelError

        notebook = nbformat.reads(text, as_version=4)
        for cell in notebook.cells:
            if cell.cell_type == "code":
                cell.outputs, cell.execution_count = [], None
        client = NotebookClient(notebook, km=self.manager, record_timing=False)
        client.kc = self.client
        for index, cell in enumerate(notebook.cells):
            progress(index + 1, len(notebook.cells))
            try:
                await client.async_execute_cell(cell, index, execution_count=client.code_cells_executed + 1)
            except (CellExecutionError, DeadKernelError) as error:
                name = getattr(error, "ename", "DeadKernelError")
                value = getattr(error, "evalue", "the kernel died (was the memory full?)")
                lines = [line for output in cell.outputs for line in output.get("traceback", [])]
                traceback = "\n".join(lines) or self.read_log()
                raise CellError(index + 1, cell.source, name, value, traceback, write_notebook(notebook)) from None
        await self.call("report", str(seen))
        return write_notebook(notebook)

    async def stop(self) -> None:
        """Kill the kernel and what it started; it has nothing left to say."""
        with suppress(Exception):
            if self.client is not None:
                self.client.stop_channels()
            if self.manager is not None and self.manager.has_kernel:
                await self.manager.shutdown_kernel(now=True)


def merge_streams(outputs: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Join pieces of printed text that follow each other, as JupyterLab does: where they were cut is chance.

    >>> pieces = [{"output_type": "stream", "name": "stdout", "text": text} for text in ("a", "b")]
    >>> [output["text"] for output in merge_streams(pieces)]
    ['ab']
    """
    merged: list[dict[str, Any]] = []
    for output in outputs:
        last = merged[-1] if merged else {}
        if output["output_type"] == "stream" and output["name"] == last.get("name"):
            last["text"] += output["text"]
        else:
            merged.append(output)
    return merged


def find_printed(text: str) -> str:
    """Return what the cells of an executed notebook (its JSON) printed."""
    outputs = (output for cell in json.loads(text)["cells"] for output in cell.get("outputs", []))
    return "".join("".join(output["text"]) for output in outputs if output.get("name") == "stdout")


def write_notebook(notebook: Any) -> str:
    """Write a notebook as Jupyter does, without what differs between machines or by chance."""
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
        if cell.cell_type == "code":
            cell.outputs = merge_streams(cell.outputs)
    notebook.metadata = {"kernelspec": KERNELSPEC, "language_info": {"name": "python"}}
    return load_nbformat().writes(notebook, version=4) + "\n"
