"""What heads, labels and section rows of a table say together: the subject of a number, as a reader would write it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from helpers.extract.head_words import finish_subject, is_degree
from helpers.extract.words import LEVEL_WORDS
from helpers.language import find_periods, find_places, get_division, get_facets, resolve_relative, spell_zone
from helpers.text import Cell, normalise, read_unit

YEAR = re.compile(
    r"(?<!\d)1[01]\d学年度?|(?:19|20)\d\d[-—~/](?:(?:19|20)\d\d|\d\d)学?年?度?|(?:19|20)\d\d(?:年(?:[上下]半年|前?第?[一二三四1-4]季度|\d{1,2}(?:月?[-—~至]\d{1,2})?月份?[底末]?|[底末])|年度?|学年)?"
)
TOTAL = re.compile(
    r"合计|总计|在(?:总计|合计|总数)中|共计|小计|(?:\d+个)?(?:各?设区市|各(?:地?市|[市县区旗州盟、()（）]{1,6}))(?:合计|总计|总数|小计)|总额|全(?:[市县区旗省州盟国]|地区|新区|自治[区州县])(?:合?计|平均|均值|总体|)|平均(?:值|数)?|总数|计|总体|全部|数量|(?:指标|统计|调查|数据)?数?值|(?:统计|指标)?数据|绝对数|本年数?|本期数?|当年数?|实绩"
    r"|(?:全年|年度)?(?:目标|规划|预期|实际|现状|完成|期末|年末|基期?)(?:值|数|情况)?|(?:执行|决算)数"
)
_SPAN_OF_SCHOOL_YEAR = re.compile(r"((?:19|20)\d\d)/((?:19|20)?\d\d)")
_BEFORE = re.compile(r"(?:上一?|去|前一)(?:学?年)度?(?=(?:(?:预算|执行|决算|完成|实际)数|数?量?)$)")
_THIS = re.compile(r"(?:本|今|当)(?:学?年)度?(?=数?量?$)")
_LISTS_FORMS = re.compile(r"(?:(?:金额|人数|人次|所数|数量)[、和及与]?){2,}$")
IN_BRACKETS = re.compile(r"[(（\[]([^()（）\[\]]{1,12})[)）\]]")
MOVE = re.compile(
    r"(?:[比较与](?:上一?学?年|去年|同期)?|同比|环比|年均|净?增[长减加幅速]|增\(?减\)?|减少|下降|降幅|提高|上升|回落|变[化动]|升降"
    r"|幅度?|率|额|数|量|情况|[±%+-])+"
)
_MOVED = re.compile(
    r"(?<=[\u4e00-\u9fff])(?:[比较](?:上一?学?年|去年|同期)|同比)(?:净?增[长减加幅]|减少|下降|提高)[数率%]?$"
)
_ABOUT = re.compile(
    r"(?:(?:增长|增减|变[化动]|完成|执行)情况|(?<=[率例重费数出入])情况)$"
)  # 教育经费增长情况, over 比上年增长
_GROWN = re.compile(r"(?<=[\u4e00-\u9fff])(?:年均)?(?:增[长减幅速]|下降)(?:率|速度|幅度)?$")  # 金额增长(%)
_SHARE_MOVED = re.compile(r"(?:(?<=占比)|(?<=比例)|(?<=比重))(?:增减|变化|提高|下降)(?:幅度|值|额)?$")
_ITEM = re.compile(
    r"^(?:[(（]?[一二三四五六七八九十]{1,3}[)）]?[、.．]|[(（][一二三四五六七八九十]{1,3}[)）]|[(（]\d{1,2}[)）]"
    r"|[①-⑳]|\d{1,2}(?:[、．]|\.(?!\d)))\s*"
)
PART = re.compile(r"^(?:其\s*中|#|＃|[:：])+\s*")
BESIDE = re.compile(
    r"^(?:另外?|此外|在(?:总计|合计|总数)中)[:：,，、]?(?:有)?(?=[\u4e00-\u9fff]{2})"
)  # 另:小学教学点, no part of a row above
_MARK = re.compile(r"(?<=[^\s])(?:[①-⑳*†]|\(注\d?\)|注\d|\[\d{1,2}\])+(?=$|\()")  # of a note: 生师比①
_TOTAL_END = re.compile(r"(?:合计|总计|小计)$")
_ALL = re.compile(r"^(?:各级各类|各级|各类)(?:学校(?!总?数|个数|$))?")
_LATIN = re.compile(r"(?<![A-Za-z])(?:\d+-)?[A-Za-z][A-Za-z0-9 .,'’´&/()-]*")
_POINTS = re.compile(r"(?<=.)个?百分点$")  # 增减百分点
_UNIT_BEHIND = re.compile(r"[/:]\s*(\S{1,4})$")


@lru_cache(maxsize=4096)
def drop_latin(text: str) -> str:
    """Return the Chinese words of a cell without spaces, as what stands beside them in Latin says the same again.

    >>> drop_latin("普通小学 Regular Primary Schools"), drop_latin("MPA")
    ('普通小学', '')
    """
    return re.sub(r"\s", "", _LATIN.sub("", text))


def find_period(text: str) -> str:
    """Return the period that some words say, "" if none."""
    text = normalise(text).text
    span = _SPAN_OF_SCHOOL_YEAR.fullmatch(text)
    follows = span and (int(span[2]) - int(span[1])) % 100 == 1  # 2019/2020, 2019/20
    text += "年" * text.isdigit() or "学年" * bool(follows)
    found = [p for p in find_periods(text) if p.role != "reference"]
    return found[0].period if found else ""


@lru_cache(maxsize=4096)
def name_division(text: str, home: str) -> str:
    """Return the standard name of the division that a whole cell names, "" if it names none.

    A town has no code and bears the name that is written, as do the districts of Taiwan's cities.

    >>> name_division("单县", "菏泽市"), name_division("单县", ""), name_division("新城区建设", "西安市")
    ('单县', '', '')
    >>> [name_division(text, "万载县") for text in ("株潭镇", "三兴镇", "白镇", "城镇", "县镇", "送教下乡")]
    ['株潭镇', '三兴镇', '白镇', '', '', '']
    >>> name_division("西屯区", "台中市")
    '西屯区'
    """
    if not 2 <= len(text) <= 12:
        return ""
    named = next((m.name for m in find_places(text, home) if (m.start, m.end) == (0, len(text))), "")
    if not named and home and text[-1] in "县区市旗":  # 单县: an ordinary word in a sentence, but not as a label
        zone = get_division(home[:-1] + text) if home.endswith("市") else None  # 高新区 of 南昌市
        inside = get_division(text, home) or zone
        named = inside.name if inside else ""
    if not named and (_TOWN.fullmatch(text) or (_is_in_taiwan(home) and _TOWN_OF_TAIWAN.fullmatch(text))):
        return text
    return spell_zone(named, text if text.startswith(home[:2]) else home + text)


_INNER = re.compile(r"([\u4e00-\u9fff]{2,8}市)(辖区|区|本级|直)")  # 莆田市辖区
_WHOLE = re.compile(r"全[市县区旗省州盟国]")


def name_whole(text: str, home: str) -> str | None:
    """Return what 全国, 全省 … is in a table of a document about a place, None if it is that place or not known.

    >>> [name_whole(label, "包头市") for label in ("全国平均", "全区", "全市", "合计")]
    ['全国', '内蒙古自治区', None, None]
    """
    whole = _WHOLE.match(text)
    named = resolve_relative(whole[0], home) if whole else ""
    return named if named and named != home else None


_TOWN = re.compile(
    r"(?![城乡各中建县集]?(?:心|关键)?[镇乡]|[各本我全]|建制|中心|重点|乡)[\u4e00-\u9fff]{1,6}(?:镇|(?<![下入返回家故])乡|街道|街道办事处|苏木)"
)
_OWN_ZONE = re.compile(
    r"(?![各全]|国家|[省市县]级)[\u4e00-\u9fff]{2,6}(?:新区|高新区|经开区|开发区|示范区|试验区|管理区|风景区)"
)
_TOWN_OF_TAIWAN = re.compile(r"[\u4e00-\u9fff]{1,4}[区乡镇市]")


def _is_in_taiwan(home: str) -> bool:
    division = get_division(home) if home else None
    return division is not None and division.code.startswith("71")


def is_part(text: str) -> bool:
    """Tell whether a label or head marks a part of what stands before it: 其中:女, #专任教师."""
    return bool(PART.match(text))


def is_total(text: str) -> bool:
    """Tell whether a label is that of a total."""
    return bool(TOTAL.fullmatch(drop_latin(normalise(text).text)))


class Words:
    """What a head or a label says: the words for the subject, a unit, a year, a place ("" for 其他, None for none)."""

    def __init__(self, cell: Cell, home: str, among_places: bool = True):
        """Read a cell of a table in a document about home; 其他 is a place only among places."""
        text = _MARK.sub("", normalise(cell.text).text.strip(" △▲●○"))
        self.cell, self.unit, self.period, self.place, self.back = cell, "", "", None, False
        self.part = is_part(text)
        self.unit, text = _take_unit(BESIDE.sub("", PART.sub("", _ITEM.sub("", text))))
        narrower = next((said for said in IN_BRACKETS.findall(text) if _narrows(said)), "")
        text = drop_latin(IN_BRACKETS.sub("", text))
        text = narrower + text if has_measure(text) else text  # 平均班额(小学), 在校生数(随迁子女)
        if year := YEAR.search(text):
            self.period = find_period(year[0])
            text = re.sub("^([春秋])季?(?:学期)?", r"\1季", YEAR.sub("", text).strip())
        elif past := _BEFORE.search(text) or _THIS.search(text):
            self.back = past.re is _BEFORE
            text = text[: past.start()] + text[past.end() :]
        if TOTAL.fullmatch(text):
            self.place, text = name_whole(text, home), ""
        elif re.fullmatch(r"其[他它余]", text) and among_places:
            self.place, text = "", ""
        elif among_places and home and _OWN_ZONE.fullmatch(text) and not name_division(text, home):
            self.place, text = text, ""  # a zone in no list
        elif place := name_division(text, home):
            self.place, text = place, ""
        elif (inner := _INNER.fullmatch(text)) and (place := name_division(inner[1], home)):
            self.place, text = place, f"市{inner[2]}"
        text = _ABOUT.sub("", re.sub("数目$", "数", text.strip(":,、。*#†")))
        text = _SHARE_MOVED.sub("", _MOVED.sub("", text))
        if self.unit in ("%", "‰") and not MOVE.fullmatch(text):
            text = _GROWN.sub("", text)
        self.words = _ALL.sub("", _LISTS_FORMS.sub("", _TOTAL_END.sub("", text)))


_RANK = re.compile(r"(?:国家|[省市县区校])级(?:[及和或]?以上)?")
_OF_WHOM = frozenset({"group", "sector", "area"})


def _narrows(said: str) -> bool:
    """Tell whether the words of a bracket say of which level, owner, area or group the words before it are.

    >>> [_narrows(said) for said in ("小学", "普惠性民办", "随迁子女", "女", "班", "不含教学点", "专科")]
    [True, True, True, True, False, False, False]
    """
    if _RANK.fullmatch(said):
        return True
    return bool(LEVEL_WORDS.fullmatch(said)) or not _OF_WHOM.isdisjoint(get_facets().get(said, ()))


@lru_cache(maxsize=4096)
def name_unit(said: str) -> str:
    """Return the unit that some words are, of a rate what is counted: 元 of 元/生; "" if they are none.

    >>> name_unit("万元"), name_unit("元/生·年"), name_unit("公办/民办")
    ('万元', '元', '')
    """
    return next((unit for unit in (said.partition("/")[0], said) if unit and read_unit(unit)), "")


@lru_cache(maxsize=4096)
def _take_unit(text: str) -> tuple[str, str]:
    """Return the unit that some words give in brackets, behind a stroke or alone, and what is left of them.

    >>> _take_unit("在校生(万人)"), _take_unit("学校数/所"), _take_unit("万元"), _take_unit("城市/农村")
    (('万人', '在校生(万人)'), ('所', '学校数'), ('万元', ''), ('', '城市/农村'))
    >>> _take_unit("在园(班)人数")
    ('', '在园(班)人数')
    """
    for bracket in reversed(list(IN_BRACKETS.finditer(text))):
        if re.match(r"[\u4e00-\u9fff]*数", text[bracket.end() :]):  # 在园(班)人数
            continue
        said = re.sub(r"^(?:计量)?单位:?", "", bracket[1].strip())
        if unit := name_unit(said):
            return unit, text
    behind = _UNIT_BEHIND.search(text)
    if behind and read_unit(behind[1]):
        return behind[1], text[: behind.start()]
    if points := _POINTS.search(text):
        return "个百分点", text[: points.start()]
    return (text, "") if text and read_unit(text) else ("", text)


# ---- the order of words

_MEASURE = re.compile(
    r"数(?!民族|字|据|学)|率|面积|经费|支出|投入|收入|资金|投资|拨款|生$|师$|工$|员$|幼儿$|儿童$|图书|藏书|计算机|比$|额$|人$|人口$"
    r"|事业费$|(?<![免减])(?:学费|住宿费|保教费)$|[园校]长$|(?<!学前)班级?$|人次$|比[例重]|占比|学位$|规模$|标准$|用房$|总?值$|附加$|补[助贴]$|[拨借贷捐]款$"
)
_FORM = re.compile(r"人数|人次|占比|比例|比重|所占比[例重]|金额|所占百分比|百分比")
_NARROWS = re.compile(
    r"(?:公办|民办|普惠性?|城区|城市|镇区|县镇|乡村|农村|少数民族|普通|独立设置|附设|教育部门和?集?体?办?|其他部门办?)"
)
_SEX = re.compile(r"[男女](?:性|生|童)?")
_AMOUNT = re.compile(r"经费|支出|收入|投入|资金|拨款|面积|附加$|(?<![免减])费$")
_SCHOOL = re.compile(r"(?:学校|院校|高校|中专|机构|教学点|中学|学院|大学|专科|本专科|教育)$")
_FRAME = re.compile(
    r".*(?:情况|状况|概况|指标|方面|(?<![公私个人])部分|条件)|按.*分(?:组|列|类)?"
    r"|(?:各|历|主要|近[\d一二三四五六七八九十]+)?(?:年[份度次]?|学年度?|时间|时期|年月)"
)
_THEME = re.compile(r".*(?:程度|水平|配置|保障|质量|队伍|公平|普及|能力|资源)")  # over measures of all kinds
_STAFF = re.compile(r"教职工(?:总?人?数|总数)?")
_OF_STAFF = re.compile(r"教师|人员|职工|[园校]长|保[健育][员医师]")


# the degree that people have, which is no level of a school: 本科及以上学历
OF_DEGREE = re.compile(r"(?:研究生|本科|专科|大专|中专|高中)(?:阶段)?(?:及?以[上下])?(?:毕业|学历)(?:及?以[上下])?")
_JOINTS = re.compile(r"(?<=[\u4e00-\u9fff])[-_—]+(?=[\u4e00-\u9fff])")  # 学生数-男, as exports of data write it


class Part(NamedTuple):
    """Some words of a head with what they do in the subject: level, narrow, school, other, measure or form."""

    kind: str
    text: str


@lru_cache(maxsize=4096)
def has_measure(words: str) -> bool:
    """Tell whether words say what is counted or measured, and not only of which schools or people.

    >>> [has_measure(words) for words in ("小学在校生", "研究生", "少数民族", "人数", "运动场面积达标")]
    [True, False, False, False, False]
    """
    return _measures(_drop_level(words)) and not _FORM.fullmatch(words)


def _measures(words: str) -> bool:
    return bool(_MEASURE.search(words)) and not words.endswith("达标")  # 运动场面积达标 is what schools reach, no area


def is_form(words: str) -> bool:
    """Tell whether words say only in which form something is given: 人数, 占比."""
    return bool(_FORM.fullmatch(words))


def is_amount(words: str) -> bool:
    """Tell whether words are of money or area."""
    return bool(_AMOUNT.search(words))


def get_kind(words: str) -> str:
    """Return what the first of some words do in a subject: level, narrow, school, sex, other, measure or form.

    >>> get_kind("小学专任教师"), get_kind("民办"), get_kind("随班就读")
    ('level', 'narrow', 'other')
    """
    return _split(words)[0].kind


def says_whose(words: str) -> bool:
    """Tell whether words say of which schools or people a number is, and not of what."""
    return get_kind(words) in ("level", "school", "narrow", "sex")


def _drop_level(words: str) -> str:
    return "".join(part.text for part in _split(words) if part.kind != "level")


@lru_cache(maxsize=4096)
def _split(words: str) -> tuple[Part, ...]:
    """Return the parts of some words: the level that they begin with, and the rest."""
    if len(joined := [word for word in _JOINTS.split(words) if not TOTAL.fullmatch(word)]) > 1:
        return tuple(part for word in joined for part in _split(word))
    words = "".join(joined) or words
    degree = OF_DEGREE.match(words)
    if degree and degree.end() < len(words):
        return (Part("narrow", degree[0]), *_split(words[degree.end() :]))
    level = LEVEL_WORDS.match(words)
    if level and words[level.end() :] in ("", "阶段", "阶段教育"):
        return (Part("level", words),)
    rest = words[level.end() :] if level else ""
    if re.search(r"[^总个人数量]", rest) and (_MEASURE.search(rest) or _NARROWS.fullmatch(rest)):
        return (Part("level", level[0]), *_split(words[level.end() :]))
    if _NARROWS.fullmatch(words):
        return (Part("narrow", words),)
    if _SEX.fullmatch(words):
        return (Part("sex", words),)
    if _FORM.fullmatch(words):
        return (Part("form", words),)
    if _measures(words):
        return (Part("measure", words),)
    return (Part("school" if _SCHOOL.search(words) else "other", words),)


def compose(path: list[Words], labels: list[Words], heads: list[Words], degrees: bool = False) -> str:
    """Put the words of sections and rows above, row heads and column heads in the order in which a reader says them.

    Levels of education and what narrows stand before what is measured: 专任教师 over 小学 is 小学专任教师, and 其中:女
    below that 小学女专任教师. A label with its own level takes the place of those above it. degrees tells that words
    such as 本科 are degrees of people.
    """
    rows = _override([w for w in path if w.words], [w for w in labels if w.words])
    columns = _override([w for w in heads[:-1] if w.words], [w for w in heads[-1:] if w.words])
    parts = list(dict.fromkeys(_drop_staff([*rows, *columns])))
    if degrees:
        parts = [_name_degree(part) for part in parts]
    parts = [
        part
        for i, part in enumerate(parts)
        if not any(_says(other.text, part.text) for other in parts[:i] + parts[i + 1 :])
    ]
    counted = [part for part in parts if part.kind == "measure" and not _KIND_OF_CLASS.fullmatch(part.text)]
    if counted and not any(_CLASSES.fullmatch(part.text) for part in counted):  # 在校生 of 附设特教班
        parts = [p._replace(kind="narrow") if _KIND_OF_CLASS.fullmatch(p.text) else p for p in parts]
    levels = "".join(part.text for part in parts if _TOWN.fullmatch(part.text))
    parts = [part for part in parts if not _TOWN.fullmatch(part.text)]
    levels += "、".join(part.text for part in parts if part.kind == "level")
    order = ("narrow", "school", "other", "sex", "measure", "form")
    words = [part.text for kind in order for part in parts if part.kind == kind]
    if {part.kind for part in parts} == {"level", "narrow"} and any(
        w.words == "学校" for w in (*path, *labels, *heads)
    ):
        return "".join([*words, levels])  # 城区 below 学校 beside 特殊教育学校, which says 学校, too
    return finish_subject(levels + "".join(words))


def _says(words: str, part: str) -> bool:
    """Tell whether words say what a part says, too: a share of all pupils (占同级在校生比重) is none of whose."""
    said = words.replace("幼儿园", "") if part == "幼儿" else words
    return part in said and part != words and not words.startswith("占")


def _name_degree(part: Part) -> Part:
    if part.kind in ("level", "school", "other") and is_degree(part.text):
        return Part("narrow", part.text if re.search("毕业|学历|以[上下]", part.text) else f"{part.text}学历")
    return part


def _override(outer: list[Words], own: list[Words]) -> list[Part]:
    """Return the parts of labels; what a label says itself takes the place of what those above it say of the kind."""
    chain = [*outer, *own]
    found: list[Part] = []
    beside: list[Part] = []  # what the labels that stand side by side say
    for w in chain:
        mine = _split(w.words)
        kinds = {part.kind for part in mine}
        dropped = set()
        if (
            w is not chain[0]
            and not _AT_ANY_LEVEL.match(w.words)
            and (kinds & {"level", "school"} or LEVEL_WORDS.search(OF_DEGREE.sub("", w.words)) or "学前" in w.words)
        ):
            dropped |= {"level", "school"} if w.words != "学校" else set()  # 小学 over 学校(所)
            dropped -= {"level"} if w.part and _RUN_BY.fullmatch(w.words) else set()
        if "measure" in kinds and not w.part and not w.words.startswith("占") and not _is_of_it(w.words, found):
            dropped |= {"measure"}
            found = [p._replace(kind="narrow") if _KIND_OF_CLASS.fullmatch(p.text) else p for p in found]
        if w not in own:
            mine = [part for part in mine if part.kind != "other" or not _FRAME.fullmatch(part.text)]
        if w is not chain[-1] and has_measure(chain[-1].words):
            mine = [part for part in mine if part.kind != "other" or not _THEME.fullmatch(part.text)]
        if w.part:
            mine = [_narrow(part, found) for part in mine]
            found = [part for part in found if not _is_of_others(part, mine)]
        if w.part and _SHARE_END.search(w.words):  # 其中:研究生学历教师占比 below 专任教师学历合格率
            found = [p._replace(text=said) for p in found if (said := _OF_RATE.sub("", p.text))]
        if w.part and (_AMOUNT.search(w.words) or w.words.endswith("用房")) and not w.words.startswith("占"):
            amounts = {part for part in found if part.kind == "measure" and _AMOUNT.search(part.text)}
            whole = any(part.text.endswith("面积") for part in amounts)
            mine = [p._replace(text=f"{p.text}面积") if whole and p.text.endswith("用房") else p for p in mine]
            schools = [
                Part("school", m[0]) for part in found if part in amounts and (m := _SCHOOLS_OF.match(part.text))
            ]
            found = [*schools, *(part for part in found if part not in amounts)]
        if w in own and len(own) > 1 and w is not own[0]:
            grouped = own[0].cell.rows > 1 or has_measure(w.words)  # 普通中专 in the group 中等职业教育
            kind = grouped and LEVEL_WORDS.search(w.words)
            found = [part for part in found if part in beside or part.kind not in dropped]
            dropped &= {"level"} if kind else set()  # labels that stand side by side say different things
        found = [part for part in found if part.kind not in dropped]
        found += mine
        beside += mine if w in own else []
    return found


_RUN_BY = re.compile(r"(?:公办|民办)学校(?:就读)?")
_SCHOOLS_OF = re.compile(
    r"[\u4e00-\u9fff]{2,4}?(?:中学|学校|院校|高校|中专|幼儿园)(?=[校图占运教固])"
)  # 普通中学校舍面积
_SHARE_END = re.compile(r"(?:占比|比[例重])$")
_OF_RATE = re.compile(r"(?:学历|[毛净])?[\u4e00-\u9fff]{2}率$")
_AID = re.compile(r"补[助贴]$|助学|奖学|[减免]|贷款$|津贴$")
_OF_AID = re.compile(
    r"(?:资助|受助|发放|享受|惠及|获得?助|贷款|减免)(?:学生|幼儿|[总人])*(?:人[次数]|金额|资金|经费|总额|面|笔数|学生|幼儿)?"
)
_CLASSES = re.compile(r"(?:教学)?班级?(?:总?数|个数)?")
_KIND_OF_CLASS = re.compile(r"[\u4e00-\u9fff]{2,8}(?<!教学)班")  # 附设幼儿班 over 在园幼儿数
_SIZED = re.compile(r"班额|[\u4e00-\u9fff]{2,}班$")
_OF_ACT = re.compile(r"(?:参与|参加|覆盖|达标|合格|完成|通过|使用|受助|到位|落实|知晓|巩固|优秀)率")


def _is_of_it(words: str, held: list[Part]) -> bool:
    """Tell whether words only say what of the measure above is given: 资助人次 of 生活补助, 班数 of 大班额, 参与率."""
    measures = [part.text for part in held if part.kind == "measure"]
    if _CLASSES.fullmatch(words):
        return any(_SIZED.search(text) for text in measures)
    if _OF_ACT.fullmatch(words):
        return any(not re.search("率$", text) for text in measures)
    return bool(_OF_AID.fullmatch(words)) and any(_AID.search(text) for text in measures)


_POPULATIONS = (
    re.compile(r"(?:在校|在园|招生|入园|毕业|学生|幼儿|儿童|子女)"),
    re.compile(r"教职工|教师|职工|人员|[园校]长"),
    re.compile(r"(?:校|园|班)(?:总?数|个数)$|教学点"),
)


def _is_of_others(held: Part, mine: list[Part]) -> bool:
    """Tell whether a part counts others than the measure that holds it: 其中专任教师 below 在校生."""
    said = "".join(part.text for part in mine if part.kind == "measure")
    if held.kind != "measure" or not said or _FORM.search(said):
        return False
    kinds = [{i for i, words in enumerate(_POPULATIONS) if words.search(text)} for text in (held.text, said)]
    return bool(kinds[0] and kinds[1] and (not kinds[0] & kinds[1] or re.search("[宿校读]生", said)))


_AT_ANY_LEVEL = re.compile(r"(?:九年|十二年|十五年)一贯制|完全中学")  # below 普通高中 they are its schools
_GENERIC = re.compile(r"(.+族|.+性|[^在招]{2,})(?:学生|幼儿|教师)(?:人?数)?")


_WHOLES = {"学": "在校生|在校学生|招生|毕业生", "幼": "在园", "教": "专任教师"}


def _narrow(part: Part, held: list[Part]) -> Part:
    """Return 蒙古族学生 below 在校生 as what narrows it: a reader says 蒙古族在校生."""
    whole = next((other.text for other in held if other.kind == "measure"), "")
    if "招生" in whole and part.text.startswith("应届"):
        return part._replace(kind="other")
    match = _GENERIC.fullmatch(part.text)
    same = match and re.search(_WHOLES[match[0][match.end(1)]], whole)
    return Part("narrow", match[1]) if same and not re.search(r"寄宿|住校|留守|随迁|走读", part.text) else part


def _drop_staff(parts: list[Part]) -> list[Part]:
    """Drop 教职工 where a part of the staff is named."""
    of_staff = any(_OF_STAFF.search(p.text) and not _STAFF.search(p.text) for p in parts if p.kind == "measure")
    return [part for part in parts if not (of_staff and _STAFF.fullmatch(part.text))]


def leans_left(words: list[Words]) -> bool:
    """Tell whether heads say only in part what a column holds, and the column to their left the rest.

    So do 占比, 占在校生比例, and 其中:女 beside 在园幼儿数.
    """
    said = [w for w in words if w.words]
    if len(said) > 1 and is_form(said[-1].words) and any(re.search("学历|职称", w.words) for w in said[:-1]):
        return False  # 占比 below 本科及以上学历 is of the teachers that the title names
    if any(w.words.startswith("占") or (w.part and not has_measure(w.words)) for w in said[-1:]):
        return not any(has_measure(w.words) for w in said[:-1])
    return bool(said) and all(_FORM.fullmatch(w.words) for w in said)
