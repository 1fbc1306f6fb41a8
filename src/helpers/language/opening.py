"""What a pattern's matches can open with, so that a search need not try its alternatives at every character.

`re` skips to where a match can begin only where a pattern begins with one character or class. Most patterns of words
begin with alternatives or with what may be left out: for these the first characters are read from the parsed pattern
and asked for by a lookahead.
"""

from __future__ import annotations

import re
from re import _constants as codes
from re import _parser as parser

_CLASSES = {codes.CATEGORY_DIGIT: r"\d", codes.CATEGORY_SPACE: r"\s", codes.CATEGORY_WORD: r"\w"}
_EMPTY_WIDTH = frozenset({codes.AT, codes.ASSERT, codes.ASSERT_NOT})
_REPEATS = frozenset({codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT})
_HAN = ("\u4e00", "\u9fff")  # a range of most of these is no help
_WIDEST = 500  # characters


class _UnknownError(Exception):
    """A match can begin with anything, or be empty."""


def compile_opening(pattern: str) -> re.Pattern[str]:
    """Compile a pattern of which a search looks only where a match can begin.

    >>> compile_opening("(?<!不)(?:高|低于?)|约").search("远不高也不低,低于一半")
    <re.Match object; span=(7, 9), match='低于'>
    """
    return re.compile(add_opening(pattern))


def add_opening(pattern: str) -> str:
    r"""Return a pattern that first asks for the first character of its matches, where that is known and a help.

    >>> add_opening("(?:不|远)*(?:高|低)于"), add_opening("[高低]于"), add_opening("(?:[^,]|高)*")
    ('(?=[不低远高])(?:(?:不|远)*(?:高|低)于)', '[高低]于', '(?:[^,]|高)*')
    """
    parsed = parser.parse(pattern)
    if _skips(list(parsed)):
        return pattern
    try:
        first, empty = _read(list(parsed))
    except _UnknownError:
        return pattern
    return pattern if empty else f"(?=[{''.join(sorted(first))}])(?:{pattern})"


def _skips(nodes: list) -> bool:
    """Tell whether it is known where a match can begin: at one character, a class, or alternatives of them."""
    code, value = nodes[0] if nodes else (codes.AT, None)
    if code is codes.ASSERT and value[0] > 0:
        return _skips(list(value[1]))
    if code is codes.SUBPATTERN:
        return _skips(list(value[-1]))
    if code is codes.BRANCH:
        return all(branch and branch[0][0] is codes.LITERAL for branch in value[1])
    return code in (codes.LITERAL, codes.IN)


def _read(nodes: list) -> tuple[set[str], bool]:
    """Return the members of the class of first characters, and whether the nodes can match nothing."""
    first: set[str] = set()
    for code, value in nodes:
        if code in _EMPTY_WIDTH:
            continue
        found, empty = _read_node(code, value)
        first |= found
        if not empty:
            return first, False
    return first, True


def _read_node(code: object, value) -> tuple[set[str], bool]:
    if code is codes.LITERAL:
        return {re.escape(chr(value))}, False
    if code is codes.IN:
        return {member for item in value for member in _name_member(*item)}, False
    if code is codes.BRANCH:
        branches = [_read(list(branch)) for branch in value[1]]
        return set().union(*(found for found, _ in branches)), any(empty for _, empty in branches)
    if code is codes.SUBPATTERN and not value[1]:  # no flags of its own
        return _read(list(value[-1]))
    if code is codes.ATOMIC_GROUP:
        return _read(list(value))
    if code in _REPEATS:
        found, empty = _read(list(value[2]))
        return found, empty or not value[0]
    raise _UnknownError


def _name_member(code: object, value) -> set[str]:
    """Return a member of a class as it is written in one."""
    if code is codes.LITERAL:
        return {re.escape(chr(value))}
    apart = code is codes.RANGE and (chr(value[1]) < _HAN[0] or chr(value[0]) > _HAN[1])
    if code is codes.RANGE and (apart or value[1] - value[0] < _WIDEST):
        return {f"{re.escape(chr(value[0]))}-{re.escape(chr(value[1]))}"}
    if code is codes.CATEGORY and value in _CLASSES:
        return {_CLASSES[value]}
    raise _UnknownError
