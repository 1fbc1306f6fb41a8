"""The place of a text that only words around it name: title of the file, running heads, sheets, files and folders."""

from __future__ import annotations

import io

import docx
import openpyxl
import pytest
from made_files import make_pdf, set_lines

from helpers.extract import observe
from helpers.sources import identify_file, read_file, read_folder
from helpers.text import Around, identify, read_document

PAGE = "各级学校基本情况（2023年）\n类别\t学校数（所）\t在校生（人）\n小学\t41\t20134\n初中\t12\t9421"


@pytest.mark.parametrize(
    ("around", "place", "basis"),
    [
        (Around("云南统计年鉴—2024"), "云南省", "stated"),
        (Around("中国教育统计年鉴2023"), "全国", "stated"),
        (Around(heads=("临沂教育年鉴 2024", "第三部分 教育")), "临沂市", "stated"),
        (Around(path="昆明市教育统计.xlsx"), "昆明市", "inferred"),
        (Around(path="云南省/昆明市/2023年.xlsx"), "昆明市", "inferred"),
        (Around("赣州教育统计", path="江西/赣州_学校.xlsx"), "赣州市", "stated"),
    ],
)
def test_words_around_a_text_name_its_place(around, place, basis):
    found = identify(PAGE, around=around)
    assert (found.place, found.place_basis, found.use) == (place, basis, "compared")


@pytest.mark.parametrize(
    "around",
    [
        Around(path="统计年鉴/第二十一篇.xlsx"),
        Around(path="昆明市/曲靖市教育.xlsx"),  # which of them?
        Around("云南统计年鉴", path="四川/教育.xlsx"),
        Around("云南统计年鉴", path="昆明市/教育.xlsx"),  # a page of the province in the folder of a city
        Around(heads=("临沂教育年鉴",), path="菏泽市.pdf"),
        Around(path="鼓楼小学之歌.docx"),
        Around("朝阳统计年鉴"),  # several places bear the name
    ],
)
def test_where_they_name_none_or_differ_nothing_is_guessed(around):
    found = identify(PAGE, around=around)
    assert (found.place, found.use) == ("", "excluded")
    assert found.reason.startswith("no place")


def test_the_text_itself_is_believed_first_and_against_them():
    said = PAGE.replace("各级", "武川县各级")
    assert identify(said, around=Around("云南统计年鉴", path="昆明市.txt")).place == "武川县"
    other = f"{PAGE}\n全县小学比上年减少，全县初中持平，全县教师增加。"
    assert identify(other, around=Around(path="昆明市.txt")).place == ""


def test_a_difference_is_said():
    reason = identify(PAGE, around=Around("云南统计年鉴", path="四川/教育.xlsx")).reason
    assert reason.endswith("the title of the file names 云南省, the name of the file or its folder 四川省")


def test_running_heads_of_a_pdf_file_name_its_place(tmp_path):
    pages = [
        (
            [
                (72, 50, "青河县教育统计资料"),
                (290, 810, f"- {n} -"),
                *set_lines([f"小学有{n}2所，在校生{n}134人。"], 72, 120),
            ],
            [],
        )
        for n in (3, 4, 5)
    ]
    (tmp_path / "a.pdf").write_bytes(make_pdf(*pages))
    file = read_file(tmp_path / "a.pdf")
    assert "青河县" not in file.text
    assert identify_file(file).place == "青河县"


def test_the_head_of_a_word_document_names_its_place(tmp_path):
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "青河县教育统计资料"
    document.add_paragraph("小学有12所，在校生3134人。")
    document.save(tmp_path / "a.docx")
    assert identify_file(read_file(tmp_path / "a.docx")).place == "青河县"


def test_a_folder_names_the_place_of_its_files_and_that_is_said(tmp_path):
    (tmp_path / "青河县").mkdir()
    (tmp_path / "青河县" / "2023.md").write_text("|类别|学校数（所）|\n|-|-|\n|小学|41|\n|初中|12|", encoding="utf-8")
    (article,), _ = read_folder(tmp_path)
    assert (article.identity.place, article.identity.place_basis) == ("青河县", "inferred")
    assert "only the name of the file or its folder names the place" in article.identity.reason


# ---- sheets

ROWS = [["类别", "学校数（所）", "在校生（人）"], ["公办", 12, 3400], ["民办", 1, 200]]


def make_book(sheets: dict[str, str]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, title in sheets.items():
        sheet = book.create_sheet(name)
        for row in [[title], *ROWS]:
            sheet.append(row)
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


@pytest.mark.parametrize(
    ("sheets", "home", "places"),
    [
        (
            {"五华区": "2023年小学情况", "盘龙区": "2023年小学情况", "全市": "2023年小学情况"},
            "昆明市",
            ["五华区", "盘龙区", "昆明市"],
        ),
        ({"五华区": "昆明市2023年小学情况"}, "昆明市", ["昆明市"]),  # the title is nearer than the sheet
        ({"昆明市": "2023年小学情况"}, "五华区", ["五华区"]),  # a county in the sheet of its city
        ({"小学": "五华区2023年小学情况"}, "昆明市", ["五华区"]),
    ],
)
def test_a_sheet_that_a_division_names_is_of_it(tmp_path, sheets, home, places):
    (tmp_path / "a.xlsx").write_bytes(make_book(sheets))
    file = read_file(tmp_path / "a.xlsx")
    document = read_document(file.text, file.grids)
    rows = observe(document, home)
    assert list(dict.fromkeys(row["place"] for row in rows)) == places
    assert len(rows) == 4 * len(sheets)
    basis = {row["place"]: row["place_basis"] for row in rows}
    assert all((said == "document") == (place == home) for place, said in basis.items())
