"""What a line hands down to the marked lines below it: 新增学位5580个 above ✔小学2700个 and ✔初中1800个."""

from __future__ import annotations

import re

from helpers.concepts.facets import Concept, contains, replace
from helpers.concepts.joining import TEACHING
from helpers.concepts.pages import Page
from helpers.concepts.parts import OWN_ACTS

Head = tuple[dict, Concept]  # the row of the line above a list

_MARK = re.compile(r"[^\S\n]*([^\w\s,.;:、()，。；：（）《》〈〉“”‘’\"'【】〔〕「」『』#])")  # in the raw text
_NEXT_LINE = re.compile(r"[^\n\d]{0,12}\n\s*[^\n\d]*")
_OTHER_NUMBER = re.compile(r"\d(?!\d{0,3}年)")
_AS_IT_STANDS = re.compile("现有|在职|在编|在岗|累计|共有|目前|总")


def find_head(row: dict, before: dict, concept: Concept, head: Head | None, page: Page) -> Head | None:
    """Return the row that stands alone in the line above the list of marked lines that a row is in; None if none does.

    before is the row before it, with its concept and the head of its own list.
    """
    if row["cell"] or before["cell"]:
        return None
    if page.share_line(before["start"], row["start"]):
        return head
    mark = _MARK.match(page.raw, page.find_line(row["start"]))
    if not mark:
        return None
    if above := _MARK.match(page.raw, page.find_line(before["start"])):
        return head if above[1] == mark[1] else None
    alone = not _OTHER_NUMBER.search(page.read_line(before["start"]))
    first = alone and _NEXT_LINE.fullmatch(row["between"])
    return (before, concept) if first and before["kind"] == "level" and concept.event else None


def is_part(row: dict, head: Head) -> bool:
    """Tell whether a row can be a part of the whole above its list: of its unit, no larger, and not as things stand."""
    if row["unit"] != head[0]["unit"] or row["kind"] != "level" or _AS_IT_STANDS.search(row["subject"]):
        return False
    return row["value"] <= head[0]["value"]


def take_head(concept: Concept, row: dict, head: Head, page: Page) -> Concept:
    """Return a part with the act and the owner of its whole: 新招聘教师243名 above 🎓 男教师61名 is of recruits."""
    whole = head[1]
    alike = concept.population == whole.population or {concept.population, whole.population} <= TEACHING
    acts = ("", whole.event)
    if not alike or concept.measure != whole.measure or concept.event not in acts or not is_part(row, head):
        return concept
    levels = (concept.school_level, whole.school_level)
    wider = "unknown" not in levels and levels[0] != levels[1] and contains("school_level", *levels)
    if wider or not OWN_ACTS.isdisjoint(concept.attribute.split()):
        return concept
    return replace(concept, event=whole.event, sector=concept.sector or whole.sector)
