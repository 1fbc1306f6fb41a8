"""Every quantity that a text states, with its subject, kind, period, place, status and damage.

``observe`` is pure; ``python -m helpers.extract FILE...`` prints its rows as CSV. Only words, sentences and dates
are read: no dictionary segmenter is needed, so that the rows of a million characters take about two seconds.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from itertools import chain

from helpers.extract.below import find_whole_above
from helpers.extract.branches import opens_with_part
from helpers.extract.captions import continue_captions, list_sections
from helpers.extract.carried import follow_time, leave_target, return_to_years
from helpers.extract.cells import read_grid
from helpers.extract.checks import flag_repeated
from helpers.extract.clauses import Known, Sentence
from helpers.extract.context import Context, read_context
from helpers.extract.kinds import read_apart, set_kind
from helpers.extract.lines import Line, Part, cut, read_lines, read_parts, year_of
from helpers.extract.parts import name_level
from helpers.extract.qualifiers import add_up, list_counted
from helpers.extract.rows import explain_row, finish_figure, finish_row
from helpers.extract.scopes import Branches, Scope, follow_label, is_question, labels_plans
from helpers.extract.sentences import find_lead_ends
from helpers.extract.spans import in_named_spans
from helpers.extract.standing import Standing, Stated
from helpers.extract.subjects import find_subjects
from helpers.extract.threads import go_on, leave_thread, read_turns, split_names
from helpers.extract.tokens import add_lost, drop_names
from helpers.extract.told import opens_plans
from helpers.extract.topics import find_topic
from helpers.extract.when import in_description, in_own_school_years, in_title, in_year_of_plan
from helpers.extract.where import drop_listed_places, select_openers
from helpers.extract.wholes import tells_of_all
from helpers.extract.words import CRITERION
from helpers.language import Quantity, find_quantities
from helpers.storage import forget_many, map_batches
from helpers.text import Document, Grid, as_document


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
    forget_many()
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
        for number, grid in enumerate(continue_captions(document.grids), 1)
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
    try:
        return [{"doc_id": doc_id, **row} for row in observe(*text_and_known)]
    except Exception as error:
        error.add_note(
            f"This is a fault of the program, which met it in the text {doc_id}. Without that file the others are read:"
            " move it out of the folder and run again, and report it."
        )
        raise


def _read_lines(document: Document, quantities: list[Quantity], lost_years: list, context: Context) -> list[dict]:
    """Return the rows of the lines, of which the subjects are read first where no line needs the rows before it."""
    words, branches, standing = document.words, Branches(context), Standing(context)
    rows: list[dict] = []
    waiting: list[tuple[Scope, list[Stated]]] = []
    for line in read_lines(document, quantities, context):
        scope = _divide(words, branches.enter(line), branches.told, line)
        if is_question(line.text):
            asked = Line(line.start, line.end, line.role, line.text, [], False)
            branches.ask(_read_line(words, asked, [], scope, branches.known, context)[1], line.text)
            continue
        branches.arrive(line)
        if not line.own and (line.role != "body" or not branches.may_keep(line.text)):
            branches.known = read_turns(words, line, branches.known)[1]
            continue
        lost = cut(lost_years, line.start, line.end)
        stated, behind = _read_line(words, line, lost, scope, branches.known, context)
        waiting += [(scope, stated)] if line.own else []
        branches.leave(behind)
        branches.told = behind if line.own else branches.told
        if line.own:
            branches.divide(line.text, behind)
        if line.role == "body":
            branches.keep(behind, line.text)
            if line.own and branches.hands_on():
                found = [standing.read(*each) for each in waiting]
                rows, waiting = [*rows, *chain.from_iterable(found)], []
                branches.hand_on(found[-1])
    return [*rows, *chain.from_iterable(standing.read(*each) for each in waiting)]


def _divide(words: str, scope: Scope, told: Scope | None, line: Line) -> Scope:
    """Return the scope of a line; one that divides what the line before counts goes on with it: 分区看,甲区4所.

    So does one whose numbers add up to that, whatever it opens with: 新增学位1600个 | 小学900个 | 初中700个.
    """
    if not told or not line.own:
        return scope
    unmarked = not scope.said and line.opening and not line.opening.kind
    if unmarked and (whole := find_whole_above(words, line.own, told.said)):
        return scope._replace(said=(whole,), last=whole, divides=True)
    if not scope.said and opens_with_part(line.text):
        return scope._replace(said=told.said)  # 幼儿园124所,其中: | 城区60所,在园幼儿1445人; | 乡村24所
    if scope.said or line.text[:1] not in "分按" or not CRITERION.match(line.text):
        return scope
    whole = add_up(line.own, line.own[0].unit, told.said)
    return scope._replace(said=(whole,)) if whole else scope


def _read_line(words: str, line: Line, lost_years: list, scope: Scope, known: Known, context: Context):
    """Return the sentences of a line with the subjects of their quantities, and the scope behind it."""
    own = split_names(scope.named)
    scope = _tell_of(scope, own, Known(own, alive=True, fixed=True) if own else known)
    told_on = context.published if scope.planned else scope.reviews * context.plan_base or context.told_on
    ahead = (
        scope.planned and context.noted and scope.time == context.default
    )  # 年内补充150名, below a note of last year
    told_on = (told_on, "" if ahead else year_of(scope.time) or context.review)
    if not line.parts:
        read_parts([line], words, told_on, context)
    said = line.find_periods(told_on)
    said = in_own_school_years(said, words, scope.time, context)
    said = in_year_of_plan(said, words, year_of(scope.time), context) if scope.planned else said
    said = in_named_spans(said, words, line.start, line.end, "" if scope.reviews else context.plan_span, context)
    said = [p for p in said if "/" not in p.period or not in_title(p, words)]
    stated: list[Stated] = []
    for i, part in enumerate(line.parts):
        periods, lost = cut(said, part.start, part.end), cut(lost_years, part.start, part.end)
        scope = follow_label(leave_target(scope, part.text, context.published), part, not i)
        scope = return_to_years(scope, part)
        if not scope.planned and opens_plans(part.text, bool(part.own)):
            scope = scope._replace(planned=True)
        sentence, before = None, scope
        if part.own:
            sentence, scope = _read_sentence(words, part, periods, lost, scope, context)
        else:
            turns, known = read_turns(words, part, scope.known)
            thread = go_on(turns, turns[-1].names if turns else scope.thread, scope.named, scope.school)
            scope = _tell_of(scope, thread, known)
            scope = scope._replace(planned=True) if not i and labels_plans(part.text) else scope
        periods = [p for p in periods if not in_description(p, words, context.published)]
        stated.append(Stated(part, sentence, periods, lost, before))
        scope = follow_time(scope, part, periods, bool(lost), context.published, context.reports_on)
    return stated, scope


def _tell_of(scope: Scope, thread: tuple[str, ...], known: Known) -> Scope:
    """Return a scope in which institutions are told of and others known: mostly those that it has."""
    if thread == scope.thread and known == scope.known:
        return scope
    return scope._replace(thread=thread, known=known)


def _read_sentence(words: str, part: Part, periods, lost, scope: Scope, context: Context):
    """Return a sentence with the subjects of its quantities, and the scope behind it."""
    items, mentions = part.items, part.mentions or []
    turns, known = read_turns(words, part, scope.known)
    sentence = Sentence(
        words,
        part.start,
        part.end,
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
        divides=scope.divides,
    )
    find_subjects(sentence, find_lead_ends(words, items, periods, lost, select_openers(mentions, words, context)))
    drop_listed_places(sentence, mentions, context)
    read_apart(sentence)
    for item in items:
        set_kind(item, sentence)
    named = {found for item in items if not item.part_of and (found := name_level(item.subjects))}
    of_all = tells_of_all(sentence)
    level = named.pop() if len(named) == 1 and not of_all else ""  # of several none goes on
    level = level if named or level or of_all else scope.level
    return sentence, scope._replace(
        thread=go_on(turns, leave_thread(sentence), scope.named, scope.school),
        known=known,
        said=list_counted(sentence)[-_REMEMBERED:],
        last=items[-1],
        level=level,
        about=find_topic(sentence, len(items) - 1) or scope.named,
    )


_REMEMBERED = 20  # quantities
