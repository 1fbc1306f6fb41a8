"""Rows of the tables as numbers of a report: how they are written, and what a reader needs to find them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pandas as pd

from helpers.charts import (
    COLON,
    COMMA,
    SPACE,
    find_title,
    format_date,
    format_day,
    format_quantity,
    label_indicator,
    name_concept,
    name_place,
    number_texts,
)
from helpers.compare import describe_reasons
from helpers.concepts import UNMAPPED, refer
from helpers.report.phrases import say_phrase
from helpers.storage import group_by, read_resource

_SHORT_DAY = re.compile(r"(?<=, )--\d\d-\d\d(?=\)$)")

Row = Mapping[str, object]
Tables = Mapping[str, pd.DataFrame]


@dataclass(frozen=True)
class Number:
    """A number of the report with what a reader needs to find it: `ref` is doc_id:start, "" if no text states it."""

    ref: str
    place: str
    text: str
    year: str
    size: float
    sentence: str
    source: str
    correction: str
    subject: str = ""
    others: tuple[tuple[str, str], ...] = ()  # of a derived number: further sentences it rests on, with their sources


class Reader:
    """Finds the row that a verdict rests on, and writes it as a number of the report."""

    def __init__(self, tables: Tables, language: str) -> None:
        """Take the tables articles and indicators."""
        self.language = language
        self.labels = pd.DataFrame(read_resource("indicators.csv"))
        self.articles = {row["doc_id"]: row for row in tables["articles"].to_dict("records")}
        self.numbers = number_texts(tables["articles"])
        self.names: dict[tuple[object, ...], str] = {}
        self.rows: dict[str, list[Row]] = group_by(tables["indicators"].to_dict("records"), refer)

    def find(self, ref: str, indicator: str) -> Row:
        """Return the row at a place in the texts (doc_id:start), that of an indicator if there are several."""
        rows = self.rows[ref]
        return next((row for row in rows if row["indicator"] == indicator), rows[0])

    def write(self, ref: str, indicator: str) -> Number:
        """Return the row at a place in the texts as a number of the report."""
        row = self.find(ref, indicator)
        article = self.articles.get(str(row["doc_id"]))
        sizes = [float(row[name]) for name in ("value", "low", "high") if not pd.isna(row[name])]
        return Number(
            ref if article else "",
            name_place(str(row["place"]), self.language),
            format_quantity(row, self.language),
            say_year(row, self.language),
            sizes[0] if sizes else 0.0,
            str(row["sentence"]),
            self.cite(article) if article else "",
            _SHORT_DAY.sub(lambda found: format_day(found[0], self.language), str(row["corrected"])),
            str(row.get("subject") or ""),
            tuple(self._find_others(row)),
        )

    def _find_others(self, row: Row) -> Iterator[tuple[str, str]]:
        """Yield the other sentences that a derived number rests on."""
        for ref in str(row.get("sources") or "").split():
            other = self.rows[ref][0] if ref in self.rows else row
            article = self.articles.get(str(other["doc_id"]))
            if other["sentence"] != row["sentence"] and article:
                yield str(other["sentence"]), self.cite(article)

    def cite(self, article: Row) -> str:
        """Cite a text by its number, title, publisher and date."""
        parts = [f"《{find_title(article)}》", str(article["publisher"]), format_date(article, self.language)]
        said = COMMA[self.language].join(filter(None, parts))
        return f"[{self.numbers[str(article['doc_id'])]}] {said}"

    def explain(self, reason: str, verdict: Row) -> str:
        """Say how a pair falls under a reason."""
        refs, indicator = (str(verdict["row_a"]), str(verdict["row_b"])), str(verdict["indicator"])
        rows = tuple(self.find(ref, indicator) if ref else None for ref in refs)
        years = None if pd.isna(verdict["years_apart"]) else int(verdict["years_apart"])
        said = describe_reasons([reason], (str(verdict["place_a"]), str(verdict["place_b"])), rows, years)
        return self.name(verdict) + COLON[self.language] + said[self.language]

    def name(self, row: Row) -> str:
        """Name the indicator and school level of a verdict, or the concept of figures that are of no indicator."""
        mapped = row["indicator"] != UNMAPPED
        key = row["indicator"], row["school_level"], "" if mapped else row["concept"]
        if key not in self.names:
            self.names[key] = label_indicator(row, self.labels, self.language) if mapped else self._name_concept(row)
        return self.names[key]

    def _name_concept(self, verdict: Row) -> str:
        refs = [str(verdict[f"row_{side}"]) for side in "ab"]
        return name_concept(verdict, [self.find(ref, UNMAPPED) for ref in refs if ref in self.rows])[self.language]


def say_note(number: Number, language: str) -> str:
    """Say where a number stands: its sentence with title, publisher and date, and why it was corrected.

    Of a cell of a table the note names the row and column by the number's subject, of a derived number all that it
    rests on.
    """
    said = []
    if number.ref:
        key = "note_cell" if "\t" in number.sentence and number.subject else "note"
        said.append(say_phrase(key, language, sentence=number.sentence, source=number.source, subject=number.subject))
    said += [say_phrase("note", language, sentence=sentence, source=source) for sentence, source in number.others]
    if number.others:
        said.insert(0, say_phrase("note_derived", language))
    if number.correction:
        said.append(say_phrase("note_corrected", language, why=number.correction))
    return SPACE[language].join(said)


def say_year(row: Row, language: str) -> str:
    """Say the year of a number; where only the date of its text is known, that it is that of the text.

    >>> say_year({"as_of": "2024-10-28", "as_of_basis": "document_date"}, "en")
    'text of 2024'
    """
    year = str(row["as_of"])[:4]
    return year and say_phrase("year" if row["as_of_basis"] == "period" else "year_of_text", language, n=year)
