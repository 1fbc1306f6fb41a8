"""Let the files of one run appear together, whole or not at all, whatever interrupts it.

A run makes its files in a folder of its own. When all are there, a journal of what goes where is written, in one move;
then each file is moved to its place and the journal removed. Killed before the journal stands, the run has changed
nothing; killed after, the next call finishes the moves (`recover`). A journal that the system lost on its way to the
disk does no harm: what is not as run.json says is made anew.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from helpers.run.records import RUN_FILE
from helpers.run.state import Run, remove
from helpers.storage import InputError, describe_environment, write_whole

WRITTEN = ("processed", "figures", "notebooks", "reports", ".cache")  # folders below an output folder


@contextmanager
def hold(root: Path) -> Iterator[None]:
    """Have an output folder for oneself; raise InputError if it cannot be written or another process has it.

    Nor is it taken if a part of it is a link: what is written there would be elsewhere. The system lets go of the lock
    when its holder ends, however it ends.
    """
    lock = root / ".cache" / "pipeline.lock"
    if links := [path for path in (*(root / name for name in WRITTEN), lock) if path.is_symlink()]:
        raise InputError(f"{links[0]} is a link: nothing is written through one; remove it, or choose another --out")
    try:
        lock.parent.mkdir(parents=True, exist_ok=True)
        with open(lock, "a") as file:
            _lock(file.fileno(), root)
            yield
    except OSError as error:
        raise InputError(f"cannot write to {root}: {error.strerror}") from None


def _lock(file: int, root: Path) -> None:
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        raise InputError(f"another run is writing to {root}: wait until it has ended") from None


def is_below(root: Path, path: Path) -> bool:
    """Whether a path, once links are followed, leads to a file below root."""
    return not {"..", "\0"} & {*path.parts, *path.name} and path.parent.resolve().is_relative_to(root.resolve())


def check_targets(targets: list[Path]) -> None:
    """Make the folders of files that are about to be replaced; raise InputError if one cannot be replaced."""
    import tempfile

    for target in targets:
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=target.parent):
                pass
        except OSError as error:
            raise InputError(f"cannot write to {target.parent}: {error.strerror}") from None
        try:
            with suppress(FileNotFoundError), open(target, "r+b"):
                pass
        except OSError as error:
            raise InputError(
                f"cannot replace {target}: {error.strerror}; is it open in another program, or protected?"
            ) from None


def publish(root: Path, journal: Path, moves: dict[Path, Path], removals: list[Path]) -> None:
    """Move files (source → target) to their places and remove others, all of them or none; all lie below root."""
    for target in [*moves.values(), *removals]:
        if not is_below(root, target):
            raise InputError(f"{target} leads out of {root}, through a link: remove it, or choose another --out")
    check_targets([*moves.values(), *removals])
    plan = {
        "moves": [[os.path.relpath(source, root), os.path.relpath(target, root)] for source, target in moves.items()],
        "removals": [os.path.relpath(path, root) for path in removals],
    }
    write_whole(journal, json.dumps(plan).encode())
    recover(root, journal)


def read_journal(root: Path, journal: Path) -> tuple[dict[Path, Path], list[Path]]:
    """Return the moves and removals that a journal still asks for; none, and a message, if it is not of our making."""
    with suppress(OSError, ValueError, TypeError, KeyError, RecursionError):
        plan = json.loads(journal.read_text("utf-8"))
        moves = {root / source: root / target for source, target in plan["moves"]}
        removals = [root / path for path in plan["removals"]]
        if all(is_below(root, path) for path in [*moves, *moves.values(), *removals]):
            return {source: target for source, target in moves.items() if source.is_file()}, removals
    print(f"{journal} is damaged: it is dropped, and what is missing is made anew.", file=sys.stderr)
    return {}, []


def recover(root: Path, journal: Path) -> bool:
    """Finish the moves of a journal, if there is one; say whether there was; raise InputError as check_targets."""
    if not journal.exists():
        return False
    moves, removals = read_journal(root, journal)
    check_targets([*moves.values(), *removals])
    for source, target in moves.items():
        os.replace(source, target)
    for path in removals:
        path.unlink(missing_ok=True)
    journal.unlink()
    return True


def publish_results(run: Run) -> list[str]:
    """Put all that a run made in its place, together with run.json; return the keys of the files that are new."""
    files = run.files
    steps = {step.name: run.records[step.name] for step in run.steps if step.name in run.records}
    content = {"environment": describe_environment(files.project / "requirements.lock"), "steps": steps}
    run.done.mkdir(exist_ok=True)
    write_whole(run.done / "run.json", (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode())
    made = {key: path for key, path in files.fresh.items() if path} | {RUN_FILE: run.done / "run.json"}
    new = {key: path for key, path in made.items() if files.hash_path(path) != files.hash_path(files.place(key))}
    # A result that is no longer made goes, unless somebody has changed it since.
    kept = {key for record in steps.values() for key in record["writes"]}
    old = {key: known for record in run.known.values() for key, known in record["writes"].items() if key not in kept}
    gone = [files.place(key) for key, known in old.items() if files.hash_path(files.place(key)) == known]
    if new or gone:
        publish(run.root, run.cache / "journal.json", {path: files.place(key) for key, path in new.items()}, gone)
    remove(run.done)
    return [*new]
