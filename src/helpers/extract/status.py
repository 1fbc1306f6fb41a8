"""Whether a quantity is a fact, a plan or a rule."""

from __future__ import annotations

import re

from helpers.extract.clauses import Item, Sentence, Told
from helpers.extract.context import Context
from helpers.extract.deadlines import is_of_other_point, tells_of_progress
from helpers.extract.norms import BOUNDS, find_norm, is_bound
from helpers.extract.notices import is_announced
from helpers.extract.scopes import Scope
from helpers.extract.time_behind import find_later
from helpers.extract.told import FROM_NOW, IS_DONE, first_planned, is_told
from helpers.extract.turns import find_step
from helpers.extract.when import is_base
from helpers.extract.words import AMONG_SAID, IN_PARTS
from helpers.language import Needs, Period, WordPattern


def share_plans(rows: list[dict], sentence: Sentence, ahead: str) -> str:
    """The parts of what is planned are planned, and so is its share and its growth: 计划招生8600人,其中小学6200人.

    What is told of an earlier time is none of them (去年入学率100%), nor what is a rule. ahead is the year for which
    the sentence before ended with something planned, of which this one may tell the parts; that of this is returned.
    """
    text = sentence.text
    alike = _name_divided(sentence) if ahead else ""
    parts = ahead and (_OF_WHICH.match(text, sentence.start) or alike)
    planned: dict[int, str] = {}
    last: Item | None = None
    for row in rows:
        item = row["item"]
        own = (parts and (not alike or item.quantity.unit in (alike, "%"))) or (ahead and _is_arranged(row, text))
        if own and row["status"] == "actual" and not _is_done_already(row, sentence, ahead):
            row["status"] = "planned"
        whole = item.part_of if id(item.part_of) in planned else last if _is_of_it(item, last, text) else None
        over = "" < row["period"] < planned[id(whole)][:4] if id(whole) in planned else True
        if row["status"] == "actual" and not over and not _IS_REACHED.search(text, item.left[0], item.quantity.start):
            row["status"] = "planned"
        if row["status"] == "planned":
            planned[id(item)] = row["period"]
        last = item
    return (planned[id(last)] or _SOME_DAY) if id(last) in planned else ""


def _name_divided(sentence: Sentence) -> str:
    """Return the unit of what a sentence opens among, if it was just counted, else "".

    计划招生8200人,其中公办高中5200人。公办高中里,统招生1300人: these are planned, too.
    """
    among = _AMONG_THEM.match(sentence.text, sentence.start)
    said = (item for item in sentence.said if among and item.subjects)
    return next((item.quantity.unit for item in said if among["whole"] in item.subjects[0]), "")


_AMONG_THEM = re.compile(r"\s*(?P<whole>[\u4e00-\u9fff]{2,10}?)(?:里[头面]?|[之当]?中)[,有]")


def _is_arranged(row: dict, text: str) -> bool:
    """Tell whether classes or places are arranged for those to come: 预计入学5120人。安排一年级118个班、学位5310个."""
    start = row["item"].quantity.start
    clause = max(text.rfind(mark, 0, start) for mark in ",;。\n") + 1
    return row["subject"].endswith(("班", "学位")) and text.find("安排", clause, start) >= 0


_SOME_DAY = "9999"
# 计划招聘380名,其中小学200名,已到岗150名
_IS_REACHED = re.compile(
    "已(?:经)?(?:到岗|签约|报到|上岗|完成|开工|建成|竣工|投用|到位|下达|拨付|发放|录取|录用|聘用|招聘)"
)


def _is_done_already(row: dict, sentence: Sentence, ahead: str) -> bool:
    """Tell whether a part of what is planned is done, or of a year before: 其中已完工2所, 其中去年录取800人."""
    text, item = sentence.text, row["item"]
    done = (pattern.search(text, sentence.start, item.quantity.start) for pattern in (_DONE, IS_DONE))
    paid = _IS_PAID.match(text, item.quantity.end, sentence.end)
    return any(done) or bool(paid) or "" < row["period"][:4] < ahead[:4]


def _is_of_it(item: Item, last: Item | None, text: str) -> bool:
    """Tell whether a number is the share or the growth of the one before it: 支出预算3.2亿元,占总支出的16.5%."""
    if last is not None and item.kind == "ratio" and item.quantity.unit == "倍":
        return bool(_ITS_MULTIPLE.fullmatch(text, last.quantity.end, item.quantity.start))
    if last is None or item.kind not in {"share", "growth", "change"}:
        return False
    if last.kind == "change":  # 比上年增加0.4亿元,增长3.5%
        return item.kind == "growth" and bool(_ALSO_GROWS.fullmatch(text, last.quantity.end, item.quantity.start))
    pattern = _ITS_SHARE if item.kind == "share" else _ITS_GROWTH
    return last.kind in {"level", "share"} and bool(pattern.fullmatch(text, last.quantity.end, item.quantity.start))


_ITS_MULTIPLE = re.compile(
    r"[,(][约]?[为是][^,。;()\d]{0,8}(?:(?:19|20)\d\d年)?(?:[^,。;()\d]{0,8}的)?"
)  # 为2019年的3倍
_ITS_SHARE = re.compile(r"[,(](?:约|仅|预计)?占[^,。;()\d]{0,24}")
_ALSO_GROWS = WordPattern("[,(、](?:{verb_rise|verb_fall}|[增降跌涨]幅)(?:了|为|达)?")
_ITS_GROWTH = WordPattern(
    r"[,(](?:(?:比|较|与|同比)[^,。;()\d]{0,16}(?:(?:(?:19|20)\d\d年|1[01]\d(?:学?年度?))[^,。;()\d]{0,8})?|(?:{verb_rise|verb_fall}|[增降]幅)(?:了|为)?)"
)


COMPLETED = r"(?:建成|投用|投入使用|完工|竣工|交付)(?:使用|投用)?后"
# 计划 in a name (特岗计划, 营养改善计划) and what is done by plan (按计划完成) announce nothing
_PLANNED = WordPattern(
    r"年度计划(?=新|认定|改|扩|招|引进|培|建|化解|补充|投入|投资|启动)"
    r"|{plan_noun}(?=[于在到从用]?(?:19|20)\d\d年|每年|全年|年内|今年|明年|总|共|{verb_flow|verb_stock}|新|投|招|建|培|增|完成(?!率|情况)|开|通过|改|扩|再|利用|用|引进|选|创|设|达|到|聘|于|在"
    r"|交流|认定|化解|补充|支持|打造|启动|迁|整合|调整|布局|提供|消除|更新|覆盖)"
    r"|(?<=[,;:、(])计划(?=[\d约近超不])|(?<=[年,;:。])计划(?={level}(?:阶段|学校)?(?:招生|招收|录取|新建|[改扩]建|新增|招聘))|{plan}|估计(?=到|将|[^,。;]{0,6}\d{4})|争取(?=到(?:\d{4}|明年|年)|[在于实达完新]|[^,。;]{2,14}(?:不低于|不少于|达到|提高|超过|突破|稳定|保持))|确保(?=[到在再\d]|年内|今年|[^,。]{0,14}(?:达|完工|竣工|投用|建成|开工|完成))"
    r"|规划(?=新建|用地|建设|投资|总|到|面积|占地|安排|\d|$|[小初高]|在|设置|办学|全面|完成|改造|打造|“)"
    r"|(?<!达到\d{4}年)(?<!完成\d{4}年)(?<!实现\d{4}年)(?<!对[照标]\d{4}年)目标(?:是|为|值)|(?<=[年,;])的?(?:目标)?任务(?:是|为)|(?<![完达超成到的过])目标任务(?:是|为)|(?<=年)目标(?=[\d约近超不达控])|(?<=绩效)目标(?=[:,]|如下)(?![^。;]*每[生人])|(?<!有)打算(?=[:,]|[再在于到从用把对将全新]|{verb_flow|act})|(?<![前好分心极的])准备(?=再|[新改扩续]建|招(?![生考])|建(?![议立])|增|补充|引进|投资|拿出|撤|培训|选派)|(?<=年)度?(?:教育|重点|主要)*(?:工作)?(?:计划|安排|打算|思路|谋划|重点|目标(?:任务)?|任务)(?=:)|(?<=年)重点工作(?=:)|下一?(?:步|阶段)|未来[\d一二三五十]|(?:届时|开学前|年底前|下半年|秋季(?:学期)?)[^,。;\d]{0,4}可(?=再?新?增|提供|容纳)|需(?=资助|发放|补助|补发|拨付|投资|新建|新增)"
    r"|将(?!全[省市县区旗州]\d)(?=[从由于在到继新再陆扩改建投增招选组实完开启达提形安有对聘培用每创打全优降减剩升稳保维控]|进一步|突破|超过|覆盖|惠及|举办|不低于|不少于|引进|确保|力争|争取|配|抽查|检查|督查|遴选|评选|选派|选聘)"
    r"(?![^,。;]{0,24}(?:作为|纳入|列入|融入))"
    r"|(?<![大议协学社机委])会(?=[于在](?:19|20)\d\d[年/-])|(?<![实表纳据照])建议“?(?=[^,。;:、\d“”]{0,16}{act|verb_flow}(?![^,。;\d]*[建提议]案))"
    rf"|(?<!主)要达到?|(?<![比较超])原(?:定(?!向)|计划)|{COMPLETED}"
)
_DONE = WordPattern(
    r"已(?:经)?(?:报名|完成|完工|建成|投[入用资]|有|培|启|竣|开工|招|达|形成|累计|到位|下达|拨付|封顶|到岗|入驻|动工|落实|发放|交付|签约|录取|录用|聘用|报到|上岗)"
    r"|累计|现有|(?<![从由])目前|截至|顺利完成"
    r"|(?:最后|最终|真正|到头来|结果)只?(?=到岗|招到|录用|录取|聘用|招聘到|报到|签约|上岗|入职)|首批到岗|还有|仍有|尚有|(?:教师|师资|人员)(?:还|仍|尚)?缺(?!口)|实际(?=完成|报名|到岗|招聘|录用|参加|录取|招|到位|投|支出|使用|建成|新增|报到|入学|注册)|[,;](?:报名(?!费)|到岗|(?:录用|录取|签约|报到|入职)(?![后时率分线比名通]))|一度(?=[有达缺])|现时|现在(?!的)|施工中|(?:上半年|季度|\d月份?|月底)完成"
)
_NOT_STARTED = WordPattern(
    "(?:年内|即将|将于|将在|将全部|拟于|计划于|预计)[^,。;]{0,12}{work_done|完成}"
    "|待[^,。;]{1,12}(?:下达|到位|批复|批准)后[^,。;]{0,4}(?:发放|拨付|实施|开工|兑现)|[^,。;]{0,4}为目标"
    "|[^,。;]{0,12}将(?:到|赴|前往|陆续|走进)"
)
# 项目9个,均须于10月底前完工; the money for them is given
_BY_ITS_DAY = WordPattern("须[于在][^,。;]{0,12}(?:{work_done|完成}|完工)")
_TO_COME = re.compile("[将待须]|年内|拟于|计划于|预计|为目标")  # one of these it has
_ROSE_TO = WordPattern("{verb_rise|verb_fall}(?:了)?(?:到|至|为)")


def read_status(
    item: Item, sentence: Sentence, periods: list[Period], scope: Scope, enrols: bool, context: Context
) -> Told:
    """Return whether an item is actual, planned or a rule; enrols tells that its line states an enrolment plan."""
    text, quantity, holds = sentence.text, item.quantity, sentence.holds
    if quantity.unit == "所" and _is_planner(item, sentence, periods, scope, context.published[:4]):
        return _ACTUAL
    left = text[item.left[0] : quantity.start]
    ahead = periods or holds[_AHEAD]
    rule, norm = _find_plan(item, left, sentence, periods, context) if ahead else "", ""
    year = context.published[:4]
    if (
        rule == "plan_word 预计"
        and _LOOKS_BACK.search(scope.words)
        and _ENDED.search(text, sentence.start, quantity.start)
    ):
        rule = ""
    if not rule or rule.startswith(f"time_ahead {year}"):
        norm = find_norm(item, left, sentence)  # 报名系统5月20日开放,每名学生限报1所
    if rule and not norm:
        return Told("planned", rule=rule)
    if norm:
        kept = _KEPT_AT.search(text, sentence.start, quantity.end)
        kept = kept and "每" not in text[sentence.start : quantity.start]  # beside what each day may have
        aimed = scope.planned and (_EACH_YEAR.search(left) or kept)
        return Told("planned", rule="scope") if aimed else Told("rule", rule=norm)
    if (enrols or holds[_COUNTED]) and (quota := _find_quota(item, left, sentence, periods, enrols, year)):
        return Told("planned", rule=quota)
    of_notice = scope.announces and not is_base(item, sentence)
    carried, to_come = None if periods else scope.carried, context.notice.year or year
    if of_notice and is_announced(item, left, sentence, periods, scope.announces, to_come, carried):
        return Told("planned", rule="quota of a notice")
    ahead = scope.carried is not None and not periods and year and scope.carried.period[:4] > year
    if scope.steps and (step := find_step(item, sentence, scope.steps)):
        over = step < year or (step == year and context.published[5:7] >= _AT_YEAR_END)
        return Told("planned" if year and not over else "actual", rule="step")
    if (
        scope.planned
        and not is_told(item, sentence, periods, first_planned(scope, context.published), context.published)
    ) or (ahead and not _DONE.search(left)):
        return Told("planned", rule="scope")
    told = holds[_MUST] and item.kind in {"level", "share"} and not _DONE.search(left)
    if told and _ORDERS.search(text, sentence.start - 1, quantity.start):
        return Told("planned", rule="what must be done")
    if text[quantity.start] in BOUNDS and is_bound(item, sentence):  # …将统筹资金3.2亿元,招聘教师不少于400名
        aimed = _PLANNED.search(text, sentence.start, item.left[0]) or _AIMED.search(text, sentence.start, item.left[0])
        aimed = aimed or _STRIVES.search(left)
        return Told("planned", rule="bound of a plan") if aimed else Told("rule", rule="bound")
    return _ACTUAL


_ACTUAL = Told("actual")
_KEPT_AT = re.compile("班额[^。;]{0,16}控制在")  # in a plan, that is what it aims at
# 要围绕…打造专业群25个; not 要求, 要知道, 需要, nor what is told behind it: 要抓好安全,全县已安装3200个
_ORDERS = re.compile(
    r"(?:^|[,;。:])(?:[还也都就更]|各[地校县]|我们|下一步|今后)?要(?![求素点道闻么害职知说问看多花等有到清])(?=[\u4e00-\u9fff]{2})"
    r"(?:(?![,;](?:全[省市县区旗州]|目前|当前|现|已|去年|上年|截至))[^。已])*$"
)
_LOOKS_BACK = re.compile("回顾|总结|完成情况|过去一年|工作成效|主要成绩")
# in a review that is written before the year ends: 生产总值预计增长6%,预算收入完成31亿元
_ENDED = re.compile("预计[^,。;]*[,;](?![^。]*(?:明年|将|到(?:19|20)))")
_AIMED = re.compile("将|拟|计划|力争|确保")
_STRIVES = re.compile("(?:力争|争取)(?![到了资中上省])")  # 争取录取率不低于68%


def _is_planner(item: Item, sentence: Sentence, periods: list[Period], scope: Scope, year: str) -> bool:
    """Tell whether schools are there that plan or did something: 9所小学计划招生380人, 公办学校24所,拟招9300人.

    Of a year to come, or behind a verb, they are to come themselves: 计划新建小学5所,计划招生900人.
    """
    text, start, end = sentence.text, item.quantity.start, item.quantity.end
    done = _HAS_DONE.match(text, end)
    if not done and not _PLANS_TO_TAKE.match(text, end):
        return False
    times = [*(p.period for p in periods if p.start < start), scope.carried.period if scope.carried else ""]
    clause = max(text.rfind(mark, sentence.start, start) for mark in ",;:(。") + 1 or sentence.start
    part = max(text.rfind(";", sentence.start, start) + 1, sentence.start)
    if any(time[:4] > year for time in times) or _MAKES.search(text, clause, start):
        return False
    before = text[part if text.startswith(",", end) else clause : start]
    return not _PLANNED.search(_PLANS_OF_OTHERS.sub("", before))


_PLANS_TO_TAKE = re.compile(
    r"(?:(?![新在拟待][建办])[^,。;:、()\d]){0,14},?(?:今[年秋])?共?(?:计划|拟|预计)(?:共|总|今[年秋])*(?:招(?!聘)|录取|提供|安排|开设|开放)"
)
_PLANS_OF_OTHERS = re.compile("(?:计划|拟|预计)(?=招(?!聘)|录取)")  # 公办高中9所,计划招生5200人,民办高中3所,…
_HAS_DONE = re.compile(
    r"(?:(?![新在拟待][建办]|[为除]了|了解)[^,。;:、()\d]){2,8}(?:发布|公布|发出|完成|启动|出现|实现|通过)了"
)
_MAKES = WordPattern("{act}|{verb_flow}")
_AT_YEAR_END = "11"
_EACH_YEAR = WordPattern("每年{act|verb_flow}[^,。;]{0,8}$")  # of a plan: 每年补充教师不少于600人


def _find_quota(item: Item, left: str, sentence: Sentence, periods: list[Period], enrols: bool, year: str) -> str:
    """Return by which words an item is money of a budget, or a part of an enrolment plan; "" if it is neither.

    年初预算为188万元,支出决算为210万元; 招生计划1500人,30个班。其中指标到校生1200人
    """
    text, start = sentence.text, item.quantity.start
    if item.quantity.unit_class == "money":
        budget = _BUDGET.search(left) if item.kind == "level" and sentence.holds[_BUDGETS] else None
        return f"budget {budget[0]}" if budget else ""
    if item.quantity.unit not in _OF_QUOTA or item.kind not in {"level", "share"}:
        return ""
    if not (sentence.holds[_QUOTAS] or enrols) or _NO_QUOTA.search(left):
        return ""
    cue = None
    for match in _QUOTA.finditer(text, sentence.start, start + 1):
        cue = match
    if cue is None and enrols:
        cue = _OF_WHICH.match(text, sentence.start)
    if cue is None or _was_done(text, cue.end(), start) or _is_over(cue.end(), start, periods, text, year):
        return ""
    return f"quota {cue[0]}"


# of accounts; 更新实验室设备,预算310万元 only says what the work costs
_BUDGET = WordPattern(
    "(?<=[\u4e00-\u9fff”)])(?:{budget}(?:总额|数额|[数额])?(?:安排|编列)?(?:分别)?[为是达:]?|编列)(?:新台币|人民币|港币)?$"
)
_QUOTA = WordPattern(
    r"(?<!完成)(?<!完成了){quota}(?:总?数|人数|规模|总额)?(?:[为是共达:]|总计|合计|分别){0,3}{level}?(?=[\d约近超不])"
)
_OF_QUOTA = frozenset({"人", "名", "个", "班", "%"})
_NO_QUOTA = WordPattern("在校|在读|在籍|在编|现有|教师|教职工|毕业|录取|上线|报名|报考|考生|占地|标准|完成|率")
_OF_WHICH = re.compile(
    rf"\s*(?:其中|[按分][^,。;:\d]{{1,6}}[分看][,:]|{IN_PARTS}|{AMONG_SAID}(?=小学|初中|高中|普通高中|幼儿园|中职))"
)


def _is_over(cue: int, start: int, periods: list[Period], text: str, year: str) -> bool:
    """Tell whether a clause between a word of plans and a number takes up a year that is over: …;2023年报录比1.4:1."""
    times = (p for p in periods if cue <= p.start < start and p.role == "frame" and not p.open_end)
    marked = text.rfind(";", cue, start)  # 今年预计再减900人;生师比由…降到去年的14.9:1
    return any(
        p.period.rpartition("/")[2][:4] < year and (text[p.start - 1] in ",;(" or p.start > marked > 0) for p in times
    )


def _was_counted(text: str, start: int, end: int) -> bool:
    """Tell whether words behind a year to come say what is done by now; 到2025年,累计新增学位 is to come."""
    return any(match[0] != "累计" for match in _DONE.finditer(text, start, end))


def _was_done(text: str, start: int, end: int) -> bool:
    """Tell whether words between a word of plans and a number say that it is done, not only in a comparison with it."""
    done = (match.start() for match in _DONE.finditer(text, start, end))
    return any(not _COMPARES.search(text, max(start, at - 16), at) for at in done)


_COMPARES = re.compile("[比较与][^,。;]*$")


# 预计参加学生39万人;286所学校提供午休; 一是预计降至13万人;二是编制不足
_NEXT_THING = re.compile(r";(?:\d|[二三四五六七八]是|[(][二三四五][)])")
# the size that a school is laid out for says nothing of the clauses behind it: 占地42亩,规划36个班,招收新生480人
_OF_CLASSES = re.compile(r"规划(?:设置|办学规模为?|为)?\d+个?(?:教学)?班")


def _find_plan(item: Item, left: str, sentence: Sentence, periods: list[Period], context: Context) -> str:
    """Return by which rule an item is planned, "" if it is not.

    Nothing is where a sentence names no time and has no word of plans.
    """
    text, start = sentence.text, item.quantity.start
    known = is_base(item, sentence) or tells_of_progress(item.noun, text, sentence.start, sentence.end)
    if known or (text[start - 1] == "的" and FROM_NOW.search(text, item.left[0], start)):
        return ""  # 预计…比起2022年的7.6万人: that is known
    year = context.published[:4]
    begun, cue = _find_turn_back(sentence, periods, start, year), None
    for match in _PLANNED.finditer(text, begun, start + 1) if sentence.holds[_PLANS] else ():
        named = match[0].startswith("计划") and _PLAN_NAME.search(text, match.start() - 8, match.start())
        named = named or (_OF_CLASSES.match(text, match.start()) and "," in text[match.end() : start])
        named = named or _of_whole_plan(match, text, start)
        named = named or ("可" in match[0] and ";" in text[match.end() : start])  # 秋季可新增学位810个;改建3所,新增…
        named = named or (match[0] == "预计" and _NEXT_THING.search(text, match.end(), start + 1))
        if not named and text.count("“", match.end(), start) == text.count(
            "”", match.end(), start
        ):  # said at the number's own depth
            cue = match
    if cue and not _was_done(text, cue.end(), start) and not _is_over(cue.end(), start, periods, text, year):
        return f"plan_word {cue.group()}"
    if year and "预算" in left and _BUDGETED.search(left) and any(p.period == year for p in periods):
        return "budgeted"  # 今年预算安排教育支出12亿元
    if (
        "安排" in left
        and _ARRANGED.search(left)
        and _OF_BUDGET.search(context.words, 0, _TITLE_END)
        and periods
        and periods[0].period == year
    ):
        return "budgeted"
    if sentence.holds[_OFFERS] and "" < context.published[4:7] < _SUMMER and _OFFERED.search(left):
        return "offered"
    if find_later(item, sentence, periods):
        return "time_behind"
    if sentence.holds[_TASKS] and _TO_BE_DONE.match(text, item.quantity.end):
        return "to_be_done"
    if periods and year and text.startswith("的目标", item.quantity.end):  # 与2025年95%的目标还差1.8个百分点
        own = _OF_ITS_YEAR.search(text, max(sentence.start, start - 6), start)
        if own and own[1] > year:
            return "target"
    year = year or context.plan_span[:4]
    for period in periods:
        if period.start >= start:
            break
        if period.start < begun or (year and period.period[:4] < year) or is_of_other_point(period, start, text):
            continue
        deadline = period.role == "deadline" and not period.period[:4] <= context.reports_on[:4]
        ahead = _is_ahead(period, item, text, context) if year else deadline and not _ROSE_TO.match(left)
        ahead = ahead or (
            period.period[:7] > context.published[:7] > year and bool(_SCHOOL_YEAR.fullmatch(period.period))
        )
        if ahead and period.role != "reference":
            done = _was_counted if period.period[:4] > year else _DONE.search
            return "" if done(text, period.end, start) else f"time_ahead {period.period}"
    if not sentence.holds[_COMES] or not _TO_COME.search(text, item.quantity.end, sentence.end):
        return ""
    unfinished = _NOT_STARTED.search(text, item.quantity.end, sentence.end)
    if unfinished and unfinished[0].startswith("年内") and context.review:
        return ""  # in a report of the year that is over
    if not unfinished and item.quantity.unit_class != "money" and text.find("须", start, sentence.end) >= 0:
        unfinished = _BY_ITS_DAY.search(text, item.quantity.end, sentence.end)
    done = (
        _DONE.search(left)
        or (unfinished and IS_DONE.search(text, item.quantity.end, unfinished.start()))
        or _OF_WORKS.search(left)
        or _IS_PAID.match(text, item.quantity.end, sentence.end)
    )
    return f"not_started {unfinished.group()}" if unfinished and not done else ""


def _find_turn_back(sentence: Sentence, periods: list[Period], start: int, year: str) -> int:
    """Return where the clause of a number begins that turns back from years to come: 到2027年达到…;2024年招聘90名."""
    if not periods:
        return sentence.start
    marks = [at for p in periods if p.period[:4] > year > "" and (at := sentence.text.rfind(";", p.end, start)) > 0]
    if not marks:
        return sentence.start
    mark = max(marks)
    own = [p for p in periods if mark <= p.start < start and p.role != "reference"]
    back = own and all(p.period.rpartition("/")[2][:4] <= year for p in own)
    back = back and not _THIS_YEAR.match(sentence.text, own[-1].start)  # 到2027年稳定在3600人;今年先投3500万元
    return mark if back else sentence.start


_THIS_YEAR = re.compile("今年(?!以来|,|[^;。]{0,8}已)")


# places that are offered in spring are those of autumn: 今年安排积分入学学位1.1万个, 今年先招10个班
_OFFERED = re.compile(
    "(?:今年|今秋|秋季)(?:共|将|计划)?(?:(?:安排|开放|提供|投放|推出)[^,。;\\d]{0,10}学位|(?:先|首批)招(?:收)?[^,。;\\d]{0,6})$"
)
_SUMMER = "-07"
# 2025年,教育支出安排95.6亿元: on a page about a budget
_ARRANGED = re.compile(r"支出[^,。;\d]{0,4}安排[为是]?$")
_OF_BUDGET = re.compile(r"预算(?:草案|报告|安排)")
_TITLE_END = 80
_BUDGETED = re.compile("预算[^,。;]{0,2}安排(?!的)")


def _of_whole_plan(cue: re.Match, text: str, start: int) -> bool:
    """Tell whether a word of plans stands in the whole of a share alone: 完成投资9亿元,占规划总投资的43%,其中…"""
    before = _OF_SHARE.search(text, max(0, cue.start() - 8), cue.start())
    return bool(before and _WHOLE.match(text, cue.end(), start))


_OF_SHARE = re.compile(r"占[^,。;\d]{0,6}$")
_WHOLE = re.compile(r"[^,。;\d]{0,10}的")


def _is_ahead(period: Period, item: Item, text: str, context: Context) -> bool:
    """Tell whether a time begins behind the year, or a month or an autumn behind the month, of a page: 今年秋季."""
    published, (first, _, last) = context.published, period.period.partition("/")
    year = published[:4] or context.plan_span[:4]
    if first[:4] != year or len(published) < len("2024-05") or context.date_basis == "inferred":
        return first[:4] > year
    if _opens_soon(period, item, text, published):
        return False
    if text.startswith("秋季", period.end):
        return published[5:7] < "08"
    if len(first) == len("2024"):
        if period.role == "deadline" and _IN_DECEMBER.match(text, period.end) and published[5:7] <= _AUTUMN:
            return True  # 到2025年底,新增学位6000个, in spring
        return last[:4] > year  # 三年内
    cost = item.quantity.unit_class == "money" and "," in text[period.end : item.quantity.start]
    return first[:7] > published[:7] and not cost and not _MONTH.match(text, period.start)


_IN_DECEMBER = re.compile("年?底")
_AUTUMN = "10"
_MONTH = re.compile(r"(?:1[0-2]|0?[1-9])月")  # without a year


def _opens_soon(period: Period, item: Item, text: str, published: str) -> bool:
    """Tell whether news of the weeks before a term say what opens with it as a fact: 今年9月,全市有20所学校投入使用."""
    day, term = published[8:10], (published[5:7], period.period[5:7])
    if term not in _TERMS or period.period[:4] != published[:4] or "/" in period.period or not day >= _LAST_WEEKS:
        return False
    end = text.find("。", item.quantity.start)
    clause = slice(period.end, end if end >= 0 else len(text))
    return bool(_IN_USE.search(text[clause])) and not _STILL_TO_COME.search(text[clause])


_TERMS = {("08", "09"), ("02", "03")}
_LAST_WEEKS = "20"
_IN_USE = re.compile("投入使用|启用|投用|开学|开班|开园|开办|迎新")
_STILL_TO_COME = re.compile("将|拟|计划|预计|力争|争取|确保|有望|即将")


_OF_ITS_YEAR = re.compile(r"((?:19|20)\d\d)年$")
_OF_WORKS = re.compile("完成总?(?:工程量|投资|进度|工作量)的?$")  # 完成工程量的65%,预计明年投用
_IS_PAID = re.compile("[^,。;]{0,6}已(?:经)?(?:全部)?(?:下达|到位|拨付|发放|完成|投入使用)")  # 首批1500万元已下达,余下…
_PLAN_NAME = WordPattern("(?:{plan_name}|超)$")  # 特岗计划招聘12人, 不得超计划招生
_TO_BE_DONE = re.compile(
    "[^,。;”]{0,24}”[^,。;]{0,6}[列纳]入[^,。;]{0,16}(?:实事|工作报告|重点工作|任务)"
)  # 将“新建公办园80所”列入民生实事
_SCHOOL_YEAR = re.compile(r"\d{4}-0[89]/\d{4}-0[78]")
_PLANS, _QUOTAS = Needs(_PLANNED), Needs(_QUOTA)
_TASKS, _COMES = Needs(_TO_BE_DONE, seldom=True), Needs(_TO_COME, seldom=True)
_OFFERS = Needs(_OFFERED)
_MUST, _BUDGETS = Needs(_ORDERS, seldom=True), Needs(_BUDGET)
_AHEAD, _COUNTED = Needs(_PLANNED, _TO_BE_DONE, _TO_COME), Needs(_BUDGET, _QUOTA, seldom=True)
