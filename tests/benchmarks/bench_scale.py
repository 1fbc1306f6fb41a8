"""Reading and extraction of many texts: one after the other, in two processes, and by two workers of Dask.

usage: python tests/benchmarks/bench_scale.py [TEXTS]     (default: 4000)

The texts are those of `many_texts`. Each way is tried once, in a process of its own; the seconds begin before it starts
what it needs, and all ways must give the same rows. Processor time is that of all processes together. Where other work
is done on the machine (the load is that of the minute before) two processes cannot be twice as fast; then the last
column tells more: the ratio if both cores had worked on nothing else, all the time. Linux only.
"""

from __future__ import annotations

import hashlib
import os
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

WAYS = {"one after the other": (1, 0), "two processes": (2, 0), "two workers of Dask": (1, 2)}
CORES = 2


def try_way(folder: Path, processes: str, workers: str) -> None:
    """Read the texts of a folder in so many processes, or by so many workers; write how long it took beside it."""
    from many_texts import read_all  # each process imports this script, which in a notebook there is none of

    from helpers.storage import share_work, to_csv
    from helpers.storage.batches import WORKERS_VARIABLE

    os.environ[WORKERS_VARIABLE] = processes
    begin = time.monotonic()
    with share_work(int(workers), "", folder.with_name("partitions")):
        articles, _, observations = read_all(folder)
    seconds = time.monotonic() - begin
    said = to_csv(articles, "articles") + to_csv(observations, "observations")
    folder.with_name("said").write_text(f"{seconds} {hashlib.sha256(said.encode()).hexdigest()}")


def main(texts: int) -> None:
    """Print a Markdown table of seconds and ratios."""
    from bench_sizes import adopt_orphans, measure
    from many_texts import write_texts

    adopt_orphans()
    print(f"| {texts:,} texts | seconds | ratio | load | processor | MB | at best |\n|---|{'---:|' * 6}", flush=True)
    with tempfile.TemporaryDirectory() as scratch:
        folder = write_texts(Path(scratch) / "raw", texts, min(max(3, texts // 3), 2800))
        first = ("", 0.0, 0.0)
        for way, numbers in WAYS.items():
            load = os.getloadavg()[0]
            cost = measure([sys.executable, __file__, "--way", str(folder), *map(str, numbers)])
            seconds, rows = folder.with_name("said").read_text().split()
            first = first if first[0] else (rows, float(seconds), cost.processor)
            if rows != first[0]:
                raise SystemExit(f"{way}: the rows differ")
            best = first[2] / (cost.processor / min(CORES, sum(numbers)))
            ratios = f"{float(seconds):.0f} | {first[1] / float(seconds):.2f} | {load:.1f}"
            print(f"| {way} | {ratios} | {cost.processor:.0f} | {cost.memory:.0f} | {best:.2f} |", flush=True)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--way"]:
        try_way(Path(sys.argv[2]), *sys.argv[3:])
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 4000)
