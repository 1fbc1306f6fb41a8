"""Workbook, data package and dictionary: what an analyst opens, and what a validator says."""

import itertools
import json
import re
import time
import zipfile

import frictionless
import openpyxl
import pandas as pd
import pytest

from helpers.storage import dictionary, paths, tables
from helpers.storage.messages import InputError
from helpers.storage.resources import read_resource
from helpers.storage.schemas import get_schema
from helpers.storage.tables import check_table, make_table, write_table
from helpers.storage.workbook import save_workbook

OBSERVATION = {"doc_id": "a", "start": 4, "end": 8, "quote": "312所", "sentence_start": 0, "sentence_end": 9}
OBSERVATION |= {"subject": "小学", "value": 312, "unit": "所", "qualifier": "exact", "kind": "level", "basis": "point"}
OBSERVATION |= {"status": "actual", "damage": "none"}
LOST = {"start": 20, "end": 21, "quote": "所", "subject": "幼儿园", "value": None, "low": 100, "damage": "digits_lost"}


def make_tables(folder, *changes):
    """Write small observations, indicators and comparison tables; changes are further rows of the first two."""
    rows = [OBSERVATION, *(OBSERVATION | change for change in changes)]
    write_table(make_table(rows, "observations"), "observations", folder)
    extra = {
        "indicator": "schools",
        "school_level": "primary",
        "place": "甲市",
        "as_of": "2023",
        "sentence": "有小学312所。",
    }
    write_table(make_table([row | extra for row in rows], "indicators"), "indicators", folder)
    verdict = {"indicator": "schools", "school_level": "primary", "place_a": "甲市", "place_b": "乙市", "row_a": "a:4"}
    verdict |= {"grade": "not_comparable", "reasons": "missing", "reason_zh": "乙市没有报告这一项。"}
    write_table(make_table([verdict], "comparison"), "comparison", folder)
    cell = {
        "place": "甲市",
        "indicator": "schools",
        "school_level": "primary",
        "year": "2023",
        "row": "a:4",
        "value": 312,
    }
    write_table(make_table([cell | {"unit": "所", "status": "actual"}], "panel"), "panel", folder)


def open_workbook(folder):
    """Write the workbook of a folder of tables and open it."""
    return openpyxl.load_workbook(folder / save_workbook(folder).name)


@pytest.fixture
def workbook(tmp_path):
    make_tables(tmp_path, LOST, {"start": 30, "end": 31, "subject": "=1+1", "value": 1234.5})
    return open_workbook(tmp_path)


def get_column(sheet, name):
    """Return the cells below a header."""
    position = next(cell.column for cell in sheet[2] if cell.value == name)
    return [sheet.cell(line, position) for line in range(3, sheet.max_row + 1)]


def test_workbook_has_its_sheets_and_headers(workbook):
    assert workbook.sheetnames == ["comparison", "panel", "indicators", "observations", "dictionary"]
    for sheet in workbook:
        assert sheet.freeze_panes == "A3"
        assert sheet.auto_filter.ref.startswith("A2:")
        assert all(cell.value for line in (1, 2) for cell in sheet[line])
    assert [cell.value for cell in workbook["observations"][2]] == [c.name for c in get_schema("observations").columns]
    assert [cell.value for cell in workbook["observations"][1]][:2] == ["文本", "起点"]


def test_workbook_holds_every_row_and_number(workbook):
    values = get_column(workbook["observations"], "value")
    assert [cell.value for cell in values] == [312, None, 1234.5]
    assert [values[0].number_format, values[2].number_format] == ["#,##0", "#,##0.00##"]
    assert len(get_column(workbook["indicators"], "value")) == 3


def test_observation_leads_to_its_sentence(workbook):
    cell = get_column(workbook["observations"], "quote")[0]
    sheet, _, target = cell.hyperlink.location.partition("!")
    assert workbook[sheet][target].value == "有小学312所。"


def test_verdict_leads_to_its_row_and_shows_the_number(workbook):
    sheet = workbook["comparison"]
    target = get_column(sheet, "row_a")[0].hyperlink.location.partition("!")[2]
    line = workbook["indicators"][target].row
    assert workbook["indicators"].cell(line, 1).value == "学校数"
    shown = [get_column(sheet, name)[0].value for name in ("indicator (zh)", "value_a", "as_of_a", "value_b", "row_b")]
    assert shown == ["学校数", 312, "2023", None, None]
    assert get_column(sheet, "value_a")[0].number_format == '#,##0" 所"'


def test_words_are_never_formulas(workbook):
    cell = get_column(workbook["observations"], "subject")[2]
    assert (cell.value, cell.data_type) == ("=1+1", "s")


def test_lost_number_shows_its_bound(tmp_path):
    make_tables(tmp_path)
    indicators = tables.read_table("indicators", tmp_path)
    indicators.loc[0, ["value", "low", "damage"]] = [pd.NA, 100, "digits_lost"]
    write_table(indicators, "indicators", tmp_path)
    book = open_workbook(tmp_path)
    assert get_column(book["comparison"], "value_a")[0].value == "[缺] ≥100"


def test_control_characters_do_not_break_the_workbook(tmp_path):
    make_tables(tmp_path, {"start": 9, "subject": "小学\x0b校"})
    book = open_workbook(tmp_path)
    assert get_column(book["observations"], "subject")[1].value == "小学校"


def test_workbook_has_the_same_bytes_later(tmp_path):
    make_tables(tmp_path)
    first = (tmp_path / save_workbook(tmp_path).name).read_bytes()
    time.sleep(2.1)  # zip times have a step of two seconds
    assert (tmp_path / save_workbook(tmp_path).name).read_bytes() == first
    with zipfile.ZipFile(tmp_path / "indicators.xlsx") as archive:
        assert b"2000-01-01T00:00:00Z" in archive.read("docProps/core.xml")


def test_rows_beyond_the_sheet_stand_in_the_csv_alone_and_the_sheet_says_so(tmp_path, monkeypatch):
    make_tables(tmp_path, LOST, {"start": 30})
    monkeypatch.setattr("helpers.storage.workbook._ROWS", 1)
    saved = save_workbook(tmp_path)
    assert saved.left.to_numpy().tolist() == [["indicators.csv", 2], ["observations.csv", 2]]
    book = openpyxl.load_workbook(tmp_path / saved.name)
    assert book["observations"].cell(4, 1).value == "其余2行见observations.csv / 2 more rows stand in observations.csv"
    assert book["observations"].max_row == 4
    assert book["comparison"].max_row == 3


def test_workbook_that_cannot_be_written_fails_no_run(tmp_path):
    make_tables(tmp_path)
    (tmp_path / "indicators.xlsx").mkdir()
    saved = save_workbook(tmp_path)
    assert "indicators.xlsx" in saved.problem
    (tmp_path / "indicators.xlsx").rmdir()
    assert save_workbook(tmp_path).problem == ""


def test_longest_cells_of_excel_are_cut(tmp_path):
    make_tables(tmp_path, {"start": 9, "subject": "学" * 40_000})
    book = open_workbook(tmp_path)
    assert len(get_column(book["observations"], "subject")[1].value) == 32_767


def test_panel_leads_to_its_rows(workbook):
    cell = get_column(workbook["panel"], "row")[0]
    assert workbook["indicators"][cell.hyperlink.location.partition("!")[2]].row == 3


def test_links_stop_where_excel_stops(tmp_path, monkeypatch):
    make_tables(tmp_path, LOST)
    monkeypatch.setattr("helpers.storage.workbook._LINKS", 1)
    book = open_workbook(tmp_path)
    assert [cell.hyperlink is not None for cell in get_column(book["observations"], "quote")] == [True, False]


def test_missing_table_names_its_notebook(tmp_path):
    with pytest.raises(InputError, match="run notebook 04_build_indicators first"):
        save_workbook(tmp_path)


def test_data_package_is_valid(tmp_path):
    make_tables(tmp_path, LOST)
    report = frictionless.Package(dictionary.write_datapackage(tmp_path)).validate()
    assert report.valid, report.flatten(["title", "message"])


def test_data_package_notices_a_wrong_table(tmp_path):
    make_tables(tmp_path)
    path = dictionary.write_datapackage(tmp_path)
    table = tmp_path / "observations.csv"
    table.write_text(table.read_text(encoding="utf-8").replace("level", "lever"), encoding="utf-8")
    assert not frictionless.Package(path).validate().valid


def test_data_package_describes_the_tables_that_are_there(tmp_path):
    make_tables(tmp_path)
    package = json.loads(dictionary.write_datapackage(tmp_path).read_text(encoding="utf-8"))
    assert [resource["name"] for resource in package["resources"]] == [
        *("observations", "indicators", "panel", "comparison")
    ]
    fields = package["resources"][0]["schema"]["fields"]
    assert [field["name"] for field in fields] == [column.name for column in get_schema("observations").columns]


def test_dictionary_tells_every_column_indicator_and_flag(tmp_path):
    make_tables(tmp_path)
    text = dictionary.write_dictionary(tmp_path).read_text(encoding="utf-8")
    for name in ("observations", "indicators", "comparison"):
        section = text.split(f"## {name}.csv")[1].split("\n## ")[0]
        for column in get_schema(name).columns:
            assert f"| `{column.name}` | {column.label_zh} |" in section
    for row in read_resource("indicators.csv"):
        assert f"| {row['id']} | {row['label_zh']} | {row['label_en']} |" in text
    for row in read_resource("flags.csv"):
        assert row["flag"] in text


def test_dictionary_tables_are_well_formed(tmp_path):
    make_tables(tmp_path)
    lines = dictionary.write_dictionary(tmp_path).read_text(encoding="utf-8").splitlines()
    widths = [len(re.findall(r"(?<!\\)\|", line)) if line.startswith("|") else 0 for line in lines]
    for before, width in itertools.pairwise(widths):
        assert not before or not width or before == width


def test_every_column_has_names_in_both_languages():
    for row in read_resource("columns.csv"):
        assert row["label_zh"], f"{row['table']}.{row['column']}"
        assert row["meaning"], f"{row['table']}.{row['column']}"


def test_every_flag_that_code_sets_is_explained():
    known = {row["flag"] for row in read_resource("flags.csv")}
    files = (paths.PROJECT / "src" / "helpers").rglob("*.py")
    set_by = {flag for path in files for flag in re.findall(r'flags\.append\("(\w+)"\)', path.read_text("utf-8"))}
    assert set_by
    assert set_by <= known


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda frame: frame.drop(columns="unit"), "columns are"),
        (lambda frame: frame.assign(value="312"), "column value: holds"),
        (lambda frame: frame.assign(kind="lever"), "column kind: 'lever' is none of"),
        (lambda frame: pd.concat([frame, frame], ignore_index=True), "two rows with the same key"),
    ],
)
def test_wrong_table_is_not_written(tmp_path, change, message):
    make_tables(tmp_path)
    before = (tmp_path / "observations.csv").read_bytes()
    frame = change(tables.read_table("observations", tmp_path))
    with pytest.raises(ValueError, match=message):
        check_table(frame, "observations")
    with pytest.raises(ValueError, match=message):
        write_table(frame, "observations", tmp_path)
    assert (tmp_path / "observations.csv").read_bytes() == before
