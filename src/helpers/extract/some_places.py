"""Some of a place's counties counted together, or the rest of them: 永胜、宁蒗两县共22285人,其余县(区)20247人.

And where those are that a number counts: 随迁子女9846人,6120人在淇滨区就读.
"""

from __future__ import annotations

import re

from helpers.extract.clauses import Item, Sentence
from helpers.language import Mention, Needs

SOME_OF_THEM = "some_of_them"
_COUNTIES = r"(?:[县市区旗](?:\([县市区旗]\)|[县区市旗]{1,2})?)"
_SOME = re.compile(
    rf"(?:(?:[\u4e00-\u9fff]{{2,4}}[、和及与])+[\u4e00-\u9fff]{{2,4}})?[两二三四五]{_COUNTIES}"
    rf"|(?:其余|其他|其它|剩余)的?(?:[两二三四五六七八九十]个?|各)?{_COUNTIES}"
)


_THE_REST = re.compile(
    rf"(?:其余|其他|其它|剩余)的?(?:[两二三四五六七八九十]|\d{{1,2}})个{_COUNTIES}(?:[一总]?共|合计|总计)?(?:有|为)?$"
)
_KINDS = frozenset("县市区旗)")  # the last characters of counties
_OTHERS = Needs(_THE_REST, seldom=True)
_SHARE = re.compile("[,;]?(?:合计|共)?占[^,。;\\d]*$")


def name_of_some(sentence: Sentence, i: int) -> list[str]:
    """Return the subjects of a number of some counties, which are those of the last in its unit; [] if it is none.

    >>> from helpers.extract import observe
    >>> rows = observe("初中在校生4253人,永胜、宁蒗两县共2228人,其余三个县(区)共2025人。", "丽江市", "2024-04-01")
    >>> [(row["subject"], row["place"]) for row in rows if row["unit"] == "人"][1:]
    [('初中在校生', ''), ('初中在校生', '')]
    """
    item, text = sentence.items[i], sentence.text
    some = item.noun[-1:] in _KINDS and _SOME.fullmatch(item.noun)
    if not some and not (sentence.holds[_OTHERS] and _THE_REST.search(text, sentence.start, item.quantity.start)):
        return []
    alike = (x for x in reversed(sentence.items[:i]) if x.quantity.unit == item.quantity.unit)
    return next((list(x.subjects) for x in alike if x.subjects), [])


def is_of_some(sentence: Sentence, item: Item) -> bool:
    """Tell whether a number is that of some counties, or the share of all that it is: 两县共2228人,占52.4%."""
    if item.rule == SOME_OF_THEM:
        return not item.noun.startswith(("其", "剩"))  # the rest is of the whole place
    at = sentence.items.index(item)
    share = at and item.quantity.unit == "%" and sentence.items[at - 1].rule == SOME_OF_THEM
    return bool(share) and bool(_SHARE.fullmatch(sentence.text, item.left[0], item.quantity.start))


def find_there(item: Item, mentions: list[Mention], text: str) -> Mention | None:
    """Return the one place in which those are that a number counts, None if it does not say so.

    >>> from helpers.extract import observe
    >>> text = "随迁子女9846人,6120人在淇滨区就读;新建学校5所,2所在浚县、淇县。"
    >>> [row["place"] for row in observe(text, "鹤壁市", "2024-04-01")]
    ['鹤壁市', '淇滨区', '鹤壁市', '鹤壁市']
    """
    at = (
        _IN.match(text, item.quantity.end)
        if mentions and text[item.quantity.end : item.quantity.end + 1] in _BEFORE_IN
        else None
    )
    return next((m for m in mentions if m.start == at.end() and _THERE.match(text, m.end)), None) if at else None


def is_left(sentence: Sentence, mention: Mention, item: Item) -> bool:
    """Tell whether a semicolon parts a number from a place in which only those were that were counted before."""
    close = sentence.text.find(";", mention.end, item.left[0] + 1)
    return close >= 0 and any(find_there(x, [mention], sentence.text) for x in sentence.items)


_BEFORE_IN = frozenset("在位设落地坐分集均都的学教")
_IN = re.compile("的?(?:学[校生]|教师)?[均都]?(?:位于|地处|坐?落[在于]|设[在于]|分布[在于]|集中[在于]|在)")
_THERE = re.compile("(?:境内)?(?:就读|上学|读书|入学|任教|办学|[,。;)])")
