"""What a row's page adds to its subject: its sentence as it is matched, and the level that a heading hands down."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from functools import cached_property, lru_cache
from itertools import pairwise

from helpers.concepts.lexemes import Lexicon
from helpers.language import Needs
from helpers.text import BULLETS, Reading, normalise

_LONGEST_HEADING = 24
_INTRODUCED = re.compile(
    r"现[将就](?P<of>[^。;；\n]{4,60}?)的?(?:有关|主要)?情况?(?:报告|汇报|总结|通报|公布|介绍|说明|小结)?如下"
)
_OPENING = 600  # characters
_LONGEST_LABEL = 40
_LINES_KEPT = 64  # of which what stands above them is known
_NO_HEADING = re.compile("[,。;]")
_MARK = re.compile(
    r"^\W*\d{1,2} *[|｜] *|^[(]?[一二三四五六七八九十壹贰叁参肆伍陆柒捌玖拾\d]{1,3}[)、.]?|[:：。]$|^[^\w《“\"(]+|】$"
)
_SLOGAN_BEHIND = re.compile("(?<=.{4}):.{2,16}$")  # 二、民办高中:数量在减,管得更紧
_NUMBERED = r"(?:[(][一二三四五六七八九十\d]{1,2}[)]、?|[一二三四五六七八九十]{1,2}、|\d{1,2}[、.])"
_SLOGAN = re.compile(rf"{_NUMBERED}\D{{3,14}}[,、\s]\D{{3,14}}")
_OPENS_SLOGAN = re.compile(_NUMBERED + r"[\u4e00-\u9fff]{0,4}(?<!基础)(?<!育)教育(?!局|厅|系统)\D{2,10}$")
_WIDE = frozenset({"basic", "all"})  # 夯实基础教育 is about everything
_PARTS = frozenset(
    {("sector", "public"), ("sector", "private"), ("area", "urban"), ("area", "town"), ("area", "rural")}
)
_LOOKED_FAR = 10  # and in which the heading of a list of schools is
_FIGURE = re.compile(r"\d ?[万亿]?(?:%|个百分点|[个所名人元册台套间])")
_COUNTED = re.compile(r"\d+ ?所$")  # 小学 | 76所 | 学生3.4万人: the first two are one line as it is matched
_GOES_ON = re.compile("还有|其中|另有")
_COUNTED_IN = re.compile("[(](?:不?含|包括|连)[^()]*[)]")  # 在校学生(含在园幼儿) is no heading of kindergartens
_BRACKETED = re.compile(r"[(][^()]*[)]")
_ADDRESSED = re.compile("各[^。;]*(?:学校|幼儿园|中学|小学|局|单位|部门):")
_LOOKED_BACK = 6  # lines above a line in which its heading is looked for
_COLLECTIVE = re.compile(
    r"(?:^|[,;:。\n])(?:[截至到]{0,2}\d{2,4}年)?[^,;:。\n占比较]{0,5}?(?:全[市县区旗省州盟]|全国(?![文优先性范统重]|教师|学生)|合计|总计)"
)
_ALL_SCHOOLS = re.compile(r"各级各类(?:民办|公办)?(?:学校|院校)|学校\((?:幼儿)?园\)")
# 全市有中等职业学校14所: 学校 that opens a sentence behind it is these
_SEVERAL_SCHOOLS = re.compile(
    r"[全我本][省市县区旗州盟](?:现|[一总]?共|设|拥)*有?(?:独立设置的?|公办|民办|公立|私立|普通|各类)*"
    r"(?:[\u4e00-\u9fff]{2,8}学校|国小|国中|小学|初中|高中|幼儿园)(?:\([^()]*\))?(?:[2-9]|\d\d+)所"
)
_LABEL = re.compile(
    rf"\s*(?:第[一二三四五六七八九十]{{1,2}}[,、]|\(?[一二三四五六七八九十\d]{{1,3}}[)、.]*|[【{BULLETS}—\-]+)?\s*([\u4e00-\u9fff、]{{2,16}})(?:\([^()]*\))?[。:】]"
)
_LATER_LABEL = re.compile("(?<=[。;])([\u4e00-\u9fff]{2,6}教育):")
# 中心小学的食堂刚换了蒸柜。 and 中心小学是个缩影。 are no labels
_TELLS = re.compile("[了刚]|已经?(?!毕业)|(?<=小学|中学|学校|儿园)是")
_SLOGAN_LABEL = re.compile(  # (二)坚持优质均衡,义务教育稳步提升。
    r"\s*(?:\([一二三四五六七八九十\d]{1,2}\)、?|[一二三四五六七八九十]{1,2}、|\d{1,2}[、.])"
    r"((?=[^。]{0,30}教育)[\u4e00-\u9fff、]{3,14},[\u4e00-\u9fff、]{3,14})。"
)
_LEFT_OUT = re.compile("[(（](不(?:含|包括)[^()（）]{2,16})[)）]")
_SECONDARY_COUNTED = re.compile(
    r"(?:中等(?:职业|专业)(?:技术)?学校|中职学校|中职|职业高中|职教中心)(?:共有|共|有)?\d{1,3}所"
)
_COLLEGES_COUNTED = re.compile(
    r"(?:高职(?:院校)?|高等职业(?:院校|学校)|职业(?:技术)?学院|高校|高等学校)[^,。;\d]{0,8}\d{1,3}所"
)
_ONE_NAMED = re.compile(
    r"(?<!\d)1所[,(]?(?:即|为|是|名为)([\u4e00-\u9fff]{2,12}(?:学校|中学|小学|学院|幼儿园|中专|职高|职教中心))(?=[,。;)])"
)
_SEVERAL_LABELLED = re.compile(r"^\s*【[^】]{2,12}[与和及、][^】]{2,12}】")  # names the schools of several sentences
_LINE = re.compile(r"\S.*")
_LINE_END = re.compile(r"\n\s*")
_RANKS = tuple(  # of numbering, the outermost first: 一、 (一) 1. (1)
    re.compile(rf"\s*{mark}")
    for mark in (
        r"[一二三四五六七八九十]{1,3}[、.]",
        r"\([一二三四五六七八九十]{1,3}\)",
        r"\d{1,2}[、.](?!\d)",
        r"\(\d{1,2}\)",
    )
)
_OPENING_FUND = re.compile(rf"\s*(?:{_NUMBERED}\s*)?(?P<name>[^,。;:\d]{{2,30}})(?<!标准)\d[\d.]*[万亿]+元[,。;]")
_FUND = re.compile(rf"\s*{_NUMBERED}\s*(?P<name>[^,。;:\d]{{3,30}})(?<!标准)\d[\d.]*[万亿]+元")
_FUND_ALONE = re.compile(_FUND.pattern + r"[。:;]?\s*")


def _rank(line: str) -> int:
    """Return how far inside the numbering is that a line opens with, 0 if it has none."""
    return next((rank for rank, mark in enumerate(_RANKS, 1) if mark.match(line)), 0)


_ASPECT = "aspect"
_OF_SCHOOLS = re.compile(  # (二)学生情况, 2.教师队伍: no outermost heading
    r"(?:\([一二三四五六七八九十\d]{1,3}\)|\d{1,2}[、.])、?(?:办学|学校|学生|在校生|招生|教师|教职工|专任教师|师资|校舍|班级)"
    "(?:基本|总体)?(?:情况|队伍|规模|条件|力量|状况|概况|数量)?[:：]?"
)


_SENTENCE = re.compile(r"[^。!?]+[。!?]?")
_PART = re.compile(r"[^;]+;?")


# 义务教育阶段,2020年全县尚有大班额63个
_STAGE_FRAME = re.compile("\\s*(?:在)?(?:学前教育|义务教育|高中|职业教育)(?:阶段|方面),")


@lru_cache(maxsize=1024)
def _drop_collective(text: str) -> tuple[str, bool]:
    """Return a sentence from its last words that say that it is about the whole place, and whether it has any."""
    ends = [match.end() for match in _COLLECTIVE.finditer(text)] if _MAY_BE_COLLECTIVE.pattern.search(text) else ()
    if not ends:
        return text, False
    frame = _STAGE_FRAME.match(text)
    return (frame[0] if frame else "") + text[ends[-1] :], True


_MAY_BE_COLLECTIVE = Needs(_COLLECTIVE)
_ITEM = re.compile(r"(?<=[,;:。、])(?=[二三四五六七八九十]是)")  # 二是…;三是…: one says nothing of those before it


class Page:
    """A text with its article and, made when it is first asked for, its reading."""

    def __init__(self, article: dict, raw: str, lexicon: Lexicon, title: str = ""):
        """Keep the row of articles.csv, the raw text and its title ("" if not known) and the words of subjects."""
        self.article, self.raw, self.lexicon, self._title = article, raw, lexicon, title
        self._labels: dict[int, tuple[str, int]] = {}
        self._headings: dict[int, str | None] = {}
        self._parts: dict[int, str | None] = {}
        self._definitions: dict[int, str | None] = {}
        self._sentences: dict[tuple[int, int], str] = {}
        self._has: dict[str, bool] = {}
        self._before: tuple[int, list[str]] = (-1, [])

    @cached_property
    def _reading(self) -> Reading:
        return normalise(self.raw)

    @cached_property
    def _indexes(self) -> list[int]:
        return self._reading.list_indexes()

    def read(self, start: int, end: int) -> str:
        """Return what stands between two raw offsets, as it is matched; "" if the text is not known."""
        if not self.raw:
            return ""
        indexes = self._indexes
        return self.words[indexes[start] : indexes[end] if end < len(indexes) else None]

    def holds(self, subject: str) -> bool:
        """Tell whether the text as it is matched holds a subject, which then is written so itself."""
        return bool(self.raw) and bool(subject) and subject in self._reading.text

    def tells(self, words: str) -> bool:
        """Tell whether the text as it is matched has some words anywhere; asked once, it costs nothing for a row."""
        if words not in self._has:
            self._has[words] = bool(self.raw) and words in self._reading.text
        return self._has[words]

    def read_sentence(self, start: int, end: int) -> str:
        """Return a sentence as it is matched; each is read once."""
        if (start, end) not in self._sentences:
            self._sentences[start, end] = self.read(start, end)
        return self._sentences[start, end]

    def names_level(self, level: str, start: int, end: int) -> bool:
        """Tell whether the text names a level of education between two raw offsets."""
        return level in self.lexicon.find_levels(self.read_sentence(start, end))

    def read_before(self, start: int) -> list[str]:
        """Return the sentences of a line up to a quote, the last first, as far as what is said of all.

        "" follows the one that the quote stands in if it is that.
        """
        if self._before[0] == start:
            return self._before[1]
        self._before = (start, self._read_before(start))
        return self._before[1]

    def _read_before(self, start: int) -> list[str]:
        line = self.find_line(start)
        words = self.read(line, start)
        words = _SEVERAL_LABELLED.sub("", words) if "【" in words else words
        told = []
        for text in self._split(_ITEM.split(words)[-1] if "是" in words else words):
            said, of_all = _drop_collective(text)
            told.append(said)
            if of_all:
                return [*told, ""] if len(told) == 1 else told
        return told

    @staticmethod
    def _split(line: str) -> list[str]:
        """Return the clauses between semicolons of the last sentence, and the sentences before it, the last first."""
        *before, last = _SENTENCE.findall(line) or [""]
        return [*reversed(_PART.findall(last) if ";" in last else [last]), *reversed(before)]

    def find_line(self, start: int) -> int:
        """Return the raw offset at which the line of another begins."""
        return self._starts[bisect_right(self._starts, start) - 1]

    def count_ends(self, start: int, end: int) -> int:
        """Return how many lines end between two raw offsets as it is matched; blank lines do not count."""
        return len(_LINE_END.findall(self.read(start, end)))

    def share_line(self, one: int, other: int) -> bool:
        """Tell whether two raw offsets are on one line."""
        return bisect_right(self._starts, one) == bisect_right(self._starts, other)

    def find_heading(self, start: int) -> str:
        """Return the level of the heading above a quote, "" if it has none or several.

        二、初中教育 holds below (二)学生情况, which only says what of these schools is told.
        """
        return self._find_heading(self._find_number(start))

    @lru_cache(maxsize=_LINES_KEPT)  # noqa: B019 the rows of a line follow each other, as those of a page do
    def _find_heading(self, number: int) -> str:
        inner = 0
        for n, line, said in self._list_headings(number):
            rank = _rank(self.read(line, line + _LONGEST_HEADING))
            if said == _ASPECT:
                inner = min(inner or rank, rank)
            elif not inner:
                return said if n < _LOOKED_BACK else ""
            elif rank < inner:
                return said
            elif said:
                return ""  # (一)学前教育 stands beside (二)教师队伍
        return ""

    def _find_number(self, start: int) -> int:
        """Return the number of the line of a quote among those that hold something, -1 above all of them."""
        return bisect_right(self._line_starts, start) - 1

    def _list_headings(self, number: int) -> Iterator[tuple[int, int, str]]:
        """Return the headings above a line, the nearest first: how many lines above, where it begins, its level."""
        for n, (line, end) in enumerate(reversed(self._lines[max(0, number - _LOOKED_FAR) : max(0, number)])):
            if line not in self._headings:
                self._headings[line] = self._read_heading(line, end)
            if (said := self._headings[line]) is not None:
                yield n, line, said

    def read_section(self, start: int) -> str:
        """Return what stands between the numbered heading above a quote and the quote, "" below no such heading."""
        number = bisect_right(self._lines, (start + 1,)) - 1
        for line, end in reversed(self._lines[max(0, number - _LOOKED_FAR) : max(0, number)]):
            if _rank(self._read_short(line, end)):
                return self.read(end, start)
        return ""

    def find_part(self, start: int) -> tuple[str, str]:
        """Return which part of the schools the heading above a quote is about, as a facet and its code (二、民办高中).

        Single schools may be named between.
        """
        return self._find_part(self._find_number(start))

    @lru_cache(maxsize=_LINES_KEPT)  # noqa: B019
    def _find_part(self, number: int) -> tuple[str, str]:
        facet, _, code = self._look_back(number, _LOOKED_FAR, self._parts, self._read_part).partition(" ")
        return facet, code

    def read_fund(self, start: int) -> str:
        """Return the sum whose parts the numbered line of a quote and those beside it are, "" if it is no such part.

        1.公用经费3800万元 below (一)城乡义务教育补助经费6200万元,其中中央5000万元.
        """
        line, end = self._find_outer(self._find_number(start))
        fund = _FUND.match(self.read(line, min(end, line + _LONGEST_LABEL))) if line < end else None
        return fund["name"] if fund else ""

    def read_outer_label(self, start: int) -> str:
        """Return the label of the line below which the numbered line of a quote stands, "" if it has none.

        1.免费教科书。全年1021万元 below (二)义务教育。共落实资金10405万元.
        """
        line, end = self._find_outer(self._find_number(start))
        return self.read_label(end) if line < end else ""

    @lru_cache(maxsize=_LINES_KEPT)  # noqa: B019
    def _find_outer(self, number: int) -> tuple[int, int]:
        """Return the span of the line below whose number that of another line stands, (0, 0) if it is below none."""
        own = _rank(self.read(*self._lines[number])) if number >= 0 else 0
        above = self._lines[max(0, number - _LOOKED_BACK) : max(0, number)] if own > 1 else ()
        outer = (span for span in reversed(above) if 0 < _rank(self.read(span[0], min(span[1], span[0] + 9))) < own)
        return next(outer, (0, 0))

    def read_fund_above(self, start: int) -> str:
        """Return the sum that the heading above a line without a number is, "" if that is no sum.

        补助标准为小学每生每年1250元 below 二、家庭经济困难学生生活补助资金185万元.
        """
        number = self._find_number(start)
        if number < 1 or _rank(self.read(*self._lines[number])):
            return self.read_fund(start)
        for span in reversed(self._lines[max(0, number - _LOOKED_BACK) : number]):
            line = self.read(span[0], min(span[1], span[0] + _LONGEST_LABEL))
            if _rank(line):
                fund = _FUND_ALONE.fullmatch(line)
                return fund["name"] if fund else ""
        return ""

    def read_opening_fund(self, start: int) -> str:
        """Return the sum that opens the line of a quote, "" if none does: 普通高中620万元,其中国家助学金480万元。"""
        fund = _OPENING_FUND.match(self.read_line(start))
        return fund["name"] if fund else ""

    def find_definition(self, start: int) -> str:
        """Return what the bracket of the heading above a quote leaves out: 中等职业教育(不含技工学校)."""
        return self._look_back(self._find_number(start), _LOOKED_BACK, self._definitions, self._read_definition)

    def _look_back(
        self, number: int, lines: int, known: dict[int, str | None], read: Callable[[int, int], str | None]
    ) -> str:
        """Return what the nearest heading among the lines above another says, "" if none is one; each is read once."""
        for line, end in reversed(self._lines[max(0, number - lines) : max(0, number)]):
            if line not in known:
                known[line] = read(line, end)
            if (said := known[line]) is not None:
                return said
        return ""

    @cached_property
    def title(self) -> str:
        """The title as it is matched."""
        return normalise(self._title).text

    @cached_property
    def introduced(self) -> str:
        """What a page says at its start that it reports of: 现将全县农村义务教育学校供餐情况报告如下."""
        found = _INTRODUCED.search(self.raw, 0, _OPENING)
        return found["of"] if found else ""

    @cached_property
    def counts_all(self) -> int:
        """The raw offset behind which a text has counted the schools of every level; -1 if it never does."""
        found = _ALL_SCHOOLS.search(self.raw)
        return found.end() if found else -1

    @cached_property
    def counts_several(self) -> int:
        """The raw offset behind which a text has counted several schools of its place; -1 if it never does."""
        found = _SEVERAL_SCHOOLS.search(self.words) if self.tells("所") else None
        return self._reading.raw_end(found.end()) if found else -1

    def read_label(self, start: int) -> str:
        """Return the words that open the line of a quote as its label: (二)义务教育。; "" if none do.

        A later label of the same line takes its place: 成人教育:学员620人。民办教育:学校31所.
        """
        line = self.find_line(start)
        if line not in self._labels:
            words = self.read(line, line + _LONGEST_LABEL)
            label = _LABEL.match(words)
            label = label if label and not _TELLS.search(label[1]) else _SLOGAN_LABEL.match(words)
            self._labels[line] = (label[1], line + label.end()) if label else ("", line)
        label, end = self._labels[line]
        if not label or end > start:
            return ""
        told = self.read(end, start)
        later = _LATER_LABEL.findall(told) if "教育:" in told else ()
        return later[-1] if later else label

    def is_collective(self, start: int) -> bool:
        """Tell whether the line says up to a quote that it is about the whole place."""
        return bool(_COLLECTIVE.search(self.read_line(start)))

    def list_lines(self) -> list[tuple[int, str]]:
        """Return where each line begins, as `find_line` does, and what it says."""
        return [(start, self.read(start, end)) for start, end in pairwise([*self._starts, len(self.raw)])]

    def read_line(self, start: int) -> str:
        """Return what stands in the line of a quote before it."""
        return self.read(self.find_line(start), start)

    @cached_property
    def named_schools(self) -> tuple[str, ...]:
        """The single schools that the text introduces as the one of their kind: 中等职业学校1所,即某县中等专业学校."""
        return tuple(self._reading.text[slice(*match.span(1))] for match in _ONE_NAMED.finditer(self._reading.text))

    @cached_property
    def words(self) -> str:
        """The whole text as it is matched; "" if it is not known."""
        return self._reading.text if self.raw else ""

    @cached_property
    def only_secondary(self) -> bool:
        """Whether the vocational schools that the text counts are all secondary: 全县现有中等职业学校1所."""
        text = self._reading.text if self.raw else ""
        return bool(_SECONDARY_COUNTED.search(text)) and not _COLLEGES_COUNTED.search(text)

    @cached_property
    def _starts(self) -> list[int]:
        reading = self._reading  # 在校生 | 10.1 | 万人 is one line there
        return [0, *(reading.raw_start(match.end()) for match in re.finditer("\n", reading.text))]

    @cached_property
    def _lines(self) -> list[tuple[int, int]]:
        """The lines that hold something, with their ends."""
        reading = self._reading
        return [reading.raw_span(*match.span()) for match in _LINE.finditer(reading.text)]

    @cached_property
    def _line_starts(self) -> list[int]:
        return [start for start, _ in self._lines]

    def _read_part(self, start: int, end: int) -> str | None:
        """Return the owner or the area of a line that may be a heading, "" if it names none; None for other lines."""
        words = self._read_short(start, end)
        found, rest = self.lexicon.cut(_SLOGAN_BEHIND.sub("", _MARK.sub("", words).strip()))
        codes = [item for word in found for item in word.facets]
        parts = {item for item in codes if item[0] in ("sector", "area")}
        named = {facet for facet, _ in codes}
        if not words or rest or {"coverage", "measure"} & named or "school_level" not in named:
            return None
        return " ".join(*parts) if len(parts) == 1 and parts <= _PARTS else ""

    def _read_definition(self, start: int, end: int) -> str | None:
        words = self._read_short(start, end)
        said = _LEFT_OUT.search(words) if words else None
        return said[1] if said else ("" if words else None)

    def _read_short(self, start: int, end: int) -> str:
        """Return the words of a line that may be a heading, "" of others."""
        words = self.read(start, end).strip() if start < end <= start + 2 * _LONGEST_HEADING else ""
        return "" if len(words) > _LONGEST_HEADING or _NO_HEADING.search(words) else words

    def _read_slogan(self, start: int, end: int) -> str | None:
        """Return the one level whose education a numbered heading of two slogans names, None for other lines.

        (三)坚持均衡优质,义务教育稳步提升 is one of compulsory education.
        """
        words = self.read(start, end).strip() if start < end <= start + 2 * _LONGEST_HEADING else ""
        if not _SLOGAN.fullmatch(words):
            return None
        levels = {
            code
            for word in self.lexicon.cut(words)[0]
            for facet, code in word.facets
            if facet == "school_level" and words[word.start : word.end].endswith("教育") and code not in _WIDE
        }
        return levels.pop() if len(levels) == 1 else ""

    def _read_heading(self, start: int, end: int) -> str | None:
        """Return the level of a line that may be a heading, "" if it names none or several; None for other lines."""
        words = self._read_short(start, end)
        if not words:
            return self._read_slogan(start, end)
        if _OF_SCHOOLS.fullmatch(words):
            return _ASPECT
        if _BRACKETED.fullmatch(words):
            return None  # 初中48所 | (其中九年一贯制学校7所) | 学生2.1万人
        if _ADDRESSED.fullmatch(words):
            return ""  # 各乡镇中心学校: whom a notice is for
        words = _COUNTED_IN.sub("", words) if "(" in words else words
        label = _COUNTED.sub("", words) if "\n" in self.raw[start:end] else words
        found, rest = self.lexicon.cut(_MARK.sub("", label).strip())
        facets = {item for word in found for item in word.facets}
        if label != words and any(facet not in ("school_level", "population") for facet, _ in facets):
            return ""  # 新建公办幼儿园 | 12所 says nothing of 招聘教师 | 60名
        levels = {code for facet, code in facets if facet == "school_level"} - {"all"}
        if rest and len(levels) == 1 and _OPENS_SLOGAN.match(words):
            return levels.pop()  # (三)义务教育稳中有升
        named = rest or any(facet == "coverage" for facet, _ in facets)  # 湖边小学 is a name, no heading of a level
        if (not levels or _GOES_ON.match(words)) and _FIGURE.search(words):
            return None  # 巩固率98.9% and 还有教学点12个 stand in the list below a heading
        return levels.pop() if len(levels) == 1 and not named else ""
