"""The Word document, opened again: footnotes, captions, alternative texts, heads of tables, styles, the same bytes."""

import re
import zipfile
from io import BytesIO

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Mm
from lxml import etree
from small_report import NUMBER

from helpers.report.word import make_word
from helpers.storage import InputError

languages = pytest.mark.parametrize("language", ["zh", "en"])


def read_notes(path):
    with zipfile.ZipFile(path) as archive:
        root = etree.fromstring(archive.read("word/footnotes.xml"))
    notes = root.iter(qn("w:footnote"))
    return {n.get(qn("w:id")): "".join(n.itertext()).strip() for n in notes if n.get(qn("w:type")) is None}


@languages
def test_each_number_has_a_footnote_with_its_sentence(reports, two_places, language):
    path = reports[f"report_{language}.docx"]
    notes = read_notes(path)
    used = [mark.get(qn("w:id")) for mark in docx.Document(path).element.body.iter(qn("w:footnoteReference"))]
    assert len(used) == len(set(used)) == len(notes)
    said = " ".join(notes[number] for number in used)
    numbers = NUMBER.findall(reports[f"report_{language}.md"].read_text("utf-8"))
    assert len(numbers) >= 4
    rows = {(row.doc_id, row.start): row for row in two_places.tables["indicators"].itertuples()}
    for _, doc_id, start, _ in numbers:
        row = rows[re.sub(r"\\(.)", r"\1", doc_id), int(start)]
        assert " ".join(row.sentence.split()) in " ".join(said.split())
    assert "2024" in said


@languages
def test_each_figure_has_an_alternative_text_and_a_caption(reports, two_places, language):
    document = docx.Document(reports[f"report_{language}.docx"])
    figures = [figure for figure in two_places.gather(language).figures if figure.in_word]
    described = [found.get("descr") for found in document.element.body.iter(qn("wp:docPr"))]
    assert described == [figure.alt for figure in figures] != []
    captions = [p.text for p in document.paragraphs if p.style.name == "Image Caption"]
    assert [figure.subject in text for figure, text in zip(figures, captions, strict=True)] == [True] * len(figures)


@languages
def test_heads_of_tables_repeat_and_rows_stay_whole(reports, language):
    tables = docx.Document(reports[f"report_{language}.docx"]).tables
    assert len(tables) == 3
    for table in tables:
        assert table._tbl.findall(f".//{qn('w:tblHeader')}") != []
        assert len(table._tbl.findall(f".//{qn('w:cantSplit')}")) == len(table.rows)


@languages
def test_styles_are_those_of_official_documents(reports, language):
    document = docx.Document(reports[f"report_{language}.docx"])
    section = document.sections[0]
    assert [round(length / Mm(1)) for length in (section.page_width, section.page_height)] == [210, 297]
    for style, face in (("Body Text", "仿宋"), ("Heading 1", "黑体")):
        fonts = document.styles[style].element.rPr.rFonts
        assert fonts.get(qn("w:eastAsia")) == face
    with zipfile.ZipFile(reports[f"report_{language}.docx"]) as archive:
        table = archive.read("word/fontTable.xml").decode()
    assert 'w:name="仿宋"' in table
    assert "Noto Sans CJK SC" in table


def test_markup_of_a_text_is_shown_as_it_is(reports):
    document = docx.Document(reports["report_zh.docx"])
    text = "\n".join(cell.text for table in document.tables for row in table.rows for cell in row.cells)
    assert '<script>alert("title")</script>公报' in text
    assert "<b onclick=alert(2)>德阳日报</b>" in text
    links = [relation.target_ref for relation in document.part.rels.values() if relation.is_external]
    assert not [link for link in links if not link.startswith("http")]


def test_same_input_gives_the_same_bytes(reports, two_places):
    markdown = reports["report_zh.md"].read_text("utf-8")
    assert make_word(markdown, two_places.folder / "reports", "zh") == reports["report_zh.docx"].read_bytes()


def test_styles_come_from_a_reference_document(reports, two_places, tmp_path):
    document = docx.Document(reports["report_zh.docx"])
    document.styles["Heading 1"].font.name = "Georgia"
    document.save(tmp_path / "own.docx")
    markdown = reports["report_zh.md"].read_text("utf-8")
    made = make_word(markdown, two_places.folder / "reports", "zh", tmp_path / "own.docx")
    assert docx.Document(BytesIO(made)).styles["Heading 1"].font.name == "Georgia"


@pytest.mark.parametrize("content", [None, b"no archive"])
def test_a_reference_that_is_no_word_document_is_refused(tmp_path, content):
    path = tmp_path / "own.docx"
    if content:
        path.write_bytes(content)
    with pytest.raises(InputError, match="is no Word document"):
        make_word("# A", tmp_path, "zh", path)
