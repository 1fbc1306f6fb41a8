"""What the catalogue leaves over, and where texts disagree."""

from small_tables import ARTICLES, make_observations

from helpers.concepts.coverage import count_unmapped, find_disagreements, find_unused_wordings
from helpers.concepts.mapping import map_observations


def test_subjects_without_an_indicator_are_counted():
    rows = [{"subject": "食堂", "unit": "个"}, {"subject": "食堂", "unit": "个"}, {"subject": "操场", "unit": "个"}]
    rows += [{"subject": "操场", "unit": "个", "doc_id": "b"}]
    counts = count_unmapped(map_observations(make_observations(*rows), ARTICLES))
    assert counts[["subject", "rows", "places"]].values.tolist() == [["操场", 2, 2], ["食堂", 2, 1]]


def test_wordings_that_match_nothing_are_listed():
    mapped = map_observations(make_observations({"subject": "小学招生"}), ARTICLES)
    unused = find_unused_wordings(mapped)
    assert ("entrants", "招生") not in set(unused.itertuples(index=False, name=None))
    assert ("entrants", "新生") in set(unused.itertuples(index=False, name=None))


def test_disagreement_between_texts_is_found():
    rows = [
        {"subject": "小学在校生", "value": value, "period": "2023", "place": "亳州市", "doc_id": d}
        for value, d in ((5, "a"), (6, "b"))
    ]
    rows += [{"subject": "初中在校生", "value": 7, "period": "2023"}]
    frame = find_disagreements(map_observations(make_observations(*rows), ARTICLES))
    assert frame["value"].tolist() == [5, 6]
