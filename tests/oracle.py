"""The oracle: what the extractor reads in every text of the project, held by a hash for each text.

python tests/oracle.py              compare with tests/oracle.csv; exit status 1 if rows changed
python tests/oracle.py --write      write tests/oracle.csv anew: such a commit lists the changed rows and says why
python tests/oracle.py REV [REV]    show which rows changed from one commit to another (or to the working tree)

The texts are those of the working tree: cases, held back, data/raw, and with the variable ORIGINALS that folder's.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from difflib import unified_diff
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from helpers.text import Document

HERE = Path(__file__).resolve().parent
PROJECT = HERE.parent
HASHES = HERE / "oracle.csv"
FOLDERS = ("tests/cases", "tests/heldback", "data/raw")
FIELDS = [
    *("start", "end", "quote", "sentence_start", "sentence_end", "subject", "value", "low", "high", "bounds"),
    *(
        "bounds_basis",
        "unit",
        "qualifier",
        "kind",
        "basis",
        "place",
        "period",
        "period_basis",
        "status",
        "damage",
        "flags",
    ),
]


def list_texts() -> Iterator[tuple[str, str | Document, str | None, str | None]]:
    """Yield name, text, place and date of publication (None: to be read from the text) of every text."""
    folders = [PROJECT / folder for folder in FOLDERS]
    for path in sorted(path for folder in folders for path in folder.rglob("*") if path.is_file()):
        yield from read_texts(path, path.relative_to(PROJECT).as_posix())
    if originals := os.environ.get("ORIGINALS"):
        for path in sorted(Path(originals).glob("*.txt")):
            yield from read_texts(path, f"originals/{path.name}")


def read_texts(path: Path, name: str) -> Iterator[tuple[str, str | Document, str | None, str | None]]:
    """Yield the texts of one file: the whole of a text, page or document, the column or field `text` of a table."""
    if path.suffix == ".txt":
        yield name, path.read_bytes().decode("utf-8-sig"), None, None
    elif path.suffix in (".html", ".docx", ".pdf", ".xlsx", ".md") or path.parent.name.startswith("tables_"):
        if path.suffix == ".tsv" or path.name == "README.md" or _has_foreign_fonts(path):
            return
        from helpers.sources import read_file
        from helpers.text import read_document

        file = read_file(path)
        yield name, read_document(file.text, file.grids), None, None
        return
    for number, row in enumerate(read_rows(path), 1):
        if text := row.get("text"):
            key = f"{name}:{row.get('case') or row.get('name') or number}"
            yield key, text.replace("\\n", "\n"), row.get("place"), row.get("published")


def _has_foreign_fonts(path: Path) -> bool:
    """Tell whether a PDF leaves its fonts to the machine, on which the gaps between its letters then depend."""
    return path.suffix == ".pdf" and b"/FontFile" not in path.read_bytes()


def read_rows(path: Path) -> list[dict]:
    """Return the rows of a CSV or JSONL file, [] of any other."""
    if path.suffix == ".csv":
        return list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig"), newline="")))
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()] if path.suffix == ".jsonl" else []


def read_all() -> dict[str, list[str]]:
    """Return for each text its rows, each as one line of JSON."""
    try:
        from helpers.extract import observe
    except ImportError:  # a commit before the packages
        from helpers.extract.observations import observe
    return {
        name: [write_row(row) for row in observe(text, place, published)]
        for name, text, place, published in list_texts()
    }


def write_row(row) -> str:
    row = row._asdict() if hasattr(row, "_asdict") else row
    return json.dumps([row[field] for field in FIELDS], ensure_ascii=False)


def hash_rows(rows: list[str]) -> str:
    return hashlib.sha256("\n".join(rows).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def read_hashes() -> dict[str, tuple[int, str]]:
    with HASHES.open(encoding="utf-8", newline="") as file:
        return {row["text"]: (int(row["rows"]), row["sha256"]) for row in csv.DictReader(file)}


def find_changed() -> list[str]:
    """Say of each text of which the rows, or that itself, changed since tests/oracle.csv was written."""
    known, found = read_hashes(), read_all()
    wrong = [f"{name}: not in {HASHES.name}" for name in found if name not in known]
    wrong += [f"{name}: rows changed" for name, rows in found.items() if known.get(name, (0, ""))[1] != hash_rows(rows)]
    return wrong + [f"{name}: gone" for name in known if name not in found and not name.startswith("originals/")]


def write_hashes() -> None:
    found = {name: (len(rows), hash_rows(rows)) for name, rows in read_all().items()}
    if "ORIGINALS" not in os.environ and HASHES.exists():
        found |= {name: entry for name, entry in read_hashes().items() if name.startswith("originals/")}
    with HASHES.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("text", "rows", "sha256"))
        writer.writerows((name, *entry) for name, entry in found.items())


def read_at(revision: str) -> dict[str, list[str]]:
    """Return what the helpers of a commit read in the texts of the working tree ("" = its own helpers)."""
    if not revision:
        return read_all()
    packed = subprocess.run(["git", "archive", revision, "src"], cwd=PROJECT, check=True, capture_output=True).stdout
    with tempfile.TemporaryDirectory() as folder:
        with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
            archive.extractall(folder, filter="data")
        code = "import json, oracle, sys; json.dump(oracle.read_all(), sys.stdout)"
        env = os.environ | {"PYTHONPATH": os.pathsep.join([f"{folder}/src", str(HERE)]), "PYTHONDONTWRITEBYTECODE": "1"}
        done = subprocess.run([sys.executable, "-c", code], env=env, check=True, stdout=subprocess.PIPE)
    return json.loads(done.stdout)


def show_changes(before: str, after: str = "") -> int:
    """Print the rows that differ between two commits; return how many texts differ."""
    old, new = read_at(before), read_at(after)
    changed = [name for name in new if old.get(name) != new[name]]
    for name in changed:
        print(f"\n{name}")
        lines = unified_diff(old.get(name, []), new[name], lineterm="", n=0)
        print("\n".join(line for line in lines if not line.startswith(("---", "+++", "@@"))))
    print(f"\n{len(changed)} of {len(new)} texts differ")
    return len(changed)


def main(arguments: list[str]) -> int:
    if arguments == ["--write"]:
        write_hashes()
        return 0
    if any(word.startswith("-") for word in arguments) or len(arguments) > 2:
        print(__doc__)
        return 2 * (arguments not in (["-h"], ["--help"]))
    if arguments:
        return bool(show_changes(*arguments))
    changed = find_changed()
    print("\n".join(changed) or "no row changed")
    return bool(changed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
