"""The lexicon: the longest word decides, patterns name only its words, and what no text tries is marked."""

from __future__ import annotations

import importlib
import pkgutil
import random
import re
from itertools import pairwise

import lexicon_report
import pytest

import helpers.extract
from helpers.language import WordPattern, find_words, get_facets, get_tags, get_words
from helpers.storage import read_resource

MODULES = [importlib.import_module(f"helpers.extract.{m.name}") for m in pkgutil.iter_modules(helpers.extract.__path__)]
PATTERNS = {
    f"{module.__name__.split('.')[-1]}.{name}": pattern
    for module in MODULES
    for name, pattern in vars(module).items()
    if isinstance(pattern, WordPattern)
}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("有关", []),
        ("具有", []),
        ("有学校", ["有"]),
        ("没有关心", []),  # 没有 before 关心; a word counts where no longer one covers it
        ("学校均有", ["有"]),
        ("所有", []),
    ],
)
def test_a_word_is_not_read_in_a_longer_one(text, found):
    assert WordPattern("{有}").findall(text) == found


def test_a_place_is_one_group_whatever_stands_behind_it():
    assert WordPattern("^{新}?学校$").match("新学校")
    assert WordPattern("^{新}?学校$").match("学校")


def test_the_longest_word_of_a_place_comes_first():
    assert WordPattern("{verb_rise|verb_fall}").match("净增加3所").group() == "净增加"


def test_a_word_inside_a_longer_one_does_not_count_wherever_it_stands_there():
    text = "".join(random.Random(1).choices(sorted(get_tags()), k=3000))
    covered = [
        (match.start() + i, match.start() + i + len(inner))
        for word in get_tags()
        for match in re.finditer(re.escape(word), text)
        for inner in ("有", "均", "设")
        for i in range(len(word))
        if word != inner and word.startswith(inner, i)
    ]
    found = [match.span() for match in WordPattern("{有|均|设}").finditer(text)]
    assert found
    assert covered
    assert not set(found) & set(covered)


def test_a_word_or_tag_that_the_lexicon_has_not_is_refused():
    with pytest.raises(KeyError, match="龘"):
        WordPattern("{龘}").search("")
    with pytest.raises(KeyError, match="advrb"):
        WordPattern("{advrb}").search("")


def test_segmentation_covers_its_words_and_nothing_twice():
    text = "全市学校均有生均经费,比上年增长4.2%。"
    tokens = list(find_words(text))
    assert all(text[token.start : token.end] == token.word for token in tokens)
    assert all(a.end <= b.start for a, b in pairwise(tokens))
    assert {"全市", "学校", "生均", "增长"} <= {token.word for token in tokens}


@pytest.mark.parametrize("name", sorted(PATTERNS))
def test_a_pattern_names_only_tags_and_words_of_the_lexicon(name):
    assert PATTERNS[name].pattern


def test_every_tag_has_words_and_is_asked_for():
    places = [place for p in PATTERNS.values() for place in re.findall(r"{([^{}\d][^{}]*)}", p.template)]
    named = {name for place in places for name in place.split("|")} | {"filler", "tail", "neutral_verb", "one_school"}
    tags = {row["tag"] for row in read_resource("lexicon_tags.csv")}
    assert all(get_words(tag) for tag in tags - {"concept"})
    of_words = {tag for word in named & set(get_tags()) for tag in get_tags()[word]}
    assert tags - named - of_words <= {"word", "name", "untried", "concept", "silent"}


def test_every_facet_of_a_word_has_a_value():
    for row in read_resource("lexicon.csv"):
        facets = row["facet"].split()
        assert len(set(facets)) == len(facets) == len(row["value"].split()), row["word"]
    levels = {facets["level"] for facets in get_facets().values() if "level" in facets}
    known = {row["level"] for row in read_resource("school_levels.csv")}
    assert levels <= known


def test_words_that_no_text_tries_are_marked():
    marked = {word for word, tags in get_tags().items() if "untried" in tags}
    unmarked = set(lexicon_report.list_untried()) - marked
    assert not unmarked, "write an example into the column note, or python tests/lexicon_report.py --mark"


def test_marks_are_written_anew(tmp_path, monkeypatch):
    shipped = lexicon_report.LEXICON.read_text("utf-8")
    monkeypatch.setattr(lexicon_report, "LEXICON", tmp_path / "lexicon.csv")
    monkeypatch.setattr(lexicon_report, "UNTRIED", tmp_path / "untried.csv")
    lexicon_report.UNTRIED.write_text("words,untried\n100,1\n", "utf-8")
    lexicon_report.LEXICON.write_text(shipped.replace(" untried,", ",") + "小学教育垯,level,,,\n", "utf-8")
    lexicon_report.main(["--mark"])
    assert lexicon_report.LEXICON.read_text("utf-8") == shipped + "小学教育垯,level untried,,,\n"
    assert lexicon_report.read_held() == 0.01  # which a higher share does not replace


def test_the_share_of_untried_words_does_not_grow():
    assert len(get_words("untried")) / len(get_tags()) <= lexicon_report.read_held()
