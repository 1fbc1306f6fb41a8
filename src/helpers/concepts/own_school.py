"""The one school that a text is about: a feature names it once and goes on with 学校现有教职工203人."""

from __future__ import annotations

import re
from functools import lru_cache

from helpers.concepts.levels import read_level
from helpers.concepts.lexemes import Lexicon
from helpers.concepts.names import find_school

_OPENING = 500  # characters in which a text names the school that it is about
_OFTEN = 3  # times that it then goes on with 学校
_YEAR = r"(?:(?:19|20)\d\d年|今年|去年|前年|如今|现在|目前|眼下|[近这][\d一二三四五六]+年)"
_TIME = rf"(?:[到自]?{_YEAR}?(?:[秋春]季?|来|以来|底|起|学年|学期|暑假)*)?,?"
_ITSELF = (
    r"(?:学校(?!数|个数|[、和与及]|总|[均都各的占]比)|全校(?!长)|校内|校园里"
    r"|[我该]校(?!长)|这[所个]学校|我们学校)"
)
_GOES_ON = re.compile(rf"(?:^|[,;:。“\n])\s*{_TIME}{_ITSELF}")
_OF_ALL = re.compile(
    r"(?:^|[,;:。“\n])[^,;:。\d]{0,8}?(?:[全我][省市县区旗州国]|各[省市县区旗校地]|教育局|[省市县区](?:里|级?财政|委))"
)
_COUNTS_SCHOOLS = re.compile(r"\d余?所(?!学校(?:托管|帮扶))")
_MOST_COUNTED = 4
_NAME = re.compile(
    r"[\u4e00-\u9fff]{0,12}?(?:职业[\u4e00-\u9fff]{0,6}(?:学校|学院|中心|中专)|职教中心|职业中专|技工学校|技师学院"
    r"|小学|[一二三四五六七八九]中|高级中学|中学|幼儿园|学校)"
)
_SENIOR = re.compile("高[一二三](?:年级|班|学生)|高考")
_MIDDLE_SCHOOL = re.compile("[一二三四五六七八九]中$|中学$")


@lru_cache(maxsize=64)
def find_own_school(text: str, place: str, lexicon: Lexicon) -> str:
    """Return the level of the one school that a text is about; "" if it is about none, "unknown" if none is said.

    >>> from helpers.concepts.lexemes import get_lexicon
    >>> told = "清晨,县职业中学的车间亮着灯。学校占地62亩。\\n学校现有教职工120人。\\n去年,学校有310人参加高考。"
    >>> find_own_school(told, "崇信县", get_lexicon())
    'secondary_vocational'
    >>> find_own_school(told.replace("学校", "全县学校"), "崇信县", get_lexicon())
    ''
    """
    if len(_GOES_ON.findall(text)) < _OFTEN or len(_COUNTS_SCHOOLS.findall(text)) > _MOST_COUNTED:
        return ""
    opening = re.split(r"[。!?\n]", text[:_OPENING])
    named = next((sentence for sentence in opening if find_school(sentence, place, lexicon)), "")
    if not named:
        return ""
    names = [match[0] for match in _NAME.finditer(named)]
    level = next((level for name in names if (level := read_level(name, lexicon))), "unknown")
    of_middle = level in ("unknown", "secondary") and any(map(_MIDDLE_SCHOOL.search, names))
    return "senior_secondary_general" if of_middle and _SENIOR.search(text) else level


def tells_of_it(told: str) -> bool:
    """Tell whether a sentence goes on with the school of its text up to a number, and not with the whole place.

    >>> tells_of_it("如今学校建有实训室"), tells_of_it("学校好了,全县高中在校生"), tells_of_it("全县学校占地")
    (True, False, False)
    """
    goes_on = [match.end() for match in _GOES_ON.finditer(told)]
    return bool(goes_on) and not _OF_ALL.search(told, max(0, goes_on[-1] - 1))
