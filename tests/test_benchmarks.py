"""What the benchmarks measure is what it costs: also the time of processes that outlive the one that started them."""

from __future__ import annotations

import subprocess
import sys

import pytest

from helpers.storage import PROJECT

LEFT_BEHIND = "import time; kept = b'x' * 60_000_000\nwhile time.process_time() < 0.4: pass"
STARTING = f"import subprocess, sys; subprocess.Popen([sys.executable, '-c', {LEFT_BEHIND!r}])"
MEASURING = f"""
import sys
sys.path.insert(0, "tests/benchmarks")
import bench_sizes
bench_sizes.adopt_orphans()
cost = bench_sizes.measure([sys.executable, "-c", {STARTING!r}])
print(cost.processor)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux lets a process adopt orphans")
def test_sizes_count_the_time_of_processes_that_are_left_behind():
    done = subprocess.run([sys.executable, "-c", MEASURING], cwd=PROJECT, capture_output=True, text=True)
    assert 0.4 <= float(done.stdout) < 2, done.stderr
