"""Under a figure stand the texts that it shows, all of them and no other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

import pandas as pd

from helpers.charts.wording import COMMA, SEMICOLON, Row, find_title, format_date, name_place, say, to_rows

SHORT_TITLE = 12  # characters of a title that is cut


class Mark(NamedTuple):
    """A mark of a figure and the row that it shows: the mark's id, the text, and the offset of the quantity in it."""

    mark: str
    doc_id: str
    start: int


@dataclass(frozen=True)
class Sources:
    """The texts that a figure shows: the full list, and shorter wordings of it from the longest to the shortest."""

    doc_ids: tuple[str, ...]
    full: str
    wordings: tuple[str, ...]


def cite_rows(articles: pd.DataFrame, rows: Iterable[Row], language: str) -> Sources:
    """Cite the texts that rows come from, by their number in the table `articles`, the same in all figures of a run.

    The full list has place, title, publisher and date. Ids that the table lacks are values that an analyst added: the
    note says where they are from.
    """
    shown = {row["doc_id"] for row in rows}
    texts = [(number, row) for number, row in enumerate(to_rows(articles), 1) if row["doc_id"] in shown]
    ids = tuple(str(row["doc_id"]) for _, row in texts)
    if not texts:
        return Sources(ids, "", ("",))
    forms = [
        [_word(number, row, language, title) for number, row in texts]
        for title in (find_title, lambda row: _cut(find_title(row)))
    ]
    forms.append(
        [say("citation_short", language, n=number, by=_name_publisher(row, language)) for number, row in texts]
    )
    lists = [SEMICOLON[language].join(items) for items in forms]
    lists.append(say("citation_numbers", language, numbers=_list_numbers([number for number, _ in texts])))
    full = [_word(number, row, language, find_title, full=True) for number, row in texts]
    wordings = [say("source", language, items=text) for text in lists]
    return Sources(ids, say("source", language, items=SEMICOLON[language].join(full)), tuple(wordings))


def _word(number: int, article: Row, language: str, title, full: bool = False) -> str:
    details = [str(article["publisher"]), format_date(article if full else _keep_year(article), language)]
    if full and article["restated_from"]:
        details.append(say("restated", language))
    return say(
        "citation_full" if full else "citation",
        language,
        n=number,
        place=name_place(str(article["place"]), language),
        title=title(article),
        details=COMMA[language].join(detail for detail in details if detail),
    )


def _keep_year(article: Row) -> Row:
    return {**article, "published": str(article["published"])[:4]}


def _name_publisher(article: Row, language: str) -> str:
    date = format_date(_keep_year(article), language)
    return f"{str(article['publisher']) or _cut(find_title(article))} {date}"


def _cut(title: str) -> str:
    return title if len(title) <= SHORT_TITLE else title[: SHORT_TITLE - 1].rstrip() + "…"


def _list_numbers(numbers: Sequence[int]) -> str:
    """Write numbers in brackets, three and more in a row as a range.

    >>> _list_numbers([1, 2, 4, 5, 6])
    '[1] [2] [4]–[6]'
    """
    runs = [[n for _, n in run] for _, run in groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0])]
    words = [[f"[{run[0]}]–[{run[-1]}]"] if len(run) > 2 else [f"[{n}]" for n in run] for run in runs]
    return " ".join(word for run in words for word in run)


def name_text(articles: pd.DataFrame, article: Row, language: str) -> str:
    """Name a text in short, as figures cite it: number, publisher, year."""
    number = number_texts(articles)[str(article["doc_id"])]
    return say("citation_short", language, n=number, by=_name_publisher(article, language))


def number_texts(articles: pd.DataFrame) -> dict[str, int]:
    """Return the number of each text, by doc_id, by which figures cite it."""
    return {str(doc_id): number for number, doc_id in enumerate(articles["doc_id"], 1)}
