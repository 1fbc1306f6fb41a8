"""The number of another year that one is set against: 若与2014年小学生7.4万人相比,减少1.6万人."""

from __future__ import annotations

import re

COMPARED_WITH = re.compile("相[比较]|比较|比(?=[,,])")
_BEGINS = frozenset("相比")  # the first characters of
_OPENS = re.compile("(?:如果|若是?|如|倘若|假如)?[与和同跟]")
_YEAR = (
    r"(?:(?:19|20)\d\d(?:[-—~/](?:(?:19|20)\d\d|\d\d))?(?:学年度?|年度?)|(?:民国)?1[01]\d(?:学年度?|年度?)"
    r"|[上前]一?个?(?:学年度?|年度?)|去年|前年)(?:同期|年?[底末]|年?初(?![中等级]))?[的之]?"
)
_OF_YEAR = re.compile(_OPENS.pattern + _YEAR)


def is_set_against(text: str, first: int, end: int) -> bool:
    """Tell whether a number is what its clause, from first on, compares with: 与2014年的7.4万人相比."""
    compared = text[end : end + 1] in _BEGINS and COMPARED_WITH.match(text, end)
    return bool(compared and _OPENS.match(text, first))


def drop_year(words: str) -> str:
    """Return what the number of another year counts, "" where no year or nothing else is said.

    >>> [drop_year(words) for words in ("若与103学年度国小学生", "和2019年初中在校生", "与上年的", "与全省平均")]
    ['国小学生', '初中在校生', '', '']
    """
    of_year = _OF_YEAR.match(words)
    return words[of_year.end() :] if of_year else ""
