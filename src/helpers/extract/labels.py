"""A number whose own words are only a label, a level of education or a place, has the measure that was said last.

The measure stands in the clause before, before a colon, in the heading, or with the label of the number before.
"""

from __future__ import annotations

import re

from helpers.extract.announced import COUNTED_BY_LEVEL, find_clause, find_clause_measure, find_colon_topic
from helpers.extract.behind import VERB_RIGHT
from helpers.extract.clauses import Item, Sentence
from helpers.extract.elsewhere import is_place
from helpers.extract.nouns import strip_lead
from helpers.extract.shares import AREA_ALONE, name_area_share
from helpers.extract.topics import find_topic_before
from helpers.extract.ways import for_nouns
from helpers.extract.words import (
    ACTS,
    ADVERB,
    DATED,
    FLOW,
    INSTITUTION_END,
    LEVEL_GRADES,
    LEVEL_PREFIX,
    MEASURE,
    MOVE,
    SCHOOL_UNITS,
    TOPIC_END,
)
from helpers.language import Quantity, WordPattern
from helpers.storage import remember

_PUPILS_ALONE = {"幼儿", "学前", "幼教"}
_BASE_END = re.compile(r"(?:每[^,。;]{1,10})?")
_OF_ALL_LEVELS = re.compile(
    r"^各(?:级各类|级|类|个?学段|阶段)(?:教育|学校|学段)?|^中小学(?=高级|中级|专任|教[师职]|班)"
)


def complete_level(sentence: Sentence, i: int, noun: str, source: str) -> str:
    """Complete a school level that stands alone by what is measured: 生均经费:小学…元,初中…元."""
    item, last = sentence.items[i], sentence.items[i - 1] if i else None
    beside = last and last.quantity.unit == item.quantity.unit and sentence.text[last.quantity.end] == "、"
    source = _find_total(sentence, i) or source
    if beside and source == last.subjects[0] and LEVEL_GRADES.search(source):
        return swap_level(source, noun)  # 每人每学期小学750元、初中1020元
    topic = find_colon_topic(sentence, item)
    topic = (topic if topic != noun else "") or find_clause_measure(sentence, i)  # 1.幼儿园:7846元 says the level alone
    if topic and _names_own(sentence, i, source):
        topic = ""  # 两个增长:小学生均经费1.3万元,增长4%,初中1.8万元
    opens = not i and bool(sentence.measure)  # the first number of a line is of what its heading measures
    if not topic and last and last.noun in _PUPILS_ALONE and source.startswith(last.noun):
        return noun + source[len(last.noun) :]  # 学费津贴,幼儿2.3万元、小学2.5万元
    source = source.partition("占")[0] if item.quantity.unit == "元" else source  # 教育支出占22.7%。按阶段分:小学9亿元
    if not topic and source and not opens and not LEVEL_PREFIX.fullmatch(source):
        return swap_level(source, noun)
    topic = topic or sentence.measure or ("" if source else find_topic_before(sentence, i))
    topic = "" if topic == "其中" else _OF_ALL_LEVELS.sub("", topic)
    return noun + topic if topic != noun else noun


def _find_total(sentence: Sentence, i: int) -> str:
    """Return the total that a level has again, with its mean: 小学图书9万册,生均8册;初中7万册,生均9册; "" if none."""
    items = sentence.items[max(i - 2, 0) : i + 2]
    if len(items) < _PAIRS or len({x.quantity.unit for x in items}) > 1:
        return ""
    total, mean, _, again = items
    follows = _OF_EACH_ALONE.fullmatch(mean.noun) and sentence.text.startswith(mean.noun, again.left[0])
    return total.subjects[0] if follows and total.subjects else ""


_PAIRS = 4  # numbers: a total and its mean, twice
_OF_EACH_ALONE = re.compile("(?:平均)?(?:[生师班校人园]均|每[生班校园人])")


def _names_own(sentence: Sentence, i: int, source: str) -> bool:
    """Tell whether the last number in a unit names itself what is measured at its level, whatever a colon led in."""
    unit = sentence.items[i].quantity.unit
    last = next((x for x in reversed(sentence.items[:i]) if x.quantity.unit == unit and not x.move), None)
    own = LEVEL_PREFIX.match(last.noun) if last and last.noun == source else None
    return bool(own) and bool(MEASURE.search(source, own.end()))


def swap_level(source: str, noun: str) -> str:
    """Put a school level in the place of the one in a subject, or before a subject without one.

    >>> swap_level("公用经费标准小学每生每年", "初中"), swap_level("小学一至二年级作业时间", "初中")
    ('公用经费标准初中每生每年', '初中作业时间')
    """
    levels = list(LEVEL_GRADES.finditer(source))
    if not levels:
        return noun + source * (source not in {"在园幼儿", "在园儿童"})
    last = levels[-1]
    by = source[: last.start()].endswith(("按", "按照"))  # 公用经费按照小学每生每年
    if (by or MEASURE.search(source[: last.start()])) and _BASE_END.fullmatch(source, last.end()):
        return source[: last.start()] + noun + source[last.end() :]
    rest = _WITH_OTHERS.sub("", source[levels[0].end() :])
    if levels[0].start() and _OF_AREA.match(noun) and _OF_AREA.fullmatch(source[: levels[0].start()]):
        return noun + rest  # 城区小学师生比1:18,乡村小学1:8; 公办小学招收3900人,民办小学300人
    if levels[0][0].endswith("教育") and not noun.endswith("教育") and _SPENT.match(rest):
        rest = "教育" + rest  # 小学教育支出, 初中教育支出
    return noun + source[: levels[0].start()] + (rest.removeprefix("阶段") if noun.endswith("阶段") else rest)


_WITH_OTHERS = re.compile(r"^\(不?(?:含|包括)[^()]*\)")  # 高中(含职中)专任教师657人、特殊教育16人
_OF_AREA = WordPattern("{area}|{sector}性?")
_SPENT = re.compile("支出|经费|投入|拨款|费")


def is_only_level(noun: str, quantity: Quantity) -> bool:
    """Tell whether a noun is a level of education alone, of which no schools are counted."""
    noun = noun.removesuffix("阶段") or noun
    return bool(LEVEL_PREFIX.fullmatch(noun)) and quantity.unit not in SCHOOL_UNITS


def find_shared(sentence: Sentence, i: int) -> str:
    """Return what the clause before says of all that the clause of a number only lists: 小学生师比,三区分别为…"""
    words = strip_lead(DATED.sub("", TOPIC_END.sub("", find_clause(sentence, i))))
    return find_clause_measure(sentence, i) or words * (len(words) > 2 and not VERB_RIGHT.match(words))


# kinds of areas, tiers of a payment, sexes, towns and kinds of schools, which stand alone where their measure was said
_AREA = WordPattern("(?:{area}|城区|乡镇|县域|山区|川区|平原)(?:学校|教师|学生|(?:常住)?居民)?")
_REGION = re.compile("[一二三四五六]类(?:地区|区域|学校)")
TIER = re.compile(
    "第?[一二三四五六甲乙丙1-6](?:[等档级胎层]|类(?!地区|区域|学校))|第[一二三四1-4](?:个|名|位)?(?:子女|孩子?)|[高中低]档"
)
_OF_SEX = re.compile("[男女](?:学?生|教师|性)")
TOWN = re.compile(r"(?!各|全|城|乡|集|建制|重点|中心)[\u4e00-\u9fff]{2,4}(?:镇|乡|街道)")
_KIND = re.compile(
    r"(?:(?!生均|人均|平均|以[上下]|[每率费占和按为即的])[\u4e00-\u9fff]){0,8}?"
    r"(?:学校|小学|初中|高中|中学|中职|高职|院校|高校|园|教学点)(?:教师|学生)?"
)
_BEFORE_BASE = re.compile(r"(?:(?![按为由])[\u4e00-\u9fff]){1,10}(?=每[生人班校]每?[年月天学])")
# 资金分配前三位的乡镇为:甲镇218万元
_FIRST_OF = re.compile(
    r"(?:分配|安排|排名|排在|位居|位列|居)*(?:前[\d一二三四五六七八九十]{1,3}位?的?|最[多高]的)[\u4e00-\u9fff]*$"
)


_OF_EACH = re.compile(r"^(?:各|分)(?:[县市区镇乡]|街道|\([^()]{1,6}\))+")
_LEVEL_OF_CLASSES = WordPattern("(?<=班额)(?:{level})$|(?<=班级)(?:{level})$|(?<=学位)(?:{level})$")


@for_nouns(lambda noun: LEVEL_PREFIX.fullmatch(noun) or _find_kind(noun))
def take_measure(sentence: Sentence, i: int, noun: str) -> str:
    """Complete a kind of areas, schools or payments alone by what is measured; "" if it is none or counted itself.

    班额:城区48人; 民办园保教费1280元,公办园420元: the measure is that of a colon or the clause before, else that of the
    number before, if that is of the same unit and has a label of the same kind.
    """
    item, last = sentence.items[i], sentence.items[i - 1] if i else sentence.before
    beside = i and last.subjects and LEVEL_PREFIX.fullmatch(noun)
    behind = _LEVEL_OF_CLASSES.search(last.subjects[0]) if beside else None
    if behind and last.quantity.unit == item.quantity.unit:
        return last.subjects[0][: behind.start()] + noun  # 大班额小学6个、初中21个
    if i and item.quantity.unit == "个" and LEVEL_PREFIX.fullmatch(noun) and (of := _find_classes(sentence, i)):
        return swap_level(of, noun)  # 小学56人以上的班有23个,占总班数的0.4%;初中9个
    label = _find_kind(noun)
    acts = item.quantity.unit_class == "person" and ACTS.match(noun)  # 平均班额降到48人。招聘中小学教师600人
    if not label or acts or item.inside:
        return ""
    counts = item.quantity.unit_class not in {"money", "percent"}
    topic = _OF_EACH.sub("", _FIRST_OF.sub("", find_colon_topic(sentence, item))) or find_clause_measure(sentence, i)
    if item.quantity.unit in _NO_SCHOOLS and COUNTED_BY_LEVEL.search(topic) and not topic.startswith(noun):
        return noun + topic
    if item.quantity.unit in SCHOOL_UNITS and not _FOR_EACH.match(topic := topic or sentence.measure):
        return ""
    if topic and (not counts or MEASURE.search(topic)):
        return noun + topic if topic != noun else ""
    if not last or not last.subjects or last.quantity.unit != item.quantity.unit or last.inside:
        return ""
    persons = item.quantity.unit_class == "person" and not MEASURE.search(last.subjects[0])
    return "" if persons or _is_of_other_size(item, last) else _swap_label(last, label, noun)


_MOST_APART = 10  # times: no mean of one kind of schools is so many times that of another


def _is_of_other_size(item: Item, last: Item) -> bool:
    """Tell whether persons are too many to be measured as those before: 小学平均班额44人,全市小学教师3200人."""
    one, other = item.quantity.value, last.quantity.value
    return item.quantity.unit_class == "person" and None not in (one, other) and one > _MOST_APART * other


_NO_SCHOOLS = frozenset({"个", "间"})  # units of places, classes and rooms as well
_FOR_EACH = re.compile("(?:平均)?每[百千名]")  # 每百名学生拥有网络多媒体教室数:小学3.12间


def _find_classes(sentence: Sentence, i: int) -> str:
    """Return the classes of another level that a sentence counted last in the unit of an item, "" if none."""
    alike = (x for x in reversed(sentence.items[:i]) if x.quantity.unit == "个" and not x.move and x.subjects)
    said = next((x.subjects[0] for x in alike), "")
    return said if LEVEL_PREFIX.match(said) and _OF_CLASSES.search(said) else ""


_OF_CLASSES = re.compile("(?:班|班级|大班额)$")


@remember
def _find_kind(noun: str) -> re.Pattern | WordPattern | None:
    """Return the pattern of the kind of labels that a noun is alone, None if it is none."""
    if noun in _PUPILS_ALONE:
        return _KIND
    return next((kind for kind in _KINDS if kind.fullmatch(noun)), None) if _ANY_KIND.fullmatch(noun) else None


_KINDS = (_AREA, _REGION, TIER, _OF_SEX, TOWN, _KIND)
_ANY_KIND = WordPattern("|".join([_AREA.template, *(kind.pattern for kind in _KINDS[1:])]))


def count_each(sentence: Sentence, item: Item) -> str:
    """Return what a lead-in counts of each place, where a line names only the place; "" if it names more.

    >>> from helpers.extract import observe
    >>> text = "全市学校12所。\\n各区县小学在校生如下:\\n1.东坡区46283人;\\n2.仁寿县61507人。"
    >>> [row["subject"] for row in observe(text)]
    ['学校', '小学在校生', '小学在校生']
    """
    alone = sentence.measure and _PLACE_ALONE.fullmatch(sentence.text, sentence.start, item.quantity.start)
    return sentence.measure if alone else ""


_PLACE_ALONE = re.compile(r"\s*(?:[—●•·▪■◆★-]|\d{1,2}[.、])*\s*[\u4e00-\u9fff]{2,12}[市县区旗州盟乡镇道]\s*:?\s*")


def measure_of_each(sentence: Sentence, i: int, noun: str) -> str:
    """Return what is measured of each that a clause names alone: 群众满意度,家长为95%,学生为93%; "" if nothing is.

    >>> from helpers.extract import observe
    >>> [row["subject"] for row in observe("最低录取分数,大良为168分,北滘为142分。")]
    ['大良最低录取分数', '北滘最低录取分数']
    """
    item, last = sentence.items[i], sentence.items[i - 1] if i else None
    is_said = len(noun) <= _LONGEST_NAME and sentence.text[item.left[1] - 1] in "为仅达到是"
    is_said = is_said and _IS.search(sentence.text, *item.left) and not MEASURE.search(noun)
    if not is_said or item.quantity.unit_class == "money" or item.quantity.unit in SCHOOL_UNITS:
        return ""
    goes_on = last and last.quantity.unit == item.quantity.unit and last.subjects and last.noun
    if goes_on and last.subjects[0].startswith(last.noun) and _EACH_SAID.search(last.subjects[0], len(last.noun)):
        return noun + last.subjects[0][len(last.noun) :]
    words = strip_lead(find_clause(sentence, i))
    return noun + words if _EACH_SAID.search(words) and noun not in words else ""


_LONGEST_NAME = 6
_IS = re.compile("(?:为|仅|达到?|是)$")
_EACH_SAID = WordPattern("(?<=.{2})(?:{measure}|分数|分数线|均分|平均分)$")


def _swap_label(last: Item, label: re.Pattern | WordPattern, noun: str) -> str:
    """Put a label in the place of that of the number before; a tier before a measure that has none."""
    source = last.subjects[0]
    if last.noun in source and label.fullmatch(last.noun):
        return source.replace(last.noun, noun, 1)
    old = _BEFORE_BASE.search(source) if label is _KIND else None
    old = old or (label.match(source) if label is _KIND else label.search(source))
    if old and (old.end() < len(source) or label is _REGION):
        return source[: old.start()] + noun + source[old.end() :]
    return noun + source if label is TIER else ""


def find_aspect(sentence: Sentence) -> str:
    """Return what a sentence says that it tells of: 一年级新生方面,甲区首次下降,由2022年的2.4万人…; "" if nothing."""
    match = _ASPECT.match(sentence.text, sentence.start)
    return strip_lead(match["aspect"]) if match else ""


_ASPECT = re.compile(r"\s*(?P<aspect>[^,。;:\d]{2,16}?)方面,")
AREAS_ALONE = re.compile(
    r"(?:[\u4e00-\u9fff]{2,4}[、和与])*(?:[\u4e00-\u9fff]{2,4})?(?:[两三四五六七八九十]|\d{1,2}|各)个?(?:[市县区州旗镇乡盟]|县\(市、区\))"
)


@remember
def _may_be_area(noun: str) -> bool:
    """Tell whether a noun may name but a place or a kind of areas."""
    return noun[-1:] in _DIVISIONS or bool(_WHERE.fullmatch(noun) or AREA_ALONE.fullmatch(noun))


def name_of_area(noun: str, item: Item, previous: Item | None) -> list[str]:
    """Return what a number states that names but a place: 覆盖率92%,全国为90%; [] if it is not what was said before."""
    if not previous or not previous.subjects or previous.quantity.unit != item.quantity.unit or not _may_be_area(noun):
        return []
    if shared := name_area_share(item, previous):
        return [shared]
    place = noun[-1:] in _DIVISIONS and is_place(noun)
    return list(previous.subjects) if place or _WHERE.fullmatch(noun) else []


_DEGREE = re.compile("(?:博士|硕士|研究生|本科)(?:研究生|学历)?(?:[及以]*上(?:学历)?)?")


@for_nouns(_DEGREE.fullmatch, "person")
def name_recruits(sentence: Sentence, i: int, noun: str) -> str:
    """Return whom a degree alone counts of those recruited: 招聘教师387人,其中小学190人,硕士研究生11人."""
    item = sentence.items[i]
    beside = sentence.items[i - 1].noun if i and sentence.text[item.left[0]] == "、" else ""
    if FLOW.search(sentence.text, *item.left) or _DEGREE.search(beside):
        return ""  # 选派教师320名,引进博士8名、硕士95名
    told = (*sentence.said, *sentence.items[:i]) if sentence.divides else sentence.items[:i]
    subjects = (x.subjects[0] for x in told if x.subjects)
    recruited = (ACTS.match(subject) for subject in subjects if "教师" in subject)
    return next((act[0] + noun + "教师" for act in recruited if act), "")


def is_of_measure(sentence: Sentence, i: int) -> bool:
    """Tell whether what a clause between says rises is of a number, not what was counted last.

    义务教育巩固率95.6%;经费投入逐年递增,2020年达到210亿元.
    """
    item, last = sentence.items[i], sentence.items[i - 1]
    return (
        item.quantity.unit_class != last.quantity.unit_class or ";" in sentence.text[last.quantity.end : item.left[0]]
    )


@for_nouns(TOWN.fullmatch)
def name_in_town(sentence: Sentence, i: int, noun: str) -> str:
    """Return what is counted in a town of things counted before: 学校9所,学位1100个,其中大良街道2所、320个.

    >>> from helpers.extract import observe
    >>> [row["subject"] for row in observe("新增幼儿园5所、学位900个,其中北滘镇2所、360个;乐从镇3所、540个。")][2:]
    ['北滘镇新增幼儿园', '北滘镇新增学位', '乐从镇新增幼儿园', '乐从镇新增学位']
    """
    item, last = sentence.items[i], sentence.items[i - 1] if i else None
    if not last or item.quantity.unit not in SCHOOL_UNITS | {"人", "名", "平方米", "人次", "元"}:
        return ""
    beside = not noun and sentence.text[last.quantity.end : item.quantity.start] in ("、", ",")
    town = last.noun if beside else noun
    if not TOWN.fullmatch(town):
        return ""
    alike = [x for x in sentence.items[:i] if x.quantity.unit == item.quantity.unit and x.subjects]
    if not alike or (alike[-1] is last and beside):
        return ""
    item.noun, whole = town, alike[-1].subjects[0]
    if opens := TOWN.match(whole):
        whole = whole[opens.end() :]  # 湄江街道资助620人次,永兴镇510人次
    return town + whole


_DIVISIONS = ("省", "市", "县", "区", "旗", "州", "盟")
_WHERE = WordPattern("(?:同期|同年|而)*{whole_region}(?:同期|平均)*|(?:{whole_region})?(?:年度)?目标(?:值|任务)?")


def name_of_mean(sentence: Sentence, item: Item) -> str:
    """Return what a mean in brackets is of: 学前三年毛入园率低于全市平均水平(94.7%); "" if its clause does not say."""
    match = _ABOVE_MEAN.search(sentence.text, sentence.start, item.quantity.start)
    return strip_lead(match["what"]) if match else ""


_ABOVE_MEAN = WordPattern(
    r"(?<![^,。;:])(?P<what>[^,。;:()\d]{2,24}?)(?:也|仍|还|均|都|略|远)*{verb_compare}[^,。;:()\d]{1,10}?平均(?:水平|值|数)?\($"
)


def name_by_threshold(sentence: Sentence, i: int) -> str:
    """Return what a number counts from a size, a score or an age on: 小学56人以上大班额14个; "" if it does not."""
    item, last = sentence.items[i], sentence.items[i - 1]
    limit, text = last.quantity, sentence.text
    if not i or limit.unit not in _SIZES or text[limit.end - 1] not in "上下内":
        return ""
    if last.inside is not item.inside or limit.unit_class == item.quantity.unit_class:
        return ""
    match = _THINGS.fullmatch(text, limit.end, item.quantity.start)
    things = ADVERB.sub("", MOVE.sub("", match["things"])) if match else ""
    if not things or FLOW.match(things):
        return ""
    classes = [x for x in sentence.items[: i - 1] if x.subjects] if _CLASSES.search(things) else []
    of_one = classes and not last.noun and not lists_levels(classes[-2:], text)
    level = LEVEL_PREFIX.match(classes[-1].subjects[0]) if of_one else None
    return (level[0] if level else last.noun) + text[limit.start : limit.end] + things


def lists_levels(items: list[Item], text: str) -> bool:
    """Tell whether two numbers are of the same things of two levels, side by side: 小学教学班286个,初中教学班142个.

    What is told behind them is of both, unless it follows each: 小学班286个,大班额2个;初中班142个,大班额0个.
    """
    if len(items) != 2 or items[0].quantity.unit != items[1].quantity.unit:
        return False
    first, second = items
    one, other = LEVEL_PREFIX.match(first.noun), LEVEL_PREFIX.match(second.noun)
    alike = one and other and one[0] != other[0] and first.noun[one.end() :] == second.noun[other.end() :] != ""
    return bool(alike) and text.find(";", first.quantity.end, second.quantity.start) < 0


_GRADE = WordPattern("(?:{level}|各)?(?:起始年级|[一二三四五六七八九]年级)|高[一二三](?:年级)?|初[一二三](?:年级)?")


@for_nouns(_GRADE.fullmatch)
def name_of_grade(sentence: Sentence, i: int, noun: str) -> str:
    """Return what is told of a grade alone: that of the grade before it; "" if that tells nothing.

    >>> from helpers.extract import observe
    >>> [row["subject"] for row in observe("小学一年级平均班额41.3人,七年级46.8人。七年级468人。")]
    ['小学一年级平均班额', '七年级平均班额', '七年级']
    """
    item, last = sentence.items[i], sentence.items[i - 1] if i else None
    alike = last and last.subjects and last.quantity.unit == item.quantity.unit and not item.inside
    grade = _GRADE.match(last.subjects[0]) if alike else None
    rest = last.subjects[0][grade.end() :] if grade else ""
    return noun + rest if _TOLD_OF_GRADE.fullmatch(rest) else ""


_TOLD_OF_GRADE = re.compile("(?:平均|最大)?班额|班均|(?:教学)?班(?:级|数)?|新生|招生|在校生|学生")


def name_beside(sentence: Sentence, i: int) -> str:
    """Return what persons are that stand beside the schools they attend, or a score that they reach; "" if they do not.

    A poster leaves out what a sentence says: 小学 27所 4.39万人, 600分以上 416人.
    """
    item, last = sentence.items[i], sentence.items[i - 1] if i else None
    if not last or item.quantity.unit_class != "person" or item.move or last.inside is not item.inside:
        return ""
    if sentence.text[last.quantity.end : item.quantity.start].strip() not in {"", "、"}:
        return ""
    if last.quantity.unit == "分" and _ABOVE_OR_BELOW.search(sentence.text, last.quantity.start, last.quantity.end):
        exam = _EXAMS.findall(sentence.text, sentence.start - _NEAR, item.quantity.start)
        return (exam[-1] if exam else "") + sentence.text[last.quantity.start : last.quantity.end]
    attended = last.subjects and last.quantity.unit in {"所", "校"} and _ATTENDED.fullmatch(last.subjects[0])
    if not attended:
        return ""
    return last.subjects[0] + ("在园幼儿" if last.subjects[0].endswith("园") else "在校生")


_ATTENDED = WordPattern("{area}?{sector}?(?:普通)?(?:小学|初中|高中|中学|中职|高职|{level}|{level}?学校)")
_SIZES = {"人", "名", "分", "岁"}
_CLASSES = re.compile("班额?$|班级$")
_ABOVE_OR_BELOW = re.compile("[上下内]$")
_THINGS = WordPattern(
    r"(?P<things>(?![且并或的])[\u4e00-\u9fff]{1,10}?)(?:{whole_region})?(?:分别|依次)?(?:[由从](?:(?:19|20)\d\d年|[去上]年)[底末]?的?)?"
    r"(?:还|仍|只|仅|共|现)*[有为剩]?"
)


def name_exam(sentence: Sentence) -> None:
    """Say of candidates and rooms which exam the text last named: 高考报名2.1万人。各县报名情况:甲县2810人."""
    items = sentence.items
    if sentence.text.find("考", max(0, items[0].left[0] - _NEAR), items[-1].quantity.start) < 0:
        return
    for item in items:
        if item.subjects and _is_of_an_exam(item.subjects[0]):
            named = _EXAMS.findall(sentence.text, item.left[0] - _NEAR, item.quantity.start)
            exam = named[-1] if named and named[-1].endswith("考") else ""
            item.subjects = [exam + s if _is_of_an_exam(s) else s for s in item.subjects]


@remember
def _is_of_an_exam(subject: str) -> bool:
    return bool(_OF_AN_EXAM.fullmatch(subject))


_NEAR = 400  # characters
_EXAMS = re.compile("高考|中考|招聘|甄选|培训|竞赛|大赛")  # the last three have candidates of their own
_OF_AN_EXAM = WordPattern(
    "(?:[\u4e00-\u9fff]{2,4}(?:镇|乡|街道)|{own_place}|预计|实际|[我本][市县区])*(?:共?设)?"
    "(?:报名|报考|参考|参加考试|录取|考生|考点|考场|考区|应届生?|往届生?|[文理]史?[类科]|历史类|物理类|艺术类?|体育类?|艺术、体育类)"
    "(?:人数|考生|学生|人次|总数)*"
)


def is_level_with(level: str, noun: str) -> bool:
    """Tell whether a level of education before a number narrows the schools counted behind it."""
    level = level.removesuffix("阶段")
    return bool(LEVEL_PREFIX.fullmatch(level) and INSTITUTION_END.search(noun))
