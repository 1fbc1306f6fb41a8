"""The evidence page: one file with the report, its figures as SVG, all quantities, and the texts that state them."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from importlib.resources import files
from types import SimpleNamespace
from typing import Any

import pandas as pd
from lxml import html
from markupsafe import Markup

from helpers.charts import GRADES, name_place
from helpers.concepts import label
from helpers.report.contents import Contents
from helpers.report.evidence import describe_place, list_quantities, mark_texts
from helpers.report.figures import Figure
from helpers.report.numbers import Tables
from helpers.report.phrases import get_phrases, say_phrase
from helpers.report.pictures import Sheet, find_targets, inline, list_refs
from helpers.report.word import run_pandoc
from helpers.storage import map_resource

FOLDER = "resources/report"


def make_page(contents: Contents, markdown: str, tables: Tables, texts: Mapping[str, str]) -> str:
    """Return the evidence page of a report as HTML that needs no other file.

    `markdown` is the report itself, `texts` holds the raw texts by doc_id, `tables` what `gather` was given and
    paragraphs.
    """
    import jinja2

    language, doc_ids = contents.language, [source.doc_id for source in contents.sources]
    quantities = list(list_quantities(tables, doc_ids, language))
    names = name_links(contents, quantities, tables["measures"])
    sheet, refs = Sheet(), list_refs(tables)
    figures = {figure.number: draw(figure, refs, names, sheet) for figure in contents.figures}
    report, cited = finish_report(run_pandoc(markdown, "html5", "--id-prefix=report-"), figures)
    folder = files("helpers") / FOLDER
    script = (folder / "page.js").read_text("utf-8")
    environment = jinja2.Environment(
        autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=jinja2.StrictUndefined
    )
    template = environment.from_string((folder / "page.html").read_text("utf-8"))
    return template.render(
        language={"zh": "zh-CN", "en": "en"}[language],
        say=SimpleNamespace(**get_phrases(language)),  # attributes: a dict has a `copy` of its own
        contents=contents,
        report=Markup(report),
        sheet=Markup(sheet.write()),
        style=Markup((folder / "page.css").read_text("utf-8")),
        script=Markup(script),
        script_hash=base64.b64encode(hashlib.sha256(script.encode()).digest()).decode(),
        quantities=quantities,
        refs=names,
        cited=cited,
        texts=list(mark_texts(tables, texts, contents.sources)),
        choices=list_choices(quantities, language),
    )


def draw(figure: Figure, refs: Mapping[str, str], names: Mapping[str, str], sheet: Sheet) -> str:
    """Return a figure as SVG whose marks are links; as PNG where there is no SVG, as in a fresh clone."""
    try:
        data = figure.path.with_suffix(".svg").read_bytes()
    except FileNotFoundError:
        data = base64.b64encode(figure.path.with_suffix(".png").read_bytes())
        return str(Markup('<img src="data:image/png;base64,{}" alt="{}">').format(data.decode(), figure.alt))
    return inline(data, f"f{figure.number}", find_targets(data, refs, names), sheet, names)


def name_links(contents: Contents, quantities: list, measures: pd.DataFrame) -> dict[str, str]:
    """Return what a link to each place in the texts is called, by doc_id:start."""
    language, doc_ids = contents.language, {source.doc_id for source in contents.sources}
    names = {quantity.ref: describe_place(language, quantity) for quantity in reversed(quantities)}
    labels = map_resource("measures.csv", "id", f"label_{language}")
    for row in measures[measures["doc_id"].isin(doc_ids)].itertuples():
        what = {"place": name_place(row.place, language), "what": labels.get(row.measure, row.measure)}
        names.setdefault(f"{row.doc_id}:{row.start}", say_phrase("link_measure", language, **what))
    return names


def list_choices(quantities: list, language: str) -> dict[str, list[tuple[str, str]]]:
    """Return what can be chosen in each filter: values with their labels."""
    found = {
        "place": [(name, name) for name in dict.fromkeys(quantity.place for quantity in quantities)],
        "indicator": [(name, name) for name in sorted({quantity.indicator for quantity in quantities} - {""})],
        "verdict": [(grade, label("grade", grade, language)) for grade in GRADES]
        + [("none", say_phrase("not_compared", language))],
        "damage": [(code, label("damage", code, language)) for code in ("none", "digits_lost")],
    }
    return {name: choices for name, choices in found.items() if choices}


def finish_report(fragment: bytes, figures: Mapping[int, str]) -> tuple[str, dict[str, list[str]]]:
    """Turn pandoc's HTML into that of the page: numbers become links, pictures SVG, tables scroll on small screens.

    Returns it with the ids of the links to each number, by doc_id:start.
    """
    root = html.fragment_fromstring(fragment.decode("utf-8"), create_parent="div")
    cited: dict[str, list[str]] = {}
    for count, span in enumerate(root.xpath(".//span[@class='number']"), 1):
        ref = span.attrib.pop("data-ref")
        span.tag = "a"
        span.set("id", f"cite-{count}")
        span.set("href", f"#{ref}")
        cited.setdefault(ref, []).append(f"cite-{count}")
    places: dict[str, str] = {}
    for figure in root.xpath(".//figure[img]"):
        number = int(figure.get("id").rpartition("-")[2])
        picture = figure.find("img")
        picture.tag = "span"
        picture.attrib.clear()
        picture.set("id", f"picture-{number}")
        places[html.tostring(picture, encoding="unicode", with_tail=False)] = figures[number]
    for table in root.xpath(".//table"):
        _let_scroll(table)
    text = html.tostring(root, encoding="unicode")
    for place, figure in places.items():
        text = text.replace(place, figure)
    return text, cited


def _let_scroll(table: Any) -> None:
    for head in table.xpath(".//th"):
        head.set("scope", "col")
    frame = html.Element("div", {"class": "scroll", "tabindex": "0", "role": "region"})
    if (caption := table.find("caption")) is not None:
        frame.set("aria-label", caption.text_content())
    table.addprevious(frame)
    frame.tail, table.tail = table.tail, None
    frame.append(table)
