"""The notebooks over more and more texts: seconds, processor time and memory of each, and how they grow.

usage: python tests/benchmarks/bench_sizes.py [--only 01,02,03] SIZE...     (default: 100 and 400 texts)

The texts are those of `many_texts`, about a third as many places. Processor time is that of all processes together, so
that other work on the machine counts little; memory is the most that all of them held at once. Linux only.
"""

from __future__ import annotations

import argparse
import ctypes
import math
import os
import resource
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from helpers.storage.paths import OUT_VARIABLE, PROJECT

sys.path.insert(0, str(PROJECT / "tests"))
from many_texts import write_texts

_ADOPT_ORPHANS = 36  # prctl: what a notebook leaves behind becomes our child, so that its time is counted
_NOT_A_USERS = (OUT_VARIABLE, "PYTHONDONTWRITEBYTECODE")  # with it, each process would compile all modules
_OFTEN = 0.1  # seconds between two looks at the memory
MOST_PLACES = 2800


@dataclass
class Cost:
    """What a notebook took: seconds on the clock, of processors, and the most memory in MB."""

    clock: float
    processor: float
    memory: float


def adopt_orphans() -> None:
    """Have processes whose parent ends before them become children of this one, whose time is counted."""
    ctypes.CDLL(None).prctl(_ADOPT_ORPHANS, 1)


def read_memory(process: int) -> float:
    """Return the MB that a process and all that come from it hold; what is shared counts once for each."""
    pages, children = 0, [process]
    while children:
        number = children.pop()
        try:
            pages += int(Path(f"/proc/{number}/statm").read_text().split()[1])
            for task in Path(f"/proc/{number}/task").iterdir():
                children += map(int, (task / "children").read_text().split())
        except OSError:  # it has ended
            continue
    return pages * resource.getpagesize() / 2**20


def count_processor_time() -> float:
    """Return the seconds of all processes that have ended and came from this one."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def measure(command: list[str]) -> Cost:
    """Run a command that must succeed, and all that it starts."""
    environment = {name: value for name, value in os.environ.items() if name not in _NOT_A_USERS}
    before, begin, most = count_processor_time(), time.monotonic(), 0.0
    process = subprocess.Popen(command, cwd=PROJECT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    ended = threading.Event()

    def watch() -> None:
        nonlocal most
        while not ended.wait(_OFTEN):
            most = max(most, read_memory(process.pid))

    watcher = threading.Thread(target=watch)
    watcher.start()
    said, _ = process.communicate()
    ended.set()
    watcher.join()
    clock = time.monotonic() - begin
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} failed:\n{said.decode()}")
    while True:
        try:
            os.wait()  # for orphans
        except ChildProcessError:
            return Cost(clock, count_processor_time() - before, most)


def run_notebooks(folder: Path, texts: int, numbers: list[str]) -> dict[str, Cost]:
    """Run the notebooks one after the other over so many texts; return what each took."""
    raw = write_texts(folder / "raw", texts, min(max(3, texts // 3), MOST_PLACES))
    command = [sys.executable, "-m", "helpers", "--raw", str(raw), "--out", str(folder / "out"), "--only"]
    return {number: measure([*command, number]) for number in numbers}


def main() -> None:
    """Print a Markdown table: what each notebook took at each size, and the exponents between the last two."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("sizes", nargs="*", type=int, default=[100, 400], metavar="SIZE")
    parser.add_argument("--only", default=",".join(f"{number:02}" for number in range(1, 8)))
    given = parser.parse_args()
    adopt_orphans()
    numbers, costs = given.only.split(","), {}
    for size in given.sizes:
        with tempfile.TemporaryDirectory() as folder:
            costs[size] = run_notebooks(Path(folder), size, numbers)
        for number, cost in costs[size].items():
            print(f"{size:6,} {number} {cost.clock:7.1f} s {cost.processor:7.1f} s {cost.memory:6,.0f} MB", flush=True)
        total = sum(cost.processor for cost in costs[size].values())
        print(f"{size:6,} all {sum(cost.clock for cost in costs[size].values()):6.1f} s {total:7.1f} s", flush=True)
    if len(given.sizes) > 1:
        small, large = given.sizes[-2:]
        for number in numbers:
            ratio = costs[large][number].processor / costs[small][number].processor
            print(f"{number} grows with the exponent {math.log(ratio) / math.log(large / small):.2f}")


if __name__ == "__main__":
    main()
