"""The words of subjects: which facets each carries, and how a subject is cut into them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache, lru_cache, partial
from pathlib import Path
from typing import NamedTuple

from helpers.concepts.facets import check_codes
from helpers.concepts.subjects import join_words
from helpers.language import get_division
from helpers.storage import Kept, read_own, read_resource

# Words with these tags say nothing of what is counted.
_SILENT = frozenset(
    {
        *("silent", "filler", "tail", "conjunction", "particle", "copula", "preposition", "lead", "actor", "sum"),
        *("own_place", "whole_region", "amount", "amount_alone", "adverb", "adverb_before_verb", "verb_existential"),
        *("verb_stock", "manner", "manner_noun", "manner_purpose", "localizer", "plan", "plan_heading", "modal_rule"),
        *("work_done", "project_measure"),
    }
)
_REGIONS = frozenset({"71", "81", "82"})  # Taiwan, Hong Kong, Macao
_MOST_KNOWN = 65536  # pieces of texts whose words are kept
_LEFT_OVER, _SILENT_WORD, _WORD = 1000, 3, 2  # what a character that no word explains costs, and a word


class Lexeme(NamedTuple):
    """A word in a subject: where it stands, its facets with their codes, and what it joins or contains."""

    start: int
    end: int
    facets: tuple[tuple[str, str], ...]
    tags: frozenset[str] = frozenset()


@lru_cache(maxsize=16384)
def _read_said(facets: str, codes: str, tags: str) -> tuple[tuple[tuple[str, str], ...], frozenset[str]]:
    """Return the facets with their codes, and the tags, of a word; words that say the same share them."""
    names = ("school_level" if facet == "level" else facet for facet in facets.split())
    return tuple(zip(names, codes.split(), strict=True)), frozenset(tags.split())


class Lexicon:
    """Words with their facets; of two ways to cut a subject the one that leaves less over and has fewer words holds."""

    def __init__(self, rows: Iterable[dict[str, str]]):
        """Take over the rows of lexicon.csv and of an analyst's own words.csv; a later row of a word wins."""
        self._words: dict[str, tuple[tuple[tuple[str, str], ...], frozenset[str]]] = {}
        for row in rows:
            facets, tags = said = _read_said(row["facet"], row["value"], row["tags"])
            if facets or tags & _SILENT or "concept" in tags:
                self._words[row["word"]] = said
            else:
                self._words.pop(row["word"], None)
        self._costs = {word: _WORD if facets else _SILENT_WORD for word, (facets, _) in self._words.items()}
        lengths: dict[str, set[int]] = {}
        for word in self._words:
            lengths.setdefault(word[:2], set()).add(len(word))
        self._lengths = {
            opening: sorted(found | lengths.get(opening[0], set()), reverse=True) for opening, found in lengths.items()
        }
        self._pieces = _compile_pieces(self._words)
        self._known: dict[Callable[[Lexeme], bool] | None, Kept] = {}
        self._levels = Kept(self._list_levels, _MOST_KNOWN)

    @lru_cache(maxsize=16384)  # noqa: B019 the words before a number are asked for several times, a run has one lexicon
    def cut(self, text: str) -> tuple[tuple[Lexeme, ...], str]:
        """Return the words of a text from left to right, and the characters that none explains (runs, spaced).

        >>> [text for text in ("小学生均经费", "小学生源")] and get_lexicon().cut("民办幼儿园")[1]
        ''
        """
        words, rest, done = tuple(self.find(text)), [], 0
        for start, end, *_ in words:
            if start > done:
                rest.append(text[done:start])
            done = end
        return words, " ".join([*rest, text[done:]] if done < len(text) else rest)

    def find(self, text: str, keep: Callable[[Lexeme], bool] | None = None) -> list[Lexeme]:
        """Return the words of a text from left to right, only those for which `keep` holds if it is given."""
        found, known = [], self._get_known(keep)
        for piece in self._pieces.finditer(text):
            words = known[piece[0]]
            if words and (start := piece.start()):
                found += [Lexeme(start + word[0], start + word[1], word[2], word[3]) for word in words]
            else:
                found += words
        return found

    def _get_known(self, keep: Callable[[Lexeme], bool] | None) -> Kept:
        """Return the words of pieces of texts for which `keep` holds."""
        if keep not in self._known:
            self._known[keep] = Kept(partial(self._choose, keep) if keep else self._cut_piece, _MOST_KNOWN)
        return self._known[keep]

    def _choose(self, keep: Callable[[Lexeme], bool], piece: str) -> tuple[Lexeme, ...]:
        return tuple(filter(keep, self.find(piece))) if self.compile(keep).search(piece) else ()

    @lru_cache(maxsize=64)  # noqa: B019 a run has one lexicon
    def compile(self, keep: Callable[[Lexeme], bool]) -> re.Pattern[str]:
        """Return a pattern for the words for which `keep` holds: a text without them need not be cut to find none."""
        holds = cache(lambda size, said: keep(Lexeme(0, size, *said)))  # very many words say the same
        return re.compile(join_words(word for word, said in self._words.items() if holds(len(word), said)))

    def _cut_piece(self, text: str) -> tuple[Lexeme, ...]:
        size, words, costs = len(text), self._words, self._costs
        lengths, single = self._lengths, (1,)  # of words that open with two characters, or are one
        cost, step = [0] * (size + 1), [1] * (size + 1)
        for start in range(size - 1, -1, -1):
            best = cost[start + 1] + _LEFT_OVER
            for length in lengths.get(text[start : start + 2], single):
                end = start + length
                if end <= size and (spent := costs.get(text[start:end])) and spent + cost[end] < best:
                    best, step[start] = spent + cost[end], length
            cost[start] = best
        found, position = [], 0
        while position < size:
            end = position + step[position]
            if word := words.get(text[position:end]):
                found.append(Lexeme(position, end, *word))
            position = end
        return (*found,)

    @lru_cache(maxsize=1024)  # noqa: B019 a sentence has several rows, a run one lexicon
    def find_levels(self, sentence: str) -> frozenset[str]:
        """Return the levels of education that a sentence names."""
        return frozenset().union(*map(self._levels.__getitem__, self._pieces.findall(sentence)))

    def _list_levels(self, piece: str) -> frozenset[str]:
        return frozenset(dict(word.facets)["school_level"] for word in self._get_known(_names_level)[piece])


def _names_level(word: Lexeme) -> bool:
    return "school_level" in dict(word.facets)


_HAN = "\u4e00-\u9fff"


def _compile_pieces(words: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern for the pieces of a text beyond which no word reaches: Han characters in a row, and what words
    join to them, as 中小学(园) does with brackets.
    """
    pairs = {word[i : i + 2] for word in words for i in range(len(word) - 1)}
    before: dict[str, str] = {}
    for first, second in sorted(pair for pair in pairs if not re.fullmatch(f"[{_HAN}]+", pair)):
        before[second] = before.get(second, "") + re.escape(first)
    joined = "|".join(f"{re.escape(second)}(?<=[{firsts}].)" for second, firsts in before.items())
    joined = f"(?=[{re.escape(''.join(before))}])(?:{joined})"  # most pieces end before none of them: one look says so
    opening = re.escape("".join(sorted({word[0] for word in words})))
    return re.compile(rf"[{_HAN}{opening}](?:(?<=[{_HAN}])[{_HAN}]+|{joined})*", re.DOTALL)


@cache
def get_lexicon(region: str = "") -> Lexicon:
    """Return the shipped lexicon, with the words that mean something else in texts of a region (71, 81, 82)."""
    return Lexicon(_list_words(region))


def extend_lexicon(words: Sequence[dict[str, str]], region: str = "") -> Lexicon:
    """Return the shipped lexicon with the words of a region and an analyst's own, which win.

    >>> [dict(get_lexicon(region).cut("高职")[0][0].facets)["school_level"] for region in ("", "71")]
    ['higher_vocational', 'secondary_vocational']
    """
    return Lexicon([*_list_words(region), *words]) if words else get_lexicon(region)


def _list_words(region: str) -> list[dict[str, str]]:
    regional = (row for row in read_resource("regional_words.csv") if region in row["regions"].split())
    return [*read_resource("lexicon.csv"), *regional]


def find_region(place: str) -> str:
    """Return the code of the region whose schools have names of their own: 71, 81 or 82; "" for others."""
    division = get_division(place, "") if place else None
    return division.code[:2] if division and division.code[:2] in _REGIONS else ""


def read_words(path: str | Path) -> tuple[dict[str, str], ...]:
    """Read an analyst's own words (words.csv beside the texts, columns as in lexicon.csv); no file means none.

    Raises InputError that names file, line and column, and what would be right.
    """
    rows = read_own(path, "lexicon.csv")
    check_codes(rows, Path(path).name)
    return rows


_MARKS = re.compile("[“”\"'‘’《》〈〉【】\\[\\]\\s\u2600-\u27bf\u2b00-\u2bff\u200d\ufe0f\U0001f300-\U0001faff]|——")
_SEVERAL = re.compile(r"^[二两三四五六七八九十\d]+(?:城区|[区县市地旗])(?![级直立属])(?:合计)?")  # 三区小学生均经费
_BRANCH = re.compile(r"[驻在]([\u4e00-\u9fff])(?=高校|院校|普通高|高等|本科|就业|工作)")  # 驻甬高校
_MIGRATING = re.compile(r"[来在到]([\u4e00-\u9fff])(?=务工)")  # 来甬务工人员随迁子女
# said like 升入 of those who go on to the next level
_ENTERING = re.compile(
    "考(?:[入取]|上(?![一-龥]{0,3}线))|升读|升学(?=(?:[公私民国][立办])?(?:普通)?(?:高中|高职|职高|中职|普高)(?!学?生|毕业))"
)
_INTO_OWNED = re.compile(
    "升入(?P<owner>[公私][立]|[公民]办)(?=普通高中|普高|高中|高职|职高|中职)"
)  # 升入公办高中: the owner first
_GOES = re.compile("[到至赴去向]")
_THERE = re.compile(  # 乡村教师到县城跟岗 are of the countryside
    r"(?<=[师员长])[到至赴去](?:城区|城镇|县城|城市|乡镇|农村|乡村)(?:学校)?(?=跟岗|支教|交流|任教|挂职|轮岗)"
)
_SENT = re.compile(  # 到乡村支教的城区教师 are of the city: where they are sent is no area of theirs
    r"[到至赴去](?:城区|城镇|县城|城市|乡镇|农村|乡村)(?:学校)?(?=(?:跟岗|支教|交流|任教|挂职|轮岗)的(?:城区|县城|城镇|城市))"
)
_MOVING = re.compile(
    r"[从由]?(?:城区|城镇|县城|城市|乡镇|农村|乡村)(?:学校)?(?:选派|交流|流动)?[到至赴去向](?:城区|城镇|县城|城市|乡镇|农村|乡村)(?:学校)?"
    r"(?!就读|上学|入学|读书)"
)
_TO_NEW = re.compile(
    "[到至赴去]新的?(?:学校|岗位|单位)(?=任教|工作|报到|任职|上班)"
)  # 交流到新的学校任教的教师 are not new
_FROM_TERM = re.compile("[从自]?(?:今年|去年)?[春秋]季?学期(?:起|开始)")  # when a sum rises, not what it is paid for
_STAYING = re.compile(  # 留甬就业, 留在本县上班; not 留校工作, 留在乡村工作的教师
    r"留(?![学校守])在?[\u4e00-\u9fff]{1,4}?(?:就业|上班|(?:从业|工作)(?![^,。;]{0,4}[教老]师))"
)
_STAYED = re.compile(r"留(?![级守任用学存])[\u4e00-\u9fff]{1,2}率")  # 毕业生留甬率
_MOVED = re.compile(  # 转岗到初中任教的小学教师 were of primary schools
    r"[到至赴去](?:幼儿园|小学|初中|高中|中职|中学)(?=(?:任教|支教|交流|任职|上课|跟岗)的(?:幼儿园|小学|初中|高中|中职|中学))"
)
_HELPERS = re.compile(  # 组织高校和优质高中对口帮扶县中12所: who helps them is not counted
    r"(?:组织|动员|引导|协调|统筹|安排)[^,。;、的]{2,24}(?=(?:对口|结对|托管|组团)式?(?:帮扶|支援|托管)[^,。;])"
)
_CAUSE = re.compile("^因[^,。;]{1,20}?(?:等原因|等因素|原因)(?=.{2})")  # 因转学等原因漏发生活补助
_MERGED = re.compile(  # 村小并入镇中心小学后不再单独核算: into which school they go is not counted
    "(?<=[小校点园学])(?:整体|全部|成建制)?(?:合?并[入到至]|撤并[入到至])[^,。;的]+$"
)
_BACK = re.compile(r"[从由](?:城区|县城|城市|城镇)(?=转|返|回)")  # 从县城转回乡镇就读: they are in the town
_SHORT = re.compile(r"(?<![第前村乡镇县区])([一二三四五六七八九])(?:(小)(?![学班时组型微])|(幼)(?![儿师]))")  # 六横二小
_AS_FOR = re.compile(r"(?<=[园校学生师])部分$")  # 幼儿园部分,全县124园: as for kindergartens, not a part of them
_OPENING = re.compile("^[.、,;:·]+")  # .学前教育预算
_TERM = re.compile(r"第[一二12]学期")
_YEAR = re.compile(  # not 12年一贯制
    r"\d{2,4}(?:[-~至/]\d{2,4})?(?:学年度?|财政年度|财年|年度?(?!一贯制))(?:初|末|底|秋季|春季)?"
)


def clean(subject: str, names: Iterable[str]) -> str:
    """Return a subject without quotation marks, years and the names of its place."""
    goes = _GOES.search(subject)  # none of the five patterns of where somebody goes is without it
    subject = _TO_NEW.sub("", subject) if goes else subject
    text = _TERM.sub("", _SEVERAL.sub("", _YEAR.sub("", _MARKS.sub("", subject))))
    text = _drop_ways(text) if goes else text
    text = _HELPERS.sub("", text) if "帮扶" in text or "支援" in text else text
    text = _CAUSE.sub("", text) if text[:1] == "因" else text
    text = _MERGED.sub(lambda act: "撤并" if "撤" in act[0] else "", text) if "并" in text else text
    text = _FROM_TERM.sub("", text) if "季" in text else text
    text = _BACK.sub("", _STAYED.sub("本地就业率", text) if "留" in text else text)
    text = _SHORT.sub(lambda match: f"第{match[1]}{'小学' if match[2] == '小' else '幼儿园'}", text)
    text = _pairs().sub("东西部协作", text)
    text = _BRANCH.sub("", text)
    text = _STAYING.sub("本地就业", text) if "留" in text else text
    text = _ENTERING.sub("升入", _MIGRATING.sub("", text))
    text = _INTO_OWNED.sub("\\g<owner>升入", text) if "升入" in text else text
    text = _AS_FOR.sub("", _OPENING.sub("", text))
    for name in names:
        text = text.replace(name, "")
    return drop_divisions(text)


def _drop_ways(text: str) -> str:
    """Return a subject without from where to where those go who are counted."""
    return _MOVING.sub(
        lambda moves: "" if moves.string.startswith("支教", moves.end()) else "交流",
        _MOVED.sub("", _SENT.sub("", _THERE.sub("", text))),
    )


@cache
def _pairs() -> re.Pattern[str]:
    """Return a pattern for provinces that help each other (苏陕协作), not for schools run by both (沪港合作办学)."""
    names = "".join(row["abbreviations"].replace(" ", "") for row in read_resource("divisions.csv"))
    return re.compile(rf"[{names}]{{2,3}}(?:东西部)?(?:扶贫|教育)?(?:协作|合作(?!办)|(?=对口|结对|帮扶))")


@cache
def _get_divisions() -> frozenset[str]:
    return frozenset(row["name"] for row in read_resource("divisions.csv") if len(row["name"]) > 2)


_KIND_OF_DIVISION = re.compile("[省市县区旗州盟]")
_LONGEST_DIVISION = 11


def drop_divisions(text: str) -> str:
    """Return a subject without names of divisions: 包河区、长丰县小学在校生; of 合肥市级 the rank stays."""
    kept, done = "", 0
    for match in _KIND_OF_DIVISION.finditer(text):
        first = max(done, match.end() - _LONGEST_DIVISION)
        start = next((i for i in range(first, match.end() - 2) if text[i : match.end()] in _get_divisions()), None)
        if start is not None:
            kept += text[done:start] + match.group() * text.startswith("级", match.end())
            done = match.end() + text.startswith("、", match.end())
    return kept + text[done:]
