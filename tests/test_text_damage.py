"""Lost digits: where they stood, and how long the numbers were."""

import re

import pytest
from cases_files import read_cases

from helpers.text.damage import digits_kept, find_slots
from helpers.text.readings import normalise


def take_marks(marked):
    """Return a text without its marks, and the spans that 【】 (numbers) and 〖〗 (years) enclose."""
    slots = []
    for n, match in enumerate(re.finditer("([【〖])(.*?)[】〗]", marked)):
        start = match.start() - 2 * n
        slots.append((start, start + len(match[2]), "number" if match[1] == "【" else "year"))
    return re.sub("[【】〖〗]", "", marked), slots


@pytest.mark.parametrize("case", read_cases("cases/damage.csv"), ids=lambda case: case["case"])
def test_slots_of_hand_written_cases(case):
    text, slots = take_marks(normalise(case["text"]).text)
    assert [tuple(slot) for slot in find_slots(text)] == slots


HEALTHY = [normalise(case["text"]).text for case in read_cases("cases/damage_texts.csv")]
WHOLE_NUMBER = re.compile(r"(?<![\d.])(?:\d{1,3}(?:,\d{3})+|\d+)")
YEAR = re.compile(r"(?:19|20)\d\d(?=年|—|-|至)")


def delete(text, pattern, least):
    """Return a text without the numbers of `least` and more digits, and where each of them stood."""
    pieces, places, done = [], [], 0
    for match in pattern.finditer(text):
        if sum(map(str.isdigit, match[0])) >= least:
            pieces.append(text[done : match.start()])
            places.append(sum(map(len, pieces)))
            done = match.end()
    return "".join([*pieces, text[done:]]), places


@pytest.mark.parametrize(("pattern", "least"), [(WHOLE_NUMBER, 2), (WHOLE_NUMBER, 3), (WHOLE_NUMBER, 4), (YEAR, 4)])
def test_deleted_numbers_are_found(pattern, least):
    found = lost = 0
    false = []
    for healthy in HEALTHY:
        text, places = delete(healthy, pattern, least)
        slots = find_slots(text)
        hits = {slot for slot in slots for place in places if slot.start <= place <= slot.end}
        found += sum(any(slot.start <= place <= slot.end for slot in slots) for place in places)
        lost += len(places)
        false += [text[slot.start - 5 : slot.end + 5] for slot in slots if slot not in hits]
    assert found >= 0.95 * lost
    assert len(false) <= sum(map(len, HEALTHY)) / 5000, false


def test_healthy_texts_have_no_slots():
    assert len(HEALTHY) == 20
    false = [(text[s.start - 5 : s.end + 5]) for text in HEALTHY for s in find_slots(text)]
    assert len(false) <= sum(map(len, HEALTHY)) / 5000, false


@pytest.mark.parametrize("least", [2, 3, 4])
def test_pattern_of_damage(least):
    """k is right in each text that still has numbers of k - 1 digits and enough numbers and slots, and in all."""
    told = 0
    for healthy in [*HEALTHY, "\n".join(HEALTHY)]:
        text, _ = delete(healthy, WHOLE_NUMBER, least)
        longest = max((len(number.replace(",", "")) for number in WHOLE_NUMBER.findall(text)), default=0)
        kept = digits_kept(text, find_slots(text))
        assert kept in (None, longest + 1)
        told += kept == least
    assert told >= {2: 2, 3: 12, 4: 18}[least]
    assert kept == least


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("小学所，初中所，学位个。" + "9所" * 9, None),
        ("小学所，初中所，学位个。" + "9所" * 10, 2),
        ("小学所，初中所，学位个。" + "9所" * 10 + "12所", 3),
        ("小学所，初中所，学位个。" + "9所" * 10 + "123所", 4),
        ("小学所，初中所，学位个。" + "9所" * 10 + "1,234所", None),  # longer ones survive: no such pattern
        ("2023年小学所，初中所，学位个。" + "9所" * 10, None),  # so do years
        ("小学所，初中所，入学率达%。" + "9所" * 10 + "12所", 3),
        ("小学所，初中所，入学率达%。" + "9所" * 10 + "123所", None),  # no percentage has four digits
        ("小学所，初中所，学位12个。" + "9所" * 10, None),
        ("小学所，初中所，学位个。" + "0.12345%，" * 10, 2),
        ("小学12所，初中9所。" * 10, None),
    ],
)
def test_digits_kept_needs_slots_and_numbers(text, kept):
    words = normalise(text).text
    assert digits_kept(words, find_slots(words)) == kept
