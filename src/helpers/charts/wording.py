"""Words of the charts: phrases, names, numbers, dates, sources and alternative texts, in Chinese and English."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

import pandas as pd

from helpers.charts.house import get_house
from helpers.charts.typesetting import NO_BREAK
from helpers.concepts import name_level
from helpers.language import name_division as name_place
from helpers.storage import read_resource, to_rows

Row = Mapping[str, object]

ALT_LIMIT = 400
CITED_MOST = 4
RATES = ("%", "‰", "比")  # units of numbers that do not grow with the size of a place

# marks of punctuation by language
COLON = {"zh": "：", "en": ": "}
COMMA = {"zh": "，", "en": ", "}
SEMICOLON = {"zh": "；", "en": "; "}
LIST_MARK = {"zh": "、", "en": ", "}
FULL_STOP = {"zh": "。", "en": ". "}
SPACE = {"zh": "", "en": " "}  # between two sentences


@cache
def _read_wording() -> dict[str, dict[str, str]]:
    return {row["key"]: row for name in ("chart_wording.csv", "notebook_sentences.csv") for row in read_resource(name)}


def find_phrase(key: str, language: str, n: object = None) -> str:
    """Return a phrase of chart_wording.csv or notebook_sentences.csv (resources) in a language, its blanks unfilled.

    Where n is 0 or 1 and there is a phrase with the suffix `_none` or `_one`, that is taken.

    >>> find_phrase("corrected", "en", 0), find_phrase("disagreements", "en", 1) == find_phrase("disagreements", "en")
    ('No row is corrected.', True)
    """
    wording = _read_wording()
    suffix = {0: "_none", 1: "_one"}.get(n, "")
    return wording.get(key + suffix, wording[key])[language]


def say(key: str, language: str, **values: object) -> str:
    """Return a phrase in a language, with its blanks filled; n chooses its form.

    >>> say("approx_least", "en", n=30)
    'at least 30'
    """
    text = find_phrase(key, language, values.get("n")).format(**values)
    return say_start(text) if "_title" in key else text


def say_rest(key: str, language: str, n: int) -> str:
    """Say how many there are for which a figure has no room; "" where there are none."""
    return say(key, language, n=n) if n > 0 else ""


def join(items: Iterable[str], language: str) -> str:
    """Join items as an enumeration.

    >>> join(["甲", "乙", "丙"], "zh"), join(["A", "B", "C"], "en")
    ('甲、乙、丙', 'A, B and C')
    """
    items = list(items)
    if language == "zh" or len(items) < 2:
        return "、".join(items)
    return f"{', '.join(items[:-1])} and {items[-1]}"


_NUMERALS = {
    "zh": ("零", "一", "两", "三", "四", "五", "六", "七", "八", "九", "十"),
    "en": ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
}


def count_places(number: int, language: str) -> str:
    """Say how many places, in words up to ten.

    >>> count_places(2, "zh"), count_places(12, "en")
    ('两地', '12 places')
    """
    word = _NUMERALS[language][number] if number <= 10 else str(number)
    return f"{word}地" if language == "zh" else f"{word} place{'s' if number != 1 else ''}"


def say_start(text: str) -> str:
    """Begin a text with a capital letter."""
    return text[:1].upper() + text[1:]


_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


def format_period(period: str, language: str) -> str:
    """Write an ISO 8601 year, month, day or interval for a reader; "" stays "".

    >>> format_period("2024-03-25", "zh"), format_period("2022-09/2023-08", "en"), format_period("2012/2022", "zh")
    ('2024年3月25日', 'Sep 2022–Aug 2023', '2012–2022年')
    """
    if not period:
        return ""
    ends = [end.split("-") for end in period.split("/")]
    if language == "en":
        return "–".join(
            " ".join(
                [*([str(int(p[2]))] if len(p) > 2 else []), *([_MONTHS[int(p[1]) - 1]] if len(p) > 1 else []), p[0]]
            )
            for p in ends
        )
    if len(ends) == 2 and len(ends[0]) == len(ends[1]) == 1:
        return f"{ends[0][0]}–{ends[1][0]}年"
    return "–".join("".join(f"{int(n)}{sign}" for n, sign in zip(p, "年月日", strict=False)) for p in ends)


def format_day(date: str, language: str) -> str:
    """Write an ISO 8601 date for a reader, a day without a year as well.

    >>> format_day("--08-30", "zh"), format_day("--08-30", "en"), format_day("2024-08", "en")
    ('8月30日', '30 Aug', 'Aug 2024')
    """
    if not date.startswith("--"):
        return format_period(date, language)
    return re.sub("^2000年| 2000$", "", format_period(f"2000{date[1:]}", language))


def _strip(number: float, mark: str) -> str:
    return f"{number:,.6f}".rstrip("0").rstrip(".").replace(",", mark)


_STEPS = {"zh": ((1e8, "亿"), (1e4, "万")), "en": ((1e9, "bn"), (1e6, "m"), (1e3, "k"))}


def format_number(value: float, language: str, thousands: bool = False) -> str:
    """Write a number as the language counts: 万 and 亿, or millions and billions, in English also k where asked.

    Where style.toml says so, it is written in full.

    >>> format_number(307400, "zh"), format_number(307400, "en"), format_number(5.53e9, "en")
    ('30.74万', '307,400', '5.53bn')
    >>> format_number(307400, "en", thousands=True), format_number(960, "en", thousands=True)
    ('307.4k', '960')
    """
    if get_house().numbers == "full":
        return _strip(value, ",")
    steps = _STEPS[language][: None if thousands else 2]
    step, word = next((pair for pair in steps if abs(value) >= pair[0]), (1, ""))
    return _strip(value / step, "" if language == "zh" else ",") + word


def is_number(value: object) -> bool:
    """Say whether a cell of a table holds a number."""
    return value is not None and not pd.isna(value)


STATES = ("exact", "approximate", "planned", "lost")
CORRECTED = "‡"


def is_corrected(row: Row) -> bool:
    """Say whether an analyst's correction gave a quantity of the table `indicators` its value."""
    return bool(row.get("corrected"))


def is_added(row: Row) -> bool:
    """Say whether an analyst added a quantity that no text states."""
    return row["doc_id"] == "corrections"


def is_lost(row: Row) -> bool:
    """Say whether a quantity has no value since its digits are lost; one that a correction restored has.

    >>> [is_lost({"damage": "digits_lost", "corrected": source}) for source in ("", "illegible (the bureau, 2024)")]
    [True, False]
    """
    return row["damage"] == "digits_lost" and not is_corrected(row)


def get_state(row: Row | None) -> str:
    """Say how a quantity is drawn: missing, lost, planned, approximate or exact.

    >>> get_state({"damage": "none", "status": "actual", "qualifier": "more", "value": 200})
    'approximate'
    """
    if row is None:
        return "missing"
    if is_lost(row):
        return "lost"
    if row["status"] == "planned":
        return "planned"
    return "exact" if row["qualifier"] in ("exact", "") and is_number(row["value"]) else "approximate"


def _choose_approximation(row: Row) -> str:
    """Name the phrase for the bounds of a quantity (constructions: 近 约 余 超 至少 不足 至多, and ranges)."""
    value, low, high = row["value"], row["low"], row["high"]
    bounds = str(row["bounds"] or "()")
    if not is_number(value) or (row["qualifier"] in ("exact", "") and is_number(low) and is_number(high)):
        if is_number(low) and is_number(high):
            return "approx_range"
        return ("approx_least" if bounds[0] == "[" else "approx_over") if is_number(low) else "approx_most"
    if row["qualifier"] == "more":
        return "approx_some" if is_number(high) else "approx_least" if bounds[0] == "[" else "approx_over"
    if row["qualifier"] == "less":
        return "approx_most" if bounds[-1] == "]" else "approx_under"
    return "approx_near" if is_number(high) and high <= value else "approx_about"


def _add_unit(number: str, row: Row, language: str) -> str:
    unit = str(row["unit"])
    sign = "+" if row["kind"] in ("growth", "change") and not number.startswith(("-", "[")) else ""
    if unit in ("%", "‰"):
        return f"{sign}{number}{unit}"
    if unit in _UNIT_PHRASES:
        return sign + say(_UNIT_PHRASES[unit], language, n=number)
    return sign + number + (unit if language == "zh" and unit != "比" else "")


_UNIT_PHRASES = {"个百分点": "points", "倍": "times", "位": "rank", "元": "yuan"}


def format_quantity(row: Row, language: str, unit: bool = True, marked: bool = True) -> str:
    """Write a quantity of the table `indicators` or `observations` with its approximator, bounds and unit.

    A corrected one is followed by its mark, unless `marked` is false.

    >>> near = {"value": 70000, "low": 60000, "high": 70000, "bounds": "()", "qualifier": "approx", "unit": "人",
    ...         "kind": "level", "basis": "per_year", "status": "actual", "damage": "none"}
    >>> format_quantity(near, "zh"), format_quantity(near, "en")
    ('近7万人/年', 'nearly 70,000 a year')
    >>> format_quantity(near | {"value": None, "low": 100, "high": None, "bounds": "[)", "damage": "digits_lost"}, "zh")
    '[缺]人/年'
    >>> format_quantity(near | {"value": 7e4, "low": None, "high": None, "qualifier": "exact", "corrected": "…"}, "en")
    '70,000 a year‡'
    """
    numbers = {name: format_number(row[name], language) for name in ("value", "low", "high") if is_number(row[name])}
    if is_lost(row):
        text = say("lost", language)
    elif get_state({**row, "status": ""}) == "exact" and not (is_number(row["low"]) and is_number(row["high"])):
        text = numbers["value"]
    elif not numbers:
        return "–"
    else:
        key = _choose_approximation(row)
        blanks = {"low": numbers.get("low"), "high": numbers.get("high")}
        text = say(key, language, n=numbers.get("value") or blanks["low"] or blanks["high"], **blanks)
    if unit:
        text = _add_unit(text, row, language)
        if row["basis"] == "per_year":
            text = say("per_year", language, n=text)
    return text + CORRECTED if marked and is_corrected(row) else text


def label_indicator(row: Row, labels: pd.DataFrame, language: str) -> str:
    """Return the label of an indicator, with its school level where the indicator is not of that level anyway.

    The id stands in where the catalogue has no label.

    >>> labels = pd.DataFrame([{"id": "pupils", "label_zh": "在校生数", "label_en": "Pupils", "level": "all"}])
    >>> label_indicator({"indicator": "pupils", "school_level": "primary"}, labels, "zh")
    '在校生数（小学）'
    """
    found = (labels["id"] == row["indicator"]).to_numpy().nonzero()[0]
    own_level, label = "", str(row["indicator"])
    if len(found):
        label = labels[f"label_{language}"].iat[found[0]] or label
        own_level = labels["level"].iat[found[0]] if "level" in labels else ""
    level = str(row["school_level"])
    name = name_level(level, language)
    if name and level not in ("all", "unknown", own_level):
        label += f"({name})" if language == "zh" else f" ({name})"
    return widen_brackets(label) if language == "zh" else label


def say_item(name: str, words: str | Iterable[str], language: str) -> str:
    """Say something of a thing, for an alternative text: its name, and words or several of them behind a colon.

    >>> say_item("在校生数", ["甲市3万", "乙市2万"], "zh"), say_item("Pupils", "Baotou 3m", "en")
    ('在校生数：甲市3万，乙市2万', 'Pupils: Baotou 3m')
    """
    return name + COLON[language] + (words if isinstance(words, str) else COMMA[language].join(words))


def label_concept(concept: tuple[str, str], labels: pd.DataFrame, language: str) -> str:
    """Return the label of an indicator and its school level."""
    return label_indicator({"indicator": concept[0], "school_level": concept[1]}, labels, language)


def name_concept(pair: Row, rows: Iterable[Row]) -> dict[str, str]:
    """Name the concept of a pair of the table `comparison` that is no indicator, in each language.

    In Chinese in the words of the texts, where they all use the same ones.

    >>> pair = {"label_zh": "人口", "label_en": "residents"}
    >>> name_concept(pair, [{"subject": "年末常住人口"}]), name_concept(pair, [{"subject": a} for a in "甲乙"])["zh"]
    ({'zh': '年末常住人口', 'en': 'Residents'}, '人口')
    """
    subjects = {str(row["subject"]) for row in rows}
    own = subjects.pop() if len(subjects) == 1 else str(pair["label_zh"])
    return {"zh": own, "en": say_start(str(pair["label_en"]))}


def widen_brackets(text: str) -> str:
    """Write brackets in full width, as in Chinese."""
    return text.replace("(", "（").replace(")", "）")


def get_compared(articles: pd.DataFrame, places: Sequence[str]) -> list[Row]:
    """List the texts in use in the order of their places."""
    order = {place: number for number, place in enumerate(places)}
    rows = [row for row in to_rows(articles) if row["use"] != "excluded" and row["place"] in order]
    return sorted(rows, key=lambda row: (order[row["place"]], row["doc_id"]))


def bind(text: str) -> str:
    """Join words with spaces at which no line ends."""
    return text.replace(" ", NO_BREAK)


def format_date(article: Row, language: str) -> str:
    """Write the date of a text, with a word where it is inferred or unknown."""
    date = bind(format_period(str(article["published"]), language))
    if not date:
        return say("undated", language)
    if article["published_basis"] != "inferred":
        return date
    inferred = say("inferred", language)
    return f"{date}（{inferred}）" if language == "zh" else bind(f"{date} ({inferred})")


def describe_text(article: Row, language: str) -> str:
    """Describe a text by its genre and date."""
    genre = say(f"genre_{article['genre'] or 'other'}", language)
    return say_start(say("text_dated", language, genre=genre, date=format_date(article, language)))


def find_title(article: Row) -> str:
    """Return the title to cite: of the article that the text restates, if any; the id of a text without title."""
    restated = re.match(r"《(.*)》", str(article["restated_from"]))
    return restated[1] if restated else str(article["title"]).strip() or str(article["doc_id"])


def compose_alt(opening: str, items: Iterable[str], language: str) -> str:
    """Join an opening and as many items as an alternative text of 400 characters holds, and count the rest.

    >>> len(compose_alt("Chart.", ["a value of 5"] * 99, "en")) <= 400
    True
    """
    items = list(items)
    for kept in range(len(items), -1, -1):
        rest = say("alt_more", language, n=len(items) - kept) if kept < len(items) else ""
        text = (opening + SEMICOLON[language].join(items[:kept]) + (FULL_STOP[language] if kept else "") + rest).strip()
        if len(text) <= ALT_LIMIT:
            return text
    return opening[:ALT_LIMIT]


def compose_note(parts: Iterable[str], language: str) -> str:
    """Join the parts of a note; "" where none says anything."""
    text = SPACE[language].join(part.strip() for part in parts if part.strip())
    text = text.replace("。 ", "。")
    return say("note", language, text=text) if text else ""


_DATE = re.compile(r"\d{4}(-\d\d){0,2}|--\d\d-\d\d")


def _find_source(row: Row, language: str) -> str:
    """Return the source and date that the table `indicators` gives for a correction: “reason (source, address, date)”.

    >>> _find_source({"corrected": "digits lost (by wear) (Daily (web), http://example.org/a, --08-30)"}, "en")
    'Daily (web), 30 Aug'
    """
    corrected, depth = str(row["corrected"]), 0
    for start in range(len(corrected) - 1, -1, -1):
        depth += {")": 1, "(": -1}.get(corrected[start], 0)
        if not depth:
            break
    items = corrected[start + 1 : -1].split(", ")
    if not corrected.endswith(")") or not _DATE.fullmatch(items[-1]):
        return corrected
    date = format_day(items[-1], language)
    named = [item for item in items[:-1] if "://" not in item]
    return COMMA[language].join([*named, date])


def say_corrected(rows: Iterable[Row], language: str) -> str:
    """Explain the mark of corrected and of added values with their sources, for the note; "" where there is none."""
    rows = [row for row in rows if is_corrected(row)]
    groups = {"corrected_note": [row for row in rows if not is_added(row)], "added_note": list(filter(is_added, rows))}
    said = [_say_sources(key, own, language) for key, own in groups.items() if own]
    return SPACE[language].join(said)


def _say_sources(key: str, rows: Sequence[Row], language: str) -> str:
    sources = list(dict.fromkeys(_find_source(row, language) for row in rows))
    items = sources[:CITED_MOST]
    if len(sources) > CITED_MOST:
        items.append(say("corrected_more", language, n=len(sources) - CITED_MOST))
    return say(key, language, items=SEMICOLON[language].join(items))


def make_id(*parts: object) -> str:
    """Make an id for a mark: tests and screen readers find it in the figure and in the SVG."""
    return "-".join(re.sub(r"[^\w.]+", "_", str(part)) for part in parts)


def format_year(row: Row, language: str) -> str:
    """Write the year of a figure, in brackets where only the date of its text is known, or that none is known.

    >>> format_year({"as_of": "2024-03-25", "as_of_basis": "document_date"}, "en"), format_year({"as_of": ""}, "en")
    ('(2024)', 'no year')
    """
    year = str(row["as_of"])[:4]
    if not year:
        return say("no_year", language)
    return year if row["as_of_basis"] == "period" else say("bracketed", language, n=year)


def say_value(place: str, row: Row, language: str, concept: str = "") -> str:
    """Say a value with its place, for an alternative text, and in words what a figure shows by marks.

    That is: lost, planned, corrected, of another concept, and whether its year is that of the text only.
    """
    value = say("state_lost", language) if is_lost(row) else format_quantity(row, language, marked=False)
    year = str(row["as_of"])[:4]
    if year:
        year = say("alt_year" if row["as_of_basis"] == "period" else "text_year", language, n=year)
    if row["status"] == "planned":
        value = say("planned_value", language, n=value)
    corrected = say("alt_added" if is_added(row) else "alt_corrected", language) if is_corrected(row) else ""
    name, details = name_place(place, language), [*filter(None, (concept, corrected, year))]
    if language == "zh":
        return name + value + (f"（{'，'.join(details)}）" if details else "")
    return f"{name} {value}" + (f" ({', '.join(details)})" if details else "")
