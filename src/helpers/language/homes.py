"""Which place a text is about."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable

from helpers.language.divisions import NATION, get_gazetteer, list_chain, make_division
from helpers.language.places import (
    Mention,
    find_capital,
    find_places,
    find_relative,
    get_context_pattern,
    get_divisions,
    get_relative_words,
)

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
    place.

    >>> guess_home("选派骨干教师", "武川县教育局", "今年全县选派12名教师赴包头市青山区跟岗。包头市青山区三所学校接收。")
    ('武川县', 'stated')
    >>> guess_home("工作总结", "", "201x年,XX市教育局……与广州市结对。")
    ('', '')
    """
    if any(get_context_pattern(kind).search(f"{title}\n{text}") for kind in ("template", "template_year")):
        return "", ""
    evidence, stated = _gather_evidence(title, publisher, text)
    stated |= {key for key, weight in evidence.items() if weight >= _ENOUGH}
    capital, weight = _find_capital(evidence, title, text)
    evidence[capital] += weight
    totals = _add_up(+evidence, _find_kinds(title, text))
    if not totals:
        return "", ""
    best = max(totals, key=totals.__getitem__)
    rivals = [total for key, total in totals.items() if key not in _chain_of(best) and best not in _chain_of(key)]
    if totals[best] < _ENOUGH or totals[best] < _AHEAD * max(rivals, default=0):
        return "", ""
    basis = "stated" if best in stated else "resolved" if best == capital else "inferred"
    return _name_of(best), basis


def _gather_evidence(title: str, publisher: str, text: str) -> tuple[Counter[str], set[str]]:
    """Weigh mentions by code, or by name where several divisions bear it and nothing decides; say which are stated."""
    evidence: Counter[str] = Counter()
    stated = set()
    for part, in_head in ((title, True), (publisher, True), (text, False)):
        for mention in find_places(part, institutions=True, unsure=True):
            if mention.name == NATION:
                continue
            key = mention.code or mention.name
            weight = _weigh(part, mention, in_head)
            if weight >= _BODY and mention.start < _LEAD_LENGTH:
                weight += 0 if in_head or key in stated else _LEAD
                stated.add(key)
            evidence[key] += weight
    for key in list(evidence):
        if _heads(_name_of(key), title, publisher):
            evidence[key] += _HEAD
            stated.add(key)
    return _settle_names(evidence, stated)


def spell_out(words: Iterable[str]) -> list[str]:
    """Return the whole names of the divisions of which a word is the short name and of no other: 镇海 is 镇海区.

    For words that stand alone, as in the path of a page; in a sentence 新城 or 和平 may be anything.

    >>> spell_out(["教育", "镇海", "鼓楼"])
    ['镇海区']
    """
    found = []
    for word in words:
        if 2 <= len(word) <= 4:
            bearers = [d for kind in "区县市旗" for d in get_divisions(word + kind) if not d.last_listed]
            found += [bearers[0].name] if len(bearers) == 1 else []
    return found


# 光明日报 and 光明网 are of no place; 深圳光明网 is
_LOCAL_NAME = "{0}(?:发布|融媒|教育|政府|市|县|区)|[\\u4e00-\\u9fff]{0}(?:网|新闻|在线)"


def _heads(name: str, title: str, publisher: str) -> bool:
    """Whether a title or publisher names a place of the text by two characters: 巴南:…, 重庆巴南网."""
    short = name[:-1] if len(name) == 3 and name[-1] in "市县区旗" else ""
    return bool(short) and (
        title.startswith((f"{short}:", f"{short} ")) or bool(re.search(_LOCAL_NAME.format(short), publisher))
    )


def _weigh(part: str, mention: Mention, in_head: bool) -> float:
    if _is_elsewhere(part, mention):
        return _ELSEWHERE
    if mention.institution:
        return _HEAD / 3 if in_head else _INSTITUTION
    return _HEAD if in_head else _BODY


def _is_elsewhere(text: str, mention: Mention) -> bool:
    """Whether a place is named as that of others: 赴包头市, 与包头市结对, 会议在包头市召开, 包头市教师到我县跟岗."""
    before, after = text[max(mention.start - 40, 0) : mention.start], text[mention.end : mention.end + 40]
    visited = before[-1:] in ("在", "于", "到", "去", "与", "和") and get_context_pattern("elsewhere_after").match(
        after
    )
    return bool(visited or get_context_pattern("elsewhere").search(before) or get_context_pattern("guest").match(after))


def _settle_names(evidence: Counter[str], stated: set[str]) -> tuple[Counter[str], set[str]]:
    """Give what speaks for a name that several divisions bear to the one whose containing divisions are named too."""
    rows = get_gazetteer().rows
    support = Counter({key: weight for key, weight in evidence.items() if key in rows})
    settled: Counter[str] = Counter()
    now = {}
    for key, weight in evidence.items():
        if key not in rows:
            backing = {d.code: sum(support[code] for code in list_chain(d.code)) for d in get_divisions(key)}
            most = max(backing.values())
            backed = [code for code, value in backing.items() if value == most]
            now[key] = backed[0] if len(backed) == 1 else key
        settled[now.get(key, key)] += weight
    return settled, {now.get(key, key) for key in stated}


def _find_kinds(title: str, text: str) -> dict[str, float]:
    """The kinds of unit (市, 旗, 区 …) that a text calls its own (全市, 我旗), with their shares."""
    words = [match[0] for match in find_relative(f"{title}\n{text}")]
    kinds = Counter(get_relative_words()[word]["stands_for"] for word in words if word[0] in "全我本")
    del kinds[NATION]
    return {kind: number / kinds.total() for kind, number in kinds.items()}


def _find_capital(evidence: Counter[str], title: str, text: str) -> tuple[str, float]:
    """The capital that 首府 or 省会 stands for, if the text names places of one region only, and what speaks for it."""
    provinces = {_chain_of(key)[-2] for key in evidence if len(_chain_of(key)) > 1}
    capital = find_capital(provinces.pop()) if len(provinces) == 1 else None
    if capital is None:
        return "", 0
    word = "首府" if make_division(list_chain(capital.code)[-2]).name.endswith("自治区") else "省会"
    return capital.code, _HEAD * title.count(word) + _BODY * text.count(word)


def _add_up(evidence: Counter[str], kinds: dict[str, float]) -> dict[str, float]:
    """What speaks for each place: its mentions, those of what it contains, and whether the text calls its own so."""
    parts = defaultdict(list)
    for key, weight in evidence.items():
        for outer in _chain_of(key)[1:-1]:
            parts[outer].append(weight)
    totals = {}
    for key in {*evidence, *parts}:
        own = max((share for kind, share in kinds.items() if _is_kind(key, kind)), default=0)
        related = own or any(_is_kind(outer, kind) for outer in _chain_of(key) for kind in kinds) or not kinds
        if key in evidence or (own and len(parts[key]) > 1):
            weight = evidence[key] + _OF_PARTS * (sum(parts[key]) - max(parts[key], default=0))
            totals[key] = weight * (1 + own if related else _NOT_OF_KIND)
    return totals


def _is_kind(key: str, kind: str) -> bool:
    name = _name_of(key)
    is_county = key not in get_gazetteer().rows or make_division(key).level == "county"
    return name.endswith("自治区") or (is_county and name.endswith("区")) if kind == "区" else name.endswith(kind)


def _chain_of(key: str) -> tuple[str, ...]:
    return list_chain(key) if key in get_gazetteer().rows else (key,)


def _name_of(key: str) -> str:
    return get_gazetteer().rows[key]["name"] if key in get_gazetteer().rows else key
