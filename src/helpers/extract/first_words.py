"""Where the words of a report begin: behind its dateline, behind who speaks, behind 据悉."""

from __future__ import annotations

import re

_BEFORE = re.compile(
    r"\s*(?:(?:(?:本[报台网站刊]|[\u4e00-\u9fff]{2,8}[报网台])[^。,:;\n]{0,16}(?<!通)讯|[^。,:;\n]{0,16}日[电讯])"
    r" ?(?:\([^()\n]{0,40}\))?[:, ]*"
    r"|(?:据悉|据了解|据介绍|据统计|另悉|[经据]查),"
    r"|(?:答|问|回复|[\u4e00-\u9fff]{0,14}(?:局长|主任|厅长|负责人|主持人|发言人)):)+"
)


def find_first_words(sentence: str) -> int:
    """Return where the own words of a sentence begin, 0 where nothing stands before them.

    >>> [find_first_words(text) for text in ("本报讯(记者 王丽)今年,全县有", "答:截至10月,全县有", "今年,全县有")]
    [10, 2, 0]
    """
    match = _BEFORE.match(sentence)
    return match.end() if match else 0
