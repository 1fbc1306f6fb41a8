"""Reading one file, by the reader of its format."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path, PurePosixPath

from helpers.sources.archives import read_member
from helpers.sources.formats import FileText, find_format
from helpers.sources.limits import open_archive
from helpers.sources.office import read_old_document
from helpers.sources.pages import read_page
from helpers.sources.pdf import read_pdf
from helpers.sources.plain import read_markdown, read_plain, read_table
from helpers.sources.saved import read_saved
from helpers.sources.sheets import read_old_workbook, read_workbook
from helpers.sources.word import read_document
from helpers.storage import InputError
from helpers.text import Around, Identity, identify

Reader = Callable[[bytes], FileText]
READERS: dict[str, Reader] = {
    "text": read_plain,
    "html": read_page,
    "mhtml": read_saved,
    "docx": read_document,
    "pdf": read_pdf,
    "xlsx": read_workbook,
    "xls": read_old_workbook,
    "doc": read_old_document,
    "rtf": lambda data: read_old_document(data, ".rtf"),
    "md": read_markdown,
    "csv": read_table,
}
ADVICE = {
    "zip": "it is an archive: give it the suffix .zip, or unpack it",
    "broken archive": "it cannot be opened as a Word document, workbook or archive: it is broken; save it again",
    "locked": "it is protected by a password: save it without one",
    **dict.fromkeys(("pptx", "ppt"), "it is a presentation: save its text as .docx or .txt"),
    "odf": "it is an OpenDocument file: save it as .docx or .xlsx (文件 → 另存为)",
    "office-xml": "it is an XML file of an old Office: save it as .docx or .xlsx (文件 → 另存为)",
}
EXPECTED = {
    ".pdf": "PDF file",
    ".zip": "archive",
    **dict.fromkeys((".docx", ".doc", ".wps"), "Word document"),
    **dict.fromkeys((".xlsx", ".xls", ".et"), "workbook"),
    **dict.fromkeys((".mhtml", ".mht"), "saved web page"),
}


def read_file(path: str | Path) -> FileText:
    """Read a file by the reader of its format, which its content tells; a path below a .zip file names its member.

    Of web pages the main text is extracted. Raises InputError, in one sentence, if the file cannot be opened, is no
    text, is larger than the limits, or its reader fails.
    """
    path = Path(path)
    return read_content(read_bytes(path), path.suffix.lower())


def identify_file(file: FileText, path: str = "") -> Identity:
    """Say what a file is from its words; path is its name below the folder that is read."""
    around = Around(file.title, file.heads, path)
    return identify(file.text, file.title, file.publisher, file.published, around)


def read_content(data: bytes, suffix: str) -> FileText:
    """Read the bytes of a file by the suffix of its name (small letters, with the dot); raises as `read_file` does."""
    return _read(data, suffix)._replace(sha256=hashlib.sha256(data).hexdigest())


def read_bytes(path: Path) -> bytes:
    """Return the bytes of a file, or of a member of an archive; raises InputError if it cannot be opened."""
    archive = next((parent for parent in path.parents if parent.suffix.lower() == ".zip" and parent.is_file()), None)
    try:
        if archive is not None:
            return read_member(archive, path.relative_to(archive).as_posix())
        return path.read_bytes()
    except OSError as error:
        raise InputError(f"it cannot be opened ({error.strerror or error})") from None


Opened = tuple[str, bytes, str]  # name of a file, and its bytes or why it has none


def open_files(folder: Path, names: Iterable[str]) -> Iterator[Opened]:
    """Yield the bytes of files, which other processes may read by `load_file` and `examine_file`."""
    for name in names:
        try:
            yield name, read_bytes(folder / name), ""
        except InputError as error:
            yield name, b"", str(error)


def load_file(opened: Opened) -> list[dict[str, str]]:
    """Return the row of a file: what it holds (`file`), or why it cannot be read (`error`).

    >>> [sorted(row) for row in load_file(("a.txt", b"", ""))]
    [['error']]
    """
    try:
        return [{"file": _read_opened(opened).to_json()}]
    except InputError as error:
        return [{"error": str(error)}]


def examine_file(opened: Opened) -> list[dict[str, str]]:
    """Return the row of a file, with what its text says that it is (`identity`)."""
    try:
        file = _read_opened(opened)
        return [{"file": file.to_json(), "identity": json.dumps(vars(identify_file(file, opened[0])))}]
    except InputError as error:
        return [{"error": str(error)}]


def _read_opened(opened: Opened) -> FileText:
    name, data, error = opened
    if error:
        raise InputError(error)
    return read_content(data, PurePosixPath(name).suffix.lower())


def _read(data: bytes, suffix: str) -> FileText:
    kind = find_format(data, suffix)
    if kind == "zip" and suffix == ".zip":
        open_archive(data, "the archive")
        raise InputError("the archive holds no files")
    if kind in ADVICE:
        raise InputError(ADVICE[kind])
    if kind not in READERS:
        raise InputError(_say_what(data, suffix))
    try:
        return READERS[kind](data)
    except InputError:
        raise
    except Exception as error:  # whatever a library raises on a file that nobody foresaw, the folder goes on
        raise InputError(f"it cannot be read as {kind} ({type(error).__name__}): save it again, or as .txt") from error


def _say_what(data: bytes, suffix: str) -> str:
    """Say why a file that no reader takes is left out."""
    if not data.strip(b"\0\t\n\r "):
        return "the file is empty"
    if suffix in EXPECTED:
        return f"its name ends in {suffix}, but it is no {EXPECTED[suffix]}: save it again"
    if data.startswith((b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"BM", b"II*\0", b"MM\0*")):
        return "it is a picture: recognise its text first (OCR), and save that as .txt or .docx"
    return f"it is no text, web page, PDF, Word document or workbook ({suffix or 'no suffix'})"
