"""Which version of the project and of its packages is at work."""

from __future__ import annotations

import hashlib
import json
import sys
from contextlib import suppress
from functools import cache
from pathlib import Path

from helpers.storage.paths import PROJECT

_PACKAGE = Path(__file__).resolve().parents[1]


def describe_environment(lock: Path) -> dict:
    """Return Python's version and those of the packages that the lock names, as installed."""
    import re
    from importlib.metadata import PackageNotFoundError, version  # slow to import

    names = re.findall(r"^([\w.-]+)==", lock.read_text("utf-8"), re.MULTILINE) if lock.exists() else []
    versions = {}
    for name in sorted(set(names)):
        with suppress(PackageNotFoundError):  # a package for another system or Python
            versions[name] = version(name)
    return {"python": "{}.{}".format(*sys.version_info), "packages": versions}


@cache
def find_version() -> str:
    """Return a hash of the project's code and word lists, of Python and of the packages, as this process has them."""
    digest = hashlib.sha256(json.dumps(describe_environment(PROJECT / "requirements.lock")).encode())
    for path in sorted(path for path in _PACKAGE.rglob("*") if path.suffix in (".py", ".csv")):
        digest.update(path.relative_to(_PACKAGE).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()
