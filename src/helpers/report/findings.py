"""What compares, and why the rest does not, from the verdicts on pairs of places."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from helpers.charts import COLON, COMMA, GRADES, say_start
from helpers.concepts import label
from helpers.report.numbers import Number, Reader, Row
from helpers.report.phrases import say_phrase
from helpers.storage import group_by

MOST_NUMBERS = 7  # of one finding: the three largest, the median, the three smallest
MOST_NAMES = 3  # indicators named for one reason


@dataclass(frozen=True)
class Finding:
    """An indicator with the numbers that may stand side by side, the verdict on them, and how many are left out."""

    label: str
    numbers: tuple[Number, ...]
    grade: str
    verdict: str
    left_out: int = 0
    brief: str = ""  # the verdict with its reasons in a word each


@dataclass(frozen=True)
class Obstacle:
    """A reason why pairs do not compare: how many, which indicators, and one such pair in words."""

    label: str
    pairs: int
    indicators: tuple[str, ...]
    left_out: int
    example: str


def find_findings(verdicts: Sequence[Row], reader: Reader) -> list[Finding]:
    """Return what compares: outright before with caution, indicators of many places first."""
    allowed = [row for row in verdicts if row["grade"] != "not_comparable"]
    topics = group_by(allowed, reader.name)
    found = [make_finding(name, group, reader) for name, rows in topics.items() for group in group_verdicts(rows)]
    return sorted(found, key=lambda finding: (GRADES.index(finding.grade), -len(finding.numbers) - finding.left_out))


def group_verdicts(verdicts: Sequence[Row]) -> Iterator[list[Row]]:
    """Part the verdicts on one indicator into groups in which every number compares with every other.

    >>> pairs = [{"row_a": a, "row_b": b} for a, b in ("12", "13", "23", "34")]
    >>> [[row["row_a"] + row["row_b"] for row in group] for group in group_verdicts(pairs)]
    [['12', '13', '23'], ['34']]
    """
    known = {frozenset((row["row_a"], row["row_b"])): row for row in verdicts}
    members = list(dict.fromkeys(ref for row in verdicts for ref in (row["row_a"], row["row_b"])))
    left = dict(known)
    while left:
        first = next(iter(left.values()))
        group = [first["row_a"], first["row_b"]]
        for ref in members:
            if ref not in group and all(frozenset((ref, other)) in known for other in group):
                group.append(ref)
        inside = [key for key in known if key <= set(group)]
        yield [known[key] for key in inside]
        for key in inside:
            left.pop(key, None)


def make_finding(name: str, verdicts: Sequence[Row], reader: Reader) -> Finding:
    """Make the finding of a group of verdicts; of many numbers the extremes and the median are kept."""
    chosen = dict.fromkeys((row[f"row_{side}"], row["indicator"]) for row in verdicts for side in "ab")
    numbers = [reader.write(str(ref), str(indicator)) for ref, indicator in chosen]
    shown = numbers
    if len(numbers) > MOST_NUMBERS:
        order = sorted(numbers, key=lambda number: -number.size)
        shown = [*order[:3], order[len(order) // 2], *order[-3:]]
    grades = [str(row["grade"]) for row in verdicts]
    grade = max(grades, key=GRADES.index)
    verdict, brief = say_verdict(verdicts, reader.language), count_verdicts(verdicts, reader.language)
    return Finding(name, tuple(shown), grade, verdict, len(numbers) - len(shown), brief)


def say_verdict(verdicts: Sequence[Row], language: str) -> str:
    """Say in words whether the numbers of a group compare: of one pair with its sentence, of several with counts."""
    if len(verdicts) > 1:
        return count_verdicts(verdicts, language)
    said = [say_start(label("grade", str(verdicts[0]["grade"]), language)), str(verdicts[0][f"reason_{language}"])]
    return ("：" if language == "zh" else ". ").join(part for part in said if part)


def count_verdicts(verdicts: Sequence[Row], language: str) -> str:
    """Say whether the numbers of a group compare and why not outright, each grade and reason with its pairs."""
    grades = Counter(str(row["grade"]) for row in verdicts)
    reasons = Counter(reason for row in verdicts for reason in str(row["reasons"]).split())

    def count(name: str, n: int) -> str:
        return name if n == len(verdicts) else say_phrase("of_pairs", language, what=name, n=n)

    told = [count(label("grade", grade, language), grades[grade]) for grade in GRADES if grades[grade]]
    why = [count(label("reasons", reason, language), n) for reason, n in reasons.most_common()]
    comma = COMMA[language]
    return say_start(comma.join(told) + (COLON[language] + comma.join(why) if why else ""))


def find_obstacles(verdicts: Sequence[Row], reader: Reader) -> Iterator[Obstacle]:
    """Yield the reasons why pairs do not compare, the most frequent first; a pair may have several."""
    failed: dict[str, list[Row]] = {}
    for row in verdicts:
        if row["grade"] == "not_comparable":
            for reason in str(row["reasons"]).split():
                failed.setdefault(reason, []).append(row)
    for reason, rows in sorted(failed.items(), key=lambda item: -len(item[1])):
        names = list(dict.fromkeys(reader.name(row) for row in rows))
        yield Obstacle(
            label("reasons", reason, reader.language),
            len(rows),
            tuple(names[:MOST_NAMES]),
            max(0, len(names) - MOST_NAMES),
            reader.explain(reason, rows[0]),
        )
