"""Names that only say which things a number counts: 市一中、城关中学2所学校, 护理、学前教育等9个专业."""

from __future__ import annotations

import re

from helpers.extract.words import MEMBER_MARK, VERB_END
from helpers.language import Quantity, WordPattern

_ACT = WordPattern(
    "^.{0,14}(?:{verb_flow}|推动|推进|支持|保障|开设|增设|下设|荣获|停[办招开]|新开设?|[\u4e00-\u9fff]{2}(?=了))了?(?=.{2})"
)
_NAMED = re.compile(
    r"(?:小学|中学|国小|国中|高中|初中|学校|[一二三四五六七八九十]中|幼儿园|校区|教学点|楼|馆|食堂|中心)(?:\||$)|^[\u4e00-\u9fff]{2,3}\|"
)
_OF_BOTH_KINDS = {"人", "人次", "元"}  # 教师、校长等120人
_LONGEST_NAME, _BARE_ACT = 16, 3


def drop_listed(left: str, noun: str, quantity: Quantity) -> str:
    """Return what stands before a number without the names of what it counts: the act on them, or nothing.

    noun is the word behind the number; works keep their names, which say what is built.

    >>> nine = Quantity(0, 2, 9.0, "个", unit_class="item")
    >>> drop_listed("新增护理、学前教育等", "专业", nine), drop_listed("智能制造学院、护理学院等", "二级学院", nine)
    ('新增', '')
    """
    more = left.endswith("等")
    left = left.replace("”“", "”、“")
    members = [x for x in (left[:-1].split("、") if more else MEMBER_MARK.split(left)) if x]
    alone = more and len(members) == 1 and noun.endswith("专业") and _ACT.match(members[0])  # 停招文秘等3个专业
    if (len(members) < 2 and not alone) or quantity.value is None or quantity.unit in _OF_BOTH_KINDS:
        return left
    counted = quantity.value >= len(members) if more else quantity.value == len(members)
    ends = VERB_END.search(members[-1]) and not noun.endswith("专业")  # 学前教育、汽车运用与维修等专业14个
    if not counted or ends or len(members[-1]) > _LONGEST_NAME:
        return left
    act = _ACT.match(members[0])
    if noun.startswith(_WORKS) and not (
        act and len(act[0]) <= _BARE_ACT and _NAMED.search(f"{members[0]}|{members[-1]}")
    ):
        return left
    return act[0].removesuffix("了") if act else ""


_WORKS = ("项目", "工程")


def drop_examples(words: str, quantity: Quantity) -> str:
    """Return a noun before its number without the names that only say which things it counts.

    >>> drop_examples("新增护理、学前教育等专业", Quantity(0, 1, 7.0, "个"))
    '新增专业'
    >>> drop_examples("县职教中心茶叶加工、电子商务等专业", Quantity(0, 2, 11.0, "个"))
    '县职教中心专业'
    """
    match = _EXAMPLES.fullmatch(words)
    if not match or quantity.unit_class == "percent":
        return words
    left = drop_listed(match["names"] + "等", match["kind"], quantity)
    if left.endswith("等"):
        return words
    owner = _OWNER.match(match["names"]) if not left else None
    return (owner[0] if owner else left) + match["kind"]


_EXAMPLES = re.compile(
    r"(?P<names>[^,。;()等]+、[^,。;()等]+)(?<![高中])等(?P<kind>[^,。;()、的]{0,6}(?:专业|单位|机构|部门|科室|企业|院校|学校|荣誉|称号))"
)
# who has them: not one of them
_OWNER = re.compile(r"[^、]{1,14}?(?:学校|学院|职中|中专|职教中心|院校)(?=[^、]{2})")
