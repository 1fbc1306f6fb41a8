"""Score what somebody has annotated who had not seen the code: pages, files with tables, or tables with errors.

usage: python tests/score_heldback.py FOLDER [--wrong FIELD,...]

FOLDER holds pages and observations.tsv (rows and facets), files and expected.tsv (cells of tables), or texts,
table.csv and key.csv (claims). --wrong lists what is wrong in the fields named: value, unit, kind, subject, status,
period, place, missed, extra; a facet, facets, concept; claims. The formats are those of heldback/READERS.md.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import score
import test_heldback_tables as tables

from helpers.concepts import FACETS as OWN_FACETS
from helpers.concepts import canonicalise, map_observations
from helpers.extract import observe
from helpers.sources import identify_file, read_file
from helpers.storage import make_table
from helpers.text import list_paragraphs, normalise, read_document
from helpers.verify import check_claims, read_claims, read_evidence

FACETS = (
    "population",
    "measure",
    "school_level",
    "programme",
    "sector",
    "area",
    "group",
    "attribute",
    "event",
    "coverage",
)
EIGHT = tuple(facet for facet in FACETS if facet not in ("area", "attribute"))
OPEN = ("kind", "unit", "qualifier", "status", "bounds")  # what a reader left open there is right
SAID_BY_NOTHING = {"event": "stock", "coverage": "total"}


def read_pages(folder: Path) -> list[dict]:
    """Return the rows that the program reads in the pages of a folder, with their facets."""
    return read_files(score.list_files(folder))


def read_files(paths: Iterable[Path]) -> list[dict]:
    """Return the rows that the program reads in some files, with their facets."""
    rows, articles, paragraphs = [], [], []
    for path in paths:
        file = read_file(path)
        said, document = identify_file(file), read_document(file.text, file.grids)
        rows += [{"doc_id": path.name, **row} for row in observe(document, said.place, said.published)]
        known = {name: getattr(said, name) for name in (*tables.SAID, "genre")}
        articles.append({"doc_id": path.name, "use": "compared", **known})
        paragraphs += list_paragraphs(path.name, document)
    made = [
        make_table(rows, "observations"),
        make_table(articles, "articles"),
        None,
        make_table(paragraphs, "paragraphs"),
    ]
    facets = map_observations(*made).to_dict("records")
    return [{**own, **row, "doc": row["doc_id"]} for row, own in zip(rows, facets, strict=True)]


def is_right(gold: dict, row: dict, field: str) -> bool:
    """Tell whether a field of a row is what the reader wrote; "*" is right whatever stands there."""
    if gold[field] == "*":
        return True
    if field == "value":
        return score.same_number(gold[field], row[field])
    if field == "subject":
        return score.compare_subjects(gold[field], row[field]) >= 0.5
    if field == "period":
        return score.same_period(gold[field], row[field])
    if field in FACETS:
        written, read = _drop_silent(gold), _drop_silent(row)
        if written["of"] == "*":
            written["of"] = read["of"] or "attribute"
        return written[field] == read[field] or canonicalise(written)[field] == canonicalise(read)[field]
    return gold[field] == row[field]


def _drop_silent(row: dict) -> dict[str, str]:
    """Return the facets of a row with their codes in one order; stock and total say nothing."""
    said = {facet: set(str(row[facet] or "").split()) - {SAID_BY_NOTHING.get(facet)} for facet in OWN_FACETS}
    return {facet: " ".join(sorted(codes)) for facet, codes in said.items()}


def compare_pages(folder: Path) -> tuple[list[dict], list[dict]]:
    """Return the rows of the readers of some pages and those of the program, which have what a reader left open."""
    gold = score.read_gold(folder / "observations.tsv")
    found = read_pages(folder)
    for row in (*gold, *found):
        row["subject"] = normalise(row["subject"]).text
    for row, own in score.match_rows(gold, found)[0]:
        row.update({field: own[field] for field in OPEN if row[field] == "*"})
    return gold, found


def score_facets(pairs: list[tuple[dict, dict]]) -> dict[str, float]:
    """Return the share of rows about education with a concept, and of those that with all eight facets right."""
    about = list_about(pairs)
    known = [(row, own) for row, own in about if own["population"]]
    right = sum(all(is_right(row, own, facet) for facet in EIGHT) for row, own in known)
    return {"concept": score.divide(len(known), len(about)), "facets": score.divide(right, len(known))}


def list_about(pairs: list[tuple[dict, dict]]) -> list[tuple[dict, dict]]:
    """Return the rows that must be found and are about education statistics, with what was found for them."""
    return [(row, own) for row, own in pairs if row["required"] and row.get("population", "") not in ("", "other")]


def score_pages(folder: Path, wrong: list[str]) -> None:
    gold, found = compare_pages(folder)
    print({name: round(value, 3) for name, value in score.score_rows(gold, found).items()})
    pairs, extra = score.match_rows(gold, found)
    paired = {id(row) for row, _ in pairs}
    pairs = [(row, own) for row, own in pairs if row["required"]]
    for row in [row for row in gold if row["required"] and id(row) not in paired] if "missed" in wrong else []:
        print("missed", row["doc"], row["start"], row["number_text"], "|", row["evidence"])
    for row in extra if "extra" in wrong else []:
        print("extra", row["doc"], row["start"], row["quote"], row["subject"])
    for row, own in pairs:
        _tell(row, own, [f for f in wrong if f in ("unit", "kind", "status", "place", "value", "subject", "period")])
    about, shares = list_about(pairs), score_facets(pairs)
    print(
        f"{len(about)} rows about education: concept {shares['concept']:.3f}, all eight facets {shares['facets']:.3f}"
    )
    for row, own in about:
        if not own["population"] and "concept" in wrong:
            print("no concept", row["doc"], row["start"], row["number_text"], row["subject"], "|", own["subject"])
        elif own["population"]:
            _tell(row, own, FACETS if "facets" in wrong else [facet for facet in FACETS if facet in wrong])


def _tell(row: dict, own: dict, fields: list[str] | tuple[str, ...]) -> None:
    told = [f"{field}: {row[field]} | {own[field]}" for field in fields if not is_right(row, own, field)]
    if told:
        print(row["doc"], row["start"], row["number_text"], row["subject"], *told, sep="  ")


def score_tables(folder: Path, wrong: list[str]) -> None:
    total, cells, found, extra = Counter(), 0, 0, 0
    for path in sorted(p for p in folder.iterdir() if p.is_file() and p.suffix != ".tsv"):
        expected, rows = tables.list_expected(path), tables.observe_cells(path)
        pairs = tables.match_cells(expected, rows)
        for cell, row in pairs:
            right = tables.count_right(cell, row)
            total += right
            if "facets" in wrong and not right["facets"]:
                differ = [f for f in tables.FACETS if cell[f] != "*" and set(cell[f].split()) != set(row[f].split())]
                print(
                    path.name,
                    cell["cell"],
                    cell["subject"],
                    "|",
                    row["subject"],
                    [(f, cell[f], row[f]) for f in differ],
                )
            for field in [f for f in wrong if f in right.keys() | {"unit", "kind", "period", "place"} and not right[f]]:
                print(path.name, cell["cell"], cell["value"], f"{field}: {cell[field]} | {row[field]}")
        paired = {id(cell) for cell, _ in pairs}
        for cell in [cell for cell in expected if id(cell) not in paired] if "missed" in wrong else []:
            print("missed", path.name, cell["cell"], cell["value"], cell["subject"])
        cells, found, extra = cells + len(expected), found + len(pairs), extra + len(rows) - len(pairs)
    shares = {
        name: round(total[name] / max(found, 1), 3) for name in ("unit", "kind", "period", "place", "subject", "facets")
    }
    print(f"{found} of {cells} cells, {extra} too many", shares)


def count_claims(folder: Path, wrong: list[str] | tuple[str, ...] = ()) -> Counter[str]:
    """Count the true cells of a table and those accused, its errors, those found, and those named as what they are."""
    with (folder / "key.csv").open(encoding="utf-8-sig", newline="") as file:
        key = list(csv.DictReader(file))
    findings = check_claims(read_claims(folder / "table.csv")[1], read_evidence(folder / "texts"))
    counts: Counter[str] = Counter()
    for line, finding in zip(key, findings, strict=True):
        planned, supported = line["expected"].split("|"), finding.code.startswith("supported")
        true = planned[0].startswith("supported")
        accused = finding.is_accused
        counts += Counter(true=true, accused=true and accused, errors=not true)
        counts += Counter(found=not true and not supported, named=not true and finding.code in planned)
        if "claims" in wrong and (accused if true else finding.code not in planned):
            print(finding.code, *line.values(), sep="  ")
    return counts


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--wrong", default="", type=lambda text: text.split(","))
    options = parser.parse_args()
    if (options.folder / "observations.tsv").exists():
        score_pages(options.folder, options.wrong)
    elif (options.folder / "expected.tsv").exists():
        score_tables(options.folder, options.wrong)
    elif cases := sorted(path.parent for path in options.folder.glob("**/key.csv")):
        for case in cases:
            print(case.name, dict(count_claims(case, options.wrong)))
    else:
        sys.exit(f"{options.folder} holds no observations.tsv, expected.tsv or key.csv: see tests/heldback/READERS.md")


if __name__ == "__main__":
    main()
