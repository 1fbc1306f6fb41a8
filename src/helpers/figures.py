"""House style of the figures: fonts, palette, canvas in millimetres, text, direct labels, export and captions."""

from __future__ import annotations

import io
import os
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path
from xml.sax.saxutils import escape

import matplotlib as mpl
import numpy as np
import pandas as pd
from matplotlib import font_manager
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg, RendererAgg
from matplotlib.figure import Figure
from matplotlib.ft2font import FT2Font
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.text import Text
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from helpers.tables import InputError, make_table, write_table, write_whole

# Size and type: the text block of official A4 documents (GB/T 9704) is 156 mm wide; 87.75 mm make it 16:9.
WIDTH = 156.0
MARGIN = 2.0
HEIGHT = 87.75
DPI = 300
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
FORMATS = ("png", "svg", "pdf")
LANGUAGES = ("zh", "en")


def check_language(language: str) -> str:
    """Return a language that figures are drawn in; raises InputError for any other.

    >>> check_language("fr")
    Traceback (most recent call last):
    helpers.paths.InputError: language: figures are drawn in zh and en, not in 'fr'
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


# --- fonts ------------------------------

FONT_VARIABLE = "FIGURE_FONT"
PACKAGED = {"zh": "Noto Sans SC GBK", "en": "Noto Sans SC Latin"}
SYSTEM_FAMILIES = (
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "Microsoft YaHei",
    "PingFang SC",
    "Hiragino Sans GB",
    "Heiti SC",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
)
LAST_RESORT = "DejaVu Sans"  # comes with matplotlib: Latin letters and signs
PROBE = "教育，《》"


def find_packaged_fonts() -> list[Path]:
    """List the font files of the package."""
    folder = Path(str(files("helpers") / "resources" / "fonts"))
    return sorted(folder.glob("*.ttf"))


def _read_family(path: Path) -> str:
    """Return the family name of a font file; "" where it cannot be read or lacks Chinese characters."""
    try:
        font = FT2Font(str(path))
    except (OSError, RuntimeError):
        return ""
    return font.family_name if all(font.get_char_index(ord(c)) for c in PROBE) else ""


def _find_chosen(choice: str) -> str:
    """Return the family of a chosen font file or family name; raise InputError where it is of no use."""
    if Path(choice).is_file():
        family = _read_family(Path(choice))
        if not family:
            raise InputError(f"{choice} ({FONT_VARIABLE}) is no font with Chinese characters: name another file")
        font_manager.fontManager.addfont(choice)
        return family
    family = _find_installed((choice,))
    if not family:
        raise InputError(
            f"{FONT_VARIABLE} is {choice!r}: neither a file nor an installed font family with Chinese characters"
        )
    return family


def _find_installed(families: Sequence[str]) -> str:
    """Return the first of the families that is installed, looking at the files and not at matplotlib's cached list."""
    known = {entry.name for entry in font_manager.fontManager.ttflist}
    paths = font_manager.findSystemFonts()
    found = {family: path for path in paths if (family := _read_family(Path(path))) in families}
    for family in families:
        if family in found:
            if family not in known:
                font_manager.fontManager.addfont(found[family])
            return family
    return ""


@cache
def _find_families(choice: str) -> dict[str, tuple[str, ...]]:
    packaged = find_packaged_fonts()
    for path in packaged:
        font_manager.fontManager.addfont(path)
    names = {FT2Font(str(path)).family_name for path in packaged}
    chinese = _find_chosen(choice) if choice else ""
    if not chinese and PACKAGED["zh"] in names:
        chinese = PACKAGED["zh"]
    if not chinese:
        chinese = _find_installed(SYSTEM_FAMILIES)
    if not chinese:
        raise InputError(
            f"no font with Chinese characters was found. Tried: {FONT_VARIABLE} (not set); the packaged "
            f"{PACKAGED['zh']} in src/helpers/resources/fonts (missing); installed families "
            f"{', '.join(SYSTEM_FAMILIES)} (none). Mend it with `git checkout -- src/helpers/resources/fonts`, or "
            f"install one (Debian, Ubuntu: `sudo apt-get install fonts-noto-cjk`), or set {FONT_VARIABLE} to a file"
        )
    latin = (PACKAGED["en"],) if PACKAGED["en"] in names else ()
    return {"zh": (chinese, LAST_RESORT), "en": (*latin, chinese, LAST_RESORT)}


def find_families(language: str) -> tuple[str, ...]:
    """Name the font families for a language, in the order in which characters are looked up.

    The order of the search is: the variable FIGURE_FONT (a file or an installed family), the packaged font, the
    system's; raises InputError that lists what was tried and how to mend it.

    >>> find_families("en")[-1]
    'DejaVu Sans'
    """
    return _find_families(os.environ.get(FONT_VARIABLE, ""))[language]


@lru_cache(maxsize=64)
def _get_properties(families: tuple[str, ...], size: float, bold: bool) -> font_manager.FontProperties:
    weight = "bold" if bold and _has_bold(families) else "normal"
    return font_manager.FontProperties(family=list(families), size=size, weight=weight)


@cache
def _has_bold(families: tuple[str, ...]) -> bool:
    """Say whether each family has a bold face; matplotlib warns of one that it does not find."""
    known = {e.name for e in font_manager.fontManager.ttflist if str(e.weight) in ("700", "bold", "800", "900")}
    return set(families) <= known


@cache
def _open_faces(families: tuple[str, ...], bold: bool) -> tuple[FT2Font, ...]:
    weight = "bold" if bold and _has_bold(families) else "normal"
    return tuple(FT2Font(font_manager.findfont(font_manager.FontProperties(family=f, weight=weight))) for f in families)


@lru_cache(maxsize=20_000)
def _has_glyph(character: str, families: tuple[str, ...], bold: bool) -> bool:
    return any(face.get_char_index(ord(character)) for face in _open_faces(families, bold))


MISSING_CHARACTER = "〓"  # the typesetter's sign for a character that the face lacks


def make_drawable(text: str, language: str, bold: bool = False) -> str:
    """Drop what no font can draw (emoji, variation selectors) and mark missing characters with 〓.

    >>> make_drawable("点击👉 这里", "zh"), make_drawable("𰻞面", "zh")
    ('点击 这里', '〓面')
    """
    families = find_families(language)
    out = []
    for character in text:
        if "\ufe00" <= character <= "\ufe0f":  # variation selectors, which follow some emoji
            continue
        if _has_glyph(character, families, bold):
            out.append(character)
        elif unicodedata.category(character).startswith("L"):
            out.append(MISSING_CHARACTER)
    return "".join(out)


# --- measuring and breaking text ------------------------------


@cache
def _get_ruler() -> RendererAgg:
    return RendererAgg(8, 8, 720)


@lru_cache(maxsize=50_000)
def _measure(text: str, families: tuple[str, ...], size: float, bold: bool) -> float:
    with mpl.rc_context(STYLE):
        width, _, _ = _get_ruler().get_text_width_height_descent(text, _get_properties(families, size, bold), False)
    return width * MM_PER_INCH / 720


def measure(text: str, size: float, language: str, bold: bool = False) -> float:
    """Return the width in mm of one line of text of a size in points.

    >>> round(measure("教育", 10, "zh") / MM_PER_POINT)
    20
    """
    return _measure(text, find_families(language), size, bold) if text else 0.0


_NOT_FIRST = frozenset("，。、；：？！）》〉」』】〕”’％%‰℃…—·!),.:;?]}～")
_HANGING = frozenset("（《“‘【")
_NOT_LAST = frozenset("（《〈「『【〔“‘([{￥¥$")
_CJK = r"\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef"
_WIDE = re.compile(f"[{_CJK}]")
NO_BREAK = "\xa0"
_TOKEN = re.compile(rf"\d+年\d+月(?:\d+日)?|[^\S\xa0]+|(?:\xa0|[^\s{_CJK}“”‘’…—·])+|.")


def split_breakable(text: str) -> list[str]:
    """Split text where a line may end: Latin words and numbers stay whole, marks keep to their side (kinsoku).

    >>> split_breakable("达到98%（“全部”）， see note")
    ['达', '到', '98%', '（“全', '部”），', ' see', ' note']
    """
    pieces: list[str] = []
    for token in _TOKEN.findall(text):
        joined = pieces and (
            token[0] in _NOT_FIRST
            or pieces[-1][-1] in _NOT_LAST
            or pieces[-1].isspace()
            or (pieces[-1][-1].isdigit() and _WIDE.match(token) is not None and token not in "（《")
            or (pieces[-1][-1] in "”’" and not _WIDE.match(token) and not token.isspace())
            or (pieces[-1][-1] in "—" and not token.isspace() and not _WIDE.match(token))
        )
        if joined:
            pieces[-1] += token
        else:
            pieces.append(token)
    return pieces


def _pack(pieces: Sequence[str], width: float, size: float, language: str, bold: bool) -> list[str]:
    lines = [""]
    for piece in pieces:
        if lines[-1] and measure((lines[-1] + piece).strip(), size, language, bold) > width:
            lines.append("")
        lines[-1] += piece
    return [line.strip() for line in lines]


def wrap(text: str, width: float, size: float, language: str, bold: bool = False, balanced: bool = False) -> list[str]:
    """Break text into lines of at most width mm, balanced into lines of like length where asked.

    A single word that is wider than the line is broken between characters rather than cut.

    >>> wrap("中小学幼儿园，宽带接入率。", 22, 10, "zh")
    ['中小学幼儿', '园，宽带接入', '率。']
    >>> wrap("", 10, 10, "zh")
    []
    """
    if not text:
        return []
    pieces = split_breakable(text)
    if any(measure(piece.strip(), size, language, bold) > width for piece in pieces):
        pieces = [
            part
            for piece in pieces
            for part in ([piece] if measure(piece.strip(), size, language, bold) <= width else piece)
        ]
    lines = _pack(pieces, width, size, language, bold)
    if not balanced or len(lines) == 1:
        return lines
    return _balance(pieces, lines, width, size, language, bold)


def _balance(
    pieces: Sequence[str], lines: list[str], width: float, size: float, language: str, bold: bool
) -> list[str]:
    """Find the break into as many lines that are evenest, preferring to break behind a mark."""
    low, high = width / len(lines) * 0.8, width
    while high - low > 0.5:
        middle = (low + high) / 2
        if len(_pack(pieces, middle, size, language, bold)) > len(lines):
            low = middle
        else:
            high = middle
    even = _pack(pieces, high, size, language, bold)
    if len(lines) != 2:
        return even
    ends = [i for i in range(1, len(pieces)) if pieces[i - 1].rstrip()[-1:] in "，；：。,;:"]
    for i in sorted(ends, key=lambda i: abs(len("".join(pieces[:i])) - len("".join(pieces[i:])))):
        pair = ["".join(pieces[:i]).strip(), "".join(pieces[i:]).strip()]
        lengths = [measure(line, size, language, bold) for line in pair]
        if max(lengths) <= width and min(lengths) >= 0.35 * max(lengths):
            return pair
    return even


# --- palette ------------------------------


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


def style_places(places: Sequence[str]) -> dict[str, PlaceStyle]:
    """Give each place its colour and marker in order; above eight places all have one hue and must be named.

    >>> style_places(["甲市", "乙市"])["乙市"].marker
    'o'
    """
    if len(places) > len(PALETTE):
        return dict.fromkeys(places, ONE_HUE)
    return dict(zip(places, PALETTE, strict=False))


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


# --- direct labels ------------------------------


def assign_lanes(intervals: Sequence[tuple[float, float]], gap: float = 0.0) -> list[int]:
    """Give each interval the first lane where it overlaps none of those before it.

    >>> assign_lanes([(0, 4), (3, 6), (5, 9)])
    [0, 1, 0]
    """
    lanes: list[list[tuple[float, float]]] = []
    out = []
    for start, end in intervals:
        free = (
            n for n, lane in enumerate(lanes) if all(end + gap <= other or start >= stop + gap for other, stop in lane)
        )
        number = next(free, len(lanes))
        if number == len(lanes):
            lanes.append([])
        lanes[number].append((start, end))
        out.append(number)
    return out


# --- canvas ------------------------------


@dataclass
class Chart:
    """A drawn figure and the words that go with it."""

    figure: Figure
    title: str
    subtitle: str
    note: str
    source: str
    alt: str
    language: str


@dataclass
class Canvas:
    """A figure that grows downwards: x in mm from the left edge, y in mm from the top edge."""

    language: str
    width: float = WIDTH
    y: float = MARGIN
    title: str = ""
    subtitle: str = ""
    figure: Figure = field(init=False)
    back: Axes = field(init=False)
    sheet: Axes = field(init=False)
    panels: list[tuple[Axes, tuple[float, float, float, float]]] = field(init=False, default_factory=list)

    def __post_init__(self) -> None:
        """Make the figure and two sheets over all of it, axes in mm: one behind the panels of data, one before them."""
        check_language(self.language)
        self.figure = Figure(figsize=(self.width / MM_PER_INCH, HEIGHT / MM_PER_INCH), dpi=DPI, facecolor="white")
        FigureCanvasAgg(self.figure)
        self.back = self.figure.add_axes((0, 0, 1, 1), zorder=1)
        self.sheet = self.figure.add_axes((0, 0, 1, 1), zorder=5)
        for axes in (self.back, self.sheet):
            axes.set_axis_off()
            axes.patch.set_visible(False)

    @property
    def left(self) -> float:
        """The left edge of the drawing area, mm."""
        return MARGIN

    @property
    def right(self) -> float:
        """The right edge of the drawing area, mm."""
        return self.width - MARGIN

    def get_size(self, role: str) -> float:
        """Return the type size in points of a role in this language."""
        return SIZES[role] * (ENGLISH_SCALE if self.language == "en" else 1)

    def get_leading(self, role: str, tight: bool = False) -> float:
        """Return the distance of two lines of a role, mm."""
        return self.get_size(role) * (TIGHT_LEADING if tight else LEADING) * MM_PER_POINT

    def measure(self, text: str, role: str = "label", bold: bool = False) -> float:
        """Return the width in mm of one line of text in a role."""
        return measure(make_drawable(text, self.language, bold), self.get_size(role), self.language, bold)

    def wrap(
        self, text: str, width: float, role: str = "label", bold: bool = False, balanced: bool = False
    ) -> list[str]:
        """Break text into lines of at most width mm."""
        drawable = make_drawable(text, self.language, bold)
        return wrap(drawable, width, self.get_size(role), self.language, bold, balanced)

    def fits(self, text: str, width: float, role: str = "label", bold: bool = False) -> bool:
        """Say whether each Latin word of a text fits into width mm, so that none is broken."""
        return all(self.measure(word, role, bold) <= width for word in text.split() if word.isascii())

    def shorten(self, text: str, width: float, role: str = "label", bold: bool = False) -> str:
        """Cut a text that is wider than width mm and end it with an ellipsis."""
        if self.measure(text, role, bold) <= width:
            return text
        kept = next(
            n for n in range(len(text) - 1, -1, -1) if self.measure(text[:n] + "…", role, bold) <= width or not n
        )
        return text[:kept].rstrip() + "…"

    def wrap_items(self, items: Sequence[str], width: float, role: str = "label") -> list[str]:
        """Break an enumeration into lines between its items only, as long as each item fits."""
        mark = "、" if self.language == "zh" else ", "
        lines: list[str] = []
        for number, item in enumerate(items):
            text = item + (mark if number < len(items) - 1 else "")
            if lines and self.measure((lines[-1] + text).strip(), role) <= width:
                lines[-1] += text
            else:
                lines.append(text)
        return [part for line in lines for part in self.wrap(line.strip(), width, role)]

    def write(
        self,
        x: float,
        y: float,
        text: str,
        role: str = "label",
        *,
        colour: str = INK,
        bold: bool = False,
        align: str = "left",
        gid: str | None = None,
        halo: bool = False,
        upright: bool = False,
    ) -> Text:
        """Write one line with its middle (half the height of a digit) at y.

        At the left edge a full-width opening mark hangs out by half an em, so that the line looks flush. Upright text
        reads upwards from x, y, its middle at x.
        """
        text = make_drawable(text, self.language, bold)
        size = self.get_size(role)
        hangs = align == "left" and x <= self.left and self.language == "zh" and text[:1] in _HANGING
        hang = size * MM_PER_POINT / 2 if hangs else 0.0
        drop = size * MM_PER_POINT * 0.36  # from the middle of a digit down to its baseline
        artist = self.sheet.text(
            x + drop if upright else x - hang,
            y if upright else y + drop,
            text,
            rotation=90 if upright else 0,
            rotation_mode="anchor",
            fontproperties=_get_properties(find_families(self.language), size, bold),
            color=colour,
            ha=align,
            va="baseline",
            parse_math=False,
            gid=gid,
        )
        if halo:
            artist.set_bbox({"facecolor": "white", "edgecolor": "none", "pad": 0.6})
        return artist

    def write_lines(
        self, x: float, y: float, lines: Iterable[str], role: str = "label", tight: bool = False, **style
    ) -> float:
        """Write lines below each other, the first with its middle at y; return the y of the line that would follow."""
        for line in lines:
            self.write(x, y, line, role, **style)
            y += self.get_leading(role, tight)
        return y

    def write_block(self, x: float, middle: float, lines: Sequence[str], role: str = "label", **style) -> float:
        """Write lines tightly below each other around a middle; return the y of the last line."""
        step = self.get_leading(role, tight=True)
        return self.write_lines(x, middle - (len(lines) - 1) * step / 2, lines, role, tight=True, **style) - step

    def draw_box(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        fill: str = "none",
        edge: str = "none",
        *,
        dashed: bool = False,
        line: float = 0.8,
        gid: str | None = None,
    ) -> Rectangle:
        """Draw a rectangle from its upper left corner; line width in points."""
        box = Rectangle((x, y), width, height, facecolor=fill, edgecolor=edge, linewidth=line if edge != "none" else 0)
        if dashed:
            box.set_linestyle((0, (2.2, 1.6)))
        box.set_gid(gid)
        self.sheet.add_patch(box)
        return box

    def draw_band(self, x: float, y: float, width: float, height: float) -> None:
        """Draw a pale band behind the panels of data."""
        self.back.add_patch(Rectangle((x, y), width, height, facecolor=BAND, linewidth=0))

    def draw_line(
        self,
        xs: Sequence[float],
        ys: Sequence[float],
        colour: str = GRID,
        line: float = 0.6,
        behind: bool = False,
        **style,
    ) -> Line2D:
        """Draw a line through points, before or behind the panels of data; line width in points."""
        artist = Line2D(xs, ys, color=colour, linewidth=line, solid_capstyle="butt", **style)
        (self.back if behind else self.sheet).add_line(artist)
        return artist

    def draw_mark(
        self, x: float, y: float, marker: str, colour: str, *, hollow: bool = False, size: float = 6.5
    ) -> Line2D:
        """Draw one marker; size in points."""
        artist = Line2D(
            [x],
            [y],
            marker=marker,
            markersize=size,
            markerfacecolor="white" if hollow else colour,
            markeredgecolor=colour,
            markeredgewidth=1.2,
            linestyle="none",
        )
        self.sheet.add_line(artist)
        return artist

    def add_panel(self, x: float, y: float, width: float, height: float) -> Axes:
        """Add axes for data in a box given by its upper left corner, mm, without frame; ticks are not drawn."""
        axes = self.figure.add_axes((0, 0, 1, 1), zorder=2)
        axes.patch.set_visible(False)
        for spine in axes.spines.values():
            spine.set_visible(False)
        axes.tick_params(left=False, bottom=False, labelleft=False, labelbottom=False)
        self.panels.append((axes, (x, y, width, height)))
        return axes

    def write_header(self, title: str, subtitle: str) -> None:
        """Write title and subtitle and move the cursor below them."""
        self.title, self.subtitle = title, subtitle
        width = self.right - self.left
        for text, role, bold, colour in ((title, "title", True, INK), (subtitle, "subtitle", False, SECONDARY)):
            lines = self.wrap(text, width, role, bold, balanced=role == "title")
            self.y += self.get_leading(role) / 2
            self.y = self.write_lines(self.left, self.y, lines, role, bold=bold, colour=colour)
            self.y -= self.get_leading(role) / 2
        self.y += 2.0

    def measure_foot(self, note: str, source: str) -> float:
        """Return the height that `finish` takes for note and source, mm."""
        lines = sum(len(self.wrap(text, self.right - self.left, "note")) for text in (note, source))
        return 2.5 + self.get_leading("note") * lines + MARGIN

    def finish(self, note: str, source: str, alt: str, least: float = HEIGHT) -> Chart:
        """Write note and source below the drawing, set the height (at least `least` mm) and return the chart."""
        width = self.right - self.left
        lines = [(line, SECONDARY) for line in self.wrap(note, width, "note")]
        lines += [(line, SOURCE) for line in self.wrap(source, width, "note")]
        leading = self.get_leading("note")
        self.y = max(self.y + 2.5, least - MARGIN - leading * len(lines)) + leading / 2
        for line, colour in lines:
            self.write(self.left, self.y, line, "note", colour=colour)
            self.y += leading
        self._set_height(self.y - leading / 2 + MARGIN)
        words = (self.title, self.subtitle, note, source, alt)
        return Chart(self.figure, *(text.replace(NO_BREAK, " ") for text in words), self.language)

    def _set_height(self, height: float) -> None:
        self.figure.set_size_inches(self.width / MM_PER_INCH, height / MM_PER_INCH)
        for axes in (self.back, self.sheet):
            axes.set_xlim(0, self.width)
            axes.set_ylim(height, 0)
        for axes, (x, y, wide, tall) in self.panels:
            axes.set_position((x / self.width, 1 - (y + tall) / height, wide / self.width, tall / height))


# --- export ------------------------------

CAPTION_FIELDS = {"title": "Title", "alt": "Description", "note": "Note", "source": "Reference", "language": "Language"}
_FILE_NAME = re.compile(r"\d\d_[a-z0-9_]+")


def _get_metadata(chart: Chart, form: str) -> dict[str, str | None]:
    if form == "svg":
        return {
            "Title": chart.title,
            "Description": chart.alt,
            "Language": chart.language,
            "Date": None,
            "Creator": None,
        }
    return {
        "Title": chart.title,
        "Subject": chart.alt,
        "Keywords": chart.source,
        "CreationDate": None,
        "Creator": None,
        "Producer": None,
    }


def _reduce_colours(picture: Image.Image) -> Image.Image:
    """Keep the 256 most frequent colours of an RGBA picture exactly and give the others the nearest.

    That takes a third of the bytes; the others are mixtures at the edges of letters. (Pillow's own mapping to a palette
    shifts even white.)
    """
    counted = sorted(picture.getcolors(picture.width * picture.height), key=lambda item: (-item[0], item[1]))
    colours = np.array([colour[:3] for _, colour in counted])
    palette = colours[:256]
    codes = np.zeros(1 << 24, dtype=np.uint8)
    distances = ((colours[:, None, :] - palette[None, :, :]) ** 2).sum(axis=2)
    codes[colours @ (1, 1 << 8, 1 << 16)] = distances.argmin(axis=1)
    pixels = np.frombuffer(picture.tobytes(), dtype="<u4") & 0xFFFFFF
    reduced = Image.frombytes("P", picture.size, codes[pixels].tobytes())
    reduced.putpalette(palette.astype(np.uint8).tobytes())
    return reduced


def _render_png(chart: Chart, dpi: float) -> bytes:
    plain, buffer, chunks = io.BytesIO(), io.BytesIO(), PngInfo()
    chart.figure.savefig(plain, format="rgba", dpi=dpi)
    width, height = (int(inches * dpi) for inches in chart.figure.get_size_inches())
    for name, key in CAPTION_FIELDS.items():
        chunks.add_itxt(key, getattr(chart, name), lang=chart.language)
    picture = Image.frombytes("RGBA", (width, height), plain.getvalue())
    _reduce_colours(picture).save(buffer, "PNG", pnginfo=chunks, dpi=(dpi, dpi))
    return buffer.getvalue()


def _describe_svg(data: bytes, chart: Chart) -> bytes:
    """Give the root element a role and the names that screen readers read (SVG accessibility API mappings)."""
    text = data.decode("utf-8").replace(
        "<svg ", f'<svg role="img" aria-labelledby="title desc" lang="{chart.language}" ', 1
    )
    title = f"<title>{escape(chart.title)}</title>"
    described = f'<title id="title">{escape(chart.title)}</title>\n <desc id="desc">{escape(chart.alt)}</desc>'
    if title not in text:
        raise ValueError("the SVG has no title element to describe")
    return text.replace(title, described, 1).encode("utf-8")


def render(chart: Chart, form: str = "png", dpi: float = DPI) -> bytes:
    """Return the chart as the bytes of a PNG, SVG or PDF file; the same chart gives the same bytes."""
    buffer = io.BytesIO()
    with mpl.rc_context(STYLE):
        if form == "png":
            return _render_png(chart, dpi)
        chart.figure.savefig(buffer, format=form, dpi=dpi, metadata=_get_metadata(chart, form))
    return _describe_svg(buffer.getvalue(), chart) if form == "svg" else buffer.getvalue()


def save(chart: Chart, name: str, folder: str | Path) -> Path:
    """Write a chart as NN_subject_{zh,en}.png, .svg and .pdf into folder and return the path of the PNG.

    `name` is NN_subject, without language and suffix. Title, note, source and alternative text travel inside the PNG.

    >>> save(None, "Figure 1", ".")
    Traceback (most recent call last):
    ValueError: a figure is named NN_subject in lower case, not 'Figure 1'
    """
    if not _FILE_NAME.fullmatch(name):
        raise ValueError(f"a figure is named NN_subject in lower case, not {name!r}")
    path = Path(folder) / f"{name}_{chart.language}.png"
    for form in reversed(FORMATS):
        write_whole(path.with_suffix(f".{form}"), render(chart, form))
    return path


def show(chart: Chart) -> None:
    """Display a chart in a notebook, with its alternative text, at the width of the page."""
    from IPython import display

    display.display(display.Image(data=render(chart, dpi=200), format="png", width=768, alt=chart.alt))


def read_caption(path: str | Path) -> dict[str, str]:
    """Read the row of captions.csv that a PNG carries; {} for a picture that this module did not write."""
    with Image.open(path) as image:
        image.load()
        chunks = dict(image.text)
    if not set(CAPTION_FIELDS.values()) <= set(chunks):
        return {}
    return {"file": Path(path).stem} | {name: str(chunks[key]) for name, key in CAPTION_FIELDS.items()}


def collect_captions(folder: str | Path) -> pd.DataFrame:
    """Return the table `captions` of all figures in a folder, in the order of their file names."""
    rows = [read_caption(path) for path in sorted(Path(folder).glob("*.png"))]
    return make_table([row for row in rows if row], "captions")


def write_captions(folder: str | Path) -> Path:
    """Write captions.csv for all figures in a folder, from what the PNGs themselves carry."""
    return write_table(collect_captions(folder), "captions", Path(folder))
