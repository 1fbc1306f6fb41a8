"""What a text says of itself: its place, its date, the year that it looks back at."""

from __future__ import annotations

import re
from typing import NamedTuple

from helpers.extract.notices import Notice, read_notice
from helpers.language import Division, Period, WordPattern, find_periods, get_division
from helpers.text import (
    DatedTopic,
    Document,
    find_dated_topics,
    find_labelled_period,
    find_noted_period,
    identify,
    read_report_year,
)

_EARLY = 6  # communiqués of a year appear in the first half of the next


class Context(NamedTuple):
    """What a text says of itself: its place, its date and how that is known, the year and period it looks back at."""

    place: str
    published: str
    date_basis: str
    review: str
    span: str
    reports_on: str  # the year that 年末 and 全年 stand for
    plan_span: str  # of the plan that the text is by its title
    here: Division | None
    told_on: str = ""  # the date that 今年 and 去年 are said on, where the text is of the past
    plans: bool = False  # whether the text is a plan of work by its title: 2025年工作要点
    notice: Notice = Notice()  # what its title announces
    words: str = ""  # all that it says
    noted: str = ""  # what a note says all its figures are of
    dated: tuple[DatedTopic, ...] = ()  # what a note says figures of some kinds are of

    @property
    def default(self) -> Period | None:
        """The period of what names none."""
        span = self.noted or self.span
        return Period(0, 0, span, "stated", "frame") if span else None

    @property
    def plan_base(self) -> str:
        """The last year before a plan that appears as it begins: what its review tells is of the end of that year."""
        first = int(self.plan_span[:4] or 0)
        year = int(self.published[:4] or first)
        return str(first - 1) if first and abs(year - first) <= 1 else ""

    def tells_of(self, time: Period) -> bool:
        """Tell whether a time that opens the body can be that of the page: a school year, or hardly before its date."""
        last = int(time.period.rpartition("/")[2][:4])
        near = "-" in time.period or not self.published or 0 <= int(self.published[:4]) - last <= 1
        alone = self.words[time.end : time.end + 1] == ","  # not 2023年全国100个典型案例近日公布
        return near and alone and (time.basis == "stated" or bool(_IN_REVIEW.match(self.words, time.start)))

    def holds(self, code: str) -> bool:
        """Tell whether the division of a code lies in the document's place."""
        if not self.here or self.here.level == "county":
            return self.here is not None and len(code) > len(self.here.code) and code.startswith(self.here.code)
        return code.startswith(self.here.code[: {"province": 2, "prefecture": 4}.get(self.here.level, 0)])


_IN_REVIEW = re.compile("这一年|一年来|过去的?一年")


def read_context(document: Document, place: str | None, published: str | None, basis: str) -> Context:
    """Return what a document says of itself; None for place or date of publication means that they are to be read."""
    if place is None or published is None:
        identity = identify(document)
        if published is None:
            published, basis = identity.published, identity.published_basis
        place = identity.place if place is None else place
    review, span = _find_review(document.words.lstrip())
    state = _find_state(document.words)
    if state and basis in ("", "inferred"):
        published, basis = state, "stated"  # what 现有 and 目前 are said on
    noted = find_noted_period(document.words) or find_labelled_period(_read_head(document))
    span = span or _find_budget(document.words) or state
    reported = read_report_year(document, published, basis)
    span = span or reported.period * (reported.titled or _is_yearbook(document))
    reports_on = noted[:4] or review or reported.period[:4]
    if not reports_on and len(published) >= 7:
        reports_on = str(int(published[:4]) - (int(published[5:7]) <= _EARLY))
    if reported.titled and reported.period.startswith(f"{span}-"):
        span = reported.period  # 2023/2024学年初
    date_basis = "inferred" if basis == "inferred" else "resolved"
    here = get_division(place) if place else None
    title = _read_title(document)
    summed_up = reported.period[:4] * (reported.titled and bool(_SUMS_UP.search(title)))
    told_on = _find_telling(document.words, review or summed_up, published)
    plan_span, plans = _find_plan(document), _is_plan_of_work(document) or _lists_deeds(title, published)
    term, notice = _find_term(title + _read_opening(document), published), read_notice(title)
    span = span or (_find_year(document) if plans else "") or notice.year or term or _find_achieved(title, published)
    span = span or _find_this_year(title, document.words, published)
    if state and (not told_on or state <= told_on):
        told_on = state
    found = (place, published, date_basis, review, span, reports_on, plan_span, here, told_on, plans, notice)
    return Context(*found, document.words, noted, find_dated_topics(document.words))


_THIS_YEAR = WordPattern(
    "(?:^|[,。;:\\n ])(?:今年(?:以来)?|年内|一年来)"
    "(?![^,。;\\n]{0,8}(?:将|拟|要|预计|计划|力争|确保|争取|有望|重点|继续))"
)
_WORK_AHEAD = re.compile(
    r"\n[^\n。,]{0,16}(?:工作(?:计划|打算|思路|安排|要点|谋划)|下一步|明年|(?:工作)?(?:建议|重点))[^\n。,]{0,12}\n"
)


def _find_telling(words: str, review: str, published: str) -> str:
    """Return the date from which a text tells of the past: the year that it looks back at where it calls that 今年.

    >>> texts = ("今年以来,全县招聘教师62名。", "去年全县招聘教师62名,今年将招聘80名。")
    >>> [_find_telling(text, "2022", "2023-01-18") for text in texts]
    ['2022', '2023-01-18']
    """
    if len(published) < 7 or review != str(int(published[:4]) - 1) or published[5:7] > "03":
        return published
    if ("记者" in words or "主持人" in words) and _SPOKEN.search(words):
        return published
    ahead = _WORK_AHEAD.search(words, min(200, len(words)))
    told = _THIS_YEAR.search(words, 0, ahead.start() if ahead else len(words))
    return review if told else published


# who answers the press speaks on its day, of whatever year: 【某报记者】请问今年有何安排? 主持人:…去年是73万人
_SPOKEN = re.compile(
    r"(?:^|\n)\s*(?:【[^】\n]{0,16}(?:记者|主持人)】|[^\n:。,]{0,12}(?:记者|主持人)(?:[ (][^\n:。]{0,10})?:)"
)
_PLAN_OF_WORK = re.compile(r"工作(?:要点|计划|安排|打算|思路)(?:的通知)?[》\"”]?\s*$")
_SUMS_UP = re.compile("总结|回顾")
_OF_THE_PAST = re.compile("总结|回顾|完成|执行情况|报告|进展|兑现|成绩单|回眸|盘点|答卷")


def _read_title(document: Document) -> str:
    return "".join(document.raw[line.start : line.end] for line in document.lines if line.role == "title")


def _is_plan_of_work(document: Document) -> bool:
    """Tell whether the title names a plan of work, and no report beside it: 2024年工作总结和2025年工作计划 is both."""
    title = _read_title(document)
    quoted = "《" in title and "印发" not in title  # 贯彻《2021年工作要点》 tells of another text
    return bool(_PLAN_OF_WORK.search(title)) and not quoted and not _OF_THE_PAST.search(title)


def _lists_deeds(title: str, published: str) -> bool:
    """Tell whether a title names the deeds for the people of a year that begins, as what is to be done in it.

    >>> [_lists_deeds("永春县2024年民生实事项目", day) for day in ("2024-02-08", "2024-12-20")]
    [True, False]
    """
    match = _DEEDS.search(title)
    ahead = match and (match["year"] > published[:4] > "" or published[:7] in _list_months(match["year"]))
    return bool(ahead) and not _OF_THE_PAST.search(title)


def _list_months(year: str) -> tuple[str, ...]:
    """Return the months of a year in which its work is set."""
    return tuple(f"{year}-{month:02d}" for month in (1, 2, 3))


_DEEDS = re.compile(r"(?<!\d)(?P<year>20\d\d)年[^,。;\n]{0,12}(?:民生|惠民|为民)(?:办?实事|工程|项目)")


def _find_year(document: Document) -> str:
    """Return the one year that the title names, "" if it names none or several."""
    years = set(re.findall(r"(?<!\d)20\d\d(?=年)", _read_title(document)))
    return years.pop() if len(years) == 1 else ""


_TERM = WordPattern("{term_opens}")


def _read_head(document: Document) -> str:
    """Return what stands above the article: its date, its office."""
    return document.reading.text[: document.reading.index(document.body[0])]


def _read_opening(document: Document) -> str:
    """Return how the first lines of the body begin."""
    begun = [line for line in document.lines if line.role in ("body", "heading")][:_OPENING_LINES]
    return "\n".join(document.raw[line.start : min(line.end, line.start + 40)] for line in begun)


_OPENING_LINES = 2


def _find_term(title: str, published: str) -> str:
    """Return the month in which a page tells by how it begins that a term does, "" if it tells of none.

    >>> [_find_term("今日开学 4所新校启用", day) for day in ("2023-09-01", "2023-06-01")]
    ['2023-09', '']
    """
    return published[:7] if published[5:7] in _FIRST_MONTHS and _TERM.search(title) else ""


_ACHIEVED = re.compile(
    r"(?P<plan>十[一二三四五]五)[”\"]?(?![^,。\n]{0,8}规划)[^,。\n]{0,16}(?:成绩单|成就|成效|回顾|回眸|巡礼|答卷|综述|盘点|收官|总结|纪实|这五年)"
)


def _find_achieved(title: str, published: str) -> str:
    """Return the years of the plan whose results a page tells by its title, "" if it tells of none.

    >>> _find_achieved("琼海教育“十四五”成绩单", "2025-12-08"), _find_achieved("“十四五”教育发展规划", "2021-12-08")
    ('2021/2025', '')
    """
    match = _ACHIEVED.search(title)
    span = _PLANS.get(match["plan"], "") if match else ""
    return span if not published or published[:4] >= span[-4:] else ""


# of the year in which a page appears: 今秋惠州31所新学校启用; 举行新闻发布会,通报2025年全市教育工作进展
_THIS_AUTUMN = re.compile(r"今[年秋](?![^,。\n]{0,8}(?:将|拟|计划|预计))[^,。\n]{0,16}\d|\d[^\n]{0,16}今秋")
# 今天请教育厅的同志介绍2024年全省基础教育的情况: who speaks there speaks of that year
_AT_PRESS = re.compile(
    r"(?:(?:举行|召开)[^。\n]{0,20}(?:发布会|通气会|通报会)[^。\n]{0,30}"
    r"|(?:今天|现在|下面|首先|[由请])[^。\n,;]{0,24}|[向给为](?:大家|各位|媒体)[^。\n,;]{0,12})"
    r"(?:介绍|通报|发布|解读)[^。,;\n《]{0,8}?"
    r"(?P<year>20\d\d)年(?![^。,;\n]{0,12}(?:规划|计划|方案))[^。,;\n]{0,20}(?:情况|成效|进展|成绩|工作)"
    r"(?![^。\n]{0,16}(?:部署|安排|打算|计划))"
)


def _find_this_year(title: str, words: str, published: str) -> str:
    """Return the year that a page of news is about by its title, or a press conference by what it is held for.

    >>> _find_this_year("今秋12所新学校启用", "", "2024-08-30"), _find_this_year("今秋将建学校12所", "", "2024-08-30")
    ('2024', '')
    """
    if not published:
        return ""
    if _THIS_AUTUMN.search(title):
        return published[:4]
    told = _AT_PRESS.search(words, 0, _PRESS_LEAD)
    return told["year"] if told and 0 <= int(published[:4]) - int(told["year"]) <= 1 else ""


_PRESS_LEAD = 400  # characters
_FIRST_MONTHS = ("02", "03", "08", "09")
_YEARBOOK = re.compile(r"年鉴\(?\d{0,4}")


def _is_yearbook(document: Document) -> bool:
    """Tell whether a text is an article of a yearbook, whose entries are all of its year: 永春年鉴(2022)."""
    head = document.body[0]
    return any(
        line.start < head and _YEARBOOK.search(document.raw, line.start, line.end)
        for line in document.lines
        if line.role in ("furniture", "title")
    )


_BUDGET = re.compile(
    r"[资数][料据]来源[:|][^\n]{0,20}?(?P<year>(?:19|20)\d\d)[/-](?P<next>\d\d)(?:财政)?年度[^\n]{0,8}预算"
)


def _find_budget(words: str) -> str:
    """Return the years of the budget that a page names as its source (资料来源:2020/21年度财政预算案), "" if none."""
    match = _BUDGET.search(words) if "来源" in words else None
    if not match or (int(match["year"]) + 1) % 100 != int(match["next"]):
        return ""
    return f"{match['year']}/{int(match['year']) + 1}"


_OF_STATE = re.compile("(?:数据|数字|资料|信息)均?(?:统计)?(?:截[至止]|更新|采集)")  # without what stands around it
_STATE = re.compile(
    r"(?:^|[(\n])\s*(?:注:|备注:|说明:)?(?:以上|上述|本页|文中|本文)?(?:各项|所有|有关|统计)?(?:数据|数字|资料|信息)(?:均)?"
    r"(?:统计)?(?:截[至止]|更新|采集)(?:时间)?[至到于为:]{0,2}(?P<year>(?:19|20)\d\d)年(?:(?P<month>\d{1,2})月)?(?:\d{1,2}日)?[底末]?[。)]*\s*$",
    re.MULTILINE,
)


def _find_state(words: str) -> str:
    r"""Return the month or year that a page says its figures are of, in a note of its own; "" if it says none.

    >>> [_find_state(text) for text in ("学院有教师618人。\n(数据截至2023年10月)", "截至2023年10月,有教师618人。")]
    ['2023-10', '']
    """
    match = next(_STATE.finditer(words), None) if _OF_STATE.search(words) else None
    if not match:
        return ""
    return match["year"] + (f"-{int(match['month']):02d}" if match["month"] else "")


_PLAN = re.compile(
    r"[“\"]?(?P<plan>十[二三四五]五)[”\"]?[^,。\n]{0,16}(?:规划|计划)"
    r"|(?P<first>(?:19|20)\d\d)年?[—\-–~至](?P<last>(?:19|20)\d\d)[^,。\n]{0,24}(?:规划|计划|方案)"
    r"|(?:规划|计划|方案|纲要)[(\uff08](?P<begin>(?:19|20)\d\d)年?[—\-–~至]+(?P<end>(?:19|20)\d\d)年?[)\uff09]"
)
_PLANS = {"十二五": "2011/2015", "十三五": "2016/2020", "十四五": "2021/2025", "十五五": "2026/2030"}


def _find_plan(document: Document) -> str:
    """Return the span of the plan that a text is by its title, "" if it is none."""
    heads = [line for line in document.lines if line.role != "furniture"]
    heads = [line for line in heads if line.role == "title"] or heads[:1]
    short = (line for line in heads if line.end - line.start <= _LONGEST_TITLE)
    match = next((found for line in short if (found := _PLAN.search(document.raw, line.start, line.end))), None)
    if not match or _OF_PLAN.match(document.raw, match.end()):
        return ""
    first, last = match["first"] or match["begin"], match["last"] or match["end"]
    return _PLANS.get(match["plan"], "") if match["plan"] else f"{first}/{last}"


_LONGEST_TITLE = 80
_OF_PLAN = re.compile("》?(?:实施|执行|完成|落实)?(?:情况|进展|中期|终期|评估|总结)")
_REVIEW = WordPattern(
    r"(?:过去|走过|逝去|结束)的((?:19|20)\d\d)年|(?:回望|回顾|回首|盘点|总结|读懂|数说|数读|看懂|晒出|速览)[^。\n]{0,12}?((?:19|20)\d\d)(?:年|(?=[,:!|·”\x20]))|((?:19|20)\d\d|(?<!\d)1[01]\d(?=学?年度))(?:学?年)?[^。,;\n]{0,20}(?:公报|通报|执行(?:情况|结果)|情况的?(?:公告|通告)|工作总结|工作情况|工作报告|概况|统计|回眸|综述|回顾|盘点|成绩单|答卷)"
)


def _find_review(words: str) -> tuple[str, str]:
    """Return the year that a text looks back at, as its beginning says, and the period that it is about.

    Both are the year of 2023年…公报; 2023/2024学年…概况 is about a school year; 2025年政府工作报告 looks back at 2024.
    """
    match = _REVIEW.search(words, 0, 600)
    if not match:
        return "", ""
    year = match[1] or match[2] or match[3]
    year = str(int(year) + 1911) if len(year) == 3 else year  # of the Republic
    if match.group().endswith("政府工作报告"):
        year = str(int(year) - 1)
    first = next(iter(find_periods(match.group())), None)
    return ("", first.period) if first and "/" in first.period else (year, year)
