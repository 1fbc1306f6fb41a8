"""A text as it is matched, with the position of each character in the raw text.

Two texts are kept apart. The *raw* text is what the file holds; every offset in a table counts its characters. The
*reading* is the same text made easy to match: full-width ASCII (，：；（）％ １２) becomes half-width, spaces of any
kind become " ", 「」 become “”, dashes of any kind — or -, Traditional characters Simplified; invisible characters,
pinyin in brackets and line breaks inside a sentence are left out. 。、“”《》 stay as they are. A ``Reading`` maps every
character back to the raw text.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING

from helpers.storage import remember
from helpers.text.damage import loses_digits
from helpers.text.towers import stands_over_words

if TYPE_CHECKING:
    from opencc import OpenCC

# what is invisible, and half of each Windows line end
_DROPPED = re.compile(
    "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff\x00-\x08\x0e-\x1f\x7f\r](?:(?<!\r)|(?=\n))"
)
_FOLDED = {"\xa0": " ", "「": "“", "」": "”", "『": "‘", "』": "’", "∶": ":", "⬆": "↑", "⬇": "↓"}
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


class Reading:
    """A text as it is matched, with the raw offset of each of its characters.

    It is made of runs that stand without a gap in the raw text, too: each has its beginning here and there.
    """

    __slots__ = ("_begins", "_raw_begins", "_whole", "raw_length", "text", "traditional")

    def __init__(self, text: str, raw_length: int, begins: Sequence[int] = (0,), raw_begins: Sequence[int] = (0,)):
        """Keep the text, of which nothing was left out if it is of one run."""
        self.text, self.raw_length, self._begins, self._raw_begins = text, raw_length, begins, raw_begins
        self._whole = len(begins) == 1 and not raw_begins[0]  # nothing but an end was left out
        self.traditional = False  # whether the raw text has Traditional characters

    def raw_start(self, i: int) -> int:
        """Return the raw offset at which character i of the reading stands."""
        if i >= len(self.text):
            return self.raw_length
        if self._whole:
            return i
        run = bisect_right(self._begins, i) - 1
        return i - self._begins[run] + self._raw_begins[run]

    def raw_end(self, j: int) -> int:
        """Return the raw offset behind character j - 1: raw[raw_start(i):raw_end(j)] is text[i:j] as written."""
        if self._whole and 0 < j <= len(self.text):
            return j
        return self.raw_start(min(j, len(self.text)) - 1) + 1 if j > 0 else 0

    def raw_span(self, start: int, end: int) -> tuple[int, int]:
        """Return the raw offsets between which some words of the reading stand."""
        if self._whole and 0 < end <= len(self.text):
            return start, end
        return self.raw_start(start), self.raw_end(end)

    def index(self, raw_position: int) -> int:
        """Return the index of the first character of the reading that stands at or behind a raw offset."""
        run = bisect_right(self._raw_begins, raw_position) - 1
        if run < 0:
            return 0
        following = self._begins[run + 1] if run + 1 < len(self._begins) else len(self.text)
        i = raw_position - self._raw_begins[run] + self._begins[run]
        return i if i < following else following

    def list_indexes(self) -> list[int]:
        """Return `index` for each raw offset and for the end: asked for very often, a list answers faster."""
        found: list[int] = [0] * self._raw_begins[0]
        ends = [*self._begins[1:], len(self.text)]
        raw_ends = [*self._raw_begins[1:], self.raw_length + 1]
        for begin, end, raw, raw_end in zip(self._begins, ends, self._raw_begins, raw_ends, strict=True):
            found += range(begin, end)
            found += [end] * (raw_end - raw - (end - begin))
        return found

    def read(self, start: int, end: int) -> str:
        """Return what stands between two raw offsets."""
        return self.text[start:end] if self._whole else self.text[self.index(start) : self.index(end)]

    def keep(self, raw: str) -> str:
        """Return of the raw text the characters that the reading keeps."""
        ends = [*self._begins[1:], len(self.text)]
        runs = zip(self._begins, ends, self._raw_begins, strict=True)
        return "".join([raw[at : at + end - begin] for begin, end, at in runs])

    def without(self, spans: Sequence[tuple[int, int]]) -> Reading:
        """Return the reading without some spans of its text (in order, not overlapping)."""
        if not spans:
            return self
        pieces, begins, raw_begins, done, length = [], [], [], 0, 0
        for start, end in [*spans, (len(self.text), len(self.text))]:
            if start > done:
                pieces.append(self.text[done:start])
                first, last = bisect_right(self._begins, done) - 1, bisect_left(self._begins, start)
                for run in range(first, last):
                    at = max(done, self._begins[run])
                    begins.append(length + at - done)
                    raw_begins.append(at - self._begins[run] + self._raw_begins[run])
                length += start - done
            done = max(done, end)
        return Reading("".join(pieces), self.raw_length, begins or (0,), raw_begins or (0,))


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
    return _read_short(raw) if len(raw) <= _SHORT else _read(raw)


_SHORT = 64  # characters: the cell of a table, a subject, which come again and again


@remember
def _read_short(raw: str) -> Reading:
    if not _KEPT.fullmatch(raw):
        return _read(raw)
    reading = Reading(raw, len(raw))
    _simplify_reading(reading)
    return reading


_KEPT = re.compile(r"[!-Z^-~、。《》【】“”\u4e00-\u9fff]+")  # nothing that is folded, left out or joined


def _read(raw: str) -> Reading:
    reading = Reading(raw, len(raw)).without([match.span() for match in _DROPPED.finditer(raw)])
    pattern, forms = _get_folds()
    text = pattern.sub(lambda match: forms[match[0]], reading.text)
    reading.text = _SPEAKER.sub(r"\1【\2】", text) if "[" in text else text
    reading = reading.without(_find_pinyin(reading.text))
    _simplify_reading(reading)
    traditional = reading.traditional
    reading = reading.without(_find_spaces(reading.text))
    reading = reading.without(_find_breaks(reading, raw))
    reading.traditional = traditional
    return reading


# [主持人] 去年招聘情况怎么样? is 【主持人】, not [打印] [关闭]
_SPEAKER = re.compile(r"^( *)\[([\u4e00-\u9fff][^\[\]\n。;:]{1,24})\](?= *[\u4e00-\u9fff“\d])", re.MULTILINE)


def _simplify_reading(reading: Reading) -> None:
    """Put Simplified characters, plain numerals and 其中 in place of others."""
    simple = _simplify(reading.text)
    reading.text, reading.traditional = _write_of_which(_plain_numerals(simple)), simple != reading.text
    if reading.traditional and "之" in reading.text:
        reading.text = _SAID_FOR_OF.sub("的", reading.text)


def _write_of_which(text: str) -> str:
    """Write what people say for 其中 at the head of a clause in that form.

    >>> _write_of_which("新增学位900个,里头小学620个,里面有初中90个"), _write_of_which("教室里面有台灯,里面的灯")
    ('新增学位900个,其中小学620个,其中有初中90个', '教室里面有台灯,里面的灯')
    """
    return _SAID_FOR_OF_WHICH.sub("其中", text) if "里" in text else text


_SAID_FOR_OF_WHICH = re.compile(r"里[头面边](?:(?<=^..)|(?<=[,;:。( \n]..))(?![的外都是又])", re.MULTILINE)


# 學生數未滿100人之國小; not 全縣之冠, 百分之五, 之中
_SAID_FOR_OF = re.compile(
    r"(?<![总分反因随])之(?=国[小中民]|幼[儿稚]|学[校生]|教[师职]|小[学一]|[高初]中|公[立共]|私立|非营利|准公共|班级|经费|儿童|专任|代理)"
)


@cache
def _get_folds() -> tuple[re.Pattern[str], dict[str, str]]:
    """Return a pattern of the characters that have another form in the reading, and these forms."""
    codes = (code for first, last in _FOLDED_RANGES for code in range(first, last + 1))
    forms = {chr(code): unicodedata.normalize("NFKC", chr(code)) for code in codes}
    forms = {char: form for char, form in forms.items() if len(form) == 1 and form != char} | _FOLDED
    return re.compile(f"[{''.join(map(re.escape, forms))}]"), forms


@cache
def _converter() -> OpenCC:
    """Return the converter Traditional → Simplified: making one takes as long as converting many pages."""
    from opencc import OpenCC

    return OpenCC("t2s")


@cache
def _get_traditional() -> tuple[re.Pattern[str], dict[int, str]]:
    """Return a pattern for characters that only Traditional texts use, and the table Traditional → Simplified."""
    han = "".join(map(chr, range(0x3400, 0xA000)))
    simple = _converter().convert("\n".join(han)).split("\n")
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
    try:
        simple = _converter().convert(text)
    except UnicodeEncodeError:  # half a surrogate pair
        simple = ""
    return simple if len(simple) == len(text) else text.translate(table)


_CAPITALS = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟", "一二三四五六七八九十百千")
_CAPITAL = re.compile(  # all alternatives behind one class: where none of its characters stands nothing else is tried
    "[壹贰叁肆伍陆柒捌玖拾]"
    "(?:(?=[零]?[^拾佰仟]?[拾佰仟万])[壹贰叁肆伍陆柒捌玖拾佰仟零万亿]{1,24}|(?<=拾)[壹贰叁肆伍陆柒捌玖万])"
)
_CIRCLES = str.maketrans("○◯〇零Oo0", "〇〇〇〇〇〇〇")
_CIRCLED_YEAR = re.compile(
    r"[一二2](?:(?<!2)[九〇零○◯Oo0][一二三四五六七八九〇零○◯Oo0]{2}|(?<=2)[○◯Oo]\d[\d○◯Oo])(?= ?年)"
)
_MONTH_DAY = r"(?: {0,2}\d{1,2} {0,2}月(?: {0,2}\d{1,2} {0,2}日)?)?"
_DATE = re.compile(rf"(?:[至到—~截] {{0,2}})?(?:19|20)\d\d {{0,2}}年{_MONTH_DAY}(?: {{0,2}}[至到—~底末])?")


_YEAR_DIGITS = "一二三四五六七八九〇零○◯"
_DIGITS = str.maketrans(_YEAR_DIGITS, "1234567890000")
_YEARS_JOINED = re.compile(  # 二○二五/二六学年, 二零二四至二零二五财政年度
    rf"二[〇零○◯][{_YEAR_DIGITS}]{{2}}[/至到~-](?:二[〇零○◯])?[{_YEAR_DIGITS}]{{2}}(?= ?(?:学年|财政年度|财年|年度))"
)


def _plain_numerals(text: str) -> str:
    """Write capital numerals and the circles of years as plain numerals, character for character.

    >>> _plain_numerals("拨付壹佰贰拾万元"), _plain_numerals("二○二三年,陆地,收拾"), _plain_numerals("二○二三/二四学年")
    ('拨付一百二十万元', '二〇二三年,陆地,收拾', '2023/24学年')
    """
    text = _CAPITAL.sub(lambda m: m[0].translate(_CAPITALS), text)
    text = _YEARS_JOINED.sub(lambda m: m[0].translate(_DIGITS), text)
    return _CIRCLED_YEAR.sub(
        lambda m: re.sub("[○◯Oo]", "0", m[0]) if m[0][0] == "2" else m[0].translate(_CIRCLES), text
    )


_APART = re.compile(r"\d(?: \d){1,12}+(?: ?\. ?\d(?: \d){0,4})?(?= ?[所个名人元万亿%‰册台亩平间套位项家年])")
_BETWEEN_DIGITS = re.compile(r" (?<=\d )\d(?=[ .所个名人元万亿%‰册台亩平间套位项家年])")  # every such number has it
# 生均面积3. 1平方米; not the number of an item (3. 1个县) at the head of a line
_SPLIT_DECIMAL = re.compile(
    r"(?<=[\u4e00-\u9fff])(?<![表图例件题第注栏点组号版级])\d{1,5}(?: +\.|\. )(?<! \. ) ?\d{1,2}"
    "(?= ?(?:平方|[所个名人元万亿%‰册台亩间套]))"
)
_BEFORE_APART = re.compile("[\u4e00-\u9fff,。:](?<![表图例件题第注栏点组号版级])")


def _find_spaces(text: str) -> list[tuple[int, int]]:
    """Return the spaces inside dates (2025 年 9 月) and between the digits of one number (1 2 4 0 5名, 3. 1平方米)."""
    spans = set()
    if " " not in text:
        return []
    if " 年" in text or "年 " in text:
        spans = {
            (d.start() + m.start(), d.start() + m.end()) for d in _DATE.finditer(text) for m in _SPACES.finditer(d[0])
        }
    split = [*_SPLIT_DECIMAL.finditer(text)] if ". " in text or " ." in text else []
    parted = [*_APART.finditer(text)] if _BETWEEN_DIGITS.search(text) else []
    damaged = bool(split or parted) and loses_digits(text)
    for match in [] if damaged else split:
        spans |= {(match.start() + m.start(), match.start() + m.end()) for m in _SPACES.finditer(match[0])}
    for match in parted:
        start, end = match.span()
        if (damaged and end - start == len("3 7")) or _IN_THOUSANDS.search(text, start - 2, start):
            continue
        opens = not start or text[start - 1] == "\n"  # a line of single digits may be a row of a table
        if len(match[0]) == 7 and "年" in text[end : end + 2] if opens else _BEFORE_APART.match(text, start - 1):
            spans |= {(i, i + 1) for i in range(start, end) if text[i] == " "}
    return sorted(spans)


_SPACES = re.compile(" +")
_IN_THOUSANDS = re.compile(r"\d,$")  # 38,6 5人 has lost a digit


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
_BROKEN_DECIMAL = re.compile(rf"\n(?<=\d\.\n)[ \t]{{0,8}}(?=\d{{1,3}}{_UNIT})")
_ENDS_IN_COUNT = re.compile(r"(?:[\u4e00-\u9fff] ?|\n|^)\d[\d.,]*(?: ?[万亿千百])?$")
ITEM = (
    r"[一二三四五六七八九十]{1,3}[、.]|\([一二三四五六七八九十\d]{1,3}\)|\d{1,2}[、.](?!\d)"
    r"|第[一二三四五六七八九十]{1,3}[章节部]|[①-⑳●■◆★▶▪•◎○◇▷]"
)
_NEW_LINE = re.compile(rf"[ \t\n]|{ITEM}")


def _find_breaks(reading: Reading, raw: str) -> list[tuple[int, int]]:
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
            inside = "\u4e00" <= last <= "\u9fff" and not _HEADS.search(text, max(0, start - 24), start)
            inside = inside and not (
                _ENDS_COUNTED.search(before)
                or stands_over_words(text, start + 1)
                or _OF_PLACE.match(text, text.rfind("\n", 0, start) + 1)
            )
        else:
            inside = last not in ",、 \n" if match["closing"] else last in ",、" and text[start + 1] not in " \t"
        if inside and last:
            spans[start - (min(start, 16) - len(before))] = end
    spans.update(match.span() for match in _BROKEN_DECIMAL.finditer(text))
    for i in _find_wraps(reading, raw):
        spans.setdefault(i, i + 1)
    for match in _HALF_WORD.finditer(text):
        if _is_cut(match["left"], match["right"]):
            spans.setdefault(*match.span("cut"))
    return sorted(spans.items())


_HALF_WORD = re.compile(r"[,;。、)](?P<left>[\u4e00-\u9fff]{1,3})(?P<cut>\n[ \t]{0,8})(?P<right>[\u4e00-\u9fff]{1,5})")


@lru_cache(maxsize=4096)
def _is_cut(left: str, right: str) -> bool:
    """Tell whether a word stands in two lines, its beginning alone behind the last mark: 教职工260人,在 | 校生."""
    from helpers.language import get_facets

    words = (left + right[:i] for i in range(1, len(right) + 1))
    return left not in get_facets() and any(len(word) > 2 and word in get_facets() for word in words)


_ENDS_COUNTED = re.compile(r"[\u4e00-\u9fff]\d[\d.,]*[万亿]?(?:[所个名人]|亿元|万元)$")  # 小学540个 | 11.3亿元
# 二、存在的不足 stands above a line that begins with a number
_HEADS = re.compile(
    r"(?:^|\n)[ \t]*(?:[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十]{1,3}\))[\u4e00-\u9fff]{0,12}"
    r"(?:不足|问题|情况|概况|差距|短板|困难|成效|成绩|打算|建议)[ \t]*$"
    r"|(?:^|\n)[ \t]*(?:[▌▍▎▋█●◆■★]|[▌▍]?(?:PART|Part|part)\b)[^\n,。;:]{0,20}$"
)
# 甲县 | 3所新学校开学 | 新增学位4200个: the place has a line of its own, and holds for all of them
_OF_PLACE = re.compile(
    r"(?<![^\n])[ \t]{0,40}(?![全本我])[\u4e00-\u9fff]{1,5}(?:[市县旗]|(?<![城市镇校园片厂新])区)[ \t]{0,40}\n"
    r"[ \t]{0,40}\d[\d.,]{0,12}[万亿]?[\u4e00-\u9fff]{4}"
)
_FEWEST_LINES, _FEWEST_FULL = 6, 5
_LEAST, _WIDEST = 24, 160  # columns
_OTHER_BREAK = re.compile("[\x0b\x0c\x85\u2028\u2029\r](?:(?<!\r)|(?!\n))")


def _find_wraps(reading: Reading, raw: str) -> list[int]:
    """Return the breaks behind full lines, where most lines of some length are equally wide, as in a PDF."""
    text = reading.text
    lengths = [len(line) for line in text.split("\n")[:-1]]
    paragraphs = sum(length > _WIDEST + 2 for length in lengths) * 20 > len(lengths) and not _OTHER_BREAK.search(raw)
    if len(lengths) < _FEWEST_LINES or paragraphs or sum(2 * length >= _LEAST for length in lengths) < _FEWEST_FULL:
        return []
    kept = reading.keep(raw)
    lines = [len(line) for line in kept.split("\n")[:-1]]
    if len(lines) < _FEWEST_LINES:
        return []
    narrow = map(len, _WIDE.sub("", kept).split("\n"))
    widths = [2 * length - one_column for length, one_column in zip(lines, narrow, strict=False)]
    ends = [i + end for i, end in enumerate(accumulate(lines))]
    long = [width for width in widths if width >= _LEAST]
    near = [0] * (_WIDEST + 1)  # near[w]: lines of w - 3 to w columns
    for width in long:
        for each in range(width, min(width + 3, _WIDEST) + 1):
            near[each] += 1
    width = near.index(max(near))
    if near[width] < max(_FEWEST_FULL, len(long) // 2) or sum(x > width + 2 for x in long) * 20 > len(long):
        return _find_ragged_wraps(text, ends, widths)
    wraps = [i for i, x in zip(ends, widths, strict=True) if width - 3 <= x <= width + 2 and _goes_on(text, i)]
    return [] if _are_items(text, wraps) else wraps


_WIDE = re.compile("[\u1100-\U0010ffff]+")  # characters of two columns


def _are_items(text: str, wraps: list[int]) -> bool:
    """Tell whether most lines end behind a number with its unit, as the lines of a list of places or kinds do."""
    return 2 * sum(_ENDS_WITH_NUMBER.search(text, i - 6, i) is not None for i in wraps) > len(wraps)


_ENDS_WITH_NUMBER = re.compile(r"\d[万亿]{0,2}(?:[\u4e00-\u9fff]{1,3}|%|‰)?$")


def _goes_on(text: str, i: int) -> bool:
    """Tell whether the line behind the break text[i] goes on with that before it: no sentence ended, no item begins.

    Nothing goes on with the path of a page: 首页 > 政务公开 > 教育
    """
    if text[i - 1] in _STOPS or i + 1 >= len(text) or _NEW_LINE.match(text, i + 1):
        return False
    return len(_STEPS.findall(text, text.rfind("\n", 0, i) + 1, i)) < 2


def _find_ragged_wraps(text: str, ends: list[int], widths: list[int]) -> list[int]:
    """Return the breaks behind long lines of a text whose paragraphs are indented and whose other lines are not."""
    longest = sorted(widths)[-_FEWEST_FULL]
    broad = [i for i, width in zip(ends, widths, strict=True) if 3 * width >= 2 * longest]
    wraps = [i for i in broad if _goes_on(text, i)]
    flush = sum(text[i - 1] in _STOPS and i + 1 < len(text) and text[i + 1] not in " \t\n" for i in broad)
    indented = sum(text.startswith("  ", text.rfind("\n", 0, i) + 1) for i in broad)
    return wraps if indented >= _FEWEST_INDENTED and len(wraps) >= _FEWEST_FULL and 10 * flush <= len(wraps) else []


_STEPS = re.compile(r" (?:>+|»|›|/|\|) ")
_STOPS = "。!?;:…"
_FEWEST_INDENTED = 3
