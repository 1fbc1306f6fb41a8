"""Count texts that may not be shipped: python -m helpers.themes FOLDER --counts OUT"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from helpers.storage import InputError
from helpers.themes.originals import count_folder


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m helpers.themes", description=count_folder.__doc__)
    parser.add_argument("folder", type=Path, help="folder of the texts")
    parser.add_argument("--counts", type=Path, required=True, metavar="OUT", help="folder to write to")
    options = parser.parse_args(arguments)
    try:
        for path in count_folder(options.folder, options.counts):
            print(path)
    except InputError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
