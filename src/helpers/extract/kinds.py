"""Of which kind a quantity is: level, share, growth, change, rank or ratio; and on what basis it is stated."""

from __future__ import annotations

import re
from decimal import Decimal

from helpers.extract.clauses import Item, Sentence
from helpers.language import SENSE_APART, Needs, Quantity, WordPattern, apply_sense, sense_apart, sense_before


def read_apart(sentence: Sentence) -> None:
    """Apply approximators that words part from their number: 至少创建30个, 约占总数的45%."""
    apart = sentence.holds[_APART]
    for item in sentence.items:
        quantity = item.quantity
        if not (apart or item.group) or quantity.bounds or quantity.value is None:
            continue
        sense = (apart and sense_apart(sentence.text, *item.left)) or _shared_sense(sentence, item)
        if sense:
            apply_sense(quantity, sense, Decimal(str(quantity.value)))


_APART = Needs(SENSE_APART, seldom=True)


def _shared_sense(sentence: Sentence, item: Item) -> str:
    """班额分别不超过45人、50人: the approximator before the first number of a list holds for all."""
    if item.group < 2:
        return ""
    first = next(x for x in sentence.items if x.group == 1 and x.group_start == item.group_start)
    number = re.search(r"\d", sentence.text[first.quantity.start : first.quantity.end])
    return sense_before(sentence.text, first.quantity.start + number.start())[1] if number else ""


_RATE = WordPattern("{rate_word}(?:分别|均)?$")


def _is_negative(quantity: Quantity) -> bool:
    """Tell whether a number is written with the sign of a fall: 增长-3.2%, 净增-3所, 负增长3.2%."""
    return quantity.value is not None and quantity.value < 0


def set_kind(item: Item, sentence: Sentence) -> None:
    """Set the kind of an item; multiples of growth become percent, falls negative."""
    quantity = item.quantity
    if quantity.unit == "%" and sentence.text[quantity.start - 1] in "或(":
        _say_again(item, sentence)
    item.kind = _choose_kind(item, quantity, sentence)
    if item.kind == "growth" and quantity.unit == "倍":
        quantity.unit, quantity.form = "%", "percent"
        for name in ("value", "low", "high"):
            if getattr(quantity, name) is not None:
                setattr(quantity, name, round(getattr(quantity, name) * 100, 6))
    if item.kind in {"growth", "change"} and item.move == "fall" and not _is_negative(quantity):
        quantity.negate()


def _say_again(item: Item, sentence: Sentence) -> None:
    """Let a percentage move as the number does that it says again: 较上学年减少612人或1.46%."""
    last = next((x for x in reversed(sentence.items) if x.quantity.end == item.quantity.start - 1), None)
    if last and last.move and not last.reached and last.kind == "change":
        item.move, item.compared = last.move, last.compared


def _choose_kind(item: Item, quantity: Quantity, sentence: Sentence) -> str:
    form, unit = quantity.form, quantity.unit
    if form == "rank" or form == "ratio":
        return form
    if form == "doubling":
        return "growth"
    signed = _is_negative(quantity) or sentence.text[quantity.start] == "+"
    moved = signed or (bool(item.move) and not item.reached)
    if form == "multiple":
        return "growth" if moved else "ratio"
    if unit == "个百分点":
        return "change"
    if unit == "%" or unit == "‰":
        if not moved:
            return "share"
        if _is_rate(item, sentence):
            quantity.flags.append("ambiguous_percent")
            return "change"
        return "growth"
    if item.move and (_is_negative(quantity) or (unit == "分" and not item.reached)):
        return "change"  # 平均分提高17.6分
    if moved and not item.noun_right and _RISES_BY.search(sentence.text, item.left[0], quantity.start):
        return "change"  # 绩效工资人均增长6200元
    if moved and not item.noun_right and (item.compared or item.move == "fall" or _follows_level(item, sentence)):
        return "change"
    return "level"


_RISES_BY = re.compile("(?:增长|提高|上涨|上调|上浮)了?$")


def _is_rate(item: Item, sentence: Sentence) -> bool:
    subject = item.subjects[0] if item.subjects else ""
    if _RATE.search(subject):
        return True
    source = next((x for x in sentence.items if x is not item and x.subjects == item.subjects), None)
    return bool(source and source.kind == "share")


def _follows_level(item: Item, sentence: Sentence) -> bool:
    """增加6所 directly behind 学校88所 is a change, as is what several things 分别增加; 新增学位2400个 is none."""
    i = sentence.items.index(item)
    if i > 0 and not item.noun and sentence.items[i - 1].quantity.unit == item.quantity.unit:
        return True
    unit = item.quantity.unit
    if item.group and any(x.subjects == item.subjects and x.quantity.unit == unit for x in sentence.items[:i]):
        return True
    return bool(_SINCE.search(sentence.text, sentence.start, item.left[0]))


# 与2012年相比,学校增加63所
_SINCE = re.compile(r"[与和同较比][^,。;]{0,8}(?:年|同期)[^,。;]{0,6}(?:相比|比较|相较),(?:[^。;]*,)?$")


_IN_TOTAL = re.compile(r"[,;]?共(?=投入|培训|发放|资助|招聘|安排|拨付|新建|改造|建成)")


def _goes_on_in_total(item: Item, sentence: Sentence, left: str) -> bool:
    """累计培训教师1.9万人次,共投入经费3600万元: both are totals of the same span."""
    return "共" in left[:2] and bool(_IN_TOTAL.match(left)) and "累计" in sentence.text[sentence.start : item.left[0]]


_PER_CASE = re.compile(
    r"每(?:人|生|师|名|位|校|班|户|课时|节)[^,。;]{0,6}(?:每(?:年|月|学期|天|学年)|补|发|奖|资)|每人次|/(?:生|人)"
)
_TOTAL = re.compile("累计|五年共|年(?:来|间)?共")
_OVER_TIME = Needs(_PER_CASE, _TOTAL, re.compile("年均"), seldom=True)


def read_basis(item: Item, sentence: Sentence) -> str:
    """Return on what basis an item is stated: at a point, over a period, per year, as an average, for each case."""
    if not sentence.holds[_OVER_TIME]:
        return "point"
    left = sentence.text[item.left[0] : item.left[1]]
    right = sentence.text[item.right[0] : item.right[1]]
    if "年均" in left or "平均每年" in left:
        return "average_per_year"
    if item.kind in {"level", "share"}:
        if ("每" in left or "/" in left) and _PER_CASE.search(left):
            return "per_case"
        if "每年" in left or right.startswith("/年"):
            return "per_year"
        if _TOTAL.search(left) or _goes_on_in_total(item, sentence, left):
            return "total_over_period"
    return "point"
