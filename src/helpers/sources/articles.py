"""One text of a folder, and a file that was left out."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import NamedTuple

from helpers.text import Grid, Identity


@dataclass(frozen=True)
class Article:
    """One text of a folder: what it is, what was read of that from the text alone, and what the ledger says."""

    doc_id: str
    file: str
    sha256: str
    encoding: str
    reader: str
    text: str
    identity: Identity
    read: Identity
    ledger: dict[str, str]
    grids: tuple[Grid, ...] = ()

    def to_row(self) -> dict[str, str]:
        """Return the article's row of articles.csv."""
        row = {field.name: getattr(self.identity, field.name) for field in fields(Identity)}
        own = ("doc_id", "file", "sha256", "encoding", "reader")
        return {name: getattr(self, name) for name in own} | row | {"restated_from": cite_original(self.ledger)}


class Refusal(NamedTuple):
    """A file that was left out, and why."""

    file: str
    reason: str


def cite_original(entry: dict[str, str]) -> str:
    """Return title, publisher and date of the article that a text restates, "" if it restates none."""
    title = entry.get("restated_title", "")
    parts = (entry.get(name, "") for name in ("restated_publisher", "restated_published"))
    return ", ".join(filter(None, (f"《{title}》", *parts))) if title else ""
