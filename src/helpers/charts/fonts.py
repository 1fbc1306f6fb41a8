"""Fonts of the figures, and which characters they have."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path

from matplotlib import font_manager
from matplotlib.ft2font import FT2Font

from helpers.charts.house import get_house
from helpers.storage import InputError

FONT_VARIABLE = "FIGURE_FONT"
CHOSEN = f"style.toml or {FONT_VARIABLE}"
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
            raise InputError(f"{choice} ({CHOSEN}) is no font with Chinese characters: name another file")
        font_manager.fontManager.addfont(choice)
        return family
    family = _find_installed((choice,))
    if not family:
        raise InputError(
            f"the font ({CHOSEN}) is {choice!r}: neither a file nor an installed font family with Chinese characters"
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
    own = PACKAGED["zh"] if PACKAGED["zh"] in names else ""
    chinese = _find_chosen(choice) if choice else own or _find_installed(SYSTEM_FAMILIES)
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

    The order of the search is: the font of style.toml, the variable FIGURE_FONT (a file or an installed family), the
    packaged font, the system's; raises InputError that lists what was tried and how to mend it.

    >>> find_families("en")[-1]
    'DejaVu Sans'
    """
    return _find_families(get_house().font or os.environ.get(FONT_VARIABLE, ""))[language]


def get_properties(text: str, language: str, size: float, bold: bool) -> font_manager.FontProperties:
    """Return matplotlib's description of the face for a text, with the families that it needs: each is looked up."""
    families = find_families(language)
    last = max((_find_face(character, families, bold) for character in set(text)), default=0)
    return _describe(families, last + 1, size, bold)


@lru_cache(maxsize=64)
def _describe(families: tuple[str, ...], count: int, size: float, bold: bool) -> font_manager.FontProperties:
    weight = "bold" if bold and _has_bold(families) else "normal"
    return font_manager.FontProperties(family=list(families[:count]), size=size, weight=weight)


@cache
def _has_bold(families: tuple[str, ...]) -> bool:
    """Say whether each family has a bold face; matplotlib warns of one that it does not find."""
    known = {e.name for e in font_manager.fontManager.ttflist if str(e.weight) in ("700", "bold", "800", "900")}
    return set(families) <= known


@cache
def _find_files(families: tuple[str, ...], bold: bool) -> tuple[str, ...]:
    weight = "bold" if bold and _has_bold(families) else "normal"
    properties = (font_manager.FontProperties(family=family, weight=weight) for family in families)
    return tuple(str(font_manager.findfont(one)) for one in properties)


def open_faces(families: tuple[str, ...], bold: bool) -> FT2Font:
    """Return the face of the first family, which takes from the others what it lacks."""
    return font_manager.get_font(_find_files(families, bold))


@cache
def _open_each(families: tuple[str, ...], bold: bool) -> tuple[FT2Font, ...]:
    return tuple(map(FT2Font, _find_files(families, bold)))


@lru_cache(maxsize=20_000)
def _find_face(character: str, families: tuple[str, ...], bold: bool) -> int:
    """Return the number of the first family that has a character; one more than there are if none has it."""
    faces = _open_each(families, bold)
    return next((n for n, face in enumerate(faces) if face.get_char_index(ord(character))), len(faces))


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
        if _find_face(character, families, bold) < len(families):
            out.append(character)
        elif unicodedata.category(character).startswith("L"):
            out.append(MISSING_CHARACTER)
    return "".join(out)
