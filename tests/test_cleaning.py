import os
import random
import re
import time
from collections import defaultdict
from pathlib import Path

import pytest
from cases_files import read_cases
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.storage.messages import InputError
from helpers.storage.resources import read_resource
from helpers.text.damage import digits_kept, find_slots
from helpers.text.decoding import decode
from helpers.text.documents import examine
from helpers.text.lines import explain_reason, split_paragraphs
from helpers.text.readings import normalise
from helpers.text.sentences import split_sentences

RAW = Path(__file__).parents[1] / "data" / "raw"


def get_names(cases, column):
    return [case[column] for case in cases]


# ---- bytes to text

SENTENCE = "全县有小学12所，在校生4千人。\r\n"


@pytest.mark.parametrize(
    ("data", "text", "encoding"),
    [
        (SENTENCE.encode(), SENTENCE, "utf-8"),
        (b"\xef\xbb\xbf" + SENTENCE.encode(), SENTENCE, "utf-8"),
        (b"\xff\xfe" + SENTENCE.encode("utf-16-le"), SENTENCE, "utf-16-le"),
        (b"\xfe\xff" + SENTENCE.encode("utf-16-be"), SENTENCE, "utf-16-be"),
        (b"\xff\xfe\x00\x00" + SENTENCE.encode("utf-32-le"), SENTENCE, "utf-32-le"),
        (("12345 " * 9 + "所").encode("utf-16-le"), "12345 " * 9 + "所", "utf-16-le"),
        (("12345 " * 9 + "所").encode("utf-16-be"), "12345 " * 9 + "所", "utf-16-be"),
        (SENTENCE.encode("utf-16-le"), SENTENCE, "utf-16-le"),
        (SENTENCE.encode("utf-16-be"), SENTENCE, "utf-16-be"),
        (SENTENCE.encode("gb2312"), SENTENCE, "gb2312"),
        ("学校共有教师".encode("gb2312"), "学校共有教师", "gb2312"),
        ("教師一百人".encode("big5"), "教師一百人", "big5"),
        ("朱镕基来到学校。".encode("gbk"), "朱镕基来到学校。", "gbk"),
        ("㑇姓学生在校。".encode("gb18030"), "㑇姓学生在校。", "gb18030"),
        (
            "全縣有小學十二所，教師四百名，學生穩定增長。".encode("big5"),
            "全縣有小學十二所，教師四百名，學生穩定增長。",
            "big5",
        ),
        ("學校共有教師一百二十名。".encode("big5"), "學校共有教師一百二十名。", "big5"),
        (b"A school\rwith 12 rooms", "A school\rwith 12 rooms", "utf-8"),
        ("小学\x00 12所".encode(), "小学\x00 12所", "utf-8"),
    ],
)
def test_decode_reads_each_encoding(data, text, encoding):
    assert decode(data) == (text, encoding)


def test_decode_bears_a_broken_byte():
    data = bytearray((SENTENCE * 40).encode())
    data[100] = 0xFF
    text, encoding = decode(bytes(data))
    assert encoding == "utf-8"
    assert text.endswith(SENTENCE)
    assert text.count("\ufffd") <= 3


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b" \r\n\t", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"\x00" * 50, "empty"),
        (b"%PDF-1.7 " + b"x" * 50, "PDF"),
        (b"PK\x03\x04" + b"x" * 50, "zip"),
        (b"\x89PNG\r\n" + b"x" * 50, "picture"),
        (b"\xd0\xcf\x11\xe0" + b"x" * 50, "office"),
        (bytes(random.Random(1).randbytes(4000)), "control"),
        (b"\x01\x02\x03\x04 abc" * 50, "control"),
    ],
)
def test_decode_refuses_what_is_no_text(data, reason):
    with pytest.raises(InputError, match=reason):
        decode(data)


# ---- readings


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("增长１２．５％（上年）", "增长12.5%(上年)"),
        ("小学\u00a012\u3000所\u2002初中", "小学 12 所 初中"),
        ("小\u200b学\ufeff12\u00ad所", "小学12所"),
        ("專任教師1.73萬人", "专任教师1.73万人"),
        ("乾县、乾安县的著名学校", "乾县、乾安县的著名学校"),
        ("乾縣的學校", "乾县的学校"),
        ("學(xué)校，提高2.2個（gè）百分點(diǎn)", "学校,提高2.2个百分点"),
        ("教室(间)、面积(km)、选修(A)", "教室(间)、面积(km)、选修(A)"),
        ("学校(bu)", "学校(bu)"),
        ("「雙減」與『減負』", "“双减”与‘减负’"),
        ("⼀所⼩学", "一所小学"),
        ("3∶5∶2，−0.5％", "3:5:2,-0.5%"),
        ("一\r\n二\r三\u2028四", "一\n二\n三\n四"),
        ("投入7205\n万元，新建", "投入7205万元,新建"),
        ("共有\n41\n所。", "共有41所。"),
        ("在校生1.8万\n人，占", "在校生1.8万人,占"),
        ("新建学校，\n改造校舍", "新建学校,改造校舍"),
        ("2024年\n10月28日\n10:34\n人民网讯", "2024年\n10月28日\n10:34\n人民网讯"),
        ("三、初中教育\n共有学校77所", "三、初中教育\n共有学校77所"),
        ("全县教师\n\n二百名", "全县教师\n\n二百名"),
    ],
)
def test_normalise(raw, text):
    assert normalise(raw).text == text


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


def test_lines_of_different_width_stay_apart():
    text = "公办幼儿园建设\n乡镇中心幼儿园改造工程\n城区幼儿园\n普惠性民办幼儿园认定\n幼儿园教师培训\n保教费\n"
    assert normalise(text).text == text


CHARACTERS = st.one_of(
    st.characters(),
    st.sampled_from("學校(xué)個（gè）１２．５％，。\n\r\u200b\u3000“”《》年所名人余多.%所個\ud83d\x00万亿、"),
)


@settings(max_examples=300, deadline=None)
@given(st.text(CHARACTERS, max_size=200))
def test_every_character_keeps_its_position(raw):
    single = re.compile("[\u4e00-\u9fff]")
    reading = normalise(raw)
    starts = [reading.raw_start(i) for i in range(len(reading.text))]
    assert starts == sorted(set(starts))
    assert all(reading.raw_end(i + 1) == start + 1 and reading.index(start) == i for i, start in enumerate(starts))
    for start, char in zip(starts, reading.text, strict=True):
        if raw[start] == char or single.match(raw[start]):  # Han: itself, or its Simplified form in this context
            continue
        assert normalise(raw[start]).text == char


@settings(max_examples=300, deadline=None)
@given(st.text(CHARACTERS, max_size=300))
def test_nothing_raises_and_no_line_is_lost(raw):
    found = examine(raw)
    ends = [0, *(p.end for p in found.paragraphs)]
    starts = [*(p.start for p in found.paragraphs), len(raw)]
    assert all(end <= start for end, start in zip(ends, starts, strict=True))
    gaps = [raw[end:start] for end, start in zip(ends, starts, strict=True)]
    assert not any(normalise(gap).text.strip() for gap in gaps)
    assert all(0 <= slot.start < slot.end <= len(raw) for slot in found.slots)


# ---- sentences


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("一。二！三？四", ["一。", "二！", "三？", "四"]),
        ("增长2%；减少3%。", ["增长2%；减少3%。"]),
        ("他说：“好。真好！”走了。", ["他说：“好。真好！”走了。"]),
        ("印发《意见。试行》。实施。", ["印发《意见。试行》。", "实施。"]),
        ("小学9所（公办8所。民办1所）。初中", ["小学9所（公办8所。民办1所）。", "初中"]),
        ("“没有合上的引号。下一句", ["“没有合上的引号。", "下一句"]),
        ("第一行\n第二行", ["第一行", "第二行"]),
        ("真的吗？！当然……是。", ["真的吗？！", "当然……是。"]),
        ("  两边有空格。  ", ["两边有空格。"]),
        ("", []),
    ],
)
def test_split_sentences(text, sentences):
    reading = normalise(text)
    found = [text[reading.raw_start(a) : reading.raw_end(b)] for a, b in split_sentences(reading.text)]
    assert found == sentences


# ---- page furniture: ten invented sites


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


# ---- lost digits


def take_marks(marked):
    """Return a text without its marks, and the spans that 【】 (numbers) and 〖〗 (years) enclose."""
    slots = []
    for n, match in enumerate(re.finditer("([【〖])(.*?)[】〗]", marked)):
        start = match.start() - 2 * n
        slots.append((start, start + len(match[2]), "number" if match[1] == "【" else "year"))
    return re.sub("[【】〖〗]", "", marked), slots


@pytest.mark.parametrize("case", read_cases("cases/damage.csv"), ids=get_names(read_cases("cases/damage.csv"), "case"))
def test_slots_of_hand_written_cases(case):
    text, slots = take_marks(normalise(case["text"]).text)
    assert [tuple(slot) for slot in find_slots(text)] == slots


HEALTHY = [normalise(case["text"]).text for case in read_cases("cases/damage_texts.csv")]
WHOLE_NUMBER = re.compile(r"(?<![\d.])(?:\d{1,3}(?:,\d{3})+|\d+)")
YEAR = re.compile(r"(?:19|20)\d\d(?=年|—|-|至)")


def delete(text, pattern, least):
    """Return a text without the numbers of `least` and more digits, and where each of them stood."""
    pieces, places, done = [], [], 0
    for match in pattern.finditer(text):
        if sum(map(str.isdigit, match[0])) >= least:
            pieces.append(text[done : match.start()])
            places.append(sum(map(len, pieces)))
            done = match.end()
    return "".join([*pieces, text[done:]]), places


@pytest.mark.parametrize(("pattern", "least"), [(WHOLE_NUMBER, 2), (WHOLE_NUMBER, 3), (WHOLE_NUMBER, 4), (YEAR, 4)])
def test_deleted_numbers_are_found(pattern, least):
    found = lost = 0
    false = []
    for healthy in HEALTHY:
        text, places = delete(healthy, pattern, least)
        slots = find_slots(text)
        hits = {slot for slot in slots for place in places if slot.start <= place <= slot.end}
        found += sum(any(slot.start <= place <= slot.end for slot in slots) for place in places)
        lost += len(places)
        false += [text[slot.start - 5 : slot.end + 5] for slot in slots if slot not in hits]
    assert found >= 0.95 * lost
    assert len(false) <= sum(map(len, HEALTHY)) / 5000, false


def test_healthy_texts_have_no_slots():
    assert len(HEALTHY) == 20
    false = [(text[s.start - 5 : s.end + 5]) for text in HEALTHY for s in find_slots(text)]
    assert len(false) <= sum(map(len, HEALTHY)) / 5000, false


@pytest.mark.parametrize("least", [2, 3, 4])
def test_pattern_of_damage(least):
    """k is right in each text that still has numbers of k - 1 digits and enough numbers and slots, and in all."""
    told = 0
    for healthy in [*HEALTHY, "\n".join(HEALTHY)]:
        text, _ = delete(healthy, WHOLE_NUMBER, least)
        longest = max((len(number.replace(",", "")) for number in WHOLE_NUMBER.findall(text)), default=0)
        kept = digits_kept(text, find_slots(text))
        assert kept in (None, longest + 1)
        told += kept == least
    assert told >= {2: 2, 3: 12, 4: 18}[least]
    assert kept == least


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("小学所，初中所，学位个。" + "9所" * 9, None),
        ("小学所，初中所，学位个。" + "9所" * 10, 2),
        ("小学所，初中所，学位个。" + "9所" * 10 + "12所", 3),
        ("小学所，初中所，学位个。" + "9所" * 10 + "123所", 4),
        ("小学所，初中所，学位个。" + "9所" * 10 + "1,234所", None),  # longer ones survive: no such pattern
        ("2023年小学所，初中所，学位个。" + "9所" * 10, None),  # so do years
        ("小学所，初中所，入学率达%。" + "9所" * 10 + "12所", 3),
        ("小学所，初中所，入学率达%。" + "9所" * 10 + "123所", None),  # no percentage has four digits
        ("小学所，初中所，学位12个。" + "9所" * 10, None),
        ("小学所，初中所，学位个。" + "0.12345%，" * 10, 2),
        ("小学12所，初中9所。" * 10, None),
    ],
)
def test_digits_kept_needs_slots_and_numbers(text, kept):
    words = normalise(text).text
    assert digits_kept(words, find_slots(words)) == kept


def test_furniture_holds_no_slots():
    found = examine("教育简况\n全县有小学12所，在校生4千人，比去年多。\n阅读 所\n点击 人次")
    assert (found.slots, found.furniture) == ([], 2)


# ---- the articles that the texts restate

ORIGINALS = os.environ.get("ORIGINALS")


@pytest.mark.skipif(not ORIGINALS, reason="the variable ORIGINALS does not name the folder of the original articles")
@pytest.mark.parametrize("case", read_cases("cases/articles_originals.csv"), ids=lambda case: case["number"])
def test_body_of_the_originals(case):
    path = next(Path(ORIGINALS).glob(f"{case['number']}_*.txt"))
    found = examine(decode(path.read_bytes())[0])
    start, end = int(case["body_start"]), int(case["body_end"])
    assert abs(found.body_start - start) <= 0.02 * (end - start)
    assert abs(found.body_end - end) <= 0.02 * (end - start)
    assert found.count("number") == int(case["numbers_lost"])
    assert found.digits_kept == (int(case["digits_kept"]) if case["digits_kept"] else None)


# ---- speed, and texts that are meant to break it

N = 100_000
WORST = {
    "one line": "育" * N,
    "commas": "育，" * (N // 2),
    "quotes": "“" * N,
    "titles": "《" * N,
    "brackets": "（" * N,
    "digits": "1" * N,
    "groups": "1,111" * (N // 5),
    "stars": "*" * N,
    "masks": "XX" * (N // 2),
    "underscores": "_" * N,
    "lines": "学校\n" * (N // 3),
    "lines before an article": "学校简介\n" * (N // 5) + "全县有小学12所，在校生4千人，比去年多。",
    "blank lines": "\n " * (N // 2),
    "spaces behind a number": "育\n5" + " " * N,
    "units": "所个名人家" * (N // 5),
    "years": "年" * N,
    "dashes": "—" * N,
    "remainders": "余名" * (N // 2),
    "pinyin": "學(" * (N // 3) + "學(xué)",
    "addresses": "a@" * (N // 2),
    "dates": "2024年\n" * (N // 6),
    "half a pair": "\ud83d" * N,
    "steps": "> " * (N // 2),
    "losses": "全县有小学所，新增学位个。" * (N // 13),
}


@pytest.mark.parametrize("name", WORST)
def test_no_text_takes_long(name):
    started = time.process_time()
    examine(WORST[name])
    assert time.process_time() - started < 1


@pytest.mark.slow
def test_ten_thousand_mutated_texts():
    """No exception, whatever is cut, doubled, shuffled or put into a text."""
    chance = random.Random(7)
    texts = [*HEALTHY, *("\n".join(line for _, line in site) for site in SITES.values())]
    odd = [
        "\x00",
        "\ud800",
        "\u200b",
        "（",
        "”",
        "《",
        "\r",
        "\n",
        "％",
        "年",
        "所",
        ".",
        "學(xué)",
        "2024",
        "😀",
        "\u2028",
    ]
    for _ in range(10_000):
        text = list(chance.choice(texts))
        for _ in range(chance.randint(1, 30)):
            i = chance.randrange(len(text) + 1)
            change = chance.randrange(4)
            if change == 0:
                del text[i : i + chance.randint(1, 40)]
            elif change == 1:
                text[i:i] = text[i : i + chance.randint(1, 40)]
            elif change == 2:
                text[i:i] = chance.choice(odd) * chance.choice((1, 1, 1, 50))
            else:
                part = text[i : i + 40]
                chance.shuffle(part)
                text[i : i + 40] = part
        raw = "".join(text)
        found = examine(raw)
        assert all(raw[p.start : p.end].strip() for p in found.paragraphs)


def test_speed():
    """Half of what the benchmark shows on an idle machine (tests/benchmarks/bench_cleaning.py)."""
    text = "\n".join(decode(path.read_bytes())[0] for path in sorted(RAW.glob("*.txt"))) * 40
    examine(text[:10_000])
    started = time.process_time()
    reading = normalise(text)
    split_paragraphs(text, reading)
    split_sentences(reading.text)
    find_slots(reading.text)
    assert len(text) / (time.process_time() - started) > 1_000_000


def test_resources_are_in_order():
    """Reviewers see each word once, and each reason that the code or a word gives is explained."""
    words = [(row["words"], row["match"]) for row in read_resource("furniture.csv")]
    assert len(words) == len(set(words))
    reasons = {row["reason"] for row in read_resource("furniture.csv")}
    assert all(explain_reason(reason) for reason in reasons | {"outside", "signature", "date", "symbols"})
