import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from cases_files import read_cases

from helpers.sources.files import read_text
from helpers.storage.messages import InputError
from helpers.storage.paths import PROJECT
from helpers.storage.resources import read_resource
from helpers.text.readings import normalise
from helpers.themes.__main__ import main
from helpers.themes.coding import code_themes, get_themes
from helpers.themes.originals import count_folder, use_originals
from helpers.themes.statistics import (
    compare_stop_lists,
    expect_by_chance,
    get_rate_interval,
    get_wilson_interval,
    measure_agreement,
    measure_keyness,
    measure_rates,
)
from helpers.themes.tables import (
    add_shares,
    compare_texts,
    make_sentences,
    make_term_counts,
    make_theme_counts,
    measure_concreteness,
)
from helpers.themes.words import check_terms, count_terms, drop_stop_words, get_stop_groups, get_terms, get_tokenizer


def count(text, home=""):
    return count_terms(normalise(text).text, home)


# --- words


def test_every_term_survives_segmentation_alone_and_in_a_sentence():
    terms = get_terms()
    assert len(terms) == len(set(terms)) >= 300
    assert [term for term in terms if count(term) != {term: 1}] == []
    assert [term for term in terms if count(f"我们推进{term},取得成效。")[term] != 1] == []


@pytest.mark.parametrize("term", ["铸牢中华民族共同体意识", "县管校聘", "集团化办学", "1+X证书", "STEM教育", "5G"])
def test_a_term_of_several_words_letters_or_digits_counts_as_one(term):
    assert count(f"全州实行{term}；{term}初见成效。")[term] == 2


@pytest.mark.parametrize("term", ["“双减”", "普惠 园", "三·八", "双減》"])
def test_a_term_that_cannot_stay_whole_is_refused_with_its_row(term):
    with pytest.raises(InputError, match=r"education_terms\.csv, row 3: .* where words end"):
        check_terms(["县管校聘", term])


def test_a_term_of_one_character_is_refused():
    with pytest.raises(InputError, match="too short"):
        check_terms(["师"])


def test_the_first_cut_is_silent_and_leaves_its_cache_inside_the_project(tmp_path):
    code = "from helpers.themes.words import count_terms; count_terms('集团化办学')"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=tmp_path, check=True)
    assert done.stdout + done.stderr == ""
    assert (PROJECT / ".cache" / "jieba.cache").is_file()


def test_a_cache_that_cannot_be_written_changes_nothing(tmp_path):
    code = (
        "from pathlib import Path; from helpers.themes import words\n"
        "words.PROJECT = Path('nowhere/at/all')\n"
        "print(words.count_terms('集团化办学'))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=tmp_path, check=True)
    assert (done.stdout, done.stderr) == ("Counter({'集团化办学': 1})\n", "")
    assert list(tmp_path.iterdir()) == []


def test_jieba_is_imported_when_text_is_first_cut():
    code = "import sys, helpers.themes.words; print('jieba' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout == "False\n"


def test_no_other_module_imports_jieba():
    others = [path for path in (PROJECT / "src").rglob("*.py") if path.name != "words.py"]
    assert [path.name for path in others if "import jieba" in path.read_text(encoding="utf-8")] == []


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("丽水市莲都区推进课后服务", {"推进", "课后服务"}),
        ("浙江省教研室", {"教研室"}),
        ("记者 张建国 通讯员 李晓明", {"记者"}),
        ("校长王秀兰介绍，课后服务", {"校长", "介绍", "课后服务"}),
        ("副县长赵志强表示，县管校聘", {"副县长", "表示", "县管校聘"}),
        ("责任编辑：陈建华", {"责任编辑"}),
        ("编辑/周文斌 摄影/吴晓东", {"编辑"}),
        ("第二十七中学与丽水市第3小学结对，第一所中学", {"结对", "中学"}),
        ("校长队伍、教师队伍", {"校长", "队伍", "教师队伍"}),
        ("二十所学校和３００余名教师于2023年9月", {"学校", "教师"}),
        ("增长三点五倍，约十二万人次，达98.5%", {"增长"}),
        ("新增学位个，教师余名，占地多亩", {"新增", "学位", "教师", "占地"}),
    ],
)
def test_names_numbers_and_units_are_no_terms(text, left):
    assert set(count(text)) == left


def test_stop_words_have_a_group_with_one_reason_and_stand_once():
    rows = read_resource("stop_words.csv")
    assert len({row["word"] for row in rows}) == len(rows)
    assert len({(row["group"], row["reason"]) for row in rows}) == len(get_stop_groups())
    assert all(len(reason) >= 10 for reason in get_stop_groups().values())


def test_every_stop_word_is_cut_out_whole():
    words = [row["word"] for row in read_resource("stop_words.csv")]
    tokenizer = get_tokenizer()
    assert [word for word in words if list(tokenizer.cut(word, HMM=False)) != [word]] == []


def test_stop_words_are_dropped_by_group():
    counts = pd.DataFrame({"place": "甲市", "term": ["全市", "推进", "县管校聘"], "count": [3, 2, 1]})
    assert list(drop_stop_words(counts)["term"]) == ["县管校聘"]
    assert list(drop_stop_words(counts, ["genre"])["term"]) == ["全市", "县管校聘"]
    with pytest.raises(InputError, match="no group 'verbs'"):
        drop_stop_words(counts, ["verbs"])


def test_rates_are_by_the_words_of_a_place_stop_words_included():
    rows = [
        ("a", "乙市", "教师", 6, 10),
        ("a", "乙市", "学位", 4, 10),
        ("b", "乙市", "学位", 10, 10),
        ("c", "甲市", "学位", 1, 4),
    ]
    rates = measure_rates(pd.DataFrame(rows, columns=["doc_id", "place", "term", "count", "words"]))
    assert rates.values.tolist() == [["乙市", "学位", 14, 700.0], ["甲市", "学位", 1, 250.0]]


def test_glosses_stand_once_and_say_something():
    rows = read_resource("term_glosses.csv")
    assert len({row["term"] for row in rows}) == len(rows) >= 300
    assert all(row["gloss_en"].strip() and len(row["gloss_en"]) <= 17 for row in rows)


def test_words_dealt_at_random_seldom_pass():
    even = make_counts(甲={"学位": 50, "党建": 50, "师资": 50}, 乙={"学位": 50, "党建": 50, "师资": 50})
    assert expect_by_chance(even) < 0.4  # 6 chances of at most 2.5 % each, less by the prior
    assert expect_by_chance(make_counts(甲={"学位": 50})) == 0


# --- themes


@pytest.mark.parametrize("row", read_cases("cases/themes.csv"), ids=lambda row: row["sentence"])
def test_made_up_sentences_touch_the_themes_that_a_reader_gives_them(row):
    assert set(code_themes(normalise(row["sentence"]).text)) == set(row["themes"].split())


def test_every_theme_has_labels_a_definition_in_two_languages_and_terms():
    rows = read_resource("themes.csv")
    assert 10 <= len(rows) <= 15
    for row in rows:
        assert all(row[name] for name in ("label_zh", "label_en", "definition_zh", "definition_en", "terms"))
        words = row["terms"].split()
        assert len(words) == len(set(words)) >= 10


def read_originals():
    folder = os.environ.get("ORIGINALS")
    if not folder:
        pytest.skip("the variable ORIGINALS does not name the folder of the articles that the texts restate")
    return [read_text(path) for path in sorted(Path(folder).glob("*.txt"))]


def code_original_sentences(kept):
    """Return the reader's and the program's codes of the sentences of one round."""
    texts = read_originals()
    rows = []
    for row in read_cases("cases/theme_codes.csv"):
        if row["round"] == kept:
            (raw,) = [text for text in texts if row["title"] in text]
            sentence = normalise(raw[int(row["start"]) : int(row["end"])]).text
            rows.append({"reader": row["themes"], "program": " ".join(code_themes(sentence))})
    return pd.DataFrame(rows)


def test_kappa_of_the_fresh_sentences_of_the_originals():
    fresh = code_original_sentences("fresh")
    kept = pd.DataFrame(read_resource("theme_agreement.csv"))
    assert fresh.to_dict("list") == kept.loc[kept["round"] == "fresh", ["reader", "program"]].to_dict("list")
    pooled = measure_agreement(fresh).set_index("theme").loc["pooled"]
    assert len(fresh) >= 40
    assert pooled["kappa"] >= 0.75


def test_reader_coded_a_hundred_sentences_first_and_no_sentence_twice():
    rows = read_cases("cases/theme_codes.csv")
    assert sum(row["round"] == "first" for row in rows) == 100
    assert len({(row["title"], row["start"]) for row in rows}) == len(rows)
    known = {theme.name for theme in get_themes()}
    assert {theme for row in rows for theme in row["themes"].split()} <= known


def make_codes(both, reader, program, neither):
    pairs = [("digital", "digital")] * both + [("digital", "")] * reader + [("", "digital")] * program
    return pd.DataFrame(pairs + [("", "")] * neither, columns=["reader", "program"])


def test_kappa_of_a_table_worked_by_hand():
    # 20 yes-yes, 5 yes-no, 10 no-yes, 15 no-no: observed .70, by chance .5 * .6 + .5 * .4 = .50, kappa .40
    row = measure_agreement(make_codes(20, 5, 10, 15)).set_index("theme").loc["digital"]
    assert row[["reader", "program", "both", "sentences"]].tolist() == [25, 30, 20, 50]
    assert row["kappa"] == pytest.approx(0.4)
    # asymptotic standard error .13 (Fleiss, Cohen and Everitt 1969): the bootstrap must lie near .40 ± .25
    assert row["low"] == pytest.approx(0.15, abs=0.05)
    assert row["high"] == pytest.approx(0.65, abs=0.05)


def test_kappa_without_a_fault_keeps_an_interval_that_narrows_with_more_sentences():
    few = measure_agreement(make_codes(5, 0, 0, 5)).set_index("theme").loc["digital"]
    many = measure_agreement(make_codes(100, 0, 0, 100)).set_index("theme").loc["digital"]
    assert few["kappa"] == many["kappa"] == few["high"] == 1
    # no fault in 10: at most 1 - .025 ** (1 / 10) = 30.8 % faults, kappa at least 1 - .308 / .5
    assert few["low"] == pytest.approx(0.383, abs=0.001)
    assert few["low"] < many["low"] < 1


def test_kappa_of_a_theme_that_nobody_gives_is_missing():
    row = measure_agreement(make_codes(3, 1, 1, 3)).set_index("theme").loc["exchange"]
    assert row[["kappa", "low", "high"]].isna().all()


# --- intervals


@pytest.mark.parametrize(
    ("successes", "total", "low", "high"),
    [  # Newcombe 1998, Statistics in Medicine 17, table I, method 3
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0000, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilson_interval_equals_the_published_one(successes, total, low, high):
    assert get_wilson_interval(successes, total) == pytest.approx((low, high), abs=0.00006)


@pytest.mark.parametrize(
    ("events", "low", "high"),
    [(0, 0.0, 3.69), (1, 0.025, 5.57), (10, 4.80, 18.39), (100, 81.36, 121.63)],  # exact Poisson limits
)
def test_rate_interval_is_near_the_exact_poisson_limits(events, low, high):
    found = get_rate_interval([events], [1])
    assert found == pytest.approx((low, high), rel=0.02, abs=0.015)


def test_quantities_that_crowd_in_one_sentence_widen_the_interval():
    even = get_rate_interval([2] * 10, [100] * 10)
    crowded = get_rate_interval([20] + [0] * 9, [100] * 10)
    assert crowded[0] < even[0] < 0.02 < even[1] < crowded[1]


# --- keyness


@pytest.mark.parametrize("prior_total", [50.0, 500.0])
def test_keyness_equals_the_formula_of_the_paper(prior_total):
    counts = {"甲": [6, 0, 3, 1], "乙": [1, 4, 3, 1], "丙": [0, 2, 9, 1]}
    words = ["集团", "学位", "教师", "党建"]
    rows = [{"place": p, "term": t, "count": c} for p, cs in counts.items() for t, c in zip(words, cs, strict=True)]
    frame = measure_keyness(pd.DataFrame(rows), prior_total).set_index(["place", "term"])
    y = np.array(list(counts.values()), dtype=float)
    a = prior_total * y.sum(0) / y.sum()  # the informative prior: shares of the whole corpus
    for k, place in enumerate(counts):
        i, j = y[k], y.sum(0) - y[k]
        delta = np.log((i + a) / (i.sum() + a.sum() - i - a)) - np.log((j + a) / (j.sum() + a.sum() - j - a))  # eq. 16
        z = delta / np.sqrt(1 / (i + a) + 1 / (j + a))  # eqs. 19 and 22
        assert [frame.loc[(place, word), "z"] for word in words] == pytest.approx(list(z))
        assert [frame.loc[(place, word), "count_elsewhere"] for word in words] == list(j)


def make_counts(**places):
    return pd.DataFrame(
        [{"place": p, "term": t, "count": n} for p, counts in places.items() for t, n in counts.items()]
    )


def test_keyness_orders_places_as_given_and_terms_by_falling_z():
    frame = measure_keyness(make_counts(乙={"学位": 5, "党建": 1}, 甲={"学位": 1, "党建": 5}))
    assert frame["place"].tolist() == ["乙", "乙", "甲", "甲"]
    assert frame["term"].tolist() == ["学位", "党建", "党建", "学位"]


def test_keyness_of_one_place_has_no_rows():
    assert measure_keyness(make_counts(甲={"学位": 5})).empty


def test_a_short_text_gets_small_z_for_the_same_share():
    short = measure_keyness(make_counts(甲={"学位": 2, "党建": 8}, 乙={"学位": 50, "党建": 450}))
    long = measure_keyness(make_counts(甲={"学位": 100, "党建": 400}, 乙={"学位": 50, "党建": 450}))
    assert 0 < short.iloc[0]["z"] < 1.96 < long.iloc[0]["z"]


def test_a_stop_list_that_removes_what_was_key_shows_what_comes_in():
    counts = make_counts(甲={"推进": 50, "学位": 5, "党建": 1}, 乙={"推进": 5, "学位": 1, "党建": 5})
    rows = compare_stop_lists(counts, top=1).set_index(["kept_in", "place"])
    assert rows.loc[("genre", "甲"), ["stay", "gone", "come"]].tolist() == [0, "学位", "推进"]
    assert rows.loc[("unit", "甲"), ["stay", "gone", "come"]].tolist() == [1, "", ""]


# --- texts


def make_paragraphs(*texts):
    rows = []
    for doc_id, lines in enumerate(texts):
        start = 0
        for number, (role, text) in enumerate(lines, 1):
            rows.append({"doc_id": f"t{doc_id}", "paragraph": number, "role": role, "start": start, "text": text})
            start += len(text) + 1
    return pd.DataFrame(rows)


PARAGRAPHS = make_paragraphs(
    [
        ("title", "某县教育"),
        ("heading", "一、教师９人"),
        ("body", "招聘教师９名，培训４０名。时不我待。"),
        ("furniture", "阅读 １２"),
    ],
    [("body", "新建幼儿园３所。到2027年新建2所。")],
)
OBSERVATIONS = pd.DataFrame(
    [
        {"doc_id": "t0", "start": 9, "status": "actual"},  # in the heading: not counted again
        {"doc_id": "t0", "start": 16, "status": "actual"},
        {"doc_id": "t0", "start": 16, "status": "actual"},  # a second subject of the same number
        {"doc_id": "t0", "start": 21, "status": "rule"},
        {"doc_id": "t1", "start": 5, "status": "actual"},
        {"doc_id": "t1", "start": 16, "status": "planned"},
    ]
)


def test_sentences_carry_offsets_quantities_and_themes():
    rows = make_sentences(PARAGRAPHS, OBSERVATIONS)
    assert rows["text"].tolist() == ["招聘教师9名,培训40名。", "时不我待。", "新建幼儿园3所。", "到2027年新建2所。"]
    assert rows[["start", "end"]].values.tolist() == [[12, 25], [25, 30], [0, 8], [8, 19]]
    assert rows[["quantities", "planned", "rules"]].values.tolist() == [[2, 0, 1], [0, 0, 0], [1, 0, 0], [1, 1, 0]]
    assert rows["themes"].tolist() == ["teachers", "", "early funding", "funding"]


def test_concreteness_of_short_texts_has_wide_intervals():
    sentences = make_sentences(PARAGRAPHS, OBSERVATIONS)
    rows = measure_concreteness(sentences, {"t0": "甲县", "t1": "乙县"}).set_index("doc_id")
    first = rows.loc["t0"]
    assert first[["characters", "sentences", "quantities", "with_quantity", "stated", "planned"]].tolist() == [
        18,
        2,
        2,
        1,
        1,
        0,
    ]
    assert first["per_1000"] == pytest.approx(2000 / 18)
    assert first["per_1000_high"] > 3 * first["per_1000"]
    assert (first["share"], rows.loc["t1", "planned_share"]) == (0.5, 0.5)
    assert first["share_low"] < 0.1
    assert first["share_high"] > 0.9


def test_theme_shares_have_rows_for_every_theme_and_text():
    sentences = make_sentences(PARAGRAPHS, OBSERVATIONS)
    rows = add_shares(make_theme_counts(sentences), {"t0": "甲县", "t1": "乙县"})
    assert len(rows) == 2 * len(get_themes())
    funding = rows.set_index(["doc_id", "theme"]).loc[("t1", "funding")]
    assert funding[["place", "sentences", "total", "share", "high"]].tolist() == ["乙县", 2, 2, 1.0, 1.0]


def test_texts_without_a_sentence_are_no_error():
    empty = make_paragraphs([("furniture", "首页")])
    sentences = make_sentences(empty, OBSERVATIONS)
    assert sentences.empty
    assert make_theme_counts(sentences).empty
    assert make_term_counts(sentences, {}).empty
    assert measure_concreteness(sentences, {}).empty
    assert measure_keyness(make_term_counts(sentences, {}).assign(place="")).empty


def test_distance_of_texts_is_told_from_chance():
    rows = [
        {"doc_id": doc, "place": place, "theme": theme, "share": share, "total": 100}
        for doc, place, shares in (("a", "甲市", (0.5, 0.1)), ("b", "甲市", (0.3, 0.1)), ("c", "乙市", (0.5, 0.5)))
        for theme, share in zip(("moral", "digital"), shares, strict=True)
    ]
    pairs = compare_texts(pd.DataFrame(rows)).set_index(["doc_a", "doc_b"])
    assert pairs["same_place"].to_dict() == {("a", "b"): True, ("a", "c"): False, ("b", "c"): False}
    assert pairs["difference"].tolist() == [10.0, 20.0, 30.0]
    # a, b: pooled shares .4 and .1, errors sqrt(.24 * 2 / 100) and sqrt(.09 * 2 / 100), times sqrt(2 / pi), mean
    assert pairs.loc[("a", "b"), "by_chance"] == pytest.approx(4.5, abs=0.05)


def test_counts_of_originals_are_used_for_restated_texts_only():
    own = pd.DataFrame({"doc_id": ["a", "a", "b"], "theme": ["moral", "early", "moral"], "sentences": [1, 2, 3]})
    originals = pd.DataFrame({"title": ["某县教育"] * 2, "theme": ["moral", "early"], "sentences": [7, 8]})
    used = use_originals(own, originals, {"a": "《某县教育》, 2023", "b": ""})
    assert used.to_dict("list") == {
        "doc_id": ["a", "a", "b"],
        "theme": ["moral", "early", "moral"],
        "sentences": [7, 8, 3],
    }
    with pytest.raises(InputError, match=r"text b restates '《别县教育》'.*python -m helpers.themes"):
        use_originals(own, originals, {"b": "《别县教育》"})


def test_counts_beside_the_texts_are_the_recount_of_the_originals(tmp_path):
    read_originals()
    paths = count_folder(Path(os.environ["ORIGINALS"]), tmp_path)
    assert [path.name for path in paths] == [
        "originals_term_counts.csv",
        "originals_theme_counts.csv",
        "originals_sentences.csv",
    ]
    for path in paths:
        assert path.read_bytes() == (PROJECT / "data" / "raw" / path.name).read_bytes()


def test_command_says_what_is_wrong_with_a_folder(tmp_path, capsys):
    assert main([str(tmp_path / "none"), "--counts", str(tmp_path)]) == 1
    assert "none" in capsys.readouterr().err
