"""Grants told of by their terms, acts and rates: 国家助学金每生每年2300元。春季发放986人、98.6万元, 发放330万元."""

from __future__ import annotations

import re

from helpers.extract.clauses import Item, Sentence
from helpers.extract.labels import swap_level
from helpers.extract.nouns import strip_lead
from helpers.extract.ways import for_nouns
from helpers.language import WordPattern

_TERM = "(?:[春秋]季?(?:学期)?|[上下]半年|[上下]学期|第[一二]学期)"
_ACT = "(?:共|累计|实际|已|合计)*(?:发放|资助|补助|受助|享受|落实|拨付|兑现|免除|减免)"
_PAID = "(?:助学金|奖学金|资助金|补助金?|补贴|津贴|生活费)"
_IN_TERM = re.compile(
    f"{_TERM}{_ACT}(?:人数|资金|金额|(?P<whom>[\u4e00-\u9fff]{{0,6}}(?:学生|寄宿生|新生|儿童|幼儿)))?"
)
_TOLD = re.compile(f"(?P<grant>[\u4e00-\u9fff]{{2,14}}?(?:{_PAID}|(?<![年期])免(?:学费|保教费)))")
_NO_NAME = re.compile(
    f"(?:{_TERM}|全年|每年|今年|共|累计|实际|已|财政|给予|平均)*(?:补助金?|补贴|津贴)"
)  # 春季学期补助寄宿生
_GRANT_ALONE = re.compile(f"[^,。、和与及]{{2,12}}(?:{_PAID}|免(?:学杂?费|保教费))")
_HANDS_OUT = re.compile("(?:发放|拨付|兑现|落实)$")
_OPENS = re.compile("^.*(?:发放|落实|享受|拨付|给予|提供|领取|执行|实施|将|对|按)(?=.{3})")
_PERSONS = re.compile("(?P<who>[\u4e00-\u9fff]{0,8}(?:[学宿读新困难]生|儿童|幼儿))(?:[\u4e00-\u9fff]{2,6})$")


@for_nouns(lambda noun: _IN_TERM.fullmatch(noun))
def name_in_term(sentence: Sentence, i: int, noun: str) -> str:
    """Say of which grant a term's payment is that the line named: 助学金提标。春季发放986人; "" if it named none.

    >>> from helpers.extract import observe
    >>> text = "国家助学金每生每年2300元。春季发放986人、98.6万元,秋季发放1002人。"
    >>> [row["subject"] for row in observe(text)][1:]
    ['春季发放国家助学金', '春季发放国家助学金', '秋季发放国家助学金']
    """
    if sentence.items[i].quantity.unit_class not in ("person", "money"):
        return ""
    grant = _find_told(sentence, sentence.items[i]) or sentence.heading * bool(_GRANT_ALONE.fullmatch(sentence.heading))
    whom, own = _IN_TERM.fullmatch(noun)["whom"], _PERSONS.fullmatch(grant)
    if whom and own and not own["who"].endswith(whom):
        return ""  # 寄宿生生活补助…。春季补助走读生62人 are paid something else
    if own and whom:
        return noun.removesuffix(whom) + grant  # 寄宿生生活补助…。春季补助寄宿生62人
    if not grant:
        return ""
    return noun + grant if _HANDS_OUT.search(noun) else grant + noun


def _find_told(sentence: Sentence, item: Item) -> str:
    """Return the grant that a line named last before an item, "" if none."""
    begun = sentence.text.rfind("\n", 0, item.left[0]) + 1
    told = [_OPENS.sub("", match["grant"]) for match in _TOLD.finditer(sentence.text, begun, item.left[0])]
    return next((strip_lead(grant) for grant in reversed(told) if not _NO_NAME.fullmatch(grant)), "")


_PAYS = re.compile("(?:共|累计|实际|已|合计)*(?:发放|拨付|兑现|支出|投入)(?:补助|资金|金额)*")
_GRANTED = re.compile(
    f"(?P<grant>(?!.*每).*(?:[\u4e00-\u9fff]{{2}}{_PAID}|免费(?:提供|发放|供应)?(?:教科书|课本|教材|作业本)))"
)


@for_nouns(_PAYS.fullmatch, "money")
def name_paid_out(sentence: Sentence, i: int, noun: str) -> str:
    """Say of what money is that is paid to those counted before it, not to the last of their parts.

    春季补助寄宿生4810人(小学1900人、初中2910人),发放330.5万元; 生活补助惠及9820人,其中小学2360人,发放补助1238万元.
    """
    whole = next((x for x in reversed(sentence.items[:i]) if not x.inside), None)
    whole = whole.part_of or whole if whole else None
    if not whole or whole.quantity.unit_class != "person" or not whole.subjects:
        return ""
    if ";" in sentence.text[whole.quantity.end : sentence.items[i].left[0]]:
        return ""
    granted = _GRANTED.match(whole.subjects[0])
    if not granted and _IN_NEED.fullmatch(whole.subjects[0]):
        return whole.subjects[0] + noun  # 生活补助惠及982人;残疾学生12人,发放补助1万元
    return _GETS.sub("", granted["grant"]) + noun if granted else ""


_IN_NEED = re.compile(
    "(?:小学|初中|义务教育)?(?:家庭经济困难|残疾|脱贫|低保|困难|非?寄宿)[^,。;享受惠及资助补]{0,8}(?:学生|宿生|儿童|幼儿)"
)
_GETS = re.compile("(?:享受|领[取到]|惠及|获得)(?=.{3})")
_BEHIND = re.compile(  # 按每生每年800元的标准发放生活补助
    f"(?:的?标准(?:予以|给予|进行|享受|发放|提供|安排)*(?P<grant>(?:减免|免除)?[\u4e00-\u9fff]{{0,6}}?(?:{_PAID}|学杂?费|保教费|住宿费))"
    "|(?:的?标准)?(?:予以|给予|进行)+(?P<given>奖补|奖励|补助|补贴|资助|救助))(?=[,。;、])"
)
_PAYER = "(?:(?:各级|[省市县区])?(?:财政|政府)(?:部门)?)?"
_PAYS_ALONE = re.compile("(?:(?:各级|[省市县区]级?|中央)?(?:财政|政府))?(?:统一|分别)?")
_WHOM_BEFORE = re.compile(f"[对向给](?P<whom>[^,。;:\\d]{{2,16}}),(?={_PAYER}按?照?每)")
_FOR_WHOM = re.compile("^(?:对|向|给|为)?(?P<whom>[\u4e00-\u9fff]*?)(?:按|按照)?(?P<each>每[生人名].*)$")


@for_nouns(lambda noun: _FOR_WHOM.match(noun), "money")
def name_by_standard(sentence: Sentence, i: int, noun: str) -> str:
    """Say what is paid at a standard that stands before it: 对困难幼儿按每生每年800元的标准发放生活补助; "" if none.

    >>> from helpers.extract import observe
    >>> text = "对普惠园,财政按每生每年600元给予奖补,已拨付62万元。资助学生每人2000元。"
    >>> [row["subject"] for row in observe(text)]
    ['普惠园奖补每生每年', '普惠园奖补拨付', '资助学生每人']
    """
    item = sentence.items[i]
    behind = _BEHIND.match(sentence.text, item.quantity.end)
    paid = _FOR_WHOM.match(noun) if behind else None
    if not paid:
        return ""
    before = _WHOM_BEFORE.search(sentence.text, sentence.start, item.quantity.start)
    if paid["whom"] and not before and _PAYS_ALONE.fullmatch(paid["whom"]):
        return ""  # 农村幼儿享受营养改善计划,省级财政按每生每天3元给予补助
    return (before or paid)["whom"] + (behind["grant"] or behind["given"]) + paid["each"]


_AT_STANDARD = re.compile(  # 困难幼儿生活补助每生每年; 困难幼儿每生每年标准减免保教费
    f"(?P<grant>.{{2,}}(?:{_PAID}|奖补|奖励|资助|救助|(?:减免|免除).{{2,4}}费))每[生人名].*|"
    f"(?P<whom>.{{2,}}?)每[生人名].*标准(?:予以|给予|进行|享受|发放|提供|按)*(?P<what>.{{0,8}}?(?:{_PAID}|费))"
)
_ACTS = re.compile("(?:全年|共|累计|实际|已|合计)*(?P<act>发放|减免|补助|资助|拨付|兑现)(?:资金|金额)?")


@for_nouns(_ACTS.fullmatch)
def name_paid_at(sentence: Sentence, i: int, noun: str) -> str:
    """Say what is paid at the standard told just before: 按每生每年800元的标准发放生活补助,全年发放1820人次."""
    last = sentence.items[i - 1] if i else None
    if not last or not last.subjects or sentence.items[i].quantity.unit_class not in ("person", "money"):
        return ""
    paid = _AT_STANDARD.fullmatch(last.subjects[0])
    if not paid or not _BEHIND.match(sentence.text, last.quantity.end):
        return ""
    grant = paid["grant"] or paid["whom"] + paid["what"]
    return grant if _ACTS.fullmatch(noun)["act"] in grant else grant + noun


_TIER = re.compile(
    f"(?P<grant>.{{2,}}{_PAID}(?:标准)?)?(?:按照?)?"
    "(?P<tier>[^每,。;、]{1,8}(?:[校生童园区类户档科员]|幼儿|小学|初中|高中|中学))(?P<each>每[生人名].*)"
)
_AND = ("、", ",", "和")


@for_nouns(lambda noun: "每" in noun and _TIER.fullmatch(noun), "money")
def name_tier(sentence: Sentence, i: int, noun: str) -> str:
    """Say of tiers whose grant it is that opens their list: 路费补助按省内院校每人500元、省外院校每人1000元发放."""
    tier = _TIER.fullmatch(noun)
    if tier["grant"]:
        return "" if f"{tier['grant']}按" not in noun else tier["grant"] + tier["tier"] + tier["each"]
    last = sentence.items[i - 1] if i else None
    beside = last and last.subjects and sentence.text[last.quantity.end : sentence.items[i].left[0] + 1] in _AND
    first = _TIER.fullmatch(last.subjects[0]) if beside and last.quantity.unit == "元" else None
    return first["grant"] + noun if first and first["grant"] and first["each"] == tier["each"] else ""


_BY_TIERS = re.compile(
    "的?(?:标准)?(?:进行)?(?:发放|执行|补助|资助|计发|兑现|给予),(?:全年|共|累计|合计|总计)+(?:有|计)?"
)
_OF_EACH = re.compile(f"(?P<grant>.{{2,}}{_PAID}).{{0,8}}每[生人名].*")


def name_in_tiers(item: Item, previous: Item, text: str) -> str:
    """Return the grant whose tiers or terms stand before: 补助按小学每生1250元、初中1500元执行,全年98人; "" if none."""
    counted = item.quantity.unit_class in ("person", "money")
    if counted and previous.subjects and (named := _IN_ONE_TERM.match(previous.subjects[0])):
        over = _OVER_TERMS.fullmatch(text, previous.quantity.end, item.quantity.start)
        return named["before"] + named["behind"] if over else ""  # 春季资助62人;秋季资助58人。全年共120人次
    paid = _OF_EACH.fullmatch(previous.subjects[0]) if previous.subjects and previous.quantity.unit == "元" else None
    return (
        paid["grant"]
        if paid and counted and _BY_TIERS.fullmatch(text, previous.quantity.end, item.quantity.start)
        else ""
    )


_IN_ONE_TERM = re.compile(f"(?P<before>.*?){_TERM}(?P<behind>.{{2,}})")
_OVER_TERMS = re.compile(
    "[,;。](?:(?:[全本当]学?年|[两二]个?学期)度?(?:共计?|合计|累计|总计|总共|计|为|有)*|合计|总计|共计)"
)


# (二)困难学生生活补助1638万元。…
_OPENS_LINE = re.compile(
    r"\s*(?:[(]?[一二三四五六七八九十\d]{1,2}[)、.]+)?\s*(?P<fund>[^,。;:\d]{2,30}(?:经费|资金|补助金?|奖补|助学金|奖学金|补贴|津贴))"
    r"(?:共计?|为)?\d[\d.]*[万亿]元"
)
_IN_PLACE = re.compile(
    r"\s*(?:(?:各[^,。;:\d]{1,8}|分[市县区旗]+|其中)?(?:金额|资金|分配|情况)*(?:分别)?(?:[为是]|如下)?[:,])?"
    r"[\u4e00-\u9fff]{1,6}[市县区旗州盟镇乡](?:共|分得|安排)?"
)


def name_in_places(sentence: Sentence, item: Item) -> str:
    """Return the fund that opens a line where a later sentence says what places have of it; "" if none does.

    >>> from helpers.extract import observe
    >>> text = "1.公用经费794万元。小学每生每年720元。施甸县126万元、龙陵县318万元。"
    >>> [row["subject"] for row in observe(text, "保山市")][2:]
    ['公用经费', '公用经费']
    """
    begun = sentence.text.rfind("\n", 0, sentence.start) + 1
    if item.quantity.unit_class != "money":
        return ""
    if begun == sentence.start:
        return _name_above(sentence, item)
    opens = _IN_PLACE.fullmatch(sentence.text, sentence.start, item.quantity.start) and _OPENS_LINE.match(
        sentence.text, begun, sentence.start
    )
    return opens["fund"] if opens else ""


def _name_above(sentence: Sentence, item: Item) -> str:
    """Return the fund that is shared out among places each in its line; "" if the line above them leads in none.

    >>> from helpers.extract import observe
    >>> text = "下达2024年学生资助补助经费516万元,分配如下:\\n会宁县311万元\\n靖远县205万元"
    >>> [row["subject"] for row in observe(text)][1:]
    ['学生资助补助经费', '学生资助补助经费']
    """
    text = sentence.text
    if not _LINE_OF_PLACE.fullmatch(text, sentence.start, item.quantity.end):
        return ""
    lines = text[: sentence.start].rstrip().split("\n")
    while lines and _LINE_OF_PLACE.match(lines[-1]):
        lines.pop()
    told = _LEADS_TO_PLACES.search(lines[-1]) if lines else None
    return told["fund"] if told else ""


_LINE_OF_PLACE = re.compile(
    r"\s*(?:[(]?[\d一二三四五六七八九十]{1,2}[)、.]+)?[\u4e00-\u9fff]{1,8}[市县区旗州盟镇乡道][:]?\s*\d[\d.,]*[万亿]?元"
)
_LEADS_TO_PLACES = re.compile(
    r"(?P<fund>[^,。;:\d年]{2,30}(?:经费|资金|补助金?|奖补|助学金|奖学金|补贴|津贴))(?:预算|共计?|合计|为)*"
    r"\d[\d.,]*[万亿]?元[,。;]?(?:其中|现|具体)*[^,。;:\d]{0,12}(?:如下|为|是)?:$"
)


_IN_FORCE = WordPattern(
    "(?P<what>[^,。;:]{2,}?(?:经费|补助|补贴|津贴|助学金|学费|保教费|住宿费)(?:标准|定额)?)(?:继续|仍然?|统一|分别|均|都)*"
    "(?:执行|实行|按照?)(?P<level>{level})"
)


@for_nouns(_IN_FORCE.fullmatch, "money")
def name_in_force(sentence: Sentence, i: int, noun: str) -> str:
    """Say of what the norm is that is in force at a level: 义务教育生均公用经费继续执行小学720元、初中940元的定额.

    >>> from helpers.extract import observe
    >>> [row["subject"] for row in observe("义务教育学校生均公用经费执行小学720元、初中940元的定额。")]
    ['小学生均公用经费', '初中生均公用经费']
    """
    told = _IN_FORCE.fullmatch(noun)
    return swap_level(_OF_SCHOOLS.sub("", told["what"]), told["level"])


_OF_SCHOOLS = re.compile("(?<=教育)(?:阶段)?学校(?=生)")


_FOR_EACH = re.compile(
    "(?:按[^,。;每]{2,12})?(?P<each>每[人名生](?:每(?:学?年|学期|月|天))?)(?:标准)?(?:发放|补助|补贴|支付|给予)"
)
_GRANT_NAMED = re.compile(f"(?P<grant>[\u4e00-\u9fff]{{2,16}}?{_PAID}),")


@for_nouns(_FOR_EACH.fullmatch, "money")
def name_for_each_of(sentence: Sentence, i: int, noun: str) -> str:
    """Say of which grant each gets what: 落实乡村教师津贴,按偏远程度每人每月发放300元; "" if of none.

    >>> from helpers.extract import observe
    >>> [row["subject"] for row in observe("为乡村教师落实交通补贴,每人每月发放200元。")]
    ['乡村教师交通补贴每人每月']
    """
    item, begun = sentence.items[i], sentence.items[i - 1].quantity.end if i else sentence.start
    named = list(_GRANT_NAMED.finditer(sentence.text, begun, item.left[0] + 1))
    if not named:
        return ""
    paid = _PAID_TO.fullmatch(named[-1]["grant"])
    grant = paid["whom"] + paid["grant"] if paid else strip_lead(_OPENS.sub("", named[-1]["grant"]))
    return grant + _FOR_EACH.fullmatch(noun)["each"]


_PAID_TO = re.compile(
    "[向给为对]?(?P<whom>.*(?:[学新考师宿]生|幼儿|儿童|教师|子女))(?:发放|给予|提供|落实)了?(?P<grant>.{2,})"
)


_DONE_TO = re.compile("(?:[今明后来]年|年内|下半年|还|再|又|预计|计划|拟|将|已|要|需|得)*(?P<act>关|撤|改)[了掉]?")
_ACTS_IN_FULL = {"关": "关停", "撤": "撤并", "改": "整改"}


@for_nouns(_DONE_TO.fullmatch)
def name_done_to(sentence: Sentence, i: int, noun: str) -> str:
    """Say to what a verb of one character is done: 停办民办园3所,明年还要关2所; 查出隐患58处,改了55处.

    >>> from helpers.extract import observe
    >>> [row["subject"] for row in observe("撤并教学点6个,还要撤4个。排查隐患58处,改了55处。")]
    ['撤并教学点', '撤并教学点', '排查隐患', '整改隐患']
    """
    last = sentence.items[i - 1] if i else None
    if not last or not last.subjects or last.quantity.unit != sentence.items[i].quantity.unit:
        return ""
    act, done = _DONE_TO.fullmatch(noun)["act"], _DONE_BEFORE.match(last.subjects[0])
    if not done or (act == "改") != bool(_FOUND.fullmatch(done[0])):
        return ""  # 新建学校3所,改2所
    return _ACTS_IN_FULL[act] + last.subjects[0][done.end() :]


_FOUND = re.compile("(?:共|累计|排)?查[出处摸找]?(?:出|到)?|(?:共|累计)*(?:发现|检查发现)")
_DONE_BEFORE = re.compile(f"(?:停办|关停|关闭|撤并|撤销|取缔|{_FOUND.pattern})(?=.{{2}})")

GRANTS = (
    name_done_to,
    name_in_force,
    name_for_each_of,
    name_tier,
    name_in_term,
    name_paid_out,
    name_by_standard,
    name_paid_at,
)
