"""The table with its findings: a workbook whose cells are coloured, noted and linked to the sentence."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import xlsxwriter

from helpers.concepts import refer
from helpers.storage import write_whole
from helpers.verify.evidence import Evidence
from helpers.verify.findings import Finding, get_codes

_FIXED_TIME = datetime(2000, 1, 1)
_COLUMNS = (
    ("cell", "单元格", 8),
    ("place", "地区", 14),
    ("indicator", "指标", 24),
    ("period", "时间", 12),
    ("claimed", "表中数字", 14),
    ("finding", "结论", 20),
    ("finding_en", "finding", 22),
    ("said", "说明", 46),
    ("said_en", "in English", 46),
    ("source", "出处", 28),
    ("sentence", "原句", 80),
    ("title", "文稿", 40),
)


def write_marked(rows: list[list[str]], findings: Sequence[Finding], evidence: Evidence, path: str | Path) -> Path:
    """Write a table as a workbook: sheet 1 with a colour, a note and a link for each cell, sheet 2 with the findings.

    The same table and texts give the same bytes.
    """
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"created": _FIXED_TIME})
    formats = {code: book.add_format({"bg_color": f"#{row['colour']}", "border": 1, "border_color": "#BFBFBF"})
               for code, row in get_codes().items()}  # fmt: skip
    _write_table(book.add_worksheet("table"), rows, findings, formats, book.add_format({"bold": True}))
    _write_findings(book, findings, evidence, formats)
    _write_legend(book, formats)
    book.close()
    write_whole(Path(path), buffer.getvalue())
    return Path(path)


def name_cell(finding: Finding) -> str:
    """Return the name of a claim's cell as spreadsheets have it: B3."""
    return xlsxwriter.utility.xl_rowcol_to_cell(finding.claim.row - 1, finding.claim.column - 1)


def list_findings(findings: Sequence[Finding], evidence: Evidence) -> list[dict[str, str]]:
    """Return a row for each finding: its cell, claim, code in both languages, and the sentence that it rests on."""
    titles = evidence.articles.set_index("doc_id")["title"].to_dict()
    out = []
    for finding in findings:
        claim, row = finding.claim, finding.row
        codes = get_codes()[finding.code]
        out.append(
            {
                "cell": name_cell(finding),
                "place": claim.place,
                "indicator": claim.level * (claim.level not in claim.words) + claim.words,
                "period": claim.period,
                "claimed": claim.written,
                "code": finding.code,
                "finding": codes["label_zh"],
                "finding_en": codes["label_en"],
                "said": finding.say("zh"),
                "said_en": finding.say("en"),
                "source": refer(dict(row)) if row else "",
                "sentence": str(row["sentence"]) if row else "",
                "title": titles.get(row["doc_id"], "") if row else "",
            }
        )
    return out


def _write_table(sheet, rows: list[list[str]], findings: Sequence[Finding], formats: dict, bold) -> None:
    first = min(finding.claim.row for finding in findings) - 1
    for i, row in enumerate(rows):
        for j, text in enumerate(row):
            sheet.write_string(i, j, text, bold if i < first else None)
    for line, finding in enumerate(findings, 2):
        i, j = finding.claim.row - 1, finding.claim.column - 1
        code = get_codes()[finding.code]
        link = {"string": finding.claim.written, "tip": code["label_zh"]}
        sheet.write_url(i, j, f"internal:'findings'!A{line}", formats[finding.code], **link)
        note = f"{code['label_zh']}: {finding.say('zh')}\n{code['label_en']}: {finding.say('en')}"
        sheet.write_comment(i, j, note, {"x_scale": 2.4, "y_scale": 1.6, "author": ""})
    for j in range(max(map(len, rows), default=0)):
        width = max((sum(1 + (char > "\u2e7f") for char in row[j]) for row in rows if j < len(row)), default=8)
        sheet.set_column(j, j, min(40, max(8, width + 2)))
    sheet.freeze_panes(first, 0)
    _write_key(sheet, max(map(len, rows)) + 1, findings, formats)
    _fit_paper(sheet)


def _write_key(sheet, column: int, findings: Sequence[Finding], formats: dict) -> None:
    """Say beside the table what the colours in it mean, and how many cells have each."""
    counts = Counter(finding.code for finding in findings)
    for i, (code, row) in enumerate((code, row) for code, row in get_codes().items() if counts[code]):
        sheet.write_string(i, column, f"{row['label_zh']} {row['label_en']}", formats[code])
        sheet.write_number(i, column + 1, counts[code], formats[code])
    sheet.set_column(column, column, 36)


def _fit_paper(sheet) -> None:
    """Print a sheet on A4, lying, as wide as a page, its head on each."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def _write_findings(book, findings: Sequence[Finding], evidence: Evidence, formats: dict) -> None:
    sheet = book.add_worksheet("findings")
    head, wrap = book.add_format({"bold": True, "bottom": 1}), book.add_format({"text_wrap": True, "valign": "top"})
    for j, (_, name, width) in enumerate(_COLUMNS):
        sheet.write_string(0, j, name, head)
        sheet.set_column(j, j, width)
    for i, row in enumerate(list_findings(findings, evidence), 1):
        for j, (name, _, _) in enumerate(_COLUMNS):
            style = formats[row["code"]] if name.startswith("finding") else wrap
            if name == "cell":
                sheet.write_url(i, j, f"internal:'table'!{row[name]}", wrap, string=row[name])
            else:
                sheet.write_string(i, j, row[name], style)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, len(findings), len(_COLUMNS) - 1)
    _fit_paper(sheet)


def _write_legend(book, formats: dict) -> None:
    sheet = book.add_worksheet("legend")
    for i, (code, row) in enumerate(get_codes().items()):
        for j, name in enumerate(("label_zh", "label_en")):
            sheet.write_string(i, j, row[name], formats[code])
    sheet.set_column(0, 1, 26)
