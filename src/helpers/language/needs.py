"""What every match of a pattern holds, so that a text without it need not be searched.

The words are read from the parsed patterns: no guard is written by hand, and none can be forgotten where a pattern gets
another alternative.
"""

from __future__ import annotations

import re
from functools import cached_property
from math import prod
from re import _constants as codes
from re import _parser as parser

from helpers.language.approximators import join_words
from helpers.language.lexicon import WordPattern

_REPEATS = frozenset({codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT})
_MOST_MEMBERS = 40  # of a class: more are no help
# how often characters stand in a text, as an order only
_DIGIT, _COMMON_ONE, _OTHER = 0.3, 0.1, 0.003
_COMMON = frozenset("的年生人学校教育所在一有了中和万亿省市县区镇,。、%")


class Needs:
    """Words of which every match of some patterns holds one, found when they are first asked for.

    >>> Needs(re.compile("(?:已|将)?新建(?:小学|幼儿园)"), re.compile("[^,]{0,4}(?:标准|要求)为")).pattern.pattern
    '新建|标准|要求'
    """

    def __init__(self, *patterns: re.Pattern[str] | WordPattern, before: int = 0, seldom: bool = False):
        """Take the patterns; before is how many characters before a sentence they may match in, too.

        seldom tells that few sentences have one of the words: `SELDOM` asks for those of all such patterns at once.
        """
        self._patterns, self.before, self.seldom = patterns, before, seldom
        if seldom:
            SELDOM.add(self)

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The pattern of the words; ValueError is raised where nothing is known of one of the patterns."""
        found = [_read(list(parser.parse(pattern.pattern))) for pattern in self._patterns]
        if not all(found):
            raise ValueError(f"a match of {self._patterns[found.index(set())].pattern!r} can hold anything")
        words = set().union(*found)
        return re.compile(join_words(word for word in words if not any(other in word for other in words - {word})))


class _Several(Needs):
    """The words of several needs; none says that a text has those of none of them."""

    def __init__(self):
        """Begin with no needs."""
        super().__init__()
        self.none: dict[Needs, bool] = {}

    def add(self, needs: Needs) -> None:
        """Take further needs."""
        self.none[needs] = False
        self._patterns += needs._patterns
        vars(self).pop("pattern", None)


SELDOM = _Several()


def _read(nodes: list) -> set[str]:
    """Return the rarest words of which every match of a sequence holds one; none where nothing is known."""
    choices, run = [], ""
    for code, value in [*nodes, (codes.AT, None)]:
        if code is codes.LITERAL:
            run += chr(value)
            continue
        choices += [{run}, _read_node(code, value)]
        run = ""
    return min((words for words in choices if words and "" not in words), key=_cost, default=set())


def _read_node(code: object, value) -> set[str]:
    if code is codes.IN:
        return _list_members(value)
    if code is codes.BRANCH:
        branches = [_read(list(branch)) for branch in value[1]]
        return set().union(*branches) if all(branches) else set()
    if code is codes.SUBPATTERN:
        return _read(list(value[-1]))
    if code is codes.ATOMIC_GROUP:
        return _read(list(value))
    return _read(list(value[2])) if code in _REPEATS and value[0] else set()


def _list_members(members: list) -> set[str]:
    """Return the characters of a class; none of one that has many, or all but some."""
    ends = [(value, value) if code is codes.LITERAL else value for code, value in members]
    if not {code for code, _ in members} <= {codes.LITERAL, codes.RANGE}:
        return set()
    found = {chr(i) for first, last in ends for i in range(first, min(last, first + _MOST_MEMBERS) + 1)}
    return found if len(found) <= _MOST_MEMBERS else set()


def _cost(words: set[str]) -> float:
    """Say how often a text has one of some words, as an order only."""
    return sum(prod(map(_weigh, word)) for word in words)


def _weigh(character: str) -> float:
    return _DIGIT if character.isdigit() else _COMMON_ONE if character in _COMMON else _OTHER
