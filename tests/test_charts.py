"""Tests of the chart forms on invented tables; no figure is compared with a stored picture."""

import logging
import re
from collections import Counter
from dataclasses import replace
from functools import lru_cache
from itertools import combinations, product
from pathlib import Path

import matplotlib as mpl
import numpy as np
import pytest
from invented import (
    GLOSSES,
    LABELS,
    MEASURE_LABELS,
    NAMES,
    THEMES,
    WORLDS,
    make_comparison,
    make_row,
    make_world,
)
from matplotlib.text import Text

from helpers import charts
from helpers.charts.export import render
from helpers.charts.fonts import _find_face
from helpers.charts.style import DPI, LANGUAGES, get_contrast
from helpers.storage.messages import InputError
from helpers.storage.resources import read_resource
from helpers.storage.tables import make_table


def list_verdicts(world):
    return world.comparison, world.indicators, world.articles, LABELS, world.places


FORMS = {
    "quality": lambda w, lang: charts.draw_number_quality(w.observations, w.articles, w.places, lang),
    "damage": lambda w, lang: charts.draw_damage_strip(w.texts, w.slots, w.articles, w.places, lang),
    "matrix": lambda w, lang: charts.draw_comparability_matrix(*list_verdicts(w), lang),
    "rates": lambda w, lang: charts.draw_shared_rates(*list_verdicts(w), lang),
    "counts": lambda w, lang: charts.draw_counts(*list_verdicts(w), lang, "groups"),
    "pairs": lambda w, lang: charts.draw_pairs(*list_verdicts(w), lang),
    "measures": lambda w, lang: charts.draw_measures(w.measures, w.articles, MEASURE_LABELS, w.places, lang),
    "themes": lambda w, lang: charts.draw_theme_heat_map(w.themes, w.articles, THEMES, w.places, lang),
    "keyness": lambda w, lang: charts.draw_keyness(w.keyness, w.articles, w.places, lang, GLOSSES),
    "terms": lambda w, lang: charts.draw_terms(w.rates, w.articles, w.places, lang, GLOSSES),
    "clouds": lambda w, lang: charts.draw_word_clouds(w.rates, w.articles, w.places, lang, GLOSSES),
}  # fmt: skip
# Every world once, two of them in both languages; all in both where there is time.
QUICK = [
    ("two", "zh"),
    ("two", "en"),
    ("eight", "zh"),
    ("eight", "en"),
    ("one", "zh"),
    ("five", "en"),
    ("twelve", "en"),
]
QUICK += [("none comparable", "en"), ("all lost", "zh"), ("bounds only", "en"), ("empty", "zh"), ("corrected", "en")]
REST = [case for case in product(WORLDS, LANGUAGES) if case not in QUICK]
CASES = [(form, *case) for form in FORMS for case in QUICK]
SLOW = [pytest.param((form, *case), marks=pytest.mark.slow) for form in FORMS for case in REST]


@lru_cache(maxsize=8)  # all of them would take gigabytes
def draw(form, world, language):
    return FORMS[form](WORLDS[world], language)


@pytest.fixture
def chart(request):
    return draw(*request.param)


each_chart = pytest.mark.parametrize("chart", [*CASES, *SLOW], indirect=True, ids="-".join)


def list_texts(chart):
    return [text for text in chart.figure.findobj(Text) if text.get_text().strip() and text.get_visible()]


def check_words(chart):
    """Assert that a chart's words are there and whole."""
    assert chart.title
    assert chart.source
    assert chart.subtitle
    assert 30 <= len(chart.alt) <= 400, chart.alt
    for words in (chart.title, chart.subtitle, chart.note, chart.source, chart.alt):
        assert not re.search(r"[{}]|\bNone\b(?! of)|\bnan\b|<NA>|  ", words), words


def find_faults(chart):
    """List what is wrong with a chart's texts: too small, in no font, cut off, or over another text."""
    width, height = chart.figure.get_size_inches() * chart.figure.dpi
    faults, boxes = [], []
    for text in list_texts(chart):
        words, box = text.get_text(), text.get_window_extent()
        families, bold = tuple(text.get_fontfamily()), text.get_weight() == "bold"
        faults += [f"{c!r} of {words!r} is in no font" for c in words if _find_face(c, families, bold) == len(families)]
        if text.get_size() < 7.4:
            faults.append(f"{words!r} is {text.get_size()} pt")
        # An opening mark may hang out of the line by half an em, a closing one has half an em of air behind it.
        if box.x0 < -20 or box.x1 > width + 20 or box.y0 < 0 or box.y1 > height:
            faults.append(f"{words!r} is cut off")
        boxes.append((words, box))
    for (first, a), (second, b) in combinations(boxes, 2):
        beside = a.x1 - b.x0 < 3 or b.x1 - a.x0 < 3
        if not beside and a.y1 - b.y0 > 0.3 * a.height and b.y1 - a.y0 > 0.3 * b.height:
            faults.append(f"{first!r} and {second!r} overlap")
    return faults


@pytest.mark.parametrize("form", FORMS)
def test_every_form_gives_the_same_bytes_twice(form):
    first, second = (FORMS[form](WORLDS["two"], "zh") for _ in range(2))
    for kind in ("png", "svg", "pdf") if form == "matrix" else ("png", "svg"):
        assert render(first, kind) == render(second, kind)


# --- true to its sources ------------------------------


def list_cited(chart):
    """The numbers in brackets of the line of sources that is drawn."""
    words = "".join(t.get_text() for t in list_texts(chart)).partition(
        "资料来源" if chart.language == "zh" else "Sources"
    )
    numbers = set()
    for first, last in re.findall(r"\[(\d+)\](?:–\[(\d+)\])?", words[2]):
        numbers |= set(range(int(first), int(last or first) + 1))
    return numbers


@each_chart
def test_a_chart_states_its_finding_in_whole_legible_words_and_cites_the_texts_that_it_shows(chart, caplog):
    check_words(chart)
    with caplog.at_level(logging.WARNING):
        chart.figure.draw_without_rendering()
    assert not caplog.records
    assert int(chart.figure.get_size_inches()[0] * DPI) == 1842
    assert find_faults(chart) == []
    shown = {mark.doc_id for mark in chart.marks} - {"corrections"}
    assert not shown or shown <= set(chart.doc_ids)
    assert len(re.findall(r"\[\d+\]", chart.source)) == len(chart.doc_ids)
    assert list_cited(chart) == {int(n) for n in re.findall(r"\[(\d+)\]", chart.source)}


@pytest.mark.parametrize("form", ["rates", "counts", "pairs", "matrix", "measures", "quality"])
@pytest.mark.parametrize("world", ["two", "eight", "corrected"])
def test_each_mark_names_its_row_and_links_to_it(form, world):
    chart = draw(form, world, "zh")
    found = find(chart, "")
    assert chart.marks
    for mark in chart.marks:
        assert mark.mark.endswith(make_id(mark.doc_id, mark.start))
        assert found[mark.mark].get_url() == f"../reports/report_zh.html#{mark.doc_id}:{mark.start}"
    if form not in ("quality",):
        assert {mark.doc_id for mark in chart.marks} - {"corrections"} == set(chart.doc_ids)


# --- the values that are drawn are the table's ------------------------------


def find(chart, prefix):
    """The artists whose id starts with a word, by their id."""
    found = {}
    for artist in chart.figure.findobj(lambda a: str(a.get_gid() or "").startswith(prefix)):
        found.setdefault(artist.get_gid(), artist)
    return found


def make_id(*parts):
    return "-".join(re.sub(r"[^\w.]+", "_", str(part)) for part in parts)


def name_mark(row, *parts):
    """The id of the mark of a row."""
    return make_id(*parts, row["doc_id"], row["start"])


def read_quality(chart):
    return Counter((gid.split("-")[1], gid.split("-", 3)[3]) for gid in find(chart, "square-"))


def expect_quality(world):
    counts = Counter()
    for row in world.observations.to_dict("records"):
        state = "exact" if row["qualifier"] == "exact" else "approximate"
        state = {"planned": "planned"}.get(row["status"], state)
        state = {"digits_lost": "lost"}.get(row["damage"], state)
        counts[state, name_mark(row)] += 1
    return counts


def read_damage(chart):
    """Positions of the lost numbers, in units of the distance of the first two."""
    xs = {gid: artist.get_xdata()[0] for gid, artist in find(chart, "slot-").items()}
    first, second = sorted(xs.values())[:2]
    return {gid: round((x - first) / (second - first), 6) for gid, x in xs.items()}


def expect_damage(world):
    lost = world.slots[world.slots["kind"] == "number"]
    first, second = sorted(lost["start"])[:2]
    return {
        name_mark(row, "slot"): round((row["start"] - first) / (second - first), 6) for row in lost.to_dict("records")
    }


def list_actual(world, *indicators):
    rows = world.indicators[world.indicators["indicator"].isin(indicators) & (world.indicators["status"] == "actual")]
    return rows[rows["damage"] == "none"].to_dict("records")


def read_rates(chart):
    return {
        gid: float(artist.get_xdata()[0])
        for gid, artist in find(chart, "mark-").items()
        if hasattr(artist, "get_xdata")
    }


def expect_rates(world):
    rates = ("net", "media", "rooms", "retention")
    places = world.indicators.groupby("indicator")["place"].nunique()
    rows = list_actual(world, *(rate for rate in rates if places[rate] > 1))
    return {name_mark(r, "mark", r["indicator"], r["school_level"], r["place"]): r["value"] for r in rows}


def expect_counts(world):
    rows = world.indicators[world.indicators["indicator"].isin(["groups", "alliances"])].to_dict("records")
    return {name_mark(r, "mark", r["indicator"], r["school_level"], r["place"]): r["value"] for r in rows}


def read_bars(prefix):
    return lambda chart: {gid: round(float(bar.get_width()), 6) for gid, bar in find(chart, prefix).items()}


def expect_pairs(world):
    judged = world.comparison[world.comparison["grade"] != "not_comparable"]
    held = {(r.indicator, place) for r in judged.itertuples() for place in (r.place_a, r.place_b)}
    rows = [r for r in list_actual(world, *LABELS["id"]) if (r["indicator"], r["place"]) in held]
    return {name_mark(r, "bar", r["indicator"], r["school_level"], r["place"]): round(r["value"], 6) for r in rows}


def read_measures(chart):
    return {gid: mark.get_fillstyle() for gid, mark in find(chart, "measure-").items()}


def expect_measures(world):
    styles = {"adopted": "full", "pilot": "left", "planned": "none"}
    rows = world.measures[world.measures["status"] != "not_mentioned"].to_dict("records")
    return {name_mark(row, "measure", row["measure"], row["place"]): styles[row["status"]] for row in rows}


def read_themes(chart):
    return [[round(float(v), 6) for v in row] for row in find(chart, "themes")["themes"].get_array()]


def expect_themes(world):
    shares = world.themes.pivot(index="theme", columns="place", values="share")[world.places] * 100
    order = shares.mean(axis=1).sort_values(ascending=False, kind="stable").index
    return [[round(float(v), 6) for v in row] for row in shares.loc[order].to_numpy()]


def rank(frame, column, top, prefix):
    """The first bars of each place, numbered from the top."""
    bars = {}
    for place, own in frame.groupby("place", sort=False):
        for number, value in enumerate(own[column].astype(float).nlargest(top)):
            bars[make_id(prefix, place, number)] = round(value, 6)
    return bars


def expect_keyness(world):
    return rank(world.keyness, "z", 6, "keyness")


def expect_terms(world):
    return rank(world.rates, "per_1000", 8, "terms")


PLOTTED = {
    "quality": (read_quality, expect_quality),
    "damage": (read_damage, expect_damage),
    "rates": (read_rates, expect_rates),
    "counts": (read_rates, expect_counts),
    "pairs": (read_bars("bar-"), expect_pairs),
    "measures": (read_measures, expect_measures),
    "themes": (read_themes, expect_themes),
    "keyness": (read_bars("keyness-"), expect_keyness),
    "terms": (read_bars("terms-"), expect_terms),
}


@pytest.mark.parametrize("form", PLOTTED)
@pytest.mark.parametrize("world", ["two", "eight"])
def test_plotted_values_are_the_tables(form, world):
    read, expect = PLOTTED[form]
    expected = expect(WORLDS[world])
    assert expected
    assert read(draw(form, world, "zh")) == expected


def change_one(world, form):
    """The world with one number, state or position changed."""
    table, column, value = {
        "quality": ("observations", "qualifier", "approx"),
        "damage": ("slots", "start", 1000),
        "rates": ("indicators", "value", 42.0),
        "counts": ("indicators", "value", 43.0),
        "pairs": ("indicators", "value", 44.0),
        "measures": ("measures", "status", "planned"),
        "themes": ("themes", "share", 0.99),
        "keyness": ("keyness", "z", 9.9),
        "terms": ("rates", "per_1000", 99.0),
    }[form]
    frame = getattr(world, table).copy()
    row = (
        frame.index[(frame["indicator"] == "groups") & (frame["status"] == "actual")][0]
        if form == "counts"
        else frame.index[0]
    )
    frame.loc[row, column] = value
    return replace(world, **{table: frame})


@pytest.mark.parametrize("form", PLOTTED)
def test_one_wrong_value_is_found(form):
    read, expect = PLOTTED[form]
    assert read(draw(form, "eight", "zh")) != expect(change_one(WORLDS["eight"], form))


def read_cell(chart, *parts):
    """The texts that begin inside a cell of the matrix."""
    (cell,) = find(chart, make_id("cell", *parts) + "-").values()
    cell = cell.get_window_extent()
    return [t.get_text() for t in list_texts(chart) if cell.contains(*t.get_window_extent().p0 + 3)]


def test_cells_of_the_matrix_hold_the_tables_numbers():
    world, chart = WORLDS["two"], draw("matrix", "two", "zh")
    words = {"%": lambda v: f"{v:g}%", "个": lambda v: f"{v:g}个", "元": lambda v: f"{v / 1e8:g}亿元"}
    rows = list_actual(world, "net", "media", "rooms", "retention", "groups", "alliances", "spending")
    assert len(rows) == 9
    for row in rows:
        said = read_cell(chart, row["indicator"], row["school_level"], row["place"])
        assert words[row["unit"]](row["value"]) in said, row["indicator"]
    assert read_cell(chart, "pupils", "basic", world.places[0])[0] == "18.6万余人"
    assert read_cell(chart, "retention", "compulsory", world.places[1])[0] == "[缺]%"


def test_areas_of_words_are_in_proportion_to_their_rates_on_one_scale():
    world, chart = WORLDS["eight"], draw("clouds", "eight", "zh")
    rates = {(r.place, r.term): r.per_1000 for r in world.rates.itertuples()}
    ratios = []
    for place in world.places:
        for text in find(chart, make_id("cloud", place)).values():
            ratios.append(text.get_size() / rates[place, text.get_text()] ** 0.5)
    assert len(ratios) > 20
    assert max(ratios) / min(ratios) < 1.04  # sizes are whole dots of a tenth of a millimetre


def test_alternative_texts_name_values_and_years():
    alt = draw("rates", "two", "en").alt
    assert "Campus network: Kizilsu 94% (2023), Baotou 100% (2023)" in alt
    assert "教育集团数：包头市27个（2023年）" in draw("counts", "two", "zh").alt


def test_alternative_texts_say_in_words_what_the_figure_shows_by_marks():
    world, related = WORLDS["two"], WORLDS["two"].comparison.copy()
    related.loc[related["indicator"] == "media", ["row_b", "reasons"]] = ["01 包头市:20", "different_concept"]
    said = FORMS["matrix"](replace(world, comparison=related), "zh").alt
    assert "包头市100%（班级多媒体建成率，2023年）" in said  # another concept than the line's
    assert "包头市数字缺损（2023年）" in said
    assert "[缺]" not in said
    said = FORMS["pairs"](world, "zh").alt
    assert "18.6万余人" in said
    assert "55.3亿元（2023年文稿）" in said  # the year is that of the text only
    assert "Baotou planned: at least 60 (2025)" in draw("counts", "two", "en").alt
    for form in ("rates", "pairs"):
        assert "Baotou 98.7% (corrected, 2023)" in draw(form, "corrected", "en").alt, form


def test_the_matrix_counts_in_its_alternative_text_the_lines_that_it_shows():
    chart = draw("matrix", "twelve", "en")
    lines = {gid.split("-")[1] for gid in find(chart, "cell-")}
    assert f"Table of {len(lines)} indicators for Kizilsu" in chart.alt
    assert "Wenzhou" not in chart.alt  # the twelfth place has no column


# --- values that an analyst restored or added ------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_corrected_values_are_drawn_and_marked_with_their_source(language):
    world = WORLDS["corrected"]
    place = world.places[1]
    drawn = {form: draw(form, "corrected", language) for form in ("matrix", "rates", "pairs", "counts")}
    expected = dict.fromkeys(drawn, ("98.7%‡", "教育日报"))
    expected["counts"] = ("7个‡" if language == "zh" else "7‡", "统计局")
    for form, chart in drawn.items():
        value, source = expected[form]
        assert any(value in text.get_text() for text in list_texts(chart)), form
        assert re.search(rf"‡.*{source}", chart.note), form
        assert "http" not in chart.note, form
    assert read_cell(drawn["matrix"], "retention", "compulsory", place)[0] == "98.7%‡"
    for prefix, values in (("mark", read_rates(drawn["rates"])), ("bar", read_bars("bar-")(drawn["pairs"]))):
        own = [
            v for gid, v in values.items() if gid.startswith(make_id(prefix, "retention", "compulsory", place) + "-")
        ]
        assert own == [98.7]
    assert read_rates(drawn["counts"])[make_id("mark", "alliances", "all", place, "corrections", 2)] == 7


def test_the_copys_damage_stays_what_the_quality_chart_shows():
    world = WORLDS["corrected"]
    chart = charts.draw_number_quality(world.indicators, world.articles, world.places, "zh")
    assert sum("-lost" in gid for gid in find(chart, "square-")) == 1


def test_one_place_shows_what_is_restored_before_what_is_lost_and_what_is_before_what_is_planned():
    place = NAMES[1]
    rows = [
        make_row("a", 10, "groups", place, 60, status="planned"),
        make_row("a", 20, "groups", place, 27),
        make_row("a", 30, "net", place, None, damage="digits_lost"),
        make_row("b", 40, "net", place, 97, damage="digits_lost", corrected="x (y, 2024)"),
    ]
    world = replace(make_world(1), places=[place], indicators=make_table(rows, "indicators"))
    world = replace(world, comparison=make_comparison([], [place], {}))
    chart = FORMS["matrix"](world, "zh")
    assert read_cell(chart, "groups", "all", place)[0] == "27个"
    assert read_cell(chart, "net", "all", place)[0] == "97%‡"


# --- verdicts that hold for some pairs only ------------------------------


def judge_pairs(indicator, values, grades, **columns):
    """A world of one indicator: the value of each place, and the grade of pairs other than not_comparable."""
    places = list(NAMES[1 : 1 + len(values)])
    rows = [make_row(f"{n} {p}", 10, indicator, p, values[n], **columns) for n, p in enumerate(places)]
    comparison = make_comparison(rows, places, {})
    for (a, b), grade in grades.items():
        own = (comparison["place_a"] == places[a]) & (comparison["place_b"] == places[b])
        comparison.loc[own, ["grade", "reasons"]] = [grade, "bounds_only" if grade == "with_caution" else ""]
    world = make_world(len(values))
    return replace(world, places=places, indicators=make_table(rows, "indicators"), comparison=comparison)


SURE, FAIR = "comparable", "with_caution"
FORMS_WITH_VERDICT = ("matrix", "pairs", "rates")


def join_texts(chart):
    return "".join(text.get_text() for text in list_texts(chart))


@pytest.mark.parametrize("form", FORMS_WITH_VERDICT)
def test_a_verdict_names_pairs_where_its_places_do_not_all_compare(form):
    world = judge_pairs("net", [20, 60, 90], {(0, 2): SURE, (1, 2): SURE, (0, 1): FAIR})
    a, b, c = world.places
    said = join_texts(FORMS[form](world, "zh"))
    assert f"{a}–{c}、{b}–{c}" in said
    assert f"可比（{a}、{b}" not in said


@pytest.mark.parametrize("form", FORMS_WITH_VERDICT)
def test_a_verdict_counts_many_pairs(form):
    grades = {(0, 3): SURE, (1, 3): SURE, (2, 3): SURE, (0, 1): FAIR}
    assert "6对中的3对" in join_texts(FORMS[form](judge_pairs("net", [20, 60, 90, 95], grades), "zh"))


def test_a_verdict_names_places_that_all_compare_and_nobody_where_all_do():
    world = judge_pairs("net", [20, 60, 90], {(0, 2): SURE})
    said = join_texts(FORMS["rates"](world, "zh"))
    assert f"可比（{world.places[0]}、{world.places[2]}）" in said
    world = judge_pairs("net", [20, 60], {(0, 1): SURE})
    assert "可比（" not in join_texts(FORMS["rates"](world, "zh"))


def test_a_verdict_with_caution_gives_its_reasons():
    world = judge_pairs("net", [20, 60], {(0, 1): FAIR})
    world.comparison["reasons"] = "different_scope different_period period_unknown bounds_only"
    said = join_texts(FORMS["rates"](world, "zh"))
    assert "慎比：范围不同、年份不同、时间不明等" in said


def test_no_line_joins_a_place_that_the_verdict_does_not_hold_for():
    joined = judge_pairs("net", [20, 60, 90], {(0, 1): SURE})
    assert [line.get_xdata().tolist() for line in find(FORMS["rates"](joined, "zh"), "join-").values()] == [[20, 60]]
    between = judge_pairs("net", [20, 60, 90], {(0, 2): SURE})
    assert not find(FORMS["rates"](between, "zh"), "join-")
    some = judge_pairs("net", [20, 60, 90], {(0, 1): SURE, (1, 2): SURE})
    assert not find(FORMS["rates"](some, "zh"), "join-")


def test_a_title_names_only_places_that_compare_with_each_other():
    world = judge_pairs("net", [100, 100, 90], {(0, 2): SURE, (0, 1): SURE, (1, 2): FAIR})
    title = FORMS["rates"](world, "zh").title
    assert world.places[0] in title
    assert world.places[1] not in title


def test_no_place_leads_where_not_all_values_compare():
    world = judge_pairs("net", [20, 60, 90], {(0, 1): SURE, (1, 2): FAIR})
    second = world.indicators.assign(indicator="rooms", start=20)
    pairs = world.comparison.assign(indicator="rooms")
    for side in "ab":
        pairs[f"row_{side}"] = pairs[f"row_{side}"].str.replace(":10", ":20")
    both = replace(
        world,
        indicators=make_table(world.indicators.to_dict("records") + second.to_dict("records"), "indicators"),
        comparison=make_table(world.comparison.to_dict("records") + pairs.to_dict("records"), "comparison"),
    )
    assert "最高" not in FORMS["pairs"](both, "zh").title


def test_a_cell_holds_the_row_that_the_best_verdict_is_about():
    a, b, c = NAMES[1:4]
    rows = [
        make_row("a", 10, "groups", a, 5, kind="growth", unit="%"),
        make_row("a", 20, "groups", a, 300),
        make_row("b", 10, "groups", b, 7, kind="growth", unit="%"),
        make_row("c", 20, "groups", c, 200),
    ]
    named = {f"{row['doc_id']}:{row['start']}": row for row in rows}
    pairs = [("a:10", "b:10", FAIR), ("a:20", "c:20", SURE), ("b:10", "c:20", "not_comparable")]
    comparison = [
        {
            "indicator": "groups",
            "school_level": "all",
            "place_a": named[first]["place"],
            "place_b": named[second]["place"],
            "row_a": first,
            "row_b": second,
            "grade": grade,
            "reasons": {"not_comparable": "different_kind", FAIR: "bounds_only"}.get(grade, ""),
        }
        for first, second, grade in pairs
    ]
    world = replace(
        make_world(3),
        places=[a, b, c],
        indicators=make_table(rows, "indicators"),
        comparison=make_table(comparison, "comparison"),
    )
    chart = FORMS["matrix"](world, "zh")
    assert read_cell(chart, "groups", "all", a)[0] == "300个"
    assert set(read_bars("bar-")(FORMS["pairs"](world, "zh")).values()) == {300, 200}
    assert "300" in FORMS["counts"](world, "zh").title
    growth = replace(world, comparison=make_table(comparison[:1], "comparison"))
    title = FORMS["counts"](growth, "zh").title  # counts are drawn, and only their growth compares
    assert "5" not in title
    assert "慎" not in title


def test_titles_of_counts_speak_of_the_widest_gap_and_of_bounds():
    world = judge_pairs("groups", [20, 20, 63], {(0, 1): SURE, (0, 2): SURE, (1, 2): SURE})
    assert FORMS["counts"](world, "zh").title == f"教育集团数：{world.places[2]}63个，{world.places[0]}20个"
    bounds = {"qualifier": "more", "bounds": "[)", "low": 20}
    fair = judge_pairs("groups", [20, 30], {(0, 1): FAIR}, **bounds)
    assert FORMS["counts"](fair, "zh").title == "教育集团数：可谨慎比较的有一对，但不都是确数"
    fair = judge_pairs("net", [20, 30], {(0, 1): FAIR}, **bounds)
    assert FORMS["rates"](fair, "zh").title == "可谨慎比较的有一对比例，但不都是确数"


def test_comparable_indicators_are_shown_before_others_and_a_note_counts_the_rest():
    places = list(NAMES[:2])
    levels = [
        "all",
        "preschool",
        "primary",
        "junior",
        "senior",
        "basic",
        "compulsory",
        "vocational",
        "special",
        "higher",
    ]
    rows = [
        make_row(f"{n} {p}", 10 + k, "net", p, 50 + k, school_level=level)
        for n, p in enumerate(places)
        for k, level in enumerate(levels)
    ]
    comparison = make_comparison(rows, places, {})
    for side, n in (("a", 0), ("b", 1)):
        comparison[f"row_{side}"] = [f"{n} {places[n]}:{10 + k}" for k in range(len(levels))]
    comparison.loc[comparison["school_level"] == "higher", ["grade", "reasons"]] = [SURE, ""]
    world = replace(make_world(2), indicators=make_table(rows, "indicators"), comparison=comparison)
    chart = FORMS["rates"](world, "zh")
    assert find(chart, make_id("mark", "net", "higher"))
    assert "另有2项未列" in chart.note


def test_units_that_count_alike_stand_together_and_others_are_counted_in_the_note():
    a, b, c = NAMES[1:4]
    rows = [make_row("a", 10, "groups", a, 5), make_row("b", 10, "groups", b, 7, unit="家")]
    rows.append(make_row("c", 10, "groups", c, 9, unit="平方米"))
    world = replace(make_world(3), places=[a, b, c], indicators=make_table(rows, "indicators"))
    chart = FORMS["counts"](replace(world, comparison=make_comparison(rows, [a, b, c], {})), "zh")
    assert sorted(read_rates(chart).values()) == [5, 7]
    assert "另有1项未列" in chart.note


def test_the_year_of_a_text_stands_in_brackets_beside_a_rate():
    world = judge_pairs("net", [20, 60], {(0, 1): FAIR}, as_of_basis="document_date")
    chart = FORMS["rates"](world, "zh")
    assert [text.get_text() for text in list_texts(chart)].count("（2023）") == 2
    assert "加括号的只知文稿日期" in chart.note


def test_measures_of_many_places_show_whole_periods_or_none_and_note_who_is_not_shown():
    chart = draw("measures", "twelve", "en")
    assert "4 more places are not shown." in chart.note
    assert "Wenzhou" not in chart.alt
    zh = [text.get_text() for text in list_texts(FORMS["measures"](WORLDS["twelve"], "zh"))]
    assert not [text for text in zh if text.endswith("–") and len(text) > 1]  # half of 2012–2022年


# --- what an analyst chose ------------------------------


@pytest.mark.parametrize("form", FORMS)
def test_a_language_without_wording_is_refused(form):
    with pytest.raises(InputError, match=r"^language: figures are drawn in zh and en, not in 'fr'$"):
        FORMS[form](WORLDS["two"], "fr")


def test_a_family_that_the_catalogue_has_not_is_refused_and_one_that_no_text_counts_is_said_to_be():
    tables = list_verdicts(WORLDS["two"])
    with pytest.raises(InputError, match=r"'nothere'; the families are groups, media, pupils$"):
        charts.draw_counts(*tables, "zh", "nothere")
    assert charts.draw_counts(*tables, "zh", " groups ").title == draw("counts", "two", "zh").title
    assert charts.draw_counts(*tables, "zh", "media").title == "各地文稿都没有报出这一类的数量"


# --- layout ------------------------------


def test_all_lines_of_the_matrixs_key_begin_at_one_edge():
    keys = {gid: key.get_window_extent() for gid, key in find(draw("matrix", "two", "en"), "key-").items()}
    lines = {}
    for gid, box in keys.items():
        lines.setdefault(round((box.y0 + box.y1) / 2 / 10), []).append((box.x0, gid))
    firsts = [min(line) for line in lines.values()]
    assert [gid for _, gid in firsts] == ["key-exact", "key-comparable"]
    assert abs(firsts[0][0] - firsts[1][0]) < 6  # half a millimetre


@pytest.mark.parametrize("language", LANGUAGES)
def test_bars_fill_the_figure_down_to_the_note(language):
    chart = FORMS["pairs"](judge_pairs("groups", [20, 63], {(0, 1): FAIR}), language)
    below = min(bar.get_window_extent().y0 for bar in find(chart, "bar-").values())
    note = next(text for text in list_texts(chart) if text.get_text().startswith(("注：", "Note:")))
    assert (below - note.get_window_extent().y1) * 25.4 / DPI < 16


# --- titles ------------------------------


def test_titles_state_no_difference_where_nothing_compares():
    for form in ("matrix", "rates", "counts", "pairs"):
        for language in LANGUAGES:
            title = draw(form, "none comparable", language).title
            assert not re.search(r"差|倍|最高|最大|gap|times|highest|widest|points", title), title
            assert not re.search(r"%|个", title.replace("个指标", "")), title


@pytest.mark.parametrize(
    ("form", "world", "title"),
    [
        ("rates", "two", "校园网覆盖率差距最大：包头市100%，克孜勒苏柯尔克孜自治州94%，相差6个百分点"),
        ("rates", "one", "所报的3项比例都只有一地有，无从比较"),
        ("rates", "none comparable", "3项比例中没有一项能在各地之间比较"),
        ("rates", "all lost", "3项比例的数字全部缺损"),
        ("rates", "empty", "文稿里没有比例"),
        ("matrix", "two", "8项指标中，可以比较的有2项，须谨慎比较的有1项"),
        ("matrix", "one", "克孜勒苏柯尔克孜自治州的文稿报出7项指标；只有一地，无从比较"),
        ("matrix", "all lost", "8项指标的数字全部缺损"),
        ("matrix", "empty", "文稿里没有能归入指标的数字"),
        ("counts", "two", "两地报的是2种不同的概念，不能相互比较"),
        ("counts", "one", "只有克孜勒苏柯尔克孜自治州报出2个数量，无从比较"),
        ("pairs", "empty", "没有一项指标能在各地之间比较"),
        ("quality", "all lost", "21个数量的数字全部丢失"),
        ("quality", "one", "7个数量的数字全部完整，其中1个是约数"),
        ("quality", "two", "包头市文稿的7个数量中，1个的数字已经丢失"),
        ("quality", "eight", "两地的文稿共有2个数量丢失了数字"),
        ("damage", "two", "包头市的文稿丢失8个数字、4个年份，其余文稿未见缺损"),
        ("damage", "one", "文稿看不出丢失数字的痕迹"),
    ],
)
def test_titles_say_what_the_tables_hold(form, world, title):
    assert draw(form, world, "zh").title == title


def test_equal_values_are_said_to_be_equal():
    rows = [make_row(f"{n} {p}", 10, "net", p, 100) for n, p in enumerate(NAMES[:2])]
    world = replace(WORLDS["two"], indicators=make_table(rows, "indicators"))
    world = replace(world, comparison=make_comparison(rows, world.places, {"net": "comparable"}))
    assert FORMS["rates"](world, "zh").title == "能比较的一对比例相同"
    assert FORMS["rates"](world, "en").title == "The one pair that can be compared is equal"


# --- legibility, also without colour ------------------------------


@pytest.mark.parametrize("form", FORMS)
def test_texts_have_contrast_with_what_lies_below_them(form):
    chart = FORMS[form](WORLDS["five"], "zh")
    texts = list_texts(chart)
    boxes = [text.get_window_extent() for text in texts]
    for text in texts:
        text.set_visible(False)
    chart.figure.canvas.draw()
    pixels = np.asarray(chart.figure.canvas.buffer_rgba())[::-1, :, :3]
    for text, box in zip(texts, boxes, strict=True):
        part = pixels[max(int(box.y0), 0) : int(box.y1) + 1, max(int(box.x0), 0) : int(box.x1) + 1].reshape(-1, 3)
        ground = "#" + "".join(f"{int(v):02X}" for v in np.median(part, axis=0))
        ink = mpl.colors.to_hex(text.get_color())
        assert get_contrast(ink, ground) >= 3, (text.get_text(), ink, ground)


def test_places_differ_in_grey_print_by_their_markers():
    marks = find(draw("rates", "eight", "zh"), "mark-net-")
    assert len({mark.get_marker() for mark in marks.values()}) == len(marks) == 8


# --- wording ------------------------------


def test_phrases_have_the_same_blanks_in_both_languages():
    for row in read_resource("chart_wording.csv"):
        blanks = {language: set(re.findall(r"\{(\w+)\}", row[language])) for language in LANGUAGES}
        assert row["zh"], row
        assert row["en"], row
        # The English singular may spell its number; a title may name fewer things in one language, never other things.
        assert blanks["en"] <= blanks["zh"] | {"n", "k", "m"}, row
        assert blanks["zh"] <= blanks["en"] | {"n", "k", "m"}, row


def test_every_phrase_is_used():
    source = "".join(path.read_text("utf-8") for path in Path(charts.__file__).parent.glob("*.py"))
    for key in (row["key"] for row in read_resource("chart_wording.csv")):
        name = key.removesuffix("_one")
        parts = name.split("_")
        whole = f'"{name}"' in source or f'"{key}"' in source
        pieced = any(
            f"{'_'.join(parts[:n])}_{{" in source or f"}}_{'_'.join(parts[n:])}" in source for n in range(1, len(parts))
        )
        assert whole or pieced, key
