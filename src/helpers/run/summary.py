"""What a run came to, in a few lines for the terminal: texts left out, pairs that compare, corrections to look at."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pandas as pd

from helpers.charts import read_languages, say_sentence
from helpers.concepts import label
from helpers.sources import say_refusal
from helpers.storage import Folders, find_tables, format_number, read_table

_MOST_NAMED = 40  # files left out


def summarise(folders: Folders, language: str = "en") -> str:
    """Return what there is to say of the tables that stand in the folders, line by line.

    The files that were left out are named in the first of the languages, which are those of the figures (zh,en).
    """
    there = {schema.name for schema in find_tables(folders.processed)}
    lines = []
    if "articles" in there:
        articles = read_table("articles", folders.processed)
        unread = articles["reader"] == ""
        lines.append(count_texts(articles[articles["reader"] != ""], int(unread.sum())))
        lines += name_left_out(articles[unread], read_languages(language)[0])
    if "comparison" in there:
        pictures = sorted(folders.figures.glob("05_matrix_*.png"))
        lines.append(count_pairs(read_table("comparison", folders.processed), pictures))
    if "indicators" in there:
        lines += list_doubtful_corrections(read_table("indicators", folders.processed))
    return "\n".join(lines)


def count_texts(articles: pd.DataFrame, left_out: int) -> str:
    """Say how many texts are compared, and how many are not.

    >>> articles = pd.DataFrame({"use": ["compared", "excluded"], "reason": ["", "template: XX市"]})
    >>> count_texts(articles, 1)
    '3 texts: 1 compared, 1 excluded (template), 1 left out; see notebooks/01_read_sources.ipynb'
    """
    excluded = [reason.partition(":")[0] for reason in articles.loc[articles["use"] != "compared", "reason"]]
    reasons = ", ".join(reason if n == 1 else f"{n} × {reason}" for reason, n in Counter(excluded).items())
    number = len(articles) + left_out
    said = f"{number} text{'s' * (number != 1)}: {len(articles) - len(excluded)} compared"
    said += f", {len(excluded)} excluded ({reasons})" if excluded else ""
    said += f", {left_out} left out" if left_out else ""
    return said + ("; see notebooks/01_read_sources.ipynb" if excluded or left_out else "")


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


def count_pairs(comparison: pd.DataFrame, pictures: list[Path]) -> str:
    """Say how many pairs of figures may be compared, and which figure shows them.

    >>> count_pairs(pd.DataFrame({"grade": ["not_comparable", "with_caution"]}), [Path("05_matrix_en.png")])
    '2 pairs: 0 comparable, 1 with caution (figures/05_matrix_en.png)'
    """
    grades = Counter(comparison["grade"])
    shown = f" (figures/{pictures[0].name})" if pictures else ""
    counts = f"{grades['comparable']} comparable, {grades['with_caution']} with caution"
    return f"{len(comparison)} pairs: {counts}{shown}"


def list_doubtful_corrections(indicators: pd.DataFrame) -> list[str]:
    """Return a line for each corrected value that lies outside the bounds that its text leaves."""
    doubtful = indicators[indicators["flags"].str.contains("outside_bounds")]
    return [
        f"corrections.csv: {format_number(row.value)} {row.unit} for {label('indicator', row.indicator, 'en')} of "
        f"{row.place} lies outside the bounds that text {row.doc_id} leaves: check it"
        for row in doubtful.drop_duplicates(["indicator", "place", "doc_id", "value"]).itertuples()
    ]
