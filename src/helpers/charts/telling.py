"""Sentences of the notebooks: a phrase whose blanks take values, lists, and tables row by row."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from string import Formatter
from typing import TYPE_CHECKING

import pandas as pd

from helpers.charts.style import LANGUAGES
from helpers.charts.wording import SEMICOLON, find_phrase, format_period, join, name_place
from helpers.concepts import label
from helpers.storage import map_resource

if TYPE_CHECKING:
    from IPython.display import Markdown

_LABELLED = ("grade", "indicator", "place_level", "reasons", "school_level")


def _name_twice(name: str, original: str) -> str:
    return name if name == original else f"{name} ({original})"


# What a blank such as {place:place} does with a value that is not empty.
_SPOKEN = {
    "name": name_place,
    "place": lambda place, language: _name_twice(name_place(place, language), place),
    "period": format_period,
    "measure": lambda code, language: map_resource("measures.csv", "id", f"label_{language}")[code],
    "theme": lambda code, language: map_resource("themes.csv", "theme", f"label_{language}")[code].lower(),
    "term": lambda term, language: (
        term
        if language == "zh"
        else _name_twice(map_resource("term_glosses.csv", "term", "gloss_en").get(term, term), term)
    ),
}


_SPECIAL = re.compile(r"([\\`*_{}\[\]<>|~^$@#&])")
_OPENING = re.compile(r"^(\(?\w{1,9})([.)])(?=\s|$)|^([-+=:]|%(?=\s))")


def escape_markdown(text: str) -> str:
    r"""Return a text so that Markdown shows it as it is, on one line.

    >>> print(escape_markdown("1. <b>*大*</b>|\nb"), escape_markdown("[x](javascript:y) $z$"))
    1\. \<b\>\*大\*\</b\>\| b \[x\](javascript:y) \$z\$
    """
    text = _SPECIAL.sub(r"\\\1", " ".join(text.split()))
    return _OPENING.sub(lambda found: f"{found[1] or ''}\\{found[2] or found[3]}", text)


class _Speaker(Formatter):
    """Fills blanks as str.format does, and lists, tables and codes as a reader would say them.

    For Markdown the words of a value are escaped; between backquotes, where nothing is, they have no backquote.
    """

    def __init__(self, language: str, markdown: bool = False) -> None:
        self.language, self.markdown, self.quoted = language, markdown, False

    def say(self, key: str, **values: object) -> str:
        return self.vformat(find_phrase(key, self.language, values.get("n")), (), values)

    def vformat(self, phrase: str, args: Sequence[object], values: Mapping[str, object]) -> str:
        said, quoted = [], False
        for literal, name, spec, _ in self.parse(phrase):
            said.append(literal)
            quoted ^= literal.count("`") % 2
            if name is not None:
                self.quoted = quoted
                said.append(self.format_field(self.get_field(name, args, values)[0], spec or ""))
        return "".join(said)

    def write(self, words: str) -> str:
        if not self.markdown:
            return words
        if self.quoted:
            return " ".join(words.replace("`", "'").split())
        return re.sub(r"(?<=\w)\\_(?=\w)", "_", escape_markdown(words))  # within a word it marks nothing

    def format_field(self, value: object, spec: str) -> str:
        if isinstance(value, pd.DataFrame):
            rows = [self.say(spec, **row) for row in value.to_dict("records")]
            return SEMICOLON[self.language].join(rows) or self.say("none")
        if isinstance(value, list | tuple | pd.Series | pd.Index):
            return join([self.format_field(item, spec) for item in value], self.language) or self.say("none")
        if pd.isna(value) or value == "":
            return self.say("not_stated" if spec == "period" else "none")
        if spec in _LABELLED:
            return label(spec, value, self.language)
        said = _SPOKEN[spec](value, self.language) if spec in _SPOKEN else super().format_field(value, spec)
        return self.write(said) if isinstance(value, str) else said


def say_sentence(key: str, language: str, **values: object) -> str:
    """Return a sentence of resources/notebook_sentences.csv in a language, with its blanks filled.

    A blank may hold a format (`{share:.0%}`), the kind of a code or name (`{place:place}`, `{reason:reasons}`), and for
    a table the key of the phrase that says one row (`{tables:saved_table}`). Lists and tables are said item by item,
    what is empty as `none`. Where n is 0 or 1, the sentence with the suffix `_none` or `_one` is taken if there is one.

    >>> tables = pd.DataFrame({"file": ["a.csv", "b.csv"], "rows": [5, 1200]})
    >>> say_sentence("saved", "en", tables=tables), say_sentence("saved", "en", tables=tables[:0])
    ('`a.csv`: 5 rows; `b.csv`: 1,200 rows.', 'none.')
    """
    return _Speaker(language).say(key, **values)


def say_both(key: str, **values: object) -> dict[str, str]:
    """Return a sentence of resources/notebook_sentences.csv in each language, for the notes of charts."""
    return {language: say_sentence(key, language, **values) for language in LANGUAGES}


def tell(key: str, language: str = "en", **values: object) -> Markdown:
    """Return a sentence of resources/notebook_sentences.csv for a notebook to show; raise KeyError for another key."""
    from IPython.display import Markdown

    return Markdown(_Speaker(language, markdown=True).say(key, **values))


def show_words(words: str | Sequence[str], quoted: bool = False) -> Markdown:
    """Return words of a text or a chart for a notebook to show as they are: a paragraph, a quotation or a list."""
    from IPython.display import Markdown

    if not isinstance(words, str):
        return Markdown("\n".join(f"* {escape_markdown(text)}" for text in words))
    return Markdown("> " * quoted + escape_markdown(words))
