"""Web pages that a browser saved as one file (.mhtml, .mht)."""

from __future__ import annotations

import email
import email.policy
import re

from helpers.sources.formats import FileText
from helpers.sources.pages import read_page
from helpers.storage import InputError

_MOST_PARTS = 5_000
_BOUNDARY = re.compile(rb"^--[^\r\n]", re.MULTILINE)


def read_saved(data: bytes) -> FileText:
    """Read the page of a saved web page: of its HTML parts, each by its own character set, the first that holds text.

    Raises InputError if it has too many parts or none of them holds text.
    """
    if sum(1 for _ in _BOUNDARY.finditer(data)) > 2 * _MOST_PARTS:
        raise InputError(f"the saved page has more than {_MOST_PARTS:,} parts: save its text alone")
    message = email.message_from_bytes(data.lstrip(), policy=email.policy.compat32)
    reason: InputError | None = None
    for part in message.walk():
        if part.get_content_type() == "text/html":
            try:
                return read_page(part.get_payload(decode=True) or b"", part.get_content_charset("") or "")
            except InputError as error:
                reason = reason or error
    raise reason or InputError("the saved page holds no text that could be extracted: save it again as a web page")
