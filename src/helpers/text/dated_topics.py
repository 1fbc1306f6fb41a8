"""Notes that date figures by what they are of: 学校、学生数取自2023—2024学年初统计报表,经费数为2023年度."""

from __future__ import annotations

import re
from typing import NamedTuple

from helpers.language import find_periods

_FEWEST = 2  # a note on one topic is about that figure alone


class DatedTopic(NamedTuple):
    """What some figures are of, in the words of a note, and their time."""

    words: str
    period: str


def find_dated_topics(words: str) -> tuple[DatedTopic, ...]:
    """Return the topics that a sentence of a text dates apart from each other, () if none does.

    >>> find_dated_topics("学校、学生数取自2023—2024学年初统计报表,毕业生数为2023届,经费为2023年度决算数。")[::2]
    (DatedTopic(words='学校、学生', period='2023-09/2024-08'), DatedTopic(words='经费', period='2023'))
    >>> find_dated_topics("学校数为2023年数据。")
    ()
    """
    for sentence in re.split("[。;\n]", words) if _MAY_DATE.search(words) else ():
        told = [DatedTopic(match["topics"], _read_time(match["when"])) for match in _DATES.finditer(sentence)]
        told = [topic for topic in told if topic.period]
        if len({topic.period for topic in told}) >= _FEWEST:
            return tuple(told)
    return ()


def _read_time(words: str) -> str:
    words = words.replace("学年初", "学年").replace("届", "年")
    period = next(iter(find_periods(words)), None)
    alone = period and not period.start and _OF_DATA.fullmatch(words, period.end)
    return _DAY.sub("", period.period) if alone else ""


_DAY = re.compile(r"(?<=^\d{4}-\d\d)-\d\d$")
_TOPIC = "学校|园所|学生|在校生|幼儿|招生|教师|教职工|毕业生|毕业|就业|办学条件|校舍|经费|财务|投入|收支|资助"
_DATES = re.compile(
    rf"(?:^|(?<=[,:(]))(?:其中,?|上述|本文|文中|教育)?(?P<topics>(?:{_TOPIC})(?:(?:、|和|与|及|以及)(?:{_TOPIC}))*)"
    r"(?:等)?(?:人数|情况|统计)?(?:数据|数字|数)?(?:均|都)?(?:取自|源自|来自|为|是|系|采用|按)(?P<when>[^,;:()]{4,24})(?=[,)]|$)"
)
_OF_DATA = re.compile(
    "(?:[底末度初]|\\d日)?的?(?:教育)?(?:事业)?(?:统计|年报|决算|年度|快报)*(?:数据?|数字|口径|报表|资料)?"
)
_MAY_DATE = re.compile("取自|源自|年度?(?:决算|数据|统计|数)|学年初|届")
