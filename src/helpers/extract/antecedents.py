"""What a number without words of its own, or a part, goes on with: the item before whose subject it takes over."""

from __future__ import annotations

import re

from helpers.extract.before import WORK_STATES
from helpers.extract.changes import find_compared_amount
from helpers.extract.clauses import Item, Sentence
from helpers.extract.labels import is_only_level
from helpers.extract.parts import SEX
from helpers.extract.qualifiers import find_named_whole, has_ended
from helpers.extract.words import FLOW


def find_antecedent(sentence: Sentence, i: int) -> Item | None:
    """Return the item before whose subject an item without words of its own takes over.

    Growth belongs to the last amount or count, a number to the last of its own unit; else the last item of all.
    """
    item = sentence.items[i]
    if not i:
        return _of_last_sentence(sentence, item)
    last, quantity = sentence.items[i - 1], item.quantity
    if quantity.unit_class == "money" and last.quantity.unit_class == "person":
        if last.noun_right and last.stop > quantity.start:
            return last  # 向456名高中生发放补贴45.6万元
        if sentence.text[last.quantity.end : quantity.start].strip() in _AT_ONCE:
            return last  # 中职助学金1240人次、124万元
    if quantity.form == "rank" and not item.noun and last.quantity.form != "rank" and last.subjects:
        return last  # 科学素养543分,位列第3
    earlier = [x for x in sentence.items[:i] if x.subjects and x.subjects[0]]
    if item.move and earlier and _IN_ALL.search(sentence.text, *item.left):
        return next((x for x in earlier if x.quantity.unit == item.quantity.unit and not x.move), None)
    near = _select_near(earlier, item, sentence.text) if earlier else []
    if near and _is_reached(item, near[-1], sentence.text):
        return _find_counted(item, near, sentence.said) or near[-1]
    unit, persons = quantity.unit, quantity.unit_class == "person"
    if unit == "个百分点":
        return ([x for x in near if x.quantity.unit == "%"] or near or [None])[-1]
    if unit in {"%", "倍"} and _GROWS.search(sentence.text, item.left[0], item.left[1]):
        alike = [x for x in near if x.quantity.unit not in {"%", "‰", "个百分点"}]
    elif persons:
        alike = [x for x in near if x.quantity.unit_class == "person" or x.quantity.unit == unit]
    else:
        alike = [x for x in near if x.quantity.unit == unit] if unit != "%" else []
        alike = [x for x in alike if not x.share_of] or alike
    if opens_division(sentence.text, item.left[0]):
        alike = [x for x in alike if x.quantity.unit != unit or _holds(x, item)] or alike
    if not alike and item.noun and FLOW.fullmatch(item.noun):
        alike = [x for x in earlier if x.quantity.unit == unit]  # 4所,新增620个
    return (alike or near or [None])[-1]


_IN_ALL = re.compile("总共|合计|总体|总的")  # 在校学生3.7万人,小学1.3万人,…,比上年总共少了1840人


def _of_last_sentence(sentence: Sentence, item: Item) -> Item | None:
    """Return the item of the sentence before that one opens with a part of: 新建8所,新增学位900个。其中甲县新建3所."""
    start = item.left[0]
    if whole := find_named_whole(sentence, item):
        return whole
    state = item.quantity.unit == "所" and item.noun in WORK_STATES  # 规划26所,学位900个。开工21所
    divides = (
        sentence.divides
        or opens_division(sentence.text, start)
        or sentence.text.endswith(OF_WHICH, sentence.start, start)
    )
    if amount := find_compared_amount(sentence, item):
        return amount
    aim = not item.noun and _AIM.search(sentence.text, *item.left)  # 培训620人次,其中农村210人次。今年的任务是700人次
    parted = not item.noun and _BY_PLACE.match(sentence.text, sentence.start)  # 其中小学3亿元。分县看,甲县2亿元: of all
    if not (state or divides or aim or parted):
        if item.move and item.noun and is_only_level(item.noun, item.quantity):
            return _find_of_level(sentence, item) or sentence.before
        sex = item.noun[:1] in _SEXES and SEX.fullmatch(item.noun)
        return _find_listed(sentence) if sex else _before_its_share(sentence, item) or sentence.before
    alike = [x for x in sentence.said if x.subjects and x.quantity.unit == item.quantity.unit]
    alike = [x for x in alike if not x.share_of] or alike  # 占财政支出51亿元的29%。其中人员经费12亿元: of the part
    alike = [x for x in alike if _holds(x, item)] or alike  # 新生7152人,平均班额43.1人。其中公办小学6834人
    if (state or aim or parted) and not divides:  # 新建学校38所,其中小学15所、初中7所。分区看,甲区投用9所: of all
        alike = [x for x in alike if not x.part_of] or alike
    return alike[-1] if alike else None if _pays_each(sentence.before, item) else sentence.before


def _before_its_share(sentence: Sentence, item: Item) -> Item | None:
    """Return the amount or count that a share was said of, for one of its unit behind that share.

    教育支出108亿元,占总支出的16.9%。县级市中,甲市21亿元 is of the expenditure, not of its share.
    """
    before, unit = sentence.before, item.quantity.unit
    if item.noun or not before or before.quantity.unit != "%" or unit == "%" or item.move:
        return None
    of, among, _ = before.subjects[0].partition("占") if before.subjects else ("", "", "")
    alike = [x for x in sentence.said if x.subjects == [of] and x.quantity.unit == unit and not (x.move or x.part_of)]
    return alike[-1] if among and alike else None


_BY_PLACE = re.compile(
    r"[^,。;\n]?[分按](?:各|地|分)?(?:[市县区旗州盟]|乡镇|地区|地方)[^,。;\d]{0,8}?(?:[来上]?看|分|统计),"
)


def _pays_each(before: Item | None, item: Item) -> bool:
    """Tell whether persons stand behind a sum for each: 标准每生每年1250元。其中:寄宿生640人 are no part of it."""
    money = before and before.subjects and before.quantity.unit == "元" and item.quantity.unit_class == "person"
    return bool(money) and bool(_TO_EACH.search(before.subjects[0]))


_TO_EACH = re.compile("每[人生名](?:每[学年月期天]+)?$")


def _holds(whole: Item, part: Item) -> bool:
    """Tell whether a number can be the whole of another: it is none where it is known to be less."""
    one, other = whole.quantity.value, part.quantity.value
    return one is None or other is None or one >= other


_AIM = re.compile("(?:目标|任务)(?:值|数)?[为是]?$")


def _find_of_level(sentence: Sentence, item: Item) -> Item | None:
    """Return what was last counted at the level of a change, in its unit: 小学生8千人,152班。比上年,小学少了62人."""
    alike = (x for x in reversed(sentence.said) if x.subjects and x.quantity.unit == item.quantity.unit)
    return next((x for x in alike if not x.share_of and x.subjects[0].startswith(item.noun)), None)


def _find_listed(sentence: Sentence) -> Item | None:
    """Return what the sentence before divides (教师620人:小学310人,初中310人。女教师420人), else its last item."""
    last, text = sentence.before, sentence.text
    whole = next((x for x in reversed(sentence.said) if x.subjects and text[x.quantity.end] == ":"), None)
    return whole if whole and last and "。" not in text[whole.quantity.end : last.quantity.start] else last


def _select_near(items: list[Item], item: Item, text: str) -> list[Item]:
    """Return of the items before one those in its bracket, in its part of the sentence and of no whole that has ended.

    小学经费年均增长5%;初中年均增长4%,2020年达到1.2万元 is of 初中.
    """
    inside = item.inside
    near = [x for x in items if x.inside is inside] or items
    if not has_ended(near[0], item, text):
        return near
    mark = text.rfind(";", near[0].quantity.end, item.left[0])
    near = ([x for x in near if x.quantity.start > mark] or near) if mark >= 0 else near
    return [x for x in near if not (x.part_of and has_ended(x, item, text))] or near


def _is_reached(item: Item, last: Item, text: str) -> bool:
    """Tell whether a number has nothing before it but that the last one, or one of its kind, came to it."""
    start, end = item.left
    if start == end:
        return last.quantity.unit_class == item.quantity.unit_class
    near = end - start <= _LONGEST_REACHED and text[end - 1] in _ENDS_REACHED
    return near and bool(_REACHED.fullmatch(text, start, end))


def _find_counted(item: Item, near: list[Item], said: tuple[Item, ...]) -> Item | None:
    """Return what is counted in the unit of a number, where that before it has another: 甲县4所、学位40个,3所、20个."""
    quantity, last = item.quantity, near[-1].quantity
    if quantity.unit == last.unit or not {quantity.unit_class, last.unit_class} <= _COUNTED:
        return None
    return next(
        (x for x in (*reversed(near), *reversed(said)) if x.quantity.unit == quantity.unit and x.subjects), None
    )


_COUNTED = {"item", "institution", "building"}
_LONGEST_REACHED = 5  # characters
_ENDS_REACHED = ",、 达到至为"
_AT_ONCE = {"", ",", "、"}
_REACHED = re.compile(r"[,、 ]?(?:(?:已|总数|总量)?(?:达到?|增?至|为))?")
_GROWS = re.compile(r"(?:增长|增加|减少|增幅|增速|降幅|同比下降|同比上升)")


_DIVIDES = re.compile("[,;、: ]{0,3}(?:其中|当中|包括)")
OF_WHICH = ("其中,", "其中:")
_SEXES = ("男", "女")


_DIVIDES_BY = re.compile("[,;]?按[^,。;:\\d]{1,6}?分(?:别?为|成)")


def opens_division(text: str, start: int) -> bool:
    """Tell whether a clause opens with 其中, 当中 or 包括, or divides by something: 按学段分为小学62个、初中38个."""
    words = text[start : start + 5]
    if "按" in words and _DIVIDES_BY.match(text, start):
        return True
    return ("其中" in words or "当中" in words or "包括" in words) and bool(_DIVIDES.match(words))
