"""Every quantity that a text states, in digits or in numerals: lists, ranges and ratios, with their units.

All functions read normalised text (helpers.text.normalise): half-width digits and signs, Simplified characters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from helpers.language.approximators import (
    BEFORE_SIGN,
    Quantity,
    apply_sense,
    apply_sign,
    bound_odd,
    get_senses,
    join_words,
    rises,
    sense_before,
    unit_pattern,
    unit_words,
)
from helpers.language.divisions import opens_name
from helpers.language.lexicon import WordPattern
from helpers.language.numerals import (
    ARABIC,
    CHINESE,
    MIXED,
    SCALES,
    Number,
    parse_number,
    parse_pair,
    read_number,
    weigh,
)
from helpers.language.opening import compile_opening
from helpers.language.proportions import find_worded
from helpers.storage import read_resource

# 来 and 几 as in 3000来名, 30几所; 半 as in 三亩半, not in 半天
_COUNTED = "[所名个万亿千百人位家户亩元间台座吨公平次件项条辆张本册套]"
_ODD = rf"余|多|来(?={_COUNTED})|几(?<=[0十百千]几)(?={_COUNTED})|半(?<=个半)"
_ODD_BEHIND = rf"余|多|来(?={_COUNTED})"
_HALF_WORDS = "年天月日小工数封开结圆径个学价托导自脱文成寄免边截岛球途程点面身山"  # 半天, 半数, 半封闭
_HALF_BEHIND = f"半(?<=[亩里米吨斤克升时天周年顷钟倍月课]半)(?![{_HALF_WORDS}])"
_COIN = "[1-9一二三四五六七八九]"


@cache
def _regexes() -> tuple[re.Pattern, re.Pattern]:
    """Return the expressions of a number in Arabic digits (unit optional) and in Chinese numerals (unit needed)."""
    after = join_words(get_senses("after"))
    part = "(?:个(?=[余多半](?:小时|月|学期|百分点)))?"
    tail = (
        rf" ?(?P<unit>%|‰|月(?<=半月)|{unit_pattern()})(?P<half>{_HALF_BEHIND})?"
        rf"(?:(?<=[元圆])(?P<jiao>{_COIN})角(?:(?P<fen>{_COIN})分)?)?"
    )
    arabic = (  # the search skips to what may open a number
        rf"(?=[\d两一二三四五六七八九])(?=\d|.千\d)(?P<num>{MIXED}|{ARABIC}) ?{part}(?P<odd1>{_ODD})?"
        rf"(?P<mult>(?!百分点)[万亿千百]{{1,3}})?(?P<odd2>{_ODD_BEHIND})?(?:{tail})?(?P<after>{after})?"
    )
    chinese = rf"{part}(?P<odd1>{_ODD})?(?P<mult>[万亿]{{1,2}})?(?P<odd2>{_ODD_BEHIND})?{tail}(?P<after>{after})?"
    opens = "(?=[数几〇零一二两三四五六七八九十百千万亿廿卅])"
    return compile_opening(arabic), compile_opening(rf"{opens}(?P<few>[数几])?(?P<num>{CHINESE}){chinese}")


# 1090人次/54.5万元 are two amounts
_GLUED_LEFT = re.compile(r"(?:[A-Za-z0-9.+×*#№@\\〔_%第每万亿]|(?<![\u4e00-\u9fff])/|[A-Za-z]-|[第每] )$")
_DIGIT_APART = re.compile(r"(?<!\d)\d $")  # 1 2名 may be 12 or a number in a list: nothing is read
_WORD_BEFORE_NUMERAL = re.compile(r"(?:[第前初高周专之其统唯逐同单划如老每这那某哪任]|大[一二三四]|星期)$")


@cache
def _read_unit(written: str | None) -> tuple[str, str]:
    """Return the unit that a measure word writes, and its class."""
    name = "个月" if written == "月" else written
    return unit_words().get(name, (name, "percent")) if name else ("", "percent")


def _is_of_same_unit(match: re.Match, text: str) -> bool:
    """Tell whether a number stands behind the unit and stroke of one like it, 86所/41所: nothing says of what."""
    return bool(match["unit"]) and text.endswith(match["unit"], 0, match.start() - 1)


def _read_arabic(match: re.Match, text: str) -> Quantity | None:
    start = match.start()
    written, mult, unit = match.group("num", "mult", "unit")
    before = text[start - 1 : start]
    apart = before.isascii() or before in "×№〔第每万亿" or written[0] == "0"
    if apart and _is_other_number(match, text, before):
        return None
    dated = unit == "年" and (_CALENDAR_YEAR.fullmatch(written) or _MONTH.match(text, match.end()))
    if dated or (unit == "个" and _ALL.match(text, match.end())):
        return None
    if unit and text[match.start("unit") - 1] == " " and unit_words().get(unit, ("", ""))[1] == "place":
        return None  # 1 县城关一小 in a numbered list
    if written[-1] in SCALES and not mult:  # 14万8千 is 148 thousand
        return _build(match, text, weigh(parse_number(written) / SCALES[written[-1]], written[-1]))
    return _build(match, text, read_number(written, mult or ""))


def _is_other_number(match: re.Match, text: str, before: str) -> bool:
    """Tell whether a number behind a sign, a blank or a letter is a part of another one, or numbers something."""
    start, written = match.start(), match["num"]
    if written[0] == "0" and written[1:2].isdigit() and text[match.end("num") : match.end("num") + 1] == " ":
        return True  # 01 家底: the number of a heading
    if not before:
        return False
    if _GLUED_LEFT.search(text, start - 2, start) and not rises(match, text):
        return True
    if before == "/":
        return _is_of_same_unit(match, text)
    return before == " " and not written[1:2].isdigit() and bool(_DIGIT_APART.search(text, start - 3, start))


def _build(match: re.Match, text: str, number: Number) -> Quantity:
    """Return the quantity of a number."""
    quantity = _bound(match, text, number)
    if quantity.unit in _SIGNED and rises(match, text):
        quantity.start = text.rindex("+", 0, match.start("num"))
    if text[quantity.start - 1] in BEFORE_SIGN:
        apply_sign(quantity, text)
    return quantity


_SIGNED = frozenset({"%", "‰", "个百分点"})


def _bound(match: re.Match, text: str, number: Number) -> Quantity:
    written, odd1, odd2, half, jiao, after = match.group("unit", "odd1", "odd2", "half", "jiao", "after")
    unit, unit_class = _read_unit(written)
    if half or odd1 == "半" or (jiao and not number.mult):
        number = weigh(number.number + _read_parts(match, number.mult), number.mult)
    start, sense = sense_before(text, match.start("num"))
    quantity = Quantity(start, match.end(), number.value, unit, unit_class=unit_class, step=number.step)
    if unit in ("%", "‰"):
        quantity.form = "percent"
    elif unit == "倍":
        quantity.form = "multiple"
        if text.startswith("多", quantity.end):
            quantity.end += 1
            return quantity.bound(number.number, number.number + 1, "()", "more")
    if odd1 or odd2:
        odd = get_senses("inside").get(odd1 or odd2, "")
        if odd == "odd":
            behind = bool(number.mult) and bool(odd2 or not match["mult"])
            return bound_odd(quantity, number.number, number.mult, behind, number.scale)
        sense = odd or sense
    if after and not sense:
        sense = get_senses("after").get(after, "")
    return apply_sense(quantity, sense, number.number, number.scale) if sense else quantity


def _read_parts(match: re.Match, mult: str) -> Decimal:
    """Return what stands behind a number as a part of one: 三亩半, 5元6角."""
    half, odd, jiao, fen = match.group("half", "odd1", "jiao", "fen")
    parts = Decimal("0.5") if half or odd == "半" else Decimal(0)
    if jiao and not mult:
        parts += parse_number(jiao) * _TENTH
        parts += parse_number(fen) * _TENTH**2 if fen else 0
    return parts


_TENTH = Decimal("0.1")


# a single small numeral counts things of these classes; before others it is mostly a slogan (三项机制, 两类)
_COUNTED_BY_ONE_NUMERAL = set("所名位人家间台座亩元栋幢门场辆套册处对户倍%") | {
    "人次",
    "课时",
    "学时",
    "平方米",
    "公里",
}


@cache
def _rhetorical() -> re.Pattern:
    return re.compile(join_words(row["noun"] for row in read_resource("rhetorical_nouns.csv")))


def _is_few(match: re.Match, text: str) -> bool:
    """Tell whether 数 or 几 before a numeral means several: 数十万元, not 招生人数十二万人."""
    return bool(match["few"]) and (match.start() == 0 or text[match.start() - 1] not in "人总次倍班校园册件生名岁多")


def _is_counted(match: re.Match, text: str, written: str, unit: str) -> bool:
    """Tell whether a Chinese numeral with a unit counts something, rather than being part of a word or slogan."""
    start, end = match.start("num"), match.end("unit")
    if _is_few(match, text):
        return not written.strip("十百千万亿")
    if start and (
        text[start - 1] in "第每这那哪某·"
        or (len(written) == 1 and _WORD_BEFORE_NUMERAL.search(text, start - 2, start))
    ):
        return False
    if opens_name(text, start, end) or text.startswith(("元里", "元桥", "台山"), end - 1):
        return False  # 三门峡, 三元区
    if text.startswith("一体", end) or (unit == "期" and text[start - 1 : start] in {*"校园院中学程目"}):
        return False  # 城关学校二期
    if len(written) > 1 and not set(written) & set("十百千万亿廿卅点"):
        # 三四所; not 唯一一个, 三三两两, 一二类, 三四年级
        return unit in _COUNTED_BY_ONE_NUMERAL | {"个"} and bool(parse_pair(written))
    if len(written) > 1 and written != "一百":
        return not (unit == "年" and "〇" in written)
    if match["odd1"] or match["odd2"] or match["mult"] or match["half"] or sense_before(text, start)[1]:
        return True
    if written == "一" and text[start - 2 : start - 1] == "一":
        return False  # 一人一间
    if written == "一":
        # 新建幼儿园一所, counts and so does 由一人增至四人; 一所中学 is an article
        behind = _stands_behind_noun(text, start, end) or re.match(
            r"[增升扩发减降]\S{0,2}[至到为]", text[end : end + 4]
        )
        return unit in _COUNTED_BY_ONE_NUMERAL and bool(behind)
    if written in "百千万亿":
        return False
    if unit == "个":
        return not _rhetorical().match(text, end)
    return unit in _COUNTED_BY_ONE_NUMERAL or _stands_behind_noun(text, start, end)


_CLAUSE_END = re.compile(r"[,。;、)!?]|$")
_NOT_A_NOUN = re.compile(r"[有建为是了在的每各共这到于设办打造成落少漏不手]$")


def _stands_behind_noun(text: str, start: int, end: int) -> bool:
    return bool(
        start
        and _CLAUSE_END.match(text, end)
        and "一" <= text[start - 1] <= "龥"
        and not _NOT_A_NOUN.search(text, start - 2, start)
    )


def _read_chinese(match: re.Match, text: str) -> Quantity | None:
    written, mult = match["num"], match["mult"] or ""
    unit, unit_class = _read_unit(match["unit"])
    if not _is_counted(match, text, written, unit):
        return None
    if ends := parse_pair(written + mult):
        quantity = Quantity(
            sense_before(text, match.start())[0], match.end(), float(ends[0]), unit, "range", unit_class
        )
        quantity.chinese = True
        return quantity.bound(*ends, "[]", "approx", "range")
    if not mult and len(written) > 1 and written[-1] in "万亿" and not set(written[:-1]) & {"万", "亿"}:
        written, mult = written[:-1], written[-1]  # 二十八万 and 二十余万 in one form
    if _is_few(match, text):
        value = parse_number(match["num"]) * (SCALES[mult] if match["mult"] else 1)
        quantity = Quantity(match.start(), match.end(), None, unit, unit_class=unit_class, chinese=True)
        quantity.flags.append("indefinite")
        return quantity.bound(value * 2, value * 10, "[)", "approx")
    quantity = _build(match, text, read_number(written, mult))
    quantity.chinese = True
    return quantity


_RANGE_MARK = re.compile(r" ?(?:[-—–~～]{1,2}|至|到) ?")
_LONGEST_LIST = 16
_LONGEST_JOINT = 6  # characters: 稳步提高到了
_COLONS = (":", "∶", "比")
_LIST_MARK = re.compile(r" ?[、,和与及] ?")
_UNCHANGED_MARK = re.compile("[、,和](?:基本)?持平[、,和及](?:提高|上升|增长|增加|下降|降低|减少)?")
_RISE_TO = re.compile(
    r"(?:稳步|大幅|逐步|快速)?(?:提高|提升|增加|增长|上升|扩大|扩充|下降|降低|减少|压缩|增|升|降|减)(?:到了?|至|为)"
)
_JOINT = re.compile("|".join(mark.pattern for mark in (_RANGE_MARK, _LIST_MARK, _RISE_TO)))
_NEXT_PLACE = re.compile("[、,和与及](?:和|以及)?[\u4e00-\u9fff]{1,7}[市县区旗州盟]")  # 甲市5.87、乙县2.74万人
_FROM = re.compile(r"[从由自](?:[^,。;从由自]{0,14})$")
_RATIO_WORD = re.compile(r"(?:[师生机幼职普录女]比|比例|配比|之比|比值|性别比|比为|比由)[^。;\n]{0,60}$|按(?:照)?$")


def _join_numbers(found: list[tuple[Quantity, re.Match]], text: str) -> Iterator[Quantity]:
    """Join the numbers of a range or ratio, give the numbers of a list their common unit, drop those without any."""
    for counted, behind in zip(found[-2::-1], found[:0:-1], strict=True):
        if counted[0].unit == "个":
            _take_points(*counted, *behind, text)
    i, number = 0, len(found)
    while i < number:
        quantity, match = found[i]
        if quantity.unit:
            joined = _join_range(found[i : i + 2], text) if i + 1 < number else None
            i += 2 if joined else 1
            yield from joined or (quantity,)
            continue
        run = _take_run(found, i, text)
        joined = _join_run(run, text) if len(run) > 1 else None
        if joined is None:
            joined, run = _with_unit(quantity, match, text), run[:1]
        yield from joined
        i += len(run)


def _take_run(found: list[tuple[Quantity, re.Match]], i: int, text: str) -> list[tuple[Quantity, re.Match]]:
    """Return the numbers that are joined from one on, up to the first that has a unit."""
    run, is_ratio = [found[i]], False
    for following in found[i + 1 : i + _LONGEST_LIST]:
        between = text[run[-1][1].end() : following[1].start()]
        place = text[run[-1][1].start() - 1] in "市县区旗州盟" and _NEXT_PLACE.fullmatch(between)
        if run[-1][0].unit or not (place or _joins(between)) or (is_ratio and between not in _COLONS):
            break
        is_ratio = between in _COLONS
        run.append(following)
    return run


def _take_points(quantity: Quantity, match: re.Match, following: Quantity, behind: re.Match, text: str) -> None:
    """Read 19.3个、2.1个和11.6个百分点 as numbers of percentage points, the last one first."""
    between = text[match.end() : behind.start()]
    listed = _LIST_MARK.fullmatch(between) or ("." in match["num"] and _UNCHANGED_MARK.fullmatch(between))
    if following.unit == "个百分点" and listed:
        quantity.unit, quantity.unit_class = following.unit, following.unit_class


def _joins(between: str) -> bool:
    return len(between) <= _LONGEST_JOINT and (between in _COLONS or bool(_JOINT.fullmatch(between)))


def _join_run(run, text: str) -> list[Quantity] | None:
    """Join numbers of which only the last may have a unit: a ratio, a range, a list or a rise from one to another."""
    between = text[run[0][1].end() : run[1][1].start()]
    if between in _COLONS:
        return _join_ratio(run, text)
    if not run[-1][0].unit or any(q.unit for q, _ in run[:-1]):
        return None
    if len(run) == 2 and _RANGE_MARK.fullmatch(between) and not _is_from(text, run[0][0].start, between):
        return _join_range(run, text)
    last, last_match = run[-1]
    scale = SCALES.get((last_match["mult"] or "")[:1], 1) if all(not m["mult"] for _, m in run[:-1]) else 1
    return [_share_unit(q, last, scale) for q, _ in run[:-1]] + [last]


def _is_from(text: str, start: int, between: str) -> bool:
    return between.strip() in {"到", "至"} and bool(_FROM.search(text, start - 16, start))


def _share_unit(quantity: Quantity, last: Quantity, scale: int) -> Quantity:
    last_written = (last.value or 0) / scale  # 3986.5、5021、5638.6万元; 12000、3万元 are of different sizes
    if quantity.value is not None and quantity.value < max(1000, 10 * last_written):
        quantity.value = round(quantity.value * scale, 6)  # 5.2、3.6、0.9万人; 10.2亿 is no 1019999999.9999999
        quantity.step *= scale
    quantity.unit, quantity.unit_class, quantity.form = last.unit, last.unit_class, last.form
    return quantity


def _join_range(pair, text: str) -> list[Quantity] | None:
    (first, first_match), (second, second_match) = pair
    if not second.unit or first.unit not in ("", second.unit):
        return None
    between = text[first_match.end() : second_match.start()]
    if len(between) > _LONGEST_JOINT or not _RANGE_MARK.fullmatch(between):
        return None
    if _is_from(text, first.start, between) or first.value is None or second.value is None:
        return None
    low, high = first.value, second.value
    if not first_match["mult"] and second_match["mult"] and low < high / SCALES[second_match["mult"][0]]:
        low *= SCALES[second_match["mult"][0]]  # 3至5万元
    if low >= high:
        return None
    about = first.qualifier == "approx"
    start = first.start if about or low < 0 else first_match.start()
    quantity = Quantity(start, second.end, low, second.unit, "range", second.unit_class, chinese=second.chinese)
    return [quantity.bound(low, high, "[]", "approx" if about else "exact", "range")]


def _join_ratio(run, text: str) -> list[Quantity]:
    """Read 14.2:1 and 3:5:2 after a word for ratio; clock times and scores of matches are none."""
    start, end = run[0][1].start(), run[-1][1].end()
    if not _RATIO_WORD.search(text, start - 70, start) or any(q.unit for q, _ in run):
        return []
    first, second = run[0][0].value, run[1][0].value
    value = round(first / second, 4) if len(run) == 2 and second else None
    quantity = Quantity(start, end, value, "比", "ratio")
    sense = get_senses("after").get(run[-1][1]["after"] or "", "")
    return [apply_sense(quantity, sense, Decimal(str(value))) if sense and value else quantity]


_PERSONS = re.compile(
    r"[^,。;、0-9]{0,12}?(?:学生|子女|儿童|幼儿|教师|考生|人口|群众|居民|毕业生|新生|职工|家长|学子|师生|适龄|农民|孩子|学员)"
)
_MONEY_BEFORE = re.compile(
    r"(?:投入|投资|资金|经费|拨付|拨款|补助|奖励|奖金|支出|收入|补贴|资助|发放|预算|筹集|捐赠|捐款|安排|金额|造价|斥资|耗资|贷款|争取)[^,。;]{0,12}$"
    r"|(?:花|掏|垫|砸|拿出|补)(?:了|掉|去|上|出)?(?:约|近|将近|差不多|整整)?$"  # 修厕所花了86万
)
_PERSONS_BEFORE = re.compile(  # 教师总数由90万增至105万; 在园幼儿40.9万,比上年减少5.3万
    r"(?:在[校园](?:学生|生|幼儿)|[初高]中生|学生|教师|教职工|招生|毕业生|人数|上线|考生|幼儿|人口|用户)(?:总?数|规模)?"
    r"(?:(?:由|从)(?:[\d.]+[万亿][增减升降提扩上下][\u4e00-\u9fff]{0,2}[至到])?|[\d.]+[万亿],?(?:比|较)?(?:上年|去年|同比)(?:增加|减少|增长|增|减|[添多少]了?)|[达为有]?到?)$"
)
_RATIO_BEFORE = re.compile(
    r"(?:生师比|师生比|师班比|生机比|班师比|教师学生比)(?:分别)?(?:[为达是]|由|从|[提降升](?:高|低)?[到至为])?"
    r"(?:(?:小学|初中|高中|国[小中]|幼儿园|中职)为?(?:\d+(?:\.\d+)?[、和,](?!\d)|(?=$)))*(?:\d+(?:\.\d+)?(?:[、和]|[上下]?[升降提](?:高|低)?[到至为]))?$"
)
_UNIT_IN_BRACKETS = re.compile(r"\((?:单位:)?([^()]{1,5})\)[:为达]?(?:\d[\d.,]* ?→ ?)?$")  # 覆盖率(%):48.7→60


def _with_unit(quantity: Quantity, match: re.Match, text: str) -> list[Quantity]:
    """Keep a number whose unit follows from its noun, from money words or a header before it."""
    header = _UNIT_IN_BRACKETS.search(text, quantity.start - 24, quantity.start)
    if header and header[1] in unit_words():
        quantity.unit, quantity.unit_class = unit_words()[header[1]]
        return [quantity]
    if not match["mult"] and _RATIO_BEFORE.search(text, max(0, quantity.start - 36), quantity.start):
        quantity.unit, quantity.form = "比", "ratio"  # 生师比为16.1
        return [quantity]
    if not match["mult"] or match["mult"] in {"百", "千"}:
        return []
    if _PERSONS.match(text, match.end()) or _PERSONS_BEFORE.search(text, quantity.start - 30, quantity.start):
        quantity.unit, quantity.unit_class = "人", "person"
    elif _MONEY_BEFORE.search(text, quantity.start - 24, quantity.start):
        quantity.unit, quantity.unit_class = "元", "money"
    else:
        return []
    quantity.flags.append("unit_inferred")
    return [quantity]


_FAR = 24  # characters
_COEFFICIENT = WordPattern(r"{coefficient}(?:[,:](?={level}))?[^,。;\n%\d]{0,16}$")
_COEFFICIENT_ON = WordPattern(
    r"[^,。;\n%\d]{0,8}(?:,(?:{level}|(?:均|都|分别)*(?:达到?|[低高优小]于|超[出过]|符合|满足))[^,。;\n%\d]{0,12})?"
)


def _find_coefficients(numbers: list[tuple[Quantity, re.Match]], text: str) -> list[Quantity]:
    """Return the decimals without unit behind a coefficient, joined to ranges: 差异系数在0.17—0.42和0.12—0.36之间."""
    found: list[Quantity] = []
    for quantity, match in numbers:
        start = match.start()
        if quantity.unit or match["mult"] or not match["num"].startswith("0."):
            continue
        last = found[-1] if found and start - found[-1].end < _FAR else None
        goes_on = last and _COEFFICIENT_ON.fullmatch(text, last.end, start)
        if not goes_on and not _COEFFICIENT.search(text, start - _FAR, start):
            continue
        if last and last.form == "number" and _RANGE_MARK.fullmatch(text, last.end, start):
            last.end, last.form = quantity.end, "range"
            last.bound(last.value, quantity.value, "[]", "exact", "range")
        else:
            found.append(quantity)
    return found


_CALENDAR_YEAR, _MONTH, _ALL = map(re.compile, (r"(?:19|20)\d\d", r" ?\d{1,2} ?月", "100%"))  # 113年10月15日, 3个100%
_SERVICE = re.compile(
    r"(?:从教|(?<!专)任教|执教|支教|教龄|工龄|服务|工作|学制|学龄|年限|时间|时长|为期|历时|累计|不少于|不低于|至少|不得少于|[任聘工周]期|(?:见习|试用|培养|服务|培训)期)[^,。;\n]{0,8}$"
    r"|每[^,。;]{0,16}(?<![自从])$|受教育年限[^,。;]{0,24}分别(?:达到?|为|是)?$"
    r"|受教育年限[^。;]{0,40}(?:增加|提高|延长|增长|目标值?[为是]?|达到?)约?$"
    r"|年限[^,。;]{0,16}[\d.]+年(?:上升|提高|增加|增长|延长|提升)[到至为][^,。;]{0,12}$"
)
_SPAN_OF_TIME = {
    *("年", "天", "周", "个月", "星期", "学期", "个学期", "学年"),
    *("小时", "分钟", "秒", "课", "个工作日", "工作日"),
}
_CLOCK = re.compile(r"[时点:]$")
_AGED = re.compile(  # 35岁以下 says who, not how many
    "(?:平均|人均|均)年龄(?:[^,。;]{0,18}|[^。;]{0,20}(?:[高低大小][出了]?|提高|下降|增加|减少|年轻)了?)$"
)


def _is_measured(quantity: Quantity, match: re.Match, text: str) -> bool:
    """Tell whether a number with a unit measures something: dates, deadlines and clock times do not."""
    if quantity.unit_class == "place" and _CALENDAR_YEAR.fullmatch(match["num"]):
        return False  # 2021县教育局工作总结
    if quantity.unit_class == "age":
        return bool(_AGED.search(text, match.start() - 32, match.start()))
    if quantity.unit in _SPAN_OF_TIME:
        if quantity.unit in {"分钟", "小时"} and quantity.bounds:
            return True
        return bool(_SERVICE.search(text, quantity.start - 48, match.start()))
    if quantity.unit == "分" and _CLOCK.search(text, match.start() - 1, match.start()):
        return False
    return not (quantity.unit in {"兆", "M", "G", "T"} and not match["num"][0].isdigit())


def find_quantities(text: str) -> list[Quantity]:
    """Return every quantity that a normalised text states, in order, none overlapping another.

    A number that nothing in the world has, as hundreds of digits by a slip, is none.

    >>> text = "全市有小学200余所,近7万随迁子女,第十四中学,2023年投入3.2亿"
    >>> [(q.value, q.unit, q.qualifier) for q in find_quantities(text)]
    [(200.0, '所', 'more'), (70000.0, '人', 'approx'), (320000000.0, '元', 'exact')]
    """
    arabic, chinese = _regexes()
    numbers = [(q, m) for m in arabic.finditer(text) if (q := _read_arabic(m, text))]
    if written := [(q, m) for m in chinese.finditer(text) if (q := _read_chinese(m, text))]:
        numbers = sorted([*numbers, *written], key=lambda pair: (pair[1].start(), -pair[0].end))
        numbers = [pair for i, pair in enumerate(numbers) if not i or pair[1].start() >= numbers[i - 1][1].end()]
    measured = [(q, m) for q, m in numbers if not q.unit or _is_measured(q, m, text)]
    found = [*find_worded(text), *_find_coefficients(measured, text), *_join_numbers(measured, text)]
    found.sort(key=lambda q: (q.start, -q.end))
    kept: list[Quantity] = []
    for quantity in found:
        if not kept or quantity.start >= kept[-1].end:
            kept.append(quantity)
    return [q for q in kept if not q.is_out_of_range()]
