"""When a statement holds: calendar dates, school years, relative words and dated national events as ISO 8601.

All functions read normalised text (helpers.text.normalise). A period is a year, month, day, or an interval of
two of them joined by "/"; an interval that is still open and whose end is unknown ends in "..".
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from helpers.language.numerals import CHINESE, parse_number
from helpers.storage import read_resource


class Event(NamedTuple):
    """A dated national event that a text mentions at text[start:end]."""

    start: int
    end: int
    name: str
    date: str


class Period(NamedTuple):
    """A time expression at text[start:end].

    basis is stated or resolved; role is frame (what follows holds then), reference (compared with then) or deadline
    (by then). open_end tells that it runs up to the document's date (十年来, 2021年以来).
    """

    start: int
    end: int
    period: str
    basis: str
    role: str
    open_end: bool = False


@cache
def _events(kind: str) -> tuple[re.Pattern, dict[str, tuple[str, str, str]]]:
    words = {}
    for row in read_resource("events.csv"):
        if row["kind"] == kind:
            names = row["words"].split("|")
            words.update(dict.fromkeys(names, (names[0], row["start"], row["end"])))
    return re.compile("|".join(sorted(map(re.escape, words), key=len, reverse=True))), words


def find_events(text: str) -> list[Event]:
    """Return the dated national events that a text mentions, from resources/events.csv.

    >>> find_events("深入学习贯彻党的二十大精神")[0][2:]
    ('党的二十大', '2022-10')
    """
    pattern, words = _events("event")
    return [Event(m.start(), m.end(), words[m.group()][0], words[m.group()][1]) for m in pattern.finditer(text)]


_YEAR = r"(?:19|20)\d\d"
_TO = r" ?(?:[-—–~～至到]{1,2}) ?"
_MONTHS = {
    "一": 1,
    "二": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
    "十": 10,
    "十一": 11,
    "十二": 12,
}
_CHINESE_YEAR = r"[一二][九〇零][〇零一二三四五六七八九]{2}"


_MONTH = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])"
_PART = r"[上下]半年|第?[一二三四]季度|前[二三两]季度|前(?:\d{1,2}|[二三四五六七八九十]|十一)个月"


@cache
def _calendar() -> re.Pattern:
    return re.compile(
        r"(?=[\d一二民上])(?:"  # no other character begins a date
        rf"(?P<y1>{_YEAR}|{_CHINESE_YEAR})年 ?(?P<m1>{_MONTH})(?:月份?(?: ?(?P<d1>{_DAY})日)?)?{_TO}"
        rf"(?:(?P<y2>{_YEAR}|{_CHINESE_YEAR}|次|翌)年 ?)?(?P<m2>{_MONTH})月份?(?: ?(?P<d2>{_DAY})日)?"
        r"|(?:上|20)世纪(?P<cent>[二三四五六七八九]|[2-9]0)十?年代|(?P<decade>(?:19|20)\d0)年代"
        rf"|(?P<school1>{_YEAR})年?(?:{_TO}|/)(?P<school2>{_YEAR}|\d\d)年?学年度?"
        r"|(?:民国)?(?<![\d第])(?P<minguo>1[01]\d)学年度?|民国(?P<minguo_year>\d{2,3})年度?"
        r"|民国(?P<minguo_cn>一[〇零一二三四五六七八九]{2})(?P<minguo_school>学?)年度?"
        rf"|(?P<school>{_YEAR})学年度?"
        rf"|(?P<class>{_YEAR})届(?=[^,。;]{{0,6}}(?:生|业|班))"
        rf"|(?P<from>{_YEAR}|{_CHINESE_YEAR}(?=年))年?{_TO}(?P<to>{_YEAR}|{_CHINESE_YEAR})年?(?![\d月])"
        rf"|(?P<first>{_YEAR})(?=[、/和与](?:{_YEAR}[、/和与]){{0,4}}{_YEAR}(?:年|[两三四五]年)[^,。;]{{0,12}}分别)"
        rf"|(?<=[、/和与])(?P<next>{_YEAR})(?=[、/和与]{_YEAR}|[两三四五]年分别)"
        rf"|(?P<year>{_YEAR}|{_CHINESE_YEAR})年度?"
        r"(?: ?(?P<month>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])月份?(?: ?(?P<day>3[01]|[12]\d|0?[1-9])日)?)?"
        rf"(?P<part>{_PART})?"
        rf"|(?:(?<=[,。;:、(\n])|(?<=截至)|(?<=[至到])|^)(?P<short>\d\d)(?:{_TO}(?P<short2>\d\d))?(?:年(?=底|末|初|全|,|新|{_PART}|[1-9]月|1[0-2]月|秋|春|共|[\u4e00-\u9fff]{{2}})|(?P<short_school>学年))"
        r"|(?<![\d年])(?P<bare>1[0-2]|0?[1-9])月(?:份|(?P<bareday>3[01]|[12]\d|0?[1-9])日)?"
        r")"
    )


@cache
def _relative() -> re.Pattern:
    return re.compile(
        rf"(?P<last>去年|上年度?|上一年度?|上学年)|(?P<before>前年)|(?P<next>明年)"
        rf"|(?P<this>今年|年内|本年度?|今春|今秋)(?:(?P<part>{_PART})|(?P<m1>{_MONTH})月?{_TO}(?P<m2>{_MONTH})月份?|(?P<month>1[0-2]|0?[1-9])月份?)?|(?P<this_school>本学年)"
        r"|(?P<ahead>[一二两三四五六七八九十]|\d{1,2})年(?:之)?后(?=[,全我本将小初高学预])|(?:(?<=[,。;\n])|^)(?P<ago>[两三四五六七八九十]|\d{1,2})年前"
        r"|(?P<now>目前|(?<!在)现有|现已|现在|现共|当前|至今|如今|正在|眼下|现拥有|现设|现开|现培养|现辖)"
        r"|(?P<review>一年来|过去一年|过去的一年|这一年|一年间)"
        rf"|(?:近|过去|最近|前)?(?P<n>\d{{1,2}}|{CHINESE}|五|十)(?:多|余)?年(?:来|间|以来|里)"
        r"|(?:近|过去|最近)(?P<recent>\d{1,2}|[两三四五六七八九十]+)年"
        r"|(?P<half>上半年|下半年)"
    )


_BEHIND = re.compile(r"(?:年?(?P<since>以来|起至今|至今|来)|年?(?P<end>年?底|年?末|底前|前))")
_REFERENCE = re.compile(r"(?:比|较|与|同|相比|相较于?|对比|不及|高于|低于|超过)(?:于|之)?$")
_BASE = re.compile(r"(?:[由从是]|相当于|达到)$")  # 由2018年的, 是2018年的2.5倍
_BY = re.compile(r"(?<![截升高加少降大长增减展善压缩])(?:到|至)$")
_OF_A_NAME = re.compile(r"[〔\[(第]$")


def find_periods(text: str, published: str = "", review: str = "") -> list[Period]:
    """Return the time expressions of a text in order; relative words are resolved from the date of publication.

    published is the document's date (ISO 8601, as exact as known, or ""); review is the year that the document looks
    back at, where it says so. A relative word that cannot be resolved is left out.

    >>> [(p.period, p.role) for p in find_periods("2021年以来新建8所,比上年多2所,到2027年达到20所", "2024-10-28")]
    [('2021/2024', 'frame'), ('2023', 'reference'), ('2027', 'deadline')]
    """
    year = int(published[:4]) if published else None
    found = _read_calendars(text, published, review)
    dated = [(p.start, p.period[:4]) for p in found if p.role == "frame" and not p.open_end]
    found += [p for m in _relative().finditer(text) if (p := _read_relative(m, text, published, review, dated))]
    found += _read_plans(text, year)
    found.sort(key=lambda p: (p.start, -p.end))
    kept: list[Period] = []
    for period in found:
        if not kept or period.start >= kept[-1].end:
            kept.append(period)
    return kept


def _role(text: str, start: int, end: int) -> str:
    left = max(0, start - 4)
    of_then = text.startswith(("的", "年的", "底的", "末的"), end)
    if _REFERENCE.search(text, left, start) or (of_then and _BASE.search(text, left, start)):
        return "reference"
    if _BY.search(text, max(0, start - 2), start) or text.startswith(("底前", "年底前", "前,", "前达", "前实"), end):
        return "deadline"
    return "frame"


def _month(written: str) -> int:
    return int(written) if written.isdigit() else _MONTHS[written]


def _read_calendars(text: str, published: str, review: str) -> list[Period]:
    """Read the dates of a text; review, or the year named last, is that of a month that is still to come."""
    found: list[Period] = []
    for m in _calendar().finditer(text):
        if period := _read_calendar(m, text, published, review):
            found.append(period)
            if period.basis == "stated" and period.role == "frame":
                review = period.period[:4]
    return found


def _read_calendar(m: re.Match, text: str, published: str, review: str) -> Period | None:
    if m.start() and _OF_A_NAME.search(text, m.start() - 1, m.start()):
        return None
    role = _role(text, m.start(), m.end())
    year = int(published[:4]) if published else None
    if m["y1"]:
        return Period(m.start(), m.end(), _read_months(m), "stated", role)
    if m["decade"] or m["cent"]:
        first = int(m["decade"] or 1900 + 10 * int(parse_number(m["cent"].replace("0", ""))))
        return Period(m.start(), m.end(), f"{first}/{first + 9}", "stated", role)
    if m["first"] or m["next"]:
        return Period(m.start(), m.end(), m["first"] or m["next"], "stated", role)
    if m["short"]:
        return _read_short(m, year, role)
    if m["minguo_cn"]:
        first = 1911 + int(parse_number(m["minguo_cn"]))
        period = f"{first}-08/{first + 1}-07" if m["minguo_school"] else str(first)
        return Period(m.start(), m.end(), period, "stated", role)
    if m["school1"]:
        if text.startswith("初", m.end()):  # the stock of that autumn
            return Period(m.start(), m.end() + 1, f"{m['school1']}-09", "stated", role)
        second = m["school2"] if len(m["school2"]) == 4 else m["school1"][:2] + m["school2"]
        return Period(m.start(), m.end(), f"{m['school1']}-09/{second}-08", "stated", role)
    if m["school"]:
        return Period(m.start(), m.end(), f"{m['school']}-09/{int(m['school']) + 1}-08", "stated", role)
    if m["class"]:
        return Period(m.start(), m.end(), m["class"], "stated", role)
    if m["minguo"]:  # Taiwan's school year begins in August of year 1911 + n
        first = 1911 + int(m["minguo"])
        return Period(m.start(), m.end(), f"{first}-08/{first + 1}-07", "stated", role)
    if m["minguo_year"]:
        return Period(m.start(), m.end(), str(1911 + int(m["minguo_year"])), "stated", role)
    if m["from"]:
        first, last = (str(int(parse_number(m[name]))) for name in ("from", "to"))
        return Period(m.start(), m.end(), f"{first}/{last}", "stated", role)
    if m["bare"]:
        if year is None:
            return None
        date = _join_date(str(year), m["bare"], m["bareday"])
        to_come = role == "frame" and date[:7] > published[:7] > published[:4]
        if to_come and review and not _AHEAD.search(text, *_around(m)):
            date = _join_date(review, m["bare"], m["bareday"])  # 9月开学 in January: the September that is told of
        return Period(m.start(), m.end(), date, "resolved", role)
    stated = m["year"] if m["year"].isdigit() else str(int(parse_number(m["year"])))
    period = _join_date(stated, m["month"], m["day"])
    if m["part"]:
        period = _part_of_year(stated, m["part"])
    since = _BEHIND.match(text, m.end())
    if (since and since["since"]) or text.startswith(("起", "开始"), m.end()):
        return Period(m.start(), m.end(), f"{period}/{year or '..'}", "resolved", "frame", open_end=True)
    return Period(m.start(), m.end(), period, "stated", role)


_AHEAD = re.compile("将|拟|预计|计划|力争|明年|今年|年内|确保|争取")


def _around(m: re.Match) -> tuple[int, int]:
    return max(0, m.start() - 12), m.end() + 12


def _join_date(year: str, month: str | None, day: str | None) -> str:
    parts = [year] + [f"{_month(part):02d}" for part in (month, day) if part]
    return "-".join(parts)


def _read_months(m: re.Match) -> str:
    """Return the span of 2023年1月至9月, 2023年9月—次年1月, 2023年6月1日至6月30日."""
    first = str(int(parse_number(m["y1"])))
    last = first if not m["y2"] else str(int(first) + 1) if m["y2"] in "次翌" else str(int(parse_number(m["y2"])))
    return f"{_join_date(first, m['m1'], m['d1'])}/{_join_date(last, m['m2'], m['d2'])}"


_FAR = 12  # years from the date of publication that a year of two digits can lie


def _read_short(m: re.Match, year: int | None, role: str) -> Period | None:
    """Return the period of 23年底, 22至23年, 21-22学年 where a date of publication says which century it is."""
    if year is None:
        return None
    years = [2000 + int(m[name]) for name in ("short", "short2") if m[name]]
    if any(not year - _FAR <= y <= year + _FAR // 2 for y in years) or (m["short_school"] and len(years) < 2):
        return None
    if m["short_school"]:
        return Period(m.start(), m.end(), f"{years[0]}-09/{years[1]}-08", "stated", role)
    return Period(m.start(), m.end(), "/".join(map(str, years)), "stated", role)


def _part_of_year(year: str, part: str) -> str:
    if part.startswith("前"):
        count = int(parse_number(re.sub(r"个月|季度|前", "", part))) * (3 if "季度" in part else 1)
        return f"{year}-01/{year}-{count:02d}"
    months = {
        "上半年": (1, 6),
        "下半年": (7, 12),
        "一季度": (1, 3),
        "二季度": (4, 6),
        "三季度": (7, 9),
        "四季度": (10, 12),
    }
    first, last = months[part.removeprefix("第")]
    return f"{year}-{first:02d}/{year}-{last:02d}"


def _read_relative(m: re.Match, text: str, published: str, review: str, dated: list[tuple[int, str]]) -> Period | None:
    role = _role(text, m.start(), m.end())
    kind = next(name for name, group in m.groupdict().items() if group)
    if kind == "last" and not m["last"].startswith("去"):
        # 上年 is the year before the one just named, 去年 the year before publication
        sentence = max(text.rfind("。", 0, m.start()), text.rfind("\n", 0, m.start()))
        named = [year for start, year in dated if sentence < start < m.start()] or [review] * bool(review)
        if named:
            return Period(m.start(), m.end(), str(int(named[-1]) - 1), "resolved", role)
    if kind == "review":
        reviewed = review or _year_under_review(published)
        return Period(m.start(), m.end(), reviewed, "resolved", "frame") if reviewed else None
    if not published:
        return None
    year = int(published[:4])
    if kind == "this_school":
        first = year - (len(published) < 7 or int(published[5:7]) < 9)
        return Period(m.start(), m.end(), f"{first}-09/{first + 1}-08", "resolved", role)
    if kind == "ahead":
        return Period(m.start(), m.end(), str(year + int(parse_number(m["ahead"]))), "resolved", "deadline")
    if kind == "ago":
        sentence = max(text.rfind("。", 0, m.start()), text.rfind("\n", 0, m.start()))
        named = [int(y) for start, y in dated if sentence < start < m.start()]
        return Period(m.start(), m.end(), str((named or [year])[-1] - int(parse_number(m["ago"]))), "resolved", "frame")
    if kind in {"last", "before", "this", "next"}:
        resolved = str(year + {"last": -1, "before": -2, "this": 0, "next": 1}[kind])
        if m["part"]:
            resolved = _part_of_year(resolved, m["part"])
        elif m["m1"]:
            resolved = f"{_join_date(resolved, m['m1'], None)}/{_join_date(resolved, m['m2'], None)}"
        elif m["month"]:
            resolved = _join_date(resolved, m["month"], None)
        return Period(m.start(), m.end(), resolved, "resolved", role)
    if kind == "now":
        return Period(m.start(), m.end(), published[:7], "resolved", "frame")
    if kind == "half":
        return Period(m.start(), m.end(), _part_of_year(str(year), m["half"]), "resolved", role)
    years = int(parse_number(m["n"] or m["recent"]))
    if not 2 <= years <= 80:
        return None
    return Period(m.start(), m.end(), f"{year - years}/{year}", "resolved", "frame", open_end=True)


def _year_under_review(published: str) -> str:
    """A year in review that appears in the first quarter, or on an unknown day, is about the year before."""
    if not published:
        return ""
    early = len(published) == 4 or int(published[5:7]) <= 3
    return str(int(published[:4]) - early)


def _read_plans(text: str, year: int | None) -> list[Period]:
    pattern, words = _events("plan")
    found = []
    for m in pattern.finditer(text):
        end = m.end() + (text[m.end() : m.end() + 1] in {"”", '"'})
        _, first, last = words[m.group()]
        tail = text[end : end + 4]
        role = _role(text, m.start() - 1, end)
        if tail.startswith(("期间", "时期", "这五年", "五年")):
            found.append(Period(m.start(), end, f"{first}/{last}", "stated", role))
        elif tail.startswith(("末", "期末", "收官")):
            found.append(Period(m.start(), end, last, "stated", role))
        elif tail.startswith(("初", "开局")):
            found.append(Period(m.start(), end, first, "stated", role))
        elif tail.startswith("以来"):
            found.append(Period(m.start(), end, f"{first}/{year or '..'}", "resolved", "frame", open_end=True))
    events, words = _events("event")
    for m in events.finditer(text):
        if text.startswith("以来", m.end()):
            found.append(
                Period(m.start(), m.end(), f"{words[m.group()][1]}/{year or '..'}", "resolved", "frame", open_end=True)
            )
    return found
