"""What goes with the tables: the data dictionary and the data package."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from pathlib import Path

from helpers.storage.paths import write_whole
from helpers.storage.resources import read_resource
from helpers.storage.schemas import Column, Schema, find_tables


def write_dictionary(folder: str | Path) -> Path:
    """Write README.md: every table of the folder with its columns, the flags, and the catalogue of indicators."""
    parts = [
        "# Data dictionary\n\nGenerated from `src/helpers/resources`; do not edit. All tables are CSV in UTF-8 with "
        "a byte-order mark (in Python: encoding `utf-8-sig`), by which Excel knows it. Cells hold what the texts say, "
        "unchanged: Excel may take one for a date or a formula, so open `indicators.xlsx`, where text is text. An "
        "empty cell is missing, with the reason beside it. All figures are the publishers' own claims.\n",
        *map(_describe_table, find_tables(folder)),
        *(_describe_resource(*section) for section in _DICTIONARY),
    ]
    path = Path(folder) / "README.md"
    write_whole(path, "\n".join(parts).encode("utf-8"))
    return path


_DICTIONARY = (
    ("Flags", "flags.csv", "Codes in the column `flags`.", "flag set_by label_zh meaning"),
    ("Reasons", "reasons.csv", "Why figures do not compare, in this order.", "reason label_zh label_en sentence_en"),
    ("School levels", "school_levels.csv", "The dimension `school_level`.", "level label_zh label_en reported_as"),
    (
        "Catalogue of indicators",
        "indicators.csv",
        "An indicator is here because an official system defines it or because reports of two places could state it. "
        "Wordings are patterns over a subject without place, level and filler words; `{学校}` is any kind of school, "
        "`~` a neutral verb such as 建立.",
        "id label_zh label_en unit kind stock_or_flow per theme family standard standard_no wordings scope_notes",
    ),
    ("Standards", "standards.csv", "The column `standard` above.", "standard title_zh title_en publisher year note"),
    ("Measures", "measures.csv", "The column `measure` of measures.csv.", "id label_zh label_en definition"),
    (
        "Files of the resources",
        "schemas.csv",
        "What each column of `src/helpers/resources` holds; a line that breaks this is refused with its number.",
        "file column required type allowed refers_to meaning",
    ),
)


def _describe_table(schema: Schema) -> str:
    rows = [(f"`{c.name}`", c.label_zh, c.type, c.unit, c.meaning, ", ".join(c.allowed)) for c in schema.columns]
    head = ("column", "中文", "type", "unit", "meaning", "values")
    about = f"{schema.description}. Written by `{schema.writer}`; key: {', '.join(schema.key)}.\n"
    return f"## {schema.file}\n\n{about}\n{_format_markdown(head, rows)}"


def _describe_resource(title: str, resource: str, about: str, names: str) -> str:
    columns = names.split()
    rows = [tuple(row[column] for column in columns) for row in read_resource(resource) if row[columns[0]]]
    return f"## {title}\n\n{about} ({len(rows)} rows of `resources/{resource}`)\n\n{_format_markdown(columns, rows)}"


def _format_markdown(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *([cell.replace("|", "\\|") for cell in row] for row in rows)]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def write_datapackage(folder: str | Path) -> Path:
    """Write datapackage.json (Frictionless Data Package, version 1) for the tables of the folder."""
    package = {
        "profile": "tabular-data-package",
        "name": "city-education-reports",
        "title": "Quantities and indicators in Chinese reports about the education of cities",
        "resources": [_describe_package_table(schema, Path(folder)) for schema in find_tables(folder)],
    }
    path = Path(folder) / "datapackage.json"
    write_whole(path, (json.dumps(package, ensure_ascii=False, indent=1) + "\n").encode("utf-8"))
    return path


def _describe_package_table(schema: Schema, folder: Path) -> dict:
    data = (folder / schema.file).read_bytes()
    return {
        "profile": "tabular-data-resource",
        "name": schema.name,
        "path": schema.file,
        "description": schema.description,
        **{"format": "csv", "mediatype": "text/csv", "encoding": "utf-8", "dialect": {"lineTerminator": "\n"}},
        **{"bytes": len(data), "hash": f"sha256:{hashlib.sha256(data).hexdigest()}"},
        "schema": {
            "fields": [_describe_field(column) for column in schema.columns],
            "primaryKey": list(schema.key),
            "missingValues": [""],
        },
    }


def _describe_field(column: Column) -> dict:
    field = {"name": column.name, "type": column.type, "title": column.label_zh, "description": column.meaning}
    return field | ({"constraints": {"enum": list(column.allowed)}} if column.allowed else {})
