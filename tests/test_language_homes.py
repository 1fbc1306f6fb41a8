"""The place that a text is about."""

import pytest
from cases_files import read_cases

from helpers.language.homes import guess_home


def case_id(case):
    return next(iter(case.values()))[:24]


@pytest.mark.parametrize("case", read_cases("cases/places_home.csv"), ids=case_id)
def test_place_of_a_text(case):
    found = guess_home(case["title"], case["publisher"], case["text"])
    assert found == (case["place"], case["basis"]), case["why"]


@pytest.mark.parametrize(
    ("title", "publisher", "text", "home"),
    [
        ("小学学生续减", "", "元朗区有公营小学51所。元朗区教师2千名,略高于全港的平均数。元朗区另建1所。", "元朗区"),
        ("巴南:书写新答卷", "重庆巴南网", "在龙洲湾街道。巴南区现有中小学128所。", "巴南区"),
        ("打造教育新城", "大同市教育局", "大同市有小学120所,平城区、新荣区各新建2所。", "大同市"),
        (
            "2023/2024学年概况公布",
            "教育及青年发展局",
            "全澳共有学校76间。澳门大学招生。全澳教师7,905名。",
            "澳门特别行政区",
        ),
        ("偏乡教育成果丰硕", "台南市政府教育局", "台南市有国民小学211所,台南市教师共1万人。", "台南市"),
    ],
)
def test_home_from_short_names(title, publisher, text, home):
    assert guess_home(title, publisher, text)[0] == home
