"""Whole pages: which place they are about, when they appeared, which year they report of, where the article stands."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from helpers.text import identify, read_document

PAGES = [
    json.loads(line)
    for line in (Path(__file__).parent / "cases" / "identity_pages.jsonl").read_text("utf-8").splitlines()
]
FIELDS = ("place", "place_level", "published", "reports_on")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page["id"])
def test_page(page):
    document = read_document(page["text"])
    found = identify(document)
    assert {name: getattr(found, name) for name in FIELDS} == {name: page[name] for name in FIELDS}, page["what"]
    assert (found.reports_on_basis == "") == (found.reports_on == "")
    body = page["text"][slice(*document.body)]
    assert body.startswith(page.get("body_first", "")), page["what"]
    assert body.endswith(page.get("body_last", "")), page["what"]


def test_a_third_of_the_pages_only_look_alike():
    assert len({page["id"] for page in PAGES}) == len(PAGES) >= 40
    assert 3 * sum(page["look_alike"] for page in PAGES) >= len(PAGES)
