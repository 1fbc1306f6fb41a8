"""Each row can say which construction and which words gave it; the document shows what the program prints."""

from __future__ import annotations

from helpers.extract import explain, observe
from helpers.storage import PROJECT

SENTENCE = "2023年,全县教育经费21亿元,其中:公办园生均公用经费900元。"


def test_contributing_shows_what_is_printed():
    text = (PROJECT / "CONTRIBUTING.md").read_text("utf-8")
    assert SENTENCE in text
    assert f"```text\n{explain(SENTENCE, '崇信县', '')[1]}\n```" in text


def test_evidence_is_the_words_that_say_so():
    text = "2023年\n一、学前教育\n截至2022年底，南陵县有幼儿园12所。"
    row = observe(text, "芜湖市", "2023-05-08")[-1]
    spans = dict(part.split(":") for part in row["evidence"].split())
    words = {role: text[slice(*map(int, span.split("-")))] for role, span in spans.items()}
    assert words == {"period": "2022年", "place": "南陵县"}
    assert (row["place"], row["place_basis"]) == ("南陵县", "stated")


def test_what_a_heading_hands_down_is_inherited():
    row = observe("一、2022年完成情况\n新建校舍3.2万平方米。", "歙县", "")[0]
    assert (row["period"], row["period_basis"], row["place_basis"]) == ("2022", "inherited", "document")
