"""What a plan says of how things are or were."""

from __future__ import annotations

import re

from helpers.extract.clauses import Item, Sentence
from helpers.extract.scopes import Scope
from helpers.language import Period, WordPattern


def opens_plans(text: str, counts: bool) -> bool:
    """Tell whether a sentence opens what is to come, in the sentences behind it too; counts: it has numbers itself.

    >>> [opens_plans(words, False) for words in ("下一步,我们将抓好两件事。", "下一步怎么走?")]
    [True, False]
    >>> opens_plans("下一步,一是新建小学3所。", True), opens_plans("下一步,将新建小学3所。", True)
    (True, False)
    """
    match = _AHEAD.match(text) if "下" in text or "后" in text else None
    return bool(match) and (not counts or bool(_FIRST_OF_LIST.search(text, match.end())))


# 接下来,记者来到一所小学: only who announces something makes this a plan
_AHEAD = re.compile(
    r"\s*(?:(?:下一?步|下一?阶段)(?:的?工作)?(?:[里中内])?(?:[,:]|(?:我[局市县区校]|我们)[,将:])"
    r"|(?:接下来|今后)(?:一(?:个|段)时期)?,?(?:我[局市县区校]|我们|[全该][省市县区州旗校]|[省市县区州旗][里]?)?还?将)"
)
_FIRST_OF_LIST = re.compile("[一1]是|首先|第一[,是]|一方面")


def first_planned(scope: Scope, published: str) -> str:
    """Return the year that what is planned begins with: where 明年 is asked for late in a year, that."""
    time, year = scope.carried or scope.period, published[:4]
    ahead = time is not None and time.period[:4] > year and published[5:7] >= _LATE
    return time.period[:4] if ahead else year


_LATE = "09"


def is_told(item: Item, sentence: Sentence, periods: list[Period], year: str, published: str) -> bool:
    """Tell whether a plan says of a number how things are or were: 已开工17个, 目前有88所, 2024年录取62人.

    A year or month that is over opens the sentence or stands in the number's own clause, or that of the number which
    a sum is beside (去年发给620人,共62万元): 巩固2024年成果,新建3所 is to come.
    """
    text, start = sentence.text, item.quantity.start
    clause = max(text.rfind(mark, sentence.start, start) for mark in ",;:(。") + 1 or sentence.start
    if IS_DONE.search(text, sentence.start, start) or FROM_NOW.search(text, item.left[0], start):
        return True
    if _REGISTERED.search(text, item.left[0], start) or _HAS_BEEN.search(text, clause, start):
        return True
    if _NOW.search(text, sentence.start, start) and not _ACT.search(text, item.left[0], start):
        return True
    frames = [p for p in periods if p.end <= start and p.role == "frame"]
    if not frames or not year or frames[-1].open_end or not _is_past(frames[-1].period, year, published):
        return False
    before = next((x for x in reversed(sentence.items) if x.quantity.end <= start), item)
    begun = before.left[0] if text[before.quantity.end : start] in _IN_SUM else item.left[0]
    return frames[-1].start >= begun or bool(_SPEAKER.fullmatch(text, sentence.start, frames[-1].start))


def _is_past(period: str, year: str, published: str) -> bool:
    """Tell whether a time is over on the day of a plan: a year before it, a month of its year before its own."""
    last = period.rpartition("/")[2]
    return last[:4] < year or (len(last) == len("2024-04") and last < published[:7] and len(published) >= len(last))


# 目前已培训60名; 4月份已对11所小学、4所初中发布预警公告; not 在已招聘60名的基础上
_HAS_BEEN = WordPattern(r"(?<![早在])已(?:经)?(?:(?:累计|先后|分别|全部|陆续)?{act}|[对向给为][^,。;]{0,12}\d)")
_IN_SUM = (",共", ",共计", ",合计", "、", ",金额", ",涉及资金")
_REGISTERED = re.compile("报名(?!费)[^,。;]{0,12}(?:的|人数)(?:已?有|为|达到?|共)*$")  # 报名参加考试的有620人
_SPEAKER = re.compile(
    r" *(?:[^,。;:\d]{2,24}(?:长|主任|书记|负责人|人|先生|女士|老师|答|A)"
    r"(?::|(?:介绍说?|告诉记者|说|表示|透露)[,:]))? *(?:截[至止]到?)?"
)  # 市教育局副局长:今年…; 区教育局负责人介绍,今年…; 截至2020年底,全区有…


_NOW = WordPattern("(?<![从由])(?:现有|目前)")
_ACT = WordPattern("{act}")
FROM_NOW = re.compile(r"[从由](?:目前|现在|当前|[今去上]年|(?:19|20)\d\d年)的$")  # 将从目前的58%提高到88%
# in a plan, too: 2021年已开工17个,完成投资9亿元
IS_DONE = WordPattern("(?<![早])已(?:经)?(?:开工|完成|建成|竣工|投用|招聘|到位|下达|拨付|支出|发放|完工|动工)")
