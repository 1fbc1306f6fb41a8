"""What a text is, by its own words: title, publisher, date, place, genre and use."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from helpers.language import (
    NATION,
    find_places,
    get_divisions,
    guess_home,
    list_former_names,
    spell_out,
    spell_zone,
)
from helpers.storage import read_resource
from helpers.text.around import Around, find_place_around
from helpers.text.bylines import Page, find_date, find_publisher, find_sender
from helpers.text.documents import Document, as_document
from helpers.text.lines import Paragraph
from helpers.text.magnitudes import counts_nation
from helpers.text.reports_on import Reported, find_report_year


@dataclass(frozen=True)
class Identity:
    """What a text is: the columns of articles.csv that are read from the text alone."""

    title: str = ""
    publisher: str = ""
    published: str = ""
    published_basis: str = ""
    reports_on: str = ""
    reports_on_basis: str = ""
    place: str = ""
    place_level: str = ""
    place_basis: str = ""
    genre: str = ""
    use: str = "compared"
    reason: str = ""


NO_PLACE = "no place: none is named often enough"


_NOTHING = Around()

# the field of a table that holds the title: 名称:, [标 题]
_TITLE_LABEL = re.compile(r"^[\[【]?(?:标\s*题|题\s*名|名\s*称|文件名称|信息名称)[\]】]?\s*[:：\t|]\s*")


def identify(
    text: str | Document, title: str = "", publisher: str = "", published: str = "", around: Around = _NOTHING
) -> Identity:
    """Say what a text is from its own words; what the file's metadata say may be given.

    Title, publisher and date stand in the lines around the article; a date may also follow from the text
    (published_basis: stated, resolved, inferred; note 4 of the rules: dated national events). The place is the division
    that title, publisher and text are about, else the one that the words around it name. A text with masked names or
    numbers, or without a place, is excluded.

    >>> text = "武川县教育简况\\n来源：武川县教育局\\n2023年\\n5月8日\\n全县有小学12所，在校生4千人，比去年多。"
    >>> found = identify(text)
    >>> found.title, found.publisher, found.published, found.place, found.place_level
    ('武川县教育简况', '武川县教育局', '2023-05-08', '武川县', 'county')
    >>> identify("201x年，全县有小学12所，在校生4千人，比去年多。").reason
    'template: a year with masked digits (201x)'
    """
    document = as_document(text)
    reading = document.reading
    page = _take_apart(document)
    around = around._replace(title=around.title or title)
    title = "".join(document.raw[line.start : line.end] for line in _find_title(document)) or title
    title = _TITLE_LABEL.sub("", title)
    publisher = find_publisher(page) or publisher
    date, basis = find_date(page)
    if published and basis != "stated":
        date, basis = published, "stated"
    genre = _guess_genre(page, publisher)
    if template := _find_template(reading.text):
        dated = (date, basis) if basis == "stated" else ("", "")  # what a template tells of is of no year
        return Identity(title, publisher, *dated, genre=genre, use="excluded", reason=template)
    named = [publisher, *_TOLD_BY.findall(page.body[:_LEAD]), *_OWN_SITE.findall(page.path)]
    site = [name for found in _LOCAL_SITE.findall(publisher) for name in found if name]
    named = " ".join([*named, *spell_out([*re.split(r"[>|/»·\s-]+", page.path), *site])])
    place, place_basis = guess_home(page.title or title, named, page.body)
    if not place and (site := _find_around(page)):
        place, place_basis = guess_home(page.title or title, f"{named} {site}", page.body)
    note = ""
    if not place:
        around = around._replace(title=f"{around.title} {_find_imprint(page)}".strip())
        place, place_basis, note = find_place_around(around, named, page.body)
    if not place and (place := _find_region(page.title or title, page.body)):
        place_basis = "inferred"
    if not place and document.grids and counts_nation(document):
        place, place_basis = NATION, "inferred"
    place = spell_zone(place, reading.text)
    reported = find_report_year(page._replace(title=page.title or title), date, basis, genre)
    said = (_note_namesakes(place, reading.text) or _note_renamed(place, reading.text)) if place else NO_PLACE
    reason = "; ".join(filter(None, [said, note]))
    use = "compared" if place else "excluded"
    return Identity(
        title, publisher, date, basis, *reported[:2], place, get_level(place), place_basis, genre, use, reason
    )


_FEWEST_PARTS = 3


def _find_region(title: str, body: str) -> str:
    """Return the province or city that opens a title and of whose parts the text tells, "" if that is not sure.

    >>> told = "渝北区新建学校8所。璧山区新建学校5所。忠县撤并学校9所。"
    >>> _find_region("重庆多个区县晒出家底", told), _find_region("四川多个区县晒出家底", told)
    ('重庆市', '')
    """
    regions = {each for size in (2, 3) for each in get_divisions(title[:size]) if each.level != "county"}
    if len(regions) != 1:
        return ""
    region = regions.pop()
    width = 2 if region.level == "province" else 4
    parts = {mention.code for mention in find_places(body, region.name)} - {region.code}
    inside = [code for code in parts if code[:width] == region.code[:width]]
    return region.name if len(inside) >= _FEWEST_PARTS and len(inside) > len(parts) - len(inside) else ""


def read_report_year(document: Document, published: str, basis: str = "stated") -> Reported:
    """Return the year or school year that a document reports of; published is its date."""
    page = _take_apart(document)
    return find_report_year(page, published, basis, _guess_genre(page, ""))


# whose news it is: 来自绍兴市教育局的消息, 记者从绍兴市教育局获悉
_TOLD_BY = re.compile(
    r"(?:来自|据|从)([\u4e00-\u9fff]{2,12}[省市县区旗州盟](?:教育[\u4e00-\u9fff]{0,6}[局厅]|教体局|教委))(?=的?消息|获悉|了解到|通报|统计)"
)
# whose site the path of a page begins with: 萝北县人民政府网 > 新闻中心
_OWN_SITE = re.compile(
    r"(?<![\u4e00-\u9fff])([\u4e00-\u9fff]{1,12}[省市县区旗州盟])(?:人民)?(?:政府|教育[\u4e00-\u9fff]{0,6}[局厅]|教体局)"
)
_LEAD = 200  # characters

# The place in the name of a local site: 今日镇海, 武川发布. 光明日报 and 解放日报 are named after none.
_LOCAL_SITE = re.compile(r"^(?:今日|掌上)([\u4e00-\u9fff]{2,4})$|^([\u4e00-\u9fff]{2,4})(?:发布|融媒)")


# what stands around an article says where it is from: whose the site is, where it was written
_OFFICE = (
    r"(?:人民政府|教育[\u4e00-\u9fff]{0,6}[局厅]|教体局|(?:统计|财政)局"
    "|人大(?=常委会|网)|人民代表大会(?=常务)|政协|融媒体中心)"
)
_AROUND = re.compile(
    rf"(?:版权所有|(?:网站)?(?:主办|承办)(?:单位)?|建设单位)[:： ]*([\u4e00-\u9fff]{{2,16}}?{_OFFICE})"
    r"|发自([\u4e00-\u9fff]{2,10})(?=[\s。,)]|$)"
    rf"|(?<![\u4e00-\u9fff])([\u4e00-\u9fff]{{2,16}}?{_OFFICE})(?:常委会|常务委员会)?(?:办公室)?(?:主办|版权所有)"
)


# the book that a page or its numbers are from: 广西统计年鉴—2023, 资料来源:《湖南教育年鉴》
_IMPRINT = re.compile(r"(?<![\u4e00-\u9fff])[\u4e00-\u9fff]{2,8}?(?:统计|教育|经济|社会|科技|文化|和|与|、)*年鉴")
_SOURCE = re.compile(r"^(?:注[:：].*?)?(?:资料|数据)(?:来源|出处)[:：].*$", re.MULTILINE)


def _find_imprint(page: Page) -> str:
    """Return the name of the yearbook that the lines around a page, or those that say its sources, name; "" if none."""
    said = "\n".join([page.head, page.tail, *_SOURCE.findall(page.body)])
    return " ".join(dict.fromkeys(_IMPRINT.findall(said)))


# The account that a page is of stands alone at its top: 平湖教育发布, 平利人大网. 人民教育 is of no place.
_ACCOUNT = re.compile(
    r"(?<![\u4e00-\u9fff])([\u4e00-\u9fff]{2,4}?)"
    r"(?:(?:教育|教体|教育体育)(?:发布|融媒|在线|信息网|网)?|(?:人大|政协)网)(?![\u4e00-\u9fff])"
)


# a site is called after whose it is, alone at the top: 平利县人民政府门户网站
_SITE = re.compile(rf"^([\u4e00-\u9fff]{{2,16}}?{_OFFICE})(?:门户|公众|政务|信息|公开){{0,3}}网站?$", re.MULTILINE)


def _find_around(page: Page) -> str:
    """Return whose site or account a page stands on, who signs it, where its reporter wrote; "" if none is said.

    >>> _find_around(Page("", "平利县人民政府门户网站\\n责任部门:县财政局\\n平利县财政局 平利县教育体育局", "", "", ""))
    '平利县人民政府 平利县财政局'
    """
    found = [*_AROUND.finditer(f"{page.head}\n{page.body[:_LEAD]}\n{page.tail}"), *_SITE.finditer(page.head)]
    accounts = {match[1] for match in _ACCOUNT.finditer(f"{page.title}\n{page.head}")}
    whole = [name for word in sorted(accounts) for name in spell_out([word]) if not _is_of_larger(word, name)]
    sender = find_sender(page)
    signed = [sender[1]] if sender and _is_of_one(sender[0]) else []
    named = [*(match[match.lastindex] for match in found), *signed, *whole, *_find_paper(page), *_find_yearbook(page)]
    return " ".join(dict.fromkeys(named))


def _is_of_one(line: str) -> bool:
    """Tell whether the offices in a line are of one place: those of a row of links to other sites are of several."""
    return len({mention.name for mention in find_places(line)}) == 1


# the newspaper that a page is of stands at its top, without a label: 柳州日报数字报 2024年9月2日
_PAPER = re.compile(
    r"(?<![\u4e00-\u9fff])([\u4e00-\u9fff]{2,4}?)(?:日报|晚报|晨报|新闻网|电视台)(?:社|网|数字报|客户端)?(?![\u4e00-\u9fff])"
)
_OF_A_CITY = re.compile("[全我][市州盟]")


def _find_paper(page: Page) -> list[str]:
    """Return the city of whose newspaper a page is that tells of 全市; 海南日报 is that of a province.

    >>> [_find_paper(Page("", head, "全市有小学12所。", "", "")) for head in ("柳州日报数字报", "海南日报", "光明日报")]
    [['柳州市'], [], []]
    """
    words = {match[1] for match in _PAPER.finditer(f"{page.title}\n{page.head}\n{page.path}")}
    cities = {
        division.name
        for word in words
        if not any(each.level == "province" for each in get_divisions(word))
        for kind in ("市", "州", "盟", "地区")
        for division in get_divisions(word + kind)
        if division.level == "prefecture"
    }
    return sorted(cities) if len(cities) == 1 and _OF_A_CITY.search(page.body[:_LEAD]) else []


# a yearbook is called after its place, mostly by its short name: 鹤峰年鉴(2024) in the path, a byline or the title
_YEARBOOK = re.compile(r"(?<![\u4e00-\u9fff])([\u4e00-\u9fff]{2,6}?)(?:教育|统计)?年鉴")


def _find_yearbook(page: Page) -> list[str]:
    """Return the city or county whose yearbook a page is of, as its path, its byline or its title names it.

    >>> [_find_yearbook(Page("", "", "", "", f"{book}(2024) > 教育")) for book in ("鹤峰年鉴", "海南年鉴", "教育年鉴")]
    [['鹤峰县'], [], []]
    """
    words = {match[1] for part in (page.path, page.head, page.tail, page.title) for match in _YEARBOOK.finditer(part)}
    local = [word for word in sorted(words) if not any(each.level == "province" for each in get_divisions(word))]
    named = {name for word in local for name in spell_out([word]) if not _is_of_larger(word, name)}
    named |= {each.name for word in local if word.endswith(_KINDS) for each in get_divisions(word)}
    return sorted(named) if len(named) == 1 else []


_KINDS = ("市", "县", "区", "旗", "州", "盟")


def _is_of_larger(word: str, name: str) -> bool:
    """Tell whether a short name is first of all that of another division: 河北 is the province, not a district."""
    return any(mention.name != name for mention in find_places(word))


@lru_cache(maxsize=1)
def _take_apart(document: Document) -> Page:
    """Join the lines of each part of a text; the head is all page furniture that is not behind the article."""
    last = document.body[1]
    title = _find_title(document)
    parts: dict[str, list[str]] = {name: [] for name in Page._fields}
    for line, (start, end) in zip(document.lines, document.spans, strict=True):
        words = document.reading.text[start:end]
        if line in title:
            part = "title"
        elif document.grids and document.in_table(line):
            part, words = "body", _APART.sub(r"\1\2", words)
        elif line.role == "furniture":
            part = "tail" if line.start >= last else "path" if line.reason == "breadcrumb" else "head"
        else:
            part = "body"
        parts[part].append(words)
    return Page("".join(parts["title"]), *("\n".join(parts[name]).strip() for name in Page._fields[1:]))


_APART = re.compile(r"(?<![\u4e00-\u9fff])([\u4e00-\u9fff]) {1,4}([\u4e00-\u9fff])(?![\u4e00-\u9fff])")  # 北 京


def _find_title(document: Document) -> list[Paragraph]:
    """Return the lines of the title; before a table that begins the page, the first that names a place or a year."""
    inside = [grid.span for grid in document.grids]
    lines = document.lines
    if inside:
        lines = [line for line in lines if not any(a <= line.start and line.end <= b for a, b in inside)]
    titled = [line for line in lines if line.role == "title"]
    above = [line for line in lines if inside and line.end <= inside[0][0] and line.reason not in _NO_TITLE]
    if titled or any(line.role == "body" for line in above):
        return titled
    said = (document.raw[line.start : line.end] for line in above)
    named = [bool(_YEAR.search(words) or find_places(words)) for words in said]
    return [line for line, is_named in zip(above, named, strict=True) if is_named][:1]


_YEAR = re.compile(r"(?:19|20)\d\d(?=年|学年|[-—~])")
_NO_TITLE = frozenset({"breadcrumb", "byline", "date"})  # furniture


def get_level(place: str) -> str:
    """Return the level of the division with a name, "" if it is none.

    >>> get_level("武川县"), get_level("新沟镇"), get_level("乌有")
    ('county', 'town', '')
    """
    divisions = get_divisions(place)
    if divisions:
        return divisions[0].level
    return "town" if place.endswith(("镇", "乡", "街道")) else "zone" if place.endswith("区") else ""


def _note_namesakes(place: str, text: str) -> str:
    """Say which of several divisions of one name is meant, as far as the text names what contains it.

    >>> _note_namesakes("鼓楼区", "南京市鼓楼区"), _note_namesakes("包头市", "")
    ('of several 鼓楼区 that of 南京市', '')
    """
    parents = [division.parent for division in get_divisions(place) if not division.last_listed]
    if len(parents) < 2:
        return ""
    named = [parent for parent in parents if parent in text]
    if len(named) == 1:
        return f"of several {place} that of {named[0]}"
    return f"one of several {place} ({', '.join(parents)}): the text does not say which"


def _note_renamed(place: str, text: str) -> str:
    """Say which former name of a place a text writes, or until when the list has a place that is dissolved.

    >>> _note_renamed("陈仓区", "宝鸡县有小学320所"), _note_renamed("陈仓区", "陈仓区(原宝鸡县)有小学320所")
    ('宝鸡县 is 陈仓区 today', '')
    """
    divisions = get_divisions(place)
    if len(divisions) == 1 and divisions[0].last_listed:
        return f"{place} is in no list after {divisions[0].last_listed}"
    written = [name for division in divisions for name in list_former_names(division.code) if name in text]
    return f"{written[0]} is {place} today" if written and place not in text else ""


@cache
def _list_templates() -> list[tuple[re.Pattern[str], dict[str, str]]]:
    """Return the patterns that betray a template with their rows; a search skips to the characters that open them."""
    return [(re.compile(row["pattern"]), row) for row in read_resource("templates.csv")]


def _find_template(text: str) -> str:
    """Return why a text is a template to fill in rather than a report of a place, "" if it is none."""
    points, found = 0, []
    for pattern, row in _list_templates():
        match = pattern.search(text)
        if match:
            points += int(row["points"])
            found.append(f"{row['what']} ({match[0]})")
    return f"template: {', '.join(found)}" if points >= 2 else ""


@cache
def _list_genres() -> list[tuple[str, str, int, list[str]]]:
    """Return each genre with where its words stand, the points that these give, and the words."""
    rows = read_resource("genres.csv")
    return [(row["genre"], row["where"], int(row["points"]), row["words"].split()) for row in rows]


def _guess_genre(page: Page, publisher: str) -> str:
    """Return the kind of text that most words of its title, byline, publisher and text speak for."""
    points = dict(_weigh_genres(page))
    for genre, where, worth, words in _list_genres() if publisher else ():
        if where == "publisher" and any(word in publisher for word in words):
            points[genre] += worth
    best = max(points, key=points.__getitem__)
    return best if points[best] >= 2 else "other"


@lru_cache(maxsize=1)
def _weigh_genres(page: Page) -> dict[str, int]:
    """Return how many points the words of a page give each kind of text, who publishes it left out."""
    parts = {
        "title": page.title,
        "lead": page.body[:200],
        "byline": f"{page.head}\n{page.tail[:100]}",
        "publisher": "",
        "breadcrumb": page.path,
        "body": page.body,
    }
    points: dict[str, int] = {}
    for genre, where, worth, words in _list_genres():
        part = parts[where]
        hits = sum([word in part for word in words]) if part else 0
        points[genre] = points.get(genre, 0) + worth * min(hits, 3 if where == "body" else 1)
    return points
