"""From observations to indicators."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from itertools import groupby
from operator import attrgetter, itemgetter

import pandas as pd

from helpers.concepts.catalogue import UNMAPPED, Match, find_indicator, get_indicators
from helpers.concepts.chain import Row, remember
from helpers.concepts.completion import complete
from helpers.concepts.corrections import apply_corrections
from helpers.concepts.dates import date_figure
from helpers.concepts.definitions import define
from helpers.concepts.facets import FACET_COLUMNS, Concept, replace
from helpers.concepts.inheritance import inherit
from helpers.concepts.lexemes import extend_lexicon, find_region
from helpers.concepts.marked_lists import find_head
from helpers.concepts.names import find_school
from helpers.concepts.pages import Page
from helpers.concepts.parsing import parse_concept
from helpers.concepts.partial import SIZE
from helpers.concepts.subjects import join_words
from helpers.concepts.types import UNSAID
from helpers.concepts.views import View, find_old_id, find_own, get_old_ids, make_view
from helpers.language import get_division, get_words
from helpers.sources import restore_texts
from helpers.storage import InputError, make_table, to_rows
from helpers.text import NO_PLACE, get_level, normalise


def map_observations(
    observations: pd.DataFrame,
    articles: pd.DataFrame,
    corrections: pd.DataFrame | None = None,
    paragraphs: pd.DataFrame | None = None,
    words: Iterable[dict[str, str]] = (),
    views: Iterable[dict[str, str]] = (),
) -> pd.DataFrame:
    """Say for every observation which indicator, place and date it stands for: one row each, then the added values.

    A row of no indicator is `unmapped`; so is every row of an excluded text, flagged `excluded_text`, but for those
    that name their place in a text that has none of its own. Its facets say what it is a number of, indicator or not;
    words and views are an analyst's own (`read_words`, `read_views`), of which the views win over the catalogue. The
    column sentence and the basis of the level need the paragraphs. Raises InputError for an observation of an unknown
    text, for two indicators that claim one row, and for a correction that fits no row.
    """
    texts = {row["doc_id"]: row for row in articles.to_dict("records")}
    raw = {} if paragraphs is None else restore_texts(paragraphs)
    unknown = sorted(set(observations["doc_id"]) - set(texts))
    if unknown:
        raise InputError(f"observations.csv names a text {unknown[0]!r} that articles.csv lacks: run notebook 01 again")
    own, added = tuple(map(make_view, views)), []
    lines = [] if paragraphs is None else to_rows(paragraphs.loc[paragraphs["role"] == "title", ["doc_id", "text"]])
    titles = {line["doc_id"]: line["text"] for line in reversed(lines)}  # the first of each
    regions = {doc_id: find_region(article["place"]) for doc_id, article in texts.items()}
    lexicons = {region: extend_lexicon(words, region) for region in set(regions.values())}
    for doc_id, rows in groupby(_list_rows(observations), itemgetter("doc_id")):
        page = Page(texts[doc_id], raw.get(doc_id, ""), lexicons[regions[doc_id]], titles.get(doc_id, ""))
        added += _map_text(rows, page, own)
    columns = dict(zip(_ADDED, map(list, zip(*added, strict=True)), strict=True)) if added else {}
    frame = _flag_repeated(make_table(observations.assign(**columns), "indicators"))
    return frame if corrections is None else apply_corrections(frame, corrections, articles)


_READ = (
    *("doc_id", "start", "end", "sentence_start", "sentence_end", "subject", "value", "unit", "kind", "basis", "place"),
    *("period", "flags", "cell"),
)  # the columns that are asked for


def _list_rows(frame: pd.DataFrame) -> Iterator[dict]:
    """Yield the rows of a table; a column becomes a list once, not once a row.

    A lost value is nan, which compares with any number as different: pandas' NA refuses to say.
    """
    columns = frame[[*_READ]].assign(value=frame["value"].to_numpy(float, na_value=math.nan))
    for values in zip(*(columns[name].tolist() for name in _READ), strict=True):
        yield dict(zip(_READ, values, strict=True))


def _map_text(rows: Iterable[dict], page: Page, own: tuple[View, ...]) -> Iterator[tuple[str, ...]]:
    """Yield the values of the added columns for the rows of a text, in their order."""
    before = None
    for row in rows:
        place = row["place"] or page.article["place"]
        row["subject"] = _read_subject(row["subject"], page)
        # what stands before it in its sentence, and behind the row before it: very many rules ask for that
        row["told"] = page.read(row["sentence_start"], row["start"])
        row["between"] = page.read(before.row["end"], row["start"]) if before else ""
        found = _find_concept(row, place, page, before)
        concept, held = define(row, found.concept, before.held if before else None, page)
        told_of_one = bool(before) and (before.of_school or bool(before.concept.coverage))
        if concept or row["subject"] not in _NORMS:  # 交流教师占14%,标准为10%;其中骨干教师62人: of those exchanged
            before = found._replace(held=held) if held else found
        yield _map_row(row, place, page, concept, own, told_of_one)


def _has_counted(row: dict, page: Page) -> bool:
    """Tell whether a page has counted schools before a row: all, or several of a level and named none since."""
    if -1 < page.counts_all <= row["start"]:
        return True
    if not -1 < page.counts_several <= row["start"]:
        return False
    told = page.read_before(row["start"])[1:2]
    return not (told and find_school(told[0], row["place"] or page.article["place"], page.lexicon))


_NORMS = frozenset({"标准", "要求", "国家标准", "省定标准", "规定标准"})


@lru_cache(maxsize=65536)
def _simplify(subject: str) -> str:
    """Return a subject in Simplified characters, which are those of the catalogue and the lexicon."""
    return normalise(subject).text


def _read_subject(subject: str, page: Page) -> str:
    """Return a subject in Simplified characters; what the page's reading holds is in them already."""
    simple = _simplify(subject)
    return subject if simple == subject or page.holds(subject) else simple


_get_facets = attrgetter(*FACET_COLUMNS)
_ADDED = (
    *FACET_COLUMNS,
    *("indicator", "school_level", "scope", "place", "place_level", "as_of", "as_of_basis", "sentence", "flags"),
    "corrected",
)  # the columns that a row is given, or that replace its own


def _map_row(
    row: dict, place: str, page: Page, concept: Concept, own: tuple[View, ...], told_of_one: bool
) -> tuple[str, ...]:
    """Return the values of the added columns; told_of_one tells that the row before it is about one school, or some."""
    article, raw = page.article, page.raw
    used = article["use"] == "compared" or bool(row["place"] and article.get("reason", "").startswith(NO_PLACE))
    match = _find_match(row, place, concept, own) if used else None
    known = get_indicators().get(match.indicator) if match else None  # an analyst's own view may be of each person
    if known and row["basis"] == "per_case" and not known.per:
        match = None  # 每人1万元 is no total
    one_school = bool(match or concept) and _is_of_one(row, page, told_of_one)
    if one_school:
        match, concept = None, replace(concept, coverage="subset") if concept else concept
    flags = [*row["flags"].split(), *["excluded_text"] * (not used), *["one_school"] * one_school]
    return (
        *_get_facets(concept),
        match.indicator if match else UNMAPPED,
        _choose_level(concept, match),
        match.scope if match else "",
        place,
        _find_level(place, article["place"], article["place_level"]),
        *date_figure(row["period"], article["published"], article["reports_on"]),
        _join_lines(raw[row["sentence_start"] : row["sentence_end"]]) if raw else "",
        " ".join(flags),
        "",
    )


def _join_lines(sentence: str) -> str:
    return _BREAK.sub("", sentence) if "\n" in sentence else sentence


_BREAK = re.compile(r"\s*\n\s*")


def _moves(row: dict) -> bool:
    """Tell whether a row says how much something rose or fell."""
    return row["kind"] in ("growth", "change")


def _counts_others(match: Match, concept: Concept) -> bool:
    """Tell whether an indicator is of money and a concept of persons, or the other way round."""
    own = get_old_ids().get(match.indicator)
    return bool(own and concept) and (own[1].population == "money") != (concept.population == "money")


def _find_match(row: dict, place: str, concept: Concept, own: tuple[View, ...]) -> Match | None:
    """Return the indicator of a row: an analyst's own, that of a wording, else the one that has the same facets."""
    if own and (view := find_own(concept, row["unit"], row["kind"], own)):
        return Match(view.id, concept.school_level, "")
    if concept.problem.startswith(("two levels", "the size of classes", SIZE)) or (
        concept.problem == UNSAID and row["unit"] == "个"
    ):
        return None  # 中职学校和特殊教育学校 are of no one level, 小学62个 need be no schools
    match = find_indicator(row["subject"], row["unit"], row["kind"], place)
    if match and concept.population == "place" and "所" in get_indicators()[match.indicator].units:
        match = None  # 小学62个 below 新增学位 are no schools
    if match and concept.sector == "inclusive_private" and "民办" not in row["subject"]:
        match = None  # 民办园中有普惠性幼儿园52所: not of all inclusive ones
    if match and _moves(row) and _counts_others(match, concept):
        match = None  # 贷款人数增长8% is no growth of what is lent
    if match or not concept:
        return match
    id_ = find_old_id(concept, row["unit"], row["kind"])
    return Match(id_, concept.school_level, "") if id_ else None


def _choose_level(concept: Concept, match: Match | None) -> str:
    """Return the level of education that the words say; of an indicator that they do not explain the catalogue's."""
    if concept:
        return concept.school_level
    return match.school_level if match else ""


def _find_concept(row: dict, place: str, page: Page, before: Row | None) -> Row:
    """Return a row (its subject simplified) with its concept, and what its text adds; before is the row before it."""
    subject = row["subject"].replace("分别", "") if row["place"] else row["subject"]  # each number names its place
    concept = parse_concept(subject, row["unit"], row["kind"], place=place, lexicon=page.lexicon)
    head = find_head(row, before.row, before.concept, before.head, page) if before and page.raw else None
    if not concept and page.raw:
        concept = complete(row, place, page, before, page.lexicon, head) or concept
    if not concept or not page.raw:
        kept = {"counted": before.counted, "done": before.done} if before else {}
        return Row(row, concept, **kept, head=head)
    found = remember(inherit(concept, row, place, page, before, page.lexicon, head), before, page)
    return found._replace(head=head) if head else found


_ASIDE = re.compile(r"\([^()]*\)|全校(?=[^,;。]{0,8}\d+[人名班][^,;。]{0,3}[的之国])")


def _follows_many(row: dict, page: Page) -> bool:
    """Tell whether the sentence before one in its line is about schools of a level: 中职教职工620人。学校图书62万册."""
    told = page.read_before(row["start"])[1:2]
    return bool(told) and bool(page.lexicon.find_levels(told[0])) and not _POINTS.search(told[0])


_POINTS = re.compile("[一这该]所|该校|我校|本校|校区")


def _is_of_one(row: dict, page: Page, told_of_one: bool) -> bool:
    """Say whether a sentence is about one school; one named in a bracket, and 全校50人以下的 of many, are not it.

    Nor is 学校 that opens a row of a table (学校数) or a sentence about several: 学校多在山里,全县现有小学71所.
    """
    named, of_several = _name_one(page.read_sentence(row["sentence_start"], row["sentence_end"]))
    if named != "学校":
        return bool(named)
    if of_several or row["cell"]:
        return False
    of_all = not told_of_one and page.article.get("genre") != "news" and _has_counted(row, page)
    return not (of_all or _follows_many(row, page))


@lru_cache(maxsize=1024)  # a sentence has several rows
def _name_one(sentence: str) -> tuple[str, bool]:
    """Return how a sentence names one school, "" if it names none, and whether it counts several."""
    told = _ASIDE.sub("", sentence)
    found = _one_school().search(told)
    return (found[0], bool(_SEVERAL_COUNTED.search(told))) if found else ("", False)


_SEVERAL_COUNTED = re.compile(r"全[市县区旗省州盟]|\d所.*\d所")


@cache
def _one_school() -> re.Pattern[str]:
    counted = r"[^,，;；。]{0,6}?[\d一二三四五六七八九十百千两]+[余多]?所"  # 学校共312所 is about many
    return re.compile(
        rf"{join_words(get_words('one_school'))}|这所[^,，。;；]{{0,20}}学校|^(?:学校|新校区)(?!另|{counted})"
    )


@lru_cache(maxsize=65536)
def _find_level(place: str, own: str, own_level: str) -> str:
    """Return the administrative level of a row's place; own and own_level are the article's."""
    if place == own and own_level:
        return own_level
    division = get_division(place, own) if place else None
    return division.level if division else get_level(place)


def _flag_repeated(frame: pd.DataFrame) -> pd.DataFrame:
    """Flag the rows that say once more what an earlier row of the same text says."""
    key = ["doc_id", "indicator", "school_level", "scope", "place", "kind", "status", "unit", "value", "low", "high"]
    stated = frame[["value", "low", "high"]].notna().any(axis=1) & (frame["indicator"] != UNMAPPED)
    fresh = frame[stated & ~frame["flags"].str.contains("repeated")]
    again = fresh.index[fresh.duplicated(key)]
    frame.loc[again, "flags"] = (frame.loc[again, "flags"] + " repeated").str.strip()
    return frame
