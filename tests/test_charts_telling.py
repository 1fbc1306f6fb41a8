"""The sentences of the notebooks: both languages, blanks that take values, lists and tables; and publishing."""

from __future__ import annotations

import html
import re
from pathlib import Path
from string import Formatter
from types import SimpleNamespace

import pandas as pd
import pytest
from markdown_it import MarkdownIt

from helpers import charts
from helpers.charts import export
from helpers.charts.telling import _LABELLED, _SPOKEN, say_both, say_sentence, show_words, tell
from helpers.storage import PROJECT, InputError, read_resource

SENTENCES = {row["key"]: row for row in read_resource("notebook_sentences.csv")}
every_sentence = pytest.mark.parametrize("key", SENTENCES)


def find_blanks(text: str) -> list[tuple[str, str]]:
    """The blanks of a text with their formats."""
    return [(name, spec) for _, name, spec, _ in Formatter().parse(text) if name is not None]


def get_base(key: str) -> str:
    base = re.sub("_(one|none)$", "", key)
    return base if base in SENTENCES else key


@every_sentence
def test_both_languages_have_the_same_blanks(key):
    row = SENTENCES[key]
    assert sorted(find_blanks(row["zh"])) == sorted(find_blanks(row["en"]))
    assert bool(row["zh"]) == bool(row["en"])


@every_sentence
def test_a_form_has_no_blank_of_its_own(key):
    own, whole = (find_blanks(SENTENCES[name]["en"]) for name in (key, get_base(key)))
    assert set(own) <= set(whole)


@every_sentence
def test_each_format_is_known(key):
    for _, spec in find_blanks(SENTENCES[key]["en"]):
        if spec.isidentifier() and len(spec) > 1:
            assert spec in {*SENTENCES, *_LABELLED, *_SPOKEN}
        else:
            format(1.5, spec)


@every_sentence
def test_chinese_is_chinese_and_english_is_none_of_it(key):
    texts = {language: re.sub(r"\{[^}]*\}", "", SENTENCES[key][language]) for language in ("zh", "en")}
    assert re.search(r"[\u4e00-\u9fff]", texts["en"]) is None or "(a little over)" in texts["en"]
    assert not re.search(r"[a-z]{3,} [a-z]{3,} [a-z]{3,}", re.sub(r"`[^`]*`", "", texts["zh"]))


def test_only_marked_sentences_are_empty():
    assert [key for key, row in SENTENCES.items() if not row["en"]] == ["remark_origin_none"]
    assert SENTENCES["remark_origin_none"]["note"]


def test_no_key_stands_in_both_files():
    assert not {row["key"] for row in read_resource("chart_wording.csv")} & set(SENTENCES)


def test_every_sentence_is_used():
    notebooks = "".join(path.read_text("utf-8") for path in Path(PROJECT / "notebooks").rglob("*.ipynb"))
    told = set(re.findall(r'(?:tell|say_both)\((?:\\n",\s+"\s+)?f?\\"(\w+)', notebooks))
    told |= set(re.findall(r'\\"(\w+)\\" if ', notebooks))
    told |= {f"distance_{verdict}" for verdict in ("kind", "place", "open")} | {"answer_distance"}
    told |= {"left_out_file", "left_out_more"}  # by run/summary.py
    rows = {spec for row in SENTENCES.values() for _, spec in find_blanks(row["en"])}
    assert {get_base(key) for key in SENTENCES} - told - rows == {"none", "not_stated"}


TEXTS = pd.DataFrame({"doc_id": ["a", "b"], "place": ["包头市", ""]})


@pytest.mark.parametrize(
    ("key", "values", "said"),
    [
        ("saved", {"tables": pd.DataFrame({"file": ["a.csv"], "rows": [0]})}, "`a.csv`: 0 rows."),
        ("disagreements", {"n": 0}, "No row disagrees with another one."),
        ("disagreements", {"n": 2}, "Rows that disagree with another one: **2**."),
        ("dates_inferred", {"texts": []}, "The date is inferred from the text, not printed on the page: none."),
        ("text_of_place", {"doc_id": "b", "place": ""}, "b (none)"),
        (
            "terms_of_place",
            {"place": "乌审旗", "term": ["青年", "某词"]},
            "Wushen Banner: young people (青年) and 某词",
        ),
        ("reason_counted", {"reasons": "missing", "count": 3}, "not reported (3)"),
        (
            "implied_row",
            {"indicator": "staff", "place": "", "period": "", "value": 1234567.5, "formula": "a"},
            "Staff of none (no year): 1,234,567.5, that is a",
        ),
    ],
)
def test_sentence_is_said(key, values, said):
    assert say_sentence(key, "en", **values) == said


def test_table_is_said_row_by_row_in_both_languages():
    values = {"n": 1, "numbers": 2, "years": 0, "texts": 2, "hit": TEXTS}
    assert say_sentence("slots_found", "en", **values).endswith("in 1 of 2 texts: a (Baotou); b (none).")
    assert say_sentence("slots_found", "zh", **values).endswith("2篇文稿中的1篇：a（包头市）；b（无）。")


def test_missing_number_is_none_whatever_its_format():
    row = {"indicator": "staff", "quote": None, "low": pd.NA, "value": 5.0, "unit": "人"}
    said = say_sentence("corrected_row", "en", **row)
    assert said == "Staff: the text has none (lower bound: none), corrected to 5 人"


def test_remark_is_said_in_each_language_and_may_be_empty():
    assert say_both("remark_origin", n=0) == {"zh": "", "en": ""}
    assert say_both("remark_origin", n=3)["zh"] == "重述文稿的词和句按原文计数。"


def test_tell_gives_english_unless_told():
    assert charts.tell("texts_excluded", n=0).data == "No text is excluded."
    assert charts.tell("texts_excluded", "zh", n=0).data == "没有不参与比较的文稿。"


def test_blank_without_a_value_is_an_error():
    with pytest.raises(KeyError, match="refused"):
        say_sentence("files_read", "en", n=5)


# --- publishing ---------------------------


@pytest.fixture
def done(monkeypatch):
    """What publish saves and shows, in order."""
    calls = []

    def save(chart, name, folder, formats):
        calls.append(("save", chart, name, folder))
        return SimpleNamespace(read_bytes=lambda: b"")

    monkeypatch.setattr(export, "save", save)
    monkeypatch.setattr(export, "show", lambda chart, picture=None: calls.append(("show", chart)))
    return calls


def test_publish_saves_each_language_and_shows_the_last(done):
    chart = charts.publish("02_damage", str.upper, SimpleNamespace(figures="here"), "zh,en")
    assert chart == "EN"
    assert done == [("save", "ZH", "02_damage", "here"), ("save", "EN", "02_damage", "here"), ("show", "EN")]


def test_publish_refuses_a_language_before_it_draws(done):
    with pytest.raises(InputError, match="figures are drawn in zh and en, not in 'fr'"):
        charts.publish("02_damage", str.upper, SimpleNamespace(figures="here"), "zh,fr")
    assert done == []


HOSTILE = "a|b `c` [x](javascript:alert(1)) <script>alert(2)</script> $x$ *d*\n# e"


def test_names_and_titles_are_shown_as_they_are():
    rows = pd.DataFrame({"reason": [HOSTILE], "count": [1]})
    said = tell("left_out", n=1, reasons=rows).data
    assert "\n" not in said
    page = MarkdownIt("commonmark").enable("table").render(said)
    assert not re.search("<(?:script|a|code|em|h1|table)[ >]", page)
    assert html.unescape(page).count("[x](javascript:alert(1)) <script>alert(2)</script>") == 1
    assert r"\$x\$" in said  # else JupyterLab typesets it


def test_between_backquotes_nothing_ends_them():
    said = tell("saved", tables=pd.DataFrame({"file": ["a_b`<i>`.csv"], "rows": [5]})).data
    assert said == "`a_b'<i>'.csv`: 5 rows."


def test_words_of_a_text_are_a_paragraph_a_quotation_or_a_list():
    assert show_words("1. *a*").data == r"1\. \*a\*"
    assert show_words(HOSTILE, quoted=True).data.startswith(r"> a\|b \`c\` \[x\](java")
    assert show_words(["*a*", "b\n# c"]).data == "* \\*a\\*\n* b \\# c"
