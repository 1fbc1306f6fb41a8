"""How fast texts are read and cleaned: characters per second of one core, and the worst text of the tests.

usage: python tests/benchmarks/bench_cleaning.py [FOLDER]     (default: the texts of data/raw)

Processor time counts, so that other work on the machine does not.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

from helpers.text.damage import find_slots
from helpers.text.decoding import decode
from helpers.text.identity import identify
from helpers.text.lines import split_paragraphs
from helpers.text.readings import normalise
from helpers.text.sentences import split_sentences

ROOT = Path(__file__).resolve().parents[2]
SIZE = 2_000_000  # bytes


def measure(function: Callable[[], object]) -> float:
    """Return the least processor time of three calls, in seconds."""
    times = []
    for _ in range(3):
        started = time.process_time()
        function()
        times.append(time.process_time() - started)
    return min(times)


def clean(data: bytes) -> None:
    """Take the bytes of a file to lines, sentences and slots."""
    raw, _ = decode(data)
    reading = normalise(raw)
    split_paragraphs(raw, reading)
    split_sentences(reading.text)
    find_slots(reading.text)


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "data" / "raw"
    texts = [path.read_bytes() for path in sorted(folder.glob("*.txt"))]
    together = b"\n".join(texts)
    together *= SIZE // len(together) + 1
    many = texts * (SIZE // sum(map(len, texts)) + 1)
    raw = decode(together)[0]
    reading = normalise(raw)
    clean(texts[0])

    def clean_each() -> None:
        for data in many:
            clean(data)

    def identify_each() -> None:
        for data in texts:
            identify(decode(data)[0])

    print("stage                                   characters per second")
    for name, characters, function in (
        ("all, one text of 2 MB", len(raw), lambda: clean(together)),
        ("all, many texts, 2 MB together", sum(len(data.decode()) for data in many), clean_each),
        ("normalise", len(raw), lambda: normalise(raw)),
        ("split_paragraphs", len(raw), lambda: split_paragraphs(raw, reading)),
        ("split_sentences", len(raw), lambda: split_sentences(reading.text)),
        ("find_slots", len(raw), lambda: find_slots(reading.text)),
        ("identify", sum(len(data.decode()) for data in texts), identify_each),
    ):
        print(f"{name:40s}{characters / measure(function):12,.0f}")


if __name__ == "__main__":
    main()
