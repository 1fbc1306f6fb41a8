"""Lines of a page: article or furniture, on ten invented sites."""

from collections import defaultdict

import pytest
from cases_files import read_cases

from helpers.storage.resources import read_resource
from helpers.text.lines import explain_reason, split_paragraphs

WRAPPED = """全县教育系统坚持以人民为中心的发展思想，深入推进教育改
革，办学条件持续改善，全县共有各级各类学校一百二十六所
，在校学生三万余人，专任教师二千六百余名，学历合格率稳步
提高，学校布局更加合理，家长的满意度比上年提高三个多百
分点。
一、学前教育
全县共有幼儿园七十四所，其中公办幼儿园五十二所，民办幼
儿园二十二所。
"""


def test_lines_of_a_pdf_are_joined_and_headings_are_not():
    paragraphs = split_paragraphs(WRAPPED)
    texts = [WRAPPED[p.start : p.end].replace("\n", "") for p in paragraphs]
    assert [text[:4] for text in texts] == ["全县教育", "一、学前", "全县共有"]
    assert [p.role for p in paragraphs] == ["body", "heading", "body"]


def read_sites():
    sites = defaultdict(list)
    for row in read_cases("cases/furniture_sites.csv"):
        sites[row["site"]].append((row["role"], row["line"]))
    return sites


SITES = read_sites()


@pytest.mark.parametrize("site", SITES)
def test_roles_on_invented_sites(site):
    raw = "\n".join(line for _, line in SITES[site])
    found = [(p.role, raw[p.start : p.end]) for p in split_paragraphs(raw)]
    assert found == [(role, line.strip(" \u3000")) for role, line in SITES[site]]


def test_an_article_that_speaks_of_pages_stays_whole():
    """Running text that uses the words of page furniture belongs to the article."""
    raw = "\n".join(
        (
            "校园网站建设见成效",
            "记者从县教育局了解到，全县学校网站已全部改版，首页更加清晰，师生登录更加方便。",
            "来源于课堂的微课深受欢迎，教师分享到平台的作品有1200件，学生评论踊跃。",
            "编辑出版校报，开展阅读活动，作者多为学生，学校还为他们颁发稿费，反响很好。",
            "未经授权不得转载学生作品，这是县教育局对各校提出的要求，各校都认真执行。",
            "严禁代写作业，严禁加微信拉票，学校教育学生自己的作业自己做，自己的票自己投。",
            "推进无障碍校园建设",
            "全县学校的坡道、扶手和无障碍厕所已经建成，残疾学生出入更加方便，教师们也接受了手语培训，同学之间互相帮助。",
            "学校 班级 学生 教师",
            "下一步，全县将加强网站管理，让家长看得到、看得懂，成为家校沟通的桥梁。",
        )
    )
    assert [p.role for p in split_paragraphs(raw)] == ["title", *["body"] * 5, "heading", *["body"] * 3]


def test_a_text_without_sentences_is_kept():
    assert [p.role for p in split_paragraphs("小学 12 430\n初中 8 390")] == ["body", "body"]


def test_resources_are_in_order():
    """Reviewers see each word once, and each reason that the code or a word gives is explained."""
    words = [(row["words"], row["match"]) for row in read_resource("furniture.csv")]
    assert len(words) == len(set(words))
    reasons = {row["reason"] for row in read_resource("furniture.csv")}
    assert all(explain_reason(reason) for reason in reasons | {"outside", "signature", "date", "symbols"})


HEADLINES = ("全市新增幼儿园学位3.2万个", "城区改扩建中小学48所", "我市招聘教师1260名", "义务教育巩固率达到96.4%") * 2


@pytest.mark.parametrize("mark", ["相关新闻", "推荐阅读", "热门文章"])
def test_headlines_with_numbers_are_no_article(mark):
    """A short article stays the article, however many numbers the recommended headlines below it have."""
    article = ("清河县小学入学工作结束", "8月31日，清河县小学一年级新生报到结束，全县共有5130名适龄儿童入学。")
    raw = "\n".join((*article, mark, *HEADLINES))
    roles = [p.role for p in split_paragraphs(raw)]
    assert roles == ["title", "body", *["furniture"] * (1 + len(HEADLINES))]


def test_a_number_to_a_line_is_an_article():
    told = ("学前教育", "幼儿园126所", "在园幼儿2.3万人", "普惠率92.1%", "小学88所", "在校生4.6万人")
    raw = "\n".join(("一图读懂2023年清河县教育", *told, "相关新闻", *HEADLINES))
    kept = [raw[p.start : p.end] for p in split_paragraphs(raw) if p.role != "furniture"]
    assert kept == ["一图读懂2023年清河县教育", *told]


def test_a_table_between_bars_is_no_path():
    """A poster of short lines goes on over its table, whose head and rows have as many bars as a path has steps."""
    told = ("01 家底", "219所", "学段 | 学校(所) | 班级(个)", "幼儿园 | 112 | 1498", "小学 | 41 | 1925")
    more = ("新开办学校:13所", "新增学位:11640个", "招聘教师1028人", "研究生占46.5%")
    raw = "\n".join(("数说松溪教育", *told, *more))
    kept = "\n".join(raw[p.start : p.end] for p in split_paragraphs(raw) if p.role != "furniture")
    assert kept == raw
    path = "首页 | 教育 | 正文\n松溪县教育局通报\n全县有小学41所，专任教师1925人，教学条件继续改善。"
    assert split_paragraphs(path)[0].role == "furniture"


def test_heads_between_bars_that_hold_no_number_are_no_path():
    """What a report says behind its table is still the report; a path above a headline stays one."""
    told = ("松溪县教育工作上半年情况", "上半年，全县新建小学3所，招聘教师126名，各项工作进展顺利。", "附:主要指标")
    table = ("指标 | 单位 | 上半年 | 全年目标", "新建小学 | 所 | 3 | 5", "招聘教师 | 人 | 126 | 180")
    behind = "下半年，全县将再新建小学2所，招聘教师54名，确保完成全年任务。"
    raw = "\n".join((*told, *table, behind, "打印本页 关闭窗口"))
    kept = [raw[p.start : p.end] for p in split_paragraphs(raw) if p.role != "furniture"]
    assert kept == [*told, *table, behind]


@pytest.mark.parametrize(
    ("line", "title", "begins"),
    [
        ("泸州市纳溪区教育和体育局", "关于2024年上半年工作情况的报告", True),
        ("纳溪区教育和体育局", "2024年工作总结", True),
        ("纳溪区教育和体育局", "纳溪区小学新学期开学", False),
        ("教师队伍不断壮大", "关于教师工作的报告", False),
    ],
)
def test_an_organ_begins_the_title_of_its_report(line, title, begins):
    text = f"{line}\n{title}\n2024-09-03\n全区有小学40所,在校学生2.1万人,专任教师1800人,比去年多。"
    titled = [p for p in split_paragraphs(text) if p.role == "title"]
    assert [text[p.start : p.end] for p in titled] == [line, title][not begins :]
