"""Flags for what contradicts itself or is said twice; nothing is changed."""

from __future__ import annotations

from helpers.extract.clauses import Item
from helpers.language import WordPattern

_MAY_PASS_100 = WordPattern("{may_pass_100}")


def check_rows(rows: list[dict]) -> None:
    """Flag what contradicts itself; nothing is changed."""
    for row in rows:
        kind, value = row["kind"], row["value"]
        if kind == "share" and value is not None and value > 100 and not _MAY_PASS_100.search(row["subject"]):
            row["item"].quantity.flags.append("out_of_range")
        elif kind == "growth" and value is not None:
            _check_growth(row, [r for r in rows if r["subject"] == row["subject"] and r is not row])
    parted = [row["item"] for row in rows if row["item"].part_of]
    if parted:
        _check_parts([row["item"] for row in rows])


def _check_growth(growth: dict, others: list[dict]) -> None:
    """Compare growth with level and change of the same subject, as far as their rounding allows."""
    level = next((r for r in others if r["kind"] == "level" and r["value"]), None)
    change = next(
        (
            r
            for r in others
            if r["kind"] == "change" and r["value"] is not None and r["unit"] == (level or {}).get("unit")
        ),
        None,
    )
    if (
        not level
        or not change
        or growth["value"] is None
        or growth["item"].quantity.bounds
        or level["item"].quantity.bounds
        or change["item"].quantity.bounds
    ):
        return
    base = level["value"] - change["value"]
    if base <= 0:
        return
    steps = level["item"].quantity.step + change["item"].quantity.step
    slack = growth["item"].quantity.step / 2 + 100 * steps / base
    if abs(100 * change["value"] / base - growth["value"]) > slack:
        growth["item"].quantity.flags.append("check_failed")


def _check_parts(items: list[Item]) -> None:
    divided = {id(item.part_of) for item in items}
    for whole in items:
        if id(whole) not in divided:
            continue
        parts = [
            i for i in items if i.part_of is whole and i.quantity.unit == whole.quantity.unit and i.kind == "level"
        ]
        values = [i.quantity.value for i in parts if i.quantity.value is not None]
        if whole.kind != "level" or whole.quantity.value is None or whole.quantity.bounds or not values:
            continue
        slack = whole.quantity.step + sum(i.quantity.step for i in parts)
        for part in parts:
            if part.quantity.value is not None and part.quantity.value > whole.quantity.value + slack:
                part.quantity.flags.append("check_failed")


_TWINS = 40  # more subjects with one value (as 1 个) would make long texts slow, and say nothing


def flag_repeated(rows: list[dict]) -> None:
    """Flag the second statement of one quantity in a text, such as a heading's."""
    seen: dict[tuple, list[dict]] = {}
    for row in rows:
        quantity = row["item"].quantity
        key = (
            row["value"],
            row["unit"],
            row["kind"],
            row["place"],
            row["status"],
            quantity.low if row["value"] is None else 0,
        )
        twins = seen.get(key)
        if twins is None:
            seen[key] = [row]
            continue
        twin = next((t for t in twins if _says_again(row, t)), None)
        if twin:
            quantity.flags.append("repeated")
            if row["period"] and not twin["period_basis"]:
                twin["period"], twin["period_basis"] = row["period"], row["period_basis"]
        elif len(twins) < _TWINS and all(t["subject"] != row["subject"] for t in twins):
            twins.append(row)


def _says_again(row: dict, twin: dict) -> bool:
    a, b = row["subject"], twin["subject"]
    return row["sentence_start"] != twin["sentence_start"] and min(len(a), len(b)) >= 2 and (a in b or b in a)
