"""Workbooks: numbers as they are shown, merged cells, several tables, hidden sheets, errors, limits."""

from __future__ import annotations

import datetime
import io
import time
import zipfile

import openpyxl
import pytest
from made_files import TABLE, make_old_workbook, place, save

from helpers.sources.files import read_file
from helpers.sources.number_formats import show_date, show_general, show_number
from helpers.sources.sheets import read_old_workbook, read_workbook
from helpers.storage import InputError


def make_book(*rows: list, **formats: str) -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for place_, written in formats.items():
        book.active[place_].number_format = written
    return book


@pytest.mark.parametrize(
    ("value", "written", "shown"),
    [
        (0.994, "0.0%", "99.4%"),
        (0.994, "0%", "99%"),
        (1.0, "0.00%", "100.00%"),
        (41208, "#,##0", "41,208"),
        (41208.5, "#,##0.00_);(#,##0.00)", "41,208.50"),
        (-41208, "#,##0_);(#,##0)", "(41,208)"),
        (-3.5, "0.0", "-3.5"),
        (-0.04, "0.0", "0.0"),
        (12345678, "#,##0,", "12,346"),
        (12345678, '0.0,,"百万"', "12.3百万"),
        (3.20, "0.##", "3.2"),
        (3.0, "0.##", "3"),
        (7, "000", "007"),
        (0, '0;-0;"—"', "—"),
        (12, '0"所"', "12所"),
        (12, "[Red]0", "12"),
        (12, "[$¥-804]#,##0.00", "¥12.00"),
        (12, "\\约0", "约12"),
        (12.5, "[>10]0;0.0", "12.5"),
        (0.5, "# ?/?", "0.5"),
        (12000, "0.0E+00", "12000"),
        (2.5, "0", "3"),
        (1.005, "0.00", "1.01"),
        (5, "@", "5"),
        (5, "General", "5"),
    ],
)
def test_a_number_is_shown_by_its_format(value, written, shown):
    assert show_number(value, written) == shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (0.1 + 0.2, "0.3"),
        (99.4000000000001, "99.4"),
        (1e11, "100000000000"),
        (13.2, "13.2"),
        (-0.5, "-0.5"),
        (1e-5, "0.00001"),
    ],
)
def test_a_number_without_format_is_shown_in_full(value, shown):
    assert show_general(value) == shown


@pytest.mark.parametrize(
    ("written", "shown"),
    [("yyyy", "2023年"), ('yyyy"年"m"月"', "2023年9月"), ("m/d/yy h:mm", "2023年9月1日08:30"), ("mm-dd", "9月1日")],
)
def test_a_date_is_shown_in_chinese(written, shown):
    assert show_date(datetime.datetime(2023, 9, 1, 8, 30), written) == shown


def test_cells_of_a_workbook_are_as_shown():
    book = make_book(
        ["年份", "入学率", "在校生", "完工", "有"],
        [datetime.datetime(2023, 9, 1), 0.994, 41208, datetime.date(2024, 3, 1), True],
        ["  其中：女", 0.5, 1.25, "a\nb", "#REF!"],
        A2="yyyy",
        B2="0.0%",
        C2="#,##0",
        D2="yyyy/m/d",
    )
    book.active["A3"].alignment = openpyxl.styles.Alignment(indent=2)
    file = read_workbook(save(book))
    assert file.text.split("\n") == [
        "年份\t入学率\t在校生\t完工\t有",
        "2023年\t99.4%\t41,208\t2024年3月1日\tTRUE",
        "其中：女\t0.5\t1.25\ta b\t#REF!",
    ]
    assert next(cell.indent for cell in file.grids[0].cells if cell.row == 3) == 2
    assert file.notes == ("1 cells show an error such as #REF!: mend their formulas",)
    assert {cell.page for cell in file.grids[0].cells} == {"Sheet"}


def test_hidden_sheets_are_left_out_and_said_and_names_of_sheets_are_lines():
    book = make_book(["学段", "学校数"], ["小学", 12])
    book.active.title = "2023年"
    hidden = book.create_sheet("旧表")
    hidden.append(["小学", 99])
    hidden.sheet_state = "hidden"
    file = read_workbook(save(book))
    assert file.text == "2023年\n学段\t学校数\n小学\t12"
    assert file.notes == ("the hidden sheet 旧表 was left out",)


def test_tables_of_one_sheet_are_parted_by_their_titles_alone():
    rows = [
        ["表1 小学"],
        ["学段", "学校"],
        ["甲", 1],
        [],
        ["乙", 2],
        [],
        ["附表2 初中情况"],
        ["学段", "教师"],
        ["甲", 3],
    ]
    file = read_workbook(save(make_book(*rows)))
    assert [[cell.text for cell in grid.cells] for grid in file.grids] == [
        ["学段", "学校", "甲", "1", "乙", "2"],
        ["学段", "教师", "甲", "3"],
    ]
    assert [[line.text for line in grid.caption] for grid in file.grids] == [["表1 小学"], ["附表2 初中情况"]]


def test_a_stray_cell_far_below_costs_nothing():
    book = make_book(["学段", "学校"], ["小学", 12])
    book.active["XFD1048576"].number_format = "0"
    book.active["XFD1048575"] = " "
    started = time.monotonic()
    assert read_workbook(save(book)).text == "学段\t学校\n小学\t12"
    assert time.monotonic() - started < 5


def test_formulas_without_a_stored_result_are_said():
    book = make_book(["学段", "学校"], ["小学", 12], ["合计", "=SUM(B2)"])
    assert read_workbook(save(book)).notes == (
        "1 formulas have no stored result: open and save the workbook in Excel or WPS",
    )


def test_an_old_workbook_is_read_with_formats_and_merges():
    file = read_old_workbook(make_old_workbook())
    assert "城关镇\t32\t41,208\t18\t2489\t99.8%\n河口镇\t28\t35177\t15\t\t—" in file.text
    assert sorted(cell[:5] for cell in file.grids[0].cells) == place(TABLE)


@pytest.mark.parametrize("read", [read_workbook, read_old_workbook])
def test_a_workbook_without_visible_text_is_refused(read):
    book = make_book([None])
    data = save(book) if read is read_workbook else make_old_workbook(hidden=True)
    with pytest.raises(InputError, match="no text in its visible sheets"):
        read(data)


# ---- limits


def change_sheet(old: bytes, new: bytes) -> bytes:
    """A workbook in whose sheet some bytes are replaced."""
    whole = io.BytesIO()
    book = save(make_book(["学段", "学校"], ["小学", 12]))
    with zipfile.ZipFile(io.BytesIO(book)) as before, zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            data = before.read(name)
            after.writestr(name, data.replace(old, new) if "sheet1" in name else data)
    return whole.getvalue()


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        (b"</sheetData>", b'</sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>', "1,000,000 cells"),
        (b"</sheetData>", b"<row>" + b"<c/>" * 1_100_000 + b"</row></sheetData>", "1,000,000 cells"),
        (b"</sheetData>", b"</sheetData>" + b" " * 60_000_000, "200 times its size"),
        (b"</sheetData>", b"</sheetDat>", "cannot be read as a workbook"),
        (b'r="2"', b'r="x"', "cannot be read as a workbook"),
    ],
)
def test_workbooks_that_break_a_limit_are_refused(tmp_path, old, new, reason):
    (tmp_path / "a.xlsx").write_bytes(change_sheet(old, new))
    with pytest.raises(InputError, match=reason) as error:
        read_file(tmp_path / "a.xlsx")
    assert "\n" not in str(error.value)


def test_merged_cells_that_overlap_do_not_stop_the_reader():
    merges = b'</sheetData><mergeCells><mergeCell ref="A1:A2"/><mergeCell ref="A2:B2"/></mergeCells>'
    file = read_workbook(change_sheet(b"</sheetData>", merges))
    assert file.text.startswith("学段\t学校")
