"""Coverage, trends and ranked dots on invented sets: titles, values, sources, layout; no stored pictures."""

import logging
import re
from functools import lru_cache
from itertools import product

import pandas as pd
import pytest
from invented import INSIDE, LABELS, PROVINCE, TITLED, make_comparison, make_years
from test_charts import find, find_faults, list_cited, list_texts, name_mark

from helpers import charts
from helpers.charts.canvas import Canvas
from helpers.charts.pairs import are_apart
from helpers.charts.stated import Figure, choose_nearest, choose_places
from helpers.charts.titles import choose_title
from helpers.charts.topics import list_topics
from helpers.storage import InputError, make_table, read_resource

FORMS = {
    "coverage": lambda w, lang: charts.draw_coverage(w.indicators, w.articles, LABELS, w.places, lang),
    "trends": lambda w, lang: charts.draw_trends(w.indicators, w.implied, w.articles, LABELS, w.places, lang),
    "ranking": lambda w, lang: charts.draw_ranking(w.indicators, w.articles, LABELS, w.places, lang),
}
QUICK = [("thirty places", "zh"), ("thirty places", "en"), ("one place", "en"), ("outlier", "zh")]
CASES = [(form, *case) for form in FORMS for case in QUICK]
REST = [(form, *case) for form in FORMS for case in product(TITLED, ("zh", "en")) if case not in QUICK]
SLOW = [pytest.param(case, marks=pytest.mark.slow) for case in REST]
each_chart = pytest.mark.parametrize("case", [*CASES, *SLOW], ids="-".join)


@lru_cache(maxsize=9)  # all of them would take gigabytes
def draw(form, world, language):
    return FORMS[form](TITLED[world], language)


@each_chart
def test_layout_words_and_sources(case, caplog):
    chart = draw(*case)
    with caplog.at_level(logging.WARNING):
        chart.figure.draw_without_rendering()
    assert not caplog.records
    assert find_faults(chart) == []
    assert 30 <= len(chart.alt) <= 400
    assert chart.figure.get_size_inches()[1] * 25.4 < 250
    assert not chart.marks or {mark.doc_id for mark in chart.marks} == set(chart.doc_ids)
    assert len(list_cited(chart)) == len(chart.doc_ids)


NONE = {"trends": "没有一项指标有两年的数字", "ranking": "没有一项指标有三地报出"}
ONCE = "2项指标中2项有两地以上报出，都没有第二年"
TWICE = "2项指标都有两地以上报出，都有两年以上"
PLAIN = "2项指标在各地的数字"
TITLES = {
    "one place": ("包头市报出2项指标，都有两年以上", "所画2条线都在上升", NONE["ranking"]),
    "one year": (ONCE, NONE["trends"], PLAIN),
    "thirty places": (TWICE, "所画46条线都在上升", "校园网覆盖率：某某第十新区最高，83%；呼和浩特市最低，62%"),
    "all missing": ("文稿里没有能归入指标的数字", NONE["trends"], NONE["ranking"]),
    "all equal": (TWICE, "2项指标逐年的数字", PLAIN),
    "ties": (ONCE, NONE["trends"], PLAIN),
    "outlier": (TWICE, "所画10条线中，9条上升，1条下降", PLAIN),
    "traditional": (ONCE, NONE["trends"], PLAIN),
    "years apart": (ONCE, NONE["trends"], NONE["ranking"]),
}


@pytest.mark.parametrize("world", ["one place", "all missing", "outlier", "years apart", "ties"])
def test_titles_say_what_the_tables_hold(world):
    assert tuple(draw(form, world, "zh").title for form in FORMS) == TITLES[world]


@pytest.mark.slow
@pytest.mark.parametrize("world", TITLED)
def test_all_titles_say_what_the_tables_hold(world):
    assert tuple(draw(form, world, "zh").title for form in FORMS) == TITLES[world]


def test_a_title_names_the_highest_only_where_one_year_and_no_tie_allow_it():
    facts = {"panels": 1, "n": 3, "unique": 1, "measured": 1, "oneyear": 1, "label": "毛入学率", "top": "甲市"}
    facts |= {"bottom": "乙市", "top_value": "99%", "bottom_value": "80%"}
    assert choose_title("ranking", "zh", facts) == "毛入学率：甲市最高，99%；乙市最低，80%"
    for fact, value in {"unique": 0, "measured": 0, "oneyear": 0, "n": 2}.items():
        assert "最高" not in choose_title("ranking", "zh", facts | {fact: value})


def test_a_condition_that_names_no_fact_is_refused():
    with pytest.raises(InputError, match="'panels=0'"):
        choose_title("trends", "zh", {})


def test_the_last_title_of_each_form_has_no_condition():
    last = {row["form"]: row["when"] for row in read_resource("titles.csv")}
    assert set(last.values()) == {""}


def test_points_of_trends_are_the_tables_numbers_and_years():
    world = TITLED["outlier"]
    rows = world.indicators[world.indicators["indicator"] == "net"].to_dict("records")
    expected = {
        name_mark(r, "trend", "net", "all", r["place"], r["period"]): (int(r["period"]), r["value"]) for r in rows
    }
    found = find(draw("trends", "outlier", "zh"), "trend-net")
    assert {gid: (mark.get_xdata()[0], mark.get_ydata()[0]) for gid, mark in found.items()} == expected


def test_dots_are_sorted_and_the_province_is_a_line():
    chart = draw("ranking", "outlier", "zh")
    dots = {gid.split("-")[3]: mark for gid, mark in find(chart, "rank-net").items()}
    assert {place: mark.get_xdata()[0] for place, mark in dots.items()} == dict(
        zip(INSIDE[:4], (92, 93, 94, 2), strict=True)
    )
    assert sorted(dots, key=lambda place: dots[place].get_ydata()[0]) == ["乌海市", "包头市", "呼和浩特市", "赤峰市"]
    assert [gid.split("-")[3] for gid in find(chart, "around-net")] == [PROVINCE]


def test_above_thirty_places_the_extremes_the_median_and_the_chosen_remain():
    names = [f"某某第{n}新区" for n in range(41)]
    world = make_years(names, (2024,), [(50 + n,) for n in range(41)])
    chart = charts.draw_ranking(world.indicators, world.articles, LABELS, names, "zh", chosen=[names[12]])
    shown = {gid.split("-")[3] for gid in find(chart, "rank-net")}
    assert shown == {*names[:10], *names[31:], names[12], names[20]}
    said = [text.get_text() for text in list_texts(chart)]
    # Left out: 10 above the median (the 21st), 7 above the chosen one (the 29th), 2 above the ten lowest.
    assert [said.count(f"其间另有{n}地") for n in (10, 7, 2)] == [1, 1, 1]


def test_a_value_that_follows_from_a_change_is_hollow_and_leads_to_its_row():
    follows = {"indicator": "net", "place": "包头市", "period": "2021", "value": 78, "low": 78, "high": 78}
    world = make_years(["包头市"], (2022,), [(80,)], [follows | {"rows": "00 包头市:10 00 包头市:11"}])
    rows = world.implied["rows"].str.replace("00 包头市", "00_包头市")
    world.implied["rows"] = rows
    indicators = world.indicators.assign(doc_id="00_包头市")
    articles = world.articles.assign(doc_id="00_包头市")
    chart = charts.draw_trends(indicators, world.implied, articles, LABELS, ["包头市"], "zh")
    first, last = sorted(find(chart, "trend-net").values(), key=lambda mark: mark.get_xdata()[0])
    assert (first.get_ydata()[0], first.get_markerfacecolor()) == (78, "white")
    assert last.get_markerfacecolor() != "white"
    assert "空心" in chart.note
    assert chart.title == "包头市：校园网覆盖率由78%升至80%（2021–2022年）"


def test_a_change_is_undone_for_its_own_indicator_not_for_a_ratio_made_of_the_same_number():
    follows = {"indicator": "pupils", "place": "包头市", "period": "2021", "value": 1200, "low": 1200, "high": 1200}
    world = make_years(["包头市"], (2022,), [(80,)], [follows | {"rows": "00:50 00:60"}])
    stated = world.indicators.assign(doc_id="00")
    ratio = stated[stated["indicator"] == "pupils"].assign(indicator="pupil_teacher_ratio", value=15.0, unit="比")
    indicators = pd.concat([stated, ratio], ignore_index=True)
    chart = charts.draw_trends(indicators, world.implied, world.articles.assign(doc_id="00"), LABELS, ["包头市"], "zh")
    assert sorted(mark.get_ydata()[0] for mark in find(chart, "trend-pupils").values()) == [1000, 1200]
    assert find(chart, "trend-pupil_teacher_ratio") == {}


def test_places_and_years_are_chosen_by_what_is_stated():
    def state(place, year):
        return Figure(place, year, 1.0, {"as_of_basis": "period"})

    found = [state("甲", 2023), state("甲", 2022), state("乙", 2022), state("丙", 2020), state("丁", 2018)]
    assert {place: figure.year for place, figure in choose_nearest(found).items()} == {
        "甲": 2022,
        "乙": 2022,
        "丙": 2020,
    }
    assert choose_places(["戊", "甲", "乙"], {("net", "all"): found}, 2) == ["甲", "乙"]


@pytest.mark.parametrize("form", ["draw_shared_rates", "draw_pairs", "draw_counts", "draw_comparability_matrix"])
def test_sixty_places_fit_on_a_page_and_no_title_speaks_of_those_left_out(form):
    names = [f"某某第{n}新区" for n in range(60)]
    world = make_years(names, (2024,), [(50 + n % 40,) for n in range(60)])
    rows = world.indicators.to_dict("records")
    judged = make_comparison(rows, names, {"net": "comparable", "pupils": "comparable"})
    chart = getattr(charts, form)(judged, world.indicators, world.articles, LABELS, names, "zh")
    assert chart.figure.get_size_inches()[1] * 25.4 < 250
    assert "另有" in chart.note
    assert not re.search(r"最|所有|都", chart.title.replace("报出最多的", ""))


def test_a_line_joins_one_scope_only():
    world = make_years(["包头市"], (2022, 2023), [(80, 85)])
    scopes = world.indicators.assign(scope=["直属学校", "直属学校", "", ""])
    chart = charts.draw_trends(scopes, make_table([], "implied"), world.articles, LABELS, ["包头市"], "zh")
    assert not find(chart, "trend-")


def test_a_label_ends_its_line_before_a_bracket():
    canvas = Canvas("zh")
    assert canvas.wrap("毛入学率（毛入园率）（学前教育）", 40) == ["毛入学率（毛入园率）", "（学前教育）"]
    assert canvas.wrap("毛入学率（毛入园率）（学前教育）", 90) == ["毛入学率（毛入园率）（学前教育）"]


def test_a_small_change_looks_small():
    world = make_years(["包头市"], (2022, 2023), [(99.6, 99.4)])
    chart = charts.draw_trends(world.indicators, world.implied, world.articles, LABELS, world.places, "zh")
    low, high = next(axes.get_ylim() for axes in chart.figure.axes if axes.lines and axes.get_ylim()[0] > 90)
    assert high - low > 0.02 * 99.6


def test_counts_stand_together_for_places_of_one_level_only():
    names = ["甲市", "乙市", "丙县", "丁县", "戊县"]
    cells = {name: {"unit": "人", "place_level": "county" if name[1] == "县" else "prefecture"} for name in names}
    pairs = [("甲市", "乙市"), ("丙县", "丁县"), ("丙县", "戊县"), ("丁县", "戊县")]
    judged = [dict(zip(("place_a", "place_b"), pair, strict=True)) for pair in pairs]
    assert are_apart(judged, cells)
    assert not are_apart([{"place_a": "甲市", "place_b": "丙县"}], cells)


def test_a_concept_that_is_no_indicator_is_a_topic_where_it_compares():
    rows = [
        {"doc_id": name, "start": 5, "end": 9, "indicator": "unmapped", "school_level": "primary", "place": name}
        | {"value": value, "unit": "人", "subject": "小学校均规模", "place_level": "prefecture"}
        for name, value in (("甲市", 800), ("乙市", 900), ("丙市", 1000))
    ]
    pair = {"indicator": "unmapped", "school_level": "primary", "concept": "c", "place_a": "甲市", "row_a": "甲市:5"}
    pair |= {"label_zh": "学校规模", "label_en": "size"}
    judged = [pair | {"place_b": "乙市", "row_b": "乙市:5", "grade": "comparable", "reasons": ""}]
    judged += [pair | {"place_b": "丙市", "row_b": "丙市:5", "grade": "not_comparable", "reasons": "different_scope"}]
    comparison, indicators = make_table(judged, "comparison"), make_table(rows, "indicators")
    (topic,) = list_topics(comparison, indicators, LABELS, ["甲市", "乙市", "丙市"])
    assert [topic.label(LABELS, language) for language in ("zh", "en")] == ["小学校均规模", "Size"]
    assert list(topic.cells) == ["甲市", "乙市"]
