"""Score rows of observations against the gold rows.

python tests/score.py                    scores and faults of data/raw
python tests/score.py --constructions    how many hand-written cases each construction has, and how many pass
"""

import csv
import re
import sys
from collections import Counter
from functools import cache
from itertools import pairwise
from pathlib import Path

HERE = Path(__file__).parent
RAW = HERE.parent / "data" / "raw"
GOLD = HERE / "gold" / "observations.tsv"
# A longer quote may carry an approximator that stands before the number, hardly more.
LONGEST_DIFFERENCE = 6


def list_files(folder=RAW):
    """Return the texts of a folder: its files other than tables."""
    return [path for path in sorted(folder.iterdir()) if path.suffix not in {".csv", ".tsv"}]


def read_text(path):
    """Return the text of a file, of other formats than .txt as their readers give it."""
    return path.read_bytes().decode("utf-8-sig") if path.suffix == ".txt" else read_other(path).text


@cache
def read_other(path):
    from helpers.sources import read_file

    return read_file(path)


def read_gold(path=GOLD):
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    for row in rows:
        row["start"] = int(row["start"])
        row["end"] = row["start"] + len(row["number_text"])
        row["required"] = not row["note"].startswith("optional")
    return rows


def observe_folder(folder=RAW):
    """Return what the extractor reads in each text of a folder, nothing but the text given; `doc` is the file name."""
    from helpers.extract import observe
    from helpers.text import read_document

    texts = {
        path.name: read_text(path)
        if path.suffix == ".txt"
        else read_document(read_other(path).text, read_other(path).grids)
        for path in list_files(folder)
    }
    return [{**row, "doc": name} for name, text in texts.items() for row in observe(text)]


def parse_number(value):
    """Return a float, or None for a missing number.

    >>> parse_number("5530000000"), parse_number(""), parse_number(None), parse_number(float("nan"))
    (5530000000.0, None, None, None)
    """
    try:
        number = float(value)
    except (TypeError, ValueError):
        return None
    return None if number != number else number


def same_number(a, b):
    a, b = parse_number(a), parse_number(b)
    return a is b if a is None or b is None else abs(a - b) <= 1e-9 * max(1, abs(a))


def same_period(gold, predicted):
    """Tell whether two periods end in the same year, and begin in the same one where both are intervals.

    >>> same_period("2012/2022", "2022"), same_period("2012/2022", "2013/2022"), same_period("2022", "")
    (True, False, False)
    """
    years = [[part[:4] for part in (period or "").split("/")] for period in (gold, predicted)]
    both_intervals = len(years[0]) == len(years[1]) == 2
    return years[0][-1] == years[1][-1] and (not both_intervals or years[0][0] == years[1][0])


def same_span(gold, predicted):
    outer, inner = sorted((gold, predicted), key=lambda row: row["start"] - row["end"])
    inside = outer["start"] <= inner["start"] and inner["end"] <= outer["end"]
    return inside and (outer["end"] - outer["start"]) - (inner["end"] - inner["start"]) <= LONGEST_DIFFERENCE


def same_bounds(gold, predicted):
    return (
        same_number(gold["low"], predicted["low"])
        and same_number(gold["high"], predicted["high"])
        and gold["bounds"] == predicted["bounds"]
    )


def squeeze(subject):
    return re.sub(r"[^\w]|[的了]", "", subject or "")


def compare_subjects(gold, predicted):
    """Return the F1 of the character pairs of two subjects.

    >>> compare_subjects("普通小学在校生", "小学在校生")
    0.8
    """
    pairs = [Counter(pairwise(squeeze(subject))) for subject in (gold, predicted)]
    total = sum(pairs[0].values()) + sum(pairs[1].values())
    return 2 * (pairs[0] & pairs[1]).total() / total if total else 0.0


def has_head(gold, predicted):
    """Tell whether two subjects end in the same word and the shorter one stands in the other, if with gaps.

    A predicted subject may leave out what stands before its head; it may not be much longer than the gold.

    >>> has_head("甲市职业教育园区总投资", "总投资"), has_head("甲市职业教育园区总投资", "教育园区")
    (True, False)
    """
    gold, predicted = squeeze(gold), squeeze(predicted)
    shorter, longer = sorted((gold, predicted), key=len)
    contained = (Counter(shorter) & Counter(longer)).total() >= 0.9 * len(shorter)
    return bool(shorter) and gold[-2:] == predicted[-2:] and contained and len(predicted) <= 2.5 * len(gold)


def is_right_subject(gold, predicted):
    return compare_subjects(gold["subject"], predicted["subject"]) >= 0.5 or has_head(
        gold["subject"], predicted["subject"]
    )


def is_right_row(gold, predicted):
    return (
        same_number(gold["value"], predicted["value"])
        and gold["unit"] == predicted["unit"]
        and gold["kind"] == predicted["kind"]
        and compare_subjects(gold["subject"], predicted["subject"]) >= 0.5
    )


def match_rows(gold, predicted):
    """Pair gold rows with predicted rows of the same document whose spans overlap, the best pairs first.

    Returns the pairs and the predicted rows that are left over. Rows that share a span go by value, then subject.
    """
    overlapping = [
        (i, j)
        for i, g in enumerate(gold)
        for j, p in enumerate(predicted)
        if g["doc"] == p["doc"] and g["start"] < p["end"] and p["start"] < g["end"]
    ]

    def rate(pair):
        g, p = gold[pair[0]], predicted[pair[1]]
        return same_number(g["value"], p["value"]), compare_subjects(g["subject"], p["subject"])

    matches = {}
    for i, j in sorted(overlapping, key=rate, reverse=True):
        if i not in matches and j not in matches.values():
            matches[i] = j
    pairs = [(gold[i], predicted[j]) for i, j in sorted(matches.items())]
    return pairs, [p for j, p in enumerate(predicted) if j not in matches.values()]


CHECKS = {
    "unit": lambda g, p: g["unit"] == p["unit"],
    "qualifier": lambda g, p: g["qualifier"] == p["qualifier"],
    "kind": lambda g, p: g["kind"] == p["kind"],
    "status": lambda g, p: g["status"] in ("*", p["status"]),
    "damage": lambda g, p: g["damage"] == p["damage"],
    "place": lambda g, p: g["place"] in ("*", p["place"]),
    "period": lambda g, p: g["period"] == "*" or same_period(g["period"], p["period"]),
    "span": same_span,
    "subject_ok": is_right_subject,
}


def divide(part, whole):
    return part / whole if whole else 0.0


def score_rows(gold, predicted):
    """Return the scores of predicted rows; optional gold rows count neither way.

    Precision and recall ask for the value (lost numbers: for no value), row_f1 for value, unit, kind and subject; the
    other scores are shares of the gold rows that were found, for bounds of those that have any.
    """
    pairs, extra = match_rows(gold, predicted)
    found = [(g, p) for g, p in pairs if g["required"]]
    required = sum(row["required"] for row in gold)
    right = sum(same_number(g["value"], p["value"]) for g, p in found)
    whole = sum(is_right_row(g, p) for g, p in found)
    bounded = [(g, p) for g, p in found if g["bounds"]]
    return {
        "precision": divide(right, len(found) + len(extra)),
        "recall": divide(right, required),
        **{name: divide(sum(check(g, p) for g, p in found), len(found)) for name, check in CHECKS.items()},
        "bounds": divide(sum(same_bounds(g, p) for g, p in bounded), len(bounded)),
        "row_f1": divide(2 * whole, len(found) + len(extra) + required),
    }


def list_faults(gold, predicted):
    """Return a line for each row that is missed, extra or wrong, and in what."""
    pairs, extra = match_rows(gold, predicted)
    matched = {id(g) for g, _ in pairs}
    lines = [f"missed {g['doc']}:{g['start']} {g['evidence']}" for g in gold if g["required"] and id(g) not in matched]
    lines += [f"extra {p['doc']}:{p['start']} {p['quote']} {p['subject']}" for p in extra]
    checks = {"value": lambda g, p: same_number(g["value"], p["value"]), **CHECKS}
    for g, p in pairs:
        wrong = [name for name, check in checks.items() if not check(g, p)]
        wrong += ["bounds"] if g["bounds"] and not same_bounds(g, p) else []
        if g["required"] and wrong:
            shown = {name: (g.get(name), p.get(name)) for name in wrong if name not in ("span", "subject_ok", "bounds")}
            subjects = f"{g['subject']} / {p['subject']}" if "subject_ok" in wrong else ""
            lines.append(f"wrong {g['doc']}:{g['start']} {g['evidence']}: {' '.join(wrong)} {shown} {subjects}")
    return lines


def count_constructions():
    """Return for each construction its number, name, and how many cases have rows, have none, and pass.

    A case counts where it belongs first; example and counter-example of a construction count too.
    """
    from cases_files import OBSERVATIONS, find_differences, read_cases, read_constructions

    observations = read_cases(OBSERVATIONS)
    counts = []
    for row in read_constructions():
        cases = row["cases"] + [case for case in observations if case["construction"][0] == row["name"]]
        stated = sum(bool(case["rows"]) for case in cases)
        passed = sum(not find_differences(case) for case in cases)
        counts.append((int(row["number"]), row["name"], stated, len(cases) - stated, passed))
    return counts


def print_constructions():
    counts = count_constructions()
    print(f"{'construction':27} rows none pass")
    for number, name, *figures in [*counts, ("", "all", *(sum(row[i] for row in counts) for i in (2, 3, 4)))]:
        print(f"{number:>2} {name:24}" + "".join(f"{figure:5}" for figure in figures))


def main():
    if sys.argv[1:] == ["--constructions"]:
        print_constructions()
        return
    gold, predicted = read_gold(), observe_folder()
    print("\n".join(f"{name:12} {score:.3f}" for name, score in score_rows(gold, predicted).items()))
    print("\n".join(list_faults(gold, predicted)))


if __name__ == "__main__":
    main()
