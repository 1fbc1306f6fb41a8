"""Numbers and words that stand over each other in short lines, as on posters: which of them is the upper one."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

_UNIT = "(?:[万亿]?(?:平方米|人次|个百分点|[所个名人元家台册套间项位园校班亩])|[%‰]|[万亿])"
_NUMBER = re.compile(rf"[约近逾超]?过?\d[\d.,]*[余多]?[ \t]*(?:{_UNIT}[余多]?)?(?:以上|左右)?")
_UNIT_ALONE = re.compile(_UNIT)
_SHORT = re.compile(r"[\u4e00-\u9fffA-Za-z\d.,、%‰“”()+~\- \t]{1,24}")
_DIGIT = re.compile(r"\d")
_FEWEST, _FEW = 4, 8  # lines
_WIDEST = 48  # characters, with blanks around them


def stands_over_words(text: str, at: int) -> bool:
    r"""Tell whether the line at an offset is a number whose words stand below it, as those of the numbers above it do.

    So it is where a number opens and words close the lines that stand together.

    >>> text = "36所\n初中\n1.2万人\n在校生"
    >>> stands_over_words(text, text.index("1.2")), stands_over_words("36所\n初中\n在校生\n1.2万人", 11)
    (True, False)
    """
    return at in _find_over_words(text)


def name_first(text: str, at: int) -> str:
    r"""Return the words of the first of the numbers that stand over their words with that at an offset, "" if none do.

    >>> text = "1.2万名\n住校生\n63%\n来自农村"
    >>> name_first(text, text.index("63"))
    '住校生'
    """
    return _find_over_words(text).get(at, "")


@lru_cache(maxsize=2)
def _find_over_words(text: str) -> dict[int, str]:
    """Return where numbers stand over their words, but the first of lines that stand together, and that one's words."""
    found, tower, at = {}, [], 0
    for line in (*text.split("\n"), ""):
        words = line.strip() if len(line) <= _WIDEST else ""
        if not _SHORT.fullmatch(words):
            found |= _read_tower(tower)
            tower = []
        elif not (
            tower and _UNIT_ALONE.fullmatch(words)
        ):  # a unit with a line to itself belongs to the number above it
            tower.append((at, words, bool(_NUMBER.fullmatch(words))))
        at += len(line) + 1
    return found


def _read_tower(tower: list[tuple[int, str, bool]]) -> dict[int, str]:
    """Return of lines with their offsets, which are numbers or words, what numbers stand over words."""
    if len(tower) < _FEWEST or not tower[0][2] or _DIGIT.search(tower[-1][1]):
        return {}
    by_turns = all(one[2] != other[2] for one, other in pairwise(tower))
    if not by_turns and len(tower) > _FEW:
        return {}
    return {at: tower[1][1] for at, _, counts in tower[1:] if counts}
