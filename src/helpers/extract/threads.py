"""The thread of a passage: the school, college or building that it is about, and what belongs to it.

第六幼儿园位于滨河路,占地18亩。现有15个班、幼儿420名: site, classes and children are the kindergarten's. A name takes
up the thread where it is what a clause is about; it holds until another name takes its place or the text speaks of the
whole place again (全市…). What an institution has takes its name; what names an owner of its own does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from helpers.extract.clauses import BESIDE, Item, Known, Sentence, Turn, Words, list_numbers
from helpers.extract.institutions import CLAUSE
from helpers.extract.sentences import name_one_of
from helpers.extract.words import FLOW, INSTITUTION_END, LEVEL_WORDS, SCHOOL_UNITS
from helpers.language import Needs, WordPattern, get_facets, join_words

_OF_ALL = WordPattern(
    r"(?:^|(?<=[,。;:\n ]))(?:{own_place|whole_region|各地|各校|各学校}(?!的|最|第|首|唯一)|"
    r"[三四五六七八九十]+[所个](?:学校|项目|幼儿园|校区)|"
    r"[一-龥]{2,7}[市县区旗州盟](?=共|现有|现共|目前|有(?:各级|中小学|学校|小学|幼儿园)))|"
    r"(?<=[年月季节期共计])(?:全[市县区旗省州盟国])(?=[^,。;]*\d)|(?<=。)全年(?!预算|执行)(?=[^,。;]*\d)"
)


def list_turns(text: str, words: Words) -> list[Turn]:
    """Return where some words of a text may take up a thread or let it go."""
    if not _MAY_TURN.pattern.search(text, words.start, words.end):
        return sorted(words.named)
    stands = [Turn(m.end(), _THAT_ONE) for m in _find_all(_THAT, text, words.start, words.end)]
    stands += [Turn(m.end(), _IT_ALONE) for m in _find_all(_IT, text, words.start, words.end)]
    lets_go = _find_all(_OF_ALL, text, words.start, words.end)
    lets_go = [Turn(m.start(), ()) for m in lets_go if m[0] != "全年" or _ends_clauses(text, m.start())]
    return sorted([*lets_go, *stands, *words.named])


def _ends_clauses(text: str, end: int) -> bool:
    """Tell whether what ends before a position in its line is more than a label: not (六)营养改善计划。全年…"""
    return text.find(",", text.rfind("\n", 0, end) + 1, end) >= 0


def read_turns(text: str, words: Words, known: Known) -> tuple[list[Turn], Known]:
    """Return where some words of a text take up a thread or let it go, and what is known behind them.

    该校 and 这所学校 stand for the institution that was named last, 学校 alone where nothing else was told of since.
    """
    if not words.named and not known.names:
        return [], known
    turns: list[Turn] = []
    for turn in list_turns(text, words) if words.turns is None else words.turns:
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


def _find_all(pattern: re.Pattern | WordPattern, text: str, start: int, end: int) -> Iterable[re.Match]:
    """Return the matches of a pattern, which few sentences have: it is not tried at each character of the others."""
    return pattern.finditer(text, start, end) if _NEEDED[pattern].pattern.search(text, start, end) else ()


def _in_full(names: tuple[str, ...], known: Known) -> tuple[str, ...]:
    """Return the name by which an institution is known where it is named by the end of that: 北山校区."""
    same = len(names) == len(known.names) == 1 and known.names[0].endswith(names[0])
    return known.names if same else names


_THAT = re.compile(
    r"(?<![\u4e00-\u9fff])(?:[^,。;:、\d\n]{0,6}(?<![与和同到从]))?(?:"
    r"(?:这|该|那)所(?![^,。;]{0,12}[所个]学校)|该校|该园(?!区)|该学院|这个[^,。;]{0,12}(?:学校|教学点|村小|校区)|"
    r"我们?(?:学校|幼儿园|学院|校|园)|全[校园](?!学生数|\d+[^,。;]{0,4}的|[省市县区]))"
)
_IT = re.compile(
    r"(?:(?<=[,。;:“”\n ])|^)(?:(?:19|20)\d\d年(?:\d{1,2}月)?,?|[^,。;:、\d\n]{0,6}[前年时今着来中天在])?(?:这里|"
    r"(?:学校|学院|校区|校园|教学点)(?=现|争取|投入|获|开设|毕业生|学生(?!总?数)|共|有|占地|设|开|总|位于|建|规|"
    r"教职工|教师|招|将|[去今]年|已|拥|[内里]|跟\d|与\d|还[从有请办聘]|办[了有起]|在[^,。;\d]{0,10}[大比竞]赛)|"
    r"现[有设](?=[\d两三]|教学?班|教职?[师工]|专任教师|在校|学生|幼儿))"
)


_NEEDED = {pattern: Needs(pattern) for pattern in (_THAT, _IT, _OF_ALL)}
_MAY_TURN = Needs(_THAT, _IT, _OF_ALL)


def find_thread(sentence: Sentence, i: int) -> tuple[str, ...]:
    """Return the names of what the sentence is about where an item stands, () if that is nothing of its own.

    What is counted or done by the way ends it: …竣工,新建幼儿园3所,新增学位810个.
    """
    if not sentence.turns and not sentence.thread:
        return ()
    at = sentence.items[i].quantity.start if i < len(sentence.items) else sentence.end
    turn = next((turn for turn in reversed(sentence.turns) if turn.start <= at), None)
    names = turn.names if turn else sentence.thread
    if not names:
        return names
    since = turn.start if turn else sentence.start
    headed, group = "、".join(names) == sentence.named, bool(_GROUP.search(names[-1]))
    for item in sentence.items[:i]:
        one_of = "之一" in sentence.text[item.quantity.end : sentence.end] and name_one_of(sentence.text, item)
        if item.quantity.start >= since and item.subjects and not one_of:
            done = not headed and _ACT_OF_OFFICE.match(item.subjects[0])
            if done or (not group and _counts_schools(item, len(names))):
                return ()
    return names


_GROUP = re.compile("(?:大学城|职教城|园区|集团|联盟)$")  # which has schools


def _counts_schools(item: Item, named: int) -> bool:
    """Tell whether an item counts schools, not those that the thread names: 两所学校 behind two names."""
    counts = item.quantity.unit in SCHOOL_UNITS and INSTITUTION_END.search(item.subjects[0])
    return bool(counts) and item.quantity.value != named


_STANDS_IN = re.compile(
    "^(?:(?:该|这[所个]|我们|我|全|本)(?:学校|校区|学院|幼儿园|教学点|校|园|院)|学校|校区|学院(?!派)|项目|工程)(?=.)"
)
# 这所只有320名学生的山区小学
_OF_THIS = re.compile(
    r"^([\u4e00-\u9fff]{1,5}[生师工班儿])的[^,。的]{0,8}(?:学校|小学|初中|中学|高中|教学点|村小|幼儿园)$"
)
_SCHOOL_ITSELF = re.compile("(?:该|我们?|本)?(?:学校|学院|[校园院])(?=[\u4e00-\u9fff]{2})(?![舍区园内外长服车])")
_SCHOOL_DOES = re.compile(
    "(?:该校|学校|学院)(?=争取|投入|获|开设|设有|[现共拥]有|招|累计|占地|发放|参加|领|享受|在|还)"
)
# what names an owner of its own: a place, a kind of schools, an office, a grant
_NOT_OF_SCHOOL = WordPattern(
    r"{own_place|whole_region|per_case|per_head}(?<!生均)|每[百千万\d]|[一-龥]{1,4}[省市县区镇乡](?!级|内|外)|"
    "院校|高校|高职|企业|单位|集团|联盟|社区|家长|幼儿园|中心园|民办园|公办园|学校(?!食堂)|"
    "(?:小学|(?<![初高])中学)(?!部|段|班|学位)|(?<!二级)(?<!产业)学院|大学|教学点|校区|医院|馆(?!藏)|"
    "要求|规定|[省市县区镇]里|财政|政府|"
    "学费|住宿费|标准|补助|补贴|津贴|助学金|奖学金|贷款|工资|经费|每周|每天|课后服务"
)
_NO_UNITS = {"天", "年", "个月", "小时", "分钟", "公里", "岁", "分", "次", "位", "米", "厘米", "个百分点"}
_HAD = {"class", "pupil", "entrant", "graduate", "full_time_teacher", "teacher", "staff", "place", "floor_area"} | {
    "site_area",
    "sports_area",
    "book",
    "computer",
    "device",
    "course",
}
_INVESTED = WordPattern(
    "{project_measure}|^投入$|办学规模|主体工程|工程量|进度|绿化率|容纳|就餐|班$|活动室|功能室|停车位|^地[上下]$"
)
_ACT_OF_OFFICE = re.compile(
    "惠及|受益|受助|添置|购置|采购|新建|改建|扩建|招聘|引进|培训|选派|交流|发放|资助|安排|下达|落实|拨付|评选|认定|创建|表彰|"
    "组建|撤并|改造|维修|更新|配备|选聘|补充"
)


@cache
def _had_words() -> re.Pattern[str]:
    """Return the pattern of words for persons and things that an institution has, without those that hold another."""
    words = {word for word, facets in get_facets().items() if facets.get("population") in _HAD}
    parts = ((word, word[i:j]) for word in words for i in range(len(word)) for j in range(i + 1, len(word) + 1))
    longer = {word for word, part in parts if part != word and part in words}
    return re.compile(join_words(words - longer))


def _takes(subject: str, name: str, sentence: Sentence, i: int, headed: bool = False) -> bool:
    """Tell whether a noun is one that the institution of the thread has: what names an owner of its own is not."""
    item, noun = sentence.items[i], _own_words(subject, name)
    if item.quantity.unit in _NO_UNITS or item.quantity.form == "rank" or _NOT_OF_SCHOOL.search(noun):
        return False
    if headed:
        return item.quantity.unit_class not in _MONEY_UNITS or bool(_MONEY.search(noun))
    left = sentence.text[slice(*item.left)].rpartition("】")[2].rpartition(name)[2]  # 县职业教育中心教职工212人
    words = _OF_CLASSES.sub("", _LEVEL_END.sub("", left) + noun)
    if LEVEL_WORDS.search(words) or _OF_KIND.search(noun) or _ACT_OF_OFFICE.search(noun):
        return False
    return bool(_INVESTED.search(noun) or _had_words().search(noun))


_MONEY_UNITS = {"money", "compound"}  # 元, 元/年
_MONEY = re.compile("[投资值额款金费入]|造价|概算|预算|购置|支出|(?:建设|改造)$")
_OF_KIND = WordPattern("{sector|area}|幼儿教|适龄|残疾儿童|巩固率|入学率")
_LEVEL_END = re.compile("(?:小学|初中|高中)$")  # 规划小学36个班
_OF_CLASSES = re.compile("(?:小学|初中|高中)(?=部|段|班|学位|新?生)")


def follow_thread(sentence: Sentence) -> None:
    """Put the name of what a sentence is about before nouns of what that has."""
    if not sentence.turns and not sentence.thread:
        return
    for i, item in enumerate(sentence.items):
        if owner := _find_owner(sentence, i):
            item.subjects = [_take_up(subject, *owner, sentence, i) for subject in item.subjects]


def _find_owner(sentence: Sentence, i: int) -> tuple[str, bool] | None:
    """Return whose the noun of an item can be, and whether all nouns are; None where the sentence is of nobody.

    A sentence goes on with what the one before is about where its first clause states what that has.
    """
    item, names = sentence.items[i], find_thread(sentence, i)
    left = item.left[0]
    if not names or (sentence.text[left - 1 : left + 1].startswith(";") and FLOW.match(sentence.text, left)):
        return None  # 二中宿舍楼新增床位960个;建成教师周转房120套
    name = _share_names(sentence, i, names)
    if "、".join(names) == sentence.named:
        return name, True
    if not any(turn.start <= item.quantity.start for turn in sentence.turns):
        first = sentence.items[0]
        begun = CLAUSE.search(sentence.text, sentence.start, max(first.left[0] - 1, sentence.start))
        said = name_one_of(sentence.text, first) or (first.subjects[0] if first.subjects else first.noun)
        if begun or item.noun == "投入" or (i and name not in said and not _takes(said, name, sentence, 0)):
            return None
    return name, bool(item.part_of) and any(name in subject for subject in item.part_of.subjects)


def _share_names(sentence: Sentence, i: int, names: tuple[str, ...]) -> str:
    """Return all names, or that of several which a number of a list has: 甲小学、乙小学分别新增学位810个、540个."""
    items, first = sentence.items, i
    while first and BESIDE.fullmatch(sentence.text, items[first - 1].quantity.end, items[first].quantity.start):
        first -= 1
    alike = len(names) > 1 and len(list_numbers(sentence, items[first].quantity.start)) == len(names)
    return names[i - first] if alike else "、".join(names)


def is_of_thread(sentence: Sentence, i: int, noun: str) -> bool:
    """Tell whether a noun before its number takes the thread, so that no other words complete it."""
    owner = _find_owner(sentence, i)
    if not owner or not _takes(noun, owner[0], sentence, i):
        return False
    if i and sentence.items[i - 1].quantity.unit in _OF_BUILDINGS and _INVESTED.search(noun):
        return False  # 教学楼3幢,建筑面积2100平方米
    before = sentence.items[i - 1].noun if i else ""
    part = _own_words(_MEASURED.sub("", before), owner[0]) if _MEASURED.search(before) else ""
    return (
        len(part) < _SHORTEST_PART or part.endswith(owner[0]) or not _INVESTED.search(noun)
    )  # 实训楼投资1亿元,占地9亩


_SHORTEST_PART = 3
_OF_BUILDINGS = {"幢", "栋", "座"}
_MEASURED = WordPattern("(?:概算|估算|计划|总|规划|完成|分别)*{project_measure|规划用地}额?$")


def _take_up(subject: str, name: str, headed: bool, sentence: Sentence, i: int) -> str:
    """Return a subject with the name of the thread, where it takes that."""
    said = (_SCHOOL_ITSELF if headed else _SCHOOL_DOES).match(subject)  # 学校发放奖学金
    takes = subject and name not in subject and (said or _takes(subject, name, sentence, i, headed))
    return name + _own_words(subject, name) if takes else subject


def _own_words(subject: str, name: str) -> str:
    """Return a subject without what stands for the thread: 该校教师, 北山校区占地 behind 第三中学北山校区."""
    stands = _STANDS_IN.match(subject)
    own = subject[stands.end() :] if stands else subject
    own = of_this[1] if (of_this := _OF_THIS.match(own)) else own
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
    took = sentence.thread and any(
        name in subject for name in sentence.thread for item in sentence.items for subject in item.subjects
    )
    return sentence.thread if took else ()


def split_names(named: str) -> tuple[str, ...]:
    """Return the names of a heading: 第三幼儿园、第五幼儿园."""
    return tuple(named.split("、")) if named else ()
