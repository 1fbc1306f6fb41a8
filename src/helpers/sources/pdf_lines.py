"""The characters of a page put together: pieces of lines, lines in the order in which they are read, paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from helpers.sources.pdf_pages import Letter


class Piece(NamedTuple):
    """Words on one line without a wide gap, or a table (by its number) among the lines; size is a height."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float
    table: int = -1


_WIDE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f“”‘’—…·]")
_GAP = 1.1  # sizes between two pieces of a line
_SPACED = 0.6  # sizes between Han characters that are set apart
_SPACE = 0.15  # sizes between Latin words


def join_letters(letters: Sequence[Letter]) -> list[Piece]:
    """Put the characters of a page together to pieces of lines, which are not parted by more than a wide gap.

    The gap that programs set between Han and Latin characters is no space.

    >>> join_letters([Letter(c, x, 0, x + w, 10) for c, x, w in (("有", 0, 10), ("1", 12, 5), ("2", 17, 5))])[0].text
    '有12'
    """
    runs: list[list[Letter]] = []
    for letter in letters:
        if not (runs and _follows(runs[-1][-1], letter)):
            runs.append([])
        runs[-1].append(letter)
    pieces = [piece for run in runs for piece in _split_run(run)]
    return [piece for row in group_rows(pieces) for piece in _merge(row)]


def _follows(before: Letter, letter: Letter) -> bool:
    """Tell whether a character stands on the line of the one before, to its right."""
    if letter.left <= before.left:
        return False
    if letter.top == before.top:
        return True
    overlap = min(before.bottom, letter.bottom) - max(before.top, letter.top)
    return overlap > 0.4 * min(before.bottom - before.top, letter.bottom - letter.top)


def _split_run(run: list[Letter]) -> Iterator[Piece]:
    start = 0
    for i in range(1, len(run) + 1):
        if i == len(run) or (
            run[i].left > run[i - 1].right and run[i].left - run[i - 1].right > _GAP * _get_size(run[i - 1], run[i])
        ):
            yield _make_piece(run[start:i])
            start = i


def _get_size(before: Letter, letter: Letter) -> float:
    return max(before.bottom - before.top, letter.bottom - letter.top) * 0.8


def _make_piece(run: list[Letter]) -> Piece:
    words = [run[0].char]
    for before, letter in pairwise(run):
        if letter.left > before.right:
            words.append(_space(before.char, letter.char, (letter.left - before.right) / _get_size(before, letter)))
        words.append(letter.char)
    tops, bottoms = [letter.top for letter in run], [letter.bottom for letter in run]
    size = median(b - a for a, b in zip(tops, bottoms, strict=True))
    return Piece("".join(words), run[0].left, min(tops), max(letter.right for letter in run), max(bottoms), size)


def _space(before: str, char: str, gap: float) -> str:
    """Return the space that a gap of so many sizes between two characters is: that between Han and Latin is none."""
    if _WIDE.match(before) or _WIDE.match(char):
        return " " if gap > _SPACED else ""
    return " " if gap > _SPACE else ""


def group_rows(pieces: Iterable[Piece]) -> list[list[Piece]]:
    """Group pieces that stand beside each other into rows, from the top, each from the left."""
    rows: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda piece: ((piece.top + piece.bottom) / 2, piece.left)):
        if rows and _stands_beside(rows[-1], piece):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    for row in rows:
        row.sort(key=lambda piece: piece.left)
    return rows


def _stands_beside(row: list[Piece], piece: Piece) -> bool:
    last = row[-1]
    overlap = min(last.bottom, piece.bottom) - max(last.top, piece.top)
    return overlap > 0.5 * min(last.bottom - last.top, piece.bottom - piece.top)


def _merge(row: list[Piece]) -> list[Piece]:
    """Join the pieces of a row that were written apart but stand close together."""
    merged = row[:1]
    for piece in row[1:]:
        held = merged[-1]
        if piece.left - held.right <= _GAP * max(held.size, piece.size) * 0.8:
            merged[-1] = join_pieces([held, piece])
        else:
            merged.append(piece)
    return merged


def join_pieces(pieces: Sequence[Piece]) -> Piece:
    """Join the pieces of a line to one."""
    text = pieces[0].text
    for before, piece in pairwise(pieces):
        gap = (piece.left - before.right) / (0.8 * max(before.size, piece.size))
        text += _space(before.text[-1], piece.text[0], gap) + piece.text
    return Piece(
        text,
        min(piece.left for piece in pieces),
        min(piece.top for piece in pieces),
        max(piece.right for piece in pieces),
        max(piece.bottom for piece in pieces),
        max(piece.size for piece in pieces),
    )


# ---- columns

_LEAST_LINES = 5
_FULL = 0.6  # of a column's width that most of its lines take


def order_columns(pieces: list[Piece], depth: int = 2, known: float | None = None) -> list[list[list[Piece]]]:
    """Return the rows of a page in the order in which they are read, one list for each column between wide rows.

    known is where the page before has the gap between its columns: the last lines of a text may be few.
    """
    gutter = find_gutter(pieces) if depth else None
    if gutter is None and known is not None and not any(piece.left < known < piece.right for piece in pieces):
        gutter = known
    if gutter is None:
        return [group_rows(pieces)] if pieces else []
    columns: list[list[list[Piece]]] = []
    band: tuple[list[Piece], list[Piece]] = [], []
    wide: list[Piece] = []

    def end_band() -> None:
        for side in band:
            columns.extend(order_columns(list(side), depth - 1))
            side.clear()

    for piece in sorted(pieces, key=lambda piece: piece.top):
        if piece.left < gutter < piece.right:
            end_band()
            wide.append(piece)
        else:
            if wide:
                columns.append(group_rows(wide))
                wide = []
            band[piece.left >= gutter].append(piece)
    end_band()
    if wide:
        columns.append(group_rows(wide))
    return columns


def find_gutter(pieces: list[Piece]) -> float | None:
    """Return the x of the gap between two columns of text, None if there is none."""
    if len(pieces) < 2 * _LEAST_LINES:
        return None
    left, right = min(piece.left for piece in pieces), max(piece.right for piece in pieces)
    edges = sorted({round(piece.right) + 1 for piece in pieces if 0.2 < (piece.right - left) / (right - left) < 0.8})
    best = min(edges, key=lambda x: (sum(p.left < x < p.right for p in pieces), -_count_gap(pieces, x)), default=None)
    if best is None:
        return None
    sides = [p for p in pieces if p.right <= best], [p for p in pieces if p.left >= best]
    if min(map(len, sides)) < _LEAST_LINES or len(pieces) - sum(map(len, sides)) > 0.5 * len(pieces):
        return None
    for side in sides:
        longest = [max(row, key=lambda piece: piece.right - piece.left) for row in group_rows(side)]
        widths = [piece.right - piece.left for piece in longest]
        if median(widths) < _FULL * (max(p.right for p in side) - min(p.left for p in side)):
            return None
        if median(len(piece.text) for piece in longest) < 8:
            return None
    return best


def _count_gap(pieces: list[Piece], x: float) -> float:
    """Return how wide the gap at x is."""
    before = max((piece.right for piece in pieces if piece.right <= x), default=x)
    behind = min((piece.left for piece in pieces if piece.left >= x), default=x)
    return behind - before


# ---- paragraphs


class Line(NamedTuple):
    """A line with the edges of its column and the distance that lines of the column have."""

    piece: Piece
    left: float
    right: float
    leading: float


def list_lines(columns: list[list[list[Piece]]], widest: float) -> Iterator[Line]:
    """Yield the lines of a page; a table stands among them as a line of its own.

    Lines of a single column may reach as far as the widest of all pages does.
    """
    single = len(columns) == 1
    for rows in columns:
        words = [piece for row in rows for piece in row if piece.table < 0]
        left = min((piece.left for piece in words), default=0.0)
        right = widest if single else find_edge(words)
        joined = [join_pieces(row) if all(p.table < 0 for p in row) else None for row in rows]
        steps = [b.top - a.top for a, b in pairwise(joined) if a and b]
        leading = median(steps) if steps else 0.0
        for row, line in zip(rows, joined, strict=True):
            for piece in [line] if line else _part_tables(row):
                yield Line(piece, left, right, leading)


_HANGS = re.compile(r"[，。、；：！？）”》】,.;:!?)]$")


def find_edge(pieces: Iterable[Piece]) -> float:
    """Return where the lines of a column end at its right, which several do; a mark at the end may hang out of it."""
    known = [(piece.right, piece.size, bool(_HANGS.search(piece.text))) for piece in pieces]
    edges = sorted([(right, size) for right, size, hangs in known if not hangs], reverse=True)
    least = max(2, _SHARE_AT_EDGE * len(edges))
    for right, size in edges:  # a running head or a title may reach further than the text
        if sum(right - size / 2 < other <= right for other, _ in edges) >= least:
            return right
    return edges[0][0] if edges else max((right for right, _, _ in known), default=0.0)


_SHARE_AT_EDGE = 0.1  # of the lines of a column


def _part_tables(row: list[Piece]) -> list[Piece]:
    words = [piece for piece in row if piece.table < 0]
    return [*([join_pieces(words)] if words else []), *(piece for piece in row if piece.table >= 0)]


_BEGINS = re.compile(
    r"[(（【]?(?:单位|注|备注|说明|资料来源|数据来源|来源)\s*[:：]|[表图]\s*\d|[一二三四五六七八九十]{1,3}、"
    r"|[（(](?:[一二三四五六七八九十]{1,3}|\d{1,2})[）)]|\d{1,2}(?:、|．|\.(?!\d))|第[一二三四五六七八九十]{1,3}[章节条部]"
)


_NUMBERS = re.compile(r"\S{1,12}(?: ?\S{1,4})?(?: +[\d.,%—…-]+){3,}")  # the row of a table: 柯城区 63 37 488 12685


def goes_on(before: Line, line: Line) -> bool:
    """Tell whether a line goes on with the sentence of the one before: that is full, and this one is not set in."""
    a, b = before.piece, line.piece
    least = 0.85 if min(len(a.text), len(b.text)) > _FEW else 0.65  # the height of few characters says little
    if a.table >= 0 or b.table >= 0 or not least < a.size / b.size < 1 / least:
        return False
    em = 0.8 * a.size
    if b.top > a.top:  # in one column
        step = b.top - a.top
        if step > _LARGEST_STEP * a.size or step > max(1.45 * before.leading, 1.5 * a.size):
            return False
        if _is_centred(before) and _is_centred(line) and not _BEGINS.match(b.text):
            return True
    if _BEGINS.match(b.text) or _NUMBERS.fullmatch(b.text):
        return False
    full = before.right - a.right < max(2.0, _measure_first(b.text) + 0.5) * em
    flush = b.left < line.left + 0.9 * em
    return full and flush


_UNBROKEN = re.compile(
    r"[“‘（(《【]*(?:[A-Za-z0-9.,%‰/:+–—-]+|.)(?:[“‘]+.)?[％，。、；：！？）”’》】,.;:!?)]*"
)  # what no line break may part


def _measure_first(text: str) -> float:
    """Return how wide the first words of a line are that had to stand together, in sizes of its characters.

    >>> _measure_first("3,410名学生"), _measure_first("校之一")
    (2.5, 1.0)
    """
    first = _UNBROKEN.match(text)
    return sum(0.5 + 0.5 * (not char.isascii()) for char in first[0]) if first else 0.0


_FEW = 6
_LARGEST_STEP = 2.2  # sizes from one line of a paragraph to the next


def _is_centred(line: Line) -> bool:
    """Tell whether a line stands in the middle of its column, away from both edges."""
    piece = line.piece
    before, behind = piece.left - line.left, line.right - piece.right
    return min(before, behind) > 1.5 * piece.size and abs(before - behind) < piece.size


def join_lines(texts: Sequence[str]) -> str:
    """Join the lines of a paragraph: a hyphen stays, words of Latin letters are parted by a space.

    >>> join_lines(["共有2021-", "2023年小学", "12所"]), join_lines(["of the", "city"])
    ('共有2021-2023年小学12所', 'of the city')
    """
    joined = texts[0]
    for text in texts[1:]:
        latin = joined[-1].isascii() and joined[-1] != "-" and text[0].isascii()
        joined += f" {text}" if latin else text
    return joined
