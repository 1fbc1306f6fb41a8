"""Make the files of data/raw that are no plain text from their sources in data/raw_sources.

python tests/make_raw.py [FOLDER]    (default data/raw)

A source is Markdown: lines that begin with # are title and headings, lines between | a table. The format of each file
stands in FORMATS. What a reader finds in the file made is what the source says (tests/test_raw_files.py).
"""

import re
import sys
from pathlib import Path

import docx
import made_files
import openpyxl

ROOT = Path(__file__).resolve().parents[1]
SOURCES = ROOT / "data" / "raw_sources"
FORMATS = {"008_baotou_funding": "docx", "014_tumed_left": "pdf", "016_population": "xlsx"}
LINE, LEFT, TOP, WIDE = 18, 72, 72, 42  # points, points, points, Han characters of a line


def read_blocks(name):
    """Return (kind, content) of each block of a source: title, heading, text (a string), table (rows of strings)."""
    blocks = []
    for line in filter(None, (SOURCES / f"{name}.md").read_text(encoding="utf-8").splitlines()):
        if line.startswith("|"):
            row = [cell.strip() for cell in line.strip("|").split("|")]
            if not blocks or blocks[-1][0] != "table":
                blocks.append(("table", []))
            blocks[-1][1].append(row)
        else:
            marks, _, words = line.rpartition("# ")
            blocks.append((("text", "title", "heading")[len(marks) + 1 if "# " in line else 0], words))
    return blocks


def make_document(blocks):
    document = docx.Document()
    for kind, content in blocks:
        if kind == "table":
            table = document.add_table(rows=len(content), cols=len(content[0]))
            for cells, row in zip(table.rows, content, strict=True):
                for cell, text in zip(cells.cells, row, strict=True):
                    cell.text = text
        else:
            document.add_paragraph(content, {"title": "Title", "heading": "Heading 1"}.get(kind))
    return made_files.save(document)


def make_workbook(blocks):
    book = openpyxl.Workbook()
    sheet = book.active
    for kind, content in blocks:
        for row in content if kind == "table" else [[content]]:
            sheet.append([read_number(text) for text in row])
    for line in sheet.iter_rows():
        for cell in line:
            decimals = len(f"{cell.value}".partition(".")[2])
            cell.number_format = f"0.{'0' * decimals}" if isinstance(cell.value, float) and decimals else "General"
    return made_files.save(book)


def read_number(text):
    """Return the number that a cell holds, else its words.

    >>> read_number("2023"), read_number("5.03"), read_number("甲"), read_number("")
    (2023, 5.03, '甲', None)
    """
    try:
        return float(text) if "." in text else int(text)
    except ValueError:
        return text or None


def wrap(text):
    """Return the lines of a paragraph, none of which parts a number or begins with a mark; Latin is half as wide.

    >>> [len(line) for line in wrap("在" * 41 + "5571人。")]
    [41, 6]
    """
    lines, width = [""], 0
    for part in re.findall(r"(?:[0-9.%-]+|.)[，。；：、]?", text):
        wide = sum(0.5 if character.isascii() else 1 for character in part)
        if width + wide > WIDE:
            lines, width = [*lines, ""], 0
        lines[-1], width = lines[-1] + part, width + wide
    return lines


def make_pdf(blocks):
    words, strokes, y = [], [], TOP
    for kind, content in blocks:
        if kind == "table":
            cells = [[(text, 1, 1) for text in row] for row in content]
            more = made_files.rule_table(cells, LEFT, y, 80, 24)
            words, strokes, y = words + more[0], strokes + more[1], y + 24 * len(content) + LINE
        elif kind == "text" and content.endswith("。"):
            lines = wrap(content)
            words += made_files.set_lines(lines, LEFT, y, LINE)
            y += LINE * len(lines) + LINE / 2
        else:
            words, y = [*words, (LEFT, y, content)], y + LINE * 1.5
    return made_files.make_pdf((words, strokes))


MAKERS = {"docx": make_document, "xlsx": make_workbook, "pdf": make_pdf}


def make_all(folder):
    """Write each file into a folder."""
    for name, suffix in FORMATS.items():
        (folder / f"{name}.{suffix}").write_bytes(MAKERS[suffix](read_blocks(name)))


if __name__ == "__main__":
    make_all(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "data" / "raw")
