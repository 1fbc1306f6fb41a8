"""PDF files: paragraphs, columns, running heads, tables with and without ruling lines, scans."""

from __future__ import annotations

import io
import random

import pypdfium2
import pytest
from made_files import (
    CAPTION,
    HEIGHT,
    LAST,
    NOTE,
    TABLE,
    TITLE,
    UNIT,
    WIDTH,
    list_cells,
    make_pdf,
    place,
    rule_table,
    set_lines,
    set_paragraph,
)

from helpers.sources import limits, pdf
from helpers.sources.pdf import read_pdf
from helpers.storage import InputError

WORDS = "全县教育系统坚持以人民为中心的发展思想落实立德树人根本任务深化教育综合改革办学条件持续改善群众满意度不断提升"


def write(length: int, seed: int) -> str:
    """A paragraph in Han characters alone, all of one width."""
    chance = random.Random(seed)
    return "".join(chance.choice(WORDS) for _ in range(length)) + "。"


def set_all(paragraphs: list[str], x: float, y: float, width: int) -> list:
    words = []
    for paragraph in paragraphs:
        lines = set_paragraph(paragraph, x, y, width)
        words += lines
        y += 18 * len(lines)
    return words


# ---- paragraphs


def test_lines_are_joined_to_paragraphs():
    paragraphs = [write(length, length) for length in (95, 40, 37, 38, 121)]  # the second ends short of a line
    file = read_pdf(make_pdf(([(200, 60, TITLE), *set_all(paragraphs, 72, 100, 40)], [])))
    assert file.text.split("\n") == [TITLE, *paragraphs]


def test_numbers_stay_whole_and_no_space_stands_beside_them():
    words = [*set_lines(["2023 年，全县共有小学 138 所，在校生 13.2 万人", "full text of the report"], 72, 100, 60)]
    assert read_pdf(make_pdf((words, []))).text.split("\n") == [
        "2023年，全县共有小学138所，在校生13.2万人",
        "full text of the report",
    ]


@pytest.mark.parametrize(
    "start", ["一、基本情况", "（二）教师队伍", "2. 办学条件", "第三章 经费", "单位：人", "注：含民办"]
)
def test_a_line_that_begins_something_is_not_joined(start):
    words = [*set_lines([write(39, 1), start, write(39, 2)], 72, 100)]
    assert read_pdf(make_pdf((words, []))).text.split("\n")[1].startswith(start.replace(" ", ""))


def test_a_hyphen_at_the_end_of_a_line_stays():
    first = f"{write(36, 3)[:-1]}2021-"
    words = set_lines([first, f"2023年{write(30, 4)}", write(38, 5)], 72, 100)
    assert "2021-2023年" in read_pdf(make_pdf((words, []))).text


def test_two_columns_are_read_one_after_the_other():
    paragraphs = [write(length, length) for length in (70, 95, 60, 120, 80, 64)]
    words = [(220, 80, TITLE), *set_all(paragraphs[:3], 60, 120, 21), *set_all(paragraphs[3:], 310, 120, 21)]
    assert read_pdf(make_pdf((words, []))).text.split("\n") == [TITLE, *paragraphs]


def test_a_paragraph_goes_on_over_columns_and_pages():
    whole = write(21 * 40, 7)
    lines = [whole[:19], *(whole[i : i + 21] for i in range(19, len(whole), 21))]
    left, right, over = lines[:15], lines[15:30], lines[30:]
    words = [(81, 120, left[0]), *set_lines(left[1:], 60, 138), *set_lines(right, 310, 120)]
    second = [*set_lines(over, 60, 120), *set_all([write(200, 8)], 310, 120, 21)]
    assert read_pdf(make_pdf((words, []), (second, []))).text.split("\n")[0] == whole


def test_running_heads_and_page_numbers_are_dropped():
    paragraphs = [write(300, seed) for seed in range(6)]
    pages = [
        (
            [(72, 50, f"武川县教育统计资料 {n + 3}"), (290, 810, f"- {n + 3} -"), *set_all([text], 72, 90, 40)],
            [(72, 55, 520, 55)],
        )
        for n, text in enumerate(paragraphs)
    ]
    assert read_pdf(make_pdf(*pages)).text.split("\n") == paragraphs


def test_bold_print_that_is_drawn_twice_is_read_once():
    words = [(72, 100, "全县有小学1120所。"), (72.3, 100, "全县有小学1120所。")]
    assert read_pdf(make_pdf((words, []))).text == "全县有小学1120所。"


# ---- tables

FLAT = [["乡镇", "学校数", "在校生", "教职工"], ["城关镇", "32", "41208", "2489"], ["河口镇", "28", "35177", "1990"]]
FLAT += [["合计", "60", "76385", "4479"]]


def set_rows(rows: list[list[str]], xs: tuple[float, ...], y: float, step: float = 20) -> list:
    return [(x, y + i * step, text) for i, row in enumerate(rows) for x, text in zip(xs, row, strict=True) if text]


def test_words_in_a_narrow_cell_are_joined():
    rows = [[("乡镇", 1, 1), ("学校数", 1, 1)], [("", 1, 1), ("12", 1, 1)]]
    words, strokes = rule_table(rows, y=200, width=60, height=40)
    words += [(76, 256, "土默特右"), (76, 270, "旗")]
    assert read_pdf(make_pdf(([*words, (72, 150, LAST)], strokes))).text.endswith("乡镇\t学校数\n土默特右旗\t12")


def test_a_table_over_pages_is_one_and_its_head_is_said_once():
    head = [("乡镇", 1, 1), ("学校数", 1, 1), ("在校生", 1, 1)]
    rows = [[(f"第{i}乡", 1, 1), (str(i * 3), 1, 1), (str(i * 100), 1, 1)] for i in range(1, 41)]
    first, above = rule_table([head, *rows[:25]], y=150)
    second, below = rule_table([head, *rows[25:]], y=100)
    pages = (
        ([(72, 120, CAPTION), *first, (290, 810, "1")], above),
        ([(72, 80, "续表"), *second, (72, 700, LAST)], below),
    )
    file = read_pdf(make_pdf(*pages))
    assert list_cells(file.grids[0]) == place([head, *rows])
    pages_of_rows = {cell.row: cell.page for cell in file.grids[0].cells}
    assert (pages_of_rows[26], pages_of_rows[27]) == ("1", "2")
    assert file.text.endswith(LAST)


def test_a_table_with_other_columns_on_the_next_page_is_another():
    first, above = rule_table(TABLE, y=500)
    second, below = rule_table(TABLE, y=100, width=60)
    assert len(read_pdf(make_pdf((first, above), (second, below))).grids) == 2


def test_a_table_open_at_its_sides_is_read():
    words, strokes = rule_table(TABLE, y=200)
    left, right = min(min(s[0], s[2]) for s in strokes), max(max(s[0], s[2]) for s in strokes)
    inner = [s for s in strokes if not (s[0] == s[2] and s[0] in (left, right))]
    (grid,) = read_pdf(make_pdf(([*words, (72, 150, CAPTION)], inner))).grids
    assert list_cells(grid) == place(TABLE)


def test_rows_that_no_line_parts_are_parted_by_their_numbers():
    xs = (80, 190, 300, 410)
    words = [(72, 150, CAPTION), *set_rows(FLAT, xs, 220)]
    strokes = [(72, y, 500, y) for y in (204, 226, 288)] + [(x, 204, x, 288) for x in (72, 182, 292, 402, 500)]
    (grid,) = read_pdf(make_pdf((words, strokes))).grids
    assert [cell.text for cell in grid.cells] == [text for row in FLAT for text in row]
    assert grid.rows == 4


def test_a_table_of_three_lines_is_read_by_its_gaps():
    words = [(72, 150, CAPTION), (72, 180, UNIT), *set_rows(FLAT, (80, 190, 300, 410), 220), (72, 310, NOTE)]
    file = read_pdf(make_pdf((words, [(72, y, 520, y) for y in (204, 226, 288)])))
    (grid,) = file.grids
    assert [[cell.text for cell in grid.cells if cell.row == row] for row in range(1, 5)] == FLAT
    assert [line.text for line in grid.caption] == [CAPTION, UNIT]
    assert [line.text for line in grid.notes] == [NOTE]


def test_a_short_line_below_a_head_tells_its_columns():
    head = [(80, 230, "乡镇"), (215, 220, "小学"), (400, 220, "初中")]
    rows = [["", "学校数", "在校生", "学校数", "在校生"], ["城关镇", "32", "41208", "18", "2489"]]
    rows += [["河口镇", "28", "35177", "15", "1990"], ["合计", "60", "76385", "33", "4479"]]
    words = [(72, 150, CAPTION), *head, *set_rows(rows, (80, 180, 260, 360, 440), 240)]
    strokes = [
        (72, 204, 520, 204),
        (170, 226, 310, 226),
        (350, 226, 500, 226),
        (72, 246, 520, 246),
        (72, 310, 520, 310),
    ]
    (grid,) = read_pdf(make_pdf((words, strokes))).grids
    assert [(c.row, c.column, c.rows, c.columns, c.text) for c in grid.cells][:5] == [
        (1, 1, 2, 1, "乡镇"),
        (1, 2, 1, 2, "小学"),
        (1, 4, 1, 2, "初中"),
        (2, 2, 1, 1, "学校数"),
        (2, 3, 1, 1, "在校生"),
    ]


def test_where_columns_are_not_sure_there_is_no_table_and_that_is_said():
    rows = [["乡镇", "学校数", "在校生"], ["城关镇", "32", "41208"], ["河口镇", "28", "35177"]]
    words = [(80, 220, "乡镇"), (150, 220, "学校数"), (220, 220, "在校生")]
    for i, xs in enumerate(((80, 160, 240), (120, 190, 330), (95, 290, 360), (80, 130, 200))):
        words += [(x, 240 + i * 20, text) for x, text in zip(xs, rows[1 + i % 2], strict=True)]
    file = read_pdf(make_pdf(([*words, (72, 400, LAST)], [(72, y, 520, y) for y in (204, 226, 310)])))
    assert file.grids == ()
    assert file.notes == ("1 tables without ruling lines are read as lines: their columns are not sure",)
    assert "41208" in file.text


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_page_that_is_turned_is_read_upright(turn):
    words, strokes = rule_table(TABLE, y=150)
    words = [(72, 100, CAPTION), *words]
    upright = read_pdf(make_pdf((words, strokes)))
    turned = read_pdf(make_pdf((words, strokes), turn=turn))
    assert (turned.text, turned.grids) == (upright.text, upright.grids)


def test_a_page_that_is_shown_turned_is_read_by_its_letters():
    words, strokes = rule_table(TABLE, y=150)
    document = pypdfium2.PdfDocument(make_pdf((words, strokes)))
    document[0].set_rotation(90)
    data = io.BytesIO()
    document.save(data)
    assert list_cells(read_pdf(data.getvalue()).grids[0]) == place(TABLE)


def test_offsets_show_each_cell():
    words, strokes = rule_table(TABLE, y=300)
    file = read_pdf(make_pdf(([*set_all([write(200, 1)], 72, 90, 40), (72, 280, CAPTION), *words], strokes)))
    assert all(file.text[cell.start : cell.end] == cell.text for cell in file.grids[0].cells)


# ---- what is refused


def make_scan(words: list) -> bytes:
    """A page that is a picture, with a few words on it."""
    document = pypdfium2.PdfDocument(make_pdf((words, [])))
    page = document[0]
    picture = pypdfium2.PdfImage.new(document)
    bitmap = pypdfium2.PdfBitmap.new_native(20, 20, pypdfium2.raw.FPDFBitmap_BGR)
    picture.set_bitmap(bitmap)
    picture.set_matrix(pypdfium2.PdfMatrix().scale(WIDTH, HEIGHT))
    page.insert_obj(picture)
    page.gen_content()
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


@pytest.mark.parametrize("words", [[], [(290, 810, "1")]])
def test_a_scan_is_refused_with_advice(words):
    with pytest.raises(InputError, match=r"pictures without text \(a scan\): recognise its text first"):
        read_pdf(make_scan(words))


def test_a_page_with_a_picture_and_text_is_read():
    assert read_pdf(make_scan([(72, 100, LAST)])).text == LAST


def test_a_page_without_anything_is_refused():
    with pytest.raises(InputError, match="holds no text"):
        read_pdf(make_pdf(([], [])))


def test_a_file_with_too_many_pages_or_too_little_time_is_refused(monkeypatch):
    data = make_pdf(([(72, 100, LAST)], []), ([(72, 100, LAST)], []))
    monkeypatch.setattr(pdf, "MOST_PAGES", 1)
    with pytest.raises(InputError, match="2 pages, more than 1: split it"):
        read_pdf(data)
    monkeypatch.undo()
    monkeypatch.setattr(limits.time, "monotonic", iter(range(0, 10_000, 1000)).__next__)
    with pytest.raises(InputError, match="takes more than 180 seconds"):
        read_pdf(data)


def test_a_protected_file_is_refused():
    fixed = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
    lock = b"3 0 obj<</Filter/Standard/V 1/R 2/O(" + b"a" * 32 + b")/U(" + b"b" * 32 + b")/P -4>>endobj\n"
    trailer = b"trailer<</Root 1 0 R/Encrypt 3 0 R/ID[(aa)(aa)]>>\n%%EOF"
    with pytest.raises(InputError, match="password"):
        read_pdf(fixed + lock + trailer)
