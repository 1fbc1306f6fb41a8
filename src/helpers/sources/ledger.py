"""The ledger of a folder (sources.csv): what an analyst says of its texts, beside what was read from them."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from helpers.language import get_division, is_date
from helpers.sources.articles import Article
from helpers.storage import InputError, get_schema
from helpers.text import NO_PLACE, Identity, decode, get_level, normalise

LEDGER = "sources.csv"


_LEDGER_FIELDS = ("title", "publisher", "published", "reports_on", "place", "genre")
COLUMNS = {"file", "sha256", "published_basis", "note", *_LEDGER_FIELDS} | {
    f"restated_{name}" for name in ("title", "publisher", "published", "address")
}
_CHOICES = ("published_basis", "genre")  # fields of the ledger that take certain words only


def read_ledger(path: Path) -> dict[str, dict[str, str]]:
    """Return the rows of a ledger by file; raises InputError that names the row that cannot be used."""
    if not path.is_file():
        return {}
    allowed = {column.name: column.allowed for column in get_schema("articles").columns if column.name in _CHOICES}
    ledger: dict[str, dict[str, str]] = {}
    for number, entry in _read_lines(path):
        where = f"{path.name}, line {number}"
        if not entry["file"] or entry["file"] in ledger:
            raise InputError(f"{where}: {'names no file' if not entry['file'] else entry['file'] + ' stands twice'}")
        if entry.get("published") and not is_date(entry["published"]):
            raise InputError(f"{where}: published {entry['published']!r} is no date: write 2024, 2024-03 or 2024-03-25")
        if entry.get("reports_on") and not _is_year(entry["reports_on"]):
            raise InputError(f"{where}: reports_on {entry['reports_on']!r} is no year: write 2023, or 2022-09/2023-08")
        if entry.get("place") and get_division(entry["place"]) is None:
            raise InputError(
                f"{where}: place {entry['place']!r} is no division of China, or several bear this name: write the "
                "official name, and before it the division that holds it if several bear it (as in 南京市鼓楼区)"
            )
        for name, choices in allowed.items():
            if entry.get(name) and entry[name] not in choices:
                raise InputError(f"{where}: {name} {entry[name]!r} is none of {', '.join(choices)}")
        ledger[entry["file"]] = entry
    return ledger


def find_unknown_columns(path: Path) -> list[str]:
    """Return the columns of a ledger that are not read: of an analyst's own, or misspelt."""
    rows = _read_rows(path) if path.is_file() else []
    return [name for name in map(str.strip, rows[0][1]) if name not in COLUMNS] if rows else []


def _read_rows(path: Path) -> list[tuple[int, list[str]]]:
    """Return the number of the line on which each row ends, and its cells; the first names the columns."""
    reader = csv.reader(io.StringIO(decode(path.read_bytes())[0], newline=""))
    rows: list[tuple[int, list[str]]] = []
    try:
        rows += ((reader.line_num, cells) for cells in reader if any(cells))
    except csv.Error as error:
        raise InputError(f"{path.name}, line {reader.line_num}: {error}; is a quotation mark left open?") from None
    return rows


def _read_lines(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    (_, names), *rows = _read_rows(path) or [(1, [])]
    names = [name.strip() for name in names]
    if "file" not in names or not rows:
        raise InputError(f"{path.name} has no column 'file': its first line must name the columns, one of them 'file'")
    for number, cells in rows:
        if len(cells) != len(names):
            raise InputError(
                f"{path.name}, line {number}: it has {len(cells)} fields, but there are {len(names)} columns: put a "
                "field that holds a comma in quotation marks, and leave a field empty rather than out"
            )
        yield number, {name: cell.strip() for name, cell in zip(names, cells, strict=True)}


def read_addresses(folder: str | Path) -> dict[str, str]:
    """Return by file where its text, or the article that it restates, can be read, as the ledger of a folder says."""
    ledger = read_ledger(Path(folder) / LEDGER)
    return {name: entry.get("address", "") or entry.get("restated_address", "") for name, entry in ledger.items()}


def compare_with_ledger(article: Article) -> list[tuple[str, str, str, str, str]]:
    """Return (doc_id, field, what the ledger says, what was read, yes or no) for each field that the ledger fills."""
    rows = []
    for name in _LEDGER_FIELDS:
        if told := article.ledger.get(name, ""):
            read = getattr(article.read, name)
            rows.append((article.doc_id, name, told, read, "yes" if _agree(told, read) else "no"))
    return rows


def _agree(told: str, read: str) -> bool:
    return normalise(told).text == normalise(read).text


def _is_year(text: str) -> bool:
    """Tell whether a text is a year, a month, or two months of a school year.

    >>> [_is_year(text) for text in ("2023", "2022-09/2023-08", "2023-05-08", "2023/2024")]
    [True, True, False, False]
    """
    is_form = re.fullmatch(r"\d{4}|\d{4}-\d\d(?:/\d{4}-\d\d)?", text) is not None
    return is_form and all(map(is_date, text.split("/")))


def merge_ledger(identity: Identity, entry: dict[str, str], sha256: str) -> Identity:
    """Let the ledger's fields win over those that were read, and say where they differ."""
    told = {name: entry[name] for name in _LEDGER_FIELDS if entry.get(name)}
    agreed = [name for name, value in told.items() if _agree(value, getattr(identity, name))]
    differing = [f"{name} (text: {getattr(identity, name) or 'nothing'})" for name in told if name not in agreed]
    notes = [
        f"ledger and text agree on {', '.join(agreed)}" if agreed else "",
        f"the ledger alone gives {', '.join(differing)}" if differing else "",
    ]
    if entry.get("sha256") and entry["sha256"] != sha256:
        notes.append("the file is not the one that the ledger describes (another sha256)")
    if place := told.get("place"):
        division = get_division(place)
        name = division.name if division else place
        told |= {"place": name, "place_level": get_level(place), "place_basis": "ledger"}
    if "published" in told:
        told["published_basis"] = entry.get("published_basis") or "ledger"
    if "reports_on" in told:
        told["reports_on_basis"] = "ledger"
    merged = replace(identity, **told)
    if merged.place and merged.reason.startswith(NO_PLACE):
        merged = replace(merged, use="compared", reason="")
    return replace(merged, reason=join_notes(merged.reason, *notes))


def join_notes(*notes: str) -> str:
    """Join the notes that say something."""
    return "; ".join(filter(None, notes))
