"""How quantities stand whose subjects are known: of which place and time each is, whether it is fact, plan or rule."""

from __future__ import annotations

import re
from typing import NamedTuple

from helpers.extract.carried import forget_now
from helpers.extract.checks import check_rows
from helpers.extract.clauses import Item, Sentence, Told, Trail
from helpers.extract.context import Context
from helpers.extract.former import flag_former
from helpers.extract.lines import Part
from helpers.extract.norms import share_rules
from helpers.extract.rows import make_row
from helpers.extract.scopes import Scope
from helpers.extract.status import COMPLETED, read_status, share_plans
from helpers.extract.topic_times import find_topic_time
from helpers.extract.turns import find_each_time
from helpers.extract.visits import find_span, find_visit, is_of_visit, is_total
from helpers.extract.when import read_period, stands
from helpers.extract.where import find_mentions, find_sentence_places, follow_place
from helpers.language import Period


class Stated(NamedTuple):
    """A sentence, with its quantities if it has any, its times and lost years, and the scope in which it stands."""

    part: Part
    sentence: Sentence | None
    periods: list[Period]
    lost: list
    scope: Scope


class Standing:
    """Makes the rows of the lines of a page in their order."""

    def __init__(self, context: Context):
        """Begin a page."""
        self._context = context
        self._last_time: Told | None = None  # of the last quantity of the lines before
        self._rise = ("", "")  # the years of the last rise of the sentence before

    def read(self, scope: Scope, stated: list[Stated]) -> list[dict]:
        """Return the rows of a line with quantities; scope is that in which it stands."""
        context, rows = self._context, []
        trail = Trail(scope.home, self._last_time if scope.goes_on else None)
        for i, told in enumerate(_date_by_line(stated)):
            part = told.part
            if part.own or not i or trail.place:
                if part.mentions is None:
                    part.mentions = find_mentions(part.text, part.start, context)
                number = part.own[0].start if part.own else part.end
                follow_place(trail, part.text, part.start, part.mentions, number, not i, context)
            if told.sentence:
                found = _read_sentence(told.sentence, told, trail, context)
                self._rise = flag_former(found, told.sentence.text, self._go_on(told), _list_compared(told))
                check_rows(found)
                rows += found
        self._last_time = trail.last_time
        return rows

    def _go_on(self, told: Stated) -> tuple[str, str]:
        """Return the years of the rise before for a sentence that goes on with it: ——公办园占比由47%提高到61%."""
        first = told.sentence.items[0].quantity.start
        return ("", "") if told.periods and told.periods[0].start < first else self._rise


def _date_by_line(stated: list[Stated]) -> list[Stated]:
    """Give the sentences of a line that say no time the days of an inspection or the years told of before them."""
    visit: Period | None = None
    span: Period | None = None
    dated: list[Stated] = []
    for told in stated:
        time = None
        if told.sentence and visit and is_of_visit(told.sentence, told.periods):
            time = visit
        elif told.sentence and span and not told.scope.carried and is_total(told.sentence, told.periods):
            time = span
        dated.append(told._replace(scope=told.scope._replace(carried=time)) if time else told)
        visit = find_visit(told.part, told.periods) or visit
        span = find_span(told.part, told.periods) or span
    return dated


def _list_compared(told: Stated) -> list[Period]:
    """Return the times that a sentence compares with."""
    return [p for p in told.periods if p.role == "reference"] if told.periods else []


def _read_sentence(sentence: Sentence, told: Stated, trail: Trail, context: Context) -> list[dict]:
    """Return the rows of a sentence, and leave what it hands on."""
    scope = forget_now(told.scope, sentence.text, bool(told.lost))
    rows = _make_rows(sentence, told, scope, trail, context)
    plans = trail.ahead or "planned" in {row["status"] for row in rows}
    trail.ahead = share_plans(rows, sentence, trail.ahead) if plans else ""
    last = rows[-1]["told"]
    for row in rows if not trail.enrols else ():
        if row["told"]["status"].rule.startswith("quota"):
            trail.enrols = True
            break
    trail.last_time = last["period"]
    trail.seat = last["place"] if last["place"].rule == "head_of_clause" else trail.place
    return rows


def _make_rows(sentence: Sentence, told: Stated, scope: Scope, trail: Trail, context: Context) -> list[dict]:
    periods, lost = told.periods, told.lost
    here = find_sentence_places(sentence, told.part.mentions or [], trail, context)
    each = find_each_time(sentence, periods, scope.steps)
    own_place = Told(context.place, "document" if context.place else "")
    rows, ruled = [], False
    time = scope.time
    for item in sentence.items:
        status = read_status(item, sentence, periods, scope, trail.enrols, context)
        handed_down = time if status.value != "rule" else _year_of_norm(item, status, scope, trail, context)
        if context.noted and _is_ahead_of_note(status, handed_down, context):
            handed_down = None
        elif context.noted and handed_down is time and _is_of_note(item, sentence, scope):
            handed_down = context.default  # what its note says, not the year of what the sentence before did
        if context.dated and (handed_down is None or handed_down == context.default):
            handed_down = find_topic_time(item, context) or handed_down
        period = each.get(id(item)) or read_period(item, sentence, periods, lost, handed_down, context)
        planned = status.value == "planned"
        if planned and _is_ahead(status) and "" < period.value[:4] < context.published[:4]:
            ahead = [p for p in periods if p.period[:4] >= context.published[:4]]  # 巩固2024年成果,新建3所: not of then
            if handed_down and handed_down.period[:4] < context.published[:4]:  # nor 2024年录取880人。…招生名额600人
                handed_down = scope.period
            period = read_period(item, sentence, ahead, lost, handed_down, context)
        if period.rule == "year_end" and item.quantity.unit_class == "time":
            period = Told("", "", "no_time")  # 全年按200天计
        if not period.basis and status.value != "rule":
            period = _of_the_whole(sentence, trail.last_time) or period
        if not period.value and context.plan_span:
            period = _of_plan(status, scope, context) or period
        if item.part_of and (whole := _of_target(item, rows, periods)):
            period = whole
        if planned and _COMPLETED.search(sentence.text, *item.left):
            period = Told("", "", "after_completion")  # 竣工后可新增学位: not in the year of the work
        if item.kind in _MOVES and periods and _has_other_base(item, periods, period.value or context.reports_on):
            item.quantity.flags.append("other_base")
        if context.notice.part and item.quantity.unit_class == "money" and not _is_norm(item, status, sentence):
            item.quantity.flags.append(context.notice.part)
        place = here.get(id(item)) or own_place
        for subject in item.subjects or ("",):
            rows.append(make_row(item, subject, sentence, place, period, status))
        ruled = ruled or status.value == "rule"
    if ruled:
        share_rules(sentence.items, rows, sentence.text)
    return rows


_MOVES = frozenset({"change", "growth"})


def _is_norm(item: Item, status: Told, sentence: Sentence) -> bool:
    """Tell whether an amount is one for each: 每生每年1000元 is no part of what a batch or a department has."""
    return status.value == "rule" or sentence.text.find("每", *item.left) >= 0


def _has_other_base(item: Item, periods: list[Period], period: str) -> bool:
    """Tell whether a number says how much changed since another time than the year before: 比2020年减少1.9万人."""
    before = [p for p in periods if p.start < item.quantity.start]
    base = before[-1].period if before and before[-1].role == "reference" else ""
    return base[:4].isdecimal() and period[:4].isdecimal() and int(period[:4]) - int(base[:4]) > 1


def _is_of_note(item: Item, sentence: Sentence, scope: Scope) -> bool:
    """Say whether a number is of the time of the page's note, not of that carried on, nor of 2021年以来 above."""
    if scope.time and scope.time.open_end:
        return True
    flows = _OF_A_YEAR.search(sentence.text, item.left[0], item.quantity.start)
    return scope.carried is not None and not flows and stands(item, sentence)


_OF_A_YEAR = re.compile("毕业|招生|录取|升入|升学|就业")


def _is_ahead_of_note(status: Told, time: Period | None, context: Context) -> bool:
    """Tell whether something is planned on a page whose figures are of a year by a note: of that it is not."""
    of_year = status.rule.startswith(("budget", "quota"))
    past = time == context.default or (time is not None and (time.open_end or time.period == context.noted))
    return status.value == "planned" and past and not of_year


_COMPLETED = re.compile(COMPLETED)


def _of_plan(status: Told, scope: Scope, context: Context) -> Told | None:
    """Return the span of a plan for what is to be reached in it, and for what its review tells the year before it."""
    if status.rule == "scope" or (scope.planned and status.rule.startswith("plan_word")):  # 规划用地300亩
        return Told(context.plan_span, "inherited", "span_of_plan")
    if status.value == "actual" and scope.reviews and context.plan_base:
        return Told(context.plan_base, "inferred", "year_before_plan")
    return None


def _of_target(item: Item, rows: list[dict], periods: list[Period]) -> Told | None:
    """Return the year by which the whole of a part is to be reached: 到2027年引进500名,其中音体美教师占三成."""
    of = item.part_of
    whole = next((r for r in rows if r["item"] is of and r["status"] == "planned"), None)
    if whole is None or whole["told"]["period"].rule != "time_before":
        return None
    between = any(item.part_of.quantity.end <= p.start < item.quantity.start for p in periods)
    return None if between else whole["told"]["period"]


def _is_ahead(status: Told) -> bool:
    """Tell whether it is its page or a quota that says that something is planned."""
    return status.rule.startswith(("scope", "quota"))


def _year_of_norm(item: Item, status: Told, scope: Scope, trail: Trail, context: Context) -> Period | None:
    """Return the year that a norm has from its page: of a notice, beside an enrolment plan, of an examination.

    What is paid for each has the year of a page that is of one; the standard of the country has none.
    """
    if status.rule == "reckoned":
        return scope.time
    time = scope.period
    paid = item.quantity.unit_class == "money" and not any(_OF_THE_COUNTRY.search(x) for x in item.subjects)
    of_page = paid and time and time.period == context.span
    year = time if of_page or trail.enrols or context.notice.year else None
    return year if year and _IS_YEAR.fullmatch(year.period) else None


_OF_THE_COUNTRY = re.compile("国家(?:基础|规定|统一)?(?:标准|规定)")
_IS_YEAR = re.compile(r"\d{4}(?:/\d{4}|-\d\d/\d{4}-\d\d)?")


def _of_the_whole(sentence: Sentence, told: Told | None) -> Told | None:
    """Return the time of the quantity before a sentence that opens with 其中: its parts are of that time."""
    if not told or not told.value or not _OF_WHICH.match(sentence.text, sentence.start):
        return None
    return told._replace(basis="inherited", rule="time_of_the_whole")


_OF_WHICH = re.compile(r"\s*其中[,:]?")
