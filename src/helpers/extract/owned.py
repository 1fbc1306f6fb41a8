"""Schools of one owner among all: whose those are that are told of behind them."""

from __future__ import annotations

from helpers.extract.clauses import Sentence, list_said
from helpers.language import WordPattern


def name_whole(sentence: Sentence, i: int, source: str) -> str:
    """Return the subject before without a share's base; of schools of one owner, counted among all, these.

    幼儿园678所,其中普惠性612所;公办幼儿园395所。在园幼儿7万人 are children of all, and so they are behind
    幼儿园678所。公办幼儿园395所 as long as the paragraph has not told how many all have.
    """
    part = source.split("占")[0]
    owner = _OWNER.match(part) if not i else None
    whole = part[owner.end() :] if owner else ""
    if not whole or any(x.subjects[0] == whole for x in list_said(sentence)):
        return whole or part
    if (of_all := of_all_owners(sentence, part)) != part:
        return of_all
    begun = sentence.text.rfind("\n", 0, sentence.start)
    said = [x for x in sentence.said if x.quantity.start > begun and x.subjects and x.subjects[0].startswith(whole)]
    untold = said and all(x.quantity.unit_class != "person" for x in said)
    return whole if untold and any(x.subjects[0] == whole for x in said) else part


_OWNER = WordPattern("{sector}(?:民办)?")


def of_all_owners(sentence: Sentence, subject: str) -> str:
    """Return schools without their owner behind those of another owner: 公办园38所;民办园47所。在园幼儿1万人."""
    owner = _OWNER.match(subject)
    whole = subject[owner.end() :] if owner else ""
    others = (x.subjects[0] for x in list_said(sentence) if x.subjects[0] != subject) if whole else ()
    return whole if any(x.endswith(whole) and _OWNER.fullmatch(x, 0, len(x) - len(whole)) for x in others) else subject
