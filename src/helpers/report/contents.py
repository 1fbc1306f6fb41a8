"""What a report says: what compares and what does not, its figures and texts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from helpers.charts import GRADES, find_title, format_date, get_compared, name_place, number_texts
from helpers.concepts import UNMAPPED, refer
from helpers.report.figures import Figure, find_figures
from helpers.report.findings import Finding, Obstacle, find_findings, find_obstacles
from helpers.report.numbers import Number, Reader, Row, Tables
from helpers.storage import read_resource

MOST_TEXTS = 200  # that a page holds in full: some 4 MB
MOST_ROWS = 17  # findings
MOST_STATED = 8  # numbers of a place that are told where nothing compares


@dataclass(frozen=True)
class Source:
    """A text of the report's list."""

    doc_id: str
    number: int  # by which figures and footnotes cite it
    place: str
    title: str
    publisher: str
    date: str
    address: str
    restated: bool
    quantities: int


@dataclass(frozen=True)
class Contents:
    """All that a report in one language says."""

    language: str
    places: tuple[str, ...]
    counts: dict[str, int]
    findings: tuple[Finding, ...]
    findings_left_out: int
    stated: tuple[tuple[str, Number], ...]  # indicators with numbers, told one by one where nothing compares
    obstacles: tuple[Obstacle, ...]
    figures: tuple[Figure, ...]
    sources: tuple[Source, ...]
    sources_left_out: int
    chosen: tuple[str, ...]  # the places by the names of the tables


def gather(
    tables: Tables,
    places: Sequence[str],
    figures: Path,
    addresses: Mapping[str, str],
    language: str,
) -> Contents:
    """Gather what a report in a language says, from the tables of a run and its folder of figures.

    `tables` holds articles, observations, indicators, comparison and measures; `addresses` where texts can be read, by
    doc_id.
    """
    comparison = tables["comparison"]
    inside = comparison["place_a"].isin(places) & comparison["place_b"].isin(places)
    verdicts = comparison[inside].to_dict("records")
    reader = Reader(tables, language)
    findings = find_findings(verdicts, reader)
    sources = tuple(list_sources(tables, places, addresses, language))
    counts = count(tables, places, verdicts)
    return Contents(
        language,
        tuple(name_place(place, language) for place in places),
        counts,
        tuple(findings[:MOST_ROWS]),
        max(0, len(findings) - MOST_ROWS),
        () if findings else tuple(list_stated(tables["indicators"], places, reader)),
        tuple(find_obstacles(verdicts, reader)),
        tuple(find_figures(figures, language)),
        sources,
        counts["texts"] - len(sources),
        tuple(places),
    )


def count(tables: Tables, places: Sequence[str], verdicts: Sequence[Row]) -> dict[str, int]:
    """Count what the sentences of a report name."""
    articles, observations = tables["articles"], tables["observations"]
    used = [row["doc_id"] for row in get_compared(articles, places)]
    own = observations[observations["doc_id"].isin(used)]
    grades = Counter(row["grade"] for row in verdicts)
    both = sum(bool(row["row_a"] and row["row_b"]) for row in verdicts)
    return {
        "texts": len(used),
        "excluded": int((articles["use"] != "compared").sum()),
        "restated": int((articles["doc_id"].isin(used) & (articles["restated_from"] != "")).sum()),
        "inferred": int((articles["doc_id"].isin(used) & (articles["published_basis"] == "inferred")).sum()),
        "quantities": len(own),
        "lost": int((own["damage"] == "digits_lost").sum()),
        "planned": int((own["status"] == "planned").sum()),
        "inexact": int(((own["qualifier"] != "exact") & (own["damage"] == "none")).sum()),
        "corrected": int((tables["indicators"]["corrected"] != "").sum()),
        "pairs": len(verdicts),
        "both": both,
        "one": len(verdicts) - both,
        **{grade: grades[grade] for grade in GRADES},
    }


def list_numbers(contents: Contents, observations: pd.DataFrame, texts: Mapping[str, str]) -> pd.DataFrame:
    """List the numbers of a report that a text states, with the words at their place in it.

    Columns: place, number, year, ref (doc_id:start), quote (the words there), found (they are those of
    observations.csv, and stand in the sentence of the footnote).
    """
    ends = {f"{row.doc_id}:{row.start}": row for row in observations.itertuples()}
    told = [number for finding in contents.findings for number in finding.numbers]
    told += [number for _, number in contents.stated]
    rows = []
    for number in (number for number in told if number.ref):
        row = ends[number.ref]
        there = texts[row.doc_id][row.start : row.end]
        found = there == row.quote and row.quote in number.sentence
        rows.append((number.place, number.text, number.year, number.ref, there, found))
    return pd.DataFrame(rows, columns=["place", "number", "year", "ref", "quote", "found"])


def list_stated(indicators: pd.DataFrame, places: Sequence[str], reader: Reader) -> Iterator[tuple[str, Number]]:
    """Yield the first numbers of each place in the order of the catalogue, each with the name of its indicator."""
    known = (indicators["indicator"] != UNMAPPED) & (indicators["status"] == "actual") & indicators["value"].notna()
    told = indicators[known].drop_duplicates(["place", "indicator", "school_level", "kind"])
    order = {row["id"]: number for number, row in enumerate(read_resource("indicators.csv"))}
    for place in places:
        rows = sorted(told[told["place"] == place].to_dict("records"), key=lambda row: order[row["indicator"]])
        for row in rows[:MOST_STATED]:
            yield reader.name(row), reader.write(refer(row), str(row["indicator"]))


def list_sources(
    tables: Tables, places: Sequence[str], addresses: Mapping[str, str], language: str
) -> Iterator[Source]:
    """Yield the texts in use, in the order of their places; of very many those of the places that are compared."""
    quantities = tables["observations"]["doc_id"].value_counts()
    numbers = number_texts(tables["articles"])
    rows = get_compared(tables["articles"], places)
    if len(rows) > MOST_TEXTS:
        pairs = tables["comparison"]
        cited = {ref.rpartition(":")[0] for name in ("row_a", "row_b") for ref in pairs[name]}
        compared = {*pairs["place_a"], *pairs["place_b"]}
        rows = [row for row in rows if row["doc_id"] in cited or row["place"] in compared]
        most = sorted(rows, key=lambda row: row["doc_id"] not in cited)[:MOST_TEXTS]
        rows = [row for row in rows if row in most]
    for row in rows:
        yield Source(
            str(row["doc_id"]),
            numbers[str(row["doc_id"])],
            name_place(str(row["place"]), language),
            find_title(row),
            str(row["publisher"]),
            format_date(row, language),
            addresses.get(str(row["doc_id"]), ""),
            bool(row["restated_from"]),
            int(quantities.get(row["doc_id"], 0)),
        )
