"""One table, many formats: the same cells, offsets that show them, and readers that go by content."""

from __future__ import annotations

import hashlib

import pytest
from made_files import (
    CAPTION,
    LAST,
    NOTE,
    PROSE,
    TABLE,
    TITLE,
    UNIT,
    list_cells,
    make_document,
    make_markdown,
    make_old_workbook,
    make_page,
    make_pdf,
    make_saved,
    make_workbook,
    place,
    rule_table,
)

from helpers.sources.files import read_file
from helpers.sources.formats import find_format
from helpers.storage import InputError


def make_printed() -> bytes:
    words, strokes = rule_table(y=200)
    lines = [(200, 80, TITLE), (72, 150, CAPTION), (400, 180, UNIT), *words, (72, 350, NOTE), (93, 380, LAST)]
    return make_pdf((lines, strokes))


MADE = {
    "html": lambda: make_page().encode(),
    "docx": make_document,
    "mhtml": lambda: make_saved(make_page()),
    "xlsx": make_workbook,
    "xls": make_old_workbook,
    "pdf": make_printed,
}


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    folder = tmp_path_factory.mktemp("made")
    found = {}
    for suffix, make in MADE.items():
        path = folder / f"a.{suffix}"
        path.write_bytes(make())
        found[suffix] = read_file(path)
    return found


@pytest.mark.parametrize("suffix", MADE)
def test_the_same_table_gives_the_same_cells(files, suffix):
    (grid,) = files[suffix].grids
    assert list_cells(grid) == place(TABLE)
    assert [line.text for line in grid.caption][-2:] == [CAPTION, UNIT]
    assert [line.text for line in grid.notes] == [NOTE]


@pytest.mark.parametrize("suffix", MADE)
def test_offsets_show_each_cell_and_line(files, suffix):
    file = files[suffix]
    for grid in file.grids:
        assert all(file.text[c.start : c.end] == c.text for c in (*grid.cells, *grid.caption, *grid.notes))


@pytest.mark.parametrize("suffix", ["html", "docx", "mhtml"])
def test_the_text_around_a_table_stays_in_order(files, suffix):
    lines = files[suffix].text.split("\n")
    at = [lines.index(line) for line in (TITLE, PROSE, CAPTION, UNIT, "乡镇\t小学\t\t初中\t\t巩固率", NOTE, LAST)]
    assert at == sorted(at)
    assert "首页" not in files[suffix].text


def test_the_reader_is_named_with_its_versions(files):
    named = {suffix: file.reader for suffix, file in files.items()}
    for suffix, library in (("html", "trafilatura 2"), ("docx", "python-docx 1"), ("xlsx", "openpyxl 3")):
        assert library in named[suffix]
    assert "xlrd 2" in named["xls"]
    assert "pypdfium2 5" in named["pdf"]


def test_pipe_tables_have_the_cells_of_the_same_table_without_merges(tmp_path):
    flat = [[("乡镇", 1, 1), ("小学", 1, 1)], [("城关镇", 1, 1), ("32", 1, 1)], [("合计", 1, 1), ("", 1, 1)]]
    page, text, table = tmp_path / "a.html", tmp_path / "a.md", tmp_path / "a.csv"
    page.write_text(make_page(flat), "utf-8")
    text.write_text(make_markdown(flat), "utf-8")
    table.write_bytes("乡镇,小学\r\n城关镇,32\r\n合计,\r\n".encode("gbk"))
    cells = [list_cells(read_file(path).grids[0]) for path in (page, text, table)]
    assert cells == [place(flat)] * 3


# ---- by content


@pytest.mark.parametrize("suffix", [".doc", ".xls", ".txt", ".html", "", ".docx", ".pdf"])
def test_a_page_is_read_whatever_its_name(tmp_path, suffix):
    path = tmp_path / f"a{suffix}"
    path.write_text(make_page(), "utf-8")
    assert list_cells(read_file(path).grids[0]) == place(TABLE)


@pytest.mark.parametrize("kind", ["docx", "xlsx", "xls", "pdf", "mhtml"])
def test_a_file_with_a_wrong_suffix_is_read(tmp_path, kind):
    path = tmp_path / "a.txt"
    path.write_bytes(MADE[kind]())
    assert list_cells(read_file(path).grids[0]) == place(TABLE)


@pytest.mark.parametrize(
    ("data", "suffix", "kind"),
    [
        (b"<p>1 < 2</p>", ".txt", "text"),  # a text that quotes a tag is a text
        (b"<p>1 < 2</p>", ".html", "html"),
        ("<!DOCTYPE html><p>".encode("utf-16"), ".dat", "html"),
        (b"<?xml version='1.0'?>\n<!-- x -->\n<html>", ".xml", "html"),
        (b"\n\n%PDF-1.4", ".dat", "pdf"),
        (b"{\\rtf1", ".doc", "rtf"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n boundary=x\r\n\r\n", ".mht", "mhtml"),
        ("主题：教育\n内容：12".encode(), ".txt", "text"),
        (b"Title: x\nContent: text/html\n\n", ".txt", "text"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "", "doc"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), ".docx", "locked"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", ".wps", "doc"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument Workbook".encode("utf-16-le"), ".xls", "xls"),
        ("关于%PDF-1.7".encode(), ".txt", "text"),
        (b"PK\x03\x04 broken", ".docx", "broken archive"),
        (b"\x89PNG", ".png", ""),
    ],
)
def test_the_format_is_told_by_the_content(data, suffix, kind):
    assert find_format(data, suffix) == kind


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.jpg", b"\xff\xd8\xff\xe0", "recognise its text"),
        ("a.py", b"print(1)", r"no text, web page, PDF, Word document or workbook \(\.py\)"),
        ("a.docx", "全县有小学12所。".encode(), "ends in .docx, but it is no Word document"),
        ("a.pdf", b"%PDF-1.7 cut", "PDF file cannot be opened"),
        ("a.pptx", b"", "empty"),
        ("a.xml", b"<?xml version='1.0'?><?mso-application progid='Excel.Sheet'?>", "另存为"),
    ],
)
def test_what_no_reader_takes_is_refused_with_advice(tmp_path, name, content, reason):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(InputError, match=reason) as error:
        read_file(tmp_path / name)
    assert "\n" not in str(error.value)


def test_a_text_stays_byte_for_byte(tmp_path):
    raw = "\ufeff全县有小学12所。\r\n | a | b |\r\n|---|---|\r\n\t1\u3000\n"
    (tmp_path / "a.txt").write_bytes(raw.encode())
    file = read_file(tmp_path / "a.txt")
    assert file.text == raw[1:]
    assert (file.grids, file.reader) == ((), "text 1")
    assert file.sha256 == hashlib.sha256(raw.encode()).hexdigest()


def test_a_reader_that_fails_refuses_its_file_in_one_sentence(tmp_path, monkeypatch):
    def fail(data):
        raise RecursionError("deep\nin a library")

    monkeypatch.setitem(read_file.__globals__["READERS"], "html", fail)
    (tmp_path / "a.html").write_text("<html>")
    with pytest.raises(InputError, match=r"cannot be read as html \(RecursionError\): save it again"):
        read_file(tmp_path / "a.html")
