"""The CSV files of the package's resources, checked when they are read by what resources/schemas.csv says of them."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable
from difflib import get_close_matches
from functools import cache, lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import NamedTuple

from helpers.storage.messages import InputError

SCHEMAS = "schemas.csv"
_MANY = 12  # of more allowed words only those that look like the wrong one are named


class Line(NamedTuple):
    """A line of a file: its number from 1, and its cells."""

    number: int
    cells: list[str]


@cache
def read_resource(name: str) -> tuple[dict[str, str], ...]:
    """Read a CSV of the package's resources as a tuple of rows, once; raise InputError that names its first mistake.

    >>> read_resource("tables.csv")[0]["table"]
    'articles'
    """
    return check_resource(name, *_split(name))


@cache
def map_resource(name: str, key: str, value: str) -> dict[str, str]:
    """Return one column of a CSV of the package's resources by another; of rows with one key the last counts.

    >>> map_resource("units.csv", "unit", "class")["所"]
    'institution'
    """
    return {row[key]: row[value] for row in read_resource(name)}


def read_own(path: str | Path, like: str) -> tuple[dict[str, str], ...]:
    """Read an analyst's own lines for a resource, a CSV with the same columns; no file means none.

    Raises InputError that names the first mistake, as for the resource itself.
    """
    path = Path(path)
    if not path.is_file():
        return ()
    return check_resource(like, *_parse(path, path.name), path.name)


def check_all() -> None:
    """Read every resource; raise InputError for the first mistake, so that a run need not come upon it midway."""
    for name in dict.fromkeys(column["file"] for column in read_resource(SCHEMAS)):
        read_resource(name)


@lru_cache(maxsize=4)  # no longer than others may refer to them: the rows are kept by read_resource
def _split(name: str) -> tuple[list[str], list[Line]]:
    """Return the names of a file's columns and its lines, unchecked but for the encoding."""
    return _parse(files("helpers") / "resources" / name, f"resources/{name}")


def _parse(path: Traversable, shown: str) -> tuple[list[str], list[Line]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise InputError(f"{shown} is not UTF-8: save it again as CSV UTF-8") from None
    reader = csv.reader(io.StringIO(text))
    head = next(reader, [])
    return head, [Line(reader.line_num, cells) for cells in reader if cells]


@cache
def _get_schema(name: str) -> tuple[dict[str, str], ...]:
    head, lines = _split(SCHEMAS)
    schema = (dict(zip(head, line.cells, strict=False)) for line in lines)
    return tuple(column for column in schema if column["file"] == name)


def check_resource(name: str, head: list[str], lines: list[Line], shown: str = "") -> tuple[dict[str, str], ...]:
    """Return the rows of a file; raise InputError with file, line, what is wrong and what would be right.

    shown is how the file is called in messages, where it is not the resource itself.
    """
    shown = shown or f"resources/{name}"
    schema = _get_schema(name)
    expected = [column["column"] for column in schema]
    if not schema:
        raise InputError(f"resources/{SCHEMAS} says nothing of {name}: add a line for each of its columns")
    if head != expected:
        raise InputError(f"{shown}: the first line must be {','.join(expected)}")
    for line in lines:
        if len(line.cells) != len(head):
            raise InputError(
                f"{shown}, line {line.number}: {len(line.cells)} cells, not {len(head)} "
                f"({','.join(head)}); put cells with commas in quotation marks"
            )
    for position, column in enumerate(schema):
        if problem := _find_problem(column, [line.cells[position] for line in lines]):
            line = lines[problem[0]].number
            raise InputError(f"{shown}, line {line}, column {column['column']}: {problem[1]}")
    if key := [i for i, column in enumerate(schema) if column["key"]]:
        _check_key(shown, key, lines)
    return tuple(dict(zip(head, line.cells, strict=True)) for line in lines)


def _check_key(shown: str, key: list[int], lines: list[Line]) -> None:
    first: dict[tuple[str, ...], int] = {}
    for line in lines:
        values = tuple(line.cells[i] for i in key)
        if (known := first.setdefault(values, line.number)) != line.number:
            said = ", ".join(filter(None, values))
            raise InputError(f"{shown}, line {line.number}: {said!r} stands in line {known} already")


def _find_problem(column: dict[str, str], values: list[str]) -> tuple[int, str] | None:
    """Return the index of the first wrong cell of a column, and what is wrong and what would be right; else None."""
    different = set(values)
    empty = [value for value in different if not value.strip()] if column["required"] else []
    wrong = dict.fromkeys(empty, f"is empty; write here: {column['meaning']}")
    if judge := _make_judge(column):
        several = column["type"] in ("words", "patterns")
        for value in different - {""}:
            for word in value.split() if several else [value]:
                if what := judge(word):
                    wrong[value] = what
    return next(((i, wrong[value]) for i, value in enumerate(values) if value in wrong), None) if wrong else None


def _make_judge(column: dict[str, str]) -> Callable[[str], str] | None:
    """Return what says of one word of a column what is wrong with it, "" if nothing is; None if any word is right."""
    if not (column["allowed"] or column["refers_to"]):
        return _TYPES.get(column["type"])
    allowed = column["allowed"].split() + _list_words(column["refers_to"])
    known = set(allowed)
    return lambda word: "" if word in known else _name_right(word, allowed, column["refers_to"])


def _list_words(reference: str) -> list[str]:
    """Return the words that stand in the column of another file (or of the same one): file:column."""
    if not reference:
        return []
    name, _, column = reference.partition(":")
    head, lines = _split(name)
    if column not in head:
        raise InputError(f"resources/{name}: the first line has no {column}")
    position = head.index(column)
    return list(dict.fromkeys(line.cells[position] for line in lines if len(line.cells) == len(head)))


def _name_right(word: str, allowed: Iterable[str], reference: str) -> str:
    """Say that a word is none of those allowed, and which might be meant."""
    allowed = [name for name in allowed if name]
    shown = allowed if len(allowed) <= _MANY else get_close_matches(word, allowed)
    where = f"is in no line of {reference.replace(':', ', column ')}" if reference else "is no word for this column"
    return f"{word!r} {where}" + (f"; write {' or '.join(shown)}" if shown else "")


_SPECIAL = re.compile(r"[\\\[\](){}*+?|^$]")


def _judge_pattern(word: str) -> str:
    if _SPECIAL.search(word):
        try:
            re.compile(word)
        except re.error as error:
            return f"{word!r} is no regular expression: {error}"
    return ""


_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2]))?")
_TYPES = {
    "number": lambda word: "" if word.isascii() and word.isdigit() else f"{word!r} is no whole number",
    "date": lambda word: "" if _DATE.fullmatch(word) else f"{word!r} is no date; write 2024 or 2024-03",
    "pattern": _judge_pattern,
    "patterns": _judge_pattern,
}
