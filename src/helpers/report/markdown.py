"""The Markdown source of a report: the template of its language, filled, with a footnote for each number."""

from __future__ import annotations

import re
from dataclasses import replace
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
        self.notes: dict[str, str] = {}  # a note in full → as it is written, with what was cited before in short
        self.cited: set[str] = set()

    def write_number(self, number: Number) -> Written:
        """Return a number with its footnote, as a span that says where it stands: `[20个]{.number ref="a:12"}[^1]`."""
        shown = escape(number.text)
        if number.ref:
            shown = Written(f'[{shown}]{{.number ref="{quote_attribute(number.ref)}"}}')
        note = say_note(number, self.language)
        if note and note not in self.notes:
            self.notes[note] = say_note(self._cite_once(number), self.language)
        return Written(f"{shown}[^{list(self.notes).index(note) + 1}]" if note else shown)

    def _cite_once(self, number: Number) -> Number:
        """Cite what a note before cites in full by its number in the list of texts."""
        source = self._cite(number.source)
        others = tuple((sentence, self._cite(other)) for sentence, other in number.others)
        return replace(number, source=source, others=others)

    def _cite(self, source: str) -> str:
        if source in self.cited:
            return say_phrase("cited_before", self.language, number=source.partition(" 《")[0])
        self.cited.add(source)
        return source

    def write_figure(self, figure: Figure) -> Written:
        """Return a figure with number, subject and alternative text; finding and sources stand in the picture."""
        name = say_phrase("figure", self.language, n=figure.number)
        caption = f"{escape(name)} {escape(figure.subject)}"
        alt = quote_attribute(figure.alt)
        path = quote(f"../{figure.path.parent.name}/{figure.path.name}.png")
        width = min(100, round(100 * MOST_TALL / figure.tall))
        return Written(f'![{caption}]({path}){{#figure-{figure.number} alt="{alt}" width={width}%}}')

    def write_all(self) -> Written:
        """Return the footnotes themselves."""
        return Written("\n\n".join(f"[^{n}]: {escape(text)}" for n, text in enumerate(self.notes.values(), 1)))


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
