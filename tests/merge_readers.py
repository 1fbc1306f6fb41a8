"""What two readers of the same held-back pages agree on.

usage: python tests/merge_readers.py FIRST SECOND OUT     (folders as heldback/READERS.md describes them)

OUT gets the pages and the rows of the first reader; what the second wrote otherwise, or one of them left open, is "*",
but for the subject, of which the first reader's words stay. A row that only the first has, or that one of them calls
optional, is optional. For each field the share of rows is told in which both wrote the same, of those where both wrote
something, with the number of rows that they wrote otherwise or left open.
"""

from __future__ import annotations

import csv
import shutil
import sys
from collections import Counter
from pathlib import Path

KEPT = ("doc", "start", "number_text", "evidence", "subject", "note")


def read(folder: Path) -> list[dict[str, str]]:
    """Return the rows of a reader."""
    with (folder / "observations.tsv").open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [{name: text or "" for name, text in row.items()} for row in rows]


def span(row: dict[str, str]) -> tuple[int, int]:
    """Return where the number of a row begins and ends."""
    return int(row["start"]), int(row["start"]) + len(row["number_text"])


def find_same(row: dict[str, str], rows: list[dict[str, str]]) -> dict[str, str] | None:
    """Return the row of a text that stands where another reader's row stands."""
    start, end = span(row)
    return next((each for each in rows if span(each)[0] < end and start < span(each)[1]), None)


def is_same(name: str, one: str, other: str) -> bool:
    """Tell whether two readers wrote the same: codes in any order, values up to rounding."""
    if name in ("value", "value_high") and one and other:
        return abs(float(one) - float(other)) <= 1e-6 * max(1.0, abs(float(one)))
    return sorted(one.split()) == sorted(other.split())


def merge(row: dict[str, str], other: dict[str, str] | None, counts: Counter) -> dict[str, str]:
    """Return a row with what both readers say, and count the fields."""
    optional = row["note"].startswith("optional") or other is None or other["note"].startswith("optional")
    if optional:
        counts["optional"] += 1
        return row if row["note"].startswith("optional") else {**row, "note": "optional"}
    merged = dict(row)
    for name in (each for each in row if each not in KEPT):
        same = "*" not in (row[name], other[name]) and is_same(name, row[name], other[name])
        told = "open" if "*" in (row[name], other[name]) else "same" if same else "other"
        counts[name, told] += 1
        merged[name] = row[name] if same else "*"
    return merged


def main() -> None:
    """Merge two folders into a third one."""
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    first, second, out = map(Path, sys.argv[1:])
    for folder in (first, second):
        if not (folder / "observations.tsv").is_file():
            sys.exit(f"{folder} has no observations.tsv: name the folder of a reader.")
    texts: dict[str, list[dict[str, str]]] = {}
    for row in read(second):
        texts.setdefault(row["doc"], []).append(row)
    counts: Counter = Counter()
    merged = [merge(row, find_same(row, texts.get(row["doc"], [])), counts) for row in read(first)]
    out.mkdir(parents=True, exist_ok=True)
    for path in (*first.glob("*.txt"), first / "articles.tsv"):
        shutil.copy(path, out)
    with (out / "observations.tsv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(
            file, list(merged[0]), delimiter="\t", quoting=csv.QUOTE_NONE, quotechar=None, lineterminator="\n"
        )
        writer.writeheader()
        writer.writerows(merged)
    print(f"{len(merged)} rows, {counts['optional']} of them optional")
    for name in (each for each in merged[0] if each not in KEPT):
        same, apart = counts[name, "same"], counts[name, "other"]
        share = f"{same / (same + apart):.3f}" if same + apart else "-"
        print(f"{name}: {share} the same, {apart} otherwise, {counts[name, 'open']} open")


if __name__ == "__main__":
    main()
