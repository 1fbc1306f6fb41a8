"""The noun behind a quantity, and the clause about it."""

from __future__ import annotations

import re

from helpers.extract.against import COMPARED_WITH
from helpers.extract.clauses import Item
from helpers.extract.nouns import RATES, ROSE_TO
from helpers.extract.words import ADVERB, FLOW, LEVEL_PREFIX, MOVE, NOUN_START, SCHOOL_UNITS, hide_names
from helpers.language import Quantity, WordPattern

_NOT_NOUN = WordPattern(r"{not_noun}|我|[:.,;。)!?\"”、]|所$")
_ALL = WordPattern("{全部|均|已|都|全}+")
VERB_RIGHT = WordPattern(
    r"(?:{adverb_before_verb}|均)*(?:{predicate}|每|共[建办](?!共)|[开复返]学(?![\u4e00-\u9fff])|开[园班](?![\u4e00-\u9fff]))(?!率)"
)


def name_classes(counted: str, told: list[str], heading: str) -> str:
    """Return 班 with the level of what was told of before it, else of the heading: 幼儿园5所,57个班.

    >>> name_classes("班", ["小学在校生"], "义务教育"), name_classes("班级", [], "学前教育")
    ('小学班', '学前教育班级')
    """
    if not _CLASSES.fullmatch(counted):
        return counted
    level = next(map(LEVEL_PREFIX.match, told), None) or LEVEL_PREFIX.fullmatch(heading)
    return (level.group() if level else "") + counted


_CLASSES = re.compile("(?:招收?)?(?:教学班|班级?)")
# 公办初中18所计划招生7920人: what they do
_ENROL = re.compile("(?:计划|拟|预计|实际|共)*(?:招生|招收|招录|录取)(?:新生|学生)?(?:共|计)?")
_MEAN_WORDS = WordPattern(r"(?:平均)?{mean_word}(?![\u4e00-\u9fff]{2})")


def read_right(item: Item, text: str, quantities: list[Quantity]) -> tuple[str, str]:
    """Split the words behind a quantity into the noun that it counts and the clause about it; ("", "") if none.

    >>> read_right(Item(Quantity(0, 2, 9.0, "个"), (0, 0), (2, 11), 11), "9个旗县区全部通过验收", [])
    ('旗县区', '全部通过验收')
    """
    words = text[item.right[0] : item.right[1]]
    if words.endswith("之一") and item.quantity.unit == "所":
        words = words.removesuffix("之一")  # 城北小学是今年投用的3所新学校之一
    if not words:
        return "", ""
    if item.right[1] < item.stop and item.quantity.unit_class == "person" and (sent := _SENT_TO.fullmatch(words)):
        return sent[1], ""  # 选派36名城区教师到18所乡村学校支教
    percent = item.quantity.unit in {"%", "‰"} and item.quantity.form != "fraction"
    if percent and words.startswith("的") and item.noun.endswith(RATES):
        return "", ""  # 持证率达到90%的学校: the schools are not what the rate is of
    if _ATTENDS.search(words) and _AT_SCHOOL.fullmatch(words.lstrip(" ")):
        return "", words.lstrip(" ")  # 随迁子女620人,九成以上在公办学校就读
    apart = (
        words.startswith(("、", " 、"))
        or (item.quantity.unit in _PLACE_UNITS and _ENROL.fullmatch(words))
        or COMPARED_WITH.match(words)
        or (words[:1] == " " and item.noun and not item.noun.endswith(_TO))
    )
    if apart or ROSE_TO.fullmatch(words) or _rises_behind(words) or MOVE.fullmatch(words.strip(" ")):
        return "", ""
    words = _leave_quotes(words.strip(" "))
    if words.startswith("口") and item.quantity.unit == "人":
        words = "人" + words  # 有98万人口
    if _PAID_BY.fullmatch(words) and "按" in text[max(0, item.left[0] - _NEAR) : item.left[0]]:
        return "", ""  # 按照小学720元、初中940元标准足额拨付
    if _IS_MOST.fullmatch(words):
        return "", ""
    if item.right[1] < item.stop:
        kinds = _OF_KINDS.match(text, item.right[1]) if words.endswith("等") else None
        words = words + kinds[0] if kinds else _before_next(item, words)
    if percent and not words.startswith("的"):
        clause = words[found.end() :] if (found := _ALL.match(words)) else words
        return ("", clause) if clause != words or VERB_RIGHT.match(words) else ("", "")
    if _UNDER.match(words):
        return "", ""
    if item.quantity.unit in _PLACE_UNITS and (kind := _IS_KIND.fullmatch(words)):
        return kind[1], ""  # 各级各类学校中,12所是幼儿园
    words = words.removeprefix("的").rstrip("的 、")
    words = _WHEN.sub("", words) if item.quantity.unit_class != "money" else words
    if not NOUN_START.match(words) or _MEAN_WORDS.match(words):
        return "", ""
    if item.right[1] < item.stop and (works := _INVESTED.fullmatch(words)):
        return works["works"], ""
    if item.quantity.unit_class == "person" and (persons := _WHOSE_MEAN.match(words)):
        return persons[0], ""
    if areas := _AREAS.match(words) or (item.quantity.unit in _PLACE_UNITS and _SCHOOLS.match(words)):
        return areas[0], ""
    if item.right[1] == item.stop and (told := _tell_trait(item, words)):
        return told
    verb = VERB_RIGHT.match(words)
    if verb and not _NOUN_LIKE_VERB.match(words):
        return "", words
    if _NOT_NOUN.match(words) and not _BECAUSE.match(words):
        return "", ""
    verb = next((m for m in VERB_RIGHT.finditer(words, 1) if not _inside_name(words, m)), None)
    acts = _ACTED.finditer(words, 2) if "了" in words else ()
    acted = next((m for m in acts if not _inside_name(words, m)), None)
    dated = _WHEN_IN.search(words, 2)
    verb = min((m for m in (verb, acted, dated) if m), key=lambda m: m.start(), default=None)
    closed = _end_of_institution(item, words)
    if closed and (not verb or closed < verb.start()):
        act = words[closed:].removeprefix("共")
        return words[:closed], act if FLOW.match(act) else ""
    if not verb:
        return _split_persons(item, _cut_within(words))
    start = verb.start() - len(denied[0]) if (denied := _DENIED.search(words, 0, verb.start())) else verb.start()
    clause = _WHEN.sub("", words[start:])
    if _counts_again(item, clause, quantities) or _STARTS_FROM.match(clause):
        return _cut_within(words[:start]), ""
    if item.stop > item.right[1] and text[item.right[1] - 1] != "、":
        clause += _without_numbers(text, item.right[1], item.stop, quantities)
    noun = words[:start]
    return _cut_within(ADVERB.sub("", noun) if len(noun) > 2 else noun), clause


def _tell_trait(item: Item, words: str) -> tuple[str, str] | None:
    """Split persons from what they lack, and name a thing by what it can do; None if words say neither.

    近三成教师没有企业工作经历; 购置960套可以放平的课桌椅.
    """
    if "了" in words and item.quantity.unit not in _PLACE_UNITS and (does := _ALL_DO.fullmatch(words)):
        return does["who"], does["does"]  # 42间教室都装了空调
    if item.quantity.unit in SCHOOL_UNITS and (meets := _MEETS.fullmatch(words)):
        return meets["who"], meets["meets"]  # 32所学校七项指标全部达标, 8个教学班人数超标
    if item.quantity.unit in {"%", "人", "名"} and ("没" in words or "缺" in words):
        lacks = _LACKS.fullmatch(words)
        return (lacks["who"], lacks["trait"]) if lacks else None
    return (words, "") if words.startswith(("可", "能")) and _ABLE.fullmatch(words) else None


_TO = ("给", "为", "对")  # 再给 1500 间 教室装空调
_SENT_TO = re.compile("([^,。;、的]{0,8}?(?:教师|校长|教职工|干部|专家|学生))(?:到|赴|前往|下沉到)")
_DENIED = re.compile("(?:不|[尚还仍]?未|没有?)(?:能)?$")  # 2所小学不达标
_IS_KIND = WordPattern(r"(?:是|为|属于?)({sector}?(?:{level}(?:学校)?|学校))(?:、|$)")
_PAID_BY = re.compile("(?:的?(?:标准|基准|定额))?(?:足额|及时|统一|予以)*(?:拨付|发放|核拨|安排|执行|补足)")
_NEAR = 30  # characters


# 其中乙市99.8%为最高: which of them it is, not what it is of
_IS_MOST = WordPattern("(?:{copula}|属|均)*(?:{whole_region})?最[高低多少大小](?:[的者值]|水平)?")
_TIMES = "(?:已经|今日|今天|近日|昨日|昨天|日前|当天|今年|去年|明年|上月|下月|本月|如今|首次)"
_WHEN = re.compile(rf"^{_TIMES}(?=.{{2}})")  # 4362名已经到岗
_WHEN_IN = re.compile(rf"{_TIMES}(?=[^的]{{2,}}$)")  # 3.1万余名考生今日走进考场


def _leave_quotes(words: str) -> str:
    """Return the words up to the mark that closes the quoted name in which a number stands: 80所公办园”列入…"""
    closed = words.find("”")
    return words[:closed] if closed > 1 and "“" not in words[:closed] else words


def _split_persons(item: Item, words: str) -> tuple[str, str]:
    """Split what counted persons do from their name: 23名学生跟着老师跑完两圈; a long story is not handed on."""
    persons = _PERSONS_BY_NAME.match(words) if item.quantity.unit_class == "person" else None
    if not persons or item.right[1] < item.stop or _GOES_ON.match(words, persons.end()):
        return words, ""
    told = words[persons.end() :]
    return persons[0], told if len(told) <= _LONGEST_TOLD and not told.startswith("迎") else ""


_LONGEST_TOLD = 10
_ATTENDS = re.compile("[读学教念]|^ ?上")
_AT_SCHOOL = WordPattern(
    "在[^,。;、的在]{2,8}(?:就读|上学|任教|从教|教书)|[读念](?:公办|民办)(?:学校|园)?"
    "|(?:就?读于?|[上念])(?:{sector}(?:性)?)?{level}(?:学校|教育)?"
)
_ALL_DO = re.compile("(?P<who>[^,。;、的都均]{2,8}?)(?:全部|全都|都|均)(?P<does>[^,。;、的有]{1,3}了[^,。;、的]{2,8})")
_ABLE = re.compile("(?:可以?|能够?)[^,。;、的]{2,8}的[^,。;、的]{2,8}")
_PERSON = "(?:学?生(?![源活产均态])|师|人?员|家长|校长|幼儿|儿童|孩子|娃娃|工作者|专家|干部|职工)"
TRAIT = (
    r"(?:(?:[尚还仍]?未|没有?|不)(?:能)?(?:完全|全部)?)?(?:达标|达到[^,。;的\d]{0,4}(?:标准|要求)|合格|超[标员编限]"
    r"|偏[小低少弱]|不足|紧张|短缺|老[旧化]|陈旧|简陋)"
)
_MEETS = re.compile(
    r"(?P<who>[^,。;、的\d]{0,6}?(?:(?:小学|初中|高中|中学)(?:学校)?|学校|幼儿园|教学点|村小(?!学)|(?:教学)?班级?|食堂))"
    rf"(?!生(?!均)|毕业|教师|入学|在校)(?P<meets>超[标员编限]|(?:的(?!学))?[^,。;的\d]{{1,12}}?(?:全部|均|都|仍|尚|还|也)*{TRAIT})"
)
_LACKS = re.compile(rf"(?P<who>[^,。;、的没缺]{{0,8}}{_PERSON})(?P<trait>(?:没有|缺乏|缺少)[^,。;、的]{{2,12}})")
_PERSONS_BY_NAME = re.compile(
    rf"[^,。;、和与及的]{{0,8}}?{_PERSON}(?:(?:和|与|及|以及|、)[^,。;、和与及的]{{0,8}}?{_PERSON})*"
)
# what goes on with the name of persons: 学生家长, 教师岗位, 考生中; one more character says nothing
_GOES_ON = re.compile(
    rf"(?!.{{2}})|[^,。;]?{_PERSON}|的|中|里|[^,。;]{{0,6}}(?:人|者|代表|团队?|队|家庭|岗位|名额|编制|学位)$"
)


def _cut_within(words: str) -> str:
    """Drop what only places something within a noun: 已建学校中, 县区里; not the end of 初中 or 县三中, nor a 和."""
    return _WITHIN.sub("", words)


_BECAUSE = re.compile(rf"因[^,。;]{{1,6}}?[贫困病学失残]{_PERSON}")  # 827名因灾因病致困学生
_OF_KINDS = re.compile(rf"(?:\d{{1,2}}|[两三四五六七八九十])[类种]{_PERSON}")  # 对9825名脱贫家庭等四类学生免除学费
_SCHOOLS = re.compile(  # 42所小学的一年级新生人数为9120人; 14所小学以县城学校为龙头; 9所小学生均占地不足10平方米
    r"[^,。;的]{0,8}?(?:学校|院校|高校|幼儿园|小学|初中|高中|中学)"
    r"(?=的[^,。;]{2,14}(?:人数|总?数|率)(?:共|总计|合计)?(?:为|是|达到?|有)?$|(?:以|按照?|依托|采[取用]|实行|通过(?!了?[省市县国]|验收))[^,。;]{2}|(?:[生师班人]均|平均)[^,。;]{2})"
)
# 这9个项目总投资6.2亿元: what is counted, and what all of them cost
_INVESTED = re.compile("(?P<works>[^,。;的]{0,12}(?:项目|工程))(?:计划|预计|估算)?总投资额?(?:达到?|为|共|约)*")
_WHOSE_MEAN = re.compile(  # 5986名考生平均分为462.5分
    rf"[^,。;的]{{0,8}}?{_PERSON}(?=的?(?:平均|人均)[\u4e00-\u9fff]{{1,8}}(?:为|是|达到?)$)"
)
_ACTED = WordPattern("{verb_flow}(?=了)")  # 94%的学校提供了课后服务
# 14个市(州)的小学共计1120所, 去了8个县的乡村学校: areas are counted, and then what is in them
_AREAS = re.compile(
    r"(?:[市县区旗州盟省镇乡村]|省份|乡镇|县区|区县|街道|地区)(?:\([^()]{1,6}\))?"
    r"(?=的.*[共合总]计?$|(?:实施|开展|启动|推行)了|的[^,。;]{2,12}(?:提供|发放)|的[^,。;的]{0,6}(?:学校|小学|初中|高中|中学|幼儿园|教学点|教师|学生)$)"
)
# 在考生减少1200人的情况下: under what, not of what
_UNDER = re.compile("的(?:情况|基础|前提|背景|形势|同时|规模(?!较)|速度|标准|比例|水平)[下上]?")
_WITHIN = re.compile("(?:的|里|给予|予以|进行|却|则|(?<=.)[和与及、]|(?<![初高完国县市区省一二三四五六七八九十])中)+$")


# 县城5所小学的在校生由9800人增至…: from where a number behind starts
_STARTS_FROM = re.compile("[却则]?[由从自](?:(?:19|20)\\d\\d|\\d|最初|原来|过去|去年|上年|$)")


def _counts_again(item: Item, clause: str, quantities: list[Quantity]) -> bool:
    """Tell whether a bare verb leads to a part of the same things: 15个项目已开工13个."""
    if item.right[1] == item.stop or len(clause) > 4:
        return False
    following = next((q for q in quantities if q.start == item.right[1]), None)
    return bool(following) and following.unit == item.quantity.unit


def _end_of_institution(item: Item, words: str) -> int:
    """Return where the name of counted institutions ends that lead to another number, else 0.

    Behind it stands what they do (8所院校招收新生…人) or who is counted next (8所院校毕业生共…人). What
    institutions do that are helped need lead to no number: 支持8所学校添置设备.
    """
    pattern = _INSTITUTION if item.quantity.unit in _PLACE_UNITS else _SMALL if item.quantity.unit == "个" else None
    institution = pattern.search(words) if pattern else None
    if not institution or (item.right[1] == item.stop and not _HELPS.search(item.noun)):
        return 0
    end = institution.end()
    acts = FLOW.match(words, end + (words[end : end + 1] == "共"))
    return end if acts or _PERSONS.search(words, end + 1) else 0


_HELPS = re.compile("(?:支持|资助|帮助|扶持|指导|推动|引导|鼓励|助力)(?:全[省市县区旗州盟])?$")
PARTITION = WordPattern("(?:{中|里}(?:已?有|共有|[只仅]有)|(?<=[园校生师])里)$")
_PLACE_UNITS = {"所", "家"}
_PERSONS = re.compile(r"[生师人员]$")
_SPREAD = re.compile(r"(?:散布|分布|坐落)着.*$")
_SMALL = re.compile("教学点|校点|(?:资助|管理|教育)中心")  # that are counted in 个
_INSTITUTION = re.compile(r"学校|院校|高校|幼儿园|企业|单位|机构|公司|小学|中学|初中|高中|国中|国小")


def _before_next(item: Item, words: str) -> str:
    """Return of the words between two quantities of a clause those that can belong to the first.

    The last of a list and the verb of a change (占比降至) lead to the second.
    """
    hidden = hide_names(words)
    if "、" in hidden and words.endswith("等") and item.quantity.unit_class == "money":
        return ""  # 投入2亿元支持实训楼、图书馆等4个项目: what is counted next
    if "、" in hidden:
        return words[: hidden.rindex("、")]
    move = MOVE.search(words)
    if move and move["to"]:
        return ADVERB.sub("", words[: move.start()])
    words = _TO_TAKE_IN.sub("", _SPREAD.sub("", PARTITION.sub("", words)))
    words = _TAKEN_TOGETHER.sub("", words) if "起来" in words else words
    return (words.split("分别")[0] or words).removesuffix("共")


_TO_TAKE_IN = re.compile("(?<=.{2})(?:计划|拟|预计)招收?$")  # 62所公办小学计划招收348个班
_TAKEN_TOGETHER = re.compile(
    "(?<=.{2})(?:加|合)(?:在一)?起来(?:还|才|也|只|一?共|总共|有)*$"
)  # 6个教学点学生加起来21人


_NOUN_LIKE_VERB = re.compile(r"(?:在|受|建设|开设|需要|由|经|可|能|为|从|给|向|有)")


_RISES = re.compile(
    r"[\u4e00-\u9fff]{1,4}(?:到了?|至|为|(?<![完建形组])成)(?:(?:19|20)\d\d(?:[/~-]\d{2,4})?(?:学?年度?)?(?:年?底|末|初)?|今年|目前|现在的?)?的?"
)


def _rises_behind(words: str) -> bool:
    """46个压减至, 9所增加到2022年的: a verb of change and the number that it leads to."""
    return bool(_RISES.fullmatch(words.strip()))


def _without_numbers(text: str, start: int, end: int, quantities: list[Quantity]) -> str:
    pieces, done = [], start
    for quantity in quantities:
        if start <= quantity.start < end:
            pieces.append(text[done : quantity.start])
            done = quantity.end
    return "".join([*pieces, text[done:end]])


def _inside_name(words: str, match: re.Match) -> bool:
    """Tell whether a verb found behind a quantity stands in a name."""
    return any(words.count(a, 0, match.start()) > words.count(b, 0, match.start()) for a, b in ("“”", "《》"))
