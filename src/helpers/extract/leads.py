"""What a lead-in announces: the measure of the lines below it, the names of their figures."""

from __future__ import annotations

import re

from helpers.extract.clauses import Item
from helpers.extract.nouns import strip_lead
from helpers.extract.table_units import fits_noun, is_counted_in
from helpers.extract.words import MEASURE
from helpers.language import WordPattern

_LEAD_END = re.compile(
    r"(?:(?:增长|增减|变化|变动)?的?(?:具体|有关|主要|基本)?(?:情况|数据)?(?:分别)?(?:(?:公布|列表|列)?如下|列[于在]?[后下]|见下|是这样的?|[是为]|有多少[?？]?)?|其中):?。?$"
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
    if _TWO_COUNTS.search(words):
        return ""  # 学生数与班级数 is the measure of neither
    return words if MEASURE.search(words) else ""


_TWO_COUNTS = re.compile("数量?[与和及、].*数")


def _cut_lead_end(words: str) -> str:
    """Return a lead-in without the words at its end that only lead in: …情况如下."""
    return _LEAD_END.sub("", words) if words[-1:] in _ENDS_LEAD else words


_ENDS_LEAD = "长减化动的体关要本况据别下后样是为中少:。?？"  # each of its words


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
    words = words.rstrip(":")
    words = _ASIDE.sub("", words) if ")" in words else words  # …资金和受助人次列后(贷款前已说明,不重复计入)
    names = _AND.split(_EACH.sub("", strip_lead(_cut_lead_end(words.split(",")[-1]))))
    return tuple(names) if len(names) > 1 and all(len(name) > 2 for name in names) else ()


_ASIDE = re.compile(r"\([^()]*\)$")
_EACH = re.compile("^各(?:地|学?校|[市县区旗州盟乡镇]+|街道)的?")


def spell_out(items: list[Item], names: tuple[str, ...], text: str, start: int) -> None:
    """Give the figures announced before their full names: 建成 is that of 建成公办幼儿园, 资金 of 学生资助资金.

    A figure without a name is the one that alone is counted in its unit, or that stands at its place in the list:
    各县资助资金和受助学生人次如下: | 甲县:资金620万元,7200人次。
    """
    for group in _list_groups(items, text, start) if names else []:
        found = _name_group(group, names)
        for (item, _), name in zip(group, found, strict=True):
            old = list(item.subjects)
            item.subjects = [name] if name else [_find_full(subject, names) for subject in old]
            if name:
                item.rule = "announced"
                _go_on(items, item, old)


def _list_groups(items: list[Item], text: str, start: int) -> list[list[tuple[Item, str]]]:
    """Return the items with the words before them by what a semicolon or a label parts, without those of moves."""
    groups: list[list[tuple[Item, str]]] = []
    for item in items:
        before = text[start : item.quantity.start]
        start = item.quantity.end
        if item.move:
            continue
        if not groups or ":" in before or ";" in before:
            groups.append([])
        groups[-1].append((item, before))
    return groups


def _name_group(group: list[tuple[Item, str]], names: tuple[str, ...]) -> list[str]:
    """Return the full name of each figure of a group, "" for what has words of its own or is not told from others."""
    units = [item.quantity.unit for item, _ in group]
    said = [alone["noun"] if (alone := _ALONE.fullmatch(before)) else None for _, before in group]
    if len(group) == len(names) and all(map(_fits, units, names, said)) and any(map(is_counted_in, units, names)):
        return [_NUMBER_OF.sub("", name) for name in names]
    return [_find_only(unit, names, word) for unit, word in zip(units, said, strict=True)]


def _fits(unit: str, name: str, said: str | None) -> bool:
    """Tell whether a name may be that of a figure with a unit that says so much of itself; None says something else."""
    return said is not None and (said in _SAYS_LITTLE or said in name) and fits_noun(unit, name)


def _find_only(unit: str, names: tuple[str, ...], said: str | None) -> str:
    """Return the one of some names that is counted in a unit, "" of several: 小学和初中情况如下: | 甲县:62所."""
    fitting = [name for name in names if said in _SAYS_LITTLE and fits_noun(unit, name)]
    return _NUMBER_OF.sub("", fitting[0]) if len(fitting) == 1 and is_counted_in(unit, fitting[0]) else ""


_NUMBER_OF = re.compile("(?<=[生园校师儿])(?:人?数|人次)$")
_SAYS_LITTLE = frozenset({"", "资金", "金额", "经费", "人数", "人次", "数量"})
_ALONE = re.compile(
    r"(?:[\s;。•●·▪■◆★—-]|\d{1,2}[.、)])*(?:[^,。;:、\d\s]{2,14}:|[,、])\s*(?P<noun>[\u4e00-\u9fff]{0,4})"
)


def _go_on(items: list[Item], named: Item, old: list[str]) -> None:
    """Name what tells of the move of a figure like this: 资金620万元,比上年增长6%."""
    for item in items[items.index(named) + 1 :]:
        if not item.move or item.subjects != old:
            return
        item.subjects = list(named.subjects)


def _find_full(subject: str, names: tuple[str, ...]) -> str:
    """Return the one name that begins with a subject that is only its verb, else the subject."""
    full = [name for name in names if subject and len(subject) <= _VERB and name.startswith(subject)]
    return full[0] if len(full) == 1 else subject


_VERB = 3  # characters
_AND = re.compile("、|(?<![惠普涉])及(?!格|其)|以及|和")
_LEVEL_LIST = WordPattern("^{level}(?:(?:、|和|与|及){level})+")
