"""How a line opens: its numbering, and what a heading or a lead-in says for the lines below it."""

from __future__ import annotations

import re
from typing import NamedTuple

from helpers.extract.clauses import Told
from helpers.extract.context import Context
from helpers.extract.imprints import is_imprint
from helpers.extract.leads import list_names, read_measure
from helpers.extract.owners import is_programme
from helpers.extract.topics import name_headed
from helpers.extract.towns import name_town
from helpers.extract.words import LEVEL_WORDS, MEASURE
from helpers.language import Period, WordPattern, compile_opening, find_periods, find_places, spell_out
from helpers.text import BULLETS

# The kinds of numbering; a line without any is "plain", one that names a level of education alone a "label".
_MARKS = {
    "chapter": r"第[一二三四五六七八九十]{1,3}(?:章|节|部分|编)|[壹贰叁参肆伍陆柒捌玖拾]{1,3}、",
    "一、": r"[一二三四五六七八九十]{1,3}[、.](?=\D|(?:19|20)\d\d年)",
    "(一)": r"[(][一二三四五六七八九十]{1,3}[)]、?",
    "1.": r"\d{1,2}[.、](?:(?!\d)|(?=(?:19|20)\d\d年))|(?:0\d(?: *[|｜] *| )|1\d *[|｜] *)"
    r"(?=[\u4e00-\u9fff]|(?:19|20)\d\d[,年])"
    r"|[01]\d {1,3}(?=(?:19|20)\d\d[\u4e00-\u9fff])",
    "(1)": r"[(]\d{1,2}[)]、?|\d{1,2}[)]",
    "①": "[①-⑳⓪❶-❿]",
    "▎": r"[▎▍▌▋█]++",
    "📌": "(?:[\U0001f300-\U0001faff]\ufe0f?)++",
    "【": r"【(?=[^】\n]{2,16}】)",
    "•": rf"(?:[—\-]{{2}}|[{BULLETS}]\ufe0f?|[—\-] ?(?!\d))++",
}
MARK = compile_opening(r"\s*(?:" + "|".join(f"(?P<m{i}>{mark})" for i, mark in enumerate(_MARKS.values())) + r")\s*")
OWN_LABEL = re.compile(rf"(?P<mark>{MARK.pattern})?\s*(?P<label>[^,。:;、\d]{{2,20}}|每百[^,。:;\d]{{4,24}})[。:】]")
KINDS = tuple(_MARKS)
PICTURE = "📌"
LABEL = WordPattern("{level}(?:学校|教育|阶段|情况|方面)*")
_LEADS_IN = re.compile(
    r"(?::|如下(?:,请[^,。;\d]{0,8}(?:审议|审查|审阅|指正))?[:。]?|情况[是为][:。]?|分别[是为][:。]?|各[市县区校][^。?]{2,16}有多少\?)$"
)
_LONGEST_LEAD_IN = 120  # characters


_DRAWS = frozenset("—–=~*_-")
_DRAWN = re.compile(r"\s*(?P<line>[—–=~*_-])(?P=line)+\s*(?P<said>[^\s—–=~*_-].*?)\s*(?P=line){2,}")


class Says(NamedTuple):
    """What a heading or a lead-in says by its own words; said are these words as they stand there."""

    said: str
    words: str
    frame: Period | None
    topic: str
    named: str
    measure: str
    names: tuple[str, ...]
    steps: tuple[str, ...]
    home: Told | None


class Opening(NamedTuple):
    """How a line opens: the kind of its numbering and where that ends, its words, whether it is a heading.

    says is what it says for the lines below it, labels tells that a label does: 1.小学。全区有小学28所。
    """

    kind: str
    end: int
    words: str
    heading: bool
    picture: str = ""  # the one that opens the line
    says: Says | None = None
    labels: bool = False
    opens_list: bool = False


def read_opening(text: str, start: int, role: str, counts: bool, context: Context) -> Opening | None:
    """Return how a line at start of the reading opens, None of one that greets or only dates the page.

    counts tells whether the line states a quantity.
    """
    drawn = _DRAWN.fullmatch(text.rstrip()) if text.lstrip()[:1] in _DRAWS else None
    if drawn:
        text = " " * drawn.start("said") + drawn["said"] + "\n"  # ——— 2025,接着干 ———
    bare = text.strip()
    if is_imprint(bare):
        return None
    kind, end = read_mark(text)
    words = text[end:].strip("】: 。\n")
    heading = not counts and (bool(drawn) or _is_heading(bare, kind, role))
    if heading and not kind:
        kind = "label" if LABEL.fullmatch(words) or _LABELLED.match(words) else "plain"
    opening = Opening(kind, end, words, heading, text[:end].strip() if kind == PICTURE else "")
    last = text.rstrip().rstrip("。:").rfind("。") + 1
    begins = last > end and (len(_DATED.findall(text, last)) == 1 or _turns_back(text, last, context))
    begins = begins and _leads_in(text[last:].strip(), role)
    if begins:
        words, end = text[last:].strip("】: 。\n"), last  # 自2011年起…。现将2022年实施情况小结如下:
    if heading or begins or _leads_in(text[last if end == last else 0 :].strip(), role):
        says = _read_words(words, start + end, context)
        return opening._replace(says=says, opens_list=text.rstrip().endswith(":"))
    if kind and counts and (label := _LEVEL_LABEL.match(text, end)):
        return opening._replace(says=_read_words(label["label"], start + end, context), labels=True)
    return opening


def _turns_back(text: str, start: int, context: Context) -> bool:
    """Tell whether a sentence announces a report behind years to come: 到2031年将降至3万人。现就各点答复如下:"""
    if not (context.published and _ANNOUNCES.match(text, start)):
        return False
    years = (p.period[:4] for p in find_periods(text[:start], context.published, context.review))
    return max(years, default="") > context.published


def _read_words(said: str, start: int, context: Context) -> Says:
    """Return what the words of a heading or a lead-in say."""
    bare = _BARE_YEAR.match(said)
    words = f"{bare[0]}年{said[bare.end() :]}" if bare else said
    times = find_periods(words, context.published, context.review)
    frames = [p for p in times if p.role == "frame" or _is_past(p, context.published)]
    frames = [p for p in frames if not words.startswith(("上年", "上一年"), p.start)]  # 上年结转
    frames = [p for p in frames if not (context.span and _is_source(p, words))]
    frames = [p for p in frames if not (_IS_DAY.search(p.period) and _MEETS.match(words, p.end))]
    frames = frames or [p._replace(role="frame") for p in times[:1] if _is_target(p, words, context.published)]
    # 6月21日至22日中考在即,…现将2024年招生计划公布如下
    year = (p for p in frames if len(p.period) == len("2024"))
    frame = next(year, None) if frames and _IS_DAY.search(frames[0].period) else None
    frame = frame or next(iter(frames), None)
    lead = words[frame.end if frame else 0 :]
    return Says(
        said,
        words,
        Period(frame.start + start, frame.end + start, *frame[2:]) if frame else None,
        name_heading(words),
        name_headed(words),
        read_measure(lead),
        list_names(lead),
        read_steps(words),
        _find_home(words, start, context),
    )


def _is_source(time: Period, words: str) -> bool:
    """Tell whether a time is that of the forms that figures are from: 根据2023学年初上报的报表,现将…"""
    return bool(_FROM.search(words, 0, time.start) and _FORMS.match(words, time.end))


_ANNOUNCES = re.compile(r"\s*现[将就][^,。;]*如下")
_FROM = re.compile("(?:根据|依据|按照)[^,。;]{0,12}$")
_FORMS = re.compile("[^,。;]{0,20}(?:报表|台账|报送的?(?:数据|资料)|上报的?(?:数据|资料)),")


def _is_target(time: Period, words: str, published: str) -> bool:
    """Tell whether a year by which something is to be reached opens a heading: 到2027年, 到2030年,主要目标如下."""
    opens = time.role == "deadline" and time.start <= 1 and _TARGET.match(words, time.end)
    return bool(opens) and time.period[:4] > published[:4] > ""


_TARGET = re.compile("年?[底末]?(?:[,|]|$|的?(?:主要|总体|发展|工作|预期|奋斗|建设)*(?:目标|任务))")
_BARE_YEAR = re.compile(  # 2030,我们的目标; 2025再出发
    "(?:【|[^\\d]{0,8}\\d{1,2}\\s+)?(?:[\u4e00-\u9fff]{1,6}的)?(?:19|20)\\d\\d(?=\\x20?(?:[,:!|]|我们|小?目标|这[样么]|怎么|要?干|教育|(?:再|启|起)(?:出发|航)|继续|展望|打算))"
)
# 9月5日上午,市政府举行发布会,…现将文字整理如下: of what is told there the day says nothing
_MEETS = re.compile("[上下]?午?,[^。;]{0,40}(?:举行|召开|举办)[^。;]{0,24}(?:发布会|通气会|通报会)")
_IS_DAY = re.compile(r"-\d\d-\d\d$")
_DATED = re.compile(r"(?:19|20)\d\d年")


def read_mark(text: str) -> tuple[str, int]:
    """Return the kind of numbering that opens a line and where it ends; ("", 0) if none does.

    >>> read_mark("(一)学前教育"), read_mark("——小学。校数228所"), read_mark("3.2万人")
    (('(一)', 3), ('•', 2), ('', 0))
    """
    match = MARK.match(text)
    if not match:
        return "", 0
    if match[0].strip() and (numbered := _NUMBER_BEHIND.match(text, match.end())):
        return "1.", numbered.end()
    return KINDS[int(match.lastgroup[1:])], match.end()


# 🔮 10|2025,这样干 is a numbered heading, whatever picture stands before the number
_NUMBER_BEHIND = re.compile(r"\d{1,2} *[|｜] *(?=[\u4e00-\u9fff]|(?:19|20)\d\d[,年])")


def _find_home(words: str, start: int, context: Context) -> Told | None:
    """Return the one division within the document's place that opens a heading: 【四会市】产业人口催生建校潮."""
    here = context.here
    label = _SHORT_NAME.match(words)
    whole = spell_out([label[1]]) if label else []
    if len(whole) == 1 and whole[0] in context.words:  # 万载:小县也有大手笔, of a page about two counties
        return Told(whole[0], "inherited", "heading", (start, start + label.end()))
    if here and here.level != "province" and (town := name_town(words)):
        return Told(town, "inherited", "heading", (start, start + words.index(town) + len(town)))
    if not here or not (found := _OPENS_WITH_PLACE.match(words)):
        return None
    named = [m for m in find_places(words, here.name) if not m.institution and context.holds(m.code)]
    if len(named) != 1 or named[0].start or words[named[0].end : named[0].end + 1] in ("、", "和", "与"):
        return None
    return Told(named[0].name, "inherited", "heading", (start, start + found.end()))


_SHORT_NAME = re.compile("([\u4e00-\u9fff]{2,4})[:|]")
_OPENS_WITH_PLACE = re.compile(
    r"[\u4e00-\u9fff]{1,12}?[市县区旗州盟](?![\u4e00-\u9fff]{0,2}(?:局|政府|委|中学|小学|幼儿园))"
)


def read_steps(words: str) -> tuple[str, ...]:
    """Return the years of a lead-in with arrows between them, () where one of its steps names none.

    >>> read_steps("主要指标如下(2022年基数 → 2023年 → 2025年目标)"), read_steps("小学→初中")
    (('2022', '2023', '2025'), ())
    """
    if "→" not in words:
        return ()
    years = [_YEAR.search(step) for step in words.split("→")]
    return tuple(year[0] for year in years if year) if all(years) else ()


_YEAR = re.compile(r"(?:19|20)\d\d(?=年|\s*$|[^\d])")


def _is_heading(text: str, kind: str, role: str) -> bool:
    if role == "title":
        return bool(kind) or text.endswith(":")
    short = len(text) <= 24 and (text.endswith(":") or bool(_CALLS.fullmatch(text)))
    return role == "heading" or (bool(kind) and len(text) <= 20) or short


_CALLS = re.compile(
    r"\D{0,3}(?:19|20)\d\d年?[,:]?[^。,\d]{0,8}(?:目标|这[样么]干|怎么干|干什么|展望|期待|加油)[^。,\d]{0,8}[!~—→]+"
)  # 2025,我们这样干!


def _leads_in(text: str, role: str) -> bool:
    return role != "title" and len(text) <= _LONGEST_LEAD_IN and bool(_LEADS_IN.search(text))


def name_heading(title: str) -> str:
    """Return the words of a heading that can complete a subject: its school level, or the whole of a short one."""
    title = _DEFINES.sub("", title) if ")" in title else title
    level = LEVEL_WORDS.search(title)
    title = title[: labelled.end("label")] if (labelled := _LABELLED.match(title)) else title
    told = _CARRIED_OUT.sub("", title) if "情况" in title else title
    programme = is_programme(told)
    title = told if programme else title
    title = _OF_A_YEAR.sub("", title) if programme else title
    if level and not programme and len(title) <= len(level.group()) + 6 and not _LISTS.search(title):
        return level[0].removesuffix("教育") if level[0].endswith(("小学教育", "初中教育", "高中教育")) else level[0]
    title = _NAMES_FIGURE.sub("", title) if ":" in title else title
    longest = 20 if programme or MEASURE.search(title) else 8
    return title if len(title) <= longest and not (_CLAUSES.search(title) or _SLOGAN.search(title)) else ""


_CARRIED_OUT = re.compile("(?<=.{4})(?:实施|落实|执行|发放|开展|推进)情况$")  # 三、营养改善计划实施情况
_DEFINES = re.compile(r"\s*\(不?(?:含|包括)[^()]*\)$")  # 中等职业教育(不含技工学校)
_NAMES_FIGURE = re.compile(
    "^(?:指标|项目|统计项目)(?:名称)?:"
)  # 指标:学前三年毛入园率, of which the lines below give years
_SLOGAN = re.compile(  # 老师在身边, 帮扶有温度, 入园更放心, 名师走进乡村: what is praised, not what the lines count
    r"(?:搬|走|送|请|融|带|住|开)[进到]|搬入|融入|在(?:身边|路上|行动|心中|前列|眼前)$|(?<![国公私所现共拥享原])有(?!限|余|效)[\u4e00-\u9fff]{2}$|更[\u4e00-\u9fff]{1,3}了?$"
)
_LISTS, _CLAUSES = re.compile(r"[\d、,]"), re.compile("[,。、]")
_OF_A_YEAR = re.compile("^(?:19|20)\\d\\d年度?(?=.{4})|(?<=.{4})情况$")  # 2024年春季学期资助情况
# 学前教育:幼儿园和教师增加; 小学 学校数量连续减少
_LABELLED = WordPattern("(?P<label>{level}(?:学校|教育|阶段)*)(?::|[ —-]+)(?=[\u4e00-\u9fff])")


# 1.小学。全区有小学28所。 is what the lines below it are about, too: 招生1021人
_LEVEL_LABEL = WordPattern(r"(?P<label>{level}(?:学校|教育|阶段)*)[。:](?=.*\d)")


def _is_past(time: Period, published: str) -> bool:
    """Tell whether 到2020年底 says how things stood, not what is to be reached."""
    return time.role == "deadline" and bool(published) and time.period[:7] < published[: len(time.period[:7])]
