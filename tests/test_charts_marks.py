"""The figures of the default texts lead to their sentences, and cite the texts that their marks show."""

import csv
import re

import pandas as pd
import pytest
import score
from invented import WORLDS
from test_charts import FORMS, GLOSSES, THEMES, draw

from helpers import charts
from helpers.storage import PROJECT

FIGURES = PROJECT / "figures"


def read_rows(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def marks():
    return read_rows(FIGURES / "marks.csv")


def test_each_mark_leads_to_a_sentence_of_its_text(marks):
    files = {row["file"].rsplit(".", 1)[0]: score.RAW / row["file"] for row in read_rows(score.RAW / "sources.csv")}
    assert len(marks) > 500
    for row in marks:
        start, end = int(row["sentence_start"]), int(row["sentence_end"])
        assert start <= int(row["start"]) < end, row
        assert score.read_text(files[row["doc_id"]])[start:end].strip(), row


def test_a_figure_cites_the_texts_of_its_marks(marks):
    ledger = read_rows(score.RAW / "sources.csv")
    numbers = {row["file"].rsplit(".", 1)[0]: n for n, row in enumerate(ledger, 1)}
    for caption in read_rows(FIGURES / "captions.csv"):
        shown = {numbers[row["doc_id"]] for row in marks if row["figure"] == caption["file"]}
        cited = {int(n) for n in re.findall(r"\[(\d+)\]", caption["source"])}
        assert cited, caption["file"]
        if caption["file"].startswith("05_"):
            assert shown == cited, caption["file"]
        else:  # 02 and 03 show whole texts, also those that have lost or state nothing; 06 shows their words
            assert shown <= cited, caption["file"]


@pytest.mark.parametrize("form", [name for name in FORMS if name not in ("damage", "quality", "themes")])
@pytest.mark.parametrize("world", ["five", "all lost", "bounds only", "none comparable"])
def test_a_figure_of_other_tables_cites_what_its_marks_show(form, world):
    chart = draw(form, world, "en")
    shown = {mark.doc_id for mark in chart.marks}
    assert not shown or shown == set(chart.doc_ids)


def test_words_and_themes_lead_to_the_first_sentence_that_holds_them():
    world = WORLDS["two"]
    ids = list(world.articles["doc_id"])
    theme, term = world.themes["theme"].iloc[0], world.rates["term"].iloc[0]
    texts = [f"第{n}篇。" if n else f"先说{term}。" for n in range(len(ids))]
    lines = {"doc_id": ids, "start": range(10, 10 + len(ids)), "text": texts, "themes": ["", *[theme] * (len(ids) - 1)]}
    sentences = pd.DataFrame(lines)
    own = world.articles, world.places, "zh"
    bars = charts.draw_terms(world.rates, *own, GLOSSES, sentences=sentences)
    assert {(mark.doc_id, mark.start) for mark in bars.marks} == {(ids[0], 12)}
    heat = charts.draw_theme_heat_map(world.themes, world.articles, THEMES, *own[1:], sentences=sentences)
    assert {mark.doc_id for mark in heat.marks} == set(ids[1:])
    for chart in (bars, heat):
        for mark in chart.marks:
            (artist,) = chart.figure.findobj(lambda a, gid=mark.mark: a.get_gid() == gid)
            assert artist.get_url() == f"../reports/report_zh.html#{mark.doc_id}:{mark.start}"
