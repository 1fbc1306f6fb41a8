"""The things that a list of numbers is about, one for each: 小学、初中巩固率分别为99%、98%."""

from __future__ import annotations

import re

from helpers.extract.acts import name_granted
from helpers.extract.antecedents import find_antecedent
from helpers.extract.clauses import Item, Sentence, list_said
from helpers.extract.labels import (
    AREAS_ALONE,
    TOWN,
    complete_level,
    find_shared,
    is_only_level,
    lists_levels,
    swap_level,
)
from helpers.extract.nouns import strip_lead
from helpers.extract.parts import complete_part, joins_acts, split_members
from helpers.extract.ways import for_nouns
from helpers.extract.words import BARE, LEVEL_PREFIX, LEVEL_WORDS, MEMBER_MARK, names_schools
from helpers.language import WordPattern

_NAMED_AREA = r"(?!(?:城|郊|县|农牧?|牧|山|林|库|灾|老城|主城|边境)区|县城|乡镇)[\u4e00-\u9fff]{1,6}[市县区旗州盟镇乡]"
_NAMED_AREAS = re.compile(
    rf"(?:{_NAMED_AREA}(?:、|和|与|及)){{1,40}}{_NAMED_AREA}[两三四五]?分别(?=[\u4e00-\u9fff]{{2}})"
)
_COUNTED_AREAS = re.compile(  # 广宁、德庆、封开三县寄宿生分别有…
    r"(?P<areas>(?:[\u4e00-\u9fff]{2,4}[、和与]){1,20}[\u4e00-\u9fff]{2,3})"
    r"[两三四五六七八九十\d]{1,2}个?[县区市州旗乡镇](?:的)?(?P<rest>[\u4e00-\u9fff]{2,}?)(?:分别|依次)?"
)
_YEARS_ALONE = re.compile("(?:这|近|上述|前)?(?:[两三四五六七]|[2-7])(?:个学?年度?|学?年)(?:分别|依次)?")
_YEARS_BEFORE = re.compile("(?:19|20)\\d\\d年?(?:[、和与至](?:19|20)\\d\\d年?)+,")
_ONE_EACH = re.compile(r"(?P<things>.+)分别(?P<act>[\u4e00-\u9fff].+|[\u4e00-\u9fff])")


def list_members(sentence: Sentence, i: int, size: int) -> list[str]:
    """Return the complete name of each thing that a list of numbers is about; [] if they are not as many."""
    first = sentence.items[i]
    clause = sentence.text[first.left[0] : first.left[1]]
    places = _NAMED_AREAS.search(clause)
    if places and len(MEMBER_MARK.split(places.group())) == size and clause[places.end() :] in first.noun:
        first.noun = clause[places.end() :]
        return [first.noun] * size
    if _YEARS_ALONE.fullmatch(first.noun):  # 三年共招聘教师620人,三年分别为210人、200人、210人
        said = find_antecedent(sentence, i)
        return [said.subjects[0]] * size if said and said.subjects and said.quantity.unit == first.quantity.unit else []
    if granted := name_granted(sentence, i, first.noun) if name_granted.test(first.noun) else "":
        return [granted] * size  # 投入4.8亿元改善条件,2023年、2024年分别安排1.1亿元、1.6亿元
    if joins_acts(first.noun) and _YEARS_BEFORE.search(sentence.text, sentence.start, first.left[1]):
        return [first.noun] * size  # 2022年、2023年,全县新建、改扩建幼儿园分别为3所、2所
    if rates := _name_rates(sentence, i, size):
        return rates
    if AREAS_ALONE.fullmatch(first.noun):
        return [shared] * size if (shared := find_shared(sentence, i)) else []
    if named := _COUNTED_AREAS.fullmatch(first.noun):
        return [named["rest"]] * size if len(MEMBER_MARK.split(named["areas"])) == size else []
    each = _ONE_EACH.fullmatch(first.noun)
    members = [m + each["act"] for m in split_members(each["things"], size)] if each else []
    members = members or split_members(first.noun, size)
    if members and all(map(TOWN.fullmatch, members)):  # 生师比最低的是甲镇(12∶1),乙镇、丙镇分别为…
        said = find_antecedent(sentence, i)
        alike = said and said.subjects and said.quantity.unit == first.quantity.unit
        return [m + said.subjects[0] for m in members] if alike else members
    if members and all(map(_PART.fullmatch, members)):  # 小学125所,城区、乡村分别为82所、43所
        said = find_antecedent(sentence, i)
        of_it = said and said.subjects and said.quantity.unit == first.quantity.unit and _is_less(first, said)
        return [complete_part(m, said.subjects[0], first.quantity) for m in members] if of_it else members
    if members and all(is_only_level(m, first.quantity) for m in members):
        previous = find_antecedent(sentence, i)
        source = previous.subjects[0] if previous and previous.subjects else ""
        return [complete_level(sentence, i, m, source) for m in members]
    return members


_PART = WordPattern("{sector|area}性?")


def _is_less(part: Item, whole: Item) -> bool:
    """Tell whether a number is less than another: 小学6.2万人,初中3万人,城区、乡村分别5万人、4万人 are of both."""
    one, other = part.quantity.value, whole.quantity.value
    return one is not None and other is not None and one < other


def _name_rates(sentence: Sentence, i: int, size: int) -> list[str]:
    """Return the rates of what was counted before, in turn: 一本上线62人、本科上线310人,上线率分别为5%、25%; or []."""
    noun = sentence.items[i].noun
    counted = [x.subjects[0] for x in sentence.items[:i] if x.subjects and not x.move][-size:]
    if not noun.endswith("率") or len(counted) < max(size, 2):
        return []
    return [subject + "率" for subject in counted] if all(x.endswith(noun[:-1]) for x in counted) else []


def share_for_all(sentence: Sentence, first: Item, size: int) -> list[list[str]]:
    """东城、西城两区支出分别为…, 2021年、2022年分别招聘…: a list of places or years has one subject for all."""
    clause = sentence.text[first.left[0] : first.left[1]]
    before = clause[: clause.rfind(first.noun)]
    listed = clause.count("年") >= size and "分别" in clause
    return [[first.noun]] * size if listed or len([m for m in MEMBER_MARK.split(before) if m]) == size else []


def repeat_figures(sentence: Sentence, i: int, size: int) -> list[list[str]] | None:
    """Return the subjects of numbers that only repeat figures told before, None where they have words of their own.

    >>> from helpers.extract import observe
    >>> text = "2015年,小学入学率98.1%,初中入学率96.4%。到2020年,这两个数字分别达到99.2%和98.7%。"
    >>> [row["subject"] for row in observe(text)][2:]
    ['小学入学率', '初中入学率']
    """
    noun = sentence.items[i].noun
    match = _SAME_FIGURES.fullmatch(noun) if noun else None
    if noun and not match:
        return None
    earlier = [x for x in sentence.items[:i] if not x.move or x.reached]
    if not noun and (named := _skip_unchanged(sentence, i, size, earlier)):
        return named
    if match and len(earlier) < size:
        earlier = [x for x in list_said(sentence) if not x.inside and (not x.move or x.reached)]
    chosen = earlier[:size] if match and match["first"] else earlier[-size:]
    level = match["level"] if match else None
    return [[swap_level(subject, level) if level else subject for subject in x.subjects] for x in chosen]


def _skip_unchanged(sentence: Sentence, i: int, size: int, earlier: list[Item]) -> list[list[str]]:
    """Return the subjects of a list of changes that says of some figures only that they have not changed.

    毛入园率93%,净入学率100%,巩固率97%,分别提高0.7个、持平和提高0.2个百分点; [] if it says so of none.
    """
    start = earlier[-1].quantity.end if earlier else sentence.start
    items = sentence.items[i : i + size]
    listed = sentence.text[start : items[-1].quantity.end]
    turns = [m.start() + start for m in _UNCHANGED.finditer(listed)]
    if not turns or len(earlier) < size + len(turns):
        return []
    places = sorted([*turns, *(x.quantity.start for x in items)])
    chosen = earlier[-len(places) :]
    return [list(chosen[places.index(x.quantity.start)].subjects) for x in items]


_UNCHANGED = re.compile("持平(?=[、,和])")
_SAME_FIGURES = WordPattern(  # 邻市湘潭的两项数据为, 初中上述前三项依次为
    r"(?:[^,。;]{2,8}的)?(?P<level>{level})?(?:的)?(?:这|那|上述|前述|以上|同样)?(?P<first>前)?[两三四五2-5][项个](?:数据|指标|比例|数字|比率|占比)?"
)
_NAMED_IN_SUM = 3
_SUM = WordPattern(
    "[,、;]?(?:以上|上述)?(?:(?:[两二三四五六]|[2-6])(?:者|项|类|级|个学段))?{sum|共|共计|总共|总计|合计}(?:有|为|达到?)?"
)


def sum_list(sentence: Sentence, i: int) -> str:
    """Return what a sum adds up: what school levels share (小学教师…人、初中教师…人,共计…人), else all by name.

    >>> from helpers.extract import observe
    >>> text = "幼儿园9所、小学8所、初中4所、高中2所,共23所。招聘教师:幼儿园5人,小学8人,初中4人,高中2人,合计19人。"
    >>> [row["subject"] for row in observe(text) if row["value"] in (23, 19)]
    ['学校(园)', '招聘教师']
    """
    item = sentence.items[i]
    if not _SUM.fullmatch(sentence.text, item.left[0], item.left[1]):
        return ""
    names = []
    for earlier in reversed(sentence.items[:i]):
        persons = earlier.quantity.unit_class == item.quantity.unit_class == "person"
        if (
            not (persons or earlier.quantity.unit == item.quantity.unit)
            or earlier.move
            or not (earlier.noun or earlier.noun_right)
        ):
            break
        names.insert(0, earlier.subjects[0])
    if len(set(names)) < 2:
        return ""
    for width in range(min(map(len, names)) - 1, 1, -1):
        common = names[0][-width:]
        if BARE.fullmatch(common) and all(n.endswith(common) and LEVEL_PREFIX.fullmatch(n[:-width]) for n in names):
            return common
    return "、".join(names) if len(names) <= _NAMED_IN_SUM else _name_together(names)


def _name_together(names: list[str]) -> str:
    """Return one name for what a sum adds up: of schools 学校, of things of several levels what they are.

    >>> _name_together(["幼儿园", "小学", "初中", "高中"]), _name_together(["小学资助", "初中资助"])
    ('学校(园)', '资助')
    """
    if all(map(names_schools, names)):
        return "学校(园)" if any(name.endswith("园") for name in names) else "学校"
    levels = [LEVEL_WORDS.search(name) for name in names]
    things = {name.replace(level[0], "", 1) for name, level in zip(names, levels, strict=True) if level}
    if all(levels) and len(things) == 1:
        return things.pop()
    return "在校(园)生" if all(map(_ATTEND.search, names)) else ""


_ATTEND = re.compile("(?:生|学生|幼儿|儿童)(?:人数)?$")


def name_set_against(sentence: Sentence, first: Item, size: int) -> list[list[str]]:
    """Name what a clause before 分别 compares, with each other or with a norm: 小学、初中生均面积均超过标准,分别为….

    >>> from helpers.extract import observe
    >>> text = "小学生均经费1.2万元。教师平均工资收入不低于公务员,分别为11.2万元和11.0万元。"
    >>> [row["subject"] for row in observe(text)][1:]
    ['教师平均工资收入', '公务员平均工资收入']
    """
    if size < _FEWEST or first.noun:
        return []
    if norm := _ABOVE_NORM.search(sentence.text, sentence.start, first.quantity.start):
        return [[member] for member in split_members(strip_lead(norm["list"]), size)]
    told = _TWO_COMPARED.search(sentence.text, sentence.start, first.quantity.start)
    if size != _FEWEST or not told or "、" in told["one"] or _NORM_OR_MEAN.search(told["other"]):
        return []
    measure = _PAY.search(told["one"])
    other = told["other"] if not measure or "工资" in told["other"] else told["other"] + measure[0]
    return [[told["one"]], [other]]


_PAY = re.compile("年?(?:人均|平均)(?:年)?(?:工资|收入|薪酬)[^,。;]{0,4}$")
_FEWEST = 2
_ABOVE_NORM = re.compile(
    r"(?:^|(?<=[,。;:\n]))(?P<list>[^,。;:\d]{4,24}?)(?:均|都|全部|已|也)*(?:高于|达到|超过|优于|不低于|符合)了?"
    r"[^,。;:\d]{0,8}(?:标准|要求|规定),分别[为达是]$"
)
_NORM_OR_MEAN = re.compile("标准|要求|规定|定额|目标|[国省市县区]|平均水?平?$")
_TWO_COMPARED = re.compile(
    r"(?:^|(?<=[,。;:\n]))(?P<one>[^,。;:\d]{3,20}?)(?:水平)?(?:均|都|也|略|稳定|保持|总体|整体)*(?:不低于|不高于|[高低]于|超过)"
    r"(?:当地|本地|同级|全[市县区])?(?P<other>[^,。;:\d]{2,14}?)(?:水平)?,(?:(?:19|20)\d\d年)?分别[为达是]$"
)


_STAGES = re.compile("(?:小学、?初中|中小学|义务教育)?两(?:学段|段)")


@for_nouns(_STAGES.fullmatch)
def name_of_stages(sentence: Sentence, i: int, noun: str) -> str:
    """Return what two levels have together that were counted side by side before; "" if none were.

    >>> from helpers.extract import observe
    >>> text = "浚县小学在校生5320人、初中在校生2640人。淇县两段合计6120人。"
    >>> [row["subject"] for row in observe(text, "鹤壁市")][2]
    '小学在校生、初中在校生'
    """
    unit = sentence.items[i].quantity.unit
    told = [x for x in (*sentence.said, *sentence.items[:i]) if x.subjects and x.quantity.unit == unit and not x.move]
    pairs = (pair for pair in zip(told[-2::-1], told[:0:-1], strict=True) if lists_levels([*pair], sentence.text))
    one, other = next(pairs, (None, None))
    if one:
        return f"{one.subjects[0]}、{other.subjects[0]}"
    return next((x.subjects[0] for x in reversed(told) if _STAGES.fullmatch(x.noun)), "")
