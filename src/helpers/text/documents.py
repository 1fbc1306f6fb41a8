"""A text taken apart: its lines, where the article stands, and what its copy has lost."""

from __future__ import annotations

from typing import NamedTuple

from helpers.text.damage import Slot, digits_kept, find_slots
from helpers.text.lines import Paragraph, split_paragraphs
from helpers.text.readings import Reading, normalise


class Examination(NamedTuple):
    """What there is to say of one text: its lines, where the article's body stands, and what the copy has lost.

    Offsets are those of the raw text.
    """

    paragraphs: list[Paragraph]
    body_start: int
    body_end: int
    slots: list[Slot]
    digits_kept: int | None

    def count(self, kind: str) -> int:
        """Return the number of slots of a kind, number or year."""
        return sum(slot.kind == kind for slot in self.slots)

    @property
    def furniture(self) -> int:
        """The number of lines that are page furniture."""
        return sum(paragraph.role == "furniture" for paragraph in self.paragraphs)


def examine(raw: str) -> Examination:
    """Take a raw text apart and look for lost digits in the article, page furniture left aside.

    >>> found = examine("首页\\n教育简况\\n全县有小学所，在校生余名，巩固率.61%。\\n阅读 所")
    >>> found.body_start, [slot[:2] for slot in found.slots], found.count("year"), found.furniture
    (8, [(13, 14), (18, 20), (24, 28)], 0, 2)
    """
    reading = normalise(raw)
    paragraphs = split_paragraphs(raw, reading)
    article = [p for p in paragraphs if p.role in ("heading", "body")]
    words = blank_furniture(reading, paragraphs)
    slots = find_slots(words)
    return Examination(
        paragraphs,
        article[0].start if article else 0,
        article[-1].end if article else 0,
        [Slot(reading.raw_start(slot.start), reading.raw_end(slot.end), slot.kind) for slot in slots],
        digits_kept(words, slots),
    )


def list_paragraphs(doc_id: str, raw: str, found: Examination) -> list[dict]:
    """Return the rows of paragraphs.csv for a text that was examined."""
    return [
        {"doc_id": doc_id, "text": raw[p.start : p.end], **p._asdict(), "paragraph": p.number} for p in found.paragraphs
    ]


def list_slots(doc_id: str, raw: str, found: Examination, around: int = 8) -> list[dict]:
    """Return a row for each slot of a text: doc_id, start, kind, and what stands there, in 【】 with its neighbours.

    >>> text = "全县有小学所，在校生余名。"
    >>> [row["context"] for row in list_slots("a", text, examine(text), around=2)]
    ['小学【所】,在', '校生【余名】。']
    """
    rows = []
    for start, end, kind in found.slots:
        parts = raw[max(0, start - around) : start], raw[start:end], raw[end : end + around]
        before, left, behind = (normalise(part).text.replace("\n", " ") for part in parts)
        rows.append({"doc_id": doc_id, "start": start, "kind": kind, "context": f"{before}【{left}】{behind}"})
    return rows


def summarise_text(doc_id: str, raw: str, found: Examination) -> dict:
    """Return the row of texts.csv for a text that was examined."""
    return {
        "doc_id": doc_id,
        "characters": len(raw),
        "body_start": found.body_start,
        "body_end": found.body_end,
        "whole_numbers_lost": found.count("number"),
        "years_lost": found.count("year"),
        "digits_kept": found.digits_kept,
        "furniture_lines": found.furniture,
    }


def blank_furniture(reading: Reading, paragraphs: list[Paragraph]) -> str:
    """Return the text of a reading with spaces in place of page furniture and captions, so that positions stay.

    >>> text = "首页 > 教育\\n全县有小学12所，在校生4千人，比去年多。"
    >>> blank_furniture(normalise(text), split_paragraphs(text)).split()
    ['全县有小学12所,在校生4千人,比去年多。']
    """
    words, pieces, done = reading.text, [], 0
    for paragraph in paragraphs:
        if paragraph.role in ("furniture", "caption"):
            start, end = reading.index(paragraph.start), reading.index(paragraph.end)
            pieces += [words[done:start], " " * (end - start)]
            done = end
    return "".join([*pieces, words[done:]])
