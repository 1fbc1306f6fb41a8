"""Numbers whose noun is in another line: the one below a number that stands alone, the one above parts and levels."""

from __future__ import annotations

import re
from collections.abc import Iterable
from math import isclose

from helpers.extract.clauses import Item, Sentence
from helpers.extract.nouns import strip_lead
from helpers.extract.openings import MARK
from helpers.extract.qualifiers import FEWEST, add_up
from helpers.extract.words import LEVEL_PREFIX
from helpers.language import Quantity, WordPattern
from helpers.text import name_first, stands_over_words

_TOLD = re.compile(
    r"(?P<points>这?[是为]|即)?(?P<noun>[^,。;:!?()|\n]{2,24}?)(?:[的之](?:总数|总量|总和|数量))?(?=[,。;!?(~…\n]|$)"
)
_DIGIT = re.compile(r"\d")
_TELLS = re.compile(
    "就?读|上的?是|来自|住|在(?!校|园|读|册|编|岗|职)|去了?|留|考[上入取]|升[入上]|拿到|持有?|有(?!效)|是|通过|达到|参加|选择"
)
_NO_NOUN = re.compile(
    "其中|同?比|较|占|[增减上下提降][加少长升高降]|[↑↓]|(?:这|那|它|此|没|不|也|就|都|已|还|我们|你|每一)"
)
_DEFINED = re.compile(r"\s*(?P<words>[(]不?(?:含|包括)[^()\n\d]{2,16}[)])")
# what stands above is a heading, a sentence or a count of its own, no label of the number
_HEADS = re.compile(r"(?:[?:!。~—…]|\d ?[万亿]{0,2}[所个名人元班台套间])\s*$")
_ALL_TIME = re.compile("^(?:全年|一年(?:来|下来)?|这一年)(?=.{4})")


def name_by_line_below(sentence: Sentence) -> str:
    """Return what the line below says that a number is of which has a line to itself, "" if its noun is not there.

    A label directly above the number is its noun, where none is marked as a heading and none points at the number,
    and where the numbers above do not stand over their words, too.

    >>> from helpers.extract import observe
    >>> text = "🏫 家底\\n\\n162所\\n这是全区幼儿园的总数\\n\\n在校学生\\n2.1万人\\n公办园占比\\n61%"
    >>> [row["subject"] for row in observe(text)]
    ['幼儿园', '在校学生', '公办园占比']
    """
    text, first, last = sentence.text, sentence.items[0].quantity.start, sentence.items[-1].quantity.end
    begins = sentence.start
    if len(sentence.items) > 1 or (begins and text[begins - 1] != "\n"):
        return ""
    if text[begins:first].strip() or text[last : sentence.end].strip() or (ends := text.find("\n", last)) < 0:
        return ""
    told = _TOLD.match(text, ends + 1)
    if not told or MARK.match(text, ends + 1) or _NO_NOUN.match(told["noun"]):
        return ""
    noun = _cut_repeated(told["noun"], text[first:last])
    above = text[text.rfind("\n", 0, max(begins - 1, 0)) + 1 : begins].strip()
    labelled = above and not (MARK.match(above) or _HEADS.search(above))
    below = labelled and stands_over_words(text, begins)
    if _DIGIT.search(noun) or (labelled and not (told["points"] or below)):
        return ""
    if below and sentence.items[0].quantity.unit == "%" and _TELLS.match(noun):
        return f"{name_first(text, begins)}{noun}占比"  # 1.2万名 | 住校生 | 63% | 来自农村
    defined = _DEFINED.match(text, told.end())  # 27所 | 中职学校 | (不含技工学校)
    return strip_lead(_ALL_TIME.sub("", strip_lead(noun))) + (defined["words"] if defined else "")


def name_done_to(sentence: Sentence) -> str:
    """Return an act with what the line above names, where a line says no more than that it was done to so many.

    >>> from helpers.extract import observe
    >>> [row["subject"] for row in observe("各类学生资助金\\n发了620万元\\n旧厕所\\n改造了17座")]
    ['各类学生资助金', '改造旧厕所']
    """
    text, start = sentence.text, sentence.items[0].quantity.start
    begins = text.rfind("\n", 0, start) + 1
    done = begins and len(sentence.items) == 1 and _DONE.fullmatch(text, begins, start)
    above = done and _ABOVE.fullmatch(text, text.rfind("\n", 0, begins - 1) + 1, begins - 1)
    if not above:
        return ""
    act = "" if sentence.items[0].quantity.unit_class == "money" else done["act"]
    return act + strip_lead(above["noun"])


_DONE = WordPattern(r"\s*(?:一?共|总共|全部|都)?(?P<act>{verb_flow}|[发修建添换买补])了")
_ABOVE = re.compile(r"\s*(?P<noun>[\u4e00-\u9fff]{2,16}(?<![了吗吧啦好们]))\s*")


def _cut_repeated(noun: str, number: str) -> str:
    """Return the words before a number that the line below says again: 234所 | 全区各级各类学校234所,其中…."""
    return noun.partition(number)[0] or noun


_PART = WordPattern(r"{level}段?:?\s*约?\d[\d.,]*[万余多]{0,2}(?:人|名)(?:左右|上下)?(?![\u4e00-\u9fff])")
_IN_KINDERGARTENS = re.compile("在园(?:幼儿|儿童|人数)?(?:总数|数)?$")  # of which there are none in schools
_PRESCHOOL = re.compile("幼儿|学前")


def name_total(line: str, total: Item) -> str:
    """Return whom a line counts that is a level and a number, below one that counts all: 在校生7.4万人 | 小学4.3万人.

    >>> from helpers.extract import observe
    >>> [row["subject"] for row in observe("全县在校生2.1万人,增长3%\\n小学:1.3万人\\n初中:8千人")][::2]
    ['在校生', '小学在校生']
    """
    if total.quantity.unit_class != "person" or not total.subjects or not _PART.match(line):
        return ""
    whole = total.subjects[0]
    if _IN_KINDERGARTENS.search(whole) and not _PRESCHOOL.match(line):
        return "在校学生"
    levels = LEVEL_PREFIX.match(whole)
    return whole[levels.end() if levels else 0 :]


def find_whole_above(words: str, numbers: list[Quantity], said: Iterable[Item]) -> Item | None:
    """Return what was counted last in the line above, if all numbers of a line add up to it: 5人 | 编内3人,编外2人."""
    told = tuple(said)
    if len(numbers) == FEWEST and _SHARE.fullmatch(words, numbers[0].end, numbers[1].start):
        return _find_whole_of_share(*numbers, told)
    last = next((x for x in reversed(told) if x.quantity.form != "rank" and x.quantity.unit != "%"), None)
    alike = last and all(x.unit_class == last.quantity.unit_class and x.qualifier == "exact" for x in numbers)
    total = alike and len(numbers) >= FEWEST and add_up(numbers, numbers[0].unit, (last,))
    return total if total and isclose(sum(x.value for x in numbers), total.quantity.value) else None


_SHARE = re.compile(r"[,、(]?(?:约|大约)?占(?:比|到|了)?(?:达|为)?:?")


def _find_whole_of_share(part: Quantity, share: Quantity, told: tuple[Item, ...]) -> Item | None:
    """Return what was counted of which a number is the share that is told behind it: 招聘138人 | 硕士51人,占37%."""
    if not (part.value and share.value) or {part.qualifier, share.qualifier} != {"exact"}:
        return None
    alike = (x for x in reversed(told) if x.quantity.unit_class == part.unit_class == "person" and x.subjects)
    return next((x for x in alike if x.quantity.value and _is_share(part, share, x.quantity)), None)


def _is_share(part: Quantity, share: Quantity, whole: Quantity) -> bool:
    return whole.value > part.value and abs(100 * part.value / whole.value - share.value) <= (share.step or 1) / 2
