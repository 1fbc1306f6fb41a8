"""What stands in each table: its columns, types, allowed values and key."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from helpers.storage.resources import read_resource


@dataclass(frozen=True)
class Column:
    """One column of a table: type is string, integer or number; allowed lists the values of a closed set."""

    name: str
    type: str
    unit: str
    meaning: str
    allowed: tuple[str, ...]
    label_zh: str = ""


@dataclass(frozen=True)
class Schema:
    """What one table holds, who writes it, and which columns identify a row."""

    name: str
    file: str
    writer: str
    key: tuple[str, ...]
    description: str
    columns: tuple[Column, ...]


@cache
def get_schema(name: str) -> Schema:
    """Return the schema of a table from resources/tables.csv and resources/columns.csv.

    >>> get_schema("observations").key
    ('doc_id', 'start', 'subject')
    """
    row = next((row for row in read_resource("tables.csv") if row["table"] == name), None)
    if row is None:
        raise KeyError(f"no table named {name!r} in resources/tables.csv")
    columns = tuple(
        Column(c["column"], c["type"], c["unit"], c["meaning"], tuple(c["allowed"].split()), c["label_zh"] or "")
        for c in read_resource("columns.csv")
        if c["table"] == name
    )
    return Schema(name, row["file"], row["writer"], tuple(row["key"].split()), row["description"], columns)


def find_tables(folder: str | Path) -> list[Schema]:
    """Return the schemas of the tables that stand in a folder, in the order of resources/tables.csv."""
    schemas = (get_schema(row["table"]) for row in read_resource("tables.csv"))
    return [schema for schema in schemas if (Path(folder) / schema.file).is_file()]
