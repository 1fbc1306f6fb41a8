"""The one school that a text or a part of it is about: named once, it is gone on with as 学校, 校园里, 校长说."""

from __future__ import annotations

import re
from functools import cache, cached_property, lru_cache
from typing import NamedTuple

from helpers.concepts.facets import contains
from helpers.concepts.levels import read_level
from helpers.concepts.lexemes import Lexicon
from helpers.concepts.names import find_school
from helpers.concepts.pages import Page
from helpers.language import Needs

_OPENING = 500  # characters in which a text names the school that it is about
_OFTEN = 3  # times that it then goes on with 学校
_YEAR = r"(?:(?:19|20)\d\d年|今年|去年|前年|如今|现在|目前|眼下|[近这][\d一二三四五六]+年)"
_TIME = rf"(?:[到自]?{_YEAR}?(?:[秋春]季?|来|以来|底|起|学年|学期|暑假)*)?,?"
_ITSELF = (
    r"(?:学校(?!数|个数|[、和与及]|总|[均都各的占]比)|全校(?!长)|校内|校园里"
    r"|[我该]校(?!长)|这[所个]学校|我们学校)"
)
_CLAUSE = r"(?:^|[,;:。“\n])\s*"
_GOES_ON = re.compile(rf"{_CLAUSE}{_TIME}{_ITSELF}")
_OF_ALL = re.compile(
    r"(?:^|[,;:。\n])[^,;:。\d]{0,8}?(?:[全我][省市县区旗州国]|各[省市县区旗校地]|教育局|[省市县区](?:里|级?财政|委))"
)
_COUNTS_SCHOOLS = re.compile(r"\d余?所(?!学校(?:托管|帮扶))")
_MOST_COUNTED = 4
_ONE = (
    r"(?:职业[\u4e00-\u9fff]{0,6}(?:学校|学院|大学|中心|中专)|职教中心|职业中专|技工学校|技师学院"
    r"|小学|[一二三四五六七八九]中|高级中学|中学|幼儿园|学校)"
)
_NAME = re.compile(rf"[\u4e00-\u9fff]{{0,12}}?{_ONE}")
_NUMBER = re.compile("第([一二三四五六七八九十])(?:高级|初级)?([中小])学")
_SENIOR = re.compile("高[一二三](?:年级|班|学生)|高考")
_MIDDLE_SCHOOL = re.compile("[一二三四五六七八九]中$|中学$")

# what a text about one school goes on with besides: 走进校园, 校长介绍, 教室里挤得很, 操场东边盖起
_INSIDE = (
    r"(?:(?:走进|步入|漫步)?校园(?!网|足球|文化|安全|欺凌)|(?:老|副)?校长|教室|课堂里|操场|校门[口前里]"
    r"|(?:学生)?宿舍(?:楼)?[里前旁]|食堂[里前])"
)
_SPEAKER = r"(?:[^,;:。\d]{0,8},)?"  # 采访结束时,校长把打算交了底
_COLLEGE = re.compile(r"(?:职业[\u4e00-\u9fff]{0,6}(?:学院|大学)|技师学院)$")
_COLLEGE_ITSELF = "学院(?!派)"
# 走进柳江机电职业学院, 在县职教中心的车间里: where a part of a text goes to
_VISITED = re.compile(
    rf"(?:走进|来到|走访了?|探访|步入|踏进|到访|抵达)(?P<went>[^,;:。\d]{{0,12}}?{_ONE})(?![生数们均、和与及])"
    rf"|{_CLAUSE}在?(?P<there>[^,;:。\d]{{2,12}}?{_ONE})的?(?:校园|操场|车间|教室|食堂|实训(?:室|车间|中心)|课堂|图书馆|校门)"
    "(?=[里边内上中外前旁,]|看到)"
    # 县职业中学副校长说: who speaks for a school
    rf"|(?:^|[,;:。“”\n])\s*(?P<speaks>[^,;:。\d]{{2,12}}?{_ONE})的?(?:党[委总]?支?部?书记|(?:常务)?副?(?:校长|园长|院长))(?![们和与、及])"
)
_SEVERAL = re.compile("[各每几两多]所?|全[省市县区]|所有|一些|中小|[、和与及]")
# words that turn to the whole place, or to what is beyond it: 放到全县看, 记者从县教育局了解到, 自治区财政
_TURNS = re.compile(
    r"(?:[全我][省市县区旗州盟国]|各[省市县区旗校地]|自治区|教育[局厅部]|[省市县区旗州](?:里|级?财政|委|政府)|财政[局厅部]"
    r"|(?:这[里儿]|当地)的?(?:中小学|学校)|乡镇|乡亲)"
)


@lru_cache(maxsize=64)
def find_own_school(text: str, place: str, lexicon: Lexicon, title: str = "") -> str:
    """Return the level of the one school that a text is about; "" if it is about none, "unknown" if none is said.

    Its title names the school, or its opening does and it goes on with 学校.

    >>> from helpers.concepts.lexemes import get_lexicon
    >>> told = "清晨,县职业中学的车间亮着灯。学校占地62亩。\\n学校现有教职工120人。\\n去年,学校有310人参加高考。"
    >>> find_own_school(told, "崇信县", get_lexicon())
    'secondary_vocational'
    >>> find_own_school(told.replace("学校", "全县学校"), "崇信县", get_lexicon())
    ''
    >>> find_own_school("在校生620人。", "崇信县", get_lexicon(), title="崇信县职业中等专业学校质量年报")
    'secondary_vocational'
    """
    named = _find_named(text, place, lexicon, title)
    if not named:
        return ""
    names = [match[0] for match in _NAME.finditer(named)]
    level = next((level for name in names if (level := read_level(name, lexicon))), "unknown")
    of_middle = level in ("unknown", "secondary") and any(map(_MIDDLE_SCHOOL.search, names))
    return "senior_secondary_general" if of_middle and _SENIOR.search(text) else level


_THROUGH = {"九年": "nine_year", "十二年": "twelve_year"}


@lru_cache(maxsize=64)
def find_own_programme(text: str, place: str, lexicon: Lexicon, title: str = "") -> str:
    """Return the programme of the one school that a text is about where that has several stages, else "".

    >>> from helpers.concepts.lexemes import get_lexicon
    >>> told = "——崇信县燎原九年制学校见闻\\n学校占地62亩。\\n如今,学校有教师31人。\\n去年,学校建起食堂。"
    >>> find_own_programme(told, "崇信县", get_lexicon())
    'nine_year'
    """
    named = _find_named(text, place, lexicon, title) if find_own_school(text, place, lexicon, title) else ""
    return next((code for years, code in _THROUGH.items() if years in named), "")


def _find_named(text: str, place: str, lexicon: Lexicon, title: str) -> str:
    """Return the words with which a text names the one school that it is about, "" if it is about none."""
    if find_school(title, place, lexicon):
        return title
    told = len(_GOES_ON.findall(text))
    if told < _OFTEN or len(_COUNTS_SCHOOLS.findall(text)) > max(told, _MOST_COUNTED):
        return ""
    opening = re.split(r"[。!?\n]", text[:_OPENING])
    return next((sentence for sentence in opening if find_school(sentence, place, lexicon)), "")


def tells_of_it(told: str) -> bool:
    """Tell whether a sentence goes on with the school of its text up to a number, and not with the whole place.

    >>> tells_of_it("如今学校建有实训室"), tells_of_it("学校好了,全县高中在校生"), tells_of_it("全县学校占地")
    (True, False, False)
    """
    goes_on = [match.end() for match in _GOES_ON.finditer(told)]
    return bool(goes_on) and not _OF_ALL.search(told, max(0, goes_on[-1] - 1))


def find_told(page: Page, start: int) -> str:
    """Return the level of the school that the words before a quote have come to, "" if to none, or "unknown"."""
    trace, line = _read_trace(page), page.find_line(start)
    if start - line > _FARTHEST:  # a text without line breaks is not read anew for each of its numbers
        return trace.go_on(_NONE, page.read(start - _FARTHEST, start)).level
    return trace.come_to(line, page.read(line, start)).level


@lru_cache(maxsize=1)
def _read_trace(page: Page) -> Trace:
    trace = Trace(page.words, page.article["place"], page.lexicon, page.title)
    trace.follow(page.list_lines())
    return trace


class Trace:
    """Which school the words of a text go on with, line by line: none, the one that it is about, one that it visits."""

    def __init__(self, text: str, place: str, lexicon: Lexicon, title: str = ""):
        """Read what a text is about."""
        self._place, self._lexicon = place, lexicon
        self._own = find_own_school(text, place, lexicon, title)
        named = _find_named(text, place, lexicon, title) if self._own else ""
        self._names = _list_names(named)
        self._anew = _State(self._own) if named and named == title else _NONE
        self._sentences: dict[int, list[tuple[int, _State]]] = {}  # of each line, and the school come to before each

    @cached_property
    def _marks(self) -> tuple[re.Pattern[str], re.Pattern[str]]:
        """The patterns of the marks and of their words, which few texts need."""
        return _compile_marks(self._names)

    def follow(self, lines: list[tuple[int, str]]) -> None:
        """Read the lines, to know which school the words before each of their sentences have come to.

        A heading, which is short and ends no sentence, and an item of a list begin anew, with the school that the title
        names. Where a text has no headings, a line goes on with a school that is visited only from where it names it
        as 学校 or 校长.
        """
        headed = sum(bool(_HEADING.fullmatch(words)) for _, words in lines) >= _MOST_TITLES
        state = self._anew
        for start, words in lines:
            anew = _HEADING.fullmatch(words) or _ITEM.match(words)
            state = self._anew if anew else _State(state.level * (headed or bool(self._own)), state.held)
            sentences = self._sentences[start] = [(0, state)]
            if self._say_nothing(state, words):
                continue
            for sentence in _SENTENCE.finditer(words):
                state = self.go_on(state, sentence[0])
                sentences.append((sentence.end(), state))

    def come_to(self, line: int, told: str) -> _State:
        """Return the school that the first words of a line have come to."""
        sentences = self._sentences[line]
        if len(sentences) == 1:
            return sentences[0][1]
        start, state = sentences[told.count("。")]
        return self.go_on(state, told[start:])

    def go_on(self, state: _State, told: str) -> _State:
        """Return the school that words have come to behind those that have come to one."""
        if self._say_nothing(state, told):
            return state
        level, held = state
        masked = told.replace(self._place, _PLACE * len(self._place)) if self._place else told
        for mark in self._marks[0].finditer(masked):
            kind = mark.lastgroup
            if kind == "all":
                level = held = ""
            elif kind == "own":
                level = level or self._own or held
            elif self._names_one(words := told[slice(*mark.span(kind))]):
                named = read_level(words, self._lexicon) or "unknown"
                level = held = self._own if self._own and contains("school_level", named, self._own) else named
        return _State(level, held)

    def _say_nothing(self, state: _State, words: str) -> bool:
        """Tell whether no mark is in some words, or none but of the place and the school while there is none."""
        if not (state.held or state.level or self._own):
            return not _get_needs_of_visits().search(words)
        return not (self._marks[1].search(words) or (self._place and self._place in words))

    def _names_one(self, words: str) -> bool:
        """Tell whether words name one school: 县职教中心, 柳江机电职业学院, but not 乡镇寄宿制学校."""
        if _SEVERAL.search(words):
            return False
        if find_school(words, self._place, self._lexicon):
            return True
        return bool(_COLLEGE.search(words)) and bool(self._lexicon.cut(words)[1])


class _State(NamedTuple):
    """The level of the school that words have come to, "" if to none, and of the one that 学校 goes back to."""

    level: str = ""
    held: str = ""


_NONE = _State()
_SENTENCE = re.compile("(?:^|。)[^。]*")  # no mark reaches over its end
_FARTHEST = 2000  # characters of a line before a number
_MOST_TITLES = 3  # short lines above a text: its title, its column


def _list_names(named: str) -> tuple[str, ...]:
    """Return how a text may call the school that it names so: 第二中学 is 二中, 职业教育中心 职教中心."""
    short = [f"{number}{kind}" for number, kind in _NUMBER.findall(named)]
    short += [match[0] for match in _SHORT.finditer(named)]
    return tuple(dict.fromkeys([*short, *["职教中心"] * ("职业教育中心" in named)]))


_SHORT = re.compile("[一二三四五六七八九][中小](?!学|[一-龥]?年级)|职教中心|职[中高]|实小|附小|附中")
_ITEM = re.compile(r"\s*(?:\([一二三四五六七八九十\d]{1,3}\)|[一二三四五六七八九十]{1,3}、|\d{1,2}[、.](?!\d))")
_HEADING = re.compile(r"\s*[^\s,。;:!?“”\d]{2,16}\s*")


_PLACE = "\ue000"  # stands for each character of the text's place, so that one pattern does for all places


@cache
def _get_needs_of_visits() -> re.Pattern[str]:
    return Needs(_VISITED).pattern


@lru_cache(maxsize=64)
def _compile_marks(names: tuple[str, ...]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return a pattern of what names a school or turns to others, and one of the words that each match of it holds."""
    called = "|".join(map(re.escape, names))
    named = rf"|{_CLAUSE}{_TIME}{_SPEAKER}(?:{called})" if called else ""
    marks = re.compile(
        rf"{_VISITED.pattern}|(?P<own>{_CLAUSE}{_TIME}{_ITSELF}|{_CLAUSE}{_TIME}{_COLLEGE_ITSELF}"
        rf"|{_CLAUSE}{_SPEAKER}{_INSIDE}{named})|(?P<all>{_TURNS.pattern}|{_PLACE}+(?!{_PLACE}|[^,;:。\d]{{0,8}}{_ONE}))"
    )
    return marks, Needs(marks).pattern
