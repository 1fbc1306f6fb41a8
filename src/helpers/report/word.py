"""The report as a Word document: pandoc reads the Markdown, a reference document made here gives the styles."""

from __future__ import annotations

import os
import re
import subprocess
import tempfile
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from helpers.report.archives import rewrite
from helpers.storage import InputError

if TYPE_CHECKING:
    from docx.document import Document

# Markdown as pandoc reads it, without what would let the words of a text become code, markup or quotation marks.
FORMAT = (
    "markdown-raw_html-raw_tex-raw_attribute-tex_math_dollars-citations-example_lists-smart"
    "-yaml_metadata_block+east_asian_line_breaks"
)
FIXED_TIME = "946684800"  # 1 January 2000, for same input, same bytes; SOURCE_DATE_EPOCH overrides it
LANGUAGES = {"zh": "zh-CN", "en": "en-GB"}

# Sizes and faces of official documents (GB/T 9704), the text a size smaller so that a report stays short.
PAGE = {"page_width": 210, "page_height": 297}
MARGINS = {"left_margin": 28, "right_margin": 26, "top_margin": 26, "bottom_margin": 24}
TEXT, HEAD, LATIN = "仿宋", "黑体", "Times New Roman"
FALLBACKS = {"仿宋": "FangSong;仿宋_GB2312;STFangsong;Noto Serif CJK SC", "黑体": "SimHei;STHeiti;Noto Sans CJK SC"}
STYLES = {  # style: (face, size in pt, bold, space before and after in pt)
    "Normal": (TEXT, 11, False, 0, 0),
    "Body Text": (TEXT, 11, False, 2, 3),
    "First Paragraph": (TEXT, 11, False, 2, 3),
    "Compact": (TEXT, 8.5, False, 0.5, 0.5),
    "Captioned Figure": (TEXT, 11, False, 4, 0),
    "Title": (HEAD, 16, True, 0, 8),
    "Heading 1": (HEAD, 13, True, 6, 3),
    "Heading 2": (HEAD, 13, True, 8, 4),
    "Image Caption": (HEAD, 10, False, 0, 6),
    "Table Caption": (HEAD, 10, False, 6, 3),
    "Footnote Text": (TEXT, 7.5, False, 0, 0),
}

KEPT_WITH_NEXT = ("Heading 1", "Heading 2", "First Paragraph", "Captioned Figure", "Table Caption")


def run_pandoc(source: str, target: str, *options: str, folder: Path | None = None) -> bytes:
    """Return what pandoc makes of a report's Markdown; raises RuntimeError with what pandoc says if it fails."""
    import pypandoc

    environment = {"SOURCE_DATE_EPOCH": FIXED_TIME} | dict(os.environ)
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch) / "out"
        command = [pypandoc.get_pandoc_path(), "--from", FORMAT, "--to", target, "--output", str(path), *options]
        done = subprocess.run(command, input=source.encode(), capture_output=True, env=environment, cwd=folder)
        if done.returncode:
            raise RuntimeError(done.stderr.decode("utf-8", "replace").strip())
        return path.read_bytes()


def make_word(markdown: str, folder: Path, language: str, reference: str | Path = "") -> bytes:
    """Return a report as a .docx file, with the styles of a reference document (empty: the one made here).

    Pictures are found from `folder`. Raises InputError if the reference document is no Word document.
    """
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(reference) if reference else Path(scratch) / "reference.docx"
        if reference:
            _check_reference(path)
        else:
            path.write_bytes(make_reference())
        options = (f"--reference-doc={path.resolve()}", f"--metadata=lang:{LANGUAGES[language]}")
        made = run_pandoc(markdown, "docx", "--shift-heading-level-by=-1", *options, folder=folder)
    return rewrite(made, {"word/document.xml": _keep_rows_whole})


def _keep_rows_whole(xml: bytes) -> bytes:
    """Let no page break part a row of a table."""
    kept = re.sub(rb"<w:tr>(?!\s*<w:trPr>)", b"<w:tr><w:trPr></w:trPr>", xml)
    return kept.replace(b"<w:trPr>", b"<w:trPr><w:cantSplit/>")


def _check_reference(path: Path) -> None:
    from docx import Document
    from docx.opc.exceptions import OpcError

    try:
        Document(str(path))
    except (OSError, KeyError, ValueError, OpcError) as error:
        raise InputError(f"reference: {path} is no Word document (.docx): {error}") from None


# ---- the reference document


@cache
def make_reference() -> bytes:
    """Return the reference document: A4 with the margins, faces and sizes above, page numbers, three-line tables."""
    import docx
    import pypandoc
    from docx.shared import Mm

    command = [pypandoc.get_pandoc_path(), "--print-default-data-file", "reference.docx"]
    document = docx.Document(BytesIO(subprocess.run(command, capture_output=True, check=True).stdout))
    for section in document.sections:
        for name, millimetres in (PAGE | MARGINS).items():
            setattr(section, name, Mm(millimetres))
    for name, values in STYLES.items():
        _set_style(document, name, *values)
    _number_pages(document)
    _rule_tables(document)
    _name_fallbacks(document)
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _set_style(document: Document, name: str, face: str, size: float, bold: bool, before: float, after: float) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    style: Any = document.styles[name]
    style.font.name, style.font.size, style.font.bold, style.font.italic = LATIN, Pt(size), bold, False
    style.font.color.rgb = RGBColor(0, 0, 0)
    fonts = style.element.rPr.rFonts
    for attribute in list(fonts.attrib):
        if attribute.endswith("Theme"):
            del fonts.attrib[attribute]
    fonts.set(qn("w:eastAsia"), face)
    layout = style.paragraph_format
    layout.space_before, layout.space_after = Pt(before), Pt(after)
    layout.line_spacing = 1.25 if name in ("Body Text", "First Paragraph") else 1.0
    layout.keep_with_next = name in KEPT_WITH_NEXT
    if name.endswith("Caption"):
        layout.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _number_pages(document: Document) -> None:
    """Put the number of the page at the foot, as official documents do: — 1 —."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    paragraph = document.sections[0].footer.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.add_run("— ")
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    paragraph._p.append(field)
    paragraph.add_run(" —")


def _rule_tables(document: Document) -> None:
    """Give tables a line above, below and under the head, and rows that no page break parts."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    style = document.styles["Table"].element
    for child in style.xpath("./w:tblPr/w:tblBorders | ./w:tblStylePr"):
        child.getparent().remove(child)
    line = '<w:{side} w:val="single" w:sz="{size}" w:space="0" w:color="1A1A1A"/>'
    edges = "".join(line.format(side=side, size=12) for side in ("top", "bottom"))
    inner = line.format(side="insideH", size=2).replace("1A1A1A", "BFBFBF")
    borders = parse_xml(f"<w:tblBorders {nsdecls('w')}>{edges}{inner}</w:tblBorders>")
    properties = style.xpath("./w:tblPr")[0]
    properties.insert_element_before(borders, "w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook")
    head = line.format(side="bottom", size=6)
    style.append(
        parse_xml(
            f'<w:tblStylePr {nsdecls("w")} w:type="firstRow"><w:rPr><w:b/></w:rPr><w:tcPr><w:tcBorders>{head}'
            "</w:tcBorders></w:tcPr></w:tblStylePr>"
        )
    )


def _name_fallbacks(document: Document) -> None:
    """Say which faces stand in where a machine lacks 仿宋 or 黑体."""
    from docx.opc.constants import RELATIONSHIP_TYPE

    part: Any = document.part.part_related_by(RELATIONSHIP_TYPE.FONT_TABLE)
    fonts = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{others}"/><w:charset w:val="86"/></w:font>'
        for name, others in FALLBACKS.items()
    )
    part._blob = part.blob.replace(b"</w:fonts>", f"{fonts}</w:fonts>".encode())
