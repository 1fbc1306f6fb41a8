"""Completing the name of what is counted by what stands before: a part by its whole, a noun by its level."""

from __future__ import annotations

import re

from helpers.extract.accounts import name_account, read_account
from helpers.extract.aid import complete_base, name_aid
from helpers.extract.clauses import Item, Sentence, list_said
from helpers.extract.examples import drop_examples
from helpers.extract.labels import (
    TIER,
    complete_level,
    find_clause_measure,
    find_colon_topic,
    find_shared,
    is_only_level,
    measure_of_each,
    name_in_town,
    name_of_area,
    take_measure,
)
from helpers.extract.nouns import cut_stock, pays_for, strip_lead
from helpers.extract.owners import (
    complete_rate,
    find_owner,
    join_overlap,
    name_aided,
    name_finished,
    name_project_measure,
)
from helpers.extract.parts import KIND_OF_SCHOOL, SEX, complete_part, name_sex, split_members, with_level
from helpers.extract.purposes import complete_payment, name_attending, name_score
from helpers.extract.qualifiers import complete_qualifier, find_persons, name_part, name_persons
from helpers.extract.shares import name_alike_rate, name_staff
from helpers.extract.threads import is_of_thread
from helpers.extract.topics import find_topic_before
from helpers.extract.words import (
    ACTS,
    BARE,
    CLAUSE_MARK,
    FLOW,
    GROUP_MARK,
    INSTITUTION_END,
    LEVEL_PREFIX,
    LEVEL_WORDS,
    MEASURE,
    MEMBER_MARK,
    SCHOOL_UNITS,
    is_zone,
)
from helpers.language import Quantity, WordPattern

_AMOUNT_WORD = re.compile(r"(?:的?(?:数量|总数|数|名次|位次))?$")


def find_announced(item: Item, sentence: Sentence) -> str:
    """27所:改造提升的乡村学校数量: a number that opens a line is told behind a colon."""
    text, end = sentence.text, item.quantity.end
    if item.quantity.start != sentence.start or text[end : end + 1] != ":":
        return ""
    return strip_lead(_AMOUNT_WORD.sub("", CLAUSE_MARK.split(text[end + 1 : sentence.end])[0]))


def find_antecedent(sentence: Sentence, i: int) -> Item | None:
    """Return the item before whose subject an item without words of its own takes over.

    Growth belongs to the last amount or count, a number to the last of its own unit; else the last item of all.
    """
    item = sentence.items[i]
    if not i:
        return _of_last_sentence(sentence, item)
    last = sentence.items[i - 1]
    paid = (item.quantity.unit_class, last.quantity.unit_class) == ("money", "person")
    if paid and last.noun_right and last.stop > item.quantity.start:
        return last  # 向456名高中生发放补贴45.6万元
    if paid and sentence.text[last.quantity.end : item.quantity.start].strip() in _AT_ONCE:
        return last  # 中职助学金1240人次、124万元
    earlier = [x for x in sentence.items[:i] if x.subjects and x.subjects[0]]
    near = [x for x in earlier if x.inside is item.inside] or earlier
    near = _since_semicolon(near, sentence.text, item) or near
    near = [x for x in near if not (x.part_of and _ended(x, item, sentence.text))] or near
    if item.quantity.form == "rank" and not item.noun and last.quantity.form != "rank" and last.subjects:
        return last  # 科学素养543分,位列第3
    said = item.left[0] < item.left[1] or (near and near[-1].quantity.unit_class == item.quantity.unit_class)
    if near and said and _REACHED.fullmatch(sentence.text, item.left[0], item.left[1]):
        return near[-1]
    if item.quantity.unit == "个百分点":
        return ([x for x in near if x.quantity.unit == "%"] or near or [None])[-1]
    if item.quantity.unit in {"%", "倍"} and _GROWS.search(sentence.text, item.left[0], item.left[1]):
        alike = [x for x in near if x.quantity.unit not in {"%", "‰", "个百分点"}]
    else:
        alike = [x for x in near if _same_unit(x.quantity, item.quantity) and x.quantity.unit != "%"]
    if not alike and FLOW.fullmatch(item.noun):
        alike = [x for x in earlier if x.quantity.unit == item.quantity.unit]  # 4所,新增620个
    return (alike or near or [None])[-1]


def _of_last_sentence(sentence: Sentence, item: Item) -> Item | None:
    """Return the item of the sentence before that one opens with a part of: 新建8所,新增学位900个。其中甲县新建3所."""
    alike = [x for x in sentence.said if x.subjects and x.quantity.unit == item.quantity.unit]
    start = item.left[0]
    divides = _DIVIDES.match(sentence.text, start) or _OF_WHICH.search(sentence.text, sentence.start, start)
    divides = divides or (item.quantity.unit == "所" and item.noun in _WORK_STATES)  # 规划26所,学位900个。开工21所
    return alike[-1] if divides and alike else sentence.before


def _since_semicolon(items: list[Item], text: str, item: Item) -> list[Item]:
    """Return the items behind the last ; before an item: 小学经费年均增长5%,2020年达到1.2万元 is of 小学."""
    mark = text.rfind(";", items[0].quantity.end, item.left[0]) if items else -1
    return [x for x in items if x.quantity.start > mark] if mark >= 0 else []


_AT_ONCE = {"", ",", "、"}
_REACHED = re.compile(r"[,、 ]?(?:(?:已|总数|总量)?(?:达到?|增?至|为))?")
_GROWS = re.compile(r"(?:增长|增加|减少|增幅|增速|降幅|同比下降|同比上升)")


def _same_unit(a: Quantity, b: Quantity) -> bool:
    return a.unit == b.unit or a.unit_class == b.unit_class == "person"


_BASE = WordPattern("{level}?(?:平均)?每[^,。;]{1,10}?(?:拥有|配备|配有|有|占有)|{per_head}")
# 完成固定资产投资6亿元,完成年度目标任务的99%
_OF_A_TASK = re.compile("(?:占|为|完成|达到?)+(?:[省市县区州]?下达|年度?|全年|目标|计划|预算|任务|总?投资|的)+")
_DIVIDES = re.compile("[,;、: ]{0,3}(?:其中|包括)")
_OF_WHICH = re.compile(r"其中[,:]$")
_SHARED = WordPattern("分别|{均}|都|皆|全部|各$")


def complete_noun(sentence: Sentence, i: int, previous: Item | None) -> list[str]:
    """Complete a noun before its quantity from a list that shares the number, from 其中, and from what came before."""
    item, text = sentence.items[i], sentence.text
    noun = item.noun = drop_examples(item.noun, item.quantity)
    left = text[item.left[0] : item.left[1]]
    source = previous.subjects[0] if previous and previous.subjects else ""
    share = item.quantity.unit in {"%", "‰"} and item.quantity.form != "lost"
    if i and noun in _JOINS_IN and sentence.items[i - 1].subjects:
        return [_without_act(sentence.items[i - 1].subjects[0]) + noun]
    if said := name_of_area(noun, item, previous):
        return said
    if named := name_in_town(sentence, i) or read_account(noun) or name_persons(sentence, i, noun):
        return [named]
    if whole := _divided(sentence, i):
        if _STATE.fullmatch(noun):
            return [f"{noun.removesuffix('的')}的{whole}"]
        if _KIND_ALONE.fullmatch(noun):
            return [complete_part(noun, whole, item.quantity)]
    if "中" in noun and (taken := _TAKEN_FROM.fullmatch(noun)):
        noun = taken["part"] + taken["whole"]
    rank = i and sentence.items[i - 1].noun.endswith("职称") and _RANK.fullmatch(noun)  # 晋升副高级职称58人、正高级1人
    if item.quantity.unit_class == "person" and not rank and (_OF_PERSONS.search(noun) or _RANK.fullmatch(noun)):
        among = _AMONG_PERSONS.fullmatch(noun)
        if who := among["who"] if among else _who(sentence, i):
            return [(among["part"] if among else noun) + who]
    if aided := name_aided(sentence, i, noun):
        return [aided]
    if named := name_score(sentence, i, noun) or name_attending(sentence, i, noun):
        return [named]
    if _DIVIDES.match(left) or _OF_WHICH.search(text, sentence.start, item.left[0]):
        item.part_of = sentence.items[i - 1] if share and i else previous
    elif i and _is_of_part(sentence.items[i - 1], item) and not _ended(sentence.items[i - 1], item, text):
        item.part_of = sentence.items[i - 1].part_of
        return [with_level(noun, sentence.items[i - 1].subjects[0])]
    elif i and previous and previous.part_of and not item.inside and not _ended(previous, item, text):
        told = text[previous.quantity.end] == ":"  # 招聘196名:高中41名
        item.part_of = previous if told else previous.part_of
    if noun.startswith("占") and not noun.startswith(("占地", "占用")):
        if share or item.quantity.form == "lost":
            return [source + noun]
        item.share_of = source
        return [strip_lead(noun[1:])]
    if share and _OF_A_TASK.fullmatch(noun):
        return [_without_act(source).removesuffix("完成") + noun]
    if share and left.rstrip().endswith(("占", "占到")):
        return [_name_share(sentence, i, noun, previous)]
    if item.part_of and SEX.fullmatch(noun) and sentence.items[i - 1].noun.endswith("专任教师"):
        item.part_of = sentence.items[i - 1]  # 教职工3200人,其中专任教师2800人,女教师1900人
    if item.part_of and item.part_of.subjects:
        return [name_part(sentence, i, noun)]
    listed = _SHARED.search(left[-8:]) or ("、" in noun and _all_rates(noun))
    if listed and (members := split_members(noun)):
        return members
    if previous and previous.quantity.unit_class == "money" and item.quantity.unit_class not in {"money", "person"}:
        source = "" if FLOW.fullmatch(noun) else source  # 投入2亿元,推进校舍改造项目,开工57个
    joined = bool(i) and bool(GROUP_MARK.match(text, previous.quantity.end if previous else 0))
    return [_from_before(sentence, i, noun, source, joined)]


def _name_share(sentence: Sentence, i: int, noun: str, previous: Item | None) -> str:
    """Say of what a share is that has but its part before it: 在校生中,小学占53%; 经费18亿元。义务教育占62%."""
    item, last = sentence.items[i], sentence.items[i - 1] if i else None
    source = previous.subjects[0] if previous and previous.subjects else ""
    if item.part_of:
        return f"{noun}占{item.part_of.subjects[0] if item.part_of.subjects else '比'}"
    if last and last.subjects and SEX.fullmatch(noun) and (persons := _PERSONS_NAMED.match(last.subjects[0])):
        return name_sex(noun, persons[0]) + "占比"  # 教学人员平均年龄39岁,女性占69.5%
    if not is_only_level(noun, item.quantity):
        return f"{noun}占{name_staff(noun, last or find_persons(sentence)) or '比'}"
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


def _is_of_part(last: Item, item: Item) -> bool:
    """Tell whether persons are those in the one kind of schools that was counted as a part: 其中职高7所,新生2866人."""
    counts = last.part_of and last.listed <= 1 and last.subjects and not (last.inside or item.inside)
    if not counts or item.quantity.unit_class != "person" or last.quantity.unit not in SCHOOL_UNITS:
        return False
    return bool(BARE.fullmatch(item.noun)) and with_level(item.noun, last.subjects[0]) != item.noun


_DONE_ALONE = re.compile("(?:实际|已|全部|共|再)*(?:建成|完成|完工|竣工)")  # 项目18个,建成13个
_NOT_BUILT = re.compile("原定$|计划$|率$")
_BUILT_ALONE = re.compile("(?:实际|已|全部|共|再)*(?:建成|完成)")
_JOINS_IN = {"参与", "参加", "参训"}  # in what was counted last
_STATE = WordPattern("(?:已|正)*(?:{verb_flow|work_done}|在建|在用|未开工|(?:处于|列入|纳入)[^的]{2,8})的?")


def _divided(sentence: Sentence, i: int) -> str:
    """Return what is divided by the state it is in: 279个项目中,处于谋划阶段的120个,已竣工38个; "" if nothing is."""
    first = sentence.items[0]
    if not i or not first.noun_right or first.quantity.unit != sentence.items[i].quantity.unit:
        return ""
    return first.subjects[0] if _AMONG.match(sentence.text, first.quantity.end + len(first.noun_right)) else ""


_AMONG = re.compile("之?中[,:]")
_KIND_ALONE = WordPattern("{sector|area|qualifier}(?:性)?")  # 17所幼儿园中,公办11所
_TAKEN_FROM = WordPattern("(?P<whole>[^,。;、]{1,8}[园校生师])中(?P<part>{qualifier|sector}性?)")
_RANK = re.compile("[正副]高级?|[中初]级|[一二三]级")
_OF_PERSONS = re.compile(
    r"(?:学历|职称|学位证|编制|(?:本科|专科|大专|中师|中专|研究生|高中)毕业)$|^\d\d岁?(?:[至到~-]\d\d岁|[及以]*[上下])$"
)
_AMONG_PERSONS = re.compile("(?P<who>.{0,4}(?:教师|教职工|学生|人员))中(?P<part>.+)")
_PERSONS_NAMED = re.compile("[\u4e00-\u9fff]{0,8}?(?:专任教师|教师|教职工|教学人员|在校生|学生)")
_COUNTED = re.compile("(?:生|教师|教职工)(?:总?人?数)?$")
_NAMES_PERSONS = re.compile("教师|教职工|学生|人员")
_PERSONS = re.compile("(?:专任教师|教师|教职工|校长|保育员|学生|幼儿|毕业生)$")


def _who(sentence: Sentence, i: int) -> str:
    """Return of whom a number of persons tells their degree or rank: 教师320人,…;本科以上学历280人."""
    earlier = (x.subjects[0] for x in reversed(sentence.items[:i]) if x.subjects and x.quantity.unit_class == "person")
    return next((match[0] for subject in earlier if (match := _PERSONS.search(subject))), "")


def _ended(part: Item, item: Item, text: str) -> bool:
    """Tell whether the parts of a whole end before an item: 其中公办园100所;在园幼儿2.7万人 is of all."""
    return ";" in text[part.quantity.end : item.left[0] + 1] or text.startswith(("另有", "另设"), item.left[0])


def _from_before(sentence: Sentence, i: int, noun: str, source: str, joined: bool) -> str:
    """Complete a noun by the subject before it, the clause before it, or the heading."""
    item = sentence.items[i]
    if is_of_thread(sentence, i, noun):
        return complete_rate(sentence, i, noun, "") or noun
    if BARE.fullmatch(noun) and (completed := _complete_bare(sentence, i, noun)):
        return completed
    listed = joined and sentence.text[item.left[0]] == "、"
    beside = sentence.items[i - 1].subjects[0] if listed and i and sentence.items[i - 1].subjects else source
    return (
        name_alike_rate(sentence, i, noun)
        or complete_payment(sentence, i, noun)
        or name_aid(sentence, i, noun)
        or complete_qualifier(sentence, i, noun)
        or name_account(sentence, i, noun)
        or (complete_rate(sentence, i, noun, find_clause_measure(sentence, i)) if noun.endswith(("率", "面")) else "")
        or name_finished(sentence, i, noun)
        or (_take_over(item, noun, source, listed, opens=not i) if source else "")
        or name_project_measure(sentence, i, noun)
        or find_owner(sentence, i, noun)
        or _take_up(sentence, i, noun, source, listed)
        or (_share_act(item, noun, beside) if listed else "")
        or _of_topic(sentence, i, noun, source)
        or _first_level(noun, [source.split("占")[0], sentence.level, sentence.heading])
        or noun
    )


def _complete_bare(sentence: Sentence, i: int, noun: str) -> str:
    """Put the nearest level or kind of school before 在校生…; the noun alone where it speaks of a whole, "" if none."""
    item = sentence.items[i]
    if _COLLECTIVE.match(sentence.text, item.left[0]):  # 全市教职工…: of all levels, or of the heading's
        return _first_level(noun, [sentence.heading]) or noun
    carried, of_all = _carried(sentence, i)
    last = sentence.items[i - 1] if i else None
    alone = last and last.subjects and noun.startswith(("在园", "入园")) and not (last.part_of or last.inside)
    if alone and _KINDERGARTENS.fullmatch(last.subjects[0]):
        return last.subjects[0] + noun  # 民办园166所,在园幼儿2.6万人
    whole_place = i > 0 and bool(_COLLECTIVE.match(sentence.text, sentence.items[0].left[0]))
    if (
        carried
        and (kind := KIND_OF_SCHOOL.fullmatch(cut_stock(_without_act(carried[0].partition("(")[0]))))
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
    return _first_level(noun, carried) or (noun if of_all else "") or every + noun * bool(every or whole_place)


_KINDERGARTENS = WordPattern("{sector|qualifier}(?:(?:民办|幼儿)*园)?")
_OF_ALL = {"在校生", "在校学生", "教职工", "专任教师"}
_ALL_SCHOOLS = re.compile(r"各级各类(?=(?:学校|教育)(?:\(园\))?(?![\u4e00-\u9fff]))")
_COLLECTIVE = re.compile(r"[,;。 ]?(?:全[市县区旗省州盟]|各级各类|(?:全[市县区旗省州盟])?(?:合计|总计))")


def _first_level(noun: str, sources: list[str]) -> str:
    """Return a noun with the first school level that one of the sources gives it, "" if none does."""
    return next((completed for x in sources if (completed := with_level(noun, x)) != noun), "")


def _take_over(item: Item, noun: str, source: str, listed: bool, opens: bool) -> str:
    """Complete 数量, 首批, a base (每百名学生拥有…) or an act alone by the subject before."""
    if _THAT_FIGURE.fullmatch(noun):
        return source
    if _AMOUNT_ALONE.fullmatch(noun):
        return _AMOUNT_END.sub("", _without_act(source) if noun.endswith(_TOTALS) else source) + noun
    if item.quantity.unit == "所" and _STATE_OF_SCHOOLS.fullmatch(noun) and INSTITUTION_END.search(source):
        return f"{noun}的{_without_act(source).rpartition('的')[2]}"
    if _BATCH.fullmatch(noun) and not opens:
        return noun + _BATCH.sub("", source)
    base = None if is_only_level(noun, item.quantity) else _BASE.match(source)
    if base and listed and not _BASE.match(noun):
        return base.group() + noun
    done = item.quantity.unit in SCHOOL_UNITS and _BUILT_ALONE.fullmatch(noun)
    opens = opens and not (item.quantity.unit == "所" and noun in _WORK_STATES and INSTITUTION_END.search(source))
    if not opens and (done or FLOW.fullmatch(noun)) and item.quantity.unit_class not in {"money", "percent"}:
        if done:
            return "" if ends_undone(source) else noun + drop_acts(source)
        own = ACTS.match(source)
        if own and noun in _WORK_STATES and not _WORK_STATES & {own[0][-2:]}:
            own = None  # 新建、改扩建公办园300所,已开工214所
        if item.quantity.unit_class != "person" and (act := _ACT_AT_END.search(source)):
            return source[: act.start()] + noun  # 改造项目开工57个,竣工38个
        return noun + _TERMS.sub("", source[own.end() if own else 0 :])
    return ""


def _take_up(sentence: Sentence, i: int, noun: str, source: str, listed: bool) -> str:
    """Complete a noun that takes up the end of a subject of its sentence."""
    if i and pays_for(sentence.items[i - 1]):
        return noun
    if not i and sentence.items[i].quantity.unit_class == "money" and FLOW.match(noun):
        return ""  # 投入资金330万元用于食堂。投入资金150万元,改造校舍: another one
    if sentence.items[i].quantity.unit in SCHOOL_UNITS and LEVEL_PREFIX.fullmatch(noun):
        return ""  # 中小学33所。小学19所: a kind of schools of its own
    if LEVEL_PREFIX.match(noun) or (noun.endswith("率") and _NAMES_PERSONS.match(noun)):
        return ""  # 在园幼儿3200人,幼儿园教职工410人: the word is whole
    before = [] if listed else [x.subjects[0] for x in reversed(sentence.items[:i]) if x.subjects]
    for earlier in (source, *before):  # 轮岗校长31名、教师417名: of the same list
        if continued := join_overlap(earlier, noun):
            return _without_act(continued) if noun.endswith(_TOTALS) else continued
    return ""


def _share_act(item: Item, noun: str, source: str) -> str:
    """Give the act of a subject to the next thing of its list: 招聘教师46名、校医3名."""
    own = ACTS.match(source)
    shared = own and item.quantity.form != "percent" and not FLOW.match(noun)
    return own.group() + noun if shared else ""


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
    if _AREA_ALONE.fullmatch(noun) and item.quantity.unit_class == "percent" and MEASURE.search(source):
        return noun + _AREA_ALONE.sub("", source, 1)
    if paid := complete_base(sentence, i, noun):
        return paid
    if _OF_A_TIER.fullmatch(noun) and (tier := TIER.search(source)):
        return source[: tier.start()] + noun + source[tier.end() :] * ("每" not in noun)
    if _OF_A_TIER.fullmatch(noun) and (tiers := _IN_TIERS.search(sentence.text, sentence.start, item.left[0])):
        return strip_lead(tiers["what"]) + noun
    if source and item.quantity.unit_class == "person" and SEX.fullmatch(noun) and _COUNTED.search(source):
        return name_sex(noun, source)  # 国中学生16908人,男生8811人、女生8097人
    if measured := take_measure(sentence, i, noun) or measure_of_each(sentence, i, noun):
        return measured
    if source and _PER_HEAD.fullmatch(noun):
        level = LEVEL_PREFIX.match(source)
        return source[: level.end()] + noun + source[level.end() :] if level else noun + source
    return ""


# what schools counted before have come to: 投入使用8所, 在建3所, 余下1所
_STATE_OF_SCHOOLS = re.compile(
    "(?:可|已|将|拟|年内)*(?:投入使用|投用|启用|在建|余下|剩余|其余|(?:通过|完成)[^,。;]{2,6})的?"
)
# 普通高中国家助学金分两档,一档2500元
_IN_TIERS = re.compile(r"(?<![^,。;:])(?P<what>[^,。;:]{2,20}?)(?:按|平均)?分[为成]?[两三四2-4]个?(?:档次?|等级?)[,:]$")
_OF_A_TIER = re.compile(rf"(?:{TIER.pattern})(?:每[生人]每[学年月期天]+)?")
_WORK_STATES = {"开工", "动工", "竣工", "完工", "封顶", "投用"}
_AREA_ALONE = WordPattern(r"^(?:{area}|县[(]市[)]|县城|市区|各?县(?=.)|县$)")
_THAT_FIGURE = re.compile(
    "而?(?:同期)?(?:全[国省市县区州])?(?:这一|这个|该|此|上述|同一)(?:数据|数字|数值|比例|占比|比率|指标|数)(?:仅|只|还)?"
)
_ACT_AT_END = WordPattern("(?<=.{2}){verb_flow}$")
_TERMS = re.compile(r"^[对为给向](?=.{2})|(?<=.{2})按?每[生人名][^,。;]*$")
_AMOUNT_ALONE = WordPattern("{amount_alone}")
_TOTALS = ("总数", "总量", "总人数")
_AMOUNT_END = WordPattern("{amount_alone}$")
_BATCH = re.compile(r"^首批|^[首一二三]期|^第[一二三四五]批")


_NO_NAME = re.compile("(?:项目|工程)?")  # 改造项目


def drop_acts(subject: str) -> str:
    """Return what is built or done without the acts on it.

    >>> drop_acts("新建改扩建公办园"), drop_acts("实际建成公办园"), drop_acts("建设")
    ('公办园', '公办园', '建设')
    """
    while (act := _DONE_ALONE.match(subject) or ACTS.match(subject)) and not _NO_NAME.fullmatch(subject, act.end()):
        subject = subject[act.end() :]
    return subject


def ends_undone(subject: str) -> bool:
    """Tell whether a subject names no things but an act on them, a plan or a rate: 甲市原定, 实际建成, 开工率."""
    return bool(_DONE_ALONE.fullmatch(subject) or FLOW.fullmatch(subject) or _NOT_BUILT.search(subject))


def _without_act(subject: str) -> str:
    """A total is of the stock, not of the act: 新组建学区4个,总数达19个."""
    act = ACTS.match(subject)
    return subject[act.end() if act else 0 :]


def _carried(sentence: Sentence, i: int) -> tuple[list[str], bool]:
    """Return the subjects whose school level a noun can take over, the nearest first, and whether it speaks of a whole.

    It does behind a list of kinds of schools (小学5所、初中3所,在校生…) and in the sentence behind a part (其中…).
    """
    items, before = sentence.items, sentence.before
    left = sentence.text[items[i].left[0] : items[i].left[1]]
    names = []
    for earlier in reversed(items[:i]):
        if earlier.inside and earlier.inside is not items[i].inside:
            continue  # 在校生3.1万人(本科1.3万人,专科1.8万人),毕业生0.9万人: of all
        if earlier.part_of and _ended(earlier, items[i], sentence.text):
            continue
        if _ends_list(earlier, sentence.text, left):
            return [*names, *_whole_of(earlier), sentence.heading], True
        if earlier.subjects:
            names.append(earlier.subjects[0].split("占")[0])
            if _COLLECTIVE.match(sentence.text, earlier.left[0]) and BARE.fullmatch(earlier.subjects[0]):
                return names, True  # 全县学生总数11万人,教职工总数5516人
    if before and (before.part_of or _ends_list(before, sentence.text, left)):
        return [*names, *_whole_of(before), sentence.heading], True
    return names, False


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


_PER_HEAD = WordPattern("{per_head|平均}")


def _all_rates(noun: str) -> bool:
    return any(all(x.endswith(("率", "占比", "比例")) for x in y) for y in (MEMBER_MARK.split(noun), noun.split("、")))
