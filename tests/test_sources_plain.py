"""Markdown and comma-separated values."""

from __future__ import annotations

import pytest
from made_files import CAPTION, NOTE, UNIT

from helpers.sources.plain import read_markdown, read_table
from helpers.storage import InputError


def test_markdown_is_read_without_its_marks():
    text = (
        "# 教育简况 #\n\n> 全县有小学**138**所，在校生__13.2__万人，*稳步*增长。\n"
        "- [初中](a.html)72所 ![图](b.png)\n\\# 不是标题，2*3*4，a_b_c\n```\n| a | b |\n|---|---|\n# x\n```\n"
    )
    assert read_markdown(text.encode()).text.split("\n") == [
        "教育简况",
        "",
        "全县有小学138所，在校生13.2万人，稳步增长。",
        "- 初中72所 图",
        "# 不是标题，2*3*4，a_b_c",
        "| a | b |",
        "|---|---|",
        "# x",
    ]


def test_pipe_tables_are_tables():
    text = f"{CAPTION}\n{UNIT}\n\n学段 | 学校\\|数\n:--- | ---:\n**小学** | 12\n初中 |\n\n{NOTE}\n"
    file = read_markdown(text.encode("gbk"))
    (grid,) = file.grids
    assert [cell.text for cell in grid.cells] == ["学段", "学校|数", "小学", "12", "初中", ""]
    assert [line.text for line in (*grid.caption, *grid.notes)] == [CAPTION, UNIT, NOTE]
    assert all(file.text[cell.start : cell.end] == cell.text for cell in grid.cells)


def test_bars_without_a_rule_are_no_table():
    assert read_markdown(b"a | b\nc | d\n").grids == ()


@pytest.mark.parametrize("mark", [",", "\t", ";", "，"])
def test_separated_values_are_a_table(mark):
    rows = [[CAPTION], ["学段", "学校"], ["小学", "12"], [NOTE]]
    file = read_table("\r\n".join(mark.join(row) for row in rows if mark not in row[0]).encode("utf-8-sig"))
    assert [cell.text for cell in file.grids[0].cells] == ["学段", "学校", "小学", "12"]
    assert "学段\t学校\n小学\t12" in file.text


def test_quoted_values_keep_marks_and_line_breaks():
    file = read_table('学段,"在校生,\n人"\n小学,"41,208"\n'.encode())
    assert file.text == "学段\t在校生, 人\n小学\t41,208"


@pytest.mark.parametrize(
    ("text", "reason"),
    [(",\n,\n", "holds no text"), ("1,2\n" * 600_000, "1,000,000 cells"), ("1," * 1500, "1,000 columns")],
)
def test_tables_that_break_a_limit_are_refused(text, reason):
    with pytest.raises(InputError, match=reason):
        read_table(text.encode())
