"""Make the pictures of the READMEs: python tests/make_pictures.py, after a run.

They show pages 1 and 3 of the Word reports, and the first page of the checked example table, as LibreOffice
prints them, and one figure in two styles.
Needs LibreOffice (Writer and Calc) and pdftoppm (poppler-utils); writes docs/report_{zh,en}.png, docs/style_{zh,en}.png
and docs/verify.png.
"""

from __future__ import annotations

import io
import subprocess
import tempfile
from pathlib import Path

import pandas as pd
from PIL import Image, ImageChops, ImageOps

from helpers import charts
from helpers.sources import choose_places
from helpers.storage import PROJECT, find_folders, read_resource, read_table
from helpers.verify.__main__ import main as verify

DPI = 72
EDGE = 12  # pixels of paper around what is printed
COLOURS = 64


def print_pages(path: Path, scratch: Path) -> list[Image.Image]:
    """Return the pages of a document as LibreOffice prints them."""
    profile = f"-env:UserInstallation={(scratch / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(scratch), str(path)]
    subprocess.run(command, check=True, capture_output=True)
    pages = scratch / path.stem
    pages.mkdir()
    pdf = scratch / f"{path.stem}.pdf"
    subprocess.run(["pdftoppm", "-r", str(DPI), "-png", str(pdf), str(pages / "page")], check=True)
    return [Image.open(page).convert("RGB") for page in sorted(pages.glob("*.png"))]


def crop(page: Image.Image) -> Image.Image:
    """Cut off the paper around what is printed."""
    box = ImageChops.difference(page, Image.new("RGB", page.size, "white")).getbbox()
    return ImageOps.expand(page.crop(box), EDGE, "white")


def set_side_by_side(pages: list[Image.Image]) -> Image.Image:
    """Return pages beside each other, each with a thin frame."""
    framed = [ImageOps.expand(page, 1, "#BFBFBF") for page in pages]
    sheet = Image.new("RGB", (sum(page.width + EDGE for page in framed), max(page.height for page in framed)), "white")
    x = 0
    for page in framed:
        sheet.paste(page, (x, 0))
        x += page.width + EDGE
    return sheet


def stack(pages: list[Image.Image]) -> Image.Image:
    """Return pictures below each other."""
    sheet = Image.new("RGB", (max(page.width for page in pages), sum(page.height for page in pages)), "white")
    y = 0
    for page in pages:
        sheet.paste(page, (0, y))
        y += page.height
    return sheet


STYLES = (
    '[colours]\n"包头市" = "#7A1FA2"\n"呼和浩特市" = "#B4540A"\n\n[figure]\nform = "half"\nnumbers = "full"\n',
    '[type]\nsize = 1.15\n\n[figure]\nform = "half"\ngrey = true\ntitle = false\n',
)


def draw_styles(language: str, scratch: Path) -> Image.Image:
    """Return one figure of the default run in two styles, side by side."""
    tables = [read_table(name, find_folders().processed) for name in ("comparison", "indicators", "articles")]
    labels, places = pd.DataFrame(read_resource("indicators.csv")), choose_places("", tables[2])
    pictures = []
    for style in STYLES:
        path = scratch / "style.toml"
        path.write_text(style, "utf-8")
        charts.use_style(str(path), scratch, places)
        data = charts.render(charts.draw_pairs(*tables, labels, places, language), "png", 100)
        pictures.append(Image.open(io.BytesIO(data)).convert("RGB"))
    return set_side_by_side(pictures)


def main() -> None:
    """Make all pictures."""
    folder = PROJECT / "docs"
    folder.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        pictures = {}
        for language in ("zh", "en"):
            pages = print_pages(PROJECT / "reports" / f"report_{language}.docx", scratch)
            pictures[f"report_{language}"] = set_side_by_side([pages[0], pages[2]])
            pictures[f"style_{language}"] = draw_styles(language, scratch)
        table = PROJECT / "notebooks" / "examples" / "texts" / "colleague_table.csv"
        verify([str(table), "--out", str(scratch)])
        pages = print_pages(scratch / f"{table.stem}_checked.xlsx", scratch)
        pictures["verify"] = stack([crop(page) for page in pages[:2]])
        for name, picture in pictures.items():
            picture.quantize(COLOURS, dither=Image.Dither.NONE).save(folder / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
