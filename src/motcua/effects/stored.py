"""An effect as it is stored, and read again: a document of numbers and names. Pure."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any, Final

from motcua.effects.estimating import Estimate, Point
from motcua.effects.measuring import Doubt, Effect, Kind, Lack, Placebo
from motcua.effects.panel import Compared, Demand, Left

PLACES: Final = 6
"""Decimals of a share that are kept: other machines reckon the last bits otherwise."""
_ESTIMATES: Final = ("estimate", "earlier", "second", "strict", "given_up")


def to_document(effect: Effect) -> dict[str, Any]:
    """Return what was measured as it is stored."""
    compared = effect.compared
    return {
        "kind": effect.kind.value,
        "lacks": [one.value for one in effect.lacks],
        "doubts": [one.value for one in effect.doubts],
        "demand": asdict(effect.demand),
        "compared": {
            **asdict(compared),
            "span": [day.isoformat() for day in compared.span] if compared.span else None,
            "left_out": {unit: why.value for unit, why in compared.left_out.items()},
        },
        **{name: _rounded(getattr(effect, name)) for name in _ESTIMATES},
        "placebo": asdict(effect.placebo) if effect.placebo is not None else None,
        "path": [_rounded(point) for point in effect.path],
    }


def from_document(document: Mapping[str, Any]) -> Effect:
    """Return what was stored. Raises KeyError, ValueError or TypeError for what never was."""
    compared = document["compared"]
    span = compared["span"]
    return Effect(
        kind=Kind(document["kind"]),
        compared=Compared(
            **{
                **compared,
                "span": tuple(date.fromisoformat(day) for day in span) if span else None,
                "left_out": {unit: Left(why) for unit, why in compared["left_out"].items()},
            }
        ),
        demand=Demand(**document["demand"]),
        lacks=tuple(Lack(one) for one in document["lacks"]),
        doubts=tuple(Doubt(one) for one in document["doubts"]),
        path=tuple(Point(**point) for point in document["path"]),
        placebo=Placebo(**document["placebo"]) if document["placebo"] else None,
        **{name: Estimate(**found) if (found := document[name]) else None for name in _ESTIMATES},
    )


def differing(one: Mapping[str, Any], other: Mapping[str, Any]) -> list[str]:
    """Return the parts of two documents that say something else, numbers up to a hair."""
    return [name for name in one if not _same(one[name], other.get(name))]


def agree(one: float | None, other: float | None) -> bool:
    """Say whether two numbers are the same but for what rounding does to a document."""
    if one is None or other is None:
        return one is other
    return abs(one - other) <= 10 * 10.0**-PLACES


def _same(one: Any, other: Any) -> bool:
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return one.keys() == other.keys() and all(_same(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(_same, one, other))
    if isinstance(one, float) and isinstance(other, int | float):
        return agree(one, other)
    return bool(one == other)


def _rounded(found: Estimate | Point | None) -> dict[str, Any] | None:
    if found is None:
        return None
    return {
        name: round(value, PLACES) if isinstance(value, float) else value
        for name, value in asdict(found).items()
    }
