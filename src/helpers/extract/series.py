"""What numbers side by side are of by those told before them: 小学6所、初中3所,在校生分别为3100人、1800人."""

from __future__ import annotations

import re
from itertools import takewhile

from helpers.extract.clauses import Item, Sentence, list_said
from helpers.extract.labels import is_only_level
from helpers.extract.parts import with_level
from helpers.extract.reached import list_levels_before, name_in_turn
from helpers.extract.words import LEVEL_WORDS
from helpers.language import WordPattern


def name_by_before(before: list[Item], first: Item, size: int, left: str) -> list[list[str]]:
    """Return what numbers are of by those before them: of schools, in turn, or of norms; [] if not so."""
    told = _name_of_counted(before, first, size) if _IN_TURN.search(left) else []
    return told or name_in_turn(before, first, size)


_IN_TURN = re.compile("分别|依次|依序")
_OF_SEVERAL = re.compile(r"[、和与及\d年两]|[三四五六七]个?[县区市镇乡校]")


def list_before(sentence: Sentence, i: int) -> list[Item]:
    """Return the items before one; a sentence that names no list of its own goes on with the one before it."""
    if i or _OF_SEVERAL.search(sentence.text, *sentence.items[i].left):
        return sentence.items[:i]
    return list_said(sentence)  # 幼儿园12所,小学8所。专任教师依次为120人、180人


def _name_of_counted(before: list[Item], first: Item, size: int) -> list[list[str]]:
    """Return what numbers are of by the schools counted before: 小学6所、初中3所,在校生分别为…; [] if not so."""
    noun = first.noun
    if _NORM.fullmatch(noun):
        return _name_norms(before, first, size)
    last = [
        x
        for x in before[-size:]
        if x.subjects and x.quantity.unit_class == "money" and is_only_level(x.noun, x.quantity)
    ]
    if len(last) == size and _GROUP.fullmatch(noun):  # 寄宿生标准,小学1250元,初中1500元;非寄宿生分别为…
        return [[x.noun + noun + _OF_GROUP.sub("", x.subjects[0].removeprefix(x.noun), 1)] for x in last]
    if in_turn := _name_of_levels(before, first, size) or _name_in_turn(before, noun, size):
        return in_turn
    listed = [x.subjects[0] for x in before[-size:] if x.listed and x.subjects]
    if len(listed) != size or (len(before) > size and before[-size - 1].listed):
        return []
    if _OWNED.fullmatch(noun):
        return [[noun + kind] for kind in listed]
    named = [with_level(noun, kind) for kind in listed]
    return [[subject] for subject in named] if noun not in named else []


def _name_in_turn(before: list[Item], noun: str, size: int) -> list[list[str]]:
    """Return what is of the levels of the list before: 小学、初中图书分别为4万册和3万册,设备值分别为…; [] if not so."""
    listed = before[-size:]
    alike = [x for x in before[-size - 1 :] if listed and x.quantity.unit == listed[-1].quantity.unit and not x.move]
    grouped = [x.group for x in listed] == list(range(1, size + 1))
    in_turn = grouped or (alike == listed and not _TELLS_OF.match(noun))
    if not noun or not in_turn or _names_level(noun) or _LISTS.search(_DEGREE.sub("", noun)):
        return []
    levels = [_OWN_LEVEL.search(x.subjects[0]) for x in listed if x.subjects]
    named = [level[0] + noun for level in levels if level]
    return [[subject] for subject in named] if len(set(named)) == size else []


def _names_level(noun: str) -> bool:
    """Tell whether a noun names a level of its own; 本科以上学历 is one that teachers of any level have."""
    return bool(LEVEL_WORDS.search(_DEGREE.sub("", noun)))


_DEGREE = re.compile("(?:博士|硕士|研究生|本科|专科|大专)(?:研究生)?(?:及?以上)?(?:学[历位]|毕业)")
_OWN_LEVEL = WordPattern("{area}?{sector}?{level}")
_TELLS_OF = re.compile("[这那]|上述|以上|前[两三四]|完成|达|占|[比较]")  # 这三个数字, 分别完成任务的48%和56%


def _name_of_levels(before: list[Item], first: Item, size: int) -> list[list[str]]:
    """Return what is of the levels of which one thing was told before; [] if not so.

    小学图书52万册,初中图书31万册,生均分别为26册和33册; 计算机小学2万台,初中1万台,每百名学生拥有计算机分别为….
    """
    noun = first.noun
    told = [x for x in before[-size - 1 :] if len(x.subjects) == 1 and not x.move]
    found = [LEVEL_WORDS.search(x.subjects[0]) for x in told]
    things = [x.subjects[0].replace(level[0], "", 1) for x, level in zip(told, found, strict=True) if level]
    levels = {level[0] for level in found[-size:] if level}
    if not noun or len(levels) != size or len(set(things[-size:])) != 1 or _names_level(noun):
        return []
    if (
        things.count(things[-1]) != size
        or len({x.quantity.unit for x in told[-size:]}) != 1
        or _LISTS.search(_DEGREE.sub("", noun))
    ):
        return []  # three levels and two numbers; 男、女生分别为…: the list is another one
    mean = things[-1] if _MEAN_ALONE.fullmatch(noun) else ""
    aided = things[-1] if first.quantity.unit_class == "money" and _AIDED.search(things[-1]) else ""
    return [[level[0] + aided + noun + mean] for level in found[-size:] if level]


_LISTS = re.compile("[、和与及]")
_AIDED = re.compile("受助|资助|享受|困难|寄宿|住宿")  # 受助学生小学620人、初中310人,发放资金分别为…: theirs
_MEAN_ALONE = re.compile("[生校班人师]均(?:拥有|占有)?")


def _name_norms(before: list[Item], first: Item, size: int) -> list[list[str]]:
    """Return whose norms are told in turn: 师生比小学1:17、初中1:13,国家标准分别为1:19、1:13.5; [] if not so."""
    told = list(takewhile(lambda x: x.quantity.unit == first.quantity.unit and not x.move, reversed(before)))[::-1]
    if len(told) != size or len({x.subjects[0] for x in told if x.subjects}) != size:
        return []
    return [[x.subjects[0] + first.noun] for x in told]


_NORM = re.compile("(?:国家|部颁|自治区|[省市县]|规定的?)?(?:基本|规定|定)?(?:标准|要求)(?:值)?")
_OWNED = WordPattern("{sector}")
_GROUP = re.compile("[^,。;的]{0,6}(?:寄宿|走读|住校|住宿|困难|残疾)学?生")
_OF_GROUP = re.compile("^[^,。;的]{0,6}?(?:寄宿|走读|住校|住宿|困难|残疾)学?生")


def name_of_each(sentence: Sentence, i: int, noun: str) -> str:
    """Return a noun with the levels told side by side before, where it says that it is of each; "" if it does not.

    >>> from helpers.extract import observe
    >>> text = "小学、初中专任教师分别为620人、410人,学历合格率均为100%。"
    >>> [row["subject"] for row in observe(text)][2]
    '小学、初中学历合格率'
    """
    start, end = sentence.items[i].left
    of_each = sentence.text[end - 1] in _ENDS_EACH and _OF_EACH_ONE.search(sentence.text, start, end)
    if not of_each or not noun or LEVEL_WORDS.search(noun):
        return ""
    levels, _ = list_levels_before(sentence.items[:i])
    return "、".join(levels) + noun if len(levels) > 1 else ""


_ENDS_EACH = frozenset("均都皆已为是达到在\n")  # the last characters of
_OF_EACH_ONE = WordPattern("(?:{均}|都|皆)(?:已|为|是|达|到|保持在|稳定在)*$")


def go_on_per_head(sentence: Sentence, i: int, noun: str, listed: bool) -> str:
    """Put what each has before what follows in its list, or is counted in fractions; "" if neither is so.

    >>> from helpers.extract import observe
    >>> rows = observe("小学生均校舍7.8平方米、图书26册,计算机0.2台;图书52万册。")
    >>> [row["subject"] for row in rows]
    ['小学生均校舍', '小学生均图书', '小学生均计算机', '小学图书']
    """
    quantity, last = sentence.items[i].quantity, sentence.items[i - 1] if i else None
    if not last or not last.subjects or quantity.unit not in _THINGS:
        return ""
    fraction = quantity.value is not None and quantity.value % 1  # no library has 25.9 books
    each = _EACH_OF_LEVEL.match(last.subjects[0]) if listed or fraction else None
    return each[0] + noun if each and not _EACH_OF_LEVEL.match(noun) else ""


_THINGS = frozenset({"册", "本", "台", "套"})
_EACH_OF_LEVEL = WordPattern("{level}?生?{per_head}")
