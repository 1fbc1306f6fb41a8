"""The report as slides: one finding each, its source below, its sentences in the notes."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from typing import Any

from PIL import Image

from helpers.charts import COLON, COMMA, SEMICOLON, render, style_places
from helpers.report.archives import rewrite
from helpers.report.contents import Contents
from helpers.report.figures import Figure
from helpers.report.findings import Finding
from helpers.report.markdown import name_places
from helpers.report.numbers import Tables, say_note
from helpers.report.phrases import say_phrase
from helpers.report.redrawn import DPI, PAGES, draw_wide, measure

WIDTH, HEIGHT, MARGIN = 338.67, 190.5, 12.0  # mm; 16:9
TITLE = 20.0  # height of the head, mm
HEAD = "12436D"
LEAST = 14  # pt: what can be read at the back of a room
SMALLEST = 7.5  # pt: the notes of a figure at its own width
MOST_FINDINGS = 8
BARS = 20  # pt: the words of a chart
FACES = {"zh": "微软雅黑", "en": "Arial"}
TITLE_ONLY = 5  # layout of python-pptx's own template


class Deck:
    """A presentation that grows slide by slide."""

    def __init__(self, language: str) -> None:
        """Begin without slides."""
        from pptx import Presentation
        from pptx.util import Mm

        self.language, self.file = language, Presentation()
        self.file.slide_width, self.file.slide_height = Mm(WIDTH), Mm(HEIGHT)

    def add_slide(self, title: str, notes: str = "", size: float = 26, top: float = 4, height: float = 16) -> Any:
        """Add a slide with a title and notes for the speaker."""
        from pptx.util import Mm

        slide = self.file.slides.add_slide(self.file.slide_layouts[TITLE_ONLY])
        head = slide.shapes.title
        head.left, head.top, head.width, head.height = Mm(MARGIN), Mm(top), Mm(WIDTH - 2 * MARGIN), Mm(height)
        self._write(head.text_frame, [title], size, bold=True)
        if notes:
            slide.notes_slide.notes_text_frame.text = notes
        return slide

    def add_text(self, slide: Any, lines: list[str], top: float, height: float, size: float) -> None:
        """Add lines of text over the width of a slide, mm from its top."""
        from pptx.util import Mm

        box = slide.shapes.add_textbox(Mm(MARGIN), Mm(top), Mm(WIDTH - 2 * MARGIN), Mm(height))
        self._write(box.text_frame, lines, size)

    def add_table(self, slide: Any, rows: list[list[str]], top: float, size: float, shares: tuple[int, ...]) -> None:
        """Add a table whose first row is its head; `shares` are the widths of its columns."""
        from pptx.dml.color import RGBColor
        from pptx.util import Mm

        room = Mm(MARGIN), Mm(top), Mm(WIDTH - 2 * MARGIN), Mm(12 * len(rows))
        table = slide.shapes.add_table(len(rows), len(rows[0]), *room).table
        for column, share in zip(table.columns, shares, strict=True):
            column.width = int(room[2] * share / sum(shares))
        for cell in table.rows[0].cells:
            cell.fill.solid()
            cell.fill.fore_color.rgb = RGBColor.from_string(HEAD)
        for row, cells in zip(table.rows, rows, strict=True):
            for cell, text in zip(row.cells, cells, strict=True):
                self._write(cell.text_frame, [text], size)

    def add_picture(self, slide: Any, data: bytes, top: float, width: float, title: str, alt: str) -> None:
        """Add a PNG with its alternative text, in the middle."""
        from pptx.util import Mm

        picture = slide.shapes.add_picture(BytesIO(data), Mm((WIDTH - width) / 2), Mm(top), width=Mm(width))
        _describe(picture._element.nvPicPr, title, alt)

    def add_bars(self, slide: Any, finding: Finding, colours: list[str], top: float, height: float, alt: str) -> None:
        """Add a chart that can be edited: a bar for each number, from zero, with its place, year and words."""
        from pptx.chart.data import CategoryChartData
        from pptx.dml.color import RGBColor
        from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION
        from pptx.util import Mm, Pt

        data = CategoryChartData()
        data.categories = [f"{number.place} {number.year}".strip() for number in finding.numbers]
        data.add_series(finding.label, [number.size for number in finding.numbers])
        room = Mm(MARGIN), Mm(top), Mm(WIDTH - 2 * MARGIN), Mm(height)
        frame = slide.shapes.add_chart(XL_CHART_TYPE.BAR_CLUSTERED, *room, data)
        _describe(frame._element.nvGraphicFramePr, finding.label, alt)
        chart = frame.chart
        chart.has_legend = chart.has_title = False
        chart.font.name = FACES["en"]
        sizes = [number.size for number in finding.numbers]
        chart.value_axis.visible, chart.value_axis.has_major_gridlines = False, False
        chart.value_axis.minimum_scale, chart.value_axis.maximum_scale = min(0.0, *sizes), max(0.0, *sizes) * 1.25 or 1
        chart.category_axis.reverse_order, chart.category_axis.has_major_gridlines = True, False
        chart.category_axis.tick_labels.font.size = Pt(BARS)
        chart.plots[0].gap_width = 60
        points = chart.plots[0].series[0].points
        for at, (number, colour) in enumerate(zip(finding.numbers, colours, strict=True)):
            point = points[at]
            point.format.fill.solid()
            point.format.fill.fore_color.rgb = RGBColor.from_string(colour)
            label = point.data_label
            label.position = XL_LABEL_POSITION.OUTSIDE_END
            label.text_frame.text = number.text
            label.text_frame.word_wrap = False
            label.text_frame.paragraphs[0].runs[0].font.size = Pt(BARS)
            label.text_frame.paragraphs[0].runs[0].font.bold = True

    def _write(self, frame: Any, lines: list[str], size: float, bold: bool = False) -> None:
        from pptx.enum.text import PP_ALIGN
        from pptx.util import Pt

        frame.word_wrap = True
        for number, line in enumerate(lines):
            paragraph = frame.paragraphs[0] if not number else frame.add_paragraph()
            paragraph.alignment = PP_ALIGN.LEFT
            run = paragraph.add_run()
            run.text = line
            run.font.size, run.font.bold = Pt(max(size, LEAST)), bold
            self._choose_face(run)

    def _choose_face(self, run: Any) -> None:
        from pptx.oxml.ns import qn

        run.font.name = FACES["en"]
        face = run._r.get_or_add_rPr().makeelement(qn("a:ea"), {"typeface": FACES["zh"]})
        run._r.get_or_add_rPr().append(face)

    def save(self, title: str) -> bytes:
        """Return the file, the same bytes each time."""
        from datetime import datetime

        about = self.file.core_properties
        about.title, about.author, about.language = title, "", self.language
        about.created = about.modified = datetime(2000, 1, 1)
        about.last_modified_by, about.revision = "", 1
        buffer = BytesIO()
        self.file.save(buffer)
        names = zipfile.ZipFile(buffer).namelist()
        return rewrite(buffer.getvalue(), {name: _fix_workbook for name in names if name.endswith(".xlsx")})


def _fix_workbook(data: bytes) -> bytes:
    """Fix the times in the workbook behind a chart."""
    return rewrite(
        data, {"docProps/core.xml": lambda xml: re.sub(rb"\d{4}-\d\d-\d\dT[\d:]+Z", b"2000-01-01T00:00:00Z", xml)}
    )


def _describe(properties: Any, title: str, alt: str) -> None:
    properties.cNvPr.set("descr", alt)
    properties.cNvPr.set("title", title)


def make_slides(contents: Contents, tables: Tables) -> bytes:
    """Return the slides of a report as a .pptx file; from the tables figures are drawn again in the form of a slide."""
    language, counts = contents.language, contents.counts
    deck = Deck(language)
    title = say_phrase("slides_title", language, places=name_places(contents))
    opening = deck.add_slide(title, size=36, top=50, height=40)
    deck.add_text(opening, [say_phrase("slides_counts", language, **counts)], 95, 50, 24)
    for finding in contents.findings[:MOST_FINDINGS]:
        add_finding(deck, finding, contents.places)
    for figure in contents.figures:
        if figure.on_slide:
            add_figure(deck, figure, contents, tables)
    if contents.obstacles:
        slide = deck.add_slide(say_phrase("slides_obstacles", language))
        head = [say_phrase(key, language) for key in ("reason", "pairs", "example")]
        rows = [[o.label, str(o.pairs), o.example] for o in contents.obstacles[:6]]
        deck.add_table(slide, [head, *rows], TITLE + 4, 16, (3, 1, 9))
    add_sources(deck, contents)
    return deck.save(title)


def add_finding(deck: Deck, finding: Finding, places: tuple[str, ...]) -> None:
    """Add the slide of what compares: a bar for each number, verdict, sources; the sentences in the notes."""
    language = deck.language
    notes = "\n\n".join(f"{number.place} {number.text}\n{say_note(number, language)}" for number in finding.numbers)
    said = [f"{number.place} {number.text}" for number in finding.numbers[:3]]
    told = finding.label + COLON[language] + COMMA[language].join(said)
    title = told if len(finding.numbers) <= 3 else finding.label
    slide = deck.add_slide(title, notes, 26 if len(title) < 40 else 20)
    styles = style_places(places)
    colours = [styles[number.place].colour.lstrip("#") for number in finding.numbers]
    alt = f"{title}{'。' if language == 'zh' else '. '}{finding.verdict}"
    height = min(30.0 * len(finding.numbers) + 4, 100.0)
    deck.add_bars(slide, finding, colours, TITLE + 4, height, alt)
    deck.add_text(slide, [finding.verdict], TITLE + height + 8, HEIGHT - 34 - TITLE - height - 8, 18)
    sources = list(dict.fromkeys(number.source for number in finding.numbers if number.source))
    deck.add_text(slide, [SEMICOLON[language].join(sources)], HEIGHT - 30, 24, LEAST)


def add_figure(deck: Deck, figure: Figure, contents: Contents, tables: Tables) -> None:
    """Add the slide of a figure, drawn again with fewer lines where it is too tall to be read at the back of a room.

    Where that does not help, it gives way to its words.
    """
    slide = deck.add_slide(figure.subject, f"{figure.alt}\n\n{figure.source}", size=20)
    data = figure.path.with_suffix(".png").read_bytes()
    with Image.open(BytesIO(data)) as image:
        size = (pixels / image.info["dpi"][0] * 25.4 for pixels in image.size)
    if width := fit_width(*size):
        deck.add_picture(slide, data, TITLE, width, figure.title, figure.alt)
        return
    for chart in draw_wide(figure, tables, contents.chosen, deck.language, PAGES[1:]):
        if width := fit_width(*measure(chart)):
            deck.add_picture(slide, render(chart, "png", DPI), TITLE, width, chart.title, chart.alt)
            slide.notes_slide.notes_text_frame.text = f"{chart.alt}\n\n{chart.source}"
            return
    items = figure.alt.rstrip("。.").split(SEMICOLON[deck.language])
    deck.add_text(slide, [figure.title], TITLE + 2, 16, 24)
    deck.add_text(
        slide, [f"• {item}" for item in items[:9]], TITLE + 22, HEIGHT - TITLE - 40, 20 if len(items) < 7 else 18
    )
    deck.add_text(slide, [say_phrase("slides_tall", deck.language, n=figure.number)], HEIGHT - 16, 12, LEAST)


def fit_width(width: float, height: float) -> float:
    """Return the width at which a figure of a width and height fits on a slide, all in mm; 0 where it is not readable.

    >>> round(fit_width(156, 80)), fit_width(156, 140)
    (315, 0.0)
    """
    fitting = min(WIDTH - 2 * MARGIN, (HEIGHT - TITLE - 2) * width / height)
    return fitting if SMALLEST * fitting / width >= LEAST else 0.0


def add_sources(deck: Deck, contents: Contents) -> None:
    """Add the slide of the texts."""
    slide = deck.add_slide(say_phrase("texts", deck.language))
    head = [say_phrase(key, deck.language) for key in ("place", "title", "publisher", "date")]
    rows = [[s.place, f"《{s.title}》", s.publisher or "–", s.date] for s in contents.sources[:9]]
    deck.add_table(slide, [head, *rows], TITLE + 4, LEAST, (2, 6, 3, 2))
    if (left := len(contents.sources) - len(rows) + contents.sources_left_out) > 0:
        deck.add_text(slide, [say_phrase("and_more", deck.language, n=left).lstrip("，等 ")], HEIGHT - 16, 10, LEAST)
