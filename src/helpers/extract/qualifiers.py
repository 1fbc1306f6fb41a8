"""A noun that only says which of the things named before: 公办62所 of 幼儿园150所, 省级42门, 语文58名 of 招聘教师."""

from __future__ import annotations

import re

from helpers.extract.clauses import Item, Sentence
from helpers.extract.nouns import strip_lead
from helpers.extract.parts import complete_part
from helpers.extract.ways import for_nouns
from helpers.extract.words import ACTS
from helpers.language import WordPattern

_WHO_RUNS = WordPattern("{sector}性?")
_RANK = WordPattern("{rank_of_office}")
_NARROWS = WordPattern("(?:{qualifier|sector}性?)(?:职称|学历|学位)?")
_PRIZE = WordPattern("{一等奖|二等奖|三等奖|特等奖|金奖|银奖|铜奖}")
_TAUGHT = WordPattern("{taught}(?:[、和与及]{taught})*")
_OTHERS = re.compile("其[他它余](?:学科|科目)?")
_ANY = WordPattern("|".join([*(x.template for x in (_WHO_RUNS, _RANK, _NARROWS, _PRIZE, _TAUGHT)), _OTHERS.pattern]))
_AMONG = re.compile(r"(?<![^,。;:])(?P<whole>[^,。;:\d]{2,16}?)(?<![初高国])中[,]?$")
_TEACHERS = re.compile("教师$")


@for_nouns(lambda noun: _ANY.fullmatch(noun))
def complete_qualifier(sentence: Sentence, i: int, noun: str) -> str:
    """Complete who runs a school, a rank or a school subject that stands alone by what it divides; "" if it is none."""
    item, last = sentence.items[i], sentence.items[i - 1] if i else None
    if item.inside or item.quantity.unit_class == "percent":
        return ""
    if item.quantity.unit_class == "person" and (taught := _name_teachers(sentence, i, noun)):
        return taught
    among = _AMONG.search(sentence.text, sentence.start, item.left[0]) if _NARROWS.fullmatch(noun) else None
    if among:
        return noun + strip_lead(among["whole"])  # 普通高中计划中,公办3210人
    if not last or last.inside or not last.subjects or last.quantity.unit != item.quantity.unit:
        return ""
    kind = next((kind for kind in (_WHO_RUNS, _RANK, _PRIZE) if kind.fullmatch(noun)), None)
    if not kind:
        return ""
    beside = sentence.text[last.quantity.end : item.quantity.start].strip() in {f"{mark}{noun}" for mark in "、,"}
    if kind is _PRIZE and sentence.text[last.quantity.end] != "、":
        return ""
    return _swap(last, kind, noun, item) if beside else ""


def _swap(last: Item, kind: WordPattern, noun: str, item: Item) -> str:
    """Put a qualifier in the place of that of the number before, or before the whole: 国家级一流课程3门、省级42门."""
    source = last.subjects[0]
    if old := kind.search(source):
        return source[: old.start()] + noun + source[old.end() :] if old[0] != source else ""
    if kind is _PRIZE or item.quantity.unit_class == "money" or not _is_smaller(item, last):
        return ""
    return complete_part(noun, source, item.quantity)


def _is_smaller(item: Item, whole: Item) -> bool:
    """Tell whether a number can be of a part of another: 幼儿园150所,公办62所."""
    values = item.quantity.value, whole.quantity.value
    return None not in values and values[0] <= values[1]


def _name_teachers(sentence: Sentence, i: int, noun: str) -> str:
    """Name the teachers of a school subject that stands alone: 招聘教师268名。按学科分,语文58名; "" if it is none."""
    beside = i and _TAUGHT.fullmatch(sentence.items[i - 1].noun) and _OTHERS.fullmatch(noun)
    if not (beside or _TAUGHT.fullmatch(noun)):
        return ""
    said = [x.subjects[0] for x in (*sentence.said, *sentence.items[:i]) if x.subjects]
    if beside and (among := sentence.items[i - 1].subjects[0]).endswith("教师"):
        return among.replace(sentence.items[i - 1].noun, noun.removesuffix("学科").removesuffix("科目") + "学科", 1)
    if not any(map(_TEACHERS.search, said)):
        return ""
    act = next((match[0] for x in said if _TEACHERS.search(x) and (match := ACTS.match(x))), "")
    return act + noun + "教师"
