"""Which place a text is about."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from functools import cache

from helpers.language.alike import find_own_paper, find_visited
from helpers.language.divisions import (
    NATION,
    get_zones,
    list_chain,
    list_former_names,
    make_division,
    shorten,
)
from helpers.language.places import (
    Mention,
    find_capital,
    find_places,
    find_relative,
    get_context_pattern,
    get_division,
    get_divisions,
    get_relative_words,
)
from helpers.language.short_names import find_district, find_titled, heads, spell_out
from helpers.storage import read_resource

# How much a mention says about which place a text is about: in its title or publisher, in its first lines, elsewhere,
# in a newspaper's or school's name, and as another place's (选派教师赴…).
_HEAD, _LEAD, _BODY, _INSTITUTION, _ELSEWHERE = 6.0, 2.0, 1.0, 0.5, 0.2
_LEAD_LENGTH = 150
# What a division gets of the evidence for those that it contains, the strongest left out; what is left where a text
# that says 我县 names no county; what is enough, and how far ahead of the next.
_OF_PARTS, _NOT_OF_KIND, _ENOUGH, _AHEAD = 0.4, 0.3, 3.0, 1.25


def guess_home(title: str, publisher: str, text: str) -> tuple[str, str]:
    """Guess which place a text is about: its standard name, and stated, resolved or inferred; ("", "") if unsure.

    Stated: title, publisher or the first lines name it, or the text does again and again. Resolved: 首府 or 省会 stands
    for it. Inferred: from fewer mentions, or from those of what it contains. Fill-in texts (XX市, 201x年) are about no
    place, nor are those of a county that is not named (我县), whatever city they name. The country is a place, too.

    >>> guess_home("选派骨干教师", "武川县教育局", "今年全县选派12名教师赴包头市青山区跟岗。包头市青山区三所学校接收。")
    ('武川县', 'stated')
    >>> guess_home("教育统计", "", "教育部5日公布统计,全国共有小学14万所,江西省占0.6万所。全国教师1800万人。")
    ('全国', 'stated')
    >>> guess_home("工作总结", "", "201x年,XX市教育局……与广州市结对。")
    ('', '')
    """
    if any(get_context_pattern(kind).search(f"{title}\n{text}") for kind in ("template", "template_year")):
        return "", ""
    title, text = _cut_datelines(title), _cut_datelines(text)
    if _is_of_town(title, text):
        return _find_town(title, publisher, text)
    if zone := _find_own_zone(title, publisher, text):
        return zone, "stated"
    kinds = _find_kinds(title, text)
    evidence, stated = _gather_evidence(title, publisher, text, set(kinds) - {NATION})
    told = [key for key, weight in evidence.items() if weight >= _BODY]
    if shared := find_visited(title, publisher, text, told):
        return shared, "inferred"
    signs = _find_signs(f"{title}\n{publisher}\n{text}")
    inside = {outer for key, weight in evidence.items() if weight >= _ENOUGH for outer in _chain_of(key)[1:]}
    evidence += Counter({code: weight for code, weight in signs.items() if code not in inside})
    stated |= {key for key, weight in evidence.items() if weight >= _ENOUGH}
    capital, weight = _find_capital(evidence, title, text)
    evidence[capital] += weight
    totals = _add_up(+evidence, kinds)
    best = max(totals, key=totals.__getitem__) if totals else ""
    nation = 0 if signs else _weigh_nation(title, publisher, text, evidence, kinds)
    if nation >= _ENOUGH and nation > _AHEAD * totals.get(best, 0):
        return NATION, "stated"
    rivals = [total for key, total in totals.items() if key not in _chain_of(best) and best not in _chain_of(key)]
    if not best or totals[best] < _ENOUGH or totals[best] < _AHEAD * max(rivals, default=0):
        return find_own_paper(publisher, told)
    if _can_have_county(best) and _is_of_unnamed_county(_find_kinds(title, _cut_told_of_parts(best, text))):
        return "", ""
    basis = "stated" if best in stated else "resolved" if best == capital else "inferred"
    return _narrow_to_zone(best, title, publisher), basis


_OWN_TOWN = re.compile(r"(?:[全我本](?:镇|乡(?![村土镇情音亲]))|[全我本]街道)")
_TOWN = re.compile(
    r"(?:^|[\s>》»:·|省市县区旗])([\u4e00-\u9fff]{2,4}?(?<![城村集乡建制小全我本各])(?:镇|乡|街道))(?![村镇土情])"
)


def _is_of_town(title: str, text: str) -> bool:
    """Tell whether a text calls its own place a town (全镇), no less often than a county or a city."""
    own = len(_OWN_TOWN.findall(f"{title}\n{text}"))
    return own > 1 and own >= _find_kinds(title, text).total()


def _find_town(title: str, publisher: str, text: str) -> tuple[str, str]:
    """Return the town or street that a text is about, which is never silently its county; ("", "") if it names none.

    >>> _find_town("监利市新沟镇教育概况", "", "全镇有小学7所"), _find_town("教育概况", "", "全镇有小学7所")
    (('新沟镇', 'stated'), ('', ''))
    """
    named = (match for part in (title, publisher, text[:_LEAD_LENGTH]) if (match := _TOWN.search(part)))
    return next(((match[1], "stated") for match in named), ("", ""))


_ZONE_WORD = r"(?:新区|经济区|台商投资区|特别合作区|综合实验区|试验区|高新区|经开区|开发区)(?![域块位划间县内])"
_OWN_ZONE = re.compile(rf"(?<![\u4e00-\u9fff])([\u4e00-\u9fff]{{2,7}}?)({_ZONE_WORD})")
_NO_NAME = re.compile(
    "经济|技术|高新|产业|工业|国家|[省市县]级|示范|综合|创新|城市|全国|建设|发展|教育|改革|课程|贸|足球|劳动|均衡|[各全年的在与和及]"
)


def _find_own_zone(title: str, publisher: str, text: str) -> str:
    """Return the zone in no list that title or publisher name, with no division beside it, and the text names again.

    >>> _find_own_zone("云湖新区新增学位", "", "今年,云湖新区启用学校。"), _find_own_zone("云湖新区", "", "新区有学校")
    ('云湖新区', '')
    >>> _find_own_zone("教育改革试验区", "", "教育改革试验区"), _find_own_zone("西安高新区", "", "西安高新区启用学校")
    ('', '')
    """
    for part in (title, publisher):
        for match in _OWN_ZONE.finditer(part):
            name = _cut_city(match[1])
            zone = name + match[2]
            others = [m for m in find_places(part, unsure=True) if m.name != NATION and match[1] == name]
            if others or not 2 <= len(name) <= 4 or find_places(zone, unsure=True) or _NO_NAME.search(name):
                continue
            if zone in text.replace(part, ""):
                return zone
    return ""


def _cut_city(words: str) -> str:
    """Return a zone's own name without that of the city before it: 宁波前湾 → 前湾."""
    for width in (3, 2):
        if any(division.level == "prefecture" for division in get_divisions(words[:width])):
            return words[width:]
    return words


def _cut_datelines(text: str) -> str:
    """Blank 新华社北京11月22日电: where a text was written says nothing of what it is about."""
    if "日电" not in text and "日讯" not in text:
        return text
    return get_context_pattern("dateline").sub(lambda match: " " * len(match[0]), text)


def _gather_evidence(title: str, publisher: str, text: str, kinds: set[str]) -> tuple[Counter[str], set[str]]:
    """Weigh mentions by code, or by name where several divisions bear it and nothing decides; say which are stated.

    kinds are those of the unit that the text calls its own.
    """
    evidence: Counter[str] = Counter()
    stated = set()
    outer = _chain_of(_find_opener(title))[1:]
    for part, in_head in ((title, True), (publisher, True), (text, False)):
        for mention in find_places(part, institutions=True, unsure=True):
            first = part[mention.start]
            if mention.name == NATION or (first in "全本" and first != mention.name[0]):
                continue  # 全国, 全港, 本澳 are weighed apart; 本溪 and 全州 are names
            key = mention.code or mention.name
            weight = _weigh(part, mention, in_head)
            if part == publisher and key in outer:
                weight /= 3  # 金华市教育局, on whose site 东阳市2020年教育概况 stands
            if weight >= _BODY and mention.start < _LEAD_LENGTH:
                weight += 0 if in_head or key in stated else _LEAD
                stated.add(key)
            evidence[key] += weight
    for key in (
        _find_introduced(text)
        + _find_described(text)
        + 2 * _find_taught_at(title, text)
        + _find_named_once(text)
        + find_titled(title, text, kinds)
        + find_district(title, publisher, text[:_LEAD_LENGTH])
    ):
        evidence[key] += _HEAD
        stated.add(key)
    for key in list(evidence):
        if key not in outer and heads(_name_of(key), title, publisher):
            evidence[key] += _HEAD
            stated.add(key)
    return _settle_names(evidence, stated)


_YEAR_FIRST = re.compile(r"(?:(?:19|20)\d\d(?:学?年度?)?)?")


def _find_opener(title: str) -> str:
    """Return the code of the county that a title opens with, "" if with none: 东阳市2020年教育概况.

    >>> [_find_opener(title) for title in ("2020年东阳市教育概况", "东阳市第一中学", "局长到东阳市调研")]
    ['330783', '', '']
    """
    begin = _YEAR_FIRST.match(title).end()
    found = next(iter(find_places(title[begin : begin + _LEAD_LENGTH], institutions=True)), None)
    is_county = found and not found.start and not found.institution and _is_code(found.code)
    return found.code if is_county and make_division(found.code).level == "county" else ""


# 湘潭县第一中学始建于1952年, 某某学院是一所…,坐落于临沂
_OF_SCHOOL = re.compile(
    r"\s*(?:[^\n。,]{0,12}\n\s*)?(?:[^\n|]{0,6}\| *)?"
    r"[\u4e00-\u9fff]{2,20}(?:大学|学院|学校|[中小]学|幼儿园|[一二三四五六七八九十]中|高中|职中)(?:\([^)\n]*\))?,?"
    r"(?=(?:又[称叫名]|简称|始建|创[建办]|位于|坐落|成立|前身|是(?:[一由经]|全)|现有|占地))"
)
_LIES_IN = re.compile(r"(?:位于|坐落[于在]|地处)[^,。;\n]{0,14}$")
_LIES_WITHIN = 14  # characters
_SCHOOL_LIES_IN = re.compile(r"(?:^|[\s。])(?:学校|学院|我校|本校|我院)(?:现?位于|坐落[于在]|地处)")


def _find_introduced(text: str) -> list[str]:
    """Return where the school is that a text introduces by its first words: in its name, or what it lies in.

    >>> _find_introduced("淮上师范学院年度报告。学校坐落于安徽省蚌埠市,有本科专业52个。安徽省内生源占八成。")
    ['340300']
    """
    lead = text[: 2 * _LEAD_LENGTH]
    school = _OF_SCHOOL.match(text)
    if not school:
        lies = _SCHOOL_LIES_IN.search(lead) if "位于" in lead or "坐落" in lead or "地处" in lead else None
        found = find_places(lead[: lies.end() + _LIES_WITHIN], institutions=True) if lies else []
        return [m.code for m in found if m.code and lies and m.start >= lies.end()][-1:]
    found = [m for m in find_places(lead, institutions=True) if m.code]
    in_name = [m.code for m in found if m.start < school.end()]
    return in_name or [m.code for m in found if _LIES_IN.search(lead, 0, m.start)]


# 禹会区位于蚌埠市西部, 环县面积9236平方公里: a text describes the place that it is about
_DESCRIBED = re.compile(r"地处|位于|坐落[于在]|总面积|面积|国土面积|现辖(?!区)|下辖(?!区)|辖(?!区)|东[临邻接]|隶属")


def _find_described(text: str) -> list[str]:
    """Return the place whose position, size or parts open a sentence of the first lines."""
    lead = text[: 2 * _LEAD_LENGTH]
    return [
        m.code
        for m in (find_places(lead) if _DESCRIBED.search(lead) else ())
        if m.code and _DESCRIBED.match(lead, m.end) and lead[: m.start].rstrip(" \u3000")[-1:] in ("", "\n", "。")
    ][:1]


# 援藏教育团队在洛隆: where they teach is what is told of
_TAUGHT_AT = re.compile(
    r"(?:援[藏疆青黔]|组团式|支教)[^。,\n]{0,10}?(?:团队|工作队|支教队|教师|老师)(?:在|来到|走进|扎根)"
    r"([\u4e00-\u9fff]{2,3}?)(?=[县市区旗]|[\n,。]|$)"
)


def _find_taught_at(title: str, text: str) -> list[str]:
    """Return the place where the teachers are that title or first lines say an aid has sent.

    >>> _find_taught_at("", "福建援藏教育团队在洛隆"), _find_taught_at("", "洛隆县教师在福州跟岗")
    (['540329'], [])
    """
    named = [match[1] for match in _TAUGHT_AT.finditer(f"{title}\n{text[: 2 * _LEAD_LENGTH]}")]
    return [division.code for name in spell_out(named) for division in get_divisions(name)][:1]


_SAME_AS_BEFORE = re.compile("该([市县区旗])(?![级域属里])")


def _find_named_once(text: str) -> list[str]:
    """Return the place that 该县 stands for where only a school's name says it: 德江县第一中学…,该县共投入…"""
    kinds = set(_SAME_AS_BEFORE.findall(text))
    if len(kinds) != 1:
        return []
    named = {m.code: m for m in find_places(text, institutions=True) if m.code and m.name[-1] in kinds}
    return list(named) if len(named) == 1 and next(iter(named.values())).institution else []


@cache
def _list_signs() -> list[tuple[str, list[str], re.Pattern[str], float]]:
    """Return code of the place, words, pattern and weight of each sign."""
    rows = read_resource("place_signs.csv")
    return [
        (get_divisions(row["place"])[0].code, row["words"].split(), re.compile(row["pattern"]), float(row["weight"]))
        for row in rows
    ]


def _find_signs(text: str) -> Counter[str]:
    """Weigh the words that only texts of Hong Kong, Macao and Taiwan use; 全国 and 教育部 are others there."""
    signs: Counter[str] = Counter()
    for code, words, pattern, weight in _list_signs():
        for word in words:
            if word in text:
                signs[code] += weight if pattern.search(text) else 0
                break
    return Counter({code: weight for code, weight in signs.items() if weight >= _ENOUGH})


_WITH_NUMBER = r"[^。;\n]{0,40}?\d"


@cache
def _own_nation(behind: str = "") -> re.Pattern[str]:
    """Return a pattern of 全国 at the head of a clause, where it is not part of an award, a meeting or a comparison."""
    other = get_context_pattern("nation_other").pattern
    return re.compile(rf"[全我]国(?:(?<![\u4e00-\u9fff]..)|(?<=[年月日末底前今中了]..))(?!{other}){behind}")


_MANY_PROVINCES = 10


def _weigh_nation(title: str, publisher: str, text: str, evidence: Counter[str], kinds: Counter[str]) -> float:
    """What speaks for the country: 全国 as the own word, the publisher, what is told of, a list of provinces."""
    number = kinds[NATION]
    lead = f"{title}\n{text[:_LEAD_LENGTH]}"
    weight = _BODY * number + _HEAD * bool(_own_nation().search(title))
    weight += _LEAD * bool(_own_nation(_WITH_NUMBER).search(text[:_LEAD_LENGTH]))
    weight += _HEAD / 2 * bool(get_context_pattern("nation_office").search(publisher))
    weight += _LEAD * len({match[0][:2] for match in get_context_pattern("nation_sign").finditer(lead)})
    provinces = {key for key in evidence if len(_chain_of(key)) == 2}
    weight += _OF_PARTS * len(provinces) * (len(provinces) >= _MANY_PROVINCES)
    share = number / max(kinds.total(), 1)
    return weight * (_NOT_OF_KIND if kinds and share < 0.5 else 1 + share * (number >= _ENOUGH))


def spell_zone(place: str, text: str) -> str:
    """Return the fullest name of a development zone that a text writes; the name of any other place as it is.

    >>> spell_zone("西安高新区", "西安市高新技术产业开发区"), spell_zone("西安市", "西安高新区")
    ('西安高新技术产业开发区', '西安市')
    >>> spell_zone("云湖新区", "记者从金华云湖新区获悉")
    '金华云湖新区'
    """
    zone = get_division(place)
    if zone is None and re.search(f"{_ZONE_WORD}$", place):
        before = (match[1] for match in re.finditer(rf"([\u4e00-\u9fff]{{2,3}}){place}", text))
        cities = [word for word in before for word in (word, word[-2:]) if word != place and not _cut_city(word)]
        return (cities[0].removesuffix("市") if cities else "") + place
    if zone is None or zone.level != "zone":
        return place
    outer, kind = zone.code.split(":")
    words = [word for word, row in get_zones().items() if row["zone"] == kind and not row["within"]]
    written = [word for word in words if re.search(f"{shorten(outer)}[市县区旗]?{word}", text)]
    return shorten(outer) + max(written, key=len) if written else place


_COUNTY_KINDS = ("县", "旗", "区", "自治县", "自治旗")


def _can_have_county(best: str) -> bool:
    """Whether the best that a text names is no county and not in a region (全区), so that the text may be of a part."""
    return _is_wide(best) and not any(_is_kind(outer, kind) for outer in _chain_of(best) for kind in _COUNTY_KINDS)


def _is_of_unnamed_county(kinds: Counter[str]) -> bool:
    """Whether a text calls its own place a county, as it does where it is of one that it never names."""
    own = sum(kinds[kind] for kind in _COUNTY_KINDS)
    return own > 0 and 2 * own >= kinds.total() - kinds[NATION]


def _cut_told_of_parts(best: str, text: str) -> str:
    """Return the lines of a text without those that open with a part of a place, which is what 全县 is in them."""
    opened = ((line, find_places(line[:_OPENING], _name_of(best))) for line in text.split("\n"))
    return "\n".join(line for line, named in opened if not any(best in _chain_of(m.code)[1:] for m in named))


_OPENING = 12  # characters


def _is_wide(key: str) -> bool:
    return _is_code(key) and make_division(key).level in ("province", "prefecture")


def _narrow_to_zone(best: str, title: str, publisher: str) -> str:
    """Return the name of the best place; that of the zone in it that title or publisher name (高新区教育局), if any.

    "" where they name a zone that is not known: it is not the city.
    """
    titled = {mention.code: mention.name for mention in find_places(title, _name_of(best))}
    inside = [name for code, name in titled.items() if ":" in code and best in list_chain(code)]
    if inside and best not in titled:
        return inside[0]
    if _is_wide(best):
        for part in (title, publisher):
            if (match := _zone_at_head().match(part)) and not get_divisions(match[1] + match[2]):
                return "" if match[1] else shorten(best) + match[2]
    return _name_of(best)


@cache
def _zone_at_head() -> re.Pattern[str]:
    zones = "|".join(sorted(get_zones(), key=len, reverse=True))
    return re.compile(f"([\\u4e00-\\u9fff]{{0,3}}?)({zones})(?:教育|社会事业|管委会|管理委员会|(?:20)?\\d\\d年)")


_INTRODUCES = re.compile("(?:简介|概况|简况|介绍|学校章程)$")


def _weigh(part: str, mention: Mention, in_head: bool) -> float:
    if _is_elsewhere(part, mention):
        return _ELSEWHERE
    if mention.institution:  # a page that introduces a school opens with its name: 塔城市第五小学简介
        introduced = in_head and not mention.start and _INTRODUCES.search(part)
        return _HEAD if introduced else _HEAD / 3 if in_head else _INSTITUTION
    return _HEAD if in_head else _BODY


def _is_elsewhere(text: str, mention: Mention) -> bool:
    """Whether a place is that of others: 赴包头市, 与包头市结对, 会议在包头市召开, 包头市教师到我县跟岗, 东邻包头市."""
    before, after = text[max(mention.start - 40, 0) : mention.start], text[mention.end : mention.end + 40]
    visited = before[-1:] in ("在", "于", "到", "去", "与", "和") and get_context_pattern("elsewhere_after").match(
        after
    )
    others = any(get_context_pattern(kind).search(before) for kind in ("elsewhere", "beside"))
    return bool(visited or others or get_context_pattern("guest").match(after))


def _settle_names(evidence: Counter[str], stated: set[str]) -> tuple[Counter[str], set[str]]:
    """Give what speaks for a name that several divisions bear to the one whose containing divisions are named too."""
    support = Counter({key: weight for key, weight in evidence.items() if _is_code(key)})
    settled: Counter[str] = Counter()
    now = {}
    for key, weight in evidence.items():
        if not _is_code(key):
            backing = {d.code: sum(support[code] for code in list_chain(d.code)) for d in get_divisions(key)}
            most = max(backing.values())
            backed = [code for code, value in backing.items() if value == most]
            now[key] = backed[0] if len(backed) == 1 else key
        settled[now.get(key, key)] += weight
    return settled, {now.get(key, key) for key in stated}


def _find_kinds(title: str, text: str) -> Counter[str]:
    """Count the kinds of unit (市, 旗, 区 …) that a text calls its own (全市, 我旗)."""
    words = [match[0] for match in find_relative(f"{title}\n{text}")]
    kinds = Counter(get_relative_words()[word]["stands_for"] for word in words if word[0] in "全我本")
    if not kinds:  # 记者从市教育局获悉
        kinds = Counter("自治州" if kind == "州" else kind for kind in _OFFICE.findall(text))
    kinds[NATION] = len(_own_nation(_WITH_NUMBER).findall(text))
    return +kinds


_OFFICE = re.compile(r"(?:^|(?<=[从由据经在,。:“\n ]))([市县区旗州])(?=教育|教体|教委|财政|委、|政府|人民政府)")


def _find_capital(evidence: Counter[str], title: str, text: str) -> tuple[str, float]:
    """The capital that 首府 or 省会 stands for, if the text names places of one region only, and what speaks for it."""
    provinces = {_chain_of(key)[-2] for key in evidence if len(_chain_of(key)) > 1}
    capital = find_capital(provinces.pop()) if len(provinces) == 1 else None
    if capital is None:
        return "", 0
    word = "首府" if make_division(list_chain(capital.code)[-2]).name.endswith("自治区") else "省会"
    return capital.code, _HEAD * title.count(word) + _BODY * text.count(word)


def _add_up(evidence: Counter[str], kinds: Counter[str]) -> dict[str, float]:
    """What speaks for each place: its mentions, those of what it contains, and whether the text calls its own so."""
    parts = defaultdict(list)
    shares = {kind: number / kinds.total() for kind, number in kinds.items() if kind != NATION}
    for key, weight in evidence.items():
        for outer in _chain_of(key)[1:-1]:
            parts[outer].append(weight)
    totals = {}
    for key in sorted({*evidence, *parts}, key=lambda key: (-len(_chain_of(key)), key)):  # the smaller of two alike
        own = max((share for kind, share in shares.items() if _is_kind(key, kind)), default=0)
        related = own or any(_is_kind(outer, kind) for outer in _chain_of(key) for kind in shares) or not shares
        if key in evidence or (own and len(parts[key]) > 1):
            of_parts = sum(parts[key]) - max(parts[key], default=0)
            shared = own and len(parts[key]) >= _MANY_PARTS and all(_are_in_line(key, other) for other in evidence)
            weight = evidence[key] + of_parts * (1 if shared else _OF_PARTS)
            totals[key] = weight * (1 + own if related else _NOT_OF_KIND)
    return totals


_MANY_PARTS = 3  # of what calls itself 全市, and no place beside them: a list of its counties


def _are_in_line(one: str, other: str) -> bool:
    """Tell whether one of two places contains the other."""
    return one in _chain_of(other) or other in _chain_of(one)


def _is_kind(key: str, kind: str) -> bool:
    if not _is_code(key):
        return key.endswith(kind)
    division = make_division(key)
    if kind == "区":
        return division.name.endswith("自治区" if division.level not in ("county", "zone") else "区")
    return any(name.endswith(kind) for name in (division.name, *list_former_names(key)))


def _is_code(key: str) -> bool:
    return key[:1].isdigit()


def _chain_of(key: str) -> tuple[str, ...]:
    return list_chain(key) if _is_code(key) else (key,)


def _name_of(key: str) -> str:
    return make_division(key).name if _is_code(key) else key
