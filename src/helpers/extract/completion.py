"""Completing the name of what is counted by what stands before: a part by its whole, a noun by its level."""

from __future__ import annotations

import re
from functools import cache

from helpers.extract.accounts import name_pointed_at, name_shared_out, read_account
from helpers.extract.acts import ACTS_ALONE, without_act
from helpers.extract.antecedents import OF_WHICH, opens_division
from helpers.extract.at_school import name_at_school
from helpers.extract.before import complete_from_before
from helpers.extract.clauses import Item, Sentence
from helpers.extract.examples import drop_examples
from helpers.extract.groups import find_divided, name_admitted, name_entered
from helpers.extract.labels import (
    complete_level,
    find_shared,
    is_only_level,
    lists_levels,
    name_in_town,
    name_of_area,
    name_of_grade,
    name_recruits,
)
from helpers.extract.lists import name_of_stages
from helpers.extract.nouns import find_among, strip_lead
from helpers.extract.own_level import name_at_own_level
from helpers.extract.owners import name_aided
from helpers.extract.parts import SEX, complete_part, joins_acts, name_sex, split_members, with_kind, with_level
from helpers.extract.purposes import name_attending, name_line, name_score
from helpers.extract.qualifiers import (
    OPENS_WITH_AREA,
    find_divided_by_level,
    find_divided_too,
    find_group,
    find_persons,
    goes_on_with_part,
    has_ended,
    is_of_part,
    may_share_part,
    name_in_group,
    name_of_base,
    name_part,
)
from helpers.extract.reached import name_by_side
from helpers.extract.sentences import name_one_of
from helpers.extract.shares import name_share_again, name_staff
from helpers.extract.sparse import (
    name_aged,
    name_arrived,
    name_for_each,
    name_gap,
    name_graded,
    name_hired,
    name_in_all,
    name_in_library,
    name_joined,
    name_lacking,
    name_paid_each,
    name_rate_of_pupils,
    name_rate_of_sex,
    name_short,
    name_works,
)
from helpers.extract.terms import GRANTS
from helpers.extract.ways import Construction, for_nouns, select, try_each
from helpers.extract.words import (
    CLAUSE_MARK,
    FLOW,
    GROUP_MARK,
    INSTITUTION_END,
    MEMBER_MARK,
    SCHOOL_UNITS,
)
from helpers.language import WordPattern
from helpers.storage import remember

_AMOUNT_WORD = re.compile(r"(?:的?(?:数量|总数|数|名次|位次))?$")


def find_announced(item: Item, sentence: Sentence) -> str:
    """27所:改造提升的乡村学校数量: a number that opens a line is told behind a colon."""
    text, end = sentence.text, item.quantity.end
    if item.quantity.start != sentence.start or text[end : end + 1] != ":":
        return ""
    return strip_lead(_AMOUNT_WORD.sub("", CLAUSE_MARK.split(text[end + 1 : sentence.end])[0]))


# 完成固定资产投资6亿元,完成年度目标任务的99%
_OF_A_TASK = re.compile("(?:占|为|完成|达到?)+(?:[省市县区州]?下达|年度?|全年|目标|计划|预算|任务|总?投资|的)+")
_SHARED = WordPattern("分别|{均}|都|皆|全部|各$")


def complete_noun(sentence: Sentence, i: int, previous: Item | None) -> list[str]:
    """Complete a noun before its quantity from a list that shares the number, from 其中, and from what came before."""
    item, last, text = sentence.items[i], sentence.items[i - 1] if i else None, sentence.text
    noun = item.noun = drop_examples(item.noun, item.quantity) if "等" in item.noun else item.noun
    if said := name_of_area(noun, item, previous):
        return said
    if last and "之一" in text[last.quantity.end : item.left[0]] and (one := name_one_of(text, last)) is not None:
        return [one + noun]
    alone, among, may_list = _list_own(noun, item.quantity.unit_class)
    if alone and (named := try_each(alone, sentence, i, noun)):
        return [named]
    if last and sentence.items[0].noun_right and (divided := _name_divided(sentence, i, noun)):
        return [divided]
    if "中" in noun and (taken := _TAKEN_FROM.fullmatch(noun)):
        noun = taken["part"] + taken["whole"]
        among = _list_own(noun, item.quantity.unit_class)[1]
    if among and (named := try_each(among, sentence, i, noun)):
        return [named]
    if noun == "学位" and last and (places := _name_places(sentence, item, last)):
        return [places]
    left = text[item.left[0] : item.left[1]]
    source = previous.subjects[0] if previous and previous.subjects else ""
    share = item.quantity.unit in {"%", "‰"} and item.quantity.form != "lost"
    parted = (
        last and last.part_of and last.inside in (None, item.inside)
    )  # 在校生(小学62人、初中38人),教学班9个: of all
    divides = sentence.divides and source and previous.quantity.unit == item.quantity.unit
    if divided_anew := _find_divided_anew(sentence, item) if text.endswith("分,", 0, item.left[0]) else None:
        item.part_of = divided_anew
    elif (
        item.quantity.unit in SCHOOL_UNITS
        and len(noun) < _LONGEST_RUNS
        and (schools := _find_schools(sentence, i, noun))
    ):
        item.part_of = schools
    elif find_among(item, last, text):
        item.part_of = last
    elif divides or opens_division(left, 0) or text.endswith(OF_WHICH, sentence.start, item.left[0]):
        whole = None if share else find_divided_by_level(sentence.items[:i])
        if not whole and i > 1 and _is_of_both(sentence, i):
            return [noun]
        item.part_of = whole or (last if share and i else previous)
    elif i > 2 and text.startswith("、", item.left[0]) and _goes_on_with_both(sentence, i):
        return [noun]
    elif parted and noun in _CLASSES and (of_level := with_level(noun, last.subjects[0])) != noun:
        item.part_of = last.part_of
        return [of_level]  # 在校生3.2万人。其中,小学2.1万人,班级512个
    elif parted and (whole := find_divided_too(sentence, i)):
        item.part_of = whole
        return [OPENS_WITH_AREA.match(last.subjects[0])[0] + whole.subjects[0]]
    elif parted and is_of_part(sentence.items[:i], item, text) and not has_ended(last, item, text):
        item.part_of = last.part_of
        return [with_kind(noun, last.subjects[0])]
    elif may_share_part(item, previous) and goes_on_with_part(sentence, previous, i):
        told = text.startswith(":", previous.quantity.end)  # 招聘196名:高中41名
        item.part_of = previous if told else previous.part_of
    if not (item.part_of or share) and (named := _find_named_whole(sentence, i, left)):
        item.part_of = named
        return [noun]
    if share and left.endswith("的") and (whole := _REACHES_SHARE.fullmatch(noun)):
        return [f"{source}占{whole['whole']}"]  # 百人以下的小学92所,已超过全县小学的五成
    if share and _TOGETHER.match(left):  # 其中小学3894人、初中2634人,合占中小学生的7.4%
        noun = item.noun = noun[max(0, noun.find("占")) :]
        whole = previous.part_of if previous else None
        both = "、".join(x.subjects[0] for x in sentence.items[i - 2 : i] if x.subjects)
        source = whole.subjects[0] if whole and whole.subjects else source
        source = both if not whole and i > 1 and lists_levels(sentence.items[i - 2 : i], text) else source
    if noun.startswith("占") and _SHARE_OF.match(noun):
        if share or item.quantity.form == "lost":
            return [_SHARES.sub("", source) + noun]
        item.share_of = source
        return [strip_lead(noun[1:])]
    if share and _OF_A_TASK.fullmatch(noun):
        return [without_act(source).removesuffix("完成") + noun]
    if share and left.rstrip().endswith(("占", "占到")):
        return [_name_share(sentence, i, noun, previous)]
    if item.part_of and SEX.fullmatch(noun) and sentence.items[i - 1].noun.endswith("专任教师"):
        item.part_of = sentence.items[i - 1]  # 教职工3200人,其中专任教师2800人,女教师1900人
    if item.part_of and item.part_of.subjects:
        return [name_part(sentence, i, noun)]
    shared = may_list and (_SHARED.search(left[-8:]) or ("、" in noun and _all_rates(noun)))
    if shared and not joins_acts(noun) and (members := split_members(noun)):
        return members
    if previous and previous.quantity.unit_class == "money" and item.quantity.unit_class not in {"money", "person"}:
        source = "" if FLOW.fullmatch(noun) else source  # 投入2亿元,推进校舍改造项目,开工57个
    listed = (
        i > 0
        and text.startswith("、", item.left[0])
        and GROUP_MARK.match(text, previous.quantity.end if previous else 0)
    )
    return [complete_from_before(sentence, i, noun, source, bool(listed))]


_CLASSES = {"班级", "教学班", "平均班额", "班额", "班级数", "教学班数"}

_SHARE_OF = re.compile("占(?!地(?!区|方)|用)")
_REACHES_SHARE = re.compile(
    r"(?:已经?|约|将)*(?:逾|超过?|接近|将近|不到|不足)(?P<whole>(?:全[省市县区旗州国])[^,。;\d]{0,10}(?<!平均)(?<!水平))"
)
_TOGETHER = re.compile(
    "[,;]?(?:[两二三四]者|两项)?(?:合计|总计|共计|合共|合|共|总共|一共|加起来|(?<=[者项]))占(?!比|地|用)"
)
_SHARES = re.compile("(?<=.)占(?!地(?!区|方)|用).*")  # 占初中教师的93% behind 本科学历教师占小学教师的71%


def _find_named_whole(sentence: Sentence, i: int, left: str) -> Item | None:
    """Return what was counted before and is named again as the whole: 民办园65所,民办园中有普惠园52所."""
    named = _AMONG_NAMED.match(left) if i and ("中" in left or "里" in left) else None
    return next((x for x in sentence.items[:i] if x.subjects == [named["whole"]]), None) if named else None


_AMONG_NAMED = re.compile("[,;]?(?:其中|而)?(?P<whole>[^,。;中里]{2,12})(?:当中|之中|[中里])[还共也则]?有")


def _is_of_both(sentence: Sentence, i: int) -> bool:
    """Tell whether a part is of two levels told side by side: 小学生8126人、初中生4385人,其中寄宿生5210人.

    Behind a comma it is of the last one, unless it is more than that one has.
    """
    item, last = sentence.items[i], sentence.items[i - 1]
    if item.quantity.unit != last.quantity.unit or not lists_levels(sentence.items[i - 2 : i], sentence.text):
        return False
    value, of = item.quantity.value, last.quantity.value
    return sentence.text[last.left[0]] == "、" or (value is not None and of is not None and value > of)


def _goes_on_with_both(sentence: Sentence, i: int) -> bool:
    """Tell whether an item goes on with parts of two levels: 小学生812人、初中生438人,其中寄宿生521人、留守儿童92人."""
    first = i - 1
    while first > 2 and sentence.text[sentence.items[first].left[0]] == "、":
        first -= 1
    part = sentence.items[first]
    opens = part.subjects == [part.noun] and opens_division(sentence.text, part.left[0])
    return opens and _is_of_both(sentence, first)


def _find_schools(sentence: Sentence, i: int, noun: str) -> Item | None:
    """Return the schools counted before that are divided by who runs them: 幼儿园89所。公办46所,民办43所; else None."""
    if sentence.items[i].inside or not _WHO_RUNS.fullmatch(noun):
        return None
    last = sentence.items[i - 1] if i else None
    if last:
        return last.part_of if _WHO_RUNS.fullmatch(last.noun) else None
    whole, item = sentence.before, sentence.items[0]
    if not whole or whole.part_of or whole.quantity.unit != item.quantity.unit or not whole.subjects:
        return None
    value, of = item.quantity.value, whole.quantity.value
    less = value is not None and of is not None and value < of
    return whole if less and INSTITUTION_END.search(whole.subjects[0]) else None


_LONGEST_RUNS = 7  # characters
_WHO_RUNS = WordPattern("(?:普惠性?)?{sector}性?")


def _find_divided_anew(sentence: Sentence, item: Item) -> Item | None:
    """Return what a sentence divides once more: 教师1876人,其中本科学历1790人;按学段分,小学748人; None if nothing."""
    if not _BY_CRITERION.search(sentence.text, sentence.start, item.left[0]):
        return None
    unit = item.quantity.unit
    whole = (x for x in sentence.items if x.quantity.end < item.left[0] and x.quantity.unit == unit and x.subjects)
    return next((x for x in whole if not (x.part_of or x.inside or x.move)), None)


_BY_CRITERION = re.compile(r"[,;]按[^,。;\d]{1,6}分,$")
_ATTENDS = re.compile("公办(?:学校|中小学)?(?:就读|入学)的?(?:比例|占比|率)")


@cache
def _list_all() -> tuple[tuple[Construction, ...], tuple[Construction, ...]]:
    """Return the constructions of nouns that say by themselves how they are completed, and of those of a whole."""
    alone = (
        *GRANTS,
        *ACTS_ALONE,
        name_joined,
        name_in_town,
        name_shared_out,
        name_share_again,
        name_at_own_level,
        name_pointed_at,
        _name_account,
        name_of_base,
        name_recruits,
        name_by_side,
        name_of_stages,
        name_entered,
        name_admitted,
    )
    among = (
        name_works,
        name_paid_each,
        name_for_each,
        name_rate_of_pupils,
        name_rate_of_sex,
        name_in_group,
        name_short,
        name_lacking,
        name_in_all,
        name_gap,
        name_hired,
        name_arrived,
        _name_attended,
        name_graded,
        name_aged,
        name_aided,
        name_score,
        name_line,
        name_of_grade,
        name_in_library,
        name_attending,
        name_at_school,
    )
    return alone, among


@remember
def _list_own(noun: str, unit_class: str) -> tuple[tuple[Construction, ...], tuple[Construction, ...], bool]:
    """Return the constructions of a noun that says by itself how it is completed, and of one taken from a whole.

    Last comes whether it may be a list.
    """
    alone, among = _list_all()
    may_list = bool(MEMBER_MARK.search(noun)) or noun.startswith("男女")
    return select(alone, noun, unit_class), select(among, noun, unit_class), may_list


@for_nouns(_ATTENDS.fullmatch, "percent")
def _name_attended(sentence: Sentence, i: int, noun: str) -> str:
    """Say whose share attends: 随迁子女1.2万人,在公办学校就读比例95%."""
    return who + noun if (who := _find_whole(sentence.items[i - 1] if i else None)) else ""


def _name_places(sentence: Sentence, item: Item, last: Item) -> str:
    """Name the places in the schools that are a part: 新建学校9所,新增学位6200个。其中,小学3所、学位2100个."""
    if last.quantity.unit not in SCHOOL_UNITS or not any(x.part_of for x in sentence.items):
        return ""
    told = (x for x in reversed((*sentence.said, *sentence.items)) if x.subjects and x.quantity.end < item.left[0])
    whole = next((x for x in told if x.subjects[0].endswith("学位") and not x.part_of), None)
    item.part_of = whole
    return complete_part(last.noun, whole.subjects[0], item.quantity) if whole else ""


def _find_whole(last: Item | None) -> str:
    """Return the persons that were counted last, of a part its whole."""
    whole = last.part_of or last if last else None
    if last and _counts_migrants(last) and not _counts_migrants(whole):
        whole = last  # 在校生5.8万人,其中随迁子女3200人,在公办学校就读的占97%
    return whole.subjects[0] if whole and whole.subjects and whole.quantity.unit_class == "person" else ""


def _counts_migrants(item: Item) -> bool:
    return bool(item.subjects and _MIGRANTS.search(item.subjects[0]))


@for_nouns(read_account)
def _name_account(sentence: Sentence, i: int, noun: str) -> str:
    return read_account(noun)


def _name_divided(sentence: Sentence, i: int, noun: str) -> str:
    """Complete a state or a kind by what is divided: 279个项目中,处于谋划阶段的120个,已竣工38个."""
    whole = _find_divided(sentence, i)
    if whole and _STATE.fullmatch(noun):
        return f"{noun.removesuffix('的')}的{whole}"
    return complete_part(noun, whole, sentence.items[i].quantity) if whole and _KIND_ALONE.fullmatch(noun) else ""


def _name_share(sentence: Sentence, i: int, noun: str, previous: Item | None) -> str:
    """Say of what a share is that has but its part before it: 在校生中,小学占53%; 经费18亿元。义务教育占62%."""
    item, last = sentence.items[i], sentence.items[i - 1] if i else None
    if previous and previous.quantity.unit == "岁":  # 教师628名,平均年龄42岁,其中35岁以下占26%
        previous = next((x for x in reversed(sentence.items[:i]) if x.quantity.unit_class == "person"), None)
        item.part_of = previous if item.part_of else None
    source = previous.subjects[0] if previous and previous.subjects else ""
    migrants = last and _counts_migrants(last)
    teachers = (
        last and last.subjects and last.subjects[0].endswith("专任教师")
    )  # 教职工8126人,其中专任教师4530人,本科占92%
    if item.part_of and not (migrants and noun.endswith("就读")) and not (teachers and name_staff(noun, last)):
        return f"{noun}占{item.part_of.subjects[0] if item.part_of.subjects else '比'}"
    if last and last.quantity.unit == item.quantity.unit and sentence.text.endswith("中占", 0, item.left[1]):
        told = last.subjects[0] if last.subjects else ""
        if told.endswith("占比") and sentence.text.endswith("中,", 0, last.left[0]):
            return f"{noun}中{told}"  # 小学教师中,本科学历的占83%;初中教师中占95%
    if noun.endswith("就读") and (who := _find_whole(last)):
        return f"{noun}的{who}占比"  # 随迁子女6.9万人,在公办学校就读的占94%
    if last and last.subjects and SEX.fullmatch(noun) and (persons := _PERSONS_NAMED.match(last.subjects[0])):
        of = find_divided(sentence, i, persons[0])
        return (name_sex(noun, of) if of else noun) + "占比"  # 教学人员平均年龄39岁,女性占69.5%
    if not is_only_level(noun, item.quantity):
        staff = name_staff(noun, last or find_persons(sentence))
        group = find_group(sentence, i) if staff and i else ""
        return f"{noun}占{(staff if staff.endswith(group) else group) or '比'}"
    if last and last.noun and is_only_level(last.noun, item.quantity) and source.startswith(f"{last.noun}占"):
        return noun + source[len(last.noun) :]  # 在校生中,小学占52%,初中占27%
    part = find_shared(sentence, i)
    if _RATE_AT_END.search(part or source):
        return complete_level(sentence, i, noun, source)  # 参加课后服务的比例,小学阶段为92.4%,高中阶段占76.5%
    if part:
        among = sentence.text.endswith("中,", 0, item.left[0])  # 在校生中,小学占52%; 本科学历教师,小学占81%
        return f"{noun}占{part}" if among else f"{noun}{part}占比"
    whole = previous.part_of.subjects[:1] if previous and previous.part_of else [source]
    return f"{noun}占{whole[0] if whole and whole[0] else '比'}"


_RATE_AT_END = re.compile("(?:率|占比|比例|比重)$")


_MIGRANTS = re.compile("(?:随迁|新居民)子女(?:就读)?$")
_STATE = WordPattern("(?:已|正)*(?:{verb_flow|work_done}|在建|在用|未开工|(?:处于|列入|纳入)[^的]{2,8})的?")


def _find_divided(sentence: Sentence, i: int) -> str:
    """Return what is divided by the state it is in: 279个项目中,处于谋划阶段的120个,已竣工38个; "" if nothing is."""
    first = sentence.items[0]
    if first.quantity.unit != sentence.items[i].quantity.unit:
        return ""
    return first.subjects[0] if _AMONG.match(sentence.text, first.quantity.end + len(first.noun_right)) else ""


_AMONG = re.compile("之?中[,:]")
_KIND_ALONE = WordPattern("{sector|area|qualifier}(?:性)?")  # 17所幼儿园中,公办11所
_TAKEN_FROM = WordPattern("(?P<whole>[^,。;、]{1,8}[园校生师])中(?P<part>{qualifier|sector}性?)")
_PERSONS_NAMED = re.compile("[\u4e00-\u9fff]{0,8}?(?:专任教师|教师|教职工|教学人员|在校生|学生)")


def _all_rates(noun: str) -> bool:
    return any(all(x.endswith(("率", "占比", "比例")) for x in y) for y in (MEMBER_MARK.split(noun), noun.split("、")))
