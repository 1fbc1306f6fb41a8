"""The numbers that the two READMEs state are those of the tables."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers.tables import read_table

ROOT = Path(__file__).resolve().parents[1]
PROCESSED = ROOT / "data" / "processed"


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_stated_numbers(name: str) -> None:
    text = " ".join((ROOT / name).read_text(encoding="utf-8").split())
    comparison = read_table("comparison", PROCESSED)
    observations = read_table("observations", PROCESSED)
    grades = comparison["grade"].value_counts()
    lost = int((observations["damage"] == "digits_lost").sum())
    assert grades.get("comparable", 0) == 0
    numbers = {
        "pairs": len(comparison),
        "cautious": grades["with_caution"],
        "quantities": len(observations),
        "lost": lost,
    }
    said = {
        "README.md": "Of {pairs} pairs of places and indicators none compares outright, {cautious} with caution|"
        "state {quantities} quantities; {lost} of them",
        "README.zh-CN.md": "{pairs} 个“两地×指标”组合中，没有一个可直接比较，{cautious} 个须谨慎|"
        "共有 {quantities} 个数量，其中 {lost} 个已没有数值",
    }
    for sentence in said[name].format(**numbers).split("|"):
        assert sentence in text, f"{name} does not say: {sentence}"


def test_figures_and_files_that_the_readmes_name_exist() -> None:
    for name in ("figures/05_matrix_en.png", "figures/05_matrix_zh.png", "tests/heldback/README.md", "LICENSE"):
        assert (ROOT / name).is_file(), name
