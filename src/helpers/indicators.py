"""From observations to indicators: mapping, an analyst's corrections, and reports on both.

The catalogue, the verdicts on pairs of places, the measures and the implied values have modules of their own; what
notebooks call of them can be had from here too.
"""

from __future__ import annotations

import csv
import datetime
import io
import math
import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pandas as pd

from helpers.catalogue import (
    UNMAPPED,
    find_indicator,
    find_unmatched,
    get_indicators,
    get_school_levels,
    join_words,
    read_subject,
)
from helpers.catalogue import get_catalogue as get_catalogue
from helpers.catalogue import label as label
from helpers.cleaning import normalise
from helpers.comparability import compare as compare
from helpers.comparability import grade as grade
from helpers.comparability import list_pairs as list_pairs
from helpers.implied import imply as imply
from helpers.measures import find_measures as find_measures
from helpers.measures import restore_texts
from helpers.places import get_division
from helpers.tables import InputError, format_number, get_schema, make_table


def map_observations(
    observations: pd.DataFrame,
    articles: pd.DataFrame,
    corrections: pd.DataFrame | None = None,
    paragraphs: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Say for every observation which indicator, place and date it stands for: one row each, then the added values.

    A row of no indicator is `unmapped`; so is every row of an excluded text, flagged `excluded_text`. The column
    sentence needs the paragraphs. Raises InputError for an observation of an unknown text, for two indicators that
    claim one row, and for a correction that fits no row.
    """
    texts = {row["doc_id"]: row for row in articles.to_dict("records")}
    raw = {} if paragraphs is None else restore_texts(paragraphs)
    unknown = sorted(set(observations["doc_id"]) - set(texts))
    if unknown:
        raise InputError(f"observations.csv names a text {unknown[0]!r} that articles.csv lacks: run notebook 01 again")
    rows = [_map_row(row, texts[row["doc_id"]], raw.get(row["doc_id"], "")) for row in observations.to_dict("records")]
    frame = _flag_repeated(make_table(rows, "indicators"))
    return frame if corrections is None else apply_corrections(frame, corrections, articles)


def _map_row(row: dict, article: dict, raw: str) -> dict:
    place = row["place"] or article["place"]
    used = article["use"] == "compared"
    subject = normalise(row["subject"]).text  # the catalogue is in Simplified characters
    match = find_indicator(subject, row["unit"], row["kind"], place) if used else None
    if match and row["basis"] == "per_case" and not get_indicators()[match.indicator].per:
        match = None  # 每人1万元 is no total
    as_of, basis = _date(row["period"], article["published"])
    sentence = re.sub(r"\s*\n\s*", "", raw[row["sentence_start"] : row["sentence_end"]]) if raw else ""
    one_school = match is not None and bool(_one_school().search(normalise(sentence).text))
    if one_school:
        match = None
    return row | {
        "indicator": match.indicator if match else UNMAPPED,
        "school_level": match.school_level if match else "",
        "scope": match.scope if match else "",
        "place": place,
        "place_level": _find_level(place, article),
        "as_of": as_of,
        "as_of_basis": basis,
        "sentence": sentence,
        "flags": " ".join([*row["flags"].split(), *["excluded_text"] * (not used), *["one_school"] * one_school]),
        "corrected": "",
    }


@cache
def _one_school() -> re.Pattern[str]:
    counted = r"[^,，;；。]{0,6}?[\d一二三四五六七八九十百千两]+[余多]?所"  # 学校共312所 is about many
    return re.compile(rf"{join_words('one_school')}|^(?:学校|新校区)(?!{counted})")


def _find_level(place: str, article: dict) -> str:
    if place == article["place"] and article["place_level"]:
        return article["place_level"]
    division = get_division(place, article["place"]) if place else None
    return division.level if division else ""


def _date(period: str, published: str) -> tuple[str, str]:
    """Return the date that a figure is taken to hold for, and how it is known: the end of its period comes first."""
    end = period.rpartition("/")[2]
    if end and end != "..":
        return end, "period"
    return (published, "document_date") if published else ("", "unknown")


def _flag_repeated(frame: pd.DataFrame) -> pd.DataFrame:
    """Flag the rows that say once more what an earlier row of the same text says."""
    key = ["doc_id", "indicator", "school_level", "scope", "place", "kind", "status", "unit", "value", "low", "high"]
    stated = frame[["value", "low", "high"]].notna().any(axis=1) & (frame["indicator"] != UNMAPPED)
    fresh = frame[stated & ~frame["flags"].str.contains("repeated")]
    again = fresh.index[fresh.duplicated(key)]
    frame.loc[again, "flags"] = (frame.loc[again, "flags"] + " repeated").str.strip()
    return frame


def choose_places(cities: str, articles: pd.DataFrame) -> list[str]:
    """Return the places to compare: those named, comma-separated, else all that a text in use is about, in its order.

    Raises InputError for a place that no text in use is about, or that is named twice, and where no text is in use.
    """
    known = list(dict.fromkeys(articles.loc[(articles["use"] == "compared") & (articles["place"] != ""), "place"]))
    if not known:
        why = "; ".join(f"{row.file}: {row.reason}" for row in articles.head(3).itertuples())
        raise InputError(
            f"no text can be compared ({why}): add texts, or name the place of a text in sources.csv beside it"
        )
    chosen = [name for name in re.split(r"[,，、\s]+", cities) if name]
    for name in chosen:
        if name not in known:
            raise InputError(f"cities: no text is about {name!r}; there are texts about {', '.join(known)}")
    if len(set(chosen)) < len(chosen):
        raise InputError(f"cities: a place is named twice in {cities!r}; name each once")
    return chosen or known


# --- corrections -----------------------------------------------------------------------------------------------------


def _is_date(text: str) -> bool:
    """Tell whether a text is a year, a month or a day as ISO 8601 writes them, or a day without its year.

    >>> [_is_date(text) for text in ("2024", "2024-02", "2024-02-29", "--08-30", "2024-13", "2023-02-29", "--02-30")]
    [True, True, True, True, False, False, False]
    """
    if not re.fullmatch(r"\d{4}(?:-\d\d){0,2}|--\d\d-\d\d", text):
        return False
    day = text.replace("--", "2000-")  # a leap year
    try:
        datetime.date.fromisoformat(day + "-01" * (2 - day.count("-")))
    except ValueError:
        return False
    return True


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
    for column in ("doc_id", "indicator", "school_level", "place"):
        fits &= frame[column] == row[column]
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
    as_of, basis = _date(row["period"], "" if row["date"].startswith("--") else row["date"])
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


# --- reports on the mapping ------------------------------------------------------------------------------------------


def find_unused_wordings(indicators: pd.DataFrame) -> pd.DataFrame:
    """Return the wordings of the catalogue that no row of the table matches: columns indicator, wording."""
    cores = {(row.indicator, read_subject(row.subject, row.place).core) for row in indicators.itertuples()}
    return pd.DataFrame(find_unmatched(cores), columns=["indicator", "wording"])


def count_unmapped(indicators: pd.DataFrame) -> pd.DataFrame:
    """Return the subjects of no indicator with the number of their rows and of the places that use them, most first."""
    rows = indicators[(indicators["indicator"] == UNMAPPED) & ~indicators["flags"].str.contains("excluded_text")]
    counts = rows.groupby(["subject", "unit", "kind"])["place"].agg(rows="size", places="nunique").reset_index()
    return counts.sort_values(["places", "rows", "subject"], ascending=[False, False, True], ignore_index=True)


def find_disagreements(indicators: pd.DataFrame) -> pd.DataFrame:
    """Return the rows that give different numbers for one indicator, level, scope, place, kind, status and period."""
    key = ["indicator", "school_level", "scope", "place", "period", "kind", "basis", "status"]
    dated = (indicators["indicator"] != UNMAPPED) & (indicators["period"] != "")
    rows = indicators[dated & indicators["value"].notna()]
    differ = rows.groupby(key)["value"].transform("nunique") > 1
    columns = [*key, "value", "unit", "qualifier", "doc_id", "start", "subject"]
    return rows.loc[differ, columns].sort_values([*key, "doc_id", "start"], ignore_index=True)


def count_coverage(indicators: pd.DataFrame) -> pd.DataFrame:
    """Return, for each text, how many of its quantities are an indicator's, and why the others are not."""
    flags = indicators["flags"].str.split()
    fate = pd.Series("no_indicator", index=indicators.index)
    fate[indicators["indicator"] != UNMAPPED] = "indicator"
    for flag in ("one_school", "excluded_text"):
        fate[flags.map(lambda found, flag=flag: flag in found)] = flag
    columns = ["indicator", "no_indicator", "one_school", "excluded_text"]
    counts = pd.crosstab(indicators["doc_id"], fate).reindex(columns=columns, fill_value=0)
    counts.columns.name = None
    return counts.assign(quantities=counts.sum(axis=1))[["quantities", *columns]]


def count_places(indicators: pd.DataFrame, places: Sequence[str]) -> pd.Series:
    """Return how many of the places state each indicator and school level."""
    used = indicators[(indicators["indicator"] != UNMAPPED) & indicators["place"].isin(places)]
    return used.groupby(["indicator", "school_level"])["place"].nunique()
