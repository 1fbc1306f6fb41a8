"""What the cells of a table claim: of which place, of what, of when, and how much.

A table may be long (a line for each number, with columns for place, indicator, period, value, unit) or wide (places in
lines or columns, years or indicators in the other); a cell's place, indicator, period and unit are looked for in the
heads above it, in the labels of its line, and in the lines above the table.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

from helpers.language import Period, WordPattern, find_periods, find_quantities, get_division
from helpers.sources import read_file
from helpers.storage import InputError, map_resource
from helpers.text import Grid, normalise


@dataclass(frozen=True)
class Claim:
    """What a cell says: its row and column (from 1), what stands there, and what that is a number of.

    words are the indicator's, in the table's own; value is in base units, step the value of its last digit. unit is ""
    where the table names none. account is "closed" of 决算, "budget" of 预算, else "".
    problem says why the cell cannot be checked, "" if it can.
    """

    row: int
    column: int
    written: str
    place: str = ""
    words: str = ""
    level: str = ""
    period: str = ""
    unit: str = ""
    value: float | None = None
    step: float = 0.0
    planned: bool = False
    account: str = ""
    quote: str = ""
    doc_id: str = ""
    problem: str = ""


@dataclass
class _Context:
    """What the heads and labels of a cell say, each kind of word in its order."""

    place: str = ""
    period: str = ""
    span: str = ""  # within or since a year, {0} in its place
    unit: str = ""
    level: str = ""
    quote: str = ""
    doc_id: str = ""
    words: list[str] = field(default_factory=list)


Rows = list[list[str]]


def read_claims(path: str | Path, within: Iterable[str] = ()) -> tuple[Rows, list[Claim]]:
    """Return the cells of a table as they are written, and a claim for each that holds a number.

    path is a CSV file, a workbook or another file with a table; within are standard names of places that tell apart
    divisions of one name. Raises InputError if the file cannot be read, holds no table, or none of its cells a number.
    """
    try:
        found = read_file(path)
    except InputError as error:
        raise InputError(f"{Path(path).name}: {error}") from None
    if not found.grids:
        raise InputError(f"{Path(path).name} holds no table: save it as .csv or .xlsx, with a line of heads")
    rows = lay_out(max(found.grids, key=lambda grid: len(grid.cells)))
    caption = [line.text for grid in found.grids for line in grid.caption]
    claims = list_claims(rows, caption, tuple(within))
    if not claims:
        raise InputError(
            f"{Path(path).name}: no cell holds a number with a place or an indicator beside it; give each column a "
            "head (地区, 指标, 年份, 数值, 单位), or write places in lines and years or indicators in columns"
        )
    return rows, claims


def lay_out(grid: Grid) -> Rows:
    """Return the cells of a grid line by line; a merged cell stands in each place that it covers."""
    rows = [[""] * grid.columns for _ in range(grid.rows)]
    for cell in grid.cells:
        for i in range(cell.row, cell.row + cell.rows):
            for j in range(cell.column, cell.column + cell.columns):
                rows[i - 1][j - 1] = cell.text.strip()
    return rows


def list_claims(rows: Rows, caption: Iterable[str] = (), within: tuple[str, ...] = ()) -> list[Claim]:
    """Return the claims of a table line by line.

    >>> rows = [["地区", "2022", "2023"], ["兰州市", "12所", "14所"]]
    >>> [(claim.place, claim.period, claim.value) for claim in list_claims(rows, ["小学数"])]
    [('兰州市', '2022', 12.0), ('兰州市', '2023', 14.0)]
    """
    first = _find_body(rows)
    heads = [[row[j] for row in rows[:first] if not _is_caption(row)] for j in range(len(rows[0]) if rows else 0)]
    roles = [_name_role(head) for head in heads]
    above = [*caption, *(next(filter(None, row)) for row in rows[:first] if _is_caption(row))]
    labels = {j for j, role in enumerate(roles) if role and role != "value"}
    labels |= {j for j in range(len(roles)) if not roles[j] and not any(_is_number(row[j]) for row in rows[first:])}
    claims = []
    for i, row in enumerate(rows[first:], first):
        line = _Context()
        for j in sorted(labels):
            _take(line, row[j], roles[j], within)
        for j, written in enumerate(row):
            if j not in labels and _NUMBER.fullmatch(written.strip()):  # 1902 among other amounts is no year
                claims.append(_claim(i, j, written, line, heads[j] if roles[j] != "value" else [], above, within))
    return claims


def _name_role(head: list[str]) -> str:
    roles = map_resource("claim_heads.csv", "head", "role")
    return next((roles[word] for text in head if (word := _bare(text)) in roles), "")


def _bare(head: str) -> str:
    return re.sub(r"\([^)]*\)|\s", "", normalise(head).text).lower()


_NUMBER = re.compile(r"[^\d%]{0,2}-?\d[\d,，.\s]*(?:[余多]?[万亿千百]{0,2}[余多]?[^\d,，。；;]{0,6})?")
_YEAR = re.compile(r"(?:19|20)\d\d年?(?:度|学年)?")


def _is_number(written: str) -> bool:
    return bool(_NUMBER.fullmatch(written.strip())) and not _is_year(written)


def _is_year(written: str) -> bool:
    return bool(_YEAR.fullmatch(written.strip().removesuffix(".0")))


def _is_caption(row: list[str]) -> bool:
    return len({text for text in row if text}) == 1 and len(row) > 1


def _find_body(rows: Rows) -> int:
    """Return the first line that is no head: the first with a number or a year below 年份, or else the second."""
    dated = {j for j, head in enumerate(rows[0]) if _name_role([head]) == "period"} if rows else set()
    return next(
        (
            i
            for i, row in enumerate(rows)
            if i and any(_is_number(cell) or (j in dated and _is_year(cell)) for j, cell in enumerate(row))
        ),
        min(1, len(rows)),
    )


_IN_BRACKETS = re.compile(r"\((?:单位:)?([^()]{1,8})\)")
_CURRENCY = re.compile(r"(?<=元)(?:人民币|新台币|台币|港币)|\((?:人民币|新台币|台币|港币)\)")
_SINCE = re.compile(r"\(?((?:19|20)\d\d)年?(?:以来|起|至今)\)?$")
_MONTHS = re.compile(r"\((1?\d)月?[-—~至]+(1?\d)月\)$")
_UNIT_NOTE = re.compile(r"单位:\s*([^\s,、;)]{1,6})")
_YEAR_IN = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def _take(context: _Context, text: str, role: str, within: tuple[str, ...]) -> None:
    """Add what a head or label says to a context; its column's role decides, else what it is."""
    text = text.strip()
    if not text or role in ("ignored", "value"):
        return
    if role in ("unit", "quote", "doc_id", "level"):
        setattr(context, role, text)
        return
    plain = normalise(text).text
    plain = _CURRENCY.sub("", plain)
    unit = _IN_BRACKETS.search(plain) or _UNIT_NOTE.search(plain)
    if unit and ("单位" in unit[0] or _reads_as_unit(unit[1])):
        context.unit, plain = unit[1], plain.replace(unit[0], "")
    if role == "period" or (not role and _is_period(plain)):
        context.period = _read_period(plain)
    elif role == "place" or (not role and _find_place(plain, within)):
        context.place = _find_place(plain, within) or plain
    else:
        plain = _take_span(context, plain)
        if not role and (year := _YEAR_IN.search(plain)):
            context.period = context.period or year[0]
            plain = re.sub(rf"{year[0]}年?度?", "", plain)
        context.words.append(plain.strip())


def _take_span(context: _Context, words: str) -> str:
    """Add the span of time that ends the words of an indicator to a context, and return the words without it."""
    if since := _SINCE.search(words):
        context.span = f"{since[1]}/.."  # open, as ISO 8601-2 writes it
    elif months := _MONTHS.search(words):
        context.span = "{0}-" + f"{int(months[1]):02}/" + "{0}-" + f"{int(months[2]):02}"
    return _MONTHS.sub("", _SINCE.sub("", words))


def _reads_as_unit(word: str) -> bool:
    found = find_quantities(f"有1{normalise(word).text}")
    return len(found) == 1 and bool(found[0].unit) and found[0].end == len(word) + 2


def _find_periods(text: str) -> list[Period]:
    return find_periods(text + "年" * bool(_YEAR_IN.fullmatch(text)))


def _is_period(text: str) -> bool:
    found = _find_periods(text)
    return len(found) == 1 and found[0].end - found[0].start >= len(text) - 1


def _read_period(text: str) -> str:
    return next((found.period for found in _find_periods(text.removesuffix(".0"))), "")


@cache
def _find_place(name: str, within: tuple[str, ...]) -> str:
    """Return the standard name of a division; of several of one name that which lies in one of the places within."""
    if name in within:
        return name
    division = get_division(name)
    if division:  # a zone has a long and a short name
        alike = (name for name in within if (other := get_division(name)) and other.code == division.code)
        return next(alike, division.name)
    found = {inner.name for outer in within if (inner := get_division(name, outer))}
    return found.pop() if len(found) == 1 else ""


def _claim(
    i: int, j: int, written: str, line: _Context, head: list[str], above: list[str], within: tuple[str, ...]
) -> Claim:
    context = replace(line, words=list(line.words))
    own = _Context()
    for text in dict.fromkeys(head):
        _take(own, text, "", within)
    outer = _Context()
    for text in above:
        _take(outer, text, "", within)
    pick = {name: getattr(own, name) or getattr(context, name) for name in ("place", "period", "unit")}
    pick = {name: value or getattr(outer, name) for name, value in pick.items()}
    if span := own.span or context.span or outer.span:
        pick["period"] = span.format(pick["period"][:4]) if pick["period"] or "{" not in span else ""
    words = "".join([*context.words, *own.words]) or "".join(outer.words)
    planned, account, words = bool(_PLANNED.search(words)), name_account(words), read_name(words)
    claim = Claim(
        i + 1,
        j + 1,
        written,
        place=pick["place"],
        words=words,
        level=context.level,
        period=pick["period"],
        quote=context.quote,
        doc_id=context.doc_id,
        planned=planned,
        account=account,
    )
    claim = _read_value(claim, written, pick["unit"])
    if not claim.problem and not claim.words:
        claim = replace(claim, problem="no indicator stands in the heads or labels of the cell")
    return claim


_PLANNED = re.compile(
    r"^计划|(?:招聘|招生|投资|新建)计划$|计划(?:数|招|新|完成|投资)|目标(?:值|数)?\)?$|规划(?:数|目标)|planned|target|[_|·-]计划$"
    r"|(?<!公共)(?<!基金)(?<!经营)预算(?:数|额|安排)?$"  # 公共预算 is a budget by name, of which much is spent
)


def read_name(words: str) -> str:
    """Return the name of an indicator as a text would write it: separators join its words.

    Who keeps the accounts, that they are closed or all planned, and what the unit says again is no part of the name.

    >>> read_name("教体局_公用经费_决算"), read_name("学前资助_人次合计"), read_name("营养餐_学校数")
    ('公用经费', '学前资助', '营养餐学校数')
    >>> read_name("学前教育-在园幼儿"), read_name("义务教育·专任教师·人数"), read_name("1:18")
    ('学前教育在园幼儿', '义务教育专任教师', '1:18')
    >>> read_name("招聘教师_计划"), read_name("营养改善计划")
    ('招聘教师', '营养改善计划')
    >>> read_name("教育局数"), read_name("收入合计"), read_name("一般公共预算")
    ('教育局数', '收入合计', '一般公共预算')
    >>> read_name("普惠率（幼儿园）"), read_name("平均班额(初中)"), read_name("学校(所)")
    ('幼儿园普惠率', '初中平均班额', '学校(所)')
    """
    words = _LEVEL_BEHIND.sub(r"\g<level>\g<name>", words)
    pieces = [piece for piece in _SEPARATOR.split(words) if piece]
    if len(pieces) > 1 and _OFFICE.fullmatch(pieces[0]):
        pieces = pieces[1:]
    kept = [piece for number, piece in enumerate(pieces) if not number or not _SAID_BESIDE.fullmatch(piece)]
    return _CLOSED.sub("", _OFFICE_BEFORE.sub("", "".join(kept)))


_LEVEL_BEHIND = WordPattern(r"^(?P<name>[^()（）]{2,})[(（](?P<level>{level})[)）]$")


def name_account(words: str) -> str:
    """Return whether the name of an indicator says that it is of closed accounts or of a budget, "" if neither.

    >>> name_account("教育支出_决算"), name_account("教育支出预算"), name_account("一般公共预算")
    ('closed', 'budget', '')
    """
    found = _CLOSED.search(words.replace("_", "的"))
    return ("closed" if "决算" in found[0] else "budget") if found else ""


_SEPARATOR = re.compile(r"\s*[_|]+\s*|(?<=[\u4e00-\u9fff)])\s*[-—–·:]+\s*(?=[\u4e00-\u9fff])")
_OFFICE_NAME = r"[省市县区旗州]?(?:教\w{0,6}?[局厅]|教委|教育部门)(?:本级|机关|部门)?"
_OFFICE = re.compile(_OFFICE_NAME)
_OFFICE_BEFORE = re.compile(rf"^{_OFFICE_NAME}的?(?=\w{{2,}}(?:支出|收入|经费|预算|决算))")
_SAID_BESIDE = re.compile(r"(?:总?(?:人次|人数|金额|数量|额)|合计|总计|小计|计划|实际|实有){1,2}数?")
_CLOSED = re.compile(r"(?<=\w\w)(?:决算|(?:年初)?(?<!公共)(?<!基金)(?<!经营)预算)(?:数|额|安排)?$")


def _read_value(claim: Claim, written: str, unit: str) -> Claim:
    """Read the number of a cell with the unit that stands beside it, else with that of its head, label or caption.

    A unit that is none of the measure words of texts (年 of schooling) is taken as it is written.
    """
    text, unit = normalise(written).text.strip().rstrip("."), _TO_ONE.sub("比", normalise(unit).text)
    falls = text.startswith("-") or _FALLS.search(claim.words)  # as texts' falls, which are negative
    text = text.removeprefix("-")
    for suffix, known in (("", ""), (unit, ""), ("个", unit if _WORD.fullmatch(unit) else "")):
        found = find_quantities(f"有{text}{suffix}")
        if len(found) == 1 and found[0].value is not None and found[0].unit:
            counted = suffix == "个" and unit != "个"
            value = -abs(found[0].value) if falls else found[0].value
            return replace(claim, value=value, step=found[0].step, unit=known if counted else found[0].unit)
    return replace(claim, problem=f"{written!r} cannot be read as one number")


_WORD = re.compile(r"[^\W\d]{1,4}")
_TO_ONE = re.compile(r"^(?:[:∶]1|1[:∶])$")  # the column of units beside 18.21
_FALLS = re.compile(r"(?:减少|下降|降低|减幅|降幅)(?:人?数|率|额|幅度|值)?$")
