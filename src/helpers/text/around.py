"""Which place the words around a text name: the title of its file, running heads, the names of its file and folders."""

from __future__ import annotations

import re
from typing import NamedTuple

from helpers.language import get_divisions, guess_home
from helpers.text.readings import normalise


class Around(NamedTuple):
    """Words that stand around a text, from those that tell most surely which place it is about.

    `title` is that of the file, `heads` are the running heads of its pages, `path` is its name below the folder that is
    read, with those of the folders on the way.
    """

    title: str = ""
    heads: tuple[str, ...] = ()
    path: str = ""


_SAID_BY = {"title": "the title of the file", "heads": "running heads", "path": "the name of the file or its folder"}


_OF_CHINA = re.compile(r"中国(?=[\u4e00-\u9fff]{0,8}年鉴)")


def find_place_around(around: Around, publisher: str, body: str) -> tuple[str, str, str]:
    """Return the place that words around a text name, how surely, and a note for the analyst; "" if they do not.

    The text may name no other, nor may two of these words differ; one may name what contains the place of another that
    comes before it. Stated: a title or running heads name it. Inferred: only names of files or folders do.

    >>> find_place_around(Around("云南统计年鉴—2024", path="昆明/教育.xlsx"), "", "小学12所")
    ('', '', 'the title of the file names 云南省, the name of the file or its folder 昆明市')
    >>> find_place_around(Around("昆明统计年鉴", path="云南/教育.xlsx"), "", "小学12所")
    ('昆明市', 'stated', '')
    >>> find_place_around(Around(path="云南/昆明市教育.xlsx"), "", "小学12所")
    ('昆明市', 'inferred', 'only the name of the file or its folder names the place')
    """
    file, *folders = reversed(re.sub(r"\.\w{1,6}$", "", around.path).split("/"))
    words = [
        ("title", around.title),
        ("heads", " ".join(around.heads)),
        ("path", file),
        *(("path", f) for f in folders),
    ]
    found = []
    for source, said in words:
        said = _OF_CHINA.sub("全国", normalise(said).text.replace("_", " "))
        place = guess_home(said, "", "")[0] if said.strip() else ""
        found += [(source, place, said)] if place else []
    if not found:
        return "", "", ""
    first, place, said = found[0]
    for source, other, _ in found:
        if other != place and other not in _list_outer(place):
            return "", "", f"{_SAID_BY[first]} names {place}, {_SAID_BY[source]} {other}"
    if guess_home(said, publisher, body)[0] != place:
        return "", "", f"{_SAID_BY[first]} names {place}, but the text others"
    if first == "path":
        return place, "inferred", f"only {_SAID_BY[first]} names the place"
    return place, "stated", ""


def _list_outer(place: str) -> set[str]:
    """Return the names of the divisions that contain a place."""
    parents = {division.parent for division in get_divisions(place) if division.parent}
    return parents.union(*map(_list_outer, parents))
