"""The workbook of tables for people who work in a spreadsheet."""

from __future__ import annotations

import gc
import io
import math
import re
from collections import namedtuple
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import cache, lru_cache
from itertools import chain
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from helpers.storage.paths import write_whole
from helpers.storage.resources import map_resource, read_resource
from helpers.storage.schemas import get_schema
from helpers.storage.tables import format_number, read_table, to_rows

_LINKS = 65_530  # as many as Excel keeps for one sheet
_ROWS = 50_000  # of a table: Excel holds 1,048,576, but a workbook of so many takes minutes to open
_CHARACTERS = 32_767  # as many as Excel holds in a cell
_SHEETS = ("comparison", "panel", "indicators", "observations")
_WRAP = 44  # width of a cell, in Latin characters, before its text wraps
_FIXED_TIME = datetime(2000, 1, 1)


class Saved(NamedTuple):
    """What came of a workbook: its name, the tables of which rows are left to the CSV, and what went wrong."""

    name: str
    left: pd.DataFrame
    problem: str


def save_workbook(folder: str | Path) -> Saved:
    """Write the workbook if that can be done; a run whose tables are written does not fail for it.

    `left` has a row for each table that is longer than its sheet: file, rows (left out).
    """
    from xlsxwriter.exceptions import XlsxWriterException

    frames = {name: read_table(name, folder) for name in _SHEETS}
    left = [(get_schema(name).file, len(frame) - _ROWS) for name, frame in frames.items() if len(frame) > _ROWS]
    problem = ""
    try:
        with _let_garbage_lie():
            write_workbook(folder, frames)
    except (OSError, XlsxWriterException) as error:  # open in Excel, disk full
        problem = str(error)
    return Saved(_NAME, pd.DataFrame(left, columns=["file", "rows"]), problem)


@contextmanager
def _let_garbage_lie() -> Iterator[None]:
    """Look for no cycles meanwhile: among millions of cells, which hold none, that takes a fifth of the time."""
    looks = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if looks:
            gc.enable()


_NAME = "indicators.xlsx"


def write_workbook(folder: str | Path, frames: dict[str, pd.DataFrame]) -> None:
    """Write indicators.xlsx from the comparison, panel, indicators and observations of the folder, and a dictionary.

    The quote of an observation leads to its sentence, a verdict to the rows that it rests on. The same tables give the
    same bytes. Of a table longer than 50,000 rows the sheet has the first, and says how many stand in the CSV alone.
    """
    lines = _number_lines(frames["indicators"].head(_ROWS))
    sheets = {
        "comparison": _tell_verdicts(frames["comparison"].head(_ROWS), frames["indicators"], lines),
        "panel": _tell_panel(frames["panel"].head(_ROWS), lines),
        "indicators": _tell_indicators(frames["indicators"].head(_ROWS)),
        "observations": _tell_observations(frames["observations"].head(_ROWS), lines),
        "dictionary": _tell_dictionary(),
    }
    for name, frame in frames.items():
        if len(frame) > _ROWS:
            heads, rows = sheets[name]
            sheets[name] = heads, chain(rows, [_tell_rest(name, len(frame) - _ROWS, len(heads))])
    write_whole(Path(folder) / _NAME, _make_workbook(sheets))


def _iterate(frame: pd.DataFrame) -> Iterable:
    """Return the rows of a table as named tuples, taken from lists: from columns of pandas they come slowly."""
    return map(namedtuple("Row", frame.columns)._make, zip(*(frame[name].tolist() for name in frame), strict=True))


def _tell_rest(name: str, rows: int, width: int) -> list:
    """Return the line that says how many rows stand in the CSV alone."""
    said = read_resource("workbook_words.csv")[0]
    words = [said[language].format(n=rows, file=get_schema(name).file) for language in ("zh", "en")]
    return [" / ".join(words), *[""] * (width - 1)]


class Link(NamedTuple):
    """A cell that leads to a line of the sheet `indicators`."""

    text: str
    column: str
    line: int


class Amount(NamedTuple):
    """A number that is shown with its unit."""

    number: float
    unit: str


_TOLD = (Link, Amount)


def _number_lines(indicators: pd.DataFrame) -> dict[tuple[str, ...], int]:
    """Say on which line of the sheet each indicator row stands, by text, start and indicator, and by subject."""
    lines: dict[tuple[str, ...], int] = {}
    for line, row in enumerate(_iterate(indicators), 3):
        place = f"{row.doc_id}:{row.start}"
        for key in ((place, row.indicator), (place, "subject", row.subject), (place,)):
            lines.setdefault(key, line)
    return lines


_VERDICTS = (
    ("指标", "indicator (zh)"),
    ("层次", "school level (zh)"),
    ("甲地", "place_a"),
    ("甲地数值", "value_a"),
    ("甲地截至", "as_of_a"),
    ("乙地", "place_b"),
    ("乙地数值", "value_b"),
    ("乙地截至", "as_of_b"),
    ("可比性", "grade"),
    ("理由(中文)", "reason_zh"),
    ("理由(英文)", "reason_en"),
    ("相隔年数", "years_apart"),
    ("理由代码", "reasons"),
    ("甲地所据行", "row_a"),
    ("乙地所据行", "row_b"),
    ("指标(英文)", "indicator (en)"),
    ("指标代码", "indicator"),
    ("层次代码", "school_level"),
)


def _tell_verdicts(comparison: pd.DataFrame, indicators: pd.DataFrame, lines: dict) -> tuple[list, Iterable[list]]:
    """Tell each verdict with the names of its indicator and level and with the two figures."""
    names = {language: map_resource("indicators.csv", "id", f"label_{language}") for language in ("zh", "en")}
    levels = map_resource("school_levels.csv", "level", "label_zh")
    verdicts = to_rows(comparison)

    def find_line(verdict: dict, side: str) -> int | None:
        reference = verdict[f"row_{side}"]
        return lines.get((reference, verdict["indicator"])) or lines.get((reference,))

    named = sorted({line for verdict in verdicts for side in "ab" if (line := find_line(verdict, side))})
    figures = indicators.iloc[[line - 3 for line in named]][["value", "unit", "low", "high", "damage", "as_of"]]
    told = dict(zip(named, to_rows(figures), strict=True))

    def tell(verdict: dict) -> list:
        cells = verdict | {
            f"indicator ({language})": names[language].get(verdict["indicator"], verdict[f"label_{language}"])
            for language in names
        }
        cells["school level (zh)"] = levels.get(verdict["school_level"], verdict["school_level"])
        for side in "ab":
            if line := find_line(verdict, side):
                cells |= {f"value_{side}": _tell_value(told[line]), f"as_of_{side}": told[line]["as_of"]}
                cells[f"row_{side}"] = Link(verdict[f"row_{side}"], "A", line)
        return [cells.get(name, "") for _, name in _VERDICTS]

    return list(_VERDICTS), map(tell, verdicts)


def _tell_value(row: dict) -> object:
    """Return the number, or the bounds in words where no number is written."""
    if not pd.isna(row["value"]):
        return Amount(row["value"], row["unit"])
    ends = [
        sign + format_number(float(row[end])) for sign, end in (("≥", "low"), ("≤", "high")) if not pd.isna(row[end])
    ]
    return " ".join([*(["[缺]"] if row["damage"] == "digits_lost" else []), *ends])


def _tell_indicators(indicators: pd.DataFrame) -> tuple[list, Iterable[list]]:
    names = [map_resource("indicators.csv", "id", f"label_{language}") for language in ("zh", "en")]
    heads = [("指标", "indicator (zh)"), ("指标(英文)", "indicator (en)"), *_list_heads("indicators")]
    return heads, ([*(name.get(row.indicator, "") for name in names), *row] for row in _iterate(indicators))


def _list_heads(table: str) -> list[tuple[str, str]]:
    return [(column.label_zh, column.name) for column in get_schema(table).columns]


def _tell_panel(panel: pd.DataFrame, lines: dict) -> tuple[list, Iterable[list]]:
    def tell(row) -> list:
        cells = row._asdict()
        for name in ("row", "row_reference"):
            line = lines.get((cells[name], row.indicator)) or lines.get((cells[name],))
            cells[name] = Link(cells[name], "A", line) if line else cells[name]
        return list(cells.values())

    return _list_heads("panel"), map(tell, _iterate(panel))


def _tell_observations(observations: pd.DataFrame, lines: dict) -> tuple[list, Iterable[list]]:
    from xlsxwriter.utility import xl_col_to_name

    heads = _list_heads("observations")
    column = xl_col_to_name(2 + [name for _, name in _list_heads("indicators")].index("sentence"))

    def tell(row) -> list:
        line = lines.get((f"{row.doc_id}:{row.start}", "subject", row.subject))
        quote = Link(row.quote, column, line) if line else row.quote
        return [quote if name == "quote" else getattr(row, name) for _, name in heads]

    return heads, map(tell, _iterate(observations))


def _tell_dictionary() -> tuple[list, Iterable[list]]:
    names = (
        ("表", "table"),
        ("列", "column"),
        ("中文", "label_zh"),
        ("类型", "type"),
        ("单位", "unit"),
        ("含义", "meaning"),
        ("取值", "values"),
    )
    rows = (
        [schema.file, column.name, column.label_zh, column.type, column.unit, column.meaning, ", ".join(column.allowed)]
        for schema in map(get_schema, _SHEETS)
        for column in schema.columns
    )
    return list(names), rows


def _make_workbook(sheets: dict[str, tuple[Sequence[tuple[str, str]], Iterable[Sequence]]]) -> bytes:
    """Return the bytes of a workbook without the time at which it was made."""
    from xlsxwriter import Workbook

    saved = io.BytesIO()
    with Workbook(saved, {"in_memory": True}) as book:  # in memory its parts have no times either
        book.set_properties({"author": "city-education-reports", "created": _FIXED_TIME})
        make_format = _remember_formats(book)
        for name, (heads, rows) in sheets.items():
            sheet = book.add_worksheet(name)
            lines = [[zh for zh, _ in heads], [en for _, en in heads], *rows]
            _fill_sheet(sheet, lines, make_format)
            _lay_out_sheet(sheet, len(lines), len(heads))
            if name == "comparison":
                sheet.print_area(0, 0, len(lines) - 1, 10)  # without the codes behind the reasons
                sheet.activate()
            del lines, rows
            _write_down(sheet)
    return saved.getvalue()


def _write_down(sheet) -> None:
    """Have a sheet that is full written now, not when the book is closed, and forget its cells: they take most memory.

    Nothing in it depends on sheets that follow: strings and formats are numbered as they come.
    """
    file = io.StringIO()
    sheet._set_filehandle(file)
    sheet._assemble_xml_file()
    sheet.table.clear()
    text = file.getvalue()
    sheet._assemble_xml_file = lambda: sheet.fh.write(text)


def _remember_formats(book) -> Callable:
    @cache
    def make_format(bold: bool, wrap: bool, shown: str = "", link: bool = False):
        looks = {"valign": "top", "bold": bold, "text_wrap": wrap} | ({"num_format": shown} if shown else {})
        return book.add_format(looks | ({"font_color": "#0563C1", "underline": 1} if link else {}))

    return make_format


def _fill_sheet(sheet, lines: Sequence[Sequence], make_format: Callable) -> None:
    """Write all lines, of which two are heads, with widths and heights that show the text."""
    widths, links = [0] * len(lines[0]), 0
    for line, cells in enumerate(lines):
        height = 1
        for position, value in enumerate(cells):
            text = value[0] if isinstance(value, _TOLD) else value
            if text is None or text is pd.NA or text == "" or text != text:  # the last is NaN
                continue
            size = _measure(str(text))
            if size > widths[position]:
                widths[position] = min(size, _WRAP)
            if size > _WRAP:
                height = max(height, math.ceil(size / _WRAP))
            looks = (line < 2, size > _WRAP)
            if isinstance(value, Link) and links < _LINKS:
                links += 1
                where = f"internal:indicators!{value.column}{value.line}"
                sheet.write_url(line, position, where, make_format(*looks, "", True), text[:_CHARACTERS])
            elif isinstance(text, str):  # never a formula
                text = text if text.isprintable() else _ILLEGAL.sub("", text)
                sheet.write_string(line, position, text[:_CHARACTERS], make_format(*looks))
            else:
                unit = f'" {value.unit}"' if isinstance(value, Amount) else ""
                shown = ("#,##0" if text == int(text) else "#,##0.00##") + unit
                sheet.write_number(line, position, text, make_format(*looks, shown))
        if height > 1:
            sheet.set_row(line, 14 * min(height, 10))
    for position, width in enumerate(widths):  # autofit would take a Chinese character for half as wide as it is
        sheet.set_column(position, position, width + 4)


def _lay_out_sheet(sheet, lines: int, columns: int) -> None:
    """Freeze the heads, add filters, and have the sheet printed on A3 across, as wide as a page."""
    sheet.freeze_panes(2, 0)
    sheet.autofilter(1, 0, lines - 1, columns - 1)
    sheet.repeat_rows(0, 1)
    sheet.set_landscape()
    sheet.set_paper(8)
    sheet.fit_to_pages(1, 0)


_LAST_NARROW = "\u2e7f"


@lru_cache(maxsize=65536)
def _measure(text: str) -> int:
    """Return the width of a text in Latin characters; a Chinese one is two wide."""
    return len(text) if text.isascii() else len(text) + sum(map(_LAST_NARROW.__lt__, text))


_ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
