"""Bytes to text: which encoding a Chinese text is in, and what is no text."""

from __future__ import annotations

import re

from helpers.storage import InputError

_MARKS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_SIGNATURES = (
    (b"%PDF", "a PDF file"),
    (b"PK\x03\x04", "a zip archive or an office document"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"\x89PNG", "a picture"),
    (b"GIF8", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"Rar!", "an archive"),
    (b"\x1f\x8b", "a compressed file"),
)
_CONTROLS = bytes(set(range(32)) - {0, 9, 10, 11, 12, 13, 26, 27}) + b"\x7f"


def decode(data: bytes) -> tuple[str, str]:
    """Return the text of a file's bytes and the name of the encoding that it was read with.

    A byte-order mark is no part of the text. Line ends stay as they are. Raises InputError with the reason if the bytes
    are no text.

    >>> decode("中学12所".encode("gbk"))
    ('中学12所', 'gb2312')
    >>> decode("教育".encode("utf-16"))
    ('教育', 'utf-16-le')
    """
    mark, encoding = next(((mark, name) for mark, name in _MARKS if data.startswith(mark)), (b"", ""))
    if not data[len(mark) :].strip(b"\x00\t\n\r "):
        raise InputError("the file is empty")
    if mark:
        return data[len(mark) :].decode(encoding, errors="replace"), encoding
    for signature, what in _SIGNATURES:
        if data.startswith(signature):
            raise InputError(f"it is {what}, not a text")
    if encoding := _find_unmarked_utf16(data):
        return data.decode(encoding, errors="replace"), encoding
    if data.count(0) > len(data) // 5 or len(data) - len(data.translate(None, _CONTROLS)) > len(data) // 50:
        raise InputError("it holds control characters or NUL bytes as no text does")
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return _decode_chinese(data)


_PLAUSIBLE = re.compile(r"[\t\n\r -~\u2010-\u2040\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")


def _find_unmarked_utf16(data: bytes) -> str:
    """Return the order of UTF-16 in which bytes that hold NULs are Chinese or English, "" if they are in neither."""
    if not data.count(0) or len(data) % 2:
        return ""
    for encoding in ("utf-16-le", "utf-16-be"):
        sample = data[:20000].decode(encoding, errors="replace")
        if len(_PLAUSIBLE.findall(sample)) > 0.9 * len(sample):
            return encoding
    return ""


def _decode_chinese(data: bytes) -> tuple[str, str]:
    """Choose between the GB family and Big5 by the share of common characters; a few broken bytes are borne."""
    found = []
    for encoding in ("gb2312", "gbk", "gb18030", "big5", "cp950", "big5hkscs"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        found.append((_share_common(text[:20000], encoding), -len(found), text, encoding))
    if found:
        share, _, text, encoding = max(found)
        if share > 0.5:  # Python's GB2312 reads — as ― and · as ・, which GBK, as browsers, does not
            return (data.decode("gbk") if encoding == "gb2312" else text), encoding
    for encoding in ("utf-8", "gb18030", "cp950"):
        text = data.decode(encoding, errors="replace")
        if text.count("\ufffd") * 200 < len(text):
            return text, encoding
    raise InputError("its bytes are neither UTF-8, UTF-16, GB18030 nor Big5")


def _share_common(text: str, encoding: str) -> float:
    """Return the share of the Han characters that are in the first, common level of their character set."""
    charset, low, high = ("gb2312", 0xB0, 0xD7) if encoding.startswith("gb") else ("big5", 0xA4, 0xC6)
    codes = [char.encode(charset, errors="replace") for char in text if "\u3400" <= char <= "\u9fff"]
    return sum(low <= code[0] <= high for code in codes) / max(1, len(codes))
