"""Tables in files that somebody made who had not seen the extractor; first-run figures stand in heldback/README.md."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest
import score

from helpers.extract import observe
from helpers.sources import read_file
from helpers.text import read_document

TABLES = Path(__file__).parent / "heldback" / "tables_1"
FILES = sorted(path for path in TABLES.iterdir() if path.suffix != ".tsv")
NO_ROWS = {"t09", "t15", "t20", "t28"}  # codes of schools, scores, an empty form, an enrolment plan


def read_expected() -> list[dict]:
    with (TABLES / "expected.tsv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def observe_cells(path: Path) -> list[dict]:
    """Return the rows that come from cells of a file's tables."""
    file = read_file(path)
    return [row for row in observe(read_document(file.text, file.grids)) if row["cell"]]


def match_cells(expected: list[dict], found: list[dict]) -> list[tuple[dict, dict]]:
    """Give each expected cell the row of its value that is most like it."""
    pairs, free = [], list(found)
    for cell in expected:
        same = [row for row in free if score.same_number(row["value"], cell["value"])]
        if same:
            best = max(same, key=lambda row: count_right(cell, row).total())
            free.remove(best)
            pairs.append((cell, best))
    return pairs


def count_right(cell: dict, row: dict) -> Counter:
    right = Counter(name for name in ("unit", "kind", "period", "place") if cell[name] in ("*", row[name]))
    return right + Counter(subject=score.is_right_subject(cell, row))


@pytest.fixture(scope="module")
def found() -> dict[str, list[dict]]:
    return {path.name: observe_cells(path) for path in FILES}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_cell_gives_one_row(path, found):
    expected = [cell for cell in read_expected() if cell["file"] == path.name]
    assert bool(expected) != (path.name[:3] in NO_ROWS)
    assert len(match_cells(expected, found[path.name])) == len(expected) == len(found[path.name])


def test_cells_are_read_as_a_reader_reads_them(found):
    expected = read_expected()
    right = Counter()
    for name, rows in found.items():
        for cell, row in match_cells([cell for cell in expected if cell["file"] == name], rows):
            right += count_right(cell, row)
    shares = {name: count / len(expected) for name, count in right.items()}
    least = {"unit": 0.99, "kind": 0.99, "period": 0.99, "place": 0.98, "subject": 0.98}
    assert {name: shares[name] for name in least if shares[name] < least[name]} == {}
