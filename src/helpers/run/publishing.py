"""Let the files of one run appear together, whole or not at all, whatever interrupts it.

A run makes its files in a folder of its own. When all are there, a journal of what goes where is written, in one move;
then each file is moved to its place and the journal removed. Killed before the journal stands, the run has changed
nothing; killed after, the next call finishes the moves (`recover`).
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from helpers.storage import InputError, write_whole


@contextmanager
def hold(path: Path) -> Iterator[None]:
    """Hold a lock file while the block runs; raise InputError if another process holds it.

    The system lets go of the lock when its holder ends, however it ends.
    """
    with open(path, "a") as file:
        try:
            if sys.platform == "win32":
                import msvcrt

                msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
            else:
                import fcntl

                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise InputError(f"another run is writing to {path.parent.parent}: wait until it has ended") from None
        yield


def check_targets(targets: list[Path]) -> None:
    """Make the folders of files that are about to be replaced; raise InputError if one cannot be replaced."""
    for folder in {target.parent for target in targets}:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=folder):
                pass
        except OSError as error:
            raise InputError(f"cannot write to {folder}: {error.strerror}") from None
    for target in targets:
        try:
            with suppress(FileNotFoundError), open(target, "r+b"):
                pass
        except OSError as error:
            raise InputError(
                f"cannot replace {target}: {error.strerror}; is it open in another program, or protected?"
            ) from None


def publish(root: Path, journal: Path, moves: dict[Path, Path], removals: list[Path]) -> None:
    """Move files (source → target) to their places and remove others, all of them or none; all lie below root."""
    check_targets([*moves.values(), *removals])
    plan = {
        "moves": [[os.path.relpath(source, root), os.path.relpath(target, root)] for source, target in moves.items()],
        "removals": [os.path.relpath(path, root) for path in removals],
    }
    write_whole(journal, json.dumps(plan).encode())
    recover(root, journal)


def recover(root: Path, journal: Path) -> bool:
    """Finish the moves of a journal, if there is one; say whether there was."""
    if not journal.exists():
        return False
    plan = json.loads(journal.read_text())
    for source, target in plan["moves"]:
        if (root / source).exists():  # else it was moved before the interruption
            os.replace(root / source, root / target)
    for path in plan["removals"]:
        (root / path).unlink(missing_ok=True)
    journal.unlink()
    return True
