"""Which time a sentence hands on to those behind it."""

from __future__ import annotations

import re

from helpers.extract.first_words import find_first_words
from helpers.extract.lines import Part
from helpers.extract.openings import MARK
from helpers.extract.scopes import UP_TO, Scope, lasts
from helpers.extract.sentences import is_told_before
from helpers.extract.words import RELATIVE, YEAR_END
from helpers.language import Period, WordPattern


def follow_time(
    scope: Scope, part: Part, periods: list[Period], lost: bool, published: str = "", reports_on: str = ""
) -> Scope:
    """Return the scope behind a sentence: a time that opens it goes on, another time in it ends what went on before.

    A year named for comparison ends nothing, nor does the year before the one that goes on (上年支出为…). Where a later
    year that is past heads a clause, 1978年…;到2018年…, that one goes on. reports_on is the year of 年末.
    """
    sentence, start = part.text, part.start
    if not periods and (lost or not reports_on or _has_time(scope)):
        return _drop_lost(scope, sentence, lost, published)
    mark = part.label or MARK.match(sentence)
    begins = find_first_words(sentence)
    head = start + max(mark.end() if mark else 0, begins)
    for period in periods:
        if len(period.period) == len("2024-12-26") and _SAYS.match(sentence, period.end - start):
            begins = max(begins, period.end - start)
            break
    periods = [p for p in periods if p.start >= start + begins]  # the day of a report dates nothing
    if not periods:
        if reports_on and not lost and not _has_time(scope) and (ends := YEAR_END.match(sentence, head - start)):
            year = Period(start + ends.start(), start + ends.end(), reports_on, "inferred", "frame")
            return scope._replace(carried=year)  # 年末全县有小学12所。幼儿园37所。
        return _drop_lost(scope, sentence, lost, published)
    times = [p for p in periods if p.role != "reference" and not _YEAR_BEFORE.match(sentence, p.start - start)]
    times = [p for p in times if not _is_beside(p, scope.carried, sentence, start)]
    times = [p for p in times if not (_ENTERED.match(sentence, p.end - start) or _is_aside(p, sentence, start))]
    times = [p for p in times if not _BACK_THEN.match(sentence, p.end - start)]
    if scope.carried and _is_year_before(scope.carried, published):
        times = [p for p in times if not _HAS_NOW.match(sentence, p.start - start)]  # 现有 in a report of that year
    may_open = (p for p in times if (p.role == "frame" or _is_of_target(p, sentence, start)) and not p.open_end)
    opening = next((p for p in may_open if p.start - head <= 3), None)
    if opening and scope.planned and opening.period[:4] < published[:4]:
        opening = None  # 巩固2024年成果。 in a plan dates nothing that follows
    told = (p for p in times if p.role == "frame" and not p.open_end and _TOLD.search(sentence, 0, p.start - start))
    opening = next(told, opening)
    if opening and is_told_before(
        opening._replace(start=opening.start - start, end=opening.end - start), sentence, len(sentence)
    ):
        opening = None  # “去年孩子考完,满头是汗。”现在考点有空调
    if opening and _ANNOUNCES.match(sentence, opening.end - start):
        return scope
    is_now = opening and (_NOW.match(sentence) or _NOW.match(sentence, begins))
    if opening and not is_now and (lasts(opening.period) or _holds_on(opening, sentence, start, head)):
        later = [
            p
            for p in times
            if opening.period < p.period <= published[:4]
            and _TO_YEAR.search(sentence, 0, p.start - start)
            and not _IS_PLANNED.match(sentence, p.end - start)
        ]
        years = opening if "/" in opening.period else scope.years
        return scope._replace(carried=later[-1]._replace(role="frame") if later else opening, years=years)
    now = opening or (times[-1] if times else None)  # 12月26日,记者从市教育局获悉,目前…
    undated = not (scope.time or scope.planned)
    others = [p for p in times if not opening or p.start > opening.start]
    if now and published and undated and all(_IS_NOW.match(sentence, p.start - start) for p in (now, *others)):
        return scope._replace(carried=now)  # of what there is below it
    if len(times) == 1 and _dates_clause(times[0], sentence, start):
        return scope._replace(carried=times[0])
    if not scope.carried:
        return scope
    lost = lost or (not published and bool(RELATIVE.search(sentence)))
    times = [p for p in times if not _leaves(p, scope.carried, published)]
    if not lost and all(_ends_with(p, scope.carried, p.start == start) for p in times):
        return scope  # 2023年…。2015—2023年,在校生年均增长1.4%。从县域看,…
    return scope._replace(carried=None) if lost or times else scope


def _drop_lost(scope: Scope, sentence: str, lost: bool, published: str) -> Scope:
    """Return the scope behind a sentence without times: none goes on where one is lost or cannot be resolved."""
    lost = scope.carried and (lost or (not published and bool(RELATIVE.search(sentence))))
    return scope._replace(carried=None) if lost else scope


def _has_time(scope: Scope) -> bool:
    """Tell whether something says the time of what names none, or that it is planned."""
    return bool(scope.time or scope.carried or scope.planned)


def _holds_on(time: Period, sentence: str, start: int, head: int) -> bool:
    """Tell whether a month is that up to which a sentence counts, or of a term: 截至9月底,…; 秋季学期,全县有小学12所.

    So it is behind who says so: 数字显示,截至今年9月,…
    """
    told = _TOLD.search(sentence, 0, time.start - start)
    up_to = UP_TO.match(sentence, head - start) or (told and told["up_to"])
    return bool(up_to or _COUNTS_ALL.match(sentence, time.end - start))


_COUNTS_ALL = re.compile("(?:开学)?(?:时|后)?,?全[省市县区旗州盟](?:现|共|目前)*有(?!效|关|序|力|望)")


_BACK_THEN = re.compile("(?:时(?!任)|那时|那会儿|的时候)")  # 2021年时全县还有38家,已全部注销。


def leave_target(scope: Scope, sentence: str, published: str) -> Scope:
    """Return the scope of a sentence inside a line: the next of a list is not of the target year of the one before.

    预计到2026年学位缺口2400个。(二)教师老化,50岁以上占31%。
    """
    ahead = scope.carried is not None and scope.carried.period[:4] > published[:4] > ""
    return scope._replace(carried=None) if ahead and not scope.planned and _NEXT.match(sentence) else scope


def return_to_years(scope: Scope, part: Part) -> Scope:
    """Return the scope of a sentence that tells of an act behind a year inside the years that its line opens with.

    “十四五”期间,累计投入231亿元。2024年教育经费41亿元。新建小学19所: in all those years.
    """
    if not scope.years or not scope.carried or not _ACTS.match(part.text):
        return scope
    first, _, last = scope.years.period.partition("/")
    inside = first <= scope.carried.period <= last and "/" not in scope.carried.period
    return scope._replace(carried=scope.years) if inside else scope


_ACTS = WordPattern(r"\s*(?:累计|先后|共|全[省市县区旗州盟]|[、,])*{act}")
_NEXT = re.compile(r"\s*(?:[(][二三四五六七八九十][)]|[二三四五六七八九十]是|[2-9][.、])")


def _is_aside(time: Period, sentence: str, start: int) -> bool:
    """Tell whether a year is that of a number put in to compare with the one before it: 降至1.8%,2023年为3.5%."""
    at = time.start - start
    if sentence[at - 1 : at] not in (",", "("):
        return False
    if at and sentence[at - 1] == "," and _WAS_ONLY.match(sentence, time.end - start):
        return bool(_COUNTS_BEFORE.search(sentence, 0, at))
    return bool(_NUMBER_BEFORE.search(sentence, 0, at) and _IT_WAS.match(sentence, time.end - start))


def _leaves(time: Period, carried: Period, published: str) -> bool:
    """Tell whether a time leaves the one that goes on: 由2019年的36所增至2023年的41所; 2027年前再建3所 is to come."""
    ahead = time.role == "deadline" and time.period[:4] > published[:4] > ""
    return ahead or time.period == carried.period


def _is_beside(time: Period, carried: Period | None, sentence: str, start: int) -> bool:
    """Tell whether a year before the one that goes on is that of a contrast or of an event: 而在2019年,只有36%.

    So is that of a test beside the year of a report: 2022年国家监测中,成绩…
    """
    if carried is None or not time.period[:4] < carried.period[:4]:
        return False
    at = time.start - start
    return bool(_IN_CONTRAST.search(sentence, 0, at) or (at <= 1 and _OF_EVENT.match(sentence, time.end - start)))


_IN_CONTRAST = re.compile("(?:^|[,;])(?:而|反观|但)在?$")
_OF_EVENT = re.compile("[^,。;]{0,16}(?:监测|抽测|大赛|竞赛|比赛)中?,")
_NUMBER_BEFORE = re.compile(r"\d[^,。;:]{0,6}[,(]$")
# 升入本科的86人,不算多,2021年才19人。 tells on of the year that it began with
_WAS_ONLY = re.compile(r"(?:同期)?(?:[才只](?:有|是)?|仅(?:有|为)?|还(?:只有|不到|是)|不[到足过])\d[^,。;]{0,4}[。;]")
_COUNTS_BEFORE = re.compile(r"\d[^。;]{0,16},$")
_IT_WAS = re.compile(r"(?:同期)?(?:分别)?[为是]\d[^,。;]*(?:[。;)]|$)")


def _is_year_before(carried: Period, published: str) -> bool:
    """Tell whether the time that goes on is a year before that of the page, or a month up to which it counts."""
    if carried.open_end:
        return False
    if len(carried.period) == len("2024-12"):
        return carried.basis == "stated" and carried.period < published[:7]
    return len(carried.period) == len("2023") and carried.period < published[:4]


def _is_of_target(time: Period, sentence: str, start: int) -> bool:
    """Tell whether a year opens a sentence as the one that it and the next ones are of: 到2025年,… 到2020年底,…"""
    return time.role == "deadline" and bool(_OPENS.match(sentence, time.end - start))


_OPENS = re.compile("(?:年?[底末])?,")


def _ends_with(span: Period, carried: Period, opens: bool) -> bool:
    """Tell whether a time is a span of years that ends with the year that goes on.

    One that is still open ends it where it opens a sentence: 近三年,… but not 普惠率94.2%,三年间提高5.7个百分点。
    """
    first, _, last = span.period.partition("/")
    if span.open_end and last[:4] == carried.period[:4] and first[:4] < last[:4]:
        return len(carried.period) > len("2023") or not opens  # 截至2023年9月,…。近三年引进教师46人。
    return span.role == "frame" and not span.open_end and last == carried.period


def _dates_clause(period: Period, sentence: str, start: int) -> bool:
    """Tell whether the only time of a sentence heads a clause: 规模稳步扩大,2019年招生1260人。"""
    head = period.start > start and sentence[period.start - start - 1] == ","
    if _IS_TARGET.match(sentence, period.end - start):
        return False  # 毛入学率91.8%,2026年目标为94%。
    return head and period.role == "frame" and not period.open_end and lasts(period.period)


# 记者昨日从市教育局获悉,2022年秋季学期…; 按照4月份摸底的情况,今年…
_TOLD = re.compile(
    "^(?:[^。;]{2,60}(?:获悉|了解到|公布|通报|介绍|消息|显示)|(?:[^。;,:]{1,4}:)?\\s*(?:按照?|根据|据)[^。;,:]{1,16}"
    "(?:摸底|统计|测算|预测|排查)的?(?:情况|结果|数据)?[看来]*)[,:](?P<up_to>截[至止]到?)?$"
)
_SAYS = re.compile(",?[^。;,:]{0,24}(?:获悉|了解到|公布|通报|介绍|消息|显示)[,:]")  # 12月26日,记者从市教育局获悉,
_TO_YEAR = re.compile("[;,](?:到|至|而)?$")
_IS_PLANNED = re.compile("年?度?(?:预算|计划|拟|将|预计|目标)")  # 2023年支出6.1亿元;2024年预算安排6.4亿元
_IS_TARGET = re.compile("年?的?目标(?:值|数)?[为是达]?")
_YEAR_BEFORE = re.compile("上一?学?年")
# when something was announced is not when it was: 今年年中,教育部发布《2019年…公报》
_ANNOUNCES = re.compile(r"[^。;\d《]{0,20}(?:发布|公布|印发|出台|下发|刊发)了?[^,。;\d]{0,8}《")
# since when something has a name or a rank: 2021年入选省“双高计划”。 dates nothing that follows
_ENTERED = re.compile(
    r"(?:\d{1,2}月)?[,]?(?:学[校院]|该校|[全我]?[校院市县区])?(?:成功|顺利|再次)?"
    r"(?:通过(?=[^,。;\d]{2,36}(?:评估|认定|验收|评审|督导|考核|检查|创建))|入选|入围|获评|[被获]评为|被?认定为|被?确定为|获批|荣获|荣膺|升格|更名|定名|建校|改制|列入|纳入|跻身)[^,。;\d]*[,。;]"
)
_IS_NOW = re.compile("目前|当前|现[有共设]|如今")
_HAS_NOW = re.compile("现(?:有|共|拥有|设|辖)")
_NOW = re.compile(r"\s*(?:截[至止])?(?:目前|当前|现|如今|至今|眼下)")


def forget_now(scope: Scope, words: str, lost: bool) -> Scope:
    """Return the scope of a sentence in which a year is lost: 目前 of the sentence before says no time of it."""
    now = lost and scope.carried and _IS_NOW.match(words, scope.carried.start)
    return scope._replace(carried=None) if now else scope
