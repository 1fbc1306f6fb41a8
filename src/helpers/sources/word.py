"""Reading Word documents: all text that Word shows, and the tables by their columns."""

from __future__ import annotations

import io
from collections.abc import Iterator
from itertools import chain

from helpers.sources.formats import FileText, name_reader
from helpers.sources.limits import MOST_COLUMNS, MOST_XML, check_cells, check_depth, open_archive
from helpers.storage import InputError
from helpers.text import HAN, Cell, clean_cell, join_blocks

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MATHS = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_CHOICES = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_LEFT_OUT = {f"{_WORD}{name}" for name in ("del", "moveFrom", "rt", "instrText", "delText", "pPr", "sectPr")}
_DELETED = (f"{_WORD}trPr/{_WORD}del", f"{_WORD}tcPr/{_WORD}cellDel")  # marks of a row and a cell
_LEFT_OUT |= {f"{_CHOICES}Fallback"}  # says again what Choice says
_CHARACTERS = {
    f"{_WORD}tab": "\t",
    f"{_WORD}br": "\n",
    f"{_WORD}cr": "\n",
    f"{_WORD}noBreakHyphen": "-",
}

_BROKEN = "it cannot be read as a Word document ({}): open it in Word or WPS and save it again"

Block = str | list[Cell]


def read_document(data: bytes) -> FileText:
    """Read the paragraphs and tables of a Word document in order.

    Insertions, smart tags, content controls, results of fields, links, text boxes and nested tables are text as Word
    shows them, footnotes and endnotes at the end; deletions and hidden text are left out, headers and footers of pages
    too, and a note says so. Raises InputError if it is no Word document, holds no text, or
    is larger than the limits.
    """
    import docx

    open_archive(data, "the Word document", MOST_XML)
    try:
        document = docx.Document(io.BytesIO(data))
        body = document.element.body
    except Exception as error:  # python-docx raises whatever zip, XML and its own checks raise
        raise InputError(_BROKEN.format(type(error).__name__)) from None
    check_depth(body, "the Word document")
    check_cells(sum(1 for _ in body.iter(f"{_WORD}tc")), "the Word document")
    text, grids = join_blocks(chain(_list_blocks(body), _list_notes(document.part)))
    if not text.strip():
        raise InputError("the document holds no text")
    title = (document.core_properties.title or "").strip()
    edges = {"".join(_list_texts(part)) for part in _find_parts(document.part, "header", "footer")}
    notes = ("headers and footers of pages were left out",) if any(map(HAN.search, edges)) else ()
    heads = tuple(sorted(edge for edge in edges if HAN.search(edge)))
    reader = name_reader("word 3", "python-docx")
    return FileText(text, "docx", title, reader=reader, grids=grids, notes=notes, heads=heads)


def _list_notes(main) -> Iterator[str]:
    """Yield the footnotes and endnotes of a document, the lines that part them from the text left out."""
    for root in _find_parts(main, "footnotes", "endnotes"):
        for note in root:
            if note.get(f"{_WORD}type", "normal") == "normal":
                yield from _list_texts(note)


def _list_texts(element) -> list[str]:
    return [block.strip() for block in _list_blocks(element) if isinstance(block, str) and block.strip()]


def _find_parts(main, *kinds: str) -> Iterator:
    """Yield the XML of the parts of some kinds that a document names, as far as they can be read."""
    from lxml import etree

    for relation in main.rels.values():
        if not relation.is_external and relation.reltype.rpartition("/")[2] in kinds:
            parser = etree.XMLParser(resolve_entities=False, no_network=True)
            try:
                root = etree.fromstring(relation.target_part.blob, parser)
            except etree.XMLSyntaxError:
                raise InputError(_BROKEN.format("XMLSyntaxError")) from None
            check_depth(root, "the Word document")
            yield root


def _list_blocks(parent) -> Iterator[Block]:
    """Yield the paragraphs and tables below an element in order, those of content controls too."""
    for child in parent:
        if child.tag == f"{_WORD}p":
            yield from _read_paragraph(child)
        elif child.tag == f"{_WORD}tbl":
            yield from _read_table(child)
        elif child.tag not in _LEFT_OUT and isinstance(child.tag, str):
            yield from _list_blocks(child)


def _read_paragraph(paragraph) -> Iterator[Block]:
    """Yield the text of a paragraph, then that of the text boxes that hang on it."""
    parts: list[str] = []
    boxes: list = []
    _collect(paragraph, parts, boxes)
    text = "".join(parts)
    if text or not boxes:
        yield text
    for box in boxes:
        yield from _list_blocks(box)


def _collect(element, parts: list[str], boxes: list) -> None:
    """Collect the text of a paragraph's runs, whatever they are wrapped in, and its text boxes."""
    for child in element:
        if child.tag in (f"{_WORD}t", f"{_MATHS}t"):
            parts.append(child.text or "")
        elif child.tag in _CHARACTERS:
            parts.append(_CHARACTERS[child.tag])
        elif child.tag == f"{_WORD}txbxContent":
            boxes.append(child)
        elif child.tag not in _LEFT_OUT and not (child.tag == f"{_WORD}r" and _is_hidden(child)):
            _collect(child, parts, boxes)


def _is_hidden(run) -> bool:
    vanish = run.find(f"{_WORD}rPr/{_WORD}vanish")
    return vanish is not None and vanish.get(f"{_WORD}val") not in ("0", "false", "off")


# ---- tables


def _read_table(table) -> Iterator[Block]:
    """Yield a table, then the tables within its cells; a table of one column is a frame around its paragraphs."""
    rows = [
        (1 + min(max(_read_number(row, "gridBefore", 0), 0), MOST_COLUMNS), list(_find(row, "tc")))
        for row in _find(table, "tr")
    ]
    if all(len(cells) <= 1 for _, cells in rows):
        for _, cells in rows:
            for cell in cells:
                yield from _list_blocks(cell)
        return
    inner: list[list[Cell]] = []
    yield _place_cells(rows, inner)
    yield from inner


def _find(parent, name: str) -> Iterator:
    """Yield the children of a name, those in content controls and marks of revision too."""
    for child in parent:
        if child.tag == f"{_WORD}{name}":
            if all(child.find(mark) is None for mark in _DELETED):
                yield child
        elif child.tag in (f"{_WORD}sdt", f"{_WORD}sdtContent", f"{_WORD}customXml", f"{_WORD}ins", f"{_WORD}smartTag"):
            yield from _find(child, name)


def _place_cells(rows: list[tuple[int, list]], inner: list[list[Cell]]) -> list[Cell]:
    """Return the cells of a table; a cell that goes on above it gives the rows that it covers to the one above."""
    cells: list[Cell] = []
    above: dict[int, int] = {}  # column → number of the cell that may go on below
    for number, (column, row) in enumerate(rows, 1):
        columns: dict[int, int] = {}
        for element in row:
            width = min(max(_read_number(element, "gridSpan", 1), 1), MOST_COLUMNS)
            merge = element.find(f"{_WORD}tcPr/{_WORD}vMerge")
            goes_on = merge is not None and merge.get(f"{_WORD}val") != "restart"
            known = above.get(column) if goes_on else None
            if known is not None and cells[known].columns == width:
                top = cells[known]
                cells[known] = top._replace(rows=number - top.row + 1)  # what else stands there Word does not show
                columns[column] = known
            else:
                text, indent = clean_cell("\n".join(_read_lines(element, inner)))
                if merge is not None:
                    columns[column] = len(cells)
                cells.append(Cell(number, column, 1, width, text, indent=indent or _read_indent(element)))
            column += width
        above = columns
    return cells


def _read_lines(cell, inner: list[list[Cell]]) -> Iterator[str]:
    for block in _list_blocks(cell):
        if isinstance(block, str):
            yield block
        else:
            inner.append(block)


def _read_number(element, name: str, default: int) -> int:
    properties = element.find(f"{_WORD}trPr" if name == "gridBefore" else f"{_WORD}tcPr")
    found = properties.find(f"{_WORD}{name}") if properties is not None else None
    written = (found.get(f"{_WORD}val") or "") if found is not None else ""
    return int(written) if written.isdecimal() and len(written) < 10 else default


_TWIPS = 210  # a Chinese character of 10.5 points


def _read_indent(cell) -> int:
    """Return by how many characters the first paragraph of a cell is set in."""
    mark = cell.find(f"{_WORD}p/{_WORD}pPr/{_WORD}ind")
    if mark is None:
        return 0
    for name, unit in (("leftChars", 100), ("firstLineChars", 100), ("left", _TWIPS), ("firstLine", _TWIPS)):
        written = mark.get(f"{_WORD}{name}") or ""
        if written.isdecimal() and (indent := round(int(written) / unit)):
            return min(indent, 20)
    return 0
