"""What a run was told and knows so far: which notebooks must run, and why, and what has been made."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from helpers.run.records import Files, Record, Step, find_reason, is_record
from helpers.storage import write_whole

NO_HINT: Record = {"cells": "", "helpers": {}, "reads": {}, "writes": {}}
ADDRESSES = ("raw", "out")  # parameters that say where, not what: results do not depend on them
FILES = ("reference", "style")  # parameters that name a file: results depend on what it holds


def remove(*folders: Path) -> None:
    """Remove folders with all that they hold, if they are there."""
    import shutil

    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)


@dataclass
class CellError(Exception):
    """A cell raised: step, number from 1, source, the exception's name and message, and the notebook so far."""

    step: str
    cell: int
    source: str
    name: str
    value: str
    traceback: str
    partly_run: str


@dataclass
class Run:
    """A run over the notebooks, of which some are chosen; `known` and `hints` are records by the names of steps."""

    files: Files
    root: Path  # all that is written lies below it
    steps: list[Step]
    chosen: list[Step]
    known: dict[str, Record]  # run.json as it was
    hints: dict[str, Record]  # run.json of another run of the same notebooks: what they are likely to read
    given: dict[str, Any] = field(default_factory=dict)  # parameters
    force: bool = False
    workers: int = 0  # of Dask, on this machine
    scheduler: str = ""  # of a cluster
    ran: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        """Begin with what is known."""
        self.records = dict(self.known)
        for record in (*self.hints.values(), *self.records.values()):  # what code of these bytes says, whoever found it
            self.files.codes |= {known["bytes"]: known["code"] for known in record["helpers"].values()}

    @property
    def cache(self) -> Path:
        """The folder for what is not yet in its place."""
        return self.root / ".cache"

    @property
    def partitions(self) -> Path:
        """The folder for what workers of a cluster have finished."""
        return self.cache / "partitions"

    @property
    def done(self) -> Path:
        """The folder for the results of finished steps."""
        return self.cache / "done"

    def get_parameters(self, step: Step) -> dict[str, Any]:
        """Return the given parameters that a step has and that its results depend on."""
        given = {n: v for n, v in self.given.items() if n not in ADDRESSES and n in step.parameters}
        return {n: self.files.hash_path(Path(v)) if n in FILES else v for n, v in given.items()}

    def get_hint(self, step: Step) -> Record:
        """Return the record from which to guess what a step reads and writes; it may be of another run."""
        return self.records.get(step.name) or self.hints.get(step.name, NO_HINT)

    def find_hidden(self, step: Step) -> set[str]:
        """Return what a step does not see: what it and later steps wrote, by their records."""
        return {key for other in self.steps[self.steps.index(step) :] for key in self.get_hint(other)["writes"]}

    def find_reason(self, step: Step, record: Record | None = None, made: Path | None = None) -> str:
        """Say why a step must run; "" if it need not, by its record or by another, whose files lie in `made`."""
        if self.force and step.name not in self.ran:
            return "--force"
        record = record or self.records.get(step.name)
        return find_reason(step, record, self.get_parameters(step), self.find_hidden(step), self.files, made)

    def find_needs(self, step: Step) -> set[str]:
        """Return the earlier steps whose results a step reads, by its record; all, if it has changed since."""
        earlier, record = self.steps[: self.steps.index(step)], self.get_hint(step)
        same = all(self.files.hash(key) == known["bytes"] for key, known in record["helpers"].items())
        if same and record["cells"] == step.hash:
            earlier = [other for other in earlier if record["reads"].keys() & self.get_hint(other)["writes"].keys()]
        return {other.name for other in earlier}

    def plan(self) -> dict[str, str]:
        """Return the steps that would run, in order, each with the reason."""
        plan: dict[str, str] = {}
        for step in self.chosen:
            sources = sorted(self.find_needs(step) & plan.keys()) if plan else []
            reason = self.find_reason(step) or (sources and f"if the results of {', '.join(sources)} change")
            if reason:
                plan[step.name] = reason
        return plan

    def accept(self, step: Step, record: Record, home: Path) -> None:
        """Note that a step has run and that its results lie in `home`, where later steps find them."""
        others = {key for name, other in self.records.items() if name != step.name for key in other["writes"]}
        gone = self.records.get(step.name, record)["writes"].keys() - record["writes"].keys() - others
        self.files.fresh |= dict.fromkeys(gone) | {key: home / key for key in record["writes"]}
        self.files.hashes |= {home / key: known for key, known in record["writes"].items()}
        self.records[step.name] = record
        self.ran.add(step.name)

    def lay_down(self, step: Step, record: Record, work: Path) -> None:
        """Keep the results of a step that has run in the folder `work` as done, also for a later run."""
        write_whole(work / "record.json", json.dumps(record).encode())
        home = self.done / step.name
        remove(home)
        self.done.mkdir(exist_ok=True)
        work.rename(home)
        self.accept(step, record, home)

    def resume(self, step: Step) -> bool:
        """Take over what an earlier run that did not end has kept as done, if it still holds."""
        home = self.done / step.name
        with suppress(OSError, ValueError):
            record = json.loads((home / "record.json").read_text("utf-8"))
            if is_record(record) and not self.find_reason(step, record, home):
                self.accept(step, record, home)
                return True
        return False
