"""Answers that functions give again and again, for words that come in many texts."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
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


def forget_many() -> None:
    """Forget the answers of functions that have given very many; to be called once for each text.

    >>> double = remember(lambda number: 2 * number)
    >>> answers = [double(number) for number in range(_MOST + 1)]
    >>> forget_many()
    >>> double.cache_info().currsize
    0
    """
    for kept in KEPT:
        if kept.cache_info().currsize > _MOST:
            kept.cache_clear()
