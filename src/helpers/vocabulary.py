"""What the texts write about: terms, themes, keyness and concreteness, each with the uncertainty that it has.

Counted are the sentences of the body (``split_body``), in the form of ``cleaning.normalise``. Words are counted without
names of places and people, numbers and units. Which words are terms, stop words and signs of a theme is data:
resources/education_terms.csv, stop_words.csv, themes.csv, people.csv.

``python -m helpers.vocabulary FOLDER --counts OUT`` counts the texts of a folder and writes what may be shipped of
texts that may not be: terms, sentences of each theme, and the length and quantities of each sentence.
"""

from __future__ import annotations

import argparse
import contextlib
import math
import re
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from helpers.articles import read_folder
from helpers.cleaning import normalise, split_paragraphs, split_sentences
from helpers.observations import observe
from helpers.paths import PROJECT, InputError
from helpers.places import find_places
from helpers.tables import get_schema, make_table, read_resource, read_table, write_table

if TYPE_CHECKING:
    from jieba import Tokenizer

Z95 = 1.959964
PRIOR_TOTAL = 500.0

# ---------------------------------------------------------------- words

# What jieba keeps in one piece; a term with any other character could never be cut out whole.
_CUTTABLE = "\u4e00-\u9fd5a-zA-Z0-9+#&._%-"
_WORD = re.compile(r"[\u4e00-\u9fd5]{2,}")
_NUMERAL = "〇零一二三四五六七八九十百千万亿两几数"


@cache
def get_tokenizer() -> Tokenizer:
    """Return jieba's tokenizer with the project's education terms: silent, its cache inside the project.

    Raises InputError if a term of the user dictionary has a character at which jieba always cuts.
    """
    import jieba  # only who segments text pays for the import and for reading the dictionary

    # jieba logs its progress, and where the project may not be written the lack of a cache: both are harmless.
    jieba.setLogLevel("CRITICAL")
    tokenizer = jieba.Tokenizer()
    tokenizer.tmp_dir = str(_make_cache_folder())
    for word in [*get_terms(), *sorted(get_stop_words(tuple(get_stop_groups())))]:
        if list(tokenizer.cut(word, HMM=False)) != [word]:  # a word that jieba cuts out keeps its frequency
            tokenizer.add_word(word)
    return tokenizer


def _make_cache_folder() -> Path:
    folder = PROJECT / ".cache"
    with contextlib.suppress(OSError):  # without a cache jieba reads its dictionary anew each time: a second
        folder.mkdir(exist_ok=True)
    return folder


@cache
def get_terms() -> tuple[str, ...]:
    """Return the education terms of the user dictionary, in its order.

    Raises InputError that names the row if a term cannot be cut out in one piece.

    >>> "铸牢中华民族共同体意识" in get_terms()
    True
    """
    terms = tuple(row["term"] for row in read_resource("education_terms.csv"))
    check_terms(terms)
    return terms


def check_terms(terms: Sequence[str]) -> None:
    """Raise InputError that names the first term, with its row, that segmentation could never give back whole.

    >>> check_terms(["县管校聘", "1+X证书", "STEM教育"])
    >>> check_terms(["县管校聘", "“双减”"])
    Traceback (most recent call last):
    ...
    helpers.paths.InputError: education_terms.csv, row 3: '“双减”' has the character '“', where words end: leave it out
    """
    for row, term in enumerate(terms, 2):
        if wrong := re.search(f"[^{_CUTTABLE}]", term):
            where = f"education_terms.csv, row {row}"
            raise InputError(f"{where}: {term!r} has the character {wrong[0]!r}, where words end: leave it out")
        if len(term) < 2:
            raise InputError(f"education_terms.csv, row {row}: {term!r} is too short: give two characters or more")


@cache
def get_stop_groups() -> dict[str, str]:
    """Return the groups of stop words and why each is left out.

    >>> list(get_stop_groups())
    ['function', 'genre', 'constant', 'relative', 'unit', 'boilerplate']
    """
    return {row["group"]: row["reason"] for row in read_resource("stop_words.csv")}


@cache
def get_stop_words(groups: tuple[str, ...]) -> frozenset[str]:
    """Return the stop words of these groups; raise InputError if there is no such group."""
    for group in groups:
        if group not in get_stop_groups():
            raise InputError(f"no group {group!r} of stop words; there are {', '.join(get_stop_groups())}")
    return frozenset(row["word"] for row in read_resource("stop_words.csv") if row["group"] in groups)


# A school that a number names is a name, not a kind of school.
_SCHOOL = re.compile(
    rf"第(?:[{_NUMERAL}]+|\d+)(?:中等职业学校|职业高中|高级中学|初级中学|实验小学|中学|小学|幼儿园|高中|初中)"
)


@cache
def _get_people() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Compile resources/people.csv: names behind a byline's word, names beside an office or a verb of saying."""
    words = {row["kind"]: row["words"].split() for row in read_resource("people.csv")}
    choose = {kind: "|".join(sorted(found, key=len, reverse=True)) for kind, found in words.items()}
    name = rf"(?:{choose['surname']})[\u4e00-\u9fff]{{1,2}}?"
    people = r"(?P<people>(?:[\u4e00-\u9fff]{2,4}(?![\u4e00-\u9fff])[ 、/]*)+)"
    office = rf"(?:{choose['before']})(?P<person>{name})(?={choose['after']}|[、,。;:)(\s“]|$)"
    speaker = rf"(?P<speaker>{name})(?={choose['after']})"
    return re.compile(rf"(?:{choose['byline']})[: /]+{people}"), re.compile(f"{office}|{speaker}")


@cache
def _get_number() -> re.Pattern[str]:
    units = "|".join(sorted({re.escape(row["unit"]) for row in read_resource("units.csv")}, key=len, reverse=True))
    return re.compile(rf"[第近约超逾]?[{_NUMERAL}]*[余多]?[万亿]?(?:{units}|点|月|日|号|年来|年间)?")


@cache
def _get_small_places() -> frozenset[str]:
    """Return the names of townships and other small places that jieba's dictionary knows; helpers.places has none."""
    with get_tokenizer().get_dict_file() as file:
        found = re.findall(r"^(\S{2,}[镇乡村州盟旗县市区省]) \d+ ns$", file.read().decode("utf-8"), re.MULTILINE)
    return frozenset(name for name in found if not name.endswith(("城市", "新区", "校区", "城区")))


def remove_names(text: str, home: str = "") -> str:
    """Blank the names of divisions, numbered schools and people; home is the standard name of the text's place.

    A person is recognised by what stands beside the name: a byline, an office, a verb of saying.

    >>> remove_names("记者 张建国 通讯员 李晓明").split(), remove_names("校长王秀兰介绍,丽水市全面推行").split()
    (['记者'], ['校长', '介绍,', '全面推行'])
    """
    byline, office = _get_people()
    spans = [match.span("people") for match in byline.finditer(text)]
    spans += [match.span(match.lastgroup) for match in office.finditer(text)]
    spans += [match.span() for match in _SCHOOL.finditer(text)]
    spans += [mention[:2] for mention in find_places(text, home, institutions=True)]
    for start, end in spans:
        text = f"{text[:start]}{' ' * (end - start)}{text[end:]}"
    return text


def count_terms(text: str, home: str = "") -> Counter[str]:
    """Count the words of two and more characters of a reading's text, without names, numbers and units.

    Stop words are counted too (``drop_stop_words`` takes them out), so that what a stop list does can be shown.
    Only words of the dictionaries count: a guessed word would change with what stands around it.

    >>> count_terms("丽水市推进集团化办学,全县集团化办学覆盖二十所学校", "丽水市")
    Counter({'集团化办学': 2, '推进': 1, '全县': 1, '覆盖': 1, '学校': 1})
    """
    words = get_tokenizer().cut(remove_names(text, home), HMM=False)
    return Counter(word for word in words if _is_word(word))


@cache
def _is_word(word: str) -> bool:
    if word in get_terms():
        return True
    return bool(_WORD.fullmatch(word)) and not _get_number().fullmatch(word) and word not in _get_small_places()


def drop_stop_words(counts: pd.DataFrame, groups: Sequence[str] | None = None) -> pd.DataFrame:
    """Return the rows of counts whose term is no stop word of these groups (None: of any group)."""
    stop = get_stop_words(tuple(get_stop_groups() if groups is None else groups))
    return counts[~counts["term"].isin(stop)].reset_index(drop=True)


def measure_rates(words: pd.DataFrame) -> pd.DataFrame:
    """Return how often each place uses each term for every 1,000 words of its texts: place, term, count, per_1000.

    words has one row for each text and word, stop words included: doc_id, place, term, count, words. Stop words count
    in the length of a text; they have no rows. Places keep their order, terms the order of falling counts.
    """
    lengths = words.drop_duplicates("doc_id").groupby("place", sort=False)["words"].sum()
    counts = drop_stop_words(words).groupby(["place", "term"], sort=False)["count"].sum().reset_index()
    counts["per_1000"] = 1000 * counts["count"].astype(float) / counts["place"].map(lengths).astype(float)
    order = {place: k for k, place in enumerate(lengths.index)}
    ranked = counts.assign(order=counts["place"].map(order), fewer=-counts["count"]).sort_values(
        ["order", "fewer", "term"]
    )
    return ranked.drop(columns=["order", "fewer"]).reset_index(drop=True)


@cache
def get_glosses() -> dict[str, str]:
    """Return English words for frequent terms, from resources/term_glosses.csv.

    >>> get_glosses()["集团化办学"]
    'school groups'
    """
    return {row["term"]: row["gloss_en"] for row in read_resource("term_glosses.csv")}


# ---------------------------------------------------------------- sentences and their themes


class Sentence(NamedTuple):
    """A sentence: offsets in the raw text (end exclusive) and its words in the form of the reading."""

    start: int
    end: int
    text: str


def split_body(paragraphs: Iterable[Mapping[str, object]]) -> list[Sentence]:
    """Return the sentences of one text's body, in order; paragraphs are rows of paragraphs.csv.

    Headings and captions are left out: they repeat what the sentences say.

    >>> heading = {"role": "heading", "start": 0, "text": "一、教师"}
    >>> split_body([heading, {"role": "body", "start": 5, "text": "招聘教师９名。好。"}])
    [Sentence(start=5, end=12, text='招聘教师9名。'), Sentence(start=12, end=14, text='好。')]
    """
    sentences = []
    for row in paragraphs:
        if row["role"] == "body":
            reading = normalise(str(row["text"]))
            for a, b in split_sentences(reading.text):
                first, last = int(row["start"]) + reading.raw_start(a), int(row["start"]) + reading.raw_end(b)
                sentences.append(Sentence(first, last, reading.text[a:b]))
    return sentences


@dataclass(frozen=True)
class Theme:
    """One theme of the coding scheme: what it means and the terms that show it."""

    name: str
    label_zh: str
    label_en: str
    definition_zh: str
    definition_en: str
    terms: re.Pattern[str]
    excludes: re.Pattern[str]

    def touches(self, sentence: str) -> bool:
        """Say whether a sentence has a term of the theme outside the phrases that only look like one."""
        return self.terms.search(self.excludes.sub("|", sentence)) is not None


@cache
def get_themes() -> tuple[Theme, ...]:
    """Return the coding scheme of resources/themes.csv in its order."""

    def match_any(words: str) -> re.Pattern[str]:
        return re.compile("|".join(re.escape(word) for word in sorted(words.split(), key=len, reverse=True)) or "(?!)")

    return tuple(
        Theme(
            row["theme"],
            row["label_zh"],
            row["label_en"],
            row["definition_zh"],
            row["definition_en"],
            match_any(row["terms"]),
            match_any(row["excludes"]),
        )
        for row in read_resource("themes.csv")
    )


def code_themes(sentence: str) -> tuple[str, ...]:
    """Return the themes that a sentence (in the form of the reading) touches: several, one or none.

    >>> code_themes("新建幼儿园3所,公开招聘幼儿教师120名")
    ('teachers', 'early', 'funding')
    >>> code_themes("回望来路,信心倍增。")
    ()
    """
    return tuple(theme.name for theme in get_themes() if theme.touches(sentence))


# ---------------------------------------------------------------- shares and rates with their uncertainty


def get_wilson_interval(successes: int, total: int) -> tuple[float, float]:
    """Return the 95 % interval of a share by Wilson (1927), as shares of 1; (0, 1) where nothing was counted.

    >>> [round(end, 3) for end in get_wilson_interval(0, 10)]
    [0.0, 0.278]
    >>> get_wilson_interval(0, 0)
    (0.0, 1.0)
    """
    if total == 0:
        return 0.0, 1.0
    share, z2 = successes / total, Z95**2
    centre = (share + z2 / (2 * total)) / (1 + z2 / total)
    half = Z95 / (1 + z2 / total) * math.sqrt(share * (1 - share) / total + z2 / (4 * total**2))
    low = 0.0 if successes == 0 else centre - half
    return low, 1.0 if successes == total else centre + half


def get_rate_interval(counts: Sequence[int], sizes: Sequence[int]) -> tuple[float, float]:
    """Return the 95 % interval of sum(counts) / sum(sizes), where counts crowd in few of the units.

    Byar's approximation to the Poisson interval (Breslow and Day 1987, page 69), with the number of independent events
    taken as the sum of counts divided by their dispersion over the units (Pearson's X² by its degrees of freedom, at
    least 1).

    >>> [round(1000 * end, 1) for end in get_rate_interval([0] * 10, [50] * 10)]
    [0.0, 7.3]
    >>> [[round(end, 1) for end in get_rate_interval(counts, [1] * 4)] for counts in ([5, 5, 5, 5], [20, 0, 0, 0])]
    [[3.1, 7.7], [0.1, 27.8]]
    """
    y, n = np.asarray(counts, dtype=float), np.asarray(sizes, dtype=float)
    if n.sum() == 0:
        return 0.0, math.inf
    expected = n * y.sum() / n.sum()
    dispersion = 1.0
    if len(y) > 1 and y.sum() > 0:
        dispersion = max(1.0, float(((y - expected) ** 2 / expected).sum() / (len(y) - 1)))
    events = y.sum() / dispersion
    low = events * (1 - 1 / (9 * events) - Z95 / (3 * math.sqrt(events))) ** 3 if events else 0.0
    high = (events + 1) * (1 - 1 / (9 * (events + 1)) + Z95 / (3 * math.sqrt(events + 1))) ** 3
    return float(max(0.0, low) * dispersion / n.sum()), float(high * dispersion / n.sum())


# ---------------------------------------------------------------- keyness


def measure_keyness(counts: pd.DataFrame, prior_total: float = PRIOR_TOTAL) -> pd.DataFrame:
    """Compare each place's terms with the other places': z of the log-odds with an informative Dirichlet prior.

    counts has the columns place, term, count; rows of one place and term are summed, places keep their order. The prior
    of a term is its share of all counts times prior_total (words). Rows: each place and each term of any place, by
    falling z; one place alone gives none. Monroe, Colaresi and Quinn, Fightin' Words, Political Analysis 16 (2008),
    equations 16, 19 and 22.
    """
    table = counts.pivot_table(index="place", columns="term", values="count", aggfunc="sum", fill_value=0, sort=False)
    if len(table) < 2:
        return make_table([], "keyness")
    y = table.to_numpy(dtype=float)
    columns = {"term": table.columns.to_numpy(), "z": _get_z(y, prior_total), "here": y, "there": y.sum(0) - y}
    frames = []
    for k, place in enumerate(table.index):
        z, here, there = (columns[name][k] for name in ("z", "here", "there"))
        frame = pd.DataFrame({"place": place, "term": columns["term"], "count": here, "count_elsewhere": there, "z": z})
        frames.append(frame.sort_values(["z", "count", "term"], ascending=[False, False, True]))
    return make_table(pd.concat(frames, ignore_index=True), "keyness")


def _get_z(y: np.ndarray, prior_total: float) -> np.ndarray:
    """Return z of each place (row) and term (column) of a table of counts, the place against the others together."""
    there = y.sum(0) - y
    prior = y.sum(0) / y.sum() * prior_total
    delta = _get_log_odds(y, prior) - _get_log_odds(there, prior)
    return delta / np.sqrt(1 / (y + prior) + 1 / (there + prior))


def _get_log_odds(y: np.ndarray, prior: np.ndarray) -> np.ndarray:
    total = y.sum(1, keepdims=True) + prior.sum()
    return np.log((y + prior) / (total - y - prior))


def expect_by_chance(counts: pd.DataFrame, draws: int = 100) -> float:
    """Return how many terms would pass z = 1.96 on average if the words were dealt to the places at random.

    counts as in measure_keyness; a term counts where the place uses it twice or more. Words that come in bursts, as
    those of one paragraph do, pass more often than that.
    """
    table = counts.pivot_table(index="place", columns="term", values="count", aggfunc="sum", fill_value=0)
    if len(table) < 2:
        return 0.0
    place, term = (
        np.repeat(index, table.to_numpy(dtype=int).ravel()) for index in (i.ravel() for i in np.indices(table.shape))
    )
    rng = np.random.default_rng(0)
    passing = 0
    for _ in range(draws):
        dealt = np.bincount(rng.permutation(place) * table.shape[1] + term, minlength=table.size).reshape(table.shape)
        passing += int(((_get_z(dealt.astype(float), PRIOR_TOTAL) > Z95) & (dealt > 1)).sum())
    return passing / draws


def compare_stop_lists(counts: pd.DataFrame, top: int = 10) -> pd.DataFrame:
    """Show what the stop list does to keyness: of each place's top terms, which stay when a group is not left out.

    counts holds all words (place, term, count). Rows: each group that is kept in, and all of them, for each place;
    columns kept_in, place, stay (of `top`), gone, come.
    """
    all_groups = list(get_stop_groups())
    base = _get_top_terms(drop_stop_words(counts), top)
    rows = []
    for kept in [*([group] for group in all_groups), all_groups]:
        other = _get_top_terms(drop_stop_words(counts, [group for group in all_groups if group not in kept]), top)
        rows += [
            {
                "kept_in": kept[0] if len(kept) == 1 else "all",
                "place": place,
                "stay": len(set(terms) & set(other[place])),
                "gone": " ".join(term for term in terms if term not in other[place]),
                "come": " ".join(term for term in other[place] if term not in terms),
            }
            for place, terms in base.items()
        ]
    return pd.DataFrame(rows, columns=["kept_in", "place", "stay", "gone", "come"])


def _get_top_terms(counts: pd.DataFrame, top: int) -> dict[str, list[str]]:
    return {place: list(rows["term"][:top]) for place, rows in measure_keyness(counts).groupby("place", sort=False)}


# ---------------------------------------------------------------- tables


def make_sentences(paragraphs: pd.DataFrame, observations: pd.DataFrame) -> pd.DataFrame:
    """Return the sentences of the texts' bodies: what stands in each, how many quantities, which themes.

    paragraphs and observations are the tables of these names. Columns: doc_id, start, end (offsets in the raw text),
    text, characters (without spaces), quantities, planned, rules, themes (ids separated by spaces). A quantity is one
    place in the text, however many subjects it has; one whose digits the copy lost counts, it was stated; norms (rules)
    are quantities, but neither plans nor facts.
    """
    stated = observations.drop_duplicates(["doc_id", "start"])
    rows = []
    for doc_id, lines in paragraphs.groupby("doc_id", sort=False):
        quantities = stated[stated["doc_id"] == doc_id]
        for sentence in split_body(lines.to_dict("records")):
            inside = quantities[quantities["start"].between(sentence.start, sentence.end - 1)]
            rows.append(
                {
                    "doc_id": doc_id,
                    **sentence._asdict(),
                    "characters": len(sentence.text) - sentence.text.count(" "),
                    "quantities": len(inside),
                    "planned": int((inside["status"] == "planned").sum()),
                    "rules": int((inside["status"] == "rule").sum()),
                    "themes": " ".join(code_themes(sentence.text)),
                }
            )
    columns = ["doc_id", *Sentence._fields, "characters", "quantities", "planned", "rules", "themes"]
    return pd.DataFrame(rows, columns=columns)


def make_term_counts(sentences: pd.DataFrame, places: Mapping[str, str]) -> pd.DataFrame:
    """Return the words of each text, stop words included, the most frequent first: doc_id, term, count, words.

    sentences has the columns doc_id and text; places maps doc_id to the standard name of the text's place; words is how
    many words the text has.
    """
    rows = []
    for doc_id, found in sentences.groupby("doc_id", sort=False)["text"]:
        counts = count_terms("\n".join(found), places[doc_id])
        ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
        rows += [{"doc_id": doc_id, "term": term, "count": n, "words": counts.total()} for term, n in ranked]
    return pd.DataFrame(rows, columns=["doc_id", "term", "count", "words"])


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


def use_originals(own: pd.DataFrame, originals: pd.DataFrame, restated: Mapping[str, str]) -> pd.DataFrame:
    """Put what was counted in the articles themselves in place of what was counted in texts that restate them.

    own has a column doc_id, originals a column title; restated maps the doc_id of each text to the article that it
    restates ("" if it restates none). Raises InputError if an article was not counted.

    >>> own = pd.DataFrame({"doc_id": ["a", "b"], "term": ["师资", "师资"], "count": [1, 2]})
    >>> originals = pd.DataFrame({"title": ["某县教育"], "term": ["教师队伍"], "count": [3]})
    >>> use_originals(own, originals, {"a": "《某县教育》, 2023", "b": ""}).to_dict("list")
    {'doc_id': ['a', 'b'], 'term': ['教师队伍', '师资'], 'count': [3, 2]}
    """
    frames = []
    for doc_id, article in restated.items():
        if not article:
            frames.append(own[own["doc_id"] == doc_id])
            continue
        found = originals[[f"《{title}》" in article for title in originals["title"]]]
        if found.empty:
            raise InputError(
                f"text {doc_id} restates {article!r}, whose counts are not beside the texts: count the article with "
                "python -m helpers.vocabulary FOLDER --counts OUT, or leave restated_title in sources.csv empty"
            )
        frames.append(found.drop(columns="title").assign(doc_id=doc_id))
    columns = [column for column in own.columns if column in originals.columns or column == "doc_id"]
    return pd.concat([frame[columns] for frame in frames], ignore_index=True) if frames else own[columns]


def read_originals(name: str, folder: str | Path) -> pd.DataFrame:
    """Read a table of counts of originals beside the texts; without a file it has no rows."""
    path = Path(folder) / get_schema(name).file
    return read_table(name, Path(folder)) if path.is_file() else make_table([], name)


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


def compare_texts(themes: pd.DataFrame) -> pd.DataFrame:
    """Return for each pair of texts how far apart their themes are, and how far chance alone would put them.

    difference is the mean over themes of the distance of the shares, in percentage points; by_chance is what it would
    be on average if both texts had the same shares and their sentences were independent (half-normal mean of the
    binomial error); same_place tells pairs within a place from pairs between places.
    """
    shares = themes.pivot(index="doc_id", columns="theme", values="share").astype(float)
    totals = themes.groupby("doc_id", sort=False)["total"].first().astype(float)
    places = themes.groupby("doc_id", sort=False)["place"].first()
    rows = []
    for i, a in enumerate(totals.index):
        for b in totals.index[i + 1 :]:
            pooled = (shares.loc[a] * totals[a] + shares.loc[b] * totals[b]) / (totals[a] + totals[b])
            error = np.sqrt(pooled * (1 - pooled) * (1 / totals[a] + 1 / totals[b]))
            rows.append(
                {
                    "doc_a": a,
                    "doc_b": b,
                    "same_place": places[a] == places[b],
                    "difference": round(100 * float((shares.loc[a] - shares.loc[b]).abs().mean()), 1),
                    "by_chance": round(100 * math.sqrt(2 / math.pi) * float(error.mean()), 1),
                }
            )
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


# ---------------------------------------------------------------- agreement of two coders


def measure_agreement(codes: pd.DataFrame, draws: int = 2000) -> pd.DataFrame:
    """Compare a reader's codes with the program's: Cohen's kappa of each theme and of all, with 95 % intervals.

    codes has one row for each sentence, with the columns reader and program (theme ids separated by spaces). Columns:
    theme (id, or `pooled`: each sentence and theme is one decision), reader, program (sentences that each gave the
    theme), both, sentences, kappa, low, high. The interval resamples sentences (percentile bootstrap); where the two
    never disagree, its low end follows from the exact 97.5 % bound of the share of disagreements (Clopper and Pearson
    1934). Kappa is NaN where nobody gave the theme.
    """
    names = [theme.name for theme in get_themes()]
    reader, program = (
        np.array([[name in row.split() for name in names] for row in codes[column]], dtype=bool).reshape(-1, len(names))
        for column in ("reader", "program")
    )
    rng = np.random.default_rng(0)
    samples = rng.integers(0, len(codes), (draws, len(codes)))
    rows = []
    for theme, columns in [*((name, [k]) for k, name in enumerate(names)), ("pooled", list(range(len(names))))]:
        a, b = reader[:, columns], program[:, columns]
        cells = np.stack([(a & b).sum(1), (a & ~b).sum(1), (~a & b).sum(1), (~a & ~b).sum(1)], axis=1)
        kappa = _get_kappa(cells.sum(0))
        low, high = _get_kappa_interval(cells, samples, kappa)
        both, only_reader, only_program, _ = cells.sum(0)
        rows.append(
            {
                "theme": theme,
                "reader": int(both + only_reader),
                "program": int(both + only_program),
                "both": int(both),
                "sentences": len(codes),
                "kappa": kappa,
                "low": low,
                "high": high,
            }
        )
    return pd.DataFrame(rows)


def _get_kappa(cells: np.ndarray) -> float:
    """Return kappa from the numbers of both yes, first only, second only, both no; NaN if both say one thing only."""
    both, first, second, neither = (float(cell) for cell in cells)
    total = both + first + second + neither
    chance = ((both + first) * (both + second) + (second + neither) * (first + neither)) / total**2
    return ((both + neither) / total - chance) / (1 - chance) if chance < 1 else math.nan


def _get_kappa_interval(cells: np.ndarray, samples: np.ndarray, kappa: float) -> tuple[float, float]:
    if math.isnan(kappa):
        return math.nan, math.nan
    if kappa == 1:
        return _get_flawless_low(cells), 1.0
    kappas = [_get_kappa(cells[sample].sum(0)) for sample in samples]
    low, high = np.nanpercentile(kappas, [2.5, 97.5])
    return float(low), float(high)


def _get_flawless_low(cells: np.ndarray) -> float:
    both, _, _, neither = cells.sum(0) / cells.sum()
    disagreement = 1 - 0.025 ** (1 / len(cells))
    return float(1 - disagreement / (1 - both**2 - neither**2))


# ---------------------------------------------------------------- counts of texts that may not be shipped


def count_text(raw: str, title: str, place: str, published: str) -> dict[str, pd.DataFrame]:
    """Count one text as the tables of originals hold it: words, sentences of each theme, and each sentence.

    raw is the text as it was read from its file; place (standard name) and published (ISO 8601) as far as known.
    """
    paragraphs = pd.DataFrame(
        {"doc_id": title, "role": line.role, "start": line.start, "text": raw[line.start : line.end]}
        for line in split_paragraphs(raw)
    )
    observations = make_table([{"doc_id": title, **row} for row in observe(raw, place, published)], "observations")
    sentences = make_sentences(paragraphs, observations)
    counted = {
        "originals_term_counts": make_term_counts(sentences, {title: place}),
        "originals_theme_counts": make_theme_counts(sentences),
        "originals_sentences": sentences,
    }
    return {name: make_table(frame.rename(columns={"doc_id": "title"}), name) for name, frame in counted.items()}


def count_folder(folder: Path, out: Path) -> list[Path]:
    """Count the texts of a folder that can be compared, write the tables of originals into out, return their paths."""
    found, refused = read_folder(folder)
    for refusal in refused:
        print(f"{refusal.file}: left out: {refusal.reason}", file=sys.stderr)
    counted = [
        count_text(article.text, article.identity.title, article.identity.place, article.identity.published)
        for article in found
        if article.identity.use == "compared"
    ]
    if not counted:
        raise InputError(f"{folder} has no text that can be compared: notebook 01 says why each was left out")
    return [write_table(pd.concat([tables[name] for tables in counted]), name, out) for name in counted[0]]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m helpers.vocabulary", description=count_folder.__doc__)
    parser.add_argument("folder", type=Path, help="folder of the texts")
    parser.add_argument("--counts", type=Path, required=True, metavar="OUT", help="folder to write to")
    options = parser.parse_args(arguments)
    try:
        for path in count_folder(options.folder, options.counts):
            print(path)
    except InputError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
