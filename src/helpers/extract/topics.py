"""What a sentence is about beside its clauses: a project, a school or a grant that later nouns are of.

第六幼儿园位于滨河路,总建筑面积5200平方米: the floor area is the kindergarten's. A topic holds for nouns of a closed
class (what a project or a grant has) until another takes its place.
"""

from __future__ import annotations

import re

from helpers.extract.clauses import Sentence
from helpers.extract.institutions import name_institution
from helpers.extract.nouns import cut_stock, strip_lead
from helpers.extract.words import ACTS, BARE, CLAUSE_MARK, DATED, FLOW, MEASURE, TOPIC_END
from helpers.language import WordPattern, find_places
from helpers.storage import remember

_END = (
    r"(?:项目|工程|计划|行动|政策|资金|补助[金费]?|津贴|经费|[助奖]学金|基金|生活费"
    r"|园区|基地)"
)
_BUILDS = r"(?:推进|实施|启动|开展|完成|加快)[\u4e00-\u9fff“”、()]{3,24}?(?:建设|改造)(?=[,;。])"
_TOPIC = WordPattern(
    rf"(?P<name>{_BUILDS}|[\u4e00-\u9fff“”、()A-Za-z]{{2,30}}?{_END}"
    r"(?=\d|[,。;:]|位于|坐落|用地|占地|总?投资|总?建筑|规划|目前|现|已|累计|覆盖|惠及|落实|实施|开工|完工|竣工|启动|注资|办学|列入|纳入|总))"
)
# the words with which the names of topics end: few sentences have one
_MAY_NAME = re.compile("项目|工程|计划|行动|政策|资金|补助|津贴|经费|助学金|奖学金|基金|生活费|园区|基地|建设|改造")
HAS = re.compile(
    r"(?:累计|已|共|全部|计划|预计|目前|估算|概算|规划)?(?:"
    r"总?(?:投资|造价|概算)额?|(?:总|规划)?(?:建筑|占地|用地)面积|占地|用地|办学规模|地[上下](?:建筑)?|"
    r"投入(?:建设)?资金|完成(?:总?投资|总?工程量|总?工作量)|开工|动工|竣工|完工|封顶|投用|(?:开工|动工|竣工|完工|完成|改造|安装)率|工期|"
    r"受[益惠](?:学生|师生|幼儿|儿童|群众|学校|教师)?|受助(?:学生|幼儿|儿童)?|惠及(?:学生|师生|幼儿|儿童|群众)?|覆盖(?:学校|学生|教学点|乡镇|县区)?|"
    r"(?:内|园内|校内)?设?有?(?:活动室|教室|功能室|宿舍|床位|停车位)|每[人生][每天年月餐]*(?:供餐|补助|奖励)?|奖励封顶额|人均(?:奖励|补助))"
)


def find_topic(sentence: Sentence, i: int) -> str:
    """Return the project, school or grant that the sentence last named before the clause of an item, "" if none.

    Money is opened to no traffic and has no floor: 争取资金1200万元,推进球场建设,开工率100% is of the works.
    """
    item, topic = sentence.items[i], ""
    if not _MAY_NAME.search(sentence.text, sentence.start, item.left[0]):
        return topic
    built = bool(_WORKS.search(item.noun))
    for match in _TOPIC.finditer(sentence.text, _find_own_part(sentence, i), item.left[0]):
        opens = match.start() == sentence.start or sentence.text[match.start() - 1] in _OPENS
        if opens and not (built and _MONEY.search(match["name"])) and (found := _name(match["name"])):
            topic = found
    return topic


def _find_own_part(sentence: Sentence, i: int) -> int:
    """Return where the words begin that may name what an item is of: 新校区完成主体工程;改造学校9所,惠及学生620名."""
    part = sentence.text.rfind(";", sentence.start, sentence.items[i].left[0]) + 1
    own = (x for x in sentence.items[:i] if x.quantity.start > part and x.subjects) if part else ()
    return part if any(ACTS.match(x.subjects[0]) for x in own) else sentence.start


_OPENS = ",。;:”》 \n.)】"
_WORKS = re.compile("开工|动工|竣工|完工|封顶|投用|面积|占地|用地|造价|工期|工程量|工作量|形象进度")
_MONEY = re.compile("(?:资金|补助金?|津贴|经费|助学金|基金)$")


_VIEW = re.compile(
    r"(?<![^。;\s])从(?:(?:全[市县省州区]|各)[市县区地省校]*)?(?P<view>[^,。;\d]{2,20}?)(?:的?(?:规模|水平|情况|变化))?(?:来看|看),"
)
_ITS_MOVE = re.compile(r"(?:(?:比|较)(?:上年|去年|上一年)|同比)?(?:的?(?:增长|提高|下降|增减|增幅|变动))?$")
_PLACES_ALONE = re.compile(
    r"[\u4e00-\u9fff、]{1,40}[市县区旗州盟](?:两|[三四五六七八九十]|\d{1,2})?个?[市县区旗州盟]?"
    r"(?:均|都|皆|分别|比上年|增长率|增幅|增速|达到?|为|是|增长|提高|下降|超过)*"
)


def name_viewed(sentence: Sentence, i: int) -> str:
    """Return what a sentence views where a number has but places before it: 从生均经费来看,甲县、乙县均超过1200元."""
    start = sentence.items[i].quantity.start
    view = next(_VIEW.finditer(sentence.text, sentence.start, start), None)
    if not view or not _PLACES_ALONE.fullmatch(sentence.text, view.end(), start):
        return ""
    return _ITS_MOVE.sub("", view["view"])


def _name(words: str) -> str:
    """Return a topic without what leads to its name (我县推进农村学校改厕项目), "" if that is no more than a kind."""
    words = cut_stock(strip_lead(words))
    act = _CARRY_OUT.match(words)
    words = words[act.end() :] if act else words
    verb = FLOW.match(words) if words.endswith(("资金", "经费")) else None
    words = words[verb.end() :] if verb else words
    return words if 4 <= len(words) <= _LONGEST and not _NO_NAME.search(words) else ""


_LONGEST = 18
_NO_NAME = re.compile(r"[年月了的]|搬入|迁入|合格|^(?:覆盖|惠及|受益|其中|涉及)")
_CARRY_OUT = re.compile(
    r"(?:大力|积极|全面|深入|持续|扎实|共|累计|先后)*(?:推进|筹措|筹集|投入|拨付|发放|实施|落实|开展|启动|推动|下达|安排|开工建设|向|新建|改?扩建|建设)了?"
)


_HEADED = re.compile(rf"(?P<name>[\u4e00-\u9fff“”A-Za-z·]{{4,{_LONGEST}}}?(?:工程|项目))(?:\([^()]*\))?")
_ONLY_A_KIND = WordPattern(
    "(?:{level|qualifier|area|sector}|学校|教育|建设|改造|重点|薄弱|项目|工程|各级各类|[和与及、])+"
)


@remember
def name_headed(heading: str) -> str:
    """Return the school or project that a heading names; "" if it names none, or only a kind of schools.

    >>> name_headed("赣州三中蟠龙校区(高中)"), name_headed("义务教育学校"), name_headed("教师队伍")
    ('赣州三中蟠龙校区', '', '')
    >>> name_headed("学前教育扩容工程"), name_headed("农村学校更新工程")
    ('', '农村学校更新工程')
    """
    if institution := name_institution(heading):
        return institution
    match = _HEADED.fullmatch(heading)
    if not match or _ONLY_A_KIND.fullmatch(match["name"]) or _NO_NAME.search(match["name"]):
        return ""
    if _SLOGAN.match(match["name"]) or _AIM.search(match["name"]):
        return ""
    return match["name"]


# names no works but a part of a plan by its aim: 义务教育扩容工程 owns no class sizes
_AIM = re.compile(
    "(?:普及|普惠|扩容|提质|增效|提升|跨越|振兴|队伍建设|内涵建设|培养|培育|素质|信息化|数字化|现代化|攻坚|强基|固本|铸魂|育人|优化|均衡|发展|质量|创新|融合)工程$"
    "|[与和及、]工程$"
)
_SLOGAN = WordPattern(  # 如期完成各项校舍建设工程 says what is done, not of what the lines tell
    "(?:如期|顺利|按期|高质量|高标准|统筹|科学|认真|切实)*(?:{adverb}|各项|完成|推进|推动|实施|加快|加强|抓好|做好|开展|启动|强化|深化|优化|改善|落实|扩大|建好|办好|狠抓|聚焦)"
)


def belongs_to_topic(noun: str) -> bool:
    """Tell whether a noun is one that a project, a school or a grant has.

    >>> [belongs_to_topic(noun) for noun in ("总投资", "竣工率", "受益学生", "在校生")]
    [True, True, True, False]
    """
    return bool(HAS.fullmatch(noun))


_FROM_TO = re.compile("(?:从|由)[^,。;]{0,8}\\d[^,。;]*(?:到|至|为)[^,。;]*$")
_BY_HOW_MUCH = re.compile("(?:减少|增加|增长|下降|上升)?最[多少大小高低快慢]$")


def name_compared(topic: str) -> str:
    """Return of what a clause says that it changed, or where it is most: 甲市、乙县小学在校生最多 is of 小学在校生.

    >>> name_compared("在园幼儿从2020年的20.3万降到今年的11.8万")
    '在园幼儿'
    """
    most = _BY_HOW_MUCH.sub("", topic)
    if most == topic:
        return _FROM_TO.sub("", topic) or topic
    for place in sorted(find_places(most), key=lambda x: x.start, reverse=True):
        if place.end < len(most):
            most = most[: place.start] + most[place.end :].lstrip("、和")
    return most


def find_topic_before(sentence: Sentence, i: int) -> str:
    """Take the clause before as the topic of a quantity that has no words of its own."""
    start = sentence.items[i].left[0] - 1
    if start <= sentence.start or sentence.text[start] not in ",:;":
        return sentence.heading
    words = CLAUSE_MARK.split(sentence.text[sentence.start : start])[-1]
    if any(item.quantity.end > start - len(words) for item in sentence.items[:i]):
        return sentence.heading
    topic = strip_lead(DATED.sub("", TOPIC_END.sub("", words)))[:30]
    return topic if len(topic) > 1 else sentence.heading  # 其|中:


def read_view(words: str) -> str:
    """Return what a clause looks at if it counts or measures something, "" if it only says how that is divided.

    >>> read_view("从在校生规模来看"), read_view("从学段看")
    ('在校生', '')
    """
    view = _VIEW.fullmatch(words + ",")
    counted = _ITS_MOVE.sub("", view["view"]) if view else ""
    return counted if BARE.fullmatch(counted) or MEASURE.search(counted) else ""
