"""Short phrases of the reports (resources/report_sentences.csv)."""

from __future__ import annotations

from helpers.storage import map_resource


def get_phrases(language: str) -> dict[str, str]:
    """Return all phrases in a language by key."""
    return map_resource("report_sentences.csv", "key", language)


def say_phrase(key: str, language: str, **values: object) -> str:
    """Return a phrase in a language with its blanks filled; raises KeyError for another key.

    >>> say_phrase("figure", "en", n=2)
    'Figure 2.'
    """
    return get_phrases(language)[key].format(**values)
