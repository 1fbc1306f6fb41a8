"""What a report says: the numbers that compare and those that do not, its figures and texts, each with its source."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from helpers.charts import (
    find_title,
    format_date,
    format_quantity,
    get_compared,
    label_indicator,
    name_place,
)
from helpers.compare import describe_reasons
from helpers.concepts import UNMAPPED, label
from helpers.report.figures import Figure, find_figures
from helpers.report.phrases import say_phrase
from helpers.storage import read_resource

Row = Mapping[str, object]
Tables = Mapping[str, pd.DataFrame]
MOST_ROWS = 15  # of the table of what compares
MOST_NUMBERS = 7  # of one of its rows: the three largest, the median, the three smallest
MOST_NAMES = 4  # indicators named for one reason
MOST_STATED = 8  # numbers of a place that are told where nothing compares
GRADES = ("comparable", "with_caution", "not_comparable")


@dataclass(frozen=True)
class Number:
    """A number of the report with what a reader needs to find it: `ref` is doc_id:start, "" if no text states it."""

    ref: str
    place: str
    text: str
    year: str
    size: float
    sentence: str
    source: str
    correction: str


@dataclass(frozen=True)
class Finding:
    """An indicator with the numbers that may stand side by side, the verdict on them, and how many are left out."""

    label: str
    numbers: tuple[Number, ...]
    grade: str
    verdict: str
    left_out: int = 0


@dataclass(frozen=True)
class Obstacle:
    """A reason why pairs do not compare: how many, which indicators, and one such pair in words."""

    label: str
    pairs: int
    indicators: tuple[str, ...]
    left_out: int
    example: str


@dataclass(frozen=True)
class Source:
    """A text of the report's list."""

    doc_id: str
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
    reader = _Reader(tables, language)
    findings = find_findings(verdicts, reader)
    return Contents(
        language,
        tuple(name_place(place, language) for place in places),
        count(tables, places, verdicts),
        tuple(findings[:MOST_ROWS]),
        max(0, len(findings) - MOST_ROWS),
        () if findings else tuple(list_stated(tables["indicators"], places, reader)),
        tuple(find_obstacles(verdicts, reader)),
        tuple(find_figures(figures, language)),
        tuple(list_sources(tables, places, addresses, language)),
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


# ---- what compares


class _Reader:
    """Finds the row that a verdict rests on, and writes it as a number of the report."""

    def __init__(self, tables: Tables, language: str) -> None:
        self.language = language
        self.labels = pd.DataFrame(read_resource("indicators.csv"))
        self.articles = {row["doc_id"]: row for row in tables["articles"].to_dict("records")}
        self.rows: dict[str, list[Row]] = {}
        for row in tables["indicators"].to_dict("records"):
            self.rows.setdefault(f"{row['doc_id']}:{row['start']}", []).append(row)

    def find(self, ref: str, indicator: str) -> Row:
        rows = self.rows[ref]
        return next((row for row in rows if row["indicator"] == indicator), rows[0])

    def write(self, ref: str, indicator: str) -> Number:
        row = self.find(ref, indicator)
        article = self.articles.get(str(row["doc_id"]))
        sizes = [float(row[name]) for name in ("value", "low", "high") if not pd.isna(row[name])]
        return Number(
            ref if article else "",
            name_place(str(row["place"]), self.language),
            format_quantity(row, self.language),
            say_year(row, self.language),
            sizes[0] if sizes else 0.0,
            str(row["sentence"]),
            cite(article, self.language) if article else "",
            str(row["corrected"]),
        )

    def explain(self, reason: str, verdict: Row) -> str:
        """Say how a pair falls under a reason."""
        refs, indicator = (str(verdict["row_a"]), str(verdict["row_b"])), str(verdict["indicator"])
        rows = tuple(self.find(ref, indicator) if ref else None for ref in refs)
        years = None if pd.isna(verdict["years_apart"]) else int(verdict["years_apart"])
        said = describe_reasons([reason], (str(verdict["place_a"]), str(verdict["place_b"])), rows, years)
        return f"{self.name(verdict)}{'：' if self.language == 'zh' else ': '}{said[self.language]}"

    def name(self, verdict: Row) -> str:
        return label_indicator(verdict, self.labels, self.language)


def cite(article: Row, language: str) -> str:
    """Cite a text by title, publisher and date."""
    parts = [f"《{find_title(article)}》", str(article["publisher"]), format_date(article, language)]
    return ("，" if language == "zh" else ", ").join(part for part in parts if part)


def say_year(row: Row, language: str) -> str:
    """Say the year of a number; where only the date of its text is known, that it is that of the text.

    >>> say_year({"as_of": "2024-10-28", "as_of_basis": "document_date"}, "en")
    'text of 2024'
    """
    year = str(row["as_of"])[:4]
    return year and say_phrase("year" if row["as_of_basis"] == "period" else "year_of_text", language, n=year)


def list_stated(indicators: pd.DataFrame, places: Sequence[str], reader: _Reader) -> Iterator[tuple[str, Number]]:
    """Yield the first numbers of each place in the order of the catalogue, each with the name of its indicator."""
    known = (indicators["indicator"] != UNMAPPED) & (indicators["status"] == "actual") & indicators["value"].notna()
    told = indicators[known].drop_duplicates(["place", "indicator", "school_level", "kind"])
    order = {row["id"]: number for number, row in enumerate(read_resource("indicators.csv"))}
    for place in places:
        rows = sorted(told[told["place"] == place].to_dict("records"), key=lambda row: order[row["indicator"]])
        for row in rows[:MOST_STATED]:
            yield reader.name(row), reader.write(f"{row['doc_id']}:{row['start']}", str(row["indicator"]))


def find_findings(verdicts: Sequence[Row], reader: _Reader) -> list[Finding]:
    """Return what compares: outright before with caution, indicators of many places first."""
    allowed = [row for row in verdicts if row["grade"] != "not_comparable"]
    topics: dict[str, list[Row]] = {}
    for row in allowed:
        topics.setdefault(reader.name(row), []).append(row)
    found = [make_finding(name, group, reader) for name, rows in topics.items() for group in group_verdicts(rows)]
    return sorted(found, key=lambda finding: (GRADES.index(finding.grade), -len(finding.numbers) - finding.left_out))


def group_verdicts(verdicts: Sequence[Row]) -> Iterator[list[Row]]:
    """Part the verdicts on one indicator into groups in which every number compares with every other.

    >>> pairs = [{"row_a": a, "row_b": b} for a, b in ("12", "13", "23", "34")]
    >>> [[row["row_a"] + row["row_b"] for row in group] for group in group_verdicts(pairs)]
    [['12', '13', '23'], ['34']]
    """
    known = {frozenset((row["row_a"], row["row_b"])): row for row in verdicts}
    members = list(dict.fromkeys(ref for row in verdicts for ref in (row["row_a"], row["row_b"])))
    left = dict(known)
    while left:
        first = next(iter(left.values()))
        group = [first["row_a"], first["row_b"]]
        for ref in members:
            if ref not in group and all(frozenset((ref, other)) in known for other in group):
                group.append(ref)
        inside = [key for key in known if key <= set(group)]
        yield [known[key] for key in inside]
        for key in inside:
            left.pop(key, None)


def make_finding(name: str, verdicts: Sequence[Row], reader: _Reader) -> Finding:
    """Make the finding of a group of verdicts; of many numbers the extremes and the median are kept."""
    chosen = dict.fromkeys((row[f"row_{side}"], row["indicator"]) for row in verdicts for side in "ab")
    numbers = [reader.write(str(ref), str(indicator)) for ref, indicator in chosen]
    shown = numbers
    if len(numbers) > MOST_NUMBERS:
        order = sorted(numbers, key=lambda number: -number.size)
        shown = [*order[:3], order[len(order) // 2], *order[-3:]]
    grades = [str(row["grade"]) for row in verdicts]
    grade = max(grades, key=GRADES.index)
    verdict = say_verdict(verdicts, reader.language)
    return Finding(name, tuple(shown), grade, verdict, len(numbers) - len(shown))


def say_verdict(verdicts: Sequence[Row], language: str) -> str:
    """Say in words whether the numbers of a group compare: of one pair with its sentence, of several with counts."""
    zh = language == "zh"
    if len(verdicts) == 1:
        said = [label("grade", str(verdicts[0]["grade"]), language), str(verdicts[0][f"reason_{language}"])]
        return ("：" if zh else ": ").join(part for part in said if part)
    grades = Counter(str(row["grade"]) for row in verdicts)
    reasons = Counter(reason for row in verdicts for reason in str(row["reasons"]).split())
    told = [f"{label('grade', grade, language)} {grades[grade]}" for grade in GRADES if grades[grade]]
    why = [f"{label('reasons', reason, language)} {n}" for reason, n in reasons.most_common()]
    mark = "，" if zh else ", "
    return mark.join(told) + (("：" if zh else ": ") + mark.join(why) if why else "")


# ---- what does not


def find_obstacles(verdicts: Sequence[Row], reader: _Reader) -> Iterator[Obstacle]:
    """Yield the reasons why pairs do not compare, the most frequent first; a pair may have several."""
    failed: dict[str, list[Row]] = {}
    for row in verdicts:
        if row["grade"] == "not_comparable":
            for reason in str(row["reasons"]).split():
                failed.setdefault(reason, []).append(row)
    for reason, rows in sorted(failed.items(), key=lambda item: -len(item[1])):
        names = list(dict.fromkeys(reader.name(row) for row in rows))
        yield Obstacle(
            label("reasons", reason, reader.language),
            len(rows),
            tuple(names[:MOST_NAMES]),
            max(0, len(names) - MOST_NAMES),
            reader.explain(reason, rows[0]),
        )


# ---- the texts


def list_sources(
    tables: Tables, places: Sequence[str], addresses: Mapping[str, str], language: str
) -> Iterator[Source]:
    """Yield the texts in use, in the order of their places."""
    quantities = tables["observations"]["doc_id"].value_counts()
    for row in get_compared(tables["articles"], places):
        yield Source(
            str(row["doc_id"]),
            name_place(str(row["place"]), language),
            find_title(row),
            str(row["publisher"]),
            format_date(row, language),
            addresses.get(str(row["doc_id"]), ""),
            bool(row["restated_from"]),
            int(quantities.get(row["doc_id"], 0)),
        )
