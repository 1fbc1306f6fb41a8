"""Tables whose cells stand on lines of their own, one after another, with bars between them or without."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from helpers.text.grids import Cell, Line
from helpers.text.pieces import Piece, ends_sentence, is_head_label, make_cells, tell_kind
from helpers.text.sentences import HAN

_MOST_LINES = 3  # of one cell
_LONGEST = 40
_END = "。"
_MOST_HEADS = 60
_MOST_SEEN = 600  # cells that tell how wide a table is
_LEAST = 2  # rows with numbers
_BREAKS = re.compile(r"单\s*位\s*[:：]|^\s*(?:附?注|备注|说明|资料来源)|^附?表\s*\d")
_YEARS = re.compile(r"年份|年度|年|时间|学年")


def find_streams(raw: str, lines: list[Line]) -> Iterator[list[Cell]]:
    """Yield the cells of the tables whose cells stand on lines of their own.

    >>> text = "全县教育|\\n类别|\\n学校数(所)|\\n在校生(人)|\\n小学|\\n12|\\n2100|\\n初中|\\n7|\\n1800"
    >>> from helpers.text.pieces import list_lines
    >>> [[(c.row, c.text) for c in cells][3:] for cells in find_streams(text, list_lines(text))]
    [[(2, '小学'), (2, '12'), (2, '2100'), (3, '初中'), (3, '7'), (3, '1800')]]
    """
    if "|" in raw:
        for pieces in _cut_bars(raw, lines):
            yield from _solve(pieces, True)
    for pieces in _cut_lines(lines):
        yield from _solve(pieces, False)


# ---- cells


def _cut_bars(raw: str, lines: list[Line]) -> Iterator[list[Piece]]:
    """Yield the cells of each run of lines that bars end: words and a bar, or a bar on a line of its own."""
    found: list[Piece] = []
    open_lines: list[Line] = []
    for line in lines:
        text = line.text.strip()
        bars = text.count("|")
        if (
            bars > 2
            or (bars == 2 and not (text.startswith("|") and text.endswith("|")))
            or (bars and text[-1] != "|" and text[0] != "|")
        ):
            yield found
            found, open_lines = [], []
        elif bars and text != "|" and text.startswith("|"):  # a row begins
            if open_lines and found:
                found.append(_join(raw, open_lines))
            open_lines = [_strip_bars(line)]
            if bars == 2 or text.endswith("|"):
                found.append(_join(raw, open_lines))
                open_lines = []
        elif bars:
            open_lines = open_lines if found or text == "|" else []
            found.append(_join(raw, [*open_lines, *([_strip_bars(line)] if text != "|" else [])], line.start))
            open_lines = []
        elif text:
            # of the open lines only the last has not been asked yet
            if open_lines and (len(open_lines) >= _MOST_LINES or _BREAKS.search(line.text) or _breaks(open_lines[-1])):
                yield found
                found, open_lines = [], []
            open_lines.append(_strip_bars(line))
            if not found:
                open_lines = open_lines[-1:]
    yield [*found, _join(raw, open_lines[:1])] if found and open_lines else found


def _breaks(line: Line) -> bool:
    return bool(_BREAKS.search(line.text)) or ends_sentence(line.text) or len(line.text) > _LONGEST


def _strip_bars(line: Line) -> Line:
    text = line.text.strip(" \t\u3000\xa0|")
    start = line.start + (line.text.index(text) if text else 0)
    return Line(text, start, start + len(text))


def _join(raw: str, lines: list[Line], at: int = 0) -> Piece:
    """Return the cell of some lines: the Chinese ones, what follows in Latin says them again."""
    said = [line for line in lines if line.text]
    chinese = [line for line in said if HAN.search(line.text)]
    kept = chinese or said
    if not kept:
        return Piece("", at, at)
    start, end = kept[0].start, kept[-1].end
    line_start = raw.rfind("\n", 0, start) + 1
    indent = sum(char in " \u3000\xa0" for char in raw[line_start:start])
    return Piece(raw[start:end], start, end, indent)


def _cut_lines(lines: list[Line]) -> Iterator[list[Piece]]:
    """Yield the lines of each run of short lines of which several are numbers."""
    run: list[Piece] = []
    for line in [*lines, Line(_END, 0, 0)]:
        text = line.text.strip(" \t\u3000\xa0")
        if not text or (
            run and not HAN.search(text) and tell_kind(text) == "latin" and text != _END
        ):  # it says the line before again
            continue
        if len(text) > _LONGEST or "|" in text or "\t" in text or ends_sentence(text):
            numbers = sum(tell_kind(piece.text) == "number" for piece in run)
            if len(run) >= 6 and 3 * numbers >= len(run):
                yield run
            run = []
            continue
        start = line.start + line.text.index(text)
        run.append(Piece(text, start, start + len(text), line.text.index(text)))


# ---- rows


def _solve(pieces: list[Piece], bars: bool) -> Iterator[list[Cell]]:
    """Yield the tables of cells in a row, where their width is sure: labels, with as many cells behind each."""
    kinds = [tell_kind(piece.text) for piece in pieces]
    done = 0
    while done + 6 <= len(pieces):
        found = _find_table(pieces, kinds, done, bars)
        if found is None:
            return
        cells, done = found
        if cells:
            yield cells


def _find_table(pieces: list[Piece], kinds: list[str], done: int, bars: bool) -> tuple[list[Cell], int] | None:
    """Return the first table behind a place and where it ends; None if there is none."""
    for first in range(done, len(pieces) - 5):
        if not _may_head(pieces, kinds, first, bars):
            continue
        for label in ("year", "words") if _YEARS.fullmatch(re.sub(r"\s", "", pieces[first].text)) else ("words",):
            width, lead = _measure_width(pieces, kinds, first, label)
            if width:
                rows, end = _take_rows(pieces, kinds, first + width, width, lead, label, bars)
                numbered = [row for row in rows if any(p is not None and tell_kind(p.text) == "number" for p in row)]
                if len(numbered) >= _LEAST:
                    return list(make_cells([pieces[first : first + width], *rows])), end
    return None


def _may_head(pieces: list[Piece], kinds: list[str], first: int, bars: bool) -> bool:
    """Tell whether the heads of a table may begin in a place: with 指标, 地区, 序号, or a blank cell between bars."""
    text = re.sub(r"\s", "", pieces[first].text)
    if is_head_label(text) or text == "序号":
        return True
    return bars and kinds[first] == "blank" and kinds[first + 1] in ("words", "year")


def _measure_width(pieces: list[Piece], kinds: list[str], first: int, label: str) -> tuple[int, int]:
    """Return how many heads begin in a place, as the rows below show, and how many cells stand before each label."""
    lead = int(re.sub(r"\s", "", pieces[first].text) == "序号")
    end = first + 1
    most = min(len(kinds), first + _MOST_HEADS)
    while end < most and kinds[end] not in ("number", "missing", "blank", "latin"):
        if lead and kinds[end] == "number":
            break
        end += 1
    if end >= most or (kinds[end] != "number" and kinds[end] not in ("missing", "blank")):
        return 0, 0
    labels = [i for i in range(first + 1, min(len(kinds), first + _MOST_SEEN)) if kinds[i] == label]
    gaps = Counter(b - a for a, b in pairwise(labels) if "number" in kinds[a + 1 : b])
    for width, times in gaps.most_common(2):
        begin = first + width
        if width < 2 or times < _LEAST - 1 or begin >= len(kinds):
            continue
        heads = kinds[first + 1 : begin]
        if all(kind in ("words", "year", "unit") for kind in heads) and (
            _fits(kinds, begin, width, lead, label) or _unlabelled(kinds, begin, width)
        ):
            return width, lead
    return 0, 0


def _fits(kinds: list[str], begin: int, width: int, lead: int, label: str) -> bool:
    """Tell whether a row stands in a place: its label, and no other among its cells."""
    row = kinds[begin : begin + width]
    if len(row) < width or row[lead] != label or (lead and row[0] != "number"):
        return False
    rest = row[lead + 1 :]
    allowed = ("number", "missing", "blank", "unit", "latin") + (("year",) if label == "words" else ())
    return all(kind in allowed or (label == "year" and kind == "year") for kind in rest)


def _take_rows(pieces, kinds, at: int, width: int, lead: int, label: str, bars: bool):
    """Return the rows from a place on, and where they end; cells that make no full row are left out."""
    rows: list[Sequence[Piece | None]] = []
    bad = 0
    while at < len(kinds):
        behind = at + width + lead
        next_label = behind >= len(kinds) or kinds[behind] in (label, "blank", "words")
        if _fits(kinds, at, width, lead, label) and (next_label or (bad == 0 and behind >= len(kinds))):
            rows.append(pieces[at : at + width])
            at += width
            bad = 0
            continue
        if bars and "number" in kinds[at : at + width] and _unlabelled(kinds, at, width):
            rows.append([None, *pieces[at + 1 : at + width]])
            at += width
            continue
        last = min(len(kinds), at + lead + 1 + _MOST_SEEN)
        following = next((i for i in range(at + lead + 1, last) if kinds[i] == label), last) - lead
        between = kinds[at + lead + 1 : following + lead]
        if not lead and kinds[at] == "words" and len(between) < width and all(kind == "blank" for kind in between):
            if is_head_label(pieces[at].text) or _BREAKS.search(pieces[at].text):
                break
            rows.append([pieces[at]])  # a section
        bad += 1
        if bad > 2 or following <= at:
            break
        at = following
    while rows and len(rows[-1]) == 1:
        rows.pop()
    end = max((piece.end for row in rows for piece in row if piece is not None), default=0)
    return rows, bisect_left(pieces, end, key=lambda piece: piece.start)


def _unlabelled(kinds: list[str], at: int, width: int) -> bool:
    """Tell whether a row whose label was lost stands in a place."""
    rest = kinds[at + 1 : at + width]
    behind = kinds[at + width] if at + width < len(kinds) else "words"
    held = all(kind in ("number", "missing") for kind in rest) and behind in ("blank", "words")
    return held and kinds[at] == "blank"
