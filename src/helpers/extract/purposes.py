"""What money is for, and who is paid: amounts whose own words say no more than that they are money."""

from __future__ import annotations

import re

from helpers.extract.clauses import Item, Sentence
from helpers.extract.nouns import pays_for, strip_lead
from helpers.extract.ways import for_nouns
from helpers.extract.words import FLOW
from helpers.language import Needs, WordPattern

_ONLY_MONEY = re.compile(
    r"(?:[^,。;]{0,6}财政|这[个座所]|该)?(?:累计|已|共|先后|计划|拟|每年|再|又)*(?P<act>投入|投资|安排|拨付|筹措|筹集|落实|争取|拿出|掏出)(?P<money>(?:专项)?(?:资金|经费))?"
)
_LEADS_TO = re.compile(r"[,]?(?:用于|专门|先后|累计|计划|集中|共|又|已|重点)*")
_OF_THINGS = re.compile(r"[,]?(?:建设|打造|新建)?的")
_CARRIES_OUT = re.compile(r"^(?:推进|推动|实施|完成|开展|用于|支持|保障|建设)+(?=.{3})")
_BENEFITS = re.compile("惠及|受益|受助|覆盖|补助|奖励|.*(?:新增|增加|提供)(?:公办|优质)*(?:学位|床位)$")
_PURPOSE = re.compile(r"[,]?用于(?P<purpose>[^,。;\d]{2,20})")


_BUILT = re.compile(
    r",?(?:建设|打造|新建|改造|购置|开发|建成|修建)的(?P<thing>[^,。;:、\d]{2,20}?)(?=(?:已|现|目前|全面|正式|顺利|建成|投入|启用|投用|完工|竣工|将|预计|可))"
)


# 投入860万元,为68所农村学校更换取暖设备; 投入3200万元对41所学校的校舍进行维修改造
_FOR = WordPattern(
    r"[,]?(?:全部|主要)?(?:为|对|给)(?P<whom>(?:(?!\d、|\d[^,。;\d、]{1,4}、)[^,。;]){2,24}?)(?:进行|开展|实施|实行|新)?了?"
    r"(?P<act>{verb_flow}|[新改扩]建|更新|维修|配[备齐]|安装)了?(?P<thing>[^,。;:、\d]{0,14})(?=[,。;、\d]|$)"
)
_NUMBER = re.compile(r"[\d.,]+[万余多]*(?:名|所|个|间|人|栋|处|套)?")


def name_purposes(sentence: Sentence) -> None:
    """Say of money that stands alone what it is for: 投入2亿元,改造校舍14栋; 投资3200万元的18个项目.

    The thing behind it, or what it is used for, comes before the words for the money.
    """
    items, text = sentence.items, sentence.text
    for item, following in zip(items, [*items[1:], None], strict=True):
        if item.quantity.unit_class != "money" or item.inside:
            continue
        alone = _ONLY_MONEY.fullmatch(item.noun)
        cut = FLOW.fullmatch(item.noun_right) or "、" in item.noun_right  # 投入900万元改造6所乡镇园
        acted = cut and pays_for(item) and item.subjects == [item.noun + item.noun_right]
        if not alone or not (acted or item.subjects == [item.noun]):
            continue
        purpose = _read_purpose(item, following, text)
        if len(purpose) > 2:
            item.rule = "money_for"
            item.subjects = [purpose + alone["act"] + (alone["money"] or "")]


def _read_purpose(item: Item, following: Item | None, text: str) -> str:
    if match := _PURPOSE.match(text, item.quantity.end):
        return strip_lead(match["purpose"])
    if match := _BUILT.match(text, item.quantity.end):
        return match["thing"]
    if match := _FOR.match(text, item.quantity.end):
        return _NUMBER.sub("", match["whom"]) + match["act"] + match["thing"]
    if not following or not following.subjects or following.quantity.unit_class in {"money", "percent"}:
        return ""
    if following.quantity.unit in {"%", "‰"}:
        return ""
    between = text[item.quantity.end : following.quantity.start]
    if _BENEFITS.match(following.subjects[0]):
        return ""
    begun = _LEADS_TO.match(between).end()
    if _OF_THINGS.match(between) or FLOW.match(between, begun) or _CARRIES_OUT.match(between[begun:] + "   "):
        return _CARRIES_OUT.sub("", following.subjects[0])
    return ""


_INVESTS = re.compile("(?:这[个座所]|该|总)?(?:投资|造价)额?")
_HELD = re.compile(
    r"(?P<thing>[^,。;、\d]{2,16}?)(?:是|位于|已|正|于|将|投入|建成|投用|启用|可|主体|拔地|占地|设(?![施备计])|有望|拥有|"
    r"[今去]年|目前|预计|计划|年[内底]|\d|$)"
)


def name_held(item: Item, noun: str) -> str:
    """Return 滨河校区投资 for 投资4.2亿元的滨河校区是…, "" where the words before the number are no investment."""
    thing = _HELD.match(noun) if item.quantity.unit_class == "money" and _INVESTS.fullmatch(item.noun) else None
    return thing["thing"] + item.noun.removeprefix("这个").removeprefix("该") if thing else ""


_BENEFIT = re.compile(
    r"(?P<by>[^,。;:\d]{0,24}?)(?:预计|可|将|共|已|累计|直接|全年|每年)*(?P<verb>惠及|受益|受惠)(?:了)?(?P<whom>[^,。;:\d]{0,8}?)(?:约|近|超|达)?$"
)
_BENEFITED = Needs(_BENEFIT, seldom=True)
_TAIL = re.compile(
    r"(?:投入|安排|发放|拨付)?(?:专项|补助)?(?:资金|经费)$|(?:投入|安排|拨付)$|占[^占]*$|的?(?:比例|标准)$"
)


def name_benefits(sentence: Sentence) -> None:
    """Say of 惠及学生 what benefits them: the words before in its clause, the subject or the clause before.

    实施营养改善计划,惠及学生4.55万人 is of 营养改善计划惠及学生.
    """
    if not sentence.holds[_BENEFITED]:
        return
    for i, item in enumerate(sentence.items):
        if item.rule not in ("noun_before", "noun_behind") or item.inside or len(item.subjects) != 1:
            continue
        if item.quantity.unit_class != "person":
            continue
        left = sentence.text[item.left[0] : item.left[1]]
        match = _BENEFIT.search(left) if "惠" in left or "受益" in left else None
        if not match or match["verb"] not in item.subjects[0] + match["verb"] * (item.rule == "noun_behind"):
            continue
        subject = item.subjects[0]
        if match["verb"] not in subject:
            subject = match["verb"] + subject
        if subject.startswith(match["verb"]) and (by := _find_benefit(sentence, i, match["by"])):
            item.subjects = [by + subject]


def _find_benefit(sentence: Sentence, i: int, own: str) -> str:
    if len(by := strip_lead(own)) > 2:
        return by
    if i:
        between = sentence.text[sentence.items[i - 1].quantity.end : sentence.items[i].left[0] - 1]
        if between.count(",") + between.count("。"):
            return ""  # 增撥12億元支援八間大學,並推出新措施,惠及…: what stands between benefits them
        subject = _PER_CASE.sub("", "".join(sentence.items[i - 1].subjects[:1]))
        by = _TAIL.sub("", subject) if _POLICY.search(subject) and not _EACH.search(subject) else ""
        return by if len(by) > 2 else ""
    start = sentence.items[i].left[0] - 1
    if start <= sentence.start or sentence.text[start] != ",":
        return ""
    words = strip_lead(re.split("[,。;:]", sentence.text[sentence.start : start])[-1])
    return words if 2 < len(words) <= _LONGEST_CLAUSE else ""


_POLICY = re.compile("资助|补助|奖补|助学|奖学|津贴|资金|计划|政策|工程|项目|行动|活动|服务|改造|营养|课堂|保教费|学费")
_PER_CASE = re.compile(r"标准(?:由|按|为|从)?(?:每[人生名校班][^,。;]{0,8})?$")
_EACH = re.compile("每[人生套班校名]|率$")
_LONGEST_CLAUSE = 24
_PAID = re.compile(
    r"(?:共|累计|已|涉及|共计|合计|总计|合同)*(?:发放|拨付|下达|落实|补助|资助|减免|发放各类)?(?:资金|金额|经费|总额|款项|补助金?|助学金)?|资助金"
)
_PAYS_OUT = re.compile("(?:共|累计|已)?(?:发放|拨付|兑现)")
_ON_BASE = WordPattern("{level}?(?:平均)?每[生人名][^,。;]*$|标准$")  # 生活补助小学每生每年1250元,共发放2210万元
_PAYS = re.compile(r"资助|补助|补偿|代偿|助学金|奖学金|助学贷款|免学费|免除?学|免费|受助|享受|津贴")


@for_nouns(_PAID.fullmatch, "money")
def complete_payment(sentence: Sentence, i: int, noun: str) -> str:
    """Complete 资金, 发放金额 by whom it is paid to: 资助困难学生2204人次,资金110.2万元; "" if that is not said."""
    item = sentence.items[i]
    if not i:
        return ""
    told = (x for x in reversed(sentence.items[:i]) if not x.move and x.inside in (None, item.inside))
    before = next(told, sentence.items[i - 1])  # 资助学生620人(小学210人、高中410人),资金62万元: for all
    if _PAYS_OUT.fullmatch(noun) and before.subjects and before.quantity.unit_class == "money":
        grant = _ON_BASE.sub("", before.subjects[0]).removesuffix("标准")
        return noun + grant if _PAYS.search(grant) and grant != before.subjects[0] else ""
    if before.quantity.unit_class != "person" and before.quantity.unit not in {"笔", "人次", "名", "人"}:
        return ""
    source = _RECIPIENTS.sub("", before.subjects[0]) if before.subjects else ""
    joined = not re.search("[。;]", sentence.text[before.quantity.end : item.quantity.start])
    return source + noun if joined and _PAYS.search(source) and noun not in source else ""


_RECIPIENTS = re.compile("(?<=[金款费贴])(?:受助|受益|受惠|惠及)(?:学生|幼儿|儿童)$|^受理(?=.{4})")
_ATTENDS = re.compile(
    r"(?:[在到][^,。;\d在]{0,6})?(?:公办|民办|特殊教育|普通)?(?:学校|小学|初中|高中|幼儿园|特教班|普通班)?"
    r"(?:就读|随班就读|送教上门)(?:的?学?生)?"
)


_OF_SPECIAL = re.compile("^(?:特殊教育|特教)学校(?=.{2})")
_TEACHES = re.compile("(?:教师|教职工|职工|校长|班主任|人员)$")
_SCHOOLS_OF_A_KIND = re.compile("(?:教学点|村小|小学|初中|幼儿园|(?:寄宿制|特殊教育|九年一贯制)学校)$")
_ATTENDED = re.compile("就读|送教上门")
_RATED = re.compile("(?:残疾(?:儿童少年|儿童|少年|学生)|随迁子女)(?=[^的]{0,6}率$)")  # 残疾儿童入学率99%,随班就读86人
_PLACED = re.compile("就读|送教上门|班$")  # 随班就读210人、附设特教班20人、送教上门60人 are parts of one whole


@for_nouns(lambda noun: _ATTENDED.search(noun) and _ATTENDS.fullmatch(noun), "person")
def name_attending(sentence: Sentence, i: int, noun: str) -> str:
    """Say who attends: 随迁子女2.98万人,其中在小学就读2.11万人、在初中就读0.87万人; "" if that is not said.

    The whole is the last number of persons whose own words say who they are.
    """
    if noun == "就读学生":  # 教学点里有学生9名。全县保留教学点23个,就读学生417人
        last = sentence.items[i - 1].subjects if i else None
        where = _SCHOOLS_OF_A_KIND.search(last[0]) if last else None
        return where[0] + noun if where else ""
    item = sentence.items[i]
    earlier = [x for x in reversed(sentence.items[:i]) if x.subjects and not _PLACED.search(x.subjects[0])]
    if earlier and (rated := _RATED.search(earlier[0].subjects[0])):
        return f"{noun}的{rated[0]}"
    whole = next((x for x in earlier if x.quantity.unit_class == "person"), sentence.before)
    if not whole or not whole.subjects or whole.quantity.unit_class != "person":
        return ""
    if _ATTENDED.search(whole.subjects[0]) or _TEACHES.search(whole.subjects[0]):
        return ""
    item.part_of = whole
    who = whole.subjects[0].rpartition("的")[2]  # 各种形式接受特殊教育的在校生, 特教学校在校生
    return f"{noun}的{_OF_SPECIAL.sub('', who)}"


_SCORE = re.compile(r"\d{3}分(?:以上|及以上)?(?:的?(?:考生|学生|人数))?")
_EXAM = re.compile(r"(?:普通)?(?:高考|中考)|学业水平考试")


_TAKES_PART = re.compile("参加|参考|应考|应试|报名|报考")
_SITS = re.compile("(?:报名|报考|应考|应试|参加[^,。;]{0,12}(?:高考|中考|考试))[^,。;]{0,20}")


def name_candidates(sentence: Sentence, i: int, clause: str) -> str:
    """Say for which examination persons register who have no other name: 9210人报考 below 2024年高考."""
    said = sentence.text[sentence.start : sentence.items[i].left[0]]
    if _TAKES_PART.fullmatch(clause) and (exam := _EXAM.search(said)):
        return exam[0] + clause  # 2024年高考,全县3816人参加
    sits = _SITS.match(clause) if sentence.items[i].quantity.unit_class == "person" else None
    if not sits:
        return ""
    exam = None if _EXAM.search(sits[0]) or "考试" in sits[0] else _EXAM.search(said) or _EXAM.search(sentence.heading)
    return (exam[0] if exam else "") + sits[0]


@for_nouns(_SCORE.fullmatch)
def name_score(sentence: Sentence, i: int, noun: str) -> str:
    """Put the examination before the score that candidates reach: 高考本科上线547人,其中600分以上13人."""
    before = (item.subjects[0] for item in reversed(sentence.items[:i]) if item.subjects)
    sources = (*before, *(sentence.before.subjects[:1] if sentence.before else ()), sentence.heading)
    return next((exam[0] + noun for source in sources if (exam := _EXAM.search(source))), noun)


@for_nouns(lambda noun: _LINE.fullmatch(noun), "person")
def name_line(sentence: Sentence, i: int, noun: str) -> str:
    """Say that candidates reach a line as those counted before do theirs: 一本上线38人,二本107人; "" if none do.

    >>> from helpers.extract import observe
    >>> [row["subject"] for row in observe("一本达线38人、二本107人。录取38人,二本107人。")]
    ['一本达线', '二本达线', '录取', '二本']
    """
    last = sentence.items[i - 1] if i else None
    reached = _REACHED_LINE.search(last.subjects[0]) if last and last.subjects else None
    return noun + reached[0] if reached else ""


_LINE = re.compile("(?:[一二三]本|[本专]科|特控线?)(?:及?以上)?")
_REACHED_LINE = re.compile("(?<=[本科控线])[上达过]线(?:人数)?$")


def name_allowance(sentence: Sentence, i: int, noun: str) -> str:
    """Return an allowance for each head whose name stands behind its amount, with who is paid it; "" if it is none.

    对827名致困学生给予每人2000元救助 is of 致困学生每人救助, 落实生均600元补助政策 of 生均补助政策.
    """
    item = sentence.items[i]
    allowed = _ALLOWED.fullmatch(noun) if _PER_HEAD_END.search(item.noun) else None
    if not allowed:
        return ""
    return _who_is_paid(sentence, i) + _FULFILS.sub("", item.noun) + allowed["what"]


_PER_HEAD_END = WordPattern("{per_head|per_case}$|^每[人生名位]$|(?:生|人|员|师|童|班)每(?:学?年|学期|月)$")
_ALLOWED = re.compile(  # 学生每学期1000元的学费全免
    "(?P<what>(?!给予|列入|进行)[\u4e00-\u9fff]{0,6}?(?:政策|补助|补贴|标准|经费|定额|救助|奖励|津贴|[助奖]学金)+"
    "|(?:学杂?|杂|住宿|保教|保育|交通|生活|伙食|餐)费)"
    "(?:(?:全部|一律|均|都|也|予以|全额)*(?:全免|免除|减免|免收|取消|免)了?)?"
)
_FULFILS = re.compile("^(?:全面|严格|足额|按时|继续|认真)*(?:落实|执行|实行|兑现)了?")


def _who_is_paid(sentence: Sentence, i: int) -> str:
    """Return the persons counted before in the clause that an amount for each of them is paid to."""
    last = sentence.items[i - 1] if i else None
    joined = last and last.quantity.unit_class == "person" and last.stop > sentence.items[i].quantity.start
    return last.noun_right if joined else ""


_SPENDS = re.compile("(?:预留|拨款|增拨|划拨|拨出|拿出|出资|斥资|注资|投入|安排|筹措)$")


def is_spent_on(noun: str, clause: str) -> bool:
    """Tell whether a clause behind money says what it is for: 预留3亿元推行数码教育, not 投入3亿元完成(17所…)."""
    return bool(_SPENDS.search(noun)) and not FLOW.fullmatch(clause)
