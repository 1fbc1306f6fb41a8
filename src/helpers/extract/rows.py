"""The rows of observations.csv."""

from __future__ import annotations

import re

from helpers.extract.cells import Figure
from helpers.extract.clauses import Item, Sentence, Told
from helpers.extract.context import Context
from helpers.extract.kinds import read_basis
from helpers.text import Document, Reading


def make_row(item: Item, subject: str, sentence: Sentence, place: Told, period: Told, status: Told) -> dict:
    """Return the row of an item before its offsets are those of the raw text."""
    return {
        "item": item,
        "sentence_start": sentence.start,
        "sentence_end": sentence.end,
        "subject": _tidy(subject),
        "value": item.quantity.value,
        "unit": item.quantity.unit,
        "kind": item.kind,
        "basis": read_basis(item, sentence),
        "place": place.value,
        "place_basis": place.basis,
        "period": period.value,
        "period_basis": period.basis,
        "status": status.value,
        "told": {"place": place, "period": period, "status": status},
    }


_LATIN = re.compile("[A-Za-z]")
_YEAR = re.compile(r"(?:19|20)\d\d")


def _tidy(subject: str) -> str:
    subject = subject.lstrip("、,的 :\n").rstrip("、,的 :(\n")
    if " " not in subject and "\n" not in subject:
        return subject
    return subject.replace("\n", "").replace(" ", "") if not _LATIN.search(subject) else subject.replace("\n", "")


def _is_standard(row: dict) -> bool:
    """Tell whether a row is what a standard sets by its own name: 生均公用经费标准 above 小学720元."""
    yuan = row["kind"] == "level" and row["status"] == "actual" and row["unit"].startswith("元")
    return yuan and bool(_STANDARD.search(row["subject"]))


_STANDARD = re.compile("(?:生均|每[生人名])[^的]{0,16}(?:标准|定额)$")


def finish_row(row: dict, document: Document) -> dict:
    """Map a row's offsets to the raw text and write its subject in the characters of the document."""
    raw, reading = document.raw, document.reading
    quantity = row["item"].quantity
    start, end = reading.raw_span(quantity.start, quantity.end)
    sentence_start, sentence_end = reading.raw_span(row["sentence_start"], row["sentence_end"])
    return {
        "start": start,
        "end": end,
        "quote": raw[start:end],
        "sentence_start": sentence_start,
        "sentence_end": sentence_end,
        "subject": _in_own_characters(row["subject"], row, document) if reading.traditional else row["subject"],
        "value": row["value"],
        "low": quantity.low,
        "high": quantity.high,
        "bounds": quantity.bounds,
        "bounds_basis": quantity.bounds_basis,
        "unit": row["unit"],
        "qualifier": quantity.qualifier,
        "kind": row["kind"],
        "basis": row["basis"],
        "place": row["place"],
        "period": row["period"],
        "period_basis": row["period_basis"],
        "status": "rule" if _is_standard(row) else row["status"],
        "damage": "digits_lost" if quantity.form == "lost" else "none",
        "flags": " ".join(dict.fromkeys(quantity.flags)) if quantity.flags else "",
        "place_basis": row["place_basis"],
        "cell": "",
        "evidence": _write_evidence(row, reading),
    }


def finish_figure(figure: Figure, number: int, document: Document, context: Context) -> dict:
    """Return the row of a table's figure; number is that of the table in its document, from 1."""
    cell, quantity = figure.cell, figure.quantity
    period = figure.period or context.noted or context.span or context.reports_on
    period = _YEAR.sub(lambda year: str(int(year[0]) - 1), period) if figure.back else period
    return {
        "start": quantity.start,
        "end": quantity.end,
        "quote": document.raw[quantity.start : quantity.end],
        "sentence_start": figure.row[0],
        "sentence_end": figure.row[1],
        "subject": _tidy(figure.subject),
        **{
            name: getattr(quantity, name)
            for name in ("value", "low", "high", "bounds", "bounds_basis", "unit", "qualifier")
        },
        "kind": figure.kind,
        "basis": "point",
        "place": context.place if figure.place is None else figure.place,
        "period": period,
        "period_basis": ("stated" if figure.period else "inherited") if period else "",
        "status": "planned"
        if figure.status == "actual" and context.published and period[:4] > context.published[:4]
        else figure.status,
        "damage": "digits_lost" if quantity.form == "lost" else "none",
        "flags": figure.flags,
        "place_basis": "stated" if figure.place is not None else "document" if context.place else "",
        "cell": f"{number}:{cell.row}:{cell.column}",
        "evidence": " ".join(f"{role}:{start}-{end}" for role, start, end in figure.evidence),
    }


def _write_evidence(row: dict, reading: Reading) -> str:
    """Return where the words stand that say a row's period and place: pairs role:start-end of the raw text."""
    told, said = row["told"], ""
    if row["period"] and (span := told["period"].span):
        start, end = reading.raw_span(*span)
        said = f"period:{start}-{end}"
    if row["place"] and (span := told["place"].span):
        start, end = reading.raw_span(*span)
        said += f"{' ' if said else ''}place:{start}-{end}"
    return said


def explain_row(row: dict, document: Document) -> str:
    """Say in words which construction and which words gave subject, kind, period, place and status of a row."""
    item, lines = row["item"], []
    quote = document.reading.text[item.quantity.start : item.quantity.end]
    lines.append(f"{quote}  {row['subject']}")
    moved = " ".join(filter(None, (item.move, "compared" * item.compared, "reached" * item.reached)))
    lines.append(f"  subject  {item.rule or 'completed'}")
    lines.append(f"  kind     {row['kind']}" + f"  ({moved})" * bool(moved))
    for name, told in row["told"].items():
        words = document.reading.text[told.span[0] : told.span[1]] if told.span else ""
        told_by = "  ".join(filter(None, (told.basis, told.rule, words and f"“{words}”")))
        lines.append(f"  {name:<8} {row[name] or '-'}" + f"  ({told_by})" * bool(told_by))
    return "\n".join(lines)


def _in_own_characters(subject: str, row: dict, document: Document) -> str:
    """Put back the Traditional characters of the sentence; words that it inherits have those of the document."""
    sentence = slice(row["sentence_start"], row["sentence_end"])
    pairs = zip(document.reading.text[sentence], document.written[sentence], strict=True)
    own = {char: written for char, written in pairs if char in subject and "\u3400" <= char <= "\u9fff"}
    others = document.own_characters
    return "".join([own.get(char) or others.get(ord(char), char) for char in subject])
