"""The unit, the value and the kind of a number in a table."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

from helpers.extract.captions import Caption
from helpers.extract.heads import IN_BRACKETS, MOVE, Words, drop_latin, has_measure, is_amount, name_unit
from helpers.extract.words import LEVEL_WORDS
from helpers.language import Quantity, apply_sense, get_senses, join_words, parse_number
from helpers.text import Cell, fill_holes, has_hole, normalise, read_unit

_OWN_UNITS = "平方米|平方公里|公顷|亩|个百分点|人次|万册|所|个|人|名|位|元|册|台|套|班|间|家|辆|座|%|‰"
_FIGURE = (
    r"(?P<one>1:)?(?P<sign>[-+]?)(?P<number>\d{1,3}(?:[, ]\d{3}){1,4}(?:\.\d+)?|\d{1,15}(?:\.\d+)?)"  # as in texts
    rf"(?P<mult>[万亿]?)(?P<unit>(?:{_OWN_UNITS}|(?<!\d\d\d)年)?)(?P<to_one>:1)?"
)
_NOTED = r"(?:[*#†①-⑳]|\(?注\d?\)?)?"
NUMBER = re.compile(_FIGURE + _NOTED)


@cache
def _bounded() -> re.Pattern[str]:
    """Return the expression of a number of the body, where 95以上, ≥97 and 约9000 head no column."""
    before, after = (join_words(get_senses(position)) for position in ("before", "after"))
    return re.compile(f"(?P<before>{before})?{_FIGURE}(?P<after>{after})?{_NOTED}")


def match_figure(text: str) -> re.Match[str] | None:
    """Match the text of a cell that is a number; where a sign stands for a digit, a 0 stands in the match."""
    return _bounded().fullmatch(fill_holes(normalise(text).text))


_NOTE_MARK = re.compile(r"\s*(?:[*#†①-⑳]+|[（(]?注\d{0,2}[）)]?)$")
RATE = re.compile(r"率|比例|比重|占比|%|百分比|％")
_GROWTH = re.compile(r"增长|增幅|增速|±%|同比|降幅|比上年[^增减]{0,4}%|增减率|增减幅度|增减%|增减\(%\)")
_CHANGE = re.compile(r"增减|增加|减少|比上年|净增|增\(减\)|下降|变[化动]|升降")
_RATIO = re.compile(r"(?:[师生][生师]|学生与(?:专任)?教师之?|生机|师班|职普|普职)比$")
_UNIT_OF = (  # what a noun is counted in where the table does not say so; the class of units that fit it
    (re.compile(r"人次$"), "人次", "person"),
    (re.compile(r"人数$|学龄人口(?:总?数)?$|(?:辍|休|退|复|失)学生?数$"), "人", "person"),  # of 免学费, too
    (re.compile(r"率$|比例$|占比$|比重$|百分比$"), "%", "percent"),
    (re.compile(r"经费|支出|投入|收入|资金|投资|拨款|金额|工资|学费"), "", "money"),
    (
        re.compile(r"(?:补助|补贴|津贴|奖补|资助|奖励|奖学|助学|慰问|公积)金?(?:额|数额|款|总额)?$|贷款额?$"),
        "",
        "money",
    ),
    (re.compile(r"面积"), "", "area"),
    (re.compile(r"受教育年限$"), "年", "time"),
    (re.compile(r"教学点(?:总?数|个数)?$"), "个", "institution"),
    (re.compile(r"(?:学校|校|园|机构|院校)(?:总?数|个数)$"), "所", "institution"),
    (re.compile(r"(?:(?<!学前)班级?|教学班)(?:总?数|个数)?$"), "个", "item"),
    (
        re.compile(
            r"(?:在[校园](?:学?生|幼儿)?|(?<!研究)(?<!学)生|学生|招生|毕业生?|教师|教职工|职工|人员|[园校]长|保[健育][员医师]|幼儿|入园|新生|子女|儿童|少年|寄宿生|[女男][性生童]?)"
            r"(?:总?数|人数)?$|人数$"
        ),
        "人",
        "person",
    ),
)
_SCHOOLS = re.compile(r"(?:学校|校|园|幼儿园|小学|中学|机构|教学点)$")


def find_unit(
    cell: Cell, said: tuple[list[Words], list[Words], list[Words]], subject: str, column: Cell | None, caption: Caption
):
    """Return the unit of a value, the cell that says it, and a flag where the noun alone does; "" if none is sure.

    said are the words of the labels above, the labels and the heads, column the cell of the row's column of units.
    """
    path, labels, heads = said
    own = match_figure(cell.text)
    if own["unit"] and own["unit"] != "年":
        return own["mult"] + own["unit"], cell, ""
    found = _find_said(heads)
    if found and (own_label := _find_said(labels)) and _is_nearer(own_label[0], found[0], labels, heads):
        return *own_label, ""
    if found:
        return *found, ""
    if any("%" in normalise(w.cell.text).text for w in heads):  # 增减% beside 幼儿园(所)
        return "%", None, ""
    if found := _find_said(labels):
        return *found, ""
    if own["unit"]:  # 3年 of schooling at one kind of school is no quantity here
        return ("年", cell, "") if subject.endswith("年限") else ("", None, "")
    if _RATIO.search(subject):
        return "比", None, ""
    if own["one"] or own["to_one"]:
        return "", None, ""
    if column is not None and (unit := read_unit_cell(column)):
        return unit, column, ""
    held = next((w for w in reversed(path) if w.unit), None)
    part = labels[-1:] and labels[-1].part and held and fits_noun(held.unit, subject)
    if held and (part or not any(has_measure(w.words) for w in labels)):
        return held.unit, held.cell, ""
    return _infer_unit(own["number"], labels + heads, subject, caption)


def fits_noun(unit: str, subject: str) -> bool:
    """Tell whether what a subject names may be counted in a unit, as a part is in that of what it is a part of.

    >>> [fits_noun("万人", subject) for subject in ("专任教师", "女", "毛入园率", "教育经费")]
    [True, True, False, False]
    >>> fits_noun("比", "专任教师")
    False
    """
    wanted = _find_wanted(subject)
    return not wanted or _fits(unit, wanted)


def is_counted_in(unit: str, subject: str) -> bool:
    """Tell whether what a subject names is known to be counted in a unit.

    >>> is_counted_in("万人", "专任教师"), is_counted_in("万人", "规模"), is_counted_in("万人", "教育经费")
    (True, False, False)
    """
    wanted = _find_wanted(subject)
    return bool(wanted) and _fits(unit, wanted)


def _find_wanted(subject: str) -> str:
    """Return the class of units in which a subject is counted, "" if that is not known."""
    return next((kind for pattern, _, kind in _UNIT_OF if pattern.search(subject)), "")


def is_same_class(unit: str, other: str) -> bool:
    """Tell whether what is counted in a unit may be a part of what is in another: 平方米 of 万平方米; "" fits all.

    >>> is_same_class("平方米", "万平方米"), is_same_class("人", "所"), is_same_class("", "所")
    (True, False, True)
    """
    return not unit or unit == other or (bool(other) and _describe(unit)[1] == _describe(other)[1])


def tells_change(words: list[Words]) -> bool:
    """Tell whether a head says by how much something has changed, and not by how many per cent."""
    said = [normalise(w.cell.text).text for w in words if w.words and MOVE.fullmatch(w.words)]
    return any(_CHANGE.search(text) for text in said) and not any("%" in text or _GROWTH.search(text) for text in said)


def read_unit_cell(cell: Cell) -> str:
    """Return the unit that a cell of a column of units says, "" if it says none: 人 of 人/班."""
    return name_unit(drop_latin(normalise(cell.text).text))


def _find_said(words: list[Words]) -> tuple[str, Cell] | None:
    """Return the unit that heads or labels say, and the cell of the last one that does."""
    return next(((w.unit, w.cell) for w in reversed(words) if w.unit), None)


def _is_nearer(label: str, head: str, labels: list[Words], heads: list[Words]) -> bool:
    """Tell whether a label knows the unit better than a head: 教学点(个) below 学校数(所), (人) below (万元)."""
    if _fits(head, "percent") or head in ("百分点", "个百分点"):
        return False  # 毛入园率(%) below 增减(百分点)
    said = any(has_measure(w.words) for w in labels) and not any(has_measure(w.words) for w in heads)
    return said or (_fits(label, "institution") and _fits(head, "institution"))


def _infer_unit(number: str, words: list[Words], subject: str, caption: Caption) -> tuple[str, Cell | None, str]:
    """Return the unit of the caption that fits a noun, or the one that the noun alone is counted in."""
    said = normalise("".join(w.cell.text for w in words)).text
    if _GROWTH.search(said) and (re.search(r"%|率|幅|速", said) or "%" in caption.units):
        return "%", None, ""
    noun, wanted = next(((unit, kind) for pattern, unit, kind in _UNIT_OF if pattern.search(subject)), ("", ""))
    if "%" in said:
        return "%", None, ""
    for w in reversed(words):  # 幼儿园(所、人) over 园数 and 在园幼儿
        if wanted and (listed := [unit for unit in _list_units(w.cell.text) if _fits(unit, wanted)]):
            return _choose(listed, subject, noun), w.cell, ""
    fitting = [unit for unit in caption.units if _fits(unit, wanted)]
    if wanted and fitting:
        return _choose(fitting, subject, noun), None, ""
    if not wanted:
        if len(caption.units) == 1:
            return caption.units[0], None, ""
        schools = [unit for unit in caption.units if _fits(unit, "institution")]
        counts = re.search(r"学校|校数|园数|机构", caption.text) and not _OF_WHAT.search(caption.text)
        sure = schools or ("." not in number and counts)
        if not _SCHOOLS.search(subject) or not sure:
            return "", None, ""
        return (schools[0], None, "") if schools else ("所", None, "unit_inferred")
    if "." in number and noun not in ("%", "年"):
        return "", None, ""  # nobody counts 2.55 teachers: the unit is one that the table does not say
    return noun, None, "unit_inferred" if noun and noun != "%" else ""


_STATE = re.compile(r"(?:增长|增减|变[化动])情况")  # over the level and its growth
_OF_WHAT = re.compile(r"经费|定额|标准|支出|收入|拨款|资金|率|学生|教师|人数|面积|图书")  # no numbers of schools
_LISTS = re.compile(r"[(（][^)）]*[、,，/]")


def _list_units(head: str) -> list[str]:
    """Return the units that the brackets of a head list, [] if they say other things, too."""
    if not _LISTS.search(head):
        return []
    listed = [re.split("[、,/]", bracket.strip()) for bracket in IN_BRACKETS.findall(normalise(head).text)]
    return [unit for units in listed if len(units) > 1 and all(map(read_unit, units)) for unit in units]


_PER_HEAD = re.compile(r"[生人师校园班]均|每[生人]|每一|平均每|每[百千万]")
_OF_EACH = re.compile(r"/(?:每)?([生人])")


def say_per_head(subject: str, said: str) -> str:
    """Return a subject that says what its unit says, too: 公用经费 in 元/生 is 生均公用经费.

    >>> say_per_head("小学公用经费", "公用经费(元/生)"), say_per_head("生均图书", "册/生")
    ('小学生均公用经费', '生均图书')
    """
    each = _OF_EACH.search(said)
    if not each or _PER_HEAD.search(subject) or not is_amount(subject):
        return subject
    level = LEVEL_WORDS.match(subject)
    at = level.end() if level else 0
    return f"{subject[:at]}{each[1]}均{subject[at:]}"


def _choose(units: list[str], subject: str, noun: str = "") -> str:
    """Return the unit of several of a class in which a subject is counted: 元 for each pupil, 万元 for all.

    noun is the unit in which the subject is usually counted.

    >>> _choose(["万元", "元"], "生均公用经费"), _choose(["元", "万元"], "教育经费"), _choose(["所", "个"], "学校数")
    ('元', '万元', '所')
    >>> _choose(["所", "个"], "小学教学点数", "个")
    '个'
    """
    scales = [_describe(unit)[2] for unit in units]
    if _describe(units[0])[1] not in ("money", "area"):
        return noun if noun in units else units[0]
    return units[scales.index(min(scales) if _PER_HEAD.search(subject) else max(scales))]


def _describe(unit: str) -> tuple[str, str, float]:
    """Return name, class and scale of a unit; those that no list has, as 比, are of no class."""
    return read_unit(unit) or (unit, "", 1.0)


def _fits(unit: str, wanted: str) -> bool:
    """Tell whether a unit is of a class; a school is counted in 个, too."""
    name, kind, _ = _describe(unit)
    return kind == wanted or (wanted == "institution" and name == "个") or (wanted == "item" and name == "班")


def read_quantity(cell: Cell, unit: str) -> Quantity:
    """Return the quantity of a value cell in a unit; one in which a sign stands for a digit has no value."""
    name, unit_class, scale = _describe(unit)
    if has_hole(normalise(cell.text).text):
        return Quantity(cell.start, cell.end, None, name, "lost", unit_class)
    match = match_figure(cell.text)
    number = parse_number(match["number"].replace(" ", ""))
    if match["mult"] and not match["unit"]:
        scale *= {"万": 10_000, "亿": 100_000_000}[match["mult"]]
    step = 10.0 ** min(0, number.as_tuple().exponent) * scale
    value = float(number * Decimal(scale) * (-1 if match["sign"] == "-" else 1))
    end = cell.start + len(_NOTE_MARK.sub("", cell.text))
    quantity = Quantity(cell.start, end, value, name, "number", unit_class, step=step)
    sense = get_senses("before").get(match["before"]) or get_senses("after").get(match["after"])
    return apply_sense(quantity, sense, number, Decimal(scale)) if sense else quantity


def find_kind(said: str, subject: str, quantity: Quantity) -> tuple[str, str]:
    """Return the kind of a number whose heads say some words, and a flag where a rate rises by so many per cent."""
    said = _STATE.sub("", normalise(said).text)
    if quantity.unit == "个百分点":
        return "change", ""
    if _GROWTH.search(said) and quantity.unit in {"%", "‰"}:
        return ("change", "ambiguous_percent") if RATE.search(subject) else ("growth", "")
    if _CHANGE.search(said) or _GROWTH.search(said):
        return "change", ""
    return {"%": "share", "‰": "share", "比": "ratio"}.get(quantity.unit, "level"), ""
