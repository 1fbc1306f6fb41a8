"""What money is for, and who is paid: amounts whose own words say no more than that they are money."""

from __future__ import annotations

import re

from helpers.extract.clauses import Item, Sentence
from helpers.extract.nouns import strip_lead
from helpers.extract.words import FLOW

_ONLY_MONEY = re.compile(
    r"(?:[^,。;]{0,6}财政)?(?:累计|已|共|先后|计划|拟|每年)*(?P<act>投入|投资|安排|拨付|筹措|筹集|落实|争取)(?P<money>(?:专项)?(?:资金|经费))?"
)
_LEADS_TO = re.compile(r"[,]?(?:用于|专门|先后|累计|计划|集中|共|又|已|重点)*")
_OF_THINGS = re.compile(r"[,]?(?:建设|打造|新建)?的")
_CARRIES_OUT = re.compile(r"^(?:推进|推动|实施|完成|开展|用于|支持|保障|建设)+(?=.{3})")
_BENEFITS = re.compile("惠及|受益|受助|覆盖|补助|奖励")
_PURPOSE = re.compile(r"[,]?用于(?P<purpose>[^,。;\d]{2,20})")


def name_purposes(sentence: Sentence) -> None:
    """Say of money that stands alone what it is for: 投入2亿元,改造校舍14栋; 投资3200万元的18个项目.

    The thing behind it, or what it is used for, comes before the words for the money.
    """
    items, text = sentence.items, sentence.text
    for item, following in zip(items, [*items[1:], None], strict=True):
        alone = _ONLY_MONEY.fullmatch(item.noun) if item.quantity.unit_class == "money" else None
        if not alone or item.subjects != [item.noun] or item.inside:
            continue
        purpose = _read_purpose(item, following, text)
        if len(purpose) > 2:
            item.rule = "money_for"
            item.subjects = [purpose + alone["act"] + (alone["money"] or "")]


def _read_purpose(item: Item, following: Item | None, text: str) -> str:
    if match := _PURPOSE.match(text, item.quantity.end):
        return strip_lead(match["purpose"])
    if not following or not following.subjects or following.quantity.unit_class in {"money", "percent"}:
        return ""
    if following.quantity.unit in {"%", "‰"}:
        return ""
    between = text[item.quantity.end : following.quantity.start]
    if _BENEFITS.match(following.subjects[0]):
        return ""
    begun = _LEADS_TO.match(between).end()
    if _OF_THINGS.match(between) or FLOW.match(between, begun) or _CARRIES_OUT.match(between[begun:] + "   "):
        return _CARRIES_OUT.sub("", following.subjects[0])
    return ""


_PAID = re.compile(
    r"(?:共|累计|已|涉及|共计|合计|总计)*(?:发放|拨付|下达|落实|补助|资助|减免|发放各类)?(?:资金|金额|经费|总额|款项|补助金?|助学金)?"
)
_PAYS = re.compile(r"资助|补助|助学金|奖学金|助学贷款|免学费|免除?学|免费|受助|享受|津贴")


def complete_payment(sentence: Sentence, i: int, noun: str) -> str:
    """Complete 资金, 发放金额 by whom it is paid to: 资助困难学生2204人次,资金110.2万元; "" if that is not said."""
    item = sentence.items[i]
    if item.quantity.unit_class != "money" or not i or not noun or not _PAID.fullmatch(noun):
        return ""
    before = sentence.items[i - 1]
    if before.quantity.unit_class != "person" and before.quantity.unit not in {"笔", "人次", "名", "人"}:
        return ""
    source = before.subjects[0] if before.subjects else ""
    joined = not re.search("[。;]", sentence.text[before.quantity.end : item.quantity.start])
    return source + noun if joined and _PAYS.search(source) and noun not in source else ""


_SCORE = re.compile(r"\d{3}分(?:以上|及以上)?(?:的?(?:考生|学生|人数))?")
_EXAM = re.compile(r"(?:普通)?(?:高考|中考)|学业水平考试")


def name_score(sentence: Sentence, i: int, noun: str) -> str:
    """Put the examination before the score that candidates reach: 高考本科上线547人,其中600分以上13人."""
    if not _SCORE.fullmatch(noun):
        return ""
    before = (item.subjects[0] for item in reversed(sentence.items[:i]) if item.subjects)
    sources = (*before, *(sentence.before.subjects[:1] if sentence.before else ()), sentence.heading)
    return next((exam[0] + noun for source in sources if (exam := _EXAM.search(source))), noun)
