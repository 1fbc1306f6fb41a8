"""Making, checking, reading and writing tables, whole or not at all."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pandas as pd

from helpers.storage.messages import InputError
from helpers.storage.paths import write_whole
from helpers.storage.schemas import get_schema

# Where pyarrow is installed pandas would keep text there: a table shall be the same with it and without.
pd.set_option("mode.string_storage", "python")

_DTYPES = {"string": "str", "integer": "Int64", "number": "Float64"}


_TYPE_CHECKS = {
    "string": pd.api.types.is_string_dtype,
    "integer": pd.api.types.is_integer_dtype,
    "number": pd.api.types.is_numeric_dtype,
}


def make_table(rows: Iterable[dict] | pd.DataFrame, name: str) -> pd.DataFrame:
    """Turn rows into a frame with the table's columns and types; missing text is "", missing numbers are NA.

    >>> make_table([{"doc_id": "a", "value": None}], "observations").loc[0, ["value", "unit"]].tolist()
    [<NA>, '']
    """
    frame = pd.DataFrame(rows)
    columns = {column.name: _make_column(frame, column.name, column.type) for column in get_schema(name).columns}
    return pd.DataFrame(columns, index=frame.index).reset_index(drop=True)


def _make_column(frame: pd.DataFrame, name: str, kind: str) -> pd.Series:
    """Return a column of a frame in the type of its kind; one that is missing holds nothing."""
    dtype = _DTYPES[kind]
    if name not in frame:
        return pd.Series("" if kind == "string" else pd.NA, index=frame.index, dtype=dtype)
    values = frame[name]
    if kind != "string":
        return values if values.dtype == dtype else pd.to_numeric(values.replace("", None)).astype(dtype)
    if values.dtype == dtype and not values.hasnans:
        return values
    return values.astype("object").where(values.notna(), "").astype("str")


def to_rows(frame: pd.DataFrame) -> list[dict]:
    """Return the rows of a table as mappings, what is missing as None (`to_dict` takes five times as long).

    >>> to_rows(pd.DataFrame({"unit": ["所"], "value": pd.array([None], dtype="Float64")}))
    [{'unit': '所', 'value': None}]
    """
    names = list(frame.columns)
    columns = [frame[name].tolist() for name in names]
    for number, name in enumerate(names):
        if frame[name].hasnans:
            columns[number] = [None if value is pd.NA else value for value in columns[number]]
    return [dict(zip(names, values, strict=True)) for values in zip(*columns, strict=True)]


def check_table(frame: pd.DataFrame, name: str) -> None:
    """Raise ValueError that names the table, column and first wrong row if a frame breaks its schema."""
    schema = get_schema(name)
    expected = [column.name for column in schema.columns]
    if list(frame.columns) != expected:
        raise ValueError(f"{schema.file}: columns are {list(frame.columns)}, expected {expected}")
    for column in schema.columns:
        if not _TYPE_CHECKS[column.type](frame[column.name].dtype):
            raise ValueError(
                f"{schema.file}, column {column.name}: holds {frame[column.name].dtype}, not {column.type}"
            )
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


def to_csv(frame: pd.DataFrame, name: str) -> str:
    """Check a frame against its schema and return it as CSV with LF line ends; raise ValueError if it breaks it."""
    check_table(frame, name)
    text = frame.copy()
    for column in get_schema(name).columns:
        if column.type == "number":
            text[column.name] = [("" if pd.isna(v) else format_number(float(v))) for v in frame[column.name]]
    return text.to_csv(index=False, lineterminator="\n")


def write_table(frame: pd.DataFrame, name: str, folder: Path) -> Path:
    """Check a frame against its schema and write it as CSV into folder; raise ValueError before.

    UTF-8 with a byte-order mark, by which Excel knows it, and LF as line end.
    """
    path = Path(folder) / get_schema(name).file
    write_whole(path, to_csv(frame, name).encode("utf-8-sig"))
    return path


def write_tables(folder: Path, **tables: pd.DataFrame) -> pd.DataFrame:
    """Write tables into folder, each under its name and checked against its schema; return what was written.

    Columns: file, rows. Raises ValueError at the first table that breaks its schema, before it is written.
    """
    paths = [write_table(frame, name, folder) for name, frame in tables.items()]
    return pd.DataFrame({"file": [path.name for path in paths], "rows": [len(frame) for frame in tables.values()]})


def read_table(name: str, folder: Path) -> pd.DataFrame:
    """Read a table that an earlier notebook wrote; raise InputError that names the notebook if it is not there."""
    schema = get_schema(name)
    path = Path(folder) / schema.file
    if not path.is_file():
        raise InputError(f"{path} is missing: run notebook {schema.writer} first (python run.py does all in order)")
    return make_table(pd.read_csv(path, dtype="str", keep_default_na=False), name)
