"""The report as Markdown: each number stands at its place in a text, and what is not a number reads as it should."""

import re
from dataclasses import replace

import pytest
from small_report import APART, NUMBER, ONE_PLACE, analyse, read_default, write_texts

from helpers import report
from helpers.report.contents import MOST_STATED
from helpers.report.markdown import escape
from helpers.report.word import run_pandoc


def read_footnotes(markdown):
    return dict(re.findall(r"^\[\^(\d+)\]: (.+)$", markdown, re.MULTILINE))


def unescape(text):
    return re.sub(r"\\(.)", r"\1", text)


def check_numbers(analysis, language):
    """Each number of the Markdown is a quantity of the table, at its offsets, quoted in its footnote; return them."""
    markdown = report.write_markdown(analysis.gather(language))
    footnotes = read_footnotes(markdown)
    quotes = {(row.doc_id, row.start): row for row in analysis.tables["observations"].itertuples()}
    found = NUMBER.findall(markdown)
    for _, doc_id, start, note in found:
        row = quotes[unescape(doc_id), int(start)]
        assert analysis.texts[row.doc_id][row.start : row.end] == row.quote
        sentence = " ".join(analysis.texts[row.doc_id][row.sentence_start : row.sentence_end].split())
        assert sentence in unescape(footnotes[note])
    return [(unescape(text), quotes[unescape(doc_id), int(start)].quote) for text, doc_id, start, _ in found]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_numbers_of_two_places_stand_at_their_offsets(two_places, language):
    pairs = {"zh": {"312所", "198所", "99.2%", "98.7%"}, "en": {"312", "198", "99.2%", "98.7%"}}
    found = check_numbers(two_places, language)
    assert {text for text, _ in found} >= pairs[language]
    assert {quote for _, quote in found} >= {"312所", "198所", "99.2%", "98.7%"}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_numbers_of_the_default_texts_stand_at_their_offsets(tmp_path, language):
    analysis = read_default(tmp_path)
    found = check_numbers(analysis, language)
    assert {quote for _, quote in found} >= {"20个", "89个", "99.44%", "100.56%"}


@pytest.mark.parametrize("texts", [ONE_PLACE, APART])
def test_without_pairs_the_report_tells_each_number_by_itself(tmp_path, texts):
    analysis = analyse(write_texts(tmp_path / "raw", texts), tmp_path)
    contents = analysis.gather("zh")
    assert contents.findings == ()
    found = check_numbers(analysis, "zh")
    assert 0 < len(found) <= MOST_STATED * len(texts)
    assert "98.7%" in {text for text, _ in found}


def test_one_place_has_no_pairs_and_says_so(tmp_path):
    analysis = analyse(write_texts(tmp_path / "raw", ONE_PLACE), tmp_path)
    assert "采用的文稿只写一个地方" in report.write_markdown(analysis.gather("zh"))
    english = report.write_markdown(analysis.gather("en"))
    assert "The texts in use are about one place" in english
    assert "pairs" not in english.partition("## 2")[0]


def test_tables_and_figures_are_numbered_without_gaps(two_places):
    markdown = report.write_markdown(two_places.gather("en"))
    assert re.findall(r"^: Table (\d+)\.", markdown, re.MULTILINE) == ["1", "2", "3"]
    assert re.findall(r"!\[Figure (\d+)\.", markdown) == ["1"]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_nothing_of_a_template_is_left(two_places, language):
    markdown = report.write_markdown(two_places.gather(language))
    assert "{{" not in markdown
    assert "{%" not in markdown
    assert not re.search(r"\bNone\b|\bnan\b|<NA>", markdown)


def test_addresses_are_links_only_to_the_web(two_places):
    markdown = report.write_markdown(two_places.gather("en"))
    assert "](<javascript" not in markdown
    assert "javascript:alert(3)" in markdown


@pytest.mark.parametrize(
    "text", ["a | b", "*a*", "[a](b)", "a\n\n# b", "1. a", "- a", ": a", "`a`", "<b>", "$a$", "a^b^"]
)
def test_escaped_text_is_read_back_as_it_is(text):

    assert run_pandoc(escape(text), "plain", "--wrap=none").decode().strip() == " ".join(text.split())


def test_many_places_are_counted_and_long_tables_end(two_places):
    contents = two_places.gather("en")
    many = replace(contents, places=tuple(f"Place {n}" for n in range(30)), findings_left_out=7)
    markdown = report.write_markdown(many)
    assert markdown.lstrip().startswith("# Education figures that 30 places report")
    assert "(7 more groups in comparison.csv)" in markdown
