"""Terms, stop words and glosses: what jieba cuts, and what counts as a word."""

import subprocess
import sys

import pandas as pd
import pytest

from helpers.storage.messages import InputError
from helpers.storage.paths import PROJECT
from helpers.storage.resources import read_resource
from helpers.text.readings import normalise
from helpers.themes.words import check_terms, count_terms, drop_stop_words, get_stop_groups, get_terms, get_tokenizer


def count(text, home=""):
    return count_terms(normalise(text).text, home)


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


def test_glosses_stand_once_and_say_something():
    rows = read_resource("term_glosses.csv")
    assert len({row["term"] for row in rows}) == len(rows) >= 300
    assert all(row["gloss_en"].strip() and len(row["gloss_en"]) <= 17 for row in rows)
