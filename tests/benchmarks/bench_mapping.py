"""How fast observations are mapped: rows per second of processor time on one core, with the texts' paragraphs.

usage: python tests/benchmarks/bench_mapping.py [FOLDER]     (default: the texts of data/raw)

Cold: the word lists are read, but each subject is new. Warm: the texts stand there ten times, as yearly reports that
repeat their wordings do.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

import pandas as pd

from helpers.concepts import map_observations
from helpers.extract import observe
from helpers.storage import make_table
from helpers.text import as_document, list_paragraphs

RAW = Path(__file__).resolve().parents[2] / "data" / "raw"


def read_tables(folder: Path) -> tuple[list[dict], list[dict], list[dict]]:
    """Return the rows of observations, articles and paragraphs of the texts of a folder."""
    observations, articles, paragraphs = [], [], []
    for path in sorted(folder.glob("*.txt")):
        document = as_document(path.read_text(encoding="utf-8-sig"))
        observations += [{"doc_id": path.stem, **row} for row in observe(document, "绍兴市", "2024-03-01")]
        paragraphs += list_paragraphs(path.stem, document)
        articles.append({"doc_id": path.stem, "place": "绍兴市", "place_level": "prefecture", "use": "compared"})
    return observations, articles, paragraphs


def repeat(rows: list[dict], times: int, name: str) -> pd.DataFrame:
    """Return a table with the rows so many times, each time of other texts."""
    return make_table([row | {"doc_id": f"{row['doc_id']}_{n}"} for n in range(times) for row in rows], name)


def main() -> None:
    observations, articles, paragraphs = read_tables(Path(sys.argv[1]) if len(sys.argv) > 1 else RAW)
    map_observations(make_table(observations[:1], "observations"), make_table(articles, "articles"))
    for name, times in (("cold", 1), ("warm", 10)):
        tables = [repeat(observations, times, "observations"), repeat(articles, times, "articles")]
        text = repeat(paragraphs, times, "paragraphs")
        started = time.process_time()
        map_observations(*tables, paragraphs=text)
        seconds = time.process_time() - started
        print(f"{name}: {len(tables[0]):6,} rows, {len(tables[0]) / seconds:8,.0f} rows per second")


if __name__ == "__main__":
    main()
