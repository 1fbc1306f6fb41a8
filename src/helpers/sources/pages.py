"""Reading web pages."""

from __future__ import annotations

import re

from helpers.sources.formats import FileText
from helpers.storage import InputError
from helpers.text import decode, get_labels, normalise, read_date

_CHARSET = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w-]{3,20})""", re.IGNORECASE)


def read_page(data: bytes) -> FileText:
    """Extract the main text of a web page, with title, site and date of its metadata."""
    import trafilatura  # takes a second to import

    page, encoding = _decode_page(data)
    # A date of the page's metadata only: one that was searched for in its text may be that of anything.
    found = trafilatura.bare_extraction(
        page,
        favor_recall=True,
        include_comments=False,
        with_metadata=True,
        date_extraction_params={"extensive_search": False, "original_date": True},
    )
    text = found.text if found else ""
    if not text.strip():
        raise InputError("the page holds no text that could be extracted")
    title = (found.title or "").strip()
    head = [title] if title and title not in text[: len(title) + 100] else []
    if (byline := _find_byline(page)) and byline not in " ".join(text.split()):
        head.append(byline)
    return FileText("\n".join([*head, text]), encoding, title, found.sitename or "", found.date or "")


_LONGEST_BYLINE = 200


def _find_byline(page: str) -> str:
    """Return the line of a web page that says when it was published, which extraction drops as furniture; "" if none.

    >>> _find_byline("<p>简况</p><div><b>发布时间：2023-11-06</b> <i>来源：某某网</i><script>1</script></div>")
    '发布时间：2023-11-06 来源：某某网'
    """
    from lxml import etree, html

    try:
        tree = html.document_fromstring(page.encode(), parser=html.HTMLParser(encoding="utf-8"))
    except etree.ParserError:
        return ""
    etree.strip_elements(tree, "script", "style", "head", etree.Comment, with_tail=False)
    for element in tree.body.iterdescendants() if tree.body is not None else ():
        line = " ".join(element.text_content().split())
        whole = element.find(".//p") is None and element.find(".//h1") is None  # no more than the line
        if whole and len(line) <= _LONGEST_BYLINE and _dates_page(normalise(line).text):
            return line
    return ""


def _dates_page(line: str) -> bool:
    return any(read_date(line[label.end() : label.end() + 40]) for label in get_labels("published").finditer(line))


def _decode_page(data: bytes) -> tuple[str, str]:
    """Decode a page by the character set that it declares, or by its bytes if that fails."""
    if declared := _CHARSET.search(data[:4096]):
        name = declared[1].decode().lower()
        name = "gb18030" if name.startswith("gb") else name
        try:
            return data.decode(name), name
        except (LookupError, UnicodeDecodeError):
            pass
    return decode(data)
