"""The branches of a division: what stands behind a part, up to the next, is of that part.

其中公办18所,在校生15000人;民办2所,在校生1800人: who names the parts once does not name them again for what they have.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import NamedTuple

from helpers.extract.clauses import Item, Sentence
from helpers.extract.nouns import strip_lead
from helpers.extract.parts import complete_part, with_level
from helpers.extract.words import INSTITUTION_END, LEVEL_WORDS, SCHOOL_UNITS
from helpers.language import Needs, WordPattern, get_facets

_FEWEST = 2  # parts of a division


class _Branch(NamedTuple):
    """A part, the place of its first item, whether no noun stands beside it, and whether the sentence tells of it."""

    part: str
    first: int
    alone: bool
    opens: bool


def follow_branches(sentence: Sentence) -> None:
    """Put the part of its branch into each subject of a sentence that lacks it.

    >>> from helpers.extract import observe
    >>> text = "全县有小学20所,其中公办18所,在校生15000人;民办2所,在校生1800人;教职工920人。"
    >>> [row["subject"] for row in observe(text)][2:]
    ['公办小学在校生', '民办小学', '民办小学在校生', '小学教职工']
    """
    if not sentence.holds[_NAMES_PART]:
        return
    openings = _list_openings(sentence)
    for division in _group(openings, sentence):
        _name_heads(sentence, division)
        for branch, following in zip(division, (*division[1:], None), strict=True):
            _name_branch(sentence, branch, following, division)
    _hand_on(sentence)


def _hand_on(sentence: Sentence) -> None:
    """Put the part that schools are before the levels that 其中 divides them into, and before what these have.

    >>> from helpers.extract import observe
    >>> rows = observe("农村学校120所,其中小学80所,在校生9100人;初中40所,在校生7200人。")
    >>> [row["subject"] for row in rows][1:]
    ['农村小学', '农村小学在校生', '农村初中', '农村初中在校生']
    """
    schools, part = None, ""
    for i, item in enumerate(sentence.items):
        begins = sentence.items[i - 1].quantity.end if i else sentence.start
        said = sentence.text[begins : item.quantity.start]
        alike = schools and "其中" in said and item.quantity.unit == schools.quantity.unit
        if _PART.search(said) or _OF_ALL.search(said):
            part = ""
        elif alike and LEVEL_WORDS.match(item.noun):
            part = _OF_PART.match(schools.subjects[0])[0] if _is_more(schools, item) else ""
        if part:
            item.subjects = [_put(part, subject) for subject in item.subjects]
        elif item.quantity.unit in SCHOOL_UNITS and item.subjects:
            schools = item if _OF_PART.match(item.subjects[0]) else None


def _list_openings(sentence: Sentence) -> list[_Branch]:
    """Return the parts that a sentence names before what it counts, or behind it (11所为公办)."""
    found, begins = [], sentence.start
    for i, item in enumerate(sentence.items):
        told = _OPENS.search(sentence.text, max(begins - 1, sentence.start), item.quantity.start)
        end = item.quantity.end
        if not told and sentence.text[end : end + 1] in _OPENS_BEHIND:
            told = _BEHIND.match(sentence.text, end)
        if told and not item.move and item.quantity.unit not in _OF_NUMBERS:
            label = told["has"] and told["noun"]  # 公办有小学3所; not 城区有11所小学
            line = not told["noun"] and sentence.text[sentence.start - 1] == "\n"
            opens = told.start() <= sentence.start and bool(label or line)
            found.append(_Branch(told["part"], i, not told["noun"], opens))
        begins = end
    return found


_PARTS = r"(?:(?:{sector}性?){1,2}|{area})"
_OPENS = WordPattern(
    rf"(?:^|(?<=[,;:(。、\n])|其中|当中)[ ]?(?P<part>{_PARTS})(?:性质)?(?:的|方面,?)?"
    r"(?P<has>(?:现|共|设|建|拥)*有|[:,])?(?P<noun>[^,;:。()、\d]{0,10})$"
)
_BEHIND = WordPattern(rf"[为是属](?:于)?(?P<part>{_PARTS})(?P<has>)(?:性质)?(?P<noun>)的?(?=[,;。、])")
_OPENS_BEHIND = frozenset("为是属")  # the first characters of
_PART = WordPattern(_PARTS)
_NAMES_PART = Needs(_PART)
_OF_PART = WordPattern(rf"{_PARTS}(?=学校)")
_OF_NUMBERS = {"%", "‰", "个百分点", "倍"}


def opens_with_part(line: str) -> bool:
    """Tell whether a line opens with a part that stands alone before its number: 城区60所,在园幼儿1445人.

    >>> opens_with_part("城区60所,在园幼儿1445人;"), opens_with_part("城区幼儿园60所")
    (True, False)
    """
    return bool(_ALONE.match(line))


_ALONE = WordPattern(rf"\s*{_PARTS}\d")


def _group(openings: list[_Branch], sentence: Sentence) -> list[list[_Branch]]:
    """Return the divisions of a sentence: parts of one kind that follow each other, each of them once."""
    divisions: list[list[_Branch]] = []
    for branch in openings:
        last = divisions[-1] if divisions else []
        known = {_kind_of(x.part) for x in last} == {_kind_of(branch.part)}
        if known and branch.part not in {x.part for x in last} and _stands_beside(sentence, last[-1], branch):
            last.append(branch)
        else:
            divisions.append([branch])
    return [x for x in divisions if len(x) >= _FEWEST or x[0].opens]


def _kind_of(part: str) -> str:
    return next(iter(get_facets().get(part, {"": ""})))


def _stands_beside(sentence: Sentence, one: _Branch, other: _Branch) -> bool:
    """Tell whether two parts are counted alike, in the same bracket or in none."""
    first, second = sentence.items[one.first], sentence.items[other.first]
    return first.inside is second.inside and first.quantity.unit == second.quantity.unit


def _name_heads(sentence: Sentence, division: list[_Branch]) -> None:
    """Name what each part counts first by what is divided."""
    among = _AMONG.search(sentence.text, sentence.start, sentence.items[division[0].first].quantity.start)
    for branch in division:
        item = sentence.items[branch.first]
        subject = item.subjects[0] if item.subjects else ""
        item.part_of = item.part_of or sentence.items[division[0].first].part_of
        if not branch.alone or (branch.part in subject and subject != branch.part):
            continue
        if among:
            named = strip_lead(among["whole"])
            item.part_of = replace(item, subjects=[named], part_of=None)  # 义务教育学校中: whose number is not told
            item.subjects = [branch.part + named]
        elif whole := _find_whole(sentence, item, division[0].first):
            item.part_of = whole
            item.subjects = [complete_part(branch.part, whole.subjects[0], item.quantity)]


_AMONG = WordPattern(rf"(?<![^,;。\n ])(?P<whole>[^,;:。\d]{{2,12}})中,{_PARTS}[^,;]*$")


def _find_whole(sentence: Sentence, item: Item, first: int) -> Item | None:
    """Return what was counted last before a division in the unit of a part, and is more than the part."""
    told = (x for x in reversed((*sentence.said, *sentence.items[:first])) if x.subjects and not x.move)
    alike = (x for x in told if x.quantity.unit == item.quantity.unit and not _PART.search(x.subjects[0]))
    schools = item.quantity.unit in SCHOOL_UNITS
    alike = (x for x in alike if not schools or INSTITUTION_END.search(x.subjects[0].partition("(")[0]))
    return next((x for x in alike if _is_more(x, item)), None)


def _is_more(whole: Item, part: Item) -> bool:
    one, other = whole.quantity.value, part.quantity.value
    return one is not None and other is not None and one > other


def _name_branch(sentence: Sentence, branch: _Branch, following: _Branch | None, division: list[_Branch]) -> None:
    """Put a part into the subjects of what stands behind it; the last has what those before it have, and no more."""
    head, included = sentence.items[branch.first], True
    end = following.first if following else len(sentence.items)
    known = None if following or len(division) < _FEWEST else _list_nouns(sentence, division)
    for item in sentence.items[branch.first : end]:
        own = item is not head and _PART.search(sentence.text, *item.left)
        if item.inside is not head.inside or own:
            continue
        if item is not head and not _is_said_of_number(item):
            included = included and not _is_of_all(sentence, item, head)
            included = included and (known is None or item.noun[-2:] in known)
        if included:
            item.part_of = item.part_of or head.part_of
            level = head.subjects[0] if branch.alone and item is not head and head.subjects else ""
            item.subjects = [_put(branch.part, with_level(subject, level)) for subject in item.subjects]
        elif _is_behind_all(sentence, item, branch, known):
            item.subjects = [_take(branch.part, subject) for subject in item.subjects]


def _is_behind_all(sentence: Sentence, item: Item, branch: _Branch, known: set[str] | None) -> bool:
    """Tell whether what is of no part stands behind all of them, and not only beside the last.

    公办21所,民办15所;教学班224个 is of all; 城区学校48所,在校生6.1万人 and 普惠性幼儿园290所,覆盖率92% are of theirs.
    """
    parted = sentence.text[item.left[0] - 1] == ";" or sentence.text[item.left[0]] == ";"
    return item.quantity.unit not in _OF_NUMBERS and (parted or (branch.alone and not known))


def _is_said_of_number(item: Item) -> bool:
    """Tell whether a number says of the one before it how it has changed, or which share it is."""
    share = item.quantity.unit in _OF_NUMBERS and (not item.noun or item.noun.startswith("占"))
    return bool(item.move) or share


def _is_of_all(sentence: Sentence, item: Item, head: Item) -> bool:
    """Tell whether a number behind a part is of more than that: 公办186所、私立7所;初中63所; 全县教职工920人."""
    level = LEVEL_WORDS.search(item.noun)
    other = bool(level) and not any(level[0] in subject for subject in head.subjects)
    return other or bool(_OF_ALL.search(sentence.text, *item.left))


_OF_ALL = re.compile("全[市县区旗省州]|合计|共计|总计")


def _list_nouns(sentence: Sentence, division: list[_Branch]) -> set[str]:
    """Return the ends of the nouns that stand behind the parts of a division before the last."""
    first, last = division[0].first, division[-1].first
    heads = {x.first for x in division}
    return {sentence.items[i].noun[-2:] for i in range(first, last) if i not in heads}


def _put(part: str, subject: str) -> str:
    """Put a part before a subject, or in the place of another one of its kind."""
    own = _PART.match(subject)
    if own and _kind_of(own[0]) == _kind_of(part):
        return subject if own[0] == part else part + subject[own.end() :]
    return subject if part in subject else part + subject


def _take(part: str, subject: str) -> str:
    """Take a part from a subject that is of all: 公办21所,民办15所;教学班224个."""
    return subject[len(part) :] if len(subject) > len(part) and subject.startswith(part) else subject
