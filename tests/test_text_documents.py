"""A whole document: nothing raises, nothing is lost, nothing takes long."""

import gc
import os
import random
import time
from pathlib import Path

import pytest
from cases_files import read_cases
from hypothesis import given, settings
from hypothesis import strategies as st
from test_text_damage import HEALTHY
from test_text_lines import SITES
from test_text_readings import CHARACTERS

from helpers.text.damage import find_slots
from helpers.text.decoding import decode
from helpers.text.documents import read_document
from helpers.text.lines import split_paragraphs
from helpers.text.readings import normalise
from helpers.text.sentences import split_sentences

RAW = Path(__file__).parents[1] / "data" / "raw"


@settings(max_examples=300, deadline=None)
@given(st.text(CHARACTERS, max_size=300))
def test_nothing_raises_and_no_line_is_lost(raw):
    found = read_document(raw)
    ends = [0, *(p.end for p in found.lines)]
    starts = [*(p.start for p in found.lines), len(raw)]
    assert all(end <= start for end, start in zip(ends, starts, strict=True))
    gaps = [raw[end:start] for end, start in zip(ends, starts, strict=True)]
    assert not any(normalise(gap).text.strip() for gap in gaps)
    assert all(0 <= slot.start < slot.end <= len(found.words) for slot in found.slots)


def test_furniture_holds_no_slots():
    found = read_document("教育简况\n全县有小学12所，在校生4千人，比去年多。\n阅读 所\n点击 人次")
    assert found.slots == []
    assert [line.role for line in found.lines].count("furniture") == 2


ORIGINALS = os.environ.get("ORIGINALS")


@pytest.mark.skipif(not ORIGINALS, reason="the variable ORIGINALS does not name the folder of the original articles")
@pytest.mark.parametrize("case", read_cases("cases/articles_originals.csv"), ids=lambda case: case["number"])
def test_body_of_the_originals(case):
    path = next(Path(ORIGINALS).glob(f"{case['number']}_*.txt"))
    found = read_document(decode(path.read_bytes())[0])
    start, end = int(case["body_start"]), int(case["body_end"])
    assert abs(found.body[0] - start) <= 0.02 * (end - start)
    assert abs(found.body[1] - end) <= 0.02 * (end - start)
    assert found.count_slots("number") == int(case["numbers_lost"])
    assert found.digits_kept == (int(case["digits_kept"]) if case["digits_kept"] else None)


N = 100_000
WORST = {
    "one line": "育" * N,
    "commas": "育，" * (N // 2),
    "quotes": "“" * N,
    "titles": "《" * N,
    "brackets": "（" * N,
    "digits": "1" * N,
    "groups": "1,111" * (N // 5),
    "stars": "*" * N,
    "masks": "XX" * (N // 2),
    "underscores": "_" * N,
    "lines": "学校\n" * (N // 3),
    "lines before an article": "学校简介\n" * (N // 5) + "全县有小学12所，在校生4千人，比去年多。",
    "blank lines": "\n " * (N // 2),
    "spaces behind a number": "育\n5" + " " * N,
    "units": "所个名人家" * (N // 5),
    "years": "年" * N,
    "dashes": "—" * N,
    "remainders": "余名" * (N // 2),
    "pinyin": "學(" * (N // 3) + "學(xué)",
    "addresses": "a@" * (N // 2),
    "dates": "2024年\n" * (N // 6),
    "half a pair": "\ud83d" * N,
    "steps": "> " * (N // 2),
    "losses": "全县有小学所，新增学位个。" * (N // 13),
}


@pytest.fixture
def own_garbage():
    """Keep the collector from looking through what other tests of the process hold, while time is taken."""
    gc.freeze()
    yield
    gc.unfreeze()


@pytest.mark.parametrize("name", WORST)
def test_no_text_takes_long(name, own_garbage):
    """What grows with the square takes minutes on these: five seconds are far from both, on a busy machine too."""
    started = time.process_time()
    assert read_document(WORST[name]).slots is not None
    assert time.process_time() - started < 5


@pytest.mark.slow
def test_ten_thousand_mutated_texts():
    """No exception, whatever is cut, doubled, shuffled or put into a text."""
    chance = random.Random(7)
    texts = [*HEALTHY, *("\n".join(line for _, line in site) for site in SITES.values())]
    odd = [
        "\x00",
        "\ud800",
        "\u200b",
        "（",
        "”",
        "《",
        "\r",
        "\n",
        "％",
        "年",
        "所",
        ".",
        "學(xué)",
        "2024",
        "😀",
        "\u2028",
    ]
    for _ in range(10_000):
        text = list(chance.choice(texts))
        for _ in range(chance.randint(1, 30)):
            i = chance.randrange(len(text) + 1)
            change = chance.randrange(4)
            if change == 0:
                del text[i : i + chance.randint(1, 40)]
            elif change == 1:
                text[i:i] = text[i : i + chance.randint(1, 40)]
            elif change == 2:
                text[i:i] = chance.choice(odd) * chance.choice((1, 1, 1, 50))
            else:
                part = text[i : i + 40]
                chance.shuffle(part)
                text[i : i + 40] = part
        raw = "".join(text)
        found = read_document(raw)
        assert all(raw[p.start : p.end].strip() for p in found.lines)


def test_speed(own_garbage):
    """Half of what the benchmark shows on an idle machine (tests/benchmarks/bench_cleaning.py)."""
    text = "\n".join(decode(path.read_bytes())[0] for path in sorted(RAW.glob("*.txt"))) * 40
    read_document(text[:10_000])
    started = time.process_time()
    reading = normalise(text)
    split_paragraphs(text, reading)
    split_sentences(reading.text)
    find_slots(reading.text)
    assert len(text) / (time.process_time() - started) > 1_000_000
