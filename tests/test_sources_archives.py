"""Zip archives: their members are texts of the folder; what cannot be read is named and the rest goes on."""

from __future__ import annotations

import io
import zipfile

import pytest
from made_files import LAST, PROSE, TITLE, make_archive, make_document, make_page

from helpers.sources import files, limits
from helpers.sources.archives import list_members, read_member
from helpers.sources.files import read_file
from helpers.sources.folders import examine, list_refused, load_texts, read_folder, save_extracted
from helpers.storage import InputError, make_table
from helpers.storage.tables import check_table

TEXT = f"{TITLE}\n来源：武川县教育局　2024-03-01\n{PROSE}\n{LAST}\n"


def tell(number: int) -> bytes:
    return TEXT.replace("138", str(number)).encode()


@pytest.fixture
def folder(tmp_path):
    members = {
        "aaaaaaaa/bbbbb.html": make_page().encode(),
        "b.c.txt": tell(201),
        "d.docx": make_document(),
        "__MACOSX/._d.docx": b"x",
        "sub/.DS_Store": b"x",
        "sub/~$d.docx": b"x",
        "scan.png": b"\x89PNG",
        "in.zip": make_archive({"x.txt": tell(202)}),
    }
    made = make_archive(members).replace(b"aaaaaaaa/bbbbb", "包头资料/公报".encode("gbk") + b"1")
    (tmp_path / "包.zip").write_bytes(made)
    (tmp_path / "~$a.docx").write_bytes(b"lock")
    (tmp_path / "a.txt").write_bytes(tell(203))
    return tmp_path


def test_members_are_texts_of_the_folder(folder):
    articles, refused = read_folder(folder)
    assert [(a.file, a.doc_id) for a in articles] == [
        ("a.txt", "a"),
        ("包.zip/b.c.txt", "包/b.c"),
        ("包.zip/d.docx", "包/d"),
        ("包.zip/包头资料/公报1.html", "包/包头资料/公报1"),
    ]
    assert [entry.file for entry in refused] == ["包.zip/in.zip", "包.zip/scan.png"]
    assert "an archive within an archive: unpack it" in refused[0].reason
    assert "recognise its text" in refused[1].reason


def test_texts_of_members_are_loaded_and_saved(folder, tmp_path):
    articles, refused = read_folder(folder)
    rows = [article.to_row() for article in articles]
    frame = make_table([*rows, *list_refused(refused, [row["doc_id"] for row in rows])], "articles")
    check_table(frame, "articles")
    assert load_texts(folder, frame) == {article.doc_id: article.text for article in articles}
    assert frame.loc[frame["reader"] == "", "file"].tolist() == ["包.zip/in.zip", "包.zip/scan.png"]
    paths = save_extracted(articles, tmp_path / "out")
    assert [path.relative_to(tmp_path / "out").as_posix() for path in paths] == [
        f"texts/{article.doc_id}.txt" for article in articles[1:]
    ]


def test_a_member_that_has_changed_is_noticed(folder):
    frame = make_table([article.to_row() for article in read_folder(folder)[0]], "articles")
    (folder / "包.zip").write_bytes(make_archive({"b.c.txt": tell(999)}))
    with pytest.raises(InputError, match="run notebook 01 again"):
        load_texts(folder, frame)


def test_the_ledger_may_name_a_member(folder):
    (folder / "sources.csv").write_text("file,published\n包.zip/b.c.txt,2021\n", "utf-8")
    assert read_folder(folder)[0][0].identity.published == "2021"


def test_ids_stay_unique(tmp_path):
    for name in ("a.txt", "a.md", "A.csv", "a-2.txt"):
        (tmp_path / name).write_bytes(tell(len(name)) + name.encode())
    (tmp_path / "a.zip").write_bytes(make_archive({"b.txt": tell(301)}))
    (tmp_path / "a").mkdir()
    (tmp_path / "a/b.txt").write_bytes(tell(302))
    ids = {article.file: article.doc_id for article in read_folder(tmp_path)[0]}
    assert ids == {
        "A.csv": "A",
        "a-2.txt": "a-2",
        "a.md": "a-3",
        "a.txt": "a-4",
        "a.zip/b.txt": "a/b",
        "a/b.txt": "a/b-2",
    }


@pytest.mark.parametrize("name", ["../../x.txt", "/x.txt", "..\\..\\x.txt", "C:\\x.txt", "a/./../x.txt"])
def test_no_name_leads_out_of_the_archive(tmp_path, name):
    (tmp_path / "a.zip").write_bytes(make_archive({name: tell(1)}))
    article = read_folder(tmp_path)[0][0]
    path = save_extracted([article], tmp_path / "out")[0]
    assert (tmp_path / "out" / "texts").resolve() in path.resolve().parents


@pytest.mark.parametrize(
    ("encoding", "flag"), [("gbk", False), ("utf-8", False), ("utf-8", True)], ids=["gbk", "plain utf-8", "utf-8"]
)
def test_names_are_read_in_gbk_and_utf8(tmp_path, encoding, flag):
    data = make_archive({"包头.txt" if flag else "x" * len("包头".encode(encoding)) + ".txt": b"x"})
    if not flag:
        data = data.replace(b"x" * len("包头".encode(encoding)) + b".txt", "包头.txt".encode(encoding))
    (tmp_path / "a.zip").write_bytes(data)
    assert list_members(tmp_path / "a.zip") == ["包头.txt"]


def lock(data: bytes) -> bytes:
    """An archive whose members are said to be encrypted."""
    for signature, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = data.index(signature) + place
        data = data[:start] + b"\1\0" + data[start + 2 :]
    return data


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"PK\x03\x04 broken", "broken"),
        (make_archive({f"{i}.txt": b"" for i in range(10_001)}), "10,001 members, more than 10,000"),
        (make_archive({"a.txt": bytes(90_000_000)}), "200 times its size"),
        (make_archive({}), "archive"),
        (lock(make_archive({"a.txt": tell(1)})), "password"),
    ],
    ids=["broken", "members", "bomb", "empty", "locked"],
)
def test_an_archive_that_cannot_be_used_is_named_and_the_folder_goes_on(tmp_path, data, reason):
    (tmp_path / "a.zip").write_bytes(data)
    (tmp_path / "b.txt").write_bytes(tell(1))
    articles, refused = read_folder(tmp_path)
    assert [article.file for article in articles] == ["b.txt"]
    assert [entry.file.split("/")[0] for entry in refused] == ["a.zip"]
    assert reason in refused[0].reason
    assert "\n" not in refused[0].reason


def test_a_member_that_lies_about_its_size_gives_no_more(tmp_path):
    data = bytearray(make_archive({"a.txt": bytes(50_000_000)}))
    for signature, place in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        start = data.index(signature) + place
        data[start : start + 4] = (1000).to_bytes(4, "little")
    (tmp_path / "a.zip").write_bytes(data)
    with pytest.raises(InputError, match="cannot be unpacked"):
        read_member(tmp_path / "a.zip", "a.txt")


def test_an_archive_is_no_text_by_itself(tmp_path):
    (tmp_path / "a.dat").write_bytes(make_archive({"a.txt": b"x"}))
    with pytest.raises(InputError, match="it is an archive"):
        read_file(tmp_path / "a.dat")


def test_a_reader_that_fails_does_not_stop_the_folder(tmp_path, monkeypatch):
    def fail(data):
        raise MemoryError

    monkeypatch.setitem(files.READERS, "html", fail)
    (tmp_path / "a.html").write_text("<html>")
    (tmp_path / "b.txt").write_bytes(tell(1))
    articles, refused = read_folder(tmp_path)
    assert [article.file for article in articles] == ["b.txt"]
    assert refused[0].file == "a.html"


def test_locks_of_word_are_passed_over(tmp_path):
    (tmp_path / "~$a.docx").write_bytes(b"\7lock")
    (tmp_path / "b.txt").write_bytes(tell(1))
    assert examine(tmp_path) == (["b.txt"], [])


def test_the_ratio_is_no_matter_for_small_archives():
    data = make_archive({"a.txt": bytes(limits.UNSUSPECTED - 1)})
    assert zipfile.ZipFile(io.BytesIO(data)).namelist() == limits.open_archive(data, "it").namelist()
