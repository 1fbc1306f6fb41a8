"""To which part of its place a section of a page has gone: 走进赣县的机电学校… | 学校现有教师96人."""

from __future__ import annotations

import re

from helpers.extract.clauses import Told
from helpers.extract.context import Context
from helpers.extract.where import find_mentions

_ARRIVES = re.compile(
    "(?:走进|来到|赶到|赶赴|抵达|走访|探访|步入|踏进|回到|(?<![看听感受想收得达遇提谈说找直])到了?|(?:^|[。“])在)$"
)
_GOES = re.compile("走[进访]|来到|赶[到赴]|抵达|探访|步入|踏进|到|(?:^|[。“])在")
# 走进赣县的机电职业学院, 到了霍山县。县职教中心的操场边: the school that it has come to
_ITS_SCHOOL = re.compile(
    r"(?:[^,。;:\d]{0,4}[,。])?[^,。;:\d]{0,14}?(?:学校|学院|中学|小学|[一二三四五六]中|(?:职教|教育)中心|幼儿园)(?![生们])"
)
_MANY = re.compile("[各多几每]所|等地|中小学|[、和与及]")


def find_arrival(text: str, start: int, context: Context) -> Told | None:
    """Return the part of the document's place in which a line comes to a school, None if it comes to none or several.

    text is the line, start its offset.
    """
    if not context.here or not _GOES.search(text):
        return None
    found = None
    for mention in find_mentions(text, start, context):
        first, end = mention.start - start, mention.end - start
        school = _ITS_SCHOOL.match(text, end) if context.holds(mention.code) else None
        inner = mention.name != context.place and school and not _MANY.search(school[0])
        if inner and _ARRIVES.search(text, max(0, first - 4), first):
            found = Told(mention.name, "inherited", "arrival", (mention.start, mention.end))
    return found
