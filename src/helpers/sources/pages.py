"""Reading web pages."""

from __future__ import annotations

import re
from collections.abc import Iterable

from helpers.sources.charsets import decode_page
from helpers.sources.elements import PLACEHOLDER, list_lines, name_placeholder, take_tables
from helpers.sources.formats import FileText, name_reader
from helpers.sources.limits import check_depth, check_markup
from helpers.sources.wechat import find_article, read_article
from helpers.storage import InputError
from helpers.text import Cell, get_labels, join_blocks, normalise, read_date

_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_FORMATTING = ("b", "strong", "font", "u", "big", "small")


def read_page(data: bytes, charset: str = "") -> FileText:
    """Extract the main text of a web page and its tables, with title, site and date of its metadata.

    `charset` is the character set that the transport declared. On a page with a table, and in an article of WeChat, all
    text between the first and the last line of the article stays. Raises InputError if the page holds no text or is
    larger than the limits.
    """
    page, encoding = decode_page(data, charset)
    page = _CONTROLS.sub("", check_markup(page))
    tree = _parse(page)
    if (article := find_article(tree)) is not None and (file := read_article(tree, article, page)):
        return file._replace(encoding=encoding)
    tables = take_tables(tree)
    found = _extract(tree)
    text = found.text if found else ""
    blocks: list[str | list[Cell]] = list(_list_blocks(tree, tables, text or "")) if tables else [text or ""]
    if not any(block.strip() if isinstance(block, str) else block for block in blocks):
        raise InputError("the page holds no text that could be extracted")
    title = ((found.title if found else "") or tree.findtext(".//title") or "").strip()
    start = "\n".join(block for block in blocks[:8] if isinstance(block, str))
    head = [title] if title and title not in start[: len(title) + 100] else []
    if (byline := _find_byline(tree)) and byline not in " ".join((text if not tables else start).split()):
        head.append(byline)
    written, grids = join_blocks([*head, *blocks])
    reader = name_reader("page 2", "lxml", "trafilatura")
    site, date = (found.sitename or "", found.date or "") if found else ("", "")
    return FileText(written, encoding, title, site, date, reader=reader, grids=grids)


def _parse(page: str):
    """Return the tree of a page, without tags that only give a look, which unclosed nest by the hundred."""
    from lxml import etree, html

    parser = html.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        tree = html.document_fromstring(page.encode("utf-8", "replace"), parser=parser)
    except etree.ParserError:
        raise InputError("the page holds no text that could be extracted") from None
    etree.strip_tags(tree, *_FORMATTING)
    check_depth(tree, "the page")
    return tree


def _extract(tree):
    """Return what trafilatura takes for the main text of a page, and its metadata."""
    import trafilatura  # takes a second to import

    # A date of the page's metadata only: one that was searched for in its text may be that of anything.
    return trafilatura.bare_extraction(
        tree,
        favor_recall=True,
        include_comments=False,
        with_metadata=True,
        date_extraction_params={"extensive_search": False, "original_date": True},
    )


# ---- pages with tables


_MOSTLY_LINKS = 0.8
_SURE = 8  # characters of a line that does not stand on a page by chance
_NEAR = 12  # lines between the article and a table that extraction left out


def _list_blocks(tree, tables: list[list[str | list[Cell]]], text: str) -> Iterable[str | list[Cell]]:
    """Yield the lines and tables of a page from the first to the last line that extraction took for its text."""
    lines = list_lines(tree.find("body") if tree.find("body") is not None else tree)
    kept = _Kept(text)
    taken = [i for i, (line, _, table) in enumerate(lines) if table < 0 and kept.holds(line)]
    places = [i for i, (_, _, table) in enumerate(lines) if table >= 0]
    first, last = (taken[0], taken[-1]) if taken else (0, len(lines) - 1)
    for i in places:
        if last < i <= last + _NEAR or name_placeholder(lines[i][2]) in text:
            last = max(last, i)
    for i in reversed(places):
        if first - _NEAR <= i < first or name_placeholder(lines[i][2]) in text:
            first = min(first, i)
    wanted = set(range(first, last + 1))
    for i in places:  # one that stands apart comes with the lines around it
        if i not in wanted:
            wanted |= set(range(max(0, i - 3), min(len(lines), i + 3)))
    wanted |= {i for i in range(last + 1, min(len(lines), last + 6)) if kept.ends_with_note(lines, last, i)}
    for i in sorted(wanted):
        line, linked, table = lines[i]
        if table >= 0:
            yield from tables[table]
        elif linked < _MOSTLY_LINKS or kept.holds(line):
            yield line


class _Kept:
    """The text that extraction kept, to look lines up in it."""

    _MOST = 300_000  # characters of a text in which lines are searched one by one

    def __init__(self, text: str) -> None:
        lines = ["".join(line.split()) for line in text.splitlines()]
        self.lines = {line for line in lines if len(line) >= _SURE}
        self.all = "\n".join(lines) if len(text) < self._MOST else ""

    def holds(self, line: str) -> bool:
        """Tell whether a line was kept, whole or as a part of another."""
        bare = "".join(line.split())
        return len(bare) >= _SURE and (bare in self.lines or bare in self.all)

    @staticmethod
    def ends_with_note(lines: list[tuple[str, float, int]], last: int, i: int) -> bool:
        """Tell whether a line behind the article is a note to the table that ends it."""
        return lines[last][2] >= 0 and all(_NOTE.match(line) for line, _, _ in lines[last + 1 : i + 1])


_NOTE = re.compile(r"[(（]?(?:附?注|备注|说明|资料来源|数据来源)\s*\d?\s*[)）]?\s*[:：]|\d{1,2}[.、．]")

_LONGEST_BYLINE = 200


def _find_byline(tree) -> str:
    """Return the line of a web page that says when it was published, which extraction drops as furniture; "" if none.

    >>> page = "<p>简况</p><div><b>发布时间：2023-11-06</b> <i>来源：某某网</i><script>1</script></div>"
    >>> _find_byline(_parse(page))
    '发布时间：2023-11-06 来源：某某网'
    """
    from lxml import etree

    etree.strip_elements(tree, "script", "style", "head", with_tail=False)
    for element in tree.body.iterdescendants() if tree.body is not None else ():
        if element.get(PLACEHOLDER) is not None:
            continue
        line = _read_short(element)
        whole = element.find(".//p") is None and element.find(".//h1") is None  # no more than the line
        if whole and _FULL_DATE.search(line):
            said = normalise(line).text
            labels = get_labels("published").finditer(said)
            if any(read_date(said[label.end() : label.end() + 40]) for label in labels):
                return line
    return ""


_FULL_DATE = re.compile(r"\d{4}\s*[年\-/.－／．]\s*\d{1,2}\s*[月\-/.－／．]\s*\d|[〇零○一二三四五六七八九]{4}年")


def _read_short(element) -> str:
    """Return the words of an element on one line, "" if they are many."""
    parts: list[str] = []
    length = 0
    for part in element.itertext():
        parts.append(part)
        length += len(part.strip())
        if length > _LONGEST_BYLINE or len(parts) > _LONGEST_BYLINE:
            return ""
    line = " ".join("".join(parts).split())
    return line if len(line) <= _LONGEST_BYLINE else ""
