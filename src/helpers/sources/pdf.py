"""Reading PDF files that hold text: lines joined to paragraphs, columns in order, tables by their lines or gaps."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain
from operator import attrgetter
from statistics import median
from typing import Any, NamedTuple

from helpers.sources.formats import FileText, name_reader
from helpers.sources.limits import MOST_PAGES, Clock, check_cells
from helpers.sources.pdf_bare import find_bare
from helpers.sources.pdf_cells import Table
from helpers.sources.pdf_lines import (
    Line,
    Piece,
    find_edge,
    find_gutter,
    goes_on,
    group_rows,
    join_letters,
    join_lines,
    list_lines,
    order_columns,
)
from helpers.sources.pdf_pages import Letter, Page, read_page
from helpers.sources.pdf_tables import find_tables
from helpers.storage import InputError, group_by
from helpers.text import HAN, Cell, join_blocks

_SCAN = "recognise its text first (OCR), and put the result in its place as .txt or .docx"
_FEW = 10  # characters on a page that is a picture
_MOST_UNKNOWN = 0.1


class _Sheet(NamedTuple):
    """A page taken apart: its size, the pieces of its lines, and its tables."""

    height: float
    pieces: list[Piece]
    tables: list[Table]


def read_pdf(data: bytes) -> FileText:
    """Read a PDF file: its paragraphs in the order in which they are read, and its tables.

    Lines are joined where they stand close, are full and the next is not set in; running heads and page numbers are
    dropped; a table that goes on over pages is one. Raises InputError if it is broken, protected, larger than the
    limits, or if its pages are pictures.
    """
    notes: list[str] = []
    title, sheets = _read_sheets(data, notes)
    check_cells(sum(len(table.cells) for sheet in sheets for table in sheet.tables), "the PDF file")
    heads = _drop_running_heads(sheets)
    text, grids = join_blocks(_list_blocks(sheets))
    return FileText(
        text, "pdf", title, reader=name_reader("pdf 2", "pypdfium2"), grids=grids, notes=tuple(notes), heads=heads
    )


def _read_sheets(data: bytes, notes: list[str]) -> tuple[str, list[_Sheet]]:
    import pypdfium2

    clock = Clock("the PDF file")
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).lower()
        raise InputError(
            "the PDF file is protected by a password: save it without one"
            if locked
            else "the PDF file cannot be opened: it is broken or cut off; download it again"
        ) from None
    try:
        if len(document) > MOST_PAGES:
            raise InputError(f"the PDF file has {len(document):,} pages, more than {MOST_PAGES:,}: split it")
        pages: list[tuple[int, int, int]] = []  # characters, unknown ones, pictures
        sheets, unsure = [], 0
        for number in range(len(document)):
            clock.check()
            leaf = document[number]
            page = read_page(leaf)
            leaf.close()
            pages.append((len(page.letters), page.unknown, page.pictures))
            sheet, doubtful = _take_apart(page, str(number + 1))
            sheets.append(sheet)
            unsure += doubtful
        _check_text(pages, notes)
        if unsure:
            notes.append(f"{unsure} tables without ruling lines are read as lines: their columns are not sure")
        return _find_title(document.get_metadata_dict().get("Title", "")), sheets
    finally:
        document.close()


def _check_text(pages: list[tuple[int, int, int]], notes: list[str]) -> None:
    """Note the pages that are pictures; raise InputError if most are, or if the characters cannot be told."""
    letters, unknown = sum(page[0] for page in pages), sum(page[1] for page in pages)
    blank = [str(number) for number, page in enumerate(pages, 1) if page[0] < _FEW and page[2]]
    if letters < _FEW * max(1, len(blank)):
        if blank:
            raise InputError(f"the pages are pictures without text (a scan): {_SCAN}")
        raise InputError("the PDF file holds no text")
    if unknown > _MOST_UNKNOWN * letters:
        raise InputError(f"its fonts do not say which characters they show: {_SCAN}")
    if blank:
        shown = ", ".join(blank[:10]) + (" …" if len(blank) > 10 else "")
        notes.append(f"pages that are pictures without text: {shown}")


def _find_title(written: str) -> str:
    """Return the title of a file's metadata if it reads as one: programs put file names there."""
    good = HAN.search(written) and not re.search(r"\.(?:docx?|wps|xlsx?|indd|pdf)$|^Microsoft", written.strip())
    return written.strip() if good else ""


def _take_apart(page: Page, number: str) -> tuple[_Sheet, int]:
    tables, unsure = find_tables(page.letters, page.lying, page.standing, number)
    pieces = join_letters([letter for letter in page.letters if not any(_is_in(letter, table) for table in tables)])
    bare = [table for rows in order_columns(pieces) for table in find_bare(rows, number)]
    pieces = [piece for piece in pieces if not any(_is_in(piece, table) for table in bare)]
    return _Sheet(page.height, pieces, tables + bare), unsure


def _is_in(letter: Letter | Piece, table: Table) -> bool:
    x, y = (letter.left + letter.right) / 2, (letter.top + letter.bottom) / 2
    return table.left <= x <= table.right and table.top <= y <= table.bottom


# ---- running heads

_EDGE = 0.12  # of a page's height, at its top and at its bottom
_PAGE_NUMBER = re.compile(
    r"[-—–―·•\s]*第?\s*(?:\d{1,4}|[ivxIVX]{1,6})\s*页?\s*(?:[/,，]?\s*共?\s*\d{1,4}\s*页?)?[-—–―·•\s]*"
)


def _drop_running_heads(sheets: list[_Sheet]) -> tuple[str, ...]:
    """Drop page numbers, and rows at the edges of pages that other pages have in the same place; return these."""
    dropped: dict[str, None] = {}
    edges = [list(_find_edges(sheet)) for sheet in sheets]
    counts = Counter(key for edge in edges for key in {_make_key(row) for row in edge})
    least = max(2, 0.3 * len(sheets))
    for sheet, edge in zip(sheets, edges, strict=True):
        for row in edge:
            text = " ".join(piece.text for piece in row)
            if _PAGE_NUMBER.fullmatch(text) or counts[_make_key(row)] >= least:
                dropped |= {text: None} if HAN.search(text) else {}
                for piece in row:
                    sheet.pieces.remove(piece)
    return tuple(dropped)


def _find_edges(sheet: _Sheet) -> Iterator[list[Piece]]:
    """Yield the first two and the last two rows of a page as far as they stand at its edges."""
    rows = group_rows(sheet.pieces)
    yield from (row for row in rows[:2] if row[0].bottom < _EDGE * sheet.height)
    yield from (row for row in rows[-2:] if row[0].top > (1 - _EDGE) * sheet.height)


def _make_key(row: list[Piece]) -> tuple[str, int]:
    return re.sub(r"\d+", "#", "".join(piece.text for piece in row)), round(row[0].top / 8)


# ---- paragraphs and tables

_MANY = 8  # lines of a page that show how wide they are
_CONTINUED = re.compile(r"[(（]?(?:续|接)(?:上)?表.{0,30}|.{0,40}[(（]续[)）]")


def _list_blocks(sheets: list[_Sheet]) -> Iterator[str | list[Cell]]:
    held: list[Line] = []
    for block in chain(_join_tables(_list_items(sheets)), [None]):
        if held and not (isinstance(block, Line) and goes_on(held[-1], block)):
            yield join_lines([line.piece.text for line in held])
            held = []
        if isinstance(block, Line):
            held.append(block)
        elif block is not None:
            yield block.cells


def _list_items(sheets: list[_Sheet]) -> Iterator[Line | Table]:
    """Yield the lines and tables of all pages in the order in which they are read."""
    edges = [max([find_edge(sheet.pieces), *(table.right for table in sheet.tables)]) for sheet in sheets]
    usual = median(edges)
    gutter: float | None = None
    for sheet, edge in zip(sheets, edges, strict=True):
        right = edge if len(sheet.pieces) > _MANY else max(edge, usual)
        places = [Piece("", t.left, t.top, t.right, t.bottom, 1.0, i) for i, t in enumerate(sheet.tables)]
        pieces = [*sheet.pieces, *places]
        columns = order_columns(pieces, known=gutter)
        gutter = find_gutter(pieces) or (gutter if len(columns) > 1 else None)
        for line in list_lines(columns, right):
            yield sheet.tables[line.piece.table] if line.piece.table >= 0 else line


def _join_tables(items: Iterable[Line | Table]) -> Iterator[Line | Table]:
    """Yield the items; a table at the head of a page with the columns of the one before goes on with that."""
    held: list[Any] = []  # a table, and the lines behind it that may only say that it goes on
    for item in items:
        if held and isinstance(item, Line) and _CONTINUED.fullmatch(item.piece.text):
            held.append(item)
        elif held and isinstance(item, Table) and _goes_on_below(held[0], item):
            held = [_append(held[0], item)]
        else:
            yield from held
            held = [item] if isinstance(item, Table) else []
            if not held:
                yield item
    yield from held


def _goes_on_below(table: Table, below: Table) -> bool:
    """Tell whether a table on the next page has the columns of a table."""
    pages = [int(table.cells[-1].page), int(below.cells[0].page)]
    same = len(table.edges) == len(below.edges)
    near = same and all(abs(a - b) < 4 for a, b in zip(table.edges, below.edges, strict=True))
    return pages[1] == pages[0] + 1 and near


def _append(table: Table, below: Table) -> Table:
    """Return a table with the rows of its continuation, whose head is not said again."""
    head = _list_rows(table.cells)
    rows = _list_rows(below.cells)
    repeated = 0
    while repeated < min(len(head), len(rows)) - 1 and head[repeated] == rows[repeated]:
        repeated += 1
    last = max(cell.row + cell.rows - 1 for cell in table.cells)
    numbers = sorted({cell.row for cell in below.cells})
    start = numbers[repeated]
    cells = [cell for cell in below.cells if cell.row >= start]
    moved = [cell._replace(row=cell.row - start + last + 1) for cell in cells]
    return below._replace(cells=[*table.cells, *moved])


def _list_rows(cells: list[Cell]) -> list[list[tuple[int, str]]]:
    rows = group_by(cells, attrgetter("row"))
    return [sorted((cell.column, cell.text) for cell in rows[row]) for row in sorted(rows)]
