"""Reading and extraction of many texts: one after the other, in two processes, and by two workers of Dask.

usage: python tests/benchmarks/bench_scale.py [TEXTS]     (default: 4000)

The texts are those of `many_texts`. Each way is tried once, in a process of its own, and includes the start of what it
starts; all must give the same rows. Where other work is done on the machine, two processes cannot be twice as fast: the
load beside the seconds is that of the minute before.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from helpers.storage import share_work, to_csv
from helpers.storage.batches import WORKERS_VARIABLE
from helpers.storage.paths import PROJECT

sys.path.insert(0, str(PROJECT / "tests"))
from many_texts import read_all, write_texts

WAYS = {"one after the other": (1, 0), "two processes": (2, 0), "two workers of Dask": (1, 2)}


def try_way(folder: Path, workers: int) -> None:
    """Print the seconds that a way takes, how many rows it gives, and a hash of them."""
    begin = time.monotonic()
    with share_work(workers, "", folder.with_name("partitions")):
        articles, _, observations = read_all(folder)
    seconds = time.monotonic() - begin
    said = to_csv(articles, "articles") + to_csv(observations, "observations")
    print(seconds, len(observations), hashlib.sha256(said.encode()).hexdigest())


def main(texts: int) -> None:
    """Print a Markdown table of seconds and ratios."""
    print(f"| {texts:,} texts | seconds | ratio | load |\n|---|---:|---:|---:|", flush=True)
    first: list[str] = []
    with tempfile.TemporaryDirectory() as scratch:
        folder = write_texts(Path(scratch) / "raw", texts, min(max(3, texts // 3), 2000))
        for way, (processes, workers) in WAYS.items():
            command = [sys.executable, __file__, "--way", str(folder), str(workers)]
            environment = os.environ | {WORKERS_VARIABLE: str(processes)}
            load = os.getloadavg()[0]
            done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=True)
            seconds, *found = done.stdout.split()
            first = first or [seconds, *found]
            if found != first[1:]:
                raise SystemExit(f"{way}: the rows differ")
            print(f"| {way} | {float(seconds):.1f} | {float(first[0]) / float(seconds):.2f} | {load:.1f} |", flush=True)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--way"]:
        try_way(Path(sys.argv[2]), int(sys.argv[3]))
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 4000)
