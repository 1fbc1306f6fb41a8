"""Which place a quantity is of."""

from __future__ import annotations

import re

from helpers.extract.called import find_called
from helpers.extract.clauses import Item, Sentence, Told, Trail
from helpers.extract.context import Context
from helpers.extract.institutions import list_institutions
from helpers.extract.one_each import find_one_each, follow_each
from helpers.extract.some_places import find_there, is_left, is_of_some
from helpers.extract.superlatives import follow_most
from helpers.extract.towns import KINDS, find_towns
from helpers.extract.wholes import STATISTIC, WHOLE_PLACE, find_alone, find_that, find_whole, tells_of_whole
from helpers.extract.words import is_zone
from helpers.language import (
    NATION,
    Mention,
    WordPattern,
    find_places,
    find_relative_places,
    get_context_pattern,
    get_division,
    resolve_relative,
)

_TAIWAN = "710000"
_ALL_TAIWAN = "全台"
_MAY_NAME_PLACE = re.compile("市|县|区|旗|省|州|盟|国|分别|依次")  # by characters, to which a search skips
_AWAY = re.compile(r"(?:赴|往|向|与|同|跟|自|优于|高于|由|超过|移交|划归)$")
# who sends teachers or gives money is not where they are: 无锡市累计投入帮扶资金3.2亿元, 东莞市虎门镇捐资100万元
_AIDS = re.compile(r"[^,。;\d]{0,14}?(?:选派|派出|派驻|援[建助藏疆青]|帮扶|支援|捐[资赠款建]|组团式|支教|对口|结对)")
# 太原、大同等7个市, 兰山、沂南两个校区, 榆树、农安等地15所: those named are counted
_ARE_COUNTED = re.compile(
    r"(?:[、和及与][\u4e00-\u9fff]{2,9}?)*(?:等地|等(?:\d+|[两三四五六七八九十]+)个?[^,。;、\d]{0,4}[省市县区旗州盟]"
    r"|(?:\d+|[两三四五六七八九十]+)个?(?:校区|院区|校园))"
)
# 甲县、乙县2个县通过…: of the whole; not 甲市5个区、乙市3个区
_LIST_COUNTED = re.compile(
    r"(?P<more>(?:[、和及与][\u4e00-\u9fff]{2,9}?)*)(?:\d+|[两三四五六七八九十]+)个?[省市县区旗州盟]{1,2}(?:[(][^()]{1,6}[)])?(?!分别|依次)"
)
_LISTED_BEFORE = re.compile(r"(?<![^,;。:])[^\d,;。:]+[、和及与]$")


def _is_counted(text: str, start: int, end: int) -> bool:
    """Tell whether a division is one of several that are counted behind their names."""
    match = _LIST_COUNTED.match(text, end)
    listed = match and (match["more"] or _LISTED_BEFORE.search(text, start - 30, start))
    return bool(listed) or bool(_ARE_COUNTED.match(text, end))


# 莲湖区是西安市中心城区: what holds a place that is told of
_IS_PART_OF = re.compile("(?:是|系|位于|地处|作为|隶属|属于?)$")

# 与杭州市、景宁县结对; what ends a clause as one of those named is not what the next tells of: 重灾区包括屯门,
_ALSO_AWAY = re.compile(r"(?:赴|往|向|与|同|跟)[\u4e00-\u9fff]{2,9}(?:[、和及][\u4e00-\u9fff]{2,9})*[、和及]$")
_AMONG = re.compile("包括|涵盖|涉及|来自|集中在|分布在")


def find_mentions(sentence_text: str, start: int, context: Context) -> list:
    """Return the divisions that a sentence names, with offsets in the text that it stands in."""
    listed = not context.place or _MAY_NAME_PLACE.search(sentence_text)
    found = find_towns(sentence_text, _find_listed(sentence_text, context) if listed else [], context)
    found = [m for m in found if not (m.institution and _FURTHER_SCHOOL.search(sentence_text, 0, m.start))]
    return [Mention(m.start + start, m.end + start, m.name, m.code, m.institution) for m in found]


# 许昌高中和禹州市高级中学2个项目: neither school says where both are
_FURTHER_SCHOOL = re.compile(r"(?:学校|学院|[中小]学|幼儿园|高中|校区|第?[一二三四五六七八九十]中)(?:[、和与及]|以及)$")


def _find_listed(sentence_text: str, context: Context) -> list[Mention]:
    """Return the divisions of the lists that a sentence names, and what 全市 and the like stand for in it."""
    found = find_places(sentence_text, context.place, institutions=True)
    if context.place and "就业" in sentence_text:
        found = [m for m in found if sentence_text[m.start - 1] != "在" or not _WORKS_THERE.match(sentence_text, m.end)]
    if not context.place:
        found = sorted([*found, *find_called(sentence_text, context.words, found)], key=lambda m: m.start)
    if context.here and context.here.code.startswith(_TAIWAN[:2]):  # whose 全國 is itself
        found = [m._replace(name=get_division(_TAIWAN).name, code=_TAIWAN) if m.name == NATION else m for m in found]
    if "该" in sentence_text and found:
        found = sorted([*found, *find_that(sentence_text, found)], key=lambda m: m.start)
    if WHOLE_PLACE.search(sentence_text):
        taken = {m.start for m in found}
        wholes = find_relative_places(sentence_text, context.place)
        wholes = [m for m in wholes if m.start not in taken and m.name != context.place]
        wholes = [m for m in wholes if not _is_of_part(m, found, sentence_text, context)]
        alone = find_alone(sentence_text, found, context.place)
        found = sorted([*found, *wholes, *alone], key=lambda m: m.start)
    return found


_WORKS_THERE = re.compile("内?就业")  # 在东江市就业的62人: where they work is not whose number it is


def _is_of_part(whole: Mention, found: list[Mention], text: str, context: Context) -> bool:
    """Tell whether 全区 or 全县 is the part of a city that the sentence names before: 柳北区…,全区公办园占比…."""
    kind = text[whole.end - 1]
    before = [m for m in found if m.end <= whole.start and not m.institution and context.holds(m.code)]
    return kind in "区县旗" and bool(before) and before[-1].name.endswith(kind)


def select_openers(mentions: list, words: str, context: Context) -> list:
    """Return the mentions that may open a clause as its place."""
    outer = [m for m in mentions if not (m.institution or m.name.endswith(KINDS))] if mentions else mentions
    return outer and [m for m in outer if not _contains_home(m, context) or _may_open(m, words, context)]


def _may_open(mention, words: str, context: Context) -> bool:
    """Tell whether what holds a document's place opens a clause: 全省96.8%, not 而全省96.8%; or is its nation."""
    alone = _ITS_NUMBER.match(words, mention.end) and words[mention.start - 1 : mention.start] not in ("而", "但")
    return bool(alone) or _is_own_nation(mention, words, context)


_ITS_NUMBER = re.compile(r"(?:则?[为是]|达到?|仅)?约?\d[\d,.]*[万亿]?(?:[%‰人元平所:∶]|个百分点)")


def _is_own_nation(mention, words: str, context: Context) -> bool:
    """Tell whether it is the nation in a text about it, or about several places: 全国普通小学…, not 全国优秀教师."""
    own = mention.name == NATION and context.place in (NATION, "")
    return own and bool(STATISTIC.match(words, mention.end))


def _contains_home(mention, context: Context) -> bool:
    """全国优秀教师, 自治区教学能手: a division that contains the document's own belongs to a title or a comparison."""
    here = context.here
    outer = mention.code.rstrip("0")
    return mention.name == NATION or (bool(here) and here.code != mention.code and here.code.startswith(outer))


def follow_place(
    trail: Trail, sentence: str, start: int, mentions: list, first_number: int, opens_line: bool, context: Context
) -> None:
    """Leave what place a sentence is about: the one part of the home that opens a line is what the line is about.

    It is until the home itself or another part is named; 全区 and 该区 are that part.
    """
    if not (mentions or trail.place or trail.home or trail.seat):
        return
    seen = _SEEN_WHOLE.match(sentence) if trail.home else None
    if seen and not trail.home.value.endswith(seen[1] or seen[2]):
        trail.home = None
    if trail.home and trail.home.value.endswith(KINDS) and _BACK_TO_ALL.search(sentence):
        trail.home = None  # below the heading of a town: 2024年全县完成改造27所,投入1860万元
    named = [m for m in mentions if context.holds(m.code) and (not m.institution or (opens_line and m.start == start))]
    named = [m for m in named if m.name != context.place or not _IS_PART_OF.search(sentence, 0, m.start - start)]
    named = [m for m in named if not _is_counted(sentence, m.start - start, m.end - start)]
    inside = {m.name: m for m in named if not _AWAY.search(sentence, 0, m.start - start)}
    if opens_line:
        only = next(iter(inside.values())) if len(inside) == 1 else None
        opens = only and only.end <= first_number and not _OWN_WHOLE.search(sentence, 0, only.start - start)
        school = opens and (only.institution or _names_school(only, sentence, start, first_number))
        rule = _OF_SCHOOL if school else "scope"
        trail.place = _tell(only, rule)._replace(basis="inherited") if opens else None
        return
    first = {name for name, m in inside.items() if m.start < first_number}
    seat = trail.seat if not trail.place and trail.seat and not first - {trail.seat.value} else None
    if seat and ((not inside and _OF_THAT_SCHOOL.match(sentence)) or _is_of_seat(sentence, seat, context)):
        trail.place = seat._replace(basis="inherited")  # 丰林县一小…。去年该校优良率为58.2%
    elif trail.place and not _goes_on(trail.place, sentence, set(inside), context):
        trail.place = None


_OF_SCHOOL = "school"  # a place that only the name of a school says
_ONLY_A_KIND = WordPattern("(?:{level|qualifier|area|sector}|学校|教育)*(?<!技术学校)(?<!专业学校)(?<!高级中学)")


def _names_school(mention, sentence: str, start: int, end: int) -> bool:
    """Tell whether a division is the first word of a school's name: 吴川市中等职业技术学校今年招生1260人."""
    at = mention.start - start
    turn = next(list_institutions(sentence, at, end - start), None)
    own = turn and sentence.startswith(turn.names[0], at)
    return bool(own) and not _ONLY_A_KIND.fullmatch(turn.names[0][mention.end - mention.start :])


def _leaves(place: Told, whole: re.Match, context: Context) -> bool:
    """Tell whether 市直 or 全市 is of the page's own place, not of the one that its line told of."""
    other = context.place.endswith(whole[1]) and not place.value.endswith(whole[1])  # 浚县128所;全市…
    return other or whole[0][0] not in "全我本" or _leaves_school(place, whole[1], context)


def _leaves_school(place: Told, kind: str, context: Context) -> bool:
    """Tell whether 全市 behind a school of another city is the page's own: 吴川市职业技术学校招生310人。全市…."""
    return place.rule == _OF_SCHOOL and context.place.endswith(kind)


def _goes_on(place: Told, sentence: str, inside: set[str], context: Context) -> bool:
    """Tell whether a sentence is still about the place that opened its line; inside are the parts that it names."""
    whole = _OWN_WHOLE.search(sentence)
    if whole and whole[0][0] in "全我" and _leaves_school(place, whole[0][1], context):
        return False
    if whole and not (whole[0][0] in "全该我本" and place.value.endswith(whole[0][1])):
        return False
    if not whole and (office := _OWN_OFFICE.search(sentence)) and context.place.endswith(office["kind"]):
        return place.value.endswith(office["kind"])  # 凤阳县一家民办园…。市教育局检查幼儿园214所
    if whole and not sentence[: whole.start()].strip("“ "):
        return True  # 延边州…。全州民族高中8所;珲春市、敦化市分别…
    return not inside - {place.value}


def _is_of_seat(sentence: str, seat: Told, context: Context) -> bool:
    """Tell whether 全县 or 县里 opens a sentence in a text about what is no county: the county told of last."""
    whole = _WHOLE_FIRST.match(sentence)
    kind = whole[1].strip("全里") if whole else ""
    return bool(whole and seat.value.endswith(kind) and not resolve_relative("全" + kind, context.place))


_WHOLE_FIRST = re.compile(r"[\s“]*(全[县旗区州](?!平均|的)|[县旗区州]里)")
_SEEN_WHOLE = re.compile("[\\s“]*(?:(?:放眼|纵观|综观|再看)全([省市州盟]),|(?:从|就)全([省市州盟])(?:来?看|而言))")
_OF_THAT_SCHOOL = re.compile("[^,。;:\\d该]{0,6}该[校园院县区市镇]")
_OWN_OFFICE = re.compile(
    r"(?:^|(?<=[,;。:]))(?P<kind>[市县区旗州盟])(?:教育(?:和|与)?(?:体育|科技|文化)?局|教[体科文][体卫旅]?局|财政局)(?!长)"
)
_BACK_TO_ALL = re.compile("(?:^|(?<=[,;。:、( 年月眼观看从就]))[全我本](?:地区|[市县区旗省州盟])(?!平均|的|最)")
_OWN_WHOLE = re.compile(
    r"(?:^|(?<=[,;。:、( 年月]))(?:[全我本该](?:地区|[市县区旗省州盟国])(?!平均|的)|首府|省会|各[县区地])"
)


def find_sentence_places(sentence: Sentence, mentions: list, trail: Trail, context: Context) -> dict[int, Told]:
    """Return id(item) → place for the items that a sentence says of another place than the document's own."""
    each = find_one_each(sentence, mentions, lambda words, start: find_mentions(words, start, context))
    if not (mentions or each or trail.place or trail.home):
        return {id(item): _find_compared(item, context) for item in sentence.items if item.elsewhere}
    named = {key: _tell(mention, "one_place_each") for key, mention in each.items()}
    current, own = None, False
    seen = 0
    for item in sentence.items:
        if id(item) in named:
            continue
        end = _group_end(sentence, item) if item.group else 0
        listed = [m for m in mentions if item.group_start <= m.start and m.end <= end]
        if len(listed) > 1 and item.group <= len(listed):
            named[id(item)] = _tell(listed[item.group - 1], "one_place_each")
            continue
        if not listed and item.group and (place := _find_place_before(sentence, item, named)):
            named[id(item)] = place
            continue
        if item.named_at >= 0 and (mention := next((m for m in mentions if m.start == item.named_at), None)):
            named[id(item)] = _tell(mention, "superlative")
            continue
        if item.elsewhere:
            named[id(item)] = _find_compared(item, context)
            continue
        mean = _OWN_MEAN.search(sentence.text, item.quantity.start - 16, item.quantity.start)
        if mean and context.place.endswith(mean[1]):
            named[id(item)] = Told(context.place, "stated" if context.place else "", "compared_with")
            continue
        if beside := next((m for m in mentions if _is_beside(m, item, sentence.text)), None):
            named[id(item)] = _tell(beside, "in_brackets")
            continue
        if (there := find_there(item, mentions, sentence.text)) and context.holds(there.code):
            named[id(item)] = _tell(there, "place_behind")
            continue
        if mean := next((m for m in mentions if _ITS_MEAN.fullmatch(sentence.text, m.end, item.quantity.start)), None):
            named[id(item)] = _tell(mean, "compared_with")
            continue
        if context.place and _OF_OTHERS.match(sentence.text, item.left[0]):
            named[id(item)] = Told(context.place, "document", "rest_of_place")
            continue
        while seen < len(mentions) and mentions[seen].end <= item.quantity.start:
            mention = mentions[seen]
            seen += 1
            if is_left(sentence, mention, item):
                continue
            if _narrows(mention, sentence, item, context) or _begins_list(mention, mentions, item, context):
                current = mention
            elif mention.name == context.place and not (
                current and _IS_PART_OF.search(sentence.text, current.end, mention.start)
            ):
                current, own = None, True
        clause = (sentence.text, item.left[0], item.quantity.start)
        whole = find_whole(sentence.text, sentence.start, *clause[1:], context)
        whole = whole if not (whole and current and current.start > whole.start()) else None
        if (current and _TOGETHER.search(*clause)) or (
            _SUM.search(*clause) and _told_of_several(sentence, item, named)
        ):
            current = None
            named[id(item)] = Told("", rule="several_places")
            continue
        # in a text about a county: 全市有小学869所; 天全县 is no 全县
        itself = current and whole and current.start <= whole.start() < current.end
        if (
            is_zone(item.noun)
            or (whole and not itself)
            or (current and _is_past_list(sentence, current, mentions, item))
        ):
            current = None
        if is_of_some(sentence, item) or (current and _ends_list(current, mentions, sentence.text)):
            named[id(item)] = Told("", rule="several_places")  # 甲区、乙区新建学校5所 is of neither
        elif current:
            named[id(item)] = _tell(current, "head_of_clause")
        elif (
            trail.place
            and not (own and trail.place.value != context.place)  # 甲镇…。乙乡、丙镇共5所: of neither
            and not (whole and _leaves(trail.place, whole, context))
        ):
            named[id(item)] = trail.place
        elif trail.home and not own and not (whole and not trail.home.value.endswith(whole[1])):
            named[id(item)] = trail.home  # 全市 below the heading of a city is that city, below that of a county not
    return named | follow_each(sentence, named) | follow_most(sentence, named) if named else named


_OF_OTHERS = re.compile(  # 其余县区49所
    r"[,;、]?(?:其余|其他|其它|剩余|余下)(?:的|各|所有)?[县市区旗州盟]{1,3}(?=[\d共合总约有为则仅只均都])"
)


def _ends_list(last: Mention, mentions: list, text: str) -> bool:
    """Tell whether a division is the last of several named side by side."""
    at = last.start - 1
    return text[at] in "、和及与" and any(m.end == at and not m.institution for m in mentions)


def _is_beside(mention: Mention, item: Item, text: str) -> bool:
    """Tell whether a bracket of nothing but numbers opens behind a division: 芗城区(8.1万人), 甲县(32所,8000人)."""
    if mention.institution or not mention.end < item.quantity.start <= mention.end + _LONGEST_BESIDE:
        return False
    bracket = _ONLY_NUMBERS.match(text, mention.end)
    return bool(bracket) and bracket.end() >= item.quantity.end


_LONGEST_BESIDE = 30  # characters
_ONLY_NUMBERS = re.compile(r"\((?:[\d.]+[万亿]?[个所人名元%班]{0,2}[,、]?)+\)")


def _is_past_list(sentence: Sentence, last, mentions: list, item: Item) -> bool:
    """Tell whether a clause behind a list of places is of the whole: 乐都区1所、民和县2所;新增学位945个.

    在甲县、乙县实施,学生1.2万人 are those of both.
    """
    text = sentence.text
    if text[last.start - 1] == ",":
        return _is_past_commas(sentence, last, mentions, item)
    if text[last.start - 1] != "、" or not _MARK.search(text, last.end, item.left[0] + 1):
        return False
    counted = [x.quantity.start for x in sentence.items]
    earlier = [m for m in mentions if m.end < last.start]
    if earlier and earlier[-1].end == last.start - 1 and not any(last.end <= x < item.left[0] for x in counted):
        return True
    return any(m.end <= start < last.start for m in earlier[-1:] for start in counted) and any(
        last.end <= start < item.left[0] for start in counted
    )


def _is_past_commas(sentence: Sentence, last, mentions: list, item: Item) -> bool:
    """Tell whether a semicolon parts a clause from a list of places with a number each: 甲县4所,乙县6所;教职工945人."""
    close = sentence.text.find(";", last.end, item.left[0] + 1)
    before = [m for m in mentions if m.end < last.start][-1:]
    counted = [x.quantity.start for x in sentence.items]
    spans = [(m.end, last.start) for m in before] + [(last.end, close)]
    return close >= 0 and len(spans) > 1 and all(sum(a <= at < b for at in counted) == 1 for a, b in spans)


def _told_of_several(sentence: Sentence, item: Item, named: dict[int, Told]) -> bool:
    """Tell whether the numbers before an item are of several places one by one."""
    each = (named.get(id(x)) for x in sentence.items if x.quantity.start < item.quantity.start)
    return len({told.value for told in each if told and told.rule == "one_place_each"}) > 1


def _find_place_before(sentence: Sentence, item: Item, named: dict[int, Told]) -> Told | None:
    """Return the place of the number that one of a list goes on with: 甲市4.2%,乙市3.5%,分别提高2个、1个百分点."""
    size = sum(x.group_start == item.group_start and x.group > 0 for x in sentence.items)
    before = [x for x in sentence.items if x.quantity.start < item.group_start and x.inside is item.inside]
    before = [x for x in before if id(x) not in named or named[id(x)].rule != "compared_with"][-size:]
    told = [named.get(id(x)) for x in before]
    if len(before) != size or not all(told) or len({place.value for place in told}) != size:
        return None
    return told[item.group - 1] if before[item.group - 1].subjects == item.subjects else None


_OWN_MEAN = re.compile(r"[全我]([省市县区旗州盟])的?平均(?:水平|值|数)?[(]$")  # 高于全市平均水平(1.9%)2个百分点
_ITS_MEAN = re.compile("的?(?:平均|均)(?:水平|值|数)?[(为是]")  # 低于淮北市平均水平(94.8%)
_SUM = re.compile("(?:^|(?<=[,;]))(?:合计|共计|总计)")


_TOGETHER = re.compile(
    r"(?:^|(?<=[,;]))(?:[两二三四五六七八九十]|\d{1,2})个?[地县区市旗州](?:[市区]|\([^()]*\))?(?:合计|共|总计)"
)


def _tell(mention, rule: str) -> Told:
    return Told(mention.name, "stated", rule, (mention.start, mention.end))


# 邻市德阳的毕业生, 与之相邻的平武县, 所辖的县级市醴陵
_NEIGHBOUR = re.compile(
    "(?:邻|兄弟|友邻|毗邻的?|周边的?)(?:省|市|县|区|州)(?:的)?$|(?:相邻|毗邻|邻近|隔壁|另一[头端边侧]|[东南西北]部|不远处|之隔|最[\u4e00-\u9fff]{1,4})的$|[县地]级市$"
)
_IN_LIST = re.compile(r"(?:分别|依次)(?:为|是|有|在)$")


def _group_end(sentence: Sentence, item: Item) -> int:
    return min(x.quantity.start for x in sentence.items if x.group and x.group_start == item.group_start)


def _find_compared(item, context: Context) -> Told:
    """Return the place whose value a number is: 高于全省的89%, 低于湘潭的58%."""
    named = find_places(item.elsewhere, context.place)
    place = named[0].name if named else resolve_relative(_WHOLE.get(item.elsewhere, item.elsewhere), context.place)
    if (
        (place == NATION or item.elsewhere == _ALL_TAIWAN)
        and context.here
        and context.here.code.startswith(_TAIWAN[:2])
    ):
        place = get_division(_TAIWAN).name
    return Told(place, "stated", "compared_with", item.left)


_WHOLE = {"省": "全省", "自治区": "全区"}


def _narrows(mention, sentence: Sentence, item: Item, context: Context) -> bool:
    """A division at the head of a clause is what its numbers are about, unless it contains the document's place."""
    if mention.name == context.place:
        return False
    if _contains_home(mention, context):
        return tells_of_whole(mention, sentence.text, sentence.start, item.quantity.start)
    inside = context.holds(mention.code)
    text = sentence.text
    if _AWAY.search(text, max(sentence.start, mention.start - 2), mention.start):
        return False
    if _is_counted(text, mention.start, mention.end) or (not inside and _AIDS.match(text, mention.end)):
        return False
    if text[mention.end : mention.end + 1] == ")" and text.endswith(f"{context.place}(", 0, mention.start):
        return False  # 武汉开发区(汉南区): its other name
    clause = _MARK.split(text[max(sentence.start, mention.start - 40) : mention.start])[-1]
    if _ALSO_AWAY.search(clause) or (text[mention.end : mention.end + 1] == "," and _AMONG.search(clause)):
        return False
    opens = mention.start <= sentence.start + 2 or text[mention.start - 1] in ",;:、(从在。” 中和及"
    opens = opens or bool(_TURNS_TO.search(text, sentence.start, mention.start))
    opens = opens or bool(
        _IN_LIST.search(text, sentence.start, mention.start) or _NEIGHBOUR.search(text, sentence.start, mention.start)
    )
    if get_context_pattern("beside").search(text, max(sentence.start, mention.start - 40), mention.start):
        return False
    opens = opens or (inside and bool(_LIES_IN.search(text, sentence.start, mention.start)))
    return opens and (inside if mention.institution else True)


_MARK = re.compile("[,;:。]")
# 2024年房县招聘教师156名, 同期中卫市为62.9%, 而中卫市为62.9%, 其次是中卫市62所
_TURNS_TO = re.compile(
    r"(?:(?:其次|再次|紧随其后的)[是为]|\d年(?:\d{1,2}月)?(?:底|末|初)?|(?:同期间?|同年|当年|与此同时|相比之下)|(?<![\u4e00-\u9fff])(?:而|但|反观|省会|首府))$"
)
_LIES_IN = re.compile(
    r"(?:校区|校园|学校|[中小]学|幼儿园|项目|校址)(?:选址)?(?:位于|坐落[于在]|地处)$"
    r"|(?<=[,;:。里中])(?:仅仅?|光是?|单是?|[只唯]有)$"
)  # 新校区位于龙文区,占地42亩; 大班额213个,仅埇桥区就有97个, 只有埇桥区的小学生增加


def _begins_list(mention, mentions: list, item: Item, context: Context) -> bool:
    """Tell whether a division behind a noun is the first of a list: 新建公办园平阴县3所、商河县2所."""
    if mention.institution or mention.end != item.quantity.start or mention.name == context.place:
        return False
    return any(m.start == item.quantity.end + 1 for m in mentions)


def drop_listed_places(sentence: Sentence, mentions: list, context: Context) -> None:
    """Take the first place of a list off the subject that all its numbers share: 新建公办园平阴县3所、商河县2所."""
    for item in sentence.items if mentions else ():
        mention = next((m for m in mentions if _begins_list(m, mentions, item, context)), None)
        words = sentence.text[mention.start : mention.end] if mention else ""
        if words and (ranked := _HAVE_MOST.search(sentence.text, sentence.start, mention.start)):
            said = list(item.subjects)
            for other in sentence.items:
                listed = other.quantity.start >= item.quantity.start and other.subjects == said
                other.subjects = [ranked["what"]] if listed else other.subjects
        elif words and item.noun.endswith(words) and item.noun != words:
            for other in sentence.items:
                other.subjects = [_IN_ORDER.sub("", subject.removesuffix(words)) for subject in other.subjects]


_IN_ORDER = re.compile("(?:[由从按][多高大少低小]到[少低小多高大])?(?:的?顺序|排列)?(?:分别|依次)(?:为|是|有)$")
_HAVE_MOST = re.compile(  # 小学在校生较多的县市有甲市5.87万人、乙县2.74万人
    r"(?:^|(?<=[,;。:、\s]))(?P<what>[\u4e00-\u9fff]{2,12}?)(?:比?较|最|相对)[多大高少小低]的[\u4e00-\u9fff]{0,4}?(?:主要|依次|分别)?[有是为]$"
)
