"""Bytes to text, lines with their roles, sentences, positions, and the places where a copy has lost its digits.

Two texts are kept apart. The *raw* text is what the file holds; every offset in a table counts its characters. The
*reading* is the same text made easy to match: full-width ASCII (，：；（）％ １２) becomes half-width, spaces of any
kind become " ", Traditional characters Simplified; invisible characters, pinyin in brackets and line breaks inside a
sentence are left out. 。、“”《》 stay as they are. A ``Reading`` maps every character back to the raw text.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import NamedTuple

import numpy as np

from helpers.tables import InputError, read_resource

# ---------------------------------------------------------------- bytes to text

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
        return data.decode(encoding), encoding
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
        if share > 0.5:
            return text, encoding
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


# ---------------------------------------------------------------- reading with positions

_DROPPED = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff\x00-\x08\x0e-\x1f\x7f]")
_FOLDED = {"「": "“", "」": "”", "『": "‘", "』": "’", "∶": ":"}
_FOLDED |= dict.fromkeys("\x0b\x0c\x85\u2028\u2029\r", "\n") | dict.fromkeys("‒–―", "—") | dict.fromkeys("‐‑−", "-")
# spaces, radicals and signs of Chinese texts, compatibility characters, half- and full-width forms
_FOLDED_RANGES = (
    (0x2000, 0x200A),
    (0x202F, 0x202F),
    (0x205F, 0x205F),
    (0x2E80, 0x3000),
    (0xF900, 0xFAFF),
    (0xFE50, 0xFFEE),
)
_DROP = 0x110000  # above every code point


class Reading:
    """A text as it is matched, with the raw offset of each of its characters."""

    __slots__ = ("_offsets", "raw_length", "text")

    def __init__(self, text: str, offsets: np.ndarray | None, raw_length: int):
        """Keep the text; offsets[i] is the raw offset of character i, None where nothing was left out."""
        self.text, self._offsets, self.raw_length = text, offsets, raw_length

    def raw_start(self, i: int) -> int:
        """Return the raw offset at which character i of the reading stands."""
        if i >= len(self.text):
            return self.raw_length
        return i if self._offsets is None else int(self._offsets[i])

    def raw_end(self, j: int) -> int:
        """Return the raw offset behind character j - 1: raw[raw_start(i):raw_end(j)] is text[i:j] as written."""
        if j <= 0:
            return 0
        return j if self._offsets is None else int(self._offsets[min(j, len(self.text)) - 1]) + 1

    def index(self, raw_position: int) -> int:
        """Return the index of the first character of the reading that stands at or behind a raw offset."""
        if self._offsets is None:
            return min(raw_position, len(self.text))
        return int(np.searchsorted(self._offsets, raw_position))

    def select(self, values: np.ndarray) -> np.ndarray:
        """Return of an array over the raw characters those that the reading keeps."""
        return values if self._offsets is None else values[self._offsets]

    def without(self, spans: list[tuple[int, int]]) -> Reading:
        """Return the reading without some spans of its text (in order, not overlapping)."""
        if not spans:
            return self
        keep = np.ones(len(self.text), dtype=bool)
        pieces, done = [], 0
        for start, end in spans:
            keep[start:end] = False
            pieces.append(self.text[done:start])
            done = end
        pieces.append(self.text[done:])
        kept = np.flatnonzero(keep).astype(np.int32)
        return Reading("".join(pieces), kept if self._offsets is None else self._offsets[kept], self.raw_length)


def normalise(raw: str) -> Reading:
    """Return the reading of a raw text: one form for each character, without what only disturbs matching.

    >>> raw = "全市學(xué)校４６所，增長２．５％"
    >>> reading = normalise(raw)
    >>> reading.text
    '全市学校46所,增长2.5%'
    >>> i = reading.text.index("46所")
    >>> raw[reading.raw_start(i):reading.raw_end(i + 3)]
    '４６所'
    """
    codes = np.frombuffer(raw.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    folded = _fold(codes)
    keep = folded != _DROP
    offsets = None if keep.all() else np.flatnonzero(keep).astype(np.int32)
    text = folded[keep].astype("<u4").tobytes().decode("utf-32-le", "surrogatepass")
    reading = Reading(text, offsets, len(raw)).without(_find_pinyin(text))
    reading.text = _simplify(reading.text)
    return reading.without(_find_breaks(reading, codes))


def _fold(codes: np.ndarray) -> np.ndarray:
    """Map code points to those of the reading; drop what is invisible and half of each Windows line end."""
    table = _get_fold_table()
    folded = table[np.minimum(codes, len(table) - 1)]
    folded = np.where(codes < len(table), folded, codes)
    returns = np.flatnonzero(codes[:-1] == ord("\r"))
    folded[returns[codes[returns + 1] == ord("\n")]] = _DROP
    return folded


@cache
def _get_fold_table() -> np.ndarray:
    """Map each code point of the basic plane to its form in the reading, or to _DROP."""
    table = np.arange(0x10000, dtype=np.uint32)
    for first, last in _FOLDED_RANGES:
        for code in range(first, last + 1):
            form = unicodedata.normalize("NFKC", chr(code))
            if len(form) == 1:
                table[code] = ord(form)
    table[0xA0] = 32
    for char, form in _FOLDED.items():
        table[ord(char)] = ord(form)
    for code in range(0x10000):
        if _DROPPED.match(chr(code)):
            table[code] = _DROP
    return table


@cache
def _get_traditional() -> tuple[re.Pattern[str], dict[int, str]]:
    """Return a pattern for characters that only Traditional texts use, and the table Traditional → Simplified."""
    from opencc import OpenCC

    han = "".join(map(chr, range(0x3400, 0xA000)))
    simple = OpenCC("t2s").convert("\n".join(han)).split("\n")
    table = {ord(a): b for a, b in zip(han, simple, strict=True) if a != b and len(b) == 1}
    # characters of GB2312 (乾 著 徵) are in use in Simplified texts too, so they tell nothing
    only = [chr(code) for code in table if not chr(code).encode("gb2312", "ignore")]
    return re.compile(f"[{''.join(only)}]"), table


def _simplify(text: str) -> str:
    """Replace Traditional by Simplified characters one for one; a Simplified text is returned as it is.

    >>> _simplify("乾縣學校"), _simplify("乾县著名学校")
    ('乾县学校', '乾县著名学校')
    """
    pattern, table = _get_traditional()
    if not pattern.search(text):
        return text
    from opencc import OpenCC

    try:
        simple = OpenCC("t2s").convert(text)
    except UnicodeEncodeError:  # half a surrogate pair
        simple = ""
    return simple if len(simple) == len(text) else text.translate(table)


_TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ\u0300\u0301\u0304\u030c"
_SYLLABLE = rf"(?:[zcs]h|[bpmfdtnlgkhjqxrzcsyw])?[aeiouüvɑ{_TONED}]{{1,5}}(?:n[gɡ]?|r)?"
_PINYIN = re.compile(rf"\((?<=[\u3400-\u9fff]\()({_SYLLABLE})\)", re.IGNORECASE)
_HAS_TONED = re.compile(rf"\([a-zɡ]{{0,3}}[{_TONED}]", re.IGNORECASE)


def _find_pinyin(text: str) -> list[tuple[int, int]]:
    """Return the brackets that hold one pinyin syllable after a Han character, as mirror sites insert them.

    Syllables without a tone mark count only in texts that also hold some with one.
    """
    if not _HAS_TONED.search(text):
        return []
    return [match.span() for match in _PINYIN.finditer(text)]


# a unit that a number at the end of the line before belongs to
_WORDS_WITH_UNIT = "个人 个性 个别 名师 名校 名单 名家 人民 人们 人才 人大 人均 人员 人物 人事 人社 元旦 家长 家庭 台湾"
_UNIT = rf"(?!{'|'.join(_WORDS_WITH_UNIT.split())})(?:[万亿%‰所亩余多套间册项个名人元家台]|平方|公里)"
_BREAK = re.compile(
    r"\n(?<=[\u4e00-\u9fff\d,、 \t]\n)[ \t]{0,40}"
    rf"(?=(?P<unit>{_UNIT})|(?P<number>\d[\d.,]{{0,12}}[ \t]{{0,8}}\n?[ \t]{{0,8}}{_UNIT})"
    r"|(?P<closing>[,。、;)”》%])|[\u4e00-\u9fff\d])"
)
_ENDS_IN_COUNT = re.compile(r"(?:[\u4e00-\u9fff] ?|\n|^)\d[\d.,]*[万亿千百]?$")
_ITEM = (
    r"[一二三四五六七八九十]{1,3}[、.]|\([一二三四五六七八九十\d]{1,3}\)|\d{1,2}[、.](?!\d)"
    r"|第[一二三四五六七八九十]{1,3}[章节部]|[①-⑳●■◆★▶▪•◎]"
)
_NEW_LINE = re.compile(rf"[ \t\n]|{_ITEM}")


def _find_breaks(reading: Reading, codes: np.ndarray) -> list[tuple[int, int]]:
    """Return the line breaks that stand inside a sentence: at a quantity, before a comma, or in wrapped lines."""
    text = reading.text
    spans = {}
    for match in _BREAK.finditer(text):
        start, end = match.span()
        before = text[max(0, start - 16) : start].rstrip(" \t")
        last = before[-1:]
        if match["unit"]:
            inside = _ENDS_IN_COUNT.search(before)  # else it is a date or a time
        elif match["number"]:
            inside = "\u4e00" <= last <= "\u9fff"
        else:
            inside = last not in ",、 \n" if match["closing"] else last in ",、" and text[start + 1] not in " \t"
        if inside and last:
            spans[start - (len(text[:start][-16:]) - len(before))] = end
    for i in _find_wraps(text, reading.select(codes)):
        spans.setdefault(i, i + 1)
    return sorted(spans.items())


def _find_wraps(text: str, codes: np.ndarray) -> list[int]:
    """Return the breaks behind full lines, where most lines of some length are equally wide, as in a PDF."""
    ends = np.flatnonzero(codes == ord("\n"))
    if len(ends) < 6:
        return []
    columns = np.cumsum(np.where(codes >= 0x1100, 2, 1))
    widths = np.diff(columns[ends], prepend=0) - 1
    long = widths[widths >= 24]
    counts = np.bincount(np.minimum(long, 200), minlength=201)
    near = np.convolve(counts, np.ones(4, dtype=int))[: len(counts)]  # near[w]: lines of w - 3 to w columns
    width = int(near[:161].argmax())
    if near[width] < max(5, len(long) // 2) or (long > width + 2).sum() * 20 > len(long):
        return []
    full = ends[(widths >= width - 3) & (widths <= width + 2)]
    return [
        i
        for i in full.tolist()
        if text[i - 1] not in "。!?;:…" and i + 1 < len(text) and not _NEW_LINE.match(text, i + 1)
    ]


# ---------------------------------------------------------------- paragraphs


class Paragraph(NamedTuple):
    """One line of a text: its number from 1, its role, why, and its offsets in the raw text."""

    number: int
    role: str
    reason: str
    start: int
    end: int


_LINE = re.compile(r"\S[^\n]*")
_EXCLAIMED = re.compile(r"[!?](?=[^\n]{20})")
_HAN = re.compile(r"[\u3400-\u9fff]")
_STEP = re.compile(r"\s*(?:>+|»|›|→|->|\|)\s*")
_DATE = re.compile(r"(?=[^\n]*\d)[\d年月日时分秒:/.\- 星期周一二三四五六天上下午]{4,40}")
_PAGE_NUMBER = re.compile(r"[-—·•]+ ?\d{1,4} ?[-—·•]+|第? ?\d{1,4} ?(?:页|/ ?\d{1,4} ?页?)(?: ?,? ?共 ?\d{1,4} ?页)?")
_ADDRESS = re.compile(r"https?://|www\.|@[\w-]{1,40}\.[a-z]")
_NUMBERED = re.compile(_ITEM)
_SCHOOL = re.compile(
    r"(?:[市区县旗镇乡路街村校]|第?[一二三四五六七八九十\d]|实验|民族|蒙古族|师范|附属|希望)(?:小学|中学|幼儿园|学校|学院|大学|高中|职中)"
    r"|的[\u4e00-\u9fff]{2,12}(?:小学|中学|幼儿园|校区|教室)$"
)
_SIGNATURE = re.compile(
    r"[\u4e00-\u9fff]{2,20}(?:局|厅|委员会|教委|人民政府|办公室|融媒体中心|日报|晚报|晨报|时报|商报|新闻网|电视台|通讯社)"
)
_NAMES = re.compile(r"[\u4e00-\u9fff]{2,3}(?:, ?[\u4e00-\u9fff]{2,3}){1,7}")
_MEMBERS = re.compile(r"\S+")
_FINISHED = re.compile(r"[。!?;:…][”’)》]?$")
_PHOTOGRAPHER = re.compile(r"[ /(][\u4e00-\u9fff]{0,4} ?摄[)]?$")
_NUMBERED_DOCUMENT = re.compile(r"\(?[\u4e00-\u9fff]{2,12}[〔\[(]\d{4}[〕\])] ?\d+ ?号\)?")
_DATED = re.compile(r"[^\d\n]{6,60}[(\[]?(?:(?:20)?\d\d[-/.])?[01]?\d[-/.][0-3]?\d[)\]]?")


class _Line(NamedTuple):
    """A line of the reading, why it may be page furniture ("" if nothing says so), and whether it holds sentences."""

    text: str
    start: int
    end: int
    reason: str
    prose: bool


@cache
def _get_furniture() -> dict[str, tuple[re.Pattern[str], dict[str, str]]]:
    """Return, for each way of matching, a pattern of the known words and the reason that each stands for."""
    rules = {}
    for match in ("whole", "label", "start", "short", "anywhere"):
        reasons = {row["words"]: row["reason"] for row in read_resource("furniture.csv") if row["match"] == match}
        words = "|".join(re.escape(word) for word in sorted(reasons, key=len, reverse=True))
        behind = r"(?=\s*(?:[:|/(\[【>]|\d|$)|\s)" if match == "label" else ""
        rules[match] = (re.compile(f"(?:{words}){behind}"), reasons)
    return rules


@cache
def _get_gaps() -> dict[str, int]:
    """Return for each reason how many characters of text must follow for the article to go on behind such a line."""
    return {row["reason"]: int(row["gap"]) for row in read_resource("furniture_reasons.csv")}


def explain_reason(reason: str) -> str:
    """Return in words what a reason for taking a line as page furniture means; "" for an unknown one.

    >>> explain_reason("breadcrumb")
    'path of the page within its site'
    """
    return next((row["meaning"] for row in read_resource("furniture_reasons.csv") if row["reason"] == reason), "")


def _name_words(text: str, prose: bool) -> str:
    """Return the reason that known words of a line give for taking it as page furniture, or ""."""
    rules = _get_furniture()
    bare = text.strip(" \t•·×[]【】|-—>»*_")
    if bare in rules["whole"][1]:
        return rules["whole"][1][bare]
    said = prose and (len(bare) > 80 or "。" in bare or _FINISHED.search(bare))
    for kind in ("anywhere",) if said else ("start", "label", "short", "anywhere"):
        pattern, reasons = rules[kind]
        found = pattern.match(bare) if kind in ("start", "label") else pattern.search(text)
        if found and (not said or found.start() < 12 or len(pattern.findall(text)) > 1):
            return reasons[found[0]]
    return ""


def _name_shape(text: str) -> str:
    """Return the reason that the shape of a line without sentences gives for taking it as page furniture, or ""."""
    if _DATE.fullmatch(text):
        return "date"
    if _PAGE_NUMBER.fullmatch(text):
        return "page_number"
    if not _HAN.search(text) and not re.search(r"\d", text):
        return "address" if _ADDRESS.search(text) else "symbols"
    if _NUMBERED_DOCUMENT.fullmatch(text):
        return "byline"
    if _SIGNATURE.fullmatch(text):
        return "signature"
    if _NAMES.fullmatch(text):
        return "byline"
    if _DATED.fullmatch(text):
        return "related"
    if _ADDRESS.search(text) and len(_HAN.findall(text)) < 15:
        return "address"
    if len(text) <= 80 and len(_STEP.findall(text)) >= 2:
        return "breadcrumb"
    members = _MEMBERS.findall(text)
    if len(members) >= 4 and max(map(len, members)) <= 6 and not re.search(r"\d", text):
        return "menu"
    return ""


def _read_lines(text: str) -> list[_Line]:
    """Return the lines of a reading with what their words and shapes say."""
    lines = []
    for match in _LINE.finditer(text):
        line = match[0].rstrip()
        prose = _holds_sentences(line)
        if prose and len(line) > 200:  # too long for a disclaimer
            lines.append(_Line(line, *match.span(), "", True))
            continue
        reason = "caption" if _PHOTOGRAPHER.search(line) else _name_words(line, prose)
        reason = reason or ("" if prose else _name_shape(line))
        lines.append(_Line(line, *match.span(), reason, prose))
    return lines


def _holds_sentences(line: str) -> bool:
    """Tell whether a line has the punctuation of running text."""
    if len(line) < 6 or not _HAN.search(line):
        return False
    if len(line) < 12:
        return line[-1] in "。;"
    return "。" in line or ";" in line or line.count(",") >= 2 or _EXCLAIMED.search(line) is not None


_DOUBTFUL_GAP = 30


def _find_article(lines: list[_Line]) -> tuple[int, int]:
    """Return the first line of the article and the line behind its last one.

    The article is the run of lines with the greatest sum, where sentences count their characters and everything else
    counts against (maximum subsequence segmentation: Pasternack and Roth, WWW 2009).
    """
    gaps = _get_gaps()
    best, first, last = 0, 0, 0
    total, begin = 0, 0
    for i, line in enumerate(lines):
        if line.reason:  # running text with such words is perhaps the article's own
            score = -min(gaps[line.reason], _DOUBTFUL_GAP if line.prose else gaps[line.reason])
        elif line.prose:  # many commas and no full stop: perhaps a list
            score = min(len(line.text), 400) // (1 if "。" in line.text else 2)
        elif _is_row(line.text):
            score = 0
        else:
            score = -gaps["outside"]
        total += score
        if total <= 0:
            total, begin = 0, i + 1
        elif total > best:
            best, first, last = total, begin, i + 1
    if not best:
        return 0, len(lines)
    while first and not lines[first - 1].reason and _leads_on(lines[first - 1].text):
        first -= 1
    while last < len(lines) and not lines[last].reason and _is_row(lines[last].text):
        last += 1
    return first, last


def _is_row(text: str) -> bool:
    """Tell whether a line without sentences may be an item of a list or a row of a table."""
    return _NUMBERED.match(text) is not None or text[-1] == ";" or sum(map(str.isdigit, text)) >= 3


def _leads_on(text: str) -> bool:
    """Tell whether a line above the first sentences may be the article's: a numbered heading, what leads to a list."""
    return _NUMBERED.match(text) is not None or text[-1] in ":;,。"


def _find_title(lines: list[_Line], first: int, body: str) -> int | None:
    """Return the line before the article that reads most like its title, None if none does."""
    best, title = 0.0, None
    for i in range(max(0, first - 200), first):
        line = lines[i]
        text = line.text
        han = len(_HAN.findall(text))
        if line.reason or han < 4 or len(text) > 80 or text.startswith("——") or text.endswith(("。", ";", ":", ",")):
            continue
        shared = sum(text[j : j + 2] in body for j in range(len(text) - 1)) / (len(text) - 1)
        following = [other.reason in ("byline", "date") for other in lines[i + 1 : i + 4]]
        score = 1 + 2 * shared + min(han, 16) / 6 + any(following) / 2 + any(following[:1]) / 2
        score -= 0.15 * min(first - i, 10) + (2 if _is_caption(text) or "_" in text or "|" in text else 0)
        if score > best:
            best, title = score, i
    return title


def _is_caption(text: str) -> bool:
    """Tell whether a short line that names one school shows what is in a picture, rather than what comes next."""
    return len(text) <= 30 and _SCHOOL.search(text) is not None and not text.startswith("——")


def _place_line(line: _Line) -> tuple[str, str]:
    """Return role and reason of a line within the article."""
    text = line.text
    if line.reason == "caption" and len(text) <= 80:
        return "caption", "words of a caption"
    if line.prose:
        return "body", f"sentences; words of page furniture ({line.reason})" if line.reason else "sentences"
    if line.reason in ("navigation", "menu", "filing", "login"):  # columns of a table, the address of a notice
        return "body", f"within the article; words or shape of page furniture ({line.reason})"
    if line.reason:
        return "furniture", line.reason
    if re.fullmatch(r"\d\d?", text) or (_NUMBERED.match(text) and len(text) <= 50 and not _FINISHED.search(text)):
        return "heading", "numbered"
    if _FINISHED.search(text) or len(text) > 50:
        return "body", "sentence"
    if not _HAN.search(text) or (len(_MEMBERS.findall(text)) >= 3 and sum(map(str.isdigit, text)) >= 2):
        return "body", "row of a table"
    if _is_caption(text):
        return "caption", "short line that names a school"
    return "heading", "short line without a full stop"


def split_paragraphs(raw: str, reading: Reading | None = None) -> list[Paragraph]:
    """Return every line of a raw text that holds anything, in order, with its role and the reason for it.

    Roles: title, heading, body, caption, furniture. Lines that the reading joins (a break inside a sentence) are one.
    A reading of the text may be given to save time.

    >>> text = "首页 > 教育\\n某县教育简况\\n来源：某报\\n全县有小学12所，在校生4千人，比去年多。\\n上一篇：无"
    >>> [p.role for p in split_paragraphs(text)]
    ['furniture', 'title', 'furniture', 'body', 'furniture']
    """
    reading = reading or normalise(raw)
    lines = _read_lines(reading.text)
    first, last = _find_article(lines)
    body = reading.text[lines[first].start : lines[last - 1].start + len(lines[last - 1].text)] if lines else ""
    title = _find_title(lines, first, body[:5000])
    paragraphs, unclosed = [], False
    for i, line in enumerate(lines):
        if i == title:
            role, reason = "title", "reads most like a title of the lines before the text"
            unclosed = line.text.count("《") > line.text.count("》")
        elif unclosed and not line.reason and not line.prose:
            role, reason, unclosed = "title", "goes on with the title", "》" not in line.text
        elif first <= i < last or (title is not None and title < i < first and not line.reason):
            role, reason = _place_line(line)
        elif line.reason:
            role, reason = "furniture", line.reason
        else:
            role, reason = "furniture", "outside"
        start, end = reading.raw_start(line.start), reading.raw_start(line.end)
        paragraphs.append(Paragraph(i + 1, role, reason, start, start + len(raw[start:end].rstrip())))
    return paragraphs


# ---------------------------------------------------------------- sentences

_SENTENCE = re.compile(
    r"(?:[^。!?！？“《(\n]++|“[^”\n]{0,200}+”|《[^》\n]{0,200}+》|\([^()\n]{0,200}+\)|[“《(])++[。!?！？…]*+[”’》)]*+|[。!?！？]++"
)


def split_sentences(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Return the offsets of the sentences of text[start:end]; they end at 。！？ and line ends, not inside “” 《》 ().

    >>> text = "他说：“好。真好！”走了。全县有小学9所（公办8所。民办1所），在校生2千人"
    >>> [text[a:b][-4:] for a, b in split_sentences(normalise(text).text)]
    ['”走了。', '生2千人']
    """
    spans = []
    for match in _SENTENCE.finditer(text, start, len(text) if end is None else end):
        a, b = match.span()
        a += len(match[0]) - len(match[0].lstrip())
        b -= len(match[0]) - len(match[0].rstrip())
        if a < b:
            spans.append((a, b))
    return spans


# ---------------------------------------------------------------- damage


class Slot(NamedTuple):
    """A place where digits must have stood: offsets of what is left, and whether a number or a year is gone."""

    start: int
    end: int
    kind: str


class _Unit(NamedTuple):
    """What tells a bare unit that lost its number from a healthy one; see resources/lost_numbers.csv."""

    end: str
    before: tuple[str, ...]
    likely: str
    after: tuple[str, ...]
    not_after: str
    not_before: tuple[str, ...]
    not_named: str


_NOT, _LIKELY, _SURE = 0, 1, 2
# after these a unit has its number, or needs none: 一所 几个 多名 每人 这家 某校 □所 xx所
_NUMERALS = "0123456789.%一二三四五六七八九十百千万亿零〇两几数干"  # 若干
_COUNTS = _NUMERALS + "多余各每这那哪该某本此整单首半第同任何诸若另来把xX×*□○_"
# 学校数, 人数 … before a unit: here 数 is no vague number
_COUNT_NOUNS = tuple(f"{char}数" for char in "校园班级生师工人总儿员点室位册机")
_HAVING = ("共有", "现有", "拥有", "设有", "只有", "仅有")
_OPENINGS = ",。;、:!?(《“”》)\n~—-"
_CLOSINGS = ",。;、:!?()“”《》\n"
_FOLLOWERS = (
    *("以上", "以下", "以内", "左右", "其中", "增长", "下降", "减少", "增加", "提高", "比", "较上", "同比"),
    *("和", "及", "与", "占", "的", "等", "不等", "全部", "均", "分别", "至", "到", "起"),
)
# 多名, 多个, 多所 need no number before them; these do
_MANY = (
    *("亩", "平方米", "平方公里", "公里", "公顷", "米", "吨", "人次", "元", "万人", "万名", "万册", "小时", "分钟"),
    *("课时", "学时", "公斤", "千克"),
)
_NO_MANY = "许众更很太较诸繁不最个年"
_NO_REMAINDER = "其剩业富盈结残无冗"  # 其余, 业余, … are words

_FRACTION = re.compile(
    r"\.(?<=[\u4e00-\u9fff,、~—(\n -]\.)(?:\d+|(?=[%‰万亿倍]))[%‰]?|\.(?<=\d\.)(?=[%‰万亿元倍])[%‰]?"
)
_PERCENT = re.compile(r"[%‰](?<=[\u4e00-\u9fff,、;~—\n -][%‰])(?<!\d [%‰])(?!\d)")


@cache
def _get_units() -> tuple[dict[str, _Unit], tuple[str, ...], re.Pattern[str], re.Pattern[str]]:
    """Return the rules by unit, the words before any quantity, and the patterns of bare units and of 余, 多 + unit."""
    rows = {row["unit"]: row for row in read_resource("lost_numbers.csv")}
    general = tuple(rows.pop("*")["before"].split())
    lists = ("before", "after", "not_before")
    units = {
        name: _Unit(*(tuple(row[field].split()) if field in lists else row[field] for field in _Unit._fields))
        for name, row in rows.items()
    }
    names = "|".join(sorted(units, key=len, reverse=True))
    return units, general, re.compile(names), re.compile(f"[余多](?:{names})")


def _judge_unit(text: str, start: int, end: int) -> int:
    """Say how surely the unit at text[start:end] lost its number."""
    units, general, _, _ = _get_units()
    unit = text[start:end]
    rule = units[unit]
    before = text[max(0, start - 8) : start].rstrip(" ")
    after = text[end : end + 6].lstrip(" ")
    last = before[-1:]
    own = before.endswith(rule.before) or before.endswith(_COUNT_NOUNS + _HAVING)
    if last and (last in _COUNTS or last in rule.not_after) and not own:
        return _LIKELY if last == "有" and rule.after and after.startswith(rule.after) else _NOT
    if last == unit or after[:1].isdigit():  # 一间间教室; 校车 辆4
        return _NOT
    if before.endswith("单位:") or (last == "(" and after[:1] == ")"):  # over a table's column: 学校数(所)
        return _NOT
    if rule.not_before and after.startswith(rule.not_before) and not (own and rule.end != "own"):
        return _NOT
    opened = not last or last in _OPENINGS
    listed = own or (rule.end != "own" and before.endswith(general)) or before.endswith((f"{unit}、", f"{unit},"))
    if not after or after[0] in _CLOSINGS or after.startswith(_FOLLOWERS):
        return _judge_end(rule, last, after, listed, opened)
    if after.startswith(rule.after) and not (last and last in rule.not_named):
        return _SURE if listed or opened else _LIKELY
    return _LIKELY if rule.end == "any" else _NOT


def _judge_end(rule: _Unit, last: str, after: str, listed: bool, opened: bool) -> int:
    """Say how surely a unit at the end of a clause lost its number."""
    if listed or (rule.end == "any" and not opened):
        return _SURE
    if rule.end in ("any", "likely") or (last and last in rule.likely):
        return _LIKELY
    return _LIKELY if opened and after.startswith((",", "。", ";", "(", "以上", "以下", "以内")) else _NOT


def _find_numbers(text: str) -> tuple[list[Slot], list[Slot]]:
    """Return the sure and the likely slots of numbers."""
    _, _, unit, remainder = _get_units()
    sure = [Slot(*match.span(), "number") for pattern in (_FRACTION, _PERCENT) for match in pattern.finditer(text)]
    likely = []
    for match in remainder.finditer(text):
        last = text[max(0, match.start() - 4) : match.start()].rstrip(" ")[-1:]
        if match[0][0] == "余":
            lost = last and last not in _NUMERALS and last not in _NO_REMAINDER
        else:
            lost = last and last not in _COUNTS + _NO_MANY and match[0] != "多元" and match[0].endswith(_MANY)
        if lost:
            sure.append(Slot(*match.span(), "number"))
    for match in unit.finditer(text):
        grade = _judge_unit(text, *match.span())
        if grade:
            (sure if grade == _SURE else likely).append(Slot(*match.span(), "number"))
    return sure, likely


# 年度 年底 … and 今年 每年 十年 青年 … are words: these characters stand behind and before a 年 that lost nothing
_YEAR_WORDS = "级度龄轻代初底末内终均产薪会鉴报味货画夜限检年老幼少长纪迈金审利复近过仅满中关头前后间来华事月平糕"
_NO_YEAR = (
    "0-9一二三四五六七八九十百千万亿零〇两几数多余各每这那哪该某本此整单首半第同任何诸若xX×*□○_"
    "今去前明后当次翌往历近常终全元童青少成老中早晚壮学周过拜新丰逐连隔跨累积上下昨旧其编逢经有康陈流甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥"
)
# each alternative begins with the characters that it looks for: so the search may skip to them
_YEAR_SPAN = re.compile(
    rf"年(?:[—~-]+|至|到)年|年(?<![{_NO_YEAR}]年)(?=年[底初末])"
    r"|年月(?:(?<=[于在至自从。\n]年月)|(?<=截止年月))(?![\u4e00-\u9fff]{0,4}里)日?"
    r"|[—~-](?<=\([—~-])[—~-]*年?(?=\))|[—~-](?<![\d年][—~-])学?年|[—~-](?<=[(,。;][—~-])(?=20\d\d学?年)"
    r"|[〔\[] ?[〕\]](?=\d{0,4} ?号)"
)
_YEAR = re.compile(rf"年(?:(?<=其中年)|(?<![{_NO_YEAR}]年)(?<![{_NO_YEAR}] 年))")
_YEAR_PREPOSITIONS = (*"从自至到于比较与和在及同为是", "截止")
_YEAR_VERBS = (
    *("招生", "培训", "收入", "投入", "人均", "接待", "发放", "增长", "递增", "受益", "生产", "销售", "发"),
    *("处理", "节约", "消费", "学费", "吞吐"),
)
_MONTH = re.compile(r" *\d{1,2} *(?:月|[—~至-]\d{1,2}月)")
_KEPT_YEAR = re.compile(r"(?:19|20)\d\d *(?:学?年|[—~-])")


def _judge_year(text: str, i: int) -> int:
    """Say how surely the 年 at text[i] lost its digits."""
    before, after = text[max(0, i - 3) : i].rstrip(" "), text[i + 1 : i + 5].lstrip(" ")
    starts = not before or before[-1] in "。;!?\n:"
    if _MONTH.match(text, i + 1):
        return _SURE
    if before.endswith(("比", "较", "自", "从")) and after.startswith(_YEAR_VERBS):
        return _SURE
    if before.endswith("其中") and not after.startswith(("均", "人均", "龄", "级")):
        return _SURE
    if after[:1] in ("", *_YEAR_WORDS) or after.startswith(_YEAR_VERBS):
        return _LIKELY if (starts or before[-1] in "至到") and after.startswith(("底", "末")) else _NOT
    if before.endswith(_YEAR_PREPOSITIONS) or starts:
        return _SURE
    if before[-1] in ",(《“" and after[0] in ",、)起":
        return _SURE
    return _LIKELY


def _find_years(text: str) -> tuple[list[Slot], list[Slot]]:
    """Return the sure and the likely slots of years."""
    sure = [Slot(*match.span(), "year") for match in _YEAR_SPAN.finditer(text)]
    taken = {i for slot in sure for i in range(slot.start, slot.end)}
    likely = []
    for match in _YEAR.finditer(text):
        grade = _NOT if match.start() in taken else _judge_year(text, match.start())
        if grade:
            (sure if grade == _SURE else likely).append(Slot(*match.span(), "year"))
    return sure, likely


def find_slots(text: str) -> list[Slot]:
    """Return the places of a reading's text where a number or a year must have stood, in order.

    Sure signs are reported wherever they stand. Signs that healthy Chinese may show too count only in a text that has
    lost digits for sure: two numbers, or one year where no other year survives.

    >>> [text for text in ["一所多所这所研究所,年底年内", "巩固率提升到.61%"] if find_slots(text)]
    ['巩固率提升到.61%']
    """
    numbers, likely_numbers = _find_numbers(text)
    years, likely_years = _find_years(text)
    if len(numbers) >= 2:
        numbers += likely_numbers
    if (years or len(numbers) >= 2) and not _KEPT_YEAR.search(text):
        years += likely_years
    return sorted(numbers + years)


_WHOLE = re.compile(r"(?<![\d.A-Za-z])(?:\d{1,3}(?:[, ]\d{3})+(?!\d)|\d+)(?![A-Za-z])")


def digits_kept(text: str, slots: list[Slot]) -> int | None:
    """Return the least k for which no whole number of k or more digits survives, None where no such pattern shows.

    It needs three lost numbers and ten surviving whole numbers (the whole part of a decimal counts as one).

    >>> text = "3所4所5所6所7所8所9所12所13所14所,小学达所,新增学位个,占比提高到.5%"
    >>> digits_kept(text, find_slots(text))
    3
    """
    if sum(slot.kind == "number" for slot in slots) < 3:
        return None
    lengths = [sum(map(str.isdigit, match[0])) for match in _WHOLE.finditer(text)]
    return max(lengths) + 1 if len(lengths) >= 10 else None


class Examination(NamedTuple):
    """What there is to say of one text: its lines, where the article's body stands, and what the copy has lost.

    Offsets are those of the raw text.
    """

    paragraphs: list[Paragraph]
    body_start: int
    body_end: int
    slots: list[Slot]
    digits_kept: int | None

    def count(self, kind: str) -> int:
        """Return the number of slots of a kind, number or year."""
        return sum(slot.kind == kind for slot in self.slots)

    @property
    def furniture(self) -> int:
        """The number of lines that are page furniture."""
        return sum(paragraph.role == "furniture" for paragraph in self.paragraphs)


def examine(raw: str) -> Examination:
    """Take a raw text apart and look for lost digits in the article, page furniture left aside.

    >>> found = examine("首页\\n教育简况\\n全县有小学所，在校生余名，巩固率.61%。\\n阅读 所")
    >>> found.body_start, [slot[:2] for slot in found.slots], found.count("year"), found.furniture
    (8, [(13, 14), (18, 20), (24, 28)], 0, 2)
    """
    reading = normalise(raw)
    paragraphs = split_paragraphs(raw, reading)
    article = [p for p in paragraphs if p.role in ("heading", "body")]
    words = blank_furniture(reading, paragraphs)
    slots = find_slots(words)
    return Examination(
        paragraphs,
        article[0].start if article else 0,
        article[-1].end if article else 0,
        [Slot(reading.raw_start(slot.start), reading.raw_end(slot.end), slot.kind) for slot in slots],
        digits_kept(words, slots),
    )


def list_paragraphs(doc_id: str, raw: str, found: Examination) -> list[dict]:
    """Return the rows of paragraphs.csv for a text that was examined."""
    return [
        {"doc_id": doc_id, "text": raw[p.start : p.end], **p._asdict(), "paragraph": p.number} for p in found.paragraphs
    ]


def list_slots(doc_id: str, raw: str, found: Examination, around: int = 8) -> list[dict]:
    """Return a row for each slot of a text: doc_id, start, kind, and what stands there, in 【】 with its neighbours.

    >>> text = "全县有小学所，在校生余名。"
    >>> [row["context"] for row in list_slots("a", text, examine(text), around=2)]
    ['小学【所】,在', '校生【余名】。']
    """
    rows = []
    for start, end, kind in found.slots:
        parts = raw[max(0, start - around) : start], raw[start:end], raw[end : end + around]
        before, left, behind = (normalise(part).text.replace("\n", " ") for part in parts)
        rows.append({"doc_id": doc_id, "start": start, "kind": kind, "context": f"{before}【{left}】{behind}"})
    return rows


def summarise(doc_id: str, raw: str, found: Examination) -> dict:
    """Return the row of texts.csv for a text that was examined."""
    return {
        "doc_id": doc_id,
        "characters": len(raw),
        "body_start": found.body_start,
        "body_end": found.body_end,
        "whole_numbers_lost": found.count("number"),
        "years_lost": found.count("year"),
        "digits_kept": found.digits_kept,
        "furniture_lines": found.furniture,
    }


def blank_furniture(reading: Reading, paragraphs: list[Paragraph]) -> str:
    """Return the text of a reading with spaces in place of page furniture and captions, so that positions stay.

    >>> text = "首页 > 教育\\n全县有小学12所，在校生4千人，比去年多。"
    >>> blank_furniture(normalise(text), split_paragraphs(text)).split()
    ['全县有小学12所,在校生4千人,比去年多。']
    """
    words, pieces, done = reading.text, [], 0
    for paragraph in paragraphs:
        if paragraph.role in ("furniture", "caption"):
            start, end = reading.index(paragraph.start), reading.index(paragraph.end)
            pieces += [words[done:start], " " * (end - start)]
            done = end
    return "".join([*pieces, words[done:]])
