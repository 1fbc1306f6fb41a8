"""The canvas in millimetres, and lanes of labels."""

import itertools

import pytest
from matplotlib.lines import Line2D
from small_chart import make_chart

from helpers.charts import style
from helpers.charts.canvas import assign_lanes


@pytest.mark.parametrize("spans", [[(0, 4)] * 3, [(0, 4), (5, 9), (3, 6)], [(0, 10), (1, 2), (3, 4), (2, 3)], []])
def test_labels_in_one_lane_do_not_overlap_and_no_lane_is_wasted(spans):
    lanes = assign_lanes(spans, gap=0.5)
    for (i, a), (j, b) in itertools.combinations(enumerate(spans), 2):
        assert lanes[i] != lanes[j] or a[1] + 0.5 <= b[0] or b[1] + 0.5 <= a[0]
    assert sorted(set(lanes)) == list(range(len(set(lanes))))


def test_labels_that_have_room_stay_in_the_first_lane():
    assert assign_lanes([(0, 4), (10, 14), (5, 9)]) == [0, 0, 0]


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
