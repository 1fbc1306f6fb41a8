"""The reasons of a verdict as sentences in both languages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from helpers.compare.verdicts import get_nature, is_damaged
from helpers.concepts import label
from helpers.language import get_division, write_amount, write_period
from helpers.storage import read_resource


def describe_reasons(
    reasons: Sequence[str], places: tuple[str, str], rows: tuple[dict | None, dict | None], years: int | None
) -> dict[str, str]:
    """Return the reasons as one sentence in each language; empty where there is none."""
    templates = {row["reason"]: row for row in read_resource("reasons.csv")}
    sentences = {}
    for language, join, stop, both in (("zh", "；", "。", "和"), ("en", "; ", ".", " and ")):
        fields = _describe_pair(places, rows, years, language, both)
        parts = [templates[reason][f"sentence_{language}"].format_map(fields) for reason in reasons]
        text = join.join(parts)
        sentences[language] = text[:1].upper() + text[1:] + stop if text else ""
    return sentences


def _describe_pair(places: tuple[str, str], rows: tuple, years: int | None, language: str, both: str) -> dict[str, str]:
    names = [name_place(place, language) for place in places]

    def name_those(condition) -> str:
        return both.join(name for name, row in zip(names, rows, strict=True) if condition(row))

    fields = {"a": names[0], "b": names[1], "missing": name_those(lambda row: row is None)}
    if None in rows:
        return fields
    fields |= {
        "damaged": name_those(is_damaged),
        "planned": name_those(lambda row: row["status"] == "planned"),
        "unknown": name_those(lambda row: row["as_of_basis"] != "period"),
        "bounds": name_those(lambda row: row["qualifier"] != "exact" and not is_damaged(row)),
        "corrected": name_those(lambda row: row["corrected"]),
    }
    for side, row in zip("ab", rows, strict=True):
        fields |= {
            f"concept_{side}": label("indicator", row["indicator"], language),
            f"kind_{side}": _name_nature(row, language),
            f"level_{side}": label("place_level", row["place_level"], language),
            f"scope_{side}": _tell_scope(row["scope"], language),
            f"period_{side}": _name_period(row["as_of"] if years is not None else row["period"], language),
        }
    return fields


def name_place(place: str, language: str) -> str:
    """Return the name of a place in a language."""
    division = get_division(place) if language == "en" else None
    return division.name_en if division else place


def _name_nature(row: dict, language: str) -> str:
    nature = get_nature(row)
    if nature.recurrence:
        return label("basis", nature.recurrence, language)
    if nature.norm:
        return label("status", "rule", language)
    kind = label("kind", nature.kind, language)
    return f"{kind} ({nature.measure})" if nature.measure else kind


def _tell_scope(scope: str, language: str) -> str:
    if not scope:
        return label("scope", "", language)
    return f"的范围是{scope}" if language == "zh" else f"covers {name_scope(scope, language)}"


def _name_period(period: str, language: str) -> str:
    return write_period(period, language) or label("period", "", language)


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

    >>> write_figure({"value": None, "low": 100, "high": None, "bounds": "[)", "unit": "%", "damage": "digits_lost",
    ...               "status": "actual", "qualifier": "exact", "corrected": ""})
    'digits lost, at least 100%'
    """
    parts = [label("damage", row["damage"], language)] if is_damaged(row) else []
    if amount := write_amount(row, language):
        space = "" if language == "zh" or row["unit"] in ("%", "‰") else " "
        parts.append(f"{amount}{space}{row['unit']}")
    if row["status"] == "planned":
        parts.append(label("status", "planned", language))
    return ", ".join(parts)
