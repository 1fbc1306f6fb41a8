"""What is said to the user when something that was given cannot be used."""

from __future__ import annotations


class InputError(ValueError):
    """Something that the user gave cannot be used; the message says what, where and how to mend it."""
