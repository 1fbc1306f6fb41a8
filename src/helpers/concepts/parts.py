"""What a number takes over from the one before it: parts of a whole, who is meant, a common base."""

from __future__ import annotations

import re
from collections.abc import Mapping

from helpers.concepts.facets import Concept, contains, replace
from helpers.concepts.joining import TEACHING
from helpers.concepts.lexemes import Lexicon
from helpers.concepts.neighbours import inherit_basis
from helpers.concepts.pages import Page

_OF_WHICH = re.compile(r"其中|包括:|\(|\d[人名所个]:[^。;]*$")  # 招聘新教师274人:小学教师
_OF_A_WHOLE = re.compile(
    r"\s*(?:其中|[按分][^,。;:\d]{1,6}[分看][,:]|(?:在(?![校园读职编岗])|其中)?([^,、。;:\d]{2,12}?)中[,:])"
    r"|\s*(专任教师|教职工|在校学?生|在园幼儿)(?:队伍)?[中里](?!级)"  # 专任教师中女教师620人
)
_SHARE_OF_STAFF = re.compile("(?:职称|学历)占(?:专任教师|教职工|教师)$")
_LISTED = re.compile("分别(?!由)[^。;]*$")
_PER_HUNDRED = re.compile(r"每百名?学?生[^。;]*[,、](?:拥有|配备)?[^,、。;\d]*$")
_SCHOOLED = re.compile("就读")
_SELECTED = re.compile("抽查|抽样|抽取|列入监测|受访|样本|入选")
_PERSONS = frozenset({"pupil", "entrant", "graduate", "child"})
_STAGE_OF_WHICH = re.compile(
    r"(初中|(?<!初)高中)(?:学校|教育)?:?(?:共有|共)?\d+所[^。;、]{0,12}?(?:其中|\(含?|含|包括)[^。;)]*$"
)
_STAGES = frozenset({"junior_secondary", "senior_secondary_general"})
_SCHOOLS_OF_WHICH = re.compile(r"(?:^|[,;:。])(?:共有|现有|有)?学校\d+所[^。;]*?其中[^。;]*$")
_BUDGETS = frozenset({"public_budget", "fiscal_funds"})  # 一般公共预算教育支出5亿元,其中小学教育支出2亿元
_BUILT = frozenset({"school", "place", "class"})
_SPECIAL = "special_school"
_TRADES = "specialty_teacher"
_OF_SPECIAL = re.compile("特(?:殊教育|教)学校[^。]*其中[^。]*$")  # 特教学校在校学生86人,其中学前7人
_THROUGH = frozenset({"nine_year", "twelve_year", "complete"})


def take_whole(
    concept: Concept, row: dict, before: dict, near: Concept, page: Page, done: Mapping[str, tuple[dict, Concept]]
) -> Concept:
    """Return the concept of a row with what it shares with the row before (near) in its sentence.

    done holds what the sentence has counted of each act: 新建学校9所,新增学位6200个,其中小学3所 are new too.

    新建学校21所,其中小学12所 are new too; 随迁子女6200人,在公办学校就读5100人 are children of migrants;
    每百名学生拥有高学历教师7人,骨干教师1.6人 are per hundred pupils both.
    """
    if not near or row["cell"] or row["sentence_start"] != before["sentence_start"]:
        return concept
    told = row["told"]
    courses = concept.population == near.population == "course" and near.programme and not concept.programme
    if courses and concept.school_level in (near.school_level, "unknown"):  # 本科专业52个,其中工学专业27个
        concept = replace(concept, programme=near.programme, school_level=near.school_level)
        concept = replace(concept, school_level_basis=concept.school_level_basis.replace("unknown", "inherited"))
    if _LISTED.search(told) and _LISTED.search(page.read(row["sentence_start"], before["start"])):
        concept = _take_owner(concept, near)
    counts = concept.measure == "count" and concept.population != "school"  # …高学历教师7人,达标学校45所: these are not
    if near.measure == "per_head" and counts and _PER_HUNDRED.search(told):
        concept = replace(concept, measure="per_head")
    if not concept.group and near.group and _SCHOOLED.search(row["subject"]) and concept.population in _PERSONS:
        concept = replace(concept, group=near.group)
    concept = _take_whose_schools(concept, row, before, near, page, told)
    apart = row["between"].rpartition(";")
    if not _OF_WHICH.search(told) or (apart[1] and "," in apart[2]):  # 其中41名去了乡村;县里推行走教,58名教师…
        return concept
    if apart[1] and not _RANKS.isdisjoint(concept.attribute.split()):
        return concept  # 招聘教师62人,其中硕士9人;骨干教师620人
    if near.group and concept.group and _is_only_part(concept, row, before, near, page):  # 寄宿生620人,其中留守儿童62人
        concept = replace(concept, group=" ".join(sorted({*concept.group.split(), *near.group.split()})))
    if near.sector and not concept.sector and _has_owner_of_whole(concept, row, before, near):
        concept = replace(concept, sector=near.sector)  # 新增公办学位6200个,其中小学4400个
    if near.attribute in _BUDGETS and not concept.attribute and {concept.population, near.population} == {"money"}:
        concept = concept if concept.event else replace(concept, attribute=near.attribute)
    whole = done.get(concept.population) if concept.population in _BUILT else None
    if whole and concept.population != near.population and _OF_WHICH.search(page.read(whole[0]["end"], row["start"])):
        return _take_act(concept, row, *whole, told)
    taught = near.programme == _SPECIAL and concept.population == near.population == "pupil"
    if taught and not concept.programme and _OF_SPECIAL.search(told):
        concept = replace(concept, programme=_SPECIAL)
    concept = _take_act(concept, row, before, near, told)
    concept = _take_trade(concept, row, near)
    base = row["subject"].partition("占")[2]
    of_all = (  # 专任教师6530人(小学2310人、初中1720人),其中高级职称1210人
        apart[1]
        or (")" in row["between"].partition("(")[0])
        or (row["kind"] == "share" and base not in ("比", before["subject"]) and _divides_before(before, page))
    )
    return concept if of_all and near.school_level_basis == "stated" else _take_level(concept, near)


def _take_trade(concept: Concept, row: dict, near: Concept) -> Concept:
    """Return those of teachers of a trade who have its qualification as such: 专业课教师132人,其中“双师型”教师89人."""
    counted = near.attribute == _TRADES and concept.attribute == "dual_qualified" and row["kind"] == "level"
    if not counted or not _FIRST_PART.fullmatch(row["between"]):
        return concept
    return replace(concept, attribute=f"{concept.attribute} {_TRADES}")


def _divides_before(before: dict, page: Page) -> bool:
    """Tell whether a row ends a list of parts: 接收2860人,其中小学1980人、初中880人,公办就读比例96% is of all."""
    return bool(_SECOND_PART.search(page.read(before["sentence_start"], before["start"])))


_SECOND_PART = re.compile(r"其中[^,。;]*\d[^,。;]*[、,][^,。;\d]*$")


def _take_whose_schools(concept: Concept, row: dict, before: dict, near: Concept, page: Page, told: str) -> Concept:
    """Return a kind of schools with the owner and the area of all that are counted before its list.

    乡村学校126所,其中小学98所、初中21所 are rural; 公办学校73所:普通高中3所;幼儿园24所 are public.
    """
    alike = concept.population == near.population == "school" and {row["unit"], before["unit"]} <= _OF_SCHOOLS
    narrowed = near.sector or near.area or near.programme in _OF_KIND or near.attribute in _OF_SIZE
    if not alike or not narrowed or concept.event != near.event or row["kind"] != "level" or concept.coverage:
        return concept
    listed = _KINDS_LISTED.search(told) and not _WHOSE.search(row["subject"])
    own = _WHOSE.search(before["subject"]) and not _KINDS_FOLLOW.match(row["between"])
    if not listed or own:
        return concept
    programme = concept.programme or (near.programme if near.programme in _OF_KIND else "")
    attribute = concept.attribute or (near.attribute if near.attribute in _OF_SIZE else "")
    owner = {"sector": concept.sector or near.sector, "area": concept.area or near.area}
    return replace(concept, **owner, programme=programme, attribute=attribute)


_OF_KIND = frozenset({"boarding"})  # 寄宿制学校58所,其中小学41所
_OF_SIZE = frozenset({"small_school"})  # 小规模学校26所,其中小学9所、教学点17个
_OF_SCHOOLS = {"所", "个"}
_KINDS_LISTED = re.compile(r"\d所(?::|,其中:?|\((?:其中|含))[^。]*$|\d所\([^。)]*$")
_KINDS_FOLLOW = re.compile(r"\s*(?::|,其中|\()")
_WHOSE = re.compile("[公民]办|普惠|公立|私立|城区|镇区|城镇|县城|乡村|农村|乡镇|牧区")


def _is_only_part(concept: Concept, row: dict, before: dict, near: Concept, page: Page) -> bool:
    """Tell whether 其中 parts a count from the count directly before it, which is no part of another itself."""
    alike = concept.population == near.population in _PERSONS and row["unit"] == before["unit"]
    alike = alike and row["kind"] == before["kind"] == "level" and row["value"] <= before["value"]
    if not alike or not _FIRST_PART.fullmatch(row["between"]):
        return False
    return "其中" not in page.read(before["sentence_start"], before["start"])


_FIRST_PART = re.compile("[,(]?其中,?[^,;。:、\\d]*")


def _has_owner_of_whole(concept: Concept, row: dict, before: dict, near: Concept) -> bool:
    """Tell whether the row before is the whole of a part, or a part that has its owner from the whole."""
    alike = concept.population == near.population and row["unit"] == before["unit"] and row["kind"] == before["kind"]
    between = row["between"]
    return alike and (
        "其中" in between or between.startswith("(含") or ("、" in between and not _OWNER.search(before["subject"]))
    )


# of no teacher who was recruited to a post
_RANKS = frozenset({"promoted", "backbone", "senior_title", "special_grade", "subject_leader", "contract"})
_OWNER = re.compile("[公民]办|普惠|公立|私立")


def take_done(concept: Concept, row: dict, page: Page, done: Mapping[str, tuple[dict, Concept]]) -> Concept:
    """Return a part with the act of its whole, which another noun or a sentence parts from it.

    新增学位900个。其中,小学学位620个; 招聘教师42名,其中省招28名、特岗5名: the first part need not be understood.
    """
    whole = done.get(concept.population)
    if not whole or row["cell"]:
        return concept
    before, acted = whole
    between = page.read(before["end"], row["start"])
    told = row["told"]
    if before["sentence_start"] != row["sentence_start"]:
        parts = _PARTS_BELOW.fullmatch(between) or LISTED_BELOW.fullmatch(between)
        parts = parts or (acted.event == "recruited" and divides(row, before, between))
    else:
        parts = acted.population == "teacher" and (_PARTS_BESIDE.fullmatch(between) or between.startswith("——"))
    left = concept.attribute == "retired_staff" and concept.school_level == "unknown"
    if left and acted.event == "recruited" and acted.school_level in OF_SEVERAL and _LEFT_SINCE.fullmatch(between):
        return replace(concept, school_level=acted.school_level, school_level_basis="inherited")
    if acted.event == "recruited" and _AMONG_RECRUITS.fullmatch(between) and concept.event in _RECRUITED:
        level = {"school_level": acted.school_level, "school_level_basis": inherit_basis(acted)}
        level = level if concept.school_level == "unknown" and acted.school_level in OF_SEVERAL else {}
        return replace(concept, event="recruited", **level)  # 新聘教师286名。新教师中,男教师73名
    if parts and row["subject"] in _ACT_ALONE and concept.school_level == "unknown":  # 其中,怀宁县新增2.1万个
        level = {"school_level": acted.school_level, "school_level_basis": inherit_basis(acted)}
        concept = replace(concept, sector=acted.sector, **level)
    if not parts:
        return concept
    concept = _take_act(concept, row, before, acted, told)
    if row["value"] != before["value"] and row["period"] == before["period"] and concept == acted:
        return replace(concept, coverage="subset")  # 招聘573名,其中:2.面向社会公开招聘185名
    recruits = concept.event == acted.event == "recruited" and acted.school_level_basis != "unknown"
    if recruits and concept.school_level == "unknown":  # 招聘中小学教师62名,其中: above 1.特岗教师24名
        return replace(concept, school_level=acted.school_level, school_level_basis="inherited")
    return concept


def divides(row: dict, before: dict, between: str) -> bool:
    """Tell whether a number is a part of one in the sentence before: 计划招聘教师150名。分三类:特岗教师30名."""
    alike = row["unit"] == before["unit"] and row["value"] <= before["value"]
    return alike and bool(_DIVIDED_BELOW.fullmatch(between)) and not _AS_THINGS_STAND.search(between)


_DIVIDED_BELOW = re.compile(
    r"[^。;]{0,40}[。\n]\s*(?:[按分][^,。;:\d]{1,6}[分看]|(?:具体|主要|大致|一?共)?(?:是?分(?:为|成|作)?|由)[两二三四五六七八九2-9]"
    r"[^,。;:\d]{1,6})[,:][^。;\n]{0,80}"
)
_AS_THINGS_STAND = re.compile("现有|共有|目前|在职|在岗|已有")
OF_SEVERAL = frozenset({"basic", "all", "primary_secondary"})  # recruits of one level may not be the only ones
_RECRUITED = ("", "recruited")
_LEFT_SINCE = re.compile(r"[^\n]*[。;,]\s*(?:同期|同年)[^,。;]*")  # 招聘中小学幼儿园教师646名。同期退休教师493人
_AMONG_RECRUITS = re.compile(
    r"[^。]*。(?:\s*其中[^。\n]*。)?\s*(?:在|这批)?新(?:聘|招|进|入职|招聘|录用)?的?教师[中里],[^。]*"
)
_ACT_ALONE = frozenset({"新增", "增加", "提供", "新建", "建成", "招聘"})
_PARTS_BELOW = re.compile(
    r"[^。;其\d]*(?:[,;][^。;]*(?:比|完成[^,。;]{0,6}计划的)[^。;]*)?[。\n](?:[按分][^。;]{1,6}[分看][,:][^。]*。)?\s*其中(?:[,:]?\s*\n[^。;]{0,80}|[^。;\n]{0,80})"
)
# 建成学校4所,新增学位3150个: above · 幼儿园2所,学位630个
LISTED_BELOW = re.compile(
    r"(?:[^\n。:]*\d[^\n。:]{1,3})?(?:[,;]?其中)?[:：]\s*\n\s*"
    r"(?:(?:\d{1,2}[.、)][^\n]*\n\s*)*\d{1,2}[.、)]|(?P<mark>[^\w\s(（“《])(?:[^\n]*\n\s*(?P=mark))*)[^\n]*"
)
_PARTS_BESIDE = re.compile(
    r"[,:(]其中[^。;()]*(?:;(?:音体美|体音美|男|女|[^,。;()\d]{2,6}学科)教师)?"
)  # 其中硕士9人;女教师62人
OWN_ACTS = frozenset(
    {
        "rotation",
        "dispatched",
        "retired_staff",
        "resigned",
        "transferred_out",
        "turnover",
        "attrition",
    }
)
# what befalls teachers who are no recruits: 招聘教师76人,退休118人
_GOING_ON = frozenset(
    {"to_higher", "to_bachelor", "to_short_cycle", "going_on", "employed"}
)  # 获得证书的1.6万人,升入高职的1.2万人


def _take_owner(concept: Concept, near: Concept) -> Concept:
    """Return the second of a list with owner and area that the first names for both: 民办小学、初中分别招生6人、8人."""
    alike = concept.population == near.population and concept.measure == near.measure
    if not alike or concept.sector or concept.area or concept.school_level in (near.school_level, "unknown"):
        return concept
    return replace(concept, sector=near.sector, area=near.area)


def take_counted(concept: Concept, row: dict, counted: Mapping[str, Concept], page: Page, lexicon: Lexicon) -> Concept:
    """Return a part of no level with that of its whole in the sentence before: 专任教师620人。其中女教师310人.

    counted holds what the line has counted as a whole; 在校生中,寄宿生62人 names which of it.
    """
    if concept.school_level != "unknown" or concept.event or row["cell"] or not counted:
        return concept
    if concept.population == "course" and "specialty" in concept.attribute.split():
        return _take_taught(concept, counted)
    told = row["told"]
    families = (TEACHING, _PERSONS, _SCHOOL) if _DIVIDED.match(told) else (TEACHING, _PERSONS)
    family = next((each for each in families if concept.population in each), frozenset())
    if not family & counted.keys():
        return concept
    opening = _OF_A_WHOLE.match(told) or _SHARE_OF_STAFF.search(row["subject"])
    if not opening or lexicon.find_levels(told) - {"", "higher"}:  # 研究生 is a degree there
        return concept
    words = lexicon.cut((opening.lastindex and opening[opening.lastindex]) or "")[0]
    named = {code for word in words for facet, code in word.facets if facet == "population"} or family
    named = {concept.population} if concept.population in counted and not words else named
    wholes = [each for population, each in counted.items() if population in family & named]
    if not wholes or wholes[-1].school_level_basis == "unknown":
        return concept
    return replace(concept, school_level=wholes[-1].school_level, school_level_basis="inherited")


_SCHOOL = frozenset({"school"})
_DIVIDED = re.compile(r"\s*[按分][^,。;:\d]{1,6}[分看][,:]")  # 按办学主体分,公办学校184所


def _take_taught(concept: Concept, counted: Mapping[str, Concept]) -> Concept:
    """Return programmes of study as of the only schools of the line that offer some: 职教在校生862人;开设专业32个."""
    levels = {each.school_level for each in counted.values() if each.school_level in _OFFER_PROGRAMMES}
    if len(levels) != 1:
        return concept
    return replace(concept, school_level=levels.pop(), school_level_basis="inherited")


_OFFER_PROGRAMMES = frozenset({"vocational", "secondary_vocational", "higher_vocational", "higher"})


def _take_act(concept: Concept, row: dict, before: dict, near: Concept, told: str) -> Concept:
    """Return a part with the act and the selection of its whole, where it names none of its own."""
    same = concept.population == near.population and row["unit"] == before["unit"] and concept.measure == near.measure
    if not same or concept.population == "money" or concept.event or concept.coverage:
        return concept
    if not (OWN_ACTS | _GOING_ON).isdisjoint(concept.attribute.split()):
        return concept
    if _is_wider(concept.school_level, near.school_level) and concept.programme not in _THROUGH:
        return concept
    if "loan" in near.attribute.split() and "new" in near.event.split():
        return replace(concept, event="supported")  # 其中新增贷款学生62人、续贷31人;本专科生80人
    selected = near.coverage == "subset" and _SELECTED.search(told)
    return replace(concept, event=near.event, coverage="subset" if selected else "")


def _is_wider(level: str, before: str) -> bool:
    """Say whether a level contains that before it, so that it is no part of it."""
    known = "unknown" not in (level, before) and level != before
    return known and contains("school_level", level, before)


def _take_level(concept: Concept, near: Concept) -> Concept:
    """Return a part of no level with that of its whole: 教职工7400人,其中正高级教师19人."""
    alike = {concept.population, near.population} <= TEACHING or {concept.population, near.population} <= _PERSONS
    owned = concept.population == near.population == "school" and near.school_level == "all"
    alike = alike or (owned and bool(concept.sector))  # 各级各类学校1268所,其中民办学校366所
    apart = set(concept.attribute.split()) & OWN_ACTS - set(
        near.attribute.split()
    )  # 其中中小学教师41名;交流校长教师210人
    if (
        concept.school_level == "unknown"
        and alike
        and not apart
        and near.school_level_basis != "unknown"
        and not concept.event
    ):
        return replace(concept, school_level=near.school_level, school_level_basis="inherited")
    return concept


def narrow_through_schools(concept: Concept, row: dict, page: Page, above: str) -> Concept:
    """Return 初中62所,其中九年一贯制学校20所 as junior secondary: it is counted among them.

    above is the level that the label or heading of the line names, for 学校51所,其中完全中学17所 below 普通高中.
    """
    if concept.population != "school" or concept.programme not in _THROUGH or row["cell"]:
        return concept
    told = row["told"]
    if whole := _STAGE_OF_WHICH.search(told):
        level = "junior_secondary" if whole[1] == "初中" else "senior_secondary_general"
    elif above in _STAGES and _SCHOOLS_OF_WHICH.search(told):
        level = above
    else:
        return concept
    return replace(concept, school_level=level, school_level_basis="inherited")


_IN_THE_MEAN = re.compile("平均(?:为|达到?|在|约)*$")
_LEAST_TOTAL = 5000
_SUMMED = re.compile("[,;](?:共|共计|合计|总计|累计)(?:发放|补助|资助|金额|资金)*$")
_NO_RATE = 1_000_000  # yuan that nobody is paid
_HUNDRED_HERE = re.compile(r"每百名?学?生(?:平均)?(?:拥有|配备)[^,、。;\d]*$")
PAID_TO_EACH = frozenset(
    {
        *("state_grant", "scholarship", "fee_waiver", "living_allowance", "meals", "loan", "free_textbooks"),
        *("kindergarten_fees", "allowance", "textbook_fees", "travel_allowance", "aid"),
    }
)


_FOR_EACH = re.compile("生均|每生|每名?学生|每人每")


def _is_of_each(row: dict, page: Page) -> bool:
    """Say whether a small sum of yuan is one for each: 初中940元 behind 生均公用经费."""
    told = row["told"]
    return row["value"] < _LEAST_TOTAL and bool(_FOR_EACH.search(told)) and not row["cell"]


def _is_sum(row: dict, page: Page) -> bool:
    """Say whether so many yuan are a sum whose own clause names nobody who gets as much each."""
    if row["unit"] != "元" or row["cell"] or not row["value"] >= _LEAST_SUM:
        return False
    clause = _CLAUSE_MARK.split(row["told"])[-1]
    return bool(_PAYS_OUT.search(clause)) and not _TO_EACH.search(clause)


_LEAST_SUM = 50_000  # yuan
_CLAUSE_MARK = re.compile("[,;。:]")
_PAYS_OUT = re.compile("(?:发放|支出|拨付|下达|安排|投入|共|资金|金额)+$")
_TO_EACH = re.compile("每|均|标准|[一二三]档")


def take_base(concept: Concept, row: dict, page: Page) -> Concept:
    """Return the concept of money that each person is paid: 国家助学金2000元, where 每生每年 stands further on.

    So small a sum is no total of aid or allowances either. 每百名学生拥有骨干教师1.2人 is per hundred pupils.
    """
    counted = concept.measure == "count" and not row["cell"]
    if counted and _HUNDRED_HERE.search(row["told"]):
        return replace(concept, measure="per_head")
    if concept.measure == "per_head" and concept.attribute == "pay" and "平均" in row["subject"]:
        return replace(concept, measure="average")  # 平均起薪每月4300元
    if concept.population != "money" or concept.measure not in ("amount", "per_head") or row["kind"] != "level":
        return concept
    if concept.measure == "per_head" and _is_sum(row, page):
        concept = replace(concept, measure="amount")  # 按每生250元发放,受助幼儿2504人,发放62.6万元
    codes = set(concept.attribute.split())
    if "pay" in codes and not row["cell"] and _IN_THE_MEAN.search(row["told"]):
        return replace(concept, measure="average")  # 起薪平均4300元
    known = row["unit"] == "元"
    if concept.measure == "per_head" and _SUMMED.search(row["told"]):
        return replace(concept, measure="amount")  # 每人500元,共7.2万元
    if known and concept.measure == "per_head" and row["value"] >= _NO_RATE and row["basis"] != "per_case":
        return replace(concept, measure="amount")  # 拨付普惠性民办园生均公用经费补助1864万元
    quota = "running_costs" in codes and "定额" in row["subject"]  # 公用经费定额小学720元
    small = known and (codes & PAID_TO_EACH or quota) and row["value"] < _LEAST_TOTAL
    if concept.measure == "per_head" or (
        row["basis"] != "per_case" and not small and not (known and _is_of_each(row, page))
    ):
        return concept
    return replace(concept, measure="per_head", event="" if codes else concept.event)
