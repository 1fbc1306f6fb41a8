"""From a subject to a concept: its words become facets, what cannot be is refused with the reason."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from helpers.concepts.definitions import find_definition, turn_definition
from helpers.concepts.events import settle_event
from helpers.concepts.facets import Concept, replace
from helpers.concepts.joining import TEACHING, Bundle, join_words
from helpers.concepts.lexemes import Lexeme, Lexicon, clean, get_lexicon
from helpers.concepts.names import drop_places, find_school, name_home, take_name
from helpers.concepts.subjects import choose_place, get_names
from helpers.concepts.types import OF_UNSAID, UNSAID, settle_types
from helpers.language import WordPattern


def parse_concept(subject: str, unit: str, kind: str, place: str = "", lexicon: Lexicon | None = None) -> Concept:
    """Return what a number is a number of; a false one, with the rest or the problem, where that is not clear.

    subject is in Simplified characters, unit and kind are those of observations.csv, place is the standard name of the
    division.

    >>> parse_concept("公办园在园幼儿占比", "%", "share").of
    'sector'
    >>> parse_concept("民办幼儿园燎原", "所", "level").unparsed
    '燎原'
    >>> parse_concept("小学学校", "人", "level").problem
    'schools are not counted in 人'
    """
    seated = _SEATED.search(subject) if "高" in subject else None
    if seated and seated["place"] in place:
        subject = subject[: seated.start()] + subject[seated.end() :]
    subject = name_home(subject, place) if "就业" in subject else subject
    place, lexicon = choose_place(place, subject), lexicon or get_lexicon()
    found = _parse(subject, unit, kind, place, lexicon)
    if found.problem == UNSAID and unit == "%" and (counted := _OF_THE_COUNT.sub("学校", subject)) != subject:
        return _parse(counted, unit, kind, place, lexicon)
    if found.problem == OF_UNSAID:
        among = _parse(_OF_THEMSELVES.sub(r"\g<part>占比", subject), unit, kind, place, lexicon)
        return replace(among, of="attribute") if among.of == "level" else among
    return found


_OF_THE_COUNT = re.compile("(?<=小学|初中|高中|中职|中学)(?=总[数量])")  # 民办小学占小学总数: of the schools


# 面向本地产业的专业点占全部专业点: some that words narrow which no lexicon holds
_OF_THEMSELVES = re.compile(
    "^(?P<part>.{2,}的(?P<noun>[^的]{2,6}))占(?:全部|所有|总)?[^的占]{0,3}(?P=noun)(?:总?[数量])?(?:的?比[例重])?$"
)


_SEATED = re.compile(
    "(?<![\u4e00-\u9fff])[在驻]?(?P<place>[\u4e00-\u9fff])(?=高校|高等学校|高等院校)"
)  # 泰高校 of 泰州市
_MORE = re.compile(r"\s*\+\d+$")
_OF_ALL = frozenset({"all", "basic", "primary_secondary"})


@lru_cache(maxsize=65536)
def _parse(subject: str, unit: str, kind: str, place: str, lexicon: Lexicon) -> Concept:
    if unit == "%" and (front := _ATTAINED.fullmatch(subject)):
        return _read_attained(clean((front[2] or "") + front[1], get_names(place)), lexicon)
    subject = turn_definition(subject)
    if unit in _OF_HUNDRED and "的" in subject:
        subject = _SCHOOLS_THAT.sub("的\\g<level>学校", _AT_STANDARD.sub("达标", subject))
    if "校际差异系数" in subject and _FOR_EACH.search(subject):
        subject = subject.replace("校际差异系数", "差异系数")  # of one measure, not of all
    subject = _TO_SCHOOLS.sub("指标到校比例", subject) if unit == "%" and "初中" in subject else subject
    subject = _CULTURE.sub("", _POINTS_TOO.sub("(含教学点)", _WITH_POINTS.sub("学校(含教学点)", subject)))
    subject = _GOES_TO.sub("", subject) if subject[:1] in tuple("读就上念") else subject
    if "+" in subject:
        subject = _MORE.sub("", subject)  # 省特级教师+2,累计21人
    if unit == "%":
        subject = subject.replace("教师流失率", "教师离职率")  # 流失率 alone is that of pupils
    if "加上" in subject or "连同" in subject:
        subject = _TOGETHER.sub(r"\g<one>和", subject)
    if unit in _PERSONS:
        subject = _AIDS.sub("资助", _HIRES.sub("招聘", subject)) if "补助" in subject else _HIRES.sub("招聘", subject)
        subject = _REACHED_EACH.sub("", subject)
    elif unit == "所":
        subject = _BY_PROJECT.sub("", subject)
    elif unit.startswith("元") and subject.endswith("拿出") and _names_things(subject, lexicon):
        subject = subject.removesuffix("拿出") + "投入"  # 新增公办学位拿出6亿元
    if unit.startswith("元"):
        subject = _PAYS_OUT.sub("发放", _ONE_SUM.sub("", subject))
    if unit in _PERSONS and _PAID_TO_TEACHERS.search(subject):
        subject += "教师"  # 乡村教师生活补助惠及5640人
    if kind == "level" and not unit.startswith("元"):
        subject = _NORM.sub("", subject)  # 生均面积标准5.8平方米 is no money
    subject = _OF_OTHERS.sub("", _BESIDE.sub("", subject))
    subject = _WITH_OTHERS.sub("", subject) if "开" in subject or "培养" in subject else subject
    subject = _ATTACHED_TO.sub("", subject) if "附设" in subject else subject
    if kind in _COMPARED:
        subject = _COMPARED[kind].sub("", subject)
    one = _ONE_SCHOOL.match(subject)
    subject = subject[one.end() :] if one else subject
    if "岗位" in subject and (trade := _TRADE.search(subject)):
        one, subject = trade, subject[: trade.start()] + subject[trade.end() :]
    part, whole, rest = _read(clean(subject, get_names(place)), lexicon, unit)
    if (
        rest
        and (bare := _QUOTED.sub(lambda quote: quote[0] if not lexicon.cut(quote[1])[1] else "", subject)) != subject
    ):
        part, whole, rest = _read(clean(bare, get_names(place)), lexicon, unit)
        part.codes.setdefault("attribute", []).append("named")  # “石榴籽”社团
    if rest:
        return Concept(unparsed=rest)
    if part.problem:
        return Concept(problem=part.problem)
    if whole is not None and _is_counted(unit, kind) and _adds_nothing(part, whole):
        whole = None  # 小学在校生占全市2.37万人 are pupils, no share
    concept = settle_types(part, whole, unit, kind)
    if not concept:
        return concept
    if concept.attribute == "backbone" and whole is not None and "rotation" in whole.codes.get("attribute", ()):
        concept = replace(concept, attribute="backbone rotation")  # 骨干教师占交流轮岗教师 are on rotation, too
    concept = settle_event(concept, subject)
    if concept.population in TEACHING and concept.group == "boarder":
        concept = replace(concept, group="")  # 解决教师住宿
    if concept.of == "sector" and (owner := _AMONG_OWNED.search(subject)):
        code = "among_private" if (owner[1] or owner[2]) in _PRIVATE else "among_public"
        concept = replace(concept, attribute=f"{code} {concept.attribute}".strip())
    if one or (concept.population != "school" and find_school(subject, place, lexicon)):
        concept = replace(concept, coverage="subset")
    if not concept.coverage and (counted := find_definition(subject, lexicon)):
        concept = replace(concept, coverage=counted)
    stated = concept.school_level or _imply_level(concept)
    if stated in _OF_ALL and concept.event == "opened" and "开学" in subject:
        concept = replace(concept, event="", coverage="")  # 各级各类学校687所开学: their term begins
    if concept.population == "class" and _OF_ENTRY.search(subject) and "_grade" not in concept.attribute:
        concept = replace(concept, attribute=" ".join(sorted({*concept.attribute.split(), "entry_grade"})))
    if concept.population == "entrant":  # all who enter do so there
        codes = (code for code in concept.attribute.split() if code not in _GRADES_OF_ENTRY)
        concept = replace(concept, attribute=" ".join(codes))
    return replace(concept, school_level=stated or "unknown", school_level_basis="stated" if stated else "unknown")


_TO_SCHOOLS = re.compile(  # 优质高中招生名额分配到初中的比例: one term of three wordings
    "(?:的|招生|统招)*(?:名额|计划|指标)(?:合理|定向|均衡|按比例|统一)*(?:分配?|下达|分解|切块)(?:到|至|给)"
    "(?:各|区域内|本地|农村|乡镇|所有|[县市区])*初中(?:学校)?的?(?:比例|占比|比重)"
)
_TOGETHER = WordPattern("(?P<one>{level})(?:连同|加上)(?={level})")  # 普高连同中职6所
_OF_HUNDRED = frozenset({"%", "个百分点"})
_AT_STANDARD = re.compile("(?:达标|[够达]到?标准)的(?=(?:小学|初中|学校)(?:占|比[例重]))")
_SCHOOLS_THAT = re.compile("的(?P<level>小学|初中|普通高中)(?=占|比[例重])")  # 建有校园网的小学占比: such schools
_FOR_EACH = re.compile("生均|每百?名|每生")
_GOES_TO = WordPattern("^(?:就?读于?|[上念])(?={sector}?{level}的)")  # 读小学的学生 are all of that level
_ATTACHED_TO = re.compile(  # 村小和教学点附设幼儿班, 县立高中附设国中部: whose pupils are none of these schools
    "(?:(?:小学|完小|村小|村校|教学点|中心校|中小学)[和与及、]?)+(?=附设的?(?:幼儿|学前)班)"
    "|(?:普通高中|高级中学|高级中等学校|高中|高职|完全中学|国民中学|国中小?|国小|小学|初中|中学|大学|学院)(?=附设的?(?:国[中小]|[初高]中|小学)部)"
)


def _names_things(subject: str, lexicon: Lexicon) -> bool:
    return any(
        facet == "population" and code != "money" for word in lexicon.cut(subject)[0] for facet, code in word.facets
    )


# 普惠性民办园占民办园的80% is no share of all kindergartens
_AMONG_OWNED = re.compile("占(民办|私立|公办|公立)|(民办|私立|公办|公立)(?:幼儿园|学校|园)中")
_PRIVATE = frozenset({"民办", "私立"})
# spoken: 一共招了特岗教师312名
_HIRES = re.compile(
    "(?<![省市校社公统考新])招(?![聘录收募生考引商标工兵])(?:[到进来]?了|[到进来])?(?=[^,。;招]{0,10}(?:[教老]师|师范生|特岗生?$))"
)
_AIDS = re.compile(
    "(?:^|(?<=小学|初中|高中|中职|全年))补助(?=[^,。;的标资金]*(?:生|幼儿|儿童|子女)$)"
)  # 补助困难寄宿生1.9万人次
_ONE_SUM = re.compile("^(?:还|另外?)?有?一[笔项块]是(?=.{2})")  # 一笔是乡镇工作补贴,每人每月300元
# spoken: 农村教师津贴发了1215万元, 去年发了班主任津贴620万元
_PAYS_OUT = re.compile(
    "(?<=[贴助费资金])(?:全[省市县区州旗])?(?:[去今]年|[一总]?共)*发(?:下去|到位|[了出])?$|(?<![开下印颁分奖])发了?(?=[^,。;放展的]{0,8}(?:补贴|津贴|补助|劳务费|课时费|工资|奖金)$)"
)
_PERSONS = frozenset({"人", "名", "人次"})
_PAID_TO_TEACHERS = re.compile("(?:教师[^,。、]{0,8}|班主任|教龄)(?:补助|补贴|津贴)[^,。、]{0,10}(?:惠及|受益|享受)$")
# 义务教育生均公用经费标准小学720元,特殊教育学校7000元: the last are named beside those that opened the list
_OF_OTHERS = re.compile(
    "^义务教育(?:阶段)?(?:学校)?(?=[^,。;]*(?:标准|定额|经费)[^,。;]*(?:特殊教育|普通高中|幼儿园|中职))"
)
_BESIDE = re.compile("^在?[\u4e00-\u9fff]{2,8}(?:周边|附近|沿线|一带)的?(?=.{2})")  # 在园区周边新开学校
_WITH_OTHERS = re.compile(  # 与高校联合开展培养的中职学校
    "^(?:与[^的,。;]{2,14}?|[省市]?[内外]?(?:高校|高职院校|本科院校|企业))(?:联合|合作|共同|协同)(?=(?:开展|开设|举办|实施|培养).*的)"
)
_BY_PROJECT = re.compile("^(?!.*营养).*(?:项目|工程|行动|计划)(?=(?:惠及|覆盖|受益).)")  # 改造项目惠及初中 are schools
_REACHED_EACH = re.compile("(?:每[月年])?[月年]?人均(?=(?:惠及|受益|享受|覆盖)$)")  # 补助月人均480元,惠及5640人
_ONE_SCHOOL = re.compile("(?:(?:位于|坐落于|地处)[^的]{1,12}的)?[一这]所(?=学校|小学|初中|中学|高中|幼儿园)")
_TRADE = re.compile(
    "[\u4e00-\u9fff]{1,4}(?:(?<![就专毕行作])业|类|行业)(?=岗位)"
)  # 制造业岗位: no lexicon holds all trades
_OF_ENTRY = re.compile("七年级|初一|高一(?!层|级)|国一")  # 七年级教学班62个 are no classes of all grades
_GRADES_OF_ENTRY = frozenset({"first_grade", "entry_grade"})
_IMPLIED = {
    "first_grade": "primary",
    "loan": "higher",
    "kindergarten_fees": "preschool",
    "public_assisted": "preschool",
}
_IMPLIED_OF_ENTRANTS = _IMPLIED | {"to_higher": "higher"}  # 考上大学的新生
RECOGNISED = {"balanced": "compulsory", "quality_balanced": "compulsory", "universal_inclusive": "preschool"}


def _imply_level(concept: Concept) -> str:
    """Return the level that what is counted has by its definition, where no word names another (初中一年级).

    一年级 is one of primary school, student loans are lent to those of higher education, and 优质均衡 is what counties
    are recognised for in compulsory education.
    """
    implied = RECOGNISED if concept.population == "county" else _IMPLIED
    implied = _IMPLIED_OF_ENTRANTS if concept.population in ("entrant", "money") else implied
    return next((implied[code] for code in concept.attribute.split() if code in implied), "")


def _is_counted(unit: str, kind: str) -> bool:
    return kind == "growth" or (kind in ("level", "change") and unit not in _OF_WHOLES)


def _adds_nothing(part: Bundle, whole: Bundle) -> bool:
    """Tell whether the whole names nothing that the part does not: the number may be that of neither else."""
    return all(set(whole.codes[facet]) <= set(part.codes.get(facet, ())) for facet in whole.codes if facet != "place")


_ATTAINED = re.compile(
    "(.*(?:生均|每百名学生|每生|师生比|生师比|平均班额).*?)(?:达标率|达标学校(?:占比|比例))(小学|初中)?"
)
_QUOTED = re.compile(r"[“\"『「《]([^“”\"『』「」《》]{2,12})[”\"』」》]")
_WITH_POINTS = re.compile("(?<=小学)[及和与]教学点$")
_POINTS_TOO = re.compile("(?<=小学)[及和与]教学点")  # 小学及教学点287所 is one number of both
_CULTURE = re.compile(  # 开设瑶族文化课程的学校: what is taught there, not whom
    "[\u4e00-\u9fff]{1,4}(?<!民)族(?=(?:传统)?(?:文化|语言|歌舞|刺绣|技艺|非遗))"
)
_NORM = re.compile("(?<!于)的?标准$")  # 小学低于标准 are schools
_OTHERS = "(?:全[国省市区州县]|省定|国家|省级|同期)?(?:本科|高校|同类)?(?:的?平均|标准|规定)?(?:水平|数|值|线)?"
_OVER = re.compile(  # 就读比例高出全省平均水平2.6个百分点 is a change of the same share
    rf"[比较与]?{_OTHERS}(?:高出|高于|低于|(?<=[准均平数值线定])[高低多少]){_OTHERS}$"
)
_PLACED = re.compile(
    r"(?:位?居|[名位]列|排名?|排在|在)?(?:全[国省市区州县])(?:各[市县区州、()]+)?(?:的?(?:位次|排名|名次|第))?$"
)
_COMPARED = {"change": _OVER, "growth": _OVER, "rank": _PLACED}


def _read_attained(norm: str, lexicon: Lexicon) -> Concept:
    """Return the share of schools that keep a norm: 小学生均教学用房面积达标率."""
    part, _, rest = _read(norm, lexicon, "%")
    if rest or part.problem:
        return Concept(unparsed=rest, problem=part.problem)
    level, codes = part.get("school_level"), part.get("attribute") or part.get("population")
    basis = "stated" if level else "unknown"
    return Concept("school", "share", "attribute", level or "unknown", basis, attribute=codes)


_OF_WHOLES = frozenset({"%", "‰", "个百分点"})
_SHARE_OF = re.compile(r"占(?![地比有])[到了]?(?:(全[市县区省旗州盟国])|当年|同期|其|该)?的?")
_AMONG = re.compile(  # 教师中, not 中学
    r"(?<=的)人[里中]|(?<=[生师工儿校园女童员班费育])(?:当)?中(?![小学职等考心专高级央层青药医国华外共队山])的?|(?<=[生师工员])里[头面]的?"
)
_BRACKET = re.compile(r"\(([^()]*)\)")


def _read(text: str, lexicon: Lexicon, unit: str) -> tuple[Bundle, Bundle | None, str]:
    """Return the facets of a subject, those of the whole that it is a share of, and what no word explains."""
    text = _BRACKET.sub(_open_bracket, text)
    share = _SHARE_OF.search(text)
    if not share:
        part, rest = _read_part(text, lexicon, unit)
        return part, None, rest
    part, rest = _read_part(text[: share.start()], lexicon, unit)
    whole, left = _read_part(text[share.end() :], lexicon, unit)
    whole.codes["place"] = ["whole"] if share[1] else []
    return part, whole, f"{rest} {left}".strip()


def _read_part(text: str, lexicon: Lexicon, unit: str) -> tuple[Bundle, str]:
    """Return the facets of words in a row; 甲中乙 is of 乙, which 甲 narrows."""
    found, rests = Bundle(), []
    for piece in _AMONG.split(text):
        words, rest = lexicon.cut(piece)
        if rest:
            words, piece, rest = _cut_loosely(words, piece, rest, lexicon, unit)
        if rest and (clause := _read_clause(_SAID_OF.sub(_put_before, piece), lexicon, unit)):
            words, piece, rest = *clause, ""
        whose = tuple(found.codes.get("population", ()))
        found = join_words(words, piece, found)
        if unit == "%" and found.codes.get("population") == ["school"] and _AT_SCHOOL.issuperset(whose) and whose:
            found.codes["population"] = list(whose)  # 在园幼儿中公办园占比 is a share of the children
        given = unit == "所" and (found.codes.get("attribute") or found.codes.get("population") != ["device"])
        if given and _SCHOOLS_BEHIND.search(piece):
            found.codes["population"] = ["school"]  # 配齐电子白板的小学62所
        rests += [rest] if rest else []
    return found, " ".join(rests)


_AT_SCHOOL = frozenset({"pupil", "entrant", "graduate", "teacher", "full_time_teacher", "staff"})


def _put_before(said: re.Match[str]) -> str:
    return f"{said[2]}的{said[1]}"


_SAID_OF = re.compile(  # 教学点没有食堂, 小学低于标准: as narrowing as 没有食堂的教学点
    "^(.{0,8}?(?:小学|初中|高中|中学|学校|幼儿园|教学点|教学班|班级))"
    "((?:还|仍|尚|都|均)*(?:没有|缺少|缺乏|低于|高于|超过|达不到|未(?![来成])|不(?!含|足\\d)).+)$"
)
_SCHOOLS_BEHIND = re.compile("的(?:普通|农村|乡村|城区|新建|公办|民办)?(?:中小学校?|小学|初中|高中|中学)$")


def _read_clause(text: str, lexicon: Lexicon, unit: str) -> tuple[Sequence[Lexeme], str] | None:
    """Return the words of a noun that a clause in front narrows which no lexicon can hold: 走上讲台的新教师.

    Of the clause stays whom it is about, what is done for them and where; what it denies is dropped (宿舍未达标的学校).
    None if the words are not of this form. 像小玲这样的寄宿生 are all of them, others a part.
    """
    front, mark, noun = text.rpartition("的")
    if not mark or (len(noun) < _SHORTEST_NOUN and noun != "班"):
        return None
    head, rest = lexicon.cut(noun)
    named = {code for word in head for facet, code in word.facets if facet == "population"}
    if unit == "所" and not named and _SCHOOLS_BEHIND.search("的" + noun):
        named = {"school"}  # 校舍不达标的小学4所
    if rest or not named or not named <= _CLAUSED:
        return None
    if _LIKE.fullmatch(front):
        return head, noun
    kept = [] if _DENIED.search(front) else lexicon.cut(front)[0]
    told = (item for word in kept for item in word.facets)  # but not what is counted there
    said = [item for item in told if item[0] in _OF_CLAUSES or item in _OF_SCHOOLS]
    said += [_AT_POINT] if front.endswith("教学点") else []  # 个别边远教学点的教师
    said += _read_owners(kept, front) if named == {"school"} else []
    all_of_them = any(facet == "group" or code in _KINDS for facet, code in said)
    all_of_them = all_of_them or (noun[0] == "新" and _ENTERS.fullmatch(front))
    if not all_of_them and _SENT.isdisjoint(
        code for facet, code in (*said, *(item for word in head for item in word.facets))
    ):
        said.append(("coverage", "subset"))
    return [Lexeme(0, 0, tuple(said)), *head], noun


def _read_owners(words: Sequence[Lexeme], front: str) -> list[tuple[str, str]]:
    """Return level and owner of the schools with which a clause about them begins: 民办初中报名超过计划的学校."""
    found, end = [], 0
    for word in words:
        facets = dict(word.facets)
        joins = not facets and front[word.start : word.end] in "、和与"
        if word.start != end or not (joins or facets.keys() <= {"school_level", "sector"}):
            break
        found += word.facets
        end = word.end
    owners = {code for facet, code in found if facet == "sector"}
    return [item for item in found if item[0] == "school_level" or len(owners) == 1]


_ENTERS = re.compile(".{0,6}(?:走上讲台|走上岗位|上岗|入职|到岗|报到|亮相)")  # as all new teachers do
_KINDS = frozenset({"cross_border"})  # a clause that says of which kind they are
_OF_SCHOOLS = frozenset({("programme", "inclusion")})
_AT_POINT = ("programme", "teaching_point")
_SENT = frozenset({"dispatched", "supporting", "rotation"})  # 下乡支教的教师: the clause says where they all go


_SHORTEST_NOUN = 2
_CLAUSED = frozenset(
    {
        *("school", "class", "pupil", "entrant", "graduate", "candidate", "full_time_teacher", "teacher"),
        *("head", "child", "county", "project", "course", "staff"),
    }
)
_OF_CLAUSES = frozenset({"event", "group", "attribute"})
_LIKE = re.compile("像.{1,12}?(?:这样|那样|一样)?")
_DENIED = re.compile("[不未没无非]")


def _cut_loosely(
    words: Sequence[Lexeme], text: str, rest: str, lexicon: Lexicon, unit: str
) -> tuple[Sequence[Lexeme], str, str]:
    """Return the words of a text whose numbers and names no lexicon can hold: 50岁以上教师, 湖边小学在校生."""
    codes: list[str] = []
    text = _THOUSANDS.sub("", text) if "," in text else text  # 学生超过1,000人的小学
    shorter = _NUMBERS.sub(lambda match: codes.append(_name_number(match)) or "", text)
    if codes:
        words, rest = lexicon.cut(shorter)
        words = [Lexeme(0, 0, (("attribute", code),)) for code in codes if code] + [*words]
    if rest and (course := _SPECIALTY.search(shorter)) and lexicon.cut(course[0])[1]:
        shorter = shorter[: course.start()] + shorter[course.end() :]
        words, rest = lexicon.cut(shorter)
        words = [Lexeme(0, 0, (("coverage", "subset"), ("attribute", "named"))), *words]
    if rest and (fewer := drop_places(words, _drop_examples(words, shorter))) != shorter:
        words, rest = lexicon.cut(fewer)
        words = [*words, *(Lexeme(0, 0, (("attribute", code),)) for code in codes if code)]
        shorter = fewer
    named = _take_names(words, shorter, unit, lexicon) if rest else None
    return (named, shorter, "") if named else (words, shorter, rest)


def _take_names(words: Sequence[Lexeme], text: str, unit: str, lexicon: Lexicon) -> list[Lexeme] | None:
    """Return the words of a subject that opens with the name of a school, or has it last in a list of schools."""
    counts_schools = unit not in _NOT_SCHOOLS and not unit.startswith("元")
    if named := take_name(words, text, counts_schools):
        return named
    front, mark, behind = text.rpartition("、")
    before, rest = lexicon.cut(front)
    if not mark or rest:
        return None
    named = take_name(lexicon.cut(behind)[0], behind, counts_schools)
    if not named:
        return None
    offset = len(front) + 1
    moved = [word._replace(start=word.start + offset, end=word.end + offset) for word in named]
    return [*before, Lexeme(len(front), offset, ()), *moved]


_SPECIALTY = re.compile(  # 数控技术专业招生: no lexicon holds all specialties
    r"(?:^|(?<=[校院]))(?![^()]{0,9}[省市国校级])(?:(?![校院]|中专|职教中心|新[增开设])[\u4e00-\u9fff]){2,14}?"
    r"(?=专业(?:$|[、和与及]|招|计划|在校|学[生员]|毕业|新生|今年|扩招|建设)|中高职(?:一体化|贯通|衔接))"
)
_NOT_SCHOOLS = frozenset({"人", "亩", "平方米", "%", "班", "张", "册"})  # in which nobody counts schools
_EXAMPLES = re.compile("((?:[^、等]{1,8}、)+[^、等]{1,8})等")


def _drop_examples(words: Sequence[Lexeme], text: str) -> str:
    """Return a subject without the examples that no word explains, in front of what they are: 侗戏、芦笙等社团."""
    listed = _EXAMPLES.search(text)
    if not listed:
        return text
    long = [word for word in words if word.end - word.start > 1]
    covered = {position for word in long for position in range(word.start, word.end)}
    items, start = [], listed.start(1)
    for item in listed[1].split("、"):
        known = next((i for i in range(len(item)) if start + i not in covered), len(item))
        items.append(item if known == len(item) else item[:known])
        start += len(item) + 1
    return text[: listed.start()] + "、".join(filter(None, items)) + text[listed.end() :]


_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3})")
_NUMBERS = re.compile(
    r"(?P<score>\d{3})分(?:及?以上)|(?P<span>[\d一二三四五六七八九十]+(?:学时|课时|年(?=培训))|"
    r"[近每前后头]?[\d一二两三四五六七八九十几半]+(?:个月|学?年)多?(?:内|间|来|后|里|时间|共(?!同))?(?!级|制|一贯|教龄|及?以上|免费|义务|期|度)|"
    r"[市县省]{0,3}[两三]级(?=[^小高]))|"
    r"(?P<time>[\d一二三四五六七八九十]{1,2}月(?:份|[底初]|[上中下]旬|\d{1,2}日)?|\d{4}[级届])|"
    r"(?P<grades>[一二三四五六七八九][、至到-][一二三四五六七八九][、至到]?[一二三四五六七八九]?年级)|"
    r"(?P<ages>\d+(?:周?岁)?[-—~至]\d+)周?岁的?|"
    r"(?P<age>\d+|[二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九])周?岁(?P<bound>及?以[上下])?的?|(?:学生数?)?(?:不足|未满|少于|不满|不到|低于)(?P<few>\d+)[名人](?:学生|幼儿)?的?之?|"
    r"(?:规模|班额|学生数?|在校生)?(?:[在为]|[超大多][过于])?(?P<size>\d+(?:(?:[名人]|个?班)?[-—~至]\d+)?)(?:[名人]|个?班)(?:学生|幼儿)?(?P<limit>及?以[上下])?的?之?|"
    r"(?P<number>\d+)(?:[项条类元米]|分钟)(?:及?以[上下])?(?:的(?=标准))?|(?:等|这)?(?P<kinds>[两三四五六七八九十])[类种](?=[学幼儿生人])"
)


def _name_number(match: re.Match[str]) -> str:
    if match["score"]:
        return f"score_{match['score']}_up"
    if match["span"] or match["time"]:
        return ""
    if match["grades"]:
        grades = [str("一二三四五六七八九".index(grade) + 1) for grade in re.findall("[一-九]", match["grades"][:-2])]
        return "_".join(["grades", *grades])
    if match["ages"] or match["number"]:
        return re.sub("(?:周?岁)?[-—~至]", "_", f"age_{match['ages']}") if match["ages"] else f"n_{match['number']}"
    if match["kinds"]:
        return f"n_{_count(match['kinds'])}"
    if match["size"]:
        over = any(word in match.group() for word in ("超过", "大于", "多于"))
        if over and match["size"] in _LARGEST and "班" in match.string:
            return f"class_{int(match['size']) + 1}_plus"  # 超过45人的班 are those of 46 and more
        limit = match["limit"] or "上" * over
        ends = re.findall(r"\d+", match["size"])
        return "_".join(["size", *ends, *["up"] * limit.endswith("上"), *["down"] * limit.endswith("下")])
    if match["few"]:
        return f"under_{match['few']}"
    bound = match["bound"] or ""
    return f"age_{_count(match['age'])}" + ("_up" if bound.endswith("上") else "_down" if bound else "")


_LARGEST = frozenset({"45", "55", "65"})


def _count(written: str) -> str:
    """Return a number up to 99 in digits: 十二 is 12."""
    if written.isdigit():
        return written
    tens, mark, ones = written.rpartition("十")
    figures = {figure: number for number, figure in enumerate("零一二三四五六七八九")} | {"两": 2}
    return str(10 * figures.get(tens, 1) * bool(mark) + figures.get(ones, 0))


_INCLUDES = re.compile(r"^(?:其中)?(?:不?含|包括|不包括|不计|含有)")


def _open_bracket(match: re.Match[str]) -> str:
    """Take out what a bracket adds to the definition (含在园幼儿); other words in it stay."""
    return "" if _INCLUDES.match(match[1]) else match.group()
