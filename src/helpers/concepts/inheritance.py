"""What the words and the row before a quantity hand on to it: the level of education, who is meant, whose school."""

from __future__ import annotations

import re

from helpers.concepts.chain import Row, is_near, opens_below, opens_tally
from helpers.concepts.facets import NOTHING, Concept, replace
from helpers.concepts.funds import take_fund
from helpers.concepts.joining import TEACHING
from helpers.concepts.levels import is_statistic, read_level
from helpers.concepts.lexemes import Lexicon
from helpers.concepts.marked_lists import Head, take_head
from helpers.concepts.neighbours import place_level, take_line, take_neighbour, take_service
from helpers.concepts.pages import Page
from helpers.concepts.partial import settle_part
from helpers.concepts.parts import OWN_ACTS, narrow_through_schools, take_base, take_counted, take_done, take_whole
from helpers.concepts.row_levels import take_level
from helpers.concepts.single_schools import is_of_school, make_of_school
from helpers.concepts.surroundings import take_surroundings

_EXAM = re.compile("(?<!成人)(?<!自学)(?<!春季)(?<!职教)(?<!对口)高考|中考")
_EXAM_OF_VOCATIONAL = re.compile(
    "(?:中职[^,。;]{0,4}升学|职教高考|对口(?:升学|高考)|春季高考|职业教育高考)(?:考试)?[^。;]*$"
)
_REVIEWED = re.compile("(?:评审|职称评[审聘])[^。;]*通过|通过[^,。;]{0,6}评审|评审通过")
_AFTER_SCHOOL = re.compile("(?:课后(?:延时)?服务|午餐|午休|托管|社团|研学|夏令营)[^。;]*$")
_EXAMS = frozenset({"gaokao", "zhongkao", "counterpart_exam", "academic_test", "self_study_exam"})
_LINES = frozenset({"admitted", "line", "bachelor_line", "first_tier_line", "bachelor_admitted"})
_TEACHER = re.compile("[师教员]")
_RECRUITMENT = re.compile("招聘[^,;。]{0,12}(?:公告|简章|方案|计划|公示|启事)")
_OF_THE_SAME = re.compile(
    "(?:[^、]{2,14}(?:学院|大学|中学|学校|院校))?(?:[女男]教师|双师型?教师"
    "|(?:具有)?(?:正|副)?(?:教授|高级)(?:、副教授|职称)?(?:教师)?"
    "|(?:[中初正副]级|[中初]级|正高级|副高级)职称(?:教师)?|(?:博士|硕士|研究生|本科|专科|大专)(?:及?以上)?学历(?:教师)?)"
)  # 专任教师3100人,其中女教师1620人
_OF_A_PEOPLE = re.compile("[\u4e00-\u9fff]{1,5}族教师")  # 专任教师中,满族教师62人
_PART_OF = re.compile(r"[,;(]其中[^,;。、\d]*|[,;][^,;。、\d]*占(?:比)?(?:为|达到?|的)?")
_PER_HEAD = re.compile(r"^(?:平均|标准|按|为|金额)*(?:每(?:人|生|名)(?:每(?:学?[年期]|月|天|餐))?)(?:标准|金额|补助)?$")


def inherit(
    concept: Concept,
    row: dict,
    place: str,
    page: Page,
    before: Row | None,
    lexicon: Lexicon,
    head: Head | None = None,
) -> Row:
    """Return a row with its concept and what its sentence, its line and the heading above say of it."""
    near = before.concept if before and is_near(row, before.row, page) else NOTHING
    if near:
        concept = _take_near(concept, row, before, page)
    concept = _take_told(concept, row, page)
    if near or (before and opens_below(row, before.row, page)):
        concept = take_counted(concept, row, before.counted, page, lexicon)
    concept = place_level(take_level(concept, row, page, near, before, lexicon), row, page)
    if before:
        concept = take_service(concept, row, before.concept)
        concept = take_line(concept, row, before.concept)
        concept = take_done(concept, row, page, before.done)
    if near:
        here = {key: each for key, each in before.done.items() if each[0]["sentence_start"] == row["sentence_start"]}
        concept = take_whole(concept, row, before.row, near, page, here)
    concept = take_head(concept, row, head, page) if head else concept
    concept = take_fund(take_surroundings(concept, row, near, page, lexicon), row, place, page)
    if concept.programme:
        above = read_level(page.read_label(row["start"]), lexicon) or page.find_heading(row["start"])
        concept = narrow_through_schools(concept, row, page, above)
    if (concept.population == "school" or is_statistic(concept)) and not row["cell"]:
        facet, code = page.find_part(row["start"])
        if facet and not getattr(concept, facet) and not page.is_collective(row["start"]):
            concept = replace(concept, **{facet: code})
        if not concept.area and (area := _read_area(row["told"])):
            concept = replace(concept, area=area)
    told_of = bool(near and before.of_school) and not _was_listed(row, before.row, page)
    its = bool(near) and _are_the_same(concept, row, before)
    if its or is_of_school(concept, row, place, page, told_of, lexicon):
        return Row(row, make_of_school(concept, row, near, page, told_of, lexicon), of_school=True)
    return Row(row, settle_part(concept, row, near, before, page))


def _read_area(told: str) -> str:
    """Return the area whose schools a sentence counts up to a number, "" if none: 城区共有小学52所;初中21所.

    >>> _read_area("今年,我市城区共有小学52所;初中"), _read_area("城区共有小学52所,全市初中")
    ('urban', '')
    """
    lead = _AREA_LEADS.match(told)
    return "" if not lead or _AREA_ENDS.search(told, lead.end()) else _AREAS[lead["area"]]


_AREAS = {
    "城区": "urban",
    "主城区": "urban",
    "中心城区": "urban",
    "农村": "rural",
    "乡村": "rural",
    "县城": "town",
    "镇区": "town",
}
_AREA_LEADS = re.compile(
    rf"\s*(?:[^,。;:]{{2,12}},)?(?:目前|现在)?,?(?:[我全][省市县区旗州])?(?P<area>{'|'.join(_AREAS)})(?:\([^()]*\))?(?:总?共|现|目前)*有"
)
_AREA_ENDS = re.compile("[我全][省市县区旗州]|城[区镇乡]|[农乡]村|县城|镇区|乡镇")


def _was_listed(row: dict, before: dict, page: Page) -> bool:
    """Tell whether the school of the sentence before is but the last part of a list: 其中初中620人、县职教中心310人."""
    if row["sentence_start"] == before["sentence_start"] or not before["subject"]:
        return False
    listed = page.read(before["sentence_start"], before["start"]).partition("其中")[2]
    return listed.endswith("、" + before["subject"])


def _are_the_same(concept: Concept, row: dict, before: Row) -> bool:
    """Tell whether a sentence goes on with those whom a school has in an examination: 62人参加高考,上线58人."""
    near = before.concept
    if not (before.of_school or (near.coverage == "subset" and _A_SCHOOL.search(before.row["subject"]))):
        return False
    alike = concept.population == near.population == "candidate" and concept.school_level == near.school_level
    here = row["sentence_start"] == before.row["sentence_start"]
    return alike and here and not _OF_ALL.search(row["between"])


_A_SCHOOL = re.compile("学校|学院|中学|高中|职[中高]|中专|技校|[一二三四五六七八九]中")
_OF_ALL = re.compile("[全我本][市县区旗州盟省国]")


def _take_near(concept: Concept, row: dict, before: Row, page: Page) -> Concept:
    """Return the concept of a row with what the one directly before it says: whose rate, for whom, of which act."""
    near = before.concept
    behind = before.counted.get("full_time_teacher", near) if near.measure == "ratio" else near
    behind = _take_full_time(behind, row, page) if behind.population in TEACHING else behind
    of_which = row["sentence_start"] == before.row["sentence_start"] and bool(_PART_OF.fullmatch(row["between"]))
    here = row["sentence_start"] == before.row["sentence_start"]
    if not opens_tally(row, near):
        concept = _take_persons(concept, row["subject"], behind, of_which, here)
    concept = _take_purpose(concept, row["subject"], _find_paid(row, before))
    sizes = here and concept.population == near.population == "class" and concept.measure == "average"
    if sizes and _SIZE_ALONE.fullmatch(row["subject"]):  # 公办小学有862个班,平均每班42人
        grades = [code for code in near.attribute.split() if code.endswith("_grade")]  # 一年级编班411个,平均每班37人
        attribute = " ".join(sorted({*concept.attribute.split(), *grades}))
        owner = {"sector": concept.sector or near.sector, "area": concept.area or near.area}
        concept = replace(concept, attribute=attribute, **owner)
    moved = row["kind"] == "growth" and row["subject"] == before.row["subject"]
    if moved and near.population == "money" and concept.population in ("pupil", "child"):
        concept = replace(concept, population="money", measure=near.measure)  # 发放助学贷款5638万元,增长12%
    return take_neighbour(concept, row, before.row, near, page)


_SIZE_ALONE = re.compile("(?:平均)?每[个]?班(?:平均)?(?:人数|学生数?)?|班均(?:人数|学生)?|平均班额")


def _take_told(concept: Concept, row: dict, page: Page) -> Concept:
    """Return the concept of a row with what its sentence and the title say: of which examination, whose teachers."""
    if concept.population == "teacher" and not concept.event:
        of_the_same = any(pattern.fullmatch(row["subject"]) for pattern in (_OF_THE_SAME, _OF_A_PEOPLE))
        if of_the_same or ";" not in row["told"]:
            concept = _take_full_time(concept, row, page)  # 在专任教师里,特岗教师12人
        recruited = concept.population == "teacher" and concept.measure == "count" and not row["cell"]
        if recruited and _RECRUITMENT.search(page.title):
            concept = replace(concept, event="recruited")  # 小学教师62名 in a notice of 公开招聘
    concept = _take_served(concept, row, page)
    concept = take_base(_take_exam(_take_review(concept, row, page), row, page), row, page)
    if _ATTENDS_PUBLIC.search(row["subject"]) and not concept.group and _MIGRANT.search(page.read_line(row["start"])):
        concept = replace(concept, population="pupil", group="migrant", sector=concept.sector or "public")
    return concept


def _take_served(concept: Concept, row: dict, page: Page) -> Concept:
    """Return who takes part, and what is charged, as of the after-school service that is told of before.

    课后服务校校有,参加的学生10.9万人; 课后服务参加学生2万人。收费小学每生每学期300元.
    """
    if row["cell"]:
        return concept
    if concept.population == "pupil" and concept.attribute == "participating":
        told = row["told"]
        return replace(concept, attribute=_SERVICE) if _SERVED_AFTER.search(told) else concept
    charged = concept.population == "money" and concept.attribute in ("", _SERVICE) and _CHARGED.search(row["subject"])
    if charged and (concept.attribute or _SERVED_AFTER.search("".join(page.read_before(row["start"])[:2]))):
        return replace(concept, attribute=f"{_SERVICE} fees")
    return concept


_SERVICE = "after_school_service"
_CHARGED = re.compile("收费")
_SERVED_AFTER = re.compile("课后(?:延时)?服务|延时服务")  # 课后服务校校有,参加的学生10.9万人
_OF_TEACHERS = re.compile("(?<!专任)教师中(?!级)")  # 中小学教师中有高级职称的
_FULL_TIME = re.compile(
    r"\s*(?:截至[^,。;]{2,12},)?[\u4e00-\u9fff]{0,10}专任教师(?:队伍|\d+人)?(?:当中|[中里]),"
)  # 园长62人、专任教师880人、保育员210人。专任教师里,…
_ATTENDS_PUBLIC = re.compile(
    "(?:公办.{0,14}(?:就读|吸纳).{0,4}|(?:入读|就读于?|进入?)公办[^占]{0,10})(?:比例|占比|率)$"
)
_MIGRANT = re.compile("随迁子女|新居民子女")


def _take_full_time(concept: Concept, row: dict, page: Page) -> Concept:
    """Return teachers as full-time ones in a sentence that opens with these: 专任教师中,女教师620人."""
    opens = not row["cell"] and _FULL_TIME.match(row["told"])
    return replace(concept, population="full_time_teacher") if opens else concept


def _take_review(concept: Concept, row: dict, page: Page) -> Concept:
    """Return teachers whom a review gave a title as promoted, not as all who have it: 评审通过148人,其中正高级3人."""
    codes = concept.attribute.split()
    counted = concept.population in TEACHING and concept.measure == "count" and row["kind"] == "level"
    if not counted or not any(code.endswith("_title") for code in codes):
        return concept
    told = (row["subject"], row["told"])
    return (
        replace(concept, attribute=" ".join(sorted({*codes, "promoted"})))
        if any(map(_REVIEWED.search, told))
        else concept
    )


def _take_exam(concept: Concept, row: dict, page: Page) -> Concept:
    """Return the concept of 报名6200人, 录取4100人 where the line or the title says of which examination."""
    if concept.population not in ("candidate", "entrant") or row["cell"]:
        return concept
    if (
        concept.population == "candidate"
        and concept.attribute in ("", "registered")
        and _AFTER_SCHOOL.search(page.read_line(row["start"]))
    ):
        return replace(concept, population="pupil", attribute="participating")  # 课后服务报名学生6200人
    codes = set(concept.attribute.split())
    if codes & _EXAMS:
        return concept
    if concept.population == "entrant" and "admitted" not in codes:
        return concept
    own = (concept.school_level_basis != "stated" or codes & _LINES) and _EXAM_OF_VOCATIONAL.search(row["told"])
    if own and concept.population == "entrant":
        concept = _take_admitted(concept)
        codes = set(concept.attribute.split())
    if own and concept.population == "candidate":
        vocational = {"school_level": "secondary_vocational", "school_level_basis": "inherited"}
        return replace(concept, attribute=" ".join(sorted({*codes, "counterpart_exam"})), **vocational)
    named = _EXAM.search(f"{page.read_line(row['start'])} {page.title}")
    if not named:
        return concept
    exam, level = ("gaokao", "senior_secondary_general") if named[0] == "高考" else ("zhongkao", "junior_secondary")
    if concept.population == "entrant" and exam == "zhongkao":
        level = "senior_secondary"
    elif concept.population == "entrant" and concept.school_level_basis != "stated":
        concept = replace(concept, population="candidate")  # 高考报名6200人,录取5300人, like 高考录取5300人
    elif not codes & _LINES:
        concept = replace(concept, attribute=" ".join(sorted({*codes, exam})))
    if concept.school_level_basis == "stated":
        return concept
    return replace(concept, school_level=level, school_level_basis="inherited")


def _take_admitted(concept: Concept) -> Concept:
    """Return who is admitted through an examination as its candidates: 参加对口升学考试,本科院校录取11人."""
    if concept.programme != "bachelor":
        return replace(concept, population="candidate")
    return replace(concept, population="candidate", programme="", attribute="bachelor_admitted")


def _take_persons(concept: Concept, subject: str, near: Concept, of_which: bool, here: bool) -> Concept:
    """Return the concept of 本科及以上学历占比 behind 小学专任教师62人: a share of these; so is 流失率.

    of_which says that 其中 or 占 names it as a part of the number directly before: 专任教师62人,其中骨干教师9人;
    here that both stand in one sentence: 民办学校专任教师占16%。女教师549人 are of any school.
    """
    if subject == "流失率" and near.population in TEACHING:
        owner = {name: getattr(concept, name) or getattr(near, name) for name in ("sector", "area")}
        return replace(concept, population="teacher", measure="other_rate", attribute="turnover", **owner)
    if concept.population != "teacher" or near.population not in TEACHING:
        return concept
    own_level = concept.school_level_basis == "stated" and concept.school_level != near.school_level
    of_which = of_which and not own_level
    of_these = near.population == "full_time_teacher" and (of_which or _OF_THE_SAME.fullmatch(subject))
    of_these = of_these and not _OF_TEACHERS.search(subject)
    if _TEACHER.search(subject) and not of_these:
        return concept
    names = ("sector", "area", "event") if here else ("event",)
    facets = {name: getattr(concept, name) or getattr(near, name) for name in names}
    apart = concept.measure == "other_rate" and not subject.endswith("到岗率")  # 招聘教师180名,到岗率92%
    if apart or not OWN_ACTS.isdisjoint(concept.attribute.split()):
        facets["event"] = concept.event  # 招聘教师360名,科学教师配备达标率90%
    return replace(concept, population=near.population, **facets)


def _find_paid(row: dict, before: Row) -> Concept:
    """Return who is paid a sum for each: the last ones counted, or all if these are a part and a rule follows.

    资助幼儿62人,其中残疾幼儿9人。按每生每学期500元的标准执行; not 其中残疾幼儿9人,每人500元.
    """
    told, near = before.done.get(before.concept.population), before.concept
    ruled = row["sentence_start"] != before.row["sentence_start"] or "标准" in row["subject"]
    if not told or not ruled or "其中" not in before.row["told"] or near.population not in _PAID:
        return near
    whole, concept = told
    same = whole["sentence_start"] == before.row["sentence_start"] and whole["start"] < before.row["start"]
    return concept if same else near


_PAID = TEACHING | {"pupil", "child"}


def _take_purpose(concept: Concept, subject: str, near: Concept) -> Concept:
    """Return the concept of 每人每年 behind 资助学生62人: money for the same."""
    if concept.population != "money" or not _PER_HEAD.fullmatch(subject) or concept.event or concept.attribute:
        return concept
    facets = {name: getattr(near, name) for name in ("sector", "area", "group", "attribute", "event", "programme")}
    if near.school_level_basis != "unknown":
        facets |= {"school_level": near.school_level, "school_level_basis": "inherited"}
    return replace(concept, measure="per_head", **facets)
