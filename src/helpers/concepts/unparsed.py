"""What of the subjects no word explains, for an analyst to decide."""

from __future__ import annotations

import pandas as pd


def find_unparsed(indicators: pd.DataFrame, observations: pd.DataFrame) -> pd.DataFrame:
    """Return what no word of the lexicon explains in the subjects, the most frequent first.

    Columns: unparsed, rows; then of the first row subject, quote and sentence; and line, to copy into words.csv: with
    the tag `concept` and no facet the words say nothing of what is counted.
    """
    left = indicators[(indicators["unparsed"] != "") & ~indicators["flags"].str.contains("excluded_text")]
    key = ["doc_id", "start", "subject"]
    left = left.merge(observations[[*key, "quote"]], on=key, how="left")
    first = {name: (name, "first") for name in ("subject", "quote", "sentence")}
    found = left.groupby("unparsed").agg(rows=("subject", "size"), **first).reset_index()
    found = found.sort_values(["rows", "unparsed"], ascending=[False, True], ignore_index=True)
    words = found["unparsed"].str.split().str[0]
    return found.assign(line=words + ",concept,,," + found["subject"].str.replace(",", " "))
