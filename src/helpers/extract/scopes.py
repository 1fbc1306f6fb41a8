"""What a place in a page inherits: a page is a tree, and each branch has a scope.

A page says its year, its measure or its level of education once, and every line below inherits them. `Branches` keeps
one entry for each branch that is open: title › 一、 › (一) › 1. › lead-in › list item. An entry says what its own words
say and inherits the rest; it ends where its kind of numbering goes on, and with the branch that holds it.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from helpers.extract.accounts import read_account
from helpers.extract.arrivals import find_arrival
from helpers.extract.below import name_total
from helpers.extract.clauses import NOBODY, Item, Known, Told
from helpers.extract.context import Context
from helpers.extract.imprints import introduces
from helpers.extract.institutions import name_author, name_in_title, name_institution
from helpers.extract.leads import read_measure
from helpers.extract.lines import Line, Part
from helpers.extract.notices import announces_below
from helpers.extract.openings import KINDS, LABEL, MARK, Says, name_heading, read_steps
from helpers.extract.owners import is_programme
from helpers.extract.topics import name_headed
from helpers.extract.words import CRITERION, LEVEL_WORDS
from helpers.language import Period, WordPattern

_RANKS = {kind: rank for rank, kind in enumerate(KINDS)}
_PARTS = frozenset({"chapter", "一、"})
_PLAN = WordPattern(r"{plan_heading}|我们还?[要将]\W*$")  # 2025,我们还要——
_REVIEW = re.compile(  # 计划完成情况, 总结和计划 are no plans
    "总结|回顾|完成|落实|进展|执行|成效|成绩|现状|回眸|盘点|(?:工作|推进|开展|使用)情况"
)
_LONGEST_STEPS, _LONGEST_LABEL = 30, 16  # characters
_BARE_LEAD_IN = re.compile(r"(?:^|[,。;])(?:其中|具体|分别|情况|明细)*(?:[是为]|如下)?$")


class Scope(NamedTuple):
    """What an entry of a page says for the lines below it; what it does not say it has from the entry that holds it.

    kind is its numbering, words its own words; topic completes a noun, measure a level of education that stands alone,
    names are those of the figures that a lead-in announces.
    carried is the time that the last sentence to open with one named. level is the level of education that the line
    last spoke of, named the school or project of a heading, school that of a page, about the project or school that it
    is about, thread the institutions that its last sentence is about, known those that the text named last, last its
    last quantity; home is the part of the document's place that a heading names. What else crosses a sentence is in a
    `Trail`.
    """

    kind: str = ""
    picture: str = ""  # the one that opens a heading
    words: str = ""
    topic: str = ""
    measure: str = ""
    names: tuple[str, ...] = ()
    period: Period | None = None
    steps: tuple[str, ...] = ()  # the years that a lead-in names in the order of its arrows
    planned: bool = False
    reviews: bool = False  # whether a plan tells there of the time before it
    items: str = ""  # numbering of the list that a lead-in opens; "?" until its first line
    carried: Period | None = None
    years: Period | None = None  # of several years, which the line opened with
    level: str = ""
    named: str = ""
    school: str = ""
    about: str = ""
    thread: tuple[str, ...] = ()
    known: Known = NOBODY
    last: Item | None = None
    said: tuple[Item, ...] = ()  # all quantities of the sentence of the last
    divides: bool = False  # whether the lines are parts of the last quantity: 新增学位900个 | 其中: | 小学620个
    goes_on: bool = False  # whether the line tells more of the last quantity of the line before
    home: Told | None = None  # the part of the document's place that a heading names
    ends_with: frozenset[str] = frozenset()  # marks that opened headings above one that names a place
    counts: bool = False  # whether numbers stand directly below that one
    announces: str = ""  # what a notice announces there: enrolment, recruitment, a budget

    @property
    def time(self) -> Period | None:
        """The time of what names none."""
        return self.carried or self.period


class Branches:
    """The entries that are open where a text is being read, the innermost last."""

    def __init__(self, context: Context):
        """Open the document's own entry, whose period is that which the text says it is about."""
        self._context = context
        announces = context.notice.kind.removeprefix("notice")
        self._open = [Scope(period=context.default, planned=context.plans, announces=announces)]
        self._begun = False  # whether the body has
        self._labelled = 0  # how many entries were open below the last numbered line with a label
        self._called = False  # whether the line before was a call
        self._titled = ""  # the one school that a title names
        self._heads = ""  # the kind of the line before, if it was a heading
        self._marks: set[str] = set()  # that opened headings
        self._passed = 0  # how many headings stand between the last line that states a number and this one
        self._opens_part = False  # whether the line stands directly below a heading
        self._asked: bool | None = None  # what the last question found planned, None before the first
        self._last: Period | None = None  # the time that held at the end of the line before
        self._broken: Scope | None = None  # the scope behind it where its sentence goes on
        self.known = NOBODY  # the institutions that the lines before named last
        self.told: Scope | None = None  # the scope behind the line before that states a number

    @property
    def scope(self) -> Scope:
        """What the innermost entry says and inherits."""
        return self._open[-1]

    def enter(self, line: Line) -> Scope:
        """Go on to a line: close what ends there, open what it says of the lines below.

        A line that states a quantity is no heading, however short and numbered.
        """
        text, opening, counts = line.text, line.opening, line.counts
        if opening is None:
            return self.scope
        kind, heading = opening.kind, opening.heading
        if line.role == "title":
            self._name_school(opening.words)
        below_heading = self._opens_part = bool(self._heads)
        if self.scope.divides and not _PART_ALONE.fullmatch(text):
            self._open[-1] = self.scope._replace(divides=False, last=None, said=())
        if heading and kind in self.scope.ends_with and self.scope.counts:
            self._open.pop()  # ▎好消息 | 甲县 | 新建校舍9栋 | ▎2025,接着干: of the whole place again
        if counts and self.scope.ends_with:
            self._open[-1] = self.scope._replace(counts=True)
        self._marks |= {kind} if heading and kind in _RANKS else set()
        if not (kind == "plain" and self._heads == "label"):  # 小学 | 规模连续扩大: the second stands below it
            self._close(kind, "" if heading else opening.picture)
        self._heads = kind if heading else ""
        bare = not kind and not heading
        if bare and self._last and (_SAME_YEAR.match(text) or (not self.scope.carried and _GOES_ON.match(text))):
            return self.scope._replace(carried=self._last)  # 从区县看,甲区招聘462人: in the months of the line before
        if bare and self._broken and not self.scope.carried:  # 2025年,计划建校8所; | 支出安排2亿元。
            return self.scope._replace(carried=self._broken.carried, planned=self._broken.planned)
        if not counts and len(text) <= _LONGEST_STEPS and (steps := read_steps(opening.words)):  # 2020 → 2025
            self._open = [entry._replace(steps=steps) for entry in self._open]
        if not kind and len(self._open) == self._labelled and _WHOLE.match(text):
            self._open.pop()  # 1.小学。全县有小学80所。 | 全县教职工9300人: of all
        own = self.scope
        told = self.told if not heading else None
        passed, self._passed = self._passed, self._passed + 1 if heading else 0
        if told and told.last and not kind and passed <= (told.last.rule == "line_below") and _TELLS_MORE.match(text):
            own = own._replace(last=told.last, said=told.said, goes_on=True, topic="")  # 再降0.4个百分点
        if told and ((not kind and _COMPARES.match(text)) or _SHARE_LABEL.match(text, opening.end)):
            own = own._replace(last=told.last, said=told.said, goes_on=True)  # 比2023年多286人: of that line
        total = told.said[0] if told and told.said and not below_heading else None
        if total and (measure := name_total(text[opening.end :], total)):
            own = own._replace(measure=measure)
        if opening.says:
            entry = self._read(opening.says, kind, opening.opens_list)
            self._open.append(entry._replace(picture=opening.picture if heading else ""))
            year = self.scope.period
            if opening.labels:
                self._labelled = len(self._open)
            elif year and lasts(year.period) and not self._open[0].period:
                ends = _TO_THE_END.search(opening.says.said)
                self._open[0] = self._open[0]._replace(period=year) if ends else self._open[0]
        return self.scope if heading else own

    def _name_school(self, title: str) -> None:
        """Let a page be about the school that its title is; one that it only names may take up its text (`leave`)."""
        school = (
            name_headed(_INTRODUCTION.sub("", title)) or name_institution(title.split(":")[0]) or name_author(title)
        )
        self._open[0] = self._open[0]._replace(named=school, about=school, school=school)
        self._titled = "" if school else name_in_title(title)

    def arrive(self, line: Line) -> None:
        """Let what stands below a heading be of the part of the place in which a line of prose comes to a school."""
        headed = len(self._open) > 1 and self.scope.kind == "plain"
        if headed and line.role == "body" and (place := find_arrival(line.text, line.start, self._context)):
            self._open[-1] = self.scope._replace(home=place)

    def may_keep(self, line: str) -> bool:
        """Tell whether a line without quantities can change the time that goes on."""
        return not self._begun or self.scope.carried is not None or bool(UP_TO.match(line))

    def ask(self, scope: Scope, line: str) -> None:
        """Let a question's time, and its asking for plans, hold for the answer: 记者:今年有哪些实事值得期待?"""
        goes_on = self._asked is not None and scope.carried is self.scope.carried
        self._asked = self.scope.planned if self._asked is None else self._asked
        planned = self._asked or bool(_ASKS_AHEAD.search(line) and not _ASKS_BACK.search(line))
        self._open[-1] = self.scope._replace(carried=None if goes_on else scope.carried, planned=planned)

    def keep(self, scope: Scope, line: str) -> None:
        """Let the time that a line carries hold for the lines that follow in its branch, where it dates them all.

        截至… says how things stand; the opening sentence of a body dates what it introduces (2023年,全市教育系统…).
        """
        opens_body, bare = not self._begun, line.strip()
        calls = len(bare.rstrip(_CALL_MARKS)) <= _LONGEST_CALL and _CALLS_OUT.fullmatch(bare)
        called, self._called = self._called, bool(calls)
        self._begun = self._begun or scope.carried is not None or not (self._called or introduces(bare))
        self._last = scope.carried
        self._broken = None
        if scope.carried and bare.endswith((";", ",")):
            self._broken = scope._replace(planned=scope.planned or bool(_OPENS_PLANS.match(line)))
        dates_body = opens_body and scope.carried is not None and scope.carried.role == "frame"  # no target of 到2025年
        dates_body = dates_body and not (called and len(scope.carried.period) == len("2024-03"))  # 现有 behind a call
        stands = UP_TO.match(line) or (scope.carried and _TOLD_UP_TO.match(line) and lasts(scope.carried.period))
        stands = stands or (
            self._opens_part and _OPENS_STOCK.match(line) and scope.carried and not self._open[0].period
        )
        if self.scope.carried and scope.carried and _OPENS_STOCK.match(line.lstrip(" 到至")):
            stands = True  # 2021年,全县有小学12所。 | 到2022年底,全县有小学11所。
        dates_body = dates_body and not _LAST_YEAR.search(line)  # 去年,他还在校园里上课
        if scope.carried and self._is_before_review(scope.carried):
            dates_body = stands = False
        goes_on = scope.carried if dates_body or not scope.carried or stands else self.scope.carried
        if dates_body and lasts(goes_on.period) and self._context.tells_of(goes_on):
            outer = [each._replace(period=each.period or goes_on) for each in self._open[:-1]]
            self._open = [*outer, self.scope._replace(carried=None, period=goes_on)]
        elif goes_on is not self.scope.carried:
            self._open[-1] = self.scope._replace(carried=goes_on)

    def divide(self, line: str, scope: Scope) -> None:
        """Let the lines below one that ends with 其中: be parts of what it counted last, as long as each is but one."""
        if _DIVIDES_BELOW.search(line):
            self._open[-1] = self.scope._replace(divides=True, last=scope.last, said=scope.said)

    def _is_before_review(self, time: Period) -> bool:
        """Tell whether a time is before the year that the page is about: 2021年底有小学12所 on a page about 2022."""
        year = self._context.review if self._context.review == self._context.span else ""
        return time.period[-4:] < year and time.period[:4] < year

    def leave(self, scope: Scope) -> None:
        """Keep what is known behind a line; a heading's school is let go where its text speaks of the whole again."""
        self.known = scope.known._replace(fixed=False) if scope.known.fixed else scope.known
        if scope.named and not scope.thread:
            self._open[-1] = self.scope._replace(named="", about="")
        elif self._titled and len(scope.thread) == 1 and scope.thread[0].endswith(self._titled) and not scope.named:
            self._open[-1] = self.scope._replace(named=scope.thread[0], about=scope.thread[0])
            self._titled = ""

    def hands_on(self) -> bool:
        """Tell whether a lead-in without words of its own hands on what its line states: …发放补助523万元。分别是:"""
        return self.scope.items == "?" and bool(_BARE_LEAD_IN.search(self.scope.words))

    def hand_on(self, rows: list[dict]) -> None:
        """Let a lead-in hand on what the rows of its line state."""
        said = {row["subject"] for row in rows}
        measure = next(iter(said)) if len(said) == 1 else ""
        measure = "" if LEVEL_WORDS.search(measure) else measure
        planned = self.scope.planned or all(row["status"] == "planned" for row in rows)
        self._open[-1] = self.scope._replace(measure=self.scope.measure or measure, planned=planned)

    def _close(self, kind: str, picture: str = "") -> None:
        """Close the entries whose numbering goes on with a line of a kind, and lists that such a line ends.

        An item behind a picture goes on with no heading behind another one. What stands below a heading that is an item
        of a list ends no list; nor does what stands below a part of the page go on with what stands above that.
        """
        part = 0
        for i, entry in enumerate(self._open if kind else ()):
            part = i if entry.kind in _PARTS and _outranks(entry.kind, kind) else part
        for i, entry in enumerate(self._open):
            headed = picture and entry.picture not in ("", picture)  # 🚀 2025,我们还要—— | 📌 招聘教师160人
            if (kind and entry.kind == kind and i >= part and not headed) or self._ends_list(i, kind):
                del self._open[i:]
                break
        if self.scope.items == "?":
            self._open[-1] = self.scope._replace(items=kind)

    def _ends_list(self, i: int, kind: str) -> bool:
        """Tell whether a line of a kind ends the list of an entry."""
        items = self._open[i].items
        if items in ("", "?"):
            return False
        below_item = i + 1 < len(self._open) and self._open[i + 1].kind == items
        return _outranks(kind, items) if kind else not below_item

    def _read(self, own: Says, kind: str, opens_list: bool) -> Scope:
        """Return the entry that a heading or a lead-in opens below the innermost one."""
        outer, words, in_plan = self.scope, own.words, bool(self._context.plan_span)
        told = self.told if words == "其中" else None
        given = self._context.notice.funds and (_SHARES_OUT.fullmatch(words) or _GIVEN.fullmatch(words))
        planned = _tells_of_plans(words, outer.planned, in_plan) and not given
        planned = planned or _tells_of_new_year(words, own.frame, self._context.published)
        return outer._replace(
            kind=kind,
            words=words,
            topic=self._name_funds(own.topic) or outer.topic * (outer.kind == "label"),
            named=own.named or outer.school,
            about=own.named or outer.school,
            measure=own.measure or outer.measure,
            names=own.names or outer.names,
            period=own.frame or outer.time,
            carried=None,
            steps=own.steps or outer.steps,
            planned=planned,
            reviews=in_plan and not planned and (outer.reviews or _looks_back(words)),
            items="?" if opens_list else "",
            divides=told is not None,
            last=told.last if told else outer.last,
            said=told.said if told else outer.said,
            home=own.home or outer.home,
            ends_with=frozenset(self._marks) if own.home and kind == "plain" else frozenset(),
            counts=False,
            announces=announces_below(words, outer.announces, self._context.notice),
        )

    def _name_funds(self, topic: str) -> str:
        """Return what a heading names; of one that shares out what the page hands down, this."""
        return self._context.notice.funds if _SHARES_OUT.fullmatch(topic) and self._context.notice.funds else topic


_DIVIDES_BELOW = re.compile(r"其中[:,]?\s*$")
_PART_ALONE = re.compile(r"\W*[^,。;:\d]{1,12}:?\s*\d[\d.]*\s*[^,。;:\d]{1,4}[,;。]?\s*")  # 小学2700个
# of money that is handed out: 资金分配情况, 分县(区)安排; 下一步工作安排 is none
_SHARES_OUT = re.compile(
    r"(?:(?:资金|经费|补助)?(?:分配|分解|切块)|(?:按|分)[各]?[省市县区旗州校地](?:[(][^()]{1,3}[)]|[市县区旗校])?(?:资金|经费|补助)?(?:分配|安排|下达)"
    r")(?:情况|方案|明细|结果)?(?:如下)?"
)
_GIVEN = re.compile("[^,。;]{0,8}(?:资金|经费|补助)(?:的)?安排(?:情况|方案|明细|结果)?")


def _outranks(kind: str, items: str) -> bool:
    """Tell whether a kind of numbering stands above that of a list, which it ends: 三、 behind (一) and (二)."""
    return kind in _RANKS and items in _RANKS and _RANKS[kind] < _RANKS[items]


_ASKS = re.compile(r"[^。:\n]{0,16}(?:记者|网友|市民|主持人|问)[^。:\n]{0,10}[:】][^\n]*[?]\s*")
_ASKS_AHEAD = re.compile(
    "期待|打算|计划|(?:工作|有[何哪][^。?]{0,6}|[作做]出?[^。?]{0,4}|新的?)安排|规划|下一步|今后|明年|接下来"
)
# 今年入学情况怎样,后面还有什么打算? asks for what is, too
_ASKS_BACK = re.compile(
    "(?:情况|进展|成效|效果|变化|成绩)[^,。?]{0,6}(?:怎[么样]|如何|[哪什]|多少)|(?:取得|做)了[^,。?]{0,6}[哪什]"
)


def is_question(line: str) -> bool:
    """Tell whether a line is a question that somebody puts: 新华社记者:今年怎么安排?"""
    return "?" in line and bool(_ASKS.fullmatch(line))


_INTRODUCTION = re.compile("(?:学校)?(?:基本)?(?:简介|概况|介绍|情况)$")
_TO_THE_END = re.compile("(?:^|[,。])现[将就](?=[^,。;]{4,})")  # 现将2022年实施情况小结如下: holds for the whole page
_WHOLE = re.compile(r"\s*[全我][省市县区旗州盟]")
_LAST_YEAR = re.compile(r"(?:^|[。!?])\s*去年[^\d]*$")
_CALL_MARKS, _LONGEST_CALL = "!?。~…", 16
_CALLS_OUT = re.compile(r"(?![^!。]*\d[万亿]?[所名个元人%])[^!?。;]{2,16}[!?。~…]*")  # 2024,我们一起走过! opens no text


def _tells_of_plans(words: str, outer: bool, in_plan: bool) -> bool:
    """Tell whether what stands below a heading is planned: a plan below a review is, a review below a plan is not.

    In the text of a plan so are its tasks, projects and means, but not what it begins with.

    >>> [_tells_of_plans(words, False, False) for words in ("2025年工作计划", "年度任务完成情况", "教师队伍")]
    [True, False, False]
    >>> [_tells_of_plans(words, False, True) for words in ("发展基础", "重点建设项目", "保障措施")]
    [False, True, True]
    """
    announced = _ANNOUNCES.search(words)
    words = announced[0] if announced else _BY_ORDER.sub("", words)
    if _looks_back(words) if in_plan else _REVIEW.search(words) or _PROBLEMS.search(words):
        return False
    if _CARRIED_OUT.search(words):
        return False  # 计划招聘教师62名,实际到岗57名,其中: above who came
    return outer or bool(_PLAN.search(words)) or (in_plan and bool(_OF_A_PLAN.search(words)))


def labels_plans(text: str) -> bool:
    """Tell whether a sentence without numbers labels its line as one of plans: 2025年工作安排:办好人民满意的教育."""
    label = text.partition(":")[0]
    return len(label) < min(len(text), _LONGEST_LABEL) and _tells_of_plans(label, False, False)


_CARRIED_OUT = re.compile(
    r"计划[^。]*\d[^。]*[,;](?:实际|已经?)(?:到岗|招聘|招录|录用|录取|完成|下达|到位)[^。]*\d"
    r"|(?:下达|拨付|到位)[^。]*\d[^。]*[,;](?:共|主要)?分[两三四五六七八\d](?:大?[块项类]|个?部分)(?:安排|使用)"
)
# 2023年,我局紧扣年度目标抓落实。现将有关情况报告如下; 经会同自然资源和规划局研究,现答复如下
_ANNOUNCES = re.compile("现(?:[将就]|(?:一并)?(?:作出|具体)?(?:答复|回复|函复|汇报|报告|通报|说明|介绍))[^。]*$")
_BY_ORDER = re.compile(
    "(?:根据|按照|依据|遵照|围绕|对照)[^,。;]*(?:安排|部署|计划|要求|规划|意见|建议|任务|目标)[^,。;]*,"
)  # 根据市里的安排,督导组…


def _looks_back(words: str) -> bool:
    return any(pattern.search(words) for pattern in (_REVIEW, _PROBLEMS, _SO_FAR))


def _tells_of_new_year(words: str, frame: Period | None, published: str) -> bool:
    """Tell whether a heading is of the tasks of the year in whose first quarter the page appears, work to its middle.

    So is one of a year that comes, or of the half of the year that begins.

    >>> year, half = (Period(0, 5, period, "stated", "frame") for period in ("2025", "2025-07/2025-12"))
    >>> [_tells_of_new_year("2025年民生实事", year, day) for day in ("2025-01-20", "2025-12-20", "2024-12-30")]
    [True, False, True]
    >>> [_tells_of_new_year("下半年工作重点", half, day) for day in ("2025-07-08", "2025-12-20")]
    [True, False]
    """
    if frame and frame.period[:4] > published[:4] > "":
        return True  # 到2025年,教育普及取得新进展,主要指标如下:
    if not frame or len(published) < 7 or _REVIEW.search(words):
        return False
    month = published[5:7]
    if frame.period == f"{published[:4]}-07/{published[:4]}-12":
        return bool(_WORK_AHEAD.search(words) and month <= "08")
    if frame.period != published[:4]:
        return False
    return bool((_TASKS.search(words) and month <= "03") or (_WORK_AHEAD.search(words) and month <= "06"))


_WORK_AHEAD = re.compile("重点工作|主要工作|工作重点|主要任务|重点任务")
_TASKS = re.compile(
    "实事|任务|重点|工作|项目|目标|这[样么]干|怎么干|干什么|安排上|撸起袖|继续|加油|期待|(?:再|启|起|整装)(?:出发|航)|(?<![骨主能才])干\\W*$"
)
_PROBLEMS = re.compile(
    "(?:问题|困难|不足|短板)[和与及、]|(?:情况|保障|成效|做法|投入|工作|总结)[和与及、](?=(?:20\\d\\d年|下一?(?:[步年]|阶段|学[期年])|下半年|今后|后期|明年|来年|新的?一年))"
)  # 存在的问题和下一步打算
_SO_FAR = re.compile("基础|现状|形势|成就|问题|困难|短板|不足|差距|背景|挑战|机遇")
_OF_A_PLAN = re.compile("项目|工程|措施|保障|专栏|要求|指标|原则|布局")


def follow_label(scope: Scope, part: Part, opens_line: bool) -> Scope:
    """Return the scope of a sentence that may open with a label: 1.学前教育。 校园安全:… 【普通高中】 ——小学。校数228所

    At the head of a line any short words are one; inside it, words with a mark that name a level of education or aid.
    """
    if opens_line and (account := _read_account(part.text)):
        return scope._replace(topic=account, level="", last=None)
    match = part.label
    if not match:
        return scope
    if CRITERION.match(part.text) or _SHARE_LABEL.match(part.text, match.start("label")):
        return scope  # 按职称分:正高级29人; (二)占比情况。占一般公共预算支出的20.6%: of what the line before tells
    label = match["label"].strip()
    if not label or not (opens_line or (match["mark"] and (LABEL.fullmatch(label) or is_programme(label)))):
        return scope
    named = name_headed(label)
    measure = read_measure(label) if opens_line else ""  # 5.生均教学仪器设备值。小学2316元
    return scope._replace(
        topic=name_heading(label),
        measure=measure or scope.measure,
        level="",
        named=named or scope.named,
        about=named,
        last=None,
    )


def _read_account(sentence: str) -> str:
    """Return the item of a budget that opens a line: 2.教育支出(类)普通教育(款)初中教育(项)。年初预算…"""
    match = _ACCOUNT_LABEL.match(sentence) if "款)" in sentence or "项)" in sentence else None
    return read_account(match["label"]) if match else ""


_ACCOUNT_LABEL = re.compile(
    rf"(?:{MARK.pattern})?\s*(?P<label>[^,。:;、]{{4,60}}?\([款项]\))(?:[。:,]|(?=年初|支出|\d))"
)


_OPENS_PLANS = re.compile(r"\s*(?:(?:19|20)\d\d年|今年|明年),?(?:全[省市州县区旗])?(?:计划|拟|将|力争|预计)")
_GOES_ON = re.compile(r"\s*(?:其中|具体(?:来)?看|[从按分][^,。;\d]{1,8}(?:来)?[看分],)")
_SAME_YEAR = re.compile(r"\s*(?:在?同一?|该)学?年度?(?![级龄份])")  # 2023学年,…。 | 同一学年,…
_SHARE_LABEL = re.compile("(?:占比|比重|比例)(?:情况)?[。:](?=占|$)")
# what has no noun of its own: 一年提高2.3个百分点, 在财政支出里占21.7%, 三年累计5.2万个
_TELLS_MORE = WordPattern(
    r"\s*(?:(?:[一两三四五]年(?:来|间|内)?|又|再|还|较?[上去]年|同比|累计)*(?:{verb_rise}|{verb_fall})了?(?:约|近)?\d[\d.]*(?:%|个百分点|倍)"
    r"|在[^,。;\d]{2,12}[里中]占(?:比|了)?\d|(?:[一两三四五]年(?:来|间|内)?|十[二三四五]五(?:以来)?)?(?:累计|总计|合计)\d)"
)
_COMPARES = re.compile(
    r"\s*(?:按[^,。;\d]{1,8}(?:划?分|来?看)[,:]|[^,。;:\d]{2,8}(?:职称|学历)占(?:比[:为]?)?\s*\d|(?:同?比|较)(?:上一?年|去年|(?:19|20)\d\d年|上一?学年)|同比|[↑↓]|占(?![地用])[^,。;]{2,16}的\s*\d|其中)"
)
UP_TO = re.compile(r"\s*截[至止]")
# 记者从市教育局获悉,截至2023年底,…
_TOLD_UP_TO = re.compile(r"\s*[^,。:;\d]{2,24}(?:介绍|获悉|了解到|通报|显示|指出|公布|消息)[,:]截[至止]")
# 【学校】 2024年,全县有学校73所。 | 在校生2.4万人: the next line goes on with its year
# so it does with a school year, in which most is counted at one time: 2022/2023学年,学校有80所。 | 教师5200人
# and with the year of the statistics that figures are taken from: 据2023年教育事业统计,全市…
_OPENS_STOCK = re.compile(
    r"\s*(?:19|20)\d\d年(?:[底末])?,?全?[省市县区旗州盟](?:现?共?有|现有|拥有)(?!效|关|序|力|望)"
    r"|\s*(?:19|20)\d\d年?[/—~至-]+(?:19|20)?\d\d学年度?,"
    r"|\s*(?:根?据|按照?)(?:19|20)\d\d年(?:全[省市县区旗州盟])?教育(?:事业)?(?:统计|年报|事业报表)[^,。;\d]{0,8},"
)


def lasts(period: str) -> bool:
    """Tell whether a time goes on: a year, a school year, a half-year, a quarter, the five years of a plan.

    >>> [lasts(period) for period in ("2023-08/2024-07", "2019-08/2023-07", "2021/2025", "2021/2023", "2021-09/..")]
    [True, False, True, False, False]
    """
    if not _LASTS.fullmatch(period):
        return False
    first, last = period[:4], period.rpartition("/")[2][:4]
    return "-" not in period or int(last) - int(first) <= 1


_LASTS = re.compile(r"\d{4}(?:-\d\d/\d{4}-\d\d)?|\d{3}[16]/\d{3}[05]")
