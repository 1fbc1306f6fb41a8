"""Who or what a clause says to change of which the next only gives a number: 初一新生还在往上走,预计6.75万人."""

from __future__ import annotations

import re

from helpers.extract.announced import find_clause
from helpers.extract.clauses import Item, Sentence
from helpers.extract.nouns import strip_lead
from helpers.extract.words import DATED
from helpers.language import WordPattern

# 教学点逐年减少,只剩62个
_WHAT = (
    "(?P<what>[\u4e00-\u9fff、]{0,12}?(?:(?P<person>[生师]|幼儿|儿童|子女)|学校|园|教学点|村小|小学|初中|高中))"
    "(?:人数|数量|数|规模)?"
)
_CHANGES = WordPattern(
    f"(?:[^,。;\\d]{{0,10}}[只唯]有[^,。;\\d]{{2,8}}的)?{_WHAT}"
    "(?:{adverb}|正?在|开始|继续|连年|逐步|逐渐|不断|一直|有所|略有|明显|大幅)*"
    "(?:{verb_rise}|{verb_fall}|[往向][上下]走|走[高低]|变[多少]|[增见][多少]|回[升落暖]|吃紧|紧[张缺]|短缺|不足"
    r"|(?:预计|将)*[到于在]?(?:(?:19|20)\d\d年(?:前后)?)?(?:[见触][顶底]|达峰|(?:达到?|到达|迎来|进入|出现)(?:峰值|高峰|顶峰|高点|低谷)))了?"
)
# 教学点多在山区几个乡镇,甲县有61个
_LIES = re.compile(
    f"{_WHAT}(?:绝?大多数?|大都|主要|多数?|大部分|也|仍|还)+(?:[集分]中|[分散]布|[布坐]落|设|建|位)?[在于](?=.{{2}})[^,。;\\d]*"
)
_A_YEAR = re.compile("(?:平均)?(?:一年|每年|一个?学年|每个?学年)[要会能就还又]?")  # 小学生还在增加,一年增加640人


def find_changing(sentence: Sentence, i: int) -> str:
    """Return who or what the clause before says to change, or where most are, for a number with no words of its own.

    sentence is that of the number, i its place among its items.

    >>> from helpers.extract import observe
    >>> [row["subject"] for row in observe("小学在校生8.1万人;初中在校生逐年增多,今年达到4.2万人。")]
    ['小学在校生', '初中在校生']
    """
    item, unit_class = sentence.items[i], sentence.items[i].quantity.unit_class
    moved = item.move and not item.reached and not _A_YEAR.match(sentence.text, item.left[0])
    if unit_class not in ("person", "institution", "item") or moved:
        return ""
    clause = strip_lead(DATED.sub("", find_clause(sentence, i)))
    told = _CHANGES.fullmatch(clause) or _LIES.fullmatch(clause)
    return told["what"] if told and bool(told["person"]) == (unit_class == "person") else ""


def find_compared_amount(sentence: Sentence, item: Item) -> Item | None:
    """Return the amount before whose share the last sentence ends: 支出5.2亿元,占总支出的21%。比上年增加0.3亿元."""
    share = sentence.before if item.move and not item.noun and item.quantity.unit not in _OF_SHARES else None
    if not share or share.quantity.unit != "%" or not share.noun.startswith("占"):
        return None
    alike = (x for x in reversed(sentence.said) if x.subjects and x.quantity.unit == item.quantity.unit)
    return next((x for x in alike if not x.move and not x.share_of), None)


_OF_SHARES = frozenset({"%", "‰", "个百分点"})
