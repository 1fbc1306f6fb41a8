"""The thread of a passage: the school, college or building that it is about, and what belongs to it.

第六幼儿园位于滨河路,占地18亩。现有15个班、幼儿420名: floor, classes and children are the kindergarten's. A name takes up
the thread where it is what a clause is about; it holds until another name takes its place or the text speaks of the
whole place again (全市…). What an institution has takes its name; what names an owner of its own does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from helpers.extract.clauses import BESIDE, Item, Known, Sentence, Turn, list_numbers
from helpers.extract.nouns import strip_lead
from helpers.extract.words import INSTITUTION_END, LEVEL_WORDS, SCHOOL_UNITS, names_schools
from helpers.language import WordPattern, find_words, get_facets

_KIND = (
    "(?:幼儿园|幼稚园|小学|国小|国中|初中|高中|中学|学校|学院|大学(?!城)|校区|分校|分园|教学点|职中|职高|中专|技校|大学城|职教城|(?:职业)?教育中心|"
    "职教中心|教育园区|书院|附小|附中|实小|[一二三四五六七八九十][中小](?!学|[一-龥]?年级|心)|医院|图书馆|博物馆|体育馆|科技馆|少年宫|(?:体育|文化)?公园|体育场|(?:体育|文化|活动)中心|(?:教育|职教)集团)"
)
_PART = "(?:(?:[新老东南西北]|[\u4e00-\u9fff]{2,3})?校区|分校|本部|(?:实训|实践)基地|(?:新|教学|综合|实验|实训|宿舍|住院|科技|艺术){1,2}楼|食堂|体育馆)"
_WORK = "(?:(?:异地|整体)?(?:新建|迁建|扩建|改扩建|改建|改造|重建|建设|提升)(?:项目|工程)?|项目|工程)"
_END = re.compile(rf"{_KIND}(?!生(?!均|师|活))(?:{_PART})*(?:[第首]?[一二三]?期)?{_WORK}?")
_CLAUSE = re.compile("[,。;:!?\n “【】]")
_JOINS = re.compile("、|和|与|及|以及")
_NOT_TOPIC = re.compile("、|和|与|及|以及|等|之|以[外上下]|[里们]|的")
_WITHIN = re.compile(r"的[^,。;\d]{1,12}[上里内中前旁],")
_AT = re.compile("^(?:在|走进|来到|走访|走出)")
_COUNTED = re.compile(r"(?!1所)\d[\d,.]*万?余?(?:[所校处家间]|个[,。、;(]|园(?![区地]))")
_OF_ALL = WordPattern(
    r"(?:^|(?<=[,。;:\n ])){own_place|whole_region|各地|各校|各学校}(?!的|最|第|首|唯一)|"
    "(?:^|(?<=[,。;:\\n ]))[三四五六七八九十]+[所个](?:学校|项目|幼儿园|校区)|"
    "(?<=[年月季节期共计])(?:全[市县区旗省州盟国])(?=[^,。;]*\\d)"
)
_BEFORE_NAME = re.compile(
    r"^(?:[^()]*\)|[^,。;:]*(?:位于|地处|坐落|投资|占地|规模|唯一|最[大早好])[^,。;:]*的|"
    r"(?:(?:19|20)\d\d年)?(?:\d{1,2}月)?(?:\d{1,2}日)?[底初末]?|"
    r"今年|去年|同年|明年|目前|如今|其中|作为|位于|在|走进|来到|走访|走出|而|的|正在|即将|将|已|也|还|由|(?:总?投[资入]|斥资|耗资)(?:资金)?约?[\d.]+余?[万亿]?余?元的?|投资)+"
)
_ACTS = re.compile(
    "^(?:大力|积极|全面|加快|高标准|高起点|高质量|持续|扎实|牵头|顺利|如期|同步|规划|启动|推进|实施|开工|建设|建成|完成|[新改扩迁续]建|新?改扩建|新(?=[改扩])|"
    "筹建|组建|成立|开办|竣工|打造|动工|投用|谋划|推动|统筹|支持|帮助|指导|了)+"
)
_NO_NAME = re.compile(
    r"[\d的了是为与对把将到让使有各及(《“”【、首内在由按]|从(?!化)|以[上下]|年级|录取|共享|一老一小|[两几多每这那各某该一二三四五六七八九十][所家座]|^[这那该我全各某本]|[一几多每这那各某该]个|一[批些]|所有|其他|部分|许多|不少|等$|正在|"
    "^(?:由|从|向|给|被|以|于|因|按|据|占|在|离|及|和|至|有|含|或|经|比|跟|同|如|使|再|赴)|转任|每|推进|推动|加强|强化|深化|确保|保障|任教|组织|采取|通过|关于|毕业|考[入上取]|进入|"
    "[全我][市县区省国州旗]|乡镇|城乡|(?:县城|农村|城镇)(?!第)|成员|结对|核心|薄弱|优质|名优|重点|同类|普惠|公办|民办|公立|私立|公私立|(?:小区|安置[点区])配套|寄宿制|小规模|示范性|"
    "^(?:优化|不含|除|均|根据|公布|抓实|写进|供|像)|普通学校|国民|义务教育|达标|试点|先进|特色|热点|等级|比例|比率|[一-龥]率|生均|现有|共有|拥有|入驻"
)
_OWN_NAME = re.compile(
    "第?[一二三四五六七八九十]+$|实验|附属|外国语|机关|民族|"
    "[市县区旗州盟镇乡村道](?:中等职业|职业|职业技术|中等专业|特殊教育|高级|初级|中心|九年一贯制|完全|高级职业)?$"
)
_AREA = WordPattern("(?:中心|主|老|新)?{area|zone}|城区|市区|郊区|社区|片区|辖区|山区|街道|乡村|园区")
_OF_A_PLACE = re.compile("[省市县区旗州](?:中?小学|初中|高中|学校|高校)$")
_VERBS = {"predicate", "verb_flow", "verb_stock", "verb_rise", "act"}


def _list_names(text: str, start: int, end: int) -> Iterator[Turn]:
    """Yield where each institution that is named ends, with those beside it; told tells whether the clause is about it."""
    members: list[str] = []
    last, opens, broken = -1, -1, False
    found = None
    for match in _END.finditer(text, start, end):
        joined = _JOINS.match(text, last) if last >= 0 else None
        if joined and not _CLAUSE.search(text, last, match.start()):
            opens = joined.end()
        else:
            begins = max((m.end() for m in _CLAUSE.finditer(text, start, match.start())), default=start)
            if found and (begins != opens or not read_name(text[opens : match.end()])):  # 中山大学附属中学 is one name
                yield found
            members, broken, opens = [], False, begins
        words, last, found = text[opens : match.end()], match.end(), None
        name = read_name(words)
        if not name and not members and (by_the_way := read_name(_IN_CLAUSE.split(words)[-1])):
            found = Turn(last, (by_the_way,), told=False)
        broken = broken or not name or bool(_COUNTED.match(text, last))
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


_PAIRED = re.compile("(?:结[对成为]|合作|签[订约署]|共建|联合|携手|开展)")
_IN_CLAUSE = re.compile("送[进到入]|走进|来到|进入|[在到从于的与为由]")


def read_name(words: str) -> str:
    """Return the name of an institution without what leads to it, "" if the words name none or only a kind.

    >>> [read_name(words) for words in ("启动沁源一中迁建", "位于东湖区的市第八中学", "农村寄宿制学校", "县特殊教育学校")]
    ['沁源一中迁建', '市第八中学', '', '县特殊教育学校']
    """
    words = strip_lead(_BEFORE_NAME.sub("", words))
    words = _BEFORE_NAME.sub("", _ACTS.sub("", words))
    if not _SHORTEST <= len(words) <= _LONGEST or _NO_NAME.search(words) or names_schools(words):
        return ""
    kind = _END.search(words)
    return words if kind and _is_proper(words, words[: kind.start()]) else ""


def _is_proper(words: str, stem: str) -> bool:
    """Tell whether what stands before a kind of institution is a name: 秦邮, 市第八, not 双语课程 or 惠及."""
    tokens = [token for token in find_words(stem) if len(token.word) > 1]
    if any(_VERBS & token.tags for token in tokens) or _AREA.fullmatch(stem):
        return False
    if _OF_A_PLACE.search(words):  # 龙川县小学 are all of them
        return False
    if _OWN_NAME.search(stem):
        return True
    facets = get_facets()
    return sum(len(token.word) for token in tokens) + 2 <= len(stem) and stem not in facets


_SHORTEST, _LONGEST = 3, 24


def name_institution(heading: str) -> str:
    """Return the institution that a heading names, or those: 金岭学校(九年一贯制); "" if it names none.

    >>> name_institution("金岭学校(九年一贯制)"), name_institution("普通高中和特殊教育"), name_institution("义务教育学校")
    ('金岭学校', '', '')
    """
    words = _REMARK.sub("", heading)
    alone = all(_ENDS.search(name) and read_name(name) == name for name in words.split("、"))
    return words if alone else ""


def name_in_title(title: str) -> str:
    """Return the one institution that a title names, "" if none or several: 百年老校的新貌——第二中学见闻."""
    named = [turn.names for turn in _list_names(title, 0, len(title))]
    return named[0][0] if len(named) == 1 == len(named[0]) and not _SEVERAL.search(title) else ""


_SEVERAL = re.compile("等|[全我各][省市县区旗]|[所个]学校")
_REMARK = re.compile(r"\([^()]*\)$")
_ENDS = re.compile(f"(?:{_END.pattern})$")


def read_turns(text: str, start: int, end: int, known: Known) -> tuple[list[Turn], Known]:
    """Return where the words text[start:end] take up a thread or let it go, and what is known behind them.

    该校 and 这所学校 stand for the institution that was named last, 学校 alone where nothing else was told of since.
    """
    stands = [Turn(m.end(), _THAT_ONE) for m in _THAT.finditer(text, start, end)]
    stands += [Turn(m.end(), _IT_ALONE) for m in _IT.finditer(text, start, end)]
    lets_go = [Turn(m.start(), ()) for m in _OF_ALL.finditer(text, start, end)]
    turns: list[Turn] = []
    for turn in sorted([*lets_go, *stands, *_list_names(text, start, end)]):
        if turn.names in (_THAT_ONE, _IT_ALONE):
            names = known.names if turn.names == _THAT_ONE or known.alive else None
        else:
            names = _in_full(turn.names, known)
        if names is None or (names == () and turn.names):
            continue
        about = any(before.names for before in turns)
        if turn.told or not (about or known.fixed):
            turns.append(Turn(turn.start, names if turn.told else ()))
        if not known.fixed and (turn.told or not about):
            known = Known(names, True) if names else Known(known.names, False)
    return turns, known


_THAT_ONE, _IT_ALONE = ("该校",), ("学校",)


def _in_full(names: tuple[str, ...], known: Known) -> tuple[str, ...]:
    """Return the name by which an institution is known where it is named by the end of that: 圆山校区."""
    same = len(names) == len(known.names) == 1 and known.names[0].endswith(names[0])
    return known.names if same else names


_THAT = re.compile(
    r"(?<![\u4e00-\u9fff])(?:[^,。;:、\d\n]{0,6}(?<![与和同到从]))?(?:(?:这|该|那)所(?![^,。;]{0,12}[所个]学校)|该校|该园(?!区)|该学院|这个[^,。;]{0,12}(?:学校|教学点|村小|校区)|我们?(?:学校|幼儿园|学院|校|园)|全[校园](?!学生数|\d+[^,。;]{0,4}的|[省市县区]))"
)
_IT = re.compile(
    r"(?:(?<=[,。;:“”\n ])|^)(?:[^,。;:、\d\n]{0,6}[前年时今着来中天在])?(?:(?:这里|(?:学校|校区|校园|教学点)(?=现|共|有|占地|设|开|总|位于|建|规|教职工|教师|招|将|[去今]年|已|拥|[内里])|现[有设](?=[\d两三]|教学?班|教职?[师工]|专任教师|在校|学生|幼儿)))"
)


def find_thread(sentence: Sentence, i: int) -> tuple[str, ...]:
    """Return the names of what the sentence is about where an item stands, () if that is nothing of its own.

    What is counted or done by the way ends it: …竣工,新建幼儿园3所,新增学位810个.
    """
    at = sentence.items[i].quantity.start if i < len(sentence.items) else sentence.end
    turn = next((turn for turn in reversed(sentence.turns) if turn.start <= at), None)
    names = turn.names if turn else sentence.thread
    since = turn.start if turn else sentence.start
    if not names or "、".join(names) == sentence.named:
        return names
    before = (x for x in sentence.items[:i] if x.quantity.start >= since and x.subjects)
    return () if any(_is_by_the_way(x, len(names)) for x in before) else names


def _is_by_the_way(item: Item, named: int) -> bool:
    subject = item.subjects[0]
    counts = item.quantity.unit in SCHOOL_UNITS and INSTITUTION_END.search(subject) and item.quantity.value != named
    return bool(counts or _ACT_OF_OFFICE.match(subject))


_STANDS_IN = re.compile(
    "^(?:(?:该|这[所个]|我们|我|全|本)(?:学校|校区|学院|幼儿园|教学点|校|园|院)|学校|校区|学院(?!派)|项目|工程)(?=.)"
)
# 这所只有320名学生的山区小学
_OF_THIS = re.compile(
    r"^([\u4e00-\u9fff]{1,5}[生师工班儿])的[^,。的]{0,8}(?:学校|小学|初中|中学|高中|教学点|村小|幼儿园)$"
)
_SCHOOL_ITSELF = re.compile("(?:该|我们?|本)?(?:学校|学院|[校园院])(?=[\u4e00-\u9fff]{2})(?![舍区园内外长服车])")
_NOT_OF_SCHOOL = WordPattern(
    "{own_place|whole_region|per_case|per_head}(?<!生均)|每[百千万\\d]|要求|规定|[省市县区镇]里|财政|政府|[一-龥]{1,4}[省市县区镇乡](?!级|内|外)|"
    "院校|高校|高职|企业|单位|集团|联盟|社区|家长|幼儿园|中心园|民办园|公办园|学校(?!食堂)|(?:小学|(?<![初高])中学)(?!部|段|班|学位)|(?<!二级)学院|大学|教学点|校区|医院|馆(?!藏)|"
    "学费|住宿费|标准|补助|补贴|津贴|助学金|奖学金|贷款|工资|经费|每周|每天|课后服务"
)
_NO_UNITS = {"天", "年", "个月", "小时", "分钟", "公里", "岁", "分", "次", "位", "米", "厘米", "个百分点"}
_HAD = {
    "class",
    "pupil",
    "entrant",
    "graduate",
    "full_time_teacher",
    "teacher",
    "staff",
    "place",
    "floor_area",
    "site_area",
    "sports_area",
    "book",
    "computer",
    "device",
    "course",
}
_INVESTED = WordPattern("{project_measure}|^投入$|办学规模|绿化率|容纳|就餐|班$")
_ACT_OF_OFFICE = re.compile(
    "惠及|受益|受助|添置|购置|新建|改建|扩建|招聘|引进|培训|选派|交流|发放|资助|安排|下达|落实|拨付|评选|认定|创建|表彰|组建|撤并|改造|维修|更新|配备|选聘|补充"
)


def _takes(subject: str, name: str, sentence: Sentence, i: int, headed: bool = False) -> bool:
    """Tell whether a noun is one that the institution of the thread has: what names an owner of its own is not."""
    item, noun = sentence.items[i], _own_words(subject, name)
    if item.quantity.unit in _NO_UNITS or item.quantity.form == "rank" or _NOT_OF_SCHOOL.search(noun):
        return False
    if headed:
        return True
    words = _OF_CLASSES.sub("", sentence.text[slice(*item.left)].rpartition("】")[2] + noun)
    if LEVEL_WORDS.search(words) or _OF_KIND.search(noun) or _ACT_OF_OFFICE.search(noun):
        return False
    return bool(_INVESTED.search(noun)) or any(
        word in noun and facets.get("population") in _HAD for word, facets in get_facets().items()
    )


_OF_KIND = WordPattern("{sector|area}|幼儿教|适龄|残疾|巩固率|入学率")
_OF_CLASSES = re.compile("(?:小学|初中|高中)(?=部|段|班|学位|新?生)")


def follow_thread(sentence: Sentence) -> None:
    """Put the name of what a sentence is about before nouns of what that has."""
    for i, item in enumerate(sentence.items):
        if owner := _find_owner(sentence, i):
            item.subjects = [_take_up(subject, *owner, sentence, i) for subject in item.subjects]


def _find_owner(sentence: Sentence, i: int) -> tuple[str, bool] | None:
    """Return whose the noun of an item can be, and whether all nouns are; None where the sentence is of nobody.

    A sentence goes on with what the one before is about where its first clause states what that has.
    """
    item, names = sentence.items[i], find_thread(sentence, i)
    if not names:
        return None
    name = "、".join(names)
    if len(names) > 1:
        first = i
        while first and BESIDE.fullmatch(*_between(sentence, first - 1)):
            first -= 1
        if len(list_numbers(sentence, sentence.items[first].quantity.start)) == len(names):
            name = names[i - first]  # 甲小学、乙小学分别新增学位810个、540个
    if "、".join(names) == sentence.named:
        return name, True
    if not any(turn.start <= item.quantity.start for turn in sentence.turns):
        first = sentence.items[0]
        begun = _CLAUSE.search(sentence.text, sentence.start, max(first.left[0] - 1, sentence.start))
        said = first.subjects[0] if first.subjects else first.noun
        if begun or item.noun == "投入" or (i and name not in said and not _takes(said, name, sentence, 0)):
            return None
    if item.part_of and any(name in subject for subject in item.part_of.subjects):
        return name, True
    return name, False


def _between(sentence: Sentence, i: int) -> tuple[str, int, int]:
    return sentence.text, sentence.items[i].quantity.end, sentence.items[i + 1].quantity.start


def is_of_thread(sentence: Sentence, i: int, noun: str) -> bool:
    """Tell whether a noun before its number takes the thread, so that no other words complete it."""
    owner = _find_owner(sentence, i)
    if not owner or not _takes(noun, owner[0], sentence, i):
        return False
    if i and sentence.items[i - 1].quantity.unit in _OF_BUILDINGS and _INVESTED.search(noun):
        return False  # 教学楼3幢,建筑面积2100平方米
    before = sentence.items[i - 1].noun if i else ""
    part = _own_words(_MEASURED.sub("", before), owner[0]) if _MEASURED.search(before) else ""
    return len(part) < _SHORTEST or part.endswith(owner[0]) or not _INVESTED.search(noun)  # 实训楼投资1亿元,占地9亩


_OF_BUILDINGS = {"幢", "栋", "座"}
_MEASURED = WordPattern("(?:概算|估算|计划|总|规划|完成|分别)*{project_measure|规划用地}额?$")


def _take_up(subject: str, name: str, headed: bool, sentence: Sentence, i: int) -> str:
    """Return a subject with the name of the thread, where it takes that."""
    said = headed and _SCHOOL_ITSELF.match(subject)  # 学校发放奖学金
    takes = subject and name not in subject and (said or _takes(subject, name, sentence, i, headed))
    return name + _own_words(subject, name) if takes else subject


def _own_words(subject: str, name: str) -> str:
    """Return a subject without what stands for the thread: 该校教师, 圆山校区占地 behind 第三中学圆山校区."""
    own = _OF_THIS.sub(r"\1", _STANDS_IN.sub("", subject))
    return own[next((width for width in range(min(len(own) - 1, 8), 1, -1) if name.endswith(own[:width])), 0) :]


def go_on(turns: list[Turn], thread: tuple[str, ...], named: str, school: str) -> tuple[str, ...]:
    """Return the thread behind a sentence: the school of a page is always taken up again, one of several is not.

    thread is what the sentence leaves of it.
    """
    released = bool(turns) and not turns[-1].names
    if named and (named == school or not released):
        return split_names(named)
    return () if len({turn.names for turn in turns if turn.names}) > 1 else thread


def leave_thread(sentence: Sentence) -> tuple[str, ...]:
    """Return what a sentence leaves of the thread of the one before: nothing where none of its numbers took that."""
    if sentence.turns:
        return find_thread(sentence, len(sentence.items))
    took = any(name in subject for name in sentence.thread for item in sentence.items for subject in item.subjects)
    return sentence.thread if took else ()


def split_names(named: str) -> tuple[str, ...]:
    """Return the names of a heading: 第三幼儿园、第五幼儿园."""
    return tuple(named.split("、")) if named else ()
