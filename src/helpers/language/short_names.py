"""Which county is meant where a path, a title or a publisher names it by two or three characters alone."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from functools import lru_cache

from helpers.language.divisions import get_gazetteer, list_chain, make_division, shorten
from helpers.language.places import find_places, get_division, get_divisions, get_place_words

# 光明日报 and 光明网 are of no place; 深圳光明网 is
_LOCAL_NAME = re.compile("发布|融媒|教育|政府|市|县|区|(?<=[\u4e00-\u9fff]..)(?:网|新闻|在线)")


def spell_out(words: Iterable[str]) -> list[str]:
    """Return the whole names of the divisions of which a word is the short name and of no other: 镇海 is 镇海区.

    For words that stand alone, as in the path of a page; in a sentence 新城 or 和平 may be anything.

    >>> spell_out(["教育", "镇海", "鼓楼"])
    ['镇海区']
    """
    found = []
    for word in words:
        if 2 <= len(word) <= 4:
            names = [word + kind for kind in "区县市旗" if word + kind in get_gazetteer().names]
            bearers = {d.code: d.name for name in names for d in get_divisions(name) if not d.last_listed}
            found += bearers.values() if len(bearers) == 1 else []
    return found


def heads(name: str, title: str, publisher: str) -> bool:
    """Whether a title or publisher names a place of the text by two characters: 巴南:…, 重庆巴南网."""
    short = name[:-1] if len(name) == 3 and name[-1] in "市县区旗" else ""
    begun = (i for i in range(len(publisher) * (short in publisher)) if publisher.startswith(short, i))
    headed = title.startswith((f"{short}:", f"{short} ")) or any(_LOCAL_NAME.match(publisher, i + 2) for i in begun)
    return bool(short) and headed


# 龙游2023年教育概况, 2023年龙游教育成绩单, 龙游:办好家门口的学校
_OPENS_TITLE = re.compile(
    r"(?:(?:19|20)\d\d(?:学?年度?)?)?(?P<short>[\u4e00-\u9fff]{2,3}?)"
    r"(?=[:,|·—“ ]|(?:19|20)\d\d|教育|学前|义务|基础|职业|高中|中小学|学生|教师)"
)


def find_titled(title: str, text: str, kinds: Collection[str]) -> list[str]:
    """Return the code of the county that a title opens with by its short name; kinds are what its text calls its own.

    The text must call its own place one of that kind (全县), or, where it calls it nothing, name it so again. Ordinary
    words that are names, too (平安, 东方), say nothing.

    >>> find_titled("龙游2023年教育概况", "全县有小学12所。", ["县"]), find_titled("龙游教育", "全市有小学12所", ["市"])
    (['330825'], [])
    >>> find_titled("2023年龙游教育", "龙游有小学12所", []), find_titled("平安教育", "平安区有小学12所", ["区"])
    (['330825'], [])
    """
    match = _OPENS_TITLE.match(title)
    name = get_gazetteer().names.get(match["short"]) if match else None
    if not name or name.codes or name.listed or len(name.nearby) != 1:
        return []
    own = make_division(name.nearby[0]).name
    return list(name.nearby) if (own[-1] in kinds if kinds else match["short"] in text) else []


# 城关区2024年教育概况: ordinary words, which are a name where its city is named, too
_DISTRICT = re.compile(r"(?:(?:19|20)\d\d(?:学?年度?)?)?(?P<name>[\u4e00-\u9fff]{2,3}区)")


def find_district(title: str, publisher: str, lead: str) -> list[str]:
    """Return the code of the district with an ordinary name that a title opens with, where its city is named.

    >>> find_district("城关区2024年教育概况", "", "城关区是兰州市的主城区"), find_district("城关区教育", "", "概况")
    (['620102'], [])
    """
    match = _DISTRICT.match(title)
    if not match or match["name"] not in get_place_words("generic"):
        return []
    named = {mention.code for mention in find_places(f"{title}\n{publisher}\n{lead}") if mention.code}
    inside = [d.code for d in get_divisions(match["name"]) if d.parent_code in named and not d.last_listed]
    return inside if len(inside) == 1 else []


@lru_cache(maxsize=256)
def name_chain(place: str) -> dict[str, tuple[str, str]]:
    """Return the short names of a place and of what holds it, with names and codes; {} of an unknown one.

    >>> name_chain("包头市")["内蒙古"], "自治区" in name_chain("包头市"), name_chain("某县")
    (('内蒙古自治区', '150000'), True, {})
    """
    division = get_division(place)
    chain = [make_division(code) for code in list_chain(division.code)] if division else []
    named = {shorten(each.code): (each.name, each.code) for each in chain if each.level not in ("country", "zone")}
    region = next(((each.name, each.code) for each in chain if each.name.endswith("自治区")), None)
    return named | {"自治区": region} if region else named
