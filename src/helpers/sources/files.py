"""Reading one file, by the reader of its format."""

from __future__ import annotations

import hashlib
from pathlib import Path

from helpers.sources.formats import FileText
from helpers.sources.pages import read_page
from helpers.sources.word import read_document
from helpers.storage import InputError
from helpers.text import decode


def read_text(path: str | Path) -> str:
    """Return the text of a file as its offsets count it; raises InputError with the reason if it is no text."""
    return read_file(path).text


def read_file(path: str | Path) -> FileText:
    """Read a .txt, .html, .htm or .docx file; of the latter three the main text is extracted.

    Raises InputError with the reason if the file cannot be opened or is no text.
    """
    path = Path(path)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError(f"it cannot be opened ({error.strerror or error})") from None
    file = READERS.get(path.suffix.lower(), _read_plain)(data)
    return file._replace(sha256=hashlib.sha256(data).hexdigest())


def _read_plain(data: bytes) -> FileText:
    return FileText(*decode(data))


READERS = {".txt": _read_plain, ".html": read_page, ".htm": read_page, ".docx": read_document}
