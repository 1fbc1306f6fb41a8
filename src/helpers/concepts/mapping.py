"""From observations to indicators."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import cache

import pandas as pd

from helpers.concepts.catalogue import UNMAPPED, Match, find_indicator, get_indicators
from helpers.concepts.corrections import apply_corrections
from helpers.concepts.dates import date_figure
from helpers.concepts.facets import FACET_COLUMNS, Concept
from helpers.concepts.lexemes import Lexicon, extend_lexicon
from helpers.concepts.parsing import parse_concept
from helpers.concepts.subjects import join_words
from helpers.language import get_division, get_words
from helpers.sources import restore_texts
from helpers.storage import InputError, make_table
from helpers.text import normalise


def map_observations(
    observations: pd.DataFrame,
    articles: pd.DataFrame,
    corrections: pd.DataFrame | None = None,
    paragraphs: pd.DataFrame | None = None,
    words: Iterable[dict[str, str]] = (),
) -> pd.DataFrame:
    """Say for every observation which indicator, place and date it stands for: one row each, then the added values.

    A row of no indicator is `unmapped`; so is every row of an excluded text, flagged `excluded_text`. Its facets say
    what it is a number of, indicator or not; words are an analyst's own (`read_words`). The column sentence and the
    basis of the level need the paragraphs. Raises InputError for an observation of an unknown text, for two
    indicators that claim one row, and for a correction that fits no row.
    """
    texts = {row["doc_id"]: row for row in articles.to_dict("records")}
    raw = {} if paragraphs is None else restore_texts(paragraphs)
    unknown = sorted(set(observations["doc_id"]) - set(texts))
    if unknown:
        raise InputError(f"observations.csv names a text {unknown[0]!r} that articles.csv lacks: run notebook 01 again")
    lexicon = extend_lexicon(words)
    rows = [
        _map_row(row, texts[row["doc_id"]], raw.get(row["doc_id"], ""), lexicon)
        for row in observations.to_dict("records")
    ]
    frame = _flag_repeated(make_table(rows, "indicators"))
    return frame if corrections is None else apply_corrections(frame, corrections, articles)


def _map_row(row: dict, article: dict, raw: str, lexicon: Lexicon) -> dict:
    place = row["place"] or article["place"]
    used = article["use"] == "compared"
    subject = normalise(row["subject"]).text  # the catalogue is in Simplified characters
    match = find_indicator(subject, row["unit"], row["kind"], place) if used else None
    if match and row["basis"] == "per_case" and not get_indicators()[match.indicator].per:
        match = None  # 每人1万元 is no total
    as_of, basis = date_figure(row["period"], article["published"])
    sentence = re.sub(r"\s*\n\s*", "", raw[row["sentence_start"] : row["sentence_end"]]) if raw else ""
    one_school = match is not None and bool(_one_school().search(normalise(sentence).text))
    if one_school:
        match = None
    concept = parse_concept(subject, row["unit"], row["kind"], place=place, lexicon=lexicon)
    concept = _find_basis(concept, normalise(sentence).text, lexicon)
    return (
        row
        | {name: getattr(concept, name) for name in FACET_COLUMNS}
        | {
            "indicator": match.indicator if match else UNMAPPED,
            "school_level": _choose_level(concept, match),
            "scope": match.scope if match else "",
            "place": place,
            "place_level": _find_level(place, article),
            "as_of": as_of,
            "as_of_basis": basis,
            "sentence": sentence,
            "flags": " ".join([*row["flags"].split(), *["excluded_text"] * (not used), *["one_school"] * one_school]),
            "corrected": "",
        }
    )


def _choose_level(concept: Concept, match: Match | None) -> str:
    """Return the level of education that the words say; of an indicator that they do not explain the catalogue's."""
    if concept:
        return concept.school_level
    return match.school_level if match else ""


def _find_basis(concept: Concept, sentence: str, lexicon: Lexicon) -> Concept:
    """Say of a level that stands in the subject but not in its sentence that it is inherited."""
    if concept.school_level_basis != "stated" or not sentence or concept.school_level in lexicon.find_levels(sentence):
        return concept
    return replace(concept, school_level_basis="inherited")


@cache
def _one_school() -> re.Pattern[str]:
    counted = r"[^,，;；。]{0,6}?[\d一二三四五六七八九十百千两]+[余多]?所"  # 学校共312所 is about many
    return re.compile(rf"{join_words(get_words('one_school'))}|^(?:学校|新校区)(?!{counted})")


def _find_level(place: str, article: dict) -> str:
    if place == article["place"] and article["place_level"]:
        return article["place_level"]
    division = get_division(place, article["place"]) if place else None
    return division.level if division else ""


def _flag_repeated(frame: pd.DataFrame) -> pd.DataFrame:
    """Flag the rows that say once more what an earlier row of the same text says."""
    key = ["doc_id", "indicator", "school_level", "scope", "place", "kind", "status", "unit", "value", "low", "high"]
    stated = frame[["value", "low", "high"]].notna().any(axis=1) & (frame["indicator"] != UNMAPPED)
    fresh = frame[stated & ~frame["flags"].str.contains("repeated")]
    again = fresh.index[fresh.duplicated(key)]
    frame.loc[again, "flags"] = (frame.loc[again, "flags"] + " repeated").str.strip()
    return frame
