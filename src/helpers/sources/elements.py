"""The lines and the data tables of the elements of a web page."""

from __future__ import annotations

import re
from collections.abc import Iterator

from helpers.sources.limits import MOST_COLUMNS, check_cells
from helpers.storage import InputError
from helpers.text import Cell, clean_cell

PLACEHOLDER = "placeholder"  # the attribute of a paragraph that stands for a table: its number

_BLOCK_TAGS = """
    address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption
    figure footer form h1 h2 h3 h4 h5 h6 header hr li main menu nav ol p pre section summary table tbody tfoot thead
    tr ul
"""
_BLOCKS = frozenset(_BLOCK_TAGS.split())
_SILENT = frozenset(
    ("script", "style", "head", "noscript", "template", "iframe", "svg", "select", "textarea", "button", "object")
)
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_FLEX = re.compile(r"display\s*:\s*(?:inline-)?(?:flex|-webkit-box)", re.IGNORECASE)
_INLINE = re.compile(r"display\s*:\s*inline", re.IGNORECASE)
_LONGEST_FLEX = 60
_SPACE = re.compile(r"[ \t\r\n\f]+")
_BREAK_IN_WORDS = re.compile(r"(?<=[\u3000-\u9fff\uff00-\uffef])[ \t]*[\r\n]\s*(?=[\u3000-\u9fff\uff00-\uffef])")


class Lines:
    """The lines of a page as they are collected: text, share of links, number of the table that stands there."""

    def __init__(self) -> None:
        """Begin without lines."""
        self.found: list[tuple[str, float, int]] = []
        self._parts: list[str] = []
        self._linked = 0

    def add(self, text: str | None, linked: bool = False) -> None:
        """Add text to the line that is being collected."""
        if text:
            self._parts.append(text)
            self._linked += len(text.strip()) if linked else 0

    def end(self, table: int = -1) -> None:
        """End the line."""
        if self._parts or table >= 0:
            text = "".join(self._parts)
            text = _SPACE.sub(" ", _BREAK_IN_WORDS.sub("", text)).strip()
            if text or table >= 0:
                self.found.append((text, self._linked / max(1, len(text)), table))
            self._parts, self._linked = [], 0


def list_lines(root) -> list[tuple[str, float, int]]:
    """Return the lines below an element: text, share of it that links, number of the table in its place (or -1).

    Block elements and line breaks end a line, whatever is within it does not; cells of a table that gives only the
    layout are on one line. A row of boxes that holds a few words is one line with spaces.
    """
    from lxml import etree

    lines, links = Lines(), 0
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        tag, style = element.tag, element.get("style") or ""
        block = tag in _BLOCKS and not _INLINE.search(style)
        if event == "end":
            links -= tag == "a"
            if block:
                lines.end()
            if element is not root:
                lines.add(element.tail, links > 0)
            continue
        links += tag == "a"
        if block or tag == "br":
            lines.end()
        if element is not root and (tag in _SILENT or _HIDDEN.search(style)):
            walk.skip_subtree()  # its end is still told
        elif (number := element.get(PLACEHOLDER)) is not None:
            lines.end(int(number))
            walk.skip_subtree()  # its end is still told
        elif _FLEX.search(style) and (row := _read_flex(element)):
            lines.add(row)
            walk.skip_subtree()  # its end is still told
        else:
            if tag in ("td", "th"):
                lines.add(" ")
            lines.add(element.text, links > 0)
    lines.end()
    return lines.found


def _read_flex(element) -> str:
    """Return the words of a row of boxes, "" if they are no short row."""
    if element.find(f".//*[@{PLACEHOLDER}]") is not None or element.find(".//img") is not None:
        return ""
    words = [_SPACE.sub(" ", "".join(child.itertext())).strip() for child in element]
    row = " ".join(filter(None, [(element.text or "").strip(), *words]))
    return row if len(row) <= _LONGEST_FLEX else ""


# ---- tables


def take_tables(root) -> list[list[str | list[Cell]]]:
    """Cut the data tables out of a page and leave a paragraph with the attribute `placeholder` for each.

    Returns for each its lines (a caption, words outside its cells) and its cells.
    """
    check_cells(sum(1 for _ in root.iter("td", "th")), "the page")
    found: list[list[str | list[Cell]]] = []
    for table in list(root.iter("table")):
        if table.get("role") == "presentation" or table.find(".//table") is not None:
            continue
        cells = list(_read_cells(table))
        if not _holds_data(table, cells):
            continue
        found.append([*_read_loose(table), cells])
        _replace(table, len(found) - 1)
    return found


def _replace(table, number: int) -> None:
    """Put a paragraph in a table's place; its words are long enough to count as text."""
    tail = table.tail
    table.clear()
    table.tag, table.tail = "p", tail
    table.set(PLACEHOLDER, str(number))
    table.text = name_placeholder(number)


def name_placeholder(number: int) -> str:
    """Return the words of the paragraph that stands for a table."""
    return f"此处为本页第{number}个表格，内容是各地区、各学段的统计数据，单位、指标和数值都在表中，正文继续说明。"


def _read_loose(table) -> Iterator[str]:
    """Yield the lines of a table that stand outside its rows."""
    for part in table:
        if part.tag not in ("tr", "thead", "tbody", "tfoot", "colgroup", "col"):
            yield from (text for text, _, _ in list_lines(part))
            if part.tail and part.tail.strip():
                yield part.tail.strip()


def _list_rows(table) -> Iterator:
    for part in table:
        if part.tag == "tr":
            yield part
        elif part.tag in ("thead", "tbody", "tfoot"):
            yield from part.iterchildren("tr")


def _read_cells(table) -> Iterator[Cell]:
    """Yield the cells of a table; spans are cut to the rows and columns that exist."""
    held: list[tuple[int, int, int]] = []  # columns that a cell from above covers: first, behind the last, its last row
    rows = list(_list_rows(table))
    for number, row in enumerate(rows, 1):
        held = [span for span in held if span[2] >= number]
        column, ahead, elements = 1, sorted(held), list(row.iterchildren("td", "th"))
        if len(elements) + len(held) > MOST_COLUMNS:
            raise InputError(f"a table of the page has more than {MOST_COLUMNS:,} columns: save its text alone")
        for element in elements:
            while ahead and ahead[0][0] <= column:
                column = max(column, ahead.pop(0)[1])
            width = min(_read_span(element, "colspan"), ahead[0][0] - column if ahead else MOST_COLUMNS)
            last = min(number + _read_span(element, "rowspan") - 1, len(rows))
            if not _HIDDEN.search(element.get("style") or ""):
                text, indent = clean_cell("\n".join(line for line, _, _ in list_lines(element)))
                indent = indent or _measure_indent(element)
                yield Cell(number, column, last - number + 1, width, text, indent=indent)
                if last > number:
                    held.append((column, column + width, last))
                column += width


def _measure_indent(element) -> int:
    """Return how many blanks stand before the words of a cell."""
    text = "".join(element.itertext()).lstrip(" \t\r\n\f")
    return len(text) - len(text.lstrip())


def _read_span(element, name: str) -> int:
    """Return a span of a cell as browsers read it: 1 where it is none, 1,000 at most; rowspan 0 is to the end."""
    written = re.match(r"\s*\+?(\d{1,9})", element.get(name) or "1")
    span = int(written[1]) if written else 1
    if name == "rowspan":
        return span or 65534
    return min(span or 1, MOST_COLUMNS)


_LONGEST_CELL = 1500


def _holds_data(table, cells: list[Cell]) -> bool:
    """Tell whether a table holds data rather than the layout of the page: rows, columns, few links, no prose."""
    said = [cell for cell in cells if cell.text]
    if len({cell.row for cell in said}) < 2 or len({cell.column for cell in said}) < 2:
        return False
    sizes = [len(cell.text) for cell in said]
    if max(sizes) > _LONGEST_CELL or (max(sizes) > 300 and max(sizes) > sum(sizes) / 2):
        return False
    if table.find(".//input") is not None:
        return False
    linked = sum(len("".join(link.itertext()).strip()) for link in table.iter("a"))
    return linked <= sum(sizes) / 2
