"""The ledger beside the texts: it wins over the page, differences are shown, mistakes are named."""

import csv
import io
from pathlib import Path

import pytest
from small_pages import TEXT, write

from helpers.sources.folders import read_folder
from helpers.sources.ledger import compare_with_ledger
from helpers.storage.messages import InputError
from helpers.storage.tables import check_table, make_table

RAW = Path(__file__).parents[1] / "data" / "raw"


def write_ledger(folder, **fields):
    text = io.StringIO()
    writer = csv.DictWriter(text, ["file", *fields], lineterminator="\n")
    writer.writeheader()
    writer.writerow({"file": "a.txt", **fields})
    write(folder, "sources.csv", text.getvalue())


def test_the_ledger_wins_and_differences_are_shown(tmp_path):
    write(tmp_path, "a.txt", TEXT)
    write_ledger(tmp_path, title="武川县教育简况", published="2023-05-09", place="包头", genre="case")
    article = read_folder(tmp_path)[0][0]
    found = article.identity
    assert (found.published, found.published_basis) == ("2023-05-09", "ledger")
    assert (found.place, found.place_level, found.place_basis, found.genre) == (
        "包头市",
        "prefecture",
        "ledger",
        "case",
    )
    assert found.publisher == "武川县教育局"
    assert "agree on title" in found.reason
    assert "published (text: 2023-05-08)" in found.reason
    assert [(row[1], row[4]) for row in compare_with_ledger(article)] == [
        ("title", "yes"),
        ("published", "no"),
        ("place", "no"),
        ("genre", "no"),
    ]


def test_a_place_from_the_ledger_brings_a_text_into_use(tmp_path):
    write(tmp_path, "a.txt", "教育简况\n我们有小学12所，在校生4千人，比去年多。")
    assert read_folder(tmp_path)[0][0].identity.use == "excluded"
    write_ledger(tmp_path, place="武川县")
    assert read_folder(tmp_path)[0][0].identity.use == "compared"


def test_the_ledger_does_not_bring_a_template_into_use(tmp_path):
    write(tmp_path, "a.txt", "201x年，XX市共有小学12所，在校生4千人，比去年多。")
    write_ledger(tmp_path, place="武川县")
    assert read_folder(tmp_path)[0][0].identity.use == "excluded"


def test_the_ledger_gives_the_order_and_missing_files_are_named(tmp_path):
    write(tmp_path, "a.txt", TEXT)
    write(tmp_path, "b.txt", TEXT.replace("12", "13"))
    write(tmp_path, "sources.csv", "file,place\nb.txt,\ngone.txt,\n")
    articles, refused = read_folder(tmp_path)
    assert [a.file for a in articles] == ["b.txt", "a.txt"]
    assert [tuple(entry) for entry in refused] == [("gone.txt", "sources.csv names it, but it is not there")]


@pytest.mark.parametrize(("basis", "expected"), [("inferred", "inferred"), ("", "ledger")])
def test_the_ledger_may_say_how_it_knows_the_date(tmp_path, basis, expected):
    write(tmp_path, "a.txt", TEXT)
    write_ledger(tmp_path, published="2021", published_basis=basis)
    identity = read_folder(tmp_path)[0][0].identity
    assert (identity.published, identity.published_basis) == ("2021", expected)


def test_a_changed_file_is_noticed(tmp_path):
    write(tmp_path, "a.txt", TEXT)
    write_ledger(tmp_path, sha256="0" * 64)
    assert "another sha256" in read_folder(tmp_path)[0][0].identity.reason


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"published": "last year"}, "line 2: published 'last year' is no date"),
        ({"published": "2023-13"}, "line 2: published '2023-13' is no date"),
        ({"place": "乌有市"}, "line 2: place '乌有市' is no division"),
        ({"place": "鼓楼区"}, "line 2: place '鼓楼区' is no division of China, or several"),
        ({"genre": "poem"}, "line 2: genre 'poem' is none of news"),
        ({"published": "2023", "published_basis": "guess"}, "line 2: published_basis 'guess' is none of stated"),
    ],
)
def test_a_ledger_that_cannot_be_used_is_refused(tmp_path, fields, message):
    write(tmp_path, "a.txt", TEXT)
    write_ledger(tmp_path, **fields)
    with pytest.raises(InputError, match=message):
        read_folder(tmp_path)


def test_a_ledger_without_the_column_file_is_refused(tmp_path):
    write(tmp_path, "a.txt", TEXT)
    write(tmp_path, "sources.csv", "name\na.txt\n")
    with pytest.raises(InputError, match="no column 'file'"):
        read_folder(tmp_path)


def test_a_ledger_saved_by_a_spreadsheet_is_read(tmp_path):
    write(tmp_path, "a.txt", TEXT)
    write(tmp_path, "sources.csv", "file,title\r\na.txt,教育简况\r\n".encode("gbk"))
    assert read_folder(tmp_path)[0][0].identity.title == "教育简况"


ARTICLES = {"000_baotou_review", "001_baotou_five_projects", "002_hohhot_decade", "003_template", "004_wushen_youth"}


def test_the_default_texts_agree_with_their_ledger():
    articles, refused = read_folder(RAW)
    assert (len(articles), refused) == (20, [])
    frame = make_table([a.to_row() for a in articles], "articles")
    check_table(frame, "articles")
    differing = {row[:2] for a in articles for row in compare_with_ledger(a) if row[4] == "no"}
    assert not {doc_id for doc_id, _ in differing} & ARTICLES
    # The texts of published figures have titles of our own, and most name no publisher: there the ledger alone tells.
    assert {field for _, field in differing} <= {"title", "publisher", "genre"}
    assert frame.loc[frame["use"] == "excluded", "doc_id"].tolist() == ["003_template"]
