"""How exact and how complete the numbers of each text are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from operator import itemgetter

import pandas as pd
from matplotlib.patches import Rectangle

from helpers.charts.canvas import Canvas, Chart
from helpers.charts.parts import (
    COMPACT,
    KEY_STYLE,
    Group,
    KeyItem,
    choose_fill,
    finish,
    group_texts,
    say_group,
    write_group,
    write_key,
)
from helpers.charts.style import SOURCE, PlaceStyle
from helpers.charts.wording import (
    LIST_MARK,
    STATES,
    Row,
    bind,
    count_places,
    get_compared,
    get_state,
    name_place,
    say,
    say_rest,
    to_rows,
)
from helpers.storage import group_by

PLACES_MOST = 30
SQUARES_MOST = 6000


def _draw_square(canvas: Canvas, x: float, y: float, side: float, state: str, style: PlaceStyle) -> Rectangle:
    """Draw one quantity: solid, tinted, hollow, or a dashed grey box with a cross where the digits are lost."""
    if state == "lost":
        box = canvas.draw_box(x, y, side, side, "white", SOURCE, dashed=True, line=0.6)
        inset = side * 0.28
        for ys in ((y + inset, y + side - inset), (y + side - inset, y + inset)):
            canvas.draw_line((x + inset, x + side - inset), ys, SOURCE, 0.6)
        return box
    edge = 0.3 if state == "planned" else 0.0
    outline = style.colour if state == "planned" else "none"
    fill = choose_fill(style, state)
    return canvas.draw_box(x + edge / 2, y + edge / 2, side - edge, side - edge, fill, outline, line=1.1)


def draw_number_quality(
    observations: pd.DataFrame, articles: pd.DataFrame, places: Sequence[str], language: str, remark: str = ""
) -> Chart:
    """Draw one square for each quantity of each text: exact, approximate, planned, or digits lost in the copy.

    `observations` and `articles` are the tables of these names; rows flagged `repeated` are left out. `remark` is added
    to the note. Of more than 30 groups those with most quantities are drawn; of more than 6,000 quantities a square
    stands for several. The note says so.
    """
    canvas = Canvas(language)
    kept = observations[~observations["flags"].str.split().map(lambda flags: "repeated" in flags).astype(bool)]
    groups = group_texts(articles, places, language)
    of_text = group_by(to_rows(kept), itemgetter("doc_id"))
    held = [_sort_states([row for doc_id in group.doc_ids for row in of_text.get(doc_id, ())]) for group in groups]
    counts = [{state: len(rows) for state, rows in own.items()} for own in held]
    canvas.write_header(_title_quality(groups, counts, language), say("quality_subtitle", language))
    totals = [sum(count.values()) for count in counts]
    drawn = sorted(sorted(range(len(totals)), key=lambda i: -totals[i])[:PLACES_MOST])  # those that state most
    left_out = len(groups) - len(drawn)
    groups, held, counts = ([items[i] for i in drawn] for items in (groups, held, counts))
    every = -(-sum(sum(count.values()) for count in counts) // SQUARES_MOST) or 1
    held = [{state: rows[::every] for state, rows in own.items()} for own in held]
    x = canvas.left + 46
    key = [
        KeyItem(
            lambda x, y, state=state: _draw_square(canvas, x, y - 1.7, 3.4, state, KEY_STYLE),
            say(f"state_{state}", language),
            3.4,
        )
        for state in STATES
    ]
    write_key(canvas, key, x)
    pitch = _fit_squares([sum(map(len, own.values())) for own in held], canvas.right - x)
    states = [_say_counts(count, language) for count in counts]
    for group, own, words in zip(groups, held, states, strict=True):
        _draw_quality_row(canvas, group, own, words, x, pitch, compact=len(groups) > COMPACT)
    said = [say_group(group, words, language) for group, words in zip(groups, states, strict=True)]
    many = say("quality_every", language, n=every) if every > 1 else ""
    more = say_rest("quality_more", language, left_out)
    notes = [say("quality_note", language), many, more, remark]
    return finish(canvas, notes, articles, get_compared(articles, places), say("quality_alt", language), said)


def _sort_states(rows: Sequence[Row]) -> dict[str, list[Row]]:
    """Return the rows of each state, as the text gave them: a correction does not change what the copy lost."""
    states = [get_state({**row, "corrected": ""}) for row in rows]
    return {state: [row for row, own in zip(rows, states, strict=True) if own == state] for state in STATES}


def _fit_squares(totals: Sequence[int], width: float, room: float = 120.0) -> float:
    """Return the distance of two squares, mm, at which all lines fit into the room."""
    for pitch in (4.3, 3.6, 3.0, 2.5, 2.0, 1.6, 1.2):
        if sum(max(3, -(-total // int(width / pitch))) * pitch for total in totals) <= room:
            return pitch
    return 1.0


def _say_counts(count: Mapping[str, int], language: str) -> str:
    said = [say(f"count_{state}", language, n=count[state]) for state in STATES if count[state]]
    return LIST_MARK[language].join(map(bind, said)) or say("count_none", language)


def _draw_quality_row(
    canvas: Canvas, group: Group, held: Mapping[str, Sequence[Row]], said: str, x: float, pitch: float, compact: bool
) -> None:
    top = canvas.y + 1.6
    below = write_group(canvas, group, x - canvas.left - 3, top, said, compact)
    columns = int((canvas.right - x + 0.5) / pitch)
    states = [(state, row) for state in STATES for row in held[state]]
    for i, (state, row) in enumerate(states):
        line, column = divmod(i, columns)
        left, upper = x + column * pitch, top + 0.8 + line * pitch
        canvas.link(_draw_square(canvas, left, upper, pitch * 0.84, state, group.style), row, "square", state, i)
    canvas.y = max(below, top + 0.8 + -(-len(states) // columns) * pitch) + (0.2 if compact else 1.2)


def _title_quality(groups: Sequence[Group], counts: Sequence[Mapping[str, int]], language: str) -> str:
    total = sum(sum(count.values()) for count in counts)
    lost = {}
    for group, count in zip(groups, counts, strict=True):
        n, k = lost.get(group.place, (0, 0))
        lost[group.place] = (n + sum(count.values()), k + count["lost"])
    hit = sorted((place for place in lost if lost[place][1]), key=lambda place: -lost[place][1])
    if not total:
        return say("quality_title_none", language)
    if not hit:
        vague = sum(count["approximate"] for count in counts)
        return say("quality_title_whole" if vague else "quality_title_exact", language, n=total, k=vague)
    if sum(lost[place][1] for place in hit) == total:
        return say("quality_title_all", language, n=total)
    n, k = lost[hit[0]]
    places = count_places(len(hit), language)
    if len(hit) == 1:
        return say("quality_title_one", language, place=name_place(hit[0], language), n=n, k=k)
    if k == lost[hit[1]][1]:
        return say("quality_title_tied", language, places=places, k=sum(lost[place][1] for place in hit))
    return say("quality_title_many", language, places=places, place=name_place(hit[0], language), n=n, k=k)
