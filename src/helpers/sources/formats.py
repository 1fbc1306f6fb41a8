"""What a reader returns, whatever the format of the file."""

from __future__ import annotations

from typing import NamedTuple


class FileText(NamedTuple):
    """The text of a file and what the file itself says about it (empty where it says nothing)."""

    text: str
    encoding: str
    title: str = ""
    publisher: str = ""
    published: str = ""
    sha256: str = ""
