"""Whether a quantity is a fact, a plan or a rule."""

from __future__ import annotations

import re
from itertools import pairwise

from helpers.extract.clauses import Item, Sentence, Told
from helpers.extract.context import Context
from helpers.extract.scopes import Scope
from helpers.extract.when import find_later, is_base
from helpers.extract.words import CHANGE_TO, NORM_BEHIND
from helpers.language import Period, WordPattern


def share_rules(items: list[Item], rows: list[dict], text: str) -> None:
    """A norm holds for the whole of a list, its kinds, and what it is raised to: 小学每生每年1250元、初中1500元."""
    first = {id(row["item"]): row for row in rows}
    for item, following in pairwise(items):
        here, there = first[id(item)], first[id(following)]
        said = there["status"] == "rule" and there["basis"] != "point"
        if here["status"] == "rule" and here["unit"] == there["unit"] and not said and _goes_on(item, following, text):
            dated = here["period"] or not _is_next_amount(item, following, text)
            names = ("status", "basis", "period", "period_basis") if dated else ("status", "basis")
            for row in rows:
                if row["item"] is following:
                    row |= {name: here[name] for name in names}


def share_plans(rows: list[dict]) -> None:
    """The parts of what is planned are planned: 计划招生8600人,其中小学6200人."""
    planned = {id(row["item"]) for row in rows if row["status"] == "planned"}
    for row in rows:
        if id(row["item"].part_of) in planned and row["status"] == "actual":
            row["status"] = "planned"


def _goes_on(item: Item, following: Item, text: str) -> bool:
    """Whether a number goes on with the norm before it: the next of a list, a parallel limit, or its new amount."""
    between = text[item.quantity.end : following.quantity.start]
    limits = item.quantity.qualifier in _LIMITS and following.quantity.qualifier in _LIMITS
    if item.kind != following.kind or len(between) > 12:
        return False
    listed = between.startswith("、") or between in {"和", "与", "及"} or (limits and between.startswith(","))
    return listed or bool(CHANGE_TO.fullmatch(between)) or _is_next_amount(item, following, text)


def _is_next_amount(item: Item, following: Item, text: str) -> bool:
    """Tell whether an amount of the same order stands behind that of a norm with its own kind: 一等3000元,二等2000元.

    A verb between them makes it another thing: 每生每年800元,发放补助…
    """
    between = text[item.quantity.end : following.quantity.start]
    money = item.quantity.unit_class == "money" or item.quantity.unit.startswith("元/")
    if not money or not _NEXT_KIND.fullmatch(between) or _DOES.search(between):
        return False
    here, there = item.quantity.value, following.quantity.value
    return bool(here and there) and 1 / _ONE_ORDER <= there / here <= _ONE_ORDER


_NEXT_KIND = re.compile(r"[^,。;(]{0,4}[,(;][^,。;()]{1,10}")
_DOES = WordPattern("{act|verb_flow|verb_stock}|共|计|合")
_ONE_ORDER = 12  # the amounts of a norm for its kinds differ, a total is larger
_LIMITS = ("more", "less")


COMPLETED = r"(?:建成|投用|投入使用|完工|竣工|交付)(?:使用|投用)?后"
# 计划 in a name (特岗计划, 营养改善计划) and what is done by plan (按计划完成) announce nothing
_PLANNED = WordPattern(
    r"{plan_noun}(?=[于在到从用]?\d{4}|每年|年内|今年|明年|总|共|{verb_flow|verb_stock}|新|投|招|建|培|增|完成|开|通过|改|扩|再|利用|用|引进|选|创|设|达|到|聘|于|在"
    r"|交流|认定|化解|补充|支持|打造|启动|迁|整合|调整|布局|提供|消除|更新|覆盖)"
    r"|年度计划(?=新|认定|改|扩|招|引进|培|建|化解|补充|投入|投资|启动)"
    r"|{plan}|估计(?=到|将|[^,。;]{0,6}\d{4})|争取(?=到(?:\d{4}|明年|年)|[在于实达完新])|确保(?=[到在再\d]|年内|今年|[^,。]{0,14}(?:达|完工|竣工|投用|建成|开工|完成))"
    r"|规划(?=新建|用地|建设|投资|总|到|面积|占地|\d|$|[小初高]|在|设置|办学|全面|完成|改造|打造|“)"
    r"|目标(?:是|为|值)|下一?(?:步|阶段)|未来[\d一二三五十]|需(?=资助|发放|补助|补发|拨付|投资|新建|新增)"
    r"|将(?=[从由于在到继新再陆扩改建投增招选组实完开启达提形安有对聘培用每达创打全优降减剩升]|进一步|突破|超过|覆盖|惠及|举办|不低于|不少于|引进|确保|力争|争取|配)"
    r"(?![^,。;]{0,24}(?:作为|纳入|列入|融入))"
    rf"|(?<!主)要达到?|原(?:定(?!向)|计划)|{COMPLETED}"
)
_DONE = re.compile(
    r"已(?:经)?(?:完成|建成|投入|有|培|启|竣|开工|招|达|形成|累计|到位|下达|拨付|封顶|到岗|动工|落实|发放|交付)|累计|现有|(?<![从由])目前|截至|顺利完成"
    r"|还有|仍有|尚有|(?:教师|师资|人员)(?:还|仍|尚)?缺(?!口)|实际(?=完成|录取|招|到位|投|支出|使用|建成|新增)|现时|现在(?!的)|施工中"
)
# in a plan, too: 2021年已开工17个,完成投资9亿元
_IS_DONE = re.compile("(?<![早])已(?:经)?(?:开工|完成|建成|竣工|投用|招聘|到位|下达|完工|动工)")
_NOT_STARTED = WordPattern(
    "(?:年内|即将|将于|将在|将全部|拟于|计划于|预计)[^,。;]{0,12}{work_done|完成}"
    "|待[^,。;]{1,12}(?:下达|到位|批复|批准)后[^,。;]{0,4}(?:发放|拨付|实施|开工|兑现)|[^,。;]{0,4}为目标"
)
_ROSE_TO = WordPattern("{verb_rise|verb_fall}(?:了)?(?:到|至|为)")
_RULE_LEFT = WordPattern(
    r"{per_case}|每(?:校|班|所学校|个?班级?)(?:学生|学额|人数)?[^,。;]{0,6}(?:不|应|须|至少)|班额[^,。;]{0,8}(?:不|控制|上限)|"
    r"{modal_rule}[^,。;]{0,14}$|每[校班][^,。;]{0,6}(?:编制|人数|员额)(?:由|从|为)?$|"
    r"(?:可|可以)(?:一次性)?(?:领取|享受|申领|获得|申请)[^,。;]{0,6}$|(?:{limit}|最多(?!时|的|达|曾))[^,。;]{0,8}$|"
    r"{per_time}[^,。;]{0,12}$|(?:标准|见习期|服务期|学制|限额|上限|下限)(?:为|是|不|:)?{level}?$|(?<!主体)(?<!已)封顶额?(?!装)[^,。;]{0,8}$|每天[^,。;]{0,16}$"
)


def read_status(item: Item, sentence: Sentence, periods: list[Period], scope: Scope, context: Context) -> Told:
    """Return whether an item is actual, planned or a rule."""
    text, quantity = sentence.text, item.quantity
    left = text[item.left[0] : quantity.start]
    if rule := _find_plan(item, left, sentence, periods, context):
        return Told("planned", rule=rule)
    if item.kind in {"level", "share"} and _is_rule(item, left, text):
        return Told("rule", rule="norm")
    year = context.published[:4]
    ahead = scope.carried is not None and not periods and year and scope.carried.period[:4] > year
    if (scope.planned and not _is_told(item, sentence, periods, year)) or (ahead and not _DONE.search(left)):
        return Told("planned", rule="scope")
    return Told("actual")


def _is_told(item: Item, sentence: Sentence, periods: list[Period], year: str) -> bool:
    """Tell whether a plan says of a number how things are or were: 已开工17个, 目前有88所, 2024年录取62人.

    A year that is over opens the sentence or stands in the number's own clause: 巩固2024年成果,新建3所 is to come.
    """
    text, start = sentence.text, item.quantity.start
    if _IS_DONE.search(text, sentence.start, start):
        return True
    if _NOW.search(text, sentence.start, start) and not _ACT.search(text, item.left[0], start):
        return True
    frames = [p for p in periods if p.end <= start and p.role == "frame"]
    if not frames or not year or frames[-1].open_end or frames[-1].period.rpartition("/")[2][:4] >= year:
        return False
    return frames[-1].start >= item.left[0] or not text[sentence.start : frames[-1].start].strip(" ")


_NOW = re.compile("现有|目前")
_ACT = WordPattern("{act}")


def _find_plan(item: Item, left: str, sentence: Sentence, periods: list[Period], context: Context) -> str:
    """Return by which rule an item is planned, "" if it is not."""
    text, start = sentence.text, item.quantity.start
    if is_base(item, sentence) or _FROM_NOW.search(text, item.left[0], start):
        return ""  # 预计…比起2022年的7.6万人: that is known
    cue = None
    for match in _PLANNED.finditer(text, sentence.start, start):
        named = match[0].startswith("计划") and _PLAN_NAME.search(text, 0, match.start())
        if not named and text.count("“", match.end(), start) == text.count(
            "”", match.end(), start
        ):  # said at the number's own depth
            cue = match
    if cue and not _DONE.search(text, cue.end(), start):
        return f"plan_word {cue.group()}"
    if find_later(item, sentence, periods):
        return "time_behind"
    if _TO_BE_DONE.match(text, item.quantity.end):
        return "to_be_done"
    year = context.published[:4] or context.plan_span[:4]
    for period in periods:
        if period.start >= start:
            break
        ahead = period.period[:4] > year if year else period.role == "deadline" and not _ROSE_TO.match(left)
        ahead = ahead or (
            bool(_SCHOOL_YEAR.fullmatch(period.period)) and period.period[:7] > context.published[:7] > year
        )
        if ahead and period.role != "reference":
            return "" if _DONE.search(text, period.end, start) else f"time_ahead {period.period}"
    unfinished = _NOT_STARTED.search(text, item.quantity.end, sentence.end)
    return f"not_started {unfinished.group()}" if unfinished and not _DONE.search(left) else ""


_PLAN_NAME = WordPattern("{plan_name}$")
_FROM_NOW = re.compile(r"[从由](?:目前|现在|当前|[今去上]年|(?:19|20)\d\d年)的$")  # 将从目前的58%提高到88%
_TO_BE_DONE = re.compile(
    "[^,。;”]{0,24}”[^,。;]{0,6}[列纳]入[^,。;]{0,16}(?:实事|工作报告|重点工作|任务)"
)  # 将“新建公办园80所”列入民生实事
_SCHOOL_YEAR = re.compile(r"\d{4}-0[89]/\d{4}-0[78]")


def _is_rule(item: Item, left: str, text: str) -> bool:
    if item.quantity.unit == "年" and not re.search("平均|年限(?:[为达是]|达到)?$", left):
        return "平均" not in "".join(item.subjects[:1])  # 平均受教育年限由10.2年提高到11.3年
    if item.quantity.unit_class == "time" and item.quantity.qualifier in {"more", "less"} and "每" in left:
        return True
    if _SPENT.search("".join(item.subjects[:1])):
        return False  # 生均经费支出每生每年7400元
    if NORM_BEHIND.match(text, item.quantity.end) and _MEASURED_BY.search(
        text, max(item.left[0] - 40, 0), item.quantity.start
    ):
        return True
    if _STAFFED.search(left) and _AS_NORM.match(text, item.quantity.end):
        return True
    if item.quantity.unit in {"%", "人次"} and not re.search("每|标准|规定", left):
        return False
    if item.quantity.unit_class == "money" and _GRADED.search(left):
        return True
    quote = text[item.quantity.start : item.quantity.end]
    if quote.startswith(("不得", "不能", "不应")) or _RULE_LEFT.search(left):
        return True
    clause = re.split("[,。;:]", text[max(0, item.quantity.start - 60) : item.quantity.start])[-1]
    return bool(_ALLOWANCE.search(clause) or (_LIMIT.match(quote) and _FOR_EACH.search(clause)))


_MEASURED_BY = re.compile(
    r"(?:[高低优]于|达到?|超[出过]|不足|未到|满足|符合)(?:(?:国家|[省市部]定?)[^,。;\d]{0,24})?(?:[\d.]+[^\d,。;]{1,4}[、和])?$"
)
# 每50名寄宿生配备1名生活老师的标准; 一档2500元、二档1500元; 每校补助15万元; 贷款最高12000元
_STAFFED = re.compile(r"每\d+[名个人位][^,。;]{0,10}配备?$")
_AS_NORM = re.compile("[^,。;]{0,8}的(?:标准|要求|比例)")
_GRADED = re.compile(
    "第?[一二三高中低]档(?:标准)?[为是]?$|每[校园班](?:补助|奖励|奖补|补贴|资助)$|每[人生名]一次性[^,。;]{0,4}$|"
    "(?:贷款|补助|奖励|资助)[^,。;]{0,4}最高$"
)
_SPENT = re.compile("生均[^,。;]{0,12}(?:支出|事业费)(?!标准|定额)")
_ALLOWANCE = WordPattern("{allowance}[^,。;]{0,12}每(?:年|学年|学期|月|天)$|每(?:课时|节课|人次)(?:由|从|按|为)?$")
_LIMIT = re.compile("不|至少|至多|最多|最少|控制在")
_FOR_EACH = re.compile(
    r"(?:每(?:课时|校|班|所|个|名|人|生|位|周|天|日|月|学期|学年|年)[^,。;]{0,10}|班额(?:分别|均)?)$"
)
