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
