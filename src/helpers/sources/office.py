"""Old Word and WPS documents, which LibreOffice makes into a .docx where it is installed."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path

from helpers.sources.formats import FileText
from helpers.sources.limits import MOST_SECONDS
from helpers.sources.word import read_document
from helpers.storage import InputError

_ADVICE = "open it in Word or WPS and save it as .docx (文件 → 另存为 .docx)"
_ENDS_OF_ROWS = "\x07\x07".encode("utf-16-le")  # in Word's binary files: the end of the last cell, and of its row


@cache
def find_office() -> str:
    """Return the path of LibreOffice's program, "" if it is not installed."""
    return shutil.which("soffice") or shutil.which("libreoffice") or ""


@cache
def _name_office(program: str) -> str:
    done = subprocess.run([program, "--version"], capture_output=True, text=True, timeout=60)
    return " ".join(done.stdout.split()[:2]) or "LibreOffice"


def read_old_document(data: bytes, suffix: str = ".doc") -> FileText:
    """Read a .doc, .wps or .rtf file through LibreOffice; raises InputError with advice where it is not installed."""
    program = find_office()
    if not program:
        raise InputError(f"it is an old office document, which only LibreOffice can convert: {_ADVICE}")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / f"a{suffix}").write_bytes(data)
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        command = [program, "--headless", profile, "--convert-to", "docx", "--outdir", name, str(folder / f"a{suffix}")]
        try:
            subprocess.run(command, capture_output=True, timeout=MOST_SECONDS, check=True)
            converted = (folder / "a.docx").read_bytes()
        except (OSError, subprocess.SubprocessError) as error:
            raise InputError(f"LibreOffice cannot convert it ({type(error).__name__}): {_ADVICE}") from None
    file = read_document(converted)
    if _ENDS_OF_ROWS in data and not file.grids:
        raise InputError(f"LibreOffice loses the borders of its cells: {_ADVICE}")
    return file._replace(encoding=suffix.removeprefix("."), reader=f"{file.reader} from {_name_office(program)}")
