"""How the facets of several words become those of one subject: the last noun is its head, the others narrow it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from helpers.concepts.facets import contains, get_codes
from helpers.concepts.lexemes import Lexeme

_PERSONS = frozenset({"pupil", "teacher", "full_time_teacher", "staff", "head", "child", "graduate"})
# Heads that stay before a person: 招收学生 are entrants, 培训教师 is training, 容纳学生 are places.
_STAYS_BEFORE = {
    "entrant": frozenset({"pupil", "child"}),
    "graduate": frozenset({"pupil"}),
    "candidate": frozenset({"pupil", "graduate", "entrant"}),
    "place": frozenset({"pupil", "child", "entrant"}),
    "training": _PERSONS,
}
TEACHING = frozenset({"teacher", "full_time_teacher", "staff", "head"})
_MOST_OF_ALL = 4  # stages that stand for all of them: 中职学校和特殊教育学校 do not
_ON_ROTATION = frozenset({("population", "teacher"), ("attribute", "rotation")})
_ONE_ONLY = ("sector", "area")
_TAUGHT_APART = frozenset({"inclusion", "home_teaching"})
_LEVEL_OF_EXAM = frozenset({"admitted", "line", "bachelor_line", "first_tier_line", "bachelor_admitted", "gaokao"})
_ALLOWANCES = frozenset({"补贴", "补助"})
_JOINERS = frozenset(["、", "和", "与", "及", ",", "/", "或", "以及"])


@dataclass
class Bundle:
    """The facets of a part of a subject, each with its codes in the order of the words."""

    codes: dict[str, list[str]] = field(default_factory=dict)
    problem: str = ""
    of_schools: bool = False  # the programme is that of a kind of schools: 本科院校
    heads: list[str] = field(default_factory=list)  # every population that a word names, in order

    def get(self, facet: str) -> str:
        """Return the codes of a facet, sorted and separated by spaces."""
        codes = self.codes.get(facet, ())
        return codes[0] if len(codes) == 1 else " ".join(sorted(set(codes)))


def join_words(words: Iterable[Lexeme], text: str, found: Bundle) -> Bundle:
    """Add the facets of words to those found before them, in place; return them."""
    joined, end = False, 0
    for word in words:
        if not word.facets:
            joined = joined or text[word.start : word.end] in _JOINERS
            continue
        found.of_schools |= _names_schools(word)
        for facet, code in _fit(word.facets, text[word.start : word.end], found, joined):
            _add(found, facet, code, joined, joined or end == word.start)
        joined, end = False, word.end
    return found


def _names_schools(word: Lexeme) -> bool:
    """Tell whether a programme is that of a kind of schools: 本科院校, 普通本科."""
    facets = dict(word.facets)
    if "population" in facets:
        return facets["population"] == "school" and "programme" in facets
    return "level" in word.tags and {"school_level", "programme"} <= facets.keys()


def _fit(facets: tuple[tuple[str, str], ...], word: str, found: Bundle, joined: bool) -> tuple[tuple[str, str], ...]:
    """Return the facets of a word after what was found: 生活补助 of teachers is pay, not aid to pupils."""
    names, own = dict(facets), found.codes.get("school_level")
    if own and "school_level" in names and _LEVEL_OF_EXAM & set(names.get("attribute", "").split("+")):
        level = names["school_level"]
        if not contains("school_level", own[0], level) and not contains("school_level", level, own[0]):
            facets = tuple(item for item in facets if item[0] != "school_level")  # 职业学校对口升学本科上线
    placed = {"inclusion", "special_school"}.intersection(found.codes.get("programme", ()))
    if placed and own == ["special"] and names.get("school_level") == "compulsory":
        found.codes["school_level"] = ["compulsory"]  # 随班就读的义务教育阶段残疾学生
    if own and names.get("school_level") == "special" and _TAUGHT_APART & {*names.values()}:
        facets = tuple(item for item in facets if item[0] != "school_level")  # 小学随班就读 is of the primary schools
    if not joined and {*facets} >= _ON_ROTATION and TEACHING.intersection(found.codes.get("population", ())):
        facets = tuple(item for item in facets if item[0] != "population")  # 校长交流
    pay = names == {"population": "money"} and word in _ALLOWANCES and not found.codes.get("attribute")
    if pay and found.heads[-1:] and found.heads[-1] in TEACHING:
        return (*facets, ("attribute", "allowance"))  # 乡村教师每人每月补贴
    aid = ("event", "supported") in facets and ("population", "pupil") in facets
    if aid and TEACHING.intersection(found.codes.get("population", ())):
        return (("population", "money"), ("attribute", "allowance"))
    return facets


def _add(found: Bundle, facet: str, code: str, joined: bool, beside: bool) -> None:
    """Add a code; joined tells that it is one more (小学和初中), beside that it may be (小学初中)."""
    codes = found.codes.setdefault(facet, [])
    if facet == "population":
        found.heads.append(code)
        _add_head(codes, code, joined)
    elif facet == "measure":
        _add_measure(codes, code)
    elif facet == "school_level":
        found.codes[facet] = [join_levels(codes[0], code, joined, beside)] if codes else [code]
        if "adult" in (*codes, code) and not found.codes[facet][0]:
            _join_adult(found, [*codes, code])
        elif not found.codes[facet][0]:
            found.problem = f"two levels of education: {codes[0]} and {code}"
            found.codes[facet] = codes
    elif facet in _ONE_ONLY and codes:
        _add_one(found, facet, codes, code, joined)
    else:
        codes += [each for each in code.split("+") if each not in codes]


def _join_adult(found: Bundle, levels: list[str]) -> None:
    """Adult education of a college is higher education, that of any other level is adult education."""
    other = next((level for level in levels if level != "adult"), "adult")
    found.codes["school_level"] = [other if other.startswith("higher") else "adult"]
    found.codes.setdefault("programme", []).append("adult")


def _add_head(codes: list[str], code: str, joined: bool) -> None:
    if not codes:
        codes.append(code)
    elif joined and {code, *codes} <= TEACHING and code != codes[0]:
        codes[:] = ["staff" if "staff" in (code, *codes) else "teacher"]  # 校长、教师
    elif code == "teacher" and codes[-1] == "full_time_teacher":
        pass  # 专任教师中的女教师
    elif code not in _STAYS_BEFORE.get(codes[-1], ()):
        codes[:] = [code]


def _add_measure(codes: list[str], code: str) -> None:
    """A share says less than the rate before it (合格率占比), 生均 more than the amount behind it, but not 差异系数."""
    if not codes or code not in ("share", "average", "ratio") or codes[0] in ("share", "average"):
        codes[:] = codes if codes and codes[0] == "per_head" and code not in ("ratio", "index") else [code]


def _holds(whole: str, part: str) -> bool:
    """Tell whether a level contains another; the pupils of 高中阶段 are none of 中小学, but some of 非高等教育."""
    return contains("school_level", whole, part) or (whole, part) == ("basic", "senior_secondary")


def join_levels(one: str, other: str, joined: bool, beside: bool) -> str:
    """Return the level of two words: the narrower where one contains the other, both together where they are a list.

    "" if they exclude each other.
    """
    if _holds(one, other):
        return one if joined else other
    if _holds(other, one):
        return other if joined else one
    if not beside:
        return ""
    stages = get_codes("school_level")
    both = stages.get(one, frozenset()) | stages.get(other, frozenset())
    around = [level for level, own in stages.items() if both <= own]
    level = min(around, key=lambda level: len(stages[level]), default="all")
    return level if level != "all" or len(both) >= _MOST_OF_ALL else ""


def _add_one(found: Bundle, facet: str, codes: list[str], code: str, joined: bool) -> None:
    """Keep the narrower of two codes; two that exclude each other are both meant side by side, else a conflict."""
    if code in codes:
        return
    both = {codes[-1], code}
    if joined and both == {"public", "private"}:
        codes.clear()  # 公办、民办学校 are all of them
    elif both == {"inclusive", "private"}:
        codes[:] = ["inclusive_private"]
    elif both == {"inclusive", "public"}:
        codes[:] = ["public"] if not joined else ["inclusive"]
    elif contains(facet, codes[-1], code):
        codes[:] = [code]
    elif contains(facet, code, codes[-1]):
        pass
    elif joined:
        codes.append(code)
    else:
        found.problem = f"two values of {facet}: {codes[-1]} and {code}"
