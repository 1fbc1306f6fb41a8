"""Reading workbooks (.xlsx, .xls): each sheet's rows as Excel shows them."""

from __future__ import annotations

import datetime
import io
import re
import warnings
import zipfile
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from helpers.sources.formats import FileText, name_reader
from helpers.sources.limits import Clock, check_cells, open_archive
from helpers.sources.number_formats import show_date, show_general, show_number
from helpers.storage import InputError
from helpers.text import Cell, clean_cell, join_blocks

Block = str | list[Cell]
Span = tuple[int, int, int, int]  # first row, first column, rows, columns


class Sheet(NamedTuple):
    """A sheet of a workbook as far as it is read."""

    name: str
    hidden: bool
    cells: Iterable[tuple[int, int, str, int]]  # row, column, what is shown, indent
    merged: Iterable[Span]


def read_workbook(data: bytes) -> FileText:
    """Read the visible sheets of an .xlsx file: stored results of formulas, numbers as they are shown.

    Raises InputError if it is broken, holds no text, or is larger than the limits.
    """
    import openpyxl

    archive = open_archive(data, "the workbook")
    clock = Clock("the workbook")
    notes = _examine_sheets(archive)
    with warnings.catch_warnings(record=True):  # openpyxl tells of styles and extensions that it does not keep
        try:
            book = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
        except Exception as error:  # openpyxl raises whatever zip, XML and its own checks raise
            raise InputError(
                f"it cannot be read as a workbook ({type(error).__name__}): open it in Excel or WPS and save it again"
            ) from None
    sheets = [
        Sheet(sheet.title, sheet.sheet_state != "visible", _list_xlsx(sheet, clock), _list_merged(sheet))
        for sheet in book.worksheets
    ]
    title = (book.properties.title or "").strip()
    return _join_sheets(sheets, title, "xlsx", name_reader("workbook 1", "openpyxl"), notes)


def read_old_workbook(data: bytes) -> FileText:
    """Read the visible sheets of an .xls file; see read_workbook."""
    import xlrd

    clock = Clock("the workbook")
    try:
        book = xlrd.open_workbook(file_contents=data, formatting_info=True, ragged_rows=True, logfile=io.StringIO())
    except xlrd.XLRDError as error:
        locked = "encrypted" in str(error).lower()
        raise InputError(
            "the workbook is protected by a password: save it without one"
            if locked
            else f"it cannot be read as a workbook ({error}): save it as .xlsx (文件 → 另存为 .xlsx)"
        ) from None
    check_cells(sum(sheet.row_len(row) for sheet in book.sheets() for row in range(sheet.nrows)), "the workbook")
    sheets = [
        Sheet(
            sheet.name,
            sheet.visibility != 0,
            _list_xls(book, sheet, clock),
            ((a + 1, c + 1, b - a, d - c) for a, b, c, d in sheet.merged_cells),
        )
        for sheet in book.sheets()
    ]
    return _join_sheets(sheets, "", "xls", name_reader("workbook 1", "xlrd"), [])


def _join_sheets(sheets: list[Sheet], title: str, encoding: str, reader: str, notes: list[str]) -> FileText:
    blocks: list[Block] = []
    broken = 0
    for sheet in sheets:
        if sheet.hidden:
            notes.append(f"the hidden sheet {sheet.name} was left out")
            continue
        cells = list(_merge(sheet))
        broken += sum(cell.text in ERRORS for cell in cells)
        if cells:
            blocks += [] if _NAMELESS.fullmatch(sheet.name.strip()) else [sheet.name.strip()]
            blocks += _split_tables(cells)
    if broken:
        notes.append(f"{broken} cells show an error such as #REF!: mend their formulas")
    text, grids = join_blocks(blocks)
    if not any(isinstance(block, list) for block in blocks):
        raise InputError("; ".join(["the workbook holds no text in its visible sheets", *notes]))
    return FileText(text, encoding, title, reader=reader, grids=grids, notes=tuple(notes))


_NAMELESS = re.compile(r"(?:sheet|工作表|表)\s*\d*(?:\s*\(\d+\))?", re.IGNORECASE)
ERRORS = frozenset(("#REF!", "#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#VALUE!", "#SPILL!", "#CALC!"))


def _merge(sheet: Sheet) -> Iterator[Cell]:
    """Yield the cells of a sheet that say something; what a merged cell covers is left out as Excel leaves it out."""
    spans: dict[tuple[int, int], tuple[int, int]] = {}
    covered: dict[int, list[tuple[int, int]]] = {}
    for row, column, rows, columns in sheet.merged:
        if rows * columns == 1:
            continue
        mine = range(row, row + rows)
        if any(a < column + columns and column < b for r in mine for a, b in covered.get(r, ())):
            continue  # one that overlaps an earlier one is broken
        for r in mine:
            covered.setdefault(r, []).append((column, column + columns))
        spans[row, column] = rows, columns
    for row, column, text, indent in sheet.cells:
        rows, columns = spans.get((row, column), (1, 1))
        if (row, column) in spans or not any(a <= column < b for a, b in covered.get(row, ())):
            yield Cell(row, column, rows, columns, text, page=sheet.name, indent=indent)


_TITLE = re.compile(r"附?表\s*\d|附表|.*(?:表|情况|统计|单位[:：].*)$")


def _split_tables(cells: list[Cell]) -> Iterator[list[Cell]]:
    """Yield the tables of a sheet: a line behind an empty row that reads as a title begins a new one."""
    table: list[Cell] = []
    rows: dict[int, list[Cell]] = {}
    for cell in cells:
        rows.setdefault(cell.row, []).append(cell)
    reached = 0
    for row in sorted(rows):
        if row > reached + 1 and table and len(rows[row]) == 1 and _TITLE.match(rows[row][0].text):
            yield table
            table = []
        table += rows[row]
        reached = max(reached, *(cell.row + cell.rows - 1 for cell in rows[row]))
    if table:
        yield table


# ---- .xlsx

_CELL = re.compile(rb"<(?:\w+:)?c[ >]")
_UNSTORED = re.compile(rb"<f(?:\s[^>]*)?(?:/>|>[^<]*</f>)(?:<v\s*/>|<v></v>)?</c>")
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?ref=\"([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})\"")


def _examine_sheets(archive: zipfile.ZipFile) -> list[str]:
    """Say how many formulas have no stored result, as programs leave them that never calculated.

    Raises InputError if the sheets hold more cells, or merge more, than can be held: both before they are parsed.
    """
    from openpyxl.utils import range_boundaries

    cells = unstored = 0
    for name in archive.namelist():
        if name.startswith("xl/worksheets/") and name.endswith(".xml"):
            try:
                sheet = archive.read(name)
            except Exception as error:  # zipfile raises whatever a broken member leads to
                raise InputError(f"the workbook is broken ({type(error).__name__}): save it again") from None
            cells += sum(1 for _ in _CELL.finditer(sheet))
            for match in _MERGED.finditer(sheet):
                left, top, right, bottom = range_boundaries(match[1].decode())
                cells += (right - left + 1) * (bottom - top + 1)
            check_cells(cells, "the workbook")
            unstored += sum(1 for _ in _UNSTORED.finditer(sheet))
    said = f"{unstored} formulas have no stored result: open and save the workbook in Excel or WPS"
    return [said] if unstored else []


def _list_merged(sheet) -> list[Span]:
    return [
        (r.min_row, r.min_col, r.max_row - r.min_row + 1, r.max_col - r.min_col + 1) for r in sheet.merged_cells.ranges
    ]


def _list_xlsx(sheet, clock: Clock) -> Iterator[tuple[int, int, str, int]]:
    styles: dict[tuple[int, ...], tuple[str, int]] = {}
    # sheet.iter_rows would make a cell for each place of a sheet in which one stray cell stands far below
    for number, (row, column) in enumerate(sorted(sheet._cells)):
        if number % 10_000 == 0:
            clock.check()
        cell = sheet._cells[row, column]
        if cell.value is not None:
            style = tuple(cell._style)
            if style not in styles:
                styles[style] = cell.number_format, int(cell.alignment.indent or 0)
            written, inset = styles[style]
            text, indent = _show(cell.value, written)
            if text:
                yield row, column, text, indent or inset


def _show(value: object, written: str) -> tuple[str, int]:
    """Return a cell's value as it is shown, and how far its text is set in."""
    if isinstance(value, str):
        return clean_cell(value)
    if isinstance(value, bool):
        return ("TRUE" if value else "FALSE"), 0
    if isinstance(value, int | float):
        return (show_general(value) if written == "General" else show_number(value, written)), 0
    if isinstance(value, datetime.date | datetime.time):
        return show_date(value, written), 0
    return str(value), 0


# ---- .xls


def _list_xls(book, sheet, clock: Clock) -> Iterator[tuple[int, int, str, int]]:
    import xlrd

    show: dict[int, Callable[[object, str], tuple[str, int]]] = {
        xlrd.XL_CELL_TEXT: _show,
        xlrd.XL_CELL_NUMBER: _show,
        xlrd.XL_CELL_DATE: lambda value, written: (_show_xls_date(value, written, book.datemode), 0),
        xlrd.XL_CELL_BOOLEAN: lambda value, _: (("TRUE" if value else "FALSE"), 0),
        xlrd.XL_CELL_ERROR: lambda value, _: (xlrd.error_text_from_code.get(value, "#N/A"), 0),
    }
    for row in range(sheet.nrows):
        if row % 500 == 0:
            clock.check()
        for column in range(sheet.row_len(row)):
            kind = sheet.cell_type(row, column)
            if kind not in show:
                continue
            style = book.xf_list[sheet.cell_xf_index(row, column)]
            text, indent = show[kind](sheet.cell_value(row, column), book.format_map[style.format_key].format_str)
            if text:
                yield row + 1, column + 1, text, indent or style.alignment.indent_level


def _show_xls_date(value: float, written: str, mode: int) -> str:
    import xlrd

    try:
        return show_date(xlrd.xldate_as_datetime(value, mode), written)
    except (ValueError, OverflowError):
        return show_general(value)
