"""Things in groups of one key: rows of a text, verdicts on an indicator, cells of a line."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from typing import TypeVar

Item = TypeVar("Item")
Key = TypeVar("Key", bound=Hashable)


def group_by(items: Iterable[Item], key: Callable[[Item], Key]) -> dict[Key, list[Item]]:
    """Return things by their key, the keys in the order in which they come, however the things are mixed.

    >>> group_by(["小学", "初中", "小学生"], len)
    {2: ['小学', '初中'], 3: ['小学生']}
    """
    groups: dict[Key, list[Item]] = {}
    for item in items:
        groups.setdefault(key(item), []).append(item)
    return groups
