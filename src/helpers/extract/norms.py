"""Whether a quantity is a norm: a standard, an entitlement, a fee, a limit, the points of an examination."""

from __future__ import annotations

import re
from itertools import pairwise

from helpers.extract.clauses import Item, Sentence
from helpers.extract.words import CHANGE_TO, CLAUSE_MARK, NORM_BEHIND
from helpers.language import Needs, Quantity, WordPattern
from helpers.storage import remember


def share_rules(items: list[Item], rows: list[dict], text: str) -> None:
    """A norm holds for the whole of a list, its kinds, and what it is raised to: 小学每生每年1250元、初中1500元."""
    first = {id(row["item"]): row for row in rows}
    for item, following in pairwise(items):
        here, there = first[id(item)], first[id(following)]
        said = there["status"] == "rule" and there["basis"] != "point"
        if here["status"] != "rule" or said:
            continue
        if _is_ruled(item, following, text) or (here["unit"] == there["unit"] and _goes_on(item, following, text)):
            dated = here["period"] or not _is_next_amount(item, following, text)
            dated = dated and not text.endswith("年的", 0, item.quantity.start)  # 总分由去年的700分调整为720分
            names = ("status", "basis", "period", "period_basis") if dated else ("status", "basis")
            for row in rows:
                if row["item"] is following:
                    row |= {name: here[name] for name in names}


def _is_ruled(item: Item, following: Item, text: str) -> bool:
    """Tell whether a limit is one more that a rule sets: 国家规定,差异系数不高于0.5,每百名学生拥有教师4.2人以上."""
    between = text[item.quantity.end : following.quantity.start]
    limits = item.quantity.qualifier in _LIMITS and following.quantity.qualifier in _LIMITS
    if not limits or not between.startswith((",", ";")) or "。" in between or _OF_OURS.search(between):
        return False
    return bool(_RULES.search(text, text.rfind("。", 0, item.quantity.start) + 1, item.quantity.start))


_RULES = re.compile("(?:国家|教育部|[省市部])[^,。;\\d]{0,8}(?:规定|要求)[是为]?[,:][^。\n]*$")
_OF_OURS = re.compile("[我全该]|目前|当前|实际|已|现|了")


def _goes_on(item: Item, following: Item, text: str) -> bool:
    """Whether a number goes on with the norm before it: the next of a list, a parallel limit, or its new amount."""
    between = text[item.quantity.end : following.quantity.start]
    limits = item.quantity.qualifier in _LIMITS and following.quantity.qualifier in _LIMITS
    if item.kind != following.kind or len(between) > 12:
        return False
    listed = (
        between.startswith("、")
        or between in {"和", "与", "及"}
        or (limits and between.startswith(",") and not _OF_OURS.search(between))
    )
    return listed or bool(CHANGE_TO.fullmatch(between)) or _is_next_amount(item, following, text)


def _is_next_amount(item: Item, following: Item, text: str) -> bool:
    """Tell whether an amount of the same order stands behind that of a norm with its own kind: 一等3000元,二等2000元.

    A verb between them makes it another thing: 每生每年800元,发放补助…
    """
    between = text[item.quantity.end : following.quantity.start]
    money = item.quantity.unit_class == "money" or item.quantity.unit.startswith("元/")
    if not money or not _NEXT_KIND.fullmatch(between) or _DOES.search(between):
        return False
    here, there = item.quantity.value, following.quantity.value
    return bool(here and there) and 1 / _ONE_ORDER <= there / here <= _ONE_ORDER


_NEXT_KIND = re.compile(r"[^,。;(]{0,4}[,(;][^,。;()]{1,10}")
_DOES = WordPattern("{act|verb_flow|verb_stock}|共|计|合")
_ONE_ORDER = 12  # the amounts of a norm for its kinds differ, a total is larger
_LIMITS = ("more", "less")


_RULE_LEFT = WordPattern(
    r"{per_case}|每(?:校|班|所学校|个?班级?)(?:学生|学额|人数)?[^,。;]{0,6}(?:不|应|须|至少)|班额[^,。;]{0,8}(?:不|控制|上限)|"
    r"(?<![响供适反嘉相对效]){modal_rule}(?!的[^,。;]{0,4}(?:学校|小学|初中|高中|中学|园|教师|班级?|指标|项目|乡镇)|学历|急|届|用|对|聘|征|变|邀|学院|县(?![级域区市里乡直财教政委人])|城市)[^,。;]{0,14}$|每[校班][^,。;]{0,6}(?:编制|人数|员额)(?:由|从|为)?$|"
    r"(?:可|可以)(?:一次性)?(?:领取|享受|申领|获得|申请)[^,。;]{0,6}$|(?:{limit}|最多(?!时|的|达|曾))[^,。;]{0,8}$|"
    r"每[名位](?:学生|幼儿|儿童|学童|教师)每(?:学?[年期]|月|[天日餐])[^,。;]{0,6}$|每餐(?:补助|补贴)?$|最高(?:奖励|补助|资助)每[人名]$|"
    r"基准定额[^,。;\d]{0,4}(?:提高|上调|调整|增加)(?:到了?|至|为)$|"
    r"{per_time}[^,。;]{0,12}$|(?:生均|每[生人名])[^,。;]{0,8}标准[^,。;]{0,4}(?:提高|上调|调整|增加)(?:到了?|至|为)$|(?<!主体)(?<!已)封顶额?(?!装)[^,。;]{0,8}$|每天[^,。;]{0,16}$|"
    r"(?:标准|定额)[为是]?{level}?每(?:学?年|学期|月)$|(?:标准|定额|见习期|服务期|试用期|服务年限|考试时[间长]|学制|限额|额度|上限|下限)(?:均|都|分别|相?同|也)?(?:[为是不:按由从]|执行|≥)?{level}?$|"
    r"^[,;:(]?(?:国家|[省市县]级?)?(?:要求|规定)(?:也|均|都)?[为是]?{level}?$"
)


@remember
def _sets_rule(left: str) -> bool:
    """Tell whether the words before a number are those of a rule."""
    return bool(_RULE_LEFT.search(left))


def find_norm(item: Item, left: str, sentence: Sentence) -> str:
    """Say whether a number is what is to be, for each case or at the most; left are the words of its clause before it.

    Returns norm where it holds until it is changed, reckoned where it is that by which a year's money is given out or
    its pupils are admitted, "" where it is none.

    >>> from helpers.extract import observe
    >>> [row["status"] for row in observe("学费每生每年2.6万元。最低的9000元。烈士子女加20分。不足60人的按60人核定。")]
    ['rule', 'actual', 'rule', 'rule', 'rule']
    """
    if not (sentence.holds[_NORMS] or _is_of_rules(item.quantity, sentence)):
        return ""
    left = left.rstrip()  # 一档 2800 元
    if item.kind in {"level", "share"}:
        if item.quantity.unit_class in _NO_NORMS and ("规定" in left or "应" in left):
            left = _BY_THE_RULES.sub("", left)
        norm = _read_norm(item, left, sentence)
        return norm if norm and not _tells_fact(item, left, sentence) else ""
    if item.kind == "ratio" and (_is_measure(item, left, sentence) or _STANDARD_IS.search(left)):
        return "norm"  # 低于国家19:1的编制标准; 国家标准分别为1:19、1:13.5
    added = item.kind == "change" and _is_added(item, sentence)
    return "reckoned" if added or (item.kind == "ratio" and _is_by(item, sentence)) else ""


_NO_NORMS = frozenset({"money", "person"})
# 学校按规定提取62万元 was done; 应助未助学生17人 are told of
_BY_THE_RULES = re.compile(
    "(?:按照?|依照?|根据)(?:有关|相关|国家|上级)?规定(?!每|[^,。;]*标准)|应(?:.未.|[考到届试聘征])"
)


def _read_norm(item: Item, left: str, sentence: Sentence) -> str:
    """Return of a level or a share what its words make of it, which may be those of a fact, too."""
    if _is_measure(item, left, sentence) or _is_term(item, left):
        return "norm"
    counted = item.quantity.unit_class == "person" and "实际" in left  # 按去年实际受助的1.2万人测算
    if (_is_added(item, sentence) or (_is_by(item, sentence) and not counted)) and not _sets_rule(left):
        return "norm" if item.quantity.unit_class == "time" else "reckoned"  # 全年按200天计
    if item.quantity.unit == "%" and _OF_MARKS.search(left):
        return "reckoned"  # 笔试成绩占40%
    if item.quantity.unit == "%" and _SET_ASIDE.search(left):
        return "reckoned"
    if (
        item.quantity.unit == "%"
        and _BORNE.search(left)
        and _BY_WHOM.search(sentence.text, sentence.start, item.quantity.start)
    ):
        return "reckoned"
    if item.quantity.unit == "分":
        return "reckoned" if _are_points(item, left, sentence) else ""
    if item.quantity.unit in {"%", "人次"} and not _OF_A_NORM.search(left):
        return ""
    if _is_amount(item, left, sentence.text) or _is_limit(item, left, sentence.text):
        return "reckoned" if left.endswith(("标准由", "标准从")) else "norm"  # of that year
    return ""


_STANDARD_IS = re.compile("标准(?:分别)?[为是] ?$")


def _is_of_rules(quantity: Quantity, sentence: Sentence) -> bool:
    """Tell whether a number can be a norm without the words of one: a time, points, an amount for each."""
    if quantity.unit_class == "time" or quantity.unit in ("分", "年"):
        return True
    money = quantity.unit_class == "money" or quantity.unit.startswith("元/")
    return money and sentence.holds[_AMOUNTS]


_OF_A_NORM = re.compile("每|标准|规定|要求|必?须|应当|不得")


def is_bound(item: Item, sentence: Sentence) -> bool:
    """Tell whether a number that no plan names is a least or a most that is asked for: 公示不少于5个工作日.

    What has always been kept to, or is reached, is a fact: 占比始终不低于18%.
    """
    text, start = sentence.text, item.quantity.start
    if item.kind not in {"level", "share"} or not _BOUND.match(text, start):
        return False
    kept = _IS_KEPT.search(text, max(sentence.start, start - 30), start)
    return not kept and not _HAPPENED.match(text, item.quantity.end, sentence.end)


BOUNDS = frozenset("不最至≥≤")  # the first characters of
_BOUND = re.compile("不(?:低|少|高|多|小|大)于|不超过|不得|最多|至少|[≥≤]")
_IS_KEPT = re.compile(
    r"始终|一直|连续|多年|历年|[均都]达|实际|累计|保持|稳定|目前|当前|现[在有]|如今|共有|[已曾]|了|实现|近[两三四五\d]年"
)
_HAPPENED = re.compile("[^,。;]{0,8}(?:了|(?<!超)过)")  # 至少30名学生受伤了


_SET_ASIDE = re.compile("[应须要][从按][^,。;]{2,12}(?:提取|计提|列支|安排)$")  # 幼儿园应从事业收入中提取3%
_OF_MARKS = re.compile("(?:笔试|面试|试讲|考核|测试|综合|平时)(?:总?成绩|得分|分数)?[^,。;的]{0,4}(?:占|按)$")


# 所需资金由中央负担60%,省级负担28%
_BORNE = re.compile("(?:中央|国家|省级?|市级?|县级?|区级|市县|地方|自治区)(?:财政)?(?:负担|承担|分担)$")
_BY_WHOM = re.compile("(?:所需|资金|经费|补助)[^,。;\\d]{0,6}[由按]")


def _tells_fact(item: Item, left: str, sentence: Sentence) -> bool:
    """Tell whether words of a norm tell what is: 最低的9000元, 超出标准143人, 应交流1508人,实际交流286人."""
    subject = item.subjects[0] if item.subjects else ""
    spent = "生均" in subject and _SPENT.search(subject)  # 生均经费支出每生每年7400元
    due = "应" in left and _DUE.search(left) and _IN_FACT.match(sentence.text, item.quantity.end, sentence.end)
    served = item.quantity.unit_class != "money" and _SERVED.search(left)
    gone_by = (served or _GONE_BY.search(left)) and sentence.text[item.quantity.start] not in BOUNDS
    now = item.quantity.unit in ("人", "名") and _is_size_now(item, sentence)
    return bool(spent or due or gone_by or now or _IS_FACT.search(left))


# what goes on each day or week counts whom it is for: 每天接送学生860名, 每天一节体育课的学校36所, 起薪每月3900元
_GONE_BY = re.compile(
    r"每[天日周](?![^,。;]*(?:应|须|安排|不|至少|标准|按))"
    r"(?:[^,。;]{0,6}(?:接送|运送|往返|跑|轮流到|跨境|(?:同步|互动)上课|开课?$|能听)[^,。;]{0,8}"
    r"|[^,。;]{2,16}的(?:学校|学生|孩子|幼儿|教师|家庭|幼儿园|班级))$"
    r"|班额[^。;]{0,6}(?:全部|已|均已)控制在[^。;]*$"  # 起始年级班额全部控制在小学45人、初中50人
    r"|(?:起薪|月薪|月收入|薪资|薪酬)[^,。;\d]{0,6}$"
)

# 每天供餐2.3万份 is what is cooked, 每人每天供餐5元 what each may cost
_SERVED = re.compile(r"每[天日周](?![^,。;]*(?:应|须|安排|不|至少|标准|按))[^,。;]{0,6}(?:供餐|送餐|配餐)[^,。;]{0,8}$")


def _is_size_now(item: Item, sentence: Sentence) -> bool:
    """Tell whether a number says how full classes are: 现在每班不到45人; 目前规定每班不超过45人 is a rule."""
    text, start = sentence.text, item.quantity.start
    if text.startswith(("不得", "不能", "不应"), start):
        return False
    return bool(_SIZE_NOW.search(text, max(sentence.start, start - 30), start))


_SIZE_NOW = re.compile(
    r"(?:(?:现在|如今|目前|当前|眼下),?|已(?:经)?)(?![^,。;]*(?:规定|要求|应|须|标准|上限|控制))"
    r"[^,。;\d]{0,12}(?:每个?(?:教学)?班级?|班额)[^,。;\d]{0,8}$|(?:每个?班级?|班额)[^,。;\d]{0,4}已(?:经)?$"
)
_SPENT = re.compile("生均[^,。;]{0,12}(?:支出|事业费)(?!标准|定额)")
_DUE = re.compile("应[^,。;]{1,10}$")
_IN_FACT = re.compile("[,;(]实[际有到收发缴领]")
_IS_FACT = re.compile(
    "最[高低大小多少贵]的(?:一?[所家校园班个])?(?:每[^,。;]{1,5})?$"
    r"|不能[^,。;\d]{1,10}的[\u4e00-\u9fff]{2,10}$"
    r"|(?<![不得能])超[出过](?:规定|国家|省定)?(?:标准|班额)(?:的[还仍]?有?)?$|人均每?[月年]? ?$"
)


def _is_term(item: Item, left: str) -> bool:
    """Tell whether a time is one that somebody has to serve or that something takes: 从教满20年, 每周不少于2小时."""
    if item.quantity.unit == "年" and not re.search("平均|年限(?:[为达是]|达到)?$", left):
        return "平均" not in "".join(item.subjects[:1])  # 平均受教育年限由10.2年提高到11.3年
    return item.quantity.unit_class == "time" and item.quantity.qualifier in {"more", "less"} and "每" in left


def _is_measure(item: Item, left: str, sentence: Sentence) -> bool:
    """Tell whether a number is a standard by which others are measured: 高于4.5平方米的标准, 每班27人的标准."""
    text, start, end = sentence.text, item.quantity.start, item.quantity.end
    if sentence.holds[_BRACKETED] and _IN_BRACKETS.search(text, start - 30, start):
        return True
    if text[end : end + 1] in _OPENS_NORM:
        if NORM_BEHIND.match(text, end) and _MEASURED_BY.search(text, max(item.left[0] - 40, 0), start):
            return True
        if _OF_NORM.match(text, end, sentence.end):
            begun = max(sentence.start, start - 24)
            return bool(_UNDER.match(text, start, end) or _BY_NORM.search(text, begun, start))
    if "每" in left and _FOR_EACH_OF.search(left) and not _IS_SO.search(text, sentence.start, start):
        return True
    return "每" in left and bool(_STAFFED.search(left) and _AS_NORM.match(text, end))


_OPENS_NORM = frozenset("的、和以与及”")


_MEASURED_BY = re.compile(
    r"(?:[高低优]于|达到?|超[出过]|不足|未到|满足|符合|[与距离])(?:(?:国家|[省市部]定?)[^,。;\d]{0,24})?(?:[\d.]+[^\d,。;]{1,4}[、和])?$"
)
_IN_BRACKETS = WordPattern(  # 低于省定标准(小学7.5平方米、初中10.2平方米)
    r"(?:超[出过]|达(?:不到|到)?|[高低优]于|不足|未到|满足|符合)[^,。;()\d]{0,8}标准\((?:{level}?[\d.]+[^\d,。;、()]{1,6}[、和])*{level}?$"
)
_OF_NORM = re.compile(
    r"(?:[、和与及][^,。;\d]{0,6}\d[\d.,:]*[^\d,。;、]{0,4}){0,3}”?的[^,。;\d]{0,5}"
    r"(?:标准(?!化)|要求|规定(?!动作)|[上下]限|底线|红线|门槛|开班线)"
)
_BY_NORM = re.compile(r"(?:[高低优]于|达到?|超[出过]|不足|[未满]|符合|[按以与距]|每)[^,。;]{0,12}$")
_UNDER = re.compile("[未不超高低≤≥]")  # 未达到1%的要求
_FOR_EACH_OF = re.compile(
    "(?:^|[,;。:])每个?(?:班|校|园|教学点|学校|幼儿园)(?:至少|应当?|须|按)*配[备置足齐]?[^,。;]{0,6}$"
)
_IS_SO = re.compile("平均|已|实现|现有|目前|达到|了")
_STAFFED = re.compile(r"每\d+[名个人位][^,。;]{0,10}配备?$")  # 每50名寄宿生配备1名生活老师的标准
_AS_NORM = re.compile("[^,。;]{0,8}的(?:标准|要求|比例)")


def _is_by(item: Item, sentence: Sentence) -> bool:
    """Tell whether something is reckoned by a number: 不足100人的学校按100人核定, 按8:2分担, 按标准的50%补助."""
    text, start, end = sentence.text, item.quantity.start, item.quantity.end
    if item.quantity.unit == "%" and _DRAWN.match(text, end, sentence.end):
        return True
    by = text.find("按", item.left[0], start) >= 0 and _BY.search(text, max(item.left[0], start - 16), start)
    if by and _RECKONED.match(text, end, sentence.end):
        return True
    if item.quantity.unit == "元" and _IN_FORCE.search(text, sentence.start, start) and _AS_SET.match(text, end):
        return True
    if item.kind == "ratio" and _SET_BY.search(text, sentence.start, start):
        return True
    return item.quantity.qualifier == "less" and bool(_FEWER_BY.match(text, end, sentence.end))


_SET_BY = re.compile(
    r"按[^。;:\d]{0,20}(?:核定|配备|核算|配置|确定)[^。;:\d]{0,4}:[^。;]*$"
)  # 编制按师生比核定:小学1:19
_BY = re.compile(r"按(?![时期])[^,。;]{0,12}$")
_DRAWN = re.compile("(?:实行|采取|进行)?(?:电脑|计算机)?(?:随机)?(?:派位|摇号)(?!率)")  # 超额的,100%电脑随机派位
_RECKONED = re.compile(
    r"(?:[、和][^,。;\d]{1,6}\d[\d.]*元){0,3}(?:(?:学生|教师|幼儿)?(?:的?(?:比例|标准))?(?:进行)?|左右)"
    r"(?:分担|承担|配备|配置|核定|核拨|核算|掌握|计算|计提|测算|补足|补助|拨付|执行|安排|发放|确定|计(?![划入]))"
)
# 生均公用经费继续执行小学720元、初中940元的基准定额
_IN_FORCE = re.compile(r"(?:执行|按照?)[^,。;\d]{0,6}(?:\d[\d.]*元[、和][^,。;\d]{1,6}){0,3}$")
_AS_SET = re.compile(r"(?:[、和][^,。;\d]{1,6}\d[\d.]*元){0,3}的?(?:基准|拨款|最低|现行)?(?:定额|标准)")
_FEWER_BY = re.compile(r"[^,。;\d]{0,16}(?:均|都|一律|统一)?按(?:照)?\d+[人名]")


def _is_added(item: Item, sentence: Sentence) -> bool:
    """Tell whether an amount is added to a norm for each case: 寄宿生另加200元, 每生每年再增加300元."""
    text, start = sentence.text, item.quantity.start
    small = item.quantity.unit_class == "money" and (item.quantity.value or _MOST_ADDED) < _MOST_ADDED
    added = small and _ADDED.search(text, max(sentence.start, start - 8), start)
    return bool(added and _EACH.search(text, sentence.start, start))


_MOST_ADDED = 10_000  # yuan: a sum that is added is larger
_ADDED = re.compile("(?:再|另|另外)(?:行)?(?:增加|加|补助?|上浮)$")
_EACH = re.compile("每|标准|定额|公用经费|寄宿生")


def _are_points(item: Item, left: str, sentence: Sentence) -> bool:
    """Tell whether points are those of an examination's rules: 总分700分, 语文120分, 烈士子女加20分, 线下30分以内."""
    text = sentence.text
    if _OF_RULES.search(left) or (item.quantity.qualifier == "less" and "线下" in left):
        return True
    scored = _FULL_MARKS.search(text, sentence.start, item.quantity.end)
    return bool(scored and item.quantity.qualifier == "exact" and not _REACHED.search(left))


_OF_RULES = re.compile("(?<![平提])(?:[加减扣降](?:低)?|线下|积分[^,。;]{0,4}满)$")
_FULL_MARKS = re.compile(
    r"(?:总分|满分|卷面|分值)(?:[为是共计合:]{0,2}|[由从](?:[去上]年的?|(?:19|20)\d\d年的?)?)\d+分"
)
_REACHED = re.compile("平均|均分|最[高低]|线|录取|得|上升|提高|考生")


def _is_amount(item: Item, left: str, text: str) -> bool:
    """Tell whether money is an allowance or a fee for each: 一档2500元, 每校补助15万元, 学费5000元/年."""
    if item.quantity.unit_class != "money" and not item.quantity.unit.startswith("元/"):
        return False
    if item.quantity.unit in _FOR_A_TIME and _FEE.search(text, item.quantity.start - 60, item.quantity.start):
        return True
    most = text.startswith("最高", item.quantity.start) and _LENT.search(left)
    if most or (_GRADED.search(left) and (item.quantity.value or 0) <= _MOST_EACH):
        return True
    return not item.quantity.qualifier.startswith("approx") and _is_paid_each(item, left, text)


def _is_paid_each(item: Item, left: str, text: str) -> bool:
    """Tell whether money is what each gets, or each of a kind: 津贴,幼儿每人2.3万元; 资助省内500元,省外900元."""
    start = item.quantity.start
    if text[item.quantity.start : item.quantity.end].find("亿") >= 0 or (item.quantity.value or 0) > _MOST_EACH:
        return False
    if _HALVED.search(text, start - 30, start) and _TIER_ALONE.fullmatch(left.strip(",;:、(")):
        return True  # 非寄宿生按50%核定,即小学625元
    begun = max(text.rfind("。", 0, start), text.rfind("\n", 0, start)) + 1
    paid = next(reversed(list(_PAID.finditer(text, max(begun, start - 60), start))), None)
    of_mean = paid and "均" in text[max(begun, paid.start() - 8) : start] and not _SET.search(text, paid.start(), start)
    if not paid or of_mean or _SPENT_IN_ALL.search(text, paid.end(), start):
        return False
    return bool(_FOR_EACH_ONE.search(left) or _TIER_ALONE.fullmatch(left.strip(",;:、(")))


_LENT = re.compile("(?:贷款|补助|奖励|资助|补贴|津贴)[^,。;]{0,12}$")
_MOST_EACH = 200_000  # yuan
_PAID = WordPattern("{allowance}|路费(?!资助|补助)|公用经费|入学资助|费资助|标准|定额")
_HALVED = re.compile(
    r"(?:(?:减半|(?:一半|\d%)[^,。;]{0,6}),即|(?:寄宿生|标准|定额)[^,。;]{0,10}(?:减半|(?:一半|50%))[^,。;\d]{0,4},)[^,。;]*$"
)
_SET = re.compile("标准|定额")
_SPENT_IN_ALL = WordPattern("{verb_flow|verb_stock}|共|计|合|惠及|投入|安排|下达")
_FOR_EACH_ONE = re.compile("每[生人名](?:一次性)?(?:发放|补助|奖励)?$")
_TIER_ALONE = WordPattern(
    "(?:其中|即)?(?:[省市县区境]内|[省市县区境]外|[一二三四五六甲乙丙]类[\u4e00-\u9fff]{0,3}|(?:本专科|本科|专科|研究)生|{level}(?:每[生人名])?)[为是]?"
)


_FOR_A_TIME = frozenset({"元/年", "元/学年", "元/学期", "元/月", "元/生·年", "元/生", "元/人"})
_FEE = WordPattern("{allowance}|标准")
# 一档2500元、二档1500元; 每校补助15万元; 贷款最高12000元
_GRADED = re.compile(
    "第?[一二三高中低]档(?:标准)?[为是]?$|(?:安家费|(?:购|租)房补贴)$|每[校园班](?:补助|奖励|奖补|补贴|资助)$|每[人生名]一次性[^,。;]{0,4}$|"
    "(?:贷款|补助|奖励|资助)[^,。;]{0,12}最高$|按[^,。;]{0,6}标准(?:发放|执行|补助)$"
)


def _is_limit(item: Item, left: str, text: str) -> bool:
    quote = text[item.quantity.start : item.quantity.end]
    if quote.startswith(("不得", "不能", "不应")) or _sets_rule(left):
        return True
    before = text[max(0, item.quantity.start - 60) : item.quantity.start]
    if "每" not in before and "班额" not in before:
        return False
    clause = CLAUSE_MARK.split(before)[-1]
    return bool(_LIMIT.match(quote) and _FOR_EACH.search(clause)) or bool(_ALLOWANCE.search(clause))


_ALLOWANCE = WordPattern("{allowance}[^,。;]{0,12}每(?:年|学年|学期|月|天)$|每(?:课时|节课|人次)(?:由|从|按|为)?$")
_LIMIT = re.compile("不|至少|至多|最多|最少|控制在")
_FOR_EACH = re.compile(
    r"(?:每(?:课时|校|班|所|个|名|人|生|位|周|天|日|月|学期|学年|年)[^,。;]{0,10}|班额(?:分别|均)?)$"
)
_FAR = 60  # characters: where what is paid, or each gets, is said before the sentence
_NORMS = Needs(
    *(NORM_BEHIND, _OF_NORM, _STAFFED, _RULE_LEFT, _ADDED, _BY, _DRAWN, _FEWER_BY, _OF_MARKS, _BORNE),
    *(_FOR_EACH, _ALLOWANCE, re.compile("不[得能应]")),
    before=_FAR,
)
_AMOUNTS, _BRACKETED = Needs(_FEE, _LENT, _GRADED, _PAID, before=_FAR), Needs(_IN_BRACKETS, before=30)
