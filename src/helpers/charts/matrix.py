"""The comparability matrix: indicators by places, with verdicts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pandas as pd

from helpers.charts.canvas import Canvas, Chart
from helpers.charts.house import get_house
from helpers.charts.parts import (
    COLUMNS_MOST,
    Columns,
    KeyItem,
    draw_cell_box,
    draw_matrix_head,
    draw_verdict_mark,
    finish,
    finish_empty,
    write_key,
)
from helpers.charts.stated import keep_places
from helpers.charts.style import GRID, INK, SECONDARY
from helpers.charts.topics import GRADES, Topic, Verdict, choose_topics, list_topics, say_topics, summarise_verdict
from helpers.charts.wording import (
    STATES,
    Row,
    format_number,
    format_quantity,
    format_year,
    get_state,
    is_number,
    join,
    label_indicator,
    name_place,
    say,
    say_corrected,
    say_rest,
)

TOPICS_MOST = 14
MATRIX_HEIGHT = 112.0  # mm: with header and notes, the tallest figure that a page takes with its text
OTHER_CONCEPT = "†"


def _make_cell_texts(row: Row, topic: Topic, labels: pd.DataFrame, language: str) -> list[str]:
    """Write what a cell may hold, from the fullest wording to the shortest; a dagger stands in for another concept."""
    quantity = format_quantity(row, language)
    bare = _strip_quantity(row, language)
    if row["status"] == "planned":
        quantity = f"{say('planned', language)} {quantity}"
    number = bare.removeprefix("≈")  # where there is no room the tint alone says that it is approximate
    if row["indicator"] == topic.indicator:
        return [quantity, bare, number]
    concept = label_indicator({**row, "school_level": ""}, labels, language)
    return [
        say("concept", language, n=quantity, concept=concept),
        quantity + OTHER_CONCEPT,
        bare + OTHER_CONCEPT,
        number + OTHER_CONCEPT,
    ]


def _strip_quantity(row: Row, language: str) -> str:
    """Write a quantity as short as it goes: the number, with ≈ where it is approximate, the unit only of rates."""
    if get_state({**row, "status": ""}) == "approximate" and is_number(row["value"]):
        return f"≈{format_number(row['value'], language, thousands=True)}"
    return format_quantity(row, language, unit=row["unit"] in ("%", "‰"))


def draw_comparability_matrix(
    comparison: pd.DataFrame,
    indicators: pd.DataFrame,
    articles: pd.DataFrame,
    labels: pd.DataFrame,
    places: Sequence[str],
    language: str,
    remark: str = "",
) -> Chart:
    """Draw a table of indicators by places: how each number is known, and whether the places may be compared.

    `comparison`, `indicators` and `articles` are the tables of these names; `labels` is the catalogue of indicators
    (id, label_zh, label_en, level, family, theme). At most 14 indicators are shown, those that most places state first,
    and the 8 places that state most.
    """
    topics = list_topics(comparison, indicators, labels, places)
    canvas = Canvas(language)
    title = _title_matrix(topics, places, language)
    canvas.write_header(title, say("matrix_subtitle", language))
    if not topics:
        return finish_empty(canvas, articles, places, remark)
    _write_matrix_key(canvas)
    shown = keep_places(places, indicators, COLUMNS_MOST)
    columns = draw_matrix_head(canvas, shown)
    rows = _prepare_matrix(canvas, list_topics(comparison, indicators, labels, shown), labels, columns)
    for before, row in zip([None, *rows], rows, strict=False):
        if before and row.topic.theme != before.topic.theme:
            canvas.draw_line((canvas.left, canvas.right), (canvas.y + 0.1, canvas.y + 0.1), GRID, 0.8)
            canvas.y += 1.1
        _draw_matrix_row(canvas, row, columns)
    cells = [cell for row in rows for cell in row.topic.cells.values()]
    notes = [
        say("matrix_note", language),
        say("matrix_dagger", language) if any(row.has_dagger for row in rows) else "",
        say_corrected(cells, language),
        say_rest("matrix_more", language, len(topics) - len(rows)),
        say_rest("matrix_places", language, len(places) - COLUMNS_MOST),
        remark,
    ]
    alt = say("matrix_alt", language, n=len(rows), places=join((name_place(p, language) for p in shown), language))
    return finish(canvas, notes, articles, cells, alt, say_topics([row.topic for row in rows], labels, language))


def _title_matrix(topics: Sequence[Topic], places: Sequence[str], language: str) -> str:
    total = len(topics)
    if not total:
        return say("matrix_title_empty", language)
    if all(get_state(row) == "lost" for topic in topics for row in topic.cells.values()):
        return say("matrix_title_lost", language, n=total)
    if len(places) == 1:
        return say("matrix_title_single", language, place=name_place(places[0], language), n=total)
    sure = sum(bool(topic.find_pairs("comparable")) for topic in topics)
    fair = sum(bool(topic.find_pairs("with_caution")) and not topic.find_pairs("comparable") for topic in topics)
    branch = {(True, True): "both", (True, False): "sure", (False, True): "fair", (False, False): "none"}
    if total == sure > 1:
        return say("matrix_title_each", language, n=total)
    values = {"n": total, "shared": sum(len(topic.stating) > 1 for topic in topics), "sure": sure, "fair": fair}
    return say(f"matrix_title_{branch[bool(sure), bool(fair)]}", language, **values)


def _write_matrix_key(canvas: Canvas) -> None:
    def draw_state(state: str) -> Callable[[float, float], None]:
        def draw(x: float, y: float) -> None:
            draw_cell_box(canvas, x, y - 1.7, 7, 3.4, state, INK, gid=f"key-{state}")
            if state == "lost":
                canvas.write(x + 3.5, y, say(state, canvas.language), "note", align="center", colour=SECONDARY)

        return draw

    def draw_missing(x: float, y: float) -> None:
        canvas.write(x, y, say("not_mentioned", canvas.language), colour=SECONDARY)

    def draw_grade(grade: str) -> Callable[[float, float], None]:
        return lambda x, y: draw_verdict_mark(canvas, x + 1.0, y, grade, gid=f"key-{grade}")

    language = canvas.language
    items = [KeyItem(draw_state(state), say(f"state_{state}", language), 7) for state in STATES]
    items.append(KeyItem(draw_missing, say("state_missing", language), 1.6))
    grades = [KeyItem(draw_grade(grade), say(f"grade_{grade}", language), 2) for grade in GRADES]
    write_key(canvas, [*items, *grades], canvas.left, second=len(items))


@dataclass(frozen=True)
class _Cell:
    """What a cell of the matrix holds: lines, their type, and the year where there is room for it."""

    lines: list[str]
    role: str
    year: str


@dataclass(frozen=True)
class _MatrixRow:
    """One line of the matrix with its words broken into lines, and its height in mm."""

    topic: Topic
    label: tuple[list[str], str]
    cells: dict[str, _Cell]
    verdict: Verdict
    words: list[str]
    height: float

    @property
    def has_dagger(self) -> bool:
        """Whether a cell marks another concept with a dagger."""
        return any(OTHER_CONCEPT in line for cell in self.cells.values() for line in cell.lines)


def _prepare_matrix(
    canvas: Canvas, topics: Sequence[Topic], labels: pd.DataFrame, columns: Columns
) -> list[_MatrixRow]:
    """Choose as many topics as fit the height of a page and break their words, ordered by theme."""
    most = choose_topics(topics, TOPICS_MOST)
    prepared = {topic: _prepare_matrix_row(canvas, topic, labels, columns) for topic in most}
    for number in range(len(most), 0, -1):
        rows = [prepared[topic] for topic in choose_topics(topics, number)]
        if sum(row.height + 1.2 for row in rows) <= get_house().cut(MATRIX_HEIGHT):
            break
    themes = list(dict.fromkeys(row.topic.theme for row in rows))
    return sorted(rows, key=lambda row: themes.index(row.topic.theme))


def _prepare_matrix_row(canvas: Canvas, topic: Topic, labels: pd.DataFrame, columns: Columns) -> _MatrixRow:
    language = canvas.language
    name = topic.label(labels, language)
    label = canvas.fit_label(name, columns.label - 2)
    verdict = summarise_verdict(topic, language)
    words = _wrap_verdict(canvas, verdict, columns.verdict - 5)
    cells = {
        place: _fit_cell(canvas, row, _make_cell_texts(row, topic, labels, language), columns.cell - 1.9)
        for place, row in topic.cells.items()
        if place in columns.styles
    }
    blocks = [label, (words, "note"), *((cell.lines, cell.role) for cell in cells.values())]
    height = max(len(lines) * canvas.get_leading(role, tight=True) for lines, role in blocks) + 1.1
    return _MatrixRow(topic, label, cells, verdict, words, height)


def _wrap_verdict(canvas: Canvas, verdict: Verdict, width: float) -> list[str]:
    """Break a verdict into lines, its word with the first reason where both fit, its names on lines of their own."""
    lines, reasons = [verdict.word], list(verdict.reasons)
    if (
        reasons
        and canvas.measure(verdict.word + reasons[0] + ("、" if canvas.language == "zh" else ","), "note") <= width
    ):
        lines, reasons = [], [verdict.word + reasons[0], *reasons[1:]]
    lines = [part for line in lines for part in canvas.wrap(line.strip(), width, "note", balanced=True)]
    return lines + canvas.wrap_items(reasons, width, "note") + canvas.wrap_items(verdict.names, width, "note")


def _fit_cell(canvas: Canvas, row: Row, wordings: Sequence[str], width: float) -> _Cell:
    """Choose the fullest wording that fits on one line, else on up to three; the year stands beside or below it."""
    year = format_year(row, canvas.language)
    room = canvas.measure(year, "note") + 1.5 if year else 0
    for wording in wordings:
        for role, taken in (("label", room), ("label", 0), ("note", 0)):
            if canvas.measure(wording, role) <= width - taken:
                return _Cell([wording] if taken or not year else [wording, ""], role, year)
        lines = canvas.wrap(wording, width, "note", balanced=True)
        if len(lines) <= 3 and width > 18:
            return _Cell(lines, "note", year if canvas.measure(lines[-1], "note") <= width - room else "")
    return _Cell(canvas.wrap(wordings[-1], width, "note"), "note", "")


def _draw_matrix_row(canvas: Canvas, row: _MatrixRow, columns: Columns) -> None:
    middle = canvas.y + row.height / 2
    canvas.write_block(canvas.left, middle, *row.label)
    for number, (place, style) in enumerate(columns.styles.items()):
        x = columns.left + number * columns.cell
        if place not in row.cells:
            canvas.write(x + 1.5, middle, say("not_mentioned", canvas.language), colour=SECONDARY)
            continue
        state = get_state(row.topic.cells[place])
        box = draw_cell_box(canvas, x, canvas.y, columns.cell - 1, row.height, state, style.colour)
        canvas.link(box, row.topic.cells[place], "cell", row.topic.indicator, row.topic.school_level, place)
        cell = row.cells[place]
        bottom = canvas.write_block(x + 0.8, middle, cell.lines, cell.role)
        if cell.year:
            canvas.write(x + columns.cell - 2, bottom, cell.year, "note", colour=SECONDARY, align="right")
    x = columns.left + columns.cell * len(columns.styles) + 1
    top = middle - (len(row.words) - 1) * canvas.get_leading("note", tight=True) / 2
    sure = row.verdict.grade == "comparable"
    draw_verdict_mark(canvas, x + 1.2, top, row.verdict.grade)
    canvas.write_block(x + 3.6, middle, row.words, "note", bold=sure, colour=INK if sure else SECONDARY)
    canvas.y += row.height + 0.8
