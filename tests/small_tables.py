"""Small tables of made-up articles, paragraphs, observations and indicators, mapped rows, the verdict on a pair."""

import re

from helpers.compare.pairs import compare
from helpers.concepts.mapping import map_observations
from helpers.storage.tables import make_table


def make_articles(*articles):
    """Make the table of articles from (doc_id, place, level, published) or with the use as a fifth."""
    names = ("doc_id", "place", "place_level", "published", "use")
    rows = [dict(zip(names, (*article, "compared")[:5], strict=True)) for article in articles]
    return make_table(rows, "articles")


def make_observations(*rows):
    default = {"doc_id": "a", "start": 0, "end": 1, "unit": "人", "kind": "level", "qualifier": "exact"}
    default |= {"basis": "point", "status": "actual", "damage": "none", "value": 1}
    numbered = [default | {"start": number} | row for number, row in enumerate(rows)]
    return make_table(numbered, "observations")


ARTICLES = make_articles(("a", "亳州市", "prefecture", "2024-03"), ("b", "六安市", "prefecture", "2024"))


def make_paragraphs(text, doc_id="a", role="body"):
    rows, start = [], 0
    for number, line in enumerate(text.split("\n"), 1):
        rows.append(
            {
                "doc_id": doc_id,
                "paragraph": number,
                "role": role,
                "start": start,
                "end": start + len(line),
                "text": line,
            }
        )
        start += len(line) + 1
    return make_table(rows, "paragraphs")


def read_value(quote):
    """Return the value of a quote in its base unit: 1.2万人 is 12000."""
    number, many = re.search(r"([\d.]+)([万亿])?", quote).groups()
    return float(number) * {"万": 10_000, "亿": 100_000_000}.get(many, 1)


def map_text(text, *rows, **article):
    """Map rows of (subject, quote, unit, kind), each in its sentence of the text; the text is about 亳州市."""
    placed, done = [], 0
    for subject, quote, unit, kind in rows:
        start = done = text.index(quote, done)
        begin = max((match.end() for match in re.finditer("[。\n]", text[:start])), default=0)
        end = text.find("。", start) + 1 or len(text)
        place = {"start": start, "end": start + len(quote), "sentence_start": begin, "sentence_end": end}
        placed.append({"subject": subject, "unit": unit, "kind": kind, "value": read_value(quote)} | place)
    mapped = map_observations(make_observations(*placed), ARTICLES.assign(**article), paragraphs=make_paragraphs(text))
    return mapped.to_dict("records")


def make_indicator_row(place, changes):
    row = {"indicator": "pupils", "school_level": "primary", "place": place, "place_level": "prefecture", "unit": "人"}
    row |= {"period": "2023", "value": 5, "kind": "level", "basis": "point", "status": "actual", "qualifier": "exact"}
    row |= {"damage": "none", "doc_id": place, "start": 7, "flags": "", "corrected": "", "published": ""} | changes
    row["as_of"], row["as_of_basis"] = row["period"].rpartition("/")[2], changes.get("as_of_basis", "period")
    if not row["period"]:
        row |= {"as_of": row["published"], "as_of_basis": "document_date" if row["published"] else "unknown"}
    return row


def compare_pair(a, b):
    rows = [make_indicator_row("甲市", a), make_indicator_row("乙市", b)]
    return compare(make_table(rows, "indicators"), ["甲市", "乙市"])
