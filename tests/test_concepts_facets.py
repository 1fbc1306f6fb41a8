"""Subjects become concepts: their facets as a reader sees them, what is refused, and what no word explains."""

import pytest
from cases_files import read_cases
from small_tables import ARTICLES, make_observations, map_text

from helpers.compare.pairs import compare
from helpers.concepts import catalogue, lexemes, views
from helpers.concepts.facets import FACETS, Concept, check_codes, contains, get_codes
from helpers.concepts.labels import label_concept
from helpers.concepts.mapping import map_observations
from helpers.concepts.parsing import parse_concept
from helpers.concepts.unparsed import find_unparsed
from helpers.storage.messages import InputError
from helpers.storage.resources import read_resource
from helpers.storage.tables import check_table
from helpers.text import normalise

CASES = read_cases("cases/facets.jsonl")
SHIPPED = tuple(map(views.make_view, read_resource("views.csv")))


def parse(subject, unit, kind="level"):
    return parse_concept(normalise(subject).text, unit, kind)


@pytest.mark.parametrize("case", CASES, ids=[f"{c['subject']}-{c['unit']}-{c['kind']}" for c in CASES])
def test_facets(case):
    concept = parse(case["subject"], case["unit"], case["kind"])
    if case.get("refused"):
        assert not concept
        assert concept.problem
    elif "unparsed" in case:
        assert not concept
        assert case["unparsed"] in concept.unparsed
    else:
        assert {f: getattr(concept, f) for f in FACETS if getattr(concept, f)} == case["facets"], concept


def test_cases_cover_the_families():
    assert len(CASES) >= 120
    assert len({case["family"] for case in CASES}) >= 10


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("初级中学", "初中学校"),
        ("技工学校", "中职学校"),
        ("幼儿园招生", "招生"),
        ("教育集团", "教育联盟"),
        ("教育集团", "教育发展集团"),
        ("教育联盟", "教育共同体"),
        ("为本科院校的升格", "本科院校"),
        ("学生体质健康优良率", "学生体质健康合格率"),
        ("财政性教育经费占国内生产总值", "财政性教育经费占教育经费总投入"),
    ],
)
def test_look_alikes_differ(one, other):
    unit = "%" if "率" in one or "占" in one else "个" if "教育" in one else "人" if "招生" in one else "所"
    kind = "share" if unit == "%" else "level"
    assert parse(one, unit, kind)
    assert parse(other, unit, kind)
    assert parse(one, unit, kind) != parse(other, unit, kind)


def test_traditional_and_simplified_are_one_concept():
    assert parse("國民小學學生", "人") == parse("国民小学学生", "人")


def test_a_level_that_is_not_said_is_unknown():
    unsaid = parse_concept("在校生", "人", "level")
    assert (unsaid.school_level, unsaid.school_level_basis) == ("unknown", "unknown")


def test_containment_follows_the_codes():
    assert contains("sector", "inclusive", "inclusive_private")
    assert not contains("sector", "public", "private")
    assert contains("school_level", "higher", "higher_vocational")
    assert not contains("school_level", "all", "unknown")
    assert contains("attribute", "backbone", "backbone prefecture")


LISTS = ("lexicon.csv", "regional_words.csv")


@pytest.mark.parametrize("name", LISTS)
def test_every_code_of_a_word_is_a_code_of_its_facet(name):
    check_codes(read_resource(name), name)


@pytest.mark.parametrize("name", LISTS)
def test_every_attribute_of_a_word_has_a_label(name):
    words = (zip(row["facet"].split(), row["value"].split(), strict=True) for row in read_resource(name))
    used = {code for pairs in words for facet, value in pairs if facet == "attribute" for code in value.split("+")}
    assert used <= set(get_codes("attribute"))


def test_every_population_has_a_type():
    assert {row["population"] for row in read_resource("populations.csv")} == set(get_codes("population"))


def test_every_id_resolves_to_a_view_and_facets():
    old = views.get_old_ids()
    assert set(old) == set(catalogue.get_indicators())
    for id_, (view, concept) in old.items():
        assert views.find_own(concept, "", "rank", SHIPPED).id == view, id_


def test_views_fix_codes_that_exist():
    assert 50 <= len(SHIPPED) <= 80
    for view in SHIPPED:
        assert not set(view.fixed) & view.free - {"school_level"}, view.id
        for facet, codes in view.fixed.items():
            if facet not in ("attribute", "of"):
                assert codes <= {*get_codes(facet), "*"}, view.id


def test_facets_of_an_id_find_it():
    found = {id_: views.find_old_id(concept, *_write(id_)) for id_, (_, concept) in views.get_old_ids().items()}
    twice = {"rural_allowance_per_year", "rural_allowance_per_month"}  # told apart by the basis, which is no facet
    assert {id_ for id_, other in found.items() if id_ != other} <= twice | {
        id_ for id_ in found if not catalogue.get_indicators()[id_].level
    }


def _write(id_):
    indicator = catalogue.get_indicators()[id_]
    return sorted(indicator.units)[0], indicator.kind


def test_facets_never_contradict_a_wording():
    disagreements = set()
    for case in read_cases("cases/mapping_wordings.csv"):
        concept = parse_concept(normalise(case["subject"]).text, case["unit"], case["kind"], place=case["place"])
        id_ = views.find_old_id(concept, case["unit"], case["kind"]) if concept else ""
        if id_ and case["indicator"] and id_ != case["indicator"]:
            disagreements.add((case["subject"], id_))
    assert len(disagreements) <= 5, disagreements


def read_words(folder, line):
    """Read a words.csv of one line."""
    (folder / "words.csv").write_text(f"word,tags,facet,value,note\n{line}\n", "utf-8")
    return lexemes.read_words(folder / "words.csv")


def read_views(folder, line):
    """Read a views.csv of one line."""
    head = "id,label_zh,label_en,unit,fixed,free,stock_or_flow,may_pass_100,standard,standard_no,notes"
    (folder / "views.csv").write_text(f"{head}\n{line}\n", "utf-8")
    return views.read_views(folder / "views.csv")


def test_own_words_win(tmp_path):
    words = read_words(tmp_path, "燎原学校,concept,population attribute,school liaoyuan,")
    observations = make_observations({"subject": "燎原学校", "unit": "所"})
    mapped = map_observations(observations, ARTICLES, words=words)
    check_table(mapped, "indicators")
    assert mapped.loc[0, ["population", "attribute", "unparsed"]].tolist() == ["school", "liaoyuan", ""]
    assert map_observations(observations, ARTICLES).loc[0, "unparsed"] == "燎原"
    assert lexemes.read_words(tmp_path / "none.csv") == ()


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("燎原学校,concept,population,schools,", "words.csv, line 2.*'schools' is no population; write school, class"),
        ("燎原学校,concept,population sector,school,", "words.csv, line 2.*2 facets and 1 values"),
        ("燎原学校,concepts,population,school,", "words.csv, line 2, column tags: 'concepts'"),
    ],
)
def test_a_wrong_own_word_is_one_sentence_with_what_is_allowed(tmp_path, line, message):
    with pytest.raises(InputError, match=message):
        read_words(tmp_path, line)


def test_own_views_reach_the_rows_and_the_verdicts(tmp_path):
    line = "village_pupils,村校学生,Village pupils,人,population=pupil measure=count area=rural,,stock,no,,,"
    own = read_views(tmp_path, line)
    subjects = ("农村小学在校生", "小学在校生", "农村小学专任教师")
    rows = [{"doc_id": doc_id, "subject": subject, "value": 62} for doc_id in "ab" for subject in subjects]
    mapped = map_observations(make_observations(*rows), ARTICLES, views=own)
    assert mapped["indicator"].tolist() == ["village_pupils", "pupils", "full_time_teachers"] * 2
    found = compare(mapped, ["亳州市", "六安市"], own).set_index("indicator").loc["village_pupils"]
    assert (found["label_zh"], found["reasons"]) == ("村校学生", "period_unknown")
    assert views.read_views(tmp_path / "none.csv") == ()


@pytest.mark.parametrize(
    ("id_", "fixed", "free", "message"),
    [
        ("pupils", "population=pupil", "", "line 2, id 'pupils': there is an indicator or a view with this id"),
        ("mine", "population=scholar", "", "line 2, id 'mine': 'scholar' is no population; write [*], book"),
        ("mine", "level=primary", "", "line 2, id 'mine': 'level' fixes no facet; write facet=code"),
        ("mine", "population=pupil", "population", "line 2, id 'mine': population is fixed and free at once"),
    ],
)
def test_a_mistake_in_own_views_is_named(tmp_path, id_, fixed, free, message):
    with pytest.raises(InputError, match=f"views.csv, {message}"):
        read_views(tmp_path, f"{id_},村校学生,Village pupils,人,{fixed},{free},stock,no,,,")


def test_labels_are_made_from_facets():
    concept = parse("城区民办小学在校生", "人")
    assert label_concept(concept, "zh") == "城区民办小学在校生"
    assert label_concept(concept, "en") == "pupils: primary, private, urban"
    assert label_concept(parse("初中生均图书", "册"), "zh") == "初中图书人均"


def test_a_level_that_the_sentence_does_not_name_is_inherited():
    (row,) = map_text("小学情况。\n在校生3万人。", ("小学在校生", "3万人", "人", "level"))
    assert (row["school_level"], row["school_level_basis"]) == ("primary", "inherited")


def test_of_which_is_a_part_where_no_facet_tells_it():
    said = (("小学", "12所"), ("小学", "9所"), ("公办小学", "8所"))
    rows = map_text("小学12所,其中9所,公办8所。", *((*words, "所", "level") for words in said))
    assert [row["coverage"] for row in rows] == ["", "subset", ""]
    assert [row["sector"] for row in rows] == ["", "", "public"]


def test_figures_of_one_school_are_a_part():
    (row,) = map_text("该校有专任教师62名。", ("专任教师", "62名", "名", "level"))
    assert (row["population"], row["coverage"]) == ("full_time_teacher", "subset")


def test_what_is_left_over_is_listed_with_a_line_to_copy(tmp_path):
    observations = make_observations(*[{"subject": "燎原学校", "unit": "所"}] * 2, {"subject": "小学", "unit": "所"})
    found = find_unparsed(map_observations(observations, ARTICLES), observations)
    assert found[["unparsed", "rows"]].to_numpy().tolist() == [["燎原", 2]]
    mapped = map_observations(observations, ARTICLES, words=read_words(tmp_path, found.loc[0, "line"]))
    assert mapped["population"].tolist() == ["school"] * 3


def test_two_levels_that_exclude_each_other_are_a_conflict():
    assert "two levels" in parse("小学专任初中教师", "人").problem or parse("小学专任初中教师", "人").unparsed
    assert "two values of sector" in parse("民办公办幼儿园", "所").problem


def test_nothing_is_no_concept():
    assert not Concept()
    assert not parse("", "人")


@pytest.mark.parametrize(
    ("heading", "level"),
    [
        ("(二)学前教育", "preschool"),
        ("贰、国民小学", "primary"),
        ("3.小学、初中概况", "unknown"),
        ("湖边小学", "unknown"),
        ("安全工作", "unknown"),
    ],
)
def test_a_heading_hands_its_level_down(heading, level):
    (row,) = map_text(f"{heading}\n专任教师62名。", ("专任教师", "62名", "名", "level"))
    basis = "unknown" if level == "unknown" else "inherited"
    assert (row["school_level"], row["school_level_basis"]) == (level, basis)


def test_a_collective_ends_what_a_heading_hands_down():
    (row,) = map_text("(二)学前教育\n全市专任教师62名。", ("专任教师", "62名", "名", "level"))
    assert row["school_level"] == "unknown"
