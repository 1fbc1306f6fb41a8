"""What the texts write about: themes as a heat map, and how concrete the texts are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

import pandas as pd
import seaborn
from matplotlib.colors import LinearSegmentedColormap

from helpers.charts.canvas import Canvas, Chart
from helpers.charts.parts import (
    Group,
    Head,
    Scale,
    draw_heads,
    draw_scale,
    find_top,
    finish_empty,
    group_texts,
    make_group,
    say_group,
    write_group,
)
from helpers.charts.style import GREYS, GRID, SECONDARY, PlaceStyle, choose_ink, style_places
from helpers.charts.wording import (
    Row,
    cite,
    compose_alt,
    compose_note,
    get_compared,
    is_number,
    join,
    make_id,
    name_place,
    say,
    to_rows,
)

GREY_MAP = LinearSegmentedColormap.from_list("greys", GREYS)
COLUMNS_MOST = 9


def draw_theme_heat_map(
    themes: pd.DataFrame,
    articles: pd.DataFrame,
    labels: pd.DataFrame,
    places: Sequence[str],
    language: str,
    remark: str = "",
) -> Chart:
    """Draw the share of each text's sentences that touch a theme, in grey, texts of one place side by side.

    `themes` and `articles` are the tables of these names; `labels` is resources/themes.csv (theme, label_zh, label_en).
    Above 9 texts the sentences of each place are taken together, and at most 9 places are drawn.
    """
    canvas = Canvas(language)
    groups = _choose_groups(articles, places, language)
    shares = _tabulate_shares(themes, groups)
    names = dict(zip(labels["theme"], labels[f"label_{language}"], strict=True))
    title = _title_themes(shares, groups, names, language)
    if shares.empty:
        return finish_empty(canvas, title, say("themes_subtitle", language), articles, places, remark)
    canvas.write_header(title, say("themes_subtitle", language))
    sentences = themes.drop_duplicates("doc_id").set_index("doc_id")["total"]
    totals = [int(sentences.reindex(list(group.doc_ids), fill_value=0).sum()) for group in groups]
    _draw_heat_map(canvas, shares, groups, totals, names)
    said = [_say_leading(shares[n], group, names, language) for n, group in enumerate(groups) if shares[n].max()]
    note = compose_note([say("themes_note", language), remark], language)
    source = cite(get_compared(articles, places), language)
    return canvas.finish(note, source, compose_alt(say("themes_alt", language), said, language))


def _choose_groups(articles: pd.DataFrame, places: Sequence[str], language: str) -> list[Group]:
    texts = get_compared(articles, places)
    if len(texts) <= COLUMNS_MOST:
        return group_texts(articles, places, language)
    styles, groups = style_places(places), []
    for place in places:
        ids = tuple(text["doc_id"] for text in texts if text["place"] == place)
        count = say("texts_count", language, n=len(ids))
        if ids:
            groups.append(Group(place, count, ids, styles[place], (count,)))
    return groups[:COLUMNS_MOST]


def _tabulate_shares(themes: pd.DataFrame, groups: Sequence[Group]) -> pd.DataFrame:
    """Return shares in percent, themes by groups (numbered), the theme with the highest mean first."""
    columns = {}
    for number, group in enumerate(groups):
        own = themes[themes["doc_id"].isin(group.doc_ids)].groupby("theme", sort=False)[["sentences", "total"]].sum()
        columns[number] = (100 * own["sentences"] / own["total"]).astype(float)
    shares = pd.DataFrame(columns).fillna(0.0)
    return shares.loc[shares.mean(axis=1).sort_values(ascending=False, kind="stable").index] if len(shares) else shares


def _say_leading(shares: pd.Series, group: Group, names: Mapping[str, str], language: str) -> str:
    leading = shares.sort_values(ascending=False, kind="stable")[:3]
    said = join((f"{names.get(theme, theme)} {share:.0f}%" for theme, share in leading.items()), language)
    place = name_place(group.place, language)
    return f"{place}（{group.description}）：{said}" if language == "zh" else f"{place} ({group.description}): {said}"


def _draw_heat_map(
    canvas: Canvas, shares: pd.DataFrame, groups: Sequence[Group], totals: Sequence[int], names: Mapping[str, str]
) -> None:
    label = 34.0 if canvas.language == "zh" else 48.0
    left, cell = canvas.left + label, (canvas.right - canvas.left - label) / len(groups)
    lines = [_fit_label(canvas, names.get(theme, theme), label - 2) for theme in shares.index]
    height = max(5.4, max(len(line) * canvas.get_leading(role, tight=True) for line, role in lines) + 0.6)
    _write_heads(canvas, groups, totals, left, cell)
    panel = canvas.add_panel(left, canvas.y, cell * len(groups), height * len(shares))
    highest = shares.max(axis=1)
    seaborn.heatmap(
        shares, ax=panel, cmap=GREY_MAP, vmin=0, vmax=max(float(highest.max()), 1.0), cbar=False,
        linewidths=1.2, linecolor="white", xticklabels=False, yticklabels=False,
    )  # fmt: skip
    panel.set(xlabel="", ylabel="")
    mesh = panel.collections[0]
    mesh.set_gid("themes")
    for row, (theme, values) in enumerate(shares.iterrows()):
        y = canvas.y + (row + 0.5) * height
        canvas.write_block(canvas.left, y, lines[row][0], lines[row][1])
        for column, share in enumerate(values):
            bold = share == highest[theme] and share > 0
            ink, x = choose_ink(mesh.to_rgba(share)[:3]), left + (column + 0.5) * cell
            canvas.write(x, y, f"{share:.0f}", "label", bold=bold, colour=ink, align="center")
    for column, (before, after) in enumerate(pairwise(groups), start=1):
        if before.place != after.place:
            x = left + column * cell
            canvas.draw_line((x, x), (canvas.y, canvas.y + height * len(shares)), "white", 5)
    canvas.y += height * len(shares) + 1


def _fit_label(canvas: Canvas, label: str, width: float) -> tuple[list[str], str]:
    """Break a label into lines, in smaller type where it needs two."""
    lines = canvas.wrap(label, width)
    return (lines, "label") if len(lines) == 1 else (canvas.wrap(label, width, "note"), "note")


def _write_heads(canvas: Canvas, groups: Sequence[Group], totals: Sequence[int], left: float, cell: float) -> None:
    """Write the places over their texts, and each text's kind, year and number of sentences."""
    starts = [n for n, group in enumerate(groups) if not n or group.place != groups[n - 1].place]
    heads = []
    for n in starts:
        width = sum(group.place == groups[n].place for group in groups) * cell
        heads.append(Head(groups[n].place, left + n * cell + 0.4, width - 1.2, groups[n].style))
    draw_heads(canvas, heads)
    small, most = canvas.get_leading("note", tight=True), 0
    for n, (group, total) in enumerate(zip(groups, totals, strict=True)):
        said = say("sentences", canvas.language, n=total)
        parts = [part for part in group.details if canvas.fits(part, cell - 1.5, "note")]
        parts.append(said if canvas.fits(said, cell - 1.5, "note") else f"n={total}")
        lines = [line for part in parts for line in canvas.wrap(part, cell - 1.5, "note")]
        canvas.write_lines(left + n * cell + 0.6, canvas.y + small / 2, lines, "note", tight=True, colour=SECONDARY)
        most = max(most, len(lines))
    canvas.y += most * small + 0.8


def _title_themes(shares: pd.DataFrame, groups: Sequence[Group], names: Mapping[str, str], language: str) -> str:
    """Name the theme that each text touches most often, in one phrase where they agree."""
    if shares.empty or not shares.to_numpy().any():
        return say("themes_title_empty", language)
    leading = [[f"“{names.get(theme, theme)}”" for theme in _find_leading(shares[n])] for n in shares.columns]
    listed = [theme for themes in leading for theme in themes]
    common = max(dict.fromkeys(listed), key=listed.count)
    if len(groups) == 1:
        place, share = name_place(groups[0].place, language), f"{shares[0].max():.0f}"
        return say("themes_title_single", language, place=place, theme=join(leading[0], language), share=share)
    tied = say("tied", language) if any(common in themes and len(themes) > 1 for themes in leading) else ""
    values = {"n": len(groups), "k": listed.count(common), "theme": common + tied}
    if values["k"] == len(groups):
        return say("themes_title_same", language, **values)
    others = dict.fromkeys(theme for themes in leading if common not in themes for theme in themes)
    if len(others) <= 2:
        return say("themes_title_most", language, others=join(others, language), **values)
    return say("themes_title_many", language, n=len(groups), k=len(set(listed)))


def _find_leading(shares: pd.Series) -> list[str]:
    """List the themes with the highest share."""
    return [str(theme) for theme, share in shares.items() if share == shares.max()]


# --- concreteness ------------------------------

MEASURES = (
    ("per_1000", "per_1000_low", "per_1000_high", 1.0),
    ("share", "share_low", "share_high", 100.0),
    ("planned_share", "planned_low", "planned_high", 100.0),
)
LINE = 9.5


def draw_concreteness(
    concreteness: pd.DataFrame, articles: pd.DataFrame, places: Sequence[str], language: str, remark: str = ""
) -> Chart:
    """Draw how concrete each text is, as dots with their 95 % intervals.

    Three scales: quantities for every 1,000 characters, sentences with a quantity (%), planned among stated quantities
    (%). `concreteness` and `articles` are the tables of these names; at most 12 texts are drawn.
    """
    texts = {text["doc_id"]: text for text in get_compared(articles, places)}
    rows = [row for doc_id in texts for row in to_rows(concreteness[concreteness["doc_id"] == doc_id])][:12]
    canvas = Canvas(language)
    title = _title_concreteness(rows, language)
    if not rows:
        return finish_empty(canvas, title, say("concrete_subtitle", language), articles, places, remark)
    canvas.write_header(title, say("concrete_subtitle", language))
    styles = style_places(places)
    groups = [make_group(texts[row["doc_id"]], styles[row["place"]], language) for row in rows]
    _draw_measures_of_texts(canvas, rows, groups)
    said = [
        say_group(
            group,
            say("concrete_said", language, n=f"{row['per_1000']:.1f}", share=f"{100 * row['share']:.0f}"),
            language,
        )
        for row, group in zip(rows, groups, strict=True)
    ]
    note = compose_note([say("concrete_note", language), remark], language)
    source = cite(texts.values(), language)
    return canvas.finish(note, source, compose_alt(say("concrete_alt", language), said, language))


LABEL = 43.0
SCALE_GAP = 7.0


def _draw_measures_of_texts(canvas: Canvas, rows: Sequence[Row], groups: Sequence[Group]) -> None:
    """Write the heads of the three scales and the texts, and draw the values."""
    width = (canvas.right - canvas.left - LABEL - 2 * SCALE_GAP - 3) / 3
    lefts = [canvas.left + LABEL + number * (width + SCALE_GAP) for number in range(3)]
    heads = [canvas.wrap(say(f"concrete_{name}", canvas.language), width + 4, bold=True) for name, *_ in MEASURES]
    step = canvas.get_leading("label", tight=True)
    for left, head in zip(lefts, heads, strict=True):
        canvas.write_lines(left, canvas.y + step / 2, head, tight=True, bold=True)
    top = y = canvas.y + max(map(len, heads)) * step + 1.5
    middles = []
    for group in groups:
        below = max(write_group(canvas, group, LABEL - 3, y), y + LINE) + 0.6
        middles.append((y + below) / 2 + 1)
        canvas.draw_line((canvas.left, canvas.right), (below - 0.3, below - 0.3), GRID, 0.5, behind=True)
        y = below
    for left, measure in zip(lefts, MEASURES, strict=True):
        box = (left, top, width, y - top)
        _draw_intervals(canvas, rows, measure, box, middles, [group.style for group in groups])
    canvas.y = y + canvas.get_leading("note") + 1.5


def _draw_intervals(
    canvas: Canvas,
    rows: Sequence[Row],
    measure: tuple[str, str, str, float],
    box: tuple[float, float, float, float],
    middles: Sequence[float],
    styles: Sequence[PlaceStyle],
) -> None:
    """Draw one measure of all texts in a box (mm): a dot and a line for its interval, with the value above it."""
    name, low, high, factor = measure
    left, top, width, tall = box
    ends = [factor * float(row[high]) for row in rows if is_number(row[high]) and is_number(row[name])]
    limit = find_top(ends or [1.0])
    scale = Scale(0, min(limit, 100.0) if factor == 100 else limit, left, left + width)
    draw_scale(canvas, scale, top, top + tall, "%" if factor == 100 else "")
    panel = canvas.add_panel(left, top, width, tall)
    panel.set(xlim=(scale.low, scale.high), ylim=(top + tall, top))
    for row, y, style in zip(rows, middles, styles, strict=True):
        if not is_number(row[name]):
            canvas.write(left + 1, y, say("not_mentioned", canvas.language), colour=SECONDARY)
            continue
        value = factor * float(row[name])
        gid = make_id("dot", name, row["doc_id"])
        panel.plot([factor * float(row[low]), factor * float(row[high])], [y, y], color=style.colour, linewidth=1.6)
        panel.plot([value], [y], style.marker, markersize=6, color=style.colour, clip_on=False, gid=gid)
        text = f"{value:.1f}" if factor == 1 else f"{value:.0f}%"
        half = canvas.measure(text, "note", bold=True) / 2
        x = min(max(scale.find(value), left + half), left + width + 3 - half)
        canvas.write(x, y - 3.1, text, "note", bold=True, colour=style.text, align="center", halo=True)


def _title_concreteness(rows: Sequence[Row], language: str) -> str:
    """Name the text with the most quantities if its interval lies above all others, else say that none stands out."""
    if not rows:
        return say("concrete_title_empty", language)
    first, *others = sorted(rows, key=lambda row: -float(row["per_1000"]))
    values = {"place": name_place(first["place"], language), "n": f"{first['per_1000']:.0f}"}
    if not others:
        return say("concrete_title_single", language, **values)
    if all(float(first["per_1000_low"]) > float(row["per_1000_high"]) for row in others):
        return say("concrete_title_clear", language, **values)
    least = f"{min(float(row['per_1000']) for row in rows):.0f}"
    return say("concrete_title_range", language, low=least, high=values["n"], k=len(rows))
