"""Names of single schools in subjects: what is counted there is a part of the place's total."""

from __future__ import annotations

from helpers.concepts.lexemes import Lexeme

_LONGEST = 16  # characters of a name with its kind of school
_SHORTEST = 2  # characters of a name that no word explains
_KEPT = ("school_level", "programme", "sector")
_NOT_IN_NAMES = frozenset({"event", "measure", "group"})


def take_name(words: list[Lexeme], text: str) -> list[Lexeme] | None:
    """Return the words of a subject that opens with the name of a school (湖边第二小学在校生), else None.

    A name is what no word explains in front of a kind of school behind which something is counted; it leaves level,
    programme and owner, and coverage subset.
    """
    covered = {position for word in words for position in range(word.start, word.end)}
    left = [position for position in range(len(text)) if position not in covered]
    if len(left) < _SHORTEST or any(word.start < left[0] and _is_school(word) for word in words):
        return None  # a name begins with what is its own, 小学…初中… does not
    last = left[-1]
    for number, word in enumerate(words):
        if word.start > last and _is_school(word):
            before, behind = words[: number + 1], words[number + 1 :]
            while behind and _is_school(behind[0]) and behind[0].start == before[-1].end:
                before.append(behind.pop(0))
            return _name(before, behind) if _may_be_name(before, behind) else None
    return None


def _is_school(word: Lexeme) -> bool:
    facets = dict(word.facets)
    return facets.get("population") == "school" or set(facets) == {"school_level"}


def _may_be_name(before: list[Lexeme], behind: list[Lexeme]) -> bool:
    own = {facet for word in before for facet, _ in word.facets}
    counted = any(facet in ("population", "measure") for word in behind for facet, _ in word.facets)
    return counted and before[-1].end <= _LONGEST and not own & _NOT_IN_NAMES


def _name(before: list[Lexeme], behind: list[Lexeme]) -> list[Lexeme]:
    kept = tuple(item for word in before for item in word.facets if item[0] in _KEPT)
    return [Lexeme(0, before[-1].end, (*kept, ("coverage", "subset"))), *behind]
