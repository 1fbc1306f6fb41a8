"""Cities that a text about several calls by their short names: 苏州7个县区, where it names 苏州市 elsewhere."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from helpers.language import Mention, find_places, get_context_pattern, get_division, join_words


def find_called(sentence_text: str, words: str, found: list[Mention]) -> list[Mention]:
    """Return the cities that a text about several calls by short names, where it names them in full: 苏州7个县区."""
    called, taken = _list_called(words), {at for mention in found for at in range(mention.start, mention.end)}
    more = []
    for match in re.finditer(join_words(called), sentence_text) if called else ():
        other = any(
            get_context_pattern(kind).match(sentence_text, match.end()) for kind in ("institution", "other_name")
        )
        if match.start() not in taken and not other:
            more.append(Mention(*match.span(), *called[match[0]], False))
    return more


@lru_cache(maxsize=8)
def _list_called(words: str) -> dict[str, tuple[str, str]]:
    """Return the short names of the cities and provinces that a text names in full, with their names and codes."""
    divisions = (get_division(mention.name) for mention in find_places(words))
    wide = {each for each in divisions if each and each.level in ("province", "prefecture")}
    shorts = Counter(each.name[:-1] for each in wide)  # 吉林 is a province and a city
    return {
        each.name[:-1]: (each.name, each.code)
        for each in wide
        if each.name.endswith(("市", "省")) and shorts[each.name[:-1]] == 1
    }
