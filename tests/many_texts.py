"""Many texts about many places, for the other benchmarks: the project's own, with other names and other numbers.

usage: python tests/many_texts.py FOLDER TEXTS PLACES

Each text is one of data/raw that is about a single place, told of a real county or prefecture in its stead; each whole
number that is no year changes a little, so that no two texts are the same. `sources.csv` beside them names the places.
"""

from __future__ import annotations

import csv
import random
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from helpers.extract import observe_all
from helpers.language import get_division
from helpers.sources import load_documents, read_folder
from helpers.sources.articles import Refusal
from helpers.sources.ledger import LEDGER
from helpers.storage import make_table, read_resource
from helpers.storage.paths import PROJECT

RAW = PROJECT / "data" / "raw"
LEVELS = ("county", "prefecture")
_NUMBER = re.compile(r"(?<![\d.,])\d{2,6}(?![\d.,]|年|月|日)")


def _list_names() -> list[str]:
    return [row["name"] for row in read_resource("divisions.csv") if row["level"] in LEVELS and not row["last_listed"]]


def read_own_texts() -> list[tuple[str, str]]:
    """Return place and text of each plain text of data/raw that is about one county or prefecture."""
    with (RAW / LEDGER).open(encoding="utf-8-sig") as file:
        rows = [row for row in csv.DictReader(file) if row["file"].endswith(".txt")]
    known = set(_list_names())
    return [(row["place"], (RAW / row["file"]).read_text("utf-8")) for row in rows if row["place"] in known]


def list_places(count: int) -> list[str]:
    """Return the names of so many divisions of China, spread over all of it; none that several have or had."""
    unique = [name for name in _list_names() if get_division(name) is not None]
    if count > len(unique):
        raise SystemExit(f"there are {len(unique)} places with a name of their own, not {count}")
    return [unique[i * len(unique) // count] for i in range(count)]


def tell_of(place: str, text: str, other: str, chance: random.Random) -> str:
    """Put another place in a text and change its whole numbers by up to a tenth."""
    for end in range(len(place), 1, -1):  # 包头市, 包头
        text = text.replace(place[:end], other if end == len(place) else other[: max(2, len(other) - 1)])
    return _NUMBER.sub(lambda number: str(max(1, round(int(number[0]) * chance.uniform(0.9, 1.1)))), text)


def make_texts(texts: int, places: int) -> Iterator[tuple[str, str, str]]:
    """Yield file name, place and text of so many texts; the same numbers give the same texts."""
    own, names, chance = read_own_texts(), list_places(places), random.Random(2024)
    for number in range(texts):
        place, text = own[number % len(own)]
        other = names[number % places]
        yield f"{number:05}.txt", other, tell_of(place, text, other, chance)


def write_texts(folder: Path, texts: int, places: int) -> Path:
    """Write so many texts and their ledger into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / LEDGER).open("w", encoding="utf-8", newline="") as file:
        ledger = csv.writer(file)
        ledger.writerow(["file", "place"])
        for name, place, text in make_texts(texts, places):
            (folder / name).write_text(text, "utf-8")
            ledger.writerow([name, place])
    return folder


def read_all(folder: Path) -> tuple[pd.DataFrame, list[Refusal], pd.DataFrame]:
    """Read the texts of a folder and what they state: articles, what was left out, observations."""
    texts, refused = read_folder(folder)
    articles = make_table([text.to_row() for text in texts], "articles")
    rows = observe_all(load_documents(folder, articles), articles.set_index("doc_id").to_dict("index"))
    return articles, refused, make_table(rows, "observations")


if __name__ == "__main__":
    write_texts(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
