"""What the texts write about: terms, themes, keyness and concreteness, each with the uncertainty that it has.

Words are counted in the reading of a text (``cleaning.normalise``), without names of places and people, numbers and
units. Which words are terms, stop words and signs of a theme is data: resources/education_terms.csv, stop_words.csv,
themes.csv, people.csv.
"""

from __future__ import annotations

import contextlib
import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from helpers.tables import PROJECT, InputError, make_table, read_resource

if TYPE_CHECKING:
    from jieba import Tokenizer

Z95 = 1.959964

# ---------------------------------------------------------------- words

# What jieba keeps in one piece; a term with any other character could never be cut out whole.
_TERM = re.compile(r"[\u4e00-\u9fd5a-zA-Z0-9+#&._%-]{2,}")
_WORD = re.compile(r"[\u4e00-\u9fd5]{2,}")
_NUMERAL = "〇零一二三四五六七八九十百千万亿两几数"
_COUNTED = "个年月日名所项批届次倍周天人位种条家成级期轮类块段代遍本字校岁"
_NUMBER = re.compile(rf"第?[{_NUMERAL}]+[余多]?(?:[{_COUNTED}]|年来|年间)?")


@cache
def get_tokenizer() -> Tokenizer:
    """Return jieba's tokenizer with the project's education terms: silent, its cache inside the project.

    Raises InputError if a term of the user dictionary has a character at which jieba always cuts.
    """
    import jieba  # only who segments text pays for the import and for reading the dictionary

    # jieba logs its progress, and the failure to keep a cache where the project may not be written: both are harmless.
    jieba.setLogLevel("CRITICAL")
    tokenizer = jieba.Tokenizer()
    tokenizer.tmp_dir = str(_make_cache_folder())
    for term in get_terms():
        tokenizer.add_word(term)
    return tokenizer


def _make_cache_folder() -> Path:
    folder = PROJECT / ".cache"
    with contextlib.suppress(OSError):  # without a cache jieba reads its dictionary anew each time, half a second
        folder.mkdir(exist_ok=True)
    return folder


@cache
def get_terms() -> frozenset[str]:
    """Return the education terms of the user dictionary.

    Raises InputError that names the row if a term cannot be cut out in one piece.

    >>> "铸牢中华民族共同体意识" in get_terms()
    True
    """
    terms = [row["term"] for row in read_resource("education_terms.csv")]
    check_terms(terms)
    return frozenset(terms)


def check_terms(terms: Sequence[str]) -> None:
    """Raise InputError that names the first term, with its row, that segmentation could never give back whole.

    >>> check_terms(["县管校聘", "1+X证书", "STEM教育"])
    >>> check_terms(["县管校聘", "“双减”"])
    Traceback (most recent call last):
    ...
    helpers.tables.InputError: education_terms.csv, row 3: '“双减”' has the character '“', where words end: leave it out
    """
    for row, term in enumerate(terms, 2):
        if not _TERM.fullmatch(term):
            wrong = next((c for c in term if not re.match(r"[\u4e00-\u9fd5a-zA-Z0-9+#&._%-]", c)), None)
            if wrong is None:
                raise InputError(f"education_terms.csv, row {row}: {term!r} is too short: two characters or more")
            raise InputError(
                f"education_terms.csv, row {row}: {term!r} has the character {wrong!r}, where words end: leave it out"
            )


@cache
def get_stop_words(groups: tuple[str, ...] | None = None) -> frozenset[str]:
    """Return the stop words of these groups (None: of all) of resources/stop_words.csv."""
    rows = read_resource("stop_words.csv")
    known = {row["group"] for row in rows}
    for group in groups or ():
        if group not in known:
            raise InputError(f"no group {group!r} of stop words; there are {', '.join(sorted(known))}")
    return frozenset(row["word"] for row in rows if groups is None or row["group"] in groups)


def count_terms(text: str) -> Counter[str]:
    """Count the words of two and more characters of a reading's text, without names, numbers and single characters.

    Stop words are counted too (``drop_stop_words`` takes them out), so that what a stop list does can be shown.
    Only words of the dictionaries count: a guessed word would change with what stands around it.

    >>> count_terms("推进集团化办学,全县集团化办学覆盖12所学校")["集团化办学"]
    2
    """
    words = get_tokenizer().cut(text, HMM=False)
    terms = get_terms()
    return Counter(word for word in words if word in terms or (_WORD.fullmatch(word) and not _NUMBER.fullmatch(word)))


def drop_stop_words(counts: Counter[str], groups: tuple[str, ...] | None = None) -> Counter[str]:
    """Return counts without the stop words of these groups (None: of all groups)."""
    stop = get_stop_words(groups)
    return Counter({term: count for term, count in counts.items() if term not in stop})


# ---------------------------------------------------------------- themes


@dataclass(frozen=True)
class Theme:
    """One theme of the coding scheme: what it means and the terms that show it."""

    name: str
    label_zh: str
    label_en: str
    definition_zh: str
    definition_en: str
    terms: re.Pattern[str]
    excludes: re.Pattern[str] | None

    def touches(self, sentence: str) -> bool:
        """Say whether a sentence has a term of the theme outside the phrases that only look like one."""
        if self.excludes:
            sentence = self.excludes.sub("|", sentence)
        return self.terms.search(sentence) is not None


def _match_any(words: str) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(word) for word in sorted(words.split(), key=len, reverse=True)))


@cache
def get_themes() -> tuple[Theme, ...]:
    """Return the coding scheme of resources/themes.csv in its order."""
    return tuple(
        Theme(
            row["theme"],
            row["label_zh"],
            row["label_en"],
            row["definition_zh"],
            row["definition_en"],
            _match_any(row["terms"]),
            _match_any(row["excludes"]) if row["excludes"] else None,
        )
        for row in read_resource("themes.csv")
    )


def code_themes(sentence: str) -> frozenset[str]:
    """Return the themes that a sentence (of a reading) touches; a sentence may touch several or none.

    >>> sorted(code_themes("新建幼儿园3所,公开招聘幼儿教师120名"))
    ['early', 'funding', 'teachers']
    >>> code_themes("回望来路,信心倍增。")
    frozenset()
    """
    return frozenset(theme.name for theme in get_themes() if theme.touches(sentence))


def get_wilson_interval(successes: int, total: int) -> tuple[float, float]:
    """Return the 95 % interval of a share by Wilson (1927), as shares of 1; (0, 1) where nothing was counted.

    >>> [round(x, 3) for x in get_wilson_interval(0, 10)]
    [0.0, 0.278]
    >>> get_wilson_interval(0, 0)
    (0.0, 1.0)
    """
    if total == 0:
        return 0.0, 1.0
    share, z2 = successes / total, Z95**2
    centre = (share + z2 / (2 * total)) / (1 + z2 / total)
    half = Z95 / (1 + z2 / total) * math.sqrt(share * (1 - share) / total + z2 / (4 * total**2))
    return max(0.0, centre - half), min(1.0, centre + half)


# ---------------------------------------------------------------- keyness


def measure_keyness(counts: pd.DataFrame, prior_total: float = 500.0) -> pd.DataFrame:
    """Compare each place's terms with the other places': z of the log-odds with an informative Dirichlet prior.

    counts has the columns place, term, count (several rows of one place and term are summed). The prior of a term is
    its share of all counts times prior_total (words). Monroe, Colaresi and Quinn, Fightin' Words, Political Analysis 16
    (2008), equations 16, 19 and 22. Rows: each place and each term of any place; one place alone gives none.
    """
    table = counts.pivot_table(index="term", columns="place", values="count", aggfunc="sum", fill_value=0, sort=False)
    rows = []
    pooled = table.sum(axis=1)
    prior = pooled / pooled.sum() * prior_total
    for place in table.columns if table.shape[1] > 1 else ():
        here = table[place]
        there = pooled - here
        log_odds = [
            np.log((y + prior) / (y.sum() + prior_total - y - prior)) for y in (here.astype(float), there.astype(float))
        ]
        z = (log_odds[0] - log_odds[1]) / np.sqrt(1 / (here + prior) + 1 / (there + prior))
        frame = pd.DataFrame({"place": place, "term": table.index, "count": here, "count_elsewhere": there, "z": z})
        rows.append(frame.sort_values(["z", "count", "term"], ascending=[False, False, True]))
    return make_table(pd.concat(rows, ignore_index=True) if rows else [], "keyness")


# ---------------------------------------------------------------- agreement of two coders


def measure_kappa(first: Iterable[bool], second: Iterable[bool]) -> float:
    """Return Cohen's (1960) kappa of two coders' yes-or-no codes; NaN where both always say the same one thing.

    >>> measure_kappa([True, True, False, False], [True, False, False, False])
    0.5
    """
    a, b = np.asarray(list(first), dtype=bool), np.asarray(list(second), dtype=bool)
    agreed = float((a == b).mean())
    chance = a.mean() * b.mean() + (1 - a.mean()) * (1 - b.mean())
    return float((agreed - chance) / (1 - chance)) if chance < 1 else math.nan
