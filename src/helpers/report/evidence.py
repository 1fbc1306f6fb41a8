"""The evidence: each text with its quantities marked in place, and a list of them with their verdicts."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from helpers.charts import GRADES, format_period, format_quantity, name_place
from helpers.concepts import UNMAPPED, label, refer
from helpers.report.contents import Source
from helpers.report.numbers import Reader, Tables
from helpers.report.phrases import say_phrase
from helpers.storage import get_schema

MOST_CHARACTERS = 600_000  # of all texts; beyond that only lines that hold a mark are shown


class Mark(NamedTuple):
    """A place in a text: a quantity, or words that name a measure; `ref` is doc_id:start."""

    ref: str
    start: int
    end: int
    kind: str


@dataclass(frozen=True)
class Quantity:
    """A row of the list of quantities."""

    ref: str
    doc_id: str
    place: str
    indicator: str
    subject: str
    text: str
    period: str
    status: str
    verdict: str
    damage: str
    correction: str  # the line for corrections.csv; "" where none can be written


class Piece(NamedTuple):
    """A stretch of a text with the mark that it is, if any."""

    text: str
    mark: Mark | None


@dataclass(frozen=True)
class Line:
    """A line of a text: its role and its sentences, each as pieces; or the row of a table, each cell as sentences."""

    role: str
    sentences: list[list[Piece]] = field(default_factory=list)
    cells: list[list[Piece]] = field(default_factory=list)


@dataclass(frozen=True)
class Evidence:
    """A text of the page: where it comes from, and blocks of lines; the rows of a table are one block."""

    source: Source
    blocks: list[tuple[str, list[Line]]]


# ---- the list of quantities


def list_quantities(tables: Tables, doc_ids: Sequence[str], language: str) -> Iterator[Quantity]:
    """Yield the quantities of some texts in the order of these, each with the best verdict that it takes part in."""
    reader = Reader(tables, language)
    verdicts: dict[tuple[str, str], str] = {}
    for row in tables["comparison"].to_dict("records"):
        for key in ((row["row_a"], row["indicator"]), (row["row_b"], row["indicator"])):
            verdicts[key] = min(verdicts.get(key, GRADES[-1]), row["grade"], key=GRADES.index)
    indicators = tables["indicators"]
    order = {doc_id: number for number, doc_id in enumerate(doc_ids)}
    rows = indicators[indicators["doc_id"].isin(doc_ids)].to_dict("records")
    for row in sorted(rows, key=lambda row: (order[row["doc_id"]], row["start"])):
        mapped = row["indicator"] != UNMAPPED
        ref = refer(row)
        yield Quantity(
            ref,
            row["doc_id"],
            name_place(row["place"], language),
            reader.name(row) if mapped else "",
            row["subject"],
            format_quantity(row, language),
            format_period(row["period"], language),
            label("status", row["status"], language) if row["status"] != "actual" else "",
            verdicts.get((ref, row["indicator"]), ""),
            row["damage"],
            write_correction(row) if mapped else "",
        )


def write_correction(row: Mapping[str, object]) -> str:
    """Return the line of corrections.csv for a row of indicators.csv, with value, reason, source and date left empty.

    >>> row = {"doc_id": "a,b", "place": "包头市", "indicator": "pupils", "school_level": "all", "period": "2023"}
    >>> write_correction(row)
    'correct,"a,b",包头市,pupils,all,2023,,,,,,'
    """
    known = {name: row[name] for name in ("doc_id", "place", "indicator", "school_level", "period")}
    buffer = io.StringIO()
    columns = [column.name for column in get_schema("corrections").columns]
    csv.DictWriter(buffer, columns, lineterminator="").writerow({"action": "correct"} | known)
    return buffer.getvalue()


# ---- the texts with their marks


def find_marks(tables: Tables, doc_ids: Sequence[str]) -> dict[str, list[Mark]]:
    """Return the marks of each text in their order: quantities, and measures where no quantity begins."""
    marks: dict[str, dict[int, Mark]] = {doc_id: {} for doc_id in doc_ids}
    for kind, name in (("quantity", "observations"), ("measure", "measures")):
        for row in tables[name].to_dict("records"):
            if row["doc_id"] in marks:
                start, end = int(row["start"]), int(row["end"])
                marks[row["doc_id"]].setdefault(start, Mark(f"{row['doc_id']}:{start}", start, end, kind))
    return {doc_id: [found[start] for start in sorted(found)] for doc_id, found in marks.items()}


def cut(start: int, end: int, spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int, int | None]]:
    """Part a stretch at spans in their order: (start, end, number of the span or None); overlaps go to the first span.

    A span of which nothing is left stands as an empty stretch, so that a link to it leads somewhere.

    >>> list(cut(0, 9, [(2, 4), (3, 5), (3, 4), (8, 20)]))
    [(0, 2, None), (2, 4, 0), (4, 5, 1), (5, 5, 2), (5, 8, None), (8, 9, 3)]
    """
    done = start
    for number, (first, last) in enumerate(spans):
        if last <= start or first >= end:
            continue
        first, last = max(first, done), max(min(last, end), done)
        if first > done:
            yield done, first, None
        yield first, max(first, last), number
        done = max(first, last)
    if done < end:
        yield done, end, None


def mark_text(
    source: Source,
    raw: str,
    lines: Sequence[Mapping],
    marks: list[Mark],
    sentences: list[tuple[int, int]],
) -> Evidence:
    """Return a text as the page shows it; `lines` are its rows of paragraphs.csv, or some of them."""

    def split(start: int, end: int) -> list[Piece]:
        inside = [mark for mark in marks if start <= mark.start < end]
        spans = [(mark.start, mark.end) for mark in inside]
        return [Piece(raw[a:b], None if n is None else inside[n]) for a, b, n in cut(start, end, spans)]

    blocks: list[tuple[str, list[Line]]] = []
    for line in lines:
        for start, end in _find_rows(raw, int(line["start"]), int(line["end"])):
            role = str(line["role"])
            if "\t" not in raw[start:end]:
                own = [span for span in sentences if start <= span[0] < end]
                parts = [split(first, last) for first, last, _ in cut(start, end, own)]
                blocks.append(("line", [Line(role, sentences=parts)]))
                continue
            if not blocks or blocks[-1][0] != "table":
                blocks.append(("table", []))
            blocks[-1][1].append(Line(role, cells=[split(*cell) for cell in _split(raw, start, end, "\t")]))
    return Evidence(source, blocks)


def _find_rows(raw: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the lines of a stretch, with the tabs around it, which are empty cells."""
    while start and raw[start - 1] == "\t":
        start -= 1
    while end < len(raw) and raw[end] == "\t":
        end += 1
    return _split(raw, start, end, "\n")


def _split(raw: str, start: int, end: int, mark: str) -> list[tuple[int, int]]:
    """Part a stretch at a character: the offsets of each part."""
    parts = []
    for part in raw[start:end].split(mark):
        parts.append((start, start + len(part)))
        start += len(part) + 1
    return parts


def mark_texts(tables: Tables, texts: Mapping[str, str], sources: Sequence[Source]) -> Iterator[Evidence]:
    """Yield the texts of the report with their quantities and measures marked; `texts` holds them raw, by doc_id."""
    doc_ids = [source.doc_id for source in sources]
    marks = find_marks(tables, doc_ids)
    sparse = sum(len(texts[doc_id]) for doc_id in doc_ids) > MOST_CHARACTERS
    paragraphs = {doc_id: rows.to_dict("records") for doc_id, rows in tables["paragraphs"].groupby("doc_id")}
    spans: dict[str, set[tuple[int, int]]] = {}
    for row in tables["observations"].itertuples():
        spans.setdefault(row.doc_id, set()).add((int(row.sentence_start), int(row.sentence_end)))
    for source in sources:
        own, lines = marks[source.doc_id], paragraphs.get(source.doc_id, [])
        if sparse:
            lines = [line for line in lines if any(line["start"] <= mark.start < line["end"] for mark in own)]
        yield mark_text(source, texts[source.doc_id], lines, own, sorted(spans.get(source.doc_id, ())))


def describe_place(language: str, quantity: Quantity) -> str:
    """Name a quantity for a link: place, indicator or subject, and number."""
    return say_phrase(
        "link_name",
        language,
        place=quantity.place,
        what=quantity.indicator or quantity.subject,
        number=quantity.text,
    )
