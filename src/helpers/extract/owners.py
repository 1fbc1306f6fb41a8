"""Whose a noun is that says no more than what a project, a programme or a grant has: 竣工率, 受益学生, 总投资."""

from __future__ import annotations

import re

from helpers.extract.clauses import Sentence
from helpers.extract.nouns import strip_lead
from helpers.extract.topics import HAS, belongs_to_topic, find_topic, find_topic_before
from helpers.extract.ways import for_nouns
from helpers.extract.words import ACTS, FLOW, SCHOOL_UNITS
from helpers.language import WordPattern
from helpers.storage import remember


@for_nouns(lambda noun: noun in _IN_POST or _OWNED.fullmatch(noun))
def find_owner(sentence: Sentence, i: int, noun: str) -> str:
    """Complete 竣工率, 受益学生 by the project, school or grant that the sentence, or the one before, is about."""
    if sentence.items[i].inside:
        return ""
    if noun in _IN_POST and sentence.heading.endswith("教师"):
        return noun + sentence.heading
    if given := _of_persons_before(sentence, i, noun):
        return given
    if _OF_A_PROGRAMME.fullmatch(noun):
        own = _find_paid(sentence, i) or _find_programme(sentence, i)
        programme = own or sentence.heading * is_programme(sentence.heading)
        if programme and noun not in programme:
            return join_overlap(programme, noun) or programme + noun.removeprefix("按")
    if not belongs_to_topic(noun):
        return ""
    if noun.startswith("覆盖"):  # 组建教育集团23个,覆盖学校187所
        before = sentence.items[i - 1].subjects[:1] if i else []
        topics = [*before, find_topic(sentence, i), sentence.topic]
        return next((topic + noun for topic in topics if _COVERS.search(topic)), noun)
    topic = (
        find_topic(sentence, i)
        or _built_before(sentence, i, noun)
        or _paid_before(sentence, i) * noun.startswith(("受益", "受惠", "受助"))
        or sentence.topic
    )
    return topic + noun if topic and topic != noun else ""


def _of_persons_before(sentence: Sentence, i: int, noun: str) -> str:
    """Say of an amount for each, and of how many of all get aid, which persons counted before they are of; "" if none.

    助学金5213人次;奖励优秀学生19人,每人6000元: not of the grants. 助学金5213人次、521万元,资助面12.8%.
    """
    for item in reversed(sentence.items[:i]):
        if item.quantity.unit_class != "person" or not item.subjects or item.inside:
            continue
        subject = item.subjects[0]
        if _FOR_EACH.fullmatch(noun):
            return subject + noun if item is sentence.items[i - 1] and _GIVES.search(subject) else ""
        if _REACH_OF_AID.fullmatch(noun) and _GRANTS.search(subject):
            grant = _GRANTED_BY.sub("", subject)
            return join_overlap(grant, noun) or grant + noun
    return ""


@remember
def is_programme(words: str) -> bool:
    """Tell whether a heading or a label names aid or a service that pupils get.

    >>> is_programme("家庭经济困难寄宿生生活补助"), is_programme("教育经费投入")
    (True, False)
    """
    return bool(_PROGRAMME.search(words)) and not _PLAN.search(words)


_PLAN = re.compile("(?:工作|年度?)计划$")
# 学习扶助:开班812班,参加学生6930人
_AID = (
    "(?:扶助|资助金?|补助|津贴|补贴|助学金?|午餐|营养餐?|营养改善|课后服务|贷款|教科书|"
    "免学费|免除学杂费|奖学金|校车|交通车|研学|专户|路费|交通费|计划)(?:补助|工作|情况|项目|经费|资金)?"
)
_PROGRAMME = re.compile(f"{_AID}$")
_OF_A_PROGRAMME = re.compile(
    "(?:全年|共|累计)?(?:开班|(?:参加|参与|受[益惠助]|覆盖|惠及|补助|发放)(?:学生|幼儿|教师|学校|人数)?|[春秋]季学期|"
    "(?:资助|受助|覆盖)[率面]|资助比例|"
    "(?:总|拨付|发放|投入|补助)?(?:经费|资金|金额)|进步率|参[与加]率|拨款率|受[益惠]率|(?:平均)?(?:补助|资助|发放|奖励)标准|每[餐月天周]|"
    "按?(?:(?:平均)?(?:补助|资助)?标准.{0,6})?每[人生名]每(?:学?[年期]|学期|天|月))"
)


def _find_programme(sentence: Sentence, i: int) -> str:
    """Return the aid or service that a sentence last named before an item, "" if none: 全部开展课后服务,参与率96%."""
    found = None
    for found in _NAMES_PROGRAMME.finditer(sentence.text, max(sentence.start - 1, 0), sentence.items[i].left[0]):  # noqa: B007
        pass
    name = _CARRIES_OUT.sub("", strip_lead(found["name"])) if found else ""
    return name if len(name) > _SHORTEST_NAME else ""


_CARRIES_OUT = re.compile("^.*(?:推出|实施|开展|启动|推行|落实|享受|提供|参加|出台|纳入)了?(?=.{3})")
_FOR_EACH = re.compile("(?:平均)?每[人生名]|人均")
_GIVES = re.compile("奖励|资助|救助|慰问|表彰|补助")
_REACH_OF_AID = re.compile("(?:资助|受助)[率面]|资助比例")
# by a project, or by persons, grants or programmes
_OWNED = re.compile("|".join(x.pattern for x in (HAS, _FOR_EACH, _REACH_OF_AID, _OF_A_PROGRAMME)))
_IN_POST = {"在岗", "在编", "到岗", "留任", "在职"}
_SHORTEST_NAME = 2  # 资助, 计划 alone name none
_NAMES_PROGRAMME = WordPattern(
    r"(?:^|[,。;:.)”\n ]|{verb_flow}|实施|落实|享受|推行|提供|参加|方面)"
    r"(?P<name>[\u4e00-\u9fff“”]{0,12}?"
    + _AID
    + ")(?:方面|工作)?(?=[,;:。]|实现|全?覆盖|惠及|提标|提高标准|[从自][^,。;]{1,10}起)"  # 国家助学金从秋季学期起提标
)
_COVERS = re.compile("(?:集团|共同体|联盟|联合体|学区|片区|工作室|平台|基地|项目|工程|计划|行动|政策|服务|机制|制度)$")


def _built_before(sentence: Sentence, i: int, noun: str) -> str:
    """Return the works counted before in the sentence that 完工, 开工 are of: 改造薄弱学校24所,已完工11所."""
    before = sentence.items[i - 1] if i and _WORK_DONE.search(noun) else None
    if not before or not before.subjects or before.quantity.unit not in {*SCHOOL_UNITS, "栋", "座", "项", "幢"}:
        return ""
    own = _WORK_DONE.search(before.subjects[0])
    return _CARRIED_OUT.sub("", before.subjects[0][: own.start() if own else None])


def _find_paid(sentence: Sentence, i: int) -> str:
    """Return the grant of which the money directly before is: 营养改善计划资金5530万元,惠及学生5.5万人; "" if none."""
    before = sentence.items[i - 1] if i else None
    if not before or before.quantity.unit_class != "money" or before.inside or not before.subjects:
        return ""
    grant = _FUNDS.sub("", before.subjects[0])
    return grant if grant != before.subjects[0] and _NAMED_GRANT.fullmatch(grant) else ""


_NAMED_GRANT = re.compile("[^准]{0,12}(?:营养改善计划|助学金|奖学金|营养餐)")
_FUNDS = re.compile("(?:专项|补助)?(?:资金|经费)$")


_WORK_DONE = re.compile("(?:累计|已|全部)*(?:开工|动工|竣工|完工|封顶|投用)$")


@for_nouns(_WORK_DONE.fullmatch)
def name_finished(sentence: Sentence, i: int, noun: str) -> str:
    """Name the works that are more than those counted before, so no part of them: 新开工学校3所,续建4所,完工5所."""
    item, last = sentence.items[i], sentence.items[i - 1] if i else None
    if not last or not last.subjects or last.quantity.unit not in SCHOOL_UNITS:
        return ""
    act = ACTS.match(last.subjects[0]) or _CONTINUED.match(last.subjects[0])
    more = None not in (last.quantity.value, item.quantity.value) and last.quantity.value < item.quantity.value
    return noun + last.subjects[0][act.end() :] if act and more else ""


_CONTINUED = re.compile("续建|在建")


@for_nouns(lambda noun: _STATE.fullmatch(noun))
def name_in_state(sentence: Sentence, i: int, noun: str) -> str:
    """Name the projects that are in a state: 安排建设项目46个,总投资12亿元。建成29个,在建11个,未开工6个; "" if of none.

    >>> from helpers.extract import observe
    >>> rows = observe("安排建设项目18个。建成9个,未开工3个,完成投资2亿元。")
    >>> [row["subject"] for row in rows][1:]
    ['建成建设项目', '未开工建设项目', '建设项目完成投资']
    """
    item = sentence.items[i]
    earlier = (*reversed(sentence.items[:i]), *reversed(sentence.said))
    alike = (x for x in earlier if x.quantity.unit == item.quantity.unit and x.subjects)
    whole = next((x for x in alike if not _STATE.fullmatch(x.noun)), None)
    if whole is None or (i and whole is sentence.items[i - 1] and _WORK_DONE.search(noun)):
        return ""  # 实施建设项目12个,完工9个: `find_owner`
    works = _PROJECTS.fullmatch(whole.subjects[0]) or _SCHOOLS_TO_BUILD.fullmatch(whole.subjects[0])
    values = (item.quantity.value, whole.quantity.value) if works else (None,)
    return noun + works["works"] if None not in values and values[0] <= values[1] else ""


_STATE = re.compile("(?:已|现|均|全部|正|尚)*(?:建成(?:投用)?|[在续]建|[未已]?(?:开工|动工|完工|竣工)|投用)")
_PROJECTS = re.compile(
    f"(?:规划|计划|安排|实施|谋划|确定|列入|推进|共|拟|{_STATE.pattern})*(?:.{{4,}}的)?(?P<works>.*(?:项目|工程))"
)

_SCHOOLS_TO_BUILD = WordPattern(  # 规划新建中小学11所,已建成7所,在建3所
    "(?:规划|计划|安排|实施|推进|共|拟)*(?:{新建|改建|扩建|迁建|建设|改造|改扩建}[、和]?)+"
    "(?P<works>.*(?:小学|初中|高中|中学|学校|幼儿园|公办园|民办园|院校))"
)


def _paid_before(sentence: Sentence, i: int) -> str:
    """Return what the money directly before an item is, without who spent it: 发放生活补助费225万元,受助学生…"""
    before = sentence.items[i - 1] if i else None
    if not before or before.quantity.unit_class != "money" or not before.subjects:
        return ""
    act = FLOW.search(before.subjects[0], 0, 6)
    named = before.subjects[0][act.end() if act else 0 :]
    return "" if _ONLY_MONEY.fullmatch(named) else named  # 投入资金340万元,受益学生900人: no grant is named


_AIDED = re.compile("(?:共|累计)?(?:资助|补助)(?:困难)?(?:学生|幼儿|儿童)?")


@for_nouns(_AIDED.fullmatch, "person")
def name_aided(sentence: Sentence, i: int, noun: str) -> str:
    """Say with what persons are aided that stand behind its money: 发放寄宿生生活费331万元,资助学生5120人次."""
    paid = _IN_TIER.sub("", _paid_before(sentence, i))
    named = _GRANTS.search(paid) or paid.endswith("费")
    return paid + noun if named and "每" not in paid else ""  # 每人每年补助800元,累计资助1200人: a norm


_IN_TIER = re.compile("第?[一二三高中低]档$")  # 一档2500元、二档1500元,资助4230人: in all tiers
_ONLY_MONEY = re.compile("(?:各级|各类|财政|专项|补助|项目|配套)*(?:资金|经费|金额|投资|款)?")


@for_nouns(lambda noun: _OF_A_PROJECT.search(noun))
def name_project_measure(sentence: Sentence, i: int, noun: str) -> str:
    """Complete 总投资, 占地, 新增学位 by what they are of: the item or the clause before."""
    if not i:
        topic = find_topic_before(sentence, i)
        acts = [m.end() for m in FLOW.finditer(topic) if m.end() < len(topic)]
        topic = topic[acts[-1] :] if acts else ""
        return join_overlap(topic, noun) or (topic + noun if topic and _OF_A_PROJECT.fullmatch(noun) else "")
    if not _OF_A_PROJECT.fullmatch(noun):
        return ""
    built = _BUILT_LAST.search(sentence.text, sentence.items[i - 1].quantity.end, sentence.items[i].left[0])
    if built:
        return built["works"] + noun  # 改造薄弱学校15所;完成特教学校新校区建设,总投资9800万元
    near = [x for x in sentence.items[:i] if x.inside is sentence.items[i].inside and x.subjects]
    near = [x for x in near if not x.subjects[0].endswith("率")]  # a rate has no costs
    if noun.endswith("完成投资"):
        near = [x for x in near if not x.clause]  # 2个项目正在招标,完成投资47%: of all
    if not noun.endswith("资金"):  # persons are paid, but neither built nor built on
        near = [x for x in near if x.quantity.unit_class != "person" and not x.subjects[0].endswith(("学位", "床位"))]
    if not near or (noun.endswith("资金") and _NORM.search(near[-1].subjects[0])):
        return ""  # 补助标准为每生每天5元,全年补助资金812万元: of what has that norm
    whose = _MEASURED.sub("", _CARRIED_OUT.sub("", near[-1].subjects[0]))
    if noun.endswith("完成投资") and _STATE.fullmatch(near[-1].noun) and _PROJECTS.fullmatch(whose):
        whose = whose.removeprefix(near[-1].noun)  # 建设项目46个,建成29个,未开工6个,完成投资7亿元: of all
    return whose + noun


_NORM = re.compile("标准|定额|每[人生]")
_BUILT_LAST = re.compile("(?:推进|实施|启动|开展|完成|加快)(?P<works>[^,。;]{3,16}(?:建设|改造)),$")
_OF_A_PROJECT = WordPattern(
    "完成投资|(?:计划|估算|项目)?{project_measure|面积|总面积}|总[量额数值]|(?:奖励|补助|资助|配套)资金"
)
_CARRIED_OUT = WordPattern("^(?:{实施|推进|安排}|该校(?:规划|计划)?(?:建设|新建)?)")
_MEASURED = WordPattern("(?:{project_measure|规划用地}额?|(?<=.[楼园馆场校舍堂地])投入)$")


def complete_rate(sentence: Sentence, i: int, noun: str, measure: str) -> str:
    """Say what a rate is of that does not say so: 生均用房面积,小学达标率92%; 学堂203个,覆盖率68%; "" if it does.

    measure is that of the clause before, else it is of what was counted before in its part of the sentence.
    """
    rate, item = BARE_RATE.fullmatch(noun), sentence.items[i]
    if not rate:
        return ""
    if measure and not measure.endswith(rate["rate"]):
        return (rate["level"] or "") + measure + rate["rate"]
    near = [x for x in sentence.items[:i] if x.inside is item.inside and x.subjects] if not rate["level"] else []
    if not near:
        return ""
    whose = near[-1].noun_right or near[-1].subjects[0]
    takes_part, offered = noun.endswith("参与率"), _OFFERED.search(whose)
    if takes_part and offered:
        return whose[: offered.start()] + noun  # 学校课后服务覆盖率100%,学生参与率94%
    if takes_part or near[-1].quantity.unit_class == "percent" or len(whose) <= len("保留"):
        return ""
    whose = whose.removeprefix(noun.removesuffix("率"))  # 压减机构12家,压减率90%
    if whose == "到位" or (_EMPLOYED.search(whose) and noun == "就业率"):
        return ""  # 整改到位35处,整改率94%; 直接就业180人,就业率97%: of all who leave
    apart = ";" in sentence.text[near[-1].quantity.end : item.left[0]]
    return "" if apart else join_overlap(whose, noun) or _TOTAL.sub("", whose) + noun


_TOTAL = re.compile("(?:总数|总量|总人数|人数|(?:平均)?每[人生]每?[年月天期学]*)$")
_EMPLOYED = re.compile("(?:直接|实现|落实|顺利|成功|稳定)就业$")
_OFFERED = re.compile("(?:覆盖|开展|普及|提供)(?:率|面)$")
BARE_RATE = WordPattern(
    "(?P<level>{level})?(?P<rate>(?:达标|合格|覆盖|就业|升学|达线|受助|受益|优秀|及格|到岗|压减|参训|支出|自营|留任|整改|"
    "(?:学生|教师|幼儿)?参与)(?:率|面))"
)

_GRANTS = re.compile("补助|奖补|补贴|资助|助学金|奖学金|津贴|免学费|免除|奖励|营养")


def find_grant(sentence: Sentence, i: int) -> str:
    """Return the grant of which the last number before tells the amount or the persons: 国家助学金2680人,每生每年…

    So does the one before that behind whom it reaches: 奖补62万元,涉及民办园6所,每生每年…
    """
    before = sentence.items[i - 1] if i else sentence.before
    if i > 1 and _REACHES.match(before.noun) and sentence.items[i - 2].quantity.unit_class == "money":
        before = sentence.items[i - 2]
    subject = before.subjects[0] if before and before.subjects and not _MEAL.match(sentence.items[i].noun) else ""
    return _GRANTED_BY.sub("", subject) if _GRANTS.search(subject) and "每" not in subject else ""


_REACHES = re.compile("涉及|惠及|覆盖|补助|奖补")
_MEAL = re.compile("营养|午餐|早餐|伙食")  # names a grant of its own
_GRANTED_BY = re.compile(
    "^(?:全年|共|累计|享受|获得?|发放|拨付|下达|落实|惠及)+|(?:[今去]年|全年)(?:发放|兑现|落实)$|(?:惠及|受助|受[益惠])(?:学生|幼儿|儿童)?$|"
    "(?:发放)?(?:金额|资金|人次|人数)+$"
)


def join_overlap(subject: str, noun: str) -> str:
    """Join a noun that takes up the end of the subject before: …重点建设项目 + 项目总数 → …重点建设项目总数."""
    if noun[:2] not in subject:
        return ""
    for width in range(min(len(subject), len(noun)), 1, -1):
        if subject.endswith(noun[:width]):
            first = subject[:-width][-1:]  # 评聘正高级教师3人、高级教师87人; 非寄宿生620人。寄宿生补助标准…
            apart = (width == len(noun) and first in _APART) or first in _DENIED
            return "" if apart else subject + noun[width:]
    return ""


def is_of_others(sentence: Sentence, subject: str, noun: str) -> bool:
    """Tell whether the noun that opens a sentence is not of the subject before it, though it begins as that ends.

    处理教师4人。教师培训经费62万元 is not for these; 中职学校17所,技工学校5所。学校占地面积 is of both.
    """
    if sentence.items[0].quantity.unit_class != "person" and _ACTED_ON.fullmatch(subject):
        return True
    if not noun.startswith("学校") or not subject.endswith("学校"):
        return False
    schools = {x.subjects[0] for x in sentence.said if x.quantity.unit == "所" and x.subjects and not x.part_of}
    return len(schools) > 1


_ACTED_ON = WordPattern("(?:{act|verb_flow}|处[分理罚])(?:教师|教职工|学生|校长|园长|干部)")
_APART = ("正", "副")
_DENIED = ("非", "不")
