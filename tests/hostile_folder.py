"""A folder in which one text is good and everything else is what a run must not stumble over."""

from __future__ import annotations

import io
import os
import socket
import zipfile
from collections.abc import Callable
from pathlib import Path

import made_files
from small_pages import PAGE, TEXT

from helpers.sources.limits import MOST_BYTES

GOOD = "good.txt"
PAGE_BYTES = PAGE.format(charset="utf-8").encode()


def pack(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return data.getvalue()


def make_bomb(part: str) -> bytes:
    """An office document whose part unpacks to 30 MB."""
    return pack({"[Content_Types].xml": b"<Types/>", part: b"<a>" + b" " * 30_000_000 + b"</a>"})


def vary(n: int) -> str:
    """The good text with another number, so that it is not the same text."""
    return TEXT.replace("小学12所", f"小学{n}所")


LAUGHS = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10 if i else "ha"}">' for i in range(10))
READ: dict[str, Callable[[], bytes]] = {  # what is strange, but a text
    GOOD: lambda: TEXT.encode(),
    "长" * 80 + ".txt": lambda: vary(21).encode(),
    "con.txt": lambda: vary(22).encode(),
    "late.txt": lambda: vary(23).encode("utf-16-le") + "，教育".encode("utf-16-le") * 9_000 + b"\x00\xd8\x41\x00",
    "digits.txt": lambda: f"{vary(24)}另有幼儿园{'9' * 400}所、教学点{'九' * 5_000}个。\n".encode(),
    "noncharacters.csv": lambda: "学段,学校\n小学\ufffe,25\n初中\uffff,26\n".encode(),
    "undefined.html": lambda: PAGE.replace("12所", "27所").format(charset="undefined").encode(),
    "utf7.html": lambda: PAGE.replace("12所", "28所").format(charset="utf-7").encode(),
    "escape.html": lambda: PAGE.replace("12所", "29所").format(charset="unicode_escape").encode(),
    "a.htm": lambda: PAGE_BYTES.replace("12所".encode(), "31所".encode()),
    "a.html": lambda: PAGE_BYTES.replace("12所".encode(), "32所".encode()),
    "a.html.txt": lambda: vary(33).encode(),
    "markup.txt": lambda: f"# <script>alert(1)</script> $x$ | `y`\n{vary(34)}".encode(),
}
REFUSED: dict[str, Callable[[], bytes]] = {
    "empty.txt": lambda: b"",
    "zeros.txt": lambda: bytes(1_000_000),
    "picture.jpg": lambda: b"\xff\xd8\xff\xe0" + bytes(1000),
    "cut.pdf": lambda: made_files.make_pdf()[:700] if hasattr(made_files, "make_pdf") else b"%PDF-1.7\n1 0 obj",
    "loop.pdf": lambda: b"%PDF-1.4\n1 0 obj<</Type/Pages/Kids[1 0 R]/Count 9>>endobj\ntrailer<</Root 1 0 R>>",
    "junk.docx": lambda: b"PK\x03\x04" + bytes(range(256)) * 40,
    "bomb.docx": lambda: make_bomb("word/document.xml"),
    "bomb.xlsx": lambda: make_bomb("xl/workbook.xml"),
    "laughs.docx": lambda: pack(
        {"[Content_Types].xml": b"<Types/>", "word/document.xml": f"<!DOCTYPE a [{LAUGHS}]><a>&l9;</a>".encode()}
    ),
    "junk.doc": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "WordDocument".encode("utf-16-le"),
    "junk.xls": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "Workbook".encode("utf-16-le"),
    "nested.zip": lambda: pack({"inner.zip": pack({"a.txt": TEXT.encode()})}),
    "bomb.zip": lambda: pack({"a.txt": bytes(30_000_000)}),
    "attributes.html": lambda: b"<html><body><p " + b" ".join(b"a%d=1" % n for n in range(60_000)) + b">x</p>",
    "deep.html": lambda: b"<html><body>" + b"<div>" * 100_000 + "教育".encode(),
    "wide.csv": lambda: b"1," * 3_000_000,
    "boundaries.mhtml": lambda: (
        b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=a\n\n" + b"--a\n" * 50_000
    ),
    "a" * 251 + ".txt": lambda: vary(41).encode(),
    "line\nfeed.txt": lambda: vary(42).encode(),
}


def fill(folder: Path, outside: Path) -> set[str]:
    """Fill a folder, beside one that links lead to; return the names of what must be refused."""
    for name, make in (READ | REFUSED).items():
        (folder / name).write_bytes(make())
    (folder / os.fsdecode("教育.txt".encode("gbk"))).write_bytes(vary(51).encode())
    with open(folder / "huge.txt", "wb") as file:
        file.truncate(MOST_BYTES + 1)
    os.mkfifo(folder / "pipe.txt")
    with socket.socket(socket.AF_UNIX) as server:
        here = os.getcwd()
        os.chdir(folder)  # the path of a socket may have 107 bytes
        server.bind("socket.txt")
        os.chdir(here)
    outside.mkdir()
    (outside / "other.txt").write_bytes(vary(52).encode())
    links = {"zero.txt": "/dev/zero", "self.txt": "self.txt", "nowhere.txt": "nowhere", "twice.txt": "outside.txt"}
    for name, target in (links | {"folder": outside, "up": "..", "outside.txt": outside / "other.txt"}).items():
        (folder / name).symlink_to(target)
    deep = folder.joinpath(*["d"] * 200)
    deep.mkdir(parents=True)
    (deep / "junk.pdf").write_bytes(b"%PDF")
    refused = {*REFUSED, *links, "folder", "up", "huge.txt", "pipe.txt", "socket.txt", "d/" * 200 + "junk.pdf"}
    return (refused - {"nested.zip", "bomb.zip"}) | {"\\xbd\\xcc\\xd3\\xfd.txt", "nested.zip/inner.zip", "bomb.zip"}
