"""Reports on the mapping: what is found, what is not, and where texts disagree."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from helpers.concepts.catalogue import UNMAPPED, find_unmatched
from helpers.concepts.subjects import read_subject


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
