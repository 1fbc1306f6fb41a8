"""The year that a text reports of: read from it, or given by the ledger."""

from __future__ import annotations

import pytest

from helpers.sources import read_folder
from helpers.storage import InputError, make_table
from helpers.storage.tables import check_table

TEXT = "武川县2022年教育概况\n来源：武川县教育局 2023-05-08\n武川县有小学12所，在校生4千人，比去年多，全县教师3百名。\n"


def read(folder, reports_on=None):
    (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    if reports_on is not None:
        (folder / "sources.csv").write_text(f"file,reports_on\na.txt,{reports_on}\n", encoding="utf-8")
    return read_folder(folder)[0][0]


def test_the_year_is_read_and_stands_in_the_table(tmp_path):
    row = read(tmp_path).to_row()
    assert (row["reports_on"], row["reports_on_basis"]) == ("2022", "stated")
    frame = make_table([row], "articles")
    check_table(frame, "articles")
    columns = list(frame.columns)
    assert columns[columns.index("published_basis") + 1 :][:2] == ["reports_on", "reports_on_basis"]


@pytest.mark.parametrize("year", ["2021", "2021-09/2022-08"])
def test_the_ledger_gives_the_year(tmp_path, year):
    found = read(tmp_path, year).identity
    assert (found.reports_on, found.reports_on_basis) == (year, "ledger")
    assert "the ledger alone gives reports_on (text: 2022)" in found.reason


def test_the_ledger_may_leave_the_year_open(tmp_path):
    found = read(tmp_path, "").identity
    assert (found.reports_on, found.reports_on_basis) == ("2022", "stated")


@pytest.mark.parametrize("year", ["2021-13/2022-08", "last year", "2021-05-08", "2021/2022"])
def test_a_year_of_the_ledger_that_is_none_is_refused(tmp_path, year):
    with pytest.raises(InputError, match=f"line 2: reports_on '{year}' is no year: write 2023"):
        read(tmp_path, year)
