"""House style of the figures: sizes, colours, languages, and how places are told apart."""

from __future__ import annotations

import re
from dataclasses import dataclass

import matplotlib as mpl

from helpers.storage import InputError

# Size and type: the text block of official A4 documents (GB/T 9704) is 156 mm wide; 87.75 mm make it 16:9.
WIDTH = 156.0
MARGIN = 2.0
HEIGHT = 87.75
DPI = 300
SHOWN_DPI = 200  # of the same picture in a notebook
MOST_SHOWN = 220_000  # bytes of that picture, of which a notebook makes a third more: many places take fewer dots
MOST_PIXELS = 12_000  # of a picture's side: what browsers, Word and Pillow open
MM_PER_INCH = 25.4
MM_PER_POINT = MM_PER_INCH / 72
SIZES = {"title": 12.0, "subtitle": 9.0, "label": 8.5, "value": 9.0, "note": 7.5}
ENGLISH_SCALE = 1.07  # Latin letters of the face are small beside its Chinese characters
LEADING = 1.42
TIGHT_LEADING = 1.2  # for lines inside a cell or under a label

INK = "#1A1A1A"
SECONDARY = "#4D4D4D"
SOURCE = "#666666"
GRID = "#E2E2E2"
BAND = "#F3F3F2"
EXACT = "#D5E0EA"
APPROXIMATE = "#EDF2F6"
GREYS = ("#F7F7F6", "#D9D9D6", "#A3A39E", "#6B6B66", "#3B3B38")

STYLE = {
    "text.hinting": "no_hinting",  # else the width of a text depends on the resolution
    "text.parse_math": False,
    "pdf.fonttype": 42,
    "svg.fonttype": "path",  # office programs draw boxes where they lack the font
    "svg.hashsalt": "city-education-reports",
    "path.simplify": False,
}
FORMATS = ("png", "svg")
EVERY_FORMAT = (*FORMATS, "pdf")  # a PDF is made where it is asked for
LANGUAGES = ("zh", "en")


def check_language(language: str) -> str:
    """Return a language that figures are drawn in; raises InputError for any other.

    >>> check_language("fr")
    Traceback (most recent call last):
    helpers.storage.messages.InputError: language: figures are drawn in zh and en, not in 'fr'
    """
    if language not in LANGUAGES:
        raise InputError(f"language: figures are drawn in {' and '.join(LANGUAGES)}, not in {language!r}")
    return language


def read_languages(text: str) -> list[str]:
    """Return the languages that a parameter names, separated by commas or spaces, each once.

    Raises InputError where one is none of those that figures are drawn in, or none is named.

    >>> read_languages("zh, en")
    ['zh', 'en']
    """
    chosen = list(dict.fromkeys(name for name in re.split(r"[,，、;；\s]+", text) if name))
    return [check_language(name) for name in chosen or [""]]


def read_formats(text: str) -> list[str]:
    """Return the formats that a parameter names, separated by commas or spaces; the PNG, which is always made, first.

    Raises InputError where one is none of those that figures are written in.

    >>> read_formats("svg, pdf")
    ['png', 'svg', 'pdf']
    """
    chosen = [name for name in re.split(r"[,，、;；\s]+", text.lower()) if name]
    for name in chosen:
        if name not in EVERY_FORMAT:
            raise InputError(f"formats: figures are written as {', '.join(EVERY_FORMAT)}, not as {name!r}")
    return list(dict.fromkeys(("png", *chosen)))


@dataclass(frozen=True)
class PlaceStyle:
    """How a place is drawn: colour of marks, darker colour of its texts, tint of areas, marker."""

    colour: str
    text: str
    tint: str
    marker: str


# The first three as in the house style, then the Analysis Function's palette of the British government (light purple,
# dark grey), Tol's medium-contrast rose, Okabe and Ito's blue and Tol's muted olive: the set with the largest smallest
# distance to normal and colour-blind eyes (CAM02-UCS, 10.5) of those with a contrast of 3 on white.
PALETTE = (
    PlaceStyle("#C44E00", "#B04600", "#F6DFD0", "s"),
    PlaceStyle("#12436D", "#12436D", "#D3DEE8", "o"),
    PlaceStyle("#28A197", "#17756D", "#D4ECEA", "^"),
    PlaceStyle("#A285D1", "#7450B5", "#E9E2F4", "D"),
    PlaceStyle("#3D3D3D", "#3D3D3D", "#D9D9D9", "v"),
    PlaceStyle("#994455", "#8A3A4A", "#EDDCDF", "P"),
    PlaceStyle("#0072B2", "#00619A", "#CFE4F0", "X"),
    PlaceStyle("#999933", "#6B6B1F", "#EBEBD6", "p"),
)
ONE_HUE = PlaceStyle("#12436D", "#12436D", "#D3DEE8", "o")


def get_luminance(colour: str) -> float:
    """Return the relative luminance of a colour (WCAG 2.2)."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in mpl.colors.to_rgb(colour)]
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def get_contrast(first: str, second: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21 (WCAG 2.2).

    >>> round(get_contrast("#000000", "#FFFFFF"))
    21
    """
    dark, light = sorted((get_luminance(first), get_luminance(second)))
    return (light + 0.05) / (dark + 0.05)


def choose_ink(background: str) -> str:
    """Choose the ink, dark or white, that contrasts more with a background.

    >>> choose_ink("#3B3B38"), choose_ink("#F7F7F6")
    ('#FFFFFF', '#1A1A1A')
    """
    return max((INK, "#FFFFFF"), key=lambda ink: get_contrast(ink, background))
