"""style.toml: an analyst's own colours, type and form of the figures."""

import re
from pathlib import Path

import matplotlib as mpl
import pytest
from invented import WORLDS
from test_charts import FORMS, check_words, find_faults, list_texts

from helpers.charts import house
from helpers.charts.export import render
from helpers.charts.house import House, style_places, use_house, use_style
from helpers.charts.style import get_contrast
from helpers.charts.wording import format_number
from helpers.storage.messages import InputError


@pytest.fixture(autouse=True)
def own_style():
    yield
    use_house(House())


def write(folder, text):
    (folder / "style.toml").write_text(text, "utf-8")
    return use_style("", folder)


def test_a_style_beside_the_texts_is_taken_and_one_that_is_named_wins(tmp_path):
    assert use_style("", tmp_path) == House()
    assert write(tmp_path, "[figure]\nwidth = 180\n").width == 180
    other = tmp_path / "other.toml"
    other.write_text("[figure]\nwidth = 170\n", "utf-8")
    assert use_style(str(other), tmp_path).width == 170


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[figure\n", "cannot be read as a style"),
        ("width = 150", "no table \\[width\\]; there are \\[colours\\], \\[type\\], \\[figure\\]"),
        ("figure = 3", "figure must be a table: write \\[figure\\] on a line of its own"),
        ("[figure]\nbreadth = 150", "\\[figure\\] has no breadth; it has width, form, grey, title, numbers"),
        ("[figure]\nwidth = 90", "width in \\[figure\\] must be a number from 140 to 200, not 90"),
        ("[figure]\nwidth = true", "width in \\[figure\\] must be a number from 140 to 200, not True"),
        ('[figure]\nform = "poster"', "form in \\[figure\\] must be one of page, half, slide, not 'poster'"),
        ('[figure]\ngrey = "yes"', "grey in \\[figure\\] must be true or false, not 'yes'"),
        ('[colours]\n"清河县" = "rust"', "the colour of 清河县 must be written like \"#C44E00\", not 'rust'"),
        ('[colours]\n"清河县" = "#FFEE88"', "the colour of 清河县, #FFEE88, is too pale on white"),
    ],
)
def test_what_is_no_style_is_said_with_the_file(tmp_path, text, said):
    with pytest.raises(InputError, match=f"style.toml.*{said}"):
        write(tmp_path, text)


def test_a_style_that_is_named_must_be_there(tmp_path):
    with pytest.raises(InputError, match=r"none\.toml cannot be read as a style"):
        use_style(str(tmp_path / "none.toml"), tmp_path)


def test_a_font_without_chinese_is_refused(tmp_path):
    file = tmp_path / "latin.ttf"
    file.write_bytes((Path(mpl.get_data_path()) / "fonts" / "ttf" / "DejaVuSans.ttf").read_bytes())
    assert write(tmp_path, '[type]\nfont = "latin.ttf"').font == str(file)
    with pytest.raises(InputError, match=r"latin\.ttf .*is no font with Chinese characters"):
        FORMS["quality"](WORLDS["two"], "zh")


def test_a_place_keeps_its_colour_where_fewer_are_drawn(tmp_path):
    every = style_places(["甲市", "乙市", "丙县"])
    use_style("", tmp_path, ["甲市", "乙市", "丙县"])
    assert style_places(["丙县", "乙市"]) == {place: every[place] for place in ("丙县", "乙市")}
    assert style_places(["丁县", "乙市"])["丁县"] == every["甲市"]  # unknown so far: the first that is free


def test_own_colours_are_for_marks_and_dark_enough_for_texts(tmp_path):
    write(tmp_path, '[colours]\n"乙市" = "#E8590C"\n')
    styles = style_places(["甲市", "乙市"])
    assert styles["乙市"].colour == "#E8590C"
    assert get_contrast(styles["乙市"].text, "white") >= 4.5 > get_contrast("#E8590C", "white")
    assert styles["甲市"] == house.PALETTE[0]
    many = style_places([f"{n}市" for n in range(9)] + ["乙市"])
    assert [many["3市"], many["乙市"].colour] == [house.ONE_HUE, "#E8590C"]


@pytest.mark.parametrize("form", ["rates", "matrix", "measures", "clouds", "quality"])
def test_grey_figures_have_no_colour(tmp_path, form):
    coloured = list_colours(FORMS[form](WORLDS["two"], "zh"))
    write(tmp_path, "[figure]\ngrey = true\n")
    grey = list_colours(FORMS[form](WORLDS["two"], "zh"))
    assert {colour for colour in coloured if len({colour[1:3], colour[3:5], colour[5:]}) > 1}
    assert {colour for colour in grey if len({colour[1:3], colour[3:5], colour[5:]}) > 1} == set()


def list_colours(chart):
    return set(re.findall(r"#[0-9a-f]{6}(?=[;\" ])", render(chart, "svg").decode()))


def test_without_title_the_caption_keeps_it(tmp_path):
    write(tmp_path, "[figure]\ntitle = false\n")
    chart = FORMS["pairs"](WORLDS["five"], "zh")
    assert chart.title
    assert chart.title not in "".join(text.get_text() for text in list_texts(chart))


def test_numbers_in_full(tmp_path):
    write(tmp_path, '[figure]\nnumbers = "full"\n')
    assert [format_number(307400, "zh"), format_number(5.53e9, "en"), format_number(93.88, "zh")] == [
        "307,400",
        "5,530,000,000",
        "93.88",
    ]


STYLES = {
    "narrow": "[figure]\nwidth = 140\n",
    "wide": "[figure]\nwidth = 200\n",
    "half": '[figure]\nform = "half"\n',
    "slide": '[figure]\nform = "slide"\ntitle = false\n',
    "large": "[type]\nsize = 1.15\n",
}


SEEN = [(form, style) for form in FORMS for style in ("narrow", "large")]
REST = [pytest.param(form, style, marks=pytest.mark.slow) for form in FORMS for style in ("wide", "half", "slide")]


@pytest.mark.parametrize(("form", "style"), [*SEEN, *REST])
def test_figures_stay_legible_in_every_form(tmp_path, form, style):
    write(tmp_path, STYLES[style])
    chart = FORMS[form](WORLDS["five"], "en" if style in ("half", "wide") else "zh")
    check_words(chart)
    assert find_faults(chart) == []


@pytest.mark.parametrize("form", ["matrix", "measures", "pairs", "rates"])
def test_half_a_page_has_fewer_lines(tmp_path, form):
    whole = FORMS[form](WORLDS["five"], "zh").figure.get_size_inches()[1]
    write(tmp_path, '[figure]\nform = "half"\n')
    half = FORMS[form](WORLDS["five"], "zh").figure.get_size_inches()[1]
    assert half <= min(whole, 130 / 25.4)
