"""Where the texts have lost digits."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from helpers.charts.canvas import Canvas, Chart
from helpers.charts.house import style_places
from helpers.charts.parts import COMPACT, KEY_STYLE, ROWS_MOST, Group, KeyItem, finish, write_group, write_key
from helpers.charts.sources import name_text
from helpers.charts.style import BAND, INK, SECONDARY, PlaceStyle
from helpers.charts.wording import (
    Row,
    get_compared,
    is_number,
    name_place,
    say,
    say_rest,
    say_start,
    to_rows,
)


def draw_damage_strip(
    texts: pd.DataFrame,
    slots: pd.DataFrame,
    articles: pd.DataFrame,
    places: Sequence[str],
    language: str,
    remark: str = "",
) -> Chart:
    """Draw a strip for each text, as long as the text, with a line where a number or a year has been lost.

    `texts` and `articles` are the tables of these names; `slots` has the columns doc_id, start (offset in the raw
    text), kind (`number` or `year`). The part outside the article's body is grey. Above 6 texts those with damage are
    drawn, at most the 12 with the most.
    """
    found = get_compared(articles, places)
    rows = _choose_damaged(found, slots)
    lengths = {row["doc_id"]: row for row in to_rows(texts)}
    styles = style_places(places)
    canvas = Canvas(language)
    canvas.write_header(_title_damage(found, slots, language), say("damage_subtitle", language))
    x = canvas.left + 46
    sample = styles[places[0]] if len(places) == 1 else KEY_STYLE
    write_key(
        canvas,
        [
            KeyItem(lambda x, y: canvas.draw_box(x, y - 1.7, 5, 3.4, sample.tint), say("damage_body", language), 5),
            KeyItem(lambda x, y: canvas.draw_box(x, y - 1.7, 5, 3.4, BAND), say("damage_furniture", language), 5),
            KeyItem(
                lambda x, y: canvas.draw_line((x + 0.8, x + 0.8), (y - 1.9, y + 1.9), INK, 1.2),
                say("damage_number", language),
                1.6,
            ),
            KeyItem(lambda x, y: _draw_year_slot(canvas, x + 0.8, y, SECONDARY), say("damage_year", language), 1.6),
        ],
        x,
    )
    longest = max((int(lengths[row["doc_id"]]["characters"]) for row in rows), default=1)
    scale, compact = (canvas.right - x) / longest, len(rows) > COMPACT
    for row in rows:
        name = name_text(articles, row, language)
        _draw_strip(canvas, row, name, lengths[row["doc_id"]], slots, styles[row["place"]], x, scale, compact)
    said = [f"{name_place(row['place'], language)} {_say_slots(row['doc_id'], slots, language)}" for row in rows]
    patterns = [_say_pattern(row, lengths[row["doc_id"]], found, language) for row in rows]
    more = say_rest("texts_more", language, len(found) - len(rows))
    notes = [say("damage_note", language), *patterns, more, remark]
    return finish(canvas, notes, articles, rows, say("damage_alt", language), said, least=0)


def _choose_damaged(rows: list[Row], slots: pd.DataFrame) -> list[Row]:
    lost = slots["doc_id"].value_counts()
    worst = sorted(rows, key=lambda row: -lost.get(row["doc_id"], 0))[:ROWS_MOST]
    if len(rows) > COMPACT:
        worst = [row for row in worst if row["doc_id"] in lost.index] or worst
    return [row for row in rows if row in worst]


def _count_slots(doc_id: str, slots: pd.DataFrame) -> tuple[int, int]:
    kinds = slots.loc[slots["doc_id"] == doc_id, "kind"].tolist()
    return kinds.count("number"), kinds.count("year")


def _say_slots(doc_id: str, slots: pd.DataFrame, language: str) -> str:
    numbers, years = _count_slots(doc_id, slots)
    return say("damage_count" if numbers or years else "damage_whole", language, n=numbers, k=years)


def _say_pattern(article: Row, text: Row, articles: Sequence[Row], language: str) -> str:
    if not is_number(text["digits_kept"]):
        return ""
    return say_start(
        say("damage_pattern", language, text=_say_text(article, articles, language), k=int(text["digits_kept"]))
    )


def _say_text(article: Row, articles: Sequence[Row], language: str) -> str:
    """Say which text: the one about its place, or one of several."""
    several = sum(row["place"] == article["place"] for row in articles) > 1
    return say("damage_one_of" if several else "damage_the_one", language, place=name_place(article["place"], language))


def _draw_year_slot(canvas: Canvas, x: float, y: float, colour: str) -> None:
    canvas.draw_line((x, x), (y + 0.2, y + 2.6), colour, 0.9)
    canvas.draw_mark(x, y + 2.6, "o", colour, hollow=True, size=2.2)


def _draw_strip(
    canvas: Canvas,
    article: Row,
    name: str,
    text: Row,
    slots: pd.DataFrame,
    style: PlaceStyle,
    x: float,
    scale: float,
    compact: bool,
) -> None:
    top = canvas.y + 1.6
    group = Group(article["place"], "" if compact else name, (article["doc_id"],), style)
    said = _say_slots(article["doc_id"], slots, canvas.language)
    said = say("text_said", canvas.language, text=name, said=said) if compact else said
    below = write_group(canvas, group, x - canvas.left - 3, top, said, compact)
    start, end = int(text["body_start"]), int(text["body_end"])
    canvas.draw_box(x, top + 1, int(text["characters"]) * scale, 6, BAND)
    canvas.draw_box(x + start * scale, top + 1, (end - start) * scale, 6, style.tint)
    for slot in to_rows(slots[slots["doc_id"] == article["doc_id"]]):
        place = x + int(slot["start"]) * scale
        if slot["kind"] == "year":
            _draw_year_slot(canvas, place, top + 6, style.text)
        else:
            line = canvas.draw_line((place, place), (top + 1, top + 7), style.text, 1.2)
            canvas.link(line, slot, "slot")
    canvas.y = max(below, top + 10) + 1.2


def _title_damage(rows: Sequence[Row], slots: pd.DataFrame, language: str) -> str:
    counts = {row["doc_id"]: _count_slots(row["doc_id"], slots) for row in rows}
    hit = sorted((row for row in rows if any(counts[row["doc_id"]])), key=lambda row: -sum(counts[row["doc_id"]]))
    if not hit:
        return say("damage_title_none", language, n=len(rows))
    numbers, years = counts[hit[0]["doc_id"]]
    values = {"text": _say_text(hit[0], rows, language), "n": numbers, "k": years}
    if len(hit) > 1:
        return say("damage_title_many", language, texts=len(hit), **values)
    return say("damage_title_one" if len(rows) > 1 else "damage_title_only", language, **values)
