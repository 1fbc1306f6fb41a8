"""The quality of many numbers: what a page cannot hold is counted."""

from helpers.charts import draw_number_quality, quality
from helpers.storage import make_table


def draw(quantities: dict[str, int]):
    about = {"place_level": "prefecture", "use": "compared"}
    articles = [{"doc_id": place, "place": place, "title": place, **about} for place in quantities]
    stated = {"value": 1.0, "status": "actual", "kind": "level", "damage": "none"}
    rows = [{"doc_id": place, "start": n, **stated} for place, count in quantities.items() for n in range(count)]
    tables = (make_table(rows, "observations"), make_table(articles, "articles"))
    return draw_number_quality(*tables, list(quantities), "en")


def test_of_many_places_those_with_most_quantities_are_drawn_and_the_others_counted():
    quantities = {f"甲{n}市": n for n in range(40)}
    chart = draw(quantities)
    assert "10 groups that state fewer quantities are not drawn." in chart.note
    assert {mark.doc_id for mark in chart.marks} == {place for place, n in quantities.items() if n >= 10}
    assert chart.figure.get_size_inches()[1] * 25.4 < 400
    assert chart.title.startswith("All 780 quantities")  # of all places


def test_of_very_many_quantities_a_square_stands_for_several(monkeypatch):
    monkeypatch.setattr(quality, "SQUARES_MOST", 100)
    chart = draw({"甲市": 100, "乙市": 50})
    assert "Each square stands for 2 quantities." in chart.note
    assert len(chart.marks) == 50 + 25
