"""The whole that a clause is of: 全国 and 全省 that open statistics of what contains the document's place, and the
document's own place again behind its parts (…乙县9所;全市教职工2108人, 市直学校3所)."""

from __future__ import annotations

import re

from helpers.extract.clauses import Sentence
from helpers.extract.context import Context
from helpers.extract.words import BARE
from helpers.language import Mention, WordPattern, name_chain

WHOLE_PLACE = re.compile("[全我本](?:地区|[市县区旗省州盟国])|省会|首府")
# 全国 and 全省 at the head of a clause are what its numbers are of where statistics follow; 全国优秀教师 is a title
STATISTIC = re.compile(
    r"(?:各级|各类)*(?:共|现|总|有|拥有|普通|学前|幼儿|小学|初中|高中|中等|中职|职业|高等|高校|义务|特殊|教育(?:经费|事业|支出)|"
    r"技术型|国小|国中|高考|中考|报名|报考|考生|高职|专科|技职|财政|国家财政|地方|一般公共|在校|在园|专任|教职工|毛入|净入|中小学|公办|民办|普惠|研究生|本科|适龄|平均|每|生均|九年|留守|随迁|学校|学生|教师|招生|招聘|新建|新增)"
)
# 放眼全国, 从全省看, and 全国方面, open what is told of the whole
_SEEN = re.compile(".{0,2}?(?:(?:放眼|纵观)全[国省区市]|从全[国省区市](?:来?看|情况看)|全[国省区市]方面),")
_HONOUR = re.compile(r"优秀|先进|示范|特色|模范|十佳|名校|重点|样板|试点|文明|劳动|劳模|最美|百佳|标兵|奖|第|前")


def find_whole(text: str, start: int, clause: int, end: int, context: Context) -> re.Match | None:
    """Return the words by which what stands before a number is of no part: 全市教职工, 市直学校, 市财政.

    start is that of the sentence, clause that of the words that belong to the number.
    """
    payer = _OWN_LEVEL.search(text, start, end)
    if payer and context.place.endswith(payer[1]):
        return payer
    whole = _WHOLE_BEFORE.search(text, clause, end)
    outer = whole and whole[1] in "省区"  # 全区 may be a part, but for a region
    return whole if not outer or (whole[1] in context.place and is_region(context.place)) else None


def is_region(place: str) -> bool:
    """Tell whether a place calls itself 全省 or, as an autonomous region does, 全区."""
    return place.endswith(("省", "自治区"))


# 新罗区小学在校生8万人,占全市32.5%, 比全市平均水平高3个百分点: of 新罗区
_WHOLE_BEFORE = WordPattern("(?:(?<![占居列于比较出过了])全(?=[市县旗州盟省区]|地区)|[我本])(地区|[省市县区旗州盟])")
# 枣阳市…;市直机关幼儿园…, 乙县9所,市本级3所, 甲镇…,县城小学…
_OWN_LEVEL = WordPattern(
    "(?:(?<![\u4e00-\u9fff])|(?<=其中))(地区|[省市州盟县旗区])(?:级?财政[^,;。]*|(?:直|本级|属)[^;。]*|(?<=县)城[^;。]*)$"
)


def tells_of_whole(mention, text: str, start: int, end: int) -> bool:
    """Tell whether 全国 or 全省 opens a clause of statistics in a text about a part of it."""
    if _COMPARED.search(text, start, mention.start):
        return False  # 分别高于全国、全省3.4个和0.6个百分点
    opens = mention.start <= start + 2 or text[mention.start - 1] in ",;:、(。 年" or text[mention.start - 1].isdigit()
    besides = bool(_AT_SAME_TIME.search(text, start, mention.start))
    if (besides and _ITS_FIGURE.match(text, mention.end)) or (
        (opens or besides) and HAS_VALUE.match(text, mention.end)
    ):
        return True
    opens = opens or besides
    named = (
        opens and text[mention.end - 1] in "省市区" and mention.end - mention.start > len("甲市")
    )  # 河北省小学在校生683万人
    if not (named or WHOLE_PLACE.match(text, mention.start)):
        return False
    if _SEEN.match(text, max(start, mention.start - 2)):
        return True
    if not STATISTIC.match(text, mention.end):
        return False
    return opens and not _HONOUR.search(text, mention.end, end)


_COMPARED = re.compile("(?:[高低优]于|超过|落后于?|[比较])[^,;:。\\d]*、$")
_AT_SAME_TIME = re.compile("(?:同期间?|同年|当年)$")
_ITS_FIGURE = re.compile(r"[^,。;:()\d]{2,16}(?:为|是|达到?|仅)\d")  # 同期红河州九年义务教育巩固率为96.9%
# 全市为4.21个, 同期定西市为95.1%, 吉林省报名人数12.4万人
HAS_VALUE = re.compile(
    r"(?:的?平均(?:水平|值)?|的?[这该同]一?(?:数字|数据|比例|指标|比率|占比))?(?:(?:则?[为是]|达到?|仅)\d|(?=\d[\d,.]*[万亿]?(?:[%‰人元平所:∶]|个百分点)))|(?:普通)?(?:高考|中考)?(?:报名|报考|考生)人?数?(?:为|达)?\d"
)


def find_alone(text: str, found: list[Mention], place: str) -> list[Mention]:
    """Return the divisions that hold a place, or that itself, where their short names stand alone before numbers.

    >>> [mention.name for mention in find_alone("全国95.7%,山西96.8%,大同97.4%,山西高校12所", [], "大同市")]
    ['山西省', '大同市']
    """
    names = name_chain(place)
    taken = {mention.start for mention in found}
    alone: dict[int, Mention] = {}
    for name in sorted(names, key=len, reverse=True):  # of two at one place the longer
        start = text.find(name)
        while start >= 0:
            end = start + len(name)
            heads = not start or text[start - 1] in ",;、:。("
            if heads and start not in taken and start not in alone and _ALONE.match(text, end):
                alone[start] = Mention(start, end, *names[name], False)
            start = text.find(name, end)
    return [alone[start] for start in sorted(alone)]


_ALONE = re.compile(r"(?:的?平均(?:水平|值)?)?(?:则?[为是]|达到?|仅)?约?\d")


def find_that(text: str, found: list[Mention]) -> list[Mention]:
    """Return 该区 and the like as the last division of that kind named before: 主要集中在甲区,该区有5913人.

    >>> [(m.start, m.name) for m in find_that("集中在丙区,该区有5913人,该县", [Mention(3, 5, "丙区", "1", False)])]
    [(6, '丙区')]
    """
    those = []
    for match in _THAT.finditer(text):
        before = [m for m in found if m.end <= match.start() and not m.institution and m.name.endswith(match[1])]
        those += [before[-1]._replace(start=match.start(), end=match.end())] if before else []
    return those


_THAT = re.compile("(?<![应就本])该([市县区旗])(?![级直属])")


COLLECTIVE = re.compile(r"[,;。 ]?(?:全[市县区旗省州盟]|各级各类|(?:全[市县区旗省州盟])?(?:合计|总计))")


def tells_of_all(sentence: Sentence) -> bool:
    """Tell whether a sentence opens with schools of all kinds, or with persons of the whole place or of them.

    全县在校学生4.1万人, 在校(园)学生13万人 and 各级各类学校287所,另有小学教学点64个 are of no level told before.
    """
    first = sentence.items[0]
    for words in (first.noun, *first.subjects):
        if words[:1] in _OPENS_ALL and _OF_ALL_KINDS.match(words):
            return True
    return bool(COLLECTIVE.match(sentence.text, sentence.start) and BARE.fullmatch(first.noun.split("(")[0]))


_OPENS_ALL = frozenset("公民各在学")  # the first characters of
_OF_ALL_KINDS = re.compile(r"(?:公办|民办)?各级各类|在校\(园\)|学校\((?:幼儿)?园\)")
