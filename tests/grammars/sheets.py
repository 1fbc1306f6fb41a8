"""Tables in files: what somebody lays out once is written as web page, workbook, Word file, PDF or plain text."""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import NamedTuple

import docx
import openpyxl
from made_files import make_pdf, make_table, place, read_number, rule_table, save, set_lines

from grammars.page import File

ACROSS, SIZE = 515, 8.5  # of a table and its letters on a printed page, in points


class Wide(NamedTuple):
    """A cell that covers several rows or columns."""

    text: str
    rows: int = 1
    columns: int = 1


Row = list[str | Wide]
Fixed = list[list[tuple[str, int, int]]]


@dataclass
class Sheet:
    """A table with what stands around it; indents are the labels that are set in, by row from 0."""

    title: str
    rows: list[Row]
    unit: str = ""
    notes: Sequence[str] = ()
    name: str = ""
    heads: int = 1

    @property
    def fixed(self) -> Fixed:
        """The rows as those who make files take them."""
        return [[tuple(cell) if isinstance(cell, Wide) else (cell, 1, 1) for cell in row] for row in self.rows]

    @property
    def width(self) -> int:
        """The number of columns."""
        return max(column + columns - 1 for _, column, _, columns, _ in place(self.fixed))

    @property
    def full(self) -> list[list[str]]:
        """The rows with as many cells in each: what a merged cell covers is blank."""
        found = [[""] * self.width for _ in self.rows]
        for row, column, _, _, text in place(self.fixed):
            found[row - 1][column - 1] = text
        return found

    @property
    def above(self) -> list[str]:
        """The lines above the table."""
        return [line for line in (self.title, self.unit) if line]


@dataclass
class Pack:
    """Tables of one file with the lines at its top."""

    sheets: list[Sheet]
    lead: Sequence[str] = ()
    chance: random.Random = field(default_factory=random.Random)

    def show(self) -> str:
        """Return what a reader sees, with bars between the cells."""
        return "\n".join(write_lines(self, " | "))


def write_lines(pack: Pack, mark: str) -> list[str]:
    """Return the lines of a text with a mark between the cells."""
    lines = list(pack.lead)
    for sheet in pack.sheets:
        lines += [*sheet.above, *(mark.join(row) for row in sheet.full), *sheet.notes, ""]
    return lines


# ---- formats


def as_tabs(pack: Pack) -> File:
    return File("txt", "\n".join(write_lines(pack, "\t")).encode(), pack.show())


def as_bars(pack: Pack) -> File:
    return File("txt", "\n".join(write_lines(pack, "|")).encode(), pack.show())


def as_markdown(pack: Pack) -> File:
    lines = list(pack.lead)
    for sheet in pack.sheets:
        head, *rows = [f"| {' | '.join(row)} |" for row in sheet.full]
        lines += [*sheet.above, "", head, "|" + "---|" * sheet.width, *rows, "", *sheet.notes, ""]
    return File("md", "\n".join(lines).encode(), pack.show())


def as_csv(pack: Pack) -> File:
    sheet = pack.sheets[0]
    quoted = [[f'"{text}"' if "," in text else text for text in row] for row in sheet.full]
    return File(
        "csv", "\n".join(",".join(row) for row in [*[[line] for line in sheet.above], *quoted]).encode(), pack.show()
    )


def as_spaced(pack: Pack) -> File:
    lines = list(pack.lead)
    for sheet in pack.sheets:
        widths = [max(_measure(row[i]) for row in sheet.full) + 3 for i in range(sheet.width)]
        rows = [
            "".join(text + " " * (w - _measure(text)) for text, w in zip(row, widths, strict=True))
            for row in sheet.full
        ]
        lines += [*sheet.above, *(row.rstrip() for row in rows), *sheet.notes, ""]
    return File("txt", "\n".join(lines).encode(), pack.show())


def _measure(text: str) -> int:
    return sum(1 + (unicodedata.east_asian_width(sign) in "WF") for sign in text)


def as_page(pack: Pack) -> File:
    heads, *lines = [*pack.lead, *(pack.sheets[0].above if not pack.lead else [])]
    body = [f"<h1>{heads}</h1><div>发布时间：2024-05-20　来源：教育局</div>", *(f"<p>{line}</p>" for line in lines)]
    for sheet in pack.sheets:
        known = [heads, *lines]
        body += [f"<p>{line}</p>" for line in sheet.above if line not in known]
        body += [make_table(sheet.fixed), *(f"<p>{note}</p>" for note in sheet.notes)]
    page = (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{heads}</title></head><body><div class="nav">'
        f'<a href="/">首页</a></div><div class="content">{"".join(body)}</div></body></html>'
    )
    return File("html", page.encode(), pack.show())


def as_document(pack: Pack) -> File:
    document = docx.Document()
    for line in pack.lead:
        document.add_paragraph(line)
    for sheet in pack.sheets:
        for line in sheet.above:
            document.add_paragraph(line)
        made = document.add_table(rows=len(sheet.rows), cols=sheet.width)
        for row, column, rows, columns, text in place(sheet.fixed):
            cell = made.cell(row - 1, column - 1)
            if rows * columns > 1:
                cell = cell.merge(made.cell(row + rows - 2, column + columns - 2))
            cell.text = text
        for note in sheet.notes:
            document.add_paragraph(note)
    return File("docx", save(document), pack.show())


def as_workbook(pack: Pack) -> File:
    """Write each table with a name on a sheet of its own, the others below each other."""
    book = openpyxl.Workbook()
    typed = pack.chance.random() < 0.7  # numbers in cells of text else
    sheet, at = book.active, 1
    for i, table in enumerate(pack.sheets):
        if i and table.name:
            sheet, at = book.create_sheet(), 1
        sheet.title = table.name or sheet.title
        for line in [*(pack.lead if not i else []), table.title]:
            if line:
                sheet.cell(at, 1, line)
                sheet.merge_cells(start_row=at, end_row=at, start_column=1, end_column=table.width)
                at += 1
        if table.unit:
            sheet.cell(at, table.width, table.unit)
            at += 1
        for row, column, rows, columns, text in place(table.fixed):
            cell = sheet.cell(row + at - 1, column)
            cell.value, number_format = read_number(text) if typed else (text or None, "General")
            cell.number_format = number_format.replace("0.0%", "0.00%")
            if rows * columns > 1:
                last = {"end_row": row + at + rows - 2, "end_column": column + columns - 1}
                sheet.merge_cells(start_row=row + at - 1, start_column=column, **last)
        at += len(table.rows)
        for note in table.notes:
            sheet.cell(at, 1, note)
            at += 1
        at += 1
    return File("xlsx", save(book), pack.show())


def as_printed(pack: Pack) -> File:
    """Write a PDF with a table a page, all lines drawn."""
    pages = []
    for number, sheet in zip(count(), pack.sheets):
        lines = [*(pack.lead if not number else []), *sheet.above]
        words, strokes = rule_table(sheet.fixed, 40, 90 + 18 * len(lines), ACROSS / sheet.width, 22)
        foot = 110 + 18 * len(lines) + 22 * len(sheet.rows)
        pages.append(([*set_lines(lines, 60, 80), *words, *set_lines(sheet.notes, 60, foot)], strokes))
    return File("pdf", make_pdf(*pages, size=SIZE), pack.show())


Format = Callable[[Pack], File]
TEXTS: tuple[Format, ...] = (as_tabs, as_bars, as_markdown, as_spaced)
FILES: tuple[Format, ...] = (as_page, as_document, as_workbook, as_workbook)


def write(pack: Pack, *formats: Format) -> File:
    """Write tables in one of some formats that can hold them."""
    fitting = [make for make in formats if make is not as_printed or all(map(_fits_page, pack.sheets))]
    return pack.chance.choice(fitting)(pack)


def _fits_page(sheet: Sheet) -> bool:
    """Tell whether the words of all cells have room in columns of a printed page."""
    cells = (cell for row in sheet.fixed for cell in row)
    return all(SIZE * _measure(text) / 2 + 6 < columns * ACROSS / sheet.width for text, _, columns in cells)
