"""One written number."""

from __future__ import annotations

from decimal import Decimal

import pytest

from helpers.language.numerals import parse_number


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("312", 312),
        ("12,345", 12_345),
        ("2 310 456", 2_310_456),
        ("18.6万", 186_000),
        ("3千万", 30_000_000),
        ("1.2万亿", 1_200_000_000_000),
        ("两百", 200),
        ("廿一", 21),
        ("二十八万", 280_000),
        ("一亿二千万", 120_000_000),
        ("一百零五", 105),
        ("一千二", 1_200),
        ("二〇二三", 2023),
        ("八十九点五", Decimal("89.5")),
    ],
)
def test_parse_number(written: str, value: Decimal) -> None:
    assert parse_number(written) == value


@pytest.mark.parametrize("written", ["所", "三所", "x"])
def test_parse_number_refuses_other_words(written: str) -> None:
    with pytest.raises(ValueError, match="not a number"):
        parse_number(written)
