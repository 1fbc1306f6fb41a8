"""The quantities of a document: those in names left out, those that lost their digits added."""

from __future__ import annotations

import re
from bisect import bisect_right
from decimal import Decimal
from functools import cache

from helpers.language import Quantity, apply_sense, sense_before, unit_pattern, unit_words
from helpers.text import Document, Slot, has_hole

MASKS = re.compile(r"《[^》\n]{1,80}》|“[^”\n]{1,40}”|「[^」\n]{1,40}」|『[^』\n]{1,40}』")
_NAME_LENGTH = 24
_COUNTED_IN_QUOTES = re.compile(r"\d[\d.]*[万亿]?[所个名人家元项%]|[≤≥]\d")


def drop_names(quantities: list[Quantity], words: str) -> list[Quantity]:
    """Drop quantities inside titles and short quoted names (“百人计划”, 《…五年规划》)."""
    masks = [m.span() for m in MASKS.finditer(words) if words[m.start()] == "《" or _is_name(m.group())]
    starts = [start for start, _ in masks]
    kept = []
    for quantity in quantities:
        if quantity.unit == "分" and _OF_CANDIDATES.match(words, quantity.end):
            continue
        alone = words[quantity.start - 1] in "):。;," and words[quantity.start : quantity.end].isdecimal()
        if alone and _NUMBERS_ITEM.match(words, quantity.end):
            continue
        i = bisect_right(starts, quantity.start) - 1
        if i < 0 or masks[i][1] <= quantity.start:
            kept.append(quantity)
    return kept


_NUMBERS_ITEM = re.compile("[.、](?=[\u4e00-\u9fff])")  # 普通教育(款)1.学前教育(项)
_OF_CANDIDATES = re.compile(r"的?(?:考生|学生|人数)?(?:有|达到?|共)?\d+余?[人名]")  # 600分以上13人: who, not how many
_SAYS = re.compile("[,。;!?]")
_RATE_IN_QUOTES = re.compile(r".\d+(?:\.\d+)?%(?:以上|以下|左右|以内)?.")


def _is_name(quoted: str) -> bool:
    if len(quoted) > _NAME_LENGTH + 2 or _SAYS.search(quoted):
        return False
    if _RATE_IN_QUOTES.fullmatch(quoted):
        return False
    return len(quoted) <= 12 or not _COUNTED_IN_QUOTES.search(quoted)


_LEFT_OVER = re.compile(
    r"(?:\d[\d ,.]*)?(?P<odd>余|多)?(?P<decimals>\.\d+)?(?P<mult>[万亿])?(?P<odd2>余|多)?(?P<unit>.*)", re.DOTALL
)


def add_lost(quantities: list[Quantity], document: Document) -> list[Quantity]:
    """Add a quantity without value for each place where a number was lost, with the bound that the pattern gives."""
    least = 10 ** (document.digits_kept - 1) if document.digits_kept else None
    lost = [_read_slot(document.words, slot, least) for slot in document.slots if slot.kind == "number"]
    if not lost:
        return quantities
    lost_at = {i for slot in lost for i in range(slot.start, slot.end)}
    kept = [q for q in quantities if not lost_at.intersection(range(q.start, q.end))]
    return sorted([*kept, *lost], key=lambda q: q.start)


@cache
def _unit_behind() -> re.Pattern[str]:
    return re.compile(f" ?(?P<mult>[万亿])?(?P<unit>{unit_pattern()})")


def _read_slot(words: str, slot: Slot, least: int | None) -> Quantity:
    holed = has_hole(words[slot.start : slot.end])
    match = _LEFT_OVER.match(words, slot.end if holed else slot.start, slot.end)
    written, end, mult = match["unit"].strip(), slot.end, match["mult"] or ""
    if not written and (behind := _unit_behind().match(words, end)):  # .5 and 万元 behind it
        written, end, mult = behind["unit"], behind.end(), mult or behind["mult"] or ""
    unit, unit_class = unit_words().get(written, (written, ""))
    start, sense = sense_before(words, slot.start)
    quantity = Quantity(start, end, None, unit, "lost", unit_class)
    if match["odd"] or match["odd2"]:
        quantity.qualifier = "more"
    elif sense:
        apply_sense(quantity, sense, Decimal(1))
        quantity.low = quantity.high = None
        quantity.bounds = quantity.bounds_basis = ""
    if least is None or holed:
        return quantity
    qualifier = quantity.qualifier
    scale = {"万": 10_000, "亿": 100_000_000}.get(mult, 1)
    low = (least + float("0" + match["decimals"]) if match["decimals"] else least) * scale
    whole_percent = unit == "%" and not match["decimals"]
    high = 100 if whole_percent and low == 100 else None
    return quantity.bound(low, high, "[]" if high else "[)", qualifier, "damage_pattern")
