"""Runs that are killed at random moments: the state is the old or the new one, whole, and the next run heals it.

`python tests/kill_runs.py [COUNT [SEED]]` kills as many runs (40) with a seed that it prints, in a clone of the project
with an environment of its own (a minute, and the network or the packages' cache): of each ten, five over texts of one's
own, four of the project itself whose report has changed, one of the project of which a text has changed, so that all is
made anew. Each fourth of a kind is killed while results are put in their places. Then two and three runs are started at
once. Tests kill some over texts of one's own.
"""

from __future__ import annotations

import difflib
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from small_project import count_kernels, wait_until

from helpers.run.publishing import recover
from helpers.storage import OUT_VARIABLE, PROJECT

State = dict[str, bytes]
TEXT = "{0}2023年教育工作总结\n{0}教育局 2024-01-10\n2023年,全市有小学{1}所,在校生{2}万人,新建幼儿园12所。"
ADDED = "\n2023年,全市有初中77所。\n"
RESULTS = ("processed", "figures", "notebooks", "reports")


@dataclass
class Place:
    """A folder that runs write to: how they are called, what they read, the old state and the new one."""

    root: Path
    results: tuple[str, ...]  # below root
    changed: Path  # the file to which something is added between the two states
    added: str
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
        with self.changed.open("a", encoding="utf-8") as file:
            file.write(self.added)
        begin = time.monotonic()
        self.run()
        self.seconds = time.monotonic() - begin
        self.states.append(self.read())
        assert self.states[0] != self.states[1]


def make_own(folder: Path, *options: str, project: Path = PROJECT, python: str = sys.executable) -> Place:
    """Return a place for runs over texts of one's own."""
    raw = folder / "raw"
    raw.mkdir(parents=True)
    for name, place, schools, pupils in (("a", "兰州市", 320, 21.4), ("b", "天水市", 410, 18.2)):
        (raw / f"{name}.txt").write_text(TEXT.format(place, schools, pupils), encoding="utf-8")
    command = [python, "-m", "helpers", "--raw", str(raw), "--out", str(folder / "out"), "--language", "en", *options]
    return Place(folder / "out", RESULTS, raw / "a.txt", ADDED, command, project)


def make_clone(folder: Path) -> tuple[Place, Place]:
    """Return a clone of the project, with an environment of its own, whose report changes, or one of its texts."""
    clone = folder / "project"
    subprocess.run(["git", "clone", "--quiet", "--no-hardlinks", str(PROJECT), str(clone)], check=True)
    subprocess.run([sys.executable, "run.py", "--list"], cwd=clone, check=True, stdout=subprocess.DEVNULL)
    python = clone / ".venv" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    results = ("data/processed", *RESULTS[1:])
    about = (clone, results), ([str(python), "-m", "helpers"], clone)
    report = clone / "src/helpers/resources/report/report_en.md"
    text = clone / "data/raw/011_hohhot_new_schools.txt"
    return Place(*about[0], report, "\nA last word.\n", *about[1]), Place(*about[0], text, ADDED, *about[1])


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
    apart = [sorted(find_differences(found, state)) for state in place.states]
    assert [] in apart, f"neither the old state ({apart[0]} differ) nor the new one ({apart[1]} differ)"
    place.run()
    healed = place.read()
    apart_still = sorted(find_differences(healed, place.states[1]))
    assert not apart_still, f"the next run did not heal: {show(apart_still, healed, place.states[1])}"
    return "cut off while publishing, then new" if begun else ("old", "new")[apart.index([])]


def find_differences(one: State, other: State) -> set[str]:
    """Return the names of results that one state has and the other has not, or otherwise."""
    return {name for name, _ in one.items() ^ other.items()}


def show(names: Iterable[str], found: State, wanted: State) -> str:
    """Return some lines that differ in each of some results."""
    lines = []
    for name in names:
        sides = [state.get(name, b"").decode(errors="replace").splitlines() for state in (wanted, found)]
        lines += [name, *(line[:300] for line in list(difflib.unified_diff(*sides, n=0, lineterm=""))[2:12])]
    return "\n".join(lines)


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


def kill_some(place: Place, kept: Path, numbers: Iterable[int], seed: int) -> Counter[str]:
    """Kill runs one after the other; return how often which state was found."""
    found: Counter[str] = Counter()
    for number in numbers:
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
        late, whole = make_clone(folder)
        own = make_own(folder / "own", project=late.project, python=late.command[0])
        for title, place, tenths in (("own texts", own, 5), ("report", late, 4), ("all", whole, 1)):
            place.keep(kept := folder / "kept" / title)
            print(f"{title}: a run takes {place.seconds:.0f} s", flush=True)
            for number in range(count * tenths // 10):
                (state,) = kill_some(place, kept, [number], seed)
                print(f"{title}: kill {number + 1}: {state}", flush=True)
            for many in (2, 3) if place is not whole else ():
                print(f"{title}: {many} at once: statuses {start_at_once(place, kept, many)}", flush=True)
    print(f"{count} kills: the old or the new state each time, whole; each next run healed; no kernel was left")


if __name__ == "__main__":
    main()
