"""Every quantity that a text states, with its subject, kind, period, place, status and damage.

``observe`` is pure; ``python -m helpers.extract FILE...`` prints its rows as CSV. Only words, sentences and dates
are read: no dictionary segmenter is needed, so that the rows of a million characters take about two seconds.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from helpers.extract.subjects import (
    FALL,
    LEVEL,
    RISE,
    Item,
    Sentence,
    find_subjects,
    is_zone,
    name_level,
    split_items,
    strip_lead,
)
from helpers.language import (
    NATION,
    Division,
    Period,
    Quantity,
    apply_sense,
    find_periods,
    find_places,
    find_quantities,
    get_division,
    resolve_relative,
    sense_apart,
    sense_before,
    unit_words,
)
from helpers.text import (
    NO_ARTICLE,
    Document,
    Reading,
    Slot,
    as_document,
    identify,
    read_listings,
    split_sentences,
)

_MASKS = re.compile(r"《[^》\n]{1,80}》|“[^”\n]{1,40}”|「[^」\n]{1,40}」|『[^』\n]{1,40}』")
_NAME_LENGTH = 24
_COUNTED_IN_QUOTES = re.compile(r"\d[\d.]*[万亿]?[所个名人家元项%]")
_IN_WORD = re.compile(r"\([^()\d,;。]{1,24}\)")
_STOPS = re.compile(r"[,;:。!?()\n]")
_HEADING_NUMBER = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}[、.]|[(][一二三四五六七八九十]{1,3}[)]|\d{1,2}[.、](?!\d)|[—\-●•·◆■★]+|【)\s*"
)
_HEADING_LEVEL = re.compile(LEVEL)


class Context(NamedTuple):
    """What a text says of itself: its place, its date and how that is known, the year and period it looks back at."""

    place: str
    published: str
    date_basis: str
    review: str
    span: str
    here: Division | None

    @property
    def default(self) -> Period | None:
        """The period of what names none."""
        return Period(0, 0, self.span, "stated", "frame") if self.span else None


@dataclass(slots=True)
class Frame:
    """What a paragraph inherits: the heading above it and the period and status that the heading names."""

    heading: str = ""
    period: Period | None = None
    planned: bool = False


def observe(
    text: str | Document, place: str | None = None, published: str | None = None, published_basis: str = "stated"
) -> list[dict]:
    """Return the rows of observations.csv (without doc_id) for a raw text, in the order of the text.

    place is the standard name of the division that the text is about and published its date (ISO 8601, as exact as
    known); None reads them from the text, "" says that they are unknown. What is resolved from a date that is itself
    inferred (published_basis) is inferred. Offsets are those of the raw text.

    >>> rows = observe("全市在校生18.6万人,比上年增长4.2%,专任教师近千名。", "绍兴市", "2024-03-01")
    >>> [(r["quote"], r["kind"], r["subject"], r["low"], r["high"]) for r in rows][1:]
    [('4.2%', 'growth', '在校生', None, None), ('近千名', 'level', '专任教师', 900.0, 1000.0)]
    """
    document = as_document(text)
    context = _read_context(document, place, published, published_basis)
    words, spans = document.words, document.spans
    quantities = _drop_names(find_quantities(words), words)
    quantities = _add_lost(quantities, document)
    years = [slot for slot in document.slots if slot.kind == "year"]
    rows = _read_paragraphs(document, quantities, years, context)
    rows = _add_listings(rows, words, spans, context)
    _flag_repeated(rows)
    return [_finish(row, document) for row in rows]


def observe_all(texts: Mapping[str, str], known: Mapping[str, Mapping[str, str]]) -> list[dict]:
    """Return the rows of observations.csv for texts by doc_id; known gives place and date of each (articles.csv)."""
    rows = []
    for doc_id, text in texts.items():
        said = known[doc_id]
        found = observe(text, said["place"], said["published"], said["published_basis"])
        rows += [{"doc_id": doc_id, **row} for row in found]
    return rows


def _read_context(document: Document, place: str | None, published: str | None, basis: str) -> Context:
    if place is None or published is None:
        identity = identify(document)
        if published is None:
            published, basis = identity.published, identity.published_basis
        place = identity.place if place is None else place
    here = get_division(place) if place else None
    date_basis = "inferred" if basis == "inferred" else "resolved"
    return Context(place, published, date_basis, *_find_review(document.reading.text), here)


_REVIEW = re.compile(
    r"(?:过去|走过|逝去|结束)的((?:19|20)\d\d)年|(?:回望|回顾|回首|盘点|总结)[^。\n]{0,12}?((?:19|20)\d\d)年|((?:19|20)\d\d)年?[^。,;\n]{0,20}(?:公报|工作总结|工作情况|工作报告|概况|统计|回眸|综述|回顾|盘点)"
)


def _find_review(words: str) -> tuple[str, str]:
    """Return the year that a text looks back at, as its beginning says, and the period that it is about.

    Both are the year of 2023年…公报; 2023/2024学年…概况 is about a school year; 2025年政府工作报告 looks back at 2024.
    """
    match = _REVIEW.search(words, 0, 600)
    if not match:
        return "", ""
    year = match[1] or match[2] or match[3]
    if match.group().endswith("政府工作报告"):
        year = str(int(year) - 1)
    first = next(iter(find_periods(match.group())), None)
    return ("", first.period) if first and "/" in first.period else (year, year)


def _drop_names(quantities: list[Quantity], words: str) -> list[Quantity]:
    """Drop quantities inside titles and short quoted names (“百人计划”, 《…五年规划》)."""
    masks = [m.span() for m in _MASKS.finditer(words) if words[m.start()] == "《" or _is_name(m.group())]
    starts = [start for start, _ in masks]
    kept = []
    for quantity in quantities:
        i = bisect_right(starts, quantity.start) - 1
        if i < 0 or masks[i][1] <= quantity.start:
            kept.append(quantity)
    return kept


def _is_name(quoted: str) -> bool:
    if len(quoted) > _NAME_LENGTH + 2 or re.search("[,。;!?]", quoted):
        return False
    return len(quoted) <= 12 or not _COUNTED_IN_QUOTES.search(quoted)


_LEFT_OVER = re.compile(r"(?P<odd>余|多)?(?P<decimals>\.\d+)?(?P<mult>[万亿])?(?P<odd2>余|多)?(?P<unit>.*)", re.DOTALL)


def _add_lost(quantities: list[Quantity], document: Document) -> list[Quantity]:
    """Add a quantity without value for each place where a number was lost, with the bound that the pattern gives."""
    least = 10 ** (document.digits_kept - 1) if document.digits_kept else None
    lost = [_read_slot(document.words, slot, least) for slot in document.slots if slot.kind == "number"]
    if not lost:
        return quantities
    lost_at = {i for slot in lost for i in range(slot.start, slot.end)}
    kept = [q for q in quantities if not lost_at.intersection(range(q.start, q.end))]
    return sorted([*kept, *lost], key=lambda q: q.start)


def _read_slot(words: str, slot: Slot, least: int | None) -> Quantity:
    match = _LEFT_OVER.match(words, slot.start, slot.end)
    written, end = match["unit"].strip(), slot.end
    if not written and words[end : end + 1] in unit_words():
        written, end = words[end], end + 1  # .5万 and 元 behind it
    unit, unit_class = unit_words().get(written, (written, ""))
    start, sense = sense_before(words, slot.start)
    quantity = Quantity(start, end, None, unit, "lost", unit_class)
    if match["odd"] or match["odd2"]:
        quantity.qualifier = "more"
    elif sense:
        apply_sense(quantity, sense, Decimal(1))
        quantity.low = quantity.high = None
        quantity.bounds = quantity.bounds_basis = ""
    if least is None:
        return quantity
    qualifier = quantity.qualifier
    scale = {"万": 10_000, "亿": 100_000_000}.get(match["mult"] or "", 1)
    low = (least + float("0" + match["decimals"]) if match["decimals"] else least) * scale
    whole_percent = unit == "%" and not match["decimals"]
    high = 100 if whole_percent and least == 100 else None
    return quantity.bound(low, high, "[]" if high else "[)", qualifier, "damage_pattern")


def _read_paragraphs(document: Document, quantities: list[Quantity], lost_years: list, context: Context) -> list[dict]:
    words = document.words
    starts = [quantity.start for quantity in quantities]
    frame = Frame(period=context.default)
    rows: list[dict] = []
    for line, (start, end) in zip(document.lines, document.spans, strict=True):
        if line.role in NO_ARTICLE:
            continue
        frame = _read_heading(words, line, start, end, frame, context)
        first, behind = bisect_left(starts, start), bisect_left(starts, end)
        if first < behind:
            rows += _read_paragraph(words, start, end, quantities[first:behind], lost_years, frame, context)
    return rows


_PLAN_HEADING = re.compile(r"目标|计划|任务|打算|安排|展望|思路|规划|下一步|举措|重点(?:做好|抓好)|主要(?:做好|抓好)")


def _read_heading(words: str, line, start: int, end: int, frame: Frame, context: Context) -> Frame:
    """Take over what a heading, a numbered paragraph's first words or a bullet say of the lines below."""
    text = words[start:end].strip()
    number = _HEADING_NUMBER.match(text)
    is_heading = line.role == "heading" or (number and len(text) <= 20) or (len(text) <= 24 and text.endswith(":"))
    if not is_heading or (line.role == "title" and not (number or text.endswith(":"))):
        return frame
    title = text[number.end() if number else 0 :].strip("】: 。")
    periods = [p for p in find_periods(title, context.published, context.review) if p.role == "frame"]
    period = periods[0] if periods else context.default
    return Frame(title, period, bool(_PLAN_HEADING.search(title)))


def _heading_words(title: str) -> str:
    """Return the words of a heading that can complete a subject: its school level, or the whole of a short one."""
    level = _HEADING_LEVEL.search(title)
    if level and len(title) <= len(level.group()) + 6 and not re.search(r"[\d、,]", title):
        return re.sub(r"(?<=小学|初中|高中)教育$", "", level.group())
    return title if len(title) <= 8 and not re.search("[,。、]", title) else ""


def _read_paragraph(words, start, end, quantities, lost_years, frame, context) -> list[dict]:
    stops = _find_stops(words, start, end)
    said = find_periods(words[start:end], context.published, context.review)
    said = [p._replace(start=p.start + start, end=p.end + start) for p in said]
    lost_years = [slot for slot in lost_years if start <= slot.start < end] if lost_years else []
    rows: list[dict] = []
    before: Item | None = None
    level = ""
    topic = frame.heading
    carried: Period | None = None
    for i, (first, last) in enumerate(_cut_long(split_sentences(words, start, end), stops)):
        own = [q for q in quantities if first <= q.start < last]
        if i == 0:
            topic = _paragraph_topic(words[first:last]) or topic
        periods = [p for p in said if first <= p.start < last]
        lost = [slot for slot in lost_years if first <= slot.start < last]
        if own:
            inside = [s for s in stops if first <= s < last]
            items = split_items(words, first, last, own, inside)
            sentence = Sentence(words, first, last, items, _heading_words(topic), before, level)
            mentions = _find_mentions(words[first:last], first, context)
            find_subjects(sentence, _lead_ends(words, items, periods, lost, _own_or_other(mentions, context)))
            rows += _make_rows(sentence, periods, lost, carried or frame.period, frame, context, mentions)
            before = items[-1]
            named = {found for item in items if (found := name_level(item.subjects))}
            level = level if not named else named.pop() if len(named) == 1 else ""  # of several none goes on
        opening = next((p for p in periods if p.role == "frame" and not p.open_end and p.start - first <= 3), None)
        if opening and _YEAR_OR_SCHOOL_YEAR.fullmatch(opening.period) and not _NOW.match(words, first):
            carried = opening
        elif lost or any(p.role != "reference" for p in periods):
            carried = None
    return rows


_YEAR_OR_SCHOOL_YEAR = re.compile(r"\d{4}(?:-0[89]/\d{4}-0[78])?")
_NOW = re.compile(r"\s*(?:截至|截止)?(?:目前|当前|现|如今|至今|眼下)")


def _paragraph_topic(sentence: str) -> str:
    """Return the topic that opens a paragraph as a label of its own: 1.学前教育。 校园安全:… 【普通高中】"""
    match = re.match(
        r"^\s*((?:[一二三四五六七八九十]{1,3}[、.]|[(][一二三四五六七八九十]{1,3}[)]|\d{1,2}[.、](?!\d)|[—\-●•·◆■★]+|【)?\s*[^,。:;、\d]{2,12})(?:[。:】])",
        sentence,
    )
    if not match:
        return ""
    return _HEADING_NUMBER.sub("", match[1]).strip()


_LONGEST = 1500


def _cut_long(sentences: list[tuple[int, int]], stops: list[int]) -> Iterator[tuple[int, int]]:
    """Cut what is too long for a sentence (a table, a list without full stops) behind a clause mark."""
    for first, last in sentences:
        while last - first > _LONGEST:
            i = bisect_left(stops, first + _LONGEST)
            cut = stops[i - 1] + 1 if i and stops[i - 1] > first else first + _LONGEST
            yield first, cut
            first = cut
        yield first, last


def _find_stops(words: str, start: int, end: int) -> list[int]:
    """Return the clause marks of a paragraph, those inside titles and quoted names left out."""
    names = (m.span() for m in _MASKS.finditer(words, start, end))
    brackets = ((m.start() - 1, m.end() + 1) for m in _IN_WORD.finditer(words, start, end))
    hidden = {i for a, b in (*names, *brackets) for i in range(a + 1, b - 1)}
    return [m.start() for m in _STOPS.finditer(words, start, end) if m.start() not in hidden]


_AFTER_PERIOD = re.compile(r"(?:年?(?:底前|底|末|初|以来|前(?!期|景)|内|间|期间|时期|起|来)|开始|的|,| |期末)*")


def _lead_ends(words: str, items: list[Item], periods: list[Period], lost: list, mentions: list) -> list[int]:
    """Return for each item where the time expressions and places that open its clause end."""
    spans = sorted([(x.start, x.end) for x in (*periods, *lost, *mentions)])
    ends = []
    for item in items:
        end = item.left[0]
        for first, last in spans:
            if end <= first and last <= item.left[1] and not strip_lead(words[end:first]):
                end = _AFTER_PERIOD.match(words, last).end()
        ends.append(end)
    return ends


def _add_listings(rows: list[dict], words: str, spans: list[tuple[int, int]], context: Context) -> list[dict]:
    """Add the numbers of plain-text tables that have no unit of their own."""
    if not _MAY_LIST.search(words):
        return rows
    taken = {row["item"].quantity.start for row in rows}
    entries = [e for e in read_listings(words, spans) if e.quantity.start not in taken]
    if not entries:
        return rows
    for entry in entries:
        item = Item(entry.quantity, (entry.start, entry.quantity.start), (entry.quantity.end, entry.end), entry.end)
        item.kind = "share" if entry.quantity.unit in {"%", "‰"} else "level"
        item.subjects = [entry.subject]
        sentence = Sentence(words, entry.start, entry.end, [item])
        year = entry.year or context.review
        rows.append(_make_row(item, entry.subject, sentence, context.place, year, "stated" * bool(year), "actual"))
    return sorted(rows, key=lambda row: row["item"].quantity.start)


_MAY_LIST = re.compile(r"单位|\([万亿]?[所人个元名%平台册]")


def _make_row(
    item: Item, subject: str, sentence: Sentence, place: str, period: str, period_basis: str, status: str
) -> dict:
    return {
        "item": item,
        "sentence_start": sentence.start,
        "sentence_end": sentence.end,
        "subject": _tidy(subject),
        "value": item.quantity.value,
        "unit": item.quantity.unit,
        "kind": item.kind,
        "basis": _read_basis(item, sentence),
        "place": place,
        "period": period,
        "period_basis": period_basis,
        "status": status,
    }


def _read_apart(sentence: Sentence) -> None:
    """Apply approximators that words part from their number: 至少创建30个, 约占总数的45%."""
    for item in sentence.items:
        quantity = item.quantity
        if quantity.bounds or quantity.value is None:
            continue
        sense = sense_apart(sentence.text, *item.left) or _shared_sense(sentence, item)
        if sense:
            apply_sense(quantity, sense, Decimal(str(quantity.value)))


def _shared_sense(sentence: Sentence, item: Item) -> str:
    """班额分别不超过45人、50人: the approximator before the first number of a list holds for all."""
    if item.group < 2:
        return ""
    first = next(x for x in sentence.items if x.group == 1 and x.group_start == item.group_start)
    number = re.search(r"\d", sentence.text[first.quantity.start : first.quantity.end])
    return sense_before(sentence.text, first.quantity.start + number.start())[1] if number else ""


def _make_rows(sentence, periods, lost, inherited, frame, context, mentions) -> list[dict]:
    here = _find_sentence_places(sentence, mentions, context)
    _read_apart(sentence)
    rows = []
    for item in sentence.items:
        _set_kind(item, sentence)
        status = _read_status(item, sentence, periods, frame, context)
        handed_down = None if status == "rule" else inherited  # a norm holds until it is changed
        period, period_basis = _read_period(item, sentence, periods, lost, handed_down, context)
        if status == "planned" and re.search(_COMPLETED, sentence.text[slice(*item.left)]):
            period, period_basis = "", ""  # 竣工后可新增学位: not in the year of the work
        place = here.get(id(item), context.place)
        rows += [_make_row(item, s, sentence, place, period, period_basis, status) for s in item.subjects or [""]]
    _share_rules(sentence.items, rows, sentence.text)
    _share_plans(rows)
    _flag_former(rows, sentence.text)
    _check(rows)
    return rows


def _share_rules(items: list[Item], rows: list[dict], text: str) -> None:
    """A norm holds for the whole of a list, and for what it is raised to: 寄宿生小学每生每年1250元、初中1500元."""
    first = {id(row["item"]): row for row in rows}
    for item, following in pairwise(items):
        here, there = first[id(item)], first[id(following)]
        if here["status"] == "rule" and here["unit"] == there["unit"] and _goes_on(item, following, text):
            for row in rows:
                if row["item"] is following:
                    row |= {name: here[name] for name in ("status", "basis", "period", "period_basis")}


def _share_plans(rows: list[dict]) -> None:
    """The parts of what is planned are planned: 计划招生8600人,其中小学6200人."""
    planned = {id(row["item"]) for row in rows if row["status"] == "planned"}
    for row in rows:
        if id(row["item"].part_of) in planned and row["status"] == "actual":
            row["status"] = "planned"


_CHANGE_TO = re.compile(
    r"[^,。;:、]{0,6}(?:提高|提升|增加|增长|上升|扩大|扩充|发展|跃升|攀升|翻|下降|降低|减少|压缩|缩小|调整|增|升|降|减|变|提|涨|调)(?:到了?|至|为|成)$"
)


def _goes_on(item: Item, following: Item, text: str) -> bool:
    """Whether a number goes on with the norm before it: the next of a list, a parallel limit, or its new amount."""
    between = text[item.quantity.end : following.quantity.start]
    limits = item.quantity.qualifier in _LIMITS and following.quantity.qualifier in _LIMITS
    if item.kind != following.kind or len(between) > 12:
        return False
    return between.startswith("、") or bool(_CHANGE_TO.fullmatch(between)) or (limits and between.startswith(","))


_LIMITS = ("more", "less")
_OF_BEFORE = re.compile(r"[由从](?:[^,。;:、()由从]{0,14})$")


def _flag_former(rows: list[dict], text: str) -> None:
    """Flag the number from which another has risen or fallen, 由95.2%提高到96%: it is no present one."""
    for row, following in pairwise(rows):
        here, there = row["item"].quantity, following["item"].quantity
        if here is there or row["kind"] != following["kind"] or row["unit"] != following["unit"]:
            continue
        change = _CHANGE_TO.fullmatch(text, here.end, there.start)
        start = max(row["sentence_start"], here.start - 16)
        if change and (_OF_BEFORE.search(text, start, here.start) or change.end() - change.start() <= 6):
            span = row["period"]
            first, _, last = span.partition("/")
            for twin in rows:
                if twin["item"].quantity is here:
                    here.flags.append("former")
                    twin["period"] = first
                    if twin["status"] == "planned":  # 到2027年由60%提高到75%: what is to rise is there
                        twin |= {"status": "actual", "period": "", "period_basis": ""}
                elif last and twin["item"].quantity is there and twin["period"] == span:
                    twin["period"] = last  # 2018年到2023年,从4.1亿元增加到6.3亿元


_LATIN = re.compile("[A-Za-z]")


def _tidy(subject: str) -> str:
    subject = subject.lstrip("、,的 :\n").rstrip("、,的 :(\n")
    return subject.replace("\n", "").replace(" ", "") if not _LATIN.search(subject) else subject.replace("\n", "")


_RATE = re.compile(r"(?:率|比例|比重|占比|水平|覆盖面|度)(?:分别|均)?$")


def _set_kind(item: Item, sentence: Sentence) -> None:
    quantity = item.quantity
    item.kind = _choose_kind(item, quantity, sentence)
    if item.kind == "growth" and quantity.unit == "倍":
        quantity.unit, quantity.form = "%", "percent"
        for name in ("value", "low", "high"):
            if getattr(quantity, name) is not None:
                setattr(quantity, name, round(getattr(quantity, name) * 100, 6))
    if item.kind in {"growth", "change"} and item.move == "fall":
        quantity.value = None if quantity.value is None else -abs(quantity.value)
        if quantity.bounds:
            low, high = quantity.high, quantity.low
            quantity.low, quantity.high = (None if v is None else -v for v in (low, high))
            quantity.bounds = {"[)": "(]", "(]": "[)"}.get(quantity.bounds, quantity.bounds)


def _choose_kind(item: Item, quantity: Quantity, sentence: Sentence) -> str:
    if quantity.form in {"rank", "ratio"}:
        return quantity.form
    if quantity.form == "doubling":
        return "growth"
    moved = bool(item.move) and not item.reached
    if quantity.form == "multiple":
        return "growth" if moved else "ratio"
    if quantity.unit == "个百分点":
        return "change"
    if quantity.unit in {"%", "‰"}:
        if not moved:
            return "share"
        if _is_rate(item, sentence):
            quantity.flags.append("ambiguous_percent")
            return "change"
        return "growth"
    if moved and not item.noun_right and (item.compared or item.move == "fall" or _follows_level(item, sentence)):
        return "change"
    return "level"


def _is_rate(item: Item, sentence: Sentence) -> bool:
    subject = item.subjects[0] if item.subjects else ""
    if _RATE.search(subject):
        return True
    source = next((x for x in sentence.items if x is not item and x.subjects == item.subjects), None)
    return bool(source and source.kind == "share")


def _follows_level(item: Item, sentence: Sentence) -> bool:
    """增加6所 directly behind 学校88所 is a change; 新增学位2400个 names a thing of its own."""
    i = sentence.items.index(item)
    return i > 0 and not item.noun and sentence.items[i - 1].quantity.unit == item.quantity.unit


_PER_CASE = re.compile(
    r"每(?:人|生|师|名|位|校|班|户|课时|节)[^,。;]{0,6}(?:每(?:年|月|学期|天|学年)|补|发|奖|资)|每人次|/(?:生|人)"
)
_YEARLY = re.compile(r"每年")


def _read_basis(item: Item, sentence: Sentence) -> str:
    left = sentence.text[item.left[0] : item.left[1]]
    right = sentence.text[item.right[0] : item.right[1]]
    if "年均" in left or "平均每年" in left:
        return "average_per_year"
    if item.kind in {"level", "share"}:
        if _PER_CASE.search(left):
            return "per_case"
        if _YEARLY.search(left) or right.startswith(("/年",)):
            return "per_year"
        if re.search(r"累计|五年共|年(?:来|间)?共", left):
            return "total_over_period"
    return "point"


_COMPLETED = r"(?:建成|投用|投入使用|完工|竣工|交付)(?:使用|投用)?后"
_PLANNED = re.compile(
    r"(?<!改善|行动|教育|培养|提升|支持|发展|建设|工程|招聘|扩容|攻坚|国培|省培|培训|振兴|三年|五年|年度)计划(?=[于在到从用]?\d{4}|每年|年内|今年|明年|新|投|招|建|总|共|培|增|安排|实施|完成|开|通过|改|扩|再|利用|用|引进|选|组织|创|设|达|到|聘|于|在)"
    r"|(?<![虚模草])拟(?![定订合人真态声])|力争|争取(?=[到在于实达完新])|预计|预期|有望|确保(?=[到在再\d]|年内|今年|[^,。]{0,14}(?:达|完工|竣工|投用|建成|开工|完成))|规划(?=新建|用地|建设|投资|总|到|面积|占地|\d|在|设置|办学)"
    r"|目标(?:是|为|值)|即将|明年|后年|下一?(?:步|阶段)|接下来|今后|展望|未来[\d一二三五十]|待建|筹建"
    r"|将(?=[于在到继新再陆扩改建投增招选组实完开启达提形安有对聘培用每达创打全优]|进一步|突破|超过|覆盖|惠及|举办|不低于|不少于|引进|确保|力争|争取|配)(?![^,。;]{0,24}(?:作为|纳入|列入|融入))"
    rf"|{_COMPLETED}"
)
_DONE = re.compile(
    r"已(?:经)?(?:完成|建成|投入|有|培|启|竣|开工|招|达|形成|累计|到位|下达|拨付)|累计|现有|目前|截至|顺利完成|实际(?=完成|录取|招|到位|投|支出|使用|建成|新增)"
)
_NOT_STARTED = re.compile(
    r"(?:年内|即将|将于|将在|拟于|计划于|预计)[^,。;]{0,10}(?:破土|开工|动工|启动建设|投入使用|建成|投用|竣工)"
)
_ROSE_TO = re.compile(rf"(?:{RISE}|{FALL})(?:了)?(?:到|至|为)")
_RULE_LEFT = re.compile(
    r"每生每(?:年|学期|月|学年|天)|每人每(?:年|月|学期|天|学年|次)|每(?:校|班|所学校|个?班级?)(?:学生|学额|人数)?[^,。;]{0,6}(?:不|应|须|至少)|[班]额[^,。;]{0,8}(?:不|控制|上限)|"
    r"(?:不得|不能|应当|应|须|必须|原则上|规定|要求)[^,。;]{0,14}$|"
    r"(?:可|可以)(?:一次性)?(?:领取|享受|申领|获得|申请)[^,。;]{0,6}$|(?:至多|只能|只可|仅限|限报|限填|最多(?!时|的|达|曾))[^,。;]{0,8}$|"
    r"每(?:周|天|日|学期|学年|月)[^,。;]{0,12}$|(?:标准|见习期|服务期|学制|限额|上限|下限)(?:为|是|不|:)?$|每天[^,。;]{0,16}$"
)


def _read_status(item: Item, sentence: Sentence, periods: list[Period], frame: Frame, context: Context) -> str:
    text, quantity = sentence.text, item.quantity
    left = text[item.left[0] : quantity.start]
    planned = _is_planned(item, left, sentence, periods, context)
    if item.kind in {"level", "share"} and not planned and _is_rule(item, left, text):
        return "rule"
    return "planned" if planned or (frame.planned and frame.heading) else "actual"


def _is_planned(item: Item, left: str, sentence: Sentence, periods: list[Period], context: Context) -> bool:
    text, quantity = sentence.text, item.quantity
    start = quantity.start
    cue = None
    for match in _PLANNED.finditer(text, sentence.start, start):
        if text.count("“", sentence.start, match.start()) == text.count("”", sentence.start, match.start()):
            cue = match
    if cue and not _DONE.search(text, cue.end(), start):
        return True
    if _find_later(item, sentence, periods):
        return True
    year = context.published[:4]
    for period in periods:
        if period.start >= start:
            break
        ahead = period.period[:4] > year if year else period.role == "deadline" and not _ROSE_TO.match(left)
        if ahead and period.role != "reference":
            return not _DONE.search(text, period.end, start)
    return bool(_NOT_STARTED.search(text, quantity.end, sentence.end)) and not _DONE.search(left)


def _is_rule(item: Item, left: str, text: str) -> bool:
    if item.quantity.unit == "年" and not re.search("平均|年限[为达是]?$", left):
        return True
    if item.quantity.unit_class == "time" and item.quantity.qualifier in {"more", "less"} and "每" in left:
        return True
    if item.quantity.unit in {"%", "人次"} and not re.search("每|标准|规定", left):
        return False
    quote = text[item.quantity.start : item.quantity.end]
    if quote.startswith(("不得", "不能", "不应")) or _RULE_LEFT.search(left):
        return True
    clause = re.split("[,。;:]", text[max(0, item.quantity.start - 60) : item.quantity.start])[-1]
    return bool(_ALLOWANCE.search(clause) or (_LIMIT.match(quote) and _FOR_EACH.search(clause)))


_ALLOWANCE = re.compile(
    r"(?:津贴|补贴|补助|学费|收费|奖学金|助学金|保教费|住宿费|伙食费)[^,。;]{0,12}每(?:年|学年|学期|月|天)$|每(?:课时|节课|人次)(?:由|从|按|为)?$"
)
_LIMIT = re.compile("不|至少|至多|最多|最少|控制在")
_FOR_EACH = re.compile(
    r"(?:每(?:课时|校|班|所|个|名|人|生|位|周|天|日|月|学期|学年|年)[^,。;]{0,10}|班额(?:分别|均)?)$"
)


_ADJACENT = re.compile(r"(?:年?底|末)?(?:的|为|是|达到?)?")
_ACT = re.compile(
    r"招聘|招录|招收|招生|录[取用]|聘[用请]|选[派聘拔送]|派[出遣]|引进|补充|培训|发放|拨付|安排|投入|筹[集措]|捐[赠款]|新[增建购招聘改扩]|[改扩]建|迁建|维修|修缮|"
    r"认定|表彰|奖励|资助|减免|评[选定]|转为|压减|取缔|撤并|消除|化解|解决|安置|输送|举办|组织|开展|完成|核增|交流|轮岗|获|累计|新办|改造|支出|采购|购置|增设|更换"
)


def _read_period(item, sentence, periods, lost, inherited, context) -> tuple[str, str]:
    """Return an item's period and how it is known: the latest time expression before it, else what is inherited."""
    start = item.quantity.start
    before = [p for p in periods if p.end <= start]
    base = next((p for p in before if p.role == "reference" and _stands_at(sentence.text, p.end, start)), None)
    if item.quantity.unit == "倍":
        base = None  # 是2020年的3倍 says of what, not when
    base = base or _find_later(item, sentence, periods)
    if base:
        return _name_period(base, context)
    frames = [p for p in before if p.role != "reference" and not _is_past_its_clause(p, start, sentence.text)]
    if item.group:
        listed = [p for p in frames if p.start >= item.group_start]
        if len(listed) > 1 and len(listed) >= item.group:
            return _name_period(listed[item.group - 1], context)
    gone = [slot for slot in lost if slot.end <= start]
    if gone and (not frames or gone[-1].start > frames[-1].start):
        return "", "lost"
    if frames:
        return _name_period(_hold(frames[-1], item, sentence), context)
    return _name_period(inherited, context) if inherited else ("", "")


_EXPECTED = re.compile(r"[^,。;、\d]{0,8}(?:预计|计划|将|拟|力争|有望)(?:于|在|到)?")


def _find_later(item: Item, sentence: Sentence, periods: list[Period]) -> Period | None:
    """Return the time that stands behind a planned number, in its clause: 首批3所预计2026年启用."""
    end = item.quantity.end
    later = next((p for p in periods if p.start >= end), None)
    return later if later and _EXPECTED.fullmatch(sentence.text, end, later.start) else None


def _is_past_its_clause(period: Period, start: int, text: str) -> bool:
    """A deadline inside a clause (确保8月底前竣工29个) does not hold for the clauses behind it, nor 上年 beyond a ;."""
    if text.startswith(("上年", "去年"), period.start) and text[period.start - 1 : period.start] == ",":
        return ";" in text[period.end : start]
    if period.role != "deadline":
        return False
    end = _AFTER_PERIOD.match(text, period.end).end()
    return text[end - 1] != "," and "," in text[end:start]


def _stands_at(text: str, end: int, start: int) -> bool:
    match = _ADJACENT.match(text, end, start)
    return bool(match) and match.end() == start


def _name_period(period: Period, context: Context) -> tuple[str, str]:
    basis = "inferred" if period.basis == "resolved" and context.date_basis == "inferred" else period.basis
    return period.period, basis


def _hold(period: Period, item: Item, sentence: Sentence) -> Period:
    """A stock after 十年来 holds at the end of the span; growth and totals hold over it (note 4)."""
    if not period.open_end or item.kind in {"growth", "change"}:
        return period
    if item.kind == "level" and _ACT.search(sentence.text, max(item.left[0], period.end), item.quantity.start):
        return period
    end = period.period.split("/")[1]
    return period._replace(period="" if end == ".." else end)


_MAY_NAME_PLACE = re.compile("[市县区旗省州盟]")
_AWAY = re.compile(r"(?:赴|往|向|与|同|跟|自|优于|高于|由|超过)$")


def _find_mentions(sentence_text: str, start: int, context: Context) -> list:
    if not _MAY_NAME_PLACE.search(sentence_text):
        return []
    found = find_places(sentence_text, context.place, institutions=True)
    return [m._replace(start=m.start + start, end=m.end + start) for m in found]


def _own_or_other(mentions: list, context: Context) -> list:
    """Return the mentions that may open a clause as its place."""
    return [m for m in mentions if not m.institution and not _contains_home(m, context)]


def _contains_home(mention, context: Context) -> bool:
    """全国优秀教师, 自治区教学能手: a division that contains the document's own belongs to a title or a comparison."""
    here = context.here
    outer = mention.code.rstrip("0")
    return mention.name == NATION or (bool(here) and here.code != mention.code and here.code.startswith(outer))


def _find_sentence_places(sentence: Sentence, mentions: list, context: Context) -> dict[int, str]:
    """Return id(item) → place for the items that a sentence says of another place than the document's own."""
    named: dict[int, str] = {}
    current = ""
    seen = 0
    for item in sentence.items:
        listed = [
            m for m in mentions if item.group and item.group_start <= m.start and m.end <= _group_end(sentence, item)
        ]
        if len(listed) > 1 and item.group <= len(listed):
            named[id(item)] = listed[item.group - 1].name
            continue
        if item.elsewhere:
            named[id(item)] = resolve_relative(_WHOLE.get(item.elsewhere, item.elsewhere), context.place)
            continue
        while seen < len(mentions) and mentions[seen].end <= item.quantity.start:
            mention = mentions[seen]
            seen += 1
            if _narrows(mention, sentence, item, context):
                current = mention.name
            elif mention.name == context.place:
                current = ""
        if is_zone(item.noun) or re.search(r"全[市县旗州盟]", sentence.text[item.left[0] : item.quantity.start]):
            current = ""
        if current:
            named[id(item)] = current
    return named


def _group_end(sentence: Sentence, item: Item) -> int:
    return min(x.quantity.start for x in sentence.items if x.group and x.group_start == item.group_start)


_WHOLE = {"省": "全省", "自治区": "全区"}


def _narrows(mention, sentence: Sentence, item: Item, context: Context) -> bool:
    """A division at the head of a clause is what its numbers are about, unless it contains the document's place."""
    if mention.name == context.place or _contains_home(mention, context):
        return False
    here = context.here
    inside = bool(here) and _lies_in(mention.code, here)
    text = sentence.text
    if _AWAY.search(text, max(sentence.start, mention.start - 2), mention.start):
        return False
    opens = mention.start <= sentence.start + 2 or text[mention.start - 1] in ",;:、(从在。 中和及"
    return opens and (inside if mention.institution else True)


def _lies_in(code: str, here) -> bool:
    return here.level != "county" and code.startswith(here.code[: {"province": 2, "prefecture": 4}.get(here.level, 0)])


_MAY_PASS_100 = re.compile(r"巩固率|毛入[学园]率|完成率|完成比|到位率|增长|利用率|支出比|相当于")


def _check(rows: list[dict]) -> None:
    """Flag what contradicts itself; nothing is changed."""
    for row in rows:
        if (
            row["kind"] == "share"
            and row["value"] is not None
            and row["value"] > 100
            and not _MAY_PASS_100.search(row["subject"])
        ):
            row["item"].quantity.flags.append("out_of_range")
    for row in rows:
        if row["kind"] == "growth" and row["value"] is not None:
            _check_growth(row, [r for r in rows if r["subject"] == row["subject"] and r is not row])
    _check_parts([row["item"] for row in rows])


def _check_growth(growth: dict, others: list[dict]) -> None:
    """Compare growth with level and change of the same subject, as far as their rounding allows."""
    level = next((r for r in others if r["kind"] == "level" and r["value"]), None)
    change = next(
        (
            r
            for r in others
            if r["kind"] == "change" and r["value"] is not None and r["unit"] == (level or {}).get("unit")
        ),
        None,
    )
    if (
        not level
        or not change
        or growth["value"] is None
        or level["item"].quantity.bounds
        or change["item"].quantity.bounds
    ):
        return
    base = level["value"] - change["value"]
    if base <= 0:
        return
    steps = level["item"].quantity.step + change["item"].quantity.step
    slack = growth["item"].quantity.step / 2 + 100 * steps / base
    if abs(100 * change["value"] / base - growth["value"]) > slack:
        growth["item"].quantity.flags.append("check_failed")


def _check_parts(items: list[Item]) -> None:
    for whole in items:
        parts = [
            i for i in items if i.part_of is whole and i.quantity.unit == whole.quantity.unit and i.kind == "level"
        ]
        values = [i.quantity.value for i in parts if i.quantity.value is not None]
        if whole.kind != "level" or whole.quantity.value is None or whole.quantity.bounds or not values:
            continue
        slack = whole.quantity.step + sum(i.quantity.step for i in parts)
        for part in parts:
            if part.quantity.value is not None and part.quantity.value > whole.quantity.value + slack:
                part.quantity.flags.append("check_failed")


_TWINS = 40  # more subjects with one value (as 1 个) would make long texts slow, and say nothing


def _flag_repeated(rows: list[dict]) -> None:
    """Flag the second statement of one quantity in a text, such as a heading's."""
    seen: dict[tuple, list[dict]] = {}
    for row in rows:
        quantity = row["item"].quantity
        key = (
            row["value"],
            row["unit"],
            row["kind"],
            row["place"],
            row["status"],
            quantity.low if row["value"] is None else 0,
        )
        twins = seen.setdefault(key, [])
        twin = next((t for t in twins if _says_again(row, t)), None)
        if twin:
            quantity.flags.append("repeated")
            if row["period"] and not twin["period_basis"]:
                twin["period"], twin["period_basis"] = row["period"], row["period_basis"]
        elif len(twins) < _TWINS and all(t["subject"] != row["subject"] for t in twins):
            twins.append(row)


def _says_again(row: dict, twin: dict) -> bool:
    a, b = row["subject"], twin["subject"]
    return row["sentence_start"] != twin["sentence_start"] and min(len(a), len(b)) >= 2 and (a in b or b in a)


COLUMNS = [
    "start",
    "end",
    "quote",
    "sentence_start",
    "sentence_end",
    "subject",
    "value",
    "low",
    "high",
    "bounds",
    "bounds_basis",
    "unit",
    "qualifier",
    "kind",
    "basis",
    "place",
    "period",
    "period_basis",
    "status",
    "damage",
    "flags",
]


def _finish(row: dict, document: Document) -> dict:
    """Map a row's offsets to the raw text and write its subject in the characters of the document."""
    raw, reading = document.raw, document.reading
    quantity = row["item"].quantity
    start, end = reading.raw_start(quantity.start), reading.raw_end(quantity.end)
    a, b = reading.raw_start(row["sentence_start"]), reading.raw_end(row["sentence_end"])
    subject = _in_own_characters(row["subject"], row, raw, reading) if b - a >= 1 else row["subject"]
    done = {
        **{name: row[name] for name in ("value", "unit", "kind", "basis", "place", "period", "period_basis", "status")},
        **{
            "start": start,
            "end": end,
            "quote": raw[start:end],
            "sentence_start": a,
            "sentence_end": b,
            "subject": subject,
        },
        **{
            "low": quantity.low,
            "high": quantity.high,
            "bounds": quantity.bounds,
            "bounds_basis": quantity.bounds_basis,
        },
        "qualifier": quantity.qualifier,
        "damage": "digits_lost" if quantity.form == "lost" else "none",
        "flags": " ".join(dict.fromkeys(quantity.flags)),
    }
    return {name: done[name] for name in COLUMNS}


def _in_own_characters(subject: str, row: dict, raw: str, reading: Reading) -> str:
    """Put back the Traditional characters that the sentence was written in."""
    words = reading.text[row["sentence_start"] : row["sentence_end"]]
    if raw[reading.raw_start(row["sentence_start"]) : reading.raw_end(row["sentence_end"])] == words:
        return subject
    own = {}
    for i, char in enumerate(words, row["sentence_start"]):
        written = raw[reading.raw_start(i)]
        if written != char and "\u3400" <= written <= "\u9fff":
            own[ord(char)] = written
    return subject.translate(own) if own else subject
