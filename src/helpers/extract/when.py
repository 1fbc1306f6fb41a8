"""Which period a quantity is of, and how that is known."""

from __future__ import annotations

import re
from itertools import pairwise

from helpers.extract.against import is_set_against
from helpers.extract.clauses import Item, Sentence, Told
from helpers.extract.context import Context
from helpers.extract.deadlines import is_past_its_clause
from helpers.extract.sentences import is_told_before
from helpers.extract.time_behind import find_bracketed, find_later
from helpers.extract.words import RELATIVE, YEAR_END
from helpers.language import Needs, Period, WordPattern

_TITLE = re.compile(r"《[^》\n]*$")
_OF_A_YEAR = re.compile("公报|年鉴|统计|年报|报告")


def in_title(period: Period, words: str) -> bool:
    """Tell whether a time stands in the title of a plan or a document, which dates nothing: 《2021-2025年发展规划》."""
    if "/" not in period.period or not _TITLE.search(words, period.start - 40, period.start):
        return False  # 《2024年工作要点》 dates what it is quoted for
    end = words.find("》", period.end, period.end + 60)
    return end >= 0 and not _OF_A_YEAR.search(words, period.end, end)


def in_description(period: Period, words: str, published: str) -> bool:
    """Tell whether a time only says which of what there is are meant, and dates nothing: 2019年以后招来的229名特岗教师.

    Behind what was built before a year its words may stand, too: 2015年以前建成的校舍12万平方米.

    >>> texts = ("2019年以后招来的229名教师", "2015年以前建成的校舍12万平方米", "2026年前建成的9所学校")
    >>> [in_description(Period(0, 5, text[:4], "stated", "frame"), text, "2022-10") for text in texts]
    [True, True, False]
    """
    side = words[period.end : period.end + 1]
    said = _DESCRIBES.match(words, period.end) if side and side in "前后以之" else None
    earlier = period.period[:4] <= (published[:4] or period.period[:4])
    return bool(said) and earlier and (not said["past"] or period.period[:4] < published[:4])


_DESCRIBES = re.compile(
    r"[以之]?(?:后|(?P<past>前(?!期|后)))[^,。;:\d]{1,24}的(?:(?(past)[^,。;:\d]{0,16})\d|[^,。;:\d]{1,12}[中里])"
)
# 较113学年度5199人, 较上年新生5620人
_ADJACENT = re.compile(
    r"(?:年?底|末|同期|(?:年的?)?(?:高峰|峰值|最高)[时期]?期?)?(?:的|之|为|是|达到?)?(?:实际)?"
    r"(?:新生|(?:执行|预算|决算)数|在校生|学生数?|招生|毕业生|专任教师|教师|幼儿|在园幼儿)? ?"
)
_ACT = WordPattern("{act}")
_SCHOOL_YEAR = re.compile(r"\d{4}-0[89]/\d{4}-0[78]")


def read_period(
    item: Item, sentence: Sentence, periods: list[Period], lost: list, inherited: Period | None, context: Context
) -> Told:
    """Return an item's period: the latest time expression before it, else what its scope hands down."""
    start = item.quantity.start
    if periods and (beside := _find_beside(item, sentence, periods, context)):
        return beside
    frames = _find_frames(item, sentence, periods, context.published) if periods else []
    if not frames and _outlasts(item, sentence, periods, inherited):
        return _name_year_after(periods, sentence, context)
    if not frames and sentence.holds[_BETWEEN] and _MEANWHILE.match(sentence.text, sentence.start):
        return Told("", "", "no_time")
    if item.group:
        listed = [p for p in frames if p.start >= item.group_start]
        if len(listed) > 1 and len(listed) >= item.group:
            return _tell(listed[item.group - 1], "one_time_each", context)
    gone = [slot for slot in lost if slot.end <= start] if lost else lost
    if gone and (not frames or gone[-1].start > frames[-1].start):
        return Told("", "lost", "lost_year", (gone[-1].start, gone[-1].end))
    if frames and not context.published and _NOW_INSTEAD.search(sentence.text, frames[-1].end, start):
        return Told("", "", "no_time")  # 2004年迁入现址,目前学校占地260亩: the page has no date
    if frames:
        last = _without_now(frames, sentence.text)[-1]
        of_report = context.noted or (context.review if context.date_basis == "inferred" else "")
        if of_report and _IS_NOW.match(sentence.text, last.start):
            return Told(of_report, "inferred", "now_of_report", (last.start, last.end))
        if standing := _stands_in_report(last, sentence.text, inherited, context):
            return standing
        told_since = sentence.text.find("以来", last.end, start) >= 0
        since = _SINCE.match(sentence.text, last.end) if told_since else None
        if since and since.end() <= start and context.published and not last.open_end:
            now = (context.noted or context.published)[:4]
            return _tell(_hold(_run_on(last, now), item, sentence), "since", context)
        return _tell(_hold(last, item, sentence), "time_before", context)
    unsaid = not context.published and RELATIVE.search(sentence.text, sentence.start, start)
    if not inherited or unsaid or not _may_last(inherited, item, sentence):
        ends = YEAR_END.search(sentence.text, sentence.start, start)
        if ends and context.reports_on:
            return Told(context.reports_on, "inferred", "year_end", ends.span())
        if inherited and inherited.period == context.span and not _SCHOOL_YEAR.fullmatch(context.span):
            return Told(inherited.period[-4:], "inferred", "end_of_plan")
        return _name_year_after(periods, sentence, context) if periods else Told("", "", "no_time")
    if not inherited.end and _is_to_come(inherited, item, sentence, context):
        return Told("", "", "no_time")
    return _hand_down(inherited, context)


def _name_year_after(periods: list[Period], sentence: Sentence, context: Context) -> Told:
    """Return the year behind 去年 where a sentence names no other time: 专任教师620人,比去年多36人; 由去年的9所减到6所.

    A page of the first months of a year, of whose report nothing says the year, tells mostly of the year before, so
    that its 上年 says nothing; 去年 does.
    """
    last = periods[0]
    of_former = last.role == "reference" or sentence.text[last.start - 1 : last.start] in ("由", "从")
    only = len({p.period for p in periods}) == 1 and of_former and last.basis == "resolved"
    whole = len(last.period) == len("2023") or _SCHOOL_YEAR.fullmatch(last.period)
    said = _YEAR_BEFORE.match(sentence.text, last.start) if only and whole else None
    year = _NEXT_YEAR.sub(lambda match: str(int(match[0]) + 1), last.period) if said else ""
    early = context.published[:4] == year and context.published[5:7] < _MIDDLE
    if not said or (early and said[0] != "去年"):
        return Told("", "", "no_time")
    return Told(year, "inferred", "year_after", (last.start, last.end))


_NEXT_YEAR = re.compile(r"\d{4}")
_MIDDLE = "06"  # the month from which a page tells of its own year


def stands(item: Item, sentence: Sentence) -> bool:
    """Tell whether a number says how things stand: 在籍学员628人, 有教师163人, not 招聘62人, 培训5960人次."""
    if item.kind not in ("level", "share") or item.quantity.unit_class == "money":
        return False
    return not _ACT.search(sentence.text, item.left[0], item.quantity.start) and item.quantity.unit != "人次"


def _is_to_come(page: Period, item: Item, sentence: Sentence, context: Context) -> bool:
    """Tell whether a number is planned on a page about a year that is over: 打算再建2所, 争取录取率不低于70%."""
    over = page.period[:4] < context.published[:4] > ""
    meant = over and sentence.holds[_MEANS] and _IS_MEANT.search(sentence.text, sentence.start, item.quantity.start)
    return bool(meant)


_IS_MEANT = re.compile("(?:^|[,;:。])[^,;:。\\d]{0,12}(?:打算|力争|争取(?!到|资金|中央|上级|省)|下一步)[^;。]*$")


def _hand_down(time: Period, context: Context) -> Told:
    """Return a time that the scope of an item hands down."""
    inferred = time.basis == "inferred" or (time.basis == "resolved" and context.date_basis == "inferred")
    span = (time.start, time.end) if time.end else None
    return Told(time.period, "inferred" if inferred else "inherited", "scope", span)


def _find_beside(item: Item, sentence: Sentence, periods: list[Period], context: Context) -> Told | None:
    """Return the time that an item is compared with the number of, is to be reached at, or has in brackets."""
    if base := _find_base(item, sentence, periods) or _share_base(item, sentence, periods):
        return _tell(base, "base_of_comparison", context)
    if later := find_later(item, sentence, periods):
        return _tell(later, "time_behind", context)
    if own := find_bracketed(item, sentence, periods) or (
        item.part_of and find_bracketed(item.part_of, sentence, periods)
    ):
        return _tell(own, "time_in_brackets", context)
    return None


_NOW_INSTEAD = re.compile("[,;](?:目前|当前|如今|现)")
_FIVE_YEARS = re.compile(r"\d{3}[16]/\d{3}[05]")


def _may_last(inherited: Period, item: Item, sentence: Sentence) -> bool:
    """Tell whether a time that goes on is that of an item: of a plan's years only what is done or grows in them."""
    length = len(inherited.period)
    if length == len("2024-03") and inherited.end and _IS_NOW.match(sentence.text, inherited.start):
        done = _ACT.search(sentence.text, item.left[0], item.quantity.start)
        return not done and item.quantity.unit_class != "money"  # 现有 says how things stand
    if length != len("2021/2025") or not _FIVE_YEARS.fullmatch(inherited.period):
        return True
    return item.kind in {"growth", "change"} or bool(_ACT.search(sentence.text, item.left[0], item.quantity.start))


def _stands_in_report(time: Period, text: str, inherited: Period | None, context: Context) -> Told | None:
    """Return the year that 现有 says below 截至2020年底, in a report of the year before and in one of a school year."""
    if not _HAS_NOW.match(text, time.start) or not context.published or not inherited or inherited.open_end:
        return None
    first, _, last = inherited.period.partition("/")
    if len(last) == len("2024-08") and first <= context.published[:7] <= last:
        return _tell(inherited, "scope", context)._replace(basis="inherited")  # 现有 in figures of 2025/26学年
    month = len(inherited.period) == len("2024-12") and inherited.basis == "stated"  # 截至2024年12月,…。现有特级教师6人
    if not (month or _IS_YEAR_ALONE.fullmatch(inherited.period)):
        return None
    if inherited.period >= context.published[: 7 if month else 4]:
        return None
    return _tell(inherited, "scope", context)._replace(basis="inherited")


_HAS_NOW = re.compile("现(?:有|共|拥有|设|辖)")
_IS_YEAR_ALONE = re.compile(r"\d{4}")


def _as_past(time: Period, published: str) -> Period:
    """Return a time that is over as one that dates what follows: 到2023年9月开学,学校只剩74所; 至2022年底有小学80所."""
    over = time.role == "deadline" and "/" not in time.period and time.period < published[: len(time.period)]
    return time._replace(role="frame") if over and time.basis == "stated" else time


def _find_frames(item: Item, sentence: Sentence, periods: list[Period], published: str) -> list[Period]:
    """Return the times before an item that it can be of."""
    start, text = item.quantity.start, sentence.text
    frames: list[Period] = []
    for period in periods:
        if period.end <= start and (period.role != "reference" or _is_of_count(period, item, text)):
            time = _as_past(period, published)
            if not (is_past_its_clause(time, start, text) or is_told_before(time, text, start)):
                frames.append(time)
    if not frames:
        return frames
    if item.quantity.unit == "倍":
        frames = [p for p in frames if not _stands_at(text, p.end, start)]  # 为2019年的3倍
    frames = [p for p in frames if not _is_aside(p, frames[0], item, sentence)]
    if item.reached:
        frames = [p for p in frames if not _is_of_former(p, item, sentence)]
    if item.kind in {"growth", "change"} and len(frames) > 1:  # 上年支出为8.8亿元,增加0.6亿元: not of the year before
        last = max(p.period for p in frames)  # 2023年为8.6万人,去年为7.4万人,减少1.2万人: of last year
        return [p for p in frames if p.period == last or not _YEAR_BEFORE.match(text, p.start)] or frames
    return frames


def _is_of_former(time: Period, item: Item, sentence: Sentence) -> bool:
    """Tell whether a time is that of the number from which one has risen: 由2020年的19.6降到18.1: no year of 18.1."""
    if sentence.text[time.start - 1 : time.start] not in ("由", "从"):
        return False
    former = next((x.quantity for x in sentence.items if x.quantity.start >= time.end), None)
    near = former and former.start < item.quantity.start and former.start - time.end <= _FAR_FROM_YEAR
    return bool(near) and not _CLAUSE_ENDS.search(sentence.text, time.end, former.start)


def _outlasts(item: Item, sentence: Sentence, periods: list[Period], inherited: Period | None) -> bool:
    """Tell whether a number has risen since the year that its scope hands down: 由2020年的19.6降到18.1 below 2020年."""
    if not item.reached or not inherited:
        return False
    former = [p for p in periods if _is_of_former(p, item, sentence)]
    return bool(former) and inherited.period[:4] <= former[-1].period[:4]


_MEANWHILE = re.compile(r"\s*(?:这中间|其间|期间|这期间|这一时期)[,，]")
_BETWEEN, _MEANS = Needs(_MEANWHILE, seldom=True), Needs(_IS_MEANT, seldom=True)
_FAR_FROM_YEAR = 10  # characters
_CLAUSE_ENDS = re.compile("[,;。]")


def _is_of_count(time: Period, item: Item, text: str) -> bool:
    """Tell whether a time is that of the count that a list gives: 学生数以2024年秋季学籍为准:小学生8126人."""
    if item.quantity.unit_class == "money" or text[time.start - 1] != "以":
        return False
    count = _COUNT.match(text, time.end, item.quantity.start)
    return bool(count) and not _SENTENCE_ENDS.search(text, count.end(), item.quantity.start)


_COUNT = re.compile(
    r"[^,。;:\d]{0,20}(?:学籍|学生|在校|事业统计|年报)[^,。;:\d]{0,6}为(?:准|依据|基数|基准)[:,]|[^,。;:\d]{0,20}为(?:准|依据|基数|基准):"
)
_SENTENCE_ENDS = re.compile("[。\n]")


def _is_aside(period: Period, first: Period, item: Item, sentence: Sentence) -> bool:
    """Tell whether a time is that of a number put in to compare: 2022年支出58.9亿元,2021年为56.9亿元,增长3.6%."""
    text = sentence.text
    if text[period.start - 1] != "," or not period.period < first.period[: len(period.period)]:
        return False
    own = next(x.quantity for x in sentence.items if x.quantity.start >= period.end)
    alone = own.end < item.quantity.start and text[own.end] in ",;"
    return alone and bool(_IT_WAS.fullmatch(text, period.end, own.start))


_IT_WAS = re.compile("(?:同期)?(?:[^,。;、:]{0,10}[为是仅达])?")


_YEAR_BEFORE = re.compile("上年|上一年|上学年|去年")


def _run_on(period: Period, year: str) -> Period:
    """Return the span from a time to a year, or the time where it lies in that year."""
    first = period.period.split("/")[0]
    return period if first[:4] >= year else period._replace(period=f"{first}/{year}", open_end=True)


_SINCE = re.compile(r"(?:[^,。;、\d“]|“[^”]*”){1,24}以来(?=[,，])")  # 2020年9月新校区投用以来,
_REPORT = re.compile("公报|年报|统计快报|成绩单")
_IS_NOW = re.compile("目前|当前|现有|现在|现")


def _without_now(frames: list[Period], text: str) -> list[Period]:
    """Let 目前 stand for the year of the report that the sentence names: 公布2020年统计公报,目前全市共有…"""
    last, earlier = frames[-1], frames[:-1]
    told = earlier and _IS_NOW.match(text, last.start) and _REPORT.search(text, earlier[-1].end, last.start)
    return earlier if told else frames


def is_base(item: Item, sentence: Sentence) -> bool:
    """Tell whether a quantity is what another is compared with: 比2022年的7.6万人, 较高峰时的61.2万人."""
    text, start = sentence.text, item.quantity.start
    said = text[start - 1] == "的" or text.find("实际", sentence.start, start) >= 0
    return said and bool(_THAN.search(text, max(sentence.start, start - 14), start))


_THAN = re.compile(
    r"(?:比起?|较(?![多大好快]|高(?!峰)))(?:[^,。;:、]{1,10}的|(?:去年|上年|(?:19|20)\d\d年)实际[^,。;:、\d]{0,6})$"
)


def _find_base(item: Item, sentence: Sentence, periods: list[Period]) -> Period | None:
    """Return the time of comparison that a quantity is the figure of: 比上年的8870元."""
    if item.quantity.unit == "倍":
        return None  # 是2020年的3倍 says of what, not when
    start = item.quantity.start
    before = [p for p in periods if p.role == "reference" and p.end <= start]
    if before and before[-1].start > item.left[0] and is_set_against(sentence.text, item.left[0], item.quantity.end):
        return before[-1]
    return next((p for p in before if _stands_at(sentence.text, p.end, start)), None) if before else None


def _share_base(item: Item, sentence: Sentence, periods: list[Period]) -> Period | None:
    """Return the time of comparison of the number before, if another stands in a list with it: 较上年77班、3万人."""
    start = item.quantity.start
    if sentence.text[start - 1 : start] not in ("、", "和", "及"):
        return None
    before = next((x for x in sentence.items if x.quantity.end == start - 1), None)
    return _find_base(before, sentence, periods) if before and before.quantity.unit != item.quantity.unit else None


def _stands_at(text: str, end: int, start: int) -> bool:
    match = _ADJACENT.match(text, end, start)
    return bool(match) and match.end() == start


def _tell(period: Period, rule: str, context: Context) -> Told:
    basis = "inferred" if period.basis == "resolved" and context.date_basis == "inferred" else period.basis
    return Told(period.period, basis, rule, (period.start, period.end) if period.end else None)


def in_own_school_years(periods: list[Period], words: str, held: Period | None, context: Context) -> list[Period]:
    """Return the times of a line of a page of a school year, which 本学年 is, or of Taiwan (from August).

    On a page without a day it is the one that the line, or what it inherits, names: 2022/2023学年,…。本学年…
    """
    of_taiwan = context.here and context.here.code.startswith("71") and len(context.published) >= 7
    dated = context.date_basis != "inferred" and len(context.published) >= len("2024-05")
    named = [] if dated else [p for p in (held, *periods) if p and p.basis == "stated"]
    said = next((p.period for p in named if _SCHOOL_YEAR.fullmatch(p.period)), "")
    if span := next((each for each in (context.span, said) if _SCHOOL_YEAR.fullmatch(each)), ""):
        first, begins = int(span[:4]), span[5:7]
    elif of_taiwan:
        first, begins = int(context.published[:4]) - (context.published[5:7] < "08"), "08"
    else:
        return periods
    last = f"{int(begins) - 1:02}"
    own = {
        "上": f"{first - 1}-{begins}/{first}-{last}",
        "本": f"{first}-{begins}/{first + 1}-{last}",
        "下": f"{first + 1}-{begins}/{first + 2}-{last}",
    }
    found: list[Period] = []
    for p in periods:
        if words.startswith(("本学年", "下学年", "上学年"), p.start):
            before = [x.period for x in found if x.basis == "stated" and _SCHOOL_YEAR.fullmatch(x.period)]
            if words[p.start] != "上" or not before:
                p = p._replace(period=own[words[p.start]])
            elif before[-1][5:7] == "08":  # 111学年度招生620人,比上学年度的650人少: a year of Taiwan too
                p = p._replace(period=f"{int(before[-1][:4]) - 1}-08/{before[-1][:4]}-07")
        found.append(p)
    return found


def in_year_of_plan(periods: list[Period], words: str, year: str, context: Context) -> list[Period]:
    """Return the times of a line of a plan for a year that comes, of which a month without a year is: 9月底前竣工.

    明年 is the year that the plan is for where a report of the year before ends with it, in its first months.
    """
    if year and year == context.published[:4] and context.review == str(int(year) - 1):
        return [p._replace(period=year) if words.startswith("明年", p.start) else p for p in periods]
    if not year or year <= context.published[:4]:
        return periods
    bare = [p.basis == "resolved" and bool(_MONTH_ALONE.match(words, p.start)) for p in periods]
    return [
        p._replace(period=p.period.replace(p.period[:4], year)) if yes else p
        for p, yes in zip(periods, bare, strict=True)
    ]


_MONTH_ALONE = re.compile(r"(?:1[0-2]|0?[1-9])月")


def _is_done(item: Item, period: Period, sentence: Sentence) -> bool:
    """Tell whether a level counts what is done or spent, not what there is: 两年间,听评课2300节,获奖37人次."""
    flow = item.quantity.unit in _DONE_UNITS or item.quantity.unit_class == "money"
    clause = sentence.text[max(item.left[0], period.end) : item.quantity.start]
    return flow and not _STANDS.search(clause) and not _EACH_ONE.search(clause)


_DONE_UNITS = frozenset({"节", "场", "人次", "篇", "次", "期", "批次", "件"})
_EACH_ONE = re.compile("[生人均每]均|每|标准|总值|价值|仪器|设备")


def _goes_on(item: Item, period: Period, sentence: Sentence) -> bool:
    """Tell whether an item goes on with what was done over a span: 新建宿舍2.6万平方米、食堂9800平方米."""
    i = next(i for i, x in enumerate(sentence.items) if x is item)
    before = sentence.items[i - 1] if i else None
    if before is None or before.quantity.start < period.end or before.kind != "level":
        return False
    between = sentence.text[before.quantity.end : item.quantity.start]
    if not (_SAME_DEED.match(between) or _is_next_part(sentence, i, between)) or _STANDS.search(between):
        return False
    done = _ACT.search(sentence.text, max(before.left[0], period.end), before.quantity.start)
    return bool(done) or _goes_on(before, period, sentence)


def _is_next_part(sentence: Sentence, i: int, between: str) -> bool:
    """Tell whether an item is a further part of what is divided: 新建学校23所,其中中小学14所,幼儿园9所."""
    if not _NEXT_KIND.fullmatch(between):
        return False
    whole, parts = None, sentence.items[i].quantity.value or 0
    for here, there in pairwise(reversed(sentence.items[:i])):
        if here.quantity.unit != sentence.items[i].quantity.unit:
            return False
        parts += here.quantity.value or 0
        if _OF_WHICH.match(sentence.text, there.quantity.end):
            whole = there.quantity
            break
    return whole is not None and whole.unit == sentence.items[i].quantity.unit and parts <= (whole.value or 0)


_NEXT_KIND = WordPattern("[,;](?:{level|qualifier|area|sector}|学校|教师|[和与及、])+")
_OF_WHICH = re.compile("[,;(]?其中")
_SAME_DEED = re.compile("、|和|,?其中|[(]其?中?")
_STANDS = re.compile("现有|共有|达到|拥有|占|在[校园读岗编]")


_PER_YEAR = re.compile("每年|年均")


_ADDS = re.compile("(?:增加|新增|净增|增添)[^,。;]{0,8}(?:学位|床位|面积|校舍)$")


def _hold(period: Period, item: Item, sentence: Sentence) -> Period:
    """A stock after 十年来 holds at the end of the span; growth and totals hold over it (note 4)."""
    if not period.open_end or item.kind in {"growth", "change"}:
        return period
    if item.kind == "level" and _ACT.search(sentence.text, max(item.left[0], period.end), item.quantity.start):
        return period
    if item.kind == "level" and _ADDS.search(sentence.text, item.left[0], item.quantity.start):
        return period  # 五年来新建学校11所,增加学位1.6万个
    if item.kind == "level" and (_goes_on(item, period, sentence) or _is_done(item, period, sentence)):
        return period
    if _PER_YEAR.search(sentence.text, max(item.left[0], period.end), item.quantity.start):
        return period  # 五年安排1.5亿元,每年3000万元
    end = period.period.split("/")[1]
    return period._replace(period="" if end == ".." else end)
