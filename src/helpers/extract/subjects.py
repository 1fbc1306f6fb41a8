"""What each quantity of a sentence counts or measures: its subject, from its clause, its neighbours and its heading.

All functions read normalised text. The words of a subject are the document's own, put together where the sentence
leaves them to its parts (小学、初中教师学历合格率分别为…; 幼儿园150所(公办62所,民办88所)).
"""

from __future__ import annotations

import re
from itertools import pairwise

from helpers.extract.accounts import read_account
from helpers.extract.acts import ENDED, name_of_clause
from helpers.extract.aid import name_granted, name_level, name_total
from helpers.extract.announced import find_clause_measure, find_colon_topic
from helpers.extract.antecedents import find_antecedent
from helpers.extract.behind import PARTITION, VERB_RIGHT, read_right
from helpers.extract.below import name_by_line_below, name_done_to
from helpers.extract.branches import follow_branches
from helpers.extract.changes import find_changing
from helpers.extract.clauses import Item, Sentence
from helpers.extract.completion import complete_noun, find_announced
from helpers.extract.counted import REST, has_persons, put_about, tell_by_right
from helpers.extract.effects import complete_effects
from helpers.extract.examples import drop_listed
from helpers.extract.labels import (
    count_each,
    find_aspect,
    is_of_measure,
    is_only_level,
    name_beside,
    name_by_threshold,
    name_exam,
    name_in_town,
    name_of_mean,
)
from helpers.extract.leads import spell_out
from helpers.extract.level_branches import follow_levels
from helpers.extract.lists import list_members, name_set_against, repeat_figures, share_for_all, sum_list
from helpers.extract.moves import THAN_OTHERS
from helpers.extract.nouns import drop_unit, read_left, strip_lead
from helpers.extract.own_level import skip_own_level
from helpers.extract.parts import complete_part
from helpers.extract.purposes import (
    name_benefits,
    name_purposes,
)
from helpers.extract.qualifiers import find_summed, name_part
from helpers.extract.reached import name_in_posts, name_norm_of_each, swap_by_clause
from helpers.extract.rest import name_rest
from helpers.extract.series import list_before, name_by_before
from helpers.extract.shares import (
    name_activity,
    name_among,
    name_coefficients,
    name_over_bracket,
    read_rated,
    read_relative,
    read_whole,
    share_of_counted,
)
from helpers.extract.some_places import SOME_OF_THEM, name_of_some
from helpers.extract.superlatives import MOST, read_superlative
from helpers.extract.terms import name_in_places, name_in_tiers
from helpers.extract.threads import follow_thread
from helpers.extract.topics import belongs_to_topic, find_topic_before, name_compared, name_viewed
from helpers.extract.words import (
    ACTS,
    FALLS,
    GROUP_MARK,
    INSTITUTION_END,
    LEVEL_WORDS,
    SCHOOL_UNITS,
    is_zone,
)
from helpers.language import Quantity, WordPattern

_ONLY_YEAR = re.compile(r"^(?:(?:19|20)\d\d年|上年|去年|上年同期)(?:同期|为|是)?$")  # 11934元(2022年11640元)
_PART_WORD = re.compile(r"^(?:不?含|包括|其中)")


def _is_parted(item: Item, text: str) -> bool:
    """民办学校中有18所: the noun before the number is the whole."""
    return bool(PARTITION.search(text, item.left[0], item.left[1]))


_TOLD_OF = re.compile(r"(?:成功|顺利)?(?:入选|获|荣获|拿到|通过|参加|享受|领[取到]|与|同|被)")


def find_subjects(sentence: Sentence, lead_ends: list[int]) -> None:
    """Fill noun, move and subjects of every item of a sentence; lead_ends is where time expressions before it end."""
    items, text = sentence.items, sentence.text
    quantities = [item.quantity for item in items]
    i = 0
    while i < len(items):
        read_left(items[i], items[i - 1] if i else None, text, lead_ends[i])
        if i and text.startswith(")", items[i - 1].quantity.end):
            items[i].noun = name_over_bracket(sentence, i) or items[i].noun
        size = _group_size(items, i, text)
        if size == 1 or not _distribute(sentence, i, size):
            _set_subject(sentence, i, quantities)
            size = _share_subject(items[i : i + size], text) if size > 1 else 1
        items[i].listed = _place_in_list(items, i, text)
        i += size
    if len(items) > 1:
        _share_clauses(items, text)
        _name_bases(items, text)
    follow_branches(sentence)
    follow_levels(sentence)
    spell_out(items, sentence.names, text, sentence.start)
    follow_thread(sentence)
    complete_effects(sentence)
    name_among(sentence)
    name_exam(sentence)
    name_purposes(sentence)
    name_benefits(sentence)
    name_coefficients(sentence)
    name_activity(sentence)


def _name_bases(items: list[Item], text: str) -> None:
    """Say of a number that only others are compared with what they are: 比起去年的19.6万人,国中新生少了近一成."""
    for item, following in pairwise(items):
        alone = not item.noun and item.subjects in ([], [""]) and THAN_OTHERS.fullmatch(text, *item.left)
        if alone and text[item.quantity.end] == "," and following.noun:
            item.rule, item.subjects = "base_of_comparison", list(following.subjects)


_LONGEST_MARK = 4  # characters
_MOVED_MARK = WordPattern("[、,](?:(?:基本)?持平[、,和])?(?P<verb>{verb_rise|verb_fall})")


def _group_size(items: list[Item], i: int, text: str) -> int:
    """Return how many numbers stand side by side from i on, each of 分别增长3%、下降2% with its own verb."""
    moved = items[i].move and "分别" in text[items[i].left[0] : items[i].left[1]]
    size = 1
    while i + size < len(items):
        if not moved and items[i + size].quantity.start - items[i + size - 1].quantity.end > _LONGEST_MARK:
            break
        between = text[items[i + size - 1].quantity.end : items[i + size].quantity.start]
        if not (GROUP_MARK.fullmatch(between) or (moved and _MOVED_MARK.fullmatch(between))):
            break
        if size > 1 and between == "," and _SET_AGAINST.match(text, items[i + size].quantity.start):
            break  # 小学、初中生均面积分别为9平方米、12平方米,高于7平方米、10平方米的标准
        size += 1
    return size


_SET_AGAINST = re.compile("[高低大小多少优]于|超过")


def _share_subject(group: list[Item], text: str) -> int:
    """Give the subject of a number to those of its unit behind it (每月350元、550元); return how many have it."""
    first = group[0]
    for i, item in enumerate(group[1:], 1):
        between = text[group[i - 1].quantity.end : item.quantity.start]
        if not first.noun or between in {",", ";"} or item.quantity.unit != first.quantity.unit:
            return i
        item.subjects = list(first.subjects)
        _move_as(item, first, text)
    return len(group)


def _place_in_list(items: list[Item], i: int, text: str) -> int:
    """Return the place of an item in a list of kinds of schools that are only counted: 小学5所、初中3所; else 0."""
    item = items[i]
    if item.quantity.unit not in SCHOOL_UNITS or not INSTITUTION_END.search(item.noun) or item.move:
        return 0
    last = items[i - 1] if i else None
    between = text[last.quantity.end : item.quantity.start] if last else ""
    joined = between[:1] in {"、", ",", ";"} and len(between) <= len(item.noun) + 2
    return last.listed + 1 if last and last.listed and joined else 1


def _distribute(sentence: Sentence, i: int, size: int) -> bool:
    """Give the numbers of a list to the things of a list: 小学、初中巩固率分别为99%、98%."""
    group = sentence.items[i : i + size]
    first = group[0]
    left = sentence.text[first.left[0] : first.left[1]]
    if size > 1 and not first.move and "分别" not in left and len({x.quantity.unit_class for x in group}) > 1:
        return False  # 免除教科书费、作业本费8.03万人次、1096万元
    first.noun = name_by_threshold(sentence, i) or first.noun  # 小学、初中56人以上大班额分别为3个、11个
    if size > 1 and first.noun.startswith("占") and "分别" in left and not first.move:
        wholes = [x for x in sentence.items[:i] if not x.move and x.inside is first.inside and x.subjects]
        members = [[source.subjects[0] + first.noun] for source in wholes[-size:]]
    elif size > 1 and (
        members := name_set_against(sentence, first, size)
        or name_by_before(list_before(sentence, i), first, size, left)
    ):
        pass
    elif (members := repeat_figures(sentence, i, size)) is None:
        members = [[m] for m in list_members(sentence, i, size)] or share_for_all(sentence, first, size)
    if len(members) != size:
        return False
    for place, (item, member) in enumerate(zip(group, members, strict=True), 1):
        item.subjects, item.group, item.group_start = member, place, first.left[0]
        _move_as(item, first, sentence.text)
    return True


def _move_as(item: Item, first: Item, text: str) -> None:
    """Let a number of a list rise, fall or compare as the first, unless it has a verb of its own."""
    verb = _MOVED_MARK.fullmatch(text, item.left[0], item.left[1]) if item is not first else None
    own = ("fall" if FALLS.fullmatch(verb["verb"]) else "rise") if verb else ""
    item.move, item.reached = own or first.move, first.reached
    item.compared, item.elsewhere = first.compared, first.elsewhere


_SECOND_RANK = re.compile(  # 居全国第9、中部地区第2
    r"[、,](?:居|列|位居|位列)?(?:全[国省区市州盟县旗]|[东中西]部(?:地区)?|[\u4e00-\u9fff]{1,6}(?:地区|省份?|市|州|盟))"
)


def _set_subject(sentence: Sentence, i: int, quantities: list[Quantity]) -> None:
    """Find the subjects of an item by the first construction that fits, and note which."""
    item, text, last = sentence.items[i], sentence.text, sentence.items[i - 1] if i else None
    if told := _tell_by_marks(sentence, i):
        item.rule, item.subjects = told
        return
    noun, clause = read_right(item, text, quantities) if item.right[0] < item.right[1] else ("", "")
    noun = _SEATS.sub("", noun) if noun else noun  # 64个班坐了4310名学生
    if i and item.quantity.unit in _OF_RATES and _is_target(item, text):
        item.noun, noun, clause = "", "", ""
    if noun and item.quantity.unit == "元" and _AS_NORM.fullmatch(noun) and is_only_level(item.noun, item.quantity):
        noun, clause = "", ""  # 生均公用经费执行小学720元、初中940元的基准定额
    if noun and _is_parted(item, text) and VERB_RIGHT.match(noun):
        noun, clause = "", noun + clause
    if noun:
        bare = _POINTS_ALONE.fullmatch(item.noun) or _SEATED.fullmatch(item.noun)
        item.noun = "" if bare else drop_listed(item.noun, noun, item.quantity)
    previous = _find_works(sentence, i) or find_antecedent(sentence, i)
    ranked = last and item.quantity.form == "rank" and last.quantity.form == "rank"
    if ranked and _SECOND_RANK.fullmatch(text, last.quantity.end, item.quantity.start):
        item.rule, item.subjects = "further_rank", list(last.subjects)
    elif (item.quantity.form == "rank" or sentence.holds[MOST]) and read_superlative(sentence, i, previous):
        item.rule = "superlative"
    elif last and not noun and (some := name_of_some(sentence, i)):
        item.rule, item.subjects = SOME_OF_THEM, some
    elif last and not noun and (told := read_relative(sentence, i, previous) or name_by_threshold(sentence, i)):
        item.rule, item.subjects = "said_of_number", [told]
    elif last and item.noun in REST and previous and (rest := name_rest(sentence, item, previous, noun)):
        item.rule, item.subjects = "rest", [rest]
    elif not item.noun and ENDED.fullmatch(noun or clause) and (ended := name_of_clause(sentence, i, noun or clause)):
        item.rule, item.subjects = "told_of_noun", [ended]  # 民办园生存困难,年内7所停办
    elif clause and not noun and (paid := _name_paid(item, clause)):
        item.rule, item.subjects = "told_of_noun", [paid]
    else:
        told = tell_by_right(sentence, i, noun, clause, previous) if noun or clause else None
        item.rule, item.subjects = told or _tell_by_left(sentence, i, noun, clause, previous)
        if previous and item.subjects == previous.subjects:
            item.subjects = swap_by_clause(sentence, i, previous)


def _find_works(sentence: Sentence, i: int) -> Item | None:
    """Return the projects told of last where what is counted as they are is built: 项目31个,学位2.8万个。已开工19个."""
    item = sentence.items[i]
    built = _BUILT.search(sentence.text, item.left[0], item.right[1]) if item.quantity.unit in ("个", "所") else None
    if not built:
        return None
    alike = [x for x in (*sentence.said, *sentence.items[:i]) if x.quantity.unit == item.quantity.unit and x.subjects]
    if item.quantity.unit == "所":  # 新建学校9所,新增学位1200个。已有7所竣工
        last = sentence.items[i - 1] if i else sentence.before
        return alike[-1] if alike and not item.noun and last and last.quantity.unit != "所" else None
    seats = alike and alike[-1].subjects[0].endswith("学位")
    return next((x for x in reversed(alike) if x.subjects[0].endswith(("项目", "工程"))), None) if seats else None


_BUILT = re.compile("[开动完竣交]工|验收|启用|施工|在建|交付|投用|投入使用|建成|封顶")


def _is_target(item: Item, text: str) -> bool:
    """Tell whether a number is what a rate told of before is to reach: 占58.5%,提前越过2025年55%的目标."""
    told = _IS_TARGET.fullmatch(text, item.left[0], item.quantity.start)
    return bool(told) and (bool(told["year"]) or text.startswith("的目标", item.quantity.end))


_AS_NORM = re.compile("(?:基准|拨款|最低|现行)?(?:定额|标准)(?:执行|拨付|安排|核定|计算)?")
_SEATS = re.compile("(?<=.)里?[只就共]?[坐挤住装](?:[了着满进下]|得下)$")
_SEATED = re.compile("里?[只就共]?[坐挤住装](?:[了着满进下]|得下)?")
_OF_RATES = frozenset({"%", "‰", "年"})
_IS_TARGET = re.compile(
    "[,;]?(?:已|还|仍|也|均|都|提前|基本|率先|大幅|远|与|比|距离?|离|按照?|根据|依据|照|《[^》]{2,20}》|规划|计划|方案|要求|提出|确定|规定|的"
    "|[越超]过|超出|高于|低于|接近|达到?|完成|实现)+(?P<year>20\\d\\d年[底末]?)?(?:的?目标|须|需|要|应当?|将|可|预计|力争)*"
    "(?:[压降减升提增扩]|压减|控制|稳定|提高|增加|提升)?[到至在]?(?:近|约|不足|不低于|不少于)?"
)


def _tell_by_marks(sentence: Sentence, i: int) -> tuple[str, list[str]] | None:
    """Return construction and subjects of an item for which a colon, a view, a rate or a bracket tells them."""
    item, text, start = sentence.items[i], sentence.text, sentence.items[i].quantity.start
    if start == sentence.start and (announced := find_announced(item, sentence)):
        return "announced", [announced]
    if not item.noun and len(sentence.items) == 1 and (below := name_by_line_below(sentence)):
        return "line_below", [below]
    if item.noun and text[start - 1] == "了" and (done := name_done_to(sentence)):
        return "line_above", [done]
    if text.find("看,", sentence.start, item.left[0]) >= 0 and (viewed := name_viewed(sentence, i)):
        return "viewed", [viewed]
    if not item.noun and (rated := read_rated(sentence, i)):
        return "counted_of_rate", [rated]
    if text[start - 1 : start] == "(" and (whole := read_whole(sentence, item)):
        before = sentence.items[i - 1] if i else sentence.before
        item.share_of = strip_lead(whole["part"] or (before.subjects[0] if before and before.subjects else ""))
        return "whole_of_share", [strip_lead(whole["whole"])]
    if not item.noun and text[start - 1] == "(" and (mean := name_of_mean(sentence, item)):
        return "mean_in_brackets", [mean]
    return None


def _tell_by_left(sentence: Sentence, i: int, noun: str, clause: str, previous: Item | None) -> tuple[str, list[str]]:
    """Return construction and subjects of an item that its bracket, the noun before it or the item before tells."""
    item = sentence.items[i]
    if item.inside and item.inside.subjects:
        item.part_of = _divided_in(sentence, item)
        part = _ONLY_YEAR.sub("", _PART_WORD.sub("", item.noun))
        part = _PART_OF_KIND.sub(r"\g<part>\g<kind>", part)
        return "in_brackets", [complete_part(part, item.part_of.subjects[0], item.quantity)]
    if i and sentence.items[i - 1].share_of and (whole := share_of_counted(sentence, i)):
        return "share_of_counted", [whole]
    if not item.noun:
        return "no_noun", _without_noun(sentence, i, previous)
    beside = noun and noun != "了" and not clause and sentence.text[item.quantity.end] != "的"  # 在校生不足60人的学校
    if beside and len(noun) <= 3 and noun not in _SETTLED and not belongs_to_topic(item.noun):
        item.noun_right = noun
        return "noun_on_both_sides", [item.noun + noun]
    if clause and not noun and not item.move and (_TOLD_OF.match(clause) or _is_parted(item, sentence.text)):
        had = has_persons(item, sentence.text)
        return "told_of_noun", [item.noun + clause if had else put_about(clause, item.noun)]
    return "noun_before", complete_noun(sentence, i, previous)


def _name_paid(item: Item, clause: str) -> str:
    """Return who gets a grant of whom nothing but the level is said: 普通高中有620人享受国家助学金; "" if not so."""
    paid = _GETS.match(clause) if item.quantity.unit_class == "person" else None
    if not paid or (item.noun and not is_only_level(item.noun, item.quantity)):
        return ""
    return f"{item.noun}{paid['gets']}学生"


_GETS = re.compile(
    "(?:全部|均|都)?(?P<gets>(?:享受|获得|领[取到])了?(?:国家|政府|励志|普通高中|中职)*(?:助学金|奖学金|免学费))"
)


def _divided_in(sentence: Sentence, item: Item) -> Item:
    """Return what a bracket divides: behind a share of money, money: 基本支出6.1亿元,占68%(人员经费5.8亿元)."""
    at = sentence.items.index(item.inside)
    shared = item.quantity.unit_class == "money" and item.inside.quantity.unit_class == "percent" and at
    whole = sentence.items[at - 1] if shared else item.inside
    return whole if whole.subjects and whole.quantity.unit_class == "money" else item.inside


_POINTS_ALONE = re.compile("这|那|该|上述|以上|[共分现下内均也]?设")  # 全市设18个考点
_SETTLED = {"执行", "核定", "计发", "计算"}  # 一般高中按400元执行
_PART_OF_KIND = WordPattern("^(?P<kind>[一-鿿]{2}[园校])中(?P<part>{qualifier|sector}性?)$")  # 民办园中普惠性21所


_LIKE_IT = re.compile(r"像这样的(?P<thing>[^,。;:\d]{2,16}),")


def _without_noun(sentence: Sentence, i: int, previous: Item | None) -> list[str]:
    """Return the subjects of a quantity without words of its own: those of the one before, or the clause before."""
    item = sentence.items[i]
    if not i and sentence.divides and previous and previous.subjects and (part := find_colon_topic(sentence, item)):
        item.part_of = previous
        item.noun = part
        return [name_part(sentence, i, part)]  # 在校生620人,其中: | 寄宿生:310人
    if not i and (like := _LIKE_IT.match(sentence.text, sentence.start)):
        return ["这类" + like["thing"]]  # 像这样的学校,全县还有36所
    if not i and (fund := name_in_places(sentence, item)):
        return [fund]
    told = not item.move or item.reached  # 近视率连续4年下降,去年降至47.8%
    if told and (not i or is_of_measure(sentence, i)) and (topic := find_clause_measure(sentence, i)):
        return [topic]
    if changing := find_changing(sentence, i):
        return [changing]
    if not i and not item.noun_right and (aspect := find_aspect(sentence)) and not item.move:
        return [aspect]
    if each := count_each(sentence, item):
        return [each]
    if not i and (summed := find_summed(sentence, item)):
        item.part_of = summed
        return list(summed.subjects)
    if i and (named := name_granted(sentence, i) or name_norm_of_each(sentence, i)):
        return [named]
    if not previous:
        topic = name_compared(drop_unit(find_topic_before(sentence, i)).removesuffix("情况"))
        if is_only_level(topic, item.quantity):
            return [name_level(sentence, i, topic) or topic + sentence.measure]
        return [read_account(topic) or topic]
    if (
        named := read_account(find_colon_topic(sentence, item))
        or sum_list(sentence, i)
        or name_beside(sentence, i)
        or name_in_town(sentence, i, "")
    ):
        return [named]
    if (
        each := name_total(sentence, i, previous)
        or name_in_tiers(item, previous, sentence.text)
        or _name_enrolled(item, previous)
        or name_in_posts(sentence, item, previous)
    ):
        return [each]
    previous = skip_own_level(sentence, i, previous)
    if is_zone(previous.noun):
        return [subject.removeprefix(previous.noun) for subject in previous.subjects]
    if (
        not i
        and item.quantity.unit_class != previous.quantity.unit_class
        and (topic := find_colon_topic(sentence, item))
    ):
        return [topic]  # 占10.4%。各县报名情况:甲县2810人
    if (
        item.quantity.unit == "所" != previous.quantity.unit
        and previous.subjects
        and _NO_SCHOOLS.search(previous.subjects[0])
    ):
        schools = (x for x in reversed((*sentence.said, *sentence.items[:i])) if x.quantity.unit == "所" and x.subjects)
        return next((list(x.subjects) for x in schools), [])  # 新增学位3240个,乙县3所
    if item.quantity.unit in _OF_OWN_NOUNS and item.quantity.unit != previous.quantity.unit and not item.move:
        alike = (x for x in reversed((*sentence.said, *sentence.items[:i])) if x.quantity.unit == item.quantity.unit)
        if like := next((x for x in alike if x.subjects and not x.move), None):
            return list(like.subjects)  # 招聘会310场,拿出岗位9.2万个。分地方看,甲市96场
    if whole := _find_whole_again(sentence, item, previous):
        return list(whole.subjects)
    if item.reached:
        item.part_of = previous.part_of  # 其中小学生由3.3万人增至3.6万人,中学生由…
    left = sentence.text[item.left[0] : item.left[1]].rstrip("约达到为")
    if item.quantity.unit != "%" or not previous.subjects or not left.endswith(("占", "占比")):
        return list(previous.subjects)
    item.part_of = previous.part_of
    if not item.part_of and (base := _find_base(sentence, i)):
        return [previous.subjects[0] + base]
    whole = previous.part_of.subjects[0] if previous.part_of and previous.part_of.subjects else ""
    part = previous.subjects[0].removeprefix(whole) or whole
    return [f"{part}占{whole}" if whole and left.endswith("占") else f"{previous.subjects[0]}占比"]


def _find_whole_again(sentence: Sentence, item: Item, previous: Item) -> Item | None:
    """Return the whole of the part before where a sentence acts so again: 新增900个,其中小学600个。2022年新增360个."""
    whole = previous.part_of if previous is sentence.before else None
    act = _ACTED.search(sentence.text, *item.left) if whole and whole.subjects else None
    alike = act and whole.quantity.unit == item.quantity.unit and act[0] in whole.subjects[0]
    return whole if alike else None


_ACTED = WordPattern("(?:{verb_flow|verb_rise})$")
_OF_OWN_NOUNS = frozenset({"场", "场次", "台", "册", "辆", "门", "期"})  # which seldom count two things in a text
_NO_SCHOOLS = re.compile("(?:学位|床位|班级?|率|占比|比例|投资|资金|经费|教师|学生|生)$")


def _find_base(sentence: Sentence, i: int) -> str:
    """Return of what the share before the last mark is: 财政资金142亿元,占资金总额的76%;社会捐赠2亿元,占1.2%."""
    marked = sentence.text.rfind(";", sentence.start, sentence.items[i].left[0])
    shares = (x.noun for x in reversed(sentence.items[:i]) if x.quantity.unit == "%" and x.quantity.end <= marked)
    base = next((noun for noun in shares if noun.startswith("占") and len(noun) > 1), "").removesuffix("之")
    return "" if LEVEL_WORDS.search(base) else base  # 占小学生的3%;初中…,占4%: of pupils of its own level


def _name_enrolled(item: Item, previous: Item) -> str:
    """Return whom schools take in behind the classes that they open: 先招一年级6个班、270人; "" if not so."""
    opened = (
        _ENROLS.fullmatch(previous.subjects[0]) if previous.subjects and item.quantity.unit_class == "person" else None
    )
    return f"{opened['who']}{opened['grade']}招生" if opened else ""


_ENROLS = re.compile(
    "(?P<who>[^,。]*?)(?:计划|今年|首批|[先拟将可已])*招(?:收|录)?(?P<grade>[^,。]{0,4}?)(?:新生)?(?:教学)?班级?"
)


def _share_clauses(items: list[Item], text: str) -> None:
    """Give the clause behind the last of several counted nouns to all: 36支代表队、498名运动员参加…"""
    for item, following in zip(items[-2::-1], items[:0:-1], strict=True):
        shared = item.noun_right and not item.clause and following.clause
        if shared and text[item.quantity.end : following.quantity.start] == f"{item.noun_right}、":
            item.clause = following.clause
            acts = [ACTS.match(subject) for subject in item.subjects]
            item.subjects = [
                subject[: act.end() if act else 0] + put_about(item.clause, subject[act.end() if act else 0 :])
                for subject, act in zip(item.subjects, acts, strict=True)
            ]
