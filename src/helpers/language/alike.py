"""Which place a text is about that tells of several of its parts, of none more than of the others."""

from __future__ import annotations

import re

from helpers.language.divisions import NATION, Division, list_chain, make_division
from helpers.language.places import find_places, get_divisions

_PAPER = re.compile(r"(?<![\u4e00-\u9fff])([\u4e00-\u9fff]{2,4}?)(?:日报|晚报|晨报|都市报|新闻网|电视台|广播)")


def find_own_paper(publisher: str, named: list[str]) -> tuple[str, str]:
    """Return the city whose newspaper tells of several of its counties, none of them more than the others.

    named are the codes of the places that the text names, or names that several bear.

    >>> find_own_paper("十堰日报", ["420325", "420324"]), find_own_paper("十堰日报", ["420325", "610100"])
    (('十堰市', 'inferred'), ('', ''))
    """
    for match in _PAPER.finditer(publisher):
        cities = [
            d for kind in ("市", "州", "盟", "地区") for d in get_divisions(match[1] + kind) if d.level == "prefecture"
        ]
        own = cities[0].code if len(cities) == 1 else ""
        if own and len({*named} - {own}) > 1 and all(own in _list_own_chain(key) for key in named):
            return cities[0].name, "inferred"
    return "", ""


def find_visited(title: str, publisher: str, text: str, named: list[str]) -> str:
    """Return what contains the counties that a title, its second line or a reporter lists, "" if none lists several.

    named are the codes of the places that the text names. A text whose title or publisher names another place, or whose
    publisher is in one of those listed, tells of its own.

    >>> find_visited("老师怎么流动:房县、竹溪、丹江口走访", "", "", ["420325", "420324", "420381"])
    '十堰市'
    >>> find_visited("老师怎么流动", "", "记者走进房县、竹溪县,看老师怎样流动。", ["420325", "420324"])
    '十堰市'
    >>> find_visited("房县、竹溪结对", "房县教育局", "", ["420325", "420324"]), find_visited("房县", "", "", ["420325"])
    ('', '')
    """
    said = [title, *(match[match.lastindex] for match in _LISTS.finditer(text[:_LEAD]))]
    for words in said:
        listed = [key for key in named if key.isdigit() and _is_listed(make_division(key), words)]
        if "、" in words and len(listed) > 1:
            return "" if _is_of_other(title, publisher, listed) else _find_shared(listed)
    return ""


_LEAD = 400  # characters
# ——甲县、乙县、丙县走访 below a title, 记者走进甲县、乙县、丙县
_LISTS = re.compile(r"^\s*——([^\n]{4,40})|记者[^,。;\n]{0,8}(?:走[进访]|来到|深入|前往|奔赴|探访)([^,。;\n]{4,40})")


def _is_of_other(title: str, publisher: str, listed: list[str]) -> bool:
    """Tell whether a publisher is in one of several places, or it or a title in one that does not contain them all."""
    around = {key for one in listed for key in list_chain(one)[1:]}
    titled = {mention.code for mention in find_places(title, institutions=True) if mention.name != NATION}
    by = {mention.code for mention in find_places(publisher, institutions=True) if mention.name != NATION}
    return bool(by - around or titled - around - {*listed})


def _find_shared(listed: list[str]) -> str:
    """Return the smallest division that contains several, none of which contains another; "" for the country."""
    chains = [list_chain(key) for key in listed]
    if any(one in chain[1:] for one in listed for chain in chains):
        return ""
    shared = next(key for key in chains[0] if all(key in chain for chain in chains))
    return make_division(shared).name if shared != chains[0][-1] else ""


def _is_listed(division: Division, words: str) -> bool:
    """Tell whether words name a county beside another: 甲县、乙、丙; cities have readings of their own (`where`)."""
    short = _shorten(division.name)
    if division.level != "county" or short not in words:
        return False
    return f"、{short}" in words or any(f"{short}{kind}、" in words for kind in ("", *"市县区旗"))


def _shorten(name: str) -> str:
    """Return the name of a division without its kind, where more than one character is left: 竹溪, 房县."""
    return name[:-1] if len(name) > len("甲县") and name[-1] in "市县区旗" else name


def _list_own_chain(key: str) -> tuple[str, ...]:
    return list_chain(key) if key[:1].isdigit() else (key,)
