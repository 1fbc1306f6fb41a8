"""What a reader returns, whatever the format of the file, and which format a file has by its content."""

from __future__ import annotations

import io
import json
import re
import zipfile
from functools import cache
from importlib.metadata import version
from typing import NamedTuple

from helpers.text import Cell, Grid, Line


class FileText(NamedTuple):
    """The text of a file, its tables, and what the file itself says about it (empty where it says nothing).

    `reader` names what read it, with versions, for the offsets depend on it; `notes` are what an analyst should know;
    `heads` are the running heads of its pages, which are no part of the text.
    """

    text: str
    encoding: str
    title: str = ""
    publisher: str = ""
    published: str = ""
    sha256: str = ""
    reader: str = "text 1"
    grids: tuple[Grid, ...] = ()
    notes: tuple[str, ...] = ()
    heads: tuple[str, ...] = ()

    def to_json(self) -> str:
        """Return it as text, for who hands it on to another process or machine.

        >>> file = FileText("全县", "utf-8", grids=(Grid((Cell(1, 1, 1, 1, "小学"),), (Line("表1", 0, 2),)),))
        >>> FileText.from_json(file.to_json()) == file
        True
        """
        return json.dumps(self, default=vars)

    @classmethod
    def from_json(cls, written: str) -> FileText:
        """Read what `to_json` has written."""
        *plain, grids, notes, heads = json.loads(written)
        tables = (
            Grid(_tell(Cell, grid["cells"]), *(_tell(Line, grid[n]) for n in ("caption", "notes"))) for grid in grids
        )
        return cls(*plain, tuple(tables), tuple(notes), tuple(heads))


def _tell(kind: type, found: list[list]) -> tuple:
    return tuple(kind(*parts) for parts in found)


@cache
def name_reader(name: str, *libraries: str) -> str:
    """Return the name and version of one of our readers with those of the libraries that it reads with.

    >>> name_reader("text 1")
    'text 1'
    """
    parts = [f"{library} {version(library)}" for library in libraries]
    return f"{name} ({', '.join(parts)})" if parts else name


_HEAD = 4096
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PAGE = re.compile(
    rb"(?:\s|<\?xml[^>]*>|<!--.*?-->)*<(?:!doctype\s+html|html|head|body|meta|title|table|div|style|script|p|h[1-6])\b",
    re.IGNORECASE | re.DOTALL,
)
_WHOLE_PAGE = re.compile(rb"(?:\s|<\?xml[^>]*>|<!--.*?-->)*<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL)
_MESSAGE = re.compile(rb"(?:[!-9;-~]+:[^\n]*\n(?:[ \t][^\n]*\n)*)+")
_MIME = re.compile(rb"^content-type:\s*(?:multipart/related|text/html)", re.IGNORECASE | re.MULTILINE)
_OFFICE_XML = re.compile(
    rb"<\?mso-application|schemas-microsoft-com:office:(?:spreadsheet|word)|/office/word/2003/wordml"
)
_MARKS = {b"\xef\xbb\xbf": "utf-8", b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}


def find_format(data: bytes, suffix: str = "") -> str:
    """Return the format of a file by its content, and by its suffix where the content is a text; "" if it is unknown.

    >>> find_format(b"<html><table>", ".doc"), find_format(b"%PDF-1.7", ".txt"), find_format("教育".encode(), ".md")
    ('html', 'pdf', 'md')
    """
    head = data[:_HEAD]
    if head.startswith(b"PK\x03\x04"):
        return _find_in_archive(data)
    if head.startswith(_OLE):
        return _find_in_compound(data, suffix)
    if head.lstrip().startswith(b"%PDF-") or (suffix == ".pdf" and b"%PDF-" in head[:1024]):
        return "pdf"
    if head.startswith(b"{\\rtf"):
        return "rtf"
    mark = next((mark for mark in _MARKS if head.startswith(mark)), b"")
    if mark:
        head = head[len(mark) :].decode(_MARKS[mark], "replace").encode()
    if (message := _MESSAGE.match(head.lstrip())) and _MIME.search(message[0]):
        return "mhtml"
    if (_WHOLE_PAGE if suffix == ".txt" else _PAGE).match(head):
        return "html"
    if head.lstrip().startswith(b"<?xml") and _OFFICE_XML.search(head):
        return "office-xml"
    return _BY_SUFFIX.get(suffix, "")


_SUFFIXES = {"text": ".txt .text", "md": ".md .markdown", "csv": ".csv .tsv", "html": ".html .htm .xhtml"}
_BY_SUFFIX = {suffix: kind for kind, suffixes in _SUFFIXES.items() for suffix in suffixes.split()}


def _find_in_archive(data: bytes) -> str:
    try:
        names = zipfile.ZipFile(io.BytesIO(data)).namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError):
        return "broken archive"
    for name in names:
        if kind := _PARTS.get(name.partition("/")[0]):
            return kind if "[Content_Types].xml" in names else "zip"
    return "odf" if "mimetype" in names and "content.xml" in names else "zip"


_PARTS = {"word": "docx", "xl": "xlsx", "ppt": "pptx"}


def _find_in_compound(data: bytes, suffix: str) -> str:
    """Tell old office files apart by the names of their streams, which stand in them as UTF-16.

    One that is embedded in another has its streams there, too: then the suffix decides.
    """
    expected = {".doc": "doc", ".wps": "doc", ".xls": "xls", ".et": "xls"}.get(suffix, "")
    found = [kind for stream, kind in _STREAMS.items() if stream.encode("utf-16-le") in data]
    return expected if expected in found or not found else found[0]


_STREAMS = {
    "EncryptedPackage": "locked",
    "WordDocument": "doc",
    "Workbook": "xls",
    "Book": "xls",
    "PowerPoint Document": "ppt",
}
