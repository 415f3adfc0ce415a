"""The figures counted in plain Python from the dossiers, by the words of their definitions."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

Fact = dict[str, Any]


def rates(
    facts: Iterable[Fact], key: str, first: date, last: date, by: tuple[str, ...]
) -> list[tuple[tuple[str, ...], tuple[int, ...]]]:
    """Return part and whole of a rate for each group."""
    part: Counter[tuple[str, ...]] = Counter()
    whole: Counter[tuple[str, ...]] = Counter()
    for fact in facts:
        day = fact["accepted_on"] if key == "online" else fact["ended_on"] or fact["waiting_on"]
        if day is None or not first <= day <= last:
            continue
        group = tuple(_group(fact, name, day) for name in by)
        whole[group] += 1
        part[group] += _HOLDS[key](fact)
    return [(group, (part[group], whole[group])) for group in sorted(whole)]


_HOLDS: dict[str, Callable[[Fact], bool]] = {
    "on_time": lambda fact: fact["by_day"] in {"early", "on_time"},
    "early": lambda fact: fact["by_day"] == "early",
    "late": lambda fact: fact["by_day"] == "late",
    "online": lambda fact: fact["channel"] == "online",
}


def report(
    facts: Iterable[Fact], first: date, last: date, as_of: date
) -> list[tuple[tuple[str, ...], tuple[int, ...]]]:
    """Return columns 3 to 13 of report II.06a for each field."""
    found: dict[str, Counter[int]] = defaultdict(Counter)
    for fact in facts:
        end = fact["ended_on"] or fact["waiting_on"]
        if fact["accepted_on"] > last or (end is not None and end < first):
            continue
        columns = found[fact["field"]]
        columns[3] += 1
        if fact["accepted_on"] < first:
            columns[6] += 1
        else:
            columns[4 if fact["channel"] == "online" else 5] += 1
        if end is not None and end <= last:
            columns[7] += 1
            columns[{"early": 8, "on_time": 9, "late": 10}[fact["by_day"]]] += 1
        else:
            columns[11] += 1
            columns[13 if _is_late(fact, as_of) else 12] += 1
    return [
        ((field,), tuple(found[field][number] for number in range(3, 14)))
        for field in sorted(found)
    ]


def _is_late(fact: Fact, as_of: date) -> bool:
    due = fact["due_on"]
    if fact["apologized_on"] is not None and fact["apologized_on"] > as_of:
        due = fact["unextended_due_on"]
    return due is not None and due < as_of


def _group(fact: Fact, name: str, day: date) -> str:
    return f"{day:%Y-%m}" if name == "month" else str(fact[_NAMED[name]])


_NAMED = {"agency": "agency_code", "field": "field"}
