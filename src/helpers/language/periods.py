"""When a statement holds: calendar dates, school years, relative words and dated national events as ISO 8601.

All functions read normalised text (helpers.text.normalise). A period is a year, month, day, or an interval of
two of them joined by "/"; an interval that is still open and whose end is unknown ends in "..".
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache
from typing import NamedTuple

from helpers.language.dates import CHINESE_DIGITS, TO, YEAR, get_calendar, get_relative
from helpers.language.divisions import get_gazetteer
from helpers.language.events import get_events
from helpers.language.numerals import counts_before, parse_number, parse_pair


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


_MAY_BE_RELATIVE = re.compile("[年今现目当正眼]")  # each relative word has one of these
_BEHIND = re.compile(r"(?:年?(?P<since>以来|起至今|至今|来)|年?(?P<end>年?底|年?末|底前|前))")
_REFERENCE = re.compile(
    r"(?:(?<!占)(?<!生师)(?<!普职)(?<!职普)比|较|与|同|相比|相较于?|对[比照标]|不及|高于|低于|超过)(?:于|之)? ?$"
)
_ENDS_REFERENCE = "比较与同于之及过照标 \n"
# 和上年比,学生少了6100人; 班额跟去年一样; 和2019年初中在校生3.1万人相比
_IS_COMPARED = re.compile(
    r"年?(?:同期)?(?:相?比(?![例率重])|一样|相同|持平|相当|差不多"
    r"|[^,。;:、\d]{0,16}\d[\d.,]*[万亿]?(?:%|[^,。;:、\d%]{1,3})相?比(?![例率重]))"
)
_BASE = re.compile(r"(?:[由从是]|相当于|达到) ?“?$")  # 由2018年的, 是2018年的2.5倍
# 2017年出生的孩子入学,小学新生9120人: of their birth, not of when they are counted
_OF_BIRTH = re.compile(r"[^,。;\d]{0,6}出生(?:的|者)[^,。;\d]{0,8}(?:入学|上学|入园|就读|升学|读)")
_FAR_BIRTH = 8  # characters
# 按2023年秋季在校生数测算: by whose figures something of another year is reckoned
_BY_FIGURES = re.compile("(?:按照?|依据|根据)$")
_IS_RECKONED = re.compile(r"[^,。;:\d]{0,20}(?:测算|核算|计算|核定|核拨|结算)")
_IS_MEASURE = re.compile(r"[^,。;:\d]{0,20}为(?:准|依据|基数|基础|基准)")  # 以2024年秋季学籍数为准
_BY = re.compile(r"(?<![截回升高加少降低落大长增减展善压缩])(?:到|至) ?$")
# 2025年前新增学位, 8月底前; 2020年前后, 2018年前期 are no deadlines
_BEFORE = re.compile(
    r"年?底前|年?前(?:[,达实新全建完基累增消将确使招培配再]|计划|力争|(?=[\u4e00-\u9fff]{0,6}(?:建成|完成|达到)))"
)
_HAS_NUMBER = re.compile(r"年(?:度|同期)?[为是:]?\d[\d,. ]*(?:\.\d+)?[万亿]?[^\d月年/.\-)]")  # 12890元(2022年12031元)


def find_periods(text: str, published: str = "", review: str = "") -> list[Period]:
    """Return the time expressions of a text in order; relative words are resolved from the date of publication.

    published is the document's date (ISO 8601, as exact as known, or ""); review is the year that the document looks
    back at, where it says so. A relative word that cannot be resolved is left out.

    >>> [(p.period, p.role) for p in find_periods("2021年以来新建8所,比上年多2所,到2027年达到20所", "2024-10-28")]
    [('2021/2024', 'frame'), ('2023', 'reference'), ('2027', 'deadline')]
    """
    found = _read_calendars(text, published, review)
    if _MAY_BE_RELATIVE.search(text):
        dated = [(p.start, p.period[:4]) for p in found if p.role == "frame" and not p.open_end]
        found += [p for m in get_relative().finditer(text) if (p := _read_relative(m, text, published, review, dated))]
    found += _read_plans(text, published, review)
    if len(found) < 2:
        return found
    found.sort(key=lambda p: (p.start, -p.end))
    kept: list[Period] = []
    for period in found:
        if not kept or period.start >= kept[-1].end:
            kept.append(period)
    return kept


def _role(text: str, start: int, end: int) -> str:
    of_then = text.startswith(("的", "年的", "底的", "末的", "时期的", "”时期的", "期间的", "”期间的"), end)
    last = text[start - 1 : start]
    met = text.endswith(("达到", "完成", "实现"), 0, start) and text.startswith(("目标", "的目标", "规划目标"), end)
    met = met or (last in {"由", "从"} and text[end : end + 1].isdigit())  # 由上年0.9%降至0.4%
    met = met or (last in {"和", "跟"} and _IS_COMPARED.match(text, end) is not None)
    compared = last in _ENDS_REFERENCE and _REFERENCE.search(text, start - 5, start)
    reckoned = last in "按照据" and _BY_FIGURES.search(text, start - 5, start) and _IS_RECKONED.match(text, end)
    reckoned = reckoned or (last == "以" and _IS_MEASURE.match(text, end))
    born = text.find("出生", end, end + _FAR_BIRTH) >= 0 and _OF_BIRTH.match(text, end)
    if met or compared or reckoned or born or (of_then and _BASE.search(text, start - 5, start)):
        return "reference"
    if (last in "到至 \n" and _BY.search(text, start - 3, start)) or _BEFORE.match(text, end):
        return "deadline"
    return "frame"


def _month(written: str) -> int:
    return int(parse_number(written))


def _read_calendars(text: str, published: str, review: str) -> list[Period]:
    """Read the dates of a text; review, or the year named last, is that of a month that is still to come."""
    found: list[Period] = []
    if not _MAY_DATE.search(text):
        return found
    known = _known_years(text, published, review)
    for m in get_calendar().finditer(text):
        named = m.start() and text[m.start() - 1] in "〔[(第"
        word = _OPEN_YEAR.search(text, m.start() - min(8, m.start()), m.start()) if named else None
        close = _CLOSES.match(text, m.end()) if word else None
        alone = named and _ALONE.match(text, m.end()) and counts_before(text, m.start())
        of_work = m["from"] and is_of_work(text, m.start(), m.end())
        if named and not (close or alone or of_work or _HAS_NUMBER.match(text, m.end() - 1) or "→" in m[0]):
            continue  # (2020年→2025年) heads targets
        for period in _list_years(m, text) if m["years"] else [_read_calendar(m, text, published, review, known)]:
            if period:
                if close:
                    ends = word.start(), close.end()
                    period = period._replace(start=ends[0], end=ends[1], role=_role(text, *ends))
                found.append(period)
                if period.basis == "stated" and period.role == "frame" and period.period:
                    review = period.period[:4]
    return found


def is_of_work(text: str, start: int, end: int) -> bool:
    """Tell whether years in brackets are those of a work, of whose numbers they are, not of the title of a plan.

    >>> texts = ("第一期行动计划(2011—2013年)新建120所", "《行动计划(2011—2013年)》新建120所")
    >>> [is_of_work(text, text.index("2"), text.index(")")) for text in texts]
    [True, False]
    """
    return bool(_OF_WORK.search(text, max(0, start - 8), start) and _WORK_ON.match(text, end))


_OF_WORK = re.compile(r"(?:计划|行动|工程|攻坚|规划|期|阶段)\($")
_WORK_ON = re.compile(r"\)(?![》的,。;:、)])")
_ALONE = re.compile(r"年?[底末]?(?:数据?|统计(?:数据?)?)?\)")


def _known_years(text: str, published: str, review: str) -> list[int]:
    """Return the years that a text names with four digits, and those of its publication and review."""
    named = _FOUR_DIGITS.findall(text) if _TWO_DIGITS.search(text) else []
    return [int(year) for year in (published[:4], review, *named) if year]


# one of these every date has: most clauses have none, and the long pattern need not try
_MAY_DATE = re.compile(rf"年|月|日|届|季|世纪|PISA|19\d\d{TO}|20\d\d{TO}|一{CHINESE_DIGITS}{TO}|二{CHINESE_DIGITS}{TO}")
_FOUR_DIGITS = re.compile(rf"(?<!\d){YEAR}(?!\d)")
_TWO_DIGITS = re.compile(r"年(?<=\d\d年)(?<!\d\d\d年)")
_NEAR_YEARS = 5
# a date in brackets says which year the word before it is: 上一学年(2022-2023学年)
_OPEN_YEAR = re.compile(
    r"(?:[上本去今前该当]|这)(?:一个?)?(?:学[年期]|年度?)\($|(?:近|最近|过去)(?:[几两三四五六]|\d)个?(?:学?年|年度)来?\($"
)
_CLOSES = re.compile(r"(?:[春秋]季(?:学期)?)?\)")


def _spell_year(written: str, known: list[int]) -> str:
    """Return the year of 23年: 2023 where a text names a year close to it, "" where none says so.

    >>> _spell_year("23", [2024]), _spell_year("98", [1999, 2024]), _spell_year("23", [])
    ('2023', '1998', '')
    """
    years = (century + int(written) for century in (1900, 2000))
    return next((str(year) for year in years if any(abs(year - other) <= _NEAR_YEARS for other in known)), "")


def _list_years(m: re.Match, text: str) -> list[Period]:
    """Read 2021、2022、2023年 and 2021、22、23年 as a period each; each covers the mark behind it."""
    numbers = list(re.finditer(r"\d+", m["years"]))
    years = [n[0] if len(n[0]) == 4 else numbers[0][0][:2] + n[0] for n in numbers]
    if sorted(set(years)) not in (years, years[::-1]):  # 2022年和2021年
        return []
    starts = [m.start() + n.start() for n in numbers]
    role = _role(text, m.start(), m.end())
    ends = [*starts[1:], m.end()]
    return [Period(a, b, year, "stated", role) for a, b, year in zip(starts, ends, years, strict=True)]


def _read_calendar(m: re.Match, text: str, published: str, review: str, known: list[int]) -> Period | None:
    role = _role(text, m.start(), m.end())
    if m["year"] or m["short"]:
        return _read_year(m, text, published, known, role)
    kind = next(name for name, group in m.groupdict().items() if group)
    if kind in {"year1", "this1", "month1"}:
        return _read_months(m, text, published, review, role)
    if kind in {"bare", "bare_part"}:
        return _read_bare(m, text, published, review, role)
    if period := _read_span(kind, m, known):
        return Period(m.start(), m.end(), period, "stated", role)
    return Period(m.start(), m.end(), "", "", role) if kind == "century" else None  # 21世纪初: no year is said


def _read_span(kind: str, m: re.Match, known: list[int]) -> str:
    """Return the period of a school year, a class, a year of the Republic, years from … to, or a decade."""
    if kind in {"school1", "school"}:
        first, second = m[kind], m["school2"] or str(int(m[kind]) + 1)
        if len(second) == 2:  # 1999/00 ends in 2000
            second = str(int(first) + (int(second) - int(first)) % 100)
        return f"{first}-09" if m["opens"] or m["begins"] else f"{first}-09/{second}-08"
    if kind == "term1":  # from an autumn to a spring: whole school years
        return f"{m['term1']}-09/{m['term2']}-08" if m["term1"] < m["term2"] else ""
    if kind == "fiscal":  # Hong Kong's begins in April
        return f"{m['fiscal']}-04/{int(m['fiscal']) + 1}-03"
    if kind == "pupils1":
        follows = (int(m["pupils1"]) + 1) % 100 == int(m["pupils2"])
        return f"20{m['pupils1']}-09/20{m['pupils2']}-08" if follows else ""
    if kind in {"class", "study"}:
        return m[kind]
    if kind == "minguo":  # Taiwan's school year begins in August of year 1911 + n
        first = 1911 + int(m["minguo"])
        return f"{first}-08/{first + 1}-07"
    if kind == "minguo1":
        first, last = 1911 + int(m["minguo1"]), 1911 + int(m["minguo2"])
        return f"{first}-08/{last + 1}-07" if first < last else ""
    if kind == "minguo_cn":
        first = 1911 + int(parse_number(m["minguo_cn"]))
        return f"{first}-08/{first + 1}-07" if m["minguo_school"] else str(first)
    if kind == "minguo_year":
        return str(1911 + int(m["minguo_year"]))
    if kind == "from":
        first, last = _arabic(m["from"]), m["to"]
        last = first[:2] + last if re.fullmatch(r"\d\d", last) else _arabic(last)
        return f"{first}/{last}"
    if kind == "short1":
        first, last = _spell_year(m["short1"], known), _spell_year(m["short2"], known)
        return f"{first}/{last}" if "" < first < last else ""
    if kind == "decade":
        return _name_decade(m)
    return ""


def _arabic(year: str) -> str:
    """Write a year in four digits: 二〇二三, 2023, 112 of the Republic.

    >>> _arabic("二〇二三"), _arabic("112")
    ('2023', '2023')
    """
    number = int(parse_number(year))
    return str(number + 1911 if number < 1000 else number)


def _name_decade(m: re.Match) -> str:
    """Return the years of 1990年代, 上世纪九十年代, 七八十年代; "" of a decade whose century is not said."""
    written = m["decade"]
    ends = parse_pair(written) if not written[0].isdigit() else None
    first, last = map(int, ends or [parse_number(written)] * 2)
    if first < 100 and m[0][: -len("年代")] == written and first < 50:
        return ""
    century = 0 if first >= 100 else 1900
    return f"{century + first}/{century + last + 9}"


def _read_months(m: re.Match, text: str, published: str, review: str, role: str) -> Period | None:
    """Read 2023年1月至9月, 1-9月, 6月1日至15日, 9月至次年1月."""
    year = _arabic(m["year1"]) if m["year1"] else _resolve_year(m["this1"], published)
    if not year:
        return None
    month1, month2 = _month(m["month1"]), _month(m["month2"] or m["month1"])
    later = bool(m["next"]) or month2 < month1
    if not m["year1"] and not m["this1"]:
        end = f"{int(year) + later}-{month2:02d}"
        if end > published[:7] > published[:4] and role == "frame" and not _AHEAD.search(text, *_around(m)):
            year = review or str(int(year) - later)
    first = _join_date(year, m["month1"], m["day1"])
    last = _join_date(
        _arabic(m["year2"]) if m["year2"] else str(int(year) + later), str(month2), m["day2"] or m["day3"]
    )
    if first >= last or (m["day3"] and not m["day1"]):
        return None
    return Period(m.start(), m.end(), f"{first}/{last}", "stated" if m["year1"] else "resolved", role)


def _resolve_year(word: str | None, published: str) -> str:
    return str(int(published[:4]) - (word == "去年")) if published else ""


def _read_bare(m: re.Match, text: str, published: str, review: str, role: str) -> Period | None:
    """Read a month, day or part of a year without its year: that of publication, or the year told of."""
    if not published:
        return None

    def date(year: str) -> str:
        if m["bare_part"]:
            return _end_of(_part_of_year(year, m["bare_part"]), m, text)
        return _join_date(year, m["bare"], m["bareday"])

    year, month = published[:4], published[:7]
    found = date(year)
    first, last = found[:7], found.partition("/")[2] or found[:7]
    if role == "frame" and last > month > year and not _AHEAD.search(text, *_around(m)):
        over = m["bare_part"] and (first > month or m["bare_part"][0] == "前")  # 前三季度 are past when told of
        if review or over:
            found = date(review or str(int(year) - 1))  # 9月开学 in January: the September that is told of
    return Period(m.start(), m.end(), found, "resolved", role)


def _end_of(months: str, m: re.Match, text: str) -> str:
    """Return the last of some months where 末 or 底 follows: 第三季度末 is September, as 9月底 is."""
    return months.partition("/")[2] if text.startswith(("末", "底"), m.end()) else months


def _read_year(m: re.Match, text: str, published: str, known: list[int], role: str) -> Period | None:
    stated = _arabic(m["year"]) if m["year"] else _spell_year(m["short"], known)
    if not stated:
        return None
    part = m["part"] or m["short_part"]
    period = (
        _end_of(_part_of_year(stated, part), m, text)
        if part
        else _join_date(stated, m["month"] or m["short_month"], m["day"])
    )
    since = _BEHIND.match(text, m.end())
    since = since and since["since"] and not text.startswith(_list_alike(), since.start("since"))
    since = since or text.startswith(("起", "开始", "以后", "之后"), m.end())
    if since and not period[:4] > published[:4] > "":
        return Period(m.start(), m.end(), f"{period}/{published[:4] or '..'}", "resolved", "frame", open_end=True)
    return Period(m.start(), m.end(), period, "stated", role)


@cache
def _list_alike() -> tuple[str, ...]:
    """Divisions whose names begin as a span goes on: 来宾市 behind 2023年."""
    return tuple(name for name in get_gazetteer().names if name.startswith("来") and len(name) > 2)


_AHEAD = re.compile("将|拟|预计|计划|力争|明年|今年|年内|确保|争取")


def _around(m: re.Match) -> tuple[int, int]:
    return m.start() - 12, m.end() + 12  # a search may begin before the text


def _join_date(year: str, month: str | None, day: str | None) -> str:
    parts = [year] + [f"{_month(part):02d}" for part in (month, day) if part]
    return "-".join(parts)


def _part_of_year(year: str, part: str) -> str:
    """Return the months of a part of a year.

    >>> [_part_of_year("2023", part) for part in ("下半年", "第二季度", "前三季度", "前9个月")]
    ['2023-07/2023-12', '2023-04/2023-06', '2023-01/2023-09', '2023-01/2023-09']
    """
    if part.endswith("半年"):
        first, last = (1, 6) if part[0] == "上" else (7, 12)
    elif part.endswith("个月"):
        first, last = 1, int(parse_number(part[1:-2]))
    else:
        quarter = int(parse_number("一" if part[0] == "首" else part.strip("第前个季度")))
        first, last = 1 if part[0] == "前" else 3 * quarter - 2, 3 * quarter
    return f"{year}-{first:02d}/{year}-{last:02d}"


def _read_relative(m: re.Match, text: str, published: str, review: str, dated: list[tuple[int, str]]) -> Period | None:
    role = _role(text, m.start(), m.end())
    kind = next(name for name, group in m.groupdict().items() if group)
    # 上年 is the year before the one just named, 去年 the year before publication
    is_bare = kind == "last" and not m["last"].startswith("去")
    if is_bare and (named := _named_before(m, text, dated) or review):
        first = int(named) - 1
        schools = "学" in m["last"] and not (m["part"] or m["month"])  # 2024/2025学年招生620人,比上学年的650人少
        return Period(m.start(), m.end(), f"{first}-09/{named}-08" if schools else str(first), "resolved", role)
    if kind == "same":  # 2024年…。当年,…: of the year named last
        named = [year for start, year in dated if start < m.start()]
        return Period(m.start(), m.end(), named[-1], "resolved", "frame") if named else None
    if kind == "review":
        reviewed = review or _year_under_review(published)
        return Period(m.start(), m.end(), reviewed, "resolved", "frame") if reviewed else None
    if not published:
        return None
    year = int(published[:4])
    if kind == "this_school":
        first = year - (len(published) < 7 or int(published[5:7]) < _TERM_BEGINS) + (m[0][0] == "下")
        return Period(m.start(), m.end(), f"{first}-09/{first + 1}-08", "resolved", role)
    if kind == "ahead":
        return Period(m.start(), m.end(), str(year + int(parse_number(m["ahead"]))), "resolved", "deadline")
    if kind == "two":  # 今明两年
        first = year + "去今明".index(m["two"][0]) - 1
        return Period(m.start(), m.end(), f"{first}/{first + 1}", "resolved", role)
    if kind == "within":
        last = year + int(parse_number(m["within"])) - ("01" <= published[5:7] <= "03")
        return Period(m.start(), m.end(), f"{year}/{last}", "resolved", "frame")
    if kind == "ago":
        named = int(_named_before(m, text, dated) or (review if review == str(year - 1) else year))
        return Period(m.start(), m.end(), str(named - int(parse_number(m["ago"]))), "resolved", role)
    if kind in {"last", "before", "this", "next"}:
        accounts = m[0] == "本年" and _OF_ACCOUNTS.match(text, m.end())
        if review and (accounts or (m[0] == "年内" and not _STILL_AHEAD.search(text, m.start() - 8, m.end() + 8))):
            return Period(m.start(), m.end(), review, "resolved", role)
        if m[0] == "去年" and text.startswith("以来", m.end()):
            return Period(m.start(), m.end(), f"{year - 1}/{year}", "resolved", "frame", open_end=True)
        resolved = str(year + {"last": -1, "before": -2, "this": 0, "next": 1}[kind])
        if is_bare and "学" in m["last"]:  # 上学年 in May 2024 began in 2022
            first = year - 1 - (len(published) < 7 or int(published[5:7]) < _TERM_BEGINS)
            return Period(m.start(), m.end(), f"{first}-09/{first + 1}-08", "resolved", role)
        if m["part"]:
            resolved = _part_of_year(resolved, m["part"])
        elif m["month"]:
            resolved = _join_date(resolved, m["month"], None)
        return Period(m.start(), m.end(), resolved, "resolved", role)
    looks_back = _looks_back(published, review)
    if kind == "now":
        now = review if looks_back and published[5:7] < _JUST_OVER else published[:7]
        return Period(m.start(), m.end(), now, "resolved", role)
    if parse_pair(m["n"] or m["recent"]):
        return None  # 近三四年
    years = int(parse_number(m["n"] or m["recent"]))
    if not 2 <= years <= 80:
        return None
    year -= looks_back
    first = year - years + (_FEW <= years <= _SEVERAL)
    return Period(m.start(), m.end(), f"{first}/{year}", "resolved", "frame", open_end=True)


def _looks_back(published: str, review: str) -> bool:
    """Tell whether a page tells of the year before, which is just over."""
    return review == str(int(published[:4]) - 1) and published[5:7] <= _JUST_OVER


_JUST_OVER = "03"  # a month
_TERM_BEGINS = 9
_STILL_AHEAD = re.compile("将|拟|计划|力争|争取|确保|预计|完成|[可能]")  # 年内认定园所11处, in a yearbook
_FEW, _SEVERAL = 3, 5  # 近三年 in 2024 are 2022 to 2024; 两年来 and 十年来 are counted from the year before them


_OF_ACCOUNTS = re.compile("(?:财政拨款)?(?:收入|支出|收支|预算|决算)")  # 本年收入合计: of the year of the accounts


def _named_before(m: re.Match, text: str, dated: list[tuple[int, str]]) -> str:
    """Return the year that a sentence names last before a relative word, "" if none."""
    i = bisect_left(dated, (m.start(), "")) - 1
    while i >= 0 and text[dated[i][0] - 1] == "(" and text.find(")", dated[i][0], m.start()) > 0:
        i -= 1  # 义务教育12.6亿元(2023年11.9亿元),学前教育3.2亿元(上年2.8亿元)
    return dated[i][1] if i >= 0 and not _SENTENCE_END.search(text, dated[i][0], m.start()) else ""


_SENTENCE_END = re.compile("[。\n]")


def _year_under_review(published: str) -> str:
    """A year in review that appears in the first quarter, or on an unknown day, is about the year before."""
    if not published:
        return ""
    early = len(published) == 4 or int(published[5:7]) <= 3
    return str(int(published[:4]) - early)


_SOME_YEARS = re.compile("的?(?P<side>[前头后])(?P<n>[两二三四2-4])年")  # “十四五”前两年


# “十三五”主要成就, “十三五”取得的成就
_ACHIEVED = re.compile("(?:取得的?|主要|重大|发展|教育|事业|改革){0,4}(?:成就|成绩|成效|回顾|总结)")


def _read_plans(text: str, published: str, review: str) -> list[Period]:
    pattern, words = get_events("plan")
    found: list[Period] = []
    if "以来" not in text and not pattern.search(text):
        return found
    year = int(published[:4]) - _looks_back(published, review) if published else None
    for m in pattern.finditer(text):
        end = m.end() + (text[m.end() : m.end() + 1] in {"”", '"'})
        _, first, last = words[m.group()]
        tail = text[end : end + 4]
        role = _role(text, m.start() - 1, end)
        if some := _SOME_YEARS.match(text, end):
            years = int(parse_number(some["n"])) - 1
            ends = (int(last) - years, int(last)) if some["side"] == "后" else (int(first), int(first) + years)
            start = m.start() - (text[m.start() - 1 : m.start()] == "“")
            found.append(Period(start, some.end(), f"{ends[0]}/{ends[1]}", "stated", role))
        elif tail.startswith(("期间", "时期", "这五年", "五年")) or _ACHIEVED.match(text, end):
            found.append(Period(m.start(), end, f"{first}/{last}", "stated", role))
        elif tail.startswith(("末", "期末", "收官")):
            found.append(Period(m.start(), end, last, "stated", role))
        elif tail.startswith(("初", "开局")):
            found.append(Period(m.start(), end, first, "stated", role))
        elif tail.startswith("以来"):
            found.append(Period(m.start(), end, f"{first}/{year or '..'}", "resolved", "frame", open_end=True))
    events, words = get_events("event")
    for m in events.finditer(text) if "以来" in text else ():
        if text.startswith("以来", m.end()):
            found.append(
                Period(m.start(), m.end(), f"{words[m.group()][1]}/{year or '..'}", "resolved", "frame", open_end=True)
            )
    return found
