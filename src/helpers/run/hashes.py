"""Hashes of files by content; what nobody has touched since the last call is not read again.

That is known as git's index knows it: by the file's number, its size, when it was last written, and when the system
last noted a change of any kind, which no program can set. On Windows, where there is no such time, all files are read.
"""

from __future__ import annotations

import hashlib
import json
import os
import stat
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

SETTLED = 2_000_000_000  # nanoseconds; two changes that follow faster may bear the same time


def hash_bytes(data: bytes) -> str:
    """Return the SHA-256 of some bytes as hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


@dataclass
class Hashes:
    """The hashes that a call has found, and those that an earlier one has kept in the file `store`."""

    store: Path | None = None
    kept: dict[str, list[int | str]] = field(default_factory=dict)
    found: dict[str, list[int | str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Read what is kept; what cannot be read is none."""
        with suppress(OSError, ValueError, AttributeError, TypeError):
            if self.store and os.name != "nt":
                self.kept = {path: [*known] for path, known in json.loads(self.store.read_bytes()).items()}

    def find(self, path: Path) -> str:
        """Return the hash of a file; raise OSError if there is none, or what is there is no file."""
        about = os.stat(path)
        if not stat.S_ISREG(about.st_mode):
            raise OSError("no file")
        times = [about.st_mtime_ns, about.st_ctime_ns]
        entry = self.kept.get(str(path), [])
        if entry[:-1] != [about.st_ino, about.st_size, *times]:
            entry = [about.st_ino, about.st_size, *times, hash_bytes(path.read_bytes())]
        if time.time_ns() - max(times) > SETTLED:
            self.found[str(path)] = entry
        return str(entry[-1])

    def save(self) -> None:
        """Keep what was found for the next call; a disk that is full costs that only its time."""
        from helpers.storage import write_whole

        if self.store and self.found != self.kept:
            with suppress(OSError):
                write_whole(self.store, json.dumps(self.found).encode())
