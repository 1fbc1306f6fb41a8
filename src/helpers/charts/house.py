"""The style that an analyst chooses for all figures of a run: style.toml, beside the texts or named by --style."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from pathlib import Path
from typing import Any, TypeVar

import matplotlib as mpl

from helpers.charts.style import HEIGHT, ONE_HUE, PALETTE, WIDTH, PlaceStyle, get_contrast, get_luminance
from helpers.storage import InputError

Row = TypeVar("Row")

FILE = "style.toml"
FORMS = {"page": math.inf, "half": 72.0, "slide": HEIGHT / 2}  # mm that the lines of a figure may take
NUMBERS = ("short", "full")  # 30.74万 and 1.2m, or 307,400 and 1,200,000
NARROWEST, WIDEST = 140.0, 200.0  # mm: labels, marks and numbers need the one, A4 without margins is the other
SMALLEST, LARGEST = 1.0, 1.3  # of the sizes of type, of which the smallest is 7.5 pt


@dataclass(frozen=True)
class House:
    """The style of a run: colours by place, the order in which other places take theirs, type, width (mm) and form."""

    colours: dict[str, str] = field(default_factory=dict)
    places: tuple[str, ...] = ()
    font: str = ""
    size: float = 1.0
    width: float = WIDTH
    form: str = "page"
    grey: bool = False
    title: bool = True
    numbers: str = "short"

    def cut(self, page: float) -> float:
        """Return the height in mm that the lines of a figure may take, of which the form's own limit is `page`."""
        return min(page, FORMS[self.form])

    def count(self, most: int, line: float) -> int:
        """Return how many lines of so many mm a figure may have, `most` on a page."""
        return most if self.form == "page" else max(1, min(most, int(FORMS[self.form] / line)))

    def fit(self, rows: Sequence[Row], heights: Iterable[float], page: float) -> list[Row]:
        """Return the first of some rows, of so many mm each, that a figure has room for: one at least."""
        kept = sum(tall <= self.cut(page) for tall in accumulate(heights))
        return list(rows[: max(1, kept)])


_house = House()


def get_house() -> House:
    """Return the style in use."""
    return _house


def use_house(house: House) -> None:
    """Draw all figures from now on in a style."""
    global _house
    _house = house


def use_style(file: str, raw: str | Path, places: Sequence[str] = ()) -> House:
    """Draw all figures from now on as a style.toml says: the one named, else the one beside the texts, if there is one.

    `raw` is the folder of the texts. Places without a colour of their own take those of the palette in the order of
    `places`, so that a figure of fewer places keeps their colours. Raises InputError for what is no style.
    """
    path = Path(file) if file else Path(raw) / FILE
    given = read_style(path) if file or path.is_file() else {}
    use_house(House(**given, places=tuple(places)))
    return _house


# ---- reading style.toml


def read_style(path: Path) -> dict[str, Any]:
    """Return what a style.toml says, checked, by the names of House; raises InputError that says what is wrong."""
    try:
        tables = tomllib.loads(path.read_text("utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise InputError(f"{path} cannot be read as a style (TOML, UTF-8): {error}") from None
    said: dict[str, Any] = {}
    for table, entries in tables.items():
        if table not in _KEYS:
            raise InputError(f"{path}: there is no table [{table}]; there are {', '.join(f'[{t}]' for t in _KEYS)}")
        if not isinstance(entries, dict):
            raise InputError(f"{path}: {table} must be a table: write [{table}] on a line of its own")
        for key, value in entries.items():
            _check(path, table, key, value)
        said |= {"colours": entries} if table == "colours" else entries
    beside = path.parent / said.get("font", "")
    return said | ({"font": str(beside)} if said.get("font") and beside.is_file() else {})


def _is_number(least: float, most: float) -> tuple[Any, str]:
    return lambda v: type(v) in (int, float) and least <= v <= most, f"a number from {least:g} to {most:g}"


def _is_one_of(words: Sequence[str]) -> tuple[Any, str]:
    return lambda v: v in words, f"one of {', '.join(words)}"


_FLAG = (lambda v: isinstance(v, bool), "true or false")
_KEYS: dict[str, dict[str, tuple[Any, str]]] = {
    "colours": {},
    "type": {
        "font": (lambda v: isinstance(v, str), "a font file or an installed family, in quotes"),
        "size": _is_number(SMALLEST, LARGEST),
    },
    "figure": {
        "width": _is_number(NARROWEST, WIDEST),
        "form": _is_one_of(tuple(FORMS)),
        "grey": _FLAG,
        "title": _FLAG,
        "numbers": _is_one_of(NUMBERS),
    },
}


def _check(path: Path, table: str, key: str, value: object) -> None:
    if table == "colours":
        if not isinstance(value, str) or not mpl.colors.is_color_like(value):
            raise InputError(f'{path}: the colour of {key} must be written like "#C44E00", not {value!r}')
        if get_contrast(value, "white") < 3:
            raise InputError(f"{path}: the colour of {key}, {value}, is too pale on white: choose a darker one")
    elif key not in _KEYS[table]:
        raise InputError(f"{path}: [{table}] has no {key}; it has {', '.join(_KEYS[table])}")
    elif not _KEYS[table][key][0](value):
        raise InputError(f"{path}: {key} in [{table}] must be {_KEYS[table][key][1]}, not {value!r}")


# ---- what follows for places


def style_places(places: Sequence[str]) -> dict[str, PlaceStyle]:
    """Give each place its colour and marker; above eight places all without a colour of their own share one hue.

    >>> style_places(["甲市", "乙市"])["乙市"].marker
    'o'
    """
    order = {place: n for n, place in enumerate(_house.places)}
    ranked = sorted(places, key=lambda place: order.get(place, len(order)))
    slots = _deal(ranked, order) if len(places) <= len(PALETTE) else {}
    styles = {place: PALETTE[slots[place]] if slots else ONE_HUE for place in places}
    return {place: _colour(style, _house.colours.get(place, "")) for place, style in styles.items()}


def _deal(places: Sequence[str], order: dict[str, int]) -> dict[str, int]:
    """Give each place its own slot of the palette, as far as it has one, and others the first that is free."""
    slots = {place: order[place] for place in places if order.get(place, len(PALETTE)) < len(PALETTE)}
    free = iter(sorted(set(range(len(PALETTE))) - set(slots.values())))
    return slots | {place: next(free) for place in places if place not in slots}


def _colour(style: PlaceStyle, own: str) -> PlaceStyle:
    """Return a style in a place's own colour: darkened for texts until they can be read, mixed with white for areas."""
    if not own:
        return style
    colour = mpl.colors.to_hex(own).upper()
    return PlaceStyle(colour, _darken(colour), mix(colour, "#FFFFFF", 0.8), style.marker)


def mix(colour: str, other: str, share: float) -> str:
    """Mix a colour with a share of another.

    >>> mix("#C44E00", "#FFFFFF", 0.6)
    '#E7B899'
    """
    parts = zip(mpl.colors.to_rgb(colour), mpl.colors.to_rgb(other), strict=True)
    return mpl.colors.to_hex([(1 - share) * a + share * b for a, b in parts]).upper()


def _darken(colour: str, least: float = 4.5) -> str:
    """Return a colour with so much black that its contrast on white is that of readable text (WCAG 2.2, 1.4.3)."""
    shares = (share / 20 for share in range(20))
    return next(dark for share in shares if get_contrast(dark := mix(colour, "#000000", share), "white") >= least)


def turn_grey(colour: Any) -> tuple[float, ...]:
    """Return the grey of a colour's luminance, with its opacity.

    >>> mpl.colors.to_hex(turn_grey("#C44E00"))
    '#737373'
    """
    *_, alpha = mpl.colors.to_rgba(colour)
    light = get_luminance(colour)
    grey = 12.92 * light if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055
    return (grey, grey, grey, alpha)
