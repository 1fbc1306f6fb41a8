"""Completing a noun that no part and no list claims: by the subject before it, the clause before it, or the heading."""

from __future__ import annotations

import re
from typing import NamedTuple

from helpers.extract.accounts import name_account
from helpers.extract.acts import ACT_ALONE, drop_acts, ends_undone, without_act
from helpers.extract.aid import AIDS, complete_base
from helpers.extract.announced import find_clause_measure, find_colon_topic
from helpers.extract.clauses import Item, Sentence, list_said
from helpers.extract.groups import find_divided
from helpers.extract.labels import TIER, complete_level, is_only_level, measure_of_each, take_measure
from helpers.extract.nouns import cut_stock, pays_for, strip_lead
from helpers.extract.owned import name_whole, of_all_owners
from helpers.extract.owners import (
    BARE_RATE,
    complete_rate,
    find_owner,
    is_of_others,
    join_overlap,
    name_finished,
    name_in_state,
    name_project_measure,
)
from helpers.extract.parts import JOINED_SCHOOLS, KIND_OF_SCHOOL, OF_AN_OWNER, SEX, is_grant, name_sex, with_level
from helpers.extract.purposes import complete_payment
from helpers.extract.qualifiers import (
    HOLDS_LEVELS,
    adds_up,
    complete_qualifier,
    find_divided_by_level,
    has_ended,
    is_of_levels_in_turn,
    tells_of_levels,
)
from helpers.extract.series import go_on_per_head, name_of_each
from helpers.extract.shares import name_alike_rate, name_by_share
from helpers.extract.sparse import name_persons_of_each
from helpers.extract.threads import is_of_thread
from helpers.extract.topics import find_topic_before
from helpers.extract.ways import Construction, for_nouns, select, try_each
from helpers.extract.wholes import COLLECTIVE
from helpers.extract.words import (
    ACTS,
    BARE,
    FLOW,
    INSTITUTION_END,
    LEVEL_PREFIX,
    LEVEL_WORDS,
    MEASURE,
    SCHOOL_UNITS,
    is_zone,
)
from helpers.language import WordPattern
from helpers.storage import remember


class _Ways(NamedTuple):
    """How a noun can be completed: most have few ways, and come again."""

    first: tuple[Construction, ...]  # by what it is
    then: tuple[Construction, ...]  # by what it belongs to
    takes_over: bool
    takes_up: bool
    is_bare: bool
    has_topic: bool
    has_level: bool


_PAID_AT_LEVEL = WordPattern("{level}每[人生名]")


@remember
def _list_ways(noun: str, unit_class: str) -> _Ways:
    """Return the ways in which a noun can be completed."""
    is_bare, opens_with_level = bool(BARE.fullmatch(noun)), LEVEL_PREFIX.match(noun)
    return _Ways(
        select(_FIRST, noun, unit_class),
        select(_THEN, noun, unit_class),
        takes_over=bool(_TAKES_OVER.fullmatch(noun) or FLOW.fullmatch(noun)),
        takes_up=not (opens_with_level or (noun.endswith("率") and _NAMES_PERSONS.match(noun))),
        is_bare=is_bare,
        has_topic=_may_have_topic(noun, unit_class),
        has_level=is_bare or is_grant(noun),
    )


def complete_from_before(sentence: Sentence, i: int, noun: str, source: str, listed: bool) -> str:
    """Complete a noun by the subject before it, the clause before it, or the heading."""
    item = sentence.items[i]
    ways = _list_ways(noun, item.quantity.unit_class)
    if (sentence.thread or sentence.turns) and is_of_thread(sentence, i, noun):
        acts = listed and sentence.items[i - 1].quantity.unit_class != "money"  # not 投资2亿元、占地48亩
        shared = _share_act(item, noun, source) if acts else ""  # 两校新增小学学位620个、学前学位180个
        return complete_rate(sentence, i, noun, "") or shared or noun
    completed = name_of_each(sentence, i, noun) or _complete_by(ways, sentence, i, noun, source, listed)
    if ways.is_bare and _is_divided_by_level(sentence, item, completed):
        return noun
    return name_by_share(sentence, i, noun, _name_others(sentence, i, completed))


def _name_others(sentence: Sentence, i: int, completed: str) -> str:
    """Name those who are none of the persons told of before: 寄宿生每生1250元;非寄宿生按50%,小学625元 is of others."""
    end = sentence.items[i].quantity.start
    if sentence.text.find("非", sentence.start, end) < 0:
        return completed
    start = next((x.quantity.end for x in reversed(sentence.items[:i]) if x.quantity.unit != "%"), sentence.start)
    others = _OTHERS.search(sentence.text[start:end].rpartition(";")[2])
    if not others:
        return completed
    if others[0] not in completed:
        return completed.replace(others["those"], others[0])
    apart = completed.replace(others[0], "", 1)
    if not completed.startswith(others[0]):  # 寄宿生标准小学1250元,非寄宿生小学625元
        carried = others["those"] in apart and completed[completed.find(others[0]) - 1] not in "和与及、"
        return apart.replace(others["those"], others[0], 1) if carried else completed
    told = LEVEL_PREFIX.match(apart)  # 非寄宿生小学625元 behind 初中寄宿生每生每年1500元
    return others[0] + apart.replace(others["those"], "", 1) if told else completed


_OTHERS = re.compile("非(?P<those>[\u4e00-\u9fff]{2,4}[生户])")


def _complete_by(ways: _Ways, sentence: Sentence, i: int, noun: str, source: str, listed: bool) -> str:
    """Complete a noun in the first of its ways that finds something; the noun itself where none does."""
    if ways.is_bare and (completed := go_on_per_head(sentence, i, noun, listed) or _complete_bare(sentence, i, noun)):
        return completed
    item = sentence.items[i]
    beside = sentence.items[i - 1].subjects[0] if listed and sentence.items[i - 1].subjects else source
    return (
        (try_each(ways.first, sentence, i, noun) if ways.first else "")
        or (_take_over(item, noun, source, listed, opens=not i) if source and (listed or ways.takes_over) else "")
        or (try_each(ways.then, sentence, i, noun) if ways.then else "")
        or (noun if i and pays_for(sentence.items[i - 1]) else "")
        or (_take_up(sentence, i, noun, source, listed) if ways.takes_up else "")
        or (_share_act(item, noun, beside) if listed else "")
        or (_of_topic(sentence, i, noun, source) if ways.has_topic else measure_of_each(sentence, i, noun))
        or (_take_level(sentence, i, noun, source) if ways.has_level else "")
        or noun
    )


@for_nouns(lambda noun: noun.endswith(("率", "面")) and BARE_RATE.fullmatch(noun))
def _complete_rate(sentence: Sentence, i: int, noun: str) -> str:
    return complete_rate(sentence, i, noun, find_clause_measure(sentence, i))


@for_nouns(lambda noun: _LEVEL_BEHIND.fullmatch(noun))
def _name_measure_of(sentence: Sentence, i: int, noun: str) -> str:
    """Put the level behind a measure or a bare noun before it: 师生比为小学1:17、初中1:12; 在校生小学1.2万人."""
    said = _LEVEL_BEHIND.fullmatch(noun)
    return said["level"] + (said["measure"] or said["bare"])


_OF = (
    "(?P<measure>[^,。;的为]{0,10}{measure|生师比|师生比})(?:分别)?为"
    "|(?P<bare>{needs_level}(?<![取校学读]){amount}?)[为有]?(?!研究|[本专博硕])"
)
_LEVEL_BEHIND = WordPattern(f"(?:{_OF})(?P<level>{{level}})")
_FIRST = (
    _name_measure_of,
    *(name_alike_rate, complete_payment, *AIDS, complete_qualifier, name_account, _complete_rate),
    name_finished,
    name_in_state,
)
_THEN = (name_project_measure, find_owner)


def _complete_bare(sentence: Sentence, i: int, noun: str) -> str:
    """Put the nearest level or kind of school before 在校生…; the noun alone where it speaks of a whole, "" if none."""
    item = sentence.items[i]
    if COLLECTIVE.match(sentence.text, item.left[0]):  # 全市教职工…: of all levels, or of the heading's
        return _first_level(noun, [sentence.heading]) or noun
    if (topic := _read_topic(sentence, i)) and (completed := with_level(noun, topic)) != noun:
        return completed
    if also := _ALSO_HAVE.match(sentence.text, sentence.start):
        return with_level(noun, also["level"])  # 小学另设教学点16个,教学班326个
    carried, of_all = _carried(sentence, i)
    last = sentence.items[i - 1] if i else None
    if i == 1 and carried and carried[0].endswith("教学点") and sentence.text.startswith("另有", sentence.start):
        return carried[0] + noun  # 另有小学教学点49个,在校生1874人
    alone = last and last.subjects and noun.startswith(("在园", "入园")) and not (last.part_of or last.inside)
    if alone and _KINDERGARTENS.fullmatch(last.subjects[0]):
        whole = sentence.items[i - 2] if i > 1 else None
        divided = whole and whole.subjects and re.fullmatch(f"幼儿园|{OF_AN_OWNER}", whole.subjects[0])
        if divided and not _EACH_OWNER.match(sentence.text, item.quantity.end):
            return "幼儿园" + noun  # 幼儿园89所,公办园62所,在园幼儿9800人; 公办园62所,民办园27所,…: of all
        return last.subjects[0] + noun  # 民办园166所,在园幼儿2.6万人
    whole_place = i > 0 and bool(COLLECTIVE.match(sentence.text, sentence.items[0].left[0]))
    if (
        carried
        and (kind := KIND_OF_SCHOOL.fullmatch(cut_stock(without_act(carried[0].partition("(")[0]))))
        and not LEVEL_WORDS.search(kind[0])
    ):
        return kind[0] + noun  # 工读学校1所,在校生64人
    if not (i or carried or sentence.thread) and noun in _OF_ALL:  # 各级各类学校97所。教职工3684人
        said = [sentence.heading, *(x.subjects[0] for x in list_said(sentence))]
        carried = [] if any(map(LEVEL_WORDS.search, said)) else said
    every = next((match[0] for x in carried if (match := _ALL_SCHOOLS.match(x))), "")
    if "(园)" in noun:  # in schools and kindergartens of all levels
        return every + noun
    if noun.endswith("率") and carried and carried[0].startswith("幼儿园") and sentence.heading.startswith("学前教育"):
        return "学前教育" + noun  # 一、学前教育 全县幼儿园143所,普惠率93%
    if not of_all:  # 中小学、幼儿园62所,学生4.1万人,教职工3600人: the schools of all need not be named again
        carried = [x for n, x in enumerate(carried) if not (n and JOINED_SCHOOLS.match(x))]
    # 研究生2100人;毕业生9200人: of all; 升入普通高中720人,升学率98%: of those who left
    carried = [x for x in carried if not (x.endswith("研究生") or x.startswith(("升入", "升学", "考入")))]
    return _first_level(noun, carried) or (noun if of_all else "") or every + noun * bool(every or whole_place)


def _is_divided_by_level(sentence: Sentence, item: Item, completed: str) -> bool:
    """Tell whether a noun got a level that a bracket behind its number divides, or one that cannot hold those there.

    初中毕业生…。留守儿童8600人(小学6100人、初中2500人) is of both, and so it is behind 中职毕业生….
    """
    end = item.quantity.end
    bracket = _BY_LEVEL.match(sentence.text, end) if sentence.text[end : end + 1] == "(" else None
    level = LEVEL_PREFIX.match(completed) if bracket else None
    return bool(level) and (level[0] in bracket[0] or not HOLDS_LEVELS.search(level[0]))


_BY_LEVEL = WordPattern(r"\((?:其中)?{level}[^()、,;\d]{0,6}\d[^()、,;]{0,8}[、,;]{level}[^()、,;\d]{0,6}\d[^()]*\)")


def _read_topic(sentence: Sentence, i: int) -> str:
    """Return the level of education with which a clause without a number opens before the item's own: 高中扩大,招生….

    >>> from helpers.extract import observe
    >>> text = "小学招生3200人;普通高中规模扩大,招生2100人。受初中扩招影响,招生620人。"
    >>> [row["subject"] for row in observe(text)]
    ['小学招生', '普通高中招生', '普通高中招生']
    """
    start = sentence.items[i - 1].quantity.end if i else sentence.start
    told = sentence.text[start : sentence.items[i].left[0]]
    if len(told) <= _SHORTEST_TOPIC or not LEVEL_WORDS.search(told):
        return ""
    clauses = _CLAUSE_END.split(told)
    opened = (_TOPIC.match(clause) for clause in reversed(clauses[1:] if i else clauses))
    return next((match["level"] for match in opened if match), "")


_ALSO_HAVE = WordPattern(r"\s*(?P<level>{level})另(?:有|设|建)")
_SHORTEST_TOPIC = 4  # characters
_CLAUSE_END = re.compile("[,;:。]")
_TOPIC = WordPattern(
    r"\s*(?:而|但|同时|其中)?(?P<level>{level})(?!毕业|升|以上|及以上|教师|[和与、]|[\u4e00-\u9fff]{0,3}\d)"
)
_KINDERGARTENS = WordPattern("{sector|qualifier}(?:(?:民办|幼儿)*园)?")
_OF_ALL = {"在校生", "在校学生", "教职工", "专任教师"}
_EACH_OWNER = re.compile(r"[^。]*?(?:[公民]办|普惠)[^,。;]{0,8}\d+[所家][^。;]{0,4}在园")
_ALL_SCHOOLS = re.compile(  # 各级各类民办学校321所,在校生8.7万人: of these owners
    r"各级各类(?:(?=(?:学校|教育)(?:\(园\))?(?![\u4e00-\u9fff]))|(?:公办|民办)学校(?=(?:\(园\))?(?![\u4e00-\u9fff])))"
)


def _first_level(noun: str, sources: list[str]) -> str:
    """Return a noun with the first school level that one of the sources gives it, "" if none does."""
    return next((completed for x in sources if (completed := with_level(noun, x)) != noun), "")


def _take_level(sentence: Sentence, i: int, noun: str, source: str) -> str:
    """Return a noun with the level of the subject before, of its line or of its heading, "" if none has one for it."""
    return _first_level(noun, [name_whole(sentence, i, source), sentence.level, sentence.heading])


def _take_over(item: Item, noun: str, source: str, listed: bool, opens: bool) -> str:
    """Complete 数量, 首批, a base (每百名学生拥有…) or an act alone by the subject before."""
    if _THAT_FIGURE.fullmatch(noun):
        return source
    if _AMOUNT_ALONE.fullmatch(noun):
        return _AMOUNT_END.sub("", without_act(source) if noun.endswith(_TOTALS) else source) + noun
    if item.quantity.unit == "所" and _STATE_OF_SCHOOLS.fullmatch(noun) and INSTITUTION_END.search(source):
        return f"{noun}的{without_act(source).rpartition('的')[2]}"
    if _BATCH.fullmatch(noun) and not opens:
        return noun + _BATCH.sub("", source)
    base = None if is_only_level(noun, item.quantity) else _BASE.match(source)
    if base and listed and not _BASE.match(noun) and "每" not in noun:
        return base.group() + noun
    done = item.quantity.unit in SCHOOL_UNITS and _BUILT_ALONE.fullmatch(noun)
    opens = opens and not (item.quantity.unit == "所" and noun in WORK_STATES and INSTITUTION_END.search(source))
    if not opens and (done or FLOW.fullmatch(noun)) and item.quantity.unit_class not in {"money", "percent"}:
        if done:
            return "" if ends_undone(source) else noun + drop_acts(_PLANNED.sub("", source))
        own = ACTS.match(source)
        if own and noun in WORK_STATES and not WORK_STATES & {own[0][-2:]}:
            own, source = None, _PLANNED.sub("", source)  # 安排新建、改扩建公办园300所,已开工214所
        if item.quantity.unit_class != "person" and (act := _ACT_AT_END.search(source)):
            return source[: act.start()] + noun  # 改造项目开工57个,竣工38个
        told = source[own.end() if own else 0 :]
        return "" if _EACH_ALONE.fullmatch(told) else noun + _TERMS.sub("", told)
    return ""


def _take_up(sentence: Sentence, i: int, noun: str, source: str, listed: bool) -> str:
    """Complete a noun that takes up the end of a subject of its sentence.

    在园幼儿3200人,幼儿园教职工410人: a word that opens with a level of education is whole.
    """
    if not i and sentence.items[i].quantity.unit_class == "money" and FLOW.match(noun):
        return ""  # 投入资金330万元用于食堂。投入资金150万元,改造校舍: another one
    left = sentence.items[i].left[0]
    if (not i or sentence.text[left - 1] == ";") and COLLECTIVE.match(sentence.text, left):
        return ""  # 中职4.1亿元。全市教育经费占财政支出的18%: of all
    if is_grant(noun) and (of_level := with_level(noun, source)) != noun:
        return of_level  # 普通高中免学费资金684万元;中职助学金792万元,免学费资金1985万元
    before = [] if listed else [x.subjects[0] for x in reversed(sentence.items[:i]) if x.subjects]
    paid_at_level = "每" in noun and _PAID_AT_LEVEL.search(noun)
    if not i and (whole := _name_divided(sentence)) and join_overlap(source, noun):
        source = whole
    for earlier in (source, *before):  # 轮岗校长31名、教师417名: of the same list
        if paid_at_level and LEVEL_PREFIX.match(earlier):
            continue  # 初中公用经费1.2万元。公用经费定额小学每生每年720元
        if "占" in earlier and len(base := earlier.rpartition("占")[2]) > 2 and noun.startswith(base):
            continue  # 占就业毕业生的45%。就业毕业生平均月薪3850元
        if not i and ACT_ALONE.search(earlier):
            continue  # 停招专业39个。开设专业386个
        if not i and is_of_others(sentence, earlier, noun):
            continue  # 处理教师4人。教师培训经费62万元
        if continued := join_overlap(earlier, noun):
            done = not listed or ACTS.match((sentence.items[i - 1].subjects or [source])[0])  # 现有小学9所、教学点5个
            if not done or _STANDS_NOW.search(sentence.text, *sentence.items[i].left):
                return without_act(continued)  # 新组建教育集团6个,全市共有教育集团31个
            return without_act(continued) if noun.endswith(_TOTALS) else continued
    return ""


def _name_divided(sentence: Sentence) -> str:
    """Return what the last item of the sentence before is a part of: 毕业生6万人,其中专科生2万人。毕业生就业率86%."""
    last = sentence.before
    whole = last.part_of if last and not last.inside else None
    return whole.subjects[0] if whole and whole.subjects else ""


def _share_act(item: Item, noun: str, source: str) -> str:
    """Give the act of a subject to the next thing of its list: 招聘教师46名、校医3名."""
    own = ACTS.match(source) or (_ENROLS.match(source) if noun.endswith("生") else None)
    shared = own and item.quantity.form != "percent" and not FLOW.match(noun) and "每" not in noun
    shared = shared and not noun.startswith("续")  # 新增贷款学生62人、续贷31人
    return own.group() + noun if shared else ""


_ENROLS = re.compile("[^,。;招]{0,14}招(?=[^,。;收生聘]{1,6}生$)")  # 招小学生270人、初中生300人


def _of_topic(sentence: Sentence, i: int, noun: str, source: str) -> str:
    """Complete a zone, a school level, a base of payment or 生均 alone by what is measured."""
    item = sentence.items[i]
    if is_zone(noun):
        topic = find_colon_topic(sentence, item) or source or find_topic_before(sentence, i)
        return noun + topic if topic != noun else noun
    if noun.endswith("研究生") and item.quantity.unit_class == "person" and source.endswith("生"):
        return noun  # 普通本专科在校生7.2万人,研究生9100人
    if is_only_level(noun, item.quantity):
        return complete_level(sentence, i, noun, source)
    level = _WITH_OTHERS.sub("", noun)
    if level != noun and is_only_level(level, item.quantity):  # 初中1098人、高中(含职中)657人
        return complete_level(sentence, i, level, source).replace(level, noun, 1)
    if _AREA_ALONE.fullmatch(noun) and item.quantity.unit_class == "percent" and MEASURE.search(source):
        return noun + _AREA_ALONE.sub("", source, 1)
    if _OF_AN_AGE.fullmatch(noun) and item.quantity.unit_class == "percent":
        topic = find_colon_topic(sentence, item)  # 5岁幼儿入园率97%、4岁91%; 入园率:5岁97%、4岁91%
        return _OF_AN_AGE.sub(noun, source, 1) if _OF_AN_AGE.search(source) else noun + topic * bool(topic)
    if paid := complete_base(sentence, i, noun):
        return paid
    if _OF_A_TIER.fullmatch(noun) and (tier := TIER.search(source)):
        return source[: tier.start()] + noun + source[tier.end() :] * ("每" not in noun)
    if _OF_A_TIER.fullmatch(noun) and (tiers := _IN_TIERS.search(sentence.text, sentence.start, item.left[0])):
        return strip_lead(tiers["what"]) + noun
    if source and item.quantity.unit_class == "person" and SEX.fullmatch(noun) and _COUNTED.search(source):
        # 国中学生16908人,男生8811人、女生8097人
        return name_sex(noun, whole) if (whole := find_divided(sentence, i, source)) else noun
    if measured := take_measure(sentence, i, noun) or measure_of_each(sentence, i, noun):
        return measured
    if source and _PER_HEAD.fullmatch(noun):
        if item.quantity.unit_class == "person" and (persons := name_persons_of_each(sentence, i, noun, source)):
            return persons
        level = LEVEL_PREFIX.match(source)
        return source[: level.end()] + noun + source[level.end() :] if level else noun + source
    return ""


# what schools counted before have come to: 投入使用8所, 在建3所, 余下1所
_STATE_OF_SCHOOLS = re.compile(
    "(?:可|已|将|拟|年内)*(?:投入使用|投用|启用|在建|余下|剩余|其余|(?:通过|完成)[^,。;]{2,6})的?"
)
# 普通高中国家助学金分两档,一档2500元
_IN_TIERS = re.compile(
    r"(?<![^,。;:.、)\s])(?P<what>[^,。;:\s]{2,20}?)(?:按|平均|(?:按照?|依据|根据)[^,。;:\s]{2,12}?)?分(?:[为成]?[两三四2-4]个?(?:档次?|等级?)|档(?:发放|补助|资助)?)[,:]$"
)
_OF_A_TIER = re.compile(rf"(?:{TIER.pattern})(?:每[生人名])?(?:每[学年月期天]+)?")
WORK_STATES = {"开工", "动工", "竣工", "完工", "封顶", "投用"}
_AREA_ALONE = WordPattern(r"^(?:{area}|县[(]市[)]|县城|市区|各?县(?=.)|县$)")
_PLANNED = re.compile("^(?:规划|计划|安排|原定|拟)+(?=.{3})")  # 规划新建中小学11所,已建成7所
_BUILT_ALONE = re.compile("(?:实际|已|全部|共|再)*(?:建成|完成)")
_BASE = WordPattern("{level}?(?:平均)?每[^,。;]{1,10}?(?:拥有|配备|配有|有|占有)|{level}?{per_head}")
_STANDS_NOW = re.compile("(?:全[省市县区旗州盟]|现)(?:共|现|已|总共)?有|目前(?:还|仍|共)?有|[还尚仍]有|现存|总数")
_COUNTED = re.compile("(?:生|教师|教职工)(?:总?人?数)?$")
_NAMES_PERSONS = re.compile("教师|教职工|学生|人员")
_THAT_FIGURE = re.compile(
    "而?(?:同期)?(?:全[国省市县区州])?(?:这一|这个|该|此|上述|同一)(?:数据|数字|数值|比例|占比|比率|指标|数)(?:仅|只|还)?"
)
_ACT_AT_END = WordPattern("(?<=.{2}){verb_flow}$")
_EACH_ALONE = re.compile("(?:平均|人均)?每[生人名](?:每[学年月期天]+)?")  # 可申请助学金,平均每生每年2300元,资助620人
_TERMS = re.compile(
    r"^面向.{2,12}?(?:招聘|引进|选聘)|^[对为给向](?=.{2})|(?<=.{2})(?:平均|人均)?按?每[生人名][^,。;]*$"
)
_AMOUNT_ALONE = WordPattern("{amount_alone}")
_TOTALS = ("总数", "总量", "总人数")
_AMOUNT_END = WordPattern("{amount_alone}$")
_BATCH = re.compile(r"^首批|^[首一二三]期|^第[一二三四五]批")


def _carried(sentence: Sentence, i: int) -> tuple[list[str], bool]:
    """Return the subjects whose school level a noun can take over, the nearest first, and whether it speaks of a whole.

    It does behind a list of kinds of schools (小学5所、初中3所,在校生…) and in the sentence behind a part (其中…).
    """
    items, before = sentence.items, sentence.before
    left = sentence.text[items[i].left[0] : items[i].left[1]]
    names = []
    apart = not i or ";" in sentence.text[items[i - 1].quantity.end : items[i].left[0] + 1]
    said = items[:i] or list_said(sentence)
    if apart and tells_of_levels(said):
        return [*_whole_of(said[-1]), sentence.heading], True
    told = not items[i - 1].listed if i else not (before and before.part_of)
    if told and (whole := find_divided_by_level(said)):
        return [whole.subjects[0], sentence.heading], True  # 学生900人,小学600人,初中300人。共有教学班22个
    for earlier in reversed(items[:i]):
        if earlier.inside and earlier.inside is not items[i].inside:
            continue  # 在校生3.1万人(本科1.3万人,专科1.8万人),毕业生0.9万人: of all
        if earlier is not items[0] and _BESIDE_SCHOOLS.match(sentence.text, earlier.left[0]):
            continue  # 各级各类学校299所,另有小学教学点131个;教职工1.7万人: of all
        if earlier.part_of and has_ended(earlier, items[i], sentence.text):
            continue
        if earlier.group > 1 and not items[i].group and is_of_levels_in_turn(earlier, items[:i]):
            return [*names, sentence.heading], True  # 小学、初中在校生分别为3200人、1800人,教学班126个: of both
        if adds_up(earlier, sentence.text) or _ends_list(earlier, sentence.text, left):
            return [*names, *_whole_of(earlier), sentence.heading], True
        attends = earlier.quantity.unit == "%" and "就读" in earlier.noun  # 在公办学校就读的占95%: says no level
        if earlier.subjects and not attends:
            names.append(earlier.subjects[0].split("占")[0])
            bare = apart and earlier.subjects[0] == earlier.noun  # …;专任教师620人,其中高级职称62人;教学班152个
            whole = bare or COLLECTIVE.match(sentence.text, earlier.left[0])
            if whole and BARE.fullmatch(earlier.subjects[0]):
                return names, True  # 全县学生总数11万人,教职工总数5516人
    if before and (before.part_of or _ends_list(before, sentence.text, left)):
        whole = [of_all_owners(sentence, subject) for subject in _whole_of(before)]
        return [*names, *whole, sentence.heading], True
    return names, False


_BESIDE_SCHOOLS = re.compile(r"[,;(]?(?:另外?|此外,?|还)(?:有|设)(?:有)?[^,。;:、\d]{0,4}教学点")
_SUMS_UP = re.compile("共|合计|总")


def _ends_list(item: Item, text: str, left: str) -> bool:
    """Tell whether an item is the last of a list of kinds of schools that a total behind it can be of."""
    side_by_side = text[item.left[0]] == "、"
    return item.listed >= (2 if side_by_side or _SUMS_UP.search(left) else 3)


def _whole_of(item: Item) -> list[str]:
    """Return the subject of the whole that an item is a part of, [] if it is none."""
    while item.part_of and item.part_of is not item:
        item = item.part_of
        if not item.part_of:
            return item.subjects[:1]
    return []


_WITH_OTHERS = re.compile(r"\(不?(?:含|包括)[^()]*\)$")
_PER_HEAD = WordPattern("{per_head|平均}")
_TAKES_OVER = WordPattern(
    "|".join([*(x.pattern for x in (_THAT_FIGURE, _STATE_OF_SCHOOLS, _BATCH, _BUILT_ALONE)), _AMOUNT_ALONE.template])
)
_OF_AN_AGE = re.compile(r"\d{1,2}岁?(?:[至到~-]\d{1,2}岁?)?(?<=岁)(?:以[上下])?")
_TOPICAL = WordPattern(
    "|".join([_AREA_ALONE.template, *(x.pattern for x in (_OF_A_TIER, _OF_AN_AGE, SEX)), _PER_HEAD.template])
)


def _may_have_topic(noun: str, unit_class: str) -> bool:
    """Tell whether a noun can be one that is completed by what is measured."""
    noun = _WITH_OTHERS.sub("", noun)
    if is_zone(noun) or noun.endswith("研究生") or LEVEL_PREFIX.fullmatch(noun.removesuffix("阶段") or noun):
        return True
    return bool(_TOPICAL.fullmatch(noun) or select((complete_base, take_measure), noun, unit_class))
