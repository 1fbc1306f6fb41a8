"""The words by which clauses are taken apart: levels of education, verbs, marks of lists."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache

from helpers.language import Needs, WordPattern, get_facets
from helpers.storage import remember

LEVEL_WORDS = WordPattern("{level}")
LEVEL_PREFIX = WordPattern("^{area}?{sector}?{level}")

# nouns that say what is counted only together with a school level or a heading
BARE = WordPattern(r"(?:{needs_level}|招收新生|录取新生|在校\(园\)(?:学生|生|幼儿)){amount}?")


INSTITUTION_END = re.compile(r"(?:园|校|小学|初中|高中|中学|学校|教育|阶段)$")


@cache
def _school_words() -> tuple[dict[str, bool], dict[str, set[int]]]:
    """Return the words that name a level of education or a kind of schools, and those that only narrow one.

    Of each word is said whether it names one, of each first character how long its words are: a pattern of them all is
    as large as the cache of a processor.
    """
    words, lengths = dict.fromkeys(("其他", "其余", "其它"), False), defaultdict(set)
    for word, facets in get_facets().items():
        narrows = set(facets) <= {"level", "population", "sector", "programme", "area", "attribute"}
        if narrows and facets.get("population", "school") == "school" and not word.endswith("生"):  # 研究生
            words[word] = bool({"level", "population"} & set(facets))
    for word in words:
        lengths[word[0]].add(len(word))
    return words, dict(lengths)


@remember
def names_schools(noun: str) -> bool:
    """Tell whether a noun names a level of education or a kind of schools alone, and nobody in them.

    >>> [names_schools(noun) for noun in ("九年一贯制学校", "民办中职", "其他学校", "小学教师", "女生")]
    [True, True, True, False, False]
    """
    words, lengths = _school_words()
    narrowed, named = {0}, set()  # where words that narrow a kind can end, and words that name one behind them
    farthest = 0
    for start, first in enumerate(noun):
        if start > farthest:  # no word has come as far: most nouns begin with none
            break
        if start in narrowed or start in named:
            for length in lengths.get(first, ()):
                end = start + length
                kind = words.get(noun[start:end])
                if kind:
                    named.add(end)
                elif kind is not None and start in narrowed:
                    narrowed.add(end)
                else:
                    continue
                farthest = end if end > farthest else farthest
    return len(noun) in named or (noun.endswith("阶段") and len(noun) - len("阶段") in named)


SCHOOL_UNITS = {"所", "个", "家", "校", "园", "处", "间"}


GROUP_MARK = WordPattern(" ?(?:[、,;]|{conjunction}) ?")
MEMBER_MARK = WordPattern("、|以及|(?<=.){和}(?=.)|{及}(?!以[上下])|{与}")
RATE_END = WordPattern("{measure}$")

MEASURE = WordPattern(
    "^(?:平均)?每[名位百千万个所班校生人师]|{per_head}|{measure}$|(?:生师比|师生比|津贴|补贴|补助|定额|次数|时间)$"
)
MOVE = WordPattern(
    "(?P<verb>{verb_rise|verb_fall})(?:了|(?P<nominal>幅度?|比例|速))?(?:(?:分别|依次)(?=[为达]))?(?P<to>到了?|至|为|达到|达|约)?(?:了)?$"
)
FALLS = WordPattern("{verb_fall}")


ADVERB = WordPattern("(?:{adverb}|连续[^,]{1,4}年)+$")


CLAUSE_MARK = re.compile(r"[,:;。]")
DATED = re.compile(r"^\s*(?:19|20)\d\d年度?(?:[底末]|[春秋]季)?(?=[\u4e00-\u9fff]{2})")  # 2023年教育支出,甲区2亿元
THIS_PART = re.compile("(?:方面|[这那]一?块(?:儿|上|来[说讲看])?)$")  # 生活补助这一块,共发放620万元
TOPIC_END = re.compile(
    r"(?:(?:分别|依次)[为是]|(?:增长|增加|减少|下降|提高|增幅|降幅)?最[高低大小快慢多少]的[^,。;是为]{0,4}[是为][^,。;]*|按[^,。;]{1,4}分|(?<![初高])中|方面|[这那]一?块(?:儿|上|来[说讲看])?|上|里|[分按从][^,。;]{1,6}看|来看)$"
)
EDUCATION_END = re.compile(r"(?<=小学|初中|高中)教育$")
_ZONE = WordPattern(r"[\u4e00-\u9fff]{0,6}{zone}")
_QUOTED = re.compile(r"《[^》]*》|“[^”]*”|\([^)]*\)?")


FLOW = WordPattern("{verb_flow}")
STOCK = WordPattern("{verb_stock}")
VERB_END = WordPattern("(?P<verb>{verb_flow|verb_stock}|推进|推动|满足)(?:了|出|好|起|过|到|入|给)?$")
# the verbs that only introduce a stock
STOCK_CUT = WordPattern("{verb_stock|verb_existential}(?![率的者人数型性期])(?:了|起|出)?")
# one act or several (新建、改扩建) that open a subject; 新 makes an act of a verb that introduces a stock
ACTS = WordPattern("(?:{verb_flow}|新{verb_stock}|新开工)(?:[、和或](?:{verb_flow}|新{verb_stock}|新开工))*")


def hide_names(words: str) -> str:
    """Blank titles, quoted names and brackets, so that no mark or verb within them counts."""
    return _QUOTED.sub(lambda m: "〇" * len(m.group()), words)


_GRADES = r"(?:[一二三四五六七八九](?:至[一二三四五六七八九])?年级)?"
LEVEL_GRADES = WordPattern(rf"{{level}}{_GRADES}")


_IN_ZONE = Needs(_ZONE)


@remember
def is_zone(noun: str) -> bool:
    """Tell whether a noun is a functional zone, whose division is the one that contains it."""
    return bool(_IN_ZONE.pattern.search(noun) and _ZONE.fullmatch(noun))


# when something was counted, where, and who says so: 年末小学招生620人, 据统计初中在校生1.2万人
BEFORE_COUNT = (
    "(?:至|截[至止])?(?:学?年[初末]|学?期[初末])|上年|当前|现阶段|今[春夏秋冬]|[本上新下]学[期年]|[春秋]季学期|"
    "(?:据[^,。;]{0,6})?(?:统计|数据)(?:显示|表明)?|[按从分就]?学段(?:来|上)?看|总体|[境域]内"
)
RELATIVE = re.compile("今年|去年|明年|年内|目前|当前|如今|现[有共设]")  # of no year where the page has no date
YEAR_END = WordPattern(r"(?<![\d今去])(?:年末|全年|年底(?!前)|期末)")
CHANGE_TO = WordPattern(
    "[^,。;:、]{0,6}(?:(?:{verb_rise|verb_fall|verb_change}|整合|合并|精简|撤并|优化|压缩|归并)(?:到了?|至|为|成)|→ ?)$"
)
TASK_IS = re.compile(  # 今年的任务是620人次, 我们的目标是2025年达到56%; not 任务过半
    "[,;]?(?:我们|[我全][市县区旗州省])?的?(?:[今明去]年|全年|年度)?的?(?:目标任务|任务|目标)[为是]"
    "(?:[到在]?(?:20\\d\\d|[今明])年(?:年?底|末)?(?:前|时)?(?:达到?|提高到|提升到|稳定在)?)?"
)
# 高于4.5平方米、5.8平方米的标准, 达到45人的省定标准
NORM_BEHIND = re.compile(
    r"(?:(?:[、和]|以及)\d[\d.,]*[^\d,。;、]{1,4}){0,3}的(?:[省市国县]定|国家|部颁|规定|最低|相关){0,2}(?:标准|规定|要求|上限|底线|红线)"
)
# 分四块:…; 具体分为两批:…; 由三部分组成:…
IN_PARTS = (
    r"(?:具体|主要|大致|一?共)?(?:是?分(?:为|成|作)?|由)[两二三四五六七八九2-9]大?"
    r"(?:[块类种批档路]|部分|方面|个?(?:渠道|途径|类别|批次|档次|层次|方面|板块))(?:组成|构成)?[,:]"
)
# 统一招聘这一块里头,小学62名; 特岗教师里面,初中38名
AMONG_SAID = r"(?P<whole>[\u4e00-\u9fff]{2,10}?)(?:这(?:[一几]?[块部类批]分?|些))?(?:里头|里面|当中|[中里])[,:]"
# 按职称分:正高级29人 says only by what those counted before are divided
CRITERION = re.compile(
    rf"\s*(?:(?:按|[从分](?=[^,。;:\d]{{1,6}}看))(?P<by>[^,。;:\d]{{1,6}}?)(?:来|划)?(?:[分看]|(?:列出|统计|划分)的?[是为]?)[,:]|{IN_PARTS})"
)


def names_something(words: str) -> bool:
    """Tell whether words are more than a time, a verb or a particle.

    >>> [names_something(words) for words in ("专任教师", "今年全县", "不减反增")]
    [True, False, False]
    """
    if words in _NO_NOUNS or not NOUN_START.search(words):
        return False
    return words[0] not in _OPENS_NOTHING or not (_ONLY_WHEN.fullmatch(words) or _ONLY_MOVES.fullmatch(words))


_OPENS_NOTHING = frozenset("今去明本扣不共各年再净合增减缩平跌涨升降")  # the first characters of
_ONLY_WHEN = WordPattern("(?:[今去明]年|今|本)(?:[春秋]季?)?(?:学期|学年)?(?:{whole_region})?")  # 今年秋季全县共有4所
_ONLY_MOVES = re.compile(
    "(?=.)(?:扣除后|不减反|不降反|[共各年再净]|合共)*(?:[增减缩]|净[增减])?|(?:平均)?(?:[跌涨升]幅|[增降减]幅)(?:为|达)?"
)
NOUN_START = re.compile(r"[\u4e00-\u9fffA-Za-z“《]")
# verbs and particles that name nothing
_NO_NOUNS = {
    *("翻", "翻了", "中", "里", "内", "上", "上年", "去年", "上学年", "上一年"),
    *("虽", "或", "即", "是", "按", "卡", "从", "至", "对", "全年按", "缩", "分", "分为", "增", "减"),
    *("目标", "目标值", "总目标", "尚", "两者", "二者", "三者", "四者"),
    *("前者", "后者", "一地", "一县", "一市", "一区", "一旗"),  # 甲县一地就有620人
}
