"""What a sentence need not be searched for, as it has none of the words that a pattern needs, it does not have."""

import gc
import re

import oracle
import pytest

from helpers.extract import observe
from helpers.language import Needs
from helpers.storage.memos import KEPT

OWN = (
    "学费5000元/年,住宿费800元/学期。贷款最高12000美元。",
    "服务期5年。烈士子女加20分。不足60人的按60人核定。公示不少于5个工作日。每校补助15万港元。",
    "明年将新建学校3所,到2027年达到20所。招生名额600人,其中女生200人。首批3所预计9月启用。",
    "增长最快的是丰谷县(21.3%)。累计培训教师1.9万人次,年均招聘300名。要打造专业群25个。",
    "同口径比上年增长4.2%。低于全省的58%。由2020年的5万人下降至3.8万人。在校生将达到峰值约10.2万人。",
)


def open_gates(monkeypatch):
    """Let each text seem to have what any pattern needs."""
    found = [each for each in gc.get_objects() if isinstance(each, Needs)]
    for needs in found:
        monkeypatch.setitem(vars(needs), "pattern", re.compile(""))
    forget()
    return found


def forget():
    """Empty the caches of what was read."""
    for each in gc.get_objects():
        if type(each).__name__ == "_lru_cache_wrapper" and (each.cache_parameters()["maxsize"] or each in KEPT):
            each.cache_clear()


def read_all() -> list[list[dict]]:
    paths = sorted((oracle.HERE / "cases").glob("observations*.jsonl"))
    texts = [text for path in paths for _, text, _, _ in oracle.read_texts(path, path.name)]
    return [observe(text, "绍兴市", "2024-03-01") for text in (*texts, *OWN)]


def test_no_rule_is_silenced(monkeypatch):
    found = read_all()
    assert open_gates(monkeypatch)
    assert read_all() == found
    forget()


def test_words_of_which_a_match_has_one():
    tried = ("(?:已|将)?新建(?:小学|园)", "[甲乙]+丙?", "(?:上|下)限|底线", "(?<=以)内", "a{0,2}门槛|红线")
    found = [Needs(re.compile(pattern)).pattern.pattern for pattern in tried]
    assert found == ["新建", "乙|甲", "底线|限", "内", "红线|门槛"]


@pytest.mark.parametrize("pattern", [".*", "甲?", "甲|乙?", "[^甲]+", "甲|.", "(?=甲)"])
def test_a_pattern_that_can_match_anything_is_refused(pattern):
    with pytest.raises(ValueError, match="can hold anything"):
        Needs(re.compile(pattern)).pattern  # noqa: B018
