"""How fast notebook 04 judges many places: seconds of one core for 75, 150 and 300 of them, stage by stage.

usage: python tests/benchmarks/bench_compare.py [PLACES…]     (default: 75 150 300)

Each made-up place states 48 figures, most of them in three years. Processor time counts, so that other work on the
machine does not. If the cost is linear in the rows, a column doubles from one size to the next.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pandas as pd

from helpers import compare
from helpers.concepts import map_observations
from helpers.storage import make_table, read_resource, save_workbook, write_tables

LEVELS = {"小学": 9000, "初中": 5000, "普通高中": 3000}
COUNTED = {
    "在校生": (1, "人"),
    "专任教师": (1 / 15, "人"),
    "教学班": (1 / 42, "个"),
    "招生": (1 / 6, "人"),
    "毕业生": (1 / 7, "人"),
}
YEARS = ("2021", "2022", "2023")


def make_observations(places: list[str]) -> pd.DataFrame:
    """Make for each place five counts of three levels in three years, a share and two targets."""
    chance = random.Random(7)
    rows = []
    for number, place in enumerate(places):
        scale = chance.uniform(0.3, 3)
        own = [
            (f"{level}{thing}", round(size * part * scale * chance.uniform(0.9, 1.1)), unit, "level", year, "actual")
            for level, size in LEVELS.items()
            for thing, (part, unit) in COUNTED.items()
            for year in YEARS
        ]
        own.append(("小学专任教师学历合格率", 99.0 + chance.random(), "%", "share", "2023", "actual"))
        own += [
            ("学前教育毛入园率", chance.uniform(95, 99), "%", "share", year, "planned") for year in ("2027", "2030")
        ]
        names = ("subject", "value", "unit", "kind", "period", "status")
        common = {"doc_id": f"t{number}", "place": place, "qualifier": "exact", "basis": "point", "damage": "none"}
        for start, figures in enumerate(own):
            rows.append(common | dict(zip(names, figures, strict=True)) | {"start": 10 * start, "end": 10 * start + 5})
    return make_table(rows, "observations")


def make_articles(places: list[str]) -> pd.DataFrame:
    levels = {row["name"]: row["level"] for row in read_resource("divisions.csv")}
    rows = [
        {"doc_id": f"t{n}", "place": place, "place_level": levels[place], "published": "2024-03", "use": "compared"}
        for n, place in enumerate(places)
    ]
    return make_table(rows, "articles")


def list_places(number: int) -> list[str]:
    """Return so many prefectures and counties with names of their own."""
    rows = [row for row in read_resource("divisions.csv") if row["level"] in ("prefecture", "county")]
    names = [row["name"] for row in rows if not row["last_listed"]]
    unique = [name for name in dict.fromkeys(names) if names.count(name) == 1]
    return unique[:number]


def measure(places: list[str], folder: Path) -> dict[str, float]:
    """Return the processor seconds of each stage, and what came out."""
    seconds: dict[str, float] = {}

    def take(stage: str, function: Callable, *arguments: object) -> object:
        started = time.process_time()
        result = function(*arguments)
        seconds[stage] = time.process_time() - started
        return result

    articles, observations = make_articles(places), make_observations(places)
    take("map_observations, first rows", map_observations, observations.head(200), articles)  # word lists are read
    indicators = take("map_observations", map_observations, observations, articles)
    indicators = take("derive_ratios", compare.derive_ratios, indicators, articles)
    indicators = take("check_figures", compare.check_figures, indicators)
    chosen = take("choose_covered", compare.choose_covered, indicators, places)
    comparison = take("compare", compare.compare, indicators, chosen)
    panel = take("make_panel", compare.make_panel, indicators, places)
    tables = {"indicators": indicators, "panel": panel, "comparison": comparison, "observations": observations}
    take("write_tables", lambda: write_tables(folder, **tables))
    take("save_workbook", save_workbook, folder)
    return seconds | {f"rows of {name}": len(frame) for name, frame in tables.items()}


def main() -> None:
    sizes = [int(size) for size in sys.argv[1:]] or [75, 150, 300]
    with tempfile.TemporaryDirectory() as folder:
        found = {f"{size} places": measure(list_places(size), Path(folder)) for size in sizes}
    print(pd.DataFrame(found).round(2).to_string())


if __name__ == "__main__":
    main()
