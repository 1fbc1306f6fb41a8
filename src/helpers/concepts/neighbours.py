"""What a number is of because of the one directly before it: its share, its rate, what befell it, whom it is of."""

from __future__ import annotations

import re

from helpers.concepts.facets import Concept, replace
from helpers.concepts.joining import TEACHING
from helpers.concepts.pages import Page

_TAKES = re.compile(
    r"(?:[为是][^,;。、()\d]{2,10})?[,、(]?(?:约|大约|近|只|仅)?占(?:比|到|了)?(?:[^,;。、()\d]{0,14}的)?(?:比例|比重)?(?:约|近|达到?|为|超过?)?[:]?"
)
_OF_NUMERATOR = ("event", "sector", "area", "group", "programme")
_ACTS = frozenset({"rotation", "dispatched", "promoted", "retired", "retired_staff", "resigned"})
_FOLLOWS = re.compile("占比$|占(?!地)")
_LICENSED = "licensed"
_DEGREES = frozenset({"postgraduate", "bachelor", "short_cycle", "required_qualification"})
_ENDED = re.compile("(?:撤销|停招|停办|取消|淘汰|撤停|调减|暂停招生)了?")
_PLACED = frozenset({"inclusion", "special_school"})
_PLACED_SO = frozenset({"home_teaching", "special_class"})
_FOR_SPECIAL = re.compile("随班就读|送教上门|特教班|特殊教育班|特(?:殊教育|教)学校就读")
_COMPULSORY = re.compile("义务教育(?:阶段)?(?:适龄)?[^,;。]{0,4}残疾")
_LEFT_OVER = re.compile("[,;](?:目前|如今|现在|现)?(?:还|只|仅|仍)?(?:剩下?|余|有)了?$")
_IN_ALL = re.compile("累计(?:已?达到?|为|有)?$")
_EXCHANGED = "rotation"
_PROMOTED = "promoted"
_SIZES = frozenset({"floor_area", "site_area"})
_RAISED = frozenset({"new", "enlarged", "built", "building"})
_REACHES = re.compile(",(?:涉及|惠及|覆盖)[^,。;\\d]{2,8}")
_PUPILS_TOO = re.compile("[、,和](?:覆盖|惠及|受益)?(?:在校)?学生")
_ON_THE_PAYROLL = "regular"
_HEADED = frozenset({"rotation", "dispatched"})
_LIKE_SUMS = 10  # times: what one pupil is paid is no total beside it
_TO_PUBLIC = re.compile("(?:入读|进入?|就读于?|安排到?)公办")


def take_neighbour(concept: Concept, row: dict, before: dict, near: Concept, page: Page) -> Concept:
    """Return the concept of a row with what the row directly before it (near) says of it, where it says less itself."""
    between = row["between"]
    concept = _take_numerator(concept, row, before, near, between)
    concept = _take_public(_take_rate(concept, near), row, near)
    concept = _take_other_share(concept, row, before, near)
    concept = _take_course(concept, row, before, near, page)
    concept = _take_placed(concept, row, before, near)
    concept = _take_each(concept, row, before, near)
    concept = _go_on(concept, row, before, near, between)
    concept = _take_act_beside(concept, row, near, between)
    concept = _take_built(concept, row, before, near, between)
    concept = _take_area(concept, row, before, near, between)
    concept = _take_kind_of_school(concept, row, before, near, page)
    concept = _take_private(concept, near, between)
    concept = _take_entry(concept, row, near, between)
    if (
        concept.population == "graduate"
        and concept.measure == "share"
        and near.event == "recruited"
        and "占" in between
    ):
        concept = replace(concept, population=near.population, event="recruited")  # 招聘教师62人,师范类毕业生占73%
    reached = concept.population == "school" and near.population == "money" and _REACHES.fullmatch(between)
    if reached and concept.school_level == near.school_level:  # 奖补普惠性民办幼儿园62万元,涉及幼儿园4所
        concept = replace(concept, sector=concept.sector or near.sector, event=concept.event or "supported")
    if near.population == "entrant" and concept.population == "pupil" and _is_of_entrants(before, between):
        concept = replace(concept, population="entrant")  # 招生620人,其中五年制学生180人
    concept = _take_reached(concept, near, between)
    concept = _take_kind(concept, row, before, near, between)
    concept = _take_registered(concept, near, between)
    teaching = concept.population in TEACHING and not concept.attribute
    if near.attribute == _ON_THE_PAYROLL and "其中" in between and teaching:
        return _add_attribute(concept, _ON_THE_PAYROLL)  # 在编教职工5236人,其中专任教师4871人
    among = _AMONG.search(between) or between == "、" + row["subject"]  # 其中校长41人、骨干教师95人
    among = among or _OF_EXCHANGED.match(page.read(row["end"], row["sentence_end"]))
    return _take_exchanged(concept, near) if among else concept


_AMONG = re.compile("其中|当中")
_OF_EXCHANGED = re.compile(",占(?:比)?(?:全部|参加|参与)*(?:交流|轮岗)")  # 骨干教师62人,占交流教师的20%


def _is_of_entrants(before: dict, between: str) -> bool:
    """Tell whether pupils are a part of those who entered: 招生620人,其中户籍学生410人、随迁子女210人."""
    if _BESIDE_A_PART.fullmatch(between):
        return bool(_AMONG_THESE.search(before["told"]))
    return bool(_OF_ENTRANTS.fullmatch(between))


_OF_ENTRANTS = re.compile(r"[,(]其中,?(?!在校|在读|在籍)[^,。;\d]{0,24}(?:生|子女|儿童|少年)")
_BESIDE_A_PART = re.compile(r"[、,](?!其中|在校|在读|在籍)[^,。;、\d]{0,16}(?:生|子女|儿童|少年)")
_AMONG_THESE = re.compile("[,(]其中[^。;]*$")


def _take_kind(concept: Concept, row: dict, before: dict, near: Concept, between: str) -> Concept:
    """Return pupils behind classes of a kind, or teachers behind their allowance, as of these: 订单班12个,学生508人."""
    if not near.attribute or concept.attribute:
        return concept
    beside = between in (f",{row['subject']}", f"、{row['subject']}") or _THERE_ARE.fullmatch(between)
    beside = beside and before["kind"] == row["kind"] == "level"
    if near.population == "class" and concept.population == "pupil" and beside:
        kinds = [code for code in near.attribute.split() if code not in _OF_CLASSES]
        return replace(concept, attribute=" ".join(kinds))
    if near.attribute == "allowance" and concept.population in TEACHING and _PAID_TO.match(row["subject"]):
        return replace(concept, attribute="allowance", area=near.area)  # 补助支出1184万元,涉及教师3120人
    return concept


_OF_CLASSES = frozenset({"signed"})  # 签约订单班8个、学员320人: the classes are agreed upon
_THERE_ARE = re.compile("[^,、。;]{0,8}[,、](?:现|共|目前|在读|招收?)*有?(?:学[生员]|在校生)")
_PAID_TO = re.compile("涉及|惠及|覆盖|受益|享受")


def _take_registered(concept: Concept, near: Concept, between: str) -> Concept:
    """Return a kind of the candidates who registered as registered, too: 报名620人,其中应届生510人、往届生110人."""
    kind = set(concept.attribute.split())
    of_these = concept.population == near.population == "candidate" and _REGISTERED in near.attribute.split()
    if not of_these or not kind <= _KINDS_OF_CANDIDATES or not _AMONG_CANDIDATES.match(between):
        return concept
    return _add_attribute(concept, _REGISTERED)


_REGISTERED = "registered"
_KINDS_OF_CANDIDATES = frozenset(
    {"fresh", "repeating", "gaokao", "zhongkao", "physics_stream", "history_stream", "arts_stream", "science_stream"}
)
_AMONG_CANDIDATES = re.compile("[,;(]?其中|、")


def _take_reached(concept: Concept, near: Concept, between: str) -> Concept:
    """Return pupils behind schools that a scheme reaches as reached, too: 营养改善计划覆盖学校21所、学生1.06万人."""
    reached = near.population == "school" and near.event == "supported" and near.attribute
    if not reached or concept.population != "pupil" or concept.attribute or concept.event:
        return concept
    if not _PUPILS_TOO.fullmatch(between):
        return concept
    return replace(concept, attribute=near.attribute, event=near.event)


def _go_on(concept: Concept, row: dict, before: dict, near: Concept, between: str) -> Concept:
    """Return a number with the subject of the one before it as of the same persons, or as of all behind new ones."""
    if row["subject"] != before["subject"]:
        return concept
    if {concept.population, near.population} <= TEACHING and row["kind"] in ("change", "growth"):
        return replace(concept, population=near.population)  # 专任教师62人,高级职称教师占31%,提高2个百分点
    if concept.event == "new" and _IN_ALL.search(between):
        return replace(concept, event="")  # 新增示范园6所,累计41所 are all of them
    if concept.event == "closed" and _LEFT_OVER.search(between):
        return replace(concept, event="")  # 撤并教学点12个,还剩37个
    return concept


def _are_recruited_so(one: Concept, other: Concept) -> bool:
    """Tell whether teachers are counted beside others of another way in or level: 招聘特岗教师62名,公费师范生31名."""
    ways = one.attribute != other.attribute and {one.attribute, other.attribute} <= _WAYS_IN
    levels = one.attribute == other.attribute and one.school_level != other.school_level
    stated = one.school_level_basis == other.school_level_basis == "stated"
    return one.population == other.population == "teacher" and (ways or (levels and stated))


_WAYS_IN = frozenset({"special_post", "free_normal"})


def _take_act_beside(concept: Concept, row: dict, near: Concept, between: str) -> Concept:
    """Return teachers listed directly behind others as of the same act: 轮岗校长9名,教师157名."""
    if between not in ("," + row["subject"], "、" + row["subject"]):
        return concept
    if near.event == "recruited" and not concept.event and _are_recruited_so(near, concept):
        return replace(concept, event="recruited")
    if near.event == "built" and concept.population == near.population and not concept.event:
        return replace(concept, event="built")  # 建成中小学4所、幼儿园3所
    headed = near.population == "head" and near.attribute in _HEADED
    if headed and concept.population == "teacher" and not concept.attribute:
        return replace(concept, attribute=near.attribute)
    if _PROMOTED in near.attribute.split() and concept.population in TEACHING and not concept.event:
        return _add_attribute(concept, _PROMOTED)  # 新评特级教师2名、高级教师58名
    return concept


def _take_area(concept: Concept, row: dict, before: dict, near: Concept, between: str) -> Concept:
    """Return what stands directly behind the schools that have it as in their area: 城区5所小学在校生7156人.

    So is what is done at schools whose name stands between: 向6所民办学校购买学位2360个.
    """
    done = between.removesuffix(row["subject"])
    named = between != done and before["subject"].endswith(done)
    theirs = near.population == "school" != concept.population and named
    if not theirs or concept.area or concept.school_level != near.school_level:
        return concept
    return replace(concept, area=near.area, sector=concept.sector or near.sector)


def _take_kind_of_school(concept: Concept, row: dict, before: dict, near: Concept, page: Page) -> Concept:
    """Return what a list goes on to count, its level left out, as of the same schools.

    农村12所小学在校生1860人,教师152人; 小学教学点86个,在校生2310人.
    """
    between = row["between"]
    left_out = between[:1] in _LISTED and between[1:] and row["subject"].endswith(between[1:])
    its = near.population == "school" or row["subject"] != between[1:]
    if not left_out or not its or concept.population == "school" or concept.school_level != near.school_level:
        return concept
    if concept.event or near.event or row["kind"] != before["kind"]:
        return concept
    if concept.attribute or concept.group or concept.population not in _AT_SCHOOL:
        return concept
    points = near.programme == _POINT and not _SCHOOLS.search(page.read(row["sentence_start"], before["start"]))
    told = page.read(row["sentence_start"], before["start"])
    parted = "其中" in told or len(_AREA.findall(told)) > 1  # 招生620人,农村310人、城区310人,在校生1900人
    area = near.area if near.population != "school" and not parted else concept.area
    programme = _POINT if points and not concept.programme else concept.programme
    return replace(concept, area=concept.area or area, programme=programme)


_AREA = re.compile("[农乡]村|城[区镇乡]|镇区|县城|乡镇|市区")
_LISTED = frozenset({",", "、"})
_AT_SCHOOL = TEACHING | {"pupil"}
_POINT = "teaching_point"
_SCHOOLS = re.compile("\\d所")


def _take_built(concept: Concept, row: dict, before: dict, near: Concept, between: str) -> Concept:
    """Return an area behind schools that are built as theirs: 新建学校3所,建筑面积5.6万平方米."""
    here = row["sentence_start"] == before["sentence_start"] and between.startswith(",")
    raised = near.population == "school" and near.event in _RAISED
    own = concept.event or "repair" in concept.attribute
    if concept.population not in _SIZES or own or not raised or not here:
        return concept
    return replace(concept, event=near.event)


def _take_exchanged(concept: Concept, near: Concept) -> Concept:
    """Return a part of those who are exchanged as exchanged: 交流轮岗校长教师620人,其中校长41人."""
    if near.attribute != _EXCHANGED:
        return concept
    if concept.population == "head" and not concept.attribute:
        return replace(concept, attribute=_EXCHANGED)
    backbone = concept.population == "teacher" and "backbone" in concept.attribute.split()
    if backbone and concept.measure == "count":  # 交流教师412名,其中骨干教师95名
        return _add_attribute(concept, _EXCHANGED)
    return concept


def _add_attribute(concept: Concept, code: str) -> Concept:
    return replace(concept, attribute=" ".join(sorted({*concept.attribute.split(), code})))


def _take_numerator(concept: Concept, row: dict, before: dict, near: Concept, between: str) -> Concept:
    """Return a share with what the number directly before it, whose share it is, is of: 普惠性民办园6200人,占31%."""
    counts = near.measure in ("count", "amount") and before["kind"] == "level"
    if concept.measure != "share" or not counts or not _TAKES.fullmatch(between) or not _FOLLOWS.search(row["subject"]):
        return concept
    own = before["subject"]
    if not row["subject"].startswith(own) and own not in row["subject"]:
        return concept
    teaching = {concept.population, near.population} <= TEACHING
    if concept.population != near.population and not teaching:
        concept = replace(concept, population=near.population)
    facets = {name: getattr(concept, name) or getattr(near, name) for name in _OF_NUMERATOR}
    if near.attribute == "public_assisted":  # 私立园中34园为准公共幼儿园,占79%
        return replace(concept, **facets, attribute=near.attribute, of="attribute")
    acts = _ACTS & {*near.attribute.split()}  # 轮岗教师62人,其中骨干教师9人,占交流人数的15%
    return replace(concept, **facets, attribute=" ".join(sorted({*concept.attribute.split(), *acts})))


def _take_private(concept: Concept, near: Concept, between: str) -> Concept:
    """Return inclusive kindergartens among private ones as private: 民办幼儿园475所,其中认定为普惠性的401所."""
    among = concept.sector == "inclusive" and near.sector == "private" and _AMONG.search(between)
    return replace(concept, sector="inclusive_private") if among and concept.population == near.population else concept


def _take_entry(concept: Concept, row: dict, near: Concept, between: str) -> Concept:
    """Return classes that entrants are put in, and their size, as those of one grade: 新生7152人,编班166个,班额43人."""
    formed = near.population == "entrant" and concept.population == "class" and _FORMS_CLASSES.match(row["subject"])
    size = concept.attribute == "class_size" and near.population == "class" and len(between) < _NEAR
    theirs = formed or (size and _ENTRY in near.attribute.split())
    return _add_attribute(concept, _ENTRY) if theirs and concept.measure in ("count", "average") else concept


_ENTRY = "entry_grade"
_FORMS_CLASSES = re.compile("[编分]班|编成|编为")
_NEAR = 12  # characters


def _take_public(concept: Concept, row: dict, near: Concept) -> Concept:
    """Return 公办学校接收 and 公办率 behind a group or a level as theirs: 随迁子女785人,其中公办接收761人,公办率97%."""
    if concept.attribute == "received" and near.group and near.population == concept.population:
        return replace(concept, group=concept.group or near.group)
    others = near.population in ("pupil", "entrant") and near.sector == "public" and near.school_level != "preschool"
    if row["subject"] != "公办率" or not others:
        return concept
    names = ("population", "school_level", "group")
    return replace(concept, school_level_basis="inherited", **{name: getattr(near, name) for name in names})


def _take_rate(concept: Concept, near: Concept) -> Concept:
    """Return 持证率 and 普通高中研究生学历12% behind teachers as theirs; alone they are said of schools."""
    theirs = concept.attribute == _LICENSED or (concept.measure == "share" and concept.attribute in _DEGREES)
    if concept.population != "school" or not theirs or near.population not in TEACHING:
        return concept
    return replace(concept, population=near.population)


def _take_other_share(concept: Concept, row: dict, before: dict, near: Concept) -> Concept:
    """Return the share of the other owner behind one of pupils as of pupils: 民办园在园幼儿占35.6%;公办园占64.4%."""
    here = row["sentence_start"] == before["sentence_start"] and row["kind"] == "share"
    shares = concept.measure == near.measure == "share" and concept.of == near.of == "sector"
    other = shares and concept.population == "school" and near.population == "pupil" and concept.sector != near.sector
    return replace(concept, population="pupil") if here and other else concept


def _take_course(concept: Concept, row: dict, before: dict, near: Concept, page: Page) -> Concept:
    """Return 工学专业占31% behind 本科专业62个 as one of these, and what 停招4个 are behind 新增专业16个."""
    if near.population != "course":
        return concept
    if concept.population == "school" and concept.event == "closed" and _ENDED.fullmatch(row["subject"]):
        return replace(near, measure="count", event="closed", school_level_basis=inherit_basis(near))
    narrower = concept.population == "course" and concept.measure == "share" and not concept.programme
    whole = near.school_level_basis == "inherited" or "其中" not in page.read(before["sentence_start"], before["start"])
    if narrower and concept.school_level == "unknown" and near.programme and whole:
        facets = {"programme": near.programme, "school_level": near.school_level}
        return replace(concept, school_level_basis=inherit_basis(near), **facets)
    return concept


def inherit_basis(near: Concept) -> str:
    """Return how the level of a row is known that takes over that of another."""
    return "unknown" if near.school_level_basis == "unknown" else "inherited"


def _take_placed(concept: Concept, row: dict, before: dict, near: Concept) -> Concept:
    """Return where children are taught, and how many of them are, as those of whom the row before tells.

    残疾儿童少年620人,入学率97%。特教学校就读310人,随班就读210人 are all disabled.
    """
    placed = concept.programme in _PLACED or not _PLACED_SO.isdisjoint(concept.attribute.split())
    placed = placed and (concept.population == "pupil" or concept.measure == "share")
    enrolled = concept.measure == "enrolment_rate" and row["sentence_start"] == before["sentence_start"]
    attends = near.group == "migrant" and concept.population == "pupil" and _TO_PUBLIC.search(row["subject"])
    if near.group == "disabled" and (placed or enrolled):
        concept = replace(concept, group=concept.group or near.group)
    elif attends and not concept.group:
        concept = replace(concept, group=near.group)
    return concept


def place_level(concept: Concept, row: dict, page: Page) -> Concept:
    """Return the disabled who are taught in ordinary schools or at home as of the stage of whom their line tells.

    义务教育阶段残疾儿童少年620人…随班就读210人,送教上门40人. They are pupils, also where they are called children.
    """
    taught = concept.programme == "inclusion" or not _PLACED_SO.isdisjoint(concept.attribute.split())
    if taught and concept.population == "child" and concept.measure == "count":
        concept = replace(concept, population="pupil")
    if concept.school_level != "special" or concept.group != "disabled" or not _FOR_SPECIAL.search(row["subject"]):
        return concept
    titled = taught and concept.population == "pupil" and "义务教育" in page.title
    if not titled and not _COMPULSORY.search(page.read_line(row["start"])):
        return concept
    return replace(concept, school_level="compulsory", school_level_basis="inherited")


def take_service(concept: Concept, row: dict, said: Concept) -> Concept:
    """Return whom a service reaches as of the schools that offer it, also in the line above.

    41所义务教育学校开展课后服务,参与学生4万人,参与率92%. said is the concept of the row before.
    """
    codes, told = set(concept.attribute.split()), set(said.attribute.split())
    follows = not row["cell"] and codes & _SERVED and told & _SERVED and _SERVICE in codes | told
    if not follows or concept.school_level != "unknown" or said.school_level_basis == "unknown":
        return concept
    if row["between"].count("\n") > 1:
        return concept
    return replace(concept, school_level=said.school_level, school_level_basis="inherited")


_SERVICE = "after_school_service"
_SERVED = frozenset({_SERVICE, "participating", "participation", "club"})


def take_line(concept: Concept, row: dict, said: Concept) -> Concept:
    """Return a rate of those who passed a line as of the line that was just told of: 本科上线612人 | 上线率58%.

    said is the concept of the row before.
    """
    passed = concept.attribute == "line" and concept.population == said.population and not row["cell"]
    if not passed or row["subject"] != "上线率" or _PASSED.isdisjoint(said.attribute.split()):
        return concept
    if row["between"].count("\n") > 1:
        return concept
    level = {"school_level": said.school_level, "school_level_basis": inherit_basis(said)}
    return replace(concept, attribute=said.attribute, **(level if concept.school_level == "unknown" else {}))


_PASSED = frozenset({"bachelor_line", "first_tier_line", "line"})


def _take_each(concept: Concept, row: dict, before: dict, near: Concept) -> Concept:
    """Return a sum of the size of one before it that each is paid as one for each: 半日制每生4000元,全日制6000元.

    So is what each of some small schools has of these: 100人以下学校41所,校均学生38人.
    """
    sized = (
        near.population == "school"
        and not near.event
        and _OF_SIZE.search(near.attribute)
        and concept.measure == "average"
    )
    if sized and not concept.attribute.startswith("size_") and row["sentence_start"] == before["sentence_start"]:
        return _add_attribute(concept, near.attribute) if _EACH_ALONE.match(row["subject"]) else concept
    same = concept.population == near.population == "money" and row["sentence_start"] == before["sentence_start"]
    if same and concept.measure == near.measure == "per_head" and not concept.attribute and not near.group:
        return replace(concept, attribute=near.attribute if concept.group else "")  # 初中每生940元,寄宿生另加300元
    amounts = concept.population == near.population == "money" and concept.measure == "amount"
    if amounts and near.attribute == "equipment" and _ADDED.fullmatch(row["subject"]):
        return replace(concept, attribute=near.attribute, event="new")  # 教学仪器设备值620万元,当年新增62万元
    if not amounts or near.measure != "per_head" or concept.event or row["unit"] != before["unit"]:
        return concept
    if row["sentence_start"] != before["sentence_start"] or row["kind"] != "level":
        return concept
    one, other = row["value"], before["value"]
    if not (one > 0 and other > 0):
        return concept
    if not 1 / _LIKE_SUMS <= one / other <= _LIKE_SUMS:
        return concept
    names = ("attribute", "group", "sector", "area")
    return replace(
        concept, measure="per_head", **{name: getattr(concept, name) or getattr(near, name) for name in names}
    )


_OF_SIZE, _EACH_ALONE = (
    re.compile(r"\b(?:small_school|under_\d|size_\d)"),
    re.compile("(?:平均)?(?:每[校班]|[校班]均|班额)"),
)
_ADDED = re.compile("(?:当年|本年|全年|[今去]年|本?学年|其中)*新增")
