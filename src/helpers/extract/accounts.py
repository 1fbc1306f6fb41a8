"""Items of accounts: what was budgeted, what was spent, and how much of the budget that is."""

from __future__ import annotations

import re

from helpers.extract.clauses import Sentence
from helpers.extract.owners import join_overlap
from helpers.extract.ways import for_nouns

_COLUMN = r"(?:年初|全年|本年|当年|调整)?(?:支出|收入)?(?:预算|决算)数?"
_ALONE = re.compile(rf"(?:累计|实际)?(?:完成)?{_COLUMN}|(?:预算)?执行率|支出率|(?:实际)?执行(?:数|金额)?")
_ACCOUNT = re.compile(rf"(?P<item>.+\([款项]\))(?:(?:19|20)\d\d年度?)?(?P<column>支出|{_COLUMN})")
_TOTAL = re.compile(  # 收、支总计均为1.2亿元; 收入总计、支出总计各减少210万元
    "(?P<name>(?:本年)?(?:收入?(?:总计)?[、和与]?)?(?:收入|支出?|收支)(?:总计|合计))(?:[均都]|各(?:减少|增加))?(?:为|是|:)?$"
)
_CLOSES = "支出入算数率行额计均都为是:"
_IN_TOTAL = re.compile("[本年收入支出总合计均都为是:、和与]+")
_AT_END = re.compile("(?:年初|全年|本年|当年|调整)?(?:预算|决算)数?$")
# 教育支出(类)普通教育(款)初中教育(项)
_ITEM = re.compile(
    r"(?:[^()。,;:]{2,20}\(类\)\s*)?(?:(?P<section>[^()。,;:]{2,24})\(款\)\s*)?(?:\d{1,2}[.、])?(?:(?P<item>[^()。,;:]{2,24})\(项\))?"
)


def read_account(label: str) -> str:
    """Return the item of a budget that a label names by its class, section and item; "" if it names none.

    >>> read_account("教育支出(类)普通教育(款)初中教育(项)"), read_account("普通高中")
    ('普通教育初中教育支出', '')
    """
    match = _ITEM.fullmatch(label) if label.endswith(")") else None
    name = "".join(filter(None, match.groups())) if match else ""
    return name + "支出" * bool(name and not name.endswith("支出"))


@for_nouns(lambda noun: _SHARED_OUT.fullmatch(noun) or _OWN_SCHOOLS.fullmatch(noun) or _OTHERS.fullmatch(noun), "money")
def name_shared_out(sentence: Sentence, i: int, noun: str) -> str:
    """Say of money that goes to a place of which funds it is; "" if the line has told of none that it can be a part of.

    公用经费980万元。…分到甲县620万元、乙县300万元,市直学校60万元; 下达甲县620万元、乙县300万元,其他县区60万元.
    """
    item, own = sentence.items[i], bool(_OWN_SCHOOLS.fullmatch(noun))
    if not _SHARED_OUT.fullmatch(noun) and not (i and _SHARED_OUT.fullmatch(sentence.items[0].noun)):
        return ""
    begun = sentence.text.rfind("\n", 0, sentence.start)
    told = [x for x in (*sentence.said, *sentence.items[:i]) if x.subjects and x.quantity.start > begun]
    funds = [x for x in told if x.quantity.unit_class == "money" and _FUNDS.search(x.subjects[0])]
    whole = next((x for x in reversed(funds) if (x.quantity.value or 0) > (item.quantity.value or 0)), None)
    return noun * own + whole.subjects[0] if whole else ""


_SHARED_OUT = re.compile(
    "(?:其中|已)?(?:(?:切块|下达|拨付|分配|安排|划拨|分|拨)(?:到|给|至)|(?:下达|拨付|分配|安排|划拨)(?![全各我本该]))[\u4e00-\u9fff]{2,10}[市县区旗州盟镇乡]"
)
_OTHERS = re.compile(
    "(?:其[他余它]|剩余)(?:各|[两三四五六七八九十\\d]{1,2})?个?(?:[市县区旗州盟镇乡]{1,3}|地区)(?:合计|共)?"
)
_OWN_SCHOOLS = re.compile("[省市县区州]直属?(?:有关|各)?学校")
_FUNDS = re.compile("(?<![每均])(?:资金|经费|专款|补助金?|专项|拨款)$")


@for_nouns(lambda noun: _POINTS_BACK.match(noun), "money")
def name_pointed_at(sentence: Sentence, i: int, noun: str) -> str:
    """Say which funds are meant that the line has told of: 补助资金1640万元。上述资金累计下达5137万元; "" if several.

    >>> from helpers.extract import observe
    >>> [row["subject"] for row in observe("下达营养膳食补助资金620万元。上述资金已支出510万元。")][1]
    '营养膳食补助资金支出'
    """
    begun = sentence.text.rfind("\n", 0, sentence.start)
    told = [x for x in (*sentence.said, *sentence.items[:i]) if x.subjects and x.quantity.start > begun]
    funds = {x.subjects[0] for x in told if x.quantity.unit_class == "money" and not (x.part_of or x.move)}
    fund = _HANDED_OUT.sub("", funds.pop()) if len(funds) == 1 else ""
    rest = noun[_POINTS_BACK.match(noun).end() :]
    fund = _BATCH.sub("", fund) if "累计" in rest else fund  # of all batches
    return fund + rest.removeprefix("已") if _FUNDS.search(fund) else ""


_POINTS_BACK = re.compile("(?:上述|以上|该项?|此项|这[笔项批])(?:资金|经费|补助)(?=.{2})")
_BATCH = re.compile("^(?:第[一二三四五]|首)批次?")
_HANDED_OUT = re.compile("^.{0,4}?(?:下达|拨付|安排|分配|投入)(?:你们)?(?:(?:19|20)\\d\\d年度?)?(?=.{4})")


@for_nouns(
    lambda noun: (
        noun[-1] in _CLOSES and (_ACCOUNT.fullmatch(noun) or _ALONE.fullmatch(noun) or _IN_TOTAL.fullmatch(noun))
    )
)
def name_account(sentence: Sentence, i: int, noun: str) -> str:
    """Say of what 支出决算 or 执行率 alone is: 教育支出年初预算188万元,支出决算210万元; "" if nothing does."""
    if (account := _ACCOUNT.fullmatch(noun)) and (name := read_account(account["item"])):
        return name.removesuffix("支出") + account["column"]
    start = sentence.items[i].quantity.start
    summed = "计" in sentence.text[max(0, start - 3) : start]
    total = _TOTAL.search(sentence.text, sentence.start, start) if summed else None
    if total and noun in total[0]:
        return total["name"]  # 本年收入合计2.2亿元
    if not _ALONE.fullmatch(noun):
        return ""
    for earlier in reversed(sentence.items[:i]):
        named = earlier.quantity.unit_class == "money" and earlier.subjects and _AT_END.search(earlier.subjects[0])
        if named and named.start():
            return _join(earlier.subjects[0][: named.start()], noun)
    return _join(sentence.heading, noun) if sentence.heading.endswith("支出") else ""


def _join(item: str, noun: str) -> str:
    return join_overlap(item, noun) or item + noun
