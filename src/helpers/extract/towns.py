"""Towns, townships and streets of the document's place, which no list of divisions has: 羊口镇投入298万元.

Where such a name stands is what tells it from other words: at the head of a clause, with no school behind it whose name
it begins (羊口镇中心小学), and not as one of 各乡镇, 城镇, 家乡.
"""

from __future__ import annotations

import re
from operator import attrgetter

from helpers.extract.context import Context
from helpers.language import Division, Mention, WordPattern

KINDS = ("镇", "乡", "街道", "苏木")
_KIND = "(?:镇|乡|街道|苏木)"
_MAY_NAME = re.compile("(?<![城集市])镇(?![村学])|(?<![城下家山])乡(?![村土])|街道|苏木")
_AT_HEAD = (
    r"(?:^|(?<=[,;:。、(“ ])|(?<=^在)|(?<=[,;:。、(“ ]在)|(?<=其中)|(?<=\d年)|(?<=[今去]年)|(?<=[镇乡道木][和与及]))"
)
_OWN = r"(?P<own>[\u4e00-\u9fff]{2,3}?(?:[\u4e00-\u9fff]{1,2}族)?)"
# 羊口镇一中, 羊口镇党委, 羊口镇红旗村, 羊口镇的老师 are not what its numbers are of
_GOES_ON = (
    r"(?![镇乡村土亲情愁贤下人民区里上内外域级街企籍东西南北办机财]"
    r"|(?![一两几二三四五六七八九十]+所|[\u4e00-\u9fff]{2,8}(?<![的和与及])\d+所|分别|依次|现?有|共有|[今去]年|投入|新增|[新迁改扩]建|改造|撤并|招[聘收])[^,。;:、\d的和与及]{0,10}?"
    r"(?:[小中大]学(?!生)|国[小中](?!学?生|教师)|初中|高中|幼儿园|学[校区院]|[一二三四五]中|中心[校园]|教学点|村|社区|政府|党[委工]|委员|书记|镇长|教书|任教|从教)"
    r"|的(?![一两几二三四五六七八九十\d]+[所处个])|[,。](?!\d))"
)
_TOWN = re.compile(_AT_HEAD + _OWN + _KIND + _GOES_ON)
_BEHIND_DIVISION = re.compile(_OWN + _KIND + _GOES_ON)
_NO_NAME = WordPattern(
    r"(?:{act|verb_flow|verb_stock}|[个各每全某该本这那多数几双两所名的是有到向对为让由从把被将含以及等如像比受而但仅且若]|其[中他余]|部分"
    r"|重点|中心|一些|不少|建制|特色|工业|示范|试点|边[远境]|偏远|附近|周边|年底|目前|当前|[一二三四五]是)"
)
_NO_END = frozenset("个各全每某该本城乡村集市心家山老故侗瑶苗")
_IN_LIST = re.compile(rf"{_KIND}\d[\d.]*[万亿]?[个所人名元][,、;]$")
_LONGEST_LIST_END = 20  # characters


def find_towns(text: str, found: list[Mention], context: Context) -> list[Mention]:
    r"""Return the divisions that a sentence names with the towns among them; found are those of the lists.

    >>> from helpers.extract import observe
    >>> text = "羊口镇投入298万元。\n葛兰镇中心小学投入86万元。\n各乡镇学校投入19万元。"
    >>> [row["place"] for row in observe(text, "宁阳县", "2024-03-01")]
    ['羊口镇', '宁阳县', '宁阳县']
    """
    here = context.here
    if not here or here.level not in ("county", "prefecture"):
        return found
    zones = _find_zones(text, found, context) if "区" in text else []
    return _put_among(zones, _add_towns(text, found, context)) if zones else _add_towns(text, found, context)


def _add_towns(text: str, found: list[Mention], context: Context) -> list[Mention]:
    """Return the mentions of a sentence with the towns that it names."""
    here, towns = context.here, {}
    of_county = "市" in text and here.code.startswith(_TAIWAN) and here.name.endswith("县")
    may_name = "镇" in text or "乡" in text or "街道" in text or "苏木" in text
    if not (of_county or (may_name and _MAY_NAME.search(text))):
        return found
    cities = (match for match in _CITY_OF_COUNTY.finditer(text) if of_county)
    for match in (*_TOWN.finditer(text), *cities):
        below = any(m.start < match.end() < m.end for m in found)  # 景德镇市, 位于镇原县
        below = below or any(m.end <= match.start() and m.name != here.name and _is_county(m, context) for m in found)
        if not below and (_is_name(match) or _is_listed(match, text)):
            towns[match.start()] = Mention(*match.span(), match[0], f"{here.code}999")
    for match in _SHORT_TOWN.finditer(text):
        if match.start() not in towns and _is_short_name(match, text):
            towns[match.start()] = Mention(*match.span(), match[0], f"{here.code}999")
    for outer in found:  # 甲县羊口镇
        match = None if outer.institution else _BEHIND_DIVISION.match(text, outer.end)
        inside = outer.name == context.place or context.holds(outer.code)
        if match and inside and _is_name(match):
            towns[outer.start] = Mention(outer.start, match.end(), match[0], f"{outer.code}999")
    apart = _drop_joint(list(towns.values()), text, here) if towns else []
    return _put_among(apart, found) if apart else found


_TAIWAN = "71"
# a county of Taiwan has cities, too, which no list of divisions has: 竹北市國小學生2.1萬人; not 鄉鎮市別, 全市
_CITY_OF_COUNTY = re.compile(_AT_HEAD + r"(?P<own>(?!乡镇|县辖|各县|全县)[\u4e00-\u9fff]{2})市" + _GOES_ON)
# 仲恺高新区3所, 柳东新区现有学校21所; 高新区计划再建4所 is of the page, and so, as yet, is 火炬开发区新增4300个, which
# names nothing that is counted
_ZONE = re.compile(
    _AT_HEAD + r"(?P<own>[\u4e00-\u9fff]{2,4}?)(?:新区|高新区|经开区|开发区)"
    r"(?=\d|(?:(?:现有|共有|新增|新建|投入|撤并|招聘|建成)(?!\d)|今[年秋]|去年|各|则|的变化))"
)
_NO_ZONE = WordPattern(
    r"(?:{act|verb_flow|verb_stock}|[个各全每某该本这那多数几双两所名的是有到向对为让由从把被将含以及等如像比受而但仅且若东西南北]"
    r"|国家|省级|市级|经济|技术|产业|工业|老城|主城|城市|县城|城[东西南北]|支持|推[动进]|加快|促进|关于|依托|围绕|聚焦|规划|位于|全部)"
)


def _find_zones(text: str, found: list[Mention], context: Context) -> list[Mention]:
    """Return the zones of a city, in no list either, that head clauses: 仲恺高新区3所,新增学位4350个."""
    if context.here.level != "prefecture":
        return []
    zones = []
    for match in _ZONE.finditer(text):
        taken = any(m.start < match.end() and match.start() < m.end for m in found)
        if not taken and not _NO_ZONE.match(match["own"]):
            zones.append(Mention(*match.span(), match[0], f"{context.here.code}999"))
    return zones


def _is_county(mention: Mention, context: Context) -> bool:
    """Tell whether a mention is a county of the document's place, whose towns are told of with it."""
    return not mention.institution and ":" not in mention.code and context.holds(mention.code)


def _is_name(match: re.Match) -> bool:
    """Tell whether what stands before 镇 or 街道 can be a name: not 各乡镇, 城镇, 建成乡镇."""
    own = match["own"]
    other = own[-1] in _NO_END and not (own[-1] == "城" and match[0].endswith("街道"))  # 凤城街道
    return not other and not _NO_NAME.match(own)


def _is_listed(match: re.Match, text: str) -> bool:
    """Tell whether it is the next of a list of towns: 坦洲镇3240个,三乡镇2160个, not three of them."""
    start = match.start()
    return bool(_IN_LIST.search(text, max(0, start - _LONGEST_LIST_END), start))


# a name of one character is sure beside another town only: 店镇7.42万元,方塌镇6.73万元
_SHORT_TOWN = re.compile(r"(?:^|(?<=[,;:。、 ]))(?P<own>[\u4e00-\u9fff])[镇乡](?=\d)")
_NO_SHORT_NAME = _NO_END | frozenset("小古重名大强新县区边贫邻")
_BEFORE_TOWN = re.compile(rf"\d[\d.]*[万亿]?[个所人名元][,、;][\u4e00-\u9fff]{{1,4}}{_KIND}\d")


def _is_short_name(match: re.Match, text: str) -> bool:
    """Tell whether a town named with one character stands in a list of towns, each with its number: not 各镇3所.

    >>> from helpers.extract import observe
    >>> text = "拨付资金20万元:店镇7万元,方塌镇5万元,乌镇8万元。各镇3万元。"
    >>> [row["place"] for row in observe(text, "宁阳县", "2024-03-01")]
    ['宁阳县', '店镇', '方塌镇', '乌镇', '宁阳县']
    """
    listed = _is_listed(match, text) or bool(_BEFORE_TOWN.match(text, match.end()))
    return listed and match["own"] not in _NO_SHORT_NAME


def _drop_joint(towns: list[Mention], text: str, here: Division) -> list[Mention]:
    """Return some towns, the document's place for those that are told of together: 新桥乡、龙湖镇2所中心园.

    Not so where each has its own number: 分别撤并9所和7所.
    """
    kept: list[Mention] = []
    for town in towns:
        beside = _JOINS.match(text, town.end) or _JOINS.match(text, town.start - 1)
        if not beside or _EACH.search(text, town.end) or _IN_LIST.search(text, 0, town.start):
            kept.append(town)
        else:
            kept.append(Mention(town.start, town.start, here.name, here.code))  # whose words stay in the subject
    return kept


_JOINS = re.compile("[、和与及]")
_EACH = re.compile("分别|依次")


def _put_among(towns: list[Mention], found: list[Mention]) -> list[Mention]:
    """Return all mentions in their order without those that stand in the name of a town."""
    others = [m for m in found if not any(m.start < town.end and town.start < m.end for town in towns)]
    return sorted([*others, *towns], key=attrgetter("start"))


_HEADS = re.compile(rf"(?:\d+[ .、]*)?(?P<own>[\u4e00-\u9fff]{{2,6}}?){_KIND}(?=[:—|·, 】]|$)")
_NO_HEAD = WordPattern(
    r"(?:{act|verb_flow|verb_stock}|[各全每某该本]|建制|重点|中心|特色|统筹|推进|缩小|促进|协调|优化|均衡|融合|加快|深化|聚焦"
    r"|关注|走进|扎根|守望|情系|文化|教育|魅力|美丽).*|.*[各全每某该本下返故侗瑶苗]|城|乡|.{1,3}城乡"
)


def name_town(heading: str) -> str:
    """Return the town that a heading opens with, "" if it opens with none.

    >>> [name_town(words) for words in ("01 羊口镇:两所新校", "羊口镇", "各乡镇", "建设家乡", "推进城镇化")]
    ['羊口镇', '羊口镇', '', '', '']
    """
    match = _HEADS.match(heading)
    return match[0].lstrip("0123456789 .、") if match and not _NO_HEAD.fullmatch(match["own"]) else ""
