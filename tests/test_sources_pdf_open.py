"""Tables of PDF files whose columns no line parts, and what looks like one and is none."""

from __future__ import annotations

import pytest
from made_files import LAST, make_pdf, set_lines

from helpers.sources.pdf import read_pdf

SIZE = 10.5
XS = (80, 190, 300, 410)  # where columns begin
ROWS = [["城关镇", "32", "41208", "98.4"], ["河口镇", "28", "35177", "97.9"], ["合计", "60", "76385", "98.2"]]
HEAD = ["乡镇", "学校数（所）", "在校生（人）", "巩固率（%）"]


def measure(text: str) -> float:
    return sum(SIZE * (0.55 if char.isascii() else 1) for char in text)


def centre(x: float, y: float, text: str) -> tuple[float, float, str]:
    return x - measure(text) / 2, y, text


def align(rows: list[list[str]], y: float, right: tuple[float, ...], step: float = 18) -> list:
    """Labels from the left, numbers to the right edges of their columns."""
    words = []
    for i, (label, *values) in enumerate(rows):
        words.append((80, y + i * step, label))
        words += [(x - measure(v), y + i * step, v) for x, v in zip(right, values, strict=True) if v]
    return words


def rule(*ys: float) -> list:
    return [(72, y, 520, y) for y in ys]


def list_rows(grid) -> list[list[str]]:
    return [[cell.text for cell in grid.cells if cell.row == row] for row in range(1, grid.rows + 1)]


def list_spans(grid) -> dict[str, tuple[int, int, int, int]]:
    return {cell.text: (cell.row, cell.column, cell.rows, cell.columns) for cell in grid.cells if cell.text}


# ---- three lines


def test_two_tables_of_one_width_on_a_page_are_two():
    first = [centre(300, 150, "表1 学校情况"), *align([HEAD, *ROWS], 180, (250, 360, 480))]
    second = [centre(300, 330, "表2 上年情况"), *align([HEAD, *ROWS], 360, (250, 360, 480))]
    words = [*first, (72, 262, "注：城关镇含直属学校。"), (93, 290, LAST), *second]
    file = read_pdf(make_pdf((words, rule(165, 186, 244, 345, 366, 424))))
    assert [list_rows(grid) for grid in file.grids] == [[HEAD, *ROWS]] * 2
    assert [grid.caption[-1].text for grid in file.grids] == ["表1学校情况", "表2上年情况"]
    assert [line.text for line in file.grids[0].notes] == ["注：城关镇含直属学校。"]
    assert LAST in file.text.split("\n")


def test_a_head_that_is_centred_over_numbers_at_the_right_is_theirs():
    head = [
        centre(x, 180, text) for x, text in zip((95, 200, 310, 420), ["乡镇", "学校", "学生", "巩固率"], strict=True)
    ]
    words = [*head, *align(ROWS, 200, (250, 360, 480))]
    (grid,) = read_pdf(make_pdf((words, rule(165, 186, 246)))).grids
    assert list_rows(grid) == [["乡镇", "学校", "学生", "巩固率"], *ROWS]


def test_the_lines_of_a_head_are_one_cell():
    above = [centre(x, 174, text) for x, text in zip((235, 345, 460), ["小学", "在校", "九年义务教育"], strict=True)]
    below = [centre(x, 188, text) for x, text in zip((235, 345, 460), ["（所）", "（人）", "巩固率（%）"], strict=True)]
    words = [centre(95, 181, "乡镇"), *above, *below, *align(ROWS, 210, (250, 360, 480))]
    (grid,) = read_pdf(make_pdf((words, rule(160, 194, 256)))).grids
    assert [cell.text for cell in grid.cells][:4] == ["乡镇", "小学（所）", "在校（人）", "九年义务教育巩固率（%）"]
    assert list_rows(grid)[-3:] == ROWS


def test_heads_over_heads_hold_the_columns_whose_middle_they_share():
    rows = [
        ["城关镇", "3", "2", "5", "7", "41"],
        ["河口镇", "2", "1", "3", "6", "35"],
        ["合计", "5", "3", "8", "13", "76"],
    ]
    right = (200, 260, 320, 400, 470)
    top = [centre(255, 172, "学校数"), centre(430, 172, "在校生")]
    low = [centre(x - 8, 188, text) for x, text in zip(right, ["公办", "民办", "合计", "城区", "镇区"], strict=True)]
    words = [centre(95, 180, "乡镇"), *top, *low, *align(rows, 210, right)]
    (grid,) = read_pdf(make_pdf((words, rule(158, 194, 256)))).grids
    spans = list_spans(grid)
    assert (spans["学校数"], spans["在校生"]) == ((1, 2, 1, 3), (1, 5, 1, 2))


def test_heads_below_others_beside_a_head_of_the_labels_share_only_the_columns_behind_them():
    rows = [["2021", "190", "23010", "137", "97", "22015", "64"], ["2022", "181", "22340", "135", "96", "22840", "66"]]
    right = (160, 220, 270, 350, 410, 460)
    low = [centre(x - 10, 190, text) for x, text in zip(right, ["校数", "招生", "班数"] * 2, strict=True)]
    top = [centre(210, 172, "小学"), centre(400, 172, "初中")]
    words = [*top, centre(95, 190, "年份"), *low, *align([*rows, ["2023", *rows[0][1:]]], 212, right)]
    (grid,) = read_pdf(make_pdf((words, rule(158, 196, 258)))).grids
    spans = list_spans(grid)
    assert (spans["小学"], spans["初中"], spans["年份"]) == ((1, 2, 1, 3), (1, 5, 1, 3), (2, 1, 1, 1))


@pytest.mark.parametrize(("x", "lines"), [(80, (158, 178, 290)), (290, (158, 178, 290)), (80, (158, 290))])
def test_a_section_below_the_heads_is_none_of_them(x, lines):
    head = [centre(at, 170, text) for at, text in zip((95, 235, 345, 460), ["乡镇", "班", "学生", "教师"], strict=True)]
    first, second = (align(ROWS[:2], y, (250, 360, 480)) for y in (208, 262))
    words = [*head, (x, 190, "一、小学"), *first, (80, 244, "二、初中"), *second]
    (grid,) = read_pdf(make_pdf((words, rule(*lines)))).grids
    named = [["一、小学"], *ROWS[:2], ["二、初中"], *ROWS[:2]]
    assert [[text for text in row if text] for row in list_rows(grid)] == [["乡镇", "班", "学生", "教师"], *named]


def test_a_head_of_labels_that_goes_on_below_is_no_section():
    head = [
        centre(at, 170, text) for at, text in zip((95, 235, 345, 460), ["县（市", "班", "学生", "教师"], strict=True)
    ]
    words = [*head, centre(95, 183, "区）"), *align(ROWS, 203, (250, 360, 480))]
    (grid,) = read_pdf(make_pdf((words, rule(158, 250)))).grids
    assert list_rows(grid) == [["县（市区）", "班", "学生", "教师"], *ROWS]


@pytest.mark.parametrize(("line", "step"), [(14, 34), (12, 30)])
def test_numbers_stand_between_the_two_lines_of_their_label(line, step):
    labels = [("普惠性民办", "幼儿园"), ("教育部门办", "幼儿园"), ("其他部门办", "园")]
    rows = [["12", "3208"], ["9", "2011"], ["7", "1001"]]
    words = [(80, 170, "类别"), centre(240, 170, "园数（所）"), centre(360, 170, "在园幼儿（人）")]
    for i, (lines, values) in enumerate(zip(labels, rows, strict=True)):
        words += [(80, 195 + i * step + j * line, text) for j, text in enumerate(lines)]
        words += [centre(240 + j * 120, 195 + i * step + line / 2, value) for j, value in enumerate(values)]
    (grid,) = read_pdf(make_pdf((words, rule(158, 178, 195 + 3 * step)))).grids
    assert list_rows(grid)[1:] == [["".join(lines), *values] for lines, values in zip(labels, rows, strict=True)]


def stack_heads(step: float):
    """A head over two columns, the heads of single columns half a line below it, and those of the two below that."""
    rows = [["城关镇", *"325741"], ["河口镇", *"213635"], ["合计", *"538176"]]
    right = (170, 225, 280, 335, 400, 480)
    single = zip((95, 270, 325, 385, 465), ["乡镇", "学校", "班数", "在校生", "图书"], strict=True)
    low = [centre(160, 170 + 2 * step, "教师"), centre(215, 170 + 2 * step, "工勤")]
    words = [centre(198, 170, "教职工（人）"), *(centre(x, 170 + step, text) for x, text in single), *low]
    return [*words, *align(rows, 190 + 2 * step, right)], rule(160, 178 + 2 * step, 250 + 2 * step)


def test_many_heads_between_the_lines_of_a_few_cover_both_lines():
    (grid,) = read_pdf(make_pdf(stack_heads(9))).grids
    spans = list_spans(grid)
    assert (spans["教职工（人）"], spans["教师"], spans["工勤"]) == ((1, 2, 1, 2), (2, 2, 1, 1), (2, 3, 1, 1))
    assert [spans[text] for text in ("乡镇", "学校", "图书")] == [(1, 1, 2, 1), (1, 4, 2, 1), (1, 7, 2, 1)]


def test_two_heads_over_two_between_which_single_ones_stand_hold_their_own():
    right = (170, 215, 260, 305, 350, 395, 440)
    single = zip((95, 257, 391, 436), ["片区", "学校", "班数", "图书"], strict=True)
    low = zip((167, 212, 302, 347), ["小学", "初中"] * 2, strict=True)
    words = [centre(187, 170, "招生"), centre(328, 170, "毕业生"), *(centre(x, 180, text) for x, text in single)]
    words += [*(centre(x, 190, text) for x, text in low)]
    rows = [["林区", *"1234567"], ["山区", *"2345678"], ["川区", *"3456789"]]
    (grid,) = read_pdf(make_pdf(([*words, *align(rows, 210, right)], rule(160, 198, 270)))).grids
    spans = list_spans(grid)
    assert (spans["招生"], spans["毕业生"]) == ((1, 2, 1, 2), (1, 5, 1, 2))
    assert [spans[text] for text in ("片区", "学校", "班数", "图书")] == [(1, n, 2, 1) for n in (1, 4, 7, 8)]


def test_heads_of_which_one_line_stands_in_the_next_are_no_table():
    file = read_pdf(make_pdf(stack_heads(6)))
    assert file.grids == ()
    assert "城关镇 3 2 5 7 4 1" in file.text


def test_a_head_whose_characters_are_set_apart_is_one_but_two_columns_are_two():
    head = [centre(95, 180, "地　区"), centre(215, 180, "班　数"), centre(337, 180, "男"), centre(460, 180, "女")]
    words = [*head, *align(ROWS, 200, (230, 342, 480))]
    (grid,) = read_pdf(make_pdf((words, rule(165, 186, 246)))).grids
    assert [text.replace(" ", "") for text in list_rows(grid)[0]] == ["地区", "班数", "男", "女"]


def test_a_column_with_one_number_is_known_by_its_head():
    rows = [["城关镇", "32", "412", ""], ["河口镇", "28", "351", ""], ["合计", "60", "763", "5"]]
    heads = [centre(x, 180, text) for x, text in zip((95, 240, 350, 465), ["乡镇", "班", "小班", "大班"], strict=True)]
    (grid,) = read_pdf(make_pdf(([*heads, *align(rows, 200, (250, 360, 480))], rule(165, 186, 246)))).grids
    assert list_spans(grid)["5"] == (4, 4, 1, 1)
    assert list_spans(grid)["763"] == (4, 3, 1, 1)


def test_an_empty_cell_moves_no_number_and_a_section_holds_the_rows_below():
    rows = [["城关镇", "32", "", "98.4"], ["河口镇", "28", "35177", "97.9"], ["塔寺镇", "", "2017", "98.2"]]
    rows += [["双河镇", "7", "3017", "98.8"]]
    words = [
        *align([HEAD, *rows[:2]], 180, (250, 360, 480)),
        centre(300, 234, "三、小学"),
        *align(rows[2:], 252, (250, 360, 480)),
    ]
    (grid,) = read_pdf(make_pdf((words, rule(165, 186, 290)))).grids
    at = {(cell.row, cell.column): cell.text for cell in grid.cells if cell.text}
    assert (at[2, 4], at[3, 3], at[5, 3]) == ("98.4", "35177", "2017")
    assert (2, 3) not in at
    assert list_spans(grid)["三、小学"] == (4, 1, 1, 4)


# ---- no lines


def test_a_table_without_any_line_is_read_by_numbers_below_each_other():
    words = [
        centre(300, 150, "分乡镇学校情况"),
        *align([HEAD, *ROWS], 180, (250, 360, 480)),
        (72, 260, "注：城关镇含直属学校。"),
    ]
    file = read_pdf(make_pdf((words, [])))
    (grid,) = file.grids
    assert list_rows(grid) == [HEAD, *ROWS]
    assert grid.caption[-1].text == "分乡镇学校情况"
    assert [line.text for line in grid.notes] == ["注：城关镇含直属学校。"]


def test_years_are_heads_and_labels():
    rows = [["小学（所）", "171", "169", "167"], ["初中（所）", "24", "24", "25"], ["高中（所）", "6", "6", "7"]]
    words = align([["类别", "2019", "2020", "2021"], *rows], 180, (250, 360, 480))
    (grid,) = read_pdf(make_pdf((words, []))).grids
    assert list_rows(grid) == [["类别", "2019", "2020", "2021"], *rows]
    turned = [["2019", "171", "24.6", "1.43"], ["2020", "169", "24.9", "1.45"], ["2021", "167", "25.5", "1.48"]]
    words = align([["年份", "学校数", "在校生", "教师"], *turned], 180, (250, 360, 480))
    (grid,) = read_pdf(make_pdf((words, []))).grids
    assert list_rows(grid)[1:] == turned


def test_a_label_that_found_no_room_goes_on_below_the_last_row():
    words = align([HEAD, *ROWS[:2], ["九年一贯制", "3", "910", "98.0"]], 180, (250, 360, 480), step=24)
    file = read_pdf(make_pdf(([*words, (80, 264, "学校"), (72, 300, LAST)], [])))
    (grid,) = file.grids
    assert list_rows(grid)[-1] == ["九年一贯制学校", "3", "910", "98.0"]
    assert file.text.endswith(LAST)


@pytest.mark.parametrize("missing", [0, 1, 2])
def test_where_a_column_has_no_head_there_is_no_table(missing):
    head = [text for i, text in enumerate(HEAD[1:]) if i != missing]
    right = [x for i, x in enumerate((250, 360, 480)) if i != missing]
    words = [(x - measure(text), 180, text) for x, text in zip(right, head, strict=True)]
    assert not read_pdf(make_pdf(([*words, *align(ROWS, 200, (250, 360, 480))], []))).grids


# ---- what only looks like a table


def test_contents_and_lists_with_leaders_are_no_table():
    lines = [
        f"第{n}章 {title} {'…' * 12} {page}"
        for n, title, page in zip("一二三四", ["小学", "初中", "高中", "高校"], [1, 12, 31, 47], strict=True)
    ]
    leaders = [(80, 300 + i * 18, f"{town}学校数……{n}") for i, (town, n, _, _) in enumerate(ROWS)]
    wide = [
        word
        for i, (town, a, b, _) in enumerate(ROWS)
        for y in [400 + i * 18]
        for word in ((80, y, town), (160, y, "……"), (260, y, a), (360, y, b))
    ]
    heads = [(80, 382, "乡镇"), (250, 382, "学校数"), (350, 382, "在校生")]
    assert not read_pdf(make_pdf(([*set_lines(lines, 80, 200), *leaders, *heads, *wide], []))).grids


def test_prose_in_two_columns_is_no_table():
    left = [
        "全县有小学171所，在校",
        "生24600人，比上年增加",
        "320人，招生4012人，毕",
        "业3980人，专任教师1430",
        "人，学校面积8.41平方米",
        "，图书28.6册，达到标准",
    ]
    right = [
        "初中24所，在校生12800",
        "人，比上年增加120人，",
        "招生4200人，毕业4100人",
        "专任教师980人，班额46人",
        "，面积9.2平方米，图书",
        "35册，均达到省定标准。",
    ]
    words = [*set_lines(left, 72, 200), *set_lines(right, 320, 200)]
    assert not read_pdf(make_pdf((words, []))).grids


def test_halves_side_by_side_and_single_numbers_are_no_table():
    halves = [
        word
        for i in range(4)
        for y in [200 + 18 * i]
        for word in (
            (80, y, f"甲{i}校"),
            (160, y, "12"),
            (200, y, "34"),
            (280, y, f"乙{i}校"),
            (360, y, "56"),
            (400, y, "78"),
        )
    ]
    single = [
        word for i in range(4) for y in [400 + 18 * i] for word in ((80, y, f"第{i}小学"), (260, y, str(i * 30 + 7)))
    ]
    heads = [(80, 382, "学校"), (250, 382, "学生")]
    assert not read_pdf(make_pdf(([*halves, *heads, *single], []))).grids


def test_numbers_that_do_not_stand_below_each_other_are_no_table():
    head = [(80, 180, "乡镇"), (190, 180, "学校数"), (300, 180, "在校生")]
    words = [
        (x, 200 + 18 * i, text)
        for i, (row, xs) in enumerate(zip(ROWS, ((80, 170, 260), (80, 205, 330), (80, 230, 300)), strict=True))
        for x, text in zip(xs, row[:3], strict=True)
    ]
    assert not read_pdf(make_pdf(([*head, *words], []))).grids


def test_a_running_head_above_rows_is_no_head_of_theirs():
    pages = []
    for number in (1, 2, 3):
        words = [
            (80, 60, "统计资料"),
            (400, 60, f"第 {number} 页"),
            *align(ROWS, 120, (250, 360, 480)),
            (72, 300, LAST),
        ]
        pages.append((words, []))
    assert not read_pdf(make_pdf(*pages)).grids
