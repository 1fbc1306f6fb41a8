"""Places where a copy has lost its digits: a number, its whole part, or a year must have stood there.

The signs are those of Chinese grammar: a bare measure word (总量达所), a fraction without its whole part (.61%), 余 or
多 without a number (余名, 多亩), 年 without digits (年—年). resources/lost_numbers.csv says for each unit what stands
around it in healthy texts and what betrays a loss. All functions take a reading's text (helpers.text).
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from helpers.language import find_places, join_words, unit_pattern
from helpers.storage import read_resource


class Slot(NamedTuple):
    """A place where digits must have stood: offsets of what is left, and whether a number or a year is gone."""

    start: int
    end: int
    kind: str


class _Unit(NamedTuple):
    """What tells a bare unit that lost its number from a healthy one; see resources/lost_numbers.csv."""

    end: str
    before: tuple[str, ...]
    likely: str
    after: tuple[str, ...]
    not_after: str
    not_before: tuple[str, ...]
    not_named: str
    closed: frozenset[str]  # the characters directly before it that show that it lost none


_NOT, _LIKELY, _SURE = 0, 1, 2
# after these a unit has its number, or needs none: 一所 几个 多名 每人 这家 某校 □所 xx所
_DIGITS = "0123456789"
_NUMERALS = _DIGITS + ".%一二三四五六七八九十百千万亿零〇两几数干"  # 若干
_COUNTS = _NUMERALS + "多余各每这那哪该某本此整单首半第同任何诸若另来把xX×*□○_"
# 学校数, 人数 … before a unit: here 数 is no vague number
_COUNT_NOUNS = tuple(f"{char}数" for char in "校园班级生师工人总儿员点室位册机")
_HAVING = ("共有", "现有", "拥有", "设有", "只有", "仅有")
_OPENINGS = ",。;、:!?(《“”》)\n~—-"
_CLOSINGS = ",。;、:!?()“”《》\n"
_FOLLOWERS = (
    *("以上", "以下", "以内", "左右", "其中", "增长", "下降", "减少", "增加", "提高", "比", "较上", "同比"),
    *("和", "及", "与", "占", "的", "等", "不等", "全部", "均", "分别", "至", "到", "起"),
)
# 多名, 多个, 多所 need no number before them; these do
_MANY = (
    *("亩", "平方米", "平方公里", "公里", "公顷", "米", "吨", "人次", "元", "万人", "万名", "万册", "小时", "分钟"),
    *("课时", "学时", "公斤", "千克"),
)
_MANY_IN_WORDS = ("多元", "多米诺", "多米尼")
_NO_MANY = "许众更很太较诸繁不最个年"
_NO_REMAINDER = "其剩业富盈结残无冗"  # 其余, 业余, … are words

_FRACTION = re.compile(
    r"\.(?<=[\u4e00-\u9fff,、~—(\n -]\.)(?<!\d \.)(?:\d+|(?=[%‰万亿倍]))[%‰]?"
    r"|(?<=[\u4e00-\u9fff ])(?<!\d )\d[\d,]*\.(?: ?[%‰]|(?= ?(?:[万亿元倍]|个百分点)))"  # 68.亿元, 提高0. 个百分点
)
_BROKEN = re.compile(r"\.(?:(?<=[\u4e00-\u9fff,、~—(\n -]\.)|(?= ?(?:[%‰万亿元倍]|个百分点)))")  # every fraction has it
# 38,6 5人, 7 .6%: a blank where a digit stood, in a text that has lost others; 12 405名 and 1 2 4 0 5名 are whole
_BLANK = re.compile(
    r"\d(?<=[\u4e00-\u9fff]\d)(?!(?:(?<=1)9|(?<=2)0)\d\d )(?!\d{0,2}(?: \d{3})+(?!\d))[\d,]*(?: |\. | \.| ,)\d[\d,.]*"
    r"(?= ?(?:[万亿%‰元人名所个亩册台间]|平方))"
)
_PERCENT = re.compile(r"[%‰](?<=[\u4e00-\u9fff,、;~—\n -][%‰])(?<!\d [%‰])(?!\d)")


@cache
def _get_units() -> tuple[dict[str, _Unit], tuple[str, ...], re.Pattern[str], re.Pattern[str]]:
    """Return the rules by unit, the words before any quantity, and the patterns of bare units and of 余, 多 + unit."""
    rows = {row["unit"]: row for row in read_resource("lost_numbers.csv")}
    general = tuple(rows.pop("*")["before"].split())
    lists = ("before", "after", "not_before")
    units = {}
    for name, row in rows.items():
        said = [tuple(row[field].split()) if field in lists else row[field] for field in _Unit._fields[:-1]]
        ends = {word[-1] for word in (*row["before"].split(), *_COUNT_NOUNS, *_HAVING)}
        units[name] = _Unit(*said, frozenset(_COUNTS + row["not_after"]) - ends)
    names = join_words(units)
    return units, general, re.compile(names), re.compile(f"[余多](?:{names})")


_KINDS_OF_GARTENS = tuple("儿校办心惠范优级类型")  # 幼儿园, 公办园, 中心园, 普惠园, 示范园, whose number may be lost


def _judge_unit(text: str, start: int, end: int) -> int:
    """Say how surely the unit at text[start:end] lost its number."""
    units, general, _, _ = _get_units()
    unit = text[start:end]
    rule = units[unit]
    before = text[max(0, start - 8) : start].rstrip(" ")
    after = text[end : end + 6].lstrip(" ")
    last = before[-1:]
    own = before.endswith(rule.before) or before.endswith(_COUNT_NOUNS + _HAVING)
    if last == "有" and not own and (before[:-1].endswith(rule.before) or after.startswith(rule.after or "\n")):
        return _LIKELY  # 教师有名, 有名教师: 有名 is a word too
    if last and (last in _COUNTS or last in rule.not_after) and not own:
        return _NOT
    if last == unit or after[:1].isdigit() or _names_place(text, start):  # 一间间教室; 校车 辆4; 其中天等县8所
        return _NOT
    if unit == "所" and before.endswith("园") and before[-2:-1] not in _KINDS_OF_GARTENS:
        return _NOT  # (一)园所:
    if unit == "名" and before.endswith("名师") and after.startswith(("校长", "园长", "班主任")):
        return _NOT  # 名师名校长6人
    if unit == "名" and _OF_NAME.match(after):
        return _NOT  # 引进名校长2人、名教师5人
    if before.endswith("单位:") or (last == "(" and after[:1] == ")"):  # over a table's column: 学校数(所)
        return _NOT
    if rule.not_before and after.startswith(rule.not_before) and not (own and rule.end != "own"):
        return _NOT
    opened = not last or last in _OPENINGS
    listed = own or (rule.end != "own" and before.endswith(general)) or before.endswith((f"{unit}、", f"{unit},"))
    if not after or after[0] in _CLOSINGS or after.startswith(_FOLLOWERS):
        return _judge_end(rule, last, after, listed, opened)
    if after.startswith(rule.after) and not (last and last in rule.not_named):
        return _SURE if listed or opened else _LIKELY
    counted = last == "了" or (own and rule.not_named)  # 建设了间, 选拔名: what follows may be anything
    return _LIKELY if rule.end == "any" or counted else _NOT


_OF_NAME = re.compile("(?:校长|园长|教师|班主任|班长)(?:\\d|[、和]名)")


def _names_place(text: str, start: int) -> bool:
    """Tell whether a unit is the first character of a county's or a city's full name: 天等县, 名山区, 元氏县."""
    found = find_places(text[start : start + _LONGEST_NAME])[:1]
    return any(m.start == 0 and text[start + m.end - 1] in "县市区旗" for m in found)


_LONGEST_NAME = 6  # characters


def _judge_end(rule: _Unit, last: str, after: str, listed: bool, opened: bool) -> int:
    """Say how surely a unit at the end of a clause lost its number."""
    if listed or (rule.end == "any" and not opened):
        return _SURE
    if last == "了":
        return _LIKELY
    if rule.end in ("any", "likely") or (last and last in rule.likely):
        return _LIKELY
    return _LIKELY if opened and after.startswith((",", "。", ";", "(", "以上", "以下", "以内")) else _NOT


def _find_numbers(text: str) -> tuple[list[Slot], list[Slot]]:
    """Return the sure and the likely slots of numbers."""
    units, _, unit, remainder = _get_units()
    patterns = (_FRACTION, _PERCENT) if _BROKEN.search(text) else (_PERCENT,)
    sure = [Slot(*match.span(), "number") for pattern in patterns for match in pattern.finditer(text)]
    likely = []
    for match in remainder.finditer(text):
        last = text[max(0, match.start() - 4) : match.start()].rstrip(" ")[-1:]
        if match[0][0] == "余":
            lost = last and last not in _NUMERALS and last not in _NO_REMAINDER
        else:
            lost = last and last not in _COUNTS + _NO_MANY and match[0].endswith(_MANY)
            lost = lost and not text.startswith(_MANY_IN_WORDS, match.start())
        if lost:
            sure.append(Slot(*match.span(), "number"))
    for match in unit.finditer(text):
        start = match.start()
        if start and text[start - 1] in units[match[0]].closed:  # as most units: it has its number
            continue
        grade = _judge_unit(text, start, match.end())
        if grade:
            (sure if grade == _SURE else likely).append(Slot(*match.span(), "number"))
    return sure, likely


# 年度 年底 … and 今年 每年 十年 青年 … are words: these characters stand behind and before a 年 that lost nothing
_YEAR_WORDS = "级度龄轻代初底末内终均产薪会鉴报味货画夜限检年老幼少长纪迈金审利复近过仅满中关头前后间来华事月平糕"
_NO_YEAR = (
    "0-9一二三四五六七八九十百千万亿零〇两几数多余各每这那哪该某本此整单首半第同任何诸若xX×*□○_"
    "今去前明后当次翌往历近常终全元童青少成老中早晚壮学周过拜新丰逐连隔跨累积上下昨旧其编逢之经有康陈流甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥"
)
# the characters that it begins with come first: the search skips to them
_YEAR_SPAN = re.compile(
    rf"[年—~\-〔\[](?:(?<=年)(?:(?:[—~-]+|至|到)年|(?<![{_NO_YEAR}]年)(?=年[底初末])"
    r"|月(?:(?<=[于在至自从。\n]年月)|(?<=截止年月))(?![\u4e00-\u9fff]{0,4}里)日?)"
    r"|(?<=[—~-])(?:(?<=\([—~-])[—~-]*年?(?=\))|(?<![\d年][—~-])学?年|(?<=[(,。;][—~-])(?=20\d\d(?:学?年|\)))"
    r"|(?<=[\u4e00-\u9fff][—~-])(?=20\d\d学年))"
    r"|(?<=[〔\[]) ?[〕\]](?=\d{0,4} ?号))"
)
_YEAR = re.compile(rf"年(?:(?<=其中年)|(?<![{_NO_YEAR}]年)(?<![{_NO_YEAR}] 年))")
_YEAR_PREPOSITIONS = (*"从自至到于比较与和在及同为是", "截止")
_YEAR_VERBS = (
    *("招生", "培训", "收入", "投入", "人均", "接待", "发放", "增长", "递增", "受益", "生产", "销售", "发"),
    *("处理", "节约", "消费", "学费", "吞吐"),
)
_MONTH = re.compile(r" *\d{1,2} *(?:月|[—~至-]\d{1,2}月)")
_KEPT_YEAR = re.compile(r"(?:19|20)\d\d *(?:学?年|[—~-])")

_THAT_YEAR = re.compile("(?:^|[。;!?\n:,])是$")  # 是年,全县高考考生892人: in that year


def _judge_year(text: str, i: int) -> int:
    """Say how surely the 年 at text[i] lost its digits."""
    before, after = text[max(0, i - 3) : i].rstrip(" "), text[i + 1 : i + 5].lstrip(" ")
    starts = not before or before[-1] in "。;!?\n:"
    if _MONTH.match(text, i + 1):
        return _SURE
    if before.endswith(("比", "较", "自", "从")) and after.startswith(_YEAR_VERBS):
        return _SURE
    if after.startswith((",", "全", "我")) and _THAT_YEAR.search(before):
        return _NOT
    if before.endswith("其中") and not after.startswith(("均", "人均", "龄", "级", "轻", "老", "幼")):
        return _SURE
    if after[:1] in ("", *_YEAR_WORDS) or after.startswith(_YEAR_VERBS):
        return _LIKELY if (starts or before[-1] in "至到") and after.startswith(("底", "末")) else _NOT
    if before.endswith(_YEAR_PREPOSITIONS) or starts:
        return _SURE
    if before[-1] in ",(《“" and after[0] in ",、)起":
        return _SURE
    return _LIKELY


def _find_years(text: str) -> tuple[list[Slot], list[Slot]]:
    """Return the sure and the likely slots of years."""
    sure = [Slot(*match.span(), "year") for match in _YEAR_SPAN.finditer(text)]
    taken = {i for slot in sure for i in range(slot.start, slot.end)}
    likely = []
    for match in _YEAR.finditer(text):
        grade = _NOT if match.start() in taken else _judge_year(text, match.start())
        if grade:
            (sure if grade == _SURE else likely).append(Slot(*match.span(), "year"))
    return sure, likely


_HOLES = "□■◻▢▯〓\ufffd"  # what stands for a character that a copy could not write
_SIGNS = frozenset(_HOLES + "?")
_HOLED = re.compile(rf"[{_HOLES}?][{_HOLES}?\d.,]*")
_BEFORE_HOLE = re.compile(r"(?:(?<!\d)\d{1,3} )?\d[\d.,]*$")
_HOLED_YEAR = re.compile(rf"[12{_HOLES}][{_HOLES}?\d]{{3}}(?:学?年|(?=[—~-]\d{{4}}))")
_HOLE = re.compile(rf"(?<=[\d.])[{_HOLES}?]+|[{_HOLES}]+(?=[\d.])")
_LONGEST = 12  # characters of a number before its first hole


@cache
def _counted() -> re.Pattern[str]:
    return re.compile(f"[余多]? ?(?:[万亿]|{unit_pattern()}|[%‰])")


def _find_holes(text: str) -> list[Slot]:
    """Return numbers and years in which a sign stands for a digit: 1□6人, 小学□□所, 5?人, 20□□年.

    A box to tick, a bullet before a number and the mark of a question are none: behind them, or before, stands no digit
    that belongs to them.
    """
    slots = []
    for match in _HOLED.finditer(text):
        ahead = _BEFORE_HOLE.search(text, max(0, match.start() - _LONGEST), match.start())
        start, end = ahead.start() if ahead else match.start(), match.start() + len(match[0].rstrip(".,"))
        run = text[start:end]
        asks = match[0][0] == "?" and not ahead
        boxed = not ahead and not ("\u4e00" <= text[start - 1 : start] <= "\u9fff")
        if asks or boxed or len(run) < 2:
            continue
        if year := _HOLED_YEAR.match(text, start):
            slots.append(Slot(start, year.end(), "year"))
        elif _counted().match(text, end):
            slots.append(Slot(start, end, "number"))
    return slots


def has_hole(written: str) -> bool:
    """Tell whether a number, as it is written, has a sign where a digit stood."""
    return not _SIGNS.isdisjoint(written)


def fill_holes(written: str) -> str:
    """Return a number with a 0 where a sign stands for a digit, which tells what a cell of a table is.

    >>> fill_holes("5□20"), fill_holes("□5.?"), fill_holes("□")
    ('5020', '05.0', '□')
    """
    return _HOLE.sub("0", written) if has_hole(written) else written


def find_slots(text: str) -> list[Slot]:
    """Return the places of a reading's text where a number or a year must have stood, in order.

    Sure signs are reported wherever they stand. Signs that healthy Chinese may show too count only in a text that has
    lost digits for sure: two numbers, or more years than survive.

    >>> [text for text in ["一所多所这所研究所,年底年内", "巩固率提升到.61%", "在校生1□6人"] if find_slots(text)]
    ['巩固率提升到.61%', '在校生1□6人']
    """
    numbers, likely_numbers = _find_numbers(text)
    years, likely_years = _find_years(text)
    if len(numbers) >= 2:
        numbers += [*likely_numbers, *(Slot(*match.span(), "number") for match in _BLANK.finditer(text))]
    if years or len(numbers) >= 2:
        kept = len(_KEPT_YEAR.findall(text))
        years += likely_years if len(years) > kept or not kept else []
    holes = _find_holes(text)
    years += [slot for slot in holes if slot.kind == "year"]
    return sorted(_drop_inner(numbers + [slot for slot in holes if slot.kind == "number"]) + years)


def _drop_inner(slots: list[Slot]) -> list[Slot]:
    """Return the slots without those that begin inside another: 毛入学率为117. % has lost one number, not two."""
    kept: list[Slot] = []
    for slot in sorted(slots, key=lambda slot: (slot.start, -slot.end)):
        if not kept or slot.start >= kept[-1].end:
            kept.append(slot)
    return kept


_WHOLE = re.compile(r"\d(?<![\d.A-Za-z]\d)(?:\d{0,2}(?:[, ]\d{3})+(?!\d)|\d*)(?![A-Za-z])")


_SURE_SIGNS = re.compile(r"[%‰.](?:(?<=[\u4e00-\u9fff][%‰])|(?<=\d\.) ?[%‰万亿元]|(?<=[\u4e00-\u9fff]\.)\d)")


def loses_digits(text: str) -> bool:
    """Tell at a glance whether a text has lost digits, so that a blank in a number may stand for one."""
    return len(_SURE_SIGNS.findall(text)) > 1


def digits_kept(text: str, slots: list[Slot]) -> int | None:
    """Return the least k for which no whole number of k or more digits survives, None where no such pattern shows.

    It needs three lost numbers and ten surviving whole numbers (the whole part of a decimal counts as one). A longest
    survivor of more than three digits shows that the loss had another pattern, and so does one of three where a
    percentage lost its number: hardly any has four digits.

    >>> text = "3所4所5所6所7所8所9所12所13所14所,小学达所,新增学位个,占比提高到.5%"
    >>> digits_kept(text, find_slots(text))
    3
    """
    lost = [text[slot.start : slot.end] for slot in slots if slot.kind == "number"]
    if sum(not has_hole(each) for each in lost) < 3:  # a number with a hole has kept its other digits
        return None
    lengths = [sum(map(str.isdigit, match[0])) for match in _WHOLE.finditer(text)]
    longest = max(lengths, default=0)
    percent = any("%" in each for each in lost)
    return longest + 1 if len(lengths) >= 10 and longest <= (2 if percent else 3) else None
