"""A work report printed in one column or two gives the rows of its text."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

import pytest
from made_files import FONT, make_pdf
from PIL import ImageFont

from helpers.extract import observe
from helpers.sources.pdf import read_pdf
from helpers.storage import PROJECT
from helpers.text import read_document

LAYOUTS = {1: ([72.0], 43), 2: ([60.0, 310.0], 21)}  # where columns begin, and how many Han characters wide they are
TOP, LINES, LEADING = 90, 36, 18
NAMES = ("subject", "value", "unit", "kind", "place", "period", "status")


@cache
def get_font():
    return ImageFont.truetype(str(FONT), 100)


def break_lines(text: str, width: int) -> list[str]:
    """The lines of a paragraph set in by two, so many Han characters wide; numbers and Latin words are not broken."""
    lines, line, room = [], "", width - 2.0
    for word in re.findall(r"[!-~]+|[^!-~]", text):
        needed = get_font().getlength(word) / 100
        if needed > room and word not in "，。；、：）”":
            lines, line, room = [*lines, line], "", float(width)
        line, room = line + word, room - needed
    return [*lines, line]


def print_report(paragraphs: list[str], columns: int) -> bytes:
    """Set paragraphs on pages with a running head and a number below."""
    starts, width = LAYOUTS[columns]
    lines = [(i == 0, line) for text in paragraphs for i, line in enumerate(break_lines(text, width))]
    size = LINES * columns
    pages = []
    for number, first in enumerate(range(0, len(lines), size), 1):
        words = [(230, 50, "教育工作报告"), (290, 810, f"- {number} -")]
        page = lines[first : first + size]
        deep = -(-len(page) // columns)  # the columns of a page are as long as each other
        for i, (opens, line) in enumerate(page):
            x = starts[i // deep] + 21 * opens
            words.append((x, TOP + i % deep * LEADING, line))
        pages.append((words, []))
    return make_pdf(*pages)


def count_rows(text: str, place: str) -> Counter:
    return Counter(tuple(str(row[name]) for name in NAMES) for row in observe(read_document(text), place, "2024-03-01"))


@pytest.mark.parametrize("columns", LAYOUTS)
@pytest.mark.parametrize(
    ("name", "place"),
    [("data/raw/002_hohhot_decade.txt", "呼和浩特市"), ("tests/heldback/reports_7/e04_kaizhou_report.txt", "开州区")],
)
def test_a_printed_report_gives_the_rows_of_its_text(name, place, columns):
    document = read_document((PROJECT / name).read_text(encoding="utf-8"))
    lines = [document.raw[line.start : line.end] for line in document.lines if line.role != "furniture"]
    wanted = count_rows("\n".join(lines), place)
    found = count_rows(read_pdf(print_report(lines, columns)).text, place)
    assert wanted.total() > 60
    assert (wanted & found).total() / max(wanted.total(), found.total()) >= 0.98, (wanted - found, found - wanted)
