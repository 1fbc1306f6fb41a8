"""What each quantity of a sentence counts or measures: its subject, from its clause, its neighbours and its heading.

All functions read normalised text. The words of a subject are the document's own, put together where the sentence
leaves them to its parts (小学、初中教师学历合格率分别为…; 幼儿园150所(公办62所,民办88所)).
"""

from __future__ import annotations

import re
from itertools import pairwise

from helpers.extract.accounts import read_account
from helpers.extract.aid import name_total
from helpers.extract.behind import PARTITION, VERB_RIGHT, name_classes, read_right
from helpers.extract.clauses import Item, Sentence
from helpers.extract.completion import (
    complete_noun,
    drop_acts,
    ends_undone,
    find_announced,
    find_antecedent,
)
from helpers.extract.effects import complete_effects
from helpers.extract.examples import drop_listed
from helpers.extract.labels import (
    count_each,
    find_aspect,
    find_clause_measure,
    find_colon_topic,
    is_level_with,
    is_of_measure,
    is_only_level,
    name_beside,
    name_by_threshold,
    name_exam,
    name_in_town,
    name_of_mean,
)
from helpers.extract.lists import list_members, repeat_figures, share_for_all, sum_list
from helpers.extract.nouns import NEW, drop_unit, read_left, strip_lead
from helpers.extract.owners import find_owner
from helpers.extract.parts import complete_part
from helpers.extract.purposes import (
    is_spent_on,
    name_allowance,
    name_benefits,
    name_candidates,
    name_held,
    name_purposes,
)
from helpers.extract.shares import (
    name_activity,
    name_among,
    name_coefficients,
    name_over_bracket,
    name_part_share,
    read_rated,
    read_relative,
    read_whole,
    share_of_counted,
)
from helpers.extract.superlatives import read_superlative
from helpers.extract.threads import follow_thread
from helpers.extract.topics import belongs_to_topic, find_topic_before, name_compared, name_viewed
from helpers.extract.words import (
    ACTS,
    BARE,
    FALLS,
    GROUP_MARK,
    INSTITUTION_END,
    RATE_END,
    SCHOOL_UNITS,
    STOCK,
    VERB_END,
    is_zone,
)
from helpers.language import Quantity, WordPattern

_PREPOSITION_END = re.compile(
    r"(?:为|对|给|向|在|将|把|从|由|按|让|使|与|和|(?<!惠)及|以|含|每|等|至|到|共|仅|近|全|有)$"
)
_ONLY_YEAR = re.compile(r"^(?:(?:19|20)\d\d年|上年|去年|上年同期)(?:同期|为|是)?$")  # 11934元(2022年11640元)
_PART_WORD = re.compile(r"^(?:不?含|包括|其中)")
_WHOLE_PLACE = WordPattern("{whole_region|各地|各校}$")
_LIST_START = re.compile(r"及|打造|开设|形成|建立|包括|涵盖")
_ALREADY = re.compile(r"^(?:已经?|现|中|正(?=在)|[也又]|共(?![同建办]))")


def _is_parted(item: Item, text: str) -> bool:
    """民办学校中有18所: the noun before the number is the whole."""
    return bool(PARTITION.search(text, item.left[0], item.left[1]))


_TOLD_OF = re.compile(r"(?:成功|顺利)?(?:入选|获|荣获|通过|参加|与|同|被)")


def find_subjects(sentence: Sentence, lead_ends: list[int]) -> None:
    """Fill noun, move and subjects of every item of a sentence; lead_ends is where time expressions before it end."""
    items, text = sentence.items, sentence.text
    quantities = [item.quantity for item in items]
    i = 0
    while i < len(items):
        read_left(items[i], items[i - 1] if i else None, text, lead_ends[i])
        items[i].noun = name_over_bracket(sentence, i) or items[i].noun
        size = _group_size(items, i, text)
        if size == 1 or not _distribute(sentence, i, size):
            _set_subject(sentence, i, quantities)
            size = _share_subject(items[i : i + size], text)
        items[i].listed = _place_in_list(items, i, text)
        i += size
    _share_clauses(items, text)
    _name_bases(items, text)
    _spell_out(items, sentence.names)
    follow_thread(sentence)
    complete_effects(sentence)
    name_among(sentence)
    name_exam(sentence)
    name_purposes(sentence)
    name_benefits(sentence)
    name_coefficients(sentence)
    name_activity(sentence)


def _spell_out(items: list[Item], names: tuple[str, ...]) -> None:
    """Give a subject that is only the verb of a figure announced before its full name: 建成 of 建成公办幼儿园."""
    for item in items if names else []:
        for i, subject in enumerate(item.subjects):
            full = [name for name in names if subject and len(subject) <= _VERB and name.startswith(subject)]
            if len(full) == 1:
                item.subjects[i] = full[0]


_VERB = 3  # characters
_BASE = re.compile(r"(?:比起?|较|相比于?|对比)[^,。;:、]{1,10}的$")


def _name_bases(items: list[Item], text: str) -> None:
    """Say of a number that only others are compared with what they are: 比起去年的19.6万人,国中新生少了近一成."""
    for item, following in pairwise(items):
        alone = not item.noun and item.subjects in ([], [""]) and _BASE.fullmatch(text, item.left[0], item.left[1])
        if alone and text[item.quantity.end] == "," and following.noun:
            item.rule, item.subjects = "base_of_comparison", list(following.subjects)


_MOVED_MARK = WordPattern("[、,](?P<verb>{verb_rise|verb_fall})")


def _group_size(items: list[Item], i: int, text: str) -> int:
    """Return how many numbers stand side by side from i on, each of 分别增长3%、下降2% with its own verb."""
    moved = items[i].move and "分别" in text[items[i].left[0] : items[i].left[1]]
    size = 1
    while i + size < len(items):
        between = text[items[i + size - 1].quantity.end : items[i + size].quantity.start]
        if not (GROUP_MARK.fullmatch(between) or (moved and _MOVED_MARK.fullmatch(between))):
            break
        size += 1
    return size


def _share_subject(group: list[Item], text: str) -> int:
    """Give the subject of a number to those of its unit behind it (每月350元、550元); return how many have it."""
    first = group[0]
    for i, item in enumerate(group[1:], 1):
        between = text[group[i - 1].quantity.end : item.quantity.start]
        if not first.noun or between in {",", ";"} or item.quantity.unit != first.quantity.unit:
            return i
        item.subjects = list(first.subjects)
        _move_as(item, first, text)
    return len(group)


def _place_in_list(items: list[Item], i: int, text: str) -> int:
    """Return the place of an item in a list of kinds of schools that are only counted: 小学5所、初中3所; else 0."""
    item = items[i]
    if item.quantity.unit not in SCHOOL_UNITS or not INSTITUTION_END.search(item.noun) or item.move:
        return 0
    last = items[i - 1] if i else None
    between = text[last.quantity.end : item.quantity.start] if last else ""
    joined = between[:1] in {"、", ",", ";"} and len(between) <= len(item.noun) + 2
    return last.listed + 1 if last and last.listed and joined else 1


def _distribute(sentence: Sentence, i: int, size: int) -> bool:
    """Give the numbers of a list to the things of a list: 小学、初中巩固率分别为99%、98%."""
    group = sentence.items[i : i + size]
    first = group[0]
    left = sentence.text[first.left[0] : first.left[1]]
    if size > 1 and not first.move and "分别" not in left and len({x.quantity.unit_class for x in group}) > 1:
        return False  # 免除教科书费、作业本费8.03万人次、1096万元
    first.noun = name_by_threshold(sentence, i) or first.noun  # 小学、初中56人以上大班额分别为3个、11个
    if size > 1 and first.noun.startswith("占") and "分别" in left and not first.move:
        wholes = [x for x in sentence.items[:i] if not x.move and x.inside is first.inside and x.subjects]
        members = [[source.subjects[0] + first.noun] for source in wholes[-size:]]
    elif (members := repeat_figures(sentence, i, size)) is None:
        members = [[m] for m in list_members(sentence, i, size)] or share_for_all(sentence, first, size)
    if len(members) != size:
        return False
    for place, (item, member) in enumerate(zip(group, members, strict=True), 1):
        item.subjects, item.group, item.group_start = member, place, first.left[0]
        _move_as(item, first, sentence.text)
    return True


def _move_as(item: Item, first: Item, text: str) -> None:
    """Let a number of a list rise, fall or compare as the first, unless it has a verb of its own."""
    verb = _MOVED_MARK.fullmatch(text, item.left[0], item.left[1]) if item is not first else None
    own = ("fall" if FALLS.fullmatch(verb["verb"]) else "rise") if verb else ""
    item.move, item.reached = own or first.move, first.reached
    item.compared, item.elsewhere = first.compared, first.elsewhere


_SECOND_RANK = re.compile(  # 居全国第9、中部地区第2
    r"[、,](?:居|列|位居|位列)?(?:全[国省区市州盟县旗]|[东中西]部(?:地区)?|[\u4e00-\u9fff]{1,6}(?:地区|省份?|市|州|盟))"
)


def _set_subject(sentence: Sentence, i: int, quantities: list[Quantity]) -> None:
    """Find the subjects of an item by the first construction that fits, and note which."""
    item, text = sentence.items[i], sentence.text
    if announced := find_announced(item, sentence):
        item.rule, item.subjects = "announced", [announced]
        return
    if "看," in text[sentence.start : item.left[0]] and (viewed := name_viewed(sentence, i)):
        item.rule, item.subjects = "viewed", [viewed]
        return
    if rated := read_rated(sentence, i):
        item.rule, item.subjects = "counted_of_rate", [rated]
        return
    if whole := read_whole(sentence, item):
        item.rule, item.subjects = "whole_of_share", [strip_lead(whole["whole"])]
        before = sentence.items[i - 1] if i else sentence.before
        item.share_of = strip_lead(whole["part"] or (before.subjects[0] if before and before.subjects else ""))
        return
    if not item.noun and (mean := name_of_mean(sentence, item)):
        item.rule, item.subjects = "mean_in_brackets", [mean]
        return
    noun, clause = read_right(item, text, quantities)
    if noun and _is_parted(item, text) and VERB_RIGHT.match(noun):
        noun, clause = "", noun + clause
    if noun:
        item.noun = "" if _POINTS_ALONE.fullmatch(item.noun) else drop_listed(item.noun, noun, item.quantity)
    previous = find_antecedent(sentence, i)
    ranked = item.quantity.form == "rank" and i and sentence.items[i - 1].quantity.form == "rank"
    if ranked and _SECOND_RANK.fullmatch(text, sentence.items[i - 1].quantity.end, item.quantity.start):
        item.rule, item.subjects = "further_rank", list(sentence.items[i - 1].subjects)
    elif read_superlative(sentence, i, previous):
        item.rule = "superlative"
    elif i and not noun and (told := read_relative(sentence, i, previous) or name_by_threshold(sentence, i)):
        item.rule, item.subjects = "said_of_number", [told]
    elif noun and text[item.quantity.end] == "的" and (held := name_held(item, noun)):
        item.noun_right, item.clause = noun, clause
        item.rule, item.subjects = "money_of", [held]
    elif noun and _WHOLE_PLACE.sub("", item.noun) == "占" and previous and previous.subjects:
        item.noun_right, item.share_of = noun, previous.subjects[0]
        item.rule, item.subjects = "whole_counted", [noun]  # 占全省121个县的11.6%
    elif noun and (_counts_right(item, noun, clause) or _lists_right(sentence, i)):
        item.noun_right, item.clause = noun, clause
        counted = _join_right(item, noun, clause, text)
        of_bracket = item.inside.subjects[:1] if item.inside and _CLASSES_OF.fullmatch(counted) else []
        counted = "".join(of_bracket) + counted
        counted = find_owner(sentence, i, counted) or _shared_act(sentence, i) + counted
        counted = name_classes(counted, previous.subjects[:1] if previous else [], sentence.heading)
        item.rule, item.subjects = "noun_behind", [counted]
    elif noun and item.quantity.unit in SCHOOL_UNITS and is_level_with(item.noun, noun):
        item.noun_right = noun
        item.rule, item.subjects = "level_before", [item.noun + noun]  # 义务教育阶段26所中小学均达标
    elif not noun and i and _REST.fullmatch(item.noun) and previous and (rest := _name_rest(item, previous)):
        item.rule, item.subjects = "rest", [rest]
    elif clause and item.quantity.unit_class == "person" and _REST.fullmatch(item.noun):
        item.rule, item.subjects = "rest", [_ALREADY.sub("", clause)]  # 其余150名面向市区统一招生
    elif clause and not item.noun and (sat := name_candidates(sentence, i, clause)):
        item.rule, item.subjects = "candidates", [sat]
    elif clause and not item.noun and (share := name_part_share(item, clause, previous, text)):
        item.rule, item.subjects = "share_is", [share]
    elif clause and not item.noun and item.quantity.unit_class == "person" and _HONOURED.match(clause):
        item.rule, item.subjects = "honoured", [_ALREADY.sub("", clause)]  # 5人获评特级教师
    elif clause and not item.noun and previous:
        of = previous.noun_right or _RATE_OF_PERSONS.sub("", previous.subjects[0])
        item.rule, item.subjects = "clause_behind", [_about(clause, of)]
    elif clause and not i and not item.noun and _stands_alone(sentence, item):
        item.rule, item.subjects = "clause_alone", [sentence.heading + _ALREADY.sub("", clause)]
    elif clause and item.noun and item.quantity.unit in {"%", "‰"}:
        item.rule, item.subjects = "share_with_clause", [item.noun + clause]
    elif noun and not clause and (allowed := name_allowance(sentence, i, noun)):
        item.rule, item.subjects = "per_head", [allowed]
    elif clause and item.noun and item.quantity.unit_class == "money" and is_spent_on(item.noun, clause):
        item.rule, item.subjects = "spent_on", [item.noun + clause]  # 预留3亿元推行数码教育
    elif item.inside and item.inside.subjects:
        item.part_of = _divided_in(sentence, item)
        part = _ONLY_YEAR.sub("", _PART_WORD.sub("", item.noun))
        part = _PART_OF_KIND.sub(r"\g<part>\g<kind>", part)
        item.rule, item.subjects = "in_brackets", [complete_part(part, item.part_of.subjects[0], item.quantity)]
    elif whole := share_of_counted(sentence, i):
        item.rule, item.subjects = "share_of_counted", [whole]
    elif not item.noun:
        item.rule, item.subjects = "no_noun", _without_noun(sentence, i, previous)
    elif noun and len(noun) <= 3 and not clause and noun not in _SETTLED and not belongs_to_topic(item.noun):
        item.noun_right = noun
        item.rule, item.subjects = "noun_on_both_sides", [item.noun + noun]
    elif clause and not noun and not item.move and (_TOLD_OF.match(clause) or _is_parted(item, text)):
        item.rule, item.subjects = "told_of_noun", [_about(clause, item.noun)]
    else:
        item.rule, item.subjects = "noun_before", complete_noun(sentence, i, previous)


def _divided_in(sentence: Sentence, item: Item) -> Item:
    """Return what a bracket divides: behind a share of money, money: 基本支出6.1亿元,占68%(人员经费5.8亿元)."""
    at = sentence.items.index(item.inside)
    shared = item.quantity.unit_class == "money" and item.inside.quantity.unit_class == "percent" and at
    whole = sentence.items[at - 1] if shared else item.inside
    return whole if whole.subjects and whole.quantity.unit_class == "money" else item.inside


_SETTLED = {"执行", "核定", "计发", "计算"}  # 一般高中按400元执行
_CLASSES_OF = re.compile("(?:教学)?班级?")  # 普通高中招生3860人(79个班)
_PART_OF_KIND = WordPattern("^(?P<kind>[一-鿿]{2}[园校])中(?P<part>{qualifier|sector}性?)$")  # 民办园中普惠性21所
_REST = re.compile("其余|剩余|余下|剩下")


def _name_rest(item: Item, previous: Item) -> str:
    """Return what is left of things counted before: 项目18个,建成13个,其余5个…; "" if they have no name."""
    if item.quantity.unit_class == "person":
        return previous.subjects[0] if previous.subjects and not previous.noun else ""  # 甲县1210人次,其余661人次
    if item.quantity.unit != previous.quantity.unit or not previous.subjects:
        return ""
    things = drop_acts(previous.subjects[0])
    return item.noun + things if things and not ends_undone(things) else ""


_HONOURED = re.compile("(?:已|均|先后)*(?:获评|荣获|获得|获(?=.{2}称号)|入选|当选|被评为|被授予)(?=.{3})")


_LABELLED = re.compile(r"[^,。;:\d]{2,12}:|[^,。;:]*[为给]$")


def _stands_alone(sentence: Sentence, item: Item) -> bool:
    """Tell whether a number of persons has only what is done behind it: 高中:2130人获得减免, 为5230人发放补助."""
    if item.quantity.unit_class != "person":
        return False
    return bool(_LABELLED.fullmatch(sentence.text, sentence.start, item.quantity.start))


def _without_noun(sentence: Sentence, i: int, previous: Item | None) -> list[str]:
    """Return the subjects of a quantity without words of its own: those of the one before, or the clause before."""
    item = sentence.items[i]
    told = not item.move or item.reached  # 近视率连续4年下降,去年降至47.8%
    if told and (not i or is_of_measure(sentence, i)) and (topic := find_clause_measure(sentence, i)):
        return [topic]
    if not i and not item.noun_right and (aspect := find_aspect(sentence)) and not item.move:
        return [aspect]
    if each := count_each(sentence, item):
        return [each]
    if not previous:
        topic = name_compared(drop_unit(find_topic_before(sentence, i)).removesuffix("情况"))
        return [topic + sentence.measure if is_only_level(topic, item.quantity) else read_account(topic) or topic]
    if (
        named := read_account(find_colon_topic(sentence, item))
        or sum_list(sentence, i)
        or name_beside(sentence, i)
        or name_in_town(sentence, i)
    ):
        return [named]
    if each := name_total(item, previous, sentence.text):
        return [each]
    if is_zone(previous.noun):
        return [subject.removeprefix(previous.noun) for subject in previous.subjects]
    if (
        not i
        and item.quantity.unit_class != previous.quantity.unit_class
        and (topic := find_colon_topic(sentence, item))
    ):
        return [topic]  # 占10.4%。各县报名情况:甲县2810人
    if item.reached:
        item.part_of = previous.part_of  # 其中小学生由3.3万人增至3.6万人,中学生由…
    left = sentence.text[item.left[0] : item.left[1]].rstrip("约达到为")
    if item.quantity.unit != "%" or not left.endswith(("占", "占比")):
        return list(previous.subjects)
    item.part_of = previous.part_of
    whole = previous.part_of.subjects[0] if previous.part_of and previous.part_of.subjects else ""
    part = previous.subjects[0].removeprefix(whole) or whole
    return [f"{part}占{whole}" if whole and left.endswith("占") else f"{previous.subjects[0]}占比"]


_RATE_OF_PERSONS = re.compile(r"(?<=[生师人员])[\u4e00-\u9fff]{1,5}率$")


def _counts_right(item: Item, noun: str, clause: str) -> bool:
    """Tell whether a quantity counts the noun behind it: nothing, a verb or 的 stands before it, no noun."""
    words = item.noun
    if not words or item.quantity.form == "fraction":
        return True
    left = _WHOLE_PLACE.sub("", words[-24:])
    if _IN_EACH.fullmatch(words):
        return True
    if VERB_END.search(left) or left.endswith(("的", "了", "等", "内")) or _PREPOSITION_END.search(left):
        return True
    if words.startswith(("为", "给", "对", "向")) and len(words) <= 12:
        return True
    if item.quantity.unit_class == "person" and _PERSONS.fullmatch(noun):
        return True
    return (
        len(words) <= 4 and (len(noun) > 3 or bool(clause)) and not BARE.fullmatch(words) and not RATE_END.search(words)
    )


_PERSONS = re.compile(".{2,10}(?:学生|新生|考生|教师|老师|儿童|幼儿|孩子|人员|家长|校长|子女|学员)")


def _lists_right(sentence: Sentence, i: int) -> bool:
    """Tell whether a quantity opens a list of quantities before their nouns: 12个高中项目、5个职业学校项目."""
    text, item, following = sentence.text, sentence.items[i], sentence.items[i + 1 : i + 2]
    if not following or following[0].quantity.unit != item.quantity.unit:
        return False
    return bool(_LISTED_RIGHT.fullmatch(text, item.quantity.end, following[0].quantity.start)) and bool(
        _HAN.match(text, following[0].quantity.end)
    )


def _shared_act(sentence: Sentence, i: int) -> str:
    """Return the act or the school that a list of quantities before their nouns has once: 新增234个班10040个学位."""
    item, last = sentence.items[i], sentence.items[i - 1] if i else None
    if not last or last.clause or item.noun or not last.subjects:
        return ""
    between = sentence.text[last.quantity.end : item.quantity.start]
    if between in {"、", "和", "及"}:
        return last.noun if ACTS.fullmatch(last.noun) else ""  # 新增11班、264个名额
    if not last.noun_right or between.rstrip("、和") != last.noun_right:
        return ""
    if last.quantity.unit_class == "money":
        return last.noun_right if len(last.noun_right) == 2 else ""  # 投入2.4亿元改善9所县中办学条件
    act = ACTS.match(last.subjects[0])
    shared = last.subjects[0].removesuffix(last.noun_right)
    if between == last.noun_right or act:
        return act.group() if act else shared * shared.endswith(("覆盖", "惠及"))  # 营养改善计划覆盖3个县214所学校
    return "" if shared == last.subjects[0] or shared.endswith(("推进", "推动")) else shared


_LISTED_RIGHT = re.compile(r"[\u4e00-\u9fff“”]{2,16}[、和与及]")
_HAN = re.compile(r"[\u4e00-\u9fff]{2}")
_PURPOSE = re.compile(r",(?:主要|全部|专项|重点)?(用于[^,。;]{2,24})")


def _join_right(item: Item, noun: str, clause: str, text: str) -> str:
    """Put together the act before a quantity, the noun behind it, and what is said of that."""
    left = _POINTS.sub("", _WHOLE_PLACE.sub("", item.noun))
    if each := _IN_EACH.fullmatch(left):
        return each["each"] + noun  # 每个乡镇至少办好1所公办中心幼儿园
    if left.endswith("等") and not clause:
        return _LIST_START.split(left)[-1] + noun
    if left.startswith(("为", "给", "对", "向")) and not VERB_END.search(left):
        left = left[1:]
    if left and _PREPOSITION_END.search(left):
        left = _PREPOSITION_END.sub("", left)
        left = left if VERB_END.search(left) else ""
    verb = VERB_END.search(left) if left else None
    if verb and len(noun) == 1 and _WILL.search(text, item.left[0], item.left[1]):  # 将开设36个班
        left = verb.group()
    elif verb and STOCK.fullmatch(verb["verb"]) and not NEW.search(left, 0, verb.start()):
        left = left[: verb.start()]
        left = left if left.endswith("的") else ""
    if verb and left and len(left) > 14 and not left.endswith("的") and not _REACHES.search(left):
        left = verb.group()
    if item.quantity.unit == "元" and (purpose := _PURPOSE.match(text, item.stop)):
        clause = purpose[1]
    about = _about(clause, noun) if clause else noun
    return left.removesuffix("了") + about


_IN_EACH = WordPattern(
    r"(?P<each>每个?(?:乡镇|镇街|[乡镇县市区旗村]|街道|学区)(?:\([^()]{1,6}\))?)(?:{adverb|copula|verb_stock}|原则上|应|要|办好|办成|建好|建|设置?)*"
)
_POINTS_ALONE = re.compile("这|那|该|上述|以上|[共分现下内均也]?设")  # 全市设18个考点
_POINTS = re.compile("^(?:这|那|该|上述|以上|其他|其余)$|^[\u4e00-\u9fff]{2,4}将(?=[\u4e00-\u9fff]{2}$)")
_WILL = re.compile(r"(?:将|拟|计划|预计)[\u4e00-\u9fff]{2}$")
_REACHES = re.compile(r"(?:项目|工程|计划|行动|政策|活动|服务)(?:累计|已|现|共)*(?:覆盖|惠及)$")


def _about(clause: str, noun: str) -> str:
    """Put a clause before the noun that it is about: 通过验收 + 县区 → 通过验收的县区."""
    clause = _ALREADY.sub("", clause).strip("、,的 ")
    return (
        f"{clause}的{noun}"
        if clause and len(clause) <= 40 and not clause.startswith(("每", "列入", "预计", "将", "也将", "拟"))
        else noun
    )


def _share_clauses(items: list[Item], text: str) -> None:
    """Give the clause behind the last of several counted nouns to all: 36支代表队、498名运动员参加…"""
    for item, following in zip(items[-2::-1], items[:0:-1], strict=True):
        between = text[item.quantity.end : following.quantity.start]
        if item.noun_right and not item.clause and following.clause and between == f"{item.noun_right}、":
            item.clause = following.clause
            acts = [ACTS.match(subject) for subject in item.subjects]
            item.subjects = [
                subject[: act.end() if act else 0] + _about(item.clause, subject[act.end() if act else 0 :])
                for subject, act in zip(item.subjects, acts, strict=True)
            ]
