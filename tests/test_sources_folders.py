"""Folders of texts: read in order, each text once, and kept for later notebooks."""

import hashlib
import re

import pandas as pd
import pytest
from small_pages import PAGE, TEXT, write

from helpers.sources.folders import list_refused, load_documents, load_texts, read_folder, save_extracted
from helpers.storage import InputError, make_table


def test_a_folder_is_read_in_order_and_what_cannot_be_read_is_named(tmp_path):
    write(tmp_path, "b/two.txt", TEXT.replace("12", "13").encode("gbk"))
    write(tmp_path, "a.txt", TEXT)
    write(tmp_path, "c.txt", b"\x89PNG....")
    write(tmp_path, "d.pdf", b"%PDF")
    write(tmp_path, "e.txt", b"")
    (tmp_path / "f.txt").symlink_to(tmp_path / "nowhere.txt")
    write(tmp_path, ".hidden.txt", TEXT)
    articles, refused = read_folder(tmp_path)
    assert [(a.doc_id, a.encoding) for a in articles] == [("a", "utf-8"), ("b/two", "gb2312")]
    assert [entry.file for entry in refused] == ["c.txt", "d.pdf", "e.txt", "f.txt"]
    assert [re.search("picture|pdf|empty|opened", entry.reason)[0] for entry in refused] == [
        "picture",
        "pdf",
        "empty",
        "opened",
    ]
    assert articles[0].sha256 == hashlib.sha256(TEXT.encode()).hexdigest()


def test_the_same_text_is_used_once(tmp_path):
    write(tmp_path, "a.txt", TEXT)
    write(tmp_path, "b.txt", b"\xef\xbb\xbf" + TEXT.replace("\n", "\r\n").encode())
    articles, _ = read_folder(tmp_path)
    assert [a.identity.use for a in articles] == ["compared", "excluded"]
    assert articles[1].identity.reason == "same text as a.txt"


def test_two_files_of_one_name_are_numbered(tmp_path):
    write(tmp_path, "a.txt", TEXT)
    write(tmp_path, "a.html", PAGE.format(charset="utf-8"))
    assert sorted(a.doc_id for a in read_folder(tmp_path)[0]) == ["a", "a-2"]


@pytest.mark.parametrize("content", [{}, {"a.pdf": b"%PDF"}, {"a.txt": b""}])
def test_a_folder_without_texts_is_refused_in_one_sentence(tmp_path, content):
    for name, data in content.items():
        write(tmp_path, name, data)
    with pytest.raises(InputError, match="holds no text that can be read") as error:
        read_folder(tmp_path)
    assert "\n" not in str(error.value)


def test_a_folder_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(InputError, match="is no folder"):
        read_folder(tmp_path / "nowhere")


def test_extracted_texts_are_saved_and_loaded(tmp_path):
    raw = tmp_path / "raw"
    write(raw, "sub/a.html", PAGE.format(charset="utf-8"))
    write(raw, "b.txt", TEXT)
    articles, _ = read_folder(raw)
    frame = pd.DataFrame([a.to_row() for a in articles])
    texts = load_texts(raw, frame)
    paths = save_extracted(articles, tmp_path)
    assert [path.relative_to(tmp_path).as_posix() for path in paths] == ["texts/sub/a.txt"]
    assert paths[0].read_bytes().decode() == texts["sub/a"]
    write(raw, "b.txt", TEXT + "。")
    with pytest.raises(InputError, match="run notebook 01 again"):
        load_texts(raw, frame)


def test_a_file_that_was_left_out_has_a_row_and_later_notebooks_pass_it_over(tmp_path):
    write(tmp_path, "a.txt", TEXT)
    write(tmp_path, "a.pdf", b"%PDF")
    articles, refused = read_folder(tmp_path)
    rows = list_refused(refused, [article.doc_id for article in articles])
    assert [(row["doc_id"], row["file"], row["use"]) for row in rows] == [("a-2", "a.pdf", "excluded")]
    assert rows[0]["reason"].startswith("left out: its name ends in .pdf, but it is no PDF file")
    frame = make_table([*(article.to_row() for article in articles), *rows], "articles")
    assert list(load_documents(tmp_path, frame)) == ["a"]


def test_lock_files_of_word_are_passed_over_without_a_word(tmp_path):
    write(tmp_path, "a.txt", TEXT)
    write(tmp_path, "~$公报.docx", b"lock")
    articles, refused = read_folder(tmp_path)
    assert ([article.file for article in articles], refused) == (["a.txt"], [])
