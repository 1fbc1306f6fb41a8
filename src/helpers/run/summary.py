"""What a run came to, in a few lines for the terminal: what was read, left out and found, and where to look."""

from __future__ import annotations

import os
import re
from collections import Counter
from pathlib import Path

import pandas as pd

from helpers.charts import say_sentence
from helpers.concepts import label
from helpers.sources import find_unknown_columns, say_refusal
from helpers.storage import Folders, find_tables, format_number, map_resource, read_table

# they name the user's language; the first that is set wins
_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")
_MOST_NAMED = 40  # files left out


def summarise(folders: Folders, language: str = "") -> str:
    """Return what there is to say of the tables that stand in the folders, line by line.

    In the first of the languages that are named, else in that of the system: zh or en.
    """
    language = find_language(language)
    there = {table.name: read_table(table.name, folders.processed) for table in find_tables(folders.processed)}
    pictures = sorted(folders.figures.glob("05_matrix_*.png"))
    pictures.sort(key=lambda picture: not picture.stem.endswith(language))
    lines = []
    if "articles" in there:
        unread = there["articles"]["reader"] == ""
        lines.append(count_texts(there["articles"][~unread], int(unread.sum()), language))
        lines += name_left_out(there["articles"][unread], language)
        if names := find_unknown_columns(folders.raw / "sources.csv"):
            lines.append(_say("columns", language, names=", ".join(names)))
    if {"observations", "indicators"} <= there.keys():
        mapped = int((there["indicators"]["indicator"] != "unmapped").sum())
        lines.append(_say("found", language, n=len(there["observations"]), indicators=mapped))
    if "comparison" in there:
        lines.append(count_pairs(there["comparison"], pictures, language))
    if "indicators" in there:
        lines += list_doubtful_corrections(there["indicators"], language)
    notebook = folders.notebooks / "05_compare_cities.ipynb"
    if "articles" in there and pictures:
        lines.append(_say("look", language, picture=pictures[0], notebook=notebook))
    return "\n".join(lines)


def find_language(named: str) -> str:
    """Return the first of the languages that are named, else that of the system as far as it is Chinese, else English.

    >>> find_language("zh,en"), find_language("en")
    ('zh', 'en')
    """
    system = next(filter(None, map(os.environ.get, _VARIABLES)), "")
    return "zh" if (re.split(r"[,，、;；\s]", named.strip())[0] or system).lower().startswith("zh") else "en"


def _say(key: str, language: str, **values: object) -> str:
    """Return a sentence of resources/summary_sentences.csv with its blanks filled."""
    sentences = map_resource("summary_sentences.csv", "key", language)
    sentence = sentences.get(f"{key}_one" if values.get("n") == 1 else key) or sentences[key]
    return sentence.format(**values)


def count_texts(articles: pd.DataFrame, left_out: int, language: str = "en") -> str:
    """Say how many texts are compared, and how many are not.

    >>> articles = pd.DataFrame({"use": ["compared", "excluded"], "reason": ["", "template: XX市"]})
    >>> count_texts(articles, 1)
    '3 texts: 1 compared, 1 excluded (template), 1 left out; see notebooks/01_read_sources.ipynb'
    """
    excluded = [reason.partition(":")[0] for reason in articles.loc[articles["use"] != "compared", "reason"]]
    reasons = ", ".join(reason if n == 1 else f"{n} × {reason}" for reason, n in Counter(excluded).items())
    said = _say("texts", language, n=len(articles) + left_out, compared=len(articles) - len(excluded))
    said += _say("excluded", language, n=len(excluded), reasons=reasons) if excluded else ""
    said += _say("left_out", language, n=left_out) if left_out else ""
    return said + (_say("see", language) if excluded or left_out else "")


def name_left_out(left_out: pd.DataFrame, language: str) -> list[str]:
    """Return a line for each file that was left out: its name, why, and what to do; of many the first.

    >>> name_left_out(pd.DataFrame({"file": ["a.pdf"], "reason": ["left out: the file is empty"]}), "zh")
    ['未读：a.pdf：文件是空的：请重新保存或下载']
    """
    lines = [
        say_sentence(
            "left_out_file", language, file=row.file, reason=say_refusal(row.reason.partition(": ")[2], language)
        )
        for row in left_out.head(_MOST_NAMED).itertuples()
    ]
    more = len(left_out) - len(lines)
    return lines + ([say_sentence("left_out_more", language, n=more)] if more else [])


def count_pairs(comparison: pd.DataFrame, pictures: list[Path], language: str = "en") -> str:
    """Say how many pairs of figures may be compared, and which figure shows them.

    >>> count_pairs(pd.DataFrame({"grade": ["not_comparable", "with_caution"]}), [Path("05_matrix_en.png")])
    '2 pairs: 0 comparable, 1 with caution (figures/05_matrix_en.png)'
    """
    grades = Counter(comparison["grade"])
    shown = _say("picture", language, name=pictures[0].name) if pictures else ""
    counts = {"comparable": grades["comparable"], "caution": grades["with_caution"]}
    return _say("pairs", language, n=len(comparison), picture=shown, **counts)


def list_doubtful_corrections(indicators: pd.DataFrame, language: str = "en") -> list[str]:
    """Return a line for each corrected value that lies outside the bounds that its text leaves."""
    doubtful = indicators[indicators["flags"].str.contains("outside_bounds")]
    lines = []
    for row in doubtful.drop_duplicates(["indicator", "place", "doc_id", "value"]).itertuples():
        what = {"indicator": label("indicator", row.indicator, language), "value": format_number(row.value)}
        lines.append(_say("doubtful", language, place=row.place, unit=row.unit, doc_id=row.doc_id, **what))
    return lines
