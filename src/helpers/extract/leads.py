"""What a lead-in announces: the measure of the lines below it, the names of their figures."""

from __future__ import annotations

import re

from helpers.extract.nouns import strip_lead
from helpers.extract.words import MEASURE
from helpers.language import WordPattern

_LEAD_END = re.compile(
    r"(?:(?:增长|增减|变化|变动)?的?(?:具体|有关|主要|基本)?(?:情况|数据)?(?:分别)?(?:如下|是这样的?|[是为]|有多少[?？]?)?|其中):?。?$"
)


def read_measure(words: str) -> str:
    """Return the measure that a heading or a lead-in names for levels of education that stand alone below it.

    >>> read_measure("全县小学、初中、高中生均校舍面积情况为"), read_measure("主要措施如下")
    ('生均校舍面积', '')
    >>> read_measure("2024年秋,各区县小学在校生如下"), read_measure("各县要做好以下工作")
    ('小学在校生', '')
    >>> read_measure("部分县(市、区)在园幼儿")
    '在园幼儿'
    """
    words = _cut_lead_end(words.rstrip(":").split(",")[-1])
    if each := _OF_EACH.match(words):
        return each["noun"]
    words = _LEVEL_LIST.sub("", strip_lead(words).removeprefix("全国"))
    return words if MEASURE.search(words) else ""


def _cut_lead_end(words: str) -> str:
    """Return a lead-in without the words at its end that only lead in: …情况如下."""
    return _LEAD_END.sub("", words) if words[-1:] in _ENDS_LEAD else words


_ENDS_LEAD = "长减化动的体关要本况据别下样是为中少:。?？"  # each of its words


# what is counted of each place below: 各区县小学在校生如下:
_OF_EACH = WordPattern(
    r"(?:[全我][省市县区旗州盟])?(?:各|部分)(?:地|省|市|县|区|旗|州|盟|乡|镇|街道|片区|[、和各()])+的?"
    r"(?P<noun>(?=[^,。:]*(?:学|教|生|园|师|校))[^,。:要将应须已均把对做抓]{2,14})$"
)


def list_names(words: str) -> tuple[str, ...]:
    """Return the names of the figures that a lead-in announces in full, () if it lists none.

    >>> list_names("建成公办幼儿园、新增学位及公办园在园幼儿占比情况如下")
    ('建成公办幼儿园', '新增学位', '公办园在园幼儿占比')
    """
    names = _AND.split(strip_lead(_cut_lead_end(words.split(",")[-1])))
    return tuple(names) if len(names) > 1 and all(len(name) > 2 for name in names) else ()


_AND = re.compile("、|及(?!格|其)|以及|和")
_LEVEL_LIST = WordPattern("^{level}(?:(?:、|和|与|及){level})+")
