"""What compares: numbers that may stand side by side, of many the extremes, and why the others do not."""

from itertools import combinations

from helpers.report.findings import GRADES, MOST_NUMBERS, find_findings, find_obstacles, group_verdicts
from helpers.report.numbers import Number, Reader, say_note
from helpers.storage.tables import make_table

PLACES = ["绵阳市", "德阳市", "广元市", "遂宁市", "内江市", "乐山市", "南充市", "眉山市", "宜宾市"]


def make_row(place, value):
    return {
        "indicator": "retention_rate",
        "school_level": "compulsory",
        "place": place,
        "value": value,
        "unit": "%",
        "qualifier": "exact",
        "kind": "share",
        "basis": "point",
        "status": "actual",
        "damage": "none",
        "as_of": "2023",
        "as_of_basis": "period",
        "doc_id": place,
        "start": 5,
        "end": 9,
        "sentence": f"巩固率{value}%。",
    }


def make_verdict(a, b, grade="comparable", reasons=""):
    pair = {"place_a": a, "place_b": b, "row_a": f"{a}:5", "row_b": f"{b}:5", "grade": grade, "reasons": reasons}
    words = {"reason_zh": "说明。", "reason_en": "Because."} if reasons else {}
    return {"indicator": "retention_rate", "school_level": "compulsory"} | pair | words


def read(verdicts):
    rows = [make_row(place, 90 + number) for number, place in enumerate(PLACES)]
    articles = make_table([{"doc_id": place, "place": place, "title": place} for place in PLACES], "articles")
    tables = {"articles": articles, "indicators": make_table(rows, "indicators")}
    return make_table(verdicts, "comparison").to_dict("records"), Reader(tables, "en")


def test_numbers_stand_together_only_where_each_compares_with_each():
    verdicts, reader = read([make_verdict("绵阳市", "德阳市"), make_verdict("德阳市", "广元市")])
    findings = find_findings(verdicts, reader)
    assert [[number.text for number in finding.numbers] for finding in findings] == [["90%", "91%"], ["91%", "92%"]]


def test_of_many_places_extremes_and_median_are_kept():
    verdicts, reader = read([make_verdict(a, b) for a, b in combinations(PLACES, 2)])
    (finding,) = find_findings(verdicts, reader)
    assert [number.text for number in finding.numbers] == ["98%", "97%", "96%", "94%", "92%", "91%", "90%"]
    assert (len(finding.numbers), finding.left_out) == (MOST_NUMBERS, len(PLACES) - MOST_NUMBERS)
    assert finding.verdict == "Comparable"


def test_a_group_is_as_sure_as_its_least_sure_pair():
    pairs = [("绵阳市", "德阳市"), ("绵阳市", "广元市"), ("德阳市", "广元市")]
    cautious = make_verdict(*pairs[2], "with_caution", "different_scope")
    verdicts, reader = read([make_verdict(*pair) for pair in pairs[:2]] + [cautious])
    (finding,) = find_findings(verdicts, reader)
    assert finding.grade == "with_caution"
    assert finding.verdict == "Comparable (pairs: 2), comparable with caution (pairs: 1): different scope (pairs: 1)"


def test_no_number_of_a_pair_that_does_not_compare_is_told():
    verdicts, reader = read([make_verdict("绵阳市", "德阳市", "not_comparable", "different_period")])
    assert find_findings(verdicts, reader) == []
    assert [(o.label, o.pairs) for o in find_obstacles(verdicts, reader)] == [("different period", 1)]


def test_a_pair_counts_for_each_of_its_reasons():
    verdicts, reader = read(
        [
            make_verdict("绵阳市", "德阳市", "not_comparable", "different_period different_scope"),
            make_verdict("绵阳市", "广元市", "not_comparable", "different_scope"),
        ]
    )
    assert [(o.label, o.pairs) for o in find_obstacles(verdicts, reader)] == [
        ("different scope", 2),
        ("different period", 1),
    ]


def test_groups_cover_every_pair_and_hold_no_other():
    pairs = [*combinations("abcd", 2), ("d", "e"), ("e", "f"), ("d", "f")]
    groups = list(group_verdicts([{"row_a": a, "row_b": b} for a, b in pairs]))
    assert {(row["row_a"], row["row_b"]) for group in groups for row in group} == set(pairs)
    for group in groups:
        members = {ref for row in group for ref in (row["row_a"], row["row_b"])}
        assert len(group) == len(members) * (len(members) - 1) / 2


def test_grades_are_those_of_the_table():
    from helpers.storage.schemas import get_schema

    (column,) = [column for column in get_schema("comparison").columns if column.name == "grade"]
    assert set(GRADES) == set(column.allowed)


def test_the_note_of_a_calculated_number_quotes_all_that_it_rests_on():
    number = Number(
        "a:5",
        "绵阳市",
        "884.26人",
        "2024年",
        884.26,
        "小学\t16801",
        "《规划》",
        "",
        "小学校均规模",
        (("小学19所。", "《规划》"),),
    )
    said = "由原文的数字算出：“小学\t16801”（表中“小学校均规模”，《规划》）“小学19所。”（《规划》）"
    assert say_note(number, "zh") == said
