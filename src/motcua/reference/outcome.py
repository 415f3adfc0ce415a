"""What a loader did, for whoever started it."""

from collections.abc import Callable
from dataclasses import dataclass

Report = Callable[[str], None]
"""Is told in Vietnamese what is being done."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many rows a loader made or found as they were, and what it has to say of them."""

    what: str
    created: int
    unchanged: int = 0
    notes: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        """Return the outcome as one line."""
        parts = [f"{self.created:,} mới".replace(",", ".")] if self.created else []
        if self.unchanged or not parts:
            parts.append(f"{self.unchanged:,} đã có".replace(",", "."))
        return f"{self.what}: {', '.join(parts)}."


def silent(_text: str) -> None:
    """Report to nobody."""
