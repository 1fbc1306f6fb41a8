"""Reading texts: as they are, as Markdown, and as comma-separated values."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator

from helpers.sources.formats import FileText
from helpers.sources.limits import MOST_COLUMNS, check_cells
from helpers.sources.sheets import split_tables
from helpers.storage import InputError
from helpers.text import Cell, clean_cell, decode, join_blocks

Block = str | list[Cell]


def read_plain(data: bytes) -> FileText:
    """Read a text as it is."""
    return FileText(*decode(data))


# ---- Markdown

_RULE = re.compile(r"\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*")
_BAR = re.compile(r"(?<!\\)\|")
_FENCE = re.compile(r"\s*(?:```|~~~)")
_MARKS = (
    (re.compile(r"^\s{0,3}#{1,6}\s+(.*?)\s*#*\s*$"), r"\1"),
    (re.compile(r"^\s{0,3}(?:>\s?)+"), ""),
    (re.compile(r"!\[([^\]]*)\]\([^)]*\)"), r"\1"),
    (re.compile(r"\[([^\]]+)\]\([^)]*\)"), r"\1"),
    (re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1"), r"\2"),
    (re.compile(r"(?<![*\\])\*(?=[^\s*])([^*]*[\u3400-\u9fff][^*]*)(?<=\S)\*(?!\*)"), r"\1"),
    (re.compile(r"`([^`]+)`"), r"\1"),
    (re.compile(r"<br\s*/?>", re.IGNORECASE), " "),
    (re.compile(r"\\([\\`*_{}\[\]()#+\-.!|~>])"), r"\1"),
)


def read_markdown(data: bytes) -> FileText:
    """Read a text in Markdown without its marks; its pipe tables are tables."""
    text, encoding = decode(data)
    written, grids = join_blocks(_list_markdown(text.splitlines()))
    return FileText(written, encoding, reader="markdown 1", grids=grids)


def _list_markdown(lines: list[str]) -> Iterator[Block]:
    number, fenced = 0, False
    while number < len(lines):
        line = lines[number]
        if _FENCE.match(line):
            fenced = not fenced
        elif not fenced and number + 1 < len(lines) and "|" in line and _starts_table(line, lines[number + 1]):
            rows = [_split_row(line)]
            number += 2
            while number < len(lines) and "|" in lines[number]:
                rows.append(_split_row(lines[number]))
                number += 1
            yield _make_table(rows)
            continue
        else:
            yield line if fenced else _strip_marks(line)
        number += 1


def _starts_table(head: str, rule: str) -> bool:
    """Tell whether two lines are the head of a pipe table and the rule below it.

    >>> _starts_table("| 学段 | 学校 |", "|---|:-:|"), _starts_table("a | b", "---")
    (True, False)
    """
    return bool(_RULE.fullmatch(rule)) and "|" in rule and len(_split_row(head)) == len(_split_row(rule))


def _split_row(line: str) -> list[str]:
    bare = line.strip()
    bare = bare[1:] if bare.startswith("|") else bare
    bare = bare[:-1] if bare.endswith("|") and not bare.endswith("\\|") else bare
    return [_strip_marks(cell) for cell in _BAR.split(bare)]


def _strip_marks(text: str) -> str:
    """Return a line without the marks of Markdown.

    >>> _strip_marks("## 共有**138**所[小学](a.html)")
    '共有138所小学'
    """
    for pattern, kept in _MARKS:
        text = pattern.sub(kept, text)
    return text


def _make_table(rows: list[list[str]]) -> list[Cell]:
    if max(map(len, rows)) > MOST_COLUMNS:
        raise InputError(f"a table has more than {MOST_COLUMNS:,} columns: save the part that you need alone")
    cleaned = ((i, j, *clean_cell(cell)) for i, row in enumerate(rows, 1) for j, cell in enumerate(row, 1))
    return [Cell(i, j, 1, 1, text, indent=indent) for i, j, text, indent in cleaned if text]


# ---- comma-separated values


def read_table(data: bytes) -> FileText:
    """Read comma- or tab-separated values: a table, or several below each other as in a sheet."""
    text, encoding = decode(data)
    check_cells(text.count("\n"), "the table")
    mark = max(",\t;，", key=text[:10_000].count)
    rows, notes = _split_values(text.replace("\0", ""), mark)
    check_cells(sum(map(len, rows)), "the table")
    written, grids = join_blocks(split_tables(_make_table(rows)) if rows else [])
    if not written.strip():
        raise InputError("the table holds no text")
    return FileText(written, encoding, reader="table 1", grids=grids, notes=notes)


def _split_values(text: str, mark: str) -> tuple[list[list[str]], tuple[str, ...]]:
    """Return the rows of separated values, and what is wrong with them.

    >>> _split_values('小学,"2,100"\\n初中,"7\\n高中,9\\n', ",")[0]
    [['小学', '2,100'], ['初中', '7'], ['高中', '9']]
    """
    if mark == "，":
        return [line.split("，") for line in text.splitlines()], ()
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True)), ()
    except csv.Error:
        pass
    try:
        if text.count('"') % 2:  # one that is not closed takes in the rows below it
            rows = [row for line in text.splitlines() for row in csv.reader([line], delimiter=mark) or [[]]]
            return rows, ("a quotation mark is not closed: each line was read by itself",)
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=mark)), ()
    except csv.Error as error:
        raise InputError(f"it cannot be read as a table ({error}): save it again as CSV") from None
