"""Where sentences end."""

import pytest

from helpers.text.readings import normalise
from helpers.text.sentences import split_sentences


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("一。二！三？四", ["一。", "二！", "三？", "四"]),
        ("增长2%；减少3%。", ["增长2%；减少3%。"]),
        ("他说：“好。真好！”走了。", ["他说：“好。真好！”走了。"]),
        ("印发《意见。试行》。实施。", ["印发《意见。试行》。", "实施。"]),
        ("小学9所（公办8所。民办1所）。初中", ["小学9所（公办8所。民办1所）。", "初中"]),
        ("“没有合上的引号。下一句", ["“没有合上的引号。", "下一句"]),
        ("第一行\n第二行", ["第一行", "第二行"]),
        ("真的吗？！当然……是。", ["真的吗？！", "当然……是。"]),
        ("  两边有空格。  ", ["两边有空格。"]),
        ("", []),
    ],
)
def test_split_sentences(text, sentences):
    reading = normalise(text)
    found = [text[reading.raw_start(a) : reading.raw_end(b)] for a, b in split_sentences(reading.text)]
    assert found == sentences
