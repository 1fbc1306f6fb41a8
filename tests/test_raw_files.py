"""The files of data/raw that are no plain text say what their sources in data/raw_sources say."""

import re

import make_raw
import pytest
import score

from helpers.sources import read_file


def squeeze(text):
    """Return the letters, digits and signs of a text: what is left of it in any layout."""
    return re.sub(r"[\s|]", "", text).replace("2.00", "2.0")  # a workbook holds the number 2


@pytest.mark.parametrize(("name", "suffix"), make_raw.FORMATS.items())
def test_a_file_says_what_its_source_says(name, suffix):
    source = (make_raw.SOURCES / f"{name}.md").read_text(encoding="utf-8")
    found = read_file(score.RAW / f"{name}.{suffix}").text
    assert squeeze(found) == squeeze(re.sub(r"^#+ ", "", source, flags=re.MULTILINE))


def test_files_made_anew_say_the_same(tmp_path):
    make_raw.make_all(tmp_path)
    for name, suffix in make_raw.FORMATS.items():
        made, kept = (read_file(folder / f"{name}.{suffix}") for folder in (tmp_path, score.RAW))
        assert (made.text, made.grids) == (kept.text, kept.grids)


def test_no_line_parts_a_number():
    assert make_raw.wrap("在" * 41 + "5571人。") == ["在" * 41, "5571人。"]
