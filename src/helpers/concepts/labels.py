"""Labels of codes in both languages, and how tables refer to a row."""

from __future__ import annotations

from functools import cache

from helpers.storage import read_resource


def label(column: str, value: str, language: str) -> str:
    """Return the Chinese (zh) or English (en) label of a value of a closed set; the value itself if it has none.

    >>> label("grade", "with_caution", "en")
    'comparable with caution'
    """
    return _labels(language).get((column, value), value)


@cache
def _labels(language: str) -> dict[tuple[str, str], str]:
    column = f"label_{language}"
    labels = {(row["column"], row["value"]): row[column] for row in read_resource("value_labels.csv")}
    labels |= {("reasons", row["reason"]): row[column] for row in read_resource("reasons.csv")}
    labels |= {("indicator", row["id"]): row[column] for row in read_resource("indicators.csv")}
    return labels | {("school_level", row["level"]): row[column] for row in read_resource("school_levels.csv")}


def refer(row: dict | None) -> str:
    """Return how other tables refer to a row: doc_id:start; empty for none."""
    return f"{row['doc_id']}:{row['start']}" if row else ""
