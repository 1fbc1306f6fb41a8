"""Tables of chance in every format: each cell and each quantity is the words that stand at its offsets."""

from __future__ import annotations

import csv
import html
import io
import re
import unicodedata

import made_files
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from helpers.extract import observe
from helpers.sources.files import read_content, read_file
from helpers.text import read_document

Table = list[list[tuple[str, int, int]]]  # text, rows, columns
LABELS = ["小学", "普通 高中", "其中：女", "#专任教师", "青山区"]
LABELS += ["合 计", "（一）学前教育", "小 学", "𠮷林路小学", "２０２３年"]
HEADS = ["学校数（所）", "在校生/人", "占比％", "2022—2023学年", "毛入学率(%)"]
HEADS += ["其中：民办", "经费“万元”", "比上年±%", "班数&间"]
VALUES = ["12", "1,205", "99.8%", "-3.2", "—", "…", "", "１２０"]
VALUES += ["3.5万人", "0", "7*", "1:16.5", "9.9年", "<5", 'a"b', "9\u00a0012"]
NOTES = ["注：不含教学点。", "资料来源：县教育局；12所除外", "*为估计数"]
PRINTED = set("".join(LABELS[:7] + HEADS[:4] + VALUES[:6]))


@st.composite
def tables(draw) -> Table:
    """Draw a table: heads of which one may cover two columns, labels, values of which one may cover two rows."""
    width, height = draw(st.integers(2, 4)), draw(st.integers(2, 4))
    heads = draw(st.lists(st.sampled_from(HEADS), min_size=width, max_size=width))
    wide = draw(st.booleans())
    top = [("项目", 1, 1), (heads[0], 1, 2), *((head, 1, 1) for head in heads[2:])] if wide else None
    below = [("指标", 1, 1), *((head, 1, 1) for head in heads)]
    rows = [*([top] if top else []), below]
    tall = draw(st.integers(0, width * 2))  # the column whose first value covers two rows; none if there is no such
    for i in range(height):
        label = draw(st.sampled_from(LABELS))
        values = draw(st.lists(st.sampled_from(VALUES), min_size=width, max_size=width))
        cells = [(value, 2 if (i, j) == (0, tall) else 1, 1) for j, value in enumerate(values) if (i, j) != (1, tall)]
        rows.append([(label, 1, 1), *cells])
    return rows


def make_page(table: Table) -> bytes:
    return made_files.make_page([[(html.escape(text), *spans) for text, *spans in row] for row in table]).encode()


def make_lines(table: Table) -> list[list[str]]:
    """The rows of a table without merged cells: what a cell covers is blank."""
    width = max(column + columns - 1 for _, column, _, columns, _ in made_files.place(table))
    lines = [[""] * width for _ in table]
    for row, column, _, _, text in made_files.place(table):
        lines[row - 1][column - 1] = text
    return lines


def make_values(table: Table) -> bytes:
    buffer = io.StringIO()
    csv.writer(buffer).writerows([[made_files.CAPTION], *make_lines(table), [NOTES[0]]])
    return buffer.getvalue().encode()


def make_markdown(table: Table) -> bytes:
    return made_files.make_markdown([[(text, 1, 1) for text in line] for line in make_lines(table)]).encode()


def make_text(table: Table) -> bytes:
    return "\n".join([made_files.CAPTION, *("\t".join(line) for line in make_lines(table)), *NOTES]).encode()


def make_printed(table: Table) -> bytes:
    kept = [[("".join(c for c in text if c in PRINTED), *spans) for text, *spans in row] for row in table]
    words, strokes = made_files.rule_table(kept, width=90)
    return made_files.make_pdf(([(72, 100, made_files.TITLE), (72, 180, made_files.CAPTION), *words], strokes))


MAKERS = {
    "html": make_page,
    "mhtml": lambda table: made_files.make_saved(make_page(table).decode()),
    "docx": made_files.make_document,
    "xlsx": made_files.make_workbook,
    "xls": made_files.make_old_workbook,
    "csv": make_values,
    "md": make_markdown,
    "txt": make_text,
    "pdf": make_printed,
}
FEWER = {"pdf": 2, "docx": 6}


def check(file) -> None:
    document = read_document(file.text, file.grids)
    for grid in document.grids:
        assert all(document.raw[cell.start : cell.end] == cell.text for cell in grid.cells)
        lines = (*grid.caption, *grid.notes)
        assert all(document.raw[line.start : line.end] == line.text for line in lines)
    rows = observe(document, "武川县", "2024-03-01")
    assert all(document.raw[row["start"] : row["end"]] == row["quote"] for row in rows)
    for row in rows:
        spans = [tuple(map(int, pair.partition(":")[2].split("-"))) for pair in row["evidence"].split()]
        assert all(0 <= start <= end <= len(document.raw) for start, end in spans)


def squeeze(text: str) -> str:
    """A text without blanks, its digits and signs of full width as others."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


@pytest.mark.parametrize("suffix", MAKERS)
def test_cells_and_quantities_are_the_words_at_their_offsets(suffix):
    @settings(
        max_examples=FEWER.get(suffix, 8),
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(tables())
    def try_table(table):
        file = read_content(MAKERS[suffix](table), f".{suffix}")
        check(file)
        if suffix != "pdf":  # no word is lost; numbers are as shown
            words = [squeeze(text) for row in table for text, _, _ in row if not text.endswith("%")]
            held = squeeze(file.text)
            assert [word for word in words if word not in held] == []

    try_table()


def test_members_of_an_archive_have_the_same_offsets(tmp_path):
    path = tmp_path / "a.zip"
    made = {suffix: make(made_files.TABLE) for suffix, make in MAKERS.items() if suffix != "pdf"}
    path.write_bytes(made_files.make_archive({f"t.{suffix}": data for suffix, data in made.items()}))
    for suffix, data in made.items():
        file = read_file(path / f"t.{suffix}")
        check(file)
        assert file.text == read_content(data, f".{suffix}").text
