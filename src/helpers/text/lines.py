"""The lines of a text with their roles: title, heading, body, caption, page furniture."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from helpers.language import join_words
from helpers.storage import map_resource, read_resource
from helpers.text.readings import ITEM, Reading, normalise
from helpers.text.sentences import BULLETS, HAN
from helpers.text.titles import Line, begins_title, ends_title, find_title, is_caption


class Paragraph(NamedTuple):
    """One line of a text: its number from 1, its role, why, and its offsets in the raw text."""

    number: int
    role: str
    reason: str
    start: int
    end: int


_LINE = re.compile(r"\S[^\n]*")
_EXCLAIMED = re.compile(r"[!?](?=[^\n]{20})")
_DIGIT = re.compile(r"\d")
_STEP = re.compile(r"\s*(?:>+|»|›|→|->|\|)\s*")
_DATE = re.compile(
    r"(?!(?:19|20)\d\d年度?$)[(\[]?(?=[^\n]*\d)[\d年月日时分秒:/.\- 星期周一二三四五六天上下午]{4,40}[)\]]?"
    r"|[(\[]?[一二][〇零○◯OoОο0一二三四五六七八九]{3}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日[)\]]?"
)
# 2018-05-11 15:02 (点击:), 某某网 2020-08-11 09:30, 某县教育局 2021年3月5日
_DAY = r"(?:19|20)\d\d ?[-/.年] ?[01]?\d ?[-/.月] ?[0-3]?\d日?"
_A_DAY = re.compile(_DAY)
_HOUR = r" +\d\d?:\d\d(?::\d\d)?(?: +(?:发[表布]于 ?)?[\u4e00-\u9fff]{2,7})?"  # of an account: 18:30 发表于重庆
_ISSUER = r"(?:局|厅|部|署|司|处|委|委员会|政府|办公室|中心|报|网|社|在线|电视台|客户端|发布)"
_BUTTONS = r"(?: *[\[(【][\u4e00-\u9fff +]{1,10}[\])】])*"  # [我要纠错] [打印]
_DATED_BYLINE = re.compile(
    rf"(?:[^\d\n]{{0,20}}{_DAY}(?:{_HOUR})?[ |(]*"
    rf"(?:点击|浏览|阅读|访问|人气|字号|来源|作者|编辑|撰文|记者)[^。\n]{{0,40}}"
    rf"|[\u4e00-\u9fff]{{2,14}}(?: +[\u4e00-\u9fff]{{2,14}}){{0,2}} *{_DAY}{_HOUR}"
    rf"|{_DAY}{_HOUR} +[\u4e00-\u9fff]{{2,18}}"
    rf"|[\u4e00-\u9fff]{{1,14}}{_ISSUER} *{_DAY}|{_DAY}(?:{_HOUR})? +[\u4e00-\u9fff]{{1,18}}{_ISSUER}){_BUTTONS}"
)
# 据某市教育局统计公报整理, 2019-04-25 (根据某省发布的数据编写): from what a page is made, without a label
_CREDIT = re.compile(
    rf"(?:{_DAY} *)?[(]?(?:本文|本页|内容|数据|资料)?(?:根据|依据|据)(?!此)[^,。;:!?\n]{{2,40}}"
    r"(?:整理|编写|改写|编辑|汇编|汇总|综合|摘编|摘录|节录|编制|转述|报道)(?:而成)?[)]?"
)
_PAGE_NUMBER = re.compile(r"[-—·•]+ ?\d{1,4} ?[-—·•]+|第? ?\d{1,4} ?(?:页|/ ?\d{1,4} ?页?)(?: ?,? ?共 ?\d{1,4} ?页)?")
_ADDRESS = re.compile(r"https?://|www\.|@[\w-]{1,40}\.[a-z]")
_NUMBERED = re.compile(ITEM)
_SIGNATURE = re.compile(
    r"[\u4e00-\u9fff]{2,20}(?:局|厅|委员会|教委|人民政府|办公室|融媒体中心|日报|晚报|晨报|时报|商报|新闻网|电视台|通讯社|调查(?:总)?队)"
    r"|(?:中华人民共和国)?(?:教育部|财政部|国务院)(?:办公厅)?"
)
_NAMES = re.compile(r"[\u4e00-\u9fff]{2,3}(?:, ?[\u4e00-\u9fff]{2,3}){1,7}")
_SIGNED = re.compile(rf"(?:{_SIGNATURE.pattern})[ (]*{_DAY}[)]?")
_MEMBERS = re.compile(r"\S+")
_LISTED = re.compile(rf"[-—*{BULLETS}] ?[^\n\d]{{0,30}}\d[\d.,]*[万亿千百]?[%‰所人个名元间套亩册台平项门次班]")
_SOURCE = re.compile(r"(?:资料|数据)来源[:|]|注:")
_FINISHED = re.compile(r"[。!?;:…][”’)》]?$")
_PHOTOGRAPHER = re.compile(r"[ /(][\u4e00-\u9fff]{0,4} ?摄[)]?$")
_NUMBERED_DOCUMENT = re.compile(r"\(?[\u4e00-\u9fff]{2,12}[〔\[(]\d{4}[〕\])] ?\d+ ?号\)?")
# 教育支出 亿元 9.7 is the row of a table, not a title and its date
_DATED = re.compile(r"[^\d\n]{6,60}(?<![元人所个次米册 ] )[(\[]?(?:(?:20)?\d\d[-/.])?[01]?\d[-/.][0-3]?\d[)\]]?")


@cache
def _get_furniture() -> dict[str, tuple[re.Pattern[str], dict[str, str]]]:
    """Return, for each way of matching, a pattern of the known words and the reason that each stands for."""
    rules = {}
    for match in ("whole", "label", "start", "short", "anywhere"):
        reasons = {row["words"]: row["reason"] for row in read_resource("furniture.csv") if row["match"] == match}
        words = join_words(reasons)
        behind = r"(?=\s*(?:[:|/(\[【>]|\d|$)|\s)" if match == "label" else ""
        rules[match] = (re.compile(f"(?:{words}){behind}"), reasons)
    return rules


@cache
def _get_openers(match: str) -> frozenset[str]:
    """Return the first characters of the known words of a way of matching."""
    return frozenset(words[0] for words in _get_furniture()[match][1])


@cache
def _get_gaps() -> dict[str, int]:
    """Return for each reason how many characters of text must follow for the article to go on behind such a line."""
    return {row["reason"]: int(row["gap"]) for row in read_resource("furniture_reasons.csv")}


def explain_reason(reason: str) -> str:
    """Return in words what a reason for taking a line as page furniture means; "" for an unknown one.

    >>> explain_reason("breadcrumb")
    'path of the page within its site'
    """
    return map_resource("furniture_reasons.csv", "reason", "meaning").get(reason, "")


def _name_words(text: str, prose: bool) -> str:
    """Return the reason that known words of a line give for taking it as page furniture, or ""."""
    rules = _get_furniture()
    bare = text.strip(" \t•·×[]【】|-—>»*_")
    if bare in rules["whole"][1]:
        return rules["whole"][1][bare]
    said = prose and (len(bare) > 80 or "。" in bare or _FINISHED.search(bare))
    for kind in ("anywhere",) if said else ("start", "label", "short", "anywhere"):
        pattern, reasons = rules[kind]
        if kind in ("start", "label"):
            opens = bare[:1] in _get_openers(kind) and not _MOVES.fullmatch(bare)
            found = pattern.match(bare) if opens else None
        else:
            found = pattern.search(text)
        if found and (not said or found.start() < 12 or len(pattern.findall(text)) > 1):
            return reasons[found[0]]
    return ""


# rows and heads of a table between bars are no path: 幼儿园 | 112 | 1498, 学校(所) | 班级(个)
_BARRED = re.compile(r"\|\s*[\d,.%]*\d[\d,.%]*\s*(?:\||$)|\([所个人名元亿万%册台亩]{1,2}\)\s*\||\d[所人名个%]\s*\|")


def _name_shape(text: str) -> str:
    """Return the reason that the shape of a line without sentences gives for taking it as page furniture, or ""."""
    digits = _DIGIT.search(text)
    if (digits or "年" in text) and _DATE.fullmatch(text):
        return "date"
    dated = digits and _A_DAY.search(text)
    if (dated and _DATED_BYLINE.fullmatch(text)) or (digits and _NUMBERED_DOCUMENT.fullmatch(text)):
        return "byline"
    if "据" in text and _CREDIT.fullmatch(text):
        return "byline"
    if digits and _PAGE_NUMBER.fullmatch(text):
        return "page_number"
    if not (digits or HAN.search(text)):
        return "address" if _ADDRESS.search(text) else "symbols"
    if all(map(_SIGNATURE.fullmatch, text.split())) or (dated and _SIGNED.fullmatch(text)):
        return "signature"
    if _NAMES.fullmatch(text):
        return "byline"
    if digits and _DATED.fullmatch(text):
        return "related"
    if _ADDRESS.search(text) and len(HAN.findall(text)) < 15:
        return "address"
    steps = len(_STEP.findall(text)) if len(text) <= 80 else 0
    if steps >= 2 and not _BARRED.search(text) and not _OF_FIGURES.search(text):
        return "breadcrumb"
    members = _MEMBERS.findall(text)
    if len(members) >= 4 and max(map(len, members)) <= 6 and not _DIGIT.search(text):
        return "menu"
    return ""


_OF_FIGURES = re.compile(r":$|→ ?\d[\d.]*(?!\d|年)")  # 主要指标如下(2022年→2023年→2025年): 入园率51%→54%→58%


def _read_lines(text: str) -> list[Line]:
    """Return the lines of a reading with what their words and shapes say."""
    lines = []
    for match in _LINE.finditer(text):
        line = match[0].rstrip()
        prose = _holds_sentences(line)
        if prose and len(line) > 200:  # too long for a disclaimer
            lines.append(Line(line, *match.span(), "", True))
            continue
        reason = "caption" if line.endswith(("摄", "摄)")) and _PHOTOGRAPHER.search(line) else _name_words(line, prose)
        reason = reason or ("" if prose else _name_shape(line))
        reason = "" if reason == "byline" and _QUESTION.fullmatch(line) else reason
        lines.append(Line(line, *match.span(), reason, prose))
    return [_read_with_next(*both) for both in pairwise(lines)] + lines[-1:]


def _read_with_next(line: Line, below: Line) -> Line:
    """Return a line with what the one below it says of it: a year over its day is a date, else a heading."""
    if line.reason == "breadcrumb" and _heads_bars(line.text, below.text):
        return line._replace(reason="")
    broken = below.reason == "date" and below.text[:1].isdigit() and _YEAR_ALONE.fullmatch(line.text)
    return line._replace(reason="date") if broken and not line.reason else line


_YEAR_ALONE = re.compile(r"(?:19|20)\d\d年")


def _heads_bars(line: str, below: str) -> bool:
    """Tell whether a line between bars heads the row below it: 指标 | 单位 | 目标, and 新建学校 | 所 | 15."""
    return "|" in line and line.count("|") == below.count("|") and bool(_BARRED.search(below))


_QUESTION = re.compile(r"[^。:]{2,16}:[^:]{8,}[?]")  # 某某日报记者:今年怎么安排?


_ABSTRACT = re.compile(
    r"(?:内容提要|内容摘要|文章摘要|文档摘要|摘要|提要|内容简介|简介|导读|核心提示)[:】]|.{20,}全文共.{1,8}字"
)
_CLAUSE_END = re.compile(r"[,。;:、!?\s.…]+")


def _mark_abstracts(lines: list[Line], text: str) -> list[Line]:
    """Take an abstract as page furniture if most of its clauses come again in the text below it."""
    for i, line in enumerate(lines[:20]):
        if match := _ABSTRACT.match(line.text):
            said = line.text if match[0].endswith("字") else line.text[match.end() :]
            clauses = [clause for clause in _CLAUSE_END.split(said) if len(clause) >= 6]
            again = sum(text.find(clause, line.end) >= 0 for clause in clauses)
            if clauses and 2 * again >= len(clauses):
                lines[i] = line._replace(reason="abstract")
    return lines


def _holds_sentences(line: str) -> bool:
    """Tell whether a line has the punctuation of running text."""
    if len(line) < 6 or not HAN.search(line):
        return False
    if len(line) < 12:
        return line[-1] in "。;"
    return "。" in line or ";" in line or line.count(",") >= 2 or _EXCLAIMED.search(line) is not None


_DOUBTFUL_GAP = 30
_MOST_OF_FIGURE = 40  # characters of a line that count as those of one number


def _find_article(lines: list[Line]) -> tuple[int, int]:
    """Return the first line of the article and the line behind its last one.

    The article is the run of lines with the greatest sum, where sentences count their characters and everything else
    counts against (maximum subsequence segmentation: Pasternack and Roth, WWW 2009).
    """
    best, first, last = _find_run([_score_sentences(line) for line in lines])
    told = _find_run(_score_figures(lines)) if 2 * best < _MOST_OF_FIGURE * len(lines) else (0, 0, 0)
    if told[0] > 2 * best:  # 数读: a number to a line
        return _find_list(lines, told[1:])
    if not best:
        return _find_list(lines)
    first = _extend_by_figures(lines, first)
    while first and not lines[first - 1].reason and _leads_on(lines[first - 1].text):
        first -= 1
    return first, _extend_by_lists(lines, last)


_LEAST_FIGURES = 3  # a title and the one below it may hold numbers, too


def _extend_by_figures(lines: list[Line], first: int) -> int:
    """Return where an article begins whose first sentences stand below lines of one number each: 小学 55 所."""
    scores = _score_figures(lines[:first])
    best, begin, total = 0, first, 0
    for i in range(first - 1, -1, -1):
        if lines[i].reason and lines[i].reason not in _WITHIN:
            break
        total += scores[i]
        if total > best:
            best, begin = total, i
    figures = sum(bool(_FIGURE.match(line.text)) for line in lines[begin:first])
    return begin if figures >= _LEAST_FIGURES else first


_WITHIN = frozenset({"picture", "page_number", "symbols", "caption"})


def _find_run(scores: list[int]) -> tuple[int, int, int]:
    """Return the greatest sum of a run of lines, its first line and the line behind its last one."""
    best, first, last = 0, 0, 0
    total, begin = 0, 0
    for i, score in enumerate(scores):
        total += score
        if total <= 0:
            total, begin = 0, i + 1
        elif total > best:
            best, first, last = total, begin, i + 1
    return best, first, last


def _score_sentences(line: Line) -> int:
    gaps = _get_gaps()
    if line.reason:  # running text with such words is perhaps the article's own
        return -min(gaps[line.reason], _DOUBTFUL_GAP if line.prose else gaps[line.reason])
    if line.prose:  # many commas and no full stop: perhaps a list
        return min(len(line.text), 400) // (1 if "。" in line.text else 2)
    return 0 if _is_row(line.text) else -gaps["outside"]


_FIGURE = re.compile(
    r"(?=[^\n]{4,60}$)(?!.*(?:阅读|点击|浏览|点赞|评论|\d{4}[-/.]\d|\d:\d))(?=.*[\u4e00-\u9fff]{2})"
    r".*\d[\d.,]* ?[万亿千百]?[余多]? ?(?:%|‰|个百分点|[所人名个元间套亩册台平项门次班位校])"
)


_HEADLINES = frozenset({"related", "neighbours"})


def _score_figures(lines: list[Line]) -> list[int]:
    """A number said in a line of its own counts; a short heading between such lines costs little.

    Headlines have numbers, too: behind 相关新闻 nothing counts until a sentence or a byline says that a text goes on.
    """
    scores, listed = [], False
    for line in lines:
        listed = line.reason in _HEADLINES or (listed and not line.prose and line.reason != "byline")
        scores.append(-_get_gaps()["outside"] if listed else _score_figure(line))
    return scores


# ↑2.4个百分点 is how much a figure rose; ↑图为…, ▲2024年5月,… stand below a picture
_MOVES = re.compile(r"[↑▲△] ?\d[\d.,]* ?[万亿]?(?:%|个百分点|[人所名个元])")
# 幼儿园 | 112 | 1498, and below a line of its own 17.8万人, ↑3.1%
_FIGURES_ALONE = re.compile(
    r"[^|\d]{1,12}(?:\|\s*[\d,.%—-]+\s*){2,}|[↑↓▲▼+-]? ?[\d,.]+[万亿]?[余多]? ?(?:%|[\u4e00-\u9fff]{1,3})"
)


_OPENS_FIGURE = re.compile(r"[↑↓▲▼+\-\d,.]")


def _score_figure(line: Line) -> int:
    if line.reason:
        return -_get_gaps()[line.reason]
    if line.prose or (_DIGIT.search(line.text) and _FIGURE.match(line.text)):
        return min(len(line.text), _MOST_OF_FIGURE)
    if ("|" in line.text or _OPENS_FIGURE.match(line.text)) and _FIGURES_ALONE.fullmatch(line.text):
        return 10
    return -4 if len(line.text) <= 20 else -_get_gaps()["outside"]


def _find_list(lines: list[Line], run: tuple[int, int] = (0, 0)) -> tuple[int, int]:
    """Return first and last line of an article without sentences: its items, and what stands above them to a byline."""
    items = list(range(*run)) or [i for i, line in enumerate(lines) if not line.reason and _may_be_item(line.text)]
    if len(items) < 2:
        return 0, len(lines)
    first = items[0]
    while first and not lines[first - 1].reason:
        first -= 1
    has_title = any(not line.reason for line in lines[:first])
    return first if has_title or first == items[0] else min(first + 1, items[0]), _extend_by_lists(lines, items[-1] + 1)


def _may_be_item(text: str) -> bool:
    numbered = _NUMBERED.match(text) and any(map(str.isdigit, text[2:]))
    return bool(numbered or _LISTED.match(text))


def _extend_by_lists(lines: list[Line], last: int) -> int:
    """Return the end of an article with the lists and tables, and the source of their figures, that end it."""
    i = last
    while i < len(lines):
        line = lines[i]
        if (not line.reason and _is_row(line.text)) or (i == last and _SOURCE.match(line.text)):
            last = i + 1
        elif not _heads_list(lines, i) and not _stands_before_list(lines, i):
            break
        i += 1
    return last


def _stands_before_list(lines: list[Line], i: int) -> bool:
    """Tell whether a short line or a caption stands between an article and the headed lists that go on with it."""
    if lines[i].reason not in ("", "caption") or len(lines[i].text) > 16:
        return False
    return any(
        not head.reason and len(head.text) <= 16 and _LISTED.match(first.text) and not first.reason
        for head, first in pairwise(lines[i + 1 : i + 4])
    )


def _heads_list(lines: list[Line], i: int) -> bool:
    """Tell whether a line is the heading of items, or of a table, that follow at once."""
    line, following = lines[i], lines[i + 1 : i + 3]
    if line.reason in ("", "caption") and len(line.text) <= 30 and any(_LISTED.match(x.text) for x in following):
        return True
    cells = len(_MEMBERS.findall(line.text))
    is_head = line.reason in ("", "menu") and cells >= 2 and HAN.search(line.text) is not None
    return is_head and any(
        _is_row(other.text) and not other.reason and len(_MEMBERS.findall(other.text)) == cells
        for other in following[:1]
    )


def _is_row(text: str) -> bool:
    """Tell whether a line without sentences may be an item of a list or a row of a table."""
    is_item = _NUMBERED.match(text) or _LISTED.match(text)
    return is_item is not None or text[-1] == ";" or sum(map(str.isdigit, text)) >= 3


def _leads_on(text: str) -> bool:
    """Tell whether a line above the first sentences may be the article's: a numbered heading, what leads to a list."""
    return _NUMBERED.match(text) is not None or text[-1] in ":;,。"


def _place_line(line: Line) -> tuple[str, str]:
    """Return role and reason of a line within the article."""
    text = line.text
    if line.reason == "caption" and len(text) <= 80:
        return "caption", "words of a caption"
    if line.reason in ("sharing", "abstract"):
        return "furniture", line.reason
    if line.reason and _SOURCE.match(text):
        return "body", "source of the figures"
    if line.prose:
        return "body", f"sentences; words of page furniture ({line.reason})" if line.reason else "sentences"
    if line.reason in ("navigation", "menu", "filing", "login"):  # columns of a table, the address of a notice
        return "body", f"within the article; words or shape of page furniture ({line.reason})"
    if line.reason:
        return "furniture", line.reason
    if (len(text) <= 2 and text.isdecimal()) or (
        _NUMBERED.match(text) and len(text) <= 50 and not _FINISHED.search(text)
    ):
        return "heading", "numbered"
    if _FINISHED.search(text) or len(text) > 50:
        return "body", "sentence"
    if not HAN.search(text) or (len(_MEMBERS.findall(text)) >= 3 and sum(map(str.isdigit, text)) >= 2):
        return "body", "row of a table"
    if is_caption(text):
        return "caption", "short line that names a school"
    return "heading", "short line without a full stop"


def split_paragraphs(raw: str, reading: Reading | None = None) -> list[Paragraph]:
    """Return every line of a raw text that holds anything, in order, with its role and the reason for it.

    Roles: title, heading, body, caption, furniture. Lines that the reading joins (a break inside a sentence) are one.
    A reading of the text may be given to save time.

    >>> text = "首页 > 教育\\n某县教育简况\\n来源：某报\\n全县有小学12所，在校生4千人，比去年多。\\n上一篇：无"
    >>> [p.role for p in split_paragraphs(text)]
    ['furniture', 'title', 'furniture', 'body', 'furniture']
    """
    reading = reading or normalise(raw)
    lines = _mark_abstracts(_read_lines(reading.text), reading.text)
    first, last = _find_article(lines)
    body = reading.text[lines[first].start : lines[last - 1].start + len(lines[last - 1].text)] if lines else ""
    title = find_title(lines, first, body[:5000])
    paragraphs, unclosed = [], False
    begun = title and begins_title(lines[title - 1], lines[title].text)
    for i, line in enumerate(lines):
        if i == title:
            role, reason = "title", "reads most like a title of the lines before the text"
            unclosed = line.text.count("《") > line.text.count("》")
        elif begun and i + 1 == title:
            role, reason = "title", "begins the title of the next line"
        elif title is not None and i == title + 1 and ends_title(line):
            role, reason = "title", "says the year of the title above"
        elif unclosed and not line.reason and not line.prose:
            role, reason, unclosed = "title", "goes on with the title", "》" not in line.text
        elif first <= i < last or (title is not None and title < i < first and not line.reason):
            role, reason = _place_line(line)
        elif line.reason:
            role, reason = "furniture", line.reason
        else:
            role, reason = "furniture", "outside"
        start, end = reading.raw_start(line.start), reading.raw_start(line.end)
        paragraphs.append(Paragraph(i + 1, role, reason, start, start + len(raw[start:end].rstrip())))
    return paragraphs
