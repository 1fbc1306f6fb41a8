"""Of what an effect, a cost or a recipient is that does not say so: 改造学校22所,投入4600万元,惠及学生3万人.

A sentence is a chain of acts and grants; what each of them has cost, brought and reached stands behind it in nouns
that name none. Such a noun is of the nearest act before it that can have it: money is spent on acts and not on shares,
places are in schools, persons benefit from aid, services and works.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from itertools import takewhile
from typing import NamedTuple

from helpers.extract.acts import merge_acts
from helpers.extract.clauses import Item, Sentence
from helpers.extract.labels import TIER
from helpers.extract.nouns import pays_for, strip_lead
from helpers.extract.owners import is_programme, join_overlap
from helpers.extract.parts import PAYER
from helpers.extract.words import FLOW, INSTITUTION_END, MOVE, SCHOOL_UNITS, THIS_PART
from helpers.language import Needs, WordPattern
from helpers.storage import remember


class Source(NamedTuple):
    """Words that an effect may be of: the subject of an item without what it measures, or a clause without numbers."""

    name: str
    item: Item | None = None
    told: str = ""  # what its clause says behind its number
    near: bool = False  # whether it is the last item before that stands in no bracket


class Effect(NamedTuple):
    """A class of nouns, the units that they have, and which sources can have them."""

    noun: re.Pattern
    units: re.Pattern
    suits: Callable[[Source], bool]


def complete_effects(sentence: Sentence) -> None:
    """Put before each effect, cost or recipient of a sentence that names no owner the act or grant that it is of."""
    sources: dict[int, str] = {}
    renamed: dict[str, str] = {}
    for i, item in enumerate(sentence.items):
        if len(item.subjects) != 1:
            continue
        noun = item.subjects[0]
        paid = (x for x in renamed if noun.endswith(x) and _PAID_WHOM.fullmatch(x)) if renamed else ()
        whole = next(iter(paid), noun)
        if item.part_of and noun != whole:  # 免学费62万元,享受学生620人,其中民办学校80人
            item.subjects = [noun.removesuffix(whole) + renamed[whole]]
            continue
        if noun in renamed and not (item.noun or item.noun_right):
            item.subjects = [renamed[noun]]  # 新增学位5610个,比去年多3800个
            continue
        renamed.pop(noun, None)
        name = (
            (_share_verb(sentence, i) or _name_floor(sentence, i) if i and item.noun_right else "")
            or (_name_rate(sentence, item) if item.quantity.unit == "元" else "")
            or _name_effect(sentence, i, sources)
        )
        if name:
            item.rule, item.subjects, renamed[noun] = "effect_of", [name], name


def _share_verb(sentence: Sentence, i: int) -> str:
    """Give the verb of an effect to the next of its list: 共同体覆盖36所学校、2.3万名学生."""
    item, last = sentence.items[i], sentence.items[i - 1]
    if not last.noun_right or not last.subjects or item.noun or item.subjects[0] != item.noun_right:
        return ""
    listed = sentence.text[last.quantity.end : item.quantity.start] == f"{last.noun_right}、"
    verb = last.subjects[0].removesuffix(last.noun_right)
    return verb + item.noun_right if listed and _REACHES.search(verb) else ""


def _name_floor(sentence: Sentence, i: int) -> str:
    """Say for whom a number is set of which less count as much: 不足100人的教学点按100人核定公用经费."""
    item, last = sentence.items[i], sentence.items[i - 1]
    if not item.noun_right.startswith("核定") or not last.subjects or not last.subjects[0].endswith("按"):
        return ""
    last.subjects = [last.subjects[0].removesuffix("按")]
    return last.subjects[0] + item.noun_right


def _name_rate(sentence: Sentence, item: Item) -> str:
    """Say of a rate what is paid at it where that stands behind: 按每生每天5元的标准落实营养改善计划资金."""
    each = _AT_EACH.fullmatch(item.subjects[0])
    paid = _PAID_AT.match(sentence.text, item.quantity.end) if each else None
    return paid["what"] + each["each"] if paid else ""


_AT_EACH = re.compile("(?:[^,。;每]{0,6}按照?|[市县区]?财政|另|国家)*(?P<each>每[个人生名班校][^,。;]{1,8})")
_PAID_AT = re.compile(
    "(?:的?标准)?(?:足额|及时|给予|予以)*(?:落实|安排|发放|拨付|执行|兑现|补助|资助)了?(?P<what>[^,。;\\d]{4,24}?)(?:资金|经费)?(?=[,。;\\d])"
)


def _name_effect(sentence: Sentence, i: int, sources: dict[int, str]) -> str:
    """Return the name of an effect with what it is of, "" if it is none or nothing before can have it."""
    item, noun = sentence.items[i], _read_noun(sentence, i)
    effects = _list_effects(item.quantity.unit, noun)
    tier = _find_tier(sentence, i) if effects else ""
    if not effects or (item.inside and not tier):
        return ""
    place = i if not tier else next(k for k, x in enumerate(sentence.items) if x.inside is item.inside)
    before = [source for source in _list_sources(sentence, place, sources) if source.name != noun]
    if (
        effects[0].suits is _reaches and sentence.text[item.left[0]] != "、"
    ):  # 供暖改造覆盖学校98所,更换锅炉65台,惠及师生…: of what reaches others before
        before.sort(key=lambda source: source.told != _AGENT)
    if pays_for(item):  # 实施县中振兴行动,投入2.4亿元改善…: on what follows, unless a programme says it
        before = [source for source in before[:1] if not source.item and _WORKS.search(source.name)]
    fits = ((k, effect) for k, source in enumerate(before) for effect in effects if effect.suits(source))
    found, effect = next(fits, (None, None))
    if found is None or before[found].name in noun or _ALONE.match(before[found].name):
        return ""
    if effect.suits is _has_places and sentence.text.endswith(("由", "从"), item.left[0], item.left[1]):
        return ""  # 寄宿床位由1900张增至4600张: all that there are
    if effect.suits is _has_places and _ARE_THERE.search(sentence.text, item.left[0], item.quantity.start):
        return ""  # 拟新建初中1所,该片区现有学位950个
    run = [before[found], *takewhile(lambda x: x.item and effect.suits(x), before[found + 1 :])]
    if effect.suits is _is_act and _SUMS_UP.search(sentence.text, *item.left) and len({x.name for x in run}) > 1:
        return ""  # 改造学校22所,新建食堂12个,共投入4600万元: on all of them
    names = [source.name for source in _select_run(run, effect, sentence.text)]
    sources[id(item)] = _name_run(names, opened=effect.suits is _has_places and bool(_ADDED.match(noun)))
    return _put_together(sources[id(item)] + tier, noun)


@remember
def _list_effects(unit: str, noun: str) -> tuple[Effect, ...]:
    """Return the effects that a noun can be which is counted in a unit."""
    effects, needs = _list_counted(unit)
    return tuple([effect for effect in effects if effect.noun.fullmatch(noun)]) if needs.pattern.search(noun) else ()


@cache
def _list_counted(unit: str) -> tuple[list[Effect], Needs]:
    effects = [effect for effect in _EFFECTS if effect.units.fullmatch(unit)]
    return effects, Needs(*(effect.noun for effect in effects))


_ARE_THERE = re.compile("[现原]有")


def _read_noun(sentence: Sentence, i: int) -> str:
    """Return the own words of an effect: with a verb that it shares, without what its verb took over (办理涉及)."""
    item, subject = sentence.items[i], sentence.items[i].subjects[0]
    pays = item.quantity.unit_class == "money" and pays_for(item) and subject == item.noun + item.noun_right
    verb = not item.noun_right and item.noun in _VERBS
    taken = verb and (subject.startswith(item.noun) or FLOW.fullmatch(subject.removesuffix(item.noun)))
    shared = _shared_verb(sentence, i) if i and sentence.text[item.left[0]] == "、" else ""
    noun = item.noun if pays or taken or shared else subject
    rate = _AT_RATE.match(noun) if noun[:1] in _OPENS_RATE else None
    return shared + (noun[rate.end() :] if rate else noun)


def _name_run(names: list[str], opened: bool) -> str:
    """Return what an effect is of without neutral and paying verbs; that schools are new is said once (新增学位)."""
    name = _NEUTRAL.sub("", merge_acts([_BUILT.sub("", name) for name in names] if opened else names))
    return _PAYS_OUT.sub("", name) if _AID.search(name) or _FUND.search(name) else name


def _shared_verb(sentence: Sentence, i: int) -> str:
    """Return 受益 for 师生 in 受益学校31所、师生2.4万人, "" if nothing before it in its list is an effect."""
    verb = _ALONE.match(sentence.items[i - 1].noun) if _WHOM.fullmatch(sentence.items[i].noun) else None
    return verb[0] if verb else ""


def _find_tier(sentence: Sentence, i: int) -> str:
    """Return the tier that a number in brackets is of: 受助学生2.6万人(一档7340人,每生每年2500元), "" if none."""
    item, last = sentence.items[i], sentence.items[i - 1] if i else None
    told = item.inside and last.inside is item.inside and not item.group
    return last.noun if told and TIER.fullmatch(last.noun) else ""


_VERBS = {"投入", "投资", "惠及", "覆盖", "受益", "涉及"}
_OPENS_RATE = frozenset("0123456789仅市县区财国另再均统按对")  # the first characters of
_AT_RATE = re.compile(
    "\\d.*标准(?=发放|拨付|下达|安排)|仅此(?:一项)?就|[市县区]?财政(?=年|支出|投入|安排)|(?:[市县区]?财政|国家|另|再|均|统一|按|对)+(?=每)"
)
_ALONE = re.compile("覆盖|惠及|受[益惠助]|参[与加训]|涉及")
_PAID_WHOM = re.compile("(?:享受|受[益惠助])(?:学生|幼儿|儿童)")
_SUMS_UP = re.compile("共|合计|总计|总投")
_ADDED = re.compile("(?:可|共|再|计划|预计|届时)*(?:新增|增加|净增)")
_NEUTRAL = re.compile(
    "^(?:投[入资](?=完成|[新改扩迁]+建)|共|累计|全年|五年内|规划|计划|排定)*"
    "(?:(?:组织|实施|启动|推进|推动|完成|安排|举办|开办|开展|落实|推行|继续)(?=.{3})|开工(?=.{4}))?"
)
_BUILT = re.compile(
    "^(?:[新改迁扩翻续]+建|建设|建成|改造|(?:新增|今秋)?(?:投入使用|投用|启用|交付)的?|新增|新?开工|竣工|完工的?|规划|[、和及并])+(?=.{2})"
)


def _select_run(run: list[Source], effect: Effect, text: str) -> list[Source]:
    """Return of the acts that stand side by side those that an effect is of: places are in all schools counted."""
    schools = [x for x in run if x.item and x.item.quantity.unit in SCHOOL_UNITS]
    if effect.suits is _has_places and len(schools) == len(run):
        return run[::-1]
    count = 1
    while run[0].item and count < len(run) and text[run[count - 1].item.left[0]] == "、":
        count += 1
    return run[:count][::-1]


def _list_sources(sentence: Sentence, i: int, sources: dict[int, str]) -> Iterator[Source]:
    """Return what stands before an item in its part of the sentence, the nearest first, then its heading."""
    text, stop, near = sentence.text, sentence.items[i].left[0], True
    goes_on = _GOES_ON.search(sentence.items[i].subjects[0])  # …;到2027年全部建成后,可再增加学位1200个
    for j in range(i - 1, max(i - _FARTHEST, 0) - 2, -1):
        earlier = sentence.items[j] if j >= 0 else None
        begun = earlier.quantity.end if earlier else sentence.start
        parts = text[begun:stop].split(";")
        clauses = _CLAUSE_MARK.split(parts[-1])
        told = clauses.pop(0) if earlier and len(parts) == 1 else ""
        yield from (Source(name) for clause in reversed(clauses) if (name := _read_clause(clause)))
        if len(parts) > 1 and not goes_on:
            return
        beside = j == i - 1 and text[sentence.items[i].left[0]] == "、"
        if earlier and not earlier.inside and (beside or not earlier.part_of) and earlier.subjects:
            if by := _REACHED_BY.fullmatch(earlier.subjects[0]):
                yield Source(by["by"], told=_AGENT)
            yield Source(sources.get(id(earlier)) or _drop_measure(earlier.subjects[0]), earlier, told, near)
            near = False
            opens = _OPENS_WITH_NAME.match(text, earlier.left[0], earlier.left[1])
            if opens and "购买" not in opens["name"]:
                yield Source(strip_lead(opens["name"]))
        stop = min(stop, earlier.left[0]) if earlier else stop
    if _NAMED.fullmatch(sentence.heading) or is_programme(sentence.heading):
        yield Source(sentence.heading)


_CLAUSE_MARK = re.compile("[,:]")
_FARTHEST = 24  # quantities: a chain is no longer
_OPENS_WITH_NAME = WordPattern(  # 暑期托管服务开设班级62个
    "[,。;:]?(?P<name>[^,。;:]{2,20}?(?:服务|工程|项目|计划|行动|活动|政策))(?={verb_flow|verb_stock|adverb|lead})"
)
_AGENT = "agent"
_REACHED_BY = re.compile("(?P<by>.{2,20}(?:改造|工程|项目|计划|行动|服务|政策))(?:覆盖|惠及|受益).{0,6}")
_GOES_ON = re.compile("再|届时")
_NAMED = re.compile("[^和与及、]{3,}(?:工程|项目|计划|行动|改造)")


def _read_clause(words: str) -> str:
    """Return what a clause without numbers is about: 更新食堂设备, 县特殊教育学校于去年9月投入使用; "" if nothing."""
    words = strip_lead(words.strip(" 。:●—·-"))
    if words == "资助方面":
        return "资助"  # 资助方面,惠及学生4.8万人次
    words = _IN_TIERS.sub("", THIS_PART.sub("", words))
    if _NO_ACT.search(words):
        return ""
    if opened := _OPENED.fullmatch(words):
        return opened["thing"]
    return words if _SHORTEST < len(words) <= _LONGEST and not MOVE.search(words) else ""


_IN_TIERS = re.compile(  # 乡村教师生活补助分三档,每人每月…
    "(?:按[^,。;]{1,8})?(?:分[为成]?[两三四五2-5]个?(?:档次?|等级?)|分档)(?:发放|补助|执行)?$"
)
_NO_ACT = re.compile(
    "[《》]|^(?:按照?|根据|依据|围绕|通过|全部|以|截[至止]|从|自|在|把)|列入|纳入|[^新增]增加|提高|下降|不断|持续|"
    "情况|以来$|是|说$"
)
_SHORTEST, _LONGEST = 3, 30
_OPENED = WordPattern(
    "(?P<thing>[^,。;]{3,24}?)(?:将)?(?:[于在从自][^,。;]{2,12}|(?:[今去明]年|\\d{4}年)?(?:年[内底]|\\d{1,2}月[底份]?|[春秋]季?学?期?))?"
    "(?:已|全部|正式|如期|顺利|同步|建成|全面|主体)*(?:投入使用|投用|启用|开学|竣工|完工|建成|封顶|开工|动工|开园|招生|交付|启动|实施)"
)


def _drop_measure(subject: str) -> str:
    """Return an act, a project or a grant without what is measured of it.

    >>> [_drop_measure(words) for words in ("改造农村学校总投资", "寄宿生每生每年补助初中", "更换护眼灯的教室")]
    ['改造农村学校', '寄宿生补助', '更换护眼灯']
    """
    subject = _OF_TIER.sub("", _ON_BASE.sub("", _EACH_WITHIN.sub("", _MEASURED.sub("", subject))))
    act = subject.rpartition("的")[0]
    told = _OPENS_WITH_ACT.match(act) and not (_NO_ACT.search(act) or _IS_STATE.fullmatch(act))
    return act if told else subject


_MEASURED = re.compile(
    "(?:(?<!年)计划|估算|项目|累计|完成|安排)*(?:总?投资|投入|总?造价|概算|(?:总|规划)?(?:建筑|占地|用地)面积|占地|用地)(?:资金|经费|额)?$"
    "|(?:受益|惠及|受助|享受|覆盖|参与)(?:的)?(?:学生|幼儿|儿童|教师|学校)$|(?<=服务|活动|课程|计划)(?:学生|教师)?(?:覆盖|参与|参加)率$"
)
_EACH_WITHIN = WordPattern(
    "按[^,。;]{0,8}人均$|(?:平均|人均|标准)*每[人生名班校室周天月](?:每[年月天日次学期餐]+)?|(?<=补助|补贴|津贴|资助){level}$"
)
_OF_TIER = re.compile(rf"(?<=补助|补贴|津贴|学金)(?:{TIER.pattern})$")  # 津贴一档每月600元、二档400元,惠及教师62人
_ON_BASE = re.compile("^[对为给向](?=.{4})|按(?!照?规定)[^,。;、]{2,8}(?=补[助贴]$)")
_IS_STATE = re.compile(
    "(?:新|已|今秋|今年|如期|顺利|全部|[新改迁扩翻续]+建|[、并及和]|建成|投用|投入使用|启用|开工|竣工|完工|在建|交付使用?)+"
)

_ACT = WordPattern(
    "{verb_flow}|[新改扩迁翻续]建|更[新换]|推[进动行]|启动|开工|建成|完成|打造|建设|维修|改造|修缮|推广|优化|整治|提升|改作"
)
_OPENS_WITH_ACT = WordPattern(
    "(?:为|对|给|向|完成|{level|own_place}|[中小学幼儿园校教室、]){0,3}"
    "(?:{verb_flow}|[新改扩迁翻续]建|更[新换]|推[进动行]|启动|开工|建成|打造|维修|修缮|优化|整治)(?!了?$).{2,}"
)
_BUILDS = re.compile("[^,。;的和与]{0,8}?(?:[新改迁扩翻续]+建|改造|维修|更[新换]|安装|配备|购置|采购|铺设|改作)")
_WORKS = re.compile("(?:项目|工程|改造|建设|维修|计划|行动|[迁改扩新]建|更新|提升|校区|园区|基地)$")
_PERSONS_ACTED = re.compile("培训|资助|补助|奖励|慰问|救助|表彰|招聘|引进|招引")
_REACHES = re.compile("(?:覆盖|惠及|受益|辐射|带动|服务)$")
_AID = re.compile(
    "路费|补助|补贴|资助|助学|奖学金|津贴|免学费|免除|奖励|营养|贷款|生活费|扶助|救助|午餐|保教费|保育教育费"
)
_SERVICE = re.compile(
    "(?:服务|活动|课程|课堂|培训|工程|项目|计划|行动|集团|共同体|联盟|联合体|学区|工作室|平台|基地|政策|机制|制度|改造|建设|研学|大赛)$"
)
_RECRUITS = re.compile("招聘|招引|引进|招录|选聘|引才|招教|考试")
_STATES_ALL = re.compile("率$|占比$|比例$|学位$|床位$")


def _is_act(source: Source) -> bool:
    """Tell whether money can be spent on a source: an act with its object, or works by their name."""
    if (source.item and source.item.quantity.unit_class == "percent") or _STATES_ALL.search(source.name):
        return False
    if source.item and source.item.quantity.unit_class == "person" and not _PERSONS_ACTED.search(source.name):
        return False
    act = _BUILDS.match(source.name) if source.item else None
    school = not source.item and INSTITUTION_END.search(source.name)  # 第六幼儿园今年9月投入使用,投资…
    return bool(act or school or _OPENS_WITH_ACT.match(source.name) or _WORKS.search(source.name))


def _has_places(source: Source) -> bool:
    """Tell whether a source has places or beds: schools that are built, opened or converted, works on them."""
    if source.item and source.item.quantity.unit_class in {"percent", "person"}:
        return False
    if source.item and source.item.quantity.unit_class != "money" and source.item.quantity.unit not in _BUILT_UNITS:
        return False
    of_schools = INSTITUTION_END.search(source.name) or _HOUSES.search(source.name) or _WORKS.search(source.name)
    return bool(of_schools) and bool(_ACT.search(source.name) or source.near or source.item is None)


_HOUSES = re.compile("(?:校舍|宿舍|教学楼|综合楼|公寓)$")
_BUILT_UNITS = {*SCHOOL_UNITS, "栋", "座", "项", "幢"}


def _reaches(source: Source) -> bool:
    """Tell whether persons or schools can be reached by a source: aid, a service, a programme, an act on things."""
    if source.item and source.item.quantity.unit_class == "percent":
        return bool(_SERVICE.search(source.name))
    if _NORM.search(source.name):
        return False
    return bool(_AID.search(source.name) or _SERVICE.search(source.name)) or _is_act(source)


def _is_paid(source: Source) -> bool:
    """Tell whether a source is a grant, or persons who get one: 脱贫家庭学生327人全部享受资助,发放资助金…"""
    if source.item and source.item.quantity.unit_class == "percent":
        return False  # 受助学生314人,占在校生的71%,发放62万元
    aided = source.item and source.item.quantity.unit_class == "person" and _AID.search(source.told)
    return bool(aided or _AID.search(source.name) or _FUND.search(source.name)) and not _NORM.search(source.name)


_FUND = re.compile("经费$|资金$")


def _is_whole_sum(source: Source) -> bool:
    return bool(source.item) and source.item.quantity.unit_class == "money" and not PAYER.fullmatch(source.name)


def _is_service(source: Source) -> bool:
    return bool(_SERVICE.search(source.name))


def _acts_on_persons(source: Source) -> bool:
    """Tell whether persons are sent or taken on for a term."""
    return bool(_SENDS.search(source.name))


_SENDS = re.compile("选派|派遣|派出|支教|任教|招聘|引进|招录|接收|公费师范生|轮岗")


def _is_staff(source: Source) -> bool:
    return bool(source.item) and source.item.quantity.unit_class == "person" and bool(_STAFF.search(source.name))


_STAFF = re.compile("(?:教师|教职工|人员|保安|保育员|厨师|校长|宿管员?)$")


_NORM = re.compile("标准|定额|每[人生]|由|[到至]")


def _recruits(source: Source) -> bool:
    return bool(_RECRUITS.search(source.name))


def _is_handled(source: Source) -> bool:
    return source.item is not None and bool(_ACT.search(source.name))


def _lends(source: Source) -> bool:
    """Tell whether persons can get a loan anew that a source names: not the money of it, nor 首次贷款 beside 续贷."""
    told = "贷款" in source.name and not _IS_FIRST.match(source.name)
    return told and not (source.item and source.item.quantity.unit_class == "money")


_IS_FIRST = re.compile("(?:首次?|第一次|新增|新)(?:申请|办理|申办)?(?:(?:生源地|信用|国家|助学)*贷)")


def _put_together(name: str, noun: str) -> str:
    """Put the verb of a payment before the grant, other nouns behind what they are of."""
    paid = _PAYS.match(noun)
    if not paid:
        return join_overlap(name, noun) or name + noun
    name = name.removeprefix("办理").removeprefix("受理")  # 办理助学贷款1260人,发放贷款1500万元
    return paid["verb"] + (join_overlap(name, paid["money"]) or name + paid["money"])


_PAYS = re.compile("(?P<verb>(?:全年|累计|已|共|再)*(?:发放|拨付|下达|兑现))(?P<money>.*)")
_PAYS_OUT = re.compile(
    "^(?:资助|.{0,8}?(?:发放|拨付|下达|兑现|享受|安排))(?:你们)?(?:(?:19|20)\\d\\d年度?)?(?:各类)?(?=.{4})"
)

_MORE = (
    "(?:预计|计划|可|能|将|还|再|又|共|总|累计|已|全年|[每今去明]年|[三五]?年|年度|届时|建成后|直接|最终|估算|概算|项目|工程|"
    "仅此(?:一项)?就|仅此一项)*"
)
_PUPILS = (
    "(?:在[园校]|农村|困难|家庭|义务教育|学前|高中)*"
    "(?:学生|师生|幼儿|儿童|教师|家长|居民|市民|职工|老年?人|人数|人次|群众|孩子|娃娃|家庭)"
)
_WHOM = re.compile(f"{_PUPILS}|学校|教学点|乡镇")
_MONEY, _ANY = re.compile("元"), re.compile(".+")
_PERSONS, _RATE = re.compile("人|名|人次|位|户|所|个|县"), re.compile("%")
_EFFECTS = tuple(
    Effect(re.compile(noun), units, suits)
    for noun, units, suits in (
        (
            f"{_MORE}(?:完成|安排|落实|争取|追加)?(?:投入|总?投资|预算|支出|总?造价|概算)(?:额|总额|金额|资金|经费)?"
            f"|{_MORE}(?:安排|落实|争取|到位)(?:资金|经费)",
            _MONEY,
            _is_act,
        ),
        (
            f"{_MORE}(?:新增|增加?|净增|提供|增设|扩充|规划)?(?:公办|优质|寄宿|宿舍)*(?:学位|床位|学额)|{_MORE}容纳学生"
            f"|{_MORE}(?:新增|增加)(?:校舍|建筑|教学用房|运动场)*面积",
            re.compile("个|张|人|名|平方米|亩"),
            _has_places,
        ),
        (
            f"{_MORE}(?:受益|受惠|惠及|受助|享受|覆盖|参与|参加|入住|服务|分流|参训|补助)的?(?:{_PUPILS}|学校|乡镇|镇乡|市\\(州\\)|县\\(市、区\\)|县区)?",
            _PERSONS,
            _reaches,
        ),
        (
            f"{_MORE}(?:[春秋]季学?期?)?(?:发放|拨付|下达|兑[现付]|到位|列支|支出|支付|用去|花费|贷款|补助)(?:生活|膳食)?"
            "(?:补助|资助|奖励|贷款)?(?:资金|金额|总额|额|补助金?|资助金?|奖金)?|结余资金|带动[^,。;]{0,4}投入",
            _MONEY,
            _is_paid,
        ),
        (
            "(?:标准[为由按从是]?[^,。;每]{0,4})?(?:平均)?每[人生名](?:每[年月天日次学期餐]+)?(?:标准)?(?:补助|标准|奖励)?|人均(?:每[年月])?"
            "|标准[为由按从是]?每[年月天]",
            _MONEY,
            _is_paid,
        ),
        ("(?:平均)?每[人名](?:每[年月天])?(?:补助|补贴|津贴|奖励)", _MONEY, _acts_on_persons),
        ("每[校室园班所](?:补助|奖励|安排|投入)", _MONEY, _is_act),
        (PAYER.pattern, _MONEY, _is_whole_sum),
        ("人均(?:每?[月年])?(?:工资|收入)", _MONEY, _is_staff),
        (
            "(?:平均)?每[天日周月](?:服务|活动|开[课放]|授课|供餐)?",
            re.compile("天|日|小时|次|课时|节|分钟"),
            _is_service,
        ),
        ("服务期限?|最低服务期限?", re.compile("年|个月|学年"), _acts_on_persons),
        ("(?:学生)?(?:参与|参加)率", _RATE, _is_service),
        (f"{_MORE}(?:报名|签约|到岗|报到|录用|入围|录取)(?:本科|专科)?(?:人数|教师)?", _PERSONS, _recruits),
        (f"{_MORE}涉及(?:学校|大?学生|新生|幼儿|资金|金额)?", _ANY, _is_handled),
        ("立项|结项|结题|获批", re.compile("个|项"), lambda source: bool(re.search("项目$|课题$|计划$", source.name))),
        ("首次申请|首贷|续贷", _PERSONS, _lends),
    )
)
