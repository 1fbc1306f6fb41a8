"""Whether a row is of the time of a claim."""

from __future__ import annotations

import re
from functools import lru_cache

from helpers.language import find_periods
from helpers.text import normalise
from helpers.verify.wording import Row, is_of_year_before


def same_time(period: str, row: Row) -> bool:
    """Tell whether a row is of a time: the same, or a year that holds it; what is not said fits any."""
    dated, period = say_time(row), period.removesuffix("..")
    if not period or not dated or dated.startswith(period) or period.startswith(dated):
        return True
    if _YEARS.fullmatch(dated) and dated.endswith(f"/{period}"):
        return True  # 五年来累计…, in a table of its last year
    if SCHOOL_YEAR.fullmatch(dated) and SCHOOL_YEAR.fullmatch(period) and dated[:4] == period[:4]:
        return True  # that of Taiwan begins in August
    if may_be_of(period, row):
        return True
    if row["basis"] == "point" and any(since.startswith(period) for since in _list_open(str(row["sentence"]))):
        return True  # 自2023年2月起: in force since then, whatever year the text is of
    return period[:4] == str(int(dated[:4]) - 1) and is_of_year_before(row)


@lru_cache(maxsize=65536)
def _list_open(sentence: str) -> tuple[str, ...]:
    """Return the times from which on a sentence says that something holds."""
    return tuple(found.period for found in find_periods(normalise(sentence).text) if found.open_end)


def say_time(row: Row) -> str:
    """Return the time of a row, or that of which it holds: the school year that its page reports of."""
    reported = row["reports_on"] if row["as_of_basis"] == "reports_on" else ""
    return str(row["period"] or reported or row["as_of"])


SCHOOL_YEAR = re.compile(r"(\d{4})-0[89]/\d{4}-0[78]")
_YEARS = re.compile(r"\d{4}/\d{4}")


def may_be_of(period: str, row: Row) -> bool:
    """Tell whether a row of which no time is said may be of a time: the year of the page or the one before.

    A time that stands in another sentence leaves open whether it is the year that the page reports of.
    """
    if row["period"]:
        reported = str(row["reports_on"])[:4]
        open_year = row["period_basis"] == "inherited" or "本年" in str(row["sentence"])  # the year of the report
        headed = row["period_basis"] == "inherited" and period[:4] in str(row["heading"])
        return headed or (open_year and period[:4] == reported != "")
    if row["as_of_basis"] != "document_date":
        return False
    years = {str(int(str(row["as_of"])[:4]) - back) for back in (0, 1)}
    return bool({period[:4], period.partition("/")[2][:4]} & years)
