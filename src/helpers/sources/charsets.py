"""The character set of a web page: as declared, if the page can be in it, else as its bytes say."""

from __future__ import annotations

import codecs
import re
from collections import Counter

from helpers.storage import InputError
from helpers.text import decode

_CHARSET = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w.:-]{3,30})""", re.IGNORECASE)
_ENCODING = re.compile(rb"""<\?xml[^>]{0,100}encoding\s*=\s*["']([\w.:-]{3,30})""", re.IGNORECASE)

# The character sets that browsers know under the names that pages give them, as far as pages in Chinese may be in them.
_CODECS = {
    "gb18030": "gb18030 gb2312 gb_2312-80 gb_2312 csgb2312 gbk x-gbk chinese iso-ir-58 csiso58gb231280",
    "big5hkscs": "big5 big5-hkscs cn-big5 csbig5 x-x-big5",
    "utf-8": "utf-8 utf8 unicode-1-1-utf-8 x-unicode20utf8 utf-16 utf-16le utf-16be unicode ucs-2 iso-10646-ucs-2",
    "cp1252": "windows-1252 cp1252 x-cp1252 iso-8859-1 iso8859-1 iso_8859-1 latin1 l1 ascii us-ascii ansi_x3.4-1968",
    "shift_jis": "shift_jis shift-jis sjis x-sjis ms_kanji windows-31j",
    "euc_jp": "euc-jp x-euc-jp",
    "euc_kr": "euc-kr ks_c_5601-1987 korean windows-949",
}
_KNOWN = {label: codec for codec, labels in _CODECS.items() for label in labels.split()}
_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def decode_page(data: bytes, declared: str = "") -> tuple[str, str]:
    """Return the text of a page and the name of its encoding; `declared` is what the transport says of it.

    A mark at the first bytes wins, then valid UTF-8, then the declared character set if the text makes more sense in it
    than in the one that the bytes speak for. A page that can be read in ASCII cannot be in UTF-16. Raises InputError
    if the bytes are no text.

    >>> decode_page('<meta charset="iso-8859-1">在校学生'.encode("gbk"))
    ('<meta charset="iso-8859-1">在校学生', 'gb2312')
    >>> decode_page('<meta charset="gb2312">在校學生'.encode("big5"))
    ('<meta charset="gb2312">在校學生', 'big5hkscs')
    """
    if data.startswith(_MARKS):
        return decode(data)
    label = declared.lower() or _find_label(data[:4096])
    if not data.strip(b"\x00\t\n\r "):
        raise InputError("the file is empty")
    found: list[tuple[float, str, str]] = []
    for codec in ("utf-8", _KNOWN.get(label, ""), "", "gb18030", "big5hkscs"):
        text, codec = _try(data, codec) if codec else _sniff(data)
        found.append((_measure(text), text, codec))
        if found[-1][0] > _SURE or (codec == "utf-8" and _is_surely_utf8(data)):
            break
    share, text, codec = max(found, key=lambda attempt: attempt[0])
    if share < 0:
        raise InputError("its bytes are neither UTF-8, UTF-16, GB18030 nor Big5")
    return text, codec


def _is_surely_utf8(data: bytes) -> bool:
    """Tell whether bytes are valid UTF-8 with more characters than are so by chance, whatever language they are in."""
    try:
        return len(data) - len(data.decode("utf-8")) > _BY_CHANCE
    except UnicodeDecodeError:
        return False


_BY_CHANCE = 40  # bytes
_SURE = 0.9  # of the characters that are not ASCII are common ones


def _find_label(head: bytes) -> str:
    declared = _CHARSET.search(head) or _ENCODING.match(head.lstrip())
    return declared[1].decode("ascii", "replace").lower() if declared else ""


def _try(data: bytes, codec: str) -> tuple[str, str]:
    """Decode bytes, of which a few may be broken; "" if more are."""
    try:
        return data.decode(codec), codec
    except UnicodeDecodeError:
        text = data.decode(codec, "replace")
    return (text if text.count("\ufffd") * 200 < len(text) - text.count(" ") else ""), codec


def _sniff(data: bytes) -> tuple[str, str]:
    """Decode bytes by what they are, control characters among them aside; "" if they are no text."""
    for attempt in (data, data.translate(None, _CONTROLS)):
        try:
            return decode(attempt)
        except InputError:
            continue
    return "", ""


_CONTROLS = bytes(set(range(32)) - {9, 10, 12, 13})
_FOREIGN = re.compile(r"[^\x00-\x7f]")
_MARK = re.compile(r"[\u3000-\u303f\uff00-\uffef\u00a0‘’“”—…·•]")
_SAMPLE = 100_000  # characters


def _measure(text: str) -> float:
    """Return how much of what is not ASCII in a text's beginning is common in Chinese, from 0 to 1; -1 of no text."""
    if not text:
        return -1.0
    counts = Counter(_FOREIGN.findall(text, 0, _SAMPLE))
    common = sum(count for char, count in counts.items() if _is_common(char))
    return common / counts.total() if counts else 1.0


def _is_common(char: str) -> bool:
    """Tell whether a character is in the first level of GB 2312 or of Big5, or is punctuation."""
    if not "\u4e00" <= char <= "\u9fff":
        return bool(_MARK.match(char))
    gb, big5 = char.encode("gb2312", "ignore"), char.encode("big5", "ignore")
    return (bool(gb) and gb[0] <= 0xD7) or (bool(big5) and big5[0] <= 0xC6)
