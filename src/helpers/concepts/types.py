"""Which population can be measured how, and in which unit: what cannot be is refused with the reason."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from helpers.concepts.facets import NOTHING, Concept, replace
from helpers.concepts.joining import TEACHING, Bundle
from helpers.storage import read_resource

_PERCENT = frozenset({"%", "‰"})
_RATES = frozenset(
    {
        *("share", "gross_enrolment_rate", "net_enrolment_rate", "enrolment_rate", "retention_rate", "other_rate"),
        *("progression_rate", "dropout_rate", "completion_rate", "employment_rate", "coverage_rate"),
    }
)
_OF_TWO = frozenset({"share", "coverage_rate", "ratio"})
_PERSONS = frozenset({"人", "名", "位", "人次"})
_LOANS, _AREAS = frozenset({"笔", "件", "户"}), frozenset({"平方米", "亩", "公顷"})
_DEGREES = {"bachelor": "bachelor", "postgraduate": "postgraduate", "short_cycle": "short_cycle_and_above"}
_BUILDING = frozenset({"new", "built", "enlarged", "opened", "building", "planned_site"})
_BUILT = frozenset({"school", "floor_area", "sports_area", "device", "computer", "book"})
_OF_TEACHERS = frozenset(
    {
        *("required_qualification", "higher_qualification", "postgraduate", "doctoral", "bachelor", "senior_title"),
        *("short_cycle_and_above", "senior_intermediate_title", "intermediate_title", "full_senior_title"),
    }
)
_OF_PUPILS = frozenset({"special_class", "resource_room", "club"})  # classes whose members are counted in persons
_ACTS_OF_TEACHERS = frozenset({"cross_school", "competed", "reassigned", "county_managed", "promoted", "resigned"})
_SAID_BY_UNIT = frozenset({"school", "class", "device", "book", "course", "county", "training"})
_OF_SCHOOLS = frozenset({"所", "校"})
_NEW_TEACHERS = frozenset({"free_normal", "double_first_class"})  # come from colleges and teach anywhere
_RAISED = frozenset({"new", "built", "building", "opened", "planned_site"})
_NOT_OF_SCHOOLS = frozenset({"resident", "candidate", "training", "tutoring", "other"})
_OF_EXAMS = frozenset({"admitted", "line", "bachelor_line", "first_tier_line"})
_TOTALS = frozenset({"education_funds", "total_funds", "fiscal_funds", "public_budget", "surcharge"})
_REACHED = {"employment_rate": "employed", "progression_rate": "going_on"}
_GROUNDS = {"平方米": "floor_area", "亩": "site_area", "公顷": "site_area"}
_ROOMS = frozenset({"classroom", "laboratory", "library", "gymnasium", "dormitory", "canteen"})
_VAGUE = frozenset({"participating", "covered", "served", "selected"})  # say nothing beside what says for what
_KINDS_OF_AID = frozenset(
    {"state_grant", "scholarship", "fee_waiver", "living_allowance", "meals", "loan", "free_textbooks"}
)
_BODIES = frozenset({"height", "weight"})
_HOURS = frozenset({"学时", "课时", "小时"})
_TIMES = frozenset({"小时", "分钟"})
_SPENT = frozenset({"sports_hour", "homework", "sleep"})  # what each pupil does for so long
_LINES = frozenset({"bachelor_line", "first_tier_line"})
_NARROWING = ("attribute", "group", "sector", "programme", "event", "area", "school_level")


class Type(NamedTuple):
    """What a population is called, counted in and measured by."""

    label: str
    units: frozenset[str]
    measure: str


@cache
def get_types() -> dict[str, Type]:
    """Return for each population the units that it is counted in (resources/populations.csv)."""
    return {
        row["population"]: Type(row["label_en"], frozenset(row["units"].split()), row["measure"])
        for row in read_resource("populations.csv")
    }


@cache
def _by_unit() -> dict[str, str]:
    return {unit: row["population"] for row in read_resource("populations.csv") for unit in row["alone_with"].split()}


def settle_types(part: Bundle, whole: Bundle | None, unit: str, kind: str) -> Concept:
    """Return the concept of a subject's facets with that unit and kind; a false one with the problem if impossible.

    What cannot be counted in the unit hands over to the noun before it that can: 完成学校运动场改造2所 are schools.
    """
    found = _settle(part, whole, unit, kind)
    if found or whole is not None or kind != "level" or _NOT_COUNTED not in found.problem:
        return found
    for head in reversed(part.heads[:-1]):
        codes = part.codes | {"population": [head]}
        other = _settle(Bundle({facet: [*own] for facet, own in codes.items()}), None, unit, kind)
        if other.population == head:
            return other
    return found


_NOT_COUNTED, UNSAID = "are not counted in", "what is counted is not said"
OF_UNSAID = "a share of what is not said"


def _settle(part: Bundle, whole: Bundle | None, unit: str, kind: str) -> Concept:
    facets = {facet: part.get(facet) for facet in part.codes}
    unit, _, each = unit.partition("/")
    measure = _read_measure(facets, unit, kind)
    if not measure and kind == "level" and each.startswith(("生", "学生", "人", "名")):
        measure = "per_head"  # 公用经费720元/生·年
    stated = bool(measure)
    _choose_population(facets, unit, kind, measure)
    if whole is not None and not facets.get("population"):
        facets["population"] = whole.get("population")
    population = facets.get("population", "")
    if not population:
        return Concept(problem=UNSAID)
    if population == "teacher" and not _NEW_TEACHERS.isdisjoint(facets.get("attribute", "").split()):
        of_college = facets.get("school_level", "").startswith("higher")  # 引进师范大学公费师范生
        facets["school_level"] = "" if of_college else facets.get("school_level", "")
    if _is_time_spent(facets, unit):
        measure = "per_head"
    if measure == "index" and unit in _PERSONS:
        measure = ""  # 总分600分以上62人
    reached = kind == "share" and whole is None and "covered" in facets.get("attribute", "").split()
    if reached and not measure and population == "school":
        measure = "coverage_rate"  # 集团化办学覆盖义务教育学校的92%
    if population == "training" and unit in _HOURS:
        facets["attribute"] = " ".join(sorted({*facets.get("attribute", "").split(), "hours"}))
    if not part.of_schools:
        _move_degrees(facets)
    if population in _STUDYING and not facets.get("programme") and "bachelor" in facets.get("attribute", "").split():
        _take_degree(facets)
    degrees = facets.get("programme", "").split()
    if len(degrees) > 1 and _DEGREES.keys() >= set(degrees) and (population in TEACHING or measure == "ratio"):
        facets["programme"] = ""  # 普通本专科专任教师, 普通本专科生师比 are those of colleges
    if population in ("school", "place") and facets.get("group") and measure in _RATES and "pupil" in part.heads:
        facets["population"] = population = "pupil"  # 随迁子女就读公办学校的比例
    if unit in _OF_SCHOOLS and _is_at_schools(facets, part.heads):
        facets["population"] = population = "school"
        facets["attribute"] = facets.get("attribute") or "equipment"  # no more is built: 高中更新实验设备16所
    if measure == "per_head" and population == "pupil" and unit in _PERSONS and "supported" in facets.get("event", ""):
        measure = ""  # 营养改善计划每生每天…受益学生62名
    _settle_events(facets, measure)
    _settle_exams(facets, measure)
    _drop_vague(facets)
    if whole is not None:
        of = _find_of(facets, whole, stated)
        _take_from_whole(facets, whole)
        population = facets["population"]
        facets.setdefault("of", of)
    if unit == "个百分点" and not measure:
        measure = "other_rate" if population == "candidate" else "share"  # 大班额下降0.6个百分点
    measure = _choose_measure(measure, population, kind, whole)
    sizes = {"class_size", "school_size"}.intersection(facets.get("attribute", "").split())
    if sizes and population == "money" and measure == "average":
        measure = "per_head" if "class_size" in sizes else measure  # 平均每所幼儿园补助7万元
        facets["attribute"] = " ".join(code for code in facets["attribute"].split() if code not in sizes)
    if measure == "amount" and population != "money" and kind == "level" and unit not in _AREAS:
        measure = "count"  # 运动场5片
    if measure not in _OF_TWO:
        facets.pop("of", None)
    if measure == "share" and not facets.get("of"):
        facets["of"] = _find_of(facets, whole, stated)
        if not facets["of"]:
            return Concept(problem=OF_UNSAID)
    if problem := _find_problem(population, measure, unit, kind, facets.get("attribute", "")):
        return Concept(problem=problem)
    return replace(NOTHING, **facets | {"measure": measure})


def _read_measure(facets: dict[str, str], unit: str, kind: str) -> str:
    """Return the measure that the words name; 留在本地就业1932人 are graduates with work, no rate."""
    measure = facets.pop("measure", "")
    if unit == "分" and "satisfaction" in facets.get("attribute", ""):
        return "index"  # 学生满意度94.6分 is no rate
    if measure in _REACHED and unit in _PERSONS and kind in ("level", "change"):
        facets["attribute"] = " ".join(sorted({*facets.get("attribute", "").split(), _REACHED[measure]}))
        return ""
    return measure


def _choose_population(facets: dict[str, str], unit: str, kind: str, measure: str) -> None:
    """Let the unit say what is counted where no noun does, and money be paid for what is supported or built.

    A rate of which nothing is said to be counted, or only a device (多媒体教室配备率), is one of schools.
    """
    population = facets.get("population", "")
    if _is_time_spent(facets, unit):
        facets["population"] = "pupil"
    elif unit in {"项", "件"} and facets.get("event") == "honoured" and "contest_award" in facets.get("attribute", ""):
        facets["population"] = "other"  # 学生在大赛中获奖62项 are prizes
    elif measure == "completion_rate" and not population and "recruited" in facets.get("event", ""):
        facets["population"] = "teacher"
    elif measure == "completion_rate" and not population and facets.get("school_level"):
        facets["population"] = "pupil"
    elif measure == "other_rate" and not population and facets.get("attribute") in ("passed", "good"):
        return  # 及格率: of which examination is not said
    elif measure == "other_rate" and not population and _OF_EXAMS & set(facets.get("attribute", "").split()):
        facets["population"] = "candidate"
    elif measure == "other_rate" and not population and not facets.get("attribute"):
        return  # 办结率: a rate of something else
    elif measure == "coverage_rate" and population == "school_group":
        facets["population"] = "school"  # 集团化办学覆盖率
    elif measure in ("coverage_rate", "other_rate") and population in ("", "device", "computer"):
        facets["population"] = "school"
    elif population in ("pupil", "graduate") and "recruited" in facets.get("event", ""):
        facets |= {"population": "teacher", "school_level": ""}  # 招聘高校毕业生
    elif not population:
        facets["population"] = _name_unsaid(facets, unit, kind, measure)
    else:
        _recount(facets, unit, kind, measure)


def _recount(facets: dict[str, str], unit: str, kind: str, measure: str) -> None:
    """Let the unit say that not the noun itself is counted, but what is paid for it, who is paid, or what it holds."""
    population, attributes = facets["population"], facets.get("attribute", "").split()
    persons = unit in _PERSONS and _name_persons(facets)
    for_teachers = unit == "元" and population == "teacher" and "special_post" in attributes
    if unit == "元" and population == "training":
        facets |= {"population": "money", "attribute": "teacher_training"}  # 教师培训300万元
    elif unit == "元" and population != "money" and (for_teachers or _is_paid(facets)):  # 特岗教师226万元
        facets["population"] = "money"
    elif persons:
        facets["population"] = persons
    elif unit in _LOANS and population in ("money", "pupil"):
        facets["population"] = "other"  # 助学贷款620笔
    elif unit == "元" and population == "device":  # 小学仪器设备9010万元 is what they are worth
        facets |= {"population": "money", "attribute": " ".join(sorted({*attributes, "equipment"}))}
    elif measure == "share" and population == "school" and not _OF_TEACHERS.isdisjoint(attributes):
        facets["population"] = "teacher"  # 幼儿园本科及以上学历占比
    elif _is_said_by_unit(population, unit, kind):
        facets["population"] = _by_unit()[unit]  # 增设幼儿园9班, 为学校更换护眼灯620盏, 计划覆盖4县
    elif unit in _PERSONS and population in ("school", "money") and "approved_posts" in facets.get("attribute", ""):
        facets |= {"population": "pupil", "attribute": "running_costs"}  # 小规模学校按100人核定
    elif (
        unit in _GROUNDS
        and population in ("device", "project", "school")
        and (unit != "平方米" or population == "device" or not _BUILDING.isdisjoint(facets.get("event", "").split()))
    ):
        facets["population"] = _GROUNDS[unit]  # 新建食堂9800平方米
    elif unit == "元" and measure in ("per_head", "average"):
        facets["population"] = "money"  # 寄宿制学校按寄宿生每生每年300元, 小学每班21万元


def _is_time_spent(facets: dict[str, str], unit: str) -> bool:
    """Say whether a number is how long pupils do something: 每天体育活动时间2小时."""
    return unit in _TIMES and not _SPENT.isdisjoint(facets.get("attribute", "").split())


def _name_persons(facets: dict[str, str]) -> str:
    """Return whom money is paid to or who is in a class, where persons are counted: 国家助学金1332人次; "" for none."""
    population, attributes = facets["population"], facets.get("attribute", "").split()
    if population == "money" and "supported" in facets.get("event", ""):
        return "pupil"
    if population == "money" and "allowance" in attributes:
        return "pupil" if "textbooks" in attributes else "teacher"  # 乡村教师生活补助发放4986人
    if population in ("class", "course") and not _OF_PUPILS.isdisjoint(attributes):
        return "pupil"  # 特殊教育班62人, 手风琴社团12人
    return ""


def _is_said_by_unit(population: str, unit: str, kind: str) -> bool:
    """Say whether a measure word counts only one thing, and not that which the words name: 一年级新生62班."""
    said = _by_unit().get(unit, "")
    if kind not in ("level", "change") or said not in _SAID_BY_UNIT or unit in get_types()[population].units:
        return False
    return said != "school" or population not in _NOT_OF_SCHOOLS  # 学生家长62所 are none


def _name_unsaid(facets: dict[str, str], unit: str, kind: str, measure: str) -> str:
    """Return who is counted where only what they have or undergo is named: 招聘206人, 研究生学历占比, 资助1332人次."""
    events, attributes = facets.get("event", "").split(), facets.get("attribute", "").split()
    persons = unit in _PERSONS
    if (persons or measure == "share") and ("recruited" in events or not _OF_TEACHERS.isdisjoint(attributes)):
        return "teacher"
    if persons and ("supported" in events or "after_school_service" in attributes):
        return "pupil"  # 小学参加课后服务12000人
    if persons and any(code.startswith("score_") for code in attributes):
        return "candidate"  # 600分以上62人
    if persons and ("honoured" in events or not _ACTS_OF_TEACHERS.isdisjoint(attributes)):
        return "teacher"
    if persons and {"deferred", "enlisted"} & set(attributes):
        return "child" if "deferred" in attributes else "graduate"
    if measure == "index" and _ENDS.issuperset(attributes) and facets.get("school_level"):
        return "school"  # 小学差异系数0.42
    if unit in ("个", "所") and events == ["closed"]:
        return "school"  # 撤并21个
    alone = (unit == "个" and "in_accounts" in attributes) or (unit == "处" and kind == "level" and not attributes)
    if alone and facets.get("school_level"):
        return "school"  # 纳入决算编制范围的中学12个, 小学23处
    if kind == "share" and not measure and attributes and facets.get("school_level"):
        return "school"  # 中小学接入宽带互联网100%
    return _by_unit().get(unit, "") if kind in ("level", "change") and measure not in _RATES else ""


_ENDS = frozenset({"highest", "lowest"})


def _is_paid(facets: dict[str, str]) -> bool:
    events = set(facets.get("event", "").split())
    if events & {"supported", "invested", "honoured"} or facets["population"] == "project":
        return True
    return bool(events & _BUILDING) and facets["population"] in _BUILT


def _is_at_schools(facets: dict[str, str], heads: list[str]) -> bool:
    """Say whether what is counted in 所 are the schools at which something is done: 学校供暖工程6所, 改造食堂12所."""
    events = set(facets.get("event", "").split())
    if not events.isdisjoint(_RAISED):
        return False  # 新建学校食堂12所 are canteens
    if facets["population"] == "device":
        return "enlarged" in events or "school" in heads
    return facets["population"] == "project" and "school" in heads


def _move_degrees(facets: dict[str, str]) -> None:
    """A degree of teachers is their qualification, not a programme that they attend."""
    programme = facets.get("programme", "")
    if facets["population"] in TEACHING and programme in _DEGREES:
        facets["programme"] = ""
        if programme == "postgraduate" and facets.get("school_level") == "higher":
            facets["school_level"] = ""  # 招聘教师…研究生6名 teach anywhere
        facets["attribute"] = " ".join(sorted({*facets.get("attribute", "").split(), _DEGREES[programme]}))


def _take_degree(facets: dict[str, str]) -> None:
    """Return 学士学位课程学生 as those of a programme: nobody has the degree yet."""
    facets["programme"] = "bachelor"
    facets["attribute"] = " ".join(code for code in facets["attribute"].split() if code != "bachelor")
    facets["school_level"] = facets.get("school_level") or "higher"


def _settle_events(facets: dict[str, str], measure: str) -> None:
    """Only money is invested; money for building is invested, and building is what it is for."""
    events = set(facets.get("event", "").split())
    if facets["population"] == "money":
        if events & _BUILDING and "equipment" not in facets.get("attribute", ""):  # 当年新增设备资产值
            codes = set(facets.get("attribute", "").split())
            repaired = "repair" in codes and events & _BUILDING == {"enlarged"}  # 维修校舍投入资金 builds nothing
            codes = codes - {"repair"} | {"renovation" if repaired else "construction"}
            facets["attribute"] = " ".join(sorted(codes))
            events -= _BUILDING
        if measure == "per_head" and facets.get("attribute"):
            events -= {"supported", "invested"}  # 助学金每生每年2000元 is a rule, no act
        if "supported" in events or not _TOTALS.isdisjoint(facets.get("attribute", "").split()):
            events -= {"invested"}  # 教育经费总投入 is the name of a total
    else:
        events -= {"invested"}
    if "building" in events and not events & _DONE and facets["population"] in ("school", "project"):
        events -= {"new", "enlarged"}  # 开工新建、改扩建学校 are not built yet
    if {"new", "enlarged"} <= events:
        events = events - {"new", "enlarged"} | {"built"}  # 新建、改扩建 in one number
    if {"building", "planned_site"} <= events:
        events -= {"planned_site"}  # 开工规划建设普通高中
    if facets["population"] == "place" and events & {"new", "built"}:
        events = {"new"}  # 改扩建后新增学位, 投用学校增加学位
    for last in ("opened", "enlarged", "new", "built"):  # 投入使用的新建学校, 完工的改扩建项目, 规划新建学校
        if last in events:
            events = {last} | events & {"supported", "invested", "honoured", "recruited", "closed"}
            break
    if facets["population"] not in _BUILT | {"money", "site_area", "project"}:
        events -= {"planned_site", "building"}  # 规划36个班, 建设名师工作室30个
    if "closed" in events:
        gone = {"closed"} if facets["population"] == "class" and measure in _RATES else {"new"}
        events -= gone  # 消除大班额比例 is that of those which are left; 撤销新增专业
    rate = measure == "coverage_rate" or (measure in _RATES and facets["population"] in ("pupil", "child"))
    if rate:
        events -= _BUILDING  # 新建公办园2所,公办园在园幼儿占比60%: of all kindergartens
    if "repair" in facets.get("attribute", "").split():
        events -= {"enlarged"}  # 维修校舍1.2万平方米: no more of it is there than before
    if facets["population"] in TEACHING:
        events -= {"supported"}  # 乡村教师生活补助惠及教师62人 are paid, nobody aids them
    if facets["population"] == "other" and not _PRIZES.isdisjoint(facets.get("attribute", "").split()):
        events -= {"honoured"}  # 获奖62项 are prizes
    facets["event"] = " ".join(sorted(events))


_DONE = frozenset({"built", "opened", "closed"})
_BY_EXAM = frozenset({"gaokao", "top_two", "double_first_class"})
_STUDYING = frozenset({"pupil", "entrant", "course"})
_PRIZES = frozenset({"award", "contest_award"})


def _settle_exams(facets: dict[str, str], measure: str) -> None:
    """A line of the vocational entrance examination is one of its schools; whom a college admits is a candidate."""
    attributes = set(facets.get("attribute", "").split())
    if "counterpart_exam" in attributes and facets.get("school_level", "").startswith("senior_secondary"):
        facets["school_level"] = "secondary_vocational"
    if "admitted" not in attributes:
        return
    by_exam = facets["population"] == "candidate" or not _BY_EXAM.isdisjoint(attributes)
    if measure:
        facets["population"] = "candidate"
    elif by_exam and facets["population"] in ("candidate", "entrant"):
        facets["population"] = "candidate"
        if facets.get("school_level", "") in ("", "higher"):
            facets["school_level"] = "senior_secondary_general"
    elif facets["population"] in ("candidate", "entrant"):
        facets["population"] = "entrant"


def _drop_vague(facets: dict[str, str]) -> None:
    codes = set(facets.get("attribute", "").split())
    if facets["population"] not in ("money", "project"):
        codes -= {"construction"}  # 学校建设项目新增学位 are places like others
    if codes - _VAGUE or "supported" in facets["event"]:
        codes -= _VAGUE
    codes -= {code for narrower, wider in _SAYS_MORE if codes & narrower for code in wider}
    facets["attribute"] = " ".join(sorted(codes))


_SAYS_MORE = (  # codes, and what says nothing beside them
    (_KINDS_OF_AID, {"aid"}),  # 国家助学金受助金额
    ({"fee_waiver"}, {"fees"}),  # 免除家庭经济困难学生学费
    (_LINES, {"gaokao", "line"}),  # 高考一本上线率
    (_ROOMS, {"teaching_rooms", "living_rooms"}),  # 教学及辅助用房, 教室
    ({"local_employment", "pay"}, {"employed"}),  # 留在本地就业, 就业学生月薪
    ({"national", "provincial", "prefecture"}, {"provincial_up", "prefecture_up", "county_up"}),  # 县级以上,其中省级
    ({"government_funds"}, {"fiscal_funds"}),  # 国家财政性教育经费, 其中政府性基金预算安排
    ({"public_budget", "fiscal_funds", "government_funds"}, {"education_funds"}),  # 一般公共预算安排的教育经费
)


def _name_whole(facets: dict[str, str], whole: Bundle) -> None:
    """Tell 占国内生产总值 and 占教育经费总投入 from the usual share, that of the public budget."""
    codes = set(whole.get("attribute").split())
    if facets.get("attribute") == "fiscal_funds" and "budget_total" in codes:
        facets["attribute"] = "public_budget"  # 财政教育投入占一般公共预算支出 is education in the public budget
    if whole.get("event") == "invested" and not codes:
        codes = {"education_funds"}  # 占总投入
    if "total_funds" in codes:
        codes.add("education_funds")
    named = {f"of_{code}" for code in ("gdp", "education_funds") if code in codes}
    facets["attribute"] = " ".join(sorted({*facets.get("attribute", "").split(), *named}))


def _take_from_whole(facets: dict[str, str], whole: Bundle) -> None:
    """A part is of the level, group and so on of its whole: 公办学校就读占随迁子女 is of migrant children."""
    if facets["population"] == "money":
        _name_whole(facets, whole)
        return
    if facets["population"] == "teacher" and whole.get("population") == "full_time_teacher":
        facets["population"] = "full_time_teacher"  # 女教师占专任教师
    for facet in ("school_level", "programme", "sector", "area", "group"):
        if not facets.get(facet):
            facets[facet] = whole.get(facet)
    if "recruited" in whole.get("event") and not facets.get("event"):
        facets["event"] = "recruited"  # 音体美教师占招聘教师的37%


def _choose_measure(measure: str, population: str, kind: str, whole: Bundle | None) -> str:
    if whole is not None and measure not in _RATES:
        return "share"
    if measure:
        return measure
    if kind == "share":
        return "share"
    return "ratio" if kind == "ratio" else get_types()[population.split()[0]].measure


def _find_of(facets: dict[str, str], whole: Bundle | None, stated: bool) -> str:
    """Return the facet in which numerator and denominator of a share differ, "" if none does.

    Where no whole is named a level of education is one only if a word says that it is a share (中职招生占比).
    """
    for facet in _NARROWING:
        own = facets.get(facet, "")
        if own and (whole is None or own != whole.get(facet)):
            if facet != "school_level":
                return facet
            return "level" if whole is not None or stated else ""
    if whole is not None and whole.get("population") not in ("", facets["population"]):
        return "population"
    return "place" if whole is not None and whole.get("place") else ""


def _find_problem(population: str, measure: str, unit: str, kind: str, attribute: str = "") -> str:
    """Say why a population cannot be measured so, "" if it can."""
    own = get_types()[population.split()[0]]
    if kind == "rank":
        return ""
    if unit == "倍" and kind != "growth":
        return "a multiple of another value"
    if measure in _RATES:
        if kind in ("share", "change") and unit in _PERCENT | {"个百分点"}:
            return ""
        return f"a rate is not stated in {unit} as a {kind}"
    if kind == "growth":
        return "" if unit in _PERCENT | {"倍"} else f"growth is not stated in {unit}"
    if measure == "ratio":
        return "" if kind in ("ratio", "level", "change") else f"a ratio is not stated as a {kind}"
    if unit in _TIMES and measure == "per_head" and population == "pupil":
        return ""
    if measure == "index" or (measure == "average" and not _BODIES.isdisjoint(attribute.split())):
        return ""
    if measure == "average" and ("age" in attribute.split()) != (unit == "岁"):
        return f"an age is not stated in {unit}" if "age" in attribute.split() else f"{own.label} have no mean in 岁"
    if measure == "average" and (unit == "岁" or (unit == "分" and population == "candidate")):
        return ""  # 教师平均年龄46岁, 中考平均分462分
    if kind == "share":
        return f"{own.label} are not stated in {unit}"
    units = own.units | _PERSONS if measure == "average" else own.units
    if measure == "average" and "class_size" in attribute and unit in own.units - _PERSONS:
        return f"the size of classes is not stated in {unit}"
    if unit not in units and not (kind == "change" and unit in _PERCENT):
        return f"{own.label} {_NOT_COUNTED} {unit}"
    return ""
