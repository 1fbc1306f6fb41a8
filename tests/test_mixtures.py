"""Mixed lines of held-back pages at a fixed seed; `python tests/mixtures.py` tries more."""

import mixtures
import pytest


@pytest.mark.parametrize("part", range(2))
def test_reading_goes_on_whatever_lines_stand_together(part):
    assert mixtures.read_mixtures(400, seed=60 + part) == []


def test_a_mixture_that_stops_the_reading_is_told(monkeypatch):
    monkeypatch.setattr(mixtures, "observe", lambda text, *known: 1 / 0)
    assert mixtures.read_mixtures(1, seed=1)[0].startswith("ZeroDivisionError('division by zero') in a text of ")


@pytest.mark.slow
def test_many_mixtures():
    assert mixtures.read_mixtures(8_000, seed=62) == []


@pytest.mark.parametrize(
    "text",
    [
        "对公办园困难儿童,每生每年补助1200元。    (一)学前教育。\n随迁子女占比最高的是甲区(38.6%),乙区也有33.0%。",
        "现就班级人数和教学人员答复如下:\n教师与学生比例,幼儿教育、小学教育和中学教育依次为1:12.9、1:11.8及1:8.6。",
        "2019、、2021年全区九年义务教育巩固率分别为98.6%、99.3%和99.7%。",
        "学生1人,减7所。占5%",
        "比例8%减3所。比去年提高2个百分点。5所",
    ],
    ids=[
        "a share label below a heading within a line",
        "a ratio behind an announcement",
        "a list with nothing between two marks",
        "a share behind what has no noun",
        "schools behind what has no noun",
    ],
)
def test_texts_that_once_stopped_the_reading(text):
    assert mixtures.observe(text, "来凤县", "2024-05-10")
