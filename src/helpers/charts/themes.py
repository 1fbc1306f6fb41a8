"""What the texts write about: themes as a heat map."""

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
    draw_heads,
    finish,
    finish_empty,
    group_texts,
    say_group,
)
from helpers.charts.style import GREYS, SECONDARY, choose_ink
from helpers.charts.witness import Witness
from helpers.charts.wording import (
    get_compared,
    join,
    name_place,
    say,
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
    sentences: pd.DataFrame | None = None,
) -> Chart:
    """Draw the share of each text's sentences that touch a theme, in grey, texts of one place side by side.

    `themes` and `articles` are the tables of these names; `labels` is resources/themes.csv (theme, label_zh, label_en).
    Above 9 texts the sentences of each place are taken together, and at most 9 places are drawn. A share leads to the
    first of `sentences` (doc_id, start, text, themes) that touches the theme.
    """
    canvas = Canvas(language)
    groups = group_texts(articles, places, language, COLUMNS_MOST)[:COLUMNS_MOST]
    shares = _tabulate_shares(themes, groups)
    names = dict(zip(labels["theme"], labels[f"label_{language}"], strict=True))
    title = _title_themes(shares, groups, names, language)
    canvas.write_header(title, say("themes_subtitle", language))
    if shares.empty:
        return finish_empty(canvas, articles, places, remark)
    counted = themes.drop_duplicates("doc_id").set_index("doc_id")["total"]
    totals = [int(counted.reindex(list(group.doc_ids), fill_value=0).sum()) for group in groups]
    _draw_heat_map(canvas, shares, groups, totals, names, Witness(sentences))
    said = [_say_leading(shares[n], group, names, language) for n, group in enumerate(groups) if shares[n].max()]
    notes, shown = [say("themes_note", language), remark], get_compared(articles, places)
    return finish(canvas, notes, articles, shown, say("themes_alt", language), said)


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
    return say_group(group, said, language)


def _draw_heat_map(
    canvas: Canvas,
    shares: pd.DataFrame,
    groups: Sequence[Group],
    totals: Sequence[int],
    names: Mapping[str, str],
    witness: Witness,
) -> None:
    label = 34.0 if canvas.language == "zh" else 48.0
    left, cell = canvas.left + label, (canvas.right - canvas.left - label) / len(groups)
    lines = [canvas.fit_label(names.get(theme, theme), label - 2, most=1) for theme in shares.index]
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
            said = canvas.write(x, y, f"{share:.0f}", "label", bold=bold, colour=ink, align="center")
            if share > 0 and (found := witness.find_theme(groups[column].doc_ids, str(theme))):
                canvas.link(said, found, "theme", theme, groups[column].place)
    for column, (before, after) in enumerate(pairwise(groups), start=1):
        if before.place != after.place:
            x = left + column * cell
            canvas.draw_line((x, x), (canvas.y, canvas.y + height * len(shares)), "white", 5)
    canvas.y += height * len(shares) + 1


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
    leading = [
        [f"“{names.get(theme, theme)}”" for theme in shares.index[shares[n] == shares[n].max()]] for n in shares.columns
    ]
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
