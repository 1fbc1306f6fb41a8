"""The same text in two files, as a page and its PDF: found by its numbers and words, in time linear in the texts."""

from __future__ import annotations

import re
import unicodedata
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cached_property

from helpers.sources.articles import Article
from helpers.sources.ledger import join_notes

_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?%?")
_NO_HAN = re.compile(r"[^\u3400-\u9fff]+")
_PIECE = 4  # characters of the pieces of text that are compared
_FEW = 5  # numbers: texts with fewer must have the same ones
_ALIKE_NUMBERS = 0.75  # share of the numbers of both that both have
_ALIKE_WORDS = 0.75  # share of the pieces of the shorter text that the other has
_BANDS, _IN_BAND = 12, 2  # a pair with 0.75 of its numbers in common shares a band in 99.995 of 100 cases
_PRIME = (1 << 61) - 1
_FACTORS = [(2_654_435_761 + 97 * i) ** 3 % _PRIME for i in range(_BANDS * _IN_BAND)]
_MOST_IN_BAND = 20


def mark_duplicates(articles: Iterable[Article]) -> Iterator[Article]:
    """Yield the articles, excluded where a former one has nearly the same numbers and words; the reason names it.

    What the ledger says of the use of a text stays. Candidates are found by minima of hashes of their numbers (Broder
    1997, On the resemblance and containment of documents), so that no text is compared with all others.
    """
    bands: dict[tuple[int, ...], list[_Print]] = {}
    for article in articles:
        if article.identity.use == "compared" and not article.ledger.get("use"):
            mine = _Print(article)
            near = [other for key in mine.bands for other in bands.get(key, ())]
            first = next((other for other in dict.fromkeys(near) if mine.is_like(other)), None)
            if first is not None:
                article = _exclude(article, first.article.doc_id)
            else:
                for key in mine.bands:
                    if len(kept := bands.setdefault(key, [])) < _MOST_IN_BAND:
                        kept.append(mine)
        yield article


def _exclude(article: Article, first: str) -> Article:
    reason = join_notes(f"near-duplicate: it has the numbers and words of {first}", article.identity.reason)
    return replace(article, identity=replace(article.identity, use="excluded", reason=reason))


class _Print:
    """The numbers of a text, and the pieces of its words where they are asked for."""

    def __init__(self, article: Article) -> None:
        self.article = article
        text = unicodedata.normalize("NFKC", article.text)
        self.numbers = frozenset(n.replace(",", "") for n in _NUMBER.findall(text) if len(n) > 1)

    @cached_property
    def bands(self) -> list[tuple[int, ...]]:
        """Return the least hashes of the numbers, two by two; none for a text without numbers."""
        if not self.numbers:
            return []
        codes = [zlib.crc32(number.encode()) + 1 for number in self.numbers]
        least = [min([code * factor % _PRIME for code in codes]) for factor in _FACTORS]
        return [(i, *least[i : i + _IN_BAND]) for i in range(0, len(least), _IN_BAND)]

    @cached_property
    def pieces(self) -> frozenset[str]:
        """Return all runs of a few Han characters, whatever stands between them left out."""
        words = _NO_HAN.sub("", self.article.text)
        return frozenset(words[i : i + _PIECE] for i in range(max(1, len(words) - _PIECE + 1)))

    def is_like(self, other: _Print) -> bool:
        """Tell whether two texts about one place have nearly the same numbers and words."""
        if self.article.identity.place != other.article.identity.place:
            return False
        common = len(self.numbers & other.numbers)
        if min(len(self.numbers), len(other.numbers)) < _FEW:
            alike = self.numbers == other.numbers
        else:
            alike = common >= _ALIKE_NUMBERS * len(self.numbers | other.numbers)
        shorter = min(len(self.pieces), len(other.pieces)) if alike else 0
        return alike and len(self.pieces & other.pieces) >= _ALIKE_WORDS * shorter
