"""Check a table against the texts of a folder: python run.py verify TABLE --raw FOLDER [--out FOLDER]."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import pandas as pd

from helpers.storage import PROJECT, InputError, show_what_can_be_shown, write_whole
from helpers.verify.claims import read_claims
from helpers.verify.evidence import read_evidence
from helpers.verify.findings import check_claims
from helpers.verify.marking import list_findings, write_marked
from helpers.verify.summary import summarise_findings


def main(arguments: list[str] | None = None) -> int:
    """Check a table, write what was found; 0 if each cell is supported, 1 if any is not, 2 if it cannot be checked."""
    parser = argparse.ArgumentParser(prog="run.py verify", description=__doc__)
    parser.add_argument("table", metavar="TABLE", help="a .csv or .xlsx of places, indicators, periods and values")
    parser.add_argument("--raw", metavar="FOLDER", default=str(PROJECT / "data" / "raw"), help="folder of the texts")
    parser.add_argument("--out", metavar="FOLDER", help="folder for what is found; else that of the table")
    parser.add_argument("--language", choices=("zh", "en"), default="en", help="language of what is printed")
    chosen = parser.parse_args(arguments)
    show_what_can_be_shown()
    try:
        return _verify(Path(chosen.table), Path(chosen.raw), chosen.out, chosen.language)
    except InputError as error:
        print(error, file=sys.stderr)
        return 2


def _verify(table: Path, raw: Path, out: str | None, language: str) -> int:
    if not table.is_file():
        raise InputError(f"{table} is no file: give the table to check, a .csv or .xlsx")
    evidence = read_evidence(raw)
    places = evidence.articles.loc[evidence.articles["place"] != "", "place"]
    rows, claims = read_claims(table, tuple(dict.fromkeys(places)))
    findings = check_claims(claims, evidence)
    folder = Path(out) if out else table.parent
    folder.mkdir(parents=True, exist_ok=True)
    stem = folder / f"{table.stem}_checked"
    written = [write_marked(rows, findings, evidence, stem.with_suffix(".xlsx"))]
    text = pd.DataFrame(list_findings(findings, evidence)).to_csv(index=False, lineterminator="\n")
    words = {f"_{tongue}.md": summarise_findings(findings, tongue) for tongue in ("zh", "en")}
    for name, content in {".csv": text, **words}.items():
        written.append(Path(f"{stem}{name}"))
        write_whole(written[-1], content.encode("utf-8"))
    print(summarise_findings(findings, language))
    print("\n".join(str(path) for path in written))
    return int(any(finding.is_accused for finding in findings))


if __name__ == "__main__":
    sys.exit(main())
