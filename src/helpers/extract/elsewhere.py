"""Whose value a number is, if that of another place: 高于全省的89%, 全国平均81%."""

from __future__ import annotations

import re

from helpers.language import WordPattern, find_places
from helpers.storage import remember

BEYOND = WordPattern("{verb_compare}")
_ELSEWHERE = WordPattern(
    "{adverb|adverb_degree}*{verb_compare}?(?P<whose>{whole_region|自治区|省})(?:同期)?(?:的)?(?P<mean>平均|均值)?(?:水平|值|标准)?(?:的|之|为|是|达)*$"
)


MEAN = re.compile("平均|均值")  # an outer place has one, or is compared with
_OUTER = WordPattern("{whole_region|自治区|省}")
THAN_PLACE = WordPattern("(?:也|仍|还|均|都|略|远)*{verb_compare}(?P<whose>[\u4e00-\u9fff]{2,9})(?:同期)?的$")
# 山东省平均水平为60.4%
_MEAN_OF_PLACE = re.compile(
    "(?<![\u4e00-\u9fff])(?P<whose>[\u4e00-\u9fff]{3,9})(?:的)?平均(?:水平|值)?(?:为|是|达到?)$"
)


@remember
def is_place(words: str) -> bool:
    """Tell whether words are the name of one place and nothing else."""
    return any((m.start, m.end) == (0, len(words)) for m in find_places(words))


def read_elsewhere(unit: str, words: str) -> tuple[str, str]:
    """Return whose value a number is, if another's, and the words before: 高于全省的89%, 低于湘潭的58%, 全国平均81%."""
    if (named := THAN_PLACE.search(words) or _MEAN_OF_PLACE.search(words)) and is_place(named["whose"]):
        return named["whose"], words[: named.start()]
    match = _ELSEWHERE.search(words) if _OUTER.search(words) else None
    if not match or not (match["mean"] or BEYOND.search(match.group())):
        return "", words
    # 高于全省平均水平1.2个百分点 is how far, not what the province has
    beyond = BEYOND.search(match.group()) and not match.group().endswith(("的", "之", "为", "是", "达"))
    whose = match["whose"] if not beyond or unit in {"%", "‰"} else ""
    return whose, words[: match.start()]
