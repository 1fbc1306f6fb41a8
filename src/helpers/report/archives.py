"""Office files are zip archives: the same parts give the same bytes once their times are fixed."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Mapping
from io import BytesIO

FIXED_TIME = (2000, 1, 1, 0, 0, 0)


def rewrite(data: bytes, edits: Mapping[str, Callable[[bytes], bytes]] | None = None) -> bytes:
    """Return an archive with some of its parts edited and the time of every part fixed.

    >>> buffer = BytesIO()
    >>> with zipfile.ZipFile(buffer, "w") as archive:
    ...     archive.writestr("a", "b")
    >>> zipfile.ZipFile(BytesIO(rewrite(buffer.getvalue(), {"a": bytes.upper}))).read("a")
    b'B'
    """
    buffer = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            edit = (edits or {}).get(name, bytes)
            new.writestr(zipfile.ZipInfo(name, FIXED_TIME), edit(old.read(name)), zipfile.ZIP_DEFLATED)
    return buffer.getvalue()
