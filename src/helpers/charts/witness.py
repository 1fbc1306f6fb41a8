"""Where the words of a figure stand: the first sentence of a text that holds a term, or touches a theme."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from helpers.charts.wording import Row
from helpers.storage import group_by


class Witness:
    """The sentences of the texts at hand (doc_id, start, text, themes), searched for what a mark shows.

    Where a count is of an article that a text restates, the text may lack the word: then no sentence is found.

    >>> sentences = pd.DataFrame({"doc_id": ["a"], "start": [7], "text": ["新建小学2所。"], "themes": ["places"]})
    >>> Witness(sentences).find_term(["a"], "小学"), Witness(sentences).find_theme(["a"], "digital")
    ({'doc_id': 'a', 'start': 9}, None)
    """

    def __init__(self, sentences: pd.DataFrame | None) -> None:
        """Take the sentences, or none: then nothing is found."""
        rows = [] if sentences is None else sentences.to_dict("records")
        self.of_text: dict[str, list[Row]] = group_by(rows, lambda row: str(row["doc_id"]))

    def find_term(self, doc_ids: Iterable[str], term: str) -> Row | None:
        """Return where a term first stands in some texts: doc_id, start."""
        for row in self._list(doc_ids):
            if (at := str(row["text"]).find(term)) >= 0:
                return {"doc_id": row["doc_id"], "start": row["start"] + at}
        return None

    def find_theme(self, doc_ids: Iterable[str], theme: str) -> Row | None:
        """Return where the first sentence of some texts that touches a theme begins: doc_id, start."""
        found = (row for row in self._list(doc_ids) if theme in str(row["themes"]).split())
        return next(({"doc_id": row["doc_id"], "start": row["start"]} for row in found), None)

    def _list(self, doc_ids: Iterable[str]) -> Iterable[Row]:
        return (row for doc_id in doc_ids for row in self.of_text.get(doc_id, []))
