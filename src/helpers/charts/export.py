"""Figures as files, with their captions."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable, Sequence
from fractions import Fraction
from pathlib import Path
from xml.sax.saxutils import escape

import matplotlib as mpl
import numpy as np
import pandas as pd
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from helpers.charts.canvas import Chart
from helpers.charts.sources import Mark
from helpers.charts.style import (
    DPI,
    FORMATS,
    MOST_PIXELS,
    MOST_SHOWN,
    SHOWN_DPI,
    STYLE,
    read_formats,
    read_languages,
)
from helpers.storage import Folders, get_schema, make_table, read_table, write_table, write_whole
from helpers.text import split_sentences

CAPTION_FIELDS = {"title": "Title", "alt": "Description", "note": "Note", "source": "Reference", "language": "Language"}
MARKS = "Marks"
_FILE_NAME = re.compile(r"\d\d_[a-z0-9_]+")


def _get_metadata(chart: Chart, form: str) -> dict[str, str | None]:
    if form == "svg":
        said = {"Title": chart.title, "Description": chart.alt, "Language": chart.language}
        return said | dict.fromkeys(("Date", "Creator"))
    said = {"Title": chart.title, "Subject": chart.alt, "Keywords": chart.source}
    return said | dict.fromkeys(("CreationDate", "Creator", "Producer"))


def _reduce_colours(picture: Image.Image) -> Image.Image:
    """Keep the 256 most frequent colours of an RGBA picture exactly and give the others the nearest.

    That takes a third of the bytes; the others are mixtures at the edges of letters. (Pillow's own mapping to a palette
    shifts even white.)
    """
    pixels = np.frombuffer(picture.tobytes(), dtype="<u4") & 0xFFFFFF
    starts = np.concatenate(([0], np.flatnonzero(pixels[1:] != pixels[:-1]) + 1))  # of runs of one colour
    runs, lengths = pixels[starts], np.diff(starts, append=len(pixels))
    found = np.unique(runs)
    numbers = np.zeros(1 << 24, dtype=np.int32)
    numbers[found] = np.arange(len(found))
    which = numbers[runs]
    red, green, blue = parts = [found >> shift & 0xFF for shift in (0, 8, 16)]
    order = np.lexsort((blue, green, red, -np.bincount(which, weights=lengths)))
    palette = np.stack(parts, axis=1)[order[:256]]
    coded = np.repeat(_find_nearest(parts, palette)[which], lengths)
    reduced = Image.frombytes("P", picture.size, coded.tobytes())
    reduced.putpalette(palette.astype(np.uint8).tobytes())
    return reduced


def _find_nearest(parts: Sequence[np.ndarray], palette: np.ndarray) -> np.ndarray:
    """Return for each colour, given by its parts, the number of the nearest of the palette, the first of several."""
    points = palette.astype(np.int32)
    apart = np.broadcast_to((points**2).sum(axis=1), (len(parts[0]), len(points))).copy()
    for part, point in zip(parts, points.T, strict=True):  # what is left out is the same for each of the palette
        apart -= 2 * part.astype(np.int32)[:, None] * point
    return apart.argmin(axis=1).astype(np.uint8)


def _render_png(chart: Chart, dpi: float) -> bytes:
    plain, buffer, chunks = io.BytesIO(), io.BytesIO(), PngInfo()
    dpi = min(dpi, MOST_PIXELS / max(chart.figure.get_size_inches()))
    chart.figure.savefig(plain, format="rgba", dpi=dpi)
    width, height = (int(inches * dpi) for inches in chart.figure.get_size_inches())
    for name, key in CAPTION_FIELDS.items():
        chunks.add_itxt(key, getattr(chart, name), lang=chart.language)
    chunks.add_itxt(MARKS, json.dumps(chart.marks, ensure_ascii=False), zip=True)
    picture = Image.frombytes("RGBA", (width, height), plain.getvalue())
    _reduce_colours(picture).save(buffer, "PNG", pnginfo=chunks, dpi=(dpi, dpi))
    return buffer.getvalue()


def _describe_svg(data: bytes, chart: Chart) -> bytes:
    """Give the root element a role and the names that screen readers read (SVG accessibility API mappings)."""
    text = data.decode("utf-8").replace(
        "<svg ", f'<svg role="img" aria-labelledby="title desc" lang="{chart.language}" ', 1
    )
    title = f"<title>{escape(chart.title)}</title>"
    described = f'<title id="title">{escape(chart.title)}</title>\n <desc id="desc">{escape(chart.alt)}</desc>'
    if title not in text:
        raise ValueError("the SVG has no title element to describe")
    return text.replace(title, described, 1).encode("utf-8")


def render(chart: Chart, form: str = "png", dpi: float = DPI) -> bytes:
    """Return the chart as the bytes of a PNG, SVG or PDF file; the same chart gives the same bytes."""
    buffer = io.BytesIO()
    with mpl.rc_context(STYLE):
        if form == "png":
            return _render_png(chart, dpi)
        chart.figure.savefig(buffer, format=form, dpi=dpi, metadata=_get_metadata(chart, form))
    return _describe_svg(buffer.getvalue(), chart) if form == "svg" else buffer.getvalue()


def save(chart: Chart, name: str, folder: str | Path, formats: Sequence[str] = FORMATS) -> Path:
    """Write a chart as NN_subject_{zh,en}.png and .svg (and .pdf if asked) into folder; return the path of the PNG.

    `name` is NN_subject, without language and suffix. Title, note, sources, alternative text and the rows of the marks
    travel inside the PNG.

    >>> save(None, "Figure 1", ".")
    Traceback (most recent call last):
    ValueError: a figure is named NN_subject in lower case, not 'Figure 1'
    """
    if not _FILE_NAME.fullmatch(name):
        raise ValueError(f"a figure is named NN_subject in lower case, not {name!r}")
    path = Path(folder) / f"{name}_{chart.language}.png"
    for form in sorted(formats, key=lambda form: form == "png"):  # the PNG last: it says that a figure is complete
        write_whole(path.with_suffix(f".{form}"), render(chart, form))
    return path


def reduce_picture(data: bytes, share: Fraction = Fraction(SHOWN_DPI, DPI), most: int = MOST_SHOWN) -> bytes:
    """Return a PNG at a share of its width and height, without its captions: what a notebook shows of a saved one.

    The share is made smaller until the picture has at most so many bytes.
    """
    with Image.open(io.BytesIO(data)) as saved:
        picture = saved.convert("RGB")
    while True:
        size = tuple(max(1, round(side * share)) for side in picture.size)
        buffer = io.BytesIO()
        _reduce_colours(picture.resize(size, Image.Resampling.BOX).convert("RGBA")).save(buffer, "PNG")
        if buffer.tell() <= most or size == (1, 1):
            return buffer.getvalue()
        share *= Fraction(9, 10)


def show(chart: Chart, png: bytes = b"") -> None:
    """Display a chart, of which the PNG may be there, in a notebook, with its alternative text, at the page's width."""
    from IPython import display

    picture = reduce_picture(png or render(chart))
    display.display(display.Image(data=picture, format="png", width=768, alt=chart.alt))


def publish(
    name: str, drawing: Callable[[str], Chart], folders: Folders, languages: str, formats: str = ",".join(FORMATS)
) -> Chart:
    """Draw a chart in each language, save it, show the last one in the notebook and return that.

    `name` is NN_subject; `languages` and `formats` are what the parameters of the notebook say: zh, en or both, and
    png, svg and pdf. Raises InputError for any other language or format, ValueError for any other name.
    """
    for language in read_languages(languages):
        chart = drawing(language)
        path = save(chart, name, folders.figures, read_formats(formats))
    show(chart, path.read_bytes())
    return chart


def read_caption(path: str | Path) -> dict[str, str]:
    """Read the row of captions.csv that a PNG carries; {} for a picture that this module did not write."""
    with Image.open(path) as image:
        image.load()
        chunks = dict(image.text)
    if not set(CAPTION_FIELDS.values()) <= set(chunks):
        return {}
    return {"file": Path(path).stem} | {name: str(chunks[key]) for name, key in CAPTION_FIELDS.items()}


def read_marks(path: str | Path) -> list[Mark]:
    """Read the marks that a PNG of this module carries, each with the row that it shows."""
    with Image.open(path) as image:
        image.load()
        return [Mark(*mark) for mark in json.loads(dict(image.text).get(MARKS, "[]"))]


def collect_captions(folder: str | Path) -> pd.DataFrame:
    """Return the table `captions` of all figures in a folder, in the order of their file names."""
    rows = [read_caption(path) for path in sorted(Path(folder).glob("*.png"))]
    return make_table([row for row in rows if row], "captions")


def collect_marks(folder: str | Path, observations: pd.DataFrame, paragraphs: pd.DataFrame) -> pd.DataFrame:
    """Return the table `marks` of all figures in a folder: from each mark to its sentence in the raw text.

    The sentence is that of the quantity (observations); of a mark that shows none, such as a lost year or a measure,
    it is the sentence of its paragraph that holds the offset. A value that an analyst added has none.
    """
    stated = observations.drop_duplicates(["doc_id", "start"]).set_index(["doc_id", "start"])
    known = dict(zip(stated.index, stated[["sentence_start", "sentence_end"]].itertuples(index=False), strict=True))
    lines: dict[str, list[tuple[int, int, str]]] = {}
    for row in paragraphs.itertuples():
        lines.setdefault(row.doc_id, []).append((row.start, row.end, row.text))
    rows = []
    for path in sorted(Path(folder).glob("*.png")):
        for mark in read_marks(path):
            start, end = known.get((mark.doc_id, mark.start)) or _find_sentence(lines.get(mark.doc_id, []), mark.start)
            ends = {"sentence_start": start, "sentence_end": end}
            rows.append({"figure": path.stem, **mark._asdict(), **ends})
    return make_table(rows, "marks")


def _find_sentence(lines: Sequence[tuple[int, int, str]], offset: int) -> tuple[int | None, int | None]:
    """Return the ends of the sentence at an offset of a text whose paragraphs are (start, end, text)."""
    for start, end, text in lines:
        if start <= offset < end:
            spans = [span for span in split_sentences(text) if span[0] <= offset - start < span[1]]
            first, last = spans[0] if spans else (0, end - start)
            return start + first, start + last
    return None, None


def write_captions(folder: str | Path) -> Path:
    """Write captions.csv for all figures in a folder, from what the PNGs themselves carry."""
    return write_table(collect_captions(folder), "captions", Path(folder))


def write_marks(folders: Folders) -> Path:
    """Write marks.csv beside the figures, from what the PNGs carry and the tables of the run, as far as it has them."""
    tables = (
        read_table(name, folders.processed)
        if (folders.processed / get_schema(name).file).is_file()
        else make_table([], name)
        for name in ("observations", "paragraphs")
    )
    return write_table(collect_marks(folders.figures, *tables), "marks", folders.figures)
