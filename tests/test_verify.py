"""A table checked against the texts: each planted error is found and named, no true number is accused."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import openpyxl
import pytest
from cases_files import read_cases
from opencc import OpenCC
from score_heldback import count_claims

from helpers.storage import PROJECT
from helpers.verify import check_claims, read_claims, read_evidence, summarise_findings, write_marked
from helpers.verify.__main__ import main
from helpers.verify.claims import list_claims
from helpers.verify.findings import get_codes

RAW = PROJECT / "data" / "raw"
# read by hand from the default texts; the column `expected` says what a reader finds of each number
CASES = read_cases("cases/verify_default.csv")
HEAD = ["地区", "指标", "年份", "数值", "单位"]


@pytest.fixture(scope="module")
def evidence():
    return read_evidence(RAW)


def write_csv(path, rows, encoding="utf-8"):
    buffer = io.StringIO(newline="")
    csv.writer(buffer, lineterminator="\r\n").writerows(rows)
    path.write_bytes(buffer.getvalue().encode(encoding))
    return path


def write_xlsx(path, rows):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append([float(cell) if cell.replace(".", "", 1).isdigit() else cell for cell in row])
    book.save(path)
    return path


def long_table():
    return [HEAD, *([case[name] for name in HEAD] for case in CASES)]


def check(path, evidence):
    places = tuple(dict.fromkeys(place for place in evidence.articles["place"] if place))
    return check_claims(read_claims(path, places)[1], evidence)


def assert_found(findings, cases):
    assert len(findings) == len(cases)
    for finding, case in zip(findings, cases, strict=True):
        accused = get_codes()[case["expected"]]["accused"] == "yes"
        wrong = f"{case}: {finding.code}, {finding.say('en')}"
        assert finding.code == case["expected"] if accused else not finding.is_accused, wrong


def test_planted_errors_are_named_and_true_numbers_are_not_accused(tmp_path, evidence):
    assert sum(get_codes()[case["expected"]]["accused"] == "yes" for case in CASES) == 19
    assert_found(check(write_csv(tmp_path / "a.csv", long_table()), evidence), CASES)


def test_a_value_that_looks_like_a_year_is_checked() -> None:
    rows = [["地区", "指标", "年份", "数值", "单位"], ["赣州市", "小学", "2023", "1987", "所"]]
    assert [(claim.value, claim.period) for claim in list_claims(rows)] == [(1987.0, "2023")]
    rows = [["地区", "时间", "小学数"], ["赣州市", "2022", "1990"], ["赣州市", "2023", "12所"]]
    assert [(claim.value, claim.period) for claim in list_claims(rows)] == [(1990.0, "2022"), (12.0, "2023")]


@pytest.mark.parametrize("form", ["gbk", "xlsx", "traditional"])
def test_the_same_table_in_other_forms(form, tmp_path, evidence):
    rows = long_table()
    if form == "traditional":
        convert = OpenCC("s2t").convert
        rows = [[convert(cell) for cell in row] for row in rows]
    if form == "xlsx":
        path = write_xlsx(tmp_path / "a.xlsx", rows)
    else:
        path = write_csv(tmp_path / "a.csv", rows, "gbk" if form == "gbk" else "utf-8-sig")
    assert_found(check(path, evidence), CASES)


def widen():
    """The table with places in columns, units in the heads of its lines, and years in their names."""
    places = ["包头市", "呼和浩特市", "乌审旗"]
    cells = {}
    for case in CASES:
        key = (f"{case['指标']}({case['单位']})", case["年份"])
        cells.setdefault(key, {}).setdefault(case["地区"], []).append(case)
    rows, order = [["指标", "年份", *places]], []
    for (name, year), by_place in cells.items():
        if all(len(found) == 1 for found in by_place.values()) and set(by_place) <= set(places):
            found = [by_place.get(place, [None])[0] for place in places]
            rows.append([name, year, *(case["数值"] if case else "" for case in found)])
            order += [case for case in found if case]
    return rows, order


def test_wide_table(tmp_path, evidence):
    rows, order = widen()
    assert len(order) > 50
    assert_found(check(write_csv(tmp_path / "wide.csv", rows), evidence), order)


def test_years_in_columns_and_indicator_in_the_caption():
    rows = [["兰州市小学数（单位：所）", "", ""], ["地区", "2022年", "2023年"], ["兰州市", "12", "14"]]
    found = [(claim.place, claim.words, claim.period, claim.value, claim.unit) for claim in list_claims(rows)]
    assert found == [("兰州市", "兰州市小学数", "2022", 12, "所"), ("兰州市", "兰州市小学数", "2023", 14, "所")]


def test_units_with_multipliers_and_marks_of_thousands():
    rows = [["地区", "在校生(万人)", "教育支出（亿元）"], ["兰州市", "1.25", "3,012.5"]]
    assert [(claim.value, claim.unit, claim.step) for claim in list_claims(rows)] == [
        (12500, "人", 100),
        (301250000000, "元", 10000000),
    ]


def write_texts(folder, **texts):
    folder.mkdir()
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


LANZHOU = "兰州市2023年教育事业统计公报\n兰州市教育局 2024-03-01\n2023年末,全市有小学320所,在校生21.4万人。"


def find_codes(folder, tmp_path, rows):
    return [finding.code for finding in check(write_csv(tmp_path / "t.csv", rows), read_evidence(folder))]


def test_texts_that_disagree_are_said(tmp_path):
    other = "兰州市2023年教育概况\n兰州市教育局 2024-05-01\n2023年末,全市有小学318所。"
    folder = write_texts(tmp_path / "raw", a=LANZHOU, b=other)
    assert find_codes(folder, tmp_path, [HEAD, ["兰州市", "小学", "2023", "320", "所"]]) == ["texts_disagree"]


def test_rounding_as_the_digits_show(tmp_path):
    folder = write_texts(tmp_path / "raw", a=LANZHOU)
    rows = [["兰州市", "小学在校生", "2023", value, "人"] for value in ("214000", "213600", "213000", "214600")]
    codes = find_codes(folder, tmp_path, [HEAD, *rows])
    assert codes == ["supported", "supported_other_words", "contradicted", "contradicted"]


def test_quotes_are_looked_for(tmp_path):
    folder = write_texts(tmp_path / "raw", a=LANZHOU)
    head = [*HEAD, "引文", "来源"]
    quotes = ["全市有小学320所", "全市共有小学320所", "全市有小学320所"]
    values = ["320", "320", "230"]
    rows = [["兰州市", "小学", "2023", v, "所", q, "a"] for v, q in zip(values, quotes, strict=True)]
    assert find_codes(folder, tmp_path, [head, *rows]) == ["supported", "quote_missing", "quote_differs"]


# ---------------------------------------------------------------- what is written, and the command


def test_workbook_marks_each_cell(tmp_path, evidence):
    path = write_csv(tmp_path / "a.csv", long_table())
    rows, claims = read_claims(path)
    findings = check_claims(claims, evidence)
    first = write_marked(rows, findings, evidence, tmp_path / "a.xlsx").read_bytes()
    assert write_marked(rows, findings, evidence, tmp_path / "b.xlsx").read_bytes() == first
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    sheet = book["table"]
    for finding in findings:
        cell = sheet.cell(finding.claim.row, finding.claim.column)
        assert cell.value == finding.claim.written
        assert cell.fill.start_color.rgb[2:] == get_codes()[finding.code]["colour"]
        assert finding.say("zh") in cell.comment.text
        assert cell.hyperlink.location.startswith("'findings'!A")
    assert book["findings"].max_row == len(findings) + 1


def test_command_writes_findings_and_says_them_by_its_status(tmp_path, capsys):
    folder = write_texts(tmp_path / "raw", a=LANZHOU)
    table = write_csv(tmp_path / "t.csv", [HEAD, ["兰州市", "小学", "2023", "320", "所"]])
    assert main([str(table), "--raw", str(folder), "--out", str(tmp_path / "out")]) == 0
    assert "Of 1 numbers 1 are supported" in capsys.readouterr().out
    names = {path.name for path in (tmp_path / "out").iterdir()}
    assert names == {"t_checked.xlsx", "t_checked.csv", "t_checked_zh.md", "t_checked_en.md"}
    write_csv(table, [HEAD, ["兰州市", "小学", "2023", "321", "所"]])
    assert main([str(table), "--raw", str(folder), "--language", "zh"]) == 1
    assert "E2" not in capsys.readouterr().out.split("\n")[0]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "t.csv: the file is empty"),
        ("<table><tr><td>地区</td></tr></table>", "t.csv"),
        ("地区,指标\n兰州市,小学\n", "no cell holds a number"),
    ],
)
def test_wrong_tables_are_answered_with_what_is_needed(content, said, tmp_path, capsys):
    folder = write_texts(tmp_path / "raw", a=LANZHOU)
    table = tmp_path / "t.csv"
    table.write_text(content, encoding="utf-8")
    assert main([str(table), "--raw", str(folder)]) == 2
    assert said in capsys.readouterr().err


def test_missing_table_and_folder_are_named(tmp_path, capsys):
    assert main([str(tmp_path / "none.csv")]) == 2
    assert "none.csv is no file" in capsys.readouterr().err
    table = write_csv(tmp_path / "t.csv", [HEAD, ["兰州市", "小学", "2023", "320", "所"]])
    assert main([str(table), "--raw", str(tmp_path / "gone")]) == 2
    assert "give the folder of the texts with --raw" in capsys.readouterr().err


def test_summary_names_each_cell_that_wants_a_look(evidence, tmp_path):
    findings = check(write_csv(tmp_path / "a.csv", long_table()), evidence)
    said = summarise_findings(findings, "en")
    assert said.startswith("Of 60 numbers 41 are supported; 19 want a look.")
    assert "D43 呼和浩特市 中等职业学校专任教师学历合格率 94.01: contradicted." in said
    assert summarise_findings(findings, "zh").startswith("核对了60个数字：41个有据，19个需要看一看。")


def test_workbook_that_is_none_is_said_with_its_name(tmp_path, capsys):
    folder = write_texts(tmp_path / "raw", a=LANZHOU)
    (tmp_path / "t.xls").write_text("地区,指标,年份,数值\n兰州市,小学,2023,320\n", encoding="utf-8")
    assert main([str(tmp_path / "t.xls"), "--raw", str(folder)]) == 2
    assert capsys.readouterr().err == "t.xls: its name ends in .xls, but it is no workbook: save it again\n"


def test_two_lines_of_heads(tmp_path):
    folder = write_texts(tmp_path / "raw", a=LANZHOU)
    rows = [["地区", "小学（所）", "", "在校生（万人）", ""], ["", "2022", "2023", "2022", "2023"]]
    book = openpyxl.Workbook()
    for row in [*rows, ["兰州市", 318, 320, None, 21.4]]:
        book.active.append(row)
    for cells in ("B1:C1", "D1:E1"):
        book.active.merge_cells(cells)
    book.save(tmp_path / "t.xlsx")
    found = [(f.claim.words, f.claim.period, f.code) for f in check(tmp_path / "t.xlsx", read_evidence(folder))]
    assert [code for *_, code in found[1:]] == ["supported", "supported_other_words"]  # pupils: of primary schools
    assert found[0][:2] == ("小学", "2022")
    assert found[0][2] in ("contradicted", "not_found")


PAGES = sorted((PROJECT / "tests/cases/verify").glob("*.txt"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_tables_on_pages_that_a_reader_made(page, tmp_path):
    """All errors are found, nearly all with their names, and no true cell is accused."""
    folder = write_texts(tmp_path / "raw", a=page.read_text("utf-8"))
    rows = read_cases(f"cases/verify/{page.stem}.csv")
    table = [HEAD, *([row[name] for name in HEAD] for row in rows)]
    findings = check(write_csv(tmp_path / "t.csv", table), read_evidence(folder))
    accused = [finding.is_accused for finding in findings]
    wanted = [get_codes()[row["expected"].partition("|")[0]]["accused"] == "yes" for row in rows]
    assert [row for row, is_, should in zip(rows, accused, wanted, strict=True) if should and not is_] == []
    assert [row for row, is_, should in zip(rows, accused, wanted, strict=True) if is_ and not should] == []
    told = [f.code in row["expected"].split("|") for f, row in zip(findings, rows, strict=True)]
    assert sum(is_ and should for is_, should in zip(told, wanted, strict=True)) >= 0.75 * sum(wanted)


WIDE = """地区,指标,2022-2023学年,2023-2024学年
安顺市,资助资金(亿元),4.11,4.26
安顺市,资助学生(万人次),37.92,38.74
安顺市,中职免学费(万元),,4682
安顺市,普高国家助学金(万元),,4368.5"""


def test_school_years_in_columns_and_units_behind_the_indicators(tmp_path):
    folder = write_texts(tmp_path / "raw", a=(PROJECT / "tests/cases/verify/anshun.txt").read_text("utf-8"))
    rows = [line.split(",") for line in WIDE.splitlines()]
    findings = check(write_csv(tmp_path / "t.csv", rows), read_evidence(folder))
    accused = [finding.is_accused for finding in findings]
    assert accused == [False] * 5 + [True], [(f.claim.words, f.code) for f in findings]


COMPARED = """天水市2023年教育事业统计公报
一、教育经费
2023年,全市核发助学补助经费3亿2180万元,较2022年之2亿9650万元增加。占地方财政支出（96.4亿元）的18.2%,比上年的17.6%提高0.6个百分点,同期陇南市平均为15.3%。
二、学生
全市小学在校生21.4万人,与上年（21.9万人）相比有所减少。全市15岁及以上人口平均受教育年限9.12年。
自2022年9月起,乡村小学每生每天补助4元,受助小学生约3.6万人。
天水市教育局 2024年3月8日
"""


@pytest.mark.parametrize(
    ("words", "period", "value", "unit", "accused"),
    [
        ("助学补助发放额", "2023", "3.218", "亿元", False),
        ("助学补助发放额", "2022", "2.965", "亿元", False),
        ("助学补助发放额", "2022", "3.218", "亿元", True),
        ("教育经费占财政支出", "2022", "17.6", "%", False),
        ("教育经费占财政支出", "2023", "15.3", "%", True),  # of 陇南市, that it is compared with
        ("小学在校生数", "2022", "21.9", "万人", False),
        ("小学在校生数", "2022", "21.4", "万人", True),
        ("15岁以上人口人均受教育年限", "2023", "9.12", "年", False),
        ("受助小学生", "2022", "3.6", "万人", False),
        ("受助小学生", "2021", "3.6", "万人", True),
    ],
)
def test_what_a_sentence_says_beside_a_number(words, period, value, unit, accused, tmp_path):
    folder = write_texts(tmp_path / "raw", a=COMPARED)
    table = [HEAD, ["天水市", words, period, value, unit]]
    (finding,) = check(write_csv(tmp_path / "t.csv", table), read_evidence(folder))
    assert finding.is_accused == accused, (finding.code, finding.say("en"))


@pytest.mark.parametrize("case", sorted((PROJECT / "tests/heldback").glob("claims_*/*")), ids=lambda case: case.name)
def test_tables_of_readers(case: Path) -> None:
    counts = count_claims(case)
    assert counts["errors"] == 20
    assert counts["found"] >= 19
    least = {"claims_10": 5, "claims_12": 3}  # whose texts were hardly read; whose words are a colleague's own
    assert counts["accused"] <= least.get(case.parent.name, 2)
