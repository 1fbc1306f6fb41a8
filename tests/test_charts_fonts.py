"""Which fonts are taken, and what becomes of characters that none has."""

import logging

import pytest
from matplotlib.text import Text
from small_chart import make_chart

from helpers.charts import export, fonts, typesetting
from helpers.charts.canvas import Canvas
from helpers.storage.messages import InputError


@pytest.fixture
def fresh_fonts():
    """Forget which fonts were found, before and after a test."""
    for cached in (fonts._find_families, fonts._find_files, fonts._open_each, fonts._find_face, typesetting._measure):
        cached.cache_clear()
    yield
    for cached in (fonts._find_families, fonts._find_files, fonts._open_each, fonts._find_face, typesetting._measure):
        cached.cache_clear()


def test_packaged_fonts_hold_the_characters_of_gbk():
    family = fonts.find_families("zh")[:1]
    faces = fonts._open_each(family, False) + fonts._open_each(family, True)
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
