"""What the lines around an article say of it: publisher and date."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import NamedTuple

from helpers.language import find_events
from helpers.storage import read_resource


class Page(NamedTuple):
    """The parts of a text, as read (normalised)."""

    title: str
    head: str
    body: str
    tail: str
    path: str


_NO_PUBLISHER = re.compile(
    r".{0,3}$|本站|本网|网友|原创|网络|互联网|未知|不详|转载|佚名|整理|综合|admin|管理员|无$", re.IGNORECASE
)
_NAME = r"[:\s|]{1,4}([\u4e00-\u9fffA-Za-z][\u4e00-\u9fffA-Za-z0-9·()]{1,29})"
_SITE = re.compile(r"[\u4e00-\u9fff]{2,15}(?:网|在线|日报|晚报|政府|教育局|教育厅|委员会)(?=网?站?首页|\b|[\s>»/-]|$)")
_BUREAU = re.compile(
    r"[\u4e00-\u9fff]{2,8}?[省市区县旗州盟]"
    r"(?:教育和体育局|教育体育局|教育科技局|教育体育和科技局|教育局|教育厅|教育委员会|人民政府)"
)
_OFFICE = re.compile("教育局|体育局|科技局|教育厅|教育委员会|人民政府")  # one of these each bureau is
# the office that signs, alone in its line, beside others or beside the day: 某县教育局 某县财政局 2021年3月5日
_SENDER = re.compile(
    r"^(?:[\d年月日/.-]{8,12} +)?([\u4e00-\u9fff]{3,25}(?:局|厅|委员会|政府|办公室|中心|报社|日报|电视台|学校|教育部))"
    r"(?: +[\u4e00-\u9fff]{3,25}(?:局|厅|委员会|政府|办公室|中心))*"
    r"(?: *[(]?(?:19|20)\d\d ?[年/.-][\d 年月日/.-]{3,9}[)]?)?$",
    re.MULTILINE,
)

_REPORTER = re.compile(
    r"(?<![\u4e00-\u9fff])([\u4e00-\u9fff]{2,8}(?:日报|晚报|晨报|时报|商报|教育报|新闻网|电视台))(?:记者|讯)"
)


@cache
def get_labels(field: str) -> re.Pattern[str]:
    """Return a pattern of the labels before a field of a byline, those that tell most first."""
    rows = [row for row in read_resource("bylines.csv") if row["field"] == field]
    words = sorted((row["label"] for row in rows), key=len, reverse=True)
    return re.compile(f"(?:{'|'.join(words)})")


@cache
def _get_ranks() -> dict[str, int]:
    return {row["label"]: int(row["rank"]) for row in read_resource("bylines.csv")}


def find_publisher(page: Page) -> str:
    """Return who published a text: the byline's source, the site, the signature, or the bureau that the text names."""
    ranks = _get_ranks()
    found = []
    for part in (page.head, page.tail):
        for match in re.finditer(f"({get_labels('publisher').pattern}){_NAME}", part):
            name = _trim_name(match[2])
            if name and not _NO_PUBLISHER.match(name):
                found.append((ranks[match[1]], len(found), name))
    if found:
        return min(found)[2]
    if site := _SITE.search(page.path):
        return site[0]
    if sender := find_sender(page):
        return sender[1]
    if reporter := _REPORTER.search(f"{page.head}\n{page.body[:300]}"):
        return reporter[1]
    lines = (line for line in page.body.split("\n") if _OFFICE.search(line))
    bureaus = Counter(match[0] for line in lines for match in _BUREAU.finditer(line)).most_common(1)
    return bureaus[0][0] if bureaus and bureaus[0][1] >= 2 else ""


def find_sender(page: Page) -> re.Match[str] | None:
    """Return the line of an office, and of others beside it, below an article or on its letterhead.

    >>> find_sender(Page("", "责任部门:县财政局\\n平利县财政局  平利县教育体育局", "", "", ""))[1]
    '平利县财政局'
    """
    return _SENDER.search(page.tail) or _SENDER.search(page.head)


def _trim_name(name: str) -> str:
    """Cut the next label off a name: 某某日报作者."""
    cut = re.search(r"(?:发布|作者|编辑|时间|日期|浏览|阅读|点击|字体|字号|责任|责编|记者|打印|分享|评论)", name)
    return (name[: cut.start()] if cut else name).strip("()")


_FULL_DATE = re.compile(
    r"(?<!\d)((?:19|20)\d\d)\s{0,3}[年\-/.]{1,2}\s{0,3}(1[0-2]|0?[1-9])\s{0,3}[月\-/.]{1,2}\s{0,3}(3[01]|[12]\d|0?[1-9])(?!\d)"
)
_CIRCLES = "〇零○◯OoОοＯ0"
_CHINESE_DATE = re.compile(
    rf"([一二][{_CIRCLES}一二三四五六七八九]{{3}})年([一二三四五六七八九十]{{1,2}})月([一二三四五六七八九十]{{1,3}})日"
)
_IN_ADDRESS = re.compile(r"/(?:t|art/)?((?:19|20)\d\d)[/-]?(1[0-2]|0?[1-9])[/-]?(3[01]|[12]\d|0[1-9])(?=[/_.])")
_LOOKS_BACK = re.compile(
    r"(?:刚刚|刚)[^,。\n]{0,6}(?:过去|翻过|走过|告别)[^,。\n]{0,4}?(20\d\d)年"
    r"|(?:回望|回顾|回首|盘点|总结)[^,。\n]{0,10}?(20\d\d)年"
    r"|^[^\n,。\d]{0,20}(20\d\d)年(?!度?(?:[上前]半年|第?[一二三]季度|1[—~-][3-9]月))[^\n]{0,30}(?:公报|工作总结|统计)"
    r"|(?:公布|发布|晒出|交出|亮出|通报)[^,。\n]{0,12}?(20\d\d)年[^,。\n]{0,14}?(?:成绩单|公报|统计)"
)
_PUBLISHED_QUOTE = re.compile(r"(?:公布|发布|印发)[^,。\n]{0,6}《[^》\d]{0,12}(20\d\d)年[^》]{0,30}(?:公报|统计|年报)")
_PAST_PLAN = re.compile(r"(?:过去|走过|这|近)[^。\n]{0,4}五年[^。,\n]{0,6}(十[一二三四五]五)")
_PAST_YEAR = re.compile(r"(20\d\d)年(?:(?<![\d到至—~\-]20\d\d年)|(?<=截至20\d\d年))(?![—~\-至到前]|\d{0,2}月?前|底前)")
_PLANNED = re.compile(r"(?:到|(?<!截)至|力争|计划|预计|规划|明确|确保|目标|预期|料|将|拟)[^,。\n]{0,6}$")
_FORECAST = re.compile(r"(?:预计|预测|推算|估计|预料)[^。\n]*$")  # 2027年预计减少6400人,2028年、2029年则为…
# 于2013年9月搬入新校区: long ago, perhaps, when the page is written
_OF_HISTORY = re.compile(r"(?:\d{1,2}月(?:\d{1,2}日)?)?(?:正式)?(?:迁|搬|创办|创建|成立|始建|建校|改名|更名|命名|升格)")
_END_OF_YEAR = re.compile(r"截[至止]到?(20\d\d)年(?:底|末|年底|年末)")
_QUOTED = re.compile(r"《[^》\n]{0,200}》")


# 上传时间:2022-03-14, 2022-03-14 发布于湖北: when a site for sharing texts got it
_UPLOADED = re.compile(r"^[^\n]*(?:上传|文库|网友分享|\d 发布于[\u4e00-\u9fff])[^\n]*$", re.MULTILINE)
_LAST_WORDS = re.compile(r"\(([^()\n]{8,16})\)\s*$")


def find_date(page: Page) -> tuple[str, str]:
    """Return the date of publication, as exact as known, and how it is known.

    Stated: in a byline, in the lines around the article, or under it. Resolved: from the page's address. Inferred: the
    year that the text looks back at, the last that it reports of, or that of a dated national event; with the day of a
    dateline (11月3日电). The date on which a text was uploaded to a site for sharing is none.
    """
    head, tail, path = (_UPLOADED.sub("", part) for part in (page.head, page.tail, page.path))
    for part in (head, tail, path, page.body[:300]):
        for match in get_labels("published").finditer(part):
            words = part[match.end() : match.end() + 40]
            if date := read_date(words) or _read_republic(words) or _read_month(words):
                return date, "stated"
    signed = _LAST_WORDS.search(page.body)
    for part in (head, tail[:200], path, signed[1] if signed else "", page.title):
        if date := read_date(part):
            return date, "stated"
    if match := _MONTH_BELOW.search(f"{page.head}\n{page.body[:60]}"):
        return f"{match[1]}-{int(match[2]):02}", "stated"
    if match := _DELIVERED.search(page.body[:300]):
        return read_date(match[0]), "stated"
    if match := _IN_ADDRESS.search(f"{page.head}\n{page.tail}"):
        return "-".join((match[1], match[2].zfill(2), match[3].zfill(2))), "resolved"
    year, is_sure = _infer_year(page)
    day = _DATELINE.search(f"{page.title}\n{page.head}\n{page.body[:200]}")
    if year and day and not is_sure and _tells_of_later(page.body, year, day):
        year = str(int(year) + 1)  # 2023年7月3日电 tells of 2022年11月
    if year and day and (is_sure or int(day[1]) > _OF_LAST_YEAR):
        return f"{year}-{int(day[1]):02}-{int(day[2]):02}", "inferred"
    return (year, "inferred") if year else ("", "")


_MONTH_BELOW = re.compile(r"^[(]((?:19|20)\d\d)年(1[0-2]|[1-9])月[)]$", re.MULTILINE)  # (2023年8月)
# below the title of a report: ——2025年4月18日在县人大常委会会议上
_DELIVERED = re.compile(
    r"^[(—\-─ ]{0,4}(?:19|20)\d\d年\d{1,2}月\d{1,2}日,?[在于向][^,。;:\d\n]{2,40}(?:会议?|大会|全会)上", re.MULTILINE
)
_DATELINE = re.compile(r"(?<!\d)(1[0-2]|[1-9])月(3[01]|[12]\d|[1-9])日(?:电|讯)")
_OF_LAST_YEAR = 3  # a text of January to March may report of the year before


def _tells_of_later(body: str, year: str, day: re.Match[str]) -> bool:
    """Tell whether a text names a day or month of a year that is past and later in it than the day of its dateline."""
    written = (int(day[1]), int(day[2]))
    told = re.finditer(rf"(?<!\d){year}年(1[0-2]|[1-9])月(?:(3[01]|[12]?\d)日)?", body)
    dates = [(int(m[1]), int(m[2] or 0)) for m in told if not _PLANNED.search(body, m.start() - 10, m.start())]
    return any(date > written for date in dates)


def read_date(text: str) -> str:
    """Return the first full date of a text as ISO 8601, "" if there is none.

    >>> read_date("2024年\\n10月28日\\n10:34"), read_date("二〇二三年五月十日")
    ('2024-10-28', '2023-05-10')
    >>> read_date("二○二三年五月十日"), read_date("二O二三年五月十日")
    ('2023-05-10', '2023-05-10')
    """
    if match := _FULL_DATE.search(text):
        return f"{match[1]}-{int(match[2]):02}-{int(match[3]):02}"
    if match := _CHINESE_DATE.search(text):
        from helpers.language import parse_number

        year, month, day = (int(parse_number(re.sub(f"[{_CIRCLES}]", "〇", part))) for part in match.groups())
        return f"{year}-{month:02}-{day:02}"
    return ""


_OF_REPUBLIC = re.compile(
    r"[:：\s]*(?:(?:中[华華])?民[国國]\s?)?(1[01]\d)\s?[年\-/.]\s?(1[0-2]|0?[1-9])\s?[月\-/.]\s?(3[01]|[12]\d|0?[1-9])(?!\d)"
)


def _read_republic(text: str) -> str:
    """Return the date behind a label by Taiwan's years, 發布日期:113-08-30; "" if there is none."""
    match = _OF_REPUBLIC.match(text)
    return f"{1911 + int(match[1])}-{int(match[2]):02}-{int(match[3]):02}" if match else ""


_MONTH = re.compile(r"[:：\s]*((?:19|20)\d\d)\s?[年\-/.]\s?(1[0-2]|0?[1-9])(?:月|(?![\d\-/.]))")


def _read_month(text: str) -> str:
    """Return the month behind a label that names no day: 时间:2023年10月."""
    match = _MONTH.match(text)
    return f"{match[1]}-{int(match[2]):02}" if match else ""


_FIRST_OF_PLANS = 2006  # 十一五


def _infer_year(page: Page) -> tuple[str, bool]:
    """Return the year that the text itself allows to infer, "" if none, and whether it is that behind a year's end."""
    text = _QUOTED.sub("", f"{page.title}\n{page.body}")
    if match := _LOOKS_BACK.search(text[:600]):
        return str(int(next(filter(None, match.groups()))) + 1), True
    if match := _PUBLISHED_QUOTE.search(f"{page.title}\n{page.body[:300]}"):
        return str(int(match[1]) + 1), True
    years = [
        int(m[1])
        for m in _PAST_YEAR.finditer(text)
        if not _PLANNED.search(text, m.start() - 10, m.start())
        and not _FORECAST.search(text, m.start() - 60, m.start())
        and not _OF_HISTORY.match(text, m.end())
        and not text.startswith(("预计", "预测"), m.end())
    ]
    years += [int(match[1]) + 1 for match in _END_OF_YEAR.finditer(text)]
    years += [_FIRST_OF_PLANS + 5 * "一二三四五".index(match[1][1]) + 4 for match in _PAST_PLAN.finditer(text)]
    years += [int(event.date[:4]) for event in find_events(text)]
    return str(max(years, default="")), False
