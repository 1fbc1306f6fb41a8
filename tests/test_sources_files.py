"""Files of every format give their text, or one sentence why not."""

import docx
import pytest
from small_pages import PAGE, TEXT, write

from helpers.sources.files import read_file
from helpers.storage.messages import InputError
from helpers.text.identity import identify


@pytest.mark.parametrize("charset", ["utf-8", "gb2312", "gbk"])
def test_a_web_page_gives_its_main_text(tmp_path, charset):
    path = write(tmp_path, "page.html", PAGE.format(charset=charset).encode("gbk" if charset != "utf-8" else charset))
    page = read_file(path)
    assert "武川县教育简况\n武川县现有小学" in page.text
    assert "新增学位540个" in page.text
    assert "版权所有" not in page.text
    assert page.encoding == ("utf-8" if charset == "utf-8" else "gb18030")
    found = identify(page.text, page.title, page.publisher, page.published)
    assert (found.title, found.place, found.published) == ("武川县教育简况", "武川县", "2023-05-08")


BYLINES = {
    "<div><span>發佈時間：2023年11月6日</span><span>來源：武川縣教育局</span></div>": ("2023-11-06", "武川县教育局"),
    "<p class='info'>来源：武川县教育局　时间：2023-11-06 08:30　点击：12</p>": ("2023-11-06", "武川县教育局"),
    "<table><tr><td>发布日期：</td><td>2023-11-06</td><td>信息来源：武川县教育局</td></tr></table>": (
        "2023-11-06",
        "武川县教育局",
    ),
    "": ("", ""),  # 2022 stands in the text alone, and says nothing of the page
}


@pytest.mark.parametrize("byline", BYLINES)
def test_the_byline_of_a_web_page_gives_date_and_publisher(tmp_path, byline):
    text = PAGE.format(charset="utf-8").replace('<meta property="article:published_time" content="2023-05-08">', "")
    text = text.replace("<article>", f"{byline}<article>").replace(
        "</article>", "<p>到2022年的规划已完成。</p></article>"
    )
    page = read_file(write(tmp_path, "page.html", text))
    found = identify(page.text, page.title, page.publisher, page.published)
    assert found.published == BYLINES[byline][0] or (not byline and found.published_basis == "inferred")
    assert found.publisher == BYLINES[byline][1]
    assert page.text.count("武川县现有小学") == 1


def test_a_page_with_a_wrong_charset_is_read_by_its_bytes(tmp_path):
    page = read_file(write(tmp_path, "page.htm", PAGE.format(charset="utf-8").encode("gbk")))
    assert "新增学位540个" in page.text


def test_a_word_document_gives_paragraphs_and_tables_in_order(tmp_path):
    document = docx.Document()
    document.add_paragraph("武川县教育简况")
    table = document.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "小学", "12所"
    document.add_paragraph("武川县有小学12所，在校生4千人。")
    document.save(tmp_path / "a.docx")
    assert read_file(tmp_path / "a.docx").text == "武川县教育简况\n小学\t12所\n武川县有小学12所，在校生4千人。"


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.txt", b"", "empty"),
        ("a.txt", b"%PDF-1.4 ....", "PDF"),
        ("a.docx", b"PK\x03\x04 no document", "Word document"),
        ("a.docx", TEXT.encode(), "Word document"),
        ("a.html", b"<html><body></body></html>", "no text"),
        ("a.html", b"", "empty"),
    ],
)
def test_a_file_that_is_no_text_is_refused(tmp_path, name, content, reason):
    with pytest.raises(InputError, match=reason):
        read_file(write(tmp_path, name, content))
