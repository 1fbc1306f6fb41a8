"""The branches of levels: what stands behind a level, up to the next semicolon, is of that level.

小学每生每学期625元,资助320人次;初中每生每学期750元,资助210人次: the act of the second is not on those of the first.
"""

from __future__ import annotations

from collections.abc import Iterator

from helpers.extract.clauses import Item, Sentence
from helpers.extract.words import LEVEL_WORDS
from helpers.language import WordPattern

_FEWEST = 2  # levels
_HEAD = WordPattern(r"\s*(?:而|其中,?|其他)?(?P<level>{level})(?![、和与及或以]|毕业|升|教育[局厅])")


def follow_levels(sentence: Sentence) -> None:
    """Put the level that opens a part of a sentence in the place of that which its numbers have from the part before.

    >>> from helpers.extract import observe
    >>> rows = observe("学前教育每生每学期750元,资助120人次;普通高中每生每学期1000元,资助80人次,发放8万元。")
    >>> [row["subject"] for row in rows][3:]
    ['资助普通高中', '资助普通高中发放']
    """
    if sentence.text.find(";", sentence.start, sentence.end) < 0:
        return
    parts = [(part, _read_head(sentence, part)) for part in _list_parts(sentence)]
    heads = list(dict.fromkeys(head for _, head in parts if head))
    if len(heads) < len(parts) or len(parts) < _FEWEST:
        return
    for part, head in parts:
        others = [other for other in heads if other not in head and head not in other]
        for item in part[1:]:
            if not LEVEL_WORDS.search(sentence.text, *item.left):
                item.subjects = [_name_own(subject, head, others) for subject in item.subjects]


def _list_parts(sentence: Sentence) -> Iterator[list[Item]]:
    """Yield the items of each part of a sentence between semicolons."""
    part: list[Item] = []
    for item in sentence.items:
        if part and ";" in sentence.text[part[-1].quantity.end : item.quantity.start]:
            yield part
            part = []
        part.append(item)
    yield part


def _read_head(sentence: Sentence, part: list[Item]) -> str:
    """Return the level that opens a part, "" if none does."""
    head = _HEAD.match(sentence.text, *part[0].left)
    return head["level"] if head else ""


def _name_own(subject: str, head: str, others: list[str]) -> str:
    """Return a subject with the level of its part where it names that of another part, or the whole of both."""
    named = [match[0] for match in LEVEL_WORDS.finditer(subject)]
    if head in named:
        return subject
    old = next((level for level in others if named.count(level) == 1), "")
    both = len(named) == 1 and named[0].startswith("义务教育") and head in _OF_BOTH
    old = old or (named[0] if both else "")
    return subject.replace(old, head) if old else subject


_OF_BOTH = frozenset({"小学", "初中"})
