"""Figures inside the page: SVG with ids of its own, outlines shared by all, and marks that lead to their sentence."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote

from lxml import etree

from helpers.charts import make_id
from helpers.concepts import refer
from helpers.report.numbers import Tables

SVG, XLINK = "{http://www.w3.org/2000/svg}", "{http://www.w3.org/1999/xlink}href"
_LOCAL = re.compile(r"url\(#([^)]+)\)")


class Sheet:
    """The outlines of glyphs and markers that several figures use, each kept once."""

    def __init__(self) -> None:
        """Begin empty."""
        self.outlines: dict[str, str] = {}  # id → path

    def take(self, path: Any) -> bool:
        """Keep an outline; False if another one has its id already."""
        path.tail = None
        path.set("d", " ".join(path.get("d", "").split()))
        written = _write(path)
        return self.outlines.setdefault(path.get("id"), written) == written

    def write(self) -> str:
        """Return the sheet as an SVG that takes no room."""
        paths = "".join(self.outlines.values())
        return f'<svg width="0" height="0" aria-hidden="true" class="sheet"><defs>{paths}</defs></svg>'


def _write(element: Any) -> str:
    text = etree.tostring(element, encoding="unicode", with_tail=False)
    return re.sub(r' xmlns(?::\w+)?="[^"]*"', "", text).replace("xlink:href=", "href=")


def inline(
    data: bytes,
    prefix: str,
    targets: Mapping[str, tuple[str, str]],
    sheet: Sheet,
    names: Mapping[str, str] | None = None,
) -> str:
    """Return an SVG as a page holds it.

    Ids begin with `prefix`, but for outlines, which go to the sheet; a mark whose id `targets` holds becomes a link to
    the sentence of its number, named as there: id → (doc_id:start, name). Links that the figure has into the page lead
    to what `names` holds (doc_id:start → name); others are taken off.
    """
    root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))
    for element in root.iter(f"{SVG}metadata", f"{SVG}style", etree.Comment):
        element.getparent().remove(element)
    for path in list(root.iterfind(f".//{SVG}defs/{SVG}path")):
        if path.get("id") and sheet.take(path):
            path.getparent().remove(path)
    for link in list(root.iter(f"{SVG}a")):
        _lead_into_page(link, names or {})
    for group in list(root.iter(f"{SVG}g")):
        linked = (
            any(parent.tag == f"{SVG}a" for parent in group.iterancestors()) or group.find(f".//{SVG}a") is not None
        )
        if group.get("id") in targets and not linked:
            _link(group, *targets[group.get("id")])
    for element in root.iter(f"{SVG}a"):
        element.attrib.pop("target", None)
    _prefix_ids(root, prefix)
    for name in ("width", "height", "version"):
        root.attrib.pop(name, None)
    root.set("role", "group")  # an image would hide its links from screen readers
    return _write(root)


def _lead_into_page(link: Any, names: Mapping[str, str]) -> None:
    """Let a link of the figure to the page (../reports/report_en.html#a:5) lead to the place in it, or take it off."""
    address, _, place = link.get(XLINK, "").partition("#")
    if not address:
        return
    if (ref := unquote(place)) in names:
        link.set(XLINK, f"#{place}")
        link.set("aria-label", names[ref])
        return
    parent, at = link.getparent(), link.getparent().index(link)
    parent[at : at + 1] = list(link)


def _link(group: Any, ref: str, name: str) -> None:
    """Put a link around what a group holds."""
    link = etree.Element(f"{SVG}a", {XLINK: f"#{ref}", "aria-label": name})
    link.extend(list(group))
    group.append(link)


def _prefix_ids(root: Any, prefix: str) -> None:
    own = {element.get("id") for element in root.iter() if element.get("id")}
    for element in root.iter():
        if element.get("id") in own:
            element.set("id", f"{prefix}-{element.get('id')}")
        if element.get(XLINK, "")[1:] in own:
            element.set(XLINK, f"#{prefix}-{element.get(XLINK)[1:]}")
        if names := element.get("aria-labelledby"):
            element.set("aria-labelledby", " ".join(f"{prefix}-{name}" for name in names.split()))
        for name in ("clip-path", "style"):
            if "url(#" in element.get(name, ""):
                element.set(name, _LOCAL.sub(rf"url(#{prefix}-\1)", element.get(name)))


def list_refs(tables: Tables) -> dict[str, str]:
    """Return the place in the texts (doc_id:start) for what marks are called after.

    A mark is called after its form and what it shows: the indicator, level and place, or the measure and place, with
    text and offset where it shows one of several.
    """
    refs: dict[str, str] = {}
    for row in tables["comparison"].to_dict("records"):
        for side in "ab":
            if row[f"row_{side}"]:
                key = make_id(row["indicator"], row["school_level"], row[f"place_{side}"])
                refs.setdefault(key, row[f"row_{side}"])
    for row in tables["indicators"].to_dict("records"):
        ref, key = refer(row), (row["indicator"], row["school_level"], row["place"])
        for parts in (key, (*key, row["start"]), (*key, row["doc_id"], row["start"]), (row["doc_id"], row["start"])):
            refs.setdefault(make_id(*parts), ref)
    for row in tables["measures"].to_dict("records"):
        if row["doc_id"]:
            refs[make_id(row["measure"], row["place"])] = refer(row)
    return refs


def find_targets(data: bytes, refs: Mapping[str, str], names: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    """Return for the ids of an SVG's marks the place in the texts that they lead to, and its name in `names`.

    >>> find_targets(b'<g id="bar-pupils-all-1">', {"pupils-all": "a:5"}, {"a:5": "Pupils"})
    {'bar-pupils-all-1': ('a:5', 'Pupils')}
    """
    found = {}
    for mark in (name.decode() for name in re.findall(rb'<g id="([^"]+)"', data)):
        key = mark.partition("-")[2]
        ref = refs.get(key) or refs.get(re.sub(r"-\d+$", "", key), "")
        if ref in names:
            found[mark] = (ref, names[ref])
    return found
