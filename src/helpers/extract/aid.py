"""Aid by the name of its programme: under 学前教育资助, 全学年共资助3862人次 is of 学前教育资助."""

from __future__ import annotations

import re
from collections.abc import Iterator

from helpers.extract.announced import find_clause, find_clause_measure, find_colon_topic
from helpers.extract.clauses import Item, Sentence
from helpers.extract.labels import TIER
from helpers.extract.owners import find_grant, is_programme, join_overlap
from helpers.extract.parts import PAYER, complete_part
from helpers.extract.ways import for_nouns
from helpers.extract.words import LEVEL_GRADES, LEVEL_PREFIX
from helpers.language import WordPattern

_AIDS = re.compile("(?:共|累计|实际|已|合计)*(?P<act>(?:资助|补助|减免|发放|享受)(?:金额|资金|学生|幼儿|儿童|人数)?)")
_PAYS = re.compile("(?:共|累计|实际|已|合计)*(?P<act>发放|拨付|落实|享受)(?P<grant>[^,。;]{2,10})")
_TIER_OF_PAY = re.compile(rf"(?:{TIER.pattern})(?:标准)?每[生人名](?:每[学年月期天]+)?")
_TIERED = re.compile("^(?:.*(?:发放|享受|获得?|落实|评选|资助))?(?P<grant>[^,。;]*?(?:助学金|奖学金|补助|津贴|补贴))")
_DIVIDES = re.compile(r"(?:(?:按|从)[^,。;:\d]{1,8}(?:划?分|来?看)|(?:分开|具体|细分)(?:来)?[看讲说])[,:]")
_SEVERAL = re.compile("[与和及、]")
_KIND_OF_PUPILS = re.compile("[^,。;、在]{0,6}(?:[本专]科|研究|寄宿|走读|新|毕业)学?生|家庭经济困难(?:学生|幼儿|儿童)")


@for_nouns(lambda noun: _AIDS.fullmatch(noun) or _PAYS.fullmatch(noun))
def _name_act(sentence: Sentence, i: int, noun: str) -> str:
    """Put the aid of a heading before an act that names none: 共资助3862人次, 发放生活补助1.36万人次."""
    heading = sentence.heading
    if not is_programme(heading) or _SEVERAL.search(heading):
        return ""
    if aids := _AIDS.fullmatch(noun):
        return join_overlap(heading, aids["act"]) or heading + aids["act"]
    pays = _PAYS.fullmatch(noun)
    return pays["act"] + heading if pays and heading.endswith(pays["grant"]) else ""


@for_nouns(_TIER_OF_PAY.fullmatch, "money")
def _name_tier(sentence: Sentence, i: int, noun: str) -> str:
    """Say of a tier which grant has it: 发放国家助学金2216万元;免除学杂费873万元。一档每生每年3000元."""
    if sentence.items[i].quantity.unit != "元":
        return ""
    if any(TIER.match(x.noun) for x in sentence.items[:i]):
        return ""  # the grant was named with the first tier
    named = (grant["grant"] for x in _list_before(sentence, i) if (grant := _TIERED.match(x.subjects[0])))
    grant = next(named, "")
    return "" if TIER.search(grant) or "每" in grant else grant + noun * bool(grant)


@for_nouns(lambda noun: _MEAN.fullmatch(noun), "money")
def _name_mean(sentence: Sentence, i: int, noun: str) -> str:
    """Say of which grant a standard is the mean, whose tiers stand before it: 津贴一档300元、二档100元,平均200元."""
    told = (x.subjects[0] for x in reversed(sentence.items[:i]) if x.subjects and x.quantity.unit == "元")
    graded = _OF_TIER.match(next(told, ""))
    return graded["grant"] + noun if graded else ""


_MEAN = re.compile("(?:人均|平均)(?:资助|补助)?(?:标准)?(?:每[生人名])?(?:每[学年月期天]+)?")
_OF_TIER = re.compile(rf"(?P<grant>.*(?:助学金|奖学金|补助|津贴|补贴))(?:{TIER.pattern})(?:每|$)")


@for_nouns(TIER.fullmatch, "person")
def _name_in_tier(sentence: Sentence, i: int, noun: str) -> str:
    """Say of which grant those of a tier have theirs: 发放国家助学金6474人次,其中一档(每生1250元)4200人次.

    >>> from helpers.extract import observe
    >>> rows = observe("发放国家助学金647人次、69万元,其中一档(每生每学期1250元)420人次,二档227人次。")
    >>> [row["subject"] for row in rows if row["unit"] == "人次"]
    ['发放国家助学金', '国家助学金一档', '国家助学金二档']
    """
    paid = (x.subjects[0] for x in _list_before(sentence, i) if x.quantity.unit_class == "person")
    return next((named for subject in paid if (named := name_tier_of(subject, noun))), "")


def name_tier_of(subject: str, noun: str) -> str:
    """Return a tier of the grant that somebody is paid, "" if the subject is of none.

    >>> name_tier_of("普通高中发放国家助学金", "一档"), name_tier_of("技能大赛获奖", "一等")
    ('普通高中国家助学金一档', '')
    """
    paid = _TIERED.match(subject)
    if not paid or not TIER.fullmatch(noun):
        return ""
    level = LEVEL_PREFIX.match(subject)
    own = level and not LEVEL_PREFIX.match(paid["grant"])
    return (level[0] if own else "") + TIER.sub("", paid["grant"]) + noun


@for_nouns(lambda noun: noun.endswith(("生", "幼儿", "儿童")) and _KIND_OF_PUPILS.fullmatch(noun), "person")
def _name_aided(sentence: Sentence, i: int, noun: str) -> str:
    """Say what they get into whom a sentence divides those before: 按学历层次分,本专科生20911人、研究生946人."""
    item = sentence.items[i]
    if not _DIVIDES.match(sentence.text, sentence.start) or not sentence.said:
        return ""
    wholes = [x for x in sentence.said if x.subjects and x.quantity.unit_class == "person" and x.quantity.value]
    whole = max(wholes, key=lambda x: x.quantity.value, default=None)
    if not whole or whole.quantity.value < (item.quantity.value or 0):
        return ""
    return complete_part(noun, whole.subjects[0], item.quantity)


_PUPILS = "(?:(?:本专科|本科|专科|研究|高中|初中|小学|中职|高职|大学|非?寄宿|走读)学?生|学生|幼儿|儿童|教师)"
_PERSONS = re.compile(_PUPILS)


@for_nouns(_PERSONS.fullmatch, "money")
def _name_paid(sentence: Sentence, i: int, noun: str) -> str:
    """Put other persons in the place of those who are paid: 额度为本专科生每人每年1.6万元、研究生2万元."""
    item, last = sentence.items[i], sentence.items[i - 1] if i else None
    if not last or not last.subjects or not item.quantity.unit == last.quantity.unit == "元":
        return ""
    paid = _PAID_TO.search(last.subjects[0])
    beside = sentence.text[last.quantity.end : item.quantity.start].strip() in {f"、{noun}", f",{noun}"}
    return last.subjects[0][: paid.start()] + noun + last.subjects[0][paid.end() :] if paid and beside else ""


@for_nouns(PAYER.fullmatch, "money")
def _name_source(sentence: Sentence, i: int, noun: str) -> str:
    """Say of whose money a sum is that a sentence divides by its sources: 按资金来源分,中央财政2亿元,省财政6000万元."""
    item = sentence.items[i]
    if beside := _find_payer_before(sentence, i):
        item.part_of = beside.part_of
        return complete_part(noun, beside.part_of.subjects[0], item.quantity)
    if not item.quantity.value or not _BY_SOURCE.match(sentence.text, sentence.start):
        return ""
    sums = (x for x in reversed(sentence.said) if x.subjects and x.quantity.unit == "元" and x.kind == "level")
    whole = next((x for x in sums if (x.quantity.value or 0) >= item.quantity.value), None)
    return complete_part(noun, whole.subjects[0], item.quantity) if whole else ""


def _find_payer_before(sentence: Sentence, i: int) -> Item | None:
    """Return the part that another pays of what is divided by payers: 其中中央资金319万元,占65%;省级资金171万元."""
    sums = (x for x in reversed(sentence.items[:i]) if x.quantity.unit == "元" and not x.move)
    last = next(sums, None)
    if not last or not (_OFFICE.match(last.noun) and _OFFICE.match(sentence.items[i].noun)):
        return None  # 基本支出,…;项目支出 are no payers
    whole = last.part_of if last.inside is sentence.items[i].inside else None
    return last if whole and whole.subjects and PAYER.fullmatch(last.noun) else None


_OFFICE = re.compile("中央|中省|国家|自治区|[省市县区州]|地方|上级|本级")


_BY_SOURCE = re.compile(
    r"\s*[按从](?:照)?(?:资金|经费)?(?:的)?(?:来源|出资|渠道)(?:渠道|构成|结构)?(?:来)?(?:划?分|看)[,:]"
)


_WAIVED = re.compile("(?:共|累计)?(?:免除|减免|免收|资助|补助)(?:资金|金额|费用)")


@for_nouns(_WAIVED.fullmatch, "money")
def _name_waived(sentence: Sentence, i: int, noun: str) -> str:
    """Say of what is waived or granted whose persons stand before it: 免学费4905人次,免除资金196.2万元."""
    grant = find_grant(sentence, i)
    if noun.startswith(("免", "减")) and not _IS_WAIVED.search(grant):
        return ""  # 国家助学金620人;残疾学生免学费,惠及12人,免除金额1万元: not of the grant
    return join_overlap(grant, noun) or grant + noun if grant else ""


_IS_WAIVED = re.compile("[免减]")


@for_nouns(lambda noun: _PAID_TO_EACH.fullmatch(noun), "money")
def _name_whom(sentence: Sentence, i: int, noun: str) -> str:
    """Say who is paid of whom the clause before tells: 对孤儿,每生每年补助1500元; "" if it tells of nobody."""
    paid, whom = _PAID_TO_EACH.fullmatch(noun), _find_for_whom(sentence, sentence.items[i])
    return whom + paid["each"] + ("补助" if paid["act"] in ("补", "给") else paid["act"]) if whom else ""


_PAID_TO_EACH = re.compile(  # 对普惠性民办园,县上按每生每年600元补
    "(?:(?:[省市县区镇乡]上?|本级|各级)?(?:财政)?按?)(?P<each>每[生人名](?:每[年月天期]|每学[年期])*)(?P<act>补助?|资助|奖励|发放|给)"
)


def _find_for_whom(sentence: Sentence, item: Item) -> str:
    """Return for whom the clause before says that something is paid: 对孤儿,每生每年补助1500元; "" if nobody."""
    start = item.left[0]
    if sentence.text[start - 1 : start] != ",":
        return ""
    whom = _FOR_WHOM.search(sentence.text, sentence.start, start)
    whom = whom or _WHOM_FIRST.fullmatch(sentence.text, sentence.start, start)
    return whom["whom"] if whom and item.quantity.unit_class == "money" else ""


_FOR_WHOM = re.compile(
    r"(?<![^,。;:])(?:对|向|给)(?P<whom>[^,。;:\d]{2,24}(?:生|儿童|幼儿|子女|教师|民办园|普惠园|幼儿园)),$"
)


# 家庭经济困难的寄宿生,小学每人每年补助1250元; 资助学生,… tells of an act
_WHOM_FIRST = re.compile(
    r"\s*(?:[(]?[一二三四五六七八九十\d]{1,2}[)、.]+)?(?P<whom>(?!.*(?:资助|补助|发放|惠及|享受|年))[^,。;:\d]{1,16}(?:[宿读]生|[难疾保]学?生|孤儿|幼儿)),"
)


@for_nouns(lambda noun: _LENT.fullmatch(noun))
def _name_loan(sentence: Sentence, i: int, noun: str) -> str:
    """Put the loans of a heading before what is told of them: 办理贷款1126人, 贷款余额4.3亿元."""
    heading = sentence.heading
    lent = _LENT.fullmatch(noun)
    if told := _LOANS.match(find_clause(sentence, i)):
        heading = told["loans"]  # 生源地贷款做到应贷尽贷,预计办理2.2万人
    return (lent["act"] or "") + heading + lent["what"] if heading.endswith("贷款") and len(heading) > 2 else ""


_LOANS = re.compile("(?P<loans>[^,。;\\d]{2,10}贷款)(?![^,。;]*(?:首贷|续贷|偿还|还款))")
_LENT = re.compile(
    "(?:共|累计|预计|计划)*(?P<act>办理)?(?:贷款)?(?P<what>人数|余额|金额|合同金额|(?:发放|放款)(?:金?额|量|总额)|(?:本金|本息)?(?:逾期|回收)率|)"
)


@for_nouns(lambda noun: _LENT_ALONE.fullmatch(noun))
def _name_lent(sentence: Sentence, i: int, noun: str) -> str:
    """Say which loans are handled or paid out that the line has named: 可申请助学贷款。已受理326人,发放贷款358万元.

    >>> from helpers.extract import observe
    >>> rows = observe("生源地助学贷款每人2万元。已受理326人,发放贷款358万元。来信受理12人。")
    >>> [row["subject"] for row in rows][1:]
    ['受理生源地助学贷款', '发放生源地助学贷款', '来信受理']
    """
    left = sentence.items[i].left[0]
    named = _STUDENT_LOANS.findall(sentence.text, sentence.text.rfind("\n", 0, left) + 1, left)
    return _LENT_ALONE.fullmatch(noun)["act"] + named[-1] if named else ""


_LENT_ALONE = re.compile(
    "(?:共|累计|预计|计划|已|实际)*(?P<act>受理|(?:发放|办理|审批|审核)(?=贷款))(?:贷款)?(?:申请)?"
)
_STUDENT_LOANS = re.compile("(?:生源地|校园地|国家|信用)*助学贷款|生源地(?:信用)?贷款")


@for_nouns(LEVEL_PREFIX.fullmatch, "person")
def name_level(sentence: Sentence, i: int, noun: str) -> str:
    """Say of a level that stands alone beside persons and money that it is aided: 学前教育8024人次、4811.9万元.

    >>> from helpers.extract import observe
    >>> rows = observe("学前教育资助情况:\\n全年学前教育802人次、48.1万元;普通高中407人次、66.1万元。")
    >>> [row["subject"] for row in rows]
    ['学前教育资助', '学前教育资助', '普通高中资助', '普通高中资助']
    """
    item, last = sentence.items[i], sentence.items[i - 1] if i else None
    following = sentence.items[i + 1] if i + 1 < len(sentence.items) else None
    if not following or following.quantity.unit != "元":
        return ""
    if sentence.text[item.quantity.end : following.quantity.start].strip() not in _BESIDE:
        return ""
    if last and last.subjects:
        return noun + "资助" if last.subjects[0].endswith("资助") else ""
    if sentence.before and sentence.before.subjects:
        return ""  # 春季学期资助3128人。分学段看:学前教育986人、78万元: of that
    topic = find_colon_topic(sentence, item)
    told = topic * (topic != noun) or find_clause_measure(sentence, i) or sentence.measure
    return "" if told and "资助" not in told else noun + "资助"


_BESIDE = {"、", ",", ""}
# by the programme named before
AIDS = (
    _name_source,
    name_level,
    _name_lent,
    _name_loan,
    _name_whom,
    _name_act,
    _name_tier,
    _name_mean,
    _name_in_tier,
    _name_aided,
    _name_paid,
    _name_waived,
)
_PAID_TO = re.compile(f"{_PUPILS}(?=每[人生名](?:每[学年月期天]+)?$)")


def _list_before(sentence: Sentence, i: int) -> Iterator[Item]:
    """Yield the quantities before one in its sentence and the sentences before, the nearest first."""
    yield from (x for x in (*reversed(sentence.items[:i]), *reversed(sentence.said)) if x.subjects and not x.inside)


def name_granted(sentence: Sentence, i: int) -> str:
    """Return the grant that the clause before says somebody gets: 困难学生领国家助学金,每年2300元; "" if none."""
    item = sentence.items[i]
    if item.quantity.unit_class not in ("money", "compound") or not _OF_A_YEAR.fullmatch(sentence.text, *item.left):
        return ""
    gets = _GETS.fullmatch(find_clause(sentence, i))
    return gets["grant"] if gets else ""


_OF_A_YEAR = re.compile("[,、]?(?:平均|人均)?(?:每[学年期月人生]{1,2})+(?:平均)?(?:约|为|有|可达)?")
_GETS = re.compile(
    "[^,。;:]{0,24}?(?:领取?|享受|获得?|得到|拿到?|申请|申领|申办)[到了]?(?P<grant>[^,。;:、和到了]{0,8}(?:[助奖]学金|补助|补贴|津贴|生活费|贷款))"
)


def name_total(sentence: Sentence, i: int, previous: Item) -> str:
    """Return what is paid in all where the number before is paid to each: 每人6000元,共11.4万元; "" if it is not.

    >>> from helpers.extract import observe
    >>> text = "资助新生38人,其中省内21人、每人500元,省外17人、每人1000元,共计2.75万元。"
    >>> observe(text)[-1]["subject"]
    '资助新生'
    """
    item = sentence.items[i]
    each = _TO_EACH.search(previous.subjects[0]) if previous.subjects and previous.quantity.unit == "元" else None
    if not each or item.quantity.unit != "元" or not _IN_ALL.fullmatch(sentence.text, *item.left):
        return ""
    paid = next((x for x in reversed(sentence.items[:i]) if x.quantity.unit_class == "person"), None)
    if each.start() or not paid:
        return previous.subjects[0][: each.start()]
    return "".join((paid.part_of or paid).subjects[:1])


_TO_EACH = re.compile("(?:^|(?<=.{2}))(?:平均)?每[人生名](?:每[年月期])?$")
_IN_ALL = WordPattern("[,、;]?{sum|共|共计|总共}(?:{copula})?")


@for_nouns(lambda noun: "每" in noun and _PAID_ON.fullmatch(noun))
def complete_base(sentence: Sentence, i: int, noun: str) -> str:
    """Say what is paid on a base: 助学金:小学每生每年1000元、初中每生每年1250元; 助学金2680人,每生2000元; else ""."""
    paid_on, item = _PAID_ON.fullmatch(noun), sentence.items[i]
    acts = noun.endswith(("补助", "补贴", "资助"))  # who is paid that, only a clause about persons says
    if not paid_on or (acts and not paid_on["level"]):
        return ""
    level, noun = paid_on["level"], noun[: paid_on.start("more")] if paid_on["more"] else noun
    noun = _GRADED_BY.sub("", noun)
    topic = _find_for_whom(sentence, item)
    if not topic and not acts:
        topic = find_colon_topic(sentence, item) or find_clause_measure(sentence, i)
    before = next((x for x in reversed(sentence.items[:i]) if x.subjects and _PAID_ON.search(x.noun)), None)
    if before and before.quantity.unit == item.quantity.unit:
        paid = before.subjects[0]
        levels = [m for m in LEVEL_GRADES.finditer(paid) if paid.startswith("每", m.end())]
        labelled = not topic or LEVEL_GRADES.fullmatch(topic)  # 义务教育:生活补助小学每生每年1000元,初中每生每年1250元
        if levels and labelled and (level or _KIND_OF_PUPILS.match(noun)):
            return paid[: levels[-1].start()] + noun
        if paid != before.noun and paid.endswith(before.noun):
            return paid.removesuffix(before.noun) + noun
    if not topic and not acts and item.quantity.unit_class == "money":
        clause = find_clause(sentence, i)
        raised = _RAISED_GRANT.match(clause) or _GETS.fullmatch(clause)
        topic = raised["grant"] if raised else find_grant(sentence, i)
    if _names_other_level(topic, noun):
        return ""  # 资助小学寄宿生320人、发放20万元,初中寄宿生每生每学期750元
    if level and (own := LEVEL_GRADES.match(topic)) and not own[0].startswith("义务教育"):
        topic = topic[own.end() :]  # 初中补助370万元,特殊教育学校补助75万元。小学每生每年720元
    return topic + noun if topic else ""


def _names_other_level(topic: str, noun: str) -> bool:
    """Tell whether a grant is within its words of another level of education than the base that it is paid on."""
    own, other = LEVEL_GRADES.match(noun), LEVEL_GRADES.search(topic)
    return bool(own and other) and other.start() > 0 and own[0] != other[0] and topic.endswith("发放")


_RAISED_GRANT = re.compile(  # 秋季起贷款额度也放宽了,本专科生每人每年20000元
    "(?:[从自]?[^,。;]{1,6}起)?(?P<grant>[^,。;\\d]{0,10}?(?:贷款|助学金|奖学金|生活补助|津贴))(?:政策)?(?:最高)?(?:额度|限额|标准)?(?:上限)?"
    "(?:也|再次?|有所|大幅|适当)*(?:放宽|提高|上调|调高|提标|增加)[了后]?$"
)
_GRADED_BY = re.compile("^按[^,。;每]{2,10}(?=每[人名生]每)")  # 津贴去年发放114万元,按学校远近每人每月300元至600元
_PAID_ON = WordPattern(
    r"(?:(?P<level>{level})(?:[和与及]随班就读(?:学生)?)?|[^率费额贴助准金]{0,10}?)(?:平均)?每[人生名校班](?:每[年月天日餐]|每学[期年])?(?:补助|补贴|资助)?(?P<more>(?:另外?|再)(?:增?加|增发|补助))?$"
)
