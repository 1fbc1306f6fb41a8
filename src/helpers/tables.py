"""What stands in each table; reading, checking and writing them whole or not at all."""

from __future__ import annotations

import hashlib
import io
import json
import math
import re
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from helpers.paths import OUT_VARIABLE as OUT_VARIABLE
from helpers.paths import PROJECT as PROJECT
from helpers.paths import Folders as Folders
from helpers.paths import InputError, write_whole
from helpers.paths import find_folders as find_folders
from helpers.resource_files import read_resource as read_resource


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
    """Check a frame against its schema and write it as CSV (UTF-8, LF) into folder; raise ValueError before."""
    path = Path(folder) / get_schema(name).file
    write_whole(path, to_csv(frame, name).encode("utf-8"))
    return path


def read_table(name: str, folder: Path) -> pd.DataFrame:
    """Read a table that an earlier notebook wrote; raise InputError that names the notebook if it is not there."""
    schema = get_schema(name)
    path = Path(folder) / schema.file
    if not path.is_file():
        raise InputError(f"{path} is missing: run notebook {schema.writer} first (python run.py does all in order)")
    return make_table(pd.read_csv(path, dtype="str", keep_default_na=False), name)


# --- what goes with the tables: dictionary, data package, workbook ---------------------------------------------------


def find_tables(folder: str | Path) -> list[Schema]:
    """Return the schemas of the tables that stand in a folder, in the order of resources/tables.csv."""
    schemas = (get_schema(row["table"]) for row in read_resource("tables.csv"))
    return [schema for schema in schemas if (Path(folder) / schema.file).is_file()]


def write_dictionary(folder: str | Path) -> Path:
    """Write README.md: every table of the folder with its columns, the flags, and the catalogue of indicators."""
    parts = [
        "# Data dictionary\n\nGenerated from `src/helpers/resources`; do not edit. All tables are CSV in UTF-8. An "
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
        **{
            "profile": "tabular-data-resource",
            "name": schema.name,
            "path": schema.file,
            "description": schema.description,
        },
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


_LINKS = 65_530  # as many as Excel keeps for one sheet
_ROWS = 1_048_576
_SHEETS = ("comparison", "indicators", "observations")
_WRAP = 44  # width of a cell, in Latin characters, before its text wraps
_FIXED_TIME = datetime(2000, 1, 1)


def write_workbook(folder: str | Path) -> Path:
    """Write indicators.xlsx from comparison.csv, indicators.csv and observations.csv of the folder, and a dictionary.

    The quote of an observation leads to its sentence, a verdict to the rows that it rests on. The same tables give the
    same bytes. Raises InputError for a table with more rows than a sheet holds.
    """
    from openpyxl import Workbook

    frames = {name: read_table(name, folder) for name in _SHEETS}
    for name, frame in frames.items():
        if len(frame) + 2 > _ROWS:
            raise InputError(
                f"{name}.csv has {len(frame)} rows, more than a sheet of a workbook holds; use the CSV file"
            )
    lines = _number_lines(frames["indicators"])
    sheets = {
        "comparison": _tell_verdicts(frames["comparison"], frames["indicators"], lines),
        "indicators": _tell_indicators(frames["indicators"]),
        "observations": _tell_observations(frames["observations"], lines),
        "dictionary": _tell_dictionary(),
    }
    book = Workbook()
    book.remove(book.active)
    for name, (heads, rows) in sheets.items():
        _fill_sheet(book.create_sheet(name), heads, rows)
    book["comparison"].print_area = f"A1:K{book['comparison'].max_row}"  # without the codes behind the reasons
    path = Path(folder) / "indicators.xlsx"
    write_whole(path, _save_workbook(book))
    return path


class Link(NamedTuple):
    """A cell that leads to a line of the sheet `indicators`."""

    text: str
    column: str
    line: int


class Amount(NamedTuple):
    """A number that is shown with its unit."""

    number: float
    unit: str


def _number_lines(indicators: pd.DataFrame) -> dict[tuple[str, ...], int]:
    """Say on which line of the sheet each indicator row stands, by text, start and indicator, and by subject."""
    lines: dict[tuple[str, ...], int] = {}
    for line, row in enumerate(indicators.itertuples(), 3):
        place = f"{row.doc_id}:{row.start}"
        for key in ((place, row.indicator), (place, "subject", row.subject), (place,)):
            lines.setdefault(key, line)
    return lines


def _label(resource: str, key: str, column: str) -> dict[str, str]:
    return {row[key]: row[column] for row in read_resource(resource)}


_VERDICTS = (
    ("指标", "indicator (zh)"),
    ("层次", "school level (zh)"),
    ("甲地", "place_a"),
    ("甲地数值", "value_a"),
    ("甲地截至", "as_of_a"),
    ("乙地", "place_b"),
    ("乙地数值", "value_b"),
    ("乙地截至", "as_of_b"),
    ("可比性", "grade"),
    ("理由(中文)", "reason_zh"),
    ("理由(英文)", "reason_en"),
    ("相隔年数", "years_apart"),
    ("理由代码", "reasons"),
    ("甲地所据行", "row_a"),
    ("乙地所据行", "row_b"),
    ("指标(英文)", "indicator (en)"),
    ("指标代码", "indicator"),
    ("层次代码", "school_level"),
)


def _tell_verdicts(comparison: pd.DataFrame, indicators: pd.DataFrame, lines: dict) -> tuple[list, Iterable[list]]:
    """Tell each verdict with the names of its indicator and level and with the two figures."""
    names = {language: _label("indicators.csv", "id", f"label_{language}") for language in ("zh", "en")}
    levels = _label("school_levels.csv", "level", "label_zh")

    def tell(verdict: dict) -> list:
        cells = verdict | {f"indicator ({language})": names[language][verdict["indicator"]] for language in names}
        cells["school level (zh)"] = levels[verdict["school_level"]]
        for side in "ab":
            reference = verdict[f"row_{side}"]
            line = lines.get((reference, verdict["indicator"])) or lines.get((reference,))
            if line:
                stated = indicators.iloc[line - 3]
                cells |= {f"value_{side}": _tell_value(stated), f"as_of_{side}": stated["as_of"]}
                cells[f"row_{side}"] = Link(reference, "A", line)
        return [cells.get(name, "") for _, name in _VERDICTS]

    return list(_VERDICTS), map(tell, comparison.to_dict("records"))


def _tell_value(row: pd.Series) -> object:
    """Return the number, or the bounds in words where no number is written."""
    if not pd.isna(row["value"]):
        return Amount(row["value"], row["unit"])
    ends = [
        sign + format_number(float(row[end])) for sign, end in (("≥", "low"), ("≤", "high")) if not pd.isna(row[end])
    ]
    return " ".join([*(["[缺]"] if row["damage"] == "digits_lost" else []), *ends])


def _tell_indicators(indicators: pd.DataFrame) -> tuple[list, Iterable[list]]:
    names = [_label("indicators.csv", "id", f"label_{language}") for language in ("zh", "en")]
    heads = [("指标", "indicator (zh)"), ("指标(英文)", "indicator (en)")]
    heads += [(column.label_zh, column.name) for column in get_schema("indicators").columns]
    rows = zip(indicators["indicator"], indicators.itertuples(index=False), strict=True)
    return heads, ([*(name.get(id_, "") for name in names), *row] for id_, row in rows)


def _tell_observations(observations: pd.DataFrame, lines: dict) -> tuple[list, Iterable[list]]:
    columns = get_schema("observations").columns
    position = 2 + [column.name for column in get_schema("indicators").columns].index("sentence")

    def tell(row) -> list:
        line = lines.get((f"{row.doc_id}:{row.start}", "subject", row.subject))
        quote = Link(row.quote, _name_column(position), line) if line else row.quote
        return [quote if column.name == "quote" else getattr(row, column.name) for column in columns]

    return [(column.label_zh, column.name) for column in columns], map(tell, observations.itertuples())


def _name_column(position: int) -> str:
    from openpyxl.utils import get_column_letter

    return get_column_letter(position + 1)


def _tell_dictionary() -> tuple[list, Iterable[list]]:
    names = (
        ("表", "table"),
        ("列", "column"),
        ("中文", "label_zh"),
        ("类型", "type"),
        ("单位", "unit"),
        ("含义", "meaning"),
        ("取值", "values"),
    )
    rows = (
        [schema.file, column.name, column.label_zh, column.type, column.unit, column.meaning, ", ".join(column.allowed)]
        for schema in map(get_schema, _SHEETS)
        for column in schema.columns
    )
    return list(names), rows


def _fill_sheet(sheet, heads: Sequence[tuple[str, str]], rows: Iterable[Sequence]) -> None:
    """Fill a sheet: a Chinese and an English header line, frozen; filters; widths and heights that show the text."""
    from openpyxl.styles import Alignment, Font
    from openpyxl.worksheet.hyperlink import Hyperlink
    from openpyxl.worksheet.properties import PageSetupProperties

    widths, heights, links = [max(map(_measure, head)) for head in heads], {}, 0
    for line, cells in enumerate([[zh for zh, _ in heads], [en for _, en in heads], *rows], 1):
        for position, value in enumerate(cells, 1):
            unit = f'" {value.unit}"' if isinstance(value, Amount) else ""
            text = value[0] if isinstance(value, Link | Amount) else value
            if pd.isna(text) or text == "":
                continue
            cell = sheet.cell(line, position)
            if isinstance(text, str):
                cell.value, cell.data_type = _ILLEGAL.sub("", text), "s"  # never a formula
            else:
                cell.value, cell.number_format = text, ("#,##0" if text == int(text) else "#,##0.00##") + unit
            if isinstance(value, Link) and links < _LINKS:
                links += 1
                cell.hyperlink = Hyperlink(cell.coordinate, location=f"indicators!{value.column}{value.line}")
                cell.font = Font(color="0563C1", underline="single")
            size = _measure(str(text))
            cell.alignment = Alignment(vertical="top", wrap_text=size > _WRAP)
            if size > _WRAP:
                heights[line] = max(heights.get(line, 0), math.ceil(size / _WRAP))
            if line <= 2:
                cell.font = Font(bold=True)
            widths[position - 1] = max(widths[position - 1], min(size, _WRAP))
    for position, width in enumerate(widths):
        sheet.column_dimensions[_name_column(position)].width = width + 4
    for line, height in heights.items():
        sheet.row_dimensions[line].height = 14 * min(height, 10)
    sheet.freeze_panes = "A3"
    sheet.print_title_rows = "1:2"
    sheet.page_setup.orientation, sheet.page_setup.paperSize, sheet.page_setup.fitToHeight = "landscape", 8, 0  # A3
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.auto_filter.ref = f"A2:{_name_column(len(heads) - 1)}{max(sheet.max_row, 2)}"


def _measure(text: str) -> int:
    """Return the width of a text in Latin characters; a Chinese one is two wide."""
    return sum(2 if ord(character) > 0x2E7F else 1 for character in text)


_ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def _save_workbook(book) -> bytes:
    """Return the bytes of a workbook without the times at which it was made."""
    saved, fixed = io.BytesIO(), io.BytesIO()
    book.properties.creator = "city-education-reports"
    book.properties.created = _FIXED_TIME
    book.save(saved)
    stamp = _FIXED_TIME.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    with zipfile.ZipFile(saved) as source, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as target:
        for item in source.infolist():
            data = source.read(item)
            if item.filename == "docProps/core.xml":
                data = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + stamp, data)
            target.writestr(zipfile.ZipInfo(item.filename, (1980, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)
    return fixed.getvalue()
