"""Tables as grids: what stands in the text, where, and what is caption, body and note."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from made_files import CAPTION, NOTE, TABLE, UNIT, list_cells, place

from helpers.storage import InputError
from helpers.text import Cell, join_blocks, read_document


def draft(table=TABLE) -> list[Cell]:
    return [Cell(*placed) for placed in place(table)]


def test_a_table_is_its_rows_with_a_merged_cell_once():
    text, (grid,) = join_blocks(["前文。", draft(), "后文。"])
    assert text.split("\n") == [
        "前文。",
        "乡镇\t小学\t\t初中\t\t巩固率",
        "\t学校数\t在校生\t学校数\t教职工\t",
        "城关镇\t32\t41,208\t18\t2489\t99.8%",
        "河口镇\t28\t35177\t15\t\t—",
        "合计\t60\t76385\t33\t\t99.4%",
        "后文。",
    ]
    assert list_cells(grid) == place(TABLE)
    assert (grid.rows, grid.columns) == (5, 6)


def test_lines_around_a_table_are_its_caption_and_notes():
    _, (grid,) = join_blocks(["全县有小学12所。", CAPTION, "", UNIT, draft(), NOTE, "1. 含民办。", "全县有小学12所。"])
    assert [line.text for line in grid.caption] == [CAPTION, UNIT]
    assert [line.text for line in grid.notes] == [NOTE, "1. 含民办。"]


def test_rows_that_hold_the_caption_or_a_note_are_no_rows_of_the_table():
    rows = [[(CAPTION, 1, 6)], [("", 1, 5), (UNIT, 1, 1)], *TABLE, [(NOTE, 1, 1)]]
    text, (grid,) = join_blocks([draft(rows)])
    assert list_cells(grid) == place(TABLE)
    assert [line.text for line in (*grid.caption, *grid.notes)] == [CAPTION, UNIT, NOTE]
    assert text.split("\n")[:2] == [CAPTION, UNIT]
    assert text.endswith(f"\n{NOTE}")


def test_a_head_over_some_columns_is_no_caption():
    rows = [
        [("", 1, 1), ("小学", 1, 2)],
        [("", 1, 1), ("学校", 1, 1), ("教师", 1, 1)],
        [("甲", 1, 1), ("1", 1, 1), ("2", 1, 1)],
    ]
    _, (grid,) = join_blocks([draft(rows)])
    assert (grid.rows, grid.caption) == (3, ())


@pytest.mark.parametrize(
    "rows", [[[("小学", 1, 1), ("12", 1, 1)]], [[("小学", 1, 1)], [("12", 1, 1)]], [[("", 1, 1)]], []]
)
def test_a_single_row_or_column_is_no_grid(rows):
    text, grids = join_blocks([draft(rows)])
    assert grids == ()
    assert text.split() == [cell[4] for cell in place(rows) if cell[4]]


def test_cells_that_overlap_are_refused():
    with pytest.raises(ValueError, match="overlap"):
        join_blocks([[Cell(1, 1, 2, 2, "a"), Cell(2, 2, 1, 1, "b"), Cell(1, 3, 1, 1, "c"), Cell(3, 1, 1, 1, "d")]])


def test_a_table_that_is_too_large_is_refused():
    with pytest.raises(InputError, match="3,000 rows and 3,000 columns"):
        join_blocks([[Cell(i, i, 1, 1, "a") for i in range(1, 3001)]])


@st.composite
def draw_table(draw) -> list[Cell]:
    """A table without overlaps: cells with spans, some of them empty, in a lattice with holes."""
    height, width = draw(st.integers(1, 6)), draw(st.integers(1, 6))
    taken: set[tuple[int, int]] = set()
    cells = []
    for row in range(1, height + 1):
        for column in range(1, width + 1):
            span = draw(st.integers(1, 3)), draw(st.integers(1, 3))
            area = {(r, c) for r in range(row, row + span[0]) for c in range(column, column + span[1])}
            if draw(st.booleans()) and not area & taken:
                taken |= area
                cells.append(Cell(row, column, *span, draw(st.sampled_from(["", "12", "小学", "一、", "a b", NOTE]))))
    return cells


@given(st.lists(draw_table() | st.sampled_from(["", "全县有小学12所。", CAPTION, NOTE]), max_size=5))
def test_offsets_always_show_the_cell_and_cells_cover_each_place_once(blocks):
    text, grids = join_blocks(blocks)
    for grid in grids:
        assert all(text[item.start : item.end] == item.text for item in (*grid.cells, *grid.caption, *grid.notes))
        places = [
            (r, c)
            for x in grid.cells
            for r in range(x.row, x.row + x.rows)
            for c in range(x.column, x.column + x.columns)
        ]
        assert sorted(places) == [(r, c) for r in range(1, grid.rows + 1) for c in range(1, grid.columns + 1)]
    for block in blocks:
        assert all(cell.text in text for cell in block if not isinstance(block, str))


WORDS = [
    "小学",
    "学校数",
    "类别",
    "指 标",
    "序号",
    "2023年",
    "12",
    "1,205",
    "—",
    "（人）",
    "Total",
    "单位：人",
    "#女",
    "一、",
]


@example([("序号", " |\n"), ("小学", " |\n"), ("12", " |\n"), *[("小学", " |\n")] * 2, ("小学", "\n")])
@given(
    st.lists(
        st.tuples(st.sampled_from(WORDS), st.sampled_from(["\n", " |\n", "\n|\n", "\t", "  ", " | ", "\u3000"])),
        max_size=60,
    )
)
def test_tables_of_plain_text_show_their_cells_and_cover_each_place_once(parts):
    raw = "".join(word + mark for word, mark in parts)
    for grid in read_document(raw).grids:
        assert all(raw[item.start : item.end] == item.text for item in (*grid.cells, *grid.caption, *grid.notes))
        places = [(c.row + i, c.column + j) for c in grid.cells for i in range(c.rows) for j in range(c.columns)]
        assert sorted(places) == [(r, c) for r in range(1, grid.rows + 1) for c in range(1, grid.columns + 1)]
