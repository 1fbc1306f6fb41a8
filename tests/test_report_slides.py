"""The slides, opened again: one finding each, alternative texts, sentences in the notes, nothing small."""

from pptx import Presentation
from pptx.util import Pt

from helpers import report


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
        for number in finding.numbers:
            assert number.text in slide.shapes.title.text
            assert number.sentence.split("\n")[0] in slide.notes_slide.notes_text_frame.text


def test_figures_have_alternative_texts_and_nothing_is_small(reports, two_places):
    (figure,) = two_places.gather("en").figures
    deck = Presentation(reports["report_en.pptx"])
    pictures = [s for slide in deck.slides for s in slide.shapes if s.shape_type is not None and s.shape_type == 13]
    assert [picture._element.nvPicPr.cNvPr.get("descr") for picture in pictures] == [figure.alt]
    assert pictures[0].width / Pt(1) * 7.5 / (156 / 25.4 * 72) >= 14
    sizes = [size for slide in deck.slides for shape in slide.shapes for size in read_sizes(shape)]
    assert min(sizes) >= Pt(14)


def test_shapes_stay_on_the_slide(reports):
    deck = Presentation(reports["report_zh.pptx"])
    for slide in deck.slides:
        for shape in slide.shapes:
            assert shape.left >= 0
            assert shape.top >= 0
            assert shape.left + shape.width <= deck.slide_width
            assert shape.top + shape.height <= deck.slide_height


def test_same_input_gives_the_same_bytes(reports, two_places):
    assert report.make_slides(two_places.gather("zh")) == reports["report_zh.pptx"].read_bytes()
