"""Print the observations of text files as CSV: python -m helpers.extract FILE… [--explain]"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from helpers.extract.observations import explain, observe
from helpers.sources import identify_file, read_file
from helpers.storage import InputError, make_table, print_whole, show_what_can_be_shown, to_csv
from helpers.text import read_document


def main(arguments: list[str] | None = None) -> int:
    """Print the observations of text files as CSV, or how each came about; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m helpers.extract", description="Print the quantities of texts.")
    parser.add_argument("files", nargs="+", metavar="FILE", type=Path, help="texts, web pages or Word documents")
    parser.add_argument("--explain", action="store_true", help="say which construction and which words gave each field")
    options = parser.parse_args(arguments)
    show_what_can_be_shown()
    texts, places, failed = {}, {}, False
    for path in options.files:
        try:
            file = read_file(path)
            texts[path.stem] = read_document(file.text, file.grids)
            places[path.stem] = identify_file(file, path.name).place
            for note in file.notes:
                print(f"{path}: {note}", file=sys.stderr)
        except (OSError, InputError) as error:
            print(f"{path}: cannot be read: {error}", file=sys.stderr)
            failed = True
    if options.explain:
        print_whole("\n\n".join(line for name, text in texts.items() for line in explain(text, places[name])) + "\n")
    else:
        rows = [{"doc_id": doc_id, **row} for doc_id, text in texts.items() for row in observe(text, places[doc_id])]
        print_whole(to_csv(make_table(rows, "observations"), "observations"))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
