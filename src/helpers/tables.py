"""What stands in each table; reading, checking and writing them whole or not at all."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

import pandas as pd

from helpers.paths import OUT_VARIABLE as OUT_VARIABLE
from helpers.paths import PROJECT as PROJECT
from helpers.paths import Folders as Folders
from helpers.paths import InputError, write_whole
from helpers.paths import find_folders as find_folders


@cache
def read_resource(name: str) -> tuple[dict[str, str], ...]:
    """Read a CSV of the package's resources as a tuple of rows, once.

    >>> read_resource("tables.csv")[0]["table"]
    'articles'
    """
    text = (files("helpers") / "resources" / name).read_text(encoding="utf-8")
    return tuple(csv.DictReader(io.StringIO(text)))


@dataclass(frozen=True)
class Column:
    """One column of a table: type is string, integer or number; allowed lists the values of a closed set."""

    name: str
    type: str
    unit: str
    meaning: str
    allowed: tuple[str, ...]


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
        Column(c["column"], c["type"], c["unit"], c["meaning"], tuple(c["allowed"].split()))
        for c in read_resource("columns.csv")
        if c["table"] == name
    )
    return Schema(name, row["file"], row["writer"], tuple(row["key"].split()), row["description"], columns)


_DTYPES = {"string": "str", "integer": "Int64", "number": "Float64"}


def make_table(rows: Iterable[dict] | pd.DataFrame, name: str) -> pd.DataFrame:
    """Turn rows into a frame with the table's columns and types; missing text is "", missing numbers are NA.

    >>> make_table([{"doc_id": "a", "value": None}], "observations").loc[0, ["value", "unit"]].tolist()
    [<NA>, '']
    """
    schema = get_schema(name)
    frame = pd.DataFrame(rows)
    out = {}
    for column in schema.columns:
        values = frame[column.name] if column.name in frame else pd.Series([None] * len(frame), index=frame.index)
        if column.type == "string":
            out[column.name] = values.astype("object").where(values.notna(), "").astype("str")
        else:
            out[column.name] = pd.to_numeric(values.replace("", None)).astype(_DTYPES[column.type])
    return pd.DataFrame(out, index=frame.index).reset_index(drop=True)


def check_table(frame: pd.DataFrame, name: str) -> None:
    """Raise ValueError that names the table, column and first wrong row if a frame breaks its schema."""
    schema = get_schema(name)
    expected = [column.name for column in schema.columns]
    if list(frame.columns) != expected:
        raise ValueError(f"{schema.file}: columns are {list(frame.columns)}, expected {expected}")
    for column in schema.columns:
        if column.allowed:
            wrong = frame.loc[~frame[column.name].isin([*column.allowed, ""]), column.name]
            if len(wrong):
                raise ValueError(
                    f"{schema.file}: row {wrong.index[0] + 2}, column {column.name}: {wrong.iloc[0]!r} "
                    f"is none of {', '.join(column.allowed)}"
                )
    repeated = frame.duplicated(list(schema.key))
    if repeated.any():
        row = frame.loc[repeated, list(schema.key)].iloc[0].to_dict()
        raise ValueError(f"{schema.file}: two rows with the same key {row}")


def format_number(value: float) -> str:
    """Write a number so that reading gives it back: whole numbers without a point, no exponent.

    >>> format_number(5.53e9), format_number(99.99), format_number(0.1 + 0.2)
    ('5530000000', '99.99', '0.3')
    """
    if value == int(value):
        return str(int(value))
    return f"{value:.10f}".rstrip("0").rstrip(".")


def write_table(frame: pd.DataFrame, name: str, folder: Path) -> Path:
    """Check a frame against its schema and write it as CSV (UTF-8, LF) into folder; raise ValueError before."""
    check_table(frame, name)
    schema = get_schema(name)
    text = frame.copy()
    for column in schema.columns:
        if column.type == "number":
            text[column.name] = [("" if pd.isna(v) else format_number(float(v))) for v in frame[column.name]]
    path = Path(folder) / schema.file
    write_whole(path, text.to_csv(index=False, lineterminator="\n").encode("utf-8"))
    return path


def read_table(name: str, folder: Path) -> pd.DataFrame:
    """Read a table that an earlier notebook wrote; raise InputError that names the notebook if it is not there."""
    schema = get_schema(name)
    path = Path(folder) / schema.file
    if not path.is_file():
        raise InputError(f"{path} is missing: run notebook {schema.writer} first (python run.py does all in order)")
    return make_table(pd.read_csv(path, dtype="str", keep_default_na=False), name)
