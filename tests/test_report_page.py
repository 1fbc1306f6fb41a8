"""The evidence page as a file: nothing from elsewhere, nothing of a text that acts, every link with its target."""

import re
import shutil
from dataclasses import replace
from html.parser import HTMLParser
from urllib.parse import unquote

import pytest
from lxml import html
from small_report import read_default

from helpers import report
from helpers.report.evidence import mark_text
from helpers.report.pictures import Sheet, inline
from helpers.storage import PROJECT
from helpers.text import list_paragraphs, read_document

languages = pytest.mark.parametrize("language", ["zh", "en"])


class Outline(HTMLParser):
    """The tags and attributes of a page."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.depth = [], []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))


def read(path):
    return path.read_text("utf-8")


def find_links(text):
    return [a["href"] for tag, a in Outline(text).tags if tag == "a" and a["href"].startswith("#")]


@languages
def test_nothing_is_loaded_from_elsewhere(reports, language):
    text = read(reports[f"report_{language}.html"])
    for tag, attributes in Outline(text).tags:
        assert tag not in ("link", "img", "iframe", "object", "embed", "base")
        for name in ("src", "srcset", "data", "action", "poster"):
            assert not attributes.get(name), (tag, attributes)
        if tag == "a":
            assert re.match(r"#|https?://", attributes["href"])
    assert "@import" not in text
    assert "Content-Security-Policy" in text


@languages
def test_words_of_a_text_never_become_code(reports, language):
    text = read(reports[f"report_{language}.html"])
    tags = Outline(text).tags
    assert [tag for tag, _ in tags].count("script") == 1
    handlers = [(tag, name) for tag, attributes in tags for name in attributes if name.startswith("on")]
    assert handlers == []
    shown = html.fromstring(text).text_content()
    for words in ('<script>alert("title")</script>公报', '<img src=x onerror=alert("body")>', "<b onclick=alert(2)>"):
        assert words in shown
    assert "<img src=x onerror=alert(1)> 'a' & b" in shown


@languages
def test_each_link_has_its_target_and_ids_are_unique(reports, language):
    text = read(reports[f"report_{language}.html"])
    ids = [attributes["id"] for _, attributes in Outline(text).tags if attributes.get("id")]
    assert len(ids) == len(set(ids))
    links = find_links(text)
    assert len(links) > 20
    assert {unquote(link[1:]) for link in links} <= set(ids)


@languages
def test_marks_hold_the_quantities_of_the_table(reports, two_places, language):
    root = html.fromstring(read(reports[f"report_{language}.html"]))
    marked = {mark.get("id"): mark.text for mark in root.xpath("//a[@class='quantity']")}
    rows = two_places.tables["observations"].itertuples()
    assert marked == {f"{row.doc_id}:{row.start}": row.quote for row in rows}


@languages
def test_each_bar_of_the_figure_leads_to_its_number(reports, two_places, language):
    root = html.fromstring(read(reports[f"report_{language}.html"]))
    links = [link for link in root.xpath("//figure//a[@aria-label]") if link.get("aria-label")]
    quotes = {f"{row.doc_id}:{row.start}": row.quote for row in two_places.tables["observations"].itertuples()}
    led = {quotes[unquote(link.get("href")[1:])] for link in links}
    assert led >= {"312所", "198所", "99.2%", "98.7%"}


def test_page_of_the_default_texts_marks_all_quantities(tmp_path):
    analysis = read_default(tmp_path)
    contents = analysis.gather("en")
    page = report.make_page(contents, report.write_markdown(contents), analysis.tables, analysis.texts)
    used = {source.doc_id for source in contents.sources}
    rows = [row for row in analysis.tables["observations"].itertuples() if row.doc_id in used]
    root = html.fromstring(page)
    marked = {mark.get("id"): mark.text for mark in root.xpath("//a[@class='quantity']")}
    assert marked == {f"{row.doc_id}:{row.start}": row.quote for row in rows}
    ids = set(root.xpath("//@id"))
    assert {unquote(link[1:]) for link in find_links(page)} <= ids
    # 100% stands for three rates of one sentence, of which only that of the campus networks compares.
    cautious = set(root.xpath("//tr[@data-verdict='with_caution']/@data-indicator"))
    assert {
        "Education groups",
        "Share of schools with a campus network",
        "Gross enrolment ratio (preschool)",
    } <= cautious
    assert not cautious & {"Share of schools with broadband access", "Share of schools with multimedia classrooms"}
    lines = [button.get("data-copy") for button in root.xpath("//button[@data-copy]")]
    line, *_ = [line for line in lines if line.startswith("correct,002_hohhot_decade,呼和浩特市,education_groups,")]
    head = (PROJECT / "data" / "raw" / "corrections.csv").read_text("utf-8-sig").splitlines()[0]
    assert line.count(",") == head.count(",")
    assert line.endswith(",,,,,,")


@languages
def test_of_very_many_texts_those_of_the_compared_places_are_shown(tmp_path, monkeypatch, language):
    analysis = read_default(tmp_path)
    comparison = analysis.tables["comparison"]
    place = comparison["place_a"].iloc[0]
    few = comparison[(comparison["place_a"] == place) & comparison["place_b"].isin([comparison["place_b"].iloc[0]])]
    told = {*few["place_a"], *few["place_b"]}
    articles = analysis.tables["articles"].set_index("doc_id")
    cited = {ref.rpartition(":")[0] for ref in (*few["row_a"], *few["row_b"])}
    own = (articles["place"].isin(told) | articles.index.isin(cited)) & (articles["use"] == "compared")
    monkeypatch.setattr("helpers.report.contents.MOST_TEXTS", int(own.sum()))
    analysis = replace(analysis, tables=analysis.tables | {"comparison": few})
    contents = analysis.gather(language)
    assert {source.doc_id for source in contents.sources} == set(articles.index[own])
    assert contents.sources_left_out == contents.counts["texts"] - len(contents.sources) > 0
    markdown = report.write_markdown(contents)
    assert (
        f"{contents.sources_left_out}{'篇采用的文稿没有列出' if language == 'zh' else ' more texts in use'}" in markdown
    )
    page = report.make_page(contents, markdown, analysis.tables, analysis.texts)
    assert {unquote(link[1:]) for link in find_links(page)} <= set(html.fromstring(page).xpath("//@id"))


def test_same_input_gives_the_same_bytes(reports, two_places):
    contents = two_places.gather("zh")
    again = report.make_page(contents, report.write_markdown(contents), two_places.tables, two_places.texts)
    assert again.encode() == reports["report_zh.html"].read_bytes()


def test_a_table_keeps_its_empty_cells(two_places):
    raw = "学段\t学校数\t学生数\n小学\t\t4千人\n\t12所\t\n"
    lines = list_paragraphs("a", read_document(raw))
    (block,) = mark_text(two_places.gather("zh").sources[0], raw, lines, [], []).blocks
    cells = [["".join(piece.text for piece in cell) for cell in line.cells] for line in block[1]]
    assert block[0] == "table"
    assert cells == [["学段", "学校数", "学生数"], ["小学", "", "4千人"], ["", "12所", ""]]


def test_without_svg_the_page_shows_the_png(two_places, tmp_path):
    shutil.copytree(two_places.folder / "figures", tmp_path / "figures", ignore=shutil.ignore_patterns("*.svg"))
    contents = replace(two_places, folder=tmp_path).gather("zh")
    page = report.make_page(contents, report.write_markdown(contents), two_places.tables, two_places.texts)
    (image,) = html.fromstring(page).xpath("//figure/img")
    assert image.get("src").startswith("data:image/png;base64,")
    assert image.get("alt") == contents.figures[0].alt


SVG = b"""<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="9pt"
 aria-labelledby="title"><title id="title">A</title><style>*{fill:red}</style><defs><path id="F-1" d="M 0 0
L 1 1"/><clipPath id="c"><rect/></clipPath></defs><g id="bar-x"><path clip-path="url(#c)"/></g>
<a xlink:href="#a:1" target="_blank"><use xlink:href="#F-1"/></a></svg>"""


def test_figures_share_outlines_but_no_ids():
    sheet = Sheet()
    first, second = (inline(SVG, prefix, {"bar-x": ("a:5", "five")}, sheet) for prefix in ("f1", "f2"))
    assert list(sheet.outlines) == ["F-1"]
    assert "F-1" in first
    assert 'id="F-1"' not in first
    ids = [set(re.findall(r' id="([^"]+)"', text)) for text in (first, second)]
    assert ids == [{"f1-title", "f1-c", "f1-bar-x"}, {"f2-title", "f2-c", "f2-bar-x"}]
    assert 'clip-path="url(#f1-c)"' in first
    assert 'aria-labelledby="f1-title"' in first
    assert re.findall(r'<a href="([^"]+)"', first) == ["#a:5", "#a:1"]
    assert "target" not in first
    assert "<style" not in first


def test_another_outline_of_the_same_name_stays_with_its_figure():
    sheet = Sheet()
    inline(SVG, "f1", {}, sheet)
    other = inline(SVG.replace(b"L 1 1", b"L 2 2"), "f2", {}, sheet)
    assert 'id="f2-F-1"' in other
    assert '"#f2-F-1"' in other
