"""Which places are compared, in which order."""

from __future__ import annotations

import re

import pandas as pd

from helpers.storage import InputError


def choose_places(cities: str, articles: pd.DataFrame) -> list[str]:
    """Return the places to compare: those named, comma-separated, else all that a text in use is about, in its order.

    Raises InputError for a place that no text in use is about, or that is named twice, and where no text is in use.
    """
    known = list(dict.fromkeys(articles.loc[(articles["use"] == "compared") & (articles["place"] != ""), "place"]))
    if not known:
        why = "; ".join(f"{row.file}: {row.reason}" for row in articles.head(3).itertuples())
        raise InputError(
            f"no text can be compared ({why}): add texts, or name the place of a text in sources.csv beside it"
        )
    chosen = [name for name in re.split(r"[,，、\s]+", cities) if name]
    for name in chosen:
        if name not in known:
            raise InputError(f"cities: no text is about {name!r}; there are texts about {', '.join(known)}")
    if len(set(chosen)) < len(chosen):
        raise InputError(f"cities: a place is named twice in {cities!r}; name each once")
    return chosen or known
