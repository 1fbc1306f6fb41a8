"""What is left of things counted before: 其余5个, 剩下220万元是社会捐助."""

from __future__ import annotations

import re

from helpers.extract.acts import drop_acts, ends_undone
from helpers.extract.behind import TRAIT
from helpers.extract.clauses import Item, Sentence
from helpers.extract.parts import complete_part
from helpers.extract.words import SCHOOL_UNITS

_TOLD_OF_REST = re.compile("通过|将|均|都|预计|计划|正在|仍|尚|全部|分布|位于|已")  # 其余3所分布在南部各县


def name_rest(sentence: Sentence, item: Item, previous: Item, noun: str) -> str:
    """Return what is left of things counted before: 项目18个,建成13个,其余5个…; "" if they have no name.

    noun stands behind the number.
    """
    if called := _CALLED.match(sentence.text, item.quantity.end):
        return called["kind"]
    if named := _name_rest_by_copula(sentence, item, previous) or _name_rest_by_trait(sentence, item, previous):
        return named
    if noun and not _TOLD_OF_REST.match(noun):
        return ""
    if whole := _find_whole(sentence, item, previous):
        return item.noun + whole.subjects[0]
    if item.quantity.unit_class == "person":
        return previous.subjects[0] if previous.subjects and not previous.noun else ""  # 甲县1210人次,其余661人次
    if item.quantity.unit != previous.quantity.unit or not previous.subjects:
        return ""
    bare = _DONE_TO.sub("", previous.subjects[0])
    things = bare if bare != previous.subjects[0] else drop_acts(bare)
    return item.noun + things if things and not ends_undone(things) else ""


_DONE_TO = re.compile("(?:已|全部|通过|完成|竣工|验收|投用|启用|交付)+的(?=.{2})")  # 7所通过验收,余下2所
_CALLED = re.compile(  # 其余148所为非普惠民办园
    "(?:均|都|则|全部)*[为是](?P<kind>[^,。;的\\d]{2,12}(?:园|学校|小学|中学|初中|高中|教学点|学院|大学|项目))(?=[,。;、])"
)


def _name_rest_by_copula(sentence: Sentence, item: Item, previous: Item) -> str:
    """Return what the rest is said to be: 财政资金400万元,其余220万元是社会捐助; 特岗教师40人,其余22人为公费师范生."""
    told = _REST_IS.match(sentence.text, item.quantity.end, sentence.end)
    if not told or item.quantity.unit_class not in ("money", "person"):
        return ""
    if item.quantity.unit_class == "money":
        return told["what"] if previous.quantity.unit_class == "money" else ""
    whole = _find_whole(sentence, item, previous) or previous.part_of
    if not whole or not whole.subjects:
        return ""
    item.part_of = whole
    return complete_part(told["what"], whole.subjects[0], item.quantity)


def _name_rest_by_trait(sentence: Sentence, item: Item, previous: Item) -> str:
    """Return what the rest fails to meet: 全部达标的学校38所,其余9所各有个别指标未达标; "" if nothing is told of it."""
    told = _REST_HAS.match(sentence.text, item.quantity.end, sentence.end)
    things = previous.subjects[0].rpartition("的")[2] if previous.subjects else ""
    alike = item.quantity.unit == previous.quantity.unit and item.quantity.unit in SCHOOL_UNITS
    return f"{told['trait']}的{drop_acts(things)}" if told and things and alike else ""


_REST_HAS = re.compile(rf"[各都均则也还仍尚]*有?(?P<trait>[^,。;的\d]{{0,10}}?{TRAIT})(?=[,。;])")
_REST_IS = re.compile("(?:则|都|均|全部?)?(?:是|为(?!了|期))(?P<what>[\u4e00-\u9fff]{2,14})(?=[,。;])")


def _find_whole(sentence: Sentence, item: Item, previous: Item) -> Item | None:
    """Return what the number before and the rest add up to: 招聘教师180名。已到岗152名,剩余28名将于年底前补齐."""
    values = item.quantity.value, previous.quantity.value
    if item.quantity.unit_class != "person" or previous.quantity.unit_class != "person" or None in values:
        return None
    said = (x for x in reversed((*sentence.said, *sentence.items)) if x.subjects and x.quantity.unit_class == "person")
    return next((x for x in said if x.quantity.value == sum(values)), None)
