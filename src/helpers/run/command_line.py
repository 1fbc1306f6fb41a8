"""Run the notebooks in order: only what changed, two at a time where they do not need each other, all results or none.

`python3 run.py` and `python -m helpers` come here. `records` and `state` say what changed, `scheduling` whose turn it
is; `kernels` runs a notebook, `publishing` puts the results in their place, `reporting` says what happened. Exit status
0; 1 if a notebook failed or --check found a difference; 2 if what was given cannot be used: options, texts, tables; 130
if it was interrupted.
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections import ChainMap
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from helpers.run.hashes import Hashes
from helpers.run.publishing import WRITTEN, hold, publish_results, recover
from helpers.run.records import RUN_FILE, Files, Step, find_files, find_steps, load_records, make_cell
from helpers.run.reporting import Reporter, describe_plan, describe_results, explain, find_status, list_steps
from helpers.run.state import FILES, CellError, Run, remove
from helpers.storage import OUT_VARIABLE, PROJECT, InputError, find_folders, show_what_can_be_shown

UNVERSIONED = (".svg", ".pdf")  # figures that git ignores, as it does reports: a fresh clone has none to compare with

# The last step describes all that the notebooks made; it runs as they do, and what it prints ends the run.
LAST_STEP = """from helpers import charts, run, storage

folders = storage.find_folders(raw, out)
storage.write_dictionary(folders.processed)
storage.write_datapackage(folders.processed)
charts.write_captions(folders.figures)
charts.write_marks(folders)
print(run.summarise(folders, language))
"""


def make_last_step(source: str) -> Step:
    """Return the step that runs after all notebooks."""
    cells = [make_cell("parameters", 'raw = ""\nout = ""\nlanguage = ""'), make_cell("last", source)]
    notebook = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    return Step("last_step", json.dumps(notebook), keep=False)


def run_notebooks(run: Run, quiet: bool = False) -> int:
    """Run what must run, put the results in their place and say so unless quiet; return the exit status."""
    remove(*run.cache.glob("run-*"))  # of a run that was killed
    if not run.plan():
        run.files.store.save()
        remove(run.done, run.partitions)
        print("Nothing to do: all results are up to date.")
        return 0
    from helpers.run.kernels import find_shadowing
    from helpers.run.scheduling import execute  # asyncio takes as long as all the rest of a call with nothing to do
    from helpers.storage import check_all, share_work

    reporter = Reporter()
    if names := find_shadowing(run.files.project / "notebooks"):
        print(f"notebooks/: {', '.join(names)} hides the module of that name: rename it", file=sys.stderr)
    try:
        check_all()
        with share_work(run.workers, run.scheduler, run.partitions):
            execute(run, reporter)
        moved = publish_results(run)
        remove(run.partitions)
    except (CellError, OSError, KeyboardInterrupt) as error:
        reporter.clear()
        print(explain(error, run), file=sys.stderr)
        return find_status(error)
    finally:
        remove(*run.cache.glob("run-*"))
    if not quiet:
        print("\n".join(filter(None, [describe_results(moved, run), reporter.said])))
    return 0


def check(run: Run, scratch: Path) -> int:
    """Run everything in a scratch folder and say which files of the project differ; return the exit status."""
    files = Files(run.files.project, find_folders(run.files.folders.raw, scratch))
    again = Run(files, scratch, run.steps, run.steps, {}, run.known, workers=run.workers, scheduler=run.scheduler)
    again.cache.mkdir()
    if status := run_notebooks(again, quiet=True):
        return status
    differences = [f"{key}: {said}" for key in find_results(run, again) if (said := compare(key, run, again))]
    print("\n".join(differences) or "A rerun gives the same tables, figures and notebooks.")
    return int(bool(differences))


def find_results(*runs: Run) -> Iterator[str]:
    """Yield the keys of results; notebooks in folders of their own are worked examples, which nbval runs."""
    for kind in ("processed", "figures", "notebooks", "reports"):
        names = {
            name for run in runs for name in find_files(run.files.place(kind)) if kind != "notebooks" or "/" not in name
        }
        yield from sorted({f"{kind}/{name}" for name in names} - {RUN_FILE})


def compare(key: str, run: Run, again: Run) -> str:
    """Say how a result differs from that of a rerun; "" if it does not."""
    old, new = run.files.place(key), again.files.place(key)
    if not new.exists():
        return "not made by a rerun"
    if not old.exists():
        return "" if key.startswith("reports/") or key.endswith(UNVERSIONED) else "missing"
    return "a rerun gives other bytes" if old.read_bytes() != new.read_bytes() else ""


# ---- parameters

MOST_PARAMETERS, MOST_BRACKETS = 100_000, 1_000  # bytes of a file; of lists in it
TYPES = {str: "text", int: "a whole number", float: "a number", bool: "true or false", list: "a list"}


def shorten(text: str, most: int = 80) -> str:
    """Return a text on one line, the end of a long one as …

    >>> shorten("a\\nb", 9), shorten("abcdefghij", 5)
    ('a b', 'abcd…')
    """
    text = " ".join(text[: 10 * most].split())
    return text if len(text) <= most else text[: most - 1] + "…"


def read_value(name: str, text: str, default: Any) -> Any:
    """Turn what stands on the command line into a value of the default's type; raise InputError if it is none.

    >>> read_value("top", "12", 10), read_value("cities", "2024", ""), read_value("draft", "true", False)
    (12, '2024', True)
    """
    if isinstance(default, str) or default is None:
        return text
    if isinstance(default, bool):
        text = {"true": "True", "false": "False"}.get(text.lower(), text)
    import ast

    value: Any = text
    with suppress(ValueError, SyntaxError, RecursionError, MemoryError):
        value = ast.literal_eval(text)
    return check_value(name, value, default)


def check_value(name: str, value: Any, default: Any) -> Any:
    """Return a value of the default's type (a whole number may stand for a decimal); raise InputError for another."""
    if isinstance(default, float) and type(value) is int:
        return float(value)
    if default is not None and type(value) is not type(default):
        kind = TYPES.get(type(default), type(default).__name__)
        raise InputError(f"parameter {name} must be {kind}, such as {default!r}, not {shorten(repr(value))}")
    return value


def read_file(file: str) -> dict[Any, Any]:
    """Read parameters from a YAML file; raise InputError if it cannot be read or holds something else."""
    import yaml

    path = Path(file)
    if path.exists() and not (path.is_file() and path.stat().st_size <= MOST_PARAMETERS):
        raise InputError(f"{file} is no file of parameters: one is a text of at most {MOST_PARAMETERS:,} bytes")
    try:
        text = path.read_text("utf-8")
        if text.count("[") + text.count("{") > MOST_BRACKETS:  # the parser takes their number squared
            raise ValueError(f"it holds more than {MOST_BRACKETS:,} brackets")
        refers = any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(text, yaml.SafeLoader))
        given = {} if refers else yaml.safe_load(text) or {}
    except (OSError, ValueError, RecursionError, yaml.YAMLError) as error:
        raise InputError(f"the parameters in {file} cannot be read: {shorten(str(error), 300)}") from None
    if refers:
        raise InputError(f"{file} refers to parts of itself (* and &): write each value where it belongs")
    if not isinstance(given, dict):
        raise InputError(f"{file} must hold lines such as `language: en`")
    return given


def read_parameters(pairs: Sequence[Sequence[str]], file: str, steps: Sequence[Step]) -> dict[str, Any]:
    """Read parameters from a file and the command line, which wins; raise InputError for one that no notebook has."""
    if not file and not pairs:
        return {}
    known = ChainMap(*(step.parameters for step in steps))
    given = read_file(file) if file else {}
    for name in [*given, *(name for name, _ in pairs)]:
        if name not in known:
            there = "\n".join(f"  {step.name}: {', '.join(step.parameters) or '(none)'}" for step in steps)
            raise InputError(f"no notebook of this run has a parameter {shorten(str(name))}; there are\n{there}")
    from_file = {name: check_value(name, value, known[name]) for name, value in given.items()}
    return from_file | {name: read_value(name, text, known[name]) for name, text in pairs}


# ---- the command line


DEFAULTS = dict.fromkeys(("raw", "out", "params", "only", "first", "workers", "scheduler"), "") | {"pairs": []}
NAMED = ("cities", "language", "formats", "style", "reference")  # parameters that have an option of their own
DEFAULTS |= dict.fromkeys(NAMED) | dict.fromkeys(("list", "dry_run", "force", "check"), False)


def read_options(arguments: Sequence[str]) -> SimpleNamespace:
    """Return the options of a command line; it ends the program for help and for what is no option."""
    options = SimpleNamespace(**DEFAULTS)
    return make_parser().parse_args(arguments, options) if arguments else options  # the parser's import takes its time


def make_parser() -> Any:
    """Return the parser of the command line."""
    import argparse

    parser = argparse.ArgumentParser(
        prog=os.environ.get("CALLED_AS", "python -m helpers"),  # run.py says python3 run.py
        description=(__doc__ or "").partition("\n")[0],
        allow_abbrev=False,
        argument_default=argparse.SUPPRESS,
    )
    add = parser.add_argument
    add("--raw", metavar="FOLDER", help="folder of texts (with --out); else data/raw")
    add("--out", metavar="FOLDER", help="where everything is written; else the project")
    add("--cities", metavar="A,B", help="places, in the order of the charts (with --out)")
    add("--language", metavar="zh,en", help="languages of the figures (with --out)")
    add("--formats", metavar="png,svg,pdf", help="files of each figure; else png and svg (with --out)")
    add("--style", metavar="FILE.toml", help="colours, type and form of the figures; else style.toml beside the texts")
    add("--reference", metavar="FILE", help="Word document whose styles the report takes (with --out)")
    add("-p", dest="pairs", nargs=2, action="append", metavar=("NAME", "VALUE"), help="any parameter")
    add("--params", metavar="FILE.yaml", help="parameters from a file")
    add("--only", metavar="01,02", help="these notebooks alone")
    add("--from", dest="first", metavar="03", help="this notebook and those after it")
    add("--workers", metavar="N", help="read and extract in so many workers of Dask on this machine")
    add("--scheduler", metavar="tcp://HOST:PORT", help="read and extract on the cluster of this Dask scheduler")
    add("--list", action="store_true", help="show the notebooks and their parameters")
    add("--dry-run", action="store_true", help="say what would run, and why")
    add("--force", action="store_true", help="run also what is up to date")
    add("--check", action="store_true", help="rerun in a scratch folder and say what differs")
    return parser


def select(steps: list[Step], only: str, first: str) -> list[Step]:
    """Return the notebooks that --only and --from name, by number or name; raise InputError for an unknown one."""

    def find(word: str) -> int:
        for index, step in enumerate(steps):
            if word in (step.name, step.name.split("_")[0], step.name.split("_")[0].lstrip("0")):
                return index
        raise InputError(f"there is no notebook {shorten(word)!r}; there are {', '.join(step.name for step in steps)}")

    chosen = {find(word.strip()) for word in only.split(",")} if only else set(range(len(steps)))
    start = find(first) if first else 0
    return [step for index, step in enumerate(steps) if index in chosen and index >= start]


def check_out(root: Path, raw: Path, project: Path) -> None:
    """Raise InputError for an output folder among the texts, or where results would mix with the project's files."""
    if raw in [root, *root.parents]:
        raise InputError(f"{root} lies in the folder of the texts: choose another --out")
    if any(root / name in [raw, *raw.parents] for name in WRITTEN):
        raise InputError(f"the texts ({raw}) lie among the results of {root}: choose another --out")
    if kept := {".git", ".venv"} & {*root.parts}:
        raise InputError(f"{root} lies in {kept.pop()}, which other programs keep: choose another --out")
    taken = [project / name for name in ("notebooks", "figures", "reports", "data", "src", "tests", ".cache", ".ci")]
    if any(folder in [root, *root.parents] or root in folder.parents for folder in taken):
        raise InputError(f"{root} is, holds or lies in a folder of the project ({project}): choose another --out")


def read_workers(workers: str, scheduler: str) -> tuple[int, str]:
    """Return how many workers to start, or the scheduler whose workers to use; raise InputError for what is neither.

    >>> read_workers("4", ""), read_workers("", "tcp://10.0.0.5:8786")
    ((4, ''), (0, 'tcp://10.0.0.5:8786'))
    """
    if workers and scheduler:
        raise InputError("--workers starts workers here, --scheduler uses those of a cluster: give one of them")
    if workers and not re.fullmatch("[1-9][0-9]{0,3}", workers):
        raise InputError(f"--workers must be a whole number from 1, such as 4, not {shorten(workers)}")
    if scheduler and not re.fullmatch(r"(tcp|tls)://\S+:\d+", scheduler):
        raise InputError(f"--scheduler must be an address such as tcp://host:8786, not {shorten(scheduler)}")
    return int(workers or 0), scheduler


def prepare(options: SimpleNamespace, project: Path, last_step: str) -> Run:
    """Turn the command line into a run; raise InputError for what cannot be meant."""
    notebooks = find_steps(project / "notebooks")
    chosen = select(notebooks, options.only, options.first)
    named = {name: getattr(options, name) for name in NAMED}
    pairs = [*options.pairs, *((name, value) for name, value in named.items() if value is not None)]
    given = read_parameters(pairs, options.params, chosen)
    raw, out = options.raw or given.pop("raw", ""), options.out or given.pop("out", "") or os.environ.get(OUT_VARIABLE)
    if (raw or given) and not out:
        raise InputError("a run with texts or parameters of its own needs a folder of its own: add --out FOLDER")
    if raw and not Path(raw).is_dir():
        raise InputError(f"there is no folder {shorten(raw, 300)}")
    if options.check and (out or options.only or options.first):
        raise InputError("--check reruns everything and compares it with the project's own results: it stands alone")
    if given.keys() & {"language", "formats"}:
        from helpers.charts import read_formats, read_languages  # takes a second to import

        readers = {"language": read_languages, "formats": read_formats}
        given |= {name: ",".join(read(given[name])) for name, read in readers.items() if name in given}
    given |= {name: str(Path(given[name]).resolve()) for name in FILES if given.get(name)}  # notebooks run elsewhere
    if given.get("style"):
        from helpers.charts import read_style

        read_style(Path(given["style"]))  # what is wrong with it is said before anything runs
    folders = find_folders(raw, out, project)
    root = folders.processed.parent if out else project
    if out:
        check_out(root, folders.raw, project)
    given |= {"raw": str(folders.raw)} if raw else {}
    given |= {"out": str(root)} if out else {}
    last = [make_last_step(last_step)] if last_step else []
    known = load_records(folders.processed / "run.json")
    hints = load_records(find_folders(project=project).processed / "run.json")
    files = Files(project, folders, Hashes(root / ".cache" / "hashes.json"))
    shared = read_workers(options.workers, options.scheduler)
    return Run(files, root, notebooks + last, chosen + last, known, hints, given, options.force, *shared)


def main(arguments: Sequence[str] | None = None, project: Path = PROJECT, last_step: str = LAST_STEP) -> int:
    """Run the pipeline as the command line says; return the exit status."""
    show_what_can_be_shown()
    options = read_options(sys.argv[1:] if arguments is None else arguments)
    try:
        run = prepare(options, project, last_step)
        if options.list or options.dry_run:
            print(list_steps(run.steps) if options.list else describe_plan(run))
            return 0
        if options.check:
            import tempfile

            with tempfile.TemporaryDirectory() as scratch:
                return check(run, Path(scratch).resolve())
        with hold(run.root):
            if recover(run.root, run.cache / "journal.json"):
                run = prepare(options, project, last_step)
            return run_notebooks(run)
    except InputError as error:
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("Interrupted.", file=sys.stderr)
        return 130
