"""Tables of many kinds: the rows that a reader would write of them, the same from every format."""

from __future__ import annotations

import csv
import io
import random
import re

import pytest
from cases_files import read_cases, same_number, same_subject
from made_files import CAPTION, make_document, make_page, make_pdf, make_saved, make_workbook, place, rule_table

from helpers.extract import list_cells, observe
from helpers.sources.files import read_file
from helpers.text import Cell, join_blocks, read_document

CASES = read_cases("cases/tables.jsonl")
PLAIN = read_cases("cases/plain_tables.jsonl")
LEVELS = re.compile("幼儿|小学|初中|高中|中等职业|研究生|本科|教师|女|民办|公办")


def read_spans(rows: list[str]) -> list[list[tuple[str, int, int]]]:
    """The cells of rows with | between them; < is covered by the cell to its left, ^ by the one above."""
    written = [row.split("|") for row in rows]
    table = []
    for i, row in enumerate(written):
        table.append([])
        for j, text in enumerate(row):
            if text not in ("<", "^"):
                columns = next((k for k in range(1, len(row) - j) if row[j + k] != "<"), len(row) - j)
                below = [r[j] for r in written[i + 1 :]]
                rows_covered = next((k for k, word in enumerate(below) if word != "^"), len(below)) + 1
                table[-1].append((text, rows_covered, columns))
    return table


def draft(case: dict):
    cells = [
        Cell(row, column, rows, columns, text.strip(), indent=len(text) - len(text.lstrip()))
        for row, column, rows, columns, text in place(read_spans(case["table"]))
    ]
    return read_document(*join_blocks([*case["above"], cells, *case["below"]]))


def read_case(case: dict):
    return read_document(case["text"]) if "text" in case else draft(case)


def find_rows(document, case: dict) -> list[dict]:
    return [row for row in observe(document, case["place"], case["published"]) if row["cell"]]


@pytest.mark.parametrize("case", [*CASES, *PLAIN], ids=lambda case: case["case"])
def test_a_table_gives_the_rows_that_a_reader_writes(case):
    found = find_rows(read_case(case), case)
    assert [row["quote"] for row in found] == [row["quote"] for row in case["rows"]]
    wrong = []
    for want, have in zip(case["rows"], found, strict=True):
        same_level = set(LEVELS.findall(want["subject"])) <= set(LEVELS.findall(have["subject"]))
        if not same_level or not same_subject(want["subject"], have["subject"], case["place"]):
            wrong.append((want["quote"], have["subject"], want["subject"]))
        if not same_number(want["value"], have["value"]):
            wrong.append((want["quote"], have["value"], want["value"]))
        told = ("unit", "place", "period", *({"kind", "status"} & want.keys()))
        wrong += [(want["quote"], have[n], want[n]) for n in told if have[n] != want[n]]
    assert wrong == []


@pytest.mark.parametrize("case", [*CASES, *PLAIN], ids=lambda case: case["case"])
def test_rows_and_cells_agree(case):
    document = read_case(case)
    cells = {f"{c['table']}:{c['row']}:{c['column']}": c for c in list_cells("a", document)}
    assert all(document.raw[c["start"] : c["end"]] == c["text"] for c in cells.values())
    spans = {(c["start"], c["end"]): c["role"] for c in cells.values()}
    captions = {(line.start, line.end) for grid in document.grids for line in grid.caption}
    for row in find_rows(document, case):
        assert cells[row["cell"]]["role"] == "value"
        assert cells[row["cell"]]["start"] == row["start"]
        for pair in row["evidence"].split():
            role, _, span = pair.partition(":")
            at = tuple(int(number) for number in span.split("-"))
            inside = any(start <= at[0] and at[1] <= end for start, end in captions)
            assert spans.get(at) in ("header", "label", "value") or (role != "subject" and inside)


# ---- the same table from every format

LABELS = ["小学", "初中", "普通高中", "中等职业学校", "幼儿园"]
HEADS = ["学校数（所）", "在校生（人）", "专任教师（人）", "校舍面积（平方米）"]


def make_table(seed: int):
    """A table of chance: levels as labels, heads that some merged head may hold, numbers, none and a merged value."""
    chance = random.Random(seed)
    heads = chance.sample(HEADS, chance.randint(2, 4))
    labels = chance.sample(LABELS, chance.randint(3, 5))
    table = [[("学段", 1, 1), *((head, 1, 1) for head in heads)]]
    merged = chance.randrange(len(heads)) if chance.random() < 0.5 else -1
    for i, label in enumerate(labels):
        row = [(label, 1, 1)]
        for j in range(len(heads)):
            number = chance.choice([f"{chance.randint(10, 99_999):,}", str(chance.randint(3000, 90_000)), "—"])
            if j != merged or i > 1:
                row.append((number, 1, 1))
            elif i == 0:
                row.append((str(chance.randint(3000, 90_000)), 2, 1))
        table.append(row)
    return table


def make_printed(table) -> bytes:
    words, strokes = rule_table(table, width=100)
    return make_pdf(
        ([(150, 100, "武川县2023年教育基本情况"), (72, 180, "武川县2023年义务教育分乡镇基本情况"), *words], strokes)
    )


def read_rows(path) -> list[tuple]:
    file = read_file(path)
    (grid,) = file.grids
    rows = observe(read_document(file.text, file.grids), "武川县", "2024-03-01")
    assert all(file.text[c.start : c.end] == c.text for c in grid.cells)
    assert all(file.text[row["start"] : row["end"]] == row["quote"] for row in rows)
    names = ("quote", "subject", "value", "unit", "kind", "place", "cell")
    return [tuple(row[name] for name in names) for row in rows if row["cell"]]


def make_plain(table) -> dict[str, bytes]:
    """The table in the formats that know no merged cells; none if it has any."""
    if any(rows * columns > 1 for row in table for _, rows, columns in row):
        return {}
    words = [[text for text, _, _ in row] for row in table]
    buffer = io.StringIO()
    csv.writer(buffer).writerows([[CAPTION], *words])
    rule = "|".join(["---"] * len(words[0]))
    lines = ["# " + CAPTION, "", "|".join(words[0]), rule, *("|".join(row) for row in words[1:])]
    return {"md": "\n".join(lines).encode(), "csv": buffer.getvalue().encode()}


@pytest.mark.parametrize(("seed", "formats"), [(0, 7), (1, 7), (2, 7), (3, 5), (4, 5)])
def test_the_same_table_gives_the_same_rows_from_every_format(tmp_path, seed, formats):
    table = make_table(seed)
    made = {
        "html": make_page(table).encode(),
        "mhtml": make_saved(make_page(table)),
        "docx": make_document(table),
        "xlsx": make_workbook(table),
        "pdf": make_printed(table),
        **make_plain(table),
    }
    found = {}
    for suffix, data in made.items():
        (tmp_path / f"a.{suffix}").write_bytes(data)
        found[suffix] = read_rows(tmp_path / f"a.{suffix}")
    numbers = [text for row in table for text, _, _ in row if text[0].isdigit()]
    assert len(found) == formats
    assert sorted(row[0] for row in found["html"]) == sorted(numbers)
    assert all(rows == found["html"] for rows in found.values()), found
