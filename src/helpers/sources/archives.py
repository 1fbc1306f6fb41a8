"""Zip archives of texts: their members as files of a folder that has the archive's name."""

from __future__ import annotations

import re
import zipfile
from functools import lru_cache
from pathlib import Path, PurePosixPath

from helpers.sources.formats import find_format
from helpers.sources.limits import MOST_UNPACKED, open_archive, say_size
from helpers.storage import InputError

_UTF8_FLAG = 0x800
_GARBLED = re.compile(r"[\u2500-\u259f]")  # lines and blocks, which no one writes in names


def list_members(path: Path) -> list[str]:
    """Return the names of the files in a zip archive; [] for any other file, and for one that cannot be opened."""
    try:
        return list(_find_members(path)) if path.suffix.lower() == ".zip" else []
    except (InputError, OSError):
        return []


def read_member(path: Path, name: str) -> bytes:
    """Return the bytes of a member of a zip archive; raises InputError if it is not there or cannot be unpacked."""
    member = _find_members(path).get(name)
    if member is None:
        raise InputError(f"the archive {path.name} has no member {name}")
    if member.flag_bits & 1:
        raise InputError("it is protected by a password: unpack the archive, and put its files in the folder")
    if member.file_size > MOST_UNPACKED:
        raise InputError(f"it unpacks to {say_size(member.file_size)}, more than {say_size(MOST_UNPACKED)}")
    try:
        with zipfile.ZipFile(path) as archive:
            data = archive.read(member)
    except Exception as error:  # zipfile raises whatever a broken member or an unknown method leads to
        raise InputError(f"it cannot be unpacked ({type(error).__name__}): pack the archive anew") from None
    if find_format(data) == "zip":
        raise InputError("it is an archive within an archive: unpack it, and put its files in the folder")
    return data


def _find_members(path: Path) -> dict[str, zipfile.ZipInfo]:
    about = path.stat()
    return _read_directory(str(path), about.st_mtime_ns, about.st_size)


@lru_cache(maxsize=4)
def _read_directory(path: str, changed: int, size: int) -> dict[str, zipfile.ZipInfo]:
    """Return the files of an archive by name; what systems add beside them is passed over."""
    data = Path(path).read_bytes()
    if find_format(data) != "zip":
        return {}
    members: dict[str, zipfile.ZipInfo] = {}
    for member in open_archive(data, "the archive").infolist():
        name = decode_name(member)
        parts = PurePosixPath(name).parts
        if not member.is_dir() and parts and is_text_name(parts):
            members.setdefault(name, member)
    return members


def is_text_name(parts: tuple[str, ...]) -> bool:
    """Tell whether the parts of a path are those of a file that someone wrote, not hidden and no lock of Word."""
    return not any(part.startswith((".", "~$")) or part == "__MACOSX" for part in parts)


def decode_name(member: zipfile.ZipInfo) -> str:
    """Return the name of a member, which Chinese programs write in GBK and others in UTF-8, with or without saying so.

    Some write in UTF-8 what GBK shows in another character set. Steps that would lead out of the archive are left out.

    >>> garbled = "包头.html".encode("gbk").decode("cp437")
    >>> garbled, decode_name(zipfile.ZipInfo(garbled))
    ('░ⁿ═╖.html', '包头.html')
    """
    name = member.filename
    if not member.flag_bits & _UTF8_FLAG or _GARBLED.search(name):
        try:
            written = name.encode("cp437")
        except UnicodeEncodeError:
            written = b""
        for encoding in ("utf-8", "gb18030"):
            try:
                name = written.decode(encoding) or name
                break
            except UnicodeDecodeError:
                continue
    parts = [part for part in name.replace("\\", "/").split("/") if part not in ("", ".", "..")]
    return "/".join("".join(char if char.isprintable() else "_" for char in part).replace(":", "_") for part in parts)
