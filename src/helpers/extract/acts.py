"""Of what an act is that stands alone: 停招专业17个,新开11个; 普通高中3所,共招2900人; 一、公用经费 | 安排1698万元.

Here too is what works have that open a line: 1.学生宿舍楼,床位240张,补助540万元.
"""

from __future__ import annotations

import re
from itertools import takewhile

from helpers.extract.announced import find_clause
from helpers.extract.clauses import Item, Sentence, list_said
from helpers.extract.nouns import strip_lead
from helpers.extract.parts import name_aided, with_level
from helpers.extract.ways import for_nouns
from helpers.extract.words import ACTS, FLOW, INSTITUTION_END, LEVEL_PREFIX, SCHOOL_UNITS
from helpers.language import WordPattern


@for_nouns(lambda noun: _TAKES_IN.fullmatch(noun), "person")
def name_intake(sentence: Sentence, i: int, noun: str) -> str:
    """Say who takes in pupils: 普通高中3所,共招2900人; 中职招810人,2023年招920人; "" if nobody said before does.

    >>> from helpers.extract import observe
    >>> [row["subject"] for row in observe("市直普通高中3所,共招2900人。2022年中职招810人,2023年招920人。")]
    ['市直普通高中', '市直普通高中招生', '中职招', '中职招']
    """
    last = sentence.items[i - 1] if i else None
    if not last and any(_TAKEN_ON.search(x.subjects[0]) for x in list_said(sentence)):
        return "招聘教师"  # 三年补充教师837人,其中特岗296人。今年只招了134人
    if not last or not last.subjects or last.inside:
        return ""
    subject = last.subjects[0]
    if subject.endswith(("招", "招生")):
        return subject
    if last.quantity.unit in SCHOOL_UNITS and _TAKERS.search(subject):
        return subject + "招生"
    taken = with_level("招生", subject) if not _HIRED.search(subject) else "招生"
    return taken if taken != "招生" else ""  # 各类中职12所,招2.4万人; 普通高中学生6700人;招2500人


_TAKES_IN = re.compile("(?:共|计划|拟|预计|只|仅|又|各|再|先|将|可|每年)*招")
_TAKEN_ON = re.compile("(?:补充|招聘|招录|选聘|招考)[^,。;]{0,6}教师")
_HIRED = re.compile("教师|教职工|人员|校长|岗|编制")
_TAKERS = re.compile("(?:学校|高中|初中|小学|中学|幼儿园|院校|专业点?)$")


@for_nouns(lambda noun: ACT_ALONE.fullmatch(noun))
def name_acted_on(sentence: Sentence, i: int, noun: str) -> str:
    """Say what else is done with things counted before: 撤并教学点6个,保留23个; 专业18个,新设2个; "" if nothing."""
    item, last = sentence.items[i], sentence.items[i - 1] if i else None
    if not last or not last.subjects or last.quantity.unit != item.quantity.unit or last.inside or item.inside:
        return ""
    done = _DONE_WITH.fullmatch(last.subjects[0])
    return (done["who"] or "") + noun + done["things"] if done else ""


ACT_ALONE = re.compile("新开设?|新设|保留|停招|停办")
_DONE_WITH = WordPattern(
    f"(?P<who>{{level}})?(?:[^,。;]{{0,8}}(?:院校|学校|学院))?(?:累计|有序|稳妥|逐步|共)*(?:{ACT_ALONE.pattern}|撤并|撤销|{ACTS.template})?"
    "(?P<things>[^,。;改评办]{0,8}?(?:学校|小学|初中|中学|教学点|园|专业点?|项目|机构|校点|教学班))"
)


@for_nouns(lambda noun: ENDED.fullmatch(noun) or ACT_ALONE.fullmatch(noun))
def name_of_clause(sentence: Sentence, i: int, noun: str) -> str:
    """Say which schools are closed or kept that the clause before is about; "" if it is about none.

    >>> from helpers.extract import observe
    >>> [row["subject"] for row in observe("招聘教师62人;农村教学点逐年减少,撤并12所,保留36所。")]
    ['招聘教师', '撤并农村教学点', '保留农村教学点']
    """
    item = sentence.items[i]
    least, end = sentence.items[i - 1].quantity.end if i else sentence.start, item.left[0]
    if item.quantity.unit not in SCHOOL_UNITS or sentence.text[end - 1 : end] != ",":
        return ""
    told = _ABOUT.search(sentence.text, least, end) or _TREATED.search(sentence.text, least, end)
    return noun + told["things"] if told else ""


ENDED = WordPattern("(?:{adverb}|已|共|年内|有序|稳妥|累计)*(?P<act>撤并|撤销|关停|关闭|停办|停招|合并|裁撤)(?:了)?")
# 乡村小规模学校稳妥优化,撤并… 民办园生存困难,年内已停办…
_ABOUT = re.compile(
    r"(?<![^,;:。\s])(?:[一二三四五六七八]是)?(?P<things>[^,;:。、和与\d有的\s]{0,8}?(?:学校|小学|初中|幼儿园|教学点|校点|民办园|公办园))"
    r"(?![教学]?(?:师|生(?![存源])))[^,;:。\d的]{2,10},$"
)

# 对生源少的教学点,先和家长商量,撤并9个
_TREATED = re.compile(
    r"(?<![^,;:。\s])对于?(?:[^,;:。\d]{0,14}的)?"
    r"(?P<things>[^,;:。、和与\d有的]{0,8}?(?:学校|小学|初中|幼儿园|教学点|校点|民办园|公办园)),(?:[^,;:。\d]{2,16},)?$"
)


@for_nouns(lambda noun: _MEMBERS.fullmatch(noun), "person")
def name_members(sentence: Sentence, i: int, noun: str) -> str:
    """Say of which groups those are members who are counted behind them: 名师工作室25个,吸收成员374人."""
    last = sentence.items[i - 1] if i else None
    group = _GROUPS.search(last.subjects[0]) if last and last.subjects and not last.inside else None
    return group[0] + "成员" if group else ""


_MEMBERS = re.compile("(?:共|已|现有?|拥有|吸收|吸纳|发展|培养|遴选|确定)*(?:核心|骨干)?成员")
_GROUPS = re.compile("(?:(?:名师|名校长|名班主任|名园长)[、和]?)*(?:工作室|工作坊)$")


@for_nouns(lambda noun: noun in _COURSES, "item")
def name_courses(sentence: Sentence, i: int, noun: str) -> str:
    """Say which schools offer the courses of study counted behind them: 中等职业学校1所,开设专业18个."""
    last = sentence.items[i - 1] if i else None
    if not last or not last.subjects or last.quantity.unit_class != "institution":
        return ""
    level = LEVEL_PREFIX.match(last.subjects[0])
    return level[0] + noun if level else ""


_COURSES = {"专业", "专业点"}


@for_nouns(lambda noun: _GRANTED.fullmatch(noun), "money")
def name_granted(sentence: Sentence, i: int, noun: str) -> str:
    """Say what is granted that the heading or the money of another year before it names; "" if neither does.

    >>> from helpers.extract import observe
    >>> [row["subject"] for row in observe("一、公用经费\\n安排1698万元,其中小学905万元。")]
    ['公用经费', '小学公用经费']
    >>> [row["subject"] for row in observe("2023年教育支出12亿元;2024年预算安排13亿元。")]
    ['教育支出', '教育支出预算安排']
    """
    item = sentence.items[i]
    if sentence.text[item.quantity.end : item.quantity.end + 1] not in _ENDS:
        return ""  # 安排120万元用于培训
    if i:
        return _of_money_before(sentence, i, noun)
    if sentence.said or sentence.before:
        return ""
    if _MONEY.search(sentence.measure):
        return sentence.measure
    return sentence.heading + "资金" if _FUNDED.search(sentence.heading) else ""


def _of_money_before(sentence: Sentence, i: int, noun: str) -> str:
    """Return what the money before is that an act alone in another year is of, "" if none."""
    item = sentence.items[i]
    if not _YEAR.search(sentence.text, sentence.items[i - 1].quantity.end, item.quantity.start):
        return ""
    earlier = (x for x in reversed(sentence.items[:i]) if x.quantity.unit_class == "money" and x.subjects)
    source = next((x.subjects[0] for x in earlier), "")
    if not source or _GRANTED.fullmatch(source) or _NO_GRANT.search(source):
        return ""
    return source if FLOW.match(source) else source + noun


_GRANTED = re.compile("(?:预算|计划|财政|共|再)*(?:安排|下达|拨付|核拨)(?:资金|经费)?")
_NO_GRANT = re.compile("每|用于")  # 每生每年补助300元,2023年安排5720万元: in all
_ENDS = ("", ",", ";", "。", "、", ")", "\n")
_MONEY = re.compile("(?:经费|补助|资金|津贴|补贴|奖补|助学金|奖学金)$")
_FUNDED = re.compile("(?:教育|改造|建设|提升|改善|配备|购置|资助|培训)$")
_YEAR = re.compile("(?:19|20)\\d\\d年|[今去明]年")


@for_nouns(lambda noun: "标准" in noun and _STANDARD.fullmatch(noun), "money")
def name_standard(sentence: Sentence, i: int, noun: str) -> str:
    """Say of which aid a standard is that its heading names: 一、生活补助 | 寄宿生标准为小学每生每年1250元; "" if none.

    >>> from helpers.extract import observe
    >>> text = "一、困难学生生活补助\\n寄宿生标准为小学每生每年1250元、初中每生每年1500元。"
    >>> [row["subject"] for row in observe(text)]
    ['困难寄宿生生活补助标准小学每生每年', '困难寄宿生生活补助标准初中每生每年']
    """
    said, aid = _STANDARD.fullmatch(noun), sentence.measure
    if not _MONEY.search(aid):
        return ""
    if said["who"]:
        aid = name_aided(said["who"], aid)
    elif said["level"]:
        level = LEVEL_PREFIX.match(aid)
        aid = aid[level.end() if level else 0 :]
    return _join_ends(aid, noun[len(said["who"] or "") :])


def _join_ends(aid: str, noun: str) -> str:
    """Join aid and its standard without saying 补助 twice: 生活补助 + 补助标准."""
    return aid + (noun[len("补助") :] if aid.endswith("补助") and noun.startswith("补助") else noun)


_STANDARD = WordPattern("(?P<who>(?:寄宿|走读|困难)学?生)?(?:补助|资助)?标准(?P<level>{level})?每[生人]每[年学天月]期?")


@for_nouns(lambda noun: noun in _AMOUNTS, "money")
def name_amount(sentence: Sentence, i: int, noun: str) -> str:
    """Say of which aid an amount is whose persons are a part: 其中,免学费1286人次,资金290万元; "" if of none."""
    last: Item | None = sentence.items[i - 1] if i else None
    if not last or not last.part_of or not last.subjects or last.quantity.unit_class != "person":
        return ""
    sentence.items[i].part_of = last.part_of
    return last.subjects[0] + noun


_AMOUNTS = {"资金", "金额"}


@for_nouns(lambda noun: _PAY.fullmatch(noun), "money")
def name_pay(sentence: Sentence, i: int, noun: str) -> str:
    """Say whose pay it is of whom the clause before says that they get little: 编外教师待遇低,月工资约2300元."""
    paid = _PAID_LITTLE.search(find_clause(sentence, i))
    return strip_lead(paid["who"]) + noun if paid else ""


_PAY = re.compile("(?:平均|人均)?(?:[每月年]月?)?(?:工资|收入|薪酬)(?:收入)?|[月年]薪")
_PAID_LITTLE = re.compile(
    "^(?P<who>[^,。;\\d]{0,16}(?:教师|教职工|保育员|保安|校医|人员))的?(?:待遇|工资|收入|薪酬|报酬)(?:水平)?(?:普遍|还|仍|较|偏|比较|依然|相对)*"
    "(?:低|不高|微薄|提高了?|好了?)$"
)


@for_nouns(lambda noun: _HAS.fullmatch(noun))
def name_of_works(sentence: Sentence, i: int, noun: str) -> str:
    """Say of which works a line is that names them first: 2.学生宿舍楼,建筑面积1980平方米,床位240张,补助540万元."""
    works = _WORKS.match(sentence.text, sentence.start)
    return works["works"] + noun if works and works.end() <= sentence.items[0].left[0] else ""


_HAS = re.compile("(?:总?建筑|占地|用地)面积|占地|床位|总?投资|补助(?:资金)?")
_WORKS = re.compile(
    r"\s*(?:\d{1,2}[.、]|\(?\d{1,2}\)|[①-⑳])\s*(?P<works>[^,。;:\d]{3,24}(?:楼|食堂|餐厅|校舍|操场|运动场|体育馆|图书馆|报告厅)),"
)

# what a noun says by itself
ACTS_ALONE = (
    name_intake,
    name_acted_on,
    name_of_clause,
    name_members,
    name_courses,
    name_granted,
    name_standard,
    name_amount,
    name_pay,
    name_of_works,
)


_NO_NAME = re.compile("(?:项目|工程)?")  # 改造项目
_DONE_ALONE = re.compile("(?:实际|已|全部|共|再)*(?:建成|完成|完工|竣工)")  # 项目18个,建成13个
_NOT_BUILT = re.compile("原定$|计划$|率$")


def drop_acts(subject: str) -> str:
    """Return what is built or done without the acts on it.

    >>> drop_acts("新建改扩建公办园"), drop_acts("实际建成公办园"), drop_acts("建设")
    ('公办园', '公办园', '建设')
    """
    while (act := _DONE_ALONE.match(subject) or ACTS.match(subject)) and not _NO_NAME.fullmatch(subject, act.end()):
        subject = subject[act.end() :]
    return subject


def ends_undone(subject: str) -> bool:
    """Tell whether a subject names no things but an act on them, a plan or a rate: 甲市原定, 实际建成, 开工率."""
    return bool(_DONE_ALONE.fullmatch(subject) or FLOW.fullmatch(subject) or _NOT_BUILT.search(subject))


def without_act(subject: str) -> str:
    """A total is of the stock, not of the act: 新组建学区4个,总数达19个."""
    act = ACTS.match(subject)
    return subject[act.end() if act else 0 :]


def merge_acts(names: list[str]) -> str:
    """Put together what several acts are on: 新建幼儿园, 改扩建幼儿园 → 新建、改扩建幼儿园.

    >>> merge_acts(["新建中小学", "新建幼儿园"]), merge_acts(["新建实验学校等学校", "改扩建农村学校"])
    ('新建中小学、幼儿园', '新建、改扩建学校')
    """
    names = list(dict.fromkeys(names))
    acts = [match[0] if (match := ACTS.match(name)) else "" for name in names]
    things = [_AND_OTHERS.sub("", name[len(act) :]) for name, act in zip(names, acts, strict=True)]
    shared = "".join(
        x[0] for x in takewhile(lambda x: len(set(x)) == 1, zip(*(x[::-1] for x in things), strict=False))
    )[::-1]
    if len(names) > 1 and len(shared) > 1 and INSTITUTION_END.search(shared) and (all(acts) or shared in things):
        return "、".join(dict.fromkeys(acts)) + shared
    if len(set(acts)) == 1 and len(names) <= _MOST_NAMES:
        return acts[0] + "、".join(things)
    return names[-1]


_MOST_NAMES = 3
_AND_OTHERS = re.compile("^.+(?<![中高初同优平])等(?=.{2})")  # 第一小学等学校, not 中等职业教育
