"""Tables whose columns only spaces part."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from helpers.text.grids import Cell, Line
from helpers.text.pieces import Piece, Row, ends_sentence, is_head_label, make_cells, tell_kind
from helpers.text.sentences import HAN

_WORD = re.compile(r"[^\s\u3000\xa0]+")
_GAP = re.compile(r"[\s\u3000\xa0]{2,}|\t")
_UNIT_HEAD = re.compile(r"(?:计量)?单位")
_ORDINAL = re.compile(r"\s*(?:序号|编号)")
_LEAST_ROWS = 2
_MOST_HEADS = 3
_LONGEST_LABEL = 40  # without what says it again in Latin
_LONGEST_SECTION = 16
_VALUES = ("number", "missing")
_REMARK = re.compile(r"(?:预期|约束|导向|指导)性|[未不已]?达标|[是否√×]")  # of the last column
_LATIN = re.compile(r"[A-Za-z][A-Za-z .,'&()/-]*")
_DIGIT = re.compile(r"\d")
_YEARS = re.compile(r"(?:(?:19|20)\d\d年?[\s\u3000]*){2,}$")
_YEAR = re.compile(r"(?:19|20)\d\d")
_UNIT_LINE = re.compile(r"单\s*位\s*[:：为]")
_FIGURE = re.compile(r"\d{3}[\d,.]*(?![\d年)）/-])\s*$(?<!(?:19|20)\d\d)")
_IN_UNIT = re.compile(r"[(（][^()（）\s]{1,5}[)）](?=\s|$)")
_UNIT_ALONE = re.compile(r"[(（]\S{1,4}[)）]")
_NOTE = re.compile(r"\s*[(（【\[]?(?:附?注|备注|说明|资料来源|来源)")


class _DataRow(NamedTuple):
    """A line with a label and values."""

    number: int  # of the line
    label: Piece
    values: list[Piece]
    unit: Piece | None = None


def find_spaced(raw: str, lines: list[Line]) -> Iterator[list[Cell]]:
    """Yield the cells of the tables whose columns spaces part, where the heads name as many columns as the rows have.

    >>> from helpers.text.pieces import list_lines
    >>> text = "指 标　　学校数(所)　在校生(人)\\n小　学　　12　2100\\n初　中　　7　　1800"
    >>> [[c.text for c in cells] for cells in find_spaced(text, list_lines(text))]
    [['指 标', '学校数(所)', '在校生(人)', '小　学', '12', '2100', '初　中', '7', '1800']]
    """
    at = 0
    while at < len(lines):
        row = _read_row(lines[at], at)
        if row is None:
            at += 1
            continue
        block, end = _take_block(lines, row)
        if cells := _read_block(lines, block):
            yield cells
        at = end


def _read_row(line: Line, number: int) -> _DataRow | None:
    """Return a line as a label and the values behind it, None if it is none."""
    written = line.text.rstrip()
    if written[-1:] in _MARKS or not _DIGIT.search(written) or not _is_value_alone(written.split()[-1]):
        return None
    words = [Piece(m[0], line.start + m.start(), line.start + m.end(), m.start()) for m in _WORD.finditer(line.text)]
    values: list[Piece] = []
    while words and (_is_value(words) or (not values and _REMARK.fullmatch(words[-1].text))):
        values.append(words.pop())
    values.reverse()
    if not words or not any(tell_kind(value.text) == "number" for value in values):
        return None
    unit = words.pop() if len(words) > 1 and tell_kind(words[-1].text) == "unit" else None
    text = line.text[words[0].start - line.start : words[-1].end - line.start]
    kind = tell_kind(text)
    if (
        len(_LATIN.sub("", text)) > _LONGEST_LABEL
        or ends_sentence(text)
        or "|" in text
        or not (kind == "year" or HAN.search(text))
    ):
        return None
    if kind not in ("year", "words"):
        return None
    return _DataRow(number, Piece(text, words[0].start, words[-1].end, words[0].indent), values, unit)


_MARKS = frozenset("。;；!！?？,，:：")  # with which no value ends


def _is_value_alone(word: str) -> bool:
    """Tell whether a word may be the last of a row."""
    return tell_kind(word) in (*_VALUES, "year") or bool(_REMARK.fullmatch(word))


def _is_value(words: list[Piece]) -> bool:
    """Tell whether the last of some words is a number; one that may be a year is if another stands before it."""
    kinds = [tell_kind(word.text) for word in words[-2:]]
    return kinds[-1] in _VALUES or (kinds[-1] == "year" and words[-1].text.isdecimal() and kinds[0] in _VALUES)


def _take_block(lines: list[Line], first: _DataRow) -> tuple[list[_DataRow | Piece], int]:
    """Return the rows from a first one on, with the lines between that may be sections, and where they end."""
    block: list[_DataRow | Piece] = [first]
    waiting: list[Piece] = []
    at = first.number + 1
    while at < len(lines):
        text = lines[at].text.strip()
        row = _read_row(lines[at], at) if text else None
        if row is not None:
            block += [*waiting, row]
            waiting = []
        elif text:
            if waiting or not _may_be_section(text):
                break
            waiting = [_take_line(lines[at])]
        at += 1
    return block, max(row.number for row in block if isinstance(row, _DataRow)) + 1


def _may_be_section(text: str) -> bool:
    """Tell whether a line between rows may name what the rows below it are of."""
    bare = _LATIN.sub("", text).strip()
    short = (
        len(bare) <= _LONGEST_SECTION and not ends_sentence(text) and not _GAP.search(bare) and bool(HAN.search(bare))
    )
    return short and not (_NOTE.match(text) or _UNIT_LINE.search(text) or is_head_label(text))


def _take_line(line: Line) -> Piece:
    text = line.text.strip()
    at = line.text.index(text)
    return Piece(text, line.start + at, line.start + at + len(text), at)


def _read_block(lines: list[Line], block: Sequence[_DataRow | Piece]) -> list[Cell]:
    """Return the cells of rows with their heads, [] where it is not sure which column is which."""
    rows = [row for row in block if isinstance(row, _DataRow)]
    counts = Counter(len(row.values) for row in rows)
    width, often = max(counts.items(), key=lambda pair: (pair[1], pair[0]))
    if often < _LEAST_ROWS and not _says_units(lines, rows[0].number, width):
        return []
    block = [_take_years(row, width) if isinstance(row, _DataRow) else row for row in block]
    rows = [row for row in block if isinstance(row, _DataRow)]
    united = any(row.unit is not None for row in rows)
    first = rows[0].number
    heads = _read_heads(lines, first, width, united)
    above = next((i for i in range(first - 1, max(-1, first - 4), -1) if lines[i].text.strip()), None)
    if heads is None and above is not None and _may_be_section(lines[above].text.strip()):
        heads = _read_heads(lines, above, width, united)
        block = [_take_line(lines[above]), *block]
    if heads is None:
        return []
    lead = bool(heads and heads[-1][0] and _ORDINAL.fullmatch(heads[-1][0].text))
    spans = _measure_columns(lines, [row for row in rows if len(row.values) == width])
    table: list[Row] = []
    for row in block:
        if isinstance(row, Piece):
            table.append([None, row] if lead else [row])
        elif len(row.values) == width or spans:
            values = row.values if len(row.values) == width else _place(lines[row.number], row, spans)
            if values is not None:
                label = _split_lead(row.label) if lead else [row.label]
                table.append([*label, *([row.unit] if united else []), *values])
    return list(make_cells([*heads, *table]))


def _take_years(row: _DataRow, width: int) -> _DataRow:
    """Return a row that lacks as many values as its label ends with numbers like years as one of those values, too.

    >>> row = _take_years(_DataRow(0, Piece("班数 个 1946", 0, 9), [Piece("461", 10, 13)]), 2)
    >>> [piece.text for piece in row.values], row.label.text, row.unit.text
    (['1946', '461'], '班数', '个')
    """
    label, lacking = row.label, width - len(row.values)
    found = [Piece(m[0], label.start + m.start(), label.start + m.end()) for m in _WORD.finditer(label.text)]
    words, years = found[: len(found) - lacking], found[len(found) - lacking :]
    if lacking < 1 or row.unit or not words or not all(_YEAR.fullmatch(year.text) for year in years):
        return row
    unit = words.pop() if len(words) > 1 and tell_kind(words[-1].text) == "unit" else None
    text = label.text[: words[-1].end - label.start]
    return row._replace(label=label._replace(text=text, end=words[-1].end), values=[*years, *row.values], unit=unit)


def _says_units(lines: list[Line], first: int, width: int) -> bool:
    """Tell whether the line above a first row says a unit in brackets for each column: one row is a table then."""
    near = next((line.text for line in reversed(lines[max(0, first - 2) : first]) if line.text.strip()), "")
    return width > 1 and len(_IN_UNIT.findall(near)) == width


def _split_lead(label: Piece) -> list[Piece | None]:
    """Return the running number of a label and the label."""
    number = re.match(r"\d{1,3}[\s\u3000.、]+(?=\S)", label.text)
    if not number:
        return [None, label]
    bare = number[0].rstrip(" \u3000\t")
    behind = label.start + number.end()
    return [Piece(bare, label.start, label.start + len(bare)), Piece(label.text[number.end() :], behind, label.end)]


# ---- heads


def _read_heads(lines: list[Line], first: int, width: int, united: bool) -> list[Row] | None:
    """Return the heads above a first row, one for each column; None if that is not sure, [] below a caption."""
    above = [line for line in lines[max(0, first - 8) : first] if line.text.strip()]
    above = [line for line in above if HAN.search(line.text) or _YEARS.search(line.text)][-_MOST_HEADS:]
    if not above:
        return None
    near = above[-1]
    if width == 1 and _UNIT_LINE.search(near.text):
        return []
    if ends_sentence(near.text):
        return None
    columns = width + united + bool(_ORDINAL.match(near.text))
    units = _split(near, None)
    below = len(units) == columns and len(above) > 1 and all(_UNIT_ALONE.fullmatch(unit.text) for unit in units)
    if below and (heads := _read_heads(lines, lines.index(near, max(0, first - 8)), width, united)):
        return [*heads, [None, *units]]  # 学校数 招生数, and below that (所) (人)
    for words in (_split(near, _GAP), _split(near, None), _join_single(near, _split(near, None))):
        row = _match_heads(near, words, columns)
        if row is not None and united == any(piece and _UNIT_HEAD.fullmatch(piece.text) for piece in row[1:]):
            top = _match_top(above[:-1], row, columns)
            return [*top, row]
    if len(units) == columns and not united and (top := _match_top(above[:-1], [None, *units], columns)):
        return [*top, [None, *units]]
    return None


def _split(line: Line, gap: re.Pattern[str] | None) -> list[Piece]:
    """Return the words of a line between gaps, or between any spaces."""
    if gap is None:
        return [Piece(m[0], line.start + m.start(), line.start + m.end(), m.start()) for m in _WORD.finditer(line.text)]
    found, at = [], 0
    for part in [*gap.finditer(line.text), None]:
        end = part.start() if part else len(line.text)
        bare = line.text[at:end].strip()
        if bare:
            start = line.start + at + line.text[at:end].index(bare)
            found.append(Piece(bare, start, start + len(bare), start - line.start))
        at = part.end() if part else end
    return found


def _join_single(line: Line, words: list[Piece]) -> list[Piece]:
    """Join characters that stand apart: 全　市, 县　区."""
    joined: list[Piece] = []
    for word in words:
        last = joined[-1] if joined else None
        if last is not None and len(word.text) == 1 and len(last.text) == 1 and HAN.match(word.text + last.text):
            text = line.text[last.start - line.start : word.end - line.start]
            joined[-1] = Piece(text, last.start, word.end, last.indent)
        else:
            joined.append(word)
    return joined


def _match_heads(line: Line, words: list[Piece], columns: int) -> Row | None:
    """Return words as the heads of all columns, None if they are not as many."""
    kinds = [tell_kind(word.text) for word in words]
    if any(kind in ("missing", "number") or _FIGURE.search(word.text) for kind, word in zip(kinds, words, strict=True)):
        return None
    if len(words) == columns + 1 and (is_head_label(words[0].text) or _ORDINAL.fullmatch(words[0].text) or columns > 1):
        return words
    if len(words) == columns and _UNIT_HEAD.fullmatch(words[0].text):
        return [None, *words]
    if len(words) == columns and columns > 1 and not is_head_label(words[0].text) and line.text[:1].isspace():
        return [None, *words]
    if len(words) == columns and columns > 1 and set(kinds) == {"year"}:
        return [None, *words]
    years = kinds[-columns:]
    if len(words) > columns and all(kind == "year" for kind in years):
        label = words[: len(words) - columns]
        start, end = label[0].start, label[-1].end
        text = line.text[start - line.start : end - line.start]
        if is_head_label(text) or not HAN.search(text):
            return [Piece(text, start, end, label[0].indent), *words[-columns:]]
    return None


def _match_top(above: list[Line], row: Row, columns: int) -> list[Row]:
    """Return the heads above heads that repeat (学校数 在校生 学校数 在校生), one over each group."""
    words = [piece.text if piece is not None else "" for piece in row[1:]]
    starts = [i for i, word in enumerate(words) if word == words[0]]
    if not above or ends_sentence(above[-1].text) or len(starts) < 2 or len(starts) == len(words):
        return []
    top = _split(above[-1], None)
    top = top[1:] if len(top) == len(starts) + 1 else top
    if len(top) != len(starts):
        return []
    spread: Row = [None] * (columns + 1)
    for piece, start, end in zip(top, starts, [*starts[1:], len(words)], strict=True):
        spread[1 + start] = piece._replace(columns=end - start)
    return [spread]


# ---- rows with fewer values than columns


def _measure(text: str) -> int:
    """Return how many columns of a screen some words take: a Han character takes two."""
    return sum(1 + (unicodedata.east_asian_width(char) in "WF") for char in text)


def _find_edges(line: Line, piece: Piece) -> tuple[int, int]:
    left = _measure(line.text[: piece.start - line.start])
    return left, left + _measure(piece.text)


def _measure_columns(lines: list[Line], rows: list[_DataRow]) -> list[tuple[int, int]]:
    """Return between which columns of a screen the values of full rows stand, [] if these overlap."""
    edges = [[_find_edges(lines[row.number], piece) for piece in row.values] for row in rows]
    spans = [(min(a for a, _ in column), max(b for _, b in column)) for column in zip(*edges, strict=True)]
    return spans if all(a[1] < b[0] for a, b in pairwise(spans)) else []


def _place(line: Line, row: _DataRow, spans: list[tuple[int, int]]) -> list[Piece | None] | None:
    """Return the values of a row below the columns in which they stand, None if that is not sure."""
    placed: list[Piece | None] = [None] * len(spans)
    for piece in row.values:
        left, right = _find_edges(line, piece)
        met = [i for i, (a, b) in enumerate(spans) if left < b and a < right]
        if len(met) != 1 or placed[met[0]] is not None:
            return None
        placed[met[0]] = piece
    return placed
