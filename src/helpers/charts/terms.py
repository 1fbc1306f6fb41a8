"""Which words the texts use: bars of terms, keyness with counts, and word clouds beside bars."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
from matplotlib import font_manager

from helpers.charts.canvas import Canvas, Chart
from helpers.charts.fonts import find_families, get_properties
from helpers.charts.house import get_house, style_places
from helpers.charts.parts import Head, Scale, draw_heads, finish, finish_empty
from helpers.charts.style import MM_PER_POINT, SECONDARY, SIZES, PlaceStyle
from helpers.charts.witness import Witness
from helpers.charts.wording import (
    COMMA,
    Row,
    bind,
    count_places,
    get_compared,
    join,
    make_id,
    name_place,
    say,
    say_item,
    to_rows,
)

PLACES_MOST = 8
ACROSS = 4
COLUMN = 36.0  # mm at least, for a term of nine characters in two lines
GAP = 5.0
ROW = 6.4
GLOSSED_ROW = 7.8  # a term with its gloss above it


@dataclass(frozen=True)
class _Bar:
    """One term of a place: the length of its bar in data units, and the words behind it."""

    term: str
    value: float
    said: str
    found: Row | None = None  # where the term first stands in the place's texts


class _Finder:
    """Finds where terms stand in the texts of a place."""

    def __init__(self, articles: pd.DataFrame, places: Sequence[str], sentences: pd.DataFrame | None) -> None:
        self.witness, self.doc_ids = Witness(sentences), {place: [] for place in places}
        for text in get_compared(articles, places):
            self.doc_ids[text["place"]].append(text["doc_id"])

    def find(self, place: str, term: str) -> Row | None:
        return self.witness.find_term(self.doc_ids[place], term)

    def make_bar(self, place: str, term: str, value: float, said: str) -> _Bar:
        return _Bar(term, float(value), said, self.find(place, term))


def draw_keyness(
    keyness: pd.DataFrame,
    articles: pd.DataFrame,
    places: Sequence[str],
    language: str,
    glosses: Mapping[str, str] | None = None,
    top: int = 6,
    remark: str = "",
    sentences: pd.DataFrame | None = None,
) -> Chart:
    """Draw each place's most typical terms as bars of z, with the counts here and elsewhere behind them.

    `keyness` and `articles` are the tables of these names; `glosses` maps terms to English. Only terms with z above 0
    are drawn, at most `top` for each of at most 8 places, all bars on one scale. A bar leads to the first of
    `sentences` (doc_id, start, text) that holds the term.
    """
    typical, finder = keyness[keyness["z"] > 0], _Finder(articles, places, sentences)
    bars = {
        place: [
            finder.make_bar(place, row["term"], row["z"], f"{row['count']} : {row['count_elsewhere']}")
            for row in _rank(typical[typical["place"] == place], "z", top)
        ]
        for place in places[:PLACES_MOST]
    }
    return _finish_bars(bars, articles, places, language, "keyness", glosses or {}, remark)


def draw_terms(
    rates: pd.DataFrame,
    articles: pd.DataFrame,
    places: Sequence[str],
    language: str,
    glosses: Mapping[str, str] | None = None,
    top: int = 8,
    remark: str = "",
    sentences: pd.DataFrame | None = None,
) -> Chart:
    """Draw each place's most frequent terms as bars of their rate, with the counts behind them.

    `rates` has the columns place, term, count, per_1000 (occurrences per 1,000 words of the place's texts); `articles`
    is the table of this name; `glosses` maps terms to English. A bar leads to the first of `sentences` (doc_id, start,
    text) that holds the term.
    """
    finder = _Finder(articles, places, sentences)
    bars = {place: _list_rates(rates, place, top, finder) for place in places[:PLACES_MOST]}
    return _finish_bars(bars, articles, places, language, "terms", glosses or {}, remark)


def _rank(frame: pd.DataFrame, column: str, top: int) -> list[Row]:
    return to_rows(frame.sort_values([column, "count", "term"], ascending=[False, False, True]).head(top))


def _list_rates(rates: pd.DataFrame, place: str, top: int, finder: _Finder) -> list[_Bar]:
    rows = _rank(rates[rates["place"] == place], "per_1000", top)
    said = "{per_1000:.1f} ({count})"
    return [finder.make_bar(place, row["term"], row["per_1000"], said.format_map(row)) for row in rows]


def _finish_bars(
    bars: Mapping[str, Sequence[_Bar]],
    articles: pd.DataFrame,
    places: Sequence[str],
    language: str,
    form: str,
    glosses: Mapping[str, str],
    remark: str,
) -> Chart:
    """Draw columns of bars for the places that have any, and finish the chart."""
    held = {place: own for place, own in bars.items() if own}
    canvas = Canvas(language)
    title, subtitle = _title_terms(held, language, form, glosses), say(f"{form}_subtitle", language)
    canvas.write_header(title, subtitle)
    if not held:
        return finish_empty(canvas, articles, places, remark)
    styles = style_places(places)
    longest = max(bar.value for own in held.values() for bar in own)
    across = min(ACROSS, len(held), int((canvas.right - canvas.left) / COLUMN / get_house().size))
    names = list(held)
    for start in range(0, len(names), across):
        row = {place: held[place] for place in names[start : start + across]}
        _draw_columns(canvas, row, across, longest, styles, form, glosses)
    notes, shown = [say(f"{form}_note", language), remark], get_compared(articles, places)
    return finish(canvas, notes, articles, shown, say(f"{form}_alt", language), _say_bars(held, language))


def _say_bars(bars: Mapping[str, Sequence[_Bar]], language: str) -> list[str]:
    said = {place: join((f"{bar.term} {bar.said}" for bar in own[:4]), language) for place, own in bars.items()}
    return [say_item(name_place(place, language), words, language) for place, words in said.items()]


def _draw_columns(
    canvas: Canvas,
    bars: Mapping[str, Sequence[_Bar]],
    across: int,
    longest: float,
    styles: Mapping[str, PlaceStyle],
    form: str,
    glosses: Mapping[str, str],
) -> None:
    """Draw places side by side: name, then a bar for each term."""
    width = (canvas.right - canvas.left - GAP * (across - 1)) / across
    lefts = {place: canvas.left + number * (width + GAP) for number, place in enumerate(bars)}
    draw_heads(canvas, [Head(place, left, width, styles[place]) for place, left in lefts.items()])
    for place, own in bars.items():
        _draw_bars(canvas, own, lefts[place], width, longest, styles[place], glosses, make_id(form, place))
    canvas.y += max(map(len, bars.values())) * _find_row(canvas.language, glosses) + 3


def _find_row(language: str, glosses: Mapping[str, str]) -> float:
    return GLOSSED_ROW if language == "en" and glosses else ROW


def _draw_bars(
    canvas: Canvas,
    bars: Sequence[_Bar],
    left: float,
    width: float,
    longest: float,
    style: PlaceStyle,
    glosses: Mapping[str, str],
    gid: str,
) -> None:
    """Draw one place's bars on axes of their own, the terms before them and their counts behind."""
    label = width * (0.42 if canvas.language == "zh" else 0.5)
    room = width - label - max(canvas.measure(bar.said, "note") for bar in bars) - 2
    scale = Scale(0, longest, left + label, left + label + max(room, 3))
    height = _find_row(canvas.language, glosses)
    panel = canvas.add_panel(scale.left, canvas.y, scale.right - scale.left, len(bars) * height)
    panel.set(xlim=(0, longest), ylim=(len(bars), 0))
    drawn = panel.barh([n + 0.5 for n in range(len(bars))], [bar.value for bar in bars], 0.62, color=style.colour)
    for number, (bar, rectangle) in enumerate(zip(bars, drawn, strict=True)):
        rectangle.set_gid(f"{gid}-{number}")
        if bar.found:
            canvas.link(rectangle, bar.found, *gid.split("-", 1), number)
        y = canvas.y + (number + 0.5) * height
        _write_term(canvas, bar.term, scale.left - 1.2, y, label - 1.2, glosses)
        canvas.write(scale.find(bar.value) + 1.2, y, bar.said, "note", colour=SECONDARY)


def _write_term(canvas: Canvas, term: str, right: float, y: float, width: float, glosses: Mapping[str, str]) -> None:
    """Write a term ending at `right`; in English its gloss above it where there is one."""
    gloss = glosses.get(term, "") if canvas.language == "en" else ""
    lines = [*canvas.wrap(gloss, width, "note"), *canvas.wrap(term, width, "note" if gloss else "label")]
    role = "note" if gloss or len(lines) > 1 else "label"
    canvas.write_block(right, y, lines[:2] if gloss else lines, role, align="right")


def _title_terms(bars: Mapping[str, Sequence[_Bar]], language: str, form: str, glosses: Mapping[str, str]) -> str:
    """Name each place's first term; above four different ones, how many there are."""
    if not bars:
        return say(f"{form}_title_empty", language)
    firsts: dict[str, list[str]] = {}
    for place, own in bars.items():
        leading = [
            f"“{glosses.get(bar.term, bar.term) if language == 'en' else bar.term}”"
            for bar in own
            if bar.value == own[0].value
        ]
        said = join(leading[:2], language) + (say("and_others", language) if len(leading) > 2 else "")
        firsts.setdefault(said, []).append(name_place(place, language))
    places = count_places(len(bars), language)
    if len(firsts) == 1 and len(bars) > 1:
        return say(f"{form}_title_same", language, places=places, term=next(iter(firsts)))
    if len(firsts) > 4:
        return say(f"{form}_title_many", language, places=places, n=len(firsts))
    said = [bind(say("term_of", language, place=join(names, language), term=term)) for term, names in firsts.items()]
    return say(f"{form}_title_each", language, items=COMMA[language].join(said))


# --- word clouds ------------------------------

CLOUD_TERMS = 28
CLOUD_BARS = 5
DOTS = 10  # per mm: the grid on which the words are laid out
SEED = 2024
LEAST = SIZES["note"]  # pt: a smaller word would not be read
FILL = 0.46  # share of a cloud's area that its words may take up


@dataclass(frozen=True)
class _Word:
    """A word of a cloud: size in dots, and the left end of its baseline in dots from the cloud's upper left corner."""

    term: str
    size: int
    x: float
    y: float


def draw_word_clouds(
    rates: pd.DataFrame,
    articles: pd.DataFrame,
    places: Sequence[str],
    language: str,
    glosses: Mapping[str, str] | None = None,
    remark: str = "",
    sentences: pd.DataFrame | None = None,
) -> Chart:
    """Draw a cloud of each place's terms, the area of a word by its rate on one scale for all, with bars below it.

    `rates` has the columns place, term, count, per_1000 (occurrences per 1,000 words of the place's texts); `articles`
    is the table of this name; `glosses` maps terms to English. At most 28 terms of at most 8 places; terms too rare to
    be read at this scale are left out, the same for all places. A word leads to the first of `sentences` (doc_id,
    start, text) that holds it.
    """
    finder = _Finder(articles, places, sentences)
    ranked = {place: _rank(rates[rates["place"] == place], "per_1000", CLOUD_TERMS) for place in places[:PLACES_MOST]}
    ranked = {place: rows for place, rows in ranked.items() if rows}
    canvas = Canvas(language)
    bars = {place: _list_rates(rates, place, CLOUD_BARS if len(ranked) <= ACROSS else 3, finder) for place in ranked}
    title = _title_terms(bars, language, "terms", glosses or {})
    canvas.write_header(title, say("clouds_subtitle", language))
    if not ranked:
        return finish_empty(canvas, articles, places, remark)
    styles, names = style_places(places), list(ranked)
    across = min(ACROSS, len(names)) if len(names) != 5 else 3
    width = (canvas.right - canvas.left - GAP * (across - 1)) / across
    height = min(62.0, max(46.0, width * 1.1)) if len(names) <= across else 44.0
    clouds, least = lay_out_clouds({p: {r["term"]: r["per_1000"] for r in ranked[p]} for p in names}, width, height)
    longest = max(bar.value for own in bars.values() for bar in own)
    for start in range(0, len(names), across):
        row = names[start : start + across]
        lefts = {place: canvas.left + n * (width + GAP) for n, place in enumerate(row)}
        draw_heads(canvas, [Head(place, left, width, styles[place]) for place, left in lefts.items()])
        for place in row:
            found = {word.term: finder.find(place, word.term) for word in clouds[place]}
            _draw_cloud(canvas, clouds[place], lefts[place], styles[place], make_id("cloud", place), found)
        canvas.y += height + 1.5
        for place in row:
            gid = make_id("bars", place)
            _draw_bars(canvas, bars[place], lefts[place], width, longest, styles[place], glosses or {}, gid)
        canvas.y += max(len(bars[place]) for place in row) * _find_row(language, glosses or {}) + 2.5
    notes, shown = [say("clouds_note", language, least=f"{least:.1f}"), remark], get_compared(articles, places)
    return finish(canvas, notes, articles, shown, say("clouds_alt", language), _say_bars(bars, language))


def lay_out_clouds(
    rates: Mapping[str, Mapping[str, float]], width: float, height: float
) -> tuple[dict[str, list[_Word]], float]:
    """Lay out a cloud for each place in a box of width by height mm, the areas of all words on one scale.

    wordcloud silently shrinks a word that does not fit: the sizes that it used are compared with those wished, and all
    clouds are tried again on a smaller scale until they agree. Returns the words and the least rate that is shown.
    """
    need = max(sum(rate * len(term) for term, rate in own.items()) for own in rates.values())
    widest = max(rate * len(term) ** 2 for own in rates.values() for term, rate in own.items())
    scale = min(math.sqrt(FILL * width * height / need), 0.97 * width / math.sqrt(widest))
    while True:
        least = (LEAST * MM_PER_POINT / scale) ** 2
        kept = {place: {t: r for t, r in own.items() if r >= least} for place, own in rates.items()}
        clouds = {place: _lay_out_cloud(own, scale, width, height) for place, own in kept.items()}
        if all(cloud is not None for cloud in clouds.values()):
            return clouds, min((rate for own in kept.values() for rate in own.values()), default=least)
        scale *= 0.95


def _lay_out_cloud(rates: Mapping[str, float], scale: float, width: float, height: float) -> list[_Word] | None:
    """Lay out one cloud; None where a word did not fit at its size (mm per root of its rate)."""
    from PIL import ImageFont
    from wordcloud import WordCloud

    sizes = {term: round(scale * math.sqrt(rate) * DOTS) for term, rate in rates.items()}
    if not sizes:
        return []
    path = font_manager.findfont(font_manager.FontProperties(family=find_families("zh")[0]))
    cloud = WordCloud(
        font_path=path,
        width=round(width * DOTS),
        height=round(height * DOTS),
        margin=6,
        prefer_horizontal=1,
        relative_scaling=1,
        min_font_size=1,
        max_font_size=max(sizes.values()),
        max_words=len(sizes),
        random_state=SEED,
        collocations=False,
    ).generate_from_frequencies(dict(sorted(sizes.items(), key=lambda item: (-item[1], item[0]))))
    used = {term: size for (term, _), size, *_ in cloud.layout_}
    if used != sizes:
        return None
    words = []
    for (term, _), size, (row, column), *_ in cloud.layout_:
        left, top, _, _ = ImageFont.truetype(path, size).getbbox(term, anchor="ls")
        words.append(_Word(term, size, column - left, row - top))
    return words


def _draw_cloud(
    canvas: Canvas, words: Sequence[_Word], left: float, style: PlaceStyle, gid: str, found: Mapping[str, Row | None]
) -> None:
    for number, word in enumerate(words):
        size = word.size / DOTS / MM_PER_POINT
        artist = canvas.write(left + word.x / DOTS, canvas.y, word.term, colour=style.text, gid=f"{gid}-{number}")
        if row := found[word.term]:
            canvas.link(artist, row, *gid.split("-", 1), number)
        artist.set_position((left + word.x / DOTS, canvas.y + word.y / DOTS))
        artist.set_fontproperties(get_properties(word.term, "zh", size, bold=False))
