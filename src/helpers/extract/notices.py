"""What a page announces by its title: whom schools enrol, whom a county recruits, a budget, what a year's money is for.

Such a page says its year once, in the title, and counts what is to come; what it tells of earlier years is past.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from helpers.extract.clauses import Item, Sentence
from helpers.language import Period, WordPattern
from helpers.storage import read_resource


class Notice(NamedTuple):
    """What a page announces (enrolment, recruitment, budget, funds, notice, "" for nothing), its year, its funds.

    part is the flag of its money where that is a part of the place's: one batch of a year's, one department's.
    """

    kind: str = ""
    year: str = ""
    funds: str = ""
    part: str = ""


@cache
def _words(role: str) -> re.Pattern[str]:
    """Return a pattern of the words of a role."""
    return re.compile("|".join(row["words"] for row in read_resource("notices.csv") if row["role"] == role))


_ANNOUNCES = re.compile("公告|简章|方案|启事|通告")
_ENROLS = re.compile(
    "招生(?:入学)?(?:简章|计划|公告|方案)|招生(?:入学)?工作[^,。;》]{0,12}(?:意见|通知|方案|办法|通告)"
)
_BUDGET = re.compile("(?:部门|单位)(?:收支)?预算")
_HANDS_DOWN = re.compile(
    r"关于(?:提前)?(?:下达|拨付|安排)[^,。;《》()]{0,8}?(?:20\d\d年度?)?"
    r"(?P<funds>[^,。;《》()（）\d]{4,30}?(?:经费|资金|补助))(?:[(（][^()]*[)）])?(?:预算)?(?:的通知)"
)
_FUNDS = "funds"  # of such a page the works are to come that the money is for
_HANDS_OUT = re.compile("(?:下达|拨付|安排|分配)[^,。;》]{0,24}(?:资金|经费|补助|预算)[^,。;》]{0,16}通知")
_OF_DEPARTMENT = re.compile("(?:部门|单位)(?:收支)?(?:预算|决算)")
_BATCH = re.compile(r"第[一二三四五六\d]批|提前(?:下达|拨付|安排)")
_YEAR = re.compile(r"(?<!\d)20\d\d(?=年|学年|届| ?[—-])")


def read_notice(title: str) -> Notice:
    """Return what a page announces by its title.

    >>> tuple(read_notice("2025年莘县公开招聘中小学教师公告")), tuple(read_notice("2025年公开招聘教师拟聘用人员公示"))
    (('recruitment', '2025', '', ''), ('', '', '', ''))
    >>> read_notice("关于下达2024年义务教育补助经费(第二批)的通知")[2:], read_notice("莘县教育局2023年度部门决算").part
    (('义务教育补助经费', 'one_batch'), 'one_department')
    """
    department = "one_department" if _OF_DEPARTMENT.search(title) else ""
    if _words("other").search(title):
        return Notice(part=department)
    recruits = _words("recruits").search(title)
    if recruits and _ANNOUNCES.search(title, recruits.end()):
        kind = "recruitment"
    elif _ENROLS.search(title):
        kind = "enrolment"
    else:
        kind = (
            "budget"
            if _BUDGET.search(title) and "决算" not in title
            else "notice"
            if _words("notice").search(title)
            else ""
        )
    years = set(_YEAR.findall(title)) if kind else ()
    handed = _HANDS_DOWN.search(title) if kind == "notice" else None
    kind = _FUNDS if kind == "notice" and _HANDS_OUT.search(title) else kind
    part = "one_batch" if kind == _FUNDS and _BATCH.search(title) else department
    return Notice(kind, years.pop() if len(years) == 1 else "", handed["funds"] if handed else "", part)


def announces_below(heading: str, outer: str, notice: Notice) -> str:
    """Return the kind of a notice for a heading below which its numbers are of what is to come, "" for others.

    outer is what holds for the entry that holds the heading.

    >>> heads = ("二、招生计划", "五、有关要求", "附:历年招生情况")
    >>> [announces_below(heading, "", Notice("enrolment")) for heading in heads]
    ['enrolment', '', '']
    """
    if notice.kind == "budget" and _OF_PAST_USE.search(heading):
        return ""  # 第三部分 2023年教育经费使用情况, on a page about the budget of 2024
    if notice.kind == "budget":
        works = outer == _WORKS or _OF_WORKS.search(heading)
        return "" if _words("heads_stock").search(heading) else _WORKS if works else notice.kind
    if notice.kind == _FUNDS:
        return "" if _words("heads_other").search(heading) else notice.kind
    if _QUOTA_ALONE.fullmatch(heading):
        return "enrolment"
    if notice.kind not in ("enrolment", "recruitment") or _words("heads_other").search(heading):
        return ""
    return notice.kind if outer or _words("heads_quota").search(heading) else ""


_OF_PAST_USE = re.compile("使用情况|执行情况|决算")
_QUOTA_ALONE = re.compile(r"(?:20\d\d年)?[^,。;:\d]{0,8}招生(?:计划|名额)(?:安排|分配|及分配)?")  # of any page
_WORKS = "budget of works"  # below such a heading the pupils, schools and areas that money is for are to come, too
_OF_WORKS = re.compile("(?:重点|重大|主要|民生)项目|项目(?:支出|预算)?(?:情况)?[及和与]绩效目标|工作任务|重点工作")
_PLACES = frozenset({"人", "名", "个", "班", "%", "位"})
_OF_MONEY = _PLACES - {"%"} | {"所", "人次", "平方米", "套", "台", "间", "亩"}
# of what there is, and of what is over
_IS_THERE = re.compile("在校|在读|在籍|在编|现有|教职工|毕业|录取|上线|报名|报考|考生|占地|标准|完成|率|人口|需求")
_MEMBER = re.compile("教师|专任")


def is_announced(
    item: Item,
    left: str,
    sentence: Sentence,
    periods: list[Period],
    kind: str,
    year: str,
    carried: Period | None = None,
) -> bool:
    """Tell whether a number below a heading of such a page is one of those to be enrolled, recruited or spent.

    carried is the time of the sentences before it in its line.
    """
    quantity, text = item.quantity, sentence.text
    if carried and kind.startswith("budget") and carried.period[:4] < year:
        return False  # 2024年教育支出8亿元。小学生均1.2万元, on a page about the budget of 2025
    if any(_is_past(p, quantity.start, text, year) for p in periods):
        return False
    if kind == _FUNDS:
        clauses = _CLAUSE_MARK.split(text[max(sentence.start, quantity.start - _FAR) : quantity.start])
        if quantity.unit_class == "money":
            return bool(_IS_TO_COST.search(clauses[-1]))
        while len(clauses) > 1 and _OF_SUCH_WORK.match(clauses[-1]):
            clauses.pop()
        clause = clauses[-1]
        works = _WORK.match(clause) or (_FOR.fullmatch(clause) and _WORK_BEHIND.match(text, quantity.end))
        return quantity.unit in _OF_WORK and item.kind == "level" and bool(works)
    if kind == _WORKS and quantity.unit_class != "money":
        return quantity.unit in _OF_MONEY and item.kind == "level" and not _IS_THERE.search(left)
    if kind.startswith("budget"):
        return quantity.unit_class == "money" and item.kind == "level" and not _SPENT.search(left)
    if item.kind == "change":  # 普通高中计划比去年增加600人
        return quantity.unit in _PEOPLE and bool(_OF_QUOTA.search(left))
    if quantity.unit not in _PLACES or item.kind not in {"level", "share"} or _IS_THERE.search(left):
        return False
    if quantity.unit == "%":
        return bool(re.search("占", left))
    return kind == "recruitment" or not _MEMBER.search(left)


# 安排447万元,维修学校12所、校舍1.8万平方米
_WORK = WordPattern(
    r"\s*(?:\d[.、]|[(][一二三四五六七八九\d]+[)])?(?:其中|主要)?:?(?:用于|支持|实施)?(?:[一-鿿]{2,6}(?=维修|改造|加固|修缮))?"
    r"(?:维修|改造|加固|修缮|新建|改建|扩建|改扩建|购置|更新|更换|添置|配置|建设)(?![^、]*(?:了|已|过))"
)
_OF_SUCH_WORK = re.compile("涉及|惠及|其中(?!.*[建修造])")  # 维修校舍1.2万平方米,涉及学校16所,其中农村学校12所
_FOR = re.compile(r"\s*(?:主要)?(?:用于|支持)")  # 用于12所学校的校舍维修
_WORK_BEHIND = re.compile(r"[^,;。:(]{2,24}?(?:维修|改造|加固|修缮|新建|改建|扩建|建设)(?![了已过])")
_IS_TO_COST = re.compile("项目(?:计划|预计)?总投资(?:约|为)?$|(?:由|需)[^,。;]{0,8}自筹(?:资金)?$")
_OF_WORK = frozenset({"所", "个", "平方米", "亩", "座", "间", "栋", "幢", "套", "台", "张", "块", "处"})
_CLAUSE_MARK, _FAR = re.compile("[,;。:(]"), 48  # characters
_PEOPLE = frozenset({"人", "名"})
_OF_QUOTA = re.compile("(?:计划|名额)(?:总数)?(?:[比较]|增|减)")
_SPENT = re.compile("决算|执行数|资产|总值|原值|单价|上年|去年|设备|车辆|房屋|结余|结转")


def _is_past(period: Period, start: int, text: str, year: str) -> bool:
    """Tell whether a year before that of a page heads what a number stands in."""
    last = period.period.rpartition("/")[2][:4]
    heads = period.role != "reference" and period.start < start
    return heads and "" < last < year and not re.search("[。;]", text[period.end : start])
