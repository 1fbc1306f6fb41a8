"""What the user sees of a run: how far it is, what it made, or why it did not come to its end."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from pathlib import Path

from helpers.run.records import Step, has_parameters
from helpers.run.state import CellError, Run
from helpers.storage import InputError, write_whole

FULL = re.compile(r"No space left on device|Disk quota exceeded|not enough space on the disk")


class Reporter:
    """Says on a terminal how far the run is; elsewhere it is silent. Keeps what the last step said."""

    def __init__(self) -> None:
        """See whether anyone watches."""
        self.watched = sys.stderr.isatty()
        self.cells: dict[str, str] = {}
        self.said = ""

    def progress(self, step: Step, cell: int, cells: int) -> None:
        """Note that a step has come to a cell."""
        self.cells[step.name] = f"{step.name} {cell}/{cells}"
        self.write("")

    def note(self, step: Step, said: str) -> None:
        """Note what the cell at work says of itself."""
        cell, _, before = self.cells.get(step.name, "").partition(": ")
        if cell and said != before:
            self.cells[step.name] = f"{cell}: {said}" if said else cell
            self.write("")

    def finish(self, step: Step, seconds: float, said: str) -> None:
        """Note that a step has ended."""
        self.said = said or self.said  # the last step may end before others that it does not need
        self.cells.pop(step.name, None)
        self.write(f"{step.name:<28}{seconds:6.1f} s\n")

    def clear(self) -> None:
        """Take away what was written for now."""
        self.cells.clear()
        self.write("")

    def write(self, line: str) -> None:
        """Write a line for good, and below it, for now, what is running."""
        if self.watched:
            print(f"\r\033[K{line}{'   '.join(self.cells.values())}", end="", file=sys.stderr, flush=True)


def list_steps(steps: Sequence[Step]) -> str:
    """Return the notebooks with the question that each answers and its parameters."""
    lines = []
    for step in (step for step in steps if step.keep):
        title = next((cell["source"].splitlines()[0].lstrip("# ") for cell in step.cells if cell["source"]), "")
        sources = [cell["source"] for cell in filter(has_parameters, step.cells)]
        lines += [f"{step.name}  {title}", *(f"    {line}" for source in sources for line in source.splitlines())]
    return "\n".join(lines)


def describe_plan(run: Run) -> str:
    """Return for each step whether it would run, and why, or whether a run that did not end has finished it."""
    finished = [step.name for step in run.chosen if run.find_reason(step) and run.resume(step)]
    states = dict.fromkeys(finished, "finished by a run that did not come to its end") | run.plan()
    return "\n".join(f"{step.name:<28}{states.get(step.name, 'up to date')}" for step in run.chosen)


def describe_results(moved: Sequence[str], run: Run) -> str:
    """Say what was written, folder by folder; of figures the names alone."""
    lines = []
    for kind in ("processed", "figures", "notebooks", "reports"):
        names = {key.partition("/")[2] for key in moved if key.startswith(f"{kind}/")}
        if names:
            shown = {Path(name).stem for name in names} if kind == "figures" else names
            lines.append(f"{run.files.place(kind)}: {', '.join(sorted(shown))}")
    return "\n".join(lines) or "Nothing was written: all results are the same as before."


def is_input_error(error: BaseException) -> bool:
    """Whether a notebook stopped because what the user gave cannot be used."""
    return isinstance(error, CellError) and error.name == InputError.__name__


def find_status(error: BaseException) -> int:
    """Return the exit status of a run that did not come to its end."""
    if is_input_error(error):
        return 2
    return 1 if isinstance(error, CellError | OSError) else 130


def explain(error: BaseException, run: Run) -> str:
    """Say why a run did not come to its end, and what is there now."""
    if (run.cache / "journal.json").exists():
        return f"{error}\nNot all results could be put in their place: the next call will do it."
    finished = ", ".join(sorted(run.ran))
    there = f" What is finished ({finished}) is kept in {run.done} for the next run." if finished else ""
    reason = explain_cell(error, run) if isinstance(error, CellError) else str(error) or "Interrupted."
    return f"{reason}\nNothing was written: tables and figures are as they were.{there}"


def explain_cell(error: CellError, run: Run) -> str:
    """Say which cell of which notebook failed and why; InputError says so itself. The partly run notebook is kept."""
    if is_input_error(error):
        return f"{error.step}: {error.value}"
    if FULL.search(error.value):
        return f"{error.step}: the disk is full ({error.value}): make room, then call again."
    traceback = error.traceback if sys.stderr.isatty() else re.sub(r"\x1b\[[0-9;]*m", "", error.traceback)
    copy = run.cache / "failed" / f"{error.step}.ipynb"
    try:
        write_whole(copy, error.partly_run.encode())
        where = f"The partly run notebook is {copy}"
    except OSError as problem:
        where = f"The partly run notebook could not be written: {problem}"
    source = "\n".join("    " + line for line in error.source.splitlines())
    return f"{error.step} failed in cell {error.cell}:\n\n{source}\n\n{traceback or error.value}\n\n{where}"
