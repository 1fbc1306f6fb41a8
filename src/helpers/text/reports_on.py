"""The year, or the school year, that a page reports of.

A page says it once, and all its figures without a year of their own are of it. Each part of the page that names a year
speaks for it with the points below; the year with most points is taken, if it has enough of them:

* the title, unless it is of a plan (2025年工作要点) or names one in 《》; 政府工作报告 looks back at the year before
* a note that all its figures are of a year (未注明的均为2024年数据), where the title names none
* the opening sentence of the body, most where the year opens it; headings that look back (2024年工作回顾)
* the path of the page, the source of its figures (资料来源:2020/21年度…), lines that lead in (2020年情况如下:)
* sentences that open with a year, clauses that open with 今年, the day of the event that opens the text, and the end of
  a span that does (2018年至2022年), little each
* the kind of text and its date, where no year is named: a communiqué of March 2019 tells of the end of 2018

A year that is only a base of comparison (比2019年) or a deadline (到2027年) says nothing, nor does one in mid-text.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from helpers.language import WordPattern, find_periods
from helpers.text.bylines import Page

_NOTE, _TITLE, _FORWARD, _OPENS, _IN_OPENING, _LOOKING_BACK = 12, 6, 3, 5, 3, 4
_PATH, _SOURCE, _LEAD_IN, _SPAN, _SENTENCE = 3, 3, 2, 2, 1
_BY_GENRE, _ENOUGH, _MOST_SENTENCES = 3, 3, 3
_LONG_AGO = 5  # years: what opens with 1949 is a history


class Evidence(NamedTuple):
    """What one part of a page says: a year or school year, its points, and stated, resolved or inferred."""

    period: str
    points: int
    basis: str


_PLAN = r"规划|计划|方案|纲要|要点|打算|安排|目标|任务|思路|部署|展望"
_REPORT = r"总结|回顾|公报|统计|情况|年报|概况|报告|简况|盘点|回眸"
_QUOTED = re.compile(rf"《[^》\n]{{0,60}}(?:{_PLAN}|意见|办法|通知|条例|行动|决定|标准|法(?=[》(]))[^》\n]{{0,12}}》")
_AHEAD = re.compile(r"(?:(?<![截止])[到至]|力争|计划|预计|规划|确保|目标|拟|将|争取|有望|面向|迎接)[^,。;\n]{0,4}$")
_BASE = re.compile(r"(?:比起?|较|与|同|跟|相对|对比|相当于|不及)(?:于|之)?$")
_FOUNDED = re.compile(r"(?:建|成立|创办|创建|始|设立|毕业|出生|任教|工作)于$|(?:自|从)$")
_NOW = re.compile(r"目前|现|当前|至今|如今|正在|眼下")
_FOUNDED_AFTER = re.compile(
    r"[,]?(?:建校|迁入|搬入|搬迁|成立|创办|创建|设立|出生|毕业于|出台|印发|颁布|以前|之前|以后)"
)
_BUDGET_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)[/-]\d\d(?:财政)?年度")


_IN_BRACKETS = re.compile(r"\(((?:19|20)\d\d)年?度?\)")
# a yearbook is called after the year in which it appears and tells of the one before: 和平年鉴(2024), 2024卷
_EDITION = re.compile(
    r"(?<!统计)年鉴[ ·—(\[-]{0,3}(?P<year>(?:19|20)\d\d)(?:年?[卷版])?[)\]]?(?!年|\d)"
    r"|(?P<before>(?:19|20)\d\d)(?=[卷版]?年鉴)"
)
_SCHOOL_YEAR = re.compile(r"(?<=\()(?:19|20)\d\d[^()]{0,10}学年度?初?(?=\))")
# 和平教育2023,这些数字请收好; 数说2022·某区教育
_BARE_YEAR = re.compile(
    r"(?:(?:^|(?<=[|:])|(?<=[教育校园看读说话们])[·:|!, ]?)(?P<year>20\d\d)(?=[·:|!, ](?!\d)|$))"
    r"|(?:数说|数读|图说|回眸|回望|盘点)(?P<told>20\d\d)(?=[\u4e00-\u9fff·])(?![年届级号学])"
)
_THIS_WAY = re.compile(r"这[样么]干|怎么干|干什么|再出发|加油|你好|期待|启程|新程|新篇|奔赴|[将要]|提前|看点|关键词")


class Reported(NamedTuple):
    """The year (2023) or school year (2021-09/2022-08) of a page, how it is known, and whether the title says it."""

    period: str
    basis: str
    titled: bool = False


@lru_cache(maxsize=1)
def find_report_year(page: Page, published: str = "", date_basis: str = "", genre: str = "") -> Reported:
    """Return the year that a page reports of.

    published is its date (ISO 8601, as exact as known), date_basis how that is known, genre its kind. Empty where
    nothing says enough.

    >>> tuple(find_report_year(Page("2024年工作总结和2025年工作计划", "", "全县教师2千名。", "", "")))
    ('2024', 'stated', True)
    >>> page = Page("教育统计公报", "", "年末全县有小学12所。", "", "")
    >>> tuple(find_report_year(page, "2019-03-20", "stated", "communique"))
    ('2018', 'inferred', False)
    """
    day = published if date_basis != "inferred" else ""
    page = Page(*(_SPACED.sub("", part) if " 年" in part or "年 " in part else part for part in page))
    points: dict[str, int] = defaultdict(int)
    strongest: dict[str, tuple[int, str]] = {}
    titled = list(_read_title(page.title, day))
    for period, weight, basis in (*titled, *_gather(page, not titled, day, genre)):
        points[period] += weight
        strongest[period] = max(strongest.get(period, (0, "")), (weight, basis))
    best = max(points, key=lambda period: (points[period], period), default="")
    if not best or points[best] < _ENOUGH:
        return Reported("", "")
    of_title = any(said.period == best and said.points == _TITLE for said in titled)
    return Reported(best, strongest[best][1], of_title)


# a note that dates all: (未注明的均为2024年数据), 如无特别说明,数据均为2023年; 以下数据截至2023年底
_NOTED = WordPattern(
    r"(?:(?:[如若]?[无未](?:有|作|做)?(?:特别|特殊|另行|另外|其他|单独)?(?:年份|年度|时间)?(?:说明|注明|标注|标明)(?:年份|年度|时间|日期)?"
    r"|除(?:特别|特殊|另有|另行|已|单独)?(?:年份|年度|时间)?(?:说明|注明|标注|标明|写明|指明)[^,。;:()\d]{0,6}外)"
    r"[^,。;:()\d]{0,8},?[^,。;:()\d]{0,10}"
    r"|下面的?(?:数据|数字)没有?(?:另外?|特别)?(?:注明?|标明?|说明)(?:年份|时间)?的?,?"
    r"|(?:统计|数据|资料)的?(?:时间|时点|口径|截止日期)"
    r"|(?:以下|下列|下述|本文|文中|文内|上述|以上|本(?:报告|公报|通报|材料|页))[^,。;:()\d]{0,8}(?:数据|数字|资料))"
    r"(?:均|都|皆|全部)?(?:为|是|系|采用|取自|截[至止]于?)(?P<when>[^,。;:()\n]{4,20})(?=[,。;)\n]|$)"
)
_AS_OF = re.compile(  # 对执行情况作了评估,数据截至2023年底。
    r"(?:^|[,;(\n])(?:有关|相关|各项|主要|统计|全部)?(?:数据|数字)(?:统计)?(?:均|都|一律)?截[至止]于?(?P<when>[^,。;:()\n]{4,20})(?=[。)\n]|$)"
)
# what leads in all below: 以下为截至2023年底的基本情况。
_BELOW = re.compile(
    r"(?:^|[。\n]) *(?:以下|下面)(?:所列|介绍|公布)?的?(?:就|均|都)?[为是系]"
    r"(?:[全我本][省市县区旗州盟])?(?:截[至止][到于]?)?(?P<when>(?:19|20)\d\d[^,。;:()\n]{3,30})(?=[。:\n]|$)"
)
_OF_ALL = re.compile(
    r"(?:年?[底末度初])?的?(?:[全我本][省市县区旗州盟])?的?(?:各级各类|各类)?(?:教育|学校){0,2}(?:事业|系统)?(?:发展)?的?"
    r"(?:一些|几[组个]|基本|主要|有关|相关|总体|统计){0,2}(?:情况|概况|简况|数据|数字|指标|资料)"
)
_COUNTS = re.compile(r"\d[万亿]?余?[所名人个元%班]")
_COUNTED_BEFORE = re.compile(r"\d(?!\d{0,3}(?:年|[-—~至/]\d))")
_OF_DATA = re.compile(
    r"(?:年?[底末度初])?的?(?:教育)?(?:事业)?(?:发展)?(?:统计|年报|年度){0,2}(?:数据?|数字|数值|口径|资料|情况|报表)?"
)


def find_noted_period(words: str) -> str:
    """Return the time that a note says all figures of a page are of, "" if none says so.

    >>> texts = "(未注明的均为2024年数据)", "除注明外,数据均取自2022年教育事业统计。", "以下数据均为2023年新增。"
    >>> [find_noted_period(text) for text in texts]
    ['2024', '2022', '']
    >>> [find_noted_period(text) for text in ("学校不断优化。以下为截至2023年底的基本情况。", "以下为2025年的计划。")]
    ['2023', '']
    """
    for match in _list_notes(words) if _MAY_NOTE.search(words) else ():
        when = match["when"].replace("学年初", "学年")  # counts of its first days are those of the year
        period = next(iter(find_periods(when)), None)
        behind = _OF_ALL if match.re is _BELOW else _OF_DATA
        alone = period and not period.start and behind.fullmatch(when, period.end)
        if alone and not period.open_end:
            time = _DAY.sub("", period.period)
            return time.removesuffix("-12") if match.re is _AS_OF else time  # 12月底 is the end of the year
    return ""


def _list_notes(words: str) -> Iterator[re.Match[str]]:
    """Yield the notes on all figures.

    数据截至2023年底 is one where its line counts nothing before, 以下为2023年的基本情况 where the page does not.
    """
    yield from _NOTED.finditer(words)
    below = _BELOW.search(words)
    if below and not _COUNTS.search(words, 0, below.start()):
        yield below
    for match in _AS_OF.finditer(words):
        line = words.rfind("\n", 0, match.start() + 1) + 1
        if not _COUNTED_BEFORE.search(words, line, match.start()):
            yield match


# beside the date of a page: 更新日期:2025-06-05  数据口径:2024年
_DATA_OF = re.compile(
    r"(?:^|[ |(\n])(?:数据|统计|资料)(?:统计)?(?:口径|时间|年[份度]|时点|所属期|截[止至](?:时间|日期)?): ?"
    r"(?P<when>(?:19|20)\d\d(?:学?年|[-—至到~]|$)[^,。;:()|\n ]{0,16})(?=[ |)\n]|$)"
)


def find_labelled_period(head: str) -> str:
    """Return the time that the lines above an article say its figures are of, "" if none does.

    >>> [find_labelled_period(head) for head in ("更新日期:2025-06-05  数据口径:2024年", "统计时间:每年10月")]
    ['2024', '']
    >>> find_labelled_period("数据来源:某县教育局(数据截至2024年底)")
    '2024'
    """
    match = _DATA_OF.search(head) if "数据" in head or "统计" in head or "资料" in head else None
    period = next(iter(find_periods(match["when"])), None) if match else None
    alone = period and not period.start and _OF_DATA.fullmatch(match["when"], period.end)
    return _DAY.sub("", period.period) if alone and not period.open_end else find_noted_period(head)


_DAY = re.compile(r"(?<=^\d{4}-\d\d)-\d\d$")
_MAY_NOTE = re.compile(  # first the characters that it opens with: the search skips to them
    r"[说注写指标另数资时口日以下](?:(?<=[说注写指标])明|(?<=[另标])注|(?<=[以下])[下面][^,。\n]{0,4}[为是系]"
    r"|(?:(?<=数)[据字]|(?<=资)料|(?<=时)[间点]|(?<=口)径|(?<=日)期)(?:均|都|皆|全部)?(?:[为是系]|截))"
)
_THIS_YEAR = re.compile(
    r"今年(?:(?<=[,。;:、\s]今年)|(?<=^今年))(?![^,。]{0,6}(?:计划|将|拟|要|力争|预计))", re.MULTILINE
)
_MAY_OPEN = re.compile(r".{0,3}(?:(?:19|20)\d\d|1\d\d学年|民国|[一二][〇零○九])")
_SPACED = re.compile(r"(?<=\d) +(?=年)|(?<=年) +(?=\d)")


def _gather(page: Page, untitled: bool, published: str, genre: str) -> Iterator[Evidence]:
    """Read a page below its title; untitled tells that the title says nothing."""
    if untitled and (noted := find_noted_period(page.body) or find_labelled_period(page.head)):
        yield Evidence(noted if "/" in noted else noted[:4], _NOTE, "stated")
    yield from (
        Evidence(year, _PATH, "stated")
        for year in dict.fromkeys(re.findall(r"(?<!\d)(?:19|20)\d\d(?=年| *(?:$|[>/»|]))", page.path))
    )
    yield from _read_editions(f"{page.path}\n{page.head}", _PATH)
    yield from _read_sources(page)
    body = _QUOTED.sub(lambda match: "  " * (len(match[0]) // 2), page.body)
    latest = int(published[:4]) if published else None
    lines = list(_read_lines(body))
    if _looks_back_from_january(lines, published):
        body, published = body.replace("今年", "上年"), ""  # written in December
    for evidence in (*_read_opening(body, published), *lines):
        if latest is None or latest - _LONG_AGO <= int(evidence.period[:4]) <= latest:
            yield evidence
    if published and "今年" in body and (this_year := len(_THIS_YEAR.findall(body))):
        yield Evidence(published[:4], _SENTENCE * min(this_year, _MOST_SENTENCES), "resolved")
    yield from _read_genre(page, published, genre)


def _looks_back_from_january(lines: list[Evidence], published: str) -> bool:
    """Tell whether a page of the first quarter has a heading that looks back at the year before: 2015年工作情况."""
    if len(published) < 7 or published[5:7] > "03":
        return False
    year = str(int(published[:4]) - 1)
    return any(said.period == year and said.points == _LOOKING_BACK for said in lines)


def _read_years(text: str, published: str = "") -> Iterator[tuple[int, int, str, str]]:
    """Yield start, end, year or school year and basis of the times that a text may be about."""
    for period in find_periods(text, published):
        start, end, span = period.start, period.end, period.period
        if period.role != "frame" or period.open_end or not span:
            continue
        before = start - 10, start
        if start and (_AHEAD.search(text, *before) or _BASE.search(text, *before) or _FOUNDED.search(text, *before)):
            continue
        if _FOUNDED_AFTER.match(text, end) or _NOW.match(text, start) or len(span) == 10:  # the day of an event
            continue
        first, _, last = span.partition("/")
        if text[start:end].endswith("学年初"):
            yield start, end, first, period.basis
        elif last and re.fullmatch(r"\d{4}-0[89]", first) and re.fullmatch(r"\d{4}-0[78]", last):
            # what is written in 本学年 is of the year in which it is written
            yield start, end, published[:4] if text.startswith("本", start) else span, period.basis
        elif not last or first[:4] == last[:4]:
            yield start, end, first[:4], period.basis


def _read_editions(words: str, points: int) -> Iterator[Evidence]:
    """Read the editions of yearbooks that words name, each of which tells of the year before."""
    editions = _EDITION.finditer(words) if "年鉴" in words else ()
    for year in dict.fromkeys(match["year"] or match["before"] for match in editions):
        yield Evidence(str(int(year) - 1), points, "inferred")


def _read_title(title: str, published: str) -> Iterator[Evidence]:
    title = _QUOTED.sub("", title)
    yield from _read_editions(title, _TITLE)
    title = _EDITION.sub("", title)
    for pattern in (_BUDGET_YEAR, _IN_BRACKETS):
        yield from (Evidence(match[1], _TITLE, "stated") for match in pattern.finditer(title))
    if school := _SCHOOL_YEAR.search(title):  # 教育概况(2024/2025学年)
        yield from (Evidence(period, _TITLE, basis) for _, _, period, basis in _read_years(school[0]))
    yield from _read_bare_year(title, published)
    # of the words that a date resolves, those that look back: 去年全市新增学位1万个, not 今年将新增
    years = [y for y in _read_years(title, published) if y[3] == "stated" or y[2][:4] < published[:4]]
    for i, (_, end, period, basis) in enumerate(years):
        behind = title[end : years[i + 1][0] if i + 1 < len(years) else len(title)]
        if "政府工作报告" in behind and len(period) == 4:
            yield Evidence(str(int(period) - 1), _TITLE, basis)
        elif re.search(_PLAN, behind) and not re.search(_REPORT, behind):
            yield Evidence(period, _FORWARD, basis)
        else:
            yield Evidence(period, _TITLE, basis)


def _read_bare_year(title: str, published: str) -> Iterator[Evidence]:
    """Read a year without 年 in a title that looks back at it: it is over, or at its end, when the page appears."""
    match = _BARE_YEAR.search(title)
    if not match or _THIS_WAY.search(title) or re.search(_PLAN, title):
        return
    year = match["year"] or match["told"]
    if published[:7] >= f"{year}-{_YEAR_ENDS}" or not published:
        yield Evidence(year, _TITLE, "stated")


_YEAR_ENDS = "12"  # a month
_SOURCE_LINE = re.compile(r"[资数][料据]来源[:|]([^\n]{4,60})")


def _read_sources(page: Page) -> Iterator[Evidence]:
    text = f"{page.head}\n{page.body}\n{page.tail}"
    for match in _SOURCE_LINE.finditer(text) if "料来源" in text or "据来源" in text else ():
        if year := re.search(r"(?<!\d)((?:19|20)\d\d)(?:[/-]\d\d)?(?:财政)?年", match[1]):
            yield Evidence(year[1], _SOURCE, "stated")
            return


_DATELINE = re.compile(r"(?:[^。\n]{0,30}日(?:电|讯)|[^。,\n]{1,12}讯(?=[ (]))(?:\([^)\n]{0,20}\))?|【[^】\n]{0,20}】")
_REPORTED = re.compile(
    r"(?:公布|发布|印发|晒出)[^。\n《]{0,6}《[^》\d\n]{0,12}((?:19|20)\d\d)年[^》\n]{0,30}(?:公报|统计|年报)"
)


_SPAN_OF_YEARS = re.compile(r"(?:19|20)\d\d年?[-—~至到]{1,2}((?:19|20)\d\d)年(?!.{0,12}(?:规划|计划))")


_OPENING = 400  # characters
# 请某局局长介绍2024年全市教育发展情况
_INTRODUCED = re.compile(
    r"(?:介绍|通报|解读)[^。,;\n]{0,12}?((?:19|20)\d\d)年[^。,;\n]{0,20}(?:情况|成效|进展|成绩|成就|工作)"
)
_NO_SENTENCES = re.compile(r"(?:[^\n。,;]{1,40}\n)*")


def _read_opening(body: str, published: str) -> Iterator[Evidence]:
    """Read the first sentence, behind headings and who is addressed: the year that opens it, else the first in it."""
    body = body[_NO_SENTENCES.match(body).end() :]
    dateline = _DATELINE.match(body)
    opening = re.split(r"[。\n]", body[dateline.end() if dateline else 0 :].lstrip(), maxsplit=1)[0][:160]
    if match := _REPORTED.search(opening):
        yield Evidence(match[1], _OPENS, "stated")
    elif found := next(_read_years(opening, published), None):
        start, _, period, basis = found
        opens = start <= 1 or re.fullmatch(
            r"(?:截至|截止|截止到|到|在|刚刚过去的|过去的|回望|回首|回顾)", opening[:start]
        )
        yield Evidence(period, _OPENS if opens else _IN_OPENING, basis)
    elif match := _INTRODUCED.search(body, 0, _OPENING):
        yield Evidence(match[1], _OPENS, "stated")
    elif match := _SPAN_OF_YEARS.search(opening):
        yield Evidence(match[1], _SPAN, "stated")
    elif day := next((p for p in find_periods(opening, published) if len(p.period) == 10), None):
        yield Evidence(day.period[:4], _SENTENCE, day.basis)


_LOOKS_BACK = re.compile(rf"^(?!.*(?:{_PLAN})).*(?:{_REPORT})")


def _read_lines(body: str) -> Iterator[Evidence]:
    """Read headings and lead-ins that name a year, and the sentences that open with one."""
    lead_ins: dict[str, int] = defaultdict(int)
    openers: dict[str, int] = defaultdict(int)
    for line in body.split("\n"):
        text = line.strip()
        if "年" not in text:
            continue
        if len(text) <= 30 and not text.endswith(("。", ";")) and _LOOKS_BACK.match(text):
            for _, _, period, basis in _read_years(text):
                yield Evidence(period, _LOOKING_BACK, basis)
        elif text.endswith(":"):
            for _, _, period, _ in _read_years(text[-60:]):
                lead_ins[period] += 1
        else:
            for sentence in text.split("。"):
                if _MAY_OPEN.match(sentence) and (found := next(_read_years(sentence[:24]), None)) and found[0] <= 3:
                    openers[found[2]] += 1
    for period, number in lead_ins.items():
        yield Evidence(period, _LEAD_IN * min(number, 2), "stated")
    for period, number in openers.items():
        yield Evidence(period, _SENTENCE * min(number, _MOST_SENTENCES), "stated")


_OF_YEAR_END = re.compile(r"(?<![\d])(?:年末|年底|全年|年终|学年末|上年|比上年)")
_HALF_YEAR = re.compile(r"半年|年中|[一二三]季度")


def _read_genre(page: Page, published: str, genre: str) -> Iterator[Evidence]:
    """Conclude from kind and date: what reports of a whole year appears in the next, unless that year is at its end."""
    if len(published) < 4:
        return
    year, month = int(published[:4]), int(published[5:7] or 6)
    government = "政府工作报告" in page.title
    whole = genre == "communique" and _OF_YEAR_END.search(page.title + page.body)
    summary = genre == "work_report" and "总结" in page.title and not _HALF_YEAR.search(page.title)
    if government or whole or (summary and month <= 3):
        yield Evidence(str(year - (month < 12)), _BY_GENRE, "inferred")
    elif genre == "work_report" and (_HALF_YEAR.search(page.title) or (summary and month >= 11)):
        yield Evidence(str(year), _BY_GENRE, "inferred")
