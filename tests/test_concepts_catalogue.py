"""The catalogue: each wording has a case, and no subject is claimed twice."""

import pytest
from cases_files import OBSERVATIONS, read_cases
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from helpers.concepts import catalogue, subjects
from helpers.extract.observations import observe
from helpers.storage.messages import InputError
from helpers.storage.resources import read_resource

CATALOGUE = read_resource("indicators.csv")
MAPPING = read_cases("cases/mapping*.csv")


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
    for name in ("_by_character", "find_claims", "_find_indicator"):
        monkeypatch.setattr(catalogue, name, getattr(catalogue, name).__wrapped__)
    with pytest.raises(InputError, match="one and two both claim '亳州幼儿园'"):
        catalogue.find_indicator("亳州幼儿园", "所", "level", "亳州")


def test_an_indicator_needs_what_its_subjects_have():
    for case in MAPPING:
        core, level, _ = subjects.read_subject(case["subject"], case["place"])
        key, bare = (level, case["unit"], case["kind"]), core.replace(subjects.SCHOOL, "")
        fitting = [
            each.id
            for each in catalogue.get_indicators().values()
            if catalogue._admits(each, *key) and (each.pattern.fullmatch(bare) or each.school_pattern.fullmatch(core))
        ]
        assert list(catalogue.find_claims(core, *key)) == fitting


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
