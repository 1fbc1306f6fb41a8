"""An output folder that somebody has prepared: nothing outside it changes, and a run says what is wrong or mends it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from small_project import Project

from helpers.run.command_line import main
from helpers.run.publishing import recover
from helpers.run.records import hash_bytes, is_record

SECRET = b"of somebody else\n"


@pytest.fixture(scope="module")
def earlier(finished: Project, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("earlier") / "out"
    finished.run("--out", out)
    return out


@pytest.fixture
def out(earlier: Path, tmp_path: Path) -> Path:
    """An output folder, beside a file that is none of ours."""
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside/a.csv").write_bytes(SECRET)
    return Path(shutil.copytree(earlier, tmp_path / "out"))


def is_untouched(out: Path) -> bool:
    outside = out.parent / "outside"
    return [path.name for path in outside.rglob("*")] == ["a.csv"] and (outside / "a.csv").read_bytes() == SECRET


def write_journal(out: Path, moves: object, removals: object) -> None:
    (out / ".cache/journal.json").write_text(json.dumps({"moves": moves, "removals": removals}))


TABLE = "processed/counts.csv"
JOURNALS: dict[str, tuple[object, object]] = {
    "removal above": ([], ["../outside/a.csv"]),
    "removal by an absolute path": ([], ["OUTSIDE/a.csv"]),
    "move to above": ([[TABLE, "../outside/a.csv"]], []),
    "move to an absolute path": ([[TABLE, "OUTSIDE/b.csv"]], []),
    "move from above": ([["../outside/a.csv", TABLE]], []),
    "a way round": ([], ["processed/../../outside/a.csv"]),
    "through a link": ([[TABLE, "link/a.csv"]], ["link/a.csv"]),
    "a name that none can be": ([[TABLE, "processed/\0"]], []),
    "numbers": ([[1, 2]], [3]),
    "no list": ("abc", {"a": 1}),
    "three in a move": ([["a", "b", "c"]], []),
    "deep": (eval("[" * 80 + "]" * 80), []),
}


@pytest.mark.parametrize("name", JOURNALS)
def test_journal_touches_nothing_outside(out, name, capsys):
    (out / "link").symlink_to(out.parent / "outside")
    write_journal(out, *json.loads(json.dumps(JOURNALS[name]).replace("OUTSIDE", str(out.parent / "outside"))))
    before = (out / TABLE).read_bytes()
    recover(out, out / ".cache/journal.json")
    assert (
        capsys.readouterr().err
        == f"{out}/.cache/journal.json is damaged: it is dropped, and what is missing is made anew.\n"
    )
    assert is_untouched(out)
    assert (out / TABLE).read_bytes() == before
    assert not (out / ".cache/journal.json").exists()


def add(part: str, key: str, known: object) -> Callable[[dict], object]:
    return lambda steps: steps["01_count"][part].update({key: known})


RECORDS: dict[str, Callable[[dict], object]] = {
    "result above": add("writes", "processed/../../outside/a.csv", hash_bytes(SECRET)),
    "result by an absolute path": add("writes", "processed/OUTSIDE/a.csv", hash_bytes(SECRET)),
    "result among the texts": add("writes", "raw/a.txt", hash_bytes(b"one two three")),
    "result in the project": add("writes", "project/run.py", ""),
    "read above": add("reads", "raw/../../../../dev/zero", ""),
    "hash that is none": add("reads", "raw/a.txt", {"a": 1}),
    "helper that is none": add("helpers", "project/src/a.py", []),
    "step that is none": lambda steps: steps.update({"01_count": [1]}),
}


@pytest.mark.parametrize("name", RECORDS)
def test_records_touch_nothing_outside(finished, out, name):
    path = out / "processed/run.json"
    known = json.loads(path.read_text())
    RECORDS[name](known["steps"])
    path.write_text(json.dumps(known).replace("OUTSIDE", str(out.parent / "outside")))
    texts = {path: path.read_bytes() for path in (finished.folder / "data/raw").iterdir()}
    assert not is_record(json.loads(path.read_text())["steps"]["01_count"])
    assert main(["--out", str(out), "--dry-run"], project=finished.folder, last_step="") == 0
    assert is_untouched(out)
    assert {path: path.read_bytes() for path in (finished.folder / "data/raw").iterdir()} == texts


def test_run_mends_tampered_records_and_touches_nothing_outside(finished, out):
    path = out / "processed/run.json"
    known = json.loads(path.read_text())
    RECORDS["result above"](known["steps"])
    path.write_text(json.dumps(known))
    finished.run("--out", out)
    assert is_untouched(out)
    assert finished.plan("--out", out) == {}


@pytest.mark.parametrize("name", ["processed", ".cache", ".cache/pipeline.lock", "figures"])
def test_folder_that_is_a_link_is_refused(finished, out, name, capsys):
    place = out / name
    shutil.rmtree(place) if place.is_dir() else place.unlink()
    place.symlink_to(out.parent / "outside" / ("new" if name.endswith(".lock") else ""))
    assert main(["--out", str(out)], project=finished.folder, last_step="") == 2
    assert f"{place} is a link: nothing is written through one" in capsys.readouterr().err
    assert is_untouched(out)


@pytest.mark.parametrize("name", [".git/out", ".venv/out", ".cache/out", "data/raw"])
def test_output_among_files_that_others_keep_is_refused(finished, name, capsys):
    assert main(["--out", str(finished.folder / name)], project=finished.folder, last_step="") == 2
    assert "choose another --out" in capsys.readouterr().err
    assert not (finished.folder / name / "processed").exists()


BOMB = "a0: &a0 [x, x]\n" + "".join(f"a{i + 1}: &a{i + 1} [{', '.join([f'*a{i}'] * 9)}]\n" for i in range(9))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (BOMB, "refers to parts of itself"),
        ("scale: " + "[" * 20_000, "cannot be read"),
        ("scale: " + "x" * 90_000, "parameter scale must be a whole number, such as 1, not 'xxxx"),
        ("x" * 900 + ": 1", "has a parameter xxxx"),
        ("a: 1\n" * 30_000, "at most 100,000 bytes"),
        ("", "is no file of parameters"),
    ],
)
def test_file_of_parameters_is_refused_in_a_sentence(finished, tmp_path, text, message, capsys):
    path = tmp_path / "p.yaml" if text else Path("/dev/zero")
    if text:
        path.write_text(text)
    assert main(["--params", str(path), "--out", str(tmp_path / "out")], project=finished.folder, last_step="") == 2
    said = capsys.readouterr().err
    assert message in said
    assert max(map(len, said.splitlines())) < 600
