"""Shares: of what whole they are, and what they say behind their number or in the clause before."""

from __future__ import annotations

import re

from helpers.extract.clauses import Item, Sentence
from helpers.extract.nouns import strip_lead
from helpers.extract.ways import for_nouns
from helpers.extract.words import LEVEL_PREFIX, LEVEL_WORDS
from helpers.language import Needs, Quantity, WordPattern

_RATED = WordPattern(
    "(?P<things>[\u4e00-\u9fff]{0,16}?(?:委员会|协会|组织|校|园|生|师|员|人|县|乡镇|村|室|馆|机构|项目|站|楼))[^,。;、的]{0,10}率(?:为|是|达到?)?$"
)


def read_rated(sentence: Sentence, i: int) -> str:
    """Return what a number counts that a rate behind it is of: 265个家长委员会规范化建设合格率94%; "" if none."""
    item, following = sentence.items[i], sentence.items[i + 1 : i + 2]
    if not following or following[0].quantity.unit != "%" or item.noun or item.quantity.unit_class == "percent":
        return ""
    match = _RATED.fullmatch(sentence.text, item.quantity.end, following[0].quantity.start)
    return match["things"] if match else ""


def name_coefficients(sentence: Sentence) -> None:
    """Say of which coefficient a norm is: 小学、初中差异系数分别为0.37和0.29,低于国家规定的0.50和0.45."""
    measure, levels, norms = "", [], 0
    for item in sentence.items:
        if item.quantity.unit or item.quantity.form not in ("number", "range"):
            continue
        subject = item.subjects[0] if item.subjects else ""
        if _COEFFICIENT.search(subject) and sentence.measure and (own := _OF_MEASURE.fullmatch(subject)):
            item.subjects = [(own["level"] or own["behind"] or "") + sentence.measure + own["name"]]
        elif found := _COEFFICIENT.search(subject):
            level = LEVEL_WORDS.match(subject, 0, found.start())
            measure = subject[level.end() :] if level else subject
            levels.append(level[0] if level else "")
        elif measure:
            own = LEVEL_WORDS.search(sentence.text, item.left[0], item.quantity.start)
            level = own[0] if own else levels[norms % len(levels)]
            item.rule, item.subjects, norms = "coefficient_before", [level + measure], norms + 1


_COEFFICIENT = WordPattern("{coefficient}")
_OF_MEASURE = WordPattern("(?P<level>{level})?(?P<name>(?:校际)?{coefficient})(?P<behind>{level})?")


def read_whole(sentence: Sentence, item: Item) -> re.Match | None:
    """Match part and whole of a share where the whole's number stands in brackets before it."""
    text, start = sentence.text, item.quantity.start
    if text[start - 1 : start] != "(" or not _OF_COUNTED.match(text, item.quantity.end):
        return None
    return _WHOLE_IN_BRACKETS.search(text, max(sentence.start, start - _LONGEST_WHOLE), start)


_LONGEST_WHOLE = 60
# 教育经费占一般公共预算支出(84.6亿元)的20.6%
_WHOLE_IN_BRACKETS = re.compile(r"(?<![^,。;:])(?P<part>[^,。;:()\d]{2,30})?占(?!地)(?P<whole>[^,。;:()\d占]{2,20})\($")
_OF_COUNTED = re.compile(r"\)?的(?P<rate>比例|比重)?(?:为|是|达到?)?")


def share_of_counted(sentence: Sentence, i: int) -> str:
    """占财政支出436亿元的21%: the share of the part in a whole that is stated with its own number; "" if it is none."""
    item, last = sentence.items[i], sentence.items[i - 1] if i else None
    if not last or not last.share_of or item.quantity.unit not in {"%", "‰"}:
        return ""
    match = _OF_COUNTED.fullmatch(sentence.text, last.quantity.end + len(last.noun_right), item.quantity.start)
    return f"{last.share_of}占{last.subjects[0]}{'的' + match['rate'] if match['rate'] else ''}" if match else ""


_COPULA_OF = re.compile("^(?:均|都)?[为是](?!了)")


def name_part_share(item: Item, clause: str, previous: Item | None, text: str) -> str:
    """Say which part a share is that tells it behind: 经费210亿元,其中93.1%为财政性教育经费; "" if it does not."""
    left = text[item.left[0] : item.left[1]]
    told = item.quantity.unit == "%" and left.endswith("其中") and _COPULA_OF.match(clause)
    if not told or not previous or not previous.subjects or len(clause) <= _SHORTEST_PART:
        return ""
    return f"{clause[told.end() :]}占{previous.subjects[0]}"


_SHORTEST_PART = 3  # characters with 为


def name_among(sentence: Sentence) -> None:
    """Put before shares and parts of what they are: 小学专任教师中,本科学历占比72%; 在校生中,随迁子女1.8万人.

    The shares of a part of the sentence have the whole before them, of counts only the first with what it takes over.
    """
    text = sentence.text
    whole, old = "", ""
    for item in sentence.items if sentence.holds[_AMONG] else ():
        stands = (
            _WHOLE.search(text, sentence.start, item.left[0])
            if text.endswith(("中,", "师里,", "生里,"), 0, item.left[0])
            else None
        )
        if not stands and item.subjects and (has := _HAS_AMONG.match(text, *item.left)) and not item.inside:
            _name_had(sentence, item, has["whole"])
            continue
        if stands and not item.inside:
            whole, old = strip_lead(_COUNTED.sub("", stands["whole"])), item.subjects[0] if item.subjects else ""
        elif whole and text[item.left[0] - 1] != ",":
            whole = ""
        if not whole or not item.subjects or item.part_of or _OWN_LEVEL.match(item.subjects[0]):
            continue
        share = item.quantity.unit in {"%", "个百分点"} and item.subjects[0].endswith(("比例", "占比", "比重"))
        if share or (
            item.subjects[0] == old and old[-2:] != whole[-2:] and item.quantity.unit_class in {"person", "percent"}
        ):
            among = "中的" if item.subjects[0].startswith("高级") else "中"  # 教师中,高级职称62人: no 中高级职称
            item.subjects = [s if whole in s else f"{whole}{among}{s}" for s in item.subjects]


def _name_had(sentence: Sentence, item: Item, whole: str) -> None:
    """Say whose part persons are: 小学招生620人,在校学生4800人。在校学生中有随迁子女310人 are pupils of 小学."""
    told = (x for x in (*reversed(sentence.items), *reversed(sentence.said)) if x is not item and x.subjects)
    wholes = (x.subjects[0] for x in told if not (x.move or x.part_of or "占" in x.subjects[0]))
    named = next((x for x in wholes if x.endswith(whole) and LEVEL_WORDS.match(x)), "")
    own = LEVEL_WORDS.match(item.subjects[0])
    if named and named != whole and not own and item.quantity.unit_class == "person":
        old, item.subjects = item.subjects[0], [f"{named}中{s}" for s in item.subjects]
        for part in (x for x in sentence.items if x.part_of is item):
            part.subjects = [s.replace(old, item.subjects[0]) for s in part.subjects]


_HAS_AMONG = re.compile("(?P<whole>在[校园](?:学生|生|幼儿)|学生|毕业生|新生|专任教师|教职工)[中里](?:还|共|现)?有")
_OWN_LEVEL = WordPattern("{level}(?!及|以上|学历|毕业|层次)")
_WHOLE = re.compile(
    r"(?<![^,。;:\s])(?P<whole>(?:新|[^,。;:\s]{2,24}|(?=在[校园]))(?:教师|教职工|在校生|学生|幼儿|考生|毕业生|校长|人员|学校|幼儿园))[中里],$"
)
_AMONG = Needs(re.compile("中,|[师生]里,|[生师儿工][中里](?:还|共|现)?有"), seldom=True)
_COUNTED = re.compile(
    r"(?:(?:19|20)\d\d|1[01]\d)(?:[-/]\d{2,4})?(?:学?年度?|届|级(?=新生|学生))?|[\d.]+[万亿]?[多余]?[名人位所个]?"
)


def read_relative(sentence: Sentence, i: int, previous: Item | None) -> str:
    """Return what a number counts that a number before it narrows: 持证率达到90%的学校36所, 不足10人的还有21个."""
    text, item, last = sentence.text, sentence.items[i], sentence.items[i - 1]
    between = text[last.quantity.end : item.quantity.start]
    if item.quantity.unit_class == "percent" or not ("的" in between or "者" in between):
        return ""
    match = _NARROWED.fullmatch(text, last.quantity.end, item.quantity.start)
    if not match or last.inside is not item.inside:
        return ""
    if last.noun_right and match["rest"] == last.noun_right + "的":
        return ""  # 42所小学的一年级新生人数为9120人
    head = strip_lead(text[last.left[0] : last.quantity.end].lstrip(" ")) + match["rest"]
    rate = match["noun"] and (last.quantity.unit_class == "percent" or _OF_AREAS.match(match["rest"]))
    if rate or _COMPARED_BY.search(head) or len(head) > _LONGEST_HEAD:
        return match["noun"]
    alike = previous and previous.subjects and previous.quantity.unit == item.quantity.unit
    source = previous.subjects[0].rpartition("的")[2] if alike else "学校" * (item.quantity.unit in {"所", "校"})
    of_size = _OF_SIZE.match(previous.subjects[0]) if alike and _SIZE_ALONE.match(head) else None
    head = of_size["measured"] + head if of_size else head  # 小学学生数在50人以下的有21所,51人至100人的38所
    return head + (match["noun"] or source) if match["rest"].endswith("的") else head


_SIZE_ALONE = re.compile(r"(?:[超大多][过于]|不足|不满|少于|未满)?\d")
_OF_SIZE = re.compile(
    r"(?P<measured>[^\d,。;的者]{2,12}?)(?:在|为|[超大多][过于]|达到?|不足|不满|少于|未满|低于)*\d[\d,.]*[名人个]?[^,。;]{0,12}[的者]"
)


_OF_AREAS = re.compile("(?:[市县区旗州盟省镇乡村]|省份|乡镇|县区|区县|街道|地区)[(的]")
_LONGEST_HEAD = 24
_NARROWED = re.compile(
    r"(?P<rest>(?:[\u4e00-\u9fff]{0,6}?|[市县区旗州盟省]\([^()]{1,6}\))的|(?:及?以[上下])?者)(?P<noun>[\u4e00-\u9fff]{0,10}?)"
    r"(?:,(?:[一二三四五六七八九十]年前|过去|原来|原先|目前))?"
    r"(?:共计|合计|总计|[则还仍也已均共只仅就却由从]|目前)*(?:有|多达|达到?|为|是)? ?"
)
_COMPARED_BY = re.compile("^[比较占从由与]|由|增[长加]|减少|提高|下降|[^达]到如?今|[升降增减涨跌][到至]")


def name_over_bracket(sentence: Sentence, i: int) -> str:
    """Return a measure behind the bracket of the last number with its thing: 大班额(56人以上)比例; "" if none."""
    item, last = sentence.items[i], sentence.items[i - 1]
    if not _MEASURE_ALONE.fullmatch(item.noun):
        return ""
    opened = sentence.text.rfind("(", sentence.start, last.quantity.start)
    thing = _BEFORE_BRACKET.search(sentence.text, sentence.start, opened) if opened >= 0 else None
    return strip_lead(thing[0]) + item.noun.removeprefix("的") if thing else ""


_MEASURE_ALONE = re.compile("的?(?:比例|占比|比重|比率|数量|人数|班数)")
_BEFORE_BRACKET = re.compile("[\u4e00-\u9fff]{2,12}$")


def name_area_share(item: Item, previous: Item | None) -> str:
    """Return what a share of an area alone is of: 本科及以上学历占82%,城区为89%,乡村为73%; "" if it is none."""
    if not previous or not previous.subjects or previous.quantity.unit != item.quantity.unit:
        return ""
    said = previous.subjects[0]
    if "占" not in said or not AREA_ALONE.fullmatch(item.noun):
        return ""
    return item.noun + said.removeprefix(previous.noun if AREA_ALONE.fullmatch(previous.noun) else "")


AREA_ALONE = WordPattern("{area}|城区|镇区|乡村|县城|乡镇")


_GOOD = re.compile("优良率|优秀率|良好率|优质率|及格率|合格率|达标率")


@for_nouns(_GOOD.fullmatch)
def name_alike_rate(sentence: Sentence, i: int, noun: str) -> str:
    """Return a rate that only grades what the one before measures: 体质健康合格率96%,优良率54%; "" if it is none.

    >>> from helpers.extract import observe
    >>> [row["subject"] for row in observe("初中生体质测试合格率95%,优良率52%。")]
    ['初中生体质测试合格率', '初中生体质测试优良率']
    """
    last = sentence.items[i - 1].subjects if i else None
    good = _GOOD_AT_END.search(last[0]) if last else None
    return last[0][: good.start()] + noun if good else ""


_SHARE_ALONE = re.compile("(?:所|其)?占?(?:比|比例|比重)")


@for_nouns(_SHARE_ALONE.fullmatch, "point")
def name_share_again(sentence: Sentence, i: int, noun: str) -> str:
    """Return the share that moved where it is only called one: 公办园在园幼儿占78%,占比较上年提高2个百分点.

    >>> from helpers.extract import observe
    >>> [row["subject"] for row in observe("民办校在校生4000人,占比较上年下降2个百分点。")]
    ['民办校在校生', '民办校在校生占比']
    """
    last = sentence.items[i - 1] if i else sentence.before
    said = last.subjects[0] if last and last.subjects else ""
    share = last and last.quantity.unit_class in {"percent", "point"} and ("占" in said or _SHARE_AT_END.search(said))
    return said if share or not said else said + "占比"


_SHARE_AT_END = re.compile("(?:率|比例|比重)$")


def name_activity(sentence: Sentence) -> None:
    """Say in what those take part whose rate names nothing: 80所学校都开展课后服务,学生参与率96%."""
    for i, item in enumerate(sentence.items):
        said = item.subjects[0] if item.subjects else ""
        if said not in _TAKES_PART and said not in _TAKE_PART:
            continue
        other = said[:2] == "教师" and not (i and _ACTIVITY.search("".join(sentence.items[i - 1].subjects)))
        if (said in _TAKES_PART and not other) or said in _TAKE_PART:  # 教师培训120人,教师参与率88%: in that
            told = list(_ACTIVITY.finditer(sentence.text, sentence.start, item.left[0]))
            before = "" if said in _TAKES_PART else said[:2]  # 参加学生7.8万人: 参加课后服务学生
            item.subjects = [before + told[-1][0] + said[len(before) :]] if told else item.subjects


_TAKES_PART = {"参与率", "参加率", "学生参与率", "学生参加率", "教师参与率", "教师参加率"}
_TAKE_PART = {"参加学生", "参与学生", "参加幼儿", "参与幼儿"}
_ACTIVITY = re.compile(
    "课后(?:延时)?(?:托管)?服务|延时服务|(?:暑期|假期)托管(?:服务)?|研学(?:旅行|实践)|劳动实践|社团活动"
)
_GOOD_AT_END = re.compile("(?:优良率|优秀率|良好率|及格率|合格率|达标率)$")


def name_staff(noun: str, last: Item | None) -> str:
    """Return the staff counted last of which a degree is told: 专任教师1.2万人,研究生学历占7%; "" if it is none."""
    of = last.subjects[0] if last and last.subjects and last.quantity.unit_class == "person" else ""
    return of if _DEGREE_OF.fullmatch(noun) and _STAFF.fullmatch(of) else ""


_DEGREE_OF = re.compile("(?:(?!教师|教职工|学生).)+(?:学历|职称|学位)")
_STAFF = re.compile("(?:(?![正副]高|[高中初]级|骨干|女).)*(?:教师|教职工)")


def name_by_share(sentence: Sentence, i: int, noun: str, completed: str) -> str:
    """Return a completed noun with the level of those of whom the share behind its number makes the persons a part.

    >>> from helpers.extract import observe
    >>> text = "小学在校生5000人,初中在校生3000人。寄宿生1600人,占20%。随迁子女760人,占15.2%。"
    >>> [row["subject"] for row in observe(text)][2::2]
    ['寄宿生', '小学随迁子女']
    """
    item, following = sentence.items[i], sentence.items[i + 1 : i + 2]
    if not following or following[0].quantity.unit != "%" or item.quantity.unit_class != "person":
        return completed
    kind = next((kind for kind in _PERSONS if kind.search(noun)), None)
    if not kind or LEVEL_WORDS.search(noun):
        return completed
    if not _ITS_SHARE.fullmatch(sentence.text, item.quantity.end, following[0].quantity.start):
        return completed
    told = [x for x in (*sentence.said, *sentence.items[:i]) if _may_be_whole(x, item, kind)][-_FARTHEST:]
    own, total = LEVEL_WORDS.match(completed), 0.0
    for whole in reversed(told):
        if _is_share(following[0].quantity, item.quantity, whole.quantity.value):
            level = LEVEL_PREFIX.match(whole.subjects[0])
            if not level or (own and own[0] == level[0]):
                return noun if own and not level else completed
            return level[0] + (noun if own else completed)
    for count, whole in enumerate(reversed(told)):  # 小学3000人,初中2000人: the share of both
        total += whole.quantity.value
        of_levels = own and count and LEVEL_WORDS.match(whole.subjects[0])
        if of_levels and _is_share(following[0].quantity, item.quantity, total):
            return noun
    return completed


def _may_be_whole(told: Item, item: Item, kind: re.Pattern[str]) -> bool:
    """Tell whether counted persons can be those of whom others are a part."""
    one, other = told.quantity, item.quantity
    counted = one.unit_class == "person" and told.subjects and not (told.move or told.inside)
    return (
        bool(counted)
        and None not in (one.value, other.value)
        and one.value > other.value
        and bool(kind.search(told.subjects[0]))
    )


def _is_share(share: Quantity, part: Quantity, whole: float) -> bool:
    """Tell whether a part of a whole has a share, as exactly as the share is written."""
    exact = share.value is not None and share.qualifier == part.qualifier == "exact" and share.step
    return bool(exact) and abs(part.value / whole * 100 - share.value) <= share.step / 2 + _ROUNDING


_PERSONS = (
    re.compile("(?:教师|教职工|学历者?|职称者?)$"),
    re.compile("(?<!毕业)(?<!招)(?<!新)生$|(?:子女|儿童|幼儿|学童)$"),
)
_ITS_SHARE = re.compile(r"[,(] ?占(?:比|总数|总人数|全部)?的?")
_FARTHEST = 8  # numbers
_ROUNDING = 0.01  # percentage points
