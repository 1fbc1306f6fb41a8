"""Who teaches or learns at schools of a level that alone is said: 教师2799人,在高中任教的326人; 读小学的1.2万人."""

from __future__ import annotations

import re
from collections.abc import Iterator

from helpers.extract.clauses import Item, Sentence
from helpers.extract.parts import complete_part
from helpers.extract.ways import for_nouns
from helpers.language import WordPattern

_MAY = re.compile("(?:其中|另有|还有|他们当中|他们中)?(?:就?读于?|上|念|在)")
_AT = WordPattern(
    r"(?:其中|另有|还有|他们当中|他们中)?(?:(?P<learns>就?读于?|[上念])|在)"
    r"(?P<where>(?:{area})?(?:普惠性?)?(?:{sector}(?:性)?)?(?:{level}|[公民]办园|特校)(?:学校|教育|阶段)?|{area})(?:里|内)?"
    r"(?P<how>(?P<teaches>任教|从教|执教|教书|任职|工作)|就读|上学|读书|就学|学习|在读)?的?"
)
_TEACHERS = re.compile("(?:教师|教职工|职工|老师|人员)(?:总?人?数)?$")
_LEARNERS = re.compile("(?:学生|在校生|就读生|寄宿生|幼儿|儿童|学童|学员|子女|少年|孩子)(?:总?人?数)?$")
_IN_ALL = re.compile("^各级各类(?:学校|教育)?|(?<=[生师工儿女])(?:总?人?数|总数)$")


@for_nouns(lambda noun: _MAY.match(noun) and _AT.fullmatch(noun), "person")
def name_at_school(sentence: Sentence, i: int, noun: str) -> str:
    """Name those who teach or learn at schools of a level by what those are who were counted before.

    >>> from helpers.extract import observe
    >>> text = "随迁子女6100人,读小学的4300人。专任教师2799人,在高中任教的326人,在职校的91人。"
    >>> [row["subject"] for row in observe(text)]
    ['随迁子女', '小学随迁子女', '专任教师', '高中专任教师', '职校专任教师']
    """
    at, item = _AT.fullmatch(noun) if _MAY.match(noun) else None, sentence.items[i]
    if not at or _tells_of_graduates(sentence, i):
        return ""
    whole = _find_whole(sentence, i, _LEARNERS if at["learns"] else _TEACHERS if at["teaches"] else None)
    if not whole:
        return f"{at['where']}学生" if at["learns"] else ""
    item.part_of = whole
    return complete_part(at["where"], _IN_ALL.sub("", whole.subjects[0]), item.quantity)


def _find_whole(sentence: Sentence, i: int, kind: re.Pattern[str] | None) -> Item | None:
    """Return those counted before who are more than an item: of a kind, else whoever they are; None if nobody is."""
    value = sentence.items[i].quantity.value or 0
    for x in _list_before(sentence, i):
        persons = x.quantity.unit_class == "person" and x.subjects and not x.move
        if persons and (x.quantity.value or 0) > value and _is_of(x.subjects[0], kind):
            return x.part_of if x.part_of and _is_at_school(x, sentence.text) else x
    return None


def _tells_of_graduates(sentence: Sentence, i: int) -> bool:
    """Tell whether a sentence says where those go who leave a school: 初中毕业生620人,其中读普高410人."""
    return any("毕业生" in subject for x in sentence.items[:i] for subject in x.subjects)


def _list_before(sentence: Sentence, i: int) -> Iterator[Item]:
    yield from reversed((*sentence.said, *sentence.items[:i]))


def _is_of(subject: str, kind: re.Pattern[str] | None) -> bool:
    return bool(kind.search(subject) if kind else _TEACHERS.search(subject) or _LEARNERS.search(subject))


def _is_at_school(item: Item, text: str) -> bool:
    """Tell whether an item is one of those at schools of a level, whose whole is that of the next one."""
    return any(_MAY.match(words) and _AT.fullmatch(words) for words in (item.noun, text[slice(*item.right)].strip()))
