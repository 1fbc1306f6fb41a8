"""What a reader takes from the tables of notebook 06."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from helpers.storage import read_resource
from helpers.themes.statistics import Z95, measure_agreement

# Texts of one place are about as far apart as others if they are this part of the others' distance, or more.
_NEAR = 0.8


def write_shares(themes: pd.DataFrame) -> pd.Series:
    """Write each share of the table `themes` in percent with its interval.

    >>> write_shares(pd.DataFrame({"share": [0.256], "low": [0.1], "high": [0.444]}))[0]
    '26 [10, 44]'
    """
    return pd.Series(
        [f"{100 * row.share:.0f} [{100 * row.low:.0f}, {100 * row.high:.0f}]" for row in themes.itertuples()],
        index=themes.index,
        dtype="str",
    )


def find_leads(themes: pd.DataFrame) -> pd.DataFrame:
    """Return the two themes that each text touches most, in the order of the texts.

    Columns: doc_id, place, first, first_share, second, second_share; shares are written as in write_shares. Of equal
    shares the one that stands first in the coding scheme leads.
    """
    shares = write_shares(themes)
    rows = []
    for doc_id, own in themes.groupby("doc_id", sort=False):
        first, second = own.sort_values("share", ascending=False, kind="stable").index[:2]
        said = (value for n in (first, second) for value in (own["theme"][n], shares[n]))
        rows.append((doc_id, own["place"].iloc[0], *said))
    return pd.DataFrame(rows, columns=["doc_id", "place", "first", "first_share", "second", "second_share"])


def list_typical(keyness: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of the table `keyness` that set a place apart: used twice or more there, and z above 1.96."""
    return keyness[(keyness["z"] > Z95) & (keyness["count"] > 1)]


def average_distances(pairs: pd.DataFrame) -> dict[str, float]:
    """Average the pairs of compare_texts within a place and between places, in percentage points; NaN without pairs.

    Keys: within, within_by_chance, between, between_by_chance; mean and chance, the means of both sorts.

    >>> pairs = pd.DataFrame({"same_place": [False, False], "difference": [8.0, 9.0], "by_chance": [5.0, 6.0]})
    >>> averages = average_distances(pairs)
    >>> averages["between"], averages["within"], averages["mean"]
    (8.5, nan, 8.5)
    """
    means = pairs.groupby("same_place")[["difference", "by_chance"]].mean().reindex([True, False])
    averages = {}
    for sort, row in {"within": means.loc[True], "between": means.loc[False]}.items():
        averages |= {sort: float(row["difference"]), f"{sort}_by_chance": float(row["by_chance"])}
    return averages | {"mean": float(means["difference"].mean()), "chance": float(means["by_chance"].mean())}


def judge_distances(averages: Mapping[str, float]) -> str:
    """Say what the averages of average_distances show.

    `kind`: texts of one place are about as far apart as texts of different places; `place`: they are nearer; `open`:
    there are no pairs of both sorts.

    >>> judge_distances({"within": 7.8, "between": 8.4}), judge_distances({"within": float("nan"), "between": 8.4})
    ('kind', 'open')
    """
    within, between = averages["within"], averages["between"]
    if pd.isna(within) or pd.isna(between):
        return "open"
    return "kind" if within > _NEAR * between else "place"


def measure_rounds() -> pd.DataFrame:
    """Return how far a reader and the program agreed in each round of resources/theme_agreement.csv.

    Columns: round, then those of measure_agreement.
    """
    codes = pd.DataFrame(read_resource("theme_agreement.csv")).groupby("round", sort=False)
    rounds = pd.concat({name: measure_agreement(rows) for name, rows in codes}, names=["round"])
    return rounds.reset_index(level="round")


def summarise_stop_lists(changes: pd.DataFrame) -> dict[str, object]:
    """Say of the table of compare_stop_lists how many terms stay, and which come in with the words of the genre.

    Keys: n (terms that stay or go), stay (with every stop word kept in), genre (stay with those of the genre), come
    (the first eight terms).
    """
    whole, genre = (changes[changes["kept_in"] == group] for group in ("all", "genre"))
    terms = int(whole["stay"].sum() + whole["gone"].str.split().str.len().sum())
    come = list(dict.fromkeys(" ".join(genre["come"]).split()))
    return {"n": terms, "stay": int(whole["stay"].sum()), "genre": int(genre["stay"].sum()), "come": come[:8]}
