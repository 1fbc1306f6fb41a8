"""Short phrases of the reports (resources/report_sentences.csv)."""

from __future__ import annotations

from functools import cache

from helpers.storage import read_resource


@cache
def _read_phrases(language: str) -> dict[str, str]:
    return {row["key"]: row[language] for row in read_resource("report_sentences.csv")}


def get_phrases(language: str) -> dict[str, str]:
    """Return all phrases in a language by key."""
    return _read_phrases(language)


def say_phrase(key: str, language: str, **values: object) -> str:
    """Return a phrase in a language with its blanks filled; raises KeyError for another key.

    >>> say_phrase("figure", "en", n=2)
    'Figure 2.'
    """
    return get_phrases(language)[key].format(**values)
