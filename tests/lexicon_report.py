"""The lexicon in figures: how many words still stand in patterns, and how many of the lexicon no text tries."""

from __future__ import annotations

import argparse
import ast
import csv
import io
import re
import subprocess
import tarfile
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import oracle

PROJECT = Path(__file__).resolve().parent.parent
LEXICON = PROJECT / "src" / "helpers" / "resources" / "lexicon.csv"
UNTRIED = Path(__file__).with_name("lexicon_untried.csv")
_CLASS = re.compile(r"\[[^\]]*\]")
_WORD = re.compile(r"[\u4e00-\u9fff]+")
_LOOK_AROUND = re.compile(r"\(\?<?!")
_LOOK_AROUND_OF_A_WORD = re.compile(r"\(\?<?!\[?[\u4e00-\u9fff]")


def find_calls(tree: ast.AST) -> Iterator[tuple[str, str]]:
    """Yield re or WordPattern, and the words of the pattern, for each call that makes or uses one."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            function = node.func.value if isinstance(node.func, ast.Attribute) else node.func
            if isinstance(function, ast.Name) and function.id in ("re", "WordPattern"):
                yield function.id, "".join(join_strings(argument) for argument in node.args)


def join_strings(node: ast.AST) -> str:
    return "".join(n.value for n in ast.walk(node) if isinstance(n, ast.Constant) and isinstance(n.value, str))


def count_patterns(folder: Path) -> dict[str, int]:
    """Count patterns, negative look-arounds and Chinese words in the patterns of the modules below a folder."""
    trees = [ast.parse(path.read_text("utf-8")) for path in sorted(folder.rglob("*.py"))]
    calls = [call for tree in trees for call in find_calls(tree)]
    strings = [n.value for tree in trees for n in ast.walk(tree) if isinstance(n, ast.Constant)]
    strings = [value for value in strings if isinstance(value, str)]
    words = Counter(word for _, pattern in calls for word in set(_WORD.findall(_CLASS.sub("[]", pattern))))
    return {
        "calls of re": sum(kind == "re" for kind, _ in calls),
        "patterns with places for words": sum(kind == "WordPattern" for kind, _ in calls),
        "negative look-arounds": sum(len(_LOOK_AROUND.findall(value)) for value in strings),
        "negative look-arounds of a word": sum(len(_LOOK_AROUND_OF_A_WORD.findall(value)) for value in strings),
        "words in patterns": len(words),
        "words in two patterns or more": sum(count > 1 for count in words.values()),
    }


def count_at(revision: str) -> dict[str, int]:
    done = subprocess.run(["git", "archive", revision, "src"], cwd=PROJECT, capture_output=True)
    if done.returncode:
        raise SystemExit(f"{revision}: git knows no such commit")
    with tempfile.TemporaryDirectory() as folder:
        with tarfile.open(fileobj=io.BytesIO(done.stdout)) as archive:
            archive.extractall(folder, filter="data")
        return count_patterns(Path(folder) / "src" / "helpers")


def read_lexicon() -> list[dict[str, str]]:
    with LEXICON.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def find_tried() -> set[str]:
    """Return the words that are read in some text of the project (not the originals) or in a note of the lexicon."""
    from helpers.language import find_words
    from helpers.text import normalise

    texts = [getattr(text, "raw", text) for name, text, *_ in oracle.list_texts() if not name.startswith("originals/")]
    texts += [row["note"] for row in read_lexicon()]
    return {token.word for text in texts for token in find_words(normalise(text).text)}


def list_untried() -> list[str]:
    """Return the words of sentences that no text tries, in the order of the lexicon."""
    tried = find_tried()
    return [row["word"] for row in read_lexicon() if row["word"] not in tried and "concept" not in row["tags"].split()]


def mark() -> None:
    """Write the tag `untried` to the words that no text tries, and to no others; hold their share where it fell."""
    rows, untried = read_lexicon(), set(list_untried())
    for row in rows:
        tags = [tag for tag in row["tags"].split() if tag != "untried"]
        row["tags"] = " ".join([*tags, "untried"] if row["word"] in untried else tags)
    with LEXICON.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    tried_in = [row for row in rows if "concept" not in row["tags"].split()]
    if len(untried) / len(tried_in) <= read_held():
        UNTRIED.write_text(f"words,untried\n{len(tried_in)},{len(untried)}\n", encoding="utf-8")


def read_held() -> float:
    """Return the share of untried words that must not be passed."""
    with UNTRIED.open(encoding="utf-8", newline="") as file:
        (held,) = csv.DictReader(file)
    return int(held["untried"]) / int(held["words"])


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("rev", nargs="?", help="a commit whose figures stand beside those of today")
    parser.add_argument("--mark", action="store_true", help="write the tag `untried` into lexicon.csv where it belongs")
    chosen = parser.parse_args(arguments)
    if chosen.mark:
        mark()
        return
    now = count_patterns(PROJECT / "src" / "helpers")
    before = count_at(chosen.rev) if chosen.rev else {}
    for name, count in now.items():
        print(f"{name:40s}{before.get(name, ''):>8}{count:8,d}")
    rows = [row for row in read_lexicon() if "concept" not in row["tags"].split()]
    untried = list_untried()
    print(f"{'words in the lexicon':48s}{len(rows):8,d}")
    print(f"{'no text tries':48s}{len(untried):8,d} ({len(untried) / len(rows):.1%})")


if __name__ == "__main__":
    main()
