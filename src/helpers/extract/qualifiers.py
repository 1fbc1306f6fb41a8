"""A noun that only says which of the things named before: 公办62所 of 幼儿园150所, 省级42门, 语文58名 of 招聘教师."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import accumulate
from math import isclose

from helpers.extract.aid import name_tier_of
from helpers.extract.clauses import Item, Sentence
from helpers.extract.groups import names_group
from helpers.extract.labels import swap_level
from helpers.extract.nouns import strip_lead
from helpers.extract.parts import OF_AN_OWNER, complete_part, put_level, with_kind
from helpers.extract.sparse import name_persons_of_each
from helpers.extract.ways import for_nouns
from helpers.extract.words import (
    ACTS,
    AMONG_SAID,
    BARE,
    CRITERION,
    FLOW,
    LEVEL_PREFIX,
    LEVEL_WORDS,
    SCHOOL_UNITS,
    names_schools,
)
from helpers.language import Quantity, WordPattern

_WHO_RUNS = WordPattern("{sector}性?")
_RANK = WordPattern("{rank_of_office}")
_EMPLOYED = re.compile("专职|兼职|在编|临聘|聘用制?|合同制|编外")
_NARROWS = WordPattern("(?:{qualifier|sector}性?)(?:职称|学历|学位)?")
_PRIZE = WordPattern("{一等奖|二等奖|三等奖|特等奖|金奖|银奖|铜奖}")
_TAUGHT = WordPattern("{taught}(?:[、和与及]{taught})*")
_OTHERS = re.compile("其[他它余](?:学科|科目)?")
_ANY = WordPattern(
    "|".join([*(x.template for x in (_WHO_RUNS, _RANK, _NARROWS, _PRIZE, _TAUGHT)), _OTHERS.pattern, _EMPLOYED.pattern])
)
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
    kind = next((kind for kind in (_WHO_RUNS, _RANK, _PRIZE, _EMPLOYED) if kind.fullmatch(noun)), None)
    if not kind:
        return ""
    between = sentence.text[last.quantity.end : item.quantity.start].strip()
    divided_anew = kind is _WHO_RUNS and last.part_of and between == f";{noun}"
    item.part_of = last.part_of if divided_anew or kind.search(last.subjects[0]) else item.part_of
    if divided_anew:
        return complete_part(noun, last.part_of.subjects[0], item.quantity)  # 其中城区12所,乡村39所;教育部门办20所
    beside = between in {f"{mark}{noun}{has}" for mark in "、," for has in ("", "的有")}  # 46个,省级的有7个
    if kind is _PRIZE and sentence.text[last.quantity.end] != "、":
        return ""
    return _swap(last, kind, noun, item) if beside else ""


def _swap(last: Item, kind: WordPattern, noun: str, item: Item) -> str:
    """Put a qualifier in the place of that of the number before, or before the whole: 国家级一流课程3门、省级42门."""
    source = last.subjects[0]
    if old := kind.search(source):
        return source[: old.start()] + noun + source[old.end() :] if old[0] != source else ""
    if kind in (_PRIZE, _EMPLOYED) or item.quantity.unit_class == "money" or not _is_smaller(item, last):
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


_DOES = re.compile(  # a verb and its object, no name of schools
    "(?:自办|自建|开办|举办|开设|开齐|设有|设立|建有|配有|配备|配齐|拥有|没有|实行|实施|开展|提供|引进|引入|加入|接入|安装|聘请|聘用)"
    "[^,。;]{2,10}(?<![校园学中])"
)
_SCHOOLS = re.compile("(?:中小学校?|[公民]办|普惠性)*(?:学校|中小学|小学|初中|高中|中学|幼儿园|教学点|院校)$")
_STAFF = WordPattern("(?:{level})?(?:在编|在岗|在职)*(?:专任教师|教师|教职工)(?:总人数|总数|人数)?")
_DIVIDES = WordPattern(rf"\s*(?P<base>{_STAFF.template})?{CRITERION.pattern}")  # 专任教师按学段分,小学198人
_OPENS_DIVISION = frozenset("按分从小初普高中幼在专教")  # the first characters of
_GRADE = re.compile(
    "[正副]?高级?|(?:高、)?[中初]级|员级|(?:未定|无)职?[级称]|(?:博士|硕士|研究生|本科|大?专科?|中专|中师|高中)"
    "|[男女]性?|\\d\\d岁?(?:[至到~-]\\d\\d岁)?"
)
_BOUND = re.compile("(?:及?以[上下]|及其他|毕业)$")
_GRADED = re.compile(f"(?:{_GRADE.pattern})(?:{_BOUND.pattern})?")


def find_base(sentence: Sentence) -> str:
    """Return the teachers counted before a sentence that only says by what they are divided; "" if it does not."""
    first = sentence.text[sentence.start]
    may_divide = first in _OPENS_DIVISION or first.isspace()
    divides = _DIVIDES.match(sentence.text, sentence.start) if may_divide else None
    if not divides or divides["base"]:
        return divides["base"] if divides else ""
    said = (x.subjects[0] for x in reversed(sentence.said) if x.subjects and x.quantity.unit_class == "person")
    whole = next((subject for subject in said if _STAFF.fullmatch(subject) or BARE.fullmatch(subject)), "")
    return whole if _STAFF.fullmatch(whole) else ""


def name_part(sentence: Sentence, i: int, noun: str) -> str:
    """Complete a part by its whole; the next of a list has the act of the part before it.

    >>> from helpers.extract import observe
    >>> rows = observe("新建、改扩建学校14所,其中新建幼儿园5所、小学4所,改扩建初中3所。")
    >>> [row["subject"] for row in rows][1:]
    ['新建幼儿园', '新建小学', '改扩建初中']
    """
    item, last = sentence.items[i], sentence.items[i - 1]
    whole = item.part_of.subjects[0]
    if item.quantity.unit_class == "person" and whole.endswith("率") and _GOES_ON.match(noun):
        return noun  # 对口就业率78.6%,其中直接就业5230人、升入高一级学校7120人
    if item.quantity.unit_class == "person" and (persons := name_persons_of_each(sentence, i, noun, whole)):
        return persons
    if item.quantity.unit_class == "person" and (tier := name_tier_of(whole, noun)):
        return tier  # 发放助学金800人,其中一等200人
    if item.quantity.unit == "所" and _DOES.fullmatch(noun) and (schools := _SCHOOLS.search(whole)):
        return f"{noun}的{schools[0]}"  # 供餐的中小学62所,其中自办食堂49所
    if last.part_of is item.part_of and _RANK.fullmatch(noun) and _RANK.match(last.noun) and last.noun != noun:
        return _swap(last, _RANK, noun, item)  # 专业362个,其中国家级一流专业71个、省级88个
    acts = ACTS.match(whole)
    beside = last.part_of is item.part_of and sentence.text.startswith("、", last.quantity.end)
    beside = beside and LEVEL_PREFIX.fullmatch(noun)
    own = ACTS.match(last.noun) if acts and beside and last.quantity.unit == item.quantity.unit else None
    if own and own.end() < len(last.noun):
        whole = own[0] + whole[acts.end() :]
    named = complete_part(noun, whole, item.quantity)
    return put_level(named, whole) if sentence.divides and names_group(named) else named


_GOES_ON = re.compile("升入|升学|考入|直接就业|自主创业|创业|参军|入伍")


def may_share_part(item: Item, previous: Item | None) -> bool:
    """Tell whether a number can be a part of what the one before it is: not money that is paid to counted persons.

    >>> from helpers.extract import observe
    >>> text = "资助学生900人次,其中小学资助600人次、发放40万元;初中资助300人次、发放30万元。"
    >>> [row["subject"] for row in observe(text)][2::2]
    ['小学资助发放', '初中资助发放']
    """
    part = previous.part_of if previous else None
    paid = part and part.quantity.unit_class == "person" and item.quantity.unit_class == "money"
    ratio = item.quantity.form == "ratio"  # 教职工490人,其中专任教师420人,师生比1:13 is no part of persons
    return bool(part) and not (item.inside or ratio or (paid and FLOW.fullmatch(item.noun)))


def find_divided_too(sentence: Sentence, i: int) -> Item | None:
    """Return what an area has a further part of: 新建小学9所,新增小学学位4200个,其中城区新建3所,新增学位1800个."""
    item, last = sentence.items[i], sentence.items[i - 1]
    act, text = ACTS.match(item.noun), sentence.text
    if (
        not act
        or not OPENS_WITH_AREA.match(last.noun)
        or not last.subjects
        or not text.startswith(",", last.quantity.end)
    ):
        return None
    first = last.part_of.quantity.start
    alike = (x for x in sentence.items[:i] if x.quantity.unit == item.quantity.unit and not (x.part_of or x.move))
    alike = (x for x in alike if x.subjects and x.quantity.start > first and x.subjects[0].startswith(act[0]))
    return next((x for x in alike if x.subjects[0].endswith(item.noun[act.end() :])), None)


OPENS_WITH_AREA = WordPattern("{area}")


@for_nouns(
    lambda noun: _PUPILS_OF_LEVEL.fullmatch(noun) or _OWN_GROUP.fullmatch(noun) or _DEGREE.fullmatch(noun), "person"
)
def name_in_group(sentence: Sentence, i: int, noun: str) -> str:
    """Name the pupils of a level in a group: 寄宿生中,小学生620人,初中生510人; "" if no group is divided.

    >>> from helpers.extract import observe
    >>> [row["subject"] for row in observe("寄宿生中,小学生620人,初中生510人。在校生中,小学生2.1万人。")]
    ['小学寄宿生', '初中寄宿生', '小学生']
    """
    if own := _OWN_GROUP.fullmatch(noun):
        return own["level"] + strip_lead(own["group"])
    group = next(_IN_GROUP.finditer(sentence.text, sentence.start, sentence.items[i].left[1]), None)
    if group and _DEGREE.fullmatch(noun) and group["group"].endswith(("教师", "教职工")):
        return f"{noun}学历{_THIS_YEAR.sub('', strip_lead(group['group']))}"  # 招聘教师中,硕士62人,占38%;本科98人
    alike = all(_PUPILS_OF_LEVEL.fullmatch(x.noun) for x in sentence.items[:i])
    return _PUPILS_OF_LEVEL.fullmatch(noun)["level"] + strip_lead(group["group"]) if group and alike else ""


def find_group(sentence: Sentence, i: int) -> str:
    """Return the group that the clause before that of a number divides: 新招聘教师中,研究生学历占三成; "" if none."""
    begins = sentence.items[i].left[0]
    group = next((x for x in _IN_GROUP.finditer(sentence.text, sentence.start, begins) if x.end() == begins), None)
    return strip_lead(group["group"]) if group else ""


_THIS_YEAR = re.compile("^(?:[今去前]年|全年)")
_DEGREE = re.compile("(?:博士|硕士)(?:研究生)?|研究生|本科|大专|专科")
_PUPILS_OF_LEVEL = WordPattern("(?P<level>{level})(?:学?生)?")
_OWN_GROUP = re.compile(  # 寄宿生7015人,寄宿生中小学生2893人: no 中小学生
    r"(?P<group>[^,。;:\d、]{0,8}?(?:(?:寄宿|困难|残疾|民族|资助|住校|就读)学?生|随迁子女|留守儿童))中(?P<level>小学|初中|高中)(?:学?生)?"
)
_IN_GROUP = WordPattern(
    "(?<![^,。;:\\n ])(?:在(?![校园读籍职编岗])|[这那]些)?(?P<group>"
    "[^,。;:\\d]{0,8}?(?:寄宿|困难|残疾|民族|资助|住校|就读)的?(?:学?生|孩子)"
    "|[^,。;:\\d]{0,6}?(?:随迁子女|留守儿童)|[^,。;:\\d]{0,10}?(?:教师|教职工))[中里],"
)


def find_persons(sentence: Sentence) -> Item | None:
    """Return the last number of persons before a sentence that opens with a part: 专任教师312人。本科学历占78%."""
    if sentence.items[0].left[0] > sentence.start:
        return None  # 小学专任教师中,本科学历占78%
    return next((x for x in reversed(sentence.said) if x.quantity.unit_class == "person"), None)


def list_counted(sentence: Sentence) -> tuple[Item, ...]:
    """Return what a sentence and those before it count, without the parts of a division, of which nothing is a part."""
    return sentence.said if find_base(sentence) else (*sentence.said, *sentence.items)


def _find_end(text: str, start: int) -> int:
    """Return where the sentence before the one before a position ends."""
    return max(text.rfind(mark, 0, max(start - 1, 0)) for mark in "。\n")


def find_summed(sentence: Sentence, item: Item) -> Item | None:
    """Return what a sentence divides whose numbers add up to it: 教师418名,特岗265名。分年看,2021年200名,2022年218名.

    >>> from helpers.extract import observe
    >>> text = "招聘教师300名,分配到乡镇200名。分年度看,2021年140名,2022年160名。"
    >>> [row["subject"] for row in observe(text)][2:]
    ['招聘教师', '招聘教师']
    """
    if item.inside or item.quantity.unit == "%" or not CRITERION.match(sentence.text, sentence.start):
        return None
    return add_up([x.quantity for x in sentence.items if not x.inside], item.quantity.unit, sentence.said)


def find_named_whole(sentence: Sentence, item: Item) -> Item | None:
    """Return what the sentence before counts that one names whose level is told: 特岗教师40名…。特岗教师里,小学22名.

    Or whose place is: 9所学校通过验收,余下2所未完工。验收的学校中,甲县4所.
    """
    opens = sentence.text[item.left[0] - 1] in _ENDS_SAID and (not item.noun or LEVEL_PREFIX.fullmatch(item.noun))
    opens = opens and _AMONG_SAID.match(sentence.text, sentence.start, item.left[0])
    if not opens:
        return None
    alike = [x for x in reversed(sentence.said) if x.subjects and x.quantity.unit == item.quantity.unit]
    done, _, kind = opens["whole"].rpartition("的")
    named = (x for x in alike if x.subjects[0].endswith(opens["whole"]))
    told = (x for x in alike if len(done) > 1 and kind in _OF_ANY_KIND and done in x.subjects[0])
    return next(named, None) or next(told, None)


_OF_ANY_KIND = frozenset({"学校", "项目", "幼儿园", "教师", "学生"})
_ENDS_SAID = frozenset(",:\n")  # the last characters of
_AMONG_SAID = re.compile(rf"\s*{AMONG_SAID}$")


def add_up(numbers: list[Quantity], unit: str, said: Iterable[Item]) -> Item | None:
    """Return the last of some items to which the first numbers in a unit add up, None if they do to none."""
    values = [x.value for x in numbers if x.unit == unit]
    if len(values) < FEWEST or None in values:
        return None
    sums = list(accumulate(values))[1:]  # 2021年140名,2022年160名,比上年增加20名: of the first two
    alike = [x for x in said if x.quantity.unit == unit and x.quantity.value and x.subjects and not x.move]
    return next((x for x in reversed(alike) if any(isclose(x.quantity.value, y) for y in sums)), None)


def find_divided_by_level(items: list[Item]) -> Item | None:
    """Return what the last numbers divide by levels that add up to it: 学生900人,小学600人,初中300人; None if nothing.

    >>> from helpers.extract import observe
    >>> text = "义务教育在校生900人,小学600人,初中300人,其中随迁子女70人。共有教学班22个。"
    >>> [row["subject"] for row in observe(text)][3:]
    ['义务教育随迁子女', '义务教育教学班']
    """
    total = 0.0
    for place, item in enumerate(reversed(items)):
        if item.move or item.inside or not item.subjects or item.quantity.value is None:
            return None
        if item.quantity.unit != items[-1].quantity.unit:
            return None
        if place >= FEWEST and isclose(item.quantity.value, total):
            return item if HOLDS_LEVELS.match(item.noun) or not LEVEL_WORDS.search(item.noun) else None
        if not LEVEL_PREFIX.match(item.noun):
            return None
        total += item.quantity.value
    return None


def adds_up(item: Item, text: str) -> bool:
    """Tell whether an item is the sum of those before it: 小学8所、初中3所,共11所,在校生…."""
    alone = not item.noun and text[item.quantity.end] in ",;。"
    return alone and bool(_ADDS_UP.fullmatch(text, *item.left))


_ADDS_UP = re.compile("[,、;]?[^,、;\\d]{0,4}(?:[合总共]计|总?共)(?:[为有]|达到?)?")
FEWEST = 2  # parts of a whole


def tells_of_levels(items: list[Item]) -> bool:
    """Tell whether the last numbers are of the same persons or things at several levels, so that none of these goes on.

    >>> from helpers.extract import observe
    >>> text = "在校生中,小学620人,初中510人;留守儿童230人。专任教师62人,其中小学38人、初中24人。教学班22个。"
    >>> [row["subject"] for row in observe(text)][2:]
    ['留守儿童', '专任教师', '小学专任教师', '初中专任教师', '教学班']
    """
    counted = [x for x in items if not x.move and x.quantity.unit != "%" and x.subjects][-FEWEST:]
    alike = len(counted) == FEWEST and counted[0].quantity.unit_class == counted[1].quantity.unit_class
    if not alike or counted[0].quantity.unit in SCHOOL_UNITS:
        return False
    own = LEVEL_PREFIX.match(counted[-1].noun)
    subjects = [match for x in counted if (match := LEVEL_PREFIX.match(x.subjects[0]))]
    if not own or len(subjects) < FEWEST or own.string[own.end() :] not in ("", "阶段", "生", "学生"):
        return False
    things = {match.string[match.end() :].removeprefix("阶段") for match in subjects}
    return len({match[0] for match in subjects}) == FEWEST and len(things) == 1


def is_of_levels_in_turn(item: Item, items: list[Item]) -> bool:
    """Tell whether a number is of a list of several levels: 小学、初中在校生分别为32人、18人,教学班26个: of both."""
    own = [LEVEL_PREFIX.match(x.subjects[0]) for x in items if x.group_start == item.group_start and x.subjects]
    return len({match[0] for match in own if match}) > 1


def has_ended(part: Item, item: Item, text: str) -> bool:
    """Tell whether the parts of a whole end before an item: 其中公办园100所;在园幼儿2.7万人 is of all."""
    left = item.left[0]
    return text.find(";", part.quantity.end, left + 1) >= 0 or text.startswith(("另有", "另设"), left)


def goes_on_with_part(sentence: Sentence, previous: Item, i: int) -> bool:
    """Tell whether an item goes on with the parts of a whole: not where other schools have been counted since.

    >>> from helpers.extract import observe
    >>> text = "小学9所,教职工320人,其中专任教师280人,女教师210人,初中4所,教职工160人,其中专任教师140人。"
    >>> [row["subject"] for row in observe(text)][3:]
    ['小学女专任教师', '初中', '初中教职工', '初中专任教师']
    """
    item = sentence.items[i]
    if not i or item.inside or has_ended(previous, item, sentence.text):
        return False
    since = (x for x in sentence.items[:i] if x.quantity.start > previous.quantity.start)
    return not any(x.quantity.unit in SCHOOL_UNITS and not x.part_of and names_schools(x.noun) for x in since)


def is_of_part(before: list[Item], item: Item, text: str) -> bool:
    """Tell whether persons are those in the one kind of schools that was counted as a part: 其中职高7所,新生2866人.

    >>> from helpers.extract import observe
    >>> text = "有幼儿园17所,其中公办11所、民办6所,在园幼儿6200人。"
    >>> [row["subject"] for row in observe(text)][3:]
    ['幼儿园在园幼儿']
    >>> text = "幼儿园17所,在园幼儿6200人,其中公办园11所,在园幼儿4100人。"
    >>> [row["subject"] for row in observe(text)][3:]
    ['公办园在园幼儿']
    """
    last = before[-1]
    counts = last.listed <= 1 and last.subjects and not (last.inside or item.inside or _TITLED.search(last.noun))
    counts = counts and item.quantity.unit_class == "person" and last.quantity.unit in SCHOOL_UNITS
    if not (counts and BARE.fullmatch(item.noun)) or _is_used_up(before):
        return False
    if re.fullmatch(OF_AN_OWNER, last.subjects[0]):
        return text[last.quantity.end] == "、" or any(x.noun == item.noun for x in before)
    return with_kind(item.noun, last.subjects[0]) != item.noun


# a title that few schools have, of whose pupils nobody asks: 普通高中3所,其中省级示范高中1所,在校生5872人
_TITLED = re.compile("示范|重点|星级|特色|优质|标准化|达标|[国省市县]级|自治区级?")


def _is_used_up(items: list[Item]) -> bool:
    """Tell whether the last of some numbers are the parts of the one before them, and add up to it."""
    whole, total = items[-1].part_of, 0.0
    for place, item in enumerate(reversed(items)):
        if item is whole:
            return place >= FEWEST and item.quantity.value is not None and isclose(item.quantity.value, total)
        if item.part_of is not whole or item.quantity.unit != whole.quantity.unit or item.quantity.value is None:
            return False
        total += item.quantity.value
    return False


HOLDS_LEVELS = re.compile("义务教育|基础教育|中小学|高中阶段|普通中学|中学|中等|高等|各级")  # 幼儿园40所 holds none
_PARTS = re.compile(r"\s*其中[,:]?")
_DIVIDES_SCHOOLS = WordPattern("{sector}性?|{area}|城区|镇区|乡村|农村")


def _name_counted(sentence: Sentence, item: Item, noun: str) -> str:
    """Name a part of what the sentence before counts first: 新增学位5.2万个。分学段看,小学2.1万个; "" if it is none."""
    if item.inside or not CRITERION.match(sentence.text, sentence.start):
        return ""
    if sentence.text.find("其中", sentence.start, item.left[1]) >= 0:
        return ""  # 从用途看,生活补助1637万元,其中小学698万元
    if summed := find_summed(sentence, item):
        item.part_of = summed
        return complete_part(noun, summed.subjects[0], item.quantity)
    begins = _find_end(sentence.text, sentence.start)
    while begins >= 0 and (CRITERION.match(sentence.text, begins + 1) or _PARTS.match(sentence.text, begins + 1)):
        begins = _find_end(sentence.text, begins + 1)  # 按举办者分:…。按区域分:城区12所; 其中,公办园…。按城乡分,城区…
    told = (x for x in sentence.said if x.quantity.start > begins and x.subjects)
    whole = next((x for x in told if x.quantity.unit == item.quantity.unit), None)
    if not whole or not _is_smaller(item, whole):
        return ""
    item.part_of = whole
    return complete_part(noun, whole.subjects[0], item.quantity)


def _read_criterion(sentence: Sentence, item: Item) -> str:
    """Return by what a sentence divides where a number stands: 按学历分,研究生12人;按职称分,正高级2人."""
    begins = max(sentence.start, sentence.text.rfind(";", sentence.start, item.left[0]) + 1)
    divides = CRITERION.match(sentence.text, begins) or _DIVIDES.match(sentence.text, sentence.start)
    return divides["by"] or ""


@for_nouns(
    lambda noun: (
        _GRADED.fullmatch(noun)
        or LEVEL_PREFIX.fullmatch(noun)
        or _DIVIDES_SCHOOLS.fullmatch(noun)
        or names_schools(noun)
    )
)
def name_of_base(sentence: Sentence, i: int, noun: str) -> str:
    """Name a part of the teachers counted before: 专任教师312人。按学历分:研究生12人,本科占78%; "" if it is none.

    >>> from helpers.extract import observe
    >>> text = "全县专任教师312人。\\n按学段分:小学198人,初中114人。\\n按学历分:研究生12人,本科占78%。"
    >>> [row["subject"] for row in observe(text)][1:]
    ['小学专任教师', '初中专任教师', '研究生学历专任教师', '本科学历占专任教师']
    """
    item, base = sentence.items[i], find_base(sentence)
    share = item.quantity.unit == "%" and sentence.text[item.left[0] : item.left[1]].rstrip().endswith("占")
    if not base and item.quantity.unit_class not in ("person", "percent"):
        return _name_counted(sentence, item, noun)
    graded = _GRADE.fullmatch(_BOUND.sub("", noun))
    summed = find_summed(sentence, item) if not graded and item.quantity.unit_class == "person" else None
    if summed and summed.subjects[0] != base:
        item.part_of = summed
        return complete_part(noun, summed.subjects[0], item.quantity)
    if not base or item.inside or not (share or item.quantity.unit_class == "person"):
        return ""
    by = _read_criterion(sentence, item)
    if graded and "段" not in by:
        kind = next((kind for kind in ("学历", "职称") if kind in by and kind not in noun), "")
        noun += kind * (share or kind == "学历")
        return f"{noun}占{base}" if share else noun + base
    if not LEVEL_PREFIX.fullmatch(noun):  # 按学校类别分:小学5613人,完全中学677人
        return "" if share or not names_schools(noun) else complete_part(noun, base, item.quantity)
    return f"{noun}占{base}" if share else swap_level(base, noun)
