"""A canvas in millimetres, and what is drawn on it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import matplotlib as mpl
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.text import Text

from helpers.charts.fonts import get_properties, make_drawable
from helpers.charts.house import get_house, turn_grey
from helpers.charts.sources import Mark, Sources
from helpers.charts.style import (
    DPI,
    ENGLISH_SCALE,
    GRID,
    HEIGHT,
    INK,
    LEADING,
    MARGIN,
    MM_PER_INCH,
    MM_PER_POINT,
    SECONDARY,
    SIZES,
    SOURCE,
    TIGHT_LEADING,
    check_language,
)
from helpers.charts.typesetting import NO_BREAK, measure, wrap
from helpers.charts.wording import LIST_MARK, Row, make_id

SOURCE_LINES = 2
TOO_MANY = 2000  # characters of any kind for these lines: of the sources of 1,000 texts no more need be measured
_HANGING = frozenset("（《“‘【")


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


@dataclass
class Chart:
    """A drawn figure, the words that go with it, the texts that it shows (doc_id), and what row each mark shows.

    `source` lists those texts in full; the figure itself has as much of it as two lines hold.
    """

    figure: Figure
    title: str
    subtitle: str
    note: str
    source: str
    alt: str
    language: str
    doc_ids: tuple[str, ...] = ()
    marks: tuple[Mark, ...] = ()


@dataclass
class Canvas:
    """A figure that grows downwards: x in mm from the left edge, y in mm from the top edge."""

    language: str
    width: float = field(default_factory=lambda: get_house().width)
    y: float = MARGIN
    title: str = ""
    subtitle: str = ""
    figure: Figure = field(init=False)
    back: Axes = field(init=False)
    sheet: Axes = field(init=False)
    panels: list[tuple[Axes, tuple[float, float, float, float]]] = field(init=False, default_factory=list)
    marks: list[Mark] = field(init=False, default_factory=list)

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
        return SIZES[role] * (ENGLISH_SCALE if self.language == "en" else 1) * get_house().size

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
        style = (self.get_size(role), self.language, bold)
        lines = wrap(drawable, width, *style, balanced)
        head, bracket, tail = drawable.rpartition("（" if self.language == "zh" else " (")
        if role == "label" and len(lines) > 1 and head:  # a label rather ends a line before its bracket
            parted = [line for part in (head, bracket + tail) for line in wrap(part.strip(), width, *style)]
            lines = parted if len(parted) == len(lines) else lines
        return lines

    def fit_label(self, text: str, width: float, most: int = 2) -> tuple[list[str], str]:
        """Break a label into lines of at most width mm, of smaller type where there would be more than `most`."""
        lines = self.wrap(text, width)
        return (lines, "label") if len(lines) <= most else (self.wrap(text, width, "note"), "note")

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
        mark = LIST_MARK[self.language]
        lines: list[str] = []
        texts = [item + (mark if number < len(items) - 1 else "") for number, item in enumerate(items)]
        for text in texts:
            first, dash, second = text.partition("–")
            if dash and self.measure(text, role) > width:  # a pair that is too wide breaks behind its dash
                lines += [first + dash, second]
            elif lines and self.measure((lines[-1] + text).strip(), role) <= width:
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
            fontproperties=get_properties(text, self.language, size, bold),
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
        self.sheet.add_artist(box)  # add_patch would look for the limits, which `finish` sets
        return box

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
        (self.back if behind else self.sheet).add_artist(artist)
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
        self.sheet.add_artist(artist)
        return artist

    def link(self, artist: Artist, row: Row, *parts: object) -> None:
        """Give a mark its id, which ends with its row's (doc_id and start), and a link to that row in the report."""
        gid = make_id(*parts, row["doc_id"], row["start"])
        artist.set_gid(gid)
        artist.set_url(f"../reports/report_{self.language}.html#{row['doc_id']}:{row['start']}")
        self.marks.append(Mark(gid, str(row["doc_id"]), int(row["start"])))

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
        written = ((title, "title", True, INK), (subtitle, "subtitle", False, SECONDARY))
        for text, role, bold, colour in written[not get_house().title :]:
            lines = self.wrap(text, width, role, bold, balanced=role == "title")
            self.y += self.get_leading(role) / 2
            self.y = self.write_lines(self.left, self.y, lines, role, bold=bold, colour=colour)
            self.y -= self.get_leading(role) / 2
        self.y += 2.0

    def measure_foot(self, note: str, sources: Sources) -> float:
        """Return the height that `finish` takes for note and sources, mm."""
        lines = len(self.wrap(note, self.right - self.left, "note")) + len(self._fit_sources(sources))
        return 2.5 + self.get_leading("note") * lines + MARGIN

    def _fit_sources(self, sources: Sources) -> list[str]:
        """Return the lines of the longest wording that takes two at most, else of the shortest."""
        width = self.right - self.left
        for text in sources.wordings[:-1]:
            if self.measure(text[:TOO_MANY], "note") <= SOURCE_LINES * width:
                lines = self.wrap(text, width, "note")
                if len(lines) <= SOURCE_LINES:
                    return lines
        return self.wrap(sources.wordings[-1], width, "note")

    def finish(self, note: str, sources: Sources, alt: str, least: float = HEIGHT) -> Chart:
        """Write note and sources below the drawing, set the height (at least `least` mm) and return the chart."""
        lines = [(line, SECONDARY) for line in self.wrap(note, self.right - self.left, "note")]
        lines += [(line, SOURCE) for line in self._fit_sources(sources)]
        leading = self.get_leading("note")
        self.y = max(self.y + 2.5, least - MARGIN - leading * len(lines)) + leading / 2
        for line, colour in lines:
            self.write(self.left, self.y, line, "note", colour=colour)
            self.y += leading
        self._set_height(self.y - leading / 2 + MARGIN)
        if get_house().grey:
            _make_grey(self.figure)
        words = (self.title, self.subtitle, note, sources.full, alt)
        said = (text.replace(NO_BREAK, " ") for text in words)
        return Chart(self.figure, *said, self.language, sources.doc_ids, tuple(self.marks))

    def _set_height(self, height: float) -> None:
        self.figure.set_size_inches(self.width / MM_PER_INCH, height / MM_PER_INCH)
        for axes in (self.back, self.sheet):
            axes.set_xlim(0, self.width)
            axes.set_ylim(height, 0)
        for axes, (x, y, wide, tall) in self.panels:
            axes.set_position((x / self.width, 1 - (y + tall) / height, wide / self.width, tall / height))


def _make_grey(figure: Figure) -> None:
    """Give everything that is drawn the grey of its colour's luminance."""
    for artist in figure.findobj():
        for part in ("color", "facecolor", "edgecolor", "markerfacecolor", "markeredgecolor"):
            colour = getattr(artist, f"get_{part}", lambda: None)()
            if mpl.colors.is_color_like(colour):
                getattr(artist, f"set_{part}")(turn_grey(colour))
            elif colour is not None and len(colour) and not isinstance(colour, str):
                getattr(artist, f"set_{part}")([turn_grey(one) for one in colour])
