"""Tables in files that somebody made who had not seen the extractor; first-run figures stand in heldback/README.md."""

from __future__ import annotations

import csv
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
import score

from helpers.concepts import map_observations
from helpers.extract import observe
from helpers.sources import identify_file, read_file
from helpers.storage import make_table
from helpers.text import list_paragraphs, normalise, read_document

HELDBACK = Path(__file__).parent / "heldback"
SETS = tuple(f"tables_{number}" for number in range(1, 10))
FILES = sorted(path for name in SETS for path in (HELDBACK / name).iterdir() if path.suffix != ".tsv")
NO_ROWS = {"t09", "t15", "t20", "t28"}  # codes of schools, scores, an empty form, an enrolment plan
FACETS = ("population", "measure", "school_level", "programme", "sector", "group", "attribute")
LEAST = {
    "tables_1": {"unit": 0.99, "kind": 0.99, "period": 0.99, "place": 0.98, "subject": 0.99, "facets": 0.91},
    "tables_2": {"unit": 0.99, "kind": 0.99, "period": 0.99, "place": 0.99, "subject": 0.98, "facets": 0.92},
    "tables_3": {"unit": 0.99, "kind": 0.99, "period": 0.99, "place": 0.99, "subject": 0.97, "facets": 0.95},
    # the writer calls aid of all kinds aid, a digital terminal a computer, and gives a candidate no attribute
    "tables_4": {"unit": 0.99, "kind": 0.99, "period": 0.99, "place": 0.99, "subject": 0.97, "facets": 0.87},
    # the writer takes 学年初 for the whole school year
    "tables_5": {"unit": 0.99, "kind": 0.99, "period": 0.88, "place": 0.99, "subject": 0.95, "facets": 0.97},
    # aid of all kinds has no attribute for the writer of 7
    "tables_6": {"unit": 0.99, "kind": 0.99, "period": 0.99, "place": 0.99, "subject": 0.98, "facets": 0.98},
    "tables_7": {"unit": 0.99, "kind": 0.99, "period": 0.99, "place": 0.99, "subject": 0.97, "facets": 0.96},
    # the writer of 8 gives special schools a programme and classrooms are other things than devices to both
    "tables_8": {"unit": 0.99, "kind": 0.99, "period": 0.99, "place": 0.99, "subject": 0.97, "facets": 0.93},
    "tables_9": {"unit": 0.99, "kind": 0.99, "period": 0.99, "place": 0.98, "subject": 0.95, "facets": 0.97},
}


@cache
def read_expected(folder: Path) -> list[dict]:
    with (folder / "expected.tsv").open(encoding="utf-8", newline="") as file:
        cells = list(csv.DictReader(file, delimiter="\t"))
    return [cell | {"subject": normalise(cell["subject"]).text} for cell in cells]


def list_expected(path: Path) -> list[dict]:
    return [cell for cell in read_expected(path.parent) if cell["file"] == path.name]


@cache
def observe_cells(path: Path) -> list[dict]:
    """Return the rows that come from cells of a file's tables, with their facets."""
    file = read_file(path)
    found = identify_file(file)
    document = read_document(file.text, file.grids)
    rows = [{"doc_id": path.stem, **row} for row in observe(document, found.place, found.published)]
    article = {"doc_id": path.stem, "use": "compared", **{name: getattr(found, name) for name in SAID}}
    tables = make_table(rows, "observations"), make_table([article], "articles")
    paragraphs = make_table(list_paragraphs(path.stem, document), "paragraphs")
    facets = map_observations(*tables, None, paragraphs)[list(FACETS)].to_dict("records")
    return [row | own for row, own in zip(rows, facets, strict=True) if row["cell"]]


SAID = ("title", "published", "reports_on", "place", "place_level")


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
    known = {"subject": normalise(row["subject"]).text}
    facets = all("*" in cell[name] or set(cell[name].split()) == set(row[name].split()) for name in FACETS)
    return right + Counter(subject=score.is_right_subject(cell, known), facets=facets)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_cell_gives_one_row(path):
    expected = list_expected(path)
    assert bool(expected) != (path.name[:3] in NO_ROWS)
    found = observe_cells(path)
    assert len(match_cells(expected, found)) == len(expected) == len(found)


@pytest.mark.parametrize("name", SETS)
def test_cells_are_read_as_a_reader_reads_them(name):
    expected = read_expected(HELDBACK / name)
    right = Counter()
    for path in FILES:
        if path.parent.name == name:
            for cell, row in match_cells(list_expected(path), observe_cells(path)):
                right += count_right(cell, row)
    shares = {field: count / len(expected) for field, count in right.items()}
    assert {field: shares[field] for field, least in LEAST[name].items() if shares[field] < least} == {}
