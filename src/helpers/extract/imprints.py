"""Lines that say who speaks to whom, when and where, and date nothing below them."""

from __future__ import annotations

import re

# 各位代表: is no heading
_GREETS = re.compile(r"(?:[主议][任席长]、)?(?:各位|尊敬的|同志们|[女先]生们)[^。\d]{0,24}[:!]")
_ADDRESSES = re.compile(  # 各县(区)财政局、教育局:
    r"各[^:。;\d]{0,14}?[市县区州旗镇](?:[^:。;\d]{0,40}?[局府])(?:[^:。;\d]{0,24}(?:局|学校|政府|单位|部门|院))?:"
)
_DAY = (
    r"(?:(?:19|20)\d\d年\d{1,2}月(?:\d{1,2}日)?"
    r"|[二一][〇○零九]..年[元一二三四五六七八九十]{1,2}月(?:[一二三四五六七八九十]{1,3}日)?)"
)
_IMPRINT = re.compile(  # (县教育局 2025年3月) dates the page, not the lines below it
    rf"(?:\(?[^,。;:()\d]{{2,24}}(?:局|委|厅|部|办|室|政府|集团|大学|学院|校|会|中心)\s*|\(){_DAY}\)?"
)
_DELIVERED = re.compile(
    r"[(—\-─ ]{0,4}(?:19|20)\d\d年\d{1,2}月\d{1,2}日,?[在于向][^,。;:\d]{2,40}(?:会议?|大会|全会)上?"
    r"(?:的?(?:讲话|报告|发言))?\)?"
)
# 受县政府委托,现将…情况报告如下,请予审议。
_INTRODUCES = re.compile(r"(?:[^。;\d]{0,40},)?现[将就][^。;\d]{4,60}如下(?:,请[^。;\d]{2,12})?[。:]?")


def introduces(line: str) -> bool:
    """Tell whether a line only greets or announces a report, so that the next one opens its body."""
    return bool(_GREETS.fullmatch(line) or _INTRODUCES.fullmatch(line))


def is_imprint(line: str) -> bool:
    """Tell whether a line only names speaker, hearers, day or meeting.

    >>> lines = "各位代表:", "各县(区)财政局、教育局:", "(县教育局 2025年3月)", "——2025年4月18日在县人大常委会会议上"
    >>> [is_imprint(line) for line in (*lines, "2025年4月18日在县城新建小学2所")]
    [True, True, True, True, False]
    """
    if line.endswith((":", "!")):
        return bool(_GREETS.fullmatch(line) or _ADDRESSES.fullmatch(line))
    return "月" in line and bool(_IMPRINT.fullmatch(line) or _DELIVERED.fullmatch(line))
