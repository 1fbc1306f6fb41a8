"""What a bracket behind a number or a note of the page leaves out, and how far that holds."""

import pytest
from test_concepts_inheritance import map_text

SCHOOLS = ("中等职业学校", "9所", "所", "level")
PUPILS = ("中等职业学校在校生", "1.7万人", "人", "level")
OUT = "without_technician"


@pytest.mark.parametrize(
    ("text", "rows", "coverage"),
    [
        pytest.param(
            "中等职业学校9所(不含技工学校),在校生1.7万人。", [SCHOOLS, PUPILS], [OUT, OUT], id="pupils of these schools"
        ),
        pytest.param(
            "中等职业学校9所(不含技工学校)。\n中职在校生1.7万人。",
            [SCHOOLS, PUPILS],
            [OUT, ""],
            id="ends with its sentence",
        ),
        pytest.param(
            "中等职业学校9所(不含技工学校,下同)。\n中职在校生1.7万人。", [SCHOOLS, PUPILS], [OUT, OUT], id="下同"
        ),
        pytest.param(
            "中职学校9所。在校生1.7万人。\n附注:中职数据不含技工学校。", [SCHOOLS, PUPILS], [OUT, OUT], id="a note"
        ),
        pytest.param(
            "中职学校9所。在校生1.7万人。\n注重普职融通,含技工学校。", [SCHOOLS, PUPILS], ["", ""], id="注重 is no note"
        ),
        pytest.param(
            "小学30所(不含教学点12个),在校生1.7万人。",
            [("小学", "30所", "所", "level"), ("小学在校生", "1.7万人", "人", "level")],
            ["without_teaching_point", ""],
            id="pupils of teaching points are pupils",
        ),
        pytest.param(
            "小学30所(含教学点12个)。",
            [("小学", "30所", "所", "level")],
            ["with_teaching_point"],
            id="points among schools",
        ),
        pytest.param(
            "学校30所,其中小学18所,另有教学点12个。",
            [("各级各类学校", "30所", "所", "level")],
            [""],
            id="points beside schools",
        ),
        pytest.param(
            "学校30所,其中小学18所、教学点12个。",
            [("各级各类学校", "30所", "所", "level")],
            ["with_teaching_point"],
            id="points among the parts",
        ),
        pytest.param(
            "初中30所(含九年一贯制学校12所)。",
            [("初中", "30所", "所", "level")],
            [""],
            id="what is included is no definition",
        ),
        pytest.param(
            "中等职业学校9所(不含技工学校),技工学校1.7万人。",
            [SCHOOLS, ("技工学校在校生", "1.7万人", "人", "level")],
            [OUT, ""],
            id="what is left out itself",
        ),
        pytest.param(
            "中等职业学校9所(不含技工学校),普通高中1.7万人。",
            [SCHOOLS, ("普通高中在校生", "1.7万人", "人", "level")],
            [OUT, ""],
            id="another kind of school",
        ),
        pytest.param(
            "中等职业学校9所(不含技工学校),双师型教师0.2万人。",
            [SCHOOLS, ("中等职业学校“双师型”教师", "0.2万人", "人", "level")],
            [OUT, OUT],
            id="teachers with a title are of these schools",
        ),
        pytest.param("中等职业学校9所,不含技工学校。", [SCHOOLS], [OUT], id="without a bracket"),
        pytest.param("中等职业学校9所,不少于8所。", [SCHOOLS], [""], id="another clause"),
        pytest.param("中等职业学校9所(不含停办学校)。", [SCHOOLS], [""], id="no definition with a code"),
    ],
)
def test_what_is_left_out(text, rows, coverage):
    assert [row["coverage"] for row in map_text(text, *rows)] == coverage
