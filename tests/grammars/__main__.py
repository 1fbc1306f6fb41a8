"""Try pages of grammars: `python -m tests.grammars [GRAMMAR [COUNT [SEED]]]`."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from grammars import list_grammars, try_style


def main(arguments: list[str]) -> int:
    """Print the first wrong page of each style and how many of its pages are right; return 1 if any is not."""
    grammars = list_grammars()
    parser = argparse.ArgumentParser(prog="python -m tests.grammars", description="Try pages made by grammars.")
    parser.add_argument("grammar", nargs="?", choices=grammars, help="all of them if none is named")
    parser.add_argument("count", nargs="?", type=int, default=20, help="pages of each style (20)")
    parser.add_argument("seed", nargs="?", default="1", help="pages are others with another seed (1)")
    options = parser.parse_args(arguments)
    wrong = Counter()
    for name in [options.grammar] if options.grammar else grammars:
        for style, make in grammars[name].items():
            pages = [try_style(make, f"{options.seed} {style} {n}") for n in range(options.count)]
            missed = [page for page in pages if page[1]]
            if missed:
                right = len(pages) - len(missed)
                print(f"--- {name} {style}: {right} of {len(pages)} pages right", missed[0][0], sep="\n")
                print(*missed[0][1], sep="\n")
            wrong[name] += len(missed)
        print(f"{name}: {wrong[name]} pages wrong of {options.count * len(grammars[name])}")
    return int(any(wrong.values()))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
