"""Run one notebook in a kernel that was started beforehand, in a folder of its own."""

from __future__ import annotations

import ast
import asyncio
import json
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import groupby
from pathlib import Path
from types import ModuleType
from typing import Any

from helpers.run.records import Record, Step, find_files, has_parameters, make_cell, make_record
from helpers.run.state import CellError, Run
from helpers.storage import OUT_VARIABLE, PROGRESS_VARIABLE, write_whole

KERNELSPEC = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
# Seconds that attempts to start a kernel wait for its first answer, which comes in less than one. Seldom it never does:
# what is asked while ipykernel registers who is to be told of questions may be lost, and all behind it. Then another
# kernel is quicker; but where the machine is so busy that none is quick, the next is given more time.
PATIENCE = (10, 45, 90)
PROGRESS = ".progress"  # file in the folder of a kernel
# What would make a kernel of this user another than that of the next: modules and start-up files of one's own.
PERSONAL = {"PYTHONDONTWRITEBYTECODE", "PYTHONPATH", "PYTHONHOME", "PYTHONSTARTUP", "PYTHONUSERBASE", "PYTHONWARNINGS"}
CELL_FILE = re.compile(r"(?:[A-Za-z]:)?(?:[/\\]+[\w.~-]+)*[/\\]+ipykernel_\d+[/\\]+(?=\d+\.py)")
# As `python -m ipykernel_launcher`, but without the debugger, to which nobody attaches here: it is slow to import.
LAUNCHER = "import runpy, sys; sys.modules['debugpy'] = None; runpy.run_module('ipykernel_launcher', None, '__main__')"
# What a notebook that takes this from the helpers does at its first text; so patterns are compiled while it waits.
WARMING = {
    "observe_all": "from helpers.extract import observe; observe('2023年，全县有小学12所（其中教学点3所），在校生1.2万'"
    "'人，比上年增加300人，增长2.5%。到2025年，投资3000万元新建幼儿园5所，新增学位1200个。', '', '2024')",
    "map_observations": "from helpers.concepts import parse_concept; parse_concept('农村小学在校生', '人', 'level')",
}
WATCHING = str(Path(__file__).with_name("watching.py"))


def load_nbformat() -> ModuleType:
    """Import nbformat without what checks formats that jsonschema knows and notebooks never use (2 s of parsers)."""
    for name in ("rfc3987_syntax", "isoduration"):
        sys.modules.setdefault(name, None)  # type: ignore[arg-type]
    import nbformat

    return nbformat


def find_imports(cells: list[dict[str, Any]]) -> list[str]:
    """Return the import statements of code cells, and what they take from the modules: packages load that when asked.

    >>> find_imports([{"cell_type": "code", "source": s} for s in ("from a import b\\nx = b.c(1).d", "%magic")])
    ['from a import b', 'b.c']
    """
    nodes: list[ast.AST] = []
    for source in (cell["source"] for cell in cells if cell["cell_type"] == "code"):
        with suppress(SyntaxError):
            nodes += ast.walk(ast.parse(source))
    imports = [node for node in nodes if isinstance(node, ast.Import | ast.ImportFrom)]
    modules = {alias.asname or alias.name for node in imports for alias in node.names}
    taken = [node for node in nodes if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)]
    uses = (ast.unparse(node) for node in taken if node.value.id in modules)  # type: ignore[attr-defined]
    return [*map(ast.unparse, imports), *dict.fromkeys(uses)]


def find_warming(imports: list[str]) -> list[str]:
    """Return what is worth doing before a notebook begins that has these import statements.

    >>> find_warming(["from helpers import charts", "charts.publish"])
    []
    """
    return [warming for name, warming in WARMING.items() if any(name in statement for statement in imports)]


def find_shadowing(folder: Path) -> list[str]:
    """Return the modules beside the notebooks that hide others of their name, which the notebooks would import."""
    beside = {path.stem for path in folder.glob("*.py")} | {path.parent.name for path in folder.glob("*/__init__.py")}
    return sorted(name for name in beside if name in sys.stdlib_module_names or find_spec(name))


def make_environment(work: Path) -> dict[str, str]:
    """Return the environment of a kernel that writes below a folder."""
    return {name: value for name, value in os.environ.items() if name not in PERSONAL} | {OUT_VARIABLE: str(work)}


def make_server(run: Run) -> Any:
    """Return what kernels of the run's steps are forked from; None where that cannot be."""
    from helpers.run.forks import Server, can_fork, choose_shared

    imports = [statement for step in run.chosen for statement in find_imports(step.cells)]
    folder = run.files.project / "notebooks"
    return Server(choose_shared(imports), folder, make_environment(run.cache)) if can_fork() else None


@dataclass
class Kernel:
    """A kernel for one step, which, once started, holds the step's imports and writes below the folder `work`."""

    run: Run
    step: Step
    server: Any = None  # whose fork the kernel will be; None where it starts by itself
    work: Path = Path()
    manager: Any = None
    client: Any = None

    async def start(self) -> None:
        """Have the kernel ready; raise ConnectionError if that cannot be done."""
        for patience in PATIENCE:
            try:
                return await self._start_once(patience)
            except RuntimeError as error:  # mostly: another program took one of the ports that had been free
                await self.stop()
                if patience == PATIENCE[-1]:
                    raise ConnectionError(f"no kernel could be started: {error}\n{self._read_log()}") from None

    async def _start_once(self, patience: int) -> None:
        """Start the process, connect to it and have it import what the notebook will."""
        from jupyter_client import AsyncKernelManager

        self.work = Path(tempfile.mkdtemp(prefix=f"run-{self.step.name}-", dir=self.run.cache))
        environment = make_environment(self.work) | {"IPYTHONDIR": str(self.work / ".ipython")}
        self.manager = AsyncKernelManager(kernel_name="python3", transport_encryption="auto")
        self.manager.kernel_spec.argv = [sys.executable, "-c", LAUNCHER, "-f", "{connection_file}"]
        if self.server:
            self.manager.provisioner = self.server.provide(self.manager)
        with open(self.work / ".kernel.log", "wb") as log:  # what the process itself says; seldom anything
            await self.manager.start_kernel(
                cwd=str(self.run.files.project / "notebooks"),
                env=environment | {PROGRESS_VARIABLE: str(self.work / PROGRESS)},
                extra_arguments=["--HistoryManager.hist_file=:memory:"],
                stdout=log,
                stderr=log,
            )
        load_nbformat()  # while the process comes up
        self.client = self.manager.client()
        self.client.start_channels(hb=False)  # the thread of heartbeats would fail loudly when stopped at its start
        await self.client.wait_for_ready(timeout=patience)
        imports = find_imports(self.step.cells)
        statements = [*imports, *find_warming(imports)]
        await self._call(f"__import__('runpy').run_path({WATCHING!r})['prepare']({statements!r})")

    def read_progress(self) -> str:
        """Return how far long work of a cell is, as it has noted that; "" if it has not."""
        with suppress(OSError, UnicodeDecodeError):
            return (self.work / PROGRESS).read_text("utf-8")
        return ""

    def _read_log(self) -> str:
        with suppress(OSError):
            return "\n".join((self.work / ".kernel.log").read_text("utf-8", errors="replace").splitlines()[-10:])
        return ""

    async def _call(self, code: str) -> None:
        """Run an expression in the kernel, leaving no name, output or execution count behind."""
        request = self.client.execute(code, silent=True, store_history=False, reply=True, timeout=None)
        answer = asyncio.ensure_future(request)
        # If this is cancelled nobody waits for the answer: it fails when the channels close, and that is no news.
        answer.add_done_callback(lambda answer: answer.cancelled() or answer.exception())
        try:
            while not answer.done():
                await asyncio.wait({answer}, timeout=1)
                if not answer.done() and not await self.manager.is_alive():
                    raise RuntimeError("the kernel died")
        finally:
            answer.cancel()
        content = answer.result()["content"]
        if content["status"] != "ok":
            raise RuntimeError("\n".join(content.get("traceback", [str(content)])))

    async def execute(self, text: str, progress: Callable[[int, int], None]) -> tuple[str, Record]:
        """Run a notebook (its JSON); return it executed, and what was read; raise CellError if a cell fails."""
        from nbclient import NotebookClient
        from nbclient.exceptions import CellExecutionError, DeadKernelError

        notebook = load_nbformat().reads(text, as_version=4)
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
                traceback = "\n".join(lines) or self._read_log()
                said = map(self.name_real_places, (value, traceback, write_notebook(notebook)))
                raise CellError(self.step.name, index + 1, cell.source, name, *said) from None
        seen = self.work / ".seen.json"
        await self._call(f"__import__('_watching').report({str(seen)!r})")
        return self.name_real_places(write_notebook(notebook)), json.loads(seen.read_text("utf-8"))

    def name_real_places(self, text: str) -> str:
        """Put the output folder's path where the kernel's own folder is named, and a cell's name without its process.

        A warning names its cell by a file of the kernel's process, whose number is chance.
        """
        text = CELL_FILE.sub("", text)
        for kind in ("processed", "figures", "reports"):
            text = text.replace(str(self.work / kind), str(self.run.files.place(kind)))
        return text.replace(str(self.work), str(self.run.root))

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
    merged = []
    for name, group in groupby(outputs, lambda output: output.get("name")):
        pieces = list(group)
        if name:
            pieces[0]["text"] = "".join(piece["text"] for piece in pieces)
        merged += pieces[:1] if name else pieces
    return merged


def write_notebook(notebook: Any) -> str:
    """Write a notebook as Jupyter does, without what differs between machines or by chance."""
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
        if cell.cell_type == "code":
            cell.outputs = merge_streams(cell.outputs)
    notebook.metadata = {"kernelspec": KERNELSPEC, "language_info": {"name": "python"}}
    return load_nbformat().writes(notebook, version=4) + "\n"


# ---- a step's folder


async def run_step(kernel: Kernel, progress: Callable[[int, int], None]) -> str:
    """Run a step and keep its results as done; return what the last step printed; raise CellError if a cell fails."""
    run, step, work = kernel.run, kernel.step, kernel.work
    copy_inputs(kernel)
    before = take_stock(work)
    text, seen = await kernel.execute(inject(kernel), progress)
    if step.keep:
        write_whole(work / "notebooks" / f"{step.name}.ipynb", text.encode())
    written = sorted(name for name, identity in take_stock(work).items() if before.get(name) != identity)
    writes = {name: run.files.hash_path(work / name) for name in written}
    parameters, hidden = run.get_parameters(step), run.find_hidden(step)
    run.lay_down(step, make_record(step, parameters, seen, writes, hidden, work, run.files), work)
    return "" if step.keep else find_printed(text).strip()


def copy_inputs(kernel: Kernel) -> None:
    """Copy what a step may read into its folder: the tables and figures that earlier steps wrote."""
    run, step, work = kernel.run, kernel.step, kernel.work
    hidden = run.find_hidden(step)
    for kind in ("processed", "figures"):
        (work / kind).mkdir()
        for key in run.files.keys(kind) - hidden:
            (work / key).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(run.files.find(key), work / key)  # type: ignore[arg-type]


def take_stock(folder: Path) -> dict[str, tuple[int, int, int]]:
    """Return name → identity of all files below a folder, to see later which were written."""
    stats = {name: (folder / name).stat() for name in find_files(folder)}
    return {name: (stat.st_ino, stat.st_mtime_ns, stat.st_size) for name, stat in stats.items()}


def inject(kernel: Kernel) -> str:
    """Return a notebook's JSON with a cell of values behind its parameters cell, as papermill does."""
    run, step = kernel.run, kernel.step
    given = run.given | ({"out": str(kernel.work)} if "out" in run.given else {})
    lines = [f"{name} = {value!r}" for name, value in given.items() if name in step.parameters]
    if not lines:
        return step.text
    notebook = json.loads(step.text)
    place = next(place for place, cell in enumerate(notebook["cells"], 1) if has_parameters(cell))
    notebook["cells"].insert(place, make_cell("injected-parameters", "\n".join(["# Parameters", *lines])))
    return json.dumps(notebook)


def find_printed(text: str) -> str:
    """Return what the cells of an executed notebook (its JSON) printed."""
    outputs = (output for cell in json.loads(text)["cells"] for output in cell.get("outputs", []))
    return "".join("".join(output["text"]) for output in outputs if output.get("name") == "stdout")
