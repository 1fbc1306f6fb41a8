"""What norms and the numbers that are reached beside them measure: 标准为小学4.2人、初中5.3人,实际分别为5.6人和6.1人.

Such a number says only on which side it stands, and of which level it is; what is measured was said before it.
"""

from __future__ import annotations

import re
from itertools import takewhile

from helpers.extract.announced import find_clause_measure, find_colon_topic
from helpers.extract.clauses import Item, Sentence
from helpers.extract.labels import swap_level
from helpers.extract.ways import for_nouns
from helpers.extract.words import LEVEL_PREFIX, MEASURE, MEMBER_MARK
from helpers.language import WordPattern

_WHOSE = "(?:国家|部颁|自治区|[省市县区国部]定|[省市县区]级?|现行|最低|合格|规定的?|要求的?)*"
_NORM = f"{_WHOSE}(?:标准|要求|规定)值?"
_REACHED = "(?:实际|实有|实测|现状)(?:全[省市县区旗州盟]|各校|校均|平均)*(?:值|水平|情况|达到?|拥有|配备)?"
_SIDE = rf"(?:{_NORM}|{_REACHED})(?:相?同|一样|一致|也|又|均|都|统一)*(?:[为是])?"
_LEVELS = "{level}(?:(?:、|和|与|及){level}){0,3}"
_LABEL = WordPattern(f"(?P<first>{_LEVELS})?(?:的)?(?P<side>{_SIDE})(?P<last>{_LEVELS})?")
_NORM_AT_END = WordPattern(f"{_WHOSE}(?:标准|要求)值?$")
_IS_NORM = WordPattern(f"{_NORM}.*")
_EACH = WordPattern("每|{per_head}|{per_case}")


@for_nouns(_LABEL.fullmatch)
def name_by_side(sentence: Sentence, i: int, noun: str) -> str:
    """Return what a norm, or what is reached beside it, measures: 生均图书。小学标准25册,实际31册; "" if nobody says.

    >>> from helpers.extract import observe
    >>> text = "1.生均图书册数。小学标准25册,实际31册。\\n2.平均班额。要求小学45人,实测43人。\\n3.补助。标准为1000元。"
    >>> [row["subject"] for row in observe(text)]
    ['小学生均图书册数', '小学生均图书册数', '小学平均班额', '小学平均班额', '补助标准']
    """
    if of_each := name_norm_of_each(sentence, i):
        return of_each
    item, label = sentence.items[i], _LABEL.fullmatch(noun)
    levels = label["first"] or label["last"] or ""
    left = sentence.text[slice(*item.left)]
    measure = "" if left.endswith("占") or "分别" in left else _find_measure(sentence, i)
    if not measure:
        return ""
    each = item.quantity.unit_class != "money" or _EACH.search(measure)
    norm = "标准" * bool(not each and _IS_NORM.fullmatch(label["side"]))
    return (swap_level(measure, levels) if levels else measure) + norm


def _find_measure(sentence: Sentence, i: int) -> str:
    """Return what the last number in a unit measures, else a colon, the first clause or the heading; "" if no measure.

    Money that is paid in all has no norm: 发放补助300万元,标准1000元.
    """
    item = sentence.items[i]
    alike = (x for x in reversed(sentence.items[:i]) if x.quantity.unit == item.quantity.unit and x.subjects)
    if last := next(alike, None):
        words = "" if last.move else _NORM_AT_END.sub("", last.subjects[0])
        paid = item.quantity.unit_class == "money" and not _EACH.search(words)
        return words if MEASURE.search(words) and not paid else ""
    words = find_colon_topic(sentence, item) or find_clause_measure(sentence, 0) or sentence.measure
    return "" if _LABEL.fullmatch(words) or not MEASURE.search(words) else _NORM_AT_END.sub("", words)


def name_in_turn(before: list[Item], first: Item, size: int) -> list[list[str]]:
    """Return what is told in turn of levels whose norms were, or norms of what was reached; [] if it is not so.

    标准为小学25册、初中35册,实际分别为31册、40册. A norm of several levels has one number: 小学、初中标准同为1人.
    """
    if not _LABEL.fullmatch(first.noun):
        return []
    told = list(takewhile(lambda x: x.quantity.unit == first.quantity.unit and not x.move, reversed(before)))[::-1]
    subjects = [_NORM_AT_END.sub("", x.subjects[0]) for x in told if x.subjects]
    if len(subjects) == 1 and (list_of := LEVEL_LIST.match(subjects[0])):
        levels, rest = MEMBER_MARK.split(list_of[0]), subjects[0][list_of.end() :]
        subjects = [level + rest for level in levels]
    measured = len(set(subjects)) == size and all(LEVEL_PREFIX.match(x) and MEASURE.search(x) for x in subjects)
    return [[subject] for subject in subjects] if measured else []


def swap_by_clause(sentence: Sentence, i: int, previous: Item) -> list[str]:
    """Return what is told again of another level, which the clause before compares or gives a reason for.

    >>> from helpers.extract import observe
    >>> rows = observe("小学招生2120人;初中倒过来,招了1860人。小学生近视率36%,初中还要高一点,52%。")
    >>> [row["subject"] for row in rows]
    ['小学招生', '初中招生', '小学生近视率', '初中生近视率']
    >>> [row["subject"] for row in observe("小学生均经费9100元,增长5%;初中因在校生增加,下降0.8%。")][2:]
    ['初中生均经费']
    """
    quantity, last, text = sentence.items[i].quantity, previous.quantity, sentence.text
    begun = sentence.items[i - 1].quantity.end if i else sentence.start
    alike = sentence.items[i].move or quantity.unit == last.unit or quantity.unit_class == last.unit_class
    said = alike and text.find(",", begun, quantity.start) >= 0 and _COMPARES.search(text, begun, quantity.start)
    if not said:
        return list(previous.subjects)
    return [swap_level(subject, said["level"]) for subject in previous.subjects]


_COMPARES = WordPattern(
    r"(?<![^,;。\n ])(?P<level>{level})学?生?"
    r"(?:(?:还|也|又|则|更|倒|反|略|稍|最|要|比较|差不多|一样|多|少|高|低|好|差|过来|一?些|一点|相反|的)+"
    r"|学?校?(?:则|却)?(?:因为?|由于|受)(?!助|益|惠|训)[^,;。\d]{2,20}),(?:[^,;。\d]{0,4}|(?:同?比|较)[^,;。\d]{0,8})$"
)
LEVEL_LIST = WordPattern("{level}(?:(?:、|和|与|及){level}){1,3}")


def name_in_posts(sentence: Sentence, item: Item, previous: Item) -> str:
    """Return who fills the posts counted before: 教职工编制620名,实有590人; "" if a number is not of those.

    >>> from helpers.extract import observe
    >>> [row["subject"] for row in observe("核定小学教师编制620名,实有590人。初中教师620名,实有590人。")][1::2]
    ['实有小学教师', '初中教师']
    """
    posts = _POSTS.fullmatch(previous.subjects[0]) if item.quantity.unit_class == "person" else None
    filled = _FILLED.search(sentence.text, *item.left) if posts else None
    return filled["has"] + (posts["who"] or "教职工") if filled else ""


_POSTS = re.compile("(?:核定|核编|核给|下达)?的?(?P<who>[\u4e00-\u9fff]*?)(?:事业)?编制(?:总?数|总?额|名额)?")
_FILLED = re.compile("(?P<has>实有|在编|在岗|实际在编|实配)(?:人[数员])?$")


def name_norm_of_each(sentence: Sentence, i: int) -> str:
    """Return what several levels told side by side are measured by: 分别为9平方米和12平方米,标准均为7平方米; or "".

    >>> from helpers.extract import observe
    >>> text = "小学、初中巩固率分别为99%、98%,均高于95%的要求。"
    >>> [row["subject"] for row in observe(text)][2]
    '小学、初中巩固率'
    """
    item = sentence.items[i]
    if item.move or not _NORM_OF_EACH.fullmatch(sentence.text, item.left[0], item.quantity.start + _COMPARED):
        return ""
    levels, rest = list_levels_before(sentence.items[:i])
    return "、".join(levels) + rest if len(levels) > 1 else ""


_COMPARED = 2  # characters
_NORM_OF_EACH = re.compile(
    r"[,;]?(?:标准|要求|规定)?(?:均|都|皆)(?:(?:[高低大小优]于|超过|达到?).{0,2}|为(?:不[低少高]于)?\d.)"
)


def list_levels_before(items: list[Item]) -> tuple[list[str], str]:
    """Return the levels of which the last items tell the same, and what they tell of them."""
    levels: list[str] = []
    rest = ""
    for last in reversed(items):
        level = LEVEL_PREFIX.match(last.subjects[0]) if last.subjects else None
        alike = level and level[0] not in levels and (rest := rest or last.subjects[0][level.end() :])
        if not alike or last.subjects[0][level.end() :] != rest:
            break
        levels.insert(0, level[0])
    return levels, rest
