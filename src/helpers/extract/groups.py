"""Groups of pupils and kinds of teachers: what stands beside one is of all of them, not of that group.

寄宿生620人,女生510人: of all pupils 510 are girls, not of the boarders.
"""

from __future__ import annotations

import re
from functools import cache

from helpers.extract.clauses import Item, Sentence
from helpers.extract.ways import for_nouns
from helpers.extract.words import names_schools
from helpers.language import get_facets, join_words
from helpers.storage import remember

_TAUGHT = frozenset({"pupil", "teacher", "full_time_teacher", "staff"})
_HAVE = ("学历", "职称")


@cache
def _group_words() -> re.Pattern[str]:
    """Return the pattern of words for groups of pupils and kinds of teachers."""
    words = set()
    for word, facets in get_facets().items():
        narrows = {"group", "attribute"} & facets.keys()
        persons = facets.get("population") in _TAUGHT or set(facets) == {"group"} or word.endswith(_HAVE)
        if narrows and persons:
            words.add(word)
    return re.compile(join_words(words))


@remember
def names_group(noun: str) -> bool:
    """Tell whether a noun names a group of pupils or a kind of teachers.

    >>> [names_group(noun) for noun in ("小学寄宿生", "女专任教师", "研究生学历教师", "小学在校生", "专任教师")]
    [True, True, True, False, False]
    """
    return bool(_group_words().search(noun))


def find_divided(sentence: Sentence, i: int, source: str) -> str:
    """Return whose sex a number tells where source was told of last: not that of a group which stands beside it.

    >>> from helpers.extract import observe
    >>> text = "初中在校生2100人,寄宿生620人,女生510人。原住民学生62人,男生32人,女生30人。"
    >>> [row["subject"] for row in observe(text)][2:]
    ['初中在校女生', '原住民学生', '原住民男生', '原住民女生']
    """
    last = sentence.items[i - 1] if i else sentence.before
    if last and last.subjects[:1] == [source] and _is_more(sentence.items[i], last):
        return ""
    if not names_group(source) or _tells_both(sentence, i):
        return source
    alike = (x for x in reversed((*sentence.said, *sentence.items[:i])) if x.subjects and not x.move)
    persons = (x for x in alike if x.quantity.unit_class == "person" and not names_group(x.subjects[0]))
    counted = last is not None and last.quantity.unit_class == "person"  # 在编教师620人,女教师占58%: of these
    return next((x.subjects[0] for x in persons), source if counted else "")


def _is_more(item: Item, last: Item) -> bool:
    """Tell whether a number is more than the one before it, so that it is no part: 特教教师115人。女教师26980人."""
    one, other = item.quantity.value, None if last.move else last.quantity.value
    return one is not None and other is not None and one > other


def _tells_both(sentence: Sentence, i: int) -> bool:
    """Tell whether the number before or behind is of the other sex."""
    sex = sentence.items[i].noun[:1]
    beside = [*sentence.items[max(i - 1, 0) : i], *sentence.items[i + 1 : i + 2]]
    return any(sentence.text.find(other, *x.left) >= 0 for x in beside for other in _SEXES - {sex})


_SEXES = frozenset("男女")


@for_nouns(names_schools, "person")
def name_entered(sentence: Sentence, i: int, noun: str) -> str:
    """Say of schools in a list that graduates go on to them as to those before; "" if they do not.

    >>> from helpers.extract import observe
    >>> text = "初中毕业生900人,升入普通高中510人、中等职业学校320人。"
    >>> [row["subject"] for row in observe(text)][1:]
    ['升入普通高中', '升入中等职业学校']
    """
    last = sentence.items[i - 1] if i else None
    act = _ENTERED.match(last.subjects[0]) if last and last.subjects else None
    beside = act and sentence.text[last.quantity.end : sentence.items[i].quantity.start] in (f"、{noun}", f",{noun}")
    return act[0] + noun if beside and names_schools(last.subjects[0][act.end() :]) else ""


_ENTERED = re.compile("升入|升读|升学(?=.*[校中职专])|考入|考取|进入|转入|入读")


@for_nouns(re.compile("(?:招收|招录)(?:新生|学生)?").fullmatch, "person")
def name_admitted(sentence: Sentence, i: int, noun: str) -> str:
    """Say of persons directly behind schools that these admit them: 民办小学5所,计划招收1350人; "" if of no schools.

    >>> from helpers.extract import observe
    >>> text = "公办小学42所,计划招收9860人;民办小学5所,计划招收1350人。"
    >>> [row["subject"] for row in observe(text)][1::2]
    ['公办小学招收', '民办小学招收']
    """
    last = sentence.items[i - 1] if i else None
    if not last or not last.subjects or last.quantity.unit != "所" or not names_schools(last.subjects[0]):
        return ""
    between = sentence.text[last.quantity.end : sentence.items[i].quantity.start]
    return last.subjects[0] + noun if _ADMIT.fullmatch(between) else ""


_ADMIT = re.compile("[,、]?(?:共|今年|秋季|计划|拟|预计|实际)*(?:招收|招录)(?:新生|学生)?(?:共|计)?")
