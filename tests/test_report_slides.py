"""The slides, opened again: one finding each, alternative texts, sentences in the notes, nothing small."""

from pathlib import Path

from invented import TITLED
from pptx import Presentation
from pptx.util import Pt

from helpers import report
from helpers.report.figures import Figure
from helpers.report.redrawn import draw_wide, measure
from helpers.report.slides import fit_width


def read_sizes(shape):
    frames = [shape.text_frame] if shape.has_text_frame else []
    if shape.has_table:
        frames = [cell.text_frame for row in shape.table.rows for cell in row.cells]
    return [run.font.size for frame in frames for paragraph in frame.paragraphs for run in paragraph.runs]


def test_each_finding_has_a_slide_with_its_sentences_in_the_notes(reports, two_places):
    contents = two_places.gather("zh")
    slides = {s.shapes.title.text: s for s in Presentation(reports["report_zh.pptx"]).slides}
    assert len(contents.findings) >= 2
    for finding in contents.findings:
        (slide,) = [slide for title, slide in slides.items() if title.startswith(finding.label + "：")]
        (chart,) = [shape.chart for shape in slide.shapes if shape.has_chart]
        assert list(chart.plots[0].series[0].values) == [number.size for number in finding.numbers]
        for number in finding.numbers:
            assert number.text in slide.shapes.title.text
            assert number.sentence.split("\n")[0] in slide.notes_slide.notes_text_frame.text


def test_figures_have_alternative_texts_and_nothing_is_small(reports, two_places):
    contents = two_places.gather("en")
    deck = Presentation(reports["report_en.pptx"])
    charts = [shape for slide in deck.slides for shape in slide.shapes if shape.has_chart]
    alts = [shape._element.nvGraphicFramePr.cNvPr.get("descr") for shape in charts]
    assert [alt.endswith(finding.verdict) for alt, finding in zip(alts, contents.findings, strict=True)] == [
        True for _ in alts
    ]
    assert all(
        point.data_label.text_frame.paragraphs[0].runs[0].font.size >= Pt(14)
        for shape in charts
        for series in shape.chart.plots[0].series
        for point in (series.points[0], series.points[1])
    )
    sizes = [size for slide in deck.slides for shape in slide.shapes for size in read_sizes(shape)]
    assert min(sizes) >= Pt(14)


def test_a_figure_is_drawn_again_until_it_can_be_read_at_the_back_of_a_room():
    world = TITLED["thirty places"]
    tables = {"indicators": world.indicators, "implied": world.implied, "articles": world.articles}
    figure = Figure(1, "", "", Path("05_trends_en"), "", "", "", 200.0, True, True)
    drawn = [(fit_width(*measure(chart)), chart) for chart in draw_wide(figure, tables, world.places[:3], "en")]
    assert len(drawn) == 3
    assert drawn[-1][0] > 156 * 14 / 7.5 - 1
    assert 30 <= len(drawn[-1][1].alt) <= 400


def test_shapes_stay_on_the_slide(reports):
    deck = Presentation(reports["report_zh.pptx"])
    for slide in deck.slides:
        for shape in slide.shapes:
            assert shape.left >= 0
            assert shape.top >= 0
            assert shape.left + shape.width <= deck.slide_width
            assert shape.top + shape.height <= deck.slide_height


def test_same_input_gives_the_same_bytes(reports, two_places):
    assert report.make_slides(two_places.gather("zh"), two_places.tables) == reports["report_zh.pptx"].read_bytes()
