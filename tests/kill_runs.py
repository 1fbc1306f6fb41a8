"""Runs that are killed at random moments: the state is the old or the new one, whole, and the next run heals it.

`python tests/kill_runs.py [COUNT [SEED]]` kills as many runs (40) with a seed that it prints: half of them runs over
texts of one's own, half the project's own run, in a clone with an environment of its own that it makes in a temporary
folder (a minute, and the network or the packages' cache). Each fourth is killed while results are put in their places.
Then two and three runs are started at once. Tests kill some over texts of one's own.
"""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from small_project import count_kernels, wait_until

from helpers.run.publishing import recover
from helpers.storage import OUT_VARIABLE, PROJECT

State = dict[str, bytes]
TEXTS = {
    "lanzhou.txt": "兰州市2023年教育工作总结\n兰州市教育局 2024-01-10\n2023年,全市有小学320所,在校生21.4万人,新建幼儿园12所。",
    "tianshui.txt": "天水市2023年教育工作总结\n天水市教育局 2024-01-12\n2023年,全市有小学410所,在校生18.2万人,新建幼儿园9所。",
}
ADDED = "\n2023年,全市有初中77所。\n"


@dataclass
class Place:
    """A folder that runs write to: how they are called, what they read, the old state and the new one."""

    root: Path
    results: tuple[str, ...]  # below root
    text: Path  # to which a sentence is added between the two states
    command: list[str]
    project: Path
    seconds: float = 0.0  # that the second run took
    states: list[State] = field(default_factory=list)

    def start(self) -> subprocess.Popen[str]:
        """Start a run."""
        environment = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", OUT_VARIABLE)}
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
        return subprocess.Popen(self.command, cwd=self.project, env=environment, **pipes)

    def run(self) -> None:
        """Run to the end."""
        with self.start() as process:
            said, _ = process.communicate()
        assert process.returncode == 0, said

    def read(self) -> State:
        """Return all results by name."""
        paths = (path for name in self.results for path in (self.root / name).rglob("*") if path.is_file())
        return {path.relative_to(self.root).as_posix(): path.read_bytes() for path in paths}

    def restore(self, kept: Path) -> None:
        """Put the old state in its place."""
        for name in (*self.results, ".cache"):
            shutil.rmtree(self.root / name, ignore_errors=True)
            if (kept / name).exists():
                shutil.copytree(kept / name, self.root / name)

    def keep(self, kept: Path) -> None:
        """Run twice, a sentence being added between; keep the old state in a folder, and how long the second took."""
        self.run()
        self.states.append(self.read())
        for name in (*self.results, ".cache"):
            if (self.root / name).exists():
                shutil.copytree(self.root / name, kept / name)
        with self.text.open("a", encoding="utf-8") as file:
            file.write(ADDED)
        begin = time.monotonic()
        self.run()
        self.seconds = time.monotonic() - begin
        self.states.append(self.read())
        assert self.states[0] != self.states[1]


def make_own(folder: Path, project: Path = PROJECT, python: str = sys.executable) -> Place:
    """Return a place for runs over texts of one's own."""
    (folder / "raw").mkdir(parents=True)
    for name, text in TEXTS.items():
        (folder / "raw" / name).write_text(text, encoding="utf-8")
    command = [python, "-m", "helpers", "--raw", str(folder / "raw"), "--out", str(folder / "out")]
    results = ("processed", "figures", "notebooks", "reports")
    return Place(folder / "out", results, folder / "raw/lanzhou.txt", command, project)


def make_clone(folder: Path) -> Place:
    """Return a clone of the project, with an environment of its own, for its own runs."""
    clone = folder / "project"
    subprocess.run(["git", "clone", "--quiet", "--no-hardlinks", str(PROJECT), str(clone)], check=True)
    subprocess.run([sys.executable, "run.py", "--list"], cwd=clone, check=True, stdout=subprocess.DEVNULL)
    python = clone / ".venv" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    results = ("data/processed", "figures", "notebooks", "reports")
    return Place(clone, results, clone / "data/raw/011_hohhot_new_schools.txt", [str(python), "-m", "helpers"], clone)


def kill(place: Place, kept: Path, share: float, publishing: bool) -> str:
    """Kill a run, by share of its time or while it publishes; say which state was there; raise AssertionError."""
    place.restore(kept)
    journal = place.root / ".cache/journal.json"
    with place.start() as process:
        if publishing:
            while process.poll() is None and not journal.exists():
                time.sleep(0.001)
            time.sleep(share * 0.03)
        else:
            time.sleep(share * place.seconds)
        process.kill()
    begun = journal.exists()
    assert wait_until(lambda: count_kernels(place.root) == 0), "a kernel outlived the run"
    recover(place.root, journal)  # as the next run does first
    found = place.read()
    assert found in place.states, sorted(name for name in found if found[name] != place.states[0].get(name))
    place.run()
    assert place.read() == place.states[1], "the next run did not heal"
    return "cut off while publishing, then new" if begun else ("old", "new")[place.states.index(found)]


def start_at_once(place: Place, kept: Path, count: int) -> list[int]:
    """Start runs at once; return their statuses: one works, the others are refused or find nothing to do."""
    place.restore(kept)
    processes = [place.start() for _ in range(count)]
    said = [process.communicate()[0] for process in processes]
    statuses = sorted(process.returncode for process in processes)
    assert statuses[0] == 0, said
    assert set(statuses) <= {0, 2}, said
    assert all("another run is writing" in said[i] for i in range(count) if processes[i].returncode == 2), said
    assert place.read() == place.states[1]
    return statuses


def kill_runs(place: Place, kept: Path, count: int, seed: int) -> Counter[str]:
    """Kill runs one after the other; return how often which state was found."""
    found: Counter[str] = Counter()
    for number in range(count):
        share = random.Random(f"{seed} {number}").random()
        try:
            found[kill(place, kept, share, number % 4 == 3)] += 1
        except AssertionError as error:
            raise AssertionError(f"seed {seed}, number {number}, share {share:.3f}: {error}") from error
    return found


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 40
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else random.SystemRandom().randrange(10**6)
    print(f"seed {seed}", flush=True)
    with tempfile.TemporaryDirectory(prefix="kill-runs-") as name:
        folder = Path(name)
        clone = make_clone(folder)
        own = make_own(folder / "own", clone.project, clone.command[0])
        for title, place in (("own texts", own), ("the project itself", clone)):
            kept = folder / "kept" / title
            place.keep(kept)
            found = kill_runs(place, kept, count // 2, seed)
            print(f"{title}: a run takes {place.seconds:.0f} s; {count // 2} kills: {dict(found)}", flush=True)
            for many in (2, 3):
                print(f"{title}: {many} at once: statuses {start_at_once(place, kept, many)}", flush=True)
    print(f"{count} kills: the old or the new state each time, whole; each next run healed; no kernel was left")


if __name__ == "__main__":
    main()
