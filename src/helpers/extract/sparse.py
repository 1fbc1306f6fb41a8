"""Nouns that say little alone: works, who is lacking, who has come, who is paid, whose rate it is.

What they are of was told in the heading or with the number before.
"""

from __future__ import annotations

import re

from helpers.extract.acts import without_act
from helpers.extract.clauses import Sentence
from helpers.extract.labels import swap_level
from helpers.extract.nouns import strip_lead
from helpers.extract.ways import for_nouns
from helpers.extract.words import LEVEL_PREFIX, LEVEL_WORDS
from helpers.language import WordPattern

_OF_SEX = re.compile("[男女](?:生|童|孩|幼儿|性)|[男女]性?儿童")
_AT_ONCE = re.compile("[,、;(]?")
_CHILDREN = re.compile("^[男女](?:生|童|孩|幼儿|性|性?儿童)|(?:适龄|学龄)(?:儿童|人口|幼儿)")
_GAP = re.compile("(?:[据经]?(?:初步)?[测估预统][算测计])?(?:仍|还|尚|总|约)?(?:有|存在)?缺口")
_SCARCE = re.compile(
    r"(?<![^,;:。\s])(?:[一二三四五六七八]是)?(?P<things>[^,;:。\d的有是]{0,10}?(?:学位|编制|教师|师资|床位|宿舍|校舍|用房|教室|校医|保育员|教练员?|生活老师|保安员?))"
    r"(?:资源|供给|供应|数量)?(?:[仍依还]然?|是|较为?|比较|十分|相对|总体|普遍|严重|明显|整体|偏)*"
    r"(?:偏?紧(?:张|缺)?|不足|短缺|不够|缺乏|吃紧|偏少)[^,;。\d]{0,6}[,。]$"
)
_HIRES_ALONE = re.compile("(?:[原还再又只共]|一共|总共|计划|打算|最后|最终|实际|一?下子)*招(?:到?了?|来)")
_RECRUITS = re.compile("招聘.*(?:[教老]师|师范生)$")
_COME_TO_WORK = re.compile("到岗|上岗|入职|[教老]师")
_ENROLS = re.compile("招生|新生|学生|考生|学位|招工|毕业生")
PERSONS = re.compile("(?:专任教师|教师|教职工|校长|保育员|学生|幼儿|毕业生)$")


@for_nouns(lambda noun: noun.endswith("项目") and noun.removesuffix("项目") in _ARRANGED)
def name_works(sentence: Sentence, i: int, noun: str) -> str:
    """Say of which works projects are that a heading names: (三)校舍维修改造。本次安排项目87个."""
    works = _WORKS_AT_END.search(sentence.heading) and not i
    return noun.removesuffix("项目") + sentence.heading + "项目" if works else ""


_ARRANGED = {"", "安排", "实施", "完成", "开工", "启动"}
_WORKS_AT_END = re.compile("(?<=.{2})(?:改造|建设|维修|修缮|改建|扩建|改扩建)$")


@for_nouns(lambda noun: _PAYS.fullmatch(noun), "person")
def name_paid_each(sentence: Sentence, i: int, noun: str) -> str:
    """Say who is paid what was told for each before: 残疾学生每生每年增补1000元,共增补287人."""
    told = (x.subjects[0] for x in reversed(sentence.items[:i]) if x.quantity.unit_class == "money" and x.subjects)
    paid = _PAID_EACH.match(next(told, ""))
    return _PAYS.fullmatch(noun)["act"] + paid["who"] if paid else ""


@for_nouns(lambda noun: noun in _PUPILS)
def name_rate_of_pupils(sentence: Sentence, i: int, noun: str) -> str:
    """Give the pupils of the next level the rate of those before: 近视率小学48.1%、初中生63.7%."""
    item, last = sentence.items[i], sentence.items[i - 1] if i else None
    if not last or not last.subjects or item.quantity.unit != "%" or last.quantity.unit != "%":
        return ""
    beside = sentence.text[item.left[0]] == "、" and item.left[0] == last.quantity.end
    rate = LEVEL_WORDS.search(last.subjects[0]) if beside and _RATE_OF_LEVEL.search(last.subjects[0]) else None
    return swap_level(last.subjects[0], noun.removesuffix("生")) if rate else ""


@for_nouns(_OF_SEX.fullmatch, "percent")
def name_rate_of_sex(sentence: Sentence, i: int, noun: str) -> str:
    """Give boys and girls the rate of all that was told before: 小学净入学率99.7%,男童是99.8%,女童是99.6%.

    >>> from helpers.extract import observe
    >>> text = "适龄儿童小学净入学率99.7%,男童99.8%,女童99.6%。初中升学率96%,女生97%,女生占48%。"
    >>> [row["subject"] for row in observe(text)][1:]
    ['男童小学净入学率', '女童小学净入学率', '初中升学率', '女生初中升学率', '女生占比']
    """
    item, last = sentence.items[i], sentence.items[i - 1] if i else None
    if not last or not last.subjects or last.move or not last.subjects[0].endswith("率"):
        return ""
    left = sentence.text[item.left[0] : item.left[1]]
    if left.rstrip().endswith(("占", "占到")) or not _AT_ONCE.fullmatch(sentence.text, last.quantity.end, item.left[0]):
        return ""
    return noun + _CHILDREN.sub("", last.subjects[0], count=1)


@for_nouns(lambda noun: _WHO.fullmatch(noun), "money")
def name_for_each(sentence: Sentence, i: int, noun: str) -> str:
    """Say of a sum beside others that it is for each, too: 每名小学生补助500元,初中生800元、中职学生1000元."""
    item, last = sentence.items[i], sentence.items[i - 1] if i else None
    if not last or not last.subjects or last.quantity.unit_class != "money":
        return ""
    beside = _BESIDE.fullmatch(sentence.text, last.quantity.end, item.quantity.start)
    each = _FOR_EACH.fullmatch(last.subjects[0]) if beside and beside["who"] == noun else None
    return f"{each['each']}{noun}{each['rest']}" if each else ""


_PERSON = "(?:[生师员]|幼儿|儿童|校长|园长|班主任)"
_WHO = re.compile(f"[^给发向为投付拨各全]{{0,8}}{_PERSON}")
_FOR_EACH = re.compile(
    f"(?P<each>[^每]{{0,20}}每[名位个])[^每]{{0,8}}{_PERSON}(?P<rest>(?:每(?:年|月|人|学[年期]))*[^每]{{0,8}})"
)
_BESIDE = re.compile("[,、;和](?P<who>[\u4e00-\u9fff]{2,12}?)(?:则?[为是]|则)?")
_PAYS = re.compile("(?:共计?|全年|累计|合计)*(?P<act>增补|补助|资助|补贴|奖励)")
_PAID_EACH = re.compile("(?:为|给|向|对)?(?P<who>[^,。;每]{2,16}(?:学?生|幼儿|儿童|教师|学子))每[生人名]")
_PUPILS = {"小学生", "初中生", "高中生"}
_RATE_OF_LEVEL = WordPattern("率(?:{level})?生?$")


@for_nouns(lambda noun: noun in _LACKING or _LACKS_AT.fullmatch(noun), "person")
def name_lacking(sentence: Sentence, i: int, noun: str) -> str:
    """Say who is lacking of those who should be there: 应配教职工352人,缺35人."""
    who = PERSONS.search(sentence.items[i - 1].subjects[0]) if i and sentence.items[i - 1].subjects else None
    return noun + who[0] if who else ""


@for_nouns(lambda noun: noun.endswith("报到"), "person")
def name_arrived(sentence: Sentence, i: int, noun: str) -> str:
    """Say to which schools those come who were to be enrolled: 中职学校计划招生2.6万人,已报到2.4万人."""
    to = _TO_BE_ENROLLED.fullmatch(sentence.items[i - 1].subjects[0]) if i and sentence.items[i - 1].subjects else None
    return to["where"] + "报到新生" if to else ""


@for_nouns(_HIRES_ALONE.fullmatch, "person")
def name_hired(sentence: Sentence, i: int, noun: str) -> str:
    """Say of spoken 招 that teachers are meant, where they come to work: 计划招250名,最后到岗227名.

    >>> from helpers.extract import observe
    >>> [observe(text)[0]["subject"] for text in ("打算招60人,到岗52人。", "打算招60人,报名52人。")]
    ['招聘教师', '招']
    """
    told = sentence.text[sentence.start : sentence.text.find("\n", sentence.end)]
    before = (
        x.subjects[0]
        for x in reversed((*sentence.said, *sentence.items[:i]))
        if x.subjects and _RECRUITS.search(x.subjects[0])
    )
    if recruits := next(before, ""):
        return recruits  # 公开招聘公办园教师45名,今年再招38名
    return "招聘教师" if _COME_TO_WORK.search(told) and not _ENROLS.search(told) else ""


@for_nouns(lambda noun: noun in _IN_ALL, "person")
def name_in_all(sentence: Sentence, i: int, noun: str) -> str:
    """Say of what a sum is: 在校学生6.2万人,其中小学4万人、初中2.2万人,总数减少1420人."""
    last = sentence.items[i - 1] if i else None
    whole = last and (last.part_of or last)
    alike = whole and whole.subjects and whole.quantity.unit_class == sentence.items[i].quantity.unit_class
    return whole.subjects[0].removesuffix("总数") + noun if alike else ""


_IN_ALL = {"总数", "总量", "总人数", "总规模"}


@for_nouns(_GAP.fullmatch)
def name_gap(sentence: Sentence, i: int, noun: str) -> str:
    """Say of what a gap is that the clause before tells to be scarce: 二是城区学位仍然偏紧,按生源测算缺口620个.

    >>> from helpers.extract import observe
    >>> text = "一是教师编制缺口62名;二是城区小学学位仍然偏紧,按现有生源测算缺口约1500个。"
    >>> [row["subject"] for row in observe(text)]
    ['教师编制缺口', '城区小学学位缺口']
    """
    told = _find_scarce(sentence, i)
    return strip_lead(told["things"]) + "缺口" if told else ""


@for_nouns(lambda noun: _IS_SHORT.fullmatch(noun))
def name_short(sentence: Sentence, i: int, noun: str) -> str:
    """Say of what so many are missing that the clause before tells to be scarce: 校医不足,全区还差21名.

    >>> from helpers.extract import observe
    >>> [row["subject"] for row in observe("一是美术教师不够,按课时测算全市还缺36名。二是学前学位偏紧,城区还差800个。")]
    ['缺美术教师', '城区缺学前学位']
    """
    told = _find_scarce(sentence, i)
    return (_IS_SHORT.fullmatch(noun)["where"] or "") + "缺" + strip_lead(told["things"]) if told else ""


def _find_scarce(sentence: Sentence, i: int) -> re.Match[str] | None:
    """Return what the clause before, or the sentence before in the same line, tells to be scarce."""
    text, start = sentence.text, sentence.start
    line = max(text.rfind("\n", 0, start), text.rfind("。", 0, max(start - 1, 0))) + 1
    return _SCARCE.search(text, sentence.items[i - 1].quantity.end if i else line, sentence.items[i].left[0])


_IS_SHORT = WordPattern("(?P<where>{area}|城区|乡镇)?(?:仍然?|还|尚|共|总共|约)*(?:缺少?|短缺|差|欠缺)")
_LACKS_AT = WordPattern(
    "{level}(?:教育|阶段)?(?:还|仍|尚|却|反而)?(?:会|将)?[差缺少]"
)  # 小学会富余教师260名,初中还差150名
_LACKING = {"缺", "尚缺", "还缺", "缺编", "缺额", "缺口", "空缺", "超编"}
_TO_BE_ENROLLED = re.compile(
    "(?P<where>[^,。;]*?)(?:[今去]年|(?:19|20)\\d\\d年|[春秋]季|计划|拟|共|实际)*(?:招生|录取)(?:新生|计划)?"
)


@for_nouns(lambda noun: _OF_PERSONS.search(noun) or _RANK.fullmatch(noun), "person")
def name_graded(sentence: Sentence, i: int, noun: str) -> str:
    """Say of a degree or a rank whose it is: 教师320人,…;本科以上学历280人."""
    if i and sentence.items[i - 1].noun.endswith("职称") and _RANK.fullmatch(noun):
        return ""  # 晋升副高级职称58人、正高级1人
    among = _AMONG_PERSONS.fullmatch(noun)
    who = among["who"] if among else _find_holders(sentence, i, noun) or _who(sentence, i)
    return (among["part"] if among else noun) + who if who else ""


@for_nouns(lambda noun: _OF_AGE.fullmatch(noun))
def name_aged(sentence: Sentence, i: int, noun: str) -> str:
    """Say who is of an age of those whom the clause before tells to be old: 小学教师年龄偏大,50岁以上的占四成.

    >>> from helpers.extract import observe
    >>> observe("一是初中教师年龄老化,55岁以上的超过三成。")[0]["subject"]
    '55岁以上初中教师占比'
    """
    least = sentence.items[i - 1].quantity.end if i else sentence.start
    told = _IS_OLD.search(sentence.text, least, sentence.items[i].left[0])
    told = told if sentence.items[i].quantity.unit == "%" else None
    return f"{_OF_AGE.fullmatch(noun)['age']}{strip_lead(told['who'])}占比" if told else ""


_OF_AGE = re.compile("(?P<age>\\d\\d(?:周?岁)?[及以]*[上下])的?(?:占|占比)?")
_IS_OLD = re.compile(
    r"(?<![^,;:。\s])(?:[一二三四五]是)?(?P<who>[^,;:。\d的有是]{0,8}(?:教师|教职工|校长|班主任))(?:队伍)?的?(?:平均)?(?:年龄[^,;。\d]{0,6}(?:偏?大|高|老化)|老龄化)[^,;。\d]{0,4},$"
)
_RANK = re.compile("[正副]高级?|[中初]级|[一二三]级")
_OF_PERSONS = re.compile(
    r"(?:学历|职称|学位证|(?<!师)(?<!工)编制|(?:本科|专科|大专|中师|中专|研究生|高中)毕业)$|^\d\d岁?(?:[至到~-]\d\d岁|[及以]*[上下])$"
)
_AMONG_PERSONS = re.compile("(?P<who>.{0,4}(?:教师|教职工|学生|人员))中(?P<part>.+)")


def _find_holders(sentence: Sentence, i: int, noun: str) -> str:
    """Return who has a degree or rank by the clause itself: 小学专任教师320人;全县中小学教师有高级职称62人."""
    item = sentence.items[i]
    at = sentence.text.rfind(noun, item.left[0], item.quantity.start)
    told = _HOLDERS.search(sentence.text, item.left[0], at) if at >= 0 else None
    return strip_lead(told["who"]) if told else ""


_HOLDERS = re.compile(r"(?P<who>[^,;。:、\d]{0,8}(?:教师|教职工))[中里]?(?:现|共|已)?(?:具|拥)?有$")


def _who(sentence: Sentence, i: int) -> str:
    """Return of whom a number of persons tells their degree or rank: 教师320人,…;本科以上学历280人."""
    earlier = (x.subjects[0] for x in reversed(sentence.items[:i]) if x.subjects and x.quantity.unit_class == "person")
    return next((match[0] for subject in earlier if (match := PERSONS.search(subject))), "")


@for_nouns(lambda noun: noun in _JOINS_IN)
def name_joined(sentence: Sentence, i: int, noun: str) -> str:
    """Say what was counted last that others join: 举办活动12场,参与5000人次."""
    last = sentence.items[i - 1] if i else None
    return without_act(last.subjects[0]) + noun if last and last.subjects else ""


_JOINS_IN = {"参与", "参加", "参训"}  # in what was counted last


@for_nouns(lambda noun: _BOOKS.fullmatch(noun), "item")
def name_in_library(sentence: Sentence, i: int, noun: str) -> str:
    """Say of which libraries books are, counted before them: 公共图书馆9个,藏书213万册; "" if of none.

    >>> from helpers.extract import observe
    >>> [row["subject"] for row in observe("有公共图书馆9个,总藏量213万册。学校12所,藏书21万册。")][1::2]
    ['公共图书馆总藏量', '藏书']
    """
    last = sentence.items[i - 1].subjects if i else None
    return last[0] + noun if last and last[0].endswith("图书馆") else ""


_BOOKS = re.compile("总?(?:馆|图书)?藏(?:书|量)(?:总?量|总数)?")


def name_persons_of_each(sentence: Sentence, i: int, noun: str, source: str) -> str:
    """Name those of whom a number is in each class or school counted before: 小班62个,班均24.6人; "" if of nothing.

    >>> from helpers.extract import observe
    >>> [row["subject"] for row in observe("全县幼儿园开设620个班,班均25人,园均150人。")][1:]
    ['班均幼儿', '园均幼儿']
    """
    if not _OF_EACH.fullmatch(noun):
        return ""
    if (each := _OF_EACH.search(source)) and each.start():
        return source[: each.start()] + noun + source[each.end() :]  # 小学班均学生41人,校均482人
    if _MEASURED.search(source):
        level = LEVEL_PREFIX.match(source)
        return (level[0] if level else "") + noun + "学生"  # 小学生师比18:1,班均41人
    if not _PLACES_OF_PUPILS.search(source):
        return ""
    end = sentence.items[i].left[0]
    line = sentence.text.rfind("\n", 0, end) + 1
    of_children = noun.startswith("园") or _KINDERGARTENS.fullmatch(sentence.text, line, end)
    return noun + ("幼儿" if of_children else "学生")


_OF_EACH = re.compile("[班园校]均")
_MEASURED = re.compile("[比率]$|面积$|占比|比例$|教师$|教职工$")
_PLACES_OF_PUPILS = re.compile("(?:班级?|[校园])$|小学$|[初高]中$|^[班园校]均")
_KINDERGARTENS = re.compile(r"(?:(?!小学|中学|初中|高中)[^\n])*园(?:(?!小学|中学|初中|高中)[^\n])*")
