"""The reasons of a verdict as sentences in both languages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

import pandas as pd

from helpers.compare.apart import APART
from helpers.compare.differences import UNKNOWN_LEVEL, find_difference, label_row
from helpers.compare.verdicts import (
    DATED,
    are_targets,
    counts_apart,
    get_nature,
    grows_with_size,
    is_damaged,
    is_implausible,
    is_of_department,
)
from helpers.concepts import get_indicators, label
from helpers.language import name_division
from helpers.storage import map_resource, read_resource


class _Voice(NamedTuple):
    """How a language joins what it says."""

    language: str
    join: str
    comma: str
    stop: str
    both: str
    quote: str


_VOICES = (_Voice("zh", "；", "、", "。", "和", "{}（{}）"), _Voice("en", "; ", ", ", ".", " and ", "{} ({})"))


def describe_verdict(
    reasons: Sequence[str],
    places: tuple[str, str],
    rows: tuple[dict | None, dict | None],
    years: int | None,
    related: Sequence[dict] = (),
) -> dict[str, str]:
    """Return the reasons, and what else is to be said of a pair, as one sentence in each language; empty for nothing.

    related are figures of other concepts that the silent place states.
    """
    sentences = {}
    for voice in _VOICES:
        parts = _say_reasons(reasons, places, rows, years, voice)
        parts += [
            say_note(note, voice.language, **more) for note, more in _list_notes(places, rows, reasons, related, voice)
        ]
        sentences[voice.language] = _join(parts, voice)
    return sentences


def describe_reasons(
    reasons: Sequence[str], places: tuple[str, str], rows: tuple[dict | None, dict | None], years: int | None
) -> dict[str, str]:
    """Return the reasons alone as one sentence in each language; empty where there is none."""
    return {voice.language: _join(_say_reasons(reasons, places, rows, years, voice), voice) for voice in _VOICES}


def _say_reasons(reasons: Sequence[str], places: tuple, rows: tuple, years: int | None, voice: _Voice) -> list[str]:
    fields = _describe_pair(places, rows, years, voice)
    sentences = map_resource("reasons.csv", "reason", f"sentence_{voice.language}")
    return [sentences[reason].format_map(fields) for reason in reasons]


def _join(parts: Sequence[str], voice: _Voice) -> str:
    text = voice.join.join(parts)
    return text[:1].upper() + text[1:] + voice.stop if text else ""


def say_note(note: str, language: str, **fields: object) -> str:
    """Return a sentence of resources/verdict_notes.csv with its blanks filled."""
    return map_resource("verdict_notes.csv", "note", f"sentence_{language}")[note].format_map(fields)


def _list_notes(
    places: tuple[str, str], rows: tuple, reasons: Sequence[str], related: Sequence[dict], voice: _Voice
) -> Iterator[tuple[str, dict]]:
    """Yield what is no reason but worth saying: related figures, levels, what is computed, targets, a bound."""
    names = [name_division(place, voice.language) for place in places]
    if None in rows:
        if related:
            figures = [f"{name_thing(row, voice)} {write_figure(row, voice.language)}" for row in related]
            yield "related", {"place": names[rows.index(None)], "figures": voice.comma.join(figures)}
        return
    inherited = [name for name, row in zip(names, rows, strict=True) if row["school_level_basis"] == "inherited"]
    if inherited:
        yield "level_inherited", {"places": voice.both.join(inherited)}
    computed = [name for name, row in zip(names, rows, strict=True) if "derived" in row["flags"].split()]
    if computed:
        yield "derived", {"places": voice.both.join(computed)}
    if are_targets(*rows):
        yield "targets", {}
    whole = find_difference(*rows).whole
    if "part_of_whole" in reasons and whole is not None and _bounds_the_whole(part := rows[1 - whole]):
        fields = {"place": names[1 - whole], "concept": name_thing(rows[whole], voice)}
        yield "bound", fields | {"figure": f"{part['value']:,.10g}"}


def _bounds_the_whole(part: dict) -> bool:
    """Say whether the whole is at least the part: it is for what is counted, not for rates and growth."""
    return grows_with_size(part) and part["kind"] == "level" and not pd.isna(part["value"]) and not is_implausible(part)


def name_thing(row: dict, voice: _Voice) -> str:
    """Return what a row is a number of: its indicator or concept, with the words of the text where they say more."""
    name = _name_indicator(row, voice.language)
    return voice.quote.format(name, row["subject"]) if row["subject"] and row["subject"] != name else name


def _name_indicator(row: dict, language: str) -> str:
    if row["indicator"] not in get_indicators():
        return label_row(row, language)
    return label("indicator", row["indicator"], language)


def _describe_pair(places: tuple[str, str], rows: tuple, years: int | None, voice: _Voice) -> dict[str, str]:
    language = voice.language
    names = [name_division(place, language) for place in places]

    def name_those(condition) -> str:
        return voice.both.join(name for name, row in zip(names, rows, strict=True) if condition(row))

    fields = {"a": names[0], "b": names[1], "missing": name_those(lambda row: row is None)}
    if None in rows:
        return fields
    fields |= {
        "damaged": name_those(is_damaged),
        "planned": name_those(lambda row: row["status"] == "planned"),
        "unknown": name_those(lambda row: row["as_of_basis"] not in DATED),
        "level_unknown": name_those(lambda row: row["school_level"] == UNKNOWN_LEVEL),
        "doubts": voice.join.join(filter(None, (row[f"doubt_{language}"] for row in rows))),
        "bounds": name_those(lambda row: row["qualifier"] != "exact" and not is_damaged(row)),
        "corrected": name_those(lambda row: row["corrected"]),
    }
    whole = find_difference(*rows).whole
    for side, row in zip("ab", rows, strict=True):
        fields |= {
            f"concept_{side}": _name_apart(row, rows, voice),
            f"kind_{side}": _name_nature(row, language),
            f"level_{side}": label("place_level", row["place_level"], language),
            f"scope_{side}": _tell_scope(row, rows, voice),
            f"period_{side}": _name_time(row, years, voice),
        }
    if whole is not None:
        for role, side in (("whole", whole), ("part", 1 - whole)):
            fields |= {role: names[side], f"concept_{role}": name_thing(rows[side], voice)}
    return fields


def _name_time(row: dict, years: int | None, voice: _Voice) -> str:
    """Name the time of a row, and where it accrues over an unlike span of which the words say little, what it is."""
    period = name_period(row["as_of"] if years is not None else row["period"], voice.language)
    told = [flag for flag in ("other_base", "one_batch") if flag in row["flags"].split()] if years is None else []
    return say_note(told[0], voice.language, period=period) if told else period


def _name_apart(row: dict, rows: tuple, voice: _Voice) -> str:
    """Name the indicator of a row, and where both rows have the same, the words of the text too."""
    same = rows[0]["indicator"] == rows[1]["indicator"]
    name = name_thing(row, voice) if same else _name_indicator(row, voice.language)
    return say_note("one_department", voice.language, concept=name) if is_of_department(row) else name


def _name_nature(row: dict, language: str) -> str:
    nature = get_nature(row)
    if nature.recurrence:
        return label("basis", nature.recurrence, language)
    if nature.norm:
        return label("status", "rule", language)
    if nature.span:
        return label("qualifier", "range", language)
    kind = label("kind", nature.kind, language)
    return f"{kind} ({nature.measure})" if nature.measure else kind


def _tell_scope(row: dict, rows: tuple, voice: _Voice) -> str:
    """Say what a row covers, or which of two rates of one kind it is (net, or not said)."""
    if rows[0]["measure"] != rows[1]["measure"]:
        return say_note("measure", voice.language, measure=label("measure", row["measure"], voice.language))
    if rows[0]["coverage"] != rows[1]["coverage"]:
        return label("coverage" if row["coverage"] else "scope", row["coverage"], voice.language)
    if counts_apart(row):
        return say_note(APART, voice.language)
    if not row["scope"]:
        return label("scope", "", voice.language)
    return say_note("scope", voice.language, scope=name_scope(row["scope"], voice.language))


def name_period(period: str, language: str) -> str:
    """Return a period in words.

    >>> name_period("2021/2024-03", "zh"), name_period("2021/2024-03", "en"), name_period("", "en")
    ('2021年至2024年3月', '2021 to 2024-03', 'a time not stated')
    """
    if not period:
        return label("period", "", language)
    if language == "en":
        return period.replace("/..", " onwards").replace("/", " to ")
    dates = [date.split("-") for date in period.replace("/..", "").split("/")]
    written = ["".join(f"{int(part)}{unit}" for part, unit in zip(date, "年月日", strict=False)) for date in dates]
    return "至".join(written) + "以来" * period.endswith("..")


def name_scope(scope: str, language: str) -> str:
    """Return a scope in words.

    >>> name_scope("城区中小学幼儿园", "en")
    'urban districts, primary and secondary schools and kindergartens'
    """
    if language == "zh":
        return scope
    pattern, names = _scope_names()
    return ", ".join(dict.fromkeys(names[word] for word in pattern.findall(scope))) or scope


@cache
def _scope_names() -> tuple[re.Pattern[str], dict[str, str]]:
    names = {row["label_zh"]: row["label_en"] for row in read_resource("school_levels.csv") if row["level"]}
    names |= {row["read_as"]: row["label_en"] for row in read_resource("subject_words.csv") if row["role"] == "scope"}
    words = sorted(filter(None, names), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, words))), names


def write_figure(row: dict, language: str = "en") -> str:
    """Write a row's number with its unit, or its bounds, and say if it is lost or planned.

    >>> write_figure({"value": None, "low": 100, "high": None, "unit": "%", "damage": "digits_lost",
    ...               "status": "actual", "qualifier": "exact", "corrected": ""})
    'digits lost, ≥ 100 %'
    """
    parts = [label("damage", row["damage"], language)] if is_damaged(row) else []
    number = [] if pd.isna(row["value"]) else [f"{row['value']:,.10g} {row['unit']}"]
    ends = [
        f"{sign} {row[end]:,.10g} {row['unit']}" for sign, end in (("≥", "low"), ("≤", "high")) if not pd.isna(row[end])
    ]
    if number and row["qualifier"] != "exact":
        number[0] += f" ({label('qualifier', row['qualifier'], language)})"
    parts += number or ends
    if row["status"] == "planned":
        parts.append(label("status", "planned", language))
    return ", ".join(parts)
