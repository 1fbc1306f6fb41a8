"""The date that a figure is taken to hold for."""

from __future__ import annotations


def date_figure(period: str, published: str) -> tuple[str, str]:
    """Return the date that a figure is taken to hold for, and how it is known: the end of its period comes first."""
    end = period.rpartition("/")[2]
    if end and end != "..":
        return end, "period"
    return (published, "document_date") if published else ("", "unknown")
