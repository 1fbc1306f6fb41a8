"""Try pages of grammars: `python -m tests.grammars [GRAMMAR [COUNT [SEED]]]`."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from grammars import list_grammars, try_style


def main(arguments: list[str]) -> int:
    """Print the first wrong page of each style and how many of its pages are right; return 1 if any is not."""
    names = arguments[:1] or list_grammars()
    count, seed = int((arguments[1:2] or ["20"])[0]), int((arguments[2:3] or ["1"])[0])
    wrong = Counter()
    for name in names:
        for style, make in list_grammars()[name].items():
            pages = [try_style(make, f"{seed} {style} {n}") for n in range(count)]
            missed = [page for page in pages if page[1]]
            if missed:
                print(f"--- {name} {style}: {count - len(missed)} of {count} pages right", missed[0][0], sep="\n")
                print(*missed[0][1], sep="\n")
            wrong[name] += len(missed)
    print(*(f"{name}: {wrong[name]} pages wrong of {count * len(list_grammars()[name])}" for name in names), sep="\n")
    return int(any(wrong.values()))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
