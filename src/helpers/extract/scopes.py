"""What a paragraph inherits from the heading above it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from helpers.extract.context import Context
from helpers.language import Period, WordPattern, find_periods

_HEADING_NUMBER = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}[、.]|[(][一二三四五六七八九十]{1,3}[)]|\d{1,2}[.、](?!\d)|[—\-●•·◆■★]+|【)\s*"
)
_HEADING_LEVEL = WordPattern("{level}")


@dataclass(slots=True)
class Frame:
    """What a paragraph inherits: the heading above it and the period and status that the heading names."""

    heading: str = ""
    period: Period | None = None
    planned: bool = False


_PLAN_HEADING = WordPattern("{plan_heading}")


def read_heading(words: str, line, start: int, end: int, frame: Frame, context: Context) -> Frame:
    """Take over what a heading, a numbered paragraph's first words or a bullet say of the lines below."""
    text = words[start:end].strip()
    number = _HEADING_NUMBER.match(text)
    is_heading = line.role == "heading" or (number and len(text) <= 20) or (len(text) <= 24 and text.endswith(":"))
    if not is_heading or (line.role == "title" and not (number or text.endswith(":"))):
        return frame
    title = text[number.end() if number else 0 :].strip("】: 。")
    periods = [p for p in find_periods(title, context.published, context.review) if p.role == "frame"]
    period = periods[0] if periods else context.default
    return Frame(title, period, bool(_PLAN_HEADING.search(title)))


def name_heading(title: str) -> str:
    """Return the words of a heading that can complete a subject: its school level, or the whole of a short one."""
    level = _HEADING_LEVEL.search(title)
    if level and len(title) <= len(level.group()) + 6 and not re.search(r"[\d、,]", title):
        return re.sub(r"(?<=小学|初中|高中)教育$", "", level.group())
    return title if len(title) <= 8 and not re.search("[,。、]", title) else ""


def find_paragraph_topic(sentence: str) -> str:
    """Return the topic that opens a paragraph as a label of its own: 1.学前教育。 校园安全:… 【普通高中】"""
    match = re.match(
        r"^\s*((?:[一二三四五六七八九十]{1,3}[、.]|[(][一二三四五六七八九十]{1,3}[)]|\d{1,2}[.、](?!\d)|[—\-●•·◆■★]+|【)?\s*[^,。:;、\d]{2,12})(?:[。:】])",
        sentence,
    )
    if not match:
        return ""
    return _HEADING_NUMBER.sub("", match[1]).strip()
