"""The hand-written cases: reading their files, and telling in what the extractor differs from the reader."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

from oracle import read_rows

from helpers.extract import observe
from helpers.text.readings import normalise

HERE = Path(__file__).parent
OBSERVATIONS = "cases/observations*.jsonl"
DEFAULTS = {
    "qualifier": "exact",
    "low": None,
    "high": None,
    "status": "actual",
    "basis": "point",
    "damage": "none",
    "period": "",
}
COMPARED = ("value", "unit", "kind", "subject", *DEFAULTS, "place", "bounds", "period_basis", "flags")


def read_cases(*patterns: str) -> list[dict]:
    """Return the cases of the files that fit the patterns, paths below tests; `file` is added, the file's name.

    A line break may be written `\\n` in a CSV. A pattern that no file fits raises FileNotFoundError.
    """
    cases = []
    for pattern in patterns:
        paths = sorted(HERE.glob(pattern))
        if not paths:
            raise FileNotFoundError(f"tests/{pattern}: no such file")
        cases += [{**row, "file": path.name} for path in paths for row in read_rows(path)]
    return [case | {"text": case["text"].replace("\\n", "\n")} if "text" in case else case for case in cases]


def read_constructions() -> list[dict]:
    """Return the constructions in their order; `cases` holds the example and the counter-example as cases."""
    constructions = read_cases("cases/constructions.csv")
    for row in constructions:
        row["cases"] = [make_case(row["name"], row["example"], row["rows"])]
        row["cases"] += [make_case(f"{row['name']}-counter", row["counter_example"], row["counter_rows"])]
    return constructions


def make_case(name: str, text: str, rows: str) -> dict:
    return {"case": name, "text": text.replace("\\n", "\n"), "place": "", "published": "", "rows": json.loads(rows)}


def squeeze(quote: str) -> str:
    """Drop line breaks, spaces and pinyin noise from a quote."""
    return re.sub(r"\s", "", normalise(quote).text.replace("\n", ""))


def bare_subject(subject: str, place: str) -> str:
    """Drop punctuation, 的 and a leading word for the document's own place."""
    words = re.sub(r"[\s的了“”\"'《》「」『』()、,。:;·]", "", normalise(subject).text)
    return re.sub(rf"^(?:[全我本该][市县区旗省州盟]|{place or '〇'})", "", words)


def pairs(words: str) -> Counter:
    return Counter(words[i : i + 2] for i in range(len(words) - 1)) or Counter([words])


def same_subject(expected: str, found: str, place: str) -> bool:
    """Half of the character pairs in common; or the one within the other, the found at most 2.5 times as long."""
    expected, found = bare_subject(expected, place), bare_subject(found, place)
    a, b = pairs(expected), pairs(found)
    if 2 * (a & b).total() >= (a.total() + b.total()) * 0.5:
        return True
    short, long = sorted((Counter(expected), Counter(found)), key=Counter.total)
    return (short & long).total() >= 0.9 * short.total() and len(found) <= 2.5 * len(expected)


def same_number(expected, found) -> bool:
    if expected is None or found is None:
        return expected is found
    return abs(expected - found) <= 1e-6 * max(1, abs(expected))


def find_differences(case: dict) -> list[str]:
    """Say in what the rows found for a case differ from the rows expected."""
    text, expected = case["text"], case["rows"]
    found = observe(text, case["place"], case["published"])
    if [squeeze(r["quote"]) for r in expected] != [squeeze(r["quote"]) for r in found]:
        return [f"quotes {[r['quote'] for r in found]}, expected {[r['quote'] for r in expected]}"]
    wrong = []
    for want, have in zip(expected, found, strict=True):
        assert text[have["start"] : have["end"]] == have["quote"]
        want = {**DEFAULTS, "place": case["place"], **want}
        for name in COMPARED:
            if name not in want or want[name] == "*":
                continue
            if name == "subject":
                same = same_subject(want[name], have[name], case["place"])
            elif name in {"value", "low", "high"}:
                same = same_number(want[name], have[name])
            elif name == "flags":
                same = set(want[name].split()) <= set(have[name].split())
            else:
                same = want[name] == have[name]
            if not same:
                wrong.append(f"{want['quote']}: {name} {have[name]!r}, expected {want[name]!r}")
    return wrong
