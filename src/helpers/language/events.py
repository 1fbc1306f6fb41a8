"""Dated national events and five-year plans, which stand for times: 党的二十大, “十四五”."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from helpers.language.approximators import join_words
from helpers.storage import read_resource


class Event(NamedTuple):
    """A dated national event that a text mentions at text[start:end]."""

    start: int
    end: int
    name: str
    date: str


@cache
def get_events(kind: str) -> tuple[re.Pattern, dict[str, tuple[str, str, str]]]:
    """Return a pattern of the words of all events of a kind (event, plan), and each word's name, start and end."""
    words = {}
    for row in read_resource("events.csv"):
        if row["kind"] == kind:
            names = row["words"].split("|")
            words.update(dict.fromkeys(names, (names[0], row["start"], row["end"])))
    return re.compile(join_words(words)), words


def find_events(text: str) -> list[Event]:
    """Return the dated national events that a text mentions, from resources/events.csv.

    >>> find_events("深入学习贯彻党的二十大精神")[0][2:]
    ('党的二十大', '2022-10')
    """
    pattern, words = get_events("event")
    return [Event(m.start(), m.end(), words[m.group()][0], words[m.group()][1]) for m in pattern.finditer(text)]
