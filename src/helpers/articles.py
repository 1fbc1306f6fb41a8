"""Folders of texts: reading files of several kinds, and title, publisher, date, place and use of each text."""

from __future__ import annotations

import csv
import datetime
import hashlib
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, replace
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from helpers.cleaning import Paragraph, Reading, decode, normalise, split_paragraphs
from helpers.periods import find_events
from helpers.places import get_division, get_divisions, guess_home, spell_out
from helpers.tables import InputError, get_schema, read_resource, write_whole

LEDGER = "sources.csv"
_TABLES = (
    LEDGER,
    "corrections.csv",
    "originals_term_counts.csv",
    "originals_theme_counts.csv",
    "originals_sentences.csv",
)
_LEDGER_FIELDS = ("title", "publisher", "published", "place", "genre")
_CHOICES = ("published_basis", "genre")  # fields of the ledger that take certain words only

# ---------------------------------------------------------------- files


class FileText(NamedTuple):
    """The text of a file and what the file itself says about it (empty where it says nothing)."""

    text: str
    encoding: str
    title: str = ""
    publisher: str = ""
    published: str = ""
    sha256: str = ""


def read_text(path: str | Path) -> str:
    """Return the text of a file as its offsets count it; raises InputError with the reason if it is no text."""
    return read_file(path).text


def read_file(path: str | Path) -> FileText:
    """Read a .txt, .html, .htm or .docx file; of the latter three the main text is extracted.

    Raises InputError with the reason if the file cannot be opened or is no text.
    """
    path = Path(path)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError(f"it cannot be opened ({error.strerror or error})") from None
    file = _READERS.get(path.suffix.lower(), _read_plain)(data)
    return file._replace(sha256=hashlib.sha256(data).hexdigest())


def _read_plain(data: bytes) -> FileText:
    return FileText(*decode(data))


_CHARSET = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w-]{3,20})""", re.IGNORECASE)


def _read_page(data: bytes) -> FileText:
    """Extract the main text of a web page, with title, site and date of its metadata."""
    import trafilatura  # takes a second to import

    page, encoding = _decode_page(data)
    # A date of the page's metadata only: one that was searched for in its text may be that of anything.
    found = trafilatura.bare_extraction(
        page,
        favor_recall=True,
        include_comments=False,
        with_metadata=True,
        date_extraction_params={"extensive_search": False, "original_date": True},
    )
    text = found.text if found else ""
    if not text.strip():
        raise InputError("the page holds no text that could be extracted")
    title = (found.title or "").strip()
    head = [title] if title and title not in text[: len(title) + 100] else []
    if (byline := _find_byline(page)) and byline not in " ".join(text.split()):
        head.append(byline)
    return FileText("\n".join([*head, text]), encoding, title, found.sitename or "", found.date or "")


_LONGEST_BYLINE = 200


def _find_byline(page: str) -> str:
    """Return the line of a web page that says when it was published, which extraction drops as furniture; "" if none.

    >>> _find_byline("<p>简况</p><div><b>发布时间：2023-11-06</b> <i>来源：某某网</i><script>1</script></div>")
    '发布时间：2023-11-06 来源：某某网'
    """
    from lxml import etree, html

    try:
        tree = html.document_fromstring(page.encode(), parser=html.HTMLParser(encoding="utf-8"))
    except etree.ParserError:
        return ""
    etree.strip_elements(tree, "script", "style", "head", etree.Comment, with_tail=False)
    for element in tree.body.iterdescendants() if tree.body is not None else ():
        line = " ".join(element.text_content().split())
        whole = element.find(".//p") is None and element.find(".//h1") is None  # no more than the line
        if whole and len(line) <= _LONGEST_BYLINE and _dates_page(normalise(line).text):
            return line
    return ""


def _dates_page(line: str) -> bool:
    return any(_read_date(line[label.end() : label.end() + 40]) for label in _get_labels("published").finditer(line))


def _decode_page(data: bytes) -> tuple[str, str]:
    """Decode a page by the character set that it declares, or by its bytes if that fails."""
    if declared := _CHARSET.search(data[:4096]):
        name = declared[1].decode().lower()
        name = "gb18030" if name.startswith("gb") else name
        try:
            return data.decode(name), name
        except (LookupError, UnicodeDecodeError):
            pass
    return decode(data)


def _read_document(data: bytes) -> FileText:
    """Read the paragraphs and table rows of a Word document in order."""
    import docx

    try:
        document = docx.Document(io.BytesIO(data))
        lines = list(_list_lines(document))
    except Exception as error:  # python-docx raises whatever zip, XML and its own checks raise
        raise InputError(f"it cannot be read as a Word document ({type(error).__name__})") from None
    text = "\n".join(lines)
    if not text.strip():
        raise InputError("the document holds no text")
    return FileText(text, "docx", (document.core_properties.title or "").strip())


def _list_lines(document) -> Iterator[str]:
    for block in document.iter_inner_content():
        if hasattr(block, "rows"):
            yield from ("\t".join(cell.text.strip() for cell in row.cells) for row in block.rows)
        else:
            yield block.text


_READERS = {".txt": _read_plain, ".html": _read_page, ".htm": _read_page, ".docx": _read_document}

# ---------------------------------------------------------------- identity


@dataclass(frozen=True)
class Identity:
    """What a text is: the columns of articles.csv that are read from the text alone."""

    title: str = ""
    publisher: str = ""
    published: str = ""
    published_basis: str = ""
    place: str = ""
    place_level: str = ""
    place_basis: str = ""
    genre: str = ""
    use: str = "compared"
    reason: str = ""


_NO_PLACE = "no place: none is named often enough"


class _Page(NamedTuple):
    """The parts of a text, as read (normalised)."""

    title: str
    head: str
    body: str
    tail: str
    path: str


def identify(raw: str, title: str = "", publisher: str = "", published: str = "") -> Identity:
    """Say what a text is from its own words; what the file's metadata say may be given.

    Title, publisher and date stand in the lines around the article; a date may also follow from the text
    (published_basis: stated, resolved, inferred; note 4 of the rules: dated national events). The place is the division
    that title, publisher and text are about. A text with masked names or numbers, or without a place, is excluded.

    >>> text = "武川县教育简况\\n来源：武川县教育局\\n2023年\\n5月8日\\n全县有小学12所，在校生4千人，比去年多。"
    >>> found = identify(text)
    >>> found.title, found.publisher, found.published, found.place, found.place_level
    ('武川县教育简况', '武川县教育局', '2023-05-08', '武川县', 'county')
    >>> identify("201x年，全县有小学12所，在校生4千人，比去年多。").reason
    'template: a year with masked digits (201x)'
    """
    reading = normalise(raw)
    paragraphs = split_paragraphs(raw, reading)
    page = _take_apart(reading, paragraphs)
    title = "".join(raw[p.start : p.end] for p in paragraphs if p.role == "title") or title
    publisher = _find_publisher(page) or publisher
    template = _find_template(reading.text)
    if template:
        return Identity(title, publisher, genre=_guess_genre(page, publisher), use="excluded", reason=template)
    date, basis = _find_date(page)
    if published and basis != "stated":
        date, basis = published, "stated"
    named = " ".join([publisher, *spell_out([*re.split(r"[>|/»·\s-]+", page.path), *_find_site(publisher)])])
    place, place_basis = guess_home(page.title or title, named, page.body)
    level = _get_level(place)
    genre = _guess_genre(page, publisher)
    if not place:
        return Identity(title, publisher, date, basis, genre=genre, use="excluded", reason=_NO_PLACE)
    reason = _note_namesakes(place, reading.text)
    return Identity(title, publisher, date, basis, place, level, place_basis, genre, reason=reason)


# The place in the name of a local site: 今日镇海, 武川发布. 光明日报 and 解放日报 are named after none.
_LOCAL_SITE = re.compile(r"^(?:今日|掌上)([\u4e00-\u9fff]{2,4})$|^([\u4e00-\u9fff]{2,4})(?:发布|融媒)")


def _find_site(publisher: str) -> list[str]:
    match = _LOCAL_SITE.search(publisher)
    return [match[1] or match[2]] if match else []


def _take_apart(reading: Reading, paragraphs: list[Paragraph]) -> _Page:
    """Join the lines of each part of a text; the head is all page furniture that is not behind the article."""
    last = max((p.end for p in paragraphs if p.role in ("heading", "body")), default=0)
    parts: dict[str, list[str]] = {name: [] for name in _Page._fields}
    for p in paragraphs:
        text = reading.text[reading.index(p.start) : reading.index(p.end)]
        if p.role == "furniture":
            part = "tail" if p.start >= last else "path" if p.reason == "breadcrumb" else "head"
        else:
            part = "title" if p.role == "title" else "body"
        parts[part].append(text)
    return _Page("".join(parts["title"]), *("\n".join(parts[name]).strip() for name in _Page._fields[1:]))


def _get_level(place: str) -> str:
    divisions = get_divisions(place)
    return divisions[0].level if divisions else ""


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


# ------------------------------------------------ publisher

_NO_PUBLISHER = re.compile(
    r".{0,3}$|本站|本网|网友|原创|网络|互联网|未知|不详|转载|佚名|整理|综合|admin|管理员|无", re.IGNORECASE
)
_NAME = r"[:\s]{1,4}([\u4e00-\u9fffA-Za-z][\u4e00-\u9fffA-Za-z0-9·()]{1,29})"
_SITE = re.compile(r"[\u4e00-\u9fff]{2,15}(?:网|在线|日报|晚报|政府|教育局|教育厅|委员会)(?=网?站?首页|\b|[\s>»/-]|$)")
_BUREAU = re.compile(
    r"[\u4e00-\u9fff]{2,8}?[省市区县旗州盟]"
    r"(?:教育和体育局|教育体育局|教育科技局|教育体育和科技局|教育局|教育厅|教育委员会|人民政府)"
)
_SENDER = re.compile(r"^[\u4e00-\u9fff]{4,25}(?:局|厅|委员会|政府|办公室|中心|报社|日报|电视台|学校)$", re.MULTILINE)

_REPORTER = re.compile(
    r"(?<![\u4e00-\u9fff])([\u4e00-\u9fff]{2,8}(?:日报|晚报|晨报|时报|商报|教育报|新闻网|电视台))(?:记者|讯)"
)


@cache
def _get_labels(field: str) -> re.Pattern[str]:
    """Return a pattern of the labels before a field of a byline, those that tell most first."""
    rows = [row for row in read_resource("bylines.csv") if row["field"] == field]
    words = sorted((row["label"] for row in rows), key=len, reverse=True)
    return re.compile(f"(?:{'|'.join(words)})")


def _find_publisher(page: _Page) -> str:
    """Return who published a text: the byline's source, the site, the signature, or the bureau that the text names."""
    ranks = {row["label"]: int(row["rank"]) for row in read_resource("bylines.csv")}
    found = []
    for part in (page.head, page.tail):
        for match in re.finditer(f"({_get_labels('publisher').pattern}){_NAME}", part):
            name = _trim_name(match[2])
            if name and not _NO_PUBLISHER.match(name):
                found.append((ranks[match[1]], len(found), name))
    if found:
        return min(found)[2]
    if site := _SITE.search(page.path):
        return site[0]
    if sender := _SENDER.search(page.tail) or _SENDER.search(page.head):
        return sender[0]
    if reporter := _REPORTER.search(f"{page.head}\n{page.body[:300]}"):
        return reporter[1]
    bureaus = Counter(match[0] for match in _BUREAU.finditer(page.body)).most_common(1)
    return bureaus[0][0] if bureaus and bureaus[0][1] >= 2 else ""


def _trim_name(name: str) -> str:
    """Cut the next label off a name: 某某日报作者."""
    cut = re.search(r"(?:发布|作者|编辑|时间|日期|浏览|阅读|点击|字体|字号|责任|责编|记者|打印|分享|评论)", name)
    return (name[: cut.start()] if cut else name).strip("()")


# ------------------------------------------------ date

_FULL_DATE = re.compile(
    r"(?<!\d)((?:19|20)\d\d)\s{0,3}[年\-/.]\s{0,3}(1[0-2]|0?[1-9])\s{0,3}[月\-/.]\s{0,3}(3[01]|[12]\d|0?[1-9])(?!\d)"
)
_CHINESE_DATE = re.compile(
    r"([一二][〇零○一二三四五六七八九]{3})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})日"
)
_IN_ADDRESS = re.compile(r"/(?:t|art/)?((?:19|20)\d\d)[/-]?(1[0-2]|0?[1-9])[/-]?(3[01]|[12]\d|0[1-9])(?=[/_.])")
_LOOKS_BACK = re.compile(
    r"(?:刚刚|刚)[^,。\n]{0,6}(?:过去|翻过|走过|告别)[^,。\n]{0,4}?(20\d\d)年"
    r"|(?:回望|回顾|回首|盘点|总结)[^,。\n]{0,10}?(20\d\d)年"
    r"|^(20\d\d)年[^\n]{0,30}(?:公报|工作总结|统计)"
)
_PAST_YEAR = re.compile(r"(?<![\d到至—~\-])(20\d\d)年(?![—~\-至到前]|\d{0,2}月?前)")
_PLANNED = re.compile(r"(?:到|至|力争|计划|预计|规划|明确|确保|目标|预期|料|将|拟)[^,。\n]{0,6}$")
_END_OF_YEAR = re.compile(r"截[至止]到?(20\d\d)年(?:底|末|年底|年末)")
_QUOTED = re.compile(r"《[^》\n]{0,200}》")


def _find_date(page: _Page) -> tuple[str, str]:
    """Return the date of publication, as exact as known, and how it is known.

    Stated: in a byline, in the lines around the article, or under it. Resolved: from the page's address. Inferred, to
    the year: from the year that the text looks back at, the last year that it reports of, or a dated national event.
    """
    for part in (page.head, page.tail, page.body[:300]):
        for match in _get_labels("published").finditer(part):
            if date := _read_date(part[match.end() : match.end() + 40]):
                return date, "stated"
    for part in (page.head, page.tail[:200]):
        if date := _read_date(part):
            return date, "stated"
    if match := _IN_ADDRESS.search(f"{page.head}\n{page.tail}"):
        return "-".join((match[1], match[2].zfill(2), match[3].zfill(2))), "resolved"
    return _infer_year(page)


def _read_date(text: str) -> str:
    """Return the first full date of a text as ISO 8601, "" if there is none.

    >>> _read_date("2024年\\n10月28日\\n10:34"), _read_date("二〇二三年五月十日")
    ('2024-10-28', '2023-05-10')
    """
    if match := _FULL_DATE.search(text):
        return f"{match[1]}-{int(match[2]):02}-{int(match[3]):02}"
    if match := _CHINESE_DATE.search(text):
        from helpers.numerals import parse_number

        year, month, day = (int(parse_number(part.replace("○", "〇"))) for part in match.groups())
        return f"{year}-{month:02}-{day:02}"
    return ""


def _infer_year(page: _Page) -> tuple[str, str]:
    """Return the year that the text itself allows to infer, and inferred; ("", "") if it allows none."""
    text = _QUOTED.sub("", f"{page.title}\n{page.body}")
    if match := _LOOKS_BACK.search(text[:600]):
        return str(int(match[1] or match[2] or match[3]) + 1), "inferred"
    years = [
        int(m[1]) for m in _PAST_YEAR.finditer(text) if not _PLANNED.search(text, max(0, m.start() - 10), m.start())
    ]
    years += [int(match[1]) + 1 for match in _END_OF_YEAR.finditer(text)]
    years += [int(event.date[:4]) for event in find_events(text)]
    return (str(max(years)), "inferred") if years else ("", "")


# ------------------------------------------------ templates and genre


def _find_template(text: str) -> str:
    """Return why a text is a template to fill in rather than a report of a place, "" if it is none."""
    points, found = 0, []
    for row in read_resource("templates.csv"):
        match = re.search(row["pattern"], text)
        if match:
            points += int(row["points"])
            found.append(f"{row['what']} ({match[0]})")
    return f"template: {', '.join(found)}" if points >= 2 else ""


def _guess_genre(page: _Page, publisher: str) -> str:
    """Return the kind of text that most words of its title, byline, publisher and text speak for."""
    parts = {
        "title": page.title,
        "lead": page.body[:200],
        "byline": f"{page.head}\n{page.tail[:100]}",
        "publisher": publisher,
        "breadcrumb": page.path,
        "body": page.body,
    }
    points: dict[str, int] = {}
    for row in read_resource("genres.csv"):
        words = row["words"].split()
        hits = sum(word in parts[row["where"]] for word in words)
        gained = int(row["points"]) * (min(hits, 3) if row["where"] == "body" else min(hits, 1))
        points[row["genre"]] = points.get(row["genre"], 0) + gained
    best = max(points, key=points.__getitem__)
    return best if points[best] >= 2 else "other"


# ---------------------------------------------------------------- folders


@dataclass(frozen=True)
class Article:
    """One text of a folder: what it is, what was read of that from the text alone, and what the ledger says."""

    doc_id: str
    file: str
    sha256: str
    encoding: str
    text: str
    identity: Identity
    read: Identity
    ledger: dict[str, str]

    def to_row(self) -> dict[str, str]:
        """Return the article's row of articles.csv."""
        row = {field.name: getattr(self.identity, field.name) for field in fields(Identity)}
        own = ("doc_id", "file", "sha256", "encoding")
        return {name: getattr(self, name) for name in own} | row | {"restated_from": _cite(self.ledger)}


class Refusal(NamedTuple):
    """A file that was left out, and why."""

    file: str
    reason: str


def read_folder(folder: str | Path) -> tuple[list[Article], list[Refusal]]:
    """Read all texts below a folder, those of its ledger (sources.csv) first and in its order.

    Returns the articles and the files that were left out with the reason. What the ledger says of a text wins over what
    was read; `reason` says where they differ. Raises InputError if the folder is missing or holds no text, or if the
    ledger cannot be used.
    """
    folder = Path(folder)
    if not folder.is_dir():
        raise InputError(f"{folder} is no folder: name the folder that holds the texts")
    ledger = _read_ledger(folder / LEDGER)
    names = _list_files(folder)
    order = {name: i for i, name in enumerate(ledger)}
    refusals = [Refusal(name, f"{LEDGER} names it, but it is not there") for name in ledger if name not in set(names)]
    articles: list[Article] = []
    seen: dict[str, str] = {}
    for name in sorted(names, key=lambda name: (order.get(name, len(order)), name)):
        try:
            articles.append(_read_article(folder, name, ledger.get(name, {}), seen))
        except InputError as error:
            refusals.append(Refusal(name, str(error)))
    if not articles:
        raise InputError(f"{folder} holds no text that can be read (.txt, .html, .htm or .docx){_say_why(refusals)}")
    return _name_apart(articles), refusals


def _list_files(folder: Path) -> list[str]:
    """Return the names of the files below a folder that may be texts."""
    names = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir())
    return [name for name in names if name not in _TABLES and not any(p.startswith(".") for p in Path(name).parts)]


def find_left_out(folder: str | Path, articles: pd.DataFrame) -> list[str]:
    """Return the files of a folder, and those that its ledger names, that have no row in articles.csv."""
    folder = Path(folder)
    return sorted({*_list_files(folder), *_read_ledger(folder / LEDGER)} - set(articles["file"]))


def _say_why(refusals: list[Refusal]) -> str:
    return f": {refusals[0].file}: {refusals[0].reason}" if refusals else ""


def _read_article(folder: Path, name: str, entry: dict[str, str], seen: dict[str, str]) -> Article:
    """Read one file; `seen` holds the texts that were read before, by the hash of their characters."""
    suffix = Path(name).suffix.lower()
    if suffix not in _READERS:
        raise InputError(f"it is no text, web page or Word document ({suffix or 'no suffix'})")
    file = read_file(folder / name)
    read = identity = identify(file.text, file.title, file.publisher, file.published)
    if entry:
        identity = _merge(identity, entry, file.sha256)
    content = hashlib.sha256("".join(file.text.split()).encode("utf-8", "surrogatepass")).hexdigest()
    if (first := seen.setdefault(content, name)) != name:
        identity = replace(identity, use="excluded", reason=_join(f"same text as {first}", identity.reason))
    doc_id = name[: -len(suffix)]
    return Article(doc_id, name, file.sha256, file.encoding, file.text, identity, read, entry)


def _name_apart(articles: list[Article]) -> list[Article]:
    """Give files of one name and different suffixes their whole name as doc_id."""
    ids = [article.doc_id for article in articles]
    return [replace(a, doc_id=a.file) if ids.index(a.doc_id) != i else a for i, a in enumerate(articles)]


def _read_ledger(path: Path) -> dict[str, dict[str, str]]:
    """Return the rows of a ledger by file; raises InputError that names the row that cannot be used."""
    if not path.is_file():
        return {}
    rows = list(csv.DictReader(io.StringIO(decode(path.read_bytes())[0])))
    if not rows or "file" not in rows[0]:
        raise InputError(f"{path.name} has no column 'file': its first line must name the columns, one of them 'file'")
    allowed = {column.name: column.allowed for column in get_schema("articles").columns if column.name in _CHOICES}
    ledger = {}
    for number, row in enumerate(rows, 2):
        entry = {name: (value or "").strip() for name, value in row.items() if isinstance(value, str)}
        where = f"{path.name}, line {number}"
        if not _is_date(entry.get("published", "")):
            raise InputError(f"{where}: published {entry['published']!r} is no date: write 2024, 2024-03 or 2024-03-25")
        if entry.get("place") and get_division(entry["place"]) is None:
            raise InputError(
                f"{where}: place {entry['place']!r} is no division of China, or several bear this name: write the "
                "official name, and before it the division that holds it if several bear it (as in 南京市鼓楼区)"
            )
        for name, choices in allowed.items():
            if entry.get(name) and entry[name] not in choices:
                raise InputError(f"{where}: {name} {entry[name]!r} is none of {', '.join(choices)}")
        ledger[entry["file"]] = entry
    return ledger


def compare_with_ledger(article: Article) -> list[tuple[str, str, str, str, str]]:
    """Return (doc_id, field, what the ledger says, what was read, yes or no) for each field that the ledger fills."""
    rows = []
    for name in _LEDGER_FIELDS:
        if told := article.ledger.get(name, ""):
            read = getattr(article.read, name)
            rows.append((article.doc_id, name, told, read, "yes" if _agree(told, read) else "no"))
    return rows


def _agree(told: str, read: str) -> bool:
    return normalise(told).text == normalise(read).text


def _is_date(text: str) -> bool:
    """Tell whether a text is empty, a year, a month or a day as ISO 8601 writes them.

    >>> [_is_date(text) for text in ("", "2024", "2024-02", "2024-02-29", "2023-02-29", "2024/3", "last year")]
    [True, True, True, True, False, False, False]
    """
    if not re.fullmatch(r"\d{4}(?:-\d\d){0,2}|", text):
        return False
    try:
        datetime.date.fromisoformat((text or "2000") + "-01" * (2 - text.count("-")))
    except ValueError:
        return False
    return True


def _merge(identity: Identity, entry: dict[str, str], sha256: str) -> Identity:
    """Let the ledger's fields win over those that were read, and say where they differ."""
    told = {name: entry[name] for name in _LEDGER_FIELDS if entry.get(name)}
    agreed = [name for name, value in told.items() if _agree(value, getattr(identity, name))]
    differing = [f"{name} (text: {getattr(identity, name) or 'nothing'})" for name in told if name not in agreed]
    notes = [
        f"ledger and text agree on {', '.join(agreed)}" if agreed else "",
        f"the ledger alone gives {', '.join(differing)}" if differing else "",
    ]
    if entry.get("sha256") and entry["sha256"] != sha256:
        notes.append("the file is not the one that the ledger describes (another sha256)")
    if place := told.get("place"):
        told |= {"place": _get_name(place), "place_level": _get_level(place), "place_basis": "ledger"}
    if "published" in told:
        told["published_basis"] = entry.get("published_basis") or "ledger"
    merged = replace(identity, **told)
    if merged.place and merged.reason == _NO_PLACE:
        merged = replace(merged, use="compared", reason="")
    return replace(merged, reason=_join(merged.reason, *notes))


def _get_name(place: str) -> str:
    division = get_division(place)
    return division.name if division else place


def _join(*notes: str) -> str:
    return "; ".join(filter(None, notes))


def _cite(entry: dict[str, str]) -> str:
    """Return title, publisher and date of the article that a text restates, "" if it restates none."""
    title = entry.get("restated_title", "")
    parts = (entry.get(name, "") for name in ("restated_publisher", "restated_published"))
    return ", ".join(filter(None, (f"《{title}》", *parts))) if title else ""


def load_texts(folder: str | Path, articles: pd.DataFrame) -> dict[str, str]:
    """Return the text of each row of articles.csv by doc_id; raises InputError if a file is gone or has changed."""
    texts = {}
    for row in articles.to_dict("records"):
        path = Path(folder) / row["file"]
        file = read_file(path) if path.is_file() else FileText("", "")
        if file.sha256 != row["sha256"]:
            raise InputError(f"{path} is not the file that articles.csv describes: run notebook 01 again")
        texts[row["doc_id"]] = file.text
    return texts


def save_extracted(articles: Iterable[Article], folder: str | Path) -> list[Path]:
    """Write the text that was extracted from each web page and Word document to folder/texts, where offsets count."""
    paths = []
    for article in articles:
        if not article.file.lower().endswith(".txt"):
            paths.append(Path(folder) / "texts" / f"{article.doc_id}.txt")
            write_whole(paths[-1], article.text.encode("utf-8", "surrogatepass"))
    return paths
