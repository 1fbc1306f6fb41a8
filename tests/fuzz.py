"""Mutated files over every reader: each is read or refused, offsets are exact, and no value is infinite.

`python tests/fuzz.py [COUNT [SEED]]` tries as many (20,000) with a seed that it prints; tests try some at fixed ones.
"""

from __future__ import annotations

import io
import math
import random
import sys
import time
import zipfile
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from pathlib import PurePath

import made_files

from helpers.extract import observe
from helpers.sources.files import _read
from helpers.storage import InputError

TABLES = made_files.make_table()
PAGE = made_files.make_page()
LINES = made_files.set_lines([made_files.TITLE, *made_files.wrap(made_files.PROSE, 36)], 60, 760)
SEEDS: dict[str, bytes] = {
    "a.txt": f"{made_files.TITLE}\n{made_files.PROSE}\n{made_files.LAST}".encode(),
    "b.txt": made_files.PROSE.encode("gbk"),
    "c.txt": made_files.PROSE.encode("utf-16"),
    "d.txt": made_files.PROSE.encode("big5", "ignore"),
    "e.md": f"# {made_files.TITLE}\n\n{made_files.PROSE}\n\n| 学段 | 学校 |\n|---|---|\n| 小学 | 12 |\n".encode(),
    "f.csv": "学段,学校数,在校生\n小学,138,132000\n初中,72,57600\n".encode(),
    "g.html": PAGE.encode(),
    "h.mhtml": made_files.make_saved(PAGE),
    "i.docx": made_files.make_document(),
    "j.xlsx": made_files.make_workbook(),
    "k.xls": made_files.make_old_workbook(),
    "l.pdf": made_files.make_pdf((LINES, [])),
}
WORDS = ("9" * 300, "亿", "万", "%", "分别为", "2023年", "其中", "(", "《", "\ufffe", "\u202e", "至", "名", "\r", "、")
MARKUP = (b"<td rowspan=9999 colspan=9999>", b"<table>", b"]]>", b"&#x110000;", b"\0", b"\xff", b"\xd8\x00")
PIECES = [*map(str.encode, WORDS), *MARKUP]


def mutate(data: bytes, draw: random.Random) -> bytes:
    """Change a file: some of its bytes, or its characters, or those of a part of an archive."""
    if data.startswith(b"PK") and draw.random() < 0.8:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        name = draw.choice([name for name in parts if name.endswith(".xml")])
        return made_files.make_archive(parts | {name: mutate(parts[name], draw)})
    with suppress(UnicodeDecodeError):
        if draw.random() < 0.7:
            return "".join(change([*data.decode()], [[*word] for word in WORDS], [*data.decode()], draw)).encode()
    return bytes(change([*data], [[*piece] for piece in PIECES], range(256), draw))


def change(items: list, pieces: list[list], others: Sequence, draw: random.Random) -> list:
    """Change some of a row of items: another for one, cut, repeated, turned round, moved, or a piece put in."""
    for _ in range(draw.choice((1, 1, 2, 4, 12))):
        start, length = draw.randrange(len(items) + 1), draw.choice((1, 2, 3, 8, 40, 200))
        part, from_elsewhere = items[start : start + length], draw.randrange(len(items) + 1)
        items[start : start + length] = draw.choice(
            (
                [draw.choice(others) for _ in part],
                [],
                part * draw.choice((2, 3, 30)),
                part[::-1],
                draw.choice(pieces) + part,
                items[from_elsewhere : from_elsewhere + length],
            )
        )
    return items[: draw.randrange(len(items))] if items and draw.random() < 0.1 else items


def check(data: bytes, suffix: str) -> str:
    """Read a file and its quantities as a run does; say what came of it; raise AssertionError for what must not be."""
    try:
        text = _read(data, suffix).text
    except InputError as error:
        reason = str(error)
    else:
        reason = ""
        check_text(text)
    assert "\n" not in reason
    return "unforeseen" if "it cannot be read as" in reason else "refused" if reason else "read"


def check_text(text: str) -> None:
    """Raise AssertionError if a row of a text has other words, or a number that is none."""
    text.encode()  # what stands in tables must be UTF-8
    for row in observe(text):
        assert text[row["start"] : row["end"]] == row["quote"], row
        numbers = [row[name] for name in ("value", "low", "high") if row[name] not in (None, "")]
        assert all(math.isfinite(number) for number in map(float, numbers)), row


def fuzz(count: int, seed: int) -> Counter[tuple[str, str]]:
    """Try mutated files; return how many of each format came to what; raise with seed and number for a failure."""
    found: Counter[tuple[str, str]] = Counter()
    names = [*SEEDS]
    for number in range(count):
        draw = random.Random(f"{seed} {number}")
        name = names[number % len(names)]
        try:
            found[PurePath(name).suffix, check(mutate(SEEDS[name], draw), PurePath(name).suffix)] += 1
        except Exception as error:
            raise AssertionError(f"{name}, seed {seed}, number {number}: {type(error).__name__}: {error}") from error
    return found


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else random.SystemRandom().randrange(10**6)
    begin = time.monotonic()
    found = fuzz(count, seed)
    for (suffix, what), number in sorted(found.items()):
        print(f"{suffix:<7}{what:<11}{number:7,}")
    print(f"{count:,} files, seed {seed}, {time.monotonic() - begin:.0f} s: no exception, offsets exact, all finite")


if __name__ == "__main__":
    main()
