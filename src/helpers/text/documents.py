"""A text taken apart: its lines, where the article stands, and what its copy has lost."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from helpers.text.damage import Slot, digits_kept, find_slots
from helpers.text.grids import Grid, is_title
from helpers.text.lines import Paragraph, split_paragraphs
from helpers.text.plain_tables import find_text_tables
from helpers.text.readings import Reading, normalise


@dataclass(frozen=True)
class Document:
    """One text, taken apart once, at the first question, by whichever process asks it.

    raw is the text as offsets in tables count it, found are the tables that the file's reader found.
    """

    raw: str
    found: tuple[Grid, ...] = ()

    @cached_property
    def grids(self) -> tuple[Grid, ...]:
        """The tables, also those in plain text, whose cells are read as such and not as lines."""
        return find_text_tables(self.raw, self.found)

    @cached_property
    def reading(self) -> Reading:
        """The text as it is matched."""
        return normalise(self.raw)

    @cached_property
    def lines(self) -> tuple[Paragraph, ...]:
        """The lines that hold anything, with their roles."""
        return tuple(split_paragraphs(self.raw, self.reading))

    @cached_property
    def spans(self) -> tuple[tuple[int, int], ...]:
        """The offsets of the lines in the reading."""
        index = self.reading.index
        return tuple([(index(line.start), index(line.end)) for line in self.lines])

    @cached_property
    def words(self) -> str:
        """The reading with spaces in place of page furniture, captions and tables, so that positions stay.

        >>> read_document("首页 > 教育\\n全县有小学12所，在校生4千人，比去年多。").words.split()
        ['全县有小学12所,在校生4千人,比去年多。']
        """
        pieces, done = [], 0
        for line, (start, end) in zip(self.lines, self.spans, strict=True):
            if line.role in NO_ARTICLE or (self.grids and self.in_table(line)):
                pieces += [self.reading.text[done:start], " " * (end - start)]
                done = end
        return "".join([*pieces, self.reading.text[done:]])

    @cached_property
    def written(self) -> str:
        """The characters of the raw text that the reading keeps, in the forms that they have there.

        >>> read_document("全縣有小學 12 所").written
        '全縣有小學 12 所'
        """
        return self.reading.keep(self.raw)

    @cached_property
    def own_characters(self) -> dict[int, str]:
        """The Traditional character in which each Simplified one of the reading is written, where it is first.

        >>> "小学在校生,全县".translate(read_document("全縣小學12所，在校生4千人。").own_characters)
        '小學在校生,全縣'
        """
        pairs = zip(self.reading.text, self.written, strict=True)
        changed = [(ord(char), own) for char, own in pairs if own != char and "\u3400" <= own <= "\u9fff"]
        return dict(reversed(changed))

    @cached_property
    def slots(self) -> list[Slot]:
        """Where the article lost numbers and years; offsets are those of the reading."""
        return find_slots(self.words)

    @cached_property
    def digits_kept(self) -> int | None:
        """The least number of digits of the whole numbers that were lost, None if no such pattern shows."""
        return digits_kept(self.words, self.slots)

    @cached_property
    def _tables(self) -> list[tuple[int, int]]:
        titles = [(line.start, line.end) for grid in self.grids for line in grid.caption if is_title(line.text)]
        return [*(grid.span for grid in self.grids), *titles]

    def in_table(self, line: Paragraph) -> bool:
        """Tell whether a line is a row or the title of a table."""
        return any(start <= line.start and line.end <= end for start, end in self._tables)

    @property
    def body(self) -> tuple[int, int]:
        """Where the article stands in the raw text, without its title."""
        article = [line for line in self.lines if line.role in ("heading", "body")]
        return (article[0].start, article[-1].end) if article else (0, 0)

    def count_slots(self, kind: str) -> int:
        """Return the number of slots of a kind, number or year."""
        return sum(slot.kind == kind for slot in self.slots)


NO_ARTICLE = frozenset({"furniture", "caption"})


def read_document(raw: str, grids: tuple[Grid, ...] = ()) -> Document:
    """Take a raw text apart: its reading, and its lines with their roles; grids are the tables that its reader found.

    >>> found = read_document("首页\\n教育简况\\n全县有小学所，在校生余名，巩固率.61%。\\n阅读 所")
    >>> found.body, [slot[:2] for slot in found.slots], found.count_slots("year")
    ((8, 29), [(13, 14), (18, 20), (24, 28)], 0)
    """
    return Document(raw, grids)


def as_document(text: str | Document) -> Document:
    """Return a document as it is, and a raw text as one."""
    return read_document(text) if isinstance(text, str) else text


def list_paragraphs(doc_id: str, document: Document) -> list[dict]:
    """Return the rows of paragraphs.csv for a document."""
    return [
        {"doc_id": doc_id, "text": document.raw[line.start : line.end], **line._asdict(), "paragraph": line.number}
        for line in document.lines
    ]


_AROUND = 8  # characters beside a slot that are shown


def list_slots(doc_id: str, document: Document) -> list[dict]:
    """Return a row for each slot of a document: doc_id, start, kind, and what stands there, in 【】 between neighbours.

    >>> [row["context"] for row in list_slots("a", read_document("全县有小学所，在校生余名。"))]
    ['全县有小学【所】,在校生余名。', '有小学所,在校生【余名】。']
    """
    raw, reading, rows = document.raw, document.reading, []
    for slot in document.slots:
        start, end = reading.raw_start(slot.start), reading.raw_end(slot.end)
        parts = raw[max(0, start - _AROUND) : start], raw[start:end], raw[end : end + _AROUND]
        before, left, behind = (normalise(part).text.replace("\n", " ") for part in parts)
        rows.append({"doc_id": doc_id, "start": start, "kind": slot.kind, "context": f"{before}【{left}】{behind}"})
    return rows


def summarise_text(doc_id: str, document: Document) -> dict:
    """Return the row of texts.csv for a document."""
    body_start, body_end = document.body
    return {
        "doc_id": doc_id,
        "characters": len(document.raw),
        "body_start": body_start,
        "body_end": body_end,
        "whole_numbers_lost": document.count_slots("number"),
        "years_lost": document.count_slots("year"),
        "digits_kept": document.digits_kept,
        "furniture_lines": sum(line.role == "furniture" for line in document.lines),
    }
