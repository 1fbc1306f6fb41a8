"""The Markdown source of a report: the template of its language, filled, with a footnote for each number."""

from __future__ import annotations

import re
from importlib.resources import files
from typing import Any
from urllib.parse import quote

from helpers.charts import escape_markdown, join
from helpers.concepts import label
from helpers.report.contents import Contents
from helpers.report.figures import Figure
from helpers.report.numbers import Number, say_note
from helpers.report.phrases import say_phrase

MOST_PLACES = 5  # named in the title
MOST_TALL = 150.0  # mm: a taller figure would not stand on a page of Word with its footnotes


class Written(str):
    """Text that is Markdown already; every other value is escaped where the template puts it."""


def escape(value: object) -> Written:
    r"""Write a value so that Markdown shows it as it is, on one line.

    >>> escape("1. <b>*大*</b>|\nb")
    '1\\. \\<b\\>\\*大\\*\\</b\\>\\| b'
    """
    return value if isinstance(value, Written) else Written(escape_markdown(str(value)))


class Notes:
    """The footnotes of a report, numbered as the template comes to them; a number that stands twice has one note."""

    def __init__(self, contents: Contents) -> None:
        """Begin without notes."""
        self.language = contents.language
        self.notes: dict[str, int] = {}
        self.sources: dict[str, str] = {}  # what figures cite → the first figure that does

    def write_number(self, number: Number) -> Written:
        """Return a number with its footnote, as a span that says where it stands: `[20个]{.number ref="a:12"}[^1]`."""
        shown = escape(number.text)
        if number.ref:
            shown = Written(f'[{shown}]{{.number ref="{quote_attribute(number.ref)}"}}')
        return Written(f"{shown}{self.add(say_note(number, self.language))}")

    def write_figure(self, figure: Figure) -> Written:
        """Return a figure with caption, number, footnote and alternative text, as a paragraph of its own."""
        name = say_phrase("figure", self.language, n=figure.number)
        first = self.sources.setdefault(figure.source, name)
        source = figure.source if first == name else say_phrase("same_source", self.language, figure=first.rstrip("."))
        caption = f"{escape(name)} {escape(figure.title)}{self.add(source)}"
        alt = quote_attribute(figure.alt)
        path = quote(f"../{figure.path.parent.name}/{figure.path.name}.png")
        width = min(100, round(100 * MOST_TALL / figure.tall))
        return Written(f'![{caption}]({path}){{#figure-{figure.number} alt="{alt}" width={width}%}}')

    def add(self, text: str) -> str:
        """Return the mark of the footnote that says a text."""
        return f"[^{self.notes.setdefault(text, len(self.notes) + 1)}]" if text else ""

    def write_all(self) -> Written:
        """Return the footnotes themselves."""
        return Written("\n\n".join(f"[^{n}]: {escape(text)}" for text, n in self.notes.items()))


def quote_attribute(text: str) -> str:
    r"""Write a text as it stands within the quotation marks of an attribute.

    >>> quote_attribute('a "b" c\\')
    'a \\"b\\" c\\\\'
    """
    return re.sub(r'([\\"])', r"\\\1", " ".join(text.split()))


def link(title: str, address: str) -> Written:
    """Return the title of a text as a link to its address, if that is one of the web; else with the address behind it.

    >>> link("公报", "http://example.org/a b"), link("公报", "javascript:alert(1)")
    ('[公报](<http://example.org/a%20b>)', '公报 javascript:alert(1)')
    """
    if not re.match(r"https?://", address):
        return escape(f"{title} {address}".strip())
    return Written(f"[{escape(title)}](<{quote(address, safe=':/?#[]@!$&()*+,;=%~')}>)")


def write_markdown(contents: Contents) -> str:
    """Return a report as Markdown, from resources/report/report_{zh,en}.md."""
    import jinja2

    folder = files("helpers") / "resources" / "report"
    layout = {"trim_blocks": True, "lstrip_blocks": True, "keep_trailing_newline": True}
    environment = jinja2.Environment(finalize=escape, undefined=jinja2.StrictUndefined, **layout)
    template = environment.from_string((folder / f"report_{contents.language}.md").read_text("utf-8"))
    text = template.render(**_make_names(contents))
    return re.sub(r"\n{3,}", "\n\n", text)


def name_places(contents: Contents) -> str:
    """Name the places of a report; more than five are counted."""
    if len(contents.places) > MOST_PLACES:
        return say_phrase("places", contents.language, n=len(contents.places))
    return join(contents.places, contents.language)


def _make_names(contents: Contents) -> dict[str, Any]:
    """Return what a template may name."""
    notes, language = Notes(contents), contents.language

    def enumerate_names(names: list[str], left_out: int = 0) -> str:
        mark = "; " if any(", " in name for name in names) else ", "  # labels may have commas of their own
        said = join(names, language) if language == "zh" or (mark == ", " and not left_out) else mark.join(names)
        return said + (say_phrase("and_more", language, n=left_out) if left_out else "")

    return {
        "contents": contents,
        "n": contents.counts,
        "labels": list(dict.fromkeys(finding.label for finding in contents.findings)),
        "number": notes.write_number,
        "figure": notes.write_figure,
        "notes": notes.write_all,
        "names": enumerate_names,
        "link": link,
        "grade": lambda code: label("grade", code, language),
        "places": name_places(contents),
    }
