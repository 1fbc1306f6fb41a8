"""What is said to the user, on whatever console."""

from __future__ import annotations

import sys


class InputError(ValueError):
    """Something that the user gave cannot be used; the message says what, where and how to mend it."""


def show_what_can_be_shown() -> None:
    """Let a console that cannot show a character show a question mark in its place, where Python would stop."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


def print_whole(text: str) -> None:
    """Print what somebody may keep in a file: in UTF-8 where the console's encoding has not all of its characters."""
    if not sys.stdout.isatty() and hasattr(sys.stdout, "reconfigure"):
        try:
            text.encode(sys.stdout.encoding)
        except UnicodeEncodeError:
            sys.stdout.reconfigure(encoding="utf-8", errors="replace")
    sys.stdout.write(text)
