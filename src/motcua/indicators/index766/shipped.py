"""The versions of the formula that we ship. Pure, but for one file that is read once."""

import json
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any, Final

from motcua.indicators.index766.versions import Formula

SHIPPED: Final = "data/indices/qd766.json"


@dataclass(frozen=True, slots=True)
class InForce:
    """A formula with the day from which it holds and the text it rests on."""

    valid_from: date
    formula: Formula
    legal_basis: str


@cache
def shipped_versions() -> tuple[InForce, ...]:
    """Return the versions that we ship, the earliest first."""
    text = (files("motcua") / SHIPPED).read_text(encoding="utf-8")
    rows: list[dict[str, Any]] = json.loads(text)
    return tuple(
        InForce(
            date.fromisoformat(row["valid_from"]),
            Formula.from_document(row["document"]),
            row["legal_basis"],
        )
        for row in rows
    )
