"""The tables of notebook 06."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping
from itertools import combinations

import numpy as np
import pandas as pd

from helpers.storage import make_table, map_batches, to_rows
from helpers.themes.coding import Sentence, code_themes, get_themes, split_body
from helpers.themes.statistics import get_rate_interval, get_wilson_interval
from helpers.themes.words import count_terms


def make_sentences(paragraphs: pd.DataFrame, observations: pd.DataFrame) -> pd.DataFrame:
    """Return the sentences of the texts' bodies: what stands in each, how many quantities, which themes.

    paragraphs and observations are the tables of these names. Columns: doc_id, start, end (offsets in the raw text),
    text, characters (without spaces), quantities, planned, rules, themes (ids separated by spaces). A quantity is one
    place in the text, however many subjects it has; one whose digits the copy lost counts, it was stated; norms (rules)
    are quantities, but neither plans nor facts.
    """
    columns = ["doc_id", *Sentence._fields, "characters", "quantities", "planned", "rules", "themes"]
    stated = observations.drop_duplicates(["doc_id", "start"]).sort_values("start")
    of_text = {
        doc_id: (found["start"].tolist(), found["status"].tolist()) for doc_id, found in stated.groupby("doc_id")
    }
    texts = paragraphs[["doc_id", "role", "start", "text"]].groupby("doc_id", sort=False)
    items = ((doc_id, to_rows(lines), *of_text.get(doc_id, ([], []))) for doc_id, lines in texts)
    rows = (row for found in map_batches(_make_sentences, items, len(texts)) for row in found)
    return pd.DataFrame(rows, columns=columns)


def _make_sentences(item: tuple[str, list[dict], list[int], list[str]]) -> list[dict]:
    """Return the rows of a text from its lines and where its quantities stand, in order, with the status of each."""
    doc_id, lines, starts, statuses = item
    rows = []
    for sentence in split_body(lines):
        inside = statuses[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)]
        rows.append(
            {
                "doc_id": doc_id,
                **sentence._asdict(),
                "characters": len(sentence.text) - sentence.text.count(" "),
                "quantities": len(inside),
                "planned": inside.count("planned"),
                "rules": inside.count("rule"),
                "themes": " ".join(code_themes(sentence.text)),
            }
        )
    return rows


def make_term_counts(sentences: pd.DataFrame, places: Mapping[str, str]) -> pd.DataFrame:
    """Return the words of each text, stop words included, the most frequent first: doc_id, term, count, words.

    sentences has the columns doc_id and text; places maps doc_id to the standard name of the text's place; words is how
    many words the text has.
    """
    texts = sentences.groupby("doc_id", sort=False)["text"]
    items = ((doc_id, "\n".join(found), places[doc_id]) for doc_id, found in texts)
    rows = (row for found in map_batches(_count_terms, items, len(texts)) for row in found)
    return pd.DataFrame(rows, columns=["doc_id", "term", "count", "words"])


def _count_terms(item: tuple[str, str, str]) -> list[dict]:
    """Return the rows of a text from its words and place."""
    doc_id, text, place = item
    counts = count_terms(text, place)
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return [{"doc_id": doc_id, "term": term, "count": n, "words": counts.total()} for term, n in ranked]


def make_theme_counts(sentences: pd.DataFrame) -> pd.DataFrame:
    """Count the sentences of each text that touch each theme: doc_id, theme, sentences, total."""
    rows = []
    for doc_id, found in sentences.groupby("doc_id", sort=False)["themes"]:
        counts = Counter(theme for themes in found for theme in themes.split())
        rows += [
            {"doc_id": doc_id, "theme": theme.name, "sentences": counts[theme.name], "total": len(found)}
            for theme in get_themes()
        ]
    return pd.DataFrame(rows, columns=["doc_id", "theme", "sentences", "total"])


def add_shares(counts: pd.DataFrame, places: Mapping[str, str]) -> pd.DataFrame:
    """Return the table `themes` from the counts of sentences: shares with their 95 % Wilson intervals.

    counts has the columns doc_id, theme, sentences, total; places maps doc_id to the standard name of the text's place.
    """
    rows = []
    for row in counts.to_dict("records"):
        low, high = get_wilson_interval(row["sentences"], row["total"])
        share = row["sentences"] / row["total"] if row["total"] else None
        rows.append(row | {"place": places[row["doc_id"]], "share": share, "low": low, "high": high})
    return make_table(rows, "themes")


TEXTS_MOST = 60  # texts whose distances are measured: their pairs grow with the square
_OF_PLACE = 3


def sample_texts(themes: pd.DataFrame, most: int = TEXTS_MOST) -> list[str]:
    """Return the texts whose distances are measured: all; of more than most the first three of places at even steps.

    >>> many = pd.DataFrame({"doc_id": [f"t{n}" for n in range(9)], "place": ["甲"] * 5 + ["乙"] * 2 + ["丙"] * 2})
    >>> sample_texts(many, 8), sample_texts(many, 4), len(sample_texts(many, 9))
    (['t0', 't1', 't2', 't5', 't6', 't7', 't8'], ['t0', 't1', 't2', 't7'], 9)
    """
    texts = themes.drop_duplicates("doc_id")[["doc_id", "place"]]
    if len(texts) <= most:
        return texts["doc_id"].tolist()
    few = texts.groupby("place", sort=False).head(_OF_PLACE)
    step = -(-len(few) // most)
    places = few["place"].unique()[::step]
    return few.loc[few["place"].isin(places), "doc_id"].tolist()[:most]


def compare_texts(themes: pd.DataFrame) -> pd.DataFrame:
    """Return for each pair of texts (`sample_texts`) how far apart their themes are, and how far chance would put them.

    difference is the mean over themes of the distance of the shares, in percentage points; by_chance is what it would
    be on average if both texts had the same shares and their sentences were independent (half-normal mean of the
    binomial error); same_place tells pairs within a place from pairs between places.
    """
    themes = themes[themes["doc_id"].isin(sample_texts(themes))]
    table = themes.pivot(index="doc_id", columns="theme", values="share").astype(float)
    shares = dict(zip(table.index, table.to_numpy(), strict=True))
    texts = themes.drop_duplicates("doc_id").set_index("doc_id")
    totals, places = texts["total"].astype(float).to_dict(), texts["place"].to_dict()
    rows = []
    for a, b in combinations(totals, 2):
        pooled = (shares[a] * totals[a] + shares[b] * totals[b]) / (totals[a] + totals[b])
        error = np.sqrt(pooled * (1 - pooled) * (1 / totals[a] + 1 / totals[b]))
        difference = round(100 * float(np.abs(shares[a] - shares[b]).mean()), 1)
        by_chance = round(100 * math.sqrt(2 / math.pi) * float(error.mean()), 1)
        rows.append((a, b, places[a] == places[b], difference, by_chance))
    return pd.DataFrame(rows, columns=["doc_a", "doc_b", "same_place", "difference", "by_chance"])


def measure_concreteness(sentences: pd.DataFrame, places: Mapping[str, str]) -> pd.DataFrame:
    """Return the table `concreteness` from sentences (doc_id, characters, quantities, planned, rules).

    places maps doc_id to the standard name of the text's place.
    """
    rows = []
    for doc_id, found in sentences.groupby("doc_id", sort=False):
        quantities, characters = int(found["quantities"].sum()), int(found["characters"].sum())
        planned, stated = int(found["planned"].sum()), quantities - int(found["rules"].sum())
        with_quantity = int((found["quantities"] > 0).sum())
        rate = get_rate_interval(found["quantities"], found["characters"])
        share, plan = get_wilson_interval(with_quantity, len(found)), get_wilson_interval(planned, stated)
        rows.append(
            {
                "doc_id": doc_id,
                "place": places[doc_id],
                "characters": characters,
                "sentences": len(found),
                "quantities": quantities,
                "per_1000": 1000 * quantities / characters,
                "per_1000_low": 1000 * rate[0],
                "per_1000_high": 1000 * rate[1],
                "with_quantity": with_quantity,
                "share": with_quantity / len(found),
                "share_low": share[0],
                "share_high": share[1],
                "stated": stated,
                "planned": planned,
                "planned_share": planned / stated if stated else None,
                "planned_low": plan[0],
                "planned_high": plan[1],
            }
        )
    return make_table(rows, "concreteness")
