"""Set the project up in .venv, once, then run it; `python3 run.py --help` says how.

Standard library only; what a set-up alone needs is imported there, so that later calls start at once. Down to the check
of Python's version it is written so that older ones get the message.
"""

import contextlib
import hashlib
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

OLDEST, NEWEST = (3, 11), (3, 13)

HELP = """usage: python3 run.py [pipeline options]     set up, then run the notebooks in order
       python3 run.py verify TABLE --raw FOLDER      set up, then check a table against the texts of a folder
       python3 run.py test [pytest arguments] set up, then run all tests, or those that the arguments name
       python3 run.py lab [jupyter arguments] set up, then open the notebooks in JupyterLab
       python3 run.py dask [dask arguments]   set up for a cluster, then start a scheduler or a worker of one

The first call makes .venv beside this file and installs what requirements.lock names; later calls start at once.

pipeline options:
  --raw FOLDER --out FOLDER   your own texts, and where tables and figures go (nothing is written elsewhere)
  --cities A,B                places and their order in the charts (with --out)
  --language zh,en            languages of the figures (with --out)
  --formats png,svg,pdf       files of each figure; else png and svg (with --out)
  --style FILE.toml           colours, type and form of the figures; else style.toml beside the texts (with --out)
  --only 01,02  --from 03     some of the notebooks
  --workers N                 read and extract in N workers of Dask on this machine
  --scheduler tcp://HOST:PORT read and extract on a cluster of Dask (README.md says how)
  -p NAME VALUE               any other parameter of the notebooks (with --out); --list shows them
  --params FILE.yaml          parameters from a file
  --dry-run                   say what would run, and why
  --force                     run also what is up to date
  --check                     rerun all in a scratch folder and say what differs
  --list                      show the notebooks and their parameters
"""


COMMANDS = ("verify", "test", "lab", "dask")  # anything else is an option of the pipeline


def is_suitable(version):
    """Whether the project runs on this version of Python."""
    return OLDEST <= tuple(version[:2]) <= NEWEST


def hand_over_to_another_python():
    """Continue with a suitable Python of this machine; explain what to do if there is none."""
    import shutil
    import subprocess

    for minor in range(NEWEST[1], OLDEST[1] - 1, -1):
        for command in ([f"python3.{minor}"], ["py", f"-3.{minor}"]):
            if shutil.which(command[0]):
                question = [*command, "-c", f"import sys; sys.exit(sys.version_info[:2] != (3, {minor}))"]
                if subprocess.call(question, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) == 0:
                    sys.exit(subprocess.call(command + sys.argv))
    oldest, newest = "{}.{}".format(*OLDEST), "{}.{}".format(*NEWEST)
    sys.exit(
        f"This project needs Python {oldest} to {newest}; this is {sys.version.split()[0]} ({sys.executable}), and no "
        f"other was found.\nInstall one of them, then call it by name: python{newest} run.py"
    )


if __name__ == "__main__" and not is_suitable(sys.version_info):
    hand_over_to_another_python()

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMP, SCALE_STAMP = VENV / "set-up.sha256", VENV / "scale.sha256"

# What notebooks import. Importing it once at set-up compiles it, which else several kernels would do at the same time,
# and keeps the compiler's warnings about jieba's code out of the notebooks.
IMPORTS = (
    "docx, ipykernel.kernelapp, jieba.posseg, lxml.etree, matplotlib.pyplot, matplotlib_inline.backend_inline, opencc, "
    "pandas, seaborn, trafilatura, wordcloud, xlsxwriter"
)
LOCK: list[int] = []  # the open lock file, while this call holds it
UNREACHABLE = "The package index cannot be reached"
WRONG_PACKAGE = "A package is not the one that requirements.lock names"


class SetupError(Exception):
    """The set-up cannot go on; the message says why and what to do."""


def read(name: str) -> bytes:
    """Return what a file of the project holds that the set-up cannot do without."""
    try:
        return (ROOT / name).read_bytes()
    except FileNotFoundError:
        raise SetupError(f"{ROOT / name} is missing: clone the project again.") from None


def needed_state() -> str:
    """What .venv must have been made for: the lock, what pyproject.toml says of the package, Python and the place."""
    digest = hashlib.sha256(read("requirements.lock"))
    tables = f"\n{read('pyproject.toml').decode()}".split("\n[")
    package = [table.strip() for table in tables if table.startswith(("build-system]", "project", "tool.setuptools"))]
    digest.update(f"{package} {sys.version_info[:2]} {ROOT}".encode())
    return digest.hexdigest()


def is_ready(state: str, stamp: Path) -> bool:
    """Whether an earlier call finished the set-up for this state."""
    with contextlib.suppress(OSError):
        return stamp.read_text() == state and PYTHON.exists()
    return False


def needs_scale(arguments: list[str]) -> bool:
    """Whether a call needs Dask and pyarrow, which scale.lock names."""
    options = {argument.partition("=")[0] for argument in arguments}
    return arguments[:1] == ["dask"] or bool(options & {"--workers", "--scheduler", "--slow"})


def clean_environment() -> dict[str, str]:
    """The environment for child processes: compiled modules may be kept, nothing is fetched but packages, and none of
    the user's own modules stands before those of .venv.
    """
    unwanted = ("PYTHONDONTWRITEBYTECODE", "PYTHONPATH", "PYTHONHOME", "PYTHONSTARTUP")
    environment = {name: value for name, value in os.environ.items() if name not in unwanted}
    environment |= {"UV_PYTHON_DOWNLOADS": "never", "PIP_USER": "0", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    return environment | {"CALLED_AS": "python3 run.py"}  # for the usage line of the pipeline


def explain(output: str) -> str:
    """Say in one sentence why a step of the set-up failed, from what its tool wrote."""
    import re
    import shutil

    free = shutil.disk_usage(ROOT).free // 2**20
    causes = {
        r"No space left|os error 28\b|Errno 28\b|not enough space|Disk quota|File too large":
            f"The disk is full ({free} MB free at {ROOT}; the set-up needs about 1200 MB).",
        r"Permission denied|os error 13\b|Errno 13\b|Read-only file system|Access is denied":
            f"{VENV} cannot be written: check the folder's permissions, and close programs that use it.",
        r"No module named '?ensurepip|ensurepip is (not available|disabled)":
            "This Python cannot make a venv: on Debian and Ubuntu, sudo apt install python3-venv.",
        r"hash(es)? .*mismatch|Hash mismatch|DO NOT MATCH THE HASHES":
            f"{WRONG_PACKAGE}: check the package index that you use.",
        r"dns error|[Cc]onnect(ion|ing)?\b|timed? ?out|Failed to fetch|unreachable|name resolution|proxy|offline"
        r"|No matching distribution found for uv":
            f"{UNREACHABLE}: check the network (and the proxy), then call run.py again.",
    }  # fmt: skip
    return next((cause for pattern, cause in causes.items() if re.search(pattern, output)), "A tool failed.")


def call(command: list[str]) -> None:
    """Run one tool quietly; raise SetupError with the reason and its last words if it fails."""
    import subprocess

    done = subprocess.run(
        [str(PYTHON), *command],
        cwd=ROOT,
        env=clean_environment(),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        pass_fds=LOCK,
    )
    if done.returncode:
        output = (done.stdout + done.stderr).decode(errors="replace").strip()
        last_words = "\n".join("  | " + line for line in output.splitlines()[-12:])
        raise SetupError(f"{explain(output)}\n{last_words}")


def make_venv() -> None:
    """Make .venv from nothing: what an interrupted call or an older lock left is not trusted."""
    import shutil
    import venv

    if VENV.is_symlink() or VENV.is_file():
        VENV.unlink()
    elif VENV.exists():
        shutil.rmtree(VENV)
    venv.create(VENV)
    call(["-m", "ensurepip", "--upgrade", "--default-pip"])


def install() -> None:
    """Install the lock, each package as its hash says, and the project; by pip where uv has no build for the machine.

    The project is built by the setuptools of the lock: a build of its own (isolation) would fetch one without a hash.
    """
    checked, lock = ["install", "--quiet", "--require-hashes", "-r"], ROOT / "requirements.lock"
    bootstrap = VENV / "uv.lock"
    bootstrap.write_text(find_pin("uv", lock.read_text("utf-8")))
    tool = ["-m", "uv", "pip"]
    try:
        call(["-m", "pip", *checked, str(bootstrap)])
    except SetupError as error:
        if UNREACHABLE in str(error) or WRONG_PACKAGE in str(error):
            raise
        tool = ["-m", "pip"]
    call([*tool, *checked, str(lock)])
    call([*tool, "install", "--quiet", "--no-deps", "--no-build-isolation", "--editable", str(ROOT)])


def install_scale() -> None:
    """Install what scale.lock names, each package as its hash says."""
    call(["-m", "pip", "install", "--quiet", "--require-hashes", "-r", str(ROOT / "scale.lock")])


def find_pin(name: str, lock: str) -> str:
    """Return the lines of a lock that pin one package, with its hashes."""
    lines = lock.replace("\\\n", "").splitlines()
    return "\n".join(line for line in lines if line.startswith(f"{name}=="))


def compile_imports() -> None:
    """Import what the notebooks import, once, so that it is compiled and known to work."""
    call(["-W", "ignore", "-c", f"import {IMPORTS}"])


@contextlib.contextmanager
def alone() -> Iterator[None]:
    """Wait while another call sets up the same folder, or while the tools of one that was killed still write to it.

    The lock belongs to the open file, which the tools inherit: it is free when the last of them has ended.
    """
    (ROOT / ".cache").mkdir(exist_ok=True)
    with open(ROOT / ".cache" / "set-up.lock", "a") as file:
        if os.name == "nt":
            import msvcrt

            while True:
                with contextlib.suppress(OSError):
                    msvcrt.locking(file.fileno(), msvcrt.LK_LOCK, 1)
                    break
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX)
            LOCK.append(file.fileno())
        try:
            yield
        finally:
            LOCK.clear()


def set_up(scale: bool = False) -> None:
    """Make .venv what needed_state() says, unless it is; with scale also what a cluster needs."""
    state = needed_state()
    steps = {
        f"making .venv with Python {sys.version.split()[0]}": make_venv,
        "installing requirements.lock (a minute or two the first time)": install,
        "compiling": compile_imports,
    }
    take_steps(steps, STAMP, state)
    if scale:
        digest = hashlib.sha256(read("scale.lock")).hexdigest()
        take_steps({"installing scale.lock": install_scale}, SCALE_STAMP, f"{state} {digest}")


def take_steps(steps: dict[str, Callable[[], None]], stamp: Path, state: str) -> None:
    """Take the steps unless the stamp says that they were; it is written last, so half a set-up is made anew."""
    import time

    if is_ready(state, stamp):
        return
    try:
        with alone():
            if is_ready(state, stamp):
                return
            for name, step in steps.items():
                print(f"set-up: {name} ...", end=" ", flush=True)
                start = time.monotonic()
                step()
                print(f"{time.monotonic() - start:.0f} s", flush=True)
            stamp.write_text(state)
    except OSError as error:
        raise SetupError(explain(str(error)) + f"\n  | {error}") from None


def get_command(arguments: list[str]) -> list[str]:
    """The command line that this call stands for, to be run by the Python of .venv."""
    if arguments[:1] == ["test"]:
        # notebooks and long files first, many short ones last: so both workers end at about the same time
        everything = ["-n", "2", "--dist", "loadfile", "--no-loadscope-reorder", "--nbval", "--nbval-current-env"]
        everything += ["notebooks", "tests", "src"]
        chosen = arguments[1:]
        options = [argument for argument in chosen if argument == "--slow"]
        return ["-m", "pytest", "--rootdir", str(ROOT), *(chosen if chosen != options else options + everything)]
    if arguments[:1] == ["lab"]:
        place = [f"--ServerApp.root_dir={ROOT}", "--LabApp.default_url=/lab/tree/notebooks"]
        return ["-m", "jupyterlab", *place, *arguments[1:]]
    if arguments[:1] == ["verify"]:
        return ["-m", "helpers.verify", *arguments[1:]]
    if arguments[:1] == ["dask"]:
        return ["-m", "dask", *arguments[1:]]
    return ["-m", "helpers", *arguments]


def main(arguments: list[str]) -> int:
    """Set up if need be and hand over; the exit status is that of the command."""
    if arguments[:1] in (["--help"], ["-h"]):
        print(HELP, end="")
        return 0
    if arguments and not arguments[0].startswith("-") and arguments[0] not in COMMANDS:
        print(f"There is no command {arguments[0]!r}; python3 run.py takes these:\n\n{HELP}", end="", file=sys.stderr)
        return 2
    try:
        set_up(needs_scale(arguments))
    except SetupError as error:
        print(f"\n{error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nset-up: interrupted; the next call begins it anew.", file=sys.stderr)
        return 130
    command = [str(PYTHON), *get_command(arguments)]
    if arguments[:1] == ["test"]:
        os.chdir(ROOT)
    if os.name == "posix":
        sys.stdout.flush()
        os.execve(PYTHON, command, clean_environment())
    import subprocess

    with contextlib.suppress(KeyboardInterrupt):
        return subprocess.call(command, env=clean_environment())
    return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
