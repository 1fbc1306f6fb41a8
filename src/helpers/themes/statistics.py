"""Shares, rates, keyness and agreement, each with its uncertainty."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import pandas as pd

from helpers.storage import make_table
from helpers.themes.coding import get_themes
from helpers.themes.words import drop_stop_words, get_stop_groups

Z95 = 1.959964
PRIOR_TOTAL = 500.0


def measure_rates(words: pd.DataFrame) -> pd.DataFrame:
    """Return how often each place uses each term for every 1,000 words of its texts: place, term, count, per_1000.

    words has one row for each text and word, stop words included: doc_id, place, term, count, words. Stop words count
    in the length of a text; they have no rows. Places keep their order, terms the order of falling counts.
    """
    lengths = words.drop_duplicates("doc_id").groupby("place", sort=False)["words"].sum()
    counts = drop_stop_words(words).groupby(["place", "term"], sort=False)["count"].sum().reset_index()
    counts["per_1000"] = 1000 * counts["count"].astype(float) / counts["place"].map(lengths).astype(float)
    order = {place: k for k, place in enumerate(lengths.index)}

    def rank(column: pd.Series) -> pd.Series:
        return column.map(order) if column.name == "place" else column

    return counts.sort_values(["place", "count", "term"], ascending=[True, False, True], key=rank, ignore_index=True)


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


PLACES_MOST = 30  # places whose terms are compared with those of all others: a row each for every term


def choose_wordiest(counts: pd.DataFrame, most: int = PLACES_MOST) -> list[str]:
    """Return the places, in their order, whose terms are compared: of many those with most words (place, count).

    >>> choose_wordiest(pd.DataFrame({"place": ["甲", "乙", "丙", "甲"], "count": [2, 3, 9, 2]}), 2)
    ['甲', '丙']
    """
    sums = counts.groupby("place", sort=False)["count"].sum()
    kept = set(sums.sort_values(ascending=False, kind="stable").index[:most])
    return [place for place in sums.index if place in kept]


def _count_by_place(counts: pd.DataFrame) -> tuple[pd.DataFrame, np.ndarray]:
    """Return the counts of the chosen places (rows) and of all places together, by term (columns)."""
    everywhere = counts.groupby("term")["count"].sum()
    own = counts[counts["place"].isin(choose_wordiest(counts))]
    table = own.pivot_table(index="place", columns="term", values="count", aggfunc="sum", fill_value=0, sort=False)
    return table.reindex(columns=everywhere.index, fill_value=0), everywhere.to_numpy(dtype=float)


def measure_keyness(counts: pd.DataFrame, prior_total: float = PRIOR_TOTAL) -> pd.DataFrame:
    """Compare each place's terms with the other places': z of the log-odds with an informative Dirichlet prior.

    counts has the columns place, term, count; rows of one place and term are summed, places keep their order. The prior
    of a term is its share of all counts times prior_total (words). Rows: each place (of more than 30 those with most
    words) and each term of any place, by falling z; one place alone gives none. Monroe, Colaresi and Quinn, Fightin'
    Words, Political Analysis 16 (2008), equations 16, 19 and 22.
    """
    if counts["place"].nunique() < 2:
        return make_table([], "keyness")
    table, everywhere = _count_by_place(counts)
    y = table.to_numpy(dtype=float)
    terms, zs, elsewhere = table.columns.to_numpy(), _get_z(y, everywhere, prior_total), everywhere - y
    frames = []
    for place, here, there, z in zip(table.index, y, elsewhere, zs, strict=True):
        frame = pd.DataFrame({"place": place, "term": terms, "count": here, "count_elsewhere": there, "z": z})
        frames.append(frame.sort_values(["z", "count", "term"], ascending=[False, False, True]))
    return make_table(pd.concat(frames, ignore_index=True), "keyness")


def _get_z(y: np.ndarray, everywhere: np.ndarray, prior_total: float) -> np.ndarray:
    """Return z of each place (row) and term (column) of a table of counts, the place against all others together."""
    there = everywhere - y
    prior = everywhere / everywhere.sum() * prior_total
    delta = _get_log_odds(y, prior) - _get_log_odds(there, prior)
    return delta / np.sqrt(1 / (y + prior) + 1 / (there + prior))


def _get_log_odds(y: np.ndarray, prior: np.ndarray) -> np.ndarray:
    total = y.sum(1, keepdims=True) + prior.sum()
    return np.log((y + prior) / (total - y - prior))


_MOST_DEALT = 20_000_000  # words in all draws


def expect_by_chance(counts: pd.DataFrame, draws: int = 100) -> float:
    """Return how many terms would pass z = 1.96 on average if the words were dealt to the places at random.

    counts as in measure_keyness; a term counts where the place uses it twice or more. Words that come in bursts, as
    those of one paragraph do, pass more often than that. Of more than 200,000 words there are fewer draws, 5 at least.
    """
    if counts["place"].nunique() < 2:
        return 0.0
    table, everywhere = _count_by_place(counts)
    held = table.to_numpy(dtype=int)
    rest = everywhere.astype(int) - held.sum(0)
    dealt_to = np.vstack([held, rest])  # the last row is all places that are not compared
    place, term = (np.repeat(index, dealt_to.ravel()) for index in (i.ravel() for i in np.indices(dealt_to.shape)))
    rng = np.random.default_rng(0)
    draws = min(draws, max(5, _MOST_DEALT // max(1, len(term))))
    passing = 0
    for _ in range(draws):
        codes = rng.permutation(place) * dealt_to.shape[1] + term
        dealt = np.bincount(codes, minlength=dealt_to.size).reshape(dealt_to.shape)[:-1]
        passing += int(((_get_z(dealt.astype(float), everywhere, PRIOR_TOTAL) > Z95) & (dealt > 1)).sum())
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
        dropped = drop_stop_words(counts, [group for group in all_groups if group not in kept])
        other = _get_top_terms(dropped, top)
        for place, terms in base.items():
            if (now := other.get(place)) is not None:  # with other words other places are the wordiest
                gone, come = (" ".join(x for x in a if x not in b) for a, b in ((terms, now), (now, terms)))
                rows.append((kept[0] if len(kept) == 1 else "all", place, len({*terms} & {*now}), gone, come))
    return pd.DataFrame(rows, columns=["kept_in", "place", "stay", "gone", "come"])


def _get_top_terms(counts: pd.DataFrame, top: int) -> dict[str, list[str]]:
    """Return of each place the terms with which measure_keyness begins."""
    if counts["place"].nunique() < 2:
        return {}
    table, everywhere = _count_by_place(counts)
    y = table.to_numpy(dtype=float)
    terms = table.columns.to_numpy()  # in their order, in which terms of like z and count stay
    ranked = (np.lexsort((-here, -z))[:top] for here, z in zip(y, _get_z(y, everywhere, PRIOR_TOTAL), strict=True))
    return {place: list(terms[order]) for place, order in zip(table.index, ranked, strict=True)}


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
    drawn = _draw_samples(len(codes), draws)
    rows = []
    for theme, columns in [*((name, [k]) for k, name in enumerate(names)), ("pooled", list(range(len(names))))]:
        a, b = reader[:, columns], program[:, columns]
        cells = np.stack([(a & b).sum(1), (a & ~b).sum(1), (~a & b).sum(1), (~a & ~b).sum(1)], axis=1)
        kappa = float(_get_kappa(cells.sum(0)))
        low, high = _get_kappa_interval(cells, drawn, kappa)
        both, only_reader, only_program, _ = cells.sum(0)
        gave = int(both + only_reader), int(both + only_program), int(both)
        rows.append((theme, *gave, len(codes), kappa, low, high))
    return pd.DataFrame(rows, columns=["theme", "reader", "program", "both", "sentences", "kappa", "low", "high"])


def _draw_samples(size: int, draws: int) -> np.ndarray:
    """Return how often each of so many things (columns) is in each of the draws with replacement (rows)."""
    samples = np.random.default_rng(0).integers(0, size, (draws, size))
    places = samples + size * np.arange(draws)[:, None]
    return np.bincount(places.ravel(), minlength=draws * size).reshape(draws, size).astype(float)


def _get_kappa(cells: np.ndarray) -> np.ndarray:
    """Return kappa from the numbers of both yes, first only, second only, both no; NaN if both say one thing only.

    >>> _get_kappa(np.array([[2, 0, 0, 2], [1, 1, 1, 1], [4, 0, 0, 0]])).tolist()
    [1.0, 0.0, nan]
    """
    both, first, second, neither = np.moveaxis(np.asarray(cells, dtype=float), -1, 0)
    total = both + first + second + neither
    chance = ((both + first) * (both + second) + (second + neither) * (first + neither)) / total**2
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(chance < 1, ((both + neither) / total - chance) / (1 - chance), math.nan)


def _get_kappa_interval(cells: np.ndarray, drawn: np.ndarray, kappa: float) -> tuple[float, float]:
    if math.isnan(kappa):
        return math.nan, math.nan
    if kappa == 1:
        return _get_flawless_low(cells), 1.0
    low, high = np.nanpercentile(_get_kappa(drawn @ cells), [2.5, 97.5])
    return float(low), float(high)


def _get_flawless_low(cells: np.ndarray) -> float:
    both, _, _, neither = cells.sum(0) / cells.sum()
    disagreement = 1 - 0.025 ** (1 / len(cells))
    return float(1 - disagreement / (1 - both**2 - neither**2))
