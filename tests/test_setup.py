"""The set-up: one command, what it says when something is wrong, and that the lists of packages agree."""

from __future__ import annotations

import ast
import importlib.util
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import tomllib
from pathlib import Path
from types import ModuleType

import pytest
import yaml
from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).resolve().parents[1]
LEFT_TO_PIP = {"opencc", "pypandoc-binary", "pypdfium2"}  # environment.yml says why


def read_metadata() -> dict:
    return tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


LOCKS = {"requirements.lock": ("test", "setup"), "scale.lock": ("scale",)}  # and the extras that each pins


def read_direct(lock: str = "requirements.lock") -> dict[str, SpecifierSet]:
    """The direct dependencies of pyproject.toml that a lock pins, those of the extras too."""
    about = read_metadata()
    lines = [line for extra in LOCKS[lock] for line in about["optional-dependencies"][extra]]
    lines += about["dependencies"] if lock == "requirements.lock" else []
    return {canonicalize_name(r.name): r.specifier for r in map(Requirement, lines)}


def read_lock(name: str = "requirements.lock") -> list[tuple[Requirement, list[str]]]:
    text = (ROOT / name).read_text("utf-8").replace("\\\n", " ")
    pinned = []
    for line in text.splitlines():
        requirement, *hashes = line.split(" --hash=")
        pinned.append((Requirement(requirement), [found.strip() for found in hashes]))
    return pinned


# ---- the lists of packages


@pytest.mark.parametrize(("lock", "most"), [("requirements.lock", 50), ("scale.lock", 15)])
def test_lock_pins_each_package_with_hashes(lock, most):
    pinned = read_lock(lock)
    assert len(pinned) > most
    for requirement, hashes in pinned:
        assert re.fullmatch(r"==[^*]+", str(requirement.specifier)), requirement
        assert hashes, requirement
        assert all(re.fullmatch(r"sha256:[0-9a-f]{64}", value) for value in hashes), requirement


def test_lock_is_one_for_each_minor_version_of_python():
    """Debian's 3.11.2 gets what 3.11.9 gets: run.json names the versions and is compared."""
    markers = [str(requirement.marker) for requirement, _ in read_lock()]
    assert [marker for marker in markers if re.search(r"\d\.\d+\.\d", marker)] == []


def test_every_extra_is_pinned_by_a_lock_and_the_locks_agree():
    assert {extra for extras in LOCKS.values() for extra in extras} == read_metadata()["optional-dependencies"].keys()
    pins = {(requirement.name, str(requirement.specifier)) for requirement, _ in read_lock()}
    names = {name for name, _ in pins}
    shared = {(r.name, str(r.specifier)) for r, _ in read_lock("scale.lock") if r.name in names}
    assert len(shared) > 3
    assert shared <= pins


def test_the_group_from_which_the_second_lock_is_made_is_the_extra():
    groups = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["dependency-groups"]
    assert groups == {"scale": read_metadata()["optional-dependencies"]["scale"]}


@pytest.mark.parametrize("lock", LOCKS)
def test_lock_names_no_host(lock):
    text = (ROOT / lock).read_text("utf-8")
    assert not re.search(r"://|^-|@ |--(?!hash=)", text, re.MULTILINE)


@pytest.mark.parametrize("python", ["3.11", "3.12", "3.13"])
@pytest.mark.parametrize("system", ["linux", "darwin", "win32"])
@pytest.mark.parametrize("lock", LOCKS)
def test_lock_meets_the_ranges_of_each_direct_dependency(lock, python, system):
    here = {"python_version": python, "python_full_version": f"{python}.0", "sys_platform": system}
    here["os_name"] = "nt" if system == "win32" else "posix"
    versions: dict[str, list[str]] = {}
    for requirement, _ in read_lock(lock):
        if requirement.marker is None or Marker(str(requirement.marker)).evaluate(here):
            versions.setdefault(canonicalize_name(requirement.name), []).append(str(requirement.specifier)[2:])
    for name, allowed in read_direct(lock).items():
        assert len(versions.get(name, [])) == 1, f"{name} is not in the lock exactly once"
        assert allowed.contains(Version(versions[name][0])), f"{name} {versions[name]} is not in {allowed}"


def test_environment_has_the_names_and_ranges_of_pyproject():
    environment = yaml.safe_load((ROOT / "environment.yml").read_text("utf-8"))
    assert environment["channels"] == ["conda-forge"]
    *names, pip = environment["dependencies"]
    found = {canonicalize_name(r.name): r.specifier for r in map(Requirement, names)}
    assert found.pop("python") == SpecifierSet(read_metadata()["requires-python"])
    assert found.pop("pip") == SpecifierSet()
    assert found == {name: spec for name, spec in read_direct().items() if name not in LEFT_TO_PIP}
    assert pip == {"pip": ["-e ."]}
    assert read_direct().keys() >= LEFT_TO_PIP


@pytest.mark.slow
def test_pip_accepts_the_pip_section(tmp_path):
    environment = yaml.safe_load((ROOT / "environment.yml").read_text("utf-8"))
    (tmp_path / "requirements.txt").write_text("\n".join(environment["dependencies"][-1]["pip"]))
    command = [sys.executable, "-m", "pip", "install", "--dry-run", "--no-deps", "--quiet"]
    subprocess.run([*command, "-r", str(tmp_path / "requirements.txt")], cwd=ROOT, check=True, timeout=300)


def test_readme_and_run_agree_on_pythons():
    about = SpecifierSet(read_metadata()["requires-python"])
    run = load_run(ROOT)
    assert [f"3.{minor}" for minor in range(20) if about.contains(f"3.{minor}")] == ["3.11", "3.12", "3.13"]
    assert [minor for minor in range(20) if run.is_suitable((3, minor, 5))] == [11, 12, 13]


def test_licences_are_named_and_there():
    text = (ROOT / "LICENSE").read_text("utf-8")
    for words in (
        "MIT License",
        "creativecommons.org/licenses/by/4.0/legalcode",
        "SIL Open Font License 1.1",
        "data/raw",
    ):
        assert words in text
    assert (ROOT / "src/helpers/resources/fonts/OFL.txt").is_file()


# ---- style


@pytest.mark.parametrize("command", [["check"], ["format", "--check"]])
def test_code_and_notebooks_are_in_style(command):
    done = subprocess.run([sys.executable, "-m", "ruff", *command, "."], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_hooks_before_a_commit_use_the_ruff_of_the_lock():
    hooks = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text("utf-8"))["repos"][0]["hooks"]
    (version,) = re.findall(r"^ruff==([\d.]+)", (ROOT / "requirements.lock").read_text("utf-8"), re.MULTILINE)
    assert {package for hook in hooks for package in hook["additional_dependencies"]} == {f"ruff=={version}"}


# ---- run.py


def load_run(folder: Path) -> ModuleType:
    """Import the run.py of a folder under a name of its own."""
    spec = importlib.util.spec_from_file_location("run_under_test", folder / "run.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A folder with a run.py, a package without dependencies, and a lock of what run.py installs with."""
    folder = tmp_path / "clone"
    (folder / "src/helpers").mkdir(parents=True)
    shutil.copy(ROOT / "run.py", folder)
    lock, find_pin = (ROOT / "requirements.lock").read_text("utf-8"), load_run(folder).find_pin
    (folder / "requirements.lock").write_text(f"{find_pin('uv', lock)}\n{find_pin('setuptools', lock)}\n")
    (folder / "pyproject.toml").write_text(
        '[build-system]\nrequires = ["setuptools>=77"]\nbuild-backend = "setuptools.build_meta"\n'
        '[project]\nname = "tiny"\nversion = "1"\n[tool.setuptools.packages.find]\nwhere = ["src"]\n'
    )
    (folder / "src/helpers/__init__.py").write_text("")
    (folder / "src/helpers/__main__.py").write_text("import os, sys\nprint(os.getcwd(), sys.argv[1:], os.environ)\n")
    return folder


@pytest.fixture
def run(clone: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The run.py of the clone, with steps that only leave a trace."""
    module = load_run(clone)
    trace: list[str] = []

    def make_venv() -> None:
        trace.append("venv")
        shutil.rmtree(module.VENV, ignore_errors=True)
        module.PYTHON.parent.mkdir(parents=True)
        module.PYTHON.write_text("")

    monkeypatch.setattr(module, "make_venv", make_venv)
    monkeypatch.setattr(module, "install", lambda: trace.append("install"))
    monkeypatch.setattr(module, "compile_imports", lambda: trace.append("compile"))
    monkeypatch.setattr(module, "install_scale", lambda: trace.append("scale"))
    module.trace = trace  # type: ignore[attr-defined]
    return module


def test_run_needs_the_standard_library_alone_and_old_pythons_can_parse_it():
    tree = ast.parse((ROOT / "run.py").read_text("utf-8"), feature_version=(3, 7))
    names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {name.partition(".")[0] for name in names} <= sys.stdlib_module_names


def test_set_up_happens_once(run, capsys):
    run.set_up()
    run.set_up()
    assert run.trace == ["venv", "install", "compile"]
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 3
    assert all(re.fullmatch(r"set-up: .* \.\.\. \d+ s", line) for line in lines)


@pytest.mark.parametrize(
    "arguments", [["--workers", "2"], ["--scheduler=tcp://a:8786"], ["dask", "scheduler"], ["test", "--slow"]]
)
def test_what_a_cluster_needs_is_installed_once_it_is_asked_for(run, clone, arguments):
    (clone / "scale.lock").write_text("dask==1\n")
    run.set_up(run.needs_scale(["--only", "01"]))
    assert run.trace == ["venv", "install", "compile"]
    run.set_up(run.needs_scale(arguments))
    run.set_up(run.needs_scale(arguments))
    assert run.trace[3:] == ["scale"]
    (clone / "scale.lock").write_text("dask==2\n")
    run.set_up()
    assert len(run.trace) == 4
    run.set_up(run.needs_scale(arguments))
    assert run.trace[4:] == ["scale"]


def test_what_a_cluster_needs_is_installed_by_hash_and_without_its_lock_nothing_is(run, clone, monkeypatch, capsys):
    calls = []
    module = load_run(clone)
    monkeypatch.setattr(module, "call", calls.append)
    module.install_scale()
    assert "--require-hashes" in calls[0]
    assert calls[0][-1] == str(clone / "scale.lock")
    assert run.main(["dask", "scheduler"]) == 1
    assert "scale.lock is missing: clone the project again" in capsys.readouterr().err


def test_set_up_happens_again_when_the_lock_changed(run, clone):
    run.set_up()
    (clone / "requirements.lock").write_text("tiny==1\n")
    run.set_up()
    assert run.trace == ["venv", "install", "compile"] * 2


def test_set_up_happens_again_when_the_package_changed_and_not_for_the_tests_settings(run, clone):
    run.set_up()
    about = (clone / "pyproject.toml").read_text()
    (clone / "pyproject.toml").write_text(about + "[tool.ruff]\nline-length = 99\n")
    run.set_up()
    assert run.trace == ["venv", "install", "compile"]
    (clone / "pyproject.toml").write_text(about.replace('version = "1"', 'version = "2"'))
    run.set_up()
    assert len(run.trace) == 6


def test_set_up_happens_again_in_another_place_and_for_another_python(run, clone, tmp_path, monkeypatch):
    run.set_up()
    state = run.needed_state()
    monkeypatch.setattr(run, "ROOT", Path(shutil.copytree(clone, tmp_path / "copy")))
    assert run.needed_state() != state
    monkeypatch.undo()
    monkeypatch.setattr(sys, "version_info", (3, 13, 9, "final", 0))
    assert load_run(clone).needed_state() != state


@pytest.mark.parametrize("broken", ["make_venv", "install", "compile_imports"])
def test_interrupted_set_up_is_made_anew(run, monkeypatch, broken, capsys):
    def interrupt() -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(run, broken, interrupt)
        assert run.main(["--list"]) == 130
    assert "the next call begins it anew" in capsys.readouterr().err
    run.trace.clear()
    run.set_up()
    assert run.trace == ["venv", "install", "compile"]


def test_venv_whose_python_is_gone_is_made_anew(run):
    run.set_up()
    run.PYTHON.unlink()
    run.set_up()
    assert run.trace == ["venv", "install", "compile"] * 2


@pytest.mark.parametrize(
    ("output", "message"),
    [
        ("error: failed to copy file\n  Caused by: No space left on device (os error 28)", "The disk is full"),
        ("OSError: [Errno 28] No space left on device", "The disk is full"),
        ("[Errno 13] Permission denied: '/x/.venv'", "cannot be written"),
        ("[Errno 30] Read-only file system", "cannot be written"),
        (
            "error: Failed to fetch: `x`\n  Caused by: dns error: failed to lookup",
            "The package index cannot be reached",
        ),
        ("WARNING: Retrying ... Failed to establish a new connection", "The package index cannot be reached"),
        ("ERROR: No matching distribution found for uv", "The package index cannot be reached"),
        ("error: Hash mismatch for `six==1.17.0`", "check the package index that you use"),
        ("/x/.venv/bin/python3: No module named ensurepip", "sudo apt install python3-venv"),
        ("something else", "A tool failed"),
    ],
)
def test_failures_of_tools_are_explained(run, output, message):
    assert message in run.explain(output)


def test_failed_step_is_explained_with_the_tools_last_words(run, clone, monkeypatch, capsys):
    monkeypatch.setattr(run, "PYTHON", Path(sys.executable))
    monkeypatch.setattr(run, "install", lambda: run.call(["-c", "import os; os.write(2, b'dns error'); exit(1)"]))
    monkeypatch.setattr(run, "make_venv", run.VENV.mkdir)
    assert run.main([]) == 1
    shown = capsys.readouterr().err
    assert "The package index cannot be reached: check the network" in shown
    assert "  | dns error" in shown
    assert not run.STAMP.exists()


def test_missing_lock_is_said(run, clone, capsys):
    (clone / "requirements.lock").unlink()
    assert run.main([]) == 1
    assert "requirements.lock is missing: clone the project again" in capsys.readouterr().err


def test_folder_that_cannot_be_written_is_said(run, clone, capsys):
    (clone / ".cache").write_text("a file in the way")
    assert run.main([]) == 1
    assert str(clone / ".cache") in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ([], ["-m", "helpers"]),
        (["--raw", "a"], ["-m", "helpers", "--raw", "a"]),
        (["dask", "worker", "tcp://a:8786"], ["-m", "dask", "worker", "tcp://a:8786"]),
        (["test", "-k", "x"], ["-m", "pytest", "--rootdir", "ROOT", "-k", "x"]),
    ],
)
def test_commands_are_handed_over(run, clone, arguments, expected):
    assert run.get_command(arguments) == [str(clone) if part == "ROOT" else part for part in expected]


@pytest.mark.parametrize("arguments", [["test"], ["test", "--slow"]])
def test_test_command_covers_notebooks(run, arguments):
    command = run.get_command(arguments)
    assert command[-3:] == ["notebooks", "tests", "src"]
    assert {"--nbval", "loadfile"} <= set(command)
    assert ("--slow" in command) == ("--slow" in arguments)


def test_child_processes_may_keep_compiled_modules(run, monkeypatch):
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    environment = run.clean_environment()
    assert "PYTHONDONTWRITEBYTECODE" not in environment
    assert environment["UV_PYTHON_DOWNLOADS"] == "never"


def test_help_needs_no_set_up(clone, tmp_path):
    done = subprocess.run(
        [sys.executable, str(clone / "run.py"), "--help"], cwd=tmp_path, capture_output=True, text=True
    )
    assert done.returncode == 0
    assert "python3 run.py test" in done.stdout
    assert not (clone / ".venv").exists()


@pytest.mark.parametrize("command", ["tset", "Test", "pipeline"])
def test_unknown_command_is_refused_before_the_set_up(clone, command):
    done = call(clone, command)
    assert done.returncode == 2
    assert f"There is no command '{command}'; python3 run.py takes these:" in done.stderr
    assert "python3 run.py test" in done.stderr
    assert not (clone / ".venv").exists()


def find_pythons(inside: bool) -> list[str]:
    """Other Pythons of this machine, inside or outside the range."""
    places = [*Path.home().glob(".pyenv/versions/3.*/bin/python"), *Path("/usr/bin").glob("python3.[0-9]*[0-9]")]
    found = {}
    for path in places:
        question = "import sys; print(sys.version_info[0], sys.version_info[1])"
        done = subprocess.run([str(path), "-c", question], capture_output=True, text=True)
        if done.returncode == 0:
            found[tuple(map(int, done.stdout.split()))] = str(path)
    return [
        path
        for version, path in sorted(found.items())
        if ((3, 11) <= version <= (3, 13)) == inside and version >= (3, 6)
    ]


def test_old_python_without_another_is_told_what_is_needed(clone):
    pythons = find_pythons(inside=False)
    if not pythons:
        pytest.skip("no Python outside 3.11 to 3.13 on this machine")
    for python in pythons:
        done = subprocess.run([python, str(clone / "run.py")], env={"PATH": "/nowhere"}, capture_output=True, text=True)
        assert done.returncode == 1
        assert "This project needs Python 3.11 to 3.13; this is 3." in done.stderr
        assert "Traceback" not in done.stderr


def test_old_python_hands_over_to_a_suitable_one(clone, tmp_path):
    pythons = find_pythons(inside=False)
    if not pythons:
        pytest.skip("no Python outside 3.11 to 3.13 on this machine")
    name = "python3.{}".format(*sys.version_info[1:2])
    (tmp_path / name).symlink_to(sys.executable)
    done = subprocess.run(
        [pythons[0], str(clone / "run.py"), "--help"], env={"PATH": str(tmp_path)}, capture_output=True, text=True
    )
    assert done.stdout.startswith("usage: python3 run.py")


def call(clone: Path, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, **variables}
    command = [sys.executable, str(clone / "run.py"), *arguments]
    return subprocess.run(command, cwd=clone.parent, env=environment, capture_output=True, text=True, timeout=600)


def import_nothing(clone: Path) -> None:
    """The clone has no dependencies to import."""
    text = re.sub(r"IMPORTS = \(.*?\n\)", 'IMPORTS = "helpers"', (clone / "run.py").read_text(), flags=re.DOTALL)
    (clone / "run.py").write_text(text)


@pytest.mark.slow
def test_real_set_up_killed_and_called_again(clone):
    import_nothing(clone)
    with subprocess.Popen([sys.executable, str(clone / "run.py")], cwd=clone.parent, stdout=subprocess.PIPE) as process:
        time.sleep(3)
        process.send_signal(signal.SIGKILL)
    first = call(clone, "--list", PYTHONDONTWRITEBYTECODE="1")
    assert first.returncode == 0, first.stderr
    assert [line.split(" ")[1] for line in first.stdout.splitlines()[:3]] == ["making", "installing", "compiling"]
    assert f"{clone.parent} ['--list']" in first.stdout
    assert "PYTHONDONTWRITEBYTECODE" not in first.stdout
    assert "set-up" not in call(clone, "--list").stdout


def test_second_call_starts_at_once(clone, tmp_path):
    """Under 0.15 s more than the command itself, in processor time; the command here does nothing."""
    run = load_run(clone)
    run.PYTHON.parent.mkdir(parents=True)
    run.PYTHON.symlink_to(shutil.which("true") or sys.executable)
    run.STAMP.write_text(run.needed_state())
    before = sum(os.times()[2:4])
    assert call(clone).returncode == 0
    assert sum(os.times()[2:4]) - before < 0.15


@pytest.mark.slow
@pytest.mark.parametrize("name", ["uv", "setuptools"])
def test_real_set_up_with_a_package_that_is_another_fails(clone, name):
    lock = (clone / "requirements.lock").read_text()
    pin = load_run(clone).find_pin(name, lock)
    (clone / "requirements.lock").write_text(lock.replace(pin, re.sub(r"[0-9a-f]{64}", "0" * 64, pin)))
    done = call(clone)
    assert done.returncode == 1
    assert "A package is not the one that requirements.lock names: check the package index" in done.stderr
    assert not (clone / ".venv/set-up.sha256").exists()


def test_packages_are_installed_by_their_hashes_alone(clone, monkeypatch):
    run, calls = load_run(clone), []
    monkeypatch.setattr(run, "call", calls.append)
    run.VENV.mkdir()
    run.install()
    assert len(calls) == 3
    for command in calls:
        assert ("--require-hashes" in command) != ({"--no-deps", "--no-build-isolation"} <= set(command))
    assert (run.VENV / "uv.lock").read_text().startswith("uv==")


@pytest.mark.slow
def test_real_set_up_without_network(clone, tmp_path):
    nowhere = "http://127.0.0.1:9/simple"
    done = call(
        clone,
        PIP_CONFIG_FILE=os.devnull, PIP_FIND_LINKS="", PIP_INDEX_URL=nowhere, PIP_NO_CACHE_DIR="1", PIP_RETRIES="0",
        UV_DEFAULT_INDEX=nowhere, UV_CACHE_DIR=str(tmp_path / "cache"),
    )  # fmt: skip
    assert done.returncode == 1
    assert "The package index cannot be reached: check the network" in done.stderr


@pytest.mark.slow
@pytest.mark.skipif(os.getuid() != 0 or shutil.which("mount") is None, reason="needs the right to mount a small disk")
def test_real_set_up_on_a_full_disk(clone, tmp_path):
    disk = tmp_path / "disk"
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=20m", "tmpfs", str(disk)], capture_output=True).returncode:
        pytest.skip("no small disk can be mounted here")
    try:
        shutil.copytree(clone, disk / "clone")
        done = call(disk / "clone")
        assert done.returncode == 1
        assert "The disk is full" in done.stderr
    finally:
        subprocess.run(["umount", "-l", str(disk)], check=True)
