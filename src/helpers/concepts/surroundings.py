"""What the words around a number say of what it counts: who runs its schools, what is paid, that it was built."""

from __future__ import annotations

import re

from helpers.concepts.facets import Concept, contains, replace
from helpers.concepts.joining import TEACHING
from helpers.concepts.levels import read_level
from helpers.concepts.lexemes import Lexeme, Lexicon
from helpers.concepts.pages import Page
from helpers.concepts.parsing import parse_concept
from helpers.concepts.parts import PAID_TO_EACH

_CLAUSE = re.compile("[,;。:!?\n]")
_ENROLS = re.compile("招|开设|设(?!备|施|计|想)|提供|安排")
_ENROLLED = frozenset({"class", "entrant", "place"})
_EACH = re.compile(
    r"(?:补助|资助|收费|学费)?(?:标准)?(?:小学|初中|普通高中|普高|高中|中职|幼儿园|义务教育)?(?:为|是|按)?(?:每(?:学?[年期]|月|天|人|生|名(?:学生)?))+(?:标准)?"
)
_STANDARD = re.compile("标准|每[生人名]")
_OF_STAFF = re.compile("教师|教职工|班主任|保育员")
_AT_FAIR = re.compile("(?:招聘会|双选会|招聘活动|见面会|洽谈会)[^。]*$")
_FEES = frozenset({"fees", "running_costs"})
_BUILT = frozenset({"school", "device", "floor_area", "sports_area"})
_WAS_BUILT = re.compile(r"建成(?:了)?(?!后|投|并|区|率|启|的|于|使|开|时)((?:[^,;。:\d、(]|\((?:校|园)\)){0,16})$")
_GIVEN = re.compile(  # 为60所中小学配齐电子白板1200套
    r"[为给](?:[^,;。\d]{0,6}\d+余?所)?(?P<schools>[^,;。\d]{2,10}?)(?:新?配[备齐置]|安装|购置|更新|添置)[^,;。\d]*$"
)
_UNDER_WAY = re.compile(
    r"(?:在建|正在建设)的[^,;。]{2,14}(?:小学|中学|学校|幼儿园)[^;。]*设计[^,;。\d]{0,4}$"
)  # 设计36个班
_FED = re.compile(
    "(?:实施|落实|推行|纳入)[^,。;\\d]{0,8}营养改善计划,(?:共有?|已有)?$"
)  # 继续实施营养改善计划,38所学校…
_ITEM = re.compile(r"教育\(项\)|\(款\)[^,。;:\d]{2,12}\(项\)")  # 小学教育(项):支出决算1.2亿元
_TITLES = frozenset({"demonstration"})
_COUNTS = re.compile(  # 新建幼儿园6所、中学3所,新增学位2400个: of which of the two is not said
    r"\d+余?[所个][、,和及][^,;。、\d]{0,16}\d+余?[所个](?P<apart>,[^;。]{0,30})?(?:新增|增加|再增|提供)[^,;。\d]{0,6}$"
)
_LEVEL = "(?:小学|初中|普通高中|普高|高中|幼儿园|中职)"
_RUN = re.compile(rf"{_LEVEL}(?:[、和与]{_LEVEL})+")
_JOINED = re.compile("[、和与]")
_PART_OF_RUN = re.compile(rf"({_LEVEL})[^\d,。;]{{0,6}}\d")
_PARTS_BEFORE = re.compile(rf"其中:?{_LEVEL}[^,。;、]*\d[^,。;、]*(?:[、,]{_LEVEL}[^,。;、]*\d[^,。;、]*)+,[^,。;\d]*$")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?(?::\d[\d.]*)?")
_NUMBERS = re.compile(r"分别[^\d、,;。]{0,8}\d[\d.:]*[^\d、和,;。]{0,5}(?:[、和,]\d[\d.:]*[^\d、和,;。]{0,5})+")
_OWNED = re.compile("[公民]办(?:优质)?学位")
_LISTS = re.compile("[、和及]")
_NEAR = 16  # characters in which 其中 says that what is counted are parts of one number


def _is_item_of_budget(start: int, page: Page) -> bool:
    """Tell whether a sum is an item of the general budget: 三、一般公共预算支出按功能科目分。学前教育1.2亿元."""
    line = page.read_line(start)
    return ("项)" in line and bool(_ITEM.search(line))) or "一般公共预算" in page.read_label(start)


def take_surroundings(concept: Concept, row: dict, near: Concept, page: Page, lexicon: Lexicon) -> Concept:
    """Return the concept of a row with what its clause, its lead-in and the sum before it say of it."""
    if row["cell"]:
        return concept
    told = row["told"]
    if concept.population in _PAID and concept.attribute in _SAYS_NO_AID and (label := page.read_label(row["start"])):
        concept = _take_aid(concept, row, label, told, lexicon)
    of_term = concept.event == "supported" and "loan" not in concept.attribute  # which is lent for a year
    if of_term and concept.population in _PAID and row["period"][:4] == _read_year(page.title):
        concept = _take_term(concept, page.title, row["told"])
    if concept.population == "money" and not concept.attribute and _is_item_of_budget(row["start"], page):
        concept = replace(concept, attribute="public_budget")
    if concept.population in _ENROLLED and not concept.sector and concept.school_level_basis == "stated":
        concept = _take_owner(concept, told, lexicon)
    if concept.population == "money" and not concept.attribute and row["unit"] == "元":
        concept = _take_lead(concept, row, told, lexicon) or _take_standard(concept, row, near) or concept
    if concept.measure == "per_head" and concept.attribute in _SAYS_NO_AID and row["unit"] == "元":
        concept = _take_grant_told(concept, row, page, lexicon)
    if concept.programme == _SPECIAL and _PLACED_APART.match(page.read(row["end"], row["end"] + _NEAR)):
        concept = replace(concept, programme="")
    if concept.measure == "per_head" and "减半" in told and "living_allowance" in near.attribute:
        concept = _halve(concept, told)
    if concept.population == "graduate" and (concept.measure == "employment_rate" or concept.attribute == "employed"):
        stays = _STAYS.search(row["subject"]) or _AT_HOME.search(told)
        concept = replace(concept, attribute="local_employment") if stays else concept
    if concept.population in _PARTED and ("中" in told or "里" in told):
        concept = _take_named_whole(concept, row, told, page)
    if concept.population in _BUILT and not concept.event and row["kind"] == "level":
        concept = _take_built(concept, row, told)
    if row["subject"] == "学校" and not concept.attribute and _FED.search(told):
        concept = replace(concept, attribute="meals", event=concept.event or "supported")
    if concept.population == "course" and concept.school_level_basis == "inherited":
        level = read_level(
            _NAMES_OF_COURSES.sub("", _CLAUSE.split(told)[-1]), lexicon
        )  # 中职开设专业62个,高职开设专业31个
        if level and not contains("school_level", level, concept.school_level):
            concept = replace(concept, school_level=level)
    if concept.attribute == "positions" and _AT_FAIR.search(told) and not _OF_STAFF.search(row["subject"]):
        concept = replace(concept, population="other", attribute="job_fair positions")  # 招聘会12场,拿出岗位6200个
    if concept.population == "class" and not concept.event and _UNDER_WAY.search(told):
        concept = replace(concept, event="building")
    given = _GIVEN.search(told) if concept.population == "device" and concept.school_level == "unknown" else None
    if given and (level := read_level(given["schools"], lexicon)):
        concept = replace(concept, school_level=level, school_level_basis="inherited")
    if concept.school_level_basis != "stated" and (level := _find_listed(row, told, page, lexicon)):
        concept = replace(concept, school_level=level, school_level_basis="inherited")
    if concept.population == "place" and concept.event == "new":
        concept = _take_places(concept, row, near, told, page)
    if not concept.event and not _RANKS.isdisjoint(concept.attribute.split()) and _RAISED.search(told + row["subject"]):
        concept = replace(concept, attribute=" ".join(sorted({*concept.attribute.split(), "promoted"})))
    if concept.group and concept.population == "pupil" and row["subject"].endswith("入学") and "招生" in page.title:
        concept = replace(concept, population="entrant")  # 随迁子女入学785人 on a page about enrolment
    return concept


# 评审高级职称教师86人、中级178人: who gets a title is not all who have it
_RANKS = frozenset(
    {"senior_title", "full_senior_title", "associate_senior_title", "intermediate_title", "junior_title"}
)
_RAISED = re.compile("(?<![未待])(?:评审|评聘|晋升|晋级)[^,。;]{0,20}$")
# 特殊教育学校7所,在校生962人,其中随班就读402人: not all are in these schools
_SPECIAL, _NEAR = "special_school", 80  # characters behind a number
_PLACED_APART = re.compile(r"\s*[,;。(]\s*(?:其中|包括|含)[^。)]*?(?:随班就读|送教上门|普通(?:中小学|学校)就读)")
# 县职校开设学前教育、护理等专业14个: what courses are called is not who offers them
_NAMES_OF_COURSES = re.compile("(?:开[设办]|设[有立置]?|[增添]设|新[增设开]|停[招办开]|撤[销停]|有)了?[^设有、]*、.*$")

# 近七成留在了市内; 直接就业的学生中,在本市就业3781人
_STAYS = re.compile("留在了?[^,。;\\d]{0,6}?(?:[省市县州区]内|本[省市县州区地]|当地)")
_AT_HOME = re.compile("本[省市县州区地]就业[^,。;\\d]{0,6}$")


def _take_named_whole(concept: Concept, row: dict, told: str, page: Page) -> Concept:
    """Return a part of what the words before it name as its whole with owner, area and group of that.

    民办园里有普惠性园37所, 民办园里有22所为普惠性; 公办园中,有乡镇园12所; 寄宿生中有女生620人.

    What opens a sentence is the whole of all its parts: 乡村教师中,女教师310人;35岁以下的210人,占31%.
    """
    among = _AMONG.search(told) if concept.measure == "count" and row["kind"] == "level" else None
    among = among or (_AMONG_ALL.match(told) if concept.measure in ("count", "share") else None)
    words, rest = page.lexicon.cut(among["whole"]) if among else ((), "")
    of_whole = {facet: code for word in words for facet, code in word.facets}
    if rest or not _are_alike(concept.population, of_whole.get("population", "")):
        return concept
    private = of_whole.get("sector") == "private"
    if private and _ARE_ASSISTED.match(page.read(row["end"], row["sentence_end"])):  # 私立园中34园为准公共幼儿园
        return replace(concept, sector="private", attribute="public_assisted")
    if private and (concept.sector == "inclusive" or _ARE_INCLUSIVE.match(page.read(row["end"], row["sentence_end"]))):
        concept = replace(concept, sector="inclusive_private")
    group = " ".join(sorted({*concept.group.split(), *of_whole.get("group", "").split()}))
    facets = {facet: getattr(concept, facet) or of_whole.get(facet, "") for facet in ("sector", "area")}
    return replace(concept, group=group, **facets)


def _are_alike(one: str, other: str) -> bool:
    return one == other or any({one, other} <= kin for kin in (TEACHING, _PERSONS))


_PERSONS = frozenset({"pupil", "entrant", "graduate", "child"})
_PARTED = _PERSONS | TEACHING | {"school"}
_AMONG = re.compile(
    r"(?:^|[,;:。、(])\s*在?(?P<whole>[\u4e00-\u9fff]{2,8}?)(?:当中|[中里]),?(?:已?有|还有|认定)?[^,;:。、\d]{0,14}$"
)
_AMONG_ALL = re.compile(  # not of what stands beside it: …;另有特岗教师12人, …,全县小学教师620人
    r"\s*在?(?P<whole>[\u4e00-\u9fff]{2,8}?)(?:当中|[中里])[,:](?!.*(?:另[有外]|此外|同时|[全我][省市县区旗州盟]))"
)
_ARE_ASSISTED = re.compile("[为是]?准公共")
_ARE_INCLUSIVE = re.compile("[为是]?普惠")


def _take_aid(concept: Concept, row: dict, label: str, told: str, lexicon: Lexicon) -> Concept:
    """Return whom, which schools and what money a line counts that opens with an aid as of this aid.

    1.家庭经济困难学生生活补助。寄宿生6200人次: those who get it, not all boarders; 3.营养改善计划。126所学校受益.
    """
    named = parse_concept(label, "元", "level", lexicon=lexicon)
    paid = PAID_TO_EACH | _FEES if concept.population == "money" else PAID_TO_EACH
    codes = paid & set(named.attribute.split()) - ({"aid"} if concept.population not in _AIDED else set())
    acts = concept.event not in ("", "supported", "invested")
    if named.population != "money" or not codes or acts or _OF_ALL.search(told) or _ENROLS_ALL.search(row["subject"]):
        return concept
    group = " ".join(sorted({*concept.group.split(), *named.group.split()}))
    event = "supported" if concept.measure in ("count", "amount") else concept.event
    attribute = " ".join(sorted({*concept.attribute.split(), *named.attribute.split()}))
    return replace(concept, attribute=attribute, group=group, event=event)


def _read_year(title: str) -> str:
    """Return the year of the term that a title names, "-" if it names none: 2025年春季学期."""
    named = _TERM_OF_TITLE.search(title)
    return named["year"] if named else "-"


def _take_term(concept: Concept, title: str, told: str) -> Concept:
    """Return aid as that of one term only: a page on 2025年春季学期 tells of half a year; 今年春季学期资助 in it does.

    told are the words before a number in its sentence.
    """
    if not _TERMS.isdisjoint(concept.attribute.split()):
        return concept
    if own := _OWN_TERM.search(told):
        term = "spring_term" if own["term"] == "春" else "autumn_term"
        return replace(concept, attribute=" ".join(sorted({*concept.attribute.split(), term})))
    term = "spring_term" if _TERM_OF_TITLE.search(title)["term"] == "春" else "autumn_term"
    return replace(concept, attribute=" ".join(sorted({*concept.attribute.split(), term})))


_OWN_TERM = re.compile("(?:今年|\\d年|上年|去年)?(?P<term>[春秋])(?:季学期|学期|季)(?![^,。;]*[春秋]季?学期)")
_TERM_OF_TITLE = re.compile("(?P<year>20\\d\\d)年(?P<term>[春秋])(?:季|学期)")
_TERMS = frozenset({"spring_term", "autumn_term"})
_SAYS_NO_AID = frozenset({"", "non_boarder", "spring_term", "autumn_term"})
_PAID = frozenset({"pupil", "child", "school", "money"})
_AIDED = frozenset({"pupil", "child"})
_OF_ALL = re.compile(r"(?:^|[,;])\s*全[省市县区旗州盟](?:共有|现有|共|有)?[^,;]{0,8}$")
_ENROLS_ALL = re.compile("在校|在园|招生|毕业|在册")


def _take_places(concept: Concept, row: dict, near: Concept, told: str, page: Page) -> Concept:
    """Return new places of several kinds of schools as of no level and owner, and their parts by county as they are.

    新建公办幼儿园6所、中学3所,新增学位2400个,其中甲县900个: of which of the two is not said.
    """
    if near.population == "place" and near.event == "new" and "其中" in told and _LISTS.search(row["subject"]):
        names = ("school_level", "school_level_basis", "sector")
        return replace(concept, **{name: getattr(near, name) for name in names})
    if not _names_several(row, told) and not (_counts_several(told, page.lexicon) and not page.holds(row["subject"])):
        return concept
    owned = page.holds(row["subject"]) or _OWNED.search(row["subject"])
    facets = {"sector": concept.sector if owned else "", "programme": ""}
    return replace(concept, school_level="unknown", school_level_basis="unknown", **facets)


def _take_owner(concept: Concept, told: str, lexicon: Lexicon) -> Concept:
    """Return what schools open or whom they enrol with who runs those that its clause opens with.

    公办小学计划开设一年级班62个; 民办学校招收小学新生620人、初中新生310人.
    """
    clause = _CLAUSE.split(told)[-1]
    act = _ENROLS.search(clause)
    if not act:
        return concept
    words = lexicon.cut(clause)[0]
    owners = {code for word in words for facet, code in word.facets if facet == "sector"}
    first = next((word for word in words if "sector" in dict(word.facets)), None)
    opens = first and first.start < act.start() and not any(char.isdigit() for char in clause[: first.start])
    return replace(concept, sector=owners.pop()) if opens and len(owners) == 1 else concept


def _take_lead(concept: Concept, row: dict, told: str, lexicon: Lexicon) -> Concept | None:
    """Return a sum for each as what the lead-in of its sentence names: 民办学校学费,小学每学期6000元,初中8000元."""
    lead = _CLAUSE.split(told)[0]
    if not _EACH.fullmatch(row["subject"]) or lead == told or any(char.isdigit() for char in lead):
        return None
    named = parse_concept(lead, "元", "level", lexicon=lexicon)
    if named.population != "money" or not (PAID_TO_EACH | _FEES) & set(named.attribute.split()):
        return None
    return _pay_each(concept, named)


def _take_standard(concept: Concept, row: dict, near: Concept) -> Concept | None:
    """Return a standard as one of the aid before it: 寄宿生生活补助620万元。补助标准小学每生每年1000元."""
    boards = concept.group == "boarder" and "补助" in row["subject"] and "living_allowance" in near.attribute
    theirs = concept.group in ("", near.group) or boards  # 生活补助620万元。寄宿生补助标准小学每生每年1250元
    if not _STANDARD.search(row["subject"]) or not theirs or concept.event or _OF_STAFF.search(row["subject"]):
        return None
    beside = near.measure == "per_head" and near.group == concept.group  # 寄宿生补助标准小学1250元、初中1500元
    stated = concept.school_level_basis == near.school_level_basis == "stated" and not beside
    if stated and not contains("school_level", near.school_level, concept.school_level):
        return None  # 中职免学费62人次。寄宿生小学每生每年补助1250元
    if concept.group:  # 寄宿生6200人次,非寄宿生4100人次。寄宿生补助标准…
        near = replace(near, attribute=" ".join(code for code in near.attribute.split() if code != "non_boarder"))
    return _pay_each(concept, near) if PAID_TO_EACH & set(near.attribute.split()) else None


def _halve(concept: Concept, told: str) -> Concept:
    """Return what boarders get as paid to the others where half of it is told of: 非寄宿生减半,即小学625元."""
    halved = _HALVED.search(told)
    return replace(concept, group="poor", attribute="living_allowance non_boarder") if halved else concept


_HALVED = re.compile("非寄宿[^,;。\\d]{0,6}(?:按[^,;。\\d]{0,4})?减半[^;。]*$")


def _pay_each(concept: Concept, named: Concept) -> Concept:
    of_the_poor = not _OF_THE_POOR.isdisjoint(named.attribute.split())
    names = ("attribute", "sector", "area", *["group"] * of_the_poor)
    return replace(
        concept, measure="per_head", **{name: getattr(concept, name) or getattr(named, name) for name in names}
    )


_OF_THE_POOR = frozenset({"living_allowance", "aid"})


def _take_grant_told(concept: Concept, row: dict, page: Page, lexicon: Lexicon) -> Concept:
    """Return a sum for each as one of the only grant that its line names: 公用经费620万元。小学每生每年720元."""
    for_each = any(map(row["subject"].__contains__, "每均加"))
    if concept.population != "money" or concept.event or not for_each or _OF_STAFF.search(row["subject"]):
        return concept
    line = page.read_line(row["start"])
    words = [dict(word.facets) for word in lexicon.find(line, _names_grant)]
    codes = {code for word in words for code in word["attribute"].split("+")}
    if len(codes) != 1:
        return concept
    group = {*concept.group.split(), *["poor"] * (codes == {"living_allowance"} and _POOR in line)}
    codes |= {*concept.attribute.split()}
    return replace(concept, attribute=" ".join(sorted(codes)), group=" ".join(sorted(group)))


def _names_grant(word: Lexeme) -> bool:
    return not _GRANTS.isdisjoint(dict(word.facets).get("attribute", "").split("+"))


_GRANTS = PAID_TO_EACH - {"aid", "loan", "allowance", "kindergarten_fees"} | {"running_costs"}
_POOR = "家庭经济困难"


def _take_built(concept: Concept, row: dict, told: str) -> Concept:
    """Return what 建成 stands before as built; titles are given, not built: 建成省级示范园2所."""
    built = _WAS_BUILT.search(told)
    if not built or concept.programme in _TITLES or "“" in built[1]:
        return concept
    return replace(concept, event="built") if built[1][-2:] == row["subject"][-2:] or not built[1] else concept


def _find_listed(row: dict, told: str, page: Page, lexicon: Lexicon) -> str:
    """Return the level that a number has by its turn: 小学、初中每百名学生拥有图书分别为13册、16册; "" if none."""
    apart = told.rfind("分别")
    if apart < 0:
        return ""
    runs = _RUN.findall(told[:apart])
    parts = _PARTS_BEFORE.search(told, 0, apart) if not runs else None
    runs = ["、".join(_PART_OF_RUN.findall(parts[0]))] if parts else runs  # 其中小学896人、初中576人,生师比分别为…
    told += page.read(row["start"], row["sentence_end"])
    numbers = _NUMBERS.match(told, apart)
    if not runs or not numbers:
        return ""
    names, listed = _JOINED.split(runs[-1]), _NUMBER.findall(numbers[0])
    turn = len(_NUMBER.findall(row["told"][apart:]))
    if len(names) != len(listed) or turn >= len(names):
        return ""
    return read_level(names[turn], lexicon)


def _names_several(row: dict, told: str) -> bool:
    counts = _COUNTS.search(told) if any(mark in row["subject"] for mark in "、和及") else None
    if not counts:
        return False
    if "其中" in counts[0]:
        return False  # 改扩建公办园48所,其中新建17所,增加学位8640个
    far = any(map(str.isdigit, counts["apart"] or ""))
    return "其中" not in told[0 if far else max(0, counts.start() - _NEAR) : counts.start()]


def _counts_several(told: str, lexicon: Lexicon) -> bool:
    """Say whether two acts on schools stand before places: 新建幼儿园2所,改扩建中小学5所,新增学位1200个 are of both."""
    clauses = told.rpartition(";")[2]
    kinds = {read_level(schools, lexicon) for schools in _ACTS_ON.findall(clauses)}
    return len(kinds) > 1 and "其中" not in clauses and clauses.count("学位") == 1


_ACTS_ON = re.compile(r"(?:新建|改扩建|扩建|改建|建成)([^,;。、\d]{2,10})\d+所")
