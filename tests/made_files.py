"""Files of every format that the tests make themselves: the same text and table as page, document, workbook and PDF."""

from __future__ import annotations

import base64
import io
import struct
import zipfile
from collections.abc import Sequence
from functools import cache

import docx
import openpyxl
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from helpers.storage import PROJECT

FONT = PROJECT / "src/helpers/resources/fonts/NotoSansSC-GBK-Regular.ttf"
TITLE = "武川县2023年教育事业基本情况"
PROSE = "2023年，武川县共有小学138所，在校生13.2万人；初中72所，在校生5.76万人，九年义务教育巩固率达到99.4%。"
LAST = "全县教师学历合格率达到99.8%，办学条件逐年改善。"
CAPTION = "武川县2023年义务教育分乡镇基本情况"
UNIT = "单位：所、人、%"
NOTE = "注：教职工数中，初中、高中为合计数。"

# A table: rows of (text, rows, columns); what a cell from above or from the left covers is left out.
TABLE: list[list[tuple[str, int, int]]] = [
    [("乡镇", 2, 1), ("小学", 1, 2), ("初中", 1, 2), ("巩固率", 2, 1)],
    [("学校数", 1, 1), ("在校生", 1, 1), ("学校数", 1, 1), ("教职工", 1, 1)],
    [("城关镇", 1, 1), ("32", 1, 1), ("41,208", 1, 1), ("18", 1, 1), ("2489", 2, 1), ("99.8%", 1, 1)],
    [("河口镇", 1, 1), ("28", 1, 1), ("35177", 1, 1), ("15", 1, 1), ("—", 1, 1)],
    [("合计", 1, 1), ("60", 1, 1), ("76385", 1, 1), ("33", 1, 1), ("", 1, 1), ("99.4%", 1, 1)],
]
Placed = tuple[int, int, int, int, str]


def place(table: Sequence[Sequence[tuple[str, int, int]]]) -> list[Placed]:
    """The cells of a table by hand: row, column, rows, columns, text."""
    taken: set[tuple[int, int]] = set()
    placed = []
    for i, row in enumerate(table, 1):
        column = 1
        for text, rows, columns in row:
            while (i, column) in taken:
                column += 1
            placed.append((i, column, rows, columns, text))
            taken |= {(r, c) for r in range(i, i + rows) for c in range(column, column + columns)}
            column += columns
    return placed


def list_cells(grid) -> list[Placed]:
    return sorted((cell.row, cell.column, cell.rows, cell.columns, cell.text) for cell in grid.cells)


# ---- pages


def make_table(table=TABLE) -> str:
    rows = (
        "".join(f'<td rowspan="{rows}" colspan="{columns}"><p>{text}</p></td>' for text, rows, columns in row)
        for row in table
    )
    return "<table border='1'>" + "".join(f"<tr>{row}</tr>\n" for row in rows) + "</table>"


def make_page(table=TABLE, charset: str = "utf-8", body: str = "") -> str:
    body = body or (
        f"<h1>{TITLE}</h1><div>发布时间：2024-03-01 来源：武川县教育局</div><p>{PROSE}</p><p>{CAPTION}</p><p>{UNIT}</p>"
        f"{make_table(table)}<p>{NOTE}</p><p>{LAST}</p>"
    )
    return (
        f'<!DOCTYPE html><html><head><meta charset="{charset}"><title>{TITLE}</title></head><body>'
        f"<div class='nav'><a href='/'>首页</a> <a href='/a'>新闻</a></div><div class='content'>{body}</div>"
        f"<div class='footer'>版权所有 武川县教育局</div></body></html>"
    )


def make_saved(page: str, charset: str = "utf-8") -> bytes:
    payload = base64.encodebytes(page.encode(charset)).decode()
    return (
        "From: <Saved by Blink>\r\nSubject: x\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="--b--"\r\n\r\n\r\n'
        f'----b--\r\nContent-Type: text/html; charset="{charset}"\r\nContent-Transfer-Encoding: base64\r\n\r\n'
        f"{payload}\r\n"
        "----b--\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0=\r\n----b------\r\n"
    ).encode()


def make_markdown(table) -> str:
    rows = [" | ".join(text for text, _, _ in row) for row in table]
    rule = "|".join(["---"] * len(table[0]))
    return "\n".join([f"# {TITLE}", "", PROSE, "", f"| {rows[0]} |", f"|{rule}|", *(f"| {row} |" for row in rows[1:])])


# ---- office documents


def make_document(table=TABLE) -> bytes:
    document = docx.Document()
    for line in (TITLE, PROSE, CAPTION, UNIT):
        document.add_paragraph(line)
    placed = place(table)
    made = document.add_table(rows=len(table), cols=max(column + columns - 1 for _, column, _, columns, _ in placed))
    for row, column, rows, columns, text in placed:
        cell = made.cell(row - 1, column - 1)
        if rows * columns > 1:
            cell = cell.merge(made.cell(row + rows - 2, column + columns - 2))
        cell.text = text
    for line in (NOTE, LAST):
        document.add_paragraph(line)
    return save(document)


def make_wrapped(*bodies: str) -> bytes:
    """A Word document whose body is written in XML."""
    document = docx.Document()
    for body in reversed(bodies):
        document.element.body.insert(0, parse_xml(body.replace(">", f" {nsdecls('w')}>", 1)))
    return save(document)


def save(document) -> bytes:
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


def make_workbook(table=TABLE) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    placed = place(table)
    width = max(column + columns - 1 for _, column, _, columns, _ in placed)
    sheet.append([CAPTION])
    sheet.merge_cells(start_row=1, end_row=1, start_column=1, end_column=width)
    sheet.cell(2, width, UNIT)
    for row, column, rows, columns, text in placed:
        cell = sheet.cell(row + 2, column)
        cell.value, cell.number_format = read_number(text)
        if rows * columns > 1:
            sheet.merge_cells(
                start_row=row + 2, end_row=row + rows + 1, start_column=column, end_column=column + columns - 1
            )
    sheet.append([NOTE])
    return save(book)


def make_old_workbook(table=TABLE, hidden: bool = False) -> bytes:
    """An .xls file of one sheet: records of the format BIFF8 in the only stream of a compound file."""
    placed = place(table)
    width = max(column + columns - 1 for _, column, _, columns, _ in placed)
    cells = [(1, 1, 1, width, CAPTION), (2, width, 1, 1, UNIT)]
    cells += [(row + 2, *rest) for row, *rest in placed]
    cells.append((len(table) + 3, 1, 1, 1, NOTE))
    formats = {"General": 0, "#,##0": 164, "0.0%": 165}
    styles = list(formats)
    rows = b""
    for row, column, _, _, text in cells:
        value, written = read_number(text)
        where = struct.pack("<3H", row - 1, column - 1, styles.index(written) + 1)
        if isinstance(value, str):
            rows += _record(0x0204, where + _string(value))
        elif value is not None:
            rows += _record(0x0203, where + struct.pack("<d", value))
    merged = [(a, b, c, d) for a, b, c, d, _ in cells if c * d > 1]
    spans = b"".join(struct.pack("<4H", a - 1, a + c - 2, b - 1, b + d - 2) for a, b, c, d in merged)
    sheet = _begin(0x10) + rows + _record(0x00E5, struct.pack("<H", len(merged)) + spans) + _record(0x000A)
    book = _begin(0x05) + _record(0x0042, struct.pack("<H", 1200))
    book += _record(0x0031, struct.pack("<5H4B2B", 200, 0, 0x7FFF, 400, 0, 0, 0, 0, 0, 5, 0) + b"Arial") * 5
    for written, number in formats.items():
        book += _record(0x041E, struct.pack("<H", number) + _string(written)) if number else b""
    book += _record(0x00E0, struct.pack("<3H4B2IH", 0, 0, 0xFFF5, 0x20, 0, 0, 0, 0, 0, 0x20C0))
    for number in formats.values():
        book += _record(0x00E0, struct.pack("<3H4B2IH", 0, number, 1, 0x20, 0, 0, 0, 0, 0, 0x20C0))
    name = b"\x06\0Sheet1"
    start = len(book) + 4 + 6 + len(name) + 4
    book += _record(0x0085, struct.pack("<I2B", start, hidden, 0) + name) + _record(0x000A)
    return _make_compound("Workbook", book + sheet)


def _record(number: int, data: bytes = b"") -> bytes:
    return struct.pack("<2H", number, len(data)) + data


def _begin(kind: int) -> bytes:
    return _record(0x0809, struct.pack("<4H2I", 0x0600, kind, 0x0DBB, 0x07CC, 0, 6))


def _string(text: str) -> bytes:
    data = text.encode("utf-16-le")
    return struct.pack("<HB", len(data) // 2, 1) + data


def _make_compound(name: str, data: bytes) -> bytes:
    """A compound file with one stream, of at least 4,096 bytes so that it lies in whole sectors."""
    data = data.ljust(4096, b"\0")
    data += b"\0" * (-len(data) % 512)
    count, none, end = len(data) // 512, 0xFFFFFFFF, 0xFFFFFFFE
    assert count <= 126
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<5H", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    head += struct.pack("<9I", 0, 1, 1, 0, 4096, end, 0, end, 0) + struct.pack("<109I", 0, *[none] * 108)
    chain = [0xFFFFFFFD, end, *range(3, count + 2), end]
    table = struct.pack("<128I", *chain, *[none] * (128 - len(chain)))
    entries = b""
    for title, kind, child, start, size in (("Root Entry", 5, 1, end, 0), (name, 2, none, 2, len(data))):
        written = f"{title}\0".encode("utf-16-le")
        entries += written.ljust(64, b"\0") + struct.pack("<H2B3I", len(written), kind, 1, none, none, child)
        entries += bytes(36) + struct.pack("<3I", start, size, 0)
    return head + table + entries.ljust(512, b"\0") + data


def read_number(text: str) -> tuple[str | float | None, str]:
    if text.endswith("%") and text[0].isdigit():
        return float(text[:-1]) / 100, "0.0%"
    if text.replace(",", "").isdigit():
        return int(text.replace(",", "")), "#,##0" if "," in text else "General"
    return text or None, "General"


def make_archive(members: dict[str, bytes], encoding: str = "utf-8") -> bytes:
    """A zip archive whose names are written in an encoding, without saying which."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    written = data.getvalue()
    if encoding != "utf-8":
        for name in members:
            old, new = name.encode(), name.encode(encoding)
            assert len(old) == len(new), "choose a name that is as long in both encodings"
            written = written.replace(old, new)
    return written


# ---- PDF


@cache
def _get_font():
    from matplotlib.font_manager import FontProperties

    return FontProperties(fname=str(FONT))


Words = tuple[float, float, str]  # x and y of the first character's foot from the upper left corner, in points
Stroke = tuple[float, float, float, float]  # x and y of both ends
WIDTH, HEIGHT = 595.0, 842.0


def make_pdf(*pages: tuple[Sequence[Words], Sequence[Stroke]], size: float = 10.5, turn: int = 0) -> bytes:
    """A PDF file with words and straight lines at given places, all turned to the left by some degrees."""
    import matplotlib as mpl
    from matplotlib.backends.backend_pdf import FigureCanvasPdf, PdfPages
    from matplotlib.figure import Figure
    from matplotlib.lines import Line2D

    across, up = (WIDTH, HEIGHT) if turn % 180 == 0 else (HEIGHT, WIDTH)

    def find(x: float, y: float) -> tuple[float, float]:
        at = {0: (x, HEIGHT - y), 90: (y, x), 180: (WIDTH - x, y), 270: (HEIGHT - y, WIDTH - x)}[turn]
        return at[0] / across, at[1] / up

    data = io.BytesIO()
    with mpl.rc_context({"pdf.fonttype": 42}), PdfPages(data) as book:
        for words, strokes in pages:
            figure = Figure(figsize=(across / 72, up / 72))
            FigureCanvasPdf(figure)
            for x, y, text in words:
                style = {"fontproperties": _get_font(), "size": size, "rotation": turn, "rotation_mode": "anchor"}
                figure.text(*find(x, y), text, va="baseline", **style)
            for a, b, c, d in strokes:
                (x, y), (z, w) = find(a, b), find(c, d)
                figure.add_artist(Line2D([x, z], [y, w], linewidth=0.6, color="black"))
            book.savefig(figure)
    return data.getvalue()


def set_lines(lines: Sequence[str], x: float, y: float, leading: float = 18) -> list[Words]:
    return [(x, y + i * leading, line) for i, line in enumerate(lines)]


def wrap(text: str, width: int, indent: int = 2) -> list[str]:
    """The lines of a paragraph, so many characters wide, the first set in."""
    first = width - indent
    rest = text[first:]
    return ["　" * indent + text[:first], *(rest[i : i + width] for i in range(0, len(rest), width))]


def set_paragraph(text: str, x: float, y: float, width: int, size: float = 10.5, leading: float = 18) -> list[Words]:
    """A paragraph in Han characters alone, so many wide, its first line set in by two."""
    lines = wrap(text, width)
    first = (x + 2 * size, y, lines[0].lstrip("　"))
    return [first, *set_lines(lines[1:], x, y + leading, leading)]


def rule_table(
    table=TABLE, x: float = 72, y: float = 200, width: float = 75, height: float = 24
) -> tuple[list[Words], list[Stroke]]:
    """The words and the lines of a table with all lines."""
    words, strokes = [], []
    for row, column, rows, columns, text in place(table):
        left, top = x + (column - 1) * width, y + (row - 1) * height
        right, bottom = left + columns * width, top + rows * height
        if text:
            words.append((left + 4, (top + bottom) / 2 + 4, text))
        strokes += [(left, top, right, top), (left, bottom, right, bottom)]
        strokes += [(left, top, left, bottom), (right, top, right, bottom)]
    return words, strokes
