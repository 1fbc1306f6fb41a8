"""Folders of texts."""

from __future__ import annotations

import hashlib
import itertools
import json
import os
import re
import stat
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path, PurePosixPath

import pandas as pd

from helpers.sources.archives import is_text_name, list_members
from helpers.sources.articles import Article, Refusal
from helpers.sources.duplicates import mark_duplicates
from helpers.sources.files import examine_file, load_file, open_files
from helpers.sources.formats import FileText
from helpers.sources.ledger import LEDGER, join_notes, merge_ledger, read_ledger
from helpers.sources.limits import LONGEST_NAME, MOST_BYTES, say_size
from helpers.storage import InputError, map_batches, walk, write_whole
from helpers.text import Document, Identity, read_document

_TABLES = (
    LEDGER,
    "corrections.csv",
    "words.csv",
    "views.csv",
    "style.toml",
    "originals_term_counts.csv",
    "originals_theme_counts.csv",
    "originals_sentences.csv",
)


LEFT_OUT = "left out: "  # begins the reason of a file that could not be read


def read_folder(folder: str | Path) -> tuple[list[Article], list[Refusal]]:
    """Read all texts below a folder, those of its ledger (sources.csv) first and in its order.

    Returns the articles and the files that were left out with the reason. What the ledger says of a text wins over what
    was read; `reason` says where they differ. Raises InputError if the folder is missing or holds no text, or if the
    ledger cannot be used.
    """
    folder = Path(folder)
    if not folder.is_dir():
        raise InputError(f"{folder} is no folder: name the folder that holds the texts")
    ledger = read_ledger(folder / LEDGER)
    names, refusals = examine(folder)
    order = {name: i for i, name in enumerate(ledger)}
    there = {*names, *(refusal.file for refusal in refusals)}
    refusals += [Refusal(name, f"{LEDGER} names it, but it is not there") for name in ledger if name not in there]
    names.sort(key=lambda name: (order.get(name, len(order)), name))
    found_of_all = map_batches(examine_file, open_files(folder, names), len(names))

    def make_articles() -> Iterator[Article]:
        seen: dict[str, str] = {}
        for name, (found,) in zip(names, found_of_all, strict=True):
            try:
                yield _make_article(folder, name, found, ledger.get(name, {}), seen)
            except InputError as error:
                refusals.append(Refusal(name, str(error)))

    articles = list(mark_duplicates(_name_articles(make_articles())))  # one by one, while the next are examined
    if not articles:
        why = f": {refusals[0].file}: {refusals[0].reason}" if refusals else ""
        raise InputError(f"{folder} holds no text that can be read{why}")
    return articles, sorted(refusals)


def examine(folder: Path) -> tuple[list[str], list[Refusal]]:
    """Return the names of the files below a folder that may be texts, and what is left out unopened, each sorted.

    In the place of a .zip file stand those within it. A name that is not UTF-8 is written with its bytes as \\xNN.
    """
    names: list[str] = []
    refusals: list[Refusal] = []
    for name, error in sorted(walk(folder), key=lambda found: found[0]):
        if name in _TABLES or not is_text_name(PurePosixPath(name).parts):
            continue
        if reason := f"it cannot be opened ({error.strerror})" if error else _find_obstacle(folder, name):
            refusals.append(Refusal(os.fsencode(name).decode("utf-8", "backslashreplace"), reason))
        else:
            names += [f"{name}/{member}" for member in list_members(folder / name)] or [name]
    return names, refusals


def _find_obstacle(folder: Path, name: str) -> str:
    """Say why what stands under a name is not opened as a text; "" if nothing speaks against it."""
    path = folder / name
    try:
        name.encode()
    except UnicodeEncodeError:
        return "its name is not UTF-8: rename it, or unpack its archive with a program that knows Chinese names"
    if len(path.stem.encode()) > LONGEST_NAME or not name.isprintable():
        return f"its name is longer than {LONGEST_NAME} bytes, or holds control characters: rename it"
    try:
        about = path.stat()
    except OSError as error:
        return f"it cannot be opened ({error.strerror})"
    if stat.S_ISDIR(about.st_mode):
        return "it is a link to a folder, which is not followed: name that folder, or copy it here"
    if not stat.S_ISREG(about.st_mode):
        return "it is no file, but a device, a pipe or a socket"
    if path.is_symlink() and os.path.islink(path.parent / os.readlink(path)):
        return "it is a link to a link: put the file itself in its place"
    if about.st_size > MOST_BYTES:
        return f"it has {say_size(about.st_size)}, more than {say_size(MOST_BYTES)}: split it"
    return ""


def list_refused(refusals: Iterable[Refusal], taken: Iterable[str] = ()) -> list[dict[str, str]]:
    """Return the rows of articles.csv for the files that were left out, which have no reader; taken are used doc_ids.

    >>> [(row["doc_id"], row["use"], row["reason"]) for row in list_refused([Refusal("a.pdf", "the file is empty")])]
    [('a', 'excluded', 'left out: the file is empty')]
    """
    refusals = list(refusals)
    doc_ids = _find_names([entry.file for entry in refusals], taken)
    return [
        {"doc_id": doc_id, "file": entry.file, "use": "excluded", "reason": f"{LEFT_OUT}{entry.reason}"}
        for doc_id, entry in zip(doc_ids, refusals, strict=True)
    ]


def _make_article(
    folder: Path, name: str, found: dict[str, str], entry: dict[str, str], seen: dict[str, str]
) -> Article:
    """Join what was found with the ledger; `seen` holds the texts before, by the hash of their characters."""
    if error := found.get("error"):
        raise InputError(error)
    file, read = FileText.from_json(found["file"]), Identity(**json.loads(found["identity"]))
    identity = read
    if entry:
        identity = merge_ledger(identity, entry, file.sha256)
    content = hashlib.sha256("".join(file.text.split()).encode("utf-8", "surrogatepass")).hexdigest()
    if (first := seen.setdefault(content, name)) != name:
        identity = replace(identity, use="excluded", reason=join_notes(f"same text as {first}", identity.reason))
    identity = replace(identity, reason=join_notes(identity.reason, *file.notes, _note_link(folder, name)))
    return Article(
        _name_text(name), name, file.sha256, file.encoding, file.reader, file.text, identity, read, entry, file.grids
    )


def _note_link(folder: Path, name: str) -> str:
    """Say where a link leads if that is outside the folder."""
    path = folder / name
    outside = path.is_symlink() and not path.resolve().is_relative_to(folder.resolve())
    return f"a link to {path.resolve()}, outside the folder" if outside else ""


def _name_text(name: str) -> str:
    """Return the doc_id of a file: its path without suffix, that of an archive on the way without .zip.

    What Windows takes for a device, or does not allow at the end of a name, gets a line at its end.

    >>> _name_text("a/公报.v2.html"), _name_text("包.zip/b.c/公报.txt"), _name_text("con.txt"), _name_text("a. /b.txt")
    ('a/公报.v2', '包/b.c/公报', 'con_', 'a. _/b')
    """
    path = PurePosixPath(name)
    parts = [part[:-4] if part.lower().endswith(".zip") and len(part) > 4 else part for part in path.parts[:-1]]
    return "/".join(f"{part}_" if _DEVICE.match(part) or part[-1] in ". " else part for part in [*parts, path.stem])


_DEVICE = re.compile(r"(?:con|prn|aux|nul|(?:com|lpt)[0-9¹²³])(?:\.|$)", re.IGNORECASE)


def _name_articles(articles: Iterable[Article]) -> Iterator[Article]:
    """Yield articles with the doc_ids of their files."""
    ones, others = itertools.tee(articles)
    for article, doc_id in zip(ones, _find_names(article.file for article in others), strict=True):
        yield replace(article, doc_id=doc_id)


def _find_names(files: Iterable[str], taken: Iterable[str] = ()) -> Iterator[str]:
    """Yield the doc_ids of files; -2, -3 is added where another has it already, in capitals or small letters.

    >>> list(_find_names(["a.html", "A.txt", "b.txt"], ["b"]))
    ['a', 'A-2', 'b-2']
    """
    used = {name.casefold() for name in taken}
    for name in map(_name_text, files):
        ids = itertools.chain([name], (f"{name}-{n}" for n in itertools.count(2)))
        doc_id = next(doc_id for doc_id in ids if doc_id.casefold() not in used)
        used.add(doc_id.casefold())
        yield doc_id


def load_documents(folder: str | Path, articles: pd.DataFrame) -> dict[str, Document]:
    """Return the document of each row of articles.csv by doc_id; raises InputError if a file is gone or has changed."""
    return {doc_id: read_document(file.text, file.grids) for doc_id, file in _load_files(folder, articles)}


def load_texts(folder: str | Path, articles: pd.DataFrame) -> dict[str, str]:
    """Return the text of each row of articles.csv by doc_id; raises InputError if a file is gone or has changed."""
    return {doc_id: file.text for doc_id, file in _load_files(folder, articles)}


def _load_files(folder: str | Path, articles: pd.DataFrame) -> Iterator[tuple[str, FileText]]:
    folder, articles = Path(folder), articles[articles["reader"] != ""]
    slow = int((articles["reader"] != FileText("", "").reader).sum())  # plain texts are read at once
    found_of_all = map_batches(load_file, open_files(folder, articles["file"]), slow)
    columns = (articles[name].tolist() for name in ("doc_id", "file", "sha256"))
    for doc_id, name, sha256, (found,) in zip(*columns, found_of_all, strict=True):
        file = FileText.from_json(found["file"]) if found.get("file") else None
        if file is None or file.sha256 != sha256:
            raise InputError(f"{folder / name} is not the file that articles.csv describes: run notebook 01 again")
        yield doc_id, file


def save_extracted(articles: Iterable[Article], folder: str | Path) -> list[Path]:
    """Write the text that was extracted from each file that is no text itself to folder/texts, where offsets count."""
    paths = []
    for article in articles:
        zipped = any(part.lower().endswith(".zip") for part in PurePosixPath(article.file).parts[:-1])
        if zipped or article.reader != FileText("", "").reader:
            paths.append(Path(folder) / "texts" / f"{article.doc_id}.txt")
            write_whole(paths[-1], article.text.encode("utf-8", "surrogatepass"))
    return paths


def restore_texts(paragraphs: pd.DataFrame, roles: Iterable[str] = ()) -> dict[str, str]:
    """Return each text as far as its lines tell, every character at its raw offset; roles keeps only some lines."""
    texts: dict[str, list[str]] = {}
    done: dict[str, int] = {}
    columns = (paragraphs[name].tolist() for name in ("doc_id", "start", "end", "text", "role"))
    for doc_id, start, end, text, role in zip(*columns, strict=True):
        parts = texts.setdefault(doc_id, [])
        parts.append("\n" * (start - done.get(doc_id, 0)))
        parts.append(text if not roles or role in roles else "\n" * len(text))
        done[doc_id] = end
    return {doc_id: "".join(parts) for doc_id, parts in texts.items()}
