"""How fast observations are extracted: characters per second on one core, warm, at 1 and 10 million characters.

usage: python tests/benchmarks/bench_observations.py [FOLDER]     (default: the texts of data/raw)
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from helpers.extract.observations import observe
from helpers.language.quantities import find_quantities
from helpers.text.readings import normalise

ROOT = Path(__file__).resolve().parents[2]


def repeat_texts(folder: Path, size: int) -> list[str]:
    """Return whole texts, over and over, until they have size characters together."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.txt"))]
    out, length = [], 0
    while length < size:
        for text in texts:
            out.append(text)
            length += len(text)
    return out


def rate(function, texts: list[str]) -> float:
    """Return characters per second of processor time."""
    started = time.process_time()
    for text in texts:
        function(text)
    return sum(map(len, texts)) / (time.process_time() - started)


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "data" / "raw"
    one = repeat_texts(folder, 1_000_000)

    def observe_known(text: str) -> None:
        observe(text, "绍兴市", "2024-03-01")

    observe(one[0])
    print("stage                              characters per second (processor)")
    for name, function, texts in (
        ("normalise", normalise, one),
        ("find_quantities", find_quantities, one),
        ("observe, place and date given", observe_known, one),
        ("observe, place and date read", observe, one),
        ("observe, 10 million characters", observe_known, one * 10),
    ):
        print(f"{name:40s}{rate(function, texts):12,.0f}")


if __name__ == "__main__":
    main()
