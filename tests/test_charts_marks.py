"""The figures of the default texts lead to their sentences, and cite the texts that their marks show."""

import csv
import re

import pytest
import score

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
