"""Measuring and breaking text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache

import matplotlib as mpl
from matplotlib.backends.backend_agg import RendererAgg

from helpers.charts.fonts import find_families, get_properties
from helpers.charts.style import MM_PER_INCH, STYLE


@cache
def _get_ruler() -> RendererAgg:
    return RendererAgg(8, 8, 720)


@lru_cache(maxsize=50_000)
def _measure(text: str, families: tuple[str, ...], size: float, bold: bool) -> float:
    with mpl.rc_context(STYLE):
        width, _, _ = _get_ruler().get_text_width_height_descent(text, get_properties(families, size, bold), False)
    return width * MM_PER_INCH / 720


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
    lines = [""]
    for piece in pieces:
        if lines[-1] and measure((lines[-1] + piece).strip(), size, language, bold) > width:
            lines.append("")
        lines[-1] += piece
    return [line.strip() for line in lines]


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
