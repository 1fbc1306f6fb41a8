"""Why files were left out, in the language of the reader."""

from __future__ import annotations

import re
from functools import cache

from helpers.storage import read_resource

_BLANK = re.compile(r"\{\w+\}")


def say_refusal(reason: str, language: str) -> str:
    """Return in a language, zh or en, why a file was left out; a reason that resources/refusals.csv lacks stays.

    >>> say_refusal("the workbook has more than 9 cells: save the tables that you need as a file of their own", "zh")
    '工作簿的单元格超过9个：请将需要的表格另存为单独的文件'
    """
    if language == "en":
        return reason
    if (whole := _translate(reason)) is not None:
        return whole
    return "；".join(_translate(part) or part for part in reason.split("; "))


def _translate(reason: str) -> str | None:
    for pattern, words in _read_patterns():
        if match := pattern.fullmatch(reason):
            return words.format(**{name: _translate(said) or said for name, said in match.groupdict().items()})
    return None


@cache
def _read_patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Return the reasons as patterns, those without blanks first, for a blank takes any words."""
    rows = sorted(read_resource("refusals.csv"), key=lambda row: len(_BLANK.findall(row["en"])))
    return tuple((re.compile(_make_pattern(row["en"])), row["zh"]) for row in rows)


def _make_pattern(words: str) -> str:
    names = [blank[1:-1] for blank in _BLANK.findall(words)]
    pieces = [re.escape(piece) for piece in _BLANK.split(words)]
    return "".join([pieces[0], *(f"(?P<{name}>.+){piece}" for name, piece in zip(names, pieces[1:], strict=True))])
