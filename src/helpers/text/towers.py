"""Numbers and words that stand over each other in short lines, as on posters: which of them is the upper one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain, groupby, islice

_UNIT = "(?:[万亿]?(?:平方米|人次|个百分点|[所个名人元家台册套间项位园校班亩])|[%‰]|[万亿])"
_NUMBER = re.compile(rf"[约近逾超]?过?\d[\d.,]*[余多]?[ \t]*(?:{_UNIT}[余多]?)?(?:以上|左右)?")
_UNIT_ALONE = re.compile(_UNIT)
_SHORT = re.compile(r"[\u4e00-\u9fffA-Za-z\d.,、%‰“”()+~\- \t]{1,24}")
_DIGIT = re.compile(r"\d")
_LONGEST, _FEW = 40, 8  # lines


def list_tower(text: str, at: int) -> tuple[list[str], list[str]]:
    r"""Return the short lines above the line that begins at an offset, without a gap, and it with those below.

    A unit with a line to itself belongs to the number above it.

    >>> text = "学校\n\n12所\n小学\n300\n人\n教职工\n\n家底"
    >>> list_tower(text, text.index("300"))
    (['12所', '小学'], ['300', '教职工'])
    """
    above = list(_go(text, at, -1))[::-1]
    return above, list(_go(text, at, 1))


def _go(text: str, at: int, step: int) -> Iterator[str]:
    """Yield the short lines of a text above a line or from it on, to the first that is none."""
    for _ in range(_LONGEST):
        start = at
        if step < 0:
            if at <= 0:
                return
            start = text.rfind("\n", 0, at - 1) + 1
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        line = text[start : min(end, start + 2 * _LONGEST)].strip()
        if not _SHORT.fullmatch(line):
            return
        if not _UNIT_ALONE.fullmatch(line):
            yield line
        at = start if step < 0 else end + 1
        if at > len(text):
            return


def stands_over_words(text: str, at: int) -> bool:
    r"""Tell whether the line at an offset is a number whose words stand below it, as those of the numbers above it do.

    So it is where a number opens and words close the lines that stand together.

    >>> text = "36所\n初中\n1.2万人\n在校生"
    >>> stands_over_words(text, text.index("1.2")), stands_over_words("36所\n初中\n在校生\n1.2万人", 11)
    (True, False)
    """
    above, below = list_tower(text, at)
    if not above or not _NUMBER.fullmatch(above[0]) or not _NUMBER.fullmatch(below[0]) or _DIGIT.search(below[-1]):
        return False
    runs = groupby(chain(above, below), key=lambda line: bool(_NUMBER.fullmatch(line)))
    return len(above) + len(below) <= _FEW or all(len(list(islice(run, 2))) == 1 for _, run in runs)
