"""The word lists and other resources: what ships is in order, and each kind of mistake is named with its line."""

from __future__ import annotations

import csv
import io
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from helpers.run.command_line import main
from helpers.storage import resources
from helpers.storage.messages import InputError
from helpers.storage.paths import PROJECT
from helpers.storage.resources import read_resource

FOLDER = PROJECT / "src" / "helpers" / "resources"
NAMES = sorted(path.name for path in FOLDER.glob("*.csv"))


@pytest.mark.parametrize("name", NAMES)
def test_shipped_resource_is_in_order(name):
    assert read_resource(name)


def test_the_readme_names_every_list():
    text = (FOLDER / "README.md").read_text("utf-8")
    groups = {"place_contexts.csv", "place_like_words.csv", "place_neighbours.csv", "place_signs.csv"}
    assert [name for name in NAMES if f"`{name}`" not in text and name not in groups] == []


def test_schema_describes_every_resource_and_no_other():
    assert sorted({row["file"] for row in read_resource("schemas.csv")}) == NAMES


def test_resource_is_read_as_it_stands():
    with (FOLDER / "furniture.csv").open(encoding="utf-8", newline="") as file:
        assert list(read_resource("furniture.csv")) == list(csv.DictReader(file))


@pytest.fixture
def copy(tmp_path, monkeypatch):
    """A copy of the resources that may be spoilt."""
    folder = Path(shutil.copytree(FOLDER, tmp_path / "resources", ignore=shutil.ignore_patterns("fonts")))
    functions = (resources.read_resource, resources._split, resources._get_schema)
    with monkeypatch.context() as patch:
        patch.setattr(resources, "files", lambda package: tmp_path)
        for function in functions:
            function.cache_clear()
        yield folder
    for function in functions:
        function.cache_clear()


def add_line(folder, name, **cells):
    """Add to a resource its last line with other cells; return the number of the new line."""
    path = folder / name
    rows = list(csv.DictReader(io.StringIO(path.read_text("utf-8"))))
    with path.open("a", encoding="utf-8", newline="") as file:
        csv.DictWriter(file, rows[0], lineterminator="\n").writerow(rows[-1] | cells)
    return len(rows) + 2


UNIT = {"unit": "垯", "written": "垯"}
NEW = {"id": "new", "label_zh": "新", "label_en": "New", "wordings": "新{学校}"}
WORDS = {"words": "新的页面文字"}


@pytest.mark.parametrize(
    ("name", "cells", "message"),
    [
        ("furniture.csv", {"words": ""}, "column words: is empty; write here: words of a page around an article"),
        ("furniture.csv", {"words": " "}, "column words: is empty"),
        (
            "furniture.csv",
            WORDS | {"match": "begin"},
            "column match: 'begin' is no word for this column; write whole or",
        ),
        (
            "furniture.csv",
            WORDS | {"reason": "tag"},
            "'tag' is in no line of furniture_reasons.csv, column reason; write",
        ),
        ("furniture.csv", {}, "already"),
        ("units.csv", UNIT | {"class": "itme"}, "column class: 'itme' is no word for this column; write"),
        ("units.csv", UNIT | {"written": ""}, "column written: is empty; write here: the measure word as texts"),
        ("units.csv", UNIT | {"not_before": "("}, "column not_before: '(' is no regular expression: missing )"),
        ("indicators.csv", NEW | {"unit": "垯"}, "column unit: '垯' is in no line of units.csv, column unit"),
        ("indicators.csv", NEW | {"other_units": "个 垯"}, "column other_units: '垯' is in no line of units.csv"),
        ("indicators.csv", NEW | {"theme": "equty"}, "'equty' is no word for this column; write equity"),
        ("indicators.csv", NEW | {"label_zh": ""}, "column label_zh: is empty; write here: name in Chinese"),
        ("indicators.csv", NEW | {"wordings": ""}, "column wordings: is empty; write here: what is left of a subject"),
        ("indicators.csv", NEW | {"levels": "primery"}, "'primery' is in no line of school_levels.csv, column level; "),
        ("indicators.csv", {}, "stands in line 226 already"),
        (
            "lexicon.csv",
            {"word": "新词", "tags": "verb_flw"},
            "'verb_flw' is in no line of lexicon_tags.csv, column tag; write",
        ),
        ("lexicon.csv", {}, "already"),
        ("themes.csv", {}, "stands in line 15 already"),
        ("themes.csv", {"theme": "new", "terms": ""}, "column terms: is empty"),
        ("measures.csv", {"id": "new", "wordings": "新 [措"}, "'[措' is no regular expression: unterminated"),
        ("events.csv", {"start": "2024-13"}, "'2024-13' is no date; write 2024 or 2024-03"),
        ("templates.csv", {"pattern": "新", "points": "many"}, "column points: 'many' is no whole number"),
    ],
)
def test_mistake_is_named_with_its_line(copy, name, cells, message):
    line = add_line(copy, name, **cells)
    with pytest.raises(InputError) as error:
        read_resource(name)
    assert str(error.value).startswith(f"resources/{name}, line {line}")
    assert message in str(error.value)


@pytest.mark.parametrize("name", ["indicators.csv", "themes.csv", "furniture.csv", "units.csv"])
def test_line_with_a_cell_less_is_refused(copy, name):
    text = (copy / name).read_text("utf-8")
    (copy / name).write_text(f"{text}one,two\n", "utf-8")
    with pytest.raises(
        InputError, match=rf"{name}, line {text.count(chr(10)) + 1}: 2 cells, not \d+ .* quotation marks"
    ):
        read_resource(name)


def test_column_that_is_missing_is_refused(copy):
    (copy / "lost_numbers.csv").write_text("group\n校\n", "utf-8")
    with pytest.raises(
        InputError, match=r"resources/lost_numbers\.csv: the first line must be unit,end,before,likely,"
    ):
        read_resource("lost_numbers.csv")


def test_column_that_others_refer_to_is_missing(copy):
    (copy / "units.csv").write_text("written,class\n所,item\n", "utf-8")
    with pytest.raises(InputError, match=r"resources/units\.csv: the first line has no unit"):
        read_resource("indicators.csv")


def test_file_in_another_encoding_is_refused(copy):
    (copy / "lexicon.csv").write_bytes("word,tags,facet,value,note\n招聘,verb_flow,,,\n".encode("gb18030"))
    with pytest.raises(InputError, match=r"resources/lexicon\.csv is not UTF-8: save it again as CSV UTF-8"):
        read_resource("lexicon.csv")


def test_file_as_excel_saves_it_is_read(copy):
    text = (copy / "lexicon.csv").read_text("utf-8")
    (copy / "lexicon.csv").write_bytes(text.replace("\n", "\r\n").encode("utf-8-sig"))
    assert read_resource("lexicon.csv")[0]["word"] == "学前教育"


def test_pipeline_checks_all_resources_before_anything_runs(copy, tmp_path, capsys):
    line = add_line(copy, "stop_words.csv", word="")
    assert main(["--out", str(tmp_path / "out")]) == 2
    assert capsys.readouterr().err.startswith(f"resources/stop_words.csv, line {line}, column word: is empty")
    assert not (tmp_path / "out" / "processed").exists()


def test_check_is_cheap():
    """All files are checked in some microseconds a cell, and each once; a busy machine may take ten times as long."""
    code = """
import csv, io, sys, time
from pathlib import Path
from helpers.storage import read_resource
paths = sorted(Path(sys.argv[1]).glob("*.csv"))
start = time.process_time()
for path in paths:
    tuple(csv.DictReader(io.StringIO(path.read_text("utf-8"))))
middle = time.process_time()
for path in paths:
    assert read_resource(path.name) is read_resource(path.name)
cells = sum(len(row) for path in paths for row in read_resource(path.name))
print((time.process_time() - 2 * middle + start) / cells)
"""
    command = [sys.executable, "-c", code, str(FOLDER)]
    assert float(subprocess.run(command, capture_output=True, text=True, check=True, env=os.environ).stdout) < 50e-6
