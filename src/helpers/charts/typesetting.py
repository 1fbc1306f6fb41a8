"""Measuring and breaking text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate

from matplotlib.ft2font import LoadFlags

from helpers.charts.fonts import find_families, open_faces
from helpers.charts.style import MM_PER_INCH

_RULER = 720  # dots per inch: widths are exact to 0.0006 mm


@lru_cache(maxsize=50_000)
def _measure(text: str, families: tuple[str, ...], size: float, bold: bool) -> float:
    """Ask the font itself, without hinting as in STYLE: to set matplotlib's parameters for each text takes longer."""
    face = open_faces(families, bold)
    face.clear()
    face.set_size(size, _RULER)
    face.set_text(text, 0.0, flags=LoadFlags.NO_HINTING)
    return face.get_width_height()[0] / 64 * MM_PER_INCH / _RULER


def measure(text: str, size: float, language: str, bold: bool = False) -> float:
    """Return the width in mm of one line of text of a size in points.

    >>> from helpers.charts.style import MM_PER_POINT
    >>> round(measure("教育", 10, "zh") / MM_PER_POINT)
    20
    """
    return _measure(text, find_families(language), size, bold) if text else 0.0


_NOT_FIRST = frozenset("，。、；：？！）》〉」』】〕”’％%‰℃…—·!),.:;?]}～")


_NOT_LAST = frozenset("（《〈「『【〔“‘([{￥¥$")
_CJK = r"\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef"
_WIDE = re.compile(f"[{_CJK}]")
NO_BREAK = "\xa0"
_TOKEN = re.compile(rf"\d+年\d+月(?:\d+日)?|[^\S\xa0]+|(?:\xa0|[^\s{_CJK}“”‘’…—·])+|.")


def split_breakable(text: str) -> list[str]:
    """Split text where a line may end: Latin words and numbers stay whole, marks keep to their side (kinsoku).

    >>> split_breakable("达到98%（“全部”）， see note")
    ['达', '到', '98%', '（“全', '部”），', ' see', ' note']
    """
    pieces: list[str] = []
    for token in _TOKEN.findall(text):
        joined = pieces and (
            token[0] in _NOT_FIRST
            or pieces[-1][-1] in _NOT_LAST
            or pieces[-1].isspace()
            or (pieces[-1][-1].isdigit() and _WIDE.match(token) is not None and token not in "（《")
            or (pieces[-1][-1] in "”’" and not _WIDE.match(token) and not token.isspace())
            or (pieces[-1][-1] in "—" and not token.isspace() and not _WIDE.match(token))
        )
        if joined:
            pieces[-1] += token
        else:
            pieces.append(token)
    return pieces


def _pack(pieces: Sequence[str], width: float, size: float, language: str, bold: bool) -> list[str]:
    """Fill each line with as many pieces as it holds: about as many as their widths say, then to the letter."""
    ends = list(accumulate((measure(piece, size, language, bold) for piece in pieces), initial=0.0))

    def set_line(start: int, end: int) -> str:
        return "".join(pieces[start:end]).strip()

    def fits(start: int, end: int) -> bool:
        return measure(set_line(start, end), size, language, bold) <= width

    lines, start = [], 0
    while start < len(pieces):
        end = max(start + 1, bisect_right(ends, ends[start] + width) - 1)
        while end < len(pieces) and fits(start, end + 1):
            end += 1
        while end > start + 1 and not fits(start, end):
            end -= 1
        lines.append(set_line(start, end))
        start = end
    return lines


def wrap(text: str, width: float, size: float, language: str, bold: bool = False, balanced: bool = False) -> list[str]:
    """Break text into lines of at most width mm, balanced into lines of like length where asked.

    A single word that is wider than the line is broken between characters rather than cut.

    >>> wrap("中小学幼儿园，宽带接入率。", 22, 10, "zh")
    ['中小学幼儿', '园，宽带接入', '率。']
    >>> wrap("", 10, 10, "zh")
    []
    """
    if not text:
        return []
    pieces = split_breakable(text)
    if any(measure(piece.strip(), size, language, bold) > width for piece in pieces):
        pieces = [
            part
            for piece in pieces
            for part in ([piece] if measure(piece.strip(), size, language, bold) <= width else piece)
        ]
    lines = _pack(pieces, width, size, language, bold)
    if not balanced or len(lines) == 1:
        return lines
    return _balance(pieces, lines, width, size, language, bold)


def _balance(
    pieces: Sequence[str], lines: list[str], width: float, size: float, language: str, bold: bool
) -> list[str]:
    """Find the break into as many lines that are evenest, preferring to break behind a mark."""
    low, high = width / len(lines) * 0.8, width
    while high - low > 0.5:
        middle = (low + high) / 2
        if len(_pack(pieces, middle, size, language, bold)) > len(lines):
            low = middle
        else:
            high = middle
    even = _pack(pieces, high, size, language, bold)
    if len(lines) != 2:
        return even
    ends = [i for i in range(1, len(pieces)) if pieces[i - 1].rstrip()[-1:] in "，；：。,;:"]
    for i in sorted(ends, key=lambda i: abs(len("".join(pieces[:i])) - len("".join(pieces[i:])))):
        pair = ["".join(pieces[:i]).strip(), "".join(pieces[i:]).strip()]
        lengths = [measure(line, size, language, bold) for line in pair]
        if max(lengths) <= width and min(lengths) >= 0.35 * max(lengths):
            return pair
    return even
