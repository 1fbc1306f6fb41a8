"""Small invented folders with their tables, texts and reports, made by the functions that the notebooks call."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from helpers import report
from helpers.charts.export import save
from helpers.charts.pairs import draw_pairs
from helpers.compare import compare, find_measures
from helpers.concepts import map_observations, read_corrections
from helpers.extract import observe_all
from helpers.report.contents import Contents
from helpers.sources import choose_places, load_documents, load_texts, read_addresses, read_folder
from helpers.storage import PROJECT, find_folders, make_table, read_resource, read_table
from helpers.text import list_paragraphs

NAMES = ("articles", "paragraphs", "observations", "indicators", "comparison", "measures")
HOSTILE = """绵阳市2023年教育事业发展统计公报
2023年,全市共有小学312所,在校生20.5万人。全市九年义务教育巩固率99.2%。<img src=x onerror=alert("body")>
| 表格 | *不是* [链接](javascript:alert(1)) `x` $y$ ^[脚注] </script> & &amp;
绵阳市教育局 2024年3月5日
"""
PLAIN = """德阳市2023年教育事业发展统计公报
2023年,全市共有小学198所,在校生12.1万人。全市九年义务教育巩固率98.7%。全市共有普通高中25所。
德阳市教育局 2024年4月1日
"""
TWO_PLACES = {"<img src=x onerror=alert(1)> 'a' & b.txt": HOSTILE, "deyang.txt": PLAIN}
LEDGER = """file,title,publisher,published,place,address
deyang.txt,,"<b onclick=alert(2)>德阳日报</b>",2024-04-01,德阳市,javascript:alert(3)
<img src=x onerror=alert(1)> 'a' & b.txt,"<script>alert(""title"")</script>公报",,,,http://example.org/a?b=1&c=<d>
"""
ONE_PLACE = {"deyang.txt": PLAIN}
APART = {  # two places of which nothing compares
    "a.txt": "绵阳市2023年教育事业发展统计公报\n2023年,全市共有小学312所。\n绵阳市教育局 2024年3月5日\n",
    "b.txt": "德阳市2023年教育事业发展统计公报\n2023年,全市九年义务教育巩固率98.7%。\n德阳市教育局 2024年4月1日\n",
}
NUMBER = re.compile(r'\[([^\[\]]+)\]\{\.number ref="((?:[^"\\]|\\.)+):(\d+)"\}\[\^(\d+)\]')


@dataclass(frozen=True)
class Analysis:
    """What notebook 07 reads, and the folder in which the reports belong."""

    tables: dict[str, pd.DataFrame]
    texts: dict[str, str]
    places: list[str]
    addresses: dict[str, str]
    folder: Path

    def gather(self, language: str) -> Contents:
        return report.gather(self.tables, self.places, self.folder / "figures", self.addresses, language)


def write_texts(folder: Path, texts: dict[str, str], ledger: str = "") -> Path:
    folder.mkdir(parents=True)
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    if ledger:
        (folder / "sources.csv").write_text(ledger, encoding="utf-8")
    return folder


def analyse(raw: Path, out: Path) -> Analysis:
    """Analyse a folder as notebooks 01 to 04 do."""
    articles = make_table([text.to_row() for text in read_folder(raw)[0]], "articles")
    documents = load_documents(raw, articles)
    rows = [row for doc_id, document in documents.items() for row in list_paragraphs(doc_id, document)]
    paragraphs = make_table(rows, "paragraphs")
    observations = make_table(observe_all(documents, articles.set_index("doc_id").to_dict("index")), "observations")
    corrections = read_corrections(raw / "corrections.csv")
    indicators = map_observations(observations, articles, corrections, paragraphs)
    places = choose_places("", articles)
    comparison, measures = compare(indicators, places), find_measures(paragraphs, articles, places)
    tables = dict(zip(NAMES, (articles, paragraphs, observations, indicators, comparison, measures), strict=True))
    return finish(tables, places, raw, out)


def finish(tables: dict[str, pd.DataFrame], places: list[str], raw: Path, out: Path) -> Analysis:
    articles, addresses = tables["articles"], read_addresses(raw)
    known = {row.doc_id: addresses.get(row.file, "") for row in articles.itertuples()}
    return Analysis(tables, load_texts(raw, articles), places, known, out)


def read_default(out: Path) -> Analysis:
    """The default texts as their tables stand in the project, without figures."""
    folders = find_folders(project=PROJECT)
    tables = {name: read_table(name, PROJECT / "data" / "processed") for name in NAMES}
    return finish(tables, choose_places("", tables["articles"]), folders.raw, out)


def draw(analysis: Analysis) -> None:
    """Draw the figure of what compares, in both languages."""
    labels = pd.DataFrame(read_resource("indicators.csv"))
    tables = [analysis.tables[name] for name in ("comparison", "indicators", "articles")]
    for language in ("zh", "en"):
        save(draw_pairs(*tables, labels, analysis.places, language), "05_pairs", analysis.folder / "figures")
