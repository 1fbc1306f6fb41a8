"""Where files are, and writing one whole or not at all; light, so that the pipeline starts at once."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[3]
OUT_VARIABLE = "ANALYSIS_OUT"
_RESULTS = ("figures", "notebooks", "reports")


@dataclass(frozen=True)
class Folders:
    """The folders that one run reads from and writes to."""

    raw: Path
    processed: Path
    figures: Path
    notebooks: Path
    reports: Path


def find_folders(raw: str | Path = "", out: str | Path = "", project: Path = PROJECT) -> Folders:
    """Say where a run reads and writes: the parameter, else the variable ANALYSIS_OUT, else the project.

    >>> find_folders(out="elsewhere").processed.as_posix().endswith("elsewhere/processed")
    True
    """
    source = Path(raw).resolve() if raw else project / "data" / "raw"
    target = out or os.environ.get(OUT_VARIABLE, "")
    if not target:
        return Folders(source, project / "data" / "processed", *(project / name for name in _RESULTS))
    root = Path(target).resolve()
    return Folders(source, root / "processed", *(root / name for name in _RESULTS))


def walk(folder: str | Path) -> Iterator[tuple[str, OSError | None]]:
    """Yield what stands below a folder and is no folder, by its path from there, and folders that cannot be opened.

    Links are not followed. However deep the folders are, there is no recursion.
    """
    places = [str(folder)]
    while places:
        try:
            with os.scandir(place := places.pop()) as entries:
                for entry in entries:
                    if entry.is_dir(follow_symlinks=False):
                        places.append(entry.path)
                    else:
                        yield os.path.relpath(entry.path, folder).replace(os.sep, "/"), None
        except OSError as error:
            yield os.path.relpath(place, folder).replace(os.sep, "/"), error


def write_whole(path: Path, data: bytes) -> None:
    """Write a file whole or not at all: beside its place first, there on the disk, then moved."""
    import tempfile

    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".new-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(name, 0o644)
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
