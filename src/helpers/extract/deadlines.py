"""How far a time reaches that a clause names: a deadline, a year by which something is planned, a point of a list."""

from __future__ import annotations

import re

from helpers.extract.sentences import AFTER_PERIOD
from helpers.language import Period, is_of_work


def tells_of_progress(noun: str, text: str, start: int, end: int) -> bool:
    """Tell whether a noun says how far works are of which a sentence counts those still under way, too.

    >>> from helpers.extract import observe
    >>> rows = observe("规划建设学校11所,建成7所,在建3所,未开工1所。规划建设学校11所,建成7所时验收。")
    >>> [row["status"] for row in rows]
    ['planned', 'actual', 'actual', 'actual', 'planned', 'planned']
    """
    may_be = noun[-1:] in _ENDS_STATE and _STATE_OF_WORKS.fullmatch(noun)
    return bool(may_be and _UNDER_WAY.search(text, start, end))


_ENDS_STATE = frozenset("成用工建设")  # the last characters of
_STATE_OF_WORKS = re.compile(
    "(?:已|均|全部|正|现|目前)*(?:建成(?:投用)?|完工|竣工|投用|[在续]建|正在建设)|[未尚]未?(?:开工|动工)"
)
_UNDER_WAY = re.compile(
    "(?:在建|正在建设|[未尚]未?[开动]工|前期手续)(?:的|有|还有)*\\d|\\d[所个项](?:正|尚未|未|还|处于|正处于)+(?:在建|建设|开工|动工|施工)"
)


def is_past_its_clause(period: Period, start: int, text: str) -> bool:
    """Tell whether a time before a number is of another clause, as a deadline inside one: 确保8月底前竣工29个,新增62人.

    Nor does 上年 hold beyond a semicolon. start is where the number begins, text what the offsets are of.

    >>> from helpers.extract import observe
    >>> rows = observe("计划到2026年新建学校5所,新增学位1万个,目前已开工2所。", "绍兴市", "2023-03-01")
    >>> [row["period"] for row in rows]
    ['2026', '2026', '2023-03']
    """
    if text[period.start - 1 : period.start] == "(" and ")" in text[period.end : start]:
        return not is_of_work(text, period.start, period.end)  # 8120元(2022年7940元),增长2.3%
    if period.open_end and text.startswith(("共", "累计", "总共"), period.end) and ";" in text[period.end : start - 1]:
        return True  # 三年共争取资金4.2亿元;寄宿率达到41%
    if text.startswith(("上年", "去年"), period.start) and text[period.start - 1 : period.start] == ",":
        return ";" in text[period.end : start]
    if _is_of_history(period, start, text):
        return True
    if period.period[4:5] == "-" and _TOOK_PLACE.search(text, period.start - 5, period.start):
        clause = _CLAUSE.match(text, period.end, start)
        return clause.end() < start and bool(_HAPPENED.search(clause[0]))  # 于8月底竣工,两校共提供学位4200个
    if is_of_other_point(period, start, text):
        return True
    if period.role != "deadline" or text.endswith("后", period.start, period.end):
        return False  # 五年后小学生将降到3.1万人,初中生降到2.2万人
    end = AFTER_PERIOD.match(text, period.end).end()
    by_year = len(period.period) == 4 and text[period.start - 1 : period.start] == "到"
    if by_year and any(each.fullmatch(text, end, start) for each in _OF_TARGET):
        return False  # 到2028年新增学位1.6万个,特殊教育在校生达到900人; 到2027年全县将撤并9所,新建12所,总投资3.2亿元
    planned = by_year and (_PLANS.search(text, period.start - 6, period.start) or _PLANS_TO.match(text, period.end))
    if planned and not _OTHER_TIME.search(text, end, start):
        return False  # 计划到2026年新建学校5所,新增学位1万个
    return text[end - 1] != "," and "," in text[end:start]


_PLANS = re.compile("(?:计划|规划|拟|力争|争取|打算|目标是?[,:]?|确保)到$")
_PLANS_TO = re.compile("(?:计划|规划|拟|力争|争取|打算|要)")
_OTHER_TIME = re.compile("[;；]|目前|现[有共在]|当前|已|截[至止]|[今去前]年|其中|[比较]上?年|同比|增长|完成")


def _is_of_history(period: Period, start: int, text: str) -> bool:
    """Tell whether a year is that of founding, or of what came of it: 学校创建于1958年,1998年升格,占地1026亩."""
    own = text[period.start - 1 : period.start] == "于" and text[period.start - 2] in _FOUNDS
    if not own and not (text.find("于", 0, period.start) > 0 and _FOUNDED.search(text, 0, period.start)):
        return False
    clause = (_CLAUSE if own else _CAME_OF_IT).match(text, period.end, start)
    return bool(clause) and clause.end() < start and not _AT_THAT_TIME.match(text, clause.end() + 1)


_FOUNDS = "建办立设始"
_FOUNDED = re.compile(rf"[{_FOUNDS}]于[12]\d\d\d年")
_AT_THAT_TIME = re.compile("当?时|最?初|开[办学]")
_CAME_OF_IT = re.compile(
    r"[^,。;\d]{0,8}(?:升格|更名|改名|迁[入至建]|搬[入迁至]|并入|合并|改[制建为]|复[办校]|晋升|获?评为?|[确认]定为|挂牌)[^,。;\d]*(?=[,;。])"
)


def is_of_other_point(period: Period, start: int, text: str) -> bool:
    """Tell whether a time is that of what one point of a list expects: 预计2026年降至13.5万人;二是教师不足,占38%."""
    listed = period.basis == "stated" and _NEXT_POINT.search(text, period.end, start)
    return bool(listed and _EXPECTS.search(text, period.start - 6, period.start))


_NEXT_POINT = re.compile(";[二三四五六七]是")
_EXPECTS = re.compile("预计[于在到]?$")
_TOOK_PLACE = re.compile("(?<![将拟划计])(?<!预计)[于在]$")
_CLAUSE = re.compile("[^,;。]*")
_HAPPENED = re.compile("竣工|完工|投用|启用|开工|开学|建成|交付|投入使用|落成|揭牌|招生$")
_WILL_ALL = re.compile(
    r"[^,。;\d]{0,16}将[^,。;]*(?:,(?!\d|(?:其中)?(?:目前|现[有共在]|当前|已|截[至止]|今年|去年))[^,。;]+)+"
)
# 到2027年再建宿舍90套,计划投资1300万元
_ITS_COST = re.compile(r"[^,。;]*\d[^,。;\d]{1,6},(?:计划|预计|估算|拟|需|总|共)*(?:投资|投入)(?:资金)?(?:额?[约为])?")
# clauses of targets, each with its own thing and number
_SHARED_TARGET = re.compile(
    r"[^,。;]*\d[^,。;]*(?:,[^,。;\d]{2,24}\d[^,。;]*)*,(?!目前|现|当前|已|截至)[^,。;\d]{2,24}(?:达到?|增加到|提高到|保持在|控制在|规模[约为]?)"
)

# 到2027年会降到98万人左右,比2024年少16.8万人
_ITS_CHANGE = re.compile(r"[^,。;]*\d[^,。;\d]{1,6},[比较](?:19|20)\d\d年[^,。;\d]{0,8}")
# 小学在校生到2027年达到峰值,约12万人
_ITS_PEAK = re.compile(
    r"将?(?:(?:达到?|到达|迎来|出现|进入)(?:峰值|高峰|顶峰|高点|低谷|谷底)|[见触][顶底]|达峰),[^,。;\d]{0,6}"
)
# 到2028年小学会富余教师260名,初中还差150名
_ALSO_LACKS = re.compile(
    r"[^,。;\d]{0,12}[会将][^,。;\d]*\d[^,。;\d]{1,6},(?:小学|初中|高中|幼儿园|中职)[^,。;\d]{0,4}[差缺少余][^,。;\d]{0,6}"
)
# 到2025年大班额全部消除,公办园在园幼儿占比达到60%
_FIRST_DONE = re.compile(
    r"(?:[^,。;\d]{2,16}(?:消除|实现|完成|建成|解决|化解|达标|清零|覆盖)[^,。;\d]{0,8},)+(?!目前|现|当前|已|截至)[^,。;\d]{2,24}(?:达到?|增加到|提高到|提升到|降[到至]|保持在|控制在|稳定在|不低于|不少于)?"
)
_OF_TARGET = (_FIRST_DONE, _SHARED_TARGET, _ALSO_LACKS, _WILL_ALL, _ITS_COST, _ITS_CHANGE, _ITS_PEAK)
