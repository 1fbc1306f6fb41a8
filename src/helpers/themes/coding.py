"""Sentences and their themes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from helpers.storage import read_resource
from helpers.text import normalise, split_sentences


class Sentence(NamedTuple):
    """A sentence: offsets in the raw text (end exclusive) and its words in the form of the reading."""

    start: int
    end: int
    text: str


def split_body(paragraphs: Iterable[Mapping[str, object]]) -> list[Sentence]:
    """Return the sentences of one text's body, in order; paragraphs are rows of paragraphs.csv.

    Headings and captions are left out: they repeat what the sentences say.

    >>> heading = {"role": "heading", "start": 0, "text": "一、教师"}
    >>> split_body([heading, {"role": "body", "start": 5, "text": "招聘教师９名。好。"}])
    [Sentence(start=5, end=12, text='招聘教师9名。'), Sentence(start=12, end=14, text='好。')]
    """
    sentences = []
    for row in paragraphs:
        if row["role"] == "body":
            reading = normalise(str(row["text"]))
            for a, b in split_sentences(reading.text):
                first, last = int(row["start"]) + reading.raw_start(a), int(row["start"]) + reading.raw_end(b)
                sentences.append(Sentence(first, last, reading.text[a:b]))
    return sentences


@dataclass(frozen=True)
class Theme:
    """One theme of the coding scheme: the terms that show it, and the phrases that only look like one."""

    name: str
    terms: re.Pattern[str]
    excludes: re.Pattern[str]

    def touches(self, sentence: str) -> bool:
        """Say whether a sentence has a term of the theme outside the phrases that only look like one."""
        return self.terms.search(self.excludes.sub("|", sentence)) is not None


@cache
def get_themes() -> tuple[Theme, ...]:
    """Return the coding scheme of resources/themes.csv in its order."""

    def match_any(words: str) -> re.Pattern[str]:
        return re.compile("|".join(re.escape(word) for word in sorted(words.split(), key=len, reverse=True)) or "(?!)")

    rows = read_resource("themes.csv")
    return tuple(Theme(row["theme"], match_any(row["terms"]), match_any(row["excludes"])) for row in rows)


def code_themes(sentence: str) -> tuple[str, ...]:
    """Return the themes that a sentence (in the form of the reading) touches: several, one or none.

    >>> code_themes("新建幼儿园3所,公开招聘幼儿教师120名")
    ('teachers', 'early', 'funding')
    >>> code_themes("回望来路,信心倍增。")
    ()
    """
    return tuple(theme.name for theme in get_themes() if theme.touches(sentence))
