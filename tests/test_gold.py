"""The default texts are what the ledger says, and the extractor finds in them what a person found."""

import csv
import hashlib
import os
from collections import Counter
from pathlib import Path

import pytest
import score

GOLD = score.read_gold()
LEAST = {
    "precision": 0.97,
    "recall": 0.98,
    "unit": 0.97,
    "qualifier": 0.97,
    "kind": 0.97,
    "status": 0.97,
    "place": 0.97,
    "span": 0.97,
    "damage": 1.0,
    "bounds": 1.0,
    "period": 0.90,
    "subject_ok": 0.93,
    "row_f1": 0.88,
}
COMPARED = ["unit", "kind", "qualifier", "status", "damage", "place"]


@pytest.fixture(scope="module")
def observed():
    return score.observe_folder()


# The texts and their gold rows


def read_rows(path, delimiter=","):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=delimiter))


def test_texts_are_those_of_the_ledger():
    ledger = {row["file"]: row["sha256"] for row in read_rows(score.RAW / "sources.csv")}
    assert ledger == {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in score.list_files()}


def test_gold_rows_stand_in_the_texts():
    for row in GOLD:
        text = score.read_text(score.RAW / row["doc"])
        assert text[row["start"] : row["end"]] == row["number_text"], row
        assert row["number_text"] in row["evidence"], row
        around = len(row["evidence"])
        assert row["evidence"] in text[max(0, row["start"] - around) : row["end"] + around], row


def test_gold_rows_are_complete():
    assert len(GOLD) == 311
    assert sum(row["required"] for row in GOLD) == 290
    for row in GOLD:
        lost = row["damage"] == "digits_lost"
        assert (row["value"] == "") == lost, row
        assert bool(row["bounds"]) == (lost or row["qualifier"] != "exact"), row
        assert row["subject"] or not row["required"], row


def test_articles_begin_and_end_at_sentences():
    for row in read_rows(score.HERE / "gold" / "articles.tsv", "\t"):
        text = score.read_text(score.RAW / row["doc"])
        start, end = int(row["body_start"]), int(row["body_end"])
        assert row["title"] in text[:start]
        assert text[end - 1] == "。"
        assert not text[start].isspace()
        assert "\n" in text[:start] or start == 0


# The extractor


@pytest.mark.parametrize(("name", "least"), LEAST.items())
def test_extractor_reaches(name, least, observed):
    assert score.score_rows(GOLD, observed)[name] >= least, "\n".join(score.list_faults(GOLD, observed))


def test_quotes_stand_in_the_texts(observed):
    for row in observed:
        assert score.read_text(score.RAW / row["doc"])[row["start"] : row["end"]] == row["quote"]


def count_rows(rows):
    """Count the rows of each text, named by the number that its file name begins with."""
    return Counter(
        (row["doc"].split("_")[0], score.parse_number(row["value"]), *(row[name] for name in COMPARED)) for row in rows
    )


def test_texts_state_what_the_articles_state(observed):
    folder = os.environ.get("ORIGINALS")
    if not folder:
        pytest.skip("the variable ORIGINALS does not name the folder of the articles that the texts restate")
    read = score.observe_folder(Path(folder))
    numbers = {row["doc"].split("_")[0] for row in read}
    texts, articles = count_rows(row for row in observed if row["doc"].split("_")[0] in numbers), count_rows(read)
    assert articles
    assert (texts - articles, articles - texts) == (Counter(), Counter())


# The scorer, on four made-up rows: a level, a growth, a lost number with its bound, and an optional count


def make_gold(start, value, subject, **more):
    row = {"doc": "a.txt", "start": start, "end": start + 3, "evidence": "", "required": True, "subject": subject}
    row |= {"value": value, "low": "", "high": "", "bounds": "", "unit": "所", "qualifier": "exact", "kind": "level"}
    return row | {"period": "2023", "status": "actual", "damage": "none", "place": "甲市"} | more


MADE_UP = [
    make_gold(10, "46", "普通小学"),
    make_gold(20, "3.5", "普通小学", unit="%", kind="growth"),
    make_gold(30, "", "幼儿园", damage="digits_lost", low="100", bounds="[)"),
    make_gold(40, "2", "抓手", unit="个", required=False),
]


def predict(changed=None, **changes):
    """Return predictions equal to the made-up gold, the row with the number `changed` apart."""
    rows = [{**row, "quote": "", "value": score.parse_number(row["value"])} for row in MADE_UP]
    if changed is not None:
        rows[changed] |= changes
    return rows


def test_scorer_gives_full_marks_to_the_gold_itself():
    assert set(score.score_rows(MADE_UP, predict()).values()) == {1.0}
    assert score.list_faults(MADE_UP, predict()) == []
    whole = score.score_rows(GOLD, [{**row, "quote": row["number_text"]} for row in GOLD])
    assert set(whole.values()) == {1.0}


def test_scorer_counts_optional_rows_neither_way():
    without = score.score_rows(MADE_UP, predict()[:3])
    wrong = score.score_rows(MADE_UP, predict(3, value=7.0, unit="人"))
    assert without == wrong == score.score_rows(MADE_UP, predict())


@pytest.mark.parametrize(
    ("number", "changes", "expected"),
    [
        (0, {"value": 64.0}, {"precision": 2 / 3, "recall": 2 / 3, "row_f1": 2 / 3}),
        (0, {"value": None}, {"precision": 2 / 3, "recall": 2 / 3, "row_f1": 2 / 3}),
        (2, {"value": 100.0}, {"precision": 2 / 3, "recall": 2 / 3, "row_f1": 2 / 3}),
        (0, {"unit": "人"}, {"unit": 2 / 3, "row_f1": 2 / 3}),
        (1, {"kind": "change"}, {"kind": 2 / 3, "row_f1": 2 / 3}),
        (0, {"subject": "教职工"}, {"subject_ok": 2 / 3, "row_f1": 2 / 3}),
        (0, {"qualifier": "approx"}, {"qualifier": 2 / 3}),
        (1, {"status": "planned"}, {"status": 2 / 3}),
        (2, {"damage": "none"}, {"damage": 2 / 3}),
        (1, {"place": "乙市"}, {"place": 2 / 3}),
        (1, {"period": ""}, {"period": 2 / 3}),
        (0, {"end": 20}, {"span": 2 / 3}),
        (0, {"start": 11}, {"span": 1.0}),
        (0, {"start": 12, "end": 14}, {"span": 2 / 3}),
        (2, {"low": 1000.0}, {"bounds": 0.0}),
        (2, {"bounds": "()"}, {"bounds": 0.0}),
    ],
)
def test_scorer_notices_one_wrong_entry(number, changes, expected):
    perfect = dict.fromkeys(score.score_rows(MADE_UP, predict()), 1.0)
    predicted = predict(number, **changes)
    assert score.score_rows(MADE_UP, predicted) == pytest.approx(perfect | expected)
    assert len(score.list_faults(MADE_UP, predicted)) == (min(expected.values()) < 1)


def test_scorer_notices_a_missed_and_an_extra_row():
    missed = score.score_rows(MADE_UP, predict()[1:])
    assert (missed["precision"], missed["recall"], missed["row_f1"]) == pytest.approx((1.0, 2 / 3, 4 / 5))
    extra = score.score_rows(MADE_UP, [*predict(), predict(0, start=90, end=93)[0]])
    assert (extra["precision"], extra["recall"], extra["row_f1"]) == pytest.approx((3 / 4, 1.0, 6 / 7))
    elsewhere = score.score_rows(MADE_UP, predict(0, doc="b.txt"))
    assert (elsewhere["precision"], elsewhere["recall"]) == pytest.approx((2 / 3, 2 / 3))


def test_scorer_pairs_rows_of_one_span_by_their_subjects():
    gold = [make_gold(10, "100", subject, unit="%") for subject in ("宽带接入率", "校园网建成率")]
    predicted = [{**row, "quote": "100%", "value": 100.0} for row in reversed(gold)]
    assert score.score_rows(gold, predicted)["row_f1"] == 1.0
    assert score.score_rows(gold, predicted[:1])["recall"] == 0.5
