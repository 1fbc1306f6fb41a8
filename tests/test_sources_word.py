"""Word documents: all text that Word shows, tables by their columns, and limits."""

from __future__ import annotations

import io
import sys
import time
import zipfile

import docx
import pytest
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from made_files import make_wrapped, save

from helpers.sources.files import read_file
from helpers.sources.word import read_document
from helpers.storage import InputError

RUN = "<w:r><w:t>120</w:t></w:r>"
BOX = (
    '<w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
    '<mc:Choice Requires="wps">{content}</mc:Choice><mc:Fallback><w:pict>{content}</w:pict></mc:Fallback>'
    "</mc:AlternateContent></w:r>"
)
FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> =SUM(9) </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)


@pytest.mark.parametrize(
    "wrapper",
    [
        '<w:ins w:id="1" w:author="a">{run}</w:ins>',
        '<w:moveTo w:id="1" w:author="a">{run}</w:moveTo>',
        '<w:smartTag w:uri="u" w:element="e">{run}</w:smartTag>',
        "<w:sdt><w:sdtPr/><w:sdtContent>{run}</w:sdtContent></w:sdt>",
        '<w:fldSimple w:instr="PAGE">{run}</w:fldSimple>',
        '<w:hyperlink w:anchor="a">{run}</w:hyperlink>',
        '<w:customXml w:element="e">{run}</w:customXml>',
        "<w:ruby><w:rt><w:r><w:t>yi</w:t></w:r></w:rt><w:rubyBase>{run}</w:rubyBase></w:ruby>",
        '<m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"><m:r><m:t>120</m:t></m:r></m:oMath>',
        FIELD,
    ],
)
def test_words_that_word_shows_are_text_whatever_wraps_them(wrapper):
    inner = wrapper.format(run=RUN)
    body = f"<w:p><w:r><w:t>全县有小学</w:t></w:r>{inner}<w:r><w:t>所。</w:t></w:r></w:p>"
    assert read_document(make_wrapped(body)).text.split("\n")[0] == "全县有小学120所。"


@pytest.mark.parametrize(
    "deleted",
    [
        '<w:del w:id="1" w:author="a"><w:r><w:delText>110</w:delText></w:r></w:del>',
        '<w:moveFrom w:id="1" w:author="a"><w:r><w:t>110</w:t></w:r></w:moveFrom>',
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>110</w:t></w:r>",
    ],
)
def test_words_that_word_does_not_show_are_left_out(deleted):
    body = f"<w:p><w:r><w:t>全县有小学</w:t></w:r>{deleted}{RUN}<w:r><w:t>所。</w:t></w:r></w:p>"
    assert read_document(make_wrapped(body)).text.split("\n")[0] == "全县有小学120所。"


def test_hidden_text_that_is_switched_off_is_shown():
    body = '<w:p><w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>120所</w:t></w:r></w:p>'
    assert read_document(make_wrapped(body)).text.strip() == "120所"


def test_a_text_box_stands_once_behind_its_paragraph():
    content = "<w:txbxContent><w:p><w:r><w:t>盒中有初中30所。</w:t></w:r></w:p></w:txbxContent>"
    body = f"<w:p><w:r><w:t>全县有小学120所。</w:t></w:r>{BOX.format(content=content)}</w:p>"
    after = "<w:p><w:r><w:t>后文。</w:t></w:r></w:p>"
    assert read_document(make_wrapped(body, after)).text.split("\n")[:3] == [
        "全县有小学120所。",
        "盒中有初中30所。",
        "后文。",
    ]


def test_a_block_content_control_holds_paragraphs_and_tables():
    cell = "<w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>"
    rows = "".join(f"<w:tr>{cell.format(a)}{cell.format(b)}</w:tr>" for a, b in (("学段", "学校数"), ("小学", "120")))
    inner = f"<w:p><w:r><w:t>前文。</w:t></w:r></w:p><w:tbl><w:tblPr/><w:tblGrid/>{rows}</w:tbl>"
    file = read_document(make_wrapped(f"<w:sdt><w:sdtPr/><w:sdtContent>{inner}</w:sdtContent></w:sdt>"))
    assert file.text.startswith("前文。\n学段\t学校数\n小学\t120")
    assert len(file.grids) == 1


def test_rows_in_content_controls_count_and_deleted_rows_do_not():
    cell = "<w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>"
    row = "<w:tr>{mark}{a}{b}</w:tr>"
    primary = row.format(mark="", a=cell.format("小学"), b=cell.format("120"))
    made = [
        row.format(mark="", a=cell.format("学段"), b=cell.format("学校数")),
        f"<w:sdt><w:sdtContent>{primary}</w:sdtContent></w:sdt>",
        row.format(mark='<w:trPr><w:del w:id="1" w:author="a"/></w:trPr>', a=cell.format("旧"), b=cell.format("1")),
        f"<w:tr>{cell.format('初中')}<w:sdt><w:sdtContent>{cell.format('30')}</w:sdtContent></w:sdt></w:tr>",
    ]
    file = read_document(make_wrapped(f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(made)}</w:tbl>"))
    assert file.text.strip() == "学段\t学校数\n小学\t120\n初中\t30"


def test_a_nested_table_is_a_table_of_its_own():
    document = docx.Document()
    outer = document.add_table(rows=2, cols=2)
    for i, text in enumerate(("学段", "情况", "小学", "见下")):
        outer.cell(i // 2, i % 2).text = text
    inner = outer.cell(1, 1).add_table(rows=2, cols=2)
    for i, text in enumerate(("学校", "教师", "120", "2100")):
        inner.cell(i // 2, i % 2).text = text
    file = read_document(save(document))
    assert [[cell.text for cell in grid.cells] for grid in file.grids] == [
        ["学段", "情况", "小学", "见下"],
        ["学校", "教师", "120", "2100"],
    ]


def test_a_table_of_one_column_is_a_frame_around_paragraphs():
    document = docx.Document()
    frame = document.add_table(rows=1, cols=1).cell(0, 0)
    frame.text = "全县有小学120所。"
    inner = frame.add_table(rows=2, cols=2)
    for i, text in enumerate(("学校", "教师", "120", "2100")):
        inner.cell(i // 2, i % 2).text = text
    frame.add_paragraph("后文。")
    file = read_document(save(document))
    assert file.text.split("\n")[:3] == ["全县有小学120所。", "学校\t教师", "120\t2100"]
    assert "后文。" in file.text


def test_the_indent_of_a_label_is_told():
    document = docx.Document()
    table = document.add_table(rows=3, cols=2)
    for i, text in enumerate(("专任教师", "2100", "　其中：女", "1200", "合计", "2100")):
        table.cell(i // 2, i % 2).text = text
    table.cell(2, 0).paragraphs[0].paragraph_format.left_indent = docx.shared.Pt(21)
    (grid,) = read_document(save(document)).grids
    assert [cell.indent for cell in grid.cells if cell.column == 1] == [0, 1, 2]


def test_columns_before_a_row_are_counted():
    cell = "<w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>"
    head = f"<w:tr>{cell.format('学段')}{cell.format('学校')}{cell.format('教师')}</w:tr>"
    row = f'<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>{cell.format("12")}{cell.format("30")}</w:tr>'
    file = read_document(make_wrapped(f"<w:tbl><w:tblPr/><w:tblGrid/>{head}{row}</w:tbl>"))
    assert file.text.strip() == "学段\t学校\t教师\n\t12\t30"


# ---- notes and headers

NOTES = (
    '<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    '<w:footnote w:type="separator" w:id="0"><w:p><w:r><w:t>线</w:t></w:r></w:p></w:footnote>'
    '<w:footnote w:id="1"><w:p><w:r><w:footnoteRef/><w:t>不含民办学校12所。</w:t></w:r></w:p></w:footnote>'
    "</w:footnotes>"
)


def make_noted(kind: str, notes: str = NOTES) -> bytes:
    document = docx.Document()
    document.add_paragraph("全县有小学120所。")
    main = document.part
    blob = notes.replace("footnote", kind[:-1]).encode()
    part = Part(PackURI(f"/word/{kind}.xml"), "application/xml", blob, main.package)
    main.relate_to(part, f"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}")
    return save(document)


@pytest.mark.parametrize("kind", ["footnotes", "endnotes"])
def test_footnotes_and_endnotes_are_text_at_the_end(kind):
    assert read_document(make_noted(kind)).text.split("\n") == ["全县有小学120所。", "不含民办学校12所。"]


def test_footnotes_that_are_broken_are_refused():
    with pytest.raises(InputError, match="cannot be read as a Word document"):
        read_document(make_noted("footnotes", NOTES[:-20]))


@pytest.mark.parametrize(("words", "notes"), [("武川县教育局", 1), ("- 3 -", 0), ("", 0)])
def test_headers_with_words_are_said_to_be_left_out(words, notes):
    document = docx.Document()
    document.add_paragraph("全县有小学120所。")
    document.sections[0].header.paragraphs[0].text = words
    file = read_document(save(document))
    assert (file.text, len(file.notes)) == ("全县有小学120所。", notes)


# ---- limits


def make_rows(count: int, cell: str) -> bytes:
    table = f"<w:tbl><w:tblPr/><w:tblGrid/>{f'<w:tr>{cell}</w:tr>' * count}</w:tbl>"
    return make_wrapped(table)


def test_a_million_columns_are_cut_to_those_that_exist():
    cells = (
        '<w:tc><w:tcPr><w:gridSpan w:val="1000000"/></w:tcPr><w:p><w:r><w:t>小学</w:t></w:r></w:p></w:tc>'
        "<w:tc><w:p><w:r><w:t>12</w:t></w:r></w:p></w:tc>"
    )
    started = time.monotonic()
    (grid,) = read_document(make_rows(200, cells)).grids
    assert (grid.rows, grid.columns) == (200, 2)
    assert time.monotonic() - started < 5


def count_calls(function, *arguments) -> int:
    """How many functions are called, and generators resumed, until a function returns: the load does not count."""
    count = 0

    def add(frame, event, argument) -> None:
        nonlocal count
        count += 1

    sys.setprofile(add)
    try:
        function(*arguments)
    finally:
        sys.setprofile(None)
    return count


def test_long_vertical_merges_take_linear_time():
    merge = "<w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p><w:r><w:t>x</w:t></w:r></w:p></w:tc>"
    cells = merge * 3 + "<w:tc><w:p><w:r><w:t>12</w:t></w:r></w:p></w:tc>"
    short, long = make_rows(250, cells), make_rows(1000, cells)
    (grid,) = read_document(long).grids
    assert {(cell.rows, cell.columns) for cell in grid.cells if cell.column < 4} == {(1000, 1)}
    assert count_calls(read_document, long) < 4.2 * count_calls(read_document, short)


def pack(parts: dict[str, bytes]) -> bytes:
    """A Word document with some of its parts replaced."""
    whole = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(make_wrapped())) as old, zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, parts.get(name, old.read(name)))
        for name in parts.keys() - set(old.namelist()):
            new.writestr(name, parts[name])
    return whole.getvalue()


@pytest.mark.parametrize(
    ("parts", "reason"),
    [
        ({"word/media/a.bin": bytes(100_000_000)}, "unpacks to more than 200 times its size"),
        ({"word/document.xml": b"<a>" * 3000 + b"</a>" * 3000}, "cannot be read as a Word document"),
        ({"word/document.xml": b"<!DOCTYPE a [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;'>]><a>&b;</a>"}, "Word"),
        ({"word/document.xml": b"<w:document"}, "cannot be read as a Word document"),
    ],
)
def test_documents_that_break_a_limit_are_refused(tmp_path, parts, reason):
    (tmp_path / "a.docx").write_bytes(pack(parts))
    with pytest.raises(InputError, match=reason) as error:
        read_file(tmp_path / "a.docx")
    assert "\n" not in str(error.value)


def test_a_document_without_text_is_refused():
    with pytest.raises(InputError, match="holds no text"):
        read_document(make_wrapped())
