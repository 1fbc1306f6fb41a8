"""One run over the notebooks: which must run, which may run side by side, and where results wait for the others."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from helpers.run.kernels import CellError, Kernel, find_imports, find_printed
from helpers.run.records import Files, Record, Step, find_reason, make_record, walk
from helpers.storage import OUT_VARIABLE, write_whole

AT_ONCE = 2
PLACES = ("raw", "out")  # parameters that say where, not what: results do not depend on them
FILES = ("reference",)  # parameters that name a file: results depend on what it holds


def inject(step: Step, values: dict[str, Any]) -> str:
    """Return a notebook's JSON with a cell of values behind its parameters cell, as papermill does."""
    values = {name: value for name, value in values.items() if name in step.parameters}
    if not values:
        return step.text
    notebook = json.loads(step.text)
    cell = {
        "cell_type": "code",
        "execution_count": None,
        "id": "injected-parameters",
        "metadata": {"tags": ["injected-parameters"]},
        "outputs": [],
        "source": "# Parameters\n" + "\n".join(f"{name} = {value!r}" for name, value in values.items()),
    }
    tagged = [i for i, c in enumerate(notebook["cells"]) if "parameters" in c["metadata"].get("tags", [])]
    notebook["cells"].insert(tagged[0] + 1, cell)
    return json.dumps(notebook)


def take_stock(folder: Path) -> dict[str, tuple[int, int, int]]:
    """Return name → identity of all files below a folder, to see later which were written."""
    stats = {name: (folder / name).stat() for name in walk(folder)}
    return {name: (stat.st_ino, stat.st_mtime_ns, stat.st_size) for name, stat in stats.items()}


class StepError(Exception):
    """A step failed: which one, and the error of its cell."""

    def __init__(self, step: Step, error: CellError) -> None:
        """Take the step and what went wrong in it."""
        super().__init__(f"{step.name}: {error.value}")
        self.step, self.error = step, error


@dataclass
class Run:
    """A run: what it was told, what it knows, and what it has made so far.

    A step works in a folder of its own, into which the tables of earlier steps are copied. When it has succeeded, its
    results and its record move to `.cache/done`, where a later run finds them if this one does not come to its end.
    """

    files: Files
    root: Path  # all that is written lies below it
    steps: list[Step]
    chosen: list[Step]
    known: Record  # run.json as it was
    hints: Record  # run.json of another run of the same notebooks: what they are likely to read
    given: dict[str, Any] = field(default_factory=dict)  # parameters
    force: bool = False
    progress: Callable[[Step, int, int], None] = lambda step, cell, cells: None
    finished: Callable[[Step, float], None] = lambda step, seconds: None

    records: dict[str, Record] = field(init=False)  # as they will be
    ran: set[str] = field(default_factory=set)
    said: str = ""  # what the last step printed
    _waiting: list[Step] = field(default_factory=list)
    _running: dict[asyncio.Task[None], Step] = field(default_factory=dict)
    _started: dict[str, asyncio.Task[Kernel]] = field(default_factory=dict)
    _kernels: list[Kernel] = field(default_factory=list)
    _stopping: list[asyncio.Task[None]] = field(default_factory=list)
    _early: set[str] = field(default_factory=set)  # begun before all earlier steps had ended
    _cautious: set[str] = field(default_factory=set)  # not to be begun early again

    def __post_init__(self) -> None:
        """Begin with what is known."""
        self.records = deepcopy(self.known["steps"])
        for record in self.records.values():
            self.files.codes |= {known["bytes"]: known["code"] for known in record["helpers"].values()}

    @property
    def cache(self) -> Path:
        """The folder for what is not yet in its place."""
        return self.root / ".cache"

    @property
    def done(self) -> Path:
        """The folder for the results of finished steps."""
        return self.cache / "done"

    def get_parameters(self, step: Step) -> dict[str, Any]:
        """Return the given parameters that a step has and that its results depend on."""
        given = {n: v for n, v in self.given.items() if n in step.parameters and n not in PLACES}
        return {n: self.files.hash_path(Path(v)) if n in FILES else v for n, v in given.items()}

    def find_reason(self, step: Step) -> str:
        """Say why a step must run; "" if it need not."""
        if self.force and step.name not in self.ran:
            return "--force"
        return find_reason(step, self.records.get(step.name), self.get_parameters(step), self.files)

    def find_needs(self, step: Step) -> set[str]:
        """Return the earlier steps whose results a step reads, by its record; all, if it has changed since."""
        earlier = {other.name for other in self.steps[: self.steps.index(step)]}
        record = self._get_hint(step.name)
        if not step.keep or step.name in self._cautious or record.get("cells") != step.hash:
            return earlier
        if any(self.files.hash(key) != known["bytes"] for key, known in record["helpers"].items()):
            return earlier
        return {name for name in earlier if record["reads"].keys() & self._get_hint(name).get("writes", {}).keys()}

    def _get_hint(self, name: str) -> Record:
        return self.records.get(name) or self.hints["steps"].get(name, {})

    def plan(self) -> dict[str, str]:
        """Return the steps that would run, in order, each with the reason."""
        plan: dict[str, str] = {}
        for step in self.chosen:
            sources = sorted(self.find_needs(step) & plan.keys())
            reason = self.find_reason(step) or (sources and f"if the results of {', '.join(sources)} change")
            if reason:
                plan[step.name] = reason
        return plan

    def resume(self) -> list[str]:
        """Take over what a run that did not come to its end had finished, if it still holds; name these steps."""
        return [step.name for step in self.chosen if self.find_reason(step) and self._resume(step)]

    async def execute(self) -> None:
        """Run the chosen steps that must run; raise StepError for the first that fails. No kernel is left behind."""
        likely = self.plan()
        self._waiting = list(self.chosen)
        self._note_sources()
        try:
            while self._waiting or self._running:
                self._begin_ready_steps()
                self._start_kernels_ahead([step for step in self._waiting if step.name in likely])
                await self._await_one()
        finally:
            tasks = [*self._running, *self._started.values()]
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, *self._stopping, return_exceptions=True)
            await asyncio.gather(*(kernel.stop() for kernel in self._kernels))

    def _note_sources(self) -> None:
        """Hash texts and modules before they are used: one that is edited meanwhile then counts as changed."""
        for name in walk(self.files.project / "src"):
            self.files.hash(f"project/src/{name}")
        for key in self.files.keys("raw"):
            self.files.hash(key)

    def _find_unsettled(self, step: Step) -> set[str]:
        """Return the steps before this one that are not at their end yet."""
        earlier = {other.name for other in self.steps[: self.steps.index(step)]}
        return earlier & {other.name for other in [*self._waiting, *self._running.values()]}

    def _begin_ready_steps(self) -> None:
        """Begin the steps whose turn it is; those that need not run leave the queue at once."""
        for step in list(self._waiting):
            unsettled = self._find_unsettled(step)
            if len(self._running) == AT_ONCE or self.find_needs(step) & unsettled:
                continue
            self._waiting.remove(step)
            if not self.find_reason(step) or self._resume(step):
                continue
            if unsettled:
                self._early.add(step.name)
            self._start_kernel(step)
            self._running[asyncio.create_task(self._run_step(step))] = step

    def _start_kernels_ahead(self, steps: list[Step]) -> None:
        """Start the kernels of the steps whose turn comes soonest, while others work; two at a time."""
        for step in sorted(steps, key=self._count_turns)[:AT_ONCE]:
            if len(self._find_starting()) < AT_ONCE:
                self._start_kernel(step)

    def _count_turns(self, step: Step) -> int:
        """Return how many steps must end, one after the other, before this one can begin."""
        names = self.find_needs(step) & self._find_unsettled(step)
        return max((1 + self._count_turns(other) for other in self.steps if other.name in names), default=0)

    def _find_starting(self) -> list[asyncio.Task[Kernel]]:
        return [task for task in self._started.values() if not task.done()]

    async def _await_one(self) -> None:
        """Wait until a step or a kernel's start ends. A step that, by its outcome, was begun too early is put back."""
        tasks = [*self._running, *self._find_starting()]
        if tasks:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in [task for task in self._running if task.done()]:
            step = self._running.pop(task)
            try:
                task.result()
            except StepError:
                if step.name not in self._early - self._cautious:
                    raise
                self._put_back(step)
        if not self._running and not self._waiting:
            for step in self.chosen:
                if step.name in self._early - self._cautious and self.find_reason(step):
                    self._put_back(step)

    def _put_back(self, step: Step) -> None:
        self._cautious.add(step.name)
        self._waiting.insert(0, step)
        self._waiting.sort(key=self.steps.index)

    def _start_kernel(self, step: Step) -> asyncio.Task[Kernel]:
        """Start a kernel for a step, in a new working folder, unless one is starting already."""
        if step.name not in self._started:
            work = Path(tempfile.mkdtemp(prefix=f"run-{step.name}-", dir=self.cache))
            environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
            environment[OUT_VARIABLE] = str(work)
            folder = self.files.project / "notebooks"
            kernel = Kernel(folder, environment, find_imports(step.sources), work / ".kernel.log")
            self._kernels.append(kernel)
            self._started[step.name] = asyncio.create_task(kernel.start())
        return self._started[step.name]

    async def _run_step(self, step: Step) -> None:
        """Run a step in a folder of its own and lay down its results as done; raise StepError if a cell fails."""
        start = time.monotonic()
        self.progress(step, 0, len(step.cells))
        kernel = await self._start_kernel(step)
        del self._started[step.name]
        work = Path(kernel.environment[OUT_VARIABLE])
        self._copy_inputs(step, work)
        before = take_stock(work)
        values = self.given | ({"out": str(work)} if "out" in self.given else {})
        seen = work / ".seen.json"
        try:
            text = await kernel.run(inject(step, values), seen, lambda cell, cells: self.progress(step, cell, cells))
        except CellError as error:
            error.value, error.traceback, error.partly_run = (
                self._name_real_places(part, work) for part in (error.value, error.traceback, error.partly_run)
            )
            raise StepError(step, error) from None
        finally:
            self._stopping.append(asyncio.create_task(kernel.stop()))  # others need not wait for that
        if step.keep:
            write_whole(work / "notebooks" / f"{step.name}.ipynb", self._name_real_places(text, work).encode())
        else:
            self.said = self._name_real_places(find_printed(text), work).strip()
        after = take_stock(work)
        writes = {name: self.files.hash_path(work / name) for name in sorted(after) if before.get(name) != after[name]}
        record = make_record(step, self.get_parameters(step), json.loads(seen.read_text()), writes, work, self.files)
        for name in after.keys() - writes.keys():
            (work / name).unlink()
        write_whole(work / "record.json", json.dumps(record).encode())
        self._settle(step, work, record)
        self.finished(step, time.monotonic() - start)

    def _copy_inputs(self, step: Step, work: Path) -> None:
        """Copy what a step may read into its folder: the tables and figures that earlier steps wrote."""
        later = self.steps[self.steps.index(step) :]
        hidden = {key for other in later for key in self._get_hint(other.name).get("writes", {})}
        for kind in ("processed", "figures"):
            (work / kind).mkdir()
            for key in self.files.keys(kind) - hidden:
                source = self.files.find(key)
                assert source is not None
                (work / key).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(source, work / key)

    def _name_real_places(self, text: str, work: Path) -> str:
        """Put the output folder's path where a step's own folder is named."""
        for kind in ("processed", "figures", "reports"):
            text = text.replace(str(work / kind), str(getattr(self.files.folders, kind)))
        return text.replace(str(work), str(self.root))

    def _settle(self, step: Step, work: Path, record: Record) -> None:
        """Lay a step's results down as done, and let later steps see them."""
        home = self.done / step.name
        shutil.rmtree(home, ignore_errors=True)
        self.done.mkdir(exist_ok=True)
        work.rename(home)
        self._accept(step, record)

    def _accept(self, step: Step, record: Record) -> None:
        home = self.done / step.name
        for path in [path for path in self.files.hashes if home in path.parents]:
            del self.files.hashes[path]
        others = {key for name, other in self.records.items() if name != step.name for key in other["writes"]}
        for key in self.records.get(step.name, record)["writes"].keys() - record["writes"].keys() - others:
            self.files.fresh[key] = None
        for key in record["writes"]:
            self.files.fresh[key] = home / key
        self.records[step.name] = record
        self.ran.add(step.name)

    def _resume(self, step: Step) -> bool:
        """Take over what an earlier run that did not end has laid down as done, if it still holds."""
        home = self.done / step.name
        with suppress(OSError, ValueError):
            record = json.loads((home / "record.json").read_text("utf-8"))
            if not find_reason(step, record, self.get_parameters(step), self.files, made=home) and not self.force:
                self._accept(step, record)
                return True
        return False
