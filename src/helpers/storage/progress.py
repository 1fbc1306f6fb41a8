"""How far long work is, in a file for the run that watches."""

from __future__ import annotations

import os
import time
from contextlib import suppress
from pathlib import Path

PROGRESS_VARIABLE = "ANALYSIS_PROGRESS"
_OFTEN = 0.5  # seconds between two notes


class Progress:
    """What is done of so many texts; noted only if the variable ANALYSIS_PROGRESS names a file."""

    def __init__(self, count: int) -> None:
        """Begin with nothing done."""
        self.count, self.done, self.rows = count, 0, 0
        self.begin = self.noted = time.monotonic()
        self.file = os.environ.get(PROGRESS_VARIABLE, "")

    def add(self, texts: int, rows: int) -> None:
        """Note that so many texts more are done, which gave so many rows."""
        self.done, self.rows = self.done + texts, self.rows + rows
        if self.file and time.monotonic() > self.noted + _OFTEN:
            self.noted = time.monotonic()
            with suppress(OSError):  # a disk that is full costs the note alone
                Path(self.file).write_text(self.describe(self.noted - self.begin), "utf-8")

    def __enter__(self) -> Progress:
        """Begin."""
        return self

    def __exit__(self, *_: object) -> None:
        """Take the note away: nothing long is at work any more."""
        if self.file:
            Path(self.file).unlink(missing_ok=True)

    def describe(self, seconds: float) -> str:
        """Say what is done after so many seconds, and how long the rest will take.

        >>> progress = Progress(4_000)
        >>> progress.add(1_000, 14_800)
        >>> progress.describe(21)
        '1,000/4,000 texts, 14,800 rows, 1:03 left'
        """
        minutes, rest = divmod(round(seconds * max(0, self.count - self.done) / max(1, self.done)), 60)
        return f"{self.done:,}/{max(self.count, self.done):,} texts, {self.rows:,} rows, {minutes}:{rest:02} left"
