"""A page as it is made: its chance, its figures, and what is to be read in it."""

from __future__ import annotations

import random
import tempfile
from collections import Counter
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from score_heldback import FACETS, is_right, read_files


class File(NamedTuple):
    """A page that is no plain text: the suffix of its name, what it holds, and how it is shown."""

    suffix: str
    data: bytes
    shown: str

    def __str__(self) -> str:
        return f"({self.suffix})\n{self.shown}"


Style = Callable[["Page"], str | File]
UNITS = {
    "school": "所",
    "pupil": "人",
    "entrant": "人",
    "graduate": "人",
    "full_time_teacher": "人",
    "teacher": "人",
    "staff": "人",
    "class": "个",
}


@dataclass
class Page:
    """What a style makes a page of; said holds the fields of each value to be read, no_facts values of no row."""

    chance: random.Random
    said: dict[float, dict[str, str]] = field(default_factory=dict)
    no_facts: set[float] = field(default_factory=set)

    def choose(self, *options):
        """Return one of some options."""
        return self.chance.choice(options)

    def draw(self, low: int, high: int) -> int:
        """Return a number that stands nowhere else on the page."""
        while (number := self.chance.randint(low, high)) in self.said:
            pass
        self.said[number] = {}
        return number

    def clutter(self, low: int, high: int) -> int:
        """Return a number of what stands around an article, of which no row may come."""
        number = self.draw(low, high)
        self.no_facts.add(number)
        return number

    def divide(self, size: int, low: int, high: int) -> list[int]:
        """Return so many numbers that stand nowhere else, and last their sum."""
        while True:
            parts = [self.chance.randint(low, high) for _ in range(size)]
            numbers = [*parts, sum(parts)]
            if len(set(numbers)) == len(numbers) and not set(numbers) & self.said.keys():
                self.said.update({number: {} for number in numbers})
                return numbers

    def tell(self, number: float, unit: str, **fields: str) -> str:
        """Return a number with its unit, and note what it is of: facets, place, period, kind or status."""
        self.said[number] = fields
        return f"{number:g}{unit}" if number < 100000 else f"{number}{unit}"

    def count(self, number: float, population: str, **fields: str) -> str:
        """Return a number of schools, pupils, teachers or classes with its unit."""
        return self.tell(number, UNITS[population], population=population, **fields)


def read_rows(made: str | File) -> list[dict]:
    """Return the rows that the program reads in a text or a file."""
    file = File("txt", made.encode(), made) if isinstance(made, str) else made
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, f"page.{file.suffix}")
        path.write_bytes(file.data)
        return read_files([path])


def read_text(text: str | File) -> dict[float, dict]:
    """Return the first row of each value that the program reads in a text."""
    found: dict[float, dict] = {}
    for row in read_rows(text):
        found.setdefault(row["value"], row)
    return found


def find_wrong(
    text: str | File,
    said: dict[float, dict[str, str]],
    silent: tuple[str, ...] = (),
    no_facts: Collection[float] = (),
) -> list[str]:
    """Return a line for each field that is read otherwise than the page says; a facet of silent must then be empty.

    A file says each number once, and no other. Values of no_facts are those of what stands around the article, of which
    no row may come.
    """
    if isinstance(text, File):
        rows = read_rows(text)
        found = {row["value"]: row for row in reversed(rows)}
        often = Counter(row["value"] for row in rows)
        wrong = [f"{value}: read {times} times" for value, times in often.items() if times > 1]
        wrong += [f"{v}: not on the page ({row['subject']})" for v, row in found.items() if not said.get(v)]
    else:
        found = read_text(text)
        wrong = [f"{value:g}: no fact ({found[value]['sentence']})" for value in sorted(no_facts) if value in found]
    for value, told in said.items():
        row = found.get(float(value))
        if not told:
            continue
        if row is None:
            wrong.append(f"{value:g}: not found")
            continue
        expected = dict.fromkeys(silent, "") | told
        gold = dict.fromkeys((*FACETS, "of"), "") | expected
        wrong += [
            f"{value:g} {name}: {expected[name] or '-'}, read {row[name] or '-'} ({row['subject']})"
            for name in expected
            if not is_right(gold, row, name)
        ]
    return wrong


def take_up(styles: dict[str, Style], level: Callable[[Page], object]) -> Callable[[Callable], Callable]:
    """Return what takes up a way of saying what a level on a page has as a style, at times below its heading."""

    def style(say: Callable) -> Callable:
        def make(page: Page) -> str:
            of = level(page)
            heading = page.choose("", "", f"{of.heading}\n", f"二、{of.heading}\n")
            return f"某县2023年教育事业统计公报\n\n{heading}{say(of)}\n"

        styles[say.__name__] = make
        return say

    return style
