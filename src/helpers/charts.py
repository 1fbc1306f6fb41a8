"""One function for each chart form: tables, places in order and a language go in, a `figures.Chart` comes out.

The functions lay out and word what the tables hold; they compute no number. Every title is built from the data and
states no difference or ratio across a pair that is not comparable.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

import pandas as pd
import seaborn
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from helpers.figures import (
    APPROXIMATE,
    BAND,
    EXACT,
    GRID,
    HEIGHT,
    INK,
    PALETTE,
    SECONDARY,
    SOURCE,
    Canvas,
    Chart,
    PlaceStyle,
    assign_lanes,
    style_places,
)
from helpers.places import get_division
from helpers.tables import read_resource

Row = Mapping[str, object]

ALT_LIMIT = 400
CITED_MOST = 6


# --- words ------------------------------


@cache
def _read_wording() -> dict[str, dict[str, str]]:
    return {row["key"]: row for row in read_resource("chart_wording.csv")}


def say(key: str, language: str, **values: object) -> str:
    """Return a phrase of resources/chart_wording.csv in a language, with its blanks filled.

    >>> say("approx_least", "en", n=30)
    'at least 30'
    """
    text = _read_wording()[key][language].format(**values)
    return _start_sentence(text) if "_title" in key else text


def join(items: Iterable[str], language: str, last: str = "and") -> str:
    """Join items as an enumeration.

    >>> join(["甲", "乙", "丙"], "zh"), join(["A", "B", "C"], "en")
    ('甲、乙、丙', 'A, B and C')
    """
    items = list(items)
    if language == "zh" or len(items) < 2:
        return "、".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"


_NUMERALS = {
    "zh": ("零", "一", "两", "三", "四", "五", "六", "七", "八", "九", "十"),
    "en": ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
}


def count_places(number: int, language: str) -> str:
    """Say how many places, in words up to ten.

    >>> count_places(2, "zh"), count_places(12, "en")
    ('两地', '12 places')
    """
    word = _NUMERALS[language][number] if number <= 10 else str(number)
    return f"{word}地" if language == "zh" else f"{word} place{'s' if number != 1 else ''}"


def name_place(place: str, language: str) -> str:
    """Name a place in a language; a place that is no known division keeps its name.

    >>> name_place("呼和浩特市", "en"), name_place("某某新区", "en")
    ('Hohhot', '某某新区')
    """
    division = get_division(place) if language == "en" else None
    return division.name_en if division and division.name_en else place


def _start_sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


def format_period(period: str, language: str) -> str:
    """Write an ISO 8601 year, month, day or interval for a reader; "" stays "".

    >>> format_period("2024-03-25", "zh"), format_period("2022-09/2023-08", "en"), format_period("2012/2022", "zh")
    ('2024年3月25日', 'Sep 2022–Aug 2023', '2012–2022年')
    """
    if not period:
        return ""
    ends = [end.split("-") for end in period.split("/")]
    if language == "en":
        return "–".join(
            " ".join(
                [*([str(int(p[2]))] if len(p) > 2 else []), *([_MONTHS[int(p[1]) - 1]] if len(p) > 1 else []), p[0]]
            )
            for p in ends
        )
    if len(ends) == 2 and len(ends[0]) == len(ends[1]) == 1:
        return f"{ends[0][0]}–{ends[1][0]}年"
    return "–".join("".join(f"{int(n)}{sign}" for n, sign in zip(p, "年月日", strict=False)) for p in ends)


def _strip(number: float, mark: str) -> str:
    return f"{number:,.6f}".rstrip("0").rstrip(".").replace(",", mark)


def format_number(value: float, language: str) -> str:
    """Write a number as the language counts: 万 and 亿, or thousands, millions and billions.

    >>> format_number(307400, "zh"), format_number(307400, "en"), format_number(5.53e9, "en")
    ('30.74万', '307,400', '5.53bn')
    """
    steps = ((1e8, "亿"), (1e4, "万")) if language == "zh" else ((1e9, "bn"), (1e6, "m"))
    step, word = next((pair for pair in steps if abs(value) >= pair[0]), (1, ""))
    return _strip(value / step, "" if language == "zh" else ",") + word


def _is_number(value: object) -> bool:
    return value is not None and not pd.isna(value)


def get_state(row: Row | None) -> str:
    """Say how a quantity is drawn: missing, lost, planned, approximate or exact.

    >>> get_state({"damage": "none", "status": "actual", "qualifier": "more", "value": 200})
    'approximate'
    """
    if row is None:
        return "missing"
    if row["damage"] == "digits_lost":
        return "lost"
    if row["status"] == "planned":
        return "planned"
    return "exact" if row["qualifier"] in ("exact", "") and _is_number(row["value"]) else "approximate"


def _choose_approximation(row: Row) -> str:
    """Name the phrase for the bounds of a quantity (constructions: 近 约 余 超 至少 不足 至多, and ranges)."""
    value, low, high = row["value"], row["low"], row["high"]
    bounds = str(row["bounds"] or "()")
    if not _is_number(value) or (row["qualifier"] in ("exact", "") and _is_number(low) and _is_number(high)):
        if _is_number(low) and _is_number(high):
            return "approx_range"
        return ("approx_least" if bounds[0] == "[" else "approx_over") if _is_number(low) else "approx_most"
    if row["qualifier"] == "more":
        return "approx_some" if _is_number(high) else "approx_least" if bounds[0] == "[" else "approx_over"
    if row["qualifier"] == "less":
        return "approx_most" if bounds[-1] == "]" else "approx_under"
    return "approx_near" if _is_number(high) and high <= value else "approx_about"


def _add_unit(number: str, row: Row, language: str) -> str:
    unit = str(row["unit"])
    sign = "+" if row["kind"] in ("growth", "change") and not number.startswith(("-", "[")) else ""
    if unit in ("%", "‰"):
        return f"{sign}{number}{unit}"
    if unit in _UNIT_PHRASES:
        return sign + say(_UNIT_PHRASES[unit], language, n=number)
    return sign + number + (unit if language == "zh" and unit != "比" else "")


_UNIT_PHRASES = {"个百分点": "points", "倍": "times", "位": "rank", "元": "yuan"}
_BASIS_PHRASES = {"per_year": "per_year"}


def format_quantity(row: Row, language: str, unit: bool = True) -> str:
    """Write a quantity of the table `indicators` or `observations` with its approximator, bounds and unit.

    >>> near = {"value": 70000, "low": 60000, "high": 70000, "bounds": "()", "qualifier": "approx", "unit": "人",
    ...         "kind": "level", "basis": "per_year", "status": "actual", "damage": "none"}
    >>> format_quantity(near, "zh"), format_quantity(near, "en")
    ('近7万人/年', 'nearly 70,000 a year')
    >>> format_quantity(near | {"value": None, "low": 100, "high": None, "bounds": "[)", "damage": "digits_lost"}, "zh")
    '[缺]人/年'
    """
    numbers = {name: format_number(row[name], language) for name in ("value", "low", "high") if _is_number(row[name])}
    if row["damage"] == "digits_lost":
        text = say("lost", language)
    elif get_state({**row, "status": ""}) == "exact" and not (_is_number(row["low"]) and _is_number(row["high"])):
        text = numbers["value"]
    elif not numbers:
        return "–"
    else:
        key = _choose_approximation(row)
        blanks = {"low": numbers.get("low"), "high": numbers.get("high")}
        text = say(key, language, n=numbers.get("value") or blanks["low"] or blanks["high"], **blanks)
    if unit:
        text = _add_unit(text, row, language)
        if row["basis"] in _BASIS_PHRASES:
            text = say(_BASIS_PHRASES[str(row["basis"])], language, n=text)
    return text


def label_indicator(row: Row, labels: pd.DataFrame, language: str) -> str:
    """Return the label of an indicator, with its school level where the indicator is not of that level anyway.

    The id stands in where the catalogue has no label.

    >>> labels = pd.DataFrame([{"id": "pupils", "label_zh": "在校生数", "label_en": "Pupils", "level": "all"}])
    >>> label_indicator({"indicator": "pupils", "school_level": "primary"}, labels, "zh")
    '在校生数（小学）'
    """
    found = labels[labels["id"] == row["indicator"]].to_dict("records")
    entry = found[0] if found else {}
    label = entry.get(f"label_{language}") or str(row["indicator"])
    level = str(row["school_level"])
    name = _read_levels(language).get(level, "")
    if name and level not in ("all", entry.get("level", "")):
        label += f"({name})" if language == "zh" else f" ({name})"
    return _widen_brackets(label) if language == "zh" else label


def _widen_brackets(text: str) -> str:
    return text.replace("(", "（").replace(")", "）")


@cache
def _read_levels(language: str) -> dict[str, str]:
    return {
        row["level"]: re.sub(r"\s*\(.*\)", "", row[f"label_{language}"]) for row in read_resource("school_levels.csv")
    }


# --- documents ------------------------------


def _to_rows(frame: pd.DataFrame) -> list[Row]:
    return frame.to_dict("records")


def _get_compared(articles: pd.DataFrame, places: Sequence[str]) -> list[Row]:
    """List the texts in use in the order of their places."""
    rows = [row for row in _to_rows(articles) if row["use"] != "excluded" and row["place"] in places]
    return sorted(rows, key=lambda row: (places.index(row["place"]), row["doc_id"]))


def format_date(article: Row, language: str) -> str:
    """Write the date of a text, with a word where it is inferred or unknown."""
    date = format_period(str(article["published"]), language)
    if not date:
        return say("undated", language)
    if article["published_basis"] != "inferred":
        return date
    inferred = say("inferred", language)
    return f"{date}（{inferred}）" if language == "zh" else f"{date} ({inferred})"


def describe_text(article: Row, language: str) -> str:
    """Describe a text by its genre and date."""
    genre = say(f"genre_{article['genre'] or 'other'}", language)
    return _start_sentence(say("text_dated", language, genre=genre, date=format_date(article, language)))


def cite(articles: Iterable[Row], language: str) -> str:
    """Cite texts by place, title, publisher and date; many are cited by the first ones and a count."""
    articles = list(articles)
    items = []
    for article in articles[:CITED_MOST]:
        details = [str(article["publisher"]), format_date(article, language)]
        if article["restated_from"]:
            details.append(say("restated", language))
        items.append(
            say(
                "citation",
                language,
                place=name_place(str(article["place"]), language),
                title=str(article["title"]).strip() or article["doc_id"],
                details=("，" if language == "zh" else ", ").join(d for d in details if d),
            )
        )
    if len(articles) > CITED_MOST:
        items.append(say("citation_more", language, n=len(articles) - CITED_MOST))
    return say("source", language, items=("；" if language == "zh" else "; ").join(items)) if items else ""


def compose_alt(opening: str, items: Iterable[str], language: str) -> str:
    """Join an opening and as many items as an alternative text of 400 characters holds, and count the rest.

    >>> len(compose_alt("Chart.", ["a value of 5"] * 99, "en")) <= 400
    True
    """
    items = list(items)
    mark = "；" if language == "zh" else "; "
    stop = "。" if language == "zh" else ". "
    for kept in range(len(items), -1, -1):
        rest = say("alt_more", language, n=len(items) - kept) if kept < len(items) else ""
        text = (opening + mark.join(items[:kept]) + (stop if kept else "") + rest).strip()
        if len(text) <= ALT_LIMIT:
            return text
    return opening[:ALT_LIMIT]


def _compose_note(parts: Iterable[str], language: str) -> str:
    text = ("" if language == "zh" else " ").join(part.strip() for part in parts if part.strip())
    return say("note", language, text=text) if text else ""


def _make_id(*parts: object) -> str:
    """Make an id for a mark: tests and screen readers find it in the figure and in the SVG."""
    return "-".join(re.sub(r"[^\w.]+", "_", str(part)) for part in parts)


# --- how complete the numbers are ------------------------------

STATES = ("exact", "approximate", "planned", "lost")


@dataclass(frozen=True)
class _Group:
    """One line of a chart about texts: a text, or all texts of a place where there are many."""

    place: str
    description: str
    doc_ids: tuple[str, ...]
    style: PlaceStyle


ROWS_MOST = 12


def _group_texts(articles: pd.DataFrame, places: Sequence[str], language: str) -> list[_Group]:
    """Make one group of each text, or of each place where there are more texts than lines."""
    rows, styles = _get_compared(articles, places), style_places(places)
    if len(rows) <= ROWS_MOST:
        return [_Group(r["place"], describe_text(r, language), (r["doc_id"],), styles[r["place"]]) for r in rows]
    groups = []
    for place in places:
        ids = tuple(r["doc_id"] for r in rows if r["place"] == place)
        if ids:
            groups.append(_Group(place, say("texts_count", language, n=len(ids)), ids, styles[place]))
    return groups


def _write_group(canvas: Canvas, group: _Group, width: float, y: float, extra: str = "") -> float:
    """Write a group's place and description from y downwards; return the y below."""
    y += canvas.get_leading("label") / 2
    name = canvas.wrap(name_place(group.place, canvas.language), width, "value", bold=True)
    y = canvas.write_lines(canvas.left, y, name, "value", bold=True, colour=group.style.text)
    for text in filter(None, (group.description, extra)):
        y = canvas.write_lines(canvas.left, y, canvas.wrap(text, width, "note"), "note", colour=SECONDARY)
    return y - canvas.get_leading("note") / 2


def _write_key(canvas: Canvas, items: Sequence[tuple[Callable[[float, float], object], str]], x: float) -> None:
    """Write a key in one or more lines: each item draws its sample at x, y and is followed by its word."""
    start, y = x, canvas.y + 2
    for draw, word in items:
        width = 6 + canvas.measure(word, "note") + 5
        if x + width > canvas.right + 5 and x > start:
            x, y = start, y + canvas.get_leading("label")
        draw(x, y)
        canvas.write(x + 6, y, word, "note", colour=SECONDARY)
        x += width
    canvas.y = y + 4


def _draw_square(canvas: Canvas, x: float, y: float, side: float, state: str, style: PlaceStyle, gid: str = "") -> None:
    """Draw one quantity: solid, tinted, hollow, or a dashed grey box with a cross where the digits are lost."""
    if state == "lost":
        canvas.draw_box(x, y, side, side, "white", SOURCE, dashed=True, line=0.6, gid=gid)
        inset = side * 0.28
        for ys in ((y + inset, y + side - inset), (y + side - inset, y + inset)):
            canvas.draw_line((x + inset, x + side - inset), ys, SOURCE, 0.6)
        return
    edge = 0.3 if state == "planned" else 0.0
    fill = {"exact": style.colour, "approximate": _lighten(style.colour), "planned": "white"}[state]
    outline = style.colour if state == "planned" else "none"
    canvas.draw_box(x + edge / 2, y + edge / 2, side - edge, side - edge, fill, outline, line=1.1, gid=gid)


def _lighten(colour: str, share: float = 0.6) -> str:
    """Mix a colour with white: the paler mark of an approximate number."""
    parts = [int(colour[i : i + 2], 16) for i in (1, 3, 5)]
    return "#" + "".join(f"{round(c + (255 - c) * share):02X}" for c in parts)


_KEY_STYLE = PlaceStyle(SECONDARY, SECONDARY, GRID, "s")


def draw_number_quality(
    observations: pd.DataFrame, articles: pd.DataFrame, places: Sequence[str], language: str, remark: str = ""
) -> Chart:
    """Draw one square for each quantity of each text: exact, approximate, planned, or digits lost.

    `observations` and `articles` are the tables of these names; rows flagged `repeated` are left out. `remark` is added
    to the note.
    """
    kept = observations[~observations["flags"].str.split().map(lambda flags: "repeated" in flags)]
    groups = _group_texts(articles, places, language)
    counts = []
    for group in groups:
        states = [get_state(row) for row in _to_rows(kept[kept["doc_id"].isin(group.doc_ids)])]
        counts.append({state: states.count(state) for state in STATES})
    canvas = Canvas(language)
    canvas.write_header(_title_quality(groups, counts, language), say("quality_subtitle", language))
    x = canvas.left + 46
    key = [
        (
            lambda x, y, state=state: _draw_square(canvas, x + 1, y - 1.7, 3.4, state, _KEY_STYLE),
            say(f"state_{state}", language),
        )
        for state in STATES
    ]
    _write_key(canvas, key, x)
    pitch = _fit_squares([sum(count.values()) for count in counts], canvas.right - x)
    for group, count in zip(groups, counts, strict=True):
        _draw_quality_row(canvas, group, count, x, pitch)
    said = [
        _say_group(group, _say_counts(count, language), language) for group, count in zip(groups, counts, strict=True)
    ]
    note = _compose_note([say("quality_note", language), remark], language)
    source = cite(_get_compared(articles, places), language)
    return canvas.finish(note, source, compose_alt(say("quality_alt", language), said, language))


def _fit_squares(totals: Sequence[int], width: float, room: float = 120.0) -> float:
    """Return the distance of two squares, mm, at which all lines fit into the room."""
    for pitch in (4.3, 3.6, 3.0, 2.5, 2.0, 1.6, 1.2):
        if sum(max(3, -(-total // int(width / pitch))) * pitch for total in totals) <= room:
            return pitch
    return 1.0


def _say_counts(count: Mapping[str, int], language: str) -> str:
    said = [say(f"count_{state}", language, n=count[state]) for state in STATES if count[state]]
    return ("、" if language == "zh" else ", ").join(said) or say("count_none", language)


def _say_group(group: _Group, text: str, language: str) -> str:
    place = name_place(group.place, language)
    return f"{place}（{group.description}）：{text}" if language == "zh" else f"{place} ({group.description}): {text}"


def _draw_quality_row(canvas: Canvas, group: _Group, count: Mapping[str, int], x: float, pitch: float) -> None:
    top = canvas.y + 1.6
    below = _write_group(canvas, group, x - canvas.left - 3, top, _say_counts(count, canvas.language))
    columns = int((canvas.right - x + 0.5) / pitch)
    states = [state for state in STATES for _ in range(count[state])]
    for i, state in enumerate(states):
        row, column = divmod(i, columns)
        gid = _make_id("square", group.doc_ids[0], state, i)
        _draw_square(canvas, x + column * pitch, top + 0.8 + row * pitch, pitch * 0.84, state, group.style, gid)
    canvas.y = max(below, top + 0.8 + -(-len(states) // columns) * pitch) + 1.2


def _title_quality(groups: Sequence[_Group], counts: Sequence[Mapping[str, int]], language: str) -> str:
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
        return say("quality_title_whole", language, n=total, k=vague)
    if sum(lost[place][1] for place in hit) == total:
        return say("quality_title_all", language, n=total)
    n, k = lost[hit[0]]
    values = {"place": name_place(hit[0], language), "n": n, "k": k}
    if len(hit) == 1:
        return say("quality_title_one", language, **values)
    return say("quality_title_many", language, places=count_places(len(hit), language), **values)


# --- where the damage sits ------------------------------


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
    text), kind (`number` or `year`). The part outside the article's body is grey. Above 12 texts those with the most
    damage are drawn.
    """
    rows = _choose_damaged(_get_compared(articles, places), slots)
    lengths = {row["doc_id"]: row for row in _to_rows(texts)}
    styles = style_places(places)
    canvas = Canvas(language)
    canvas.write_header(_title_damage(rows, slots, language), say("damage_subtitle", language))
    x = canvas.left + 46
    sample = styles[places[0]] if len(places) == 1 else _KEY_STYLE
    _write_key(
        canvas,
        [
            (lambda x, y: canvas.draw_box(x, y - 1.7, 5, 3.4, sample.tint), say("damage_body", language)),
            (lambda x, y: canvas.draw_box(x, y - 1.7, 5, 3.4, BAND), say("damage_furniture", language)),
            (
                lambda x, y: canvas.draw_line((x + 4, x + 4), (y - 1.9, y + 1.9), INK, 1.2),
                say("damage_number", language),
            ),
            (lambda x, y: _draw_year_slot(canvas, x + 4, y, SECONDARY), say("damage_year", language)),
        ],
        x,
    )
    longest = max((int(lengths[row["doc_id"]]["characters"]) for row in rows), default=1)
    for row in rows:
        _draw_strip(canvas, row, lengths[row["doc_id"]], slots, styles[row["place"]], x, (canvas.right - x) / longest)
    said = [f"{name_place(row['place'], language)} {_say_slots(row['doc_id'], slots, language)}" for row in rows]
    patterns = [_say_pattern(row, lengths[row["doc_id"]], language) for row in rows]
    note = _compose_note([say("damage_note", language), *patterns, remark], language)
    return canvas.finish(note, cite(rows, language), compose_alt(say("damage_alt", language), said, language))


def _choose_damaged(rows: list[Row], slots: pd.DataFrame) -> list[Row]:
    if len(rows) <= ROWS_MOST:
        return rows
    lost = slots["doc_id"].value_counts()
    worst = sorted(rows, key=lambda row: -lost.get(row["doc_id"], 0))[:ROWS_MOST]
    return [row for row in rows if row in worst]


def _count_slots(doc_id: str, slots: pd.DataFrame) -> tuple[int, int]:
    kinds = slots.loc[slots["doc_id"] == doc_id, "kind"].tolist()
    return kinds.count("number"), kinds.count("year")


def _say_slots(doc_id: str, slots: pd.DataFrame, language: str) -> str:
    numbers, years = _count_slots(doc_id, slots)
    return say("damage_count" if numbers or years else "damage_whole", language, n=numbers, k=years)


def _say_pattern(article: Row, text: Row, language: str) -> str:
    if not _is_number(text["digits_kept"]):
        return ""
    return say("damage_pattern", language, place=name_place(article["place"], language), k=int(text["digits_kept"]))


def _draw_year_slot(canvas: Canvas, x: float, y: float, colour: str) -> None:
    canvas.draw_line((x, x), (y + 0.2, y + 2.6), colour, 0.9)
    canvas.draw_mark(x, y + 2.6, "o", colour, hollow=True, size=2.2)


def _draw_strip(
    canvas: Canvas, article: Row, text: Row, slots: pd.DataFrame, style: PlaceStyle, x: float, scale: float
) -> None:
    top = canvas.y + 1.6
    group = _Group(article["place"], describe_text(article, canvas.language), (article["doc_id"],), style)
    said = _say_slots(article["doc_id"], slots, canvas.language)
    below = _write_group(canvas, group, x - canvas.left - 3, top, said)
    start, end = int(text["body_start"]), int(text["body_end"])
    canvas.draw_box(x, top + 1, int(text["characters"]) * scale, 6, BAND)
    canvas.draw_box(x + start * scale, top + 1, (end - start) * scale, 6, style.tint)
    for slot in _to_rows(slots[slots["doc_id"] == article["doc_id"]]):
        place = x + int(slot["start"]) * scale
        if slot["kind"] == "year":
            _draw_year_slot(canvas, place, top + 6, style.text)
        else:
            line = canvas.draw_line((place, place), (top + 1, top + 7), style.text, 1.2)
            line.set_gid(_make_id("slot", article["doc_id"], slot["start"]))
    canvas.y = max(below, top + 10) + 1.2


def _title_damage(rows: Sequence[Row], slots: pd.DataFrame, language: str) -> str:
    counts = {row["doc_id"]: _count_slots(row["doc_id"], slots) for row in rows}
    hit = sorted((row for row in rows if any(counts[row["doc_id"]])), key=lambda row: -sum(counts[row["doc_id"]]))
    if not hit:
        return say("damage_title_none", language, n=len(rows))
    numbers, years = counts[hit[0]["doc_id"]]
    values = {"place": name_place(hit[0]["place"], language), "n": numbers, "k": years}
    if len(hit) > 1:
        return say("damage_title_many", language, texts=len(hit), **values)
    return say("damage_title_one" if len(rows) > 1 else "damage_title_only", language, **values)


# --- what may be compared ------------------------------


@dataclass(frozen=True)
class Topic:
    """One line of a comparison: an indicator of a school level, the row of each place and the verdicts on the pairs."""

    indicator: str
    school_level: str
    family: str
    theme: str
    cells: dict[str, Row]
    pairs: tuple[Row, ...]

    @property
    def stating(self) -> list[str]:
        """The places that state this very indicator."""
        return [place for place, row in self.cells.items() if row["indicator"] == self.indicator]

    def find_pairs(self, *grades: str) -> list[Row]:
        """Return the pairs of these grades."""
        return [pair for pair in self.pairs if pair["grade"] in grades]


def list_topics(
    comparison: pd.DataFrame, indicators: pd.DataFrame, labels: pd.DataFrame, places: Sequence[str]
) -> list[Topic]:
    """List what the places state, one topic for each indicator and school level of the table `comparison`.

    With one place, which has no pairs, the topics come from the table `indicators`, undamaged rows before damaged ones.
    """
    families = dict(zip(labels["id"], labels.get("family", pd.Series("", labels.index)), strict=True))
    themes = dict(zip(labels["id"], labels.get("theme", pd.Series("", labels.index)), strict=True))
    mapped = [row for row in _to_rows(indicators) if row["indicator"] != "unmapped" and row["place"] in places]
    by_reference: dict[str, list[Row]] = {}
    for row in mapped:
        by_reference.setdefault(f"{row['doc_id']}:{row['start']}", []).append(row)

    def find(reference: str, indicator: str) -> Row | None:
        rows = by_reference.get(reference, [])
        same = [row for row in rows if row["indicator"] == indicator]
        return next(iter(same or [r for r in rows if families.get(r["indicator"]) == families.get(indicator)]), None)

    pairs: dict[tuple[str, str], list[Row]] = {}
    for pair in _to_rows(comparison):
        if pair["place_a"] in places and pair["place_b"] in places:
            pairs.setdefault((pair["indicator"], pair["school_level"]), []).append(pair)
    if len(places) == 1:
        pairs = {(row["indicator"], row["school_level"]): [] for row in mapped}
    topics = []
    for (indicator, level), judged in pairs.items():
        cells: dict[str, Row] = {}
        for pair in judged:
            for side in ("a", "b"):
                row = find(str(pair[f"row_{side}"]), indicator)
                if row is not None:
                    cells.setdefault(str(pair[f"place_{side}"]), row)
        if not judged:
            own = [row for row in mapped if (row["indicator"], row["school_level"]) == (indicator, level)]
            cells[places[0]] = min(own, key=lambda row: row["damage"] != "none")
        family, theme = str(families.get(indicator) or ""), str(themes.get(indicator) or "")
        ordered = {place: cells[place] for place in places if place in cells}
        topics.append(Topic(indicator, level, family, theme, ordered, tuple(judged)))
    return topics


def choose_topics(topics: Sequence[Topic], most: int) -> list[Topic]:
    """Choose the topics worth a line: stated by two places, else one of a family that two places touch, then others.

    At most `most` are kept, in their order.
    """
    shared = [topic for topic in topics if len(topic.stating) > 1]
    seen = {(topic.family, topic.school_level) for topic in shared if topic.family}
    for topic in sorted(topics, key=lambda topic: -len(topic.cells)):
        group = (topic.family, topic.school_level)
        if len(topic.cells) > 1 and topic not in shared and group not in seen:
            shared.append(topic)
            seen.add(group)
    shown = {id(row) for topic in shared for row in topic.cells.values()}
    single = [t for t in topics if t not in shared and not any(id(row) in shown for row in t.cells.values())]
    kept = sorted(shared, key=lambda topic: -len(topic.stating))[:most]
    kept += single[: most - len(kept)]
    return [topic for topic in topics if topic in kept]


REASONS = (
    "damaged",
    "planned_only",
    "different_concept",
    "different_kind",
    "different_level",
    "different_scope",
    "different_period",
    "period_unknown",
    "bounds_only",
    "corrected",
)


@dataclass(frozen=True)
class Verdict:
    """What a line may be used for: grade, the reason in a few words, the places that it holds for."""

    grade: str
    word: str
    places: tuple[str, ...]


def summarise_verdict(topic: Topic, language: str) -> Verdict:
    """Sum up the verdicts on a topic's pairs: the best grade, its first reason, and the places in such pairs."""
    for grade in ("comparable", "with_caution"):
        pairs = topic.find_pairs(grade)
        if pairs:
            held = {str(pair[side]) for pair in pairs for side in ("place_a", "place_b")}
            reason = _choose_reason(pairs)
            word = say(f"verdict_{grade}", language, reason=say(f"reason_{reason}", language) if reason else "")
            return Verdict(grade, word, tuple(place for place in topic.cells if place in held))
    held = tuple(topic.cells)
    if len(held) < 2:
        lost = any(get_state(row) == "lost" for row in topic.cells.values())
        grade, reason = ("lost", "damaged") if lost else ("not_comparable", "missing")
        return Verdict(grade, say(f"reason_{reason}", language), held)
    reason = _choose_reason([pair for pair in topic.pairs if pair["row_a"] and pair["row_b"]]) or "missing"
    grade = "lost" if reason == "damaged" else "not_comparable"
    return Verdict(grade, say(f"reason_{reason}", language), held)


def _choose_reason(pairs: Sequence[Row]) -> str:
    """Choose the first reason, in the order of severity, of the pair that has the fewest."""
    listed = [[code for code in REASONS if code in str(pair["reasons"]).split()] for pair in pairs]
    best = min((codes for codes in listed if codes), key=len, default=[])
    return best[0] if best else ""


_FILLS = {"exact": EXACT, "approximate": APPROXIMATE, "planned": "white", "lost": "white"}
_VERDICT_MARKS = {"comparable": "full", "with_caution": "left", "not_comparable": "none", "lost": "cross"}


def _draw_verdict_mark(canvas: Canvas, x: float, y: float, grade: str) -> None:
    """Draw a full, half or empty disc, or a cross where digits are lost."""
    if grade == "lost":
        canvas.draw_mark(x, y, "x", SECONDARY, size=4.2)
        return
    mark = canvas.draw_mark(x, y, "o", INK if grade != "not_comparable" else SECONDARY, size=4.6)
    mark.set_fillstyle(_VERDICT_MARKS[grade])
    mark.set_markerfacecoloralt("white")
    mark.set_markeredgewidth(0.9)


TOPICS_MOST = 14
MATRIX_HEIGHT = 102.0  # mm: with header and notes, the tallest figure that a page takes with its text
COLUMNS_MOST = 8
NARROW = 5  # from so many places on, cells hold the number alone
OTHER_CONCEPT = "†"


def _make_cell_texts(row: Row, topic: Topic, labels: pd.DataFrame, language: str) -> list[str]:
    """Write what a cell may hold, from the fullest wording to the shortest; a dagger stands in for another concept."""
    quantity = format_quantity(row, language)
    bare = format_quantity(row, language, unit=row["unit"] in ("%", "‰"))
    if row["status"] == "planned":
        quantity = f"{say('planned', language)} {quantity}"
    if row["indicator"] == topic.indicator:
        return [quantity, bare]
    concept = label_indicator({**row, "school_level": ""}, labels, language)
    return [
        say("concept", language, n=quantity, concept=concept),
        quantity + OTHER_CONCEPT,
        bare + OTHER_CONCEPT,
    ]


def _format_year(row: Row, language: str) -> str:
    year = str(row["as_of"])[:4]
    return year if not year or row["as_of_basis"] == "period" else say("bracketed", language, n=year)


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
    and at most 8 places.
    """
    topics = list_topics(comparison, indicators, labels, places)
    canvas = Canvas(language)
    canvas.write_header(_title_matrix(topics, places, language), say("matrix_subtitle", language))
    _write_matrix_key(canvas)
    columns = _draw_matrix_head(canvas, articles, places[:COLUMNS_MOST])
    rows = _prepare_matrix(canvas, topics, labels, columns)
    for before, row in zip([None, *rows], rows, strict=False):
        if before and row.topic.theme != before.topic.theme:
            canvas.draw_line((canvas.left, canvas.right), (canvas.y + 0.1, canvas.y + 0.1), GRID, 0.8)
            canvas.y += 1.1
        _draw_matrix_row(canvas, row, columns)
    note = [
        say("matrix_note", language),
        say("matrix_dagger", language) if any(row.has_dagger for row in rows) else "",
        say("matrix_more", language, n=len(topics) - len(rows)) if len(topics) > len(rows) else "",
        say("matrix_places", language, n=len(places) - COLUMNS_MOST) if len(places) > COLUMNS_MOST else "",
        remark,
    ]
    shown = [row.topic for row in rows]
    alt = say("matrix_alt", language, n=len(topics), places=join((name_place(p, language) for p in places), language))
    return canvas.finish(
        _compose_note(note, language),
        cite(_get_compared(articles, places), language),
        compose_alt(alt, _say_topics(shown, labels, language), language),
    )


def _say_topics(topics: Sequence[Topic], labels: pd.DataFrame, language: str) -> list[str]:
    """Say each topic with its values and years, those of most places first."""
    said = []
    for topic in sorted(topics, key=lambda topic: -len(topic.stating)):
        values = [_say_value(place, row, language) for place, row in topic.cells.items()]
        label = label_indicator({"indicator": topic.indicator, "school_level": topic.school_level}, labels, language)
        said.append(f"{label}: {', '.join(values)}" if language == "en" else f"{label}：{'，'.join(values)}")
    return said


def _say_value(place: str, row: Row, language: str) -> str:
    year = f" ({str(row['as_of'])[:4]})" if row["as_of"] else ""
    return f"{name_place(place, language)} {format_quantity(row, language)}{year}"


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
    values = {"n": total, "shared": sum(len(topic.stating) > 1 for topic in topics), "sure": sure, "fair": fair}
    return say(f"matrix_title_{branch[bool(sure), bool(fair)]}", language, **values)


def _write_matrix_key(canvas: Canvas) -> None:
    def draw_state(state: str) -> Callable[[float, float], None]:
        def draw(x: float, y: float) -> None:
            _draw_cell_box(canvas, x - 2, y - 1.7, 7, 3.4, state, INK)
            if state == "lost":
                canvas.write(x + 1.5, y, say(state, canvas.language), "note", align="center", colour=SECONDARY)

        return draw

    def draw_missing(x: float, y: float) -> None:
        canvas.write(x + 3, y, say("not_mentioned", canvas.language), colour=SECONDARY)

    def draw_grade(grade: str) -> Callable[[float, float], None]:
        return lambda x, y: _draw_verdict_mark(canvas, x + 3.5, y, grade)

    language = canvas.language
    items = [(draw_state(state), say(f"state_{state}", language)) for state in STATES]
    items.append((draw_missing, say("state_missing", language)))
    grades = ("comparable", "with_caution", "not_comparable")
    items += [(draw_grade(grade), say(f"grade_{grade}", language)) for grade in grades]
    _write_key(canvas, items, canvas.left + 2)


def _draw_cell_box(
    canvas: Canvas, x: float, y: float, width: float, height: float, state: str, edge: str, gid: str | None = None
) -> None:
    outline = {"planned": edge, "lost": SOURCE}.get(state, "none")
    canvas.draw_box(x, y, width, height, _FILLS[state], outline, dashed=state in ("planned", "lost"), gid=gid)


@dataclass(frozen=True)
class _Columns:
    """Where the columns of the matrix stand, mm: widths, and the left edge of the cells."""

    label: float
    cell: float
    verdict: float
    left: float
    styles: dict[str, PlaceStyle]


def _draw_matrix_head(canvas: Canvas, articles: pd.DataFrame, places: Sequence[str], verdict: bool = True) -> _Columns:
    """Write the names of the places with the dates of their texts, and return the columns."""
    language = canvas.language
    label = 34.0 if len(places) >= NARROW else 42.0 if language == "zh" else 50.0
    last = 0.0 if not verdict else 22.0 if len(places) >= NARROW else 28.0
    left = canvas.left + label
    cell = (canvas.right - last - left) / max(len(places), 1)
    styles = style_places(places)
    texts = _get_compared(articles, places)
    heads = {}
    for place in places:
        years = sorted({str(text["published"])[:4] for text in texts if text["place"] == place} - {""})
        dates = say("matrix_dates", language, years=join(years, language)) if years else ""
        name = canvas.wrap(name_place(place, language), cell - 1, "value", bold=True)
        heads[place] = (name, canvas.wrap(dates, cell - 1, "note"))
    big, small = canvas.get_leading("value"), canvas.get_leading("note")
    bottom = canvas.y + max((len(a) * big + len(b) * small for a, b in heads.values()), default=0) + 0.4
    for number, (place, (name, dates)) in enumerate(heads.items()):
        x = left + number * cell
        y = bottom - 0.6 - len(name) * big - len(dates) * small + big / 2
        y = canvas.write_lines(x, y, name, "value", bold=True, colour=styles[place].text)
        canvas.write_lines(x, y - 0.3, dates, "note", colour=SECONDARY)
        canvas.draw_box(x, bottom, cell - 1, 0.9, styles[place].colour)
    if verdict:
        head = say("matrix_verdict", language)
        canvas.write(canvas.right - last + 1, bottom - small / 2 - 0.3, head, "label", bold=True)
    canvas.y = bottom + 1.9
    return _Columns(label, cell, last, left, styles)


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
    label: list[str]
    cells: dict[str, _Cell]
    verdict: Verdict
    words: list[str]
    height: float

    @property
    def has_dagger(self) -> bool:
        """Whether a cell marks another concept with a dagger."""
        return any(OTHER_CONCEPT in line for cell in self.cells.values() for line in cell.lines)


def _prepare_matrix(
    canvas: Canvas, topics: Sequence[Topic], labels: pd.DataFrame, columns: _Columns
) -> list[_MatrixRow]:
    """Choose as many topics as fit the height of a page and break their words, ordered by theme."""
    for most in range(TOPICS_MOST, 0, -1):
        shown = choose_topics(topics, most)
        rows = [_prepare_matrix_row(canvas, topic, labels, columns) for topic in shown]
        if sum(row.height + 1.2 for row in rows) <= MATRIX_HEIGHT:
            break
    themes = list(dict.fromkeys(row.topic.theme for row in rows)) if topics else []
    return sorted(rows, key=lambda row: themes.index(row.topic.theme)) if topics else []


def _prepare_matrix_row(canvas: Canvas, topic: Topic, labels: pd.DataFrame, columns: _Columns) -> _MatrixRow:
    language = canvas.language
    name = label_indicator({"indicator": topic.indicator, "school_level": topic.school_level}, labels, language)
    label = canvas.wrap(name, columns.label - 2)
    verdict = summarise_verdict(topic, language)
    words = canvas.wrap(verdict.word, columns.verdict - 5, "note")
    if verdict.grade in ("comparable", "with_caution") and len(verdict.places) < len(topic.cells):
        words += canvas.wrap_items([name_place(p, language) for p in verdict.places], columns.verdict - 5, "note")
    cells = {
        place: _fit_cell(canvas, row, _make_cell_texts(row, topic, labels, language), columns.cell - 2.6)
        for place, row in topic.cells.items()
        if place in columns.styles
    }
    small = max([len(words), *(len(cell.lines) for cell in cells.values())]) * canvas.get_leading("note", tight=True)
    height = max(len(label) * canvas.get_leading("label", tight=True), small) + 1.1
    return _MatrixRow(topic, label, cells, verdict, words, height)


def _fit_cell(canvas: Canvas, row: Row, wordings: Sequence[str], width: float) -> _Cell:
    """Choose the fullest wording that fits on one line, else on up to three; the year is written where it fits."""
    year = _format_year(row, canvas.language)
    room = canvas.measure(year, "note") + 1.5 if year else 0
    for wording in wordings:
        for role, taken in (("label", room), ("label", 0), ("note", 0)):
            if canvas.measure(wording, role) <= width - taken:
                return _Cell([wording], role, year if taken else "")
        lines = canvas.wrap(wording, width, "note", balanced=True)
        if len(lines) <= 3 and width > 18:
            return _Cell(lines, "note", year if canvas.measure(lines[-1], "note") <= width - room else "")
    return _Cell(canvas.wrap(wordings[-1], width, "note"), "note", "")


def _draw_matrix_row(canvas: Canvas, row: _MatrixRow, columns: _Columns) -> None:
    middle = canvas.y + row.height / 2
    canvas.write_block(canvas.left, middle, row.label)
    for number, (place, style) in enumerate(columns.styles.items()):
        x = columns.left + number * columns.cell
        if place not in row.cells:
            canvas.write(x + 1.5, middle, say("not_mentioned", canvas.language), colour=SECONDARY)
            continue
        gid = _make_id("cell", row.topic.indicator, row.topic.school_level, place)
        state = get_state(row.topic.cells[place])
        _draw_cell_box(canvas, x, canvas.y, columns.cell - 1, row.height, state, style.colour, gid)
        _write_cell(canvas, x, middle, columns.cell, row.cells[place])
    x = columns.left + columns.cell * len(columns.styles) + 1
    top = middle - (len(row.words) - 1) * canvas.get_leading("note", tight=True) / 2
    sure = row.verdict.grade == "comparable"
    _draw_verdict_mark(canvas, x + 1.2, top, row.verdict.grade)
    canvas.write_block(x + 3.6, middle, row.words, "note", bold=sure, colour=INK if sure else SECONDARY)
    canvas.y += row.height + 0.8


def _write_cell(canvas: Canvas, x: float, middle: float, width: float, cell: _Cell) -> None:
    bottom = canvas.write_block(x + 1.2, middle, cell.lines, cell.role)
    if cell.year:
        canvas.write(x + width - 2, bottom, cell.year, "note", colour=SECONDARY, align="right")


# --- values on one scale ------------------------------


@dataclass(frozen=True)
class _Mark:
    """One value on a scale: where it stands, what is written beside it, and the lane that keeps it clear of others.

    `span` is what mark and words take up, mm. The value is None where the digits are lost.
    """

    place: str
    row: Row
    value: float | None
    label: str
    year: str
    side: str
    span: tuple[float, float]
    lane: int = 0


@dataclass(frozen=True)
class _Scale:
    """A horizontal scale: data limits, and the edges of the axes in mm."""

    low: float
    high: float
    left: float
    right: float

    def find(self, value: float) -> float:
        """Return the x of a value, mm."""
        return self.left + (value - self.low) / (self.high - self.low) * (self.right - self.left)


def _get_anchor(row: Row) -> float | None:
    """Return the number at which a quantity is drawn: its value, else its lower, else its upper bound."""
    if row["damage"] == "digits_lost":
        return None
    return next((float(row[name]) for name in ("value", "low", "high") if _is_number(row[name])), None)


def _choose_step(span: float) -> float:
    """Choose the distance of ticks: 1, 2 or 5 times a power of ten, three to six of them."""
    for step in (s * 10.0**power for power in range(-3, 13) for s in (1, 2, 5)):
        if span / step <= 5.5:
            return step
    return span


def _place_marks(
    canvas: Canvas, cells: Mapping[str, Row], scale: _Scale, named: Collection[str], styles: Mapping[str, PlaceStyle]
) -> list[_Mark]:
    """Give each value a label to its left or right and a lane, so that no two labels or marks overlap.

    The places in `named` need no name beside their mark. Lost values stand to the left of the scale.
    """
    order = list(styles)
    found = sorted(
        ((_get_anchor(row), place, row) for place, row in cells.items()),
        key=lambda item: (item[0] is not None, item[0], order.index(item[1])),
    )
    known = [item for item in found if item[0] is not None]
    marks = []
    for number, (value, place, row) in enumerate(found):
        name = "" if place in named else name_place(place, canvas.language)
        if value is None:
            label = f"{name_place(place, canvas.language)} {say('lost', canvas.language)}"
            span = (scale.left - LEFT_PAD, scale.left - LEFT_PAD + canvas.measure(label, "note") + 2)
            marks.append(_Mark(place, row, None, label, "", "right", span))
            continue
        label, year = f"{name} {format_quantity(row, canvas.language)}".strip(), str(row["as_of"])[:4]
        x, width = scale.find(value), canvas.measure(label, "value", bold=True) + canvas.measure(year, "note") + 5
        lowest = len(known) > 1 and number == len(found) - len(known) and known[1][0] > value
        side = "left" if lowest or x + width > canvas.right else "right"
        span = (x - width, x + 2) if side == "left" else (x - 2, x + width)
        marks.append(_Mark(place, row, value, label, year, side, span))
    lanes = assign_lanes([mark.span for mark in marks], gap=1.0)
    return [replace(mark, lane=lane) for mark, lane in zip(marks, lanes, strict=True)]


def _draw_value(panel: Axes, mark: _Mark, y: float, style: PlaceStyle, gid: str) -> None:
    """Draw one value on axes: solid, pale where approximate, hollow where planned."""
    state = get_state(mark.row)
    panel.plot(
        [mark.value],
        [y],
        marker=style.marker,
        markersize=6.5,
        markerfacecolor={"exact": style.colour, "approximate": _lighten(style.colour)}.get(state, "white"),
        markeredgecolor=style.colour,
        markeredgewidth=1.1,
        linestyle="none",
        clip_on=False,
        zorder=4,
        gid=gid,
    )


def _draw_arrow(canvas: Canvas, x: float, y: float, row: Row, colour: str) -> None:
    """Draw an open arrow from a value that is only a bound, to the side where the true one lies."""
    direction = {"more": 1, "less": -1}.get(str(row["qualifier"]), 0)
    if direction and not _is_number(row["high" if direction > 0 else "low"]):
        canvas.draw_line((x, x + direction * 5), (y, y), colour, 0.9)
        canvas.draw_mark(x + direction * 5, y, ">" if direction > 0 else "<", colour, hollow=True, size=3.4)


def _draw_scale(canvas: Canvas, scale: _Scale, top: float, bottom: float, unit: str) -> None:
    """Draw the grid lines of a scale and write its numbers below; the last one carries the unit."""
    step = _choose_step(scale.high - scale.low)
    first = -(-scale.low // step)
    ticks = [step * n for n in range(int(first), int(scale.high // step) + 1)]
    for tick in ticks:
        x = scale.find(tick)
        canvas.draw_line((x, x), (top, bottom), SECONDARY if tick == 0 else GRID, 0.7, behind=True)
        text = format_number(round(tick, 6), canvas.language) + (unit if tick == ticks[-1] else "")
        canvas.write(x, bottom + canvas.get_leading("note") / 2 + 0.4, text, "note", colour=SECONDARY, align="center")


def _find_rate_limits(values: Sequence[float]) -> tuple[float, float]:
    """Find limits of a scale of percentages: from zero, or from the ten below values that are all high.

    >>> _find_rate_limits([86, 94, 100]), _find_rate_limits([0, 100]), _find_rate_limits([88, 104.2])
    ((80.0, 100.0), (0.0, 100.0), (80.0, 110.0))
    """
    low = 10.0 * ((min(values) - 2) // 10) if min(values) > 40 else 0.0
    return low, max(100.0, 10.0 * -(-max(values) // 10))


ROW_GAP = 2.6
LANE = 4.4
LABEL_WIDTH = 44.0
LEFT_PAD = 24.0  # room for words to the left of a scale, and to the right
RIGHT_PAD = 22.0


def draw_shared_rates(
    comparison: pd.DataFrame,
    indicators: pd.DataFrame,
    articles: pd.DataFrame,
    labels: pd.DataFrame,
    places: Sequence[str],
    language: str,
    remark: str = "",
    most: int = 8,
) -> Chart:
    """Draw the percentages that two places or more report as dots on one scale, with the verdict on each.

    The tables are those of the same names; `labels` is the catalogue of indicators. A line joins the places only where
    they may be compared: solid, or dotted where with caution. Lost values stand as dashed boxes beside the scale.
    """
    topics = [t for t in list_topics(comparison, indicators, labels, places) if _is_rate(t)]
    topics = choose_topics(topics, most)
    if any(len(topic.cells) > 1 for topic in topics):
        topics = [topic for topic in topics if len(topic.cells) > 1]
    canvas = Canvas(language)
    values = [anchor for t in topics for row in t.cells.values() if (anchor := _get_anchor(row)) is not None]
    if not values:
        title = say("rates_title_lost" if topics else "rates_title_empty", language, n=len(topics))
        return _finish_empty(canvas, title, say("rates_subtitle", language), articles, places, remark)
    low, high = _find_rate_limits(values)
    start = say("axis_starts", language, n=format_number(low, language)) if low else ""
    canvas.write_header(_title_rates(topics, labels, language), say("rates_subtitle", language) + start)
    scale = _Scale(low, high, canvas.left + LABEL_WIDTH + LEFT_PAD, canvas.right - RIGHT_PAD)
    _draw_dot_rows(canvas, topics, labels, scale, style_places(places))
    said = _say_topics(topics, labels, language)
    note = _compose_note([say("rates_note", language), _say_silent(topics, places, language), remark], language)
    source = cite(_get_compared(articles, places), language)
    return canvas.finish(note, source, compose_alt(say("rates_alt", language), said, language))


FOOT = 24.0  # mm that note and sources mostly take


def _stretch(canvas: Canvas, units: float, least: float, most: float) -> float:
    """Return the height of a unit, mm, at which so many of them fill a figure of 16:9, within limits."""
    return min(max((HEIGHT - FOOT - canvas.y) / max(units, 1), least), most)


def _is_rate(topic: Topic) -> bool:
    return all(row["unit"] == "%" and row["kind"] == "share" for row in topic.cells.values())


def _finish_empty(
    canvas: Canvas, title: str, subtitle: str, articles: pd.DataFrame, places: Sequence[str], remark: str
) -> Chart:
    """Finish a chart for which the tables hold nothing to draw: title, a line that says so, sources."""
    language = canvas.language
    canvas.write_header(title, subtitle)
    canvas.y += 20
    canvas.write((canvas.left + canvas.right) / 2, canvas.y, say("nothing", language), colour=SECONDARY, align="center")
    names = join((name_place(place, language) for place in places), language)
    alt = say("nothing_alt", language, title=title, places=names)
    return canvas.finish(_compose_note([remark], language), cite(_get_compared(articles, places), language), alt)


def _say_silent(topics: Sequence[Topic], places: Sequence[str], language: str) -> str:
    silent = [name_place(p, language) for p in places if not any(p in topic.cells for topic in topics)]
    return say("silent", language, places=join(silent, language)) if silent else ""


def _name_marks(
    canvas: Canvas, topics: Sequence[Topic], scale: _Scale, styles: Mapping[str, PlaceStyle]
) -> tuple[list[list[_Mark]], bool]:
    """Place all marks, each place named beside its first one; say whether a key is needed because names do not fit."""
    if len(styles) > len(PALETTE):
        return [_place_marks(canvas, topic.cells, scale, (), styles) for topic in topics], False
    rows, named = [], set()
    for topic in topics:
        rows.append(_place_marks(canvas, topic.cells, scale, named, styles))
        named |= {mark.place for mark in rows[-1] if mark.value is not None}
    inside = all(scale.left - LEFT_PAD <= m.span[0] and m.span[1] <= canvas.right for row in rows for m in row)
    if inside and len(styles) <= 3:
        return rows, False
    return [_place_marks(canvas, topic.cells, scale, styles, styles) for topic in topics], True


def _write_places_key(canvas: Canvas, places: Iterable[str], styles: Mapping[str, PlaceStyle]) -> None:
    """Write a key of places, marker and name."""
    items = [
        (
            lambda x, y, style=styles[place]: canvas.draw_mark(x + 3.5, y, style.marker, style.colour, size=5.5),
            name_place(place, canvas.language),
        )
        for place in places
    ]
    _write_key(canvas, items, canvas.left - 2)


def _draw_dot_rows(
    canvas: Canvas, topics: Sequence[Topic], labels: pd.DataFrame, scale: _Scale, styles: Mapping[str, PlaceStyle]
) -> None:
    rows, needs_key = _name_marks(canvas, topics, scale, styles)
    if needs_key:
        shown = {mark.place for row in rows for mark in row}
        _write_places_key(canvas, [place for place in styles if place in shown], styles)
    top = canvas.y
    middles = []
    for topic, marks in zip(topics, rows, strict=True):
        lanes = 1 + max((mark.lane for mark in marks), default=0)
        middle, height = _write_topic_label(canvas, topic, labels, LABEL_WIDTH, lanes)
        middles.append(middle)
        canvas.y += height + ROW_GAP
    _draw_scale(canvas, scale, top, canvas.y, "%")
    panel = canvas.add_panel(scale.left, top, scale.right - scale.left, canvas.y - top)
    panel.set_xlim(scale.low, scale.high)
    panel.set_ylim(canvas.y, top)
    for topic, marks, middle in zip(topics, rows, middles, strict=True):
        _draw_dot_row(canvas, panel, topic, marks, middle, scale, styles)
    canvas.y += canvas.get_leading("note") + 1


def _write_topic_label(
    canvas: Canvas, topic: Topic, labels: pd.DataFrame, width: float, lanes: int
) -> tuple[float, float]:
    """Write a topic's label, other concepts and verdict; return the middle of the line and its height, mm."""
    language = canvas.language
    name = label_indicator({"indicator": topic.indicator, "school_level": topic.school_level}, labels, language)
    verdict = summarise_verdict(topic, language)
    others = [
        f"{name_place(place, language)}{'：' if language == 'zh' else ': '}"
        + label_indicator({**row, "school_level": ""}, labels, language)
        for place, row in topic.cells.items()
        if row["indicator"] != topic.indicator
    ]
    head = canvas.wrap(name, width - 2)
    small = [line for text in others for line in canvas.wrap(text, width - 2, "note")]
    words = canvas.wrap(verdict.word, width - 6, "note")
    big_step, step = canvas.get_leading("label", tight=True), canvas.get_leading("note", tight=True)
    tall = len(head) * big_step + (len(small) + len(words)) * step
    height = max(tall, lanes * LANE)
    middle = canvas.y + height / 2
    y = canvas.write_lines(canvas.left, middle - tall / 2 + big_step / 2, head, tight=True)
    y = canvas.write_lines(canvas.left, y - (big_step - step) / 2, small, "note", tight=True, colour=SECONDARY)
    _draw_verdict_mark(canvas, canvas.left + 1.1, y, verdict.grade)
    canvas.write_lines(canvas.left + 3.4, y, words, "note", tight=True, colour=SECONDARY)
    return middle, height


def _draw_dot_row(
    canvas: Canvas,
    panel: Axes,
    topic: Topic,
    marks: Sequence[_Mark],
    middle: float,
    scale: _Scale,
    styles: Mapping[str, PlaceStyle],
) -> None:
    lanes = 1 + max((mark.lane for mark in marks), default=0)
    heights = {mark.place: middle + (mark.lane - (lanes - 1) / 2) * LANE for mark in marks}
    spots = {mark.place: (mark.value, heights[mark.place]) for mark in marks if mark.value is not None}
    canvas.draw_line((scale.left, scale.right), (middle, middle), GRID, 0.7, behind=True, linestyle=(0, (1, 2)))
    for pair in topic.find_pairs("comparable", "with_caution"):
        ends = [spots[pair[side]] for side in ("place_a", "place_b") if pair[side] in spots]
        if len(ends) == 2:
            style = "-" if pair["grade"] == "comparable" else (0, (1.5, 1.5))
            panel.plot(*zip(*ends, strict=True), color=SECONDARY, linewidth=1.1, linestyle=style, zorder=3)
    for mark in marks:
        gid = _make_id("mark", topic.indicator, topic.school_level, mark.place)
        _draw_mark(canvas, panel, mark, heights[mark.place], scale, styles[mark.place], gid)


def _draw_mark(canvas: Canvas, panel: Axes, mark: _Mark, y: float, scale: _Scale, style: PlaceStyle, gid: str) -> None:
    """Draw one value with its label and year, or the dashed box of a lost one."""
    if mark.value is None:
        left, right = mark.span
        tall = canvas.get_leading("note")
        canvas.draw_box(left, y - tall / 2, right - left, tall, "white", SOURCE, dashed=True, line=0.7, gid=gid)
        canvas.write(left + 1, y, mark.label, "note", colour=style.text)
        return
    x = scale.find(mark.value)
    _draw_arrow(canvas, x, y, mark.row, style.colour)
    _draw_value(panel, mark, y, style, gid)
    sign = 1 if mark.side == "right" else -1
    align = "left" if mark.side == "right" else "right"
    canvas.write(x + 2.2 * sign, y, mark.label, "value", bold=True, colour=style.text, align=align, halo=True)
    beside = 3.2 + canvas.measure(mark.label, "value", bold=True)
    canvas.write(x + beside * sign, y, mark.year, "note", colour=SECONDARY, align=align, halo=True)


def _title_rates(topics: Sequence[Topic], labels: pd.DataFrame, language: str) -> str:
    """State the widest gap between places that may be compared, else that with caution, else that none may."""
    if all(len(topic.cells) < 2 for topic in topics):
        return say("rates_title_single", language, n=len(topics))
    for grade in ("comparable", "with_caution"):
        gaps = [gap for topic in topics for pair in topic.find_pairs(grade) if (gap := _measure_gap(topic, pair))]
        if not gaps:
            continue
        if not any(gap[0] for gap in gaps):
            return say(f"rates_title_equal_{grade}", language, n=len(gaps))
        size, topic, more, less = max(gaps, key=lambda gap: gap[0])
        return say(
            f"rates_title_{grade}",
            language,
            label=label_indicator({"indicator": topic.indicator, "school_level": ""}, labels, language),
            a=name_place(more, language),
            b=name_place(less, language),
            va=format_quantity(topic.cells[more], language),
            vb=format_quantity(topic.cells[less], language),
            d=format_number(size, language),
        )
    return say("rates_title_none", language, n=len(topics))


def _measure_gap(topic: Topic, pair: Row) -> tuple[float, Topic, str, str] | None:
    """Return the difference of two exact values with the higher and the lower place; None where one is not exact."""
    ends = [str(pair["place_a"]), str(pair["place_b"])]
    if any(get_state(topic.cells.get(place)) != "exact" for place in ends):
        return None
    more, less = sorted(ends, key=lambda place: -float(topic.cells[place]["value"]))
    return round(float(topic.cells[more]["value"]) - float(topic.cells[less]["value"]), 6), topic, more, less


# --- counts of one family ------------------------------


@dataclass(frozen=True)
class _Count:
    """One stick of a lollipop chart: a place's rows of one concept and level, stated and planned."""

    indicator: str
    school_level: str
    place: str
    stated: tuple[Row, ...]
    planned: tuple[Row, ...]


def find_families(indicators: pd.DataFrame, labels: pd.DataFrame, places: Sequence[str]) -> list[str]:
    """List the families of counts that two places or more report, those of most places first, then most concepts.

    >>> labels = pd.DataFrame([{"id": "a", "family": "groups"}, {"id": "b", "family": "groups"}])
    >>> rows = [{"indicator": i, "place": p, "kind": "level", "unit": "个"} for i, p in [("a", "甲市"), ("b", "乙市")]]
    >>> find_families(pd.DataFrame(rows), labels, ["甲市", "乙市"])
    ['groups']
    """
    families = dict(zip(labels["id"], labels["family"], strict=True))
    found: dict[str, tuple[set[str], set[str]]] = {}
    for row in _to_rows(indicators):
        family = families.get(row["indicator"])
        if family and row["place"] in places and row["kind"] == "level" and row["unit"] not in ("%", "元"):
            held, concepts = found.setdefault(family, (set(), set()))
            held.add(row["place"])
            concepts.add(row["indicator"])
    shared = [family for family, (held, _) in found.items() if len(held) > 1]
    return sorted(shared, key=lambda family: (-len(found[family][0]), len(found[family][1]), family))


def draw_counts(
    comparison: pd.DataFrame,
    indicators: pd.DataFrame,
    articles: pd.DataFrame,
    labels: pd.DataFrame,
    places: Sequence[str],
    language: str,
    family: str = "",
    remark: str = "",
) -> Chart:
    """Draw the counts of one family as sticks from zero, each concept and school level under its own heading.

    The tables are those of the same names; `labels` is the catalogue of indicators. `family` is one of the catalogue
    (empty: the one that most places report). Plans are hollow, bounds have an open arrow, lost values a dashed box.
    """
    family = family or next(iter(find_families(indicators, labels, places)), "")
    counts = _list_counts(indicators, labels, places, family)
    topics = [t for t in list_topics(comparison, indicators, labels, places) if t.family == family and family]
    canvas = Canvas(language)
    rows = [row for count in counts for row in (*count.stated, *count.planned)]
    values = [anchor for row in rows if (anchor := _get_anchor(row)) is not None]
    if not values:
        title = say("counts_title_lost" if counts else "counts_title_empty", language, n=len(counts))
        return _finish_empty(canvas, title, say("counts_subtitle", language), articles, places, remark)
    canvas.write_header(_title_counts(counts, topics, labels, language), say("counts_subtitle", language))
    scale = _Scale(0, _find_top(values), canvas.left + LABEL_WIDTH, canvas.right - 32)
    _draw_sticks(canvas, counts, topics, labels, scale, style_places(places))
    said = [_say_count(count, labels, language) for count in counts]
    note = _compose_note([say("counts_note", language), remark], language)
    source = cite(_get_compared(articles, places), language)
    return canvas.finish(note, source, compose_alt(say("counts_alt", language), said, language))


def _find_top(values: Sequence[float]) -> float:
    step = _choose_step(max(values) or 1.0)
    return step * -(-max(values) // step) or step


COUNTS_MOST = 14


def _list_counts(indicators: pd.DataFrame, labels: pd.DataFrame, places: Sequence[str], family: str) -> list[_Count]:
    """List the counts of a family in its most frequent unit, concept by concept in the order of the catalogue."""
    members = labels.loc[labels["family"] == family, "id"].tolist() if family else []
    rows = [
        row
        for row in _to_rows(indicators)
        if row["indicator"] in members
        and row["place"] in places
        and row["kind"] == "level"
        and "repeated" not in str(row["flags"]).split()
    ]
    units = [row["unit"] for row in rows]
    rows = [row for row in rows if row["unit"] == max(units, key=units.count)]
    keys = sorted(
        {(row["indicator"], row["school_level"], row["place"]) for row in rows},
        key=lambda key: (members.index(key[0]), key[1], places.index(key[2])),
    )
    counts = []
    for key in keys[:COUNTS_MOST]:
        own = [row for row in rows if (row["indicator"], row["school_level"], row["place"]) == key]
        planned = tuple(row for row in own if row["status"] == "planned")
        counts.append(_Count(*key, tuple(row for row in own if row["status"] != "planned"), planned))
    return counts


def _say_count(count: _Count, labels: pd.DataFrame, language: str) -> str:
    values = [_say_value(count.place, row, language) for row in count.stated]
    values += [f"{say('planned', language)} {_say_value(count.place, row, language)}" for row in count.planned]
    label = label_indicator({"indicator": count.indicator, "school_level": count.school_level}, labels, language)
    return f"{label}: {', '.join(values)}" if language == "en" else f"{label}：{'，'.join(values)}"


def _draw_sticks(
    canvas: Canvas,
    counts: Sequence[_Count],
    topics: Sequence[Topic],
    labels: pd.DataFrame,
    scale: _Scale,
    styles: Mapping[str, PlaceStyle],
) -> None:
    top, before = canvas.y, None
    ready = []
    for count in counts:
        if (count.indicator, count.school_level) != before:
            before = (count.indicator, count.school_level)
            topic = next((t for t in topics if (t.indicator, t.school_level) == before), None)
            _write_concept(canvas, count, topic, labels)
        rows = [*count.stated, *count.planned]
        ready += [(count, row, canvas.y + (n + 0.5) * STICK) for n, row in enumerate(rows)]
        canvas.write(
            canvas.left + 3,
            canvas.y + STICK / 2,
            name_place(count.place, canvas.language),
            "label",
            bold=True,
            colour=styles[count.place].text,
        )
        canvas.y += len(rows) * STICK
    canvas.y += 1
    _draw_scale(canvas, scale, top, canvas.y, "")
    panel = canvas.add_panel(scale.left, top, scale.right - scale.left, canvas.y - top)
    panel.set_xlim(scale.low, scale.high)
    panel.set_ylim(canvas.y, top)
    for count, row, y in ready:
        gid = _make_id("mark", count.indicator, count.school_level, count.place, row["doc_id"], row["start"])
        _draw_stick(canvas, panel, row, y, scale, styles[count.place], gid)
    canvas.y += canvas.get_leading("note") + 1


STICK = 5.6


def _write_concept(canvas: Canvas, count: _Count, topic: Topic | None, labels: pd.DataFrame) -> None:
    """Write the heading of a concept with its verdict."""
    language = canvas.language
    label = label_indicator({"indicator": count.indicator, "school_level": count.school_level}, labels, language)
    canvas.y += 1.2
    y = canvas.y + canvas.get_leading("label") / 2
    canvas.write(canvas.left, y, label, "label", halo=True)
    if topic:
        verdict = summarise_verdict(topic, language)
        x = canvas.left + canvas.measure(label) + 4
        _draw_verdict_mark(canvas, x, y, verdict.grade)
        canvas.write(x + 2.2, y, verdict.word, "note", colour=SECONDARY, halo=True)
    canvas.y += canvas.get_leading("label") + 0.4


def _draw_stick(canvas: Canvas, panel: Axes, row: Row, y: float, scale: _Scale, style: PlaceStyle, gid: str) -> None:
    value = _get_anchor(row)
    when = format_period(str(row["period"]), canvas.language) or _format_year(row, canvas.language)
    if value is None:
        text = f"{format_quantity(row, canvas.language)} {when}".strip()
        canvas.draw_box(
            scale.left + 1, y - 2, canvas.measure(text, "note") + 2, 4, "white", SOURCE, dashed=True, gid=gid
        )
        canvas.write(scale.left + 2, y, text, "note", colour=SECONDARY)
        return
    planned = row["status"] == "planned"
    panel.plot(
        [0, value],
        [y, y],
        color=style.colour,
        linewidth=1.2 if planned else 2.4,
        linestyle=(0, (2, 1.5)) if planned else "-",
        solid_capstyle="butt",
        clip_on=False,
    )
    mark = _Mark(str(row["place"]), row, value, "", "", "right", (0, 0))
    x = scale.find(value)
    _draw_arrow(canvas, x, y, row, style.colour)
    _draw_value(panel, mark, y, style, gid)
    text = format_quantity(row, canvas.language)
    text = say("planned_value", canvas.language, n=text) if planned else text
    x += 8 if row["qualifier"] in ("more",) else 2.6
    canvas.write(x, y, text, "value", bold=True, colour=style.text, halo=True)
    canvas.write(x + canvas.measure(text, "value", bold=True) + 1.2, y, when, "note", colour=SECONDARY, halo=True)


def _title_counts(counts: Sequence[_Count], topics: Sequence[Topic], labels: pd.DataFrame, language: str) -> str:
    """Name the highest and the lowest place that compare, else what each place reports and that it does not compare."""
    for grade in ("comparable", "with_caution"):
        gaps = [gap for topic in topics for pair in topic.find_pairs(grade) if (gap := _measure_gap(topic, pair))]
        if gaps:
            _, topic, more, less = max(gaps, key=lambda gap: gap[0])
            return say(
                f"counts_title_{grade}" if gaps[0][0] else f"counts_title_equal_{grade}",
                language,
                label=label_indicator(
                    {"indicator": topic.indicator, "school_level": topic.school_level}, labels, language
                ),
                a=name_place(more, language),
                b=name_place(less, language),
                va=format_quantity(topic.cells[more], language),
                vb=format_quantity(topic.cells[less], language),
            )
    concepts = {count.indicator for count in counts}
    held = {count.place for count in counts}
    if len(held) == 1:
        return say("counts_title_single", language, place=name_place(counts[0].place, language), n=len(counts))
    return say(
        "counts_title_concepts" if len(concepts) > 1 else "counts_title_none",
        language,
        places=count_places(len(held), language),
        n=len(concepts),
        label=label_indicator({"indicator": counts[0].indicator, "school_level": ""}, labels, language),
    )


# --- measures ------------------------------

MEASURE_STATES = ("adopted", "pilot", "planned")
_FILL_STYLES = {"adopted": "full", "pilot": "left", "planned": "none"}


def _name_measure(measure: str, labels: pd.DataFrame, language: str) -> str:
    found = labels.loc[labels["id"] == measure, f"label_{language}"]
    label = str(found.iloc[0]) if len(found) and found.iloc[0] else measure
    return _widen_brackets(label) if language == "zh" else label


def _draw_measure_mark(canvas: Canvas, x: float, y: float, status: str, colour: str, gid: str | None = None) -> None:
    mark = canvas.draw_mark(x, y, "o", colour, size=5.6)
    mark.set_fillstyle(_FILL_STYLES[status])
    mark.set_markerfacecoloralt("white")
    mark.set_gid(gid)


def draw_measures(
    measures: pd.DataFrame,
    articles: pd.DataFrame,
    labels: pd.DataFrame,
    places: Sequence[str],
    language: str,
    remark: str = "",
    most: int = 18,
) -> Chart:
    """Draw which measures each place's texts mention: adopted, as a pilot, as a plan, or not at all.

    `measures` and `articles` are the tables of these names; `labels` has the columns id, label_zh, label_en. Measures
    that most places mention come first; at most 8 places are drawn.
    """
    rows = [r for r in _to_rows(measures) if r["place"] in places and r["status"] not in ("", "not_mentioned")]
    held: dict[str, dict[str, Row]] = {}
    for row in rows:
        held.setdefault(row["measure"], {}).setdefault(row["place"], row)
    ranked = sorted(held, key=lambda measure: -len(held[measure]))
    canvas = Canvas(language)
    title = _title_measures(held, ranked, labels, places, language)
    if not held:
        return _finish_empty(canvas, title, say("measures_subtitle", language), articles, places, remark)
    canvas.write_header(title, say("measures_subtitle", language))
    key = [
        (
            lambda x, y, state=state: _draw_measure_mark(canvas, x + 3, y, state, SECONDARY),
            say(f"measure_{state}", language),
        )
        for state in MEASURE_STATES
    ]
    key.append(
        (
            lambda x, y: canvas.write(x + 2, y, say("not_mentioned", language), colour=SECONDARY),
            say("state_missing", language),
        )
    )
    _write_key(canvas, key, canvas.left - 2)
    columns = _draw_matrix_head(canvas, articles, places[:COLUMNS_MOST], verdict=False)
    for measure in ranked[:most]:
        _draw_measure_row(canvas, measure, held[measure], labels, columns)
    said = [_say_measure(measure, held[measure], labels, language) for measure in ranked]
    more = say("measures_more", language, n=len(ranked) - most) if len(ranked) > most else ""
    note = _compose_note([say("measures_note", language), more, remark], language)
    source = cite(_get_compared(articles, places), language)
    return canvas.finish(note, source, compose_alt(say("measures_alt", language), said, language))


def _draw_measure_row(
    canvas: Canvas, measure: str, held: Mapping[str, Row], labels: pd.DataFrame, columns: _Columns
) -> None:
    lines = canvas.wrap(_name_measure(measure, labels, canvas.language), columns.label - 2)
    height = max(len(lines) * canvas.get_leading("label", tight=True) + 1.2, 5.2)
    middle = canvas.y + height / 2
    canvas.write_block(canvas.left, middle, lines)
    for number, (place, style) in enumerate(columns.styles.items()):
        x = columns.left + number * columns.cell
        if place not in held:
            canvas.write(x + 1.5, middle, say("not_mentioned", canvas.language), colour=SECONDARY)
            continue
        row = held[place]
        _draw_measure_mark(canvas, x + 2, middle, row["status"], style.colour, _make_id("measure", measure, place))
        word = say(f"measure_{row['status']}", canvas.language)
        period = format_period(str(row["period"]), canvas.language)
        wordings = [
            f"{word} {period}".strip(),
            period or word,
            period[:5] if canvas.language == "zh" else period[-4:],
            "",
        ]
        text = next(t for t in wordings if canvas.measure(t, "note") <= columns.cell - 6)
        canvas.write(x + 4.8, middle, text, "note", colour=SECONDARY)
    canvas.y += height
    canvas.draw_line((canvas.left, canvas.right), (canvas.y, canvas.y), GRID, 0.5)


def _say_measure(measure: str, held: Mapping[str, Row], labels: pd.DataFrame, language: str) -> str:
    said = []
    for place, row in held.items():
        period = format_period(str(row["period"]), language)
        word = say(f"measure_{row['status']}", language)
        said.append(f"{name_place(place, language)} {word}" + (f" {period}" if period else ""))
    label = _name_measure(measure, labels, language)
    return f"{label}：{'，'.join(said)}" if language == "zh" else f"{label}: {', '.join(said)}"


def _title_measures(
    held: Mapping[str, Mapping[str, Row]],
    ranked: Sequence[str],
    labels: pd.DataFrame,
    places: Sequence[str],
    language: str,
) -> str:
    if not held:
        return say("measures_title_empty", language)
    if len(places) == 1:
        return say("measures_title_single", language, place=name_place(places[0], language), n=len(held))
    common = [measure for measure in ranked if len(held[measure]) == len(places)]
    label = _name_measure(ranked[0], labels, language)
    values = {
        "n": len(held),
        "k": len(common),
        "places": count_places(len(places), language),
        "label": label,
        "m": count_places(len(held[ranked[0]]), language),
    }
    branch = "none" if not common else "one" if len(common) == 1 else "all" if len(common) == len(held) else "some"
    return say(f"measures_title_{branch}", language, **values)


# --- timeline ------------------------------

YEARS_MOST = 10
LINES_MOST = 20


def _read_span(period: str) -> tuple[float, float] | None:
    """Read a period as years: the start of its first and the end of its last year, month or day.

    >>> _read_span("2021/2025"), _read_span("2024-03"), _read_span("")
    ((2021.0, 2026.0), (2024.1666666666667, 2024.25), None)
    """
    if not re.fullmatch(r"\d{4}(-\d\d){0,2}(/\d{4}(-\d\d){0,2})?", period):
        return None
    first, last = period.split("/")[0].split("-"), period.split("/")[-1].split("-")
    start = int(first[0]) + ((int(first[1]) - 1) / 12 if len(first) > 1 else 0)
    return start, int(last[0]) + (int(last[1]) / 12 if len(last) > 1 else 1)


def _read_date(article: Row) -> float | None:
    """Read a text's date as a year with its fraction; a year alone is taken at its end."""
    span = _read_span(str(article["published"]))
    return span[1] if span else None


def draw_timeline(
    measures: pd.DataFrame,
    articles: pd.DataFrame,
    labels: pd.DataFrame,
    places: Sequence[str],
    language: str,
    remark: str = "",
) -> Chart:
    """Draw the years that the texts give for their measures: solid before the text was written, hollow after it.

    `measures` and `articles` are the tables of these names; `labels` has the columns id, label_zh, label_en.
    """
    rows = [r for r in _to_rows(measures) if r["place"] in places and r["status"] not in ("", "not_mentioned")]
    dated = [row for row in rows if _read_span(str(row["period"]))]
    dated.sort(key=lambda row: (places.index(row["place"]), _read_span(str(row["period"]))))
    shown = dated[:LINES_MOST]
    canvas = Canvas(language)
    texts = {text["doc_id"]: text for text in _to_rows(articles)}
    title = _title_timeline(rows, dated, texts, language)
    if not shown:
        return _finish_empty(canvas, title, say("timeline_subtitle", language), articles, places, remark)
    canvas.write_header(title, say("timeline_subtitle", language))
    spans = [_read_span(str(row["period"])) for row in shown]
    dates = [date for row in shown if (date := _read_date(texts[row["doc_id"]]))]
    high = -(-max(*(end for _, end in spans), *dates, 0) // 1)
    low = max(min(start for start, _ in spans) // 1, high - YEARS_MOST)
    scale = _Scale(low, max(high, low + 2), canvas.left + LABEL_WIDTH + 4, canvas.right)
    _draw_years(canvas, shown, texts, labels, scale, style_places(places))
    said = [
        f"{name_place(row['place'], language)} {_name_measure(row['measure'], labels, language)} "
        f"{format_period(str(row['period']), language)}"
        for row in shown
    ]
    undated = say("timeline_undated", language, n=len(rows) - len(dated)) if len(rows) > len(dated) else ""
    more = say("measures_more", language, n=len(dated) - len(shown)) if len(dated) > len(shown) else ""
    note = _compose_note([say("timeline_note", language), undated, more, remark], language)
    source = cite(_get_compared(articles, places), language)
    return canvas.finish(note, source, compose_alt(say("timeline_alt", language), said, language))


def _draw_years(
    canvas: Canvas,
    rows: Sequence[Row],
    texts: Mapping[str, Row],
    labels: pd.DataFrame,
    scale: _Scale,
    styles: Mapping[str, PlaceStyle],
) -> None:
    canvas.y += 1.5
    for year in range(int(scale.low), int(scale.high)):
        middle = (scale.find(year) + scale.find(year + 1)) / 2
        canvas.write(middle, canvas.y, str(year), "note", colour=SECONDARY, align="center")
    top = canvas.y = canvas.y + 2.6
    ready, place = [], None
    for row in rows:
        if row["place"] != place:
            place = row["place"]
            docs = dict.fromkeys(r["doc_id"] for r in rows if r["place"] == place)
            dates = say(
                "written",
                canvas.language,
                dates=join((format_date(texts[d], canvas.language) for d in docs), canvas.language),
            )
            group = _Group(place, dates, (), styles[place])
            canvas.y = _write_group(canvas, group, LABEL_WIDTH + 2, canvas.y + (1.2 if ready else 0)) + 0.6
        lines = canvas.wrap(_name_measure(row["measure"], labels, canvas.language), LABEL_WIDTH + 2)
        height = max(len(lines) * canvas.get_leading("label", tight=True) + 0.8, 4.8)
        canvas.write_block(canvas.left, canvas.y + height / 2, lines)
        ready.append((row, canvas.y + height / 2))
        canvas.y += height
    for year in range(int(scale.low), int(scale.high), 2):
        canvas.draw_band(
            scale.find(year), top, scale.find(min(year + 1, scale.high)) - scale.find(year), canvas.y - top
        )
    panel = canvas.add_panel(scale.left, top, scale.right - scale.left, canvas.y - top)
    panel.set_xlim(scale.low, scale.high)
    panel.set_ylim(canvas.y, top)
    for row, y in ready:
        _draw_span(canvas, panel, row, _read_date(texts[row["doc_id"]]), y, scale, styles[row["place"]])
    for doc_id in dict.fromkeys(row["doc_id"] for row, _ in ready):
        _draw_written(canvas, texts[doc_id], [y for row, y in ready if row["doc_id"] == doc_id], scale)


def _draw_span(
    canvas: Canvas, panel: Axes, row: Row, date: float | None, y: float, scale: _Scale, style: PlaceStyle
) -> None:
    """Draw one measure's years: the part before the text's date solid, the part after it hollow."""
    start, end = _read_span(str(row["period"]))
    split = start if row["status"] == "planned" else min(max(date or end, start), end)
    gid = _make_id("span", row["measure"], row["place"])
    shown = max(start, scale.low)
    parts = [(shown, split, style.colour), (max(split, shown), end, "white")]
    for number, (first, last, fill) in enumerate(parts):
        if last > first:
            panel.barh(
                y, last - first, 2.6, first, color=fill, edgecolor=style.colour, linewidth=1.0, gid=f"{gid}-{number}"
            )
    if start < scale.low:
        text = say("since", canvas.language, year=int(start))
        canvas.write(scale.left + 1, y, f"← {text}", "note", colour="white" if split > shown else style.text, bold=True)


def _draw_written(canvas: Canvas, text: Row, ys: Sequence[float], scale: _Scale) -> None:
    """Draw an upright line at the date of a text, beside the measures that it names."""
    date = _read_date(text)
    if date is None or not scale.low <= date <= scale.high:
        return
    x = scale.find(date)
    canvas.draw_line((x, x), (min(ys) - 2.4, max(ys) + 2.4), INK, 1.0)


def _title_timeline(rows: Sequence[Row], dated: Sequence[Row], texts: Mapping[str, Row], language: str) -> str:
    """Say which place's measures reach furthest beyond the date of its text."""
    if not dated:
        return say("timeline_title_none" if rows else "measures_title_empty", language, n=len(rows))
    ends: dict[str, float] = {}
    for row in dated:
        end, date = _read_span(str(row["period"]))[1], _read_date(texts[row["doc_id"]])
        if date is None or end > date or row["status"] == "planned":
            ends[row["place"]] = max(end, ends.get(row["place"], 0))
    if not ends:
        return say("timeline_title_past", language, n=len(dated))
    last = max(ends.values())
    furthest = [name_place(place, language) for place, end in ends.items() if end == last]
    year = int(last) - 1 if last == int(last) else int(last)
    if len(furthest) > 3:
        return say("timeline_title_many", language, places=count_places(len(furthest), language), year=year)
    return say("timeline_title_plan", language, places=join(furthest, language), year=year)


# --- pairs, in small multiples ------------------------------

PANELS_MOST = 12
PANEL_COLUMNS = 3


def draw_pairs(
    comparison: pd.DataFrame,
    indicators: pd.DataFrame,
    articles: pd.DataFrame,
    labels: pd.DataFrame,
    places: Sequence[str],
    language: str,
    remark: str = "",
) -> Chart:
    """Draw a small panel of bars for each indicator that two places or more may compare, outright or with caution.

    The tables are those of the same names; `labels` is the catalogue of indicators. Each panel has its own scale from
    zero; at most 12 panels are drawn, those that compare outright first.
    """
    topics = [
        t for t in list_topics(comparison, indicators, labels, places) if t.find_pairs("comparable", "with_caution")
    ]
    topics.sort(key=lambda topic: not topic.find_pairs("comparable"))
    shown = [_keep_judged(topic) for topic in topics[:PANELS_MOST]]
    canvas = Canvas(language)
    title = _title_pairs(topics, language)
    if not topics:
        return _finish_empty(canvas, title, say("pairs_subtitle", language), articles, places, remark)
    canvas.write_header(title, say("pairs_subtitle", language))
    across = min(PANEL_COLUMNS, len(shown))
    grid = [shown[start : start + across] for start in range(0, len(shown), across)]
    bar = _stretch(canvas, sum(max(len(topic.cells) for topic in row) + 2 for row in grid), BAR, 2 * BAR)
    for row in grid:
        _draw_panel_row(canvas, row, labels, across, bar, style_places(places))
    said = _say_topics(shown, labels, language)
    more = say("measures_more", language, n=len(topics) - len(shown)) if len(topics) > len(shown) else ""
    note = _compose_note([say("pairs_note", language), more, remark], language)
    source = cite(_get_compared(articles, places), language)
    return canvas.finish(note, source, compose_alt(say("pairs_alt", language), said, language))


BAR = 5.4
PANEL_GAP = 5.0


def _draw_panel_row(
    canvas: Canvas,
    row: Sequence[Topic],
    labels: pd.DataFrame,
    across: int,
    bar: float,
    styles: Mapping[str, PlaceStyle],
) -> None:
    """Draw panels side by side, their bars on one height."""
    width = (canvas.right - canvas.left - PANEL_GAP * (across - 1)) / across
    heads = [_prepare_panel_head(canvas, topic, labels, width) for topic in row]
    tall = max(len(head) + len(words) for head, words in heads) * canvas.get_leading("label", tight=True)
    for column, (topic, head) in enumerate(zip(row, heads, strict=True)):
        x = canvas.left + column * (width + PANEL_GAP)
        _write_panel_head(canvas, topic, head, x, canvas.y)
        _draw_panel(canvas, topic, x, canvas.y + tall + 1.5, width, bar, styles)
    canvas.y += tall + 1.5 + max(len(topic.cells) for topic in row) * bar + 3


def _keep_judged(topic: Topic) -> Topic:
    """Keep the places that stand in a pair that may be compared."""
    pairs = topic.find_pairs("comparable", "with_caution")
    held = {pair[side] for pair in pairs for side in ("place_a", "place_b")}
    return replace(topic, cells={place: row for place, row in topic.cells.items() if place in held}, pairs=tuple(pairs))


def _prepare_panel_head(
    canvas: Canvas, topic: Topic, labels: pd.DataFrame, width: float
) -> tuple[list[str], list[str]]:
    label = label_indicator({"indicator": topic.indicator, "school_level": topic.school_level}, labels, canvas.language)
    words = canvas.wrap(summarise_verdict(topic, canvas.language).word, width - 4, "note")
    return canvas.wrap(label, width, "label", bold=True), words


def _write_panel_head(canvas: Canvas, topic: Topic, head: tuple[list[str], list[str]], x: float, y: float) -> None:
    y += canvas.get_leading("label", tight=True) / 2
    y = canvas.write_lines(x, y, head[0], "label", tight=True, bold=True)
    _draw_verdict_mark(canvas, x + 1.1, y, summarise_verdict(topic, canvas.language).grade)
    canvas.write_lines(x + 3.4, y, head[1], "note", tight=True, colour=SECONDARY)


def _draw_panel(
    canvas: Canvas, topic: Topic, x: float, y: float, width: float, height: float, styles: Mapping[str, PlaceStyle]
) -> None:
    """Draw a panel's bars with seaborn, each with its place, value and year."""
    language = canvas.language
    cells = {place: row for place, row in topic.cells.items() if _get_anchor(row) is not None}
    texts = {place: (format_quantity(row, language), _format_year(row, language)) for place, row in cells.items()}
    names = {place: canvas.wrap(name_place(place, language), 16.5, "note") for place in cells}
    after = max(canvas.measure(v, "label", bold=True) + canvas.measure(t, "note") + 2.5 for v, t in texts.values())
    room = max(width - 17.5 - after, 8)
    values = {place: _get_anchor(row) for place, row in cells.items()}
    panel = canvas.add_panel(x + 17.5, y, room, len(cells) * height)
    data = pd.DataFrame({"place": list(values), "value": list(values.values())})
    palette = {place: styles[place].colour for place in cells}
    seaborn.barplot(
        data, x="value", y="place", hue="place", palette=palette, width=0.62, ax=panel, saturation=1, legend=False
    )
    low, high = min(0.0, *values.values()), max(0.0, *values.values())
    panel.set(xlim=(low, high if high > low else low + 1), xlabel="", ylabel="")
    scale = _Scale(*panel.get_xlim(), x + 17.5, x + 17.5 + room)
    zero = scale.find(0)
    canvas.draw_line((zero, zero), (y, y + len(cells) * height), SECONDARY, 0.7)
    for number, (bar, (place, row)) in enumerate(zip(_list_bars(panel), cells.items(), strict=True)):
        _style_bar(bar, row, styles[place], _make_id("bar", topic.indicator, topic.school_level, place))
        middle = y + (number + 0.5) * height
        canvas.write_block(x, middle, names[place], "note", colour=styles[place].text)
        value, year = texts[place]
        end = scale.find(max(values[place], 0)) + 1
        canvas.write(end, middle, value, "label", bold=True, colour=styles[place].text)
        canvas.write(end + canvas.measure(value, "label", bold=True) + 1, middle, year, "note", colour=SECONDARY)


def _list_bars(panel: Axes) -> list[Rectangle]:
    """List the bars of axes from top to bottom."""
    return sorted((bar for container in panel.containers for bar in container), key=lambda bar: bar.get_y())


def _style_bar(bar: Rectangle, row: Row, style: PlaceStyle, gid: str) -> None:
    state = get_state(row)
    bar.set_facecolor({"exact": style.colour, "approximate": _lighten(style.colour)}.get(state, "white"))
    bar.set_edgecolor(style.colour)
    bar.set_linewidth(0.8)
    bar.set_gid(gid)


def _title_pairs(topics: Sequence[Topic], language: str) -> str:
    sure = [topic for topic in topics if topic.find_pairs("comparable")]
    if not topics:
        return say("pairs_title_none", language)
    if not sure:
        return say("pairs_title_caution", language, n=len(topics))
    leaders = [leader for topic in sure if (leader := _find_leader(topic))]
    first = max(dict.fromkeys(leaders), key=leaders.count, default="")
    values = {"n": len(sure), "m": len(topics) - len(sure)}
    if not first or leaders.count(first) < 2:
        return say("pairs_title_sure", language, **values)
    return say("pairs_title_leader", language, place=name_place(first, language), k=leaders.count(first), **values)


def _find_leader(topic: Topic) -> str:
    """Return the place whose value is the highest of those that compare outright; "" where two share it."""
    gaps = [gap for pair in topic.find_pairs("comparable") if (gap := _measure_gap(topic, pair))]
    behind = {less for _, _, _, less in gaps}
    ahead = {more for _, _, more, _ in gaps} - behind
    return ahead.pop() if len(ahead) == 1 and all(gap[0] for gap in gaps) else ""
