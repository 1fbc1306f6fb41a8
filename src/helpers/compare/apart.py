"""Schools of several stages counted apart: 初中20所、九年一贯制学校9所 are 29 where communiqués count them."""

from __future__ import annotations

import pandas as pd

from helpers.storage import to_rows

APART = "counted_apart"
# of a kind that stands beside the schools of a level, by what it is then counted under, the level at which communiqués
# count it: 初中271所(含九年一贯制学校121所), 普通高中36所,其中完全中学21所
_HOMES = {
    ("nine_year", "compulsory"): "junior_secondary",
    ("complete", "secondary"): "senior_secondary_general",
    ("twelve_year", "primary_secondary"): "senior_secondary_general",
}
_NARROWING = ("sector", "area", "group", "attribute", "event")


def mark_apart(indicators: pd.DataFrame) -> pd.DataFrame:
    """Flag counts of schools beside which a place counts others of their level apart in that year.

    A count with these schools and one without are of two definitions.
    """
    schools = [(n, row) for n, row in enumerate(to_rows(indicators)) if _counts_schools(row)]
    apart = {(*_find_time(row), _HOMES.get((row["programme"], row["school_level"]))) for _, row in schools}
    marked = [n for n, row in schools if not row["programme"] and (*_find_time(row), row["school_level"]) in apart]
    if not marked:
        return indicators
    flags = indicators["flags"].copy()
    flags.iloc[marked] = (flags.iloc[marked] + f" {APART}").str.strip()
    return indicators.assign(flags=flags)


def _counts_schools(row: dict) -> bool:
    plain = not any(row[facet] for facet in _NARROWING) and row["coverage"] != "subset"
    counted = row["population"] == "school" and row["measure"] == "count" and row["kind"] == "level"
    return plain and counted and row["status"] == "actual" and bool(row["place"])


def _find_time(row: dict) -> tuple[str, str]:
    return row["place"], row["as_of"][:4]
