"""Run the notebooks in order: only what changed, two at a time where they do not need each other, all results or none.

`python3 run.py` and `python -m helpers` come here. Three modules do the work: `records` says what changed,
`execution` runs one notebook, `publishing` puts the results in their place. Exit status 0; 1 if a notebook failed or
--check found a difference; 2 if what was given cannot be used: options, texts, tables; 130 if it was interrupted.
"""

from __future__ import annotations

import argparse
import ast
import asyncio
import json
import os
import re
import shutil
import signal
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from helpers.run.publishing import hold, publish, recover
from helpers.run.records import NOTHING_KNOWN, RUN_FILE, Files, Record, Step, find_steps, load_records, walk
from helpers.run.scheduling import Run, StepError
from helpers.storage import OUT_VARIABLE, PROJECT, InputError, check_all, find_folders, write_whole

UNVERSIONED = (".svg", ".pdf")  # figures that git ignores: a fresh clone has none to compare with

# The last step describes all that the notebooks made; it runs as they do, and what it prints ends the run.
LAST_STEP = """from helpers import charts, run, storage

folders = storage.find_folders(raw, out)
storage.write_dictionary(folders.processed)
storage.write_datapackage(folders.processed)
charts.write_captions(folders.figures)
print(run.summarise(folders, language))
"""


def make_last_step(source: str) -> Step:
    """Return the step that runs after all notebooks."""
    sources = {"parameters": 'raw = ""\nout = ""\nlanguage = "zh,en"', "last": source}
    code = {"cell_type": "code", "outputs": [], "execution_count": None}
    cells = [code | {"id": name, "metadata": {"tags": [name]}, "source": text} for name, text in sources.items()]
    notebook = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    return Step("last_step", json.dumps(notebook), keep=False)


# ---- parameters

TYPES = {str: "text", int: "a whole number", float: "a number", bool: "true or false", list: "a list"}


def read_value(name: str, text: str, default: Any) -> Any:
    """Turn what stands on the command line into a value of the default's type; raise InputError if it is none.

    >>> read_value("top", "12", 10), read_value("cities", "2024", ""), read_value("draft", "true", False)
    (12, '2024', True)
    """
    if isinstance(default, str) or default is None:
        return text
    if isinstance(default, bool):
        text = {"true": "True", "false": "False"}.get(text.lower(), text)
    value: Any = text
    with suppress(ValueError, SyntaxError):
        value = ast.literal_eval(text)
    return check_value(name, value, default)


def check_value(name: str, value: Any, default: Any) -> Any:
    """Return a value of the default's type (a whole number may stand for a decimal); raise InputError for another."""
    if isinstance(default, float) and type(value) is int:
        return float(value)
    if default is not None and type(value) is not type(default):
        kind = TYPES.get(type(default), type(default).__name__)
        raise InputError(f"parameter {name} must be {kind}, such as {default!r}, not {value!r}")
    return value


def read_parameters(pairs: Sequence[Sequence[str]], file: str, steps: Sequence[Step]) -> dict[str, Any]:
    """Read parameters from the command line and a YAML file (the command line wins), checked against the notebooks'.

    Raises InputError for a name that no notebook has, a value of another type, or a file that cannot be read.
    """
    known: dict[str, Any] = {}
    for step in steps:
        known = {**step.parameters, **known}
    given: dict[str, Any] = {}
    if file:
        import yaml

        try:
            given = yaml.safe_load(Path(file).read_text("utf-8")) or {}
        except (OSError, ValueError, yaml.YAMLError) as error:
            raise InputError(f"the parameters in {file} cannot be read: {' '.join(str(error).split())}") from None
        if not isinstance(given, dict):
            raise InputError(f"{file} must hold lines such as `language: en`")
    unknown = [str(name) for name in [*given, *(name for name, _ in pairs)] if name not in known]
    if unknown:
        there = "\n".join(f"  {step.name}: {', '.join(step.parameters) or '(none)'}" for step in steps)
        raise InputError(f"no notebook of this run has a parameter {unknown[0]}; there are\n{there}")
    from_file = {name: check_value(name, value, known[name]) for name, value in given.items()}
    return from_file | {name: read_value(name, text, known[name]) for name, text in pairs}


def select(steps: list[Step], only: str, first: str) -> list[Step]:
    """Return the notebooks that --only and --from name, by number or name; raise InputError for an unknown one."""

    def find(word: str) -> int:
        for index, step in enumerate(steps):
            if word in (step.name, step.name.split("_")[0], step.name.split("_")[0].lstrip("0")):
                return index
        raise InputError(f"there is no notebook {word!r}; there are {', '.join(step.name for step in steps)}")

    chosen = {find(word.strip()) for word in only.split(",")} if only else set(range(len(steps)))
    start = find(first) if first else 0
    return [step for index, step in enumerate(steps) if index in chosen and index >= start]


# ---- what the user sees


class Reporter:
    """Says on a terminal how far the run is; elsewhere it is silent."""

    def __init__(self) -> None:
        """See whether anyone watches."""
        self.watched = sys.stderr.isatty()
        self.cells: dict[str, str] = {}

    def progress(self, step: Step, cell: int, cells: int) -> None:
        """Note that a step has come to a cell."""
        self.cells[step.name] = f"{step.name} {cell}/{cells}"
        self.write("")

    def finished(self, step: Step, seconds: float) -> None:
        """Note that a step has ended."""
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


def explain(error: BaseException, run: Run) -> str:
    """Say why a run did not come to its end, and what is there now."""
    if (run.cache / "journal.json").exists():
        return f"{error}\nNot all results could be put in their place: the next call will do it."
    there = (
        f" What is finished ({', '.join(sorted(run.ran))}) is kept in {run.done} for the next run." if run.ran else ""
    )
    reason = explain_step(error, run) if isinstance(error, StepError) else str(error) or "Interrupted."
    return f"{reason}\nNothing was written: tables and figures are as they were.{there}"


def is_input_error(error: BaseException) -> bool:
    """Whether a notebook stopped because what the user gave cannot be used."""
    return isinstance(error, StepError) and error.error.name == InputError.__name__


def find_status(error: BaseException) -> int:
    """Return the exit status of a run that did not come to its end."""
    if is_input_error(error):
        return 2
    return 1 if isinstance(error, StepError | OSError) else 130


def explain_step(failure: StepError, run: Run) -> str:
    """Say which cell of which notebook failed and why; InputError says so itself. The partly run notebook is kept."""
    step, error = failure.step, failure.error
    if is_input_error(failure):
        return f"{step.name}: {error.value}"
    traceback = error.traceback if sys.stderr.isatty() else re.sub(r"\x1b\[[0-9;]*m", "", error.traceback)
    copy = run.cache / "failed" / f"{step.name}.ipynb"
    try:
        write_whole(copy, error.partly_run.encode())
        where = f"The partly run notebook is {copy}"
    except OSError as problem:
        where = f"The partly run notebook could not be written: {problem}"
    source = "\n".join("    " + line for line in error.source.splitlines())
    return f"{step.name} failed in cell {error.cell}:\n\n{source}\n\n{traceback or error.value}\n\n{where}"


def describe_results(moved: list[str], run: Run) -> str:
    """Say what was written, folder by folder."""
    lines = []
    for kind in ("processed", "figures", "notebooks"):
        names = sorted(key.partition("/")[2] for key in moved if key.startswith(f"{kind}/"))
        if kind == "figures":
            names = sorted({Path(name).stem for name in names})
        if names:
            lines.append(f"{getattr(run.files.folders, kind)}: {', '.join(names)}")
    return "\n".join(lines) or "Nothing was written: all results are the same as before."


# ---- the parts of a run that surround the notebooks


def describe_environment(lock: Path) -> Record:
    """Return Python's version and those of the packages that the lock names, as installed."""
    from importlib.metadata import PackageNotFoundError, version

    names = re.findall(r"^([\w.-]+)==", lock.read_text("utf-8"), re.MULTILINE) if lock.exists() else []
    versions = {}
    for name in sorted(set(names)):
        with suppress(PackageNotFoundError):  # a package for another system or Python
            versions[name] = version(name)
    return {"python": "{}.{}".format(*sys.version_info), "packages": versions}


def publish_results(run: Run) -> list[str]:
    """Put all that a run made in its place, together with run.json; return the keys of the files that are new."""
    records = {step.name: run.records[step.name] for step in run.steps if step.name in run.records}
    environment = describe_environment(run.files.project / "requirements.lock") if run.ran else run.known["environment"]
    content = json.dumps({"environment": environment, "steps": records}, ensure_ascii=False, indent=1) + "\n"
    run.done.mkdir(exist_ok=True)
    write_whole(run.done / "run.json", content.encode())
    made = {key: path for key, path in run.files.fresh.items() if path} | {RUN_FILE: run.done / "run.json"}
    moves = {
        path: run.files.place(key)
        for key, path in made.items()
        if run.files.hash_path(path) != run.files.hash_path(run.files.place(key))
    }
    # A result that is no longer made goes, unless somebody has changed it since.
    old = {key: value for record in run.known["steps"].values() for key, value in record["writes"].items()}
    still_made = {key for record in records.values() for key in record["writes"]}
    gone = {run.files.place(key): value for key, value in old.items() if key not in still_made}
    removals = [place for place, value in gone.items() if run.files.hash_path(place) == value]
    if moves or removals:
        publish(run.root, run.cache / "journal.json", moves, removals)
    shutil.rmtree(run.done)
    return [key for key, path in made.items() if path in moves]


async def execute(run: Run) -> None:
    """Execute a run; SIGTERM ends it as Ctrl-C does."""
    task = asyncio.current_task()
    with suppress(NotImplementedError):  # Windows
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)  # type: ignore[union-attr]
    await run.execute()


def remove_work(run: Run) -> None:
    """Remove the folders in which steps worked and did not come to their end."""
    for folder in run.cache.glob("run-*"):
        shutil.rmtree(folder, ignore_errors=True)


def run_notebooks(run: Run, quiet: bool = False) -> int:
    """Run what must run, put the results in their place and say so unless quiet; return the exit status."""
    reporter = Reporter()
    run.progress, run.finished = reporter.progress, reporter.finished
    remove_work(run)  # of a run that was killed
    if not run.plan():
        shutil.rmtree(run.done, ignore_errors=True)
        print("Nothing to do: all results are up to date.")
        return 0
    check_all()
    try:
        asyncio.run(execute(run))
        moved = publish_results(run)
    except (StepError, OSError, KeyboardInterrupt, asyncio.CancelledError) as error:
        reporter.clear()
        print(explain(error, run), file=sys.stderr)
        return find_status(error)
    finally:
        remove_work(run)
    if not quiet:
        print("\n".join(filter(None, [describe_results(moved, run), run.said])))
    return 0


def check(run: Run, scratch: Path) -> int:
    """Run everything in a scratch folder and say which files of the project differ; return the exit status."""
    here, there = run.files.folders, find_folders(run.files.folders.raw, scratch)
    again = Run(Files(run.files.project, there), scratch, run.steps, run.steps, NOTHING_KNOWN, run.known)
    again.cache.mkdir()
    status = run_notebooks(again, quiet=True)
    if status:
        return status
    differences = []
    for kind in ("processed", "figures", "notebooks"):
        old, new = getattr(here, kind), getattr(there, kind)
        for name in sorted({*walk(old), *walk(new)} - {Path(RUN_FILE).name}):
            if kind == "notebooks" and "/" in name:
                continue  # worked examples in a folder of their own: nbval runs them
            if not (new / name).exists():
                differences.append(f"{kind}/{name}: not made by a rerun")
            elif not (old / name).exists() and not name.endswith(UNVERSIONED):
                differences.append(f"{kind}/{name}: missing")
            elif (old / name).exists() and (old / name).read_bytes() != (new / name).read_bytes():
                differences.append(f"{kind}/{name}: a rerun gives other bytes")
    print("\n".join(differences) or "A rerun gives the same tables, figures and notebooks.")
    return int(bool(differences))


# ---- the command line


def make_parser() -> argparse.ArgumentParser:
    """Return the parser of the command line."""
    parser = argparse.ArgumentParser(
        prog=os.environ.get("CALLED_AS", "python -m helpers"),  # run.py says python3 run.py
        description=(__doc__ or "").partition("\n")[0],
        allow_abbrev=False,
    )
    add = parser.add_argument
    add("--raw", default="", metavar="FOLDER", help="folder of texts (with --out); else data/raw")
    add("--out", default="", metavar="FOLDER", help="where everything is written; else the project")
    add("--cities", metavar="A,B", help="places, in the order of the charts (with --out)")
    add("--language", metavar="zh,en", help="languages of the figures (with --out)")
    add("-p", dest="pairs", nargs=2, action="append", default=[], metavar=("NAME", "VALUE"), help="any parameter")
    add("--params", default="", metavar="FILE.yaml", help="parameters from a file")
    add("--only", default="", metavar="01,02", help="these notebooks alone")
    add("--from", dest="first", default="", metavar="03", help="this notebook and those after it")
    add("--list", action="store_true", help="show the notebooks and their parameters")
    add("--dry-run", action="store_true", help="say what would run, and why")
    add("--force", action="store_true", help="run also what is up to date")
    add("--check", action="store_true", help="rerun in a scratch folder and say what differs")
    return parser


def list_steps(steps: Sequence[Step]) -> str:
    """Return the notebooks with the question that each answers and its parameters."""
    lines = []
    for step in (step for step in steps if step.keep):
        title = next((cell["source"].splitlines()[0].lstrip("# ") for cell in step.cells if cell["source"]), "")
        lines.append(f"{step.name}  {title}")
        cells = [cell["source"] for cell in step.cells if "parameters" in cell["metadata"].get("tags", [])]
        lines += [f"    {line}" for source in cells for line in source.splitlines()]
    return "\n".join(lines)


def check_out(root: Path, raw: Path, project: Path) -> None:
    """Raise InputError for an output folder among the texts, or where results would mix with the project's files."""
    if raw in [root, *root.parents]:
        raise InputError(f"{root} lies in the folder of the texts: choose another --out")
    taken = [project / name for name in ("notebooks", "figures", "data", "src", "tests")]
    if any(folder in [root, *root.parents] or root in folder.parents for folder in taken):
        raise InputError(f"{root} is, holds or lies in a folder of the project ({project}): choose another --out")


def prepare(options: argparse.Namespace, project: Path, last_step: str) -> Run:
    """Turn the command line into a run; raise InputError for what cannot be meant."""
    notebooks = find_steps(project / "notebooks")
    chosen = select(notebooks, options.only, options.first)
    pairs = [*options.pairs, *((n, v) for n in ("cities", "language") if (v := getattr(options, n)) is not None)]
    given = read_parameters(pairs, options.params, chosen)
    raw, out = options.raw or given.pop("raw", ""), options.out or given.pop("out", "") or os.environ.get(OUT_VARIABLE)
    if (raw or given) and not out:
        raise InputError("a run with texts or parameters of its own needs a folder of its own: add --out FOLDER")
    if raw and not Path(raw).is_dir():
        raise InputError(f"there is no folder {raw}")
    if options.check and (out or options.only or options.first):
        raise InputError("--check reruns everything and compares it with the project's own results: it stands alone")
    if "language" in given:
        from helpers.charts import read_languages  # takes a second to import

        given["language"] = ",".join(read_languages(given["language"]))
    folders = find_folders(raw, out, project)
    root = folders.processed.parent if out else project
    if out:
        check_out(root, folders.raw, project)
    given |= {"raw": str(folders.raw)} if raw else {}
    given |= {"out": str(root)} if out else {}
    last = [make_last_step(last_step)] if last_step else []
    files = Files(project, folders)
    known, hints = (
        load_records(files.place(RUN_FILE)),
        load_records(find_folders(project=project).processed / "run.json"),
    )
    return Run(files, root, notebooks + last, chosen + last, known, hints, given, options.force)


def describe_plan(run: Run) -> str:
    """Return for each step whether it would run, and why."""
    states = dict.fromkeys(run.resume(), "finished by a run that did not come to its end") | run.plan()
    return "\n".join(f"{step.name:<28}{states.get(step.name, 'up to date')}" for step in run.chosen)


@contextmanager
def take(run: Run) -> Iterator[None]:
    """Have the output folder for oneself; raise InputError if it cannot be written or another run has it."""
    try:
        run.cache.mkdir(parents=True, exist_ok=True)
        with hold(run.cache / "pipeline.lock"):
            yield
    except OSError as error:
        raise InputError(f"cannot write to {run.root}: {error.strerror}") from None


def main(arguments: Sequence[str] | None = None, project: Path = PROJECT, last_step: str = LAST_STEP) -> int:
    """Run the pipeline as the command line says; return the exit status."""
    options = make_parser().parse_args(arguments)
    try:
        run = prepare(options, project, last_step)
        if options.list or options.dry_run:
            print(list_steps(run.steps) if options.list else describe_plan(run))
            return 0
        if options.check:
            with tempfile.TemporaryDirectory() as scratch:
                return check(run, Path(scratch).resolve())
        with take(run):
            if recover(run.root, run.cache / "journal.json"):
                run = prepare(options, project, last_step)
            return run_notebooks(run)
    except InputError as error:
        print(error, file=sys.stderr)
        return 2
