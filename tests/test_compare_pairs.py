"""Every pair of places: which row is chosen, and what the default texts and four invented reports give."""

import csv
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from small_tables import compare_pair, make_articles, make_indicator_row

from helpers.compare.pairs import choose_row, compare, find_met
from helpers.concepts.mapping import map_observations
from helpers.extract.observations import observe
from helpers.sources.choices import choose_places
from helpers.storage.tables import check_table, make_table, read_table

CASES = Path(__file__).parent / "cases"
GOLD = Path(__file__).parent / "gold" / "observations.tsv"


def test_comparison_names_the_rows():
    group = {"population": "school_group", "measure": "count", "school_level": "unknown"}
    groups = group | {"indicator": "education_groups", "attribute": "group"}
    frame = compare_pair(groups, group | {"indicator": "education_alliances", "attribute": "alliance"})
    check_table(frame, "comparison")
    assert frame["indicator"].tolist() == ["education_groups", "education_alliances"]
    assert frame["row_a"].tolist() == ["甲市:7", "甲市:7"]
    assert frame["row_b"].tolist() == ["乙市:7", "乙市:7"]


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ({"status": "actual"}, {"status": "planned", "period": "2030"}),
        ({"damage": "none"}, {"damage": "digits_lost", "value": None}),
        ({"period": "2020"}, {"period": "", "published": "2024"}),
        ({"period": "2023"}, {"period": "2022"}),
        ({"period": "2023-12"}, {"period": "2023-11"}),
        ({"flags": ""}, {"flags": "repeated"}),
        ({"kind": "level"}, {"kind": "growth", "unit": "%"}),
        ({"start": 3}, {"start": 4}),
    ],
)
@pytest.mark.parametrize("first", [True, False])
def test_choice_of_the_row(better, worse, first):
    rows = [
        make_indicator_row("甲市", {"start": 5} | changes | {"subject": name})
        for name, changes in (("better", better), ("worse", worse))
    ]
    kinds = ["level", "growth"]
    chosen = choose_row(rows if first else rows[::-1], kinds)
    assert chosen["subject"] == "better"


def test_growth_is_compared_with_growth_where_both_have_it():
    rows = [
        make_indicator_row("甲市", {"start": 1}),
        make_indicator_row("甲市", {"start": 2, "kind": "growth", "unit": "%"}),
    ]
    rows += [make_indicator_row("乙市", {"start": 3, "kind": "growth", "unit": "%"})]
    verdict = compare(make_table(rows, "indicators"), ["甲市", "乙市"]).iloc[0]
    assert (verdict["row_a"], verdict["row_b"], verdict["grade"]) == ("甲市:2", "乙市:3", "comparable")


def test_all_pairs_in_the_order_given():
    rows = [make_indicator_row(place, {}) for place in ("甲市", "乙市", "丙市")]
    frame = compare(make_table(rows, "indicators"), ["丙市", "甲市", "乙市", "丁市"])
    pairs = list(zip(frame["place_a"], frame["place_b"], strict=True))
    assert pairs == [
        ("丙市", "甲市"),
        ("丙市", "乙市"),
        ("丙市", "丁市"),
        ("甲市", "乙市"),
        ("甲市", "丁市"),
        ("乙市", "丁市"),
    ]
    assert frame["grade"].tolist() == [*["comparable"] * 2, "not_comparable", "comparable", *["not_comparable"] * 2]
    assert frame.loc[2, "reason_zh"] == "丁市没有报告这一项。"


PUPILS = {"population": "pupil", "measure": "count", "school_level_basis": "stated"}


def choose(a, b):
    """Return the rows that are chosen of two places, by their start."""
    rows = [make_indicator_row("甲市", PUPILS | {"start": n} | row) for n, row in enumerate(a)]
    rows += [make_indicator_row("乙市", PUPILS | {"start": n} | row) for n, row in enumerate(b)]
    verdict = compare(make_table(rows, "indicators"), ["甲市", "乙市"]).iloc[0]
    return [int(verdict[side][-1]) for side in ("row_a", "row_b")], verdict


@pytest.mark.parametrize(
    ("a", "b", "chosen"),
    [
        ([{"period": "2023"}, {"period": "2022"}], [{"period": "2022"}], [1, 0]),
        ([{"period": "2023"}, {"period": "2022"}], [{"period": "2021"}], [0, 0]),
        ([{"period": "2023"}, {"period": "2022"}], [{"period": "2022"}, {"period": "2023"}], [0, 1]),
        ([{"period": "2023"}, {"period": "2022", "flags": "former"}], [{"period": "2022"}], [0, 0]),
        ([{"period": "2023"}, {"period": "2022", "damage": "digits_lost"}], [{"period": "2022"}], [0, 0]),
        (
            [{"period": "2023"}, {"status": "planned", "period": "2030"}],
            [{"status": "planned", "period": "2030"}],
            [1, 0],
        ),
        ([{"period": "2023"}, {"status": "planned", "period": "2030"}], [{"period": "2021"}], [0, 0]),
        ([{"flags": "derived", "sources": "a:1 a:2"}, {}], [{}], [1, 0]),
    ],
    ids=[
        *("latest common year", "no common year", "two common years", "what was before does not count"),
        *(
            "lost does not count",
            "targets where one states only these",
            "facts before targets",
            "stated before derived",
        ),
    ],
)
def test_year_that_both_places_state_comes_first(a, b, chosen):
    assert choose(a, b)[0] == chosen


def test_flow_of_a_year_is_compared_with_a_flow_of_a_year():
    flow = {"indicator": "entrants", "population": "entrant"}
    chosen, verdict = choose([flow | {"period": "2020/2023"}, flow | {"period": "2022"}], [flow | {"period": "2022"}])
    assert (chosen, verdict["grade"]) == ([1, 0], "comparable")


def test_one_pair_is_judged_once_whichever_place_narrows_it():
    rate = {"indicator": "campus_network", "population": "school", "kind": "share", "unit": "%"}
    frame = compare_pair(
        rate | {"measure": "coverage_rate", "school_level": "unknown"},
        rate | {"measure": "other_rate", "school_level": "basic"},
    )
    assert frame["reasons"].tolist() == ["different_scope level_unknown"]


@pytest.mark.parametrize(
    ("of", "reasons"),
    [
        ({"population": "pupil", "measure": "count", "indicator": "pupils"}, ["level_needed"]),
        ({"population": "staff", "measure": "count", "indicator": "staff"}, ["level_needed"]),
        ({"population": "teacher", "measure": "count", "event": "recruited"}, ["level_unknown"]),
        ({"population": "school", "measure": "coverage_rate", "kind": "share", "unit": "%"}, ["level_unknown"]),
    ],
)
def test_a_bare_total_needs_its_level(of, reasons):
    """全县在校生3.2万人 beside 各级各类学校在校生4.8万人: nobody knows of whom it is; teachers recruited are all."""
    for level in ("unknown", "all"):
        frame = compare_pair(of | {"school_level": "unknown"}, of | {"school_level": level})
        assert [row.split() for row in frame["reasons"]] == [reasons]


def test_special_titles_have_nothing_to_do_with_each_other():
    teacher = {"population": "teacher", "measure": "count", "school_level": "unknown"}
    frame = compare_pair(
        teacher | {"indicator": "special_grade_teachers", "attribute": "special_grade"},
        teacher | {"indicator": "teachers_recruited", "attribute": "talent"},
    )
    assert frame["reasons"].tolist() == ["missing", "missing"]


def test_figures_that_meet_are_listed_once():
    schools = {"population": "school", "measure": "count", "indicator": "schools", "unit": "所"}
    rows = [make_indicator_row("甲市", schools), make_indicator_row("乙市", schools | {"sector": "public"})]
    rows += [make_indicator_row(place, PUPILS | {"start": 9}) for place in ("甲市", "乙市")]
    frame = compare(make_table(rows, "indicators"), ["甲市", "乙市"])
    assert sorted(find_met(frame)["reasons"]) == ["", "part_of_whole"]


def test_unmapped_rows_never_compare():
    frame = compare_pair({"indicator": "unmapped"}, {"indicator": "unmapped"})
    assert frame.empty
    check_table(frame, "comparison")


COLUMNS = (
    "value",
    "low",
    "high",
    "bounds",
    "unit",
    "qualifier",
    "kind",
    "subject",
    "period",
    "status",
    "damage",
    "place",
)


def read_gold():
    articles = make_articles(
        ("000_baotou_review", "包头市", "prefecture", "2024"),
        ("001_baotou_five_projects", "包头市", "prefecture", "2024-03-25"),
        ("002_hohhot_decade", "呼和浩特市", "prefecture", "2022"),
        ("003_template", "", "", "", "excluded"),
        ("004_wushen_youth", "乌审旗", "county", "2024-10-28"),
    )
    with GOLD.open(encoding="utf-8", newline="") as file:
        gold = [row for row in csv.DictReader(file, delimiter="\t") if not row["note"].startswith("optional")]
    gold = [row for row in gold if row["doc"].removesuffix(".txt") in set(articles["doc_id"])]
    rows = []
    for row in gold:
        basis = (
            "per_case" if "每人每年" in row["subject"] else "per_year" if row["subject"].startswith("每年") else "point"
        )
        columns = {name: row[name] for name in COLUMNS}
        rows.append({"doc_id": row["doc"].removesuffix(".txt"), "start": int(row["start"]), "basis": basis, **columns})
    return make_table(rows, "observations"), articles


@pytest.fixture(scope="module")
def default_texts():
    observations, articles = read_gold()
    mapped = map_observations(observations, articles)
    return mapped, compare(mapped, choose_places("", articles))


def test_most_quantities_of_the_default_texts_are_indicators(default_texts):
    mapped, _ = default_texts
    assert (mapped["indicator"] != "unmapped").mean() >= 0.6


DEFAULT_VERDICTS = [
    ("broadband_access", "呼和浩特市", "乌审旗", "not_comparable", {"damaged", "different_scope"}),
    ("multimedia_equipment", "呼和浩特市", "乌审旗", "not_comparable", {"different_concept"}),
    ("campus_network", "呼和浩特市", "乌审旗", "with_caution", {"different_period", "period_unknown", "level_unknown"}),
    ("live_lessons", "呼和浩特市", "乌审旗", "not_comparable", {"missing"}),
    ("education_groups", "包头市", "呼和浩特市", "with_caution", {"different_period"}),
    ("education_groups", "包头市", "乌审旗", "not_comparable", {"different_concept", "different_level"}),
    ("education_alliances", "呼和浩特市", "乌审旗", "not_comparable", {"different_concept", "different_level"}),
    ("education_development_groups", "包头市", "呼和浩特市", "not_comparable", {"missing"}),
    (
        "new_schools",
        "呼和浩特市",
        "乌审旗",
        "not_comparable",
        {"different_concept", "different_level", "different_period"},
    ),
    ("expanded_schools", "呼和浩特市", "乌审旗", "not_comparable", {"different_concept", "different_level"}),
    ("excellent_teachers_county", "呼和浩特市", "乌审旗", "not_comparable", {"different_concept", "different_level"}),
    ("performance_pay", "呼和浩特市", "乌审旗", "not_comparable", {"different_kind", "different_period"}),
    ("rural_allowance", "呼和浩特市", "乌审旗", "not_comparable", {"missing"}),  # a total against a norm for each head
]


@pytest.mark.parametrize("expected", DEFAULT_VERDICTS, ids=[f"{v[0]}-{v[1]}-{v[2]}" for v in DEFAULT_VERDICTS])
def test_verdicts_on_the_default_texts(default_texts, expected):
    _, frame = default_texts
    indicator, a, b, grade, reasons = expected
    rows = frame[(frame[["indicator", "place_a", "place_b"]] == [indicator, a, b]).all(axis=1)]
    assert (grade, reasons) in [(row.grade, reasons & set(row.reasons.split())) for row in rows.itertuples()], rows[
        "reasons"
    ].tolist()


def test_almost_nothing_compares(default_texts):
    _, frame = default_texts
    rest = frame[frame["grade"] != "not_comparable"]
    assert sorted(zip(rest["indicator"], rest["grade"], strict=True)) == [
        ("campus_network", "with_caution"),
        ("education_groups", "with_caution"),
    ]


def test_the_plan_of_groups_is_kept_and_not_chosen(default_texts):
    mapped, frame = default_texts
    groups = mapped[(mapped["indicator"] == "education_groups") & (mapped["place"] == "包头市")]
    assert sorted(zip(groups["value"], groups["status"], strict=True)) == [(20, "actual"), (30, "planned")]
    chosen = frame[(frame["indicator"] == "education_groups") & (frame["place_a"] == "包头市")]["row_a"].unique()
    start = groups.loc[groups["status"] == "actual", "start"].iloc[0]
    assert chosen.tolist() == [f"001_baotou_five_projects:{start}"]


FOUR = sorted((CASES / "four_cities").glob("*.txt"))
FOUR_PLACES = ["盐城市", "遵义市", "即墨区", "曲靖市"]
FOUR_ARTICLES = [
    ("盐城市", "prefecture", "2024-05-20"),
    ("遵义市", "prefecture", "2024-04-11"),
    ("即墨区", "county", "2021-03-02"),
    ("曲靖市", "prefecture", "2024-01-08"),
]


@pytest.fixture(scope="module")
def four_cities():
    articles = make_articles(*((path.stem, *known) for path, known in zip(FOUR, FOUR_ARTICLES, strict=True)))
    rows = [
        {"doc_id": path.stem, **row}
        for path, (place, _, published) in zip(FOUR, FOUR_ARTICLES, strict=True)
        for row in observe(path.read_text(encoding="utf-8"), place, published)
    ]
    mapped = map_observations(make_table(rows, "observations"), articles)
    return compare(mapped, FOUR_PLACES)


@pytest.mark.parametrize(
    "expected",
    [
        ("schools", "primary", "盐城市", "遵义市", "comparable", ""),
        ("schools", "primary", "盐城市", "即墨区", "not_comparable", "different_level different_period"),
        ("schools", "primary", "盐城市", "曲靖市", "not_comparable", "missing"),
        ("pupils", "primary", "盐城市", "遵义市", "comparable", ""),
        ("pupils", "primary", "盐城市", "曲靖市", "not_comparable", "part_of_whole bounds_only"),
        ("qualified_teachers_share", "junior_secondary", "盐城市", "遵义市", "comparable", ""),
        ("qualified_teachers_share", "junior_secondary", "盐城市", "即墨区", "with_caution", "different_period"),
        ("gross_enrolment_ratio", "preschool", "遵义市", "即墨区", "with_caution", "different_period"),
        ("gross_enrolment_ratio", "preschool", "遵义市", "曲靖市", "not_comparable", "different_kind different_period"),
        ("inclusive_kindergarten_pupils_share", "preschool", "盐城市", "遵义市", "comparable", ""),
        (
            "inclusive_kindergarten_pupils_share",
            "preschool",
            "盐城市",
            "即墨区",
            "not_comparable",
            "planned_only different_period",
        ),
        ("retention_rate", "compulsory", "盐城市", "遵义市", "comparable", ""),
        ("retention_rate", "compulsory", "盐城市", "曲靖市", "with_caution", "bounds_only"),
        ("retention_rate", "compulsory", "盐城市", "即墨区", "not_comparable", "missing"),
        ("education_groups", "unknown", "盐城市", "遵义市", "not_comparable", "different_concept"),
    ],
    ids=lambda value: "-".join(value[:4]),
)
def test_verdicts_on_four_invented_reports(four_cities, expected):
    found = four_cities.set_index(["indicator", "school_level", "place_a", "place_b"]).loc[[expected[:4]]].iloc[0]
    assert (found["grade"], found["reasons"]) == expected[4:]


def run_pipeline(raw, out, cities):
    command = [sys.executable, "-m", "helpers", "--raw", raw, "--out", out, "--cities", cities]
    command += ["--language", "en", "--only", "01,02,03,04"]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.mark.slow
def test_pipeline_compares_four_invented_cities(tmp_path):
    done = run_pipeline(CASES / "four_cities", tmp_path, ",".join(FOUR_PLACES))
    assert done.returncode == 0, done.stderr
    frame = read_table("comparison", tmp_path / "processed")
    assert set(frame["place_a"]) | set(frame["place_b"]) == set(FOUR_PLACES)
    row = frame.set_index(["indicator", "school_level", "place_a", "place_b"]).loc[
        ("pupils", "primary", "盐城市", "遵义市")
    ]
    assert row["grade"] == "comparable"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("cities", "corrections", "message"),
    [
        ("盐城市,淮南市", "", "no text is about '淮南市'"),
        ("盐城市", "text,value\n1,2\n", "corrections.csv: the first line must be"),
    ],
)
def test_wrong_input_stops_the_pipeline_and_writes_nothing(tmp_path, cities, corrections, message):
    raw = shutil.copytree(CASES / "four_cities", tmp_path / "raw")
    if corrections:
        (raw / "corrections.csv").write_text(corrections, encoding="utf-8")
    done = run_pipeline(raw, tmp_path / "out", cities)
    assert done.returncode == 2
    assert message in done.stdout + done.stderr
    assert not (tmp_path / "out" / "processed").exists()
