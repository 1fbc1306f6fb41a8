"""The words of texts: terms, without names of places and people, numbers and units."""

from __future__ import annotations

import contextlib
import os
import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

import pandas as pd

from helpers.language import find_places
from helpers.storage import PROJECT, InputError, map_resource, read_resource

# What jieba keeps in one piece; a term with any other character could never be cut out whole.
_CUTTABLE = "\u4e00-\u9fd5a-zA-Z0-9+#&._%-"
_WORD = re.compile(r"[\u4e00-\u9fd5]{2,}")
_NUMERAL = "〇零一二三四五六七八九十百千万亿两几数"

if TYPE_CHECKING:
    from jieba import Tokenizer


@cache
def get_tokenizer() -> Tokenizer:
    """Return jieba's tokenizer with the project's education terms: silent, its cache inside the project.

    Raises InputError if a term of the user dictionary has a character at which jieba always cuts.
    """
    import jieba  # only who segments text pays for the import and for reading the dictionary

    # jieba logs its progress, and where the project may not be written the lack of a cache: both are harmless.
    jieba.setLogLevel("CRITICAL")
    tokenizer = jieba.Tokenizer()
    tokenizer.tmp_dir = str(PROJECT / ".cache")
    with contextlib.suppress(OSError):  # it exists; or, without a cache, jieba reads its dictionary anew: a second
        os.mkdir(tokenizer.tmp_dir)
    for word in [*get_terms(), *sorted(get_stop_words(tuple(get_stop_groups())))]:
        if list(tokenizer.cut(word, HMM=False)) != [word]:  # a word that jieba cuts out keeps its frequency
            tokenizer.add_word(word)
    return tokenizer


@cache
def get_terms() -> tuple[str, ...]:
    """Return the education terms of the user dictionary, in its order.

    Raises InputError that names the row if a term cannot be cut out in one piece.

    >>> "铸牢中华民族共同体意识" in get_terms()
    True
    """
    terms = tuple(row["term"] for row in read_resource("education_terms.csv"))
    check_terms(terms)
    return terms


def check_terms(terms: Sequence[str]) -> None:
    """Raise InputError that names the first term, with its row, that segmentation could never give back whole.

    >>> check_terms(["县管校聘", "1+X证书", "STEM教育"])
    >>> check_terms(["县管校聘", "“双减”"])  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    ...
    helpers.storage.messages.InputError: education_terms.csv, row 3: '“双减”' has the character ...
    """
    for row, term in enumerate(terms, 2):
        if wrong := re.search(f"[^{_CUTTABLE}]", term):
            where = f"education_terms.csv, row {row}"
            raise InputError(f"{where}: {term!r} has the character {wrong[0]!r}, where words end: leave it out")
        if len(term) < 2:
            raise InputError(f"education_terms.csv, row {row}: {term!r} is too short: give two characters or more")


def get_stop_groups() -> dict[str, str]:
    """Return the groups of stop words and why each is left out.

    >>> list(get_stop_groups())
    ['function', 'genre', 'constant', 'relative', 'unit', 'boilerplate']
    """
    return map_resource("stop_words.csv", "group", "reason")


@cache
def get_stop_words(groups: tuple[str, ...]) -> frozenset[str]:
    """Return the stop words of these groups; raise InputError if there is no such group."""
    for group in groups:
        if group not in get_stop_groups():
            raise InputError(f"no group {group!r} of stop words; there are {', '.join(get_stop_groups())}")
    return frozenset(row["word"] for row in read_resource("stop_words.csv") if row["group"] in groups)


# A school that a number names is a name, not a kind of school.
_SCHOOL = re.compile(
    rf"第(?:[{_NUMERAL}]+|\d+)(?:中等职业学校|职业高中|高级中学|初级中学|实验小学|中学|小学|幼儿园|高中|初中)"
)


@cache
def _get_people() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Compile resources/people.csv: names behind a byline's word, names beside an office or a verb of saying."""
    words = {row["kind"]: row["words"].split() for row in read_resource("people.csv")}
    choose = {kind: "|".join(sorted(found, key=len, reverse=True)) for kind, found in words.items()}
    name = rf"(?:{choose['surname']})[\u4e00-\u9fff]{{1,2}}?"
    people = r"(?P<people>(?:[\u4e00-\u9fff]{2,4}(?![\u4e00-\u9fff])[ 、/]*)+)"
    office = rf"(?:{choose['before']})(?P<person>{name})(?={choose['after']}|[、,。;:)(\s“]|$)"
    speaker = rf"(?P<speaker>{name})(?={choose['after']})"
    return re.compile(rf"(?:{choose['byline']})[: /]+{people}"), re.compile(f"{office}|{speaker}")


@cache
def _get_number() -> re.Pattern[str]:
    units = "|".join(sorted({re.escape(row["unit"]) for row in read_resource("units.csv")}, key=len, reverse=True))
    return re.compile(rf"[第近约超逾]?[{_NUMERAL}]*[余多]?[万亿]?(?:{units}|点|月|日|号|年来|年间)?")


@cache
def _get_small_places() -> frozenset[str]:
    """Return the names of townships and other small places that jieba's dictionary knows; helpers.places has none."""
    with get_tokenizer().get_dict_file() as file:
        found = re.findall(r"^(\S{2,}[镇乡村州盟旗县市区省]) \d+ ns$", file.read().decode("utf-8"), re.MULTILINE)
    return frozenset(name for name in found if not name.endswith(("城市", "新区", "校区", "城区")))


def remove_names(text: str, home: str = "") -> str:
    """Blank the names of divisions, numbered schools and people; home is the standard name of the text's place.

    A person is recognised by what stands beside the name: a byline, an office, a verb of saying.

    >>> remove_names("记者 张建国 通讯员 李晓明").split(), remove_names("校长王秀兰介绍,丽水市全面推行").split()
    (['记者'], ['校长', '介绍,', '全面推行'])
    """
    byline, office = _get_people()
    spans = [match.span("people") for match in byline.finditer(text)]
    spans += [match.span(match.lastgroup) for match in office.finditer(text)]
    spans += [match.span() for match in _SCHOOL.finditer(text)]
    spans += [mention[:2] for mention in find_places(text, home, institutions=True)]
    for start, end in spans:
        text = f"{text[:start]}{' ' * (end - start)}{text[end:]}"
    return text


def count_terms(text: str, home: str = "") -> Counter[str]:
    """Count the words of two and more characters of a reading's text, without names, numbers and units.

    Stop words are counted too (``drop_stop_words`` takes them out), so that what a stop list does can be shown.
    Only words of the dictionaries count: a guessed word would change with what stands around it.

    >>> count_terms("丽水市推进集团化办学,全县集团化办学覆盖二十所学校", "丽水市")
    Counter({'集团化办学': 2, '推进': 1, '全县': 1, '覆盖': 1, '学校': 1})
    """
    words = get_tokenizer().cut(remove_names(text, home), HMM=False)
    return Counter(word for word in words if _is_word(word))


@cache
def _is_word(word: str) -> bool:
    if word in get_terms():
        return True
    return bool(_WORD.fullmatch(word)) and not _get_number().fullmatch(word) and word not in _get_small_places()


def drop_stop_words(counts: pd.DataFrame, groups: Sequence[str] | None = None) -> pd.DataFrame:
    """Return the rows of counts whose term is no stop word of these groups (None: of any group)."""
    stop = get_stop_words(tuple(get_stop_groups() if groups is None else groups))
    return counts[~counts["term"].isin(stop)].reset_index(drop=True)


def get_glosses() -> dict[str, str]:
    """Return English words for frequent terms, from resources/term_glosses.csv.

    >>> get_glosses()["集团化办学"]
    'school groups'
    """
    return map_resource("term_glosses.csv", "term", "gloss_en")
