"""Which year each of several numbers has that stand side by side behind as many years, or in steps with arrows."""

from __future__ import annotations

import re

from helpers.extract.clauses import Item, Sentence, Told, list_numbers
from helpers.extract.spans import divide_named
from helpers.language import Period, WordPattern


def find_step(item: Item, sentence: Sentence, steps: tuple[str, ...]) -> str:
    """Return the year of a number in a row of steps whose lead-in names the years: 2022年→2025年, 48%→85%."""
    if not steps or sentence.text.count("→", sentence.start, sentence.end) != len(steps) - 1:
        return ""
    return steps[sentence.text.count("→", sentence.start, item.quantity.start)]


def find_each_time(sentence: Sentence, periods: list[Period], steps: tuple[str, ...] = ()) -> dict[int, Told]:
    """Return id(item) → time for numbers that stand side by side behind as many years: 2021年、2022年…分别为….

    The subject may stand before the years or behind them, in a clause of its own; steps are the years of a lead-in.
    """
    found: dict[int, Told] = {}
    if steps and find_step(sentence.items[0], sentence, steps):
        return {id(item): Told(find_step(item, sentence, steps), "inherited", STEP) for item in sentence.items}
    if "各年" in sentence.text[sentence.start : sentence.end] and (named := divide_named(sentence)):
        return named
    if not periods or not _ONE_EACH.search(sentence.text, sentence.start, sentence.end):
        return found
    for match in _YEARS.finditer(sentence.text, sentence.start, sentence.end):
        years = [p for p in periods if match.start() <= p.start and p.end <= match.end() and len(p.period) == 4]
        if _COMPARED.search(sentence.text, max(sentence.start, match.start() - 3), match.start()):
            continue  # 比2021年、2022年分别增长9%和4%
        run = list_numbers(sentence, match.end())
        if len(years) == len(run) and "分别" in sentence.text[match.end() : run[0].quantity.start]:
            told = [Told(p.period, p.basis, "one_time_each", (p.start, p.end)) for p in years]
            found |= {id(item): time for item, time in zip(run, told, strict=True)}
            found |= _list_shared(sentence, periods, run, told)
    for match in _SCHOOL_YEARS.finditer(sentence.text, sentence.start, sentence.end):
        years = _read_school_years(match[0])
        run = list_numbers(sentence, match.end())
        if len(years) == len(run) and _ONE_EACH.search(sentence.text, match.end(), run[0].quantity.start):
            told = [Told(year, "stated", "one_time_each", match.span()) for year in years]
            found |= {id(item): time for item, time in zip(run, told, strict=True)}
            found |= _list_shared(sentence, periods, run, told)
    return found or _divide_span(sentence, periods)


def _read_school_years(words: str) -> list[str]:
    """Return the periods of school years side by side.

    >>> _read_school_years("2022/23、2023-2024及2024/25学年")
    ['2022-09/2023-08', '2023-09/2024-08', '2024-09/2025-08']
    >>> _read_school_years("2022/23至2024/25学年") == _read_school_years("2022/23、2023/24、2024/25学年")
    True
    >>> _read_school_years("112至113学年度")
    ['2023-08/2024-07', '2024-08/2025-07']
    """
    first = re.sub(r"(?<=\d)[/—–~-]+(?:20)?\d\d", "/", words)  # 2022/ of 2022/23
    own = [int(year) for year in re.findall(r"(20\d\d)/", first)]
    if own:
        return [f"{year}-09/{year + 1}-08" for year in _fill(own, words)]
    years = _fill([int(year) + 1911 for year in re.findall(r"\d{3}", words)], words)
    return [f"{year}-08/{year + 1}-07" for year in years]


def _fill(years: list[int], words: str) -> list[int]:
    """Return years with those between them where the words name the first and the last: 111至113学年度."""
    return list(range(years[0], years[-1] + 1)) if "至" in words else years


def _list_shared(sentence: Sentence, periods: list[Period], run: list[Item], told: list[Told]) -> dict[int, Told]:
    """Return id(item) → time for the parts behind as many numbers as there are years: 其中特岗教师分别为60名和75名."""
    found: dict[int, Told] = {}
    while run:
        end = run[-1].quantity.end
        ahead = next((p.start for p in periods if p.start >= end and p.role != "reference"), sentence.end)
        part = next((x for x in sentence.items if x.quantity.start > end), None)
        run = list_numbers(sentence, end) if part and part.quantity.start < ahead else []
        if len(run) != len(told) or not _goes_on_in_turn(sentence.text, end, run[0].quantity.start, len(told)):
            return found
        found |= {id(item): time for item, time in zip(run, told, strict=True)}
    return found


def _goes_on_in_turn(text: str, start: int, end: int, size: int) -> bool:
    """Tell whether a list behind another has its turns: by 分别, or with three and more numbers beside each other."""
    return bool(_EACH_PART.fullmatch(text, start, end)) or (size > 2 and bool(_NEXT_RUN.fullmatch(text, start, end)))


_NEXT_RUN = re.compile(r"[;,][^,。;:()、\d]{2,16}")
_EACH_PART = re.compile("[,;(]?其?中?[^,。;:()、和及与]{0,16}(?:分别|依次|依序)[^,。;:()]{0,4}")


def _divide_span(sentence: Sentence, periods: list[Period]) -> dict[int, Told]:
    """Return id(item) → year for as many numbers of one thing as a span has years: 2021至2023年…分别为3所、4所、5所.

    What stands behind them is of the whole span: …,年均增长7%; …,累计投入9亿元.
    """
    spans = [p for p in periods if p.role == "frame" and _SPAN.fullmatch(p.period)]
    spans = [p for p in spans if not p.open_end] or [p for p in spans if sentence.text[p.start] == "近"]
    span = next(iter(spans), None)
    again = _YEARS_EACH.search(sentence.text, span.end, sentence.end) if span else None  # 共招聘92人,三年分别为…
    begun = again.start() if again else span.end if span else 0
    first = next((x for x in sentence.items if span and x.quantity.start >= begun), None)
    if not first or not _ONE_EACH.search(sentence.text, begun, first.quantity.start):
        return {}
    group = list_numbers(sentence, begun)
    start, end = (int(year) for year in span.period.split("/"))
    one_thing = len({tuple(item.subjects) for item in group}) == 1 and len({x.quantity.unit for x in group}) == 1
    if len(group) != end - start + 1 or not one_thing:
        return {}
    told = [Told(str(year), span.basis, "one_year_each", (span.start, span.end)) for year in range(start, end + 1)]
    found = {id(item): time for item, time in zip(group, told, strict=True)}
    return found | _list_shared(sentence, periods, group, told)


_COMPARED = re.compile("[比较]$")
_ONE_EACH = re.compile("分别|依次|依序")
_YEARS_EACH = re.compile("(?<=[,;])(?:这)?[两二三四五六]年(?:来|间|中)?[^,。;\\d]{0,6}(?:分别|依次|依序)")
STEP = "one_step_each"
_SPAN = re.compile(r"\d{4}/\d{4}")
# 111、112、113學年度; 111至113學年度; 2022/23、2023/24及2024/25學年
_SCHOOL_YEARS = WordPattern(
    r"(?<!\d)(?:(?:1[01]\d(?:学年度?)?[、和及与]){1,5}|1[01]\d(?:学年度?)?至)1[01]\d学年度?"
    r"|(?<!\d)(?:(?:20\d\d[/—–~-]+(?:20)?\d\d(?:学年度?)?[、和及与]){1,5}|20\d\d[/—–~-]+(?:20)?\d\d(?:学年度?)?至)20\d\d[/—–~-]+(?:20)?\d\d学年度?"
)
_YEARS = WordPattern(r"(?:(?:19|20)\d\d年?[、,和及与/]){1,7}(?:19|20)\d\d年")
