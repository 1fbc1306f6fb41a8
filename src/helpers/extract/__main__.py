"""Print the observations of text files as CSV in UTF-8, whatever the console's: python -m helpers.extract FILE..."""

from __future__ import annotations

import sys
from pathlib import Path

from helpers.extract.observations import observe
from helpers.sources import read_text
from helpers.storage import InputError, make_table, to_csv


def main(files: list[str]) -> int:
    """Print the observations of text files as CSV; return the exit status."""
    rows, failed = [], False
    for name in files:
        path = Path(name)
        try:
            text = read_text(path)
        except (OSError, InputError) as error:
            print(f"{name}: cannot be read: {error}", file=sys.stderr)
            failed = True
            continue
        rows += [{"doc_id": path.stem, **row} for row in observe(text)]
    sys.stdout.write(to_csv(make_table(rows, "observations"), "observations"))
    return 1 if failed else 0


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit("usage: python -m helpers.extract FILE... (prints their observations as CSV)")
    sys.stdout.reconfigure(encoding="utf-8")  # a Chinese Windows writes GBK to files, which lacks •
    sys.exit(main(sys.argv[1:]))
