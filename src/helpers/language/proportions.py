"""Percentages, fractions, multiples and ranks that are written in words.

All functions read normalised text (helpers.text.normalise): half-width digits and signs, Simplified characters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from helpers.language.approximators import Quantity, apply_sense, get_senses, sense_before
from helpers.language.lexicon import WordPattern
from helpers.language.numerals import ARABIC, CHINESE, parse_number, parse_pair

_N = rf"(?:{ARABIC}|{CHINESE})"
_PER = re.compile(rf"(?P<base>[百千])分之(?P<num>{_N})(?P<after>以上|左右|以下|以内)?")
_FRACTION = re.compile(
    r"(?P<den>[二三四五六七八九十两]{1,2}|\d{1,2})分之(?P<num>[一二三四五六七八九]|\d{1,2})(?P<after>以上|左右)?(?!间|决赛)"
)
_SLASH = re.compile(r"(?P<num>[1-9])(?<![\dA-Za-z./第年月-].)/(?P<den>[2-9]|10)(?![\d./])(?P<after>以上|左右|以下)?")
_PART_OF = re.compile(r"(?:[占达为约近逾过足超]|[达不]到|至少|占[^,。;]{1,12}的|(?:收入|支出|经费|总[数量额]|人数)的)$")


def _is_fraction(match: re.Match, text: str) -> bool:
    """Tell whether 2/3 is a share of something, not a date, a page, a pair of classes or grades."""
    if int(match["num"]) >= int(match["den"]):
        return False
    if match["after"] or text.startswith("的", match.end()):
        return True
    of_something = _PART_OF.search(text, match.start() - 16, match.start())
    return bool(of_something) and text[match.end() : match.end() + 1] not in set("年月日班页号级届决")


_TENTHS = re.compile(
    r"(?P<num>[一二两三四五六七八九]|\d)成"
    r"(?:(?P<more>[一二三四五六七八九半]|[1-9](?![\d.万亿千百所个人名%]))"
    r"|(?![立员功果长绩本就熟人都效分交才品套色型]|为(?!目标|准|上限|底线)))(?P<after>以上|左右|多)?"
)
_TENTH = re.compile(r"成(?<=[一二两三四五六七八九\d]成)")  # all of them have one
_HALF = re.compile(
    r"(?P<more>超过半数|超过一半|超半数|半数以上|一半以上|过半数?)(?!百)|(?:占|近|约)(?P<exact>半数|一半)"
    r"|近(?P<near>半)(?=[,。;、的]|$|由|来自|为|是)"
)
_DOUBLING = re.compile(r"翻了?(?P<num>[一两二三四1-4])?番(?P<more>还多|有余|以上|多)?")
_RANK = WordPattern(
    r"(?:位居|位列|名列|(?<!系)列|居|排名|排在|排|跻身|保持|进入|跨入|迈入|稳居|"
    r"(?:上升|提升|跃升|升|前移|进|下降|下滑|降)[到至为])(?:[^,。;0-9第前]{0,12}?)"
    r"(?P<rank>第 ?(?P<nth>[一二三四五六七八九十]{1,3}|\d{1,3})(?: ?[位名])?"
    r"|前(?P<top>[一二三四五六七八九十]{1,3}|\d{1,3})(?:位|名|强)?)"
    r"(?! ?[届批次轮期版节类年月个所大]| ?梯队| ?方阵|阵营|集团|档|行列|时间|线|责任)"
)
_PLACE = re.compile(r"[第前](?=[ 一二三四五六七八九十\d])")  # every rank has one
# 辍学率均为0, 占比由6.3%降为零; not 0.3%, 0:1 or 0人
_NONE = re.compile(
    r"(?:率|占比|比例|比重)[^,。;%\d]{0,8}?(?:\d[\d.]{0,5}%[^,。;%\d]{0,3})?(?:为|降[至到]|控制在|保持在?)(?P<none>[0零])(?=[,。;、)\n]|$)"
)
_ZERO = re.compile(r"[0零](?<=[为降至到在持][0零])(?=[,。;、)\n]|$)")  # each of them ends with one
_NEXT_RANK = re.compile(
    r"(?:[、,]|以?及|[和与])(?:[^,。;、\d第]{0,8})"
    r"(?P<rank>第 ?(?P<nth>[一二三四五六七八九十]{1,3}|\d{1,3})(?: ?[位名])?)(?! ?[届批次轮期版节类年月个所大])"
)


def _divide(part: Decimal, whole: Decimal) -> Decimal:
    """Return a part of a whole in percent, to two places."""
    return Decimal(float(round(100 * part / whole, 2))).quantize(Decimal("0.01"))


def _apply_after(quantity: Quantity, text: str, start: int, after: str | None, number: Decimal) -> Quantity:
    quantity.start, sense = sense_before(text, start)
    sense = sense or get_senses("after").get(after or "", "")
    return apply_sense(quantity, sense, number) if sense else quantity


def _share(match: re.Match, text: str, number: Decimal, unit: str = "%", form: str = "fraction") -> Quantity:
    """Return the share that a match writes, with the bounds that words beside it set."""
    quantity = Quantity(match.start(), match.end(), float(number), unit, form)
    return _apply_after(quantity, text, match.start(), match["after"], number)


def _find(pattern: re.Pattern, sign: str, text: str) -> Iterator[re.Match]:
    """Yield the matches of a pattern in a text that has the sign which all of them have."""
    return pattern.finditer(text) if sign in text else iter(())


def find_worded(text: str) -> Iterator[Quantity]:
    """Find quantities written in words: 百分之八十五, 三分之二, 七成, 过半, 翻一番, 位居第2, 辍学率为0."""
    for m in _NONE.finditer(text) if _ZERO.search(text) else ():
        yield Quantity(m.start("none"), m.end(), 0.0, "%", "percent")
    for m in _find(_PER, "分之", text):
        unit = "%" if m["base"] == "百" else "‰"
        if ends := parse_pair(m["num"]):
            quantity = Quantity(m.start(), m.end("num"), float(ends[0]), unit, "percent")
            yield quantity.bound(*ends, "[]", "approx", "range")
            continue
        yield _share(m, text, parse_number(m["num"]), unit, "percent")
    for m in _find(_FRACTION, "分之", text):
        den, num = parse_number(m["den"]), parse_number(m["num"])
        if num < den and not (m.start() and text[m.start() - 1].isdigit()):
            yield _share(m, text, _divide(num, den))
    for m in _find(_SLASH, "/", text):
        if _is_fraction(m, text):
            yield _share(m, text, _divide(Decimal(m["num"]), Decimal(m["den"])))
    for m in _TENTHS.finditer(text) if _TENTH.search(text) else ():
        if m.start() and text[m.start() - 1] in "第完分之零一二三四五六七八九十.0123456789":
            continue
        number = parse_number(m["num"]) * 10
        if m["more"]:
            number += 5 if m["more"] == "半" else parse_number(m["more"])
        if m["after"] == "多":
            quantity = Quantity(m.start(), m.end(), float(number), "%", "fraction")
            yield quantity.bound(number, number + 10, "()", "more")
        else:
            yield _share(m, text, number)
    for m in _find(_HALF, "半", text):
        group = m.lastgroup
        quantity = Quantity(m.start(group), m.end(group), 50.0, "%", "fraction")
        if m["more"]:
            closed = "以上" in m["more"]
            quantity.bound(50, None, "[)" if closed else "()", "more")
        elif text[m.start()] in "近约":
            quantity = _apply_after(quantity, text, m.start(group), None, Decimal(50))
        yield quantity
    for m in _find(_DOUBLING, "番", text):
        times = int(parse_number(m["num"])) if m["num"] else 1
        growth = float((2**times - 1) * 100)
        quantity = Quantity(m.start(), m.end(), growth, "%", "doubling")
        yield quantity.bound(growth, None, "()", "more") if m["more"] else quantity
    for m in _RANK.finditer(text) if _PLACE.search(text) else ():
        value = float(parse_number(m["nth"] or m["top"]))
        quantity = Quantity(m.start("rank"), m.end("rank"), value, "位", "rank")
        yield quantity.bound(1, value, "[]", "less") if m["top"] else quantity
        end = m.end("rank")
        while further := _NEXT_RANK.match(text, end):
            yield Quantity(*further.span("rank"), float(parse_number(further["nth"])), "位", "rank")
            end = further.end()
