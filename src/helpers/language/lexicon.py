"""The lexicon: each word once, with what it does in a clause (tags) and what it narrows (facet and value).

Where a short word is a part of a longer one of the lexicon (有 in 有关, 均 in 生均), the longer word is meant. So an
exception to a rule is a word with other tags, or with the tag `word` alone, and no pattern needs to know of it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import cache, partial
from typing import NamedTuple

from helpers.language.opening import compile_opening
from helpers.storage import read_resource


class Token(NamedTuple):
    """A word of the lexicon in a text: offsets (end exclusive), the word and its tags."""

    start: int
    end: int
    word: str
    tags: frozenset[str]


@cache
def get_words(tag: str) -> tuple[str, ...]:
    """Return the words of a tag, the longest first; raise KeyError if no word has it."""
    return _words_by_tag()[tag]


@cache
def get_tags() -> dict[str, frozenset[str]]:
    """Return each word of the lexicon with its tags, without those that are words of subjects alone (`concept`)."""
    tags = {row["word"]: frozenset(row["tags"].split()) for row in read_resource("lexicon.csv")}
    return {word: own for word, own in tags.items() if "concept" not in own}


@cache
def get_facets() -> dict[str, dict[str, str]]:
    """Return the words that narrow what a number is a number of, each with its facets and their values.

    >>> get_facets()["民办园"]
    {'level': 'preschool', 'population': 'school', 'sector': 'private'}
    """
    rows = (row for row in read_resource("lexicon.csv") if row["facet"])
    return {row["word"]: dict(zip(row["facet"].split(), row["value"].split(), strict=True)) for row in rows}


def find_words(text: str) -> Iterator[Token]:
    """Yield the words of the lexicon in a text from left to right, at each place the longest.

    >>> [token.word for token in find_words("有关学校均有生均经费")]
    ['有关', '学校', '均', '有', '生均', '经费']
    """
    tags, lengths = get_tags(), _lengths()
    start = 0
    while start < len(text):
        for length in lengths.get(text[start], ()):
            if (word := text[start : start + length]) in tags:
                yield Token(start, start + length, word, tags[word])
                start += length
                break
        else:
            start += 1


class WordPattern:
    """A regular expression with places for words, compiled when it is first used; it has the methods of `re.Pattern`.

    A place is {tag}, or several tags and words between braces: {adverb|每年}. There any of these words fits, the
    longest first, but none as a part of a longer word of the lexicon. KeyError is raised for a tag or word that the
    lexicon has not.

    >>> WordPattern("{有}").sub("-", "有12所有关学校,具有资质,设有分校")
    '-12所有关学校,具有资质,设有分校'
    """

    def __init__(self, template: str):
        """Take the expression with its places."""
        self.template = template
        self._compiled: re.Pattern[str] | None = None
        for name in _METHODS:
            setattr(self, name, partial(self._call, name))

    @property
    def pattern(self) -> str:
        """The expression with the words in its places."""
        return _express(self.template)

    def _call(self, name: str, *arguments, **named):
        """Compile the expression at the first call of a method: all of them are its own from there on.

        Who has taken a method before, as a decorator does, comes here each time.
        """
        if self._compiled is None:
            self._compiled = _compile(self.template)
            for each in _METHODS:
                setattr(self, each, getattr(self._compiled, each))
        return getattr(self._compiled, name)(*arguments, **named)


def get_own(method: Callable) -> Callable:
    """Return a method of a `WordPattern` that was taken before its first use as that of the expression itself.

    Any other function is returned as it is.

    >>> get_own(WordPattern("{有}").match)("有12所"), get_own(len)
    (<re.Match object; span=(0, 1), match='有'>, <built-in function len>)
    """
    pattern = method.func.__self__ if isinstance(method, partial) else None
    return getattr(_compile(pattern.template), method.args[0]) if isinstance(pattern, WordPattern) else method


_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "split", "sub")


_PLACE = re.compile(r"\{([a-z\u4e00-\u9fff][^{}]*)\}")


@cache
def _compile(template: str) -> re.Pattern[str]:
    return compile_opening(_express(template))


@cache
def _express(template: str) -> str:
    return _PLACE.sub(lambda place: _join(frozenset(_list_words(place[1])), place.start() > 0), template)


def _list_words(place: str) -> Iterator[str]:
    for name in place.split("|"):
        if name.isascii():
            yield from get_words(name)
        elif name in get_tags():
            yield name
        else:
            raise KeyError(f"{name!r} is no word of resources/lexicon.csv")


@cache
def _join(words: frozenset[str], inside: bool) -> str:
    """Return a pattern of words, the longest first, none of them as a part of a longer word of the lexicon.

    Most characters open none of them: one look at the first says so, which `re` takes itself where the words stand at
    the beginning of the whole pattern, but not inside it.
    """
    tree: dict = {}
    for word in sorted(words):
        branch = tree
        for character in word:
            branch = branch.setdefault(re.escape(character), {})
        branch[""] = _stand_alone(word)
    opens = f"(?=[{''.join(tree)}])" if inside and len(tree) > _FEW else ""
    return f"(?:{opens}{_write(tree)})"


_FEW = 6


def _write(tree: dict) -> str:
    """Write a tree of characters as a pattern that tries the longer words first."""
    ends = tree.get("")
    branches = [character + _write(branch) for character, branch in tree.items() if character]
    if ends is not None:
        branches.append(ends)
    return branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"


def _stand_alone(word: str) -> str:
    """Return what a pattern must ask behind a word so that it is no part of a longer word."""
    longer = _longer_words().get(word, ())
    behind = [after for before, after in longer if not before]
    ahead = [before for before, after in longer if not after]
    around = [(before, after) for before, after in longer if before and after]
    tests = [f"(?!{'|'.join(behind)})"] if behind else []
    tests += [f"(?<!{before}{re.escape(word)})" for before in ahead]
    tests += [f"(?!(?<={before}{re.escape(word)}){after})" for before, after in around]
    return "".join(tests)


@cache
def _words_by_tag() -> dict[str, tuple[str, ...]]:
    found = defaultdict(list)
    for word in sorted(get_tags(), key=lambda word: (-len(word), word)):
        for tag in get_tags()[word]:
            found[tag].append(word)
    return {tag: tuple(words) for tag, words in found.items()}


@cache
def _lengths() -> dict[str, tuple[int, ...]]:
    """Return for each first character the lengths of its words, the longest first."""
    found = defaultdict(set)
    for word in get_tags():
        found[word[0]].add(len(word))
    return {first: tuple(sorted(lengths, reverse=True)) for first, lengths in found.items()}


@cache
def _longer_words() -> dict[str, list[tuple[str, str]]]:
    """Return for each word what stands before and behind it in the longer words that hold it."""
    found = defaultdict(list)
    for whole in sorted(get_tags()):
        for start in range(len(whole)):
            for end in range(start + 1, len(whole) + 1):
                if (word := whole[start:end]) in get_tags() and word != whole:
                    found[word].append((re.escape(whole[:start]), re.escape(whole[end:])))
    return found
