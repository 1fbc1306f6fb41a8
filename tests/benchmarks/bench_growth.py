"""How the time of the whole extraction grows on repetition: 40 units, each repeated to 20,000 … 160,000 characters.

usage: python tests/benchmarks/bench_growth.py [--sizes 20000,160000] [UNIT...]     (units by number; default: all)

A rule that looks back over what it has read, or a pattern that tries each start anew, takes the square of the length
where something repeats, though not in ordinary texts. Reading, place, date and rows count: processor time, the least of
three. The exponent is the slope of log time over log length, 1 where twice the text takes twice the time. Prints a
Markdown table, the steepest first, and ends with 1 where an exponent is above 1.15.
"""

from __future__ import annotations

import argparse
import math
import sys
import time

from helpers.extract import observe

MOST = 1.15
SIZES = (20_000, 40_000, 80_000, 160_000)
UNITS = (
    "7",
    "12,",
    "3.",
    "九",
    "和",
    "、",
    "小学、",
    "教师和",
    "其中",
    "其中:",
    "其中小学12所,",
    "(",
    "()",
    "(其中小学3所",
    "(含幼儿园2所)",
    "小学:12所:",
    ":",
    "分别为",
    "小学、初中分别为12所、13所,",
    "2023年",
    "2023年5月1日至",
    "去年",
    "5%",
    "增长",
    "比上年增长4.2%,",
    "万",
    "12万",
    "12万人",
    "\n",
    "\n\n小学12所\n",
    " ",
    "小学 12 ",
    "一、",
    "\n一、基本情况\n(一)小学\n全县小学12所。",
    "兰州市",
    "兰州市小学12所,",
    "“",
    "《教育》",
    "| 小学 | 12 |\n",
    "全市有小学12所(其中农村5所),在校生3.4万人,分别比上年增长5%和6%;\n",
)


def measure(texts: list[str]) -> list[float]:
    """Return the least processor time of three extractions of each text, in seconds; all texts in each round."""
    rounds = []
    for _ in range(3):
        rounds.append([])
        for text in texts:
            begin = time.process_time()
            observe(text)
            rounds[-1].append(time.process_time() - begin)
    return [min(times) for times in zip(*rounds, strict=True)]


def find_slope(sizes: list[int], seconds: list[float]) -> float:
    """Return the slope of the straight line that fits the logarithms best.

    >>> round(find_slope([1, 2, 4], [3.0, 12.0, 48.0]), 6)
    2.0
    """
    xs, ys = [math.log(size) for size in sizes], [math.log(second) for second in seconds]
    x, y = sum(xs) / len(xs), sum(ys) / len(ys)
    return sum((a - x) * (b - y) for a, b in zip(xs, ys, strict=True)) / sum((a - x) ** 2 for a in xs)


def main() -> int:
    """Measure the units; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("units", nargs="*", type=int, default=range(1, len(UNITS) + 1), metavar="UNIT")
    parser.add_argument("--sizes", type=lambda said: [int(size) for size in said.split(",")], default=list(SIZES))
    given = parser.parse_args()
    observe("2023年,全县小学12所。")  # what loads at first use
    found = []
    for number in given.units:
        unit = UNITS[number - 1]
        texts = [(unit * (size // len(unit) + 1))[:size] for size in given.sizes]
        seconds = measure(texts)
        if find_slope(given.sizes, seconds) > MOST:  # or was the machine busy?
            seconds = list(map(min, seconds, measure(texts)))
        found.append((find_slope(given.sizes, seconds), number, unit, seconds))
        print(f"{number} of {len(UNITS)}: {found[-1][0]:.2f}", file=sys.stderr, flush=True)
    print("| exponent | no. | unit | " + " | ".join(f"{size:,}" for size in given.sizes) + " |")
    print("|---" * (3 + len(given.sizes)) + "|")
    for slope, number, unit, seconds in sorted(found, reverse=True):
        shown = unit.replace("\n", "⏎").replace("|", "\\|").replace(" ", "␣")
        print(f"| {slope:.2f} | {number} | {shown} | " + " | ".join(f"{second:.3f} s" for second in seconds) + " |")
    return int(max(found)[0] > MOST)


if __name__ == "__main__":
    sys.exit(main())
