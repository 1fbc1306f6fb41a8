"""How fast files are read: pages and PDF pages a second, cells of a workbook a second (processor time, one core).

python tests/benchmarks/bench_sources.py
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

import openpyxl

sys.path.insert(0, str(Path(__file__).parents[1]))

from made_files import CAPTION, LAST, NOTE, PROSE, TITLE, make_page, make_pdf, make_table, rule_table, save, set_lines

from helpers.sources.pages import read_page
from helpers.sources.pdf import read_pdf
from helpers.sources.sheets import read_workbook

PAGES, ROWS, COLUMNS = 20, 5_000, 20


def make_web_page() -> bytes:
    """A page with a menu, 60 paragraphs and a table."""
    menu = "".join(f"<li><a href='/{i}'>栏目{i}</a></li>" for i in range(80))
    prose = "".join(f"<p>第{i}段：{PROSE}</p>" for i in range(60))
    body = f"<ul>{menu}</ul><h1>{TITLE}</h1>{prose}<p>{CAPTION}</p>{make_table()}<p>{NOTE}</p><p>{LAST}</p>"
    return make_page(body=body).encode()


def make_printed() -> bytes:
    """Pages of 22 lines of 40 characters and a table."""
    words, strokes = rule_table(y=500)
    return make_pdf(*[([*set_lines([(PROSE * 2)[:40]] * 22, 72, 80), *words], strokes)] * PAGES)


def make_sheet() -> bytes:
    """A sheet of labels and numbers."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    for i in range(ROWS):
        sheet.append([f"学校{i}", *(i * j + 0.5 for j in range(COLUMNS - 1))])
    return save(book)


def measure(read: Callable, data: bytes, times: int) -> float:
    """Return the processor time of reading something so many times, in seconds; the first reading is not counted."""
    read(data)
    started = time.process_time()
    for _ in range(times):
        read(data)
    return time.process_time() - started


if __name__ == "__main__":
    print(f"html: {PAGES / measure(read_page, make_web_page(), PAGES):.0f} pages/s (wanted: 20)")
    print(f"pdf: {PAGES / measure(read_pdf, make_printed(), 1):.0f} pages/s (wanted: 30)")
    print(f"xlsx: {ROWS * COLUMNS / measure(read_workbook, make_sheet(), 1):,.0f} cells/s (wanted: 50,000)")
