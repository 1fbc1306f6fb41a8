"""Parts that several chart forms share: keys, heads, scales, marks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

from helpers.charts.canvas import Canvas, Chart
from helpers.charts.house import mix, style_places
from helpers.charts.sources import cite_rows
from helpers.charts.style import APPROXIMATE, EXACT, GRID, HEIGHT, INK, SECONDARY, SOURCE, PlaceStyle
from helpers.charts.wording import (
    Row,
    compose_alt,
    compose_note,
    describe_text,
    format_number,
    format_period,
    get_compared,
    get_state,
    is_lost,
    is_number,
    join,
    name_place,
    say,
)
from helpers.storage import group_by


@dataclass(frozen=True)
class Group:
    """One line of a chart about texts: a text, or all texts of a place where there are many."""

    place: str
    description: str
    doc_ids: tuple[str, ...]
    style: PlaceStyle
    details: tuple[str, ...] = ()


ROWS_MOST = 12


def make_group(article: Row, style: PlaceStyle, language: str) -> Group:
    """Make the group of one text, described by its kind and date, in detail by its kind and year."""
    genre = say(f"genre_{article['genre'] or 'other'}", language)
    year = format_period(str(article["published"])[:4], language) or say("undated", language)
    description = describe_text(article, language)
    return Group(str(article["place"]), description, (str(article["doc_id"]),), style, (genre, year))


def group_texts(articles: pd.DataFrame, places: Sequence[str], language: str, most: int = ROWS_MOST) -> list[Group]:
    """Make one group of each text, or of each place where there are more texts than `most`."""
    rows, styles = get_compared(articles, places), style_places(places)
    if len(rows) <= most:
        return [make_group(row, styles[row["place"]], language) for row in rows]
    groups = []
    for place, own in group_by(rows, itemgetter("place")).items():
        count = say("texts_count", language, n=len(own))
        groups.append(Group(place, count, tuple(row["doc_id"] for row in own), styles[place], (count,)))
    return groups


def say_group(group: Group, text: str, language: str) -> str:
    """Say something of a group, for an alternative text."""
    place = name_place(group.place, language)
    return f"{place}（{group.description}）：{text}" if language == "zh" else f"{place} ({group.description}): {text}"


COMPACT = 6  # above so many groups each takes two lines at most


def write_group(canvas: Canvas, group: Group, width: float, y: float, extra: str = "", compact: bool = False) -> float:
    """Write a group's place and description from y downwards; return the y below.

    A compact group has one line for its place, and only `extra` below it, or the description where there is no `extra`.
    """
    name = name_place(group.place, canvas.language)
    details = [text for text in (group.description, extra) if text]
    if compact:
        names = [canvas.shorten(name, width, "value", bold=True)]
        lines = canvas.wrap(details[-1], width, "note") if details else []
    else:
        names = canvas.wrap(name, width, "value", bold=True)
        lines = [line for text in details for line in canvas.wrap(text, width, "note")]
    big, small = canvas.get_leading("value", compact), canvas.get_leading("note", compact)
    y = canvas.write_lines(canvas.left, y + big / 2, names, "value", compact, bold=True, colour=group.style.text)
    y = canvas.write_lines(canvas.left, y - (big - small) / 2, lines, "note", compact, colour=SECONDARY)
    return y - small / 2


@dataclass(frozen=True)
class KeyItem:
    """An item of a key: what draws its sample from the left edge x around the middle y, its word, the sample's width.

    The width is in mm.
    """

    draw: Callable[[float, float], object]
    word: str
    width: float


KEY_GAP = 4.5  # mm between two items
WORD_GAP = 1.2  # mm between a sample and its word


def write_key(canvas: Canvas, items: Sequence[KeyItem], x: float, second: int = 0) -> None:
    """Write a key: each item's sample, followed by its word, in lines that all begin at x.

    If one line does not hold them all, the item of the number `second` begins the next one.
    """
    start, y = x, canvas.y + 2
    widths = [item.width + WORD_GAP + canvas.measure(item.word, "note") for item in items]
    long = x + sum(widths) + KEY_GAP * (len(items) - 1) > canvas.right
    for number, (item, width) in enumerate(zip(items, widths, strict=True)):
        if x > start and (x + width > canvas.right or (long and second and number == second)):
            x, y = start, y + canvas.get_leading("label")
        item.draw(x, y)
        canvas.write(x + item.width + WORD_GAP, y, item.word, "note", colour=SECONDARY)
        x += width + KEY_GAP
    canvas.y = y + 4


def choose_fill(style: PlaceStyle, state: str) -> str:
    """Return the colour that fills the mark of a number: paler where it is approximate, white where it is planned."""
    return {"exact": style.colour, "approximate": mix(style.colour, "#FFFFFF", 0.6)}.get(state, "white")


KEY_STYLE = PlaceStyle(SECONDARY, SECONDARY, GRID, "s")


def draw_cell_box(
    canvas: Canvas, x: float, y: float, width: float, height: float, state: str, edge: str, gid: str | None = None
) -> Rectangle:
    """Draw a cell: filled, or dashed where its number is planned or lost."""
    outline = {"planned": edge, "lost": SOURCE}.get(state, "none")
    return canvas.draw_box(x, y, width, height, _FILLS[state], outline, dashed=state in ("planned", "lost"), gid=gid)


_FILLS = {"exact": EXACT, "approximate": APPROXIMATE, "planned": "white", "lost": "white"}


@dataclass(frozen=True)
class Columns:
    """Where the columns of the matrix stand, mm: widths, and the left edge of the cells."""

    label: float
    cell: float
    verdict: float
    left: float
    styles: dict[str, PlaceStyle]


NARROW = 5  # from so many places on, cells hold the number alone


WIDE = 6  # up to so many places the verdict has room for two names

COLUMNS_MOST = 8


@dataclass(frozen=True)
class Head:
    """The head of a column or of several: a place over a coloured rule, and what is said of it below the rule."""

    place: str
    left: float
    width: float
    style: PlaceStyle
    details: Sequence[str] = ()


HEAD_MOST = 34.0  # mm: the tallest upright name


def draw_heads(canvas: Canvas, heads: Sequence[Head]) -> None:
    """Draw the heads of columns; names stand upright where a word would not fit its column."""
    names = {head.place: name_place(head.place, canvas.language) for head in heads}
    upright = any(not canvas.fits(names[head.place], head.width, "value", bold=True) for head in heads)
    big, small = canvas.get_leading("value", tight=True), canvas.get_leading("note", tight=True)
    if upright:
        lines = {place: [canvas.shorten(name, HEAD_MOST, "value", bold=True)] for place, name in names.items()}
        tall = max(canvas.measure(line[0], "value", bold=True) for line in lines.values())
    else:
        lines = {h.place: canvas.wrap(names[h.place], h.width, "value", bold=True, balanced=True) for h in heads}
        tall = max(map(len, lines.values()), default=0) * big
    rule = canvas.y + tall + 0.8
    most = 0
    for head in heads:
        style = {"role": "value", "bold": True, "colour": head.style.text}
        if upright:
            canvas.write(head.left + big / 2, rule - 0.8, lines[head.place][0], upright=True, **style)
        else:
            y = rule - 0.6 - (len(lines[head.place]) - 0.5) * big
            canvas.write_lines(head.left, y, lines[head.place], tight=True, **style)
        canvas.draw_box(head.left, rule, head.width, 0.9, head.style.colour)
        details = [line for part in head.details for line in canvas.wrap(part, head.width, "note")]
        canvas.write_lines(head.left, rule + 1.8 + small / 2, details, "note", tight=True, colour=SECONDARY)
        most = max(most, len(details))
    canvas.y = rule + 2.2 + most * small + 0.5


def draw_matrix_head(canvas: Canvas, places: Sequence[str], verdict: bool = True) -> Columns:
    """Write the names of the places, and return the columns."""
    language, narrow = canvas.language, len(places) >= NARROW
    if narrow:
        label = 40.0 if verdict and len(places) <= WIDE else 34.0
    else:
        label = 42.0 if language == "zh" else 46.0 if verdict else 50.0
    last = 0.0 if not verdict else 21.0 if len(places) > WIDE else 30.0 if language == "zh" or narrow else 34.0
    left = canvas.left + label
    cell = (canvas.right - last - left) / max(len(places), 1)
    styles = style_places(places)
    draw_heads(canvas, [Head(p, left + number * cell, cell - 1, styles[p]) for number, p in enumerate(places)])
    if verdict:
        y = canvas.y - canvas.get_leading("note", tight=True) / 2 - 0.4
        canvas.write(canvas.right - last + 1, y, say("matrix_verdict", language), "label", bold=True)
    return Columns(label, cell, last, left, styles)


def write_places_key(canvas: Canvas, places: Iterable[str], styles: Mapping[str, PlaceStyle]) -> None:
    """Write a key of places, marker and name."""
    items = [
        KeyItem(
            lambda x, y, style=styles[place]: canvas.draw_mark(x + 1.2, y, style.marker, style.colour, size=5.5),
            name_place(place, canvas.language),
            2.4,
        )
        for place in places
    ]
    write_key(canvas, items, canvas.left)


def finish_empty(canvas: Canvas, articles: pd.DataFrame, places: Sequence[str], remark: str) -> Chart:
    """Finish a chart for which the tables hold nothing to draw: below its header a line that says so, and sources."""
    language = canvas.language
    canvas.y += 20
    canvas.write((canvas.left + canvas.right) / 2, canvas.y, say("nothing", language), colour=SECONDARY, align="center")
    names = join((name_place(place, language) for place in places), language)
    alt = say("nothing_alt", language, title=canvas.title, places=names)
    sources = cite_rows(articles, get_compared(articles, places), language)
    return canvas.finish(compose_note([remark], language), sources, alt)


def finish(
    canvas: Canvas,
    notes: Iterable[str],
    articles: pd.DataFrame,
    rows: Iterable[Row],
    alt: str,
    said: Iterable[str],
    least: float = HEIGHT,
) -> Chart:
    """Finish a chart of at least `least` mm: notes below it, then the texts that rows come from.

    Its alternative text opens with `alt`, which what is `said` of each item follows.
    """
    language = canvas.language
    note, sources = compose_note(notes, language), cite_rows(articles, rows, language)
    return canvas.finish(note, sources, compose_alt(alt, said, language), least)


def stretch(canvas: Canvas, units: float, foot: float, least: float, most: float) -> float:
    """Return the height of a unit, mm, at which so many of them fill a figure of 16:9, within limits.

    `foot` is what stands below and between them, mm.
    """
    return min(max((HEIGHT - foot - canvas.y) / max(units, 1), least), most)


@dataclass(frozen=True)
class Scale:
    """A horizontal scale: data limits, and the edges of the axes in mm."""

    low: float
    high: float
    left: float
    right: float

    def find(self, value: float) -> float:
        """Return the x of a value, mm."""
        return self.left + (value - self.low) / (self.high - self.low) * (self.right - self.left)


def _choose_step(span: float) -> float:
    """Choose the distance of ticks: 1, 2 or 5 times a power of ten, three to six of them."""
    for step in (s * 10.0**power for power in range(-3, 13) for s in (1, 2, 5)):
        if span / step <= 5.5:
            return step
    return span


def draw_scale(canvas: Canvas, scale: Scale, top: float, bottom: float, unit: str) -> Axes:
    """Draw the grid lines of a scale and write its numbers below, the last one with the unit; return the axes above."""
    step = _choose_step(scale.high - scale.low)
    first = -(-scale.low // step)
    ticks = [step * n for n in range(int(first), int(scale.high // step) + 1)]
    for tick in ticks:
        x = scale.find(tick)
        canvas.draw_line((x, x), (top, bottom), SECONDARY if tick == 0 else GRID, 0.7, behind=True)
        text = format_number(round(tick, 6), canvas.language) + (unit if tick == ticks[-1] else "")
        x = min(x, canvas.right - canvas.measure(text, "note") / 2)
        canvas.write(x, bottom + canvas.get_leading("note") / 2 + 0.4, text, "note", colour=SECONDARY, align="center")
    panel = canvas.add_panel(scale.left, top, scale.right - scale.left, bottom - top)
    panel.set(xlim=(scale.low, scale.high), ylim=(bottom, top))
    return panel


def find_top(values: Sequence[float]) -> float:
    """Return a round number at or above the largest value: the end of a scale from zero."""
    step = _choose_step(max(values) or 1.0)
    return step * -(-max(values) // step) or step


def get_anchor(row: Row) -> float | None:
    """Return the number at which a quantity is drawn: its value, else its lower, else its upper bound."""
    if is_lost(row):
        return None
    return next((float(row[name]) for name in ("value", "low", "high") if is_number(row[name])), None)


def draw_value(
    panel: Axes, row: Row, x: float, y: float, style: PlaceStyle, hollow: bool = False, size: float = 6.5
) -> Line2D:
    """Draw one value on axes: solid, pale where approximate, hollow where planned or asked; size in points."""
    (mark,) = panel.plot(
        [x],
        [y],
        marker=style.marker,
        markersize=size,
        markerfacecolor="white" if hollow else choose_fill(style, get_state(row)),
        markeredgecolor=style.colour,
        markeredgewidth=1.1,
        linestyle="none",
        clip_on=False,
        zorder=4,
    )
    return mark


ARROW = 5.0  # mm


def find_arrow(row: Row) -> int:
    """Say on which side of a value that is only a bound the true one lies: 1 above, -1 below, 0 if it is no bound."""
    direction = {"more": 1, "less": -1}.get(str(row["qualifier"]), 0)
    return direction if direction and not is_number(row["high" if direction > 0 else "low"]) else 0


def draw_arrow(canvas: Canvas, x: float, y: float, row: Row, colour: str) -> None:
    """Draw an open arrow from a value that is only a bound."""
    direction = find_arrow(row)
    if direction:
        canvas.draw_line((x + 1.2 * direction, x + direction * ARROW), (y, y), colour, 0.9)
        canvas.draw_mark(x + direction * ARROW, y, ">" if direction > 0 else "<", colour, hollow=True, size=3.4)


def draw_verdict_mark(canvas: Canvas, x: float, y: float, grade: str, gid: str | None = None) -> None:
    """Draw a full, half or empty disc, or a cross where digits are lost."""
    if grade == "lost":
        canvas.draw_mark(x, y, "x", SECONDARY, size=4.2)
        return
    mark = canvas.draw_mark(x, y, "o", INK if grade != "not_comparable" else SECONDARY, size=4.6)
    mark.set_fillstyle(_VERDICT_MARKS[grade])
    mark.set_markerfacecoloralt("white")
    mark.set_markeredgewidth(0.9)
    mark.set_gid(gid)


_VERDICT_MARKS = {"comparable": "full", "with_caution": "left", "not_comparable": "none"}
