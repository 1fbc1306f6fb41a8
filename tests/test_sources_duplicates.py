"""The same text in two formats counts once; texts that are only alike count both."""

from __future__ import annotations

import pytest
from made_files import CAPTION, LAST, NOTE, PROSE, TITLE, UNIT, make_document, make_page, make_pdf, rule_table

from helpers.sources import read_folder
from helpers.sources.duplicates import _Print, mark_duplicates

YEARS = "2022年，武川县共有小学141所，在校生13.6万人；初中70所，在校生5.49万人，九年义务教育巩固率达到99.1%。"


def read_uses(folder, **files: bytes) -> dict[str, tuple[str, str]]:
    for name, data in files.items():
        (folder / name.replace("_", ".")).write_bytes(data)
    return {article.file: (article.identity.use, article.identity.reason) for article in read_folder(folder)[0]}


def make_printed() -> bytes:
    words, strokes = rule_table(y=240)
    prose = [(72, 100 + 20 * i, PROSE[25 * i : 25 * i + 25]) for i in range(3)]
    rest = [(72, 180, CAPTION), (400, 210, UNIT), (72, 380, NOTE), (93, 410, LAST)]
    return make_pdf(([(200, 80, TITLE), *prose, *rest, *words], strokes))


def test_a_page_its_print_and_its_document_count_once(tmp_path):
    found = read_uses(tmp_path, a_html=make_page().encode(), b_pdf=make_printed(), c_docx=make_document())
    assert found["a.html"][0] == "compared"
    assert found["b.pdf"] == ("excluded", "near-duplicate: it has the numbers and words of a")
    assert found["c.docx"] == ("excluded", "same text as b.pdf")


@pytest.mark.parametrize(
    "other",
    [
        PROSE.replace(PROSE, YEARS),  # last year's report in the same words
        PROSE.replace("武川县", "固阳县"),  # another place's, as nobody should write it
        "这一年全县138所小学有学生13.2万人，2023年72所初中有5.76万人，巩固率99.4%。武川县教育局介绍了有关情况。",
        PROSE + "全县另有幼儿园88所、在园幼儿4.31万人、教职工3,521人、专任教师2,104人，校舍面积56.7万平方米。",
    ],
)
def test_texts_that_are_only_alike_count_both(tmp_path, other):
    found = read_uses(tmp_path, a_txt=PROSE.encode(), b_txt=other.encode())
    assert [use for use, _ in found.values()] == ["compared"] * 2


def test_a_text_that_the_ledger_uses_stays(tmp_path):
    (tmp_path / "sources.csv").write_text("file,use\nb.docx,compared\n", "utf-8")
    found = read_uses(tmp_path, a_html=make_page().encode(), b_docx=make_document())
    assert found["b.docx"][0] == "compared"


def test_texts_are_not_compared_with_all_others(tmp_path, monkeypatch):
    for i in range(60):
        numbers = "，".join(f"第{k}所学校有学生{(i + 3) * 7919 * k % 9973 + 10}人" for k in range(1, 9))
        (tmp_path / f"{i:02}.txt").write_text(f"武川县教育简况\n武川县{numbers}。", "utf-8")
    articles, _ = read_folder(tmp_path)
    asked = []
    monkeypatch.setattr(_Print, "is_like", lambda self, other: asked.append(other))
    list(mark_duplicates(articles))
    assert len(asked) < len(articles)
