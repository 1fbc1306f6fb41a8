"""Tests of the house style: fonts, text, palette, direct labels, canvas, export and captions."""

import itertools
import logging
import os
import re
import subprocess
import sys
from pathlib import Path

import matplotlib as mpl
import numpy as np
import pytest
from matplotlib.lines import Line2D
from matplotlib.text import Text
from PIL import Image

from helpers.charts import export, fonts, style, typesetting
from helpers.charts.canvas import Canvas, assign_lanes
from helpers.charts.typesetting import measure, wrap
from helpers.storage.messages import InputError

LONG = "包头市中小学幼儿园宽带接入率、校园网建成率均达到100%（2024年），“县管校聘”改革覆盖9个旗县区。"


@pytest.fixture
def fresh_fonts():
    """Forget which fonts were found, before and after a test."""
    for cached in (fonts._find_families, fonts._open_faces, fonts._has_glyph, typesetting._measure):
        cached.cache_clear()
    yield
    for cached in (fonts._find_families, fonts._open_faces, fonts._has_glyph, typesetting._measure):
        cached.cache_clear()


def make_chart(language="zh", text="教育"):
    canvas = Canvas(language)
    canvas.write_header("标题：说明发现" if language == "zh" else "The title states the finding", "单位，%")
    panel = canvas.add_panel(40, canvas.y, 80, 30)
    panel.plot([0, 1], [0, 1], gid="line")
    canvas.write(10, canvas.y + 10, text)
    canvas.y += 30
    return canvas.finish("注：说明。", "资料来源：《某报告》（某局，2024年）。", "折线图，从0到1。" * 4)


# --- fonts ------------------------------


def test_packaged_fonts_hold_the_characters_of_gbk():
    family = fonts.find_families("zh")[:1]
    faces = fonts._open_faces(family, False) + fonts._open_faces(family, True)
    codes = (bytes([a, b]) for a in range(0xB0, 0xF8) for b in range(0xA1, 0xFF))
    simplified = {code.decode("gbk", errors="ignore") for code in codes} - {""}
    assert len(simplified) == 6763  # the Han characters of GB 2312
    for face in faces:
        wanted = [*simplified, *"專任教師與學校發展國語嘎查蘇木“”（）《》、。≈"]
        assert not [character for character in wanted if not face.get_char_index(ord(character))]


def test_the_packaged_font_comes_before_the_systems_and_english_has_a_latin_face_first(fresh_fonts, monkeypatch):
    monkeypatch.delenv(fonts.FONT_VARIABLE, raising=False)
    assert fonts.find_families("zh") == ("Noto Sans SC GBK", "DejaVu Sans")
    assert fonts.find_families("en") == ("Noto Sans SC Latin", "Noto Sans SC GBK", "DejaVu Sans")


def test_a_chosen_font_file_comes_first(fresh_fonts, monkeypatch):
    file = next(path for path in fonts.find_packaged_fonts() if path.name == "NotoSansSC-GBK-Bold.ttf")
    monkeypatch.setenv(fonts.FONT_VARIABLE, str(file))
    assert fonts.find_families("zh")[0] == "Noto Sans SC GBK"


@pytest.mark.parametrize("choice", ["No Such Family", "latin"])
def test_a_chosen_font_without_chinese_is_refused(fresh_fonts, monkeypatch, choice):
    if choice == "latin":
        choice = str(next(path for path in fonts.find_packaged_fonts() if "Latin" in path.name))
    monkeypatch.setenv(fonts.FONT_VARIABLE, choice)
    with pytest.raises(InputError, match=fonts.FONT_VARIABLE):
        fonts.find_families("zh")


def test_without_the_packaged_font_the_systems_is_taken(fresh_fonts, monkeypatch, tmp_path):
    source = next(path for path in fonts.find_packaged_fonts() if path.name == "NotoSansSC-GBK-Regular.ttf")
    monkeypatch.setattr(fonts, "find_packaged_fonts", list)
    monkeypatch.setattr(fonts.font_manager, "findSystemFonts", lambda: [str(source)])
    monkeypatch.setattr(fonts, "SYSTEM_FAMILIES", ("Missing Sans", "Noto Sans SC GBK"))
    assert fonts.find_families("zh") == ("Noto Sans SC GBK", "DejaVu Sans")
    assert fonts.find_families("en") == ("Noto Sans SC GBK", "DejaVu Sans")


def test_without_any_chinese_font_the_error_lists_what_was_tried(fresh_fonts, monkeypatch):
    monkeypatch.delenv(fonts.FONT_VARIABLE, raising=False)
    monkeypatch.setattr(fonts, "find_packaged_fonts", list)
    monkeypatch.setattr(fonts.font_manager, "findSystemFonts", list)
    with pytest.raises(InputError) as caught:
        Canvas("zh").write(10, 10, "教育")
    for words in (fonts.FONT_VARIABLE, "resources/fonts", "Microsoft YaHei", "git checkout", "fonts-noto-cjk"):
        assert words in str(caught.value)


def test_each_character_that_no_font_has_is_dropped_or_marked_before_drawing(caplog):
    chart = make_chart(text="青年👉教师️ 𰻞")
    with caplog.at_level(logging.WARNING):
        export.render(chart)
    assert not caplog.records
    assert "青年教师 〓" in [text.get_text() for text in chart.figure.findobj(Text)]


# --- languages ------------------------------


def test_languages_may_stand_with_spaces_and_unknown_ones_are_refused():
    assert style.read_languages("zh,en") == style.read_languages(" zh, en ,zh") == ["zh", "en"]
    assert style.read_languages("en，zh") == ["en", "zh"]
    for text, named in (("zh,fr", "'fr'"), (" ", "''")):
        with pytest.raises(InputError, match=f"^language: figures are drawn in zh and en, not in {named}$"):
            style.read_languages(text)
    with pytest.raises(InputError, match="not in 'fr'"):
        Canvas("fr")


# --- text ------------------------------


def test_no_line_starts_with_a_closing_mark_or_ends_with_an_opening_one():
    for width in range(20, 90, 2):
        lines = wrap(LONG, width, 9, "zh")
        assert "".join(lines) == LONG
        for line in lines:
            assert line[0] not in "，。、）”%", (width, line)
            assert line[-1] not in "（“", (width, line)
            assert measure(line, 9, "zh") <= width


def test_numbers_stay_with_their_measure_word():
    for width in range(20, 60):
        text = " ".join(wrap(LONG, width, 9, "zh"))
        assert "9个" in text
        assert "2024年" in text
        assert "100%" in text


def test_english_breaks_between_words_and_keeps_bound_ones_together():
    lines = wrap("Written 25\xa0Mar\xa02024 by the bureau of education", 30, 9, "en")
    assert all(not line.startswith(("Mar", "2024")) for line in lines)
    assert " ".join(lines) == "Written 25\xa0Mar\xa02024 by the bureau of education"


def test_a_word_wider_than_the_line_is_broken_and_nothing_is_lost():
    lines = wrap("Donaudampfschifffahrtsgesellschaft", 20, 9, "en")
    assert len(lines) > 1
    assert "".join(lines) == "Donaudampfschifffahrtsgesellschaft"
    assert all(measure(line, 9, "en") <= 20 for line in lines)


def test_balanced_lines_break_behind_a_mark_where_they_can():
    title = "乌审旗称三项信息化全覆盖，呼和浩特校园网差六个百分点"
    assert wrap(title, 80, 12, "zh", bold=True, balanced=True) == title.replace("，", "，\n").split("\n")
    greedy = wrap("One two three four five six seven eight nine ten", 55, 12, "en")
    even = wrap("One two three four five six seven eight nine ten", 55, 12, "en", balanced=True)
    assert len(even) == len(greedy) == 2
    spread_of = [max(measure(line, 12, "en") for line in lines) for lines in (greedy, even)]
    assert spread_of[1] < spread_of[0]


def test_neighbouring_full_width_marks_are_kerned_by_half_an_em():
    size = 10 * style.MM_PER_POINT
    assert measure("》（", 10, "zh") == pytest.approx(measure("》", 10, "zh") + size / 2, abs=0.1)
    assert measure("“”", 10, "en") < 1.2 * size  # proportional in English


# --- palette ------------------------------

# Machado, Oliveira and Fernandes 2009, severity 1, for linear RGB.
SIGHT = {
    "normal": np.eye(3),
    "protan": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deutan": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    "tritan": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
}
TO_XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)
CAT02 = np.array([[0.7328, 0.4296, -0.1624], [-0.7036, 1.6975, 0.0061], [0.0030, 0.0136, 0.9834]])
HPE = np.array([[0.38971, 0.68898, -0.07868], [-0.22981, 1.18340, 0.04641], [0, 0, 1]])
WHITE = np.array([95.047, 100, 108.883])


def to_cam02_ucs(linear):
    """CIECAM02 (CIE 159:2004; average surround, 64 lx, background 20) with the uniform space of Luo and others 2006."""
    adapting, background, c, n_c = 64 / np.pi / 5, 20.0, 0.69, 1.0
    k = 1 / (5 * adapting + 1)
    f_l = 0.2 * k**4 * 5 * adapting + 0.1 * (1 - k**4) ** 2 * (5 * adapting) ** (1 / 3)
    d = 1 - 1 / 3.6 * np.exp((-adapting - 42) / 92)
    n = background / WHITE[1]
    n_bb, z = 0.725 * (1 / n) ** 0.2, 1.48 + np.sqrt(n)

    def respond(xyz):
        cone = HPE @ np.linalg.inv(CAT02) @ ((d * WHITE[1] / (CAT02 @ WHITE) + 1 - d) * (CAT02 @ xyz))
        part = (f_l * np.abs(cone) / 100) ** 0.42
        return np.sign(cone) * 400 * part / (part + 27.13) + 0.1

    def achromatic(cone):
        return (2 * cone[0] + cone[1] + cone[2] / 20 - 0.305) * n_bb

    cone = respond(TO_XYZ @ linear * 100)
    a, b = cone[0] - 12 * cone[1] / 11 + cone[2] / 11, (cone[0] + cone[1] - 2 * cone[2]) / 9
    hue = np.degrees(np.arctan2(b, a)) % 360
    lightness = 100 * (achromatic(cone) / achromatic(respond(WHITE))) ** (c * z)
    eccentricity = 0.25 * (np.cos(np.radians(hue) + 2) + 3.8)
    t = 50000 / 13 * n_c * n_bb * eccentricity * np.hypot(a, b) / (cone[0] + cone[1] + 21 / 20 * cone[2])
    chroma = t**0.9 * np.sqrt(lightness / 100) * (1.64 - 0.29**n) ** 0.73
    colourfulness = np.log(1 + 0.0228 * chroma * f_l**0.25) / 0.0228
    angle = np.radians(hue)
    return np.array(
        [1.7 * lightness / (1 + 0.007 * lightness), colourfulness * np.cos(angle), colourfulness * np.sin(angle)]
    )


def get_distance(first, second):
    """The smallest CAM02-UCS distance of two colours to normal and to colour-blind eyes."""

    def see(colour, matrix):
        rgb = np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)])
        linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
        return to_cam02_ucs(np.clip(np.asarray(matrix) @ linear, 0, 1))

    return min(np.linalg.norm(see(first, matrix) - see(second, matrix)) for matrix in SIGHT.values())


@pytest.mark.parametrize(("places", "least"), [(3, 30), (5, 15), (8, 10)])
def test_colours_are_told_apart_by_colour_blind_readers(places, least):
    styles = style.style_places([f"{n}市" for n in range(places)]).values()
    pairs = itertools.combinations([look.colour for look in styles], 2)
    assert min(get_distance(*pair) for pair in pairs) >= least


def test_colours_and_inks_have_contrast():
    for look in style.PALETTE:
        assert style.get_contrast(look.colour, "#FFFFFF") >= 3
        assert style.get_contrast(look.text, "#FFFFFF") >= 4.5
        assert style.get_contrast(style.INK, look.tint) >= 4.5
    assert style.get_contrast(style.SOURCE, "#FFFFFF") >= 4.5
    for ink in (style.INK, style.SECONDARY):
        for ground in ("#FFFFFF", style.EXACT, style.APPROXIMATE):
            assert style.get_contrast(ink, ground) >= 4.5
    for grey in style.GREYS:
        assert style.get_contrast(style.choose_ink(grey), grey) >= 4.5


def test_markers_differ_and_above_eight_places_one_hue_is_left():
    assert len({look.marker for look in style.PALETTE}) == len(style.PALETTE) == 8
    assert len(set(style.style_places([f"{n}市" for n in range(9)]).values())) == 1


# --- direct labels ------------------------------


@pytest.mark.parametrize("spans", [[(0, 4)] * 3, [(0, 4), (5, 9), (3, 6)], [(0, 10), (1, 2), (3, 4), (2, 3)], []])
def test_labels_in_one_lane_do_not_overlap_and_no_lane_is_wasted(spans):
    lanes = assign_lanes(spans, gap=0.5)
    for (i, a), (j, b) in itertools.combinations(enumerate(spans), 2):
        assert lanes[i] != lanes[j] or a[1] + 0.5 <= b[0] or b[1] + 0.5 <= a[0]
    assert sorted(set(lanes)) == list(range(len(set(lanes))))


def test_labels_that_have_room_stay_in_the_first_lane():
    assert assign_lanes([(0, 4), (10, 14), (5, 9)]) == [0, 0, 0]


# --- canvas and export ------------------------------


def test_the_canvas_is_as_wide_as_the_text_block_and_in_millimetres():
    chart = make_chart()
    width, height = chart.figure.get_size_inches() * style.MM_PER_INCH
    assert width == pytest.approx(156)
    assert height == pytest.approx(87.75)
    line = next(artist for artist in chart.figure.findobj(Line2D) if artist.get_gid() == "line")
    left, right = line.get_window_extent().x0, line.get_window_extent().x1
    per_mm = chart.figure.dpi / style.MM_PER_INCH
    assert left / per_mm == pytest.approx(40 + 80 * 0.0455, abs=0.5)  # matplotlib's margin of 5 % within the panel
    assert (right - left) / per_mm == pytest.approx(80 / 1.1, abs=0.5)


@pytest.mark.parametrize("form", style.FORMATS)
def test_the_same_chart_gives_the_same_bytes(form):
    assert export.render(make_chart(), form) == export.render(make_chart(), form)


def test_another_process_gives_the_same_bytes():
    code = """
import hashlib, sys
sys.path.insert(0, "tests")
from test_figures import make_chart
from helpers.charts import export, style
print(*(hashlib.sha256(export.render(make_chart(), form)).hexdigest() for form in style.FORMATS))
"""
    root = Path(__file__).parents[1]
    hashes = [
        subprocess.run(
            [sys.executable, "-c", code],
            cwd=root,
            env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert hashes[0] == hashes[1] != b""


def test_drawing_leaves_the_settings_of_matplotlib_alone():
    before = dict(mpl.rcParams)
    export.render(make_chart())
    assert dict(mpl.rcParams) == before


def test_a_saved_chart_carries_its_words_in_every_format(tmp_path):
    chart = make_chart()
    path = export.save(chart, "01_test", tmp_path)
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
    assert path.read_text("utf-8").splitlines()[0] == "file,language,title,note,source,alt"


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
