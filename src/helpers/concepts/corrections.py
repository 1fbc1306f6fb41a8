"""An analyst's corrections of observations."""

from __future__ import annotations

import csv
import io
import math
import re
from pathlib import Path

import pandas as pd

from helpers.concepts.catalogue import get_catalogue, get_indicators
from helpers.concepts.dates import date_figure
from helpers.concepts.subjects import get_school_levels
from helpers.language import get_division, is_date
from helpers.storage import InputError, format_number, get_schema, make_table


def _is_date(text: str) -> bool:
    """Tell whether a text is a date, or a day without its year.

    >>> [_is_date(text) for text in ("2024", "--08-30", "--02-29", "--02-30", "--08")]
    [True, True, True, False, False]
    """
    return is_date(re.sub(r"^--(?=\d\d-\d\d$)", "2000-", text))  # a leap year


def read_corrections(path: str | Path) -> pd.DataFrame:
    """Read an analyst's corrections (CSV, columns as in resources/columns.csv); no file means no corrections.

    Raises InputError that names the line for wrong columns, an unknown action or indicator, a value that is no
    number, and a missing reason, source or date. A date without its year is written --MM-DD (ISO 8601).
    """
    path = Path(path)
    expected = [column.name for column in get_schema("corrections").columns]
    if not path.is_file():
        return make_table([], "corrections")
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise InputError(f"{path.name}: not UTF-8; save it again as CSV UTF-8") from None
    reader = csv.DictReader(io.StringIO(text), restkey="surplus", restval=None)
    if reader.fieldnames != expected:
        raise InputError(f"{path.name}: the first line must be {','.join(expected)}")
    rows = []
    try:
        for row in reader:
            if problem := _find_problem(row):
                raise InputError(f"{path.name}, line {reader.line_num}: {problem}")
            rows.append(row | {"line": reader.line_num})
    except csv.Error as error:
        raise InputError(f"{path.name}, line {reader.line_num}: not readable as CSV ({error})") from None
    return make_table(rows, "corrections").assign(line=[row["line"] for row in rows])


def _find_problem(row: dict) -> str:
    """Return what is wrong with a line of corrections.csv, "" if nothing is."""
    if "surplus" in row or None in row.values():
        return "the number of cells differs from the first line's; put cells with commas in quotation marks"
    if row["action"] not in ("correct", "add"):
        return f"the action is {row['action']!r}; write correct or add"
    if row["indicator"] not in get_indicators():
        return f"there is no indicator {row['indicator']!r}; see the catalogue in data/processed/README.md"
    if row["school_level"] not in get_school_levels():
        return f"the school level {row['school_level']!r} is none of {', '.join(get_school_levels())}"
    try:
        finite = math.isfinite(float(row["value"]))
    except ValueError:
        finite = False
    if not finite:
        return f"the value {row['value']!r} is no number; write it in base units, percent as 22.11"
    units = get_indicators()[row["indicator"]].units
    if row["unit"] and row["unit"] not in units:
        return f"{row['indicator']} is not stated in {row['unit']}: write the value in {' or '.join(sorted(units))}"
    if not _is_date(row["date"]):
        return f"the date {row['date']!r} is not YYYY, YYYY-MM, YYYY-MM-DD or --MM-DD"
    if not all(end == ".." or _is_date(end) for end in row["period"].split("/") if row["period"]):
        return f"the period {row['period']!r} is not YYYY, YYYY-MM or two of them with / between them"
    needed = ["reason", "source", "place"] + (["doc_id"] if row["action"] == "correct" else [])
    empty = [name for name in needed if not row[name].strip()]
    return f"{empty[0]} is empty" if empty else ""


def apply_corrections(frame: pd.DataFrame, corrections: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Return the indicators with an analyst's corrections, each marked with its reason and source.

    `correct` sets the value of the row of that text, indicator, school level and place (and period, where given), of
    several that which lost its number; the row keeps its damage and its offsets. `add` appends a row whose doc_id is
    `corrections` and whose start is the line. A corrected value outside the bounds that the text leaves is flagged
    `outside_bounds`. Raises InputError for a correction that fits no row, or several with different numbers.
    """
    frame, added = frame.copy(), []
    for number, row in enumerate(corrections.to_dict("records")):
        line = row.get("line", number + 2)
        if row["action"] == "add":
            added.append(_add_row(row, line, articles))
            continue
        fits = _find_rows(frame, row)
        if _count_numbers(frame[fits]) != 1:
            raise InputError(f"corrections.csv, line {line}: {_explain_misfit(frame, fits, row)}")
        for index in frame.index[fits]:
            _correct(frame, index, row)
    if not added:
        return frame
    return make_table(pd.concat([frame, make_table(added, "indicators")]), "indicators")


def _find_rows(frame: pd.DataFrame, row: dict) -> pd.Series:
    kinds = ["share"] if get_indicators()[row["indicator"]].kind == "share" else ["level", "ratio"]
    fits = frame["kind"].isin(kinds)
    for column in ("doc_id", "indicator", "place"):
        fits &= frame[column] == row[column]
    usual = row["school_level"] == get_indicators()[row["indicator"]].level
    fits &= frame["school_level"].isin([row["school_level"], *["unknown"] * usual])
    fits = fits & (frame["period"] == row["period"]) if row["period"] else fits
    lost = fits & (frame["damage"] == "digits_lost") & frame["value"].isna()
    return lost if lost.any() and _count_numbers(frame[fits]) > 1 else fits


def _count_numbers(rows: pd.DataFrame) -> int:
    return rows[["value", "low", "high", "period"]].drop_duplicates().shape[0]


def _explain_misfit(frame: pd.DataFrame, fits: pd.Series, row: dict) -> str:
    """Say why a correction fits no row or several, and which rows there are."""
    if fits.any():
        return f"text {row['doc_id']!r} states different numbers, give the period: {_list_rows(frame[fits])}"
    wanted = f"{row['place']}, {row['indicator']}, school level {row['school_level']!r}, period {row['period']!r}"
    near = _list_rows(frame[(frame["doc_id"] == row["doc_id"]) & (frame["indicator"] == row["indicator"])])
    advice = f"there is {near}" if near else "write add for a value that no text states"
    return f"no row of text {row['doc_id']!r} for {wanted}; {advice}"


def _list_rows(rows: pd.DataFrame) -> str:
    return "; ".join(
        f"{'lost' if pd.isna(row.value) else format_number(row.value)} {row.unit} for {row.place}, school level "
        f"{row.school_level!r}, period {row.period!r}"
        for row in rows.itertuples()
    )


def _correct(frame: pd.DataFrame, index: int, row: dict) -> None:
    low, high = frame.at[index, "low"], frame.at[index, "high"]
    outside = (not pd.isna(low) and row["value"] < low) or (not pd.isna(high) and row["value"] > high)
    frame.at[index, "value"] = row["value"]
    frame.loc[index, ["low", "high"]] = pd.NA
    frame.loc[index, ["bounds", "qualifier", "corrected"]] = ["", "exact", _describe_source(row)]
    if outside:
        frame.at[index, "flags"] = f"{frame.at[index, 'flags']} outside_bounds".strip()


def _describe_source(row: dict) -> str:
    return f"{row['reason']} ({', '.join(filter(None, [row['source'], row['address'], row['date']]))})"


def _add_row(row: dict, line: int, articles: pd.DataFrame) -> dict:
    if row["place"] not in set(articles["place"]):
        raise InputError(
            f"corrections.csv, line {line}: no text is about {row['place']!r}; add a text or mend the name"
        )
    indicator = get_indicators()[row["indicator"]]
    catalogue = get_catalogue().set_index("id").loc[row["indicator"]]
    division = get_division(row["place"])
    as_of, basis = date_figure(row["period"], "" if row["date"].startswith("--") else row["date"])
    selected = {name: row[name] for name in ("indicator", "school_level", "place", "period", "value")}
    return selected | {
        "place_level": division.level if division else "",
        "as_of": as_of,
        "as_of_basis": basis,
        "unit": row["unit"] or catalogue["unit"],
        "qualifier": "exact",
        "kind": indicator.kind,
        "basis": "point",
        "status": "actual",
        "damage": "none",
        "doc_id": "corrections",
        "start": line,
        "end": line,
        "subject": catalogue["label_zh"],
        "corrected": _describe_source(row),
    }
