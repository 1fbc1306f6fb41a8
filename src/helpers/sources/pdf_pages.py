"""What stands on a page of a PDF file: characters, ruling lines and pictures with their places, as pdfium tells them.

Places are in points from the upper left corner of the page as it is read, also where it is turned.
"""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from itertools import pairwise
from typing import NamedTuple


class Letter(NamedTuple):
    """A character and its box; spaces are told by the distance of the boxes."""

    char: str
    left: float
    top: float
    right: float
    bottom: float


class Rule(NamedTuple):
    """A straight line: at is y of one that lies and x of one that stands, start and end are its other coordinates."""

    at: float
    start: float
    end: float


class Page(NamedTuple):
    """The contents of a page."""

    width: float
    height: float
    letters: list[Letter]
    lying: list[Rule]
    standing: list[Rule]
    pictures: int
    unknown: int  # characters of which the file does not say which they are


_MOST_PATHS = 20_000  # a map or a chart has more, a table fewer
_MOST_SEGMENTS = 400
_THIN = 2.5  # points: a filled area of this width is a line
_SHORT = 4.0
_BLANK = frozenset({*range(33), 0xA0, 0x3000, 0xFFFE} - {2})
_HYPHEN = 2  # what pdfium makes of a hyphen at the end of a line


def read_page(page) -> Page:
    """Read a page that pypdfium2 opened."""
    text = page.get_textpage()
    turn = _find_turn(text)
    left, bottom, right, top = page.get_bbox()
    place = _Place(turn, left, bottom, right, top)
    letters, unknown = _read_letters(text, place)
    lying, standing, pictures = _read_objects(page, place)
    return Page(*place.size, letters, lying, standing, pictures, unknown)


class _Place:
    """Turns the coordinates of a page into those of the page as it is read."""

    def __init__(self, turn: int, left: float, bottom: float, right: float, top: float) -> None:
        self.turn, self.edges = turn, (left, bottom, right, top)
        size = right - left, top - bottom
        self.size = size if turn % 180 == 0 else size[::-1]

    def point(self, x: float, y: float) -> tuple[float, float]:
        left, bottom, right, top = self.edges
        if self.turn == 0:
            return x - left, top - y
        if self.turn == 90:
            return y - bottom, x - left
        if self.turn == 180:
            return right - x, y - bottom
        return top - y, right - x

    def box(self, left: float, bottom: float, right: float, top: float) -> tuple[float, float, float, float]:
        """Return left, top, right and bottom of a box."""
        if self.turn == 0:
            return left - self.edges[0], self.edges[3] - top, right - self.edges[0], self.edges[3] - bottom
        (a, b), (c, d) = self.point(left, bottom), self.point(right, top)
        return min(a, c), min(b, d), max(a, c), max(b, d)


def _find_turn(text) -> int:
    """Return by how many degrees most characters of a page are turned to the left: 0, 90, 180 or 270."""
    import pypdfium2.raw as raw

    count = text.count_chars()
    step = max(1, count // 40)
    angles = (raw.FPDFText_GetCharAngle(text, i) for i in range(0, count, step))
    turns = Counter(-round(math.degrees(angle) / 90) % 4 * 90 for angle in angles if angle >= 0)
    return turns.most_common(1)[0][0] if turns else 0


def _read_letters(text, place: _Place) -> tuple[list[Letter], int]:
    import pypdfium2.raw as raw

    letters: list[Letter] = []
    drawn: set[int] = set()
    box = raw.FS_RECTF()
    where = ctypes.byref(box)
    get_code, get_box = raw.FPDFText_GetUnicode, raw.FPDFText_GetLooseCharBox
    handle, unknown, high = text.raw, 0, 0
    for i in range(text.count_chars()):
        code = get_code(handle, i)
        if code in _BLANK:
            unknown += code in (0, 0xFFFE)
            continue
        if 0xD800 <= code < 0xE000:
            if code < 0xDC00:
                high = code
                continue
            code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00) if high else 0xFFFD
        unknown += code == 0xFFFD or 0xE000 <= code < 0xF900
        if get_box(handle, i, where):
            a, b, c, d = place.box(box.left, box.bottom, box.right, box.top)
            exact = int(a * 2 + 1000), int(b * 2 + 1000)
            keys = {code << 40 | (exact[0] + i) >> 1 << 20 | (exact[1] + i) >> 1 for i in (0, 1)}
            if drawn.isdisjoint(keys):  # bold print may be drawn twice
                letters.append(Letter("-" if code == _HYPHEN else chr(code), a, b, c, d))
            drawn |= keys
    return letters, unknown


def _read_objects(page, place: _Place) -> tuple[list[Rule], list[Rule], int]:
    """Return the lines that lie, those that stand, and how many pictures there are on a page."""
    import pypdfium2.raw as raw

    lying: list[Rule] = []
    standing: list[Rule] = []
    pictures = paths = 0
    for item in page.get_objects((raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE), max_depth=4):
        pictures += item.type == raw.FPDF_PAGEOBJ_IMAGE
        if item.type != raw.FPDF_PAGEOBJ_PATH:
            continue
        paths += 1
        if paths > _MOST_PATHS:
            return [], [], pictures
        for x1, y1, x2, y2 in _list_lines(item):
            (a, b), (c, d) = place.point(x1, y1), place.point(x2, y2)
            if abs(b - d) <= 1 and abs(a - c) >= _SHORT:
                lying.append(Rule((b + d) / 2, min(a, c), max(a, c)))
            elif abs(a - c) <= 1 and abs(b - d) >= _SHORT:
                standing.append(Rule((a + c) / 2, min(b, d), max(b, d)))
    return lying, standing, pictures


def _list_lines(item) -> list[tuple[float, float, float, float]]:
    """Return the straight lines of a path in the coordinates of the page; a thin filled area is one line."""
    import pypdfium2.raw as raw

    mode, stroked = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(item.raw, ctypes.byref(mode), ctypes.byref(stroked))
    if not stroked.value and not mode.value:
        return []
    count = raw.FPDFPath_CountSegments(item.raw)
    if count > _MOST_SEGMENTS:
        return []
    outlines = _list_outlines(item, count)
    if stroked.value:
        return [(*a, *b) for points in outlines for a, b in pairwise(points)]
    return [line for points in outlines if (line := _find_axis(points))]


def _list_outlines(item, count: int) -> list[list[tuple[float, float]]]:
    """Return the corners of each part of a path; curves are left out."""
    import pypdfium2.raw as raw

    matrix = item.get_matrix()
    container = item.container
    while container is not None:
        matrix = matrix.multiply(container.get_matrix())
        container = container.container
    outlines: list[list[tuple[float, float]]] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    for i in range(count):
        segment = raw.FPDFPath_GetPathSegment(item.raw, i)
        kind = raw.FPDFPathSegment_GetType(segment)
        raw.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        point = matrix.on_point(x.value, y.value)
        if kind == raw.FPDF_SEGMENT_LINETO and outlines:
            outlines[-1].append(point)
        else:
            outlines.append([point])
        if raw.FPDFPathSegment_GetClose(segment) and len(outlines[-1]) > 1:
            outlines[-1].append(outlines[-1][0])
    return outlines


def _find_axis(points: list[tuple[float, float]]) -> tuple[float, float, float, float] | None:
    """Return the middle line of a filled area that is thin enough to be drawn as a line."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    width, height = max(xs) - min(xs), max(ys) - min(ys)
    if height <= _THIN and width > 2 * height:
        return min(xs), (min(ys) + max(ys)) / 2, max(xs), (min(ys) + max(ys)) / 2
    if width <= _THIN and height > 2 * width:
        return (min(xs) + max(xs)) / 2, min(ys), (min(xs) + max(xs)) / 2, max(ys)
    return None
