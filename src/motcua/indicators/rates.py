"""A rate as it is published: part, whole, and whether the whole is enough to say one. Pure."""

from dataclasses import dataclass
from typing import Final

from motcua.kernel.intervals import wilson

LEAST: Final = 30
"""Of answers, where the one who asks has set nothing else."""


@dataclass(frozen=True, slots=True)
class Rate:
    """``part`` of ``whole``; below ``least`` no share is named, only how many there are."""

    part: int
    whole: int
    least: int = LEAST

    @property
    def is_enough(self) -> bool:
        """Say whether there are enough to name a share."""
        return self.whole >= max(self.least, 1)

    @property
    def share(self) -> float | None:
        """Return the share in [0, 1], or None where it is not named."""
        return self.part / self.whole if self.is_enough else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """Return the bounds of the 95 % interval (Wilson), or None where no share is named."""
        return wilson(self.part, self.whole) if self.is_enough else None

    def __add__(self, other: "Rate") -> "Rate":
        """Return both together, under the greater demand."""
        return Rate(self.part + other.part, self.whole + other.whole, max(self.least, other.least))
