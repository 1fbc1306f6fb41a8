"""How large a file may be: each limit is checked before the file is unpacked or taken apart."""

from __future__ import annotations

import io
import re
import time
import zipfile

from helpers.storage import InputError

MOST_BYTES = 500_000_000  # of a file
LONGEST_NAME = 247  # bytes of a file's name without suffix, so that .txt and a number find room in 255
MOST_MEMBERS = 10_000
MOST_UNPACKED = 400_000_000  # bytes
MOST_XML = 80_000_000  # bytes of one part of an office document, which is held as a tree
HIGHEST_RATIO = 200  # of the unpacked size to the packed, where the former is above UNSUSPECTED
UNSUSPECTED = 20_000_000  # bytes
MOST_MARKUP = 30_000_000  # bytes
MOST_ATTRIBUTES = 1_000
DEEPEST = 500
MOST_COLUMNS = 1_000
MOST_CELLS = 1_000_000
MOST_PAGES = 3_000
MOST_SECONDS = 180


def open_archive(data: bytes, what: str, most_xml: int = MOST_UNPACKED) -> zipfile.ZipFile:
    """Open a zip archive whose directory keeps the limits; what names it in messages, as in "the Word document".

    `most_xml` bounds the size of each XML part in bytes. No member gives more bytes than the directory says, so that
    nothing needs to be unpacked for this. Raises InputError that says which limit is broken, or that it is no archive.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        members = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError):
        raise InputError(f"{what} cannot be opened: it is broken or cut off; save or download it again") from None
    if len(members) > MOST_MEMBERS:
        raise InputError(f"{what} has {len(members):,} members, more than {MOST_MEMBERS:,}: split it")
    unpacked = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    if unpacked > MOST_UNPACKED:
        raise InputError(f"{what} unpacks to {say_size(unpacked)}, more than {say_size(MOST_UNPACKED)}: split it")
    if unpacked > UNSUSPECTED and unpacked > HIGHEST_RATIO * max(packed, len(data)):
        raise InputError(
            f"{what} unpacks to more than {HIGHEST_RATIO} times its size, as no document does: save its text anew"
        )
    largest = max((m.file_size for m in members if m.filename.endswith((".xml", ".rels"))), default=0)
    if largest > most_xml:
        raise InputError(f"{what} holds a part of {say_size(largest)}, more than {say_size(most_xml)}: split it")
    return archive


def say_size(size: int) -> str:
    """Return a number of bytes in megabytes.

    >>> say_size(400_000_000)
    '400 MB'
    """
    return f"{size // 1_000_000:,} MB"


# A tag with its attributes; quotation marks count behind = alone. No part is tried twice, so that the time is linear.
_TAG = re.compile(r"<[a-zA-Z](?:[^>=]++|=\s*+(?:\"[^\"]*+\"|'[^']*+')?+)*+")
_QUOTED = re.compile(r"=\s*+(?:\"[^\"]*+\"|'[^']*+')")
_EMBEDDED = re.compile(r"data:[\w./+-]{1,100}(?:;[\w=-]{1,100}){0,3},[A-Za-z0-9+/=%\s]{200,}")


def check_markup(page: str) -> str:
    """Return a web page without the pictures that are written into it.

    Raises InputError if it is too long or a tag has so many attributes that a parser would take minutes.
    """
    page = _EMBEDDED.sub("", page)
    if len(page) > MOST_MARKUP:
        raise InputError(
            f"the page has {len(page):,} characters of markup, more than {MOST_MARKUP:,}: save its text alone"
        )
    for tag in _TAG.finditer(page):
        if tag.end() - tag.start() > 4 * MOST_ATTRIBUTES:
            count = len(_QUOTED.sub("=x ", tag[0]).split()) - 1
            if count > MOST_ATTRIBUTES:
                raise InputError(
                    f"the page has a tag with {count:,} attributes, more than {MOST_ATTRIBUTES:,}: save its text alone"
                )
    return page


def check_depth(tree, what: str) -> None:
    """Raise InputError if the elements of a tree are nested too deep to be walked."""
    from lxml import etree

    depth = 0
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > DEEPEST:
            raise InputError(f"{what} nests its parts more than {DEEPEST} deep: copy its text into a new file")


def check_cells(count: int, what: str) -> None:
    """Raise InputError if a file has more cells than can be held."""
    if count > MOST_CELLS:
        raise InputError(
            f"{what} has more than {MOST_CELLS:,} cells: save the tables that you need as a file of their own"
        )


class Clock:
    """The time that a file takes; raises InputError when it is up."""

    def __init__(self, what: str) -> None:
        """Start to count; what names the file in the message."""
        self.what, self.end = what, time.monotonic() + MOST_SECONDS

    def check(self) -> None:
        """Raise InputError if the time is up."""
        if time.monotonic() > self.end:
            raise InputError(f"{self.what} takes more than {MOST_SECONDS} seconds to read: split it")
