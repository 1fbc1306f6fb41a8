"""The date that a figure is taken to hold for."""

from __future__ import annotations

from functools import lru_cache


@lru_cache(maxsize=4096)
def date_figure(period: str, published: str, reports_on: str = "") -> tuple[str, str]:
    """Return the date that a figure is taken to hold for, and how it is known.

    The end of its period comes first, then that of the year that its page reports on, then the date of the page.

    >>> date_figure("2012/2022", "2024-03", "2023"), date_figure("", "2024-03", "2022-09/2023-08"), date_figure("", "")
    (('2022', 'period'), ('2023-08', 'reports_on'), ('', 'unknown'))
    """
    for dates, basis in ((period, "period"), (reports_on, "reports_on"), (published, "document_date")):
        end = dates.rpartition("/")[2]
        if end and end != "..":
            return end, basis
    return "", "unknown"
