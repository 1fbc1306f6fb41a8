"""Named policies and programmes that the texts report: by place, with status and time."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from operator import itemgetter

import pandas as pd

from helpers.language import find_periods
from helpers.sources import restore_texts
from helpers.storage import group_by, make_table, read_resource
from helpers.text import normalise, split_sentences

_PILOT = re.compile(r"试点|试行|探索|先行先试|试验区")
_PLANNED = re.compile(
    r"(?<![即行率健])将(?![^,;]*(?:作为|纳入|列入|视为|融入|放在))"  # 将A作为B is no future
    r"|拟(?!订|定)|力争|争取|计划(?=[在于到新每用投实建启开])|下一步|今后|未来|申报|申请|争创"
)
_MEETING = re.compile(r"[^,;。\n]{0,12}(?:推进会|现场会|座谈会|研讨会|论坛|会议|大会|大赛)")
_ROLES = ("heading", "body")
_ORDER = {"adopted": 0, "pilot": 1, "planned": 2}


def find_measures(paragraphs: pd.DataFrame, articles: pd.DataFrame, places: Sequence[str]) -> pd.DataFrame:
    """Say for every named measure (resources/measures.csv) and place what the place's texts say of it.

    One row for each measure and place: the mention that goes furthest (adopted, then pilot, then planned), of those
    the first that gives a time, else the first; what no text of the place mentions is `not_mentioned`, not a no.
    """
    used = articles[(articles["use"] == "compared") & articles["place"].isin(places)]
    texts = restore_texts(paragraphs[paragraphs["doc_id"].isin(used["doc_id"])], _ROLES)
    articles = used.to_dict("records")
    found = (mention for article in articles for mention in _find_mentions(texts.get(article["doc_id"], ""), article))
    mentions = group_by(found, itemgetter("measure", "place"))
    rows = [
        min(mentions[key], key=lambda row: (_ORDER[row["status"]], not row["period"]))
        if (key := (measure["id"], place)) in mentions
        else {"measure": measure["id"], "place": place, "status": "not_mentioned"}
        for measure in read_resource("measures.csv")
        for place in places
    ]
    return make_table(rows, "measures")


@cache
def _measures() -> list[tuple[str, re.Pattern[str]]]:
    return [(row["id"], re.compile("|".join(row["wordings"].split()))) for row in read_resource("measures.csv")]


def _find_mentions(raw: str, article: dict) -> list[dict]:
    """Return the mentions of measures in one text, in its order; offsets are those of the raw text."""
    reading = normalise(raw)
    text, found = reading.text, []
    for start, end in split_sentences(text):
        for measure, pattern in _measures():
            for match in pattern.finditer(text, start, end):
                if _MEETING.match(text, match.end()):
                    continue
                status = _read_status(text, start, match)
                period = _read_period(text[start:end], match.start() - start, status, article["published"])
                found.append(
                    {
                        "measure": measure,
                        "place": article["place"],
                        "status": status,
                        "period": period,
                        "doc_id": article["doc_id"],
                        "start": reading.raw_start(match.start()),
                        "end": reading.raw_end(match.end()),
                        "sentence": text[start:end].replace("\n", ""),
                    }
                )
    return found


def _read_status(text: str, start: int, match: re.Match[str]) -> str:
    """Read from the clause of a mention whether the measure is in force, on trial or to come."""
    before = re.split(r"[,;:]", text[start : match.start()])[-1]
    clause = before + re.split(r"[,;。]", text[match.start() :], maxsplit=1)[0]
    if _PLANNED.search(clause):
        return "planned"
    return "pilot" if _PILOT.search(clause) else "adopted"


def _read_period(sentence: str, position: int, status: str, published: str) -> str:
    """Return the period that a sentence gives for a measure: the last one before it, or the deadline of a plan."""
    periods = [period for period in find_periods(sentence, published) if period.role != "reference"]
    if status == "planned":
        return next((period.period for period in periods if period.role == "deadline"), "")
    before = [period.period for period in periods if period.role == "frame" and period.start < position]
    return before[-1] if before else ""
