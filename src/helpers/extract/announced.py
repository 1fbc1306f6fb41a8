"""What a clause or a colon before a number announces: the measure or the noun of those that name but their level.

生均图书册数持续提升,小学31册; 在校生中,小学1.2万人; 新增学位:小学620个,初中300个.
"""

from __future__ import annotations

import re

from helpers.extract.clauses import Item, Sentence
from helpers.extract.nouns import drop_unit, strip_lead
from helpers.extract.topics import read_view
from helpers.extract.words import ADVERB, BARE, CLAUSE_MARK, DATED, LEVEL_WORDS, MEASURE, MOVE, TOPIC_END
from helpers.language import WordPattern
from helpers.storage import remember

# 新增学位:小学620个; 教学班中,小学152个
COUNTED_BY_LEVEL = re.compile("(?:学位|教学班|班级|班额|教室|功能室|活动室|实验室|岗位|编制)(?:总?数|数量)?$")


def find_clause_measure(sentence: Sentence, i: int) -> str:
    """Return the measure that the clause before opens or closes with (生均图书册数持续提升,小学31册), "" if none."""
    clause = find_clause(sentence, i)
    return _name_measure(clause, sentence.items[i].quantity.unit_class == "money") if clause else ""


@remember
def _name_measure(clause: str, of_money: bool) -> str:
    """Return the measure that a clause opens or closes with, "" if none."""
    if commented := _COMMENTED.match(clause):
        return commented["what"]
    if clause[0] == "从" and (viewed := read_view(clause)):
        return viewed  # 从在校生看,小学1.2万人,初中0.9万人
    words = _GRANTED.sub("", MOVE.sub("", TOPIC_END.sub("", _JUDGED.sub("", clause))))
    peak = _PEAKS.search(words)
    words = strip_lead(DATED.sub("", ADVERB.sub("", _RAISED.sub("", _PEAKS.sub("", words)))))
    money = of_money and _MONEY_END.search(words)
    bare = BARE.fullmatch(words) or COUNTED_BY_LEVEL.search(words)  # 小学80所,初中20所。在校学生中,小学1.2万人
    return _LEVEL_BEHIND.sub(r"\2\1", words) if peak or money or bare or MEASURE.search(words) else ""


def find_clause(sentence: Sentence, i: int) -> str:
    """Return the words of the clause directly before that of a number, "" if they hold a number or there are none."""
    least, end = sentence.items[i - 1].quantity.end if i else sentence.start, sentence.items[i].left[0] - 1
    if end <= least or sentence.text[end] not in ",:":
        return ""
    clauses = CLAUSE_MARK.split(sentence.text[least:end])
    return clauses[-1] if not i or len(clauses) > 1 else ""  # not the rest of the clause of the number before


_JUDGED = re.compile(  # 成人学校经费偏低,全年只有38万元
    "(?:仍|还|依)?然?(?:总体|整体|普遍|明显|相对|比较|十分|严重)?(?:偏[低高少大小]|[过较][低高]|不[高足]|有限)$"
    "|(?:各[校园地]|校际)?(?:(?:各不相|不尽相|有所不|不)[同等]|不一|各异)$"
)
_COMMENTED = WordPattern(  # 生均校舍面积我们不落后,小学9平方米
    "(?:但|而|不过|其实|至于)*(?P<what>(?:{per_head})[\u4e00-\u9fff]{2,8}?(?:面积|图书|仪器设备|计算机|经费|用房|场馆))(?:我们?|也|还|并|却|仍)*(?:不|算)[\u4e00-\u9fff]{1,8}$"
)
_LEVEL_BEHIND = WordPattern(r"^([^()]{2,12})\(({level})\)$")  # 平均班额(小学):甲县46人
# 中央财政提高生均公用经费基准定额,小学由650元提高到720元
_RAISED = re.compile("^[^,]{0,10}?(?:提高|上调|调整|明确)了?(?=[^,]{4,}(?:定额|标准|补助|津贴)$)")
_PEAKS = re.compile(
    r"(?:将?[在于到]?(?:19|20)\d\d年)?将?(?:达到|到达)(?:峰值|高峰|顶峰|高点)$|将?[在于]?(?:19|20)\d\d年最[大多高]$"
)  # 在校生2027年达到峰值,约1.7万人
_MONEY_END = re.compile("(?:投入|经费|支出|资金|投资|拨款)$|^(?:各[校园])?(?:[学食宿餐杂]|住宿|保教|伙食)费$")
_GRANTED = WordPattern(
    "^.*(?:{verb_grant}|可获得?)(?=.{2})|按[^,。;]{1,8}(?:发放|拨付|补助|核定|计发|分档|分类|分[两三四]档)$"
)


_ANNOUNCES = re.compile(
    r"按[^,。;]{1,4}分$|^[分按从][^,。;]{1,8}看$|(?:分别|依次|情况)?(?:为|是|如下)?$|分[为成]?[两三四五六2-6]个?(?:档次?|等级?|类别?)$|分档(?:发放|补助|资助|执行)$"
)
_COLON = re.compile(r":(?<!\d:)")


def find_colon_topic(sentence: Sentence, item: Item) -> str:
    """Return what a colon in the sentence announces: 生均公用经费:小学2986元,初中4120元; 招聘教师274人:小学138人."""
    start, end = sentence.start, item.quantity.start
    said = sentence.text.find(":", start, end) >= 0
    colons = [m.start() for m in _COLON.finditer(sentence.text, start, end)] if said else []
    if not colons:
        return ""
    whole = next((x.quantity.start for x in sentence.items if x.quantity.end == colons[-1]), None)
    words = CLAUSE_MARK.split(sentence.text[sentence.start : whole or colons[-1]])[-1]
    if _speaks(words.strip(), sentence.text) or (whole and _COUNTED.search(words)):
        return ""
    words = _HAS.sub("", _BY_LEVEL.sub("", strip_lead(_ANNOUNCES.sub("", drop_unit(words)))))
    return words if len(words) > 1 and words != "其中" else ""  # 问, 答


# 县直5所学校166万元:第一小学34万元: how many they are is no topic of what each gets
_COUNTED = re.compile(r"\d余?[所个](?:中小学|学校|小学|中学|初中|高中|幼儿园|乡镇|镇|乡)$")


def _speaks(words: str, text: str) -> bool:
    """Tell whether a name opens several lines of a text, of one who speaks there: 孟庆和:去年秋季,…."""
    return len(words) in (2, 3, 4) and not LEVEL_WORDS.search(words) and text.count(f"\n{words}:") > 1


_BY_LEVEL = re.compile("^[分按](?:各?学段|级别?|阶段|类别)(?:的)?(?=.{2})")
_HAS = re.compile("^有(?=.{2})")  # of 现有教师320人:小学200人
