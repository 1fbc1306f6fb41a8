"""Institutions by name: where a text names a school, a college or a building, alone or in a list, as its topic or not.

Names are told from kinds (农村寄宿制学校, 县内小学) by what stands before the word for the kind: an ordinal, a place
with a word that only one institution of a place has (市特殊教育学校), or words that the lexicon has not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from helpers.extract.clauses import Turn
from helpers.extract.nouns import strip_lead
from helpers.extract.words import BEFORE_COUNT, names_schools
from helpers.language import WordPattern, find_words, get_divisions, get_facets
from helpers.storage import remember

_KIND = (
    "(?:幼儿园|幼稚园|小学校(?![区园长舍服车门])|小学|国小|国中|初中|高中|中学|学校|学院|大学(?!城)|校区|分校|分园|教学点|职中|职高|中专|技校|"
    "大学城|职教城|(?:职业)?教育中心|职教中心|教育园区|书院|附小|附中|实小|"
    "[一二三四五六七八九十][中小](?!学|[一-龥]?年级|心)|医院|图书馆|博物馆|体育馆|科技馆|少年宫|"
    "(?:体育|文化)?公园|体育场|(?:体育|文化|活动)中心|(?:教育|职教)集团)"
)
_PART = (
    "(?:(?:[新老东南西北]{1,2}|[一-龥]{2,3})校区|[东南西北]区|分校|本部|(?:实训|实践)基地|"
    "(?:新|教学|综合|实验|实训|宿舍|住院|科技|艺术){1,2}楼|(?:学生|教师|周转)(?:宿舍|公寓)楼?|食堂|体育馆)"
)
_WORK = "(?:(?:异地|整体)?(?:新建|迁建|扩建|改扩建|改建|改造|重建|建设|提升)(?:项目|工程)?|项目|工程)"
_END = WordPattern(rf"{_KIND}(?!生(?!均|师|活))(?:{_PART})*(?:[第首]?[一二三]?期)?{_WORK}?")
_CLAUSE_MARKS = ",。;:!?\n “【】"
CLAUSE = re.compile(f"[{_CLAUSE_MARKS}]")
_OPENS = re.compile(rf"[{_CLAUSE_MARKS}]|(?<=\))、")  # 三中(设36个班、学位1800个)、松竹小学(设30个班)
_JOINS = re.compile("、|和|与|及|以及")
_NOT_TOPIC = re.compile(
    r"、|\d+[个所]|和|与|及|以及|等|之|以[外上下]|[里们]|的"
    "|(?:合并|整合|重组|改制|改建|升格|更名|转设|组建)(?:而[来成]|[成为]|组建|组成)"  # what a school was before
)
_WITHIN = re.compile(r"的[^,。;\d]{1,12}[上里内中前旁],")
_AT = re.compile("^(?:在|走进|来到|走访|走出)")
# 小学12所 are many, 县职业中专1所 is one
_COUNTED = re.compile(r"(?!1所)\d[\d,.]*万?余?(?:[所校处家间]|个[,。、;(]|园(?![区地]))")
_COSTING = r"(?:总?投[资入]|斥资|耗资)(?:资金)?约?[\d.]+余?[万亿]?余?元的?"
_BEFORE_NAME = re.compile(
    r"^(?:[^()]*\)|(?=[^,。;:]*的)[^,。;:]*(?:位于|地处|坐落|投资|占地|规模|唯一|最[大早好])[^,。;:]*的|"
    rf"(?:(?:19|20)\d\d年)?(?:\d{{1,2}}月)?(?:\d{{1,2}}日)?[底初末]?|{_COSTING}|"
    "今年|去年|同年|加上|算上|连同|明年|目前|如今|其中|作为|位于|在|走进|来到|走访|走出|而|的|正在|即将|将|已|也|还|由|投资|"
    rf"{BEFORE_COUNT})+"
)
_ACTS = re.compile(
    "(?:大力|积极|全面|加快|高标准|高起点|高质量|持续|扎实|牵头|顺利|如期|同步|规划|启动|推进|实施|开工|建设|建成|完成|"
    "[新改扩迁续]建|新?改扩建|新(?=[改扩])|筹建|组建|成立|开办|竣工|打造|动工|投用|谋划|推动|统筹|支持|帮助|指导|了)+"
)
_NO_NAME = re.compile(
    r"[\d的了是为与对把将给到让使有各及(《“”【、首内在由按]|从(?!化)|以[上下]|正在|每|等$|"
    "[两几多这那某该一二三四五六七八九十][所家座]|[一几多这那某该]个|一[批些]|^[这那该我全本]|[全我][市县区省国州旗]|"
    "^[春秋]季|^(?:村[小校]|完小)|^(?:向|给|被|以|于|因|据|占|离|和|至|含|或|经|比|跟|同|如|使|再|赴|优化|不含|除|均|根据|公布|抓实|[进上读](?=普通|重点|公办|民办|高中|职[高校]|初中|小学|大学|幼儿)|就(?=[考上读])|写进|供|像)|"
    "中小学|周边|附近|邻近|年级|录取|共享|一老一小|所有|其他|部分|许多|不少|多数|少数(?!民族)|个别|众多|相关|有关|转任|推进|推动|加强|强化|深化|确保|保障|任教|组织|采取|通过|关于|"
    "毕业|考[不得]?[入上取]|上不了|进入|(?:搬|走|送|请|引|融|带|住|开)(?:进|到)|搬入|融入|入驻|成员|结对|比例|比率|[一-龥]率|[生师女儿童员]占|生均|现共|拥有|"
    "乡镇|城乡|(?:县城|农村|城镇)(?!第)|(?:小区|安置[点区])配套|普通学校|国民|义务教育|"
    "^校学?生|招生(?=小学|初中|高中)|核心|薄弱|优质|名优|重点|同类|普惠|公办|民办|公立|私立|寄宿制|小规模|示范性|达标|试点|先进|特色|热点|等级"
)
_OWN_NAME = re.compile(
    "第?[一二三四五六七八九十]+$|实验|附属|外国语|机关|民族|"
    "[市县区旗州盟镇乡村道](?:中等职业|职业|职业技术|中等专业|特殊教育|高级|初级|中心|九年一贯制|完全|高级职业)?$"
)
_SAID = re.compile("规划|计划|设[有置立]|开设|招收|新增|提供|可|现|共")  # 河口学校规划小学24个班
_AREA = WordPattern("(?:中心|主|老|新)?{area|zone}|城区|市区|郊区|社区|片区|辖区|山区|街道|乡村|园区")
_TRADE = re.compile("职业|技术|技师|科技|师范|工程|高等专科|管理|现代")  # 现代服务职业学院
_OF_A_PLACE = re.compile("[省市县区旗州](?:中?小学|初中|高中|学校|高校)$")
_VERBS = {"predicate", "verb_flow", "verb_stock", "verb_rise", "act"}


def list_institutions(text: str, start: int, end: int) -> Iterator[Turn]:
    """Yield where each institution that is named ends, with those beside it, and whether its clause is about it."""
    members: list[str] = []
    last, opens, broken = -1, -1, False
    found, seen, clause = None, start, start
    for match in _END.finditer(text, start, end):
        joined = _JOINS.match(text, last) if last >= 0 else None
        if joined and not CLAUSE.search(text, last, match.start()):
            opens = joined.end()
        else:
            for mark in _OPENS.finditer(text, seen, match.start()):
                clause = mark.end()
            seen = match.start()
            words = text[max(opens, match.end() - _CLAUSE) : match.end()]
            if found and (clause != opens or not read_name(words)):  # 中山大学附属中学 is one name
                yield found
            members, broken, opens = [], False, clause
        words, last, found = text[max(opens, match.end() - _CLAUSE) : match.end()], match.end(), None
        apposed = words[:1] in _APPOSES and not members and _APPOSED.match(words) and text[last : last + 1] != "("
        if apposed and _COUNT_BEFORE.search(text, max(start, opens - 5), opens):
            broken = True  # 高职院校3所,即甲学院、乙学院、丙学院,在校生3.8万人: of all three
            continue
        counted = bool(_COUNTED.match(text, last) or _is_level(words, text, last))
        name = "" if counted else read_name(words)
        inner = _INCLAUSE.split(words)[-1] if not (name or counted or members) else words
        if inner != words and (by_the_way := read_name(inner)):
            found = Turn(last, (by_the_way,), told=bool(_BECAME.search(words)))
        broken = broken or not name
        if broken:
            continue
        members.append(name)
        at = text[last : last + 1] == "的" and _AT.match(words)
        if _PAIRED.match(text, last):
            members = members[:1]  # 东湖中学与县一中结对
        told = not _NOT_TOPIC.match(text, last) or _WITHIN.match(text, last) or at
        found = Turn(last, tuple(members), told=bool(told))
    if found:
        yield found


def _is_level(words: str, text: str, end: int) -> bool:
    """Tell whether a level of education stands behind the short name of a place: 今年永川|初中毕业生11860人."""
    if not words.endswith(("小学", "初中", "高中")) or not _ALL_OF_LEVEL.match(text, end):
        return False
    return bool(get_divisions(read_name(words)[:-2]))


_APPOSED = re.compile("即|分别[是为]|包括|包含")
_APPOSES = frozenset("即分包")  # its first characters
_COUNT_BEFORE = re.compile(r"(?:[2-9]|\d\d|[两三四五六])[所个家][,:]$")  # of one the next sentences tell
_ALL_OF_LEVEL = re.compile("应届|毕业生|招生|在校|适龄|[净毛]入|升学|巩固率|阶段|教育")
_PAIRED = re.compile("(?:结[对成为]|合作|签[订约署]|共建|联合|携手|开展)")
_BECAME = re.compile("(?:更名|改名|升格|改制|合并|整合|转设)为")
_INCLAUSE = re.compile("支援|帮扶|援建|捐建|入驻|送[进到入]|走进|来到|进入|[在到从于的与为由]")


@remember
def read_name(words: str) -> str:
    """Return the name of an institution without what leads to it, "" if the words name none or only a kind.

    >>> [read_name(words) for words in ("启动光华中学迁建", "位于东区的市第八中学", "农村寄宿制学校", "县特殊教育学校")]
    ['光华中学迁建', '市第八中学', '', '县特殊教育学校']
    """
    words = strip_lead(_BEFORE_NAME.sub("", words[-_FARTHEST:]))
    acts = _ACTS.match(words)
    words = _BEFORE_NAME.sub("", words[acts.end() :] if acts else words)
    if not _SHORTEST <= len(words) <= _LONGEST or _NO_NAME.search(words) or names_schools(words):
        return ""
    kind = _END.search(words)
    if not kind or _SAID.search(words, kind.end()):
        return ""
    return words if _is_proper(words, words[: kind.start()]) else ""


def _is_proper(words: str, stem: str) -> bool:
    """Tell whether what stands before a kind of institution is a name: 埭头, 市第八, not 双语课程 or 惠及."""
    tokens = [token for token in find_words(stem) if len(token.word) > 1]
    verbs = [token.start for token in tokens if _VERBS & token.tags]
    if (verbs and not (verbs[0] and _TRADE.search(stem))) or _AREA.fullmatch(stem):
        return False
    if _OF_A_PLACE.search(words):  # 龙川县小学 are all of them
        return False
    if _OWN_NAME.search(stem):
        return True
    facets = get_facets()
    return sum(len(token.word) for token in tokens) + 2 <= len(stem) and stem not in facets


_SHORTEST, _LONGEST = 3, 24
_FARTHEST = 80  # characters of a name with what leads to it
_CLAUSE = 240  # characters of a clause up to a name


def name_institution(heading: str) -> str:
    """Return the institution that a heading names, or those: 银岭学校(九年一贯制); "" if it names none.

    >>> [name_institution(words) for words in ("银岭学校(九年一贯制)", "普通高中和特殊教育", "义务教育学校")]
    ['银岭学校', '', '']
    """
    words = _REMARK.sub("", heading)
    alone = all(_ENDS.search(name) and read_name(name) == name for name in words.split("、"))
    return words if alone else ""


def name_author(title: str) -> str:
    """Return the institution whose document a title is: 第二中学招生简章, …职业学院2023年质量年度报告; "" if none."""
    ends = [match.end() for match in _END.finditer(title)]
    return next((title[:end] for end in ends if read_name(title[:end]) == title[:end] and _PAPER.match(title, end)), "")


_PAPER = re.compile(
    r"(?:关于)?(?:(?:19|20)\d\d(?:[-—](?:19|20)\d\d)?(?:年度?|学年度?))?[\u4e00-\u9fff]{0,12}"
    r"(?:报告|年报|简介|概况|介绍|简章|章程|总结|公开|公示|说明|统计|方案|规划|计划|公报|基本情况)(?:\([^()]*\))?$"
)


def name_in_title(title: str) -> str:
    """Return the one institution that a title names, "" if none or several: 百年老校的新貌——第二中学见闻."""
    named = [turn.names for turn in list_institutions(title, 0, len(title))]
    return named[0][0] if len(named) == 1 == len(named[0]) and not _SEVERAL.search(title) else ""


_SEVERAL = re.compile("等|[全我各][省市县区旗]|[所个]学校")
_REMARK = re.compile(r"\([^()]*\)$")
_ENDS = WordPattern(f"(?:{_END.pattern})$")
