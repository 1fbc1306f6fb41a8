"""Every quantity that a text states, with its subject, kind, period, place, status and damage.

``observe`` is pure; ``python -m helpers.extract FILE...`` prints its rows as CSV. Only words, sentences and dates
are read: no dictionary segmenter is needed, so that the rows of a million characters take about two seconds.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping
from operator import attrgetter

from helpers.extract.captions import list_sections
from helpers.extract.carried import follow_time, forget_now, leave_target
from helpers.extract.cells import read_grid
from helpers.extract.checks import check_rows, flag_repeated
from helpers.extract.clauses import Item, Known, Sentence, Told, split_items
from helpers.extract.context import Context, read_context
from helpers.extract.kinds import read_apart, set_kind
from helpers.extract.norms import share_rules
from helpers.extract.parts import name_level
from helpers.extract.rows import explain_row, finish_figure, finish_row, make_row
from helpers.extract.scopes import Branches, Scope, follow_label, is_question
from helpers.extract.sentences import cut_long, find_lead_ends, find_stops
from helpers.extract.status import COMPLETED, read_status, share_plans
from helpers.extract.subjects import find_subjects
from helpers.extract.threads import go_on, leave_thread, read_turns, split_names
from helpers.extract.tokens import add_lost, drop_names
from helpers.extract.topics import find_topic
from helpers.extract.when import (
    find_each_time,
    flag_former,
    in_own_school_years,
    in_title,
    in_year_of_plan,
    read_period,
)
from helpers.extract.where import drop_listed_places, find_mentions, find_sentence_places, follow_place, select_openers
from helpers.language import Period, Quantity, find_periods, find_quantities
from helpers.storage import map_batches
from helpers.text import NO_ARTICLE, Document, Grid, as_document, split_sentences


def observe(
    text: str | Document, place: str | None = None, published: str | None = None, published_basis: str = "stated"
) -> list[dict]:
    """Return the rows of observations.csv (without doc_id) for a raw text, in the order of the text.

    place is the standard name of the division that the text is about and published its date (ISO 8601, as exact as
    known); None reads them from the text, "" says that they are unknown. What is resolved from a date that is itself
    inferred (published_basis) is inferred. Offsets are those of the raw text.

    >>> rows = observe("全市在校生18.6万人,比上年增长4.2%,专任教师近千名。", "绍兴市", "2024-03-01")
    >>> [(r["quote"], r["kind"], r["subject"], r["low"], r["high"]) for r in rows][1:]
    [('4.2%', 'growth', '在校生', None, None), ('近千名', 'level', '专任教师', 900.0, 1000.0)]
    """
    document = as_document(text)
    context = read_context(document, place, published, published_basis)
    rows = [finish_row(row, document) for row in _observe(document, context)]
    tables = _observe_tables(document, context)
    return sorted([*rows, *tables], key=lambda row: row["start"]) if tables else rows


def explain(text: str | Document, place: str | None = None, published: str | None = None) -> list[str]:
    """Say for each row of a text which construction and which words gave its subject, kind, period, place and status.

    >>> print(explain("2023年全市在校生18.6万人", "绍兴市", "2024")[0])
    18.6万人  在校生
      subject  noun_before
      kind     level
      place    绍兴市  (document)
      period   2023  (stated  time_before  “2023年”)
      status   actual
    """
    document = as_document(text)
    context = read_context(document, place, published, "stated")
    return [explain_row(row, document) for row in _observe(document, context)]


def _observe(document: Document, context: Context) -> list[dict]:
    """Return the rows of a document's lines, with offsets in its reading."""
    words = document.words
    quantities = drop_names(find_quantities(words), words)
    quantities = add_lost(quantities, document)
    years = [slot for slot in document.slots if slot.kind == "year"]
    rows = _read_lines(document, quantities, years, context)
    flag_repeated(rows)
    return rows


def _observe_tables(document: Document, context: Context) -> list[dict]:
    """Return the finished rows of a document's tables."""
    sections = list_sections(document.raw) if document.grids else []
    return [
        finish_figure(figure, number, document, context)
        for number, grid in enumerate(document.grids, 1)
        for figure in read_grid(grid, context.place, _find_section(sections, grid))
    ]


def _find_section(sections: list[tuple[int, str]], grid: Grid) -> str:
    """Return the last heading of some that stands above a table, "" if none does."""
    number = bisect_left(sections, (grid.cells[0].start, "")) if grid.cells else 0
    return sections[number - 1][1] if number else ""


def observe_all(texts: Mapping[str, str | Document], known: Mapping[str, Mapping[str, str]]) -> list[dict]:
    """Return the rows of observations.csv for texts by doc_id; known gives place and date of each (articles.csv)."""
    columns = ("place", "published", "published_basis")
    items = ((doc_id, text, *(known[doc_id][name] for name in columns)) for doc_id, text in texts.items())
    return [row for rows in map_batches(_observe_one, items, len(texts)) for row in rows]


def _observe_one(item: tuple) -> list[dict]:
    doc_id, *text_and_known = item
    return [{"doc_id": doc_id, **row} for row in observe(*text_and_known)]


def _read_lines(document: Document, quantities: list[Quantity], lost_years: list, context: Context) -> list[dict]:
    words = document.words
    branches = Branches(context)
    rows: list[dict] = []
    for line, (start, end) in zip(document.lines, document.spans, strict=True):
        if line.role in NO_ARTICLE:
            continue
        own = _cut(quantities, start, end)
        scope = branches.enter(words[start:end], start, line.role, _counts(own, words))
        if is_question(words[start:end]):
            branches.ask(_read_line(words, (start, end), [], [], scope, branches.known, context)[1], words[start:end])
            continue
        if not own and (line.role != "body" or not branches.may_keep(words[start:end])):
            branches.known = read_turns(words, start, end, branches.known)[1]
            continue
        lost = _cut(lost_years, start, end)
        found, scope = _read_line(words, (start, end), own, lost, scope, branches.known, context)
        rows += found
        branches.leave(scope)
        branches.told = scope if found else branches.told
        if line.role == "body":
            branches.keep(scope, words[start:end])
            branches.hand_on(found)
    return rows


def _counts(quantities: list[Quantity], words: str) -> bool:
    """Tell whether a line states a number, not only counts its own parts in words (实施四大工程)."""
    return any(_DIGIT.search(words, quantity.start, quantity.end) for quantity in quantities)


_DIGIT = re.compile(r"\d")


def _read_line(words: str, span: tuple[int, int], quantities: list, lost_years: list, scope: Scope, known, context):
    """Return the rows of a line, and the scope behind it."""
    start, end = span
    own = split_names(scope.named)
    scope = scope._replace(thread=own, known=Known(own, alive=True, fixed=True) if own else known)
    stops = find_stops(words, start, end)
    told_on = context.published if scope.planned else scope.reviews * context.plan_base or context.told_on
    review = _year_of(scope.time) or context.review
    ahead = (
        scope.planned and context.noted and scope.time == context.default
    )  # 年内补充150名, below a note of last year
    said = find_periods(words[start:end], told_on, "" if ahead else review)
    said = [p._replace(start=p.start + start, end=p.end + start) for p in said]
    said = in_own_school_years(said, words, context)
    said = in_year_of_plan(said, words, _year_of(scope.time), context) if scope.planned else said
    said = [p for p in said if not in_title(p, words)]
    rows: list[dict] = []
    for i, (first, last) in enumerate(cut_long(split_sentences(words, start, end), stops)):
        own, periods, lost = (_cut(found, first, last) for found in (quantities, said, lost_years))
        scope = follow_label(leave_target(scope, words[first:last], context.published), words[first:last], not i)
        if quantities and (own or not i or scope.place):
            mentions = find_mentions(words[first:last], first, context)
            number = own[0].start if own else last
            scope = follow_place(scope, words[first:last], first, mentions, number, not i, context)
        if own:
            inside = stops[bisect_left(stops, first) : bisect_left(stops, last)]
            found, scope = _read_sentence(words, first, last, own, inside, periods, lost, scope, mentions, context)
            rows += found
        else:
            turns, known = read_turns(words, first, last, scope.known)
            scope = scope._replace(
                thread=go_on(turns, turns[-1].names if turns else scope.thread, scope.named, scope.school),
                known=known,
            )
        scope = follow_time(scope, words[first:last], first, periods, bool(lost), context.published)
    return rows, scope


def _cut(found: list, first: int, last: int) -> list:
    """Return those of the things found in a line, which stand in its order, that start in a sentence of it."""
    return found and found[bisect_left(found, first, key=_START) : bisect_left(found, last, key=_START)]


_START = attrgetter("start")


def _read_sentence(words, first, last, quantities, stops, periods, lost, scope, mentions, context):
    """Return the rows of a sentence with quantities, and the scope behind it."""
    items = split_items(words, first, last, quantities, stops)
    turns, known = read_turns(words, first, last, scope.known)
    sentence = Sentence(
        words,
        first,
        last,
        items,
        heading=scope.topic,
        measure=scope.measure,
        topic=scope.about,
        before=scope.last,
        said=scope.said,
        level=scope.level,
        named=scope.named,
        names=scope.names,
        thread=scope.thread,
        turns=turns,
    )
    find_subjects(sentence, find_lead_ends(words, items, periods, lost, select_openers(mentions, words, context)))
    drop_listed_places(sentence, mentions, context)
    rows = _make_rows(sentence, periods, lost, forget_now(scope, words, bool(lost)), context, mentions)
    ahead = share_plans(rows, sentence, scope.ahead)
    flag_former(rows, sentence.text)
    check_rows(rows)
    named = {found for item in items if not item.part_of and (found := name_level(item.subjects))}
    level = scope.level if not named else named.pop() if len(named) == 1 else ""  # of several none goes on
    seat = rows[-1]["told"]["place"]
    return rows, scope._replace(
        thread=go_on(turns, leave_thread(sentence), scope.named, scope.school),
        known=known,
        said=(*scope.said, *items)[-_REMEMBERED:],
        enrols=scope.enrols or any(row["told"]["status"].rule.startswith("quota") for row in rows),
        last=items[-1],
        last_time=rows[-1]["told"]["period"],
        level=level,
        about=find_topic(sentence, len(items) - 1) or scope.named,
        seat=seat if seat.rule == "head_of_clause" else scope.place,
        ahead=ahead,
    )


_REMEMBERED = 12  # quantities


def _year_of(period: Period | None) -> str:
    """Return the year that the scope is of, from which 上年 is the year before; "" if it is none."""
    return period.period if period and len(period.period) == 4 else ""


def _make_rows(sentence, periods, lost, scope, context, mentions) -> list[dict]:
    here = find_sentence_places(sentence, mentions, scope, context)
    read_apart(sentence)
    each = find_each_time(sentence, periods, scope.steps)
    own_place = Told(context.place, "document" if context.place else "")
    rows = []
    for item in sentence.items:
        set_kind(item, sentence)
        status = read_status(item, sentence, periods, scope, context)
        handed_down = scope.time if status.value != "rule" else _year_of_norm(status, scope, context)
        if _is_ahead_of_note(status, handed_down, context):
            handed_down = None
        period = each.get(id(item)) or read_period(item, sentence, periods, lost, handed_down, context)
        if _is_ahead(status) and "" < period.value[:4] < context.published[:4]:
            ahead = [p for p in periods if p.period[:4] >= context.published[:4]]  # 巩固2024年成果,新建3所: not of then
            if handed_down and handed_down.period[:4] < context.published[:4]:  # nor 2024年录取880人。…招生名额600人
                handed_down = scope.period
            period = read_period(item, sentence, ahead, lost, handed_down, context)
        if period.rule == "year_end" and item.quantity.unit_class == "time":
            period = Told("", "", "no_time")  # 全年按200天计
        if not period.basis and status.value != "rule":
            period = _of_the_whole(sentence, scope) or period
        if not period.value and context.plan_span:
            period = _of_plan(status, scope, context) or period
        if whole := _of_target(item, rows, periods):
            period = whole
        if status.value == "planned" and _COMPLETED.search(sentence.text, *item.left):
            period = Told("", "", "after_completion")  # 竣工后可新增学位: not in the year of the work
        place = here.get(id(item)) or own_place
        rows += [make_row(item, s, sentence, place, period, status) for s in item.subjects or [""]]
    share_rules(sentence.items, rows, sentence.text)
    return rows


def _is_ahead_of_note(status: Told, time: Period | None, context: Context) -> bool:
    """Tell whether something is planned on a page whose figures are of a year by a note: of that it is not."""
    of_year = status.rule.startswith(("budget", "quota"))
    return bool(context.noted) and status.value == "planned" and time == context.default and not of_year


_COMPLETED = re.compile(COMPLETED)


def _of_plan(status: Told, scope: Scope, context: Context) -> Told | None:
    """Return the span of a plan for what is to be reached in it, and for what its review tells the year before it."""
    if status.rule == "scope":
        return Told(context.plan_span, "inherited", "span_of_plan")
    if status.value == "actual" and scope.reviews and context.plan_base:
        return Told(context.plan_base, "inferred", "year_before_plan")
    return None


def _of_target(item: Item, rows: list[dict], periods: list[Period]) -> Told | None:
    """Return the year by which the whole of a part is to be reached: 到2027年引进500名,其中音体美教师占三成."""
    of = item.part_of
    whole = next((r for r in rows if r["item"] is of and r["status"] == "planned"), None) if of else None
    if whole is None or whole["told"]["period"].rule != "time_before":
        return None
    between = any(item.part_of.quantity.end <= p.start < item.quantity.start for p in periods)
    return None if between else whole["told"]["period"]


def _is_ahead(status: Told) -> bool:
    """Tell whether something is planned because its page or a quota says so."""
    return status.value == "planned" and status.rule.startswith(("scope", "quota"))


def _year_of_norm(status: Told, scope: Scope, context: Context) -> Period | None:
    """Return the year that a norm has from its page: of a notice, beside an enrolment plan, of an examination."""
    if status.rule == "reckoned":
        return scope.time
    year = scope.period if scope.enrols or context.notice.year else None
    return year if year and _IS_YEAR.fullmatch(year.period) else None


_IS_YEAR = re.compile(r"\d{4}(?:/\d{4}|-\d\d/\d{4}-\d\d)?")


def _of_the_whole(sentence: Sentence, scope: Scope) -> Told | None:
    """Return the time of the quantity before a sentence that opens with 其中: its parts are of that time."""
    told = scope.last_time
    if not told or not told.value or not _OF_WHICH.match(sentence.text, sentence.start):
        return None
    return told._replace(basis="inherited", rule="time_of_the_whole")


_OF_WHICH = re.compile(r"\s*其中[,:]?")
