"""Titles of figures: templates with conditions, the first of which all hold is taken."""

from __future__ import annotations

import operator
import re
from collections.abc import Mapping
from functools import cache

from helpers.charts.wording import say_start
from helpers.storage import InputError, read_resource

_TEST = re.compile(r"(\w+)(<=|>=|!=|<|>|=)(\w+)")
_COMPARE = {
    "=": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


@cache
def _read_titles(form: str) -> list[dict[str, str]]:
    return [row for row in read_resource("titles.csv") if row["form"] == form]


def choose_title(form: str, language: str, facts: Mapping[str, object]) -> str:
    """Return the first title of a form (resources/titles.csv) whose conditions hold, its blanks filled by facts.

    A condition compares a fact with a number or with another fact (`rising=lines lines>1`). The last title of each form
    has none: it is the plain name of what is drawn. Raises InputError for a condition that names no fact.

    >>> choose_title("trends", "en", {"panels": 0, "lines": 0, "rising": 0, "falling": 0, "level": 0})
    'No indicator is stated for two years'
    """
    for row in _read_titles(form):
        if all(_holds(test, facts) for test in row["when"].split()):
            return say_start(row[language].format(**facts))
    raise InputError(f"titles.csv: no title of the form {form!r} is without a condition: add one as its last line")


def _holds(test: str, facts: Mapping[str, object]) -> bool:
    match = _TEST.fullmatch(test)
    if not match or match[1] not in facts or not (match[3].isdigit() or match[3] in facts):
        raise InputError(f"titles.csv: the condition {test!r} is none: write fact=number or fact>fact, and known facts")
    right = int(match[3]) if match[3].isdigit() else facts[match[3]]
    return _COMPARE[match[2]](facts[match[1]], right)
