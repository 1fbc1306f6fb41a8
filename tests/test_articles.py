import csv
import hashlib
import io
import os
import re
from pathlib import Path

import docx
import pandas as pd
import pytest
from cases_files import read_cases

from helpers.sources.files import read_file, read_text
from helpers.sources.folders import load_texts, read_folder, save_extracted
from helpers.sources.ledger import compare_with_ledger
from helpers.storage.messages import InputError
from helpers.storage.tables import check_table, make_table
from helpers.text.identity import identify

RAW = Path(__file__).parents[1] / "data" / "raw"
TEXT = (
    "武川县教育简况\n来源：武川县教育局　2023-05-08\n武川县有小学12所，在校生4千人，比去年多，武川县教育局表示满意。\n"
)


def write(folder, name, content):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def write_ledger(folder, **fields):
    text = io.StringIO()
    writer = csv.DictWriter(text, ["file", *fields], lineterminator="\n")
    writer.writeheader()
    writer.writerow({"file": "a.txt", **fields})
    write(folder, "sources.csv", text.getvalue())


# ---- identity

PAGES = read_cases("cases/articles.csv")
READ = ("title", "publisher", "published", "published_basis", "place", "place_level", "use")


@pytest.mark.parametrize("case", PAGES, ids=lambda case: case["case"])
def test_identity_of_hand_written_pages(case):
    found = identify(case["text"])
    assert {name: getattr(found, name) for name in READ} == {name: case[name] for name in READ}
    assert bool(found.reason) == (
        found.use == "excluded" or "several divisions" in case["note"] or case["place"] == "鼓楼区"
    )


@pytest.mark.parametrize(
    ("title", "text", "genre"),
    [
        ("2022年某地教育统计公报", "全县有小学12所，在校生4千人，比去年多。", "communique"),
        ("教育局2021年工作总结", "全县有小学12所，在校生4千人，比去年多。", "work_report"),
        ("教育改革典型案例", "全县有小学12所，在校生4千人，比去年多。", "case"),
        ("山村小学的变化", "本报讯（记者 张三）近日，记者走进山村，看到小学12所，变化很大。", "news"),
        ("学校", "全县有小学12所，在校生4千人，比去年多。", "other"),
    ],
)
def test_genre(title, text, genre):
    assert identify(f"{title}\n{text}").genre == genre


def test_a_namesake_is_noted():
    assert (
        identify("南京市鼓楼区教育\n南京市鼓楼区有小学12所，在校生4千人，比去年多。").reason
        == "of several 鼓楼区 that of 南京市"
    )
    assert identify("鼓楼区教育\n鼓楼区有小学12所，在校生4千人，比去年多。").reason.startswith(
        "one of several 鼓楼区 ("
    )


def test_a_title_stays_as_written():
    found = identify("武川縣教育（簡況）\n武川縣有小學１２所，在校生４千人，比去年多。")
    assert (found.title, found.place) == ("武川縣教育（簡況）", "武川县")


def test_a_text_of_nothing_is_excluded():
    assert identify("").use == "excluded"


ORIGINALS = os.environ.get("ORIGINALS")


@pytest.mark.skipif(not ORIGINALS, reason="the variable ORIGINALS does not name the folder of the original articles")
@pytest.mark.parametrize("case", read_cases("cases/articles_originals.csv"), ids=lambda case: case["number"])
def test_identity_of_the_originals(case):
    found = identify(read_text(next(Path(ORIGINALS).glob(f"{case['number']}_*.txt"))))
    fields = ("place", "published", "published_basis")
    assert {name: getattr(found, name) for name in fields} == {name: case[name] for name in fields}
    assert (found.use == "excluded") == (case["number"] == "003")
    assert found.reason.startswith("template") == (case["number"] == "003")


# ---- files

PAGE = """<!DOCTYPE html><html><head><meta charset="{charset}"><title>武川县教育简况 - 某某网</title>
<meta property="article:published_time" content="2023-05-08"></head><body>
<nav><a href="/">首页</a> <a href="/news">新闻</a></nav>
<article><h1>武川县教育简况</h1><p>武川县现有小学12所，在校学生4千余人，教师三百余名，办学条件逐年改善。</p>
<p>武川县教育局介绍，全县今年新建幼儿园2所，新增学位540个，家长们感到十分满意。</p></article>
<footer>版权所有 某某网</footer></body></html>"""


@pytest.mark.parametrize("charset", ["utf-8", "gb2312", "gbk"])
def test_a_web_page_gives_its_main_text(tmp_path, charset):
    path = write(tmp_path, "page.html", PAGE.format(charset=charset).encode("gbk" if charset != "utf-8" else charset))
    page = read_file(path)
    assert "武川县教育简况\n武川县现有小学" in page.text
    assert "新增学位540个" in page.text
    assert "版权所有" not in page.text
    assert page.encoding == ("utf-8" if charset == "utf-8" else "gb18030")
    found = identify(page.text, page.title, page.publisher, page.published)
    assert (found.title, found.place, found.published) == ("武川县教育简况", "武川县", "2023-05-08")


def test_a_place_is_told_by_the_path_of_the_page_and_its_site():
    body = "区教育局统计显示，全区41所学校开展课后服务，参与学生4.9万余名，参与率96.8%。"
    page = f"甬江在线 > 镇海 > 教育 > 正文\n放学后，孩子去哪儿\n2024-05-22 来源：今日镇海 记者 周舟\n{body}"
    assert identify(page).place == "镇海区"
    assert identify(page.replace("镇海", "健康")).place == ""


@pytest.mark.parametrize("paper", ["光明日报", "解放日报", "光明网", "红旗文稿", "南开新闻网"])
def test_a_paper_of_the_nation_is_of_no_place(paper):
    body = "全县有小学41所，在校学生4.9万余名，入学率96.8%，比去年多。"
    page = f"山村里的学校\n2024-05-22 来源：{paper} 记者 周舟\n{body}"
    assert identify(page).place == ""
    assert identify(page.replace("全县有", "衡山县有").replace("山村里的", "衡山县")).place == "衡山县"


def test_the_year_of_what_is_expected_is_not_that_of_the_text():
    text = "元朗教育\n【本报讯】元朗区昨日讨论小学服务，区内有小学51所，元朗区工程料2026年第三季落成，将于2027年启用。"
    assert identify(text).published == ""


BYLINES = {
    "<div><span>發佈時間：2023年11月6日</span><span>來源：武川縣教育局</span></div>": ("2023-11-06", "武川县教育局"),
    "<p class='info'>来源：武川县教育局　时间：2023-11-06 08:30　点击：12</p>": ("2023-11-06", "武川县教育局"),
    "<table><tr><td>发布日期：</td><td>2023-11-06</td><td>信息来源：武川县教育局</td></tr></table>": (
        "2023-11-06",
        "武川县教育局",
    ),
    "": ("", ""),  # 2022 stands in the text alone, and says nothing of the page
}


@pytest.mark.parametrize("byline", BYLINES)
def test_the_byline_of_a_web_page_gives_date_and_publisher(tmp_path, byline):
    text = PAGE.format(charset="utf-8").replace('<meta property="article:published_time" content="2023-05-08">', "")
    text = text.replace("<article>", f"{byline}<article>").replace(
        "</article>", "<p>到2022年的规划已完成。</p></article>"
    )
    page = read_file(write(tmp_path, "page.html", text))
    found = identify(page.text, page.title, page.publisher, page.published)
    assert found.published == BYLINES[byline][0] or (not byline and found.published_basis == "inferred")
    assert found.publisher == BYLINES[byline][1]
    assert page.text.count("武川县现有小学") == 1


def test_a_page_with_a_wrong_charset_is_read_by_its_bytes(tmp_path):
    page = read_file(write(tmp_path, "page.htm", PAGE.format(charset="utf-8").encode("gbk")))
    assert "新增学位540个" in page.text


def test_a_word_document_gives_paragraphs_and_tables_in_order(tmp_path):
    document = docx.Document()
    document.add_paragraph("武川县教育简况")
    table = document.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "小学", "12所"
    document.add_paragraph("武川县有小学12所，在校生4千人。")
    document.save(tmp_path / "a.docx")
    assert read_text(tmp_path / "a.docx") == "武川县教育简况\n小学\t12所\n武川县有小学12所，在校生4千人。"


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.txt", b"", "empty"),
        ("a.txt", b"%PDF-1.4 ....", "PDF"),
        ("a.docx", b"PK\x03\x04 no document", "Word document"),
        ("a.docx", TEXT.encode(), "Word document"),
        ("a.html", b"<html><body></body></html>", "no text"),
        ("a.html", b"", "empty"),
    ],
)
def test_a_file_that_is_no_text_is_refused(tmp_path, name, content, reason):
    with pytest.raises(InputError, match=reason):
        read_file(write(tmp_path, name, content))


# ---- folders


def test_a_folder_is_read_in_order_and_what_cannot_be_read_is_named(tmp_path):
    write(tmp_path, "b/two.txt", TEXT.replace("12", "13").encode("gbk"))
    write(tmp_path, "a.txt", TEXT)
    write(tmp_path, "c.txt", b"\x89PNG....")
    write(tmp_path, "d.pdf", b"%PDF")
    write(tmp_path, "e.txt", b"")
    (tmp_path / "f.txt").symlink_to(tmp_path / "nowhere.txt")
    write(tmp_path, ".hidden.txt", TEXT)
    articles, refused = read_folder(tmp_path)
    assert [(a.doc_id, a.encoding) for a in articles] == [("a", "utf-8"), ("b/two", "gb2312")]
    assert [entry.file for entry in refused] == ["c.txt", "d.pdf", "e.txt", "f.txt"]
    assert [re.search("picture|pdf|empty|opened", entry.reason)[0] for entry in refused] == [
        "picture",
        "pdf",
        "empty",
        "opened",
    ]
    assert articles[0].sha256 == hashlib.sha256(TEXT.encode()).hexdigest()


def test_the_same_text_is_used_once(tmp_path):
    write(tmp_path, "a.txt", TEXT)
    write(tmp_path, "b.txt", b"\xef\xbb\xbf" + TEXT.replace("\n", "\r\n").encode())
    articles, _ = read_folder(tmp_path)
    assert [a.identity.use for a in articles] == ["compared", "excluded"]
    assert articles[1].identity.reason == "same text as a.txt"


def test_two_files_of_one_name_keep_their_suffix(tmp_path):
    write(tmp_path, "a.txt", TEXT)
    write(tmp_path, "a.html", PAGE.format(charset="utf-8"))
    assert sorted(a.doc_id for a in read_folder(tmp_path)[0]) == ["a", "a.txt"]


@pytest.mark.parametrize("content", [{}, {"a.pdf": b"%PDF"}, {"a.txt": b""}])
def test_a_folder_without_texts_is_refused_in_one_sentence(tmp_path, content):
    for name, data in content.items():
        write(tmp_path, name, data)
    with pytest.raises(InputError, match="holds no text that can be read") as error:
        read_folder(tmp_path)
    assert "\n" not in str(error.value)


def test_a_folder_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(InputError, match="is no folder"):
        read_folder(tmp_path / "nowhere")


# ---- ledger


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


# ---- the default texts, and what later notebooks read


def test_the_default_texts_agree_with_their_ledger():
    articles, refused = read_folder(RAW)
    assert (len(articles), refused) == (5, [])
    frame = make_table([a.to_row() for a in articles], "articles")
    check_table(frame, "articles")
    assert all(row[4] == "yes" for a in articles for row in compare_with_ledger(a))
    assert frame.loc[frame["use"] == "excluded", "doc_id"].tolist() == ["003_template"]


def test_extracted_texts_are_saved_and_loaded(tmp_path):
    raw = tmp_path / "raw"
    write(raw, "sub/a.html", PAGE.format(charset="utf-8"))
    write(raw, "b.txt", TEXT)
    articles, _ = read_folder(raw)
    frame = pd.DataFrame([a.to_row() for a in articles])
    texts = load_texts(raw, frame)
    paths = save_extracted(articles, tmp_path)
    assert [path.relative_to(tmp_path).as_posix() for path in paths] == ["texts/sub/a.txt"]
    assert paths[0].read_bytes().decode() == texts["sub/a"]
    write(raw, "b.txt", TEXT + "。")
    with pytest.raises(InputError, match="run notebook 01 again"):
        load_texts(raw, frame)
