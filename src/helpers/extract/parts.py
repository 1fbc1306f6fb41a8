"""Parts of a list and of a whole by their complete names: 小学、初中教师学历合格率; 幼儿园专任教师, 公办园."""

from __future__ import annotations

import re

from helpers.extract.groups import names_group
from helpers.extract.words import (
    ACTS,
    BARE,
    EDUCATION_END,
    FLOW,
    LEVEL_PREFIX,
    LEVEL_WORDS,
    MEASURE,
    MEMBER_MARK,
    RATE_END,
    SCHOOL_UNITS,
    names_schools,
)
from helpers.language import Quantity, WordPattern, get_facets
from helpers.storage import remember

# words that qualify the thing named before
_MODIFIER = WordPattern(
    "(?:{qualifier|area}|本科以上|专职|兼职|在编|临聘|聘用制?|合同制|“?[^,。“”]{1,6}[类级型]”?)(?:的)?"
)


_REVENUE = frozenset(
    {"收入", "收入总计", "收入合计", "本年收入总计", "本年收入合计"}
)  # 收入总计、支出总计均为1.2亿元 is one sum
_STEM = WordPattern("(.+?){level}$")
_SUMMED = re.compile(r"^(.*?)(?:等)?[两二三四五六七八九十\d]+(?:[类个科项种级所]|者)(?=.{2})")


_ARTS_FOR_EACH = re.compile("每[百千]?[名个人]?学?生[^、]{0,6}(?:体育|音乐|美术)、")


def split_members(noun: str, size: int = 0) -> list[str]:
    """Split a list of things that share a head or a qualifier into complete names; [] if it is no such list."""
    if size in {0, 2} and noun.startswith("男女"):
        return ["男" + noun[2:], "女" + noun[2:]]
    if (shared := _share_end(noun)) is not None:
        return shared if size in {0, len(shared)} else []
    if shared := _share_area(noun, size):
        return shared
    if size and "每" in noun and (each := _LEVELS_EACH.fullmatch(noun)):  # 小学、初中每百名学生拥有体育、艺术教师
        levels = MEMBER_MARK.split(each["levels"])
        return [level + each["rest"] for level in levels] if len(levels) == size else []
    if _ARTS_FOR_EACH.match(noun):
        return []  # 每百名学生拥有体育、艺术专任教师数 is one measure
    members = [m for m in MEMBER_MARK.split(noun) if m]
    rates = noun.split("、")
    if not size and len(rates) > 1 and all(m.endswith("率") for m in rates):
        members = rates  # 封闭化管理率、一键式报警与公安机关联网率
    if size and len(members) != size:
        members = noun.split("、")
    if (
        len(members) < 2
        or members[0] == "收"
        or (not size and members[0] in _REVENUE)
        or (size and len(members) != size)
    ):
        return []
    stem = _STEM.match(members[0])
    if stem and len(stem[1]) > 3 and all(LEVEL_PREFIX.fullmatch(m) for m in members[1:]):
        return [members[0], *(stem[1] + m for m in members[1:])]
    members[-1] = _SUMMED.sub(r"\1", members[-1])
    head = _shared_head(members)
    if head:
        return [m if m.endswith(head) else m + head for m in members]
    prefix = LEVEL_PREFIX.match(members[0])
    if prefix and RATE_END.search(members[0]) and len(prefix.group()) < len(members[0]):
        return [m if LEVEL_WORDS.search(m) else prefix.group() + m for m in members]
    return members


_LEVELS_EACH = WordPattern("(?P<levels>{level}(?:[、和与及]{level})+)(?P<rest>(?:平均)?每.+)")


def _share_area(noun: str, size: int) -> list[str]:
    """Return a list of levels each with the area that opens it; [] if it has none, or a second one.

    >>> _share_area("主城区小学、初中平均班额", 2), _share_area("城区小学、农村初中平均班额", 2)
    (['主城区小学平均班额', '主城区初中平均班额'], [])
    """
    area = _AREA.match(noun)
    members = split_members(noun[area.end() :], size) if area else []
    levels = (_LEVEL.match(member) for member in members)
    named = all(level and level.end() < len(member) for level, member in zip(levels, members, strict=True))
    return [area[0] + member for member in members] if named else []


_AREA, _LEVEL = WordPattern("{area}的?(?={level}(?:教育|阶段)?[、和与及])"), WordPattern("{level}")


def _share_end(noun: str) -> list[str] | None:
    """Return one by one what several acts are on and the teachers of several school subjects; None if it is neither.

    >>> _share_end("小学的科学、体育教师"), _share_end("新建、改扩建校舍"), _share_end("校长、体育教师")
    (['小学科学教师', '小学体育教师'], ['新建校舍', '改扩建校舍'], None)
    """
    if "、" in noun and joins_acts(noun):
        act = ACTS.match(noun)
        return [one + noun[act.end() :] for one in MEMBER_MARK.split(act[0])]
    taught = _TEACHERS.fullmatch(noun) if noun.endswith("教师") else None
    if not taught:
        return None
    level = (taught["level"] or "").removesuffix("的")
    return [level + subject + taught["who"] for subject in MEMBER_MARK.split(taught["taught"])]


_TEACHERS = WordPattern(
    "(?P<level>{level}的?)?(?P<taught>(?:{taught}|科学)(?:[、和与及](?:{taught}|科学))+)(?P<who>(?:专任|专职|兼职)?教师)"
)


def joins_acts(noun: str) -> bool:
    """Tell whether several acts are on the same things: 新建、改扩建幼儿园, not 新建小学、改扩建初中."""
    act = ACTS.match(noun)
    return bool(act) and "、" in act[0] and "、" not in noun[act.end() :] and act.end() < len(noun)


_OFFICE = re.compile(r"(?P<name>国家|自治区|省|市|县|区|旗|校|院|乡镇?)级?")


def _shared_head(members: list[str]) -> str:
    """Return the words that the last member closes for all: 教师学历合格率 in 小学、初中教师学历合格率."""
    last, others = members[-1], members[:-1]
    office = _OFFICE.match(last)
    if office and office.end() < len(last) and all(_OFFICE.fullmatch(m) for m in others):
        return last[office.end("name") :]
    level = LEVEL_PREFIX.match(last)
    if level and len(level.group()) < len(last) and all(LEVEL_PREFIX.fullmatch(m) or len(m) <= 4 for m in others):
        return last[level.end() :]
    ending = RATE_END.search(last)
    if not others[-1] or any(RATE_END.search(m) for m in others):  # none between two marks: 2019、、2021年
        return ""
    width = len(others[-1])
    same_end = len(last) > width and last[width - 1] == others[-1][-1]
    if same_end and last[width:] == "童":
        return ""  # 女幼儿、留守儿童
    if same_end or (ending and len({len(m) for m in others}) == 1):
        return last[width:]
    end = others[-1][-2:]
    if len(end) == 2 and last.find(end) > 0 and all(m.endswith(end) for m in others):
        return last[last.find(end) + 2 :]  # 公办园、普惠性民办园在园幼儿
    return ""


def complete_part(part: str, whole: str, quantity: Quantity) -> str:
    """Complete the name of a part of so many by the whole that it is part of.

    >>> complete_part("公办园", "幼儿园专任教师", Quantity(0, 1, 1.0, "人", unit_class="person"))
    '公办园专任教师'
    """
    return _complete_part(part, whole, quantity.unit, quantity.unit_class)


_ACTS_IN_AREA = WordPattern(f"(?P<area>{{area}})(?:{ACTS.template})")
_OWNERS = WordPattern("^{sector}性?(?:(?:[、和与及]|以及){sector}性?)+")
_HALVES = frozenset({"本科", "专科"})


@remember
def _complete_part(part: str, whole: str, unit: str, unit_class: str) -> str:
    whole = whole.removeprefix("新") if whole.startswith("新招聘") else whole
    if part in _HALVES and whole.endswith("本专科生"):
        return whole.replace("本专科", part, 1)  # 在校本专科生3.6万人,其中本科1.9万人
    listed = whole.find(part + "、") if unit_class == "person" and part[-1:] in _ENDS_PERSONS else 0
    if listed > 0 and whole.find("、") == listed + len(part):
        return whole[:listed] + part  # 县域内交流轮岗校长、教师320人,其中校长36人
    if FLOW.fullmatch(part) and whole.endswith(part) and ACTS.match(whole):
        return whole  # 新建学校投入12亿元,其中甲区投入5亿元
    if FLOW.fullmatch(part) and (act := _YEARLY_ACT.match(whole)) and act.end() < len(whole):
        return part + whole[act.end() :]  # 年均补充教师210名,其中今年招聘196名
    if (own := _ACTS_IN_AREA.fullmatch(part)) and (act := ACTS.match(whole)) and act.end() < len(whole):
        return part + whole[act.end() :].removeprefix(own["area"])  # 新建小学67所,其中城区新建18所
    if _DEGREE.fullmatch(part) and (wider := _OF_WIDER_DEGREE.match(whole)):
        return f"{part}学历{whole[wider.end() :]}"  # 本科及以上学历教师占97%,其中研究生62人
    if _OF_A_DEGREE.fullmatch(part) and (flow := _ENROLS.search(whole)):
        return part.removesuffix("生" * (flow.group() == "毕业生")) + flow.group()  # 研究生招生3.4万人,其中博士生4200人
    if _RANK.fullmatch(part) and (persons := _PERSONS.search(whole)):
        return part + persons.group()
    if unit_class == "person" and names_group(part) and (flow := _FLOWS.fullmatch(whole)):
        return f"{flow['who']}{part}{flow['flow']}"  # 小学招生620人,其中女生310人、随迁子女62人
    if SEX.fullmatch(part):
        return name_sex(part, whole)
    if _GOES_ON.match(part) and (work := _WORKS.search(whole)):
        return whole[: work.start()] + part  # 中职毕业生就业(含升学)2800人,其中升入高等学校1900人
    if _KIND_OF_STUDY.fullmatch(part) and (entered := _ENTERS.match(whole)):
        return entered["into"] + part  # 升入高等学校1900人,其中本科210人
    if part == "幼儿" and whole.endswith("教师"):
        return part + whole  # 教师7600人,其中幼儿1340人、小学2860人
    whole = _COUNTED_IN.sub("", whole)
    if unit_class == "person" and LEVEL_PREFIX.fullmatch(part) and (joined := _OF_JOINED.match(whole)):
        return joined["act"] + part + whole[joined.end() :]  # 招聘中小学、幼儿园教师300人,其中小学190人
    if _PUPILS_BY_LEVEL.fullmatch(part) and (narrowed := _NARROWED.fullmatch(whole)):
        return narrowed["by"] + part  # 有特殊教育需要的学生6.5万人,其中小学生3.6万人
    if unit_class == "person" and _COURSE_OF_STUDY.search(whole) and not _NO_COURSE.search(part):
        return part + whole  # 五年制招生640人(数控技术80人)
    if _TRAINED.search(whole) and _TRADE.fullmatch(part):
        return part + "培训"  # 培训农民620人次,其中养殖技术310人次、电焊等90人次
    if _TERM.fullmatch(part):
        return part + whole  # 资助学生1.29万人(春季6380人,秋季6520人)
    if _PUPILS_OF_A_KIND.fullmatch(part) and _AIDED.search(whole):
        return name_aided(part, whole)
    act = ACTS.match(whole := _SUMMED_UP.sub("", whole))
    if unit_class == "person" and act and _POST.fullmatch(part) and _PERSONS.search(whole):
        return f"{'' if _RECRUITS.search(part) else act.group()}{part}教师"  # 招聘教师260名,其中特岗80名、省招62名
    paid = _FOR_WHOM.sub("", whole[act.end() if act else 0 :])
    if unit_class == "money" and len(paid) > len("支出") and part not in paid and PAYER.fullmatch(part):
        return paid + part
    if not part or _NORM.fullmatch(part) or (unit_class == "money" and _FOR_EACH.search(whole)):
        return whole + part
    if _TIER.fullmatch(part) and (terms := _ON_TERMS.search(whole)):
        return whole[: terms.start()] + part + terms["each"]  # 国家助学金平均每生每年2300元,其中一等3000元
    if _TIER.fullmatch(part) and (granted := _GRANTED.fullmatch(whole)):
        return granted["grant"] + part  # 发放国家助学金1528人,其中一等498人
    if (again := _ACT_AGAIN.fullmatch(part)) and whole.startswith(again["act"]):
        return part + whole[len(again["act"]) :]  # 办理助学贷款4216笔,其中首次办理1386笔
    if (bought := _BOUGHT.fullmatch(part)) and whole.startswith("政府采购"):
        return f"政府采购{bought['what']}{'预算' if whole.endswith('预算') else '支出'}"  # 其中货物62万元、服务9万元
    if unit_class == "money" and part.startswith(("特殊教育", "特教")) and not _MONEY_END.search(part):
        return part + _OF_ALL_PUPILS.sub("", whole)  # 义务教育公用经费6120万元,其中小学3560万元、特殊教育150万元
    if unit_class == "percent" and _OF_PERSONS.search(whole) and _WHO.fullmatch(part):
        return part + whole  # 满意度93.7%,其中家长94.1%
    counts_schools = unit in SCHOOL_UNITS and (unit == "所" or bool(_SCHOOLS.search(whole)))
    if act and unit_class == "money" and _PAID_WHEN.fullmatch(part):
        return part + whole[act.end() :]  # 发放生活费331万元,其中春季发放160万元
    if counts_schools and LEVEL_PREFIX.fullmatch(part) and (chosen := _CHOSEN.match(whole)):
        return chosen.group() + part  # 融合教育示范校(园)64所,其中小学31所
    if counts_schools and act and (LEVEL_PREFIX.fullmatch(part) or names_schools(part)) and _SCHOOLS.search(whole):
        area = _AREA_FIRST.match(whole, act.end())  # 新建城区义务教育学校6所,其中小学4所
        return act.group() + (area.group() if area else "") + part
    if counts_schools and whole.endswith("的单位") and names_schools(part):
        return whole.removesuffix("单位") + part  # 纳入编制范围的单位47个,其中初中14所
    if part in {"专职", "兼职"}:
        whole = whole.replace("专兼职", "")
    if _MODIFIER.fullmatch(part) and not (counts_schools and part.endswith("园")):
        if act and ACTS.fullmatch(part):
            whole = whole[act.end() :]
        whole = _OWNERS.sub("", whole)  # 公办和民办小学62所,其中公办50所
        level = LEVEL_PREFIX.match(whole)
        other = part.endswith("园") or (level and level.group().endswith("本专科"))  # 义务教育学校64所,其中公办46所
        if level and level.end() < len(whole) and other:
            whole = whole[level.end() :]
        return part + whole
    if _LEVEL_ALONE.fullmatch(part) and (levels := _SEVERAL_LEVELS.match(whole)):
        return part + whole[levels.end() :]  # 中小学和幼儿园新增学位5460个,其中小学3240个
    of_kind = names_schools(part) or KIND_OF_SCHOOL.fullmatch(part) or _NAMED_KIND.fullmatch(part)
    if of_kind and not counts_schools and (area := _OF_THE_AREA.match(whole)) and not _OWN_AREA.match(part):
        return area["area"] + part + whole[area.end() :]  # 市区高中段学校招生6420人,其中普通高中3860人
    levels = LEVEL_PREFIX.fullmatch(part) and not counts_schools
    if levels and (owner := _OF_THE_OWNER.match(whole)) and not part.startswith(owner["owner"]):
        return owner["owner"] + part + whole[owner.end() :]  # 公办中小学在校生8.2万人,其中小学5.1万人
    if of_kind and not counts_schools:
        rest = _LEVEL_OR_SCHOOL.sub("", whole)
        graded = (
            _GRADE.match(rest) and "小学" not in whole and not LEVEL_WORDS.search(part)
        )  # 初中一年级新生620人,其中公办学校410人
        return part + (whole if graded else rest or whole)
    return with_level(part, whole)


_FLOWS = WordPattern(
    "(?P<who>{area}?{sector}?{level}(?:起始年级|[一二三四五六七八九]年级)?)(?P<flow>(?:共|实际)?(?:招生|毕业生|入学|新生(?:登记|入学|报名)?|登记|(?<=年级)学生))"
    "(?:总?数|人数)?"
)
_DEGREE = re.compile("研究生|[博硕]士(?:研究生)?")
_OF_WIDER_DEGREE = re.compile("(?:大学)?(?:本科|专科|大专)(?:及?以上)(?:学历|学位)(?:占比|占(?=.))?")
_OF_A_DEGREE = re.compile("(?:全日制)?(?:博士|硕士|本科|专科|高职)(?:研究)?生")
_ENROLS = re.compile("(?:招生|毕业生|录取|毕业)$")
_OF_JOINED = WordPattern(
    "(?P<act>(?:{verb_flow})?{sector}?)(?:中小学校?|小学|初中|中学)[、和与](?:{level}、)*幼儿园(?=教师|教职工|专任|在校|学生)"
)
_GOES_ON = re.compile("升[入学]|考[入取上]|继续升学")
_WORKS = re.compile(r"(?:总|已|实现|落实|初次|初始)*就业(?:\(含[^()]*\))?(?:总?人?数)?$")
_KIND_OF_STUDY = re.compile("(?:普通|职业|全日制)?(?:(?:高职)?[本专]科|高职|大专|高职[(]专科[)])(?:院校|学校|层次)?")
_ENTERS = re.compile(
    "(?P<into>.*(?:升入|考[入取上]))(?:各级|各类|普通|全日制|国内)*(?:高等(?:学校|院校|教育)|高校|大学|院校|高一级学校)(?:就读|学习|深造)?(?:人数)?$"
)
_COUNTED_IN = re.compile(r"\((?:含|包括)[^()]*\)$")  # 在校生(含在园幼儿)22万人,其中小学9.6万人


def name_sex(part: str, whole: str) -> str:
    """Put 男 or 女 into the name of the persons that are divided.

    >>> name_sex("女生", "普通小学在校生"), name_sex("男生", "国小学生数"), name_sex("女性", "初中专任教师")
    ('普通小学在校女生', '国小男生', '初中女性专任教师')
    """
    if part.endswith("教师") and "教师" not in whole:
        return part  # 教职工3126人,其中专任教师1674人,女教师1320人
    persons = _OTHER_SEX.sub("", _NUMBER_OF.sub("", whole))
    pupils = _PUPILS.search(persons)
    if pupils:
        own = pupils[0] == "学生" and _ENDS_SCHOOL.search(persons[: pupils.start()])
        return persons[: pupils.start() + bool(own)] + part[0] + "生"
    named = _STAFF.search(persons)
    start = named.start() if named else 0
    return persons[:start] + _WHO_ALONE.sub("", part) + persons[start:]


def name_aided(part: str, whole: str) -> str:
    """Put a kind of pupils in the place of those who get aid, or before the aid.

    >>> name_aided("寄宿生", "为困难学生发放生活补助"), name_aided("小学寄宿生", "义务教育生活补助")
    ('为困难寄宿生发放生活补助', '小学寄宿生生活补助')
    """
    persons = next(iter(_AIDED_PERSONS.finditer(whole)), None)
    if persons:
        return whole[: persons.start()] + part + whole[persons.end() :]
    level = LEVEL_PREFIX.match(whole)
    return part + whole[level.end() if level else 0 :]


_PUPILS_BY_LEVEL = re.compile("(?:小学|中学|初中|高中|大学|国小|国中)生")
_NARROWED = re.compile("(?P<by>.*的)学生")
_COURSE_OF_STUDY = re.compile("[一二三四五六]年制$|(?<!大)班$")
_NO_COURSE = re.compile("[生师员人校园区市县镇乡]$|中学$|学院$|班$|计划$|^$")
_TRAINED = re.compile("^(?:开展|组织|举办)?[^,。;]{0,6}培训")
_TRADE = re.compile(  # what grown-ups are taught
    "[^,。;]{0,10}(?:技术|技能|工艺|驾驶|维修|烹[饪调]|面点|厨师|护理|种植|养殖|农机|电商|电子商务|家政|育婴|月嫂|电?焊工?|电工|"
    "挖掘机|叉车|刺绣|缝纫|编织|美容|美发|按摩|茶艺|创业)(?:服务|操作|专业|类|员|师)?等?"
)
_TERM = re.compile("[春秋]季?(?:学期)?|[上下]学?[期年]|[上下]半年")
_PUPILS_OF_A_KIND = re.compile("[^,、在]{0,6}(?:寄宿|专科|本科|研究|新|毕业|住校|走读|残疾|困难)学?生")
_AIDED = re.compile("资助|补助|助学|奖学金|贷款|免费|免除|减免|津贴|补贴")
_AIDED_PERSONS = re.compile("学生|儿童|幼儿")
_NUMBER_OF = re.compile("(?:总人数|总数|人数|数)$")
_OTHER_SEX = re.compile("[男女](?=学?生$)|[男女]性?(?=专任|教)")
_PUPILS = re.compile("学?生$")
_ENDS_SCHOOL = re.compile("(?<![国初高])[小中大]$")  # 在校小学生: 小学, 生; 国小学生, 初中学生: 国小, 学生
_STAFF = re.compile("(?:专任教师|教师|教职工|教学人员)$")
_WHO_ALONE = re.compile("学?生$|孩子?$|教师$|教职工$")
SEX = re.compile("[男女](?:学?生|孩子?|性|教师|教职工)?")
_SUMMED_UP = re.compile("^(?:累计|共计?|总共|全年|本次|规划|计划|拟|将)+(?=.{2})")
_FOR_WHOM = re.compile(r"^(?:你[们市县区州])?(?:(?:19|20)\d\d年度?)?")
# whose money, or for what: 补助经费1.7亿元,其中中央资金0.9亿元
PAYER = re.compile(
    "(?:中央|中省|国家|自治区|[省市县区州]级?|地方|上级|本级|财政|各级|社会|和)+(?:本级)?(?:财政)?(?:专项|补助|配套|自筹|安排|承担|拨款)*(?:资金|经费|补助|部分)?"
    "|(?:[省市县区州]{2}|中央和省|乡镇)(?:[两二三]级)?(?:财政|配套|补助|安排|承担)+(?:资金|经费|部分)?"
    "|(?:学校|高校|院校|各校)(?:按照?(?:有关)?规定|从?事业收入中?)*(?:提取|计提)(?:资金|经费)?"
    "|[镇街乡区园、]+(?:\\([^()]*\\))?财政"
    "|财政(?:性|专项)?(?:拨款|资金|经费)|自筹(?:资金|部分)?|(?:人员|公用|日常公用|项目)(?:经费|支出)|基本(?:建设|支出)(?:支出|经费)?"
)
_AREA_FIRST = WordPattern("{area}(?={level})")
_CHOSEN = re.compile("[^,、。的]{2,12}(?:示范|特色|试点|实验|样板|标杆|优质|先进)(?=学?校(?:[(]园[)])?$|园$|校园$)")
_LEVEL_ALONE = WordPattern("{level}|学前")
_SEVERAL_LEVELS = WordPattern("(?:{level}[、和与及])+{level}(?=[^、和与及])")
_YEARLY_ACT = WordPattern("(?:年均|累计|每年)?{verb_flow}(?:[、和或]{verb_flow})*")
_RANK = re.compile("[正副]高级?(?:职称)?")
_PERSONS = re.compile("(?:专任)?教师$|教职工$")
_POST = re.compile(
    "(?:国家|中央|地方|自治区|[省市县区])?特设?岗|[省市县区校]招|校园招聘|公开招聘|人才引进|社会招聘"
    "|事业编制?|编制?[内外]|在编|(?:人事|备案|员额|劳动|聘用)*(?:合同|代理|控制数|备案|员额|聘用)制?|劳务派遣"
)
_RECRUITS = re.compile("招|引进")
_PAID_WHEN = re.compile("(?:[春秋]季学?期?|[上下]半年|第[一二]批)(?:发放|拨付|下达)")
_TIER = re.compile("第?[一二三四甲乙丙][等档]|[高中低]档")
_GRANTED = re.compile(
    "(?:发放|享受|资助|评选|评定|获得?|落实|惠及|受助)*(?P<grant>[^,。;、每]*(?:助学金|奖学金))(?:发放|资助|惠及|受助|享受)*(?:学生|人数)?"
)
_BOUGHT = re.compile("(?P<what>货物|工程|服务)类?(?:采购)?(?:支出|预算)?")
_ACT_AGAIN = re.compile("(?:首次|新|再次|重新|续)(?P<act>办理|申请|申贷|签订)")
_ON_TERMS = re.compile("(?:平均)?(?:资助|补助|发放)?(?:标准)?(?:平均)?(?P<each>每[生人名][^,。;]*)$")
_MONEY_END = re.compile("(?:支出|资金|经费|补助金?|预算|决算)$")  # 教育支出6亿元,其中特殊教育支出900万元
_OF_ALL_PUPILS = re.compile("(?:城乡|农村)?义务教育(?:阶段|学校)?")
_FOR_EACH = re.compile("每[生人]每[年月天学].*补[助贴]$")
_NORM = re.compile("(?:国家|省定?|市定?|部颁|规定)?标准")
_OF_PERSONS = re.compile("率$|满意度$|知晓度$")
_WHO = re.compile("[\u4e00-\u9fff]{0,4}(?:家长|教师|教职工|学生|校长|群众|人士|女童|男生|女生)")
_NAMED_KIND = re.compile(r"[^,、]{0,6}(?:中学|学校|小学|幼儿园|高中|完中|学院|大学)")
_SCHOOLS = re.compile(r"(?:学校|校|园|小学|初中|高中|中学|教学点|机构|单位)(?:\([^()]*\))?$")
_OF_THE_AREA = WordPattern("(?P<area>市区|主城区|{own_place|area})(?:{level})(?:段)?(?:学校)?(?=.{2})")
_OF_THE_OWNER = WordPattern(
    "(?P<owner>{sector}性?)(?=中小学|{level}[、和与及]|义务教育|基础教育)(?:{level}[、和与及]?)+(?:学校)?(?=.{2})"
)
_OWN_AREA = WordPattern("{area}")
_GRADE = re.compile("[一二三]年级")  # of a junior or senior school, where its level is not named, one of primary school
_LEVEL_OR_SCHOOL = WordPattern(  # with the kindergartens of its bracket: 各级各类学校(幼儿园)学生
    r"^(?:{area}?{sector}?(?:普通(?=中))?{level}|(?:各级各类(?:学校)?|学校)(?:\((?:幼儿)?园\))?(?=.))"
)


def is_grant(noun: str) -> bool:
    """Tell whether a noun is aid, or those who get it, that is of a school level."""
    return ("助学金" in noun or "免" in noun) and bool(_GRANT.fullmatch(noun))


@remember
def with_level(noun: str, source: str) -> str:
    """Put the school level of source before a noun that needs one and has none."""
    return put_level(noun, source) if BARE.fullmatch(noun) or is_grant(noun) else noun


def with_kind(noun: str, source: str) -> str:
    """Put what kindergartens of an owner are called before a noun that needs a level, else the level of source.

    >>> with_kind("在园幼儿", "公办园"), with_kind("在校生", "民办初中")
    ('公办园在园幼儿', '民办初中在校生')
    """
    of_owner = re.fullmatch(OF_AN_OWNER, source) and BARE.fullmatch(noun) and not _SCHOOLCHILDREN.fullmatch(noun)
    return source + noun if of_owner else with_level(noun, source)


OF_AN_OWNER = "(?:[城乡农][区镇村])?(?:公办|民办|公立|私立|普惠性?|非普惠性?|集体办)+园"


def put_level(noun: str, source: str) -> str:
    """Put the school level of source before a noun, where that has none and may have it.

    >>> put_level("寄宿生", "小学在校生"), put_level("教学班", "中级初中专任教师")
    ('小学寄宿生', '初中教学班')
    """
    level = LEVEL_WORDS.search(source.split("(")[0])
    if not level or level.start() > 8 or LEVEL_WORDS.search(noun) or _is_of_other_level(noun, level.group()):
        return noun
    if level.start() and MEASURE.search(source[: level.start()]):
        return noun  # 生均校舍面积小学8平方米、初中13平方米;图书79万册: of all
    if "小学" in level.group() and _JUNIOR_GRADE.match(noun):
        return noun  # 小学一年级新生3315人,七年级新生4106人
    if level.group().startswith("学前三年") and not noun.endswith("率"):
        return noun  # 学前三年毛入园率92%,专任教师1.3万人
    if level.group() == "幼儿园" and _SCHOOLCHILDREN.fullmatch(noun):
        return noun  # 中小学68所;幼儿园104所。在校学生4.9万人: children there are 在园
    of_pupils = _OF_PUPILS.search(noun) and not noun.endswith("师比")
    if level.group().endswith(("生", "本科", "专科")) and not of_pupils:
        return noun  # 研究生520人,教职工1260人; 研究生学历71人。生师比13.4:1
    if joined := JOINED_SCHOOLS.match(source):  # 中小学、幼儿园785所,在校学生46万人: of both
        return joined[0] + noun if _OF_STAFF.search(noun) else noun
    several = _SEVERAL_LEVELS.match(source) if source[level.end() : level.end() + 1] in _JOINS else None
    if several and (several.end() == len(source) or BARE.fullmatch(source, several.end())):
        return several[0].removesuffix("学校") + noun  # 小学和初中62所,专任教师2100人,在校生3.1万人: of both
    if source.startswith(("学历", "学位", "率", "以上", "及以上"), level.end()):
        return noun  # 具有研究生学历教师 is no level
    of_all = _OF_SECTOR.fullmatch(noun) or (_SHARE_OF_SECTOR.match(source) and not noun.endswith("率"))
    of_all = of_all or _THAT_GET.fullmatch(source[: level.start()])  # 享受国家助学金的中职学校2所;免学费62人次
    before = source[: level.start()]
    kind = before and (names_group(before) or _TITLE.search(before))  # 中级职称初中专任教师62人,教学班18个: of all
    begun = (
        level.start() if of_all or kind else 0
    )  # 公办幼儿园11所,普惠率97%; 普惠性幼儿园覆盖率93%,在园幼儿2万人: of all
    words = _OF_ANY_FORM.sub("", EDUCATION_END.sub("", source[begun : level.end()]))
    words = _APART.sub("", words)  # 四星级幼儿园11所。专任教师1142人; 单设初中18所。招生7866人: of all
    act = FLOW.match(words)
    words = words[act.end() :] if act and act.end() < len(words) else words
    return words + noun if not words.endswith(noun) else noun


_TITLE = re.compile("[高中初员]级$")
_THAT_GET = re.compile("(?:享受|获得|领取|受到)[^,。;]{2,12}的")
_SCHOOLCHILDREN = re.compile("在校学生(?:总?数|人数)?")
_OF_STAFF = re.compile("教职工|教师")
JOINED_SCHOOLS = WordPattern("(?:中小学校?|小学|初中|中学|高中)[、和与](?:{level}、)*(?:幼儿园)")
_JOINS = frozenset("、和与及以连加同")
_SEVERAL_LEVELS = WordPattern("{sector}?{level}(?:(?:、|和|与|及|以及|连同|加上|同){sector}?{level}){1,3}(?:学校)?")
_ENDS_PERSONS = ("长", "师", "员", "生", "工", "部")  # 校长, 教师, 人员, 学生, 职工, 干部
_JUNIOR_GRADE = re.compile("[七八九]年级|初[一二三]")
_OF_SECTOR = re.compile("(?:普惠|公办|民办)率")
_SHARE_OF_SECTOR = re.compile(".*(?:普惠|公办|民办).*(?:率|占比|比例)$")
_APART = re.compile("^(?:[一二三四五]星级?|单设|独立(?!设))(?=.{2})")
_OF_ANY_FORM = re.compile("^(?:招收)?各[种类](?:形式)?的?(?=.{2})")
_OF_PUPILS = re.compile("生|录取|入学|在读|毕业")
# aid that is paid to those who attend schools of a level
_GRANT = re.compile("(?:享受|发放)?(?:(?:国家)?助学金|免(?:除)?学(?:杂)?费)(?:受助|补助|资金|金额)*(?:学生|人数)?")


def _is_of_other_level(noun: str, level: str) -> bool:
    """Tell whether a noun is of a level of its own that another does not have: 义务教育阶段 has no 在园幼儿."""
    own, other = (get_facets().get(word, {}).get("level", "") for word in (noun, level))
    return bool(own and other) and own != other and other not in _WIDE


_WIDE = {"basic"}
KIND_OF_SCHOOL = re.compile(
    r"(?![生校人平]均|各|其[他余它]|所有|该|这|周边|附近|邻近|基础|高?中阶段)[^建起里内、,]{2,10}(?:学校|大学|学院|电大)"
)


def name_level(subjects: list[str]) -> str:
    """Return the words of a subject up to its school level, "" if it names none near its start."""
    return _name_level(subjects[0]) if subjects else ""


@remember
def _name_level(subject: str) -> str:
    subject = subject.split("占")[0]
    level = LEVEL_WORDS.search(subject.split("(")[0])
    measured = level and level.start() and MEASURE.search(subject[: level.start()])
    return subject[: level.end()] if level and level.start() <= 6 and not measured else ""
