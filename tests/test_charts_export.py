"""Pictures: same bytes, words in every format, captions."""

import dataclasses
import hashlib
import io
import os
import re
import subprocess
import sys
from pathlib import Path

import matplotlib as mpl
import numpy as np
import pytest
from PIL import Image
from small_chart import make_chart

from helpers.charts import export, style
from helpers.charts.sources import Mark
from helpers.storage import find_folders, make_table


@pytest.mark.parametrize("form", style.EVERY_FORMAT)
def test_the_same_chart_gives_the_same_bytes(form):
    assert export.render(make_chart(), form) == export.render(make_chart(), form)


def test_another_process_gives_the_same_bytes():
    code = """
import hashlib, sys
sys.path.insert(0, "tests")
from small_chart import make_chart
from helpers.charts import export
print(*(hashlib.sha256(export.render(make_chart(), form)).hexdigest() for form in ("png", "svg", "pdf")))
"""
    here = [hashlib.sha256(export.render(make_chart(), form)).hexdigest() for form in ("png", "svg", "pdf")]
    environment = os.environ | {"PYTHONHASHSEED": "1"}  # its own is another, by chance
    options = {"cwd": Path(__file__).parents[1], "env": environment, "capture_output": True, "text": True}
    assert subprocess.run([sys.executable, "-c", code], check=True, **options).stdout.split() == here


def test_a_pdf_is_made_only_where_it_is_asked_for(tmp_path):
    export.save(make_chart(), "01_test", tmp_path)
    assert sorted(p.suffix for p in tmp_path.iterdir()) == [".png", ".svg"]


def test_marks_lead_from_a_figure_to_the_sentence_of_each_row(tmp_path):
    raw = "某县有小学9所。2023年有幼儿园12所，2个名校长工作室已经成立。"
    marks = (("bar-a-t-4", "t", 4), ("measure-b-t-21", "t", 21), ("bar-c-corrections-0", "corrections", 0))
    chart = dataclasses.replace(make_chart(), marks=tuple(Mark(*mark) for mark in marks))
    export.save(chart, "01_test", tmp_path)
    stated = make_table([{"doc_id": "t", "start": 4, "sentence_start": 0, "sentence_end": 8}], "observations")
    lines = make_table([{"doc_id": "t", "start": 0, "end": len(raw), "text": raw}], "paragraphs")
    found = export.collect_marks(tmp_path, stated, lines)
    assert list(found["mark"]) == [mark for mark, _, _ in marks]
    assert set(found["figure"]) == {"01_test_zh"}
    assert [raw[a:b] for a, b in zip(found["sentence_start"][:2], found["sentence_end"][:2], strict=True)] == [
        "某县有小学9所。",
        "2023年有幼儿园12所，2个名校长工作室已经成立。",
    ]
    assert found["sentence_start"].isna().tolist() == [False, False, True]


def test_drawing_leaves_the_settings_of_matplotlib_alone():
    before = dict(mpl.rcParams)
    export.render(make_chart())
    assert dict(mpl.rcParams) == before


def test_a_saved_chart_carries_its_words_in_every_format(tmp_path):
    chart = make_chart()
    path = export.save(chart, "01_test", tmp_path, style.EVERY_FORMAT)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["01_test_zh.pdf", "01_test_zh.png", "01_test_zh.svg"]
    with Image.open(path) as picture:
        assert picture.width == 1842
    assert export.read_caption(path) == {
        "file": "01_test_zh",
        "language": "zh",
        "title": chart.title,
        "note": chart.note,
        "source": chart.source,
        "alt": chart.alt,
    }
    svg = path.with_suffix(".svg").read_text("utf-8")
    assert 'role="img"' in svg.partition(">")[0] + svg.partition("<svg")[2].partition(">")[0]
    assert f'<title id="title">{chart.title}</title>' in svg
    assert f'<desc id="desc">{chart.alt}</desc>' in svg
    assert "<dc:date>" not in svg
    pdf = path.with_suffix(".pdf").read_bytes()
    escapes = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
    plain = re.sub(rb"\\(.)", lambda match: escapes.get(match[1], match[1]), pdf, flags=re.DOTALL)
    assert all(words.encode("utf-16-be") in plain for words in (chart.title, chart.alt, chart.source))
    assert b"/CreationDate" not in pdf
    assert b"/FontFile2" in pdf  # TrueType, which can be searched and copied


def test_words_with_marks_of_xml_are_escaped_in_the_svg(tmp_path):
    chart = make_chart("en")
    chart.title, chart.alt = "A < B & C", "“A” < B & 'C' " * 3
    svg = export.render(chart, "svg").decode("utf-8")
    assert "A &lt; B &amp; C</title>" in svg
    import xml.etree.ElementTree as ElementTree

    root = ElementTree.fromstring(svg)
    assert root.find("{http://www.w3.org/2000/svg}desc").text == chart.alt


def test_captions_are_collected_from_the_pictures_themselves(tmp_path):
    for language in style.LANGUAGES:
        export.save(make_chart(language), "02_second", tmp_path)
    export.save(make_chart(), "01_first", tmp_path)
    Image.new("RGB", (4, 4)).save(tmp_path / "logo.png")  # a picture of somebody else's
    table = export.collect_captions(tmp_path)
    assert table["file"].tolist() == ["01_first_zh", "02_second_en", "02_second_zh"]
    path = export.write_captions(tmp_path)
    assert path.read_text("utf-8-sig").splitlines()[0] == "file,language,title,note,source,alt"


@pytest.mark.parametrize("name", ["test", "1_test", "01_Test", "01 test", "../01_test"])
def test_a_figure_needs_a_number_and_a_subject(tmp_path, name):
    with pytest.raises(ValueError, match="NN_subject"):
        export.save(make_chart(), name, tmp_path)


def test_few_colours_keep_the_frequent_ones_exactly():
    noisy = np.random.default_rng(0).integers(0, 255, (40, 40, 3), dtype=np.uint8)
    noisy[:, :20] = (213, 224, 234)
    picture = Image.fromarray(noisy).convert("RGBA")
    reduced = np.asarray(export._reduce_colours(picture).convert("RGB"))
    assert (reduced[:, :20] == (213, 224, 234)).all()
    assert np.abs(reduced.astype(int) - noisy).mean() < 20


def test_showing_a_chart_gives_an_image_with_its_alternative_text(capsys, monkeypatch):
    import IPython.display

    shown = []
    monkeypatch.setattr(IPython.display, "display", shown.append)
    chart = make_chart()
    export.show(chart)
    data, metadata = shown[0]._repr_mimebundle_()
    assert metadata["image/png"]["alt"] == chart.alt
    assert "image/png" in data


def test_a_notebook_shows_the_picture_that_was_saved(tmp_path, monkeypatch):
    import IPython.display

    shown = []
    monkeypatch.setattr(IPython.display, "display", shown.append)
    folders = find_folders(tmp_path, tmp_path)
    export.publish("01_test", make_chart, folders, "zh,en", "png,pdf")
    assert sorted(path.suffix for path in folders.figures.glob("*_zh.*")) == [".pdf", ".png"]
    with Image.open(folders.figures / "01_test_en.png") as saved, Image.open(io.BytesIO(shown[0].data)) as picture:
        assert picture.size == tuple(round(side * style.SHOWN_DPI / style.DPI) for side in saved.size)
        twin = saved.convert("RGB").resize(picture.size, Image.Resampling.BOX)
        assert np.abs(np.asarray(picture.convert("RGB")).astype(int) - np.asarray(twin)).max() < 40


def test_a_picture_of_too_many_bytes_is_shown_smaller():
    picture = export.render(make_chart())
    plain = export.reduce_picture(picture)
    small = export.reduce_picture(picture, most=len(plain) - 1)
    assert len(small) < len(plain) <= style.MOST_SHOWN
    with Image.open(io.BytesIO(plain)) as wide, Image.open(io.BytesIO(small)) as narrow:
        assert narrow.width == pytest.approx(0.9 * wide.width, abs=1)


def test_no_side_of_a_picture_has_more_than_twelve_thousand_pixels():
    chart = make_chart()
    chart.figure.set_size_inches(0.5, 60)
    with Image.open(io.BytesIO(export.render(chart))) as picture:
        assert picture.size == (100, 12_000)
