"""What a quantity counts that is told behind it: the noun that it counts, or the clause about what was told before."""

from __future__ import annotations

import re

from helpers.extract.at_school import name_at_school
from helpers.extract.behind import name_classes
from helpers.extract.clauses import Item, Sentence
from helpers.extract.labels import is_level_with
from helpers.extract.nouns import NEW
from helpers.extract.owners import find_owner
from helpers.extract.parts import with_level
from helpers.extract.purposes import is_spent_on, name_allowance, name_candidates, name_held
from helpers.extract.shares import name_part_share
from helpers.extract.words import ACTS, BARE, INSTITUTION_END, RATE_END, SCHOOL_UNITS, STOCK, VERB_END, names_schools
from helpers.language import WordPattern

_PREPOSITION_END = re.compile(
    r"(?:为|对|给|向|在|将|把|从|由|按|让|使|与|和|跟(?=$)|(?<!惠)及|以|含|每|等|至|到|共|仅|近|全|有)$"
)
_WHOLE_PLACE = WordPattern("{whole_region|各地|各校}$")
_LIST_START = re.compile(r"及|打造|开设|形成|建立|包括|涵盖")
_ALREADY = re.compile(r"^(?:已经?|现|中|正(?=在)|[也又]|共(?![同建办]))")
_CLASSES_OF = re.compile("(?:教学)?班级?")  # 普通高中招生3860人(79个班)
REST = {"其余", "剩余", "余下", "剩下"}
_HONOURED = re.compile(
    "(?:已|均|先后)*(?:获评|荣获|获得|获(?=.{2}称号|[^,。;]{0,12}奖学金)|入选|当选|被评为|被授予)(?=.{3})"
)
_RATE_OF_PERSONS = re.compile(r"(?<=[生师人员])[\u4e00-\u9fff]{1,5}率$")


def tell_by_right(
    sentence: Sentence, i: int, noun: str, clause: str, previous: Item | None
) -> tuple[str, list[str]] | None:
    """Return construction and subjects of an item that what stands behind it tells."""
    item, text = sentence.items[i], sentence.text
    if noun and text[item.quantity.end] == "的" and (held := name_held(item, noun)):
        item.noun_right, item.clause = noun, clause
        return "money_of", [held]
    if noun and _WHOLE_PLACE.sub("", item.noun) == "占" and previous and previous.subjects:
        item.noun_right, item.share_of = noun, previous.subjects[0]
        return "whole_counted", [noun]  # 占全省121个县的11.6%
    if noun and (_counts_right(item, noun, clause, text) or _lists_right(sentence, i)):
        item.noun_right, item.clause = noun, clause
        counted = _join_right(item, noun, clause, text)
        of_bracket = item.inside.subjects[:1] if item.inside and _CLASSES_OF.fullmatch(counted) else []
        counted = "".join(of_bracket) + counted
        if BARE.fullmatch(counted) and (of_these := _name_of_last_schools(sentence, i, counted)):
            return "noun_behind", [of_these]
        counted = find_owner(sentence, i, counted) or (_shared_act(sentence, i) or _name_within(sentence, i)) + counted
        of_list = i and sentence.items[i - 1].listed >= _SEVERAL  # 小学3所、初中2所,共99个班: of both
        told = previous.subjects[:1] if previous and not of_list else []
        return "noun_behind", [name_classes(counted, told, sentence.heading)]
    if noun and item.quantity.unit in SCHOOL_UNITS and is_level_with(item.noun, noun):
        item.noun_right = noun
        return "level_before", [item.noun + noun]  # 义务教育阶段26所中小学均达标
    if clause:
        return _tell_by_clause(sentence, i, clause, previous)
    if allowed := name_allowance(sentence, i, noun):
        return "per_head", [allowed]
    return None


def _name_of_last_schools(sentence: Sentence, i: int, noun: str) -> str:
    """Return a bare noun with the level of the schools counted last in a sentence that counts those of several.

    >>> from helpers.extract import observe
    >>> text = "小学9所,有62个教学班,2100名在校学生,初中4所,有30个教学班,980名在校学生。"
    >>> [row["subject"] for row in observe(text)][4:]
    ['初中教学班', '初中在校学生']
    """
    counted = [x for x in sentence.items[:i] if x.quantity.unit in SCHOOL_UNITS and x.subjects and not x.inside]
    schools = [x for x in counted if names_schools(x.subjects[0])]
    if len(schools) < _SEVERAL or schools[-1].listed > 1 or schools[-1].part_of:
        return ""
    named = with_level(noun, schools[-1].subjects[0])
    return named if named != noun else ""


_SEVERAL = 2  # kinds of schools


def _tell_by_clause(sentence: Sentence, i: int, clause: str, previous: Item | None) -> tuple[str, list[str]] | None:
    """Return construction and subjects of an item that the clause behind it tells."""
    item, persons = sentence.items[i], sentence.items[i].quantity.unit_class == "person"
    if persons and item.noun in REST:
        return "rest", [_ALREADY.sub("", clause)]  # 其余150名面向市区统一招生
    if item.noun and item.quantity.unit in {"%", "‰"}:
        return "share_with_clause", [item.noun + clause]
    if item.noun:
        if has_persons(item, sentence.text) and _ENTERS.fullmatch(clause):
            return "clause_behind", [_HAS.sub("", item.noun) + clause]  # 民办小学有2386人报名
        does = item.quantity.unit in SCHOOL_UNITS and _DO.fullmatch(clause) and names_schools(item.noun)
        if does and sentence.text[item.right[1] : item.right[1] + 1] in _CLOSES:
            return "clause_behind", [put_about(clause, item.noun)]  # 小学62所开展课后服务: those that do
        spent = item.quantity.unit_class == "money" and is_spent_on(item.noun, clause)
        return ("spent_on", [item.noun + clause]) if spent else None  # 预留3亿元推行数码教育
    if persons and (at_school := name_at_school(sentence, i, clause)):
        return "clause_behind", [at_school]
    if sat := name_candidates(sentence, i, clause):
        return "candidates", [sat]
    if share := name_part_share(item, clause, previous, sentence.text):
        return "share_is", [share]
    if persons and _HONOURED.match(clause):
        return "honoured", [_ALREADY.sub("", clause)]  # 5人获评特级教师
    if previous:
        among = _AMONG_THEM.search(sentence.text, sentence.start, item.left[0]) if persons else None
        if among and not item.inside:
            return "clause_behind", [put_about(clause, among["who"])]  # 860名学生中,540名报名午餐;有320人选择午休
        of = previous.noun_right or _RATE_OF_PERSONS.sub("", previous.subjects[0])
        if persons and (granted := _PAID_TO_EACH.match(of)) and _GETS.fullmatch(clause):
            return "clause_behind", [clause + granted[0]]  # 国家助学金每生每年2300元,今年有860人享受
        if clause.startswith("用于") and item.quantity.unit_class == "money" and _STANDARD_OF_EACH.fullmatch(of):
            return "clause_behind", [clause]  # 标准每生每年2300元;另1090万元用于改善条件: is no standard
        return "clause_behind", [put_about(clause, of)]
    if persons and not i and _LABELLED.fullmatch(sentence.text, sentence.start, item.quantity.start):
        return "clause_alone", [sentence.heading + _ALREADY.sub("", clause)]
    return None


_DO = re.compile(  # by which some schools are told from the others
    "(?:已|还|又)?(?:开办|开展|开设|举办|实施|实行|推行|建有|设有|配备|配有|装有|安装|纳入|列入|加入|参与|参加|接入)"
    "了?[^,。;均都全]{2,16}"
)
_CLOSES = frozenset(",。;)\n")
_ENTERS = re.compile("(?:报名|入学|注册|报到|毕业|转[入出]|[休退复升]学|寄?住校|参训)")
_HAS = re.compile("(?:共|现|还|已|只|仅|总共)*有$")
_AMONG_THEM = re.compile(r"\d[人名](?P<who>[^,。;、\d的]{0,6}(?:学生|新生|教师|幼儿|考生|毕业生|家长))中,")
_PAID_TO_EACH = re.compile("[^,。;每]{2,}?(?:助学金|奖学金|补助|补贴|津贴)(?=(?:标准|平均)*每[生人名])")
_GETS = re.compile("(?:已|均|都)*(?:享受|领取|获得|受益|受助)")
_STANDARD_OF_EACH = re.compile("(?:平均)?(?:资助|补助)?(?:标准)?(?:为|是|按)?(?:每[生人名][每年学期月天]*)(?:标准)?")
_LABELLED = re.compile(r"[^,。;:\d]{2,12}:|[^,。;:]*[为给]$")  # 高中:2130人获得减免, 为5230人发放补助


def has_persons(item: Item, text: str) -> bool:
    """Tell whether a clause says that a school has persons: 学校有920名学生享受助学金, 学校有62人参加高考."""
    if item.quantity.unit_class != "person" or not text.endswith("有", *item.left):
        return False
    return INSTITUTION_END.search(item.noun) is not None and not _OF_A_KIND.search(item.noun)


def _counts_right(item: Item, noun: str, clause: str, text: str) -> bool:
    """Tell whether a quantity counts the noun behind it: nothing, a verb or 的 stands before it, no noun."""
    words = item.noun
    if not words or item.quantity.form == "fraction" or has_persons(item, text):
        return True
    left = _WHOLE_PLACE.sub("", words[-24:])
    if _IN_EACH.fullmatch(words):
        return True
    if VERB_END.search(left) or left.endswith(("的", "了", "等", "内", "等地")) or _PREPOSITION_END.search(left):
        return True
    if words.startswith(("为", "给", "对", "向")) and len(words) <= 12:
        return True
    if _RUNS.match(words) or (item.quantity.unit_class == "person" and _PERSONS.fullmatch(noun)):
        return True
    if clause and noun in _AT_SCHOOL and _SCHOOL_END.search(words):
        return True  # 县第一小学9名学生获得奖学金
    return (
        len(words) <= 4 and (len(noun) > 3 or bool(clause)) and not BARE.fullmatch(words) and not RATE_END.search(words)
    )


_AT_SCHOOL = frozenset({"学生", "教师", "老师", "幼儿", "校长", "学员"})
_SCHOOL_END = re.compile("(?:学校|[小中]学|学院|幼儿园|高中|职高|中专|职教中心)(?:等[多各几]?[校园])?$")
_OF_A_KIND = re.compile("教育$|阶段$|^(?:普通)?(?:小学|初中|高中|中学|幼儿园)$")  # 初中有920人参加中考
_PERSONS = re.compile(".{2,10}(?:学生|新生|考生|教师|老师|儿童|幼儿|孩子|人员|家长|校长|子女|学员)")


def _name_within(sentence: Sentence, i: int) -> str:
    """Return the kind of school in one of which a sentence counts persons: 一处教学点里,只有9名学生; "" if in none."""
    item = sentence.items[i]
    inside = sentence.text.find("里,", sentence.start, item.left[0]) >= 0 and BARE.fullmatch(item.noun_right)
    within = _WITHIN.search(sentence.text, sentence.start, item.left[0]) if inside else None
    return within["kind"] if within else ""


_WITHIN = WordPattern("一[所处个家座][^,。;\\d]{0,8}?(?P<kind>{level}|教学点|村小)里,")


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
    left = _RUNS.sub("", _POINTS.sub("", _WHOLE_PLACE.sub("", item.noun)))
    if each := _IN_EACH.fullmatch(left):
        return each["each"] + noun  # 每个乡镇至少办好1所公办中心幼儿园
    if left.endswith("等") and not clause:
        return _LIST_START.split(left)[-1] + noun
    if left.endswith("等地"):  # 同甲市、乙市等地的17家企业签了协议
        left = act[0] if (act := ACTS.match(left)) else ""
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
    about = put_about(clause, noun) if clause else noun
    return left.removesuffix("了") + about


_IN_EACH = WordPattern(
    r"(?P<each>每个?(?:乡镇|镇街|[乡镇县市区旗村]|街道|学区)(?:\([^()]{1,6}\))?)(?:{adverb|copula|verb_stock}|原则上|应|要|办好|办成|建好|建|设置?)*"
)
_POINTS = re.compile("^(?:这|那|该|上述|以上|其他|其余)$|^[\u4e00-\u9fff]{2,4}将(?=[\u4e00-\u9fff]{2}$)")
_RUNS = re.compile("^[已又还也共]?办[了起有成]*$")
_WILL = re.compile(r"(?:将|拟|计划|预计)[\u4e00-\u9fff]{2}$")
_REACHES = re.compile(r"(?:项目|工程|计划|行动|政策|活动|服务)(?:累计|已|现|共)*(?:覆盖|惠及)$")


_STATE_OF_WORKS = re.compile("(?:正在?|尚|还|仍)*(?:在建|未[开动]工|建设|施工|处于[^,。;]{2,6}阶段)")
_OTHER_STATE = re.compile("^(?:建成|在建|完工|竣工|投用|未[开动]工)的?(?=.{2})")


def put_about(clause: str, noun: str) -> str:
    """Put a clause before the noun that it is about: 通过验收 + 县区 → 通过验收的县区."""
    clause = _ALREADY.sub("", clause).strip("、,的 ")
    if _STATE_OF_WORKS.fullmatch(clause):
        noun = _OTHER_STATE.sub("", noun)  # 在建学校3所,1所尚未开工
    return (
        f"{clause}的{noun}"
        if clause and len(clause) <= 40 and not clause.startswith(("每", "列入", "预计", "将", "也将", "拟"))
        else noun
    )
