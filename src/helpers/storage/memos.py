"""Answers that functions give again and again, for words that come in many texts."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from itertools import count
from typing import TypeVar

Function = TypeVar("Function", bound=Callable)

_MOST = 16384  # answers of a function


def remember(function: Function) -> Function:
    """Keep each answer of a function, until `forget_many` finds that there are very many.

    An `lru_cache` would keep in order, too, which was used last: that takes as long as many of these functions.
    """
    kept = cache(function)
    KEPT.append(kept)
    return kept


KEPT: list = []


class Kept(dict):
    """Answers of a function, which are looked up as fast as in a dictionary, and are all forgotten at a number of them.

    >>> kept = Kept(str.upper, 2)
    >>> [kept[word] for word in ("a", "b", "c")], list(kept)
    (['A', 'B', 'C'], ['c'])
    """

    __slots__ = ("_function", "_most")

    def __init__(self, function: Callable, most: int):
        """Take a function of one value."""
        super().__init__()
        self._function, self._most = function, most

    def __missing__(self, value):
        """Ask the function."""
        if len(self) >= self._most:
            self.clear()
        answer = self[value] = self._function(value)
        return answer


_CALLS, _TEXTS = count(), 16


def forget_many() -> None:
    """Forget the answers of functions that have given very many; to be called for each text, it looks now and then.

    >>> double = remember(lambda number: 2 * number)
    >>> answers = [double(number) for number in range(_MOST + 1)]
    >>> for _ in range(_TEXTS):
    ...     forget_many()
    >>> double.cache_info().currsize
    0
    """
    if next(_CALLS) % _TEXTS:
        return
    for kept in KEPT:
        if kept.cache_info().currsize > _MOST:
            kept.cache_clear()
