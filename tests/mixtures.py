"""Lines of held-back pages mixed at random, some of them damaged: whatever stands together, reading goes on.

`python tests/mixtures.py [COUNT [SEED]]` tries as many (20,000) with a seed that it prints; a text that stops the
reading is printed. Nobody writes such texts, but each line was written, and a rule may ask what the line before it
left behind.
"""

from __future__ import annotations

import random
import re
import sys
import time
from functools import cache
from pathlib import Path

from helpers.extract import observe

PAGES = Path(__file__).parent / "heldback"
_SIGNS = (
    *"、,。;:()□?",
    *"0123456789",
    "其中",
    "共",
    "比上年",
    "的",
    "为",
    "达到",
    "占",
    "万",
    "亿",
    "%",
    "所",
    "人",
    "个",
)
_PLACES = ("", "来凤县", "香港特别行政区", "宝鸡市")
_DATES = ("", "2025", "2024-05-10")


@cache
def list_lines() -> tuple[str, ...]:
    """Return the lines of all held-back pages."""
    pages = sorted(PAGES.glob("reports_*/*.txt"))
    return tuple(line for page in pages for line in page.read_text("utf-8").split("\n") if line.strip())


def mix(chance: random.Random) -> str:
    """Return a text of a few lines."""
    return "\n".join(damage(chance.choice(list_lines()), chance) for _ in range(chance.randrange(3, 14)))


def damage(line: str, chance: random.Random) -> str:
    """Return a line with a sign put in, some left out or its clauses in another order; a third stay as they are."""
    way, at = chance.random(), chance.randrange(len(line) + 1)
    if way < 0.3:
        return line[:at] + chance.choice(_SIGNS) + line[at:]
    if way < 0.5:
        return line[:at] + line[at + chance.randrange(1, 6) :]
    if way < 0.65:
        clauses = re.split(r"(?<=[,，。;；])", line)
        chance.shuffle(clauses)
        return "".join(clauses)
    return line


def read_mixtures(count: int, seed: int) -> list[str]:
    """Read so many mixtures; return those that stop the reading, each behind what stopped it."""
    chance, stopped = random.Random(seed), []
    for _ in range(count):
        text, place, date = mix(chance), chance.choice(_PLACES), chance.choice(_DATES)
        try:
            observe(text, place, date)
        except Exception as error:  # whatever it is, a person must see the text
            stopped.append(f"{error!r} in a text of {place or 'no place'}, {date or 'no date'}:\n{text}\n")
    return stopped


def main(arguments: list[str]) -> int:
    """Read mixtures at a seed that is told, and print those that stop the reading."""
    count, seed = [*map(int, arguments), *(20_000, int(time.time()))[len(arguments) :]][:2]
    stopped = read_mixtures(count, seed)
    print(*stopped, f"{count} mixtures with seed {seed}, {len(stopped)} stopped", sep="\n")
    return bool(stopped)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
