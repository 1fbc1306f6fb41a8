"""Articles of WeChat, as browsers save them: the text, who published it and when stand where WeChat puts them."""

from __future__ import annotations

import datetime
import re

from helpers.sources.elements import list_lines, take_tables
from helpers.sources.formats import FileText, name_reader
from helpers.text import join_blocks, read_date

_CHINA = datetime.timezone(datetime.timedelta(hours=8))
_SECONDS = re.compile(r"\b(?:ct|createTime|oriCreateTime|create_time)\b[\"']?\s*[=:]\s*[\"']?(\d{10})\b")
_WRITTEN = re.compile(r"\bcreateTime\b[\"']?\s*[=:]\s*[\"'](\d{4}-\d\d-\d\d)")
_NICKNAME = re.compile(r"\bnickname\s*=\s*(?:htmlDecode\()?[\"']([^\"'<>]{1,60})[\"']")


def find_article(tree):
    """Return the element that holds the text of a WeChat article, None if the page is none."""
    return next(iter(tree.xpath("//*[@id='js_content'][contains(@class, 'rich_media')]")), None)


def read_article(tree, article, page: str) -> FileText | None:
    """Read a WeChat article from the tree of its page and the page's source; None if it holds no text.

    The date is that of China, whatever the machine's time zone.
    """
    tables = take_tables(article)
    blocks = []
    for line, _, table in list_lines(article):
        blocks += tables[table] if table >= 0 else [line]
    if not blocks:
        return None
    title = _find_text(tree, "activity-name") or tree.xpath("string(//meta[@property='og:title']/@content)").strip()
    head = [title] if title and title not in blocks[:1] else []
    text, grids = join_blocks([*head, *blocks])
    publisher = _find_text(tree, "js_name") or ((match := _NICKNAME.search(page)) and match[1].strip()) or ""
    reader = name_reader("wechat 1", "lxml")
    return FileText(text, "", title, publisher, _find_date(tree, page), reader=reader, grids=grids)


def _find_text(tree, name: str) -> str:
    element = next(iter(tree.xpath("//*[@id=$name]", name=name)), None)
    return " ".join(element.text_content().split()) if element is not None else ""


def _find_date(tree, page: str) -> str:
    """Return the day on which an article was published.

    >>> from lxml import html
    >>> _find_date(html.fromstring("<p></p>"), 'var ct = "1709251200";'), _find_date(html.fromstring("<p></p>"), "")
    ('2024-03-01', '')
    """
    if match := _SECONDS.search(page):
        return datetime.datetime.fromtimestamp(int(match[1]), _CHINA).date().isoformat()
    if match := _WRITTEN.search(page):
        return match[1]
    return read_date(_find_text(tree, "publish_time"))
