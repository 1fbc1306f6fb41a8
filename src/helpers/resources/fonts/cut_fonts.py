"""Cut the fonts of this folder from the variable font Noto Sans SC: `python cut_fonts.py NotoSansSC[wght].ttf`.

Each weight gives two files. The Chinese one holds the characters of GBK and some signs; pairs of full-width punctuation
are kerned together (half an em each), as typesetting rules ask. The Latin one holds Latin letters and proportional
quotation marks, dots and signs, which the Chinese one draws as wide as a character.
"""

import sys
from pathlib import Path

from fontTools.feaLib.builder import addOpenTypeFeaturesFromString
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

WEIGHTS = {"Regular": 400, "Bold": 700}
SIGNS = [(0x20, 0x7F), (0xA0, 0x180), (0x2010, 0x2040), (0x20A0, 0x20C0), (0x2190, 0x2194), (0x2200, 0x2270)]
OPENING = "“‘（《〈【「『〔"
CLOSING = "”’）》〉】」』〕，。、；：！？"
DROPPED = ["BASE", "DSIG", "GSUB", "STAT", "VORG", "VVAR", "gasp", "prep", "vhea", "vmtx"]


def list_gbk() -> set[str]:
    """List the characters of GBK outside the private use area."""
    pairs = (bytes([first, second]) for first in range(0x81, 0xFF) for second in range(0x40, 0xFF))
    decoded = {pair.decode("gbk", errors="ignore") for pair in pairs}
    return {c for c in decoded if len(c) == 1 and not 0xE000 <= ord(c) < 0xF900}


def list_signs() -> set[str]:
    """List Latin letters, punctuation, currency, arrows and mathematical signs."""
    return {chr(c) for first, end in SIGNS for c in range(first, end)}


def take_proportional(font: TTFont) -> None:
    """Map characters to their proportional glyphs as the font's own feature pwid does."""
    gsub = font["GSUB"].table
    lookups = {
        index
        for record in gsub.FeatureList.FeatureRecord
        if record.FeatureTag == "pwid"
        for index in record.Feature.LookupListIndex
    }
    narrow = {}
    for index in lookups:
        for table in gsub.LookupList.Lookup[index].SubTable:
            narrow |= getattr(table, "ExtSubTable", table).mapping
    for table in font["cmap"].tables:
        if hasattr(table, "cmap"):
            table.cmap = {code: narrow.get(glyph, glyph) for code, glyph in table.cmap.items()}


def rename(font: TTFont, family: str, style: str) -> None:
    """Name the cut font, so that no installed font of the same family is taken for it."""
    names = {1: family, 2: style, 4: f"{family} {style}", 6: f"{family.replace(' ', '')}-{style}"}
    for number in (3, 16, 17, 21, 22, 25):
        font["name"].removeNames(nameID=number)
    for number, text in names.items():
        font["name"].removeNames(nameID=number)
        font["name"].setName(text, number, 3, 1, 0x409)
    font["OS/2"].usWeightClass = WEIGHTS[style]
    font["head"].macStyle = int(style == "Bold")
    font["OS/2"].fsSelection = 0x20 if style == "Bold" else 0x40


def kern_punctuation(font: TTFont) -> None:
    """Take half an em out between two full-width marks where the first or the second is blank on that side."""
    cmap = font.getBestCmap()
    opening, closing = (" ".join(cmap[ord(c)] for c in marks) for marks in (OPENING, CLOSING))
    addOpenTypeFeaturesFromString(
        font,
        f"""languagesystem DFLT dflt; languagesystem hani dflt; languagesystem latn dflt;
        @opening = [{opening}]; @closing = [{closing}];
        feature kern {{ pos @closing @closing -500; pos @closing @opening -500; pos @opening @opening -500; }} kern;""",
    )


def name_glyphs(font: TTFont) -> None:
    """Keep the glyphs' names in the file: programs that subset it (PDF) need not make them up each time."""
    font["post"].formatType = 2.0
    font["post"].extraNames = []
    font["post"].mapping = {}


def cut(source: str, style: str, latin: bool) -> TTFont:
    """Cut one static font."""
    font = TTFont(source, recalcTimestamp=False)
    if latin:
        take_proportional(font)
    options = Options(hinting=False, glyph_names=True, notdef_outline=True, name_IDs=[0, 1, 2, 3, 4, 5, 6, 13, 14])
    options.layout_features = ["kern"]
    options.drop_tables += DROPPED + ([] if latin else ["GPOS"])
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=[ord(c) for c in list_signs() | (set() if latin else list_gbk())])
    subsetter.subset(font)
    instantiateVariableFont(font, {"wght": WEIGHTS[style]}, inplace=True, overlap=True)
    rename(font, f"Noto Sans SC {'Latin' if latin else 'GBK'}", style)
    if not latin:
        kern_punctuation(font)
    name_glyphs(font)
    return font


if __name__ == "__main__":
    for style in WEIGHTS:
        for latin in (False, True):
            name = f"NotoSansSC-{'Latin' if latin else 'GBK'}-{style}.ttf"
            cut(sys.argv[1], style, latin).save(Path(__file__).parent / name)
