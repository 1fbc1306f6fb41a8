"""Superlatives: 增长最快的是甲市(21.36%), 最低的为乙县,仅80.2%: the figure of the place that they name."""

from __future__ import annotations

import re
from itertools import pairwise

from helpers.extract.clauses import Item, Sentence, Told
from helpers.extract.nouns import strip_lead
from helpers.extract.words import BARE, LEVEL_PREFIX, MEASURE, names_schools
from helpers.language import Needs, WordPattern

_SUPERLATIVE = re.compile(
    r"(?P<measure>[^,。;:()、]{0,14}?)(?:最|第[一二三])(?P<degree>[高低大小快慢多少])的?"
    r"(?:市县?|县区?|县[(]市、?区[)]|区|旗|省份?|地区|地方|城市|学校|单位)?(?:(?:分别)?(?:是|为|有|:|,)(?P<name>[^,。;:()、]{2,14})|(?P<place>[\u4e00-\u9fff]{2,6}[市县区旗州]))"
    r"[(,]?(?:(?:[两三四五六七八九十]|\d\d?)年(?:间|来)?,?(?:累计)?)?"  # 提高最快的是甲市(三年提高13.7个百分点)
    r"(?:比例|占比|增幅|增速|数值)?(?:高达|仅有?为?|达到?|有|为|分别为|增长|提高|上升|下降)?"
)
_AMONG = re.compile(r"[,(]在[^,。;]{0,10}\d+个?[^,。;\d]{1,16}中(?:位列|位居|名列|排名|列|居)?$")
_PROGRESS = re.compile("(?:进度|完成率|执行率|支出率|开工率)$")


def _name_amount(sentence: Sentence, own: str) -> str:
    """Say of an act which one the text told of: 办理助学贷款5120人。办理人数最多的是甲县(820人)."""
    act = _AMOUNT_OF_ACT.fullmatch(own)
    said = (x.subjects[0] for x in (*sentence.items, *sentence.said) if x.subjects) if act else ()
    told = next((x for x in said if x.startswith(act["act"]) and len(x) > len(own)), "")
    return told + act["amount"] if told and not told.endswith(act["amount"]) else own


def _name_whole(sentence: Sentence, i: int) -> str:
    """Say whose number is the largest: 办理贷款2700人,其中首贷820人。人数最多的是甲市,416人 is of all."""
    said = (x for x in (*sentence.items[:i], *sentence.said) if x.subjects and x.quantity.unit_class == "person")
    return next((x.subjects[0] for x in said if not (x.part_of or x.inside or x.move)), "")


def _is_counted(own: str, item: Item, before: list[str]) -> bool:
    """Tell whether schools or persons are most there that are counted themselves: 小学最多的是甲县,128所."""
    if not own or any(told.endswith(own) for told in before):
        return False  # 小学教师4210人,教师最多的是甲县: those told of
    if item.quantity.unit_class == "person":
        return bool(BARE.fullmatch(LEVEL_PREFIX.sub("", own)))
    return names_schools(own) and (item.quantity.unit == "所" or own.endswith("教学点"))


_BARE_COUNT = {"人数", "人次", "人次数"}
_AMOUNT_OF_ACT = WordPattern("(?P<act>{verb_flow})(?P<amount>人数|人次|金额)")
_ACTS = WordPattern(r"{verb_flow}[\u4e00-\u9fff]{2,}$")  # 三地压力最大,分别新增初中学位1200个、900个
_COUNT = re.compile("(?<=.{2})人次$")
_ONLY_A_RATE = re.compile("(?:占比|比例|比重|数值|比率)?")
_GROWS = re.compile(r"增长|增幅|增速|涨幅|提高|提升|上升|增加")
_DROPS = WordPattern("降幅|减幅|{verb_fall}(?:幅度)?$")


def read_superlative(sentence: Sentence, i: int, previous: Item | None) -> bool:
    """Give an item that a superlative names the subject before it, and rise or fall; tell whether one does.

    What is fastest or has the largest growth is a growth, whatever the words before it state (增长5.8%, 4012元).
    """
    item = sentence.items[i]
    if item.quantity.form == "rank" and i > 1 and (among := _AMONG.search(sentence.text, 0, item.quantity.start)):
        told = [x for x in sentence.items[:i] if x.quantity.end <= among.start() and x.subjects]
        if told:  # 数学素养552分,在81个国家中位列第2
            item.subjects, item.noun = list(told[-1].subjects), ""
            return True
    if not sentence.holds[MOST]:
        return False
    if _read_named_first(sentence, i, previous if i else None):
        return True
    start = max(sentence.start, item.quantity.start - 40)
    match = _find_last(sentence.text, start, item.quantity.start)
    if not match or (match["name"] and _ACTS.search(match["name"])):
        return False
    before, measure = previous.subjects if previous else [], match["measure"]
    own = strip_lead(measure)  # 随迁子女占比最高的是甲区(38.6%)
    measured = MEASURE.search(own) or _COUNT.search(own) or _is_counted(own, item, before)
    own = own if measured and not (_GROWS.search(own) or _ONLY_A_RATE.fullmatch(own)) else ""
    own = (_name_whole(sentence, i) if own in _BARE_COUNT else "") or (_name_amount(sentence, own) if own else "")
    if not (before or own):
        return False
    fast = match["degree"] in "快慢" and not any(map(_PROGRESS.search, [own, *before]))
    moves = bool(_GROWS.search(measure) or _DROPS.search(measure) or fast)
    if moves and item.quantity.unit in {"%", "‰", "个百分点"}:
        item.move = "fall" if _DROPS.search(measure) and not _GROWS.search(measure) else "rise"
        item.compared = True
    elif own or match["place"]:
        item.move = ""
    item.subjects = [own] if own and not moves else [_of_level(measure, subject) for subject in before]
    item.noun = ""
    item.named_at = match.start("name" if match["name"] else "place")
    return True


def _read_named_first(sentence: Sentence, i: int, previous: Item | None) -> bool:
    """Give an item the subject before a place that is named before its superlative; tell whether one is.

    毛入园率,甲区最高,为99.2%;乙县最低,为91.3%. 初中在校生以甲区最多,为2.6万人,乙县最少,为0.9万人.
    """
    item, text = sentence.items[i], sentence.text
    beside = previous and previous.named_at >= 0 and previous.quantity.unit == item.quantity.unit
    named = _NAMED_FIRST.search(text, sentence.start, item.quantity.start)
    if not named and beside:
        named = _NAMED_BESIDE.fullmatch(text, previous.quantity.end, item.quantity.start)
    if not named:
        return False
    told = previous.subjects if beside else item.subjects or (previous.subjects if previous else [])
    what = strip_lead(named["what"] or "") or (told[0] if told else sentence.topic or sentence.heading)
    if what:
        item.subjects, item.noun, item.named_at = [what], "", named.start("place")
    return bool(what)


_IS_FIRST = (
    r"(?P<place>[\u4e00-\u9fff]{2,8}[市县区旗州盟])(?:则)?(?:最[高低多少大小]|居首|垫底),?(?:为|达到?|是|仅为?|有)$"
)
_NAMED_FIRST = re.compile(
    r"(?:(?:^|(?<=[,;。:\s年]))(?P<what>[\u4e00-\u9fff]{2,14}(?:率|占比|比例|面积|班额|经费|支出|学生|在校生|新生|招生|幼儿|教师|[人校]数|之比|比))[,以]?|(?<=;))"
    + _IS_FIRST
)
_NAMED_BESIDE = re.compile("(?P<what>),而?" + _IS_FIRST)


def _of_level(measure: str, subject: str) -> str:
    """Return a subject of the level that the superlative itself names: 其中,农村为…。普通小学增长最快的是…"""
    level, other = LEVEL_PREFIX.match(measure), LEVEL_PREFIX.match(subject)
    return level[0] + subject[other.end() :] if level and other and other.end() < len(subject) else subject


def _find_last(text: str, start: int, end: int) -> re.Match | None:
    """Return the superlative that ends where a quantity begins, None if none does."""
    return next((m for m in _SUPERLATIVE.finditer(text, start, end) if m.end() == end), None)


MOST = Needs(_SUPERLATIVE, seldom=True)


def follow_most(sentence: Sentence, named: dict[int, Told]) -> dict[int, Told]:
    """Return id(item) → place for the shares and changes behind the number of a place that has most.

    >>> from helpers.extract import observe
    >>> rows = observe("最多的是浚县,有小学128所,占全市的47.6%,比上年少3所;全市减少9所。", "鹤壁市", "2024-04-01")
    >>> [row["place"] for row in rows]
    ['浚县', '浚县', '浚县', '鹤壁市']
    """
    found: dict[int, Told] = {}
    for last, item in pairwise(sentence.items):
        told = named.get(id(last)) or found.get(id(last))
        if id(item) not in named and told and told.rule == "superlative" and _OF_LAST.match(sentence.text, *item.left):
            found[id(item)] = told
    return found


_OF_LAST = WordPattern(
    "[,(]?(?:{adverb}|约|同比|比(?:上年|去年|上学?年)(?:同期)?)*(?:占|{verb_rise|verb_fall}|[多少增减])"
)
