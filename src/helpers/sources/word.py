"""Reading Word documents."""

from __future__ import annotations

import io
from collections.abc import Iterator

from helpers.sources.formats import FileText
from helpers.storage import InputError


def read_document(data: bytes) -> FileText:
    """Read the paragraphs and table rows of a Word document in order."""
    import docx

    try:
        document = docx.Document(io.BytesIO(data))
        lines = list(_list_lines(document))
    except Exception as error:  # python-docx raises whatever zip, XML and its own checks raise
        raise InputError(f"it cannot be read as a Word document ({type(error).__name__})") from None
    text = "\n".join(lines)
    if not text.strip():
        raise InputError("the document holds no text")
    return FileText(text, "docx", (document.core_properties.title or "").strip())


def _list_lines(document) -> Iterator[str]:
    for block in document.iter_inner_content():
        if hasattr(block, "rows"):
            yield from ("\t".join(cell.text.strip() for cell in row.cells) for row in block.rows)
        else:
            yield block.text
