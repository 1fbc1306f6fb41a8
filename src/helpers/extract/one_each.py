"""The places of numbers behind 分别: as many are listed before, in the sentence or in the one that it goes on with."""

from __future__ import annotations

import re
from collections.abc import Callable

from helpers.extract.clauses import BESIDE, Sentence, Told, list_numbers
from helpers.language import Mention, Needs


def find_one_each(sentence: Sentence, mentions: list, find: Callable[[str, int], list]) -> dict[int, Mention]:
    """Return the place of each number behind 分别 where as many places are listed: 平山县、赞皇县分别有38%和42%.

    find returns the mentions of some words from their start on, for the sentence before 三地分别….

    >>> from helpers.extract import observe
    >>> text = "盐湖区、永济市规模较大。两地分别有小学12所、9所。"
    >>> [row["place"] for row in observe(text, "运城市", "2024-06-01")]
    ['盐湖区', '永济市']
    """
    named: dict[int, Mention] = {}
    listed, end = [], 0  # the places of the list before, and where their numbers end
    for each in _EACH.finditer(sentence.text, sentence.start, sentence.end) if sentence.holds[_IN_TURN] else ():
        numbers = list_numbers(sentence, each.end())
        places = _list_side_by_side([m for m in mentions if m.end <= each.start()], sentence.text)
        if not places and len(numbers) > 1 and _THOSE.search(sentence.text, sentence.start, each.start()):
            places = _list_before(sentence, find)
        same = len({tuple(item.subjects) for item in numbers}) == 1
        begun = end if places and places == listed else places[-1].end if places else 0  # …,资金分别为9亿元、8亿元
        if same and 1 < len(numbers) == len(places) and not _is_counted(sentence, begun, each.start()):
            named |= {id(item): place for item, place in zip(numbers, places, strict=True)}
            listed, end = places, numbers[-1].quantity.end
    return named or _pair_off(sentence, mentions)


def _pair_off(sentence: Sentence, mentions: list) -> dict[int, Mention]:
    """Return the places of as many numbers side by side, without 分别: 盐湖区、永济市也有12所、9所."""
    if len(mentions) < _FEWEST or not any(sentence.text[m.end] in "、和及与" for m in mentions[:-1]):
        return {}
    last = next(m for m in reversed(mentions[:-1]) if sentence.text[m.end] in "、和及与")
    places = _list_side_by_side([m for m in mentions if m.start <= last.end + 1], sentence.text)
    numbers = list_numbers(sentence, places[-1].end)
    same = len({tuple(item.subjects) for item in numbers}) == 1
    if not same or not 1 < len(numbers) == len(places):
        return {}
    parted = _COUNTED.search(sentence.text, places[-1].end, numbers[0].quantity.start)
    parted = parted or _THAN.search(sentence.text, sentence.start, places[0].start)
    return {} if parted else {id(item): place for item, place in zip(numbers, places, strict=True)}


def follow_each(sentence: Sentence, named: dict[int, Told]) -> dict[int, Told]:
    """Return the places of numbers behind 分别 that go on with as many before: 甲区8所、乙县12所,学生依次为62人、93人.

    >>> from helpers.extract import observe
    >>> text = "初中方面,盐湖区8所、永济市12所,在校生依次为0.9万人、0.7万人。"
    >>> [row["place"] for row in observe(text, "运城市", "2024-06-01")]
    ['盐湖区', '永济市', '盐湖区', '永济市']
    """
    found: dict[int, Told] = {}
    for each in _EACH.finditer(sentence.text, sentence.start, sentence.end) if sentence.holds[_IN_TURN] else ():
        numbers = list_numbers(sentence, each.end())
        before = [x for x in sentence.items if x.quantity.end <= each.start() and not x.inside][-len(numbers) :]
        told = [named.get(id(x)) for x in before]
        if len(numbers) < _FEWEST or len(before) != len(numbers) or not all(told):
            continue
        alone = len({place.value for place in told}) == len(told) and not any(id(x) in named for x in numbers)
        whose = numbers[0].subjects and before[0].subjects and numbers[0].subjects[0].startswith(before[0].subjects[0])
        if alone and whose and len({(*x.subjects,) for x in (*numbers,)}) == 1:
            found |= {id(x): place for x, place in zip(numbers, told, strict=True)}
    return found


_FEWEST = 2  # places
_THAN = re.compile("(?:[高低优]于|超过|落后于?|[比较])$")  # 分别高于全国、全省3.4个和0.6个百分点
_EACH = re.compile("分别|依次")
_IN_TURN = Needs(_EACH, seldom=True)
_COUNTED = re.compile(r"(?<!\d)(?!(?:19|20)\d\d年)\d|[;。]")  # 甲县和乙县,2024年毕业生分别为…
_THOSE = re.compile(
    r"(?:^|(?<=[,;。\s]))(?:[这上述]*)(?:[两二三四五六七八九十]|\d{1,2})个?(?:地|[县区市旗州](?:[(][^()]*[)])?)[^,;。]{0,4}$"
)


def _is_counted(sentence: Sentence, begun: int, start: int) -> bool:
    """Tell whether a number or the end of a clause parts a list of places in the sentence from 分别."""
    return begun > sentence.start and bool(_COUNTED.search(sentence.text, begun, start))


def _list_before(sentence: Sentence, find: Callable[[str, int], list]) -> list:
    """Return the places listed in the sentence before one, in its line."""
    close = max(0, sentence.start - 1)
    begun = 1 + max(sentence.text.rfind(mark, 0, close) for mark in "。\n")
    return _list_side_by_side(find(sentence.text[begun:close], begun), sentence.text)


def _list_side_by_side(mentions: list, text: str) -> list:
    """Return the last mentions of a list that nothing but commas and 和 part."""
    found: list = []
    for mention in reversed(mentions):
        if found and not BESIDE.fullmatch(text, mention.end, found[0].start):
            break
        found.insert(0, mention)
    return found
