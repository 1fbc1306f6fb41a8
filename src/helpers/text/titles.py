"""Which line before an article is its title, and which only shows what is in a picture."""

from __future__ import annotations

import re
from typing import NamedTuple

from helpers.text.readings import ITEM
from helpers.text.sentences import HAN

_SCHOOL = re.compile(
    r"(?:[市区县旗镇乡路街村校]|第?[一二三四五六七八九十\d]|实验|民族|蒙古族|师范|附属|希望)(?:小学|中学|幼儿园|学校|学院|大学|高中|职中)"
    r"|的[\u4e00-\u9fff]{2,12}(?:小学|中学|幼儿园|校区|教室)$"
)
# 2014年新疆维吾尔自治区 | 教育事业发展统计公报
_BEGINS_TITLE = re.compile(
    r"(?:19|20)\d\d(?:-(?:19|20)\d\d)?(?:学年|年)度?[\u4e00-\u9fff]{0,16}"
    r"|[\u4e00-\u9fff]{1,12}[省市县区旗州盟](?:教育[\u4e00-\u9fff]{0,4}局|人民政府(?:办公室)?)?(?:(?:19|20)\d\d年度?|关于)?"
)
# 内江市东兴区教育和体育局 | 关于2023年度工作的报告
_ORGAN = re.compile("[\u4e00-\u9fff、()]{3,30}(?:[局厅委办]|政府|委员会|办公室|领导小组|中心|集团|学校|学院|大学)")
_OF_AN_ORGAN = re.compile(r"(?:关于|印发|(?:19|20)\d\d(?:[-—](?:19|20)\d\d)?(?:学?年|年度))")

# 小学教育 and 二、高等教育 head the first section of an article, whose words are all in it; the title stands above
_SECTION = re.compile(
    r"(?:[一二三四五六七八九十]+、|[(（][一二三四五六七八九十]+[)）])?"
    r"(?:学前|幼儿|小学|初中|普通高中|高中|中等职业|职业|义务|特殊|高等|基础|高中阶段|民办|成人)教育"
)


_LETTERHEAD = re.compile("[\u4e00-\u9fff、()]{3,30}(?:[局厅委办部]|政府|委员会|办公室)文件")  # above number and title


_NO_TITLE = ("——", "注:", "备注:", "注释:", "说明:")


class Line(NamedTuple):
    """A line of the reading, why it may be page furniture ("" if nothing says so), and whether it holds sentences."""

    text: str
    start: int
    end: int
    reason: str
    prose: bool


def find_title(lines: list[Line], first: int, body: str) -> int | None:
    """Return the line before the article that reads most like its title, None if none does."""
    best, title = 0.0, None
    others = _find_headlines(lines[:first])
    for i in range(max(0, first - 200), first):
        line = lines[i]
        text = line.text
        han = len(HAN.findall(text))
        if (
            line.reason
            or i in others
            or han < 4
            or len(text) > 80
            or text.startswith(_NO_TITLE)
            or text.endswith(("。", ";", ":", ","))
        ):
            continue
        following = [other.reason in ("byline", "date") for other in lines[i + 1 : i + 4]]
        score = 1 + min(han, 16) / 6 + any(following) / 2 + any(following[:1]) / 2
        score -= 0.15 * min(first - i, 10) + (2 if is_caption(text) or "_" in text or "|" in text else 0)
        score -= 2.5 * bool(_SECTION.fullmatch(text) or _LETTERHEAD.fullmatch(text))
        if score + 2 > best:  # whatever it shares with the body
            score += 2 * sum(text[j : j + 2] in body for j in range(len(text) - 1)) / (len(text) - 1)
        if score > best:
            best, title = score, i
    return title


_HEADS_HEADLINES = frozenset({"related", "neighbours"})


def _find_headlines(lines: list[Line]) -> set[int]:
    """Return the lines before an article that are titles of other pages: those below 热点新闻 but the last, its own."""
    found, listed = set(), []
    for i, line in enumerate([*lines, Line("", 0, 0, "end", False)]):
        if listed and line.reason and line.reason not in _HEADS_HEADLINES:
            found |= set(listed[:-1])
            listed = []
        elif line.reason == "related" or (listed and not line.reason):
            listed.append(i)
    return found


def is_caption(text: str) -> bool:
    """Tell whether a short line that names one school shows what is in a picture, rather than what comes next.

    One that counts behind a colon is an entry of a list (第三小学新校区:24个教学班), one with a mark heads an item.
    """
    if len(text) > 30 or text.startswith("——") or _OPENS_ITEM.match(text) or _COUNTS_BEHIND.search(text):
        return False
    return _SCHOOL.search(text) is not None


_OPENS_ITEM = re.compile(f"{ITEM}|[\u2190-\u2bff\U0001f300-\U0001faff]")
_COUNTS_BEHIND = re.compile(
    r"[:：]\s*\D{0,8}\d[\d.,，]*万?(?:个|名|人|所|亩|间|班|元|平方米)"
    r"| +\d[\d.,，]*万?(?:个?班|名|人|所)(?:[ 、,，]*\d[\d.,，]*万?(?:个?班|名|人))*\s*$"  # 红旗小学 4个班180人
    r"|(?:总数|总量|总和)\s*$"  # 68所 | 这是全市小学的总数
)


def begins_title(line: Line, title: str) -> bool:
    """Tell whether a line is the first part of the title in the next one: its year, its place, whose report it is."""
    if line.reason in ("", "signature") and _ORGAN.fullmatch(line.text) and _OF_AN_ORGAN.match(title):
        return True
    return not line.reason and bool(_BEGINS_TITLE.fullmatch(line.text))


def ends_title(line: Line) -> bool:
    """Tell whether a line below a title only says in brackets which year the title is of: (2024年), (2023-2024学年)."""
    return bool(_ITS_YEAR.fullmatch(line.text))


_ITS_YEAR = re.compile(r"[(（](?:19|20)\d\d年?(?:[-—~至/]+(?:(?:19|20)\d\d|\d\d))?(?:年|学年|年度|学年度)?[)）]")
