"""The templates that we ship. Pure, but for the files that are read once."""

import json
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Final

from motcua.indicators.statutory.templates import Template

_FOLDER: Final = "data/reports"
SHIPPED: Final = ("07a", "06d", "so-hoa")
"""The reports that we ship, in the order of the list; those an administrator adds follow."""


@dataclass(frozen=True, slots=True)
class InForce:
    """A template with its key and the day from which it holds."""

    key: str
    valid_from: date
    template: Template
    is_shipped: bool = False

    @property
    def version_words(self) -> str:
        """Return by which version it is counted."""
        return f"biểu {self.key} từ {self.valid_from:%d/%m/%Y}"


@cache
def shipped_versions() -> tuple[InForce, ...]:
    """Return every version that we ship, by key and day."""
    found = []
    for key in SHIPPED:
        text = (files("motcua") / _FOLDER / f"{key}.json").read_text(encoding="utf-8")
        found += [
            InForce(
                key,
                date.fromisoformat(row["valid_from"]),
                Template.from_document(row["document"]),
                is_shipped=True,
            )
            for row in json.loads(text)
        ]
    return tuple(found)
