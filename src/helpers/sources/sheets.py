"""Reading workbooks (.xlsx, .xls): each sheet's rows as Excel shows them."""

from __future__ import annotations

import datetime
import io
import re
import warnings
import zipfile
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from operator import attrgetter
from typing import NamedTuple

from helpers.sources.formats import FileText, name_reader
from helpers.sources.limits import Clock, check_cells, open_archive
from helpers.sources.number_formats import show_date, show_general, show_number
from helpers.storage import InputError, group_by
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
    notes = _examine_sheets(archive)
    with warnings.catch_warnings(record=True):  # openpyxl tells of styles and extensions that it does not keep
        try:
            book = openpyxl.load_workbook(_drop_rows(archive), read_only=True, data_only=True, keep_links=False)
            sheets = [_read_xlsx(archive, book, sheet) for sheet in book.worksheets]
        except InputError:
            raise
        except Exception as error:  # openpyxl raises whatever zip, XML and its own checks raise
            raise InputError(
                f"it cannot be read as a workbook ({type(error).__name__}): open it in Excel or WPS and save it again"
            ) from None
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
            blocks += split_tables(cells)
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
    if not spans:
        yield from (Cell(row, column, 1, 1, text, 0, 0, sheet.name, n) for row, column, text, n in sheet.cells)
        return
    for row, column, text, indent in sheet.cells:
        rows, columns = spans.get((row, column), (1, 1))
        if row not in covered or (row, column) in spans or not any(a <= column < b for a, b in covered[row]):
            yield Cell(row, column, rows, columns, text, page=sheet.name, indent=indent)


_TITLE = re.compile(r"附?表\s*\d|附表|.*(?:表|情况|统计|单位[:：].*)$")
_NOTE = re.compile(r"附?注|备注|说明|(?:资料|数据)?来源")
_NUMBER = re.compile(r"[-—–…./]+|(?!(?:19|20)\d\d$)[-+]?[\d,.]+%?")


def split_tables(cells: list[Cell]) -> Iterator[list[Cell]]:
    """Yield the tables of a sheet: a line behind an empty row or a note begins a new one if it reads as a title.

    So does any line there with heads below it.

    >>> lines = ["类别|学校数", "小学|12", "注:不含教学点", "2023年教师构成", "类别|男|女", "小学|9|31"]
    >>> cells = [Cell(i, j, 1, 1, text) for i, line in enumerate(lines) for j, text in enumerate(line.split("|"), 1)]
    >>> [len(table) for table in split_tables(cells)]
    [5, 7]
    """
    table: list[Cell] = []
    rows = group_by(cells, attrgetter("row"))
    order = sorted(rows)
    reached, noted = 0, False
    for i, row in enumerate(order):
        alone = len(rows[row]) == 1
        apart = row > reached + 1 or noted
        if apart and table and alone and (_TITLE.match(rows[row][0].text) or _heads_follow(rows, order[i + 1 : i + 4])):
            yield table
            table = []
        table += rows[row]
        reached = max(reached, *(cell.row + cell.rows - 1 for cell in rows[row]))
        noted = alone and bool(_NOTE.match(rows[row][0].text))
    if table:
        yield table


def _heads_follow(rows: dict[int, list[Cell]], below: list[int]) -> bool:
    """Tell whether the first row with several cells holds words or years alone."""
    first = next((rows[row] for row in below if len(rows[row]) > 1), [])
    return bool(first) and not any(_NUMBER.fullmatch(cell.text) for cell in first)


# ---- .xlsx

_NO_ROWS = b"""<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><dimension ref="A1"/>
<sheetData/></worksheet>"""


def _drop_rows(archive: zipfile.ZipFile) -> io.BytesIO:
    """Return a workbook without the rows of its sheets, pictures and charts.

    We read the rows ourselves, and openpyxl would go through all of them where a sheet does not say how large it is.
    """
    light = io.BytesIO()
    with zipfile.ZipFile(light, "w") as copy:
        for name in archive.namelist():
            if name.startswith("xl/worksheets/") and name.endswith(".xml"):
                copy.writestr(name, _NO_ROWS)
            elif name.endswith((".xml", ".rels")):
                copy.writestr(name, archive.read(name))
    return light


_CELL = re.compile(rb"<(?:\w+:)?c[ />]")
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


def _read_xlsx(archive: zipfile.ZipFile, book, sheet) -> Sheet:
    """Read a sheet from its XML, with the strings and styles that openpyxl read: ten times as fast as its cells."""
    from lxml import etree
    from openpyxl.utils import range_boundaries

    clock = Clock("the workbook")
    cells: list[tuple[int, int, str, int]] = []
    merged: list[Span] = []
    styles = _Styles(book)
    hidden = sheet.sheet_state != "visible"
    with archive.open(sheet._worksheet_path) as file:
        number = 0
        parts = etree.iterparse(file, tag=("{*}row", "{*}mergeCell"), resolve_entities=False, no_network=True)
        for _, part in parts:
            if part.tag.endswith("mergeCell"):
                left, top, right, bottom = range_boundaries(part.get("ref"))
                merged.append((top, left, bottom - top + 1, right - left + 1))
                continue
            number = int(part.get("r") or number + 1)
            if number % 1_000 == 0:
                clock.check()
            if not hidden:
                cells += _read_row(part, number, sheet._shared_strings, styles)
            part.clear()
            while part.getprevious() is not None:
                del part.getparent()[0]
    return Sheet(sheet.title, hidden, cells, merged)


_PLAIN = 12  # characters of a number without format that are shown as they are stored


class _Styles:
    """The number formats and indents of a workbook's styles, and its values as they are shown."""

    def __init__(self, book) -> None:
        self._book = book
        self._known: dict[str, tuple[str, int, bool]] = {}

    def find(self, style: str) -> tuple[str, int, bool]:
        """Return the number format of a style, how far it sets in, and whether it writes dates."""
        from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format

        if style not in self._known:
            about = self._book._cell_styles[int(style)]
            custom = about.numFmtId - 164
            formats = self._book._number_formats
            written = formats[custom] if 0 <= custom < len(formats) else BUILTIN_FORMATS.get(about.numFmtId, "General")
            indent = int(self._book._alignments[about.alignmentId].indent or 0)
            self._known[style] = written, indent, is_date_format(written)
        return self._known[style]

    def show(self, value: str, style: str) -> tuple[str, int]:
        """Return a number as it is shown, and its indent."""
        from openpyxl.utils.datetime import from_excel

        written, indent, is_date = self._known.get(style) or self.find(style)
        if written == "General" and len(value) < _PLAIN and "E" not in value:
            return value, indent
        number = float(value)
        if is_date and (moment := from_excel(number, self._book.epoch)) is not None:
            return (str(moment) if isinstance(moment, datetime.timedelta) else show_date(moment, written)), indent
        return show_number(number, written), indent


def _read_row(row, number: int, strings, styles: _Styles) -> Iterator[tuple[int, int, str, int]]:
    column = 0
    for cell in row:
        place, kind, style = cell.get("r"), cell.get("t"), cell.get("s") or "0"
        column = _read_letters(place.rstrip("0123456789")) if place else column + 1
        value = _read_value(cell)
        if not value:
            continue
        if kind is None or kind == "n":
            text, indent = styles.show(value, style)
        elif kind == "b":
            text, indent = ("FALSE" if value == "0" else "TRUE"), 0
        else:
            text, indent = clean_cell(strings[int(value)] if kind == "s" else value)
            indent = indent or styles.find(style)[1]
        if text:
            yield number, column, text, indent


def _read_value(cell) -> str:
    """Return what is stored in a cell: a number, the number of a string, or a string."""
    for part in cell:
        if part.tag.endswith("}v"):
            return part.text or ""
        if part.tag.endswith("}is"):
            return "".join(text.text or "" for text in part.iter("{*}t"))
    return ""


@cache
def _read_letters(letters: str) -> int:
    from openpyxl.utils import column_index_from_string

    return column_index_from_string(letters)


# ---- .xls


def _list_xls(book, sheet, clock: Clock) -> Iterator[tuple[int, int, str, int]]:
    import xlrd

    show: dict[int, Callable[[object, str], tuple[str, int]]] = {
        xlrd.XL_CELL_TEXT: lambda value, _: clean_cell(value),
        xlrd.XL_CELL_NUMBER: lambda value, written: (show_number(value, written), 0),
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
