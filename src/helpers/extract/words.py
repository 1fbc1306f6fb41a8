"""The words by which clauses are taken apart: levels of education, verbs, marks of lists."""

from __future__ import annotations

import re
from functools import cache

from helpers.storage import read_resource

LEVEL = (
    r"(?:学前教育|幼儿教育|学前三年|幼儿园|小学教育|普通小学|小学|初中教育|初级中学|普通初中|初中|普通高中|高中阶段(?:教育)?|高中教育|高中|"
    r"中等职业(?:教育|学校)|中职(?:学校|教育)?|职业(?:高中|教育|学校|院校)|技工(?:学校|院校)|特殊教育(?:学校)?|特教(?:学校)?|(?:九年)?义务教育(?:阶段)?|"
    r"中小学幼儿园|中小学|(?<![第一二三四五六七八九十])中学(?!生)|普通高(?:校|等学校)|高等(?:教育|学校|院校)|高校|高职(?:院校)?|普通本科|本科|研究生|成人(?:教育|高校)|民办教育|校外培训机构)"
)
LEVEL_WORDS = re.compile(LEVEL)
AREA = r"(?:城区|城市|城镇|城乡|县镇|农村|乡村|农牧区|县城|镇区)?"
OWNER = r"(?:公办|民办|普惠性?)?"
LEVEL_PREFIX = re.compile(rf"^{AREA}{OWNER}{LEVEL}")

# nouns that say what is counted only together with a school level or a heading
BARE = re.compile(
    r"(?:招(?:收新)?生|录取(?:新生)?|新生|入(?:学|园)(?:幼儿|新生|人数)?|在[校园读](?:学生|生|幼儿|人数|儿童)?|毕业(?:学?生)?|学校|学生|校数|园所|"
    r"班级|教学班|班数|教职工|教职员工|专任教师|教师|任课教师|校舍(?:建筑)?面积|占地(?:面积)?|建筑面积|(?:纸质)?图书|藏书|计算机|"
    r"[净毛]?入[学园]率|巩固率|升学率|毛入学率|(?:专任)?教师学历合格率|学历合格率|生师比|师生比|班额|平均班额|总投入|总支出|寄宿生|留守儿童|随迁子女|"
    r"普惠率|公办率|普惠(?:性|园)?(?:占比|覆盖率)|园|辍学率|就业率|对口升学率|双师型教师)(?:总?数|人数|总量|占比|比例)?"
)


INSTITUTION_END = re.compile(r"(?:园|校|小学|初中|高中|中学|学校|教育|阶段)$")

SCHOOL_UNITS = {"所", "个", "家", "校", "园", "处", "间"}


GROUP_MARK = re.compile(r" ?(?:[、,;]|和|与|及|以及) ?")
MEMBER_MARK = re.compile(r"、|以及|(?<=[^共温平])和(?=[^平谐])|(?<![涉普波以])及(?!格|时)|(?<!参)与(?!会)")
RATE_END = re.compile(r"(?:率|比例|比重|占比|面积|经费|支出|费用?|人数|数|总量|总额|资金|收入|值|班额|标准)$")

MEASURE = re.compile(
    rf"^(?:平均)?每[名位百千万个所班校生人师]|[生人校班师户]均|{RATE_END.pattern}|(?:津贴|补贴|补助|定额|次数|时间)$"
)
RISE = (
    "净增加|净增长|净增|激增|猛增|大增|增长|增加|新增|提高|提升|上升|升高|扩大|扩充|高出|多出|递增|"
    "增幅|涨幅|增速|增长率|增|升|多|高|快"
)
FALL = "净减少|净减|锐减|骤减|大减|下降|减少|降低|回落|缩减|缩小|压减|压缩|调减|下滑|降幅|减幅|降|减|少|低"


MOVE = re.compile(rf"(?P<verb>{RISE}|{FALL})(?:了|(?P<nominal>幅度?|比例|速))?(?P<to>到了?|至|为|达到|达|约)?(?:了)?$")


ADVERB = re.compile(
    r"(?:分别|逐年|稳步|大幅|持续|(?<!每生)(?<!每人)每年|年均|平均|连续[^,]{1,4}年|显著|进一步|普遍|整体|共|再|又|还|也|已|且|并|(?<![生人校班师户平])均|都|各|就|预计|力争|(?<![生聘入学训资])计划|将|要|可|约)+$"
)


FALLS = re.compile(FALL)


CLAUSE_MARK = re.compile(r"[,:;。]")
TOPIC_END = re.compile(r"(?:(?<![初高])中|方面|上|里|[分按从][^,。;]{1,6}看|来看)$")
EDUCATION_END = re.compile(r"(?<=小学|初中|高中)教育$")
_ZONE = re.compile(r"[\u4e00-\u9fff]{0,6}(?:高新区|开发区|新区|经开区|示范区|管委会|工业园区?)")
_QUOTED = re.compile(r"《[^》]*》|“[^”]*”|\([^)]*\)?")


@cache
def get_verbs(kind: str) -> re.Pattern:
    """Return a pattern of the verbs of a class: flow (新建, 招聘) or stock (拥有, 建成)."""
    words = sorted((r["verb"] for r in read_resource("verbs.csv") if r["class"] == kind), key=lambda w: (-len(w), w))
    return re.compile("|".join(words))


@cache
def get_verb_end() -> re.Pattern:
    """Return a pattern of a verb of any class that ends a clause."""
    words = sorted((r["verb"] for r in read_resource("verbs.csv")), key=lambda w: (-len(w), w))
    return re.compile(rf"(?P<verb>{'|'.join(words)})(?:了|出|好|起|过|到|入|给)?$")


@cache
def get_stock_cut() -> re.Pattern:
    """Return a pattern of the verbs that only introduce a stock."""
    own = (
        r"(?<![建开增铺架常添附])设(?![备施计想置立在])|(?<![所具国没享含公私仅])有(?![关效机序限力利志声意趣条])"
        r"|(?<!定向)(?<!联合)(?<!委托)培[养育](?!对象|体系|模式|机制|基地|计划|方案|目标|工程|人才|学校|质量|中心)"
    )
    return re.compile(rf"(?:{get_verbs('stock').pattern}|{own})(?![率的者人数型性期])(?:了|起|出)?")


def hide_names(words: str) -> str:
    """Blank titles, quoted names and brackets, so that no mark or verb within them counts."""
    return _QUOTED.sub(lambda m: "〇" * len(m.group()), words)


@cache
def get_acts() -> re.Pattern:
    """One act or several (新建、改扩建) that open a subject; 新 makes an act of a verb that introduces a stock."""
    verb = f"(?:{get_verbs('flow').pattern}|新(?:{get_verbs('stock').pattern})|新开工)"
    return re.compile(f"{verb}(?:[、和]{verb})*")


_GRADES = r"(?:[一二三四五六七八九](?:至[一二三四五六七八九])?年级)?"
LEVEL_GRADES = re.compile(rf"{LEVEL}{_GRADES}")


def is_zone(noun: str) -> bool:
    """Tell whether a noun is a functional zone, whose division is the one that contains it."""
    return bool(_ZONE.fullmatch(noun))


CHANGE_TO = re.compile(
    r"[^,。;:、]{0,6}(?:提高|提升|增加|增长|上升|扩大|扩充|发展|跃升|攀升|翻|下降|降低|减少|压缩|缩小|调整|增|升|降|减|变|提|涨|调)(?:到了?|至|为|成)$"
)
