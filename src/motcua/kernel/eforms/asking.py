"""What a condition or a sum says, given answers. Pure; the browser has the same in eform.js.

CONDITION is one of::

    {"all": [CONDITION]}  {"any": [CONDITION]}  {"not": CONDITION}
    {"field": ID, "is": value}       {"field": ID, "in": [value]}    {"field": ID, "has": value}
    {"field": ID, "filled": bool}    {"field": ID, "at_least": n}    {"field": ID, "at_most": n}

SUM is one of::

    {"sum": [ID or number]}   {"product": [ID or number]}   {"difference": [ID, ID]}
    {"count": GROUP}          {"total": ID of a field in a group}
    {"join": [ID or {"text": str}]}

A question that is not shown, or not answered, has no value: it is not filled, equals nothing,
and counts as nothing in a sum.
"""

import math
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final, TypeGuard

Value = Callable[[str], Any]
TESTS: Final = ("is", "in", "has", "filled", "at_least", "at_most")
JOINTS: Final = ("all", "any", "not")
SUMS: Final = ("sum", "product", "difference", "count", "total", "join")
_PLACES: Final = 1000


def holds(condition: Any, value_of: Value) -> bool:
    """Say whether ``condition`` is met; no condition always is."""
    if condition is None or isinstance(condition, bool):
        return condition is not False
    if "all" in condition:
        return all(holds(one, value_of) for one in condition["all"])
    if "any" in condition:
        return any(holds(one, value_of) for one in condition["any"])
    if "not" in condition:
        return not holds(condition["not"], value_of)
    return _test(condition, value_of(condition["field"]))


def _test(condition: Mapping[str, Any], value: Any) -> bool:
    if "is" in condition:
        return _same(value, condition["is"])
    if "in" in condition:
        return any(_same(value, one) for one in condition["in"])
    if "has" in condition:
        return isinstance(value, list) and condition["has"] in value
    if "filled" in condition:
        return bool((value is not None) == condition["filled"])
    return _is_number(value) and _compares(condition, value)


def _compares(condition: Mapping[str, Any], value: float) -> bool:
    if "at_least" in condition:
        return bool(value >= condition["at_least"])
    return bool(value <= condition["at_most"])


def compute(formula: Mapping[str, Any], value_of: Value, rows_of: Value) -> Any:
    """Return what ``formula`` makes; None where there is nothing to make it of.

    ``rows_of`` gives the values of a field in every row of its group, and of a group its rows.
    """
    if "count" in formula:
        return len(rows_of(formula["count"]))
    if "total" in formula:
        return _tidy(sum(value for value in rows_of(formula["total"]) if _is_number(value)))
    if "join" in formula:
        pieces = [
            one["text"] if isinstance(one, dict) else value_of(one) for one in formula["join"]
        ]
        return "".join("" if piece is None else str(piece) for piece in pieces).strip() or None
    name = next(one for one in ("sum", "product", "difference") if one in formula)
    values = [one if _is_number(one) else value_of(one) for one in formula[name]]
    numbers = [value for value in values if _is_number(value)]
    if not numbers or (name != "sum" and len(numbers) < len(values)):
        return None
    if name == "sum":
        return _tidy(sum(numbers))
    return _tidy(math.prod(numbers) if name == "product" else numbers[0] - numbers[1])


def named_in(condition: Any) -> Iterator[str]:
    """Return the ids that a condition or a sum names."""
    if isinstance(condition, str):
        yield condition
    elif isinstance(condition, list):
        for one in condition:
            yield from named_in(one)
    elif isinstance(condition, Mapping):
        for name, inside in condition.items():
            if name == "field" or name in JOINTS or name in SUMS:
                yield from named_in(inside)


def _same(value: Any, other: Any) -> bool:
    return type(value) is type(other) and bool(value == other)


def _is_number(value: Any) -> TypeGuard[int | float]:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _tidy(number: float) -> int | float:
    """Return ``number`` to three decimals, whole where it is whole, as the browser does."""
    rounded = math.floor(number * _PLACES + 0.5) / _PLACES
    return int(rounded) if rounded == int(rounded) else rounded
