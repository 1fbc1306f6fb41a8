"""A document is made once: whatever is asked of it, its text is normalised and split a single time."""

from __future__ import annotations

from collections import Counter

import pytest

from helpers.extract import observe
from helpers.text import documents, identify, list_paragraphs, list_slots, read_document, summarise_text

TEXT = "首页 > 教育\n武川县教育简况\n来源：武川县教育局 2023-05-08\n"
TEXT += "2022年，全县有小学12所，在校生4千人，教师余名。\n上一篇：无"


@pytest.fixture
def calls(monkeypatch):
    counted = Counter()

    def count(name):
        function = getattr(documents, name)

        def counting(*arguments):
            counted[name] += 1
            return function(*arguments)

        monkeypatch.setattr(documents, name, counting)

    for name in ("normalise", "split_paragraphs", "find_slots"):
        count(name)
    return counted


def test_a_document_is_taken_apart_once(calls):
    document = read_document(TEXT)
    assert identify(document).place == "武川县"
    assert [row["quote"] for row in observe(document)] == ["12所", "4千人", "余名"]
    assert summarise_text("a", document)["whole_numbers_lost"] == 1
    assert len(list_paragraphs("a", document)) == len(document.lines) == 5
    assert calls == {"normalise": 1, "split_paragraphs": 1, "find_slots": 1}
    list_slots("a", document)  # which normalises the words beside each slot
    assert calls["split_paragraphs"] == 1


def test_a_raw_text_gives_what_its_document_gives():
    assert observe(TEXT) == observe(read_document(TEXT))
    assert identify(TEXT) == identify(read_document(TEXT))
