"""The findings in words: how many cells of a table are supported, and what is wrong with the others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from helpers.verify.findings import Finding, get_codes
from helpers.verify.marking import name_cell

_WORDS = {
    "zh": ("核对了{n}个数字：{supported}个有据，{rest}个需要看一看。", "："),
    "en": ("Of {n} numbers {supported} are supported; {rest} want a look.", ": "),
}


def summarise_findings(findings: Sequence[Finding], language: str) -> str:
    """Return some lines for the report: counts by finding, then each cell that is not supported with its reason.

    language is zh or en.
    """
    accused = [finding for finding in findings if finding.is_accused]
    opening, colon = _WORDS[language]
    lines = [opening.format(n=len(findings), supported=len(findings) - len(accused), rest=len(accused)), ""]
    counts = Counter(finding.code for finding in findings)
    lines += [f"- {row[f'label_{language}']}{colon}{counts[code]}" for code, row in get_codes().items() if counts[code]]
    if accused:
        lines += [""]
        for finding in accused:
            claim = finding.claim
            what = " ".join(part for part in (claim.place, claim.level, claim.words, claim.period) if part)
            name = get_codes()[finding.code][f"label_{language}"]
            lines.append(f"- {name_cell(finding)} {what} {claim.written}{colon}{name}. {finding.say(language)}")
    return "\n".join(lines) + "\n"
