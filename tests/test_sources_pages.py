"""Web pages: tables and the text around them, WeChat, saved pages, character sets, limits on markup."""

from __future__ import annotations

import contextlib
import time

import pytest
from made_files import (
    CAPTION,
    LAST,
    NOTE,
    PROSE,
    TABLE,
    TITLE,
    UNIT,
    list_cells,
    make_page,
    make_saved,
    make_table,
    place,
)

from helpers.sources.charsets import decode_page
from helpers.sources.files import read_file
from helpers.sources.pages import read_page
from helpers.sources.saved import read_saved
from helpers.storage import InputError

PARAGRAPHS = "".join(
    f"<p>武川县教育系统坚持以人民为中心的发展思想，第{i}项工作取得进展，全县新增学位{i}40个，群众满意度不断提升。</p>"
    for i in range(1, 9)
)


def read(body: str, **options):
    return read_page(make_page(body=body, **options).encode())


# ---- tables


@pytest.mark.parametrize("before", ["", PARAGRAPHS])
@pytest.mark.parametrize("behind", ["", PARAGRAPHS])
def test_all_text_of_a_page_with_a_table_stays(before, behind):
    body = f"<h1>{TITLE}</h1>{before}<p>{CAPTION}</p><p>{UNIT}</p>{make_table()}<p>{NOTE}</p>{behind}<p>{LAST}</p>"
    file = read(body)
    assert list_cells(file.grids[0]) == place(TABLE)
    wanted = [TITLE, CAPTION, UNIT, NOTE, LAST, *(f"新增学位{i}40个" for i in range(1, 9) if before or behind)]
    assert [words for words in wanted if words not in file.text] == []
    assert [line.text for line in file.grids[0].caption][-2:] == [CAPTION, UNIT]
    assert not {"首页", "版权所有"} & set(file.text.split())


def test_several_tables_keep_their_order():
    second = [[("学段", 1, 1), ("教师", 1, 1)], [("小学", 1, 1), ("7", 1, 1)]]
    file = read(f"<h1>{TITLE}</h1>{PARAGRAPHS}{make_table()}<p>{LAST}</p>{make_table(second)}<p>{PROSE}</p>")
    assert [list_cells(grid) for grid in file.grids] == [place(TABLE), place(second)]
    assert file.text.index("巩固率\n") < file.text.index(LAST) < file.text.index("学段\t教师") < file.text.index(PROSE)


@pytest.mark.parametrize(
    "layout",
    [
        f"<table><tr><td>{PARAGRAPHS}</td><td><a href='/'>链接一</a></td></tr><tr><td>x</td><td>y</td></tr></table>",
        f"<table><tr><td><table><tr><td>a</td></tr></table></td><td>{PARAGRAPHS}</td></tr></table>",
        f"{PARAGRAPHS}<table><tr><td><a href='/a'>新闻中心</a></td><td><a href='/b'>政务公开</a></td></tr>"
        "<tr><td><a href='/c'>办事大厅</a></td><td><a href='/d'>互动交流</a></td></tr></table>",
        f"{PARAGRAPHS}<form><table><tr><td>姓名</td><td><input></td></tr><tr><td>电话</td><td>1</td></tr></table></form>",
    ],
)
def test_tables_that_give_the_layout_are_no_grids(layout):
    file = read(f"<h1>{TITLE}</h1>{layout}")
    assert file.grids == ()
    assert "新增学位840个" in file.text


def test_text_in_a_cell_of_the_layout_is_read_with_the_table_in_it():
    body = f"<table><tr><td><h1>{TITLE}</h1><p>{PROSE}</p>{make_table()}<p>{LAST}</p></td></tr></table>"
    file = read(body)
    assert list_cells(file.grids[0]) == place(TABLE)
    assert file.text.index(PROSE) < file.text.index("乡镇\t") < file.text.index(LAST)


def test_words_of_a_cell_are_joined_over_tags_and_lines():
    first = "<tr><td>专任<br>教师</td><td>在校<b>生</b><font>数</font></td></tr>"
    second = "<tr><td>&nbsp;&nbsp;其中：女</td><td>1<sup>①</sup></td></tr>"
    file = read(f"<p>{PROSE}</p><table>{first}{second}</table>")
    assert "专任教师\t在校生数\n其中：女\t1①" in file.text
    assert [cell.indent for cell in file.grids[0].cells] == [0, 0, 2, 0]


def test_the_caption_of_a_table_and_words_outside_its_cells_stay():
    table = make_table().replace("<table border='1'>", f"<table><caption>{CAPTION}</caption>")
    (grid,) = read(f"<p>{PROSE}</p>{table}").grids
    assert [line.text for line in grid.caption] == [CAPTION]


def test_hidden_columns_are_left_out():
    rows = "".join(
        f"<tr><td>{a}</td><td style='display: none'>x</td><td>{b}</td></tr>" for a, b in (("学段", "校"), ("小学", 1))
    )
    assert "学段\t校\n小学\t1" in read(f"<p>{PROSE}</p><table>{rows}</table>").text


# ---- WeChat

WECHAT = (
    '<html><head><meta charset="utf-8"><meta property="og:title" content="教育成绩单"></head><body>'
    '<h1 id="activity-name"> 教育成绩单 </h1><a id="js_name"> 武川教育 </a><em id="publish_time">{em}</em>'
    '<div class="rich_media_content" id="js_content" style="visibility: hidden;">{content}</div>'
    "<script>{script}</script><p>预览时标签不可点</p></body></html>"
)


def read_wechat(content: str, script: str = "", em: str = ""):
    return read_page(WECHAT.format(content=content, script=script, em=em).encode())


@pytest.mark.parametrize("zone", ["UTC", "America/New_York", "Pacific/Auckland"])
@pytest.mark.parametrize(
    ("script", "em", "date"),
    [
        ('var ct = "1709222400";', "", "2024-03-01"),  # midnight in China, the day before in Europe
        ("window.createTime='2024-03-10 14:00';", "", "2024-03-10"),
        ("createTime: '1709222399'", "", "2024-02-29"),
        ("", "2024年3月1日 08:00", "2024-03-01"),
        ("", "昨天", ""),
    ],
)
def test_an_article_of_wechat_is_dated_in_chinas_time(monkeypatch, zone, script, em, date):
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    file = read_wechat(f"<p>{PROSE}</p>", script, em)
    monkeypatch.undo()
    time.tzset()
    assert (file.published, file.publisher, file.title) == (date, "武川教育", "教育成绩单")


def test_text_of_wechat_is_not_cut_at_tags():
    content = (
        '<section><span leaf="">新增学位</span><strong><span leaf="">2400</span></strong><span leaf="">个，占</span>'
        '<strong><span leaf="">56.3%</span></strong><span leaf="">。</span></section>'
        '<section style="display:flex"><section><p>新建学校</p></section><section><strong>18</strong></section>'
        "<section><p>所</p></section></section><section>全市共有\n学校</section>"
    )
    assert read_wechat(content).text == "教育成绩单\n新增学位2400个，占56.3%。\n新建学校 18 所\n全市共有学校"


def test_a_table_of_wechat_stands_among_its_text():
    file = read_wechat(f"<section>{PROSE}</section><section>{make_table()}</section><p>{LAST}</p>")
    assert list_cells(file.grids[0]) == place(TABLE)
    lines = file.text.split("\n")
    assert (lines[1], lines[-1]) == (PROSE, LAST)


# ---- saved pages


@pytest.mark.parametrize("charset", ["utf-8", "gbk"])
def test_a_saved_page_is_read_by_its_own_charset(charset):
    file = read_saved(make_saved(make_page(charset="").replace('<meta charset="">', ""), charset))
    assert PROSE in file.text
    assert list_cells(file.grids[0]) == place(TABLE)


def test_a_saved_page_of_frames_gives_the_frame_with_text():
    made = make_saved(make_page()).decode()
    empty = '----b--\r\nContent-Type: text/html\r\n\r\n<html><frameset><frame src="a"></frameset></html>\r\n'
    assert PROSE in read_saved(made.replace("----b--\r\n", f"{empty}----b--\r\n", 1).encode()).text


@pytest.mark.parametrize(("parts", "reason"), [(0, "holds no text"), (11_000, "more than 5,000 parts")])
def test_a_saved_page_without_text_or_with_too_many_parts_is_refused(parts, reason):
    part = "----b--\r\nContent-Type: image/png\r\n\r\nx\r\n"
    data = make_saved("<html></html>").decode().split("----b--")[0] + part * parts
    with pytest.raises(InputError, match=reason):
        read_saved(data.encode())


# ---- character sets

SIMPLIFIED = "武川县教育事业统计公报显示，全县共有小学一百二十所，在校学生一万三千人，巩固率达到百分之九十九。"
TRADITIONAL = "武川縣教育事業統計公報顯示，全縣共有小學一百二十所，在校學生一萬三千人，鞏固率達到百分之九十九。"


@pytest.mark.parametrize("text", [SIMPLIFIED, TRADITIONAL])
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "big5", "utf-16"])
@pytest.mark.parametrize(
    "declared",
    ["utf-8", "gb2312", "GBK", "big5", "iso-8859-1", "windows-1252", "utf-16", "utf-7", "unicode_escape", "", "rot13"],
)
def test_a_page_is_read_whatever_it_declares(text, encoding, declared):
    if encoding == "big5" and text == SIMPLIFIED:
        pytest.skip("Big5 has no simplified characters")
    page = f'<html><meta charset="{declared}"><p>{text}</p>'
    assert decode_page(page.encode(encoding))[0] == page


def test_what_the_transport_declares_is_tried_first():
    assert decode_page("<p>教育".encode("big5"), "big5")[0] == "<p>教育"


def test_a_page_in_another_language_keeps_valid_utf8():
    page = "<html><p>" + "Ærøskøbing — Çağrı Müller, école; Монгол хэл дээрх мэдээ</p>" * 3
    assert decode_page(page.encode()) == (page, "utf-8")


def test_a_broken_byte_does_not_change_the_encoding():
    data = f'<meta charset="gbk">{SIMPLIFIED * 10}'.encode("gbk")
    text, encoding = decode_page(data[:100] + b"\xff" + data[100:])
    assert encoding == "gb18030"
    assert text.count(SIMPLIFIED) >= 8


@pytest.mark.parametrize("control", ["\x00", "\x01", "\x0b", "\x1b", "\x7f", "\ufffe"])
@pytest.mark.parametrize("where", [20, 200, 600])
def test_one_control_character_does_not_make_a_page_textless(control, where):
    page = make_page()
    assert LAST in read_page(f"{page[:where]}{control}{page[where:]}".encode()).text


# ---- limits


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('colspan="2"', 'colspan="1000000"'),
        ('colspan="1"', 'colspan="99999999999999999999"'),
        ('rowspan="1"', 'rowspan="0"'),
        ('colspan="2"', 'colspan="-2"'),
        ('rowspan="2"', 'rowspan="1000000"'),
        ('colspan="2"', 'colspan="x"'),
    ],
)
def test_senseless_spans_lose_no_text(old, new):
    started = time.monotonic()
    file = read(f"<p>{PROSE}</p>{make_table().replace(old, new)}<p>{LAST}</p>")
    assert time.monotonic() - started < 5
    assert [text for *_, text in place(TABLE) if text not in file.text] == []


def test_a_title_over_a_million_columns_covers_those_that_exist():
    (grid,) = read(f"<p>{PROSE}</p>{make_table([[(CAPTION, 1, 1_000_000)], *TABLE])}").grids
    assert list_cells(grid) == place(TABLE)
    assert [line.text for line in grid.caption] == [CAPTION]


def test_many_long_spans_take_little_time():
    row = "<tr>" + '<td rowspan="65534" colspan="1000">x</td>' * 3 + "</tr>"
    started = time.monotonic()
    with pytest.raises(InputError, match="more than 1,000 columns"):
        read(f"<p>{PROSE}</p><table>{row * 3000}</table>")
    assert time.monotonic() - started < 10


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        (f"<div {'a=1 ' * 20_000}>x</div>", "20,000 attributes"),
        (f"<div {'ab ' * 20_000}>x</div>", "20,000 attributes"),
        (f"<div b='>' {'a=1 ' * 20_000}>x</div>", "20,001 attributes"),
        ("<div>" * 5000 + PROSE + "</div>" * 5000, "more than 500 deep"),
        (f"<p>{'x' * 31_000_000}</p>", "more than 30,000,000"),
        ("<table>" + f"<tr>{'<td>1</td>' * 900}</tr>" * 1200 + "</table>", "1,000,000 cells"),
    ],
    ids=["attributes", "bare attributes", "attributes behind a quote", "nesting", "length", "cells"],
)
def test_markup_that_breaks_a_limit_is_refused_in_one_sentence(tmp_path, page, reason):
    (tmp_path / "a.html").write_text(f"<html><body>{page}</body></html>", "utf-8")
    started = time.monotonic()
    with pytest.raises(InputError, match=reason) as error:
        read_file(tmp_path / "a.html")
    assert "\n" not in str(error.value)
    assert time.monotonic() - started < 30


@pytest.mark.parametrize("tag", ['<a "', "<a '", '<a b="', "<a b='", "<a b=", "<", "<a b"])
def test_the_scan_of_tags_takes_linear_time(tag):
    started = time.monotonic()
    with contextlib.suppress(InputError):
        read_page(f"<html>{tag * 200_000}".encode())
    assert time.monotonic() - started < 20


def test_unclosed_tags_of_look_do_not_count_as_nesting():
    body = "".join(f"<p><font color=red><b>武川县第{i}项工作取得进展，全县新增学位{i}个。</p>" for i in range(600))
    assert "新增学位599个" in read(body).text


def test_pictures_written_into_a_page_do_not_count():
    picture = f'<img src="data:image/png;base64,{"iVBORw0KGgo" * 3_000_000}">'
    assert LAST in read(f"{PARAGRAPHS}{picture}<p>{LAST}</p>").text
