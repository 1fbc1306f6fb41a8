"""Schools of several stages that a place counts beside those of one."""

import pandas as pd
import pytest
from small_tables import make_indicator_row

from helpers.compare.apart import mark_apart
from helpers.compare.pairs import compare
from helpers.storage.tables import make_table

SCHOOL = {"population": "school", "measure": "count", "unit": "所", "indicator": "schools", "status": "actual"}
JUNIOR = SCHOOL | {"school_level": "junior_secondary", "subject": "初中", "value": 20}
NINE = SCHOOL | {"school_level": "compulsory", "programme": "nine_year", "subject": "九年一贯制学校", "value": 9}


def mark(*rows, place="亳州市"):
    return mark_apart(
        make_table([make_indicator_row(place, row | {"start": n}) for n, row in enumerate(rows)], "indicators")
    )


@pytest.mark.parametrize(
    ("beside", "flags"),
    [
        (NINE, "counted_apart"),
        (NINE | {"school_level": "junior_secondary"}, ""),  # 初中29所,其中九年一贯制学校9所
        (NINE | {"period": "2021"}, ""),
        (NINE | {"event": "new"}, ""),
        (NINE | {"programme": "complete", "school_level": "secondary"}, ""),  # of senior schools
    ],
)
def test_schools_beside_those_of_a_level(beside, flags):
    assert mark(JUNIOR, beside)["flags"].tolist() == [flags, ""]


def test_another_place_counts_them_among_its_schools():
    """初中20所、九年一贯制学校9所 beside 初中31所: the words say it; where both count them apart nothing differs."""
    apart, among = mark(JUNIOR, NINE), mark(JUNIOR | {"value": 31}, place="阜阳市")
    row = compare(make_table(pd.concat([apart, among]), "indicators"), ["亳州市", "阜阳市"]).iloc[0]
    assert (row["grade"], row["reasons"]) == ("with_caution", "different_scope")
    assert row["reason_en"] == "Bozhou counts schools of several stages apart, Fuyang does not say what is covered."
    both = make_table(pd.concat([apart, mark(JUNIOR, NINE, place="阜阳市")]), "indicators")
    assert compare(both, ["亳州市", "阜阳市"]).iloc[0]["grade"] == "comparable"
