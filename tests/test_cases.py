"""The hand-written cases are well formed, varied and cover every construction."""

import re
from collections import Counter

import pytest
from cases_files import OBSERVATIONS, read_cases, read_constructions

COLUMNS = ["case", "construction", "text", "place", "published", "rows", "note"]
NEEDED = ["quote", "value", "unit", "kind", "subject"]
OPTIONAL = ["qualifier", "low", "high", "bounds", "status", "basis", "period", "period_basis", "place"]
OPTIONAL += ["damage", "flags"]
ALLOWED = {
    "kind": {"level", "share", "growth", "change", "rank", "ratio"},
    "qualifier": {"approx", "more", "less"},
    "bounds": {"[]", "[)", "(]", "()"},
    "status": {"planned", "rule"},
    "basis": {"total_over_period", "per_year", "average_per_year", "per_case"},
    "period_basis": {"", "stated", "inherited", "resolved", "inferred", "lost"},
    "damage": {"digits_lost"},
}
COMMON = ["wan_and_yi", "level_and_growth", "fall", "of_which", "breakdown_in_brackets", "chain_under_level"]
COMMON += ["heading_as_subject", "share_of_whole", "plan", "approximate_before", "approximate_after"]
COMMON += ["per_head", "chinese_numeral", "thousands_mark", "traditional_characters", "pinyin_noise"]
COMMON += ["plain_text_table", "glued_digits", "masked_number"]
NOISE = re.compile(r"\s|\([a-zàáǎāèéěēìíǐīòóǒōùúǔūǘǚǜü]+\)")

CASES = read_cases(OBSERVATIONS)
CONSTRUCTIONS = read_constructions()
NAMES = [row["name"] for row in CONSTRUCTIONS]
EXAMPLES = [case for row in CONSTRUCTIONS for case in row["cases"]]


def squeeze(text):
    return NOISE.sub("", text)


def test_constructions_are_numbered_and_named():
    assert [int(row["number"]) for row in CONSTRUCTIONS] == list(range(1, 53))
    assert len(set(NAMES)) == 52
    assert [name for name in NAMES if not re.fullmatch(r"[a-z]+(_[a-z]+)*", name)] == []
    assert all(row["label"] for row in CONSTRUCTIONS)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
def test_case_has_its_fields_in_order_and_names_its_constructions(case):
    assert list(case) == [*COLUMNS, "file"]
    assert case["construction"]
    assert [name for name in case["construction"] if name not in NAMES] == []
    assert NAMES.index(case["construction"][0]) + 1 == int(re.match(r"\d+", case["case"])[0])


@pytest.mark.parametrize("case", [*CASES, *EXAMPLES], ids=lambda case: case["case"])
def test_case_is_well_formed(case):
    assert case["text"].strip()
    position, text = 0, squeeze(case["text"])
    for row in case["rows"]:
        assert list(row) == NEEDED + [name for name in OPTIONAL if name in row]
        assert all(row[name] in allowed | {"*"} for name, allowed in ALLOWED.items() if name in row)
        assert all(row[name] for name in ("quote", "subject"))
        assert row["unit"] or row["subject"].endswith(("系数", "差异率"))
        found = text.find(squeeze(row["quote"]), position)
        assert found >= 0, f"{row['quote']} does not stand in the text at its turn"
        position = found
        if "damage" in row:
            assert row["value"] is None
        low, value, high = (row.get(name) for name in ("low", "value", "high"))
        known = [number for number in (low, value, high) if isinstance(number, int | float)]
        assert known == sorted(known)
        assert ("bounds" in row) == ("low" in row or "high" in row)
        assert re.fullmatch(r"(|\*|\d{4}(-\d\d){0,2}(/\d{4}(-\d\d){0,2})?)", row.get("period", ""))


def test_names_are_unique():
    assert max(Counter(case["case"] for case in [*CASES, *EXAMPLES]).values()) == 1


def test_no_two_cases_differ_in_digits_only():
    frames = Counter(re.sub(r"[\d.,,\s]", "", case["text"]) for case in [*CASES, *EXAMPLES])
    assert [frame for frame, times in frames.items() if times > 1] == []


def test_cases_are_many_and_a_third_have_no_quantity():
    # what a quantity counts, when and where, and whether it is planned, can be asked only where there is one
    others = {
        f"observations_{name}.jsonl"
        for name in ("effects", "numbers", "periods", "places", "plans", "purposes", "scopes", "subjects", "times")
    }
    finding = [case for case in CASES if case["file"] not in others]
    assert len(finding) >= 280
    assert 0.28 <= sum(not case["rows"] for case in finding) / len(finding) <= 0.4


def test_every_construction_is_covered():
    first = Counter(case["construction"][0] for case in CASES)
    assert set(first) == set(NAMES)
    assert {name: first[name] for name in COMMON if first[name] < 5} == {}
