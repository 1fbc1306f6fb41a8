"""Where lines break, and how marks are kerned."""

import pytest

from helpers.charts import style
from helpers.charts.typesetting import measure, wrap

LONG = "包头市中小学幼儿园宽带接入率、校园网建成率均达到100%（2024年），“县管校聘”改革覆盖9个旗县区。"


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
