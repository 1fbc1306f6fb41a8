"""How fast places are found: characters a second of processor time, in whole texts and sentences, and the first use.

usage: python tests/benchmarks/bench_places.py [FOLDER]     (default: the texts of data/raw)
"""

from __future__ import annotations

import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from statistics import median

from helpers.language.homes import guess_home
from helpers.language.places import find_places, find_relative_places

ROOT = Path(__file__).resolve().parents[2]
FIRST_USE = """
import time
from helpers.storage import read_resource
started = time.process_time(); read_resource("divisions.csv"); read = time.process_time()
from helpers.language import find_places
imported = time.process_time(); find_places("包头市", home="包头市")
print(read - started, time.process_time() - imported)
"""


def rate(function: Callable[[str], object], texts: Iterable[str], rounds: int = 3) -> float:
    """Return the median of characters per second over some rounds."""
    rates = []
    for _ in range(rounds):
        started = time.process_time()
        for text in texts:
            function(text)
        rates.append(sum(map(len, texts)) / (time.process_time() - started))
    return median(rates)


def main() -> None:
    """Print the table of rates and the times of the first use."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "data" / "raw"
    texts = [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.txt"))]
    texts *= 1 + 1_000_000 // sum(map(len, texts))
    sentences = [sentence for text in texts for sentence in re.split(r"(?<=[。!?\n])", text) if sentence]
    mentions = sum(len(find_places(text)) for text in texts)
    print(f"{sum(map(len, texts)):,} characters, a place in every {sum(map(len, texts)) // mentions}")
    print(f"find_places, whole texts          {rate(find_places, texts) / 1e6:5.1f} million characters/s")
    print(f"find_places, home given           {rate(lambda t: find_places(t, '包头市'), texts) / 1e6:5.1f}")
    print(f"find_places, single sentences     {rate(find_places, sentences) / 1e6:5.1f}")
    print(f"find_relative_places, whole texts {rate(lambda t: find_relative_places(t, '包头市'), texts) / 1e6:5.1f}")
    print(f"guess_home, whole texts           {rate(lambda t: guess_home('', '', t), texts) / 1e6:5.1f}")
    answer = subprocess.run([sys.executable, "-c", FIRST_USE], capture_output=True, text=True, check=True).stdout
    read, first = (float(word) * 1000 for word in answer.split())
    print(f"first use: {read:.0f} ms to read the divisions, {first:.0f} ms until the first answer")


if __name__ == "__main__":
    main()
