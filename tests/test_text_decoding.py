"""Bytes of every encoding give their text, or one sentence why not."""

import random

import pytest

from helpers.storage.messages import InputError
from helpers.text.decoding import decode

SENTENCE = "全县有小学12所，在校生4千人。\r\n"


@pytest.mark.parametrize(
    ("data", "text", "encoding"),
    [
        (SENTENCE.encode(), SENTENCE, "utf-8"),
        (b"\xef\xbb\xbf" + SENTENCE.encode(), SENTENCE, "utf-8"),
        (b"\xff\xfe" + SENTENCE.encode("utf-16-le"), SENTENCE, "utf-16-le"),
        (b"\xfe\xff" + SENTENCE.encode("utf-16-be"), SENTENCE, "utf-16-be"),
        (b"\xff\xfe\x00\x00" + SENTENCE.encode("utf-32-le"), SENTENCE, "utf-32-le"),
        (("12345 " * 9 + "所").encode("utf-16-le"), "12345 " * 9 + "所", "utf-16-le"),
        (("12345 " * 9 + "所").encode("utf-16-be"), "12345 " * 9 + "所", "utf-16-be"),
        (SENTENCE.encode("utf-16-le"), SENTENCE, "utf-16-le"),
        (SENTENCE.encode("utf-16-be"), SENTENCE, "utf-16-be"),
        (SENTENCE.encode("gb2312"), SENTENCE, "gb2312"),
        ("学校共有教师".encode("gb2312"), "学校共有教师", "gb2312"),
        ("教師一百人".encode("big5"), "教師一百人", "big5"),
        ("朱镕基来到学校。".encode("gbk"), "朱镕基来到学校。", "gbk"),
        ("㑇姓学生在校。".encode("gb18030"), "㑇姓学生在校。", "gb18030"),
        (
            "全縣有小學十二所，教師四百名，學生穩定增長。".encode("big5"),
            "全縣有小學十二所，教師四百名，學生穩定增長。",
            "big5",
        ),
        ("學校共有教師一百二十名。".encode("big5"), "學校共有教師一百二十名。", "big5"),
        (b"A school\rwith 12 rooms", "A school\rwith 12 rooms", "utf-8"),
        ("小学\x00 12所".encode(), "小学\x00 12所", "utf-8"),
    ],
)
def test_decode_reads_each_encoding(data, text, encoding):
    assert decode(data) == (text, encoding)


def test_decode_bears_a_broken_byte():
    data = bytearray((SENTENCE * 40).encode())
    data[100] = 0xFF
    text, encoding = decode(bytes(data))
    assert encoding == "utf-8"
    assert text.endswith(SENTENCE)
    assert text.count("\ufffd") <= 3


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b" \r\n\t", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"\x00" * 50, "empty"),
        (b"%PDF-1.7 " + b"x" * 50, "PDF"),
        (b"PK\x03\x04" + b"x" * 50, "zip"),
        (b"\x89PNG\r\n" + b"x" * 50, "picture"),
        (b"\xd0\xcf\x11\xe0" + b"x" * 50, "office"),
        (bytes(random.Random(1).randbytes(4000)), "control"),
        (b"\x01\x02\x03\x04 abc" * 50, "control"),
    ],
)
def test_decode_refuses_what_is_no_text(data, reason):
    with pytest.raises(InputError, match=reason):
        decode(data)
