"""Catalogue, mapping, corrections, verdicts, measures and implied values, against what a reader says."""

import csv
import shutil
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
from cases_files import OBSERVATIONS, read_cases
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from helpers.compare import implied
from helpers.compare.measures import find_measures
from helpers.compare.pairs import choose_row, compare
from helpers.concepts import catalogue, subjects
from helpers.concepts.corrections import read_corrections
from helpers.concepts.coverage import count_unmapped, find_disagreements, find_unused_wordings
from helpers.concepts.mapping import map_observations
from helpers.extract.observations import observe
from helpers.sources.choices import choose_places
from helpers.storage.messages import InputError
from helpers.storage.resources import read_resource
from helpers.storage.schemas import get_schema
from helpers.storage.tables import check_table, make_table, read_table

CASES = Path(__file__).parent / "cases"
GOLD = Path(__file__).parent / "gold" / "observations.tsv"
CATALOGUE = read_resource("indicators.csv")


MAPPING = read_cases("cases/mapping*.csv")
VERDICTS = read_cases("cases/verdicts.jsonl")


def make_articles(*articles):
    """Make the table of articles from (doc_id, place, level, published) or with the use as a fifth."""
    names = ("doc_id", "place", "place_level", "published", "use")
    rows = [dict(zip(names, (*article, "compared")[:5], strict=True)) for article in articles]
    return make_table(rows, "articles")


def make_observations(*rows):
    default = {"doc_id": "a", "start": 0, "end": 1, "unit": "人", "kind": "level", "qualifier": "exact"}
    default |= {"basis": "point", "status": "actual", "damage": "none", "value": 1}
    numbered = [default | {"start": number} | row for number, row in enumerate(rows)]
    return make_table(numbered, "observations")


ARTICLES = make_articles(("a", "亳州市", "prefecture", "2024-03"), ("b", "六安市", "prefecture", "2024"))


# --- catalogue


def test_catalogue_is_well_formed():
    ids = [row["id"] for row in CATALOGUE]
    assert len(set(ids)) == len(ids) >= 80
    levels = {row["level"] for row in read_resource("school_levels.csv")}
    standards = {row["standard"] for row in read_resource("standards.csv")}
    for row in CATALOGUE:
        assert row["label_zh"], row["id"]
        assert row["label_en"], row["id"]
        assert row["kind"] in {"level", "share", "ratio"}, row["id"]
        assert row["stock_or_flow"] in {"stock", "flow"}, row["id"]
        assert row["may_pass_100"] in {"yes", "no"}, row["id"]
        assert (row["unit"] == "%") == (row["kind"] == "share"), row["id"]
        assert row["level"] in levels, row["id"]
        assert set(row["levels"].split()) <= levels, row["id"]
        assert set(row["standard"].split()) <= standards, row["id"]
        assert bool(row["standard_no"]) == ("UIS" in row["standard"]), row["id"]


def test_labels_are_unique():
    for column in ("label_zh", "label_en"):
        labels = [row[column] for row in CATALOGUE]
        assert sorted({label for label in labels if labels.count(label) > 1}) == []


def test_a_family_has_two_members():
    families = [row["family"] for row in CATALOGUE if row["family"]]
    assert [family for family in families if families.count(family) == 1] == []


def test_repeated_id_is_one_sentence():
    with pytest.raises(InputError, match="'pupils' stands twice"):
        catalogue.compile_catalogue([row for row in CATALOGUE if row["id"] == "pupils"] * 2)


def test_wording_that_is_no_pattern_is_one_sentence():
    row = {**CATALOGUE[0], "wordings": "学校( 学校"}
    with pytest.raises(InputError, match="a wording of 'schools' is no pattern"):
        catalogue.compile_catalogue([row])


# --- mapping


@pytest.mark.parametrize("case", MAPPING, ids=[f"{c['subject']}-{c['unit']}-{c['kind']}" for c in MAPPING])
def test_mapping(case):
    found = catalogue.find_indicator(case["subject"], case["unit"], case["kind"], case["place"])
    expected = (case["indicator"], case["school_level"], case["scope"])
    assert (tuple(found) if found else ("", "", "")) == expected, case["note"]


def test_every_wording_has_a_case():
    cores = [(c["indicator"], subjects.read_subject(c["subject"], c["place"]).core) for c in MAPPING if c["indicator"]]
    assert catalogue.find_unmatched(cores) == []


def test_two_claims_name_both(monkeypatch):
    twice = catalogue.compile_catalogue([{**CATALOGUE[0], "id": id_} for id_ in ("one", "two")])
    monkeypatch.setattr(catalogue, "get_indicators", lambda: twice)
    with pytest.raises(InputError, match="one and two both claim '亳州幼儿园'"):
        catalogue.find_indicator("亳州幼儿园", "所", "level", "亳州")


GENERATE = settings(
    max_examples=15,
    derandomize=True,
    database=None,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


def count_claims(row, core):
    """Return the indicators that claim a core with the row's units and kinds, where there are several."""
    units = [(unit, row["kind"]) for unit in [row["unit"], *row["other_units"].split()]]
    several = set()
    for unit, kind in [*units, ("%", "growth"), ("位", "rank"), ("个百分点", "change"), (row["unit"], "change")]:
        for level in ["", *row["levels"].split()[:2]]:
            claims = catalogue.find_claims(core, level, unit, kind)
            if len(claims) > 1:
                several.add(" ".join(claims))
    return several


@pytest.mark.parametrize("row", CATALOGUE, ids=[row["id"] for row in CATALOGUE])
def test_no_two_indicators_claim_one_subject(row):
    for wording in row["wordings"].split():
        pattern = catalogue.compile_wordings([wording])
        open_ended = "…" in wording or ".*" in wording
        letters = st.sampled_from(sorted({*pattern.pattern, *"甲乙"})) if open_ended else None

        @GENERATE
        @given(st.from_regex(pattern, fullmatch=True, alphabet=letters))
        def check(core):
            assert count_claims(row, core) == set()

        check()


@settings(max_examples=300, deadline=None, derandomize=True, database=None)
@given(
    st.text(alphabet=st.sampled_from("小中学校园高职教育在生率占比全市区县数的、()“”和师老新建%0◇农村"), max_size=14)
)
def test_any_subject_maps_or_not(subject):
    for unit, kind in (("所", "level"), ("人", "level"), ("%", "share"), ("%", "growth")):
        catalogue.find_indicator(subject, unit, kind)


def test_no_subject_of_any_made_up_text_is_claimed_twice():
    texts = read_cases(OBSERVATIONS, "heldback/set*.jsonl")
    subjects = {(row["subject"], row["unit"], row["kind"]) for text in texts for row in text["rows"]}
    assert len(subjects) > 1000
    mapped = sum(catalogue.find_indicator(*subject) is not None for subject in subjects)
    assert mapped > 400


def test_rows_in_are_rows_out():
    observations = make_observations({"subject": "小学在校生"}, {"subject": "没有这样的指标"})
    mapped = map_observations(observations, ARTICLES)
    check_table(mapped, "indicators")
    assert mapped["indicator"].tolist() == ["pupils", "unmapped"]
    assert mapped["start"].tolist() == observations["start"].tolist()


def test_excluded_text_maps_to_nothing():
    articles = make_articles(("a", "亳州市", "prefecture", "2024", "excluded"))
    mapped = map_observations(make_observations({"subject": "小学在校生"}), articles)
    assert mapped.loc[0, ["indicator", "flags"]].tolist() == ["unmapped", "excluded_text"]


def test_date_comes_from_the_period_or_else_from_the_text():
    rows = [{"subject": "小学在校生", "period": p} for p in ("2019", "2012/2022", "", "2021/..")]
    mapped = map_observations(make_observations(*rows), ARTICLES)
    assert mapped["as_of"].tolist() == ["2019", "2022", "2024-03", "2024-03"]
    assert mapped["as_of_basis"].tolist() == ["period", "period", "document_date", "document_date"]


def test_place_of_the_row_wins():
    rows = [{"subject": "幼儿园", "unit": "所"}, {"subject": "幼儿园", "unit": "所", "place": "谯城区"}]
    mapped = map_observations(make_observations(*rows), ARTICLES)
    assert mapped["place"].tolist() == ["亳州市", "谯城区"]
    assert mapped["place_level"].tolist() == ["prefecture", "county"]


def make_paragraphs(text, doc_id="a", role="body"):
    rows, start = [], 0
    for number, line in enumerate(text.split("\n"), 1):
        rows.append(
            {
                "doc_id": doc_id,
                "paragraph": number,
                "role": role,
                "start": start,
                "end": start + len(line),
                "text": line,
            }
        )
        start += len(line) + 1
    return make_table(rows, "paragraphs")


def test_sentence_is_quoted_over_a_line_break():
    text = "标题\n全市有小学\n312所。"
    row = {"subject": "小学", "unit": "所", "sentence_start": 3, "sentence_end": len(text)}
    mapped = map_observations(make_observations(row), ARTICLES, paragraphs=make_paragraphs(text))
    assert mapped.loc[0, "sentence"] == "全市有小学312所。"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("该校占地面积86亩。", "unmapped"),
        ("全校有教职工120人。", "unmapped"),
        ("学校有专任教师62名。", "unmapped"),
        ("全市中小学占地面积86万亩。", "site_area"),
        ("学校共312所。", "schools"),
        ("学校9所,有专任教师620名。", "full_time_teachers"),
        ("新校区占地面积60亩。", "unmapped"),
        ("市一中新校区等7个项目建成,有专任教师620名。", "full_time_teachers"),
    ],
)
def test_figures_of_one_school_are_nobodys_indicator(text, expected):
    subjects = {
        "占地": ("占地面积", "亩"),
        "教职工": ("教职工", "人"),
        "专任": ("专任教师", "名"),
        "共": ("学校", "所"),
    }
    subject, unit = next(value for key, value in subjects.items() if key in text)
    row = {"subject": subject, "unit": unit, "sentence_start": 0, "sentence_end": len(text)}
    mapped = map_observations(make_observations(row), ARTICLES, paragraphs=make_paragraphs(text))
    assert mapped.loc[0, "indicator"] == expected
    assert ("one_school" in mapped.loc[0, "flags"]) == (expected == "unmapped")


@pytest.mark.parametrize(
    ("subject", "basis", "expected"),
    [
        ("发放乡村教师生活补助", "point", "rural_allowance"),
        ("发放乡村教师生活补助", "per_case", "unmapped"),
        ("乡村教师每人每年生活补助", "per_case", "rural_allowance_per_year"),
    ],
)
def test_a_norm_per_head_is_no_total(subject, basis, expected):
    mapped = map_observations(make_observations({"subject": subject, "unit": "元", "basis": basis}), ARTICLES)
    assert mapped.loc[0, "indicator"] == expected


def test_equal_values_of_one_text_are_flagged():
    rows = [{"subject": "教育集团", "unit": "个", "value": value} for value in (9, 9, 8)]
    mapped = map_observations(make_observations(*rows), ARTICLES)
    assert mapped["flags"].tolist() == ["", "repeated", ""]


def test_unknown_text_is_one_sentence():
    with pytest.raises(InputError, match="names a text 'x'"):
        map_observations(make_observations({"doc_id": "x"}), ARTICLES)


# --- places


def test_places_default_to_those_with_a_text():
    articles = make_articles(
        ("a", "六安市", "prefecture", ""), ("b", "", "", "", "excluded"), ("c", "亳州市", "prefecture", "")
    )
    assert choose_places("", articles) == ["六安市", "亳州市"]
    assert choose_places("亳州市,六安市", articles) == ["亳州市", "六安市"]


@pytest.mark.parametrize(
    ("cities", "message"), [("亳州市,淮南市", "no text is about '淮南市'"), ("亳州市,亳州市", "named twice")]
)
def test_wrong_cities_are_one_sentence(cities, message):
    with pytest.raises(InputError, match=message):
        choose_places(cities, ARTICLES)


# --- verdicts


def make_indicator_row(place, changes):
    row = {"indicator": "pupils", "school_level": "primary", "place": place, "place_level": "prefecture", "unit": "人"}
    row |= {"period": "2023", "value": 5, "kind": "level", "basis": "point", "status": "actual", "qualifier": "exact"}
    row |= {"damage": "none", "doc_id": place, "start": 7, "flags": "", "corrected": "", "published": ""} | changes
    row["as_of"], row["as_of_basis"] = row["period"].rpartition("/")[2], "period"
    if not row["period"]:
        row |= {"as_of": row["published"], "as_of_basis": "document_date" if row["published"] else "unknown"}
    return row


def compare_pair(a, b):
    rows = [make_indicator_row("甲市", a), make_indicator_row("乙市", b)]
    return compare(make_table(rows, "indicators"), ["甲市", "乙市"])


@pytest.mark.parametrize("case", VERDICTS, ids=[case["note"] for case in VERDICTS])
def test_verdict(case):
    verdict = compare_pair(case["a"], case["b"]).iloc[0]
    years = None if pd.isna(verdict["years_apart"]) else verdict["years_apart"]
    assert (verdict["grade"], verdict["reasons"], years) == (case["grade"], case["reasons"], case["years_apart"])


@pytest.mark.parametrize("case", VERDICTS, ids=[case["note"] for case in VERDICTS])
def test_verdict_is_told_in_both_languages(case):
    verdict = compare_pair(case["a"], case["b"]).iloc[0]
    count = len(case["reasons"].split())
    assert len([part for part in verdict["reason_zh"].rstrip("。").split("；") if part]) == count
    assert bool(verdict["reason_en"]) == bool(count)
    assert "{" not in verdict["reason_zh"] + verdict["reason_en"]


def test_reasons_stand_in_the_fixed_order():
    order = "missing damaged planned_only different_concept different_kind different_level different_scope"
    order += " different_period period_unknown bounds_only corrected"
    assert [row["reason"] for row in read_resource("reasons.csv")] == order.split()


def test_comparison_names_the_rows():
    frame = compare_pair({"indicator": "education_groups"}, {"indicator": "education_alliances"})
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


def test_unmapped_rows_never_compare():
    frame = compare_pair({"indicator": "unmapped"}, {"indicator": "unmapped"})
    assert frame.empty
    check_table(frame, "comparison")


def test_sentences_tell_what_differs():
    verdict = compare_pair({"scope": "城区中小学", "period": "2021"}, {"qualifier": "approx"}).iloc[0]
    assert verdict["reason_zh"] == (
        "甲市的范围是城区中小学，乙市没有写明范围；甲市的数字属于2021年，乙市的属于2023年；乙市给出的是约数或界限。"
    )
    assert verdict["reason_en"].startswith(
        "甲市 covers urban districts, primary and secondary schools, 乙市 does not say"
    )


# --- the default texts, from the rows that readers took from them


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
    ("broadband_access", "basic", "呼和浩特市", "乌审旗", "not_comparable", {"damaged", "different_scope"}),
    ("multimedia_equipment", "basic", "呼和浩特市", "乌审旗", "not_comparable", {"different_concept"}),
    ("multimedia_classrooms", "basic", "呼和浩特市", "乌审旗", "not_comparable", {"different_concept"}),
    (
        "campus_network",
        "basic",
        "呼和浩特市",
        "乌审旗",
        "with_caution",
        {"different_scope", "different_period", "period_unknown"},
    ),
    ("live_lessons", "basic", "呼和浩特市", "乌审旗", "not_comparable", {"missing"}),
    ("education_groups", "all", "包头市", "呼和浩特市", "with_caution", {"different_period"}),
    ("education_groups", "all", "包头市", "乌审旗", "not_comparable", {"different_concept", "different_level"}),
    ("education_alliances", "all", "呼和浩特市", "乌审旗", "not_comparable", {"different_concept", "different_level"}),
    ("education_development_groups", "basic", "包头市", "呼和浩特市", "not_comparable", {"missing"}),
    (
        "new_schools",
        "basic",
        "呼和浩特市",
        "乌审旗",
        "not_comparable",
        {"different_concept", "different_level", "different_period"},
    ),
    ("expanded_schools", "basic", "呼和浩特市", "乌审旗", "not_comparable", {"different_concept", "different_level"}),
    (
        "excellent_teachers_county",
        "all",
        "呼和浩特市",
        "乌审旗",
        "not_comparable",
        {"different_concept", "different_level"},
    ),
    ("performance_pay", "basic", "呼和浩特市", "乌审旗", "not_comparable", {"different_kind", "different_period"}),
    ("rural_allowance", "basic", "呼和浩特市", "乌审旗", "not_comparable", {"different_concept", "different_kind"}),
]


@pytest.mark.parametrize("expected", DEFAULT_VERDICTS, ids=[f"{v[0]}-{v[2]}-{v[3]}" for v in DEFAULT_VERDICTS])
def test_verdicts_on_the_default_texts(default_texts, expected):
    _, frame = default_texts
    indicator, level, a, b, grade, reasons = expected
    row = frame[
        (frame[["indicator", "school_level", "place_a", "place_b"]] == [indicator, level, a, b]).all(axis=1)
    ].iloc[0]
    assert row["grade"] == grade
    assert reasons <= set(row["reasons"].split())


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


# --- corrections

HEAD = ",".join(column.name for column in get_schema("corrections").columns)
GOOD = (
    "correct,a,亳州市,retention_rate,compulsory,,100.61,%,the copy lost digits,a newspaper,https://example.org,--08-30"
)


def write_corrections(folder, *lines):
    path = folder / "corrections.csv"
    path.write_text("\n".join([HEAD, *lines]) + "\n", encoding="utf-8")
    return path


def make_damaged():
    lost = {"subject": "九年义务教育巩固率", "unit": "%", "kind": "share", "value": None, "low": 100.61, "bounds": "[)"}
    return make_observations(lost | {"damage": "digits_lost"}, {"subject": "小学在校生"})


def test_correction_is_applied_and_marked(tmp_path):
    corrections = read_corrections(write_corrections(tmp_path, GOOD))
    observations = make_damaged()
    before = observations.copy()
    row = map_observations(observations, ARTICLES, corrections).iloc[0]
    assert row["value"] == 100.61
    assert pd.isna(row["low"])
    assert (row["bounds"], row["damage"], row["flags"]) == ("", "digits_lost", "")
    assert row["corrected"] == "the copy lost digits (a newspaper, https://example.org, --08-30)"
    pd.testing.assert_frame_equal(observations, before)


def test_correction_outside_the_bounds_is_flagged(tmp_path):
    corrections = read_corrections(write_corrections(tmp_path, GOOD.replace("100.61", "99.61")))
    row = map_observations(make_damaged(), ARTICLES, corrections).iloc[0]
    assert (row["value"], row["flags"]) == (99.61, "outside_bounds")


def test_correction_adds_a_value(tmp_path):
    line = "add,,六安市,pupils,primary,2023,43210,人,left out by the text,yearbook,,2024"
    corrections = read_corrections(write_corrections(tmp_path, line))
    mapped = map_observations(make_damaged(), ARTICLES, corrections)
    check_table(mapped, "indicators")
    row = mapped.iloc[-1]
    assert (len(mapped), row["doc_id"], row["start"], row["value"], row["place"]) == (
        3,
        "corrections",
        2,
        43210,
        "六安市",
    )
    verdict = compare(mapped, ["亳州市", "六安市"]).set_index("indicator").loc["pupils"]
    assert verdict["reasons"].split()[-1] == "corrected"


def test_no_corrections_file_is_no_correction(tmp_path):
    assert read_corrections(tmp_path / "corrections.csv").empty


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (GOOD.replace("correct,a", "correct,b"), "line 2: no row of text 'b'"),
        (GOOD.replace("compulsory", "primary"), "line 2: no row of text 'a' .* there is lost % .*level 'compulsory'"),
        (
            GOOD.replace("compulsory,,", "compulsory,2023,"),
            "line 2: no row of text 'a' .* there is lost % .*period ''",
        ),
        (GOOD.replace("correct,a", "mend,a"), "line 2: the action is 'mend'"),
        (GOOD.replace("retention_rate", "retention"), "line 2: there is no indicator 'retention'"),
        (GOOD.replace("compulsory", "middle"), "line 2: the school level 'middle' is none of preschool"),
        (GOOD.replace("100.61", "100,61"), "line 2: the number of cells"),
        (GOOD.replace("100.61", "about 100"), "line 2: the value 'about 100' is no number"),
        (GOOD.replace("100.61", "nan"), "line 2: the value 'nan' is no number"),
        (GOOD.replace("--08-30", "30 August"), "line 2: the date '30 August'"),
        (GOOD.replace("--08-30", "2024-13-45"), "line 2: the date '2024-13-45' is not YYYY"),
        (GOOD.replace("--08-30", "2023-02-29"), "line 2: the date '2023-02-29' is not YYYY"),
        (GOOD.replace("--08-30", "--02-30"), "line 2: the date '--02-30' is not YYYY"),
        (GOOD.replace("compulsory,,", "compulsory,last year,"), "line 2: the period 'last year' is not YYYY"),
        (GOOD.replace("%", "所"), "line 2: retention_rate is not stated in 所: write the value in %"),
        (GOOD.replace("a newspaper", ""), "line 2: source is empty"),
        (GOOD.replace("the copy lost digits", " "), "line 2: reason is empty"),
        (GOOD.rpartition(",")[0], "line 2: the number of cells"),
        ("add,,淮南市,pupils,primary,2023,1,人,r,s,,2024", "line 2: no text is about '淮南市'"),
    ],
)
def test_wrong_correction_is_one_sentence(tmp_path, line, message):
    path = write_corrections(tmp_path, line)
    with pytest.raises(InputError, match=message) as caught:
        map_observations(make_damaged(), ARTICLES, read_corrections(path))
    assert "\n" not in str(caught.value)


def test_wrong_head_is_one_sentence(tmp_path):
    path = tmp_path / "corrections.csv"
    path.write_text("doc_id,value\na,1\n", encoding="utf-8")
    with pytest.raises(InputError, match="the first line must be action,doc_id"):
        read_corrections(path)


def test_file_in_another_encoding_is_one_sentence(tmp_path):
    path = tmp_path / "corrections.csv"
    path.write_bytes((HEAD + "\n" + GOOD).encode("gb18030"))
    with pytest.raises(InputError, match="not UTF-8"):
        read_corrections(path)


def test_correction_that_fits_two_numbers_asks_for_the_period(tmp_path):
    rows = [
        {"subject": "义务教育巩固率", "unit": "%", "kind": "share", "value": v, "period": p}
        for v, p in ((97, "2021"), (98, "2022"))
    ]
    corrections = read_corrections(write_corrections(tmp_path, GOOD))
    with pytest.raises(InputError, match="give the period"):
        map_observations(make_observations(*rows), ARTICLES, corrections)
    corrections = read_corrections(write_corrections(tmp_path, GOOD.replace("compulsory,,", "compulsory,2022,")))
    mapped = map_observations(make_observations(*rows), ARTICLES, corrections)
    assert mapped["value"].tolist() == [97, 100.61]


# --- measures


def find(text, place="亳州市", published="2024-03"):
    articles = make_articles(("a", place, "prefecture", published))
    frame = find_measures(make_paragraphs(text), articles, [place])
    check_table(frame, "measures")
    return frame.set_index("measure")


@pytest.mark.parametrize(
    ("text", "measure", "status", "period"),
    [
        ("全市全面推行“县管校聘”改革。", "county_managed_teachers", "adopted", ""),
        ("2022年起在两个区试点开展县管校聘改革。", "county_managed_teachers", "pilot", "2022/2024"),
        ("明年将推行“县管校聘”管理改革。", "county_managed_teachers", "planned", ""),
        ("探索建立教职工编制“周转池”。", "post_pool", "pilot", ""),
        ("把教育教学放在中心位置。", "county_managed_teachers", "not_mentioned", ""),
        ("将集团化办学作为均衡发展的抓手。", "group_schooling", "adopted", ""),
        ("到2027年,计划在全部初中开展课后服务。", "after_school", "planned", "2027"),
        ("2023年,我市实行阳光分班。", "sunshine_classes", "adopted", "2023"),
        ("全市實施「陽光招生」政策。", "sunshine_enrolment", "adopted", ""),
        ("完善名师工作室建设。", "master_studios", "adopted", ""),
    ],
)
def test_measures(text, measure, status, period):
    row = find(text).loc[measure]
    assert (row["status"], row["period"]) == (status, period)


def test_measure_quotes_its_words():
    text = "无关的一句。\n全市推行“县管校聘”改革。"
    row = find(text).loc["county_managed_teachers"]
    assert text[row["start"] : row["end"]] == "县管校聘"
    assert row["sentence"] == "全市推行“县管校聘”改革。"


def test_a_measure_in_force_goes_before_its_pilot():
    row = find("去年试点县管校聘。今年全面实行县管校聘。").loc["county_managed_teachers"]
    assert (row["status"], row["period"]) == ("adopted", "2024")


def test_every_place_has_a_row_for_every_measure():
    frame = find_measures(make_paragraphs("实行县管校聘。"), ARTICLES, ["亳州市", "六安市"])
    assert len(frame) == 2 * len(read_resource("measures.csv"))
    rows = frame[frame["measure"] == "county_managed_teachers"].set_index("place")["status"]
    assert rows.to_dict() == {"亳州市": "adopted", "六安市": "not_mentioned"}


def test_page_furniture_adopts_nothing():
    frame = find_measures(make_paragraphs("相关阅读:县管校聘", role="furniture"), ARTICLES, ["亳州市"])
    assert set(frame["status"]) == {"not_mentioned"}


# --- implied values


def imply(*rows, sentence="某句"):
    columns = {"place": "亳州市", "indicator": "pupils", "school_level": "primary", "sentence": sentence, "doc_id": "a"}
    defaults = {"kind": "level", "status": "actual", "qualifier": "exact", "basis": "point", "unit": "人"}
    table = make_table([columns | defaults | {"start": n} | row for n, row in enumerate(rows)], "indicators")
    frame = implied.imply(table)
    check_table(frame, "implied")
    return frame


def test_projects_of_the_year_before():
    projects = {"indicator": "construction_projects", "unit": "个"}
    frame = imply(
        projects | {"value": 52, "period": "2021"},
        projects | {"value": 62.5, "kind": "growth", "unit": "%", "period": "2021"},
        sentence="项目52个,较上年增加62.5%。",
    )
    row = frame.iloc[0]
    assert (row["value"], row["period"], row["formula"], row["rows"]) == (32, "2020", "52 ÷ (1 + 62.5 %)", "a:0 a:1")
    assert row["low"] == pytest.approx(52 / 1.6255, abs=1e-4)
    assert row["high"] == pytest.approx(52 / 1.6245, abs=1e-4)


def test_pupils_ten_years_before():
    rows = {"value": 307400, "period": "2022"}, {"value": 22.11, "kind": "growth", "unit": "%", "period": "2012/2022"}
    row = imply(*rows).iloc[0]
    assert (row["value"], row["period"]) == (251700, "2012")  # 30.74万 / 1.2211 = 25.17万
    assert row["low"] == pytest.approx(307350 / 1.22115, abs=1e-4)
    assert row["high"] == pytest.approx(307450 / 1.22105, abs=1e-4)


def test_change_is_taken_away():
    rate = {"indicator": "retention_rate", "school_level": "compulsory", "unit": "%"}
    frame = imply(rate | {"kind": "share", "value": 95.4}, rate | {"kind": "change", "value": 1.3, "unit": "个百分点"})
    assert frame.loc[0, ["value", "low", "high"]].tolist() == pytest.approx([94.1, 94.0, 94.2])
    frame = imply({"value": 6210}, {"kind": "change", "value": -48})
    assert frame.loc[0, ["value", "low", "high"]].tolist() == [6258, 6258, 6258]
    assert frame.loc[0, "formula"] == "6210 + 48"


def test_fall_is_undone():
    row = imply({"value": 642}, {"kind": "growth", "unit": "%", "value": -1.68}).iloc[0]
    assert (row["value"], row["formula"]) == (653, "642 ÷ (1 − 1.68 %)")  # 653 × 0.9832 = 642.03


def test_doubling_leaves_half():
    row = imply({"value": 42000}, {"kind": "growth", "unit": "%", "value": 100}).iloc[0]
    assert row["value"] == 21000
    assert (row["low"], row["high"]) == pytest.approx((41500 / 2.005, 42500 / 1.995), abs=1e-4)


@pytest.mark.parametrize(
    ("level", "growth"),
    [
        ({"value": None, "low": 100}, {}),
        ({"qualifier": "approx"}, {}),
        ({"status": "planned"}, {}),
        ({"flags": "check_failed"}, {}),
        ({}, {"value": -100}),
        ({}, {"unit": "倍"}),
        ({"school_level": "junior_secondary"}, {}),
        ({"sentence": "另一句"}, {}),
        ({}, {"basis": "average_per_year"}),
        ({}, {"qualifier": "more"}),
    ],
)
def test_nothing_follows_from_less(level, growth):
    assert imply({"value": 100} | level, {"value": 5, "kind": "growth", "unit": "%"} | growth).empty


# --- reports


def test_subjects_without_an_indicator_are_counted():
    rows = [{"subject": "食堂", "unit": "个"}, {"subject": "食堂", "unit": "个"}, {"subject": "操场", "unit": "个"}]
    rows += [{"subject": "操场", "unit": "个", "doc_id": "b"}]
    counts = count_unmapped(map_observations(make_observations(*rows), ARTICLES))
    assert counts[["subject", "rows", "places"]].values.tolist() == [["操场", 2, 2], ["食堂", 2, 1]]


def test_wordings_that_match_nothing_are_listed():
    mapped = map_observations(make_observations({"subject": "小学招生"}), ARTICLES)
    unused = find_unused_wordings(mapped)
    assert ("entrants", "招生") not in set(unused.itertuples(index=False, name=None))
    assert ("entrants", "新生") in set(unused.itertuples(index=False, name=None))


def test_disagreement_between_texts_is_found():
    rows = [
        {"subject": "小学在校生", "value": value, "period": "2023", "place": "亳州市", "doc_id": d}
        for value, d in ((5, "a"), (6, "b"))
    ]
    rows += [{"subject": "初中在校生", "value": 7, "period": "2023"}]
    frame = find_disagreements(map_observations(make_observations(*rows), ARTICLES))
    assert frame["value"].tolist() == [5, 6]


# --- texts of four invented reports, from the page to the verdict

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
        ("pupils", "primary", "盐城市", "曲靖市", "with_caution", "different_scope bounds_only"),
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
        ("education_groups", "all", "盐城市", "遵义市", "not_comparable", "different_concept"),
    ],
    ids=lambda value: "-".join(value[:4]),
)
def test_verdicts_on_four_invented_reports(four_cities, expected):
    found = four_cities.set_index(["indicator", "school_level", "place_a", "place_b"]).loc[expected[:4]]
    assert (found["grade"], found["reasons"]) == expected[4:]


def test_communiques_map_as_a_reader_says():
    """Twenty made-up paragraphs with the indicator of each quantity; what is not right may only be unmapped."""
    right = wrong = total = 0
    for case in read_cases("cases/communiques.jsonl"):
        rows = observe(case["text"], case["place"], case["published"])
        for quote, expected in case["indicators"]:
            row = next((row for row in rows if row["quote"].endswith(quote)), None)
            match = catalogue.find_indicator(row["subject"], row["unit"], row["kind"], case["place"]) if row else None
            total += 1
            right += (match.indicator if match else "") == expected
            wrong += match is not None and match.indicator != expected
    assert (total, wrong) == (84, 0)
    assert right / total >= 0.9


def run_pipeline(raw, out, cities):
    command = [sys.executable, "-m", "helpers", "--raw", raw, "--out", out, "--cities", cities]
    return subprocess.run([*command, "--only", "01,02,03,04"], capture_output=True, text=True, check=False)


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


def test_texts_that_are_all_excluded_are_named_with_the_reason():
    articles = make_table([{"doc_id": "a", "file": "a.txt", "use": "excluded", "reason": "no place"}], "articles")
    with pytest.raises(InputError, match=r"no text can be compared \(a\.txt: no place\): add texts, or name the place"):
        choose_places("", articles)


@pytest.mark.parametrize(
    ("wording", "right"),
    [
        ("覆盖学校", "覆盖{学校}"),
        ("(新增|增加)?小学教师", "{学校}教师"),
        ("城区教师", "教师"),
        ("学前教育经费", "经费"),
        ("公办园在园幼儿", "公办{学校}在校生"),
        ("学前教育", "what is counted"),
    ],
)
def test_wording_that_can_never_match_is_refused_with_what_to_write(wording, right):
    row = {**CATALOGUE[0], "wordings": f"{{学校}} {wording}"}
    with pytest.raises(InputError, match="matches nothing") as error:
        catalogue.compile_catalogue([row])
    assert repr(wording) in str(error.value)
    assert f"write {right} (" in str(error.value)
    if " " not in right:
        catalogue.compile_catalogue([{**row, "wordings": right}])


def test_correction_of_a_text_that_states_an_earlier_value_too_goes_to_the_lost_one(tmp_path):
    rate = {"subject": "九年义务教育巩固率", "unit": "%", "kind": "share"}
    observations = make_observations(rate | {"value": 95.2}, rate | {"value": None, "damage": "digits_lost"})
    corrections = read_corrections(write_corrections(tmp_path, GOOD))
    mapped = map_observations(observations, ARTICLES, corrections)
    assert mapped["value"].tolist() == [95.2, 100.61]
    assert mapped["corrected"].ne("").tolist() == [False, True]
