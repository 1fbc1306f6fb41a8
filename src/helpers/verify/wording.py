"""Whether two wordings say the same: the words of a table are shorter than those of a text, and in another order."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from helpers.language import get_division
from helpers.text import normalise

Row = Mapping[str, object]
_PAID = "(?:实发|核发|发放|拨付|下达)?(?:金额|总额|额)"
_MEASURE = re.compile(
    f"(?:占比|比重|比例|增长率|增速|增幅|总?数量?|总量|人次|{_PAID})$|(?<=[师生员校园])中(?=[^学小职])"
)
_OPENING = re.compile("^(?:其中|年末|全年|当年|本年)")
_ALIKE = 0.7  # of the pairs of neighbouring characters that two wordings have in common


@lru_cache(maxsize=65536)
def squeeze(text: str) -> str:
    """Return a text without white space, in half-width and Simplified characters."""
    return re.sub(r"\s", "", normalise(text).text)


def strip_measure(words: str) -> str:
    """Return words without what says only that they are counted or measured.

    >>> strip_measure("其中县款占比"), strip_measure("小学数"), strip_measure("助学金发放总额")
    ('县款', '小学', '助学金')
    """
    return _MEASURE.sub("", _OPENING.sub("", words))


def is_made_of(words: str, text: str) -> bool:
    """Tell whether words can be cut into pieces of two characters or more that stand in a text.

    >>> is_made_of("小学生均公用经费", "普通小学生均一般公共预算公用经费"), is_made_of("民办小学", "普通小学在民族地区")
    (True, False)
    """
    reached = {0}
    for start in range(len(words)):
        if start in reached:
            for end in range(start + 2, len(words) + 1):
                if words[start:end] not in text:
                    break
                reached.add(end)
    return bool(words) and len(words) in reached


def share_piece(words: str, text: str) -> bool:
    """Tell whether two characters of some words stand side by side in a text, too."""
    return bool(_pairs(words) & _pairs(text))


def resemble(one: str, other: str) -> bool:
    """Tell whether two wordings have most pairs of neighbouring characters in common (Dice 1945: twice the share).

    >>> resemble("15岁以上人口人均受教育年限", "15岁及以上人口平均受教育年限"), resemble("小学学生", "初中学生")
    (True, False)
    """
    return liken(one, other) >= _ALIKE


def liken(one: str, other: str) -> float:
    """Return which share of their pairs of neighbouring characters two wordings have in common."""
    ours, theirs = _pairs(one), _pairs(other)
    return 2 * len(ours & theirs) / (len(ours) + len(theirs)) if ours and theirs else 0.0


def _pairs(words: str) -> set[str]:
    return {words[i : i + 2] for i in range(len(words) - 1)}


_YEAR_BEFORE = re.compile(r"(?:上一?(?:学年|年)度?|去年)(?:同期)?(?:[的之为]|[(][^()]*)?$")


def is_of_year_before(row: Row) -> bool:
    """Tell whether the sentence of a row says right before the number that it is of the year before.

    >>> row = {"sentence": "与上年（2亿元、15万人次）相比增加35人", "quote": "15万人次"}
    >>> is_of_year_before(row), is_of_year_before(row | {"quote": "35人"})
    (True, False)
    """
    return bool(_YEAR_BEFORE.search(read_before(row)))


_COMPARED_WITH = re.compile(
    r"[,;。](?:同期|同年|而|但)?(?:(?:邻近|相邻|毗邻)[之的]?)?(\w{2,9}?[省市县区州旗盟])(?:平均)?[为是达]?$"
)


def find_compared_place(row: Row) -> str:
    """Return the place that the sentence of a row names right before the number, to compare another with it, else "".

    >>> row = {"sentence": "每班14.1人，同期邻近的高雄市为22.6人", "quote": "22.6人"}
    >>> find_compared_place(row), find_compared_place(row | {"sentence": "高雄市为22.6人"})
    ('高雄市', '')
    """
    found = _COMPARED_WITH.search(read_before(row))
    division = get_division(found[1]) if found else None
    return division.name if division else ""


_NAMED_FIRST = re.compile(r"^\w{2,8}?[省市县区州旗盟]")
_ALL_OF_IT = re.compile(r"(?:^|[,;。、])(\d{4}年)?(\w{2,8}?市)(?!属|直|级)[^。]*[;。]全市[^;。]*$")


def find_own_place(row: Row) -> str:
    """Return the place of a row: that which its subject begins with, or the city that its sentence speaks of as 全市.

    >>> row = {"place": "雁塔区", "subject": "西安市小学招生", "sentence": "西安市小学招生8万人", "quote": "8万人"}
    >>> [find_own_place({**row, "subject": said}) for said in ("西安市小学招生", "小学招生", "西安市雁塔区小学招生")]
    ['西安市', '雁塔区', '雁塔区']
    """
    subject = squeeze(str(row["subject"]))
    named = None if str(row["place"]) in subject else _NAMED_FIRST.match(subject)  # 西安市雁塔区
    whole = _ALL_OF_IT.search(read_before(row))
    for name in (named[0] if named else "", whole[2] if whole else ""):
        if name and (division := get_division(name)):
            return division.name
    return _find_county(row) or str(row["place"])


def _find_county(row: Row) -> str:
    """Return the county that a line named last where a sentence says 全县 of a row that was read as a city's.

    >>> row = {"place": "岳阳市", "sentence": "全县初中9所", "quote": "9所", "lead": "记者来到平江。"}
    >>> _find_county(row), _find_county({**row, "lead": "记者来到山里。"}), _find_county({**row, "sentence": "初中9所"})
    ('平江县', '', '')
    """
    before = read_before(row, "lead")
    said = _WHOLE_COUNTY.search(before.rpartition("。")[2])
    if not said or not str(row["place"]).endswith(("市", "州", "盟")):
        return ""
    names = (before[i : i + size] for i in range(len(before) - 2, -1, -1) for size in (2, 3))
    found = (get_division(name.removesuffix(said[1]) + said[1], str(row["place"])) for name in names)
    return next((division.name for division in found if division), "")


_WHOLE_COUNTY = re.compile(r"全([县旗])(?![市区(、域])")


def read_before(row: Row, *above: str) -> str:
    """Return the words of a row's sentence before its number, behind those above it: title, heading, lead."""
    before = squeeze(str(row["sentence"])).partition(squeeze(str(row["quote"])))[0]
    return "。".join([*(squeeze(str(row.get(name, ""))) for name in above), before])


_SUM = re.compile(
    r"(?:全年|全市|全[县区]|合计|共计|总计|一共)(?:共计?|合计)?(?:发放|资助)?(?:[\d,.]+[万亿]?\w{1,2}、)?$"
)


def is_sum_of(words: str, row: Row) -> bool:
    """Tell whether a row's number is said to be the sum of a list whose line says some words before it.

    >>> said = "春季学期资助9人、3万元，秋季学期资助8人、2万元，全年共17人次、5万元"
    >>> row = {"sentence": said, "lead": "学前教育", "heading": "", "quote": "5万元"}
    >>> is_sum_of("学前资助", row), is_sum_of("学前资助", {**row, "quote": "2万元"}), is_sum_of("小学资助", row)
    (True, False, False)
    """
    before = read_before(row, "heading", "lead")
    return bool(_SUM.search(before)) and is_made_of(words, before)


def is_beside(words: str, row: Row) -> bool:
    """Tell whether a row's number stands in the brackets behind the number of some words, with what makes it another.

    >>> row = {"sentence": "教育支出18亿元（年初预算16亿元）", "quote": "16亿元", "subject": "年初预算"}
    >>> is_beside("教育支出", row), is_beside("支出", {**row, "subject": "预算执行率"}), is_beside("公用经费", row)
    (True, False, False)
    """
    behind = re.escape(words) + r"[为达是]?[\d,.]+[万亿]?\w{1,2}\([^()]*$"
    return is_bare(str(row["subject"])) and bool(re.search(behind, read_before(row)))


def say_around(row: Row, wide: bool = False) -> str:
    """Return the title, the heading, and the words before and right behind the number of a row of the evidence.

    Where its subject is no more than a verb, of what it is stands in the sentence before: 上一学年发放5874万元. What
    the line says before the sentence is added if wide.
    """
    own = read_before(row, "title", "heading")
    behind = _BEHIND.match(squeeze(str(row["sentence"])).partition(squeeze(str(row["quote"])))[2])[0]
    return f"{own}。{behind}" + (f"。{row['lead']}" if wide or is_bare(str(row["subject"])) else "")


_BEHIND = re.compile(r"[^\d,，、;；。()（）]{0,6}(?=[,，;；。]|$)|")  # 共有14所投用


_ONLY_STATUS = {"年初预算", "决算数", "预算数", "执行数"}


def is_bare(subject: str) -> bool:
    """Tell whether a subject is too short to say of what a number is."""
    return len(subject) <= 2 or subject in _ONLY_STATUS
